/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "sheets/fill.h"

#include <string.h>
#include <sys/stat.h>
#include <glib/gi18n-lib.h>

#include "base/file.h"
#include "sheets/sheets-private.h"

/* Tags that an error names; all of them are in the report. */
#define MOST_NAMED 5

void
enr_sheet_report_clear (EnrSheetReport *report)
{
  g_clear_pointer (&report->unknown, g_ptr_array_unref);
  g_clear_pointer (&report->misfits, g_ptr_array_unref);
  *report = (EnrSheetReport){ 0 };
}

/* Moves what the fill has found into the report. */
static void
make_report (EnrSheetReport *report, EnrFill *fill)
{
  if (report == NULL)
    return;
  enr_sheet_report_clear (report);
  report->n_tags = fill->tags->len;
  report->n_meant = fill->n_meant;
  report->n_filled = fill->n_filled;
  report->n_rows = fill->n_rows;
  report->misfits = g_ptr_array_ref (fill->misfits);
  report->unknown = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_sheet_tag_free);
  for (guint i = 0; i < fill->tags->len; i++)
    {
      EnrSheetTag *tag = g_ptr_array_index (fill->tags, i);

      if (tag->is_known)
        continue;
      g_ptr_array_add (report->unknown, tag);
      fill->tags->pdata[i] = NULL;
    }
}

static guint
count_unknown (const EnrFill *fill)
{
  guint n = 0;

  for (guint i = 0; i < fill->tags->len; i++)
    n += !((EnrSheetTag *) g_ptr_array_index (fill->tags, i))->is_known;

  return n;
}

/* "{{fax}} (様式1 B5), {{adress}} (様式1 B6)" */
static char *
name_unknown (const EnrFill *fill)
{
  GString *names = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < fill->tags->len && n < MOST_NAMED; i++)
    {
      const EnrSheetTag *tag = g_ptr_array_index (fill->tags, i);

      if (tag->is_known)
        continue;
      g_string_append_printf (names, "%s%s", (n++ > 0) ? ", " : "", tag->text);
      if (tag->sheet != NULL && tag->cell != NULL)
        g_string_append_printf (names, " (%s %s)", tag->sheet, tag->cell);
      else if (tag->sheet != NULL)
        g_string_append_printf (names, " (%s)", tag->sheet);
    }

  return g_string_free (names, FALSE);
}

