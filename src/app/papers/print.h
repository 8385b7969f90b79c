/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Printing a document. The printer gets what the screen and the PDF show: enr_document_draw_page().
 */
#pragma once

#include <gtk/gtk.h>

#include "app/session.h"
#include "reports/document.h"

G_BEGIN_DECLS

/** Shows the print dialog for a document and prints it; the settings are kept for the next paper of that
 * kind. @name is for the file where the user prints into one (".pdf" at its end is left out). What goes
 * wrong is told by EnrSession::message. Returns at once. */
void enr_print_run (EnrSession *session,
                    GtkWindow *parent,
                    EnrDocument *document,
                    const char *paper_id,
                    const char *name,
                    guint current_page);

/**
 * A print operation for a document, with the settings that were used last for papers of that kind
 * (printer, tray, both sides, colour, ...), the document's own size of paper, and @name for its job
 * and file. Run it; when it is done, keep the settings by enr_print_settings_save().
 */
GtkPrintOperation *enr_print_operation_new (EnrDocument *document,
                                            const char *paper_id,
                                            const char *name,
                                            guint current_page) G_GNUC_WARN_UNUSED_RESULT;

/** The page setup of a document: a named size of paper where it has one, and its direction. */
GtkPageSetup *enr_print_page_setup_new (EnrDocument *document) G_GNUC_WARN_UNUSED_RESULT;

/** The settings that were kept for a kind of paper ($XDG_CONFIG_HOME/enroku/print-ID.ini); empty ones
 * where there are none. */
GtkPrintSettings *enr_print_settings_load (const char *paper_id) G_GNUC_WARN_UNUSED_RESULT;

/** Keeps them, on a thread of GTask. What was meant for one time (pages, copies) is left out. */
void enr_print_settings_save_async (const char *paper_id,
                                    GtkPrintSettings *settings,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean enr_print_settings_save_finish (GAsyncResult *result,
                                         GError **error);

G_END_DECLS
