/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/board/board-row.h"

#include <glib/gi18n.h>

struct _EnrBoardRow
{
  GtkWidget parent_instance;

  /* Template */
  GtkStack *stack;
  GtkWidget *heading_box;
  GtkLabel *heading;
  GtkLabel *heading_counts;
  GtkLabel *number;
  GtkLabel *kana;
  GtkLabel *name;
  GtkWidget *allergy;
  GtkLabel *status;
  GtkLabel *planned;
  GtkLabel *arrived;
  GtkLabel *left;
  GtkLabel *collector;
  GtkLabel *extended;
  GtkButton *sight;
  GtkLabel *note;

  /* Owned */
  EnrBoardItem *item;
  GtkCssProvider *colour;
};

G_DEFINE_FINAL_TYPE (EnrBoardRow, enr_board_row, GTK_TYPE_WIDGET)

char *
enr_board_dup_time (EnrInstant instant, EnrDate day)
{
  char buffer[6];

  if (instant == ENR_INSTANT_NONE)
    return g_strdup ("");
  return g_strdup (enr_minutes_format (enr_instant_minutes (instant, day), buffer));
}

const char *
enr_board_status_text (const EnrDay *day, const EnrDayChild *child)
{
  const EnrAbsenceKind *kind = enr_day_absence (day, child);

  switch (child->status)
    {
    case ENR_STATUS_PRESENT:
      return C_ ("state of a child", "Here");
    case ENR_STATUS_LEFT:
      return C_ ("state of a child", "Gone home");
    case ENR_STATUS_ABSENT:
      return kind != NULL ? kind->label : C_ ("state of a child", "Absent");
    case ENR_STATUS_UNKNOWN:
    default:
      return enr_day_child_expects_word (day, child) ? C_ ("state of a child", "No word") : "—";
    }
}

const char *
enr_board_mismatch_text (EnrMismatch mismatch)
{
  switch (mismatch)
    {
    case ENR_MISMATCH_PUNCHED_BUT_ABSENT:
      return _ ("Punched in, but not seen");
    case ENR_MISMATCH_NOTICE_BUT_PRESENT:
      return _ ("Absence notice, but here");
    case ENR_MISMATCH_ABSENT_WITHOUT_NOTICE:
      return _ ("Not seen, and no notice");
    case ENR_MISMATCH_NONE:
    default:
      return NULL;
    }
}

static void
show_heading (EnrBoardRow *self)
{
  EnrDay *day = enr_board_item_get_day (self->item);
  const EnrDayClass *class = enr_board_item_get_class (self->item);
  EnrDayCounts counts = enr_day_count (day, enr_board_item_get_class_index (self->item));
  g_autofree char *text = NULL;
  g_autofree char *css = NULL;

  gtk_label_set_text (self->heading, class != NULL ? class->name : _ ("No class"));
  if (enr_day_expects_word (day))
    /* Translators: counts of children: enrolled, arrived, absent, no word yet, gone home */
    text = g_strdup_printf (_ ("enrolled %u  arrived %u  absent %u  no word %u  gone home %u"),
                            counts.enrolled, counts.arrived, counts.absent, counts.unknown,
                            counts.left);
  else
    /* Translators: counts of children: enrolled, arrived, absent, gone home */
    text = g_strdup_printf (_ ("enrolled %u  arrived %u  absent %u  gone home %u"), counts.enrolled,
                            counts.arrived, counts.absent, counts.left);
  gtk_label_set_text (self->heading_counts, text);
  css = g_strdup_printf (".enroku-class-head { background: %s; }",
                         class != NULL ? class->colour : "#dddddd");
  gtk_css_provider_load_from_data (self->colour, css, -1);
}

static void
show_note (EnrBoardRow *self, const EnrDay *day, const EnrDayChild *child)
{
  g_autoptr (GString) text = g_string_new (enr_board_mismatch_text (child->mismatch));
  const char *const parts[] = {
    child->status == ENR_STATUS_PRESENT || child->status == ENR_STATUS_LEFT
            || child->absence_kind < 0
        ? NULL
        : child->absence_reason,
    child->is_late ? C_ ("attendance", "late") : NULL,
    child->is_early ? C_ ("attendance", "left early") : NULL,
    child->was_corrected ? C_ ("attendance", "corrected") : NULL,
    child->note,
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  if (child->temperature != 0)
    g_string_append_printf (text, "%s%d.%d℃", text->len > 0 ? " · " : "", child->temperature / 10,
                            child->temperature % 10);
  gtk_label_set_text (self->note, text->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->note), text->len > 0 ? text->str : NULL);
}

static void
show_status (EnrBoardRow *self, const EnrDay *day, const EnrDayChild *child)
{
  const char *classes[] = { "enroku-chip", enr_status_key (child->status), NULL };

  if (child->mismatch != ENR_MISMATCH_NONE)
    classes[1] = "mismatch";
  else if (child->status == ENR_STATUS_UNKNOWN && !enr_day_child_expects_word (day, child))
    classes[1] = "dim-label";
  gtk_widget_set_css_classes (GTK_WIDGET (self->status), classes);
  gtk_label_set_text (self->status, enr_board_status_text (day, child));
}

