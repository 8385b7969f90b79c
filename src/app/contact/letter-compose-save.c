/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/children/words.h"
#include "app/compat.h"
#include "app/contact/letter-compose-private.h"
#include "app/contact/letter-conflict.h"
#include "base/clock.h"
#include "base/text.h"

#define AUTOSAVE_MS 1500

typedef struct
{
  const EnrActor *actor;
  EnrAnnouncement *draft;
} Save;

/* A refusal has the other person's draft with it, so it is a result, too. */
typedef struct
{
  EnrAnnouncement *saved; /* NULL where it was refused */
  EnrAnnouncement *other;
  GError *error;
} Saved;

/* The letter that was saved may not be the one that is shown any more. */
typedef struct
{
  EnrLetterCompose *compose;
  GCancellable *of;
  gboolean is_quiet; /* by itself: what is not finished yet is no reason to complain */
} Saving;

static void
save_free (gpointer data)
{
  Save *save = data;

  enr_announcement_free (save->draft);
  g_free (save);
}

static void
saved_free (gpointer data)
{
  Saved *saved = data;

  g_clear_pointer (&saved->saved, enr_announcement_free);
  g_clear_pointer (&saved->other, enr_announcement_free);
  g_clear_error (&saved->error);
  g_free (saved);
}

static gpointer
save_draft (EnrDb *db, gpointer data, GError **error)
{
  Save *save = data;
  Saved *saved = g_new0 (Saved, 1);

  if (enr_announcement_save (db, save->actor, save->draft, &saved->other, &saved->error))
    saved->saved = enr_announcement_copy (save->draft);
  return saved;
}

static void
go_on (EnrLetterCompose *self)
{
  EnrLetterThen then = self->then;
  char id[ENR_UUID_STRING_LENGTH];

  self->then = ENR_LETTER_THEN_NOTHING;
  if (then == ENR_LETTER_THEN_LEAVE)
    gtk_widget_activate_action (GTK_WIDGET (self), "letters.overview", NULL);
  else if (then == ENR_LETTER_THEN_PREVIEW)
    gtk_widget_activate_action (GTK_WIDGET (self), "letters.preview", "s",
                                enr_uuid_format (&self->announcement->id, id));
  else if (then == ENR_LETTER_THEN_ATTACH)
    enr_letter_compose_attach_next (self);
}

/*
 * What does not go
 */

static void
leave_answer_cb (gboolean is_yes, gpointer user_data)
{
  g_autoptr (EnrLetterCompose) self = user_data;

  if (!is_yes || self->session == NULL)
    return;
  self->is_dirty = FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self), "letters.overview", NULL);
}

static void
conflict_cb (EnrLetterConflict *conflict, gboolean is_mine, EnrLetterCompose *self)
{
  EnrAnnouncement *other = enr_announcement_copy (enr_letter_conflict_get_other (conflict));

  if (is_mine)
    {
      self->announcement->version = other->version;
      enr_announcement_free (other);
      enr_letter_compose_save (self, ENR_LETTER_THEN_NOTHING);
      return;
    }
  self->is_dirty = FALSE;
  enr_letter_compose_refuse (self, NULL);
  enr_letter_compose_show (self, other);
  enr_letter_compose_read_beside (self);
}

static void
show_conflict (EnrLetterCompose *self, const EnrAnnouncement *other)
{
  g_autoptr (EnrAnnouncement) mine = enr_letter_compose_take (self);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  EnrLetterConflict *conflict;

  if (mine == NULL || !GTK_IS_WINDOW (root))
    return;
  conflict = enr_letter_conflict_new (mine, other);
  g_signal_connect_object (conflict, "chosen", G_CALLBACK (conflict_cb), self, 0);
  gtk_window_set_transient_for (GTK_WINDOW (conflict), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (conflict));
}

static void
refused (EnrLetterCompose *self, const Saved *saved, gboolean is_quiet)
{
  g_autofree char *text = enr_error_describe (saved->error);
  EnrLetterThen then = self->then;

  self->is_dirty = TRUE;
  self->then = ENR_LETTER_THEN_NOTHING;
  if (is_quiet && saved->other == NULL)
    {
      /* Translators: a draft that cannot be kept yet, and why */
      g_autofree char *state = g_strdup_printf (_ ("Not kept yet: %s"), text);

      gtk_label_set_label (self->state, state);
      return;
    }
  gtk_label_set_label (self->state, _ ("Not kept yet"));
  enr_letter_compose_refuse (self, text);
  if (saved->other != NULL)
    show_conflict (self, saved->other);
  else if (then == ENR_LETTER_THEN_LEAVE)
    enr_compat_ask (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                    _ ("Leave without keeping it?"), text, _ ("_Leave"), TRUE, leave_answer_cb,
                    g_object_ref (self));
}

