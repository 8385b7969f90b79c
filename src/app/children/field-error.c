/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/field-error.h"

struct _EnrFieldError
{
  AdwPreferencesRow parent_instance;
};

G_DEFINE_FINAL_TYPE (EnrFieldError, enr_field_error, ADW_TYPE_PREFERENCES_ROW)

static void
enr_field_error_class_init (EnrFieldErrorClass *klass)
{
  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (klass), "/io/github/enroku/Enroku/ui/children/field-error.ui");
}

static void
enr_field_error_init (EnrFieldError *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
enr_field_error_new (const char *text)
{
  return g_object_new (ENR_TYPE_FIELD_ERROR, "title", text, NULL);
}
