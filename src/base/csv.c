/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The CSV reader. The decoded text is one buffer that is parsed in place: a NUL takes the place of
 * each separator, and all that is stored besides is where each field and each row begins.
 */
#include "config.h"
#include "base/csv.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "base/csv-private.h"
#include "base/text.h"

/* Offsets are of 32 bits; half-width kana, the worst case, grow threefold. */
G_STATIC_ASSERT (ENR_CSV_MAX_BYTES <= G_MAXUINT32 / 4);

typedef struct
{
  guint32 first_field;          /* index into EnrCsv.fields */
  guint32 line;
} Row;

struct _EnrCsv
{
  char       *name;             /* owned */
  char       *text;             /* owned: the fields, each with a NUL */
  GArray     *rows;             /* owned: Row; the last is behind the end */
  GArray     *fields;           /* owned: guint32, offset into text */
  EnrEncoding encoding;
};

typedef struct
{
  EnrCsv *csv;                  /* borrowed */
  char   *pos;
  char   *end;
  char    delimiter;
  guint   line;
} Parser;

/* clang-format off */
G_DEFINE_QUARK (enr-csv-error-quark, enr_csv_error)
/* clang-format on */

static gboolean
is_line_end (char c)
{
  return c == '\r' || c == '\n';
}

/* The sign that parts the fields: the most frequent in the first record that has any, outside
 * quotes. A title above the header thus does no harm. */
static char
find_delimiter (const char *pos,
                const char *end)
{
  static const char signs[3] = { ',', '\t', ';' };
  gsize counts[3] = { 0, 0, 0 };
  gboolean at_start = TRUE, quoted = FALSE;
  guint best = 0;

  for (; pos < end; pos++)
    {
      if (quoted)
        {
          if (*pos == '"' && pos + 1 < end && pos[1] == '"')
            pos++;
          else if (*pos == '"')
            quoted = FALSE;
          continue;
        }
      if (*pos == '"' && at_start)
        {
          quoted = TRUE;
          continue;
        }
      if (is_line_end (*pos) && counts[0] + counts[1] + counts[2] > 0)
        break;

      at_start = is_line_end (*pos);
      for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
        {
          if (*pos == signs[i])
            {
              counts[i]++;
              at_start = TRUE;
            }
        }
    }

  for (guint i = 1; i < G_N_ELEMENTS (signs); i++)
    {
      if (counts[i] > counts[best])
        best = i;
    }

  return signs[best];
}

static gboolean
fail_at (const Parser *self,
         guint line,
         guint column,
         EnrCsvError code,
         const char *sentence,
         GError **error)
{
  g_set_error (error, ENR_CSV_ERROR, code, "%s:%u:%u: %s", self->csv->name, line, column, sentence);

  return FALSE;
}

/* Reads a quoted field into its own place and stops behind the closing quote. Returns the end of
 * what was written, or %NULL. */
static char *
parse_quoted (Parser *self,
              guint column,
              GError **error)
{
  char *start = self->pos, *to = self->pos;
  guint line = self->line;

  self->pos++;
  while (TRUE)
    {
      char c;

      if (self->pos == self->end)
        {
          fail_at (self, line, column, ENR_CSV_ERROR_SYNTAX,
                   _("A quoted field begins here, and its closing quote is missing."), error);
          return NULL;
        }
      if (to - start > ENR_CSV_MAX_FIELD)
        {
          fail_at (self, line, column, ENR_CSV_ERROR_TOO_LARGE,
                   _("The field that begins here is too long. Its closing quote may be missing."),
                   error);
          return NULL;
        }

      c = *self->pos++;
      if (c == '"')
        {
          if (self->pos == self->end || *self->pos != '"')
            return to;
          self->pos++;
        }
      else if (c == '\n' || (c == '\r' && !(self->pos < self->end && *self->pos == '\n')))
        {
          self->line++;
        }
      *to++ = c;
    }
}

static char *
parse_unquoted (Parser *self,
                guint column,
                GError **error)
{
  const char *start = self->pos;

  while (self->pos < self->end && *self->pos != self->delimiter && !is_line_end (*self->pos))
    {
      if (self->pos - start >= ENR_CSV_MAX_FIELD)
        {
          fail_at (self, self->line, column, ENR_CSV_ERROR_TOO_LARGE,
                   _("This field is too long."), error);
          return NULL;
        }
      self->pos++;
    }

  return self->pos;
}

