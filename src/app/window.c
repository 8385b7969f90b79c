/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Pages are made when they are first shown: a director who only looks at the board does not wait
 * for the preview of papers.
 */
#include "config.h"

#include "app/window.h"

#include <glib/gi18n.h>

#include "app/board/board-page.h"
#include "app/children/children-page.h"
#include "app/city/city-page.h"
#include "app/contact/contact-page.h"
#include "app/lazy-page.h"
#include "app/month/month-page.h"
#include "app/papers/papers-page.h"
#include "app/sender.h"
#include "app/preferences.h"
#include "app/deliverer.h"
#include "app/reminders.h"
#include "app/settings/settings-page.h"
#include "app/staff/staff-page.h"
#include "app/setup-page.h"
#include "app/writing/writing-page.h"
#include "attendance/reminder.h"
#include "base/clock.h"
#include "nursery/facility.h"

#define POLL_SECONDS 3

/* Opening takes less; after a power cut, when the file is made whole, it may take more. */
#define SPINNER_MS 700

struct _EnrWindow
{
  AdwApplicationWindow parent_instance;

  /* Template */
  AdwToastOverlay *toasts;
  GtkWidget *date_box;
  GtkMenuButton *date_button;
  GtkPopover *date_popover;
  GtkCalendar *calendar;
  GtkLabel *facility_label;
  GtkWidget *undo_button;
  GtkRevealer *sample_revealer;
  GtkRevealer *alert_revealer;
  GtkLabel *alert_label;
  GtkStack *root;
  GtkSpinner *spinner;
  GtkListBox *sidebar;
  GtkLabel *contact_count;
  GtkLabel *city_count;
  GtkStack *pages;

  /* Owned */
  EnrSession *session;
  EnrReminders *reminders;
  EnrDeliverer *deliverer;
  EnrSender *sender;
  AdwToast *undo_toast; /* weak */
  GCancellable *cancellable;
  guint poll_source;
  guint spinner_source;
  int alert_kind;
  EnrDate last_today;
};

G_DEFINE_FINAL_TYPE (EnrWindow, enr_window, ADW_TYPE_APPLICATION_WINDOW)

static const struct
{
  const char *name;
  GType (*get_type) (void);
  const char *paper; /* that the page is about; NULL where it has none, or chooses by itself */
} page_types[] = {
  { "board", enr_board_page_get_type, "daily-register" },
  { "children", enr_children_page_get_type, NULL },
  { "writing", enr_writing_page_get_type, NULL },
  { "contact", enr_contact_page_get_type, NULL },
  { "month", enr_month_page_get_type, "statistics" },
  { "staff", enr_staff_page_get_type, "staffing" },
  { "papers", enr_papers_page_get_type, NULL },
  { "city", enr_city_page_get_type, NULL },
  { "settings", enr_settings_page_get_type, NULL },
};

