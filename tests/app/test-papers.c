/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The page of papers: its tiles, the preview, and what stands there where there is no paper: no children, a
 * form that is broken, cards that are not made yet. Saving and printing are in test-papers-print.c.
 */
#include "config.h"

#include "papers-desk.h"

#include <math.h>
#include <string.h>
#include <glib/gstdio.h>

#include "app/papers/facility-row-dialog.h"
#include "app/papers/paper-tile.h"
#include "app/papers/renderer.h"
#include "base/clock.h"
#include "nursery/facility.h"

static void
activate (PapersDesk *desk, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->view), action, NULL));
  enr_test_pass (60);
}

/*
 * The tiles
 */

static gboolean
tiles_are_drawn (PapersDesk *desk)
{
  return enr_paper_tile_is_drawn (ENR_PAPER_TILE (enr_test_find_id (desk->window, "register_tile")))
         && enr_paper_tile_is_drawn (ENR_PAPER_TILE (enr_test_find_id (desk->window, "book_tile")))
         && enr_paper_tile_is_drawn (ENR_PAPER_TILE (enr_test_find_id (desk->window, "cards_tile")));
}

static gboolean
has_focus (PapersDesk *desk, const char *id)
{
  return gtk_window_get_focus (GTK_WINDOW (desk->window)) == enr_test_find_id (desk->window, id);
}

static void
test_tiles (PapersDesk *desk, gconstpointer data)
{
  enr_test_wait_until (tiles_are_drawn (desk), 20000);
  enr_test_pass (100);
  enr_test_assert_nothing_cut (desk->window);
  enr_test_shot (desk->window, "papers-tiles");

  /* By keyboard: the first tile has it at once, and again after a look at the paper. */
  g_assert_true (has_focus (desk, "register_tile"));
  enr_test_click (enr_test_find_id (desk->window, "register_tile"));
  enr_test_wait_until (papers_desk_shows (desk, "view") && enr_paper_view_is_drawn (desk->view),
                       20000);
  gtk_widget_activate_action (GTK_WIDGET (desk->view), "papers.back", NULL);
  enr_test_wait_until (tiles_are_drawn (desk), 20000);
  g_assert_true (has_focus (desk, "register_tile"));
}

/*
 * The preview
 */

