/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The door: what is recorded, and what is said of it.
 */
#include "config.h"

#include "attendance/closing.h"
#include "base/clock.h"
#include "kiosk-door.h"
#include "nursery/card.h"
#include "nursery/facility.h"

static void
test_arrive (void)
{
  Door door;

  door_open (&door);
  g_assert_true (enr_test_shows (door.window, "8:02"));
  door_look (&door, "kiosk-start");

  enr_test_click_text (door.window, "ひよこ");
  g_assert_true (door_is_on (&door, "class"));
  g_assert_true (enr_test_shows (door.window, "Not yet"));
  enr_test_assert_nothing_cut (door.window);
  enr_test_click_text (door.window, "さくら");
  door_wait_page (&door, "confirm");

  /* The fact is in the database when it is on the screen. */
  door_assert_query (&door, "SELECT group_concat(kind || source || day || (at % 86400)) " STANDING,
                     "arrivedoor2026-06-1082920");
  door_assert_query (&door, "SELECT count(*) FROM journal WHERE actor_kind = 'door'", "1");
  g_assert_true (enr_test_shows (door.window, "よしだ さくら"));
  g_assert_true (enr_test_shows (door.window, "𠮷田 さくら"));
  g_assert_true (enr_test_shows (door.window, "Arrived at 8:02"));
  g_assert_false (enr_test_shows (door.window, "Brothers and sisters*"));
  door_look (&door, "kiosk-arrived");

  enr_test_click_text (door.window, "Done");
  g_assert_true (door_is_on (&door, "start"));
  enr_test_click_text (door.window, "ひよこ");
  enr_test_wait_until (enr_test_shows (door.window, "8:02 here"), WAIT);
  door_close (&door);
}

static gpointer
ask_planned_only (EnrDb *db, gpointer data, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_autoptr (EnrFacility) facility = enr_facility_load (db, error);

  if (facility == NULL)
    return NULL;
  facility->is_saturday_by_plan = TRUE;
  return GINT_TO_POINTER (enr_facility_save (db, &actor, facility, error));
}

/* A Saturday on application waits for nobody who is not planned, and takes whoever comes. */
static void
test_saturday (void)
{
  Door door;
  g_autoptr (GError) error = NULL;

  enr_test_set_now ("2026-06-13T08:02");
  door.store = enr_test_store_new_small (&door.small);
  enr_test_write (door.store, ask_planned_only, NULL, &error);
  g_assert_no_error (error);
  door_open_window (&door, 1024, 768);
  enr_test_click_text (door.window, "ひよこ");
  g_assert_true (enr_test_shows (door.window, "—"));
  g_assert_false (enr_test_shows (door.window, "Not yet"));
  door_look (&door, "kiosk-saturday");
  enr_test_click_text (door.window, "さくら");
  door_wait_page (&door, "confirm");
  g_assert_true (enr_test_shows (door.window, "Arrived at 8:02"));
  door_close (&door);
}

static void
test_undo (void)
{
  Door door;

  door_open (&door);
  door_tap_child (&door, "ひよこ", "さくら");
  door_wait_page (&door, "confirm");
  enr_test_click_text (door.window, "Take it back");
  door_wait_page (&door, "notice");
  g_assert_true (enr_test_shows (door.window, "Taken back"));
  door_look (&door, "kiosk-taken-back");
  door_assert_query (&door, "SELECT count(*) " STANDING, "0");
  door_assert_query (&door, "SELECT reason FROM stamp WHERE supersedes IS NOT NULL",
                     "ドアで取り消し");

  /* It is as if it had not been: the next tap is an arrival, lock time or not. */
  door_tap_child (&door, "ひよこ", "さくら");
  door_wait_page (&door, "confirm");
  g_assert_true (enr_test_shows (door.window, "Arrived at 8:02"));

  /* On the start page too, as long as the ten seconds run. */
  gtk_widget_activate_action (door.window, "kiosk.home", NULL);
  g_assert_true (enr_test_shows (door.window, "*Arrived at 8:02*"));
  door_look (&door, "kiosk-start-undo");
  enr_test_click_text (door.window, "Take it back");
  door_wait_page (&door, "notice");
  door_assert_query (&door, "SELECT count(*) " STANDING, "0");
  door_close (&door);
}

static void
test_undo_ends (void)
{
  EnrKioskTimes times = door_long_times;
  Door door;

  door_open (&door);
  times.home = 200;
  times.undo = 700;
  enr_kiosk_window_set_times (door.kiosk, &times);
  door_tap_child (&door, "ひよこ", "さくら");
  door_wait_page (&door, "confirm");
  door_wait_page (&door, "start");
  g_assert_nonnull (enr_test_find_button (door.window, "Take it back"));
  enr_test_wait_until (enr_test_find_button (door.window, "Take it back") == NULL, WAIT);
  gtk_widget_activate_action (door.window, "kiosk.undo", NULL);
  enr_test_pass (100);
  door_assert_query (&door, "SELECT count(*) " STANDING, "1");
  door_close (&door);
}

