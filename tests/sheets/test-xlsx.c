/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Workbooks as programs write them, and as they are allowed to be written.
 */
#include "config.h"
#include "forms.h"

#include <string.h>

/* clang-format off: the XML is laid out as it is read. */

#define SHEET "xl/worksheets/sheet1.xml"

/* The sheetData of a filled form that has these rows. */
static char *
fill_rows (const char *rows,
           const char *strings,
           guint n_children,
           guint n_meant)
{
  g_autoptr (EnrSheetData) data = form_data (n_children);
  g_autofree char *inner = g_strconcat ("<sheetData>", rows, "</sheetData>", NULL);
  g_autoptr (GBytes) form = form_xlsx (inner, strings);
  g_autofree char *sheet = form_fill (form, data, n_meant, SHEET);
  char *start = strstr (sheet, "<sheetData>") + strlen ("<sheetData>");

  return g_strndup (start, (gsize)(strstr (start, "</sheetData>") - start));
}

static void
refuse_rows (const char *rows,
             const char *behind,
             guint n_children,
             EnrSheetError code,
             const char *words)
{
  g_autoptr (EnrSheetData) data = form_data (n_children);
  g_autofree char *inner = g_strconcat ("<sheetData>", rows, "</sheetData>", behind, NULL);
  g_autoptr (GBytes) form = form_xlsx (inner, NULL);

  form_refuse (form, data, code, words);
}

#define TEXT(place, text) "<c r=\"" place "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define BOXED(place, text) "<c r=\"" place "\" s=\"1\" t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define EMPTY(place) "<c r=\"" place "\" s=\"1\"/>"

static void
test_types (void)
{
  g_autofree char *rows = fill_rows (
      "<row r=\"1\" spans=\"1:9\" x14ac:dyDescent=\"0.4\">" TEXT ("A1", "{{facility.name}}")
          TEXT ("B1", "{{month.number}}") TEXT ("C1", "{{rate}}")
      "<c r=\"D1\" s=\"2\" t=\"inlineStr\"><is><t>{{today}}</t></is></c>"
      "<c r=\"E1\" s=\"3\" t=\"inlineStr\"><is><t>{{opens}}</t></is></c>" TEXT ("F1", "{{today}}")
          TEXT ("G1", "{{opens}}") TEXT ("H1", " {{nothing}} ") TEXT ("I1", "{{ ＭＯＮＴＨ }}・｛｛month.Number｝｝月")
      "</row>",
      NULL, 0, 9);

  g_assert_cmpstr (
      rows, ==,
      "<row r=\"1\" spans=\"1:9\" x14ac:dyDescent=\"0.4\">" TEXT ("A1", "みどり &amp; 森の園")
      "<c r=\"B1\"><v>6</v></c><c r=\"C1\"><v>0.1</v></c><c r=\"D1\" s=\"2\"><v>46178</v></c>"
      "<c r=\"E1\" s=\"3\"><v>0.3125</v></c>" TEXT ("F1", "令和8年6月5日") TEXT ("G1", "7:30")
      "<c r=\"H1\"/>" TEXT ("I1", "令和8年6月・6月") "</row>");
}

static void
test_shared_strings (void)
{
  g_autofree char *rows
      = fill_rows ("<row r=\"2\"><c r=\"B2\" s=\"4\" t=\"s\"><v>1</v></c><c r=\"C2\" t=\"s\"><v>0</v></c>"
                   "<c r=\"D2\" t=\"s\"><v>2</v></c></row>",
                   "<si><t>園名</t></si>"
                   /* A tag in three fonts, and the reading of a word before it. */
                   "<si><r><t xml:space=\"preserve\">園名： </t></r><r><rPr><b/></rPr><t>{</t></r>"
                   "<r><rPr><i/></rPr><t>{facility</t></r><r><t>.name}} 様</t></r>"
                   "<rPh sb=\"0\" eb=\"2\"><t>えんめい{{</t></rPh><phoneticPr fontId=\"1\"/></si>"
                   "<si><r><rPr><b/></rPr><t>&#123;{mon</t></r><r><t>th}}</t></r></si>",
                   0, 2);

  g_assert_cmpstr (rows, ==,
                   "<row r=\"2\"><c r=\"B2\" s=\"4\" t=\"inlineStr\"><is><r><t xml:space=\"preserve\">園名： "
                   "</t></r><r>"
                   "<rPr><b/></rPr><t>みどり &amp; 森の園</t></r><r><rPr><i/></rPr><t></t></r><r><t> 様</t></r>"
                   "</is></c>"
                   "<c r=\"C2\" t=\"s\"><v>0</v></c><c r=\"D2\" t=\"inlineStr\"><is><t>令和8年6月</t></is></c>"
                   "</row>");
}

