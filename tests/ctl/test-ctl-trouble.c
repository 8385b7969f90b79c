/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Files that are damaged, foreign, too new, read-only or in use, and disks that are full: a clear
 * sentence, exit status 1, and nothing lost.
 */
#include "config.h"

#include <string.h>
#include <glib/gstdio.h>

#include "ctl-run.h"
#include "store/db.h"

#define AT "2026-06-11T08:00"

static char *
read_file (const char *path, gsize *length)
{
  char *data = NULL;

  g_assert_true (g_file_get_contents (path, &data, length, NULL));
  return data;
}

/* Neither reading nor writing does anything, and the file stays as it is. */
static void
assert_refused (Ctl *ctl, const char *message)
{
  gsize before_length;
  gsize after_length;
  g_autofree char *before = read_file (ctl->db, &before_length);
  g_autofree char *after = NULL;
  g_autofree char *pdf = ctl_path (ctl, "a.pdf");

  RUN (ctl, 1, "board", "--date", "2026-06-10", "--json");
  assert_contains (ctl->err, message);
  assert_contains (ctl->err, ctl->db);
  g_assert_cmpstr (ctl->out, ==, "");
  RUN (ctl, 1, "stamp", "arrive", "S00001", "--at", AT);
  assert_contains (ctl->err, message);
  RUN (ctl, 1, "check");
  RUN (ctl, 1, "report", "daily-register", "--date", "2026-06-10", "--output", pdf);
  g_assert_false (g_file_test (pdf, G_FILE_TEST_EXISTS));
  RUN (ctl, 1, "init", "--name", "x");
  RUN (ctl, 1, "sample");
  after = read_file (ctl->db, &after_length);
  g_assert_cmpmem (before, before_length, after, after_length);
}

static void
test_missing (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();

  RUN (ctl, 1, "board", "--date", "2026-06-10");
  assert_contains (ctl->err, ctl->db);
  assert_contains (ctl->err, "init --name NAME");
  RUN (ctl, 1, "stamp", "arrive", "S00001");
  g_assert_false (g_file_test (ctl->db, G_FILE_TEST_EXISTS));
}

static void
test_foreign (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autofree char *letter = ctl_write (ctl, "nursery.db", "Dear parents, this is no database. ");
  g_autofree char *folder = ctl_path (ctl, "folder");

  assert_refused (ctl, "not a nursery's data");
  g_mkdir (folder, 0700);
  g_free (ctl->db);
  ctl->db = g_strdup (folder);
  RUN (ctl, 1, "check");
  RUN (ctl, 1, "init", "--name", "x");
  RUN (ctl, 1, "sample");
}

/* A byte range of the file, by the number of the byte in SQLite's header. */
static void
patch (Ctl *ctl, gsize at, const void *bytes, gsize n_bytes)
{
  gsize length;
  g_autofree char *data = read_file (ctl->db, &length);

  g_assert_cmpuint (at + n_bytes, <=, length);
  memcpy (data + at, bytes, n_bytes);
  g_assert_true (g_file_set_contents (ctl->db, data, (gssize) length, NULL));
}

static void
test_newer (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();

  patch (ctl, 60, "\0\0\3\347", 4); /* user_version 999 */
  assert_refused (ctl, "newer version");
}

static void
test_damaged (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *zeros = g_malloc0 (4096 * 20);

  patch (ctl, 4096, zeros, 4096 * 20);
  RUN (ctl, 1, "board", "--date", "2026-06-10");
  assert_contains (ctl->err, "damaged");
  RUN (ctl, 1, "stamp", "arrive", "S00001", "--at", AT);
  RUN (ctl, 1, "check");
}

static void
test_truncated (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  gsize length;
  g_autofree char *data = read_file (ctl->db, &length);

  g_assert_true (g_file_set_contents (ctl->db, data, (gssize) length / 3, NULL));
  RUN (ctl, 1, "check");
  RUN (ctl, 1, "stamp", "arrive", "S00001", "--at", AT);
}

static void
test_read_only (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();

  g_chmod (ctl->db, 0400);
  RUN (ctl, 1, "stamp", "arrive", "S00001", "--at", AT);
  assert_contains (ctl->err, "read-only");
  RUN (ctl, 1, "close-day", "2026-06-10");
  RUN (ctl, 0, "board", "--date", "2026-06-10");
  RUN (ctl, 0, "check");
}

