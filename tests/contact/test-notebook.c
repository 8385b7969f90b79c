/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Pages of the notebook: what may be on them, the same for all, the strip, and saving a class's.
 */
#include "config.h"

#include "contact-fixture.h"
#include "contact/notebook.h"

#define H(hour, minute) ((hour) *60 + (minute))

static EnrNotebookPage *
load (Fixture *fixture, guint child, EnrDate day, EnrNotebookSide side)
{
  g_autoptr (GError) error = NULL;
  EnrNotebookPage *page
      = enr_notebook_load_page (fixture->db, &fixture->children[child], day, side, &error);

  g_assert_no_error (error);
  return page;
}

static EnrNotebookEvent *
add_event (EnrNotebookPage *page, EnrNotebookEventKind kind, int at, int until, int amount)
{
  EnrNotebookEvent *event = enr_notebook_event_new (kind);

  event->at = at;
  event->until = until;
  event->amount = amount;
  g_ptr_array_add (page->events, event);
  return event;
}

static GPtrArray *
save_all (Fixture *fixture, GPtrArray *pages, GPtrArray *seen)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *results = enr_notebook_save (fixture->db, fixture->actor, pages, seen, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, pages->len);
  return results;
}

/* Saves one page; its version becomes the one that was written. */
static EnrNotebookResult *
save (Fixture *fixture, EnrNotebookPage *page, EnrNotebookPage *seen)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new ();
  g_autoptr (GPtrArray) seens = g_ptr_array_new ();
  g_autoptr (GPtrArray) results = NULL;

  g_ptr_array_add (pages, page);
  g_ptr_array_add (seens, seen);
  results = save_all (fixture, pages, seen != NULL ? seens : NULL);
  return g_ptr_array_steal_index (results, 0);
}

static void
assert_saved (Fixture *fixture, EnrNotebookPage *page)
{
  g_autoptr (EnrNotebookResult) result = save (fixture, page, NULL);

  g_assert_cmpstr (result->message, ==, "");
  g_assert_cmpint (result->verdict, ==, ENR_NOTEBOOK_SAVED);
  page->version = result->present->version;
}

static void
assert_refused (Fixture *fixture, EnrNotebookPage *page, int code)
{
  g_autofree char *before = enr_test_dump (fixture->nursery->path);
  g_autofree char *after = NULL;
  g_autoptr (EnrNotebookResult) result = save (fixture, page, NULL);

  g_assert_cmpint (result->verdict, ==, ENR_NOTEBOOK_REFUSED);
  g_assert_cmpint (result->code, ==, code);
  g_assert_cmpstr (result->message, !=, "");
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);
}

static EnrNotebookPage *
full_page (Fixture *fixture, guint child, EnrNotebookSide side)
{
  EnrNotebookPage *page = enr_notebook_page_new (&fixture->children[child], DAY (6, 10), side);

  page->temperature = 365;
  page->taken_at = H (7, 10);
  page->mood = ENR_MOOD_GOOD;
  page->cough = ENR_DEGREE_LITTLE;
  page->nose = ENR_DEGREE_NONE;
  set_text (&page->body, "よく眠りました。\nご機嫌です。");
  add_event (page, ENR_EVENT_MEAL, H (7, 0), ENR_NOTEBOOK_NO_TIME, ENR_NOTEBOOK_NO_AMOUNT);
  add_event (page, ENR_EVENT_SLEEP, -180, H (6, 30), ENR_NOTEBOOK_NO_AMOUNT);
  add_event (page, ENR_EVENT_BOWEL, ENR_NOTEBOOK_NO_TIME, ENR_NOTEBOOK_NO_TIME, 2);
  set_text (&((EnrNotebookEvent *) g_ptr_array_index (page->events, 0))->quality, "完食");
  if (side == ENR_SIDE_HOME)
    {
      page->bath = ENR_BATH_SHOWER;
      page->leave = H (17, 0);
      set_text (&page->collector, "祖母");
    }
  else
    set_text (&page->did, "散歩");
  return page;
}

