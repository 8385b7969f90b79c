/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Plans and records on paper, from the program's window: one from the editor and its history, all
 * of a month or a class, and what Ctrl+P prints on each page.
 */
#include "config.h"

#include "app-support.h"

#include <string.h>
#include <glib/gstdio.h>
#include <poppler.h>

#include "app/papers/paper-sheet.h"
#include "app/papers/paper-tile.h"
#include "app/papers/paper-view.h"
#include "app/papers/papers-page.h"
#include "app/window.h"
#include "app/writing/shelf-grid.h"
#include "app/writing/writing-editor-history.h"
#include "app/writing/writing-editor.h"
#include "app/writing/writing-page.h"
#include "app/writing/writing-paper-window.h"
#include "writing/approval.h"
#include "written.h"

#define WAIT 20000

/* One for all cases: a process is registered on the bus once. */
static EnrApplication *application;

static struct
{
  EnrTestSmall small;
  EnrStore *store;
  EnrSession *session;
  EnrWindow *window;
  char *message;
  EnrUuid id; /* of what was written last */
} desk;

/*
 * What is written
 */

static void
write_down (const char *kind, guint whose, EnrDate first, guint n_days, Far far)
{
  Written written = { kind, whose, first, n_days, far, &desk.small };
  g_autoptr (GError) error = NULL;

  enr_test_write (desk.store, written_make, &written, &error);
  g_assert_no_error (error);
  desk.id = written.id;
}

/*
 * The window
 */

static void
message_cb (EnrSession *session, const char *text, gboolean is_failure, gpointer data)
{
  g_free (desk.message);
  desk.message = g_strdup (text);
}

static void
begin (void)
{
  memset (&desk, 0, sizeof desk);
  enr_test_set_now ("2026-06-10T10:32");
  desk.store = enr_test_store_new_small (&desk.small);
  desk.session = enr_session_new (desk.store);
  g_signal_connect (desk.session, "message", G_CALLBACK (message_cb), NULL);
  desk.window = enr_window_new (application);
  enr_window_set_session (desk.window, desk.session, FALSE);
  gtk_window_set_default_size (GTK_WINDOW (desk.window), 1024, 768);
  gtk_window_present (GTK_WINDOW (desk.window));
}

static void
end (void)
{
  gpointer window = desk.window;

  enr_test_pass (50);
  g_object_add_weak_pointer (window, &window);
  gtk_window_destroy (GTK_WINDOW (desk.window));
  enr_test_wait_until (window == NULL, WAIT);
  g_clear_object (&desk.session);
  enr_test_store_end (desk.store);
  g_free (desk.message);
}

static GtkWidget *
show_page (const char *name)
{
  GtkWidget *page = GTK_WIDGET (enr_window_show_page (desk.window, name));

  enr_test_pass (100);
  return page;
}

static gboolean
is_on (const char *name)
{
  GtkStack *pages = GTK_STACK (enr_test_find_id (GTK_WIDGET (desk.window), "pages"));

  return g_strcmp0 (gtk_stack_get_visible_child_name (pages), name) == 0;
}

static GtkWidget *
papers (void)
{
  return GTK_WIDGET (enr_window_show_page (desk.window, "papers"));
}

static EnrPaperView *
view (void)
{
  return ENR_PAPER_VIEW (enr_test_find_id (papers (), "view"));
}

/* As many pages as there are papers, each of which has one. */
static void
wait_pages (guint n)
{
  enr_test_wait_until (
      enr_paper_view_get_n_pages (view ()) == n && enr_paper_view_is_drawn (view ()), WAIT);
  enr_test_settle ();
}

/* But for the names of the pages at the side, of which there is always a beginning and an end. */
static void
assert_bar_fits (void)
{
  enr_test_assert_nothing_cut (gtk_widget_get_parent (enr_test_find_id (papers (), "title_label")));
  enr_test_assert_nothing_cut (enr_test_find_id (papers (), "writings_box"));
  enr_test_assert_nothing_cut (enr_test_find_id (papers (), "notice"));
}

static const char *
selected (const char *drop)
{
  GtkDropDown *self = GTK_DROP_DOWN (enr_test_find_id (papers (), drop));

  return gtk_string_list_get_string (GTK_STRING_LIST (gtk_drop_down_get_model (self)),
                                     gtk_drop_down_get_selected (self));
}