/* As another user, where there is one: the folder may be read only, or not even the file. */
static void
test_other_user (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *pdf = ctl_path (ctl, "a.pdf");

  ctl->shell = "exec setpriv --reuid=65534 --clear-groups \"$@\"";
  RUN_PLAIN (ctl, -1, "--version");
  if (ctl->status != 0)
    {
      g_test_skip ("not root");
      return;
    }
  g_chmod (ctl->folder, 0755);
  RUN (ctl, 1, "check");
  assert_contains (ctl->err, "cannot be read: ");
  g_chmod (ctl->db, 0644);
  RUN (ctl, 1, "board", "--date", "2026-06-10");
  assert_contains (ctl->err, "copy it elsewhere");
  RUN (ctl, 1, "stamp", "arrive", "S00001", "--at", AT);
  assert_contains (ctl->err, "read-only");
  RUN (ctl, 1, "report", "daily-register", "--date", "2026-06-10", "--output", pdf);
  g_free (ctl->db);
  ctl->db = ctl_path (ctl, "new.db");
  RUN (ctl, 1, "init", "--name", "x");
  RUN (ctl, 1, "sample");
  assert_contains (ctl->err, "read-only");
}

static void
test_no_folder (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autofree char *file = ctl_write (ctl, "file", "");

  /* A folder is made, but not where a file is. */
  g_free (ctl->db);
  ctl->db = g_build_filename (file, "nursery.db", NULL);
  RUN (ctl, 1, "init", "--name", "x");
  RUN (ctl, 1, "sample");
  RUN (ctl, 1, "check");
  g_free (ctl->db);
  ctl->db = ctl_path (ctl, "new/folder/nursery.db");
  RUN (ctl, 0, "init", "--name", "x");
}

/* A second copy of the program is in the middle of writing. Reading goes on; writing waits for five
 * seconds and gives up. */
static void
test_in_use (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (GError) error = NULL;
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");

  db = enr_db_open (ctl->db, ENR_DB_READ_WRITE, &error);
  g_assert_no_error (error);
  {
    g_auto (EnrTxn) txn = ENR_TXN_INIT;

    enr_txn_begin (&txn, db, &actor, NULL, &error);
    g_assert_no_error (error);
    RUN (ctl, 0, "board", "--date", "2026-06-10");
    RUN (ctl, 1, "stamp", "arrive", "S00001", "--at", AT);
    assert_contains (ctl->err, "Another program");
  }
  /* It is only open now: both can write. */
  RUN (ctl, 0, "stamp", "arrive", "S00001", "--at", AT);
}

static void
test_full_disk (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autofree char *disk = ctl_path (ctl, "disk");
  g_autofree char *shell = NULL;

  g_mkdir (disk, 0700);
  shell = g_strdup_printf ("unshare -rm sh -c 'mount -t tmpfs -o size=256k none \"$0\" || exit 77; "
                           "\"$@\"; rc=$?; ls -A \"$0\"; exit $rc' %s \"$@\"",
                           disk);
  ctl->shell = shell;
  g_free (ctl->db);
  ctl->db = g_build_filename (disk, "nursery.db", NULL);
  RUN (ctl, -1, "sample");
  if (ctl->status == 77 || strstr (ctl->err, "unshare") != NULL)
    {
      g_test_skip ("no disk can be mounted here");
      return;
    }
  g_assert_cmpint (ctl->status, ==, 1);
  assert_contains (ctl->err, "The disk is full");
  /* Not half a sample. */
  g_assert_cmpstr (ctl->out, ==, "");
}

/* The same for a file that is there: what it holds is whole afterwards. */
static void
test_no_room (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *file = ctl_path (ctl, "a.csv");

  ctl->shell = "trap '' XFSZ; ulimit -f 1; exec \"$@\"";
  RUN (ctl, 1, "stamp", "arrive", "S00001", "--at", AT);
  RUN (ctl, 1, "export", "attendance", "--output", file);
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  ctl->shell = NULL;
  RUN (ctl, 0, "check");
  RUN (ctl, 0, "stamp", "arrive", "S00001", "--at", AT, "--json");
  g_assert_false (json_object_get_boolean_member (ctl_json (ctl), "repeat"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/trouble/missing", test_missing);
  g_test_add_func ("/ctl/trouble/foreign", test_foreign);
  g_test_add_func ("/ctl/trouble/newer", test_newer);
  g_test_add_func ("/ctl/trouble/damaged", test_damaged);
  g_test_add_func ("/ctl/trouble/truncated", test_truncated);
  g_test_add_func ("/ctl/trouble/read-only", test_read_only);
  g_test_add_func ("/ctl/trouble/other-user", test_other_user);
  g_test_add_func ("/ctl/trouble/no-folder", test_no_folder);
  g_test_add_func ("/ctl/trouble/in-use", test_in_use);
  g_test_add_func ("/ctl/trouble/full-disk", test_full_disk);
  g_test_add_func ("/ctl/trouble/no-room", test_no_room);

  return g_test_run ();
}
