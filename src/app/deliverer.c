/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/deliverer.h"

#include <glib/gi18n.h>

#include "base/clock.h"
#include "contact/mailer.h"
#include "mail/error.h"
#include "mail/secret.h"
#include "submission/attach.h"

/* After a failure of the database, or where another program is sending. */
#define WAIT_AFTER_FAILURE 30

/* One run */
typedef struct
{
  EnrActor actor;
  EnrDeliveryReport report;
} Job;

struct _EnrDeliverer
{
  EnrBackground parent_instance;

  gboolean was_offline; /* the last run, and the channel rests for that */
};

G_DEFINE_FINAL_TYPE (EnrDeliverer, enr_deliverer, ENR_TYPE_BACKGROUND)

/*
 * On the run's thread
 */

static gboolean
rest (Job *job, EnrDb *db, const char *words, GError **error)
{
  return enr_delivery_rest (db, &job->actor, words, &job->report, error);
}

static gboolean
send_all (Job *job,
          EnrDb *db,
          const EnrMailSetting *setting,
          const char *password,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (EnrCarrier) mailer = enr_mailer_new (setting, password, NULL, &local_error);

  if (mailer == NULL)
    return rest (job, db, local_error->message, error);
  return enr_delivery_run (db, &job->actor, mailer, FALSE, cancellable, NULL, NULL, &job->report,
                           error);
}

static gboolean
work (gpointer data, EnrDb *db, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  g_autoptr (EnrMailSetting) setting
      = enr_submission_attach (db, error) ? enr_mail_setting_load (db, error) : NULL;
  g_autoptr (GError) local_error = NULL;
  char *password = NULL;
  gboolean is_done;

  if (setting == NULL)
    return FALSE;
  if (!setting->is_on)
    return TRUE;
  if (*setting->user != '\0')
    password = enr_secret_lookup (setting->host, setting->user, cancellable, &local_error);
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  if (local_error != NULL)
    return rest (job, db, local_error->message, error);
  is_done = send_all (job, db, setting, password, cancellable, error);
  enr_secret_free (password);
  return is_done;
}

/*
 * On the main thread
 */

static gpointer
make_job (EnrBackground *background)
{
  Job *job = g_new0 (Job, 1);

  job->actor = enr_actor (ENR_ACTOR_PROGRAM, enr_actor_this_device ());
  return job;
}

static void
free_job (gpointer data)
{
  Job *job = data;

  enr_delivery_report_clear (&job->report);
  g_free (job);
}

static void
tell (EnrSession *session, const EnrDeliveryReport *report)
{
  guint n = report->n_refused + report->n_uncertain + report->n_found;

  if (report->is_news && report->trouble != NULL)
    {
      g_autoptr (GError) error
          = g_error_new_literal (ENR_MAIL_ERROR, ENR_MAIL_ERROR_SETTINGS, report->trouble);

      enr_session_fail (session, error);
    }
  if (n > 0)
    {
      g_autofree char *text = g_strdup_printf (
          ngettext ("%u mail to a family needs a look: it was not delivered, or it is not known",
                    "%u mails to families need a look: they were not delivered, or it is not known",
                    n),
          n);

      enr_session_tell (session, text);
    }
}

/* Not while a run is under way, whose end is followed by a look. */
static void
check (EnrBackground *background)
{
  if (!enr_background_is_running (background))
    enr_background_look (background);
}

static void
done (EnrBackground *background, gpointer data, const GError *error)
{
  const Job *job = data;

  ENR_DELIVERER (background)->was_offline = job->report.is_offline;
  tell (enr_background_get_session (background), &job->report);
  /* Failures of the database are those of the window, too, which tells of them. */
  if (error != NULL || job->report.is_busy)
    enr_background_set_timer (background, WAIT_AFTER_FAILURE);
  else
    check (background);
}

typedef struct
{
  gboolean is_on;
  EnrInstant at;
} Next;

static gpointer
load_next (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (EnrMailSetting) setting = enr_mail_setting_load (db, error);
  g_autofree Next *next = g_new0 (Next, 1);

  if (setting == NULL || !enr_delivery_next_run (db, ENR_WAY_MAIL, &next->at, error))
    return NULL;
  next->is_on = setting->is_on;
  return g_steal_pointer (&next);
}

static void
loaded (EnrBackground *background, gpointer what, const GError *error)
{
  const Next *next = what;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (next == NULL)
    enr_background_set_timer (background, WAIT_AFTER_FAILURE);
  else if (next->is_on && next->at != ENR_INSTANT_NONE && !enr_background_is_running (background))
    {
      gint64 seconds = next->at - enr_clock_now ();

      if (seconds <= 0)
        enr_background_start (background);
      else
        enr_background_set_timer (background, seconds);
    }
}

static gpointer
wake (EnrDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (enr_delivery_wake (db, data, error));
}

static void
woken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrBackground) background = user_data;
  g_autoptr (GError) error = NULL;

  /* A failure is one of the database, which the window tells of; the channel rests to its end then.
   */
  if (enr_store_finish (ENR_STORE (source), result, &error) != NULL)
    check (background);
}

/* The network came back, as it also does when a PC has slept: what rests because nothing could be
 * reached is tried at once. A wrong password rests on, which no network mends and which gets an
 * account locked. */
static void
network_is_there (EnrBackground *background)
{
  EnrDeliverer *self = ENR_DELIVERER (background);
  EnrActor *actor;

  if (!self->was_offline || enr_background_is_running (background))
    return;
  self->was_offline = FALSE;
  actor = g_new (EnrActor, 1);
  *actor = enr_actor (ENR_ACTOR_PROGRAM, enr_actor_this_device ());
  enr_store_write_async (enr_session_get_store (enr_background_get_session (background)), wake,
                         actor, g_free, NULL, woken_cb, g_object_ref (self));
}

static void
enr_deliverer_class_init (EnrDelivererClass *klass)
{
  static const char *const tables[] = { "delivery", "mail_setting", NULL };
  EnrBackgroundClass *background = ENR_BACKGROUND_CLASS (klass);

  background->name = "deliverer";
  background->tables = tables;
  background->make_job = make_job;
  background->free_job = free_job;
  background->work = work;
  background->done = done;
  background->load = load_next;
  background->loaded = loaded;
  background->due = check;
  background->network = network_is_there;
}

static void
enr_deliverer_init (EnrDeliverer *self)
{
}

EnrDeliverer *
enr_deliverer_new (EnrSession *session)
{
  EnrDeliverer *self;

  g_return_val_if_fail (ENR_IS_SESSION (session), NULL);

  self = g_object_new (ENR_TYPE_DELIVERER, NULL);
  enr_background_listen (ENR_BACKGROUND (self), session);
  check (ENR_BACKGROUND (self));
  return self;
}
