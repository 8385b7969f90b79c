/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The way of a plan from the draft to the revision, what is copied into it, and a picture of each
 * kind.
 */
#include "config.h"

#include <string.h>

#include "app/writing/approver-dialog.h"
#include "app/writing/source-section.h"
#include "app/writing/writing-editor-difference.h"
#include "app/writing/writing-editor-history.h"
#include "app/writing/writing-editor-reason.h"
#include "writing-desk.h"

/*
 * Approval
 */

static void
write_week (void)
{
  editor_make ("week-plan");
  editor_open_last ();
  editor_write_here ("aims", "水あそびを楽しむ");
  editor_write_here ("days/mon/activity", "散歩");
}

static void
test_approval (void)
{
  GtkWidget *dialog;

  if (!editor_has_hands ())
    return;
  editor_begin ();
  editor_make ("week-plan");
  editor_open_last ();
  /* what is required is named */
  editor_press ("ctrl+Return");
  editor_choose_person ("保科 花");
  enr_test_wait_until (strstr (editor_get_failure (), "今週のねらい") != NULL, LONG);
  editor_write_here ("aims", "水あそびを楽しむ");
  editor_write_here ("days/mon/activity", "散歩");
  /* who submits is not asked again on that day */
  editor_press ("ctrl+Return");
  editor_wait_stored ("SELECT state FROM writing", "submitted");
  enr_test_wait_until (editor_has_id ("approve_button"), LONG);
  g_assert_false (editor_has_id ("submit_button"));
  g_assert_false (
      gtk_text_view_get_editable (enr_section_field_get_view (editor_find_field ("aims"))));
  g_assert_true (enr_test_shows (GTK_WIDGET (editor_desk.editor), "It has been submitted*"));
  editor_shot ("writing-submitted");
  /* not by herself */
  editor_act ("writing.approve");
  dialog = editor_wait_dialog (ENR_TYPE_APPROVER_DIALOG);
  gtk_widget_activate_action (dialog, "approver.all", NULL);
  editor_choose_person ("保科 花");
  enr_test_wait_until (
      strstr (editor_get_failure (), "Whoever submitted it cannot approve it") != NULL, LONG);
  g_assert_true (editor_is_stored ("SELECT state FROM writing", "submitted"));
  editor_act ("writing.approve");
  editor_choose_person ("桜井 主");
  editor_wait_stored ("SELECT state FROM writing", "chief");
  enr_test_wait_until (*editor_get_failure () == '\0', LONG);
  enr_test_pass (500);
  editor_act ("writing.approve");
  editor_choose_person ("梅田 園子");
  editor_wait_stored ("SELECT state FROM writing", "approved");
  enr_test_wait_until (editor_has_id ("revise_button"), LONG);
  g_assert_true (editor_is_stored ("SELECT group_concat(name) FROM (SELECT name FROM writing_step "
                                   "ORDER BY at, id)",
                                   "保科 花,桜井 主,梅田 園子"));
  g_assert_cmpint (enr_test_query_int (editor_desk.store, "SELECT count(*) FROM writing_step WHERE "
                                                          "staff_id IS NOT NULL"),
                   ==, 3);
  /* frozen: no key changes it */
  editor_focus ("aims");
  editor_type ("x");
  g_assert_true (editor_has_text ("aims", "水あそびを楽しむ"));
  editor_shot ("writing-approved");
  editor_act ("writing.history");
  dialog = editor_wait_dialog (ENR_TYPE_WRITING_EDITOR_HISTORY);
  g_assert_true (enr_test_shows (dialog, "*桜井 主*"));
  enr_test_shot (dialog, "writing-history");
  gtk_window_destroy (GTK_WINDOW (dialog));
  editor_end ();
}

static void
say_reason (const char *reason)
{
  GtkWidget *dialog = editor_wait_dialog (ENR_TYPE_WRITING_EDITOR_REASON);

  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  enr_test_pass (100);
  g_assert_true (gtk_widget_get_mapped (dialog)); /* not without one */
  gtk_editable_set_text (GTK_EDITABLE (enr_test_find_id (dialog, "reason")), reason);
  enr_test_pass (100);
  enr_test_shot (dialog, "writing-reason");
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  editor_wait_no_dialog (ENR_TYPE_WRITING_EDITOR_REASON);
}

