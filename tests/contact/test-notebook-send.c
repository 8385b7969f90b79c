/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The nursery's pages on their way to the guardians.
 */
#include "config.h"

#include "letters-fixture.h"

#include "contact/notebook-send.h"

#define TODAY DAY (6, 10)

static void
write_page (Fixture *fixture, guint child, const char *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_page_free);
  g_autoptr (GPtrArray) results = NULL;
  EnrNotebookPage *page = enr_notebook_load_page (fixture->db, &fixture->children[child], TODAY,
                                                  ENR_SIDE_NURSERY, &error);
  EnrNotebookEvent *nap = enr_notebook_event_new (ENR_EVENT_SLEEP);

  g_assert_no_error (error);
  g_ptr_array_add (pages, page);
  set_text (&page->body, body);
  page->temperature = 365;
  page->mood = ENR_MOOD_GOOD;
  nap->at = 12 * 60 + 10;
  nap->until = 14 * 60 + 30;
  g_ptr_array_set_size (page->events, 0);
  g_ptr_array_add (page->events, nap);
  results = enr_notebook_save (fixture->db, fixture->actor, pages, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (enr_notebook_count (results, ENR_NOTEBOOK_SAVED), ==, 1);
}

static GPtrArray *
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *pages = enr_outgoing_load (fixture->db, TODAY, NULL, &error);

  g_assert_no_error (error);
  return pages;
}

static EnrOutgoingPage *
find (GPtrArray *pages, Fixture *fixture, guint child)
{
  for (guint i = 0; i < pages->len; i++)
    {
      EnrOutgoingPage *page = g_ptr_array_index (pages, i);

      if (enr_uuid_equal (&page->child_id, &fixture->children[child]))
        return page;
    }
  return NULL;
}

static EnrOutgoingResult *
release_all (Fixture *fixture, GPtrArray *pages)
{
  g_autoptr (GError) error = NULL;
  EnrOutgoingResult *result
      = enr_outgoing_release (fixture->db, fixture->actor, TODAY, pages, &error);

  g_assert_no_error (error);
  return result;
}

/* What is written stands in the mail, and nothing else. */
static void
test_text (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) pages = NULL;
  g_autofree char *subject = enr_notebook_dup_subject (TODAY);

  write_page (fixture, 0, "砂場でよく遊びました。\nあしたも元気に来てください。");
  pages = load (fixture);
  g_assert_cmpstr (subject, ==, "6月10日(水)の連絡帳");
  g_assert_nonnull (strstr (find (pages, fixture, 0)->text,
                            "令和8年6月10日(水)の園でのようすです。\n\n"
                            "体温　36.5℃\n機嫌　"));
  g_assert_nonnull (strstr (find (pages, fixture, 0)->text, "睡眠　12:10〜14:30\n"));
  g_assert_nonnull (strstr (find (pages, fixture, 0)->text, "\n様子・連絡\n砂場でよく遊びました。\n"
                                                            "あしたも元気に来てください。\n"));
  g_assert_null (strstr (find (pages, fixture, 0)->text, "咳"));
  g_assert_null (strstr (find (pages, fixture, 0)->text, "今日したこと"));
}

/* Each page to its own child's guardians, once; a brother's page is another message. */
static void
test_own (Fixture *fixture, gconstpointer data)
{
  EnrUuid mother = person (fixture, 0, "青木 春", "母", TRUE);
  g_autoptr (GPtrArray) pages = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GPtrArray) of_first = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrOutgoingResult) sent = NULL;
  g_autoptr (EnrOutgoingResult) nothing = NULL;
  const EnrRecipient *recipient;

  verify (fixture, &mother, "haru@example.com");
  siblings (fixture, 0, 1);
  write_page (fixture, 0, "はじめの子のこと");
  write_page (fixture, 1, "つぎの子のこと");
  pages = load (fixture);
  g_assert_cmpint (find (pages, fixture, 0)->state, ==, ENR_OUTGOING_READY);
  g_assert_cmpint (find (pages, fixture, 2)->state, ==, ENR_OUTGOING_UNWRITTEN);
  sent = release_all (fixture, pages);
  g_assert_cmpuint (sent->n_pages, ==, 2);
  g_assert_cmpuint (sent->changed->len, ==, 0);

  of_first = enr_recipient_list_child (fixture->db, &fixture->children[0], &error);
  g_assert_no_error (error);
  g_assert_cmpuint (of_first->len, ==, 1);
  recipient = g_ptr_array_index (of_first, 0);
  g_assert_cmpint (recipient->kind, ==, ENR_RECIPIENT_NOTEBOOK);
  g_assert_nonnull (strstr (recipient->body, "はじめの子のこと"));
  g_assert_null (strstr (recipient->body, "つぎの子のこと"));
  g_assert_cmpuint (recipient->child_ids->len, ==, 1);

  /* The same text does not go out twice. */
  again = load (fixture);
  g_assert_cmpint (find (again, fixture, 0)->state, ==, ENR_OUTGOING_SENT);
  nothing = release_all (fixture, again);
  g_assert_cmpuint (nothing->n_pages, ==, 0);
  g_assert_cmpint (count_sql (fixture, "SELECT count(*) FROM recipient WHERE kind = 'notebook'"),
                   ==, 2);
}

/* What was looked at goes, or nothing: a page that was written on since, and one whose mother was
 * blocked since, stay behind and are named; the third goes. */
static void
test_changed (Fixture *fixture, gconstpointer data)
{
  EnrUuid mother = person (fixture, 1, "石橋 夏", "母", TRUE);
  g_autoptr (GPtrArray) pages = NULL;
  g_autoptr (GPtrArray) later = NULL;
  g_autoptr (EnrOutgoingResult) sent = NULL;

  person (fixture, 0, "青木 春", "母", TRUE);
  person (fixture, 2, "上野 秋", "母", TRUE);
  write_page (fixture, 0, "はじめ");
  write_page (fixture, 1, "ふたりめ");
  write_page (fixture, 2, "さんにんめ");
  pages = load (fixture);
  write_page (fixture, 0, "書き直し");
  set_marks (fixture, &mother, TRUE, FALSE);
  sent = release_all (fixture, pages);
  g_assert_cmpuint (sent->n_pages, ==, 1);
  g_assert_cmpuint (sent->changed->len, ==, 2);
  g_assert_cmpint (count_sql (fixture, "SELECT count(*) FROM recipient"), ==, 1);
  later = load (fixture);
  g_assert_cmpint (find (later, fixture, 0)->state, ==, ENR_OUTGOING_READY);
  g_assert_cmpint (find (later, fixture, 1)->state, ==, ENR_OUTGOING_NOBODY);
  g_assert_cmpint (find (later, fixture, 2)->state, ==, ENR_OUTGOING_SENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, func)                                                                           \
  g_test_add ("/contact/notebook-send/" name, Fixture, GUINT_TO_POINTER (3), set_up, func, tear_down)
  TEST ("text", test_text);
  TEST ("own", test_own);
  TEST ("changed", test_changed);
  return g_test_run ();
}
