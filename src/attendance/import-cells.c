/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the rows of an attendance list say, apart from any database.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "attendance/import-private.h"
#include "attendance/stamp.h"
#include "base/text.h"
#include "nursery/error.h"

/* clang-format off */
const EnrImportField enr_attendance_fields[ENR_N_ATTENDANCE_FIELDS] = {
  [ENR_FIELD_CHILD]
  = { "child", N_ ("Number"), "園児番号",
      "external-id|園児ID|園児コード|園児No|園児NO.|管理番号|児童番号|児童ID|児童コード|整理番号|番号|ID|child id|number" },
  [ENR_FIELD_CHILD_NAME]
  = { "name", N_ ("Name"), NULL, "氏名|園児名|園児氏名|児童名|児童氏名|お名前|姓名|full name" },
  [ENR_FIELD_CHILD_FAMILY_NAME]
  = { "family-name", N_ ("Family name"), "姓", "名字|苗字|氏|園児姓|last name|surname" },
  [ENR_FIELD_CHILD_GIVEN_NAME] = { "given-name", N_ ("Given name"), "名", "名前|first name" },
  [ENR_FIELD_CHILD_BIRTH_DATE]
  = { "birth-date", N_ ("Birth date"), "生年月日", "誕生日|お誕生日|出生日|birthday|date of birth" },
  [ENR_FIELD_DATE]
  = { "date", N_ ("Date"), "日付",
      "日付(YYYY/MM/DD)|年月日|対象日|登園日|登降園日|利用日|保育日|出席日|day" },
  [ENR_FIELD_ARRIVED]
  = { "arrived", N_ ("Arrived"), "登園",
      "登園日時|登園時刻|登園時間|登所|登所時刻|登所時間|登園打刻|入室|入室時刻|入室時間|arrival" },
  [ENR_FIELD_LEFT]
  = { "left", N_ ("Left"), "降園",
      "降園日時|降園時刻|降園時間|降所|降所時刻|降所時間|降園打刻|退室|退室時刻|退室時間|お迎え時刻|departure" },
  [ENR_FIELD_COLLECTED_BY]
  = { "collected-by", N_ ("Collected by"), "お迎え", "お迎え者|お迎えの人|お迎えに来た人|迎え|迎えの人|送迎者|降園者" },
  [ENR_FIELD_PLANNED_ARRIVE]
  = { "planned-arrive", N_ ("Planned arrival"), "登園予定", "登園予定時刻|登園予定時間|予定登園時刻" },
  [ENR_FIELD_PLANNED_LEAVE]
  = { "planned-leave", N_ ("Planned departure"), "お迎え予定",
      "お迎え予定時刻|お迎え予定時間|お迎え時間予定|降園予定|降園予定時刻|降園予定時間|予定降園時刻" },
  [ENR_FIELD_PLANNED_COLLECTOR]
  = { "planned-collector", N_ ("Planned to be collected by"), "お迎え予定者", "お迎え予定の人|降園予定者" },
  [ENR_FIELD_ABSENCE_KIND]
  = { "absence-kind", N_ ("Kind of absence"), "欠席区分",
      "欠席|欠席種別|欠席種類|出欠|出欠区分|出欠状況|出欠席|absence" },
  [ENR_FIELD_ABSENCE_REASON] = { "absence-reason", N_ ("Reason of the absence"), "欠席理由", "欠席事由|理由" },
  [ENR_FIELD_NOTIFIED_BY] = { "notified-by", N_ ("Told by"), "連絡者", "欠席連絡者|連絡した人" },
  [ENR_FIELD_DAY_NOTE] = { "note", N_ ("Note"), "備考", "メモ|特記事項|連絡事項|備考欄|コメント" },
};
/* clang-format on */

typedef struct
{
  guint field;
  const char *heading;
  gboolean is_needed;
} PresetColumn;

