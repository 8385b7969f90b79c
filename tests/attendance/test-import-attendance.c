/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "attendance/import.h"

#include <string.h>

#include "attendance/closing.h"
#include "attendance/day.h"
#include "attendance/entry.h"
#include "attendance/stamp.h"
#include "base/clock.h"
#include "nursery/child.h"
#include "nursery/enrolment.h"
#include "nursery/error.h"
#include "store/journal.h"
#include "support/fixture.h"

#define LOOKMEE \
  "クラス名,園児 姓,園児 名,日付(YYYY/MM/DD),登園日時,降園日時,メモ,園児ID,園児 姓（よみがな）," \
  "園児 名（よみがな）,園児 生年月日,クラス年齢\r\n"

static EnrImportPlan *
try_plan (EnrTestNursery *nursery, const char *text, const char *preset, GError **error)
{
  EnrImportOptions options = enr_import_options_default ();
  g_autoptr (EnrCsv) csv = NULL;
  g_autoptr (GError) csv_error = NULL;

  csv = enr_csv_read_data ("登降園.csv", text, strlen (text), ENR_ENCODING_AUTO, &csv_error);
  g_assert_no_error (csv_error);
  return enr_import_attendance_plan (nursery->db, csv, &options, preset, error);
}

static EnrImportPlan *
plan_text (EnrTestNursery *nursery, const char *text, const char *preset)
{
  g_autoptr (GError) error = NULL;
  EnrImportPlan *plan = try_plan (nursery, text, preset, &error);

  g_assert_no_error (error);
  return plan;
}

static void
assert_row (const EnrImportPlan *plan, guint index, EnrImportAction action, const char *part)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const EnrImportRow *row;

  g_assert_cmpuint (index, <, plan->rows->len);
  row = g_ptr_array_index (plan->rows, index);
  for (guint i = 0; i < row->details->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) g_ptr_array_index (row->details, i));
  if (row->action != action || (part != NULL && strstr (text->str, part) == NULL))
    g_error ("row %u is %s (expected %s, “%s”): %s", index, enr_import_action_key (row->action),
             enr_import_action_key (action), part != NULL ? part : "", text->str);
}

static void
apply (EnrTestNursery *nursery, const EnrImportPlan *plan)
{
  g_autoptr (GError) error = NULL;
  EnrActor actor = enr_actor (ENR_ACTOR_IMPORT, "test");

  enr_import_attendance_apply (nursery->db, &actor, plan, &error);
  g_assert_no_error (error);
}

static gint64
journal_length (EnrTestNursery *nursery)
{
  g_autoptr (GError) error = NULL;
  const char *problem;
  gint64 length, bad;

  enr_journal_verify (nursery->db, &length, &bad, &problem, &error);
  g_assert_no_error (error);
  g_assert_cmpint (bad, ==, 0);
  return length;
}

static void
import_twice (EnrTestNursery *nursery, const char *text, const char *preset)
{
  g_autoptr (EnrImportPlan) first = plan_text (nursery, text, preset);
  g_autoptr (EnrImportPlan) second = NULL;
  gint64 length;

  apply (nursery, first);
  length = journal_length (nursery);
  second = plan_text (nursery, text, preset);
  for (guint i = 0; i < second->rows->len; i++)
    assert_row (second, i, ENR_IMPORT_KEEP, NULL);
  apply (nursery, second);
  g_assert_cmpint (journal_length (nursery), ==, length);
}

static EnrDay *
load_day (EnrTestNursery *nursery, EnrDate date)
{
  g_autoptr (GError) error = NULL;
  EnrDay *day = enr_day_load (nursery->db, date, NULL, &error);

  g_assert_no_error (error);
  return day;
}

static void
assert_times (EnrTestNursery *nursery, guint index, EnrDate date, int arrived, int left)
{
  g_autoptr (EnrDay) day = load_day (nursery, date);
  const EnrDayChild *child = enr_day_find (day, &nursery->children[index]);

  g_assert_nonnull (child);
  g_assert_cmpint (child->arrived, ==,
                   arrived >= 0 ? enr_instant_from_local (date, arrived) : ENR_INSTANT_NONE);
  g_assert_cmpint (child->left, ==,
                   left >= 0 ? enr_instant_from_local (date, left) : ENR_INSTANT_NONE);
}

