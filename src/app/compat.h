/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Dialogs whose classes differ between the floor (GTK 4.8, libadwaita 1.2) and today's GNOME.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * For the instance init of a window with "destroy-with-parent". GTK forgets to clear the pointer to the
 * parent of such a window, so that one which outlives its parent (an answer that is still under way
 * holds it) follows a dangling pointer when it is freed. With this it lets go of its parent as it closes.
 */
void enr_compat_leave_parent (GtkWindow *self);

typedef void (*EnrFileFunc) (GFile *file,
                             gpointer user_data);

/** Asks for a file to open. @pattern is a glob such as "*.csv", or %NULL. @func gets %NULL where the
 * user cancelled. */
void enr_compat_open_file (GtkWindow *parent,
                           const char *title,
                           const char *pattern_name,
                           const char *pattern,
                           EnrFileFunc func,
                           gpointer user_data);

/** Asks where to save, with a proposed name; asks before an existing file is replaced. */
void enr_compat_save_file (GtkWindow *parent,
                           const char *title,
                           const char *name,
                           EnrFileFunc func,
                           gpointer user_data);

/** Asks for a folder. @func gets %NULL where the user cancelled. */
void enr_compat_choose_folder (GtkWindow *parent,
                               const char *title,
                               EnrFileFunc func,
                               gpointer user_data);

typedef void (*EnrAnswerFunc) (gboolean is_yes,
                               gpointer user_data);

/** Asks a question with two answers; Escape is no. */
void enr_compat_ask (GtkWindow *parent,
                     const char *heading,
                     const char *body,
                     const char *yes,
                     gboolean is_destructive,
                     EnrAnswerFunc func,
                     gpointer user_data);

G_END_DECLS
