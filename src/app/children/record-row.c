/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/record-row.h"

#include "app/children/colour-dot.h"

struct _EnrRecordRow
{
  AdwActionRow parent_instance;

  /* template */
  EnrColourDot *dot;
  GtkLabel *state;
  GtkWidget *order_box;
  GtkWidget *up_button;
  GtkWidget *down_button;
  GtkWidget *edit_button;
  GtkWidget *button;
  GtkWidget *arrow;
};

G_DEFINE_FINAL_TYPE (EnrRecordRow, enr_record_row, ADW_TYPE_ACTION_ROW)

static void
set_action (GtkWidget *widget, const char *action, const char *target)
{
  gtk_widget_set_sensitive (widget, action != NULL);
  if (action == NULL)
    return;
  /* The target first: an action without it is a warning. */
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (widget), g_variant_new_string (target));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (widget), action);
}

static void
enr_record_row_class_init (EnrRecordRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ENR_TYPE_COLOUR_DOT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/children/record-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrRecordRow, dot);
  gtk_widget_class_bind_template_child (widget_class, EnrRecordRow, state);
  gtk_widget_class_bind_template_child (widget_class, EnrRecordRow, order_box);
  gtk_widget_class_bind_template_child (widget_class, EnrRecordRow, up_button);
  gtk_widget_class_bind_template_child (widget_class, EnrRecordRow, down_button);
  gtk_widget_class_bind_template_child (widget_class, EnrRecordRow, edit_button);
  gtk_widget_class_bind_template_child (widget_class, EnrRecordRow, button);
  gtk_widget_class_bind_template_child (widget_class, EnrRecordRow, arrow);
}

static void
enr_record_row_init (EnrRecordRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrRecordRow *
enr_record_row_new (const char *title, const char *subtitle)
{
  return g_object_new (ENR_TYPE_RECORD_ROW, "title", title, "subtitle",
                       subtitle != NULL ? subtitle : "", NULL);
}

void
enr_record_row_set_open (EnrRecordRow *self, const char *action, const char *target)
{
  g_return_if_fail (ENR_IS_RECORD_ROW (self));

  set_action (GTK_WIDGET (self), action, target);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  gtk_widget_set_visible (self->arrow, TRUE);
}

void
enr_record_row_set_order (EnrRecordRow *self, const char *up, const char *down, const char *target)
{
  g_return_if_fail (ENR_IS_RECORD_ROW (self));

  gtk_widget_set_visible (self->order_box, TRUE);
  set_action (self->up_button, up, target);
  set_action (self->down_button, down, target);
}

void
enr_record_row_set_edit (EnrRecordRow *self,
                         const char *label,
                         const char *action,
                         const char *target)
{
  g_return_if_fail (ENR_IS_RECORD_ROW (self));

  gtk_button_set_label (GTK_BUTTON (self->edit_button), label);
  set_action (self->edit_button, action, target);
  gtk_widget_set_visible (self->edit_button, TRUE);
}

void
enr_record_row_set_button (EnrRecordRow *self,
                           const char *label,
                           const char *action,
                           const char *target)
{
  g_return_if_fail (ENR_IS_RECORD_ROW (self));

  gtk_button_set_label (GTK_BUTTON (self->button), label);
  set_action (self->button, action, target);
  gtk_widget_set_visible (self->button, TRUE);
}

void
enr_record_row_set_colour (EnrRecordRow *self, const char *colour)
{
  g_return_if_fail (ENR_IS_RECORD_ROW (self));

  enr_colour_dot_set_colour (self->dot, colour);
  if (colour != NULL && gtk_widget_get_parent (GTK_WIDGET (self->dot)) == NULL)
    adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->dot));
}

void
enr_record_row_set_state (EnrRecordRow *self, const char *text, const char *css_class)
{
  g_return_if_fail (ENR_IS_RECORD_ROW (self));

  gtk_label_set_label (self->state, text);
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->state), css_class);
  gtk_widget_set_visible (GTK_WIDGET (self->state), TRUE);
}

void
enr_record_rows_clear (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

void
enr_record_rows_add (AdwPreferencesGroup *group, GPtrArray *rows, EnrRecordRow *row)
{
  adw_preferences_group_add (group, GTK_WIDGET (row));
  g_ptr_array_add (rows, row);
}