/* Prefixes on every element, cells and rows that say not where they are. */
static void
test_other_writers (void)
{
  g_autoptr (EnrSheetData) data = form_data (2);
  g_autoptr (GBytes) plain = form_xlsx ("<sheetData/>", NULL);
  g_autofree char *workbook = form_member (plain, "xl/workbook.xml");
  g_autofree char *roots = form_member (plain, "_rels/.rels");
  g_autofree char *relations = form_member (plain, "xl/_rels/workbook.xml.rels");
  g_auto (GStrv) parts = g_strsplit (workbook, "<calcPr calcId=\"191029\"/>", 2);
  g_autofree char *no_setting = g_strjoinv ("", parts);
  g_autoptr (GBytes) form = form_zip (
      "[Content_Types].xml", "<Types/>", "_rels/.rels", roots, "xl/workbook.xml", no_setting,
      "xl/_rels/workbook.xml.rels", relations, "xl/styles.xml",
      "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>",
      "xl/sharedStrings.xml",
      "<x:sst xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:si><x:t>"
      "{{children.name}}さん"
      "</x:t></x:si></x:sst>",
      SHEET,
      "<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:sheetData>"
      "<x:row><x:c/><x:c t=\"s\"><x:v>0</x:v></x:c></x:row><x:row/><x:row r=\"4\"><x:c><x:f>B1</x:f><x:v>"
      "9</x:v></x:c>"
      "</x:row></x:sheetData></x:worksheet>",
      NULL);
  g_autofree char *sheet = form_fill (form, data, 2, SHEET);
  g_autofree char *again = NULL;
  g_autoptr (GBytes) output = NULL;

  g_assert_nonnull (strstr (sheet, "<x:row><x:c/><x:c t=\"inlineStr\"><x:is><x:t>園児1さん</x:t></x:is></x:c>"
      "</x:row>"
                                   "<x:row><x:c r=\"B2\" t=\"inlineStr\"><x:is><x:t>園児2さん</x:t></x:is>"
                                   "</x:c></x:row>"
                                   "<x:row r=\"4\"><x:c><x:f>B1</x:f></x:c></x:row>"));
  output = enr_sheet_fill (form, data, ENR_SHEET_FILL_DEFAULT, NULL, NULL);
  again = form_member (output, "xl/workbook.xml");
  g_assert_nonnull (strstr (again, "</sheets><calcPr fullCalcOnLoad=\"1\"/></workbook>"));
}

static void
test_down (void)
{
  g_autofree char *rows = fill_rows (
      "<row r=\"3\">" BOXED ("A3", "{{children.number}}") BOXED ("B3", "{{children.name}}")
      "<c r=\"C3\" s=\"2\" t=\"inlineStr\"><is><t>{{children.birth-date}}</t></is></c><c r=\"D3\"><f>"
      "LEN(B3)</f><v>7</v></c></row>"
      "<row r=\"4\" ht=\"20\">" EMPTY ("A4") EMPTY ("B4") "<c r=\"C4\" s=\"2\"/><c r=\"D4\" t=\"str\"><f>"
      "LEN(B4)</f><v>x</v></c></row>"
      "<row r=\"5\">" EMPTY ("A5") "<c r=\"B5\" s=\"1\" t=\"s\"/>" "<c r=\"C5\" s=\"2\"></c></row>"
      "<row r=\"6\"><c r=\"A6\"><f>SUM(A3:A5)</f><v>0</v></c></row>",
      NULL, 2, 6);

  g_assert_cmpstr (
      rows, ==,
      "<row r=\"3\"><c r=\"A3\" s=\"1\"><v>1</v></c>" BOXED ("B3", "園児1")
      "<c r=\"C3\" s=\"2\"><v>44653</v></c><c r=\"D3\"><f>LEN(B3)</f></c></row>"
      "<row r=\"4\" ht=\"20\"><c r=\"A4\" s=\"1\"><v>2</v></c>" BOXED ("B4", "園児2")
      "<c r=\"C4\" s=\"2\"><v>44654</v></c><c r=\"D4\"><f>LEN(B4)</f></c></row>"
      "<row r=\"5\">" EMPTY ("A5") "<c r=\"B5\" s=\"1\" t=\"s\"/>" "<c r=\"C5\" s=\"2\"></c></row>"
      "<row r=\"6\"><c r=\"A6\"><f>SUM(A3:A5)</f></c></row>");
}

