/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/phrase-popover.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/preferences.h"
#include "app/writing/phrase-suggest.h"
#include "writing/phrase.h"

#define LIMIT 40
#define KEY "enr-phrase-attachment"

struct _EnrPhrasePopover
{
  GtkPopover parent_instance;

  /* Template */
  GtkEditable *words;
  GtkListBox *list;
  GtkWidget *scroller;
  GtkLabel *nothing;
  GtkWidget *start_button;

  /* Borrowed */
  GtkTextView *view; /* its parent */

  /* Owned */
  EnrSession *session;
  GCancellable *cancellable;
  GPtrArray *phrases; /* (element-type EnrPhrase) as the list shows them */
  gboolean is_begun;  /* with the words before the cursor, which the person did not ask for */
  char *section;
  int age;
  int month;
};

G_DEFINE_FINAL_TYPE (EnrPhrasePopover, enr_phrase_popover, GTK_TYPE_POPOVER)

/* What a text view has. It goes with the view. */
typedef struct
{
  EnrSession *session;
  GSimpleActionGroup *actions;
  EnrPhrasePopover *popover; /* of the view; made when it is first opened */
  char *section;
  int age;
  int month;
  gboolean has_preedit;
} Attachment;

/* What goes to the database's threads. */
typedef struct
{
  const EnrActor *actor;
  EnrPhraseQuery query;
  EnrUuid id;
  char *section;
  char *text;
  int age; /* of a phrase that is put in */
  int month;
} Job;

static Job *
job_new (EnrSession *session, const char *section, const char *text)
{
  Job *job = g_new0 (Job, 1);

  job->actor = enr_session_get_actor (session);
  job->section = g_strdup (section);
  job->text = g_strdup (text);
  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->section);
  g_free (job->text);
  g_free (job);
}

static gpointer
find (EnrDb *db, gpointer data, GError **error)
{
  const Job *job = data;

  return enr_phrase_find (db, &job->query, LIMIT, error);
}

static gpointer
count_use (EnrDb *db, gpointer data, GError **error)
{
  const Job *job = data;

  return GINT_TO_POINTER (enr_phrase_use (db, job->actor, &job->id, error));
}

static gpointer
add (EnrDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  g_autoptr (EnrPhrase) phrase = enr_phrase_new ();

  g_free (phrase->text);
  g_free (phrase->section);
  phrase->text = g_strdup (job->text);
  phrase->section = g_strdup (job->section);
  phrase->age_first = phrase->age_last = job->age;
  if (job->month > 0)
    phrase->months = 1u << (job->month - 1);
  if (!enr_phrase_save (db, job->actor, phrase, error))
    return NULL;
  return g_memdup2 (&phrase->id, sizeof phrase->id);
}

/* The result is the number of phrases and one. */
static gpointer
start (EnrDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  guint n = 0;

  return enr_phrase_start (db, job->actor, &n, error) ? GUINT_TO_POINTER (n + 1) : NULL;
}

static gpointer
take_back (EnrDb *db, gpointer data, GError **error)
{
  const Job *job = data;

  return GINT_TO_POINTER (enr_phrase_remove (db, job->actor, &job->id, error));
}

/*
 * The list
 */

static void
show_phrases (EnrPhrasePopover *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < self->phrases->len; i++)
    {
      const EnrPhrase *phrase = g_ptr_array_index (self->phrases, i);
      GtkWidget *label = g_object_new (
          GTK_TYPE_LABEL, "label", phrase->text, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
          PANGO_WRAP_WORD_CHAR, "max-width-chars", 40, "lines", 4, "ellipsize", PANGO_ELLIPSIZE_END,
          "margin-top", 4, "margin-bottom", 4, "margin-start", 8, "margin-end", 8, NULL);

      gtk_list_box_append (self->list, label);
    }
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_widget_set_visible (self->scroller, self->phrases->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), self->phrases->len == 0);
  gtk_widget_set_visible (self->start_button,
                          self->phrases->len == 0 && *gtk_editable_get_text (self->words) == '\0');
  gtk_label_set_text (self->nothing, *gtk_editable_get_text (self->words) != '\0'
                                         ? _ ("There is no phrase with these words.")
                                         : _ ("There is no phrase for this section yet. Select a "
                                              "text and put it into the phrases."));
}

