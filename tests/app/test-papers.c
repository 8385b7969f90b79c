/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app-support.h"

#include <math.h>
#include <string.h>
#include <glib/gstdio.h>
#include <poppler.h>

#include "app/papers/paper-tile.h"
#include "app/papers/paper-view.h"
#include "app/papers/paper.h"
#include "app/papers/papers-page.h"
#include "app/papers/print.h"
#include "attendance/day.h"
#include "base/clock.h"

#define N_CHILDREN 40

typedef struct
{
  EnrStore *store;
  EnrSession *session;
  GtkWidget *window;
  EnrPapersPage *page;
  EnrPaperView *view;
  char *message;
  gboolean is_failure;
} Fixture;

static void
message_cb (EnrSession *session, const char *text, gboolean is_failure, Fixture *fixture)
{
  g_free (fixture->message);
  fixture->message = g_strdup (text);
  fixture->is_failure = is_failure;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  enr_test_set_now ("2026-06-10T16:30");
  fixture->store = enr_test_store_new_sample (N_CHILDREN, 12);
  fixture->session = enr_session_new (fixture->store);
  g_signal_connect (fixture->session, "message", G_CALLBACK (message_cb), fixture);
  fixture->window = adw_window_new ();
  fixture->page = g_object_new (ENR_TYPE_PAPERS_PAGE, NULL);
  enr_page_set_session (ENR_PAGE (fixture->page), fixture->session);
  /* What the page has of a window of 1024 x 768. */
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 888, 718);
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->page));
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->view = ENR_PAPER_VIEW (enr_test_find_id (fixture->window, "view"));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  EnrPapersPage *page = fixture->page;

  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  enr_test_wait_until (page == NULL, 5000);
  g_assert_finalize_object (fixture->session);
  enr_test_store_end (fixture->store);
  g_free (fixture->message);
}

static gboolean
shows_content (Fixture *fixture, const char *name)
{
  GtkStack *content = GTK_STACK (enr_test_find_id (fixture->window, "content"));

  return g_strcmp0 (gtk_stack_get_visible_child_name (content), name) == 0;
}

static void
open_paper (Fixture *fixture, const char *id)
{
  enr_papers_page_show (fixture->page, id);
  enr_test_wait_until (shows_content (fixture, "view") && enr_paper_view_is_drawn (fixture->view),
                       20000);
  enr_test_settle ();
}

/* Loads a paper without the page. */
static EnrPaper *
load (Fixture *fixture, EnrPaperKind kind, const EnrUuid *class_id)
{
  g_autoptr (GError) error = NULL;
  EnrPaperRequest request = { kind, enr_clock_today (), enr_uuid_none };
  EnrPaper *paper;

  if (class_id != NULL)
    request.class_id = *class_id;
  paper = enr_test_read (fixture->store, enr_paper_load, &request, &error);
  g_assert_no_error (error);
  return paper;
}

static char *
pdf_text (const char *path)
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

static gpointer
load_day (EnrDb *db, gpointer data, GError **error)
{
  return enr_day_load (db, enr_clock_today (), NULL, error);
}

static EnrDay *
get_day (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  EnrDay *day = enr_test_read (fixture->store, load_day, NULL, &error);

  g_assert_no_error (error);
  return day;
}

static void
activate (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), action, NULL));
  enr_test_pass (60);
}

/*
 * The tiles
 */

static gboolean
tiles_are_drawn (Fixture *fixture)
{
  return enr_paper_tile_is_drawn (ENR_PAPER_TILE (enr_test_find_id (fixture->window, "register_tile")))
         && enr_paper_tile_is_drawn (ENR_PAPER_TILE (enr_test_find_id (fixture->window, "book_tile")))
         && enr_paper_tile_is_drawn (ENR_PAPER_TILE (enr_test_find_id (fixture->window, "cards_tile")));
}

static gboolean
has_focus (Fixture *fixture, const char *id)
{
  return gtk_window_get_focus (GTK_WINDOW (fixture->window)) == enr_test_find_id (fixture->window, id);
}

