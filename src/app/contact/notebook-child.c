/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/notebook-child.h"

#include <glib/gi18n.h>

#include "app/contact/notebook-event-row.h"
#include "app/contact/notebook-strip.h"
#include "app/writing/phrase-popover.h"
#include "writing/phrase-section.h"
#include "base/clock.h"

#define CELL_HEIGHT 44
#define NOTE_HEIGHT 96

/* One side's fields and events. */
typedef struct
{
  GtkGrid *fields;
  GtkBox *events;
  EnrNotebookCell *cells[ENR_N_PARTS]; /* borrowed; NULL where the side has no such field */
} Side;

struct _EnrNotebookChild
{
  GtkBox parent_instance;

  /* Template */
  GtkLabel *name;
  GtkLabel *absence;
  EnrNotebookStrip *strip;
  GtkGrid *home_fields;
  GtkBox *home_events;
  GtkGrid *nursery_fields;
  GtkBox *nursery_events;

  EnrSession *session;     /* owned */
  EnrNotebookSheet *sheet; /* owned; NULL while it is closed */
  Side sides[ENR_NOTEBOOK_N_SIDES];
  guint line;
};

G_DEFINE_FINAL_TYPE (EnrNotebookChild, enr_notebook_child, GTK_TYPE_BOX)

enum
{
  BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const EnrNotebookLine *
get_line (EnrNotebookChild *self)
{
  return enr_notebook_sheet_get_line (self->sheet, self->line);
}

/*
 * The fields
 */

static void
cell_cb (EnrNotebookChild *self, EnrNotebookCell *cell)
{
  g_autofree char *text = enr_notebook_cell_dup_text (cell);

  for (int side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
    for (int part = 0; part < ENR_N_PARTS; part++)
      if (self->sides[side].cells[part] == cell && self->sheet != NULL)
        {
          enr_notebook_sheet_set_text (self->sheet, self->line, (EnrNotebookSide) side,
                                       (EnrNotebookPart) part, text);
          return;
        }
}

static void
add_field (EnrNotebookChild *self, EnrNotebookSide side, EnrNotebookPart part, int at)
{
  EnrNotebookHead head = enr_notebook_part_head (part, side);
  gboolean is_note = head.input == ENR_NOTEBOOK_INPUT_NOTE;
  GtkWidget *label = gtk_label_new (head.heading);
  EnrNotebookCell *cell = enr_notebook_cell_new (head.input, head.choices, head.heading);
  /* two short ones beside each other, a note over the whole width */
  int row = is_note ? 2 * at : 2 * (at / 2);
  int column = is_note ? 0 : at % 2;

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (GTK_WIDGET (cell), "alone");
  gtk_widget_set_hexpand (GTK_WIDGET (cell), TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (cell), -1, is_note ? NOTE_HEIGHT : CELL_HEIGHT);
  gtk_grid_attach (self->sides[side].fields, label, column, row, is_note ? 2 : 1, 1);
  gtk_grid_attach (self->sides[side].fields, GTK_WIDGET (cell), column, row + 1, is_note ? 2 : 1,
                   1);
  g_signal_connect_object (cell, "edited", G_CALLBACK (cell_cb), self, G_CONNECT_SWAPPED);
  self->sides[side].cells[part] = cell;
}

static void
build_fields (EnrNotebookChild *self)
{
  static const EnrNotebookPart home[]
      = { ENR_PART_TEMPERATURE, ENR_PART_TAKEN_AT, ENR_PART_MOOD,  ENR_PART_BATH,
          ENR_PART_COUGH,       ENR_PART_NOSE,     ENR_PART_LEAVE, ENR_PART_COLLECTOR };
  static const EnrNotebookPart nursery[]
      = { ENR_PART_TEMPERATURE, ENR_PART_TAKEN_AT, ENR_PART_COUGH, ENR_PART_NOSE, ENR_PART_MOOD };
  /* beyond the short ones of both */
  const int notes = 10;

  for (int i = 0; i < (int) G_N_ELEMENTS (home); i++)
    add_field (self, ENR_SIDE_HOME, home[i], i);
  for (int i = 0; i < (int) G_N_ELEMENTS (nursery); i++)
    add_field (self, ENR_SIDE_NURSERY, nursery[i], i);
  add_field (self, ENR_SIDE_NURSERY, ENR_PART_DID, notes);
  add_field (self, ENR_SIDE_HOME, ENR_PART_BODY, notes);
  add_field (self, ENR_SIDE_NURSERY, ENR_PART_BODY, notes + 1);
  add_field (self, ENR_SIDE_HOME, ENR_PART_WRITTEN_BY, (int) G_N_ELEMENTS (home));
  add_field (self, ENR_SIDE_NURSERY, ENR_PART_WRITTEN_BY, (int) G_N_ELEMENTS (nursery));
}

static void
show_field (EnrNotebookChild *self, EnrNotebookSide side, EnrNotebookPart part)
{
  const EnrNotebookLine *line = get_line (self);
  EnrNotebookCell *cell = self->sides[side].cells[part];
  const EnrNotebookWrong *wrong = enr_notebook_line_get_wrong (line, side, part);
  g_autofree char *text = enr_notebook_line_dup_text (line, side, part);
  g_autofree char *hint = line->before[side] != NULL && part != ENR_PART_WRITTEN_BY
                              ? enr_notebook_part_dup_text (line->before[side], part)
                              : g_strdup ("");
  gboolean has_keyboard
      = (gtk_widget_get_state_flags (GTK_WIDGET (cell)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;

  /* what is being typed is not written otherwise under the hand; notes come back as they are */
  if (!has_keyboard || enr_notebook_part_is_text (part))
    enr_notebook_cell_set_text (cell, text);
  enr_notebook_cell_set_hint (cell, line->is_absent ? "" : hint);
  enr_notebook_cell_set_open (cell, !line->is_absent);
  enr_notebook_cell_set_wrong (cell, wrong != NULL ? wrong->message : NULL);
  enr_notebook_cell_set_changed (
      cell, wrong != NULL || !enr_notebook_part_equal (line->now[side], line->seen[side], part));
}

/*
 * The events
 */

static int
find_row (EnrNotebookChild *self, GtkWidget *row, EnrNotebookSide *side)
{
  for (int s = 0; s < ENR_NOTEBOOK_N_SIDES; s++)
    {
      int i = 0;

      for (GtkWidget *other = gtk_widget_get_first_child (GTK_WIDGET (self->sides[s].events));
           other != NULL; other = gtk_widget_get_next_sibling (other), i++)
        if (other == row)
          {
            *side = (EnrNotebookSide) s;
            return i;
          }
    }
  return -1;
}

/* Where one of a kind cannot be read, none of that kind is as it is meant. */
static void
tell_wrong (EnrNotebookChild *self, EnrNotebookSide side, EnrNotebookEventKind kind)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *wrong = NULL;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->sides[side].events));
       row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      EnrNotebookEventRow *of = ENR_NOTEBOOK_EVENT_ROW (row);
      g_autofree char *typed = enr_notebook_event_row_dup_text (of);

      if (enr_notebook_event_row_get_kind (of) != kind)
        continue;
      g_string_append_printf (text, "%s%s", text->len > 0 ? " / " : "", typed);
      if (wrong == NULL)
        wrong = enr_notebook_event_row_get_wrong (of);
    }
  enr_notebook_sheet_set_wrong (self->sheet, self->line, side, kind,
                                wrong != NULL ? text->str : NULL, wrong);
}

