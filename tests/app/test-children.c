/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <string.h>
#include <glib/gstdio.h>

#include "app/children/child-dialog.h"
#include "app/children/child-file.h"
#include "app/children/children-page.h"
#include "app/children/history-dialog.h"
#include "app/children/import-window.h"
#include "app/children/promotion-window.h"
#include "app/children/step-dialog.h"
#include "app/children/year-picture.h"
#include "attendance/entry.h"
#include "attendance/stamp.h"
#include "base/clock.h"
#include "desk.h"

static gboolean
shows_in (GtkWidget *root, const char *id, const char *text)
{
  GtkWidget *label = enr_test_find_id (root, id);

  return label != NULL && strstr (gtk_label_get_label (GTK_LABEL (label)), text) != NULL;
}

static char *
write_csv (const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("enroku-csv-XXXXXX", &error);
  char *path = g_build_filename (folder, name, NULL);

  g_assert_no_error (error);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static gpointer
punch_and_correct (EnrDb *db, gpointer data, GError **error)
{
  const EnrTestSmall *small = data;
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  const EnrEntryTimes times = { 7 * 60 + 50, ENR_MINUTES_KEEP, NULL };
  g_autoptr (GError) local_error = NULL;

  enr_stamp_arrive (db, &actor, &small->children[0], enr_clock_now (), ENR_SOURCE_CARD, NULL,
                    &local_error);
  g_assert_no_error (local_error);
  enr_entry_set_times (db, &actor, &small->children[0], enr_clock_today (), &times, "保護者に確認",
                       &local_error);
  g_assert_no_error (local_error);
  return GINT_TO_POINTER (TRUE);
}

static void
test_list (void)
{
  EnrTestSmall small;
  Desk desk;
  GListModel *items;

  desk_begin (&desk, enr_test_store_new_small (&small), ENR_TYPE_CHILDREN_PAGE);
  items = G_LIST_MODEL (
      gtk_list_view_get_model (GTK_LIST_VIEW (enr_test_find_id (desk.window, "list"))));
  enr_test_wait_until (g_list_model_get_n_items (items) == 5, LONG);
  enr_test_wait_until (enr_test_shows (desk.window, "ひよこ"), LONG);

  /* The variant letter is found by the usual one, and kana by kana. */
  desk_set_text (desk.window, "search", "吉田");
  enr_test_wait_until (g_list_model_get_n_items (items) == 1, LONG);
  desk_set_text (desk.window, "search", "アオキ");
  enr_test_wait_until (g_list_model_get_n_items (items) == 2, LONG);
  desk_set_text (desk.window, "search", "ん");
  enr_test_wait_until (g_list_model_get_n_items (items) == 0, LONG);
  desk_set_text (desk.window, "search", "");
  enr_test_wait_until (g_list_model_get_n_items (items) == 5, LONG);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (enr_test_find_id (desk.window, "scope_former")),
                                TRUE);
  enr_test_wait_until (g_list_model_get_n_items (items) == 0, LONG);
  desk_end (&desk);
}

static void
test_child (void)
{
  static const char *const parts[] = { "person", "family", "enrolment", "attendance", "history" };
  EnrTestSmall small;
  Desk desk;

  desk_begin (&desk, enr_test_store_new_small (&small), ENR_TYPE_CHILDREN_PAGE);
  enr_children_page_show_child (ENR_CHILDREN_PAGE (desk.page), &small.children[0]);
  enr_test_wait_until (enr_test_shows (desk.window, "青木 朝陽"), LONG);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *shot = g_strconcat ("children-small-", parts[i], NULL);

      enr_children_page_show_part (ENR_CHILDREN_PAGE (desk.page), parts[i]);
      enr_test_pass (300);
      enr_test_shot (desk.window, shot);
      enr_test_assert_nothing_cut (desk.window);
    }
  enr_children_page_show_part (ENR_CHILDREN_PAGE (desk.page), "family");
  enr_test_settle ();
  g_assert_true (enr_test_shows (desk.window, "*青木 綾*"));
  g_assert_true (enr_test_shows (desk.window, "青木 花"));
  desk_end (&desk);
}

