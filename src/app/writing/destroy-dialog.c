/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/destroy-dialog.h"

#include <glib/gi18n.h>

#include "app/compat.h"
#include "app/writing/keep-person-row.h"
#include "base/clock.h"
#include "base/text.h"
#include "contact/keep-txn.h"
#include "writing/keep-txn.h"

struct _EnrDestroyDialog
{
  EnrEditDialog parent_instance;

  /* Template */
  AdwPreferencesGroup *group;
  GtkEditable *reason;
  EnrKeepPersonRow *person;

  /* Owned */
  EnrWritingKinds *kinds;
  GArray *ids;     /* (element-type EnrUuid) */
  GArray *contact; /* (element-type EnrContactKeepItem) */
};

G_DEFINE_FINAL_TYPE (EnrDestroyDialog, enr_destroy_dialog, ENR_TYPE_EDIT_DIALOG)

typedef struct
{
  EnrActor actor;
  EnrWritingKinds *kinds;
  GArray *ids;
  GArray *contact;
  char *reason;
  char *name;
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  enr_writing_kinds_unref (write->kinds);
  g_array_unref (write->ids);
  g_array_unref (write->contact);
  g_free (write->reason);
  g_free (write->name);
  g_free (write);
}

/* Plans and records get a certificate, and contact with parents another; all or none. */
static gpointer
destroy (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrDate today = enr_clock_today ();
  EnrUuid id;

  return GINT_TO_POINTER (
      enr_txn_begin (&txn, db, &write->actor, write->reason, error)
      && (write->ids->len == 0
          || enr_keep_destroy_in_txn (db, &write->actor, write->kinds,
                                      (const EnrUuid *) (gconstpointer) write->ids->data,
                                      write->ids->len, today, write->reason, &id, error))
      && (write->contact->len == 0
          || enr_contact_keep_destroy_in_txn (
              db, &write->actor, (const EnrContactKeepItem *) (gconstpointer) write->contact->data,
              write->contact->len, today, write->reason, &id, error))
      && enr_txn_commit (&txn, error));
}

static guint
count_records (EnrDestroyDialog *self)
{
  guint n = self->ids->len;

  for (guint i = 0; i < self->contact->len; i++)
    n += g_array_index (self->contact, EnrContactKeepItem, i).count;
  return n;
}

static void
answer_cb (gboolean is_yes, gpointer user_data)
{
  g_autoptr (EnrDestroyDialog) self = user_data;
  EnrSession *session = enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self));
  Write *write;

  if (!is_yes || session == NULL)
    return;
  write = g_new0 (Write, 1);
  write->kinds = enr_writing_kinds_ref (self->kinds);
  write->ids = g_array_ref (self->ids);
  write->contact = g_array_ref (self->contact);
  write->reason = g_strdup (gtk_editable_get_text (self->reason));
  write->name = g_strdup (enr_keep_person_row_get_name (self->person));
  write->actor
      = enr_keep_person_actor (session, enr_keep_person_row_get_id (self->person), write->name);
  enr_edit_dialog_write (ENR_EDIT_DIALOG (self), destroy, write, write_free, NULL,
                         _ ("Destroyed. The certificate is in the list."));
}

static void
enr_destroy_dialog_save (EnrEditDialog *dialog)
{
  EnrDestroyDialog *self = ENR_DESTROY_DIALOG (dialog);
  guint n = count_records (self);
  g_autofree char *heading = NULL;

  if (enr_text_is_blank (gtk_editable_get_text (self->reason)))
    {
      enr_edit_dialog_refuse (dialog, GTK_WIDGET (self->reason),
                              _ ("Please say why they are destroyed."));
      return;
    }
  if (*enr_keep_person_row_get_name (self->person) == '\0')
    {
      enr_edit_dialog_refuse (dialog, GTK_WIDGET (self->person),
                              _ ("Please choose who destroys them."));
      return;
    }
  heading = g_strdup_printf (
      ngettext ("Destroy %u record for ever?", "Destroy %u records for ever?", n), n);
  enr_compat_ask (
      GTK_WINDOW (self), heading,
      self->contact->len == 0
          ? _ ("Their texts cannot be brought back by this program. Backups that were "
               "made before still have them: destroy those too when their time is over.")
          : _ ("They cannot be brought back by this program. Backups that were made "
               "before still have them: destroy those too when their time is over.\n\n"
               "The log of changes keeps what was noted in it when notices, calls and "
               "medicine were entered; it never had the texts of the notebook, of "
               "letters and of inquiries."),
      _ ("_Destroy"), TRUE, answer_cb, g_object_ref (self));
}

static void
enr_destroy_dialog_finalize (GObject *object)
{
  EnrDestroyDialog *self = ENR_DESTROY_DIALOG (object);

  g_clear_pointer (&self->kinds, enr_writing_kinds_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->contact, g_array_unref);

  G_OBJECT_CLASS (enr_destroy_dialog_parent_class)->finalize (object);
}

static void
enr_destroy_dialog_class_init (EnrDestroyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = enr_destroy_dialog_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_destroy_dialog_save;

  g_type_ensure (ENR_TYPE_KEEP_PERSON_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/destroy-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrDestroyDialog, group);
  gtk_widget_class_bind_template_child (widget_class, EnrDestroyDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, EnrDestroyDialog, person);
}

static void
enr_destroy_dialog_init (EnrDestroyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrDestroyDialog *
enr_destroy_dialog_new (EnrSession *session, EnrWritingKinds *kinds, GArray *ids, GArray *contact)
{
  EnrDestroyDialog *self = g_object_new (ENR_TYPE_DESTROY_DIALOG, NULL);
  g_autofree char *text = NULL;
  guint n;

  self->kinds = enr_writing_kinds_ref (kinds);
  self->ids = g_array_ref (ids);
  self->contact = g_array_ref (contact);
  n = count_records (self);
  text = g_strdup_printf (ngettext ("%u record is destroyed, and a certificate is written.",
                                    "%u records are destroyed, and a certificate is written.", n),
                          n);
  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  enr_keep_person_row_set_session (self->person, session);
  adw_preferences_group_set_description (self->group, text);
  return self;
}
