/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The zip that a form is, by libzip. Nothing is ever unpacked to the disk, so the names of members
 * can do no harm; sizes are looked at before anything is unpacked.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <glib/gi18n-lib.h>
#include <zip.h>

#include "sheets/sheets-private.h"

/* Sheets are mostly the same few words: 30 to 1 is usual, 1000 to 1 is all that deflate can do. */
#define MAX_RATIO 250
#define RATIO_FROM (32u << 20)

/* Quick: with 6, compressing took most of the time to fill a form, for a tenth of its size. */
#define COMPRESSION 2

struct _EnrPackage
{
  GBytes *file;
  zip_t *zip;
  EnrPackageKind kind;
  GPtrArray *names;
  GHashTable *indices;  /* name, its letters in lower case -> index + 1 */
  GHashTable *parts;    /* name -> GBytes that were read */
  GHashTable *replaced; /* index -> GBytes */
  gsize unpacked;
};

void
enr_package_free (EnrPackage *package)
{
  if (package == NULL)
    return;
  if (package->zip != NULL)
    zip_discard (package->zip);
  g_ptr_array_unref (package->names);
  g_hash_table_unref (package->indices);
  g_hash_table_unref (package->parts);
  g_hash_table_unref (package->replaced);
  g_bytes_unref (package->file);
  g_free (package);
}

static gboolean
fail_broken (GError **error)
{
  g_set_error_literal (
      error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_READ,
      _ ("The form is damaged. Please get it again, or open it in a spreadsheet program and "
         "save it anew."));
  return FALSE;
}

static gboolean
fail_large (GError **error)
{
  g_set_error_literal (
      error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_TOO_LARGE,
      _ ("The form is far larger than forms are, or pretends to be small. It was not opened."));
  return FALSE;
}

static gboolean
fail_protected (GError **error)
{
  g_set_error_literal (
      error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_PROTECTED,
      _ ("The form is protected with a password. Please save it without one and fill that."));
  return FALSE;
}

