/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The month's end (月締め): what is left to settle, the figures, the charges of extended care and what is
 * decided about them, the closing, and the city's form.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/page.h"

G_BEGIN_DECLS

#define ENR_TYPE_MONTH_PAGE (enr_month_page_get_type ())
G_DECLARE_FINAL_TYPE (EnrMonthPage, enr_month_page, ENR, MONTH_PAGE, GtkBox)

/** Shows the charges of a filter: "all", "open" (nobody has decided), "differing". */
void enr_month_page_show_filter (EnrMonthPage *self,
                                 const char *filter);

G_END_DECLS
