/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The pages and the time of the door.
 */
#include "config.h"

#include "app/kiosk/kiosk-window.h"

#include <glib/gi18n.h>

#include "app/kiosk/kiosk-tile.h"
#include "app/kiosk/kiosk-window-inner.h"
#include "base/clock.h"

#define POLL_SECONDS 3
#define BEAT_MS 100
#define BEEP_MS 250

G_DEFINE_FINAL_TYPE (EnrKioskWindow, enr_kiosk_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_0,
  PROP_SOUND,
  PROP_STORE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/*
 * Sound: the desktop's own, for there may be no other.
 */

static gboolean
beep_cb (gpointer data)
{
  EnrKioskWindow *self = data;

  gdk_display_beep (gtk_widget_get_display (GTK_WIDGET (self)));
  if (--self->n_beeps > 0)
    return G_SOURCE_CONTINUE;
  self->beep_source = 0;
  return G_SOURCE_REMOVE;
}

void
enr_kiosk_window_beep (EnrKioskWindow *self, guint times)
{
  if (!self->has_sound)
    return;

  g_clear_handle_id (&self->beep_source, g_source_remove);
  self->n_beeps = times;
  if (beep_cb (self) == G_SOURCE_CONTINUE)
    self->beep_source = g_timeout_add (BEEP_MS, beep_cb, self);
}

/*
 * Pages
 */

gboolean
enr_kiosk_window_is_on (EnrKioskWindow *self, const char *page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), page) == 0;
}

static gboolean
guard_cb (gpointer data)
{
  EnrKioskWindow *self = data;

  gtk_widget_set_can_target (GTK_WIDGET (self->stack), TRUE);
  self->guard_source = 0;
  return G_SOURCE_REMOVE;
}

static void
guard_taps (EnrKioskWindow *self)
{
  g_clear_handle_id (&self->guard_source, g_source_remove);
  if (self->times.guard == 0)
    return;
  gtk_widget_set_can_target (GTK_WIDGET (self->stack), FALSE);
  self->guard_source = g_timeout_add (self->times.guard, guard_cb, self);
}

void
enr_kiosk_window_note_activity (EnrKioskWindow *self)
{
  self->rest_at = enr_kiosk_after (self->times.rest);
}

/* Shows a page; the start comes back after @milliseconds, or only after a rest (0). */
void
enr_kiosk_window_show_page (EnrKioskWindow *self, const char *page, guint milliseconds)
{
  if (!enr_kiosk_window_is_on (self, page))
    guard_taps (self);
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_spinner_set_spinning (self->spinner, enr_kiosk_window_is_on (self, "busy"));
  self->shown_at = g_get_monotonic_time ();
  self->home_total = milliseconds * G_TIME_SPAN_MILLISECOND;
  self->home_at = milliseconds > 0 ? self->shown_at + self->home_total : 0;
  enr_kiosk_window_note_activity (self);
  enr_kiosk_confirm_set_left (self->confirm, 1);
  enr_kiosk_notice_set_left (self->notice, 1);
  enr_kiosk_window_ensure_beat (self);
}

void
enr_kiosk_window_update_actions (EnrKioskWindow *self)
{
  gboolean is_free = self->n_writing == 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "kiosk.undo",
                                 is_free && enr_kiosk_facts_can_undo (&self->facts));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "kiosk.collect",
                                 is_free && enr_kiosk_facts_can_undo (&self->facts));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "kiosk.other",
                                 is_free && enr_kiosk_facts_can_undo (&self->facts));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "kiosk.other-confirmed", is_free);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "kiosk.retry", self->retry != NULL);
}

