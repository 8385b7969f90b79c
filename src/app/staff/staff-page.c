/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/staff/staff-page.h"

#include "app/staff/duty-view.h"
#include "app/staff/staff-people.h"
#include "app/staff/staffing-settings.h"

struct _EnrStaffPage
{
  AdwBin parent_instance;

  /* template */
  GtkStack *parts;
  EnrDutyView *duty;
  EnrStaffPeople *people;
  EnrStaffingSettings *counting;
};

static void page_init (EnrPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrStaffPage,
                               enr_staff_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (ENR_TYPE_PAGE, page_init))

static void
enr_staff_page_set_session (EnrPage *page, EnrSession *session)
{
  EnrStaffPage *self = ENR_STAFF_PAGE (page);

  enr_duty_view_set_session (self->duty, session);
  enr_staff_people_set_session (self->people, session);
  enr_staffing_settings_set_session (self->counting, session);
}

static void
page_init (EnrPageInterface *iface)
{
  iface->set_session = enr_staff_page_set_session;
}

static void
enr_staff_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_STAFF_PAGE);

  G_OBJECT_CLASS (enr_staff_page_parent_class)->dispose (object);
}

static void
enr_staff_page_class_init (EnrStaffPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_staff_page_dispose;

  g_type_ensure (ENR_TYPE_DUTY_VIEW);
  g_type_ensure (ENR_TYPE_STAFF_PEOPLE);
  g_type_ensure (ENR_TYPE_STAFFING_SETTINGS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/staff/staff-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrStaffPage, parts);
  gtk_widget_class_bind_template_child (widget_class, EnrStaffPage, duty);
  gtk_widget_class_bind_template_child (widget_class, EnrStaffPage, people);
  gtk_widget_class_bind_template_child (widget_class, EnrStaffPage, counting);
}

static void
enr_staff_page_init (EnrStaffPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_staff_page_show_part (EnrStaffPage *self, const char *name)
{
  g_return_if_fail (ENR_IS_STAFF_PAGE (self));

  gtk_stack_set_visible_child_name (self->parts, name);
}
