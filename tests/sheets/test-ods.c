/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * ODS: elements that stand for many cells, merged and covered cells, notes, stored results.
 */
#include "config.h"
#include "forms.h"

#include <string.h>

/* clang-format off: the XML is laid out as it is read. */

#define TABLE(rows) "<table:table table:name=\"様式1\"><table:table-column " \
    "table:number-columns-repeated=\"9\"/>" rows "</table:table>"
#define ROW(cells) "<table:table-row>" cells "</table:table-row>"
#define TEXT(text) "<table:table-cell office:value-type=\"string\"><text:p>" text "</text:p>" \
    "</table:table-cell>"
#define BOXED(text) "<table:table-cell table:style-name=\"ce1\" office:value-type=\"string\"><text:p>" \
    text "</text:p></table:table-cell>"
#define NUMBER(n) "<table:table-cell office:value-type=\"float\" office:value=\"" n "\"><text:p>" n \
    "</text:p></table:table-cell>"
#define BOXED_NUMBER(n) "<table:table-cell table:style-name=\"ce1\" office:value-type=\"float\" " \
    "office:value=\"" n "\"><text:p>" n "</text:p></table:table-cell>"

/* The content.xml of a filled form must have @expected in it. */
static void
check (const char *tables,
       guint n_children,
       guint n_meant,
       const char *expected)
{
  g_autoptr (EnrSheetData) data = form_data (n_children);
  g_autoptr (GBytes) form = form_ods (tables);
  g_autofree char *content = form_fill (form, data, n_meant, "content.xml");

  if (strstr (content, expected) == NULL)
    g_assert_cmpstr (strstr (content, "<office:spreadsheet>"), ==, expected);
}

static void
refuse (const char *tables,
        guint n_children,
        EnrSheetError code,
        const char *words)
{
  g_autoptr (EnrSheetData) data = form_data (n_children);
  g_autoptr (GBytes) form = form_ods (tables);

  form_refuse (form, data, code, words);
}

static void
test_types (void)
{
  check (TABLE (ROW (TEXT ("{{facility.name}}")
                     "<table:table-cell office:value-type=\"string\" calcext:value-type=\"string\" "
                     "xmlns:calcext=\"urn:x\"><text:p>{{month.number}}</text:p></table:table-cell>"
                     "<table:table-cell table:style-name=\"ce2\" office:value-type=\"string\"><text:p>"
                     "{{today}}</text:p>"
                     "</table:table-cell>" TEXT ("{{today}}") TEXT ("{{nothing}}")
                     TEXT ("園名<text:s/><text:span text:style-name=\"T1\">{{facil</text:span>"
                         "ity.name}}<text:s text:c=\"2\"/>様"))),
         0, 6,
         ROW (TEXT ("みどり &amp; 森の園")
              "<table:table-cell xmlns:calcext=\"urn:x\" office:value-type=\"float\" office:value=\"6\">"
              "<text:p>6</text:p>"
              "</table:table-cell><table:table-cell table:style-name=\"ce2\" office:value-type=\"date\" "
              "office:date-value=\"2026-06-05\"><text:p>令和8年6月5日</text:p></table:table-cell>" TEXT
              ("令和8年6月5日")
              "<table:table-cell></table:table-cell>"
              TEXT ("園名<text:s/><text:span text:style-name=\"T1\">みどり &amp; 森の園</text:span><text:s "
                  "text:c=\"2\"/>様")));
}