static void
approve_all (void)
{
  editor_act ("writing.submit");
  enr_test_pass (500);
  if (editor_find_dialog (ENR_TYPE_APPROVER_DIALOG) != NULL)
    editor_choose_person ("保科 花");
  editor_wait_stored ("SELECT state FROM writing", "submitted");
  enr_test_pass (500);
  editor_act ("writing.approve");
  editor_choose_person ("桜井 主");
  editor_wait_stored ("SELECT state FROM writing", "chief");
  enr_test_pass (500);
  editor_act ("writing.approve");
  editor_choose_person ("梅田 園子");
  editor_wait_stored ("SELECT state FROM writing", "approved");
  enr_test_pass (500);
}

static void
test_return_and_revise (void)
{
  GtkWidget *dialog;

  editor_begin ();
  write_week ();
  editor_act ("writing.submit");
  enr_test_pass (500);
  if (editor_find_dialog (ENR_TYPE_APPROVER_DIALOG) != NULL)
    editor_choose_person ("保科 花");
  editor_wait_stored ("SELECT state FROM writing", "submitted");
  enr_test_pass (500);
  editor_act ("writing.return");
  say_reason ("安全の欄も書いてください");
  editor_choose_person ("桜井 主");
  editor_wait_stored ("SELECT state FROM writing", "returned");
  enr_test_wait_until (enr_test_shows (GTK_WIDGET (editor_desk.editor),
                                       "Returned by 桜井 主: 安全の欄も書いてください"),
                       LONG);
  editor_shot ("writing-returned");
  editor_write_here ("safety", "ぼうしをかぶる");
  approve_all ();
  editor_act ("writing.revise");
  say_reason ("雨のため");
  editor_choose_person ("保科 花");
  editor_wait_stored ("SELECT state || revision FROM writing", "draft2");
  enr_test_wait_until (editor_has_id ("submit_button"), LONG);
  editor_write_here ("days/mon/activity", "室内で");
  editor_act ("writing.differences");
  dialog = editor_wait_dialog (ENR_TYPE_WRITING_EDITOR_DIFFERENCE);
  enr_test_wait_until (
      enr_test_shows (dialog, "室内で散歩") || enr_test_shows (dialog, "散歩室内で"), LONG);
  g_assert_true (enr_test_shows (dialog, "散歩"));
  g_assert_false (enr_test_shows (dialog, "水あそびを楽しむ"));
  enr_test_shot (dialog, "writing-differences");
  gtk_window_destroy (GTK_WINDOW (dialog));
  /* the approved text stays in force until the new one is approved */
  g_assert_cmpint (enr_test_query_int (editor_desk.store, "SELECT approved FROM writing"), ==, 2);
  approve_all ();
  g_assert_cmpint (enr_test_query_int (editor_desk.store, "SELECT approved FROM writing"), ==, 3);
  editor_end ();
}

