/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * On a bus without any service, so that no notification daemon is started behind the test's back:
 * first with none, then with a real one (dunst), at last with one that never answers. libnotify
 * keeps its connection, so all are on the same bus, in this order.
 */
#include "config.h"

#include "app-support.h"

#include <signal.h>
#include <string.h>

#include "app/reminders.h"
#include "attendance/entry.h"
#include "attendance/reminder.h"
#include "base/clock.h"
#include "contact/promise.h"
#include "contact/recipient.h"
#include "notices.h"

typedef struct
{
  EnrTestSmall small;
  EnrStore *store;
  EnrSession *session;
  EnrReminders *reminders;
  guint n_alerts;
  int kind;
  char *text;
  GStrv child_ids;
  int activated;
  int n_inbox;
} Fixture;

static void
alert_cb (EnrReminders *reminders, int kind, const char *text, GStrv child_ids, Fixture *fixture)
{
  fixture->n_alerts++;
  fixture->kind = kind;
  g_free (fixture->text);
  fixture->text = g_strdup (text);
  g_strfreev (fixture->child_ids);
  fixture->child_ids = g_strdupv (child_ids);
}

static void
activated_cb (EnrReminders *reminders, int kind, Fixture *fixture)
{
  fixture->activated = kind;
}

static void
inbox_cb (EnrReminders *reminders, int n, Fixture *fixture)
{
  fixture->n_inbox = n;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->n_inbox = -1;
  fixture->activated = -1;
  enr_test_set_now ("2026-06-10T09:00");
  fixture->store = enr_test_store_new_small (&fixture->small);
  fixture->session = enr_session_new (fixture->store);
}

static void
start (Fixture *fixture)
{
  fixture->reminders = enr_reminders_new (fixture->session);
  g_signal_connect (fixture->reminders, "alert", G_CALLBACK (alert_cb), fixture);
  g_signal_connect (fixture->reminders, "activated", G_CALLBACK (activated_cb), fixture);
  g_signal_connect (fixture->reminders, "inbox", G_CALLBACK (inbox_cb), fixture);
  enr_test_pass (100);
}

static void
stop (Fixture *fixture)
{
  if (fixture->reminders != NULL)
    g_assert_finalize_object (g_steal_pointer (&fixture->reminders));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  enr_test_pass (50);
  stop (fixture);
  g_assert_finalize_object (fixture->session);
  enr_test_store_end (fixture->store);
  g_free (fixture->text);
  g_strfreev (fixture->child_ids);
}

typedef struct
{
  EnrUuid child;
  int arrived;
  int left;
} Times;

static gpointer
set_times (EnrDb *db, gpointer data, GError **error)
{
  const Times *times = data;
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  EnrEntryTimes entry = { times->arrived, times->left, "" };

  return GINT_TO_POINTER (
      enr_entry_set_times (db, &actor, &times->child, enr_clock_today (), &entry, "test", error));
}

static void
enter_times (Fixture *fixture, guint child, int arrived, int left)
{
  g_autoptr (GError) error = NULL;
  Times times = { fixture->small.children[child], arrived, left };

  enr_test_write (fixture->store, set_times, &times, &error);
  g_assert_no_error (error);
}

static gpointer
set_absent (EnrDb *db, gpointer data, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  EnrEntryAbsence absence = { "sick", "", "" };

  return GINT_TO_POINTER (
      enr_entry_set_absence (db, &actor, data, enr_clock_today (), &absence, error));
}

static void
enter_absence (Fixture *fixture, guint child)
{
  g_autoptr (GError) error = NULL;

  enr_test_write (fixture->store, set_absent, &fixture->small.children[child], &error);
  g_assert_no_error (error);
}

