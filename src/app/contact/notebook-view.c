/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/notebook-view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/contact/medicine-list.h"
#include "app/contact/notebook-child.h"
#include "app/contact/notebook-chips.h"
#include "app/contact/notebook-conflict.h"
#include "app/contact/notebook-fill.h"
#include "app/contact/notebook-grid.h"
#include "app/contact/notebook-send-dialog.h"
#include "app/contact/notebook-sheet.h"
#include "app/compat.h"
#include "app/writing/phrase-popover.h"
#include "writing/phrase-section.h"
#include "base/clock.h"
#include "contact/notice.h"
#include "nursery/class.h"

/* More remarks than these would leave no room for the class. */
#define MAX_REMARKS 5

/* Milk is asked for up to this class age, and wherever there is some. */
#define MILK_AGE 1

struct _EnrNotebookView
{
  AdwBin parent_instance;

  /* Template */
  GtkDropDown *class_choice;
  GtkToggleButton *home_button;
  GtkToggleButton *nursery_button;
  GtkToggleButton *medicine_button;
  GtkLabel *saved_label;
  GtkWidget *bar;
  GtkLabel *remarks;
  GtkWidget *accept_button;
  GtkWidget *better_button;
  GtkWidget *both_button;
  GtkWidget *discard_button;
  GtkStack *stack;
  GtkLabel *nothing;
  EnrNotebookGrid *grid;
  EnrMedicineList *medicine;
  EnrNotebookChild *child;
  EnrNotebookChips *chips;
  GtkLabel *before_label;

  /* Owned */
  EnrSession *session;
  EnrNotebookSheet *sheet;
  GtkWidget *left; /* weak: the cell that had the keyboard last */
  GtkRoot *root;   /* borrowed while it is watched */

  EnrNotebookPart parts[ENR_N_PARTS]; /* the columns */
  guint n_parts;
  EnrNotebookSide side;
  gboolean is_typing;  /* in the field of the grid that has the keyboard */
  gboolean is_stale;   /* another day is to be read once it is looked at */
  gboolean is_filling; /* the choice of classes is set by the program */
};

static void page_init (EnrPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrNotebookView,
                               enr_notebook_view,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (ENR_TYPE_PAGE, page_init))

/*
 * The grid
 */

static const EnrNotebookLine *
get_line (EnrNotebookView *self, guint line)
{
  return enr_notebook_sheet_get_line (self->sheet, line);
}

/* What is being typed is not written otherwise under the hand that types it: "2100-630" becomes
 * "21:00-6:30" when she goes on. */
static gboolean
means_the_same (const EnrNotebookLine *line,
                EnrNotebookSide side,
                EnrNotebookPart part,
                const char *typed)
{
  g_autoptr (EnrNotebookPage) page = enr_notebook_page_copy (line->now[side]);

  return enr_notebook_line_get_wrong (line, side, part) == NULL
         && enr_notebook_part_set_text (page, part, typed, NULL)
         && enr_notebook_part_equal (page, line->now[side], part);
}

static void
show_cell (EnrNotebookView *self, guint row, guint column)
{
  const EnrNotebookLine *line = get_line (self, row);
  EnrNotebookCell *cell = enr_notebook_grid_get_cell (self->grid, row, column);
  EnrNotebookPart part = self->parts[column];
  const EnrNotebookWrong *wrong = enr_notebook_line_get_wrong (line, self->side, part);
  g_autofree char *text = enr_notebook_line_dup_text (line, self->side, part);
  g_autofree char *typed = enr_notebook_cell_dup_text (cell);
  g_autofree char *hint = line->before[self->side] != NULL
                              ? enr_notebook_part_dup_text (line->before[self->side], part)
                              : g_strdup ("");
  guint focus_row, focus_column;
  gboolean is_here = enr_notebook_grid_find_focus (self->grid, &focus_row, &focus_column)
                     && focus_row == row && focus_column == column;

  if (!is_here || !means_the_same (line, self->side, part, typed))
    enr_notebook_cell_set_text (cell, text);
  enr_notebook_cell_set_hint (cell, line->is_absent ? "" : hint);
  enr_notebook_cell_set_open (cell, !line->is_absent);
  enr_notebook_cell_set_wrong (cell, wrong != NULL ? wrong->message : NULL);
  enr_notebook_cell_set_changed (
      cell, wrong != NULL
                || !enr_notebook_part_equal (line->now[self->side], line->seen[self->side], part));
}

