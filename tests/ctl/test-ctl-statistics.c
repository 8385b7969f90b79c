/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * staff, duty, meal, and the reports of figures.
 */
#include "config.h"

#include <string.h>
#include <glib/gstdio.h>

#include "ctl-run.h"

#define DAY "2026-06-09"

static void
assert_pdf (const char *path, const char *part)
{
  g_autofree char *data = NULL;
  g_autofree char *text = ctl_pdf_text (path);
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_assert_true (g_str_has_prefix (data, "%PDF-"));
  if (text != NULL)
    assert_contains (text, part);
  else
    g_test_message ("pdftotext is not installed: the text was not looked at");
}

static void
test_staff (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  JsonObject *json;

  RUN (ctl, 0, "staff", "list");
  assert_contains (ctl->out, "No staff");
  RUN (ctl, 0, "staff", "add", "保育 花", "--job", "teacher", "--kana", "ホイク　ハナ", "--from",
       "令和8年4月1日", "--json");
  json = ctl_json (ctl);
  g_assert_cmpstr (json_object_get_string_member (json, "first_day"), ==, "2026-04-01");
  g_assert_true (json_object_get_boolean_member (json, "is_counted"));
  g_assert_cmpint (json_object_get_int_member (json, "week_minutes"), ==, 2400);
  RUN (ctl, 0, "staff", "add", "調理 太郎", "--job", "cook", "--part-time", "--week", "20:30",
       "--from", "2026-04-01", "--to", "2027-03-31");
  assert_contains (ctl->out, "調理員");
  RUN (ctl, 0, "staff", "list", "--json");
  json = ctl_find (ctl_json (ctl), "staff", "name", "調理 太郎");
  g_assert_false (json_object_get_boolean_member (json, "is_counted"));
  g_assert_false (json_object_get_boolean_member (json, "is_full_time"));
  g_assert_cmpint (json_object_get_int_member (json, "week_minutes"), ==, 1230);
  RUN (ctl, 0, "staff", "list");
  assert_contains (ctl->out, "保育 花");
  assert_contains (ctl->out, "20:30 part-time");

  RUN (ctl, 2, "staff", "add", "x", "--job", "pilot");
  assert_contains (ctl->err, "保育士");
  RUN (ctl, 2, "staff", "add", "x", "--job", "cook", "--week", "200");
  RUN (ctl, 2, "staff", "add", "x", "--job", "cook", "--counted", "perhaps");
  RUN (ctl, 3, "staff", "add", "x", "--job", "cook", "--from", "2026-04-02", "--to", "2026-04-01");
  RUN (ctl, 3, "staff", "leave", "だれか", "--date", DAY);
  RUN (ctl, 0, "staff", "leave", "保育花", "--date", "2026-06-30");
  assert_contains (ctl->out, "2026-06-30");
  RUN (ctl, 0, "staff", "list", "--date", "2026-07-01");
  g_assert_null (strstr (ctl->out, "保育 花"));
}

static void
test_seal (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *bad = ctl_write (ctl, "bad.png", "GIF89a");
  g_autofree char *good = ctl_path (ctl, "seal.png");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  /* One red dot. */
  static const guint8 png[]
      = { 0x89, 'P',  'N',  'G',  0x0d, 0x0a, 0x1a, 0x0a, 0,    0,    0,    0x0d, 'I',  'H',
          'D',  'R',  0,    0,    0,    1,    0,    0,    0,    1,    8,    2,    0,    0,
          0,    0x90, 0x77, 0x53, 0xde, 0,    0,    0,    0x0c, 'I',  'D',  'A',  'T',  0x08,
          0xd7, 0x63, 0xf8, 0xcf, 0xc0, 0,    0,    3,    1,    1,    0,    0x18, 0xdd, 0x8d,
          0xb0, 0,    0,    0,    0,    'I',  'E',  'N',  'D',  0xae, 0x42, 0x60, 0x82 };

  g_assert_true (g_file_set_contents (good, (const char *) png, sizeof png, NULL));
  RUN (ctl, 0, "staff", "add", "園長 見本", "--job", "director", "--from", "2026-04-01");
  before = ctl_dump (ctl);
  RUN (ctl, 3, "staff", "seal", "園長 見本", "--picture", bad);
  RUN (ctl, 1, "staff", "seal", "園長 見本", "--picture", "/nowhere.png");
  RUN (ctl, 3, "staff", "seal", "だれか", "--picture", good);
  after = ctl_dump (ctl);
  g_assert_cmpstr (after, ==, before);
  RUN (ctl, 0, "staff", "seal", "園長 見本", "--picture", good);
  g_clear_pointer (&after, g_free);
  after = ctl_dump (ctl);
  g_assert_cmpstr (after, !=, before);
  RUN (ctl, 0, "staff", "seal", "園長 見本");
}

