/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * report and card: papers, and where they cannot be written.
 */
#include "config.h"

#include <string.h>
#include <glib/gstdio.h>

#include "ctl-run.h"

static void
assert_pdf (const char *path, const char *part)
{
  g_autofree char *data = NULL;
  g_autofree char *text = ctl_pdf_text (path);
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_assert_true (g_str_has_prefix (data, "%PDF-"));
  g_assert_cmpuint (length, >, 1000);
  if (text != NULL)
    assert_contains (text, part);
  else
    g_test_message ("pdftotext is not installed: the text was not looked at");
}

static void
test_daily_register (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *file = ctl_path (ctl, "登降園簿.pdf");
  g_autofree char *name = NULL;

  RUN (ctl, 0, "board", "--date", "2026-06-10", "--class", "うさぎ", "--json");
  name = g_strdup (json_object_get_string_member (
      json_array_get_object_element (json_object_get_array_member (ctl_json (ctl), "children"), 0),
      "name"));
  RUN (ctl, 0, "report", "daily-register", "--date", "2026-06-10", "--output", file, "--json");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "pages"), ==, 6);
  g_assert_cmpstr (json_object_get_string_member (ctl_json (ctl), "missing_characters"), ==, "");
  assert_pdf (file, "令和8年6月10日");
  assert_pdf (file, name);
  RUN (ctl, 0, "report", "daily-register", "--date", "2026-06-10", "--class", "うさぎ", "--output",
       file);
  assert_contains (ctl->out, "1 page");
  assert_pdf (file, name);
  RUN (ctl, 3, "report", "daily-register", "--date", "2026-06-10", "--class", "x", "--output",
       file);
}

static void
test_attendance_book (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *file = ctl_path (ctl, "book.pdf");

  RUN (ctl, 0, "report", "attendance-book", "--month", "2026-06", "--output", file);
  assert_pdf (file, "令和8年6月");
  RUN (ctl, 0, "report", "attendance-book", "--month", "令和8年6月", "--class", "ぞう", "--output",
       file);
  assert_pdf (file, "ぞう");
  /* A month before the nursery had children is a paper, too. */
  RUN (ctl, 0, "report", "attendance-book", "--month", "2019/3", "--output", file);
  RUN (ctl, 3, "report", "attendance-book", "--month", "2026-06", "--class", "x", "--output", file);
}

static void
test_same_bytes (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *path = ctl_path (ctl, "a.pdf");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gsize first_length;
  gsize second_length;

  ctl->shell = "SOURCE_DATE_EPOCH=1780000000 exec \"$@\"";
  RUN (ctl, 0, "report", "daily-register", "--date", "2026-06-10", "--output", path);
  g_assert_true (g_file_get_contents (path, &first, &first_length, NULL));
  RUN (ctl, 0, "report", "daily-register", "--date", "2026-06-10", "--output", path);
  g_assert_true (g_file_get_contents (path, &second, &second_length, NULL));
  g_assert_cmpmem (first, first_length, second, second_length);
}

static void
test_unwritable (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *lost = ctl_path (ctl, "nowhere/a.pdf");
  g_autofree char *old = ctl_write (ctl, "old.pdf", "old");
  g_autofree char *kept = NULL;

  RUN (ctl, 1, "report", "daily-register", "--date", "2026-06-10", "--output", lost);
  assert_contains (ctl->err, "nowhere");
  RUN (ctl, 1, "report", "daily-register", "--date", "2026-06-10", "--output", ctl->folder);
  assert_contains (ctl->err, "is a folder");
  RUN (ctl, 1, "report", "daily-register", "--date", "2026-06-10", "--output", "/dev/full");
  RUN (ctl, 2, "report", "daily-register", "--date", "2026-06-10", "--output", "");
  /* A file that grows no more, as on a full disk: the old paper stays. */
  ctl->shell = "trap '' XFSZ; ulimit -f 1; exec \"$@\"";
  RUN (ctl, 1, "report", "daily-register", "--date", "2026-06-10", "--output", old);
  g_assert_true (g_file_get_contents (old, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "old");
}

static void
write_form (Ctl *ctl, const char *text)
{
  g_autofree char *folder = ctl_path (ctl, "enroku/forms");
  g_autofree char *path = g_build_filename (folder, "daily-register.form.xml", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_own_form (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *file = ctl_path (ctl, "a.pdf");
  g_auto (GStrv) folders = g_strsplit (g_getenv ("ENROKU_DATA_DIR"), ":", -1);
  g_autofree char *path = g_build_filename (folders[0], "forms", "daily-register.form.xml", NULL);
  g_autofree char *form = NULL;
  g_autoptr (GString) changed = NULL;

  g_assert_true (g_file_get_contents (path, &form, NULL, NULL));
  changed = g_string_new (form);
  g_string_replace (changed, "title=\"登降園簿\"", "title=\"とうこうえんぼ\"", 1);
  write_form (ctl, changed->str);
  RUN (ctl, 0, "report", "daily-register", "--date", "2026-06-10", "--output", file);
  assert_pdf (file, "とうこうえんぼ");
  g_remove (file);

  /* A font that is not installed, and a slip in the XML: both are named with their place. */
  g_string_replace (changed, "<margins", "<font family=\"No Such Gothic\"/>\n  <margins", 1);
  write_form (ctl, changed->str);
  RUN (ctl, 1, "report", "daily-register", "--date", "2026-06-10", "--output", file);
  assert_contains (ctl->err, "No Such Gothic");
  assert_contains (ctl->err, "daily-register.form.xml:");
  write_form (ctl, "<form id=\"daily-register\" title=\"x\">\n<papier/></form>");
  RUN (ctl, 3, "report", "daily-register", "--date", "2026-06-10", "--output", file);
  assert_contains (ctl->err, "daily-register.form.xml:2:");
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
}

/* Nobody wants a command for each of a hundred children. */
static void
test_cards_missing (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *file = ctl_path (ctl, "cards.pdf");

  RUN (ctl, 0, "card", "issue-missing", "--json");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "issued"), >=, 10);
  RUN (ctl, 0, "card", "issue-missing", "--json");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "issued"), ==, 0);
  RUN (ctl, 0, "report", "cards", "--output", file);
  g_assert_cmpstr (ctl->err, ==, "");
}