static void
test_round (Fixture *fixture, gconstpointer data)
{
  for (EnrNotebookSide side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
    {
      g_autoptr (EnrNotebookPage) page = full_page (fixture, 0, side);
      g_autoptr (EnrNotebookPage) found = NULL;
      g_autoptr (EnrNotebookPage) empty = NULL;
      g_autoptr (EnrNotebookResult) again = NULL;
      const EnrNotebookEvent *event;

      assert_saved (fixture, page);
      found = load (fixture, 0, DAY (6, 10), side);
      g_assert_cmpint (found->version, ==, 1);
      g_assert_cmpstr (found->written_by, ==, fixture->actor->name);
      enr_notebook_page_sort (page);
      g_assert_true (enr_notebook_page_equal (found, page));
      /* The evening before comes first, what has no time last. */
      event = g_ptr_array_index (found->events, 0);
      g_assert_cmpint (event->at, ==, -180);
      event = g_ptr_array_index (found->events, 2);
      g_assert_cmpint (event->at, ==, ENR_NOTEBOOK_NO_TIME);
      g_assert_cmpint (event->amount, ==, 2);

      again = save (fixture, page, NULL);
      g_assert_cmpint (again->verdict, ==, ENR_NOTEBOOK_SAME);
      g_assert_cmpint (again->present->version, ==, 1);

      g_ptr_array_remove_range (page->events, 0, 2);
      assert_saved (fixture, page);
      enr_notebook_page_free (found);
      found = load (fixture, 0, DAY (6, 10), side);
      g_assert_true (enr_notebook_page_equal (found, page));

      /* An emptied page keeps its number: an older one cannot come back over it. */
      empty = enr_notebook_page_new (&fixture->children[0], DAY (6, 10), side);
      empty->version = 2;
      assert_saved (fixture, empty);
      enr_notebook_page_free (found);
      found = load (fixture, 0, DAY (6, 10), side);
      g_assert_true (enr_notebook_page_is_empty (found));
      g_assert_cmpint (found->version, ==, 3);
    }
}

/* A minute before midnight is a time like any other. */
static void
test_midnight (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrNotebookPage) page
      = enr_notebook_page_new (&fixture->children[0], DAY (6, 10), ENR_SIDE_HOME);
  g_autoptr (EnrNotebookPage) found = NULL;
  g_autofree char *words = NULL;

  add_event (page, ENR_EVENT_SLEEP, -1, -1, ENR_NOTEBOOK_NO_AMOUNT);
  add_event (page, ENR_EVENT_MILK, -1, ENR_NOTEBOOK_NO_TIME, 200);
  assert_saved (fixture, page);
  found = load (fixture, 0, DAY (6, 10), ENR_SIDE_HOME);
  g_assert_true (enr_notebook_page_equal (found, page));
  words = enr_notebook_event_dup_paper (g_ptr_array_index (found->events, 1));
  g_assert_cmpstr (words, ==, "前日23:59 200ml");
}