static void
test_duty (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  JsonArray *duties;

  RUN (ctl, 0, "staff", "add", "保育 花", "--job", "teacher", "--from", "2026-04-01");
  RUN (ctl, 0, "staff", "add", "保育 月", "--job", "teacher", "--from", "2026-04-01", "--to", DAY);
  RUN (ctl, 0, "duty", "list", "--date", DAY);
  assert_contains (ctl->out, "No duties");
  RUN (ctl, 0, "duty", "set", "保育 花", "--date", DAY, "--time", "7:00-12:00", "--time",
       "13:00-16:30", "--json");
  duties = json_object_get_array_member (ctl_json (ctl), "duties");
  g_assert_cmpuint (json_array_get_length (duties), ==, 2);
  g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (duties, 1), "last"), ==,
      "16:30");
  RUN (ctl, 0, "duty", "set", "保育 月", "--date", DAY, "--time", "8:30-17:15");
  assert_contains (ctl->out, "8:30   17:15  保育 月");
  RUN (ctl, 3, "duty", "set", "保育 花", "--date", DAY, "--time", "7:00-12:00", "--time",
       "11:00-16:30");
  assert_contains (ctl->err, "overlap at 11:00");
  RUN (ctl, 3, "duty", "set", "保育 花", "--date", DAY, "--time", "12:00-7:00");
  RUN (ctl, 3, "duty", "set", "保育 月", "--date", "2026-06-10", "--time", "7:00-12:00");
  assert_contains (ctl->err, "not employed on 2026-06-10");
  RUN (ctl, 2, "duty", "set", "保育 花", "--date", DAY, "--time", "7:00");
  RUN (ctl, 0, "duty", "copy", "--from", DAY, "--to", "2026-06-16");
  assert_contains (ctl->err, "1 member of staff is not employed then");
  assert_contains (ctl->out, "保育 花");
  RUN (ctl, 3, "duty", "copy", "--from", DAY, "--to", "2026-06-16");
  assert_contains (ctl->err, "already");
  RUN (ctl, 0, "duty", "copy", "--from", DAY, "--to", "2026-06-16", "--replace");
  RUN (ctl, 3, "duty", "copy", "--from", "2026-06-01", "--to", "2026-06-17");
  RUN (ctl, 0, "duty", "set", "保育 花", "--date", DAY);
  g_assert_null (strstr (ctl->out, "保育 花"));
}

static void
test_setting (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();

  RUN (ctl, 0, "staffing", "setting", "--json");
  g_assert_cmpstr (json_object_get_string_member (ctl_json (ctl), "ratios"), ==, "date");
  RUN (ctl, 0, "staffing", "setting", "--one-to-five", "yes", "--ratios", "former", "--extra", "2",
       "--full-week", "38:45");
  RUN (ctl, 0, "staffing", "setting");
  assert_contains (ctl->out, "former");
  assert_contains (ctl->out, "extra: 2");
  assert_contains (ctl->out, "38:45");
  RUN (ctl, 2, "staffing", "setting", "--ratios", "old");
  RUN (ctl, 2, "staffing", "setting", "--extra", "100");
  RUN (ctl, 3, "staffing", "setting", "--full-week", "0");
}

static void
test_meals (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();

  RUN (ctl, 0, "meal", "list");
  assert_contains (ctl->out, "No meals");
  RUN (ctl, 0, "meal", "set", "おやつ", "--at", "15:00");
  RUN (ctl, 0, "meal", "set", "給食", "--at", "11:45");
  RUN (ctl, 0, "meal", "set", "給食", "--at", "11:30");
  RUN (ctl, 0, "meal", "list", "--json");
  g_assert_cmpstr (
      json_object_get_string_member (ctl_find (ctl_json (ctl), "meals", "name", "給食"), "at"), ==,
      "11:30");
  RUN (ctl, 0, "meal", "set", "おやつ", "--at", "none");
  g_assert_null (strstr (ctl->out, "おやつ"));
  RUN (ctl, 3, "meal", "set", "夕食", "--at", "none");
}

