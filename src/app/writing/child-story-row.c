/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/child-story-row.h"

#include <glib/gi18n.h>

struct _EnrChildStoryRow
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *body;
  GtkLabel *heading;
  GtkLabel *period;
  GtkLabel *label;
  GtkLabel *class_name;
  GtkLabel *state;
  GtkLabel *text;
  GtkButton *unfold;

  /* Owned */
  EnrChildStoryItem *item;
};

G_DEFINE_FINAL_TYPE (EnrChildStoryRow, enr_child_story_row, GTK_TYPE_WIDGET)

static const char *
get_style (EnrWritingState state)
{
  static const char *const styles[ENR_N_WRITING_STATES] = {
    [ENR_WRITING_DRAFT] = "draft",       [ENR_WRITING_SUBMITTED] = "waiting",
    [ENR_WRITING_CHIEF] = "waiting",     [ENR_WRITING_APPROVED] = "approved",
    [ENR_WRITING_RETURNED] = "returned", [ENR_WRITING_ARCHIVED] = "archived",
  };

  return styles[MIN (state, ENR_WRITING_ARCHIVED)];
}

static void
show_fold (EnrChildStoryRow *self)
{
  gboolean is_open = enr_child_story_item_is_open (self->item);
  g_autofree char *text = enr_child_story_item_dup_shown (self->item);

  gtk_label_set_text (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->unfold), enr_child_story_item_is_long (self->item));
  gtk_button_set_label (self->unfold, is_open ? _ ("Fold") : _ ("Show All"));
}

static void
unfold_cb (EnrChildStoryRow *self)
{
  enr_child_story_item_set_open (self->item, !enr_child_story_item_is_open (self->item));
  show_fold (self);
}

static void
enr_child_story_row_dispose (GObject *object)
{
  g_clear_object (&ENR_CHILD_STORY_ROW (object)->item);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_CHILD_STORY_ROW);

  G_OBJECT_CLASS (enr_child_story_row_parent_class)->dispose (object);
}

static void
enr_child_story_row_class_init (EnrChildStoryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_child_story_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/child-story-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrChildStoryRow, body);
  gtk_widget_class_bind_template_child (widget_class, EnrChildStoryRow, heading);
  gtk_widget_class_bind_template_child (widget_class, EnrChildStoryRow, period);
  gtk_widget_class_bind_template_child (widget_class, EnrChildStoryRow, label);
  gtk_widget_class_bind_template_child (widget_class, EnrChildStoryRow, class_name);
  gtk_widget_class_bind_template_child (widget_class, EnrChildStoryRow, state);
  gtk_widget_class_bind_template_child (widget_class, EnrChildStoryRow, text);
  gtk_widget_class_bind_template_child (widget_class, EnrChildStoryRow, unfold);
  gtk_widget_class_bind_template_callback (widget_class, unfold_cb);
}

static void
enr_child_story_row_init (EnrChildStoryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_child_story_row_set_item (EnrChildStoryRow *self, EnrChildStoryItem *item)
{
  const char *heading;
  EnrWritingState state;

  g_return_if_fail (ENR_IS_CHILD_STORY_ROW (self) && ENR_IS_CHILD_STORY_ITEM (item));

  g_set_object (&self->item, item);
  heading = enr_child_story_item_get_heading (item);
  state = enr_child_story_item_get_state (item);
  gtk_label_set_text (self->heading, heading);
  gtk_widget_set_visible (GTK_WIDGET (self->heading), *heading != '\0');
  gtk_label_set_text (self->period, enr_child_story_item_get_period (item));
  gtk_label_set_text (self->label, enr_child_story_item_get_label (item));
  gtk_label_set_text (self->class_name, enr_child_story_item_get_class (item));
  gtk_label_set_text (self->state, enr_child_story_item_get_state_label (item));
  gtk_widget_set_visible (GTK_WIDGET (self->state),
                          !enr_uuid_is_none (enr_child_story_item_get_id (item)));
  for (guint i = 0; i < ENR_N_WRITING_STATES; i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), get_style ((EnrWritingState) i));
  gtk_widget_add_css_class (GTK_WIDGET (self->state), get_style (state));
  show_fold (self);
}
