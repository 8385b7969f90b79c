/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One child's whole record on paper and as files, from a real database. ENROKU_PAPERS=FOLDER keeps
 * the PDFs to look at.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "attendance/entry.h"
#include "reports/child-story.h"
#include "reports/development-chart.h"
#include "sample.h"
#include "writing/writing-fixture.h"

#define CHILD(fixture, i) (&(fixture)->nursery->children[i])

/* Without blanks and line breaks: how lines are broken is the paper's affair. */
static char *
dup_bare (const char *text)
{
  GString *bare = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)) && g_utf8_get_char (p) != '\f')
      g_string_append_unichar (bare, g_utf8_get_char (p));
  return g_string_free (bare, FALSE);
}

static char *
dup_paper (Fixture *fixture, const EnrChildStory *story, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDocument) document = enr_child_story_paper (story, &error);
  const char *folder = g_getenv ("ENROKU_PAPERS");
  g_autofree char *path
      = g_build_filename (folder != NULL ? folder : fixture->nursery->folder, name, NULL);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (enr_document_get_missing_characters (document), ==, "");
  g_assert_cmpfloat (sample_check_boxes (document), >, 4);
  enr_document_write_pdf (document, path, enr_test_at (10, 0), &error);
  g_assert_no_error (error);
  text = sample_run ("pdftotext", "-layout", path, TRUE);
  return dup_bare (text);
}

static EnrChildStory *
load_story (Fixture *fixture, guint child, gboolean only_approved)
{
  g_autoptr (GError) error = NULL;
  EnrChildStory *story
      = enr_child_story_load (fixture->db, CHILD (fixture, child), only_approved, &error);

  g_assert_no_error (error);
  return story;
}

static void
step (Fixture *fixture, const char *kind, const EnrUuid *id, EnrStep what, const char *who)
{
  EnrStepOn on = { kind_of (fixture, kind), *id, what == ENR_STEP_SUBMIT ? 0 : 1,
                   what == ENR_STEP_REVISE ? "直しがある" : "" };
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "office");
  g_autoptr (GError) error = NULL;

  actor.name = who;
  enr_step_do (fixture->db, &actor, what, &on, &error);
  g_assert_no_error (error);
}

static void
approve (Fixture *fixture, const char *kind, const EnrUuid *id)
{
  step (fixture, kind, id, ENR_STEP_SUBMIT, "担任 佐藤");
  if (enr_writing_kind_has_chief (kind_of (fixture, kind)))
    step (fixture, kind, id, ENR_STEP_CHIEF, "主任 田中");
  step (fixture, kind, id, ENR_STEP_DIRECTOR, "園長 鈴木");
}

static void
note_seen (Fixture *fixture, guint child, guint item, EnrDate day, const char *note)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;

  enr_development_start (fixture->db, fixture->actor, NULL, &error);
  g_assert_no_error (error);
  items = enr_development_items (fixture->db, &error);
  g_assert_no_error (error);
  enr_development_set (fixture->db, fixture->actor, CHILD (fixture, child),
                       &((EnrDevelopmentItem *) g_ptr_array_index (items, item))->id, day, note,
                       &error);
  g_assert_no_error (error);
}

static void
save_required (Fixture *fixture, const char *kind_key, const EnrUuid *id, const char *text)
{
  const EnrWritingKind *kind = kind_of (fixture, kind_key);

  for (guint i = 0; i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);

      if (section->type == ENR_SECTION_TEXT && section->is_required)
        save (fixture, id, section->key, text);
    }
}

/* The notes section of the class's diary. */
static char *
notes_key (Fixture *fixture, const EnrUuid *child)
{
  const EnrWritingKind *kind = kind_of (fixture, "diary");
  char id[ENR_UUID_STRING_LENGTH];

  for (guint i = 0; i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);

      if (section->type == ENR_SECTION_CHILDREN)
        return g_strconcat (section->key, "/", enr_uuid_format (child, id), NULL);
    }
  g_assert_not_reached ();
}