static gboolean
has_task (EnrNotebookView *self, const EnrUuid *child_id)
{
  const GPtrArray *tasks = enr_notebook_sheet_get_tasks (self->sheet);

  for (guint i = 0; tasks != NULL && i < tasks->len; i++)
    {
      const EnrMedicineTask *task = g_ptr_array_index (tasks, i);

      if (task->state == ENR_DOSE_OPEN && enr_uuid_equal (&task->medicine->child_id, child_id))
        return TRUE;
    }
  return FALSE;
}

static void
show_row (EnrNotebookView *self, guint row)
{
  const EnrNotebookLine *line = get_line (self, row);
  const char *state = line->is_absent                    ? line->absence
                      : has_task (self, &line->child_id) ? _ ("Medicine today")
                      : enr_notebook_sheet_asks_medicine (self->sheet, row)
                          ? _ ("Medicine: no request yet")
                      : line->theirs[self->side] != NULL   ? _ ("Two versions")
                      : *line->refused[self->side] != '\0' ? _ ("Not saved")
                                                           : "";

  enr_notebook_grid_set_state (self->grid, row,
                               line->is_absent && *state == '\0' ? _ ("Absent") : state);
  for (guint column = 0; column < self->n_parts; column++)
    show_cell (self, row, column);
}

static gboolean
wants_milk (EnrNotebookView *self)
{
  for (guint i = 0; i < enr_notebook_sheet_get_n_lines (self->sheet); i++)
    if (get_line (self, i)->class_age <= MILK_AGE
        || enr_notebook_page_find_event (get_line (self, i)->now[self->side], ENR_EVENT_MILK)
               != NULL)
      return TRUE;
  return FALSE;
}

static void
attach_phrases (EnrNotebookView *self, guint row)
{
  int month;

  enr_date_split (enr_notebook_sheet_get_day (self->sheet), NULL, &month, NULL);
  for (guint column = 0; column < self->n_parts; column++)
    {
      GtkTextView *view
          = enr_notebook_cell_get_view (enr_notebook_grid_get_cell (self->grid, row, column));

      if (view != NULL)
        enr_phrase_popover_attach (view, self->session, ENR_PHRASE_NOTEBOOK,
                                   get_line (self, row)->class_age, month);
    }
}

static void
build_grid (EnrNotebookView *self)
{
  g_autofree EnrNotebookHead *heads = g_new0 (EnrNotebookHead, ENR_N_PARTS);

  self->n_parts = enr_notebook_part_columns (self->side, wants_milk (self), self->parts);
  for (guint i = 0; i < self->n_parts; i++)
    heads[i] = enr_notebook_part_head (self->parts[i], self->side);
  enr_notebook_grid_set_columns (self->grid, heads, self->n_parts);
  for (guint i = 0; i < enr_notebook_sheet_get_n_lines (self->sheet); i++)
    {
      enr_notebook_grid_add_row (self->grid, get_line (self, i)->name);
      attach_phrases (self, i);
      show_row (self, i);
    }
}

/*
 * What is around it
 */

static void
show_classes (EnrNotebookView *self)
{
  const GPtrArray *classes = enr_notebook_sheet_get_classes (self->sheet);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < classes->len; i++)
    {
      const EnrClass *class = g_ptr_array_index (classes, i);

      gtk_string_list_append (names, class->name);
      if (enr_uuid_equal (&class->id, enr_notebook_sheet_get_class (self->sheet)))
        selected = i;
    }
  self->is_filling = TRUE;
  gtk_drop_down_set_model (self->class_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->class_choice, selected);
  self->is_filling = FALSE;
}

