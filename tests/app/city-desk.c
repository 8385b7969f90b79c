/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "city-desk.h"

#include <string.h>

/*
 * The hub
 */

char *
city_hub_run_input (CityHub *hub, const char *input, const char *first, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  const char *word = first;
  va_list words;

  g_ptr_array_add (argv, (gpointer) g_getenv ("ENROKU_HUB"));
  va_start (words, first);
  for (; word != NULL; word = va_arg (words, const char *))
    g_ptr_array_add (argv, (gpointer) word);
  va_end (words);
  g_ptr_array_add (argv, (gpointer) "--database");
  g_ptr_array_add (argv, hub->database);
  g_ptr_array_add (argv, NULL);
  process
      = g_subprocess_newv ((const char *const *) argv->pdata,
                           (input != NULL ? G_SUBPROCESS_FLAGS_STDIN_PIPE : 0)
                               | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                           &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input, NULL, &out, &err, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_successful (process))
    g_error ("enroku-hub %s: %s", first, err);
  return g_strchomp (g_steal_pointer (&out));
}

void
city_hub_begin (CityHub *hub)
{
  g_autoptr (GDataInputStream) out = NULL;
  g_autofree char *line = NULL;
  g_autofree char *made = NULL;
  g_autoptr (GError) error = NULL;

  hub->folder = g_dir_make_tmp ("enroku-city-XXXXXX", NULL);
  hub->database = g_build_filename (hub->folder, "hub.db", NULL);
  made = city_hub_run (hub, "init", "--name", "見本市", NULL);
  hub->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "setpriv",
                                   "--pdeathsig=KILL", g_getenv ("ENROKU_HUB"), "serve", "--listen",
                                   "127.0.0.1:0", "--database", hub->database, NULL);
  g_assert_no_error (error);
  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (hub->process));
  line = g_data_input_stream_read_line_utf8 (out, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "enroku-hub listens at "));
  hub->url = g_strconcat ("http://", strrchr (line, ' ') + 1, NULL);
}

void
city_hub_stop (CityHub *hub)
{
  if (hub->process != NULL)
    {
      g_subprocess_send_signal (hub->process, SIGTERM);
      g_subprocess_wait (hub->process, NULL, NULL);
    }
  g_clear_object (&hub->process);
}

void
city_hub_end (CityHub *hub)
{
  g_autofree char *clean = g_strdup_printf ("rm -rf '%s'", hub->folder);

  city_hub_stop (hub);
  g_assert_cmpint (g_spawn_command_line_sync (clean, NULL, NULL, NULL, NULL), ==, TRUE);
  g_free (hub->folder);
  g_free (hub->url);
  g_free (hub->database);
}

/*
 * The page
 */

GtkWidget *
city_part (EnrCityPage *page, const char *name)
{
  enr_city_page_show_part (page, name);
  enr_test_pass (200);
  return enr_test_find_id (GTK_WIDGET (page), name);
}

static void
set_text (GtkWidget *root, const char *id, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (enr_test_find_id (root, id)), text);
}

void
city_enroll (EnrCityPage *page, CityHub *hub, const char *code)
{
  GtkWidget *setup = city_part (page, "setup");

  set_text (setup, "url", hub->url);
  set_text (setup, "number", CITY_NURSERY);
  set_text (setup, "code", code);
  gtk_widget_activate_action (setup, "city-setup.enroll", NULL);
}

void
city_connect (EnrCityPage *page, CityHub *hub, EnrStore *store)
{
  g_autofree char *code = city_hub_run (hub, "code", CITY_NURSERY, "--name", "さくら保育園", NULL);

  city_enroll (page, hub, code);
  enr_test_wait_until (
      enr_test_query_int (store, "SELECT count(*) FROM sync_link WHERE state = 'ok'") == 1, LONG);
}

void
city_choose (EnrCityPage *page, EnrStore *store, guint row, EnrSendingMode mode)
{
  GtkWidget *setup = city_part (page, "setup");
  GtkWidget *combo = enr_test_find_type (setup, ADW_TYPE_COMBO_ROW, row);

  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), mode);
  enr_test_wait_until (
      enr_test_query_int (store, "SELECT count(*) FROM submission_kind WHERE mode <> 'off'") >= 1,
      LONG);
}
