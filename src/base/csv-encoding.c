/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What bytes a CSV file's text is. Finds the encoding, decodes, and says in which line the first
 * bad byte is; encodes CP932 for Excel.
 */
#include "config.h"
#include "base/csv-private.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>

/* 〓, which Japanese typesetters put where a letter is missing. */
#define GETA 0x81ac

typedef struct
{
  gunichar from;
  guint16  cp932;
} Substitute;

/* Characters that other systems than Windows use for one that CP932 has. Sorted. U+00A5 would
 * become a backslash, and so come back as one. */
static const Substitute substitutes[] = {
  { 0x00a0, 0x0020 },           /* no-break space */
  { 0x00a2, 0x8191 },           /* ¢ to ￠ */
  { 0x00a3, 0x8192 },           /* £ to ￡ */
  { 0x00a5, 0x818f },           /* ¥ to ￥ */
  { 0x00a6, 0xfa55 },           /* ¦ to ￤ */
  { 0x00ac, 0x81ca },           /* ¬ to ￢ */
  { 0x00b7, 0x8145 },           /* · to ・ */
  { 0x00c5, 0x81f0 },           /* Å to the ångström sign */
  { 0x2011, 0x815d },           /* no-break hyphen to ‐ */
  { 0x2012, 0x815d },           /* figure dash to ‐ */
  { 0x2013, 0x815d },           /* – to ‐ */
  { 0x2014, 0x815c },           /* — to ― */
  { 0x2016, 0x8161 },           /* ‖ to ∥ */
  { 0x2022, 0x8145 },           /* • to ・ */
  { 0x203e, 0x8150 },           /* ‾ to ￣ */
  { 0x2212, 0x817c },           /* − to － */
  { 0x301c, 0x8160 },           /* 〜 to ～ */
  { 0x3099, 0x814a },           /* combining voiced mark to ゛ */
  { 0x309a, 0x814b },           /* combining half-voiced mark to ゜ */
};

/* The line of the byte at @offset, from 1: CRLF, LF and CR each end one. */
static guint
line_at (const char *data,
         gsize offset)
{
  guint line = 1;

  for (gsize i = 0; i < offset; i++)
    {
      if (data[i] == '\n' || (data[i] == '\r' && !(i + 1 < offset && data[i + 1] == '\n')))
        line++;
    }

  return line;
}

static void
set_not_csv (GError **error,
             const char *name)
{
  g_set_error (error, ENR_CSV_ERROR, ENR_CSV_ERROR_NOT_CSV,
               /* Translators: a file's name. */
               _("%s: This is not a CSV file. In the spreadsheet program, save the sheet as CSV "
                 "first."), name);
}

static void
set_bad_bytes (GError **error,
               const char *name,
               guint line)
{
  g_set_error (error, ENR_CSV_ERROR, ENR_CSV_ERROR_ENCODING,
               /* Translators: a file's name and a line number. */
               _("%s:%u: This line has letters that cannot be read. Save the file again as "
                 "\"CSV UTF-8\"."), name, line);
}

static void
set_no_memory (GError **error,
               const char *name)
{
  g_set_error (error, ENR_CSV_ERROR, ENR_CSV_ERROR_TOO_LARGE,
               _("%s: The file is too large for this computer's memory."), name);
}

static gboolean
has_prefix (const char *data,
            gsize length,
            const char *prefix,
            gsize prefix_length)
{
  return length >= prefix_length && memcmp (data, prefix, prefix_length) == 0;
}

/* Spreadsheets and documents under a wrong name. */
static gboolean
is_other_format (const char *data,
                 gsize length)
{
  return has_prefix (data, length, "PK\003\004", 4)             /* xlsx, ods, zip */
         || has_prefix (data, length, "\xd0\xcf\x11\xe0", 4)    /* xls */
         || has_prefix (data, length, "%PDF-", 5)
         || memchr (data, '\0', length) != NULL;
}

