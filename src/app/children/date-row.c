/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/date-row.h"

#include <glib/gi18n.h>

#include "app/children/words.h"
#include "base/text.h"

struct _EnrDateRow
{
  AdwEntryRow parent_instance;

  /* template */
  GtkLabel *meaning;

  EnrDate age_on;
};

G_DEFINE_FINAL_TYPE (EnrDateRow, enr_date_row, ADW_TYPE_ENTRY_ROW)

static void
changed_cb (EnrDateRow *self)
{
  EnrDate date = enr_date_row_get_date (self);
  gboolean is_wrong = date == ENR_DATE_NONE && !enr_date_row_is_blank (self);
  g_autofree char *text = NULL;

  if (is_wrong)
    text = g_strdup (_ ("Not a date"));
  else if (date == ENR_DATE_NONE)
    text = g_strdup ("");
  else if (self->age_on != ENR_DATE_NONE)
    {
      g_autofree char *era = enr_date_dup_era (date);
      g_autofree char *age = enr_words_dup_age (date, self->age_on);

      text = g_strconcat (era, "  ", age, NULL);
    }
  else
    text = enr_date_dup_era_weekday (date);
  gtk_label_set_label (self->meaning, text);
  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->meaning), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->meaning), "error");
}

static void
enr_date_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_DATE_ROW);

  G_OBJECT_CLASS (enr_date_row_parent_class)->dispose (object);
}

static void
enr_date_row_class_init (EnrDateRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_date_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/children/date-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrDateRow, meaning);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
enr_date_row_init (EnrDateRow *self)
{
  self->age_on = ENR_DATE_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrDate
enr_date_row_get_date (EnrDateRow *self)
{
  g_return_val_if_fail (ENR_IS_DATE_ROW (self), ENR_DATE_NONE);

  return enr_date_parse_any (gtk_editable_get_text (GTK_EDITABLE (self)));
}

void
enr_date_row_set_date (EnrDateRow *self, EnrDate date)
{
  char text[ENR_DATE_ISO_LENGTH];

  g_return_if_fail (ENR_IS_DATE_ROW (self));

  enr_date_iso (date, text);
  for (char *p = text; *p != '\0'; p++)
    if (*p == '-')
      *p = '/';
  gtk_editable_set_text (GTK_EDITABLE (self), text);
}

gboolean
enr_date_row_is_blank (EnrDateRow *self)
{
  g_return_val_if_fail (ENR_IS_DATE_ROW (self), TRUE);

  return enr_text_is_blank (gtk_editable_get_text (GTK_EDITABLE (self)));
}

void
enr_date_row_set_age_on (EnrDateRow *self, EnrDate day)
{
  g_return_if_fail (ENR_IS_DATE_ROW (self));

  self->age_on = day;
  changed_cb (self);
}
