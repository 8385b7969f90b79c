/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "forms.h"

#include <stdarg.h>
#include <string.h>
#include <zip.h>

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define DOCUMENT "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define ODF "urn:oasis:names:tc:opendocument:xmlns:"
#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

GBytes *
form_zip (const char *name, ...)
{
  zip_error_t problem;
  zip_source_t *source = zip_source_buffer_create (NULL, 0, 0, &problem);
  zip_t *zip;
  zip_stat_t status;
  guint8 *data;
  va_list arguments;

  zip_source_keep (source);
  zip = zip_open_from_source (source, ZIP_TRUNCATE, &problem);
  g_assert_nonnull (zip);
  va_start (arguments, name);
  for (; name != NULL; name = va_arg (arguments, const char *))
    {
      const char *content = va_arg (arguments, const char *);
      gboolean is_stored = *name == '=';
      gsize length = strlen (content);
      zip_int64_t index = zip_file_add (
          zip, name + is_stored,
          zip_source_buffer (zip, (length > 0) ? g_memdup2 (content, length) : NULL, length, 1),
          ZIP_FL_ENC_UTF_8);

      g_assert_cmpint (index, >=, 0);
      zip_set_file_compression (zip, (zip_uint64_t) index,
                                is_stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 9);
      zip_file_set_mtime (zip, (zip_uint64_t) index, 1767225600, 0);
    }
  va_end (arguments);
  g_assert_cmpint (zip_close (zip), ==, 0);

  zip_source_open (source);
  zip_source_stat (source, &status);
  data = g_malloc (status.size);
  g_assert_cmpint (zip_source_read (source, data, status.size), ==, (zip_int64_t) status.size);
  zip_source_close (source);
  zip_source_free (source);

  return g_bytes_new_take (data, status.size);
}

GBytes *
form_xlsx (const char *inner, const char *strings)
{
  g_autofree char *sheet = g_strconcat (
      DECLARATION "<worksheet xmlns=\"" MAIN "\" xmlns:r=\"" DOCUMENT "\" "
                  "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
                  "mc:Ignorable=\"x14ac\" "
                  "xmlns:x14ac=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac\">",
      inner, "</worksheet>", NULL);
  g_autofree char *shared = g_strconcat (DECLARATION "<sst xmlns=\"" MAIN "\">",
                                         (strings != NULL) ? strings : "", "</sst>", NULL);

  return form_zip (
      "[Content_Types].xml", DECLARATION "<Types xmlns=\"" PACKAGE "content-types\"/>",
      "_rels/.rels",
      DECLARATION "<Relationships xmlns=\"" PACKAGE
                  "relationships\"><Relationship Id=\"rId1\" Type=\"" DOCUMENT
                  "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
      "xl/workbook.xml",
      DECLARATION "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" DOCUMENT
                  "\"><sheets><sheet name=\"様式1\" sheetId=\"1\" "
                  "r:id=\"rId3\"/></sheets><calcPr calcId=\"191029\"/></workbook>",
      "xl/_rels/workbook.xml.rels",
      DECLARATION "<Relationships xmlns=\"" PACKAGE
                  "relationships\"><Relationship Id=\"rId1\" Type=\"" DOCUMENT
                  "/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId2\" Type=\"" DOCUMENT
                  "/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/><Relationship Id=\"rId3\" "
                  "Type=\"" DOCUMENT
                  "/worksheet\" Target=\"worksheets/../worksheets/sheet1.xml\"/></Relationships>",
      "xl/styles.xml",
      DECLARATION
      "<styleSheet xmlns=\"" MAIN "\"><numFmts><numFmt numFmtId=\"176\" "
      "formatCode=\"[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/></numFmts>"
      "<borders><border><left/><right/><top/><bottom/></border>"
      "<border><left style=\"thin\"/><right style=\"thin\"/><top style=\"thin\"/>"
      "<bottom style=\"thin\"/></border><border><bottom style=\"hair\"/></border></borders>"
      "<cellXfs><xf/><xf borderId=\"1\"/><xf borderId=\"1\" numFmtId=\"176\"/><xf numFmtId=\"20\"/>"
      "<xf borderId=\"2\"/></cellXfs></styleSheet>",
      "xl/sharedStrings.xml", shared, "xl/vbaProject.bin",
      "not a macro, but nothing that is to be touched either", "xl/worksheets/sheet1.xml", sheet,
      NULL);
}

