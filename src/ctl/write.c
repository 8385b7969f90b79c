/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "ctl/write.h"

#include <string.h>
#include <glib/gi18n.h>

#include "base/file.h"
#include "ctl/encoding.h"
#include "ctl/options.h"
#include "ctl/output.h"

gboolean
enr_ctl_file_kind (const EnrCtl *self, EnrCtlFile *kind, GError **error)
{
  static const char *const endings[] = { ".pdf", ".csv", ".xlsx" };
  const char *path = enr_options_get (self, "output");
  gsize length = strlen (path);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize n = strlen (endings[i]);

      if (length > n && g_ascii_strcasecmp (path + length - n, endings[i]) == 0)
        {
          *kind = i;
          return TRUE;
        }
    }
  return enr_options_fail (error, _ ("--output: the file's name ends in .pdf, .csv or .xlsx."));
}

gboolean
enr_ctl_write_document (EnrCtl *self, EnrDocument *document, GError **error)
{
  const char *path = enr_options_get (self, "output");
  const char *missing = enr_document_get_missing_characters (document);
  guint n_pages = enr_document_get_n_pages (document);
  g_autofree char *shown = g_filename_display_name (path);

  if (!enr_document_write_pdf (document, path, enr_document_creation_time (), error))
    return FALSE;
  if (*missing != '\0')
    /* Translators: a file, and some characters */
    enr_ctl_warn (_ ("%s: no installed font has these characters: %s"), shown, missing);
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_path (builder, "output", path);
      enr_json_text (builder, "title", enr_document_get_title (document));
      enr_json_int (builder, "pages", n_pages);
      enr_json_text (builder, "missing_characters", missing);
      enr_json_print (builder);
    }
  else
    /* Translators: a file, a paper's title, and a number of pages */
    enr_output_print (
        ngettext ("%s was written: %s, %u page.\n", "%s was written: %s, %u pages.\n", n_pages),
        shown, enr_document_get_title (document), n_pages);
  return TRUE;
}

gboolean
enr_ctl_write_text (EnrCtl *self, const char *path, const char *text, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  if (!enr_file_replace (path, bytes, error))
    return FALSE;
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_path (builder, "output", path);
      enr_json_int (builder, "bytes", (gint64) g_bytes_get_size (bytes));
      enr_json_print (builder);
    }
  else
    enr_output_print (_ ("%s was written.\n"), shown);
  return TRUE;
}

gboolean
enr_ctl_write_csv (EnrCtl *self,
                   const char *path,
                   GBytes *bytes,
                   EnrEncoding encoding,
                   guint replaced,
                   GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  if (!enr_file_replace (path, bytes, error))
    return FALSE;
  if (replaced > 0)
    /* Translators: a file, and a number of letters */
    enr_ctl_warn (ngettext ("%s: %u letter that CP932 lacks was written as 〓; UTF-8 has it.",
                            "%s: %u letters that CP932 lacks were written as 〓; UTF-8 has them.",
                            replaced),
                  shown, replaced);
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_path (builder, "output", path);
      enr_json_text (builder, "encoding", encoding == ENR_ENCODING_CP932 ? "cp932" : "utf-8");
      enr_json_int (builder, "bytes", (gint64) g_bytes_get_size (bytes));
      enr_json_int (builder, "replaced", replaced);
      enr_json_print (builder);
    }
  else
    enr_output_print (_ ("%s was written.\n"), shown);
  return TRUE;
}

static gboolean
write_xlsx (EnrCtl *self, const EnrTable *table, GError **error)
{
  const char *path = enr_options_get (self, "output");
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (GBytes) bytes = enr_table_to_xlsx (table, error);

  if (bytes == NULL || !enr_file_replace (path, bytes, error))
    return FALSE;
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_path (builder, "output", path);
      enr_json_int (builder, "rows", enr_table_get_n_rows (table));
      enr_json_int (builder, "bytes", (gint64) g_bytes_get_size (bytes));
      enr_json_print (builder);
    }
  else
    enr_output_print (_ ("%s was written.\n"), shown);
  return TRUE;
}

gboolean
enr_ctl_write_table (EnrCtl *self, const EnrTable *table, EnrCtlFile kind, GError **error)
{
  EnrEncoding encoding = ENR_ENCODING_UTF8;
  g_autoptr (GBytes) bytes = NULL;
  guint replaced = 0;

  g_return_val_if_fail (kind != ENR_CTL_FILE_PDF, FALSE);

  if (!enr_encoding_option (self, FALSE, &encoding, error))
    return FALSE;
  if (kind == ENR_CTL_FILE_XLSX)
    return write_xlsx (self, table, error);
  bytes = enr_table_to_csv (table, encoding, &replaced);
  g_return_val_if_fail (bytes != NULL, FALSE);
  return enr_ctl_write_csv (self, enr_options_get (self, "output"), bytes, encoding, replaced,
                            error);
}
