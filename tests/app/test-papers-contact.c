/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The page of papers: slips of the contact notebook, written and blank, and letters, which count as
 * printed only when a person says so.
 */
#include "config.h"

#include "papers-desk.h"

#include "app/papers/paper-tile.h"
#include "base/clock.h"
#include "contact/notebook.h"
#include "contact/recipient.h"

static const EnrActor actor = { ENR_ACTOR_OFFICE, { { 0 } }, "事務", "test" };

#define N_WAITING "SELECT count(*) FROM delivery WHERE channel = 'paper' AND state = 'waiting'"
#define N_PRINTED "SELECT count(*) FROM delivery WHERE channel = 'paper' AND state = 'printed'"

/* A page for every child of the first class who is not absent. */
static gpointer
write_pages (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (EnrNotebookDay) notebook = enr_notebook_load_day (db, enr_clock_today (), NULL, error);
  g_autoptr (GPtrArray) pages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_page_free);
  g_autoptr (GPtrArray) results = NULL;

  g_assert_nonnull (notebook);
  for (guint i = 0; i < notebook->rows->len; i++)
    {
      const EnrNotebookRow *row = g_ptr_array_index (notebook->rows, i);
      const EnrDayChild *child = &g_array_index (notebook->day->children, EnrDayChild, row->child);
      EnrNotebookPage *page;

      if (row->is_absent || child->class_index != 0)
        continue;
      page = enr_notebook_page_new (&child->child_id, enr_clock_today (), ENR_SIDE_NURSERY);
      g_free (page->body);
      page->body = g_strdup ("どろんこ遊びを楽しみました。");
      g_ptr_array_add (pages, page);
    }
  results = enr_notebook_save (db, &actor, pages, NULL, error);
  return GUINT_TO_POINTER (pages->len);
}

static gpointer
release_letter (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (EnrAnnouncement) draft = enr_announcement_new ();
  g_autoptr (EnrRecipientPlan) plan = NULL;

  draft->day = enr_clock_today ();
  g_free (draft->title);
  draft->title = g_strdup ("親子遠足のお知らせ");
  g_free (draft->body);
  draft->body
      = g_strdup ("7月4日（土）に、みどり公園へ親子遠足に行きます。\n雨の日は11日（土）です。");
  g_free (draft->question);
  draft->question = g_strdup ("参加しますか。");
  draft->answer_kind = ENR_ANSWER_YES_NO;
  draft->answer_until = enr_clock_today () + 9;
  draft->is_urgent = TRUE;
  enr_audience_add_all (draft->audience);
  if (!enr_announcement_save (db, &actor, draft, NULL, error))
    return NULL;
  plan = enr_recipient_plan_announcement (db, &draft->id, error);
  if (plan == NULL || !enr_recipient_release (db, &actor, &draft->id, plan->digest, error))
    return NULL;
  return GUINT_TO_POINTER (plan->n_paper);
}

static void
wait_for_paper (PapersDesk *desk)
{
  enr_test_wait_until (papers_desk_shows (desk, "view") && enr_paper_view_is_drawn (desk->view),
                       20000);
  enr_test_pass (300);
}

static void
test_slips (PapersDesk *desk, gconstpointer data)
{
  GtkWidget *button = enr_test_find_id (desk->window, "live_button");
  g_autoptr (GError) error = NULL;
  guint n_pages;

  enr_papers_page_show (desk->page, "notebook-slips");
  enr_test_wait_until (papers_desk_shows (desk, "empty"), 20000);
  enr_test_pass (400);
  g_assert_true (gtk_widget_get_mapped (button));
  enr_test_assert_nothing_cut (desk->window);
  enr_test_shot (desk->window, "papers-slips-none");

  /* Nothing is written yet: blank ones for all. */
  enr_test_click (button);
  wait_for_paper (desk);
  n_pages = enr_paper_view_get_n_pages (desk->view);
  g_assert_cmpuint (n_pages, >, 6);
  enr_test_shot (desk->window, "papers-slips-blank");
  enr_test_click (button);
  enr_test_wait_until (papers_desk_shows (desk, "empty"), 20000);

  /* The page follows what is written. */
  enr_test_write (desk->store, write_pages, NULL, &error);
  g_assert_no_error (error);
  wait_for_paper (desk);
  g_assert_cmpuint (enr_paper_view_get_n_pages (desk->view), <, n_pages);
  g_assert_true (gtk_widget_get_mapped (button));
  enr_test_assert_nothing_cut (desk->window);
  enr_test_shot (desk->window, "papers-slips");
}

