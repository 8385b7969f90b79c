/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Letters: one for each row of a list.
 */
#include "config.h"
#include "forms.h"

#include <string.h>

/* clang-format off: the XML is laid out as it is read. */

#define P(text) "<text:p text:style-name=\"P1\">" text "</text:p>"

static guint
count (const char *text,
       const char *word)
{
  guint n = 0;

  for (const char *at = text; (at = strstr (at, word)) != NULL; at++)
    n++;

  return n;
}

static void
test_copies (void)
{
  g_autoptr (EnrSheetData) data = form_data (3);
  g_autoptr (GBytes) form = form_odt (P ("{{children.<text:span text:style-name=\"T1\">na</text:span>me}} 様")
                                      "<text:p text:style-name=\"Text_20_body\" xml:id=\"p1\">"
                                      "{{month}}のお知らせ</text:p>");
  g_autofree char *content = form_fill (form, data, 7, "content.xml");

  g_assert_nonnull (strstr (content, "</text:sequence-decls>"
                                     "<text:p text:style-name=\"P1\">園児1<text:span text:style-name=\"T1\">"
                                     "</text:span> 様</text:p>"
                                     "<text:p text:style-name=\"Text_20_body\" xml:id=\"p1\">"
                                     "令和8年6月のお知らせ</text:p>"
                                     "<text:p text:style-name=\"EnrokuNewLetter\">園児2"));
  g_assert_cmpuint (count (content, "text:sequence-decls"), ==, 2);
  g_assert_cmpuint (count (content, "xml:id"), ==, 1);
  g_assert_cmpuint (count (content, "=\"EnrokuNewLetter\">"), ==, 2);
  /* Its style is the paragraph's own, and a new page. */
  g_assert_nonnull (strstr (content, "<style:style style:name=\"EnrokuNewLetter\" style:family=\"paragraph\" "
                                     "style:parent-style-name=\"Standard\"><style:paragraph-properties "
                                     "fo:text-align=\"end\" "
                                     "fo:break-before=\"page\"/></style:style></office:automatic-styles>"));
}

/* An amount has its commas in a letter and within a cell's text; alone in a cell it is a number. */
static void
test_amounts (void)
{
  g_autoptr (EnrSheetData) data = form_data (0);
  g_autoptr (GBytes) letter = form_odt (P ("{{fee}}円、令和{{year}}年"));
  g_autoptr (GBytes) book = form_xlsx ("<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is>"
                                       "<t>{{fee}}</t></is></c><c r=\"B1\" t=\"inlineStr\"><is>"
                                       "<t>計{{fee}}円</t></is></c></row>"
                                       "</sheetData>", NULL);
  g_autofree char *content = NULL;
  g_autofree char *sheet = NULL;

  enr_sheet_data_set (data, "fee", enr_sheet_amount (12500));
  enr_sheet_data_set (data, "year", enr_sheet_number (2026));
  content = form_fill (letter, data, 2, "content.xml");
  g_assert_nonnull (strstr (content, "12,500円、令和2026年"));
  sheet = form_fill (book, data, 2, "xl/worksheets/sheet1.xml");
  g_assert_nonnull (strstr (sheet, "<v>12500</v>"));
  g_assert_nonnull (strstr (sheet, "計12,500円"));
}

static void
test_single (void)
{
  g_autoptr (EnrSheetData) data = form_data (3);
  g_autoptr (GBytes) form = form_odt (P ("{{month}} {{opens}}") "<table:table table:name=\"表\"/>");
  g_autoptr (GBytes) output = enr_sheet_fill (form, data, ENR_SHEET_FILL_STRICT, NULL, NULL);
  g_autofree char *content = form_member (output, "content.xml");
  g_autofree char *styles = form_member (output, "styles.xml");

  g_assert_nonnull (strstr (content, P ("令和8年6月 7:30")));
  g_assert_null (strstr (content, "EnrokuNewLetter"));
  g_assert_nonnull (strstr (styles, "<text:p>みどり &amp; 森の園</text:p>"));
}

/* A letter that begins with a table, or with a style that is not its own; a text box in a paragraph. */
static void
test_beginnings (void)
{
  g_autoptr (EnrSheetData) data = form_data (2);
  g_autoptr (GBytes) table = form_odt ("<table:table table:name=\"表\"><table:table-row><table:table-cell>"
      P ("{{children.name}}")
                                       "</table:table-cell></table:table-row></table:table>" P (""));
  g_autoptr (GBytes) common = form_odt ("<text:h text:style-name=\"Heading_20_1\">案内</text:h>"
                                        "<text:p>前<draw:frame><draw:text-box><text:p>"
                                        "{{children.name}}</text:p>"
                                        "</draw:text-box></draw:frame>後{{children.kana}}</text:p>");
  g_autofree char *first = form_fill (table, data, 3, "content.xml");
  g_autofree char *second = form_fill (common, data, 5, "content.xml");

  g_assert_nonnull (strstr (first, "<style:style style:name=\"EnrokuNewLetter\" style:family=\"table\" "));
  g_assert_nonnull (strstr (first, "<table:table table:name=\"表\" table:style-name=\"EnrokuNewLetter\">"));
  g_assert_nonnull (strstr (second, "style:parent-style-name=\"Heading_20_1\"><style:paragraph-properties "
      "fo:break-before"));
  g_assert_nonnull (strstr (second, "<text:p>前<draw:frame><draw:text-box><text:p>園児2</text:p></draw:text-box>"
                                    "</draw:frame>後えんじ2</text:p>"));
}

static void
test_odd_texts (void)
{
  g_autoptr (EnrSheetData) data = enr_sheet_data_new ();
  g_autoptr (GBytes) form = form_odt (P ("{{a}}"));
  g_autofree char *content = NULL;

  enr_sheet_data_set (data, "facility.name", enr_sheet_text ("園"));
  enr_sheet_data_set (data, "a", enr_sheet_text (" 1  2\n3\t<4> "));
  content = form_fill (form, data, 2, "content.xml");
  g_assert_nonnull (strstr (content, P ("<text:s text:c=\"1\"/>1<text:s text:c=\"2\"/>2<text:line-break/>"
      "3<text:tab/>&lt;4&gt;"
                                        "<text:s text:c=\"1\"/>")));
}

static void
test_refused (void)
{
  g_autoptr (EnrSheetData) none = form_data (0);
  g_autoptr (EnrSheetData) data = form_data (2);
  g_autoptr (GBytes) letter = form_odt (P ("{{children.name}}"));
  g_autoptr (GBytes) fixed = form_odt ("<draw:frame text:anchor-type=\"page\"/>" P ("{{children.name}}"));
  g_autoptr (GBytes) two = form_odt (P ("{{children.name}}{{families.name}}"));

  enr_sheet_list_add_fields (enr_sheet_data_add_list (data, "families"), "name");
  form_refuse (letter, none, ENR_SHEET_ERROR_NO_TAGS, "“children”|empty");
  form_refuse (fixed, data, ENR_SHEET_ERROR_TAG, "fixed to a page");
  form_refuse (two, data, ENR_SHEET_ERROR_TAG, "two lists");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheets/letter/copies", test_copies);
  g_test_add_func ("/sheets/letter/amounts", test_amounts);
  g_test_add_func ("/sheets/letter/single", test_single);
  g_test_add_func ("/sheets/letter/beginnings", test_beginnings);
  g_test_add_func ("/sheets/letter/odd-texts", test_odd_texts);
  g_test_add_func ("/sheets/letter/refused", test_refused);

  return g_test_run ();
}
