/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The command line itself: help, options in any order, and every kind of wrong usage.
 */
#include "config.h"

#include <string.h>
#include <glib/gstdio.h>

#include "ctl-run.h"
#include "ctl/commands.h"
#include "ctl/options.h"

static const char *const names[] = {
  "init",
  "sample",
  "check",
  "backup",
  "import children",
  "import attendance",
  "export children",
  "export attendance",
  "stamp arrive",
  "stamp leave",
  "correct",
  "absence",
  "sight",
  "board",
  "close-day",
  "reopen-day",
  "report daily-register",
  "report attendance-book",
  "report cards",
  "report statistics",
  "report as-of",
  "report facility-row",
  "report staffing",
  "staff add",
  "staff list",
  "staff leave",
  "duty set",
  "duty list",
  "duty copy",
  "staffing setting",
  "meal set",
  "meal list",
  "card issue",
  "card issue-missing",
  "card list",
  "card revoke",
  "promote",
  "journal",
};

/* Two options of one name must be read alike: options stand before the command that they belong to. Only
 * whether one may be given several times is the command's. */
static void
test_tables (void)
{
  g_autoptr (GHashTable) kinds = g_hash_table_new (g_str_hash, g_str_equal);

  for (const EnrCtlCommand *const *table = enr_ctl_commands (); *table != NULL; table++)
    for (const EnrCtlCommand *command = *table; command->name != NULL; command++)
      for (const EnrCtlOption *option = command->options; option != NULL && option->name != NULL;
           option++)
        {
          gpointer kind = GUINT_TO_POINTER (
              (option->kind == ENR_OPTION_LIST ? ENR_OPTION_TEXT : option->kind) + 1);
          gpointer known = g_hash_table_lookup (kinds, option->name);

          g_assert_true (known == NULL || known == kind);
          g_assert_true ((option->kind == ENR_OPTION_FLAG) == (option->value == NULL));
          g_hash_table_insert (kinds, (char *) option->name, kind);
        }
}

static void
test_help (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();

  RUN_PLAIN (ctl, 0, "--help");
  assert_contains (ctl->out, "Usage: enrokuctl [--db FILE] COMMAND");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto (GStrv) words = g_strsplit (names[i], " ", 2);

      assert_contains (ctl->out, names[i]);
      RUN_PLAIN (ctl, 0, words[0], words[1] != NULL ? words[1] : "-h", "--help");
      assert_contains (ctl->out, names[i]);
      assert_contains (ctl->out, "Exit status:");
      g_assert_cmpstr (ctl->err, ==, "");
      RUN_PLAIN (ctl, 0, "--help");
    }
  RUN_PLAIN (ctl, 0, "report", "--help");
  assert_contains (ctl->out, "report cards");
  g_assert_null (strstr (ctl->out, "close-day"));
  RUN_PLAIN (ctl, 0, "--version");
  assert_contains (ctl->out, "enrokuctl " ENR_VERSION);
}

/* Every FIELD of the promise is a field of --map. */
static void
test_help_fields (void)
{
  static const char *const children[] = {
    "external-id", "family-name",   "given-name",     "family-kana", "given-kana", "sex",
    "birth-date",  "class",         "enrolled-on",    "left-on",     "family",     "certification",
    "care-hours",  "guardian-name", "guardian-phone", "note",
  };
  static const char *const attendance[] = {
    "child", "date", "arrived", "left", "planned-leave", "collected-by", "absence-kind", "note",
  };
  g_autoptr (Ctl) ctl = ctl_new ();

  RUN_PLAIN (ctl, 0, "import", "children", "--help");
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    assert_contains (ctl->out, children[i]);
  RUN_PLAIN (ctl, 0, "import", "attendance", "--help");
  for (guint i = 0; i < G_N_ELEMENTS (attendance); i++)
    assert_contains (ctl->out, attendance[i]);
}

static void
test_option_places (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *equals = g_strconcat ("--db=", ctl->db, NULL);

  RUN_PLAIN (ctl, 0, equals, "board", "--date", "2026-06-10");
  RUN_PLAIN (ctl, 0, "board", "--date=2026-06-10", "--db", ctl->db);
  RUN_PLAIN (ctl, 0, "--json", "--date", "R8.6.10", "board", equals);
  g_assert_cmpstr (json_object_get_string_member (ctl_json (ctl), "date"), ==, "2026-06-10");
  RUN (ctl, 0, "--at", "2026-06-11T08:00", "stamp", "arrive", "--", "S00001");
}