static void
test_tiles (Fixture *fixture, gconstpointer data)
{
  enr_test_wait_until (tiles_are_drawn (fixture), 20000);
  enr_test_pass (100);
  enr_test_assert_nothing_cut (fixture->window);
  enr_test_shot (fixture->window, "papers-tiles");

  /* By keyboard: the first tile has it at once, and again after a look at the paper. */
  g_assert_true (has_focus (fixture, "register_tile"));
  enr_test_click (enr_test_find_id (fixture->window, "register_tile"));
  enr_test_wait_until (shows_content (fixture, "view") && enr_paper_view_is_drawn (fixture->view),
                       20000);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "papers.back", NULL);
  enr_test_wait_until (tiles_are_drawn (fixture), 20000);
  g_assert_true (has_focus (fixture, "register_tile"));
}

/*
 * The preview
 */

static void
test_preview (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrPaper) paper = load (fixture, ENR_PAPER_DAILY_REGISTER, NULL);
  guint n_pages = enr_document_get_n_pages (paper->document);
  g_autofree char *last = g_strdup_printf ("%u / %u", n_pages, n_pages);
  g_autofree char *first = g_strdup_printf ("1 / %u", n_pages);
  double fit;

  g_assert_cmpuint (n_pages, >, 2);
  g_assert_cmpuint (paper->n_children, ==, N_CHILDREN);
  open_paper (fixture, "daily-register");
  g_assert_cmpuint (enr_paper_view_get_n_pages (fixture->view), ==, n_pages);
  g_assert_true (enr_test_shows (fixture->window, first));
  enr_test_pass (300);
  enr_test_assert_nothing_cut (fixture->window);
  enr_test_shot (fixture->window, "papers-register");

  /* Pages */
  activate (fixture, "preview.next-page");
  g_assert_cmpuint (enr_paper_view_get_page (fixture->view), ==, 1);
  activate (fixture, "preview.last-page");
  g_assert_cmpuint (enr_paper_view_get_page (fixture->view), ==, n_pages - 1);
  g_assert_true (enr_test_shows (fixture->window, last));
  enr_test_wait_until (enr_paper_view_is_drawn (fixture->view), 20000);
  activate (fixture, "preview.next-page");
  g_assert_cmpuint (enr_paper_view_get_page (fixture->view), ==, n_pages - 1);
  activate (fixture, "preview.previous-page");
  g_assert_cmpuint (enr_paper_view_get_page (fixture->view), ==, n_pages - 2);
  activate (fixture, "preview.first-page");
  g_assert_cmpuint (enr_paper_view_get_page (fixture->view), ==, 0);

  /* Zoom */
  fit = enr_paper_view_get_scale (fixture->view);
  g_assert_cmpfloat (fit, >, 0.3);
  g_assert_cmpfloat (fit, <, 1.5);
  activate (fixture, "preview.zoom-normal");
  g_assert_cmpfloat (enr_paper_view_get_scale (fixture->view), ==, 1.0);
  activate (fixture, "preview.zoom-in");
  g_assert_cmpfloat (enr_paper_view_get_scale (fixture->view), ==, 1.25);
  enr_test_wait_until (enr_paper_view_is_drawn (fixture->view), 20000);
  enr_test_shot (fixture->window, "papers-register-125");
  for (int i = 0; i < 20; i++)
    activate (fixture, "preview.zoom-in");
  g_assert_cmpfloat (enr_paper_view_get_scale (fixture->view), ==, 4.0);
  enr_test_wait_until (enr_paper_view_is_drawn (fixture->view), 20000);
  for (int i = 0; i < 20; i++)
    activate (fixture, "preview.zoom-out");
  g_assert_cmpfloat (enr_paper_view_get_scale (fixture->view), ==, 0.5);
  g_object_set (fixture->view, "zoom-mode", ENR_ZOOM_MODE_FIT_WIDTH, NULL);
  enr_test_pass (60);
  enr_test_wait_until (enr_paper_view_is_drawn (fixture->view), 20000);
  enr_test_shot (fixture->window, "papers-register-width");
  g_object_set (fixture->view, "zoom-mode", ENR_ZOOM_MODE_FIT_PAGE, NULL);
  enr_test_pass (60);
  g_assert_cmpfloat (fabs (enr_paper_view_get_scale (fixture->view) - fit), <, 0.01);
}

