/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What comes out of the page of papers: PDF files and their names, printing, and the printer's settings.
 */
#include "config.h"

#include "papers-desk.h"

#include <math.h>
#include <string.h>
#include <glib/gstdio.h>
#include <poppler.h>

#include "base/clock.h"
#include "app/papers/print.h"

static int
pdf_pages (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  PopplerDocument *document = poppler_document_new_from_gfile (file, NULL, NULL, &error);
  int n;

  g_assert_no_error (error);
  n = poppler_document_get_n_pages (document);
  g_object_unref (document);
  return n;
}

static void
test_save (PapersDesk *desk, gconstpointer data)
{
  g_autoptr (EnrDay) day = papers_desk_read_day (desk);
  g_autofree char *folder = g_dir_make_tmp ("enroku-papers-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "登降園簿.pdf", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "no", "such.pdf", NULL);
  g_autofree char *text = NULL;

  papers_desk_open (desk, "daily-register");
  enr_papers_page_save (desk->page, path);
  enr_test_wait_until (desk->message != NULL, 20000);
  g_assert_false (desk->is_failure);
  g_assert_nonnull (strstr (desk->message, "登降園簿.pdf"));
  g_assert_cmpint (pdf_pages (path), ==, enr_paper_view_get_n_pages (desk->view));

  text = papers_desk_pdf_text (path);
  for (guint i = 0; i < day->children->len; i++)
    {
      const char *name = g_array_index (day->children, EnrDayChild, i).name;

      if (strstr (text, name) == NULL)
        g_error ("%s is not in the PDF", name);
    }
  g_unlink (path);

  g_clear_pointer (&desk->message, g_free);
  enr_papers_page_save (desk->page, nowhere);
  enr_test_wait_until (desk->message != NULL, 20000);
  g_assert_true (desk->is_failure);
  g_assert_nonnull (strstr (desk->message, "such.pdf"));
  g_rmdir (folder);
}

static void
test_print (PapersDesk *desk, gconstpointer data)
{
  static const EnrPaperKind kinds[] = { ENR_PAPER_DAILY_REGISTER, ENR_PAPER_ATTENDANCE_BOOK };
  g_autofree char *folder = g_dir_make_tmp ("enroku-papers-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "print.pdf", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (EnrPaper) paper = papers_desk_load (desk, kinds[i], NULL);
      g_autoptr (GtkPrintOperation) operation = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      double width, height;

      operation = enr_print_operation_new (paper->document, enr_paper_id (kinds[i]), "print", 0);
      gtk_print_operation_set_export_filename (operation, path);
      g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT,
                                                GTK_WINDOW (desk->window), &error),
                       ==, GTK_PRINT_OPERATION_RESULT_APPLY);
      g_assert_no_error (error);
      g_assert_cmpint (pdf_pages (path), ==, enr_document_get_n_pages (paper->document));

      /* As large as the document's pages, with its text on it. */
      {
        g_autoptr (GFile) file = g_file_new_for_path (path);
        PopplerDocument *document = poppler_document_new_from_gfile (file, NULL, NULL, NULL);
        PopplerPage *page = poppler_document_get_page (document, 0);
        double printed_width, printed_height;

        enr_document_get_page_size (paper->document, &width, &height);
        poppler_page_get_size (page, &printed_width, &printed_height);
        g_assert_cmpfloat (fabs (MAX (printed_width, printed_height) - MAX (width, height)), <, 2);
        g_object_unref (page);
        g_object_unref (document);
      }
      text = papers_desk_pdf_text (path);
      g_assert_nonnull (strstr (text, "見本"));
      g_unlink (path);
    }
  g_rmdir (folder);
}

/* On both sides, a sheet of slips has an empty back. */
static void
test_print_two_sided (PapersDesk *desk, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("enroku-papers-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "print.pdf", NULL);
  EnrPaperRequest request
      = { ENR_PAPER_NOTEBOOK_SLIPS, enr_clock_today (), enr_uuid_none, .is_live = TRUE };
  g_autoptr (GError) none = NULL;
  g_autoptr (EnrPaper) paper = NULL;
  int n;

  paper = enr_test_read (desk->store, enr_paper_load, &request, &none);
  g_assert_no_error (none);
  g_assert_true (enr_paper_make (paper, NULL, &none));
  g_assert_nonnull (paper->document);
  n = (int) enr_document_get_n_pages (paper->document);
  g_assert_cmpint (n, >, 1);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GtkPrintOperation) operation
          = enr_print_operation_new (paper->document, "notebook-slips", "print", 0);
      g_autoptr (GtkPrintSettings) settings
          = gtk_print_settings_copy (gtk_print_operation_get_print_settings (operation));
      g_autoptr (GError) error = NULL;

      gtk_print_settings_set_duplex (settings,
                                     i == 0 ? GTK_PRINT_DUPLEX_VERTICAL : GTK_PRINT_DUPLEX_SIMPLEX);
      gtk_print_operation_set_print_settings (operation, settings);
      gtk_print_operation_set_export_filename (operation, path);
      g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT,
                                                GTK_WINDOW (desk->window), &error),
                       ==, GTK_PRINT_OPERATION_RESULT_APPLY);
      g_assert_no_error (error);
      g_assert_cmpint (pdf_pages (path), ==, i == 0 ? 2 * n - 1 : n);
      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
