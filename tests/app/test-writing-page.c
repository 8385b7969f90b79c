/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Plans and records as the office and the teachers see them: what is there and what is late,
 * opening and making, approving many after looking, finding words.
 */
#include "config.h"

#include <string.h>

#include "app/children/date-row.h"
#include "app/writing/approver-dialog.h"
#include "app/writing/found-item.h"
#include "app/writing/shelf-grid.h"
#include "app/writing/shelf-new-dialog.h"
#include "app/writing/shelf-row.h"
#include "app/writing/waiting-row.h"
#include "app/writing/waiting-view.h"
#include "app/writing/writing-editor.h"
#include "app/writing/writing-page.h"
#include "desk.h"
#include "nursery/class.h"
#include "nursery/roster.h"
#include "people/staff.h"
#include "writing/approval.h"

/* Wednesday. */
static EnrDate today;

static EnrActor teacher;

/*
 * What is written until then
 */

/* How far one is. */
typedef enum
{
  EMPTY,
  BEGUN,
  SUBMITTED,
  BY_CHIEF,
  APPROVED,
} Far;

typedef struct
{
  const char *kind;
  int whose; /* the n-th class or child; -1 the nursery */
  EnrDate day;
  const char *title;
  Far far;
  EnrUuid id; /* of what was made */
} Wanted;

static void
fill (EnrDb *db, const EnrWritingKind *kind, const EnrUuid *id, gboolean is_whole)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);
      const EnrGridColumn *column
          = section->type == ENR_SECTION_GRID ? g_ptr_array_index (section->columns, 0) : NULL;
      g_auto (GStrv) rows = enr_grid_row_keys (section->rows, 1);
      g_autofree char *key = column != NULL
                                 ? g_strdup_printf ("%s/%s/%s", section->key, rows[0], column->key)
                                 : g_strdup (section->key);
      EnrTextChange change = { key,
                               "園庭で水遊びを楽しむ。友だちと散歩に出かけ、季節の草花に親しんだ。",
                               0,
                               enr_uuid_none,
                               enr_uuid_none,
                               NULL };

      if (section->type == ENR_SECTION_TEXT || column != NULL)
        enr_writing_save (db, &teacher, kind, id, &change, 1, &error);
      g_assert_no_error (error);
      if (!is_whole)
        return;
    }
}

static void
step (EnrDb *db, const Wanted *wanted, const EnrWritingKind *kind, EnrStep of, const char *name)
{
  g_autoptr (GError) error = NULL;
  EnrStepOn on = { kind, wanted->id, of == ENR_STEP_SUBMIT ? 0 : 1, "" };
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "office");

  actor.name = name;
  enr_step_do (db, &actor, of, &on, &error);
  g_assert_no_error (error);
}

static gpointer
write_one (EnrDb *db, gpointer data, GError **error)
{
  Wanted *wanted = data;
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  const EnrWritingKind *kind = enr_writing_kinds_find (kinds, wanted->kind, error);
  g_autoptr (GPtrArray) classes = enr_class_list (db, enr_fiscal_year (wanted->day), error);
  g_autoptr (GPtrArray) roster = enr_roster_load (db, today, ENR_ROSTER_ENROLLED, error);
  EnrWritingNew new_writing = { .kind = kind,
                                .day = wanted->day,
                                .title = wanted->title != NULL ? wanted->title : "",
                                .writer = "田中 花子" };

  g_assert_nonnull (kind);
  if (kind->subject == ENR_WRITING_OF_CLASS)
    new_writing.class_id = ((EnrClass *) g_ptr_array_index (classes, wanted->whose))->id;
  else if (kind->subject == ENR_WRITING_OF_CHILD)
    new_writing.child_id = ((EnrRosterRow *) g_ptr_array_index (roster, wanted->whose))->child->id;
  if (!enr_writing_create (db, &teacher, &new_writing, &wanted->id, error))
    return NULL;
  if (wanted->far >= BEGUN)
    fill (db, kind, &wanted->id, wanted->far >= SUBMITTED);
  if (wanted->far >= SUBMITTED)
    step (db, wanted, kind, ENR_STEP_SUBMIT, "田中 花子");
  if (wanted->far >= BY_CHIEF)
    step (db, wanted, kind, ENR_STEP_CHIEF, "高橋 良子");
  if (wanted->far >= APPROVED)
    step (db, wanted, kind, ENR_STEP_DIRECTOR, "見本 花子");
  return GINT_TO_POINTER (TRUE);
}

