/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/phrase-suggest.h"

#include <string.h>

#include "app/preferences.h"
#include "writing/phrase.h"

#define KEY "enr-phrase-suggest"
#define SETTING "suggest-phrases"

#define MOST 3
#define LEAST_WORDS 2 /* characters: fewer are in every phrase */
#define MOST_WORDS 40
#define WAIT_MS 350 /* whoever goes on typing is not looked up */

/* What a text view has. It goes with the view. */
typedef struct
{
  GtkTextView *view;
  EnrSession *session;
  GCancellable *cancellable;
  GPtrArray *phrases; /* (element-type EnrPhrase) those that are shown */
  GtkWidget *popover; /* of the view; made when it is first needed */
  GtkListBox *list;
  char *section;
  char *words; /* that are looked up */
  int age;
  int month;
  guint source;
  gboolean has_preedit;
  gboolean is_putting;
} Suggest;

typedef struct
{
  EnrPhraseQuery query;
  char *section;
  char *words;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->section);
  g_free (job->words);
  g_free (job);
}

static gpointer
find (EnrDb *db, gpointer data, GError **error)
{
  return enr_phrase_find (db, &((const Job *) data)->query, MOST, error);
}

static gboolean
ends_words (gunichar c, gpointer data)
{
  return c == 0x3002 || c == 0x3001 || c == 0xFF01 || c == 0xFF1F || c == '\n';
}

char *
enr_phrase_dup_words_before (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, cursor;

  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  start = cursor;
  while (gtk_text_iter_backward_char (&start))
    if (ends_words (gtk_text_iter_get_char (&start), NULL))
      {
        gtk_text_iter_forward_char (&start);
        break;
      }
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &cursor, FALSE));
}

void
enr_phrase_put (GtkTextView *view, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autofree char *words = enr_phrase_dup_words_before (view);
  GtkTextIter cursor, start;

  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  gtk_text_buffer_begin_user_action (buffer);
  if (*words != '\0' && g_str_has_prefix (text, words))
    {
      start = cursor;
      gtk_text_iter_backward_chars (&start, (int) g_utf8_strlen (words, -1));
      gtk_text_buffer_delete (buffer, &start, &cursor);
    }
  gtk_text_buffer_insert (buffer, &cursor, text, -1);
  gtk_text_buffer_end_user_action (buffer);
  gtk_text_buffer_place_cursor (buffer, &cursor);
  gtk_text_view_scroll_mark_onscreen (view, gtk_text_buffer_get_insert (buffer));
}

static void
hide (Suggest *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static gboolean
is_shown (const Suggest *self)
{
  return self->popover != NULL && gtk_widget_get_visible (self->popover);
}

/* Not a window that takes the keyboard: the input method goes on. */
static void
make_popover (Suggest *self)
{
  self->popover = gtk_popover_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_widget_set_can_focus (self->popover, FALSE);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_list_box_set_activate_on_single_click (self->list, TRUE);
  gtk_popover_set_child (GTK_POPOVER (self->popover), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self->view));
}

static void
take (Suggest *self, int position)
{
  const EnrPhrase *phrase;

  if (self->phrases == NULL || position < 0 || (guint) position >= self->phrases->len)
    return;
  phrase = g_ptr_array_index (self->phrases, position);
  self->is_putting = TRUE;
  enr_phrase_put (self->view, phrase->text);
  self->is_putting = FALSE;
  hide (self);
}

static void
activated_cb (Suggest *self, GtkListBoxRow *row)
{
  take (self, gtk_list_box_row_get_index (row));
}

static void
show (Suggest *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkListBoxRow *row;
  GtkTextIter cursor;
  GdkRectangle place;

  if (self->popover == NULL)
    {
      make_popover (self);
      g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
    }
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < self->phrases->len; i++)
    gtk_list_box_append (
        self->list, g_object_new (GTK_TYPE_LABEL, "label",
                                  ((EnrPhrase *) g_ptr_array_index (self->phrases, i))->text,
                                  "xalign", 0.0, "max-width-chars", 44, "ellipsize",
                                  PANGO_ELLIPSIZE_END, "margin-start", 6, "margin-end", 6, NULL));
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_iter_location (self->view, &cursor, &place);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y,
                                         &place.x, &place.y);
  place.width = MAX (place.width, 1);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &place);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

/* What is written in full already is no suggestion. */
static void
drop_written (GPtrArray *phrases, const char *words)
{
  for (guint i = phrases->len; i > 0; i--)
    if (strcmp (((EnrPhrase *) g_ptr_array_index (phrases, i - 1))->text, words) == 0)
      g_ptr_array_remove_index (phrases, i - 1);
}

/* A text view that outlives its window by what is still being read goes on laying out without a text (GTK
 * 4.8), so that only a weak reference is held meanwhile. */
static GWeakRef *
new_weak_ref (gpointer object)
{
  GWeakRef *self = g_new0 (GWeakRef, 1);

  g_weak_ref_init (self, object);
  return self;
}