static void
test_statistics (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *pdf = ctl_path (ctl, "月次.pdf");
  g_autofree char *csv = ctl_path (ctl, "a.csv");
  g_autofree char *xlsx = ctl_path (ctl, "a.XLSX");
  g_autofree char *odd = ctl_path (ctl, "a.ods");
  g_autofree char *text = NULL;
  g_autofree char *book = NULL;

  RUN (ctl, 0, "meal", "set", "給食", "--at", "11:30");
  RUN (ctl, 0, "report", "statistics", "--month", "2026-06", "--output", pdf);
  assert_contains (ctl->out, "1 page");
  assert_pdf (pdf, "令和8年6月");
  assert_pdf (pdf, "月次統計表");
  RUN (ctl, 0, "report", "statistics", "--month", "2026-06", "--output", csv);
  g_assert_true (g_file_get_contents (csv, &text, NULL, NULL));
  assert_contains (text, "表,項目,0歳児,1歳児,2歳児,3歳児,4歳児,5歳児,計,単位\r\n");
  assert_contains (text, "在籍と出席,在籍（月初日）,2,2,2,2,2,2,12,人\r\n");
  assert_contains (text, "食数,給食（11:30）,");
  RUN (ctl, 0, "report", "statistics", "--month", "2026-06", "--output", xlsx, "--json");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "rows"), >, 20);
  g_assert_true (g_file_get_contents (xlsx, &book, NULL, NULL));
  g_assert_true (g_str_has_prefix (book, "PK"));
  RUN (ctl, 2, "report", "statistics", "--month", "2026-06", "--output", odd);
  assert_contains (ctl->err, ".xlsx");
  RUN (ctl, 2, "report", "statistics", "--month", "2026-06-01", "--output", pdf);
  /* a month before there was anything */
  RUN (ctl, 0, "report", "statistics", "--month", "2019-03", "--output", pdf);
}

