/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What `enrokuctl check` finds in a good database and in damaged ones. ENROKU_FLIPS sets the number of
 * the latter.
 */
#include "config.h"
#include "store/check.h"

#include <stdlib.h>
#include <string.h>
#include <glib/gstdio.h>

#include "attendance/stamp.h"
#include "raw.h"
#include "shim-vfs.h"
#include "store/db-private.h"
#include "support/fixture.h"

typedef struct
{
  EnrTestNursery *nursery; /* closed */
  GBytes *good;
  char *good_dump;
  char *path;              /* of the damaged copy */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  EnrTestNursery *nursery = enr_test_nursery_new (4);

  for (guint i = 0; i < nursery->n_children; i++)
    g_assert_true (enr_stamp_arrive (nursery->db, &nursery->actor, &nursery->children[i],
                                     enr_test_at (8, (int) i), ENR_SOURCE_DOOR, NULL, NULL));
  g_clear_pointer (&nursery->db, enr_db_close);
  fixture->nursery = nursery;
  fixture->good = raw_bytes (nursery->path);
  fixture->good_dump = enr_test_dump (nursery->path);
  fixture->path = g_build_filename (nursery->folder, "copy.db", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  enr_test_nursery_free (fixture->nursery);
  g_bytes_unref (fixture->good);
  g_free (fixture->good_dump);
  g_free (fixture->path);
}

static void
remove_copy (Fixture *fixture)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (fixture->path, suffixes[i], NULL);

      g_unlink (name);
    }
}

static void
save_copy (Fixture *fixture, const guint8 *data, gsize length)
{
  remove_copy (fixture);
  raw_save (fixture->path, data, length);
}

static void
save_good (Fixture *fixture)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (fixture->good, &length);

  save_copy (fixture, data, length);
}

/* The problems of a file that opens; NULL where it cannot be opened or read, with a reason. */
static GPtrArray *
check_copy (const char *path, EnrDbFlags flags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) db = enr_db_open (path, flags, &error);
  GPtrArray *problems = db != NULL ? enr_db_check (db, NULL, &error) : NULL;

  g_assert_true ((problems == NULL) == (error != NULL));
  return problems;
}

static void
test_good (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) db = enr_db_open (fixture->nursery->path, ENR_DB_READ_ONLY, &error);
  g_autoptr (GPtrArray) problems = NULL;
  gint64 length = 0;

  g_assert_no_error (error);
  problems = enr_db_check (db, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpint (length, ==, raw_int (fixture->nursery->path, "SELECT count(*) FROM journal"));
}

/* The first problem has these words in it. */
static void
assert_problem (Fixture *fixture, const char *sql, const char *words)
{
  g_autoptr (GPtrArray) problems = NULL;

  save_good (fixture);
  raw_run (fixture->path, sql);
  problems = check_copy (fixture->path, ENR_DB_READ_WRITE);
  g_assert_nonnull (problems);
  g_assert_cmpuint (problems->len, >=, 1);
  g_test_message ("%s", (char *) g_ptr_array_index (problems, 0));
  g_assert_nonnull (strstr (g_ptr_array_index (problems, 0), words));
}

static void
test_named (Fixture *fixture, gconstpointer data)
{
  assert_problem (fixture, "PRAGMA foreign_keys=OFF; DELETE FROM class", "Table membership");
  assert_problem (fixture, "PRAGMA ignore_check_constraints=ON; UPDATE child SET sex = 'x'",
                  "CHECK constraint failed in child");
  assert_problem (fixture,
                  "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = 'CREATE INDEX "
                  "child_family ON child (given_name)' WHERE name = 'child_family'",
                  "child_family");
  assert_problem (fixture, "DROP TRIGGER stamp_no_update", "trigger stamp_no_update is missing");
  assert_problem (fixture, "CREATE TABLE notes (a TEXT)", "table notes is not as");
  assert_problem (fixture, "DROP INDEX card_token; CREATE INDEX card_token ON card (token)",
                  "index card_token is not as");
}

static void
test_truncated (Fixture *fixture, gconstpointer data)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (fixture->good, &length);

  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (GPtrArray) problems = NULL;

      save_copy (fixture, bytes, (gsize) g_test_rand_int_range (0, (gint32) length));
      problems = check_copy (fixture->path, i % 2 == 0 ? ENR_DB_READ_ONLY : ENR_DB_READ_WRITE);
      g_assert_true (problems == NULL || problems->len > 0);
    }
}

/* The dump without the tables of the nursery: the schema and the journal. */
static char *
protected_part (const char *dump)
{
  const char *start = strstr (dump, "\nabsence_kind\n");
  const char *journal = strstr (dump, "\njournal\n");
  const char *end;

  g_assert_true (start != NULL && journal != NULL);
  /* Its rows are set in; the next table's name is not. */
  end = strchr (journal + 1, '\n');
  while (end != NULL && end[1] == ' ')
    end = strchr (end + 1, '\n');
  g_assert_nonnull (end);
  return g_strdup_printf ("%.*s%.*s", (int) (start - dump), dump, (int) (end - journal), journal);
}

