/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The window of a child's record, from the child's page: the time line, 発達の記録, and what leaves
 * the program.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app/children/children-page.h"
#include "app/papers/paper-sheet.h"
#include "app/writing/child-item-dialog.h"
#include "app/writing/child-out-dialog.h"
#include "app/writing/child-record-window.h"
#include "app/writing/child-seen-dialog.h"
#include "app/writing/child-story-row.h"
#include "attendance/entry.h"
#include "desk.h"
#include "writing/approval.h"
#include "writing/writing.h"

#define SHORT_TEXT "かたつむりを見つけ、じっと見ていた。"

/* clang-format off */
static const char long_text[]
    = "園庭の砂場で友だちと山をつくり、水を流して川にしていた。「ここがだむだよ」と話しながら、"
      "シャベルとバケツを分け合い、長い時間あそびこんでいた。片づけのときも、次の日に続きをしようと"
      "約束をして、うれしそうに部屋へもどった。おやつの間も、ダムの話がとまらなかった。"
      "帰りの会では、今日のあそびをみんなの前で話した。";
/* clang-format on */

static EnrTestSmall small;

static void
write_record (EnrDb *db, EnrWritingKinds *kinds, EnrDate day, const char *text)
{
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "office");
  g_autoptr (GError) error = NULL;
  const EnrWritingKind *kind = enr_writing_kinds_find (kinds, "child-record", &error);
  EnrWritingNew new_writing
      = { .kind = kind, .child_id = small.children[0], .day = day, .title = "", .writer = "田中" };
  EnrTextChange change = { .text = text };
  EnrUuid id;

  for (guint i = 0; change.key == NULL; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);

      if (section->type == ENR_SECTION_TEXT)
        change.key = section->key;
    }
  enr_writing_create (db, &actor, &new_writing, &id, &error);
  g_assert_no_error (error);
  enr_writing_save (db, &actor, kind, &id, &change, 1, &error);
  g_assert_no_error (error);
}

static gpointer
write_records (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();

  write_record (db, kinds, enr_date_new (2026, 4, 21), SHORT_TEXT);
  write_record (db, kinds, enr_date_new (2026, 6, 2), long_text);
  return GINT_TO_POINTER (TRUE);
}

/* The window of 青木 朝陽's record. */
static GtkWidget *
begin (Desk *desk, gboolean has_records)
{
  EnrStore *store = enr_test_store_new_small (&small);
  GtkWidget *window;

  if (has_records)
    g_assert_nonnull (enr_test_write (store, write_records, NULL, NULL));
  desk_begin (desk, store, ENR_TYPE_CHILDREN_PAGE);
  enr_children_page_show_child (ENR_CHILDREN_PAGE (desk->page), &small.children[0]);
  enr_test_wait_until (desk_find_button (desk->window, "child.record") != NULL, LONG);
  enr_test_shot (desk->window, "child-record-button");
  desk_click (desk->window, "child.record");
  window = desk_wait_dialog (ENR_TYPE_CHILD_RECORD_WINDOW);
  enr_test_wait_until (enr_test_find_id (window, "parts") != NULL
                           && gtk_widget_get_mapped (enr_test_find_id (window, "parts")),
                       LONG);
  return window;
}

static void
end (Desk *desk, GtkWidget *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  enr_test_settle ();
  desk_end (desk);
}

static void
open_cb (EnrChildRecordWindow *window, const EnrUuid *id, EnrUuid *opened)
{
  *opened = *id;
}

