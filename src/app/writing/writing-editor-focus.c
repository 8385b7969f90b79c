/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Where the keyboard is in the editor, and that it stays in sight.
 */
#include "config.h"

#include "app/writing/writing-editor-private.h"

#define REVEAL_MS 80
/* Above the cursor, and below it: the next line and how long the text is. */
#define REVEAL_ABOVE 12
#define REVEAL_BELOW 60

/*
 * The cursor stays in sight: a field grows below the window's edge while it is written in.
 */

static gboolean
reveal_cb (gpointer data)
{
  EnrWritingEditor *self = data;
  GtkTextView *view
      = self->last_field != NULL ? enr_section_field_get_view (self->last_field) : NULL;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  GtkTextBuffer *buffer;
  GtkTextIter iter;
  GdkRectangle place;
  int x, y;
  double dx, dy, value;

  self->reveal_source = 0;
  if (view == NULL || !gtk_widget_has_focus (GTK_WIDGET (view)))
    return G_SOURCE_REMOVE;
  buffer = gtk_text_view_get_buffer (view);
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_iter_location (view, &iter, &place);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y, &x, &y);
  /* A very long text has not scrolled to it yet. */
  y = CLAMP (y, 0, MAX (0, gtk_widget_get_height (GTK_WIDGET (view)) - place.height));
  if (!gtk_widget_translate_coordinates (GTK_WIDGET (view), GTK_WIDGET (self->scroller), x, y, &dx,
                                         &dy))
    return G_SOURCE_REMOVE;
  value = gtk_adjustment_get_value (adjustment);
  if (dy + place.height + REVEAL_BELOW > gtk_adjustment_get_page_size (adjustment))
    gtk_adjustment_set_value (adjustment, value + dy + place.height + REVEAL_BELOW
                                              - gtk_adjustment_get_page_size (adjustment));
  else if (dy < REVEAL_ABOVE)
    gtk_adjustment_set_value (adjustment, value + dy - REVEAL_ABOVE);
  return G_SOURCE_REMOVE;
}

void
enr_writing_editor_reveal (EnrWritingEditor *self, EnrSectionField *field)
{
  self->last_field = field;
  if (self->reveal_source == 0)
    self->reveal_source = g_timeout_add (REVEAL_MS, reveal_cb, self);
}

/*
 * Where one begins
 */

/* As they stand one below the other. */
static void
collect (GtkWidget *widget, GPtrArray *fields)
{
  if (ENR_IS_SECTION_FIELD (widget))
    {
      g_ptr_array_add (fields, widget);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, fields);
}

static EnrSectionField *
find_first (const GPtrArray *fields, gboolean is_open, gboolean is_blank)
{
  for (guint i = 0; i < fields->len; i++)
    {
      EnrSectionField *field = g_ptr_array_index (fields, i);

      if ((!is_open || gtk_text_view_get_editable (enr_section_field_get_view (field)))
          && (!is_blank || enr_section_field_is_blank (field)))
        return field;
    }
  return NULL;
}

void
enr_writing_editor_focus (EnrWritingEditor *self)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  EnrSectionField *field;

  g_return_if_fail (ENR_IS_WRITING_EDITOR (self));

  /* On another page the keyboard is somebody else's. */
  if (self->reading == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  collect (GTK_WIDGET (self->sections), fields);
  field = find_first (fields, TRUE, TRUE);
  if (field == NULL)
    field = find_first (fields, TRUE, FALSE);
  if (field == NULL)
    field = find_first (fields, FALSE, FALSE);
  if (field == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (field));
  enr_writing_editor_reveal (self, field);
}
