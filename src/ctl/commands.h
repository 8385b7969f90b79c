/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The tables of commands, one a file; each ends with a row without a name.
 */
#pragma once

#include "ctl/ctl.h"

G_BEGIN_DECLS

extern const EnrCtlCommand enr_ctl_file_commands[];
extern const EnrCtlCommand enr_ctl_import_commands[];
extern const EnrCtlCommand enr_ctl_stamp_commands[];
extern const EnrCtlCommand enr_ctl_entry_commands[];
extern const EnrCtlCommand enr_ctl_day_commands[];
extern const EnrCtlCommand enr_ctl_notice_commands[];
extern const EnrCtlCommand enr_ctl_notebook_commands[];
extern const EnrCtlCommand enr_ctl_illness_commands[];
extern const EnrCtlCommand enr_ctl_announce_commands[];
extern const EnrCtlCommand enr_ctl_deliver_commands[];
extern const EnrCtlCommand enr_ctl_fee_commands[];
extern const EnrCtlCommand enr_ctl_month_commands[];
extern const EnrCtlCommand enr_ctl_bank_commands[];
extern const EnrCtlCommand enr_ctl_bill_commands[];
extern const EnrCtlCommand enr_ctl_report_commands[];
extern const EnrCtlCommand enr_ctl_contact_report_commands[];
extern const EnrCtlCommand enr_ctl_statistics_commands[];
extern const EnrCtlCommand enr_ctl_staff_commands[];
extern const EnrCtlCommand enr_ctl_writing_commands[];
extern const EnrCtlCommand enr_ctl_writing_show_commands[];
extern const EnrCtlCommand enr_ctl_archive_commands[];
extern const EnrCtlCommand enr_ctl_diary_commands[];
extern const EnrCtlCommand enr_ctl_search_commands[];
extern const EnrCtlCommand enr_ctl_writing_report_commands[];
extern const EnrCtlCommand enr_ctl_child_record_commands[];
extern const EnrCtlCommand enr_ctl_keep_commands[];
extern const EnrCtlCommand enr_ctl_nursery_record_commands[];
extern const EnrCtlCommand enr_ctl_export_commands[];
extern const EnrCtlCommand enr_ctl_card_commands[];
extern const EnrCtlCommand enr_ctl_promotion_commands[];
extern const EnrCtlCommand enr_ctl_journal_commands[];
extern const EnrCtlCommand enr_ctl_sync_setup_commands[];
extern const EnrCtlCommand enr_ctl_sync_commands[];

/* Options that several commands have. */
#define ENR_OPTION_END { NULL, ENR_OPTION_FLAG, FALSE, NULL, NULL }
#define ENR_OPTION_CLASS                                                                           \
  { "class", ENR_OPTION_TEXT, FALSE, N_ ("NAME"), N_ ("only the children of this class") }
#define ENR_OPTION_OF_CLASS                                                                        \
  { "class", ENR_OPTION_TEXT, FALSE, N_ ("NAME"), N_ ("of this class") }
#define ENR_OPTION_OF_CHILD                                                                        \
  { "child", ENR_OPTION_TEXT, FALSE, N_ ("CHILD"), N_ ("of this child") }
#define ENR_OPTION_OUTPUT(value)                                                                   \
  { "output", ENR_OPTION_PATH, TRUE, value, N_ ("the file to write") }
#define ENR_OPTION_DATE                                                                            \
  { "date", ENR_OPTION_TEXT, TRUE, N_ ("DATE"), N_ ("the day: 2026-06-10, 令和8年6月10日, ...") }
#define ENR_OPTION_REASON                                                                          \
  { "reason", ENR_OPTION_TEXT, TRUE, N_ ("TEXT"), N_ ("why; it stays in the record") }
#define ENR_OPTION_CA                                                                              \
  {                                                                                                \
    "ca", ENR_OPTION_PATH, FALSE, N_ ("FILE"),                                                     \
        N_ ("certificates of the city's own authority (PEM)")                                      \
  }
#define ENR_OPTION_DRY_RUN                                                                         \
  { "dry-run", ENR_OPTION_FLAG, FALSE, NULL, N_ ("only show what would be done") }

G_END_DECLS