/* FACTS 11.5. Its other columns (class, kana, class age) say nothing of a day. */
static const PresetColumn lookmee[] = {
  { ENR_FIELD_CHILD, "園児ID", FALSE },
  { ENR_FIELD_CHILD_FAMILY_NAME, "園児 姓", TRUE },
  { ENR_FIELD_CHILD_GIVEN_NAME, "園児 名", TRUE },
  { ENR_FIELD_CHILD_BIRTH_DATE, "園児 生年月日", FALSE },
  { ENR_FIELD_DATE, "日付(YYYY/MM/DD)", TRUE },
  { ENR_FIELD_ARRIVED, "登園日時", TRUE },
  { ENR_FIELD_LEFT, "降園日時", TRUE },
  { ENR_FIELD_DAY_NOTE, "メモ", FALSE },
};

static const char *const preset_names[] = { "lookmee", NULL };

const EnrImportField *
enr_import_attendance_fields (guint *n_fields)
{
  *n_fields = ENR_N_ATTENDANCE_FIELDS;
  return enr_attendance_fields;
}

const char *const *
enr_import_attendance_presets (void)
{
  return preset_names;
}

static void
cells_clear (gpointer data)
{
  EnrAttendanceCells *self = data;

  g_clear_pointer (&self->problems, g_ptr_array_unref);
}

void
enr_attendance_sheet_free (gpointer data)
{
  EnrAttendanceSheet *self = data;

  if (self == NULL)
    return;

  g_array_unref (self->cells);
  g_string_chunk_free (self->strings);
  g_free (self);
}

static void
add_problem (EnrAttendanceCells *cells,
             const EnrImportHeader *header,
             guint field,
             const char *text,
             const char *format)
{
  g_autofree char *tidy = enr_text_tidy (text);
  g_autofree char *start = g_utf8_strlen (tidy, -1) > 40 ? g_utf8_substring (tidy, 0, 40) : NULL;

  if (cells->problems == NULL)
    cells->problems = g_ptr_array_new_with_free_func (g_free);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_ptr_array_add (cells->problems,
                   g_strdup_printf (format, cells->line, enr_import_header_heading (header, field),
                                    start != NULL ? start : tidy));
#pragma GCC diagnostic pop
}

typedef struct
{
  EnrAttendanceSheet *sheet;
  const EnrImportHeader *header;
  const EnrCsv *csv;
  guint row;
  EnrAttendanceCells cells;
} Reader;

static const char *
read_text (Reader *self, guint field)
{
  const char *text = enr_import_header_cell (self->header, self->csv, self->row, field);
  g_autofree char *tidy = NULL;

  if (text == NULL)
    return NULL;
  tidy = field == ENR_FIELD_DAY_NOTE || field == ENR_FIELD_ABSENCE_REASON
             ? enr_text_tidy_lines (text)
             : enr_text_tidy (text);
  return *tidy != '\0' ? g_string_chunk_insert_const (self->sheet->strings, tidy) : NULL;
}

static EnrDate
read_date (Reader *self, guint field)
{
  const char *text = enr_import_header_cell (self->header, self->csv, self->row, field);
  EnrDate date;

  if (text == NULL)
    return ENR_DATE_NONE;
  date = enr_date_parse_any (text);
  if (date == ENR_DATE_NONE)
    /* Translators: a line, a column, and what stands there */
    add_problem (&self->cells, self->header, field, text,
                 _ ("Line %u, column “%s”: “%s” is not a date."));
  return date;
}

/* A time of day, or a date and a time, which may be on the morning after. */
static int
read_time (Reader *self, guint field)
{
  const char *text = enr_import_header_cell (self->header, self->csv, self->row, field);
  EnrInstant instant;
  int minutes;

  if (text == NULL)
    return ENR_MINUTES_NONE;
  minutes = enr_minutes_parse (text);
  if (minutes != ENR_MINUTES_NONE)
    return minutes;
  instant = enr_instant_parse_local (text);
  if (instant == ENR_INSTANT_NONE)
    {
      add_problem (&self->cells, self->header, field, text,
                   _ ("Line %u, column “%s”: “%s” is not a time."));
      return ENR_MINUTES_NONE;
    }
  if (self->cells.date == ENR_DATE_NONE)
    self->cells.date
        = enr_stamp_day (field == ENR_FIELD_LEFT ? ENR_STAMP_LEAVE : ENR_STAMP_ARRIVE, instant);
  minutes = enr_instant_minutes (instant, self->cells.date);
  if (minutes >= 0 && minutes <= ENR_MINUTES_MAX)
    return minutes;
  add_problem (&self->cells, self->header, field, text,
               _ ("Line %u, column “%s”: “%s” is on another day than the row."));
  return ENR_MINUTES_NONE;
}

