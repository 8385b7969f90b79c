/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Saving the figures of a paper as a spreadsheet or CSV: for a municipality that asks for a file,
 * not for paper.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/compat.h"
#include "app/papers/papers-page-private.h"
#include "app/papers/save.h"

static const struct
{
  const char *key; /* of the menu */
  const char *ending;
} formats[] = {
  [ENR_PAPER_LIST_XLSX] = { "xlsx", "xlsx" },
  [ENR_PAPER_LIST_CSV] = { "csv", "csv" },
  [ENR_PAPER_LIST_CSV_CP932] = { "csv-cp932", "csv" },
};

/* What was looked at when the file was asked for is what is saved. */
typedef struct
{
  EnrPapersPage *page;
  EnrPaper *paper;
  EnrPaperListFormat format;
} Choice;

static void
choice_free (Choice *choice)
{
  g_object_unref (choice->page);
  enr_paper_unref (choice->paper);
  g_free (choice);
}

static void
chosen_cb (GFile *file, gpointer user_data)
{
  Choice *choice = user_data;
  EnrSession *session = choice->page->session;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (file != NULL && session != NULL && path == NULL)
    enr_session_tell (session, _ ("Please choose a folder of this PC."));
  else if (path != NULL && session != NULL)
    enr_paper_save_list (session, choice->paper, choice->format, path);
  choice_free (choice);
}

static void
save_list_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrPapersPage *self = ENR_PAPERS_PAGE (widget);
  const char *key = g_variant_get_string (parameter, NULL);
  g_autofree char *proposed = NULL;
  Choice *choice;
  EnrPaperListFormat format = 0;

  if (self->paper == NULL || self->paper->table == NULL)
    return;
  while (format < G_N_ELEMENTS (formats) && !g_str_equal (formats[format].key, key))
    format++;
  g_return_if_fail (format < G_N_ELEMENTS (formats));

  choice = g_new0 (Choice, 1);
  choice->page = g_object_ref (self);
  choice->paper = enr_paper_ref (self->paper);
  choice->format = format;
  proposed
      = enr_paper_dup_file_name (&self->paper->request, self->class_name, formats[format].ending);
  enr_compat_save_file (enr_papers_page_get_window (self), _ ("Save the List"), proposed, chosen_cb,
                        choice);
}

void
enr_papers_page_install_list_action (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "papers.save-list", "s", save_list_action);
}

void
enr_papers_page_update_list (EnrPapersPage *self)
{
  gboolean has_table
      = enr_papers_page_is_open (self) && self->paper != NULL && self->paper->table != NULL;

  gtk_widget_set_visible (self->list_button, has_table);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "papers.save-list", has_table);
}