static void
event_edited_cb (EnrNotebookChild *self, GtkWidget *row)
{
  EnrNotebookSide side = ENR_SIDE_HOME;
  int at = find_row (self, row, &side);
  g_autoptr (EnrNotebookPage) page = NULL;

  if (self->sheet == NULL || at < 0 || at >= (int) get_line (self)->now[side]->events->len)
    return;
  page = enr_notebook_page_copy (get_line (self)->now[side]);
  enr_notebook_event_row_read (ENR_NOTEBOOK_EVENT_ROW (row), g_ptr_array_index (page->events, at));
  enr_notebook_sheet_set_page (self->sheet, self->line, page);
  tell_wrong (self, side, enr_notebook_event_row_get_kind (ENR_NOTEBOOK_EVENT_ROW (row)));
}

static void
event_removed_cb (EnrNotebookChild *self, GtkWidget *row)
{
  EnrNotebookSide side = ENR_SIDE_HOME;
  int at = find_row (self, row, &side);
  g_autoptr (EnrNotebookPage) page = NULL;
  EnrNotebookEventKind kind;

  if (self->sheet == NULL || at < 0 || at >= (int) get_line (self)->now[side]->events->len)
    return;
  kind = enr_notebook_event_row_get_kind (ENR_NOTEBOOK_EVENT_ROW (row));
  page = enr_notebook_page_copy (get_line (self)->now[side]);
  g_ptr_array_remove_index (page->events, (guint) at);
  enr_notebook_sheet_set_page (self->sheet, self->line, page);
  /* the rows are made anew, so that nothing unreadable is left in them */
  tell_wrong (self, side, kind);
}

