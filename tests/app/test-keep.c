/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Sending 保育要録, archiving a fiscal year, and destroying records whose time is over.
 */
#include "config.h"

#include <string.h>

#include "app-support.h"
#include "app/session.h"
#include "app/writing/approver-dialog.h"
#include "app/writing/destroy-dialog.h"
#include "app/writing/keep-period-row.h"
#include "app/writing/keep-person-row.h"
#include "app/writing/keep-window.h"
#include "app/writing/sent-dialog.h"
#include "app/writing/sent-window.h"
#include "contact/inquiry.h"
#include "contact/keep.h"
#include "desk.h"
#include "nursery/child.h"
#include "people/staff.h"
#include "writing/approval.h"
#include "writing/writing.h"

#define TODAY "2026-06-10T10:32"

static EnrStore *store;
static EnrSession *session;
static EnrWritingKinds *kinds;
static EnrTestSmall small;
static EnrActor office;
static EnrUuid last_id;

static gpointer
add_staff (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (EnrStaff) staff = enr_staff_new ();

  g_free (staff->name);
  staff->name = g_strdup ("保科 花");
  staff->first = enr_date_new (2026, 4, 1);
  return GINT_TO_POINTER (enr_staff_save (db, &office, staff, error));
}

static gboolean
do_step (EnrDb *db,
         EnrStep step,
         const char *name,
         int seen,
         const EnrWritingKind *kind,
         GError **error)
{
  EnrActor actor = office;
  EnrStepOn on = { .kind = kind, .id = last_id, .seen_version = seen, .reason = "" };

  actor.name = name;
  return enr_step_do (db, &actor, step, &on, error);
}

/* An approved 保育要録 of 青木 花. */
static gpointer
make_record (EnrDb *db, gpointer data, GError **error)
{
  const EnrWritingKind *kind = enr_writing_kinds_find (kinds, "nursery-record", error);
  EnrWritingNew what
      = { .kind = kind, .child_id = small.children[1], .title = "", .writer = "保科 花" };
  EnrTextChange changes[] = {
    { .key = "year-focus", .text = "力を合わせる", .origin_key = "" },
    { .key = "personal-focus", .text = "思いを言葉にする", .origin_key = "" },
    { .key = "development", .text = "リレーで作戦を考えた", .origin_key = "" },
    { .key = "before", .text = "泣いて過ごした", .origin_key = "" },
  };

  what.day = enr_date_new (2026, 6, 10);
  return GINT_TO_POINTER (
      enr_writing_create (db, &office, &what, &last_id, error)
      && enr_writing_save (db, &office, kind, &last_id, changes, G_N_ELEMENTS (changes), error)
      && do_step (db, ENR_STEP_SUBMIT, "保科 花", 0, kind, error)
      && do_step (db, ENR_STEP_CHIEF, "桜井 主", 1, kind, error)
      && do_step (db, ENR_STEP_DIRECTOR, "梅田 園子", 1, kind, error));
}