static void
save_note (Fixture *fixture, const EnrUuid *diary, guint child, const char *text)
{
  g_autofree char *key = notes_key (fixture, CHILD (fixture, child));
  EnrTextChange change = { key, text, 0, *CHILD (fixture, child), enr_uuid_none, NULL };
  g_autoptr (GError) error = NULL;

  enr_writing_save (fixture->db, fixture->actor, kind_of (fixture, "diary"), diary, &change, 1,
                    &error);
  g_assert_no_error (error);
}

#define APPROVED "ブロックを高く積み、友だちに「見て」と声をかけた。"
#define DRAFT "まだ書きかけの記録です。"
#define ABOUT_ME "かたつむりを見つけて長い間ながめていた。"
#define ABOUT_OTHER "となりの子のことは、ここに出てはいけない。"

/* An approved record of child 1 in April and a draft in June; a diary with notes about 1 and 7. */
static void
write_all (Fixture *fixture)
{
  EnrDate april = enr_date_new (2026, 4, 20);
  EnrUuid first = make (fixture, "child-record", CHILD (fixture, 1), april, "");
  EnrUuid second = make (fixture, "child-record", CHILD (fixture, 1), enr_test_day (), "");
  EnrUuid diary
      = make (fixture, "diary", &fixture->nursery->classes[1], enr_date_new (2026, 5, 12), "");

  save_required (fixture, "child-record", &first, APPROVED);
  approve (fixture, "child-record", &first);
  save_required (fixture, "child-record", &second, DRAFT);
  save_note (fixture, &diary, 1, ABOUT_ME);
  save_note (fixture, &diary, 7, ABOUT_OTHER);
}

static void
assert_in (const char *text, const char *part, gboolean expected)
{
  g_autofree char *bare = dup_bare (part);

  if ((strstr (text, bare) != NULL) != expected)
    g_error ("“%s” is %s:\n%s", bare, expected ? "missing" : "there", text);
}

static void
set_absent (Fixture *fixture, EnrDate day, const char *kind, const char *reason)
{
  EnrEntryAbsence absence = { kind, reason, "母" };
  g_autoptr (GError) error = NULL;

  enr_entry_set_absence (fixture->db, fixture->actor, CHILD (fixture, 1), day, &absence, &error);
  g_assert_no_error (error);
}

/* A child's time line has the days on which it was away, and why: a month of them in one entry. */
static void
test_absences (Fixture *fixture, gconstpointer data)
{
  EnrEntryTimes times = { 8 * 60, 17 * 60, NULL };
  g_autoptr (EnrChildStory) story = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *file = NULL;
  const EnrStoryEntry *entry;

  /* Absences are no record by themselves. */
  set_absent (fixture, enr_date_new (2026, 5, 11), "sick", "");
  story = load_story (fixture, 1, FALSE);
  g_assert_cmpuint (story->entries->len, ==, 1);
  g_assert_true (enr_child_story_is_empty (story));
  g_assert_null (enr_child_story_paper (story, &error));
  g_assert_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_EMPTY);
  g_clear_error (&error);
  g_clear_pointer (&story, enr_child_story_free);
  set_absent (fixture, enr_date_new (2026, 5, 11), NULL, "");

  write_all (fixture);
  set_absent (fixture, enr_date_new (2026, 5, 12), "sick", "発熱 38.2℃");
  set_absent (fixture, enr_date_new (2026, 5, 13), "suspension", "手足口病");
  set_absent (fixture, enr_date_new (2026, 6, 4), "personal", "");
  set_absent (fixture, enr_date_new (2026, 6, 5), "personal", "来ないはずが来た");
  enr_entry_set_times (fixture->db, fixture->actor, CHILD (fixture, 1), enr_date_new (2026, 6, 5),
                       &times, "打刻忘れ", &error);
  g_assert_no_error (error);
  set_absent (fixture, enr_test_day () + 1, "personal", "まだ先の日");

  story = load_story (fixture, 1, FALSE);
  g_assert_cmpuint (story->entries->len, ==, 5);
  for (guint i = 1; i < story->entries->len; i++)
    g_assert_cmpint (((EnrStoryEntry *) g_ptr_array_index (story->entries, i - 1))->first, <=,
                     ((EnrStoryEntry *) g_ptr_array_index (story->entries, i))->first);
  entry = g_ptr_array_index (story->entries, 2);
  g_assert_cmpstr (entry->label, ==, "欠席");
  g_assert_cmpstr (entry->period, ==, "令和8年5月");
  g_assert_true (enr_uuid_is_none (&entry->writing_id));
  g_assert_cmpstr (((EnrStoryText *) g_ptr_array_index (entry->texts, 0))->text, ==,
                   "12日(火)　病欠　発熱 38.2℃\n13日(水)　出席停止　手足口病");
  file = enr_story_entry_dup_text (entry, story);
  g_assert_null (strstr (file, "承認"));
  text = dup_paper (fixture, story, "child-story-absences.pdf");
  assert_in (text, "発熱 38.2℃", TRUE);
  assert_in (text, "来ないはずが来た", FALSE);
  assert_in (text, "まだ先の日", FALSE);
}

