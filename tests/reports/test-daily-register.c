/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/daily-register.h"

#include <string.h>

#include "nursery/child.h"
#include "sample.h"

#define MAX_BYTES 120000

static EnrDocument *
lay_out (const EnrDay *day, const char *from, const char *to)
{
  g_autoptr (EnrForm) form = sample_form_with (ENR_FORM_DAILY_REGISTER, from, to);
  g_autoptr (GError) error = NULL;
  EnrDocument *document = enr_daily_register_new (day, NULL, form, &error);

  g_assert_no_error (error);
  g_assert_nonnull (document);
  g_assert_cmpstr (enr_document_get_missing_characters (document), ==, "");
  return document;
}

static char *
dup_text (EnrDocument *document)
{
  char *path = sample_pdf_new (document);
  char *text = sample_run ("pdftotext", "-layout", path, TRUE);

  sample_pdf_free (path);
  return text;
}

static EnrDayChild *
get_child (EnrDay *day, guint index)
{
  return &g_array_index (day->children, EnrDayChild, index);
}

/* Every name comes back from the PDF, 髙 﨑 𠮷 邉 濵 among them. */
static void
assert_names (const EnrDay *day, const char *text)
{
  for (guint i = 0; i < day->children->len; i++)
    {
      const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, i);

      if (strstr (text, child->name) == NULL || strstr (text, child->kana) == NULL)
        g_error ("%s %s is not in the PDF", child->name, child->kana);
    }
}

static void
test_whole (void)
{
  g_autoptr (EnrDay) day = sample_day_new (6, 20);
  g_autoptr (EnrDocument) document = lay_out (day, "", "");
  g_autoptr (GBytes) bytes = enr_document_to_pdf (document, 1781000000, NULL);
  char *path = sample_pdf_new (document);
  g_autofree char *text = sample_run ("pdftotext", "-layout", path, TRUE);
  g_autofree char *fonts = sample_run ("pdffonts", "", path, FALSE);
  g_auto (GStrv) lines = g_strsplit (g_strchomp (fonts), "\n", -1);
  static const char *const wanted[] = {
    "登降園簿",
    "令和8年6月10日(水)",
    "みどりの丘保育園（架空）",
    "園長",
    "主任",
    "担任",
    "番号",
    "氏名",
    "登園時間",
    "降園時間",
    "迎え",
    "ひよこ",
    "ぞう",
    "在籍 20名",
    "在籍 120名",
    "締め済",
    "病欠",
    "遅刻",
    "早退",
    "36.5",
    "1 / 6",
    "6 / 6",
    "髙橋",
    "𠮷野",
    "山﨑",
    "渡邉",
    "濵田",
  };

  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 6);
  g_assert_cmpuint (enr_document_get_outline (document)->len, ==, 6);
  g_assert_cmpuint (g_bytes_get_size (bytes), <, MAX_BYTES);
  assert_names (day, text);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (!sample_contains (text, wanted[i]))
      g_error ("“%s” is not in the PDF", wanted[i]);

  /* Name, type, encoding, emb, sub, uni: all embedded as subsets, with a way back to text. */
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  for (guint i = 2; lines[i] != NULL; i++)
    {
      g_assert_nonnull (strstr (lines[i], "NotoSansCJKjp"));
      g_assert_nonnull (strstr (lines[i], "yes yes yes"));
    }
  g_assert_cmpfloat (sample_check_boxes (document), >=, 3.5);
  sample_pdf_free (path);
}

/* Classes follow each other: fewer pages where classes are small. */
static void
test_follow (void)
{
  g_autoptr (EnrDay) day = sample_day_new (6, 6);
  g_autoptr (EnrDocument) pages = lay_out (day, "", "");
  g_autoptr (EnrDocument) document = lay_out (day, "classes=\"new-page\">", "classes=\"follow\">");
  g_autofree char *text = dup_text (document);

  g_assert_cmpuint (enr_document_get_n_pages (pages), ==, 6);
  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 2);
  g_assert_cmpuint (enr_document_get_outline (document)->len, ==, 6);
  assert_names (day, text);
  g_assert_true (sample_contains (text, "全クラス"));
  sample_check_boxes (document);
}

