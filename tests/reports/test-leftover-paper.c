/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A section that the nursery takes out of its form: what was written in it is on the paper, behind
 * all others, and in the child's whole record. ENROKU_PAPERS=FOLDER keeps the PDFs to look at.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "base/data.h"
#include "reports/child-story.h"
#include "reports/writing-print.h"
#include "sample.h"
#include "writing/writing-fixture.h"

#define TEXT "よく眠り、よく食べている。"

/* Without blanks and line breaks: how lines are broken is the paper's affair. */
static char *
dup_paper (Fixture *fixture, EnrDocument *document, const char *name)
{
  const char *folder = g_getenv ("ENROKU_PAPERS");
  g_autofree char *path
      = g_build_filename (folder != NULL ? folder : fixture->nursery->folder, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GString *bare = g_string_new (NULL);

  enr_document_write_pdf (document, path, enr_test_at (10, 0), &error);
  g_assert_no_error (error);
  text = sample_run ("pdftotext", "-layout", path, TRUE);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (bare, g_utf8_get_char (p));
  return g_string_free (bare, FALSE);
}

static char *
dup_printed (Fixture *fixture, const EnrUuid *id, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDocument) document
      = enr_writing_print (fixture->db, kind_of (fixture, "child-month-plan"), id, 1, 0, &error);

  g_assert_no_error (error);
  return dup_paper (fixture, document, name);
}

/* The nursery's own copy without 生命の保持. */
static void
take_out (Fixture *fixture)
{
  g_autofree char *from = enr_data_path ("forms/child-month-plan.writing.xml");
  g_autofree char *to = enr_data_own_path ("forms/child-month-plan.writing.xml");
  g_autofree char *folder = g_path_get_dirname (to);
  g_autofree char *content = NULL;
  g_autoptr (GString) copy = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  const char *section, *end;

  g_file_get_contents (from, &content, NULL, &error);
  g_assert_no_error (error);
  section = strstr (content, "<section key=\"care-life\"");
  end = strstr (section, "/>") + 2;
  g_string_append_len (copy, content, section - content);
  g_string_append (copy, end);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (to, copy->str, -1, &error);
  g_assert_no_error (error);
  enr_writing_kinds_unref (fixture->kinds);
  fixture->kinds = enr_writing_kinds_load ();
  g_assert_cmpstr (enr_writing_kinds_get_problems (fixture->kinds), ==, NULL);
}

static void
assert_in_story (Fixture *fixture, gboolean only_approved, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrChildStory) story
      = enr_child_story_load (fixture->db, &fixture->nursery->children[0], only_approved, &error);
  g_autoptr (EnrDocument) document = NULL;
  g_autofree char *paper = NULL;
  g_autofree char *file = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (story->entries->len, ==, 1);
  document = enr_child_story_paper (story, &error);
  g_assert_no_error (error);
  paper = dup_paper (fixture, document, name);
  file = enr_story_entry_dup_text (g_ptr_array_index (story->entries, 0), story);
  g_assert_nonnull (strstr (paper, "生命の保持" TEXT));
  g_assert_nonnull (strstr (file, "【生命の保持】\n" TEXT));
}

static void
test_taken_out (Fixture *fixture, gconstpointer data)
{
  EnrUuid id
      = make (fixture, "child-month-plan", &fixture->nursery->children[0], enr_test_day (), "");
  g_autofree char *before = NULL;
  g_autofree char *draft = NULL;
  g_autofree char *approved = NULL;

  save (fixture, &id, "care-life", TEXT);
  write_required (fixture, &id);
  before = dup_printed (fixture, &id, "leftover-before.pdf");
  g_assert_nonnull (strstr (before, TEXT));
  g_assert_null (strstr (before, "様式にない項目"));

  take_out (fixture);
  draft = dup_printed (fixture, &id, "leftover-draft.pdf");
  g_assert_nonnull (strstr (draft, "様式にない項目生命の保持" TEXT));
  assert_in_story (fixture, FALSE, "leftover-story.pdf");
  approve_it (fixture, &id);
  approved = dup_printed (fixture, &id, "leftover-approved.pdf");
  g_assert_nonnull (strstr (approved, "様式にない項目生命の保持" TEXT));
  assert_in_story (fixture, FALSE, "leftover-story.pdf");
  assert_in_story (fixture, TRUE, "leftover-story.pdf");
}

int
main (int argc, char **argv)
{
  char *folder = enr_test_folder_new ();
  int result;

  setlocale (LC_ALL, "C.UTF-8");
  /* Where the nursery's own forms are. */
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/leftover-paper/taken-out", Fixture, GUINT_TO_POINTER (3), set_up, test_taken_out,
              tear_down);
  result = g_test_run ();
  enr_test_folder_free (folder);
  return result;
}
