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

/* A clock that is set meanwhile, or a PC that slept, must not make mails wait for ever. */
#define LONGEST_WAIT 60
/* After a failure of the database, or where another program is sending. */
#define WAIT_AFTER_FAILURE 30

/* One run, on its thread; then it goes to the main loop. */
typedef struct
{
  EnrDeliverer *self; /* borrowed; NULL once that was stopped. Main thread only. */
  GCancellable *cancellable;
  EnrActor actor;
  char *path;
  EnrDeliveryReport report;
  GError *error;
} Run;

struct _EnrDeliverer
{
  GObject parent_instance;

  EnrSession *session;
  GCancellable *cancellable; /* of reads */
  GThread *thread;
  Run *run; /* the one under way; it frees itself */
  guint timer;
  gboolean is_looking;
  gboolean look_again;
  gboolean was_offline; /* the last run, and the channel rests for that */
};

G_DEFINE_FINAL_TYPE (EnrDeliverer, enr_deliverer, G_TYPE_OBJECT)

static void check (EnrDeliverer *self);

/*
 * On the run's thread
 */

static void
run_free (Run *run)
{
  enr_delivery_report_clear (&run->report);
  g_clear_error (&run->error);
  g_clear_object (&run->cancellable);
  g_free (run->path);
  g_free (run);
}

static gboolean
rest (Run *run, EnrDb *db, const char *words)
{
  return enr_delivery_rest (db, &run->actor, words, &run->report, &run->error);
}

static gboolean
send_all (Run *run, EnrDb *db, const EnrMailSetting *setting, const char *password)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrCarrier) mailer = enr_mailer_new (setting, password, NULL, &error);

  if (mailer == NULL)
    return rest (run, db, error->message);
  return enr_delivery_run (db, &run->actor, mailer, FALSE, run->cancellable, NULL, NULL,
                           &run->report, &run->error);
}