GBytes *
form_ods (const char *tables)
{
  g_autofree char *content = g_strconcat (
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content xmlns:office=\"" ODF
      "office:1.0\" "
      "xmlns:table=\"" ODF "table:1.0\" xmlns:text=\"" ODF "text:1.0\" xmlns:style=\"" ODF
      "style:1.0\" xmlns:fo=\"" ODF "xsl-fo-compatible:1.0\" xmlns:number=\"" ODF
      "datastyle:1.0\" office:version=\"1.3\"><office:automatic-styles>"
      "<number:date-style style:name=\"N36\"><number:year/></number:date-style>"
      "<style:style style:name=\"ce1\" style:family=\"table-cell\"><style:table-cell-properties "
      "fo:border=\"0.06pt solid #000000\"/></style:style><style:style style:name=\"ce2\" "
      "style:family=\"table-cell\" "
      "style:parent-style-name=\"ce1\" style:data-style-name=\"N36\"/></office:automatic-styles>"
      "<office:body><office:spreadsheet>",
      tables, "</office:spreadsheet></office:body></office:document-content>", NULL);

  return form_zip (
      "=mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", content,
      "META-INF/manifest.xml",
      "<?xml version=\"1.0\"?><manifest:manifest xmlns:manifest=\"" ODF "manifest:1.0\"/>", NULL);
}

GBytes *
form_odt (const char *text)
{
  static const char head[]
      = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-%s xmlns:office=\"" ODF
        "office:1.0\" "
        "xmlns:text=\"" ODF "text:1.0\" xmlns:style=\"" ODF "style:1.0\" xmlns:fo=\"" ODF
        "xsl-fo-compatible:1.0\" "
        "xmlns:table=\"" ODF "table:1.0\" xmlns:draw=\"" ODF "drawing:1.0\">";
  g_autofree char *content_head = g_strdup_printf (head, "content");
  g_autofree char *styles_head = g_strdup_printf (head, "styles");
  g_autofree char *content = g_strconcat (
      content_head,
      "<office:automatic-styles><style:style style:name=\"P1\" style:family=\"paragraph\" "
      "style:parent-style-name=\"Standard\"><style:paragraph-properties fo:text-align=\"end\" "
      "fo:break-before=\"auto\"/></style:style></office:automatic-styles><office:body><office:text>"
      "<text:sequence-decls><text:sequence-decl text:name=\"Table\"/></text:sequence-decls>",
      text, "</office:text></office:body></office:document-content>", NULL);
  g_autofree char *styles = g_strconcat (
      styles_head,
      "<office:master-styles><style:master-page "
      "style:name=\"Standard\"><style:header><text:p>{{facility.name}}</text:p>"
      "</style:header></style:master-page></office:master-styles></office:document-styles>",
      NULL);

  return form_zip (
      "=mimetype", "application/vnd.oasis.opendocument.text", "content.xml", content, "styles.xml",
      styles, "META-INF/manifest.xml",
      "<?xml version=\"1.0\"?><manifest:manifest xmlns:manifest=\"" ODF "manifest:1.0\"/>", NULL);
}

static GBytes *
read_member (GBytes *form, const char *name, zip_flags_t flags)
{
  gsize length;
  const void *bytes = g_bytes_get_data (form, &length);
  zip_error_t problem;
  zip_t *zip = zip_open_from_source (zip_source_buffer_create (bytes, length, 0, &problem),
                                     ZIP_RDONLY, &problem);
  zip_stat_t status;
  zip_file_t *file;
  gsize size;
  char *data;

  g_assert_nonnull (zip);
  g_assert_cmpint (zip_stat (zip, name, 0, &status), ==, 0);
  file = zip_fopen (zip, name, flags);
  g_assert_nonnull (file);
  size = (flags & ZIP_FL_COMPRESSED) ? status.comp_size : status.size;
  data = g_malloc0 (size + 1);
  g_assert_cmpint (zip_fread (file, data, size), ==, (zip_int64_t) size);
  zip_fclose (file);
  zip_discard (zip);

  return g_bytes_new_take (data, size);
}

