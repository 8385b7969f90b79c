/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Writes CSV into memory, as Excel of a Japanese office reads it.
 */
#include "config.h"
#include "base/csv.h"

#include <string.h>

#include "base/csv-private.h"

struct _EnrCsvWriter
{
  EnrEncoding encoding;
  gboolean    in_row;           /* the row has a field already */
  GString    *out;              /* owned, UTF-8 */
};

/* %TRUE where a spreadsheet would take the text for a formula. */
static gboolean
begins_formula (const char *text)
{
  static const gunichar signs[] = { '=', '+', '-', '@', '\t', '\r', '\n',
                                    0xff1d, 0xff0b, 0xff0d, 0xff20 };
  gunichar c = g_utf8_get_char (text);

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      if (c == signs[i])
        return TRUE;
    }

  return FALSE;
}

/* "-5", "-0.5", "+81-90-1234-5678": harmless, and of use as they are. */
static gboolean
is_plain_number (const char *text)
{
  gboolean hyphen = FALSE, point = FALSE;

  if ((text[0] != '+' && text[0] != '-') || !g_ascii_isdigit (text[1]))
    return FALSE;

  for (const char *p = text + 1; *p != '\0'; p++)
    {
      if (*p == '-')
        hyphen = TRUE;
      else if (*p == '.' && !point && g_ascii_isdigit (p[1]))
        point = TRUE;
      else if (!g_ascii_isdigit (*p))
        return FALSE;
    }

  return !(hyphen && point);
}

/* Text that looks defused already gets one apostrophe more, so that reading gives back exactly what
 * was written. */
static gboolean
needs_defusing (const char *text)
{
  const char *rest = text + strspn (text, "'");

  return begins_formula (rest) && (rest > text || !is_plain_number (rest));
}

/* Tabs and semicolons too: so no reader takes them for the separator. */
static gboolean
needs_quotes (const char *text)
{
  gsize length = strlen (text);

  if (length == 0)
    return FALSE;

  return strpbrk (text, ",\";\t\r\n") != NULL || text[0] == ' ' || text[length - 1] == ' ';
}

EnrCsvWriter *
enr_csv_writer_new (EnrEncoding encoding)
{
  EnrCsvWriter *self = g_new0 (EnrCsvWriter, 1);

  self->encoding = encoding;
  self->out = g_string_new (NULL);

  return self;
}

void
enr_csv_writer_free (EnrCsvWriter *self)
{
  if (self == NULL)
    return;

  g_string_free (self->out, TRUE);
  g_free (self);
}

void
enr_csv_writer_field (EnrCsvWriter *self,
                      const char *text)
{
  g_autofree char *valid = NULL;
  gboolean defuse, quote;

  g_return_if_fail (self != NULL);

  if (text == NULL)
    text = "";
  else if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);

  if (self->in_row)
    g_string_append_c (self->out, ',');
  self->in_row = TRUE;

  defuse = needs_defusing (text);
  quote = needs_quotes (text);
  if (quote)
    g_string_append_c (self->out, '"');
  if (defuse)
    g_string_append_c (self->out, '\'');

  for (const char *p = text; *p != '\0'; )
    {
      gsize span = strcspn (p, "\"");

      g_string_append_len (self->out, p, (gssize) span);
      p += span;
      if (*p == '"')
        {
          g_string_append (self->out, "\"\"");
          p++;
        }
    }
  if (quote)
    g_string_append_c (self->out, '"');
}

void
enr_csv_writer_end_row (EnrCsvWriter *self)
{
  g_return_if_fail (self != NULL);

  g_string_append (self->out, "\r\n");
  self->in_row = FALSE;
}

GBytes *
enr_csv_writer_finish (EnrCsvWriter *self,
                       guint *replaced)
{
  g_autoptr (GString) out = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (replaced != NULL)
    *replaced = 0;
  if (self->in_row)
    enr_csv_writer_end_row (self);

  out = g_steal_pointer (&self->out);
  self->out = g_string_new (NULL);

  if (self->encoding == ENR_ENCODING_CP932)
    return enr_csv_encode_cp932 (out->str, out->len, replaced);

  g_string_prepend (out, "\xef\xbb\xbf");

  return g_string_free_to_bytes (g_steal_pointer (&out));
}

const char *
enr_csv_undefuse (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  if (text[0] == '\'' && begins_formula (text + strspn (text, "'")))
    return text + 1;

  return text;
}
