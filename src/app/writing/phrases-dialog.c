/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/phrases-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

struct _EnrPhrasesDialog
{
  EnrEditDialog parent_instance;

  /* Template */
  GtkTextView *view;
  GtkTextBuffer *text;
  AdwComboRow *section;
  GtkStringList *section_names;
  AdwEntryRow *domain;
  AdwComboRow *age_first;
  AdwComboRow *age_last;
  GtkSwitch *all_year;
  GtkFlowBox *months;

  /* Owned */
  EnrPhrase *seen;     /* as it was read; without id where it is new */
  GPtrArray *sections; /* (element-type EnrPhraseSection) */
  GPtrArray *keys;     /* (element-type utf8) of the choices, "" first */
};

G_DEFINE_FINAL_TYPE (EnrPhrasesDialog, enr_phrases_dialog, ENR_TYPE_EDIT_DIALOG)

typedef struct
{
  const EnrActor *actor;
  EnrPhrase *phrase;
  EnrPhrase *seen;
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  enr_phrase_free (write->phrase);
  enr_phrase_free (write->seen);
  g_free (write);
}

static gpointer
save (EnrDb *db, gpointer data, GError **error)
{
  Write *write = data;
  gboolean ok = enr_uuid_is_none (&write->seen->id)
                    ? enr_phrase_save (db, write->actor, write->phrase, error)
                    : enr_phrase_save_seen (db, write->actor, write->phrase, write->seen, error);

  return GINT_TO_POINTER (ok);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  return enr_phrase_load (db, data, error);
}

/*
 * The fields
 */

/* The toggle of the n-th month of the fiscal year; April is the 0th. */
static GtkToggleButton *
get_month (EnrPhrasesDialog *self, int n)
{
  return GTK_TOGGLE_BUTTON (
      gtk_flow_box_child_get_child (gtk_flow_box_get_child_at_index (self->months, n)));
}

static guint
bit_of (int n)
{
  return 1u << (n + 3) % 12;
}

static void
show_months (EnrPhrasesDialog *self, guint months)
{
  gtk_switch_set_active (self->all_year, months == ENR_ALL_MONTHS);
  for (int n = 0; n < 12; n++)
    gtk_toggle_button_set_active (get_month (self, n),
                                  months != ENR_ALL_MONTHS && (months & bit_of (n)) != 0);
}

static guint
read_months (EnrPhrasesDialog *self)
{
  guint months = 0;

  if (gtk_switch_get_active (self->all_year))
    return ENR_ALL_MONTHS;
  for (int n = 0; n < 12; n++)
    if (gtk_toggle_button_get_active (get_month (self, n)))
      months |= bit_of (n);
  return months;
}

static void
show_section (EnrPhrasesDialog *self, const char *key)
{
  guint position;

  if (!g_ptr_array_find_with_equal_func (self->keys, key, g_str_equal, &position))
    {
      position = self->keys->len;
      g_ptr_array_add (self->keys, g_strdup (key));
      gtk_string_list_append (self->section_names, key);
    }
  adw_combo_row_set_selected (self->section, position);
}

static void
show_ages (EnrPhrasesDialog *self, int first, int last)
{
  adw_combo_row_set_selected (self->age_first, (guint) (first + 1));
  adw_combo_row_set_selected (self->age_last, (guint) (last < 0 ? 5 : last));
}

/* In which papers the section is. */
static void
section_cb (EnrPhrasesDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->section);
  guint position
      = selected < self->keys->len
            ? enr_phrase_sections_find (self->sections, g_ptr_array_index (self->keys, selected))
            : G_MAXUINT;

  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (self->section),
      position != G_MAXUINT
          ? ((EnrPhraseSection *) g_ptr_array_index (self->sections, position))->kinds
          : "");
}

static void
age_cb (EnrPhrasesDialog *self)
{
  guint first = adw_combo_row_get_selected (self->age_first);

  gtk_widget_set_visible (GTK_WIDGET (self->age_last), first > 0);
  if (first > 0 && adw_combo_row_get_selected (self->age_last) < first - 1)
    adw_combo_row_set_selected (self->age_last, first - 1);
}

static EnrPhrase *
read_fields (EnrPhrasesDialog *self)
{
  EnrPhrase *phrase = enr_phrase_copy (self->seen);
  guint first = adw_combo_row_get_selected (self->age_first);
  GtkTextIter start, end;

  g_free (phrase->text);
  g_free (phrase->section);
  g_free (phrase->domain);
  gtk_text_buffer_get_bounds (self->text, &start, &end);
  phrase->text = gtk_text_buffer_get_text (self->text, &start, &end, FALSE);
  phrase->section
      = g_strdup (g_ptr_array_index (self->keys, adw_combo_row_get_selected (self->section)));
  phrase->domain = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->domain))));
  phrase->age_first = (int) first - 1;
  phrase->age_last = first > 0 ? (int) adw_combo_row_get_selected (self->age_last) : -1;
  phrase->months = read_months (self);
  return phrase;
}

