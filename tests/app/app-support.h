/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * For tests of the window, run through tests/app/run-desktop: GTK started as the program starts it, a
 * database to show, waiting, finding widgets, pictures.
 */
#pragma once

#include <adwaita.h>

#include "store/store.h"

G_BEGIN_DECLS

/** g_test_init(), the translation (ENROKU_LOCALE_DIR as the program does), GTK and libadwaita, the
 * resources, the style sheet, and enr_app_ensure_types(). Call it first in main(). */
void enr_test_app_init (int *argc,
                        char ***argv);

/** g_test_run(), and the end of what draws in the background. Call it last in main(). */
int enr_test_app_run (void);

/** Sets what time it is ("2026-06-10T08:02", Tokyo) for the whole process; it stands still until set
 * again. May be called while threads run. */
void enr_test_set_now (const char *local);

/** Moves the clock on by some seconds. */
void enr_test_add_seconds (int seconds);

/*
 * Databases: each in a folder of its own, which goes with enr_test_store_end().
 */

/** The children of the small database. 0 and 1 are sisters in two classes; 0 and 2 share a class. */
typedef struct
{
  EnrUuid classes[2];   /* ひよこ, ぞう */
  EnrUuid children[5];  /* 青木 朝陽, 青木 花, 𠮷田 さくら, 小笠原 龍之介, 石川 湊; 1, 3 and 4 in ぞう */
  EnrUuid families[4];  /* of 0 and 1, of 2, of 3, of 4 */
  char tokens[5][32];   /* a good card of each child */
} EnrTestSmall;

/** A nursery with two classes and five children, enrolled since April 1st of the clock's fiscal year,
 * with nothing recorded. 青木 has three people who may collect (母, 父, 祖母) and one who may not; the
 * others have 母. @small may be %NULL. */
EnrStore *enr_test_store_new_small (EnrTestSmall *small) G_GNUC_WARN_UNUSED_RESULT;

/** The sample nursery (attendance/sample.h) with attendance of the last @n_days days up to the clock's
 * today. */
EnrStore *enr_test_store_new_sample (guint n_children,
                                     int n_days) G_GNUC_WARN_UNUSED_RESULT;

/** Closes the store, drops the reference and removes its folder. Destroy the windows on it before. */
void enr_test_store_end (EnrStore *store);

/** Does work on the reader or the writer, and waits for it while the main loop runs. */
gpointer enr_test_read (EnrStore *store,
                        EnrStoreFunc func,
                        gpointer data,
                        GError **error);
gpointer enr_test_write (EnrStore *store,
                         EnrStoreFunc func,
                         gpointer data,
                         GError **error);

/** The first column of the first row of a query, as a number; 0 where there is no row. @sql is a
 * literal. */
gint64 enr_test_query_int (EnrStore *store,
                           const char *sql);

/** The same as text, newly allocated; %NULL where there is no row. */
char *enr_test_query_text (EnrStore *store,
                           const char *sql) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Waiting
 */

/** Runs the main loop until there is nothing to do at once. */
void enr_test_settle (void);

/** Runs the main loop for so long. */
void enr_test_pass (guint milliseconds);

/** Runs the main loop once, at most for 10 ms; %FALSE after @deadline (monotonic microseconds). */
gboolean enr_test_step (gint64 deadline);

/** Runs the main loop until @condition holds; the test fails after @milliseconds. */
#define enr_test_wait_until(condition, milliseconds)                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 deadline_ = g_get_monotonic_time () + (milliseconds) * G_TIME_SPAN_MILLISECOND;         \
    while (!(condition))                                                                           \
      if (!enr_test_step (deadline_) && !(condition))                                              \
        g_error ("%s:%d: waited %d ms for %s", __FILE__, __LINE__, (int) (milliseconds),           \
                 #condition);                                                                      \
  }                                                                                                \
  G_STMT_END

/*
 * Widgets. "Shown" means mapped: a widget on a hidden page of a stack is not found by its text.
 */

/** The widget of that id in any template below @root, shown or not; %NULL where there is none. */
GtkWidget *enr_test_find_id (GtkWidget *root,
                             const char *buildable_id);

/** The same by the "name" property of the widget. */
GtkWidget *enr_test_find_name (GtkWidget *root,
                               const char *name);

/** The n-th (from 0) shown widget of a type below @root. */
GtkWidget *enr_test_find_type (GtkWidget *root,
                               GType type,
                               guint n);

/** How many shown widgets of that type there are below @root. */
guint enr_test_count_type (GtkWidget *root,
                           GType type);

/** The first shown label or entry whose whole text is @text; with a "*" at its end, whose text begins
 * so; with one at both ends, contains it. */
GtkWidget *enr_test_find_text (GtkWidget *root,
                               const char *text);

/** The first shown button in which that text is. */
GtkWidget *enr_test_find_button (GtkWidget *root,
                                 const char *text);

/** Whether such a text is shown. */
gboolean enr_test_shows (GtkWidget *root,
                         const char *text);

/** Presses a button as a person would: the test fails where it is hidden or insensitive. */
void enr_test_click (GtkWidget *button);

/** enr_test_click() of the button in which that text is. */
void enr_test_click_text (GtkWidget *root,
                          const char *text);

/** Fails the test where a shown label's text is cut off: ellipsized, or larger than its place. */
void enr_test_assert_nothing_cut (GtkWidget *root);

/** Saves what a window shows, without its popovers, as NAME.png in the folder $ENROKU_SHOTS; does
 * nothing where that is not set. */
void enr_test_shot (GtkWidget *window,
                    const char *name);

G_END_DECLS