static void
press (const char *key)
{
  g_autofree char *command = g_strconcat ("xdotool key ", key, NULL);
  g_autoptr (GError) error = NULL;

  g_spawn_command_line_sync (command, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  enr_test_pass (150);
}

/* Real keys, where they come from. */
static void
test_keys (Fixture *fixture, gconstpointer data)
{
  g_autofree char *program = g_find_program_in_path ("xdotool");
  double scale;

  if (program == NULL)
    {
      g_test_skip ("xdotool is not installed");
      return;
    }
  open_paper (fixture, "daily-register");
  g_spawn_command_line_sync ("sh -c 'xdotool windowfocus $(xdotool search --onlyvisible --class test | "
                             "head -1)'",
                             NULL, NULL, NULL, NULL);
  enr_test_wait_until (gtk_window_is_active (GTK_WINDOW (fixture->window)), 5000);

  press ("Page_Down");
  g_assert_cmpuint (enr_paper_view_get_page (fixture->view), ==, 1);
  press ("End");
  g_assert_cmpuint (enr_paper_view_get_page (fixture->view), ==, 5);
  press ("Page_Up");
  g_assert_cmpuint (enr_paper_view_get_page (fixture->view), ==, 4);
  press ("Home");
  g_assert_cmpuint (enr_paper_view_get_page (fixture->view), ==, 0);

  press ("ctrl+0");
  g_assert_cmpfloat (enr_paper_view_get_scale (fixture->view), ==, 1.0);
  press ("ctrl+plus");
  g_assert_cmpfloat (enr_paper_view_get_scale (fixture->view), ==, 1.25);
  press ("ctrl+minus");
  g_assert_cmpfloat (enr_paper_view_get_scale (fixture->view), ==, 1.0);

  /* Ctrl and the wheel */
  scale = enr_paper_view_get_scale (fixture->view);
  g_spawn_command_line_sync ("xdotool mousemove 500 400 keydown ctrl click 4 keyup ctrl", NULL, NULL,
                             NULL, NULL);
  enr_test_wait_until (enr_paper_view_get_scale (fixture->view) > scale, 5000);

  press ("Escape");
  enr_test_wait_until (tiles_are_drawn (fixture), 20000);
}

static void
test_book (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrPaper) paper = load (fixture, ENR_PAPER_ATTENDANCE_BOOK, NULL);

  open_paper (fixture, "attendance-book");
  g_assert_cmpuint (enr_paper_view_get_n_pages (fixture->view), ==,
                    enr_document_get_n_pages (paper->document));
  g_assert_true (enr_test_shows (fixture->window, "令和8年6月"));
  enr_test_pass (300);
  enr_test_assert_nothing_cut (fixture->window);
  enr_test_shot (fixture->window, "papers-book");

  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "papers.period-before", NULL);
  g_assert_true (enr_test_shows (fixture->window, "令和8年5月"));
  /* The day that all pages show is not the book's. */
  g_assert_cmpint (enr_session_get_date (fixture->session), ==, enr_clock_today ());
}

static gpointer
first_class (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (EnrDay) day = enr_day_load (db, enr_clock_today (), NULL, error);

  *(EnrUuid *) data = g_array_index (day->classes, EnrDayClass, 0).id;
  return GINT_TO_POINTER (TRUE);
}

static void
test_class (Fixture *fixture, gconstpointer data)
{
  GtkDropDown *drop = GTK_DROP_DOWN (enr_test_find_id (fixture->window, "class_drop"));
  g_autoptr (EnrPaper) paper = NULL;
  EnrUuid id;

  enr_test_read (fixture->store, first_class, &id, NULL);
  paper = load (fixture, ENR_PAPER_DAILY_REGISTER, &id);
  open_paper (fixture, "daily-register");
  enr_test_wait_until (g_list_model_get_n_items (gtk_drop_down_get_model (drop)) == 7, 5000);
  gtk_drop_down_set_selected (drop, 1);
  enr_test_wait_until (enr_paper_view_get_n_pages (fixture->view)
                           == enr_document_get_n_pages (paper->document), 20000);
  g_assert_cmpuint (paper->n_children, <, N_CHILDREN);

  /* The choice outlives another day of the year. */
  enr_session_set_date (fixture->session, enr_clock_today () - 1);
  enr_test_pass (300);
  g_assert_cmpuint (gtk_drop_down_get_selected (drop), ==, 1);
  g_assert_true (enr_test_shows (fixture->window, "令和8年6月9日(火)"));
}