static void
choose (GtkWidget *root, const char *drop, const char *label)
{
  GtkDropDown *self = GTK_DROP_DOWN (enr_test_find_id (root, drop));
  GListModel *labels = gtk_drop_down_get_model (self);

  for (guint i = 0; i < g_list_model_get_n_items (labels); i++)
    if (g_str_has_suffix (gtk_string_list_get_string (GTK_STRING_LIST (labels), i), label))
      {
        gtk_drop_down_set_selected (self, i);
        enr_test_pass (100);
        return;
      }
  g_error ("no %s in %s", label, drop);
}

static GtkWidget *
find_window (const char *type)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; g_type_from_name (type) != 0 && i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (all, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), g_type_from_name (type))
          && gtk_widget_get_mapped (window))
        return window;
    }
  return NULL;
}

static GtkWidget *
wait_window (const char *type)
{
  enr_test_wait_until (find_window (type) != NULL, WAIT);
  enr_test_pass (100);
  return find_window (type);
}

/* Closes it as the person does, and waits until it is gone. */
static void
close_window (GtkWidget *window)
{
  gpointer gone = window;

  g_object_add_weak_pointer (G_OBJECT (window), &gone);
  gtk_window_close (GTK_WINDOW (window));
  enr_test_wait_until (gone == NULL, WAIT);
}

/* The paper that is looked at, once it is drawn. */
static GtkWidget *
wait_paper (void)
{
  GtkWidget *window = wait_window ("EnrWritingPaperWindow");
  EnrPaperView *paper = ENR_PAPER_VIEW (enr_test_find_id (window, "view"));

  enr_test_wait_until (enr_paper_view_get_n_pages (paper) > 0 && enr_paper_view_is_drawn (paper),
                       WAIT);
  return window;
}

static void
press_print (void)
{
  gtk_widget_activate_action (GTK_WIDGET (desk.window), "win.print", NULL);
  enr_test_pass (200);
}

/*
 * The PDF
 */

static char *
pdf_text (const char *path, int *n_pages, int *n_outline)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  PopplerDocument *document = poppler_document_new_from_gfile (file, NULL, NULL, &error);
  PopplerIndexIter *iter;
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  *n_pages = poppler_document_get_n_pages (document);
  for (int i = 0; i < *n_pages; i++)
    {
      PopplerPage *page = poppler_document_get_page (document, i);
      g_autofree char *one = poppler_page_get_text (page);

      g_string_append (text, one);
      g_object_unref (page);
    }
  *n_outline = 0;
  iter = poppler_index_iter_new (document);
  if (iter != NULL)
    {
      do
        (*n_outline)++;
      while (poppler_index_iter_next (iter));
      poppler_index_iter_free (iter);
    }
  g_object_unref (document);
  g_unlink (path);
  return g_string_free (text, FALSE);
}

