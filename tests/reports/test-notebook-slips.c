/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Slips of the contact notebook: four to a sheet, in order after cutting, and nothing of what was
 * written is lost, however long.
 */
#include "config.h"

#include <string.h>

#include "attendance/entry.h"
#include "contact/delivery.h"
#include "contact/notebook.h"
#include "contact/recipient.h"
#include "nursery/child.h"
#include "nursery/family.h"
#include "reports/notebook-slips-load.h"
#include "sample.h"
#include "support/fixture.h"

#define DAY (enr_date_new (2026, 6, 10))

static void
set (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

static void
add_mark (EnrSlip *slip, EnrSlipMarkKind kind, int at, int until, const char *label)
{
  EnrSlipMark mark = { kind, at, until, "" };

  g_strlcpy (mark.label, label, sizeof mark.label);
  g_array_append_val (slip->marks, mark);
}

/* A page as it usually is. */
static EnrSlip *
slip_new (const char *class_name, int class_age, guint number)
{
  EnrSlip *slip = enr_slip_new ();

  g_free (slip->name);
  slip->name = g_strdup_printf ("青木 第%u子", number);
  set (&slip->kana, "あおき だいいちし");
  set (&slip->class_name, class_name);
  slip->class_age = class_age;
  slip->has_strip = class_age == 0;
  set (&slip->rows[ENR_SLIP_HOME][ENR_SLIP_TEMPERATURE], "36.5℃（7:00）");
  set (&slip->rows[ENR_SLIP_NURSERY][ENR_SLIP_TEMPERATURE], "36.8℃（10:30）、36.9℃（15:00）");
  set (&slip->rows[ENR_SLIP_HOME][ENR_SLIP_MOOD], "良い");
  set (&slip->rows[ENR_SLIP_NURSERY][ENR_SLIP_MOOD], "普通");
  set (&slip->rows[ENR_SLIP_HOME][ENR_SLIP_SLEEP], "20:30～6:15");
  set (&slip->rows[ENR_SLIP_NURSERY][ENR_SLIP_SLEEP], "9:40～10:20、12:10～14:30");
  set (&slip->rows[ENR_SLIP_HOME][ENR_SLIP_MEALS], "7:00 パン、バナナ、ヨーグルト（完食）");
  set (&slip->rows[ENR_SLIP_NURSERY][ENR_SLIP_MEALS], "11:00 完食、15:00 半分");
  set (&slip->rows[ENR_SLIP_NURSERY][ENR_SLIP_MILK], "10:30 120ml、14:45 160ml");
  set (&slip->rows[ENR_SLIP_NURSERY][ENR_SLIP_BOWEL], "11:40 普通便");
  set (&slip->rows[ENR_SLIP_HOME][ENR_SLIP_COLD], "咳 少し　鼻水 なし");
  set (&slip->rows[ENR_SLIP_HOME][ENR_SLIP_LEAVE], "17:30（祖母）");
  set (&slip->did, "テラスで水遊びをしました。");
  set (&slip->notes[ENR_SLIP_HOME],
       "昨夜は少し鼻水が出ていましたが、朝は元気です。よろしくお願いします。");
  set (&slip->notes[ENR_SLIP_NURSERY], "水の入った入れ物をたたいて、水がはねるたびに声をあげて笑っ"
                                       "ていました。「もう一回」と言うように"
                                       "保育士の顔を見る姿がかわいらしかったです。");
  set (&slip->by[ENR_SLIP_NURSERY], "森田");
  add_mark (slip, ENR_SLIP_MARK_SLEEP, -210, 375, "");
  add_mark (slip, ENR_SLIP_MARK_SLEEP, 580, 620, "");
  add_mark (slip, ENR_SLIP_MARK_SLEEP, 730, 870, "");
  add_mark (slip, ENR_SLIP_MARK_MEAL, 420, 420, "");
  add_mark (slip, ENR_SLIP_MARK_MEAL, 660, 660, "");
  add_mark (slip, ENR_SLIP_MARK_MEAL, 900, 900, "");
  add_mark (slip, ENR_SLIP_MARK_MILK, 630, 630, "120");
  add_mark (slip, ENR_SLIP_MARK_MILK, 885, 885, "160");
  add_mark (slip, ENR_SLIP_MARK_BOWEL, 700, 700, "");
  add_mark (slip, ENR_SLIP_MARK_TEMPERATURE, 420, 420, "36.5");
  add_mark (slip, ENR_SLIP_MARK_TEMPERATURE, 630, 630, "36.8");
  add_mark (slip, ENR_SLIP_MARK_TEMPERATURE, 900, 900, "36.9");
  return slip;
}

static EnrSlips *
slips_new (void)
{
  return enr_slips_new ("みどりの丘保育園（架空）", DAY);
}

static EnrDocument *
paper (const EnrSlips *slips)
{
  g_autoptr (GError) error = NULL;
  EnrDocument *document = enr_slips_paper (slips, &error);

  g_assert_no_error (error);
  sample_check_boxes (document);
  return document;
}

/* Which quarter of a page a text stands in, by its middle. */
static guint
quarter_of (const EnrRect *box)
{
  guint column = box->x + box->width / 2 > 105 * ENR_POINTS_PER_MM;
  guint row = box->y + box->height / 2 > 148.5 * ENR_POINTS_PER_MM;

  return row * 2 + column;
}

/* The texts of one quarter of a page, in the order in which they were set. */
static char *
dup_quarter (EnrDocument *document, guint page_number, guint quarter)
{
  const EnrDrawnPage *page = enr_document_get_page (document, page_number);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < enr_drawn_page_count_texts (page); i++)
    {
      EnrRect box;
      const char *words = enr_drawn_page_get_text (page, i, NULL, &box, NULL);

      if (quarter_of (&box) == quarter)
        g_string_append (text, words);
    }
  return g_string_free (text, FALSE);
}

