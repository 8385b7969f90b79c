/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * init, sample, backup, check, and what the standard output may be.
 */
#include "config.h"

#include <string.h>
#include <glib/gstdio.h>

#include "ctl-run.h"

static void
test_init (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  JsonObject *json;

  RUN (ctl, 3, "init", "--name", "　 ");
  g_assert_false (g_file_test (ctl->db, G_FILE_TEST_EXISTS));

  RUN (ctl, 0, "init", "--name", "ひかり保育園", "--fiscal-year", "2026", "--json");
  json = ctl_json (ctl);
  g_assert_cmpstr (json_object_get_string_member (json, "name"), ==, "ひかり保育園");
  g_assert_cmpint (json_object_get_int_member (json, "fiscal_year"), ==, 2026);
  RUN (ctl, 0, "board", "--date", "2026-06-10", "--json");
  json = ctl_json (ctl);
  g_assert_cmpstr (json_object_get_string_member (json, "facility"), ==, "ひかり保育園");
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (json, "children")), ==, 0);
  RUN (ctl, 0, "board", "--date", "2026-06-10");
  assert_contains (ctl->out, "Enrolled 0");

  RUN (ctl, 3, "init", "--name", "あおぞら保育園");
  assert_contains (ctl->err, "ひかり保育園");
}

/* An init that was cut short leaves an empty file, and can be done again. */
static void
test_init_again (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autofree char *path = ctl_write (ctl, "nursery.db", "");

  RUN (ctl, 1, "board", "--date", "2026-06-10");
  RUN (ctl, 0, "init", "--name", "ひかり保育園");
  RUN (ctl, 0, "check");
}

static void
test_sample (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autoptr (GDir) dir = NULL;
  JsonObject *json;
  JsonObject *counts;

  RUN (ctl, 0, "sample", "--children", "30", "--days", "5", "--until", "2026-06-10", "--seed", "7",
       "--json");
  json = ctl_json (ctl);
  g_assert_cmpstr (json_object_get_string_member (json, "first"), ==, "2026-06-06");
  g_assert_cmpstr (json_object_get_string_member (json, "until"), ==, "2026-06-10");
  /* Nothing but the file is left. */
  dir = g_dir_open (ctl->folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "nursery.db");
  g_assert_null (g_dir_read_name (dir));

  RUN (ctl, 0, "board", "--date", "2026-06-10", "--json");
  counts = json_object_get_object_member (ctl_json (ctl), "counts");
  g_assert_cmpint (json_object_get_int_member (counts, "enrolled"), ==, 30);
  g_assert_cmpint (json_object_get_int_member (counts, "arrived"), >, 15);
  RUN (ctl, 0, "check");
  RUN (ctl, 3, "sample");
  assert_contains (ctl->err, "has children already");
}

static void
test_sample_years (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();

  RUN (ctl, 0, "init", "--name", "見本にする保育園");
  RUN (ctl, 0, "sample", "--children", "6", "--years", "2", "--until", "2026-06-10", "--json");
  g_assert_cmpstr (json_object_get_string_member (ctl_json (ctl), "first"), ==, "2025-04-01");
  RUN (ctl, 0, "board", "--date", "2025-05-01", "--json");
  g_assert_cmpint (json_object_get_int_member (
                       json_object_get_object_member (ctl_json (ctl), "counts"), "enrolled"),
                   ==, 6);
}

/* Rules only where they are asked for: then there is something to charge. */
static void
test_sample_care (void)
{
  static const char *const options[] = { NULL, "--extended-care" };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autoptr (Ctl) ctl = ctl_new ();

      RUN (ctl, 0, "sample", "--children", "30", "--days", "40", "--until", "2026-06-10",
           options[i]);
      RUN (ctl, 0, "extended-care", "list", "--month", "2026-05", "--json");
      g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "total") > 0, ==, i == 1);
    }
}

static void
test_sample_defaults (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  JsonObject *json;

  RUN (ctl, 0, "sample", "--json");
  json = ctl_json (ctl);
  g_assert_cmpint (json_object_get_int_member (json, "children"), ==, 100);
  g_assert_cmpint (json_object_get_int_member (json, "seed"), ==, 1);
}

