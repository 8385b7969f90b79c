/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Long text on the papers of plans and records: nothing is lost between pages, and the editor says
 * beforehand how much goes into a box.
 */
#include "config.h"

#include <locale.h>
#include <poppler.h>

#include "writing-samples.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerPage, g_object_unref)

#define MM(x) ((x) *ENR_POINTS_PER_MM)

static gboolean
is_plain (const EnrDrawnPage *page, guint line, const char *text)
{
  g_autofree char *drawn = g_strdup (enr_drawn_page_get_text (page, line, NULL, NULL, NULL));

  return strstr (text, g_strstrip (drawn)) != NULL;
}

static char *
squeeze (const char *text)
{
  GString *result = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (result, g_utf8_get_char (p));
  return g_string_free (result, FALSE);
}

/* The text of the box's column, as another program reads it out of the PDF. */
static char *
extract (EnrDocument *document, double left)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = enr_document_to_pdf (document, 1781000000, &error);
  g_autoptr (PopplerDocument) pdf = poppler_document_new_from_bytes (bytes, NULL, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (int i = 0; i < poppler_document_get_n_pages (pdf); i++)
    {
      g_autoptr (PopplerPage) page = poppler_document_get_page (pdf, i);
      g_autofree char *all = poppler_page_get_text (page);
      g_autofree PopplerRectangle *places = NULL;
      const char *p = all;
      guint n = 0;

      g_assert_true (poppler_page_get_text_layout (page, &places, &n));
      for (guint k = 0; k < n; k++, p = g_utf8_next_char (p))
        if (places[k].x1 >= left && places[k].y1 >= (i == 0 ? MM (43) : MM (17))
            && places[k].y2 < MM (286) && !g_unichar_isspace (g_utf8_get_char (p)))
          g_string_append_unichar (text, g_utf8_get_char (p));
    }
  return g_string_free (text, FALSE);
}

static void
assert_same (const char *read, const char *written)
{
  for (const char *p = read, *q = written;; p = g_utf8_next_char (p), q = g_utf8_next_char (q))
    {
      if (g_utf8_get_char (p) != g_utf8_get_char (q))
        g_error ("after %ld of %ld characters “%.90s” was read for “%.90s”",
                 g_utf8_pointer_to_offset (written, q), g_utf8_strlen (written, -1), p, q);
      if (*p == '\0')
        return;
    }
}

/* Random texts in boxes of every height: what is read out of the PDF is what was written. */
static void
test_nothing_lost (void)
{
  for (guint round = 0; round < 25; round++)
    {
      g_autoptr (EnrWritingKind) kind = one_box_kind (g_test_rand_int_range (5, 250));
      g_autoptr (EnrContent) content = content_new (kind, 0);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (EnrDocument) document = NULL;
      g_autofree char *found = NULL;
      g_autofree char *written = NULL;
      int n = g_test_rand_int_range (1, 9000);

      for (int i = 0; i < n; i++)
        {
          int kana = g_test_rand_int_range (0, 40);

          if (kana == 0 && g_test_rand_int_range (0, 4) == 0)
            g_string_append_c (text, '\n');
          else if (kana < 3)
            g_string_append (text, kana == 1 ? "、" : "。");
          else if (kana == 3)
            g_string_append_printf (text, "%d", i);
          else
            g_string_append_unichar (text, kana < 30
                                               ? 0x3042 + (gunichar) g_test_rand_int_range (0, 80)
                                               : 0x5b50 + (gunichar) g_test_rand_int_range (0, 9));
        }
      enr_content_add (content, "aims", "ねらい", text->str);
      document = print (kind, content, NULL, 0);
      found = extract (document, MM (46));
      written = squeeze (text->str);
      assert_same (found, written);
    }
}

static void
test_long (void)
{
  g_autoptr (EnrWritingKind) kind = one_box_kind (30);
  g_autoptr (EnrContent) content = content_new (kind, 0);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gint64 start = g_get_monotonic_time ();
  guint n_pages;

  while (g_utf8_strlen (text->str, -1) < 100000)
    g_string_append (text, sentences[text->len % G_N_ELEMENTS (sentences)]);
  enr_content_add (content, "aims", "ねらい", text->str);
  document = print (kind, content, NULL, 0);
  bytes = enr_document_to_pdf (document, 1781000000, NULL);
  g_test_message ("100,000 characters: %.0f ms", (double) (g_get_monotonic_time () - start) / 1000);
  n_pages = enr_document_get_n_pages (document);
  g_assert_cmpuint (n_pages, >, 30);
  g_assert_cmpuint (n_pages, <, 60);
  assert_texts (document, content);
  for (guint i = 1; i < n_pages; i++)
    {
      g_autofree char *page = page_text (document, i);
      g_autofree char *number = g_strdup_printf ("%u / %u", i + 1, n_pages);

      g_assert_true (sample_contains (page, "週案 ひよこ 令和8年6月8日～14日（続き）"));
      g_assert_true (sample_contains (page, "ねらい（続き）"));
      g_assert_true (sample_contains (page, number));
    }
  keep (document, "long");
}

