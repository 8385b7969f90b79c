/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the shelf and the editor show of plans that were made in another order, of months without a
 * drill, of evaluations, and of sections that the form does not have any more. What is looked for
 * is in the program's own words, so that it runs in every language.
 */
#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "app/children/date-row.h"
#include "app/writing/section-leftovers.h"
#include "app/writing/shelf-grid.h"
#include "app/writing/shelf-new-dialog.h"
#include "app/writing/shelf-row.h"
#include "app/writing/source-section.h"
#include "app/writing/writing-page.h"
#include "base/data.h"
#include "desk.h"
#include "nursery/class.h"
#include "writing/development.h"
#include "writing/approval.h"
#include "writing/carry.h"
#include "writing/shelf.h"
#include "writing-desk.h"

/*
 * The editor
 */

/* A week's plan is open; the month's is begun on another PC after it. */
static void
test_above (void)
{
  GtkWidget *pane;

  editor_begin ();
  editor_make ("week-plan");
  editor_open_last ();
  g_assert_false (editor_has_id ("sources"));
  editor_make ("month-plan");
  enr_test_pass (500);
  /* as long as it is empty there is nothing to carry down */
  g_assert_false (editor_has_id ("sources"));
  editor_write_elsewhere (&editor_desk.id, "aims", "梅雨の自然に親しむ", 0);
  enr_test_wait_until (editor_has_id ("sources"), LONG);
  pane = enr_test_find_id (GTK_WIDGET (editor_desk.editor), "sources");
  g_assert_true (enr_test_shows (pane, enr_source_type_label (ENR_SOURCE_ABOVE)));
  g_assert_true (enr_test_shows (pane, "月案 ひよこ 令和8年6月"));
  g_assert_true (enr_test_shows (pane, "梅雨の自然に親しむ"));
  gtk_widget_activate_action (pane, "source.copy-all", NULL);
  g_assert_true (editor_has_text ("aims", "梅雨の自然に親しむ"));
  editor_shot ("shelf-above");
  editor_act ("writing.save");
  editor_wait_stored (BODY ("aims") " AND origin_id IS NOT NULL", "梅雨の自然に親しむ");
  enr_test_wait_until (enr_test_shows (GTK_WIDGET (editor_find_field ("aims")),
                                       "Copied from 月案 ひよこ 令和8年6月"),
                       LONG);
  /* All that was copied is taken back at once. */
  enr_session_undo (editor_desk.session);
  editor_wait_stored (BODY ("aims") " AND writing_id = (SELECT id FROM writing WHERE kind = 'week-plan')",
                      "");
  enr_test_wait_until (editor_has_text ("aims", ""), LONG);
  /* emptied again, there is nothing beside the week any more */
  editor_write_elsewhere (&editor_desk.id, "aims", "", 1);
  enr_test_wait_until (!editor_has_id ("sources"), LONG);
  g_assert_cmpstr (editor_get_failure (), ==, "");
  editor_end ();
}

static gpointer
see (EnrDb *db, gpointer data, GError **error)
{
  const EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "office");
  EnrDevelopmentItem item
      = { .domain = (char *) "言葉", .age = 5, .text = (char *) "人の話を聞く" };

  return GINT_TO_POINTER (
      enr_development_item_save (db, &actor, &item, error)
      && enr_development_set (db, &actor, data, &item.id, enr_date_new (2026, 5, 10), "", error));
}

/* What was recorded of the child is beside its 保育要録, and goes where the person says. */
static void
test_records (void)
{
  GtkWidget *pane, *button;
  g_autoptr (GError) error = NULL;

  editor_begin ();
  enr_test_write (editor_desk.store, see, &editor_desk.small.children[0], &error);
  g_assert_no_error (error);
  editor_make_for ("nursery-record", NULL, &editor_desk.small.children[0],
                   enr_date_new (2026, 6, 10));
  editor_open_last ();
  enr_test_wait_until (editor_has_id ("sources"), LONG);
  pane = enr_test_find_id (GTK_WIDGET (editor_desk.editor), "sources");
  g_assert_true (enr_test_shows (pane, "人の話を聞く"));
  g_assert_true (enr_test_shows (pane, "保育の展開と子どもの育ち"));
  button = enr_test_find_id (pane, "copy_button");
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (editor_has_text ("development", "人の話を聞く"));
  editor_shot ("shelf-records");
  editor_end ();
}