settings_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  enr_print_settings_save_finish (result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static void
test_print_settings (PapersDesk *desk, gconstpointer data)
{
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();
  g_autoptr (GtkPrintSettings) loaded = NULL;
  g_autoptr (GtkPrintSettings) other = NULL;
  gboolean is_saved = FALSE;

  gtk_print_settings_set_printer (settings, "事務室");
  gtk_print_settings_set_duplex (settings, GTK_PRINT_DUPLEX_HORIZONTAL);
  gtk_print_settings_set_n_copies (settings, 30);
  gtk_print_settings_set_orientation (settings, GTK_PAGE_ORIENTATION_PORTRAIT);
  enr_print_settings_save_async ("daily-register", settings, settings_saved_cb, &is_saved);
  enr_test_wait_until (is_saved, 10000);

  loaded = enr_print_settings_load ("daily-register");
  g_assert_cmpstr (gtk_print_settings_get_printer (loaded), ==, "事務室");
  g_assert_cmpint (gtk_print_settings_get_duplex (loaded), ==, GTK_PRINT_DUPLEX_HORIZONTAL);
  g_assert_cmpint (gtk_print_settings_get_n_copies (loaded), ==, 1);
  g_assert_false (gtk_print_settings_has_key (loaded, GTK_PRINT_SETTINGS_ORIENTATION));

  other = enr_print_settings_load ("cards");
  g_assert_null (gtk_print_settings_get_printer (other));
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, gboolean *is_done)
{
  *is_done = TRUE;
}

/* The print dialog's preview button leads back to the page, and to no other program. */
static void
test_print_preview (PapersDesk *desk, gconstpointer data)
{
  g_autoptr (EnrPaper) paper = papers_desk_load (desk, ENR_PAPER_DAILY_REGISTER, NULL);
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_done = FALSE;

  operation = enr_print_operation_new (paper->document, "daily-register", "print", 0);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), &is_done);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PREVIEW,
                           GTK_WINDOW (desk->window), &error);
  g_assert_no_error (error);
  enr_test_wait_until (is_done, 10000);
}

/* Ctrl+P on the board: the page has not even loaded the paper yet. */
static void
test_print_at_once (PapersDesk *desk, gconstpointer data)
{
  GtkWidget *dialog;

  enr_papers_page_show (desk->page, "daily-register");
  enr_papers_page_print (desk->page);
  enr_test_wait_until (g_type_from_name ("GtkPrintUnixDialog") != 0
                           && papers_desk_find_toplevel ("GtkPrintUnixDialog") != NULL, 20000);
  dialog = papers_desk_find_toplevel ("GtkPrintUnixDialog");
  enr_test_pass (300);
  enr_test_shot (dialog, "papers-print-dialog");
  g_signal_emit_by_name (dialog, "response", GTK_RESPONSE_CANCEL);
  enr_test_wait_until (papers_desk_find_toplevel ("GtkPrintUnixDialog") == NULL, 5000);
  g_assert_null (desk->message);
}

static void
test_file_name (void)
{
  EnrPaperRequest request = { ENR_PAPER_DAILY_REGISTER, enr_date_new (2026, 6, 10), { { 0 } } };
  g_autofree char *day = enr_paper_dup_file_name (&request, NULL, "pdf");
  g_autofree char *class = enr_paper_dup_file_name (&request, "ひよこ/りす 組", "pdf");
  g_autofree char *month = NULL;

  request.kind = ENR_PAPER_ATTENDANCE_BOOK;
  month = enr_paper_dup_file_name (&request, NULL, "pdf");
  g_assert_nonnull (strstr (day, "_2026-06-10_"));
  g_assert_true (g_str_has_suffix (class, "_2026-06-10_ひよこ_りす_組.pdf"));
  g_assert_nonnull (strstr (month, "_2026-06_"));
  g_assert_null (strchr (day, ' '));
}

#define add(path, func)                                                                            \
  g_test_add ("/app/papers-print/" path, PapersDesk, NULL, papers_desk_set_up, func, papers_desk_tear_down)

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);

  add ("save", test_save);
  add ("print", test_print);
  add ("print-two-sided", test_print_two_sided);
  add ("print-preview", test_print_preview);
  add ("print-settings", test_print_settings);
  add ("print-at-once", test_print_at_once);
  g_test_add_func ("/app/papers-print/file-name", test_file_name);

  return enr_test_app_run ();
}