/* Rows and cells that the sheet does not have, with their column's and row's style. */
static void
test_missing_cells (void)
{
  g_autoptr (EnrSheetData) data = form_data (4);
  g_autoptr (GBytes) form
      = form_xlsx ("<cols><col min=\"2\" max=\"2\" style=\"4\"/></cols><sheetData><row r=\"2\">"
                   "<c r=\"B2\" s=\"4\" t=\"inlineStr\"><is><t>{{children.name}}</t></is></c></row>"
                   "<row r=\"3\"><c r=\"C3\"><v>1</v></c></row><row r=\"4\" s=\"1\" customFormat=\"1\"/>"
                   "<row r=\"9\"><c r=\"A9\"><v>9</v></c></row></sheetData>",
                   NULL);
  g_autofree char *sheet = form_fill (form, data, 4, SHEET);

  g_assert_nonnull (strstr (sheet, "<row r=\"3\"><c r=\"B3\" s=\"4\" t=\"inlineStr\"><is><t>園児2</t></is></c>"
                                   "<c r=\"C3\"><v>1</v></c></row>"
                                   "<row r=\"4\" s=\"1\" customFormat=\"1\"><c r=\"B4\" s=\"1\" "
                                   "t=\"inlineStr\"><is><t>園児3"
                                   "</t></is></c></row><row r=\"5\"><c r=\"B5\" s=\"4\" t=\"inlineStr\">"
                                   "<is><t>園児4</t></is>"
                                   "</c></row><row r=\"9\">"));
}

static void
test_across (void)
{
  g_autofree char *rows
      = fill_rows ("<row r=\"1\">" TEXT ("C1", "{{weekday.29..31}}") "<c r=\"E1\"/><c r=\"F1\"><v>1</v></c>"
          "</row>"
                   "<row r=\"2\">" BOXED ("B2", "{{children.name}}") BOXED ("C2", "{{attendance.29..31}}")
                       EMPTY ("D2") EMPTY ("E2") "</row><row r=\"3\">" EMPTY ("B3") EMPTY ("C3") EMPTY
                           ("D3") EMPTY ("E3") "</row>",
                   NULL, 2, 8);

  g_assert_cmpstr (rows, ==,
                   "<row r=\"1\">" TEXT ("C1", "月") TEXT ("D1", "火") "<c r=\"E1\"/><c r=\"F1\"><v>1</v></c>"
                   "</row>"
                   "<row r=\"2\">" BOXED ("B2", "園児1") BOXED ("C2", "○") BOXED ("D2", "○") EMPTY ("E2")
                   "</row>"
                   "<row r=\"3\">" BOXED ("B3", "園児2") BOXED ("C3", "○") BOXED ("D3", "○") EMPTY ("E3")
                   "</row>");
}

/* A sheet for each child: days 28 to 31 go down, in rows that are there, bare or not there, in merged cells
 * and under the styles that the form has. */
static void
test_days_down (void)
{
  g_autofree char *rows = fill_rows (
      "<row r=\"1\">" TEXT ("A1", "{{children.name@2..2}}") TEXT ("D1", "{{children.name@1..1}}") "</row>"
      "<row r=\"3\">" BOXED ("A3", "{{weekday.28..31↓}}") BOXED ("B3", "{{children.attendance.28..31 ↓@2}}")
          BOXED ("C3", "{{children.attendance.28..31↓ @1}}") "</row>"
      "<row r=\"4\">" EMPTY ("A4") EMPTY ("B4") EMPTY ("C4") "</row><row r=\"5\"/>"
      "<row r=\"7\"><c r=\"A7\"><v>7</v></c></row>",
      NULL, 2, 11);

  g_assert_cmpstr (
      rows, ==,
      "<row r=\"1\">" TEXT ("A1", "園児2") TEXT ("D1", "園児1") "</row>"
      "<row r=\"3\">" BOXED ("A3", "日") BOXED ("B3", "／") BOXED ("C3", "／") "</row>"
      "<row r=\"4\">" BOXED ("A4", "月") BOXED ("B4", "○") BOXED ("C4", "○") "</row>"
      "<row r=\"5\">" TEXT ("A5", "火") TEXT ("B5", "○") TEXT ("C5", "○") "</row>"
      "<row r=\"7\"><c r=\"A7\"><v>7</v></c></row>");
}

#define PAIRS(rest) "<mergeCells><mergeCell ref=\"A3:A4\"/><mergeCell ref=\"A1:A2\"/>" rest "</mergeCells>"

static void
test_days_down_merged (void)
{
  g_autoptr (EnrSheetData) data = form_data (0);
  g_autoptr (GBytes) form = form_xlsx ("<sheetData><row r=\"1\">" TEXT ("A1", "{{weekday.1..3↓}}") "</row>"
                                       "<row r=\"3\"/></sheetData>" PAIRS ("<mergeCell ref=\"A5:A6\"/>"),
                                       NULL);
  g_autofree char *sheet = form_fill (form, data, 3, SHEET);

  g_assert_nonnull (strstr (sheet, "<row r=\"1\">" TEXT ("A1", "月") "</row><row r=\"3\">" TEXT ("A3", "火")
                                   "</row><row r=\"5\">" TEXT ("A5", "水") "</row></sheetData>"));
  refuse_rows ("<row r=\"1\">" TEXT ("A1", "{{weekday.1..3↓}}") "</row>", PAIRS (""), 0,
               ENR_SHEET_ERROR_ROOM, "様式1|A1|3 cells down|A5|merged otherwise");
}

