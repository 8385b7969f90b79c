/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "base/file.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

typedef struct
{
  char *folder;
  char *path;           /* in the folder, not there at first */
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("enroku-test-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->path = g_build_filename (fixture->folder, "名簿.csv", NULL);
}

static void
remove_tree (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_tree (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static gboolean
replace (const char *path,
         const char *text,
         GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return enr_file_replace (path, bytes, error);
}

static void
assert_contents (const char *path,
                 const char *expected)
{
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  g_file_get_contents (path, &found, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (found, length, expected, strlen (expected));
}

static guint
mode_of (const char *path)
{
  struct stat status;

  g_assert_cmpint (stat (path, &status), ==, 0);

  return status.st_mode & 07777;
}

static void
test_new_and_old (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);

  g_assert_true (replace (fixture->path, "one", &error));
  g_assert_no_error (error);
  assert_contents (fixture->path, "one");

  g_assert_true (replace (fixture->path, "second and longer", &error));
  assert_contents (fixture->path, "second and longer");

  g_assert_true (replace (fixture->path, "3", NULL));
  assert_contents (fixture->path, "3");

  g_assert_true (enr_file_replace (fixture->path, empty, &error));
  assert_contents (fixture->path, "");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
test_large (Fixture *fixture,
            gconstpointer data)
{
  gsize length = 5 * 1024 * 1024 + 7, found_length = 0;
  guint8 *random = g_malloc (length);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *found = NULL;

  for (gsize i = 0; i < length; i++)
    random[i] = (guint8) (i * 2654435761u >> 13);
  bytes = g_bytes_new_take (random, length);

  g_assert_true (enr_file_replace (fixture->path, bytes, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &found, &found_length, NULL));
  g_assert_cmpmem (found, found_length, random, length);
}

static void
test_mode (Fixture *fixture,
           gconstpointer data)
{
  mode_t mask = umask (022);

  g_assert_true (replace (fixture->path, "a", NULL));
  g_assert_cmphex (mode_of (fixture->path), ==, 0644);

  g_assert_cmpint (g_chmod (fixture->path, 0600), ==, 0);
  g_assert_true (replace (fixture->path, "b", NULL));
  g_assert_cmphex (mode_of (fixture->path), ==, 0600);

  g_assert_cmpint (g_chmod (fixture->path, 0664), ==, 0);
  g_assert_true (replace (fixture->path, "c", NULL));
  g_assert_cmphex (mode_of (fixture->path), ==, 0664);

  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  umask (077);
  g_assert_true (replace (fixture->path, "d", NULL));
  g_assert_cmphex (mode_of (fixture->path), ==, 0600);

  umask (mask);
}

static void
test_link (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "link", NULL);
  g_autofree char *lost = g_build_filename (fixture->folder, "lost", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (replace (fixture->path, "old", NULL));
  g_assert_cmpint (symlink ("名簿.csv", link), ==, 0);
  g_assert_true (replace (link, "new", NULL));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  assert_contents (fixture->path, "new");

  g_assert_cmpint (symlink ("nowhere", lost), ==, 0);
  g_assert_false (replace (lost, "new", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_cmpuint (count_files (fixture->folder), ==, 3);
}

static void
test_longest_name (Fixture *fixture,
                   gconstpointer data)
{
  char name[256];
  g_autofree char *path = NULL;
  g_autofree char *longer = NULL;
  g_autoptr (GError) error = NULL;

  memset (name, 'n', 255);
  name[255] = '\0';
  path = g_build_filename (fixture->folder, name, NULL);
  g_assert_true (replace (path, "long", &error));
  g_assert_no_error (error);
  assert_contents (path, "long");

  longer = g_strconcat (path, "n", NULL);
  g_assert_false (replace (longer, "longer", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NAMETOOLONG);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

/* A path with no folder in it is in the current one. */
static void
test_relative (Fixture *fixture,
               gconstpointer data)
{
  g_autofree char *before = g_get_current_dir ();

  g_assert_cmpint (g_chdir (fixture->folder), ==, 0);
  g_assert_true (replace ("plain.csv", "here", NULL));
  assert_contents ("plain.csv", "here");
  g_assert_cmpint (g_chdir (before), ==, 0);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
test_refused (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *missing = g_build_filename (fixture->folder, "missing", "a.csv", NULL);
  g_autofree char *below_file = g_build_filename (fixture->folder, "file", "a.csv", NULL);
  g_autofree char *full = g_build_filename (fixture->folder, "full", NULL);
  const struct { const char *path; GFileError code; const char *words; } table[] = {
    { missing, G_FILE_ERROR_NOENT, "there is no folder" },
    { below_file, G_FILE_ERROR_NOTDIR, "is a file, not a folder" },
    { full, G_FILE_ERROR_ISDIR, "it is a folder" },
    { "/dev/full", G_FILE_ERROR_INVAL, "it is a device" },
    { "/dev/null", G_FILE_ERROR_INVAL, "it is a device" },
    { "/", G_FILE_ERROR_ISDIR, "it is a folder" },
  };

  g_assert_true (replace (file, "kept", NULL));
  g_assert_cmpint (g_mkdir (full, 0755), ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", table[i].path);
      g_assert_false (replace (table[i].path, "new", &error));
      g_assert_error (error, G_FILE_ERROR, (int) table[i].code);
      g_assert_nonnull (strstr (error->message, table[i].path));
      g_assert_nonnull (strstr (error->message, table[i].words));
      g_assert_false (replace (table[i].path, "new", NULL));
    }

  assert_contents (file, "kept");
  g_assert_cmpuint (count_files (fixture->folder), ==, 2);
  g_assert_true (g_file_test ("/dev/null", G_FILE_TEST_EXISTS));
}

/* The write itself fails: a limit on the size of files stands in for a disk that runs full. */
static void
test_write_fails (Fixture *fixture,
                  gconstpointer data)
{
  struct rlimit old_limit, limit;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) new_error = NULL;
  g_autofree char *other = g_build_filename (fixture->folder, "other", NULL);
  gboolean done, new_done;

  bytes = g_bytes_new_take (g_malloc0 (300000), 300000);
  g_assert_true (replace (fixture->path, "kept", NULL));

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old_limit), ==, 0);
  limit = old_limit;
  limit.rlim_cur = 100000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  done = enr_file_replace (fixture->path, bytes, &error);
  new_done = enr_file_replace (other, bytes, &new_error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old_limit), ==, 0);

  g_assert_false (done);
  g_assert_false (new_done);
  g_assert_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (EFBIG));
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_nonnull (new_error);

  /* The old file is whole, the new one is not there, and nothing lies about. */
  assert_contents (fixture->path, "kept");
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
test_read_only (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) new_error = NULL;
  g_autofree char *other = g_build_filename (fixture->folder, "other", NULL);
  gboolean done;

  if (geteuid () == 0)
    {
      g_test_skip ("root may write anywhere");
      return;
    }

  g_assert_true (replace (fixture->path, "kept", NULL));
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  g_assert_false (replace (fixture->path, "new", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ACCES);
  assert_contents (fixture->path, "kept");

  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  done = replace (other, "new", &new_error);
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  g_assert_false (done);
  g_assert_error (new_error, G_FILE_ERROR, G_FILE_ERROR_ACCES);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

int
main (int argc,
      char *argv[])
{
  static const struct { const char *path; void (*func) (Fixture *, gconstpointer); } tests[] = {
    { "/base/file/new-and-old", test_new_and_old },
    { "/base/file/large", test_large },
    { "/base/file/mode", test_mode },
    { "/base/file/link", test_link },
    { "/base/file/longest-name", test_longest_name },
    { "/base/file/relative", test_relative },
    { "/base/file/refused", test_refused },
    { "/base/file/write-fails", test_write_fails },
    { "/base/file/read-only", test_read_only },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
