/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/month/charge-item.h"

struct _EnrChargeItem
{
  GObject parent_instance;

  EnrMonthReading *reading;
  guint index;
};

G_DEFINE_FINAL_TYPE (EnrChargeItem, enr_charge_item, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
enr_charge_item_finalize (GObject *object)
{
  enr_month_reading_unref (ENR_CHARGE_ITEM (object)->reading);

  G_OBJECT_CLASS (enr_charge_item_parent_class)->finalize (object);
}

static void
enr_charge_item_class_init (EnrChargeItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = enr_charge_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", ENR_TYPE_CHARGE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
enr_charge_item_init (EnrChargeItem *self)
{
}

EnrChargeItem *
enr_charge_item_new (EnrMonthReading *reading, guint index)
{
  EnrChargeItem *self = g_object_new (ENR_TYPE_CHARGE_ITEM, NULL);

  self->reading = enr_month_reading_ref (reading);
  self->index = index;
  return self;
}

static guint
hash (gconstpointer data)
{
  const EnrCharge *charge = enr_charge_item_get_charge ((gpointer) data);

  return enr_uuid_hash (&charge->child_id) ^ (guint) charge->day ^ (guint) charge->kind;
}

static gboolean
is_same (gconstpointer a, gconstpointer b)
{
  const EnrCharge *one = enr_charge_item_get_charge ((gpointer) a);
  const EnrCharge *other = enr_charge_item_get_charge ((gpointer) b);

  return one->day == other->day && one->kind == other->kind
         && enr_uuid_equal (&one->child_id, &other->child_id);
}

static void
take (gpointer data, gpointer other_data)
{
  EnrChargeItem *self = ENR_CHARGE_ITEM (data);
  EnrChargeItem *other = ENR_CHARGE_ITEM (other_data);

  if (self->reading == other->reading && self->index == other->index)
    return;
  enr_month_reading_unref (self->reading);
  self->reading = enr_month_reading_ref (other->reading);
  self->index = other->index;
  g_signal_emit (self, signals[CHANGED], 0);
}

const EnrLineFuncs enr_charge_item_funcs = { hash, is_same, take };

EnrMonthReading *
enr_charge_item_get_reading (EnrChargeItem *self)
{
  g_return_val_if_fail (ENR_IS_CHARGE_ITEM (self), NULL);

  return self->reading;
}

guint
enr_charge_item_get_index (EnrChargeItem *self)
{
  g_return_val_if_fail (ENR_IS_CHARGE_ITEM (self), G_MAXUINT);

  return self->index;
}

const EnrCharge *
enr_charge_item_get_charge (EnrChargeItem *self)
{
  g_return_val_if_fail (ENR_IS_CHARGE_ITEM (self), NULL);

  return enr_month_reading_charge (self->reading, self->index);
}