/* The container of the Office of before 2007; also around what newer ones have encrypted. */
static gboolean
check_ole (const guint8 *data, gsize length, GError **error)
{
  static const guint8 magic[8] = { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 };
  static const char encrypted[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

  if (length < sizeof magic || memcmp (data, magic, sizeof magic) != 0)
    return TRUE;
  if (memmem (data, length, encrypted, sizeof encrypted - 1) != NULL)
    return fail_protected (error);

  g_set_error_literal (
      error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_READ,
      _ ("The form is in an old format (.xls or .doc). Please open it and save it as .xlsx, .ods "
         "or .odt."));
  return FALSE;
}

/* Names, sizes, encryption. */
static gboolean
check_members (EnrPackage *package, GError **error)
{
  zip_int64_t n = zip_get_num_entries (package->zip, 0);
  guint64 total = 0;

  if (n > ENR_SHEET_MAX_MEMBERS)
    return fail_large (error);
  for (zip_int64_t i = 0; i < n; i++)
    {
      zip_stat_t status;
      g_autofree char *key = NULL;

      if (zip_stat_index (package->zip, (zip_uint64_t) i, ZIP_FL_ENC_RAW, &status) != 0
          || (status.valid & (ZIP_STAT_NAME | ZIP_STAT_SIZE)) != (ZIP_STAT_NAME | ZIP_STAT_SIZE))
        return fail_broken (error);
      if ((status.valid & ZIP_STAT_ENCRYPTION_METHOD) && status.encryption_method != ZIP_EM_NONE)
        return fail_protected (error);

      total += MIN (status.size, G_MAXUINT32);
      if (status.size > ENR_SHEET_MAX_TOTAL || total > ENR_SHEET_MAX_TOTAL)
        return fail_large (error);

      /* Of two members of one name programs read different ones. */
      key = g_ascii_strdown (status.name, -1);
      if (g_hash_table_contains (package->indices, key))
        return fail_broken (error);
      g_hash_table_insert (package->indices, g_steal_pointer (&key),
                           GUINT_TO_POINTER ((guint) i + 1));
      g_ptr_array_add (package->names, g_strdup (status.name));
    }

  if (total > RATIO_FROM && total / MAX_RATIO > g_bytes_get_size (package->file))
    return fail_large (error);

  return TRUE;
}

static gboolean
check_signatures (EnrPackage *package, GError **error)
{
  gboolean is_signed = enr_package_has (package, "META-INF/documentsignatures.xml");

  for (guint i = 0; i < package->names->len; i++)
    is_signed |= g_str_has_prefix (g_ptr_array_index (package->names, i), "_xmlsignatures/");
  if (!is_signed)
    return TRUE;

  g_set_error_literal (
      error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_SIGNED,
      _ ("The form has a digital signature, which would no longer be valid. Please save it without "
         "the signature and fill that."));
  return FALSE;
}

static gboolean
manifest_start (gpointer user, const EnrElement *element, GError **error)
{
  gboolean *is_encrypted = user;

  if (element->ns == ENR_NS_MANIFEST
      && (strcmp (element->name, "encryption-data") == 0
          || strcmp (element->name, "encrypted-key") == 0))
    *is_encrypted = TRUE;

  return TRUE;
}

static gboolean
check_open_document (EnrPackage *package, GError **error)
{
  static const EnrMarkupHandler handler = { .start = manifest_start };
  static const char prefix[] = "application/vnd.oasis.opendocument.";
  g_autoptr (GBytes) manifest = NULL;
  GBytes *bytes = enr_package_read (package, "mimetype", error);
  gboolean is_encrypted = FALSE;
  g_autofree char *type = NULL;

  if (bytes == NULL)
    return FALSE;
  type = g_strndup (g_bytes_get_data (bytes, NULL), MIN (g_bytes_get_size (bytes), 200));
  g_strstrip (type);
  if (g_strcmp0 (type, "application/vnd.oasis.opendocument.spreadsheet") == 0
      || g_strcmp0 (type, "application/vnd.oasis.opendocument.spreadsheet-template") == 0)
    package->kind = ENR_PACKAGE_ODS;
  else if (g_strcmp0 (type, "application/vnd.oasis.opendocument.text") == 0
           || g_strcmp0 (type, "application/vnd.oasis.opendocument.text-template") == 0)
    package->kind = ENR_PACKAGE_ODT;
  else
    {
      g_set_error_literal (
          error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_READ,
          g_str_has_prefix (type, prefix)
              ? _ ("The form is an OpenDocument file, but neither a spreadsheet nor a text.")
              : _ ("The form is neither a spreadsheet (.xlsx, .ods) nor a letter (.odt)."));
      return FALSE;
    }

  bytes = enr_package_read (package, "META-INF/manifest.xml", error);
  if (bytes == NULL
      || !enr_markup_read (bytes, "META-INF/manifest.xml", &handler, &is_encrypted, error))
    return FALSE;
  if (is_encrypted)
    return fail_protected (error);

  return TRUE;
}

static gboolean
check_kind (EnrPackage *package, GError **error)
{
  if (enr_package_has (package, "mimetype"))
    return check_open_document (package, error);

  if (enr_package_has (package, "xl/workbook.bin"))
    {
      g_set_error_literal (
          error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_READ,
          _ ("The form is a binary workbook (.xlsb). Please open it and save it as .xlsx."));
      return FALSE;
    }
  if (enr_package_has (package, "word/document.xml"))
    {
      g_set_error_literal (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_READ,
                           _ ("The form is a Word document. Please open it and save it as .odt."));
      return FALSE;
    }
  if (!enr_package_has (package, "[Content_Types].xml")
      || !enr_package_has (package, "_rels/.rels"))
    {
      g_set_error_literal (
          error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_READ,
          _ ("The form is neither a spreadsheet (.xlsx, .ods) nor a letter (.odt)."));
      return FALSE;
    }
  package->kind = ENR_PACKAGE_XLSX;

  return TRUE;
}

EnrPackage *
enr_package_open (GBytes *file, GError **error)
{
  g_autoptr (EnrPackage) package = g_new0 (EnrPackage, 1);
  gsize length;
  const guint8 *data = g_bytes_get_data (file, &length);
  zip_error_t problem;
  zip_source_t *source;

  package->file = g_bytes_ref (file);
  package->names = g_ptr_array_new_with_free_func (g_free);
  package->indices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  package->parts
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  package->replaced
      = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, (GDestroyNotify) g_bytes_unref);

  if (length > ENR_SHEET_MAX_FILE)
    {
      fail_large (error);
      return NULL;
    }
  if (!check_ole (data, length, error))
    return NULL;
  if (length < 4 || memcmp (data, "PK\3\4", 4) != 0)
    {
      g_set_error_literal (
          error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_READ,
          _ ("The form is neither a spreadsheet (.xlsx, .ods) nor a letter (.odt)."));
      return NULL;
    }

  zip_error_init (&problem);
  source = zip_source_buffer_create (data, length, 0, &problem);
  if (source != NULL)
    {
      package->zip = zip_open_from_source (source, 0, &problem);
      if (package->zip == NULL)
        zip_source_free (source);
    }
  zip_error_fini (&problem);
  if (package->zip == NULL)
    {
      fail_broken (error);
      return NULL;
    }

  if (!check_members (package, error) || !check_signatures (package, error)
      || !check_kind (package, error))
    return NULL;

  return g_steal_pointer (&package);
}

EnrPackageKind
enr_package_kind (const EnrPackage *package)
{
  return package->kind;
}

static gboolean
find (const EnrPackage *package, const char *name, guint *index)
{
  g_autofree char *key = g_ascii_strdown (name, -1);
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (package->indices, key));

  if (found == 0)
    return FALSE;
  *index = found - 1;

  return TRUE;
}

gboolean
enr_package_has (const EnrPackage *package, const char *name)
{
  guint index;

  return find (package, name, &index);
}

guint
enr_package_n_members (const EnrPackage *package)
{
  return package->names->len;
}

const char *
enr_package_member (const EnrPackage *package, guint index)
{
  return g_ptr_array_index (package->names, index);
}

