/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/city/city-page.h"

#include "app/city/accidents-view.h"
#include "app/city/carry.h"
#include "app/city/handed-view.h"
#include "app/city/outbreak-view.h"
#include "app/city/sending-view.h"
#include "app/city/city-setup-view.h"
#include "app/city/vacancy-view.h"

struct _EnrCityPage
{
  AdwBin parent_instance;

  /* template */
  GtkStack *parts;
  EnrSendingView *sending;
  EnrAccidentsView *accidents;
  EnrOutbreakView *outbreak;
  EnrHandedView *handed;
  EnrVacancyView *vacancy;
  EnrCitySetupView *setup;

  /* owned */
  EnrSession *session;
};

static void page_init (EnrPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrCityPage,
                               enr_city_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (ENR_TYPE_PAGE, page_init))

static void
enr_city_page_set_session (EnrPage *page, EnrSession *session)
{
  EnrCityPage *self = ENR_CITY_PAGE (page);

  g_set_object (&self->session, session);
  enr_sending_view_set_session (self->sending, session);
  enr_accidents_view_set_session (self->accidents, session);
  enr_outbreak_view_set_session (self->outbreak, session);
  enr_handed_view_set_session (self->handed, session);
  enr_vacancy_view_set_session (self->vacancy, session);
  enr_city_setup_view_set_session (self->setup, session);
}

static void
page_init (EnrPageInterface *iface)
{
  iface->set_session = enr_city_page_set_session;
}

/* What came back from the city: a receipt, or the file for the enrolment. */
static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  EnrCityPage *self = user_data;
  const GSList *files = g_value_get_boxed (value);

  if (self->session == NULL || files == NULL || files->next != NULL)
    return FALSE;
  enr_city_carry_open (self->session, GTK_WIDGET (self), files->data);
  return TRUE;
}

static void
enr_city_page_dispose (GObject *object)
{
  g_clear_object (&ENR_CITY_PAGE (object)->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_CITY_PAGE);

  G_OBJECT_CLASS (enr_city_page_parent_class)->dispose (object);
}

static void
enr_city_page_class_init (EnrCityPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_city_page_dispose;

  g_type_ensure (ENR_TYPE_SENDING_VIEW);
  g_type_ensure (ENR_TYPE_ACCIDENTS_VIEW);
  g_type_ensure (ENR_TYPE_OUTBREAK_VIEW);
  g_type_ensure (ENR_TYPE_HANDED_VIEW);
  g_type_ensure (ENR_TYPE_VACANCY_VIEW);
  g_type_ensure (ENR_TYPE_CITY_SETUP_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/city/city-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrCityPage, parts);
  gtk_widget_class_bind_template_child (widget_class, EnrCityPage, sending);
  gtk_widget_class_bind_template_child (widget_class, EnrCityPage, accidents);
  gtk_widget_class_bind_template_child (widget_class, EnrCityPage, outbreak);
  gtk_widget_class_bind_template_child (widget_class, EnrCityPage, handed);
  gtk_widget_class_bind_template_child (widget_class, EnrCityPage, vacancy);
  gtk_widget_class_bind_template_child (widget_class, EnrCityPage, setup);
}

static void
enr_city_page_init (EnrCityPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  /* Before the fields, which would take the file's name. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

void
enr_city_page_show_part (EnrCityPage *self, const char *name)
{
  g_return_if_fail (ENR_IS_CITY_PAGE (self));

  gtk_stack_set_visible_child_name (self->parts, name);
}