static EnrUuid
write_down (Desk *desk, const char *kind, int whose, EnrDate day, const char *title, Far far)
{
  g_autoptr (GError) error = NULL;
  Wanted wanted = { kind, whose, day, title, far, enr_uuid_none };

  enr_test_write (desk->store, write_one, &wanted, &error);
  g_assert_no_error (error);
  return wanted.id;
}

static gpointer
employ (EnrDb *db, gpointer data, GError **error)
{
  static const struct
  {
    const char *name, *kana, *job;
  } people[] = {
    { "見本 花子", "みほん はなこ", "director" },
    { "高橋 良子", "たかはし りょうこ", "chief" },
    { "田中 花子", "たなか はなこ", "teacher" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr (EnrStaff) staff = enr_staff_new ();

      g_free (staff->name);
      g_free (staff->kana);
      g_free (staff->job);
      staff->name = g_strdup (people[i].name);
      staff->kana = g_strdup (people[i].kana);
      staff->job = g_strdup (people[i].job);
      staff->first = enr_date_new (2026, 4, 1);
      if (!enr_staff_save (db, &teacher, staff, error))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

static void
begin (Desk *desk, guint n_children)
{
  g_autoptr (GError) error = NULL;

  teacher = enr_actor (ENR_ACTOR_OFFICE, "office");
  teacher.name = "田中 花子";
  enr_test_set_now ("2026-06-10T10:00");
  today = enr_date_new (2026, 6, 10);
  desk_begin (desk, enr_test_store_new_sample (n_children, 3), ENR_TYPE_WRITING_PAGE);
  enr_test_write (desk->store, employ, NULL, &error);
  g_assert_no_error (error);
}

/*
 * The page
 */

static gboolean
is_on (Desk *desk, const char *stack, const char *page)
{
  return g_strcmp0 (
             gtk_stack_get_visible_child_name (GTK_STACK (enr_test_find_id (desk->page, stack))),
             page)
         == 0;
}

static EnrShelfGrid *
get_grid (Desk *desk)
{
  return ENR_SHELF_GRID (enr_test_find_id (desk->page, "grid"));
}

static void
choose_kind (Desk *desk, const char *label)
{
  GtkDropDown *choice = GTK_DROP_DOWN (enr_test_find_id (desk->page, "kind_choice"));
  GListModel *labels = gtk_drop_down_get_model (choice);

  for (guint i = 0; i < g_list_model_get_n_items (labels); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (labels), i), label))
      {
        gtk_drop_down_set_selected (choice, i);
        enr_test_pass (100);
        return;
      }
  g_error ("no kind %s", label);
}

static gboolean
cell_says (Desk *desk, guint line, const char *text)
{
  guint at, column;
  g_autofree char *cell = NULL;

  if (!enr_shelf_grid_get_cell (get_grid (desk), &at, &column))
    return FALSE;
  cell = enr_shelf_grid_dup_text (get_grid (desk), line, column);
  return g_str_has_suffix (cell, text);
}

static void
wait_grid (Desk *desk)
{
  guint line, column;

  enr_test_wait_until (enr_shelf_grid_get_cell (get_grid (desk), &line, &column), LONG);
}

static void
activate (Desk *desk, guint line)
{
  guint at, column;

  g_assert_true (enr_shelf_grid_get_cell (get_grid (desk), &at, &column));
  g_signal_emit_by_name (get_grid (desk), "activated", line, column);
}

static void
close_editor (Desk *desk)
{
  enr_writing_editor_close (
      ENR_WRITING_EDITOR (enr_test_find_type (desk->page, ENR_TYPE_WRITING_EDITOR, 0)));
  enr_test_wait_until (is_on (desk, "pages", "main"), LONG);
}

static void
test_grid (void)
{
  Desk desk;

  begin (&desk, 24);
  wait_grid (&desk);
  /* The week's plan is due on its Monday. */
  g_assert_true (enr_test_shows (desk.page, "令和8年4月～6月"));
  g_assert_true (cell_says (&desk, 0, "Not written"));
  write_down (&desk, "week-plan", 0, today, NULL, APPROVED);
  write_down (&desk, "week-plan", 1, today, NULL, SUBMITTED);
  write_down (&desk, "week-plan", 2, today, NULL, BEGUN);
  enr_test_wait_until (cell_says (&desk, 0, "Approved"), LONG);
  g_assert_true (cell_says (&desk, 1, "Waits for approval"));
  g_assert_true (cell_says (&desk, 2, "Draft, late"));
  g_assert_true (cell_says (&desk, 3, "Not written"));
  g_assert_true (enr_test_shows (desk.page, "*Waiting for approval: 1*"));

  /* The next quarter is not due yet. */
  desk_click (desk.page, "writing.after");
  enr_test_wait_until (enr_test_shows (desk.page, "令和8年7月～9月"), LONG);
  g_assert_true (cell_says (&desk, 0, "Not yet due"));
  desk_click (desk.page, "writing.before");
  enr_test_wait_until (enr_test_shows (desk.page, "令和8年4月～6月"), LONG);
  g_assert_cmpint (enr_session_get_date (desk.session), ==, today);

  /* Days of the month, children of the year. */
  choose_kind (&desk, "保育日誌");
  enr_test_wait_until (enr_test_shows (desk.page, "令和8年6月"), LONG);
  g_assert_true (cell_says (&desk, 0, "Not yet due"));
  choose_kind (&desk, "個別月案");
  enr_test_wait_until (enr_test_shows (desk.page, "令和8年度"), LONG);
  desk_end (&desk);
}

/* An open cell is opened, a missing one is made; who only looked leaves nothing behind. */
static void
test_open (void)
{
  const char *count = "SELECT count(*) FROM writing WHERE removed_at IS NULL";
  EnrUuid id;
  Desk desk;

  begin (&desk, 24);
  wait_grid (&desk);
  activate (&desk, 3);
  enr_test_wait_until (is_on (&desk, "pages", "editor"), LONG);
  g_assert_cmpint (enr_test_query_int (desk.store, count), ==, 1);
  close_editor (&desk);
  enr_test_wait_until (enr_test_query_int (desk.store, count) == 0, LONG);
  enr_test_wait_until (cell_says (&desk, 3, "Not written"), LONG);
  /* The editor does not ask for what was dropped. */
  enr_test_pass (800);
  g_assert_false (desk.is_failure);

  id = write_down (&desk, "week-plan", 3, today, NULL, BEGUN);
  enr_test_wait_until (cell_says (&desk, 3, "Draft, late"), LONG);
  g_assert_false (enr_uuid_is_none (&id));
  activate (&desk, 3);
  enr_test_wait_until (is_on (&desk, "pages", "editor"), LONG);
  close_editor (&desk);
  enr_test_pass (200);
  g_assert_cmpint (enr_test_query_int (desk.store, count), ==, 1);
  desk_end (&desk);
}

/* One click from the top. */
static void
test_diary (void)
{
  Desk desk;

  begin (&desk, 24);
  enr_test_wait_until (desk_find_button (desk.page, "writing.diary") != NULL, LONG);
  desk_click (desk.page, "writing.diary");
  enr_test_wait_until (is_on (&desk, "pages", "editor"), LONG);
  g_assert_cmpint (enr_test_query_int (desk.store,
                                       "SELECT count(*) FROM writing WHERE kind = 'diary' "
                                       "AND first_day = '2026-06-10' AND removed_at IS NULL"),
                   ==, 1);
  desk_end (&desk);
}

/* Before the time that is asked for, it is asked whether that is meant. */
static void
test_not_asked_for (void)
{
  guint line, column, last;
  Desk desk;

  begin (&desk, 24);
  choose_kind (&desk, "個別月案");
  enr_test_wait_until (enr_test_shows (desk.page, "令和8年度"), LONG);
  g_assert_true (enr_shelf_grid_get_cell (get_grid (&desk), &line, &column));
  column = 0; /* April, before plans and records were begun */
  for (last = line; last < 40; last++)
    {
      enr_shelf_grid_set_cell (get_grid (&desk), last, column);
      g_assert_true (enr_shelf_grid_get_cell (get_grid (&desk), &line, &column));
      if (line == last && cell_says (&desk, last, "Not asked for"))
        break;
    }
  g_assert_cmpuint (last, <, 40);
  activate (&desk, last);
  desk_answer (FALSE);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM writing"), ==, 0);
  activate (&desk, last);
  desk_answer (TRUE);
  enr_test_wait_until (is_on (&desk, "pages", "editor"), LONG);
  desk_end (&desk);
}

static void
test_new_event (void)
{
  GtkWidget *dialog;
  Desk desk;

  begin (&desk, 12);
  choose_kind (&desk, "行事計画と反省");
  enr_test_wait_until (is_on (&desk, "forms", "nothing"), LONG);
  desk_click (desk.page, "writing.new");
  dialog = desk_wait_dialog (ENR_TYPE_SHELF_NEW_DIALOG);
  desk_click (dialog, "dialog.save");
  g_assert_true (enr_test_shows (dialog, "Please give it a title."));
  desk_set_text (dialog, "title_row", "七夕の集い");
  enr_date_row_set_date (ENR_DATE_ROW (enr_test_find_id (dialog, "day")),
                         enr_date_new (2026, 7, 7));
  enr_test_shot (dialog, "writing-new-event");
  desk_click (dialog, "dialog.save");
  enr_test_wait_until (is_on (&desk, "pages", "editor"), LONG);
  g_assert_cmpint (enr_test_query_int (desk.store,
                                       "SELECT count(*) FROM writing WHERE title = '七夕の集い' "
                                       "AND first_day = '2026-07-07'"),
                   ==, 1);
  desk_end (&desk);

  /* Of a child: first its class, then itself. */
  begin (&desk, 12);
  choose_kind (&desk, "個別記録");
  enr_test_wait_until (is_on (&desk, "forms", "nothing"), LONG);
  desk_click (desk.page, "writing.new");
  dialog = desk_wait_dialog (ENR_TYPE_SHELF_NEW_DIALOG);
  enr_test_wait_until (
      adw_combo_row_get_selected (ADW_COMBO_ROW (enr_test_find_id (dialog, "child")))
          != GTK_INVALID_LIST_POSITION,
      LONG);
  desk_select (dialog, "class", 2);
  enr_test_shot (dialog, "writing-new-record");
  desk_click (dialog, "dialog.save");
  enr_test_wait_until (is_on (&desk, "pages", "editor"), LONG);
  g_assert_cmpint (enr_test_query_int (desk.store,
                                       "SELECT count(*) FROM writing w JOIN membership m "
                                       "ON m.child_id = w.child_id JOIN class c ON c.id = "
                                       "m.class_id WHERE c.position = 2 AND w.kind = "
                                       "'child-record'"),
                   ==, 1);
  desk_end (&desk);
}

/*
 * Approving
 */

static GtkSelectionModel *
get_waiting (Desk *desk)
{
  GtkWidget *view = enr_test_find_id (desk->page, "waiting");

  return gtk_list_view_get_model (GTK_LIST_VIEW (enr_test_find_id (view, "list")));
}

static gboolean
is_looked_at (Desk *desk, guint position)
{
  g_autoptr (EnrWaitingItem) item
      = g_list_model_get_item (G_LIST_MODEL (get_waiting (desk)), position);

  return item != NULL && enr_waiting_item_is_looked_at (item);
}

/* As a click on the line does. */
static void
look_at (Desk *desk, guint position)
{
  gtk_selection_model_select_item (get_waiting (desk), position, TRUE);
  enr_test_wait_until (is_looked_at (desk, position), LONG);
}

static void
answer_who (const char *name)
{
  GtkWidget *dialog = desk_wait_dialog (ENR_TYPE_APPROVER_DIALOG);

  enr_test_wait_until (enr_test_shows (dialog, name), LONG);
  enr_test_pass (150);
  enr_test_shot (dialog, "writing-who");
  gtk_widget_activate (
      gtk_widget_get_ancestor (enr_test_find_text (dialog, name), ADW_TYPE_ACTION_ROW));
  desk_wait_no_dialog (ENR_TYPE_APPROVER_DIALOG);
}

static void
show_waiting (Desk *desk, guint n)
{
  desk_click (desk->page, "writing.waiting");
  enr_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (get_waiting (desk))) == n, LONG);
}