static void
test_preview (PapersDesk *desk, gconstpointer data)
{
  g_autoptr (EnrPaper) paper = papers_desk_load (desk, ENR_PAPER_DAILY_REGISTER, NULL);
  guint n_pages = enr_document_get_n_pages (paper->document);
  g_autofree char *last = g_strdup_printf ("%u / %u", n_pages, n_pages);
  g_autofree char *first = g_strdup_printf ("1 / %u", n_pages);
  double fit;

  g_assert_cmpuint (n_pages, >, 2);
  g_assert_cmpuint (paper->n_children, ==, PAPERS_DESK_N_CHILDREN);
  papers_desk_open (desk, "daily-register");
  g_assert_cmpuint (enr_paper_view_get_n_pages (desk->view), ==, n_pages);
  g_assert_true (enr_test_shows (desk->window, first));
  enr_test_pass (300);
  enr_test_assert_nothing_cut (desk->window);
  enr_test_shot (desk->window, "papers-register");

  /* Pages */
  activate (desk, "preview.next-page");
  g_assert_cmpuint (enr_paper_view_get_page (desk->view), ==, 1);
  activate (desk, "preview.last-page");
  g_assert_cmpuint (enr_paper_view_get_page (desk->view), ==, n_pages - 1);
  g_assert_true (enr_test_shows (desk->window, last));
  enr_test_wait_until (enr_paper_view_is_drawn (desk->view), 20000);
  activate (desk, "preview.next-page");
  g_assert_cmpuint (enr_paper_view_get_page (desk->view), ==, n_pages - 1);
  activate (desk, "preview.previous-page");
  g_assert_cmpuint (enr_paper_view_get_page (desk->view), ==, n_pages - 2);
  activate (desk, "preview.first-page");
  g_assert_cmpuint (enr_paper_view_get_page (desk->view), ==, 0);

  /* Zoom */
  fit = enr_paper_view_get_scale (desk->view);
  g_assert_cmpfloat (fit, >, 0.3);
  g_assert_cmpfloat (fit, <, 1.5);
  activate (desk, "preview.zoom-normal");
  g_assert_cmpfloat (enr_paper_view_get_scale (desk->view), ==, 1.0);
  activate (desk, "preview.zoom-in");
  g_assert_cmpfloat (enr_paper_view_get_scale (desk->view), ==, 1.25);
  enr_test_wait_until (enr_paper_view_is_drawn (desk->view), 20000);
  enr_test_shot (desk->window, "papers-register-125");
  for (int i = 0; i < 20; i++)
    activate (desk, "preview.zoom-in");
  g_assert_cmpfloat (enr_paper_view_get_scale (desk->view), ==, 4.0);
  enr_test_wait_until (enr_paper_view_is_drawn (desk->view), 20000);
  for (int i = 0; i < 20; i++)
    activate (desk, "preview.zoom-out");
  g_assert_cmpfloat (enr_paper_view_get_scale (desk->view), ==, 0.5);
  g_object_set (desk->view, "zoom-mode", ENR_ZOOM_MODE_FIT_WIDTH, NULL);
  enr_test_pass (60);
  enr_test_wait_until (enr_paper_view_is_drawn (desk->view), 20000);
  enr_test_shot (desk->window, "papers-register-width");
  g_object_set (desk->view, "zoom-mode", ENR_ZOOM_MODE_FIT_PAGE, NULL);
  enr_test_pass (60);
  g_assert_cmpfloat (fabs (enr_paper_view_get_scale (desk->view) - fit), <, 0.01);
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
test_keys (PapersDesk *desk, gconstpointer data)
{
  g_autofree char *program = g_find_program_in_path ("xdotool");
  double scale;

  if (program == NULL)
    {
      g_test_skip ("xdotool is not installed");
      return;
    }
  papers_desk_open (desk, "daily-register");
  g_spawn_command_line_sync ("sh -c 'xdotool windowfocus $(xdotool search --onlyvisible --class test | "
                             "head -1)'",
                             NULL, NULL, NULL, NULL);
  enr_test_wait_until (gtk_window_is_active (GTK_WINDOW (desk->window)), 5000);

  press ("Page_Down");
  g_assert_cmpuint (enr_paper_view_get_page (desk->view), ==, 1);
  press ("End");
  g_assert_cmpuint (enr_paper_view_get_page (desk->view), ==, 5);
  press ("Page_Up");
  g_assert_cmpuint (enr_paper_view_get_page (desk->view), ==, 4);
  press ("Home");
  g_assert_cmpuint (enr_paper_view_get_page (desk->view), ==, 0);

  press ("ctrl+0");
  g_assert_cmpfloat (enr_paper_view_get_scale (desk->view), ==, 1.0);
  press ("ctrl+plus");
  g_assert_cmpfloat (enr_paper_view_get_scale (desk->view), ==, 1.25);
  press ("ctrl+minus");
  g_assert_cmpfloat (enr_paper_view_get_scale (desk->view), ==, 1.0);

  /* Ctrl and the wheel */
  scale = enr_paper_view_get_scale (desk->view);
  g_spawn_command_line_sync ("xdotool mousemove 500 400 keydown ctrl click 4 keyup ctrl", NULL, NULL,
                             NULL, NULL);
  enr_test_wait_until (enr_paper_view_get_scale (desk->view) > scale, 5000);

  press ("Escape");
  enr_test_wait_until (tiles_are_drawn (desk), 20000);
}

static void
test_book (PapersDesk *desk, gconstpointer data)
{
  g_autoptr (EnrPaper) paper = papers_desk_load (desk, ENR_PAPER_ATTENDANCE_BOOK, NULL);

  papers_desk_open (desk, "attendance-book");
  g_assert_cmpuint (enr_paper_view_get_n_pages (desk->view), ==,
                    enr_document_get_n_pages (paper->document));
  g_assert_true (enr_test_shows (desk->window, "令和8年6月"));
  enr_test_pass (300);
  enr_test_assert_nothing_cut (desk->window);
  enr_test_shot (desk->window, "papers-book");

  gtk_widget_activate_action (GTK_WIDGET (desk->view), "papers.period-before", NULL);
  g_assert_true (enr_test_shows (desk->window, "令和8年5月"));
  /* The day that all pages show is not the book's. */
  g_assert_cmpint (enr_session_get_date (desk->session), ==, enr_clock_today ());
}

static gpointer
first_class (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (EnrDay) day = enr_day_load (db, enr_clock_today (), NULL, error);

  *(EnrUuid *) data = g_array_index (day->classes, EnrDayClass, 0).id;
  return GINT_TO_POINTER (TRUE);
}

static void
test_class (PapersDesk *desk, gconstpointer data)
{
  GtkDropDown *drop = GTK_DROP_DOWN (enr_test_find_id (desk->window, "class_drop"));
  g_autoptr (EnrPaper) paper = NULL;
  EnrUuid id;

  enr_test_read (desk->store, first_class, &id, NULL);
  paper = papers_desk_load (desk, ENR_PAPER_DAILY_REGISTER, &id);
  papers_desk_open (desk, "daily-register");
  enr_test_wait_until (g_list_model_get_n_items (gtk_drop_down_get_model (drop)) == 7, 5000);
  gtk_drop_down_set_selected (drop, 1);
  enr_test_wait_until (enr_paper_view_get_n_pages (desk->view)
                           == enr_document_get_n_pages (paper->document), 20000);
  g_assert_cmpuint (paper->n_children, <, PAPERS_DESK_N_CHILDREN);

  /* The choice outlives another day of the year. */
  enr_session_set_date (desk->session, enr_clock_today () - 1);
  enr_test_pass (300);
  g_assert_cmpuint (gtk_drop_down_get_selected (drop), ==, 1);
  g_assert_true (enr_test_shows (desk->window, "令和8年6月9日(火)"));
}

static void
test_refresh (PapersDesk *desk, gconstpointer data)
{
  g_autoptr (EnrDay) day = papers_desk_read_day (desk);
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  EnrPaperCardsData *cards = g_malloc (sizeof *cards + sizeof (EnrUuid));
  g_autoptr (GError) error = NULL;

  papers_desk_open (desk, "daily-register");
  activate (desk, "preview.next-page");

  /* Any change of the store: the paper is made again, and the place stays. */
  cards->actor = &actor;
  cards->n_children = 1;
  cards->children[0] = g_array_index (day->children, EnrDayChild, 0).child_id;
  enr_test_write (desk->store, enr_paper_make_cards, cards, &error);
  g_assert_no_error (error);
  enr_test_pass (1500);
  enr_test_wait_until (enr_paper_view_is_drawn (desk->view), 20000);
  g_assert_cmpuint (enr_paper_view_get_page (desk->view), ==, 1);
  g_free (cards);
}

/* Who closes the program while papers are being drawn sees it end, and nothing else. */
static void
test_ends_while_drawing (void)
{
  if (g_test_subprocess ())
    {
      static PapersDesk desk;
      g_autoptr (EnrPaper) paper = NULL;
      EnrRenderer *renderer;

      papers_desk_set_up (&desk, NULL);
      paper = papers_desk_load (&desk, ENR_PAPER_DAILY_REGISTER, NULL);
      renderer = enr_renderer_new (paper->document);
      for (int i = 0; i < 50; i++)
        enr_renderer_render_async (renderer, (guint) i % enr_document_get_n_pages (paper->document), 2000,
                                   G_PRIORITY_DEFAULT, NULL, NULL, NULL);
      enr_test_pass (g_test_rand_int_range (0, 300));
      enr_renderer_stop_all ();
      exit (0);
    }
  for (int i = 0; i < 5; i++)
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
    }
}

