/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/papers/print.h"

#include <math.h>
#include <string.h>
#include <glib/gi18n.h>

#include "base/file.h"

#define GROUP "Print Settings"

/* What a person chooses for one time only, and what the document says. */
static const char *const passing[] = {
  GTK_PRINT_SETTINGS_ORIENTATION, GTK_PRINT_SETTINGS_PAPER_FORMAT,
  GTK_PRINT_SETTINGS_PAPER_WIDTH, GTK_PRINT_SETTINGS_PAPER_HEIGHT,
  GTK_PRINT_SETTINGS_PRINT_PAGES, GTK_PRINT_SETTINGS_PAGE_RANGES,
  GTK_PRINT_SETTINGS_PAGE_SET,    GTK_PRINT_SETTINGS_N_COPIES,
  GTK_PRINT_SETTINGS_OUTPUT_URI,  GTK_PRINT_SETTINGS_OUTPUT_BASENAME,
};

static char *
dup_path (const char *paper_id)
{
  g_autofree char *name = g_strdup_printf ("print-%s.ini", paper_id);

  return g_build_filename (g_get_user_config_dir (), "enroku", name, NULL);
}

static void
unref_document (gpointer data, GClosure *closure)
{
  enr_document_unref (data);
}

/* What is printed: on both sides with empty backs, so that nobody's letter is on the back of
 * another's. Chosen pages are counted as they are shown. */
static EnrDocument *
get_printed (GtkPrintOperation *operation)
{
  return g_object_get_data (G_OBJECT (operation), "printed");
}

static void
begin_cb (GtkPrintOperation *operation, GtkPrintContext *context, EnrDocument *document)
{
  GtkPrintSettings *settings = gtk_print_operation_get_print_settings (operation);
  gboolean is_two_sided = settings != NULL
                          && gtk_print_settings_get_duplex (settings) != GTK_PRINT_DUPLEX_SIMPLEX
                          && gtk_print_settings_get_print_pages (settings) == GTK_PRINT_PAGES_ALL;
  EnrDocument *printed
      = is_two_sided ? enr_document_new_two_sided (document) : enr_document_ref (document);

  g_object_set_data_full (G_OBJECT (operation), "printed", printed,
                          (GDestroyNotify) enr_document_unref);
  gtk_print_operation_set_n_pages (operation, (int) enr_document_get_n_pages (printed));
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, gpointer data)
{
  EnrDocument *document = get_printed (operation);
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width, height, paper_width, paper_height, scale;

  enr_document_get_page_size (document, &width, &height);
  paper_width = gtk_print_context_get_width (context);
  paper_height = gtk_print_context_get_height (context);

  /* On smaller paper than the form's it is made smaller, rather than cut off; it is never enlarged,
   * because the cuts of cards are where they are. A point of difference is rounding. */
  scale = MIN (1, MIN ((paper_width + 1) / width, (paper_height + 1) / height));
  cairo_save (cr);
  cairo_translate (cr, MAX (0, (paper_width - width * scale) / 2),
                   MAX (0, (paper_height - height * scale) / 2));
  cairo_scale (cr, scale, scale);
  enr_document_draw_page (document, (guint) page, cr);
  cairo_restore (cr);
}

static void
preview_ready_cb (GtkPrintOperationPreview *preview, GtkPrintContext *context, gpointer data)
{
  gtk_print_operation_preview_end_preview (preview);
}

/* The dialog's preview button: the page below the dialog is the preview, and there may be no other
 * program on the PC to show one. */
static gboolean
preview_cb (GtkPrintOperation *operation,
            GtkPrintOperationPreview *preview,
            GtkPrintContext *context,
            GtkWindow *parent,
            gpointer data)
{
  /* GTK draws nothing into a context without a surface. */
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);

  gtk_print_context_set_cairo_context (context, cr, 72, 72);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_signal_connect (preview, "ready", G_CALLBACK (preview_ready_cb), NULL);
  return TRUE;
}

static GtkPaperSize *
find_paper_size (double width, double height)
{
  GList *sizes = gtk_paper_size_get_paper_sizes (FALSE);
  GtkPaperSize *found = NULL;

  for (GList *l = sizes; l != NULL && found == NULL; l = l->next)
    if (fabs (gtk_paper_size_get_width (l->data, GTK_UNIT_MM) - width) < 1
        && fabs (gtk_paper_size_get_height (l->data, GTK_UNIT_MM) - height) < 1)
      found = gtk_paper_size_copy (l->data);
  g_list_free_full (sizes, (GDestroyNotify) gtk_paper_size_free);
  if (found == NULL)
    found = gtk_paper_size_new_custom ("enroku-form", _ ("Size of the form"), width, height,
                                       GTK_UNIT_MM);
  return found;
}

