/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What becomes of a roster: children, classes, enrolments and families, added or changed, all of it or
 * nothing. How the file is read is in test-import-file.c.
 */
#include "config.h"

#include "nursery/import.h"

#include "import-plans.h"
#include "nursery/enrolment.h"
#include "nursery/error.h"
#include "nursery/facility.h"
#include "nursery/family.h"
#include "nursery/roster.h"

static const EnrRosterRow *
roster_row (GPtrArray *roster, const char *external_id)
{
  for (guint i = 0; i < roster->len; i++)
    {
      const EnrRosterRow *row = g_ptr_array_index (roster, i);

      if (g_strcmp0 (row->child->external_id, external_id) == 0)
        return row;
    }
  g_error ("no child %s", external_id);
}

static GPtrArray *
load_roster (EnrTestNursery *nursery)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *roster = enr_roster_load (nursery->db, enr_test_day (), ENR_ROSTER_ALL, &error);

  g_assert_no_error (error);
  return roster;
}

static void
test_whole_roster (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (0);
  g_autoptr (GPtrArray) roster = NULL;
  g_autoptr (EnrImportPlan) plan = NULL;
  const EnrRosterRow *row;
  const char *text
      = "\xef\xbb\xbf"
        "テスト園 園児名簿,,,,,,,,,,,,,,,\r\n"
        "\r\n"
        "園児番号,姓（漢字）,名(漢字),姓カナ,名カナ,性別,生年月日,クラス名,入園日,世帯番号,"
        "認定区分,保育必要量,保護者名,続柄,携帯電話,備考\r\n"
        "００１,架空,花,ｶｸｳ,ﾊﾅ,女,令和2年5月10日,ほし組,R8.4.1,1,２号,標準,架空 "
        "太郎,父,０９０－００００－０００１,\"牛乳\r\n卵\"\r\n"
        "002,架空,月,カクウ,ツキ,男児,2023/7/1,つき,2026/5/1,1,3号,短時間,架空 太郎,父,,\r\n"
        "003,例文,空,れいぶん,そら,2,平成31年4月30日,ほし,,,,,,,,\r\n"
        ",,,,,,,,,,,,,,,\r\n";

  plan = import_plan (nursery, text);
  g_assert_cmpuint (plan->counts[ENR_IMPORT_ADD], ==, 3);
  g_assert_cmpuint (plan->counts[ENR_IMPORT_REFUSE], ==, 0);
  g_assert_cmpuint (import_row_at (plan, 0)->line, ==, 4);
  g_assert_cmpuint (import_row_at (plan, 1)->line, ==, 6);
  g_assert_cmpstr (import_row_at (plan, 0)->title, ==, "架空 花");
  g_assert_cmpuint (plan->new_classes->len, ==, 2);
  /* Nothing is written by planning. */
  roster = load_roster (nursery);
  g_assert_cmpuint (roster->len, ==, 0);
  g_clear_pointer (&roster, g_ptr_array_unref);

  import_twice (nursery, text);
  roster = load_roster (nursery);
  g_assert_cmpuint (roster->len, ==, 3);
  row = roster_row (roster, "001");
  g_assert_cmpstr (row->child->family_kana, ==, "かくう");
  g_assert_cmpint (row->child->birth_date, ==, enr_date_new (2020, 5, 10));
  g_assert_cmpint (row->child->sex, ==, ENR_SEX_FEMALE);
  g_assert_cmpstr (row->child->note, ==, "牛乳\n卵");
  g_assert_cmpstr (row->class_name, ==, "ほし組");
  g_assert_cmpint (row->enrolled_on, ==, enr_date_new (2026, 4, 1));
  g_assert_cmpint (row->certification, ==, ENR_CERTIFICATION_2);
  g_assert_cmpint (row->care_hours, ==, ENR_CARE_STANDARD);
  g_assert_cmpstr (row->guardian_name, ==, "架空 太郎");
  g_assert_cmpstr (row->guardian_phone, ==, "090-0000-0001");
  row = roster_row (roster, "002");
  g_assert_cmpstr (row->class_name, ==, "つき");
  g_assert_cmpint (row->enrolled_on, ==, enr_date_new (2026, 5, 1));
  g_assert_true (
      enr_uuid_equal (&row->child->family_id, &roster_row (roster, "001")->child->family_id));
  row = roster_row (roster, "003");
  g_assert_cmpstr (row->class_name, ==, "ほし組");
  g_assert_cmpint (row->enrolled_on, ==, enr_date_new (2026, 4, 1));
  g_assert_cmpint (row->certification, ==, ENR_CERTIFICATION_NONE);
}

