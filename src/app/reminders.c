/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A lock screen shows notifications to everybody: they hold counts and never names.
 */
#include "config.h"

#include "app/reminders.h"

#include <glib/gi18n.h>

#include "app/notifier.h"
#include "attendance/reminder.h"
#include "base/clock.h"

struct _EnrReminders
{
  GObject parent_instance;

  EnrSession *session;
  EnrNotifier *notifier;
  EnrReminderMemory *memory;
  GCancellable *cancellable;
  guint timer;
  gboolean is_looking;   /* a read is under way */
  gboolean look_again;   /* and another one is wanted */
  gboolean has_failed;   /* the last read failed, and people were told */

  EnrReminderKind kind;  /* as the last "alert" said */
  char *text;
  GStrv child_ids;
};

G_DEFINE_FINAL_TYPE (EnrReminders, enr_reminders, G_TYPE_OBJECT)

enum
{
  ALERT,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gpointer
load_day (EnrDb *db, gpointer data, GError **error)
{
  return enr_day_load (db, GPOINTER_TO_INT (data), NULL, error);
}

static char *
dup_summary (EnrReminderKind kind, guint n)
{
  switch (kind)
    {
    case ENR_REMINDER_NO_NEWS:
      /* Translators: %u is a number of children who have not come and whose family has not called. */
      return g_strdup_printf (ngettext ("No word from %u child", "No word from %u children", n), n);
    case ENR_REMINDER_STILL_HERE:
      return g_strdup_printf (ngettext ("%u child is still here", "%u children are still here", n), n);
    case ENR_REMINDER_NONE:
    default:
      return NULL;
    }
}

static char *
dup_body (EnrReminderKind kind, const EnrDay *day)
{
  char buffer[6];

  if (kind == ENR_REMINDER_STILL_HERE)
    /* Translators: %s is the closing time, "19:00". */
    return g_strdup_printf (_ ("The nursery closed at %s."),
                            enr_minutes_format (day->close_minutes, buffer));
  /* Translators: %s is a time, "9:30". */
  return g_strdup_printf (_ ("It is past %s: no arrival, and no call about an absence."),
                          enr_minutes_format (day->no_news_at, buffer));
}

static GStrv
dup_ids (const GArray *ids)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  GStrv strv;

  for (guint i = 0; i < ids->len; i++)
    {
      char buffer[ENR_UUID_STRING_LENGTH];

      g_strv_builder_add (builder, enr_uuid_format (&g_array_index (ids, EnrUuid, i), buffer));
    }
  strv = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return strv;
}

static void
notify (EnrReminders *self, const EnrDay *day, EnrReminderKind kind, const GArray *ids)
{
  g_autofree char *summary = dup_summary (kind, ids->len);
  g_autofree char *body = dup_body (kind, day);

  enr_notifier_show (self->notifier, kind, summary, body, _ ("Open the board"),
                     kind == ENR_REMINDER_STILL_HERE);
}

static void
apply (EnrReminders *self, const EnrDay *day)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  EnrReminderKind kind = enr_reminder_due (day, enr_clock_now (), ids);
  g_auto (GStrv) child_ids = dup_ids (ids);
  g_autofree char *text = NULL;

  if (kind != ENR_REMINDER_NONE)
    {
      g_autofree char *summary = dup_summary (kind, ids->len);
      g_autofree char *body = dup_body (kind, day);

      /* Translators: a banner of two sentences: "No word from 3 children. It is past 9:30…" */
      text = g_strdup_printf (_ ("%s. %s"), summary, body);
      if (enr_reminder_memory_add (self->memory, day->date, kind, ids))
        notify (self, day, kind, ids);
    }
  else if (self->kind != ENR_REMINDER_NONE)
    enr_notifier_withdraw (self->notifier);

  if (kind == self->kind && g_strcmp0 (text, self->text) == 0
      && g_strv_equal ((const char *const *) child_ids, (const char *const *) self->child_ids))
    return;
  self->kind = kind;
  g_free (self->text);
  self->text = g_steal_pointer (&text);
  g_strfreev (self->child_ids);
  self->child_ids = g_steal_pointer (&child_ids);
  g_signal_emit (self, signals[ALERT], 0, kind, self->text, self->child_ids);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrReminders) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = enr_store_finish (ENR_STORE (source), result, &error);

  self->is_looking = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;

  if (day != NULL)
    apply (self, day);
  else if (!self->has_failed)
    enr_session_fail (self->session, error);
  self->has_failed = day == NULL;

  if (self->look_again)
    enr_reminders_check (self);
}

static gboolean
timer_cb (gpointer data)
{
  enr_reminders_check (data);
  return G_SOURCE_CONTINUE;
}

static void
notifier_activated_cb (int id, gpointer user_data)
{
  g_signal_emit (user_data, signals[ACTIVATED], 0, id);
}

static void
enr_reminders_dispose (GObject *object)
{
  EnrReminders *self = ENR_REMINDERS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->notifier, enr_notifier_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (enr_reminders_parent_class)->dispose (object);
}

static void
enr_reminders_finalize (GObject *object)
{
  EnrReminders *self = ENR_REMINDERS (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->memory, enr_reminder_memory_free);
  g_free (self->text);
  g_strfreev (self->child_ids);

  G_OBJECT_CLASS (enr_reminders_parent_class)->finalize (object);
}

static void
enr_reminders_class_init (EnrRemindersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = enr_reminders_dispose;
  object_class->finalize = enr_reminders_finalize;

  signals[ALERT]
      = g_signal_new ("alert", ENR_TYPE_REMINDERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_STRING, G_TYPE_STRV);
  signals[ACTIVATED] = g_signal_new ("activated", ENR_TYPE_REMINDERS, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
enr_reminders_init (EnrReminders *self)
{
  self->cancellable = g_cancellable_new ();
  self->memory = enr_reminder_memory_new ();
  self->child_ids = g_new0 (char *, 1);
  self->notifier = enr_notifier_new (notifier_activated_cb, self);
  self->timer = g_timeout_add_seconds (60, timer_cb, self);
}

EnrReminders *
enr_reminders_new (EnrSession *session)
{
  EnrReminders *self;

  g_return_val_if_fail (ENR_IS_SESSION (session), NULL);

  self = g_object_new (ENR_TYPE_REMINDERS, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (enr_reminders_check), self, G_CONNECT_SWAPPED);
  enr_reminders_check (self);
  return self;
}

void
enr_reminders_check (EnrReminders *self)
{
  g_return_if_fail (ENR_IS_REMINDERS (self));

  self->look_again = self->is_looking;
  if (self->is_looking || self->session == NULL)
    return;
  self->is_looking = TRUE;
  enr_store_read_async (enr_session_get_store (self->session), load_day,
                        GINT_TO_POINTER (enr_clock_today ()), NULL, (GDestroyNotify) enr_day_unref,
                        self->cancellable, loaded_cb, g_object_ref (self));
}