static const char *
get_place (EnrNotebookView *self)
{
  if (gtk_toggle_button_get_active (self->medicine_button))
    return "medicine";
  if (enr_notebook_sheet_get_n_lines (self->sheet) == 0)
    return "none";
  return "grid";
}

/* The row that is typed in, or -1: "3" is not held against her who goes on to 36.5, and the class
 * does not jump under her hand. */
static int
get_typed (EnrNotebookView *self)
{
  guint row, column;

  return self->is_typing && enr_notebook_grid_find_focus (self->grid, &row, &column) ? (int) row
                                                                                     : -1;
}

/* The first temperature without its point, 365: whose it is, and what is meant. */
static int
find_better (EnrNotebookView *self, guint *row, EnrNotebookSide *side)
{
  for (guint i = 0; i < enr_notebook_sheet_get_n_lines (self->sheet); i++)
    for (int s = 0; s < ENR_NOTEBOOK_N_SIDES && (int) i != get_typed (self); s++)
      {
        const EnrNotebookWrong *wrong = enr_notebook_line_get_wrong (
            get_line (self, i), (EnrNotebookSide) s, ENR_PART_TEMPERATURE);
        int tenths = wrong != NULL ? enr_temperature_guess (wrong->text) : 0;

        *row = i;
        *side = (EnrNotebookSide) s;
        if (tenths > 0)
          return tenths;
      }
  return 0;
}

static void
show_better (EnrNotebookView *self)
{
  g_autofree char *label = NULL;
  EnrNotebookSide side;
  guint row;
  int tenths = find_better (self, &row, &side);

  gtk_widget_set_visible (self->better_button, tenths > 0);
  if (tenths == 0)
    return;
  /* Translators: a child and the temperature that may be meant, on a button */
  label = g_strdup_printf (_ ("%s: %d.%d"), get_line (self, row)->name, tenths / 10, tenths % 10);
  gtk_button_set_label (GTK_BUTTON (self->better_button), label);
}

/* The first remarks, and how many more there are. */
static char *
dup_remarks (EnrNotebookView *self)
{
  g_autofree char *all = enr_notebook_sheet_dup_remarks (self->sheet, get_typed (self), self->side);
  g_auto (GStrv) lines = g_strsplit (all, "\n", -1);
  guint n = g_strv_length (lines);
  g_autofree char *more = NULL;

  if (n <= MAX_REMARKS)
    return g_steal_pointer (&all);
  more = g_strdup_printf (ngettext ("and %u more", "and %u more", n - MAX_REMARKS + 1),
                          n - MAX_REMARKS + 1);
  g_free (lines[MAX_REMARKS - 1]);
  lines[MAX_REMARKS - 1] = g_steal_pointer (&more);
  for (guint i = MAX_REMARKS; i < n; i++)
    g_clear_pointer (&lines[i], g_free);
  return g_strjoinv ("\n", lines);
}

/* The words of the field that has the keyboard. */
static void
show_chips (EnrNotebookView *self)
{
  gboolean is_grid = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "grid") == 0;
  guint row, column;

  gtk_widget_set_visible (GTK_WIDGET (self->chips), is_grid);
  if (is_grid && enr_notebook_grid_find_focus (self->grid, &row, &column) && column < self->n_parts)
    {
      EnrNotebookCell *cell = enr_notebook_grid_get_cell (self->grid, row, column);
      g_autofree char *now = enr_notebook_cell_dup_text (cell);

      enr_notebook_chips_show (self->chips, self->parts[column],
                               *now == '\0' ? enr_notebook_cell_get_hint (cell) : "");
    }
  else
    {
      enr_notebook_chips_clear (self->chips);
    }
}

/* All of the last day of the child who is written about: in the fields it stands only while they
 * are empty. */