char *
form_member (GBytes *form, const char *name)
{
  g_autoptr (GBytes) bytes = read_member (form, name, 0);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

GBytes *
form_raw_member (GBytes *form, const char *name)
{
  return read_member (form, name, ZIP_FL_COMPRESSED);
}

char *
form_member_names (GBytes *form)
{
  gsize length;
  const void *bytes = g_bytes_get_data (form, &length);
  zip_error_t problem;
  zip_t *zip = zip_open_from_source (zip_source_buffer_create (bytes, length, 0, &problem),
                                     ZIP_RDONLY, &problem);
  GString *names = g_string_new (NULL);

  g_assert_nonnull (zip);
  for (zip_int64_t i = 0; i < zip_get_num_entries (zip, 0); i++)
    g_string_append_printf (names, "%s%s", (i > 0) ? " " : "",
                            zip_get_name (zip, (zip_uint64_t) i, 0));
  zip_discard (zip);

  return g_string_free (names, FALSE);
}

char *
form_fill (GBytes *form, const EnrSheetData *data, guint n_meant, const char *member)
{
  g_auto (EnrSheetReport) report = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) output = enr_sheet_fill (form, data, ENR_SHEET_FILL_STRICT, &report, &error);

  g_assert_no_error (error);
  g_assert_nonnull (output);
  g_assert_cmpuint (report.n_meant, ==, n_meant);
  g_assert_cmpuint (report.n_filled, ==, n_meant);
  g_assert_cmpuint (report.unknown->len, ==, 0);

  return form_member (output, member);
}

void
form_refuse (GBytes *form, const EnrSheetData *data, EnrSheetError code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) output = enr_sheet_fill (form, data, ENR_SHEET_FILL_DEFAULT, NULL, &error);
  g_auto (GStrv) each = g_strsplit (words, "|", -1);

  g_assert_null (output);
  g_assert_error (error, ENR_SHEET_ERROR, (int) code);
  for (guint i = 0; each[i] != NULL; i++)
    if (strstr (error->message, each[i]) == NULL)
      g_error ("“%s” is not in “%s”", each[i], error->message);
}

EnrSheetData *
form_data (guint n)
{
  EnrSheetData *data = enr_sheet_data_new ();
  EnrSheetList *children;

  enr_sheet_data_set (data, "facility.name", enr_sheet_text ("みどり & 森の園"));
  enr_sheet_data_set (data, "month", enr_sheet_text ("令和8年6月"));
  enr_sheet_data_set (data, "month.number", enr_sheet_number (6));
  enr_sheet_data_set (data, "rate", enr_sheet_number (0.1));
  enr_sheet_data_set (data, "nothing", enr_sheet_blank ());
  enr_sheet_data_set (data, "today", enr_sheet_date (enr_date_new (2026, 6, 5)));
  enr_sheet_data_set (data, "opens", enr_sheet_time (7 * 60 + 30));
  for (int day = 1; day <= 30; day++)
    enr_sheet_data_set_at (data, "weekday", day,
                           enr_sheet_text (enr_weekday_kanji ((EnrWeekday) (day % 7))));

  children = enr_sheet_data_add_list (data, "children");
  enr_sheet_list_add_fields (children, "number|name|kana|birth-date|arrived");
  enr_sheet_list_add_indexed_field (children, "attendance", 1, 31);
  for (guint i = 0; i < n; i++)
    {
      guint row = enr_sheet_list_add_row (children);
      g_autofree char *name = g_strdup_printf ("園児%u", i + 1);
      g_autofree char *kana = g_strdup_printf ("えんじ%u", i + 1);

      enr_sheet_list_set (children, row, "number", enr_sheet_number (i + 1));
      enr_sheet_list_set (children, row, "name", enr_sheet_text (name));
      enr_sheet_list_set (children, row, "kana", enr_sheet_text (kana));
      enr_sheet_list_set (children, row, "birth-date",
                          enr_sheet_date (enr_date_new (2022, 4, 2) + (EnrDate) i));
      enr_sheet_list_set (children, row, "arrived", enr_sheet_time (8 * 60 + (int) i));
      for (int day = 1; day <= 30; day++)
        enr_sheet_list_set_at (children, row, "attendance", day,
                               enr_sheet_text ((day % 7 == 0) ? "／" : "○"));
    }

  return data;
}
