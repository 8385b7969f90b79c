/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/settings/care-end-dialog.h"

#include <glib/gi18n.h>

#include "app/children/date-row.h"
#include "base/clock.h"

struct _EnrCareEndDialog
{
  EnrEditDialog parent_instance;

  /* template */
  EnrDateRow *last;

  EnrUuid rule;
};

G_DEFINE_FINAL_TYPE (EnrCareEndDialog, enr_care_end_dialog, ENR_TYPE_EDIT_DIALOG)

typedef struct
{
  const EnrActor *actor;
  EnrUuid rule;
  EnrDate last;
} Write;

static gpointer
end_rule (EnrDb *db, gpointer data, GError **error)
{
  Write *write = data;

  return enr_care_rule_end (db, write->actor, &write->rule, write->last, error)
             ? GINT_TO_POINTER (TRUE)
             : NULL;
}

static void
enr_care_end_dialog_save (EnrEditDialog *dialog)
{
  EnrCareEndDialog *self = ENR_CARE_END_DIALOG (dialog);
  EnrDate last = enr_date_row_get_date (self->last);
  Write *write;

  if (last == ENR_DATE_NONE)
    {
      enr_edit_dialog_refuse (dialog, GTK_WIDGET (self->last),
                              _ ("This is not a date. Write it as 2026/4/1 or R8.4.1."));
      return;
    }
  write = g_new0 (Write, 1);
  write->actor = enr_session_get_actor (enr_edit_dialog_get_session (dialog));
  write->rule = self->rule;
  write->last = last;
  enr_edit_dialog_write (dialog, end_rule, write, g_free, NULL, _ ("The rule has a last day"));
}

static GtkWidget *
enr_care_end_dialog_find_field (EnrEditDialog *dialog, const GError *error)
{
  return GTK_WIDGET (ENR_CARE_END_DIALOG (dialog)->last);
}

static void
enr_care_end_dialog_class_init (EnrCareEndDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_care_end_dialog_save;
  ENR_EDIT_DIALOG_CLASS (klass)->find_field = enr_care_end_dialog_find_field;

  g_type_ensure (ENR_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/settings/care-end-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrCareEndDialog, last);
}

static void
enr_care_end_dialog_init (EnrCareEndDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Prices change with a month: its last day is offered. */
EnrCareEndDialog *
enr_care_end_dialog_new (EnrSession *session, const EnrUuid *rule, const char *name)
{
  EnrCareEndDialog *self = g_object_new (ENR_TYPE_CARE_END_DIALOG, NULL);
  /* Translators: the name of a rule */
  g_autofree char *title = g_strdup_printf (_ ("Last Day of “%s”"), name);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->rule = *rule;
  gtk_window_set_title (GTK_WINDOW (self), title);
  enr_date_row_set_date (self->last, enr_date_month_start (enr_clock_today (), 1) - 1);
  return self;
}
