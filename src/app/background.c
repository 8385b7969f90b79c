/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/background.h"

#define LONGEST_WAIT 60

/* One run, on its thread; then it goes to the main loop. */
typedef struct
{
  EnrBackground *self; /* borrowed; NULL once that was stopped. Main thread only. */
  EnrBackgroundClass *klass;
  GCancellable *cancellable;
  char *path;
  gpointer job;
  GError *error;
} Run;

typedef struct
{
  EnrSession *session;
  GCancellable *cancellable; /* of reads */
  GThread *thread;
  Run *run; /* the one under way; it frees itself */
  guint timer;
  gboolean is_looking;
  gboolean look_again;
} EnrBackgroundPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (EnrBackground, enr_background, G_TYPE_OBJECT)

static EnrBackgroundPrivate *
get_private (EnrBackground *self)
{
  return enr_background_get_instance_private (self);
}

static void
run_free (Run *run)
{
  run->klass->free_job (run->job);
  g_clear_error (&run->error);
  g_clear_object (&run->cancellable);
  g_free (run->path);
  g_free (run);
}

static gboolean
done_cb (gpointer data)
{
  Run *run = data;
  EnrBackground *self = run->self;

  if (self != NULL)
    {
      EnrBackgroundPrivate *priv = get_private (self);

      g_clear_pointer (&priv->thread, g_thread_join);
      priv->run = NULL;
      enr_store_poll (enr_session_get_store (priv->session));
      run->klass->done (self, run->job, run->error);
    }
  run_free (run);
  return G_SOURCE_REMOVE;
}

static gpointer
run_thread (gpointer data)
{
  Run *run = data;
  g_autoptr (EnrDb) db = enr_db_open (run->path, ENR_DB_READ_WRITE, &run->error);

  if (db != NULL)
    run->klass->work (run->job, db, run->cancellable, &run->error);
  g_clear_pointer (&db, enr_db_close);
  g_idle_add (done_cb, run);
  return NULL;
}

static gboolean
timer_cb (gpointer data)
{
  EnrBackground *self = data;

  get_private (self)->timer = 0;
  ENR_BACKGROUND_GET_CLASS (self)->due (self);
  return G_SOURCE_REMOVE;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrBackground) self = user_data;
  EnrBackgroundPrivate *priv = get_private (self);
  g_autoptr (GError) error = NULL;
  g_autofree gpointer what = enr_store_finish (ENR_STORE (source), result, &error);
  gboolean look_again = priv->look_again;

  priv->is_looking = FALSE;
  priv->look_again = FALSE;
  if (priv->session == NULL)
    return;
  ENR_BACKGROUND_GET_CLASS (self)->loaded (self, what, error);
  if (look_again)
    enr_background_look (self);
}

static void
store_changed_cb (EnrBackground *self, const char *const *tables)
{
  const char *const *mine = ENR_BACKGROUND_GET_CLASS (self)->tables;

  for (guint i = 0; mine[i] != NULL; i++)
    if (tables == NULL || g_strv_contains (tables, mine[i]))
      {
        enr_background_look (self);
        return;
      }
}

static void
network_changed_cb (EnrBackground *self, gboolean is_available)
{
  if (is_available)
    ENR_BACKGROUND_GET_CLASS (self)->network (self);
}

static void
enr_background_dispose (GObject *object)
{
  enr_background_stop (ENR_BACKGROUND (object));
  g_clear_object (&get_private (ENR_BACKGROUND (object))->cancellable);

  G_OBJECT_CLASS (enr_background_parent_class)->dispose (object);
}

static void
enr_background_class_init (EnrBackgroundClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = enr_background_dispose;
}

static void
enr_background_init (EnrBackground *self)
{
  get_private (self)->cancellable = g_cancellable_new ();
}

void
enr_background_listen (EnrBackground *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_BACKGROUND (self) && get_private (self)->session == NULL);
  g_return_if_fail (ENR_IS_SESSION (session));

  get_private (self)->session = g_object_ref (session);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
}

void
enr_background_look (EnrBackground *self)
{
  EnrBackgroundPrivate *priv = get_private (self);

  g_return_if_fail (ENR_IS_BACKGROUND (self));

  priv->look_again = priv->is_looking;
  if (priv->is_looking || priv->session == NULL)
    return;
  priv->is_looking = TRUE;
  enr_store_read_async (enr_session_get_store (priv->session),
                        ENR_BACKGROUND_GET_CLASS (self)->load, NULL, NULL, g_free,
                        priv->cancellable, loaded_cb, g_object_ref (self));
}

void
enr_background_start (EnrBackground *self)
{
  EnrBackgroundPrivate *priv = get_private (self);
  Run *run;

  g_return_if_fail (ENR_IS_BACKGROUND (self));
  g_return_if_fail (priv->session != NULL && priv->thread == NULL);

  run = g_new0 (Run, 1);
  run->self = self;
  run->klass = ENR_BACKGROUND_GET_CLASS (self);
  run->cancellable = g_cancellable_new ();
  run->path = g_strdup (enr_store_get_path (enr_session_get_store (priv->session)));
  run->job = run->klass->make_job (self);
  priv->run = run;
  priv->thread = g_thread_new (run->klass->name, run_thread, run);
}

void
enr_background_set_timer (EnrBackground *self, gint64 seconds)
{
  EnrBackgroundPrivate *priv = get_private (self);

  g_return_if_fail (ENR_IS_BACKGROUND (self));

  g_clear_handle_id (&priv->timer, g_source_remove);
  if (priv->session != NULL)
    priv->timer = g_timeout_add_seconds ((guint) CLAMP (seconds, 1, LONGEST_WAIT), timer_cb, self);
}

void
enr_background_stop (EnrBackground *self)
{
  EnrBackgroundPrivate *priv = get_private (self);

  g_return_if_fail (ENR_IS_BACKGROUND (self));

  if (priv->session == NULL)
    return;
  g_cancellable_cancel (priv->cancellable);
  g_clear_handle_id (&priv->timer, g_source_remove);
  if (priv->run != NULL)
    {
      g_cancellable_cancel (priv->run->cancellable);
      priv->run->self = NULL;
      priv->run = NULL;
    }
  g_clear_pointer (&priv->thread, g_thread_join);
  g_signal_handlers_disconnect_by_data (g_network_monitor_get_default (), self);
  g_signal_handlers_disconnect_by_data (enr_session_get_store (priv->session), self);
  g_clear_object (&priv->session);
}

gboolean
enr_background_is_running (EnrBackground *self)
{
  g_return_val_if_fail (ENR_IS_BACKGROUND (self), FALSE);

  return get_private (self)->thread != NULL;
}

EnrSession *
enr_background_get_session (EnrBackground *self)
{
  g_return_val_if_fail (ENR_IS_BACKGROUND (self), NULL);

  return get_private (self)->session;
}