/* The slips of the pages from @first, as they lie after cutting: pile by pile. */
static GPtrArray *
cut (EnrDocument *document, guint first, guint n_pages)
{
  GPtrArray *slips = g_ptr_array_new_with_free_func (g_free);

  for (guint quarter = 0; quarter < 4; quarter++)
    for (guint page = 0; page < n_pages; page++)
      {
        char *text = dup_quarter (document, first + page, quarter);

        if (*text == '\0')
          g_free (text);
        else
          g_ptr_array_add (slips, text);
      }
  return slips;
}

static void
assert_has (const char *text, const char *part)
{
  if (!sample_contains (text, part))
    g_error ("“%s” is not in:\n%s", part, text);
}

/* All that a slip is to say, in one text that goes over slips of one child. */
static void
assert_says (const char *text, const EnrSlip *slip)
{
  assert_has (text, slip->name);
  assert_has (text, slip->kana);
  assert_has (text, slip->class_name);
  assert_has (text, "令和8年6月10日(水)");
  assert_has (text, slip->did);
  for (guint side = 0; side < ENR_N_SLIP_SIDES; side++)
    {
      assert_has (text, slip->notes[side]);
      for (guint row = 0; row < ENR_N_SLIP_ROWS; row++)
        assert_has (text, slip->rows[side][row]);
    }
}

static void
test_order (void)
{
  g_autoptr (EnrSlips) slips = slips_new ();
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  const GArray *outline;

  for (guint i = 0; i < 15; i++)
    g_ptr_array_add (slips->slips, slip_new (i < 10 ? "ひよこ" : "りす", i < 10 ? 0 : 1, i + 1));
  document = paper (slips);
  g_assert_cmpstr (enr_document_get_missing_characters (document), ==, "");
  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 5);
  outline = enr_document_get_outline (document);
  g_assert_cmpuint (outline->len, ==, 2);
  g_assert_cmpstr (g_array_index (outline, EnrOutlineEntry, 1).title, ==, "りす");
  g_assert_cmpuint (g_array_index (outline, EnrOutlineEntry, 1).page, ==, 3);

  first = cut (document, 0, 3);
  second = cut (document, 3, 2);
  g_assert_cmpuint (first->len, ==, 10);
  g_assert_cmpuint (second->len, ==, 5);
  for (guint i = 0; i < 15; i++)
    {
      const EnrSlip *slip = g_ptr_array_index (slips->slips, i);
      const char *text = i < 10 ? g_ptr_array_index (first, i) : g_ptr_array_index (second, i - 10);

      assert_says (text, slip);
    }
}

