/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Illnesses: opened by a notice, filled in, watched until the child is back with its paper.
 */
#include "config.h"

#include "contact-fixture.h"

static EnrUuid
tell_influenza (Fixture *fixture)
{
  g_autoptr (EnrNotice) notice = absence (fixture, 0, DAY (6, 10), DAY (6, 12), "suspension");

  notice->disease = g_strdup ("influenza");
  return add (fixture, notice);
}

static EnrIllness *
find (Fixture *fixture, guint child)
{
  g_autoptr (GError) error = NULL;
  EnrIllness *illness
      = enr_illness_find_open (fixture->db, &fixture->children[child], NULL, &error);

  g_assert_no_error (error);
  return illness;
}

static void
save (Fixture *fixture, EnrIllness *illness, const EnrIllness *seen)
{
  g_autoptr (GError) error = NULL;

  enr_illness_save (fixture->db, fixture->actor, illness, seen, &error);
  g_assert_no_error (error);
}

/* Sets one day of the child's open illness. */
static void
set_anchor (Fixture *fixture, EnrAnchor anchor, EnrDate day)
{
  g_autoptr (EnrIllness) seen = find (fixture, 0);
  g_autoptr (EnrIllness) illness = enr_illness_copy (seen);

  illness->anchors[anchor] = day;
  save (fixture, illness, seen);
}

/* "may come from 令和8年6月16日(火) [paper early]"; "nobody". */
static char *
watched (Fixture *fixture, EnrDate date)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = enr_day_load (fixture->db, date, NULL, &error);
  g_autoptr (GPtrArray) list = enr_illness_watch (fixture->db, day, &error);
  const EnrWatch *watch;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  if (list->len == 0)
    return g_strdup ("nobody");
  g_assert_cmpuint (list->len, ==, 1);
  watch = g_ptr_array_index (list, 0);
  text = enr_return_dup_text (&watch->earliest, watch->disease);
  return g_strdup_printf ("%s [%s%s%s]", text, (watch->flags & ENR_WATCH_PAPER) != 0 ? "p" : "",
                          (watch->flags & ENR_WATCH_HERE) != 0 ? "h" : "",
                          (watch->flags & ENR_WATCH_EARLY) != 0 ? "e" : "");
}

#define assert_watched(fixture, date, expected)                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *watched_ = watched (fixture, date);                                           \
    g_assert_cmpstr (watched_, ==, expected);                                                      \
  }                                                                                                \
  G_STMT_END

/* A whole influenza, as a nursery lives it. */
static void
test_story (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrIllness) seen = NULL;
  g_autoptr (EnrIllness) illness = NULL;

  tell_influenza (fixture);
  assert_watched (fixture, DAY (6, 9), "nobody");
  assert_watched (fixture, DAY (6, 10), "not known yet, because the day of onset is missing [p]");
  set_anchor (fixture, ENR_ANCHOR_ONSET, DAY (6, 9));
  assert_watched (
      fixture, DAY (6, 11),
      "not known yet, because the day without fever is missing; not before 令和8年6月15日(月) [p]");

  enr_clock_set_fixed (enr_test_at (10, 0) + 3 * 86400);
  set_anchor (fixture, ENR_ANCHOR_FEVER, DAY (6, 13));
  /* No absence is announced for the days between the notice's end and the return. */
  assert_watched (fixture, DAY (6, 13), "may come from 令和8年6月17日(水) [pe]");
  assert_watched (fixture, DAY (6, 14), "may come from 令和8年6月17日(水) [p]"); /* a Sunday */
  assert_watched (fixture, DAY (6, 16), "may come from 令和8年6月17日(水) [pe]");
  assert_watched (fixture, DAY (6, 17), "may come from 令和8年6月17日(水) [p]");

  /* It comes a day early, and then rightly, without the paper. */
  enr_clock_set_fixed (enr_test_at (10, 0) + 6 * 86400);
  arrive (fixture, 0, enr_test_at (8, 30) + 6 * 86400);
  assert_watched (fixture, DAY (6, 16), "may come from 令和8年6月17日(水) [phe]");
  enr_clock_set_fixed (enr_test_at (10, 0) + 7 * 86400);
  arrive (fixture, 0, enr_test_at (8, 30) + 7 * 86400);
  assert_watched (fixture, DAY (6, 17), "may come from 令和8年6月17日(水) [ph]");

  seen = find (fixture, 0);
  illness = enr_illness_copy (seen);
  illness->back_day = DAY (6, 17);
  save (fixture, illness, seen);
  assert_watched (fixture, DAY (6, 18), "may come from 令和8年6月17日(水) [p]");
  g_clear_pointer (&seen, enr_illness_free);
  seen = find (fixture, 0);
  g_clear_pointer (&illness, enr_illness_free);
  illness = enr_illness_copy (seen);
  illness->paper_day = DAY (6, 17);
  save (fixture, illness, seen);
  assert_watched (fixture, DAY (6, 18), "nobody");
  g_assert_null (find (fixture, 0));
}

