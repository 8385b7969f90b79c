/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * report notebook-slips and report letters.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "contact/delivery.h"
#include "contact/notebook.h"
#include "contact/recipient.h"
#include "ctl-run.h"

#define DAY "2026-06-10"

static const EnrActor actor = { ENR_ACTOR_OFFICE, { { 0 } }, "事務", "test" };

static EnrDb *
open_db (Ctl *ctl)
{
  g_autoptr (GError) error = NULL;
  EnrDb *db = enr_db_open (ctl->db, ENR_DB_READ_WRITE, &error);

  g_assert_no_error (error);
  return db;
}

/* A page of the nursery's for the first child who is not absent; returns that child's class, and in
 * @name its name. */
static char *
write_page (Ctl *ctl, char **name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) db = open_db (ctl);
  g_autoptr (EnrNotebookDay) notebook
      = enr_notebook_load_day (db, enr_date_parse_iso (DAY), NULL, &error);
  g_autoptr (GPtrArray) pages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_page_free);
  g_autoptr (GPtrArray) results = NULL;
  const EnrDayChild *child;
  EnrNotebookPage *page;
  guint i = 0;

  g_assert_no_error (error);
  while (((const EnrNotebookRow *) g_ptr_array_index (notebook->rows, i))->is_absent)
    i++;
  child = &g_array_index (notebook->day->children, EnrDayChild, i);
  page = enr_notebook_page_new (&child->child_id, enr_date_parse_iso (DAY), ENR_SIDE_NURSERY);
  g_free (page->body);
  page->body = g_strdup ("どろんこ遊びを楽しみました。");
  g_ptr_array_add (pages, page);
  results = enr_notebook_save (db, &actor, pages, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (enr_notebook_count (results, ENR_NOTEBOOK_SAVED), ==, 1);
  *name = g_strdup (child->name);
  return g_strdup (g_array_index (notebook->day->classes, EnrDayClass, child->class_index).name);
}

static void
test_slips (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *path = ctl_path (ctl, "slips.pdf");
  g_autofree char *name = NULL;
  g_autofree char *class_name = NULL;
  g_autofree char *text = NULL;
  g_autofree char *all = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  RUN (ctl, 3, "report", "notebook-slips", "--date", DAY, "--output", path);
  assert_contains (ctl->err, "Nothing is written in the contact notebook");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  RUN (ctl, 2, "report", "notebook-slips", "--output", path);

  class_name = write_page (ctl, &name);
  before = ctl_dump (ctl);
  RUN (ctl, 0, "report", "notebook-slips", "--date", DAY, "--class", class_name, "--output", path);
  text = ctl_pdf_text (path);
  if (text != NULL)
    {
      assert_contains (text, name);
      assert_contains (text, "どろんこ遊びを楽しみました。");
      g_assert_null (strstr (text, "良い　・　普通"));
    }
  RUN (ctl, 0, "report", "notebook-slips", "--date", DAY, "--output", path);
  assert_contains (ctl->err, "--blank");
  RUN (ctl, 0, "report", "notebook-slips", "--date", DAY, "--blank", "--output", path);
  g_assert_null (strstr (ctl->err, "--blank"));
  all = ctl_pdf_text (path);
  if (all != NULL)
    assert_contains (all, "良い");
  after = ctl_dump (ctl);
  g_assert_cmpstr (before, ==, after);
}

static void
release_letter (Ctl *ctl)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) db = open_db (ctl);
  g_autoptr (EnrAnnouncement) draft = enr_announcement_new ();
  g_autoptr (EnrRecipientPlan) plan = NULL;

  draft->day = enr_date_parse_iso (DAY);
  g_free (draft->title);
  draft->title = g_strdup ("親子遠足のお知らせ");
  g_free (draft->body);
  draft->body = g_strdup ("みどり公園へ行きます。");
  enr_audience_add_all (draft->audience);
  enr_announcement_save (db, &actor, draft, NULL, &error);
  g_assert_no_error (error);
  plan = enr_recipient_plan_announcement (db, &draft->id, &error);
  g_assert_no_error (error);
  enr_recipient_release (db, &actor, &draft->id, plan->digest, &error);
  g_assert_no_error (error);
}

static guint
count_papers (Ctl *ctl, EnrDeliveryState state)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) db = open_db (ctl);
  EnrDeliveryCount count;

  enr_delivery_count (db, ENR_WAY_PAPER, &count, &error);
  g_assert_no_error (error);
  return count.n[state];
}

static int
json_pages (Ctl *ctl, const char *path, gboolean is_two_sided)
{
  const char *found;

  if (is_two_sided)
    RUN (ctl, 0, "report", "letters", "--date", DAY, "--two-sided", "--json", "--output", path);
  else
    RUN (ctl, 0, "report", "letters", "--date", DAY, "--json", "--output", path);
  found = strstr (ctl->out, "\"pages\" : ");
  g_assert_nonnull (found);
  return atoi (found + strlen ("\"pages\" : "));
}

static void
test_letters (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *path = ctl_path (ctl, "letters.pdf");
  g_autofree char *text = NULL;
  guint n_waiting;
  int n_pages;

  RUN (ctl, 3, "report", "letters", "--date", DAY, "--output", path);
  assert_contains (ctl->err, "No letter of that day goes out on paper");
  release_letter (ctl);
  n_waiting = count_papers (ctl, ENR_DELIVERY_WAITING);
  g_assert_cmpuint (n_waiting, >, 0);

  /* Writing a file is not printing. */
  RUN (ctl, 0, "report", "letters", "--date", DAY, "--output", path);
  text = ctl_pdf_text (path);
  if (text != NULL)
    {
      assert_contains (text, "親子遠足のお知らせ");
      assert_contains (text, "みどり公園へ行きます。");
      assert_contains (text, "配付一覧");
    }
  g_assert_cmpuint (count_papers (ctl, ENR_DELIVERY_WAITING), ==, n_waiting);
  /* A page a family, and the list; with empty backs between them. */
  n_pages = json_pages (ctl, path, FALSE);
  g_assert_cmpint (json_pages (ctl, path, TRUE), >=, n_pages + (int) n_waiting);
  RUN (ctl, 0, "report", "letters", "--date", DAY, "--printed", "--output", path);
  g_assert_cmpuint (count_papers (ctl, ENR_DELIVERY_WAITING), ==, 0);
  g_assert_cmpuint (count_papers (ctl, ENR_DELIVERY_PRINTED), ==, n_waiting);
  /* And again, for one that was lost. */
  RUN (ctl, 0, "report", "letters", "--date", DAY, "--output", path);
  RUN (ctl, 3, "report", "letters", "--date", "2026-06-11", "--output", path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/slips/slips", test_slips);
  g_test_add_func ("/ctl/slips/letters", test_letters);
  return g_test_run ();
}