static void
test_backup (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *copy = ctl_path (ctl, "copy.db");
  g_autofree char *lost = ctl_path (ctl, "nowhere/copy.db");
  g_autofree char *before = ctl_dump (ctl);
  g_autofree char *after = NULL;

  RUN (ctl, 0, "backup", "--output", copy);
  RUN (ctl, 1, "backup", "--output", copy);
  assert_contains (ctl->err, "never replaces");
  RUN (ctl, 1, "backup", "--output", lost);
  assert_contains (ctl->err, "there is no folder");
  RUN (ctl, 1, "backup", "--output", ctl->folder);

  g_free (ctl->db);
  ctl->db = g_steal_pointer (&copy);
  after = ctl_dump (ctl);
  g_assert_cmpstr (before, ==, after);
  RUN (ctl, 0, "check", "--json");
  g_assert_true (json_object_get_boolean_member (ctl_json (ctl), "ok"));
}

static void
test_check (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  JsonObject *json;

  RUN (ctl, 0, "check");
  g_assert_true (g_str_has_prefix (ctl->out, "ok\n"));
  g_assert_cmpstr (ctl->err, ==, "");
  RUN (ctl, 0, "check", "--json");
  json = ctl_json (ctl);
  g_assert_cmpint (json_object_get_int_member (json, "children"), ==, 12);
  g_assert_cmpint (json_object_get_int_member (json, "journal_length"), >, 12);
}

/* A word of the journal's text is changed in the file itself. */
static void
test_check_altered (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *data = NULL;
  gsize length;
  char *word;

  g_assert_true (g_file_get_contents (ctl->db, &data, &length, NULL));
  word = memmem (data, length, "{\"id\":[null,", 12);
  g_assert_nonnull (word);
  memcpy (word, "{\"id\":[nuLL,", 12);
  g_assert_true (g_file_set_contents (ctl->db, data, (gssize) length, NULL));

  RUN (ctl, 1, "check");
  g_assert_true (g_str_has_prefix (ctl->out, "not ok\n"));
  assert_contains (ctl->out, "altered");
  assert_contains (ctl->err, "1 problem was found");
  RUN (ctl, 1, "check", "--json");
  g_assert_false (json_object_get_boolean_member (ctl_json (ctl), "ok"));
  /* It can still be read, its broken JSON among the rest. */
  RUN (ctl, 0, "journal", "--json");
  ctl_json (ctl);
}

static void
test_output_lost (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();

  ctl->output_to = "/dev/full";
  RUN (ctl, 1, "check");
  assert_contains (ctl->err, "could not be written");
  RUN (ctl, 1, "journal", "--json");
  RUN (ctl, 1, "--help");
  /* What was asked for was done; only the answer is lost. */
  RUN (ctl, 1, "stamp", "arrive", "S00001", "--at", "2026-06-11T08:00");
  assert_contains (ctl->err, "The stamp is recorded");
  ctl->output_to = "&-";
  RUN (ctl, 1, "check");
  assert_contains (ctl->err, "could not be written");
  RUN (ctl, 1, "stamp", "arrive", "S00002", "--at", "2026-06-11T08:00");
  ctl->output_to = NULL;
  RUN (ctl, 0, "check");
  RUN (ctl, 0, "stamp", "arrive", "S00001", "--at", "2026-06-11T08:05");
  assert_contains (ctl->out, "already");
  RUN (ctl, 0, "stamp", "arrive", "S00002", "--at", "2026-06-11T08:05");
  assert_contains (ctl->out, "already");

  ctl->shell = "exec \"$@\" <&- 2>&-";
  RUN (ctl, 0, "check");
  RUN (ctl, 3, "close-day", "2099-01-01");
  /* A reader that has had enough is no trouble. */
  ctl->shell = "\"$@\" | head -n 1; exit 0";
  RUN (ctl, 0, "journal");
  g_assert_cmpstr (ctl->err, ==, "");
  ctl->shell = "{ \"$@\"; echo $? >&2; } | :";
  RUN (ctl, 0, "journal");
  g_assert_cmpstr (ctl->err, ==, "1\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/files/init", test_init);
  g_test_add_func ("/ctl/files/init-again", test_init_again);
  g_test_add_func ("/ctl/files/sample", test_sample);
  g_test_add_func ("/ctl/files/sample-years", test_sample_years);
  g_test_add_func ("/ctl/files/sample-care", test_sample_care);
  g_test_add_func ("/ctl/files/sample-defaults", test_sample_defaults);
  g_test_add_func ("/ctl/files/backup", test_backup);
  g_test_add_func ("/ctl/files/check", test_check);
  g_test_add_func ("/ctl/files/check-altered", test_check_altered);
  g_test_add_func ("/ctl/files/output-lost", test_output_lost);

  return g_test_run ();
}