static void
test_bad (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    EnrNotebookEventKind kind;
    int at, until, amount;
  } bad[] = {
    { ENR_EVENT_SLEEP, H (13, 0), H (12, 0), -1 },
    { ENR_EVENT_SLEEP, ENR_NOTEBOOK_NO_TIME, H (12, 0), -1 },
    { ENR_EVENT_SLEEP, -1441, H (6, 0), -1 },
    { ENR_EVENT_MEAL, H (27, 1), ENR_NOTEBOOK_NO_TIME, -1 },
    { ENR_EVENT_MEAL, H (12, 0), H (12, 30), -1 },
    { ENR_EVENT_MEAL, H (12, 0), ENR_NOTEBOOK_NO_TIME, 3 },
    { ENR_EVENT_MILK, H (9, 0), ENR_NOTEBOOK_NO_TIME, 2001 },
    { ENR_EVENT_BOWEL, H (9, 0), ENR_NOTEBOOK_NO_TIME, 21 },
    { ENR_EVENT_TEMPERATURE, H (9, 0), ENR_NOTEBOOK_NO_TIME, 3650 },
    { ENR_EVENT_TEMPERATURE, H (9, 0), ENR_NOTEBOOK_NO_TIME, 0 },
    { ENR_EVENT_TEMPERATURE, H (9, 0), ENR_NOTEBOOK_NO_TIME, -1 },
  };
  g_autoptr (EnrNotebookPage) page = full_page (fixture, 0, ENR_SIDE_HOME);
  g_autofree char *long_text = g_strnfill (1001, 'a');
  g_autoptr (EnrNotebookResult) asked = NULL;
  EnrNotice *notice;

  page->temperature = 3650;
  asked = save (fixture, page, NULL);
  g_assert_nonnull (strstr (asked->message, "36.5"));
  assert_refused (fixture, page, ENR_NURSERY_ERROR_INVALID);
  page->temperature = 0;
  page->leave = H (27, 1);
  assert_refused (fixture, page, ENR_NURSERY_ERROR_INVALID);
  page->leave = ENR_MINUTES_NONE;
  set_text (&page->body, long_text);
  assert_refused (fixture, page, ENR_NURSERY_ERROR_INVALID);
  set_text (&page->body, "");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      add_event (page, bad[i].kind, bad[i].at, bad[i].until, bad[i].amount);
      assert_refused (fixture, page, ENR_NURSERY_ERROR_INVALID);
      g_ptr_array_remove_index (page->events, page->events->len - 1);
    }
  /* what the nursery gives has two people's names, and stands with the requests */
  page->side = ENR_SIDE_NURSERY;
  add_event (page, ENR_EVENT_MEDICINE, H (12, 0), ENR_NOTEBOOK_NO_TIME, ENR_NOTEBOOK_NO_AMOUNT);
  assert_refused (fixture, page, ENR_NURSERY_ERROR_INVALID);
  g_ptr_array_remove_index (page->events, page->events->len - 1);
  page->side = ENR_SIDE_HOME;
  while (page->events->len <= ENR_NOTEBOOK_MAX_EVENTS)
    add_event (page, ENR_EVENT_BOWEL, H (9, 0), ENR_NOTEBOOK_NO_TIME, 1);
  assert_refused (fixture, page, ENR_NURSERY_ERROR_INVALID);
  g_ptr_array_set_size (page->events, 1);

  page->day = ENR_DATE_NONE;
  assert_refused (fixture, page, ENR_NURSERY_ERROR_INVALID);
  page->day = DAY (3, 31);
  assert_refused (fixture, page, ENR_NURSERY_ERROR_NOT_ENROLLED);
  page->day = DAY (6, 10);
  page->child_id = enr_uuid_new ();
  assert_refused (fixture, page, ENR_NURSERY_ERROR_UNKNOWN);
  page->child_id = fixture->children[0];

  /* One that was written before the call can be emptied, and nothing else. */
  assert_saved (fixture, page);
  notice = absence (fixture, 0, DAY (6, 10), DAY (6, 10), "sick");
  add (fixture, notice);
  enr_notice_free (notice);
  page->mood = ENR_MOOD_BAD;
  assert_refused (fixture, page, ENR_NURSERY_ERROR_ALREADY);
  {
    g_autoptr (EnrNotebookPage) empty
        = enr_notebook_page_new (&page->child_id, page->day, ENR_SIDE_HOME);

    empty->version = page->version;
    assert_saved (fixture, empty);
  }
}

static void
assert_doubts (EnrNotebookPage *page, const char *expected)
{
  g_autofree char *doubts = enr_notebook_page_dup_doubts (page);

  if (expected == NULL)
    g_assert_cmpstr (doubts, ==, "");
  else
    g_assert_nonnull (strstr (doubts, expected));
}

