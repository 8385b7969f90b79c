/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The inbox: what waits is done by one click and taken back, what was said and promised is written
 * down, and the family's history stands beside it.
 */
#include "config.h"

#include <string.h>

#include "desk.h"

#include "app/board/call-window.h"
#include "app/children/children-page.h"
#include "app/contact/answer-dialog.h"
#include "app/contact/contact-page.h"
#include "app/contact/history-row.h"
#include "app/contact/history-window.h"
#include "app/contact/inbox-row.h"
#include "app/contact/inbox-view.h"
#include "app/contact/inquiry-dialog.h"
#include "app/contact/medicine-dose.h"
#include "app/contact/promise-dialog.h"
#include "app/window.h"
#include "base/clock.h"
#include "contact/inquiry.h"
#include "contact/medicine.h"
#include "contact/notebook.h"
#include "contact/notice.h"
#include "contact/promise.h"

typedef struct
{
  Desk desk;
  EnrTestSmall small;
} Fixture;

static gboolean
add_notice (EnrDb *db, const EnrActor *actor, const EnrUuid *child, GError **error)
{
  g_autoptr (EnrNotice) notice = enr_notice_new ();

  notice->child_id = *child;
  notice->first_day = notice->last_day = enr_clock_today ();
  notice->absence_kind = g_strdup ("sick");
  g_free (notice->symptoms);
  notice->symptoms = g_strdup ("発熱");
  return enr_notice_add (db, actor, notice, NULL, NULL, error);
}

static gboolean
add_inquiry (EnrDb *db, const EnrActor *actor, const EnrUuid *child, GError **error)
{
  g_autoptr (EnrInquiry) inquiry = enr_inquiry_new ();

  inquiry->child_id = *child;
  g_free (inquiry->body);
  inquiry->body = g_strdup ("遠足の持ち物は何ですか。");
  return enr_inquiry_add (db, actor, inquiry, NULL, error);
}

static gboolean
add_promise (EnrDb *db, const EnrActor *actor, const EnrUuid *child, GError **error)
{
  g_autoptr (EnrPromise) promise = enr_promise_new ();

  promise->child_id = *child;
  promise->due_at = 9 * 60 + 30;
  return enr_promise_add (db, actor, promise, NULL, error);
}

static gboolean
add_page (EnrDb *db, const EnrActor *actor, const EnrUuid *child, GError **error)
{
  g_autoptr (GPtrArray) pages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_page_free);
  EnrNotebookPage *page = enr_notebook_page_new (child, enr_clock_today (), ENR_SIDE_HOME);
  g_autoptr (GPtrArray) results = NULL;

  page->temperature = 366;
  g_free (page->body);
  page->body = g_strdup ("よく眠りました。");
  g_ptr_array_add (pages, page);
  results = enr_notebook_save (db, actor, pages, NULL, error);
  return results != NULL;
}

static gpointer
fill (EnrDb *db, gpointer data, GError **error)
{
  const EnrTestSmall *small = data;
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");

  return GINT_TO_POINTER (add_notice (db, &actor, &small->children[0], error)
                          && add_inquiry (db, &actor, &small->children[1], error)
                          && add_promise (db, &actor, &small->children[2], error)
                          && add_page (db, &actor, &small->children[3], error));
}

/* Before the cut-off: nobody has to be called yet. */
static void
set_up (Fixture *fixture, const char *now)
{
  g_autoptr (GError) error = NULL;
  EnrStore *store;

  enr_test_set_now (now);
  store = enr_test_store_new_small (&fixture->small);
  enr_test_write (store, fill, &fixture->small, &error);
  g_assert_no_error (error);
  desk_begin (&fixture->desk, store, ENR_TYPE_CONTACT_PAGE);
  enr_test_wait_until (enr_test_shows (fixture->desk.page, "*遠足の持ち物*"), LONG);
}

static GtkWidget *
find_row (GtkWidget *page, const char *text)
{
  for (guint i = 0; i < enr_test_count_type (page, ENR_TYPE_INBOX_ROW); i++)
    {
      GtkWidget *row = enr_test_find_type (page, ENR_TYPE_INBOX_ROW, i);

      if (enr_test_shows (row, text))
        return row;
    }
  return NULL;
}

