/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Two transactions a mail: the claim, made while the server already waits for the mail's end and
 * cannot have it yet, and the verdict. A program that is killed before the claim has sent nothing,
 * and the mail simply waits; only one that is killed between the two leaves a mail of which nobody
 * knows, and it says so.
 *
 * A sync of the disk can take longer than a mail does. So where the server is quick a claim takes
 * some of the next ones too, and the verdicts "accepted" of those before: as many as go out within
 * LONGEST_OPEN. The tally has each one's steps meanwhile. Whenever something is slow or goes wrong
 * all is written, what has not begun is given back, and the next claim is of one alone.
 */
#include "config.h"

#include "contact/delivery-run.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
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
/* So many answers lost in a row are the line, and each further mail would be one that a person has
 * to decide about. */
#define MAX_LOST 3
/* Microseconds for which a verdict waits to be written with the next claim, and for which one may
 * be claimed ahead of its turn. */
#define LONGEST_OPEN (100 * 1000)
#define MOST_CLAIMED 16

/* Accepted, and not yet written as such */
typedef struct
{
  EnrUuid id;
  EnrInstant at;
  char *words;
} OpenVerdict;

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
  guint n_lost;   /* answers, in a row */
  EnrDeliveryDesk desk;

  int fd; /* of the lock; below 0: none could be made */
  gboolean has_tally;
  GArray *open;      /* (element-type OpenVerdict) */
  GArray *ahead;     /* (element-type EnrUuid): claimed, and not begun */
  guint n_claimed;   /* by the last claim; 0: something else was written since */
  gint64 claimed_at; /* monotonic */

  GPtrArray *due; /* (element-type EnrDelivery) (unowned) */
  guint index;    /* in @due, of the one under way */

  /* of the one under way */
  const EnrUuid *id;
  const char *address;
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

static void
open_verdict_clear (gpointer data)
{
  g_free (((OpenVerdict *) data)->words);
}