static gboolean
has_same_rows (const Side *side, const GPtrArray *events)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (side->events));

  for (guint i = 0; i < events->len; i++, row = gtk_widget_get_next_sibling (row))
    if (row == NULL
        || enr_notebook_event_row_get_kind (ENR_NOTEBOOK_EVENT_ROW (row))
               != ((EnrNotebookEvent *) g_ptr_array_index (events, i))->kind)
      return FALSE;
  return row == NULL;
}

static void
clear_events (Side *side)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (side->events))) != NULL)
    gtk_box_remove (side->events, row);
}

/* Saving puts the events into the order of time: each row goes with its event, and the keyboard
 * with the row. */
static void
follow_order (const Side *side, const GPtrArray *events)
{
  GtkWidget *last = NULL;

  for (guint i = 0; i < events->len; i++)
    {
      GtkWidget *next = last != NULL ? gtk_widget_get_next_sibling (last)
                                     : gtk_widget_get_first_child (GTK_WIDGET (side->events));
      GtkWidget *row = next;

      while (row != NULL
             && !enr_notebook_event_row_is_of (ENR_NOTEBOOK_EVENT_ROW (row),
                                               g_ptr_array_index (events, i)))
        row = gtk_widget_get_next_sibling (row);
      if (row == NULL)
        return;
      if (row != next)
        gtk_box_reorder_child_after (side->events, row, last);
      last = row;
    }
}

static void
show_events (EnrNotebookChild *self, EnrNotebookSide side)
{
  Side *of = &self->sides[side];
  const GPtrArray *events = get_line (self)->now[side]->events;
  GtkWidget *row;
  guint i = 0;

  follow_order (of, events);
  if (!has_same_rows (of, events))
    {
      clear_events (of);
      for (guint j = 0; j < events->len; j++)
        {
          EnrNotebookEventRow *made = enr_notebook_event_row_new (
              ((EnrNotebookEvent *) g_ptr_array_index (events, j))->kind, side);

          g_signal_connect_object (made, "edited", G_CALLBACK (event_edited_cb), self,
                                   G_CONNECT_SWAPPED);
          g_signal_connect_object (made, "removed", G_CALLBACK (event_removed_cb), self,
                                   G_CONNECT_SWAPPED);
          gtk_box_append (of->events, GTK_WIDGET (made));
        }
    }
  for (row = gtk_widget_get_first_child (GTK_WIDGET (of->events)); row != NULL;
       row = gtk_widget_get_next_sibling (row), i++)
    {
      enr_notebook_event_row_show (ENR_NOTEBOOK_EVENT_ROW (row), g_ptr_array_index (events, i));
      enr_notebook_event_row_set_open (ENR_NOTEBOOK_EVENT_ROW (row), !get_line (self)->is_absent);
    }
}

static GtkWidget *
get_event_row (EnrNotebookChild *self, EnrNotebookSide side, int at)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->sides[side].events));

  while (row != NULL && at-- > 0)
    row = gtk_widget_get_next_sibling (row);
  return row;
}

static void
picked_cb (EnrNotebookChild *self, int side, int event)
{
  GtkWidget *row = get_event_row (self, (EnrNotebookSide) side, event);

  if (row != NULL)
    gtk_widget_grab_focus (row);
}

/* What the nursery writes down today has just been. */
static int
get_likely_time (EnrNotebookChild *self, EnrNotebookSide side)
{
  EnrDate day = enr_notebook_sheet_get_day (self->sheet);
  int now = enr_instant_minutes (enr_clock_now (), day);

  return side == ENR_SIDE_NURSERY && day == enr_clock_today () && now <= ENR_NOTEBOOK_LAST_MINUTE
             ? now
             : ENR_NOTEBOOK_NO_TIME;
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrNotebookChild *self = ENR_NOTEBOOK_CHILD (widget);
  g_autoptr (EnrNotebookPage) page = NULL;
  EnrNotebookEvent *event;
  int side, kind;

  g_variant_get (parameter, "(ii)", &side, &kind);
  if (self->sheet == NULL || get_line (self)->is_absent
      || get_line (self)->now[side]->events->len >= ENR_NOTEBOOK_MAX_EVENTS)
    return;
  page = enr_notebook_page_copy (get_line (self)->now[side]);
  event = enr_notebook_event_new ((EnrNotebookEventKind) kind);
  event->at = get_likely_time (self, (EnrNotebookSide) side);
  g_ptr_array_add (page->events, event);
  enr_notebook_sheet_set_page (self->sheet, self->line, page);
  picked_cb (self, side, (int) page->events->len - 1);
}

/*
 * Going to other children
 */

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrNotebookChild *self = ENR_NOTEBOOK_CHILD (widget);
  int line = self->sheet != NULL ? (int) self->line : -1;

  enr_notebook_child_close (self);
  g_signal_emit (self, signals[BACK], 0, line);
}

