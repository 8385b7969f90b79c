/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Finding a child by name or kana, to see the history or to write down what its family said.
 */
#include "config.h"

#include <string.h>

#include "app/contact/inbox-view-private.h"
#include "base/text.h"

#define MAX_FOUND 20

static void
add_found (EnrInboxView *self, const EnrDayChild *child)
{
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *text
      = child->class_index != G_MAXUINT ? g_strdup_printf (
            "%s  %s  %s", child->name, child->kana,
            g_array_index (self->day->classes, EnrDayClass, child->class_index).name)
                                        : g_strdup_printf ("%s  %s", child->name, child->kana);
  char id[ENR_UUID_STRING_LENGTH];

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_widget_set_name (row, enr_uuid_format (&child->child_id, id));
  gtk_list_box_append (self->found, row);
}

void
enr_inbox_view_find (EnrInboxView *self)
{
  g_autofree char *key = enr_text_search_key (gtk_editable_get_text (self->search));
  GtkListBoxRow *row;
  guint n = 0;

  while ((row = gtk_list_box_get_row_at_index (self->found, 0)) != NULL)
    gtk_list_box_remove (self->found, GTK_WIDGET (row));
  if (*key == '\0')
    {
      gtk_stack_set_visible_child_name (
          self->sides, enr_history_view_get_child (self->history) != NULL ? "history" : "nothing");
      return;
    }
  for (guint i = 0; self->day != NULL && i < self->day->children->len && n < MAX_FOUND; i++)
    {
      const EnrDayChild *child = &g_array_index (self->day->children, EnrDayChild, i);

      if (strstr (child->search_key, key) == NULL)
        continue;
      add_found (self, child);
      n++;
    }
  gtk_stack_set_visible_child_name (self->sides, "found");
}

void
enr_inbox_view_take_found (EnrInboxView *self, GtkListBoxRow *row)
{
  EnrUuid child_id;

  if (row == NULL || !enr_uuid_parse (gtk_widget_get_name (GTK_WIDGET (row)), &child_id))
    return;
  enr_inbox_view_show_child (self, &child_id);
  gtk_editable_set_text (self->search, "");
}
