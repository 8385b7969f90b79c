/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the files of the door's window share: kiosk-window.c (pages and time), kiosk-scene.c (what they
 * show), kiosk-input.c, and kiosk-record.c (writing, and what came of it).
 */
#pragma once

#include "app/kiosk/kiosk-class-page.h"
#include "app/kiosk/kiosk-confirm.h"
#include "app/kiosk/kiosk-facts.h"
#include "app/kiosk/kiosk-notice.h"
#include "app/kiosk/kiosk-start.h"
#include "app/kiosk/kiosk-wedge.h"
#include "app/kiosk/kiosk-window-private.h"
#include "app/kiosk/kiosk-work.h"

G_BEGIN_DECLS

/** EnrKioskWindow.class_index while no class page is open. G_MAXUINT is the page of the children of no
 * class. */
#define ENR_KIOSK_NO_CLASS (G_MAXUINT - 1)

/** How often the failure's sound is made; success has it once. */
#define ENR_KIOSK_FAILURE_BEEPS 3

/* What came of one punch, until it is shown. */
typedef struct
{
  EnrKioskPunch *request;
  EnrKioskOutcome *outcome; /* NULL: it failed */
  GError *error;
} EnrKioskResult;

struct _EnrKioskWindow
{
  AdwApplicationWindow parent_instance;

  GtkStack *stack;
  EnrKioskStart *start_page;
  EnrKioskClassPage *class_page;
  EnrKioskConfirm *confirm;
  EnrKioskNotice *notice;
  GtkSpinner *spinner;
  GtkWidget *other_back_button;
  GtkWidget *stay_button;

  EnrStore *store;
  GCancellable *cancellable;
  GtkCssProvider *colours;
  EnrKioskTimes times;
  EnrWedge wedge;
  gboolean is_windowed;
  gboolean has_sound;
  guint inhibit_cookie;

  EnrKioskScene *scene;     /* NULL until it is read, and where that failed */
  gint64 care_minute;       /* since the epoch, of which the line on extended care is */
  gboolean is_loading;
  gboolean must_load;
  guint class_index;        /* of the class page */

  guint n_writing;          /* punches, retractions, collectors on their way */
  GQueue results;           /* (element-type EnrKioskResult) to be shown */
  gint64 busy_at;           /* when to say that the writing takes long; 0: no need */
  EnrKioskPunch *retry;     /* what "try again" does */

  EnrKioskFacts facts;      /* of the last confirmation */

  gint64 shown_at;          /* when the page came */
  gint64 home_at;           /* when the start comes back; 0: not by itself */
  gint64 home_total;
  gint64 rest_at;
  guint beat_source;
  guint tick_source;
  guint n_ticks;
  guint guard_source;
  guint hold_source;
  guint quiet_source;
  guint beep_source;
  guint n_beeps;
};

/** So many milliseconds from now, in monotonic microseconds. */
static inline gint64
enr_kiosk_after (guint milliseconds)
{
  return g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;
}

/*
 * kiosk-window.c
 */

gboolean enr_kiosk_window_is_on (EnrKioskWindow *self,
                                 const char *page);

/** Shows a page; the start comes back after @milliseconds, or only after a rest (0). */
void enr_kiosk_window_show_page (EnrKioskWindow *self,
                                 const char *page,
                                 guint milliseconds);

void enr_kiosk_window_show_start (EnrKioskWindow *self);

/** Enables and disables what depends on the last confirmation and on writing. */
void enr_kiosk_window_update_actions (EnrKioskWindow *self);

/** Shows on the start page what can still be taken back. */
void enr_kiosk_window_update_last (EnrKioskWindow *self);

/** Makes the desktop's sound, if there is to be any: there may be no other. */
void enr_kiosk_window_beep (EnrKioskWindow *self,
                            guint times);

/** Lets the timer run that the countdowns need; it ends by itself. */
void enr_kiosk_window_ensure_beat (EnrKioskWindow *self);

/** Somebody is there: the rest begins anew. */
void enr_kiosk_window_note_activity (EnrKioskWindow *self);

/*
 * kiosk-scene.c
 */

void enr_kiosk_window_update_clock (EnrKioskWindow *self);

/** Shows what is said of extended care, on the start page and on the class page. */
void enr_kiosk_window_update_care (EnrKioskWindow *self);

/** Reads the day anew, for the start page and the class page; where that fails, it is said. */
void enr_kiosk_window_load_scene (EnrKioskWindow *self);

/*
 * kiosk-input.c
 */

/** Binds the template's handlers of keys and touches. */
void enr_kiosk_window_bind_input (GtkWidgetClass *widget_class);

/*
 * kiosk-record.c
 */

void enr_kiosk_result_free (EnrKioskResult *result);

/** Hands a punch to the store. (transfer full) */
void enr_kiosk_window_submit (EnrKioskWindow *self,
                              EnrKioskPunch *request);

/** Shows what came of the oldest punch that was not shown, when the one before was seen. */
void enr_kiosk_window_show_next_result (EnrKioskWindow *self);

void enr_kiosk_window_install_record_actions (GtkWidgetClass *widget_class);

G_END_DECLS