/* What could not be read of one child does not stay in the rows of the next. */
static void
forget_rows (EnrNotebookChild *self)
{
  for (int side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
    clear_events (&self->sides[side]);
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrNotebookChild *self = ENR_NOTEBOOK_CHILD (widget);
  guint n = self->sheet != NULL ? enr_notebook_sheet_get_n_lines (self->sheet) : 0;

  if (n == 0)
    return;
  self->line = (self->line + (g_str_equal (name, "notebook-child.next") ? 1 : n - 1)) % n;
  gtk_root_set_focus (gtk_widget_get_root (widget), NULL);
  forget_rows (self);
  enr_notebook_child_refresh (self);
}

static void
enr_notebook_child_dispose (GObject *object)
{
  EnrNotebookChild *self = ENR_NOTEBOOK_CHILD (object);

  g_clear_object (&self->sheet);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_NOTEBOOK_CHILD);

  G_OBJECT_CLASS (enr_notebook_child_parent_class)->dispose (object);
}

static void
enr_notebook_child_class_init (EnrNotebookChildClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_notebook_child_dispose;

  signals[BACK] = g_signal_new ("back", ENR_TYPE_NOTEBOOK_CHILD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  g_type_ensure (ENR_TYPE_NOTEBOOK_STRIP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/notebook-child.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookChild, name);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookChild, absence);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookChild, strip);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookChild, home_fields);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookChild, home_events);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookChild, nursery_fields);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookChild, nursery_events);
  gtk_widget_class_bind_template_callback (widget_class, picked_cb);
  gtk_widget_class_install_action (widget_class, "notebook-child.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "notebook-child.next", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "notebook-child.previous", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "notebook-child.add", "(ii)", add_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "notebook-child.back",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_CONTROL_MASK,
                                       "notebook-child.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_CONTROL_MASK,
                                       "notebook-child.previous", NULL);
}

static void
enr_notebook_child_init (EnrNotebookChild *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->sides[ENR_SIDE_HOME] = (Side){ .fields = self->home_fields, .events = self->home_events };
  self->sides[ENR_SIDE_NURSERY]
      = (Side){ .fields = self->nursery_fields, .events = self->nursery_events };
  build_fields (self);
}

void
enr_notebook_child_set_session (EnrNotebookChild *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_NOTEBOOK_CHILD (self));

  g_set_object (&self->session, session);
}

void
enr_notebook_child_open (EnrNotebookChild *self, EnrNotebookSheet *sheet, guint line)
{
  g_return_if_fail (ENR_IS_NOTEBOOK_CHILD (self));

  g_set_object (&self->sheet, sheet);
  self->line = line;
  forget_rows (self);
  enr_notebook_child_refresh (self);
}

void
enr_notebook_child_close (EnrNotebookChild *self)
{
  g_return_if_fail (ENR_IS_NOTEBOOK_CHILD (self));

  g_clear_object (&self->sheet);
}

static void
attach_phrases (EnrNotebookChild *self)
{
  int month;

  enr_date_split (enr_notebook_sheet_get_day (self->sheet), NULL, &month, NULL);
  for (int side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
    for (int part = 0; part < ENR_N_PARTS; part++)
      {
        EnrNotebookCell *cell = self->sides[side].cells[part];
        GtkTextView *view = cell != NULL ? enr_notebook_cell_get_view (cell) : NULL;

        if (view != NULL)
          enr_phrase_popover_attach (view, self->session, ENR_PHRASE_NOTEBOOK,
                                     get_line (self)->class_age, month);
      }
}

void
enr_notebook_child_refresh (EnrNotebookChild *self)
{
  const EnrNotebookLine *line;

  g_return_if_fail (ENR_IS_NOTEBOOK_CHILD (self));

  if (self->sheet == NULL || self->line >= enr_notebook_sheet_get_n_lines (self->sheet))
    return;
  line = get_line (self);
  gtk_label_set_text (self->name, line->name);
  gtk_label_set_text (self->absence, !line->is_absent         ? ""
                                     : *line->absence != '\0' ? line->absence
                                                              : _ ("Absent"));
  attach_phrases (self);
  enr_notebook_strip_set_pages (self->strip, line->now[ENR_SIDE_HOME], line->now[ENR_SIDE_NURSERY]);
  for (int side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
    {
      for (int part = 0; part < ENR_N_PARTS; part++)
        if (self->sides[side].cells[part] != NULL)
          show_field (self, (EnrNotebookSide) side, (EnrNotebookPart) part);
      show_events (self, (EnrNotebookSide) side);
    }
}