/* Three rows in one element, cells in one element, and what is left of both. */
static void
test_repeated (void)
{
  check (TABLE (ROW (BOXED ("{{children.number}}") "<table:table-cell/>" BOXED ("{{attendance.6..7}}")
                     "<table:table-cell table:style-name=\"ce1\" table:number-columns-repeated=\"3\"/>")
                "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell "
                "table:style-name=\"ce1\"/><table:table-cell/>"
                "<table:table-cell table:number-columns-repeated=\"4\" table:style-name=\"ce1\"/>"
                "</table:table-row>"),
         2, 6,
         ROW (BOXED_NUMBER ("1") "<table:table-cell/>" BOXED ("○") BOXED ("／")
              "<table:table-cell table:style-name=\"ce1\" table:number-columns-repeated=\"2\"/>")
         ROW (BOXED_NUMBER ("2") "<table:table-cell/>" BOXED ("○") BOXED ("／")
              "<table:table-cell table:style-name=\"ce1\" table:number-columns-repeated=\"2\"/>")
         "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:style-name=\"ce1\"/>"
         "<table:table-cell/>"
         "<table:table-cell table:number-columns-repeated=\"4\" table:style-name=\"ce1\"/>"
         "</table:table-row></table:table>");
}

/* Days down rows that one element stands for, in cells that one element stands for. */
static void
test_days_down (void)
{
#define FREE(n) "<table:table-cell table:style-name=\"ce1\" table:number-columns-repeated=\"" n "\"/>"
  check (TABLE (ROW ("<table:table-cell/>" BOXED ("{{children.attendance.6..8↓@1}}") FREE ("2"))
                "<table:table-row table:number-rows-repeated=\"1048000\">" FREE ("4") "</table:table-row>"),
         1, 3,
         ROW ("<table:table-cell/>" BOXED ("○") FREE ("2"))
         ROW ("<table:table-cell table:style-name=\"ce1\"/>" BOXED ("／") FREE ("2"))
         ROW ("<table:table-cell table:style-name=\"ce1\"/>" BOXED ("○") FREE ("2"))
         "<table:table-row table:number-rows-repeated=\"1047998\">" FREE ("4") "</table:table-row>"
         "</table:table>");
  refuse (TABLE ("<table:table-row table:number-rows-repeated=\"2\">" TEXT ("{{weekday.1..31↓}}")
                 "</table:table-row>"),
          0, ENR_SHEET_ERROR_ROOM, "様式1|A1|31 cells down|A2|something in it");
  refuse (TABLE (ROW ("<table:table-cell/>" TEXT ("{{weekday.1..3↓}}"))
                 ROW ("<table:table-cell table:number-columns-spanned=\"2\" table:number-rows-spanned=\"2\"/>"
                      "<table:covered-table-cell/>")
                 ROW ("<table:covered-table-cell table:number-columns-repeated=\"2\"/>")),
          0, ENR_SHEET_ERROR_ROOM, "様式1|B1|3 cells down|B2|merged");
}

/* The same tag in three cells, which Calc writes as one. */
static void
test_repeated_tag (void)
{
  check (TABLE ("<table:table-row table:number-rows-repeated=\"2\"><table:table-cell "
      "table:number-columns-repeated=\"2\" "
                "office:value-type=\"string\"><text:p>{{month.number}}</text:p></table:table-cell>"
                "</table:table-row>"),
         0, 4, ROW (NUMBER ("6") NUMBER ("6")) ROW (NUMBER ("6") NUMBER ("6")));
}

static void
test_merged_and_notes (void)
{
  check (TABLE (ROW ("<table:table-cell table:number-columns-spanned=\"2\" table:number-rows-spanned=\"1\" "
                     "office:value-type=\"string\"><office:annotation><text:p>{{month}}</text:p>"
                     "</office:annotation>"
                     "<text:p>{{children.name}}</text:p></table:table-cell><table:covered-table-cell/>")
                ROW ("<table:table-cell table:number-columns-spanned=\"2\" table:number-rows-spanned=\"1\">"
                    "<office:annotation>"
                     "<text:p>メモ</text:p></office:annotation></table:table-cell><table:covered-table-cell/>"
                     )),
         2, 2,
         ROW ("<table:table-cell table:number-columns-spanned=\"2\" table:number-rows-spanned=\"1\" "
              "office:value-type=\"string\"><office:annotation><text:p>{{month}}</text:p></office:annotation>"
              "<text:p>園児1</text:p></table:table-cell><table:covered-table-cell/>")
         ROW ("<table:table-cell table:number-columns-spanned=\"2\" table:number-rows-spanned=\"1\" "
             "office:value-type=\"string\">"
              "<office:annotation><text:p>メモ</text:p></office:annotation><text:p>園児2</text:p>"
              "</table:table-cell>"
              "<table:covered-table-cell/>"));
  refuse (TABLE (ROW ("<table:table-cell table:number-columns-spanned=\"2\"/><table:covered-table-cell>"
      "<text:p>{{month}}</text:p>"
                      "</table:covered-table-cell>")),
          0, ENR_SHEET_ERROR_TAG, "様式1|B1|hidden under");
}