static gboolean
check_meant (const EnrFill *fill, EnrSheetFillFlags flags, GError **error)
{
  guint n = count_unknown (fill);
  g_autofree char *names = name_unknown (fill);

  if (fill->tags->len == 0)
    {
      g_set_error_literal (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_NO_TAGS,
                           _ ("There is no tag such as {{facility.name}} in the form, so there is "
                              "nothing to fill."));
      return FALSE;
    }
  if (n > 0 && (fill->n_meant == 0 || (flags & ENR_SHEET_FILL_STRICT)))
    {
      g_set_error (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_TAG,
                   /* Translators: a number; tags and where they stand, perhaps not all of them. */
                   ngettext ("The form has %u tag that is not known: %s",
                             "The form has %u tags that are not known: %s", n),
                   n, names);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_filled (const EnrFill *fill, GError **error)
{
  if (fill->n_filled == fill->n_meant)
    return TRUE;
  g_set_error (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_COUNT,
               /* Translators: numbers of cells. */
               _ ("%u cells were to be filled, but %u were. Nothing was written. This is a fault "
                  "of Enroku: please "
                  "report it with the empty form."),
               fill->n_meant, fill->n_filled);
  return FALSE;
}

static GBytes *
fill_book (EnrFill *fill, EnrSheetFillFlags flags, GError **error)
{
  g_autoptr (EnrBook) book = enr_book_fill (fill, error);
  g_autoptr (GBytes) output = NULL;

  if (book == NULL || !check_meant (fill, flags, error))
    return NULL;
  output = enr_package_finish (fill->package, error);
  if (output == NULL || !enr_book_verify (fill, book, output, error) || !check_filled (fill, error))
    return NULL;

  return g_steal_pointer (&output);
}

static GBytes *
fill_letter (EnrFill *fill, EnrSheetFillFlags flags, GError **error)
{
  g_autoptr (EnrLetter) letter = enr_letter_fill (fill, error);
  g_autoptr (GBytes) output = NULL;

  if (letter == NULL || !check_meant (fill, flags, error))
    return NULL;
  output = enr_package_finish (fill->package, error);
  if (output == NULL)
    return NULL;
  if (!enr_letter_verify (fill, letter, output, NULL))
    fill->n_filled = 0;
  if (!check_filled (fill, error))
    return NULL;

  return g_steal_pointer (&output);
}

GBytes *
enr_sheet_fill (GBytes *form,
                const EnrSheetData *data,
                EnrSheetFillFlags flags,
                EnrSheetReport *report,
                GError **error)
{
  g_autoptr (EnrPackage) package = NULL;
  g_autoptr (GPtrArray) tags = NULL;
  g_autoptr (GPtrArray) misfits = NULL;
  EnrFill fill = { .data = data };
  GBytes *output;

  g_return_val_if_fail (form != NULL && data != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (report != NULL)
    enr_sheet_report_clear (report);
  package = enr_package_open (form, error);
  if (package == NULL)
    return NULL;
  tags = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_sheet_tag_free);
  fill.package = package;
  fill.tags = tags;
  misfits = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_sheet_misfit_free);
  fill.misfits = misfits;
  output = (enr_package_kind (package) == ENR_PACKAGE_ODT) ? fill_letter (&fill, flags, error)
                                                           : fill_book (&fill, flags, error);
  make_report (report, &fill);

  return output;
}

GPtrArray *
enr_sheet_tags (GBytes *form, const EnrSheetData *data, GError **error)
{
  g_autoptr (EnrPackage) package = NULL;
  g_autoptr (GPtrArray) tags = NULL;
  g_autoptr (EnrBook) book = NULL;
  g_autoptr (EnrLetter) letter = NULL;
  EnrFill fill = { .data = data, .is_list_only = TRUE };

  g_return_val_if_fail (form != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  package = enr_package_open (form, error);
  if (package == NULL)
    return NULL;
  tags = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_sheet_tag_free);
  fill.package = package;
  fill.tags = tags;
  if (enr_package_kind (package) == ENR_PACKAGE_ODT)
    letter = enr_letter_fill (&fill, error);
  else
    book = enr_book_fill (&fill, error);
  if (book == NULL && letter == NULL)
    return NULL;

  return g_steal_pointer (&tags);
}

GBytes *
enr_sheet_load (const char *path, GError **error)
{
  g_autofree char *data = NULL;
  gsize length;
  struct stat status;

  g_return_val_if_fail (path != NULL, NULL);

  if (stat (path, &status) == 0 && status.st_size > (goffset) ENR_SHEET_MAX_FILE)
    {
      g_set_error_literal (
          error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_TOO_LARGE,
          _ ("The form is far larger than forms are, or pretends to be small. It was not opened."));
      return NULL;
    }
  if (!g_file_get_contents (path, &data, &length, error))
    {
      g_autofree char *name = g_filename_display_name (path);

      /* Translators: a file; GLib's own words follow. */
      g_prefix_error (error, _ ("The form %s cannot be read: "), name);
      return NULL;
    }

  return g_bytes_new_take (g_steal_pointer (&data), length);
}

static const char *
ending (const char *path)
{
  const char *name = strrchr (path, G_DIR_SEPARATOR);
  const char *dot = strrchr ((name != NULL) ? name : path, '.');

  return (dot != NULL) ? dot : "";
}

static gboolean
check_output (const char *form_path, const char *output_path, GError **error)
{
  struct stat form, output;

  if (stat (form_path, &form) == 0 && stat (output_path, &output) == 0
      && form.st_dev == output.st_dev && form.st_ino == output.st_ino)
    {
      g_set_error_literal (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_OUTPUT,
                           _ ("The filled form would take the place of the form itself. Please "
                              "choose another name."));
      return FALSE;
    }
  if (g_ascii_strcasecmp (ending (form_path), ending (output_path)) != 0)
    {
      g_set_error (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_OUTPUT,
                   /* Translators: a file name's ending such as .xlsx. */
                   _ ("The name of the filled form must end in %s as the form's does."),
                   ending (form_path));
      return FALSE;
    }

  return TRUE;
}

gboolean
enr_sheet_fill_file (const char *form_path,
                     const char *output_path,
                     const EnrSheetData *data,
                     EnrSheetFillFlags flags,
                     EnrSheetReport *report,
                     GError **error)
{
  g_autoptr (GBytes) form = NULL;
  g_autoptr (GBytes) output = NULL;

  g_return_val_if_fail (form_path != NULL && output_path != NULL && data != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (report != NULL)
    enr_sheet_report_clear (report);
  if (!check_output (form_path, output_path, error))
    return FALSE;
  form = enr_sheet_load (form_path, error);
  if (form == NULL)
    return FALSE;
  output = enr_sheet_fill (form, data, flags, report, error);

  return output != NULL && enr_file_replace (output_path, output, error);
}