/* A slip in what is to make the same bytes again, and a name that is none. */
static void
test_output_refused (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *file = ctl_path (ctl, "day.pdf");

  ctl->shell = "SOURCE_DATE_EPOCH=yesterday exec \"$@\"";
  RUN (ctl, 1, "report", "daily-register", "--date", "2026-06-10", "--output", file);
  assert_contains (ctl->err, "SOURCE_DATE_EPOCH");
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  ctl->shell = NULL;
  RUN (ctl, 2, "report", "daily-register", "--date", "2026-06-10", "--output", "-");
  assert_contains (ctl->err, "--output");
}

static void
test_cards (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autofree char *file = ctl_path (ctl, "cards.pdf");
  g_autofree char *token = NULL;
  JsonObject *json;

  /* Until today, so that today has its children. */
  RUN (ctl, 0, "sample", "--children", "12", "--days", "3");
  RUN (ctl, 3, "report", "cards", "--output", file);
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));

  RUN (ctl, 0, "card", "issue", "S00001", "--json");
  token = g_strdup (json_object_get_string_member (ctl_json (ctl), "token"));
  g_assert_true (json_object_get_null_member (ctl_json (ctl), "revoked_at"));
  RUN (ctl, 0, "card", "issue", "S00002", "--token", "0123-4567");
  RUN (ctl, 3, "card", "issue", "S00003", "--token", "0123-4567");
  assert_contains (ctl->err, "in use already");
  RUN (ctl, 3, "card", "issue", "S00003", "--token", "1");
  RUN (ctl, 0, "report", "cards", "--output", file);
  assert_contains (ctl->err, "10 children have no card");
  assert_pdf (file, "さくら保育園");
  RUN (ctl, 3, "report", "cards", "--class", "x", "--output", file);

  RUN (ctl, 0, "card", "revoke", token);
  assert_contains (ctl->out, "is revoked");
  RUN (ctl, 3, "card", "revoke", token);
  assert_contains (ctl->err, "revoked");
  RUN (ctl, 3, "stamp", "arrive", token);
  RUN (ctl, 3, "card", "revoke", "E99999");
  RUN (ctl, 0, "card", "list", "S00001", "--json");
  json = ctl_find (ctl_json (ctl), "cards", "token", token);
  g_assert_false (json_object_get_null_member (json, "revoked_at"));
  RUN (ctl, 0, "card", "list", "S00001");
  assert_contains (ctl->out, token);
  RUN (ctl, 0, "card", "list", "S00003");
  assert_contains (ctl->out, "has no card");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/reports/daily-register", test_daily_register);
  g_test_add_func ("/ctl/reports/attendance-book", test_attendance_book);
  g_test_add_func ("/ctl/reports/same-bytes", test_same_bytes);
  g_test_add_func ("/ctl/reports/unwritable", test_unwritable);
  g_test_add_func ("/ctl/reports/own-form", test_own_form);
  g_test_add_func ("/ctl/reports/cards", test_cards);
  g_test_add_func ("/ctl/reports/cards-missing", test_cards_missing);
  g_test_add_func ("/ctl/reports/output-refused", test_output_refused);

  return g_test_run ();
}