static void
show_before (EnrNotebookView *self)
{
  const EnrNotebookPage *before = NULL;
  g_autofree char *day = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *text = NULL;
  guint row, column;

  show_chips (self);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "grid") == 0
      && enr_notebook_grid_find_focus (self->grid, &row, &column)
      && row < enr_notebook_sheet_get_n_lines (self->sheet))
    before = get_line (self, row)->before[self->side];
  gtk_widget_set_visible (GTK_WIDGET (self->before_label), before != NULL);
  if (before == NULL)
    return;
  day = enr_date_dup_era_weekday (before->day);
  summary = enr_notebook_part_dup_summary (before);
  /* Translators: a child, a day, and what was written then */
  text = g_strdup_printf (_ ("%s, last on %s: %s"), get_line (self, row)->name, day, summary);
  gtk_label_set_text (self->before_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->before_label), text);
}

static void
show_state (EnrNotebookView *self)
{
  EnrNotebookState state = enr_notebook_sheet_get_state (self->sheet);
  g_autofree char *remarks = dup_remarks (self);
  gboolean is_held = state.is_moving && !state.is_saving;
  GString *text = g_string_new (NULL);

  if (is_held)
    {
      g_autofree char *day = enr_date_dup_era_weekday (enr_notebook_sheet_get_day (self->sheet));

      /* Translators: a date */
      g_string_append_printf (text, _ ("This is still %s: not everything could be saved."), day);
    }
  if (state.n_disputed > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                            _ ("Others have written something else in the same fields meanwhile."));
  if (*remarks != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", remarks);
  /* the choice says what is shown, not what is waited for */
  if (is_held)
    show_classes (self);
  gtk_label_set_text (self->remarks, text->str);
  gtk_widget_set_visible (self->bar, text->len > 0);
  gtk_widget_set_visible (self->both_button, state.n_disputed > 0);
  gtk_widget_set_visible (self->accept_button, state.n_doubtful > 0);
  show_better (self);
  gtk_widget_set_visible (self->discard_button,
                          is_held || state.n_wrong > 0 || state.n_refused > 0);
  g_string_free (text, TRUE);
  if (state.is_saving)
    gtk_label_set_text (self->saved_label, _ ("Saving…"));
  else if (state.n_dirty > 0 || state.n_wrong > 0)
    gtk_label_set_text (self->saved_label, _ ("Not saved yet"));
  else if (g_str_equal (gtk_label_get_text (self->saved_label), _ ("Not saved yet")))
    gtk_label_set_text (self->saved_label, "");
}

static void
show_medicine (EnrNotebookView *self)
{
  const GPtrArray *tasks = enr_notebook_sheet_get_tasks (self->sheet);
  g_autofree char *label = NULL;
  guint n_open = 0;

  for (guint i = 0; i < enr_notebook_sheet_get_n_lines (self->sheet); i++)
    n_open += enr_notebook_sheet_asks_medicine (self->sheet, i);
  for (guint i = 0; tasks != NULL && i < tasks->len; i++)
    n_open += ((EnrMedicineTask *) g_ptr_array_index (tasks, i))->state == ENR_DOSE_OPEN;
  /* Translators: how much medicine is still to be given */
  label = n_open > 0 ? g_strdup_printf (_ ("Medicine (%u)"), n_open) : g_strdup (_ ("Medicine"));
  gtk_button_set_label (GTK_BUTTON (self->medicine_button), label);
  enr_medicine_list_show (self->medicine, self->sheet);
}

static void
opened_cb (EnrNotebookView *self)
{
  show_classes (self);
  build_grid (self);
  show_medicine (self);
  gtk_label_set_text (self->saved_label, "");
  gtk_label_set_text (self->nothing, enr_notebook_sheet_get_classes (self->sheet)->len == 0
                                         ? _ ("This year has no class yet.")
                                         : _ ("There are no children in this class on this day."));
  enr_notebook_child_close (self->child);
  gtk_stack_set_visible_child_name (self->stack, get_place (self));
  show_before (self);
  show_state (self);
}

static void
changed_cb (EnrNotebookView *self, int line)
{
  guint n = enr_notebook_grid_get_n_rows (self->grid);

  if (line >= 0 && (guint) line < n)
    show_row (self, (guint) line);
  for (guint i = 0; line < 0 && i < n && i < enr_notebook_sheet_get_n_lines (self->sheet); i++)
    show_row (self, i);
  if (line < 0)
    show_medicine (self);
  enr_notebook_child_refresh (self->child);
  show_state (self);
}

static void
saved_cb (EnrNotebookView *self, guint n_pages)
{
  EnrInstant now = enr_clock_now ();
  char time[6];
  g_autofree char *text = NULL;

  if (n_pages == 0)
    return;
  enr_minutes_format (enr_instant_minutes (now, enr_instant_civil_date (now)), time);
  /* Translators: a time of day */
  text = g_strdup_printf (_ ("Saved %s"), time);
  gtk_label_set_text (self->saved_label, text);
}

static void
undo_cb (EnrNotebookView *self)
{
  gboolean can_undo;

  g_object_get (self->sheet, "can-undo", &can_undo, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "notebook.undo", can_undo);
}

/*
 * What is done
 */

static void
edited_cb (EnrNotebookView *self, guint row, guint column)
{
  g_autofree char *text
      = enr_notebook_cell_dup_text (enr_notebook_grid_get_cell (self->grid, row, column));

  self->is_typing = TRUE;
  enr_notebook_sheet_set_text (self->sheet, row, self->side, self->parts[column], text);
}

static void
fill (EnrNotebookView *self, guint column, const char *text, gboolean all)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *told = NULL;
  guint n
      = enr_notebook_sheet_fill (self->sheet, self->side, self->parts[column], text, all, &error);

  if (error != NULL)
    {
      enr_session_fail (self->session, error);
      return;
    }
  told = g_strdup_printf (ngettext ("Filled in for %u child", "Filled in for %u children", n), n);
  enr_session_tell (self->session, told);
}