static void
test_doubts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrNotebookPage) page = full_page (fixture, 0, ENR_SIDE_HOME);
  static const int fine[] = { 0, 340, 365, 420 };
  static const int strange[] = { 339, 421, 300, 450 };

  for (guint i = 0; i < G_N_ELEMENTS (fine); i++)
    {
      page->temperature = fine[i];
      assert_doubts (page, NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (strange); i++)
    {
      g_autofree char *words = g_strdup_printf ("%d.%d", strange[i] / 10, strange[i] % 10);

      page->temperature = strange[i];
      assert_doubts (page, words);
    }
  page->temperature = 0;
  add_event (page, ENR_EVENT_SLEEP, H (6, 30), H (7, 0), -1);
  assert_doubts (page, NULL);
  add_event (page, ENR_EVENT_SLEEP, H (6, 59), H (7, 30), -1);
  assert_doubts (page, "6:59");
  g_ptr_array_set_size (page->events, 0);
  add_event (page, ENR_EVENT_SLEEP, -180, H (13, 1), -1);
  assert_doubts (page, "21:00");
  g_ptr_array_set_size (page->events, 0);
  add_event (page, ENR_EVENT_MILK, H (9, 0), ENR_NOTEBOOK_NO_TIME, 401);
  assert_doubts (page, "401");
  /* Asked, and saved where it is right. */
  assert_saved (fixture, page);
}

static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) pages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_page_free);
  g_autoptr (GPtrArray) seen = g_ptr_array_new ();
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (EnrNotebookPage) first = full_page (fixture, 3, ENR_SIDE_NURSERY);
  g_autoptr (EnrNotebookPage) empty
      = enr_notebook_page_new (&fixture->children[3], DAY (6, 10), ENR_SIDE_NURSERY);
  g_autoptr (EnrNotebookPage) found = NULL;
  const EnrNotebookResult *result;

  for (guint i = 0; i < 6; i++)
    {
      EnrNotebookPage *page
          = enr_notebook_page_new (&fixture->children[i], DAY (6, 10), ENR_SIDE_NURSERY);

      page->mood = i == 3 ? ENR_MOOD_BAD : ENR_MOOD_USUAL;
      g_ptr_array_add (pages, page);
    }
  ((EnrNotebookPage *) g_ptr_array_index (pages, 4))->temperature = 3650;
  /* Another teacher saves the fourth meanwhile. */
  assert_saved (fixture, first);
  results = save_all (fixture, pages, NULL);
  g_assert_cmpuint (enr_notebook_count (results, ENR_NOTEBOOK_SAVED), ==, 4);
  result = g_ptr_array_index (results, 3);
  g_assert_cmpint (result->verdict, ==, ENR_NOTEBOOK_CHANGED);
  g_assert_cmpint (result->present->mood, ==, ENR_MOOD_GOOD);
  g_assert_cmpint (result->present->version, ==, 1);
  result = g_ptr_array_index (results, 4);
  g_assert_cmpint (result->verdict, ==, ENR_NOTEBOOK_REFUSED);
  found = load (fixture, 3, DAY (6, 10), ENR_SIDE_NURSERY);
  g_assert_true (enr_notebook_page_equal (
      found, ((EnrNotebookResult *) g_ptr_array_index (results, 3))->present));
  enr_notebook_page_free (g_steal_pointer (&found));
  found = load (fixture, 5, DAY (6, 10), ENR_SIDE_NURSERY);
  g_assert_cmpint (found->mood, ==, ENR_MOOD_USUAL);

  /* Known what was read, and both wrote the mood: still to be looked at. */
  {
    g_autoptr (EnrNotebookPage) mine = enr_notebook_page_copy (empty);
    g_autoptr (EnrNotebookResult) refused = NULL;
    g_autoptr (EnrNotebookResult) merged = NULL;

    mine->mood = ENR_MOOD_BAD;
    refused = save (fixture, mine, empty);
    g_assert_cmpint (refused->verdict, ==, ENR_NOTEBOOK_CHANGED);
    /* The events of a kind are one: a nap is added to a page that had no milk. */
    mine->mood = ENR_MOOD_NONE;
    add_event (mine, ENR_EVENT_MILK, H (10, 0), ENR_NOTEBOOK_NO_TIME, 180);
    merged = save (fixture, mine, empty);
    g_assert_cmpint (merged->verdict, ==, ENR_NOTEBOOK_MERGED);
    g_assert_cmpint (merged->present->mood, ==, ENR_MOOD_GOOD);
    g_assert_cmpint (merged->present->version, ==, 2);
    g_assert_cmpuint (merged->present->events->len, ==, 4);
    enr_notebook_page_free (found);
    found = load (fixture, 3, DAY (6, 10), ENR_SIDE_NURSERY);
    g_assert_true (enr_notebook_page_equal (found, merged->present));
  }
}