static void
test_repeat (void)
{
  Door door;

  door_open (&door);
  door_arrive (&door, "ひよこ", "さくら");
  enr_test_add_seconds (29 * 60);
  door_tap_child (&door, "ひよこ", "さくら");
  door_wait_page (&door, "confirm");
  g_assert_true (enr_test_shows (door.window, "Recorded already: arrived at 8:02"));
  g_assert_null (enr_test_find_button (door.window, "Take it back"));
  door_assert_query (&door, "SELECT count(*) " STANDING, "1");
  door_look (&door, "kiosk-repeat");

  /* After the lock time it is a departure. */
  enr_test_add_seconds (60);
  door_tap_child (&door, "ひよこ", "さくら");
  enr_test_wait_until (enr_test_shows (door.window, "Left at 8:32. Goodbye!"), WAIT);
  door_assert_query (&door, "SELECT count(*) " STANDING, "2");
  door_close (&door);
}

/* The same card twice, and two taps, before the screen has gone back: the confirmation stays as it
 * is. */
static void
test_repeat_at_once (void)
{
  Door door;

  door_open (&door);
  enr_kiosk_window_take_token (door.kiosk, door.small.tokens[2]);
  enr_kiosk_window_take_token (door.kiosk, door.small.tokens[2]);
  enr_test_click_text (door.window, "ひよこ");
  enr_test_click_text (door.window, "さくら");
  enr_test_click_text (door.window, "さくら");
  door_wait_page (&door, "confirm");
  enr_test_pass (300);
  g_assert_true (enr_test_shows (door.window, "Arrived at 8:02"));
  g_assert_nonnull (enr_test_find_button (door.window, "Take it back"));
  door_assert_query (&door, "SELECT count(*) " STANDING, "1");
  door_close (&door);
}

static void
test_siblings (void)
{
  Door door;

  door_open (&door);
  door_tap_child (&door, "ひよこ", "あさひ");
  door_wait_page (&door, "confirm");
  g_assert_true (enr_test_shows (door.window, "Brothers and sisters*"));
  g_assert_cmpuint (enr_test_count_type (door.window, ENR_TYPE_KIOSK_TILE), ==, 1);
  door_look (&door, "kiosk-siblings");
  enr_test_click_text (door.window, "はな");
  enr_test_wait_until (enr_test_shows (door.window, "あおき はな"), WAIT);
  door_assert_query (&door, "SELECT count(*) " STANDING, "2");
  g_assert_true (enr_test_shows (door.window, "8:02 here"));
  door_look (&door, "kiosk-siblings-both");

  /* One tap takes both back. */
  enr_test_click_text (door.window, "Take all 2 children back");
  door_wait_page (&door, "notice");
  door_assert_query (&door, "SELECT count(*) " STANDING, "0");
  door_close (&door);
}

static void
test_departure (void)
{
  Door door;

  door_open (&door);
  door_arrive (&door, "ひよこ", "あさひ");
  door_arrive (&door, "ぞう", "はな");
  enr_test_set_now ("2026-06-10T17:40");
  enr_kiosk_window_tick (door.kiosk);

  door_tap_child (&door, "ひよこ", "あさひ");
  enr_test_wait_until (enr_test_shows (door.window, "Left at 17:40. Goodbye!"), WAIT);
  /* Two taps recorded it; the third says who. 叔父 may not collect. */
  door_assert_query (&door, "SELECT count(*) " STANDING " AND kind = 'leave'", "1");
  g_assert_true (enr_test_shows (door.window, "母"));
  g_assert_true (enr_test_shows (door.window, "祖母"));
  g_assert_false (enr_test_shows (door.window, "叔父"));
  door_look (&door, "kiosk-departure");
  enr_test_click_text (door.window, "祖母");
  enr_test_wait_until (enr_test_shows (door.window, "Collected by: 祖母"), WAIT);
  door_assert_query (&door, "SELECT collected_by " STANDING " AND kind = 'leave'", "祖母");
  door_look (&door, "kiosk-departure-collected");

  /* The sister goes with the same person. */
  enr_test_click_text (door.window, "はな");
  enr_test_wait_until (enr_test_shows (door.window, "あおき はな"), WAIT);
  door_assert_query (&door, "SELECT group_concat(collected_by) " STANDING " AND kind = 'leave'",
                     "祖母,祖母");
  g_assert_false (enr_test_shows (door.window, "Who is collecting?"));
  enr_test_click_text (door.window, "Take all 2 children back");
  door_wait_page (&door, "notice");
  door_assert_query (&door, "SELECT count(*) " STANDING " AND kind = 'leave'", "0");
  door_close (&door);
}

