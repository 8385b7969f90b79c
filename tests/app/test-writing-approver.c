/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Who submits and who approves, at a PC that several people use, and at which several databases are
 * opened.
 */
#include "config.h"

#include <string.h>

#include "app/writing/approver-dialog.h"
#include "app/writing/waiting-item.h"
#include "app/writing/waiting-view.h"
#include "people/staff.h"
#include "writing-desk.h"
#include "writing/approval.h"

#define DAY "2026-07-01T10:32"
#define STATE "SELECT state FROM writing"
#define LAST_STEP "SELECT name FROM writing_step ORDER BY at DESC, id DESC LIMIT 1"

static void
write_week (void)
{
  editor_make ("week-plan");
  editor_open_last ();
  editor_write_here ("aims", "水あそびを楽しむ");
  editor_write_here ("days/mon/activity", "散歩");
}

/* The database is another one each time, on the same day. */
static void
begin (void)
{
  editor_begin ();
  enr_test_set_now (DAY);
}

static gboolean
is_offered (const char *name)
{
  GtkWidget *dialog = editor_wait_dialog (ENR_TYPE_APPROVER_DIALOG);

  gtk_widget_activate_action (dialog, "approver.all", NULL);
  enr_test_pass (100);
  return enr_test_shows (dialog, name);
}

static void
cancel (void)
{
  gtk_window_close (GTK_WINDOW (editor_wait_dialog (ENR_TYPE_APPROVER_DIALOG)));
  editor_wait_no_dialog (ENR_TYPE_APPROVER_DIALOG);
}

/* Types a name that is not clicked on. */
static void
type_name (const char *name)
{
  GtkWidget *dialog = editor_wait_dialog (ENR_TYPE_APPROVER_DIALOG);
  GtkWidget *other = enr_test_find_id (dialog, "other");

  gtk_editable_set_text (GTK_EDITABLE (other), name);
  g_signal_emit_by_name (other, "entry-activated");
  editor_wait_no_dialog (ENR_TYPE_APPROVER_DIALOG);
}

static void
submit_and_wait (const char *name)
{
  editor_act ("writing.submit");
  if (name != NULL)
    editor_choose_person (name);
  editor_wait_stored (STATE, "submitted");
  enr_test_wait_until (editor_has_id ("withdraw_button"), LONG);
}

static void
withdraw_and_wait (void)
{
  editor_act ("writing.withdraw");
  editor_wait_stored (STATE, "draft");
  enr_test_wait_until (editor_has_id ("submit_button"), LONG);
}

/* Submits by that name (of the staff where @is_staff) in a database of its own. */
static void
submit_elsewhere (const char *name, gboolean is_staff)
{
  begin ();
  write_week ();
  if (is_staff)
    submit_and_wait (name);
  else
    {
      editor_act ("writing.submit");
      type_name (name);
      editor_wait_stored (STATE, "submitted");
      enr_test_wait_until (editor_has_id ("withdraw_button"), LONG);
    }
  withdraw_and_wait ();
  submit_and_wait (NULL); /* once a day */
  g_assert_true (editor_is_stored (LAST_STEP, name));
  editor_end ();
}

/* Who said so in one database is asked for in another: she may not work there, whether she was
 * chosen from the staff or had her name typed. */
static void
test_databases (void)
{
  submit_elsewhere ("保科 花", TRUE);
  submit_elsewhere ("実習 空", FALSE);

  begin ();
  write_week ();
  editor_act ("writing.submit");
  editor_wait_dialog (ENR_TYPE_APPROVER_DIALOG);
  g_assert_true (editor_is_stored (STATE, "draft"));
  editor_choose_person ("桜井 主");
  editor_wait_stored (STATE, "submitted");
  enr_test_wait_until (editor_has_id ("withdraw_button"), LONG);
  withdraw_and_wait ();
  submit_and_wait (NULL);
  g_assert_true (editor_is_stored (LAST_STEP, "桜井 主"));
  g_assert_cmpint (enr_test_query_int (editor_desk.store,
                                       "SELECT count(*) FROM writing_step s JOIN staff f ON f.id = "
                                       "s.staff_id AND f.name = s.name"),
                   ==, 3);
  editor_end ();
}

typedef struct
{
  const char *name;
  EnrDate last;
} Leaving;

static gpointer
leave (EnrDb *db, gpointer data, GError **error)
{
  const Leaving *leaving = data;
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_autoptr (EnrStaff) staff = enr_staff_find (db, leaving->name, error);

  return GINT_TO_POINTER (staff != NULL
                          && enr_staff_leave (db, &actor, &staff->id, leaving->last, error));
}