static void
test_day (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrNotebookPage) old = full_page (fixture, 0, ENR_SIDE_HOME);
  g_autoptr (EnrNotebookPage) blank = NULL;
  g_autoptr (EnrNotebookPage) page = full_page (fixture, 6, ENR_SIDE_NURSERY);
  g_autoptr (EnrNotebookPage) model
      = enr_notebook_page_new (&fixture->children[0], DAY (6, 10), ENR_SIDE_NURSERY);
  g_autoptr (EnrNotice) notice = absence (fixture, 12, DAY (6, 10), DAY (6, 10), "sick");
  g_autoptr (EnrNotebookDay) day = NULL;
  g_autoptr (GError) error = NULL;
  EnrNotebookRow *row;

  old->day = DAY (6, 5);
  assert_saved (fixture, old);
  /* A page that was emptied is none of the days before. */
  blank = enr_notebook_page_copy (old);
  blank->day = DAY (6, 9);
  blank->version = 0;
  assert_saved (fixture, blank);
  {
    g_autoptr (EnrNotebookPage) empty
        = enr_notebook_page_new (&blank->child_id, blank->day, ENR_SIDE_HOME);

    empty->version = 1;
    assert_saved (fixture, empty);
  }
  assert_saved (fixture, page);
  add (fixture, notice);
  day = enr_notebook_load_day (fixture->db, DAY (6, 10), &fixture->nursery->classes[0], &error);
  g_assert_no_error (error);
  /* Children 0, 6, 12 of twelve-and-some are in the class of the youngest. */
  g_assert_cmpuint (day->rows->len, ==, 3);
  row = enr_notebook_day_find (day, &fixture->children[0]);
  g_assert_cmpint (row->pages[ENR_SIDE_HOME]->version, ==, 0);
  g_assert_nonnull (row->before[ENR_SIDE_HOME]);
  g_assert_cmpint (row->before[ENR_SIDE_HOME]->day, ==, DAY (6, 5));
  g_assert_cmpuint (row->before[ENR_SIDE_HOME]->events->len, ==, 3);
  g_assert_null (row->before[ENR_SIDE_NURSERY]);
  row = enr_notebook_day_find (day, &fixture->children[6]);
  g_assert_cmpuint (row->pages[ENR_SIDE_NURSERY]->events->len, ==, 3);
  row = enr_notebook_day_find (day, &fixture->children[12]);
  g_assert_true (row->is_absent);

  set_text (&model->did, "どろんこ遊び");
  model->temperature = 366;
  g_assert_cmpuint (enr_notebook_day_fill (day, ENR_SIDE_NURSERY, model, ENR_FIELD_DID, FALSE), ==,
                    1);
  row = enr_notebook_day_find (day, &fixture->children[6]);
  g_assert_cmpstr (row->pages[ENR_SIDE_NURSERY]->did, ==, "散歩");
  g_assert_cmpuint (enr_notebook_day_fill (day, ENR_SIDE_NURSERY, model, ENR_FIELD_DID, TRUE), ==,
                    1);
  g_assert_cmpstr (row->pages[ENR_SIDE_NURSERY]->did, ==, "どろんこ遊び");
  row = enr_notebook_day_find (day, &fixture->children[0]);
  g_assert_cmpint (row->pages[ENR_SIDE_NURSERY]->temperature, ==, 0);
  row = enr_notebook_day_find (day, &fixture->children[12]);
  g_assert_true (enr_notebook_page_is_empty (row->pages[ENR_SIDE_NURSERY]));

  {
    g_autoptr (GPtrArray) list = enr_notebook_list_child (fixture->db, &fixture->children[0],
                                                          ENR_DATE_NONE, ENR_DATE_NONE, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (list->len, ==, 1);
  }
}