static void
test_new_classes (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (0);
  EnrImportOptions options = enr_import_options_default ();
  g_autoptr (EnrImportPlan) plan = NULL;
  g_autoptr (GPtrArray) classes = NULL;
  const char *text = "氏名,生年月日,クラス\n"
                     "架空 一,2021-05-01,にじ\n" /* 4 */
                     "架空 二,2024-05-01,かぜ\n" /* 1 */
                     "架空 三,2021-06-01,にじ組\n"
                     "架空 四,2022-06-01,まぜこぜ\n" /* 3 and 4: mixed */
                     "架空 五,2021-06-02,まぜこぜ\n"
                     "架空 六,2024-06-02,ﾋﾖｺ\n"; /* there already */
  static const struct
  {
    const char *name;
    int age;
    int position;
  } expected[] = { { "かぜ", 1, 6 }, { "にじ", 4, 7 }, { "まぜこぜ", -1, 8 } };

  plan = import_plan (nursery, text);
  g_assert_cmpuint (plan->new_classes->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const EnrClass *class = g_ptr_array_index (plan->new_classes, i);

      g_assert_cmpstr (class->name, ==, expected[i].name);
      g_assert_cmpint (class->age, ==, expected[i].age);
      g_assert_cmpint (class->position, ==, expected[i].position);
      g_assert_cmpstr (class->colour, ==, enr_class_default_colour (expected[i].position));
    }
  import_apply (nursery, plan);
  classes = enr_class_list (nursery->db, 2026, NULL);
  g_assert_cmpuint (classes->len, ==, 9);

  g_clear_pointer (&plan, enr_import_plan_free);
  options.no_new_classes = TRUE;
  plan = import_plan_with (nursery,
                           "氏名,生年月日,クラス\n架空 七,2021-05-01,ゆき\n架空 八,2021-05-01,にじ\n",
                           &options);
  import_assert_row (plan, 0, ENR_IMPORT_REFUSE, "There is no class “ゆき” in fiscal year 2026.");
  import_assert_row (plan, 1, ENR_IMPORT_ADD, "にじ");
}

