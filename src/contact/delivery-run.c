/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Two transactions a mail: the claim, made while the server already waits for the mail's end and
 * cannot have it yet, and the verdict. A program that is killed before the claim has sent nothing,
 * and the mail simply waits; only one that is killed between the two leaves a mail of which nobody
 * knows, and it says so.
 *
 * The verdict "accepted" is written with the claim of the next mail, so that a mail costs one sync
 * of the disk and not two. It does not wait for that for long: where the next one's server is slow,
 * or there is no next one, it is written by itself. Every other verdict is written at once.
 */
#include "config.h"

#include "contact/delivery-run.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/clock.h"
#include "contact/delivery-private.h"
#include "contact/mail-setting.h"
#include "contact/recipient.h"

/* A mail: a minute after the first failure, four hours at most. Grey listing wants some five
 * minutes. */
#define FIRST_REST 60
#define LONGEST_REST (4 * 60 * 60)
/* The channel: offline is normal, and costs nothing to try. */
#define LONGEST_OFFLINE (10 * 60)
/* A wrong password that is tried again and again gets an account locked. */
#define FIRST_SETTINGS (30 * 60)
#define LONGEST_SETTINGS (6 * 60 * 60)
/* Another program that writes for a long time (an import) must not make a verdict be lost. */
#define VERDICT_TRIES 12
/* Microseconds for which a verdict waits to be written with the next claim. */
#define LONGEST_OPEN (100 * 1000)

typedef struct
{
  EnrDb *db;
  const EnrActor *actor;
  EnrCarrier *carrier;
  GCancellable *cancellable;
  EnrDeliveryFunc progress;
  gpointer data;
  EnrDeliveryReport *report;
  guint failures; /* of the channel, in a row, before this run */
  EnrDeliveryDesk desk;

  /* The one before, accepted, and not yet written as such: none where its id is none */
  EnrUuid open_id;
  char *open_words;
  gint64 open_since; /* monotonic */

  /* of the one under way */
  const EnrUuid *id;
  gboolean is_claimed;
  char *why;     /* it may not be delivered any more */
  GError *error; /* of the database, within the claim */
} Run;

void
enr_carrier_free (EnrCarrier *self)
{
  if (self != NULL)
    self->free (self);
}

void
enr_delivery_report_clear (EnrDeliveryReport *self)
{
  g_free (self->trouble);
  *self = (EnrDeliveryReport){ 0 };
}

static gint64
doubled (gint64 first, gint64 longest, guint tries)
{
  gint64 seconds = first;

  for (guint i = 1; i < tries && seconds < longest; i++)
    seconds *= 2;
  return MIN (seconds, longest);
}

gint64
enr_delivery_back_off (const EnrUuid *id, guint tries)
{
  gint64 seconds = doubled (FIRST_REST, LONGEST_REST, tries);
  guint spread = (enr_uuid_hash (id) * 2654435761u + tries * 40503u) % 1000;

  /* Three quarters to five quarters of it, so that three hundred do not come back in one second. */
  return MAX (seconds * (750 + spread / 2) / 1000, 1);
}

static gboolean
write_open (Run *self, GError **error)
{
  EnrDeliveryVerdict verdict = { ENR_DELIVERY_ACCEPTED, self->open_words, ENR_INSTANT_NONE, FALSE };

  return enr_uuid_is_none (&self->open_id)
         || enr_delivery_conclude_in_txn (self->db, &self->open_id, &verdict, error);
}

/* It is committed. */
static void
forget_open (Run *self)
{
  self->open_id = enr_uuid_none;
  g_clear_pointer (&self->open_words, g_free);
}

/* In the end of the mail, right before it is over. */
static gboolean
claim_cb (const char *message_id, gpointer data)
{
  Run *self = data;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  int rc;

  g_return_val_if_fail (!self->is_claimed, FALSE);

  if (!enr_txn_begin (&txn, self->db, self->actor, NULL, &self->error))
    return FALSE;
  rc = enr_delivery_claim_in_txn (self->db, self->id, message_id, &self->why, &self->error);
  if (rc > 0 && write_open (self, &self->error))
    self->is_claimed = enr_txn_commit (&txn, &self->error);
  if (self->is_claimed)
    forget_open (self);
  return self->is_claimed;
}

