/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What whoever approves sees before it counts as looked at: of which day and child each text is,
 * and of what was approved before, why it is there again and what is different.
 */
#include "config.h"

#include <string.h>

#include "app/writing/waiting-item.h"
#include "app/writing/waiting-view.h"
#include "writing-desk.h"

typedef struct
{
  EnrStep step;
  const char *name;
  int seen;
  const char *reason;
} Step;

static gpointer
do_step (EnrDb *db, gpointer data, GError **error)
{
  const Step *what = data;
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "office");
  g_autoptr (EnrWriting) writing = enr_writing_load (db, &editor_desk.id, error);
  EnrStepOn on = { .id = editor_desk.id, .seen_version = what->seen, .reason = what->reason };

  actor.name = what->name;
  if (writing == NULL)
    return NULL;
  on.kind = enr_writing_kinds_find (editor_desk.kinds, writing->kind, error);
  return GINT_TO_POINTER (on.kind != NULL && enr_step_do (db, &actor, what->step, &on, error));
}

static void
step (EnrStep what, const char *name, int seen, const char *reason)
{
  Step wanted = { what, name, seen, reason };
  g_autoptr (GError) error = NULL;

  enr_test_write (editor_desk.store, do_step, &wanted, &error);
  g_assert_no_error (error);
}

/* What a diary says about a child. */
static gpointer
save_note (EnrDb *db, gpointer data, GError **error)
{
  const EnrUuid *child_id = &editor_desk.small.children[0];
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "office");
  char id[ENR_UUID_STRING_LENGTH];
  g_autofree char *key = g_strconcat ("notes/", enr_uuid_format (child_id, id), NULL);
  EnrTextChange change = { .key = key, .text = data, .child_id = *child_id, .origin_key = "" };

  return GINT_TO_POINTER (enr_writing_save (
      db, &actor, enr_writing_kinds_find (editor_desk.kinds, "diary", NULL), &editor_desk.id,
      &change, 1, error));
}

static void
note (const char *text)
{
  g_autoptr (GError) error = NULL;

  enr_test_write (editor_desk.store, save_note, (gpointer) text, &error);
  g_assert_no_error (error);
}

static void
approve (int version)
{
  step (ENR_STEP_SUBMIT, "保科 花", 0, "");
  step (ENR_STEP_CHIEF, "桜井 主", version, "");
  step (ENR_STEP_DIRECTOR, "梅田 園子", version, "");
}

/*
 * The view
 */

static GtkWidget *window;
static EnrWaitingView *waiting;

static GtkSingleSelection *
get_list (void)
{
  return GTK_SINGLE_SELECTION (
      gtk_list_view_get_model (GTK_LIST_VIEW (enr_test_find_id (window, "list"))));
}

static void
show_waiting (guint n)
{
  waiting = g_object_new (ENR_TYPE_WAITING_VIEW, NULL);
  window = g_object_new (GTK_TYPE_WINDOW, "default-width", 870, "default-height", 690, "child",
                         waiting, NULL);
  enr_waiting_view_set_session (waiting, editor_desk.session, editor_desk.kinds);
  gtk_window_present (GTK_WINDOW (window));
  enr_waiting_view_reload (waiting);
  enr_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (get_list ())) == n, LONG);
}

static EnrWaitingItem *
look_at (guint position)
{
  g_autoptr (EnrWaitingItem) item = g_list_model_get_item (G_LIST_MODEL (get_list ()), position);

  gtk_single_selection_set_selected (get_list (), position);
  enr_test_wait_until (enr_waiting_item_is_looked_at (item), LONG);
  enr_test_pass (200);
  return item;
}

static void
end (void)
{
  gtk_window_destroy (GTK_WINDOW (window));
  editor_end ();
}

