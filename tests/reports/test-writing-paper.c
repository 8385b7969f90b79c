/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The papers of plans and records: every kind, empty, written and overflowing. ENROKU_PAPERS=FOLDER
 * keeps the PDFs to look at.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <poppler.h>
#include <string.h>

#include "reports/nursery-record.h"
#include "reports/writing-paper.h"
#include "sample.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerPage, g_object_unref)

#define MM(x) ((x) *ENR_POINTS_PER_MM)

static const char *const sentences[] = {
  "梅雨に入り、室内で過ごす日が多くなったが、雨の音やかたつむりに気づき、保育者に指さしで知らせる姿"
  "がある。",
  "保育者にそばで見守られながら、安心して好きなあそびを楽しむ。",
  "手づかみ食べの意欲を大切にし、「もぐもぐ、おいしいね」と声をかけながら、ゆったりと食事を進める"
  "。",
  "気温と湿度に気をつけ、汗をかいたらこまめに着がえ、水分をとれるようにする（沐浴は体調をみて行う）"
  "。",
  "連絡帳と送りむかえの会話で、家庭での様子（眠り・食事・排便）を伝え合う。",
  "小麦粉粘土や水あそびの感触を楽しめるよう、たらい・スポンジ・じょうろを人数分用意しておく。",
};

static EnrWritingKind *
read_kind (const char *content)
{
  g_autoptr (GError) error = NULL;
  EnrWritingKind *kind
      = enr_writing_kind_read ("sample.writing.xml", content, strlen (content), &error);

  g_assert_no_error (error);
  return kind;
}

static EnrWritingKind *
one_box_kind (int height)
{
  g_autofree char *content = g_strdup_printf (
      "<writing id=\"sample\" label=\"週案\" sort=\"plan\" of=\"class\" period=\"week\">"
      "<paper size=\"A4\" orientation=\"portrait\"/><keep from=\"year\"/>"
      "<approval><box step=\"director\" label=\"園長\"/><box step=\"chief\" label=\"主任\"/>"
      "<box step=\"writer\" label=\"担任\"/></approval>"
      "<section key=\"aims\" heading=\"ねらい\" height=\"%d\"/></writing>",
      height);

  return read_kind (content);
}

static void
set (char **field, const char *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

static EnrContent *
content_new (const EnrWritingKind *kind, int age)
{
  EnrContent *content = enr_content_new ();

  set (&content->kind, kind->key);
  set (&content->label, kind->label);
  set (&content->facility, "みどりの丘保育園（架空）");
  set (&content->writer, "架空 花子");
  if (kind->subject != ENR_WRITING_OF_FACILITY)
    set (&content->class_name, "ひよこ");
  if (kind->subject == ENR_WRITING_OF_CHILD)
    set (&content->child_name, "青木 朝陽");
  if (kind->period == ENR_PERIOD_EVENT)
    set (&content->title, "夏まつり");
  content->age = age;
  enr_writing_period_of (kind->period, enr_date_new (2026, 6, 10), &content->first, &content->last);
  return content;
}

static char *
prose (guint seed, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      if (i > 0 && (seed + i) % 3 == 0)
        g_string_append_c (text, '\n');
      g_string_append (text, sentences[(seed + i) % G_N_ELEMENTS (sentences)]);
    }
  return g_string_free (text, FALSE);
}

static void
add_grid (EnrContent *content, const EnrSection *grid, guint seed, guint n)
{
  static const char *const times[] = { "7:30", "9:00", "9:30", "11:15", "12:30", "15:00", "18:00" };
  g_auto (GStrv) rows = enr_grid_row_keys (grid->rows, G_N_ELEMENTS (times));

  for (guint r = 0; rows[r] != NULL; r++)
    for (guint c = 0; c < grid->columns->len; c++)
      {
        const EnrGridColumn *column = g_ptr_array_index (grid->columns, c);
        g_autofree char *key = g_strjoin ("/", grid->key, rows[r], column->key, NULL);
        g_autofree char *text = strcmp (column->key, "time") == 0      ? g_strdup (times[r])
                                : strcmp (column->key, "weather") == 0 ? g_strdup ("くもり")
                                                                       : prose (seed + r + c, n);

        enr_content_add (content, key, column->heading, text);
      }
}