/* Every byte that was announced and not one more; at the end libzip compares the CRC. */
static GBytes *
unpack (EnrPackage *package, guint index, GError **error)
{
  zip_stat_t status;
  zip_file_t *member;
  g_autofree guint8 *data = NULL;
  guint8 beyond;
  gsize done = 0;
  gboolean is_good;

  if (zip_stat_index (package->zip, index, 0, &status) != 0)
    return fail_broken (error), NULL;
  if (status.size > ENR_SHEET_MAX_PART || package->unpacked + status.size > ENR_SHEET_MAX_TOTAL)
    return fail_large (error), NULL;

  member = zip_fopen_index (package->zip, index, 0);
  if (member == NULL)
    return fail_broken (error), NULL;
  data = g_try_malloc (status.size + 1);
  while (data != NULL && done < status.size)
    {
      zip_int64_t n = zip_fread (member, data + done, status.size - done);

      if (n <= 0)
        break;
      done += (gsize) n;
    }
  is_good = data != NULL && done == status.size && zip_fread (member, &beyond, 1) == 0;
  zip_fclose (member);
  if (!is_good)
    return fail_broken (error), NULL;
  package->unpacked += done;

  return g_bytes_new_take (g_steal_pointer (&data), done);
}

GBytes *
enr_package_read (EnrPackage *package, const char *name, GError **error)
{
  GBytes *bytes = g_hash_table_lookup (package->parts, name);
  guint index;

  if (bytes != NULL)
    return bytes;
  if (!find (package, name, &index))
    return fail_broken (error), NULL;
  bytes = unpack (package, index, error);
  if (bytes != NULL)
    g_hash_table_insert (package->parts, g_strdup (name), bytes);

  return bytes;
}

void
enr_package_replace (EnrPackage *package, const char *name, GBytes *bytes)
{
  guint index;

  if (find (package, name, &index))
    g_hash_table_insert (package->replaced, GUINT_TO_POINTER (index), g_bytes_ref (bytes));
}

static gboolean
replace_members (EnrPackage *package)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, package->replaced);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      zip_uint64_t index = GPOINTER_TO_UINT (key);
      gsize length;
      const void *data = g_bytes_get_data (value, &length);
      zip_stat_t status;
      zip_source_t *source;

      if (zip_stat_index (package->zip, index, 0, &status) != 0)
        return FALSE;
      source = zip_source_buffer (package->zip, data, length, 0);
      if (source == NULL)
        return FALSE;
      if (zip_file_replace (package->zip, index, source, 0) != 0)
        {
          zip_source_free (source);
          return FALSE;
        }
      /* CM_DEFAULT is deflate too; of the method that the member has, libzip would take no level.
       */
      if (zip_set_file_compression (package->zip, index, ZIP_CM_DEFAULT, COMPRESSION) != 0)
        return FALSE;
      /* The form's own time: the output is a matter of the form and the values alone. */
      if ((status.valid & ZIP_STAT_MTIME)
          && zip_file_set_mtime (package->zip, index, status.mtime, 0) != 0)
        return FALSE;
    }

  return TRUE;
}

/* What libzip has written into its memory. */
static GBytes *
source_bytes (zip_source_t *source)
{
  zip_stat_t status;
  g_autofree guint8 *data = NULL;
  gsize done = 0;

  if (zip_source_open (source) != 0)
    return NULL;
  if (zip_source_stat (source, &status) == 0 && (status.valid & ZIP_STAT_SIZE))
    {
      data = g_malloc (status.size + 1);
      while (done < status.size)
        {
          zip_int64_t n = zip_source_read (source, data + done, status.size - done);

          if (n <= 0)
            break;
          done += (gsize) n;
        }
      if (done != status.size)
        g_clear_pointer (&data, g_free);
    }
  zip_source_close (source);

  return (data != NULL) ? g_bytes_new_take (g_steal_pointer (&data), done) : NULL;
}

GBytes *
enr_package_finish (EnrPackage *package, GError **error)
{
  gsize length = g_bytes_get_size (package->file);
  zip_error_t problem;
  zip_source_t *source = NULL;
  GBytes *output = NULL;
  void *copy;

  zip_discard (package->zip);
  package->zip = NULL;

  /* libzip 1.7 frees the memory of a source that it writes to, even where it was told not to. */
  copy = malloc (length);
  zip_error_init (&problem);
  if (copy != NULL)
    {
      memcpy (copy, g_bytes_get_data (package->file, NULL), length);
      source = zip_source_buffer_create (copy, length, 1, &problem);
      if (source == NULL)
        free (copy);
    }
  if (source != NULL)
    {
      zip_source_keep (source);
      package->zip = zip_open_from_source (source, 0, &problem);
      if (package->zip == NULL)
        zip_source_free (source);
      else if (replace_members (package) && zip_close (package->zip) == 0)
        {
          package->zip = NULL;
          output = source_bytes (source);
        }
      g_clear_pointer (&package->zip, zip_discard);
      zip_source_free (source);
    }
  zip_error_fini (&problem);
  if (output == NULL)
    fail_broken (error);

  return output;
}