static void
test_letters (PapersDesk *desk, gconstpointer data)
{
  GtkWidget *button = enr_test_find_id (desk->window, "printed_button");
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog = NULL;
  guint n_paper;

  enr_papers_page_show (desk->page, "letters");
  enr_test_wait_until (papers_desk_shows (desk, "empty"), 20000);
  g_assert_false (gtk_widget_get_mapped (button));
  n_paper = GPOINTER_TO_UINT (enr_test_write (desk->store, release_letter, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_paper, >, 20);
  wait_for_paper (desk);
  g_assert_cmpuint (enr_paper_view_get_n_pages (desk->view), ==, n_paper + (n_paper + 31) / 32);
  enr_test_assert_nothing_cut (desk->window);
  enr_test_shot (desk->window, "papers-letters");

  /* Looking at them is not printing; nor is asking. */
  g_assert_cmpint (enr_test_query_int (desk->store, N_WAITING), ==, n_paper);
  enr_test_click (button);
  enr_test_wait_until ((dialog = papers_desk_find_toplevel ("AdwMessageDialog")) != NULL, 5000);
  enr_test_pass (100);
  enr_test_shot (dialog, "papers-letters-ask");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "no");
  gtk_window_destroy (GTK_WINDOW (dialog));
  enr_test_pass (300);
  g_assert_cmpint (enr_test_query_int (desk->store, N_WAITING), ==, n_paper);

  enr_test_click (button);
  enr_test_wait_until ((dialog = papers_desk_find_toplevel ("AdwMessageDialog")) != NULL, 5000);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "yes");
  gtk_window_destroy (GTK_WINDOW (dialog));
  enr_test_wait_until (enr_test_query_int (desk->store, N_PRINTED) == n_paper, 5000);
  enr_test_wait_until (!gtk_widget_get_mapped (button), 20000);
  /* They are still there, to be printed again. */
  wait_for_paper (desk);
  g_assert_cmpuint (enr_paper_view_get_n_pages (desk->view), >, n_paper);
}

static EnrPaperTile *
find_tile (PapersDesk *desk, const char *id)
{
  return ENR_PAPER_TILE (enr_test_find_id (desk->window, id));
}

static void
test_tiles (PapersDesk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  enr_test_write (desk->store, write_pages, NULL, &error);
  g_assert_no_error (error);
  enr_test_write (desk->store, release_letter, NULL, &error);
  g_assert_no_error (error);
  gtk_widget_grab_focus (GTK_WIDGET (find_tile (desk, "letters_tile")));
  enr_test_wait_until (enr_paper_tile_is_drawn (find_tile (desk, "slips_tile"))
                           && enr_paper_tile_is_drawn (find_tile (desk, "letters_tile")),
                       20000);
  enr_test_pass (1200);
  enr_test_assert_nothing_cut (desk->window);
  enr_test_shot (desk->window, "papers-tiles-contact");
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);
  g_test_add ("/app/papers-contact/tiles", PapersDesk, NULL, papers_desk_set_up, test_tiles,
              papers_desk_tear_down);
  g_test_add ("/app/papers-contact/slips", PapersDesk, NULL, papers_desk_set_up, test_slips,
              papers_desk_tear_down);
  g_test_add ("/app/papers-contact/letters", PapersDesk, NULL, papers_desk_set_up, test_letters,
              papers_desk_tear_down);
  return enr_test_app_run ();
}