#define COUNT(sql) enr_test_query_int (f.desk.store, sql)

/* Each entry is done by its button, is gone, and comes back. */
static void
test_done (void)
{
  static const struct
  {
    const char *text;
    const char *sql;
  } entries[] = {
    { "*発熱*", "SELECT count(*) FROM contact_seen WHERE kind = 'notice'" },
    { "*よく眠りました*", "SELECT count(*) FROM contact_seen WHERE kind = 'notebook'" },
    { "*遠足の持ち物*", "SELECT count(*) FROM inquiry WHERE answered_at IS NOT NULL" },
    { "call back*", "SELECT count(*) FROM promise WHERE kept_at IS NOT NULL" },
  };
  Fixture f = { 0 };

  set_up (&f, "2026-06-10T09:00");
  g_assert_true (enr_test_shows (f.desk.page, "Came in  2"));
  g_assert_true (enr_test_shows (f.desk.page, "To answer  1"));
  g_assert_true (enr_test_shows (f.desk.page, "To call, and promised  1"));
  enr_test_pass (200);
  enr_test_shot (f.desk.window, "inbox");
  enr_test_assert_nothing_cut (f.desk.page);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      GtkWidget *row = find_row (f.desk.page, entries[i].text);

      g_assert_nonnull (row);
      enr_test_click (enr_test_find_id (row, "done"));
      enr_test_wait_until (find_row (f.desk.page, entries[i].text) == NULL, LONG);
      g_assert_cmpint (COUNT (entries[i].sql), ==, 1);
      enr_test_wait_until (enr_session_get_undo_text (f.desk.session) != NULL, LONG);
      enr_session_undo (f.desk.session);
      enr_test_wait_until (find_row (f.desk.page, entries[i].text) != NULL, LONG);
      g_assert_cmpint (COUNT (entries[i].sql), ==, 0);
    }
  desk_click (f.desk.page, "inbox.all-seen");
  enr_test_wait_until (!enr_test_shows (f.desk.page, "Came in*"), LONG);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM contact_seen"), ==, 2);
  desk_end (&f.desk);
}

/* The row of the history that shows the text. */
static GtkWidget *
find_history_row (GtkWidget *page, const char *text)
{
  for (guint i = 0; i < enr_test_count_type (page, ENR_TYPE_HISTORY_ROW); i++)
    {
      GtkWidget *row = enr_test_find_type (page, ENR_TYPE_HISTORY_ROW, i);

      if (gtk_widget_get_mapped (row) && enr_test_shows (row, text))
        return row;
    }
  return NULL;
}

static gboolean
offers_removed (Fixture *fixture)
{
  const char *text = enr_session_get_undo_text (fixture->desk.session);

  return text != NULL && strstr (text, "removed") != NULL;
}

static void
undo_removal (Fixture *fixture)
{
  enr_test_wait_until (offers_removed (fixture), LONG);
  enr_session_undo (fixture->desk.session);
}

/* What was entered by mistake goes by one button, from the inbox or later from the history, and
 * comes back. */
