/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The envelope has eleven members and no other; they are checked as strictly as they are written.
 */
#include "config.h"
#include "wire/event.h"

#include <nettle/sha2.h>
#include <sodium.h>
#include <string.h>

#define MAX_TYPE 128
#define MAX_SUBJECT 256
#define MAX_SCHEMA 128
#define N_MEMBERS 11
#define DATA_KEY "{\"data\":"
#define DATA_LENGTH sizeof DATA_KEY
#define SOURCE_BASE "urn:enroku:"
#define MAX_NURSERY 40

void
enr_event_clear (EnrEvent *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->source, g_free);
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->subject, g_free);
  g_clear_pointer (&self->time, g_free);
  g_clear_pointer (&self->dataschema, g_free);
  g_clear_pointer (&self->data, json_decref);
  memset (self, 0, sizeof *self);
}

static gboolean
refuse (GError **error, const char *attribute)
{
  g_set_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_ENVELOPE, "%s", attribute);
  return FALSE;
}

static gboolean
is_id (const char *text)
{
  if (text == NULL || strlen (text) != 36)
    return FALSE;
  for (int i = 0; i < 36; i++)
    {
      if (i == 8 || i == 13 || i == 18 || i == 23)
        {
          if (text[i] != '-')
            return FALSE;
        }
      else if (!g_ascii_isdigit (text[i]) && !(text[i] >= 'a' && text[i] <= 'f'))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_word (const char *text, gsize max, const char *signs)
{
  gsize length = (text != NULL) ? strlen (text) : 0;

  return length > 0 && length <= max && strspn (text, signs) == length;
}

#define SMALL "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

static gboolean
is_subject (const char *text)
{
  gsize length = (text != NULL) ? strlen (text) : 0;

  if (length == 0 || length > MAX_SUBJECT)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] <= ' ' || text[i] == 0x7f)
      return FALSE;
  return TRUE;
}

/* Two or four digits. */
static int
digits (const char *at, int n)
{
  int value = 0;

  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (at[i]))
        return -1;
      value = 10 * value + (at[i] - '0');
    }
  return value;
}

/* 2026-11-21T17:42:03+09:00, with or without three digits of a second */
static gboolean
is_time (const char *text)
{
  gsize length = (text != NULL) ? strlen (text) : 0;
  int year, month, day, hour, minute, second;

  if (length != 25 && length != 29)
    return FALSE;
  if (text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':'
      || !g_str_has_suffix (text, "+09:00"))
    return FALSE;
  if (length == 29 && (text[19] != '.' || digits (text + 20, 3) < 0))
    return FALSE;
  year = digits (text, 4);
  month = digits (text + 5, 2);
  day = digits (text + 8, 2);
  hour = digits (text + 11, 2);
  minute = digits (text + 14, 2);
  second = digits (text + 17, 2);
  return year >= 1900 && month >= 1 && month <= 12 && day >= 1
         && day <= g_date_get_days_in_month (month, (GDateYear) year) && hour >= 0 && hour <= 23
         && minute >= 0 && minute <= 59 && second >= 0 && second <= 59;
}

static gboolean
check (const EnrEvent *self, GError **error)
{
  if (!is_id (self->id))
    return refuse (error, "id");
  if (self->source == NULL || !enr_source_parse (self->source, NULL, NULL))
    return refuse (error, "source");
  if (self->sequence < 1)
    return refuse (error, "sequence");
  if (!is_word (self->type, MAX_TYPE, SMALL DIGITS ".-"))
    return refuse (error, "type");
  if (!is_subject (self->subject))
    return refuse (error, "subject");
  if (self->rev < 1 || self->rev > G_MAXINT32)
    return refuse (error, "rev");
  if (!is_time (self->time))
    return refuse (error, "time");
  if (!is_word (self->dataschema, MAX_SCHEMA, SMALL DIGITS ".-/"))
    return refuse (error, "dataschema");
  if (!json_is_object (self->data))
    return refuse (error, "data");
  return TRUE;
}

