/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "ctl/commands.h"

#include <glib/gi18n.h>

static const EnrCtlOption global_options[] = {
  { "db", ENR_OPTION_PATH, FALSE, N_ ("FILE"), N_ ("the nursery's file") },
  { "json", ENR_OPTION_FLAG, FALSE, NULL, N_ ("the result as JSON, for programs") },
  { "help", ENR_OPTION_FLAG, FALSE, NULL, N_ ("show this help and exit") },
  { "version", ENR_OPTION_FLAG, FALSE, NULL, N_ ("show the version and exit") },
  ENR_OPTION_END,
};

const EnrCtlOption *
enr_ctl_global_options (void)
{
  return global_options;
}

const EnrCtlCommand *const *
enr_ctl_commands (void)
{
  static const EnrCtlCommand *const tables[] = {
    enr_ctl_file_commands,
    enr_ctl_import_commands,
    enr_ctl_export_commands,
    enr_ctl_stamp_commands,
    enr_ctl_entry_commands,
    enr_ctl_day_commands,
    enr_ctl_notice_commands,
    enr_ctl_notebook_commands,
    enr_ctl_illness_commands,
    enr_ctl_announce_commands,
    enr_ctl_deliver_commands,
    enr_ctl_fee_commands,
    enr_ctl_month_commands,
    enr_ctl_bank_commands,
    enr_ctl_bill_commands,
    enr_ctl_report_commands,
    enr_ctl_contact_report_commands,
    enr_ctl_statistics_commands,
    enr_ctl_staff_commands,
    enr_ctl_writing_commands,
    enr_ctl_writing_show_commands,
    enr_ctl_archive_commands,
    enr_ctl_diary_commands,
    enr_ctl_search_commands,
    enr_ctl_writing_report_commands,
    enr_ctl_nursery_record_commands,
    enr_ctl_child_record_commands,
    enr_ctl_keep_commands,
    enr_ctl_card_commands,
    enr_ctl_promotion_commands,
    enr_ctl_sync_setup_commands,
    enr_ctl_sync_commands,
    enr_ctl_journal_commands,
    NULL,
  };

  return tables;
}