/* Both have left first, and who collects is told for both. */
static void
test_departure_together (void)
{
  Door door;

  door_open (&door);
  door_arrive (&door, "ひよこ", "あさひ");
  door_arrive (&door, "ぞう", "はな");
  enr_test_set_now ("2026-06-10T17:40");
  door_tap_child (&door, "ひよこ", "あさひ");
  enr_test_wait_until (enr_test_shows (door.window, "Left at 17:40. Goodbye!"), WAIT);
  enr_test_click_text (door.window, "はな");
  enr_test_wait_until (enr_test_shows (door.window, "あおき はな"), WAIT);
  enr_test_click_text (door.window, "母");
  enr_test_wait_until (enr_test_shows (door.window, "Collected by: 母"), WAIT);
  door_assert_query (&door, "SELECT group_concat(collected_by) " STANDING " AND kind = 'leave'",
                     "母,母");
  door_close (&door);
}

static void
test_other_person (void)
{
  Door door;

  door_open (&door);
  door_arrive (&door, "ひよこ", "さくら");
  enr_test_set_now ("2026-06-10T17:40");
  door_tap_child (&door, "ひよこ", "さくら");
  enr_test_wait_until (enr_test_shows (door.window, "Who is collecting?"), WAIT);
  enr_test_click_text (door.window, "Somebody else");
  g_assert_true (door_is_on (&door, "other"));
  door_look (&door, "kiosk-other");
  enr_test_click_text (door.window, "Back");
  door_wait_page (&door, "confirm");
  door_assert_query (&door, "SELECT collected_by " STANDING " AND kind = 'leave'", "");
  enr_test_click_text (door.window, "Somebody else");
  enr_test_click_text (door.window, "A member of staff has made sure");
  enr_test_wait_until (enr_test_shows (door.window, "Collected by: その他"), WAIT);
  door_assert_query (&door, "SELECT collected_by " STANDING " AND kind = 'leave'", "その他");
  door_close (&door);
}

static void
test_card (void)
{
  g_autofree char *lower = NULL;
  Door door;

  door_open (&door);
  g_assert_true (enr_test_shows (door.window, "*hold the card*"));
  enr_kiosk_window_take_token (door.kiosk, door.small.tokens[3]);
  g_assert_false (door_is_on (&door, "confirm"));
  door_wait_page (&door, "confirm");
  g_assert_true (enr_test_shows (door.window, "Arrived at 8:02"));
  door_assert_query (&door, "SELECT group_concat(kind || source) " STANDING, "arrivecard");
  door_look (&door, "kiosk-card-long-name");

  /* From any page, and with Caps Lock the other way round. */
  enr_test_set_now ("2026-06-10T17:05");
  gtk_widget_activate_action (door.window, "kiosk.home", NULL);
  enr_test_click_text (door.window, "ひよこ");
  lower = g_ascii_strdown (door.small.tokens[3], -1);
  enr_kiosk_window_take_token (door.kiosk, lower);
  enr_test_wait_until (enr_test_shows (door.window, "Left at 17:05. Goodbye!"), WAIT);
  door_close (&door);
}

static gpointer
revoke_cards (EnrDb *db, gpointer data, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_autoptr (GPtrArray) cards = enr_card_list (db, data, error);

  for (guint i = 0; i < cards->len; i++)
    g_assert_true (
        enr_card_revoke (db, &actor, &((EnrCard *) g_ptr_array_index (cards, i))->id, error));
  return GINT_TO_POINTER (TRUE);
}

static void
test_bad_card (void)
{
  Door door;

  door_open (&door);
  enr_kiosk_window_take_token (door.kiosk, "0000000000");
  door_wait_page (&door, "notice");
  g_assert_true (enr_test_shows (door.window, "This card cannot be used"));
  g_assert_true (enr_test_shows (door.window, "Nothing was recorded.*"));
  g_assert_null (enr_test_find_button (door.window, "Try again"));
  door_look (&door, "kiosk-unknown-card");

  enr_test_write (door.store, revoke_cards, &door.small.children[0], NULL);
  gtk_widget_activate_action (door.window, "kiosk.home", NULL);
  enr_kiosk_window_take_token (door.kiosk, door.small.tokens[0]);
  door_wait_page (&door, "notice");
  g_assert_true (enr_test_shows (door.window, "This card has been revoked."));
  door_assert_query (&door, "SELECT count(*) FROM stamp", "0");
  door_close (&door);
}