static void
test_lookmee (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (3);
  EnrDate date = enr_date_new (2026, 6, 8);
  const char *text
      = LOOKMEE "ひよこ,青木,第1子,2026/06/08,2026/06/08 8:05,2026/06/08 "
                "17:31,\"元気\r\nです\",T0001,あおき,てすと,2025/05/10,0歳児\r\n"
                "ひよこ,青木,第1子,2026/06/07,,,,T0001,あおき,てすと,2025/05/10,0歳児\r\n"
                "りす,石橋,第2子,2026/06/08,2026/06/08 09:00:30,2026/06/09 "
                "01:10,,lm-77,いしばし,てすと,2024/05/10,1歳児\r\n"
                "うさぎ,吉野,第３子,2026/06/08,2026/06/08 9:00,,,,よしの,てすと,,2歳児\r\n";
  g_autoptr (EnrImportPlan) plan = plan_text (nursery, text, "lookmee");
  g_autoptr (EnrImportPlan) same = plan_text (nursery, text, NULL);
  g_autoptr (EnrDay) day = NULL;
  g_autoptr (GPtrArray) history = NULL;

  /* Without the preset the headings are known as well. */
  g_assert_cmpuint (plan->rows->len, ==, 3);
  g_assert_cmpuint (same->rows->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      assert_row (plan, i, ENR_IMPORT_ADD, "Arrived: “");
      assert_row (same, i, ENR_IMPORT_ADD, "Arrived: “");
    }
  g_assert_cmpstr (((EnrImportRow *) g_ptr_array_index (plan->rows, 0))->title, ==,
                   "青木 第1子, 2026-06-08");
  import_twice (nursery, text, "lookmee");
  assert_times (nursery, 0, date, 8 * 60 + 5, 17 * 60 + 31);
  assert_times (nursery, 1, date, 9 * 60, 25 * 60 + 10);
  assert_times (nursery, 2, date, 9 * 60, -1);
  day = load_day (nursery, date);
  g_assert_cmpstr (enr_day_find (day, &nursery->children[0])->note, ==, "元気\nです");
  history = enr_stamp_history (nursery->db, &nursery->children[0], date, NULL);
  g_assert_cmpuint (history->len, ==, 2);
  g_assert_cmpint (((EnrStamp *) g_ptr_array_index (history, 0))->source, ==, ENR_SOURCE_IMPORT);
}

