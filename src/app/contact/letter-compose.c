/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/contact/letter-compose-private.h"
#include "base/text.h"

G_DEFINE_FINAL_TYPE (EnrLetterCompose, enr_letter_compose, GTK_TYPE_BOX)

/*
 * The fields
 */

static char *
dup_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* As one step that undo takes back. */
static void
put_text (GtkTextView *view, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autofree char *there = dup_text (view);
  GtkTextIter start, end;

  if (g_str_equal (there, text))
    return;
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, text, -1);
  gtk_text_buffer_end_user_action (buffer);
}

void
enr_letter_compose_refuse (EnrLetterCompose *self, const char *text)
{
  gtk_label_set_label (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->error_box, text != NULL);
}

static void
take_string (char **field, char *text)
{
  g_free (*field);
  *field = text;
}

EnrAnnouncement *
enr_letter_compose_take (EnrLetterCompose *self)
{
  g_autoptr (EnrAnnouncement) taken = enr_announcement_copy (self->announcement);

  take_string (&taken->title, g_strdup (gtk_editable_get_text (self->title)));
  take_string (&taken->body, dup_text (self->text));
  take_string (&taken->written_by, g_strdup (gtk_editable_get_text (self->writer)));
  taken->day = enr_date_row_get_date (self->day);
  taken->is_urgent = gtk_switch_get_active (self->urgent);
  taken->answer_kind = (EnrAnswerKind) adw_combo_row_get_selected (self->answer_kind);
  taken->answer_until = ENR_DATE_NONE;
  if (taken->answer_kind == ENR_ANSWER_NONE)
    {
      take_string (&taken->question, g_strdup (""));
      take_string (&taken->choices, g_strdup (""));
    }
  else
    {
      take_string (&taken->question, g_strdup (gtk_editable_get_text (self->question)));
      take_string (&taken->choices, taken->answer_kind == ENR_ANSWER_CHOICE
                                        ? dup_text (self->choices)
                                        : g_strdup (""));
      taken->answer_until = enr_date_row_get_date (self->until);
    }
  if (taken->day == ENR_DATE_NONE
      || (taken->answer_kind != ENR_ANSWER_NONE && taken->answer_until == ENR_DATE_NONE
          && !enr_date_row_is_blank (self->until)))
    {
      enr_letter_compose_refuse (self, taken->day == ENR_DATE_NONE
                                           ? _ ("The date on the letter is no date.")
                                           : _ ("The day until which to answer is no date."));
      return NULL;
    }
  return g_steal_pointer (&taken);
}

static void
show_answer_fields (EnrLetterCompose *self)
{
  EnrAnswerKind kind = (EnrAnswerKind) adw_combo_row_get_selected (self->answer_kind);

  gtk_widget_set_visible (GTK_WIDGET (self->question), kind != ENR_ANSWER_NONE);
  gtk_widget_set_visible (self->choices_row, kind == ENR_ANSWER_CHOICE);
  gtk_widget_set_visible (GTK_WIDGET (self->until), kind != ENR_ANSWER_NONE);
}

void
enr_letter_compose_show (EnrLetterCompose *self, EnrAnnouncement *announcement)
{
  self->is_filling = TRUE;
  g_clear_pointer (&self->announcement, enr_announcement_free);
  self->announcement = announcement;
  gtk_editable_set_text (self->title, announcement->title);
  put_text (self->text, announcement->body);
  enr_date_row_set_date (self->day, announcement->day);
  gtk_editable_set_text (self->writer, announcement->written_by);
  gtk_switch_set_active (self->urgent, announcement->is_urgent);
  adw_combo_row_set_selected (self->answer_kind, announcement->answer_kind);
  gtk_editable_set_text (self->question, announcement->question);
  put_text (self->choices, announcement->choices);
  enr_date_row_set_date (self->until, announcement->answer_until);
  show_answer_fields (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "letter.remove",
                                 !enr_uuid_is_none (&announcement->id));
  self->is_filling = FALSE;
}

gboolean
enr_letter_compose_is_blank (EnrLetterCompose *self)
{
  g_autofree char *text = dup_text (self->text);

  return enr_text_is_blank (text) && enr_text_is_blank (gtk_editable_get_text (self->title));
}

void
enr_letter_compose_touch (EnrLetterCompose *self)
{
  if (self->is_filling || self->announcement == NULL)
    return;
  self->is_dirty = TRUE;
  enr_letter_compose_refuse (self, NULL);
  enr_letter_compose_save_soon (self);
}

/*
 * Reading
 */

typedef struct
{
  EnrUuid id;               /* none: a new one */
  EnrUuid about_child;      /* of a new one, or none */
  gboolean is_copy;         /* a new one with the text of that */
  EnrAnnouncement *current; /* instead of reading: only what stands beside it is wanted */
} Wanted;

typedef struct
{
  EnrAnnouncement *announcement; /* NULL where only what stands beside was wanted */
  char *to;
  GPtrArray *files;
  GPtrArray *templates;
} Letter;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_clear_pointer (&wanted->current, enr_announcement_free);
  g_free (wanted);
}

