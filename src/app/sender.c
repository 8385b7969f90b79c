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

/* Whatever wakes it, it does not begin more often (PROTOCOL 3.5). */
#define SHORTEST_PAUSE 10
#define WAIT_AFTER_FAILURE 30

/* One run */
typedef struct
{
  EnrSyncOptions options;
  EnrSyncResult result;
  gint64 owed_after;
} Job;

struct _EnrSender
{
  EnrBackground parent_instance;

  EnrNotifier *notifier;
  gint64 begun_us; /* monotonic: of the last run; 0 never */
  gint64 next_ms;  /* the last run's word for when to look again */
  gint64 owed;     /* what it left */
  gint64 heartbeat_ms;
  gboolean is_wanted; /* as soon as the pause is over */
  gboolean is_forced;
  EnrTruthKind told; /* of what the notification was */
  gint64 told_n;
};

G_DEFINE_FINAL_TYPE (EnrSender, enr_sender, ENR_TYPE_BACKGROUND)

enum
{
  PERSON,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void consider (EnrSender *self);

static gpointer
make_job (EnrBackground *background)
{
  EnrSender *self = ENR_SENDER (background);
  Job *job = g_new0 (Job, 1);

  job->options.is_forced = self->is_forced;
  job->options.heartbeat_ms = self->heartbeat_ms;
  self->is_wanted = FALSE;
  self->is_forced = FALSE;
  self->begun_us = g_get_monotonic_time ();
  return job;
}

static gboolean
work (gpointer data, EnrDb *db, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  EnrTruth truth = { 0 };

  if (!enr_sync_run (db, &job->options, cancellable, &job->result, error)
      || !enr_truth_load (db, enr_clock_now_us () / 1000, &truth, error))
    return FALSE;
  job->owed_after = truth.owed;
  return TRUE;
}

static void
tell_forced (EnrSender *self, const Job *job, const GError *error)
{
  EnrSession *session = enr_background_get_session (ENR_BACKGROUND (self));

  if (error != NULL)
    enr_session_fail (session, error);
  else if (job->result.trouble != ENR_TROUBLE_NONE)
    enr_session_tell (session, enr_trouble_describe (job->result.trouble));
  else if (job->owed_after == 0)
    enr_session_tell (session, _ ("Everything has been sent, and the city has it."));
}

static void
done (EnrBackground *background, gpointer data, const GError *error)
{
  EnrSender *self = ENR_SENDER (background);
  const Job *job = data;

  if (job->options.is_forced)
    tell_forced (self, job, error);
  if (error != NULL)
    self->next_ms = enr_clock_now_us () / 1000 + WAIT_AFTER_FAILURE * 1000;
  else
    {
      self->next_ms = job->result.next_ms;
      self->owed = job->owed_after;
      self->heartbeat_ms = job->result.heartbeat_ms;
    }
  enr_background_look (background);
  consider (self);
}

/* Begins, or sets the clock for when it may. */
static void
consider (EnrSender *self)
{
  EnrBackground *background = ENR_BACKGROUND (self);
  gint64 now_ms = enr_clock_now_us () / 1000;
  gint64 pause_left
      = self->begun_us == 0
            ? 0
            : SHORTEST_PAUSE - (g_get_monotonic_time () - self->begun_us) / G_USEC_PER_SEC;

  if (enr_background_get_session (background) == NULL || enr_background_is_running (background))
    return;
  if (self->is_forced)
    enr_background_start (background);
  else if (!self->is_wanted && (self->next_ms == 0 || now_ms < self->next_ms))
    {
      if (self->next_ms != 0)
        enr_background_set_timer (background, (self->next_ms - now_ms + 999) / 1000);
    }
  else if (pause_left > 0)
    enr_background_set_timer (background, pause_left);
  else
    enr_background_start (background);
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
loaded (EnrBackground *background, gpointer what, const GError *error)
{
  EnrSender *self = ENR_SENDER (background);
  const EnrTruth *truth = what;
  gint64 before = self->owed;

  if (truth == NULL)
    return;
  notify_person (self, truth);
  if (!enr_background_is_running (background))
    self->owed = truth->owed;
  if (truth->owed > before)
    want (self);
}

static void
due (EnrBackground *background)
{
  consider (ENR_SENDER (background));
}

static void
network_is_there (EnrBackground *background)
{
  want (ENR_SENDER (background));
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

  /* The notification's callback has this object. */
  g_clear_pointer (&self->notifier, enr_notifier_free);

  G_OBJECT_CLASS (enr_sender_parent_class)->dispose (object);
}

static void
enr_sender_class_init (EnrSenderClass *klass)
{
  static const char *const tables[]
      = { "sync_delivery", "sync_link", "sync_question", "sync_blob", NULL };
  EnrBackgroundClass *background = ENR_BACKGROUND_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_sender_dispose;
  background->name = "sender";
  background->tables = tables;
  background->make_job = make_job;
  background->free_job = g_free;
  background->work = work;
  background->done = done;
  background->load = load_truth;
  background->loaded = loaded;
  background->due = due;
  background->network = network_is_there;

  signals[PERSON] = g_signal_new ("person", ENR_TYPE_SENDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_INT);
  signals[ACTIVATED] = g_signal_new ("activated", ENR_TYPE_SENDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);
}

static void
enr_sender_init (EnrSender *self)
{
}

EnrSender *
enr_sender_new (EnrSession *session)
{
  EnrSender *self;

  g_return_val_if_fail (ENR_IS_SESSION (session), NULL);

  self = g_object_new (ENR_TYPE_SENDER, NULL);
  self->notifier = enr_notifier_new (notified_cb, self);
  enr_background_listen (ENR_BACKGROUND (self), session);
  enr_background_look (ENR_BACKGROUND (self));
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
