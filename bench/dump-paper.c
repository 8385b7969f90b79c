/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Writes what a paper of a nursery's file consists of, text by text and line by line, so that other
 * programs can be timed drawing the same (bare-pdf, reportlab-pdf.py).
 *
 *   dump-paper FILE.db daily-register|attendance-book DATE OUTPUT.txt
 */
#include <string.h>

#include "attendance/month.h"
#include "common.h"
#include "reports/attendance-book.h"
#include "reports/daily-register.h"

static EnrDocument *
make_document (EnrDb *db, const char *kind, EnrDate date, GError **error)
{
  g_autoptr (EnrForm) form = enr_form_load (kind, error);

  if (form == NULL)
    return NULL;
  if (strcmp (kind, ENR_FORM_DAILY_REGISTER) == 0)
    {
      g_autoptr (EnrDay) day = enr_day_load (db, date, NULL, error);

      return day != NULL ? enr_daily_register_new (day, NULL, form, error) : NULL;
    }
  else
    {
      g_autoptr (EnrMonth) month = enr_month_load (db, date, NULL, error);

      return month != NULL ? enr_attendance_book_new (month, NULL, form, error) : NULL;
    }
}

int
main (int argc, char **argv)
{
  EnrDate date = argc == 5 ? enr_date_parse_iso (argv[3]) : ENR_DATE_NONE;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrDocument) document = NULL;
  g_autofree char *dump = NULL;

  if (date == ENR_DATE_NONE)
    bench_fail ("usage: dump-paper FILE.db daily-register|attendance-book DATE OUTPUT.txt");
  db = enr_db_open (argv[1], ENR_DB_READ_ONLY, &error);
  document = db != NULL ? make_document (db, argv[2], date, &error) : NULL;
  bench_check (document != NULL, argv[2], error);
  dump = enr_document_dump (document);
  bench_check (g_file_set_contents (argv[4], dump, -1, &error), argv[4], error);
  return 0;
}
