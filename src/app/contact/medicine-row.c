/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/medicine-row.h"

#include <glib/gi18n.h>

struct _EnrMedicineRow
{
  GtkListBoxRow parent_instance;

  /* Template */
  GtkLabel *when;
  GtkLabel *child;
  GtkLabel *what;
  GtkLabel *more;
  GtkLabel *state;
  GtkButton *give_button;
  GtkButton *withhold_button;
  GtkButton *undo_button;
  GtkButton *edit_button;
};

G_DEFINE_FINAL_TYPE (EnrMedicineRow, enr_medicine_row, GTK_TYPE_LIST_BOX_ROW)

static void
enr_medicine_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_MEDICINE_ROW);

  G_OBJECT_CLASS (enr_medicine_row_parent_class)->dispose (object);
}

static void
enr_medicine_row_class_init (EnrMedicineRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_medicine_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/medicine-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineRow, when);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineRow, child);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineRow, what);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineRow, more);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineRow, state);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineRow, give_button);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineRow, withhold_button);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineRow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineRow, edit_button);
}

static void
enr_medicine_row_init (EnrMedicineRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Words that are there, apart by two blanks. */
static char *
dup_joined (const char *const *words, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    if (words[i] != NULL && *words[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? "  " : "", words[i]);
  return g_string_free (text, FALSE);
}

char *
enr_medicine_dup_when (const EnrMedicine *medicine)
{
  char time[6];
  const char *const words[] = { enr_minutes_format (medicine->at, time), medicine->when_words };

  return dup_joined (words, G_N_ELEMENTS (words));
}

static char *
dup_state (const EnrMedicineTask *task)
{
  char time[6];

  if (task->state == ENR_DOSE_GIVEN)
    {
      enr_minutes_format (enr_instant_minutes (task->given_at, task->day), time);
      /* Translators: a time, who gave the medicine, who checked it, and how the child was */
      return g_strdup_printf (_ ("Given at %s by %s, checked by %s. %s"), time, task->given_by,
                              task->checked_by, task->note);
    }
  if (task->state == ENR_DOSE_NOT_GIVEN)
    /* Translators: why medicine was not given, and who decided so */
    return g_strdup_printf (_ ("Not given: %s (%s)"), task->note, task->given_by);
  return g_strdup (task->is_overdue ? _ ("The time has passed") : "");
}

static void
set_action (GtkButton *button, const char *action, const char *id)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
}

EnrMedicineRow *
enr_medicine_row_new (const EnrMedicineTask *task)
{
  EnrMedicineRow *self = g_object_new (ENR_TYPE_MEDICINE_ROW, NULL);
  const EnrMedicine *medicine = task->medicine;
  const char *const what[] = { medicine->name, medicine->amount };
  const char *const more[]
      = { enr_medicine_form_label (medicine->form), enr_medicine_storage_label (medicine->storage),
          medicine->illness, medicine->clinic, medicine->note };
  g_autofree char *when = enr_medicine_dup_when (medicine);
  g_autofree char *what_text = dup_joined (what, G_N_ELEMENTS (what));
  g_autofree char *more_text = dup_joined (more, G_N_ELEMENTS (more));
  g_autofree char *state = dup_state (task);
  gboolean is_open = task->state == ENR_DOSE_OPEN;
  char id[ENR_UUID_STRING_LENGTH];

  enr_uuid_format (&medicine->id, id);
  gtk_label_set_text (self->when, *when != '\0' ? when : _ ("Any time"));
  gtk_label_set_text (self->child, medicine->child_name);
  gtk_label_set_text (self->what, what_text);
  gtk_label_set_text (self->more, more_text);
  gtk_widget_set_visible (GTK_WIDGET (self->more), *more_text != '\0');
  gtk_label_set_text (self->state, state);
  gtk_widget_set_visible (GTK_WIDGET (self->state), *state != '\0');
  gtk_widget_add_css_class (GTK_WIDGET (self->state), is_open ? "error" : "dim-label");
  set_action (self->give_button, "medicine.give", id);
  set_action (self->withhold_button, "medicine.withhold", id);
  set_action (self->undo_button, "medicine.undo", id);
  set_action (self->edit_button, "medicine.edit", id);
  gtk_widget_set_visible (GTK_WIDGET (self->give_button), is_open);
  gtk_widget_set_visible (GTK_WIDGET (self->withhold_button), is_open);
  gtk_widget_set_visible (GTK_WIDGET (self->undo_button), !is_open);
  return self;
}