/* Ten: a click on each, one to approve, one to say who: twelve clicks. */
static void
test_approve_many (void)
{
  Desk desk;

  begin (&desk, 24);
  for (int i = 0; i < 11; i++)
    write_down (&desk, "diary", i % 4, today - 1 - i / 4, NULL, BY_CHIEF);
  write_down (&desk, "diary", 5, today - 1, NULL, SUBMITTED);
  enr_test_wait_until (enr_test_shows (desk.page, "Waiting for approval: 12"), LONG);
  show_waiting (&desk, 11);
  g_assert_true (enr_test_shows (desk.page, "Director 11"));
  g_assert_true (enr_test_shows (desk.page, "Chief 1"));
  /* Nothing was looked at. */
  g_assert_false (gtk_widget_is_sensitive (enr_test_find_id (desk.page, "approve")));
  for (guint i = 0; i < 10; i++)
    look_at (&desk, i);
  enr_test_wait_until (enr_test_shows (desk.page, "Approve the 10 looked at"), LONG);
  enr_test_shot (desk.window, "writing-waiting");
  desk_click (desk.page, "waiting.approve");
  answer_who ("見本 花子");
  enr_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (get_waiting (&desk))) == 1, LONG);
  g_assert_cmpint (
      enr_test_query_int (desk.store, "SELECT count(*) FROM writing WHERE state = 'approved'"), ==,
      10);
  g_assert_cmpint (enr_test_query_int (desk.store,
                                       "SELECT count(*) FROM writing_step s JOIN staff f ON f.id "
                                       "= s.staff_id WHERE s.step = 'director' "
                                       "AND f.job = 'director'"),
                   ==, 10);
  desk_end (&desk);
}

