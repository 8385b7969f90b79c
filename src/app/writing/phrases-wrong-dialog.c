/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/phrases-wrong-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/children/record-row.h"

struct _EnrPhrasesWrongDialog
{
  EnrEditDialog parent_instance;

  /* Template */
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (EnrPhrasesWrongDialog, enr_phrases_wrong_dialog, ENR_TYPE_EDIT_DIALOG)

enum
{
  AGAIN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
enr_phrases_wrong_dialog_save (EnrEditDialog *dialog)
{
  g_object_ref (dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_signal_emit (dialog, signals[AGAIN], 0);
  g_object_unref (dialog);
}

static void
enr_phrases_wrong_dialog_class_init (EnrPhrasesWrongDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_phrases_wrong_dialog_save;

  signals[AGAIN] = g_signal_new ("again", ENR_TYPE_PHRASES_WRONG_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/phrases-wrong-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesWrongDialog, group);
}

static void
enr_phrases_wrong_dialog_init (EnrPhrasesWrongDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* "PATH:3:2: what is wrong" as a spreadsheet counts. */
static GtkWidget *
row_new (const char *path, const char *problem)
{
  const char *place = g_str_has_prefix (problem, path) ? problem + strlen (path) : NULL;
  g_autofree char *where = NULL;
  char *end = NULL;
  guint64 line = 0, column = 0;

  if (place != NULL && *place == ':')
    line = g_ascii_strtoull (place + 1, &end, 10);
  if (line > 0 && *end == ':')
    column = g_ascii_strtoull (end + 1, &end, 10);
  if (line == 0 || !g_str_has_prefix (end, ": "))
    return GTK_WIDGET (enr_record_row_new (problem, ""));
  /* Translators: places in a table */
  where = column > 0 ? g_strdup_printf (_ ("line %u, column %u"), (guint) line, (guint) column)
                     : g_strdup_printf (_ ("line %u"), (guint) line);
  return GTK_WIDGET (enr_record_row_new (end + 2, where));
}

EnrPhrasesWrongDialog *
enr_phrases_wrong_dialog_new (EnrSession *session, const char *path, const char *problems)
{
  EnrPhrasesWrongDialog *self = g_object_new (ENR_TYPE_PHRASES_WRONG_DIALOG, NULL);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *escaped = g_markup_escape_text (name, -1);
  g_auto (GStrv) lines = g_strsplit (problems, "\n", -1);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  adw_preferences_group_set_title (self->group, escaped);
  for (guint i = 0; lines[i] != NULL; i++)
    adw_preferences_group_add (self->group, row_new (path, lines[i]));
  return self;
}
