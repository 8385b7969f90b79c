/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/medicine-dialog.h"

#include <glib/gi18n.h>

#include "app/children/date-row.h"
#include "app/compat.h"
#include "base/text.h"

struct _EnrMedicineDialog
{
  EnrEditDialog parent_instance;

  /* Template */
  AdwComboRow *child;
  EnrDateRow *first_day;
  EnrDateRow *last_day;
  GtkEditable *asked_by;
  GtkEditable *clinic;
  GtkEditable *illness;
  EnrDateRow *prescribed;
  GtkEditable *name;
  AdwComboRow *form;
  GtkEditable *amount;
  AdwComboRow *storage;
  GtkEditable *at_row;
  GtkEditable *when_words;
  GtkEditable *home_dose;
  GtkEditable *note;
  AdwComboRow *received;
  GtkEditable *received_name;
  GtkWidget *remove_button;

  /* Owned */
  EnrMedicine *seen; /* NULL for a new one */
  GArray *children;  /* (element-type EnrUuid) */
  char **staff;
  char *accepted; /* the doubts that were looked at */
};

G_DEFINE_FINAL_TYPE (EnrMedicineDialog, enr_medicine_dialog, ENR_TYPE_EDIT_DIALOG)

typedef struct
{
  const EnrActor *actor;
  EnrMedicine *medicine;
  EnrMedicine *seen;
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  g_clear_pointer (&write->medicine, enr_medicine_free);
  g_clear_pointer (&write->seen, enr_medicine_free);
  g_free (write);
}

static gpointer
save (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;

  return GINT_TO_POINTER (
      write->seen == NULL
          ? enr_medicine_add (db, write->actor, write->medicine, NULL, error)
          : enr_medicine_change (db, write->actor, write->medicine, write->seen, error));
}

static gpointer
remove_it (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;

  return GINT_TO_POINTER (enr_medicine_remove (db, write->actor, &write->seen->id, error));
}

/*
 * The form
 */

static void
take_text (char **field, GtkEditable *row)
{
  g_free (*field);
  *field = g_strdup (gtk_editable_get_text (row));
}

static gboolean
read_date (EnrMedicineDialog *self, EnrDateRow *row, EnrDate *date)
{
  *date = enr_date_row_get_date (row);
  if (*date != ENR_DATE_NONE || enr_date_row_is_blank (row))
    return TRUE;
  enr_edit_dialog_refuse (ENR_EDIT_DIALOG (self), GTK_WIDGET (row), _ ("This is not a date."));
  return FALSE;
}

static gboolean
read_time (EnrMedicineDialog *self, EnrMedicine *medicine)
{
  medicine->at = enr_minutes_parse (gtk_editable_get_text (self->at_row));
  if (medicine->at != ENR_MINUTES_NONE || enr_text_is_blank (gtk_editable_get_text (self->at_row)))
    return TRUE;
  enr_edit_dialog_refuse (ENR_EDIT_DIALOG (self), GTK_WIDGET (self->at_row),
                          _ ("A time is written as 8:05, 0805 or 805, up to 27:00."));
  return FALSE;
}

static void
read_received (EnrMedicineDialog *self, EnrMedicine *medicine)
{
  guint selected = adw_combo_row_get_selected (self->received);

  take_text (&medicine->received_by, self->received_name);
  if (selected > 0 && selected <= g_strv_length (self->staff))
    {
      g_free (medicine->received_by);
      medicine->received_by = g_strdup (self->staff[selected - 1]);
    }
}

/* NULL where a field cannot be read: then it says so. */
static EnrMedicine *
read_form (EnrMedicineDialog *self)
{
  g_autoptr (EnrMedicine) medicine
      = self->seen != NULL ? enr_medicine_copy (self->seen) : enr_medicine_new ();
  guint child = adw_combo_row_get_selected (self->child);

  /* nobody is chosen at first: the medicine of the child who happens to be on top is the worst of
   * mistakes */
  if (self->seen == NULL && (child == 0 || child > self->children->len))
    {
      enr_edit_dialog_refuse (ENR_EDIT_DIALOG (self), GTK_WIDGET (self->child),
                              _ ("Please choose a child."));
      return NULL;
    }
  if (self->seen == NULL)
    medicine->child_id = g_array_index (self->children, EnrUuid, child - 1);
  if (!read_date (self, self->first_day, &medicine->first_day)
      || !read_date (self, self->last_day, &medicine->last_day)
      || !read_date (self, self->prescribed, &medicine->prescribed) || !read_time (self, medicine))
    return NULL;
  if (enr_date_row_is_blank (self->last_day))
    medicine->last_day = medicine->first_day;
  take_text (&medicine->asked_by, self->asked_by);
  take_text (&medicine->clinic, self->clinic);
  take_text (&medicine->illness, self->illness);
  take_text (&medicine->name, self->name);
  take_text (&medicine->amount, self->amount);
  take_text (&medicine->when_words, self->when_words);
  take_text (&medicine->home_dose, self->home_dose);
  take_text (&medicine->note, self->note);
  medicine->form = (EnrMedicineForm) adw_combo_row_get_selected (self->form);
  medicine->storage = (EnrMedicineStorage) adw_combo_row_get_selected (self->storage);
  read_received (self, medicine);
  return g_steal_pointer (&medicine);
}