/* Nothing that is there is written over, and no child is left out. */
static void
test_days_down_refused (void)
{
#define DAYS "<row r=\"1\">" TEXT ("B1", "{{weekday.1..31↓}}") "</row>"
  refuse_rows (DAYS "<row r=\"31\"><c r=\"B31\"><f>SUM(A1:A9)</f></c></row>", "", 0, ENR_SHEET_ERROR_FORMULA,
               "様式1|B1|{{weekday.1..31↓}} needs 31 cells down|B31|formula");
  refuse_rows (DAYS "<row r=\"29\">" TEXT ("B29", "合計") "</row>", "", 0, ENR_SHEET_ERROR_ROOM,
               "B1|31 cells down|B29|something in it");
  refuse_rows (DAYS "<row r=\"9\">" TEXT ("B9", "{{month}}") "</row>", "", 0, ENR_SHEET_ERROR_ROOM, "B1|B9");
  refuse_rows (DAYS "<row r=\"2\"><c r=\"C2\"><f t=\"array\" ref=\"B9:C9\">1</f></c></row>", "", 0,
               ENR_SHEET_ERROR_FORMULA, "B1|B9|formula");
  refuse_rows (DAYS, "<mergeCells><mergeCell ref=\"A31:B31\"/></mergeCells>", 0, ENR_SHEET_ERROR_ROOM,
               "B1|B31|merged");
  refuse_rows ("<row r=\"1048560\">" TEXT ("A1048560", "{{weekday.1..31↓}}") "</row>", "", 0,
               ENR_SHEET_ERROR_ROOM, "A1048560|A1048576|ends");
  refuse_rows ("<row r=\"1\">" TEXT ("A1", "第{{weekday.1..31↓}}日") "</row>", "", 0, ENR_SHEET_ERROR_TAG,
               "A1|alone");
  refuse_rows ("<row r=\"1\">" TEXT ("A1", "{{weekday.1..31↓}}") "</row><row r=\"2\">"
               TEXT ("B2", "{{weekday.1..31}}") "</row><row r=\"3\">" TEXT ("D3", "{{weekday.1..2↓}}")
               "</row><row r=\"4\">" TEXT ("C4", "{{weekday.1..2}}") "</row>",
               "", 0, ENR_SHEET_ERROR_TAG, "様式1|D4|two tags");
  refuse_rows ("<row r=\"1\">" TEXT ("A1", "{{children.name}}") TEXT ("B1", "{{attendance.1..31↓}}") "</row>",
               "", 2, ENR_SHEET_ERROR_ROOM, "B1|row 1 of the list|@2|2 rows");
}

/* Two rows a child, merged numbers, days in merged pairs of columns. */
static void
test_merged (void)
{
  g_autoptr (EnrSheetData) data = form_data (2);
  g_autoptr (GBytes) form = form_xlsx (
      "<sheetData><row r=\"1\">" TEXT ("A1", "{{children.number}}") TEXT ("B1", "{{children.kana}}")
          TEXT ("C1", "{{attendance.6..7}}") "</row><row r=\"2\">" TEXT ("B2", "{{children.name}}") "</row>"
      "<row r=\"3\"/></sheetData><mergeCells><mergeCell ref=\"C3:D4\"/><mergeCell ref=\"E1:F2\"/>"
      "<mergeCell ref=\"A1:A2\"/><mergeCell ref=\"C1:D2\"/><mergeCell ref=\"E3:F4\"/><mergeCell "
      "ref=\"A3:A4\"/></mergeCells>",
      NULL);
  g_autofree char *sheet = form_fill (form, data, 10, SHEET);

  g_assert_nonnull (strstr (
      sheet, "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c>" TEXT ("B1", "えんじ1") TEXT ("C1", "○") TEXT
          ("E1", "／")
             "</row><row r=\"2\">" TEXT ("B2", "園児1") "</row><row r=\"3\"><c r=\"A3\"><v>2</v></c>" TEXT
             ("B3", "えんじ2")
                 TEXT ("C3", "○") TEXT ("E3", "／") "</row><row r=\"4\">" TEXT ("B4", "園児2") "</row>"
                     "</sheetData>"));
}

#define GRID \
  "<row r=\"1\">" BOXED ("A1", "{{children.name}}") BOXED ("C1", "{{children.name@3}}") BOXED ("D1", \
  "{{children.number}}") \
  "</row><row r=\"2\">" EMPTY ("A2") EMPTY ("C2") EMPTY ("D2") "</row>"

