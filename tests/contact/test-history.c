/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A child's contact history: all of it in order, and nothing of a brother, a sister or any other
 * child.
 */
#include "config.h"

#include "contact/history.h"

#include <string.h>

#include "contact-fixture.h"
#include "nursery/child.h"

#define N_CHILDREN 6
#define N_STEPS 150

static void
ok (const GError *error)
{
  g_assert_no_error (error);
}

/*
 * Each kind of contact, with a tag in every text that says whose it is
 */

static void
do_notice (Fixture *fixture, guint child, EnrDate day, const char *tag)
{
  g_autoptr (EnrNotice) notice = absence (fixture, child, day, day, "sick");

  set_text (&notice->symptoms, tag);
  set_text (&notice->note, tag);
  set_text (&notice->by_name, tag);
  add (fixture, notice);
}

static void
do_call (Fixture *fixture, guint child, EnrDate day, const char *tag)
{
  g_autoptr (GError) error = NULL;
  EnrCall call = { .day = day,
                   .called = (char *) tag,
                   .by_name = (char *) tag,
                   .note = (char *) tag,
                   .outcome = ENR_CALL_MESSAGE };

  enr_call_add (fixture->db, fixture->actor, &fixture->children[child], 1, &call, &error);
  ok (error);
}

static void
do_page (Fixture *fixture, guint child, EnrDate day, EnrNotebookSide side, const char *tag)
{
  g_autoptr (GPtrArray) pages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_page_free);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;
  EnrNotebookPage *page
      = enr_notebook_load_page (fixture->db, &fixture->children[child], day, side, &error);

  set_text (&page->body, tag);
  if (side == ENR_SIDE_NURSERY)
    set_text (&page->did, tag);
  g_ptr_array_add (pages, page);
  results = enr_notebook_save (fixture->db, fixture->actor, pages, NULL, &error);
  ok (error);
  g_assert_cmpint (((EnrNotebookResult *) g_ptr_array_index (results, 0))->verdict, ==,
                   ENR_NOTEBOOK_SAVED);
}

static void
do_inquiry (Fixture *fixture, guint child, const char *tag)
{
  g_autoptr (EnrInquiry) inquiry = enr_inquiry_new ();
  g_autoptr (GError) error = NULL;

  inquiry->child_id = fixture->children[child];
  set_text (&inquiry->body, tag);
  set_text (&inquiry->by_name, tag);
  enr_inquiry_add (fixture->db, fixture->actor, inquiry, NULL, &error);
  ok (error);
}

static void
do_promise (Fixture *fixture, guint child, const char *tag)
{
  g_autoptr (EnrPromise) promise = enr_promise_new ();
  g_autoptr (GError) error = NULL;

  promise->child_id = fixture->children[child];
  set_text (&promise->words, tag);
  enr_promise_add (fixture->db, fixture->actor, promise, NULL, &error);
  ok (error);
}

/* A request for today, whose dose waits. */
static EnrUuid
do_medicine (Fixture *fixture, guint child, EnrDate day, const char *tag)
{
  g_autoptr (EnrMedicine) medicine = enr_medicine_new ();
  g_autoptr (GError) error = NULL;
  EnrUuid id = enr_uuid_none;

  medicine->child_id = fixture->children[child];
  medicine->asked_day = medicine->first_day = medicine->last_day = day;
  set_text (&medicine->name, tag);
  set_text (&medicine->asked_by, tag);
  set_text (&medicine->received_by, tag);
  set_text (&medicine->note, tag);
  set_text (&medicine->when_words, "昼食後");
  medicine->storage = ENR_STORAGE_COLD;
  enr_medicine_add (fixture->db, fixture->actor, medicine, &id, &error);
  ok (error);
  return id;
}

