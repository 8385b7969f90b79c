/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Notices, and what they write into the days of the board.
 */
#include "config.h"

#include "contact-fixture.h"

static EnrUuid
add_absence (Fixture *fixture, EnrDate first, EnrDate last, const char *kind, const char *symptoms)
{
  g_autoptr (EnrNotice) notice = absence (fixture, 0, first, last, kind);

  set_text (&notice->symptoms, symptoms);
  return add (fixture, notice);
}

static EnrUuid
add_time (Fixture *fixture, EnrDate day, EnrNoticeKind kind, int minutes)
{
  g_autoptr (EnrNotice) notice = time_notice (fixture, 0, day, kind, minutes);

  return add (fixture, notice);
}

/* The promise: called in at 7:55, on the board at 7:55. */
static void
test_board (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrNotice) notice = absence (fixture, 1, DAY (6, 10), DAY (6, 10), "sick");
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = NULL;
  g_autoptr (GPtrArray) list = NULL;
  const EnrDayChild *child;
  const EnrNotice *stored;

  enr_clock_set_fixed (enr_test_at (7, 55));
  set_text (&notice->symptoms, "　発熱　せき ");
  notice->temperature = 382;
  add (fixture, notice);

  day = enr_day_load (fixture->db, DAY (6, 10), NULL, &error);
  child = enr_day_find (day, &fixture->children[1]);
  g_assert_cmpint (child->status, ==, ENR_STATUS_ABSENT);
  g_assert_cmpstr (enr_day_absence (day, child)->key, ==, "sick");
  g_assert_cmpstr (child->absence_reason, ==, "発熱 せき 38.2℃");
  g_assert_cmpstr (child->notified_by, ==, "母");
  g_assert_cmpint (child->notified_at, ==, enr_test_at (7, 55));
  /* The temperature at home is not the one that is taken here. */
  g_assert_cmpint (child->temperature, ==, 0);

  list = enr_notice_list_day (fixture->db, DAY (6, 10), &error);
  g_assert_cmpuint (list->len, ==, 1);
  stored = g_ptr_array_index (list, 0);
  g_assert_cmpstr (stored->child_name, ==, "石橋 第2子");
  g_assert_cmpint (stored->received_at, ==, enr_test_at (7, 55));
  g_assert_cmpint (stored->temperature, ==, 382);
  g_assert_cmpint (stored->withdrawn_at, ==, ENR_INSTANT_NONE);
}