static void
fill_cb (EnrNotebookView *self, const char *text, gboolean all, EnrNotebookFill *popover)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (popover), "column"));

  fill (self, column, text, all);
}

static void
head_cb (EnrNotebookView *self, guint column, GtkWidget *button)
{
  EnrNotebookHead head = enr_notebook_part_head (self->parts[column], self->side);
  EnrNotebookFill *popover;

  if (enr_notebook_part_fields (self->parts[column]) == 0)
    {
      enr_session_tell (self->session,
                        _ ("This is each child's own: it is not filled in for all."));
      return;
    }
  popover = enr_notebook_fill_show (button, &head);
  g_object_set_data (G_OBJECT (popover), "column", GUINT_TO_POINTER (column));
  g_signal_connect_object (popover, "fill", G_CALLBACK (fill_cb), self, G_CONNECT_SWAPPED);
}

static void
row_cb (EnrNotebookView *self, guint row)
{
  enr_notebook_child_open (self->child, self->sheet, row);
  gtk_stack_set_visible_child_name (self->stack, "child");
  show_before (self);
}

static void
back_cb (EnrNotebookView *self, int line)
{
  gtk_stack_set_visible_child_name (self->stack, get_place (self));
  if (line >= 0)
    enr_notebook_grid_focus_cell (self->grid, (guint) line, 0);
}

static void
class_cb (EnrNotebookView *self)
{
  const GPtrArray *classes = enr_notebook_sheet_get_classes (self->sheet);
  guint selected = gtk_drop_down_get_selected (self->class_choice);

  if (self->is_filling || classes == NULL || selected >= classes->len)
    return;
  enr_notebook_sheet_open (self->sheet, enr_session_get_date (self->session),
                           &((EnrClass *) g_ptr_array_index (classes, selected))->id);
}