static char *
join (const GPtrArray *parts, guint first, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = first; i < first + n; i++)
    g_string_append (text, g_ptr_array_index (parts, i));
  return g_string_free (text, FALSE);
}

/* The lines of a text that are no line of the slip's: to be sure that every word of a long note
 * comes. */
static char *
long_text (guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text, "第%u文、「きょうは」と言って、水（冷たい）で遊んだ。%s", i,
                            i % 7 == 0 ? "\n" : "");
  return g_string_free (text, FALSE);
}

/* A note that does not go on a slip goes on on another one right behind it. */
static void
test_long_note (void)
{
  g_autoptr (EnrSlips) slips = slips_new ();
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (GPtrArray) parts = NULL;
  g_autofree char *whole = NULL;
  EnrSlip *slip = slip_new ("ひよこ", 0, 2);

  g_free (slip->notes[ENR_SLIP_NURSERY]);
  slip->notes[ENR_SLIP_NURSERY] = long_text (30);
  g_ptr_array_add (slips->slips, slip_new ("ひよこ", 0, 1));
  g_ptr_array_add (slips->slips, slip);
  g_ptr_array_add (slips->slips, slip_new ("ひよこ", 0, 3));
  document = paper (slips);
  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 1);
  parts = cut (document, 0, 1);
  g_assert_cmpuint (parts->len, ==, 4);
  assert_has (g_ptr_array_index (parts, 1), "次の紙につづきます（1/2）");
  assert_has (g_ptr_array_index (parts, 2), "つづき2/2");
  assert_has (g_ptr_array_index (parts, 2), "園からの連絡（つづき）");
  assert_has (g_ptr_array_index (parts, 2), "青木第2子");
  assert_has (g_ptr_array_index (parts, 3), "青木第3子");
  whole = join (parts, 1, 2);
  for (guint i = 1; i <= 30; i++)
    {
      g_autofree char *sentence = g_strdup_printf ("第%u文、", i);

      assert_has (whole, sentence);
    }
}

/* Whatever is written, and however much: all of it is there, and in its place. */
static void
test_random (void)
{
  static const char *const pieces[] = { "あ",
                                        "「",
                                        "」",
                                        "。",
                                        "ー",
                                        "😀",
                                        "\t",
                                        "\n",
                                        "︙",
                                        "︵",
                                        "\x01",
                                        "é",
                                        "𠮷",
                                        "A-1",
                                        "36.5",
                                        "（",
                                        "）",
                                        "ｶﾞ",
                                        "👨‍👩‍👧",
                                        "\u202e",
                                        "https://example.jp/a/b/c",
                                        "元気",
                                        "\r\n",
                                        "☃",
                                        "ゔ",
                                        " ",
                                        "　" };

  for (guint round = 0; round < 12; round++)
    {
      g_autoptr (EnrSlips) slips = slips_new ();
      g_autoptr (EnrDocument) document = NULL;
      guint n = (guint) g_test_rand_int_range (1, 9);

      for (guint i = 0; i < n; i++)
        {
          EnrSlip *slip
              = slip_new (g_test_rand_int_range (0, 2) ? "ひよこ" : "にじいろのたまごぐみ", 0, i);
          GString *text = g_string_new (NULL);
          char **field
              = g_test_rand_int_range (0, 2)
                    ? &slip->notes[ENR_SLIP_HOME]
                    : &slip->rows[ENR_SLIP_HOME][g_test_rand_int_range (0, ENR_N_SLIP_ROWS)];

          for (int k = g_test_rand_int_range (0, 1200); k > 0; k--)
            g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
          g_free (*field);
          *field = g_string_free (text, FALSE);
          for (int k = g_test_rand_int_range (0, 60); k > 0; k--)
            {
              int at = g_test_rand_int_range (-1440, 1621);

              add_mark (slip, (EnrSlipMarkKind) g_test_rand_int_range (0, ENR_N_SLIP_MARKS), at,
                        g_test_rand_int_range (at, 1621), "36.5");
            }
          g_ptr_array_add (slips->slips, slip);
        }
      document = paper (slips);
      for (guint i = 0; i < n; i++)
        {
          const EnrSlip *slip = g_ptr_array_index (slips->slips, i);
          GString *all = g_string_new (NULL);

          for (guint k = 0; k < enr_document_get_n_pages (document); k++)
            {
              const EnrDrawnPage *page = enr_document_get_page (document, k);

              for (guint j = 0; j < enr_drawn_page_count_texts (page); j++)
                g_string_append (all, enr_drawn_page_get_text (page, j, NULL, NULL, NULL));
            }
          assert_has (all->str, slip->name);
          assert_has (all->str, slip->notes[ENR_SLIP_NURSERY]);
          g_string_free (all, TRUE);
        }
    }
}