static void
test_refresh (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrDay) day = get_day (fixture);
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  EnrPaperCardsData *cards = g_malloc (sizeof *cards + sizeof (EnrUuid));
  g_autoptr (GError) error = NULL;

  open_paper (fixture, "daily-register");
  activate (fixture, "preview.next-page");

  /* Any change of the store: the paper is made again, and the place stays. */
  cards->actor = &actor;
  cards->n_children = 1;
  cards->children[0] = g_array_index (day->children, EnrDayChild, 0).child_id;
  enr_test_write (fixture->store, enr_paper_make_cards, cards, &error);
  g_assert_no_error (error);
  enr_test_pass (1500);
  enr_test_wait_until (enr_paper_view_is_drawn (fixture->view), 20000);
  g_assert_cmpuint (enr_paper_view_get_page (fixture->view), ==, 1);
  g_free (cards);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  enr_session_set_date (fixture->session, enr_date_new (2020, 6, 10));
  enr_papers_page_show (fixture->page, "daily-register");
  enr_test_wait_until (shows_content (fixture, "empty"), 20000);
  enr_test_pass (100);
  g_assert_true (gtk_widget_get_mapped (enr_test_find_id (fixture->window, "empty_children_button")));
  enr_test_assert_nothing_cut (fixture->window);
  enr_test_shot (fixture->window, "papers-empty");
}

/*
 * Saving and printing
 */

static void
test_save (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrDay) day = get_day (fixture);
  g_autofree char *folder = g_dir_make_tmp ("enroku-papers-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "登降園簿.pdf", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "no", "such.pdf", NULL);
  g_autofree char *text = NULL;

  open_paper (fixture, "daily-register");
  enr_papers_page_save (fixture->page, path);
  enr_test_wait_until (fixture->message != NULL, 20000);
  g_assert_false (fixture->is_failure);
  g_assert_nonnull (strstr (fixture->message, "登降園簿.pdf"));
  g_assert_cmpint (pdf_pages (path), ==, enr_paper_view_get_n_pages (fixture->view));

  text = pdf_text (path);
  for (guint i = 0; i < day->children->len; i++)
    {
      const char *name = g_array_index (day->children, EnrDayChild, i).name;

      if (strstr (text, name) == NULL)
        g_error ("%s is not in the PDF", name);
    }
  g_unlink (path);

  g_clear_pointer (&fixture->message, g_free);
  enr_papers_page_save (fixture->page, nowhere);
  enr_test_wait_until (fixture->message != NULL, 20000);
  g_assert_true (fixture->is_failure);
  g_assert_nonnull (strstr (fixture->message, "such.pdf"));
  g_rmdir (folder);
}

static void
test_print (Fixture *fixture, gconstpointer data)
{
  static const EnrPaperKind kinds[] = { ENR_PAPER_DAILY_REGISTER, ENR_PAPER_ATTENDANCE_BOOK };
  g_autofree char *folder = g_dir_make_tmp ("enroku-papers-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "print.pdf", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (EnrPaper) paper = load (fixture, kinds[i], NULL);
      g_autoptr (GtkPrintOperation) operation = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      double width, height;

      operation = enr_print_operation_new (paper->document, enr_paper_id (kinds[i]), "print", 0);
      gtk_print_operation_set_export_filename (operation, path);
      g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT,
                                                GTK_WINDOW (fixture->window), &error),
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
      text = pdf_text (path);
      g_assert_nonnull (strstr (text, "見本"));
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
test_print_settings (Fixture *fixture, gconstpointer data)
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
test_print_preview (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrPaper) paper = load (fixture, ENR_PAPER_DAILY_REGISTER, NULL);
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_done = FALSE;

  operation = enr_print_operation_new (paper->document, "daily-register", "print", 0);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), &is_done);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PREVIEW,
                           GTK_WINDOW (fixture->window), &error);
  g_assert_no_error (error);
  enr_test_wait_until (is_done, 10000);
}

static GtkWidget *
find_toplevel (const char *type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (g_type_is_a (G_OBJECT_TYPE (l->data), g_type_from_name (type)))
      return l->data;
  return NULL;
}

