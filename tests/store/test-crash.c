/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Power cuts. Every write and sync of a run is logged; then disks are made as they may be found after
 * the power went at some moment: what was synced is there, of the rest each write is there, or not,
 * or half, or as noise. On each of them all that was reported as saved must be found, and all must be
 * whole. ENROKU_CRASH_STATES sets the number of disks.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <glib/gstdio.h>

#include "attendance/stamp.h"
#include "base/clock.h"
#include "raw.h"
#include "shim-vfs.h"
#include "store/check.h"
#include "store/db-private.h"
#include "store/migrate.h"
#include "support/fixture.h"

#define N_CHILDREN 8
#define N_STAMPS 64
#define SECTOR 512

ENR_SQL (SQL_STAMPS, "SELECT id FROM stamp");
ENR_SQL (SQL_COUNT_JOURNALLED, "SELECT count(*) FROM journal WHERE tbl = 'stamp'");

typedef struct
{
  ShimOp op;
  ShimFile file;
  gint64 offset;
  GBytes *bytes;
  guint n_acked;      /* reported as saved before this */
  gboolean is_doomed; /* its sync failed: a later one that succeeds does not bring it back */
} Event;

typedef struct
{
  GByteArray *files[SHIM_N_FILES]; /* NULL where there is no such file */
} Disk;

typedef struct
{
  EnrTestNursery *nursery;
  GArray *events;     /* (element-type Event) */
  GArray *acked;      /* (element-type EnrUuid) */
  GBytes *base;       /* the database file before the first event, or NULL */
  gboolean is_logging;
  gboolean is_powersafe;
  gboolean is_failing; /* a third of the syncs fails */
  gboolean is_broken;  /* all of them do */
  guint n_failed;
  guint n_lost;
  guint n_corrupt;
  guint n_states;
} Fixture;

static const char *const suffixes[SHIM_N_FILES] = { "", "-wal", "-journal" };

static void
event_clear (gpointer data)
{
  Event *event = data;

  g_clear_pointer (&event->bytes, g_bytes_unref);
}

/* As Linux does it: what a failed sync was to write is no longer waiting to be written. */
static void
doom (Fixture *fixture, ShimFile file)
{
  for (guint i = fixture->events->len; i > 0; i--)
    {
      Event *event = &g_array_index (fixture->events, Event, i - 1);

      if (event->file != file)
        continue;
      if (event->op == SHIM_SYNC || event->is_doomed)
        break;
      event->is_doomed = event->op == SHIM_WRITE;
    }
}

static int
log_cb (const ShimEvent *shim_event, gpointer data)
{
  Fixture *fixture = data;
  Event event
      = { shim_event->op, shim_event->file, shim_event->offset, NULL, fixture->acked->len, FALSE };

  if (!fixture->is_logging || shim_event->file == SHIM_OTHER)
    return SQLITE_OK;
  if (shim_event->op == SHIM_SYNC && fixture->is_failing
      && (fixture->is_broken || g_test_rand_int_range (0, 3) == 0))
    {
      doom (fixture, shim_event->file);
      fixture->n_failed++;
      return SQLITE_IOERR_FSYNC;
    }
  if (shim_event->length > 0)
    event.bytes = g_bytes_new (shim_event->data, shim_event->length);
  g_array_append_val (fixture->events, event);
  return SQLITE_OK;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  memset (fixture, 0, sizeof *fixture);
  fixture->is_powersafe = TRUE;
  fixture->events = g_array_new (FALSE, FALSE, sizeof (Event));
  g_array_set_clear_func (fixture->events, event_clear);
  fixture->acked = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  shim_vfs_install (log_cb, fixture);
  fixture->nursery = enr_test_nursery_new (N_CHILDREN);
  g_clear_pointer (&fixture->nursery->db, enr_db_close);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  shim_vfs_install (NULL, NULL);
  shim_vfs_set_powersafe (TRUE);
  enr_test_nursery_free (fixture->nursery);
  g_clear_pointer (&fixture->base, g_bytes_unref);
  g_array_unref (fixture->events);
  g_array_unref (fixture->acked);
}