static char *
dup_text (void)
{
  GtkTextBuffer *buffer
      = gtk_text_view_get_buffer (GTK_TEXT_VIEW (enr_test_find_id (window, "text")));
  GtkTextIter start, until;

  gtk_text_buffer_get_bounds (buffer, &start, &until);
  return gtk_text_buffer_get_text (buffer, &start, &until, FALSE);
}

static void
assert_text (const char *part)
{
  g_autofree char *text = dup_text ();

  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in:\n%s", part, text);
}

static gboolean
is_shown (const char *id)
{
  return gtk_widget_get_mapped (enr_test_find_id (window, id));
}

/*
 * Rows
 */

/* Tuesday is empty: what is written for Wednesday is Wednesday's. */
static void
test_rows (void)
{
  editor_begin ();
  editor_make ("week-plan");
  editor_write_elsewhere (&editor_desk.id, "aims", "元気に遊ぶ", 0);
  editor_write_elsewhere (&editor_desk.id, "days/mon/activity", "散歩", 0);
  editor_write_elsewhere (&editor_desk.id, "days/wed/activity", "水あそび", 0);
  step (ENR_STEP_SUBMIT, "保科 花", 0, "");
  editor_make ("day-plan");
  editor_write_elsewhere (&editor_desk.id, "aims", "虫をさがす", 0);
  editor_write_elsewhere (&editor_desk.id, "activity", "園庭", 0);
  editor_write_elsewhere (&editor_desk.id, "timeline/01/time", "9:30", 0);
  editor_write_elsewhere (&editor_desk.id, "timeline/01/environment", "虫かご", 0);
  step (ENR_STEP_SUBMIT, "保科 花", 0, "");
  editor_make ("diary");
  editor_write_elsewhere (&editor_desk.id, "activity", "園庭で遊んだ", 0);
  editor_write_elsewhere (&editor_desk.id, "review-children", "楽しんだ", 0);
  note ("だんごむしを見つけた");
  step (ENR_STEP_SUBMIT, "保科 花", 0, "");
  show_waiting (3);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (enr_test_find_id (window, "filter_chief")),
                                TRUE);
  for (guint i = 0; i < 3; i++)
    {
      EnrWaitingItem *item = look_at (i);
      const char *kind = enr_waiting_item_get_writing (item)->kind;
      g_autofree char *shot = g_strconcat ("waiting-rows-", kind, NULL);

      g_assert_false (is_shown ("again"));
      enr_test_shot (window, shot);
      if (strcmp (kind, "week-plan") == 0)
        {
          g_autofree char *text = dup_text ();

          assert_text (
              "曜日ごとの計画\n【月 主な活動・経験】散歩\n【水 主な活動・経験】水あそび\n");
          g_assert_null (strstr (text, "【火"));
        }
      else if (strcmp (kind, "day-plan") == 0)
        assert_text ("【9:30 環境構成】虫かご\n");
      else
        {
          g_autofree char *name = editor_query (
              "SELECT family_name || ' ' || given_name FROM child WHERE id = (SELECT child_id "
              "FROM writing_text WHERE key LIKE 'notes/%')");
          g_autofree char *line
              = g_strdup_printf ("個別の記録\n【%s】だんごむしを見つけた\n", name);

          assert_text (line);
        }
    }
  end ();
}

/*
 * What was approved before
 */

static gboolean was_seen; /* the difference was there when it became possible to approve it */

static void
checked_cb (EnrWaitingItem *item)
{
  if (enr_waiting_item_is_checked (item))
    was_seen = is_shown ("difference") && enr_test_shows (window, "散歩")
               && enr_test_shows (window, "室内で遊ぶ");
}

static void
revise (void)
{
  editor_make ("week-plan");
  editor_write_elsewhere (&editor_desk.id, "aims", "元気に遊ぶ", 0);
  editor_write_elsewhere (&editor_desk.id, "days/mon/activity", "散歩", 0);
  approve (1);
  step (ENR_STEP_REVISE, "保科 花", 1, "雨がつづくため");
  editor_write_elsewhere (&editor_desk.id, "days/mon/activity", "室内で遊ぶ", 1);
  step (ENR_STEP_SUBMIT, "保科 花", 0, "");
}