static void
test_times (void)
{
  static const struct
  {
    const char *arrived;
    const char *left;
    int from;
    int to;
  } cases[] = {
    { "8:05", "17:30", 485, 1050 },
    { "０８：０５", "１７時３０分", 485, 1050 },
    { "0805", "25:10", 485, 1510 },
    { "2026-06-08T08:05", "2026-06-09 03:00", 485, 1620 },
    { "令和8年6月8日 8時5分", "", 485, -1 },
    { "8:05:59", "-", 485, -1 },
    { "8:05", "8:05", 485, 485 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
      g_autofree char *text = g_strdup_printf ("園児番号,日付,登園,降園\nT0001,R8.6.8,%s,%s\n",
                                               cases[i].arrived, cases[i].left);

      import_twice (nursery, text, NULL);
      assert_times (nursery, 0, enr_date_new (2026, 6, 8), cases[i].from, cases[i].to);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *row;
    const char *reason;
  } cases[] = {
    { "T0001,,,2026-06-08,9:00,8:59,,", "The departure is before the arrival." },
    { "T0001,,,2026-06-08,,17:00,,", "There is no arrival on that day" },
    { "T0001,,,2026-03-31,9:00,,,", "The child is not enrolled on 2026-03-31." },
    { "T0002,,,2026-06-01,9:00,,,", "The child is not enrolled on 2026-06-01." },
    { "X,,,2026-06-08,9:00,,,", "There is no such child." },
    { ",架空 花,2020-05-10,2026-06-08,9:00,,,", "There is no such child." },
    { ",,,2026-06-08,9:00,,,", "The row does not say which child it is of." },
    { "T0001,架空 花,2020-05-10,2026-06-08,9:00,,,",
      "The number T0001 belongs to another child: 青木 第1子." },
    { "T0001,,,2026-06-05,9:00,,,", "The day 2026-06-05 is closed." },
    { "T0001,,,2026-06-05,,,,メモ", "The day 2026-06-05 is closed." },
    { "T0001,,,2026-06-10,11:00,,,", "The time is in the future." },
    { "T0001,,,2026-06-11,8:00,,,", "The time is in the future." },
    { "T0001,,,2026-06-08,朝,,,", "Line 2, column “登園”: “朝” is not a time." },
    { "T0001,,,2026-06-08,28:00,,,", "“28:00” is not a time." },
    { "T0001,,,2026-06-08,2026-06-09 09:00,,,", "is on another day than the row" },
    { "T0001,,,六月八日,9:00,,,", "Line 2, column “日付”: “六月八日” is not a date." },
    { "T0001,,,,9:00,,,", "The date is missing." },
    { "T0001,,,2026-06-08,,,旅行,", "“旅行” is no kind of absence. The kinds are: 病欠, 都合欠" },
    { "T0001,,,2026-06-08,9:00,,病欠,", "The row says absent, but the child was there at 9:00." },
    { "T0001,,,2026-06-08,9:00,,,\nT0001,,,2026-06-08,9:10,,,",
      "Line 2 says something else of the same child and day." },
  };
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (2);
  g_autofree char *before = NULL;
  g_autoptr (GError) setup = NULL;

  enr_child_leave (nursery->db, &nursery->actor, &nursery->children[1], enr_date_new (2026, 5, 31),
                   "", &setup);
  g_assert_no_error (setup);
  enr_day_close (nursery->db, &nursery->actor, enr_date_new (2026, 6, 5), NULL, &setup);
  g_assert_no_error (setup);
  before = enr_test_dump (nursery->path);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text
          = g_strdup_printf ("園児番号,氏名,生年月日,日付,登園,降園,欠席区分,備考\n%s\n"
                             "T0001,,,2026-06-02,9:00,,,\n",
                             cases[i].row);
      g_autoptr (EnrImportPlan) plan = plan_text (nursery, text, NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;
      guint refused = strchr (cases[i].row, '\n') != NULL ? 1 : 0;

      assert_row (plan, refused, ENR_IMPORT_REFUSE, cases[i].reason);
      assert_row (plan, refused + 1, ENR_IMPORT_ADD, NULL);
      g_assert_false (enr_import_attendance_apply (nursery->db, &nursery->actor, plan, &error));
      g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
      after = enr_test_dump (nursery->path);
      g_assert_cmpstr (after, ==, before);
    }
}

static void
test_changes (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (2);
  EnrDate date = enr_date_new (2026, 6, 8);
  EnrEntryTimes times = { 8 * 60, 17 * 60, "母" };
  g_autoptr (EnrImportPlan) plan = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GError) error = NULL;
  const EnrStamp *stamp;
  const char *text = "園児番号,日付,登園,降園,お迎え\n"
                     "T0001,2026-06-08,8:10,17:00,父\n"
                     "T0002,2026-06-08,8:20,,\n"
                     "T0002,2026-06-08,,16:00,\n";

  enr_entry_set_times (nursery->db, &nursery->actor, &nursery->children[0], date, &times, "入力",
                       &error);
  g_assert_no_error (error);
  plan = plan_text (nursery, text, NULL);
  assert_row (plan, 0, ENR_IMPORT_CHANGE,
              "Arrived: “8:00” becomes “8:10”.\nCollected by: “母” becomes “父”.");
  assert_row (plan, 1, ENR_IMPORT_ADD, NULL);
  assert_row (plan, 2, ENR_IMPORT_ADD, NULL);
  import_twice (nursery, text, NULL);
  assert_times (nursery, 0, date, 8 * 60 + 10, 17 * 60);
  assert_times (nursery, 1, date, 8 * 60 + 20, 16 * 60);
  history = enr_stamp_history (nursery->db, &nursery->children[0], date, NULL);
  g_assert_cmpuint (history->len, ==, 4);
  stamp = g_ptr_array_index (history, 2);
  g_assert_cmpstr (stamp->reason, ==, "import 登降園.csv");
  g_assert_cmpint (stamp->source, ==, ENR_SOURCE_IMPORT);
}

static void
test_absences_and_plans (void)
{
  static const struct
  {
    const char *word;
    const char *kind;
  } words[] = {
    { "病欠", "sick" },           { "病", "sick" },
    { "sick", "sick" },           { "発熱", "sick" },
    { "欠席", "personal" },       { "都合", "personal" },
    { "家庭の都合", "personal" }, { "出席停止", "suspension" },
    { "忌引き", "bereavement" },  { "無断欠席", "unannounced" },
    { "事故欠", "accident" },
  };
  EnrDate date = enr_date_new (2026, 6, 8);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
      g_autofree char *text = g_strdup_printf (
          "園児番号,日付,登園,出欠\nT0001,2026-06-08,,%s\nT0001,2026-06-09,8:00,出席\n",
          words[i].word);
      g_autoptr (EnrDay) day = NULL;
      const EnrAbsenceKind *kind;

      import_twice (nursery, text, NULL);
      day = load_day (nursery, date);
      kind = enr_day_absence (day, enr_day_find (day, &nursery->children[0]));
      g_assert_nonnull (kind);
      g_assert_cmpstr (kind->key, ==, words[i].kind);
    }
  {
    g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
    g_autoptr (EnrDay) day = NULL;
    const EnrDayChild *child;

    import_twice (
        nursery,
        "園児番号,日付,登園予定,お迎え予定,お迎え,備考\nT0001,2026-06-12,8:30,17:00,祖母,遠足\n",
        NULL);
    day = load_day (nursery, enr_date_new (2026, 6, 12));
    child = enr_day_find (day, &nursery->children[0]);
    g_assert_cmpint (child->planned_arrive, ==, 510);
    g_assert_cmpint (child->planned_leave, ==, 1020);
    g_assert_cmpstr (child->planned_collector, ==, "祖母");
    g_assert_cmpstr (child->note, ==, "遠足");
  }
}