static void
show_date (EnrWindow *self)
{
  EnrDate date = enr_session_get_date (self->session);
  g_autofree char *label = enr_date_dup_era_weekday (date);

  gtk_menu_button_set_label (self->date_button, label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.today", date != enr_clock_today ());
}

/* Its button undoes what was done last: it must not stand beside the name of what was done before.
 */
static void
dismiss_undo_toast (EnrWindow *self)
{
  AdwToast *toast = self->undo_toast;

  g_clear_weak_pointer (&self->undo_toast);
  if (toast != NULL)
    adw_toast_dismiss (toast);
}

static void
show_undo (EnrWindow *self)
{
  const char *text = enr_session_get_undo_text (self->session);
  g_autofree char *tooltip = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", text != NULL);
  /* Translators: %s is what was done, for example "Arrival of 青木 朝陽" */
  tooltip = text != NULL ? g_strdup_printf (_ ("Undo: %s"), text) : g_strdup (_ ("Undo"));
  gtk_widget_set_tooltip_text (self->undo_button, tooltip);
  dismiss_undo_toast (self);
}

static void
message_cb (EnrWindow *self, const char *text, gboolean is_failure, EnrSession *session)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_timeout (toast, is_failure ? 0 : 4);
  if (!is_failure && g_strcmp0 (text, enr_session_get_undo_text (session)) == 0)
    {
      dismiss_undo_toast (self);
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "win.undo");
      g_set_weak_pointer (&self->undo_toast, toast);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
alert_cb (EnrWindow *self, int kind, const char *text, GStrv child_ids, EnrReminders *reminders)
{
  self->alert_kind = kind;
  if (text != NULL)
    gtk_label_set_text (self->alert_label, text);
  gtk_revealer_set_reveal_child (self->alert_revealer, kind != 0);
}

static void
show_alert (EnrWindow *self, int kind)
{
  EnrPage *page = enr_window_show_page (self, "board");

  enr_session_set_date (self->session, enr_clock_today ());
  if (page != NULL)
    enr_board_page_show_filter (ENR_BOARD_PAGE (page), kind == 2 ? "present" : "unknown");
}

/* Beside the page's name, where something needs a person. */
static void
inbox_cb (EnrWindow *self, int n, EnrReminders *reminders)
{
  g_autofree char *text = g_strdup_printf ("%d", n);
  g_autofree char *tooltip = g_strdup_printf (
      ngettext ("%d thing waits in the inbox", "%d things wait in the inbox", n), n);

  gtk_label_set_text (self->contact_count, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->contact_count), tooltip);
  gtk_widget_set_visible (GTK_WIDGET (self->contact_count), n > 0);
}

/* The same of the municipality's page. */
static void
person_cb (EnrWindow *self, int n, EnrSender *sender)
{
  g_autofree char *text = g_strdup_printf ("%d", n);
  g_autofree char *tooltip = g_strdup_printf (
      ngettext ("%d report to the city needs a look", "%d reports to the city need a look", n), n);

  gtk_label_set_text (self->city_count, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->city_count), tooltip);
  gtk_widget_set_visible (GTK_WIDGET (self->city_count), n > 0);
}

static void
sender_activated_cb (EnrWindow *self, EnrSender *sender)
{
  EnrPage *page = enr_window_show_page (self, "city");

  if (page != NULL)
    enr_city_page_show_part (ENR_CITY_PAGE (page), "sending");
  gtk_window_present (GTK_WINDOW (self));
}

static void
show_inbox (EnrWindow *self)
{
  EnrPage *page = enr_window_show_page (self, "contact");

  if (page != NULL)
    enr_contact_page_show_part (ENR_CONTACT_PAGE (page), "inbox");
}

static void
activated_cb (EnrWindow *self, int kind, EnrReminders *reminders)
{
  if (kind == ENR_REMINDER_NONE)
    show_inbox (self);
  else
    show_alert (self, kind);
  gtk_window_present (GTK_WINDOW (self));
}

static gpointer
load_name (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (EnrFacility) facility = enr_facility_load (db, error);

  return facility != NULL ? g_strdup (facility->name) : NULL;
}

static void
name_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrWindow) self = user_data;
  g_autofree char *name = enr_store_finish (ENR_STORE (source), result, NULL);

  if (name != NULL && self->session != NULL)
    {
      gtk_label_set_text (self->facility_label, name);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->facility_label), name);
    }
}

