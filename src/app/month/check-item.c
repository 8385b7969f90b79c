/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/month/check-item.h"

#include "app/month/month-words.h"

struct _EnrCheckItem
{
  GObject parent_instance;

  EnrMonthItemKind kind;
  EnrDate day;
  EnrUuid child_id;
  guint count; /* of a kind */

  /* Owned */
  char *name;
  GListStore *children; /* of a kind */
};

G_DEFINE_FINAL_TYPE (EnrCheckItem, enr_check_item, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
hash_item (gconstpointer data)
{
  const EnrCheckItem *self = data;

  return enr_uuid_hash (&self->child_id) ^ (guint) self->day;
}

static gboolean
is_same_item (gconstpointer a, gconstpointer b)
{
  const EnrCheckItem *one = a;
  const EnrCheckItem *other = b;

  return one->day == other->day && enr_uuid_equal (&one->child_id, &other->child_id);
}

/* A child's name may have been corrected. */
static void
take_item (gpointer self, gpointer other)
{
  EnrCheckItem *one = self;
  EnrCheckItem *newer = other;

  if (g_str_equal (one->name, newer->name))
    return;
  g_free (one->name);
  one->name = g_strdup (newer->name);
  g_signal_emit (one, signals[CHANGED], 0);
}

static void
enr_check_item_finalize (GObject *object)
{
  EnrCheckItem *self = ENR_CHECK_ITEM (object);

  g_free (self->name);
  g_clear_object (&self->children);

  G_OBJECT_CLASS (enr_check_item_parent_class)->finalize (object);
}

static void
enr_check_item_class_init (EnrCheckItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = enr_check_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", ENR_TYPE_CHECK_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
enr_check_item_init (EnrCheckItem *self)
{
  self->day = ENR_DATE_NONE;
}

EnrCheckItem *
enr_check_item_new_kind (EnrMonthItemKind kind)
{
  EnrCheckItem *self = g_object_new (ENR_TYPE_CHECK_ITEM, NULL);

  self->kind = kind;
  self->children = g_list_store_new (ENR_TYPE_CHECK_ITEM);
  return self;
}

static EnrCheckItem *
new_item (const EnrMonthItem *item)
{
  EnrCheckItem *self = g_object_new (ENR_TYPE_CHECK_ITEM, NULL);

  self->kind = item->kind;
  self->day = item->day;
  self->child_id = item->child_id;
  self->name = g_strdup (item->name);
  return self;
}

void
enr_check_item_fill (EnrCheckItem *self, const EnrMonthState *state)
{
  static const EnrLineFuncs funcs = { hash_item, is_same_item, take_item };
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (hash_item, is_same_item);

  g_return_if_fail (self->children != NULL);

  for (guint i = 0; i < state->items->len; i++)
    {
      const EnrMonthItem *item = &g_array_index (state->items, EnrMonthItem, i);
      g_autoptr (EnrCheckItem) line = NULL;

      if (item->kind != self->kind)
        continue;
      line = new_item (item);
      /* The month's price and the charge of its first day are one line. */
      if (g_hash_table_contains (seen, line))
        continue;
      g_hash_table_add (seen, line);
      g_ptr_array_add (lines, g_steal_pointer (&line));
    }
  enr_lines_bring (self->children, lines, &funcs);
  if (self->count == state->counts[self->kind])
    return;
  self->count = state->counts[self->kind];
  g_signal_emit (self, signals[CHANGED], 0);
}

GListModel *
enr_check_item_get_children (EnrCheckItem *self)
{
  g_return_val_if_fail (ENR_IS_CHECK_ITEM (self), NULL);

  return self->children != NULL ? G_LIST_MODEL (self->children) : NULL;
}

guint
enr_check_item_get_count (EnrCheckItem *self)
{
  g_return_val_if_fail (ENR_IS_CHECK_ITEM (self), 0);

  return self->count;
}

EnrMonthItemKind
enr_check_item_get_kind (EnrCheckItem *self)
{
  g_return_val_if_fail (ENR_IS_CHECK_ITEM (self), ENR_MONTH_N_ITEMS);

  return self->kind;
}

EnrDate
enr_check_item_get_day (EnrCheckItem *self)
{
  g_return_val_if_fail (ENR_IS_CHECK_ITEM (self), ENR_DATE_NONE);

  return self->day;
}

const EnrUuid *
enr_check_item_get_child_id (EnrCheckItem *self)
{
  g_return_val_if_fail (ENR_IS_CHECK_ITEM (self), NULL);

  return &self->child_id;
}

const char *
enr_check_item_get_name (EnrCheckItem *self)
{
  g_return_val_if_fail (ENR_IS_CHECK_ITEM (self), NULL);

  return self->name;
}

char *
enr_check_item_dup_text (EnrCheckItem *self)
{
  g_autofree char *day = NULL;

  g_return_val_if_fail (ENR_IS_CHECK_ITEM (self), NULL);

  if (self->children != NULL)
    return g_strdup (enr_month_item_label (self->kind));
  day = enr_month_words_dup_day (self->day);
  return *self->name != '\0' ? g_strdup_printf ("%s %s", day, self->name) : g_steal_pointer (&day);
}
