/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/shelf-item.h"

#include "app/month/lines.h"

struct _EnrShelfItem
{
  GObject parent_instance;

  /* Owned */
  EnrShelfReading *reading;
  guint index;
};

G_DEFINE_FINAL_TYPE (EnrShelfItem, enr_shelf_item, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
hash (gconstpointer item)
{
  return enr_uuid_hash (&enr_shelf_item_get_place ((EnrShelfItem *) item)->id);
}

static gboolean
is_same (gconstpointer a, gconstpointer b)
{
  return enr_uuid_equal (&enr_shelf_item_get_place ((EnrShelfItem *) a)->id,
                         &enr_shelf_item_get_place ((EnrShelfItem *) b)->id);
}

static void
take (gpointer item, gpointer newer)
{
  EnrShelfItem *self = item;
  EnrShelfItem *other = newer;

  enr_shelf_reading_unref (self->reading);
  self->reading = enr_shelf_reading_ref (other->reading);
  self->index = other->index;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
enr_shelf_item_finalize (GObject *object)
{
  g_clear_pointer (&ENR_SHELF_ITEM (object)->reading, enr_shelf_reading_unref);

  G_OBJECT_CLASS (enr_shelf_item_parent_class)->finalize (object);
}

static void
enr_shelf_item_class_init (EnrShelfItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = enr_shelf_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", ENR_TYPE_SHELF_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
enr_shelf_item_init (EnrShelfItem *self)
{
}

EnrShelfItem *
enr_shelf_item_new (EnrShelfReading *reading, guint index)
{
  EnrShelfItem *self = g_object_new (ENR_TYPE_SHELF_ITEM, NULL);

  self->reading = enr_shelf_reading_ref (reading);
  self->index = index;
  return self;
}

const EnrShelfPlace *
enr_shelf_item_get_place (EnrShelfItem *self)
{
  g_return_val_if_fail (ENR_IS_SHELF_ITEM (self), NULL);

  return &g_array_index (self->reading->shelf->places, EnrShelfPlace, self->index);
}

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  const EnrShelfPlace *one = enr_shelf_item_get_place (*(EnrShelfItem *const *) a);
  const EnrShelfPlace *other = enr_shelf_item_get_place (*(EnrShelfItem *const *) b);

  return (one->first < other->first) - (one->first > other->first);
}

void
enr_shelf_item_bring (GListStore *model, EnrShelfReading *reading)
{
  static const EnrLineFuncs funcs = { hash, is_same, take };
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < reading->shelf->places->len; i++)
    if (!enr_uuid_is_none (&g_array_index (reading->shelf->places, EnrShelfPlace, i).id))
      g_ptr_array_add (lines, enr_shelf_item_new (reading, i));
  g_ptr_array_sort (lines, compare_newest);
  enr_lines_bring (model, lines, &funcs);
}