static void reload (EnrPhrasePopover *self);

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrPhrasePopover) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *phrases = enr_store_finish (ENR_STORE (source), result, &error);

  if (phrases == NULL)
    {
      if (self->session != NULL)
        enr_session_fail (self->session, error);
      return;
    }
  if (self->session == NULL)
    {
      g_ptr_array_unref (phrases);
      return;
    }
  g_clear_pointer (&self->phrases, g_ptr_array_unref);
  self->phrases = phrases;
  if (phrases->len == 0 && self->is_begun)
    {
      self->is_begun = FALSE;
      gtk_editable_set_text (self->words, "");
      reload (self);
      return;
    }
  show_phrases (self);
}

static void
reload (EnrPhrasePopover *self)
{
  Job *job;

  if (self->session == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  job = job_new (self->session, self->section, gtk_editable_get_text (self->words));
  job->query = (EnrPhraseQuery){ job->section, self->age, self->month, job->text };
  enr_store_read_async (enr_session_get_store (self->session), find, job, job_free,
                        (GDestroyNotify) g_ptr_array_unref, self->cancellable, found_cb,
                        g_object_ref (self));
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrPhrasePopover) self = user_data;
  g_autoptr (GError) error = NULL;
  guint value = GPOINTER_TO_UINT (enr_store_finish (ENR_STORE (source), result, &error));

  if (self->session == NULL)
    return;
  if (value == 0)
    enr_session_fail (self->session, error);
  else if (value == 1)
    enr_session_tell (
        self->session,
        _ ("There are phrases already, but none that fits here. Find them by words."));
  reload (self);
}

static void
start_cb (EnrPhrasePopover *self)
{
  enr_store_write_async (enr_session_get_store (self->session), start,
                         job_new (self->session, "", ""), job_free, NULL, started_cb,
                         g_object_ref (self));
}

static void
used_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrSession) session = user_data;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    enr_session_fail (session, error);
}

static void
choose (EnrPhrasePopover *self, GtkListBoxRow *row)
{
  const EnrPhrase *phrase;
  Job *job;

  if (row == NULL || self->phrases == NULL || !gtk_text_view_get_editable (self->view))
    return;
  phrase = g_ptr_array_index (self->phrases, gtk_list_box_row_get_index (row));
  enr_phrase_put (self->view, phrase->text);
  job = job_new (self->session, "", "");
  job->id = phrase->id;
  enr_store_write_async (enr_session_get_store (self->session), count_use, job, job_free, NULL,
                         used_cb, g_object_ref (self->session));
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
row_activated_cb (EnrPhrasePopover *self, GtkListBoxRow *row)
{
  choose (self, row);
}

static void
activate_cb (EnrPhrasePopover *self)
{
  choose (self, gtk_list_box_get_selected_row (self->list));
}

static void
stop_cb (EnrPhrasePopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* Keys that neither the input method nor the field has taken. */
static gboolean
key_cb (EnrPhrasePopover *self, guint key)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int step = key == GDK_KEY_Down || key == GDK_KEY_KP_Down ? 1
             : key == GDK_KEY_Up || key == GDK_KEY_KP_Up   ? -1
                                                           : 0;

  if (step == 0 || row == NULL)
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (row) + step);
  if (row != NULL)
    {
      GtkAdjustment *adjustment = gtk_list_box_get_adjustment (self->list);
      double y;

      gtk_list_box_select_row (self->list, row);
      gtk_widget_translate_coordinates (GTK_WIDGET (row), GTK_WIDGET (self->list), 0, 0, NULL, &y);
      gtk_adjustment_clamp_page (adjustment, y, y + gtk_widget_get_height (GTK_WIDGET (row)));
    }
  return GDK_EVENT_STOP;
}

