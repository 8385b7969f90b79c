/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/step-dialog.h"

#include <glib/gi18n.h>

#include "app/children/barred-row.h"
#include "app/children/child-edit.h"
#include "app/children/date-row.h"
#include "nursery/error.h"

struct _EnrStepDialog
{
  EnrEditDialog parent_instance;

  /* template */
  AdwPreferencesGroup *group;
  EnrDateRow *date;
  AdwComboRow *class_row;
  GtkStringList *class_names;
  AdwComboRow *kind;
  AdwComboRow *hours;
  GtkEditable *number;
  EnrDateRow *last;
  GtkEditable *reason;
  GtkEditable *card;
  GtkWidget *sibling_row;
  GtkDropDown *sibling;
  GtkStringList *sibling_names;
  AdwPreferencesGroup *barred_group;

  /* owned */
  EnrRecordStep step;
  EnrUuid child_id;
  char *name;
  GArray *class_ids;   /* (element-type EnrUuid) */
  GArray *sibling_ids; /* (element-type EnrUuid) */
  GPtrArray *barred;   /* (element-type EnrBarredRow), borrowed: rows of barred_group */
};

G_DEFINE_FINAL_TYPE (EnrStepDialog, enr_step_dialog, ENR_TYPE_EDIT_DIALOG)

/* What a step is called, which fields it has, and what does it. */
static const struct
{
  const char *title;
  const char *date_title;
  const char *description;
  const char *save_label;
  gboolean has_class;
  gboolean has_reason;
  EnrStoreFunc func;
} steps[] = {
  [ENR_STEP_ENROL]
  = { N_ ("Enrol"), N_ ("First day"), NULL, N_ ("_Enrol"), TRUE, FALSE, enr_edit_enrol },
  [ENR_STEP_LEAVE] = { N_ ("Leaving the Nursery"), N_ ("Last day"),
                       N_ ("The child stays in the records and is found under “Former”."),
                       N_ ("_Enter Leaving"), FALSE, TRUE, enr_edit_leave },
  [ENR_STEP_MOVE] = { N_ ("Another Class"), N_ ("First day in the class"), NULL, N_ ("_Move"), TRUE,
                      FALSE, enr_edit_move },
  [ENR_STEP_CERTIFY] = { N_ ("Certification"), N_ ("Valid from"),
                         N_ ("The certification before this one ends the day before."),
                         N_ ("_Save"), FALSE, FALSE, enr_edit_certify },
  [ENR_STEP_CARD] = { N_ ("Card That Is There Already"), NULL,
                      N_ ("Hold the card to the reader, or type its number."), N_ ("_Register"),
                      FALSE, FALSE, enr_edit_register_card },
  [ENR_STEP_REMOVE]
  = { N_ ("Remove the Record"), NULL,
      N_ ("Only for a child entered by mistake, with no attendance yet. One who leaves the nursery "
          "gets a last day instead."),
      N_ ("_Remove"), FALSE, TRUE, enr_edit_remove_child },
  [ENR_STEP_SIBLING] = { N_ ("Brother or Sister"), NULL,
                         N_ ("The child joins that family: the people who are called and who "
                             "collect, and the address, "
                             "are then the other family's."),
                         N_ ("_Join"), FALSE, FALSE, enr_edit_join_family },
};

/* Translators: in all of these %s is the child's name */
static char *
dup_done (EnrStepDialog *self)
{
  switch (self->step)
    {
    case ENR_STEP_ENROL:
      return g_strdup_printf (_ ("%s is enrolled"), self->name);
    case ENR_STEP_LEAVE:
      return g_strdup_printf (_ ("The leaving of %s is entered"), self->name);
    case ENR_STEP_MOVE:
      return g_strdup_printf (_ ("%s has another class"), self->name);
    case ENR_STEP_CERTIFY:
      return g_strdup_printf (_ ("The certification of %s is saved"), self->name);
    case ENR_STEP_CARD:
      return g_strdup_printf (_ ("The card of %s is registered"), self->name);
    case ENR_STEP_SIBLING:
      return g_strdup_printf (_ ("%s is in the family now"), self->name);
    case ENR_STEP_REMOVE:
    default:
      return g_strdup_printf (_ ("The record of %s is removed"), self->name);
    }
}

static gboolean
read_date (EnrStepDialog *self, EnrDateRow *row, gboolean is_needed, EnrDate *date)
{
  *date = enr_date_row_get_date (row);
  if (*date != ENR_DATE_NONE || (!is_needed && enr_date_row_is_blank (row)))
    return TRUE;
  enr_edit_dialog_refuse (ENR_EDIT_DIALOG (self), GTK_WIDGET (row),
                          _ ("This is not a date. Write it as 2026/4/1 or R8.4.1."));
  return FALSE;
}

