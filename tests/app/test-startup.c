/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The real program, started on files that it can and cannot open. With --exit-after-startup it says
 * on stderr what its window shows, and ends.
 */
#include "config.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "attendance/sample.h"
#include "store/db.h"

typedef struct
{
  char *folder;
  char *path;
} Startup;

static void
startup_open (Startup *startup)
{
  g_autoptr (GError) error = NULL;
  EnrSampleOptions options = { 12, enr_date_new (2026, 6, 8), enr_date_new (2026, 6, 10), 1 };
  EnrDb *db;

  startup->folder = g_dir_make_tmp ("enroku-startup-XXXXXX", &error);
  startup->path = g_build_filename (startup->folder, "enroku.db", NULL);
  db = enr_db_open (startup->path, ENR_DB_READ_WRITE | ENR_DB_CREATE, &error);
  g_assert_no_error (error);
  g_assert_true (enr_sample_make (db, &options, &error));
  enr_db_close (db);
}

static void
startup_close (Startup *startup)
{
  g_autoptr (GDir) dir = g_dir_open (startup->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (startup->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (startup->folder);
  g_free (startup->folder);
  g_free (startup->path);
}

/* Runs the program, and returns what it said. */
static char *
run (int status, const char *const *arguments)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *said = NULL;

  g_ptr_array_add (argv, (gpointer) g_getenv ("ENROKU_PROGRAM"));
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) arguments[i]);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *) argv->pdata, G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &said, &error);
  g_assert_no_error (error);
  if (g_subprocess_get_exit_status (process) != status)
    g_error ("exit %d, and it said: %s", g_subprocess_get_exit_status (process), said);
  return said;
}

#define RUN(status, ...) run (status, (const char *[]){ __VA_ARGS__, "--exit-after-startup", NULL })

static char *
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  gsize length;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, length);
}

static void
test_opens (void)
{
  Startup startup;
  g_autofree char *said = NULL;
  g_autofree char *sample = NULL;

  startup_open (&startup);
  said = RUN (0, "--db", startup.path, "--date", "2026-06-10");
  sample = RUN (0, "--sample");
  startup_close (&startup);
}

static void
test_second_copy (void)
{
  Startup startup;
  g_autofree char *lock_path = NULL;
  g_autofree char *said = NULL;
  int lock;

  startup_open (&startup);
  lock_path = g_strconcat (startup.path, ".lock", NULL);
  lock = g_open (lock_path, O_CREAT | O_RDWR, 0600);
  g_assert_cmpint (flock (lock, LOCK_EX | LOCK_NB), ==, 0);
  said = RUN (1, "--db", startup.path);
  g_assert_nonnull (strstr (said, "open in another window already"));
  close (lock);
  startup_close (&startup);
}

static void
test_newer (void)
{
  Startup startup;
  g_autofree char *said = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  int fd;

  startup_open (&startup);
  /* user_version is at offset 60 of the header, big-endian */
  fd = g_open (startup.path, O_RDWR);
  g_assert_cmpint (pwrite (fd, "\0\0\x03\xe7", 4, 60), ==, 4);
  close (fd);
  before = read_file (startup.path);
  said = RUN (1, "--db", startup.path);
  g_assert_nonnull (strstr (said, "newer version"));
  after = read_file (startup.path);
  g_assert_cmpstr (before, ==, after);
  startup_close (&startup);
}

static void
test_damaged (void)
{
  Startup startup;
  g_autofree char *said = NULL;
  g_autofree char *other = NULL;

  startup_open (&startup);
  g_assert_cmpint (truncate (startup.path, 5000), ==, 0);
  said = RUN (1, "--db", startup.path);
  g_assert_nonnull (strstr (said, "damaged"));
  g_assert_nonnull (strstr (said, startup.path));
  g_assert_true (g_file_set_contents (startup.path, "これは名簿です", -1, NULL));
  other = RUN (1, "--db", startup.path);
  g_assert_nonnull (strstr (other, "not a nursery's data"));
  startup_close (&startup);
}

static void
test_read_only (void)
{
  Startup startup;
  g_autofree char *said = NULL;

  startup_open (&startup);
  g_assert_cmpint (g_chmod (startup.path, 0444), ==, 0);
  said = RUN (1, "--db", startup.path);
  g_assert_nonnull (strstr (said, "read-only"));
  startup_close (&startup);
}

static void
test_usage (void)
{
  g_autofree char *said = RUN (2, "--date", "きのう");

  g_assert_nonnull (strstr (said, "is not a date"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/startup/opens", test_opens);
  g_test_add_func ("/app/startup/second-copy", test_second_copy);
  g_test_add_func ("/app/startup/newer", test_newer);
  g_test_add_func ("/app/startup/damaged", test_damaged);
  g_test_add_func ("/app/startup/read-only", test_read_only);
  g_test_add_func ("/app/startup/usage", test_usage);

  return g_test_run ();
}