static void
write_it (EnrMedicineDialog *self, EnrMedicine *medicine, EnrStoreFunc func, const char *done)
{
  Write *write = g_new0 (Write, 1);

  write->actor = enr_session_get_actor (enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self)));
  write->medicine = medicine;
  write->seen = self->seen != NULL ? enr_medicine_copy (self->seen) : NULL;
  enr_edit_dialog_write (ENR_EDIT_DIALOG (self), func, write, write_free, NULL, done);
}

static void
doubts_cb (gboolean is_yes, gpointer user_data)
{
  g_autoptr (EnrMedicineDialog) self = user_data;

  if (is_yes)
    gtk_widget_activate_action (GTK_WIDGET (self), "dialog.save", NULL);
  else
    g_clear_pointer (&self->accepted, g_free);
}

static void
enr_medicine_dialog_save (EnrEditDialog *dialog)
{
  EnrMedicineDialog *self = ENR_MEDICINE_DIALOG (dialog);
  g_autoptr (EnrMedicine) medicine = read_form (self);
  g_autofree char *doubts = medicine != NULL ? enr_medicine_dup_doubts (medicine) : NULL;

  if (medicine == NULL)
    return;
  if (*doubts != '\0' && g_strcmp0 (doubts, self->accepted) != 0)
    {
      g_free (self->accepted);
      self->accepted = g_strdup (doubts);
      enr_compat_ask (GTK_WINDOW (self), _ ("Take this request?"), doubts, _ ("_Take It"), FALSE,
                      doubts_cb, g_object_ref (self));
      return;
    }
  write_it (self, g_steal_pointer (&medicine), save, _ ("The request is saved"));
}

static void
remove_cb (gboolean is_yes, gpointer user_data)
{
  g_autoptr (EnrMedicineDialog) self = user_data;

  if (is_yes)
    write_it (self, NULL, remove_it, _ ("The request is removed"));
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_compat_ask (GTK_WINDOW (widget), _ ("Remove this request?"),
                  _ ("It was entered by mistake: the medicine is on no list any more."),
                  _ ("_Remove"), TRUE, remove_cb, g_object_ref (widget));
}

static void
changed_cb (EnrMedicineDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->received_name),
                          adw_combo_row_get_selected (self->received) == 0);
}

static void
enr_medicine_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_MEDICINE_DIALOG);

  G_OBJECT_CLASS (enr_medicine_dialog_parent_class)->dispose (object);
}

static void
enr_medicine_dialog_finalize (GObject *object)
{
  EnrMedicineDialog *self = ENR_MEDICINE_DIALOG (object);

  g_clear_pointer (&self->seen, enr_medicine_free);
  g_array_unref (self->children);
  g_strfreev (self->staff);
  g_free (self->accepted);

  G_OBJECT_CLASS (enr_medicine_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/medicine-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDialog, child);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDialog, first_day);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDialog, last_day);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDialog, asked_by);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDialog, clinic);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDialog, illness);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDialog, prescribed);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDialog, name);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDialog, form);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDialog, amount);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDialog, storage);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDialog, at_row);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDialog, when_words);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDialog, home_dose);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDialog, note);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDialog, received);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDialog, received_name);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDialog, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
enr_medicine_dialog_class_init (EnrMedicineDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_medicine_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_medicine_dialog_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_medicine_dialog_save;

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "medicine.remove", NULL, remove_action);
}

