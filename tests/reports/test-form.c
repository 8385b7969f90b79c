/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/form.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/data.h"
#include "reports/sheet.h"
#include "sample.h"

/* A small good form; the cases below put something else in the place of one of its parts. */
static const char good[] = "<?xml version=\"1.0\"?>\n"                                       /* 1 */
                           "<form id=\"daily-register\" title=\"登降園簿\">\n"               /* 2 */
                           "  <paper size=\"A4\" orientation=\"landscape\"/>\n"              /* 3 */
                           "  <margins top=\"10\" bottom=\"8\" left=\"12\" right=\"12\"/>\n" /* 4 */
                           "  <rows height=\"7\"/>\n"                                        /* 5 */
                           "  <columns>\n"                                                   /* 6 */
                           "    <column field=\"name\" heading=\"氏名\" width=\"40\"/>\n"    /* 7 */
                           "    <column field=\"note\" heading=\"備考\" weight=\"1\"/>\n"    /* 8 */
                           "  </columns>\n"                                                  /* 9 */
                           "  <footer>\n"                  /* 10 */
                           "    <line text=\"{page}\"/>\n" /* 11 */
                           "  </footer>\n"                 /* 12 */
                           "</form>\n";                    /* 13 */

static const struct
{
  const char *from;
  const char *to;
  const char *place; /* LINE:COLUMN */
  const char *says;
} broken[] = {
  { "<rows", "<row", "5:3", "<row>" },
  { "height=\"7\"", "hight=\"7\"", "5:9", "hight" },
  { "height=\"7\"", "", "5:3", "height" },
  { "height=\"7\"", "height=\"seven\"", "5:9", "from 3 to 60" },
  { "height=\"7\"", "height=\"0\"", "5:9", "from 3 to 60" },
  { "height=\"7\"", "height=\"nan\"", "5:9", "from 3 to 60" },
  { "height=\"7\"", "height=\"0x9\"", "5:9", "from 3 to 60" },
  { "height=\"7\"", "height=\"7,5\"", "5:9", "from 3 to 60" },
  { "height=\"7\"", "height=\"7\"\n  per-page=\"2.5\"", "6:3", "whole number" },
  { "height=\"7\"", "height=\"7\" per-page=\"60\"", "2:1", "do not fit" },
  { "height=\"7\"", "height=\"7\" minimum-height=\"x\"", "5:20", "minimum-height" },
  { "daily-register", "day", "2:7", "attendance-book" },
  { " title=\"登降園簿\"", "", "2:1", "title" },
  { "landscape", "sideways", "3:20", "landscape, portrait" },
  { "\"A4\"", "\"A9\"", "3:10", "A3, A4" },
  { "top=\"10\"", "top=\"100\"", "4:12", "from 4 to 60" },
  { "  <paper size=\"A4\" orientation=\"landscape\"/>\n", "", "2:1", "<paper>" },
  { "field=\"name\"", "field=\"nmae\"", "7:13", "nmae" },
  { "field=\"name\"", "field=\"days\"", "7:13", "planned-arrive" },
  { "field=\"name\"", "field=\"kana\"", "2:1", "name" },
  { "field=\"note\"", "field=\"name\"", "8:13", "twice" },
  { "width=\"40\"", "", "7:5", "weight" },
  { "width=\"40\"", "width=\"40\" weight=\"1\"", "7:5", "weight" },
  { "width=\"40\"", "width=\"270\"", "8:5", "do not fit" },
  { "width=\"40\"", "width=\"290\"", "7:5", "273.0 mm" },
  { "width=\"40\"", "width=\"40\" align=\"middle\"", "7:50", "left, center, right" },
  { "width=\"40\"", "width=\"40\" ages=\"2-0\"", "7:50", "0-2" },
  { "width=\"40\"", "width=\"40\" ages=\"0-9\"", "7:50", "0-2" },
  { "width=\"40\"", "width=\"40\" wrap=\"maybe\"", "7:50", "no, yes" },
  { "{page}", "{pag}", "11:11", "{pag}" },
  { "{page}", "{page", "11:11", "}" },
  { "<line text=\"{page}\"/>", "<line/>", "11:5", "text" },
  { "<line text=\"{page}\"/>", "", "10:3", "<line>" },
  { "<line text=\"{page}\"/>", "<line text=\"x\">覚え</line>", "11:20", "覚え" },
  { "<line text=\"{page}\"/>", "<line text=\"x\">y</line>", "11:20", "y" },
  { "<line text=\"{page}\"/>", "ページ", "11:5", "ページ" },
  { "  <footer>", "  <rows height=\"8\"/>\n  <footer>", "10:3", "twice" },
  { "  <footer>", "  <approval width=\"15\" height=\"20\"/>\n  <footer>", "10:3", "<box>" },
  { "  <footer>", "  <symbols><symbol state=\"presnt\" text=\"x\"/></symbols>\n  <footer>", "10:20",
    "allergy" },
  { "  <footer>", "  <symbols><symbol text=\"x\"/></symbols>\n  <footer>", "10:12", "absence" },
  { "  <footer>", "  <sums><sum field=\"present\" heading=\"x\"/></sums>\n  <footer>", "10:14",
    "present" },
  { "</form>\n", "", "13:1", "XML" },
  { "</columns>", "</column>", "9:", "XML" },
  { "氏名", "\xff\xfe", "7:1", "UTF-8" },
  { "<form id=\"daily-register\" title=\"登降園簿\">", "<register>", "2:1", "<form>" },
};

static char *
replace (const char *from, const char *to)
{
  const char *place = strstr (good, from);

  g_assert_nonnull (place);
  return g_strdup_printf ("%.*s%s%s", (int)(place - good), good, to, place + strlen (from));
}