/* Two diaries of ひよこ. */
static gpointer
make_diaries (EnrDb *db, gpointer data, GError **error)
{
  const EnrWritingKind *kind = enr_writing_kinds_find (kinds, "diary", error);

  for (int i = 0; i < 2; i++)
    {
      EnrWritingNew what
          = { .kind = kind, .class_id = small.classes[0], .title = "", .writer = "" };
      EnrTextChange change = { .key = "weather", .text = "秘密の天気", .origin_key = "" };

      what.day = enr_date_new (2026, 6, 10 + i);
      if (!enr_writing_create (db, &office, &what, &last_id, error)
          || !enr_writing_save (db, &office, kind, &last_id, &change, 1, error))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

/* 青木 花 and 小笠原 龍之介 go to school next year, and nobody else. */
static gpointer
set_ages (EnrDb *db, gpointer data, GError **error)
{
  static const int years[] = { 2025, 2020, 2025, 2020, 2021 };

  for (int i = 0; i < 5; i++)
    {
      g_autoptr (EnrChild) child = enr_child_load (db, &small.children[i], error);

      if (child == NULL)
        return NULL;
      child->birth_date = enr_date_new (years[i], 6, 10 + i);
      if (!enr_child_save (db, &office, child, error))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

static void
write_now (EnrStoreFunc func)
{
  g_autoptr (GError) error = NULL;

  enr_test_write (store, func, NULL, &error);
  g_assert_no_error (error);
}

static void
begin (void)
{
  enr_test_set_now (TODAY);
  office = enr_actor (ENR_ACTOR_OFFICE, "office");
  store = enr_test_store_new_small (&small);
  kinds = enr_writing_kinds_load ();
  write_now (add_staff);
  session = enr_session_new (store);
}

static void
end (GType type)
{
  gtk_window_destroy (GTK_WINDOW (desk_find_dialog (type)));
  enr_test_pass (300);
  g_object_unref (session);
  enr_writing_kinds_unref (kinds);
  enr_test_store_end (store);
}

static gboolean
is_stored (const char *sql, const char *text)
{
  g_autofree char *stored = enr_test_query_text (store, sql);

  return g_strcmp0 (stored, text) == 0;
}

/* Presses the row that asks who, and chooses that one of the staff. */
static void
choose_person (GtkWidget *dialog)
{
  GtkWidget *row = enr_test_find_type (dialog, ENR_TYPE_KEEP_PERSON_ROW, 0);
  GtkWidget *question;

  adw_action_row_activate (ADW_ACTION_ROW (row));
  question = desk_wait_dialog (ENR_TYPE_APPROVER_DIALOG);
  enr_test_wait_until (enr_test_find_text (question, "保科 花") != NULL, LONG);
  g_signal_emit_by_name (
      gtk_widget_get_ancestor (enr_test_find_text (question, "保科 花"), GTK_TYPE_LIST_BOX_ROW),
      "activate");
  desk_wait_no_dialog (ENR_TYPE_APPROVER_DIALOG);
  g_assert_true (enr_test_shows (row, "保科 花"));
  g_assert_false (gtk_widget_has_css_class (row, "error"));
}

static void
test_sent (void)
{
  GtkWidget *window, *dialog;
  g_autofree char *content = NULL;
  char *path;

  begin ();
  write_now (set_ages);
  write_now (make_record);
  enr_sent_window_show (NULL, session);
  window = desk_wait_dialog (ENR_TYPE_SENT_WINDOW);
  enr_test_wait_until (enr_test_shows (window, "青木 花"), LONG);
  /* who goes to school next year and has none is there too, and nobody else */
  g_assert_true (enr_test_shows (window, "小笠原 龍之介"));
  g_assert_true (enr_test_shows (window, "Not begun"));
  g_assert_false (enr_test_shows (window, "石川 湊"));
  g_assert_true (enr_test_shows (window, "0 of 2 children's records have been sent.*"));
  /* The copy is what goes away. */
  g_assert_true (enr_test_shows (window, "*A copy goes to the school; the original stays here*"));

  enr_test_click_text (window, "Sent…");
  dialog = desk_wait_dialog (ENR_TYPE_SENT_DIALOG);
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  g_assert_true (enr_test_shows (dialog, "Please write the name of the school."));
  desk_set_text (dialog, "school", "みどり市立丘小学校");
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  g_assert_true (enr_test_shows (dialog, "Please choose who sent it."));
  choose_person (dialog);
  desk_select (dialog, "how", 1);
  enr_test_shot (dialog, "sent-dialog");
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  desk_wait_no_dialog (ENR_TYPE_SENT_DIALOG);
  enr_test_wait_until (
      is_stored ("SELECT sent_to || how || name || sent_on || version FROM writing_sent",
                 "みどり市立丘小学校郵送保科 花2026-06-101"),
      LONG);
  enr_test_wait_until (enr_test_shows (window, "Sent to みどり市立丘小学校"), LONG);
  g_assert_true (enr_test_shows (window, "1 of 2 children's records have been sent.*"));
  enr_test_shot (window, "sent-window");

  path = desk_new_path ("sent.csv");
  gtk_widget_activate_action (window, "sent.list", NULL);
  desk_choose_file (path);
  enr_test_wait_until (g_file_test (path, G_FILE_TEST_EXISTS), LONG);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_nonnull (
      strstr (content, "青木 花,承認済み,みどり市立丘小学校,2026-06-10,郵送,保科 花"));
  g_assert_nonnull (strstr (content, "小笠原 龍之介,未作成,,,,"));
  desk_drop_file (path);

  enr_test_click_text (window, "Take Out");
  desk_answer (TRUE);
  enr_test_wait_until (
      is_stored ("SELECT count(*) || '' FROM writing_sent WHERE removed_at IS NULL", "0"), LONG);
  enr_test_wait_until (!enr_test_shows (window, "Sent to みどり市立丘小学校"), LONG);
  end (ENR_TYPE_SENT_WINDOW);
}

/* Plans of events: two approved ones of this fiscal year and three of the last, and a draft of the
 * last. */
static gpointer
make_approved (EnrDb *db, gpointer data, GError **error)
{
  const EnrWritingKind *kind = enr_writing_kinds_find (kinds, "event-plan", error);

  for (int i = 0; i < 6; i++)
    {
      g_autofree char *title = g_strdup_printf ("行事%d", i);
      EnrWritingNew what = { .kind = kind, .title = title, .writer = "" };

      what.day = i < 2 ? enr_date_new (2026, 6, 1 + i) : enr_date_new (2026, 3, 1 + i);
      if (!enr_writing_create (db, &office, &what, &last_id, error))
        return NULL;
      for (guint k = 0; k < kind->sections->len; k++)
        {
          const EnrSection *section = g_ptr_array_index (kind->sections, k);
          EnrTextChange change = { .key = section->key, .text = "書いた", .origin_key = "" };

          if (section->type == ENR_SECTION_TEXT
              && !enr_writing_save (db, &office, kind, &last_id, &change, 1, error))
            return NULL;
        }
      if (i < 5
          && (!do_step (db, ENR_STEP_SUBMIT, "保科 花", 0, kind, error)
              || (enr_writing_kind_has_chief (kind)
                  && !do_step (db, ENR_STEP_CHIEF, "桜井 主", 1, kind, error))
              || !do_step (db, ENR_STEP_DIRECTOR, "梅田 園子", 1, kind, error)))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

static void
answer_who (const char *name)
{
  GtkWidget *question = desk_wait_dialog (ENR_TYPE_APPROVER_DIALOG);

  enr_test_wait_until (enr_test_find_text (question, name) != NULL, LONG);
  g_signal_emit_by_name (
      gtk_widget_get_ancestor (enr_test_find_text (question, name), GTK_TYPE_LIST_BOX_ROW),
      "activate");
  desk_wait_no_dialog (ENR_TYPE_APPROVER_DIALOG);
}

#define N_ARCHIVED "SELECT count(*) || '' FROM writing WHERE state = 'archived'"

/* A fiscal year's approved ones at once: how many is said before, and it can be taken back. */
static void
test_archive (void)
{
  GtkWidget *window, *view, *question;

  begin ();
  write_now (make_approved);
  enr_keep_window_show (NULL, session, kinds);
  window = desk_wait_dialog (ENR_TYPE_KEEP_WINDOW);
  view = enr_test_find_id (window, "archive");
  enr_test_wait_until (enr_test_shows (view, "3 documents"), LONG);
  /* the year that is over stands first */
  g_assert_true (enr_test_shows (view, "令和7年度"));
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (view, "archive.archive")));
  desk_click (view, "archive.all");
  g_assert_true (enr_test_shows (view, "3 are chosen"));
  enr_test_pass (300);
  enr_test_shot (window, "keep-archive");
  enr_test_assert_nothing_cut (window);

  desk_click (view, "archive.archive");
  question = desk_wait_dialog (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_true (enr_test_shows (question, "Archive 3 documents of 令和7年度?"));
  g_assert_true (enr_test_shows (question, "*: 3*"));
  enr_test_pass (300);
  enr_test_shot (question, "keep-archive-question");
  desk_answer (FALSE);
  enr_test_pass (300);
  g_assert_null (desk_find_dialog (ENR_TYPE_APPROVER_DIALOG));
  g_assert_true (is_stored (N_ARCHIVED, "0"));

  desk_click (view, "archive.archive");
  desk_answer (TRUE);
  answer_who ("保科 花");
  enr_test_wait_until (is_stored (N_ARCHIVED, "3"), LONG);
  g_assert_true (is_stored ("SELECT count(*) || '' FROM writing_step s JOIN staff f ON f.id = "
                            "s.staff_id WHERE step = 'archive' AND f.name = '保科 花'",
                            "3"));
  /* what is left are those of this year */
  enr_test_wait_until (enr_test_shows (view, "令和8年度") && enr_test_shows (view, "2 documents"),
                       LONG);
  enr_test_click_text (window, "Undo");
  enr_test_wait_until (is_stored (N_ARCHIVED, "0"), LONG);
  /* the draft stays what it is, and this year is said not to be over */
  desk_click (view, "archive.all");
  desk_click (view, "archive.archive");
  question = desk_wait_dialog (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_true (enr_test_shows (question, "*This fiscal year is not over yet.*"));
  desk_answer (TRUE);
  answer_who ("保科 花");
  enr_test_wait_until (is_stored (N_ARCHIVED, "2"), LONG);
  g_assert_true (is_stored ("SELECT count(*) || '' FROM writing WHERE state = 'draft'", "1"));
  end (ENR_TYPE_KEEP_WINDOW);
}

static void
check_first (GtkWidget *window)
{
  GtkWidget *check = enr_test_find_type (window, GTK_TYPE_CHECK_BUTTON, 0);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_true (enr_test_shows (window, "1 of 2 are chosen"));
}

/* The window at what may be destroyed. */
static GtkWidget *
show_over (void)
{
  GtkWidget *window;

  enr_keep_window_show (NULL, session, kinds);
  window = desk_wait_dialog (ENR_TYPE_KEEP_WINDOW);
  gtk_stack_set_visible_child_name (GTK_STACK (enr_test_find_id (window, "pages")), "over");
  return window;
}

static void
test_destroy (void)
{
  GtkWidget *window, *dialog;
  char *path;

  begin ();
  write_now (make_diaries);
  /* the time is not over on the last day of the year in which it ends */
  enr_test_set_now ("2032-03-31T10:00");
  window = show_over ();
  enr_test_pass (500);
  g_assert_true (enr_test_shows (window, "Everything Has Still to Be Kept"));
  enr_test_shot (window, "keep-nothing");
  gtk_window_destroy (GTK_WINDOW (window));

  enr_test_set_now ("2036-04-01T10:00");
  window = show_over ();
  enr_test_wait_until (enr_test_shows (window, "0 of 2 are chosen"), LONG);
  check_first (window);
  enr_test_shot (window, "keep-window");
  desk_click (window, "keep.destroy");
  dialog = desk_wait_dialog (ENR_TYPE_DESTROY_DIALOG);
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  g_assert_true (enr_test_shows (dialog, "Please say why they are destroyed."));
  desk_set_text (dialog, "reason", "保存年限が過ぎたため");
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  g_assert_true (enr_test_shows (dialog, "Please choose who destroys them."));
  choose_person (dialog);
  enr_test_shot (dialog, "keep-destroy");
  /* asked once more; no is no */
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  desk_wait_dialog (ADW_TYPE_MESSAGE_DIALOG);
  enr_test_shot (desk_find_dialog (ADW_TYPE_MESSAGE_DIALOG), "keep-question");
  desk_answer (FALSE);
  enr_test_pass (300);
  g_assert_true (is_stored ("SELECT count(*) || '' FROM destruction", "0"));
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  desk_answer (TRUE);
  desk_wait_no_dialog (ENR_TYPE_DESTROY_DIALOG);
  enr_test_wait_until (
      is_stored ("SELECT name || reason FROM destruction", "保科 花保存年限が過ぎたため"), LONG);
  g_assert_true (is_stored ("SELECT count(*) || '' FROM writing_text", "1"));
  enr_test_wait_until (enr_test_shows (window, "0 of 1 are chosen"), LONG);

  /* its certificate */
  gtk_stack_set_visible_child_name (GTK_STACK (enr_test_find_id (window, "pages")), "certificates");
  enr_test_pass (400);
  g_assert_true (enr_test_shows (window, "*1 record*"));
  enr_test_shot (window, "keep-certificates");
  path = desk_new_path ("certificate.pdf");
  enr_test_click_text (window, "Save as PDF…");
  desk_choose_file (path);
  enr_test_wait_until (g_file_test (path, G_FILE_TEST_EXISTS), LONG);
  enr_test_pass (300);
  desk_drop_file (path);
  gtk_stack_set_visible_child_name (GTK_STACK (enr_test_find_id (window, "pages")), "periods");
  enr_test_pass (400);
  g_assert_true (enr_test_shows (window, "until the child has finished primary school"));
  enr_test_shot (window, "keep-periods");
  end (ENR_TYPE_KEEP_WINDOW);
}

/* What a mother asked. */
static gpointer
make_inquiry (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (EnrInquiry) inquiry = enr_inquiry_new ();

  inquiry->child_id = small.children[1];
  g_free (inquiry->body);
  inquiry->body = g_strdup ("遠足の持ち物は何ですか");
  return GINT_TO_POINTER (enr_inquiry_add (db, &office, inquiry, NULL, error));
}

static gpointer
set_odd_period (EnrDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (
      enr_contact_keep_set_years (db, &office, ENR_CONTACT_KEEP_INQUIRY, 12, error));
}

/* Contact with parents goes with plans and records, in one action, with a certificate of its own.
 */
static void
test_destroy_contact (void)
{
  GtkWidget *window, *dialog, *row;

  begin ();
  write_now (make_diaries);
  write_now (make_inquiry);
  enr_test_set_now ("2036-04-01T10:00");
  window = show_over ();
  enr_test_wait_until (enr_test_shows (window, "0 of 3 are chosen"), LONG);
  g_assert_true (enr_test_shows (window, "連絡・問い合わせと約束　令和8年度　1件"));
  desk_click (window, "keep.all");
  g_assert_true (enr_test_shows (window, "3 of 3 are chosen"));
  enr_test_shot (window, "keep-window-contact");
  desk_click (window, "keep.destroy");
  dialog = desk_wait_dialog (ENR_TYPE_DESTROY_DIALOG);
  desk_set_text (dialog, "reason", "保存年限が過ぎたため");
  choose_person (dialog);
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  desk_wait_dialog (ADW_TYPE_MESSAGE_DIALOG);
  enr_test_shot (desk_find_dialog (ADW_TYPE_MESSAGE_DIALOG), "keep-question-contact");
  desk_answer (TRUE);
  desk_wait_no_dialog (ENR_TYPE_DESTROY_DIALOG);
  enr_test_wait_until (is_stored ("SELECT count(*) || '' FROM destruction", "2"), LONG);
  g_assert_true (is_stored ("SELECT count(*) || '' FROM inquiry", "0"));
  g_assert_true (is_stored ("SELECT count(*) || '' FROM writing_text", "0"));
  gtk_stack_set_visible_child_name (GTK_STACK (enr_test_find_id (window, "pages")), "periods");
  enr_test_pass (400);
  g_assert_true (enr_test_shows (window, "架電記録"));
  /* The nursery chooses how long; another number that was set elsewhere is shown as it is. */
  row = enr_test_find_type (window, ENR_TYPE_KEEP_PERIOD_ROW, ENR_CONTACT_KEEP_INQUIRY);
  g_assert_true (enr_test_shows (row, "5 years*"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 4);
  enr_test_wait_until (
      is_stored ("SELECT kind || ' ' || years FROM contact_keep WHERE years IS NOT "
                 "NULL AND kind = 'inquiry'",
                 "inquiry 6"),
      LONG);
  write_now (set_odd_period);
  enr_test_wait_until (enr_test_shows (row, "12 years*"), LONG);
  gtk_widget_grab_focus (row);
  enr_test_pass (400);
  enr_test_shot (window, "keep-periods-contact");
  end (ENR_TYPE_KEEP_WINDOW);
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);

  g_test_add_func ("/keep/sent", test_sent);
  g_test_add_func ("/keep/destroy", test_destroy);
  g_test_add_func ("/keep/destroy-contact", test_destroy_contact);
  g_test_add_func ("/keep/archive", test_archive);
  return enr_test_app_run ();
}