/* The list goes on in the right half, whose tags follow the first with @. */
static void
test_pages (void)
{
  for (guint n = 0; n <= 4; n++)
    {
      g_autofree char *rows = fill_rows (GRID "<row r=\"3\"/>", NULL, n, 3 + ((n >= 2) ? 1 : 0) + ((n == 4)
          ? 2 : 0));

      g_assert_true ((strstr (rows, BOXED ("C1", "園児3") "<c r=\"D1\" s=\"1\"><v>3</v></c>") != NULL) == (n
          >= 3));
      g_assert_true ((strstr (rows, "<c r=\"D2\" s=\"1\"><v>4</v></c>") != NULL) == (n == 4));
      g_assert_true ((strstr (rows, EMPTY ("A1") EMPTY ("C1") EMPTY ("D1")) != NULL) == (n == 0));
    }
  refuse_rows (GRID, "", 5, ENR_SHEET_ERROR_ROOM, "様式1|C1|room for 2 rows of “children”|3 are "
      "needed|C3|lines|@5");
  /* A gap: the first half ends with 2. */
  refuse_rows ("<row r=\"1\">" BOXED ("A1", "{{children.name@1..2}}") BOXED ("C1", "{{children.name@4}}")
      "</row>"
               "<row r=\"2\">" EMPTY ("A2") EMPTY ("C2") "</row>",
               "", 5, ENR_SHEET_ERROR_ROOM, "様式1|A1|row 2 of the list|@3|5 rows");
}

/* An end in the tag counts more than lines do; a row for each sheet. */
static void
test_rows_said (void)
{
  g_autofree char *rows = fill_rows ("<row r=\"1\">" BOXED ("A1", "{{children.name@1..2}}") TEXT ("B1",
      "{{children.name@3..3}}")
                                     TEXT ("C1", "{{children.name@4..4}}") "</row><row r=\"2\"/>",
                                     NULL, 3, 4);

  g_assert_cmpstr (rows, ==, "<row r=\"1\">" BOXED ("A1", "園児1") TEXT ("B1", "園児3") "<c r=\"C1\"/></row>"
                             "<row r=\"2\">" TEXT ("A2", "園児2") "</row>");
}

static void
test_in_the_way (void)
{
  const char *tag = "<row r=\"1\">" TEXT ("A1", "{{children.name}}") "</row>";
  g_autofree char *content = g_strconcat (tag, "<row r=\"3\">" TEXT ("A3", "合計") "</row>", NULL);
  g_autofree char *formula = g_strconcat (tag, "<row r=\"3\"><c r=\"A3\"><f>1+1</f></c></row>", NULL);
  g_autofree char *array
      = g_strconcat (tag,
                     "<row r=\"2\"><c r=\"B2\"><f t=\"array\" ref=\"A3:B4\">1</f></c></row>", NULL);

  refuse_rows (content, "", 3, ENR_SHEET_ERROR_ROOM, "様式1|A1|room for 2 rows|3 are needed|A3|something in "
      "it");
  refuse_rows (formula, "", 3, ENR_SHEET_ERROR_FORMULA, "A1|room for 2|A3|formula");
  refuse_rows (array, "", 3, ENR_SHEET_ERROR_FORMULA, "A1|A3|formula");
  refuse_rows (tag, "<mergeCells><mergeCell ref=\"A3:B3\"/></mergeCells>", 3, ENR_SHEET_ERROR_ROOM,
      "A3|merged otherwise");
  refuse_rows ("<row r=\"1\">" TEXT ("A1", "{{weekday.1..31}}") "<c r=\"AA1\"><f>1</f></c></row>", "", 0,
               ENR_SHEET_ERROR_FORMULA, "様式1|A1|{{weekday.1..31}}|31 cells|AA1|formula");
  refuse_rows ("<row r=\"1\">" TEXT ("A1", "{{weekday.1..31}}") "<c r=\"B1\"><v>0</v></c></row>", "", 0,
      ENR_SHEET_ERROR_ROOM,
               "A1|B1|something in it");
  refuse_rows ("<row r=\"1\">" TEXT ("XFD1", "{{weekday.1..31}}") "</row>", "", 0, ENR_SHEET_ERROR_ROOM,
      "XFD1|ends");
  refuse_rows ("<row r=\"1\"><c r=\"A1\"><f>\"{{month}}\"&amp;\"分\"</f><v>1</v></c></row>", "", 0,
      ENR_SHEET_ERROR_FORMULA,
               "様式1|A1|tag in a formula");
  refuse_rows ("<row r=\"1\">" TEXT ("B1", "{{month}}") "</row>", "<mergeCells><mergeCell ref=\"A1:B1\"/>"
      "</mergeCells>", 0,
               ENR_SHEET_ERROR_TAG, "B1|hidden under");
  refuse_rows ("<row r=\"1\">" TEXT ("B1", "第{{weekday.1..31}}日") "</row>", "", 0, ENR_SHEET_ERROR_TAG,
      "B1|alone");
}