/* Holidays are marked in the week, and can be written in all the same. */
static void
test_holiday (void)
{
  editor_begin ();
  editor_make_for ("week-plan", &editor_desk.small.classes[0], NULL, enr_date_new (2026, 7, 22));
  editor_open_last ();
  g_assert_true (enr_test_shows (GTK_WIDGET (editor_desk.editor), "月\n20日\n海の日"));
  editor_write_here ("days/mon/activity", "合同保育");
  editor_wait_stored (BODY ("days/mon/activity"), "合同保育");
  editor_shot ("shelf-holiday");
  editor_end ();
}

/* The title of an event and its texts are saved together or not at all. */
static void
test_whole (void)
{
  EnrSectionField *field;
  GtkEditable *title;

  editor_begin ();
  editor_make_for ("event-plan", NULL, NULL, enr_date_new (2026, 6, 10));
  editor_open_last ();
  title = GTK_EDITABLE (enr_test_find_id (GTK_WIDGET (editor_desk.editor), "title_entry"));
  editor_write_here ("aims", "体を動かす");
  gtk_editable_set_text (title, "");
  editor_act ("writing.save");
  enr_test_wait_until (*editor_get_failure () != '\0', LONG);
  g_assert_cmpint (enr_test_query_int (editor_desk.store, "SELECT count(*) FROM writing_text"), ==,
                   0);
  field = editor_find_field ("aims");
  g_assert_true (enr_section_field_is_dirty (field));
  g_assert_true (editor_has_text ("aims", "体を動かす"));
  gtk_editable_set_text (title, "親子運動会");
  editor_act ("writing.save");
  editor_wait_stored ("SELECT title FROM writing", "親子運動会");
  g_assert_true (editor_is_stored (BODY ("aims"), "体を動かす"));
  enr_test_wait_until (!enr_writing_editor_is_dirty (editor_desk.editor), LONG);
  g_assert_cmpstr (editor_get_failure (), ==, "");
  editor_end ();
}

/* Saves with the form as it comes with the program: before the nursery took the section out. */
static gpointer
write_before (EnrDb *db, gpointer data, GError **error)
{
  const EnrWritingKind *kind = enr_writing_kinds_find (editor_desk.kinds, "week-plan", error);
  EnrActor office = enr_actor (ENR_ACTOR_OFFICE, "office");
  EnrTextChange changes[] = { { .key = "food", .text = "夏野菜の苗に水をやる" },
                              { .key = "days/tue/support", .text = "こまめに水分をとる" },
                              { .key = "aims", .text = "水に親しむ" } };

  g_assert_nonnull (kind->original);
  return GINT_TO_POINTER (enr_writing_save (db, &office, kind->original, &editor_desk.id, changes,
                                            G_N_ELEMENTS (changes), error));
}

/* The nursery's own copy of the week's plan, without 食育 and without the third column. */
static char *
write_copy (void)
{
  g_autofree char *from = enr_data_path ("forms/week-plan.writing.xml");
  char *to = enr_data_own_path ("forms/week-plan.writing.xml");
  g_autofree char *folder = g_path_get_dirname (to);
  g_autofree char *content = NULL;
  g_autoptr (GString) copy = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_file_get_contents (from, &content, NULL, &error);
  g_assert_no_error (error);
  g_string_append (copy, content);
  g_assert_cmpuint (g_string_replace (copy, "<section key=\"food\" heading=\"食育\"", "<!--", 1),
                    ==, 1);
  g_assert_cmpuint (g_string_replace (copy, "hint=\"食べる経験、クッキング\"/>", "-->", 1), ==, 1);
  g_assert_cmpuint (g_string_replace (copy, "<column key=\"support\"", "<!--", 1), ==, 1);
  g_assert_cmpuint (g_string_replace (copy, "hint=\"保育者のかかわり\"/>", "-->", 1), ==, 1);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (to, copy->str, -1, &error);
  g_assert_no_error (error);
  return to;
}