/*
 * Keeping
 */

static void
kept (EnrLetterCompose *self, const EnrAnnouncement *saved)
{
  g_autofree char *at = enr_words_dup_instant (enr_clock_now ());
  /* Translators: %s is a day and time */
  g_autofree char *state = g_strdup_printf (_ ("Draft, kept %s"), at);

  self->announcement->id = saved->id;
  self->announcement->version = saved->version;
  gtk_label_set_label (self->state, state);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "letter.remove", TRUE);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saving *saving = user_data;
  g_autoptr (EnrLetterCompose) self = saving->compose;
  g_autoptr (GCancellable) of = saving->of;
  gboolean is_quiet = saving->is_quiet;
  g_autoptr (GError) error = NULL;
  Saved *saved = enr_store_finish (ENR_STORE (source), result, &error);

  g_free (saving);
  if (self->session != NULL && self->cancellable == of)
    {
      self->is_saving = FALSE;
      if (saved == NULL)
        {
          self->is_dirty = TRUE;
          self->then = ENR_LETTER_THEN_NOTHING;
          enr_session_fail (self->session, error);
        }
      else if (saved->saved == NULL)
        refused (self, saved, is_quiet);
      else
        {
          kept (self, saved->saved);
          /* Somebody went on typing. */
          if (self->is_dirty && self->then != ENR_LETTER_THEN_NOTHING)
            enr_letter_compose_save (self, self->then);
          else
            go_on (self);
        }
    }
  g_clear_pointer (&saved, saved_free);
}

static void
write_draft (EnrLetterCompose *self, gboolean is_quiet)
{
  g_autoptr (EnrAnnouncement) draft = enr_letter_compose_take (self);
  Saving *saving;
  Save *save;

  if (draft == NULL)
    {
      self->then = ENR_LETTER_THEN_NOTHING;
      return;
    }
  saving = g_new0 (Saving, 1);
  saving->compose = g_object_ref (self);
  saving->of = g_object_ref (self->cancellable);
  saving->is_quiet = is_quiet;
  save = g_new0 (Save, 1);
  save->actor = enr_session_get_actor (self->session);
  save->draft = g_steal_pointer (&draft);
  self->is_saving = TRUE;
  self->is_dirty = FALSE;
  enr_store_write_async (enr_session_get_store (self->session), save_draft, save, save_free,
                         saved_free, saved_cb, saving);
}

void
enr_letter_compose_save (EnrLetterCompose *self, EnrLetterThen then)
{
  g_clear_handle_id (&self->autosave_source, g_source_remove);
  if (self->announcement == NULL)
    {
      if (then == ENR_LETTER_THEN_LEAVE)
        gtk_widget_activate_action (GTK_WIDGET (self), "letters.overview", NULL);
      return;
    }
  self->then = then;
  if (self->is_saving)
    return;
  if (self->is_dirty
      || (enr_uuid_is_none (&self->announcement->id) && then != ENR_LETTER_THEN_LEAVE
          && then != ENR_LETTER_THEN_NOTHING))
    write_draft (self, FALSE);
  else
    go_on (self);
}

static gboolean
autosave_cb (gpointer data)
{
  EnrLetterCompose *self = data;

  self->autosave_source = 0;
  if (self->is_saving)
    enr_letter_compose_save_soon (self);
  else if (self->is_dirty && !enr_text_is_blank (gtk_editable_get_text (self->title))
           && enr_date_row_get_date (self->day) != ENR_DATE_NONE)
    write_draft (self, TRUE);
  return G_SOURCE_REMOVE;
}

void
enr_letter_compose_save_soon (EnrLetterCompose *self)
{
  g_clear_handle_id (&self->autosave_source, g_source_remove);
  self->autosave_source = g_timeout_add (AUTOSAVE_MS, autosave_cb, self);
}