static void
test_texts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *text = NULL;

  tell_influenza (fixture);
  arrive (fixture, 0, enr_test_at (9, 0));
  day = enr_day_load (fixture->db, DAY (6, 10), NULL, &error);
  list = enr_illness_watch (fixture->db, day, &error);
  text = enr_watch_dup_text (g_ptr_array_index (list, 0), day);
  g_assert_cmpstr (
      text, ==,
      "青木 第1子: インフルエンザ, not known yet, because the day of onset is missing; has "
      "come earlier than allowed; the doctor's opinion is missing");
}

/* Taken ill here: the arrival of the morning was before anybody knew. */
static void
test_taken_ill_here (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrNotice) notice = absence (fixture, 0, DAY (6, 11), DAY (6, 12), "suspension");

  arrive (fixture, 0, enr_test_at (8, 30));
  notice->disease = g_strdup ("influenza");
  add (fixture, notice);
  assert_watched (fixture, DAY (6, 10), "not known yet, because the day of onset is missing [ph]");
  assert_watched (fixture, DAY (6, 13), "not known yet, because the day of onset is missing [pe]");
}

/* By words, a child is never too early; and a paper that nobody asks for is not missing. */
static void
test_words (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrIllness) illness = enr_illness_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDisease) seen = enr_disease_load (fixture->db, "roseola", &error);
  g_autoptr (EnrDisease) disease = enr_disease_copy (seen);

  illness->child_id = fixture->children[0];
  set_text (&illness->disease, "roseola");
  save (fixture, illness, NULL);
  arrive (fixture, 0, enr_test_at (9, 0));
  assert_watched (fixture, DAY (6, 10), "by the criteria: 解熱し機嫌が良く全身状態が良いこと [ph]");
  disease->paper = ENR_RETURN_PAPER_NONE;
  g_assert_true (enr_disease_save (fixture->db, fixture->actor, disease, seen, &error));
  assert_watched (fixture, DAY (6, 10), "by the criteria: 解熱し機嫌が良く全身状態が良いこと [h]");
}

