/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/writing-editor-notes.h"

#include <glib/gi18n.h>

#include "app/children/date-row.h"
#include "app/children/edit-dialog.h"
#include "base/text.h"
#include "writing/approval.h"

struct _EnrWritingEditorNotes
{
  GtkBox parent_instance;

  /* Template */
  GtkListBox *list;
  EnrDateRow *date;
  GtkEditable *note_text;

  /* Owned */
  GPtrArray *rows; /* (element-type GtkWidget) of the list, borrowed by it */
};

G_DEFINE_FINAL_TYPE (EnrWritingEditorNotes, enr_writing_editor_notes, GTK_TYPE_BOX)

enum
{
  ADD,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWritingEditorNotes *self = ENR_WRITING_EDITOR_NOTES (widget);
  EnrDate day = enr_date_row_get_date (self->date);

  enr_field_set_error (GTK_WIDGET (self->date), NULL);
  enr_field_set_error (GTK_WIDGET (self->note_text), NULL);
  if (day == ENR_DATE_NONE)
    {
      enr_field_set_error (GTK_WIDGET (self->date), _ ("Please enter the day."));
      gtk_widget_grab_focus (GTK_WIDGET (self->date));
    }
  else if (enr_text_is_blank (gtk_editable_get_text (self->note_text)))
    {
      enr_field_set_error (GTK_WIDGET (self->note_text),
                           _ ("Please write what was done otherwise."));
      gtk_widget_grab_focus (GTK_WIDGET (self->note_text));
    }
  else
    g_signal_emit (self, signals[ADD], 0, day, gtk_editable_get_text (self->note_text));
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrUuid id;

  if (enr_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    g_signal_emit (widget, signals[REMOVE], 0, &id);
}

static void
entered_cb (EnrWritingEditorNotes *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "notes.add", NULL);
}

static void
enr_writing_editor_notes_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_WRITING_EDITOR_NOTES);

  G_OBJECT_CLASS (enr_writing_editor_notes_parent_class)->dispose (object);
}

static void
enr_writing_editor_notes_finalize (GObject *object)
{
  g_ptr_array_unref (ENR_WRITING_EDITOR_NOTES (object)->rows);

  G_OBJECT_CLASS (enr_writing_editor_notes_parent_class)->finalize (object);
}

static void
enr_writing_editor_notes_class_init (EnrWritingEditorNotesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_writing_editor_notes_dispose;
  object_class->finalize = enr_writing_editor_notes_finalize;

  signals[ADD] = g_signal_new ("add", ENR_TYPE_WRITING_EDITOR_NOTES, G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
  signals[REMOVE] = g_signal_new ("remove", ENR_TYPE_WRITING_EDITOR_NOTES, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (ENR_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/writing-editor-notes.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditorNotes, list);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditorNotes, date);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditorNotes, note_text);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_install_action (widget_class, "notes.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "notes.remove", "s", remove_action);
}

static void
enr_writing_editor_notes_init (EnrWritingEditorNotes *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
new_row (const EnrWritingNote *note)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *day = enr_date_dup_era_weekday (note->day);
  g_autofree char *subtitle
      = *note->name != '\0' ? g_strdup_printf ("%s　%s", day, note->name) : g_strdup (day);
  char id[ENR_UUID_STRING_LENGTH];

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), note->text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", enr_uuid_format (&note->id, id));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "notes.remove");
  gtk_widget_set_tooltip_text (button, _ ("Take this note away"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

void
enr_writing_editor_notes_show (EnrWritingEditorNotes *self, const GPtrArray *notes)
{
  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_remove (self->list, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < notes->len; i++)
    {
      GtkWidget *row = new_row (g_ptr_array_index (notes, i));

      gtk_list_box_insert (self->list, row, (int) i);
      g_ptr_array_add (self->rows, row);
    }
}

void
enr_writing_editor_notes_begin (EnrWritingEditorNotes *self, EnrDate day)
{
  gtk_editable_set_text (self->note_text, "");
  enr_date_row_set_date (self->date, day);
}