static void
test_empty (PapersDesk *desk, gconstpointer data)
{
  enr_session_set_date (desk->session, enr_date_new (2020, 6, 10));
  enr_papers_page_show (desk->page, "daily-register");
  enr_test_wait_until (papers_desk_shows (desk, "empty"), 20000);
  enr_test_pass (100);
  g_assert_true (gtk_widget_get_mapped (enr_test_find_id (desk->window, "empty_children_button")));
  enr_test_assert_nothing_cut (desk->window);
  enr_test_shot (desk->window, "papers-empty");
}

/*
 * What goes wrong
 */

static void
test_broken_form (PapersDesk *desk, gconstpointer data)
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
  enr_papers_page_show (desk->page, "daily-register");
  enr_test_wait_until (papers_desk_shows (desk, "failure"), 20000);
  enr_test_pass (100);
  g_assert_true (enr_test_shows (desk->window, place));
  g_assert_true (enr_test_shows (desk->window, "*A7*"));
  enr_test_assert_nothing_cut (desk->window);
  enr_test_shot (desk->window, "papers-broken-form");

  /* Nothing is printed by another form in silence. */
  enr_papers_page_print (desk->page);
  enr_test_pass (200);
  g_assert_true (g_type_from_name ("GtkPrintUnixDialog") == 0
                 || papers_desk_find_toplevel ("GtkPrintUnixDialog") == NULL);

  /* Put right, it works again without leaving the page. */
  g_unlink (path);
  enr_test_click (gtk_widget_get_parent (enr_test_find_id (desk->window, "failure_label"))
                      != NULL
                      ? gtk_widget_get_next_sibling (
                          enr_test_find_id (desk->window, "failure_label"))
                      : NULL);
  enr_test_wait_until (papers_desk_shows (desk, "view") && enr_paper_view_is_drawn (desk->view),
                       20000);
}