static void
test_long_names (void)
{
  g_autoptr (EnrSlips) slips = enr_slips_new (
      "社会福祉法人みどりの丘福祉会幼保連携型認定こども園みどりの丘第二保育園", DAY);
  g_autoptr (EnrDocument) document = NULL;
  EnrSlip *slip = slip_new ("にじいろのたまごぐみ（異年齢・土曜合同）", 0, 1);

  set (&slip->name, "勘解由小路左衛門三郎長宗我部伊集院 武者小路東三条西四辻綾小路之助");
  set (&slip->kana,
       "かでのこうじさえもんさぶろうちょうそかべいじゅういん むしゃのこうじひがしさんじょう");
  g_ptr_array_add (slips->slips, slip);
  document = paper (slips);
  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 1);
}

static void
test_blank (void)
{
  g_autoptr (EnrSlips) slips = slips_new ();
  g_autoptr (EnrDocument) document = NULL;
  g_autofree char *little = NULL;
  g_autofree char *big = NULL;

  for (guint i = 0; i < 2; i++)
    {
      EnrSlip *slip = enr_slip_new ();

      set (&slip->name, "青木 朝陽");
      set (&slip->class_name, i == 0 ? "ひよこ" : "ぞう");
      slip->class_age = i == 0 ? 0 : 5;
      slip->is_blank = TRUE;
      slip->has_strip = i == 0;
      g_ptr_array_add (slips->slips, slip);
    }
  document = paper (slips);
  little = dup_quarter (document, 0, 0);
  big = dup_quarter (document, 1, 0);
  assert_has (little, "良い　・　普通　・　悪い");
  assert_has (little, "排便");
  assert_has (little, "なし　・　あり");
  assert_has (big, "なし　・　あり");
  assert_has (little, "家庭からの連絡");
  assert_has (little, "園からの連絡");
  assert_has (big, "青木 朝陽");
  assert_has (big, "園からの連絡");
  g_assert_false (sample_contains (big, "ミルク"));
  g_assert_false (sample_contains (little, "今日したこと"));
}

static void
test_none (void)
{
  g_autoptr (EnrSlips) slips = slips_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (enr_slips_paper (slips, &error));
  g_assert_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_EMPTY);
}

static void
test_same_bytes (void)
{
  g_autoptr (GBytes) first = NULL;

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (EnrSlips) slips = slips_new ();
      g_autoptr (EnrDocument) document = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < 9; i++)
        g_ptr_array_add (slips->slips, slip_new ("ひよこ", 0, i));
      document = paper (slips);
      bytes = enr_document_to_pdf (document, 1774569600, &error);
      g_assert_no_error (error);
      if (first == NULL)
        first = g_steal_pointer (&bytes);
      else
        g_assert_true (g_bytes_equal (first, bytes));
    }
}

