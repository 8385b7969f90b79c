/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/kiosk/kiosk-start.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/kiosk/kiosk-tile.h"
#include "app/kiosk/kiosk-tiles.h"

struct _EnrKioskStart
{
  GtkBox parent_instance;

  GtkLabel *clock_label;
  GtkLabel *date_label;
  GtkLabel *care_label;
  GtkStack *start_stack;
  EnrKioskTiles *tiles;
  AdwStatusPage *nothing_page;
  GtkWidget *hint_label;
  GtkWidget *last_box;
  GtkLabel *last_label;

  gboolean has_cards;
};

G_DEFINE_FINAL_TYPE (EnrKioskStart, enr_kiosk_start, GTK_TYPE_BOX)

enum
{
  HOLD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
has_children (const EnrDay *day, guint class_index)
{
  for (guint i = 0; i < day->children->len; i++)
    if (g_array_index (day->children, EnrDayChild, i).class_index == class_index)
      return TRUE;
  return FALSE;
}

static void
show_nothing (EnrKioskStart *self, const char *title, const char *text)
{
  adw_status_page_set_title (self->nothing_page, title);
  adw_status_page_set_description (self->nothing_page, text);
  gtk_stack_set_visible_child (self->start_stack, GTK_WIDGET (self->nothing_page));
}

static void
hold_begin_cb (GtkGestureDrag *gesture, double x, double y, EnrKioskStart *self)
{
  g_signal_emit (self, signals[HOLD], 0, TRUE);
}

static void
hold_end_cb (GtkGestureDrag *gesture, double x, double y, EnrKioskStart *self)
{
  g_signal_emit (self, signals[HOLD], 0, FALSE);
}

static void
hold_cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, EnrKioskStart *self)
{
  g_signal_emit (self, signals[HOLD], 0, FALSE);
}

static gboolean
enr_kiosk_start_grab_focus (GtkWidget *widget)
{
  return enr_kiosk_tiles_focus_first (ENR_KIOSK_START (widget)->tiles);
}

static void
enr_kiosk_start_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_KIOSK_START);

  G_OBJECT_CLASS (enr_kiosk_start_parent_class)->dispose (object);
}

static void
enr_kiosk_start_class_init (EnrKioskStartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_kiosk_start_dispose;
  widget_class->grab_focus = enr_kiosk_start_grab_focus;

  signals[HOLD] = g_signal_new ("hold", ENR_TYPE_KIOSK_START, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/kiosk/kiosk-start.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrKioskStart, clock_label);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskStart, date_label);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskStart, care_label);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskStart, start_stack);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskStart, tiles);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskStart, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskStart, hint_label);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskStart, last_box);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskStart, last_label);
  gtk_widget_class_bind_template_callback (widget_class, hold_begin_cb);
  gtk_widget_class_bind_template_callback (widget_class, hold_end_cb);
  gtk_widget_class_bind_template_callback (widget_class, hold_cancel_cb);
}

static void
enr_kiosk_start_init (EnrKioskStart *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_kiosk_start_set_now (EnrKioskStart *self, EnrInstant now, const char *closed_name)
{
  EnrDate date = enr_instant_civil_date (now);
  g_autofree char *time = enr_kiosk_dup_time (now);
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  int month;
  int day;

  g_return_if_fail (ENR_IS_KIOSK_START (self));

  enr_date_split (date, NULL, &month, &day);
  /* Translators: month, day, weekday in one letter */
  text
      = g_strdup_printf (_ ("%d/%d (%s)"), month, day, enr_weekday_kanji (enr_date_weekday (date)));
  line = g_strjoin ("  ", text, closed_name, NULL);
  gtk_label_set_text (self->clock_label, time);
  gtk_label_set_text (self->date_label, line);
}

void
enr_kiosk_start_set_scene (EnrKioskStart *self, const EnrKioskScene *scene)
{
  GArray *classes = scene->day->classes;
  GPtrArray *tiles = g_ptr_array_new ();

  g_return_if_fail (ENR_IS_KIOSK_START (self));

  for (guint i = 0; i < classes->len; i++)
    if (has_children (scene->day, i))
      g_ptr_array_add (tiles,
                       enr_kiosk_tile_new_class (&g_array_index (classes, EnrDayClass, i), i));
  if (has_children (scene->day, G_MAXUINT))
    g_ptr_array_add (tiles, enr_kiosk_tile_new_class (NULL, G_MAXUINT));
  if (tiles->len == 0)
    show_nothing (self, _ ("No children today"),
                  _ ("Classes and children are entered in the office's window."));
  else
    gtk_stack_set_visible_child (self->start_stack, GTK_WIDGET (self->tiles));
  enr_kiosk_tiles_take (self->tiles, tiles);
  self->has_cards = scene->has_cards;
}

void
enr_kiosk_start_set_care (EnrKioskStart *self, const char *text)
{
  g_return_if_fail (ENR_IS_KIOSK_START (self));

  gtk_label_set_text (self->care_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->care_label), text != NULL);
}

void
enr_kiosk_start_set_failure (EnrKioskStart *self, const char *text)
{
  g_return_if_fail (ENR_IS_KIOSK_START (self));

  show_nothing (self, _ ("The records cannot be read. Please tell a member of staff."), text);
}

void
enr_kiosk_start_set_last (EnrKioskStart *self, const char *text)
{
  g_return_if_fail (ENR_IS_KIOSK_START (self));

  gtk_label_set_text (self->last_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->last_box, text != NULL);
  gtk_widget_set_visible (self->hint_label, text == NULL && self->has_cards);
}
