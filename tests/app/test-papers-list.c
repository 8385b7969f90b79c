/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The month's figures saved from the window as PDF, spreadsheet and CSV: the bytes are those of the command.
 */
#include "config.h"

#include "desk.h"
#include "papers-desk.h"

#include <string.h>
#include <glib/gstdio.h>

#include "base/csv.h"

/* A month that was over on the test's day and is over today: both programs see it whole. */
#define MONTH "2026-05"

typedef struct
{
  const char *ending;
  const char *format;   /* of the menu; NULL: the button of the PDF */
  const char *encoding; /* the command's word, or NULL */
} Kind;

/* What the command writes of the same database. */
static GBytes *
run_command (PapersDesk *desk, const char *folder, const Kind *kind)
{
  g_autofree char *name = g_strconcat ("command.", kind->ending, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  const char *argv[] = { g_getenv ("ENROKUCTL"),
                         "--db",
                         enr_store_get_path (desk->store),
                         "report",
                         "statistics",
                         "--month",
                         MONTH,
                         "--output",
                         path,
                         kind->encoding != NULL ? "--encoding" : NULL,
                         kind->encoding,
                         NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;
  char *bytes;
  gsize length;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, &errors, &status,
                &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, NULL))
    g_error ("the command failed: %s%s", output, errors);
  g_assert_true (g_file_get_contents (path, &bytes, &length, &error));
  g_unlink (path);
  return g_bytes_new_take (bytes, length);
}

static void
save_from_window (PapersDesk *desk, const Kind *kind, const char *path)
{
  g_clear_pointer (&desk->message, g_free);
  if (kind->format != NULL)
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->view), "papers.save-list", "s",
                                               kind->format));
  else
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->view), "papers.save", NULL));
  desk_choose_file (path);
  enr_test_wait_until (desk->message != NULL, LONG);
  g_assert_false (desk->is_failure);
}

static void
assert_csv (const char *path, EnrEncoding encoding)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrCsv) csv = enr_csv_read_file (path, encoding, &error);
  gboolean has_days = FALSE;

  g_assert_no_error (error);
  for (guint row = 0; row < enr_csv_rows (csv); row++)
    has_days = has_days || strstr (enr_csv_field (csv, row, 1), "開所日数") != NULL;
  g_assert_true (has_days);
}

static void
test_month (PapersDesk *desk, gconstpointer data)
{
  static const Kind kinds[] = { { "pdf", NULL, NULL },
                                { "xlsx", "xlsx", NULL },
                                { "csv", "csv", NULL },
                                { "csv", "csv-cp932", "cp932" } };
  GtkWidget *button = enr_test_find_id (desk->window, "list_button");

  g_assert_nonnull (g_getenv ("ENROKUCTL"));
  papers_desk_open (desk, "statistics");
  gtk_widget_activate_action (GTK_WIDGET (desk->view), "papers.period-before", NULL);
  enr_test_wait_until (enr_test_shows (desk->window, "令和8年5月"), LONG);
  enr_test_wait_until (gtk_widget_get_mapped (button) && papers_desk_shows (desk, "view"), LONG);
  enr_test_pass (500);
  enr_test_assert_nothing_cut (desk->window);
  enr_test_shot (desk->window, "papers-statistics-list");
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  enr_test_pass (300);
  g_assert_true (enr_test_shows (button, "As spreadsheet*"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strconcat ("月次統計.", kinds[i].ending, NULL);
      char *path = desk_new_path (name);
      g_autofree char *folder = g_path_get_dirname (path);
      g_autoptr (GBytes) expected = run_command (desk, folder, &kinds[i]);
      g_autofree char *bytes = NULL;
      gsize length;

      save_from_window (desk, &kinds[i], path);
      g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
      g_assert_cmpmem (bytes, length, g_bytes_get_data (expected, NULL),
                       g_bytes_get_size (expected));
      if (g_str_equal (kinds[i].ending, "csv"))
        assert_csv (path, kinds[i].encoding != NULL ? ENR_ENCODING_CP932 : ENR_ENCODING_UTF8);
      desk_drop_file (path);
    }
}

/* Papers of figures have a list; one that is read, not counted, has none. */
static void
test_none (PapersDesk *desk, gconstpointer data)
{
  GtkWidget *button = enr_test_find_id (desk->window, "list_button");

  papers_desk_open (desk, "as-of");
  g_assert_true (gtk_widget_get_mapped (button));
  papers_desk_open (desk, "staffing");
  g_assert_true (gtk_widget_get_mapped (button));
  papers_desk_open (desk, "daily-register");
  g_assert_false (gtk_widget_get_mapped (button));
  gtk_widget_activate_action (GTK_WIDGET (desk->view), "papers.back", NULL);
  g_assert_false (gtk_widget_get_visible (button));
}

#define add(path, func)                                                                            \
  g_test_add ("/app/papers-list/" path, PapersDesk, NULL, papers_desk_set_up, func,                \
              papers_desk_tear_down)

int
main (int argc, char **argv)
{
  /* Before any thread: what the files say about when they were made. */
  g_setenv ("SOURCE_DATE_EPOCH", "1780000000", TRUE);
  enr_test_app_init (&argc, &argv);

  add ("month", test_month);
  add ("none", test_none);

  return enr_test_app_run ();
}
