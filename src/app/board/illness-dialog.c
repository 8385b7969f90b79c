/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/board/illness-dialog.h"

#include <glib/gi18n.h>

#include "app/children/date-row.h"
#include "app/compat.h"

struct _EnrIllnessDialog
{
  EnrEditDialog parent_instance;

  /* template */
  AdwPreferencesGroup *rule;
  GtkLabel *earliest;
  EnrDateRow *onset;
  EnrDateRow *fever;
  EnrDateRow *relief;
  EnrDateRow *swelling;
  EnrDateRow *medicine;
  EnrDateRow *paper_day;
  EnrDateRow *back_day;
  GtkEditable *note;

  /* owned */
  EnrIllness *seen;
  EnrDisease *illness_of;
};

G_DEFINE_FINAL_TYPE (EnrIllnessDialog, enr_illness_dialog, ENR_TYPE_EDIT_DIALOG)

struct _EnrIllnessWrite
{
  const EnrActor *actor; /* lives as long as the program */
  EnrIllness *illness;
  EnrIllness *seen;
};

EnrIllnessWrite *
enr_illness_write_new (const EnrActor *actor, const EnrIllness *illness, const EnrIllness *seen)
{
  EnrIllnessWrite *self = g_new0 (EnrIllnessWrite, 1);

  self->actor = actor;
  self->illness = enr_illness_copy (illness);
  self->seen = seen != NULL ? enr_illness_copy (seen) : NULL;
  return self;
}

void
enr_illness_write_free (gpointer data)
{
  EnrIllnessWrite *self = data;

  enr_illness_free (self->illness);
  enr_illness_free (self->seen);
  g_free (self);
}

gpointer
enr_illness_write_run (EnrDb *db, gpointer data, GError **error)
{
  EnrIllnessWrite *self = data;

  return GINT_TO_POINTER (enr_illness_save (db, self->actor, self->illness, self->seen, error));
}

static EnrDateRow *
anchor_row (EnrIllnessDialog *self, EnrAnchor anchor)
{
  EnrDateRow *const rows[ENR_N_ANCHORS]
      = { NULL, self->onset, self->fever, self->relief, self->swelling, self->medicine };

  return rows[anchor];
}

/* The onset is asked for always: the count of the ill begins with it. */
static gboolean
is_asked (EnrIllnessDialog *self, EnrAnchor anchor)
{
  return anchor == ENR_ANCHOR_ONSET || self->illness_of->anchor[0] == anchor
         || self->illness_of->anchor[1] == anchor || self->seen->anchors[anchor] != ENR_DATE_NONE;
}

static void
read_anchors (EnrIllnessDialog *self, EnrDate *anchors)
{
  anchors[ENR_ANCHOR_NONE] = ENR_DATE_NONE;
  for (EnrAnchor anchor = ENR_ANCHOR_ONSET; anchor < ENR_N_ANCHORS; anchor++)
    anchors[anchor] = enr_date_row_get_date (anchor_row (self, anchor));
}

static void
changed_cb (EnrIllnessDialog *self)
{
  EnrDate anchors[ENR_N_ANCHORS];
  EnrReturn earliest;
  g_autofree char *text = NULL;

  if (self->illness_of == NULL)
    return;
  read_anchors (self, anchors);
  earliest = enr_disease_return_day (self->illness_of, anchors);
  text = enr_return_dup_text (&earliest, self->illness_of);
  gtk_label_set_text (self->earliest, text);
}

static gboolean
is_date (EnrIllnessDialog *self, EnrDateRow *row)
{
  if (enr_date_row_is_blank (row) || enr_date_row_get_date (row) != ENR_DATE_NONE)
    return TRUE;
  enr_edit_dialog_refuse (ENR_EDIT_DIALOG (self), GTK_WIDGET (row), _ ("This is not a date."));
  return FALSE;
}

static void
enr_illness_dialog_save (EnrEditDialog *dialog)
{
  EnrIllnessDialog *self = ENR_ILLNESS_DIALOG (dialog);
  g_autoptr (EnrIllness) illness = enr_illness_copy (self->seen);
  const EnrActor *actor = enr_session_get_actor (enr_edit_dialog_get_session (dialog));
  g_autofree char *done = NULL;

  for (EnrAnchor anchor = ENR_ANCHOR_ONSET; anchor < ENR_N_ANCHORS; anchor++)
    if (!is_date (self, anchor_row (self, anchor)))
      return;
  if (!is_date (self, self->paper_day) || !is_date (self, self->back_day))
    return;
  read_anchors (self, illness->anchors);
  illness->paper_day = enr_date_row_get_date (self->paper_day);
  illness->back_day = enr_date_row_get_date (self->back_day);
  g_free (illness->note);
  illness->note = g_strdup (gtk_editable_get_text (self->note));
  /* Translators: a child's name */
  done = g_strdup_printf (_ ("Saved: %s"), self->seen->child_name);
  enr_edit_dialog_write (dialog, enr_illness_write_run,
                         enr_illness_write_new (actor, illness, self->seen), enr_illness_write_free,
                         NULL, done);
}