static gboolean
write_open (Run *self, GError **error)
{
  for (guint i = 0; i < self->open->len; i++)
    {
      const OpenVerdict *open = &g_array_index (self->open, OpenVerdict, i);
      EnrDeliveryVerdict verdict
          = { ENR_DELIVERY_ACCEPTED, open->words, ENR_INSTANT_NONE, FALSE, open->at };

      if (!enr_delivery_conclude_in_txn (self->db, &open->id, &verdict, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
release_ahead (Run *self, GError **error)
{
  for (guint i = 0; i < self->ahead->len; i++)
    if (!enr_delivery_release_in_txn (self->db, &g_array_index (self->ahead, EnrUuid, i), error))
      return FALSE;
  return TRUE;
}

static int
find_ahead (Run *self, const EnrUuid *id)
{
  for (guint i = 0; i < self->ahead->len; i++)
    if (enr_uuid_equal (&g_array_index (self->ahead, EnrUuid, i), id))
      return (int) i;
  return -1;
}

static gboolean
note (Run *self, EnrTallyState state, const EnrUuid *id, const char *words)
{
  return !self->has_tally || enr_tally_note (self->fd, state, id, words);
}

/* How many the next claim takes: as many as went out within the time, if all went well since the
 * last. */
static guint
count_to_claim (Run *self)
{
  gint64 each;

  if (!self->has_tally || self->n_claimed == 0 || self->carrier->dup_id == NULL)
    return 1;
  each = (g_get_monotonic_time () - self->claimed_at) / self->n_claimed;
  return (guint) CLAMP (LONGEST_OPEN / 2 / MAX (each, 1), 1,
                        MIN (self->n_claimed * 2, MOST_CLAIMED));
}

/* One that may not go out any more is left for its turn. */
static gboolean
claim_ahead (Run *self, guint n, GArray *ahead, GError **error)
{
  for (guint i = self->index + 1; i < self->due->len && ahead->len < n; i++)
    {
      const EnrDelivery *next = g_ptr_array_index (self->due, i);
      g_autofree char *message_id = self->carrier->dup_id (self->carrier, &next->id);
      g_autofree char *why = NULL;
      int rc = enr_delivery_claim_in_txn (self->db, &next->id, message_id, &why, error);

      if (rc < 0)
        return FALSE;
      if (rc == 0 || !note (self, ENR_TALLY_CLAIMED, &next->id, NULL))
        return TRUE;
      g_array_append_val (ahead, next->id);
    }
  return TRUE;
}

/* The one under way, and some of the next. */
static gboolean
claim (Run *self, const char *message_id, GError **error)
{
  g_autoptr (GArray) ahead = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  int rc;

  if (!enr_txn_begin (&txn, self->db, self->actor, NULL, error))
    return FALSE;
  rc = enr_delivery_claim_in_txn (self->db, self->id, message_id, &self->why, error);
  if (rc > 0)
    note (self, ENR_TALLY_CLAIMED, self->id, NULL);
  if (rc <= 0 || !claim_ahead (self, count_to_claim (self) - 1, ahead, error)
      || !write_open (self, error) || !enr_txn_commit (&txn, error))
    return FALSE;
  g_array_set_size (self->open, 0);
  g_array_append_vals (self->ahead, ahead->data, ahead->len);
  self->n_claimed = 1 + ahead->len;
  self->claimed_at = g_get_monotonic_time ();
  return TRUE;
}

/* In the end of the mail, right before it is over. What was claimed ahead may have been forbidden
 * since. */
static gboolean
claim_cb (const char *message_id, gpointer data)
{
  Run *self = data;
  const EnrDelivery *due = g_ptr_array_index (self->due, self->index);
  int ahead = find_ahead (self, self->id);

  g_return_val_if_fail (!self->is_claimed, FALSE);

  if (ahead < 0 && !claim (self, message_id, &self->error))
    return FALSE;
  if (ahead >= 0)
    {
      if (enr_recipient_may_deliver (self->db, &due->recipient_id, due->way, self->address,
                                     &self->why, &self->error)
          <= 0)
        return FALSE;
      g_array_remove_index (self->ahead, ahead);
    }
  self->is_claimed = TRUE;
  if (note (self, ENR_TALLY_BEGUN, self->id, NULL))
    return TRUE;
  g_set_error (&self->error, G_IO_ERROR, g_io_error_from_errno (errno), "%s", g_strerror (errno));
  return FALSE;
}

/* Writes a verdict, and with it how the channel is, and all that is open. */
static gboolean
try_to_conclude (Run *self, const EnrDeliveryVerdict *verdict, const char *trouble, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  gboolean is_changed = trouble != NULL || self->failures > 0;

  if (!enr_txn_begin (&txn, self->db, self->actor, NULL, error) || !write_open (self, error)
      || !release_ahead (self, error)
      || (verdict != NULL && !enr_delivery_conclude_in_txn (self->db, self->id, verdict, error))
      || (is_changed
          && !enr_mail_trouble_set_in_txn (self->db, trouble,
                                           trouble != NULL ? self->failures + 1 : 0,
                                           self->report->rest_to, error))
      || !enr_txn_commit (&txn, error))
    return FALSE;
  self->failures = trouble != NULL ? self->failures + 1 : 0;
  g_array_set_size (self->open, 0);
  g_array_set_size (self->ahead, 0);
  self->n_claimed = 0;
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

static gboolean
has_open (Run *self)
{
  return self->open->len > 0 || self->ahead->len > 0;
}

/* While one is on its way. It is given back too if it was claimed ahead and has not begun. Where
 * this fails the next claim tries again, and so does the run's end. */
static void
wait_cb (gpointer data)
{
  Run *self = data;

  if (has_open (self) && g_get_monotonic_time () - self->claimed_at > LONGEST_OPEN)
    try_to_conclude (self, NULL, NULL, NULL);
}

static gboolean
note_accepted (Run *self, const char *words, GError **error)
{
  OpenVerdict open = { *self->id, enr_clock_now (), g_strdup (words) };

  self->report->n_accepted++;
  g_array_append_val (self->open, open);
  note (self, ENR_TALLY_ACCEPTED, self->id, words);
  /* That the channel works again is news. */
  return self->failures == 0 || conclude (self, NULL, NULL, error);
}

/* For @seconds; @verdict is what becomes of the one under way. Ends the run. */
static gboolean
rest_channel (Run *self,
              gint64 seconds,
              const EnrDeliveryVerdict *verdict,
              const char *words,
              GError **error)
{
  self->report->is_news = self->failures == 0;
  self->report->rest_to = enr_clock_now () + seconds;
  g_free (self->report->trouble);
  self->report->trouble = g_strdup (words);
  return conclude (self, verdict, words, error);
}

/* The channel rests, and this one waits as it did. */
static gboolean
stop_channel (Run *self, EnrHanded handed, const char *words, GError **error)
{
  EnrDeliveryVerdict verdict = { ENR_DELIVERY_WAITING, words, ENR_INSTANT_NONE, FALSE };
  gint64 seconds = handed == ENR_HANDED_SETTINGS
                       ? doubled (FIRST_SETTINGS, LONGEST_SETTINGS, self->failures + 1)
                       : doubled (FIRST_REST, LONGEST_OFFLINE, self->failures + 1);

  self->report->is_offline = handed == ENR_HANDED_OFFLINE;
  return rest_channel (self, seconds, self->is_claimed ? &verdict : NULL, words, error);
}

static const char *
get_lost_words (void)
{
  return _ ("The mail server gave no answer after it had been handed several mails. Sending rests, "
            "so that no more mails become ones of which it is not known whether they arrived.");
}

/* After such a rest the first lost answer is enough: a try costs a mail that a person has to decide
 * about. */
static gboolean
note_lost (Run *self, const char *words, gboolean *goes_on, GError **error)
{
  EnrDeliveryVerdict verdict = { ENR_DELIVERY_UNCERTAIN, words, ENR_INSTANT_NONE, FALSE };

  self->report->n_uncertain++;
  self->n_lost++;
  *goes_on = self->n_lost < MAX_LOST;
  if (*goes_on)
    return conclude (self, &verdict, NULL, error);
  return rest_channel (self, doubled (FIRST_REST, LONGEST_SETTINGS, self->failures + 1), &verdict,
                       get_lost_words (), error);
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
  if (handed != ENR_HANDED_UNCERTAIN)
    self->n_lost = 0;
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
      return note_lost (self, words, goes_on, error);
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
  gboolean is_ahead, is_done;
  int may;

  *goes_on = TRUE;
  self->id = &due->id;
  self->is_claimed = FALSE;
  is_ahead = find_ahead (self, self->id) >= 0;
  letter = enr_delivery_letter_load_at (self->db, &self->desk, &due->id, error);
  if (letter == NULL)
    return FALSE;
  if (letter->delivery->state != (is_ahead ? ENR_DELIVERY_HANDING : ENR_DELIVERY_WAITING))
    return TRUE;
  self->address = letter->delivery->address;
  may = enr_recipient_may_deliver (self->db, &letter->delivery->recipient_id, due->way,
                                   self->address, &why, error);
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
  self->due = due;
  for (guint i = 0; i < due->len && goes_on; i++)
    {
      if (g_cancellable_is_cancelled (self->cancellable))
        break;
      self->index = i;
      if (!hand_over (self, g_ptr_array_index (due, i), &goes_on, error))
        return FALSE;
      if (self->progress != NULL)
        self->progress (self->report, self->data);
    }
  *is_done = *is_done || !goes_on || g_cancellable_is_cancelled (self->cancellable);
  return TRUE;
}

EnrInstant
enr_delivery_farthest (void)
{
  return enr_clock_now () + MAX (LONGEST_REST * 5 / 4, LONGEST_SETTINGS);
}

/* Whether a rest goes on: one that lies further ahead than any can be is of a clock that was wrong,
 * and over. */
static gboolean
is_ahead (EnrInstant at)
{
  return at != ENR_INSTANT_NONE && at > enr_clock_now () && at <= enr_delivery_farthest ();
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
  self->n_lost = strcmp (trouble.words, get_lost_words ()) == 0 ? MAX_LOST - 1 : 0;
  if (!is_ahead (trouble.next_at) || ignores_rests)
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

/* Without the lock, what is being handed over may be another program's. */
static gboolean
settle_left (Run *self, GError **error)
{
  g_autoptr (GHashTable) tally = NULL;

  if (self->fd < 0)
    return TRUE;
  tally = enr_tally_read (self->fd);
  if (!enr_delivery_find_left (self->db, self->actor, self->carrier->way, tally,
                               &self->report->n_found, error))
    return FALSE;
  return enr_tally_begin (self->fd, &self->has_tally, error);
}

static gboolean
run_locked (Run *self, gboolean ignores_rests, GError **error)
{
  EnrInstant until = ignores_rests ? G_MAXINT64 : enr_clock_now ();
  gboolean is_done = FALSE;

  if (!settle_left (self, error) || !look_at_channel (self, ignores_rests, &is_done, error))
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
  run.fd = lock;
  run.open = g_array_new (FALSE, FALSE, sizeof (OpenVerdict));
  g_array_set_clear_func (run.open, open_verdict_clear);
  run.ahead = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  is_done = run_locked (&run, ignores_rests, error);
  if (has_open (&run) && !conclude (&run, NULL, NULL, is_done ? error : NULL))
    is_done = FALSE;
  g_array_unref (run.open);
  g_array_unref (run.ahead);
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
  g_autoptr (GArray) nothing = g_array_new (FALSE, FALSE, sizeof (OpenVerdict));
  Run run = { .db = db, .actor = actor, .report = report, .open = nothing, .ahead = nothing };
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
  if (*at != ENR_INSTANT_NONE && is_ahead (trouble.next_at))
    *at = MAX (*at, trouble.next_at);
  return TRUE;
}

GPtrArray *
enr_delivery_list_due (EnrDb *db, EnrWay way, gboolean ignores_rests, GError **error)
{
  return enr_delivery_list_due_at (db, way, ignores_rests ? G_MAXINT64 : enr_clock_now (), error);
}