static gpointer
return_one (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  EnrStepOn on = { enr_writing_kinds_find (kinds, "diary", NULL), *(EnrUuid *) data, 1, "日付" };

  return GINT_TO_POINTER (enr_step_do (db, &teacher, ENR_STEP_RETURN, &on, error));
}

/* Another one returns one of them while it is asked who approves: none is approved, and it is said
 * which one is not as it was looked at. */
static void
test_approve_none (void)
{
  g_autoptr (GError) error = NULL;
  EnrUuid id;
  Desk desk;

  begin (&desk, 24);
  write_down (&desk, "diary", 0, today - 1, NULL, BY_CHIEF);
  id = write_down (&desk, "diary", 1, today - 1, NULL, BY_CHIEF);
  show_waiting (&desk, 2);
  look_at (&desk, 0);
  look_at (&desk, 1);
  desk_click (desk.page, "waiting.approve");
  desk_wait_dialog (ENR_TYPE_APPROVER_DIALOG);
  enr_test_write (desk.store, return_one, &id, &error);
  g_assert_no_error (error);
  answer_who ("見本 花子");
  enr_test_wait_until (desk.is_failure, LONG);
  g_assert_nonnull (strstr (desk.message, "りす"));
  g_assert_cmpint (
      enr_test_query_int (desk.store, "SELECT count(*) FROM writing WHERE state = 'approved'"), ==,
      0);
  /* What is left can be approved. */
  enr_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (get_waiting (&desk))) == 1, LONG);
  desk_click (desk.page, "waiting.approve");
  answer_who ("見本 花子");
  enr_test_wait_until (
      enr_test_query_int (desk.store, "SELECT count(*) FROM writing WHERE state = 'approved'") == 1,
      LONG);
  desk_end (&desk);
}