static void
test_untouched (void)
{
  static const char *const same[]
      = { "[Content_Types].xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/vbaProject.bin",
          "_rels/.rels" };
  static const char before[]
      = "<sheetPr codeName=\"Sheet1\"/><dimension ref=\"A1\"/><!-- {{month}} --><sheetViews><sheetView "
          "workbookViewId='0'/>"
        "</sheetViews>";
  static const char after[]
      = "<sheetProtection sheet=\"1\" /><mergeCells count=\"1\"><mergeCell ref=\"A5:B6\"/></mergeCells>"
        "<conditionalFormatting sqref=\"A1:A9\"><cfRule type=\"expression\" dxfId=\"0\" priority=\"1\">"
        "<formula>A1&gt;3"
        "</formula></cfRule></conditionalFormatting><dataValidations count='1'><dataValidation "
        "type=\"list\" sqref=\"C1\">"
        "<formula1>\"○,／\"</formula1></dataValidation></dataValidations><pageSetup paperSize=\"9\"/>"
        "<extLst><ext uri=\"{X}\"><u:x xmlns:u=\"urn:u\"><u:y a=\"1>2\"/></u:x></ext></extLst>";
  g_autoptr (EnrSheetData) data = form_data (0);
  g_autofree char *inner = g_strconcat (before, "<sheetData><row r=\"1\">" TEXT ("A1", "{{month}}") "</row>"
      "</sheetData>",
                                        after, NULL);
  g_autoptr (GBytes) form = form_xlsx (inner, NULL);
  g_autoptr (GBytes) output = enr_sheet_fill (form, data, ENR_SHEET_FILL_DEFAULT, NULL, NULL);
  g_autoptr (GBytes) again = enr_sheet_fill (form, data, ENR_SHEET_FILL_DEFAULT, NULL, NULL);
  g_autofree char *sheet = form_member (output, SHEET);
  g_autofree char *old_names = form_member_names (form);
  g_autofree char *new_names = form_member_names (output);
  g_autofree char *expected = g_strconcat (before, "<sheetData><row r=\"1\">" TEXT ("A1", "令和8年6月") "</row>"
      "</sheetData>",
                                           after, "</worksheet>", NULL);

  g_assert_true (g_str_has_suffix (sheet, expected));
  g_assert_cmpstr (new_names, ==, old_names);
  g_assert_true (g_bytes_equal (output, again));
  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autoptr (GBytes) old = form_raw_member (form, same[i]);
      g_autoptr (GBytes) new = form_raw_member (output, same[i]);

      g_assert_true (g_bytes_equal (old, new));
    }
}

static void
test_unknown (void)
{
  g_autoptr (EnrSheetData) data = form_data (1);
  g_autoptr (GBytes) form = form_xlsx (
      "<sheetData><row r=\"1\">" TEXT ("A1", "{{month}}") TEXT ("B1", "{{facility.fax}}") TEXT ("C1",
      "{{month}") TEXT ("D1", "{{ }}")
          TEXT ("E1", "{{month}}の{{childern.name}}") "</row></sheetData>"
      "<headerFooter><oddHeader>&amp;C{{month}}</oddHeader></headerFooter>",
      NULL);
  g_auto (EnrSheetReport) report = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) output = enr_sheet_fill (form, data, ENR_SHEET_FILL_DEFAULT, &report, &error);
  g_autofree char *sheet = NULL;
  g_autoptr (GPtrArray) tags = NULL;
  static const char *const texts[] = { "{{facility.fax}}", "{{month}", "{{ }}", "{{childern.name}}",
      "{{month}}" };
  static const char *const cells[] = { "B1", "C1", "D1", "E1", NULL };

  g_assert_no_error (error);
  sheet = form_member (output, SHEET);
  g_assert_nonnull (strstr (sheet, TEXT ("A1", "令和8年6月") TEXT ("B1", "{{facility.fax}}") TEXT ("C1",
      "{{month}")
                                       TEXT ("D1", "{{ }}") TEXT ("E1", "令和8年6月の{{childern.name}}")));
  g_assert_cmpuint (report.n_tags, ==, 7);
  g_assert_cmpuint (report.n_meant, ==, 2);
  g_assert_cmpuint (report.n_filled, ==, 2);
  g_assert_cmpuint (report.unknown->len, ==, G_N_ELEMENTS (texts));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const EnrSheetTag *tag = g_ptr_array_index (report.unknown, i);

      g_assert_cmpstr (tag->text, ==, texts[i]);
      g_assert_cmpstr (tag->sheet, ==, "様式1");
      g_assert_cmpstr (tag->cell, ==, cells[i]);
    }

  g_assert_null (enr_sheet_fill (form, data, ENR_SHEET_FILL_STRICT, NULL, &error));
  g_assert_error (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_TAG);
  g_assert_nonnull (strstr (error->message, "5 tags that are not known: {{facility.fax}} (様式1 B1), "));
  g_clear_error (&error);

  tags = enr_sheet_tags (form, data, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tags->len, ==, 7);
  g_assert_true (((EnrSheetTag *)g_ptr_array_index (tags, 0))->is_known);
  g_assert_false (((EnrSheetTag *)g_ptr_array_index (tags, 1))->is_known);
  g_assert_cmpstr (((EnrSheetTag *)g_ptr_array_index (tags, 1))->name, ==, "facility.fax");
}