static void
test_leftovers (void)
{
  g_autofree char *path = write_copy ();
  g_autoptr (GError) error = NULL;
  GtkTextView *view;
  GtkWidget *left;

  editor_begin ();
  g_assert_null (enr_writing_kinds_get_problems (editor_desk.kinds));
  editor_make ("week-plan");
  editor_open_last ();
  g_assert_null (
      enr_test_find_type (GTK_WIDGET (editor_desk.editor), ENR_TYPE_SECTION_LEFTOVERS, 0));
  enr_test_write (editor_desk.store, write_before, NULL, &error);
  g_assert_no_error (error);
  enr_test_wait_until (editor_find_field ("food") != NULL, LONG);
  left = enr_test_find_type (GTK_WIDGET (editor_desk.editor), ENR_TYPE_SECTION_LEFTOVERS, 0);
  g_assert_true (enr_test_shows (left, _ ("No longer in the form")));
  g_assert_true (enr_test_shows (left, "食育"));
  g_assert_true (enr_test_shows (left, "曜日ごとの計画 火 援助・配慮"));
  g_assert_true (editor_has_text ("food", "夏野菜の苗に水をやる"));
  g_assert_true (editor_has_text ("days/tue/support", "こまめに水分をとる"));
  /* To be read: what is in the form is open, and this is not. */
  view = enr_section_field_get_view (editor_find_field ("food"));
  g_assert_false (gtk_text_view_get_editable (view));
  g_assert_false (gtk_text_view_get_editable (
      enr_section_field_get_view (editor_find_field ("days/tue/support"))));
  g_assert_true (
      gtk_text_view_get_editable (enr_section_field_get_view (editor_find_field ("aims"))));
  editor_write_here ("family", "水着の用意");
  editor_act ("writing.save");
  editor_wait_stored (BODY ("family"), "水着の用意");
  g_assert_true (editor_is_stored (BODY ("food"), "夏野菜の苗に水をやる"));
  gtk_widget_grab_focus (GTK_WIDGET (editor_find_field ("food")));
  enr_writing_editor_open (editor_desk.editor, &editor_desk.id);
  enr_test_pass (800);
  {
    GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (
        GTK_SCROLLED_WINDOW (enr_test_find_id (GTK_WIDGET (editor_desk.editor), "scroller")));

    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  }
  editor_shot ("shelf-leftovers");
  g_unlink (path);
  editor_end ();
}

/*
 * The page
 */

static EnrDate today;

typedef struct
{
  const char *kind;
  EnrDate day;
  const char *title;
  const EnrStep *steps; /* up to ENR_N_STEPS */
  EnrUuid id;           /* none: it is made first */
} Wanted;

static gpointer
write_one (EnrDb *db, gpointer data, GError **error)
{
  Wanted *wanted = data;
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  const EnrWritingKind *kind = enr_writing_kinds_find (kinds, wanted->kind, error);
  g_autoptr (GPtrArray) classes = enr_class_list (db, enr_fiscal_year (wanted->day), error);
  EnrWritingNew new_writing = { .kind = kind, .day = wanted->day, .title = wanted->title };
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "office");

  g_assert_nonnull (kind);
  if (kind->subject == ENR_WRITING_OF_CLASS)
    new_writing.class_id = ((EnrClass *) g_ptr_array_index (classes, 0))->id;
  actor.name = "田中 花子";
  if (enr_uuid_is_none (&wanted->id)
      && !enr_writing_create (db, &actor, &new_writing, &wanted->id, error))
    return NULL;
  for (guint i = 0; i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);
      g_autoptr (EnrWriting) writing = enr_writing_load (db, &wanted->id, error);
      const char *key = section->type == ENR_SECTION_GRID ? "days/mon/activity" : section->key;
      EnrTextChange change = { .key = key, .text = "園庭で遊ぶ。" };

      if (section->is_required && *enr_writing_get_text (writing, key) == '\0'
          && !enr_writing_save (db, &actor, kind, &wanted->id, &change, 1, error))
        return NULL;
    }
  for (guint i = 0; wanted->steps[i] != ENR_N_STEPS; i++)
    {
      static const char *const names[ENR_N_STEPS]
          = { [ENR_STEP_CHIEF] = "高橋 良子", [ENR_STEP_DIRECTOR] = "見本 花子" };
      g_autoptr (EnrWriting) writing = enr_writing_load (db, &wanted->id, error);
      EnrStepOn on = { kind, wanted->id, writing->version, "" };

      actor.name = names[wanted->steps[i]] != NULL ? names[wanted->steps[i]] : "田中 花子";
      if (!enr_step_do (db, &actor, wanted->steps[i], &on, error))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

static const EnrStep none[] = { ENR_N_STEPS };
static const EnrStep approve[]
    = { ENR_STEP_SUBMIT, ENR_STEP_CHIEF, ENR_STEP_DIRECTOR, ENR_N_STEPS };
static const EnrStep evaluate[] = { ENR_STEP_EVALUATE, ENR_N_STEPS };

static EnrUuid
write_down (Desk *desk,
            const char *kind,
            EnrDate day,
            const char *title,
            const EnrStep *steps,
            const EnrUuid *id)
{
  g_autoptr (GError) error = NULL;
  Wanted wanted = { kind, day, title, steps, id != NULL ? *id : enr_uuid_none };

  enr_test_write (desk->store, write_one, &wanted, &error);
  g_assert_no_error (error);
  return wanted.id;
}

static void
begin (Desk *desk)
{
  enr_test_set_now ("2026-06-10T10:00");
  today = enr_date_new (2026, 6, 10);
  desk_begin (desk, enr_test_store_new_sample (24, 3), ENR_TYPE_WRITING_PAGE);
}

static gboolean
is_on (Desk *desk, const char *stack, const char *page)
{
  return g_strcmp0 (
             gtk_stack_get_visible_child_name (GTK_STACK (enr_test_find_id (desk->page, stack))),
             page)
         == 0;
}

static void
choose_kind (Desk *desk, const char *label)
{
  GtkDropDown *choice = GTK_DROP_DOWN (enr_test_find_id (desk->page, "kind_choice"));
  GListModel *labels = gtk_drop_down_get_model (choice);

  for (guint i = 0; i < g_list_model_get_n_items (labels); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (labels), i), label))
      gtk_drop_down_set_selected (choice, i);
  enr_test_pass (100);
}

