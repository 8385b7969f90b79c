/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "attendance/export.h"

#include <string.h>

#include "attendance/entry.h"
#include "attendance/import.h"
#include "attendance/stamp.h"
#include "support/fixture.h"

static EnrDate first;
static EnrDate last;

/* Times after midnight, a correction, one who came back, absences, plans, notes that are formulas. */
static void
fill (EnrTestNursery *nursery)
{
  g_autoptr (GError) error = NULL;
  EnrDate date = enr_date_new (2026, 6, 8);
  EnrEntryTimes late = { 8 * 60, 25 * 60 + 10, "@父" };
  EnrEntryTimes corrected = { 8 * 60 + 5, ENR_MINUTES_KEEP, NULL };
  EnrEntryPlan plan = { 8 * 60 + 30, 17 * 60, "祖母" };
  EnrEntryAbsence absence = { "sick", "=熱\n38度", "母" };

  first = enr_date_new (2026, 6, 1);
  last = enr_date_new (2026, 6, 30);
  enr_entry_set_times (nursery->db, &nursery->actor, &nursery->children[0], date, &late, "入力", &error);
  g_assert_no_error (error);
  enr_entry_set_times (nursery->db, &nursery->actor, &nursery->children[0], date, &corrected, "訂正",
                       &error);
  g_assert_no_error (error);
  enr_entry_set_note (nursery->db, &nursery->actor, &nursery->children[0], date, "+1 〜 −2", &error);
  g_assert_no_error (error);
  enr_entry_set_temperature (nursery->db, &nursery->actor, &nursery->children[0], date, 368, &error);
  g_assert_no_error (error);
  enr_entry_set_absence (nursery->db, &nursery->actor, &nursery->children[1], date, &absence, &error);
  g_assert_no_error (error);
  enr_entry_set_plan (nursery->db, &nursery->actor, &nursery->children[2], date, &plan, &error);
  g_assert_no_error (error);
  for (int i = 0; i < 3; i++)
    {
      EnrInstant at = enr_test_at (6 + i, 0) + 30;

      if (i == 1)
        enr_stamp_leave (nursery->db, &nursery->actor, &nursery->children[2], at, ENR_SOURCE_DOOR, "母",
                         NULL, &error);
      else
        enr_stamp_arrive (nursery->db, &nursery->actor, &nursery->children[2], at, ENR_SOURCE_DOOR,
                          NULL, &error);
      g_assert_no_error (error);
    }
}

static GBytes *
export_as (EnrTestNursery *nursery, EnrEncoding encoding)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = enr_export_attendance (nursery->db, first, last, encoding, NULL, &error);

  g_assert_no_error (error);
  return bytes;
}

static EnrImportPlan *
plan_bytes (EnrTestNursery *nursery, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  EnrImportOptions options = enr_import_options_default ();
  g_autoptr (EnrCsv) csv = NULL;
  EnrImportPlan *plan;

  csv = enr_csv_read_data ("書出.csv", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                           ENR_ENCODING_AUTO, &error);
  g_assert_no_error (error);
  plan = enr_import_attendance_plan (nursery->db, csv, &options, NULL, &error);
  g_assert_no_error (error);
  return plan;
}

static void
test_text (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (3);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  fill (nursery);
  bytes = export_as (nursery, ENR_ENCODING_UTF8);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_cmpstr (text, ==,
                   "\xef\xbb\xbf園児番号,姓,名,生年月日,クラス,日付,登園,降園,お迎え,登園予定,お迎え予定,お迎え予定者,"
                   "欠席区分,欠席理由,連絡者,体温,備考\r\n"
                   "T0001,青木,第1子,2025-05-10,ひよこ,2026-06-08,8:05,25:10,'@父,,,,,,,36.8,'+1 〜 −2\r\n"
                   "T0002,石橋,第2子,2024-05-10,りす,2026-06-08,,,,,,,病欠,\"'=熱\n38度\",母,,\r\n"
                   "T0003,𠮷野,第3子,2023-05-10,うさぎ,2026-06-08,,,,8:30,17:00,祖母,,,,,\r\n"
                   "T0003,𠮷野,第3子,2023-05-10,うさぎ,2026-06-10,6:00,,,,,,,,,,\r\n");
}

static void
test_round_trip (void)
{
  static const EnrEncoding encodings[] = { ENR_ENCODING_UTF8, ENR_ENCODING_CP932 };
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (3);

  fill (nursery);
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      g_autoptr (GBytes) bytes = export_as (nursery, encodings[i]);
      g_autoptr (EnrImportPlan) plan = plan_bytes (nursery, bytes);

      g_assert_cmpuint (plan->rows->len, ==, 4);
      for (guint j = 0; j < plan->rows->len; j++)
        {
          const EnrImportRow *row = g_ptr_array_index (plan->rows, j);

          if (row->action != ENR_IMPORT_KEEP)
            g_error ("%s: %s", row->title, (const char *) g_ptr_array_index (row->details, 0));
        }
    }
}

/* Into another database of the same children: what is exported of it is the same. */
static void
test_copy (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (3);
  g_autoptr (EnrTestNursery) other = enr_test_nursery_new (3);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) copied = NULL;
  g_autoptr (EnrImportPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  fill (nursery);
  enr_entry_set_temperature (nursery->db, &nursery->actor, &nursery->children[0],
                             enr_date_new (2026, 6, 8), 0, &error); /* not imported */
  g_assert_no_error (error);
  bytes = export_as (nursery, ENR_ENCODING_UTF8);
  plan = plan_bytes (other, bytes);
  g_assert_cmpuint (plan->counts[ENR_IMPORT_ADD], ==, 4);
  enr_import_attendance_apply (other->db, &other->actor, plan, &error);
  g_assert_no_error (error);
  copied = export_as (other, ENR_ENCODING_UTF8);
  g_assert_cmpmem (g_bytes_get_data (copied, NULL), g_bytes_get_size (copied),
                   g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/attendance/export/text", test_text);
  g_test_add_func ("/attendance/export/round-trip", test_round_trip);
  g_test_add_func ("/attendance/export/copy", test_copy);

  return g_test_run ();
}
