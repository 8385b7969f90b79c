/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * UUIDv7. Ids of one process are strictly ascending, also where the clock stands still or is set
 * back: then the last millisecond is kept and the counter goes on.
 */
#include "config.h"
#include "base/uuid.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "base/clock.h"

#define COUNTER_MAX 0xfff

/* A fresh counter starts in the lower half, so that a millisecond has room for 2048 ids. */
#define COUNTER_START_MASK 0x7ff

#define MS_MASK G_GUINT64_CONSTANT (0xffffffffffff)

const EnrUuid enr_uuid_none = { { 0 } };

static GMutex mutex;
static guint64 last_ms;         /* under the mutex */
static guint counter;           /* under the mutex */

static void
fill_random (guint8 *bytes,
             gsize length)
{
  gsize done = 0;

  while (done < length)
    {
      ssize_t n = getrandom (bytes + done, length - done, 0);

      if (n > 0)
        done += (gsize) n;
      else if (errno != EINTR)
        {
          /* Ids without random bits would meet those of another PC: there is no way on. */
          g_error ("The system gives no random bytes: %s", g_strerror (errno));
        }
    }
}

EnrUuid
enr_uuid_new (void)
{
  EnrUuid id;
  guint8 random[10];
  gint64 now_us = enr_clock_now_us ();
  guint64 now_ms = (now_us > 0) ? (guint64) now_us / 1000 : 0;
  guint64 ms;
  guint count, start;

  fill_random (random, sizeof random);
  start = (((guint) random[0] << 8) | random[1]) & COUNTER_START_MASK;

  g_mutex_lock (&mutex);
  if (now_ms > last_ms)
    {
      last_ms = now_ms;
      counter = start;
    }
  else if (counter < COUNTER_MAX)
    {
      counter++;
    }
  else
    {
      /* RFC 9562, 6.2: a full counter borrows the next millisecond. */
      last_ms++;
      counter = start;
    }
  ms = last_ms & MS_MASK;
  count = counter;
  g_mutex_unlock (&mutex);

  for (int i = 0; i < 6; i++)
    id.bytes[i] = (guint8) (ms >> (40 - 8 * i));
  id.bytes[6] = (guint8) (0x70 | (count >> 8));
  id.bytes[7] = (guint8) (count & 0xff);
  memcpy (id.bytes + 8, random + 2, 8);
  id.bytes[8] = (guint8) (0x80 | (id.bytes[8] & 0x3f));

  return id;
}

gboolean
enr_uuid_is_none (const EnrUuid *id)
{
  g_return_val_if_fail (id != NULL, TRUE);

  return enr_uuid_equal (id, &enr_uuid_none);
}

gboolean
enr_uuid_equal (gconstpointer a,
                gconstpointer b)
{
  return memcmp (a, b, sizeof (EnrUuid)) == 0;
}

guint
enr_uuid_hash (gconstpointer id)
{
  guint32 words[4];

  memcpy (words, id, sizeof words);

  /* The last word is random; the others tell apart ids that a test or an import made up. */
  return words[0] * 31 ^ words[1] * 131 ^ words[2] * 1313 ^ words[3];
}

int
enr_uuid_compare (gconstpointer a,
                  gconstpointer b)
{
  return memcmp (a, b, sizeof (EnrUuid));
}

EnrUuid *
enr_uuid_copy (const EnrUuid *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  return g_memdup2 (id, sizeof *id);
}

const char *
enr_uuid_format (const EnrUuid *id,
                 char buffer[ENR_UUID_STRING_LENGTH])
{
  static const char digits[] = "0123456789abcdef";
  char *to = buffer;

  for (guint i = 0; i < sizeof id->bytes; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *to++ = '-';
      *to++ = digits[id->bytes[i] >> 4];
      *to++ = digits[id->bytes[i] & 0xf];
    }
  *to = '\0';

  return buffer;
}

gboolean
enr_uuid_parse (const char *text,
                EnrUuid *id)
{
  EnrUuid parsed;
  gboolean hyphens;

  g_return_val_if_fail (id != NULL, FALSE);

  if (text == NULL)
    return FALSE;

  hyphens = strlen (text) == ENR_UUID_STRING_LENGTH - 1;
  if (!hyphens && strlen (text) != 2 * sizeof parsed.bytes)
    return FALSE;

  for (guint i = 0; i < sizeof parsed.bytes; i++)
    {
      int high, low;

      if (hyphens && (i == 4 || i == 6 || i == 8 || i == 10) && *text++ != '-')
        return FALSE;

      high = g_ascii_xdigit_value (*text++);
      low = (high >= 0) ? g_ascii_xdigit_value (*text++) : -1;
      if (high < 0 || low < 0)
        return FALSE;
      parsed.bytes[i] = (guint8) (high << 4 | low);
    }

  *id = parsed;

  return TRUE;
}