static void
read_child (Reader *self)
{
  EnrAttendanceCells *cells = &self->cells;
  const char *whole = read_text (self, ENR_FIELD_CHILD_NAME);
  g_autofree char *who = NULL;

  cells->number = read_text (self, ENR_FIELD_CHILD);
  cells->family_name = read_text (self, ENR_FIELD_CHILD_FAMILY_NAME);
  cells->given_name = read_text (self, ENR_FIELD_CHILD_GIVEN_NAME);
  if (cells->family_name == NULL && cells->given_name == NULL)
    cells->family_name = whole; /* compared without its blank */
  cells->birth_date = read_date (self, ENR_FIELD_CHILD_BIRTH_DATE);
  who = g_strdup_printf ("%s\n%s\n%s\n%d", cells->number != NULL ? cells->number : "",
                         cells->family_name != NULL ? cells->family_name : "",
                         cells->given_name != NULL ? cells->given_name : "", cells->birth_date);
  cells->who = g_string_chunk_insert_const (self->sheet->strings, who);
}

/* FALSE for a row that says nothing of the day. */
static gboolean
read_row (Reader *self)
{
  EnrAttendanceCells *cells = &self->cells;

  memset (cells, 0, sizeof *cells);
  cells->line = enr_csv_line (self->csv, self->row);
  read_child (self);
  cells->date = read_date (self, ENR_FIELD_DATE);
  cells->arrived = read_time (self, ENR_FIELD_ARRIVED);
  cells->left = read_time (self, ENR_FIELD_LEFT);
  cells->planned_arrive = read_time (self, ENR_FIELD_PLANNED_ARRIVE);
  cells->planned_leave = read_time (self, ENR_FIELD_PLANNED_LEAVE);
  cells->planned_collector = read_text (self, ENR_FIELD_PLANNED_COLLECTOR);
  cells->collected_by = read_text (self, ENR_FIELD_COLLECTED_BY);
  cells->absence_kind = read_text (self, ENR_FIELD_ABSENCE_KIND);
  cells->absence_reason = read_text (self, ENR_FIELD_ABSENCE_REASON);
  cells->notified_by = read_text (self, ENR_FIELD_NOTIFIED_BY);
  cells->note = read_text (self, ENR_FIELD_DAY_NOTE);
  return cells->problems != NULL || cells->arrived != ENR_MINUTES_NONE
         || cells->left != ENR_MINUTES_NONE || cells->planned_arrive != ENR_MINUTES_NONE
         || cells->planned_leave != ENR_MINUTES_NONE || cells->planned_collector != NULL
         || cells->collected_by != NULL || cells->absence_kind != NULL
         || cells->absence_reason != NULL || cells->note != NULL;
}

/* The preset's columns as mappings; those given by hand come after them and win. */
static GPtrArray *
all_mappings (const EnrCsv *csv,
              const EnrImportOptions *options,
              const char *preset,
              GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (EnrImportHeader) header = NULL;

  if (preset != NULL && !g_str_equal (preset, "lookmee"))
    {
      g_autofree char *names = g_strjoinv (", ", (char **) preset_names);

      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                   _ ("There is no preset “%s”. The presets are: %s"), preset, names);
      return NULL;
    }
  if (preset != NULL)
    {
      header = enr_import_header_read (csv, enr_attendance_fields, ENR_N_ATTENDANCE_FIELDS, NULL,
                                       error);
      if (header == NULL)
        return NULL;
      for (guint i = 0; i < G_N_ELEMENTS (lookmee); i++)
        {
          const char *key = enr_attendance_fields[lookmee[i].field].key;
          g_autofree char *wanted = enr_import_heading_key (lookmee[i].heading);
          gboolean is_there = FALSE;

          for (guint j = 0; j < header->n_columns; j++)
            {
              g_autofree char *heading = enr_import_heading_key (header->headings[j]);

              is_there |= g_str_equal (heading, wanted);
            }
          if (is_there || lookmee[i].is_needed)
            g_ptr_array_add (list, g_strdup_printf ("%s=%s", key, lookmee[i].heading));
        }
    }
  for (guint i = 0; options->mappings != NULL && options->mappings[i] != NULL; i++)
    g_ptr_array_add (list, g_strdup (options->mappings[i]));
  g_ptr_array_add (list, NULL);
  return g_steal_pointer (&list);
}