static void
enr_phrase_popover_dispose (GObject *object)
{
  EnrPhrasePopover *self = ENR_PHRASE_POPOVER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_PHRASE_POPOVER);

  G_OBJECT_CLASS (enr_phrase_popover_parent_class)->dispose (object);
}

static void
enr_phrase_popover_finalize (GObject *object)
{
  EnrPhrasePopover *self = ENR_PHRASE_POPOVER (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->phrases, g_ptr_array_unref);
  g_free (self->section);

  G_OBJECT_CLASS (enr_phrase_popover_parent_class)->finalize (object);
}

static void
enr_phrase_popover_class_init (EnrPhrasePopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_phrase_popover_dispose;
  object_class->finalize = enr_phrase_popover_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/phrase-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasePopover, words);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasePopover, list);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasePopover, scroller);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasePopover, nothing);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasePopover, start_button);
  gtk_widget_class_bind_template_callback (widget_class, reload);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
}

static void
enr_phrase_popover_init (EnrPhrasePopover *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Below the cursor. */
static void
point (EnrPhrasePopover *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter cursor;
  GdkRectangle place;

  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_iter_location (self->view, &cursor, &place);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y,
                                         &place.x, &place.y);
  place.width = MAX (place.width, 1);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), &place);
}

/*
 * The text view
 */

static void
attachment_free (gpointer data)
{
  Attachment *attachment = data;

  g_object_unref (attachment->session);
  g_object_unref (attachment->actions);
  g_free (attachment->section);
  g_free (attachment);
}

static Attachment *
get_attachment (gpointer view)
{
  return g_object_get_data (G_OBJECT (view), KEY);
}

/* A text view removes its children as its own when it goes, and this is none of them: it goes
 * before. */
static void
view_unrealize_cb (GtkTextView *view)
{
  Attachment *attachment = get_attachment (view);
  EnrPhrasePopover *popover = g_steal_pointer (&attachment->popover);

  if (popover == NULL)
    return;
  g_cancellable_cancel (popover->cancellable);
  g_clear_object (&popover->session);
  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_unparent (GTK_WIDGET (popover));
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer view)
{
  Attachment *attachment = get_attachment (view);
  EnrPhrasePopover *popover = attachment->popover;
  g_autofree char *words = NULL;

  if (!gtk_text_view_get_editable (view))
    return;
  if (popover == NULL)
    {
      popover = attachment->popover = g_object_new (ENR_TYPE_PHRASE_POPOVER, NULL);
      popover->view = view;
      popover->session = g_object_ref (attachment->session);
      gtk_widget_set_parent (GTK_WIDGET (popover), GTK_WIDGET (view));
    }
  g_free (popover->section);
  popover->section = g_strdup (attachment->section);
  popover->age = attachment->age;
  popover->month = attachment->month;
  words = enr_phrase_dup_words_before (view);
  popover->is_begun = g_utf8_strlen (words, -1) > 1;
  gtk_editable_set_text (popover->words, popover->is_begun ? words : "");
  gtk_text_view_scroll_mark_onscreen (view,
                                      gtk_text_buffer_get_insert (gtk_text_view_get_buffer (view)));
  point (popover);
  reload (popover);
  gtk_popover_popup (GTK_POPOVER (popover));
  gtk_widget_grab_focus (GTK_WIDGET (popover->words));
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrSession) session = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree EnrUuid *id = enr_store_finish (ENR_STORE (source), result, &error);
  Job *job;

  if (id == NULL)
    {
      enr_session_fail (session, error);
      return;
    }
  job = job_new (session, "", "");
  job->id = *id;
  enr_session_offer_undo (session, _ ("Put into the phrases"), take_back, job, job_free);
}

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer view)
{
  Attachment *attachment = get_attachment (view);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autofree char *text = NULL;
  Job *job;
  GtkTextIter start, end;

  if (!gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    {
      enr_session_tell (attachment->session, _ ("Please select the text first."));
      return;
    }
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  job = job_new (attachment->session, attachment->section, text);
  job->age = attachment->age;
  job->month = attachment->month;
  enr_store_write_async (enr_session_get_store (attachment->session), add, job, job_free, g_free,
                         added_cb, g_object_ref (attachment->session));
}

static void
preedit_cb (GtkTextView *view, const char *preedit)
{
  get_attachment (view)->has_preedit = *preedit != '\0';
}

static gboolean
shortcut_cb (GtkWidget *view, GVariant *arguments, gpointer user_data)
{
  Attachment *attachment = get_attachment (view);

  if (attachment->has_preedit)
    return FALSE;
  g_action_group_activate_action (G_ACTION_GROUP (attachment->actions), user_data, NULL);
  return TRUE;
}

static void
add_shortcut (GtkEventController *controller,
              guint key,
              GdkModifierType modifiers,
              const char *action)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers),
                        gtk_callback_action_new (shortcut_cb, (gpointer) action, NULL)));
}

