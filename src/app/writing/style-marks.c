/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The list of words is read once for a session, and anew when it was changed; all marked views
 * share it. A text is looked over by a thread of GTask as it was then; what comes back when it has
 * been changed again is thrown away.
 */
#include "config.h"

#include "app/writing/style-marks.h"

#include <glib/gi18n.h>
#include <string.h>

#include "writing/phrase.h"

#define DELAY 300
#define KEY "enr-style-marks"
#define TAG "enr-style-word"

/* The words of a session. */
#define ENR_TYPE_STYLE_LIST (enr_style_list_get_type ())
G_DECLARE_FINAL_TYPE (EnrStyleList, enr_style_list, ENR, STYLE_LIST, GObject)

struct _EnrStyleList
{
  GObject parent_instance;

  /* Borrowed */
  EnrSession *session; /* which holds this */

  /* Owned */
  GPtrArray *words; /* (element-type EnrStyleWord) NULL until they were read; never changed, but
                       replaced */
};

G_DEFINE_FINAL_TYPE (EnrStyleList, enr_style_list, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What a view has. It goes with the view. */
typedef struct
{
  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkTextTag *tag;
  EnrStyleList *list;
  GCancellable *cancellable; /* of what is looked over */
  guint timeout;
  GPtrArray *words; /* those that the marks borrow from */
  GArray *marks;    /* (element-type EnrStyleMark) NULL while the text is another one */
} Marks;

typedef struct
{
  GPtrArray *words;
  char *text;
} Check;

static void
enr_style_list_finalize (GObject *object)
{
  g_clear_pointer (&ENR_STYLE_LIST (object)->words, g_ptr_array_unref);

  G_OBJECT_CLASS (enr_style_list_parent_class)->finalize (object);
}

static void
enr_style_list_class_init (EnrStyleListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = enr_style_list_finalize;

  signals[CHANGED] = g_signal_new ("changed", ENR_TYPE_STYLE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
enr_style_list_init (EnrStyleList *self)
{
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  return enr_style_word_list (db, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrSession) session = user_data;
  EnrStyleList *self = g_object_get_data (G_OBJECT (session), KEY);
  g_autoptr (GError) error = NULL;
  GPtrArray *words = enr_store_finish (ENR_STORE (source), result, &error);

  if (words == NULL)
    {
      enr_session_fail (session, error);
      return;
    }
  g_clear_pointer (&self->words, g_ptr_array_unref);
  self->words = words;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
store_changed_cb (EnrStyleList *self, const char *const *tables)
{
  if (tables == NULL || g_strv_contains (tables, "style_word"))
    enr_store_read_async (enr_session_get_store (self->session), load, NULL, NULL,
                          (GDestroyNotify) g_ptr_array_unref, NULL, loaded_cb,
                          g_object_ref (self->session));
}

static EnrStyleList *
get_list (EnrSession *session)
{
  EnrStyleList *self = g_object_get_data (G_OBJECT (session), KEY);

  if (self != NULL)
    return self;
  self = g_object_new (ENR_TYPE_STYLE_LIST, NULL);
  self->session = session;
  g_object_set_data_full (G_OBJECT (session), KEY, self, g_object_unref);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  store_changed_cb (self, NULL);
  return self;
}

/*
 * Looking a text over
 */

static void
check_free (gpointer data)
{
  Check *check = data;

  g_ptr_array_unref (check->words);
  g_free (check->text);
  g_free (check);
}

static void
check_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Check *check = data;

  g_task_return_pointer (task, enr_style_check (check->words, check->text),
                         (GDestroyNotify) g_array_unref);
}

/* A part of the text, in characters. */
typedef struct
{
  gsize from;
  gsize until;
} Part;

static GArray *
dup_marked_parts (const Marks *self)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (Part));
  GtkTextIter iter;

  gtk_text_buffer_get_start_iter (self->buffer, &iter);
  if (!gtk_text_iter_starts_tag (&iter, self->tag))
    gtk_text_iter_forward_to_tag_toggle (&iter, self->tag);
  while (!gtk_text_iter_is_end (&iter))
    {
      Part part = { (gsize) gtk_text_iter_get_offset (&iter), 0 };

      gtk_text_iter_forward_to_tag_toggle (&iter, self->tag);
      part.until = (gsize) gtk_text_iter_get_offset (&iter);
      g_array_append_val (parts, part);
      gtk_text_iter_forward_to_tag_toggle (&iter, self->tag);
    }
  return parts;
}

/* Neighbours that touch are one part, as GTK sees them. */
static GArray *
dup_parts (const GArray *marks)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (Part));

  for (guint i = 0; i < marks->len; i++)
    {
      const EnrStyleMark *mark = &g_array_index (marks, EnrStyleMark, i);
      Part part = { mark->offset, mark->offset + mark->length };
      Part *last = parts->len > 0 ? &g_array_index (parts, Part, parts->len - 1) : NULL;

      if (last != NULL && last->until == part.from)
        last->until = part.until;
      else
        g_array_append_val (parts, part);
    }
  return parts;
}

/* Sets or takes away the tag where a part of @parts is none of @others. Both are in order. */
static void
tag_differences (Marks *self, const GArray *parts, const GArray *others, gboolean is_on)
{
  guint k = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      const Part *other;
      GtkTextIter start, end;

      while (k < others->len && g_array_index (others, Part, k).from < part->from)
        k++;
      other = k < others->len ? &g_array_index (others, Part, k) : NULL;
      if (other != NULL && other->from == part->from && other->until == part->until)
        continue;
      gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int) part->from);
      gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int) part->until);
      if (is_on)
        gtk_text_buffer_apply_tag (self->buffer, self->tag, &start, &end);
      else
        gtk_text_buffer_remove_tag (self->buffer, self->tag, &start, &end);
    }
}