/* In a changed row and in one that is not. */
static void
test_formulas (void)
{
#define SUM(value) "<table:table-cell table:formula=\"of:=[.A1]*2\"" value "</table:table-cell>"
#define OLD_SUM SUM (" office:value-type=\"float\" office:value=\"2\"><text:p>2</text:p>")
#define OLD_TEXT SUM (" office:value-type=\"string\" office:string-value=\"x\"><text:p>x</text:p>")
  check (TABLE (ROW (TEXT ("{{month.number}}") OLD_SUM) ROW (OLD_TEXT)) TABLE (ROW (OLD_SUM)), 0, 1,
         TABLE (ROW (NUMBER ("6") SUM (">")) ROW (SUM (">"))) TABLE (ROW (SUM (">"))));
  refuse (TABLE (ROW (TEXT ("{{children.number}}")) ROW (OLD_SUM)), 2, ENR_SHEET_ERROR_FORMULA,
      "様式1|A1|A2|formula");
  refuse (TABLE (ROW ("<table:table-cell table:formula=\"of:=&quot;{{month}}&quot;\"/>")), 0,
      ENR_SHEET_ERROR_FORMULA,
          "様式1|A1|tag in a formula");
}

/* LibreOffice would not calculate them; one that refers to nothing keeps its result. */
static void
test_repeated_rows (void)
{
#define CONSTANT \
  "<table:table-cell table:formula=\"of:=1+1\" office:value-type=\"float\" office:value=\"2\">" \
  "<text:p>2</text:p></table:table-cell>"
  refuse (TABLE (ROW (OLD_SUM) "<table:table-header-rows>" ROW (TEXT ("{{month}}"))
      "</table:table-header-rows>"), 0,
          ENR_SHEET_ERROR_FORMULA, "様式1|A1|repeated on every page");
  check (TABLE ("<table:table-header-rows>" ROW (TEXT ("{{month.number}}") CONSTANT)
      "</table:table-header-rows>" ROW (OLD_SUM)), 0,
         1, ROW (NUMBER ("6") CONSTANT) "</table:table-header-rows>" ROW (SUM (">")));
}

/* Rows and cells beyond what the sheet has. */
static void
test_beyond (void)
{
  check (TABLE (ROW (NUMBER ("1")) "<table:table-rows>" ROW (NUMBER ("2") "<table:table-cell/>" TEXT
      ("{{children.number@1..4}}"))
                ROW (NUMBER ("3")) "</table:table-rows>" "<table:named-expressions/>"),
         4, 4,
         ROW (NUMBER ("3") "<table:table-cell table:number-columns-repeated=\"1\"/>" NUMBER ("2"))
             "</table:table-rows>"
         "<table:table-row><table:table-cell table:number-columns-repeated=\"2\"/>" NUMBER ("3")
         "</table:table-row>"
         "<table:table-row><table:table-cell table:number-columns-repeated=\"2\"/>" NUMBER ("4")
         "</table:table-row>"
         "<table:named-expressions/>");
}

