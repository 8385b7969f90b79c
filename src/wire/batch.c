/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Batches are bytes around frozen bytes: nothing here reads an event.
 */
#include "config.h"
#include "wire/batch.h"

#include <sodium.h>
#include <string.h>
#include <zlib.h>

GBytes *
enr_batch_join (GPtrArray *events)
{
  GByteArray *array = g_byte_array_new ();

  g_byte_array_append (array, (const guint8 *) "[", 1);
  for (guint i = 0; i < events->len; i++)
    {
      gsize length = 0;
      const guint8 *bytes = g_bytes_get_data (events->pdata[i], &length);

      if (i > 0)
        g_byte_array_append (array, (const guint8 *) ",", 1);
      g_byte_array_append (array, bytes, (guint) length);
    }
  g_byte_array_append (array, (const guint8 *) "]", 1);
  return g_byte_array_free_to_bytes (array);
}

static gboolean
is_blank (char sign)
{
  return sign == ' ' || sign == '\t' || sign == '\n' || sign == '\r';
}

/* Adds what stands between @start and @end, less the blanks; an element of nothing is an error. */
static gboolean
add_slice (GArray *slices, const char *start, const char *end, guint limit, GError **error)
{
  EnrSlice slice;

  while (start < end && is_blank (*start))
    start++;
  while (start < end && is_blank (end[-1]))
    end--;
  slice = (EnrSlice){ .bytes = start, .length = (gsize) (end - start) };
  if (slice.length == 0)
    {
      g_set_error_literal (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SYNTAX, "a comma too many");
      return FALSE;
    }
  if (slices->len == limit)
    {
      g_set_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIZE, "more than %u events", limit);
      return FALSE;
    }
  g_array_append_val (slices, slice);
  return TRUE;
}

GArray *
enr_batch_split (gconstpointer bytes, gsize length, guint limit, GError **error)
{
  g_autoptr (GArray) slices = g_array_new (FALSE, FALSE, sizeof (EnrSlice));
  char open[ENR_WIRE_DEPTH + 1]; /* the closing sign that each level waits for */
  const char *at = bytes;
  const char *end = at + length;
  const char *start;
  int depth = 1;
  gboolean in_text = FALSE;

  while (at < end && is_blank (*at))
    at++;
  while (end > at && is_blank (end[-1]))
    end--;
  if (end - at < 2 || *at != '[' || end[-1] != ']')
    {
      g_set_error_literal (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SYNTAX, "no array");
      return NULL;
    }
  open[0] = ']';
  start = ++at;
  for (; at < end && depth > 0; at++)
    {
      char sign = *at;

      if (in_text)
        {
          if (sign == '\\')
            at++;
          else if (sign == '"')
            in_text = FALSE;
          continue;
        }
      switch (sign)
        {
        case '"':
          in_text = TRUE;
          break;

        case '{':
        case '[':
          if (depth > ENR_WIRE_DEPTH)
            {
              g_set_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_DEPTH, "nested deeper than %d",
                           ENR_WIRE_DEPTH);
              return NULL;
            }
          open[depth++] = (sign == '{') ? '}' : ']';
          break;

        case '}':
        case ']':
          if (open[depth - 1] != sign)
            {
              g_set_error_literal (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SYNTAX,
                                   "brackets that do not match");
              return NULL;
            }
          depth--;
          break;

        case ',':
          if (depth == 1)
            {
              if (!add_slice (slices, start, at, limit, error))
                return NULL;
              start = at + 1;
            }
          break;

        default:
          break;
        }
    }
  if (depth > 0 || at != end)
    {
      g_set_error_literal (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SYNTAX,
                           depth > 0 ? "an array that does not end" : "something behind the array");
      return NULL;
    }
  end--; /* the closing sign */
  while (slices->len == 0 && start < end && is_blank (*start))
    start++;
  if ((slices->len > 0 || start < end) && !add_slice (slices, start, end, limit, error))
    return NULL;
  return g_steal_pointer (&slices);
}

