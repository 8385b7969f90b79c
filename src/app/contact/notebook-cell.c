/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A class has hundreds of these, so that each is made of the one widget that it needs, not of a
 * template with all of them.
 */
#include "config.h"

#include "app/contact/notebook-cell.h"

#include <glib/gi18n.h>
#include <string.h>

#define NOTE_MARGIN 4

struct _EnrNotebookCell
{
  GtkWidget parent_instance;

  GtkWidget *child; /* owned, as the parent of a widget owns it */

  /* Borrowed: what there is of them is below the child */
  GtkText *line;
  GtkButton *button;
  GtkLabel *chosen;
  GtkTextView *note;
  GtkLabel *note_hint;

  const char *const *choices; /* static */
  char *text;                 /* of a choice */
  char *name;
  char *hint;
  EnrNotebookInput input;
  gboolean is_open;
  gboolean is_showing;
  gboolean has_preedit;
};

G_DEFINE_FINAL_TYPE (EnrNotebookCell, enr_notebook_cell, GTK_TYPE_WIDGET)

enum
{
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_class (GtkWidget *widget, const char *name, gboolean is_set)
{
  if (is_set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* Grey alone would not tell yesterday's from what is written. */
static char *
dup_bracketed (EnrNotebookCell *self)
{
  if (self->hint == NULL || *self->hint == '\0')
    return g_strdup ("");
  /* Translators: yesterday's value, standing grey in an empty field */
  return g_strdup_printf (C_ ("notebook hint", "(%s)"), self->hint);
}

static void
show_hint (EnrNotebookCell *self)
{
  g_autofree char *hint = dup_bracketed (self);

  if (self->line != NULL)
    gtk_text_set_placeholder_text (self->line, hint);
  else if (self->note != NULL)
    {
      gboolean is_empty
          = gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->note)) == 0
            && !self->has_preedit;

      gtk_label_set_text (self->note_hint, hint);
      gtk_widget_set_visible (GTK_WIDGET (self->note_hint), is_empty && *hint != '\0');
    }
  else
    {
      gboolean is_empty = *self->text == '\0';

      gtk_label_set_text (self->chosen, is_empty ? hint : self->text);
      set_class (GTK_WIDGET (self->chosen), "dim-label", is_empty);
      set_class (GTK_WIDGET (self->chosen), "enr-cell-chosen", !is_empty);
    }
}

static void
show_name (EnrNotebookCell *self, GtkWidget *inner)
{
  g_autofree char *label
      = *self->text != '\0' ? g_strjoin (" ", self->name, self->text, NULL) : g_strdup (self->name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (inner), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
edited_cb (EnrNotebookCell *self)
{
  show_hint (self);
  if (!self->is_showing)
    g_signal_emit (self, signals[EDITED], 0);
}

static void
preedit_cb (EnrNotebookCell *self, const char *preedit)
{
  self->has_preedit = *preedit != '\0';
  if (self->note != NULL)
    show_hint (self);
}

/*
 * A choice
 */

static void
choose (EnrNotebookCell *self, const char *word)
{
  if (strcmp (self->text, word) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (word);
  show_name (self, GTK_WIDGET (self->button));
  edited_cb (self);
}

/* Each touch is the next word, and after the last one nothing again. */
static void
clicked_cb (EnrNotebookCell *self)
{
  for (guint i = 0; self->choices[i] != NULL; i++)
    if (strcmp (self->choices[i], self->text) == 0)
      {
        choose (self, self->choices[i + 1] != NULL ? self->choices[i + 1] : "");
        return;
      }
  choose (self, self->choices[0]);
}

/* The n-th word by its number; the blank is the button's own key. */
static gboolean
choice_key_cb (EnrNotebookCell *self, guint key, guint code, GdkModifierType state)
{
  guint n = key >= GDK_KEY_1 && key <= GDK_KEY_9         ? key - GDK_KEY_1
            : key >= GDK_KEY_KP_1 && key <= GDK_KEY_KP_9 ? key - GDK_KEY_KP_1
                                                         : G_MAXUINT;

  if (!self->is_open || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Delete || key == GDK_KEY_BackSpace || key == GDK_KEY_0 || key == GDK_KEY_KP_0)
    {
      choose (self, "");
      return GDK_EVENT_STOP;
    }
  if (n >= g_strv_length ((char **) self->choices))
    return GDK_EVENT_PROPAGATE;
  choose (self, self->choices[n]);
  return GDK_EVENT_STOP;
}

static GtkWidget *
new_choice (EnrNotebookCell *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GString *tip = g_string_new (NULL);

  self->button = GTK_BUTTON (button);
  self->chosen = GTK_LABEL (gtk_label_new (""));
  gtk_button_set_child (self->button, GTK_WIDGET (self->chosen));
  gtk_widget_add_css_class (button, "flat");
  for (guint i = 0; self->choices[i] != NULL; i++)
    g_string_append_printf (tip, "%s%u %s", i > 0 ? "  " : "", i + 1, self->choices[i]);
  gtk_widget_set_tooltip_text (button, tip->str);
  g_string_free (tip, TRUE);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (clicked_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (choice_key_cb), self);
  gtk_widget_add_controller (button, keys);
  return button;
}

/*
 * A line, a note
 */

static GtkWidget *
new_line (EnrNotebookCell *self)
{
  self->line = GTK_TEXT (gtk_text_new ());
  /* as narrow as the column */
  g_object_set (self->line, "width-chars", 1, "propagate-text-width", FALSE, NULL);
  g_signal_connect_swapped (self->line, "changed", G_CALLBACK (edited_cb), self);
  g_signal_connect_swapped (self->line, "preedit-changed", G_CALLBACK (preedit_cb), self);
  return GTK_WIDGET (self->line);
}

static GtkWidget *
new_note (EnrNotebookCell *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *hint = gtk_label_new ("");

  self->note = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_accepts_tab (self->note, FALSE);
  gtk_text_view_set_wrap_mode (self->note, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_top_margin (self->note, NOTE_MARGIN);
  gtk_text_view_set_bottom_margin (self->note, NOTE_MARGIN);
  /* a bar of its own would make every line of the grid higher */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_EXTERNAL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->note));
  gtk_overlay_set_child (GTK_OVERLAY (overlay), scroller);
  self->note_hint = GTK_LABEL (hint);
  gtk_label_set_wrap (self->note_hint, TRUE);
  gtk_label_set_wrap_mode (self->note_hint, PANGO_WRAP_CHAR);
  gtk_label_set_lines (self->note_hint, 2);
  gtk_label_set_ellipsize (self->note_hint, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->note_hint, 0);
  gtk_widget_set_valign (hint, GTK_ALIGN_START);
  gtk_widget_set_margin_top (hint, NOTE_MARGIN);
  gtk_widget_set_can_target (hint, FALSE);
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), hint);
  g_signal_connect_swapped (gtk_text_view_get_buffer (self->note), "changed",
                            G_CALLBACK (edited_cb), self);
  g_signal_connect_swapped (self->note, "preedit-changed", G_CALLBACK (preedit_cb), self);
  return overlay;
}

static GtkWidget *
get_inner (EnrNotebookCell *self)
{
  return self->line != NULL     ? GTK_WIDGET (self->line)
         : self->button != NULL ? GTK_WIDGET (self->button)
                                : GTK_WIDGET (self->note);
}

/* The blank around a line or a note is its field too. */
static void
pressed_cb (EnrNotebookCell *self)
{
  if (self->is_open && !gtk_widget_has_focus (get_inner (self)))
    gtk_widget_grab_focus (get_inner (self));
}

static gboolean
enr_notebook_cell_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (get_inner (ENR_NOTEBOOK_CELL (widget)));
}

