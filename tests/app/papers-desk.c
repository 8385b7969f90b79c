/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "papers-desk.h"

#include "base/clock.h"

static void
message_cb (EnrSession *session, const char *text, gboolean is_failure, PapersDesk *desk)
{
  g_free (desk->message);
  desk->message = g_strdup (text);
  desk->is_failure = is_failure;
}

void
papers_desk_set_up (PapersDesk *desk, gconstpointer data)
{
  enr_test_set_now ("2026-06-10T16:30");
  desk->store = enr_test_store_new_sample (PAPERS_DESK_N_CHILDREN, 12);
  desk->session = enr_session_new (desk->store);
  g_signal_connect (desk->session, "message", G_CALLBACK (message_cb), desk);
  desk->window = adw_window_new ();
  desk->page = g_object_new (ENR_TYPE_PAPERS_PAGE, NULL);
  enr_page_set_session (ENR_PAGE (desk->page), desk->session);
  /* What the page has of a window of 1024 x 768. */
  gtk_window_set_default_size (GTK_WINDOW (desk->window), 888, 718);
  adw_window_set_content (ADW_WINDOW (desk->window), GTK_WIDGET (desk->page));
  gtk_window_present (GTK_WINDOW (desk->window));
  desk->view = ENR_PAPER_VIEW (enr_test_find_id (desk->window, "view"));
}

void
papers_desk_tear_down (PapersDesk *desk, gconstpointer data)
{
  EnrPapersPage *page = desk->page;

  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  gtk_window_destroy (GTK_WINDOW (desk->window));
  enr_test_wait_until (page == NULL, 5000);
  g_assert_finalize_object (desk->session);
  enr_test_store_end (desk->store);
  g_free (desk->message);
}

gboolean
papers_desk_shows (PapersDesk *desk, const char *name)
{
  GtkStack *content = GTK_STACK (enr_test_find_id (desk->window, "content"));

  return g_strcmp0 (gtk_stack_get_visible_child_name (content), name) == 0;
}

void
papers_desk_open (PapersDesk *desk, const char *id)
{
  enr_papers_page_show (desk->page, id);
  enr_test_wait_until (papers_desk_shows (desk, "view") && enr_paper_view_is_drawn (desk->view),
                       20000);
  enr_test_settle ();
}

EnrPaper *
papers_desk_load (PapersDesk *desk, EnrPaperKind kind, const EnrUuid *class_id)
{
  g_autoptr (GError) error = NULL;
  EnrPaperRequest request = { kind, enr_clock_today (), enr_uuid_none };
  EnrPaper *paper;

  if (class_id != NULL)
    request.class_id = *class_id;
  paper = enr_test_read (desk->store, enr_paper_load, &request, &error);
  g_assert_no_error (error);
  return paper;
}

char *
papers_desk_pdf_text (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *command = NULL;
  g_autofree char *quoted = g_shell_quote (path);
  char *text = NULL;
  int status;

  command = g_strdup_printf ("pdftotext -layout %s -", quoted);
  g_spawn_command_line_sync (command, &text, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  return text;
}

static gpointer
load_day (EnrDb *db, gpointer data, GError **error)
{
  return enr_day_load (db, enr_clock_today (), NULL, error);
}

EnrDay *
papers_desk_read_day (PapersDesk *desk)
{
  g_autoptr (GError) error = NULL;
  EnrDay *day = enr_test_read (desk->store, load_day, NULL, &error);

  g_assert_no_error (error);
  return day;
}

GtkWidget *
papers_desk_find_toplevel (const char *type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (g_type_is_a (G_OBJECT_TYPE (l->data), g_type_from_name (type)))
      return l->data;
  return NULL;
}
