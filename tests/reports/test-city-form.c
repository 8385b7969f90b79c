/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The values for a city's form: every tag of the help can be filled, and with what it says.
 */
#include "config.h"

#include "reports/city-form.h"

#include <string.h>
#include <xlsxwriter.h>
#include <zip.h>

#include "attendance/entry.h"
#include "fees/care-month.h"
#include "nursery/facility.h"
#include "support/fixture.h"

typedef struct
{
  EnrTestNursery *nursery;
  char *form;
  char *output;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrCareRule) rule = enr_care_rule_new ();
  EnrEntryTimes times = { 8 * 60 + 12, 18 * 60 + 21, "祖母" };
  EnrEntryAbsence absence = { "sick", "発熱", "母" };

  fixture->nursery = enr_test_nursery_new (12);
  fixture->form = g_build_filename (fixture->nursery->folder, "form.xlsx", NULL);
  fixture->output = g_build_filename (fixture->nursery->folder, "out.xlsx", NULL);
  g_free (rule->name);
  rule->name = g_strdup ("延長");
  rule->first = enr_date_new (2026, 4, 1);
  rule->n_bands = 1;
  rule->bands[0] = (EnrCareBand){ ENR_BAND_AFTER, 18 * 60, 27 * 60, 0, 5, 15, 100 };
  g_assert_true (enr_care_rule_save (fixture->nursery->db, &fixture->nursery->actor, rule, &error));
  g_assert_true (enr_entry_set_times (fixture->nursery->db, &fixture->nursery->actor,
                                      &fixture->nursery->children[0], enr_date_new (2026, 6, 1),
                                      &times, "x", &error));
  g_assert_true (enr_entry_set_absence (fixture->nursery->db, &fixture->nursery->actor,
                                        &fixture->nursery->children[0], enr_date_new (2026, 6, 2),
                                        &absence, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->form);
  g_free (fixture->output);
  enr_test_nursery_free (fixture->nursery);
}

static char *
read_member (const char *path, const char *name)
{
  int code = 0;
  zip_t *zip = zip_open (path, ZIP_RDONLY, &code);
  zip_file_t *file;
  zip_stat_t info;
  char *text;

  g_assert_nonnull (zip);
  g_assert_cmpint (zip_stat (zip, name, 0, &info), ==, 0);
  file = zip_fopen (zip, name, 0);
  text = g_malloc0 (info.size + 1);
  g_assert_cmpint (zip_fread (file, text, info.size), ==, (gint64) info.size);
  zip_fclose (file);
  zip_close (zip);
  return text;
}

static void
fill (Fixture *fixture, const EnrCityScope *scope, EnrSheetReport *report)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) form = enr_sheet_load (fixture->form, &error);
  g_autoptr (EnrSheetData) data = NULL;

  g_assert_no_error (error);
  data = enr_city_data_load (fixture->nursery->db, scope, form, &error);
  g_assert_no_error (error);
  enr_sheet_fill_file (fixture->form, fixture->output, data, ENR_SHEET_FILL_STRICT, report, &error);
  g_assert_no_error (error);
}

/* A sheet for each tag of the help; all are known, and all are filled. */
static void
test_every_tag (Fixture *fixture, gconstpointer data)
{
  const EnrCityScope scope = { enr_date_new (2026, 6, 1), NULL, ENR_DATE_NONE };
  g_auto (EnrSheetReport) report = { 0 };
  lxw_workbook *book = workbook_new (fixture->form);
  guint n_tags = 0;
  guint n_lists = 0;

  for (const EnrCityTag *tag = enr_city_tags (); tag->name != NULL; tag++)
    {
      g_autofree char *text = g_strdup_printf ("{{%s}}", tag->name);

      worksheet_write_string (workbook_add_worksheet (book, NULL), 0, 0, text, NULL);
      n_tags++;
      n_lists += tag->is_list;
    }
  g_assert_cmpint (workbook_close (book), ==, LXW_NO_ERROR);
  fill (fixture, &scope, &report);
  g_assert_cmpuint (report.n_tags, ==, n_tags);
  g_assert_cmpuint (report.unknown->len, ==, 0);
  g_assert_cmpuint (report.n_rows, ==, n_lists * fixture->nursery->n_children);
  g_assert_cmpuint (report.n_meant, >,
                    n_lists * fixture->nursery->n_children / 2); /* not the blank ones */
  g_assert_cmpuint (report.n_filled, ==, report.n_meant);
}

static void
assert_contains (const char *xml, const char *text)
{
  if (strstr (xml, text) == NULL)
    g_error ("no %s in %s", text, xml);
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  const EnrCityScope scope
      = { enr_date_new (2026, 6, 1), &fixture->nursery->classes[0], enr_date_new (2026, 6, 1) };
  static const char *const tags[] = {
    "{{month}}",          "{{month.era-year}}", "{{weekday.1..31}}",
    "{{count.children}}", "{{count.present}}",
  };
  static const char *const fields[]
      = { "{{children.number}}", "{{children.days-sick}}",    "{{children.minutes}}",
          "{{children.fee}}",    "{{children.collected-by}}", "{{children.attendance.1..31}}" };
  g_auto (EnrSheetReport) report = { 0 };
  g_autofree char *xml = NULL;
  lxw_workbook *book = workbook_new (fixture->form);
  lxw_worksheet *sheet = workbook_add_worksheet (book, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    worksheet_write_string (sheet, i, 0, tags[i], NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    worksheet_write_string (sheet, 10, (lxw_col_t) i, fields[i], NULL);
  g_assert_cmpint (workbook_close (book), ==, LXW_NO_ERROR);
  fill (fixture, &scope, &report);
  g_assert_cmpuint (report.n_rows, ==, 2); /* of the class of the youngest */
  xml = read_member (fixture->output, "xl/worksheets/sheet1.xml");
  assert_contains (xml, "令和8年6月");
  assert_contains (xml, "<v>8</v>");
  assert_contains (xml, "月");
  assert_contains (xml, "祖母");
  assert_contains (xml, "<v>16</v>");
  assert_contains (xml, "<v>200</v>");
  assert_contains (xml, "病");
}

/* The monthly example lets its cells have certain symbols only: those that a nursery has at first.
 */
static void
test_example_symbols (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) folders = g_strsplit (g_getenv ("ENROKU_DATA_DIR"), ":", -1);
  g_autofree char *path = g_build_filename (folders[0], "forms", "examples", "monthly.xlsx", NULL);
  g_autofree char *sheet = read_member (path, "xl/worksheets/sheet1.xml");
  const char *first = strstr (sheet, "<formula1>");
  g_autofree char *list = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrMonth) month
      = enr_month_load (fixture->nursery->db, enr_date_new (2026, 6, 1), NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (first);
  list = g_strndup (first, strstr (first, "</formula1>") - first);
  g_assert_cmpuint (month->kinds->len, >, 0);
  for (guint i = 0; i < month->kinds->len; i++)
    if (strstr (list, g_array_index (month->kinds, EnrAbsenceKind, i).symbol) == NULL)
      g_error ("%s is not in %s", g_array_index (month->kinds, EnrAbsenceKind, i).symbol, list);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/city-form/every-tag", test_every_tag);
  ADD ("/city-form/values", test_values);
  ADD ("/city-form/example-symbols", test_example_symbols);
#undef ADD
  return g_test_run ();
}