/* Rows come closer together for a class that is a little too large; then it takes two pages. */
static void
test_page_break (void)
{
  for (guint n = 20; n < 60; n++)
    {
      g_autoptr (EnrDay) day = sample_day_new (1, n);
      g_autoptr (EnrDocument) document = lay_out (day, "", "");
      g_autofree char *dump = enr_document_dump (document);
      guint pages = enr_document_get_n_pages (document);

      g_assert_cmpuint (pages, ==, n <= 25 ? 1 : n <= 40 ? 2 : pages);
      g_assert_cmpuint (pages, <=, 3);
      for (guint i = 0; i < n; i++)
        g_assert_nonnull (strstr (dump, get_child (day, i)->name));
      sample_check_boxes (document);
    }
}

static void
test_many (void)
{
  g_autoptr (EnrDay) day = sample_day_new (20, 20);
  g_autoptr (EnrDocument) document = lay_out (day, "", "");
  g_autofree char *text = dup_text (document);

  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 20);
  assert_names (day, text);
}

static void
test_empty (void)
{
  g_autoptr (EnrDay) day = sample_day_new (3, 0);
  g_autoptr (EnrDocument) document = lay_out (day, "", "");
  g_autofree char *text = dup_text (document);

  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 1);
  g_assert_true (sample_contains (text, "この日に在籍している園児はいません。"));
  g_assert_true (sample_contains (text, "令和8年6月10日(水)"));
  g_assert_true (sample_contains (text, "1 / 1"));
}

/* Long names and notes are never cut and never leave their cells. */
static void
test_long (void)
{
  g_autoptr (EnrDay) day = sample_day_new (1, 8);
  g_autoptr (GString) note = g_string_new ("朝から");
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (GString) drawn = g_string_new (NULL);
  const char *names[] = {
    "勘解由小路左衛門三郎長宗我部伊集院武者小路東三条西四辻綾小路",
    "マリア フェルナンダ クリスティーナ アルブケルケ ドス サントス",
    "Alexandrina Konstantinopolskaya-Rimskaya-Korsakova Wolfeschlegelsteinhausen",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      get_child (day, i)->name = names[i];
      get_child (day, i)->kana
          = "かでのこうじさえもんさぶろうちょうそかべいじゅういんむしゃのこうじひがしさ"
            "んじょうにしよつつじあやのこうじ";
      get_child (day, i)->has_allergy = TRUE;
      get_child (day, i)->was_corrected = TRUE;
      get_child (day, i)->collected_by = "ファミリーサポートセンターの提供会員（山田さん）";
    }
  for (guint i = 0; i < 40; i++)
    g_string_append (note, "鼻水が出ていて、昨夜は38度の熱がありました。");
  g_string_append (note, "以上です");
  get_child (day, 3)->note = note->str;
  get_child (day, 4)->note = "短い\n二行の\r\n便り";
  document = lay_out (day, "", "");
  sample_check_boxes (document);

  for (guint i = 0; i < enr_document_get_n_pages (document); i++)
    {
      const EnrDrawnPage *page = enr_document_get_page (document, i);

      for (guint k = 0; k < enr_drawn_page_count_texts (page); k++)
        g_string_append (drawn, enr_drawn_page_get_text (page, k, NULL, NULL, NULL));
    }
  g_string_replace (drawn, " ", "", 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GString) name = g_string_new (names[i]);

      g_string_replace (name, " ", "", 0);
      g_assert_nonnull (strstr (drawn->str, name->str));
    }
  g_assert_nonnull (strstr (drawn->str, note->str));
  g_assert_nonnull (strstr (drawn->str, "短い二行の便り"));
}

/* A note longer than a page: small, but whole, and the paper ends. */
static void
test_endless_note (void)
{
  g_autoptr (EnrDay) day = sample_day_new (1, 3);
  g_autoptr (GString) note = g_string_new (NULL);
  g_autoptr (EnrDocument) document = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (note, "連絡事項です。");
  get_child (day, 1)->note = note->str;
  document = lay_out (day, "", "");
  g_assert_cmpuint (enr_document_get_n_pages (document), <=, 3);
  sample_check_boxes (document);
}

