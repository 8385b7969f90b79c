/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A small window in which something is entered and saved: cancel, save, and what was refused beside
 * the field that it is about. What was typed stays until it is saved.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_EDIT_DIALOG (enr_edit_dialog_get_type ())
G_DECLARE_DERIVABLE_TYPE (EnrEditDialog, enr_edit_dialog, ENR, EDIT_DIALOG, AdwWindow)

struct _EnrEditDialogClass
{
  AdwWindowClass parent_class;

  /** Reads the fields and calls enr_edit_dialog_write() or enr_edit_dialog_refuse(). */
  void (*save) (EnrEditDialog *self);

  /** The field that a refusal is about, or %NULL where none fits. May be %NULL. */
  GtkWidget *(*find_field) (EnrEditDialog *self,
                            const GError *error);

  /** Reads anew with enr_edit_dialog_read() what the form is about. Called where it was changed elsewhere
   * since it was read, and the user wants to see that. May be %NULL. */
  void (*read_anew) (EnrEditDialog *self);

  /** Takes @value, the result of enr_edit_dialog_read(): shows in the fields what was changed elsewhere,
   * and leaves the others as they were typed. */
  void (*show_anew) (EnrEditDialog *self,
                     gpointer value);
};

/** The session; set once, right after the form was made. */
void enr_edit_dialog_set_session (EnrEditDialog *self,
                           EnrSession *session);
EnrSession *enr_edit_dialog_get_session (EnrEditDialog *self);

/** Runs @func on the writer. On success the session says @done (may be %NULL), "saved" is emitted with
 * the result, which is freed with @free_result, and the form closes; on failure it stays as it is. */
void enr_edit_dialog_write (EnrEditDialog *self,
                     EnrStoreFunc func,
                     gpointer data,
                     GDestroyNotify free_data,
                     GDestroyNotify free_result,
                     const char *done);

/** Runs @func on the reader and hands the result to show_anew(), then frees it with @free_result. */
void enr_edit_dialog_read (EnrEditDialog *self,
                    EnrStoreFunc func,
                    gpointer data,
                    GDestroyNotify free_data,
                    GDestroyNotify free_result);

/** Shows why a field cannot be taken; %NULL @field: at the top. */
void enr_edit_dialog_refuse (EnrEditDialog *self,
                      GtkWidget *field,
                      const char *text);

/** Presents the form over the window that @parent is in. */
void enr_edit_dialog_show (EnrEditDialog *self,
                    GtkWidget *parent);

/** Shows a sentence right below a row of a list, in red; %NULL takes it away. */
void enr_field_set_error (GtkWidget *row,
                          const char *text);

/*
 * EnrEditDialog::saved (form, gpointer result)
 */

G_END_DECLS
