/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the rows of a roster say, apart from any database.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "base/text.h"
#include "nursery/error.h"
#include "nursery/import-private.h"

/* Far above any name; a cell beyond it is a sign of another kind of file. */
#define MAX_LETTERS 200

/* clang-format off */
/* The order of the export's columns too. */
const EnrImportField enr_child_fields[ENR_N_CHILD_FIELDS] = {
  [ENR_FIELD_EXTERNAL_ID]
  = { "external-id", N_ ("Number"), "園児番号",
      "園児ID|園児コード|園児No|園児NO.|管理番号|児童番号|児童ID|児童コード|整理番号|番号|ID|個人番号コード|"
      "child id|child number|number" },
  [ENR_FIELD_NAME]
  = { "name", N_ ("Name"), NULL,
      "氏名|園児名|園児氏名|児童名|児童氏名|お名前|おなまえ|姓名|漢字氏名|氏名漢字|full name" },
  [ENR_FIELD_FAMILY_NAME]
  = { "family-name", N_ ("Family name"), "姓",
      "名字|苗字|氏|園児姓|園児 姓|姓漢字|漢字姓|氏名姓|氏名（姓）|last name|surname" },
  [ENR_FIELD_GIVEN_NAME]
  = { "given-name", N_ ("Given name"), "名",
      "名前|園児 名|名漢字|漢字名|氏名（名）|first name" },
  [ENR_FIELD_KANA]
  = { "kana", N_ ("Name in kana"), NULL,
      "ふりがな|かな|よみがな|よみ|氏名かな|氏名（かな）|氏名ふりがな|氏名よみがな|かな氏名|園児名かな|園児名ふりがな|"
      "児童名かな|児童名ふりがな|名前かな|名前ふりがな|お名前ふりがな" },
  [ENR_FIELD_FAMILY_KANA]
  = { "family-kana", N_ ("Family name in kana"), "せい",
      "姓カナ|姓かな|姓（よみがな）|姓（ふりがな）|姓よみ|名字かな|名字ふりがな|苗字かな|苗字ふりがな|氏かな|氏ふりがな|"
      "かな姓|ふりがな（姓）|よみがな（姓）|ふりがな（せい）|かな（せい）|かな（姓）" },
  [ENR_FIELD_GIVEN_KANA]
  = { "given-kana", N_ ("Given name in kana"), "めい",
      "名カナ|名かな|名（よみがな）|名（ふりがな）|名よみ|かな名|ふりがな（名）|よみがな（名）|ふりがな（めい）|かな（めい）|"
      "かな（名）" },
  [ENR_FIELD_SEX] = { "sex", N_ ("Sex"), "性別", "男女|男女別|gender" },
  [ENR_FIELD_BIRTH_DATE]
  = { "birth-date", N_ ("Birth date"), "生年月日",
      "誕生日|お誕生日|誕生年月日|出生日|出生年月日|生年月日（西暦）|生年月日（和暦）|birthday|date of birth" },
  [ENR_FIELD_CLASS]
  = { "class", N_ ("Class"), "クラス", "組|クラス名|組名|所属クラス|在籍クラス|クラス（組）|学級|学級名" },
  [ENR_FIELD_ENROLLED_ON]
  = { "enrolled-on", N_ ("Enrolled on"), "入園日",
      "入所日|入園年月日|入所年月日|利用開始日|入園|入所|在籍開始日|契約開始日" },
  [ENR_FIELD_LEFT_ON]
  = { "left-on", N_ ("Left on"), "退園日",
      "退所日|退園年月日|退所年月日|卒園日|利用終了日|退園|退所|在籍終了日|契約終了日" },
  [ENR_FIELD_FAMILY]
  = { "family", N_ ("Family"), "家族",
      "世帯|世帯番号|家族番号|家族ID|世帯ID|兄弟|きょうだい|兄弟姉妹|きょうだい番号|兄弟番号|兄弟姉妹番号" },
  [ENR_FIELD_CERTIFICATION]
  = { "certification", N_ ("Certification"), "認定区分",
      "支給認定|支給認定区分|認定|教育・保育給付認定|教育保育給付認定区分|給付認定|給付認定区分|号認定|認定種別" },
  [ENR_FIELD_CARE_HOURS]
  = { "care-hours", N_ ("Care hours"), "必要量",
      "保育必要量|保育の必要量|保育時間|保育時間区分|保育時間認定|認定時間|保育必要量区分|必要量区分" },
  [ENR_FIELD_CERTIFICATION_NUMBER]
  = { "certification-number", N_ ("Certification number"), "認定番号",
      "支給認定番号|支給認定証番号|認定証番号|給付認定番号|受給者番号" },
  [ENR_FIELD_GUARDIAN_NAME]
  = { "guardian-name", N_ ("Guardian"), "保護者氏名",
      "保護者|保護者名|保護者１氏名|保護者氏名１|代表保護者|代表保護者氏名|世帯主|parent" },
  [ENR_FIELD_GUARDIAN_RELATION]
  = { "guardian-relation", N_ ("Relation of the guardian"), "保護者続柄", "続柄|保護者の続柄|保護者との続柄" },
  [ENR_FIELD_GUARDIAN_PHONE]
  = { "guardian-phone", N_ ("Telephone"), "電話番号",
      "電話|携帯|携帯電話|携帯番号|携帯電話番号|保護者電話|保護者電話番号|保護者携帯|連絡先|連絡先電話番号|緊急連絡先|TEL|"
      "phone" },
  [ENR_FIELD_POSTAL_CODE] = { "postal-code", N_ ("Postal code"), "郵便番号", "〒|郵便" },
  [ENR_FIELD_ADDRESS] = { "address", N_ ("Address"), "住所", "現住所|自宅住所|居住地" },
  [ENR_FIELD_ALLERGY]
  = { "allergy", N_ ("Allergies"), "アレルギー", "アレルギー情報|アレルギー内容|アレルゲン|食物アレルギー|アレルギーの有無" },
  [ENR_FIELD_NOTE] = { "note", N_ ("Note"), "備考", "メモ|特記事項|連絡事項|備考欄|コメント" },
};
/* clang-format on */

