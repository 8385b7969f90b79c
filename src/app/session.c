/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/session.h"

#include <glib/gi18n.h>

#include "base/clock.h"

#define UNDO_KEPT 20

typedef struct
{
  char *text;
  EnrStoreFunc func;
  gpointer data;
  GDestroyNotify free_data;
} Undo;

struct _EnrSession
{
  GObject parent_instance;

  EnrStore *store;
  EnrDate date;
  GQueue undos; /* (element-type Undo), the newest at the head */
};

G_DEFINE_FINAL_TYPE (EnrSession, enr_session, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_DATE,
  PROP_UNDO_TEXT,
  N_PROPS
};

enum
{
  MESSAGE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
undo_free (Undo *undo)
{
  if (undo->free_data != NULL)
    undo->free_data (undo->data);
  g_free (undo->text);
  g_free (undo);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrSession) self = user_data;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    enr_session_fail (self, error);
  else
    enr_session_tell (self, _ ("Taken back"));
}

static void
enr_session_finalize (GObject *object)
{
  EnrSession *self = ENR_SESSION (object);

  g_queue_clear_full (&self->undos, (GDestroyNotify) undo_free);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (enr_session_parent_class)->finalize (object);
}

static void
enr_session_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EnrSession *self = ENR_SESSION (object);

  switch (prop_id)
    {
    case PROP_DATE:
      g_value_set_int (value, self->date);
      break;
    case PROP_UNDO_TEXT:
      g_value_set_string (value, enr_session_get_undo_text (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
enr_session_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_DATE:
      enr_session_set_date (ENR_SESSION (object), g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
enr_session_class_init (EnrSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = enr_session_finalize;
  object_class->get_property = enr_session_get_property;
  object_class->set_property = enr_session_set_property;

  properties[PROP_DATE]
      = g_param_spec_int ("date", NULL, NULL, G_MININT32, G_MAXINT32, 0,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_UNDO_TEXT] = g_param_spec_string ("undo-text", NULL, NULL, NULL,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[MESSAGE] = g_signal_new ("message", ENR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
enr_session_init (EnrSession *self)
{
  g_queue_init (&self->undos);
  self->date = enr_clock_today ();
}

EnrSession *
enr_session_new (EnrStore *store)
{
  EnrSession *self;

  g_return_val_if_fail (ENR_IS_STORE (store), NULL);

  self = g_object_new (ENR_TYPE_SESSION, NULL);
  self->store = g_object_ref (store);
  return self;
}

EnrStore *
enr_session_get_store (EnrSession *self)
{
  g_return_val_if_fail (ENR_IS_SESSION (self), NULL);

  return self->store;
}

const EnrActor *
enr_session_get_actor (EnrSession *self)
{
  static EnrActor office;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      office = enr_actor (ENR_ACTOR_OFFICE, enr_actor_this_device ());
      g_once_init_leave (&once, 1);
    }
  return &office;
}

EnrDate
enr_session_get_date (EnrSession *self)
{
  g_return_val_if_fail (ENR_IS_SESSION (self), ENR_DATE_NONE);

  return self->date;
}

void
enr_session_set_date (EnrSession *self, EnrDate date)
{
  g_return_if_fail (ENR_IS_SESSION (self));

  if (self->date == date)
    return;
  self->date = date;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATE]);
}

void
enr_session_tell (EnrSession *self, const char *text)
{
  g_return_if_fail (ENR_IS_SESSION (self));

  g_signal_emit (self, signals[MESSAGE], 0, text, FALSE);
}

void
enr_session_fail (EnrSession *self, const GError *error)
{
  g_autofree char *text = NULL;

  g_return_if_fail (ENR_IS_SESSION (self));

  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = enr_error_describe (error);
  g_signal_emit (self, signals[MESSAGE], 0, text, TRUE);
}

void
enr_session_offer_undo (EnrSession *self,
                        const char *text,
                        EnrStoreFunc func,
                        gpointer data,
                        GDestroyNotify free_data)
{
  Undo *undo;

  g_return_if_fail (ENR_IS_SESSION (self));

  undo = g_new0 (Undo, 1);
  undo->text = g_strdup (text);
  undo->func = func;
  undo->data = data;
  undo->free_data = free_data;
  g_queue_push_head (&self->undos, undo);
  if (g_queue_get_length (&self->undos) > UNDO_KEPT)
    undo_free (g_queue_pop_tail (&self->undos));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNDO_TEXT]);
  g_signal_emit (self, signals[MESSAGE], 0, text, FALSE);
}

const char *
enr_session_get_undo_text (EnrSession *self)
{
  const Undo *undo;

  g_return_val_if_fail (ENR_IS_SESSION (self), NULL);

  undo = g_queue_peek_head (&self->undos);
  return undo != NULL ? undo->text : NULL;
}

void
enr_session_undo (EnrSession *self)
{
  Undo *undo;

  g_return_if_fail (ENR_IS_SESSION (self));

  undo = g_queue_pop_head (&self->undos);
  if (undo == NULL)
    return;
  enr_store_write_async (self->store, undo->func, undo->data, undo->free_data, NULL, undone_cb,
                         g_object_ref (self));
  g_free (undo->text);
  g_free (undo);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNDO_TEXT]);
}