static void
load_facility_name (EnrWindow *self)
{
  enr_store_read_async (enr_session_get_store (self->session), load_name, NULL, NULL, g_free,
                        self->cancellable, name_loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (EnrWindow *self, const char *const *tables, EnrStore *store)
{
  if (self->session != NULL && (tables == NULL || g_strv_contains (tables, "facility")))
    load_facility_name (self);
}

/* Other programs write to the same file (a kiosk on this PC, enrokuctl); and the day goes over. */
static gboolean
poll_cb (gpointer data)
{
  EnrWindow *self = data;
  EnrDate today = enr_clock_today ();

  enr_store_poll (enr_session_get_store (self->session));
  if (today != self->last_today)
    {
      if (enr_session_get_date (self->session) == self->last_today)
        enr_session_set_date (self->session, today);
      self->last_today = today;
      show_date (self);
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
show_spinner_cb (gpointer data)
{
  EnrWindow *self = data;

  self->spinner_source = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);
  return G_SOURCE_REMOVE;
}

static void
hide_spinner (EnrWindow *self)
{
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
}

/* What is shown of a nursery goes, before another one or a page about none. */
static void
drop_session (EnrWindow *self)
{
  GtkWidget *page;

  hide_spinner (self);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_handle_id (&self->poll_source, g_source_remove);
  while ((page = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_stack_remove (self->pages, page);
  if (self->reminders != NULL)
    g_signal_handlers_disconnect_by_data (self->reminders, self);
  g_clear_object (&self->reminders);
  if (self->deliverer != NULL)
    enr_background_stop (ENR_BACKGROUND (self->deliverer));
  g_clear_object (&self->deliverer);
  if (self->sender != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->sender, self);
      enr_background_stop (ENR_BACKGROUND (self->sender));
    }
  g_clear_object (&self->sender);
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (enr_session_get_store (self->session), self);
    }
  g_clear_object (&self->session);
  gtk_widget_set_visible (self->date_box, FALSE);
  gtk_label_set_text (self->facility_label, "");
  gtk_revealer_set_reveal_child (self->sample_revealer, FALSE);
  gtk_revealer_set_reveal_child (self->alert_revealer, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->contact_count), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->city_count), FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", FALSE);
}

static void
row_selected_cb (EnrWindow *self, GtkListBoxRow *row)
{
  if (row != NULL && self->session != NULL)
    enr_window_show_page (self, gtk_widget_get_name (GTK_WIDGET (row)));
}

static void
calendar_selected_cb (EnrWindow *self)
{
  g_autoptr (GDateTime) picked = gtk_calendar_get_date (self->calendar);
  int year, month, day;

  if (self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self->calendar)))
    return;
  g_date_time_get_ymd (picked, &year, &month, &day);
  enr_session_set_date (self->session, enr_date_new (year, month, day));
  gtk_popover_popdown (self->date_popover);
}

static void
day_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWindow *self = ENR_WINDOW (widget);
  EnrDate date;

  if (self->session == NULL)
    return;
  date = enr_session_get_date (self->session);
  if (g_str_equal (name, "win.day-before"))
    date--;
  else if (g_str_equal (name, "win.day-after"))
    date++;
  else
    date = enr_clock_today ();
  enr_session_set_date (self->session, date);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWindow *self = ENR_WINDOW (widget);

  if (self->session != NULL)
    enr_session_undo (self->session);
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWindow *self = ENR_WINDOW (widget);
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);

  if (self->session != NULL && (page == NULL || !enr_page_focus_search (ENR_PAGE (page))))
    enr_page_focus_search (enr_window_show_page (self, "board"));
}

static const char *
find_paper (const char *page_name)
{
  for (guint i = 0; i < G_N_ELEMENTS (page_types); i++)
    if (g_strcmp0 (page_types[i].name, page_name) == 0)
      return page_types[i].paper;
  return NULL;
}

/* Prints what the page is about: the day's register from the board, the paper that is shown. What
 * has none prints nothing: no paper of another page, of which nobody has thought. */