static void
test_story (void)
{
  Desk desk;
  GtkWidget *window = begin (&desk, TRUE);
  GtkWidget *list = enr_test_find_id (window, "story_list");
  g_autofree char *id = NULL;
  char opened_text[ENR_UUID_STRING_LENGTH];
  EnrUuid opened = enr_uuid_none;

  enr_test_wait_until (enr_test_count_type (list, ENR_TYPE_CHILD_STORY_ROW) == 2, LONG);
  g_assert_true (enr_test_shows (window, "令和8年6月"));
  g_assert_true (enr_test_shows (window, "令和8年4月"));
  /* The newest first. */
  g_assert_true (enr_test_shows (enr_test_find_type (list, ENR_TYPE_CHILD_STORY_ROW, 0), "*砂場*"));
  enr_test_shot (window, "child-record-story");

  /* A long text is folded, and unfolded. */
  g_assert_false (enr_test_shows (list, "*みんなの前で話した*"));
  g_assert_false (gtk_widget_get_visible (
      enr_test_find_id (enr_test_find_type (list, ENR_TYPE_CHILD_STORY_ROW, 1), "unfold")));
  enr_test_click (
      enr_test_find_id (enr_test_find_type (list, ENR_TYPE_CHILD_STORY_ROW, 0), "unfold"));
  enr_test_wait_until (enr_test_shows (list, "*みんなの前で話した*"), LONG);
  enr_test_shot (window, "child-record-unfolded");

  /* Found by a word, whatever its kana are. */
  desk_set_text (window, "search", "カタツムリ");
  enr_test_wait_until (enr_test_count_type (list, ENR_TYPE_CHILD_STORY_ROW) == 1, LONG);
  g_assert_true (enr_test_shows (window, "*かたつむり*"));

  g_signal_connect (window, "open", G_CALLBACK (open_cb), &opened);
  g_signal_emit_by_name (list, "activate", 0);
  id = enr_test_query_text (desk.store,
                            "SELECT lower (hex (id)) FROM writing WHERE first_day = '2026-04-21'");
  enr_uuid_format (&opened, opened_text);
  {
    g_auto (GStrv) parts = g_strsplit (opened_text, "-", -1);
    g_autofree char *bare = g_strjoinv ("", parts);

    g_assert_cmpstr (bare, ==, id);
  }

  desk_set_text (window, "search", "ここにない言葉");
  enr_test_wait_until (g_strcmp0 (gtk_stack_get_visible_child_name (
                                      GTK_STACK (enr_test_find_id (window, "story_state"))),
                                  "nothing")
                           == 0,
                       LONG);
  desk_set_text (window, "search", "");
  enr_test_wait_until (enr_test_count_type (list, ENR_TYPE_CHILD_STORY_ROW) == 2, LONG);
  end (&desk, window);
}

static gpointer
evaluate_plan (EnrDb *db, gpointer data, GError **error)
{
  static const struct
  {
    EnrStep step;
    const char *name;
  } steps[] = { { ENR_STEP_SUBMIT, "田中" },
                { ENR_STEP_CHIEF, "高橋" },
                { ENR_STEP_DIRECTOR, "見本" },
                { ENR_STEP_EVALUATE, "田中" } };
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "office");
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  EnrStepOn on = { .kind = enr_writing_kinds_find (kinds, "child-month-plan", error),
                   .seen_version = 1,
                   .reason = "" };
  EnrWritingNew plan = { .kind = on.kind,
                         .child_id = small.children[0],
                         .day = enr_date_new (2026, 6, 1),
                         .title = "",
                         .writer = "田中" };

  if (on.kind == NULL || !enr_writing_create (db, &actor, &plan, &on.id, error))
    return NULL;
  for (guint i = 0; i < on.kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (on.kind->sections, i);
      EnrTextChange change = { .key = section->key, .text = "歩く", .origin_key = "" };

      if (section->type == ENR_SECTION_TEXT && section->is_required
          && !enr_writing_save (db, &actor, on.kind, &on.id, &change, 1, error))
        return NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      actor.name = steps[i].name;
      if ((steps[i].step != ENR_STEP_CHIEF || enr_writing_kind_has_chief (on.kind))
          && !enr_step_do (db, &actor, steps[i].step, &on, error))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

/* A plan that is evaluated was approved: it is no draft. */
static void
test_evaluated (void)
{
  Desk desk;
  GtkWidget *window = begin (&desk, FALSE);
  GtkWidget *list = enr_test_find_id (window, "story_list");
  g_autoptr (GError) error = NULL;

  enr_test_write (desk.store, evaluate_plan, NULL, &error);
  g_assert_no_error (error);
  enr_test_wait_until (enr_test_shows (list, "Being evaluated"), LONG);
  g_assert_false (enr_test_shows (list, "Draft"));
  enr_test_shot (window, "child-record-evaluated");
  end (&desk, window);
}

static gpointer
write_absence (EnrDb *db, gpointer data, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "office");
  EnrEntryAbsence absence = { "sick", "発熱 38.2℃", "母" };

  return GINT_TO_POINTER (enr_entry_set_absence (db, &actor, &small.children[0],
                                                 enr_date_new (2026, 6, 9), &absence, error));
}