static gboolean
check_needed (const EnrImportHeader *header, const EnrCsv *csv, GError **error)
{
  static const guint facts[] = { ENR_FIELD_ARRIVED, ENR_FIELD_LEFT, ENR_FIELD_PLANNED_LEAVE,
                                 ENR_FIELD_ABSENCE_KIND, ENR_FIELD_DAY_NOTE };
  gboolean has_child = enr_import_header_has (header, ENR_FIELD_CHILD)
                       || enr_import_header_has (header, ENR_FIELD_CHILD_NAME)
                       || (enr_import_header_has (header, ENR_FIELD_CHILD_FAMILY_NAME)
                           && enr_import_header_has (header, ENR_FIELD_CHILD_GIVEN_NAME));
  gboolean has_date = enr_import_header_has (header, ENR_FIELD_DATE);
  gboolean has_fact = FALSE;
  g_autoptr (GString) missing = g_string_new (NULL);
  g_autofree char *file = g_path_get_basename (enr_csv_get_name (csv));
  g_autofree char *list = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    has_fact |= enr_import_header_has (header, facts[i]);
  if (has_child && has_date && has_fact)
    return TRUE;

  if (!has_child)
    g_string_append (missing, " child=COLUMN");
  if (!has_date)
    g_string_append (missing, " date=COLUMN");
  if (!has_fact)
    g_string_append (missing, " arrived=COLUMN left=COLUMN");
  list = enr_import_header_dup_list (header);
  /* Translators: a file's name, the list of its columns, and how to name the columns that are
   * missing, like " child=COLUMN date=COLUMN" */
  g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
               _ ("%s lacks columns that a list of attendance needs. Its columns are: %s. If it is "
                  "such a list, say which they are:%s"),
               file, list, missing->str);
  return FALSE;
}

EnrAttendanceSheet *
enr_attendance_sheet_read (const EnrCsv *csv,
                           const EnrImportOptions *options,
                           const char *preset,
                           EnrImportPlan *plan,
                           GError **error)
{
  g_autoptr (EnrAttendanceSheet) self = g_new0 (EnrAttendanceSheet, 1);
  g_autoptr (GPtrArray) mappings = NULL;
  g_autoptr (EnrImportHeader) header = NULL;
  Reader reader;

  self->cells = g_array_new (FALSE, FALSE, sizeof (EnrAttendanceCells));
  g_array_set_clear_func (self->cells, cells_clear);
  self->strings = g_string_chunk_new (64 * 1024);
  self->first = self->last = ENR_DATE_NONE;

  mappings = all_mappings (csv, options, preset, error);
  if (mappings == NULL)
    return NULL;
  header = enr_import_header_read (csv, enr_attendance_fields, ENR_N_ATTENDANCE_FIELDS,
                                   (const char *const *) mappings->pdata, error);
  if (header == NULL)
    return NULL;
  enr_import_header_settle_name (header, ENR_FIELD_CHILD_FAMILY_NAME, ENR_FIELD_CHILD_GIVEN_NAME,
                                 ENR_FIELD_CHILD_NAME);
  if (!check_needed (header, csv, error))
    return NULL;

  reader = (Reader){ self, header, csv, 0, { 0 } };
  for (guint row = header->first_row; row < enr_csv_rows (csv); row++)
    {
      reader.row = row;
      if (enr_csv_row_is_blank (csv, row) || !read_row (&reader))
        continue;
      g_array_append_val (self->cells, reader.cells);
      if (reader.cells.date == ENR_DATE_NONE)
        continue;
      if (self->first == ENR_DATE_NONE || reader.cells.date < self->first)
        self->first = reader.cells.date;
      self->last = MAX (self->last, reader.cells.date);
    }
  enr_import_plan_set_header (plan, header);
  return g_steal_pointer (&self);
}
