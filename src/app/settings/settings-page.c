/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/settings/settings-page.h"

#include "app/settings/care-settings.h"
#include "app/settings/class-settings.h"
#include "app/settings/closure-settings.h"
#include "app/settings/data-settings.h"
#include "app/settings/facility-settings.h"
#include "app/settings/disease-settings.h"
#include "app/settings/kind-settings.h"
#include "app/settings/mail-settings.h"

struct _EnrSettingsPage
{
  AdwBin parent_instance;

  /* template */
  GtkStack *parts;
  EnrFacilitySettings *facility;
  EnrClassSettings *classes;
  EnrKindSettings *kinds;
  EnrDiseaseSettings *diseases;
  EnrClosureSettings *closures;
  EnrCareSettings *care;
  EnrMailSettings *mail;
  EnrDataSettings *data;
};

static void page_init (EnrPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrSettingsPage,
                               enr_settings_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (ENR_TYPE_PAGE, page_init))

static void
enr_settings_page_set_session (EnrPage *page, EnrSession *session)
{
  EnrSettingsPage *self = ENR_SETTINGS_PAGE (page);

  enr_facility_settings_set_session (self->facility, session);
  enr_class_settings_set_session (self->classes, session);
  enr_kind_settings_set_session (self->kinds, session);
  enr_disease_settings_set_session (self->diseases, session);
  enr_closure_settings_set_session (self->closures, session);
  enr_care_settings_set_session (self->care, session);
  enr_mail_settings_set_session (self->mail, session);
  enr_data_settings_set_session (self->data, session);
}

static void
page_init (EnrPageInterface *iface)
{
  iface->set_session = enr_settings_page_set_session;
}

static void
enr_settings_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_SETTINGS_PAGE);

  G_OBJECT_CLASS (enr_settings_page_parent_class)->dispose (object);
}

static void
enr_settings_page_class_init (EnrSettingsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_settings_page_dispose;

  g_type_ensure (ENR_TYPE_FACILITY_SETTINGS);
  g_type_ensure (ENR_TYPE_CLASS_SETTINGS);
  g_type_ensure (ENR_TYPE_KIND_SETTINGS);
  g_type_ensure (ENR_TYPE_DISEASE_SETTINGS);
  g_type_ensure (ENR_TYPE_CLOSURE_SETTINGS);
  g_type_ensure (ENR_TYPE_CARE_SETTINGS);
  g_type_ensure (ENR_TYPE_MAIL_SETTINGS);
  g_type_ensure (ENR_TYPE_DATA_SETTINGS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/settings/settings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrSettingsPage, parts);
  gtk_widget_class_bind_template_child (widget_class, EnrSettingsPage, facility);
  gtk_widget_class_bind_template_child (widget_class, EnrSettingsPage, classes);
  gtk_widget_class_bind_template_child (widget_class, EnrSettingsPage, kinds);
  gtk_widget_class_bind_template_child (widget_class, EnrSettingsPage, diseases);
  gtk_widget_class_bind_template_child (widget_class, EnrSettingsPage, closures);
  gtk_widget_class_bind_template_child (widget_class, EnrSettingsPage, care);
  gtk_widget_class_bind_template_child (widget_class, EnrSettingsPage, mail);
  gtk_widget_class_bind_template_child (widget_class, EnrSettingsPage, data);
}

static void
enr_settings_page_init (EnrSettingsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_settings_page_show_part (EnrSettingsPage *self, const char *name)
{
  g_return_if_fail (ENR_IS_SETTINGS_PAGE (self));

  gtk_stack_set_visible_child_name (self->parts, name);
}