static void
test_changes (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (7);
  g_autoptr (EnrImportPlan) plan = NULL;
  g_autoptr (GPtrArray) roster = NULL;
  g_autoptr (GPtrArray) memberships = NULL;
  const EnrRosterRow *row;
  const EnrMembership *membership;
  const char *text
      = "園児番号,氏名,生年月日,クラス,退園日,認定区分,必要量,電話番号,住所,アレルギー,備考\n"
        "T0001,青木 第1子,,,,,,,,,\n"                 /* blank cells keep */
        "T0002,石橋 次郎,2024-05-10,,,,,,,,\n"        /* a name is corrected */
        "T0003,𠮷野 第3子,2023-05-10,ぱんだ,,,,,,,\n" /* another class, today */
        "T0004,髙橋 第4子,,,2026/7/31,,,,,,\n"        /* leaves */
        "T0005,渡邉 第5子,,,,２号認定,短時間,090 0000 1111,架空町1-2,卵,\n"
        "A99,小泉 第6子,2020-05-10,,,,,,,,\n"    /* found by name: a new number */
        "7,青木 第7子,2025-05-10,,,,,,,,メモ\n"; /* likewise, and a note */

  plan = import_plan (nursery, text);
  import_assert_row (plan, 0, ENR_IMPORT_KEEP, NULL);
  import_assert_row (plan, 1, ENR_IMPORT_CHANGE, "Given name: “第2子” becomes “次郎”.");
  import_assert_row (plan, 2, ENR_IMPORT_CHANGE, "Class: “うさぎ” becomes “ぱんだ” from 2026-06-10.");
  import_assert_row (plan, 3, ENR_IMPORT_CHANGE, "Left on: “2026-07-31”.");
  import_assert_row (plan, 4, ENR_IMPORT_CHANGE, "Certification: “2号”.");
  import_assert_row (plan, 5, ENR_IMPORT_CHANGE, "Number: “T0006” becomes “A99”.");
  import_assert_row (plan, 6, ENR_IMPORT_CHANGE, "Note: “メモ”.");
  import_twice (nursery, text);

  roster = load_roster (nursery);
  row = roster_row (roster, "T0005");
  g_assert_cmpint (row->certification, ==, ENR_CERTIFICATION_2);
  g_assert_cmpint (row->care_hours, ==, ENR_CARE_SHORT);
  g_assert_cmpstr (row->guardian_phone, ==, "090-0000-1111");
  g_assert_cmpstr (row->guardian_name, ==, "保護者");
  g_assert_true (row->child->has_allergy);
  g_assert_cmpstr (row->child->allergy_note, ==, "卵");
  g_assert_cmpint (roster_row (roster, "T0004")->left_on, ==, enr_date_new (2026, 7, 31));
  row = roster_row (roster, "T0003");
  memberships = enr_child_memberships (nursery->db, &row->child->id, NULL);
  g_assert_cmpuint (memberships->len, ==, 2);
  membership = g_ptr_array_index (memberships, 0);
  g_assert_cmpint (membership->last, ==, enr_test_day () - 1);
}

static void
test_enrolment (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (3);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (EnrImportPlan) plan = NULL;
  const EnrEnrolment *enrolment;
  const EnrMembership *membership;

  /* The first day is corrected, and the class that began with it follows. */
  import_twice (nursery, "園児番号,氏名,生年月日,入園日\n"
                         "T0001,青木 第1子,2025-05-10,2026-05-07\n"
                         "T0002,石橋 第2子,2024-05-10,2025-10-01\n");
  list = enr_child_enrolments (nursery->db, &nursery->children[0], NULL);
  g_assert_cmpuint (list->len, ==, 1);
  enrolment = g_ptr_array_index (list, 0);
  g_assert_cmpint (enrolment->first, ==, enr_date_new (2026, 5, 7));
  g_clear_pointer (&list, g_ptr_array_unref);
  list = enr_child_memberships (nursery->db, &nursery->children[0], NULL);
  membership = g_ptr_array_index (list, 0);
  g_assert_cmpint (membership->first, ==, enr_date_new (2026, 5, 7));
  g_clear_pointer (&list, g_ptr_array_unref);
  list = enr_child_memberships (nursery->db, &nursery->children[1], NULL);
  membership = g_ptr_array_index (list, 0);
  g_assert_cmpint (membership->first, ==, enr_date_new (2026, 4, 1));
  g_clear_pointer (&list, g_ptr_array_unref);

  /* Left, and came back. */
  import_twice (nursery, "園児番号,氏名,生年月日,退園日\nT0003,𠮷野 第3子,2023-05-10,2026-04-30\n");
  import_twice (nursery, "園児番号,氏名,生年月日,入園日\nT0003,𠮷野 第3子,2023-05-10,2026-06-01\n");
  list = enr_child_enrolments (nursery->db, &nursery->children[2], NULL);
  g_assert_cmpuint (list->len, ==, 2);

  plan = import_plan (nursery, "氏名,生年月日,入園日,退園日\n"
                               "架空 一,2022-05-10,2022-05-09,\n"
                               "架空 二,2022-05-10,2026-05-09,2026-05-08\n"
                               "𠮷野 第3子,2023-05-10,2026-06-01,2026-05-31\n"
                               "架空 三,2026-05-10,,\n");
  import_assert_row (plan, 0, ENR_IMPORT_REFUSE, "The day of enrolment is before the birth date.");
  import_assert_row (plan, 1, ENR_IMPORT_REFUSE, "The day of leaving is before the day of enrolment.");
  import_assert_row (plan, 2, ENR_IMPORT_REFUSE, "The day of leaving is before the day of enrolment.");
  import_assert_row (plan, 3, ENR_IMPORT_ADD, "Enrolled from 2026-05-10.");
}