static gboolean
run_once (Run *run)
{
  g_autoptr (EnrDb) db = enr_db_open (run->path, ENR_DB_READ_WRITE, &run->error);
  gboolean is_open = db != NULL && enr_submission_attach (db, &run->error);
  g_autoptr (EnrMailSetting) setting = is_open ? enr_mail_setting_load (db, &run->error) : NULL;
  g_autoptr (GError) error = NULL;
  char *password = NULL;
  gboolean is_done;

  if (setting == NULL)
    return FALSE;
  if (!setting->is_on)
    return TRUE;
  if (*setting->user != '\0')
    password = enr_secret_lookup (setting->host, setting->user, run->cancellable, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  if (error != NULL)
    return rest (run, db, error->message);
  is_done = send_all (run, db, setting, password);
  enr_secret_free (password);
  return is_done;
}

/*
 * On the main thread
 */

static gboolean
timer_cb (gpointer data)
{
  EnrDeliverer *self = data;

  self->timer = 0;
  check (self);
  return G_SOURCE_REMOVE;
}

static void
set_timer (EnrDeliverer *self, gint64 seconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds ((guint) CLAMP (seconds, 1, LONGEST_WAIT), timer_cb, self);
}

static void
tell (EnrDeliverer *self, const Run *run)
{
  guint n = run->report.n_refused + run->report.n_uncertain + run->report.n_found;

  if (run->report.is_news && run->report.trouble != NULL)
    {
      g_autoptr (GError) error
          = g_error_new_literal (ENR_MAIL_ERROR, ENR_MAIL_ERROR_SETTINGS, run->report.trouble);

      enr_session_fail (self->session, error);
    }
  if (n > 0)
    {
      g_autofree char *text = g_strdup_printf (
          ngettext ("%u mail to a family needs a look: it was not delivered, or it is not known",
                    "%u mails to families need a look: they were not delivered, or it is not known",
                    n),
          n);

      enr_session_tell (self->session, text);
    }
}

static gboolean
done_cb (gpointer data)
{
  Run *run = data;
  EnrDeliverer *self = run->self;

  if (self == NULL)
    {
      run_free (run);
      return G_SOURCE_REMOVE;
    }
  g_clear_pointer (&self->thread, g_thread_join);
  self->run = NULL;
  self->was_offline = run->report.is_offline;
  enr_store_poll (enr_session_get_store (self->session));
  tell (self, run);
  /* Failures of the database are those of the window, too, which tells of them. */
  if (run->error != NULL || run->report.is_busy)
    set_timer (self, WAIT_AFTER_FAILURE);
  else
    check (self);
  run_free (run);
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
start (EnrDeliverer *self)
{
  Run *run = g_new0 (Run, 1);

  run->self = self;
  run->cancellable = g_cancellable_new ();
  run->actor = enr_actor (ENR_ACTOR_PROGRAM, enr_actor_this_device ());
  run->path = g_strdup (enr_store_get_path (enr_session_get_store (self->session)));
  self->run = run;
  self->thread = g_thread_new ("deliverer", run_thread, run);
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
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrDeliverer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree Next *next = enr_store_finish (ENR_STORE (source), result, &error);
  gboolean look_again = self->look_again;

  self->is_looking = FALSE;
  self->look_again = FALSE;
  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (next == NULL)
    set_timer (self, WAIT_AFTER_FAILURE);
  else if (next->is_on && next->at != ENR_INSTANT_NONE && self->thread == NULL)
    {
      gint64 seconds = next->at - enr_clock_now ();

      if (seconds <= 0)
        start (self);
      else
        set_timer (self, seconds);
    }
  if (look_again)
    check (self);
}

static void
check (EnrDeliverer *self)
{
  self->look_again = self->is_looking;
  if (self->is_looking || self->session == NULL || self->thread != NULL)
    return;
  self->is_looking = TRUE;
  enr_store_read_async (enr_session_get_store (self->session), load_next, NULL, NULL, g_free,
                        self->cancellable, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (EnrDeliverer *self, const char *const *tables)
{
  if (tables == NULL || g_strv_contains (tables, "delivery")
      || g_strv_contains (tables, "mail_setting"))
    check (self);
}

static gpointer
wake (EnrDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (enr_delivery_wake (db, data, error));
}

static void
woken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrDeliverer) self = user_data;
  g_autoptr (GError) error = NULL;

  /* A failure is one of the database, which the window tells of; the channel rests to its end then.
   */
  if (enr_store_finish (ENR_STORE (source), result, &error) != NULL)
    check (self);
}

/* The network came back, as it also does when a PC has slept: what rests because nothing could be
 * reached is tried at once. A wrong password rests on, which no network mends and which gets an
 * account locked. */
static void
network_changed_cb (EnrDeliverer *self, gboolean is_available)
{
  EnrActor *actor;

  if (!is_available || self->session == NULL || !self->was_offline || self->thread != NULL)
    return;
  self->was_offline = FALSE;
  actor = g_new (EnrActor, 1);
  *actor = enr_actor (ENR_ACTOR_PROGRAM, enr_actor_this_device ());
  enr_store_write_async (enr_session_get_store (self->session), wake, actor, g_free, NULL, woken_cb,
                         g_object_ref (self));
}

static void
enr_deliverer_dispose (GObject *object)
{
  EnrDeliverer *self = ENR_DELIVERER (object);

  enr_deliverer_stop (self);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (enr_deliverer_parent_class)->dispose (object);
}

static void
enr_deliverer_class_init (EnrDelivererClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = enr_deliverer_dispose;
}

static void
enr_deliverer_init (EnrDeliverer *self)
{
  self->cancellable = g_cancellable_new ();
}

EnrDeliverer *
enr_deliverer_new (EnrSession *session)
{
  EnrDeliverer *self;

  g_return_val_if_fail (ENR_IS_SESSION (session), NULL);

  self = g_object_new (ENR_TYPE_DELIVERER, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
  check (self);
  return self;
}

void
enr_deliverer_stop (EnrDeliverer *self)
{
  g_return_if_fail (ENR_IS_DELIVERER (self));

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
  g_clear_object (&self->session);
}

gboolean
enr_deliverer_is_running (EnrDeliverer *self)
{
  g_return_val_if_fail (ENR_IS_DELIVERER (self), FALSE);

  return self->thread != NULL;
}