static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWindow *self = ENR_WINDOW (widget);
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);
  const char *paper = find_paper (gtk_stack_get_visible_child_name (self->pages));

  if (self->session == NULL)
    return;
  if (ENR_IS_WRITING_PAGE (page))
    enr_writing_page_print (ENR_WRITING_PAGE (page));
  else if (ENR_IS_PAPERS_PAGE (page))
    enr_papers_page_print (ENR_PAPERS_PAGE (page));
  else if (paper != NULL)
    {
      EnrPapersPage *papers = ENR_PAPERS_PAGE (enr_window_show_page (self, "papers"));

      enr_papers_page_show (papers, paper);
      enr_papers_page_print (papers);
    }
  else
    enr_session_tell (self->session,
                      _ ("There is no paper of this page. The page of papers has all "
                         "that can be printed."));
}

/* A paper of a day: (its id, the day). */
static void
paper_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWindow *self = ENR_WINDOW (widget);
  const char *paper;
  gint32 day;

  if (self->session == NULL)
    return;
  g_variant_get (parameter, "(&si)", &paper, &day);
  enr_session_set_date (self->session, day);
  enr_papers_page_show (ENR_PAPERS_PAGE (enr_window_show_page (self, "papers")), paper);
}

/* The papers of one letter: (the letter, its day). */
static void
letter_paper_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWindow *self = ENR_WINDOW (widget);
  const char *text;
  gint32 day;
  EnrUuid id;

  if (self->session == NULL)
    return;
  g_variant_get (parameter, "(&si)", &text, &day);
  if (!enr_uuid_parse (text, &id))
    return;
  enr_session_set_date (self->session, day);
  enr_papers_page_show_letter (ENR_PAPERS_PAGE (enr_window_show_page (self, "papers")), &id);
}

/* All plans and records of a kind and a time: (kind, class or "", EnrWritingPeriod, day). */
static void
writings_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWindow *self = ENR_WINDOW (widget);
  const char *kind, *class_text;
  gint32 span, day;
  EnrUuid class_id;
  EnrPage *page;

  if (self->session == NULL)
    return;
  g_variant_get (parameter, "(&s&sii)", &kind, &class_text, &span, &day);
  page = enr_window_show_page (self, "papers");
  enr_papers_page_show_writings (ENR_PAPERS_PAGE (page), kind,
                                 enr_uuid_parse (class_text, &class_id) ? &class_id : NULL,
                                 (EnrWritingPeriod) span, day);
}

/* A plan or record in the editor: its id. */
static void
writing_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWindow *self = ENR_WINDOW (widget);
  EnrUuid id;

  if (self->session != NULL && enr_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    enr_writing_page_open (ENR_WRITING_PAGE (enr_window_show_page (self, "writing")), &id);
}

/* A child's page: the child's id. */
static void
child_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWindow *self = ENR_WINDOW (widget);
  EnrUuid id;

  if (self->session != NULL && enr_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    enr_children_page_show_child (ENR_CHILDREN_PAGE (enr_window_show_page (self, "children")), &id);
}

/* The board of a day. */
static void
board_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWindow *self = ENR_WINDOW (widget);

  if (self->session == NULL)
    return;
  enr_session_set_date (self->session, g_variant_get_int32 (parameter));
  enr_window_show_page (self, "board");
}

/* A part of the municipality's page. */
static void
city_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWindow *self = ENR_WINDOW (widget);

  if (self->session != NULL)
    enr_city_page_show_part (ENR_CITY_PAGE (enr_window_show_page (self, "city")),
                             g_variant_get_string (parameter, NULL));
}

static void
send_now_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWindow *self = ENR_WINDOW (widget);

  if (self->sender != NULL)
    enr_sender_send_now (self->sender);
}

/* GTK would make it with the window from a file with another name, and few people ever look at it.
 */
static void
help_overlay_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkApplicationWindow *window = GTK_APPLICATION_WINDOW (widget);

  if (gtk_application_window_get_help_overlay (window) == NULL)
    {
      g_autoptr (GtkBuilder) builder
          = gtk_builder_new_from_resource ("/io/github/enroku/Enroku/ui/help-overlay.ui");

      gtk_application_window_set_help_overlay (
          window, GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay")));
    }
  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (window)));
}