static void
assert_no_names (const char *text)
{
  static const char *const names[]
      = { "青木", "朝陽", "花", "田", "さくら", "小笠原", "石川", "湊" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_null (strstr (text, names[i]));
}

/* The whole day with no notification service: the alert lives by itself. */
static void
test_day (Fixture *fixture, gconstpointer data)
{
  char buffer[ENR_UUID_STRING_LENGTH];

  start (fixture);
  g_assert_cmpuint (fixture->n_alerts, ==, 0);

  enr_test_set_now ("2026-06-10T09:31");
  enr_reminders_check (fixture->reminders);
  enr_test_wait_until (fixture->kind == ENR_REMINDER_NO_NEWS, 5000);
  g_assert_cmpuint (g_strv_length (fixture->child_ids), ==, 5);
  g_assert_nonnull (strstr (fixture->text, "5"));
  g_assert_nonnull (strstr (fixture->text, "9:30"));
  assert_no_names (fixture->text);

  /* Nothing new: no signal. */
  enr_reminders_check (fixture->reminders);
  enr_test_pass (100);
  g_assert_cmpuint (fixture->n_alerts, ==, 1);

  /* What others enter counts at once, without a check by the clock. */
  enter_times (fixture, 0, 9 * 60 + 30, ENR_MINUTES_NONE);
  enr_test_wait_until (g_strv_length (fixture->child_ids) == 4, 5000);
  enter_absence (fixture, 1);
  enter_absence (fixture, 2);
  enter_absence (fixture, 3);
  enr_test_wait_until (g_strv_length (fixture->child_ids) == 1, 5000);
  g_assert_cmpstr (fixture->child_ids[0], ==,
                   enr_uuid_format (&fixture->small.children[4], buffer));
  enter_absence (fixture, 4);
  enr_test_wait_until (fixture->kind == ENR_REMINDER_NONE, 5000);
  g_assert_null (fixture->text);
  g_assert_cmpuint (g_strv_length (fixture->child_ids), ==, 0);

  enr_test_set_now ("2026-06-10T23:00");
  enr_reminders_check (fixture->reminders);
  enr_test_wait_until (fixture->kind == ENR_REMINDER_STILL_HERE, 5000);
  g_assert_cmpuint (g_strv_length (fixture->child_ids), ==, 1);
  assert_no_names (fixture->text);
  enter_times (fixture, 0, ENR_MINUTES_KEEP, 22 * 60);
  enr_test_wait_until (fixture->kind == ENR_REMINDER_NONE, 5000);
  g_assert_cmpint (fixture->activated, ==, -1);
}

/* Given up while a read is under way. */
static void
test_dispose_early (Fixture *fixture, gconstpointer data)
{
  EnrReminders *reminders;

  enr_test_set_now ("2026-06-10T09:31");
  reminders = enr_reminders_new (fixture->session);
  g_signal_connect (reminders, "alert", G_CALLBACK (alert_cb), fixture);
  g_object_run_dispose (G_OBJECT (reminders));
  g_object_unref (reminders);
  enr_test_pass (200);
  g_assert_cmpuint (fixture->n_alerts, ==, 0);
}

/*
 * Services
 */

static gpointer
make_promise (EnrDb *db, gpointer data, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_autoptr (EnrPromise) promise = enr_promise_new ();

  promise->child_id = *(const EnrUuid *) data;
  promise->due_at = 8 * 60 + 30;
  return GINT_TO_POINTER (enr_promise_add (db, &actor, promise, NULL, error));
}

static gpointer
keep_promises (EnrDb *db, gpointer data, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_autoptr (GPtrArray) open = enr_promise_list_open (db, enr_clock_today (), error);

  for (guint i = 0; open != NULL && i < open->len; i++)
    if (!enr_promise_keep (db, &actor, &((EnrPromise *) g_ptr_array_index (open, i))->id, error))
      return NULL;
  return GINT_TO_POINTER (open != NULL);
}

/* A promised call is told once, when its hour has come, without a name; and is gone once it was
 * made. */
static void
test_promise (Fixture *fixture)
{
  g_autofree char *history = NULL;
  g_autoptr (GError) error = NULL;

  enr_test_set_now ("2026-06-10T08:00");
  enr_test_write (fixture->store, make_promise, &fixture->small.children[0], &error);
  g_assert_no_error (error);
  start (fixture);
  enr_test_wait_until (fixture->n_inbox == 1, 5000);
  enr_test_pass (300);
  g_assert_true (notices_displayed_is ("0"));

  enr_test_set_now ("2026-06-10T08:30");
  enr_reminders_check (fixture->reminders);
  enr_test_wait_until (notices_displayed_is ("1"), 10000);
  g_free (notices_run ("dunstctl action 0"));
  enr_test_wait_until (fixture->activated == ENR_REMINDER_NONE, 10000);
  g_free (notices_run ("dunstctl close-all"));
  enr_test_wait_until (notices_displayed_is ("0"), 10000);
  enr_test_set_now ("2026-06-10T08:31");
  enr_reminders_check (fixture->reminders);
  enr_test_pass (300);
  g_assert_true (notices_displayed_is ("0"));

  enr_test_write (fixture->store, make_promise, &fixture->small.children[1], &error);
  g_assert_no_error (error);
  enr_test_wait_until (fixture->n_inbox == 2, 5000);
  enr_test_wait_until (notices_displayed_is ("1"), 10000);
  enr_test_write (fixture->store, keep_promises, NULL, &error);
  g_assert_no_error (error);
  enr_test_wait_until (fixture->n_inbox == 0, 5000);
  enr_test_wait_until (notices_displayed_is ("0"), 10000);
  history = notices_run ("dunstctl history");
  g_assert_nonnull (strstr (history, "promised call"));
  assert_no_names (history);
  g_free (notices_run ("dunstctl history-clear"));
  stop (fixture);
}

/* A letter whose answers are wanted until the 11th. */
static gpointer
send_letter (EnrDb *db, gpointer data, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_autoptr (EnrAnnouncement) letter = enr_announcement_new ();

  g_free (letter->title);
  letter->title = g_strdup ("遠足");
  g_free (letter->body);
  letter->body = g_strdup ("遠足に行きます。");
  g_free (letter->question);
  letter->question = g_strdup ("参加しますか");
  letter->answer_kind = ENR_ANSWER_YES_NO;
  letter->answer_until = enr_clock_today () + 2;
  enr_audience_add_all (letter->audience);
  return GINT_TO_POINTER (enr_recipient_send (db, &actor, letter, NULL, error));
}

/* Missing answers are told near their last day and once more when it is past. */
static void
test_letter (Fixture *fixture)
{
  g_autofree char *history = NULL;
  g_autoptr (GError) error = NULL;

  enr_test_set_now ("2026-06-10T08:00");
  enr_test_write (fixture->store, send_letter, NULL, &error);
  g_assert_no_error (error);
  start (fixture);
  enr_test_wait_until (fixture->n_inbox == 0, 5000);
  enr_test_pass (300);
  g_assert_true (notices_displayed_is ("0"));
  for (guint i = 0; i < 2; i++)
    {
      enr_test_set_now (i == 0 ? "2026-06-11T08:00" : "2026-06-13T08:00");
      enr_reminders_check (fixture->reminders);
      enr_test_wait_until (notices_displayed_is ("1"), 10000);
      g_free (notices_run ("dunstctl close-all"));
      enr_test_wait_until (notices_displayed_is ("0"), 10000);
      enr_reminders_check (fixture->reminders);
      enr_test_pass (300);
      g_assert_true (notices_displayed_is ("0"));
    }
  history = notices_run ("dunstctl history");
  g_assert_nonnull (strstr (history, "Answers to 1 letter"));
  assert_no_names (history);
  g_assert_null (strstr (history, "遠足"));
  g_free (notices_run ("dunstctl history-clear"));
  stop (fixture);
}

static void
test_dunst (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocess) dunst = notices_begin ();
  g_autofree char *history = NULL;

  if (dunst == NULL)
    {
      g_test_skip ("dunst is not installed");
      return;
    }
  test_promise (fixture);
  test_letter (fixture);

  enr_test_set_now ("2026-06-10T09:31");
  start (fixture);
  enr_test_wait_until (fixture->kind == ENR_REMINDER_NO_NEWS, 5000);
  enr_test_wait_until (notices_displayed_is ("1"), 10000);

  /* One notification for all; the click brings the children. */
  g_free (notices_run ("dunstctl action 0"));
  enr_test_wait_until (fixture->activated == ENR_REMINDER_NO_NEWS, 10000);

  /* Told once: nothing new after a look without a new child. */
  g_free (notices_run ("dunstctl close-all"));
  enr_test_wait_until (notices_displayed_is ("0"), 10000);
  enter_times (fixture, 0, 9 * 60 + 30, ENR_MINUTES_NONE);
  enr_test_wait_until (g_strv_length (fixture->child_ids) == 4, 5000);
  enr_test_pass (300);
  g_assert_true (notices_displayed_is ("0"));

  /* Closing time is another matter, and is taken away once it is over. */
  enr_test_set_now ("2026-06-10T23:00");
  enr_reminders_check (fixture->reminders);
  enr_test_wait_until (fixture->kind == ENR_REMINDER_STILL_HERE, 5000);
  enr_test_wait_until (notices_displayed_is ("1"), 10000);
  for (guint i = 1; i < 5; i++)
    enter_absence (fixture, i);
  enter_times (fixture, 0, ENR_MINUTES_KEEP, 22 * 60);
  enr_test_wait_until (fixture->kind == ENR_REMINDER_NONE, 5000);
  enr_test_wait_until (notices_displayed_is ("0"), 10000);

  history = notices_run ("dunstctl history");
  g_assert_nonnull (strstr (history, "5"));
  g_assert_nonnull (strstr (history, "9:30"));
  g_assert_nonnull (strstr (history, "19:00"));
  assert_no_names (history);

  stop (fixture);
  notices_end (dunst);
}

