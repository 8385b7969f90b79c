/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How a roster's file is read: its headings, its encoding, and the rows and files that are refused.
 */
#include "config.h"

#include "nursery/import.h"

#include <string.h>

#include "import-plans.h"
#include "nursery/error.h"

static void
test_headings (void)
{
  static const struct
  {
    const char *headings;
    const char *cells;
  } cases[] = {
    { "氏名,生年月日", "架空 花,2020/5/10" },
    { "園児名,誕生日", "架空　花,令和2年5月10日" },
    { "苗字,名前,お誕生日", "架空,花,2020.5.10" },
    { "氏,名,生年月日（西暦）", "架空,花,20200510" },
    { "児童氏名 *必須,生年月日（必須）", "架空 花,R2.5.10" },
    { "園児 姓;園児 名;園児 生年月日", "架空;花;令２/５/１０" },
    { "family-name\tgiven-name\tbirth-date", "架空\t花\t２０２０年５月１０日" },
    { "名前,\"生年\n月日\"", "架空 花,2020-05-10 00:00:00" },
    { "名簿,2026年度\n\n氏名,生年月日", "架空 花,2020-05-10(日)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (0);
      g_autofree char *text = g_strdup_printf ("%s\r\n%s\r\n", cases[i].headings, cases[i].cells);
      g_autoptr (EnrImportPlan) plan = import_plan (nursery, text);
      g_autoptr (EnrChild) child = NULL;

      g_test_message ("%s", cases[i].headings);
      g_assert_cmpuint (plan->rows->len, ==, 1);
      import_assert_row (plan, 0, ENR_IMPORT_ADD, NULL);
      import_apply (nursery, plan);
      child = import_find_child (nursery, "架空花");
      g_assert_cmpstr (child->family_name, ==, "架空");
      g_assert_cmpstr (child->given_name, ==, "花");
      g_assert_cmpint (child->birth_date, ==, enr_date_new (2020, 5, 10));
    }
}

static void
test_two_kana_columns (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (0);
  g_autoptr (EnrChild) child = NULL;

  import_twice (nursery, "姓,ふりがな,名,ふりがな,生年月日\n架空,カクウ,花,ﾊﾅ,2020-05-10\n");
  child = import_find_child (nursery, "架空花");
  g_assert_cmpstr (child->family_kana, ==, "かくう");
  g_assert_cmpstr (child->given_kana, ==, "はな");
}

static void
test_mappings (void)
{
  static const char *const by_heading[] = { "name=お子さん", "birth-date=生まれた日", NULL };
  static const char *const by_letter[] = { "name=A", "birth-date=2", "note=C", NULL };
  static const char *const unmapped[] = { "note=", NULL };
  static const char *const twice[] = { "name=A", "birth-date=B", "external-id=備考", NULL };
  const char *text = "お子さん,生まれた日,備考\n架空 花,2020-05-10,あ\n";
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (0);
  EnrImportOptions options = enr_import_options_default ();
  g_autoptr (EnrCsv) csv = import_read_csv (text);
  g_autoptr (EnrImportPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  options.mappings = by_heading;
  plan = import_plan_with (nursery, text, &options);
  import_assert_row (plan, 0, ENR_IMPORT_ADD, "Note: “あ”.");
  g_assert_cmpuint (plan->notes->len, ==, 0);
  g_clear_pointer (&plan, enr_import_plan_free);
  options.mappings = by_letter;
  plan = import_plan_with (nursery, text, &options);
  import_assert_row (plan, 0, ENR_IMPORT_ADD, "Note: “あ”.");
  g_clear_pointer (&plan, enr_import_plan_free);
  plan = import_plan_with (nursery, "架空 花,2020-05-10,あ\n架空 月,2020-05-11,い\n", &options);
  g_assert_cmpuint (plan->rows->len, ==, 2); /* no headings at all */
  g_clear_pointer (&plan, enr_import_plan_free);
  options.mappings = twice;
  plan = import_plan_with (nursery, text, &options);
  import_assert_row (plan, 0, ENR_IMPORT_ADD, "Number: “あ”.");
  g_clear_pointer (&plan, enr_import_plan_free);
  options.mappings = unmapped;
  plan = import_plan_with (nursery, "氏名,生年月日,備考\n架空 花,2020-05-10,あ\n", &options);
  g_assert_cmpstr (g_ptr_array_index (plan->notes, 0), ==, "These columns are not imported: 備考");
  g_assert_null (((EnrImportColumn *) g_ptr_array_index (plan->columns, 2))->field);

  for (guint i = 0; i < 2; i++)
    {
      static const char *const bad_field[] = { "nmae=お子さん", NULL };
      static const char *const bad_column[] = { "name=なまえ", NULL };

      options.mappings = i == 0 ? bad_field : bad_column;
      g_assert_null (enr_import_children_plan (nursery->db, csv, &options, &error));
      g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
      g_assert_nonnull (
          strstr (error->message, i == 0 ? "birth-date" : "お子さん, 生まれた日, 備考"));
      g_clear_error (&error);
    }
}

static void
test_cp932 (void)
{
  /* 園児番号,氏名,生年月日,備考 / 1,髙橋 ①,令和2年5月10日,ﾀﾏｺﾞ */
  static const char bytes[]
      = "\x89\x80\x8e\x99\x94\xd4\x8d\x86,\x8e\x81\x96\xbc,\x90\xb6\x94\x4e\x8c\x8e\x93\xfa,"
        "\x94\xf5\x8d\x6c\r\n"
        "1,\xfb\xfc\x8b\xb4\x81\x40\x87\x40,"
        "\x97\xdf\x98\x61\x82\x51\x94\x4e\x82\x54\x8c\x8e\x82\x50\x82\x4f\x93\xfa,"
        "\xc0\xcf\xba\xde\r\n";
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (0);
  g_autoptr (EnrChild) child = NULL;

  import_twice (nursery, bytes);
  child = import_find_child (nursery, "1");
  g_assert_cmpstr (child->family_name, ==, "髙橋");
  g_assert_cmpstr (child->given_name, ==, "①");
  g_assert_cmpint (child->birth_date, ==, enr_date_new (2020, 5, 10));
  g_assert_cmpstr (child->note, ==, "タマゴ");
}

/* Rows that are refused, each with its reason; nothing is written of a file that has one. */
static void
test_refused (void)
{
  static const struct
  {
    const char *row;
    const char *reason;
  } cases[] = {
    { "1,架空 花,2030-01-01,,,,",
      "Line 2, column “生年月日”: The birth date 2030-01-01 is in the future." },
    { "1,架空 花,2020-13-01,,,,", "Line 2, column “生年月日”: “2020-13-01” is not a date." },
    { "1,架空 花,,,,,", "The birth date is missing." },
    { "1,,2020-05-10,,,,", "The child's name is missing." },
    { "1,架空 花,1985-05-10,,,,", "By the birth date this is not a child." },
    { "1,架空 花,2020-05-10,雌,,,", "column “性別”: “雌” is neither 男 nor 女." },
    { "1,架空 花,2020-05-10,,4号,,", "“4号” is none of 1号, 2号 and 3号." },
    { "1,架空 花,2020-05-10,,,半日,", "“半日” is none of" },
    { "1,架空 花,2020-05-10,,,,きのう", "Line 2, column “入園日”: “きのう” is not a date." },
    { "T0001,架空 花,2020-05-10,,,,",
      "The number T0001 belongs to another child already: 青木 第1子" },
    { "T0001,石橋 第2子,2024-05-10,,,,",
      "The number T0001 belongs to another child already: 青木 第1子" },
    { "1,架空 花,2020-05-10,,,,\n1,架空 月,2021-05-10,,,,", "The number 1 is on line 2 already." },
    { ",架空 花,2020-05-10,,,,\n,架空　花,2020-05-10,,,,", "This is the same child as on line 2." },
    { "T0001,青木 第1子,2025-05-10,,,,\n,青木 第1子,2025-05-10,,,,",
      "This is the same child as on line 2." },
  };
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (2);
  g_autofree char *before = enr_test_dump (nursery->path);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "園児番号,氏名,生年月日,性別,認定区分,必要量,入園日\n%s\n9,例文 良,2021-05-10,,,,\n",
          cases[i].row);
      g_autoptr (EnrImportPlan) plan = import_plan (nursery, text);
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;
      guint refused = strchr (cases[i].row, '\n') != NULL ? 1 : 0;

      import_assert_row (plan, refused, ENR_IMPORT_REFUSE, cases[i].reason);
      import_assert_row (plan, refused + 1, ENR_IMPORT_ADD, NULL);
      g_assert_cmpuint (plan->counts[ENR_IMPORT_REFUSE], ==, 1);
      g_assert_false (enr_import_children_apply (nursery->db, &nursery->actor, plan, &error));
      g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
      after = enr_test_dump (nursery->path);
      g_assert_cmpstr (after, ==, before);
    }
}