static void
test_broken (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *text = replace (broken[i].from, broken[i].to);
      g_autofree char *prefix = g_strdup_printf ("bad.form.xml:%s", broken[i].place);
      g_autoptr (GError) error = NULL;
      g_autoptr (EnrForm) form
          = enr_form_load_data ("bad.form.xml", text, strlen (text), NULL, &error);

      g_assert_null (form);
      g_assert_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_FORM);
      if (!g_str_has_prefix (error->message, prefix)
          || strstr (error->message, broken[i].says) == NULL)
        g_error ("row %u: wanted %s ... %s, got %s", i, prefix, broken[i].says, error->message);
    }
}

static void
test_good (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrForm) form = enr_form_load_data ("good", good, strlen (good), NULL, &error);
  g_autofree char *with_mark = g_strconcat ("\xef\xbb\xbf", good, NULL);
  g_autoptr (EnrForm) marked = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (form->id, ==, ENR_FORM_DAILY_REGISTER);
  g_assert_cmpfloat_with_epsilon (form->width, 841.89, 0.01);
  g_assert_cmpuint (form->columns->len, ==, 2);
  g_assert_cmpstr (enr_form_symbol (form, "late"), ==, "遅刻");
  g_assert_cmpstr (enr_form_absence_symbol (form, "sick", "病"), ==, "病");
  g_assert_true (form->class_pages);

  /* As Windows editors save it. */
  marked = enr_form_load_data ("marked", with_mark, strlen (with_mark), NULL, &error);
  g_assert_no_error (error);
}

/* Half a file, at every byte: an error or a form, never a crash. */
static void
test_cut_off (void)
{
  for (gsize length = 0; length < strlen (good); length++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *half = g_memdup2 (good, length + 1);
      g_autoptr (EnrForm) form = enr_form_load_data ("half", half, length, NULL, &error);

      g_assert_true ((form == NULL) == (error != NULL));
    }
}

/* Random bytes changed, likewise. */
static void
test_garbled (void)
{
  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = g_strdup (good);
      g_autoptr (EnrForm) form = NULL;

      for (int k = g_test_rand_int_range (1, 4); k > 0; k--)
        text[g_test_rand_int_range (0, strlen (good))] = (char)g_test_rand_int_range (1, 256);
      form = enr_form_load_data ("garbled", text, strlen (text), NULL, &error);
      g_assert_true ((form == NULL) == (error != NULL));
    }
}

static void
test_built_in (void)
{
  static const char *const ids[] = { ENR_FORM_DAILY_REGISTER, ENR_FORM_ATTENDANCE_BOOK };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EnrForm) form = enr_form_load (ids[i], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (form->id, ==, ids[i]);
    }
}

/* The nursery's own copy comes first, and a broken one is never passed over. */
static void
test_own_copy (void)
{
  g_autofree char *path = enr_data_own_path ("forms/daily-register.form.xml");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *book = sample_form_text (ENR_FORM_ATTENDANCE_BOOK);
  g_autofree char *prefix = NULL;
  g_autoptr (GError) error = NULL;
  EnrForm *form;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, good, -1, NULL));
  form = enr_form_load (ENR_FORM_DAILY_REGISTER, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (form->columns->len, ==, 2);
  enr_form_free (form);

  g_assert_true (g_file_set_contents (path, "<form>", -1, NULL));
  form = enr_form_load (ENR_FORM_DAILY_REGISTER, &error);
  g_assert_null (form);
  g_assert_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_FORM);
  prefix = g_strdup_printf ("%s:1:1: ", path);
  g_assert_true (g_str_has_prefix (error->message, prefix));
  g_clear_error (&error);

  /* The other form under this name. */
  g_assert_true (g_file_set_contents (path, book, -1, NULL));
  form = enr_form_load (ENR_FORM_DAILY_REGISTER, &error);
  g_assert_null (form);
  g_assert_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_FORM);
  g_clear_error (&error);
  g_remove (path);

  form = enr_form_load (ENR_FORM_DAILY_REGISTER, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (form->columns->len, >, 2);
  enr_form_free (form);
}

static void
test_expand (void)
{
  g_autoptr (GHashTable) values = enr_sheet_values_new ();
  g_autofree char *full = NULL;
  g_autofree char *plain = NULL;

  enr_sheet_set (values, "page", "%d", 3);
  enr_sheet_set (values, "empty", "%s", "");
  full = enr_form_expand ("{page} / {empty}頁", values);
  plain = enr_form_expand ("印", values);
  g_assert_cmpstr (full, ==, "3 / 頁");
  g_assert_cmpstr (plain, ==, "印");
  g_assert_null (enr_form_expand ("休園日 {empty}{unknown}", values));
}

int
main (int argc, char **argv)
{
  /* A home of its own, where a nursery's copy of a form is looked for. */
  g_autofree char *home = g_dir_make_tmp ("enroku-forms-XXXXXX", NULL);
  g_autofree char *data = g_build_filename (home, "enroku", NULL);
  g_autofree char *forms = g_build_filename (data, "forms", NULL);
  int status;

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reports/form/good", test_good);
  g_test_add_func ("/reports/form/broken", test_broken);
  g_test_add_func ("/reports/form/cut-off", test_cut_off);
  g_test_add_func ("/reports/form/garbled", test_garbled);
  g_test_add_func ("/reports/form/built-in", test_built_in);
  g_test_add_func ("/reports/form/own-copy", test_own_copy);
  g_test_add_func ("/reports/form/expand", test_expand);
  status = g_test_run ();
  g_rmdir (forms);
  g_rmdir (data);
  g_rmdir (home);
  return status;
}
