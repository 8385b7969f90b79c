/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What goes out of the program into files and comes in from them, each chosen in the file chooser:
 * the copy of all records, children and attendance as CSV, past attendance, a child's photo.
 */
#include "config.h"

#include <string.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>

#include "app/children/children-page.h"
#include "app/children/export-dialog.h"
#include "app/children/import-window.h"
#include "app/settings/settings-page.h"
#include "attendance/stamp.h"
#include "base/clock.h"
#include "desk.h"
#include "store/check.h"

#define BOM "\xef\xbb\xbf"

ENR_SQL (SQL_COUNT_CHILDREN, "SELECT count(*) FROM child WHERE removed_at IS NULL");

static void
test_backup (void)
{
  char *path = desk_new_path ("copy.db");
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  Desk desk;
  GtkWidget *row;
  g_autofree char *asks = NULL;
  EnrDb *copy;

  desk_begin (&desk, enr_test_store_new_small (NULL), ENR_TYPE_SETTINGS_PAGE);
  enr_settings_page_show_part (ENR_SETTINGS_PAGE (desk.page), "data");
  enr_test_wait_until (desk_find_button (desk.window, "data.backup") != NULL, LONG);
  row = enr_test_find_id (desk.window, "backup_row");
  asks = g_strdup (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)));
  desk_click (desk.window, "data.backup");
  desk_choose_file (path);
  enr_test_wait_until (g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), asks) != 0,
                       LONG);
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  enr_test_wait_until (gtk_widget_is_sensitive (desk_find_button (desk.window, "data.backup")),
                       LONG);
  enr_test_shot (desk.window, "settings-backup");
  desk_end (&desk);

  /* It stands alone when the nursery's own file is gone, whole, with the children in it. */
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  copy = enr_db_open (path, ENR_DB_READ_WRITE, &error);
  g_assert_no_error (error);
  {
    g_auto (EnrStmt) st = enr_stmt (copy, SQL_COUNT_CHILDREN);

    g_assert_cmpint (enr_stmt_step (&st, &error), ==, 1);
    g_assert_cmpint (enr_column_int (&st, 0), ==, 5);
  }
  problems = enr_db_check (copy, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  enr_db_close (copy);
  desk_drop_file (path);
}

/* What a file of a CSV has, in UTF-8. */
static char *
read_text (const char *path, const char *encoding)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  char *text;
  gsize length;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  text = g_convert (bytes, length, "UTF-8", encoding, NULL, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static guint
count_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

  return g_strv_length (lines) - 1;
}

static GtkWidget *
open_export (Desk *desk)
{
  gtk_widget_activate_action (desk->page, "children.export", NULL);
  return desk_wait_dialog (ENR_TYPE_EXPORT_DIALOG);
}

/* A chooser asks before a file is replaced; here none is there. */
static void
write_to (GtkWidget *dialog, const char *path)
{
  g_unlink (path);
  desk_click (dialog, "dialog.save");
  desk_choose_file (path);
}