/* What can still be taken back, on the start page. */
void
enr_kiosk_window_update_last (EnrKioskWindow *self)
{
  const EnrKioskFact *fact = enr_kiosk_facts_newest (&self->facts);
  const EnrDayChild *child;
  g_autofree char *sentence = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (!enr_kiosk_facts_can_undo (&self->facts))
    {
      enr_kiosk_start_set_last (self->start_page, NULL);
      return;
    }
  child = enr_day_find (self->facts.day, &fact->child_id);
  sentence = enr_kiosk_fact_dup_text (&fact->punch);
  name = child != NULL ? enr_kiosk_dup_name (child) : g_strdup ("");
  text = g_strjoin ("  ", name, sentence, NULL);
  enr_kiosk_start_set_last (self->start_page, text);
}

void
enr_kiosk_window_show_start (EnrKioskWindow *self)
{
  self->class_index = ENR_KIOSK_NO_CLASS;
  g_clear_pointer (&self->retry, enr_kiosk_punch_free);
  enr_kiosk_window_update_last (self);
  enr_kiosk_window_update_actions (self);
  enr_kiosk_window_show_page (self, "start", 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->start_page));
}

static void
store_changed_cb (EnrStore *store, const char *const *tables, gpointer user_data)
{
  enr_kiosk_window_load_scene (ENR_KIOSK_WINDOW (user_data));
}

/*
 * Actions
 */

static void
home_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EnrKioskWindow *self = ENR_KIOSK_WINDOW (widget);

  if (!enr_kiosk_window_is_on (self, "start") && !enr_kiosk_window_is_on (self, "busy"))
    enr_kiosk_window_show_start (self);
}

static void
open_class_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EnrKioskWindow *self = ENR_KIOSK_WINDOW (widget);

  if (self->scene == NULL)
    return;
  self->class_index = g_variant_get_uint32 (parameter);
  enr_kiosk_class_page_show (self->class_page, self->scene->day, self->class_index);
  enr_kiosk_window_update_care (self);
  enr_kiosk_window_show_page (self, "class", 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->class_page));
}

static void
ask_leave_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EnrKioskWindow *self = ENR_KIOSK_WINDOW (widget);

  enr_kiosk_window_show_page (self, "leave", 0);
  gtk_widget_grab_focus (self->stay_button);
}

static void
leave_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_destroy (GTK_WINDOW (widget));
}

/*
 * Time
 */

static double
left_of_page (EnrKioskWindow *self)
{
  return self->home_at == 0 ? 0
                            : (double) (self->home_at - g_get_monotonic_time ()) / self->home_total;
}

/* Runs while something on the screen depends on it. */
static gboolean
beat_cb (gpointer data)
{
  EnrKioskWindow *self = data;
  gint64 now = g_get_monotonic_time ();

  enr_kiosk_window_show_next_result (self);
  if (self->busy_at != 0 && now >= self->busy_at && self->n_writing > 0
      && g_queue_is_empty (&self->results) && !enr_kiosk_window_is_on (self, "busy"))
    enr_kiosk_window_show_page (self, "busy", 0);
  if (self->facts.undo_until != 0 && now >= self->facts.undo_until)
    {
      self->facts.undo_until = 0;
      enr_kiosk_window_update_last (self);
      enr_kiosk_window_update_actions (self);
    }
  if (self->home_at != 0 && g_queue_is_empty (&self->results))
    {
      if (now >= self->home_at)
        enr_kiosk_window_show_start (self);
      enr_kiosk_confirm_set_left (self->confirm, left_of_page (self));
      enr_kiosk_notice_set_left (self->notice, left_of_page (self));
    }
  if (!enr_kiosk_window_is_on (self, "start") && !enr_kiosk_window_is_on (self, "busy")
      && now >= self->rest_at)
    enr_kiosk_window_show_start (self);

  if (enr_kiosk_window_is_on (self, "start") && self->facts.undo_until == 0 && self->n_writing == 0
      && g_queue_is_empty (&self->results))
    {
      self->beat_source = 0;
      return G_SOURCE_REMOVE;
    }
  return G_SOURCE_CONTINUE;
}

void
enr_kiosk_window_ensure_beat (EnrKioskWindow *self)
{
  if (self->beat_source == 0)
    self->beat_source = g_timeout_add (BEAT_MS, beat_cb, self);
}

