/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/writing/shelf-item.h"
#include "app/writing/shelf-row.h"
#include "app/writing/writing-page-private.h"

/* One click from the top: a button for each class that should have a diary today. */
static void
show_diaries (EnrWritingPage *self)
{
  GtkWidget *old;

  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->diaries))) != NULL)
    gtk_box_remove (self->diaries, old);
  for (guint i = 0; i < self->reading->diaries->len; i++)
    {
      const EnrShelfDiary *diary = g_ptr_array_index (self->reading->diaries, i);
      const char *sign = enr_shelf_state_sign (diary->state);
      g_autofree char *label
          = g_strdup_printf ("%s%s%s", diary->name, *sign != '\0' ? " " : "", sign);
      char id[ENR_UUID_STRING_LENGTH];
      GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "label", label, "tooltip-text",
                                        enr_shelf_state_label (diary->state), NULL);

      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s",
                                        enr_uuid_format (&diary->class_id, id));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "writing.diary");
      gtk_widget_add_css_class (button, "enr-shelf-diary");
      enr_shelf_state_style (button, diary->state);
      gtk_box_append (self->diaries, button);
    }
  gtk_widget_set_visible (self->diary_row, self->reading->diaries->len > 0);
}

static void
show_form (EnrWritingPage *self)
{
  gboolean is_list = self->reading->form == ENR_SHELF_FORM_LIST;

  enr_shelf_grid_set_reading (self->grid, is_list ? NULL : self->reading);
  if (is_list)
    {
      enr_shelf_item_bring (self->model, self->reading);
      gtk_label_set_text (self->nothing,
                          _ ("Nothing was written in this fiscal year yet. “Write a new one…” "
                             "asks for the day."));
    }
  else
    gtk_label_set_text (self->nothing, _ ("There are no classes or children in this time. Classes "
                                          "are made in the settings."));
  if (is_list)
    gtk_stack_set_visible_child_name (
        self->forms,
        g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0 ? "list" : "nothing");
  else
    gtk_stack_set_visible_child_name (self->forms,
                                      self->reading->lines->len > 0 ? "grid" : "nothing");
  gtk_widget_set_visible (self->new_button,
                          is_list || enr_shelf_is_for_ages (self->reading->kind));
  gtk_button_set_label (GTK_BUTTON (self->new_button),
                        is_list ? _ ("Write a new one…") : _ ("Another child…"));
  gtk_widget_set_visible (self->legend, !is_list);
}

void
enr_writing_page_show_reading (EnrWritingPage *self)
{
  g_autofree char *summary = enr_shelf_reading_dup_summary (self->reading);
  g_autofree char *waiting
      = g_strdup_printf (_ ("Waiting for approval: %u"), self->reading->n_waiting_all);

  gtk_label_set_text (self->time_label, self->reading->time);
  gtk_label_set_text (self->summary, summary);
  if (self->reading->n_late > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->summary), "enroku-error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->summary), "enroku-error");
  gtk_button_set_label (self->waiting_button, waiting);
  show_diaries (self);
  show_form (self);
}