static void
test_add (void)
{
  Desk desk;
  GtkWidget *dialog;
  g_autofree char *name = NULL;

  desk_begin (&desk, enr_test_store_new_small (NULL), ENR_TYPE_CHILDREN_PAGE);
  enr_test_wait_until (enr_test_shows (desk.window, "ひよこ"), LONG);
  gtk_widget_activate_action (desk.page, "children.new", NULL);
  enr_test_wait_until ((dialog = desk_find_dialog (ENR_TYPE_CHILD_DIALOG)) != NULL, LONG);

  /* Refused: no name; the field says why, and what was typed stays. */
  desk_set_text (dialog, "given_name", "はると");
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  enr_test_wait_until (gtk_widget_has_css_class (enr_test_find_id (dialog, "family_name"), "error"),
                       LONG);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM child"), ==, 5);
  desk_set_text (dialog, "family_name", "佐々木");
  desk_set_text (dialog, "birth_date", "あした");
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  enr_test_wait_until (gtk_widget_has_css_class (enr_test_find_id (dialog, "birth_date"), "error"),
                       LONG);
  g_assert_false (gtk_widget_has_css_class (enr_test_find_id (dialog, "family_name"), "error"));
  enr_test_pass (100);
  enr_test_shot (dialog, "children-new-refused");

  /* Era, full width: understood, and the class of the age is chosen. */
  desk_set_text (dialog, "family_kana", "ササキ");
  desk_set_text (dialog, "given_kana", "はると");
  desk_set_text (dialog, "birth_date", "Ｒ７．８．３");
  enr_test_settle ();
  g_assert_true (enr_test_shows (dialog, "令和7年8月3日*"));
  g_assert_cmpuint (
      adw_combo_row_get_selected (ADW_COMBO_ROW (enr_test_find_id (dialog, "class_row"))), ==, 1);
  enr_test_pass (100);
  enr_test_shot (dialog, "children-new");
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  enr_test_wait_until (desk_find_dialog (ENR_TYPE_CHILD_DIALOG) == NULL, LONG);

  name = enr_test_query_text (
      desk.store, "SELECT c.family_name || c.given_name || c.family_kana || c.birth_date || "
                  "e.first_day || k.name FROM child c JOIN enrolment e ON e.child_id = c.id JOIN "
                  "membership m ON m.child_id = c.id JOIN class k ON k.id = m.class_id WHERE "
                  "c.family_name = '佐々木'");
  g_assert_cmpstr (name, ==, "佐々木はるとささき2025-08-032026-06-10ひよこ");
  enr_test_wait_until (enr_test_shows (desk.window, "佐々木 はると"), LONG);
  desk_end (&desk);
}

static gpointer
rename_child (EnrDb *db, gpointer data, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_COMMAND, "test");
  g_autoptr (EnrChild) child = enr_child_load (db, data, error);

  g_assert_nonnull (child);
  g_free (child->given_name);
  child->given_name = g_strdup ("華");
  return GINT_TO_POINTER (enr_child_save (db, &actor, child, error));
}

/* Whom another program renames while the form is open is not named back by saving it. */
static void
test_changed_elsewhere (void)
{
  EnrTestSmall small;
  Desk desk;
  GtkWidget *dialog;
  g_autoptr (GError) error = NULL;

  desk_begin (&desk, enr_test_store_new_small (&small), ENR_TYPE_CHILDREN_PAGE);
  enr_children_page_show_child (ENR_CHILDREN_PAGE (desk.page), &small.children[1]);
  enr_test_wait_until (desk_find_button (desk.window, "child.edit") != NULL, LONG);
  desk_click (desk.window, "child.edit");
  dialog = desk_wait_dialog (ENR_TYPE_CHILD_DIALOG);
  g_assert_nonnull (enr_test_write (desk.store, rename_child, &small.children[1], &error));
  g_assert_no_error (error);
  gtk_switch_set_active (GTK_SWITCH (enr_test_find_id (dialog, "has_allergy")), TRUE);
  desk_click (dialog, "dialog.save");
  enr_test_shot (desk_wait_dialog (ADW_TYPE_MESSAGE_DIALOG), "children-changed");
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT sum(has_allergy) FROM child"), ==, 0);
  desk_answer (TRUE);
  enr_test_wait_until (
      g_str_equal (gtk_editable_get_text (GTK_EDITABLE (enr_test_find_id (dialog, "given_name"))),
                   "華"),
      LONG);
  enr_test_shot (dialog, "children-changed-form");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_CHILD_DIALOG);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM child WHERE given_name = "
                                                   "'華' AND has_allergy = 1"),
                   ==, 1);
  desk_end (&desk);
}

