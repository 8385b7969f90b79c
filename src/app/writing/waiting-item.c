/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/waiting-item.h"

#include "app/month/lines.h"

struct _EnrWaitingItem
{
  GObject parent_instance;

  /* Owned */
  EnrWritingKinds *kinds;
  EnrWriting *writing;
  char *submitter;
  GPtrArray *steps; /* (element-type EnrStepDone) */

  const EnrWritingKind *kind; /* or NULL */
  const EnrStepDone *again;   /* of the steps, or NULL */
  EnrInstant submitted_at;
  int looked_at; /* the version that was shown; 0 none */
  gboolean is_checked;
};

G_DEFINE_FINAL_TYPE (EnrWaitingItem, enr_waiting_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CHECKED,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static guint
hash (gconstpointer item)
{
  return enr_uuid_hash (&((const EnrWaitingItem *) item)->writing->id);
}

static gboolean
is_same (gconstpointer a, gconstpointer b)
{
  return enr_uuid_equal (&((const EnrWaitingItem *) a)->writing->id,
                         &((const EnrWaitingItem *) b)->writing->id);
}

static void
set_checked (EnrWaitingItem *self, gboolean is_checked)
{
  if (self->is_checked == is_checked)
    return;
  self->is_checked = is_checked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHECKED]);
}

/* What was submitted anew has to be looked at anew. */
static void
take (gpointer item, gpointer newer)
{
  EnrWaitingItem *self = item;
  EnrWaitingItem *other = newer;

  EnrWriting *writing = self->writing;
  GPtrArray *steps = self->steps;

  self->writing = other->writing;
  other->writing = writing;
  self->steps = other->steps;
  other->steps = steps;
  self->again = other->again;
  g_free (self->submitter);
  self->submitter = g_strdup (other->submitter);
  self->submitted_at = other->submitted_at;
  if (!enr_waiting_item_is_looked_at (self))
    set_checked (self, FALSE);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
enr_waiting_item_finalize (GObject *object)
{
  EnrWaitingItem *self = ENR_WAITING_ITEM (object);

  enr_writing_free (self->writing);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->kinds, enr_writing_kinds_unref);
  g_free (self->submitter);

  G_OBJECT_CLASS (enr_waiting_item_parent_class)->finalize (object);
}

static void
enr_waiting_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, ENR_WAITING_ITEM (object)->is_checked);
}

static void
enr_waiting_item_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  EnrWaitingItem *self = ENR_WAITING_ITEM (object);

  set_checked (self, g_value_get_boolean (value) && enr_waiting_item_is_looked_at (self));
}