static void
test_odd_text (void)
{
  g_autoptr (EnrWritingKind) kind = one_box_kind (30);
  g_autoptr (EnrContent) content = content_new (kind, 0);
  g_autoptr (EnrDocument) document = NULL;
  g_autofree char *long_word = g_strnfill (400, 'x');
  g_autofree char *text = g_strdup_printf (
      "👨‍👩‍👧‍👦 "
      "たのしい🎉　︻縦書き︼﹁かぎ﹂　𠮷野・辻󠄀・𪚥　か゚\x01"
      "\x1b[31m\nhttps://example.jp/%s\n\t字さげ",
      long_word);

  set (&content->child_name, "とても長い名前の子ども とても長い");
  set (&content->title, "とても長い行事の題名、とても長い行事の題名、とても長い行事の題名");
  set (&content->writer, "架空 花子、架空 太郎、架空 次郎、架空 三郎");
  enr_content_add (content, "aims", "ねらい", text);
  document = print (kind, content, NULL, 0);
  assert_has (document, "たのしい", TRUE);
  assert_has (document, "[31m", TRUE);
  assert_has (document, "𠮷野", TRUE);
  keep (document, "odd");
}

static EnrBoxFill
fill_of (const EnrWritingKind *kind, int age, const char *key, const char *text)
{
  g_autoptr (GError) error = NULL;
  EnrBoxFill fill;

  g_assert_true (enr_writing_box_fill (kind, age, key, text, &fill, &error));
  g_assert_no_error (error);
  return fill;
}

/* What the editor says is what the paper does: the same lines, and a box that grows when it says
 * so. */
static void
test_fill (void)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();

  for (guint i = 0; i < enr_writing_kinds_get_n (kinds); i++)
    {
      const EnrWritingKind *kind = enr_writing_kinds_get (kinds, i);
      g_autoptr (EnrContent) content = filled (kind, 0, 3);
      g_autoptr (EnrDocument) document = print (kind, content, NULL, 0);

      /* Of 要録 the sheet that is sent counts: test-nursery-record.c. */
      if (strcmp (kind->key, "nursery-record") == 0)
        continue;
      for (guint k = 0; k < content->items->len; k++)
        {
          const EnrContentItem *item = g_ptr_array_index (content->items, k);
          EnrBoxFill fill = fill_of (kind, 0, item->key, item->text);
          const EnrSection *section = enr_writing_kind_find_section (kind, item->key);
          g_autofree char *found = NULL;
          guint n_lines = 0;

          if (section->type == ENR_SECTION_FACTS || item->text[0] == '\0')
            continue;
          g_assert_cmpuint (fill.lines, >, 0);
          /* The first line of the paper is as long as the editor thinks. */
          for (guint p = 0; p < enr_document_get_n_pages (document); p++)
            {
              const EnrDrawnPage *page = enr_document_get_page (document, p);

              for (guint l = 0; l < enr_drawn_page_count_texts (page); l++)
                {
                  EnrRect box;
                  double size;

                  enr_drawn_page_get_text (page, l, NULL, &box, &size);
                  if (is_plain (page, l, item->text) && (guint) (box.width / size) == fill.per_line)
                    n_lines++;
                }
            }
          g_assert_cmpuint (n_lines, >=, fill.lines);
        }
    }
}

static void
test_fill_counts (void)
{
  g_autoptr (EnrWritingKind) kind = one_box_kind (20);
  EnrBoxFill empty = fill_of (kind, 0, "aims", "");
  g_autoptr (GString) text = g_string_new (NULL);
  EnrBoxFill full, over;

  g_assert_cmpuint (empty.lines, ==, 0);
  g_assert_cmpuint (empty.room, >=, 3);
  g_assert_cmpuint (empty.beyond, ==, 0);
  for (guint i = 0; i < empty.room * empty.per_line; i++)
    g_string_append (text, "園");
  full = fill_of (kind, 0, "aims", text->str);
  g_assert_cmpuint (full.lines, ==, full.room);
  g_assert_cmpuint (full.beyond, ==, 0);
  g_string_append (text, "児童");
  over = fill_of (kind, 0, "aims", text->str);
  g_assert_cmpuint (over.lines, ==, over.room + 1);
  g_assert_cmpuint (over.beyond, ==, 2);
  g_assert_cmpuint (over.characters, ==, full.characters + 2);
  g_assert_cmpuint (fill_of (kind, 0, "nothing", "あ").lines, ==, 0);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/writing-paper/nothing-lost", test_nothing_lost);
  g_test_add_func ("/writing-paper/long", test_long);
  g_test_add_func ("/writing-paper/odd-text", test_odd_text);
  g_test_add_func ("/writing-paper/fill", test_fill);
  g_test_add_func ("/writing-paper/fill-counts", test_fill_counts);
  return g_test_run ();
}
