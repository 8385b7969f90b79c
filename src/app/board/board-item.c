/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/board/board-item.h"

struct _EnrBoardItem
{
  GObject parent_instance;

  EnrDay *day;
  gboolean is_heading;
  guint index; /* of the class or the child */

  char *extended; /* NULL: nothing to say */
  char *working;
};

G_DEFINE_FINAL_TYPE (EnrBoardItem, enr_board_item, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
enr_board_item_finalize (GObject *object)
{
  EnrBoardItem *self = ENR_BOARD_ITEM (object);

  enr_day_unref (self->day);
  g_free (self->extended);
  g_free (self->working);

  G_OBJECT_CLASS (enr_board_item_parent_class)->finalize (object);
}

static void
enr_board_item_class_init (EnrBoardItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = enr_board_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", ENR_TYPE_BOARD_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
enr_board_item_init (EnrBoardItem *self)
{
}

static EnrBoardItem *
new_item (EnrDay *day, gboolean is_heading, guint index)
{
  EnrBoardItem *self = g_object_new (ENR_TYPE_BOARD_ITEM, NULL);

  self->day = enr_day_ref (day);
  self->is_heading = is_heading;
  self->index = index;
  return self;
}

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

EnrBoardItem *
enr_board_item_new_heading (EnrDay *day, guint class_index)
{
  return new_item (day, TRUE, class_index);
}

EnrBoardItem *
enr_board_item_new_child (EnrDay *day, guint child_index)
{
  return new_item (day, FALSE, child_index);
}

const EnrDayChild *
enr_board_item_get_child (EnrBoardItem *self)
{
  g_return_val_if_fail (ENR_IS_BOARD_ITEM (self), NULL);

  return self->is_heading ? NULL : &g_array_index (self->day->children, EnrDayChild, self->index);
}

guint
enr_board_item_get_class_index (EnrBoardItem *self)
{
  g_return_val_if_fail (ENR_IS_BOARD_ITEM (self), G_MAXUINT);

  return self->is_heading ? self->index : enr_board_item_get_child (self)->class_index;
}

const EnrDayClass *
enr_board_item_get_class (EnrBoardItem *self)
{
  guint index = enr_board_item_get_class_index (self);

  return index == G_MAXUINT ? NULL : &g_array_index (self->day->classes, EnrDayClass, index);
}

EnrDay *
enr_board_item_get_day (EnrBoardItem *self)
{
  g_return_val_if_fail (ENR_IS_BOARD_ITEM (self), NULL);

  return self->day;
}

gboolean
enr_board_item_is_same (EnrBoardItem *self, EnrBoardItem *other)
{
  const EnrDayClass *class = enr_board_item_get_class (self);
  const EnrDayClass *other_class = enr_board_item_get_class (other);

  if (self->is_heading != other->is_heading || self->day->date != other->day->date)
    return FALSE;
  if (!self->is_heading)
    return enr_uuid_equal (&enr_board_item_get_child (self)->child_id,
                           &enr_board_item_get_child (other)->child_id);
  if (class == NULL || other_class == NULL)
    return class == other_class;
  return enr_uuid_equal (&class->id, &other_class->id);
}

void
enr_board_item_take (EnrBoardItem *self, EnrBoardItem *other)
{
  g_return_if_fail (ENR_IS_BOARD_ITEM (self) && ENR_IS_BOARD_ITEM (other));

  if (self->day == other->day && self->index == other->index
      && g_strcmp0 (self->extended, other->extended) == 0
      && g_strcmp0 (self->working, other->working) == 0)
    return;
  enr_day_ref (other->day);
  enr_day_unref (self->day);
  self->day = other->day;
  self->index = other->index;
  set_text (&self->extended, other->extended);
  set_text (&self->working, other->working);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
enr_board_item_set_extended (EnrBoardItem *self, const char *text, const char *working)
{
  g_return_if_fail (ENR_IS_BOARD_ITEM (self));

  if (g_strcmp0 (self->extended, text) == 0 && g_strcmp0 (self->working, working) == 0)
    return;
  set_text (&self->extended, text);
  set_text (&self->working, working);
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
enr_board_item_get_extended (EnrBoardItem *self)
{
  g_return_val_if_fail (ENR_IS_BOARD_ITEM (self), NULL);

  return self->extended;
}

const char *
enr_board_item_get_working (EnrBoardItem *self)
{
  g_return_val_if_fail (ENR_IS_BOARD_ITEM (self), NULL);

  return self->working;
}