static void
test_families (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (4);
  g_autoptr (GPtrArray) roster = NULL;
  g_autoptr (GPtrArray) people = NULL;
  const EnrRosterRow *row;

  /* Two of the database and a new one become one family; a second name is a second guardian. */
  import_twice (nursery, "園児番号,氏名,生年月日,家族,保護者,電話\n"
                         "T0001,青木 第1子,2025-05-10,甲,,\n"
                         "T0002,石橋 第2子,2024-05-10,甲,青木 父,090-0000-0001\n"
                         "N1,青木 新,2023-05-10,甲,青木 母,090-0000-0002\n"
                         "T0003,𠮷野 第3子,2023-05-10,乙,,\n"
                         "N2,架空 独,2023-05-10,丙,,\n");
  roster = load_roster (nursery);
  row = roster_row (roster, "T0001");
  g_assert_true (
      enr_uuid_equal (&row->child->family_id, &roster_row (roster, "T0002")->child->family_id));
  g_assert_true (
      enr_uuid_equal (&row->child->family_id, &roster_row (roster, "N1")->child->family_id));
  g_assert_false (
      enr_uuid_equal (&row->child->family_id, &roster_row (roster, "T0003")->child->family_id));
  people = enr_family_contacts (nursery->db, &row->child->family_id, NULL);
  g_assert_cmpuint (people->len, ==, 2);
  g_assert_cmpstr (((EnrContact *) g_ptr_array_index (people, 0))->name, ==, "青木 父");
  g_assert_cmpstr (((EnrContact *) g_ptr_array_index (people, 1))->phone, ==, "090-0000-0002");
}

