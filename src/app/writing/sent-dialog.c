/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/sent-dialog.h"

#include <glib/gi18n.h>

#include "app/children/date-row.h"
#include "app/writing/keep-person-row.h"
#include "base/text.h"
#include "writing/keep.h"

struct _EnrSentDialog
{
  EnrEditDialog parent_instance;

  /* Template */
  GtkEditable *school;
  EnrDateRow *day;
  AdwComboRow *how;
  EnrKeepPersonRow *person;

  /* Owned */
  EnrUuid writing_id;
};

G_DEFINE_FINAL_TYPE (EnrSentDialog, enr_sent_dialog, ENR_TYPE_EDIT_DIALOG)

/* What papers and lists have, as the combo row has them. */
static const char *const ways[] = { "持参", "郵送", "その他" };

typedef struct
{
  EnrActor actor;
  EnrUuid writing_id;
  EnrDate day;
  const char *how;
  char *school;
  char *name;
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  g_free (write->school);
  g_free (write->name);
  g_free (write);
}

static gpointer
save (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;

  return GINT_TO_POINTER (enr_sent_add (db, &write->actor, &write->writing_id, write->day,
                                        write->school, write->how, error));
}

static void
enr_sent_dialog_save (EnrEditDialog *dialog)
{
  EnrSentDialog *self = ENR_SENT_DIALOG (dialog);
  EnrSession *session = enr_edit_dialog_get_session (dialog);
  const char *school = gtk_editable_get_text (self->school);
  const char *name = enr_keep_person_row_get_name (self->person);
  Write *write;

  if (enr_text_is_blank (school))
    enr_edit_dialog_refuse (dialog, GTK_WIDGET (self->school),
                            _ ("Please write the name of the school."));
  else if (enr_date_row_get_date (self->day) == ENR_DATE_NONE)
    enr_edit_dialog_refuse (dialog, GTK_WIDGET (self->day),
                            _ ("This is not a date. Write it as 2026/4/1 or R8.4.1."));
  else if (*name == '\0')
    enr_edit_dialog_refuse (dialog, GTK_WIDGET (self->person), _ ("Please choose who sent it."));
  else
    {
      write = g_new0 (Write, 1);
      write->writing_id = self->writing_id;
      write->day = enr_date_row_get_date (self->day);
      write->how = ways[adw_combo_row_get_selected (self->how) % G_N_ELEMENTS (ways)];
      write->school = g_strdup (school);
      write->name = g_strdup (name);
      write->actor
          = enr_keep_person_actor (session, enr_keep_person_row_get_id (self->person), write->name);
      enr_edit_dialog_write (dialog, save, write, write_free, NULL, _ ("Noted as sent"));
    }
}

static void
enr_sent_dialog_class_init (EnrSentDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_sent_dialog_save;

  g_type_ensure (ENR_TYPE_DATE_ROW);
  g_type_ensure (ENR_TYPE_KEEP_PERSON_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/sent-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrSentDialog, school);
  gtk_widget_class_bind_template_child (widget_class, EnrSentDialog, day);
  gtk_widget_class_bind_template_child (widget_class, EnrSentDialog, how);
  gtk_widget_class_bind_template_child (widget_class, EnrSentDialog, person);
}

static void
enr_sent_dialog_init (EnrSentDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrSentDialog *
enr_sent_dialog_new (EnrSession *session,
                     const EnrUuid *writing_id,
                     const char *name,
                     const char *school)
{
  EnrSentDialog *self = g_object_new (ENR_TYPE_SENT_DIALOG, NULL);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  enr_keep_person_row_set_session (self->person, session);
  self->writing_id = *writing_id;
  gtk_window_set_title (GTK_WINDOW (self), name);
  gtk_editable_set_text (self->school, school);
  enr_date_row_set_date (self->day, enr_session_get_date (session));
  return self;
}
