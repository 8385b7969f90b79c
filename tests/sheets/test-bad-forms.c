/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Forms that are broken, protected, signed, hostile or none: a clear message and no output.
 */
#include "config.h"
#include "forms.h"

#include <string.h>
#include <unistd.h>
#include <glib/gstdio.h>

/* clang-format off: the XML is laid out as it is read. */

#define SHEET "xl/worksheets/sheet1.xml"
#define TEXT(place, text) "<c r=\"" place "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"

static GBytes *
good_form (void)
{
  return form_xlsx ("<sheetData><row r=\"1\">" TEXT ("A1", "{{month}}") TEXT ("B1", "{{children.name}}")
                    "<c r=\"C1\" t=\"s\"><v>0</v></c><c r=\"D1\"><f>1+1</f><v>2</v></c></row></sheetData>"
                    "<mergeCells><mergeCell ref=\"A3:B4\"/></mergeCells>",
                    "<si><r><t>{{weekday</t></r><r><t>.1}}曜</t></r></si>");
}

static void
refuse (GBytes *form,
        EnrSheetError code,
        const char *words)
{
  g_autoptr (EnrSheetData) data = form_data (2);

  form_refuse (form, data, code, words);
}

static void
refuse_text (const char *bytes,
             gsize length,
             EnrSheetError code,
             const char *words)
{
  g_autoptr (GBytes) form = g_bytes_new (bytes, length);

  refuse (form, code, words);
}

