/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The city's form, and pictures of every screen of the month's end.
 */
#include "config.h"

#include <string.h>
#include <glib/gstdio.h>
#include <xlsxwriter.h>
#include <zip.h>

#include "app/month/city-form-window.h"
#include "app/month/decision-dialog.h"
#include "app/month/month-close-dialog.h"
#include "app/month/tag-window.h"
#include "app/window.h"
#include "month-desk.h"
#include "reports/city-form.h"

/*
 * The city's form
 */

/* A form with the nursery's name, the month, and the children's names going down @n_rows. For the month
 * the city wants one of @lists, where that is not NULL. */
static void
make_form (const char *path, guint n_rows, char **lists)
{
  lxw_workbook *book = workbook_new (path);
  lxw_worksheet *sheet = workbook_add_worksheet (book, "名簿");
  lxw_format *box = workbook_add_format (book);

  format_set_border (box, LXW_BORDER_THIN);
  worksheet_write_string (sheet, 0, 0, "{{facility.name}}", NULL);
  worksheet_write_string (sheet, 1, 0, "{{month}}の利用状況", NULL);
  worksheet_write_string (sheet, 1, 3, "{{no.such.tag}}", NULL);
  for (guint row = 0; row < n_rows; row++)
    worksheet_write_blank (sheet, 3 + row, 0, box);
  worksheet_write_string (sheet, 3, 0, "{{children.name}}", box);
  worksheet_write_string (sheet, 3 + n_rows, 0, "合計", box);
  if (lists != NULL)
    {
      lxw_data_validation rule = { .validate = LXW_VALIDATION_TYPE_LIST, .value_list = lists };

      g_assert_cmpint (worksheet_data_validation_cell (sheet, 1, 0, &rule), ==, LXW_NO_ERROR);
    }
  g_assert_cmpint (workbook_close (book), ==, LXW_NO_ERROR);
}

static GtkWidget *
open_form (Desk *desk, const char *form)
{
  GtkWidget *window;

  desk_click (desk->window, "month.fill-form");
  window = desk_wait_dialog (ENR_TYPE_CITY_FORM_WINDOW);
  enr_city_form_window_open (ENR_CITY_FORM_WINDOW (window), form);
  return window;
}

static void
fill_into (GtkWidget *window, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  enr_city_form_window_write (ENR_CITY_FORM_WINDOW (window), file);
}

/* What is in a member of a spreadsheet. */
static char *
read_member (const char *path, const char *member)
{
  zip_t *archive = zip_open (path, ZIP_RDONLY, NULL);
  zip_file_t *file;
  zip_stat_t stat;
  char *text;

  g_assert_nonnull (archive);
  g_assert_cmpint (zip_stat (archive, member, 0, &stat), ==, 0);
  text = g_malloc0 (stat.size + 1);
  file = zip_fopen (archive, member, 0);
  g_assert_nonnull (file);
  g_assert_cmpint (zip_fread (file, text, stat.size), ==, stat.size);
  zip_fclose (file);
  zip_discard (archive);
  return text;
}

static void
test_form (void)
{
  Desk desk;
  GtkWidget *window;
  g_autofree char *form = desk_new_path ("city.xlsx");
  g_autofree char *output = desk_new_path ("filled.xlsx");
  g_autofree char *strings = NULL;
  g_autofree char *sheet = NULL;
  g_autofree char *name = NULL;
  g_autofree char *all = NULL;

  make_form (form, N_CHILDREN + 6, NULL);
  month_desk_begin (&desk);
  month_desk_wait_loaded (&desk);
  window = open_form (&desk, form);
  month_desk_wait_text (window, "3 tags will be filled");
  g_assert_true (enr_test_shows (window, "{{no.such.tag}}"));
  g_assert_true (enr_test_shows (window, "Sheet “名簿”, cell D2"));
  enr_test_pass (200);
  enr_test_shot (window, "month-form");
  fill_into (window, output);
  desk_wait_no_dialog (ENR_TYPE_CITY_FORM_WINDOW);
  g_assert_true (g_str_has_prefix (desk.message, "The form is filled: "));
  g_assert_false (desk.is_failure);
  strings = read_member (output, "xl/sharedStrings.xml");
  sheet = read_member (output, "xl/worksheets/sheet1.xml");
  all = g_strconcat (strings, sheet, NULL);
  name = enr_test_query_text (desk.store, "SELECT name FROM facility");
  g_assert_nonnull (strstr (all, name));
  g_assert_nonnull (strstr (all, "令和8年6月の利用状況"));
  g_assert_null (strstr (sheet, "{{children.name}}"));
  desk_end (&desk);
  desk_drop_file (g_steal_pointer (&form));
  desk_drop_file (g_steal_pointer (&output));
}