static void
add_facts (EnrContent *content, const EnrSection *section)
{
  static const char *const facts[][3] = {
    { "enrolled", "在籍", "12名" },
    { "present", "出席", "9名" },
    { "absent", "欠席", "1名　榎本 蓮（都合欠 家庭の都合）" },
    { "ill", "病気", "2名　石橋 陽菜（病欠 発熱）、千葉 湊（出席停止 手足口病）" },
    { "late", "遅刻・早退", "大森 凛（遅刻）" },
    { "extended", "延長保育", "3名　青木 朝陽 16分、柏木 樹 31分、北川 さくら 16分" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *key = g_strjoin ("/", section->key, facts[i][0], NULL);

      enr_content_add (content, key, facts[i][1], facts[i][2]);
    }
}

/* Every section with @n sentences; 0 for an empty one as the editor makes it. */
static EnrContent *
filled (const EnrWritingKind *kind, int age, guint n)
{
  static const char *const names[]
      = { "青木 朝陽", "石橋 陽菜", "上原 蓮", "𠮷野 さくら", "髙橋 アレクサンドラ" };
  EnrContent *content = content_new (kind, age);

  for (guint i = 0; i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);
      g_autofree char *text = prose (i, n);

      if (!enr_section_fits_age (section, age))
        continue;
      switch (section->type)
        {
        case ENR_SECTION_GRID:
          add_grid (content, section, i, n > 1 ? n - 1 : n);
          break;
        case ENR_SECTION_CHILDREN:
          for (guint k = 0; n > 0 && k < G_N_ELEMENTS (names); k++)
            {
              g_autofree char *key = g_strdup_printf ("%s/%u", section->key, k);
              g_autofree char *child = prose (i + k, n);

              enr_content_add (content, key, names[k], child);
            }
          break;
        case ENR_SECTION_FACTS:
          add_facts (content, section);
          break;
        case ENR_SECTION_TEXT:
        default:
          enr_content_add (content, section->key, section->heading, text);
          break;
        }
    }
  return content;
}

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

static void
keep (EnrDocument *document, const char *name)
{
  const char *folder = g_getenv ("ENROKU_PAPERS");
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  if (folder == NULL)
    return;
  path = g_strdup_printf ("%s/%s.pdf", folder, name);
  enr_document_write_pdf (document, path, 1781000000, &error);
  g_assert_no_error (error);
}

/* Nothing leaves its box, and nothing is too small to be read. */
static void
check_sizes (EnrDocument *document)
{
  sample_check_boxes (document);
  for (guint i = 0; i < enr_document_get_n_pages (document); i++)
    for (guint k = 0; k < enr_drawn_page_count_texts (enr_document_get_page (document, i)); k++)
      {
        double size;
        const char *text
            = enr_drawn_page_get_text (enr_document_get_page (document, i), k, NULL, NULL, &size);

        if (size < 5)
          g_error ("page %u: “%s” is %.1f points small", i + 1, text, size);
      }
}

static EnrDocument *
print_all (const EnrWritingKind *kind, const GPtrArray *papers)
{
  g_autoptr (GError) error = NULL;
  EnrDocument *document = enr_writing_paper (kind, papers, &error);

  g_assert_no_error (error);
  check_sizes (document);
  return document;
}

static EnrDocument *
print (const EnrWritingKind *kind, const EnrContent *content, const GPtrArray *steps, int version)
{
  EnrWritingPaper paper = { content, version, steps, NULL, { NULL } };
  g_autoptr (GPtrArray) papers = g_ptr_array_new ();

  g_ptr_array_add (papers, &paper);
  return print_all (kind, papers);
}

/* The characters, without blanks, as a bag: each with how often it is there. */
static void
count_signs (GHashTable *bag, const char *text, int by)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gpointer key = GUINT_TO_POINTER (g_utf8_get_char (p));

      if (!g_unichar_isspace (g_utf8_get_char (p)))
        g_hash_table_insert (
            bag, key, GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (bag, key)) + by));
    }
}

static char *
page_text (const EnrDocument *document, guint page)
{
  const EnrDrawnPage *drawn = enr_document_get_page (document, page);
  GString *text = g_string_new (NULL);

  for (guint k = 0; k < enr_drawn_page_count_texts (drawn); k++)
    g_string_append (text, enr_drawn_page_get_text (drawn, k, NULL, NULL, NULL));
  return g_string_free (text, FALSE);
}

static char *
whole_text (const EnrDocument *document)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < enr_document_get_n_pages (document); i++)
    {
      g_autofree char *page = page_text (document, i);

      g_string_append (text, page);
    }
  return g_string_free (text, FALSE);
}