/* What a reader of the PDF gets is what was written. */
static void
test_pdf (void)
{
  g_autoptr (EnrSlips) slips = slips_new ();
  g_autoptr (EnrDocument) document = NULL;
  g_autofree char *text = NULL;
  char *path;

  for (guint i = 0; i < 5; i++)
    g_ptr_array_add (slips->slips, slip_new ("ひよこ", 0, i));
  document = paper (slips);
  path = sample_pdf_new (document);
  text = sample_run ("pdftotext", "-layout", path, TRUE);
  sample_pdf_free (path);
  assert_has (text, "青木 第4子");
  assert_has (text, "令和8年6月10日(水)");
  assert_has (text, "テラスで水遊びをしました。");
}

/*
 * From a real file
 */

static EnrNotebookPage *
page_new (EnrTestNursery *nursery, guint child, EnrNotebookSide side, const char *body)
{
  EnrNotebookPage *page = enr_notebook_page_new (&nursery->children[child], DAY, side);

  set (&page->body, body);
  return page;
}

static EnrNotebookEvent *
add_event (EnrNotebookPage *page, EnrNotebookEventKind kind, int at)
{
  EnrNotebookEvent *event = enr_notebook_event_new (kind);

  event->at = at;
  g_ptr_array_add (page->events, event);
  return event;
}

static void
save (EnrTestNursery *nursery, GPtrArray *pages)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results
      = enr_notebook_save (nursery->db, &nursery->actor, pages, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (enr_notebook_count (results, ENR_NOTEBOOK_SAVED), ==, pages->len);
}

static EnrSlips *
load (EnrTestNursery *nursery, const EnrUuid *class_id, gboolean with_blanks)
{
  g_autoptr (GError) error = NULL;
  EnrSlips *slips = enr_slips_load (nursery->db, DAY, class_id, with_blanks, &error);

  g_assert_no_error (error);
  return slips;
}

static void
test_load (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (12);
  g_autoptr (GPtrArray) pages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_page_free);
  g_autoptr (EnrSlips) slips = NULL;
  g_autoptr (EnrDocument) document = NULL;
  g_autofree char *text = NULL;
  EnrNotebookPage *home = page_new (nursery, 0, ENR_SIDE_HOME, "家では元気でした。");
  EnrNotebookPage *page = page_new (nursery, 0, ENR_SIDE_NURSERY, "よく食べました。");
  EnrNotebookEvent *event;
  const EnrSlip *slip;

  home->temperature = 365;
  home->taken_at = 420;
  home->mood = ENR_MOOD_GOOD;
  home->cough = ENR_DEGREE_LITTLE;
  home->bath = ENR_BATH_YES;
  home->leave = 17 * 60 + 30;
  set (&home->collector, "祖母");
  event = add_event (home, ENR_EVENT_SLEEP, -180);
  event->until = 390;
  event = add_event (page, ENR_EVENT_MILK, 630);
  event->amount = 120;
  event = add_event (page, ENR_EVENT_BOWEL, 700);
  set (&event->quality, "軟便");
  event = add_event (page, ENR_EVENT_MEAL, 660);
  set (&event->note, "カレー");
  set (&page->did, "水遊びをしました。");
  g_ptr_array_add (pages, home);
  g_ptr_array_add (pages, page);
  g_ptr_array_add (pages, page_new (nursery, 7, ENR_SIDE_NURSERY, "七人目のきろく。"));
  save (nursery, pages);

  slips = load (nursery, NULL, FALSE);
  g_assert_cmpuint (slips->slips->len, ==, 2);
  g_assert_cmpuint (slips->n_unwritten, ==, 8);
  slip = g_ptr_array_index (slips->slips, 0);
  g_assert_true (slip->has_strip);
  g_assert_cmpuint (slip->marks->len, ==, 5);
  g_assert_false (((const EnrSlip *) g_ptr_array_index (slips->slips, 1))->has_strip);
  document = paper (slips);
  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 2);
  text = dup_quarter (document, 0, 0);
  assert_says (text, slip);
  assert_has (text, "7:00 36.5℃");
  assert_has (text, "前日21:00");
  assert_has (text, "10:30 120ml");
  assert_has (text, "軟便");
  assert_has (text, "カレー");
  assert_has (text, "17:30　祖母");
  assert_has (text, "家では元気でした。");
  assert_has (text, "よく食べました。");
  assert_has (text, "水遊びをしました。");
  assert_has (text, "120"); /* in the strip */
}