static void
test_wrong_usage (void)
{
  static const struct
  {
    const char *words[8];
    const char *message;
  } cases[] = {
    { { NULL }, "A command is missing" },
    { { "frobnicate" }, "There is no command “frobnicate”" },
    { { "import" }, "children, attendance" },
    { { "import", "teachers" }, "children, attendance" },
    { { "stamp", "arrive" }, "CHILD is missing" },
    { { "stamp", "arrive", "1", "2" }, "“2” is one word too many" },
    { { "board" }, "--date is missing" },
    { { "board", "--date" }, "--date needs a value" },
    { { "board", "--date", "--json" }, "--date needs a value" },
    { { "board", "--date", "2026-02-30" }, "is not a date" },
    { { "board", "--date", "yesterday" }, "is not a date" },
    { { "board", "--date", "2026-06-10", "--date", "2026-06-11" }, "given twice" },
    { { "board", "--date", "2026-06-10", "--colour" }, "There is no option “--colour”" },
    { { "board", "-x", "--date", "2026-06-10" }, "There is no option “-x”" },
    { { "board", "--date", "2026-06-10", "--json=yes" }, "takes no value" },
    { { "board", "--date", "2026-06-10", "--until", "2026-06-11" }, "does not go with" },
    { { "board", "--date", "2026-06-10", "--class", "\xff" }, "not valid UTF-8" },
    { { "init" }, "--name is missing" },
    { { "init", "--name", "x", "--fiscal-year", "R8" }, "is not a number" },
    { { "sample", "--children", "0" }, "is not a number" },
    { { "sample", "--children", "2001" }, "is not a number" },
    { { "sample", "--days", "many" }, "is not a number" },
    { { "sample", "--days", "3", "--years", "1" }, "do not go together" },
    { { "sample", "--until", "soon" }, "is not a date" },
    { { "stamp", "arrive", "S1", "--at", "25:60" }, "is not a time" },
    { { "stamp", "arrive", "S1", "--at", "noon" }, "is not a time" },
    { { "stamp", "arrive", "S1", "--collected-by", "x" }, "does not go with" },
    { { "absence", "S1", "--kind", "sick" }, "--date is missing" },
    { { "absence", "S1", "--date", "2026-06-10" }, "--kind is missing" },
    { { "correct", "S1", "--date", "2026-06-10", "--reason", "x" }, "nothing to correct" },
    { { "correct", "S1", "--date", "2026-06-10", "--left", "9:00" }, "--reason is missing" },
    { { "correct", "S1", "--date=2026-06-10", "--left=28:00", "--reason=x" }, "not a time" },
    { { "sight", "S1", "here", "--date", "2026-06-10" }, "is none of present" },
    { { "close-day" }, "DATE is missing" },
    { { "close-day", "someday" }, "is not a date" },
    { { "reopen-day", "2026-06-10" }, "--reason is missing" },
    { { "report", "daily-register", "--date", "2026-06-10" }, "--output is missing" },
    { { "report", "attendance-book", "--month=2026-13", "--output=x" }, "is not a month" },
    { { "report", "attendance-book", "--month=2026-06-10", "--output=x" }, "is not a month" },
    { { "export", "children" }, "--output is missing" },
    { { "export", "children", "--output=x", "--encoding=latin1" }, "is none of utf-8, cp932" },
    { { "export", "children", "--output=x", "--encoding=auto" }, "is none of utf-8, cp932" },
    { { "export", "attendance", "--output=x", "--from=2026-06-10", "--to=2026-06-01" },
      "--from is after --to" },
    { { "import", "children" }, "FILE.csv is missing" },
    { { "import", "children", "x.csv", "--encoding", "ebcdic" }, "is none of auto" },
    { { "import", "children", "x.csv", "--map", "shoe-size=A" }, "no field “shoe-size”" },
    { { "import", "children", "x.csv", "--map", "note" }, "is not FIELD=COLUMN" },
    { { "import", "attendance", "x.csv", "--map", "birthday=A" }, "no field “birthday”" },
    { { "import", "attendance", "x.csv", "--preset", "abacus" }, "there is no “abacus”" },
    { { "promote" }, "YEAR is missing" },
    { { "promote", "next" }, "is not a number" },
    { { "promote", "2027", "--undo", "--dry-run" }, "do not go together" },
    { { "backup" }, "--output is missing" },
    { { "check", "--db=" }, "--db needs a value" },
  };
  g_autoptr (Ctl) ctl = ctl_new ();

  /* Without a file: what is typed wrong shows before anything is opened. */
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const *w = cases[i].words;

      RUN_PLAIN (ctl, 2, w[0], w[1], w[2], w[3], w[4], w[5], w[6]);
      assert_contains (ctl->err, cases[i].message);
      assert_contains (ctl->err, "Usage: enrokuctl ");
      g_assert_cmpstr (ctl->out, ==, "");
    }
  g_assert_false (g_file_test (ctl->db, G_FILE_TEST_EXISTS));
}

static void
test_default_file (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autofree char *path = ctl_path (ctl, "enroku/enroku.db");
  GStatBuf status;

  RUN_PLAIN (ctl, 1, "check");
  assert_contains (ctl->err, path);
  assert_contains (ctl->err, "init --name NAME");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  RUN_PLAIN (ctl, 0, "init", "--name", "ひかり保育園");
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  RUN_PLAIN (ctl, 0, "check");
}

static void
test_language (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();

  /* Names are UTF-8 whatever the locale is, and a locale that is not there does no harm. */
  ctl->shell = "LC_ALL=C LANG=C exec \"$@\"";
  RUN (ctl, 0, "init", "--name", "ひかり保育園");
  assert_contains (ctl->out, "ひかり保育園");
  ctl->shell = "LC_ALL=xx_YY exec \"$@\"";
  RUN (ctl, 0, "check");
  assert_contains (ctl->out, "ひかり保育園");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/usage/tables", test_tables);
  g_test_add_func ("/ctl/usage/help", test_help);
  g_test_add_func ("/ctl/usage/help-fields", test_help_fields);
  g_test_add_func ("/ctl/usage/option-places", test_option_places);
  g_test_add_func ("/ctl/usage/wrong", test_wrong_usage);
  g_test_add_func ("/ctl/usage/default-file", test_default_file);
  g_test_add_func ("/ctl/usage/language", test_language);

  return g_test_run ();
}
