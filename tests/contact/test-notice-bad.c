/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Notices that are refused: in words, and nothing is written.
 */
#include "config.h"

#include "contact-fixture.h"
#include "nursery/enrolment.h"

static void
assert_refused (Fixture *fixture, const EnrNotice *notice, int code, const char *words)
{
  g_autofree char *before = enr_test_dump (fixture->nursery->path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (enr_notice_add (fixture->db, fixture->actor, notice, NULL, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, code);
  g_assert_nonnull (strstr (error->message, words));
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);
  if (code != ENR_NURSERY_ERROR_CLOSED && code != ENR_NURSERY_ERROR_ORDER)
    {
      g_auto (EnrNoticeEffect) effect = { 0 };

      g_clear_error (&error);
      g_assert_false (enr_notice_preview (fixture->db, notice, &effect, &error));
      g_assert_error (error, ENR_NURSERY_ERROR, code);
    }
}

static void
test_days (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrNotice) notice = absence (fixture, 0, DAY (6, 12), DAY (6, 11), "sick");

  assert_refused (fixture, notice, ENR_NURSERY_ERROR_ORDER, "before the first");
  notice->last_day = DAY (6, 12) + 199;
  assert_refused (fixture, notice, ENR_NURSERY_ERROR_INVALID, "That is 200 days");
  notice->last_day = DAY (6, 12) + ENR_NOTICE_MAX_DAYS;
  assert_refused (fixture, notice, ENR_NURSERY_ERROR_INVALID, "101 days");
  notice->first_day = notice->last_day = enr_date_new (2027, 6, 12);
  assert_refused (fixture, notice, ENR_NURSERY_ERROR_INVALID, "a year ahead");
  notice->first_day = notice->last_day = ENR_DATE_NONE;
  assert_refused (fixture, notice, ENR_NURSERY_ERROR_INVALID, "day is missing");
  notice->first_day = notice->last_day = DAY (6, 14);
  assert_refused (fixture, notice, ENR_NURSERY_ERROR_INVALID, "not open on 2026-06-14");
  notice->first_day = DAY (6, 10);
  notice->return_day = DAY (6, 14);
  assert_refused (fixture, notice, ENR_NURSERY_ERROR_INVALID, "not behind");
  notice->return_day = DAY (6, 15);
  add (fixture, notice);
}

static void
test_enrolment (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrNotice) notice = absence (fixture, 0, DAY (3, 31), DAY (3, 31), "sick");
  g_auto (EnrNoticeEffect) effect = { 0 };
  g_autoptr (GError) error = NULL;

  assert_refused (fixture, notice, ENR_NURSERY_ERROR_NOT_ENROLLED, "not enrolled on 2026-03-31");
  /* Of a range only the days that are the child's. */
  notice->last_day = DAY (4, 2);
  g_assert_true (enr_notice_add (fixture->db, fixture->actor, notice, NULL, &effect, &error));
  g_assert_cmpuint (effect.n_days, ==, 2);
  g_assert_cmpuint (effect.n_away, ==, 1);
  g_assert_cmpuint (effect.n_past, ==, 2);
  assert_shows (fixture, 0, DAY (4, 1), "sick  by 母");

  notice->child_id = enr_uuid_new ();
  assert_refused (fixture, notice, ENR_NURSERY_ERROR_UNKNOWN, "no such child");
  /* One who left. */
  g_assert_true (enr_child_leave (fixture->db, fixture->actor, &fixture->children[1], DAY (6, 9),
                                  "転居", &error));
  notice->child_id = fixture->children[1];
  notice->first_day = notice->last_day = DAY (6, 10);
  assert_refused (fixture, notice, ENR_NURSERY_ERROR_NOT_ENROLLED, "not enrolled");
}

/* The last day is entered while an absence runs on: it ends with the enrolment, and can still be
 * changed and withdrawn. */