static char *
saved_text (gpointer window, int *n_pages, int *n_outline)
{
  g_autofree char *folder = g_dir_make_tmp ("enroku-writing-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "paper.pdf", NULL);
  char *text;

  g_clear_pointer (&desk.message, g_free);
  if (ENR_IS_WRITING_PAPER_WINDOW (window))
    enr_writing_paper_window_save (window, path);
  else
    enr_papers_page_save (window, path);
  enr_test_wait_until (desk.message != NULL, WAIT);
  g_assert_nonnull (strstr (desk.message, "paper.pdf"));
  text = pdf_text (path, n_pages, n_outline);
  g_rmdir (folder);
  return text;
}

/*
 * Many at once
 */

/* The tile shows a diary; behind it are all of the month, by class, to be chosen and saved. */
static void
test_month (void)
{
  g_autofree char *all = NULL, *of_class = NULL;
  GtkWidget *tile;
  int n_pages, n_outline;

  begin ();
  write_down ("diary", 1, enr_date_new (2026, 6, 1), 3, APPROVED);
  write_down ("diary", 0, enr_date_new (2026, 6, 1), 4, APPROVED);
  write_down ("diary", 0, enr_date_new (2026, 5, 25), 2, APPROVED);
  show_page ("papers");
  tile = enr_test_find_id (papers (), "writings_tile");
  enr_test_wait_until (enr_paper_tile_is_drawn (ENR_PAPER_TILE (tile)), WAIT);
  enr_test_click (tile);
  wait_pages (7);
  g_assert_cmpstr (selected ("kind_drop"), ==, "保育日誌");
  g_assert_true (enr_test_shows (papers (), "令和8年6月"));
  assert_bar_fits ();
  all = saved_text (papers (), &n_pages, &n_outline);
  g_assert_cmpint (n_pages, ==, 7);
  g_assert_cmpint (n_outline, ==, 7);
  g_assert_nonnull (strstr (all, "ひよこ"));
  g_assert_true (strstr (all, "ひよこ") < strstr (all, "ぞう"));

  choose (papers (), "class_drop", "ぞう");
  wait_pages (3);
  of_class = saved_text (papers (), &n_pages, &n_outline);
  g_assert_cmpint (n_outline, ==, 3);
  g_assert_null (strstr (of_class, "ひよこ"));
  choose (papers (), "class_drop", "All classes");
  choose (papers (), "span_drop", "A fiscal year");
  wait_pages (9);
  end ();
}

/* Which kind, and of how long a time. */
static void
test_choices (void)
{
  begin ();
  write_down ("diary", 0, enr_date_new (2026, 5, 25), 2, APPROVED);
  write_down ("diary", 0, enr_date_new (2026, 6, 1), 3, BEGUN);
  write_down ("child-month-plan", 0, enr_date_new (2026, 6, 1), 1, APPROVED);
  write_down ("child-month-plan", 2, enr_date_new (2026, 6, 1), 1, APPROVED);
  write_down ("child-month-plan", 1, enr_date_new (2026, 6, 1), 1, APPROVED);
  write_down ("child-sheet", 0, enr_date_new (2026, 6, 1), 1, BEGUN);
  show_page ("papers");
  enr_papers_page_show (ENR_PAPERS_PAGE (papers ()), "writings");
  wait_pages (3);
  /* What is not approved is said, and a month further back is all approved. */
  g_assert_true (enr_test_shows (papers (), "3 are not approved*"));
  gtk_widget_activate_action (papers (), "papers.period-before", NULL);
  wait_pages (2);
  enr_test_pass (400);
  g_assert_false (enr_test_shows (papers (), "*not approved*"));
  choose (papers (), "span_drop", "Three months");
  wait_pages (5);
  g_assert_true (enr_test_shows (papers (), "令和8年4月～6月"));
  gtk_widget_activate_action (papers (), "papers.period-after", NULL);
  enr_test_wait_until (enr_test_shows (papers (), "令和8年7月～9月"), WAIT);
  enr_test_wait_until (enr_test_shows (papers (), "There are none of that kind and time"), WAIT);
  gtk_widget_activate_action (papers (), "papers.period-before", NULL);
  choose (papers (), "span_drop", "A month");
  choose (papers (), "kind_drop", "個別月案");
  wait_pages (3);
  choose (papers (), "class_drop", "ひよこ");
  wait_pages (2);
  /* A kind of a whole year has no shorter time; one of a child's stay none at all. */
  choose (papers (), "kind_drop", "年間指導計画");
  enr_test_wait_until (enr_test_shows (papers (), "令和8年度"), WAIT);
  g_assert_false (gtk_widget_get_visible (enr_test_find_id (papers (), "span_drop")));
  choose (papers (), "kind_drop", "児童票");
  enr_test_wait_until (enr_paper_view_get_n_pages (view ()) > 0, WAIT);
  g_assert_false (gtk_widget_get_mapped (enr_test_find_id (papers (), "period_box")));
  end ();
}

/* While a plan is evaluated a month's papers are of what was approved, and it is said that the
 * evaluation is not on them; one press shows it. */
static void
test_evaluating (void)
{
  g_autofree char *approved = NULL;
  int n_pages, n_outline;

  begin ();
  write_down ("week-plan", 0, enr_date_new (2026, 6, 1), 1, EVALUATED);
  show_page ("papers");
  enr_papers_page_show_writings (ENR_PAPERS_PAGE (papers ()), "week-plan", NULL, ENR_PERIOD_MONTH,
                                 enr_date_new (2026, 6, 10));
  wait_pages (1);
  g_assert_true (
      enr_test_shows (papers (), "1 is being evaluated: it is printed as it was approved*"));
  g_assert_false (enr_test_shows (papers (), "*being changed*"));
  enr_test_pass (400);
  assert_bar_fits ();
  approved = saved_text (papers (), &n_pages, &n_outline);
  g_assert_nonnull (strstr (approved, "初めの文です"));
  enr_test_click_text (papers (), "Show the new texts");
  enr_test_wait_until (enr_test_shows (papers (), "1 is being changed: this is its new text*"),
                       WAIT);
  end ();
}

/* An audit gets what is in force, and is told so; the new text is one press away. */
static void
test_in_force (void)
{
  g_autofree char *in_force = NULL, *new_text = NULL;
  int n_pages, n_outline;

  begin ();
  write_down ("week-plan", 0, enr_date_new (2026, 6, 8), 1, REVISED);
  show_page ("papers");
  enr_papers_page_show_writings (ENR_PAPERS_PAGE (papers ()), "week-plan", NULL, ENR_PERIOD_MONTH,
                                 enr_date_new (2026, 6, 10));
  wait_pages (1);
  g_assert_true (enr_test_shows (papers (), "1 is being changed: the approved version*"));
  enr_test_pass (400);
  assert_bar_fits ();
  in_force = saved_text (papers (), &n_pages, &n_outline);
  g_assert_nonnull (strstr (in_force, "初めの文です"));
  g_assert_null (strstr (in_force, "直した文です"));
  enr_test_click_text (papers (), "Show the new texts");
  enr_test_wait_until (enr_test_shows (papers (), "1 is being changed: this is its new text*"),
                       WAIT);
  wait_pages (1);
  new_text = saved_text (papers (), &n_pages, &n_outline);
  g_assert_nonnull (strstr (new_text, "直した文です"));
  enr_test_click_text (papers (), "Show what is approved");
  enr_test_wait_until (enr_test_shows (papers (), "1 is being changed: the approved version*"),
                       WAIT);
  end ();
}

static gboolean
tick_cb (gpointer data)
{
  guint *n = data;

  (*n)++;
  return G_SOURCE_CONTINUE;
}

/* While hundreds are laid out, others are read, and the window goes on. */
static void
test_hundreds (void)
{
  EnrPaperRequest request = { .kind = ENR_PAPER_WRITINGS,
                              .date = enr_date_new (2026, 4, 1),
                              .until = enr_date_new (2027, 3, 31),
                              .writing = "diary",
                              .writing_label = "保育日誌" };
  g_autoptr (EnrPaper) paper = NULL;
  g_autoptr (GError) error = NULL;
  GtkStack *content;
  guint n_ticks = 0;
  guint source;

  begin ();
  write_down ("diary", 0, enr_date_new (2026, 4, 1), 160, APPROVED);
  write_down ("diary", 1, enr_date_new (2026, 4, 1), 140, APPROVED);
  show_page ("papers");
  enr_papers_page_show_writings (ENR_PAPERS_PAGE (papers ()), "diary", NULL, ENR_PERIOD_YEAR,
                                 enr_date_new (2026, 6, 10));
  content = GTK_STACK (enr_test_find_id (papers (), "content"));
  /* The reader only reads: another page waits for that, and not for the layout. */
  paper = enr_test_read (desk.store, enr_paper_load, &request, &error);
  g_assert_no_error (error);
  g_assert_null (paper->document);
  g_assert_cmpuint (enr_writing_print_get_n (paper->print), ==, 300);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (content), ==, "waiting");
  source = g_timeout_add (10, tick_cb, &n_ticks);
  wait_pages (300);
  g_source_remove (source);
  g_assert_cmpuint (n_ticks, >, 2);
  /* A widget for each page would stop the window. */
  g_assert_cmpuint (enr_test_count_type (GTK_WIDGET (view ()), ENR_TYPE_PAPER_SHEET), <, 40);
  enr_test_pass (200);
  gtk_widget_activate_action (GTK_WIDGET (view ()), "preview.last-page", NULL);
  enr_test_wait_until (enr_paper_view_get_page (view ()) == 299, WAIT);
  enr_test_wait_until (enr_paper_view_is_drawn (view ()), WAIT);
  /* Whoever leaves while they are laid out waits for nothing. */
  gtk_widget_activate_action (papers (), "papers.period-before", NULL);
  gtk_widget_activate_action (papers (), "papers.back", NULL);
  end ();
}