static void
page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWindow *self = ENR_WINDOW (widget);
  GtkWidget *focus;
  GtkWidget *page;

  if (self->session == NULL)
    return;
  page = GTK_WIDGET (enr_window_show_page (self, g_variant_get_string (parameter, NULL)));
  /* The keyboard goes along; where the page has nothing in it yet, it waits next to it. */
  focus = gtk_window_get_focus (GTK_WINDOW (self));
  if ((focus == NULL || !gtk_widget_is_ancestor (focus, page))
      && !gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD))
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->sidebar)));
}

static void
show_alert_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWindow *self = ENR_WINDOW (widget);

  if (self->session != NULL)
    show_alert (self, self->alert_kind);
}

static void
enr_window_dispose (GObject *object)
{
  EnrWindow *self = ENR_WINDOW (object);

  if (self->pages != NULL)
    drop_session (self);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->undo_toast);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_WINDOW);
  self->pages = NULL;

  G_OBJECT_CLASS (enr_window_parent_class)->dispose (object);
}

static void
enr_window_class_init (EnrWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, EnrWindow, date_box);
  gtk_widget_class_bind_template_child (widget_class, EnrWindow, date_button);
  gtk_widget_class_bind_template_child (widget_class, EnrWindow, date_popover);
  gtk_widget_class_bind_template_child (widget_class, EnrWindow, calendar);
  gtk_widget_class_bind_template_child (widget_class, EnrWindow, facility_label);
  gtk_widget_class_bind_template_child (widget_class, EnrWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, EnrWindow, sample_revealer);
  gtk_widget_class_bind_template_child (widget_class, EnrWindow, alert_revealer);
  gtk_widget_class_bind_template_child (widget_class, EnrWindow, alert_label);
  gtk_widget_class_bind_template_child (widget_class, EnrWindow, root);
  gtk_widget_class_bind_template_child (widget_class, EnrWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, EnrWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, EnrWindow, contact_count);
  gtk_widget_class_bind_template_child (widget_class, EnrWindow, city_count);
  gtk_widget_class_bind_template_child (widget_class, EnrWindow, pages);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, calendar_selected_cb);

  gtk_widget_class_install_action (widget_class, "win.day-before", NULL, day_action);
  gtk_widget_class_install_action (widget_class, "win.day-after", NULL, day_action);
  gtk_widget_class_install_action (widget_class, "win.today", NULL, day_action);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "win.writings", "(ssii)", writings_action);
  gtk_widget_class_install_action (widget_class, "win.paper", "(si)", paper_action);
  gtk_widget_class_install_action (widget_class, "win.letter-paper", "(si)", letter_paper_action);
  gtk_widget_class_install_action (widget_class, "win.page", "s", page_action);
  gtk_widget_class_install_action (widget_class, "win.writing", "s", writing_action);
  gtk_widget_class_install_action (widget_class, "win.child", "s", child_action);
  gtk_widget_class_install_action (widget_class, "win.board", "i", board_action);
  gtk_widget_class_install_action (widget_class, "win.city", "s", city_action);
  gtk_widget_class_install_action (widget_class, "win.send-now", NULL, send_now_action);
  gtk_widget_class_install_action (widget_class, "win.show-help-overlay", NULL,
                                   help_overlay_action);
  gtk_widget_class_install_action (widget_class, "win.show-alert", NULL, show_alert_action);
}

static void
bind_preferences (EnrWindow *self)
{
  GSettings *settings = enr_preferences_get ();

  if (settings == NULL)
    return;
  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
}

static void
enr_window_init (EnrWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bind_preferences (self);
  self->cancellable = g_cancellable_new ();
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", FALSE);
}

EnrWindow *
enr_window_new (EnrApplication *application)
{
  return g_object_new (ENR_TYPE_WINDOW, "application", application, NULL);
}