static void
letter_free (gpointer data)
{
  Letter *letter = data;

  g_clear_pointer (&letter->announcement, enr_announcement_free);
  g_free (letter->to);
  g_clear_pointer (&letter->files, g_ptr_array_unref);
  g_clear_pointer (&letter->templates, g_ptr_array_unref);
  g_free (letter);
}

/* The text of a letter that was sent, as a new one of today. */
static EnrAnnouncement *
copy_as_new (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_autoptr (EnrAnnouncement) of = enr_announcement_load (db, id, error);
  EnrAnnouncement *copy;

  if (of == NULL)
    return NULL;
  copy = enr_announcement_new ();
  take_string (&copy->title, g_strdup (of->title));
  take_string (&copy->body, g_strdup (of->body));
  take_string (&copy->question, g_strdup (of->question));
  take_string (&copy->choices, g_strdup (of->choices));
  take_string (&copy->written_by, g_strdup (of->written_by));
  copy->answer_kind = of->answer_kind;
  copy->is_urgent = of->is_urgent;
  return copy;
}

static EnrAnnouncement *
load_announcement (EnrDb *db, const Wanted *wanted, GError **error)
{
  EnrAnnouncement *made;

  if (wanted->is_copy)
    return copy_as_new (db, &wanted->id, error);
  if (!enr_uuid_is_none (&wanted->id))
    return enr_announcement_load (db, &wanted->id, error);
  made = enr_announcement_new ();
  made->about_child = wanted->about_child;
  if (!enr_uuid_is_none (&wanted->about_child))
    enr_audience_add_child (made->audience, &wanted->about_child);
  return made;
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  const Wanted *wanted = data;
  Letter *letter = g_new0 (Letter, 1);
  const EnrAnnouncement *about = wanted->current;

  if (about == NULL)
    about = letter->announcement = load_announcement (db, wanted, error);
  if (about != NULL)
    letter->to = enr_audience_dup_text (db, about->audience, error);
  if (letter->to != NULL)
    letter->templates = enr_letter_template_list (db, error);
  if (letter->templates != NULL)
    letter->files = enr_uuid_is_none (&about->id) ? g_ptr_array_new ()
                                                  : enr_announcement_files (db, &about->id, error);
  if (letter->files != NULL)
    return letter;
  letter_free (letter);
  return NULL;
}

/* Who gets a letter about one child is no choice any more. */
static void
show_to (EnrLetterCompose *self, const char *to)
{
  gboolean is_about
      = self->announcement != NULL && !enr_uuid_is_none (&self->announcement->about_child);
  /* Translators: the name of a child */
  g_autofree char *about = g_strdup_printf (_ ("%s: goes to this child's guardians only"), to);
  g_autofree char *markup = g_markup_escape_text (is_about      ? about
                                                  : *to != '\0' ? to
                                                                : _ ("nobody chosen yet"),
                                                  -1);

  adw_action_row_set_subtitle (self->to_row, markup);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrLetterCompose) self = user_data;
  g_autoptr (GError) error = NULL;
  Letter *letter = enr_store_finish (ENR_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    {
      g_clear_pointer (&letter, letter_free);
      return;
    }
  if (letter == NULL)
    {
      g_autofree char *text = enr_error_describe (error);

      enr_letter_compose_refuse (self, text);
      return;
    }
  if (letter->announcement != NULL)
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
      gboolean is_copy
          = enr_uuid_is_none (&letter->announcement->id) && *letter->announcement->title != '\0';

      /* Undo does not bring the letter that was here before. */
      gtk_text_buffer_set_enable_undo (buffer, FALSE);
      enr_letter_compose_show (self, g_steal_pointer (&letter->announcement));
      gtk_text_buffer_set_enable_undo (buffer, TRUE);
      gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
      enr_letter_compose_take_keyboard (self);
      if (is_copy)
        enr_letter_compose_touch (self);
    }
  show_to (self, letter->to);
  enr_letter_compose_show_files (self, letter->files);
  enr_letter_compose_show_templates (self, letter->templates);
  letter_free (letter);
}

static void
read_letter (EnrLetterCompose *self, Wanted *wanted)
{
  enr_store_read_async (enr_session_get_store (self->session), load, wanted, wanted_free,
                        letter_free, self->cancellable, loaded_cb, g_object_ref (self));
}

void
enr_letter_compose_read_beside (EnrLetterCompose *self)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->current = enr_announcement_copy (self->announcement);
  read_letter (self, wanted);
}

