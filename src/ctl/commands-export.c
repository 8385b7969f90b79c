/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * export ...: CSV files for spreadsheets and for the import.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "attendance/export.h"
#include "base/clock.h"
#include "ctl/commands.h"
#include "ctl/encoding.h"
#include "ctl/options.h"
#include "ctl/write.h"
#include "nursery/export.h"

/* The whole calendar, unless asked for less. */
static gboolean
read_period (EnrCtl *self, EnrDate *first, EnrDate *last, GError **error)
{
  if (!enr_options_date (self, "from", first, error) || !enr_options_date (self, "to", last, error))
    return FALSE;
  if (*first > *last)
    return enr_options_fail (error, _ ("--from is after --to."));
  return TRUE;
}

static gboolean
run_children (EnrCtl *self, GError **error)
{
  EnrDate day = enr_clock_today ();
  EnrDate first = ENR_DATE_NONE;
  EnrDate last;
  EnrEncoding encoding = ENR_ENCODING_UTF8;
  guint replaced = 0;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (!enr_options_date (self, "date", &day, error))
    return FALSE;
  last = day;
  if (!read_period (self, &first, &last, error)
      || !enr_encoding_option (self, FALSE, &encoding, error))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  if (db == NULL)
    return FALSE;
  if (first != ENR_DATE_NONE || last != day)
    bytes = enr_export_children_of_period (db, first, last, encoding, &replaced, error);
  else
    bytes = enr_export_children (db, day, ENR_ROSTER_ALL, encoding, &replaced, error);
  return bytes != NULL
         && enr_ctl_write_csv (self, enr_options_get (self, "output"), bytes, encoding, replaced,
                               error);
}

static gboolean
run_attendance (EnrCtl *self, GError **error)
{
  EnrDate first = enr_date_new (1900, 1, 1);
  EnrDate last = enr_date_new (9999, 12, 31);
  EnrEncoding encoding = ENR_ENCODING_UTF8;
  guint replaced = 0;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (!read_period (self, &first, &last, error)
      || !enr_encoding_option (self, FALSE, &encoding, error))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  bytes = db != NULL ? enr_export_attendance (db, first, last, encoding, &replaced, error) : NULL;
  return bytes != NULL
         && enr_ctl_write_csv (self, enr_options_get (self, "output"), bytes, encoding, replaced,
                               error);
}

#define OPTION_ENCODING                                                                            \
  {                                                                                                \
    "encoding", ENR_OPTION_TEXT, FALSE, N_ ("utf-8|cp932"), N_ ("how it is written; utf-8")        \
  }

static const EnrCtlOption children_options[] = {
  { "date", ENR_OPTION_TEXT, FALSE, N_ ("DATE"), N_ ("classes and so on as of this day; today") },
  { "from", ENR_OPTION_TEXT, FALSE, N_ ("DATE"),
    N_ ("only who was enrolled on this day or later") },
  { "to", ENR_OPTION_TEXT, FALSE, N_ ("DATE"), N_ ("only who was enrolled on this day or before") },
  OPTION_ENCODING,
  ENR_OPTION_OUTPUT (N_ ("FILE.csv")),
  ENR_OPTION_END,
};

static const EnrCtlOption attendance_options[] = {
  { "from", ENR_OPTION_TEXT, FALSE, N_ ("DATE"), N_ ("the first day; all from the beginning") },
  { "to", ENR_OPTION_TEXT, FALSE, N_ ("DATE"), N_ ("the last day; all to the end") },
  OPTION_ENCODING,
  ENR_OPTION_OUTPUT (N_ ("FILE.csv")),
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_export_commands[] = {
  { "export children", NULL, N_ ("Write all children, those who left among them, as CSV."),
    children_options, run_children, NULL },
  { "export attendance", NULL, N_ ("Write arrivals, departures and absences as CSV."),
    attendance_options, run_attendance, NULL },
  { NULL },
};