void
enr_window_set_session (EnrWindow *self, EnrSession *session, gboolean is_sample)
{
  g_return_if_fail (ENR_IS_WINDOW (self));

  drop_session (self);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::date", G_CALLBACK (show_date), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::undo-text", G_CALLBACK (show_undo), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  self->last_today = enr_clock_today ();
  self->poll_source = g_timeout_add_seconds (POLL_SECONDS, poll_cb, self);

  gtk_revealer_set_reveal_child (self->sample_revealer, is_sample);
  gtk_widget_set_visible (self->date_box, TRUE);
  show_date (self);
  show_undo (self);
  gtk_stack_set_visible_child_name (self->root, "main");
  enr_board_page_focus_list (ENR_BOARD_PAGE (enr_window_show_page (self, "board")));
  /* Reads are done in turn, and the board is what people wait for. */
  load_facility_name (self);
  self->reminders = enr_reminders_new (session);
  g_signal_connect_object (self->reminders, "alert", G_CALLBACK (alert_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reminders, "activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reminders, "inbox", G_CALLBACK (inbox_cb), self,
                           G_CONNECT_SWAPPED);
  self->deliverer = enr_deliverer_new (session);
  self->sender = enr_sender_new (session);
  g_signal_connect_object (self->sender, "person", G_CALLBACK (person_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sender, "activated", G_CALLBACK (sender_activated_cb), self,
                           G_CONNECT_SWAPPED);
}

EnrSession *
enr_window_get_session (EnrWindow *self)
{
  g_return_val_if_fail (ENR_IS_WINDOW (self), NULL);

  return self->session;
}

void
enr_window_show_opening (EnrWindow *self)
{
  g_return_if_fail (ENR_IS_WINDOW (self));

  drop_session (self);
  self->spinner_source = g_timeout_add (SPINNER_MS, show_spinner_cb, self);
  gtk_stack_set_visible_child_name (self->root, "opening");
}

void
enr_window_show_setup (EnrWindow *self)
{
  g_return_if_fail (ENR_IS_WINDOW (self));

  drop_session (self);
  if (gtk_stack_get_child_by_name (self->root, "setup") == NULL)
    gtk_stack_add_named (self->root, g_object_new (ENR_TYPE_SETUP_PAGE, NULL), "setup");
  gtk_stack_set_visible_child_name (self->root, "setup");
  gtk_widget_grab_focus (gtk_stack_get_visible_child (self->root));
}

void
enr_window_show_failure (EnrWindow *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  GtkWidget *page;

  g_return_if_fail (ENR_IS_WINDOW (self));

  drop_session (self);
  page = enr_lazy_page_show (self->root, "opening-failure");
  adw_status_page_set_description (ADW_STATUS_PAGE (page), escaped);
}

EnrPage *
enr_window_show_page (EnrWindow *self, const char *name)
{
  GtkWidget *page;

  g_return_val_if_fail (ENR_IS_WINDOW (self), NULL);
  g_return_val_if_fail (self->session != NULL, NULL);

  page = gtk_stack_get_child_by_name (self->pages, name);
  for (guint i = 0; page == NULL && i < G_N_ELEMENTS (page_types); i++)
    if (g_str_equal (page_types[i].name, name))
      {
        page = g_object_new (page_types[i].get_type (), NULL);
        enr_page_set_session (ENR_PAGE (page), self->session);
        gtk_stack_add_named (self->pages, page, name);
      }
  g_return_val_if_fail (page != NULL, NULL);

  gtk_stack_set_visible_child (self->pages, page);
  for (int i = 0; i < (int) G_N_ELEMENTS (page_types); i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->sidebar, i);

      if (g_str_equal (gtk_widget_get_name (GTK_WIDGET (row)), name)
          && gtk_list_box_get_selected_row (self->sidebar) != row)
        gtk_list_box_select_row (self->sidebar, row);
    }
  return ENR_PAGE (page);
}