/* Put away, and what is then no longer done to it; taken out again at once, and later. */
static void
test_archive (void)
{
  editor_begin ();
  write_week ();
  g_assert_false (editor_has_id ("archive_button"));
  approve_all ();
  enr_test_wait_until (editor_has_id ("archive_button"), LONG);
  enr_test_assert_nothing_cut (editor_desk.window);
  for (int i = 0; i < 2; i++)
    {
      editor_act ("writing.archive");
      editor_choose_person ("保科 花");
      editor_wait_stored ("SELECT state FROM writing", "archived");
      enr_test_wait_until (editor_has_id ("unarchive_button"), LONG);
      g_assert_false (editor_has_id ("archive_button"));
      g_assert_false (editor_has_id ("revise_button"));
      g_assert_false (editor_has_id ("evaluate_button"));
      g_assert_true (enr_test_shows (GTK_WIDGET (editor_desk.editor), "It is archived*"));
      editor_shot ("writing-archived");
      g_assert_cmpstr (enr_session_get_undo_text (editor_desk.session), ==, "Archived");
      if (i == 0)
        enr_session_undo (editor_desk.session);
      else
        {
          editor_act ("writing.unarchive");
          editor_choose_person ("桜井 主");
        }
      editor_wait_stored ("SELECT state FROM writing", "approved");
      enr_test_wait_until (editor_has_id ("archive_button"), LONG);
    }
  editor_act ("writing.history");
  g_assert_true (enr_test_shows (editor_wait_dialog (ENR_TYPE_WRITING_EDITOR_HISTORY),
                                 "*Take out of the archive*"));
  gtk_window_destroy (GTK_WINDOW (editor_find_dialog (ENR_TYPE_WRITING_EDITOR_HISTORY)));
  editor_end ();
}

static void
test_notes (void)
{
  GtkWidget *notes;
  g_autofree char *day = NULL;
  g_autofree char *today = NULL;

  editor_begin ();
  write_week ();
  notes = enr_test_find_id (GTK_WIDGET (editor_desk.editor), "notes");
  g_assert_false (gtk_widget_get_visible (notes));
  approve_all ();
  enr_test_wait_until (gtk_widget_get_visible (notes), LONG);
  gtk_widget_activate_action (notes, "notes.add", NULL);
  g_assert_true (enr_test_shows (notes, "Please write what was done otherwise."));
  gtk_editable_set_text (GTK_EDITABLE (enr_test_find_id (notes, "note_text")), "雨で散歩をやめた");
  gtk_widget_activate_action (notes, "notes.add", NULL);
  editor_wait_stored ("SELECT name || CAST(body AS TEXT) FROM writing_note",
                      "保科 花雨で散歩をやめた");
  day = editor_query ("SELECT day FROM writing_note");
  today = enr_date_dup_iso (enr_session_get_date (editor_desk.session));
  g_assert_cmpstr (day, ==, today);
  enr_test_wait_until (enr_test_shows (notes, "雨で散歩をやめた"), LONG);
  gtk_widget_grab_focus (enr_test_find_id (notes, "note_text"));
  editor_shot ("writing-notes");
  gtk_widget_activate_action (
      gtk_widget_get_ancestor (enr_test_find_text (notes, "雨で散歩をやめた"), ADW_TYPE_ACTION_ROW),
      "notes.remove", "s", "00000000-0000-0000-0000-000000000001");
  enr_test_wait_until (*editor_get_failure () != '\0',
                       LONG); /* there is no such note: said in words */
  editor_end ();
}

static void
test_remove (void)
{
  editor_begin ();
  editor_make ("week-plan");
  editor_open_last ();
  editor_write_here ("aims", "x");
  editor_act ("writing.remove");
  enr_test_wait_until (editor_find_dialog (ADW_TYPE_MESSAGE_DIALOG) != NULL, LONG);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (editor_find_dialog (ADW_TYPE_MESSAGE_DIALOG)),
                               "yes");
  enr_test_wait_until (editor_desk.n_closed == 1, LONG);
  g_assert_cmpint (enr_test_query_int (editor_desk.store,
                                       "SELECT count(*) FROM writing WHERE removed_at IS NULL"),
                   ==, 0);
  editor_end ();
}

/*
 * Copying
 */

static GtkWidget *
find_source (const char *key)
{
  GtkWidget *row;

  for (guint i = 0;
       (row = enr_test_find_type (GTK_WIDGET (editor_desk.editor), ENR_TYPE_SOURCE_SECTION, i))
       != NULL;
       i++)
    if (strcmp (enr_source_section_get_section (ENR_SOURCE_SECTION (row))->key, key) == 0)
      return row;
  return NULL;
}

