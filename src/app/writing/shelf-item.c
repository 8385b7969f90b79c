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

/* What is missing has no id: it is that of its time, and of whom it is about. */
static guint
hash (gconstpointer item)
{
  const EnrShelfPlace *place = enr_shelf_item_get_place ((EnrShelfItem *) item);

  return enr_uuid_is_none (&place->id) ? (guint) place->first : enr_uuid_hash (&place->id);
}

static gboolean
is_same (gconstpointer a, gconstpointer b)
{
  const EnrShelfPlace *one = enr_shelf_item_get_place ((EnrShelfItem *) a);
  const EnrShelfPlace *other = enr_shelf_item_get_place ((EnrShelfItem *) b);

  if (!enr_uuid_equal (&one->id, &other->id))
    return FALSE;
  return !enr_uuid_is_none (&one->id)
         || (one->kind == other->kind && one->first == other->first
             && enr_uuid_equal (&one->class_id, &other->class_id)
             && enr_uuid_equal (&one->child_id, &other->child_id));
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

/* What is there, and what should be there in a time that has begun. */
static gboolean
is_listed (const EnrShelfReading *reading, const EnrShelfPlace *place)
{
  return !enr_uuid_is_none (&place->id) || place->first <= reading->today;
}

void
enr_shelf_item_bring (GListStore *model, EnrShelfReading *reading)
{
  static const EnrLineFuncs funcs = { hash, is_same, take };
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < reading->shelf->places->len; i++)
    if (is_listed (reading, &g_array_index (reading->shelf->places, EnrShelfPlace, i)))
      g_ptr_array_add (lines, enr_shelf_item_new (reading, i));
  g_ptr_array_sort (lines, compare_newest);
  enr_lines_bring (model, lines, &funcs);
}