static void
test_remove (void)
{
  static const struct
  {
    const char *text;
    const char *sql;
  } entries[] = {
    { "*遠足の持ち物*", "SELECT count(*) FROM inquiry WHERE removed_at IS NOT NULL" },
    { "call back*", "SELECT count(*) FROM promise WHERE removed_at IS NOT NULL" },
  };
  Fixture f = { 0 };

  set_up (&f, "2026-06-10T09:00");
  g_assert_false (
      gtk_widget_get_visible (enr_test_find_id (find_row (f.desk.page, "*発熱*"), "remove")));
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      GtkWidget *row = find_row (f.desk.page, entries[i].text);

      enr_test_click (enr_test_find_id (row, "remove"));
      enr_test_wait_until (find_row (f.desk.page, entries[i].text) == NULL, LONG);
      g_assert_cmpint (COUNT (entries[i].sql), ==, 1);
      undo_removal (&f);
      enr_test_wait_until (find_row (f.desk.page, entries[i].text) != NULL, LONG);
      g_assert_cmpint (COUNT (entries[i].sql), ==, 0);

      /* Done, and out of the inbox, it still can be removed. */
      row = find_row (f.desk.page, entries[i].text);
      enr_test_click (enr_test_find_id (row, "done"));
      enr_test_wait_until (find_row (f.desk.page, entries[i].text) == NULL, LONG);
      enr_inbox_view_show_child (
          ENR_INBOX_VIEW (enr_test_find_type (f.desk.page, ENR_TYPE_INBOX_VIEW, 0)),
          &f.small.children[i + 1]);
      enr_test_wait_until (find_history_row (f.desk.page, entries[i].text) != NULL, LONG);
      enr_test_pass (200);
      enr_test_shot (f.desk.window, i == 0 ? "inbox-history-inquiry" : "inbox-history-promise");
      enr_test_click (enr_test_find_id (find_history_row (f.desk.page, entries[i].text), "remove"));
      enr_test_wait_until (find_history_row (f.desk.page, entries[i].text) == NULL, LONG);
      g_assert_cmpint (COUNT (entries[i].sql), ==, 1);
      undo_removal (&f);
      enr_test_wait_until (find_history_row (f.desk.page, entries[i].text) != NULL, LONG);
      g_assert_cmpint (COUNT (entries[i].sql), ==, 0);
    }
  desk_end (&f.desk);
}

static gpointer
ask_medicine (EnrDb *db, gpointer data, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_autoptr (EnrMedicine) medicine = enr_medicine_new ();

  medicine->child_id = *(const EnrUuid *) data;
  medicine->first_day = medicine->last_day = enr_clock_today ();
  g_free (medicine->name);
  medicine->name = g_strdup ("シロップ");
  g_free (medicine->amount);
  medicine->amount = g_strdup ("5ml");
  g_free (medicine->asked_by);
  medicine->asked_by = g_strdup ("母");
  g_free (medicine->received_by);
  medicine->received_by = g_strdup ("佐藤");
  medicine->at = 8 * 60 + 30;
  return GINT_TO_POINTER (enr_medicine_add (db, &actor, medicine, NULL, error));
}

/* A dose of today waits at the head of the inbox, and is settled from there by the form of two
 * people; the history says who gave it and who saw it. */
static void
test_medicine (void)
{
  Fixture f = { 0 };
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;
  GtkWidget *row;

  set_up (&f, "2026-06-10T09:00");
  for (guint i = 0; i < 2; i++)
    {
      enr_test_write (f.desk.store, ask_medicine, &f.small.children[i + 1], &error);
      g_assert_no_error (error);
    }
  enr_test_wait_until (enr_test_shows (f.desk.page, "Medicine today  2"), LONG);
  row = GTK_WIDGET (
      gtk_list_box_get_row_at_index (GTK_LIST_BOX (enr_test_find_id (f.desk.page, "list")), 0));
  g_assert_true (enr_test_shows (row, "シロップ 5ml · 8:30*"));
  gtk_list_box_select_row (GTK_LIST_BOX (enr_test_find_id (f.desk.page, "list")),
                           GTK_LIST_BOX_ROW (row));
  enr_test_wait_until (find_history_row (f.desk.page, "シロップ 5ml · to be given") != NULL, LONG);
  enr_test_pass (200);
  enr_test_shot (f.desk.window, "inbox-medicine");
  enr_test_assert_nothing_cut (f.desk.page);
  enr_test_click (enr_test_find_id (row, "done"));
  dialog = desk_wait_dialog (ENR_TYPE_MEDICINE_DOSE);
  desk_set_text (dialog, "given_by_name", "佐藤");
  desk_set_text (dialog, "checked_by_name", "鈴木");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_MEDICINE_DOSE);
  enr_test_wait_until (enr_test_shows (f.desk.page, "Medicine today  1"), LONG);
  enr_test_wait_until (enr_test_shows (f.desk.page, "佐藤 · checked by: 鈴木"), LONG);

  row = GTK_WIDGET (
      gtk_list_box_get_row_at_index (GTK_LIST_BOX (enr_test_find_id (f.desk.page, "list")), 0));
  enr_test_click (enr_test_find_id (row, "more"));
  dialog = desk_wait_dialog (ENR_TYPE_MEDICINE_DOSE);
  desk_set_text (dialog, "given_by_name", "佐藤");
  desk_set_text (dialog, "note_row", "熱が出たため");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_MEDICINE_DOSE);
  enr_test_wait_until (!enr_test_shows (f.desk.page, "Medicine today*"), LONG);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM medicine_given"), ==, 2);
  desk_end (&f.desk);
}