static void
test_leaves (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrNotice) notice = absence (fixture, 1, DAY (6, 10), DAY (6, 19), "sick");
  g_autoptr (EnrNotice) seen = NULL;
  g_autoptr (EnrNotice) changed = NULL;
  g_autoptr (EnrIllness) illness = enr_illness_new ();
  g_auto (EnrNoticeEffect) effect = { 0 };
  g_autoptr (GError) error = NULL;
  EnrUuid id = add (fixture, notice);

  g_assert_true (enr_child_leave (fixture->db, fixture->actor, &fixture->children[1], DAY (6, 12),
                                  "転居", &error));
  for (int day = 12; day <= 15; day += 3)
    {
      g_autoptr (GPtrArray) list = enr_notice_list_day (fixture->db, DAY (6, day), &error);

      g_assert_cmpuint (list->len, ==, 1);
      g_assert_cmpint (((const EnrNotice *) g_ptr_array_index (list, 0))->counts, ==, day == 12);
    }
  seen = enr_notice_load (fixture->db, &id, &error);
  changed = enr_notice_copy (seen);
  set_text (&changed->symptoms, "発熱");
  g_assert_true (enr_notice_change (fixture->db, fixture->actor, changed, seen, &effect, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (effect.n_days, ==, 3);
  assert_shows (fixture, 1, DAY (6, 12), "sick 発熱 by 母");
  withdraw (fixture, &id);
  assert_shows (fixture, 1, DAY (6, 12), "-");

  /* Gone, and heard of as ill: watched nowhere. */
  enr_clock_set_fixed (enr_test_at (10, 0) + 10 * 86400);
  illness->child_id = fixture->children[1];
  set_text (&illness->disease, "influenza");
  illness->known_day = DAY (6, 20);
  g_assert_false (enr_illness_save (fixture->db, fixture->actor, illness, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_NOT_ENROLLED);
  g_clear_error (&error);
  illness->known_day = DAY (6, 12);
  g_assert_true (enr_illness_save (fixture->db, fixture->actor, illness, NULL, &error));
}

static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrNotice) notice = absence (fixture, 0, DAY (6, 10), DAY (6, 10), "holiday");
  g_autoptr (EnrNotice) late = time_notice (fixture, 0, DAY (6, 10), ENR_NOTICE_LATE, 600);

  assert_refused (fixture, notice, ENR_NURSERY_ERROR_UNKNOWN, "sick (病欠)");
  set_text (&notice->absence_kind, NULL);
  assert_refused (fixture, notice, ENR_NURSERY_ERROR_INVALID, "kind of absence is missing");
  set_text (&notice->absence_kind, "unannounced");
  assert_refused (fixture, notice, ENR_NURSERY_ERROR_INVALID, "without a word");
  set_text (&notice->absence_kind, "sick");
  notice->disease = g_strdup ("cold");
  assert_refused (fixture, notice, ENR_NURSERY_ERROR_UNKNOWN, "cold");

  late->last_day = DAY (6, 11);
  assert_refused (fixture, late, ENR_NURSERY_ERROR_INVALID, "for one day");
  late->last_day = DAY (6, 10);
  late->arrive = 1621;
  assert_refused (fixture, late, ENR_NURSERY_ERROR_INVALID, "not a time");
  plan (fixture, 0, DAY (6, 10), 510, 960);
  late->arrive = 960;
  assert_refused (fixture, late, ENR_NURSERY_ERROR_ORDER, "planned departure");
  late->arrive = 600;
  late->received_at = enr_test_at (10, 2);
  assert_refused (fixture, late, ENR_NURSERY_ERROR_INVALID, "in the future");
  late->received_at = enr_test_at (9, 0);
  add (fixture, late);
}

/* A time at which the nursery is not open is a slip; what was meant is asked where it can be
 * guessed. */
