/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What an import would do, row by row, as text or JSON.
 */
#pragma once

#include "ctl/ctl.h"
#include "nursery/import.h"

G_BEGIN_DECLS

/** The preview as lines: every row but those that stay as they are, new classes, notes, and counts. */
void enr_plan_print (const EnrImportPlan *plan);

/** The whole plan as JSON. @written: it was done. */
void enr_plan_print_json (const EnrImportPlan *plan,
                          EnrEncoding encoding,
                          gboolean is_dry,
                          gboolean is_written);

/** Says on stderr which rows are refused and why, each with the file as @path and the line. %FALSE
 * with ENR_CTL_ERROR_REFUSED where there is one. */
gboolean enr_plan_check (const EnrImportPlan *plan,
                         const char *path,
                         GError **error);

G_END_DECLS