/* 体温 is a column for the classes of 0 to 2 only. */
static void
test_ages (void)
{
  g_autoptr (EnrDay) day = sample_day_new (6, 4);
  g_autoptr (EnrDocument) document = lay_out (day, "", "");
  char *path = sample_pdf_new (document);

  for (guint i = 0; i < 6; i++)
    {
      const EnrDrawnPage *page = enr_document_get_page (document, i);
      gboolean has_column = FALSE;

      for (guint k = 0; k < enr_drawn_page_count_texts (page); k++)
        has_column |= strcmp (enr_drawn_page_get_text (page, k, NULL, NULL, NULL), "体温") == 0;
      g_assert_true (has_column == (i <= 2));
    }
  sample_pdf_free (path);
}

static void
test_states (void)
{
  g_autoptr (EnrDay) day = sample_day_new (1, 8);
  g_autoptr (EnrDocument) document = NULL;
  g_autofree char *text = NULL;
  EnrDayChild *child = get_child (day, 0);

  day->closed_at = ENR_INSTANT_NONE;
  day->closed_name = "創立記念日";
  child->left = enr_instant_from_local (day->date, 24 * 60 + 30);
  child->was_corrected = TRUE;
  child->n_stamps = 4;
  child = get_child (day, 1);
  child->is_late = child->is_early = TRUE;
  child->sex = ENR_SEX_UNKNOWN;
  child = get_child (day, 2);
  child->class_index = G_MAXUINT;
  child = get_child (day, 3);
  child->mismatch = ENR_MISMATCH_PUNCHED_BUT_ABSENT;
  /* Classless children come last. */
  {
    EnrDayChild moved = *get_child (day, 2);

    g_array_remove_index (day->children, 2);
    g_array_append_val (day->children, moved);
  }
  document = lay_out (day, "", "");
  text = dup_text (document);
  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 2);
  g_assert_true (sample_contains (text, "締め前"));
  g_assert_true (sample_contains (text, "創立記念日"));
  g_assert_true (sample_contains (text, "24:30"));
  g_assert_true (sample_contains (text, "途中の出入りあり"));
  g_assert_true (sample_contains (text, "遅刻・早退"));
  g_assert_true (sample_contains (text, "クラスなし"));
  g_assert_true (sample_contains (text, "要確認"));
  g_assert_true (sample_contains (text, "※"));
}

static void
test_missing_font (void)
{
  g_autoptr (EnrDay) day = sample_day_new (1, 2);
  g_autoptr (EnrForm) form = sample_form_with (ENR_FORM_DAILY_REGISTER, "  <sizes",
                                               "  <font family=\"なない書体\"/>\n  <sizes");
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDocument) document = enr_daily_register_new (day, NULL, form, &error);

  g_assert_null (document);
  g_assert_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_FONT);
  g_assert_true (g_str_has_prefix (error->message, "changed.form.xml:"));
  g_assert_nonnull (strstr (error->message, "なない書体"));
}

/* A font of the PC, named by the form. */
static void
test_named_font (void)
{
  g_autoptr (EnrDay) day = sample_day_new (1, 5);
  g_autoptr (EnrForm) form = sample_form_with (ENR_FORM_DAILY_REGISTER, "  <sizes",
                                               "  <font family=\"IPAexGothic\"/>\n  <sizes");
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDocument) document = enr_daily_register_new (day, NULL, form, &error);
  char *path;
  g_autofree char *fonts = NULL;

  if (g_error_matches (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_FONT))
    {
      g_test_skip ("IPAexGothic is not installed");
      return;
    }
  g_assert_no_error (error);
  path = sample_pdf_new (document);
  fonts = sample_run ("pdffonts", "", path, FALSE);
  g_assert_nonnull (strstr (fonts, "IPAexGothic"));
  sample_check_boxes (document);
  sample_pdf_free (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reports/daily-register/whole", test_whole);
  g_test_add_func ("/reports/daily-register/follow", test_follow);
  g_test_add_func ("/reports/daily-register/page-break", test_page_break);
  g_test_add_func ("/reports/daily-register/many", test_many);
  g_test_add_func ("/reports/daily-register/empty", test_empty);
  g_test_add_func ("/reports/daily-register/long", test_long);
  g_test_add_func ("/reports/daily-register/endless-note", test_endless_note);
  g_test_add_func ("/reports/daily-register/ages", test_ages);
  g_test_add_func ("/reports/daily-register/states", test_states);
  g_test_add_func ("/reports/daily-register/missing-font", test_missing_font);
  g_test_add_func ("/reports/daily-register/named-font", test_named_font);
  return g_test_run ();
}