GtkPageSetup *
enr_print_page_setup_new (EnrDocument *document)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  GtkPaperSize *size;
  double width, height;

  g_return_val_if_fail (document != NULL, setup);

  enr_document_get_page_size (document, &width, &height);
  size = find_paper_size (MIN (width, height) / ENR_POINTS_PER_MM,
                          MAX (width, height) / ENR_POINTS_PER_MM);
  gtk_page_setup_set_paper_size (setup, size);
  gtk_page_setup_set_orientation (setup, width > height ? GTK_PAGE_ORIENTATION_LANDSCAPE
                                                        : GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_paper_size_free (size);
  return setup;
}

GtkPrintOperation *
enr_print_operation_new (EnrDocument *document,
                         const char *paper_id,
                         const char *name,
                         guint current_page)
{
  GtkPrintOperation *operation;
  g_autoptr (GtkPageSetup) setup = NULL;
  g_autoptr (GtkPrintSettings) settings = NULL;

  g_return_val_if_fail (document != NULL && paper_id != NULL, NULL);

  operation = gtk_print_operation_new ();
  setup = enr_print_page_setup_new (document);
  settings = enr_print_settings_load (paper_id);
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, name);

  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_print_settings (operation, settings);
  gtk_print_operation_set_use_full_page (operation, TRUE); /* forms have margins of their own */
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_job_name (operation, enr_document_get_title (document));
  gtk_print_operation_set_n_pages (operation, (int) enr_document_get_n_pages (document));
  gtk_print_operation_set_current_page (operation, (int) current_page);
  g_signal_connect_data (operation, "begin-print", G_CALLBACK (begin_cb),
                         enr_document_ref (document), unref_document, 0);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), NULL);
  g_signal_connect (operation, "preview", G_CALLBACK (preview_cb), NULL);
  return operation;
}

GtkPrintSettings *
enr_print_settings_load (const char *paper_id)
{
  g_autofree char *path = dup_path (paper_id);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  GtkPrintSettings *settings = NULL;

  /* Not there, or not to be read: then the printer's own settings are as good. */
  if (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    settings = gtk_print_settings_new_from_key_file (file, GROUP, NULL);
  return settings != NULL ? settings : gtk_print_settings_new ();
}

typedef struct
{
  char *path;
  GBytes *bytes;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_free (save->path);
  g_bytes_unref (save->bytes);
  g_free (save);
}

static void
save_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Save *save = data;
  g_autofree char *folder = g_path_get_dirname (save->path);
  GError *error = NULL;

  g_mkdir_with_parents (folder, 0700); /* what fails here fails again below, with a sentence */
  if (enr_file_replace (save->path, save->bytes, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
enr_print_settings_save_async (const char *paper_id,
                               GtkPrintSettings *settings,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (GtkPrintSettings) kept = gtk_print_settings_copy (settings);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  Save *save = g_new0 (Save, 1);
  char *text;
  gsize length;

  g_task_set_source_tag (task, enr_print_settings_save_async);
  for (guint i = 0; i < G_N_ELEMENTS (passing); i++)
    gtk_print_settings_unset (kept, passing[i]);
  gtk_print_settings_to_key_file (kept, file, GROUP);
  text = g_key_file_to_data (file, &length, NULL);
  save->path = dup_path (paper_id);
  save->bytes = g_bytes_new_take (text, length);
  g_task_set_task_data (task, save, save_free);
  g_task_run_in_thread (task, save_thread);
}

gboolean
enr_print_settings_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

typedef struct
{
  EnrSession *session;
  char *paper_id;
} Call;

static void
call_free (gpointer data, GClosure *closure)
{
  Call *call = data;

  g_object_unref (call->session);
  g_free (call->paper_id);
  g_free (call);
}

static void
settings_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrSession) session = user_data;
  g_autoptr (GError) error = NULL;

  if (!enr_print_settings_save_finish (result, &error))
    enr_session_fail (session, error);
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, Call *call)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      enr_session_fail (call->session, error);
    }
  else if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    enr_print_settings_save_async (call->paper_id,
                                   gtk_print_operation_get_print_settings (operation),
                                   settings_saved_cb, g_object_ref (call->session));
}

void
enr_print_run (EnrSession *session,
               GtkWindow *parent,
               EnrDocument *document,
               const char *paper_id,
               const char *name,
               guint current_page)
{
  g_autofree char *base = g_strdup (name);
  g_autoptr (GtkPrintOperation) operation = NULL;
  Call *call;

  g_return_if_fail (ENR_IS_SESSION (session));

  /* The dialog adds ".pdf" itself. */
  if (g_str_has_suffix (base, ".pdf"))
    base[strlen (base) - strlen (".pdf")] = '\0';
  operation = enr_print_operation_new (document, paper_id, base, current_page);
  gtk_print_operation_set_allow_async (operation, TRUE);
  call = g_new0 (Call, 1);
  call->session = g_object_ref (session);
  call->paper_id = g_strdup (paper_id);
  g_signal_connect_data (operation, "done", G_CALLBACK (done_cb), call, call_free, 0);
  /* "done" is told of failures too. */
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}