static gpointer
remove_illness (EnrDb *db, gpointer data, GError **error)
{
  const EnrIllnessWrite *write = data;

  return GINT_TO_POINTER (
      enr_illness_remove (db, write->actor, &write->seen->id, "入力の誤り", error));
}

static void
remove_answer_cb (gboolean is_yes, gpointer user_data)
{
  g_autoptr (EnrIllnessDialog) self = user_data;
  EnrEditDialog *dialog = ENR_EDIT_DIALOG (self);
  const EnrActor *actor = enr_session_get_actor (enr_edit_dialog_get_session (dialog));
  g_autofree char *done = NULL;

  if (!is_yes)
    return;
  /* Translators: a child's name */
  done = g_strdup_printf (_ ("No longer watched: %s"), self->seen->child_name);
  enr_edit_dialog_write (dialog, remove_illness,
                         enr_illness_write_new (actor, self->seen, self->seen),
                         enr_illness_write_free, NULL, done);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrIllnessDialog *self = ENR_ILLNESS_DIALOG (widget);
  g_autofree char *heading = NULL;

  /* Translators: a child's name, a disease */
  heading = g_strdup_printf (_ ("Was it a mistake that %s has %s?"), self->seen->child_name,
                             self->illness_of->name);
  enr_compat_ask (GTK_WINDOW (self), heading,
                  _ ("The illness no longer counts, and the return is no longer watched. The "
                     "notice and the absences stay as they are."),
                  _ ("_Take off"), TRUE, remove_answer_cb, g_object_ref (self));
}

static void
enr_illness_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_ILLNESS_DIALOG);

  G_OBJECT_CLASS (enr_illness_dialog_parent_class)->dispose (object);
}

static void
enr_illness_dialog_finalize (GObject *object)
{
  EnrIllnessDialog *self = ENR_ILLNESS_DIALOG (object);

  g_clear_pointer (&self->seen, enr_illness_free);
  g_clear_pointer (&self->illness_of, enr_disease_free);

  G_OBJECT_CLASS (enr_illness_dialog_parent_class)->finalize (object);
}

static void
enr_illness_dialog_class_init (EnrIllnessDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_illness_dialog_dispose;
  object_class->finalize = enr_illness_dialog_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_illness_dialog_save;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/board/illness-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrIllnessDialog, rule);
  gtk_widget_class_bind_template_child (widget_class, EnrIllnessDialog, earliest);
  gtk_widget_class_bind_template_child (widget_class, EnrIllnessDialog, onset);
  gtk_widget_class_bind_template_child (widget_class, EnrIllnessDialog, fever);
  gtk_widget_class_bind_template_child (widget_class, EnrIllnessDialog, relief);
  gtk_widget_class_bind_template_child (widget_class, EnrIllnessDialog, swelling);
  gtk_widget_class_bind_template_child (widget_class, EnrIllnessDialog, medicine);
  gtk_widget_class_bind_template_child (widget_class, EnrIllnessDialog, paper_day);
  gtk_widget_class_bind_template_child (widget_class, EnrIllnessDialog, back_day);
  gtk_widget_class_bind_template_child (widget_class, EnrIllnessDialog, note);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "illness.remove", NULL, remove_action);
}

static void
enr_illness_dialog_init (EnrIllnessDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_date (EnrDateRow *row, EnrDate date)
{
  if (date != ENR_DATE_NONE)
    enr_date_row_set_date (row, date);
}

EnrIllnessDialog *
enr_illness_dialog_new (EnrSession *session, const EnrIllness *illness, const EnrDisease *disease)
{
  EnrIllnessDialog *self = g_object_new (ENR_TYPE_ILLNESS_DIALOG, NULL);
  g_autofree char *title = g_strdup_printf ("%s  %s", illness->child_name, disease->name);
  g_autofree char *criteria = g_markup_escape_text (disease->criteria, -1);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->seen = enr_illness_copy (illness);
  self->illness_of = enr_disease_copy (disease);
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_preferences_group_set_description (self->rule, criteria);
  for (EnrAnchor anchor = ENR_ANCHOR_ONSET; anchor < ENR_N_ANCHORS; anchor++)
    {
      EnrDateRow *row = anchor_row (self, anchor);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), enr_anchor_label (anchor));
      gtk_widget_set_visible (GTK_WIDGET (row), is_asked (self, anchor));
      set_date (row, illness->anchors[anchor]);
    }
  if (disease->paper != ENR_RETURN_PAPER_NONE)
    {
      /* Translators: 意見書 or 登園届 */
      g_autofree char *paper
          = g_strdup_printf (_ ("The %s came on"), enr_return_paper_label (disease->paper));

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->paper_day), paper);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->paper_day), disease->paper != ENR_RETURN_PAPER_NONE);
  set_date (self->paper_day, illness->paper_day);
  set_date (self->back_day, illness->back_day);
  gtk_editable_set_text (self->note, illness->note);
  changed_cb (self);
  return self;
}