static void
test_return (void)
{
  GtkWidget *dialog;
  GType reason_type;
  Desk desk;

  begin (&desk, 24);
  write_down (&desk, "week-plan", 0, today, NULL, SUBMITTED);
  show_waiting (&desk, 1);
  g_assert_true (enr_test_shows (desk.page, "週案"));
  look_at (&desk, 0);
  g_assert_true (enr_test_shows (desk.page, "*田中 花子*"));
  desk_click (desk.page, "waiting.return");
  reason_type = g_type_from_name ("EnrReasonDialog");
  dialog = desk_wait_dialog (reason_type);
  desk_set_text (dialog, "reason_row", "ねらいを具体的に");
  desk_click (dialog, "dialog.save");
  answer_who ("高橋 良子");
  enr_test_wait_until (enr_test_query_int (desk.store,
                                           "SELECT count(*) FROM writing_step WHERE step = "
                                           "'return' AND reason = 'ねらいを具体的に' "
                                           "AND name = '高橋 良子'")
                           == 1,
                       LONG);
  enr_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (get_waiting (&desk))) == 0, LONG);
  desk_click (desk.page, "writing.overview");
  enr_test_wait_until (cell_says (&desk, 0, "Returned"), LONG);
  desk_end (&desk);
}

/*
 * Finding
 */