static void
side_cb (EnrNotebookView *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button) || self->sheet == NULL)
    return;
  if (button != self->medicine_button)
    {
      self->side = button == self->home_button ? ENR_SIDE_HOME : ENR_SIDE_NURSERY;
      build_grid (self);
    }
  show_medicine (self);
  enr_notebook_child_close (self->child);
  gtk_stack_set_visible_child_name (self->stack, get_place (self));
  show_before (self);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ENR_NOTEBOOK_VIEW (widget)->is_typing = FALSE;
  enr_notebook_sheet_save (ENR_NOTEBOOK_VIEW (widget)->sheet);
}

/* What is written goes first: the dialog reads behind the save. */
static void
send_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrNotebookView *self = ENR_NOTEBOOK_VIEW (widget);

  enr_notebook_sheet_save (self->sheet);
  enr_notebook_send_dialog_show (GTK_WINDOW (gtk_widget_get_root (widget)), self->session,
                                 enr_notebook_sheet_get_day (self->sheet),
                                 enr_notebook_sheet_get_class (self->sheet));
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_notebook_sheet_undo (ENR_NOTEBOOK_VIEW (widget)->sheet);
}

static void
both_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_notebook_conflict_show (widget, ENR_NOTEBOOK_VIEW (widget)->sheet);
}

static void
accept_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrNotebookView *self = ENR_NOTEBOOK_VIEW (widget);

  enr_notebook_sheet_accept (self->sheet, get_typed (self), self->side);
}

static void
better_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrNotebookView *self = ENR_NOTEBOOK_VIEW (widget);
  EnrNotebookSide side;
  guint row;
  int tenths = find_better (self, &row, &side);
  g_autofree char *text = g_strdup_printf ("%d.%d", tenths / 10, tenths % 10);

  if (tenths > 0)
    enr_notebook_sheet_set_text (self->sheet, row, side, ENR_PART_TEMPERATURE, text);
}

static void
discard_cb (gboolean is_yes, gpointer user_data)
{
  g_autoptr (EnrNotebookView) self = user_data;

  if (is_yes && self->sheet != NULL)
    enr_notebook_sheet_discard (self->sheet);
}

/* What can be saved is saved; only the rest is thrown away, and not by one touch. */
static void
discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrNotebookView *self = ENR_NOTEBOOK_VIEW (widget);
  g_autofree char *remarks = dup_remarks (self);

  enr_notebook_sheet_save (self->sheet);
  enr_compat_ask (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Throw away what is not saved?"),
                  remarks, _ ("_Throw Away"), TRUE, discard_cb, g_object_ref (self));
}

/* The value of the field that has the keyboard. */
static void
same_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrNotebookView *self = ENR_NOTEBOOK_VIEW (widget);
  g_autofree char *text = NULL;
  guint row, column;

  if (!enr_notebook_grid_find_focus (self->grid, &row, &column)
      || enr_notebook_part_fields (self->parts[column]) == 0)
    return;
  text = enr_notebook_cell_dup_text (enr_notebook_grid_get_cell (self->grid, row, column));
  if (*text != '\0')
    fill (self, column, text, FALSE);
}

/* Written as a person would, and on to the next child. */
static void
put_text (EnrNotebookView *self, guint row, guint column, const char *text)
{
  EnrNotebookCell *cell = enr_notebook_grid_get_cell (self->grid, row, column);

  if (!enr_notebook_cell_is_open (cell))
    return;
  enr_notebook_cell_set_text (cell, text);
  edited_cb (self, row, column);
  enr_notebook_grid_go_on (self->grid);
}

static void
word_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrNotebookView *self = ENR_NOTEBOOK_VIEW (widget);
  EnrNotebookCell *cell;
  g_autofree char *word = NULL;
  g_autofree char *now = NULL;
  g_autofree char *text = NULL;
  guint row, column;

  if (!enr_notebook_grid_find_focus (self->grid, &row, &column))
    return;
  word = enr_notebook_chips_dup_word (self->parts[column], g_variant_get_uint32 (parameter));
  if (word == NULL)
    return;
  cell = enr_notebook_grid_get_cell (self->grid, row, column);
  now = enr_notebook_cell_dup_text (cell);
  text = enr_notebook_chips_dup_text (self->parts[column], self->side, now,
                                      enr_notebook_cell_get_hint (cell), word);
  put_text (self, row, column, text);
}