static void
test_export_children (void)
{
  char *path = desk_new_path ("children.csv");
  Desk desk;
  GtkWidget *dialog;
  g_autofree char *text = NULL;
  g_autofree char *former = NULL;
  g_autofree char *old = NULL;

  desk_begin (&desk, enr_test_store_new_small (NULL), ENR_TYPE_CHILDREN_PAGE);
  dialog = open_export (&desk);
  write_to (dialog, path);
  desk_wait_no_dialog (ENR_TYPE_EXPORT_DIALOG);
  g_assert_false (desk.is_failure);
  text = read_text (path, "UTF-8");
  g_assert_true (g_str_has_prefix (text, BOM "園児番号,姓,名,"));
  g_assert_cmpuint (count_lines (text), ==, 6);
  g_assert_nonnull (
      strstr (text, "\r\n,𠮷田,さくら,よしだ,さくら,女,2025-05-10,ひよこ,2026-04-01,"));

  /* Former children: there are none. */
  dialog = open_export (&desk);
  desk_select (dialog, "scope", 2);
  write_to (dialog, path);
  desk_wait_no_dialog (ENR_TYPE_EXPORT_DIALOG);
  former = read_text (path, "UTF-8");
  g_assert_cmpuint (count_lines (former), ==, 1);

  /* The older encoding lacks one letter: written, and said. */
  dialog = open_export (&desk);
  desk_select (dialog, "encoding", 1);
  write_to (dialog, path);
  enr_test_wait_until (desk_find_dialog (ENR_TYPE_EXPORT_DIALOG) == NULL
                           || gtk_widget_get_mapped (enr_test_find_id (dialog, "error_box")),
                       LONG);
  g_assert_nonnull (desk_find_dialog (ENR_TYPE_EXPORT_DIALOG));
  g_assert_true (enr_test_shows (dialog, "*〓*"));
  enr_test_shot (dialog, "export-children");
  old = read_text (path, "CP932");
  g_assert_cmpuint (count_lines (old), ==, 6);
  g_assert_nonnull (strstr (old, "\r\n,〓田,さくら,よしだ,さくら,女,2025-05-10,"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  desk_end (&desk);
  desk_drop_file (path);
}

static gpointer
punch (EnrDb *db, gpointer data, GError **error)
{
  const EnrTestSmall *small = data;
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_autoptr (GError) local_error = NULL;

  enr_stamp_arrive (db, &actor, &small->children[4], enr_clock_now (), ENR_SOURCE_OFFICE, NULL,
                    &local_error);
  g_assert_no_error (local_error);
  return GINT_TO_POINTER (TRUE);
}

static void
test_export_attendance (void)
{
  static const char *const encodings[] = { "UTF-8", "CP932" };
  char *path = desk_new_path ("attendance.csv");
  EnrTestSmall small;
  Desk desk;
  GtkWidget *dialog;
  g_autofree char *none = NULL;

  desk_begin (&desk, enr_test_store_new_small (&small), ENR_TYPE_CHILDREN_PAGE);
  enr_test_write (desk.store, punch, &small, NULL);

  /* Days the wrong way round: refused at the field, and no file is asked for. */
  dialog = open_export (&desk);
  desk_select (dialog, "subject", 1);
  desk_set_text (dialog, "first", "2026/6/10");
  desk_set_text (dialog, "last", "2026/6/9");
  desk_click (dialog, "dialog.save");
  enr_test_pass (200);
  g_assert_true (gtk_widget_has_css_class (enr_test_find_id (dialog, "last"), "error"));
  g_assert_null (desk_find_dialog (GTK_TYPE_FILE_CHOOSER));
  enr_test_shot (dialog, "export-attendance");

  /* A day without attendance. */
  desk_set_text (dialog, "first", "2026/6/9");
  write_to (dialog, path);
  desk_wait_no_dialog (ENR_TYPE_EXPORT_DIALOG);
  none = read_text (path, "UTF-8");
  g_assert_cmpuint (count_lines (none), ==, 1);

  /* The whole month, as is proposed. */
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      g_autofree char *text = NULL;

      dialog = open_export (&desk);
      desk_select (dialog, "subject", 1);
      desk_select (dialog, "encoding", i);
      write_to (dialog, path);
      desk_wait_no_dialog (ENR_TYPE_EXPORT_DIALOG);
      text = read_text (path, encodings[i]);
      g_assert_cmpint (g_str_has_prefix (text, BOM), ==, i == 0);
      g_assert_cmpuint (count_lines (text), ==, 2);
      g_assert_nonnull (strstr (text, "\r\n,石川,湊,2020-05-10,ぞう,2026-06-10,8:02,"));
    }
  desk_end (&desk);
  desk_drop_file (path);
}

static guint
filter_count (GtkWidget *window, const char *id)
{
  const char *label = gtk_button_get_label (GTK_BUTTON (enr_test_find_id (window, id)));

  return g_ascii_strtoull (strrchr (label, ' ') + 1, NULL, 10);
}

static gboolean
is_at (GtkWidget *window, const char *step)
{
  return g_str_equal (enr_import_window_get_step (ENR_IMPORT_WINDOW (window)), step);
}

static GtkWidget *
open_import (Desk *desk)
{
  gtk_widget_activate_action (desk->page, "children.import-attendance", NULL);
  return desk_wait_dialog (ENR_TYPE_IMPORT_WINDOW);
}

static void
choose (GtkWidget *window, const char *path)
{
  desk_click (window, "import.choose");
  desk_choose_file (path);
}

static void
test_import_attendance (void)
{
  char *path = desk_new_path ("touen.csv");
  Desk desk;
  GtkWidget *window;
  g_autofree char *rows = NULL;

  g_assert_true (g_file_set_contents (path,
                                      "氏名,日付,登園,降園,欠席区分,欠席理由\r\n"
                                      "石川 湊,R8.6.8,8:30,17:05,,\r\n"
                                      "小笠原 龍之介,2026/6/8,,,病欠,発熱\r\n"
                                      "𠮷田 さくら,2026/6/8,９時１５分,,,\r\n",
                                      -1, NULL));
  desk_begin (&desk, enr_test_store_new_small (NULL), ENR_TYPE_CHILDREN_PAGE);
  window = open_import (&desk);
  choose (window, path);
  enr_test_wait_until (is_at (window, "columns"), LONG);
  enr_test_shot (window, "import-attendance-columns");
  desk_click (window, "import.next");
  enr_test_wait_until (is_at (window, "preview"), LONG);
  enr_test_shot (window, "import-attendance-preview");
  g_assert_cmpuint (filter_count (window, "filter_all"), ==, 3);
  g_assert_cmpuint (filter_count (window, "filter_add"), ==, 3);
  /* Nothing before it is confirmed. */
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM stamp"), ==, 0);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM attendance"), ==, 0);

  desk_click (window, "import.apply");
  enr_test_wait_until (is_at (window, "done"), LONG);
  enr_test_shot (window, "import-attendance-done");
  rows = enr_test_query_text (
      desk.store, "SELECT group_concat(family_name || ' ' || day || ' ' || kind || ' ' || "
                  "strftime('%H:%M', at + 32400, 'unixepoch') || ' ' || source, '; ') FROM "
                  "(SELECT * FROM stamp s JOIN child c ON c.id = s.child_id ORDER BY at)");
  g_assert_cmpstr (rows, ==,
                   "石川 2026-06-08 arrive 08:30 import; 𠮷田 2026-06-08 arrive 09:15 import; "
                   "石川 2026-06-08 leave 17:05 import");
  g_assert_cmpint (
      enr_test_query_int (desk.store,
                          "SELECT count(*) FROM attendance a JOIN child c ON c.id = a.child_id "
                          "WHERE c.given_name = '龍之介' AND a.day = '2026-06-08' AND "
                          "a.absence_kind IS NOT NULL AND a.absence_reason = '発熱'"),
      ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));

  /* The same file again changes nothing, and cannot be written. */
  window = open_import (&desk);
  choose (window, path);
  enr_test_wait_until (is_at (window, "columns"), LONG);
  desk_click (window, "import.next");
  enr_test_wait_until (is_at (window, "preview"), LONG);
  g_assert_cmpuint (filter_count (window, "filter_keep"), ==, 3);
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (window, "import.apply")));
  gtk_window_destroy (GTK_WINDOW (window));
  desk_end (&desk);
  desk_drop_file (path);
}