/*
 * From the page of plans and records
 */

static void
show_kind (GtkWidget *page, const char *label)
{
  choose (page, "kind_choice", label);
  enr_test_pass (400);
}

/* The menu's command goes to the month and the class of the cell that the keyboard is on. */
static void
test_from_overview (void)
{
  GtkWidget *page;

  begin ();
  write_down ("month-plan", 0, enr_date_new (2026, 5, 1), 1, APPROVED);
  write_down ("month-plan", 1, enr_date_new (2026, 5, 1), 1, APPROVED);
  write_down ("month-plan", 0, enr_date_new (2026, 6, 1), 1, BEGUN);
  page = show_page ("writing");
  show_kind (page, "月案");
  enr_shelf_grid_set_cell (ENR_SHELF_GRID (enr_test_find_id (page, "grid")), 1, 1);
  gtk_widget_activate_action (page, "writing.print-month", NULL);
  g_assert_true (is_on ("papers"));
  wait_pages (2);
  g_assert_cmpstr (selected ("kind_drop"), ==, "月案");
  g_assert_true (enr_test_shows (papers (), "令和8年5月"));
  show_page ("writing");
  gtk_widget_activate_action (page, "writing.print-class", NULL);
  wait_pages (1);
  g_assert_cmpstr (selected ("class_drop"), ==, "ぞう");
  g_assert_true (enr_test_shows (papers (), "令和8年5月"));
  /* Ctrl+P: what is shown, the fiscal year; nothing is printed before it was looked at. */
  show_page ("writing");
  press_print ();
  g_assert_true (is_on ("papers"));
  wait_pages (3);
  g_assert_cmpstr (selected ("kind_drop"), ==, "月案");
  g_assert_cmpstr (selected ("class_drop"), ==, "All classes");
  g_assert_true (enr_test_shows (papers (), "令和8年度"));
  g_assert_null (find_window ("GtkPrintUnixDialog"));
  end ();
}