/* The first class's cell in the column of a month. */
static gboolean
month_says (Desk *desk, guint month, EnrShelfState state)
{
  EnrShelfGrid *grid = ENR_SHELF_GRID (enr_test_find_id (desk->page, "grid"));
  guint line, column;
  g_autofree char *text = NULL;

  if (!is_on (desk, "forms", "grid") || !enr_shelf_grid_get_cell (grid, &line, &column))
    return FALSE;
  text = enr_shelf_grid_dup_text (grid, 0, (month + 8) % 12);
  return g_str_has_suffix (text, enr_shelf_state_label (state));
}

/* Approved in time and without its review, being reviewed, reviewed: never late, and never simply
 * approved. */
static void
test_evaluate (void)
{
  EnrUuid may;
  Desk desk;

  begin (&desk);
  write_down (&desk, "month-plan", enr_date_new (2026, 4, 1), "", approve, NULL);
  may = write_down (&desk, "month-plan", enr_date_new (2026, 5, 1), "", approve, NULL);
  write_down (&desk, "month-plan", today, "", approve, NULL);
  choose_kind (&desk, "月案");
  enr_test_wait_until (month_says (&desk, 4, ENR_SHELF_TO_EVALUATE), LONG);
  g_assert_true (month_says (&desk, 5, ENR_SHELF_TO_EVALUATE));
  g_assert_true (month_says (&desk, 6, ENR_SHELF_APPROVED));
  g_assert_true (month_says (&desk, 7, ENR_SHELF_TO_COME));
  write_down (&desk, "month-plan", enr_date_new (2026, 5, 1), "", evaluate, &may);
  enr_test_wait_until (month_says (&desk, 5, ENR_SHELF_EVALUATING), LONG);
  {
    g_autofree char *waiting = g_strdup_printf (_ ("To be evaluated: %u"), 1);
    g_autofree char *pattern = g_strdup_printf ("*%s*", waiting);

    g_assert_true (enr_test_shows (desk.page, pattern));
  }
  enr_test_shot (desk.window, "shelf-evaluate");
  /* In the editor too it is no draft. */
  g_signal_emit_by_name (enr_test_find_id (desk.page, "grid"), "activated", 0, 1);
  enr_test_wait_until (is_on (&desk, "pages", "editor"), LONG);
  enr_test_wait_until (enr_test_shows (desk.page, C_ ("state of a writing", "Being evaluated")),
                       LONG);
  /* Of the month before only its review could be copied, and that is blank. */
  enr_test_wait_until (enr_test_shows (desk.page, enr_source_type_label (ENR_SOURCE_BEFORE)), LONG);
  enr_test_shot (desk.window, "shelf-evaluating-editor");
  g_assert_null (desk_find_button (desk.page, "source.copy-all"));
  desk_end (&desk);
}