static void
test_search (void)
{
  GtkWidget *list;
  Desk desk;

  begin (&desk, 12);
  write_down (&desk, "week-plan", 0, today, NULL, BEGUN);
  write_down (&desk, "event-plan", -1, today, "運動会の練習", EMPTY);
  g_assert_true (enr_page_focus_search (ENR_PAGE (desk.page)));
  desk_set_text (desk.page, "search", "草花");
  enr_test_wait_until (enr_test_shows (desk.page, "*季節の草花*"), LONG);
  g_assert_true (is_on (&desk, "views", "found"));
  g_assert_true (enr_test_shows (desk.page, "週案"));
  desk_set_text (desk.page, "search", "運動");
  enr_test_wait_until (enr_test_shows (desk.page, "運動会の練習"), LONG);
  enr_test_shot (desk.window, "writing-found");
  desk_set_text (desk.page, "search", "雪合戦");
  enr_test_wait_until (enr_test_shows (desk.page, "*is in no plan or record*"), LONG);
  desk_set_text (desk.page, "search", "散歩");
  enr_test_wait_until (enr_test_shows (desk.page, "*散歩に出かけ*"), LONG);
  list = enr_test_find_id (enr_test_find_id (desk.page, "found"), "list");
  gtk_widget_activate_action (list, "list.activate-item", "u", 0);
  enr_test_wait_until (is_on (&desk, "pages", "editor"), LONG);
  desk_end (&desk);
}

static void
test_markup (void)
{
  g_autofree char *plain = enr_found_dup_markup ("園庭で水遊びをした。", "水遊び");
  g_autofree char *widths = enr_found_dup_markup ("ﾌﾟｰﾙ<開き>と散歩", "プール　散歩");
  g_autofree char *none = enr_found_dup_markup ("園庭", "室内");

  g_assert_cmpstr (plain, ==, "園庭で<b>水遊び</b>をした。");
  g_assert_cmpstr (widths, ==, "<b>ﾌﾟｰﾙ</b>&lt;開き&gt;と<b>散歩</b>");
  g_assert_cmpstr (none, ==, "園庭");
}