static void
let_go (const char *name, EnrDate last)
{
  Leaving leaving = { name, last };
  g_autoptr (GError) error = NULL;

  enr_test_write (editor_desk.store, leave, &leaving, &error);
  g_assert_no_error (error);
}

/* Who has left is not offered any more: neither to be chosen, nor without a question for what she
 * was asked this morning. On her last day she is. */
static void
test_left (void)
{
  begin ();
  write_week ();
  submit_and_wait ("保科 花");
  withdraw_and_wait ();
  let_go ("保科 花", enr_date_new (2026, 7, 1));
  submit_and_wait (NULL);
  withdraw_and_wait ();
  let_go ("保科 花", enr_date_new (2026, 6, 30));
  editor_act ("writing.submit");
  g_assert_true (is_offered ("桜井 主"));
  g_assert_false (is_offered ("保科 花"));
  editor_choose_person ("桜井 主");
  editor_wait_stored (STATE, "submitted");
  enr_test_wait_until (editor_has_id ("approve_button"), LONG);

  /* A director who has left: what is left to choose from is everybody else. */
  editor_act ("writing.approve");
  editor_choose_person ("梅田 園子");
  editor_wait_stored (STATE, "chief");
  enr_test_wait_until (
      enr_test_shows (GTK_WIDGET (editor_desk.editor), "The chief has approved it*"), LONG);
  let_go ("梅田 園子", enr_date_new (2026, 6, 30));
  editor_act ("writing.approve");
  g_assert_false (is_offered ("梅田 園子"));
  g_assert_true (is_offered ("桜井 主"));
  cancel ();
  g_assert_true (editor_is_stored (STATE, "chief"));
  editor_end ();
}

/* A class without a teacher, in a nursery whose list of staff is empty: a plan is made, written and
 * submitted all the same, and it is said that a name has to be typed. */
static void
test_nobody (void)
{
  GtkWidget *dialog;

  begin ();
  let_go ("保科 花", enr_date_new (2026, 6, 30));
  let_go ("桜井 主", enr_date_new (2026, 6, 30));
  let_go ("梅田 園子", enr_date_new (2026, 6, 30));
  write_week ();
  g_assert_false (editor_has_id ("writer_button"));
  editor_act ("writing.submit");
  dialog = editor_wait_dialog (ENR_TYPE_APPROVER_DIALOG);
  g_assert_true (enr_test_shows (dialog, "*Nobody is on the list of staff*"));
  g_assert_false (enr_test_shows (dialog, "*Click on a name*"));
  enr_test_assert_nothing_cut (dialog);
  enr_test_shot (dialog, "approver-nobody");
  /* Without a name nothing is done. */
  g_signal_emit_by_name (enr_test_find_id (dialog, "other"), "entry-activated");
  enr_test_pass (300);
  g_assert_true (editor_is_stored (STATE, "draft"));
  type_name ("応援 見本");
  editor_wait_stored (STATE, "submitted");
  g_assert_true (editor_is_stored (LAST_STEP, "応援 見本"));
  enr_test_wait_until (editor_has_id ("approve_button"), LONG);
  editor_act ("writing.approve");
  g_assert_true (enr_test_shows (editor_wait_dialog (ENR_TYPE_APPROVER_DIALOG),
                                 "*Nobody is on the list of staff*"));
  type_name ("理事 山田");
  editor_wait_stored (STATE, "chief");
  editor_end ();
}

/* The question says what is approved and whose name it gets, and nothing is done before a name was
 * clicked; then it is said who it was. */
static void
test_named (void)
{
  GtkWidget *dialog;

  begin ();
  write_week ();
  submit_and_wait ("保科 花");
  editor_act ("writing.approve");
  dialog = editor_wait_dialog (ENR_TYPE_APPROVER_DIALOG);
  g_assert_true (enr_test_shows (dialog, "Who approves as chief?"));
  g_assert_true (enr_test_shows (dialog, "*週案 ひよこ 令和8年6月8日～14日*"));
  g_assert_true (enr_test_shows (dialog, "*printed in the box of approval*"));
  g_assert_true (enr_test_shows (dialog, "桜井 主"));
  g_assert_true (enr_test_shows (dialog, "主任保育士"));
  g_assert_false (enr_test_shows (dialog, "保科 花"));
  enr_test_shot (dialog, "approver");
  enr_test_assert_nothing_cut (dialog);
  cancel ();
  enr_test_pass (300);
  g_assert_true (editor_is_stored (STATE, "submitted"));
  editor_act ("writing.approve");
  editor_choose_person ("桜井 主");
  editor_wait_stored (STATE, "chief");
  enr_test_wait_until (g_strcmp0 (editor_desk.message, "Approved (桜井 主)") == 0, LONG);
  editor_end ();
}