/* Where tags are not filled they are told of: lists to choose from, colours by a rule, charts, notes. */
static void
test_elsewhere (void)
{
  g_autoptr (EnrSheetData) data = form_data (0);
  g_autoptr (GBytes) plain = form_xlsx (
      "<sheetData><row r=\"1\">" TEXT ("A1", "{{month}}") "</row></sheetData>"
      "<conditionalFormatting sqref=\"A1\"><cfRule type=\"expression\" priority=\"1\"><formula>A1=\"{{a}}\""
      "</formula></cfRule></conditionalFormatting><dataValidations count=\"1\"><dataValidation type=\"list\" "
      "sqref=\"C1\"><formula1>\"{{b}},2\"</formula1></dataValidation></dataValidations>",
      NULL);
  static const char *const names[]
      = { "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET,
          "xl/styles.xml", "xl/sharedStrings.xml" };
  char *parts[G_N_ELEMENTS (names)];
  static const char *const texts[] = { "{{a}}", "{{b}}", "{{c}}", "{{d}}", "{{e}}" };
  g_auto (EnrSheetReport) report = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) form = NULL;
  g_autoptr (GBytes) output = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    parts[i] = form_member (plain, names[i]);
  form = form_zip (names[0], parts[0], names[1], parts[1], names[2], parts[2], names[3], parts[3], names[4],
                   parts[4], names[5], parts[5], names[6], parts[6], "xl/charts/chart1.xml",
                   "<c:chart xmlns:c=\"urn:c\" xmlns:a=\"urn:a\"><a:p><a:r><a:t>{{</a:t></a:r><a:r><a:t>c}}"
                   "</a:t></a:r></a:p></c:chart>",
                   "xl/comments1.xml",
                   "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><comment>"
                   "<text><r><t>{{d}}</t></r></text></comment></comments>",
                   "xl/threadedComments/threadedComment1.xml",
                   "<x xmlns=\"urn:x\"><threadedComment><text>{{e}}</text></threadedComment></x>", NULL);
  output = enr_sheet_fill (form, data, ENR_SHEET_FILL_DEFAULT, &report, &error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (parts[i]);
  g_assert_no_error (error);
  g_assert_nonnull (output);
  g_assert_cmpuint (report.n_meant, ==, 1);
  g_assert_cmpuint (report.unknown->len, ==, G_N_ELEMENTS (texts));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpstr (((EnrSheetTag *)g_ptr_array_index (report.unknown, i))->text, ==, texts[i]);
}