static void
test_no_form (void)
{
  static const char old[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Workbook";
  static const char locked[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 "
      "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
  g_autoptr (GBytes) binary = form_zip ("[Content_Types].xml", "", "xl/workbook.bin", "", NULL);
  g_autoptr (GBytes) word = form_zip ("[Content_Types].xml", "", "word/document.xml", "", NULL);
  g_autoptr (GBytes) zip = form_zip ("a.txt", "a", NULL);
  g_autoptr (GBytes) drawing = form_zip ("=mimetype", "application/vnd.oasis.opendocument.graphics", NULL);

  refuse_text ("", 0, ENR_SHEET_ERROR_READ, "neither a spreadsheet");
  refuse_text ("番号,氏名\n", 10, ENR_SHEET_ERROR_READ, "neither a spreadsheet");
  refuse_text (old, sizeof old, ENR_SHEET_ERROR_READ, ".xls");
  refuse_text (locked, sizeof locked, ENR_SHEET_ERROR_PROTECTED, "password");
  refuse (binary, ENR_SHEET_ERROR_READ, ".xlsb");
  refuse (word, ENR_SHEET_ERROR_READ, "Word");
  refuse (zip, ENR_SHEET_ERROR_READ, "neither a spreadsheet");
  refuse (drawing, ENR_SHEET_ERROR_READ, "OpenDocument");
}

static void
test_broken_zip (void)
{
  g_autoptr (GBytes) form = good_form ();
  gsize length;
  const guint8 *data = g_bytes_get_data (form, &length);

  for (gsize n = 4; n < length; n += 37)
    {
      g_autoptr (GBytes) cut = g_bytes_new (data, n);

      refuse (cut, ENR_SHEET_ERROR_READ, "damaged");
    }
}

static void
test_protected (void)
{
  g_autoptr (GBytes) locked
      = form_zip ("=mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "\x01\x02",
                  "META-INF/manifest.xml",
                  "<m:manifest xmlns:m=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><m:file-entry>"
                  "<m:encryption-data/></m:file-entry></m:manifest>",
                  NULL);
  g_autoptr (GBytes) signed_ods
      = form_zip ("=mimetype", "application/vnd.oasis.opendocument.spreadsheet",
          "META-INF/documentsignatures.xml", "", NULL);
  g_autoptr (GBytes) signed_xlsx = form_zip ("[Content_Types].xml", "", "_xmlsignatures/sig1.xml", "", NULL);

  refuse (locked, ENR_SHEET_ERROR_PROTECTED, "password");
  refuse (signed_ods, ENR_SHEET_ERROR_SIGNED, "signature");
  refuse (signed_xlsx, ENR_SHEET_ERROR_SIGNED, "signature");
}

/* The sizes in the zip's directory changed to @size for the member that is there with @old. */
static GBytes *
lie (GBytes *form,
     const char *name,
     guint32 size)
{
  gsize length;
  guint8 *data = g_memdup2 (g_bytes_get_data (form, &length), g_bytes_get_size (form));

  for (gsize i = 0; i + 46 + strlen (name) < length; i++)
    if (memcmp (data + i, "PK\1\2", 4) == 0 && memcmp (data + i + 46, name, strlen (name)) == 0)
      for (guint b = 0; b < 4; b++)
        data[i + 24 + b] = (guint8)(size >> (8 * b));

  return g_bytes_new_take (data, length);
}

static void
test_bombs (void)
{
  g_autofree char *blanks = g_strnfill (48 << 20, ' ');
  g_autoptr (GBytes) form = good_form ();
  g_autoptr (GBytes) bomb = form_zip ("[Content_Types].xml", "", "_rels/.rels", "", "xl/media/a.png",
      blanks, NULL);
  g_autoptr (GBytes) huge = lie (form, "xl/vbaProject.bin", 0xfffffff0);
  g_autoptr (GBytes) small = lie (form, SHEET, 100);
  g_autoptr (GBytes) large = lie (form, SHEET, 5000);

  refuse (bomb, ENR_SHEET_ERROR_TOO_LARGE, "larger");
  refuse (huge, ENR_SHEET_ERROR_TOO_LARGE, "larger");
  refuse (small, ENR_SHEET_ERROR_READ, "damaged");
  refuse (large, ENR_SHEET_ERROR_READ, "damaged");
}

/* The good form with another sheet. */
static GBytes *
with_sheet (const char *sheet)
{
  g_autoptr (GBytes) form = good_form ();
  g_autofree char *workbook = form_member (form, "xl/workbook.xml");
  g_autofree char *roots = form_member (form, "_rels/.rels");
  g_autofree char *relations = form_member (form, "xl/_rels/workbook.xml.rels");
  g_autofree char *styles = form_member (form, "xl/styles.xml");
  g_autofree char *strings = form_member (form, "xl/sharedStrings.xml");

  return form_zip ("[Content_Types].xml", "<Types/>", "_rels/.rels", roots, "xl/workbook.xml", workbook,
                   "xl/_rels/workbook.xml.rels", relations, "xl/styles.xml", styles,
                   "xl/sharedStrings.xml", strings, SHEET,
                   sheet, NULL);
}

static void
test_bad_xml (void)
{
#define OPEN "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>" \
    "<row r=\"1\">"
#define CLOSE "</row></sheetData></worksheet>"
  static const struct
  {
    const char *sheet;
    const char *words;
  } cases[] = {
    { OPEN TEXT ("A1", "{{month}}"), "xl/worksheets/sheet1.xml" },
    { "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>" OPEN TEXT ("A1", "{{month}}&b;")
        CLOSE, "sheet1.xml" },
    { "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" OPEN TEXT ("A1", "{{month}}&a;") CLOSE,
        "sheet1.xml" },
    { "<!DOCTYPE x [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]>" OPEN TEXT ("A1", "{{month}}") CLOSE,
        "sheet1.xml" },
    { "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>" OPEN TEXT ("A1", "{{month}}") CLOSE, "sheet1.xml" },
    { "\xff\xfe<", "sheet1.xml" },
    { OPEN TEXT ("B1", "{{month}}") TEXT ("A1", "{{month}}") CLOSE, "様式1|not in order" },
    { OPEN TEXT ("A1", "{{month}}") "</row><row r=\"1\">" CLOSE, "様式1|not in order" },
    { OPEN TEXT ("A2", "{{month}}") CLOSE, "様式1|not in order" },
    { OPEN TEXT ("XFE1", "{{month}}") CLOSE, "様式1|not in order" },
    { OPEN "<c r=\"A1\" t=\"inlineStr\"><is><t>\xe5\x9c</t></is></c>" CLOSE, "sheet1.xml" },
  };
  GString *deep = g_string_new (OPEN);
  g_autoptr (GBytes) deep_form = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) form = with_sheet (cases[i].sheet);

      refuse (form, ENR_SHEET_ERROR_READ, cases[i].words);
    }

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<c>");
  deep_form = with_sheet (deep->str);
  refuse (deep_form, ENR_SHEET_ERROR_READ, "sheet1.xml");
  g_string_free (deep, TRUE);
}

static void
test_many_tags (void)
{
  GString *known = g_string_new ("<sheetData>");
  GString *unknown = g_string_new ("<sheetData>");
  g_autoptr (GBytes) good = NULL;
  g_autoptr (GBytes) bad = NULL;
  g_autoptr (EnrSheetData) data = form_data (0);
  g_autofree char *sheet = NULL;

  for (guint i = 1; i <= 10000; i++)
    {
      g_string_append_printf (known, "<row r=\"%u\"><c r=\"B%u\" t=\"inlineStr\"><is><t>{{month}}</t></is>"
          "</c></row>", i, i);
      g_string_append_printf (unknown, "<row r=\"%u\"><c r=\"B%u\" t=\"inlineStr\"><is><t>{{x.%u}}</t></is>"
          "</c></row>", i, i, i);
    }
  g_string_append (known, "</sheetData>");
  g_string_append (unknown, "</sheetData>");
  good = form_xlsx (known->str, NULL);
  bad = form_xlsx (unknown->str, NULL);
  sheet = form_fill (good, data, 10000, SHEET);
  g_assert_null (strstr (sheet, "{{"));
  form_refuse (bad, data, ENR_SHEET_ERROR_TAG, "10000 tags|{{x.1}} (様式1 B1)|{{x.5}}");
  g_string_free (known, TRUE);
  g_string_free (unknown, TRUE);
}