/* On failure %NULL with the error set. */
static char *
decode_utf16 (const char *name,
              const guint8 *data,
              gsize *length,
              gboolean big_endian,
              GError **error)
{
  /* One unit of two bytes becomes three at most. */
  g_autofree char *out = g_try_malloc (*length / 2 * 3 + 1);
  gsize units = *length / 2, n = 0;
  gboolean good = TRUE;

  if (out == NULL)
    {
      set_no_memory (error, name);
      return NULL;
    }

  for (gsize i = 0; i < units && good; i++)
    {
      gunichar c = (gunichar) data[2 * i + (big_endian ? 0 : 1)] << 8
                   | data[2 * i + (big_endian ? 1 : 0)];

      if (c == 0)
        {
          set_not_csv (error, name);
          return NULL;
        }
      if (c >= 0xd800 && c <= 0xdbff && i + 1 < units)
        {
          gunichar low = (gunichar) data[2 * i + (big_endian ? 2 : 3)] << 8
                         | data[2 * i + (big_endian ? 3 : 2)];

          if (low >= 0xdc00 && low <= 0xdfff)
            {
              c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
              i++;
            }
        }
      if (c >= 0xd800 && c <= 0xdfff)
        good = FALSE;
      else
        n += (gsize) g_unichar_to_utf8 (c, out + n);
    }

  if (!good || *length % 2 != 0)
    {
      set_bad_bytes (error, name, line_at (out, n));
      return NULL;
    }

  out[n] = '\0';
  *length = n;

  return g_steal_pointer (&out);
}

/* %NULL with the offset of the first bad byte in @bad, or with @bad as it was where the computer
 * cannot (no memory, no table: then errno says which). */
static char *
decode_cp932 (const char *data,
              gsize *length,
              gsize *bad)
{
  g_autofree char *out = NULL;
  GIConv converter = g_iconv_open ("UTF-8", "CP932");
  gsize size = *length + *length / 2 + 16;
  gsize left = *length, n = 0;
  char *in = (char *) data;
  int code = 0;

  if (converter == (GIConv) -1)
    return NULL;

  out = g_try_malloc (size);
  while (out != NULL && left > 0 && code == 0)
    {
      char *to = out + n;
      gsize room = size - n - 1;

      if (g_iconv (converter, &in, &left, &to, &room) == (gsize) -1 && errno != E2BIG)
        code = errno;
      n = (gsize) (to - out);

      if (code == 0 && left > 0)
        {
          char *grown;

          size += size / 2;
          grown = g_try_realloc (out, size);
          if (grown == NULL)
            g_clear_pointer (&out, g_free);
          else
            out = grown;
        }
    }
  g_iconv_close (converter);

  if (out == NULL)
    {
      errno = ENOMEM;
      return NULL;
    }
  if (code != 0)
    {
      *bad = *length - left;
      errno = code;
      return NULL;
    }

  out[n] = '\0';
  *length = n;

  return g_steal_pointer (&out);
}

/* Without a BOM. @data is taken. */
static char *
decode_plain (const char *name,
              char *data,
              gsize *length,
              EnrEncoding *encoding,
              GError **error)
{
  g_autofree char *taken = data;
  char *decoded;
  const char *end = data;
  gsize bad = G_MAXSIZE;

  if (*encoding != ENR_ENCODING_CP932)
    {
      if (g_utf8_validate_len (data, *length, &end))
        {
          *encoding = ENR_ENCODING_UTF8;
          return g_steal_pointer (&taken);
        }
      if (*encoding == ENR_ENCODING_UTF8)
        {
          set_bad_bytes (error, name, line_at (data, (gsize) (end - data)));
          return NULL;
        }
    }

  decoded = decode_cp932 (data, length, &bad);
  if (decoded != NULL)
    {
      *encoding = ENR_ENCODING_CP932;
      return decoded;
    }

  if (bad != G_MAXSIZE)
    {
      /* The encoding that came further is the one that was meant. */
      set_bad_bytes (error, name, line_at (data, MAX (bad, (gsize) (end - data))));
    }
  else if (errno == ENOMEM)
    {
      set_no_memory (error, name);
    }
  else
    {
      g_set_error (error, ENR_CSV_ERROR, ENR_CSV_ERROR_ENCODING,
                   _("%s: This computer cannot read the Shift_JIS encoding of Excel. Save the file "
                     "as \"CSV UTF-8\"."), name);
    }

  return NULL;
}