static void
test_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrChildStory) story = NULL;
  g_autofree char *text = NULL;
  const EnrStoryEntry *entry;

  write_all (fixture);
  note_seen (fixture, 1, 0, enr_date_new (2026, 5, 1), "お昼寝のあとに");
  story = load_story (fixture, 1, FALSE);
  g_assert_cmpuint (story->entries->len, ==, 3);
  entry = g_ptr_array_index (story->entries, 1);
  g_assert_cmpstr (entry->label, ==, "保育日誌");
  g_assert_cmpint (entry->state, ==, ENR_WRITING_DRAFT);
  g_assert_cmpuint (entry->texts->len, ==, 1);
  g_assert_cmpstr (((EnrStoryText *) g_ptr_array_index (entry->texts, 0))->text, ==, ABOUT_ME);
  text = dup_paper (fixture, story, "child-story-all.pdf");
  assert_in (text, story->name, TRUE);
  assert_in (text, "令和8年度", TRUE);
  assert_in (text, APPROVED, TRUE);
  assert_in (text, DRAFT, TRUE);
  assert_in (text, "作成中", TRUE);
  assert_in (text, ABOUT_ME, TRUE);
  assert_in (text, ABOUT_OTHER, FALSE);
  assert_in (text, "発達の記録", TRUE);
  assert_in (text, "お昼寝のあとに", TRUE);
  /* In the order of days. */
  {
    g_autofree char *first = dup_bare (APPROVED);
    g_autofree char *second = dup_bare (ABOUT_ME);
    g_autofree char *third = dup_bare (DRAFT);

    g_assert_true (strstr (text, first) < strstr (text, second));
    g_assert_true (strstr (text, second) < strstr (text, third));
  }
}

static void
test_only_approved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrChildStory) story = NULL;
  g_autofree char *text = NULL;

  write_all (fixture);
  story = load_story (fixture, 1, TRUE);
  g_assert_cmpuint (story->entries->len, ==, 1);
  text = dup_paper (fixture, story, "child-story-approved.pdf");
  assert_in (text, APPROVED, TRUE);
  assert_in (text, DRAFT, FALSE);
  assert_in (text, ABOUT_ME, FALSE);
  assert_in (text, "作成中", FALSE);
}

#define REVISED "改訂のあとの文章です。"

/* What is taken up again after its approval is still there as it was approved. */
static void
test_revised (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = make (fixture, "child-record", CHILD (fixture, 1), enr_test_day (), "");
  g_autoptr (EnrChildStory) approved = NULL;
  g_autoptr (EnrChildStory) present = NULL;
  g_autofree char *approved_text = NULL;
  g_autofree char *present_text = NULL;

  save_required (fixture, "child-record", &id, APPROVED);
  approve (fixture, "child-record", &id);
  step (fixture, "child-record", &id, ENR_STEP_REVISE, "園長 鈴木");
  save_required (fixture, "child-record", &id, REVISED);
  approved = load_story (fixture, 1, TRUE);
  approved_text = dup_paper (fixture, approved, "child-story-revised-approved.pdf");
  assert_in (approved_text, APPROVED, TRUE);
  assert_in (approved_text, REVISED, FALSE);
  g_assert_cmpint (((EnrStoryEntry *) g_ptr_array_index (approved->entries, 0))->state, ==,
                   ENR_WRITING_APPROVED);
  present = load_story (fixture, 1, FALSE);
  present_text = dup_paper (fixture, present, "child-story-revised.pdf");
  assert_in (present_text, APPROVED, FALSE);
  assert_in (present_text, REVISED, TRUE);
}