static void
test_hours (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrNotice) late = time_notice (fixture, 0, DAY (6, 10), ENR_NOTICE_LATE, 1530);
  g_autoptr (EnrNotice) early = time_notice (fixture, 0, DAY (6, 10), ENR_NOTICE_EARLY, 90);
  g_autoptr (EnrFacility) facility = NULL;
  g_autoptr (GError) error = NULL;

  facility = enr_facility_load (fixture->db, &error);
  g_assert_no_error (error);
  facility->weekday.open = 7 * 60;
  facility->weekday.close = 19 * 60;
  facility->saturday.open = 8 * 60;
  facility->saturday.close = 13 * 60;
  g_assert_true (enr_facility_save (fixture->db, fixture->actor, facility, &error));

  assert_refused (fixture, late, ENR_NURSERY_ERROR_INVALID,
                  "25:30 is outside of that day's hours, "
                  "7:00 to 19:00. Is it 13:30?");
  late->arrive = 19 * 60;
  assert_refused (fixture, late, ENR_NURSERY_ERROR_INVALID, "19:00 is outside");
  late->arrive = 7 * 60 - 1;
  assert_refused (fixture, late, ENR_NURSERY_ERROR_INVALID, "6:59 is outside");
  late->arrive = 19 * 60 - 1;
  add (fixture, late);

  assert_refused (fixture, early, ENR_NURSERY_ERROR_INVALID,
                  "1:30 is outside of that day's hours, "
                  "7:00 to 19:00. Is it 13:30?");
  early->leave = 7 * 60;
  assert_refused (fixture, early, ENR_NURSERY_ERROR_INVALID, "7:00 is outside");
  early->leave = 19 * 60 + 1;
  assert_refused (fixture, early, ENR_NURSERY_ERROR_INVALID, "19:01 is outside");
  early->leave = 19 * 60;
  add (fixture, early);
  /* Saturday has its own hours; a change is held to them too. */
  early->first_day = early->last_day = DAY (6, 13);
  assert_refused (fixture, early, ENR_NURSERY_ERROR_INVALID, "8:00 to 13:00");
  early->leave = 12 * 60;
  {
    EnrUuid id = add (fixture, early);
    g_autoptr (EnrNotice) seen = enr_notice_load (fixture->db, &id, &error);
    g_autoptr (EnrNotice) changed = enr_notice_copy (seen);

    changed->leave = 15 * 60;
    g_assert_false (enr_notice_change (fixture->db, fixture->actor, changed, seen, NULL, &error));
    g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  }
}