static gpointer
free_weak_ref (GWeakRef *self)
{
  gpointer object = g_weak_ref_get (self);

  g_weak_ref_clear (self);
  g_free (self);
  return object;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkTextView) view = free_weak_ref (user_data);
  Suggest *self = view != NULL ? g_object_get_data (G_OBJECT (view), KEY) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) phrases = enr_store_finish (ENR_STORE (source), result, &error);
  g_autofree char *words = NULL;

  /* Nobody asked for it: what goes wrong is said where somebody does. */
  if (phrases == NULL || self == NULL || self->has_preedit
      || !gtk_widget_has_focus (GTK_WIDGET (view)))
    return;
  words = enr_phrase_dup_words_before (view);
  if (g_strcmp0 (words, self->words) != 0)
    return;
  drop_written (phrases, words);
  g_clear_pointer (&self->phrases, g_ptr_array_unref);
  self->phrases = g_steal_pointer (&phrases);
  if (self->phrases->len > 0)
    show (self);
}

static gboolean
look_cb (gpointer data)
{
  Suggest *self = data;
  glong length;
  Job *job;

  self->source = 0;
  g_free (self->words);
  self->words = enr_phrase_dup_words_before (self->view);
  length = g_utf8_strlen (self->words, -1);
  if (self->has_preedit || length < LEAST_WORDS || length > MOST_WORDS
      || !gtk_widget_has_focus (GTK_WIDGET (self->view)))
    return G_SOURCE_REMOVE;
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  job = g_new0 (Job, 1);
  job->section = g_strdup (self->section);
  job->words = g_strdup (self->words);
  job->query = (EnrPhraseQuery){ job->section, self->age, self->month, job->words };
  enr_store_read_async (enr_session_get_store (self->session), find, job, job_free,
                        (GDestroyNotify) g_ptr_array_unref, self->cancellable, found_cb,
                        new_weak_ref (self->view));
  return G_SOURCE_REMOVE;
}

static gboolean
is_wanted (void)
{
  GSettings *settings = enr_preferences_get ();

  return settings == NULL || g_settings_get_boolean (settings, SETTING);
}

static void
changed_cb (Suggest *self)
{
  hide (self);
  if (self->is_putting || self->has_preedit || !gtk_text_view_get_editable (self->view)
      || !gtk_widget_has_focus (GTK_WIDGET (self->view)) || !is_wanted ())
    return;
  self->source = g_timeout_add (WAIT_MS, look_cb, self);
}

static void
preedit_cb (Suggest *self, const char *preedit)
{
  self->has_preedit = *preedit != '\0';
  if (self->has_preedit)
    hide (self);
}

static gboolean
key_cb (Suggest *self, guint key, guint code, GdkModifierType state)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  GtkListBoxRow *row;
  int next;

  if (self->has_preedit || !is_shown (self))
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_selected_row (self->list);
  next = row != NULL ? gtk_list_box_row_get_index (row) : 0;
  if (key == GDK_KEY_Escape && modifiers == 0)
    {
      hide (self);
      return GDK_EVENT_STOP;
    }
  if (modifiers == GDK_CONTROL_MASK && (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter))
    {
      take (self, next);
      return GDK_EVENT_STOP;
    }
  /* The cursor goes elsewhere. */
  if (modifiers == 0
      && (key == GDK_KEY_Left || key == GDK_KEY_Right || key == GDK_KEY_Up || key == GDK_KEY_Down))
    hide (self);
  if (modifiers != GDK_ALT_MASK || (key != GDK_KEY_Down && key != GDK_KEY_Up))
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_row_at_index (self->list, next + (key == GDK_KEY_Down ? 1 : -1));
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
  return GDK_EVENT_STOP;
}

/* A text view removes its children as its own when it goes: this one goes before. */
static void
unrealize_cb (Suggest *self)
{
  hide (self);
  self->list = NULL;
  g_clear_pointer (&self->popover, gtk_widget_unparent);
}

static void
suggest_free (gpointer data)
{
  Suggest *self = data;

  g_clear_handle_id (&self->source, g_source_remove);
  g_object_unref (self->session);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->phrases, g_ptr_array_unref);
  g_free (self->section);
  g_free (self->words);
  g_free (self);
}

static Suggest *
attach (GtkTextView *view, EnrSession *session, GSimpleActionGroup *actions)
{
  Suggest *self = g_new0 (Suggest, 1);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GSettings *settings = enr_preferences_get ();

  self->view = view;
  self->session = g_object_ref (session);
  g_object_set_data_full (G_OBJECT (view), KEY, self, suggest_free);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (hide), self);
  gtk_widget_add_controller (GTK_WIDGET (view), focus);
  g_signal_connect_swapped (view, "preedit-changed", G_CALLBACK (preedit_cb), self);
  g_signal_connect_swapped (view, "unrealize", G_CALLBACK (unrealize_cb), self);
  g_signal_connect_data (gtk_text_view_get_buffer (view), "end-user-action",
                         G_CALLBACK (changed_cb), self, NULL, G_CONNECT_SWAPPED);
  if (settings != NULL)
    {
      g_autoptr (GAction) action = g_settings_create_action (settings, SETTING);

      g_action_map_add_action (G_ACTION_MAP (actions), action);
    }
  return self;
}

void
enr_phrase_suggest_attach (GtkTextView *view,
                           EnrSession *session,
                           GSimpleActionGroup *actions,
                           const char *section,
                           int age,
                           int month)
{
  Suggest *self = g_object_get_data (G_OBJECT (view), KEY);

  if (self == NULL)
    self = attach (view, session, actions);
  g_free (self->section);
  self->section = g_strdup (section);
  self->age = age;
  self->month = month;
}
