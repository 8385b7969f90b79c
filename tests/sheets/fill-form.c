/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Fills a form with invented values that have every name of the examples, for the tests that look
 * at the result with another program.
 *
 *   fill-form FORM OUTPUT CHILDREN    prints "filled N of M cells, R rows" and "unknown TAG
 * SHEET!CELL"
 */
#include "config.h"

#include <stdlib.h>

#include "sheets/fill.h"

static const char *const families[]
    = { "青木", "石川", "上田", "遠藤", "大野", "加藤", "木村", "工藤", "小林", "佐々木" };
static const char *const givens[]
    = { "あおい", "いつき", "うた", "えいた", "おと", "かんな", "きお", "くるみ" };
static const char *const classes[] = { "ひよこ", "りす", "うさぎ", "ぱんだ", "きりん", "ぞう" };

static void
add_facility (EnrSheetData *data)
{
  enr_sheet_data_set (data, "facility.number", enr_sheet_text ("０１２３"));
  enr_sheet_data_set (data, "facility.name", enr_sheet_text ("みどりの森保育園"));
  enr_sheet_data_set (data, "facility.director", enr_sheet_text ("園田 花子"));
  enr_sheet_data_set (data, "date", enr_sheet_date (enr_date_new (2026, 6, 5)));
  enr_sheet_data_set (data, "month", enr_sheet_text ("令和8年6月"));
  enr_sheet_data_set (data, "fiscal-year", enr_sheet_text ("令和8年度"));
  enr_sheet_data_set (data, "days.open", enr_sheet_number (26));
  for (int month = 1; month <= 12; month++)
    enr_sheet_data_set_at (data, "days", month, enr_sheet_number (23 + month % 3));
  for (int day = 1; day <= 30; day++)
    {
      EnrDate date = enr_date_new (2026, 6, day);

      enr_sheet_data_set_at (data, "weekday", day,
                             enr_sheet_text (enr_weekday_kanji (enr_date_weekday (date))));
    }
}

static void
add_days (EnrSheetList *children, guint row)
{
  for (int day = 1; day <= 30; day++)
    if (enr_date_weekday (enr_date_new (2026, 6, day)) != ENR_SUNDAY)
      enr_sheet_list_set_at (children, row, "attendance", day,
                             enr_sheet_text ((((guint) day + row) % 11 == 0) ? "病" : "○"));
  for (int month = 1; month <= 12; month++)
    enr_sheet_list_set_at (children, row, "present", month,
                           enr_sheet_number (20 + (month + (int) row) % 4));
}

static void
add_children (EnrSheetData *data, guint n)
{
  EnrSheetList *children = enr_sheet_data_add_list (data, "children");

  enr_sheet_list_add_fields (
      children, "number|name|kana|class|birth-date|care-hours|mark|arrived|left|reason");
  enr_sheet_list_add_indexed_field (children, "attendance", 1, 31);
  enr_sheet_list_add_indexed_field (children, "present", 1, 12);
  for (guint i = 0; i < n; i++)
    {
      guint row = enr_sheet_list_add_row (children);
      gboolean is_there = i % 9 != 4;
      g_autofree char *name = g_strdup_printf ("%s %s", families[i % G_N_ELEMENTS (families)],
                                               givens[i % G_N_ELEMENTS (givens)]);

      enr_sheet_list_set (children, row, "number", enr_sheet_number (i + 1));
      enr_sheet_list_set (children, row, "name", enr_sheet_text (name));
      enr_sheet_list_set (children, row, "kana", enr_sheet_text ("かな"));
      enr_sheet_list_set (children, row, "class",
                          enr_sheet_text (classes[i * G_N_ELEMENTS (classes) / n]));
      enr_sheet_list_set (children, row, "birth-date",
                          enr_sheet_date (enr_date_new (2021, 4, 2) + (EnrDate) (i * 29)));
      enr_sheet_list_set (children, row, "care-hours",
                          enr_sheet_text ((i % 3 == 0) ? "短時間" : "標準時間"));
      enr_sheet_list_set (children, row, "mark", enr_sheet_text (is_there ? "○" : "×"));
      enr_sheet_list_set (children, row, "arrived",
                          enr_sheet_time (is_there ? 7 * 60 + 30 + (int) i : ENR_MINUTES_NONE));
      enr_sheet_list_set (children, row, "left",
                          enr_sheet_time (is_there ? 16 * 60 + 5 * (int) i : ENR_MINUTES_NONE));
      enr_sheet_list_set (children, row, "reason", enr_sheet_text (is_there ? NULL : "発熱のため"));
      add_days (children, row);
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (EnrSheetData) data = enr_sheet_data_new ();
  g_auto (EnrSheetReport) report = { 0 };
  g_autoptr (GError) error = NULL;

  if (argc != 4)
    {
      g_printerr ("usage: fill-form FORM OUTPUT CHILDREN\n");
      return 2;
    }
  add_facility (data);
  add_children (data, (guint) atoi (argv[3]));
  if (!enr_sheet_fill_file (argv[1], argv[2], data, ENR_SHEET_FILL_DEFAULT, &report, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  g_print ("filled %u of %u cells, %u rows\n", report.n_filled, report.n_meant, report.n_rows);
  for (guint i = 0; i < report.unknown->len; i++)
    {
      const EnrSheetTag *tag = g_ptr_array_index (report.unknown, i);

      g_print ("unknown %s %s!%s\n", tag->text, (tag->sheet != NULL) ? tag->sheet : "",
               (tag->cell != NULL) ? tag->cell : "");
    }

  return 0;
}
