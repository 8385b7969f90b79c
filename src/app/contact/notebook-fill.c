/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/notebook-fill.h"

#include "base/text.h"

#define NOTE_HEIGHT 96

struct _EnrNotebookFill
{
  GtkPopover parent_instance;

  /* Template */
  GtkLabel *heading;
  GtkBox *place;
  GtkCheckButton *all;

  EnrNotebookCell *cell; /* borrowed: it is in the place */
};

G_DEFINE_FINAL_TYPE (EnrNotebookFill, enr_notebook_fill, GTK_TYPE_POPOVER)

enum
{
  FILL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
done (EnrNotebookFill *self, const char *text)
{
  g_signal_emit (self, signals[FILL], 0, text, gtk_check_button_get_active (self->all));
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
same_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrNotebookFill *self = ENR_NOTEBOOK_FILL (widget);
  g_autofree char *text = enr_notebook_cell_dup_text (self->cell);

  done (self, text);
}

static void
yesterday_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  done (ENR_NOTEBOOK_FILL (widget), NULL);
}

static void
edited_cb (EnrNotebookFill *self)
{
  g_autofree char *text = enr_notebook_cell_dup_text (self->cell);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "fill.same", !enr_text_is_blank (text));
}

/* Enter in a line is the button. */
static gboolean
key_cb (EnrNotebookFill *self, guint key, guint code, GdkModifierType state)
{
  if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter)
      || enr_notebook_cell_is_composing (self->cell)
      || (enr_notebook_cell_get_view (self->cell) != NULL && (state & GDK_CONTROL_MASK) == 0))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), "fill.same", NULL);
  return GDK_EVENT_STOP;
}

/* The heading goes where another class is shown, maybe before the popover has gone by itself. */
static void
leave (GtkWidget *self)
{
  if (gtk_widget_get_parent (self) != NULL)
    gtk_widget_unparent (self);
}

static gboolean
unparent_cb (gpointer data)
{
  g_autoptr (GtkWidget) self = data;

  leave (self);
  return G_SOURCE_REMOVE;
}

/* Not while it is closing. */
static void
enr_notebook_fill_closed (GtkPopover *popover)
{
  g_idle_add (unparent_cb, g_object_ref (popover));
}

static void
enr_notebook_fill_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_NOTEBOOK_FILL);

  G_OBJECT_CLASS (enr_notebook_fill_parent_class)->dispose (object);
}

static void
enr_notebook_fill_class_init (EnrNotebookFillClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_notebook_fill_dispose;
  GTK_POPOVER_CLASS (klass)->closed = enr_notebook_fill_closed;

  signals[FILL] = g_signal_new ("fill", ENR_TYPE_NOTEBOOK_FILL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/notebook-fill.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookFill, heading);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookFill, place);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookFill, all);
  gtk_widget_class_install_action (widget_class, "fill.same", NULL, same_action);
  gtk_widget_class_install_action (widget_class, "fill.yesterday", NULL, yesterday_action);
}

static void
enr_notebook_fill_init (EnrNotebookFill *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrNotebookFill *
enr_notebook_fill_show (GtkWidget *button, const EnrNotebookHead *head)
{
  EnrNotebookFill *self = g_object_new (ENR_TYPE_NOTEBOOK_FILL, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_label_set_text (self->heading, head->heading);
  self->cell = enr_notebook_cell_new (head->input, head->choices, head->heading);
  gtk_widget_add_css_class (GTK_WIDGET (self->cell), "alone");
  gtk_widget_set_size_request (GTK_WIDGET (self->cell), -1,
                               head->input == ENR_NOTEBOOK_INPUT_NOTE ? NOTE_HEIGHT : -1);
  gtk_box_append (self->place, GTK_WIDGET (self->cell));
  g_signal_connect_object (self->cell, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  edited_cb (self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->cell), keys);
  gtk_widget_set_parent (GTK_WIDGET (self), button);
  g_signal_connect_object (button, "destroy", G_CALLBACK (leave), self, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->cell));
  return self;
}
