/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/contact-dialog.h"

#include <glib/gi18n.h>

#include "app/children/child-edit.h"
#include "app/compat.h"
#include "app/contact/way-row.h"
#include "nursery/error.h"

struct _EnrContactDialog
{
  EnrEditDialog parent_instance;

  /* template */
  GtkEditable *name;
  GtkEditable *kana;
  GtkEditable *relation;
  GtkEditable *phone;
  GtkEditable *phone2;
  GtkEditable *note;
  GtkSwitch *is_guardian;
  GtkSwitch *may_collect;
  GtkWidget *way_group;
  EnrWayRow *way;
  GtkWidget *remove_group;

  EnrUuid family_id;
  int position;

  /* owned */
  EnrContact *contact; /* as it was read; NULL for a new one */
};

G_DEFINE_FINAL_TYPE (EnrContactDialog, enr_contact_dialog, ENR_TYPE_EDIT_DIALOG)

static char *
dup_text (GtkEditable *editable)
{
  return g_strdup (gtk_editable_get_text (editable));
}

static void
enr_contact_dialog_save (EnrEditDialog *form)
{
  EnrContactDialog *self = ENR_CONTACT_DIALOG (form);
  g_autoptr (EnrEdit) edit = enr_edit_new (enr_edit_dialog_get_session (form), NULL);
  EnrContact *contact = edit->contact = g_new0 (EnrContact, 1);
  g_autofree char *done = NULL;

  if (self->contact != NULL)
    {
      contact->id = self->contact->id;
      edit->seen_contact = enr_contact_copy (self->contact);
    }
  contact->family_id = self->family_id;
  contact->position = self->position;
  contact->name = dup_text (self->name);
  contact->kana = dup_text (self->kana);
  contact->relation = dup_text (self->relation);
  contact->phone = dup_text (self->phone);
  contact->phone2 = dup_text (self->phone2);
  contact->note = dup_text (self->note);
  contact->is_guardian = gtk_switch_get_active (self->is_guardian);
  contact->may_collect = gtk_switch_get_active (self->may_collect);
  /* Translators: a person's name */
  done = g_strdup_printf (_ ("Saved: %s"), contact->name);
  enr_edit_dialog_write (form, enr_edit_save_contact, g_steal_pointer (&edit), enr_edit_free, NULL,
                         done);
}

static GtkWidget *
enr_contact_dialog_find_field (EnrEditDialog *form, const GError *error)
{
  return error->domain == ENR_NURSERY_ERROR ? GTK_WIDGET (ENR_CONTACT_DIALOG (form)->name) : NULL;
}

static void
enr_contact_dialog_read_anew (EnrEditDialog *form)
{
  EnrEdit *edit = enr_edit_new (enr_edit_dialog_get_session (form), NULL);

  edit->id = ENR_CONTACT_DIALOG (form)->contact->id;
  enr_edit_dialog_read (form, enr_edit_load_contact, edit, enr_edit_free,
                        (GDestroyNotify) enr_contact_free);
}

static void
show_text (GtkEditable *row, const char *seen, const char *now)
{
  if (!g_str_equal (seen, now))
    gtk_editable_set_text (row, now);
}

static void
enr_contact_dialog_show_anew (EnrEditDialog *form, gpointer value)
{
  EnrContactDialog *self = ENR_CONTACT_DIALOG (form);
  const EnrContact *seen = self->contact;
  const EnrContact *now = value;

  show_text (self->name, seen->name, now->name);
  show_text (self->kana, seen->kana, now->kana);
  show_text (self->relation, seen->relation, now->relation);
  show_text (self->phone, seen->phone, now->phone);
  show_text (self->phone2, seen->phone2, now->phone2);
  show_text (self->note, seen->note, now->note);
  if (seen->is_guardian != now->is_guardian)
    gtk_switch_set_active (self->is_guardian, now->is_guardian);
  if (seen->may_collect != now->may_collect)
    gtk_switch_set_active (self->may_collect, now->may_collect);
  self->family_id = now->family_id;
  self->position = now->position;
  enr_contact_free (self->contact);
  self->contact = enr_contact_copy (now);
}