GBytes *
enr_gzip (GBytes *bytes)
{
  z_stream stream = { 0 };
  gsize length = 0;
  gconstpointer start = g_bytes_get_data (bytes, &length);
  g_autofree guint8 *packed = NULL;
  gsize bound;
  int result;

  g_return_val_if_fail (length <= G_MAXUINT32 / 2, NULL);
  /* 16: with gzip's header and sum */
  /* Events are much alike: the fastest is nearly as small, and the sender waits for it. */
  result = deflateInit2 (&stream, Z_BEST_SPEED, Z_DEFLATED, 16 + MAX_WBITS, 8,
                         Z_DEFAULT_STRATEGY);
  g_assert (result == Z_OK);
  bound = deflateBound (&stream, length);
  packed = g_malloc (bound);
  stream.next_in = (Bytef *) start;
  stream.avail_in = (uInt) length;
  stream.next_out = packed;
  stream.avail_out = (uInt) bound;
  result = deflate (&stream, Z_FINISH);
  g_assert (result == Z_STREAM_END);
  bound = stream.total_out;
  deflateEnd (&stream);
  return g_bytes_new_take (g_realloc (g_steal_pointer (&packed), bound), bound);
}

GBytes *
enr_gunzip (GBytes *bytes, gsize limit, GError **error)
{
  z_stream stream = { 0 };
  gsize length = 0;
  gconstpointer start = g_bytes_get_data (bytes, &length);
  g_autoptr (GByteArray) array = g_byte_array_new ();
  guint8 piece[16 * 1024];
  int result;

  if (length > G_MAXUINT32 / 2)
    {
      g_set_error_literal (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIZE, "too large");
      return NULL;
    }
  result = inflateInit2 (&stream, 16 + MAX_WBITS);
  g_assert (result == Z_OK);
  stream.next_in = (Bytef *) start;
  stream.avail_in = (uInt) length;
  do
    {
      gsize n;

      stream.next_out = piece;
      stream.avail_out = sizeof piece;
      result = inflate (&stream, Z_NO_FLUSH);
      n = sizeof piece - stream.avail_out;
      if (n > limit - array->len)
        {
          inflateEnd (&stream);
          g_set_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIZE,
                       "unpacked more than %" G_GSIZE_FORMAT " bytes", limit);
          return NULL;
        }
      g_byte_array_append (array, piece, (guint) n);
    }
  while (result == Z_OK);
  if (result != Z_STREAM_END || stream.avail_in > 0)
    {
      inflateEnd (&stream);
      g_set_error_literal (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SYNTAX,
                           "not packed by gzip, or damaged");
      return NULL;
    }
  inflateEnd (&stream);
  return g_byte_array_free_to_bytes (g_steal_pointer (&array));
}

char *
enr_content_digest (GBytes *body)
{
  guint8 sum[ENR_SUM_LENGTH];
  g_autofree char *text = NULL;
  gsize length = 0;
  gconstpointer start = g_bytes_get_data (body, &length);

  enr_sum (start, length, sum);
  text = g_base64_encode (sum, sizeof sum);
  return g_strdup_printf ("sha-256=:%s:", text);
}

/* One member of the header. %TRUE also where the algorithm is none of ours; @is_known tells. */
static gboolean
is_member_right (const char *member, GBytes *body, gboolean *is_known)
{
  guint8 sum[crypto_hash_sha512_BYTES];
  g_autofree char *want = NULL;
  gsize length = 0;
  gconstpointer start = g_bytes_get_data (body, &length);

  if (g_str_has_prefix (member, "sha-256="))
    {
      enr_sum (start, length, sum);
      want = g_base64_encode (sum, ENR_SUM_LENGTH);
    }
  else if (g_str_has_prefix (member, "sha-512="))
    {
      crypto_hash_sha512 (sum, start, length);
      want = g_base64_encode (sum, crypto_hash_sha512_BYTES);
    }
  else
    return TRUE;
  *is_known = TRUE;
  member += strlen ("sha-256=");
  length = strlen (want);
  return member[0] == ':' && strncmp (member + 1, want, length) == 0
         && strcmp (member + 1 + length, ":") == 0;
}

gboolean
enr_content_digest_matches (const char *header, GBytes *body)
{
  g_auto (GStrv) members = NULL;
  gboolean is_known = FALSE;

  if (header == NULL)
    return FALSE;
  members = g_strsplit (header, ",", 16);
  for (guint i = 0; members[i] != NULL; i++)
    if (!is_member_right (g_strstrip (members[i]), body, &is_known))
      return FALSE;
  return is_known;
}