/* Writes a verdict, and with it how the channel is, and that the one before was accepted. */
static gboolean
try_to_conclude (Run *self, const EnrDeliveryVerdict *verdict, const char *trouble, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  gboolean is_changed = trouble != NULL || self->failures > 0;

  if (!enr_txn_begin (&txn, self->db, self->actor, NULL, error) || !write_open (self, error)
      || (verdict != NULL && !enr_delivery_conclude_in_txn (self->db, self->id, verdict, error))
      || (is_changed
          && !enr_mail_trouble_set_in_txn (self->db, trouble,
                                           trouble != NULL ? self->failures + 1 : 0,
                                           self->report->rest_to, error))
      || !enr_txn_commit (&txn, error))
    return FALSE;
  self->failures = trouble != NULL ? self->failures + 1 : 0;
  forget_open (self);
  return TRUE;
}

/* A database that is busy is waited for. */
static gboolean
conclude (Run *self, const EnrDeliveryVerdict *verdict, const char *trouble, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  for (int i = 0; i < VERDICT_TRIES; i++)
    {
      g_clear_error (&local_error);
      if (try_to_conclude (self, verdict, trouble, &local_error))
        return TRUE;
      if (!g_error_matches (local_error, ENR_DB_ERROR, ENR_DB_ERROR_BUSY))
        break;
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* While the next one is on its way. Where this fails its claim tries again, and so does the run's
 * end. */
static void
wait_cb (gpointer data)
{
  Run *self = data;

  if (!enr_uuid_is_none (&self->open_id)
      && g_get_monotonic_time () - self->open_since > LONGEST_OPEN)
    try_to_conclude (self, NULL, NULL, NULL);
}

static gboolean
note_accepted (Run *self, const char *words, GError **error)
{
  EnrDeliveryVerdict verdict = { ENR_DELIVERY_ACCEPTED, words, ENR_INSTANT_NONE, FALSE };

  self->report->n_accepted++;
  /* That the channel works again is news. */
  if (self->failures > 0 || !enr_uuid_is_none (&self->open_id))
    return conclude (self, &verdict, NULL, error);
  self->open_id = *self->id;
  self->open_words = g_strdup (words);
  self->open_since = g_get_monotonic_time ();
  return TRUE;
}

/* The channel rests, and this one waits as it did. Ends the run. */
static gboolean
stop_channel (Run *self, EnrHanded handed, const char *words, GError **error)
{
  EnrDeliveryVerdict verdict = { ENR_DELIVERY_WAITING, words, ENR_INSTANT_NONE, FALSE };
  gint64 seconds = handed == ENR_HANDED_SETTINGS
                       ? doubled (FIRST_SETTINGS, LONGEST_SETTINGS, self->failures + 1)
                       : doubled (FIRST_REST, LONGEST_OFFLINE, self->failures + 1);

  self->report->is_news = self->failures == 0;
  self->report->is_offline = handed == ENR_HANDED_OFFLINE;
  self->report->rest_to = enr_clock_now () + seconds;
  g_free (self->report->trouble);
  self->report->trouble = g_strdup (words);
  return conclude (self, self->is_claimed ? &verdict : NULL, words, error);
}

static gboolean
withdraw (Run *self, const char *why, GError **error)
{
  EnrDeliveryVerdict verdict = { ENR_DELIVERY_CANCELLED, why, ENR_INSTANT_NONE, FALSE };

  self->report->n_cancelled++;
  return conclude (self, &verdict, NULL, error);
}

/* What follows; *@goes_on is whether the next one is tried. */
static gboolean
judge (Run *self,
       EnrHanded handed,
       const char *words,
       guint tries,
       gboolean *goes_on,
       GError **error)
{
  EnrDeliveryVerdict verdict = { ENR_DELIVERY_WAITING, words, ENR_INSTANT_NONE, !self->is_claimed };

  *goes_on = TRUE;
  switch (handed)
    {
    case ENR_HANDED_ACCEPTED:
      return note_accepted (self, words, error);
    case ENR_HANDED_LATER:
      verdict.next_at = enr_clock_now () + enr_delivery_back_off (self->id, tries + 1);
      self->report->n_later++;
      break;
    case ENR_HANDED_REFUSED:
      verdict.state = ENR_DELIVERY_REFUSED;
      self->report->n_refused++;
      break;
    case ENR_HANDED_UNCERTAIN:
      verdict.state = ENR_DELIVERY_UNCERTAIN;
      self->report->n_uncertain++;
      break;
    case ENR_HANDED_OFFLINE:
    case ENR_HANDED_SETTINGS:
      *goes_on = FALSE;
      return stop_channel (self, handed, words, error);
    case ENR_HANDED_STOPPED:
    default:
      if (self->why != NULL)
        return withdraw (self, self->why, error);
      *goes_on = !g_cancellable_is_cancelled (self->cancellable);
      if (!self->is_claimed)
        return TRUE;
      verdict.words = "";
      break;
    }
  return conclude (self, &verdict, NULL, error);
}

static gboolean
hand_over (Run *self, const EnrDelivery *due, gboolean *goes_on, GError **error)
{
  g_autoptr (EnrDeliveryLetter) letter = NULL;
  g_autofree char *why = NULL;
  g_autofree char *words = NULL;
  EnrHanded handed;
  gboolean is_done;
  int may;

  *goes_on = TRUE;
  self->id = &due->id;
  self->is_claimed = FALSE;
  letter = enr_delivery_letter_load_at (self->db, &self->desk, &due->id, error);
  if (letter == NULL)
    return FALSE;
  if (letter->delivery->state != ENR_DELIVERY_WAITING)
    return TRUE;
  may = enr_recipient_may_deliver (self->db, &letter->delivery->recipient_id, due->way,
                                   letter->delivery->address, &why, error);
  if (may < 0)
    return FALSE;
  if (may == 0)
    return withdraw (self, why, error);
  handed = self->carrier->hand (self->carrier, letter, &(EnrHandOver){ claim_cb, wait_cb, self },
                                self->cancellable, &words);
  if (self->error != NULL)
    {
      /* It was not sent: the claim said no. A commit of which nothing is known is found by the next
       * run. */
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  if (!self->is_claimed && (handed == ENR_HANDED_ACCEPTED || handed == ENR_HANDED_UNCERTAIN))
    g_critical ("A channel handed over what it had not claimed");
  is_done = judge (self, handed, words, letter->delivery->tries, goes_on, error);
  g_clear_pointer (&self->why, g_free);
  return is_done;
}

/* @is_done is whether nothing was due, or the run has to end. */
static gboolean
hand_over_due (Run *self, EnrInstant until, gboolean *is_done, GError **error)
{
  g_autoptr (GPtrArray) due = enr_delivery_list_due_at (self->db, self->carrier->way, until, error);
  gboolean goes_on = TRUE;

  if (due == NULL)
    return FALSE;
  *is_done = due->len == 0;
  for (guint i = 0; i < due->len && goes_on; i++)
    {
      if (g_cancellable_is_cancelled (self->cancellable))
        break;
      if (!hand_over (self, g_ptr_array_index (due, i), &goes_on, error))
        return FALSE;
      if (self->progress != NULL)
        self->progress (self->report, self->data);
    }
  *is_done = *is_done || !goes_on || g_cancellable_is_cancelled (self->cancellable);
  return TRUE;
}

/* Begins with where the channel stands; *@rests where it is not to be tried yet. */
static gboolean
look_at_channel (Run *self, gboolean ignores_rests, gboolean *rests, GError **error)
{
  g_auto (EnrMailTrouble) trouble = { 0 };

  *rests = FALSE;
  if (!enr_mail_trouble_load (self->db, &trouble, error))
    return FALSE;
  self->failures = trouble.tries;
  if (trouble.next_at == ENR_INSTANT_NONE || trouble.next_at <= enr_clock_now () || ignores_rests)
    return TRUE;
  *rests = TRUE;
  self->report->rest_to = trouble.next_at;
  self->report->trouble = g_strdup (trouble.words);
  return TRUE;
}

/* The lock goes with the process, however that ends. -1: another program has it; -2: no lock can be
 * made here, and the claim alone keeps two programs apart. */
static int
take_lock (const char *path)
{
  g_autofree char *lock_path = g_strconcat (path, ".sending", NULL);
  int fd = g_open (lock_path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  gboolean is_taken;

  if (fd < 0)
    return -2;
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  is_taken = errno == EWOULDBLOCK;
  close (fd);
  return is_taken ? -1 : -2;
}

static gboolean
run_locked (Run *self, gboolean ignores_rests, gboolean is_alone, GError **error)
{
  EnrInstant until = ignores_rests ? G_MAXINT64 : enr_clock_now ();
  gboolean is_done = FALSE;

  /* Without the lock, what is being handed over may be another program's. */
  if (is_alone
      && !enr_delivery_find_left (self->db, self->actor, self->carrier->way, &self->report->n_found,
                                  error))
    return FALSE;
  if (!look_at_channel (self, ignores_rests, &is_done, error))
    return FALSE;
  while (!is_done)
    {
      if (!hand_over_due (self, until, &is_done, error))
        return FALSE;
      /* And what was released meanwhile. */
      until = enr_clock_now ();
    }
  return TRUE;
}

gboolean
enr_delivery_run (EnrDb *db,
                  const EnrActor *actor,
                  EnrCarrier *carrier,
                  gboolean ignores_rests,
                  GCancellable *cancellable,
                  EnrDeliveryFunc progress,
                  gpointer data,
                  EnrDeliveryReport *report,
                  GError **error)
{
  Run run = { .db = db,
              .actor = actor,
              .carrier = carrier,
              .cancellable = cancellable,
              .progress = progress,
              .data = data,
              .report = report };
  gboolean is_done;
  int lock;

  g_return_val_if_fail (!enr_db_in_write (db), FALSE);

  report->rest_to = ENR_INSTANT_NONE;
  lock = take_lock (enr_db_get_path (db));
  if (lock == -1)
    {
      report->is_busy = TRUE;
      return TRUE;
    }
  is_done = run_locked (&run, ignores_rests, lock >= 0, error);
  if (!enr_uuid_is_none (&run.open_id) && !conclude (&run, NULL, NULL, is_done ? error : NULL))
    is_done = FALSE;
  forget_open (&run);
  enr_delivery_desk_clear (&run.desk);
  if (lock >= 0)
    close (lock);
  g_free (run.why);
  return is_done;
}

gboolean
enr_delivery_rest (EnrDb *db,
                   const EnrActor *actor,
                   const char *words,
                   EnrDeliveryReport *report,
                   GError **error)
{
  Run run = { .db = db, .actor = actor, .report = report };
  gboolean rests;

  return look_at_channel (&run, TRUE, &rests, error)
         && stop_channel (&run, ENR_HANDED_SETTINGS, words, error);
}

gboolean
enr_delivery_wake (EnrDb *db, const EnrActor *actor, GError **error)
{
  g_auto (EnrMailTrouble) trouble = { 0 };
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrInstant now = enr_clock_now ();

  if (!enr_txn_begin (&txn, db, actor, NULL, error) || !enr_mail_trouble_load (db, &trouble, error))
    return FALSE;
  if (trouble.next_at == ENR_INSTANT_NONE || trouble.next_at <= now)
    return TRUE;
  return enr_mail_trouble_set_in_txn (db, trouble.words, trouble.tries, now, error)
         && enr_txn_commit (&txn, error);
}

gboolean
enr_delivery_next_run (EnrDb *db, EnrWay way, EnrInstant *at, GError **error)
{
  g_auto (EnrMailTrouble) trouble = { 0 };

  if (!enr_delivery_next_at (db, way, at, error) || !enr_mail_trouble_load (db, &trouble, error))
    return FALSE;
  if (*at != ENR_INSTANT_NONE && trouble.next_at != ENR_INSTANT_NONE)
    *at = MAX (*at, trouble.next_at);
  return TRUE;
}

GPtrArray *
enr_delivery_list_due (EnrDb *db, EnrWay way, gboolean ignores_rests, GError **error)
{
  return enr_delivery_list_due_at (db, way, ignores_rests ? G_MAXINT64 : enr_clock_now (), error);
}