static void
enr_notebook_cell_dispose (GObject *object)
{
  EnrNotebookCell *self = ENR_NOTEBOOK_CELL (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->line = NULL;
  self->button = NULL;
  self->note = NULL;

  G_OBJECT_CLASS (enr_notebook_cell_parent_class)->dispose (object);
}

static void
enr_notebook_cell_finalize (GObject *object)
{
  EnrNotebookCell *self = ENR_NOTEBOOK_CELL (object);

  g_free (self->text);
  g_free (self->name);
  g_free (self->hint);

  G_OBJECT_CLASS (enr_notebook_cell_parent_class)->finalize (object);
}

static void
enr_notebook_cell_class_init (EnrNotebookCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_notebook_cell_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_notebook_cell_finalize;
  widget_class->grab_focus = enr_notebook_cell_grab_focus;

  signals[EDITED] = g_signal_new ("edited", ENR_TYPE_NOTEBOOK_CELL, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "enr-cell");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
enr_notebook_cell_init (EnrNotebookCell *self)
{
  self->text = g_strdup ("");
  self->hint = g_strdup ("");
  self->is_open = TRUE;
}

EnrNotebookCell *
enr_notebook_cell_new (EnrNotebookInput input, const char *const *choices, const char *name)
{
  EnrNotebookCell *self = g_object_new (ENR_TYPE_NOTEBOOK_CELL, NULL);

  self->input = input;
  self->choices = choices;
  self->name = g_strdup (name);
  self->child = input == ENR_NOTEBOOK_INPUT_LINE     ? new_line (self)
                : input == ENR_NOTEBOOK_INPUT_CHOICE ? new_choice (self)
                                                     : new_note (self);
  gtk_widget_set_parent (self->child, GTK_WIDGET (self));
  gtk_widget_set_hexpand (self->child, TRUE);
  show_name (self, get_inner (self));
  if (input != ENR_NOTEBOOK_INPUT_CHOICE)
    {
      GtkGesture *click = gtk_gesture_click_new ();

      g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
      gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
    }
  return self;
}

char *
enr_notebook_cell_dup_text (EnrNotebookCell *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (ENR_IS_NOTEBOOK_CELL (self), NULL);

  if (self->line != NULL)
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->line)));
  if (self->note == NULL)
    return g_strdup (self->text);
  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (self->note), &start, &end);
  return gtk_text_buffer_get_text (gtk_text_view_get_buffer (self->note), &start, &end, FALSE);
}