/* The namespaces of "Strict Open XML". */
static void
test_strict (void)
{
  static const char *const names[]
      = { "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET };
  g_autoptr (EnrSheetData) data = form_data (0);
  g_autoptr (GBytes) plain
      = form_xlsx ("<sheetData><row r=\"1\">" TEXT ("A1", "{{month}}") "</row></sheetData>", NULL);
  GString *parts[G_N_ELEMENTS (names)];
  g_autoptr (GBytes) form = NULL;
  g_autofree char *sheet = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *part = form_member (plain, names[i]);

      parts[i] = g_string_new (part);
      g_string_replace (parts[i], "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                        "http://purl.oclc.org/ooxml/spreadsheetml/main", 0);
      g_string_replace (parts[i], "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                        "http://purl.oclc.org/ooxml/officeDocument/relationships", 0);
    }
  /* Without the shared strings and styles that its relations name. */
  g_string_replace (parts[3], "/sharedStrings\"", "/none\"", 0);
  g_string_replace (parts[3], "/styles\"", "/none\"", 0);
  form = form_zip (names[0], parts[0]->str, names[1], parts[1]->str, names[2], parts[2]->str, names[3],
                   parts[3]->str, names[4], parts[4]->str, NULL);
  sheet = form_fill (form, data, 1, SHEET);
  g_assert_nonnull (strstr (sheet, TEXT ("A1", "令和8年6月")));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_string_free (parts[i], TRUE);
}

/* Text that would be a formula, a code or markup elsewhere. */
static void
test_odd_texts (void)
{
  static const char *const texts[] = { "=1+1", "_x0041_", "a\x01" "b", "1\r\n2", "<t>&", "]]>", "𠮷野 \"家\"",
      "{{month}}" };
  static const char *const written[] = { "<t>=1+1</t>", "<t>_x005F_x0041_</t>", "<t>ab</t>", "<t "
      "xml:space=\"preserve\">1\n2</t>",
                                         "<t>&lt;t&gt;&amp;</t>", "<t>]]&gt;</t>", "<t>𠮷野 &quot;家&quot;</t>",
                                         "<t>{{month}}</t>" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (EnrSheetData) data = enr_sheet_data_new ();
      g_autoptr (GBytes) form = form_xlsx ("<sheetData><row r=\"1\">" TEXT ("A1", "{{備考}}") "</row>"
          "</sheetData>", NULL);
      g_autofree char *sheet = NULL;

      enr_sheet_data_set (data, "備考", enr_sheet_text (texts[i]));
      sheet = form_fill (form, data, 1, SHEET);
      g_assert_nonnull (strstr (sheet, written[i]));
    }
}

static void
assert_misfit (const EnrSheetReport *report,
               guint index,
               const char *expected)
{
  const EnrSheetMisfit *misfit = g_ptr_array_index (report->misfits, index);
  g_autofree char *allowed = g_strjoinv ("|", misfit->allowed);
  g_autofree char *text = g_strdup_printf ("%s %s %u %s: %s", misfit->sheet, misfit->cell, misfit->n_cells,
                                           misfit->value, allowed);

  g_assert_cmpstr (text, ==, expected);
}

/* Lists to choose from: what they do not have is filled and told, once for a value. */
static void
test_choices (void)
{
  g_autoptr (EnrSheetData) data = form_data (2);
  g_auto (EnrSheetReport) report = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) form = form_xlsx (
      "<sheetData><row r=\"1\">" TEXT ("A1", "{{children.attendance.1..8}}") TEXT ("J1", "{{month.number}}")
      TEXT ("K1", "{{month.number}}") TEXT ("L1", "{{today}}") TEXT ("M1", "{{month}}分") "</row></sheetData>"
      "<dataValidations count=\"5\">"
      "<dataValidation type=\"list\" sqref=\"C1:H40 A1:B40\"><formula1>&quot;○, 病,&quot;&quot;&quot;"
      "</formula1></dataValidation>"
      "<dataValidation type=\"list\" sqref=\"J1\"><formula1>\"6.0,7\"</formula1></dataValidation>"
      "<dataValidation type=\"list\" sqref=\"M1\"><formula1>\"令和8年7月分\"</formula1></dataValidation>"
      "<dataValidation type=\"list\" sqref=\"A1:K9\"><formula1>$Z$1:$Z$3</formula1></dataValidation>"
      "<dataValidation type=\"whole\" sqref=\"K1\"><formula1>\"7,8\"</formula1></dataValidation>"
      "</dataValidations>",
      NULL);
  g_autoptr (GBytes) output = enr_sheet_fill (form, data, ENR_SHEET_FILL_STRICT, &report, &error);
  g_autofree char *sheet = NULL;

  g_assert_no_error (error);
  sheet = form_member (output, SHEET);
  g_assert_nonnull (strstr (sheet, TEXT ("G1", "／")));
  g_assert_cmpuint (report.misfits->len, ==, 2);
  assert_misfit (&report, 0, "様式1 G1 2 ／: ○|病|\""); /* the 7th day of two children */
  assert_misfit (&report, 1, "様式1 M1 1 令和8年6月分: 令和8年7月分");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheets/xlsx/types", test_types);
  g_test_add_func ("/sheets/xlsx/shared-strings", test_shared_strings);
  g_test_add_func ("/sheets/xlsx/other-writers", test_other_writers);
  g_test_add_func ("/sheets/xlsx/down", test_down);
  g_test_add_func ("/sheets/xlsx/missing-cells", test_missing_cells);
  g_test_add_func ("/sheets/xlsx/across", test_across);
  g_test_add_func ("/sheets/xlsx/days-down", test_days_down);
  g_test_add_func ("/sheets/xlsx/days-down-merged", test_days_down_merged);
  g_test_add_func ("/sheets/xlsx/days-down-refused", test_days_down_refused);
  g_test_add_func ("/sheets/xlsx/merged", test_merged);
  g_test_add_func ("/sheets/xlsx/pages", test_pages);
  g_test_add_func ("/sheets/xlsx/rows-said", test_rows_said);
  g_test_add_func ("/sheets/xlsx/in-the-way", test_in_the_way);
  g_test_add_func ("/sheets/xlsx/untouched", test_untouched);
  g_test_add_func ("/sheets/xlsx/unknown", test_unknown);
  g_test_add_func ("/sheets/xlsx/elsewhere", test_elsewhere);
  g_test_add_func ("/sheets/xlsx/strict", test_strict);
  g_test_add_func ("/sheets/xlsx/odd-texts", test_odd_texts);
  g_test_add_func ("/sheets/xlsx/choices", test_choices);

  return g_test_run ();
}