const EnrImportField *
enr_import_children_fields (guint *n_fields)
{
  *n_fields = ENR_N_CHILD_FIELDS;
  return enr_child_fields;
}

static void
cells_free (gpointer data)
{
  EnrChildCells *self = data;

  for (guint i = 0; i < ENR_N_CHILD_FIELDS; i++)
    g_free (self->text[i]);
  g_free (self->title);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_free (self);
}

void
enr_child_sheet_free (gpointer data)
{
  EnrChildSheet *self = data;

  if (self == NULL)
    return;
  for (guint i = 0; i < ENR_N_CHILD_FIELDS; i++)
    g_free (self->headings[i]);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

/* One word of a table, compared as headings are. */
typedef struct
{
  const char *words; /* separated by '|' */
  int value;
} Word;

static gboolean
find_word (const Word *words, guint n_words, const char *text, int *value)
{
  g_autofree char *key = enr_import_heading_key (text);

  for (guint i = 0; i < n_words; i++)
    {
      g_auto (GStrv) list = g_strsplit (words[i].words, "|", -1);

      for (guint j = 0; list[j] != NULL; j++)
        {
          g_autofree char *other = enr_import_heading_key (list[j]);

          if (g_str_equal (other, key))
            {
              *value = words[i].value;
              return TRUE;
            }
        }
    }
  return FALSE;
}

static gboolean
parse_sex (const char *text, int *sex)
{
  static const Word words[] = {
    { "男|男児|男子|男の子|男性|おとこ|M|male|boy|1", ENR_SEX_MALE },
    { "女|女児|女子|女の子|女性|おんな|F|female|girl|2", ENR_SEX_FEMALE },
    { "不明|未設定|unknown|0", ENR_SEX_UNKNOWN },
  };

  return find_word (words, G_N_ELEMENTS (words), text, sex);
}

static gboolean
parse_certification (const char *text, int *kind)
{
  static const Word words[] = {
    { "1|1号|1号認定|1号こども|一号|一号認定|教育認定|教育標準時間認定", ENR_CERTIFICATION_1 },
    { "2|2号|2号認定|2号こども|二号|二号認定|満3歳以上保育認定", ENR_CERTIFICATION_2 },
    { "3|3号|3号認定|3号こども|三号|三号認定|満3歳未満保育認定", ENR_CERTIFICATION_3 },
  };

  return find_word (words, G_N_ELEMENTS (words), text, kind);
}

static gboolean
parse_care_hours (const char *text, int *hours)
{
  static const Word words[] = {
    { "標準|標準時間|保育標準時間|保育標準|標準時間認定|長時間|11時間|standard",
      ENR_CARE_STANDARD },
    { "短時間|短|保育短時間|短時間認定|8時間|short", ENR_CARE_SHORT },
    { "教育|教育標準時間|教育標準|教育時間|education", ENR_CARE_EDUCATION },
  };

  return find_word (words, G_N_ELEMENTS (words), text, hours);
}

static void
add_problem (EnrChildCells *cells, char *problem)
{
  if (cells->problems == NULL)
    cells->problems = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (cells->problems, problem);
}

/* A cell's text as far as a message should show it. */
static char *
shorten (const char *text)
{
  g_autofree char *tidy = enr_text_tidy (text);
  g_autofree char *start = NULL;

  if (g_utf8_strlen (tidy, -1) <= 40)
    return g_steal_pointer (&tidy);
  start = g_utf8_substring (tidy, 0, 39);
  return g_strconcat (start, "…", NULL);
}

static void
cell_problem (EnrChildCells *cells, const EnrImportHeader *header, guint field, const char *format)
{
  g_autofree char *text = shorten (cells->text[field]);
  char *problem;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  problem = g_strdup_printf (format, cells->line, enr_import_header_heading (header, field), text);
#pragma GCC diagnostic pop
  add_problem (cells, problem);
}

static char *
tidy_cell (guint field, const char *text)
{
  switch (field)
    {
    case ENR_FIELD_KANA:
    case ENR_FIELD_FAMILY_KANA:
    case ENR_FIELD_GIVEN_KANA:
      return enr_text_to_hiragana (text);
    case ENR_FIELD_GUARDIAN_PHONE:
    case ENR_FIELD_POSTAL_CODE:
      return enr_text_tidy_phone (text);
    case ENR_FIELD_NOTE:
      return enr_text_tidy_lines (text);
    default:
      return enr_text_tidy (text);
    }
}

/* A whole name is parted at its first blank; where the parts have columns of their own, those win.
 */
static void
split_name (EnrChildCells *cells, guint whole, guint family, guint given)
{
  const char *blank;

  if (cells->text[whole] == NULL || cells->text[family] != NULL || cells->text[given] != NULL)
    return;
  blank = strchr (cells->text[whole], ' ');
  if (blank == NULL)
    {
      cells->text[family] = g_strdup (cells->text[whole]);
      if (whole == ENR_FIELD_NAME)
        cells->is_unsplit = TRUE;
      return;
    }
  cells->text[family] = g_strndup (cells->text[whole], blank - cells->text[whole]);
  cells->text[given] = g_strdup (blank + 1);
}

static void
parse_date (EnrChildCells *cells, const EnrImportHeader *header, guint field, EnrDate *date)
{
  *date = ENR_DATE_NONE;
  if (cells->text[field] == NULL)
    return;
  *date = enr_date_parse_any (cells->text[field]);
  if (*date == ENR_DATE_NONE)
    /* Translators: a line, a column, and what stands there */
    cell_problem (cells, header, field, _ ("Line %u, column “%s”: “%s” is not a date."));
}

static void
parse_values (EnrChildCells *cells, const EnrImportHeader *header)
{
  parse_date (cells, header, ENR_FIELD_BIRTH_DATE, &cells->birth_date);
  parse_date (cells, header, ENR_FIELD_ENROLLED_ON, &cells->enrolled_on);
  parse_date (cells, header, ENR_FIELD_LEFT_ON, &cells->left_on);
  if (cells->text[ENR_FIELD_SEX] != NULL && !parse_sex (cells->text[ENR_FIELD_SEX], &cells->sex))
    cell_problem (cells, header, ENR_FIELD_SEX,
                  _ ("Line %u, column “%s”: “%s” is neither 男 nor 女."));
  if (cells->text[ENR_FIELD_CERTIFICATION] != NULL
      && !parse_certification (cells->text[ENR_FIELD_CERTIFICATION], &cells->certification))
    cell_problem (cells, header, ENR_FIELD_CERTIFICATION,
                  _ ("Line %u, column “%s”: “%s” is none of 1号, 2号 and 3号."));
  if (cells->text[ENR_FIELD_CARE_HOURS] != NULL
      && !parse_care_hours (cells->text[ENR_FIELD_CARE_HOURS], &cells->care_hours))
    cell_problem (cells, header, ENR_FIELD_CARE_HOURS,
                  _ ("Line %u, column “%s”: “%s” is none of 標準時間, 短時間 and 教育標準時間."));
}

static EnrChildCells *
read_cells (const EnrImportHeader *header, const EnrCsv *csv, guint row)
{
  EnrChildCells *cells = g_new0 (EnrChildCells, 1);

  cells->line = enr_csv_line (csv, row);
  for (guint i = 0; i < ENR_N_CHILD_FIELDS; i++)
    {
      const char *text = enr_import_header_cell (header, csv, row, i);

      if (text == NULL)
        continue;
      cells->text[i] = tidy_cell (i, text);
      if (*cells->text[i] == '\0')
        g_clear_pointer (&cells->text[i], g_free);
      else if (i != ENR_FIELD_NOTE && g_utf8_strlen (cells->text[i], -1) > MAX_LETTERS)
        cell_problem (cells, header, i, _ ("Line %u, column “%s”: “%s” is too long."));
    }
  split_name (cells, ENR_FIELD_NAME, ENR_FIELD_FAMILY_NAME, ENR_FIELD_GIVEN_NAME);
  split_name (cells, ENR_FIELD_KANA, ENR_FIELD_FAMILY_KANA, ENR_FIELD_GIVEN_KANA);
  parse_values (cells, header);
  cells->title = g_strdup_printf (
      "%s%s%s",
      cells->text[ENR_FIELD_FAMILY_NAME] != NULL ? cells->text[ENR_FIELD_FAMILY_NAME] : "",
      cells->text[ENR_FIELD_GIVEN_NAME] != NULL ? " " : "",
      cells->text[ENR_FIELD_GIVEN_NAME] != NULL ? cells->text[ENR_FIELD_GIVEN_NAME] : "");
  return cells;
}

static gboolean
cells_are_blank (const EnrChildCells *cells)
{
  for (guint i = 0; i < ENR_N_CHILD_FIELDS; i++)
    if (cells->text[i] != NULL)
      return FALSE;
  return TRUE;
}

static gboolean
check_needed (const EnrImportHeader *header, const EnrCsv *csv, GError **error)
{
  gboolean has_name = enr_import_header_has (header, ENR_FIELD_NAME)
                      || (enr_import_header_has (header, ENR_FIELD_FAMILY_NAME)
                          && enr_import_header_has (header, ENR_FIELD_GIVEN_NAME));
  gboolean has_birth = enr_import_header_has (header, ENR_FIELD_BIRTH_DATE);
  g_autofree char *file = g_path_get_basename (enr_csv_get_name (csv));
  g_autofree char *list = NULL;

  if (has_name && has_birth)
    return TRUE;

  list = enr_import_header_dup_list (header);
  if (!has_name && !has_birth)
    /* Translators: in these three a file's name and the list of its columns */
    g_set_error (
        error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
        _ ("%s has no column for the child's name and none for the birth date. Its columns "
           "are: %s. Say which is which, for example --map family-name=COLUMN "
           "and --map birth-date=COLUMN, if it is a list of children."),
        file, list);
  else if (!has_name)
    g_set_error (
        error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
        _ ("%s has no column for the child's name. Its columns are: %s. Say which it is with "
           "--map name=COLUMN, or with --map family-name=COLUMN and --map given-name=COLUMN."),
        file, list);
  else
    g_set_error (
        error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
        _ ("%s has no column for the birth date. Its columns are: %s. Say which it is with "
           "--map birth-date=COLUMN."),
        file, list);
  return FALSE;
}

EnrChildSheet *
enr_child_sheet_read (const EnrCsv *csv,
                      const EnrImportOptions *options,
                      EnrImportPlan *plan,
                      GError **error)
{
  g_autoptr (EnrChildSheet) self = g_new0 (EnrChildSheet, 1);
  g_autoptr (EnrImportHeader) header = NULL;

  self->cells = g_ptr_array_new_with_free_func (cells_free);
  self->no_new_classes = options->no_new_classes;
  self->fiscal_year = options->fiscal_year;
  self->today = options->today;
  header = enr_import_header_read (csv, enr_child_fields, ENR_N_CHILD_FIELDS, options->mappings,
                                   error);
  if (header == NULL)
    return NULL;
  enr_import_header_settle_name (header, ENR_FIELD_FAMILY_NAME, ENR_FIELD_GIVEN_NAME,
                                 ENR_FIELD_NAME);
  enr_import_header_settle_name (header, ENR_FIELD_FAMILY_KANA, ENR_FIELD_GIVEN_KANA,
                                 ENR_FIELD_KANA);
  if (!check_needed (header, csv, error))
    return NULL;

  for (guint i = 0; i < ENR_N_CHILD_FIELDS; i++)
    self->headings[i] = g_strdup (enr_import_header_heading (header, i));
  for (guint row = header->first_row; row < enr_csv_rows (csv); row++)
    {
      EnrChildCells *cells;

      if (enr_csv_row_is_blank (csv, row))
        continue;
      cells = read_cells (header, csv, row);
      if (cells_are_blank (cells))
        cells_free (cells);
      else
        g_ptr_array_add (self->cells, cells);
    }
  enr_import_plan_set_header (plan, header);
  return g_steal_pointer (&self);
}