static void
enr_phrases_dialog_save (EnrEditDialog *dialog)
{
  EnrPhrasesDialog *self = ENR_PHRASES_DIALOG (dialog);
  Write *write = g_new0 (Write, 1);

  write->actor = enr_session_get_actor (enr_edit_dialog_get_session (dialog));
  write->phrase = read_fields (self);
  write->seen = enr_phrase_copy (self->seen);
  enr_edit_dialog_write (dialog, save, write, write_free, NULL,
                         enr_uuid_is_none (&self->seen->id) ? _ ("Put into the phrases")
                                                            : _ ("The phrase was changed."));
}

static void
enr_phrases_dialog_read_anew (EnrEditDialog *dialog)
{
  EnrPhrasesDialog *self = ENR_PHRASES_DIALOG (dialog);

  enr_edit_dialog_read (dialog, load, g_memdup2 (&self->seen->id, sizeof self->seen->id), g_free,
                        (GDestroyNotify) enr_phrase_free);
}

static void
enr_phrases_dialog_show_anew (EnrEditDialog *dialog, gpointer value)
{
  EnrPhrasesDialog *self = ENR_PHRASES_DIALOG (dialog);
  const EnrPhrase *now = value;

  if (strcmp (now->text, self->seen->text) != 0)
    gtk_text_buffer_set_text (self->text, now->text, -1);
  if (strcmp (now->section, self->seen->section) != 0)
    show_section (self, now->section);
  if (strcmp (now->domain, self->seen->domain) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->domain), now->domain);
  if (now->age_first != self->seen->age_first || now->age_last != self->seen->age_last)
    show_ages (self, now->age_first, now->age_last);
  if (now->months != self->seen->months)
    show_months (self, now->months);
  enr_phrase_free (self->seen);
  self->seen = enr_phrase_copy (now);
}

static void
enr_phrases_dialog_finalize (GObject *object)
{
  EnrPhrasesDialog *self = ENR_PHRASES_DIALOG (object);

  enr_phrase_free (self->seen);
  g_clear_pointer (&self->sections, g_ptr_array_unref);
  g_ptr_array_unref (self->keys);

  G_OBJECT_CLASS (enr_phrases_dialog_parent_class)->finalize (object);
}

static void
enr_phrases_dialog_class_init (EnrPhrasesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = enr_phrases_dialog_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_phrases_dialog_save;
  ENR_EDIT_DIALOG_CLASS (klass)->read_anew = enr_phrases_dialog_read_anew;
  ENR_EDIT_DIALOG_CLASS (klass)->show_anew = enr_phrases_dialog_show_anew;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/phrases-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesDialog, view);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesDialog, text);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesDialog, section);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesDialog, section_names);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesDialog, domain);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesDialog, age_first);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesDialog, age_last);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesDialog, all_year);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesDialog, months);
  gtk_widget_class_bind_template_callback (widget_class, section_cb);
  gtk_widget_class_bind_template_callback (widget_class, age_cb);
}

static void
enr_phrases_dialog_init (EnrPhrasesDialog *self)
{
  self->keys = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrPhrasesDialog *
enr_phrases_dialog_new (EnrSession *session, GPtrArray *sections, const EnrPhrase *phrase)
{
  EnrPhrasesDialog *self = g_object_new (ENR_TYPE_PHRASES_DIALOG, NULL);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->seen = enr_phrase_copy (phrase);
  self->sections = g_ptr_array_ref (sections);
  g_ptr_array_add (self->keys, g_strdup (""));
  gtk_string_list_append (self->section_names, _ ("all sections"));
  for (guint i = 0; i < sections->len; i++)
    {
      const EnrPhraseSection *section = g_ptr_array_index (sections, i);

      g_ptr_array_add (self->keys, g_strdup (section->key));
      gtk_string_list_append (self->section_names, section->label);
    }
  if (enr_uuid_is_none (&phrase->id))
    gtk_window_set_title (GTK_WINDOW (self), _ ("New Phrase"));
  gtk_text_buffer_set_text (self->text, phrase->text, -1);
  show_section (self, phrase->section);
  gtk_editable_set_text (GTK_EDITABLE (self->domain), phrase->domain);
  show_ages (self, phrase->age_first, phrase->age_last);
  show_months (self, phrase->months);
  section_cb (self);
  age_cb (self);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->view));
  return self;
}
