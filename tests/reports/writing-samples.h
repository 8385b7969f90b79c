/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Invented plans and records, their papers, and what must be on them. ENROKU_PAPERS=FOLDER keeps the
 * PDFs to look at.
 */
#pragma once

#include <string.h>

#include "reports/writing-paper.h"
#include "sample.h"

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

static inline EnrWritingKind *
read_kind (const char *content)
{
  g_autoptr (GError) error = NULL;
  EnrWritingKind *kind
      = enr_writing_kind_read ("sample.writing.xml", content, strlen (content), &error);

  g_assert_no_error (error);
  return kind;
}

static inline EnrWritingKind *
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

static inline void
set (char **field, const char *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

static inline EnrContent *
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

static inline char *
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

static inline void
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

static inline void
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
static inline EnrContent *
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

static inline void
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
static inline void
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

static inline EnrDocument *
print_all (const EnrWritingKind *kind, const GPtrArray *papers)
{
  g_autoptr (GError) error = NULL;
  EnrDocument *document = enr_writing_paper (kind, papers, &error);

  g_assert_no_error (error);
  check_sizes (document);
  return document;
}

static inline EnrDocument *
print (const EnrWritingKind *kind, const EnrContent *content, const GPtrArray *steps, int version)
{
  EnrWritingPaper paper = { content, version, steps, NULL, { NULL } };
  g_autoptr (GPtrArray) papers = g_ptr_array_new ();

  g_ptr_array_add (papers, &paper);
  return print_all (kind, papers);
}

/* The characters, without blanks, as a bag: each with how often it is there. */
static inline void
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

static inline char *
page_text (const EnrDocument *document, guint page)
{
  const EnrDrawnPage *drawn = enr_document_get_page (document, page);
  GString *text = g_string_new (NULL);

  for (guint k = 0; k < enr_drawn_page_count_texts (drawn); k++)
    g_string_append (text, enr_drawn_page_get_text (drawn, k, NULL, NULL, NULL));
  return g_string_free (text, FALSE);
}

static inline char *
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

static inline void
assert_has (EnrDocument *document, const char *part, gboolean has)
{
  g_autofree char *text = whole_text (document);

  if (sample_contains (text, part) != has)
    g_error ("“%s” is%s in:\n%s", part, has ? " not" : "", text);
}

/* Each text of the content is drawn whole: its lines come one behind the other. */
static inline void
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