/* All but the data. */
static GBytes *
write_envelope (const EnrEvent *self, GError **error)
{
  g_autoptr (json_t) root = NULL;
  g_autofree char *schema = g_strconcat (ENR_SCHEMA_BASE, self->dataschema, NULL);
  char sequence[21], prev[2 * ENR_SUM_LENGTH + 1];

  g_snprintf (sequence, sizeof sequence, "%020" G_GINT64_FORMAT, self->sequence);
  enr_sum_format (self->prev, prev);
  root = json_pack ("{s:s, s:s, s:s, s:I, s:s, s:s, s:s, s:s, s:s, s:s}", "dataschema", schema,
                    "id", self->id, "prevhash", prev, "rev", (json_int_t) self->rev, "sequence",
                    sequence, "source", self->source, "specversion", "1.0", "subject",
                    self->subject, "time", self->time, "type", self->type);
  if (root == NULL) /* a text that is not UTF-8 */
    {
      refuse (error, "text");
      return NULL;
    }
  return enr_json_write (root);
}

GBytes *
enr_event_freeze_data (const EnrEvent *self, GBytes *data, GError **error)
{
  g_autoptr (GBytes) envelope = NULL;
  g_autoptr (GString) text = NULL;
  gconstpointer rest;
  gsize length = 0;

  if (!check (self, error))
    return NULL;
  envelope = write_envelope (self, error);
  if (envelope == NULL)
    return NULL;

  /* "data" is the first of the keys in their order, so it goes before the others. */
  rest = g_bytes_get_data (envelope, &length);
  text = g_string_sized_new (DATA_LENGTH + g_bytes_get_size (data) + length);
  g_string_append (text, DATA_KEY);
  g_string_append_len (text, g_bytes_get_data (data, NULL), (gssize) g_bytes_get_size (data));
  g_string_append_c (text, ',');
  g_string_append_len (text, (const char *) rest + 1, (gssize) length - 1);
  if (text->len > ENR_EVENT_MAX_BYTES)
    {
      g_set_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIZE,
                   "an event of %" G_GSIZE_FORMAT " bytes, at most %d", text->len,
                   ENR_EVENT_MAX_BYTES);
      return NULL;
    }
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

GBytes *
enr_event_freeze (const EnrEvent *self, GError **error)
{
  g_autoptr (GBytes) data = NULL;

  if (!check (self, error))
    return NULL;
  /* what could not be read back (too deep, a fraction) must not be frozen */
  data = enr_json_write_readable (self->data, ENR_DATA_DEPTH, error);
  return data != NULL ? enr_event_freeze_data (self, data, error) : NULL;
}

gboolean
enr_event_read (EnrEvent *self, gconstpointer bytes, gsize length, GError **error)
{
  g_autoptr (json_t) root = NULL;
  g_auto (EnrEvent) event = { 0 };
  const char *sequence, *schema;

  memset (self, 0, sizeof *self);
  if (length > ENR_EVENT_MAX_BYTES)
    {
      g_set_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIZE,
                   "an event of %" G_GSIZE_FORMAT " bytes, at most %d", length,
                   ENR_EVENT_MAX_BYTES);
      return FALSE;
    }
  root = enr_json_read_canonical (bytes, length, error);
  if (root == NULL)
    return FALSE;
  if (!json_is_object (root))
    return refuse (error, "no object");
  if (g_strcmp0 (enr_json_get_text (root, "specversion", NULL), "1.0") != 0)
    return refuse (error, "specversion");

  event.id = g_strdup (enr_json_get_text (root, "id", NULL));
  event.source = g_strdup (enr_json_get_text (root, "source", NULL));
  event.type = g_strdup (enr_json_get_text (root, "type", NULL));
  event.subject = g_strdup (enr_json_get_text (root, "subject", NULL));
  event.rev = enr_json_get_int (root, "rev", 0);
  event.time = g_strdup (enr_json_get_text (root, "time", NULL));
  event.data = json_incref (json_object_get (root, "data"));
  schema = enr_json_get_text (root, "dataschema", "");
  if (g_str_has_prefix (schema, ENR_SCHEMA_BASE))
    event.dataschema = g_strdup (schema + strlen (ENR_SCHEMA_BASE));
  sequence = enr_json_get_text (root, "sequence", "");
  if (strlen (sequence) != 20 || strspn (sequence, DIGITS) != 20
      || !g_ascii_string_to_signed (sequence, 10, 1, G_MAXINT64, &event.sequence, NULL))
    return refuse (error, "sequence");
  if (!enr_sum_parse (enr_json_get_text (root, "prevhash", ""), event.prev))
    return refuse (error, "prevhash");
  if (!check (&event, error))
    return FALSE;
  if (json_object_size (root) != N_MEMBERS)
    return refuse (error, "an attribute that is not known");

  *self = event;
  memset (&event, 0, sizeof event);
  return TRUE;
}

