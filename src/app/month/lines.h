/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Lines of a list that is read anew: the model is brought to the new lines by difference, so that
 * selection, scroll and what is unfolded stay.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** How lines are told apart, and how one takes over a newer reading of itself. */
typedef struct
{
  GHashFunc hash;
  GEqualFunc is_same;
  void (*take) (gpointer self,
                gpointer other);
} EnrLineFuncs;

/** Makes @model hold @lines (element-type GObject), whose objects are all different. Lines that are
 * there already stay the same objects and take over the new ones; those that went are removed, new
 * ones are put in. */
void enr_lines_bring (GListStore *model,
                      GPtrArray *lines,
                      const EnrLineFuncs *funcs);

G_END_DECLS