/* The database changes between the preview and the confirmation. */
static void
test_changed (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (EnrImportPlan) plan
      = import_plan (nursery, "園児番号,氏名,生年月日,備考\nT0001,青木 第1子,,メモ\n");
  g_autoptr (EnrChild) child = import_find_child (nursery, "T0001");
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_free (child->note);
  child->note = g_strdup ("別のメモ");
  enr_child_save (nursery->db, &nursery->actor, child, &error);
  g_assert_no_error (error);
  before = enr_test_dump (nursery->path);
  g_assert_false (enr_import_children_apply (nursery->db, &nursery->actor, plan, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  after = enr_test_dump (nursery->path);
  g_assert_cmpstr (after, ==, before);
}

/* The n-th statement fails, for every n: either all is written or nothing. */
static void
test_faults (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (2);
  g_autoptr (EnrImportPlan) plan
      = import_plan (nursery, "園児番号,氏名,生年月日,クラス,家族,認定区分,保護者,電話,住所,退園日\n"
                              "T0001,青木 変,2025-05-10,ほし,1,3号,青木 母,090-0000-0001,架空町1,\n"
                              "8,架空 花,2020-05-10,ほし,1,2号,青木 母,,,2026-12-31\n");
  g_autofree char *before = enr_test_dump (nursery->path);
  gboolean done = FALSE;
  guint n;

  for (n = 1; !done; n++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;

      g_assert_cmpuint (n, <, 1000);
      enr_db_set_fault (nursery->db, n);
      done = enr_import_children_apply (nursery->db, &nursery->actor, plan, &error);
      enr_db_set_fault (nursery->db, 0);
      if (done)
        break;
      g_assert_nonnull (error);
      after = enr_test_dump (nursery->path);
      g_assert_cmpstr (after, ==, before);
    }
  g_assert_cmpuint (n, >, 20);
  import_journal_length (nursery);
}

/* A number that Excel has taken the zeros off, a name without its blank, letters that CP932 lacks.
 */
static void
test_lenient (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (3);
  g_autoptr (EnrImportPlan) plan = NULL;

  import_twice (nursery, "園児番号,氏名,生年月日\n0012,架空 花,2020-05-10\n");
  plan = import_plan (nursery, "園児番号,氏名,生年月日\n"
                               "12,架空花,2020-05-10\n"
                               "T0003,〓野 第3子,2023-05-10\n"
                               "13,架空月,2020-05-11\n");
  import_assert_row (plan, 0, ENR_IMPORT_KEEP, NULL);
  import_assert_row (plan, 1, ENR_IMPORT_KEEP, NULL);
  import_assert_row (plan, 2, ENR_IMPORT_ADD, "The name has no blank in it");
}

/* In March the roster of April is read, in April last year's. */
static void
test_other_years (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (0);
  EnrImportOptions options = enr_import_options_default ();
  g_autoptr (EnrImportPlan) plan = NULL;
  g_autoptr (EnrChild) child = NULL;
  g_autoptr (GPtrArray) memberships = NULL;
  const EnrMembership *membership;

  options.fiscal_year = 2027;
  plan = import_plan_with (nursery, "氏名,生年月日,クラス\n架空 花,2022-05-10,そら\n", &options);
  import_assert_row (plan, 0, ENR_IMPORT_ADD, "Enrolled from 2027-04-01.");
  import_apply (nursery, plan);
  child = import_find_child (nursery, "架空花");
  memberships = enr_child_memberships (nursery->db, &child->id, NULL);
  g_assert_cmpuint (memberships->len, ==, 1);
  membership = g_ptr_array_index (memberships, 0);
  g_assert_cmpint (membership->fiscal_year, ==, 2027);

  g_clear_pointer (&plan, enr_import_plan_free);
  options.fiscal_year = 2026;
  plan = import_plan_with (nursery, "氏名,生年月日,クラス\n架空 花,2022-05-10,うみ\n", &options);
  import_assert_row (plan, 0, ENR_IMPORT_KEEP, "The class is left out");
}

/* The first roster goes into the year in which the records begin; later ones into today's. */
static void
test_fiscal_year (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrFacility) facility = enr_facility_load (nursery->db, &error);
  g_autofree char *path = g_build_filename (nursery->folder, "new.db", NULL);
  EnrDb *db = enr_db_open (path, ENR_DB_READ_WRITE | ENR_DB_CREATE, &error);

  g_assert_no_error (error);
  facility->first_fiscal_year = 2025;
  g_assert_true (enr_facility_save (nursery->db, &nursery->actor, facility, &error));
  g_assert_true (enr_facility_save (db, &nursery->actor, facility, &error));
  g_assert_cmpint (enr_import_fiscal_year (nursery->db, enr_test_day (), &error), ==, 2026);
  g_assert_cmpint (enr_import_fiscal_year (db, enr_test_day (), &error), ==, 2025);
  facility->first_fiscal_year = 0;
  g_assert_true (enr_facility_save (db, &nursery->actor, facility, &error));
  g_assert_cmpint (enr_import_fiscal_year (db, enr_test_day (), &error), ==, 2026);
  g_assert_no_error (error);
  enr_db_close (db);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/nursery/import/whole-roster", test_whole_roster);
  g_test_add_func ("/nursery/import/new-classes", test_new_classes);
  g_test_add_func ("/nursery/import/changes", test_changes);
  g_test_add_func ("/nursery/import/enrolment", test_enrolment);
  g_test_add_func ("/nursery/import/families", test_families);
  g_test_add_func ("/nursery/import/changed", test_changed);
  g_test_add_func ("/nursery/import/faults", test_faults);
  g_test_add_func ("/nursery/import/lenient", test_lenient);
  g_test_add_func ("/nursery/import/other-years", test_other_years);
  g_test_add_func ("/nursery/import/fiscal-year", test_fiscal_year);

  return g_test_run ();
}