void
enr_kiosk_window_tick (EnrKioskWindow *self)
{
  gboolean is_other_day;

  g_return_if_fail (ENR_IS_KIOSK_WINDOW (self));

  enr_kiosk_window_update_clock (self);
  is_other_day = self->scene != NULL && self->scene->day->date != enr_clock_today ();
  if (++self->n_ticks % POLL_SECONDS == 0)
    {
      enr_store_poll (self->store);
      if (self->scene == NULL)
        enr_kiosk_window_load_scene (self);
    }
  if (is_other_day)
    enr_kiosk_window_load_scene (self);
}

static gboolean
tick_cb (gpointer data)
{
  enr_kiosk_window_tick (data);
  return G_SOURCE_CONTINUE;
}

/*
 * The object
 */

static gboolean
enr_kiosk_window_close_request (GtkWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "kiosk.ask-leave", NULL);
  return TRUE;
}

static void
enr_kiosk_window_show (GtkWidget *widget)
{
  EnrKioskWindow *self = ENR_KIOSK_WINDOW (widget);
  GtkApplication *app = gtk_window_get_application (GTK_WINDOW (self));

  if (!self->is_windowed)
    {
      gtk_window_fullscreen (GTK_WINDOW (self));
      if (app != NULL && self->inhibit_cookie == 0)
        self->inhibit_cookie
            = gtk_application_inhibit (app, GTK_WINDOW (self), GTK_APPLICATION_INHIBIT_IDLE,
                                       _ ("Families record arrivals and departures"));
    }
  GTK_WIDGET_CLASS (enr_kiosk_window_parent_class)->show (widget);
}

static void
enr_kiosk_window_constructed (GObject *object)
{
  EnrKioskWindow *self = ENR_KIOSK_WINDOW (object);

  G_OBJECT_CLASS (enr_kiosk_window_parent_class)->constructed (object);

  gtk_style_context_add_provider_for_display (gtk_widget_get_display (GTK_WIDGET (self)),
                                              GTK_STYLE_PROVIDER (self->colours),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed_cb), self, 0);
  self->tick_source = g_timeout_add_seconds (1, tick_cb, self);
  enr_kiosk_window_update_clock (self);
  enr_kiosk_window_update_actions (self);
  enr_kiosk_window_load_scene (self);
}

static void
enr_kiosk_window_dispose (GObject *object)
{
  EnrKioskWindow *self = ENR_KIOSK_WINDOW (object);
  GtkApplication *app = gtk_window_get_application (GTK_WINDOW (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->beat_source, g_source_remove);
  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_clear_handle_id (&self->guard_source, g_source_remove);
  g_clear_handle_id (&self->hold_source, g_source_remove);
  g_clear_handle_id (&self->quiet_source, g_source_remove);
  g_clear_handle_id (&self->beep_source, g_source_remove);
  if (self->inhibit_cookie != 0 && app != NULL)
    gtk_application_uninhibit (app, self->inhibit_cookie);
  self->inhibit_cookie = 0;
  if (self->colours != NULL)
    gtk_style_context_remove_provider_for_display (gdk_display_get_default (),
                                                   GTK_STYLE_PROVIDER (self->colours));
  g_clear_object (&self->colours);
  gtk_widget_dispose_template (GTK_WIDGET (self), ENR_TYPE_KIOSK_WINDOW);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (enr_kiosk_window_parent_class)->dispose (object);
}

static void
enr_kiosk_window_finalize (GObject *object)
{
  EnrKioskWindow *self = ENR_KIOSK_WINDOW (object);

  g_clear_object (&self->cancellable);
  enr_wedge_clear (&self->wedge);
  enr_kiosk_scene_free (self->scene);
  g_queue_clear_full (&self->results, (GDestroyNotify) enr_kiosk_result_free);
  enr_kiosk_punch_free (self->retry);
  enr_kiosk_facts_clear (&self->facts);

  G_OBJECT_CLASS (enr_kiosk_window_parent_class)->finalize (object);
}

static void
enr_kiosk_window_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EnrKioskWindow *self = ENR_KIOSK_WINDOW (object);

  switch (prop_id)
    {
    case PROP_SOUND:
      g_value_set_boolean (value, self->has_sound);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
enr_kiosk_window_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  EnrKioskWindow *self = ENR_KIOSK_WINDOW (object);

  switch (prop_id)
    {
    case PROP_SOUND:
      if (self->has_sound == g_value_get_boolean (value))
        return;
      self->has_sound = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_STORE:
      self->store = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  enr_kiosk_window_install_record_actions (widget_class);
  gtk_widget_class_install_action (widget_class, "kiosk.home", NULL, home_action);
  gtk_widget_class_install_action (widget_class, "kiosk.open-class", "u", open_class_action);
  gtk_widget_class_install_action (widget_class, "kiosk.ask-leave", NULL, ask_leave_action);
  gtk_widget_class_install_action (widget_class, "kiosk.leave", NULL, leave_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "kiosk.home", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_q, GDK_CONTROL_MASK | GDK_ALT_MASK,
                                       "kiosk.ask-leave", NULL);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/kiosk/kiosk-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrKioskWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskWindow, start_page);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskWindow, class_page);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskWindow, confirm);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskWindow, other_back_button);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskWindow, stay_button);
  enr_kiosk_window_bind_input (widget_class);
}