static void
test_revision (void)
{
  g_autoptr (EnrWaitingItem) item = NULL;

  editor_begin ();
  revise ();
  show_waiting (1);
  item = g_list_model_get_item (G_LIST_MODEL (get_list ()), 0);
  g_assert_true (enr_test_shows (window, "*Revision 2*")); /* in the list, before anything else */
  g_assert_false (enr_waiting_item_is_looked_at (item));
  g_signal_connect (item, "notify::checked", G_CALLBACK (checked_cb), NULL);
  look_at (0);
  g_assert_true (was_seen);
  g_assert_true (enr_test_shows (window, "Revision 2, because: 雨がつづくため (保科 花, *"));
  g_assert_true (enr_test_shows (window, "曜日ごとの計画 月 主な活動・経験"));
  g_assert_false (enr_test_shows (window, "元気に遊ぶ")); /* as a label: it is the same */
  assert_text ("【月 主な活動・経験】室内で遊ぶ");
  enr_test_assert_nothing_cut (enr_test_find_id (window, "again"));
  enr_test_shot (window, "waiting-revision");
  /* on the paper too */
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (enr_test_find_id (window, "as_paper")), TRUE);
  enr_test_wait_until (is_shown ("paper"), LONG);
  g_assert_true (is_shown ("difference"));
  enr_test_pass (500);
  enr_test_shot (window, "waiting-revision-paper");
  end ();
}

/* Sent back and submitted anew: another difference, which has to be looked at. */
static void
test_revision_again (void)
{
  EnrWaitingItem *item;

  editor_begin ();
  revise ();
  show_waiting (1);
  item = look_at (0);
  step (ENR_STEP_RETURN, "桜井 主", 2, "ねらいも");
  editor_write_elsewhere (&editor_desk.id, "aims", "室内で楽しむ", 1);
  step (ENR_STEP_SUBMIT, "保科 花", 0, "");
  enr_waiting_view_reload (waiting);
  enr_test_wait_until (enr_test_shows (window, "室内で楽しむ"), LONG);
  g_assert_true (enr_test_shows (window, "元気に遊ぶ"));
  g_assert_true (enr_test_shows (window, "Revision 2, because: 雨がつづくため*"));
  g_assert_cmpint (enr_waiting_item_get_writing (item)->version, ==, 3);
  end ();
}

/* An evaluated plan says so; what waits for the first time has nothing before it. */
static void
test_evaluation (void)
{
  editor_begin ();
  editor_make ("week-plan");
  editor_write_elsewhere (&editor_desk.id, "aims", "元気に遊ぶ", 0);
  editor_write_elsewhere (&editor_desk.id, "days/mon/activity", "散歩", 0);
  approve (1);
  step (ENR_STEP_EVALUATE, "保科 花", 1, "");
  editor_write_elsewhere (&editor_desk.id, "review", "よく遊んだ", 0);
  step (ENR_STEP_SUBMIT, "保科 花", 0, "");
  show_waiting (1);
  g_assert_true (enr_test_shows (window, "*Evaluation*"));
  look_at (0);
  g_assert_true (enr_test_shows (window, "*taken up again for its evaluation (保科 花, *"));
  g_assert_true (enr_test_shows (window, "よく遊んだ"));
  g_assert_false (enr_test_shows (window, "散歩"));
  enr_test_shot (window, "waiting-evaluation");
  end ();
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);

  g_test_add_func ("/writing-waiting/rows", test_rows);
  g_test_add_func ("/writing-waiting/revision", test_revision);
  g_test_add_func ("/writing-waiting/revision-again", test_revision_again);
  g_test_add_func ("/writing-waiting/evaluation", test_evaluation);
  return enr_test_app_run ();
}