static void
test_leave (void)
{
  EnrTestSmall small;
  Desk desk;
  GtkWidget *dialog;

  desk_begin (&desk, enr_test_store_new_small (&small), ENR_TYPE_CHILDREN_PAGE);
  enr_children_page_show_child (ENR_CHILDREN_PAGE (desk.page), &small.children[2]);
  enr_test_wait_until (shows_in (desk.window, "name", "𠮷田 さくら"), LONG);
  gtk_widget_activate_action (enr_test_find_id (desk.window, "view"), "child.leave", NULL);
  enr_test_wait_until ((dialog = desk_find_dialog (ENR_TYPE_STEP_DIALOG)) != NULL, LONG);
  desk_set_text (dialog, "date", "令和8年6月30日");
  desk_set_text (dialog, "reason", "転居");
  enr_test_pass (100);
  enr_test_shot (dialog, "children-leave");
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  enr_test_wait_until (desk_find_dialog (ENR_TYPE_STEP_DIALOG) == NULL, LONG);
  g_assert_cmpint (enr_test_query_int (desk.store,
                                       "SELECT count(*) FROM enrolment WHERE last_day = "
                                       "'2026-06-30' AND reason = '転居'"),
                   ==, 1);
  desk_end (&desk);
}

static void
test_contacts (void)
{
  EnrTestSmall small;
  Desk desk;
  GtkWidget *view;
  g_autofree char *id = NULL;
  g_autofree char *first = NULL;

  desk_begin (&desk, enr_test_store_new_small (&small), ENR_TYPE_CHILDREN_PAGE);
  enr_children_page_show_child (ENR_CHILDREN_PAGE (desk.page), &small.children[0]);
  enr_children_page_show_part (ENR_CHILDREN_PAGE (desk.page), "family");
  enr_test_wait_until (enr_test_shows (desk.window, "*青木 健一*"), LONG);
  id = enr_test_query_text (desk.store,
                            "SELECT lower(hex(id)) FROM contact WHERE name = '青木 健一'");
  view = enr_test_find_id (desk.window, "view");
  gtk_widget_activate_action (view, "child.contact-up", "s", id);
  enr_test_wait_until (enr_test_query_int (desk.store, "SELECT position FROM contact WHERE name = "
                                                       "'青木 健一'")
                           == 0,
                       LONG);
  first = enr_test_query_text (desk.store,
                               "SELECT name FROM contact WHERE family_id = (SELECT "
                               "family_id FROM contact WHERE name = '青木 健一') ORDER BY "
                               "position LIMIT 1");
  g_assert_cmpstr (first, ==, "青木 健一");
  desk_end (&desk);
}

static void
test_history (void)
{
  EnrTestSmall small;
  Desk desk;
  GtkWidget *dialog;
  GtkWidget *picture;

  desk_begin (&desk, enr_test_store_new_small (&small), ENR_TYPE_CHILDREN_PAGE);
  enr_test_write (desk.store, punch_and_correct, &small, NULL);
  enr_children_page_show_child (ENR_CHILDREN_PAGE (desk.page), &small.children[0]);
  enr_children_page_show_part (ENR_CHILDREN_PAGE (desk.page), "attendance");
  picture = enr_test_find_id (desk.window, "picture");
  enr_test_wait_until (enr_test_shows (desk.window, "*登園 7:50*")
                           || enr_test_shows (desk.window, "*Arrived 7:50*"),
                       LONG);
  enr_test_pass (100);
  enr_test_shot (desk.window, "children-year-small");
  g_signal_emit_by_name (picture, "activated");
  enr_test_wait_until ((dialog = desk_find_dialog (ENR_TYPE_HISTORY_DIALOG)) != NULL, LONG);
  enr_test_wait_until (enr_test_shows (dialog, "*8:02 → 7:50*"), LONG);
  g_assert_true (enr_test_shows (dialog, "*保護者に確認*"));
  g_assert_true (enr_test_shows (dialog, "*With a card*")
                 || enr_test_shows (dialog, "*カードで記録*"));
  enr_test_pass (100);
  enr_test_shot (dialog, "children-day-history");
  gtk_window_destroy (GTK_WINDOW (dialog));
  desk_end (&desk);
}

static guint
filter_count (GtkWidget *window, const char *id)
{
  const char *label = gtk_button_get_label (GTK_BUTTON (enr_test_find_id (window, id)));

  return g_ascii_strtoull (strrchr (label, ' ') + 1, NULL, 10);
}