/* Only what differs is touched: a long text is not laid out anew for a word. */
static void
show_marks (Marks *self)
{
  g_autoptr (GArray) before = dup_marked_parts (self);
  g_autoptr (GArray) parts = dup_parts (self->marks);

  tag_differences (self, before, parts, FALSE);
  tag_differences (self, parts, before, TRUE);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Marks *self = g_object_get_data (source, KEY);
  const Check *check = g_task_get_task_data (G_TASK (result));
  GArray *marks = g_task_propagate_pointer (G_TASK (result), NULL);

  if (marks == NULL) /* the text has been changed meanwhile */
    return;
  g_clear_pointer (&self->marks, g_array_unref);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  self->marks = marks;
  self->words = g_ptr_array_ref (check->words);
  show_marks (self);
}

static gboolean
check_cb (gpointer user_data)
{
  Marks *self = user_data;
  g_autoptr (GTask) task = NULL;
  Check *check;
  GtkTextIter start, end;

  self->timeout = 0;
  if (self->list->words == NULL) /* it comes again when they have been read */
    return G_SOURCE_REMOVE;
  self->cancellable = g_cancellable_new ();
  check = g_new0 (Check, 1);
  check->words = g_ptr_array_ref (self->list->words);
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  check->text = gtk_text_buffer_get_slice (self->buffer, &start, &end, TRUE);
  task = g_task_new (self->view, self->cancellable, checked_cb, NULL);
  g_task_set_source_tag (task, check_cb);
  g_task_set_task_data (task, check, check_free);
  g_task_run_in_thread (task, check_thread);
  return G_SOURCE_REMOVE;
}

static void
stop (Marks *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
changed_cb (GtkTextView *view)
{
  Marks *self = g_object_get_data (G_OBJECT (view), KEY);

  stop (self);
  g_clear_pointer (&self->marks, g_array_unref);
  self->timeout = g_timeout_add (DELAY, check_cb, self);
}

static char *
dup_tip (const EnrStyleWord *word)
{
  if (word->is_label)
    return *word->better != '\0'
               /* Translators: a word that labels a child, and what is better */
               ? g_strdup_printf (_ ("“%s” says what a child is. Better: %s"), word->word,
                                  word->better)
               /* Translators: a word that labels a child */
               : g_strdup_printf (_ ("“%s” says what a child is. Better write what it did, and "
                                     "when."),
                                  word->word);
  return *word->better != '\0'
             /* Translators: a word, and the one that the nursery writes instead */
             ? g_strdup_printf (_ ("“%s”: here we write “%s”"), word->word, word->better)
             /* Translators: a word of the nursery's list */
             : g_strdup_printf (_ ("“%s”: please look whether there is a better word"), word->word);
}

static gboolean
tooltip_cb (GtkTextView *view, int x, int y, gboolean keyboard_mode, GtkTooltip *tooltip)
{
  Marks *self = g_object_get_data (G_OBJECT (view), KEY);
  GtkTextIter iter;
  gsize offset;

  if (self->marks == NULL)
    return FALSE;
  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, x, y, &x, &y);
  if (keyboard_mode)
    gtk_text_buffer_get_iter_at_mark (self->buffer, &iter,
                                      gtk_text_buffer_get_insert (self->buffer));
  else if (!gtk_text_view_get_iter_at_position (view, &iter, NULL, x, y))
    return FALSE;
  offset = (gsize) gtk_text_iter_get_offset (&iter);
  for (guint i = 0; i < self->marks->len; i++)
    {
      const EnrStyleMark *mark = &g_array_index (self->marks, EnrStyleMark, i);
      g_autofree char *tip = NULL;

      if (offset < mark->offset || offset >= mark->offset + mark->length)
        continue;
      tip = dup_tip (mark->word);
      gtk_tooltip_set_text (tooltip, tip);
      return TRUE;
    }
  return FALSE;
}

/* The text may outlive its view: without it nobody looks the text over. */
static void
destroy_cb (GtkTextView *view)
{
  stop (g_object_get_data (G_OBJECT (view), KEY));
}

static void
marks_free (gpointer data)
{
  Marks *self = data;

  stop (self);
  g_clear_pointer (&self->marks, g_array_unref);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_object_unref (self->list);
  g_object_unref (self->buffer);
  g_free (self);
}

void
enr_style_marks_attach (GtkTextView *view, EnrSession *session)
{
  GdkRGBA colour;
  Marks *self;

  g_return_if_fail (GTK_IS_TEXT_VIEW (view));
  g_return_if_fail (ENR_IS_SESSION (session));

  if (g_object_get_data (G_OBJECT (view), KEY) != NULL)
    return;
  gdk_rgba_parse (&colour, "#e66100");
  self = g_new0 (Marks, 1);
  self->view = view;
  self->buffer = g_object_ref (gtk_text_view_get_buffer (view));
  self->list = g_object_ref (get_list (session));
  self->tag = gtk_text_buffer_create_tag (self->buffer, TAG, "underline", PANGO_UNDERLINE_ERROR,
                                          "underline-rgba", &colour, NULL);
  g_object_set_data_full (G_OBJECT (view), KEY, self, marks_free);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (changed_cb), view,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "changed", G_CALLBACK (changed_cb), view, G_CONNECT_SWAPPED);
  gtk_widget_set_has_tooltip (GTK_WIDGET (view), TRUE);
  g_signal_connect (view, "query-tooltip", G_CALLBACK (tooltip_cb), NULL);
  g_signal_connect (view, "destroy", G_CALLBACK (destroy_cb), NULL);
  if (self->list->words != NULL)
    changed_cb (view);
}