/* The snack is not the lunch, and a nap that is written is not written over. */
static void
test_fill_events (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrNotebookPage) page
      = enr_notebook_page_new (&fixture->children[0], DAY (6, 10), ENR_SIDE_NURSERY);
  g_autoptr (EnrNotebookPage) model = enr_notebook_page_copy (page);
  EnrNotebookFields fields = ENR_FIELD_MEAL | ENR_FIELD_SLEEP;
  EnrNotebookEvent *event;

  event = add_event (page, ENR_EVENT_MEAL, H (11, 40), ENR_NOTEBOOK_NO_TIME, -1);
  set_text (&event->quality, "半分");
  add_event (page, ENR_EVENT_SLEEP, H (12, 15), H (14, 0), -1);
  event = add_event (model, ENR_EVENT_MEAL, H (11, 20), ENR_NOTEBOOK_NO_TIME, -1);
  set_text (&event->quality, "完食");
  add_event (model, ENR_EVENT_MEAL, H (15, 10), ENR_NOTEBOOK_NO_TIME, -1);
  add_event (model, ENR_EVENT_SLEEP, H (13, 30), H (14, 50), -1);
  add_event (model, ENR_EVENT_TEMPERATURE, H (15, 0), ENR_NOTEBOOK_NO_TIME, 366);
  g_assert_true (enr_notebook_page_fill (page, model, fields, FALSE));
  g_assert_cmpuint (page->events->len, ==, 3);
  g_assert_cmpstr (enr_notebook_page_find_event (page, ENR_EVENT_MEAL)->quality, ==, "半分");
  g_assert_cmpint (enr_notebook_page_find_event (page, ENR_EVENT_SLEEP)->at, ==, H (12, 15));
  g_assert_false (enr_notebook_page_fill (page, model, fields, FALSE));
  g_assert_true (enr_notebook_page_fill (page, model, fields, TRUE));
  g_assert_cmpuint (page->events->len, ==, 3);
  g_assert_cmpstr (enr_notebook_page_find_event (page, ENR_EVENT_MEAL)->quality, ==, "完食");
  g_assert_cmpint (enr_notebook_page_find_event (page, ENR_EVENT_SLEEP)->at, ==, H (13, 30));
  g_assert_null (enr_notebook_page_find_event (page, ENR_EVENT_TEMPERATURE));
}

/* "sleep 0-30 open|milk 60": the parts of a strip from 18:00, in minutes from there. */
static char *
strip (EnrNotebookPage *home, EnrNotebookPage *nursery)
{
  g_autoptr (GArray) parts = enr_notebook_strip (home, nursery, ENR_NOTEBOOK_STRIP_FIRST);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const EnrNotebookStripPart *part = &g_array_index (parts, EnrNotebookStripPart, i);

      g_string_append_printf (text, "%s%s %d-%d%s", i > 0 ? "|" : "",
                              enr_notebook_event_key (part->kind),
                              part->first - ENR_NOTEBOOK_STRIP_FIRST,
                              part->last - ENR_NOTEBOOK_STRIP_FIRST, part->is_open ? " open" : "");
    }
  return g_string_free (text, FALSE);
}