/* The lines of the list, "day|title|state" each, from the top. */
static char *
dup_lines (Desk *desk)
{
  GtkWidget *list = enr_test_find_id (desk->page, "list");
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < enr_test_count_type (list, ENR_TYPE_SHELF_ROW); i++)
    {
      GtkWidget *row = enr_test_find_type (list, ENR_TYPE_SHELF_ROW, i);

      if (!gtk_widget_get_mapped (row))
        continue;
      g_string_append_printf (lines, "%s|%s|%s\n",
                              gtk_label_get_text (GTK_LABEL (enr_test_find_id (row, "day"))),
                              gtk_label_get_text (GTK_LABEL (enr_test_find_id (row, "title"))),
                              gtk_label_get_text (GTK_LABEL (enr_test_find_id (row, "state"))));
    }
  return g_string_free (lines, FALSE);
}

static gboolean
has_lines (Desk *desk, const char *expected)
{
  g_autofree char *lines = dup_lines (desk);

  return strcmp (lines, expected) == 0;
}

static char *
dup_expected (const char *june, const char *may, const char *april)
{
  return g_strconcat (june, "\n", may, "\n", april, "\n", NULL);
}

/* Every month should have its drill: those without one are lines of the list, and are written from
 * there. */
static void
test_drills (void)
{
  const char *missing = enr_shelf_state_label (ENR_SHELF_MISSING);
  g_autofree char *june = g_strdup_printf ("令和8年6月|%s|%s", _ ("None yet"),
                                           enr_shelf_state_label (ENR_SHELF_TO_COME));
  g_autofree char *may = g_strdup_printf ("令和8年5月|%s|%s", _ ("None yet"), missing);
  g_autofree char *april
      = g_strdup_printf ("令和8年4月15日(水)|火災|%s", enr_shelf_state_label (ENR_SHELF_APPROVED));
  g_autofree char *new_may
      = g_strdup_printf ("令和8年5月20日(水)|地震|%s", enr_shelf_state_label (ENR_SHELF_LATE));
  g_autofree char *before = dup_expected (june, may, april);
  g_autofree char *after = dup_expected (june, new_may, april);
  g_autofree char *late = g_strdup_printf (_ ("Late: %u"), 1);
  GtkWidget *dialog;
  Desk desk;

  begin (&desk);
  write_down (&desk, "drill", enr_date_new (2026, 4, 15), "火災", approve, NULL);
  choose_kind (&desk, "避難訓練計画・記録");
  enr_test_wait_until (has_lines (&desk, before), LONG);
  g_assert_true (enr_test_shows (desk.page, late));
  enr_test_shot (desk.window, "shelf-drills");
  /* The line that is missing asks for the day, in its month. */
  g_signal_emit_by_name (enr_test_find_id (desk.page, "list"), "activate", 1);
  dialog = desk_wait_dialog (ENR_TYPE_SHELF_NEW_DIALOG);
  g_assert_cmpint (enr_date_row_get_date (ENR_DATE_ROW (enr_test_find_id (dialog, "day"))), ==,
                   enr_date_new (2026, 5, 31));
  desk_set_text (dialog, "title_row", "地震");
  enr_date_row_set_date (ENR_DATE_ROW (enr_test_find_id (dialog, "day")),
                         enr_date_new (2026, 5, 20));
  enr_test_shot (dialog, "shelf-drill-new");
  desk_click (dialog, "dialog.save");
  enr_test_wait_until (is_on (&desk, "pages", "editor"), LONG);
  enr_test_pass (300);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM writing "
                                                   "WHERE kind = 'drill' AND title = '地震'"),
                   ==, 1);
  desk_end (&desk);

  begin (&desk);
  write_down (&desk, "drill", enr_date_new (2026, 4, 15), "火災", approve, NULL);
  choose_kind (&desk, "避難訓練計画・記録");
  enr_test_wait_until (has_lines (&desk, before), LONG);
  write_down (&desk, "drill", enr_date_new (2026, 5, 20), "地震", none, NULL);
  enr_test_wait_until (has_lines (&desk, after), LONG);
  /* Of events that nobody asks for no line is missing. */
  choose_kind (&desk, "行事計画と反省");
  enr_test_wait_until (is_on (&desk, "forms", "nothing"), LONG);
  desk_end (&desk);
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);

  g_test_add_func ("/writing-shelf/above", test_above);
  g_test_add_func ("/writing-shelf/holiday", test_holiday);
  g_test_add_func ("/writing-shelf/records", test_records);
  g_test_add_func ("/writing-shelf/whole", test_whole);
  g_test_add_func ("/writing-shelf/leftovers", test_leftovers);
  g_test_add_func ("/writing-shelf/evaluate", test_evaluate);
  g_test_add_func ("/writing-shelf/drills", test_drills);
  return enr_test_app_run ();
}
