/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A PC whose clock is wrong: by ten years in both directions, at the beginning of time, and set
 * back while it works. Only the sender's process has that clock (faketime); the hub's is right.
 */
#include "config.h"

#include <stdlib.h>
#include <glib/gstdio.h>

#include "route.h"
#include "store/raw.h"

#define N_EVENTS 400
#define YEAR_MS G_GINT64_CONSTANT (31557600000)

typedef struct
{
  Route route;
  char *time_file; /* what faketime reads, each time anew */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  route_set_up (&self->route, HUB_SQLITE, 1);
  self->time_file = g_build_filename (self->route.box.nursery->folder, "time", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->time_file);
  route_tear_down (&self->route);
}

static void
set_time (Fixture *self, const char *time)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (self->time_file, time, -1, &error);
  g_assert_no_error (error);
}

static GSubprocess *
start (Fixture *self, const char *prefix)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GError) error = NULL;
  g_autofree char *n = g_strdup_printf ("%d", N_EVENTS);
  GSubprocess *process;

  g_subprocess_launcher_setenv (launcher, "LD_PRELOAD", g_getenv ("ENROKU_FAKETIME"), TRUE);
  g_subprocess_launcher_setenv (launcher, "FAKETIME_TIMESTAMP_FILE", self->time_file, TRUE);
  g_subprocess_launcher_setenv (launcher, "FAKETIME_NO_CACHE", "1", TRUE);
  g_subprocess_launcher_setenv (launcher, "FAKETIME_DONT_FAKE_MONOTONIC", "1", TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("ENROKU_SENDER"),
                                         self->route.box.nursery->path, "--put", n, prefix, "--ms",
                                         "5000", NULL);
  g_assert_no_error (error);
  return process;
}

static void
end (GSubprocess *process)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (process);
}

static void
run (Fixture *self, const char *prefix)
{
  end (start (self, prefix));
}

/* All there, numbered without a gap, each id once; and a person is told how wrong the clock is. */
static void
assert_right (Fixture *self, gint64 n, gint64 off_ms)
{
  const char *path = self->route.box.nursery->path;
  g_auto (EnrLink) link = { 0 };
  g_autoptr (GError) error = NULL;

  route_assert_whole (&self->route);
  g_assert_cmpint (raw_int (path, "SELECT count (*) FROM sync_event"), ==, n);
  g_assert_cmpint (raw_int (path, "SELECT count (DISTINCT event_id) FROM sync_event"), ==, n);
  g_assert_cmpint (raw_int (path, "SELECT max (sequence) FROM sync_event"), ==, n);
  g_assert_cmpint (route_compare (&self->route, NULL).received, ==, n);
  enr_link_load (self->route.box.db, &link, &error);
  g_assert_no_error (error);
  g_assert_true (link.knows_clock);
  g_assert_cmpint (ABS (link.clock_off_ms - off_ms), <, 3 * 24 * 60 * 60 * 1000);
  g_assert_cmpstr (link.last_error, ==, "");
}

/* What the director is shown */
static void
assert_shown (Fixture *self)
{
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  const char *argv[]
      = { g_getenv ("ENROKU_CTL"), "--db", self->route.box.nursery->path, "sync", "status", NULL };

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, NULL,
                &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (output, "clock"));
}

static void
test_wrong (Fixture *self, gconstpointer data)
{
  int years = GPOINTER_TO_INT (data);
  g_autofree char *time = g_strdup_printf ("%+dd", years * 365);

  set_time (self, time);
  run (self, "vacancy");
  assert_right (self, N_EVENTS, -years * 365 * G_GINT64_CONSTANT (86400000));
  assert_shown (self);
}

static void
test_1970 (Fixture *self, gconstpointer data)
{
  set_time (self, "@1970-01-02 00:00:00");
  run (self, "vacancy");
  assert_right (self, N_EVENTS, g_get_real_time () / 1000 - 86400000);
}

/* Ten years ahead, then right, then ten years back: nothing that was learned from one clock stops
 * the next. */
static void
test_mended (Fixture *self, gconstpointer data)
{
  set_time (self, "+3650d");
  run (self, "first");
  set_time (self, "+0d");
  run (self, "second");
  assert_right (self, 2 * N_EVENTS, 0);
  set_time (self, "-3650d");
  run (self, "third");
  assert_right (self, 3 * N_EVENTS, 3650 * G_GINT64_CONSTANT (86400000));
}

/* Back by three days, then on by ten years, while it makes and sends; and a failure just before, so
 * that it waits for a time that has become far away. */
static void
test_set_while_it_runs (Fixture *self, gconstpointer data)
{
  const Fault fault[] = { FAULT_NONE, FAULT_NONE, FAULT_NONE, FAULT_502 };
  GSubprocess *process;

  set_time (self, "+10d");
  proxy_script (self->route.proxy, fault, G_N_ELEMENTS (fault));
  process = start (self, "vacancy");
  g_usleep (150000);
  set_time (self, "+7d");
  g_usleep (200000);
  set_time (self, "+3650d");
  g_usleep (200000);
  set_time (self, "-1d");
  end (process);
  assert_right (self, N_EVENTS, 86400000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (g_strcmp0 (g_getenv ("ENROKU_FAKETIME"), "") == 0)
    {
      g_print ("1..0 # SKIP faketime is not here, or not with sanitizers\n");
      return 0;
    }
#define ADD(name, data, func)                                                                      \
  g_test_add ("/chaos/clock/" name, Fixture, data, set_up, func, tear_down)
  ADD ("ahead", GINT_TO_POINTER (10), test_wrong);
  ADD ("behind", GINT_TO_POINTER (-10), test_wrong);
  ADD ("1970", NULL, test_1970);
  ADD ("mended", NULL, test_mended);
  ADD ("set-while-it-runs", NULL, test_set_while_it_runs);
#undef ADD
  return hub_run_tests ();
}
