/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * libnotify keeps one connection for the process, bound to the context in which it was first used: the
 * thread is therefore started once and lives as long as the process.
 */
#include "config.h"

#include "app/notifier.h"

#include <libnotify/notify.h>

typedef struct
{
  int id;
  char *summary; /* NULL: withdraw */
  char *body;
  char *action;
  gboolean is_urgent;
} Message;

struct _EnrNotifier
{
  gatomicrefcount ref_count;
  GMainContext *context; /* the owner's */
  EnrNotifierFunc activated;
  gpointer user_data;

  GMutex lock;           /* guards the three below */
  Message *message;      /* not yet taken by the thread */
  gboolean is_free;
  int shown_id;

  NotifyNotification *notification; /* the thread's own */
};

static GMainContext *thread_context; /* of the thread; made once */

static void
message_free (Message *message)
{
  if (message == NULL)
    return;

  g_free (message->summary);
  g_free (message->body);
  g_free (message->action);
  g_free (message);
}

static void
notifier_unref (gpointer data)
{
  EnrNotifier *self = data;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_object (&self->notification);
  g_clear_pointer (&self->message, message_free);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static EnrNotifier *
notifier_ref (EnrNotifier *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static gpointer
run_thread (gpointer data)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (thread_context, FALSE);

  g_main_context_push_thread_default (thread_context);
  g_main_loop_run (loop);
  g_main_context_pop_thread_default (thread_context);
  return NULL;
}

/* Not g_main_context_invoke(): until the thread's loop runs, that would call here and now. */
static void
post (GMainContext *context, GSourceFunc func, EnrNotifier *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, notifier_ref (self), notifier_unref);
  g_source_attach (source, context);
}

static gboolean
activated_cb (gpointer data)
{
  EnrNotifier *self = data;
  gboolean is_free;
  int id;

  g_mutex_lock (&self->lock);
  is_free = self->is_free;
  id = self->shown_id;
  g_mutex_unlock (&self->lock);

  if (!is_free)
    self->activated (id, self->user_data);
  return G_SOURCE_REMOVE;
}

static void
action_cb (NotifyNotification *notification, char *action, gpointer user_data)
{
  EnrNotifier *self = user_data;

  post (self->context, activated_cb, self);
}

static void
withdraw (EnrNotifier *self)
{
  if (self->notification == NULL)
    return;

  /* It may be gone already, or the service: nothing to be done about either. */
  notify_notification_close (self->notification, NULL);
  notify_notification_clear_actions (self->notification);
  g_clear_object (&self->notification);
}

static void
show (EnrNotifier *self, const Message *message)
{
  g_autoptr (GError) error = NULL;

  if (!notify_is_initted ())
    notify_init ("Enroku");

  if (self->notification == NULL)
    self->notification = notify_notification_new (message->summary, message->body, ENR_APP_ID);
  else
    notify_notification_update (self->notification, message->summary, message->body, ENR_APP_ID);
  notify_notification_clear_actions (self->notification);
  notify_notification_add_action (self->notification, "default", message->action, action_cb,
                                  notifier_ref (self), notifier_unref);
  notify_notification_add_action (self->notification, "open", message->action, action_cb,
                                  notifier_ref (self), notifier_unref);
  notify_notification_set_hint (self->notification, "desktop-entry",
                                g_variant_new_string (ENR_APP_ID));
  notify_notification_set_urgency (self->notification, message->is_urgent ? NOTIFY_URGENCY_CRITICAL
                                                                          : NOTIFY_URGENCY_NORMAL);
  notify_notification_set_timeout (self->notification, NOTIFY_EXPIRES_NEVER);
  /* A PC without a notification service is no fault: the window's banner says the same. */
  if (!notify_notification_show (self->notification, &error))
    g_debug ("no notification: %s", error->message);
}

static gboolean
take_message_cb (gpointer data)
{
  EnrNotifier *self = data;
  Message *message;

  g_mutex_lock (&self->lock);
  message = g_steal_pointer (&self->message);
  if (message != NULL && message->summary != NULL)
    self->shown_id = message->id;
  g_mutex_unlock (&self->lock);

  if (message != NULL && message->summary != NULL)
    show (self, message);
  else if (message != NULL)
    withdraw (self);
  message_free (message);
  return G_SOURCE_REMOVE;
}

static void
send (EnrNotifier *self, Message *message)
{
  g_mutex_lock (&self->lock);
  message_free (self->message);
  self->message = message;
  g_mutex_unlock (&self->lock);

  post (thread_context, take_message_cb, self);
}

EnrNotifier *
enr_notifier_new (EnrNotifierFunc activated, gpointer user_data)
{
  static gsize once;
  EnrNotifier *self;

  g_return_val_if_fail (activated != NULL, NULL);

  if (g_once_init_enter (&once))
    {
      thread_context = g_main_context_new ();
      g_thread_unref (g_thread_new ("notifier", run_thread, NULL));
      g_once_init_leave (&once, 1);
    }

  self = g_new0 (EnrNotifier, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->context = g_main_context_ref_thread_default ();
  self->activated = activated;
  self->user_data = user_data;
  return self;
}

void
enr_notifier_free (EnrNotifier *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->is_free = TRUE;
  g_mutex_unlock (&self->lock);
  enr_notifier_withdraw (self);
  notifier_unref (self);
}

void
enr_notifier_show (EnrNotifier *self,
                   int id,
                   const char *summary,
                   const char *body,
                   const char *action,
                   gboolean is_urgent)
{
  Message *message = g_new0 (Message, 1);

  message->id = id;
  message->summary = g_strdup (summary);
  message->body = g_strdup (body);
  message->action = g_strdup (action);
  message->is_urgent = is_urgent;
  send (self, message);
}

void
enr_notifier_withdraw (EnrNotifier *self)
{
  send (self, g_new0 (Message, 1));
}