static gboolean
read_certification (EnrStepDialog *self, EnrCertification *certification)
{
  if (!read_date (self, self->date, TRUE, &certification->first)
      || !read_date (self, self->last, FALSE, &certification->last))
    return FALSE;
  certification->kind = adw_combo_row_get_selected (self->kind);
  certification->care_hours = adw_combo_row_get_selected (self->hours);
  certification->number = g_strdup (gtk_editable_get_text (self->number));
  return TRUE;
}

/* Who of the family that the child leaves is told nothing about it, and who that is in the other
 * one. */
static gboolean
read_barred (EnrStepDialog *self, EnrEdit *edit)
{
  edit->answers = g_array_new (FALSE, FALSE, sizeof (EnrBarredAnswer));
  for (guint i = 0; i < self->barred->len; i++)
    {
      EnrBarredRow *row = g_ptr_array_index (self->barred, i);
      EnrBarredAnswer answer;

      if (!enr_barred_row_get_answer (row, &answer))
        {
          enr_edit_dialog_refuse (
              ENR_EDIT_DIALOG (self), GTK_WIDGET (row),
              _ ("Please choose who this is in the other family, or that nobody "
                 "there is."));
          return FALSE;
        }
      g_array_append_val (edit->answers, answer);
    }
  return TRUE;
}

static void
sibling_cb (EnrStepDialog *self)
{
  guint selected = gtk_drop_down_get_selected (self->sibling);
  EnrSession *session = enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self));
  EnrEdit *edit;

  if (session == NULL || self->step != ENR_STEP_SIBLING || selected >= self->sibling_ids->len)
    return;
  edit = enr_edit_new (session, &self->child_id);
  edit->id = g_array_index (self->sibling_ids, EnrUuid, selected);
  enr_edit_dialog_read (ENR_EDIT_DIALOG (self), enr_edit_load_family_change, edit, enr_edit_free,
                        (GDestroyNotify) enr_family_change_free);
}

static void
enr_step_dialog_show_anew (EnrEditDialog *form, gpointer value)
{
  EnrStepDialog *self = ENR_STEP_DIALOG (form);
  const EnrFamilyChange *change = value;

  for (guint i = 0; i < self->barred->len; i++)
    adw_preferences_group_remove (self->barred_group, g_ptr_array_index (self->barred, i));
  g_ptr_array_set_size (self->barred, 0);
  for (guint i = 0; i < change->barred->len; i++)
    {
      EnrBarredRow *row = enr_barred_row_new (change, i);

      adw_preferences_group_add (self->barred_group, GTK_WIDGET (row));
      g_ptr_array_add (self->barred, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->barred_group), change->barred->len > 0);
}

static void
enr_step_dialog_save (EnrEditDialog *form)
{
  EnrStepDialog *self = ENR_STEP_DIALOG (form);
  g_autoptr (EnrEdit) edit = enr_edit_new (enr_edit_dialog_get_session (form), &self->child_id);
  guint selected = adw_combo_row_get_selected (self->class_row);
  g_autofree char *done = NULL;

  if (self->step == ENR_STEP_CERTIFY)
    {
      if (!read_certification (self, &edit->certification))
        return;
    }
  else if (steps[self->step].date_title != NULL && !read_date (self, self->date, TRUE, &edit->date))
    return;
  if (steps[self->step].has_class && selected > 0 && selected <= self->class_ids->len)
    edit->id = g_array_index (self->class_ids, EnrUuid, selected - 1);
  if (self->step == ENR_STEP_MOVE && enr_uuid_is_none (&edit->id))
    {
      enr_edit_dialog_refuse (form, GTK_WIDGET (self->class_row), _ ("Please choose the class."));
      return;
    }
  selected = gtk_drop_down_get_selected (self->sibling);
  if (self->step == ENR_STEP_SIBLING)
    {
      if (selected >= self->sibling_ids->len)
        return;
      edit->id = g_array_index (self->sibling_ids, EnrUuid, selected);
      if (!read_barred (self, edit))
        return;
    }
  edit->text
      = g_strdup (gtk_editable_get_text (steps[self->step].has_reason ? self->reason : self->card));
  done = dup_done (self);
  enr_edit_dialog_write (form, steps[self->step].func, g_steal_pointer (&edit), enr_edit_free, NULL,
                         done);
}

static GtkWidget *
enr_step_dialog_find_field (EnrEditDialog *form, const GError *error)
{
  EnrStepDialog *self = ENR_STEP_DIALOG (form);

  if (error->domain != ENR_NURSERY_ERROR)
    return NULL;
  if (self->step == ENR_STEP_SIBLING)
    return NULL;
  if (self->step == ENR_STEP_CARD)
    return GTK_WIDGET (self->card);
  if (self->step == ENR_STEP_REMOVE)
    return GTK_WIDGET (self->reason);
  if (self->step == ENR_STEP_CERTIFY)
    return GTK_WIDGET (self->last);
  return GTK_WIDGET (self->date);
}

static void
enter_cb (EnrStepDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.save", NULL);
}