/* Days on which it was away are there too, come while the window is open, and can be left out. */
static void
test_absences (void)
{
  Desk desk;
  GtkWidget *window = begin (&desk, TRUE);
  GtkWidget *list = enr_test_find_id (window, "story_list");
  EnrUuid opened = enr_uuid_none;
  GtkWidget *row;

  enr_test_wait_until (enr_test_count_type (list, ENR_TYPE_CHILD_STORY_ROW) == 2, LONG);
  g_assert_nonnull (enr_test_write (desk.store, write_absence, NULL, NULL));
  enr_test_wait_until (enr_test_count_type (list, ENR_TYPE_CHILD_STORY_ROW) == 3, LONG);
  row = enr_test_find_type (list, ENR_TYPE_CHILD_STORY_ROW, 0);
  g_assert_true (enr_test_shows (row, "9日(火)　病欠　発熱 38.2℃"));
  g_assert_false (gtk_widget_get_visible (enr_test_find_id (row, "state")));
  g_assert_true (gtk_widget_get_visible (
      enr_test_find_id (enr_test_find_type (list, ENR_TYPE_CHILD_STORY_ROW, 1), "state")));
  enr_test_shot (window, "child-record-absences");

  /* Nobody wrote it: there is nothing to open. */
  g_signal_connect (window, "open", G_CALLBACK (open_cb), &opened);
  g_signal_emit_by_name (list, "activate", 0);
  g_assert_true (enr_uuid_is_none (&opened));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (enr_test_find_id (window, "absences")), FALSE);
  enr_test_wait_until (enr_test_count_type (list, ENR_TYPE_CHILD_STORY_ROW) == 2, LONG);
  g_assert_false (enr_test_shows (list, "*発熱*"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (enr_test_find_id (window, "absences")), TRUE);
  desk_set_text (window, "search", "発熱");
  enr_test_wait_until (enr_test_count_type (list, ENR_TYPE_CHILD_STORY_ROW) == 1, LONG);
  end (&desk, window);
}

#define SEEN "SELECT count(*) FROM development_seen"
#define ITEMS "SELECT count(*) FROM development_item WHERE removed_at IS NULL"

static GtkWidget *
begin_development (Desk *desk)
{
  GtkWidget *window = begin (desk, FALSE);

  enr_child_record_window_show_part (ENR_CHILD_RECORD_WINDOW (window), "development");
  enr_test_wait_until (desk_find_button (window, "child-record.start") != NULL, LONG);
  enr_test_shot (window, "child-record-development-empty");
  desk_click (window, "child-record.start");
  enr_test_wait_until (enr_test_query_int (desk->store, ITEMS) > 20, LONG);
  enr_test_wait_until (desk_find_button (window, "child-record.set") != NULL, LONG);
  return window;
}

