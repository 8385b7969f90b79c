/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/history-row.h"

struct _EnrHistoryRow
{
  GtkBox parent_instance;

  /* template */
  GtkLabel *day;
  GtkLabel *kind;
  GtkLabel *people;
  GtkWidget *remove;
  GtkLabel *head;
  GtkLabel *text;
};

G_DEFINE_FINAL_TYPE (EnrHistoryRow, enr_history_row, GTK_TYPE_BOX)

static void
enr_history_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_HISTORY_ROW);

  G_OBJECT_CLASS (enr_history_row_parent_class)->dispose (object);
}

static void
enr_history_row_class_init (EnrHistoryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_history_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/history-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrHistoryRow, day);
  gtk_widget_class_bind_template_child (widget_class, EnrHistoryRow, kind);
  gtk_widget_class_bind_template_child (widget_class, EnrHistoryRow, people);
  gtk_widget_class_bind_template_child (widget_class, EnrHistoryRow, remove);
  gtk_widget_class_bind_template_child (widget_class, EnrHistoryRow, head);
  gtk_widget_class_bind_template_child (widget_class, EnrHistoryRow, text);
}

static void
enr_history_row_init (EnrHistoryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrHistoryRow *
enr_history_row_new (void)
{
  return g_object_new (ENR_TYPE_HISTORY_ROW, NULL);
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

static void
set_class (GtkLabel *label, const char *name, gboolean is_set)
{
  if (is_set)
    gtk_widget_add_css_class (GTK_WIDGET (label), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), name);
}

/* The target stands before the button is seen, so that no press is of the row that was here before.
 */
static void
show_remove (EnrHistoryRow *self, EnrHistoryLine *line)
{
  const EnrUuid *inquiry = enr_history_line_get_inquiry (line);
  const EnrUuid *id = inquiry != NULL ? inquiry : enr_history_line_get_promise (line);
  char text[ENR_UUID_STRING_LENGTH];

  gtk_widget_set_visible (self->remove, id != NULL);
  if (id == NULL)
    return;
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->remove), "(bs)", inquiry != NULL,
                                    enr_uuid_format (id, text));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->remove), "history.remove");
}

void
enr_history_row_show (EnrHistoryRow *self, EnrHistoryLine *line)
{
  g_return_if_fail (ENR_IS_HISTORY_ROW (self));

  gtk_label_set_text (self->day, enr_history_line_get_day (line));
  gtk_label_set_text (self->kind, enr_history_line_get_kind (line));
  gtk_label_set_text (self->people, enr_history_line_get_people (line));
  show_remove (self, line);
  show_text (self->head, enr_history_line_get_head (line));
  show_text (self->text, enr_history_line_get_text (line));
  set_class (self->head, "enroku-open", enr_history_line_is_open (line));
  set_class (self->head, "dim-label", enr_history_line_is_void (line));
  set_class (self->text, "dim-label", enr_history_line_is_void (line));
}
