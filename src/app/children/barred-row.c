/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/barred-row.h"

#include <glib/gi18n.h>

#include "app/children/edit-dialog.h"

/* The list's first two choices; the family's people follow. */
enum
{
  CHOICE_NONE,
  CHOICE_NOBODY,
  CHOICE_FIRST,
};

struct _EnrBarredRow
{
  AdwComboRow parent_instance;

  /* template */
  GtkStringList *names;

  /* owned */
  EnrUuid contact_id;
  GArray *people; /* (element-type EnrUuid) */
};

G_DEFINE_FINAL_TYPE (EnrBarredRow, enr_barred_row, ADW_TYPE_COMBO_ROW)

/* What was asked for is there. */
static void
chosen_cb (EnrBarredRow *self)
{
  if (gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    enr_field_set_error (GTK_WIDGET (self), NULL);
}

static void
enr_barred_row_finalize (GObject *object)
{
  g_array_unref (ENR_BARRED_ROW (object)->people);

  G_OBJECT_CLASS (enr_barred_row_parent_class)->finalize (object);
}

static void
enr_barred_row_class_init (EnrBarredRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = enr_barred_row_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/children/barred-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrBarredRow, names);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
enr_barred_row_init (EnrBarredRow *self)
{
  self->people = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_name (const char *name, const char *relation)
{
  /* Translators: a person of the family: name (relation) */
  return *relation != '\0' ? g_strdup_printf (_ ("%s (%s)"), name, relation) : g_strdup (name);
}

EnrBarredRow *
enr_barred_row_new (const EnrFamilyChange *change, guint index)
{
  const EnrBarredPerson *barred = g_ptr_array_index (change->barred, index);
  g_autofree char *title = dup_name (barred->name, barred->relation);
  EnrBarredRow *self = g_object_new (ENR_TYPE_BARRED_ROW, "title", title, NULL);

  self->contact_id = barred->contact_id;
  for (guint i = 0; i < change->people->len; i++)
    {
      const EnrFamilyPerson *person = g_ptr_array_index (change->people, i);
      g_autofree char *name = dup_name (person->name, person->relation);

      gtk_string_list_append (self->names, name);
      g_array_append_val (self->people, person->contact_id);
      if (enr_uuid_equal (&person->contact_id, &barred->likely))
        adw_combo_row_set_selected (ADW_COMBO_ROW (self), CHOICE_FIRST + i);
    }
  return self;
}

gboolean
enr_barred_row_get_answer (EnrBarredRow *self, EnrBarredAnswer *answer)
{
  guint selected;

  g_return_val_if_fail (ENR_IS_BARRED_ROW (self), FALSE);

  selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  answer->contact_id = self->contact_id;
  answer->same_as = enr_uuid_none;
  if (selected >= CHOICE_FIRST && selected - CHOICE_FIRST < self->people->len)
    answer->same_as = g_array_index (self->people, EnrUuid, selected - CHOICE_FIRST);
  return selected == CHOICE_NOBODY || !enr_uuid_is_none (&answer->same_as);
}