static guint
number_from_environment (const char *name, guint fallback)
{
  const char *text = g_getenv (name);

  return text != NULL ? (guint) MAX (1, atoi (text)) : fallback;
}

static gboolean
punch_once (Fixture *fixture, guint number, EnrPunch *punch)
{
  EnrTestNursery *nursery = fixture->nursery;
  EnrDate day = enr_test_day () + (EnrDate) (number / (2 * N_CHILDREN));
  gboolean is_arrival = number / N_CHILDREN % 2 == 0;
  g_autoptr (GError) error = NULL;
  gboolean is_saved
      = enr_stamp_punch (nursery->db, &nursery->actor, &nursery->children[number % N_CHILDREN],
                         enr_instant_from_local (day, is_arrival ? 8 * 60 : 17 * 60), ENR_SOURCE_DOOR,
                         "母", punch, &error);

  if (!fixture->is_failing)
    g_assert_no_error (error);
  return is_saved;
}

/* The real thing: arrivals and departures, the log folded back now and then, the program ended and
 * started in between. @setting is another program's, or NULL for ours. */
static void
record_stamps (Fixture *fixture, const char *setting)
{
  EnrTestNursery *nursery = fixture->nursery;

  shim_vfs_set_powersafe (fixture->is_powersafe);
  fixture->base = raw_bytes (nursery->path);
  fixture->is_logging = TRUE;
  for (guint i = 0; i < N_STAMPS; i++)
    {
      EnrPunch punch = { enr_uuid_new (), 0, 0, 0, FALSE };
      gboolean is_saved = FALSE;

      if (i == N_STAMPS * 2 / 3)
        {
          /* The last thing that it does fails, and stays in the log that the next start finds. */
          fixture->is_broken = TRUE;
          if (fixture->is_failing)
            g_assert_false (punch_once (fixture, i, &punch));
          g_clear_pointer (&nursery->db, enr_db_close);
          fixture->is_broken = FALSE;
        }
      if (nursery->db == NULL)
        {
          enr_test_nursery_reopen (nursery);
          sqlite3_wal_autocheckpoint (nursery->db->handle, 40);
          if (setting != NULL)
            raw_exec (nursery->db->handle, setting);
        }
      while (!is_saved)
        is_saved = punch_once (fixture, i, &punch);
      g_array_append_val (fixture->acked, punch.id);
    }
  g_clear_pointer (&nursery->db, enr_db_close);
  fixture->is_logging = FALSE;
  shim_vfs_set_powersafe (TRUE);
}

static GByteArray *
disk_file (Disk *disk, ShimFile file)
{
  if (disk->files[file] == NULL)
    disk->files[file] = g_byte_array_new ();
  return disk->files[file];
}

static void
disk_write (Disk *disk, ShimFile file, gint64 offset, const guint8 *data, gsize length)
{
  GByteArray *bytes = disk_file (disk, file);
  guint old_length = bytes->len;

  if (length == 0)
    return;
  if (offset + (gint64) length > bytes->len)
    {
      g_byte_array_set_size (bytes, (guint) (offset + (gint64) length));
      memset (bytes->data + old_length, 0, bytes->len - old_length);
    }
  memcpy (bytes->data + offset, data, length);
}

static void
disk_apply (Disk *disk, const Event *event)
{
  gsize length = 0;
  const guint8 *data = event->bytes != NULL ? g_bytes_get_data (event->bytes, &length) : NULL;

  if (event->op == SHIM_WRITE)
    disk_write (disk, event->file, event->offset, data, length);
  else if (event->op == SHIM_TRUNCATE && disk->files[event->file] != NULL)
    g_byte_array_set_size (disk->files[event->file],
                           MIN (disk->files[event->file]->len, (guint) event->offset));
  else if (event->op == SHIM_DELETE)
    g_clear_pointer (&disk->files[event->file], g_byte_array_unref);
}