/* Some bytes are something else. Nothing falls over; what is damaged is found, or nobody can see it.
 * SQLite keeps no sums of the nursery's own tables: there another letter in a name is just another
 * letter. The journal, which has all that was ever in them, is held by its chain. */
static void
test_flipped (Fixture *fixture, gconstpointer data)
{
  const char *setting = g_getenv ("ENROKU_FLIPS");
  int n = setting != NULL ? MAX (1, atoi (setting)) : 1000;
  gsize length;
  const guint8 *bytes = g_bytes_get_data (fixture->good, &length);
  g_autofree char *good_part = protected_part (fixture->good_dump);
  guint n_refused = 0, n_found = 0, n_harmless = 0, n_silent = 0;

  for (int i = 0; i < n; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (bytes, length);
      g_autofree char *dump = NULL;
      g_autofree char *part = NULL;
      g_autoptr (GPtrArray) problems = NULL;
      int n_flips = g_test_rand_int_range (1, 4);

      while (n_flips-- > 0)
        copy[g_test_rand_int_range (0, (gint32) length)] ^= (guint8) g_test_rand_int_range (1, 256);
      save_copy (fixture, copy, length);
      problems = check_copy (fixture->path, i % 2 == 0 ? ENR_DB_READ_ONLY : ENR_DB_READ_WRITE);
      if (problems == NULL)
        {
          n_refused++;
          continue;
        }
      if (problems->len > 0)
        {
          n_found++;
          continue;
        }
      dump = enr_test_dump (fixture->path);
      part = protected_part (dump);
      enr_test_assert_same (part, good_part);
      if (g_str_equal (dump, fixture->good_dump))
        n_harmless++;
      else
        n_silent++;
    }
  g_test_message ("%u refused, %u found, %u harmless, %u in a value", n_refused, n_found, n_harmless,
                  n_silent);
  if (n >= 1000)
    g_assert_cmpuint (n_refused + n_found, >, (guint) n / 10);
}

/* The log beside the file: broken off somewhere, noise, or another database's. */
static void
test_log (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrTestNursery) other = enr_test_nursery_new (2);
  g_autofree char *other_log = g_strconcat (other->path, "-wal", NULL);
  g_autofree char *copy_log = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr (GBytes) log = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autofree guint8 *noise = NULL;
  gsize length;
  guint n_sound = 0;

  /* Opened anew, so that all that is in the log stands on the file as it is. */
  enr_test_nursery_reopen (other);
  file = raw_bytes (other->path);
  for (guint i = 0; i < 2; i++)
    for (guint k = 0; k < 2; k++)
      {
        g_autoptr (GError) error = NULL;

        if (k == 0)
          enr_stamp_arrive (other->db, &other->actor, &other->children[i], enr_test_at (8, 0),
                            ENR_SOURCE_DOOR, NULL, &error);
        else
          enr_stamp_leave (other->db, &other->actor, &other->children[i], enr_test_at (17, 0),
                           ENR_SOURCE_DOOR, "", NULL, &error);
        g_assert_no_error (error);
      }
  log = raw_bytes (other_log);
  length = g_bytes_get_size (log);
  g_assert_cmpuint (length, >, 20000);

  for (gsize cut = 0; cut <= length; cut += length / 40 + 1)
    {
      g_autoptr (GPtrArray) problems = NULL;

      save_copy (fixture, g_bytes_get_data (file, NULL), g_bytes_get_size (file));
      raw_save (copy_log, g_bytes_get_data (log, NULL), cut);
      problems = check_copy (fixture->path, ENR_DB_READ_WRITE);
      g_assert_nonnull (problems);
      g_assert_cmpuint (problems->len, ==, 0);
      n_sound++;
    }
  g_assert_cmpuint (n_sound, >=, 40);

  noise = g_malloc (length);
  for (gsize i = 0; i < length; i++)
    noise[i] = (guint8) g_test_rand_int_range (0, 256);
  save_good (fixture);
  raw_save (copy_log, noise, length);
  {
    g_autoptr (GPtrArray) problems = check_copy (fixture->path, ENR_DB_READ_WRITE);

    g_assert_nonnull (problems);
    g_assert_cmpuint (problems->len, ==, 0);
  }

  /* SQLite cannot know whose log it is. The chain can. */
  save_good (fixture);
  raw_save_bytes (copy_log, log);
  {
    g_autoptr (GPtrArray) problems = check_copy (fixture->path, ENR_DB_READ_WRITE);

    g_assert_true (problems == NULL || problems->len > 0);
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
    { "/store/check/good", test_good },
    { "/store/check/named", test_named },
    { "/store/check/truncated", test_truncated },
    { "/store/check/flipped", test_flipped },
    { "/store/check/log", test_log },
  };

  g_test_init (&argc, &argv, NULL);

  /* Nothing here waits for the disk. */
  shim_vfs_install (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
