/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The papers of plans and records: every kind, empty and written, with approvals and seals.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>

#include "writing-samples.h"

static EnrStepDone *
step_new (EnrStep step, int version, const char *name)
{
  EnrStepDone *done = g_new0 (EnrStepDone, 1);

  done->step = step;
  done->version = version;
  done->at = enr_instant_from_local (enr_date_new (2026, 6, 5), 16 * 60 + (int) step);
  done->name = g_strdup (name);
  done->reason = g_strdup ("");
  return done;
}

static GPtrArray *
steps_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) enr_step_done_free);
}

/* Whether a text is a line of its own. */
static gboolean
stands_alone (EnrDocument *document, const char *text)
{
  for (guint i = 0; i < enr_document_get_n_pages (document); i++)
    {
      const EnrDrawnPage *page = enr_document_get_page (document, i);

      for (guint k = 0; k < enr_drawn_page_count_texts (page); k++)
        if (g_str_equal (enr_drawn_page_get_text (page, k, NULL, NULL, NULL), text))
          return TRUE;
    }
  return FALSE;
}

static void
test_kinds (void)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();

  g_assert_null (enr_writing_kinds_get_problems (kinds));
  g_assert_cmpuint (enr_writing_kinds_get_n (kinds), >=, 13);
  for (guint i = 0; i < enr_writing_kinds_get_n (kinds); i++)
    {
      const EnrWritingKind *kind = enr_writing_kinds_get (kinds, i);

      for (guint n = 0; n < 5; n = n * 2 + 1)
        {
          g_autoptr (EnrContent) content = filled (kind, i % 2 == 0 ? 0 : 3, n);
          g_autoptr (EnrDocument) document = print (kind, content, NULL, 0);
          g_autofree char *name = g_strdup_printf ("%s-%u", kind->key, n);

          assert_texts (document, content);
          assert_has (document, kind->label, TRUE);
          g_assert_true (stands_alone (document, kind->is_plan ? "案" : "下書き"));
          g_assert_false (stands_alone (document, kind->is_plan ? "下書き" : "案"));
          g_assert_cmpstr (enr_document_get_missing_characters (document), ==, "");
          g_assert_cmpuint (enr_document_get_outline (document)->len, ==, 1);
          keep (document, name);
        }
    }
}

/* A form to be written by hand has every heading of the age, and no text. */
static void
test_empty (void)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  const EnrWritingKind *kind = enr_writing_kinds_find (kinds, "child-month-plan", NULL);
  g_autoptr (EnrContent) content = content_new (kind, 0);
  g_autoptr (EnrDocument) document = print (kind, content, NULL, 0);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 1);
  for (guint i = 0; i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);

      if (section->type == ENR_SECTION_TEXT && enr_section_fits_age (section, 0))
        assert_has (document, section->heading, TRUE);
      else if (section->type == ENR_SECTION_TEXT)
        g_assert_false (stands_alone (document, section->heading));
    }
  g_assert_null (enr_writing_paper (kind, none, &error));
  g_assert_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_EMPTY);
}

/* A picture of a seal: a red ring. */
static GBytes *
seal_new (int size)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size, size);
  cairo_t *cr = cairo_create (surface);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "enroku-seal-XXXXXX", NULL);
  char *data;
  gsize length;

  cairo_set_source_rgb (cr, 0.8, 0.1, 0.1);
  cairo_set_line_width (cr, size / 16.0);
  cairo_arc (cr, size / 2.0, size / 2.0, size * 0.44, 0, 7);
  cairo_stroke (cr);
  cairo_destroy (cr);
  g_close (g_mkstemp (path), NULL);
  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_remove (path);
  return g_bytes_new_take (data, length);
}

static void
test_approval (void)
{
  g_autoptr (EnrWritingKind) kind = one_box_kind (30);
  g_autoptr (EnrContent) content = filled (kind, 0, 2);
  g_autoptr (GPtrArray) steps = steps_new ();
  g_autoptr (EnrDocument) document = NULL;

  g_ptr_array_add (steps, step_new (ENR_STEP_SUBMIT, 1, "架空 花子"));
  g_ptr_array_add (steps, step_new (ENR_STEP_CHIEF, 1, "主任 春子"));
  document = print (kind, content, steps, 1);
  assert_has (document, "主任 春子", TRUE);
  assert_has (document, "令和8年6月5日", TRUE);
  assert_has (document, "案週案", TRUE);
  g_clear_pointer (&document, enr_document_unref);

  g_ptr_array_add (steps, step_new (ENR_STEP_RETURN, 1, "園長 一郎"));
  document = print (kind, content, steps, 1);
  assert_has (document, "差戻し", TRUE);
  assert_has (document, "主任 春子", FALSE);
  g_clear_pointer (&document, enr_document_unref);

  g_ptr_array_add (steps, step_new (ENR_STEP_SUBMIT, 2, "架空 花子"));
  g_ptr_array_add (steps, step_new (ENR_STEP_CHIEF, 2, "主任 夏子"));
  g_ptr_array_add (steps, step_new (ENR_STEP_DIRECTOR, 2, "園長 一郎"));
  g_ptr_array_add (steps, step_new (ENR_STEP_REVISE, 2, "架空 花子"));
  document = print (kind, content, steps, 2);
  assert_has (document, "差戻し", FALSE);
  assert_has (document, "案週案", FALSE);
  assert_has (document, "園長 一郎", TRUE);
  assert_has (document, "主任 夏子", TRUE);
  assert_has (document, "第2版", FALSE);
  g_clear_pointer (&document, enr_document_unref);

  /* What is written now, behind the approved version, is approved by nobody. */
  content->revision = 2;
  document = print (kind, content, steps, 0);
  assert_has (document, "案週案", TRUE);
  assert_has (document, "第2版", TRUE);
  assert_has (document, "園長 一郎", FALSE);
}