static void
test_strip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrNotebookPage) home
      = enr_notebook_page_new (&fixture->children[0], DAY (6, 10), ENR_SIDE_HOME);
  g_autoptr (EnrNotebookPage) nursery
      = enr_notebook_page_new (&fixture->children[0], DAY (6, 10), ENR_SIDE_NURSERY);
  g_autofree char *none = strip (NULL, home);
  g_autofree char *text = NULL;
  GRand *random = g_rand_new_with_seed (20260610);

  g_assert_cmpstr (none, ==, "");
  /* Cut at 18:00; over midnight; overlapping and touching; without a time; after the end. */
  add_event (home, ENR_EVENT_SLEEP, -500, -300, -1);
  add_event (home, ENR_EVENT_SLEEP, -180, 390, -1);
  add_event (home, ENR_EVENT_SLEEP, 380, 400, -1);
  add_event (home, ENR_EVENT_SLEEP, 400, 410, -1);
  add_event (home, ENR_EVENT_BOWEL, ENR_NOTEBOOK_NO_TIME, ENR_NOTEBOOK_NO_TIME, 1);
  add_event (nursery, ENR_EVENT_MILK, H (9, 0), ENR_NOTEBOOK_NO_TIME, 200);
  add_event (nursery, ENR_EVENT_SLEEP, H (12, 0), ENR_NOTEBOOK_NO_TIME, -1);
  add_event (nursery, ENR_EVENT_SLEEP, H (17, 50), H (18, 30), -1);
  add_event (nursery, ENR_EVENT_MILK, H (18, 0), ENR_NOTEBOOK_NO_TIME, 200);
  text = strip (home, nursery);
  g_assert_cmpstr (text, ==,
                   "sleep 0-60|sleep 180-770|milk 900-900|sleep 1080-1080 open|sleep 1430-1440");

  /* Whatever is in the pages, sleeps lie in the strip, in order and apart. */
  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GArray) parts = NULL;
      int begin = g_rand_int_range (random, -1440, 200);
      int last = G_MININT;

      g_ptr_array_set_size (home->events, 0);
      g_ptr_array_set_size (nursery->events, 0);
      for (int i = g_rand_int_range (random, 0, 12); i > 0; i--)
        {
          EnrNotebookEvent *event
              = add_event (g_rand_boolean (random) ? home : nursery,
                           (EnrNotebookEventKind) g_rand_int_range (random, 0, 6),
                           g_rand_int_range (random, -1440, 1621), ENR_NOTEBOOK_NO_TIME, -1);

          if (event->kind == ENR_EVENT_SLEEP && g_rand_int_range (random, 0, 4) > 0)
            event->until = g_rand_int_range (random, event->at, 1621);
        }
      parts = enr_notebook_strip (home, nursery, begin);
      for (guint i = 0; i < parts->len; i++)
        {
          const EnrNotebookStripPart *part = &g_array_index (parts, EnrNotebookStripPart, i);

          g_assert_cmpint (part->first, >=, begin);
          g_assert_cmpint (part->last, <=, begin + 1440);
          g_assert_cmpint (part->first, <=, part->last);
          if (part->kind != ENR_EVENT_SLEEP)
            continue;
          g_assert_cmpint (part->first, >, last);
          last = part->last;
        }
    }
  g_rand_free (random);
}

static gboolean
save_action (Fixture *fixture, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) results
      = enr_notebook_save (fixture->db, fixture->actor, data, NULL, error);

  return results != NULL;
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) pages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_page_free);

  g_ptr_array_add (pages, full_page (fixture, 0, ENR_SIDE_HOME));
  g_ptr_array_add (pages, full_page (fixture, 1, ENR_SIDE_NURSERY));
  fail_each_statement (fixture, save_action, pages);
}

/* Random saves of random children: the others' pages and boards are never touched, and what was
 * said to be saved is what is there. */