static void
assert_has (EnrDocument *document, const char *part, gboolean has)
{
  g_autofree char *text = whole_text (document);

  if (sample_contains (text, part) != has)
    g_error ("“%s” is%s in:\n%s", part, has ? " not" : "", text);
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

static gboolean
is_plain (const EnrDrawnPage *page, guint line, const char *text)
{
  g_autofree char *drawn = g_strdup (enr_drawn_page_get_text (page, line, NULL, NULL, NULL));

  return strstr (text, g_strstrip (drawn)) != NULL;
}

/* Each text of the content is drawn whole: its lines come one behind the other. */
static void
assert_texts (EnrDocument *document, const EnrContent *content)
{
  g_autoptr (GHashTable) bag = g_hash_table_new (g_direct_hash, g_direct_equal);

  for (guint i = 0; i < enr_document_get_n_pages (document); i++)
    {
      g_autofree char *text = page_text (document, i);

      count_signs (bag, text, 1);
    }
  for (guint i = 0; i < content->items->len; i++)
    count_signs (bag, ((const EnrContentItem *) g_ptr_array_index (content->items, i))->text, -1);
  {
    GHashTableIter iter;
    gpointer key, value;

    g_hash_table_iter_init (&iter, bag);
    while (g_hash_table_iter_next (&iter, &key, &value))
      if (GPOINTER_TO_INT (value) < 0)
        g_error ("U+%04X is missing %d times", GPOINTER_TO_UINT (key), -GPOINTER_TO_INT (value));
  }
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
          assert_has (document, "案", TRUE);
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
  g_autofree char *text = g_strdup_printf ("👨‍👩‍👧‍👦 "
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

/* 要録: both sheets of the reference form, and what is too long goes on. */
static void
test_nursery_record (void)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  const EnrWritingKind *kind = enr_writing_kinds_find (kinds, "nursery-record", NULL);
  g_autoptr (EnrContent) short_one = filled (kind, 5, 2);
  g_autoptr (EnrContent) long_one = filled (kind, 5, 40);
  EnrNurseryRecord records[3];
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  const GArray *outline;

  records[0] = (EnrNurseryRecord){
    .kana = "あおき あさひ",
    .name = "青木 朝陽",
    .birth_date = enr_date_new (2020, 5, 9),
    .sex = "男",
    .address = "宮崎県宮崎市架空町1-2-3 とても長い名前の集合住宅こもれびハイツ第二別館 305号室",
    .guardian = "青木 太郎",
    .guardian_address = "",
    .enrolled = enr_date_new (2022, 4, 1),
    .left = enr_date_new (2027, 3, 31),
    .school = "架空市立みどりの丘小学校",
    .facility = "みどりの丘保育園（架空）",
    .facility_address = "宮崎県宮崎市架空町4-5-6",
    .director = "架空 一郎",
    .teacher = "架空 花子、架空 春子",
  };
  records[1] = records[2] = records[0];
  records[1].name = "石橋 陽菜";
  records[1].is_draft = TRUE;
  records[2].name = "上原 蓮";
  enr_content_add (short_one, "own", "園で加えた欄", "絵本がすき。");
  enr_nursery_record_set_content (&records[0], short_one);
  enr_nursery_record_set_content (&records[1], long_one);
  {
    g_autoptr (EnrContent) empty = enr_content_new ();

    records[2].birth_date = records[2].enrolled = records[2].left = ENR_DATE_NONE;
    enr_nursery_record_set_content (&records[2], empty);
    document = enr_nursery_records_new (records, 3, &error);
  }
  g_assert_no_error (error);
  check_sizes (document);
  outline = enr_document_get_outline (document);
  g_assert_cmpuint (outline->len, ==, 3);
  g_assert_cmpuint (g_array_index (outline, EnrOutlineEntry, 1).page, ==, 2);
  g_assert_cmpuint (enr_document_get_n_pages (document), >=, 7);
  g_assert_cmpuint (g_array_index (outline, EnrOutlineEntry, 2).page, ==,
                    enr_document_get_n_pages (document) - 2);
  assert_has (document, "入所に関する記録", TRUE);
  assert_has (document, "令和4年4月1日", TRUE);
  assert_has (document, "架空市立みどりの丘小学校", TRUE);
  assert_has (document, "保育の展開と子どもの育ち（続き）", TRUE);
  assert_has (document, "絵本がすき。", TRUE);
  assert_has (document, "道徳性・規範意識の芽生え", TRUE);
  assert_has (document, "児童の欄に同じ", TRUE);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (EnrContent) only = enr_content_new ();
      const EnrContentItem *item = g_ptr_array_index (long_one->items, i);

      enr_content_add (only, item->key, item->heading, item->text);
      assert_texts (document, only);
    }
  keep (document, "nursery-records");
  g_assert_null (enr_nursery_records_new (records, 0, &error));
  g_assert_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_EMPTY);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/writing-paper/kinds", test_kinds);
  g_test_add_func ("/writing-paper/empty", test_empty);
  g_test_add_func ("/writing-paper/nothing-lost", test_nothing_lost);
  g_test_add_func ("/writing-paper/long", test_long);
  g_test_add_func ("/writing-paper/odd-text", test_odd_text);
  g_test_add_func ("/writing-paper/approval", test_approval);
  g_test_add_func ("/writing-paper/seals-and-notes", test_seals_and_notes);
  g_test_add_func ("/writing-paper/changed-kind", test_changed_kind);
  g_test_add_func ("/writing-paper/class-month", test_class_month);
  g_test_add_func ("/writing-paper/nursery-record", test_nursery_record);
  g_test_add_func ("/writing-paper/fill", test_fill);
  g_test_add_func ("/writing-paper/fill-counts", test_fill_counts);
  return g_test_run ();
}