static GMenuModel *
build_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _ ("Choose a Phrase…"), "phrase.open");
  g_menu_append (menu, _ ("Put the Selected Text into the Phrases"), "phrase.add");
  if (enr_preferences_get () != NULL)
    g_menu_append (menu, _ ("Suggest Phrases While Writing"), "phrase.suggest-phrases");
  return G_MENU_MODEL (menu);
}

static Attachment *
attach (GtkTextView *view, EnrSession *session)
{
  static const GActionEntry entries[]
      = { { .name = "open", .activate = open_cb }, { .name = "add", .activate = add_cb } };
  Attachment *attachment = g_new0 (Attachment, 1);
  GtkEventController *controller = gtk_shortcut_controller_new ();
  g_autoptr (GMenuModel) menu = build_menu ();

  attachment->session = g_object_ref (session);
  attachment->actions = g_simple_action_group_new ();
  g_object_set_data_full (G_OBJECT (view), KEY, attachment, attachment_free);
  g_action_map_add_action_entries (G_ACTION_MAP (attachment->actions), entries,
                                   G_N_ELEMENTS (entries), view);
  gtk_widget_insert_action_group (GTK_WIDGET (view), "phrase",
                                  G_ACTION_GROUP (attachment->actions));
  add_shortcut (controller, GDK_KEY_space, GDK_CONTROL_MASK, "open");
  /* Input methods take Ctrl+Space for themselves. */
  add_shortcut (controller, GDK_KEY_F4, 0, "open");
  add_shortcut (controller, GDK_KEY_space, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "add");
  gtk_widget_add_controller (GTK_WIDGET (view), controller);
  gtk_text_view_set_extra_menu (view, menu);
  g_signal_connect (view, "preedit-changed", G_CALLBACK (preedit_cb), NULL);
  g_signal_connect (view, "unrealize", G_CALLBACK (view_unrealize_cb), NULL);
  return attachment;
}

void
enr_phrase_popover_attach (GtkTextView *view,
                           EnrSession *session,
                           const char *section,
                           int age,
                           int month)
{
  Attachment *attachment;

  g_return_if_fail (GTK_IS_TEXT_VIEW (view));
  g_return_if_fail (ENR_IS_SESSION (session));

  attachment = get_attachment (view);
  if (attachment == NULL)
    attachment = attach (view, session);
  g_free (attachment->section);
  attachment->section = g_strndup (section, strcspn (section, "/"));
  attachment->age = age;
  attachment->month = month;
  enr_phrase_suggest_attach (view, session, attachment->actions, attachment->section, age, month);
}
