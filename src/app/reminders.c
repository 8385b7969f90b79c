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
#include "contact/inbox.h"

/* What of the inbox is told to the office, each as one notification. */
typedef enum
{
  TOPIC_CALLS,    /* that the nursery promised to make by now */
  TOPIC_ANSWERS,  /* to letters whose last day for them is near, and once more when it is past */
  TOPIC_MEDICINE, /* whose time has passed */
  N_TOPICS,
} Topic;

typedef struct
{
  EnrNotifier *notifier;
  GHashTable *told; /* (element-type utf8) what was told */
  guint n;          /* that there were at the last look */
} Told;

struct _EnrReminders
{
  GObject parent_instance;

  EnrSession *session;
  EnrNotifier *notifier;
  EnrReminderMemory *memory;
  Told told[N_TOPICS];
  GCancellable *cancellable;
  guint timer;
  gboolean is_looking; /* a read is under way */
  gboolean look_again; /* and another one is wanted */
  gboolean has_failed; /* the last read failed, and people were told */

  EnrReminderKind kind; /* as the last "alert" said */
  char *text;
  GStrv child_ids;
  int n_inbox; /* as the last "inbox" said; -1 before the first */
};

G_DEFINE_FINAL_TYPE (EnrReminders, enr_reminders, G_TYPE_OBJECT)

enum
{
  ALERT,
  ACTIVATED,
  INBOX,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  EnrDay *day;
  GPtrArray *inbox;    /* (element-type EnrInboxItem) */
  GPtrArray *promises; /* (element-type EnrPromise): for the day or one before it */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->day, enr_day_unref);
  g_clear_pointer (&reading->inbox, g_ptr_array_unref);
  g_clear_pointer (&reading->promises, g_ptr_array_unref);
  g_free (reading);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (Reading) reading = g_new0 (Reading, 1);

  reading->day = enr_day_load (db, GPOINTER_TO_INT (data), NULL, error);
  if (reading->day == NULL)
    return NULL;
  reading->inbox = enr_inbox_load (db, reading->day, enr_clock_now (), error);
  if (reading->inbox == NULL)
    return NULL;
  reading->promises = enr_promise_list_open (db, reading->day->date, error);
  return reading->promises != NULL ? g_steal_pointer (&reading) : NULL;
}

static char *
dup_summary (EnrReminderKind kind, guint n)
{
  switch (kind)
    {
    case ENR_REMINDER_NO_NEWS:
      /* Translators: %u is a number of children who have not come and whose family has not called.
       */
      return g_strdup_printf (ngettext ("No word from %u child", "No word from %u children", n), n);
    case ENR_REMINDER_STILL_HERE:
      return g_strdup_printf (ngettext ("%u child is still here", "%u children are still here", n),
                              n);
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

static char *
dup_topic_summary (Topic topic, guint n)
{
  switch (topic)
    {
    case TOPIC_CALLS:
      /* Translators: %u is a number of calls that the nursery promised to make by now */
      return g_strdup_printf (ngettext ("%u promised call is due", "%u promised calls are due", n),
                              n);
    case TOPIC_ANSWERS:
      /* Translators: %u is a number of letters to families */
      return g_strdup_printf (
          ngettext ("Answers to %u letter are missing", "Answers to %u letters are missing", n), n);
    case TOPIC_MEDICINE:
    default:
      /* Translators: %u is a number of medicines of today */
      return g_strdup_printf (
          ngettext ("%u medicine is not noted as given", "%u medicines are not noted as given", n),
          n);
    }
}

static const char *
get_topic_body (Topic topic)
{
  static const char *const bodies[N_TOPICS]
      = { N_ ("A family waits for the nursery to call back."),
          N_ ("The last day for them is tomorrow, today or past. The families who are left can be "
              "reminded from the letter."),
          N_ ("The time at which it should be given has passed.") };

  return _ (bodies[topic]);
}

/* Tells of what is there, once of each; a lock screen shows it too, so without names. (element-type
 * utf8) */
static void
tell (EnrReminders *self, Topic topic, const GPtrArray *keys)
{
  Told *told = &self->told[topic];
  gboolean has_new = FALSE;

  for (guint i = 0; i < keys->len; i++)
    has_new |= g_hash_table_add (told->told, g_strdup (g_ptr_array_index (keys, i)));
  if (has_new)
    {
      g_autofree char *summary = dup_topic_summary (topic, keys->len);

      enr_notifier_show (told->notifier, ENR_REMINDER_NONE, summary, get_topic_body (topic),
                         _ ("Open the inbox"), topic == TOPIC_MEDICINE);
    }
  else if (keys->len == 0 && told->n > 0)
    enr_notifier_withdraw (told->notifier);
  told->n = keys->len;
}

static void
tell_calls (EnrReminders *self, const GPtrArray *promises)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  EnrInstant now = enr_clock_now ();

  for (guint i = 0; i < promises->len; i++)
    {
      const EnrPromise *promise = g_ptr_array_index (promises, i);
      char id[ENR_UUID_STRING_LENGTH];

      if (promise->kind == ENR_PROMISE_CALL_BACK && promise->is_ours
          && enr_promise_is_due (promise, now))
        g_ptr_array_add (keys, g_strdup (enr_uuid_format (&promise->id, id)));
    }
  tell (self, TOPIC_CALLS, keys);
}

/* Of a letter near its last day and behind it, of a medicine day by day. */
static void
tell_items (EnrReminders *self, Topic topic, EnrInboxKind kind, const GPtrArray *items)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < items->len; i++)
    {
      const EnrInboxItem *item = g_ptr_array_index (items, i);
      char id[ENR_UUID_STRING_LENGTH];

      if (item->kind == kind && (item->is_due || kind == ENR_INBOX_UNANSWERED))
        g_ptr_array_add (keys, g_strdup_printf ("%s %d %d", enr_uuid_format (&item->id, id),
                                                item->day, item->is_due));
    }
  tell (self, topic, keys);
}