static void
test_missing_font (PapersDesk *desk, gconstpointer data)
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

  enr_papers_page_show (desk->page, "attendance-book");
  enr_test_wait_until (papers_desk_shows (desk, "failure"), 20000);
  g_assert_true (enr_test_shows (desk->window, "*No Such Font*"));
  g_assert_true (enr_test_shows (desk->window, "*attendance-book.form.xml:*"));
  g_unlink (path);
}

/*
 * Cards
 */

static void
test_cards (PapersDesk *desk, gconstpointer data)
{
  g_autoptr (EnrDay) day = papers_desk_read_day (desk);
  g_autofree char *folder = g_dir_make_tmp ("enroku-papers-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "cards.pdf", NULL);
  g_autofree char *text = NULL;
  GtkWidget *dialog;
  GtkDropDown *drop = GTK_DROP_DOWN (enr_test_find_id (desk->window, "class_drop"));

  g_assert_cmpint (enr_test_query_int (desk->store, "SELECT count(*) FROM card"), ==, 0);
  enr_papers_page_show (desk->page, "cards");
  enr_test_wait_until (papers_desk_shows (desk, "empty"), 20000);
  enr_test_pass (100);
  enr_test_assert_nothing_cut (desk->window);
  enr_test_shot (desk->window, "papers-cards-none");

  /* No: nothing is made. */
  enr_test_click (enr_test_find_id (desk->window, "empty_cards_button"));
  enr_test_wait_until ((dialog = papers_desk_find_toplevel ("AdwMessageDialog")) != NULL, 5000);
  enr_test_pass (100);
  enr_test_shot (dialog, "papers-cards-ask");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "no");
  gtk_window_destroy (GTK_WINDOW (dialog));
  enr_test_pass (300);
  g_assert_cmpint (enr_test_query_int (desk->store, "SELECT count(*) FROM card"), ==, 0);

  /* One class first, then the rest. */
  enr_test_wait_until (g_list_model_get_n_items (gtk_drop_down_get_model (drop)) == 7, 5000);
  gtk_drop_down_set_selected (drop, 1);
  enr_test_pass (500);
  enr_test_click (enr_test_find_id (desk->window, "empty_cards_button"));
  enr_test_wait_until ((dialog = papers_desk_find_toplevel ("AdwMessageDialog")) != NULL, 5000);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "yes");
  gtk_window_destroy (GTK_WINDOW (dialog));
  enr_test_wait_until (papers_desk_shows (desk, "view") && enr_paper_view_is_drawn (desk->view),
                       20000);
  gtk_drop_down_set_selected (drop, 0);
  enr_test_pass (500);
  enr_test_shot (desk->window, "papers-cards-some");
  g_assert_true (gtk_widget_get_mapped (enr_test_find_id (desk->window, "notice_button")));
  enr_test_click (enr_test_find_id (desk->window, "notice_button"));
  enr_test_wait_until ((dialog = papers_desk_find_toplevel ("AdwMessageDialog")) != NULL, 5000);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "yes");
  gtk_window_destroy (GTK_WINDOW (dialog));
  enr_test_wait_until (enr_paper_view_get_n_pages (desk->view) == (PAPERS_DESK_N_CHILDREN + 9) / 10, 20000);
  enr_test_wait_until (enr_paper_view_is_drawn (desk->view), 20000);
  enr_test_pass (300);
  enr_test_assert_nothing_cut (desk->window);
  enr_test_shot (desk->window, "papers-cards");

  /* Everybody has one, and only one. */
  g_assert_cmpint (enr_test_query_int (desk->store, "SELECT count(*) FROM card"), ==, PAPERS_DESK_N_CHILDREN);
  g_assert_cmpint (enr_test_query_int (desk->store, "SELECT count(DISTINCT child_id) FROM card"),
                   ==, PAPERS_DESK_N_CHILDREN);
  g_clear_pointer (&desk->message, g_free);
  enr_papers_page_save (desk->page, path);
  enr_test_wait_until (desk->message != NULL, 20000);
  text = papers_desk_pdf_text (path);
  for (guint i = 0; i < day->children->len; i++)
    g_assert_nonnull (strstr (text, g_array_index (day->children, EnrDayChild, i).name));
  g_unlink (path);
  g_rmdir (folder);
}