/* One field and what ends it. */
static gboolean
parse_field (Parser *self,
             guint column,
             gboolean *row_ends,
             GError **error)
{
  guint32 offset = (guint32) (self->pos - self->csv->text);
  char *field_end;
  char c;

  if (self->csv->fields->len >= ENR_CSV_MAX_FIELDS || column > ENR_CSV_MAX_COLUMNS)
    return fail_at (self, self->line, column, ENR_CSV_ERROR_TOO_LARGE,
                    _("The file has more fields than can be read."), error);

  if (self->pos < self->end && *self->pos == '"')
    {
      field_end = parse_quoted (self, column, error);
      if (field_end == NULL)
        return FALSE;

      while (self->pos < self->end && *self->pos != self->delimiter
             && (*self->pos == ' ' || *self->pos == '\t'))
        self->pos++;
      if (self->pos < self->end && *self->pos != self->delimiter && !is_line_end (*self->pos))
        return fail_at (self, self->line, column, ENR_CSV_ERROR_SYNTAX,
                        _("There is text behind the closing quote of this field."), error);
    }
  else
    {
      field_end = parse_unquoted (self, column, error);
      if (field_end == NULL)
        return FALSE;
    }

  g_array_append_val (self->csv->fields, offset);

  /* The NUL may fall on the separator, so that is looked at first. */
  c = (self->pos < self->end) ? *self->pos : '\n';
  *row_ends = is_line_end (c);
  if (self->pos < self->end)
    self->pos++;
  if (c == '\r' && self->pos < self->end && *self->pos == '\n')
    self->pos++;
  if (*row_ends)
    self->line++;
  *field_end = '\0';

  return TRUE;
}

static gboolean
parse (Parser *self,
       GError **error)
{
  Row behind = { 0, 0 };

  while (self->pos < self->end)
    {
      Row row = { self->csv->fields->len, self->line };
      gboolean row_ends = FALSE;

      if (self->csv->rows->len >= ENR_CSV_MAX_ROWS)
        return fail_at (self, self->line, 1, ENR_CSV_ERROR_TOO_LARGE,
                        _("The file has more rows than can be read."), error);

      g_array_append_val (self->csv->rows, row);
      for (guint column = 1; !row_ends; column++)
        {
          if (!parse_field (self, column, &row_ends, error))
            return FALSE;
        }
    }

  behind.first_field = self->csv->fields->len;
  behind.line = self->line;
  g_array_append_val (self->csv->rows, behind);

  return TRUE;
}

/* Takes @data, which has one byte more than @length. */
static EnrCsv *
read_taken (const char *name,
            char *data,
            gsize length,
            EnrEncoding encoding,
            GError **error)
{
  g_autoptr (EnrCsv) self = g_new0 (EnrCsv, 1);
  Parser parser;

  self->name = g_utf8_make_valid (name, -1);
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->fields = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->encoding = encoding;
  self->text = enr_csv_decode (self->name, data, &length, &self->encoding, error);
  if (self->text == NULL)
    return NULL;

  /* Old programs end a file with Ctrl+Z. */
  if (length > 0 && self->text[length - 1] == '\x1a')
    self->text[--length] = '\0';

  if (length == 0)
    {
      g_set_error (error, ENR_CSV_ERROR, ENR_CSV_ERROR_EMPTY, _("%s: The file is empty."),
                   self->name);
      return NULL;
    }

  parser.csv = self;
  parser.pos = self->text;
  parser.end = self->text + length;
  parser.delimiter = find_delimiter (parser.pos, parser.end);
  parser.line = 1;
  if (!parse (&parser, error))
    return NULL;

  return g_steal_pointer (&self);
}

static void
set_file_too_large (GError **error,
                    const char *name)
{
  g_set_error (error, ENR_CSV_ERROR, ENR_CSV_ERROR_TOO_LARGE,
               /* Translators: a file's name and a number of megabytes. */
               _("%s: The file is larger than %d MB."), name, ENR_CSV_MAX_BYTES / (1024 * 1024));
}

static void
set_read_error (GError **error,
                const char *name,
                int code)
{
  if (code == ENOENT || code == ENOTDIR)
    g_set_error (error, ENR_CSV_ERROR, ENR_CSV_ERROR_READ, _("%s: There is no such file."), name);
  else if (code == EACCES || code == EPERM)
    g_set_error (error, ENR_CSV_ERROR, ENR_CSV_ERROR_READ,
                 _("%s: You have no permission to read this file."), name);
  else
    g_set_error (error, ENR_CSV_ERROR, ENR_CSV_ERROR_READ,
                 /* Translators: a file and the system's own words for what is wrong. */
                 _("%s: The file cannot be read: %s."), name, g_strerror (code));
}