/* Whether those bytes of the write are on the disk already. */
static gboolean
disk_has (const Disk *disk, const Event *event, gint64 from, gint64 to)
{
  const GByteArray *bytes = disk->files[event->file];
  const guint8 *data = g_bytes_get_data (event->bytes, NULL);

  return bytes != NULL && to <= (gint64) bytes->len
         && memcmp (bytes->data + from, data + (from - event->offset), to - from) == 0;
}

/* The write is done, but for one sector that it touches, which is noise. On a disk that is not powersafe
 * the whole of that is, with what was in it before. Bytes that are the same before and after stay what
 * they are: a log that a failed sync left is written again as it is (src/store/txn.c). */
static void
disk_garble (Disk *disk, const Event *event, gboolean is_powersafe)
{
  GByteArray *bytes = disk_file (disk, event->file);
  gint64 end = event->offset + (gint64) g_bytes_get_size (event->bytes);
  gint64 first = event->offset / SECTOR;
  gint64 last = (end - 1) / SECTOR;
  gint64 from = (first + g_test_rand_int_range (0, (gint32) (last - first + 1))) * SECTOR;
  gint64 to = from + SECTOR;
  gboolean is_same
      = disk_has (disk, event, MAX (from, event->offset), MIN (to, end));

  disk_apply (disk, event);
  if (is_same)
    return;
  if (is_powersafe)
    {
      from = MAX (from, event->offset);
      to = MIN (to, end);
    }
  for (gint64 k = from; k < MIN (to, (gint64) bytes->len); k++)
    bytes->data[k] = (guint8) g_test_rand_int_range (0, 256);
}

typedef enum
{
  CUT_CLEAN,  /* all that was written is there */
  CUT_DROPS,  /* what was not synced is there or not */
  CUT_BREAKS, /* ... or half, or noise */
  N_CUTS,
} Cut;

static void
disk_apply_unsynced (Disk *disk, const Event *event, Cut cut, gboolean is_powersafe)
{
  int chance = cut == CUT_CLEAN ? 0 : g_test_rand_int_range (0, cut == CUT_DROPS ? 2 : 4);
  gsize length = event->bytes != NULL ? g_bytes_get_size (event->bytes) : 0;

  if (chance > 1 && event->op != SHIM_WRITE)
    chance = 0;
  switch (chance)
    {
    case 0:
      disk_apply (disk, event);
      break;
    case 2:
      length = MIN (length, (gsize) g_test_rand_int_range (0, (gint32) (length / SECTOR) + 1) * SECTOR);
      disk_write (disk, event->file, event->offset, g_bytes_get_data (event->bytes, NULL), length);
      break;
    case 3:
      disk_garble (disk, event, is_powersafe);
      break;
    default:
      break;
    }
}

/* The disk after the power went before event @at. */
static void
disk_build (Disk *disk, Fixture *fixture, guint at, Cut cut)
{
  gint64 last_sync[SHIM_N_FILES] = { -1, -1, -1 };
  gboolean is_new[SHIM_N_FILES] = { FALSE, TRUE, TRUE };
  gint64 last_folder_sync = -1;

  memset (disk, 0, sizeof *disk);
  if (fixture->base != NULL)
    disk_write (disk, SHIM_DATABASE, 0, g_bytes_get_data (fixture->base, NULL),
                g_bytes_get_size (fixture->base));
  for (guint i = 0; i < at; i++)
    {
      const Event *event = &g_array_index (fixture->events, Event, i);

      if (event->op == SHIM_DELETE)
        is_new[event->file] = TRUE;
      if (event->op != SHIM_SYNC)
        continue;
      last_sync[event->file] = i;
      /* SQLite syncs the folder with a new file's first sync. */
      if (is_new[event->file])
        last_folder_sync = i;
      is_new[event->file] = FALSE;
    }
  for (guint i = 0; i < at; i++)
    {
      const Event *event = &g_array_index (fixture->events, Event, i);

      if (!event->is_doomed
          && (gint64) i <= (event->op == SHIM_DELETE ? last_folder_sync : last_sync[event->file]))
        disk_apply (disk, event);
      else if (event->op != SHIM_SYNC)
        disk_apply_unsynced (disk, event, cut, fixture->is_powersafe);
    }
}