static void
apply_inbox (EnrReminders *self, const Reading *reading)
{
  int n_inbox = (int) enr_inbox_count_office (reading->inbox);

  tell_calls (self, reading->promises);
  tell_items (self, TOPIC_ANSWERS, ENR_INBOX_UNANSWERED, reading->inbox);
  tell_items (self, TOPIC_MEDICINE, ENR_INBOX_MEDICINE, reading->inbox);
  if (n_inbox == self->n_inbox)
    return;
  self->n_inbox = n_inbox;
  g_signal_emit (self, signals[INBOX], 0, n_inbox);
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
  g_autoptr (Reading) reading = enr_store_finish (ENR_STORE (source), result, &error);

  self->is_looking = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;

  if (reading != NULL)
    {
      apply (self, reading->day);
      apply_inbox (self, reading);
    }
  else if (!self->has_failed)
    enr_session_fail (self->session, error);
  self->has_failed = reading == NULL;

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
  for (Topic topic = 0; topic < N_TOPICS; topic++)
    g_clear_pointer (&self->told[topic].notifier, enr_notifier_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (enr_reminders_parent_class)->dispose (object);
}

static void
enr_reminders_finalize (GObject *object)
{
  EnrReminders *self = ENR_REMINDERS (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->memory, enr_reminder_memory_free);
  for (Topic topic = 0; topic < N_TOPICS; topic++)
    g_hash_table_unref (self->told[topic].told);
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

  signals[ALERT] = g_signal_new ("alert", ENR_TYPE_REMINDERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_STRING, G_TYPE_STRV);
  signals[ACTIVATED] = g_signal_new ("activated", ENR_TYPE_REMINDERS, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[INBOX] = g_signal_new ("inbox", ENR_TYPE_REMINDERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
enr_reminders_init (EnrReminders *self)
{
  self->cancellable = g_cancellable_new ();
  self->memory = enr_reminder_memory_new ();
  self->child_ids = g_new0 (char *, 1);
  for (Topic topic = 0; topic < N_TOPICS; topic++)
    {
      self->told[topic].told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      self->told[topic].notifier = enr_notifier_new (notifier_activated_cb, self);
    }
  self->n_inbox = -1;
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
  enr_store_read_async (enr_session_get_store (self->session), load,
                        GINT_TO_POINTER (enr_clock_today ()), NULL, reading_free, self->cancellable,
                        loaded_cb, g_object_ref (self));
}