/* Another letter: nothing of the one before is left. */
static void
start (EnrLetterCompose *self, const EnrUuid *id, const EnrUuid *about_child, gboolean is_copy)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  if (self->is_dirty)
    enr_letter_compose_save (self, ENR_LETTER_THEN_NOTHING);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_handle_id (&self->autosave_source, g_source_remove);
  g_clear_pointer (&self->announcement, enr_announcement_free);
  g_ptr_array_set_size (self->to_attach, 0);
  self->is_dirty = FALSE;
  self->is_saving = FALSE;
  self->then = ENR_LETTER_THEN_NOTHING;
  enr_letter_compose_refuse (self, NULL);
  gtk_label_set_label (self->state, "");
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  wanted->id = id != NULL ? *id : enr_uuid_none;
  wanted->about_child = about_child != NULL ? *about_child : enr_uuid_none;
  wanted->is_copy = is_copy;
  read_letter (self, wanted);
}

/*
 * Callbacks
 */

static void
changed_cb (EnrLetterCompose *self)
{
  enr_letter_compose_touch (self);
}

static void
answer_kind_cb (EnrLetterCompose *self)
{
  show_answer_fields (self);
  enr_letter_compose_touch (self);
}

/* Enter goes from the title into the text. */
static void
title_activated_cb (EnrLetterCompose *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

/*
 * The class
 */

/* Whoever goes to another page, or closes the window, has not thrown it away. */
static void
enr_letter_compose_unmap (GtkWidget *widget)
{
  EnrLetterCompose *self = ENR_LETTER_COMPOSE (widget);

  if (self->session != NULL && self->is_dirty && !self->is_saving
      && !enr_text_is_blank (gtk_editable_get_text (self->title)))
    enr_letter_compose_save (self, ENR_LETTER_THEN_NOTHING);

  GTK_WIDGET_CLASS (enr_letter_compose_parent_class)->unmap (widget);
}

static void
enr_letter_compose_dispose (GObject *object)
{
  EnrLetterCompose *self = ENR_LETTER_COMPOSE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->autosave_source, g_source_remove);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_LETTER_COMPOSE);

  G_OBJECT_CLASS (enr_letter_compose_parent_class)->dispose (object);
}

static void
enr_letter_compose_finalize (GObject *object)
{
  EnrLetterCompose *self = ENR_LETTER_COMPOSE (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->announcement, enr_announcement_free);
  g_ptr_array_unref (self->file_rows);
  g_ptr_array_unref (self->to_attach);

  G_OBJECT_CLASS (enr_letter_compose_parent_class)->finalize (object);
}

static void
enr_letter_compose_class_init (EnrLetterComposeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_letter_compose_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_letter_compose_finalize;
  widget_class->unmap = enr_letter_compose_unmap;

  g_type_ensure (ENR_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/letter-compose.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrLetterCompose, state);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterCompose, templates);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterCompose, error_box);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterCompose, error_label);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterCompose, title);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterCompose, text);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterCompose, to_row);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterCompose, day);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterCompose, writer);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterCompose, urgent);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterCompose, answer_kind);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterCompose, question);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterCompose, choices_row);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterCompose, choices);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterCompose, until);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterCompose, files);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, answer_kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, title_activated_cb);
  enr_letter_compose_install_actions (widget_class);
  enr_letter_compose_install_files (widget_class);
}

static void
enr_letter_compose_init (EnrLetterCompose *self)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);

  self->cancellable = g_cancellable_new ();
  self->file_rows = g_ptr_array_new ();
  self->to_attach = g_ptr_array_new_with_free_func (g_object_unref);
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < ENR_N_ANSWERS; i++)
    gtk_string_list_append (kinds, enr_answer_kind_label ((EnrAnswerKind) i));
  adw_combo_row_set_model (self->answer_kind, G_LIST_MODEL (kinds));
  g_signal_connect_object (gtk_text_view_get_buffer (self->text), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_text_view_get_buffer (self->choices), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  enr_letter_compose_watch_drops (self);
  self->is_filling = FALSE;
}

void
enr_letter_compose_set_session (EnrLetterCompose *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_LETTER_COMPOSE (self));

  g_set_object (&self->session, session);
}

void
enr_letter_compose_begin (EnrLetterCompose *self, const EnrUuid *about_child)
{
  g_return_if_fail (ENR_IS_LETTER_COMPOSE (self));

  start (self, NULL, about_child, FALSE);
}

void
enr_letter_compose_open (EnrLetterCompose *self, const EnrUuid *announcement_id)
{
  g_return_if_fail (ENR_IS_LETTER_COMPOSE (self));

  /* Coming back from the recipients, the text is as it was left. */
  if (self->announcement != NULL && enr_uuid_equal (&self->announcement->id, announcement_id)
      && self->is_dirty)
    return;
  start (self, announcement_id, NULL, FALSE);
}

void
enr_letter_compose_copy (EnrLetterCompose *self, const EnrUuid *announcement_id)
{
  g_return_if_fail (ENR_IS_LETTER_COMPOSE (self));

  start (self, announcement_id, NULL, TRUE);
}

void
enr_letter_compose_take_keyboard (EnrLetterCompose *self)
{
  g_return_if_fail (ENR_IS_LETTER_COMPOSE (self));

  gtk_widget_grab_focus (enr_text_is_blank (gtk_editable_get_text (self->title))
                             ? GTK_WIDGET (self->title)
                             : GTK_WIDGET (self->text));
}