static void
enr_step_dialog_finalize (GObject *object)
{
  EnrStepDialog *self = ENR_STEP_DIALOG (object);

  g_free (self->name);
  g_array_unref (self->class_ids);
  g_array_unref (self->sibling_ids);
  g_ptr_array_unref (self->barred);

  G_OBJECT_CLASS (enr_step_dialog_parent_class)->finalize (object);
}

static void
enr_step_dialog_class_init (EnrStepDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = enr_step_dialog_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_step_dialog_save;
  ENR_EDIT_DIALOG_CLASS (klass)->find_field = enr_step_dialog_find_field;
  ENR_EDIT_DIALOG_CLASS (klass)->show_anew = enr_step_dialog_show_anew;

  g_type_ensure (ENR_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/children/step-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrStepDialog, group);
  gtk_widget_class_bind_template_child (widget_class, EnrStepDialog, date);
  gtk_widget_class_bind_template_child (widget_class, EnrStepDialog, class_row);
  gtk_widget_class_bind_template_child (widget_class, EnrStepDialog, class_names);
  gtk_widget_class_bind_template_child (widget_class, EnrStepDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, EnrStepDialog, hours);
  gtk_widget_class_bind_template_child (widget_class, EnrStepDialog, number);
  gtk_widget_class_bind_template_child (widget_class, EnrStepDialog, last);
  gtk_widget_class_bind_template_child (widget_class, EnrStepDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, EnrStepDialog, card);
  gtk_widget_class_bind_template_child (widget_class, EnrStepDialog, sibling_row);
  gtk_widget_class_bind_template_child (widget_class, EnrStepDialog, sibling);
  gtk_widget_class_bind_template_child (widget_class, EnrStepDialog, sibling_names);
  gtk_widget_class_bind_template_child (widget_class, EnrStepDialog, barred_group);
  gtk_widget_class_bind_template_callback (widget_class, enter_cb);
  gtk_widget_class_bind_template_callback (widget_class, sibling_cb);
}

static void
enr_step_dialog_init (EnrStepDialog *self)
{
  self->class_ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  self->sibling_ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  self->barred = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_fields (EnrStepDialog *self, const EnrChildFile *file)
{
  gboolean is_certify = self->step == ENR_STEP_CERTIFY;

  gtk_widget_set_visible (GTK_WIDGET (self->date), steps[self->step].date_title != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->class_row), steps[self->step].has_class);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), steps[self->step].has_reason);
  gtk_widget_set_visible (GTK_WIDGET (self->card), self->step == ENR_STEP_CARD);
  gtk_widget_set_visible (GTK_WIDGET (self->kind), is_certify);
  gtk_widget_set_visible (GTK_WIDGET (self->hours), is_certify);
  gtk_widget_set_visible (GTK_WIDGET (self->number), is_certify);
  gtk_widget_set_visible (GTK_WIDGET (self->last), is_certify);
  gtk_widget_set_visible (self->sibling_row, self->step == ENR_STEP_SIBLING);
  if (is_certify)
    {
      adw_combo_row_set_selected (self->kind, file->row->certification);
      adw_combo_row_set_selected (self->hours, file->row->care_hours);
      gtk_editable_set_text (self->number, file->row->certification_number);
    }
}

/* The kana first: what is typed in the list is looked for at its beginning. */
static void
add_sibling (EnrStepDialog *self, const EnrRosterRow *row)
{
  g_autofree char *name = enr_child_dup_name (row->child);
  g_autofree char *text = g_strdup_printf ("%s %s  %s  %s", row->child->family_kana,
                                           row->child->given_kana, name, row->class_name);

  gtk_string_list_append (self->sibling_names, text);
  g_array_append_val (self->sibling_ids, row->child->id);
}

EnrStepDialog *
enr_step_dialog_new (EnrSession *session, EnrRecordStep step, const EnrChildFile *file)
{
  EnrStepDialog *self = g_object_new (ENR_TYPE_STEP_DIALOG, NULL);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->step = step;
  self->child_id = file->row->child->id;
  self->name = enr_child_dup_name (file->row->child);
  gtk_window_set_title (GTK_WINDOW (self), _ (steps[step].title));
  g_object_set (self, "save-label", _ (steps[step].save_label), NULL);
  adw_preferences_group_set_description (
      self->group, steps[step].description != NULL ? _ (steps[step].description) : NULL);
  if (steps[step].date_title != NULL)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->date), _ (steps[step].date_title));
      enr_date_row_set_date (self->date, file->day);
    }
  for (guint i = 0; i < file->classes->len; i++)
    {
      const EnrClass *of = g_ptr_array_index (file->classes, i);

      gtk_string_list_append (self->class_names, of->name);
      g_array_append_val (self->class_ids, of->id);
    }
  for (guint i = 0; step == ENR_STEP_SIBLING && i < file->others->len; i++)
    add_sibling (self, g_ptr_array_index (file->others, i));
  show_fields (self, file);
  sibling_cb (self);
  return self;
}
