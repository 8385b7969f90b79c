/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A child's contact history on paper, from a real database. ENROKU_PAPERS=FOLDER keeps the PDFs to
 * look at.
 */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "contact/contact-fixture.h"
#include "reports/contact-history.h"
#include "sample.h"

static void
take (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

static void
write_page (Fixture *fixture, guint child, EnrDate day, EnrNotebookSide side, const char *body)
{
  g_autoptr (GPtrArray) pages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_page_free);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;
  EnrNotebookPage *page
      = enr_notebook_load_page (fixture->db, &fixture->children[child], day, side, &error);

  page->temperature = 366;
  page->mood = ENR_MOOD_GOOD;
  take (&page->body, body);
  if (side == ENR_SIDE_HOME)
    take (&page->collector, "祖母");
  else
    take (&page->did, "園庭で砂場あそびをしました。");
  g_ptr_array_add (pages, page);
  results = enr_notebook_save (fixture->db, fixture->actor, pages, NULL, &error);
  g_assert_no_error (error);
}

static void
fill (Fixture *fixture)
{
  g_autoptr (EnrNotice) notice = absence (fixture, 0, DAY (6, 11), DAY (6, 12), "sick");
  g_autoptr (EnrInquiry) inquiry = enr_inquiry_new ();
  g_autoptr (EnrInquiry) other = enr_inquiry_new ();
  g_autoptr (EnrPromise) promise = enr_promise_new ();
  g_autoptr (GError) error = NULL;
  EnrCall call = { .day = DAY (6, 10),
                   .called = (char *) "青木 春（母） 090-0000-0001",
                   .by_name = (char *) "佐藤",
                   .note = (char *) "折り返しを待つ",
                   .outcome = ENR_CALL_MESSAGE };
  EnrUuid id;

  take (&notice->symptoms, "発熱");
  notice->temperature = 382;
  add (fixture, notice);
  inquiry->child_id = fixture->children[0];
  take (&inquiry->body, "遠足の持ち物は何ですか。");
  take (&inquiry->by_name, "母");
  take (&inquiry->taken_by, "佐藤");
  enr_inquiry_add (fixture->db, fixture->actor, inquiry, &id, &error);
  enr_inquiry_answer (fixture->db, fixture->actor, &id, "水筒と帽子です。", &error);
  other->child_id = fixture->children[1];
  take (&other->body, "ほかの子の話");
  enr_inquiry_add (fixture->db, fixture->actor, other, NULL, &error);
  promise->child_id = fixture->children[0];
  promise->due_at = 16 * 60;
  enr_promise_add (fixture->db, fixture->actor, promise, NULL, &error);
  enr_call_add (fixture->db, fixture->actor, fixture->children, 1, &call, &error);
  g_assert_no_error (error);
  write_page (fixture, 0, DAY (6, 9), ENR_SIDE_HOME, "よく眠りました。");
  write_page (fixture, 0, DAY (6, 9), ENR_SIDE_NURSERY, "給食をよく食べました。");
}

/* The text of the paper. */
static char *
dup_paper (Fixture *fixture, const char *name, guint *n_pages)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDocument) document = enr_contact_history_paper (
      fixture->db, &fixture->children[0], ENR_DATE_NONE, ENR_DATE_NONE, &error);
  const char *folder = g_getenv ("ENROKU_PAPERS");
  g_autofree char *path
      = g_build_filename (folder != NULL ? folder : fixture->nursery->folder, name, NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (enr_document_get_missing_characters (document), ==, "");
  sample_check_boxes (document);
  *n_pages = enr_document_get_n_pages (document);
  enr_document_write_pdf (document, path, enr_test_at (10, 0), &error);
  g_assert_no_error (error);
  return sample_run ("pdftotext", "-layout", path, TRUE);
}

static void
test_all (Fixture *fixture, gconstpointer data)
{
  static const char *const parts[] = { "連絡の記録",
                                       "令和8年6月10日(水)",
                                       "欠席などの連絡",
                                       "病欠6/11–6/12",
                                       "発熱38.2℃",
                                       "遠足の持ち物は何ですか。",
                                       "返事:水筒と帽子です。",
                                       "母電話→佐藤",
                                       "折り返し電話6/1016:00",
                                       "伝言を残した",
                                       "折り返しを待つ",
                                       "連絡帳（家庭から）",
                                       "体温:36.6℃",
                                       "お迎え:祖母",
                                       "よく眠りました。",
                                       "園庭で砂場あそびをしました。",
                                       "令和8年6月9日(火)",
                                       "1/1" };
  g_autofree char *text = NULL;
  guint n_pages;

  fill (fixture);
  text = dup_paper (fixture, "contact-history.pdf", &n_pages);
  g_assert_cmpuint (n_pages, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!sample_contains (text, parts[i]))
      g_error ("%s is not in: %s", parts[i], text);
  g_assert_false (sample_contains (text, "ほかの子の話"));
  /* The newest day stands first. */
  g_assert_true (strstr (text, "10日") < strstr (text, "9日(火)"));
}

/* A long text goes over the page, with its day above it again, and none of it is lost. */
static void
test_long (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *text = NULL;
  guint n_pages;

  for (guint i = 0; i < 70; i++)
    g_string_append_printf (body, "%u行目のことばです。\n", i);
  write_page (fixture, 0, DAY (6, 9), ENR_SIDE_HOME, body->str);
  text = dup_paper (fixture, "contact-history-long.pdf", &n_pages);
  g_assert_cmpuint (n_pages, ==, 2);
  g_assert_true (sample_contains (text, "（続き）"));
  for (guint i = 0; i < 70; i++)
    {
      g_autofree char *line = g_strdup_printf ("%u行目のことばです。", i);

      g_assert_true (sample_contains (text, line));
    }
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  EnrUuid nobody = enr_uuid_new ();

  g_assert_null (enr_contact_history_paper (fixture->db, &fixture->children[0], ENR_DATE_NONE,
                                            ENR_DATE_NONE, &error));
  g_assert_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_EMPTY);
  g_clear_error (&error);
  g_assert_null (
      enr_contact_history_paper (fixture->db, &nobody, ENR_DATE_NONE, ENR_DATE_NONE, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, GUINT_TO_POINTER (3), set_up, func, tear_down)
  ADD ("/contact-history/all", test_all);
  ADD ("/contact-history/long", test_long);
  ADD ("/contact-history/nothing", test_nothing);
  return g_test_run ();
}