/* What the form's own list does not have is filled, and shown before the window is closed. */
static void
test_form_misfit (void)
{
  g_auto (GStrv) months = g_strsplit ("令和8年4月の利用状況|令和8年5月の利用状況", "|", -1);
  Desk desk;
  GtkWidget *window;
  g_autofree char *form = desk_new_path ("city.xlsx");
  g_autofree char *output = desk_new_path ("filled.xlsx");

  make_form (form, N_CHILDREN + 6, months);
  month_desk_begin (&desk);
  month_desk_wait_loaded (&desk);
  window = open_form (&desk, form);
  month_desk_wait_text (window, "3 tags will be filled");
  g_assert_false (gtk_widget_get_visible (enr_test_find_id (window, "misfit_group")));
  fill_into (window, output);
  enr_test_wait_until (gtk_widget_get_visible (enr_test_find_id (window, "misfit_group")), LONG);
  g_assert_true (g_file_test (output, G_FILE_TEST_EXISTS));
  g_assert_true (g_str_has_prefix (desk.message, "The form is filled: "));
  g_assert_true (enr_test_shows (window, "令和8年6月の利用状況"));
  g_assert_true (enr_test_shows (
      window, "Sheet “名簿”, cell A2; the form's list has: 令和8年4月の利用状況、令和8年5月の利用状況"));
  enr_test_pass (200);
  enr_test_shot (window, "month-form-misfit");
  enr_test_assert_nothing_cut (window);
  desk_click (window, "window.close");
  desk_wait_no_dialog (ENR_TYPE_CITY_FORM_WINDOW);
  desk_end (&desk);
  desk_drop_file (g_steal_pointer (&form));
  desk_drop_file (g_steal_pointer (&output));
}

static void
test_form_refused (void)
{
  Desk desk;
  GtkWidget *window;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = desk_new_path ("letter.xlsx");
  g_autofree char *small = desk_new_path ("small.xlsx");
  g_autofree char *output = desk_new_path ("filled.xlsx");

  g_file_set_contents (text, "これは表計算のファイルではありません。", -1, &error);
  g_assert_no_error (error);
  make_form (small, 3, NULL);
  g_unlink (output);
  month_desk_begin (&desk);
  month_desk_wait_loaded (&desk);
  window = open_form (&desk, text);
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (window, "error_box")), LONG);
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (window, "form.fill")));
  enr_test_shot (window, "month-form-refused");

  /* Another one, in which the children have no room. */
  enr_city_form_window_open (ENR_CITY_FORM_WINDOW (window), small);
  month_desk_wait_text (window, "3 tags will be filled");
  g_assert_false (gtk_widget_get_mapped (enr_test_find_id (window, "error_box")));
  fill_into (window, output);
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (window, "error_box")), LONG);
  g_test_message ("%s", gtk_label_get_text (GTK_LABEL (enr_test_find_id (window, "error_label"))));
  g_assert_false (g_file_test (output, G_FILE_TEST_EXISTS));
  enr_test_shot (window, "month-form-no-room");
  desk_click (window, "window.close");
  desk_wait_no_dialog (ENR_TYPE_CITY_FORM_WINDOW);
  desk_end (&desk);
  desk_drop_file (g_steal_pointer (&text));
  desk_drop_file (g_steal_pointer (&small));
  desk_drop_file (g_steal_pointer (&output));
}

static void
test_tags (void)
{
  Desk desk;
  GtkWidget *window;
  GtkWidget *form;
  GtkListBox *list;
  int n = 0;

  month_desk_begin (&desk);
  month_desk_wait_loaded (&desk);
  desk_click (desk.window, "month.fill-form");
  form = desk_wait_dialog (ENR_TYPE_CITY_FORM_WINDOW);
  desk_click (form, "form.tags");
  window = desk_wait_dialog (ENR_TYPE_TAG_WINDOW);
  list = GTK_LIST_BOX (enr_test_find_id (window, "list"));
  for (const EnrCityTag *tag = enr_city_tags (); tag->name != NULL; tag++)
    n++;
  g_assert_nonnull (gtk_list_box_get_row_at_index (list, n - 1));
  g_assert_null (gtk_list_box_get_row_at_index (list, n));
  g_assert_true (enr_test_shows (window, "{{facility.name}}"));
  enr_test_shot (window, "month-tags");
  enr_test_click (desk_find_button (window, "tags.copy"));
  month_desk_wait_text (window, "Copied: {{facility.name}}");
  desk_set_text (window, "search", "children.name");
  enr_test_wait_until (!enr_test_shows (window, "{{facility.name}}"), LONG);
  g_signal_emit_by_name (enr_test_find_id (window, "search"), "stop-search"); /* Escape */
  desk_wait_no_dialog (ENR_TYPE_TAG_WINDOW);
  desk_click (form, "window.close");
  desk_wait_no_dialog (ENR_TYPE_CITY_FORM_WINDOW);
  desk_end (&desk);
}

/* Every screen of the month's end in the language that is set, and that all of its words have room.
 */