/*
 * Keys and clicks through the X server
 */

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
run_xdotool (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_NONE, &error);
  gboolean is_done = FALSE;

  g_assert_no_error (error);
  g_subprocess_wait_async (process, NULL, ended_cb, &is_done);
  enr_test_wait_until (is_done, LONG);
}

static void
test_typed (void)
{
  g_autofree char *xdotool = g_find_program_in_path ("xdotool");
  guint line, column, to_line, to_column;
  GdkRectangle area;
  double x, y;
  Desk desk;

  if (xdotool == NULL)
    {
      g_test_skip ("xdotool is missing");
      return;
    }
  begin (&desk, 24);
  wait_grid (&desk);
  gtk_window_set_title (GTK_WINDOW (desk.window), "plans");
  enr_test_pass (100);
  run_xdotool ((const char *[]){ xdotool, "search", "--sync", "--onlyvisible", "--name", "plans",
                                 "windowfocus", "--sync", NULL });
  enr_test_wait_until (gtk_window_is_active (GTK_WINDOW (desk.window)), LONG);
  gtk_widget_grab_focus (GTK_WIDGET (get_grid (&desk)));
  g_assert_true (enr_shelf_grid_get_cell (get_grid (&desk), &line, &column));
  run_xdotool ((const char *[]){ xdotool, "key", "Down", "Down", "Left", "Up", NULL });
  enr_test_wait_until (enr_shelf_grid_get_cell (get_grid (&desk), &to_line, &to_column)
                           && to_line == line + 1 && to_column == column - 1,
                       LONG);
  run_xdotool ((const char *[]){ xdotool, "key", "Return", NULL });
  enr_test_wait_until (is_on (&desk, "pages", "editor"), LONG);
  close_editor (&desk);

  /* A click. */
  enr_shelf_grid_get_area (get_grid (&desk), 2, 9, &area);
  g_assert_true (gtk_widget_translate_coordinates (GTK_WIDGET (get_grid (&desk)), desk.window,
                                                   area.x + 5, area.y + 5, &x, &y));
  {
    g_autofree char *at_x = g_strdup_printf ("%d", (int) x);
    g_autofree char *at_y = g_strdup_printf ("%d", (int) y);

    run_xdotool ((const char *[]){ xdotool, "search", "--onlyvisible", "--name", "plans",
                                   "mousemove", "--window", "%1", at_x, at_y, "click", "1", NULL });
  }
  enr_test_wait_until (is_on (&desk, "pages", "editor"), LONG);
  enr_shelf_grid_get_cell (get_grid (&desk), &line, &column);
  g_assert_cmpuint (line, ==, 2);
  g_assert_cmpuint (column, ==, 9);
  desk_end (&desk);
}

/*
 * Pictures, of a nursery of 120
 */

