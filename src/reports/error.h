/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What can go wrong with a paper. Messages are translated, complete sentences for the user.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* clang-format off */
#define ENR_REPORT_ERROR (enr_report_error_quark ())
/* clang-format on */
GQuark enr_report_error_quark (void);

typedef enum
{
  ENR_REPORT_ERROR_FORM,  /* a form description is missing or broken; the message begins with
                             FILE:LINE:COLUMN where a place is known */
  ENR_REPORT_ERROR_FONT,  /* a font that a form names, or any Japanese font at all, is missing */
  ENR_REPORT_ERROR_WRITE, /* the PDF could not be made or written */
  ENR_REPORT_ERROR_EMPTY, /* there is nothing to print */
  ENR_REPORT_ERROR_SEAL,  /* the picture of a seal is none that can be printed */
} EnrReportError;

G_END_DECLS