void
enr_notebook_cell_set_text (EnrNotebookCell *self, const char *text)
{
  g_autofree char *now = NULL;

  g_return_if_fail (ENR_IS_NOTEBOOK_CELL (self));

  now = enr_notebook_cell_dup_text (self);
  if (strcmp (now, text) == 0)
    return;
  self->is_showing = TRUE;
  if (self->line != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->line), text);
  else if (self->note != NULL)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->note), text, -1);
  else
    choose (self, text);
  self->is_showing = FALSE;
}

void
enr_notebook_cell_set_hint (EnrNotebookCell *self, const char *hint)
{
  g_return_if_fail (ENR_IS_NOTEBOOK_CELL (self));

  if (g_strcmp0 (self->hint, hint) == 0)
    return;
  g_free (self->hint);
  self->hint = g_strdup (hint);
  show_hint (self);
}

const char *
enr_notebook_cell_get_hint (EnrNotebookCell *self)
{
  g_return_val_if_fail (ENR_IS_NOTEBOOK_CELL (self), NULL);

  return self->hint;
}

void
enr_notebook_cell_set_wrong (EnrNotebookCell *self, const char *why)
{
  g_return_if_fail (ENR_IS_NOTEBOOK_CELL (self));

  set_class (GTK_WIDGET (self), "wrong", why != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), why);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (get_inner (self)), GTK_ACCESSIBLE_STATE_INVALID,
      why != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

void
enr_notebook_cell_set_changed (EnrNotebookCell *self, gboolean is_changed)
{
  g_return_if_fail (ENR_IS_NOTEBOOK_CELL (self));

  set_class (GTK_WIDGET (self), "changed", is_changed);
}

void
enr_notebook_cell_set_open (EnrNotebookCell *self, gboolean is_open)
{
  g_return_if_fail (ENR_IS_NOTEBOOK_CELL (self));

  self->is_open = is_open;
  gtk_widget_set_sensitive (GTK_WIDGET (self), is_open);
}

gboolean
enr_notebook_cell_is_open (EnrNotebookCell *self)
{
  g_return_val_if_fail (ENR_IS_NOTEBOOK_CELL (self), FALSE);

  return self->is_open;
}

gboolean
enr_notebook_cell_is_composing (EnrNotebookCell *self)
{
  g_return_val_if_fail (ENR_IS_NOTEBOOK_CELL (self), FALSE);

  return self->has_preedit;
}

/* Of a line that is wholly selected (as one comes to it) every arrow leads on, as in a sheet. */
static gboolean
may_leave_line (EnrNotebookCell *self, GtkDirectionType direction)
{
  int length = (int) g_utf8_strlen (gtk_editable_get_text (GTK_EDITABLE (self->line)), -1);
  int from, to;

  if (direction != GTK_DIR_LEFT && direction != GTK_DIR_RIGHT)
    return TRUE;
  if (gtk_editable_get_selection_bounds (GTK_EDITABLE (self->line), &from, &to))
    return from == 0 && to == length;
  return gtk_editable_get_position (GTK_EDITABLE (self->line))
         == (direction == GTK_DIR_LEFT ? 0 : length);
}

static gboolean
is_same_line (EnrNotebookCell *self, const GtkTextIter *a, const GtkTextIter *b)
{
  GdkRectangle place_a, place_b;

  gtk_text_view_get_iter_location (self->note, a, &place_a);
  gtk_text_view_get_iter_location (self->note, b, &place_b);
  return place_a.y == place_b.y;
}

static gboolean
may_leave_note (EnrNotebookCell *self, GtkDirectionType direction)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->note);
  GtkTextIter cursor, edge;

  if (gtk_text_buffer_get_has_selection (buffer))
    return FALSE;
  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  switch (direction)
    {
    case GTK_DIR_LEFT:
      return gtk_text_iter_is_start (&cursor);
    case GTK_DIR_RIGHT:
      return gtk_text_iter_is_end (&cursor);
    case GTK_DIR_UP:
      gtk_text_buffer_get_start_iter (buffer, &edge);
      return is_same_line (self, &cursor, &edge);
    case GTK_DIR_DOWN:
      gtk_text_buffer_get_end_iter (buffer, &edge);
      return is_same_line (self, &cursor, &edge);
    default:
      return TRUE;
    }
}

gboolean
enr_notebook_cell_may_leave (EnrNotebookCell *self, GtkDirectionType direction)
{
  g_return_val_if_fail (ENR_IS_NOTEBOOK_CELL (self), TRUE);

  return self->line != NULL   ? may_leave_line (self, direction)
         : self->note != NULL ? may_leave_note (self, direction)
                              : TRUE;
}

GtkTextView *
enr_notebook_cell_get_view (EnrNotebookCell *self)
{
  g_return_val_if_fail (ENR_IS_NOTEBOOK_CELL (self), NULL);

  return self->note;
}
