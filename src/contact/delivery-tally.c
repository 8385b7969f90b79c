/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A line a step: its sign, the delivery, and for an answer when and what. The first line is the
 * boot during which all others were written.
 */
#include "config.h"

#include <errno.h>
#include <gio/gio.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "contact/delivery-private.h"

#define MAGIC "enroku-tally 1 "
#define BOOT_FILE "/proc/sys/kernel/random/boot_id"
/* Of a queue of ten thousand families it is a tenth of that. */
#define MAX_SIZE (16 * 1024 * 1024)

static const char signs[] = { '?', 'c', 'b', 'a' };

static void
entry_free (EnrTallyEntry *self)
{
  g_free (self->words);
  g_free (self);
}

static char *
dup_head (void)
{
  g_autofree char *boot = NULL;

  if (!g_file_get_contents (BOOT_FILE, &boot, NULL, NULL))
    return NULL;
  return g_strdup_printf (MAGIC "%s\n", g_strstrip (boot));
}

static gboolean
write_all (int fd, const char *text)
{
  gsize length = strlen (text);

  return write (fd, text, length) == (gssize) length;
}

gboolean
enr_tally_begin (int fd, gboolean *is_kept, GError **error)
{
  g_autofree char *head = dup_head ();

  /* Lines of the run before would speak about this one. */
  if (ftruncate (fd, 0) != 0 || lseek (fd, 0, SEEK_SET) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
      return FALSE;
    }
  *is_kept = head != NULL && write_all (fd, head);
  return TRUE;
}

gboolean
enr_tally_note (int fd, EnrTallyState state, const EnrUuid *id, const char *words)
{
  g_autofree char *text = g_strdup (words != NULL ? words : "");
  g_autofree char *line = NULL;
  char name[ENR_UUID_STRING_LENGTH];

  g_return_val_if_fail (state != ENR_TALLY_UNKNOWN, FALSE);

  enr_uuid_format (id, name);
  /* What a full disk has cut off before it must not swallow this one. */
  line = g_strdup_printf ("\n%c %s %" PRId64 " %s\n", signs[state], name, (gint64) enr_clock_now (),
                          g_strdelimit (text, "\r\n", ' '));
  return write_all (fd, line);
}

static char *
read_file (int fd)
{
  off_t size = lseek (fd, 0, SEEK_END);
  g_autofree char *text = NULL;

  if (size <= 0 || size > MAX_SIZE)
    return NULL;
  text = g_malloc ((gsize) size + 1);
  if (pread (fd, text, (size_t) size, 0) != size)
    return NULL;
  text[size] = '\0';
  return g_steal_pointer (&text);
}

static void
read_line (GHashTable *entries, const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, " ", 4);
  const char *sign;
  EnrTallyEntry *entry;
  EnrUuid id;

  if (g_strv_length (parts) != 4 || strlen (parts[0]) != 1 || !enr_uuid_parse (parts[1], &id))
    return;
  sign = memchr (signs, parts[0][0], sizeof signs);
  entry = g_new0 (EnrTallyEntry, 1);
  entry->state = sign != NULL ? (EnrTallyState) (sign - signs) : ENR_TALLY_UNKNOWN;
  entry->at = g_ascii_strtoll (parts[2], NULL, 10);
  entry->words = g_utf8_make_valid (parts[3], -1);
  g_hash_table_replace (entries, g_memdup2 (&id, sizeof id), entry);
}

GHashTable *
enr_tally_read (int fd)
{
  GHashTable *entries = g_hash_table_new_full (
      (GHashFunc) enr_uuid_hash, (GEqualFunc) enr_uuid_equal, g_free, (GDestroyNotify) entry_free);
  g_autofree char *head = dup_head ();
  g_autofree char *text = read_file (fd);

  if (head == NULL || text == NULL || !g_str_has_prefix (text, head))
    return entries;
  for (char *line = text + strlen (head), *end; (end = strchr (line, '\n')) != NULL; line = end + 1)
    {
      *end = '\0';
      read_line (entries, line);
    }
  return entries;
}
