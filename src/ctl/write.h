/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Writing the file that --output or an argument names, and saying so.
 */
#pragma once

#include "base/csv.h"
#include "ctl/ctl.h"
#include "reports/document.h"
#include "reports/table.h"

G_BEGIN_DECLS

/** What a file is by the end of its name. */
typedef enum
{
  ENR_CTL_FILE_PDF,
  ENR_CTL_FILE_CSV,
  ENR_CTL_FILE_XLSX,
} EnrCtlFile;

/** Reads from --output what is to be written. Anything but .pdf, .csv and .xlsx is a wrong usage. */
gboolean enr_ctl_file_kind (const EnrCtl *self,
                            EnrCtlFile *kind,
                            GError **error);

/** A paper, as PDF. */
gboolean enr_ctl_write_document (EnrCtl *self,
                                 EnrDocument *document,
                                 GError **error);

/** Text in UTF-8 to a file. */
gboolean enr_ctl_write_text (EnrCtl *self,
                             const char *path,
                             const char *text,
                             GError **error);

/** Text for spreadsheets to a file; @replaced letters are told. */
gboolean enr_ctl_write_csv (EnrCtl *self,
                            const char *path,
                            GBytes *bytes,
                            EnrEncoding encoding,
                            guint replaced,
                            GError **error);

/** A list, as CSV in the encoding of --encoding or as a spreadsheet. */
gboolean enr_ctl_write_table (EnrCtl *self,
                              const EnrTable *table,
                              EnrCtlFile kind,
                              GError **error);

G_END_DECLS