/* A long text goes on over pages, and nothing of it is lost; years begin pages of their own. */
/* A plan that is evaluated was approved; it is no draft. */
static void
test_evaluated (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = make (fixture, "child-month-plan", CHILD (fixture, 1), enr_test_day (), "");
  g_autoptr (EnrChildStory) story = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  save_required (fixture, "child-month-plan", &id, "歩く");
  approve (fixture, "child-month-plan", &id);
  step (fixture, "child-month-plan", &id, ENR_STEP_EVALUATE, "担任 佐藤");
  story = enr_child_story_load (fixture->db, CHILD (fixture, 1), FALSE, &error);
  g_assert_no_error (error);
  text = enr_story_entry_dup_text (g_ptr_array_index (story->entries, 0), story);
  g_assert_nonnull (strstr (text, "評価中"));
  g_assert_null (strstr (text, "作成中"));
  /* As it was approved it is approved. */
  g_clear_pointer (&story, enr_child_story_free);
  g_free (text);
  story = enr_child_story_load (fixture->db, CHILD (fixture, 1), TRUE, &error);
  g_assert_no_error (error);
  text = enr_story_entry_dup_text (g_ptr_array_index (story->entries, 0), story);
  g_assert_null (strstr (text, "評価中"));
}

static void
test_long (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) prose = g_string_new (NULL);
  g_autoptr (EnrChildStory) story = NULL;
  g_autoptr (EnrDocument) document = NULL;
  g_autofree char *text = NULL;
  EnrUuid id = make (fixture, "child-record", CHILD (fixture, 1), enr_test_day (), "");

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (prose, "%u回目、砂場で山をつくって水を流した。\n", i);
  save_required (fixture, "child-record", &id, prose->str);
  for (guint i = 0; i < 40; i++)
    note_seen (fixture, 1, i, enr_date_new (2026, 1, 1) + (EnrDate) i, "");
  story = load_story (fixture, 1, FALSE);
  text = dup_paper (fixture, story, "child-story-long.pdf");
  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *part = g_strdup_printf ("%u回目、砂場で山をつくって水を流した。", i);

      assert_in (text, part, TRUE);
    }
  document = enr_child_story_paper (story, NULL);
  g_assert_cmpuint (enr_document_get_n_pages (document), >, 8);
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrChildStory) story = load_story (fixture, 2, FALSE);
  g_autofree char *folder = g_build_filename (fixture->nursery->folder, "out", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (enr_child_story_paper (story, &error));
  g_assert_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_EMPTY);
  g_clear_error (&error);
  g_assert_false (enr_child_story_write_files (story, folder, NULL, &error));
  g_assert_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_EMPTY);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static char *
read_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
test_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->nursery->folder, "out", NULL);
  g_autoptr (EnrChildStory) story = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *record = NULL;
  g_autofree char *diary = NULL;
  g_autofree char *seen = NULL;
  guint n_files;

  write_all (fixture);
  note_seen (fixture, 1, 3, enr_date_new (2026, 5, 1), "");
  story = load_story (fixture, 1, FALSE);
  enr_child_story_write_files (story, folder, &n_files, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_files, ==, 4);
  record = read_file (folder, "2026-04-20-個別記録.txt");
  g_assert_nonnull (strstr (record, APPROVED));
  g_assert_true (g_utf8_validate (record, -1, NULL));
  diary = read_file (folder, "2026-05-12-保育日誌.txt");
  g_assert_nonnull (strstr (diary, ABOUT_ME));
  g_assert_null (strstr (diary, ABOUT_OTHER));
  seen = read_file (folder, "2026-06-10-発達の記録.txt");
  g_assert_nonnull (strstr (seen, "令和8年5月1日"));

  /* Into a folder with something in it nothing is written, and what is there stays. */
  g_assert_false (enr_child_story_write_files (story, folder, NULL, &error));
  g_assert_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_WRITE);
  g_clear_error (&error);
  {
    g_autofree char *again = read_file (folder, "2026-04-20-個別記録.txt");

    g_assert_cmpstr (again, ==, record);
  }
  /* A file in the folder's place. */
  {
    g_autofree char *path = g_build_filename (folder, "2026-04-20-個別記録.txt", NULL);

    g_assert_false (enr_child_story_write_files (story, path, NULL, &error));
    g_assert_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_WRITE);
  }
}