static void
enr_waiting_item_class_init (EnrWaitingItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = enr_waiting_item_finalize;
  object_class->get_property = enr_waiting_item_get_property;
  object_class->set_property = enr_waiting_item_set_property;

  properties[PROP_CHECKED]
      = g_param_spec_boolean ("checked", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", ENR_TYPE_WAITING_ITEM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
enr_waiting_item_init (EnrWaitingItem *self)
{
  self->submitted_at = ENR_INSTANT_NONE;
}

/* Who submitted it last, and how an approved one came to be submitted again. */
static gboolean
load_steps (EnrWaitingItem *self, EnrDb *db, GError **error)
{
  self->steps = enr_step_list (db, &self->writing->id, error);
  for (guint i = 0; self->steps != NULL && i < self->steps->len; i++)
    {
      const EnrStepDone *done = g_ptr_array_index (self->steps, i);

      if (done->step == ENR_STEP_REVISE || done->step == ENR_STEP_EVALUATE)
        self->again = done;
      if (done->step == ENR_STEP_DIRECTOR)
        self->again = NULL;
      if (done->step != ENR_STEP_SUBMIT)
        continue;
      g_free (self->submitter);
      self->submitter = g_strdup (done->name);
      self->submitted_at = done->at;
    }
  return self->steps != NULL;
}

GPtrArray *
enr_waiting_item_load_all (EnrDb *db, EnrWritingKinds *kinds, GError **error)
{
  EnrWritingFilter filter = { .from = ENR_DATE_NONE, .until = ENR_DATE_NONE, .only_waiting = TRUE };
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (GPtrArray) list = NULL;

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  list = enr_writing_list (db, &filter, error);
  if (list == NULL)
    return NULL;
  g_ptr_array_set_free_func (list, NULL);
  for (guint i = 0; i < list->len; i++)
    {
      EnrWaitingItem *self = g_object_new (ENR_TYPE_WAITING_ITEM, NULL);

      self->writing = g_ptr_array_index (list, i);
      self->kinds = enr_writing_kinds_ref (kinds);
      self->kind = enr_writing_kinds_find (kinds, self->writing->kind, NULL);
      self->submitter = g_strdup ("");
      g_ptr_array_add (items, self);
    }
  for (guint i = 0; i < items->len; i++)
    if (!load_steps (g_ptr_array_index (items, i), db, error))
      return NULL;
  return g_steal_pointer (&items);
}

void
enr_waiting_item_bring (GListStore *model, const GPtrArray *items, EnrStep step)
{
  static const EnrLineFuncs funcs = { hash, is_same, take };
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    if (enr_waiting_item_get_step (g_ptr_array_index (items, i)) == step)
      g_ptr_array_add (lines, g_object_ref (g_ptr_array_index (items, i)));
  enr_lines_bring (model, lines, &funcs);
}

gboolean
enr_waiting_item_is_checked (EnrWaitingItem *self)
{
  g_return_val_if_fail (ENR_IS_WAITING_ITEM (self), FALSE);

  return self->is_checked;
}

void
enr_waiting_item_set_looked_at (EnrWaitingItem *self, int version)
{
  g_return_if_fail (ENR_IS_WAITING_ITEM (self));

  if (version != self->writing->version || self->looked_at == version || self->kind == NULL)
    return;
  self->looked_at = version;
  set_checked (self, TRUE);
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
enr_waiting_item_is_looked_at (EnrWaitingItem *self)
{
  g_return_val_if_fail (ENR_IS_WAITING_ITEM (self), FALSE);

  return self->looked_at > 0 && self->looked_at == self->writing->version;
}

const EnrWriting *
enr_waiting_item_get_writing (EnrWaitingItem *self)
{
  g_return_val_if_fail (ENR_IS_WAITING_ITEM (self), NULL);

  return self->writing;
}

const EnrWritingKind *
enr_waiting_item_get_kind (EnrWaitingItem *self)
{
  g_return_val_if_fail (ENR_IS_WAITING_ITEM (self), NULL);

  return self->kind;
}

EnrWritingKinds *
enr_waiting_item_get_kinds (EnrWaitingItem *self)
{
  g_return_val_if_fail (ENR_IS_WAITING_ITEM (self), NULL);

  return self->kinds;
}

EnrStep
enr_waiting_item_get_step (EnrWaitingItem *self)
{
  gboolean has_chief;

  g_return_val_if_fail (ENR_IS_WAITING_ITEM (self), ENR_STEP_DIRECTOR);

  has_chief = self->kind != NULL && enr_writing_kind_has_chief (self->kind);
  return enr_step_is_possible (ENR_STEP_CHIEF, self->writing->state, has_chief) ? ENR_STEP_CHIEF
                                                                                : ENR_STEP_DIRECTOR;
}

const char *
enr_waiting_item_get_submitter (EnrWaitingItem *self)
{
  g_return_val_if_fail (ENR_IS_WAITING_ITEM (self), NULL);

  return self->submitter;
}

const EnrStepDone *
enr_waiting_item_get_again (EnrWaitingItem *self)
{
  g_return_val_if_fail (ENR_IS_WAITING_ITEM (self), NULL);

  return self->again;
}

EnrInstant
enr_waiting_item_get_submitted_at (EnrWaitingItem *self)
{
  g_return_val_if_fail (ENR_IS_WAITING_ITEM (self), ENR_INSTANT_NONE);

  return self->submitted_at;
}