/* Ctrl+P on the other pages: their own paper, or none. */
static void
test_print_elsewhere (void)
{
  static const char *const without[] = { "children", "settings" };
  static const struct
  {
    const char *page, *title;
  } with[] = { { "board", "Daily register" },
               { "month", "Monthly statistics" },
               { "staff", "Staffing" } };
  GtkWidget *page;

  begin ();
  write_down ("diary", 0, enr_date_new (2026, 6, 9), 1, SUBMITTED);
  for (guint i = 0; i < G_N_ELEMENTS (without); i++)
    {
      show_page (without[i]);
      g_clear_pointer (&desk.message, g_free);
      press_print ();
      g_assert_true (is_on (without[i]));
      g_assert_nonnull (strstr (desk.message, "no paper of this page"));
    }
  for (guint i = 0; i < G_N_ELEMENTS (with); i++)
    {
      GtkWidget *dialog;

      show_page (with[i].page);
      press_print ();
      g_assert_true (is_on ("papers"));
      g_assert_true (enr_test_shows (papers (), with[i].title));
      dialog = wait_window ("GtkPrintUnixDialog");
      g_signal_emit_by_name (dialog, "response", GTK_RESPONSE_CANCEL);
      enr_test_wait_until (find_window ("GtkPrintUnixDialog") == NULL, WAIT);
    }
  /* Of those that wait, the one that is looked at; of what was found, none. */
  page = show_page ("writing");
  enr_writing_page_show_waiting (ENR_WRITING_PAGE (page));
  enr_test_pass (500);
  g_clear_pointer (&desk.message, g_free);
  press_print ();
  g_assert_null (find_window ("EnrWritingPaperWindow"));
  g_assert_nonnull (strstr (desk.message, "Open a plan or record"));
  gtk_widget_activate_action (enr_test_find_id (enr_test_find_id (page, "waiting"), "list"),
                              "list.select-item", "(ubb)", 0, FALSE, FALSE);
  enr_test_pass (300);
  press_print ();
  g_assert_true (is_on ("writing"));
  close_window (wait_paper ());
  gtk_editable_set_text (GTK_EDITABLE (enr_test_find_id (page, "search")), "初めの文");
  enr_test_pass (500);
  press_print ();
  g_assert_true (is_on ("writing"));
  g_assert_null (find_window ("EnrWritingPaperWindow"));
  end ();
}

/*
 * From the editor
 */