/* Ctrl+P on the board: the page has not even loaded the paper yet. */
static void
test_print_at_once (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;

  enr_papers_page_show (fixture->page, "daily-register");
  enr_papers_page_print (fixture->page);
  enr_test_wait_until (g_type_from_name ("GtkPrintUnixDialog") != 0
                           && find_toplevel ("GtkPrintUnixDialog") != NULL, 20000);
  dialog = find_toplevel ("GtkPrintUnixDialog");
  enr_test_pass (300);
  enr_test_shot (dialog, "papers-print-dialog");
  g_signal_emit_by_name (dialog, "response", GTK_RESPONSE_CANCEL);
  enr_test_wait_until (find_toplevel ("GtkPrintUnixDialog") == NULL, 5000);
  g_assert_null (fixture->message);
}

static void
test_file_name (void)
{
  EnrPaperRequest request = { ENR_PAPER_DAILY_REGISTER, enr_date_new (2026, 6, 10), { { 0 } } };
  g_autofree char *day = enr_paper_dup_file_name (&request, NULL);
  g_autofree char *class = enr_paper_dup_file_name (&request, "ひよこ/りす 組");
  g_autofree char *month = NULL;

  request.kind = ENR_PAPER_ATTENDANCE_BOOK;
  month = enr_paper_dup_file_name (&request, NULL);
  g_assert_nonnull (strstr (day, "_2026-06-10_"));
  g_assert_true (g_str_has_suffix (class, "_2026-06-10_ひよこ_りす_組.pdf"));
  g_assert_nonnull (strstr (month, "_2026-06_"));
  g_assert_null (strchr (day, ' '));
}

/*
 * What goes wrong
 */

static void
test_broken_form (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "enroku", "forms", NULL);
  g_autofree char *path = g_build_filename (folder, "daily-register.form.xml", NULL);
  g_autofree char *place = g_strconcat ("*", path, ":3:*", NULL);

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path,
                                      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                      "<form id=\"daily-register\" title=\"登降園簿\">\n"
                                      "  <paper size=\"A7\" orientation=\"landscape\"/>\n"
                                      "</form>\n",
                                      -1, NULL));
  enr_papers_page_show (fixture->page, "daily-register");
  enr_test_wait_until (shows_content (fixture, "failure"), 20000);
  enr_test_pass (100);
  g_assert_true (enr_test_shows (fixture->window, place));
  g_assert_true (enr_test_shows (fixture->window, "*A7*"));
  enr_test_assert_nothing_cut (fixture->window);
  enr_test_shot (fixture->window, "papers-broken-form");

  /* Nothing is printed by another form in silence. */
  enr_papers_page_print (fixture->page);
  enr_test_pass (200);
  g_assert_true (g_type_from_name ("GtkPrintUnixDialog") == 0
                 || find_toplevel ("GtkPrintUnixDialog") == NULL);

  /* Put right, it works again without leaving the page. */
  g_unlink (path);
  enr_test_click (gtk_widget_get_parent (enr_test_find_id (fixture->window, "failure_label"))
                      != NULL
                      ? gtk_widget_get_next_sibling (
                          enr_test_find_id (fixture->window, "failure_label"))
                      : NULL);
  enr_test_wait_until (shows_content (fixture, "view") && enr_paper_view_is_drawn (fixture->view),
                       20000);
}

static void
test_missing_font (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "enroku", "forms", NULL);
  g_autofree char *path = g_build_filename (folder, "attendance-book.form.xml", NULL);
  g_autofree char *built_in = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GString) text = NULL;
  const char *at;

  built_in = g_test_build_filename (G_TEST_DIST, "..", "data", "forms", "attendance-book.form.xml",
                                    NULL);
  g_assert_true (g_file_get_contents (built_in, &contents, NULL, NULL));
  at = strstr (contents, "<sizes");
  g_assert_nonnull (at);
  text = g_string_new (contents);
  g_string_insert (text, at - contents, "<font family=\"No Such Font\"/>\n  ");
  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));

  enr_papers_page_show (fixture->page, "attendance-book");
  enr_test_wait_until (shows_content (fixture, "failure"), 20000);
  g_assert_true (enr_test_shows (fixture->window, "*No Such Font*"));
  g_assert_true (enr_test_shows (fixture->window, "*attendance-book.form.xml:*"));
  g_unlink (path);
}

/*
 * Cards
 */