static void
test_others (Fixture *fixture, gconstpointer data)
{
  GRand *random = g_rand_new_with_seed (7);
  EnrNotebookPage *last[8][ENR_NOTEBOOK_N_SIDES] = { { NULL } };
  const guint n_children = G_N_ELEMENTS (last);

  for (guint round = 0; round < 150; round++)
    {
      g_autoptr (GPtrArray) pages
          = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_page_free);
      g_autoptr (GPtrArray) results = NULL;
      g_autoptr (EnrNotebookDay) day = NULL;
      g_autoptr (GError) error = NULL;

      for (guint child = 0; child < n_children; child++)
        {
          EnrNotebookSide side = g_rand_boolean (random) ? ENR_SIDE_HOME : ENR_SIDE_NURSERY;
          EnrNotebookPage *page;

          if (g_rand_int_range (random, 0, 3) == 0)
            continue;
          page = full_page (fixture, child, side);
          page->version = last[child][side] != NULL ? last[child][side]->version : 0;
          page->temperature = 350 + g_rand_int_range (random, 0, 60);
          /* Some are stale, some impossible. */
          if (g_rand_int_range (random, 0, 6) == 0)
            page->version--;
          if (g_rand_int_range (random, 0, 6) == 0)
            page->temperature = 3650;
          page->leave = side == ENR_SIDE_HOME ? H (16, 0) + g_rand_int_range (random, 0, 100)
                                              : ENR_MINUTES_NONE;
          g_ptr_array_add (pages, page);
        }
      results = save_all (fixture, pages, NULL);
      for (guint i = 0; i < results->len; i++)
        {
          const EnrNotebookResult *result = g_ptr_array_index (results, i);
          const EnrNotebookPage *page = g_ptr_array_index (pages, i);
          guint child = 0;

          while (!enr_uuid_equal (&fixture->children[child], &page->child_id))
            child++;
          g_assert_cmpint (result->verdict, !=, ENR_NOTEBOOK_MERGED);
          if (result->verdict != ENR_NOTEBOOK_SAVED)
            continue;
          g_clear_pointer (&last[child][page->side], enr_notebook_page_free);
          last[child][page->side] = enr_notebook_page_copy (page);
          last[child][page->side]->version = result->present->version;
          enr_notebook_page_sort (last[child][page->side]);
        }
      day = enr_notebook_load_day (fixture->db, DAY (6, 10), NULL, &error);
      g_assert_no_error (error);
      for (guint child = 0; child < n_children; child++)
        {
          const EnrNotebookRow *row = enr_notebook_day_find (day, &fixture->children[child]);
          const EnrDayChild *board = enr_day_find (day->day, &fixture->children[child]);

          for (guint side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
            if (last[child][side] == NULL)
              g_assert_cmpint (row->pages[side]->version, ==, 0);
            else
              {
                g_assert_cmpint (row->pages[side]->version, ==, last[child][side]->version);
                g_assert_true (enr_notebook_page_equal (row->pages[side], last[child][side]));
              }
          g_assert_cmpint (board->planned_leave, ==,
                           last[child][ENR_SIDE_HOME] != NULL ? last[child][ENR_SIDE_HOME]->leave
                                                              : ENR_MINUTES_NONE);
        }
    }
  for (guint child = 0; child < n_children; child++)
    for (guint side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
      enr_notebook_page_free (last[child][side]);
  g_rand_free (random);
}

static void
test_words (void)
{
  g_assert_cmpstr (enr_mood_key (ENR_MOOD_BAD), ==, "bad");
  g_assert_cmpstr (enr_mood_paper (ENR_MOOD_GOOD), ==, "良い");
  g_assert_cmpstr (enr_degree_paper (ENR_DEGREE_UNSAID), ==, "");
  g_assert_cmpstr (enr_bath_key (ENR_BATH_SHOWER), ==, "shower");
  g_assert_cmpstr (enr_notebook_event_qualities (ENR_EVENT_BOWEL)[1], ==, "軟便");
  g_assert_null (enr_notebook_event_qualities (ENR_EVENT_MILK)[0]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contact/notebook/words", test_words);
#define TEST(name, n, func)                                                                        \
  g_test_add ("/contact/notebook/" name, Fixture, GUINT_TO_POINTER (n), set_up, func, tear_down)
  TEST ("round", 1, test_round);
  TEST ("midnight", 1, test_midnight);
  TEST ("bad", 1, test_bad);
  TEST ("doubts", 1, test_doubts);
  TEST ("conflict", 6, test_conflict);
  TEST ("day", 13, test_day);
  TEST ("fill-events", 1, test_fill_events);
  TEST ("strip", 1, test_strip);
  TEST ("faults", 2, test_faults);
  TEST ("others", 8, test_others);
  return g_test_run ();
}