static void
test_import (void)
{
  g_autofree char *path
      = write_csv ("meibo.csv", "氏名,ふりがな,生年月日,クラス,入園日\r\n"
                                "山田 太郎,やまだ たろう,R7.5.1,ひよこ,2026/4/1\r\n"
                                "鈴木 花子,すずき はなこ,令和4年10月3日,うさぎ,2026/4/1\r\n"
                                "青木 朝陽,あおき あさひ,2025/5/10,ひよこ,2026/4/1\r\n");
  Desk desk;
  EnrImportWindow *window;
  GtkWidget *widget;

  desk_begin (&desk, enr_test_store_new_small (NULL), ENR_TYPE_CHILDREN_PAGE);
  window = enr_import_window_new (desk.session, ENR_IMPORT_CHILDREN);
  widget = GTK_WIDGET (window);
  enr_import_window_show (window, desk.window);
  enr_test_pass (200);
  enr_test_shot (widget, "import-1-file");
  enr_import_window_open (window, path);
  enr_test_wait_until (g_str_equal (enr_import_window_get_step (window), "columns"), LONG);
  enr_test_pass (200);
  enr_test_shot (widget, "import-2-columns");
  gtk_widget_activate_action (widget, "import.next", NULL);
  enr_test_wait_until (g_str_equal (enr_import_window_get_step (window), "preview"), LONG);
  enr_test_pass (200);
  enr_test_shot (widget, "import-3-preview");
  g_assert_cmpuint (filter_count (widget, "filter_all"), ==, 3);
  g_assert_cmpuint (filter_count (widget, "filter_add"), ==, 2);
  g_assert_cmpuint (filter_count (widget, "filter_keep"), ==, 1);
  g_assert_cmpuint (filter_count (widget, "filter_refuse"), ==, 0);
  g_assert_true (shows_in (widget, "notes_label", "うさぎ"));
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM child"), ==, 5);
  gtk_widget_activate_action (widget, "import.apply", NULL);
  enr_test_wait_until (g_str_equal (enr_import_window_get_step (window), "done"), LONG);
  enr_test_pass (200);
  enr_test_shot (widget, "import-4-done");
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM child"), ==, 7);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM class"), ==, 3);
  gtk_window_destroy (GTK_WINDOW (widget));
  desk_end (&desk);
  g_unlink (path);
}

static void
test_import_mapping (void)
{
  g_autofree char *path = write_csv (
      "odd.csv", "だれ,いつ生まれた,組\r\n山田 太郎,R7.5.1,ひよこ\r\n木村 さき,R7.6.2,ひよこ\r\n");
  Desk desk;
  EnrImportWindow *window;
  GtkWidget *widget;
  GtkWidget *row;

  desk_begin (&desk, enr_test_store_new_small (NULL), ENR_TYPE_CHILDREN_PAGE);
  window = enr_import_window_new (desk.session, ENR_IMPORT_CHILDREN);
  widget = GTK_WIDGET (window);
  enr_import_window_show (window, desk.window);
  enr_import_window_open (window, path);
  enr_test_wait_until (g_str_equal (enr_import_window_get_step (window), "columns"), LONG);
  g_assert_true (gtk_widget_get_visible (enr_test_find_id (widget, "error_box")));
  for (guint i = 0; (row = enr_test_find_type (widget, ADW_TYPE_COMBO_ROW, i)) != NULL; i++)
    {
      if (i == 1) /* name */
        adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
      if (i == 8) /* birth date */
        adw_combo_row_set_selected (ADW_COMBO_ROW (row), 2);
    }
  enr_test_pass (200);
  enr_test_shot (widget, "import-5-mapped");
  gtk_widget_activate_action (widget, "import.next", NULL);
  enr_test_wait_until (g_str_equal (enr_import_window_get_step (window), "preview"), LONG);
  g_assert_cmpuint (filter_count (widget, "filter_add"), ==, 2);
  gtk_window_destroy (GTK_WINDOW (widget));
  desk_end (&desk);
  g_unlink (path);
}

static void
test_import_refused (void)
{
  g_autofree char *bad
      = write_csv ("bad.csv", "氏名,生年月日\r\n山田 太郎,R7.5.1\r\n木村 さき,不明\r\n");
  g_autofree char *wrong = write_csv ("wrong.csv", "PK\003\004");
  Desk desk;
  EnrImportWindow *window;
  GtkWidget *widget;

  desk_begin (&desk, enr_test_store_new_small (NULL), ENR_TYPE_CHILDREN_PAGE);
  window = enr_import_window_new (desk.session, ENR_IMPORT_CHILDREN);
  widget = GTK_WIDGET (window);
  enr_import_window_show (window, desk.window);

  /* No CSV at all, and one that is not there. */
  enr_import_window_open (window, "/nowhere/at all.csv");
  enr_test_wait_until (gtk_widget_get_visible (enr_test_find_id (widget, "error_box")), LONG);
  enr_test_pass (100);
  enr_test_shot (widget, "import-6-wrong-file");
  g_assert_cmpstr (enr_import_window_get_step (window), ==, "file");
  enr_import_window_open (window, wrong);
  enr_test_wait_until (gtk_widget_get_visible (enr_test_find_id (widget, "error_box")), LONG);

  /* One row that cannot be: nothing can be imported. */
  enr_import_window_open (window, bad);
  enr_test_wait_until (g_str_equal (enr_import_window_get_step (window), "columns"), LONG);
  enr_test_pass (100);
  gtk_widget_activate_action (widget, "import.next", NULL);
  enr_test_wait_until (g_str_equal (enr_import_window_get_step (window), "preview"), LONG);
  g_assert_cmpuint (filter_count (widget, "filter_refuse"), ==, 1);
  g_assert_false (gtk_widget_get_sensitive (enr_test_find_id (widget, "apply_button")));
  enr_test_pass (200);
  enr_test_shot (widget, "import-7-refused");
  gtk_widget_activate_action (widget, "import.apply", NULL);
  enr_test_pass (200);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM child"), ==, 5);
  gtk_window_destroy (GTK_WINDOW (widget));
  desk_end (&desk);
  g_unlink (bad);
  g_unlink (wrong);
}

