/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/letter-answer-dialog.h"

#include <glib/gi18n.h>

#include "app/children/date-row.h"
#include "nursery/error.h"

struct _EnrLetterAnswerDialog
{
  EnrEditDialog parent_instance;

  /* Template */
  AdwPreferencesGroup *group;
  AdwComboRow *choice;
  GtkEditable *words;
  GtkEditable *date;

  /* Owned */
  GPtrArray *answers; /* (element-type char): as they are stored; "" first */
  char *seen;
  EnrAnswerKind kind;
  EnrUuid id;
};

G_DEFINE_FINAL_TYPE (EnrLetterAnswerDialog, enr_letter_answer_dialog, ENR_TYPE_EDIT_DIALOG)

typedef struct
{
  const EnrActor *actor;
  EnrUuid id;
  char *answer;
  char *seen;
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  g_free (write->answer);
  g_free (write->seen);
  g_free (write);
}

static gpointer
set_answer (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;

  return GINT_TO_POINTER (enr_recipient_set_answer (db, write->actor, &write->id, write->answer,
                                                    write->seen, "", error));
}

static GtkWidget *
get_field (EnrLetterAnswerDialog *self)
{
  switch (self->kind)
    {
    case ENR_ANSWER_TEXT:
      return GTK_WIDGET (self->words);
    case ENR_ANSWER_DATE:
      return GTK_WIDGET (self->date);
    default:
      return GTK_WIDGET (self->choice);
    }
}

static const char *
get_answer (EnrLetterAnswerDialog *self)
{
  GtkWidget *field = get_field (self);

  return GTK_IS_EDITABLE (field)
             ? gtk_editable_get_text (GTK_EDITABLE (field))
             : g_ptr_array_index (self->answers, adw_combo_row_get_selected (self->choice));
}

static void
enr_letter_answer_dialog_save (EnrEditDialog *dialog)
{
  EnrLetterAnswerDialog *self = ENR_LETTER_ANSWER_DIALOG (dialog);
  Write *write = g_new0 (Write, 1);

  write->actor = enr_session_get_actor (enr_edit_dialog_get_session (dialog));
  write->id = self->id;
  write->answer = g_strdup (get_answer (self));
  write->seen = g_strdup (self->seen);
  enr_edit_dialog_write (dialog, set_answer, write, write_free, NULL, _ ("The answer was kept."));
}

static GtkWidget *
enr_letter_answer_dialog_find_field (EnrEditDialog *dialog, const GError *error)
{
  return g_error_matches (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID)
             ? get_field (ENR_LETTER_ANSWER_DIALOG (dialog))
             : NULL;
}

/* Another answer was entered since: it is read, and what is typed here is about that one. */
static gpointer
load_recipient (EnrDb *db, gpointer data, GError **error)
{
  return enr_recipient_load (db, data, error);
}

static void
enr_letter_answer_dialog_read_anew (EnrEditDialog *dialog)
{
  EnrLetterAnswerDialog *self = ENR_LETTER_ANSWER_DIALOG (dialog);

  enr_edit_dialog_read (dialog, load_recipient, g_memdup2 (&self->id, sizeof self->id), g_free,
                        (GDestroyNotify) enr_recipient_free);
}

static void
show_answer (EnrLetterAnswerDialog *self, const char *answer)
{
  GtkWidget *field = get_field (self);

  g_free (self->seen);
  self->seen = g_strdup (answer);
  if (GTK_IS_EDITABLE (field))
    {
      gtk_editable_set_text (GTK_EDITABLE (field), answer);
      return;
    }
  for (guint i = 0; i < self->answers->len; i++)
    if (g_str_equal (g_ptr_array_index (self->answers, i), answer))
      adw_combo_row_set_selected (self->choice, i);
}

static void
enr_letter_answer_dialog_show_anew (EnrEditDialog *dialog, gpointer value)
{
  const EnrRecipient *recipient = value;

  show_answer (ENR_LETTER_ANSWER_DIALOG (dialog), recipient->answer);
}

static void
enr_letter_answer_dialog_finalize (GObject *object)
{
  EnrLetterAnswerDialog *self = ENR_LETTER_ANSWER_DIALOG (object);

  g_ptr_array_unref (self->answers);
  g_free (self->seen);

  G_OBJECT_CLASS (enr_letter_answer_dialog_parent_class)->finalize (object);
}

static void
enr_letter_answer_dialog_class_init (EnrLetterAnswerDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = enr_letter_answer_dialog_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_letter_answer_dialog_save;
  ENR_EDIT_DIALOG_CLASS (klass)->find_field = enr_letter_answer_dialog_find_field;
  ENR_EDIT_DIALOG_CLASS (klass)->read_anew = enr_letter_answer_dialog_read_anew;
  ENR_EDIT_DIALOG_CLASS (klass)->show_anew = enr_letter_answer_dialog_show_anew;

  g_type_ensure (ENR_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/letter-answer-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrLetterAnswerDialog, group);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterAnswerDialog, choice);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterAnswerDialog, words);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterAnswerDialog, date);
}

static void
enr_letter_answer_dialog_init (EnrLetterAnswerDialog *self)
{
  self->answers = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_choices (EnrLetterAnswerDialog *self, const EnrAnnouncement *letter)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  g_auto (GStrv) choices = enr_announcement_dup_choices (letter);

  g_ptr_array_add (self->answers, g_strdup (""));
  if (self->kind == ENR_ANSWER_YES_NO)
    {
      g_ptr_array_add (self->answers, g_strdup ("yes"));
      g_ptr_array_add (self->answers, g_strdup ("no"));
    }
  for (guint i = 0; self->kind == ENR_ANSWER_CHOICE && choices[i] != NULL; i++)
    g_ptr_array_add (self->answers, g_strdup (choices[i]));
  for (guint i = 0; i < self->answers->len; i++)
    {
      g_autofree char *label
          = enr_answer_dup_text (self->kind, g_ptr_array_index (self->answers, i));

      gtk_string_list_append (labels, *label != '\0' ? label : C_ ("answer", "None yet"));
    }
  adw_combo_row_set_model (self->choice, G_LIST_MODEL (labels));
}

EnrLetterAnswerDialog *
enr_letter_answer_dialog_new (EnrSession *session,
                              const EnrAnnouncement *letter,
                              const EnrRecipient *recipient)
{
  EnrLetterAnswerDialog *self = g_object_new (ENR_TYPE_LETTER_ANSWER_DIALOG, NULL);
  /* The group reads markup. */
  g_autofree char *addressee = g_markup_escape_text (recipient->addressee, -1);
  g_autofree char *question = g_markup_escape_text (letter->question, -1);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->id = recipient->id;
  self->kind = letter->answer_kind;
  fill_choices (self, letter);
  adw_preferences_group_set_title (self->group, addressee);
  adw_preferences_group_set_description (self->group, question);
  gtk_widget_set_visible (GTK_WIDGET (self->choice), get_field (self) == GTK_WIDGET (self->choice));
  gtk_widget_set_visible (GTK_WIDGET (self->words), self->kind == ENR_ANSWER_TEXT);
  gtk_widget_set_visible (GTK_WIDGET (self->date), self->kind == ENR_ANSWER_DATE);
  show_answer (self, recipient->answer);
  return self;
}