static void
test_seals_and_notes (void)
{
  g_autoptr (EnrWritingKind) kind = one_box_kind (30);
  g_autoptr (EnrContent) content = filled (kind, 0, 2);
  g_autoptr (GPtrArray) steps = steps_new ();
  g_autoptr (GPtrArray) notes
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_writing_note_free);
  g_autoptr (GBytes) seal = seal_new (300);
  g_autoptr (GBytes) broken = g_bytes_new_static ("\x89PNG no picture at all, not at all", 33);
  g_autoptr (GBytes) large = seal_new (ENR_SEAL_MOST + 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) papers = g_ptr_array_new ();
  EnrWritingPaper paper = { content, 1, steps, notes, { NULL, broken, seal } };
  EnrWritingNote *note = g_new0 (EnrWritingNote, 1);
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (EnrDocument) again = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;

  content->revision = 2;
  g_ptr_array_add (steps, step_new (ENR_STEP_SUBMIT, 1, "架空 花子"));
  g_ptr_array_add (steps, step_new (ENR_STEP_CHIEF, 1, "主任 春子"));
  g_ptr_array_add (steps, step_new (ENR_STEP_DIRECTOR, 1, "園長 一郎"));
  note->day = enr_date_new (2026, 6, 9);
  note->text = g_strdup ("雨のため散歩をやめ、ホールでリトミックをした。");
  note->name = g_strdup ("架空 花子");
  g_ptr_array_add (notes, note);
  g_ptr_array_add (papers, &paper);

  document = print_all (kind, papers);
  g_assert_cmpuint (enr_drawn_page_count_pictures (enr_document_get_page (document, 0)), ==, 1);
  assert_has (document, "主任 春子", TRUE);
  assert_has (document, "雨のため散歩をやめ、", TRUE);
  assert_has (document, "令和8年6月9日(火)", TRUE);
  keep (document, "approved");
  again = print_all (kind, papers);
  first = enr_document_to_pdf (document, 1781000000, NULL);
  second = enr_document_to_pdf (again, 1781000000, NULL);
  g_assert_true (g_bytes_equal (first, second));

  g_assert_true (enr_writing_seal_check (seal, &error));
  g_assert_no_error (error);
  g_assert_false (enr_writing_seal_check (broken, &error));
  g_assert_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_SEAL);
  g_assert_false (enr_writing_seal_check (large, NULL));
}

/* What was frozen under headings and keys that the kind does not have any more is printed all the
 * same. */
static void
test_changed_kind (void)
{
  g_autoptr (EnrWritingKind) kind = one_box_kind (30);
  g_autoptr (EnrContent) content = content_new (kind, 0);
  g_autoptr (EnrDocument) document = NULL;

  enr_content_add (content, "aims", "今週のねらい", "たのしむ。");
  enr_content_add (content, "gone", "食育", "トマトを収穫する。");
  enr_content_add (content, "days/mon/activity", "活動", "水あそび");
  document = print (kind, content, NULL, 0);
  assert_has (document, "今週のねらい", TRUE);
  assert_has (document, "食育", TRUE);
  assert_has (document, "トマトを収穫する。", TRUE);
  assert_has (document, "水あそび", TRUE);
}

/* A class's month: twenty plans, each on pages of its own and in the outline. */
static void
test_class_month (void)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  const EnrWritingKind *kind = enr_writing_kinds_find (kinds, "child-month-plan", NULL);
  g_autoptr (EnrDay) day = sample_day_new (1, 20);
  g_autoptr (GPtrArray) contents
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_content_free);
  g_autoptr (GPtrArray) papers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (EnrDocument) again = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  const GArray *outline;

  for (guint i = 0; i < 20; i++)
    {
      EnrContent *content = filled (kind, 0, 1 + i % 3);
      EnrWritingPaper *paper = g_new0 (EnrWritingPaper, 1);

      set (&content->child_name, g_array_index (day->children, EnrDayChild, i).name);
      g_ptr_array_add (contents, content);
      paper->content = content;
      g_ptr_array_add (papers, paper);
    }
  document = print_all (kind, papers);
  again = print_all (kind, papers);
  outline = enr_document_get_outline (document);
  g_assert_cmpuint (outline->len, ==, 20);
  g_assert_cmpstr (enr_document_get_title (document), ==, "個別月案 ひよこ 令和8年6月");
  for (guint i = 0; i < 20; i++)
    {
      const EnrOutlineEntry *entry = &g_array_index (outline, EnrOutlineEntry, i);
      const char *child = g_array_index (day->children, EnrDayChild, i).name;
      g_autofree char *expected = g_strdup_printf ("個別月案 ひよこ %s 令和8年6月", child);
      g_autofree char *text = page_text (document, entry->page);

      g_assert_cmpstr (entry->title, ==, expected);
      g_assert_true (i == 0 || entry->page > (entry - 1)->page);
      g_assert_true (sample_contains (text, child));
      g_assert_true (sample_contains (text, "園長"));
    }
  first = enr_document_to_pdf (document, 1781000000, NULL);
  second = enr_document_to_pdf (again, 1781000000, NULL);
  g_assert_true (g_bytes_equal (first, second));
  keep (document, "class-month");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/writing-paper/kinds", test_kinds);
  g_test_add_func ("/writing-paper/empty", test_empty);
  g_test_add_func ("/writing-paper/approval", test_approval);
  g_test_add_func ("/writing-paper/seals-and-notes", test_seals_and_notes);
  g_test_add_func ("/writing-paper/changed-kind", test_changed_kind);
  g_test_add_func ("/writing-paper/class-month", test_class_month);
  return g_test_run ();
}