/* nettle's, because it uses what the processor has for it, which is six times as fast; libsodium, which
 * signs, has plain C alone. */
void
enr_sum (gconstpointer bytes, gsize length, guint8 sum[ENR_SUM_LENGTH])
{
  struct sha256_ctx state;

  G_STATIC_ASSERT (ENR_SUM_LENGTH == SHA256_DIGEST_SIZE);
  sha256_init (&state);
  sha256_update (&state, length, bytes);
  sha256_digest (&state, ENR_SUM_LENGTH, sum);
}

void
enr_sum_format (const guint8 sum[ENR_SUM_LENGTH], char text[2 * ENR_SUM_LENGTH + 1])
{
  sodium_bin2hex (text, 2 * ENR_SUM_LENGTH + 1, sum, ENR_SUM_LENGTH);
}

/* -1 where it is no small hexadecimal digit. */
static int
hex_value (char sign)
{
  if (sign >= '0' && sign <= '9')
    return sign - '0';
  return sign >= 'a' && sign <= 'f' ? sign - 'a' + 10 : -1;
}

/* @n bytes from 2n small hexadecimal digits, with nothing behind them. */
static gboolean
parse_hex (const char *text, guint8 *bytes, gsize n)
{
  if (text == NULL)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      int high = hex_value (text[2 * i]);
      int low = high >= 0 ? hex_value (text[2 * i + 1]) : -1;

      if (low < 0)
        return FALSE;
      bytes[i] = (guint8) (16 * high + low);
    }
  return text[2 * n] == '\0';
}

gboolean
enr_sum_parse (const char *text, guint8 sum[ENR_SUM_LENGTH])
{
  return parse_hex (text, sum, ENR_SUM_LENGTH);
}

char *
enr_source_format (const char *nursery, const guint8 site[16])
{
  char hex[33];

  sodium_bin2hex (hex, sizeof hex, site, 16);
  return g_strconcat (SOURCE_BASE, nursery, ":", hex, NULL);
}

gboolean
enr_source_parse (const char *source, char **nursery, guint8 site[16])
{
  guint8 ignored[16];
  const char *start, *colon;
  gsize length;

  if (source == NULL || !g_str_has_prefix (source, SOURCE_BASE))
    return FALSE;
  start = source + strlen (SOURCE_BASE);
  colon = strchr (start, ':');
  if (colon == NULL)
    return FALSE;
  length = (gsize) (colon - start);
  if (length == 0 || length > MAX_NURSERY
      || strspn (start, "ABCDEFGHIJKLMNOPQRSTUVWXYZ" SMALL DIGITS "-") != length)
    return FALSE;
  if (!parse_hex (colon + 1, site != NULL ? site : ignored, 16))
    return FALSE;
  if (nursery != NULL)
    *nursery = g_strndup (start, length);
  return TRUE;
}
