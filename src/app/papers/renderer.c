/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One thread draws for the whole program: poppler's documents are made, used and freed on it, and a
 * slow PC keeps its other processor for the window.
 */
#include "config.h"

#include "app/papers/renderer.h"

#include <math.h>
#include <poppler.h>

/* The thread's own, but for its making. */
typedef struct
{
  EnrDocument *document;
  PopplerDocument *poppler; /* NULL until the first page is drawn */
} Source;

/* What the thread is given: a page to draw, or a source to free. */
typedef struct
{
  GTask *task;    /* owned, or NULL */
  Source *source; /* to free, or NULL */
  int priority;
  guint64 serial; /* first come, first served */
} Item;

typedef struct
{
  Source *source;
  guint page;
  int width;
} Job;

struct _EnrRenderer
{
  GObject parent_instance;

  Source *source;
};

G_DEFINE_FINAL_TYPE (EnrRenderer, enr_renderer, G_TYPE_OBJECT)

/* Of the thread's queue, with its lock. */
static GMutex lock;
static GCond idle;
static guint n_items; /* that wait or are being done */
static guint64 n_pushed;
static gboolean stopping;

static gboolean
open_pdf (Source *source, GError **error)
{
  g_autoptr (GBytes) pdf = NULL;

  if (source->poppler != NULL)
    return TRUE;
  pdf = enr_document_to_pdf (source->document, enr_document_creation_time (), error);
  if (pdf == NULL)
    return FALSE;
  source->poppler = poppler_document_new_from_bytes (pdf, NULL, error);
  return source->poppler != NULL;
}

static GdkTexture *
draw_page (const Job *job, GError **error)
{
  PopplerPage *page;
  g_autoptr (GBytes) bytes = NULL;
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;
  double page_width, page_height;
  int width, height, stride;

  if (!open_pdf (job->source, error))
    return NULL;
  page = poppler_document_get_page (job->source->poppler, (int) job->page);
  g_return_val_if_fail (page != NULL, NULL);

  poppler_page_get_size (page, &page_width, &page_height);
  width = CLAMP (job->width, 1, ENR_RENDERER_MAX_WIDTH);
  height = MAX (1, (int) lround (width * page_height / page_width));
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, width / page_width, height / page_height);
  poppler_page_render (page, cr);
  g_object_unref (page);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error_literal (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_WRITE,
                           cairo_status_to_string (status));
      cairo_surface_destroy (surface);
      return NULL;
    }

  cairo_surface_flush (surface);
  stride = cairo_image_surface_get_stride (surface);
  bytes
      = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), (gsize) stride * height,
                                    (GDestroyNotify) cairo_surface_destroy, surface);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static void
free_source (Source *source)
{
  g_clear_object (&source->poppler);
  enr_document_unref (source->document);
  g_free (source);
}

static void
run_task (GTask *task)
{
  GError *error = NULL;
  GdkTexture *texture;
  gboolean is_last;

  g_mutex_lock (&lock);
  is_last = stopping;
  g_mutex_unlock (&lock);
  if (is_last)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The program ends");
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    return;

  texture = draw_page (g_task_get_task_data (task), &error);
  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
run_item (gpointer data, gpointer user_data)
{
  g_autofree Item *item = data;

  if (item->source != NULL)
    free_source (item->source);
  else
    run_task (item->task);
  g_clear_object (&item->task);

  g_mutex_lock (&lock);
  if (--n_items == 0)
    g_cond_signal (&idle);
  g_mutex_unlock (&lock);
}

static int
compare_items (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Item *first = a;
  const Item *second = b;

  if (first->priority != second->priority)
    return first->priority < second->priority ? -1 : 1;
  return first->serial < second->serial ? -1 : first->serial > second->serial;
}

/* Any thread: a renderer's last reference may be a task's, and goes where the task goes. */
static void
push (GTask *task, Source *source, int priority)
{
  static gsize once;
  static GThreadPool *pool;
  Item *item = g_new0 (Item, 1);

  if (g_once_init_enter (&once))
    {
      pool = g_thread_pool_new (run_item, NULL, 1, TRUE, NULL);
      g_thread_pool_set_sort_function (pool, compare_items, NULL);
      g_once_init_leave (&once, 1);
    }
  item->task = task;
  item->source = source;
  item->priority = priority;
  g_mutex_lock (&lock);
  item->serial = n_pushed++;
  n_items++;
  g_mutex_unlock (&lock);
  g_thread_pool_push (pool, item, NULL);
}

static void
enr_renderer_finalize (GObject *object)
{
  EnrRenderer *self = ENR_RENDERER (object);

  push (NULL, g_steal_pointer (&self->source), G_PRIORITY_HIGH);

  G_OBJECT_CLASS (enr_renderer_parent_class)->finalize (object);
}

static void
enr_renderer_class_init (EnrRendererClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = enr_renderer_finalize;
}

static void
enr_renderer_init (EnrRenderer *self)
{
  self->source = g_new0 (Source, 1);
}

EnrRenderer *
enr_renderer_new (EnrDocument *document)
{
  EnrRenderer *self;

  g_return_val_if_fail (document != NULL, NULL);

  self = g_object_new (ENR_TYPE_RENDERER, NULL);
  self->source->document = enr_document_ref (document);
  return self;
}

EnrDocument *
enr_renderer_get_document (EnrRenderer *self)
{
  g_return_val_if_fail (ENR_IS_RENDERER (self), NULL);

  return self->source->document;
}

void
enr_renderer_render_async (EnrRenderer *self,
                           guint page,
                           int width,
                           int priority,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;
  Job *job;

  g_return_if_fail (ENR_IS_RENDERER (self));
  g_return_if_fail (page < enr_document_get_n_pages (self->source->document));

  job = g_new0 (Job, 1);
  job->source = self->source;
  job->page = page;
  job->width = width;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, enr_renderer_render_async);
  g_task_set_task_data (task, job, g_free);
  push (task, NULL, priority);
}

GdkTexture *
enr_renderer_render_finish (EnrRenderer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
enr_renderer_stop_all (void)
{
  g_mutex_lock (&lock);
  stopping = TRUE;
  while (n_items > 0)
    g_cond_wait (&idle, &lock);
  g_mutex_unlock (&lock);
}