/* Slips of a class alone; blank ones where nothing is written in the class; none for who is absent.
 */
static void
test_load_blanks (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (18);
  g_autoptr (GPtrArray) pages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_page_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrSlips) none = load (nursery, NULL, FALSE);
  g_autoptr (EnrSlips) first = NULL;
  g_autoptr (EnrSlips) second = NULL;
  g_autoptr (EnrSlips) all = NULL;

  g_assert_cmpuint (none->slips->len, ==, 0);
  g_assert_cmpuint (none->n_unwritten, ==, 18);
  g_ptr_array_add (pages, page_new (nursery, 6, ENR_SIDE_NURSERY, "よく食べました。"));
  save (nursery, pages);
  enr_entry_set_absence (
      nursery->db, &nursery->actor, &nursery->children[1], DAY,
      &(EnrEntryAbsence){ .kind = "sick", .reason = "発熱", .notified_by = "母" }, &error);
  g_assert_no_error (error);

  first = load (nursery, &nursery->classes[0], TRUE);
  g_assert_cmpuint (first->slips->len, ==, 1);
  g_assert_false (((const EnrSlip *) g_ptr_array_index (first->slips, 0))->is_blank);
  second = load (nursery, &nursery->classes[1], TRUE);
  g_assert_cmpuint (second->slips->len, ==, 2);
  g_assert_true (((const EnrSlip *) g_ptr_array_index (second->slips, 0))->is_blank);
  all = load (nursery, NULL, TRUE);
  g_assert_cmpuint (all->slips->len, ==, 1 + 2 + 4 * 3);
  g_assert_cmpuint (all->n_unwritten, ==, 2 + 4 * 3);
}

static EnrUuid
add_guardian (EnrTestNursery *nursery, guint number, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrChild) child = enr_child_load (nursery->db, &nursery->children[number], &error);
  EnrContact person = { .name = (char *) name, .relation = (char *) "", .is_guardian = TRUE };

  g_assert_no_error (error);
  person.family_id = child->family_id;
  enr_contact_save (nursery->db, &nursery->actor, &person, &error);
  g_assert_no_error (error);
  return person.id;
}

/* A page that was sent on paper waits until it is noted as printed; a parent who lives apart gets a
 * slip, without what the home wrote. */
static void
test_sent (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (2);
  g_autoptr (GPtrArray) pages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_page_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrSlips) slips = NULL;
  g_autoptr (EnrSlips) after = NULL;
  g_autoptr (EnrDocument) document = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  EnrNotebookPage *home;
  EnrUuid father;

  add_guardian (nursery, 0, "青木 春");
  father = add_guardian (nursery, 0, "石橋 健");
  enr_contact_way_set_marks (nursery->db, &nursery->actor, &father, FALSE, TRUE, &error);
  g_assert_no_error (error);
  home = page_new (nursery, 0, ENR_SIDE_HOME, "家では泣きました。");
  home->leave = 17 * 60 + 30;
  set (&home->collector, "祖母");
  g_ptr_array_add (pages, home);
  g_ptr_array_add (pages, page_new (nursery, 0, ENR_SIDE_NURSERY, "よく食べました。"));
  g_ptr_array_add (pages, page_new (nursery, 1, ENR_SIDE_NURSERY, "よく寝ました。"));
  save (nursery, pages);
  enr_recipient_release_notebook (nursery->db, &nursery->actor, &nursery->children[0], DAY,
                                  "連絡帳", "よく食べました。", NULL, &error);
  g_assert_no_error (error);

  slips = load (nursery, NULL, FALSE);
  g_assert_cmpuint (slips->slips->len, ==, 3);
  g_assert_cmpuint (slips->waiting->len, ==, 2);
  document = paper (slips);
  first = dup_quarter (document, 0, 0);
  second = dup_quarter (document, 0, 1);
  assert_has (first, "よく食べました。");
  assert_has (second, "よく食べました。");
  assert_has (first, "青木 春 様");
  assert_has (second, "石橋 健 様");
  g_assert_false (sample_contains (first, "石橋 健"));
  g_assert_false (sample_contains (second, "青木 春"));
  assert_has (first, "家では泣きました。");
  assert_has (first, "祖母");
  g_assert_false (sample_contains (second, "家では泣きました。"));
  g_assert_false (sample_contains (second, "祖母"));
  g_assert_false (sample_contains (second, "17:30"));

  enr_delivery_mark_printed (nursery->db, &nursery->actor,
                             (const EnrUuid *) (gconstpointer) slips->waiting->data,
                             slips->waiting->len, &error);
  g_assert_no_error (error);
  after = load (nursery, NULL, FALSE);
  g_assert_cmpuint (after->slips->len, ==, 2);
  g_assert_cmpuint (after->waiting->len, ==, 0);
}