/* About one child (@child) or to all (-1). */
static void
do_letter (Fixture *fixture, int child, EnrDate day, const char *tag)
{
  g_autoptr (EnrAnnouncement) letter = enr_announcement_new ();
  g_autoptr (EnrRecipientPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  letter->day = day;
  set_text (&letter->title, tag);
  set_text (&letter->body, tag);
  if (child >= 0)
    letter->about_child = fixture->children[child];
  else
    enr_audience_add_all (letter->audience);
  enr_announcement_save (fixture->db, fixture->actor, letter, NULL, &error);
  ok (error);
  plan = enr_recipient_plan_announcement (fixture->db, &letter->id, &error);
  ok (error);
  enr_recipient_release (fixture->db, fixture->actor, &letter->id, plan->digest, &error);
  ok (error);
}

static EnrContactHistory *
load (Fixture *fixture, guint child, EnrDate first, EnrDate last)
{
  g_autoptr (GError) error = NULL;
  EnrContactHistory *history
      = enr_contact_history_load (fixture->db, &fixture->children[child], first, last, &error);

  ok (error);
  return history;
}

/* All that is shown of it. */
static char *
dup_all (const EnrContactHistory *history, gboolean is_paper)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < history->entries->len; i++)
    {
      const EnrContactEntry *entry = g_ptr_array_index (history->entries, i);
      g_autofree char *head = enr_contact_entry_dup_head (entry, is_paper);
      g_autofree char *said = enr_contact_entry_dup_text (entry, is_paper);
      g_autofree char *people = enr_contact_entry_dup_people (entry, is_paper);

      g_string_append_printf (text, "%s|%s|%s\n", head, said, people);
    }
  return g_string_free (text, FALSE);
}

/* The first four are brothers and sisters. */
static void
make_family (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrChild) first = enr_child_load (fixture->db, &fixture->children[0], &error);

  for (guint i = 1; i < 4; i++)
    {
      g_autoptr (EnrChild) child = enr_child_load (fixture->db, &fixture->children[i], &error);

      child->family_id = first->family_id;
      enr_child_save (fixture->db, fixture->actor, child, &error);
      ok (error);
    }
}

/* Random contact with random children: each history has its own and no word of any other child's.
 */
static void
test_nothing_of_others (Fixture *fixture, gconstpointer data)
{
  guint expected[N_CHILDREN] = { 0 };
  EnrDate day = DAY (6, 10);

  make_family (fixture);
  for (guint i = 0; i < N_STEPS; i++)
    {
      guint child = (guint) g_test_rand_int_range (0, N_CHILDREN);
      int what = g_test_rand_int_range (0, 9);
      g_autofree char *tag = g_strdup_printf ("<%u>", child);

      switch (what)
        {
        case 0:
          /* An absence would forbid a page of its day. */
          do_notice (fixture, child, day + 7 * (1 + (EnrDate) (i / 20)), tag);
          break;
        case 1:
          do_call (fixture, child, day, tag);
          break;
        case 2:
        case 3:
          {
            EnrNotebookSide side = what == 2 ? ENR_SIDE_HOME : ENR_SIDE_NURSERY;
            g_autoptr (EnrContactHistory) history
                = load (fixture, child, ENR_DATE_NONE, ENR_DATE_NONE);
            gboolean is_there = FALSE;

            for (guint j = 0; j < history->entries->len; j++)
              {
                const EnrContactEntry *entry = g_ptr_array_index (history->entries, j);

                is_there = is_there || (entry->page != NULL && entry->page->side == side);
              }
            if (is_there)
              continue;
            do_page (fixture, child, day, side, tag);
          }
          break;
        case 4:
          do_inquiry (fixture, child, tag);
          break;
        case 5:
          do_promise (fixture, child, tag);
          break;
        case 6:
          do_letter (fixture, (int) child, day, tag);
          break;
        case 7:
          do_medicine (fixture, child, day, tag);
          expected[child]++; /* and its dose */
          break;
        default:
          do_letter (fixture, -1, day, "<all>");
          for (guint j = 0; j < N_CHILDREN; j++)
            expected[j]++;
          continue;
        }
      expected[child]++;
    }

  for (guint child = 0; child < N_CHILDREN; child++)
    {
      g_autoptr (EnrContactHistory) history = load (fixture, child, ENR_DATE_NONE, ENR_DATE_NONE);
      g_autofree char *screen = dup_all (history, FALSE);
      g_autofree char *paper = dup_all (history, TRUE);

      /* A household with two addressees has a letter each; here each has one. */
      g_assert_cmpuint (history->entries->len, ==, expected[child]);
      for (guint other = 0; other < N_CHILDREN; other++)
        {
          g_autofree char *tag = g_strdup_printf ("<%u>", other);
          g_autoptr (GError) error = NULL;
          g_autoptr (EnrChild) record
              = enr_child_load (fixture->db, &fixture->children[other], &error);

          if (other == child)
            continue;
          g_assert_null (strstr (screen, tag));
          g_assert_null (strstr (paper, tag));
          g_assert_null (strstr (paper, record->given_name));
        }
    }
}

