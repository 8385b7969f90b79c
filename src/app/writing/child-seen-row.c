/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/child-seen-row.h"

#include <glib/gi18n.h>

struct _EnrChildSeenRow
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *body;
  GtkLabel *heading;
  GtkLabel *domain;
  GtkLabel *text;
  GtkLabel *note;
  GtkButton *day;
  GtkButton *change;
};

G_DEFINE_FINAL_TYPE (EnrChildSeenRow, enr_child_seen_row, GTK_TYPE_WIDGET)

static void
enr_child_seen_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_CHILD_SEEN_ROW);

  G_OBJECT_CLASS (enr_child_seen_row_parent_class)->dispose (object);
}

static void
enr_child_seen_row_class_init (EnrChildSeenRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_child_seen_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/child-seen-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrChildSeenRow, body);
  gtk_widget_class_bind_template_child (widget_class, EnrChildSeenRow, heading);
  gtk_widget_class_bind_template_child (widget_class, EnrChildSeenRow, domain);
  gtk_widget_class_bind_template_child (widget_class, EnrChildSeenRow, text);
  gtk_widget_class_bind_template_child (widget_class, EnrChildSeenRow, note);
  gtk_widget_class_bind_template_child (widget_class, EnrChildSeenRow, day);
  gtk_widget_class_bind_template_child (widget_class, EnrChildSeenRow, change);
}

static void
enr_child_seen_row_init (EnrChildSeenRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_label (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

/* The target first: an action without the one that it wants warns. */
static void
set_action (GtkButton *button, const char *name, const char *id)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), name);
}

void
enr_child_seen_row_set_item (EnrChildSeenRow *self, EnrChildSeenItem *item)
{
  const EnrDevelopmentSeen *seen;
  g_autofree char *day = NULL;
  g_autofree char *text = NULL;
  g_autofree char *accessible = NULL;
  char id[ENR_UUID_STRING_LENGTH];

  g_return_if_fail (ENR_IS_CHILD_SEEN_ROW (self) && ENR_IS_CHILD_SEEN_ITEM (item));

  seen = enr_child_seen_item_get (item);
  enr_uuid_format (&seen->item_id, id);
  set_label (self->heading, enr_child_seen_item_get_heading (item));
  set_label (self->domain, enr_child_seen_item_get_domain (item));
  gtk_label_set_text (self->text, seen->text);
  set_label (self->note, seen->note);
  if (seen->day == ENR_DATE_NONE)
    text = g_strdup (_ ("Note the Day…"));
  else
    {
      day = enr_date_dup_era (seen->day);
      /* Translators: a date, and the child's age then in years and months */
      text = g_strdup_printf (_ ("%s (%d y %d m)"), day, seen->months / 12, seen->months % 12);
    }
  gtk_button_set_label (self->day, text);
  accessible = g_strconcat (seen->text, " ", text, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->day), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  accessible, -1);
  set_action (self->day, "child-record.set", id);
  set_action (self->change, "child-record.change-item", id);
}