static void
test_cards (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrDay) day = get_day (fixture);
  g_autofree char *folder = g_dir_make_tmp ("enroku-papers-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "cards.pdf", NULL);
  g_autofree char *text = NULL;
  GtkWidget *dialog;
  GtkDropDown *drop = GTK_DROP_DOWN (enr_test_find_id (fixture->window, "class_drop"));

  g_assert_cmpint (enr_test_query_int (fixture->store, "SELECT count(*) FROM card"), ==, 0);
  enr_papers_page_show (fixture->page, "cards");
  enr_test_wait_until (shows_content (fixture, "empty"), 20000);
  enr_test_pass (100);
  enr_test_assert_nothing_cut (fixture->window);
  enr_test_shot (fixture->window, "papers-cards-none");

  /* No: nothing is made. */
  enr_test_click (enr_test_find_id (fixture->window, "empty_cards_button"));
  enr_test_wait_until ((dialog = find_toplevel ("AdwMessageDialog")) != NULL, 5000);
  enr_test_pass (100);
  enr_test_shot (dialog, "papers-cards-ask");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "no");
  gtk_window_destroy (GTK_WINDOW (dialog));
  enr_test_pass (300);
  g_assert_cmpint (enr_test_query_int (fixture->store, "SELECT count(*) FROM card"), ==, 0);

  /* One class first, then the rest. */
  enr_test_wait_until (g_list_model_get_n_items (gtk_drop_down_get_model (drop)) == 7, 5000);
  gtk_drop_down_set_selected (drop, 1);
  enr_test_pass (500);
  enr_test_click (enr_test_find_id (fixture->window, "empty_cards_button"));
  enr_test_wait_until ((dialog = find_toplevel ("AdwMessageDialog")) != NULL, 5000);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "yes");
  gtk_window_destroy (GTK_WINDOW (dialog));
  enr_test_wait_until (shows_content (fixture, "view") && enr_paper_view_is_drawn (fixture->view),
                       20000);
  gtk_drop_down_set_selected (drop, 0);
  enr_test_pass (500);
  enr_test_shot (fixture->window, "papers-cards-some");
  g_assert_true (gtk_widget_get_mapped (enr_test_find_id (fixture->window, "notice_button")));
  enr_test_click (enr_test_find_id (fixture->window, "notice_button"));
  enr_test_wait_until ((dialog = find_toplevel ("AdwMessageDialog")) != NULL, 5000);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "yes");
  gtk_window_destroy (GTK_WINDOW (dialog));
  enr_test_wait_until (enr_paper_view_get_n_pages (fixture->view) == (N_CHILDREN + 9) / 10, 20000);
  enr_test_wait_until (enr_paper_view_is_drawn (fixture->view), 20000);
  enr_test_pass (300);
  enr_test_assert_nothing_cut (fixture->window);
  enr_test_shot (fixture->window, "papers-cards");

  /* Everybody has one, and only one. */
  g_assert_cmpint (enr_test_query_int (fixture->store, "SELECT count(*) FROM card"), ==, N_CHILDREN);
  g_assert_cmpint (enr_test_query_int (fixture->store, "SELECT count(DISTINCT child_id) FROM card"),
                   ==, N_CHILDREN);
  g_clear_pointer (&fixture->message, g_free);
  enr_papers_page_save (fixture->page, path);
  enr_test_wait_until (fixture->message != NULL, 20000);
  text = pdf_text (path);
  for (guint i = 0; i < day->children->len; i++)
    g_assert_nonnull (strstr (text, g_array_index (day->children, EnrDayChild, i).name));
  g_unlink (path);
  g_rmdir (folder);
}

#define add(path, func) g_test_add ("/app/papers/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);

  add ("tiles", test_tiles);
  add ("preview", test_preview);
  add ("keys", test_keys);
  add ("book", test_book);
  add ("class", test_class);
  add ("refresh", test_refresh);
  add ("empty", test_empty);
  add ("save", test_save);
  add ("print", test_print);
  add ("print-preview", test_print_preview);
  add ("print-settings", test_print_settings);
  add ("print-at-once", test_print_at_once);
  g_test_add_func ("/app/papers/file-name", test_file_name);
  add ("broken-form", test_broken_form);
  add ("missing-font", test_missing_font);
  add ("cards", test_cards);

  return g_test_run ();
}