static gboolean
tick_cb (gpointer data)
{
  ++*(guint *) data;
  return G_SOURCE_CONTINUE;
}

static void
test_hung (Fixture *fixture, gconstpointer data)
{
  const char *self = data;
  g_autoptr (GSubprocess) hung = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  gint64 start_time, end_time, last, longest = 0;
  guint n_ticks = 0;
  guint ticker;

  hung = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self, "--hung-service", NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (hung));
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_cmpstr (line, ==, "ready");
  g_clear_pointer (&line, g_free);

  enr_test_set_now ("2026-06-10T09:31");
  start_time = g_get_monotonic_time ();
  start (fixture);
  enr_test_wait_until (fixture->kind == ENR_REMINDER_NO_NEWS, 5000);

  /* The call has come there and gets no answer. */
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "called"));

  /* The window lives on: what is entered changes the alert, and the main loop never stands still.
   */
  ticker = g_timeout_add (10, tick_cb, &n_ticks);
  last = g_get_monotonic_time ();
  end_time = last + 2 * G_TIME_SPAN_SECOND;
  enter_times (fixture, 0, 9 * 60 + 30, ENR_MINUTES_NONE);
  enr_reminders_check (fixture->reminders);
  while (last < end_time)
    {
      gint64 now;

      g_main_context_iteration (NULL, TRUE);
      now = g_get_monotonic_time ();
      longest = MAX (longest, now - last);
      last = now;
    }
  g_source_remove (ticker);
  g_test_message ("%u iterations, the longest %d ms", n_ticks, (int) (longest / 1000));
  g_assert_cmpuint (n_ticks, >, 50);
  g_assert_cmpint (longest, <, 500 * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpuint (g_strv_length (fixture->child_ids), ==, 4);

  /* Nor does giving up wait. */
  last = g_get_monotonic_time ();
  stop (fixture);
  g_assert_cmpint (g_get_monotonic_time () - last, <, 500 * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpint (g_get_monotonic_time () - start_time, <, 20 * G_TIME_SPAN_SECOND);
  notices_end (hung);
}

/* The service that hangs: it owns the name, says when it is called, and never answers. */
static GDBusMessage *
swallow (GDBusConnection *connection, GDBusMessage *message, gboolean is_incoming, gpointer data)
{
  if (is_incoming && g_dbus_message_get_message_type (message) == G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    {
      g_print ("called %s\n", g_dbus_message_get_member (message));
      g_object_unref (message);
      return NULL;
    }
  return message;
}

static void
ready_cb (GDBusConnection *connection, const char *name, gpointer data)
{
  g_print ("ready\n");
}

static int
run_hung_service (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  g_dbus_connection_add_filter (bus, swallow, NULL, NULL);
  g_bus_own_name_on_connection (bus, NOTIFICATIONS, G_BUS_NAME_OWNER_FLAGS_NONE, ready_cb, NULL,
                                NULL, NULL);
  g_main_loop_run (loop);
  return 0;
}

int
main (int argc, char **argv)
{
  GTestDBus *bus;
  int code;

  if (argc > 1 && g_str_equal (argv[1], "--hung-service"))
    return run_hung_service ();

  bus = notices_bus_up ();
  enr_test_app_init (&argc, &argv);

  g_test_add ("/app/reminders/day", Fixture, NULL, set_up, test_day, tear_down);
  g_test_add ("/app/reminders/dispose-early", Fixture, NULL, set_up, test_dispose_early, tear_down);
  g_test_add ("/app/reminders/dunst", Fixture, NULL, set_up, test_dunst, tear_down);
  g_test_add ("/app/reminders/hung", Fixture, argv[0], set_up, test_hung, tear_down);

  code = enr_test_app_run ();
  notices_bus_down (bus);
  return code;
}