static void
fill_words (AdwComboRow *row, int n, const char *(*label) (int value))
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  gtk_string_list_append (words, C_ ("medicine", "Not said"));
  for (int i = 1; i < n; i++)
    gtk_string_list_append (words, label (i));
  adw_combo_row_set_model (row, G_LIST_MODEL (words));
}

static const char *
form_label (int value)
{
  return enr_medicine_form_label ((EnrMedicineForm) value);
}

static const char *
storage_label (int value)
{
  return enr_medicine_storage_label ((EnrMedicineStorage) value);
}

static void
enr_medicine_dialog_init (EnrMedicineDialog *self)
{
  self->children = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_words (self->form, ENR_MEDICINE_N_FORMS, form_label);
  fill_words (self->storage, ENR_MEDICINE_N_STORAGES, storage_label);
}

static void
fill_names (EnrMedicineDialog *self, const EnrMedicineChild *children, guint n_children)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) staff = gtk_string_list_new (NULL);

  gtk_string_list_append (names, C_ ("staff", "Please choose"));
  for (guint i = 0; i < n_children; i++)
    {
      gtk_string_list_append (names, children[i].name);
      g_array_append_val (self->children, children[i].id);
    }
  adw_combo_row_set_model (self->child, G_LIST_MODEL (names));
  gtk_string_list_append (staff, C_ ("staff", "Please choose"));
  for (guint i = 0; self->staff[i] != NULL; i++)
    gtk_string_list_append (staff, self->staff[i]);
  adw_combo_row_set_model (self->received, G_LIST_MODEL (staff));
  gtk_widget_set_visible (GTK_WIDGET (self->received), self->staff[0] != NULL);
}

static void
show_seen (EnrMedicineDialog *self)
{
  const EnrMedicine *seen = self->seen;
  g_autoptr (GtkStringList) child = gtk_string_list_new (NULL);
  char time[6];

  gtk_string_list_append (child, seen->child_name);
  adw_combo_row_set_model (self->child, G_LIST_MODEL (child));
  gtk_widget_set_sensitive (GTK_WIDGET (self->child), FALSE);
  enr_date_row_set_date (self->first_day, seen->first_day);
  enr_date_row_set_date (self->last_day, seen->last_day);
  enr_date_row_set_date (self->prescribed, seen->prescribed);
  gtk_editable_set_text (self->asked_by, seen->asked_by);
  gtk_editable_set_text (self->clinic, seen->clinic);
  gtk_editable_set_text (self->illness, seen->illness);
  gtk_editable_set_text (self->name, seen->name);
  gtk_editable_set_text (self->amount, seen->amount);
  gtk_editable_set_text (self->at_row, enr_minutes_format (seen->at, time));
  gtk_editable_set_text (self->when_words, seen->when_words);
  gtk_editable_set_text (self->home_dose, seen->home_dose);
  gtk_editable_set_text (self->note, seen->note);
  gtk_editable_set_text (self->received_name, seen->received_by);
  adw_combo_row_set_selected (self->form, seen->form);
  adw_combo_row_set_selected (self->storage, seen->storage);
  for (guint i = 0; self->staff[i] != NULL; i++)
    if (g_str_equal (self->staff[i], seen->received_by))
      adw_combo_row_set_selected (self->received, i + 1);
}

void
enr_medicine_dialog_show (GtkWidget *parent,
                          EnrSession *session,
                          EnrDate day,
                          const EnrMedicineChild *children,
                          guint n_children,
                          const char *const *staff,
                          const EnrMedicine *seen)
{
  EnrMedicineDialog *self = g_object_new (ENR_TYPE_MEDICINE_DIALOG, NULL);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->staff = g_strdupv ((char **) staff);
  fill_names (self, children, n_children);
  enr_date_row_set_date (self->first_day, day);
  enr_date_row_set_date (self->last_day, day);
  if (seen != NULL && enr_uuid_is_none (&seen->id))
    {
      for (guint i = 0; i < n_children; i++)
        if (enr_uuid_equal (&children[i].id, &seen->child_id))
          adw_combo_row_set_selected (self->child, i + 1);
      gtk_editable_set_text (self->name, seen->name);
      gtk_editable_set_text (self->home_dose, seen->home_dose);
    }
  else if (seen != NULL)
    {
      self->seen = enr_medicine_copy (seen);
      show_seen (self);
    }
  gtk_widget_set_visible (self->remove_button, self->seen != NULL);
  changed_cb (self);
  enr_edit_dialog_show (ENR_EDIT_DIALOG (self), parent);
}