static void
disk_save (Disk *disk, const char *path)
{
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);

  g_unlink (shm);
  for (guint i = 0; i < SHIM_N_FILES; i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);
      GByteArray *bytes = disk->files[i];

      g_unlink (name);
      if (bytes == NULL)
        continue;
      raw_save (name, bytes->data, bytes->len);
      g_clear_pointer (&disk->files[i], g_byte_array_unref);
    }
}

static gboolean
read_stamps (EnrDb *db, GHashTable *ids)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_STAMPS);
  int rc;

  while ((rc = enr_stmt_step (&st, NULL)) > 0)
    {
      EnrUuid id = enr_column_uuid (&st, 0);

      g_hash_table_add (ids, enr_uuid_copy (&id));
    }
  return rc == 0;
}

static gint64
count_journalled (EnrDb *db)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_COUNT_JOURNALLED);

  return enr_stmt_step (&st, NULL) == 1 ? enr_column_int (&st, 0) : -1;
}

/* As the program finds it in the morning. */
static void
inspect (Fixture *fixture, const char *path, guint n_needed)
{
  g_autoptr (GHashTable) ids
      = g_hash_table_new_full (enr_uuid_hash, enr_uuid_equal, g_free, NULL);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (EnrDb) db = enr_db_open (path, ENR_DB_READ_WRITE, NULL);

  fixture->n_states++;
  if (db != NULL)
    problems = enr_db_check (db, NULL, NULL);
  if (problems == NULL || problems->len > 0 || !read_stamps (db, ids)
      || count_journalled (db) != g_hash_table_size (ids)
      || g_hash_table_size (ids) > n_needed + 1)
    {
      /* What cannot be read is not counted as lost, too. */
      if (db != NULL && g_hash_table_size (ids) < n_needed)
        fixture->n_lost++;
      fixture->n_corrupt++;
      return;
    }
  for (guint i = 0; i < n_needed; i++)
    if (!g_hash_table_contains (ids, &g_array_index (fixture->acked, EnrUuid, i)))
      {
        fixture->n_lost++;
        return;
      }
}

static void
cut_power (Fixture *fixture, guint n_states)
{
  g_autofree char *path = g_build_filename (fixture->nursery->folder, "found.db", NULL);

  g_assert_cmpuint (fixture->events->len, >, N_STAMPS * 3);
  for (guint i = 0; i < n_states; i++)
    {
      guint at = (guint) g_test_rand_int_range (0, (gint32) fixture->events->len + 1);
      guint n_needed = at < fixture->events->len
                           ? g_array_index (fixture->events, Event, at).n_acked
                           : fixture->acked->len;
      Disk disk;

      disk_build (&disk, fixture, at, g_test_rand_int_range (0, N_CUTS));
      disk_save (&disk, path);
      inspect (fixture, path, n_needed);
    }
  g_test_message ("%u events, %u disks: %u with losses, %u damaged", fixture->events->len,
                  fixture->n_states, fixture->n_lost, fixture->n_corrupt);
}

static void
test_ours (Fixture *fixture, gconstpointer data)
{
  record_stamps (fixture, NULL);
  cut_power (fixture, number_from_environment ("ENROKU_CRASH_STATES", 2000) / 2);
  g_assert_cmpuint (fixture->n_lost, ==, 0);
  g_assert_cmpuint (fixture->n_corrupt, ==, 0);
}