static void
test_seen (void)
{
  Desk desk;
  GtkWidget *window = begin_development (&desk);
  GtkWidget *dialog;
  g_autofree char *text = NULL;

  desk_click (window, "child-record.set");
  dialog = desk_wait_dialog (ENR_TYPE_CHILD_SEEN_DIALOG);
  enr_test_shot (dialog, "child-record-seen-dialog");

  /* A day to come is refused at the field. */
  desk_set_text (dialog, "day", "令和9年1月1日");
  desk_click (dialog, "dialog.save");
  enr_test_wait_until (gtk_widget_has_css_class (enr_test_find_id (dialog, "day"), "error"), LONG);
  g_assert_cmpint (enr_test_query_int (desk.store, SEEN), ==, 0);

  desk_set_text (dialog, "day", "R8.5.8");
  desk_set_text (dialog, "note", "散歩のとき");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_CHILD_SEEN_DIALOG);
  text = enr_test_query_text (desk.store, "SELECT day || ' ' || note FROM development_seen");
  g_assert_cmpstr (text, ==, "2026-05-08 散歩のとき");
  enr_test_wait_until (enr_test_shows (window, "令和8年5月8日*"), LONG);
  g_assert_true (enr_test_shows (window, "散歩のとき"));
  enr_test_wait_until (
      enr_paper_sheet_is_drawn (ENR_PAPER_SHEET (enr_test_find_id (window, "chart"))), LONG);
  enr_test_pass (300);
  enr_test_shot (window, "child-record-development");

  /* Undone from the message. */
  enr_test_wait_until (desk_find_button (window, "child-record.undo") != NULL, LONG);
  desk_click (window, "child-record.undo");
  enr_test_wait_until (enr_test_query_int (desk.store, SEEN) == 0, LONG);

  /* Noted again by the day that is offered, and taken back in the dialog. */
  enr_test_wait_until (!enr_test_shows (window, "令和8年5月8日*"), LONG);
  desk_click (window, "child-record.set");
  desk_click (desk_wait_dialog (ENR_TYPE_CHILD_SEEN_DIALOG), "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_CHILD_SEEN_DIALOG);
  enr_test_wait_until (enr_test_query_int (desk.store, SEEN) == 1, LONG);
  enr_test_wait_until (enr_test_shows (window, "令和8年6月10日*"), LONG);
  desk_click (window, "child-record.set");
  desk_click (desk_wait_dialog (ENR_TYPE_CHILD_SEEN_DIALOG), "seen.clear");
  desk_wait_no_dialog (ENR_TYPE_CHILD_SEEN_DIALOG);
  enr_test_wait_until (enr_test_query_int (desk.store, SEEN) == 0, LONG);
  g_assert_false (desk.is_failure);
  end (&desk, window);
}

static void
test_items (void)
{
  Desk desk;
  GtkWidget *window = begin_development (&desk);
  GtkWidget *dialog;
  gint64 n = enr_test_query_int (desk.store, ITEMS);

  desk_click (window, "child-record.add-item");
  dialog = desk_wait_dialog (ENR_TYPE_CHILD_ITEM_DIALOG);
  desk_click (dialog, "dialog.save");
  enr_test_wait_until (gtk_widget_has_css_class (enr_test_find_id (dialog, "text"), "error"), LONG);
  desk_set_text (dialog, "text", "落ち葉を集めてあそぶ");
  desk_set_text (dialog, "domain", "自然");
  desk_select (dialog, "age", 0);
  enr_test_shot (dialog, "child-record-item-dialog");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_CHILD_ITEM_DIALOG);
  g_assert_cmpint (enr_test_query_int (desk.store, ITEMS), ==, n + 1);
  g_assert_cmpint (enr_test_query_int (desk.store, ITEMS " AND age = 0 AND domain = '自然' AND "
                                                         "text = '落ち葉を集めてあそぶ'"),
                   ==, 1);

  /* The first one is renamed, then taken off. */
  desk_select (window, "age", 1);
  enr_test_settle ();
  desk_click (window, "child-record.change-item");
  dialog = desk_wait_dialog (ENR_TYPE_CHILD_ITEM_DIALOG);
  desk_set_text (dialog, "text", "うつぶせで顔を上げる");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_CHILD_ITEM_DIALOG);
  enr_test_wait_until (enr_test_shows (window, "うつぶせで顔を上げる"), LONG);
  g_assert_cmpint (enr_test_query_int (desk.store, ITEMS), ==, n + 1);
  desk_click (window, "child-record.change-item");
  dialog = desk_wait_dialog (ENR_TYPE_CHILD_ITEM_DIALOG);
  desk_click (dialog, "item.remove");
  desk_answer (TRUE);
  desk_wait_no_dialog (ENR_TYPE_CHILD_ITEM_DIALOG);
  g_assert_cmpint (enr_test_query_int (desk.store, ITEMS), ==, n);
  enr_test_wait_until (!enr_test_shows (window, "うつぶせで顔を上げる"), LONG);
  end (&desk, window);
}