static void
take_picture (GtkWidget *window, const char *name)
{
  enr_test_pass (300);
  enr_test_shot (window, name);
  enr_test_assert_nothing_cut (window);
}

static void
test_pictures (void)
{
  Desk desk;
  GtkWidget *window;
  GtkWidget *dialog;
  GtkRevealer *changed;
  g_autofree char *form = desk_new_path ("city.xlsx");

  make_form (form, N_CHILDREN + 6, NULL);
  month_desk_begin (&desk);
  gtk_widget_set_visible (desk.window, FALSE);
  window = GTK_WIDGET (enr_window_new (NULL));
  gtk_window_set_default_size (GTK_WINDOW (window), 1024, 768);
  gtk_window_present (GTK_WINDOW (window));
  enr_window_set_session (ENR_WINDOW (window), desk.session, FALSE);
  desk.page = GTK_WIDGET (enr_window_show_page (ENR_WINDOW (window), "month"));
  changed = GTK_REVEALER (enr_test_find_id (desk.page, "changed"));
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (desk.page, "checklist")), LONG);
  gtk_widget_activate_action (enr_test_find_id (desk.page, "checklist"), "list.activate-item", "u",
                              (guint) ENR_MONTH_DAY_NOT_CLOSED);
  gtk_selection_model_select_item (
      gtk_list_view_get_model (GTK_LIST_VIEW (enr_test_find_id (desk.page, "list"))), 1, TRUE);
  take_picture (window, "month-screen-open");
  month_desk_assert_fits (&desk);
  gtk_widget_activate_action (desk.page, "month.adjust", NULL);
  dialog = desk_wait_dialog (ENR_TYPE_DECISION_DIALOG);
  take_picture (dialog, "month-screen-adjust");
  desk_set_text (dialog, "amount", "50");
  desk_set_text (dialog, "reason", "電車が遅れたため");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_DECISION_DIALOG);
  month_desk_wait_text (desk.page, "50円");
  desk_click (desk.page, "month.close");
  dialog = desk_wait_dialog (ENR_TYPE_MONTH_CLOSE_DIALOG);
  take_picture (dialog, "month-screen-close-open");
  desk_click (dialog, "window.close");
  desk_wait_no_dialog (ENR_TYPE_MONTH_CLOSE_DIALOG);

  month_desk_write (&desk, month_desk_settle);
  desk_click (desk.page, "month.confirm-all");
  enr_test_wait_until (
      gtk_widget_has_css_class (enr_test_find_id (desk.page, "close_button"), "suggested-action"),
      LONG);
  take_picture (window, "month-screen-settled");
  desk_click (desk.page, "month.close");
  dialog = desk_wait_dialog (ENR_TYPE_MONTH_CLOSE_DIALOG);
  take_picture (dialog, "month-screen-close");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_MONTH_CLOSE_DIALOG);
  enr_test_wait_until (!gtk_widget_get_visible (enr_test_find_id (desk.page, "close_button")),
                       LONG);
  month_desk_write (&desk, month_desk_correct_punch);
  enr_test_wait_until (gtk_revealer_get_reveal_child (changed), LONG);
  take_picture (window, "month-screen-changed");
  month_desk_assert_fits (&desk);
  gtk_widget_activate_action (desk.page, "month.close", NULL);
  dialog = desk_wait_dialog (ENR_TYPE_MONTH_CLOSE_DIALOG);
  take_picture (dialog, "month-screen-close-again");
  gtk_window_close (GTK_WINDOW (dialog));
  desk_wait_no_dialog (ENR_TYPE_MONTH_CLOSE_DIALOG);

  desk_click (desk.page, "month.fill-form");
  dialog = desk_wait_dialog (ENR_TYPE_CITY_FORM_WINDOW);
  enr_city_form_window_open (ENR_CITY_FORM_WINDOW (dialog), form);
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (dialog, "found_row")), LONG);
  take_picture (dialog, "month-screen-form");
  desk_click (dialog, "form.tags");
  take_picture (desk_wait_dialog (ENR_TYPE_TAG_WINDOW), "month-screen-tags");
  gtk_window_close (GTK_WINDOW (desk_find_dialog (ENR_TYPE_TAG_WINDOW)));
  desk_click (dialog, "window.close");
  desk_wait_no_dialog (ENR_TYPE_CITY_FORM_WINDOW);
  gtk_window_destroy (GTK_WINDOW (window));
  desk_end (&desk);
  desk_drop_file (g_steal_pointer (&form));
}

int
main (int argc, char *argv[])
{
  enr_test_app_init (&argc, &argv);
  g_test_add_func ("/month/form", test_form);
  g_test_add_func ("/month/form-misfit", test_form_misfit);
  g_test_add_func ("/month/form-refused", test_form_refused);
  g_test_add_func ("/month/tags", test_tags);
  g_test_add_func ("/month/pictures", test_pictures);
  return enr_test_app_run ();
}