#define add(path, func)                                                                            \
  g_test_add ("/app/papers/" path, PapersDesk, NULL, papers_desk_set_up, func, papers_desk_tear_down)

static gpointer
name_kind (EnrDb *db, gpointer data, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_autoptr (EnrFacility) facility = enr_facility_load (db, error);

  g_free (facility->name_kana);
  facility->name_kana = g_strdup ("サクラホイクエン");
  g_free (facility->kind);
  facility->kind = g_strdup (data);
  return enr_facility_save (db, &actor, facility, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

/* The row for the city's list: what it has, what is blank, and the file in both encodings. */
static void
test_facility_row (PapersDesk *desk, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "row.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  g_autofree char *latin = NULL;
  GtkWidget *dialog;
  gsize length;

  g_assert_nonnull (enr_test_write (desk->store, name_kind, (char *) "保育園", NULL));
  enr_test_wait_until (tiles_are_drawn (desk), 20000);
  enr_test_click (enr_test_find_id (desk->window, "facility_row_tile"));
  enr_test_wait_until ((dialog = papers_desk_find_toplevel ("EnrFacilityRowDialog")) != NULL
                           && enr_test_shows (dialog, "サクラホイクエン"), 20000);
  g_assert_true (enr_test_shows (dialog, "名称_カナ"));
  g_assert_true (enr_test_shows (dialog, "Blank: the kind in the settings is none of the list's*"));
  g_assert_true (enr_test_shows (dialog, "備考"));
  enr_test_pass (300);
  enr_test_assert_nothing_cut (dialog);
  enr_test_shot (dialog, "papers-facility-row");
  enr_facility_row_dialog_write (ENR_FACILITY_ROW_DIALOG (dialog), file);
  enr_test_wait_until (papers_desk_find_toplevel ("EnrFacilityRowDialog") == NULL, 20000);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_nonnull (strstr (text, ",さくら保育園（見本・架空）,サクラホイクエン,,"));

  g_assert_nonnull (enr_test_write (desk->store, name_kind, (char *) "認可私立保育所", NULL));
  enr_test_click (enr_test_find_id (desk->window, "facility_row_tile"));
  enr_test_wait_until ((dialog = papers_desk_find_toplevel ("EnrFacilityRowDialog")) != NULL
                           && enr_test_shows (dialog, "認可私立保育所"), 20000);
  g_object_set (enr_test_find_id (dialog, "encoding"), "selected", 1, NULL);
  enr_facility_row_dialog_write (ENR_FACILITY_ROW_DIALOG (dialog), file);
  enr_test_wait_until (papers_desk_find_toplevel ("EnrFacilityRowDialog") == NULL, 20000);
  g_free (g_steal_pointer (&text));
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  latin = g_convert (text, (gssize) length, "UTF-8", "CP932", NULL, NULL, NULL);
  g_assert_nonnull (latin);
  g_assert_nonnull (strstr (latin, ",さくら保育園（見本・架空）,サクラホイクエン,認可私立保育所,"));
  g_unlink (path);
}

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
  g_test_add_func ("/app/papers/ends-while-drawing", test_ends_while_drawing);
  add ("empty", test_empty);
  add ("broken-form", test_broken_form);
  add ("missing-font", test_missing_font);
  add ("cards", test_cards);
  add ("facility-row", test_facility_row);

  return enr_test_app_run ();
}