static void
remove_answer_cb (gboolean is_yes, gpointer user_data)
{
  g_autoptr (EnrContactDialog) self = user_data;
  EnrEditDialog *form = ENR_EDIT_DIALOG (self);
  EnrEdit *edit;
  g_autofree char *done = NULL;

  if (!is_yes)
    return;
  edit = enr_edit_new (enr_edit_dialog_get_session (form), NULL);
  edit->id = self->contact->id;
  /* Translators: a person's name */
  done = g_strdup_printf (_ ("Taken off the list: %s"), gtk_editable_get_text (self->name));
  enr_edit_dialog_write (form, enr_edit_remove_contact, edit, enr_edit_free, NULL, done);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrContactDialog *self = ENR_CONTACT_DIALOG (widget);
  g_autofree char *heading = NULL;

  /* Translators: a person's name */
  heading = g_strdup_printf (_ ("Take %s off the list?"), gtk_editable_get_text (self->name));
  enr_compat_ask (GTK_WINDOW (self), heading,
                  _ ("The person is no longer called or let collect the children of this family. "
                     "Past records stay as they are."),
                  _ ("_Take off"), TRUE, remove_answer_cb, g_object_ref (self));
}

static void
enr_contact_dialog_finalize (GObject *object)
{
  enr_contact_free (ENR_CONTACT_DIALOG (object)->contact);

  G_OBJECT_CLASS (enr_contact_dialog_parent_class)->finalize (object);
}

static void
enr_contact_dialog_class_init (EnrContactDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = enr_contact_dialog_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_contact_dialog_save;
  ENR_EDIT_DIALOG_CLASS (klass)->find_field = enr_contact_dialog_find_field;
  ENR_EDIT_DIALOG_CLASS (klass)->read_anew = enr_contact_dialog_read_anew;
  ENR_EDIT_DIALOG_CLASS (klass)->show_anew = enr_contact_dialog_show_anew;

  g_type_ensure (ENR_TYPE_WAY_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/children/contact-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrContactDialog, name);
  gtk_widget_class_bind_template_child (widget_class, EnrContactDialog, kana);
  gtk_widget_class_bind_template_child (widget_class, EnrContactDialog, relation);
  gtk_widget_class_bind_template_child (widget_class, EnrContactDialog, phone);
  gtk_widget_class_bind_template_child (widget_class, EnrContactDialog, phone2);
  gtk_widget_class_bind_template_child (widget_class, EnrContactDialog, note);
  gtk_widget_class_bind_template_child (widget_class, EnrContactDialog, is_guardian);
  gtk_widget_class_bind_template_child (widget_class, EnrContactDialog, may_collect);
  gtk_widget_class_bind_template_child (widget_class, EnrContactDialog, way_group);
  gtk_widget_class_bind_template_child (widget_class, EnrContactDialog, way);
  gtk_widget_class_bind_template_child (widget_class, EnrContactDialog, remove_group);
  gtk_widget_class_install_action (widget_class, "contact.remove", NULL, remove_action);
}

static void
enr_contact_dialog_init (EnrContactDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrContactDialog *
enr_contact_dialog_new (EnrSession *session,
                        const EnrContact *contact,
                        const EnrUuid *family_id,
                        int position)
{
  EnrContactDialog *self = g_object_new (ENR_TYPE_CONTACT_DIALOG, NULL);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->family_id = *family_id;
  self->position = position;
  gtk_widget_set_visible (self->way_group, contact != NULL);
  gtk_widget_set_visible (self->remove_group, contact != NULL);
  if (contact == NULL)
    {
      gtk_window_set_title (GTK_WINDOW (self), _ ("New Person"));
      return self;
    }
  gtk_window_set_title (GTK_WINDOW (self), _ ("Person of the Family"));
  enr_way_row_set_contact (self->way, session, &contact->id);
  self->contact = enr_contact_copy (contact);
  self->position = contact->position;
  gtk_editable_set_text (self->name, contact->name);
  gtk_editable_set_text (self->kana, contact->kana);
  gtk_editable_set_text (self->relation, contact->relation);
  gtk_editable_set_text (self->phone, contact->phone);
  gtk_editable_set_text (self->phone2, contact->phone2);
  gtk_editable_set_text (self->note, contact->note);
  gtk_switch_set_active (self->is_guardian, contact->is_guardian);
  gtk_switch_set_active (self->may_collect, contact->may_collect);
  return self;
}