/* The editor's paper as it would be printed now, and every version that was. */
static void
test_editor (void)
{
  g_autofree char *draft = NULL, *approved = NULL, *from_history = NULL;
  GtkWidget *page, *paper, *history, *dialog;
  int n_pages, n_outline;

  begin ();
  write_down ("week-plan", 0, enr_date_new (2026, 6, 8), 1, REVISED);
  page = show_page ("writing");
  enr_writing_page_open (ENR_WRITING_PAGE (page), &desk.id);
  enr_test_wait_until (enr_test_find_button (page, "Print") != NULL
                           && gtk_widget_is_sensitive (enr_test_find_button (page, "Print")),
                       WAIT);
  enr_test_click_text (page, "Print");
  paper = wait_paper ();
  g_assert_null (find_window ("GtkPrintUnixDialog"));
  enr_test_pass (300);
  enr_test_assert_nothing_cut (paper);
  draft = saved_text (paper, &n_pages, &n_outline);
  g_assert_nonnull (strstr (draft, "直した文です"));
  choose (paper, "version_drop", "approved, in force");
  wait_paper ();
  approved = saved_text (paper, &n_pages, &n_outline);
  g_assert_nonnull (strstr (approved, "初めの文です"));
  g_assert_null (strstr (approved, "直した文です"));
  gtk_widget_activate_action (paper, "paper.print", NULL);
  dialog = wait_window ("GtkPrintUnixDialog");
  g_signal_emit_by_name (dialog, "response", GTK_RESPONSE_CANCEL);
  enr_test_wait_until (find_window ("GtkPrintUnixDialog") == NULL, WAIT);
  close_window (paper);

  /* Ctrl+P is the same. */
  press_print ();
  close_window (wait_paper ());

  /* The history opens what was submitted. */
  gtk_widget_activate_action (enr_test_find_type (page, ENR_TYPE_WRITING_EDITOR, 0),
                              "writing.history", NULL);
  history = wait_window ("EnrWritingEditorHistory");
  g_signal_emit_by_name (
      gtk_list_box_get_row_at_index (GTK_LIST_BOX (enr_test_find_id (history, "list")), 0),
      "activate");
  paper = wait_paper ();
  from_history = saved_text (paper, &n_pages, &n_outline);
  g_assert_cmpstr (from_history, ==, approved);
  close_window (paper);
  close_window (history);
  end ();
}

/*
 * Pictures, in any language
 */

static void
shot (GtkWidget *window, const char *name)
{
  enr_test_pass (700);
  enr_test_shot (window, name);
}

static void
test_pictures (void)
{
  GtkWidget *window, *page, *paper, *history;

  begin ();
  window = GTK_WIDGET (desk.window);
  write_down ("diary", 0, enr_date_new (2026, 6, 1), 9, APPROVED);
  write_down ("diary", 1, enr_date_new (2026, 6, 1), 7, APPROVED);
  write_down ("diary", 1, enr_date_new (2026, 6, 8), 2, BEGUN);
  write_down ("week-plan", 0, enr_date_new (2026, 6, 8), 1, REVISED);
  show_page ("papers");
  enr_test_pass (1500);
  shot (window, "writings-tiles");
  enr_papers_page_show (ENR_PAPERS_PAGE (papers ()), "writings");
  wait_pages (18);
  shot (window, "writings-month");
  enr_papers_page_show_writings (ENR_PAPERS_PAGE (papers ()), "week-plan", NULL, ENR_PERIOD_TERM,
                                 enr_date_new (2026, 6, 10));
  wait_pages (1);
  shot (window, "writings-in-force");
  enr_test_click (enr_test_find_id (papers (), "live_button"));
  enr_test_pass (700);
  wait_pages (1);
  shot (window, "writings-new-text");
  gtk_widget_activate_action (papers (), "papers.period-after", NULL);
  shot (window, "writings-none");
  page = show_page ("writing");
  shot (window, "writings-overview");
  enr_writing_page_open (ENR_WRITING_PAGE (page), &desk.id);
  shot (window, "writings-editor");
  press_print ();
  paper = wait_paper ();
  shot (paper, "writings-paper-draft");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (enr_test_find_id (paper, "version_drop")), 1);
  shot (paper, "writings-paper-approved");
  close_window (paper);
  gtk_widget_activate_action (enr_test_find_type (page, ENR_TYPE_WRITING_EDITOR, 0),
                              "writing.history", NULL);
  history = wait_window ("EnrWritingEditorHistory");
  shot (history, "writings-history");
  close_window (history);
  end ();
}

int
main (int argc, char *argv[])
{
  int status;

  enr_test_app_init (&argc, &argv);
  application = enr_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_test_add_func ("/writing-print/month", test_month);
  g_test_add_func ("/writing-print/choices", test_choices);
  g_test_add_func ("/writing-print/in-force", test_in_force);
  g_test_add_func ("/writing-print/evaluating", test_evaluating);
  g_test_add_func ("/writing-print/hundreds", test_hundreds);
  g_test_add_func ("/writing-print/from-overview", test_from_overview);
  g_test_add_func ("/writing-print/elsewhere", test_print_elsewhere);
  g_test_add_func ("/writing-print/editor", test_editor);
  g_test_add_func ("/writing-print/pictures", test_pictures);
  status = enr_test_app_run ();
  g_object_unref (application);
  return status;
}