static void
test_copy (void)
{
  EnrUuid before;

  editor_begin ();
  editor_make_for ("month-plan", &editor_desk.small.classes[0], NULL, enr_date_new (2026, 6, 1));
  editor_write_elsewhere (&editor_desk.id, "aims", "梅雨を元気に過ごす", 0);
  editor_make_for ("week-plan", &editor_desk.small.classes[0], NULL, enr_date_new (2026, 6, 3));
  before = editor_desk.id;
  editor_write_elsewhere (&before, "aims", "先週のねらい", 0);
  editor_write_elsewhere (&before, "food", "先週の食育", 0);
  editor_write_elsewhere (&before, "days/mon/activity", "先週の散歩", 0);
  editor_make ("week-plan");
  editor_open_last ();
  enr_test_wait_until (find_source ("aims") != NULL, LONG);
  /* the plan above comes first; its section goes where the description says */
  g_assert_true (enr_test_shows (find_source ("aims"), "梅雨を元気に過ごす"));
  editor_write_here ("aims", "typed");
  enr_test_click_text (find_source ("aims"), "Copy");
  g_assert_true (editor_has_text ("aims", "typed\n梅雨を元気に過ごす"));
  editor_act ("writing.save");
  editor_wait_stored (BODY ("aims") " AND writing_id = (SELECT max(id) FROM writing)",
                      "typed\n梅雨を元気に過ごす");
  editor_wait_stored (
      "SELECT w.kind || t.origin_key FROM writing_text t JOIN writing w ON w.id = "
      "t.origin_id WHERE t.key = 'aims' AND t.writing_id = (SELECT max(id) FROM writing)",
      "month-planaims");
  gtk_widget_activate_action (GTK_WIDGET (enr_section_field_get_view (editor_find_field ("aims"))),
                              "text.undo", NULL);
  g_assert_true (editor_has_text ("aims", "typed"));
  /* all of last week's, over nothing that is written */
  gtk_drop_down_set_selected (
      GTK_DROP_DOWN (enr_test_find_id (GTK_WIDGET (editor_desk.editor), "choice")), 1);
  enr_test_wait_until (find_source ("food") != NULL, LONG);
  editor_shot ("writing-copy");
  gtk_widget_activate_action (find_source ("food"), "source.copy-all", NULL);
  g_assert_true (editor_has_text ("aims", "typed"));
  g_assert_true (editor_has_text ("food", "先週の食育"));
  g_assert_true (editor_has_text ("days/mon/activity", "先週の散歩"));
  g_assert_cmpstr (editor_desk.message, ==, "2 texts were copied");
  editor_act ("writing.save");
  editor_wait_stored ("SELECT count(*) || '' FROM writing_text t WHERE t.origin_id IS NOT NULL",
                      "2");
  editor_end ();
}

/*
 * Pictures of every kind
 */

static void
test_pictures (void)
{
  editor_begin ();
  for (guint i = 0; i < enr_writing_kinds_get_n (editor_desk.kinds); i++)
    {
      const EnrWritingKind *kind = enr_writing_kinds_get (editor_desk.kinds, i);
      gboolean is_class = kind->subject == ENR_WRITING_OF_CLASS;
      gboolean is_child = kind->subject == ENR_WRITING_OF_CHILD;
      g_autofree char *name = g_strconcat ("writing-kind-", kind->key, NULL);

      editor_make_for (kind->key, is_class ? &editor_desk.small.classes[0] : NULL,
                       is_child ? &editor_desk.small.children[0] : NULL,
                       enr_date_new (2026, 6, 10));
      editor_open_last ();
      enr_test_assert_nothing_cut (editor_desk.window);
      editor_shot (name);
    }
  editor_end ();
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);

  g_test_add_func ("/writing-approval/approval", test_approval);
  g_test_add_func ("/writing-approval/return-and-revise", test_return_and_revise);
  g_test_add_func ("/writing-approval/archive", test_archive);
  g_test_add_func ("/writing-approval/notes", test_notes);
  g_test_add_func ("/writing-approval/remove", test_remove);
  g_test_add_func ("/writing-approval/copy", test_copy);
  g_test_add_func ("/writing-approval/pictures", test_pictures);
  return enr_test_app_run ();
}
