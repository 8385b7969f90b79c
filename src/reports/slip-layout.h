/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What stands on a slip of the contact notebook, with its text broken into lines; not for others.
 */
#pragma once

#include "reports/flow.h"
#include "reports/notebook-slips.h"

G_BEGIN_DECLS

#define MM(x) ((x) *ENR_POINTS_PER_MM)

/* A slip is a quarter of an A4; printers leave the outer five millimetres of a sheet white. */
#define ENR_SLIP_WIDTH MM (105)
#define ENR_SLIP_HEIGHT MM (148.5)
#define ENR_SLIP_LEFT MM (7.5)
#define ENR_SLIP_INNER_WIDTH (ENR_SLIP_WIDTH - 2 * ENR_SLIP_LEFT)
#define ENR_SLIP_LABEL_WIDTH MM (14)
#define ENR_SLIP_CELL_WIDTH ((ENR_SLIP_INNER_WIDTH - ENR_SLIP_LABEL_WIDTH) / 2)
#define ENR_SLIP_PADDING MM (1.2)

/** A row with a cell for each side, or a note over the whole width. */
typedef struct
{
  const char *label;
  const char *by; /* of a note; "" */
  gboolean is_row;
  EnrSlipRow row;
  EnrFlow *flows[ENR_N_SLIP_SIDES]; /* a note has the first alone */
  guint n_lines;
} EnrSlipBrick;

/** Sizes of text: what is a little too much for one slip is set smaller first. */
typedef struct
{
  double row;
  double note;
} EnrSlipSizes;

typedef struct
{
  const EnrSlip *slip;
  const EnrSlipSizes *sizes;
  GArray *bricks; /* (element-type EnrSlipBrick) */
  guint n_parts;  /* how many slips it takes */
} EnrSlipLayout;

/** The two sizes. Static. */
extern const EnrSlipSizes enr_slip_sizes_usual;
extern const EnrSlipSizes enr_slip_sizes_small;

/** Breaks the texts of a slip into lines. Hold enr_fonts_lock(). Borrows the slip. */
EnrSlipLayout *enr_slip_layout_new (const EnrSlip *slip,
                                    EnrTypeset *typeset,
                                    const EnrSlipSizes *sizes) G_GNUC_WARN_UNUSED_RESULT;
void enr_slip_layout_free (EnrSlipLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrSlipLayout, enr_slip_layout_free)

G_END_DECLS