/* A child who went and came back. */
static void
test_twice_a_day (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (EnrImportPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  static const int minutes[] = { 360, 420, 480, 540 };

  for (guint i = 0; i < 4; i++)
    {
      EnrInstant at = enr_instant_from_local (enr_test_day (), minutes[i]);

      if (i % 2 == 0)
        enr_stamp_arrive (nursery->db, &nursery->actor, &nursery->children[0], at, ENR_SOURCE_DOOR,
                          NULL, &error);
      else
        enr_stamp_leave (nursery->db, &nursery->actor, &nursery->children[0], at, ENR_SOURCE_DOOR,
                         "", NULL, &error);
      g_assert_no_error (error);
    }
  import_twice (nursery, "園児番号,日付,登園,降園\nT0001,2026-06-10,6:00,9:00\n", NULL);
  plan = plan_text (nursery, "園児番号,日付,登園,降園\nT0001,2026-06-10,7:30,9:00\n", NULL);
  assert_row (plan, 0, ENR_IMPORT_REFUSE, "The child went and came back");
  g_clear_pointer (&plan, enr_import_plan_free);
  plan = plan_text (nursery, "園児番号,日付,登園,降園\nT0001,2026-06-10,6:00,7:30\n", NULL);
  assert_row (plan, 0, ENR_IMPORT_REFUSE, "The child went and came back");
  import_twice (nursery, "園児番号,日付,登園,降園\nT0001,2026-06-10,5:50,9:30\n", NULL);
}

static void
test_wrong_files (void)
{
  static const struct
  {
    const char *text;
    const char *preset;
    const char *part;
  } cases[] = {
    { "商品,価格\nえんぴつ,100\n", NULL, "child=COLUMN date=COLUMN arrived=COLUMN" },
    { "園児番号,登園\n1,8:00\n", NULL, "date=COLUMN" },
    { "園児番号,日付,登園,降園\n1,2026-06-08,8:00,9:00\n", "lookmee", "園児 姓" },
    { "園児番号,日付,登園,降園\n1,2026-06-08,8:00,9:00\n", "codmon", "The presets are: lookmee" },
  };
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (try_plan (nursery, cases[i].text, cases[i].preset, &error));
      g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
      if (strstr (error->message, cases[i].part) == NULL)
        g_error ("%s", error->message);
    }
}

static void
test_changed_and_faults (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (2);
  const char *text = "園児番号,日付,登園,降園,欠席区分,お迎え予定,備考\n"
                     "T0001,2026-06-10,7:00,8:00,,18:00,あ\n"
                     "T0002,2026-06-10,,,病欠,,\n";
  g_autoptr (EnrImportPlan) plan = plan_text (nursery, text, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  gboolean done = FALSE;

  enr_stamp_arrive (nursery->db, &nursery->actor, &nursery->children[0], enr_test_at (7, 30),
                    ENR_SOURCE_DOOR, NULL, &error);
  g_assert_no_error (error);
  before = enr_test_dump (nursery->path);
  g_assert_false (enr_import_attendance_apply (nursery->db, &nursery->actor, plan, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);

  g_clear_pointer (&plan, enr_import_plan_free);
  plan = plan_text (nursery, text, NULL);
  for (guint n = 1; !done; n++)
    {
      g_autoptr (GError) fault = NULL;
      g_autofree char *after = enr_test_dump (nursery->path);

      g_assert_cmpstr (after, ==, before);
      g_assert_cmpuint (n, <, 1000);
      enr_db_set_fault (nursery->db, n);
      done = enr_import_attendance_apply (nursery->db, &nursery->actor, plan, &fault);
      enr_db_set_fault (nursery->db, 0);
    }
  assert_times (nursery, 0, enr_test_day (), 7 * 60, 8 * 60);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/attendance/import/lookmee", test_lookmee);
  g_test_add_func ("/attendance/import/times", test_times);
  g_test_add_func ("/attendance/import/refused", test_refused);
  g_test_add_func ("/attendance/import/changes", test_changes);
  g_test_add_func ("/attendance/import/absences-and-plans", test_absences_and_plans);
  g_test_add_func ("/attendance/import/twice-a-day", test_twice_a_day);
  g_test_add_func ("/attendance/import/wrong-files", test_wrong_files);
  g_test_add_func ("/attendance/import/changed-and-faults", test_changed_and_faults);

  return g_test_run ();
}