static void
test_not_powersafe (Fixture *fixture, gconstpointer data)
{
  fixture->is_powersafe = FALSE;
  test_ours (fixture, data);
}

/* Syncs fail, and the door tries again, until it hears that the stamp is saved; then the power goes. */
static void
test_failing_syncs (Fixture *fixture, gconstpointer data)
{
  fixture->is_failing = TRUE;
  record_stamps (fixture, NULL);
  g_assert_cmpuint (fixture->n_failed, >, N_STAMPS / 3);
  cut_power (fixture, number_from_environment ("ENROKU_CRASH_STATES", 2000) / 2);
  g_assert_cmpuint (fixture->n_lost, ==, 0);
  g_assert_cmpuint (fixture->n_corrupt, ==, 0);
}

/* The settings that this must catch, or it is blind. */
static void
test_mutant_off (Fixture *fixture, gconstpointer data)
{
  record_stamps (fixture, "PRAGMA synchronous=OFF");
  cut_power (fixture, 200);
  g_assert_cmpuint (fixture->n_lost, >, 20);
  g_assert_cmpuint (fixture->n_corrupt, >, 20);
}

static void
test_mutant_normal (Fixture *fixture, gconstpointer data)
{
  record_stamps (fixture, "PRAGMA synchronous=NORMAL");
  cut_power (fixture, 200);
  g_assert_cmpuint (fixture->n_lost, >, 20);
  g_assert_cmpuint (fixture->n_corrupt, ==, 0);
}

/* A disk that says it has synced, and has not. */
static void
test_mutant_disk (Fixture *fixture, gconstpointer data)
{
  record_stamps (fixture, NULL);
  for (guint i = 0; i < fixture->events->len; i++)
    if (g_array_index (fixture->events, Event, i).op == SHIM_SYNC)
      g_array_remove_index (fixture->events, i--);
  cut_power (fixture, 200);
  g_assert_cmpuint (fixture->n_lost, >, 20);
  g_assert_cmpuint (fixture->n_corrupt, >, 20);
}

/* The power goes while the database is being made: the next start makes it, and once it was made it
 * stays. */
static void
test_creation (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->nursery->folder, "new.db", NULL);
  g_autofree char *found = g_build_filename (fixture->nursery->folder, "found.db", NULL);
  g_autoptr (GError) error = NULL;
  EnrUuid done = enr_uuid_none;
  EnrDb *db;

  fixture->is_logging = TRUE;
  db = enr_db_open (path, ENR_DB_READ_WRITE | ENR_DB_CREATE, &error);
  g_assert_no_error (error);
  g_array_append_val (fixture->acked, done);
  enr_db_close (db);
  fixture->is_logging = FALSE;
  g_assert_cmpuint (fixture->events->len, >, 20);

  for (guint i = 0; i < 400; i++)
    {
      guint at = (guint) g_test_rand_int_range (0, (gint32) fixture->events->len + 1);
      gboolean is_made = at == fixture->events->len
                         || g_array_index (fixture->events, Event, at).n_acked > 0;
      g_autoptr (GPtrArray) problems = NULL;
      Disk disk;

      disk_build (&disk, fixture, at, g_test_rand_int_range (0, N_CUTS));
      disk_save (&disk, found);
      db = enr_db_open (found, is_made ? ENR_DB_READ_WRITE : ENR_DB_READ_WRITE | ENR_DB_CREATE,
                        &error);
      g_assert_no_error (error);
      problems = enr_db_check (db, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (problems->len, ==, 0);
      enr_db_close (db);
    }
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/store/crash/ours", test_ours },
    { "/store/crash/not-powersafe", test_not_powersafe },
    { "/store/crash/failing-syncs", test_failing_syncs },
    { "/store/crash/mutant-off", test_mutant_off },
    { "/store/crash/mutant-normal", test_mutant_normal },
    { "/store/crash/mutant-disk", test_mutant_disk },
    { "/store/crash/creation", test_creation },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
