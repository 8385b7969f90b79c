/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/sender.h"

#include <glib/gi18n.h>

#include "app/notifier.h"
#include "base/clock.h"
#include "outbox/truth.h"
#include "sync/sync.h"

/* A clock that is set meanwhile, or a PC that slept, must not make reports wait for ever. */
#define LONGEST_WAIT 60
/* Whatever wakes it, it does not begin more often (PROTOCOL 3.5). */
#define SHORTEST_PAUSE 10
#define WAIT_AFTER_FAILURE 30

/* One run, on its thread; then it goes to the main loop. */
typedef struct
{
  EnrSender *self; /* borrowed; NULL once that was stopped. Main thread only. */
  GCancellable *cancellable;
  char *path;
  EnrSyncOptions options;
  EnrSyncResult result;
  gint64 owed_after;
  GError *error;
} Run;

struct _EnrSender
{
  GObject parent_instance;

  EnrSession *session;
  EnrNotifier *notifier;
  GNetworkMonitor *network;  /* borrowed: the program's */
  GCancellable *cancellable; /* of reads */
  GThread *thread;
  Run *run; /* the one under way; it frees itself */
  guint timer;
  gint64 begun_us; /* monotonic: of the last run; 0 never */
  gint64 next_ms;  /* the last run's word for when to look again */
  gint64 owed;     /* what it left */
  gint64 heartbeat_ms;
  gboolean is_wanted; /* as soon as the pause is over */
  gboolean is_forced;
  gboolean is_looking;
  gboolean look_again;
  EnrTruthKind told; /* of what the notification was */
  gint64 told_n;
};

G_DEFINE_FINAL_TYPE (EnrSender, enr_sender, G_TYPE_OBJECT)

enum
{
  PERSON,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void look (EnrSender *self);
static void consider (EnrSender *self);

/*
 * On the run's thread
 */

static void
run_free (Run *run)
{
  g_clear_error (&run->error);
  g_clear_object (&run->cancellable);
  g_free (run->path);
  g_free (run);
}

static gboolean
run_once (Run *run)
{
  g_autoptr (EnrDb) db = enr_db_open (run->path, ENR_DB_READ_WRITE, &run->error);
  EnrTruth truth = { 0 };

  if (db == NULL || !enr_sync_run (db, &run->options, run->cancellable, &run->result, &run->error)
      || !enr_truth_load (db, enr_clock_now_us () / 1000, &truth, &run->error))
    return FALSE;
  run->owed_after = truth.owed;
  return TRUE;
}

/*
 * On the main thread
 */

static gboolean
timer_cb (gpointer data)
{
  EnrSender *self = data;

  self->timer = 0;
  consider (self);
  return G_SOURCE_REMOVE;
}

static void
set_timer (EnrSender *self, gint64 seconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds ((guint) CLAMP (seconds, 1, LONGEST_WAIT), timer_cb, self);
}

static void
tell_forced (EnrSender *self, const Run *run)
{
  if (run->error != NULL)
    enr_session_fail (self->session, run->error);
  else if (run->result.trouble != ENR_TROUBLE_NONE)
    enr_session_tell (self->session, enr_trouble_describe (run->result.trouble));
  else if (run->owed_after == 0)
    enr_session_tell (self->session, _ ("Everything has been sent, and the city has it."));
}

static gboolean
done_cb (gpointer data)
{
  Run *run = data;
  EnrSender *self = run->self;

  if (self == NULL)
    {
      run_free (run);
      return G_SOURCE_REMOVE;
    }
  g_clear_pointer (&self->thread, g_thread_join);
  self->run = NULL;
  if (run->options.is_forced)
    tell_forced (self, run);
  if (run->error != NULL)
    self->next_ms = enr_clock_now_us () / 1000 + WAIT_AFTER_FAILURE * 1000;
  else
    {
      self->next_ms = run->result.next_ms;
      self->owed = run->owed_after;
      self->heartbeat_ms = run->result.heartbeat_ms;
    }
  run_free (run);
  enr_store_poll (enr_session_get_store (self->session));
  look (self);
  consider (self);
  return G_SOURCE_REMOVE;
}

static gpointer
run_thread (gpointer data)
{
  Run *run = data;

  run_once (run);
  g_idle_add (done_cb, run);
  return NULL;
}

static void
start (EnrSender *self)
{
  Run *run = g_new0 (Run, 1);

  run->self = self;
  run->cancellable = g_cancellable_new ();
  run->path = g_strdup (enr_store_get_path (enr_session_get_store (self->session)));
  run->options.is_forced = self->is_forced;
  run->options.heartbeat_ms = self->heartbeat_ms;
  self->is_wanted = FALSE;
  self->is_forced = FALSE;
  self->begun_us = g_get_monotonic_time ();
  self->run = run;
  self->thread = g_thread_new ("sender", run_thread, run);
}

/* Begins, or sets the clock for when it may. */
static void
consider (EnrSender *self)
{
  gint64 now_ms = enr_clock_now_us () / 1000;
  gint64 pause_left
      = self->begun_us == 0
            ? 0
            : SHORTEST_PAUSE - (g_get_monotonic_time () - self->begun_us) / G_USEC_PER_SEC;

  if (self->session == NULL || self->thread != NULL)
    return;
  if (self->is_forced)
    start (self);
  else if (!self->is_wanted && (self->next_ms == 0 || now_ms < self->next_ms))
    {
      if (self->next_ms != 0)
        set_timer (self, (self->next_ms - now_ms + 999) / 1000);
    }
  else if (pause_left > 0)
    set_timer (self, pause_left);
  else
    start (self);
}

static void
want (EnrSender *self)
{
  self->is_wanted = TRUE;
  consider (self);
}

/* A lock screen shows notifications to everybody: they hold counts and never names. */
static void
notify_person (EnrSender *self, const EnrTruth *truth)
{
  gint64 n = truth->held + truth->quarantined + truth->questions;
  gboolean is_urgent = truth->kind >= ENR_TRUTH_SILENT;

  g_signal_emit (self, signals[PERSON], 0, (int) n);
  if (!is_urgent)
    enr_notifier_withdraw (self->notifier);
  else if (truth->kind != self->told || n > self->told_n)
    {
      g_autofree char *text = enr_truth_dup_text (truth, enr_clock_now_us () / 1000);

      enr_notifier_show (self->notifier, 1, _ ("Reports to the city"), text, _ ("Open"), FALSE);
    }
  self->told = truth->kind;
  self->told_n = n;
}

static gpointer
load_truth (EnrDb *db, gpointer data, GError **error)
{
  g_autofree EnrTruth *truth = g_new0 (EnrTruth, 1);

  return enr_truth_load (db, enr_clock_now_us () / 1000, truth, error) ? g_steal_pointer (&truth)
                                                                       : NULL;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrSender) self = user_data;
  g_autofree EnrTruth *truth = enr_store_finish (ENR_STORE (source), result, NULL);
  gboolean look_again = self->look_again;