static void
enr_kiosk_window_class_init (EnrKioskWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = enr_kiosk_window_constructed;
  object_class->dispose = enr_kiosk_window_dispose;
  object_class->finalize = enr_kiosk_window_finalize;
  object_class->get_property = enr_kiosk_window_get_property;
  object_class->set_property = enr_kiosk_window_set_property;
  widget_class->show = enr_kiosk_window_show;
  GTK_WINDOW_CLASS (klass)->close_request = enr_kiosk_window_close_request;

  properties[PROP_SOUND]
      = g_param_spec_boolean ("sound", NULL, NULL, TRUE,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_STORE]
      = g_param_spec_object ("store", NULL, NULL, ENR_TYPE_STORE,
                             G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  bind_template (widget_class);
  install_actions (widget_class);
}

static void
enr_kiosk_window_init (EnrKioskWindow *self)
{
  self->times = (EnrKioskTimes){ .guard = 400,
                                 .busy = 300,
                                 .home = 5000,
                                 .choose = 10000,
                                 .failure = 15000,
                                 .undo = 10000,
                                 .rest = 30000,
                                 .hold = 3000,
                                 .show = 1500 };
  self->cancellable = g_cancellable_new ();
  self->colours = gtk_css_provider_new ();
  enr_kiosk_facts_init (&self->facts);
  self->class_index = ENR_KIOSK_NO_CLASS;
  self->has_sound = TRUE;
  g_queue_init (&self->results);
  enr_wedge_init (&self->wedge);
  enr_kiosk_window_note_activity (self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
enr_kiosk_window_new (GtkApplication *app, EnrStore *store)
{
  g_return_val_if_fail (ENR_IS_STORE (store), NULL);

  return g_object_new (ENR_TYPE_KIOSK_WINDOW, "application", app, "store", store, NULL);
}

void
enr_kiosk_window_set_windowed (EnrKioskWindow *self, gboolean is_windowed)
{
  g_return_if_fail (ENR_IS_KIOSK_WINDOW (self));

  self->is_windowed = is_windowed;
}

const EnrKioskTimes *
enr_kiosk_window_get_times (EnrKioskWindow *self)
{
  g_return_val_if_fail (ENR_IS_KIOSK_WINDOW (self), NULL);

  return &self->times;
}

void
enr_kiosk_window_set_times (EnrKioskWindow *self, const EnrKioskTimes *times)
{
  g_return_if_fail (ENR_IS_KIOSK_WINDOW (self));

  self->times = *times;
}

const char *
enr_kiosk_window_get_page (EnrKioskWindow *self)
{
  g_return_val_if_fail (ENR_IS_KIOSK_WINDOW (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}
