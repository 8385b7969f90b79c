/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/phrases-word-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "nursery/error.h"

struct _EnrPhrasesWordDialog
{
  EnrEditDialog parent_instance;

  /* Template */
  GtkEditable *word;
  GtkEditable *better;
  AdwComboRow *sort;

  /* Owned */
  EnrStyleWord *seen; /* NULL for a new one */
};

G_DEFINE_FINAL_TYPE (EnrPhrasesWordDialog, enr_phrases_word_dialog, ENR_TYPE_EDIT_DIALOG)

typedef struct
{
  const EnrActor *actor;
  EnrStyleWord *word;
  EnrStyleWord *seen;
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  enr_style_word_free (write->word);
  enr_style_word_free (write->seen);
  g_free (write);
}

static gpointer
save (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;

  return GINT_TO_POINTER (
      enr_style_word_save_seen (db, write->actor, write->word, write->seen, error));
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  return enr_style_word_load (db, data, error);
}

static void
enr_phrases_word_dialog_save (EnrEditDialog *dialog)
{
  EnrPhrasesWordDialog *self = ENR_PHRASES_WORD_DIALOG (dialog);
  Write *write = g_new0 (Write, 1);

  write->actor = enr_session_get_actor (enr_edit_dialog_get_session (dialog));
  write->word = g_new0 (EnrStyleWord, 1);
  write->word->word = g_strdup (gtk_editable_get_text (self->word));
  write->word->better = g_strdup (gtk_editable_get_text (self->better));
  write->word->is_label = adw_combo_row_get_selected (self->sort) == 1;
  write->seen = self->seen != NULL ? enr_style_word_copy (self->seen) : NULL;
  enr_edit_dialog_write (dialog, save, write, write_free, NULL,
                         self->seen != NULL ? _ ("The word was changed.")
                                            : _ ("The word will be marked from now on."));
}

static GtkWidget *
enr_phrases_word_dialog_find_field (EnrEditDialog *dialog, const GError *error)
{
  return g_error_matches (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID)
                 || g_error_matches (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY)
             ? GTK_WIDGET (ENR_PHRASES_WORD_DIALOG (dialog)->word)
             : NULL;
}

static void
enr_phrases_word_dialog_read_anew (EnrEditDialog *dialog)
{
  enr_edit_dialog_read (dialog, load, g_strdup (ENR_PHRASES_WORD_DIALOG (dialog)->seen->word),
                        g_free, (GDestroyNotify) enr_style_word_free);
}

static void
enr_phrases_word_dialog_show_anew (EnrEditDialog *dialog, gpointer value)
{
  EnrPhrasesWordDialog *self = ENR_PHRASES_WORD_DIALOG (dialog);
  const EnrStyleWord *now = value;

  if (strcmp (now->better, self->seen->better) != 0)
    gtk_editable_set_text (self->better, now->better);
  if (!now->is_label != !self->seen->is_label)
    adw_combo_row_set_selected (self->sort, now->is_label ? 1 : 0);
  enr_style_word_free (self->seen);
  self->seen = enr_style_word_copy (now);
}

static void
enter_cb (EnrPhrasesWordDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.save", NULL);
}

static void
enr_phrases_word_dialog_finalize (GObject *object)
{
  enr_style_word_free (ENR_PHRASES_WORD_DIALOG (object)->seen);

  G_OBJECT_CLASS (enr_phrases_word_dialog_parent_class)->finalize (object);
}

static void
enr_phrases_word_dialog_class_init (EnrPhrasesWordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = enr_phrases_word_dialog_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_phrases_word_dialog_save;
  ENR_EDIT_DIALOG_CLASS (klass)->find_field = enr_phrases_word_dialog_find_field;
  ENR_EDIT_DIALOG_CLASS (klass)->read_anew = enr_phrases_word_dialog_read_anew;
  ENR_EDIT_DIALOG_CLASS (klass)->show_anew = enr_phrases_word_dialog_show_anew;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/phrases-word-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesWordDialog, word);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesWordDialog, better);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesWordDialog, sort);
  gtk_widget_class_bind_template_callback (widget_class, enter_cb);
}

static void
enr_phrases_word_dialog_init (EnrPhrasesWordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrPhrasesWordDialog *
enr_phrases_word_dialog_new (EnrSession *session, const EnrStyleWord *word)
{
  EnrPhrasesWordDialog *self = g_object_new (ENR_TYPE_PHRASES_WORD_DIALOG, NULL);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->word));
  if (word == NULL)
    {
      gtk_window_set_title (GTK_WINDOW (self), _ ("New Word"));
      return self;
    }
  self->seen = enr_style_word_copy (word);
  gtk_editable_set_text (self->word, word->word);
  gtk_editable_set_text (self->better, word->better);
  adw_combo_row_set_selected (self->sort, word->is_label ? 1 : 0);
  return self;
}