/* A picture, a list of children, and attendance of somebody who is not here. */
static void
test_import_refused (void)
{
  char *picture = desk_new_path ("photo.csv");
  char *children = desk_new_path ("meibo.csv");
  char *stranger = desk_new_path ("other.csv");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  Desk desk;
  GtkWidget *window;
  GtkWidget *error_box;

  g_assert_true (g_file_set_contents (picture, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16, NULL));
  g_assert_true (
      g_file_set_contents (children, "園児番号,クラス,備考\r\n1,ひよこ,\r\n2,ぞう,\r\n", -1, NULL));
  g_assert_true (g_file_set_contents (
      stranger, "氏名,日付,登園\r\n石川 湊,2026/6/8,8:30\r\n架空 花,2026/6/8,8:30\r\n", -1, NULL));
  desk_begin (&desk, enr_test_store_new_small (NULL), ENR_TYPE_CHILDREN_PAGE);
  before = enr_test_query_text (desk.store, "SELECT max(seq) FROM journal");
  window = open_import (&desk);
  error_box = enr_test_find_id (window, "error_box");

  choose (window, picture);
  enr_test_wait_until (gtk_widget_get_mapped (error_box), LONG);
  enr_test_shot (window, "import-attendance-picture");
  g_assert_true (is_at (window, "file"));
  g_assert_cmpuint (
      strlen (gtk_label_get_label (GTK_LABEL (enr_test_find_id (window, "error_label")))), >, 10);

  choose (window, children);
  enr_test_wait_until (is_at (window, "columns"), LONG);
  enr_test_wait_until (gtk_widget_get_mapped (error_box), LONG);
  enr_test_shot (window, "import-attendance-children");
  desk_click (window, "import.next");
  enr_test_wait_until (gtk_widget_get_mapped (error_box), LONG);
  g_assert_true (is_at (window, "columns"));

  desk_click (window, "import.back");
  enr_test_wait_until (is_at (window, "file"), LONG);
  choose (window, stranger);
  enr_test_wait_until (is_at (window, "columns"), LONG);
  desk_click (window, "import.next");
  enr_test_wait_until (is_at (window, "preview"), LONG);
  g_assert_cmpuint (filter_count (window, "filter_refuse"), ==, 1);
  g_assert_true (enr_test_shows (window, "*架空 花*"));
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (window, "import.apply")));
  enr_test_shot (window, "import-attendance-refused");

  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM stamp"), ==, 0);
  after = enr_test_query_text (desk.store, "SELECT max(seq) FROM journal");
  g_assert_cmpstr (after, ==, before);
  gtk_window_destroy (GTK_WINDOW (window));
  desk_end (&desk);
  desk_drop_file (picture);
  desk_drop_file (children);
  desk_drop_file (stranger);
}