static void
test_pictures (void)
{
  static const struct
  {
    const char *kind, *name;
  } kinds[] = {
    { "年間指導計画", "year" },    { "月案", "month" },
    { "個別月案", "child-month" }, { "週案", "week" },
    { "保育日誌", "day" },         { "児童票", "stay" },
    { "全体的な計画", "overall" }, { "行事計画と反省", "events" },
    { "個別記録", "records" },     { "児童票（経過記録）", "term" },
  };
  Desk desk;

  begin (&desk, 120);
  for (int month = 4; month <= 6; month++)
    for (int i = 0; i < 6; i++)
      write_down (&desk, "month-plan", i, enr_date_new (2026, month, 1), NULL,
                  month == 4   ? APPROVED
                  : month == 5 ? BY_CHIEF - (i % 2)
                               : i % 4);
  for (int i = 0; i < 18; i++)
    write_down (&desk, "child-month-plan", i, enr_date_new (2026, 4 + i % 3, 1), NULL, i % 5);
  for (int week = 0; week < 10; week++)
    for (int i = 0; i < 6; i++)
      write_down (&desk, "week-plan", i, enr_date_new (2026, 4, 6) + week * 7, NULL,
                  week < 7 ? APPROVED : (week + i) % 5);
  for (int day = 1; day <= 10; day++)
    for (int i = 0; i < 6; i++)
      if ((day + i) % 7 != 0)
        write_down (&desk, "diary", i, enr_date_new (2026, 6, day), NULL,
                    day < 8 ? APPROVED : (day + i) % 4);
  write_down (&desk, "event-plan", -1, enr_date_new (2026, 5, 20), "親子遠足", APPROVED);
  write_down (&desk, "event-plan", -1, enr_date_new (2026, 7, 7), "七夕の集い", BEGUN);
  write_down (&desk, "child-record", 3, enr_date_new (2026, 6, 9), NULL, SUBMITTED);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *shot = g_strdup_printf ("writing-%s", kinds[i].name);

      choose_kind (&desk, kinds[i].kind);
      enr_test_pass (700);
      enr_test_shot (desk.window, shot);
    }
  show_waiting (&desk, g_list_model_get_n_items (G_LIST_MODEL (get_waiting (&desk))));
  enr_test_pass (500);
  enr_test_shot (desk.window, "writing-waiting-first");
  look_at (&desk, 0);
  enr_test_shot (desk.window, "writing-waiting-120");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (enr_test_find_id (desk.page, "as_paper")), TRUE);
  enr_test_pass (2500);
  enr_test_shot (desk.window, "writing-waiting-paper");
  desk_set_text (desk.page, "search", "散歩 草花");
  enr_test_pass (700);
  enr_test_shot (desk.window, "writing-found-many");
  desk_end (&desk);
}

/* Where one person does both, it is allowed here, and can be stopped again. */
static void
test_rule (void)
{
  const char *allowed = "SELECT count(*) FROM approval_setting WHERE own_allowed = 1";
  Desk desk;

  begin (&desk, 2);
  gtk_widget_activate_action (desk.page, "writing.rule", NULL);
  desk_wait_dialog (ADW_TYPE_MESSAGE_DIALOG);
  enr_test_shot (desk.window, "writing-rule");
  desk_answer (FALSE);
  gtk_widget_activate_action (desk.page, "writing.rule", NULL);
  desk_answer (TRUE);
  enr_test_wait_until (enr_test_query_int (desk.store, allowed) == 1, LONG);
  gtk_widget_activate_action (desk.page, "writing.rule", NULL);
  desk_wait_dialog (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_true (enr_test_shows (desk_find_dialog (ADW_TYPE_MESSAGE_DIALOG), "Stop Approving*"));
  desk_answer (TRUE);
  enr_test_wait_until (enr_test_query_int (desk.store, allowed) == 0, LONG);
  desk_end (&desk);
}

int
main (int argc, char *argv[])
{
  enr_test_app_init (&argc, &argv);
  g_test_add_func ("/writing-page/grid", test_grid);
  g_test_add_func ("/writing-page/open", test_open);
  g_test_add_func ("/writing-page/diary", test_diary);
  g_test_add_func ("/writing-page/not-asked-for", test_not_asked_for);
  g_test_add_func ("/writing-page/new", test_new_event);
  g_test_add_func ("/writing-page/approve-many", test_approve_many);
  g_test_add_func ("/writing-page/approve-none", test_approve_none);
  g_test_add_func ("/writing-page/return", test_return);
  g_test_add_func ("/writing-page/search", test_search);
  g_test_add_func ("/writing-page/markup", test_markup);
  g_test_add_func ("/writing-page/typed", test_typed);
  g_test_add_func ("/writing-page/rule", test_rule);
  g_test_add_func ("/writing-page/pictures", test_pictures);
  return enr_test_app_run ();
}
