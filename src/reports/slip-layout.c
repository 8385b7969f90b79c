/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "reports/slip-layout.h"

const EnrSlipSizes enr_slip_sizes_usual = { 7.5, 8.0 };
const EnrSlipSizes enr_slip_sizes_small = { 6.7, 6.9 };

static const char *const row_labels[ENR_N_SLIP_ROWS] = {
  [ENR_SLIP_TEMPERATURE] = "体温", [ENR_SLIP_MOOD] = "機嫌",   [ENR_SLIP_SLEEP] = "睡眠",
  [ENR_SLIP_MEALS] = "食事",       [ENR_SLIP_MILK] = "ミルク", [ENR_SLIP_BOWEL] = "排便",
  [ENR_SLIP_COLD] = "咳・鼻水",    [ENR_SLIP_BATH] = "入浴",   [ENR_SLIP_LEAVE] = "お迎え",
  [ENR_SLIP_MEDICINE] = "薬",
};

EnrSlip *
enr_slip_new (void)
{
  EnrSlip *self = g_new0 (EnrSlip, 1);

  self->name = g_strdup ("");
  self->kana = g_strdup ("");
  self->class_name = g_strdup ("");
  self->addressee = g_strdup ("");
  self->did = g_strdup ("");
  for (guint side = 0; side < ENR_N_SLIP_SIDES; side++)
    {
      for (guint row = 0; row < ENR_N_SLIP_ROWS; row++)
        self->rows[side][row] = g_strdup ("");
      self->notes[side] = g_strdup ("");
      self->by[side] = g_strdup ("");
    }
  self->marks = g_array_new (FALSE, TRUE, sizeof (EnrSlipMark));
  return self;
}

void
enr_slip_free (EnrSlip *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->kana);
  g_free (self->class_name);
  g_free (self->addressee);
  g_free (self->did);
  for (guint side = 0; side < ENR_N_SLIP_SIDES; side++)
    {
      for (guint row = 0; row < ENR_N_SLIP_ROWS; row++)
        g_free (self->rows[side][row]);
      g_free (self->notes[side]);
      g_free (self->by[side]);
    }
  g_array_unref (self->marks);
  g_free (self);
}

EnrSlips *
enr_slips_new (const char *facility, EnrDate day)
{
  EnrSlips *self = g_new0 (EnrSlips, 1);

  g_return_val_if_fail (facility != NULL, NULL);

  self->facility = g_strdup (facility);
  self->day = day;
  self->slips = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_slip_free);
  self->waiting = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  return self;
}

void
enr_slips_free (EnrSlips *self)
{
  if (self == NULL)
    return;
  g_free (self->facility);
  g_ptr_array_unref (self->slips);
  g_array_unref (self->waiting);
  g_free (self);
}

static void
brick_clear (gpointer data)
{
  EnrSlipBrick *brick = data;

  for (guint i = 0; i < ENR_N_SLIP_SIDES; i++)
    g_clear_pointer (&brick->flows[i], enr_flow_free);
}

void
enr_slip_layout_free (EnrSlipLayout *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->bricks);
  g_free (self);
}

/* Whether a row stands on a slip though nobody wrote anything: what the little ones' parents look
 * for. */
static gboolean
is_usual (const EnrSlip *slip, EnrSlipRow row)
{
  switch (row)
    {
    case ENR_SLIP_TEMPERATURE:
    case ENR_SLIP_MOOD:
    case ENR_SLIP_MEALS:
      return slip->is_blank || slip->class_age <= 2;
    case ENR_SLIP_SLEEP:
    case ENR_SLIP_BOWEL:
      return slip->class_age <= 2;
    case ENR_SLIP_MILK:
      return slip->is_blank && slip->class_age == 0;
    case ENR_SLIP_COLD:
    case ENR_SLIP_LEAVE:
    case ENR_SLIP_MEDICINE:
      return slip->is_blank;
    case ENR_SLIP_BATH:
      return slip->is_blank && slip->class_age <= 2;
    default:
      return FALSE;
    }
}

static void
add_row (EnrSlipLayout *self, EnrTypeset *typeset, EnrSlipRow row)
{
  EnrSlipBrick brick
      = { .label = row_labels[row], .by = "", .is_row = TRUE, .row = row, .n_lines = 1 };

  for (guint side = 0; side < ENR_N_SLIP_SIDES; side++)
    {
      brick.flows[side] = enr_flow_new (typeset, self->slip->rows[side][row], self->sizes->row,
                                        ENR_SLIP_CELL_WIDTH - 2 * ENR_SLIP_PADDING);
      brick.n_lines = MAX (brick.n_lines, enr_flow_count_lines (brick.flows[side]));
    }
  if (is_usual (self->slip, row) || enr_flow_count_lines (brick.flows[ENR_SLIP_HOME]) > 0
      || enr_flow_count_lines (brick.flows[ENR_SLIP_NURSERY]) > 0)
    g_array_append_val (self->bricks, brick);
  else
    brick_clear (&brick);
}

static void
add_note (EnrSlipLayout *self,
          EnrTypeset *typeset,
          const char *label,
          const char *by,
          const char *text)
{
  EnrSlipBrick brick = { .label = label, .by = by };

  brick.flows[0] = enr_flow_new (typeset, text, self->sizes->note,
                                 ENR_SLIP_INNER_WIDTH - 2 * ENR_SLIP_PADDING);
  brick.n_lines = enr_flow_count_lines (brick.flows[0]);
  if (brick.n_lines > 0 || self->slip->is_blank)
    g_array_append_val (self->bricks, brick);
  else
    brick_clear (&brick);
}

EnrSlipLayout *
enr_slip_layout_new (const EnrSlip *slip, EnrTypeset *typeset, const EnrSlipSizes *sizes)
{
  EnrSlipLayout *self = g_new0 (EnrSlipLayout, 1);

  self->slip = slip;
  self->sizes = sizes;
  self->bricks = g_array_new (FALSE, TRUE, sizeof (EnrSlipBrick));
  g_array_set_clear_func (self->bricks, brick_clear);
  for (EnrSlipRow row = 0; row < ENR_N_SLIP_ROWS; row++)
    add_row (self, typeset, row);
  add_note (self, typeset, "家庭からの連絡", slip->by[ENR_SLIP_HOME], slip->notes[ENR_SLIP_HOME]);
  if (!slip->is_blank)
    add_note (self, typeset, "今日したこと", "", slip->did);
  add_note (self, typeset, "園からの連絡", slip->by[ENR_SLIP_NURSERY],
            slip->notes[ENR_SLIP_NURSERY]);
  return self;
}