char *
enr_csv_decode (const char *name,
                char *data,
                gsize *length,
                EnrEncoding *encoding,
                GError **error)
{
  g_autofree char *taken = data;

  /* A BOM decides whatever was asked for: none of the encodings has text that begins so. */
  if (has_prefix (data, *length, "\xff\xfe", 2) || has_prefix (data, *length, "\xfe\xff", 2))
    {
      gboolean big_endian = data[0] == '\xfe';

      *length -= 2;
      *encoding = ENR_ENCODING_UTF8;

      return decode_utf16 (name, (const guint8 *) data + 2, length, big_endian, error);
    }
  if (has_prefix (data, *length, "\xef\xbb\xbf", 3))
    {
      *length -= 3;
      memmove (data, data + 3, *length);
      *encoding = ENR_ENCODING_UTF8;
    }

  if (is_other_format (data, *length))
    {
      set_not_csv (error, name);
      return NULL;
    }

  data[*length] = '\0';

  return decode_plain (name, g_steal_pointer (&taken), length, encoding, error);
}

static guint16
find_substitute (gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (substitutes) && substitutes[i].from <= c; i++)
    {
      if (substitutes[i].from == c)
        return substitutes[i].cp932;
    }

  return 0;
}

static gboolean
is_variation_selector (gunichar c)
{
  return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
}

static void
append_code (GByteArray *out,
             guint16 code)
{
  guint8 bytes[2] = { (guint8) (code >> 8), (guint8) (code & 0xff) };

  if (code > 0xff)
    g_byte_array_append (out, bytes, 2);
  else
    g_byte_array_append (out, bytes + 1, 1);
}

/* One character behind ASCII. %FALSE where CP932 lacks it. */
static gboolean
append_char (GByteArray *out,
             GIConv converter,
             const char *from,
             gsize length)
{
  gunichar c = g_utf8_get_char (from);
  guint16 substitute = find_substitute (c);
  char buffer[8];
  char *in = (char *) from, *to = buffer;
  gsize room = sizeof buffer;

  if (substitute != 0)
    {
      append_code (out, substitute);
      return TRUE;
    }

  /* The kanji without its selector is the same name in a commoner shape: better than 〓. */
  if (is_variation_selector (c))
    return FALSE;

  if (g_iconv (converter, &in, &length, &to, &room) == (gsize) -1 || length > 0)
    {
      g_iconv (converter, NULL, NULL, NULL, NULL);
      append_code (out, GETA);
      return FALSE;
    }

  g_byte_array_append (out, (const guint8 *) buffer, (guint) (to - buffer));

  return TRUE;
}

GBytes *
enr_csv_encode_cp932 (const char *text,
                      gsize length,
                      guint *replaced)
{
  GByteArray *out;
  GIConv converter = g_iconv_open ("CP932", "UTF-8");
  const char *end = text + length;
  guint count = 0;

  if (converter == (GIConv) -1)
    return NULL;

  out = g_byte_array_sized_new ((guint) MIN (length, G_MAXINT));
  while (text < end)
    {
      const char *next = text;

      while (next < end && (guchar) *next < 0x80)
        next++;
      if (next > text)
        {
          g_byte_array_append (out, (const guint8 *) text, (guint) (next - text));
        }
      else
        {
          next = g_utf8_next_char (text);
          if (!append_char (out, converter, text, (gsize) (next - text)))
            count++;
        }
      text = next;
    }
  g_iconv_close (converter);

  if (replaced != NULL)
    *replaced = count;

  return g_byte_array_free_to_bytes (out);
}