/* Several cards while the first is being written: each is recorded, and each is shown. */
static void
test_queue (void)
{
  EnrKioskTimes times = door_long_times;
  Door door;

  door_open (&door);
  times.show = 300;
  enr_kiosk_window_set_times (door.kiosk, &times);
  enr_kiosk_window_take_token (door.kiosk, door.small.tokens[2]);
  enr_kiosk_window_take_token (door.kiosk, "unknown-card");
  for (guint i = 3; i < 5; i++)
    enr_kiosk_window_take_token (door.kiosk, door.small.tokens[i]);
  enr_test_wait_until (enr_test_shows (door.window, "よしだ さくら"), WAIT);
  enr_test_wait_until (enr_test_shows (door.window, "This card cannot be used"), WAIT);
  enr_test_wait_until (
      enr_test_shows (door.window, "*りゅうのすけ*") && door_is_on (&door, "confirm"), WAIT);
  enr_test_wait_until (enr_test_shows (door.window, "いしかわ みなと"), WAIT);
  door_assert_query (&door, "SELECT count(*) " STANDING, "3");
  door_close (&door);
}

static gpointer
close_day (EnrDb *db, gpointer data, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");

  return GINT_TO_POINTER (enr_day_close (db, &actor, enr_clock_today (), NULL, error));
}

static void
test_refused (void)
{
  Door door;

  door_open (&door);
  enr_test_write (door.store, close_day, NULL, NULL);
  door_tap_child (&door, "ひよこ", "さくら");
  door_wait_page (&door, "notice");
  g_assert_true (enr_test_shows (door.window, "It was not recorded"));
  g_assert_true (enr_test_shows (door.window, "よしだ さくら"));
  g_assert_true (enr_test_shows (door.window, "Please tell a member of staff."));
  g_assert_null (enr_test_find_button (door.window, "Try again"));
  door_look (&door, "kiosk-refused");
  door_assert_query (&door, "SELECT count(*) FROM stamp", "0");
  door_close (&door);
}

static gpointer
set_fault (EnrDb *db, gpointer data, GError **error)
{
  enr_db_set_fault (db, GPOINTER_TO_INT (data));
  return GINT_TO_POINTER (TRUE);
}

/* The disk fails at each statement in turn: "arrived" is never said without the row, nor "not
 * recorded" with it, and trying again makes it one fact. */
static void
test_disk_failure (void)
{
  guint n_failures = 0;

  for (int n = 1; n < 60; n++)
    {
      gboolean has_failed;
      gint64 rows;
      Door door;

      door_open (&door);
      enr_test_write (door.store, set_fault, GINT_TO_POINTER (n), NULL);
      door_tap_child (&door, "ひよこ", "さくら");
      enr_test_wait_until (door_is_on (&door, "notice") || door_is_on (&door, "confirm"), WAIT);
      has_failed = enr_test_shows (door.window, "It was not recorded");
      rows = enr_test_query_int (door.store, "SELECT count(*) FROM stamp");
      g_assert_cmpint (rows, ==, has_failed ? 0 : 1);
      enr_test_write (door.store, set_fault, GINT_TO_POINTER (0), NULL);
      if (has_failed)
        {
          if (n_failures++ == 0)
            {
              door_look (&door, "kiosk-disk-failure");
            }
          enr_test_add_seconds (90);
          enr_test_click_text (door.window, "Try again");
          door_wait_page (&door, "confirm");
          /* The time is that of the tap. */
          g_assert_true (enr_test_shows (door.window, "Arrived at 8:02"));
          door_assert_query (&door, "SELECT count(*) FROM stamp", "1");
        }
      door_close (&door);
      if (!has_failed && n > 20)
        break;
    }
  g_assert_cmpuint (n_failures, >, 3);
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);

  g_test_add_func ("/app/kiosk/arrive", test_arrive);
  g_test_add_func ("/app/kiosk/saturday", test_saturday);
  g_test_add_func ("/app/kiosk/undo", test_undo);
  g_test_add_func ("/app/kiosk/undo-ends", test_undo_ends);
  g_test_add_func ("/app/kiosk/repeat", test_repeat);
  g_test_add_func ("/app/kiosk/repeat-at-once", test_repeat_at_once);
  g_test_add_func ("/app/kiosk/siblings", test_siblings);
  g_test_add_func ("/app/kiosk/departure", test_departure);
  g_test_add_func ("/app/kiosk/departure-together", test_departure_together);
  g_test_add_func ("/app/kiosk/other-person", test_other_person);
  g_test_add_func ("/app/kiosk/card", test_card);
  g_test_add_func ("/app/kiosk/bad-card", test_bad_card);
  g_test_add_func ("/app/kiosk/queue", test_queue);
  g_test_add_func ("/app/kiosk/refused", test_refused);
  g_test_add_func ("/app/kiosk/disk-failure", test_disk_failure);
  return enr_test_app_run ();
}