/* All of an open file, with one byte of room behind it. */
static char *
read_fd (int fd,
         const char *name,
         gsize *length,
         GError **error)
{
  g_autofree char *data = NULL;
  struct stat status;
  gsize size, n = 0;

  if (fstat (fd, &status) != 0)
    {
      set_read_error (error, name, errno);
      return NULL;
    }
  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, ENR_CSV_ERROR, ENR_CSV_ERROR_READ,
                   S_ISDIR (status.st_mode) ? _("%s: This is a folder, not a file.")
                                            : _("%s: This is a device, not a file."), name);
      return NULL;
    }
  if (status.st_size > ENR_CSV_MAX_BYTES)
    {
      set_file_too_large (error, name);
      return NULL;
    }

  size = (gsize) status.st_size;
  data = g_try_malloc (size + 1);
  if (data == NULL)
    {
      set_read_error (error, name, ENOMEM);
      return NULL;
    }

  /* No more than the size that was allowed, even if the file grows meanwhile. */
  while (n < size)
    {
      ssize_t got = read (fd, data + n, size - n);

      if (got == 0)
        break;
      if (got < 0 && errno != EINTR)
        {
          set_read_error (error, name, errno);
          return NULL;
        }
      if (got > 0)
        n += (gsize) got;
    }

  *length = n;

  return g_steal_pointer (&data);
}

EnrCsv *
enr_csv_read_file (const char *path,
                   EnrEncoding encoding,
                   GError **error)
{
  g_autofree char *name = NULL;
  char *data;
  gsize length = 0;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  name = g_filename_display_name (path);

  /* Without O_NONBLOCK, a pipe with nobody at its other end would hold us here. */
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (fd < 0)
    {
      set_read_error (error, name, errno);
      return NULL;
    }

  data = read_fd (fd, name, &length, error);
  close (fd);
  if (data == NULL)
    return NULL;

  return read_taken (name, data, length, encoding, error);
}

EnrCsv *
enr_csv_read_data (const char *name,
                   const char *data,
                   gsize length,
                   EnrEncoding encoding,
                   GError **error)
{
  char *copy;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (data != NULL || length == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (length > ENR_CSV_MAX_BYTES)
    {
      set_file_too_large (error, name);
      return NULL;
    }

  copy = g_try_malloc (length + 1);
  if (copy == NULL)
    {
      set_read_error (error, name, ENOMEM);
      return NULL;
    }
  if (length > 0)
    memcpy (copy, data, length);

  return read_taken (name, copy, length, encoding, error);
}

void
enr_csv_free (EnrCsv *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->fields, g_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  g_free (self->text);
  g_free (self->name);
  g_free (self);
}

const char *
enr_csv_get_name (const EnrCsv *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

EnrEncoding
enr_csv_get_encoding (const EnrCsv *self)
{
  g_return_val_if_fail (self != NULL, ENR_ENCODING_AUTO);

  return self->encoding;
}

guint
enr_csv_rows (const EnrCsv *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rows->len - 1;
}

guint
enr_csv_columns (const EnrCsv *self,
                 guint row)
{
  g_return_val_if_fail (self != NULL && row < enr_csv_rows (self), 0);

  return g_array_index (self->rows, Row, row + 1).first_field
         - g_array_index (self->rows, Row, row).first_field;
}

const char *
enr_csv_field (const EnrCsv *self,
               guint row,
               guint column)
{
  guint32 first;

  g_return_val_if_fail (self != NULL && row < enr_csv_rows (self), "");

  if (column >= enr_csv_columns (self, row))
    return "";

  first = g_array_index (self->rows, Row, row).first_field;

  return self->text + g_array_index (self->fields, guint32, first + column);
}

guint
enr_csv_line (const EnrCsv *self,
              guint row)
{
  g_return_val_if_fail (self != NULL && row < enr_csv_rows (self), 0);

  return g_array_index (self->rows, Row, row).line;
}

gboolean
enr_csv_row_is_blank (const EnrCsv *self,
                      guint row)
{
  guint columns = enr_csv_columns (self, row);

  for (guint column = 0; column < columns; column++)
    {
      if (!enr_text_is_blank (enr_csv_field (self, row, column)))
        return FALSE;
    }

  return TRUE;
}
