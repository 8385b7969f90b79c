/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "notices.h"

#include <signal.h>

#include "app-support.h"

GTestDBus *
notices_bus_up (void)
{
  g_autofree char *display = g_strdup (g_getenv ("DISPLAY"));
  GTestDBus *bus = g_test_dbus_new (G_TEST_DBUS_NONE);

  g_test_dbus_up (bus);
  g_setenv ("DISPLAY", display, TRUE);
  return bus;
}

void
notices_bus_down (GTestDBus *bus)
{
  static GTestDBus *kept;
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  kept = bus;
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  g_test_dbus_stop (kept);
}

static gboolean
has_owner (GDBusConnection *bus)
{
  g_autoptr (GVariant) answer = NULL;
  gboolean is_owned = FALSE;

  answer = g_dbus_connection_call_sync (
      bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
      g_variant_new ("(s)", NOTIFICATIONS), NULL, G_DBUS_CALL_FLAGS_NONE, 5000, NULL, NULL);
  if (answer != NULL)
    g_variant_get (answer, "(b)", &is_owned);
  return is_owned;
}

void
notices_wait_for_owner (gboolean is_there)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  enr_test_wait_until (has_owner (bus) == is_there, 10000);
}

GSubprocess *
notices_begin (void)
{
  g_autofree char *program = g_find_program_in_path ("dunst");
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *dunst;

  if (program == NULL)
    return NULL;
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                        | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG"); /* its warnings are its own */
  dunst = g_subprocess_launcher_spawn (launcher, &error, program, "-conf", "/dev/null", NULL);
  g_assert_no_error (error);
  notices_wait_for_owner (TRUE);
  return dunst;
}

void
notices_end (GSubprocess *service)
{
  g_subprocess_send_signal (service, SIGKILL);
  g_subprocess_wait (service, NULL, NULL);
  notices_wait_for_owner (FALSE);
}

char *
notices_run (const char *command)
{
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  g_spawn_command_line_sync (command, &output, NULL, NULL, &error);
  g_assert_no_error (error);
  return output;
}

gboolean
notices_displayed_is (const char *number)
{
  g_autofree char *output = notices_run ("dunstctl count displayed");

  return g_str_equal (g_strstrip (output), number);
}