/* Files that are no roster: one sentence, and nothing written. */
static void
test_wrong_files (void)
{
  static const struct
  {
    const char *text;
    const char *part;
  } cases[] = {
    { "商品,価格\nえんぴつ,100\n", "商品, 価格" },
    { "氏名,クラス\n架空 花,ほし\n", "no column for the birth date" },
    { "姓,生年月日\n架空,2020-05-10\n", "no column for the child's name" },
    { "あ\n", "no column for the child's name" },
    { "2026-05-10,2026-05-11\n", "no column" },
  };
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  EnrImportOptions options = enr_import_options_default ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (EnrCsv) csv = import_read_csv (cases[i].text);
      g_autoptr (GError) error = NULL;

      g_assert_null (enr_import_children_plan (nursery->db, csv, &options, &error));
      g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
      if (strstr (error->message, cases[i].part) == NULL)
        g_error ("%s", error->message);
    }
}

static void
test_too_large (void)
{
  g_autoptr (GString) columns = g_string_new ("氏名,生年月日");
  g_autoptr (GString) field = g_string_new ("氏名,生年月日\n架空 花,2020-05-10,");
  g_autoptr (GError) error = NULL;
  static const char broken[] = "\x8e\x81\x96\xbc,\xff\xff\xfe\n";

  for (guint i = 0; i < 1000000; i++)
    g_string_append_c (columns, ',');
  g_assert_null (enr_csv_read_data ("x", columns->str, columns->len, ENR_ENCODING_AUTO, &error));
  g_assert_error (error, ENR_CSV_ERROR, ENR_CSV_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_string_set_size (field, 20 * 1024 * 1024);
  memset (field->str + 40, 'x', field->len - 40);
  g_assert_null (enr_csv_read_data ("x", field->str, field->len, ENR_ENCODING_AUTO, &error));
  g_assert_error (error, ENR_CSV_ERROR, ENR_CSV_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_null (enr_csv_read_data ("x", broken, strlen (broken), ENR_ENCODING_AUTO, &error));
  g_assert_error (error, ENR_CSV_ERROR, ENR_CSV_ERROR_ENCODING);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/nursery/import-file/headings", test_headings);
  g_test_add_func ("/nursery/import-file/two-kana-columns", test_two_kana_columns);
  g_test_add_func ("/nursery/import-file/mappings", test_mappings);
  g_test_add_func ("/nursery/import-file/cp932", test_cp932);
  g_test_add_func ("/nursery/import-file/refused", test_refused);
  g_test_add_func ("/nursery/import-file/wrong-files", test_wrong_files);
  g_test_add_func ("/nursery/import-file/too-large", test_too_large);

  return g_test_run ();
}