/* A name that is typed is that of the staff where it is one, whatever blanks it has; and her own
 * approval is refused then as well. */
static void
test_typed (void)
{
  begin ();
  write_week ();
  editor_act ("writing.submit");
  type_name ("保科　花");
  editor_wait_stored (STATE, "submitted");
  g_assert_true (editor_is_stored ("SELECT f.name FROM writing_step s JOIN staff f ON f.id = "
                                   "s.staff_id",
                                   "保科 花"));
  enr_test_wait_until (editor_has_id ("approve_button"), LONG);
  editor_act ("writing.approve");
  type_name ("保科花");
  enr_test_wait_until (
      strstr (editor_get_failure (), "Whoever submitted it cannot approve it") != NULL, LONG);
  g_assert_true (editor_is_stored (STATE, "submitted"));
  editor_act ("writing.approve");
  type_name ("理事 山田");
  editor_wait_stored (STATE, "chief");
  g_assert_true (editor_is_stored (LAST_STEP, "理事 山田"));
  editor_end ();
}

/*
 * The list of those that wait
 */

static EnrWaitingView *waiting;

static GtkWidget *
show_waiting (guint n)
{
  GtkWidget *window;
  GListModel *model;

  waiting = g_object_new (ENR_TYPE_WAITING_VIEW, NULL);
  window = g_object_new (GTK_TYPE_WINDOW, "default-width", 870, "default-height", 690, "child",
                         waiting, NULL);
  enr_waiting_view_set_session (waiting, editor_desk.session, editor_desk.kinds);
  gtk_window_present (GTK_WINDOW (window));
  enr_waiting_view_reload (waiting);
  model
      = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (enr_test_find_id (window, "list"))));
  enr_test_wait_until (g_list_model_get_n_items (model) == n, LONG);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EnrWaitingItem) item = g_list_model_get_item (model, i);

      gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (model), i);
      enr_test_wait_until (enr_waiting_item_is_looked_at (item), LONG);
    }
  return window;
}

static void
approve_waiting (void)
{
  gtk_widget_activate_action (GTK_WIDGET (waiting), "waiting.approve", NULL);
}

/* Two of two teachers: one of them cannot approve both, and is told which one she submitted
 * herself. */
static void
test_waiting (void)
{
  GtkWidget *window, *dialog;

  begin ();
  write_week ();
  submit_and_wait ("保科 花");
  editor_make ("month-plan");
  editor_open_last ();
  for (guint i = 0;
       i < enr_writing_kinds_find (editor_desk.kinds, "month-plan", NULL)->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (
          enr_writing_kinds_find (editor_desk.kinds, "month-plan", NULL)->sections, i);

      if (section->is_required && section->type == ENR_SECTION_TEXT)
        editor_write_elsewhere (&editor_desk.id, section->key, "書いた", 0);
    }
  enr_test_set_now ("2026-07-02T10:32"); /* asked anew on another day */
  enr_test_pass (800);
  editor_act ("writing.submit");
  editor_choose_person ("桜井 主");
  editor_wait_stored ("SELECT count(*) || '' FROM writing WHERE state = 'submitted'", "2");

  window = show_waiting (2);
  g_assert_true (enr_test_shows (window, "*保科 花*"));
  approve_waiting ();
  dialog = editor_wait_dialog (ENR_TYPE_APPROVER_DIALOG);
  g_assert_true (enr_test_shows (dialog, "*and 1 more*"));
  g_assert_true (enr_test_shows (dialog, "*printed in the box of approval*"));
  enr_test_shot (dialog, "approver-many");
  editor_choose_person ("桜井 主");
  enr_test_wait_until (editor_desk.message != NULL && strstr (editor_desk.message, "月案") != NULL
                           && strstr (editor_desk.message, "Whoever submitted it cannot approve it")
                                  != NULL,
                       LONG);
  g_assert_true (
      editor_is_stored ("SELECT count(*) || '' FROM writing WHERE state = 'submitted'", "2"));
  approve_waiting ();
  editor_choose_person ("梅田 園子");
  editor_wait_stored ("SELECT count(*) || '' FROM writing WHERE state = 'chief'", "2");
  enr_test_wait_until (strstr (editor_desk.message, "2 approved (梅田 園子).") != NULL, LONG);
  gtk_window_destroy (GTK_WINDOW (window));
  editor_end ();
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);

  g_test_add_func ("/writing-approver/databases", test_databases);
  g_test_add_func ("/writing-approver/left", test_left);
  g_test_add_func ("/writing-approver/nobody", test_nobody);
  g_test_add_func ("/writing-approver/named", test_named);
  g_test_add_func ("/writing-approver/typed", test_typed);
  g_test_add_func ("/writing-approver/waiting", test_waiting);
  return enr_test_app_run ();
}