/* The slip in the child's bag is never that of a parent who lives apart. */
static void
test_sent_apart (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GPtrArray) pages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_page_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrSlips) slips = NULL;
  EnrUuid father = add_guardian (nursery, 0, "石橋 健");
  const EnrSlip *bag;

  enr_contact_way_set_marks (nursery->db, &nursery->actor, &father, FALSE, TRUE, &error);
  g_assert_no_error (error);
  g_ptr_array_add (pages, page_new (nursery, 0, ENR_SIDE_HOME, "家では泣きました。"));
  g_ptr_array_add (pages, page_new (nursery, 0, ENR_SIDE_NURSERY, "よく食べました。"));
  save (nursery, pages);
  enr_recipient_release_notebook (nursery->db, &nursery->actor, &nursery->children[0], DAY,
                                  "連絡帳", "よく食べました。", NULL, &error);
  g_assert_no_error (error);

  slips = load (nursery, NULL, FALSE);
  g_assert_cmpuint (slips->slips->len, ==, 2);
  g_assert_cmpuint (slips->waiting->len, ==, 1);
  bag = g_ptr_array_index (slips->slips, 0);
  g_assert_cmpstr (bag->addressee, ==, "");
  g_assert_cmpstr (bag->notes[ENR_SIDE_HOME], ==, "家では泣きました。");
  bag = g_ptr_array_index (slips->slips, 1);
  g_assert_cmpstr (bag->addressee, ==, "石橋 健");
  g_assert_cmpstr (bag->notes[ENR_SIDE_HOME], ==, "");
}

/* Printed on both sides, no slip has another child's on its back. */
static void
test_two_sided (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (12);
  g_autoptr (EnrSlips) slips = load (nursery, NULL, TRUE);
  g_autoptr (EnrDocument) document = paper (slips);
  g_autoptr (EnrDocument) both = enr_document_new_two_sided (document);
  guint n = enr_document_get_n_pages (document);

  g_assert_cmpuint (n, >, 1);
  g_assert_cmpuint (enr_document_get_n_pages (both), ==, 2 * n - 1);
  for (guint i = 0; i < 2 * n - 1; i++)
    g_assert_cmpint (enr_drawn_page_count_texts (enr_document_get_page (both, i)) > 0, ==,
                     i % 2 == 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reports/notebook-slips/load", test_load);
  g_test_add_func ("/reports/notebook-slips/load-blanks", test_load_blanks);
  g_test_add_func ("/reports/notebook-slips/sent-apart", test_sent_apart);
  g_test_add_func ("/reports/notebook-slips/two-sided", test_two_sided);
  g_test_add_func ("/reports/notebook-slips/sent", test_sent);
  g_test_add_func ("/reports/notebook-slips/order", test_order);
  g_test_add_func ("/reports/notebook-slips/long-note", test_long_note);
  g_test_add_func ("/reports/notebook-slips/random", test_random);
  g_test_add_func ("/reports/notebook-slips/long-names", test_long_names);
  g_test_add_func ("/reports/notebook-slips/blank", test_blank);
  g_test_add_func ("/reports/notebook-slips/none", test_none);
  g_test_add_func ("/reports/notebook-slips/same-bytes", test_same_bytes);
  g_test_add_func ("/reports/notebook-slips/pdf", test_pdf);
  return g_test_run ();
}