/* One touch writes nothing over what somebody has written. */
static void
before_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrNotebookView *self = ENR_NOTEBOOK_VIEW (widget);
  EnrNotebookCell *cell;
  g_autofree char *now = NULL;
  g_autofree char *hint = NULL;
  guint row, column;

  if (!enr_notebook_grid_find_focus (self->grid, &row, &column))
    return;
  cell = enr_notebook_grid_get_cell (self->grid, row, column);
  now = enr_notebook_cell_dup_text (cell);
  hint = g_strdup (enr_notebook_cell_get_hint (cell));
  if (*now == '\0' && hint != NULL && *hint != '\0')
    put_text (self, row, column, hint);
}

static void
phrase_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrNotebookView *self = ENR_NOTEBOOK_VIEW (widget);
  GtkTextView *view;
  guint row, column;

  if (!enr_notebook_grid_find_focus (self->grid, &row, &column))
    return;
  view = enr_notebook_cell_get_view (enr_notebook_grid_get_cell (self->grid, row, column));
  if (view != NULL)
    gtk_widget_activate_action (GTK_WIDGET (view), "phrase.open", NULL);
}

static void
date_cb (EnrNotebookView *self)
{
  self->is_stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (!self->is_stale)
    enr_notebook_sheet_open (self->sheet, enr_session_get_date (self->session), NULL);
}

/* A field that she has left is shown as it was understood. */
static void
focus_cb (EnrNotebookView *self)
{
  guint row, column;

  if (self->sheet == NULL
      || enr_notebook_grid_get_n_rows (self->grid) != enr_notebook_sheet_get_n_lines (self->sheet))
    return;
  for (guint r = 0; self->left != NULL && r < enr_notebook_grid_get_n_rows (self->grid); r++)
    for (guint c = 0; c < self->n_parts; c++)
      if (GTK_WIDGET (enr_notebook_grid_get_cell (self->grid, r, c)) == self->left)
        show_cell (self, r, c);
  g_clear_weak_pointer (&self->left);
  self->is_typing = FALSE;
  show_before (self);
  show_state (self);
  if (enr_notebook_grid_find_focus (self->grid, &row, &column))
    g_set_weak_pointer (&self->left,
                        GTK_WIDGET (enr_notebook_grid_get_cell (self->grid, row, column)));
}

/*
 * The class
 */

static void
enr_notebook_view_root (GtkWidget *widget)
{
  EnrNotebookView *self = ENR_NOTEBOOK_VIEW (widget);

  GTK_WIDGET_CLASS (enr_notebook_view_parent_class)->root (widget);

  self->root = gtk_widget_get_root (widget);
  g_signal_connect_object (self->root, "notify::focus-widget", G_CALLBACK (focus_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
enr_notebook_view_unroot (GtkWidget *widget)
{
  EnrNotebookView *self = ENR_NOTEBOOK_VIEW (widget);

  g_signal_handlers_disconnect_by_func (self->root, focus_cb, self);
  self->root = NULL;

  GTK_WIDGET_CLASS (enr_notebook_view_parent_class)->unroot (widget);
}

/* Nothing is read before somebody comes. */
static void
enr_notebook_view_map (GtkWidget *widget)
{
  EnrNotebookView *self = ENR_NOTEBOOK_VIEW (widget);

  GTK_WIDGET_CLASS (enr_notebook_view_parent_class)->map (widget);

  if (self->sheet == NULL)
    return;
  if (self->is_stale)
    date_cb (self);
  enr_notebook_sheet_set_seen (self->sheet, TRUE);
}

/* Whoever goes to another page has written. */
static void
enr_notebook_view_unmap (GtkWidget *widget)
{
  EnrNotebookView *self = ENR_NOTEBOOK_VIEW (widget);

  if (self->sheet != NULL)
    {
      enr_notebook_sheet_save (self->sheet);
      enr_notebook_sheet_set_seen (self->sheet, FALSE);
    }

  GTK_WIDGET_CLASS (enr_notebook_view_parent_class)->unmap (widget);
}

static void
enr_notebook_view_dispose (GObject *object)
{
  EnrNotebookView *self = ENR_NOTEBOOK_VIEW (object);

  g_clear_weak_pointer (&self->left);
  if (self->sheet != NULL)
    g_signal_handlers_disconnect_by_data (self->sheet, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_NOTEBOOK_VIEW);
  g_clear_object (&self->sheet);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (enr_notebook_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/notebook-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookView, class_choice);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookView, home_button);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookView, nursery_button);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookView, medicine_button);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookView, saved_label);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookView, bar);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookView, remarks);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookView, accept_button);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookView, better_button);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookView, both_button);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookView, discard_button);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookView, stack);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookView, nothing);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookView, grid);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookView, medicine);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookView, child);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookView, chips);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookView, before_label);
  gtk_widget_class_bind_template_callback (widget_class, class_cb);
  gtk_widget_class_bind_template_callback (widget_class, side_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, head_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
}