/* Chooses the place, reads what the question says, and answers it. */
static void
write_out (GtkWidget *window, const char *action, const char *path, gboolean only_approved)
{
  GtkWidget *dialog;

  desk_click (window, action);
  desk_choose_file (path);
  dialog = desk_wait_dialog (ENR_TYPE_CHILD_OUT_DIALOG);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), path));
  g_assert_true (enr_child_out_dialog_get_only_approved (ENR_CHILD_OUT_DIALOG (dialog)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (enr_test_find_id (dialog, "only_approved")),
                               only_approved);
  enr_test_pass (300);
  enr_test_shot (dialog, "child-record-out");
  desk_answer (TRUE);
}

static void
test_pdf (void)
{
  Desk desk;
  GtkWidget *window = begin (&desk, TRUE);
  char *path = desk_new_path ("記録.pdf");
  g_autofree char *content = NULL;

  write_out (window, "child-record.pdf", path, FALSE);
  enr_test_wait_until (g_file_test (path, G_FILE_TEST_EXISTS), LONG);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_true (g_str_has_prefix (content, "%PDF-"));
  enr_test_wait_until (desk.message != NULL, LONG);
  g_assert_false (desk.is_failure);
  g_unlink (path);

  /* Nothing is approved: nothing is written, and it is said. */
  write_out (window, "child-record.pdf", path, TRUE);
  enr_test_wait_until (desk.is_failure, LONG);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  end (&desk, window);
  desk_drop_file (path);
}

static void
test_files (void)
{
  Desk desk;
  GtkWidget *window = begin (&desk, TRUE);
  char *path = desk_new_path ("記録");
  g_autofree char *first = g_build_filename (path, "2026-04-21-個別記録.txt", NULL);
  g_autofree char *second = g_build_filename (path, "2026-06-02-個別記録.txt", NULL);
  g_autofree char *content = NULL;

  write_out (window, "child-record.files", path, FALSE);
  enr_test_wait_until (desk.message != NULL, LONG);
  g_assert_false (desk.is_failure);
  g_assert_true (g_file_get_contents (first, &content, NULL, NULL));
  g_assert_nonnull (strstr (content, SHORT_TEXT));
  g_assert_true (g_file_test (second, G_FILE_TEST_EXISTS));
  end (&desk, window);
  g_unlink (first);
  g_unlink (second);
  g_rmdir (path);
  desk_drop_file (path);
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);
  enr_test_set_now ("2026-06-10T10:00");
  g_test_add_func ("/child-record/story", test_story);
  g_test_add_func ("/child-record/absences", test_absences);
  g_test_add_func ("/child-record/evaluated", test_evaluated);
  g_test_add_func ("/child-record/seen", test_seen);
  g_test_add_func ("/child-record/items", test_items);
  g_test_add_func ("/child-record/pdf", test_pdf);
  g_test_add_func ("/child-record/files", test_files);
  return enr_test_app_run ();
}
