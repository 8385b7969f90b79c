/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/settings/kind-dialog.h"

#include <glib/gi18n.h>

#include "attendance/absence-kind.h"
#include "base/text.h"
#include "base/uuid.h"
#include "nursery/error.h"

struct _EnrKindDialog
{
  EnrEditDialog parent_instance;

  /* template */
  GtkEditable *label;
  GtkEditable *symbol;
  AdwComboRow *total;
  GtkSwitch *is_active;

  /* owned */
  char *key;
};

G_DEFINE_FINAL_TYPE (EnrKindDialog, enr_kind_dialog, ENR_TYPE_EDIT_DIALOG)

/* As the combo row has them. */
static const char *const totals[] = { "sick", "other", "suspension", "bereavement", "unannounced" };

typedef struct
{
  const EnrActor *actor;
  char *key;
  char *label;
  char *symbol;
  const char *total;
  gboolean is_active;
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  g_free (write->key);
  g_free (write->label);
  g_free (write->symbol);
  g_free (write);
}

static gpointer
save (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;
  const EnrAbsenceKind kind
      = { write->key, write->label, write->symbol, write->total, write->is_active };

  return enr_absence_kind_save (db, write->actor, &kind, -1, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
enr_kind_dialog_save (EnrEditDialog *dialog)
{
  EnrKindDialog *self = ENR_KIND_DIALOG (dialog);
  guint total = adw_combo_row_get_selected (self->total);
  Write *write = g_new0 (Write, 1);
  g_autofree char *done = NULL;

  write->actor = enr_session_get_actor (enr_edit_dialog_get_session (dialog));
  write->key = g_strdup (self->key);
  write->label = g_strdup (gtk_editable_get_text (self->label));
  write->symbol = g_strdup (gtk_editable_get_text (self->symbol));
  write->total = totals[MIN (total, G_N_ELEMENTS (totals) - 1)];
  write->is_active = gtk_switch_get_active (self->is_active);
  /* Translators: a kind of absence */
  done = g_strdup_printf (_ ("Saved: %s"), write->label);
  enr_edit_dialog_write (dialog, save, write, write_free, NULL, done);
}

static GtkWidget *
enr_kind_dialog_find_field (EnrEditDialog *dialog, const GError *error)
{
  EnrKindDialog *self = ENR_KIND_DIALOG (dialog);

  if (error->domain != ENR_NURSERY_ERROR)
    return NULL;
  return GTK_WIDGET (enr_text_is_blank (gtk_editable_get_text (self->label)) ? self->label
                                                                             : self->symbol);
}

static void
enr_kind_dialog_finalize (GObject *object)
{
  g_free (ENR_KIND_DIALOG (object)->key);

  G_OBJECT_CLASS (enr_kind_dialog_parent_class)->finalize (object);
}

static void
enr_kind_dialog_class_init (EnrKindDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = enr_kind_dialog_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_kind_dialog_save;
  ENR_EDIT_DIALOG_CLASS (klass)->find_field = enr_kind_dialog_find_field;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/settings/kind-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrKindDialog, label);
  gtk_widget_class_bind_template_child (widget_class, EnrKindDialog, symbol);
  gtk_widget_class_bind_template_child (widget_class, EnrKindDialog, total);
  gtk_widget_class_bind_template_child (widget_class, EnrKindDialog, is_active);
}

static void
enr_kind_dialog_init (EnrKindDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrKindDialog *
enr_kind_dialog_new (EnrSession *session, const EnrAbsenceKind *kind)
{
  EnrKindDialog *self = g_object_new (ENR_TYPE_KIND_DIALOG, NULL);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  gtk_window_set_title (GTK_WINDOW (self),
                        kind != NULL ? _ ("Kind of Absence") : _ ("New Kind of Absence"));
  if (kind == NULL)
    {
      EnrUuid id = enr_uuid_new ();
      char text[ENR_UUID_STRING_LENGTH];

      self->key = g_strdup (enr_uuid_format (&id, text));
      return self;
    }
  self->key = g_strdup (kind->key);
  gtk_editable_set_text (self->label, kind->label);
  gtk_editable_set_text (self->symbol, kind->symbol);
  gtk_switch_set_active (self->is_active, kind->is_active);
  for (guint i = 0; i < G_N_ELEMENTS (totals); i++)
    if (g_str_equal (totals[i], kind->total))
      adw_combo_row_set_selected (self->total, i);
  return self;
}