/* A class sees what is its own; the office all. */
static void
test_class (void)
{
  Fixture f = { 0 };
  GtkWidget *classes;

  set_up (&f, "2026-06-10T09:00");
  classes = enr_test_find_id (f.desk.page, "classes");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (classes), 1); /* ひよこ: 0 and 2 */
  enr_test_wait_until (find_row (f.desk.page, "*遠足の持ち物*") == NULL, LONG);
  g_assert_nonnull (find_row (f.desk.page, "*発熱*"));
  g_assert_nonnull (find_row (f.desk.page, "call back*"));
  g_assert_null (find_row (f.desk.page, "*よく眠りました*"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (classes), 0);
  enr_test_wait_until (find_row (f.desk.page, "*遠足の持ち物*") != NULL, LONG);
  desk_end (&f.desk);
}

/* After the cut-off those without a word are to be called: the button opens the calls. */
static void
test_calls (void)
{
  Fixture f = { 0 };
  GtkWidget *row;
  GtkWidget *window;

  set_up (&f, "2026-06-10T10:00");
  enr_test_wait_until (enr_test_shows (f.desk.page, "To call, and promised  5"), LONG);
  row = find_row (f.desk.page, "石川 湊*");
  g_assert_nonnull (row);
  enr_test_pass (200);
  enr_test_shot (f.desk.window, "inbox-calls");
  enr_test_click (enr_test_find_id (row, "done"));
  window = desk_wait_dialog (ENR_TYPE_CALL_WINDOW);
  gtk_window_destroy (GTK_WINDOW (window));
  desk_end (&f.desk);
}

static void
set_body (GtkWidget *dialog, const char *text)
{
  GtkWidget *view = enr_test_find_id (dialog, "body");

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

/* A child is found by kana; what its family says, is promised and answered is in the inbox and the
 * history. */
static void
test_write (void)
{
  Fixture f = { 0 };
  GtkWidget *search;
  GtkWidget *dialog;
  GtkWidget *row;

  set_up (&f, "2026-06-10T09:00");
  search = enr_test_find_id (f.desk.page, "search");
  gtk_editable_set_text (GTK_EDITABLE (search), "いしかわ");
  enr_test_wait_until (enr_test_shows (f.desk.page, "石川 湊*"), LONG);
  g_signal_emit_by_name (search, "activate");
  enr_test_wait_until (enr_test_shows (f.desk.page, "No contact of this kind*"), LONG);

  desk_click (f.desk.page, "inbox.inquiry");
  dialog = desk_wait_dialog (ENR_TYPE_INQUIRY_DIALOG);
  desk_click (dialog, "dialog.save");
  enr_test_wait_until (enr_test_shows (dialog, "It is missing what was said."), LONG);
  set_body (dialog, "帽子が見つかりません。");
  desk_set_text (dialog, "by_row", "母");
  enr_test_pass (100);
  enr_test_shot (dialog, "inquiry-dialog");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_INQUIRY_DIALOG);
  enr_test_wait_until (find_row (f.desk.page, "帽子が見つかりません。 · 母") != NULL, LONG);
  enr_test_wait_until (enr_test_count_type (f.desk.page, ENR_TYPE_HISTORY_ROW) == 1, LONG);

  desk_click (f.desk.page, "inbox.promise");
  dialog = desk_wait_dialog (ENR_TYPE_PROMISE_DIALOG);
  desk_set_text (dialog, "due_at", "16時ごろ");
  desk_click (dialog, "dialog.save");
  enr_test_wait_until (enr_test_shows (dialog, "This is not a time."), LONG);
  desk_set_text (dialog, "due_at", "1630");
  enr_test_pass (100);
  enr_test_shot (dialog, "promise-dialog");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_PROMISE_DIALOG);
  enr_test_wait_until (find_row (f.desk.page, "call back 6/10 16:30") != NULL, LONG);
  g_assert_cmpint (COUNT ("SELECT due_at FROM promise WHERE due_at = 990 AND is_ours = 1"), ==,
                   990);

  row = find_row (f.desk.page, "*帽子が見つかりません*");
  enr_test_click (enr_test_find_id (row, "more"));
  dialog = desk_wait_dialog (ENR_TYPE_ANSWER_DIALOG);
  desk_set_text (dialog, "answer", "職員室にありました。");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_ANSWER_DIALOG);
  enr_test_wait_until (enr_test_shows (f.desk.page, "*職員室にありました。*"), LONG);
  enr_test_pass (300);
  enr_test_shot (f.desk.window, "inbox-history");
  enr_test_assert_nothing_cut (f.desk.page);

  /* Of another child nothing is in it. */
  for (guint i = 0; i < enr_test_count_type (f.desk.page, ENR_TYPE_HISTORY_ROW); i++)
    g_assert_false (
        enr_test_shows (enr_test_find_type (f.desk.page, ENR_TYPE_HISTORY_ROW, i), "*遠足*"));
  desk_end (&f.desk);
}