static void
test_promotion (void)
{
  Desk desk;
  EnrPromotionWindow *window;
  GtkWidget *widget;

  enr_test_set_now ("2026-03-20T10:00");
  desk_begin (&desk, enr_test_store_new_small (NULL), ENR_TYPE_CHILDREN_PAGE);
  window = enr_promotion_window_new (desk.session);
  widget = GTK_WIDGET (window);
  enr_promotion_window_show (window, desk.window);
  enr_test_wait_until (g_str_equal (enr_promotion_window_get_step (window), "plan"), LONG);
  enr_test_pass (200);
  enr_test_shot (widget, "promotion");
  gtk_widget_activate_action (widget, "promotion.apply", NULL);
  enr_test_wait_until (g_str_equal (enr_promotion_window_get_step (window), "done"), LONG);
  enr_test_pass (100);
  enr_test_shot (widget, "promotion-done");
  g_assert_cmpint (enr_test_query_int (desk.store,
                                       "SELECT count(*) FROM enrolment WHERE last_day = "
                                       "'2026-03-31'"),
                   ==, 3);
  gtk_widget_activate_action (widget, "promotion.undo", NULL);
  enr_test_wait_until (g_str_equal (enr_promotion_window_get_step (window), "plan"), LONG);
  g_assert_cmpint (enr_test_query_int (desk.store,
                                       "SELECT count(*) FROM enrolment WHERE last_day = "
                                       "'2026-03-31'"),
                   ==, 0);
  gtk_window_destroy (GTK_WINDOW (widget));
  desk_end (&desk);
  enr_test_set_now ("2026-06-10T08:02");
}

static void
test_sample (void)
{
  static const char *const parts[] = { "person", "family", "enrolment", "attendance", "history" };
  Desk desk;
  g_autofree char *id_text = NULL;
  EnrUuid id;

  enr_test_set_now ("2026-12-10T16:02");
  desk_begin (&desk, enr_test_store_new_sample (96, 240), ENR_TYPE_CHILDREN_PAGE);
  id_text
      = enr_test_query_text (desk.store, "SELECT lower(hex(id)) FROM child WHERE has_allergy = 1 "
                                         "ORDER BY birth_date LIMIT 1 OFFSET 2");
  g_assert_true (enr_uuid_parse (id_text, &id));
  enr_children_page_show_child (ENR_CHILDREN_PAGE (desk.page), &id);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *shot = g_strconcat ("children-", parts[i], NULL);
      gint64 begin = g_get_monotonic_time ();

      enr_children_page_show_part (ENR_CHILDREN_PAGE (desk.page), parts[i]);
      enr_test_pass (900);
      g_test_message ("%s %d", parts[i], (int) (g_get_monotonic_time () - begin));
      enr_test_shot (desk.window, shot);
      enr_test_assert_nothing_cut (desk.window);
    }
  desk_end (&desk);
  enr_test_set_now ("2026-06-10T08:02");
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);

  g_test_add_func ("/app/children/list", test_list);
  g_test_add_func ("/app/children/child", test_child);
  g_test_add_func ("/app/children/add", test_add);
  g_test_add_func ("/app/children/changed-elsewhere", test_changed_elsewhere);
  g_test_add_func ("/app/children/leave", test_leave);
  g_test_add_func ("/app/children/contacts", test_contacts);
  g_test_add_func ("/app/children/history", test_history);
  g_test_add_func ("/app/children/import", test_import);
  g_test_add_func ("/app/children/import-mapping", test_import_mapping);
  g_test_add_func ("/app/children/import-refused", test_import_refused);
  g_test_add_func ("/app/children/promotion", test_promotion);
  g_test_add_func ("/app/children/sample", test_sample);
  return enr_test_app_run ();
}