  self->is_looking = FALSE;
  self->look_again = FALSE;
  if (self->session == NULL)
    return;
  if (truth != NULL)
    {
      gint64 before = self->owed;

      notify_person (self, truth);
      if (self->thread == NULL)
        self->owed = truth->owed;
      if (truth->owed > before)
        want (self);
    }
  if (look_again)
    look (self);
}

static void
look (EnrSender *self)
{
  self->look_again = self->is_looking;
  if (self->is_looking || self->session == NULL)
    return;
  self->is_looking = TRUE;
  enr_store_read_async (enr_session_get_store (self->session), load_truth, NULL, NULL, g_free,
                        self->cancellable, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (EnrSender *self, const char *const *tables)
{
  if (tables == NULL || g_strv_contains (tables, "sync_delivery")
      || g_strv_contains (tables, "sync_link") || g_strv_contains (tables, "sync_question")
      || g_strv_contains (tables, "sync_blob"))
    look (self);
}

static void
network_changed_cb (EnrSender *self, gboolean is_available)
{
  if (is_available && self->session != NULL)
    want (self);
}

static void
notified_cb (int id, gpointer user_data)
{
  g_signal_emit (user_data, signals[ACTIVATED], 0);
}

static void
enr_sender_dispose (GObject *object)
{
  EnrSender *self = ENR_SENDER (object);

  enr_sender_stop (self);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->notifier, enr_notifier_free);

  G_OBJECT_CLASS (enr_sender_parent_class)->dispose (object);
}

static void
enr_sender_class_init (EnrSenderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = enr_sender_dispose;

  signals[PERSON] = g_signal_new ("person", ENR_TYPE_SENDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_INT);
  signals[ACTIVATED] = g_signal_new ("activated", ENR_TYPE_SENDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);
}

static void
enr_sender_init (EnrSender *self)
{
  self->cancellable = g_cancellable_new ();
}

EnrSender *
enr_sender_new (EnrSession *session)
{
  EnrSender *self;

  g_return_val_if_fail (ENR_IS_SESSION (session), NULL);

  self = g_object_new (ENR_TYPE_SENDER, NULL);
  self->session = g_object_ref (session);
  self->notifier = enr_notifier_new (notified_cb, self);
  self->network = g_network_monitor_get_default ();
  g_signal_connect_object (self->network, "network-changed", G_CALLBACK (network_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  look (self);
  want (self);
  return self;
}

void
enr_sender_send_now (EnrSender *self)
{
  g_return_if_fail (ENR_IS_SENDER (self));

  self->is_forced = TRUE;
  consider (self);
}

void
enr_sender_stop (EnrSender *self)
{
  g_return_if_fail (ENR_IS_SENDER (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->run != NULL)
    {
      g_cancellable_cancel (self->run->cancellable);
      self->run->self = NULL;
      self->run = NULL;
    }
  g_clear_pointer (&self->thread, g_thread_join);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (enr_session_get_store (self->session), self);
  if (self->network != NULL)
    g_signal_handlers_disconnect_by_data (self->network, self);
  g_clear_object (&self->session);
}

gboolean
enr_sender_is_running (EnrSender *self)
{
  g_return_val_if_fail (ENR_IS_SENDER (self), FALSE);

  return self->thread != NULL;
}