static void
test_temperatures (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text;
    int tenths;
    const char *words; /* of the refusal */
  } temperatures[] = {
    { "36.5", 365, NULL },
    { "３６．５", 365, NULL },
    { "38", 380, NULL },
    { "37.8℃", 378, NULL },
    { "37.8 ℃", 378, NULL },
    { "37度8分", 378, NULL },
    { "37度", 370, NULL },
    { "38,2", 382, NULL },
    { "  ", 0, NULL },
    { "30", 300, NULL },
    { "45.0", 450, NULL },
    { "365", 0, "365 is no temperature of a child. Is it 36.5 ℃?" },
    { "３８２", 0, "Is it 38.2 ℃?" },
    { "3650", 0, "Is it 36.5 ℃?" },
    { "36.55", 0, "as in 36.5" },
    { "3.8", 0, "Is it 38.0 ℃?" },
    { "45.1", 0, "between 30.0 and 45.0" },
    { "29.9", 0, "between 30.0 and 45.0" },
    { "12", 0, "between 30.0 and 45.0" },
    { "0", 0, "between 30.0 and 45.0" },
    { "-36.5", 0, "as in 36.5" },
    { "高い", 0, "as in 36.5" },
    { "36.5.1", 0, "as in 36.5" },
    { "99999999999999999999", 0, "as in 36.5" },
  };
  g_autoptr (EnrNotice) notice = absence (fixture, 0, DAY (6, 10), DAY (6, 10), "sick");

  for (guint i = 0; i < G_N_ELEMENTS (temperatures); i++)
    {
      g_autoptr (GError) error = NULL;
      int tenths = -1;
      gboolean is_good = enr_temperature_parse (temperatures[i].text, &tenths, &error);

      g_test_message ("%s: %s", temperatures[i].text, error != NULL ? error->message : "");
      g_assert_cmpint (is_good, ==, temperatures[i].words == NULL);
      if (is_good)
        g_assert_cmpint (tenths, ==, temperatures[i].tenths);
      else
        {
          g_assert_cmpint (tenths, ==, 0);
          g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
          g_assert_nonnull (strstr (error->message, temperatures[i].words));
        }
    }
  /* The rule holds whatever reads the number. */
  notice->temperature = 3650;
  assert_refused (fixture, notice, ENR_NURSERY_ERROR_INVALID, "Is it 36.5 ℃?");
  notice->temperature = 299;
  assert_refused (fixture, notice, ENR_NURSERY_ERROR_INVALID, "between");
  notice->temperature = -1;
  assert_refused (fixture, notice, ENR_NURSERY_ERROR_INVALID, "between");
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrNotice) notice = absence (fixture, 0, DAY (6, 8), DAY (6, 11), "sick");
  g_autoptr (EnrNotice) late
      = time_notice (fixture, 0, DAY (6, 9), ENR_NOTICE_LATE, ENR_MINUTES_NONE);

  close_day (fixture, DAY (6, 9));
  assert_refused (fixture, notice, ENR_NURSERY_ERROR_CLOSED, "2026-06-09 is closed");
  assert_refused (fixture, late, ENR_NURSERY_ERROR_CLOSED, "2026-06-09 is closed");
  notice->first_day = DAY (6, 10);
  add (fixture, notice);
}

static void
test_texts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrNotice) notice = absence (fixture, 0, DAY (6, 10), DAY (6, 10), "sick");
  g_autofree char *long_text = g_strnfill (1001, 'x');

  set_text (&notice->note, long_text);
  assert_refused (fixture, notice, ENR_NURSERY_ERROR_INVALID, "too long");
  set_text (&notice->note, "");
  set_text (&notice->symptoms, "発熱\r\nせき\x01'; DROP TABLE notice;--");
  add (fixture, notice);
  assert_shows (fixture, 0, DAY (6, 10), "sick 発熱 せき'; DROP TABLE notice;-- by 母");
}

static void
test_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrNotice) notice = absence (fixture, 0, DAY (6, 10), DAY (6, 10), "sick");
  EnrUuid id = add (fixture, notice);
  EnrUuid none = enr_uuid_new ();
  g_autoptr (EnrNotice) seen = NULL;
  g_autoptr (EnrNotice) moved = NULL;
  g_autoptr (GError) error = NULL;

  seen = enr_notice_load (fixture->db, &id, &error);
  moved = enr_notice_copy (seen);
  moved->child_id = fixture->children[1];
  g_assert_false (enr_notice_change (fixture->db, fixture->actor, moved, seen, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (enr_notice_withdraw (fixture->db, fixture->actor, &none, NULL, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_clear_error (&error);
  withdraw (fixture, &id);
  g_assert_false (enr_notice_withdraw (fixture->db, fixture->actor, &id, NULL, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_clear_error (&error);
  g_assert_false (enr_notice_change (fixture->db, fixture->actor, seen, seen, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, GUINT_TO_POINTER (2), set_up, func, tear_down)
  ADD ("/notice-bad/days", test_days);
  ADD ("/notice-bad/enrolment", test_enrolment);
  ADD ("/notice-bad/leaves", test_leaves);
  ADD ("/notice-bad/kinds", test_kinds);
  ADD ("/notice-bad/hours", test_hours);
  ADD ("/notice-bad/temperatures", test_temperatures);
  ADD ("/notice-bad/closed", test_closed);
  ADD ("/notice-bad/texts", test_texts);
  ADD ("/notice-bad/gone", test_gone);
  return g_test_run ();
}