/* Few bytes that would become very many: ranges, a long text around a list's tag, rows that one element
 * stands for. */
static void
test_endless (void)
{
  g_autofree char *blanks = g_strnfill (1 << 20, 'x');
  g_autofree char *row = g_strconcat ("<sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>{{children.name}}",
                                      blanks, "</t></is></c></row></sheetData>", NULL);
  GString *ranges = g_string_new ("<sheetData>");
  GString *wide = g_string_new ("<table:table table:name=\"様式1\"><table:table-row><table:table-cell "
                                "office:value-type=\"string\"><text:p>{{children.name}}</text:p>"
                                "</table:table-cell></table:table-row><table:table-row "
                                "table:number-rows-repeated=\"1000\">");
  g_autoptr (EnrSheetData) data = form_data (400);
  g_autoptr (GBytes) range_form = NULL;
  g_autoptr (GBytes) text_form = form_xlsx (row, NULL);
  g_autoptr (GBytes) wide_form = NULL;

  for (guint i = 1; i <= 1000; i++)
    g_string_append_printf (
        ranges, "<row r=\"%u\"><c t=\"inlineStr\"><is><t>{{weekday.1..1000}}</t></is></c></row>", i);
  g_string_append (ranges, "</sheetData>");
  range_form = form_xlsx (ranges->str, NULL);
  for (guint i = 0; i < 8000; i++)
    g_string_append (wide, "<table:table-cell/><table:table-cell table:style-name=\"a\"/>");
  g_string_append (wide, "</table:table-row></table:table>");
  wide_form = form_ods (wide->str);

  form_refuse (range_form, data, ENR_SHEET_ERROR_TOO_LARGE, "more tags than");
  form_refuse (text_form, data, ENR_SHEET_ERROR_TOO_LARGE, "様式1|far larger");
  form_refuse (wide_form, data, ENR_SHEET_ERROR_TOO_LARGE, "様式1|far larger");
  g_string_free (ranges, TRUE);
  g_string_free (wide, TRUE);
}

static void
test_no_tags (void)
{
  g_autoptr (GBytes) form = form_xlsx ("<sheetData/>", NULL);

  refuse (form, ENR_SHEET_ERROR_NO_TAGS, "no tag");
}

/* Either a whole output or an error; never a crash, never something between. */
static void
fill_somehow (GBytes *form)
{
  g_autoptr (EnrSheetData) data = form_data (3);
  g_auto (EnrSheetReport) report = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) output = enr_sheet_fill (form, data, ENR_SHEET_FILL_DEFAULT, &report, &error);

  if (output == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (error->domain == ENR_SHEET_ERROR);
      g_assert_cmpint (error->code, !=, ENR_SHEET_ERROR_COUNT);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  else
    {
      g_assert_no_error (error);
      g_assert_cmpuint (report.n_filled, ==, report.n_meant);
    }
}

static void
damage (guint8 *data,
        gsize length)
{
  guint n = (guint)g_test_rand_int_range (1, 6);

  for (guint i = 0; i < n; i++)
    {
      gsize at = (gsize)g_test_rand_int_range (0, (gint32)length);

      if (g_test_rand_bit ())
        data[at] ^= (guint8)(1 << g_test_rand_int_range (0, 8));
      else
        data[at] = (guint8) "<>/\"&;{}=0A: \xe5"[g_test_rand_int_range (0, 14)];
    }
}

