/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/settings/closure-dialog.h"

#include <glib/gi18n.h>

#include "app/children/date-row.h"
#include "base/text.h"
#include "nursery/facility.h"

struct _EnrClosureDialog
{
  EnrEditDialog parent_instance;

  /* template */
  GtkEditable *name;
  AdwComboRow *kind;
  EnrDateRow *first;
  EnrDateRow *last;
};

G_DEFINE_FINAL_TYPE (EnrClosureDialog, enr_closure_dialog, ENR_TYPE_EDIT_DIALOG)

typedef struct
{
  const EnrActor *actor;
  EnrClosure *closure;
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  enr_closure_free (write->closure);
  g_free (write);
}

static gpointer
save (EnrDb *db, gpointer data, GError **error)
{
  Write *write = data;

  return enr_closure_add (db, write->actor, write->closure, NULL, error) ? GINT_TO_POINTER (TRUE)
                                                                         : NULL;
}

static void
enr_closure_dialog_save (EnrEditDialog *dialog)
{
  EnrClosureDialog *self = ENR_CLOSURE_DIALOG (dialog);
  EnrDate first = enr_date_row_get_date (self->first);
  EnrDate last = enr_date_row_is_blank (self->last) ? first : enr_date_row_get_date (self->last);
  g_autofree char *done = NULL;
  Write *write;

  if (first == ENR_DATE_NONE || last == ENR_DATE_NONE)
    {
      enr_edit_dialog_refuse (dialog,
                              GTK_WIDGET (first == ENR_DATE_NONE ? self->first : self->last),
                              _ ("This is not a date. Write it as 2026/4/1 or R8.4.1."));
      return;
    }
  write = g_new0 (Write, 1);
  write->actor = enr_session_get_actor (enr_edit_dialog_get_session (dialog));
  write->closure = g_new0 (EnrClosure, 1);
  write->closure->first = first;
  write->closure->last = last;
  write->closure->name = g_strdup (gtk_editable_get_text (self->name));
  write->closure->open = adw_combo_row_get_selected (self->kind) == 1;
  /* Translators: the name of a closed day */
  done = g_strdup_printf (_ ("Saved: %s"), write->closure->name);
  enr_edit_dialog_write (dialog, save, write, write_free, NULL, done);
}

static GtkWidget *
enr_closure_dialog_find_field (EnrEditDialog *dialog, const GError *error)
{
  EnrClosureDialog *self = ENR_CLOSURE_DIALOG (dialog);

  return enr_text_is_blank (gtk_editable_get_text (self->name)) ? GTK_WIDGET (self->name)
                                                                : GTK_WIDGET (self->last);
}

static void
enr_closure_dialog_class_init (EnrClosureDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_closure_dialog_save;
  ENR_EDIT_DIALOG_CLASS (klass)->find_field = enr_closure_dialog_find_field;

  g_type_ensure (ENR_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/settings/closure-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrClosureDialog, name);
  gtk_widget_class_bind_template_child (widget_class, EnrClosureDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, EnrClosureDialog, first);
  gtk_widget_class_bind_template_child (widget_class, EnrClosureDialog, last);
}

static void
enr_closure_dialog_init (EnrClosureDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrClosureDialog *
enr_closure_dialog_new (EnrSession *session)
{
  EnrClosureDialog *self = g_object_new (ENR_TYPE_CLOSURE_DIALOG, NULL);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  return self;
}