static void
enr_notebook_view_class_init (EnrNotebookViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_notebook_view_dispose;
  widget_class->root = enr_notebook_view_root;
  widget_class->unroot = enr_notebook_view_unroot;
  widget_class->map = enr_notebook_view_map;
  widget_class->unmap = enr_notebook_view_unmap;

  g_type_ensure (ENR_TYPE_NOTEBOOK_GRID);
  g_type_ensure (ENR_TYPE_NOTEBOOK_CHILD);
  g_type_ensure (ENR_TYPE_NOTEBOOK_CHIPS);
  g_type_ensure (ENR_TYPE_MEDICINE_LIST);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "notebook.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "notebook.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "notebook.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "notebook.accept", NULL, accept_action);
  gtk_widget_class_install_action (widget_class, "notebook.better", NULL, better_action);
  gtk_widget_class_install_action (widget_class, "notebook.both", NULL, both_action);
  gtk_widget_class_install_action (widget_class, "notebook.discard", NULL, discard_action);
  gtk_widget_class_install_action (widget_class, "notebook.same", NULL, same_action);
  gtk_widget_class_install_action (widget_class, "notebook.word", "u", word_action);
  gtk_widget_class_install_action (widget_class, "notebook.before", NULL, before_action);
  gtk_widget_class_install_action (widget_class, "notebook.phrase", NULL, phrase_action);
  for (guint n = 0; n < 9; n++)
    {
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + n, GDK_CONTROL_MASK,
                                           "notebook.word", "u", n);
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_1 + n, GDK_CONTROL_MASK,
                                           "notebook.word", "u", n);
    }
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "notebook.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "notebook.undo",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "notebook.same",
                                       NULL);
}

static void
enr_notebook_view_init (EnrNotebookView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "notebook.undo", FALSE);
}

static void
enr_notebook_view_set_session (EnrPage *page, EnrSession *session)
{
  EnrNotebookView *self = ENR_NOTEBOOK_VIEW (page);

  self->session = g_object_ref (session);
  self->sheet = enr_notebook_sheet_new (session);
  enr_medicine_list_set_session (self->medicine, session);
  enr_notebook_child_set_session (self->child, session);
  g_signal_connect_object (self->sheet, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sheet, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sheet, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sheet, "notify::can-undo", G_CALLBACK (undo_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::date", G_CALLBACK (date_cb), self, G_CONNECT_SWAPPED);
  date_cb (self);
}

static void
page_init (EnrPageInterface *iface)
{
  iface->set_session = enr_notebook_view_set_session;
}

EnrNotebookView *
enr_notebook_view_new (void)
{
  return g_object_new (ENR_TYPE_NOTEBOOK_VIEW, NULL);
}