static void
test_room (void)
{
  refuse (TABLE (ROW (BOXED ("{{children.name}}"))
                 "<table:table-row table:number-rows-repeated=\"24\"><table:table-cell "
                 "table:style-name=\"ce1\"/></table:table-row>"
                 "<table:table-row table:number-rows-repeated=\"1000\"><table:table-cell/>"
                 "</table:table-row>"),
          28, ENR_SHEET_ERROR_ROOM, "様式1|A1|room for 25 rows|28 are needed|A26|lines|@26");
}

/* Lists to choose from stand before the sheets; cells name them, many in one element. */
static void
test_choices (void)
{
  g_autoptr (EnrSheetData) data = form_data (3);
  g_auto (EnrSheetReport) report = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) form = form_ods (
      "<table:content-validations>"
      "<table:content-validation table:name=\"val1\" table:condition=\"of:cell-content-is-in-list("
      "&quot;園児1&quot;;&quot;園児3&quot; ; &quot;a&quot;&quot;;&quot;)\" table:base-cell-address=\"様式1.A1\"/>"
      "<table:content-validation table:name=\"val2\" "
      "table:condition=\"of:cell-content-is-in-list([.$Z$1:.$Z$3])\"/>"
      "<table:content-validation table:name=\"val3\" "
      "table:condition=\"cell-content-is-whole-number() and cell-content-is-between(1,2)\"/>"
      "<table:content-validation table:name=\"val4\" table:condition=\"of:cell-content-is-in-list(1;2)\"/>"
      "</table:content-validations>"
      TABLE (ROW ("<table:table-cell table:content-validation-name=\"val1\" office:value-type=\"string\">"
                  "<text:p>{{children.name}}</text:p></table:table-cell>"
                  "<table:table-cell table:content-validation-name=\"val4\" office:value-type=\"string\">"
                  "<text:p>{{children.number}}</text:p></table:table-cell>"
                  "<table:table-cell table:content-validation-name=\"val2\" office:value-type=\"string\">"
                  "<text:p>{{children.kana}}</text:p></table:table-cell>"
                  "<table:table-cell table:content-validation-name=\"val3\" office:value-type=\"string\">"
                  "<text:p>{{month.number}}</text:p></table:table-cell>")
             "<table:table-row table:number-rows-repeated=\"9\"><table:table-cell "
             "table:content-validation-name=\"val1\"/><table:table-cell "
             "table:content-validation-name=\"val4\" table:number-columns-repeated=\"2\"/>"
             "</table:table-row>"));
  g_autoptr (GBytes) output = enr_sheet_fill (form, data, ENR_SHEET_FILL_STRICT, &report, &error);
  static const char *const expected[] = { "A2 園児2 園児1|園児3|a\";",
                                          "C2 えんじ2 1|2", "B3 3 1|2", "C3 えんじ3 1|2" };

  g_assert_no_error (error);
  g_assert_nonnull (output);
  g_assert_cmpuint (report.misfits->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const EnrSheetMisfit *misfit = g_ptr_array_index (report.misfits, i);
      g_autofree char *allowed = g_strjoinv ("|", misfit->allowed);
      g_autofree char *text = g_strdup_printf ("%s %s %s", misfit->cell, misfit->value, allowed);

      g_assert_cmpstr (text, ==, expected[i]);
      g_assert_cmpuint (misfit->n_cells, ==, 1);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheets/ods/types", test_types);
  g_test_add_func ("/sheets/ods/repeated", test_repeated);
  g_test_add_func ("/sheets/ods/days-down", test_days_down);
  g_test_add_func ("/sheets/ods/repeated-tag", test_repeated_tag);
  g_test_add_func ("/sheets/ods/merged-and-notes", test_merged_and_notes);
  g_test_add_func ("/sheets/ods/formulas", test_formulas);
  g_test_add_func ("/sheets/ods/repeated-rows", test_repeated_rows);
  g_test_add_func ("/sheets/ods/beyond", test_beyond);
  g_test_add_func ("/sheets/ods/room", test_room);
  g_test_add_func ("/sheets/ods/choices", test_choices);

  return g_test_run ();
}