static void
test_with_notice (Fixture *fixture, gconstpointer data)
{
  EnrUuid first = tell_influenza (fixture);
  EnrUuid second = tell_influenza (fixture);
  g_autoptr (EnrIllness) illness = find (fixture, 0);
  g_autoptr (EnrNotice) seen = NULL;
  g_autoptr (EnrNotice) changed = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;

  /* Told twice, it is one illness, that of the first. */
  g_assert_true (enr_uuid_equal (&illness->notice_id, &first));
  g_assert_cmpint (illness->known_day, ==, DAY (6, 10));
  withdraw (fixture, &second);
  list = enr_illness_list_child (fixture->db, &fixture->children[0], &error);
  g_assert_cmpuint (list->len, ==, 1);

  /* The doctor says otherwise. */
  seen = enr_notice_load (fixture->db, &first, &error);
  changed = enr_notice_copy (seen);
  set_text (&changed->disease, "covid-19");
  g_assert_true (enr_notice_change (fixture->db, fixture->actor, changed, seen, NULL, &error));
  g_clear_pointer (&illness, enr_illness_free);
  illness = find (fixture, 0);
  g_assert_cmpstr (illness->disease, ==, "covid-19");
  g_clear_pointer (&list, g_ptr_array_unref);
  list = enr_illness_list_child (fixture->db, &fixture->children[0], &error);
  g_assert_cmpuint (list->len, ==, 1);

  /* Untouched, it goes with the notice; with a day entered, it stays. */
  withdraw (fixture, &first);
  g_assert_null (find (fixture, 0));
  first = tell_influenza (fixture);
  set_anchor (fixture, ENR_ANCHOR_ONSET, DAY (6, 9));
  withdraw (fixture, &first);
  g_clear_pointer (&illness, enr_illness_free);
  illness = find (fixture, 0);
  g_assert_nonnull (illness);
  g_assert_true (enr_illness_remove (fixture->db, fixture->actor, &illness->id, "誤り", &error));
  g_assert_null (find (fixture, 0));
  g_assert_false (enr_illness_remove (fixture->db, fixture->actor, &illness->id, "誤り", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
}

static void
assert_refused (Fixture *fixture, EnrIllness *illness, const EnrIllness *seen, int code)
{
  g_autofree char *before = enr_test_dump (fixture->nursery->path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (enr_illness_save (fixture->db, fixture->actor, illness, seen, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, code);
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);
}

static void
test_bad (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrIllness) illness = enr_illness_new ();
  g_autoptr (EnrIllness) seen = NULL;
  g_autoptr (EnrIllness) second = NULL;

  illness->child_id = enr_uuid_new ();
  set_text (&illness->disease, "mumps");
  assert_refused (fixture, illness, NULL, ENR_NURSERY_ERROR_UNKNOWN);
  illness->child_id = fixture->children[0];
  set_text (&illness->disease, "cold");
  assert_refused (fixture, illness, NULL, ENR_NURSERY_ERROR_UNKNOWN);
  set_text (&illness->disease, "mumps");
  illness->anchors[ENR_ANCHOR_SWELLING] = DAY (6, 11);
  assert_refused (fixture, illness, NULL, ENR_NURSERY_ERROR_INVALID);
  illness->anchors[ENR_ANCHOR_SWELLING] = enr_date_new (2025, 6, 9);
  assert_refused (fixture, illness, NULL, ENR_NURSERY_ERROR_INVALID);
  illness->anchors[ENR_ANCHOR_SWELLING] = DAY (6, 8);
  illness->anchors[ENR_ANCHOR_ONSET] = DAY (6, 9);
  assert_refused (fixture, illness, NULL, ENR_NURSERY_ERROR_ORDER);
  illness->anchors[ENR_ANCHOR_ONSET] = DAY (6, 8);
  illness->back_day = DAY (6, 7);
  assert_refused (fixture, illness, NULL, ENR_NURSERY_ERROR_ORDER);
  illness->back_day = ENR_DATE_NONE;
  illness->known_day = ENR_DATE_NONE;
  assert_refused (fixture, illness, NULL, ENR_NURSERY_ERROR_INVALID);
  illness->known_day = DAY (6, 10);
  save (fixture, illness, NULL);

  /* Not twice at a time, and not over what another wrote. */
  second = enr_illness_new ();
  second->child_id = fixture->children[0];
  set_text (&second->disease, "mumps");
  assert_refused (fixture, second, NULL, ENR_NURSERY_ERROR_ALREADY);
  seen = enr_illness_copy (illness);
  illness->paper_day = DAY (6, 10);
  save (fixture, illness, seen);
  assert_refused (fixture, illness, seen, ENR_NURSERY_ERROR_CHANGED);
}

static gboolean
save_action (Fixture *fixture, gpointer data, GError **error)
{
  g_autoptr (EnrIllness) seen
      = enr_illness_find_open (fixture->db, &fixture->children[0], NULL, error);
  g_autoptr (EnrIllness) illness = NULL;

  if (seen == NULL)
    return FALSE;
  illness = enr_illness_copy (seen);
  illness->anchors[ENR_ANCHOR_ONSET] = DAY (6, 9);
  return enr_illness_save (fixture->db, fixture->actor, illness, seen, error);
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  tell_influenza (fixture);
  fail_each_statement (fixture, save_action, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, GUINT_TO_POINTER (2), set_up, func, tear_down)
  ADD ("/illness/story", test_story);
  ADD ("/illness/texts", test_texts);
  ADD ("/illness/taken-ill-here", test_taken_ill_here);
  ADD ("/illness/words", test_words);
  ADD ("/illness/with-notice", test_with_notice);
  ADD ("/illness/bad", test_bad);
  ADD ("/illness/faults", test_faults);
  return g_test_run ();
}