static char *
read_statistics (Ctl *ctl, const char *path, const char *live)
{
  char *text = NULL;

  RUN (ctl, 0, "report", "statistics", "--month", "2026-05", "--output", path, live);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* The line of a figure, to its end. */
static char *
find_line (const char *text, const char *part)
{
  const char *start = strstr (text, part);

  g_assert_nonnull (start);
  return g_strndup (start, strcspn (start, "\r"));
}

/* A closed month is printed as it was closed, and as it is now only with --live. */
static void
test_closed (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autofree char *csv = ctl_path (ctl, "a.csv");
  g_autofree char *pdf = ctl_path (ctl, "a.pdf");
  g_autofree char *open = NULL;
  g_autofree char *closed = NULL;
  g_autofree char *live = NULL;
  g_autofree char *meals = NULL;

  RUN (ctl, 0, "sample", "--children", "12", "--days", "41", "--until", "2026-06-10");
  RUN (ctl, 0, "meal", "set", "給食", "--at", "11:30");
  open = read_statistics (ctl, csv, NULL);
  assert_contains (open, "締め,締め前,");
  RUN (ctl, 0, "close-month", "2026-05");
  RUN (ctl, 0, "meal", "set", "給食", "--at", "20:30");
  closed = read_statistics (ctl, csv, NULL);
  assert_contains (ctl->err, "--live");
  assert_contains (closed, "締め,第1版 令和");
  assert_contains (closed, "締め,締めたあとに元の記録が変わっています");
  meals = find_line (open, "食数,給食（11:30）,");
  assert_contains (closed, strchr (strchr (meals, ',') + 1, ',')); /* the counts of then */
  g_assert_null (strstr (closed, "20:30"));
  live = read_statistics (ctl, csv, "--live");
  assert_contains (live, "締め,いまの記録（第1版 令和");
  assert_contains (live, "食数,給食（20:30）,0,0,0,0,0,0,0,人");
  RUN (ctl, 0, "report", "statistics", "--month", "2026-05", "--output", pdf);
  assert_pdf (pdf, "締めたあとに元の記録が変わっています");
}

/* The sample has somebody to look after its children. */
static void
test_sample_staff (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();

  RUN (ctl, 0, "sample", "--children", "30", "--days", "10", "--until", "2026-06-10");
  RUN (ctl, 0, "staff", "list");
  assert_contains (ctl->out, "見本 園子");
  assert_contains (ctl->out, "主任保育士");
  RUN (ctl, 0, "report", "staffing", "--date", DAY, "--json");
  g_assert_cmpint (json_object_get_int_member (
                       ctl_find (ctl_json (ctl), "half_hours", "from", "11:00"), "on_duty"),
                   >=, 4);
}

static void
test_as_of (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *pdf = ctl_path (ctl, "a.pdf");
  g_autofree char *csv = ctl_path (ctl, "a.csv");
  g_autofree char *text = NULL;
  g_autofree char *row = NULL;

  RUN (ctl, 0, "staff", "add", "保育 花", "--job", "teacher", "--from", "2026-04-01");
  RUN (ctl, 0, "report", "as-of", "--date", "2026-06-01", "--output", pdf);
  assert_pdf (pdf, "令和8年6月1日現在");
  assert_pdf (pdf, "保育士");
  RUN (ctl, 0, "report", "as-of", "--date", "2026-06-01", "--output", csv);
  g_assert_true (g_file_get_contents (csv, &text, NULL, NULL));
  assert_contains (text, "在籍,計,12,人\r\n");
  assert_contains (text, "従事者,保育士　常勤換算,1.0,人\r\n");
  RUN (ctl, 0, "report", "facility-row", "--output", csv);
  g_assert_true (g_file_get_contents (csv, &row, NULL, NULL));
  assert_contains (row, "都道府県コード又は市区町村コード,NO,都道府県名");
  assert_contains (row, "さくら保育園");
}

static void
test_staffing (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *pdf = ctl_path (ctl, "a.pdf");
  g_autofree char *csv = ctl_path (ctl, "a.csv");
  JsonObject *json;
  JsonObject *half_hour;

  RUN (ctl, 0, "report", "staffing", "--date", DAY);
  assert_contains (ctl->out, "No duties");
  RUN (ctl, 0, "staff", "add", "保育 花", "--job", "teacher", "--from", "2026-04-01");
  RUN (ctl, 0, "duty", "set", "保育 花", "--date", DAY, "--time", "7:00-19:00");
  RUN (ctl, 0, "report", "staffing", "--date", DAY, "--json");
  json = ctl_json (ctl);
  g_assert_cmpstr (json_object_get_string_member (json, "ratios"), ==, "present");
  g_assert_cmpint (
      json_object_get_int_member (json_object_get_object_member (json, "present"), "required"), ==,
      2);
  g_assert_cmpint (json_object_get_int_member (json, "short_half_hours"), >, 10);
  half_hour = ctl_find (json, "half_hours", "from", "11:00");
  g_assert_cmpint (json_object_get_int_member (half_hour, "on_duty"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (half_hour, "required_present"), ==, 2);
  g_assert_true (json_object_get_boolean_member (half_hour, "is_short"));
  RUN (ctl, 0, "report", "staffing", "--date", DAY);
  assert_contains (ctl->out, "Required by who is enrolled on 2026-06-01: 2");
  assert_contains (ctl->out, "Short");
  RUN (ctl, 0, "report", "staffing", "--date", DAY, "--output", pdf);
  assert_pdf (pdf, "職員配置表");
  assert_pdf (pdf, "不足の時間帯");
  RUN (ctl, 0, "report", "staffing", "--date", DAY, "--output", csv, "--encoding", "cp932");
  RUN (ctl, 2, "report", "staffing", "--date", DAY, "--output", "x");
}

static void
test_same_bytes (void)
{
  static const char *const names[] = { "a.pdf", "a.xlsx", "a.csv" };
  g_autoptr (Ctl) ctl = ctl_new_sample ();

  ctl->shell = "SOURCE_DATE_EPOCH=1780000000 exec \"$@\"";
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = ctl_path (ctl, names[i]);
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;
      gsize first_length, second_length;

      RUN (ctl, 0, "report", "statistics", "--month", "2026-06", "--output", path);
      g_assert_true (g_file_get_contents (path, &first, &first_length, NULL));
      RUN (ctl, 0, "report", "statistics", "--month", "2026-06", "--output", path);
      g_assert_true (g_file_get_contents (path, &second, &second_length, NULL));
      g_assert_cmpmem (first, first_length, second, second_length);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/statistics/staff", test_staff);
  g_test_add_func ("/ctl/statistics/duty", test_duty);
  g_test_add_func ("/ctl/statistics/seal", test_seal);
  g_test_add_func ("/ctl/statistics/setting", test_setting);
  g_test_add_func ("/ctl/statistics/meals", test_meals);
  g_test_add_func ("/ctl/statistics/statistics", test_statistics);
  g_test_add_func ("/ctl/statistics/closed", test_closed);
  g_test_add_func ("/ctl/statistics/sample-staff", test_sample_staff);
  g_test_add_func ("/ctl/statistics/as-of", test_as_of);
  g_test_add_func ("/ctl/statistics/staffing", test_staffing);
  g_test_add_func ("/ctl/statistics/same-bytes", test_same_bytes);

  return g_test_run ();
}