static GdkPaintable *
get_photo (Desk *desk)
{
  return adw_avatar_get_custom_image (ADW_AVATAR (enr_test_find_id (desk->window, "avatar")));
}

static void
test_photo (void)
{
  char *picture = desk_new_path ("photo.png");
  char *letter = desk_new_path ("letter.png");
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 720, 540);
  g_autofree char *head = NULL;
  g_autofree char *stays = NULL;
  g_autofree char *same = NULL;
  EnrTestSmall small;
  Desk desk;
  GtkWidget *avatar;

  gdk_pixbuf_fill (pixbuf, 0xe8a33dff);
  g_assert_true (gdk_pixbuf_save (pixbuf, picture, "png", NULL, NULL));
  g_assert_true (g_file_set_contents (letter, "お手紙", -1, NULL));
  desk_begin (&desk, enr_test_store_new_small (&small), ENR_TYPE_CHILDREN_PAGE);
  enr_children_page_show_child (ENR_CHILDREN_PAGE (desk.page), &small.children[0]);
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (desk.window, "parts")), LONG);
  avatar = enr_test_find_id (desk.window, "avatar");
  g_assert_null (get_photo (&desk));

  gtk_widget_activate_action (avatar, "child.photo", NULL);
  desk_choose_file (picture);
  enr_test_wait_until (get_photo (&desk) != NULL, LONG);
  /* made smaller, as JPEG, of this child alone */
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (get_photo (&desk)), ==, 480);
  g_assert_cmpint (gdk_paintable_get_intrinsic_height (get_photo (&desk)), ==, 360);
  head = enr_test_query_text (desk.store, "SELECT hex(substr(p.photo, 1, 3)) FROM child_photo p "
                                          "JOIN child c ON c.id = p.child_id WHERE "
                                          "c.given_name = '朝陽'");
  g_assert_cmpstr (head, ==, "FFD8FF");
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM child_photo"), ==, 1);
  enr_test_shot (desk.window, "child-photo");

  /* What is no picture is refused in words, and the photo stays. */
  stays = enr_test_query_text (desk.store, "SELECT hex(photo) FROM child_photo");
  gtk_widget_activate_action (avatar, "child.photo", NULL);
  desk_choose_file (letter);
  enr_test_wait_until (desk.message != NULL, LONG);
  g_assert_true (desk.is_failure);
  same = enr_test_query_text (desk.store, "SELECT hex(photo) FROM child_photo");
  g_assert_cmpstr (same, ==, stays);

  gtk_widget_activate_action (avatar, "child.photo-remove", NULL);
  enr_test_wait_until (get_photo (&desk) == NULL, LONG);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM child_photo"), ==, 0);
  desk_end (&desk);
  desk_drop_file (picture);
  desk_drop_file (letter);
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);

  g_test_add_func ("/app/files/backup", test_backup);
  g_test_add_func ("/app/files/export-children", test_export_children);
  g_test_add_func ("/app/files/export-attendance", test_export_attendance);
  g_test_add_func ("/app/files/import-attendance", test_import_attendance);
  g_test_add_func ("/app/files/import-refused", test_import_refused);
  g_test_add_func ("/app/files/photo", test_photo);
  return enr_test_app_run ();
}