/* The side list says how much needs a person; the child's page opens the history. */
static void
test_window (void)
{
  EnrTestSmall small;
  EnrStore *store;
  EnrSession *session;
  GtkWidget *window;
  GtkWidget *count;
  GtkWidget *history;
  g_autoptr (GError) error = NULL;

  enr_test_set_now ("2026-06-10T09:00");
  store = enr_test_store_new_small (&small);
  enr_test_write (store, fill, &small, &error);
  g_assert_no_error (error);
  session = enr_session_new (store);
  window = GTK_WIDGET (enr_window_new (NULL));
  gtk_window_set_default_size (GTK_WINDOW (window), 1024, 740);
  enr_window_set_session (ENR_WINDOW (window), session, FALSE);
  gtk_window_present (GTK_WINDOW (window));
  count = enr_test_find_id (window, "contact_count");
  /* The notice, the question and the promise; the notebook's page is its class's. */
  enr_test_wait_until (gtk_widget_get_visible (count), LONG);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (count)), ==, "3");
  gtk_widget_activate_action (window, "win.page", "s", "contact");
  enr_test_wait_until (find_row (window, "*発熱*") != NULL, LONG);
  enr_test_pass (200);
  enr_test_shot (window, "window-contact");
  desk_click (window, "inbox.all-seen");
  enr_test_wait_until (g_str_equal (gtk_label_get_text (GTK_LABEL (count)), "2"), LONG);

  enr_children_page_show_child (
      ENR_CHILDREN_PAGE (enr_window_show_page (ENR_WINDOW (window), "children")),
      &small.children[0]);
  enr_test_wait_until (desk_find_button (window, "child.contact-history") != NULL, LONG);
  desk_click (window, "child.contact-history");
  history = desk_wait_dialog (ENR_TYPE_HISTORY_WINDOW);
  enr_test_wait_until (enr_test_count_type (history, ENR_TYPE_HISTORY_ROW) == 1, LONG);
  g_assert_true (enr_test_shows (history, "*発熱*"));
  enr_test_pass (200);
  enr_test_shot (history, "history-window");
  gtk_window_destroy (GTK_WINDOW (history));
  gtk_window_destroy (GTK_WINDOW (window));
  enr_test_settle ();
  g_object_unref (session);
  enr_test_store_end (store);
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);

  g_test_add_func ("/app/contact-page/done", test_done);
  g_test_add_func ("/app/contact-page/remove", test_remove);
  g_test_add_func ("/app/contact-page/medicine", test_medicine);
  g_test_add_func ("/app/contact-page/class", test_class);
  g_test_add_func ("/app/contact-page/calls", test_calls);
  g_test_add_func ("/app/contact-page/write", test_write);
  g_test_add_func ("/app/contact-page/window", test_window);
  return enr_test_app_run ();
}