/* The zip's own bytes, and then the XML in a zip that is whole. */
static void
test_random_damage (void)
{
  g_autoptr (GBytes) xlsx = good_form ();
  g_autoptr (GBytes) ods = form_ods (
      "<table:table table:name=\"1\"><table:table-column table:number-columns-repeated=\"9\"/>"
      "<table:table-row>"
      "<table:table-cell office:value-type=\"string\"><text:p>{{chil<text:span>dren.name}}</text:span>"
      "</text:p></table:table-cell>"
      "<table:table-cell table:number-columns-repeated=\"3\" table:style-name=\"ce1\"/></table:table-row>"
      "<table:table-row "
      "table:number-rows-repeated=\"9\"><table:table-cell/></table:table-row></table:table>");
  g_autoptr (GBytes) odt = form_odt ("<text:p text:style-name=\"P1\" xml:id=\"a\">{{children.name}}<text:s "
      "text:c=\"2\"/></text:p>");
  GBytes *forms[] = { xlsx, ods, odt };
  static const char *const parts[] = { SHEET, "content.xml", "content.xml" };
  const guint rounds = g_test_thorough () ? 20000 : 400;

  for (guint f = 0; f < G_N_ELEMENTS (forms); f++)
    {
      g_autofree char *part = form_member (forms[f], parts[f]);
      g_autofree char *manifest = (f > 0) ? form_member (forms[f], "META-INF/manifest.xml") : NULL;
      g_autofree char *type = (f > 0) ? form_member (forms[f], "mimetype") : NULL;

      for (guint i = 0; i < rounds; i++)
        {
          gsize length = g_bytes_get_size (forms[f]);
          guint8 *copy = g_memdup2 (g_bytes_get_data (forms[f], NULL), length);
          g_autoptr (GBytes) bytes = NULL;
          g_autoptr (GBytes) whole = NULL;
          g_autofree char *changed = g_strdup (part);

          damage (copy, length);
          bytes = g_bytes_new_take (copy, length);
          fill_somehow (bytes);

          damage ((guint8 *)changed, strlen (changed));
          whole = (f == 0) ? with_sheet (changed)
                           : form_zip ("=mimetype", type, "content.xml", changed, "META-INF/manifest.xml",
                               manifest, NULL);
          fill_somehow (whole);
        }
    }
}

static void
write_file (const char *path,
            GBytes *bytes)
{
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size
      (bytes), NULL));
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("enroku-test-XXXXXX", NULL);
  g_autofree char *form_path = g_build_filename (folder, "様式.xlsx", NULL);
  g_autofree char *link_path = g_build_filename (folder, "link.xlsx", NULL);
  g_autofree char *output_path = g_build_filename (folder, "6月.XLSX", NULL);
  g_autofree char *macro_path = g_build_filename (folder, "6月.xlsm", NULL);
  g_autoptr (GBytes) form = good_form ();
  g_autoptr (GBytes) broken = g_bytes_new_from_bytes (form, 0, 300);
  g_autoptr (EnrSheetData) data = form_data (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) now = NULL;
  g_autoptr (GBytes) output = NULL;

  write_file (form_path, form);
  g_assert_cmpint (symlink (form_path, link_path), ==, 0);
  g_assert_false (enr_sheet_fill_file (form_path, form_path, data, ENR_SHEET_FILL_DEFAULT, NULL, &error));
  g_assert_error (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_OUTPUT);
  g_clear_error (&error);
  g_assert_false (enr_sheet_fill_file (link_path, form_path, data, ENR_SHEET_FILL_DEFAULT, NULL, &error));
  g_assert_error (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_OUTPUT);
  g_clear_error (&error);
  g_assert_false (enr_sheet_fill_file (form_path, macro_path, data, ENR_SHEET_FILL_DEFAULT, NULL, &error));
  g_assert_error (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_OUTPUT);
  g_assert_nonnull (strstr (error->message, ".xlsx"));
  g_clear_error (&error);
  now = enr_sheet_load (form_path, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (now, form));

  g_assert_true (enr_sheet_fill_file (form_path, output_path, data, ENR_SHEET_FILL_DEFAULT, NULL, &error));
  g_assert_no_error (error);
  output = enr_sheet_load (output_path, &error);

  /* What is there stays when the next form is broken. */
  write_file (form_path, broken);
  g_assert_false (enr_sheet_fill_file (form_path, output_path, data, ENR_SHEET_FILL_DEFAULT, NULL, &error));
  g_assert_error (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_READ);
  g_clear_error (&error);
  g_clear_pointer (&now, g_bytes_unref);
  now = enr_sheet_load (output_path, &error);
  g_assert_true (g_bytes_equal (now, output));

  g_unlink (form_path);
  g_assert_null (enr_sheet_load (form_path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_unlink (link_path);
  g_unlink (output_path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheets/bad-forms/no-form", test_no_form);
  g_test_add_func ("/sheets/bad-forms/broken-zip", test_broken_zip);
  g_test_add_func ("/sheets/bad-forms/protected", test_protected);
  g_test_add_func ("/sheets/bad-forms/bombs", test_bombs);
  g_test_add_func ("/sheets/bad-forms/bad-xml", test_bad_xml);
  g_test_add_func ("/sheets/bad-forms/many-tags", test_many_tags);
  g_test_add_func ("/sheets/bad-forms/endless", test_endless);
  g_test_add_func ("/sheets/bad-forms/no-tags", test_no_tags);
  g_test_add_func ("/sheets/bad-forms/random-damage", test_random_damage);
  g_test_add_func ("/sheets/bad-forms/file", test_file);

  return g_test_run ();
}