/* The order of a day, and the ends of a period. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  static const EnrContactKind kinds[] = { ENR_CONTACT_NURSERY, ENR_CONTACT_PROMISE,
                                          ENR_CONTACT_CALL, ENR_CONTACT_INQUIRY, ENR_CONTACT_HOME };
  g_autoptr (EnrContactHistory) history = NULL;
  g_autoptr (EnrContactHistory) before = NULL;
  g_autoptr (EnrContactHistory) none = NULL;

  /* At 1:30 of the 11th it is still the 10th's nursery day. */
  enr_clock_set_fixed (enr_test_at (8, 0));
  do_inquiry (fixture, 0, "朝");
  enr_clock_set_fixed (enr_test_at (9, 40));
  do_call (fixture, 0, DAY (6, 10), "母");
  enr_clock_set_fixed (enr_instant_from_local (DAY (6, 10), 25 * 60 + 30));
  do_promise (fixture, 0, "夜");
  enr_clock_set_fixed (enr_test_at (10, 0));
  do_page (fixture, 0, DAY (6, 10), ENR_SIDE_NURSERY, "園");
  do_page (fixture, 0, DAY (6, 10), ENR_SIDE_HOME, "家");
  do_page (fixture, 0, DAY (6, 9), ENR_SIDE_HOME, "前日");

  history = load (fixture, 0, DAY (6, 10), DAY (6, 10));
  g_assert_cmpuint (history->entries->len, ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpint (((EnrContactEntry *) g_ptr_array_index (history->entries, i))->kind, ==,
                     kinds[i]);
  before = load (fixture, 0, ENR_DATE_NONE, DAY (6, 9));
  g_assert_cmpuint (before->entries->len, ==, 1);
  none = load (fixture, 0, DAY (6, 11), ENR_DATE_NONE);
  g_assert_cmpuint (none->entries->len, ==, 0);
}

/* A paper's words are Japanese and say the same. */
static void
test_words (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrContactHistory) history = NULL;
  g_autofree char *screen = NULL;
  g_autofree char *paper = NULL;

  do_notice (fixture, 0, DAY (6, 10), "発熱");
  enr_clock_set_fixed (enr_test_at (10, 1));
  do_promise (fixture, 0, "結果を伝える");
  history = load (fixture, 0, ENR_DATE_NONE, ENR_DATE_NONE);
  screen = dup_all (history, FALSE);
  paper = dup_all (history, TRUE);
  g_assert_cmpstr (screen, ==,
                   "call back 6/10 · by the nursery · not done yet|結果を伝える|\n"
                   "病欠 6/10|発熱\n発熱|発熱 by telephone\n");
  g_assert_cmpstr (paper, ==,
                   "折り返し電話 6/10 · 園の約束 · まだ|結果を伝える|\n"
                   "病欠 6/10|発熱\n発熱|発熱 電話\n");
}

