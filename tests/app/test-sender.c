/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the desktop is told of reports to the city: that one waits for the director's word, and that
 * nothing has left for a day. The hub cannot be reached.
 */
#include "config.h"

#include <string.h>

#include "app-support.h"
#include "app/sender.h"
#include "base/clock.h"
#include "notices.h"
#include "outbox/link.h"
#include "outbox/outbox.h"
#include "submission/attach.h"
#include "submission/vacancy.h"

#define LONG 20000
#define SOURCE "urn:enroku:13101014:00112233445566778899aabbccddeeff"

typedef struct
{
  EnrStore *store;
  EnrTestSmall small;
  EnrSession *session;
  EnrSender *sender;
  int n_person;
  guint n_activated;
} Fixture;

static void
person_cb (EnrSender *sender, int n, Fixture *fixture)
{
  fixture->n_person = n;
}

static void
activated_cb (EnrSender *sender, Fixture *fixture)
{
  fixture->n_activated++;
}

/* A hub at a port where nobody listens. */
static gpointer
connect_hub (EnrDb *db, gpointer data, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_auto (EnrLink) link = { 0 };

  if (!enr_submission_attach (db, error) || !enr_link_load (db, &link, error))
    return NULL;
  g_free (link.source);
  g_free (link.nursery);
  g_free (link.url);
  link.source = g_strdup (SOURCE);
  link.nursery = g_strdup ("13101014");
  link.url = g_strdup ("http://127.0.0.1:1");
  link.state = ENR_LINK_OK;
  return GINT_TO_POINTER (
      enr_link_save (db, &link, error)
      && enr_outbox_set_mode (db, &actor, "vacancy", ENR_SENDING_MODE_CONFIRM, error));
}

static gpointer
say_vacancy (EnrDb *db, gpointer data, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  EnrVacancy ages[ENR_VACANCY_AGES];

  if (!enr_vacancy_load (db, enr_clock_today (), ages, error))
    return NULL;
  ages[0].as_of = enr_clock_today ();
  ages[0].places = GPOINTER_TO_INT (data);
  ages[0].waiting = -1;
  return GINT_TO_POINTER (enr_vacancy_save (db, &actor, ages, error));
}

static gpointer
send_without_asking (EnrDb *db, gpointer data, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");

  return GINT_TO_POINTER (
      enr_outbox_set_mode (db, &actor, "vacancy", ENR_SENDING_MODE_AUTO, error));
}

static void
write_down (Fixture *fixture, EnrStoreFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;

  enr_test_write (fixture->store, func, data, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  enr_test_set_now ("2026-06-10T09:00");
  fixture->store = enr_test_store_new_small (&fixture->small);
  fixture->session = enr_session_new (fixture->store);
  write_down (fixture, connect_hub, NULL);
  fixture->sender = enr_sender_new (fixture->session);
  g_signal_connect (fixture->sender, "person", G_CALLBACK (person_cb), fixture);
  g_signal_connect (fixture->sender, "activated", G_CALLBACK (activated_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  enr_background_stop (ENR_BACKGROUND (fixture->sender));
  enr_test_pass (50);
  g_object_unref (fixture->sender);
  g_object_unref (fixture->session);
  enr_test_store_end (fixture->store);
}

static void
close_all (void)
{
  g_free (notices_run ("dunstctl close-all"));
  enr_test_wait_until (notices_displayed_is ("0"), LONG);
}

static void
test_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocess) dunst = notices_begin ();
  g_autofree char *history = NULL;

  if (dunst == NULL)
    {
      g_test_skip ("dunst is not installed");
      return;
    }
  enr_test_pass (300);
  g_assert_true (notices_displayed_is ("0"));

  /* It waits for her word: told once, and a click leads there. */
  write_down (fixture, say_vacancy, GINT_TO_POINTER (2));
  enr_test_wait_until (fixture->n_person == 1, LONG);
  enr_test_wait_until (notices_displayed_is ("1"), LONG);
  g_free (notices_run ("dunstctl action 0"));
  enr_test_wait_until (fixture->n_activated == 1, LONG);
  close_all ();
  write_down (fixture, say_vacancy, GINT_TO_POINTER (3));
  enr_test_pass (500);
  g_assert_true (notices_displayed_is ("0"));

  /* From now on it goes by itself, and cannot: after a day that is told, and not before. */
  write_down (fixture, send_without_asking, NULL);
  write_down (fixture, say_vacancy, GINT_TO_POINTER (4));
  enr_test_wait_until (fixture->n_person == 0, LONG);
  enr_test_set_now ("2026-06-11T08:00");
  enr_sender_send_now (fixture->sender);
  enr_test_wait_until (!enr_background_is_running (ENR_BACKGROUND (fixture->sender)), LONG);
  enr_test_pass (500);
  g_assert_true (notices_displayed_is ("0"));
  enr_test_set_now ("2026-06-11T09:30");
  enr_sender_send_now (fixture->sender);
  enr_test_wait_until (notices_displayed_is ("1"), LONG);
  close_all ();

  history = notices_run ("dunstctl history");
  g_assert_nonnull (strstr (history, "Reports to the city"));
  g_assert_nonnull (strstr (history, "1 report waits for your word"));
  g_assert_nonnull (strstr (history, "24 hours"));
  notices_end (dunst);
}

int
main (int argc, char **argv)
{
  GTestDBus *bus = notices_bus_up ();
  int code;

  enr_test_app_init (&argc, &argv);
  g_test_add ("/app/sender/told", Fixture, NULL, set_up, test_told, tear_down);
  code = enr_test_app_run ();
  notices_bus_down (bus);
  return code;
}