/* Wednesday to the Tuesday after next week: Sundays and a closure are left out, nothing else. */
static void
test_range (Fixture *fixture, gconstpointer data)
{
  EnrClosure closure = { enr_uuid_none, DAY (6, 12), DAY (6, 12), (char *) "研修", FALSE };
  g_autoptr (EnrNotice) notice = absence (fixture, 0, DAY (6, 10), DAY (6, 16), "personal");
  g_auto (EnrNoticeEffect) effect = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (enr_closure_add (fixture->db, fixture->actor, &closure, NULL, &error));
  g_assert_true (enr_notice_add (fixture->db, fixture->actor, notice, NULL, &effect, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (effect.n_days, ==, 5);
  g_assert_cmpuint (effect.n_shut, ==, 2);
  g_assert_cmpuint (effect.n_past, ==, 0);
  for (EnrDate day = DAY (6, 10); day <= DAY (6, 16); day++)
    assert_shows (fixture, 0, day,
                  day == DAY (6, 12) || day == DAY (6, 14) ? "-" : "personal  by 母");
  assert_shows (fixture, 0, DAY (6, 9), "-");
  assert_shows (fixture, 0, DAY (6, 17), "-");
  text = enr_notice_effect_dup_text (&effect);
  g_assert_cmpstr (text, ==, "2 days are left out, because the nursery is not open.");
}

/* Where Saturdays are applied for, a range goes over those for which the child is not put down. */
static void
test_saturdays (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrFacility) facility = enr_facility_load (fixture->db, &error);
  g_autoptr (EnrNotice) notice = absence (fixture, 0, DAY (6, 10), DAY (6, 20), "sick");
  g_autoptr (EnrNotice) one = absence (fixture, 1, DAY (6, 13), DAY (6, 13), "sick");
  g_auto (EnrNoticeEffect) effect = { 0 };

  facility->is_saturday_by_plan = TRUE;
  g_assert_true (enr_facility_save (fixture->db, fixture->actor, facility, &error));
  plan (fixture, 0, DAY (6, 20), 540, 960);
  g_assert_true (enr_notice_add (fixture->db, fixture->actor, notice, NULL, &effect, &error));
  g_assert_cmpuint (effect.n_unasked, ==, 1);
  assert_shows (fixture, 0, DAY (6, 13), "-");
  assert_shows (fixture, 0, DAY (6, 20), "sick  by 母 plan 9:00-16:00");
  /* Said of that very Saturday, it holds. */
  add (fixture, one);
  assert_shows (fixture, 1, DAY (6, 13), "sick  by 母");
}

static void
test_late_and_early (Fixture *fixture, gconstpointer data)
{
  EnrUuid late, early;

  plan (fixture, 0, DAY (6, 11), 510, 990);
  late = add_time (fixture, DAY (6, 11), ENR_NOTICE_LATE, 630);
  assert_shows (fixture, 0, DAY (6, 11), "plan 10:30-16:30");
  early = add_time (fixture, DAY (6, 11), ENR_NOTICE_EARLY, 840);
  assert_shows (fixture, 0, DAY (6, 11), "plan 10:30-14:00");
  withdraw (fixture, &late);
  assert_shows (fixture, 0, DAY (6, 11), "plan 8:30-14:00");
  withdraw (fixture, &early);
  assert_shows (fixture, 0, DAY (6, 11), "plan 8:30-16:30");
  /* Without a time it is only kept. */
  late = add_time (fixture, DAY (6, 12), ENR_NOTICE_LATE, ENR_MINUTES_NONE);
  assert_shows (fixture, 0, DAY (6, 12), "-");
  withdraw (fixture, &late);
}

static void
test_newer_counts (Fixture *fixture, gconstpointer data)
{
  EnrUuid first = add_absence (fixture, DAY (6, 10), DAY (6, 12), "sick", "発熱");
  EnrUuid late;
  EnrUuid second;
  g_autoptr (EnrNotice) other = absence (fixture, 0, DAY (6, 12), DAY (6, 13), "personal");
  g_auto (EnrNoticeEffect) effect = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  /* "He comes after all, at ten": the absence of that day is over. */
  late = add_time (fixture, DAY (6, 11), ENR_NOTICE_LATE, 600);
  assert_shows (fixture, 0, DAY (6, 10), "sick 発熱 by 母");
  assert_shows (fixture, 0, DAY (6, 11), "plan 10:00-");
  assert_shows (fixture, 0, DAY (6, 12), "sick 発熱 by 母");

  g_assert_true (enr_notice_preview (fixture->db, other, &effect, &error));
  g_assert_cmpuint (effect.others->len, ==, 1);
  text = enr_notice_effect_dup_text (&effect);
  g_assert_cmpstr (text, ==,
                   "There is another notice for these days: absent, 2026-06-10 to 2026-06-12, by "
                   "母. The newer one counts.");
  assert_shows (fixture, 0, DAY (6, 12), "sick 発熱 by 母");
  second = add (fixture, other);
  assert_shows (fixture, 0, DAY (6, 12), "personal  by 母");
  assert_shows (fixture, 0, DAY (6, 13), "personal  by 母");

  /* The first one goes: what the newer ones say stays, and they give nothing of it back. */
  withdraw (fixture, &first);
  assert_shows (fixture, 0, DAY (6, 10), "-");
  assert_shows (fixture, 0, DAY (6, 11), "plan 10:00-");
  assert_shows (fixture, 0, DAY (6, 12), "personal  by 母");
  withdraw (fixture, &second);
  withdraw (fixture, &late);
  for (EnrDate day = DAY (6, 10); day <= DAY (6, 13); day++)
    assert_shows (fixture, 0, day, "-");
}

/* The newest goes first: what the older one said stands again. */
static void
test_older_again (Fixture *fixture, gconstpointer data)
{
  EnrUuid first = add_absence (fixture, DAY (6, 10), DAY (6, 12), "sick", "発熱");
  EnrUuid late = add_time (fixture, DAY (6, 11), ENR_NOTICE_LATE, 600);

  withdraw (fixture, &late);
  assert_shows (fixture, 0, DAY (6, 11), "sick 発熱 by 母");
  withdraw (fixture, &first);
  assert_shows (fixture, 0, DAY (6, 11), "-");
}

/* The same words twice, as mother and father call: taking one back leaves the other. */
static void
test_twice (Fixture *fixture, gconstpointer data)
{
  EnrUuid ids[2];

  for (guint round = 0; round < 2; round++)
    {
      ids[0] = add_absence (fixture, DAY (6, 10), DAY (6, 10), "sick", "発熱");
      ids[1] = add_absence (fixture, DAY (6, 10), DAY (6, 10), "sick", "発熱");
      withdraw (fixture, &ids[round]);
      assert_shows (fixture, 0, DAY (6, 10), "sick 発熱 by 母");
      withdraw (fixture, &ids[1 - round]);
      assert_shows (fixture, 0, DAY (6, 10), "-");
    }
}

/* What somebody entered since is not the notice's to take back. */
static void
test_entered_since (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = add_absence (fixture, DAY (6, 10), DAY (6, 12), "sick", "発熱");
  EnrEntryAbsence entry = { "bereavement", "祖父", "父", 0 };
  g_auto (EnrNoticeEffect) effect = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (enr_entry_set_absence (fixture->db, fixture->actor, &fixture->children[0],
                                        DAY (6, 11), &entry, &error));
  g_assert_true (enr_notice_withdraw (fixture->db, fixture->actor, &id, "誤り", &effect, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (effect.n_left, ==, 1);
  text = enr_notice_effect_dup_text (&effect);
  g_assert_cmpstr (text, ==, "1 entry was changed since and stays as it is.");
  assert_shows (fixture, 0, DAY (6, 10), "-");
  assert_shows (fixture, 0, DAY (6, 11), "bereavement 祖父 by 父");
  assert_shows (fixture, 0, DAY (6, 12), "-");
}

/* What was there before comes back as it was, with who called and when. */
static void
test_before (Fixture *fixture, gconstpointer data)
{
  EnrEntryAbsence entry = { "personal", "旅行", "父", enr_test_at (8, 0) - 86400 };
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = NULL;
  EnrUuid id;

  g_assert_true (enr_entry_set_absence (fixture->db, fixture->actor, &fixture->children[0],
                                        DAY (6, 10), &entry, &error));
  id = add_absence (fixture, DAY (6, 10), DAY (6, 10), "sick", "発熱");
  assert_shows (fixture, 0, DAY (6, 10), "sick 発熱 by 母");
  withdraw (fixture, &id);
  assert_shows (fixture, 0, DAY (6, 10), "personal 旅行 by 父");
  day = enr_day_load (fixture->db, DAY (6, 10), NULL, &error);
  g_assert_cmpint (enr_day_find (day, &fixture->children[0])->notified_at, ==,
                   enr_test_at (8, 0) - 86400);
}

/* A child who is here: said so, and the day's own alarm stands. */
static void
test_mismatch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrNotice) notice = absence (fixture, 0, DAY (6, 10), DAY (6, 11), "sick");
  g_auto (EnrNoticeEffect) effect = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  EnrUuid id;

  arrive (fixture, 0, enr_test_at (8, 30));
  g_assert_true (enr_notice_add (fixture->db, fixture->actor, notice, &id, &effect, &error));
  g_assert_cmpuint (effect.n_arrived, ==, 1);
  g_assert_cmpint (effect.arrived_day, ==, DAY (6, 10));
  text = enr_notice_effect_dup_text (&effect);
  g_assert_cmpstr (text, ==,
                   "The child has arrived on 2026-06-10; please make sure which is right.");
  assert_shows (fixture, 0, DAY (6, 10), "sick  by 母 !");
  withdraw (fixture, &id);
  assert_shows (fixture, 0, DAY (6, 10), "-");
}

static EnrNotice *
load (Fixture *fixture, const EnrUuid *id)
{
  g_autoptr (GError) error = NULL;
  EnrNotice *notice = enr_notice_load (fixture->db, id, &error);

  g_assert_no_error (error);
  return notice;
}

static void
change (Fixture *fixture, const EnrNotice *notice, const EnrNotice *seen, EnrNoticeEffect *effect)
{
  g_autoptr (GError) error = NULL;

  enr_notice_change (fixture->db, fixture->actor, notice, seen, effect, &error);
  g_assert_no_error (error);
}

static void
test_change (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = add_absence (fixture, DAY (6, 10), DAY (6, 12), "sick", "発熱");
  g_autoptr (EnrNotice) seen = load (fixture, &id);
  g_autoptr (EnrNotice) changed = enr_notice_copy (seen);
  g_autoptr (EnrNotice) second = NULL;
  g_autoptr (GError) error = NULL;

  /* Longer at one end, shorter at the other, and the doctor has spoken. */
  changed->first_day = DAY (6, 11);
  changed->last_day = DAY (6, 15);
  set_text (&changed->absence_kind, "suspension");
  set_text (&changed->diagnosis, "手足口病");
  change (fixture, changed, seen, NULL);
  assert_shows (fixture, 0, DAY (6, 10), "-");
  assert_shows (fixture, 0, DAY (6, 11), "suspension 手足口病 発熱 by 母");
  assert_shows (fixture, 0, DAY (6, 15), "suspension 手足口病 発熱 by 母");

  /* Who read it before that has to look again. */
  g_assert_false (enr_notice_change (fixture->db, fixture->actor, changed, seen, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_clear_error (&error);

  /* Not absent after all, but late. */
  second = load (fixture, &id);
  g_clear_pointer (&changed, enr_notice_free);
  changed = enr_notice_copy (second);
  changed->kind = ENR_NOTICE_LATE;
  changed->last_day = changed->first_day;
  changed->arrive = 660;
  change (fixture, changed, second, NULL);
  assert_shows (fixture, 0, DAY (6, 11), "plan 11:00-");
  assert_shows (fixture, 0, DAY (6, 12), "-");
  withdraw (fixture, &id);
  assert_shows (fixture, 0, DAY (6, 11), "-");
}

/* A change of the older of two notices does not go over the newer one. */
static void
test_change_below (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = add_absence (fixture, DAY (6, 10), DAY (6, 12), "sick", "発熱");
  EnrUuid late = add_time (fixture, DAY (6, 11), ENR_NOTICE_LATE, 600);
  g_autoptr (EnrNotice) seen = load (fixture, &id);
  g_autoptr (EnrNotice) changed = enr_notice_copy (seen);

  set_text (&changed->symptoms, "発熱、せき");
  change (fixture, changed, seen, NULL);
  assert_shows (fixture, 0, DAY (6, 10), "sick 発熱、せき by 母");
  assert_shows (fixture, 0, DAY (6, 11), "plan 10:00-");
  withdraw (fixture, &late);
  assert_shows (fixture, 0, DAY (6, 11), "sick 発熱、せき by 母");
  withdraw (fixture, &id);
  assert_shows (fixture, 0, DAY (6, 11), "-");
}

/* Closed days (締め) that are still meant stay; others cannot be touched. */
static void
test_change_closed (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = add_absence (fixture, DAY (6, 9), DAY (6, 12), "sick", "発熱");
  g_autoptr (EnrNotice) seen = load (fixture, &id);
  g_autoptr (EnrNotice) changed = enr_notice_copy (seen);
  g_auto (EnrNoticeEffect) effect = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  close_day (fixture, DAY (6, 9));
  set_text (&changed->diagnosis, "肺炎");
  changed->last_day = DAY (6, 11);
  change (fixture, changed, seen, &effect);
  g_assert_cmpuint (effect.n_locked, ==, 1);
  assert_shows (fixture, 0, DAY (6, 9), "sick 発熱 by 母");
  assert_shows (fixture, 0, DAY (6, 10), "sick 肺炎 発熱 by 母");
  assert_shows (fixture, 0, DAY (6, 12), "-");

  before = enr_test_dump (fixture->nursery->path);
  g_clear_pointer (&seen, enr_notice_free);
  seen = load (fixture, &id);
  changed->first_day = DAY (6, 10);
  g_assert_false (enr_notice_change (fixture->db, fixture->actor, changed, seen, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_false (enr_notice_withdraw (fixture->db, fixture->actor, &id, NULL, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CLOSED);
  g_assert_nonnull (strstr (error->message, "2026-06-09"));
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);
}

static void
test_child_list (Fixture *fixture, gconstpointer data)
{
  EnrUuid first, second;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  first = add_absence (fixture, DAY (6, 10), DAY (6, 10), "sick", "");
  enr_clock_set_fixed (enr_test_at (11, 0));
  second = add_absence (fixture, DAY (6, 11), DAY (6, 11), "sick", "");
  withdraw (fixture, &first);
  list = enr_notice_list_child (fixture->db, &fixture->children[0], &error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_true (enr_uuid_equal (&((EnrNotice *) g_ptr_array_index (list, 0))->id, &second));
  g_assert_cmpint (((EnrNotice *) g_ptr_array_index (list, 1))->withdrawn_at, ==,
                   enr_test_at (11, 0));
  g_clear_pointer (&list, g_ptr_array_unref);
  list = enr_notice_list_child (fixture->db, &fixture->children[1], &error);
  g_assert_cmpuint (list->len, ==, 0);
}

static gboolean
add_action (Fixture *fixture, gpointer data, GError **error)
{
  g_autoptr (EnrNotice) notice = absence (fixture, 0, DAY (6, 10), DAY (6, 12), "suspension");

  notice->disease = g_strdup ("influenza");
  return enr_notice_add (fixture->db, fixture->actor, notice, data, NULL, error);
}

static gboolean
change_action (Fixture *fixture, gpointer data, GError **error)
{
  g_autoptr (EnrNotice) seen = enr_notice_load (fixture->db, data, error);
  g_autoptr (EnrNotice) changed = seen != NULL ? enr_notice_copy (seen) : NULL;

  if (changed == NULL)
    return FALSE;
  changed->last_day = DAY (6, 11);
  set_text (&changed->disease, "covid-19");
  return enr_notice_change (fixture->db, fixture->actor, changed, seen, NULL, error);
}

static gboolean
withdraw_action (Fixture *fixture, gpointer data, GError **error)
{
  return enr_notice_withdraw (fixture->db, fixture->actor, data, NULL, NULL, error);
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  EnrUuid id;

  add_time (fixture, DAY (6, 11), ENR_NOTICE_LATE, 600);
  fail_each_statement (fixture, add_action, &id);
  add_time (fixture, DAY (6, 10), ENR_NOTICE_LATE, 600);
  fail_each_statement (fixture, withdraw_action, &id);
}

static void
test_change_faults (Fixture *fixture, gconstpointer data)
{
  EnrUuid id;
  g_autoptr (GError) error = NULL;

  g_assert_true (add_action (fixture, &id, &error));
  add_time (fixture, DAY (6, 12), ENR_NOTICE_LATE, 600);
  fail_each_statement (fixture, change_action, &id);
}

/* Notices at random, taken back in random order: the days are what they were. */
static void
test_random (Fixture *fixture, gconstpointer data)
{
  for (guint round = 0; round < 12; round++)
    {
      GArray *ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
      g_autoptr (GString) shown_before = g_string_new (NULL);
      g_autoptr (GString) shown_after = g_string_new (NULL);

      if (round % 3 == 0)
        plan (fixture, 0, DAY (6, 15) + g_test_rand_int_range (0, 5), 510, 1020);
      for (EnrDate day = DAY (6, 15); day < DAY (6, 20); day++)
        {
          g_autofree char *text = show (fixture, 0, day);

          g_string_append_printf (shown_before, "%s|", text);
        }
      for (guint i = 0; i < 6; i++)
        {
          EnrDate day = DAY (6, 15) + g_test_rand_int_range (0, 5);
          EnrUuid id;

          switch (g_test_rand_int_range (0, 3))
            {
            case 0:
              id = add_absence (fixture, day, day + g_test_rand_int_range (0, 3),
                                g_test_rand_bit () ? "sick" : "personal",
                                g_test_rand_bit () ? "発熱" : "");
              break;
            case 1:
              id = add_time (fixture, day, ENR_NOTICE_LATE,
                             600 + g_test_rand_int_range (0, 3) * 30);
              break;
            default:
              id = add_time (fixture, day, ENR_NOTICE_EARLY,
                             840 + g_test_rand_int_range (0, 3) * 30);
              break;
            }
          g_array_append_val (ids, id);
          if (g_test_rand_bit ())
            {
              guint at = (guint) g_test_rand_int_range (0, (gint32) ids->len);

              withdraw (fixture, &g_array_index (ids, EnrUuid, at));
              g_array_remove_index (ids, at);
            }
        }
      while (ids->len > 0)
        {
          guint at = (guint) g_test_rand_int_range (0, (gint32) ids->len);

          withdraw (fixture, &g_array_index (ids, EnrUuid, at));
          g_array_remove_index (ids, at);
        }
      for (EnrDate day = DAY (6, 15); day < DAY (6, 20); day++)
        {
          g_autofree char *text = show (fixture, 0, day);

          g_string_append_printf (shown_after, "%s|", text);
        }
      g_assert_cmpstr (shown_after->str, ==, shown_before->str);
      g_array_unref (ids);
    }
}

/* The standing notices by which the day goes, as letters in the order of @ids: "a-c". */
static char *
dup_counting (Fixture *fixture, EnrDate day, const EnrUuid *ids, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = enr_notice_list_day (fixture->db, day, &error);
  char *text = g_strnfill (n, '-');

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    {
      const EnrNotice *notice = g_ptr_array_index (list, i);

      for (guint k = 0; k < n; k++)
        if (notice->counts && enr_uuid_equal (&notice->id, &ids[k]))
          text[k] = (char) ('a' + k);
    }
  return text;
}

#define assert_counting(day, n, expected)                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *counting_ = dup_counting (fixture, day, ids, n);                              \
    g_assert_cmpstr (counting_, ==, expected);                                                     \
  }                                                                                                \
  G_STMT_END

static void
test_counts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrNotice) sick = absence (fixture, 0, DAY (6, 10), DAY (6, 15), "sick");
  g_autoptr (EnrNotice) other = absence (fixture, 0, DAY (6, 11), DAY (6, 11), "personal");
  g_autoptr (EnrNotice) late = time_notice (fixture, 0, DAY (6, 11), ENR_NOTICE_LATE, 600);
  g_autoptr (EnrNotice) early = time_notice (fixture, 0, DAY (6, 11), ENR_NOTICE_EARLY, 900);
  g_autoptr (EnrNotice) untimed
      = time_notice (fixture, 0, DAY (6, 11), ENR_NOTICE_LATE, ENR_MINUTES_NONE);
  g_autoptr (GError) error = NULL;
  EnrUuid ids[6];

  ids[0] = add (fixture, sick);
  assert_counting (DAY (6, 11), 1, "a");
  /* A Sunday in between: nothing goes by it. */
  assert_counting (DAY (6, 14), 1, "-");
  ids[1] = add (fixture, other);
  assert_counting (DAY (6, 11), 2, "-b");
  assert_counting (DAY (6, 12), 2, "a-");
  ids[2] = add (fixture, late);
  assert_counting (DAY (6, 11), 3, "--c");
  ids[3] = add (fixture, early);
  assert_counting (DAY (6, 11), 4, "--cd");
  ids[4] = add (fixture, untimed);
  assert_counting (DAY (6, 11), 5, "--cd-");
  late->arrive = 630;
  ids[5] = add (fixture, late);
  assert_counting (DAY (6, 11), 6, "---d-f");
  withdraw (fixture, &ids[5]);
  assert_counting (DAY (6, 11), 6, "--cd--");
  withdraw (fixture, &ids[2]);
  assert_counting (DAY (6, 11), 6, "---de-");
  /* The office enters by hand that the child is absent all the same. */
  {
    EnrEntryAbsence entered = { "sick", "", "", ENR_INSTANT_NONE };

    g_assert_true (enr_entry_set_absence (fixture->db, fixture->actor, &fixture->children[0],
                                          DAY (6, 11), &entered, &error));
  }
  assert_counting (DAY (6, 11), 6, "------");
  {
    g_autoptr (GPtrArray) list = enr_notice_list_child (fixture->db, &fixture->children[0], &error);
    guint n = 0;

    for (guint i = 0; i < list->len; i++)
      n += ((const EnrNotice *) g_ptr_array_index (list, i))->counts;
    /* Of the range other days go by it. */
    g_assert_cmpuint (n, ==, 1);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, GUINT_TO_POINTER (2), set_up, func, tear_down)
  ADD ("/notice/board", test_board);
  ADD ("/notice/range", test_range);
  ADD ("/notice/saturdays", test_saturdays);
  ADD ("/notice/late-and-early", test_late_and_early);
  ADD ("/notice/newer-counts", test_newer_counts);
  ADD ("/notice/older-again", test_older_again);
  ADD ("/notice/counts", test_counts);
  ADD ("/notice/twice", test_twice);
  ADD ("/notice/entered-since", test_entered_since);
  ADD ("/notice/before", test_before);
  ADD ("/notice/mismatch", test_mismatch);
  ADD ("/notice/change", test_change);
  ADD ("/notice/change-below", test_change_below);
  ADD ("/notice/change-closed", test_change_closed);
  ADD ("/notice/child-list", test_child_list);
  ADD ("/notice/faults", test_faults);
  ADD ("/notice/change-faults", test_change_faults);
  ADD ("/notice/random", test_random);
  return g_test_run ();
}