/* A letter of a hundred pages is whole on paper; a label would lay out all of it at once. */
static void
test_long (void)
{
  EnrInquiry inquiry = { .body = NULL, .answer = (char *) "", .answered_at = ENR_INSTANT_NONE };
  EnrContactEntry entry = { .kind = ENR_CONTACT_INQUIRY, .inquiry = &inquiry };
  g_autofree char *spaces = g_strnfill (3 * ENR_CONTACT_TEXT_SHOWN, 'x');
  g_autofree char *screen = NULL;
  g_autofree char *paper = NULL;

  inquiry.body = spaces;
  screen = enr_contact_entry_dup_text (&entry, FALSE);
  paper = enr_contact_entry_dup_text (&entry, TRUE);
  g_assert_cmpuint (strlen (screen), <, ENR_CONTACT_TEXT_SHOWN + 100);
  g_assert_true (g_str_has_suffix (screen, "…\n(The rest is on the paper.)"));
  g_assert_nonnull (strstr (paper, spaces));
}

/* Who asked, who gave and who saw it, or why not; what waits today is open. */
static void
test_medicine (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrContactHistory) history = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *waits = NULL;
  g_autofree char *screen = NULL;
  g_autofree char *paper = NULL;
  EnrUuid given, withheld;

  enr_clock_set_fixed (enr_test_at (8, 0));
  given = do_medicine (fixture, 0, DAY (6, 10), "シロップ");
  history = load (fixture, 0, ENR_DATE_NONE, ENR_DATE_NONE);
  waits = dup_all (history, FALSE);
  g_assert_cmpstr (
      waits, ==,
      "シロップ · to be given||\n"
      "シロップ 6/10|To give at: 昼食後\nStorage: refrigerator\nシロップ|シロップ → シロップ\n");
  g_assert_true (((EnrContactEntry *) g_ptr_array_index (history->entries, 0))->is_open);

  enr_clock_set_fixed (enr_test_at (12, 40));
  enr_medicine_give (fixture->db, fixture->actor, &given, DAY (6, 10), ENR_INSTANT_NONE, "佐藤",
                     "鈴木", "むせずに飲んだ", &error);
  ok (error);
  withheld = do_medicine (fixture, 0, DAY (6, 10), "粉薬");
  enr_medicine_withhold (fixture->db, fixture->actor, &withheld, DAY (6, 10), "佐藤", "熱が出た",
                         &error);
  ok (error);
  g_clear_pointer (&history, enr_contact_history_free);
  history = load (fixture, 0, ENR_DATE_NONE, ENR_DATE_NONE);
  screen = dup_all (history, FALSE);
  paper = dup_all (history, TRUE);
  g_assert_nonnull (strstr (screen, "シロップ · given|むせずに飲んだ|佐藤 · checked by: 鈴木\n"));
  g_assert_nonnull (strstr (screen, "粉薬 · not given|熱が出た|佐藤\n"));
  g_assert_nonnull (strstr (paper, "シロップ · 与えた|むせずに飲んだ|佐藤 · 確認: 鈴木\n"));
  g_assert_nonnull (strstr (paper, "粉薬 · 与えなかった|熱が出た|佐藤\n"));
  for (guint i = 0; i < history->entries->len; i++)
    g_assert_false (((EnrContactEntry *) g_ptr_array_index (history->entries, i))->is_open);

  /* Of another day only what was done is known. */
  enr_clock_set_fixed (enr_instant_from_local (DAY (6, 11), 600));
  do_medicine (fixture, 0, DAY (6, 12), "あさって");
  g_clear_pointer (&history, enr_contact_history_free);
  history = load (fixture, 0, DAY (6, 11), ENR_DATE_NONE);
  g_assert_cmpuint (history->entries->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add (path, Fixture, GUINT_TO_POINTER (N_CHILDREN), set_up, func, tear_down)
  ADD ("/history/nothing-of-others", test_nothing_of_others);
  ADD ("/history/order", test_order);
  ADD ("/history/words", test_words);
  ADD ("/history/medicine", test_medicine);
  g_test_add_func ("/contact/history/long", test_long);

  return g_test_run ();
}
