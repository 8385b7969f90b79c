/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A page of the office's window on a database, for its tests, and what is pressed and answered there.
 */
#pragma once

#include "app-support.h"
#include "app/page.h"

G_BEGIN_DECLS

#define LONG 20000

typedef struct
{
  EnrStore *store;
  EnrSession *session;
  GtkWidget *window;
  GtkWidget *page;
  char *message;       /* the last line that the session showed */
  gboolean is_failure; /* and whether it said what went wrong */
} Desk;

/** A page of that type on @store, with the place it has in the program's window of 1024x768. */
void desk_begin (Desk *desk, EnrStore *store, GType page);

/** Destroys the window and the store. */
void desk_end (Desk *desk);

/** The window of that type that is open; %NULL where there is none. */
GtkWidget *desk_find_dialog (GType type);

/** Waits until one is, or none any longer. */
GtkWidget *desk_wait_dialog (GType type);
void desk_wait_no_dialog (GType type);

/** The shown button of that action below @root; %NULL where there is none. */
GtkWidget *desk_find_button (GtkWidget *root, const char *action);

/** Presses it as a person would. */
void desk_click (GtkWidget *root, const char *action);

/** Writes into the field of that id. */
void desk_set_text (GtkWidget *root, const char *id, const char *text);

/** Chooses the n-th line of the choice of that id. */
void desk_select (GtkWidget *root, const char *id, guint n);

/** Answers the question that is asked. */
void desk_answer (gboolean yes);

/** Chooses @path in the file chooser that has been opened, or is about to be. */
void desk_choose_file (const char *path);

/** A path in a new folder, which goes with desk_drop_file(). */
char *desk_new_path (const char *name) G_GNUC_WARN_UNUSED_RESULT;
void desk_drop_file (char *path);

G_END_DECLS