/* Two of a kind and day keep both their files; an empty folder that is there is as good as a new
 * one. */
static void
test_same_name (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->nursery->folder, "out", NULL);
  g_autoptr (EnrChildStory) story = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  write_all (fixture);
  story = load_story (fixture, 1, FALSE);
  ((EnrStoryEntry *) g_ptr_array_index (story->entries, 2))->first
      = ((EnrStoryEntry *) g_ptr_array_index (story->entries, 0))->first;
  g_mkdir (folder, 0700);
  enr_child_story_write_files (story, folder, NULL, &error);
  g_assert_no_error (error);
  first = read_file (folder, "2026-04-20-個別記録.txt");
  second = read_file (folder, "2026-04-20-個別記録-2.txt");
  g_assert_nonnull (strstr (first, APPROVED));
  g_assert_nonnull (strstr (second, DRAFT));
}

static guint
count (const EnrDrawnPage *page, const char *text)
{
  guint n = 0;

  for (guint i = 0; i < enr_drawn_page_count_texts (page); i++)
    n += strcmp (enr_drawn_page_get_text (page, i, NULL, NULL, NULL), text) == 0;
  return n;
}

/* A dot for each day that is noted, at its month; of ages to come only what was seen. */
static void
test_chart (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrChildStory) story = NULL;
  g_autoptr (EnrDocument) document = NULL;
  const EnrDrawnPage *page;
  const EnrDevelopmentSeen *first;
  EnrRect ink[2];
  guint n = 0;

  note_seen (fixture, 1, 0, enr_date_new (2026, 1, 10), "");
  note_seen (fixture, 1, 1, enr_date_new (2026, 6, 10), "");
  story = load_story (fixture, 1, FALSE);
  first = g_ptr_array_index (story->seen, 0);
  document = enr_development_chart_document (story->seen, 1, 420, &error);
  g_assert_no_error (error);
  page = enr_document_get_page (document, 0);
  g_assert_cmpuint (count (page, "●"), ==, 2);
  g_assert_cmpuint (count (page, first->text), ==, 1);
  g_assert_cmpuint (count (page, "1歳児の項目"), ==, 1);
  g_assert_cmpuint (count (page, "2歳児の項目"), ==, 0);
  for (guint i = 0; i < enr_drawn_page_count_texts (page); i++)
    {
      EnrRect area;

      if (strcmp (enr_drawn_page_get_text (page, i, &area, NULL, NULL), "●") == 0)
        ink[n++] = area;
    }
  g_assert_cmpuint (n, ==, 2);
  /* Five months later is further right, and the next row lower. */
  g_assert_cmpfloat (ink[1].x, >, ink[0].x + 5);
  g_assert_cmpfloat (ink[1].y, >, ink[0].y + 5);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/child-story/" name, Fixture, GUINT_TO_POINTER (12), set_up, func, tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  ADD ("all", test_all);
  ADD ("absences", test_absences);
  ADD ("only-approved", test_only_approved);
  ADD ("revised", test_revised);
  ADD ("evaluated", test_evaluated);
  ADD ("long", test_long);
  ADD ("nothing", test_nothing);
  ADD ("files", test_files);
  ADD ("same-name", test_same_name);
  ADD ("chart", test_chart);
  return g_test_run ();
}