static void
show_sight (EnrBoardRow *self, const EnrDayChild *child)
{
  char id[ENR_UUID_STRING_LENGTH];

  gtk_button_set_label (self->sight, child->sight == ENR_SIGHT_PRESENT  ? _ ("seen")
                                     : child->sight == ENR_SIGHT_ABSENT ? _ ("not seen")
                                                                        : "—");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->sight), "s",
                                    enr_uuid_format (&child->child_id, id));
  /* Only now: an action without its target is a warning. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->sight), "board.sight-of");
}

static void
show_extended (EnrBoardRow *self)
{
  const char *text = enr_board_item_get_extended (self->item);

  gtk_label_set_text (self->extended, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->extended), text != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->extended),
                               enr_board_item_get_working (self->item));
}

static void
show_child (EnrBoardRow *self)
{
  const EnrDay *day = enr_board_item_get_day (self->item);
  const EnrDayChild *child = enr_board_item_get_child (self->item);
  g_autofree char *number = g_strdup_printf ("%d", child->number);
  g_autofree char *arrived = enr_board_dup_time (child->arrived, day->date);
  g_autofree char *left = enr_board_dup_time (child->left, day->date);
  g_autofree char *planned = NULL;
  g_autofree char *accessible = NULL;
  char from[6], to[6];

  gtk_label_set_text (self->number, number);
  gtk_label_set_text (self->kana, child->kana);
  gtk_label_set_text (self->name, child->name);
  gtk_widget_set_visible (self->allergy, child->has_allergy);
  show_status (self, day, child);
  if (child->planned_arrive != ENR_MINUTES_NONE || child->planned_leave != ENR_MINUTES_NONE)
    planned = g_strdup_printf ("%s–%s", enr_minutes_format (child->planned_arrive, from),
                               enr_minutes_format (child->planned_leave, to));
  gtk_label_set_text (self->planned, planned != NULL ? planned : "");
  gtk_label_set_text (self->arrived, arrived);
  gtk_label_set_text (self->left, left);
  gtk_label_set_text (self->collector, *child->collected_by != '\0' ? child->collected_by
                                                                    : child->planned_collector);
  show_extended (self);
  show_sight (self, child);
  show_note (self, day, child);
  /* Translators: a child's name, state, arrival and departure, for screen readers */
  accessible = g_strdup_printf (_ ("%s, %s, arrived %s, left %s"), child->name,
                                enr_board_status_text (day, child), arrived, left);
  if (enr_board_item_get_extended (self->item) != NULL)
    {
      g_autofree char *plain = g_steal_pointer (&accessible);

      accessible = g_strjoin (", ", plain, enr_board_item_get_extended (self->item), NULL);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, accessible,
                                  -1);
}

static void
show_item (EnrBoardRow *self)
{
  gboolean is_child = enr_board_item_get_child (self->item) != NULL;

  if (is_child)
    show_child (self);
  else
    show_heading (self);
  gtk_stack_set_visible_child_name (self->stack, is_child ? "child" : "heading");
}

static void
enr_board_row_dispose (GObject *object)
{
  EnrBoardRow *self = ENR_BOARD_ROW (object);

  enr_board_row_set_item (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_BOARD_ROW);
  g_clear_object (&self->colour);

  G_OBJECT_CLASS (enr_board_row_parent_class)->dispose (object);
}

static void
enr_board_row_class_init (EnrBoardRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_board_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/board/board-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrBoardRow, stack);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardRow, heading_box);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardRow, heading);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardRow, heading_counts);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardRow, number);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardRow, kana);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardRow, name);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardRow, allergy);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardRow, status);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardRow, planned);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardRow, arrived);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardRow, left);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardRow, collector);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardRow, extended);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardRow, sight);
  gtk_widget_class_bind_template_child (widget_class, EnrBoardRow, note);
}

static void
enr_board_row_init (EnrBoardRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->colour = gtk_css_provider_new ();
  gtk_style_context_add_provider (gtk_widget_get_style_context (self->heading_box),
                                  GTK_STYLE_PROVIDER (self->colour),
                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
}

void
enr_board_row_set_item (EnrBoardRow *self, EnrBoardItem *item)
{
  g_return_if_fail (ENR_IS_BOARD_ROW (self));

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, show_item, self);
  if (!g_set_object (&self->item, item) && item == NULL)
    return;
  if (self->item == NULL)
    return;
  g_signal_connect_object (self->item, "changed", G_CALLBACK (show_item), self, G_CONNECT_SWAPPED);
  show_item (self);
}

EnrBoardItem *
enr_board_row_get_item (EnrBoardRow *self)
{
  g_return_val_if_fail (ENR_IS_BOARD_ROW (self), NULL);

  return self->item;
}
