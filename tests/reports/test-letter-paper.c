/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Letters on paper: all of the text, whatever its length, with the answer slip behind it; and on
 * each household's pages its own names alone.
 */
#include "config.h"

#include <string.h>

#include "attendance/sample.h"
#include "contact/delivery.h"
#include "contact/recipient.h"
#include "nursery/class.h"
#include "nursery/family.h"
#include "nursery/roster.h"
#include "reports/letter-paper-load.h"
#include "sample.h"
#include "support/fixture.h"

#define DAY (enr_date_new (2026, 6, 10))

static void
set (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

static EnrFamilyLetters *
letters_new (void)
{
  EnrFacility *facility = enr_facility_new_default ();

  set (&facility->name, "みどりの丘保育園（架空）");
  set (&facility->director, "丘野 みどり");
  set (&facility->phone, "000-0000-0000");
  return enr_family_letters_new (facility, DAY);
}

static EnrFamilyLetter *
letter_new (EnrAnswerKind kind)
{
  EnrFamilyLetter *letter = enr_family_letter_new ();

  letter->day = DAY;
  set (&letter->title, "親子遠足のお知らせ");
  set (&letter->body,
       "保護者の皆さま\n\n初夏の候、皆さまにはますますご健勝のこととお喜び申し上げます。\n"
       "さて、今年も親子遠足を下記のとおり行います。お忙しいところとは存じますが、ぜひご参加くださ"
       "い。\n\n"
       "　日時　　7月4日（土）9時から14時まで\n　行き先　みどり公園\n　持ち物　お弁当、水筒、敷物、"
       "着替え\n\n"
       "雨の場合は、7月11日（土）に延期します。当日の朝7時にメールでお知らせします。");
  letter->answer_kind = kind;
  if (kind != ENR_ANSWER_NONE)
    {
      set (&letter->question, "親子遠足に参加しますか。");
      letter->answer_until = enr_date_new (2026, 6, 19);
    }
  if (kind == ENR_ANSWER_CHOICE)
    {
      g_strfreev (letter->choices);
      letter->choices = g_strsplit ("バスで行く|車で行く|参加しない", "|", -1);
    }
  return letter;
}

static void
add_copy (EnrFamilyLetters *letters,
          const char *addressee,
          const char *children,
          const char *class_name)
{
  g_ptr_array_add (letters->copies, enr_family_letter_copy_new (letters->letters->len - 1,
                                                                addressee, children, class_name));
}

static EnrDocument *
paper (const EnrFamilyLetters *letters)
{
  g_autoptr (GError) error = NULL;
  EnrDocument *document = enr_family_letters_paper (letters, &error);

  g_assert_no_error (error);
  sample_check_boxes (document);
  return document;
}

static char *
dup_pages (EnrDocument *document, guint first, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = first; i < first + n; i++)
    {
      const EnrDrawnPage *page = enr_document_get_page (document, i);

      for (guint k = 0; k < enr_drawn_page_count_texts (page); k++)
        g_string_append (text, enr_drawn_page_get_text (page, k, NULL, NULL, NULL));
    }
  return g_string_free (text, FALSE);
}

static void
assert_has (const char *text, const char *part, gboolean has)
{
  if (sample_contains (text, part) != has)
    g_error ("“%s” is%s in:\n%s", part, has ? " not" : "", text);
}

/* A text without its line breaks: a paper has others. */
static char *
dup_flat (const char *text)
{
  GString *flat = g_string_new (text);

  g_string_replace (flat, "\n", "", 0);
  return g_string_free (flat, FALSE);
}

static void
test_letter (void)
{
  g_autoptr (EnrFamilyLetters) letters = letters_new ();
  g_autoptr (EnrDocument) document = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *list = NULL;
  g_autofree char *body = NULL;
  EnrFamilyLetter *letter = letter_new (ENR_ANSWER_YES_NO);
  const GArray *outline;

  letter->is_urgent = TRUE;
  g_ptr_array_add (letter->files, g_strdup ("みどり公園の地図.pdf"));
  g_ptr_array_add (letters->letters, letter);
  add_copy (letters, "青木 春", "青木 朝陽（ひよこ組）、青木 結衣（うさぎ組）", "ひよこ組");
  add_copy (letters, "石橋 健", "石橋 蓮（りす組）", "りす組");
  document = paper (letters);
  g_assert_cmpstr (enr_document_get_missing_characters (document), ==, "");
  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 3);
  outline = enr_document_get_outline (document);
  g_assert_cmpuint (outline->len, ==, 3);
  g_assert_cmpstr (g_array_index (outline, EnrOutlineEntry, 0).title, ==, "ひよこ組　青木 春");
  g_assert_cmpstr (g_array_index (outline, EnrOutlineEntry, 2).title, ==, "配付一覧");

  first = dup_pages (document, 0, 1);
  second = dup_pages (document, 1, 1);
  list = dup_pages (document, 2, 1);
  body = dup_flat (letter->body);
  assert_has (first, body, TRUE);
  assert_has (first, "青木 春 様", TRUE);
  assert_has (first, "青木 朝陽（ひよこ組）、青木 結衣（うさぎ組）", TRUE);
  assert_has (first, "至　急", TRUE);
  assert_has (first, "令和8年6月10日(水)", TRUE);
  assert_has (first, "みどり公園の地図.pdf", TRUE);
  assert_has (first, "き り と り 線", TRUE);
  assert_has (first, "親子遠足に参加しますか。", TRUE);
  assert_has (first, "令和8年6月19日(金)まで", TRUE);
  assert_has (first, "はいいいえ", TRUE);
  assert_has (first, "石橋", FALSE);
  assert_has (second, "石橋 健 様", TRUE);
  assert_has (second, "青木", FALSE);
  assert_has (list, "配付一覧", TRUE);
  assert_has (list, "石橋 蓮（りす組）", TRUE);
  assert_has (list, "「親子遠足のお知らせ」の添付を別に印刷してください：みどり公園の地図.pdf",
              TRUE);
}

static void
test_answers (void)
{
  static const char *const expected[ENR_N_ANSWERS] = {
    [ENR_ANSWER_YES_NO] = "はい",
    [ENR_ANSWER_CHOICE] = "バスで行く車で行く参加しない",
    [ENR_ANSWER_TEXT] = "親子遠足に参加しますか。お子さん",
    [ENR_ANSWER_DATE] = "月　　　　日（　　　）",
  };

  for (EnrAnswerKind kind = ENR_ANSWER_NONE; kind < ENR_N_ANSWERS; kind++)
    {
      g_autoptr (EnrFamilyLetters) letters = letters_new ();
      g_autoptr (EnrDocument) document = NULL;
      g_autofree char *text = NULL;

      g_ptr_array_add (letters->letters, letter_new (kind));
      add_copy (letters, "青木 春", "青木 朝陽（ひよこ組）", "ひよこ組");
      document = paper (letters);
      text = dup_pages (document, 0, 1);
      assert_has (text, "き り と り 線", kind != ENR_ANSWER_NONE);
      if (kind != ENR_ANSWER_NONE)
        assert_has (text, expected[kind], TRUE);
    }
}

static char *
long_text (guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text,
                            "第%u項、「持ち物」について、水筒（お茶か水）をお持ちください。%s", i,
                            i % 3 == 0 ? "\n" : "");
  return g_string_free (text, FALSE);
}

/* A hundred pages: every page has the title and the addressee, and no word is missing. */
static void
test_hundred_pages (void)
{
  g_autoptr (EnrFamilyLetters) letters = letters_new ();
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *body = NULL;
  EnrFamilyLetter *letter = letter_new (ENR_ANSWER_TEXT);
  guint n_pages;

  g_free (letter->body);
  letter->body = long_text (4400);
  g_ptr_array_add (letters->letters, letter);
  add_copy (letters, "青木 春", "青木 朝陽（ひよこ組）", "ひよこ組");
  add_copy (letters, "石橋 健", "石橋 蓮（りす組）", "りす組");
  document = paper (letters);
  n_pages = enr_document_get_n_pages (document);
  g_assert_cmpuint (n_pages, >=, 201);
  g_assert_cmpuint (n_pages % 2, ==, 1); /* two copies of the same length, and the list */

  for (guint i = 0; i < n_pages / 2; i++)
    {
      g_autofree char *page = dup_pages (document, i, 1);
      g_autofree char *number = g_strdup_printf ("%u / %u", i + 1, n_pages / 2);

      assert_has (page, "親子遠足のお知らせ", TRUE);
      assert_has (page, "青木 春 様", TRUE);
      assert_has (page, number, TRUE);
      g_string_append (all, page);
    }
  for (guint i = 1; i <= 4400; i++)
    {
      g_autofree char *item = g_strdup_printf ("第%u項", i);

      /* Blanks are not looked at by assert_has(), which takes its time for so long a text. */
      if (strstr (all->str, item) == NULL)
        assert_has (all->str, item, TRUE);
    }
  assert_has (all->str, "き り と り 線", TRUE);
  assert_has (all->str, "石橋", FALSE);
}

/* The slip is never taken apart where it goes on a page, wherever the text ends. */
static void
test_slip_stays_whole (void)
{
  for (guint n = 10; n < 60; n++)
    {
      g_autoptr (EnrFamilyLetters) letters = letters_new ();
      g_autoptr (EnrDocument) document = NULL;
      EnrFamilyLetter *letter = letter_new (ENR_ANSWER_CHOICE);
      guint n_slips = 0;

      g_free (letter->body);
      letter->body = long_text (n);
      g_ptr_array_add (letters->letters, letter);
      add_copy (letters, "青木 春", "青木 朝陽（ひよこ組）", "ひよこ組");
      document = paper (letters);
      for (guint i = 0; i + 1 < enr_document_get_n_pages (document); i++)
        {
          g_autofree char *page = dup_pages (document, i, 1);

          if (!sample_contains (page, "き り と り 線"))
            continue;
          n_slips++;
          assert_has (page, "バスで行く車で行く参加しないお子さん", TRUE);
          assert_has (page, "保護者のお名前", TRUE);
        }
      g_assert_cmpuint (n_slips, ==, 1);
    }
}

/* Whatever is written stays in its place, and an answer slip of more than a page goes on, too. */
static void
test_odd_texts (void)
{
  g_autoptr (EnrFamilyLetters) letters = letters_new ();
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (GString) choices = g_string_new (NULL);
  g_autofree char *text = NULL;
  EnrFamilyLetter *letter = letter_new (ENR_ANSWER_CHOICE);

  set (&letter->title,
       "とても長い題名のお便り😀\t︙縦書きの形\x01と、制御文字と、https://example.jp/"
       "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
  set (&letter->body, "絵文字😀👨‍👩‍👧と\x02\xe2\x80\xae向きを変える字、\r\n𠮷野家、ｶﾞ、é、\n\n"
                      "\n"
                      "　　字下げ。");
  for (guint i = 0; i < 20; i++)
    g_string_append_printf (
        choices,
        "%s選択肢の%u番目で、とても長い説明がついていて、一行に入らないもの。"
        "さらに長い説明がつづき、三行にもなるかもしれないもの。一行に入らない。",
        i > 0 ? "|" : "", i + 1);
  g_strfreev (letter->choices);
  letter->choices = g_strsplit (choices->str, "|", -1);
  g_free (letter->question);
  letter->question = long_text (60);
  g_ptr_array_add (letters->letters, letter);
  add_copy (letters, "勘解由小路左衛門三郎長宗我部伊集院 武者小路東三条西四辻綾小路之助",
            "勘解由小路左衛門三郎長宗我部伊集院 "
            "一郎（にじいろのたまごぐみ）、勘解由小路左衛門三郎長宗我部伊集院 "
            "二郎（おひさまのひかりぐみ）、勘解由小路左衛門三郎長宗我部伊集院 三郎（ほしぐみ）",
            "にじいろのたまごぐみ（異年齢・土曜合同）");
  document = paper (letters);
  text = dup_pages (document, 0, enr_document_get_n_pages (document));
  for (guint i = 1; i <= 20; i++)
    {
      g_autofree char *choice = g_strdup_printf ("選択肢の%u番目", i);

      assert_has (text, choice, TRUE);
    }
  assert_has (text, "字下げ。", TRUE);
  assert_has (text, "第60項", TRUE);
}

static void
test_long_list (void)
{
  g_autoptr (EnrFamilyLetters) letters = letters_new ();
  g_autoptr (EnrDocument) document = NULL;
  g_autofree char *list = NULL;

  g_ptr_array_add (letters->letters, letter_new (ENR_ANSWER_NONE));
  for (guint i = 1; i <= 90; i++)
    {
      g_autofree char *name = g_strdup_printf ("家庭 %u番", i);

      add_copy (letters, name, name, i <= 45 ? "ひよこ組" : "りす組");
    }
  document = paper (letters);
  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 93);
  list = dup_pages (document, 90, 3);
  assert_has (list, "90通", TRUE);
  for (guint i = 1; i <= 90; i++)
    {
      g_autofree char *name = g_strdup_printf ("家庭 %u番", i);

      assert_has (list, name, TRUE);
    }
}

static void
test_none (void)
{
  g_autoptr (EnrFamilyLetters) letters = letters_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (enr_family_letters_paper (letters, &error));
  g_assert_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_EMPTY);
}

static void
test_same_bytes (void)
{
  g_autoptr (GBytes) first = NULL;

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (EnrFamilyLetters) letters = letters_new ();
      g_autoptr (EnrDocument) document = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;

      g_ptr_array_add (letters->letters, letter_new (ENR_ANSWER_DATE));
      add_copy (letters, "青木 春", "青木 朝陽（ひよこ組）", "ひよこ組");
      document = paper (letters);
      bytes = enr_document_to_pdf (document, 1774569600, &error);
      g_assert_no_error (error);
      if (first == NULL)
        first = g_steal_pointer (&bytes);
      else
        g_assert_true (g_bytes_equal (first, bytes));
    }
}

/* Printed on both sides, each household's letter begins on a sheet of its own, and so does the
 * list. */
static void
test_two_sided (void)
{
  static const char *const to[] = { "青木 春", "石橋 夏", "𠮷野 花" };
  g_autoptr (EnrFamilyLetters) letters = letters_new ();
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (EnrDocument) both = NULL;
  g_autoptr (EnrDocument) again = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) body = g_string_new (NULL);
  const GArray *outline;

  g_ptr_array_add (letters->letters, letter_new (ENR_ANSWER_NONE));
  add_copy (letters, to[0], "青木 朝陽（ひよこ組）", "ひよこ組");
  add_copy (letters, to[1], "石橋 葵（ひよこ組）", "ひよこ組");
  g_ptr_array_add (letters->letters, letter_new (ENR_ANSWER_NONE));
  for (guint i = 0; i < 60; i++)
    g_string_append_printf (body, "%u行目\n", i);
  set (&((EnrFamilyLetter *) g_ptr_array_index (letters->letters, 1))->body, body->str);
  add_copy (letters, to[2], "𠮷野 凛（りす組）", "りす組");
  document = paper (letters);
  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 5);
  both = enr_document_new_two_sided (document);
  g_clear_pointer (&document, enr_document_unref);

  /* 青木, empty, 石橋, empty, 𠮷野, 𠮷野, the list */
  g_assert_cmpuint (enr_document_get_n_pages (both), ==, 7);
  outline = enr_document_get_outline (both);
  g_assert_cmpuint (outline->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      guint page = g_array_index (outline, EnrOutlineEntry, i).page;
      g_autofree char *text = dup_pages (both, page, 1);

      g_assert_cmpuint (page, ==, 2 * i);
      assert_has (text, i < 3 ? to[i] : "配付一覧", TRUE);
    }
  for (guint sheet = 0; sheet < 3; sheet++)
    {
      g_autofree char *back = dup_pages (both, 2 * sheet + 1, 1);

      if (sheet < 2)
        g_assert_cmpstr (back, ==, "");
      else
        assert_has (back, "59行目", TRUE);
    }
  pdf = enr_document_to_pdf (both, 1774569600, &error);
  g_assert_no_error (error);
  again = enr_document_new_two_sided (both);
  g_assert_true (again == both);
}

/*
 * From a real file
 */

/* Releases a letter of the day; returns how many get it. */
static guint
release_text (EnrDb *db,
              const EnrActor *actor,
              const char *title,
              const char *body,
              const EnrUuid *class_id)
{
  g_autoptr (EnrAnnouncement) draft = enr_announcement_new ();
  g_autoptr (EnrRecipientPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  draft->day = DAY;
  set (&draft->title, title);
  set (&draft->body, body);
  set (&draft->question, "参加しますか。");
  draft->answer_kind = ENR_ANSWER_YES_NO;
  if (class_id != NULL)
    enr_audience_add_class (draft->audience, class_id);
  else
    enr_audience_add_all (draft->audience);
  enr_announcement_save (db, actor, draft, NULL, &error);
  g_assert_no_error (error);
  plan = enr_recipient_plan_announcement (db, &draft->id, &error);
  g_assert_no_error (error);
  enr_recipient_release (db, actor, &draft->id, plan->digest, &error);
  g_assert_no_error (error);
  return plan->recipients->len;
}

static guint
release (EnrDb *db, const EnrActor *actor, const char *title, const EnrUuid *class_id)
{
  return release_text (db, actor, title, "きょうのお知らせです。", class_id);
}

static EnrFamilyLetters *
load (EnrDb *db, const EnrUuid *class_id)
{
  g_autoptr (GError) error = NULL;
  EnrFamilyLetters *letters = enr_family_letters_load (db, DAY, class_id, &error);

  g_assert_no_error (error);
  return letters;
}

/* Separated parents, people who are told nothing about one child, blocked ones: at random. */
static void
mark_at_random (EnrDb *db, const EnrActor *actor, GPtrArray *roster)
{
  for (guint i = 0; i < roster->len; i++)
    {
      const EnrChild *child = ((const EnrRosterRow *) g_ptr_array_index (roster, i))->child;
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) people = enr_family_contacts (db, &child->family_id, &error);

      for (guint k = 0; k < people->len; k++)
        {
          const EnrContact *person = g_ptr_array_index (people, k);
          int what = g_test_rand_int_range (0, 8);

          if (what <= 1)
            enr_contact_way_set_marks (db, actor, &person->id, what == 0, what == 1, &error);
          else if (what == 2)
            enr_contact_way_set_except (db, actor, &person->id, &child->id, TRUE, &error);
          g_assert_no_error (error);
        }
    }
}

/* On a household's pages stands no name of a child but those that it is told of. */
static void
check_names (EnrDocument *document, const EnrFamilyLetters *letters, GPtrArray *roster)
{
  const GArray *outline = enr_document_get_outline (document);

  g_assert_cmpuint (outline->len, ==, letters->copies->len + 1);
  for (guint i = 0; i < letters->copies->len; i++)
    {
      const EnrFamilyLetterCopy *copy = g_ptr_array_index (letters->copies, i);
      guint first = g_array_index (outline, EnrOutlineEntry, i).page;
      guint behind = g_array_index (outline, EnrOutlineEntry, i + 1).page;
      g_autofree char *text = dup_pages (document, first, behind - first);

      assert_has (text, copy->addressee, TRUE);
      for (guint k = 0; k < roster->len; k++)
        {
          const EnrChild *child = ((const EnrRosterRow *) g_ptr_array_index (roster, k))->child;
          g_autofree char *name = enr_child_dup_name (child);

          if (strstr (copy->children, name) == NULL)
            g_assert_null (strstr (text, name));
        }
    }
}

/* A letter of a hundred pages, from the draft to the PDF: nothing of it is refused or left out. */
static void
test_hundred_pages_released (void)
{
  g_autofree char *folder = enr_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "sample.db", NULL);
  const EnrSampleOptions options = { 12, DAY - 5, DAY, 7 };
  const EnrActor actor = { ENR_ACTOR_OFFICE, enr_uuid_none, "事務", "test" };
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) db = enr_db_open (path, ENR_DB_READ_WRITE | ENR_DB_CREATE, &error);
  g_autofree char *body = long_text (5300);
  g_autoptr (EnrFamilyLetters) letters = NULL;
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;
  guint n, n_pages;

  g_assert_no_error (error);
  g_assert_cmpint (g_utf8_strlen (body, -1), >=, 120000);
  g_assert_true (enr_sample_make (db, &options, &error));
  n = release_text (db, &actor, "園のしおり", body, NULL);
  letters = load (db, NULL);
  g_assert_cmpuint (letters->copies->len, ==, n);
  document = paper (letters);
  n_pages = enr_document_get_n_pages (document);
  g_assert_cmpuint (n_pages, >, 100 * n);
  text = dup_pages (document, 0, n_pages / n);
  assert_has (text, "第1項", TRUE);
  assert_has (text, "第5300項", TRUE);
  pdf = enr_document_to_pdf (document, 1774569600, &error);
  g_assert_no_error (error);
  g_test_message ("%u letters, %u pages, %" G_GSIZE_FORMAT " bytes", n, n_pages,
                  g_bytes_get_size (pdf));
}

static void
test_households (void)
{
  g_autofree char *folder = enr_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "sample.db", NULL);
  const EnrSampleOptions options = { 80, DAY - 5, DAY, 7 };
  const EnrActor actor = { ENR_ACTOR_OFFICE, enr_uuid_none, "事務", "test" };
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) db = enr_db_open (path, ENR_DB_READ_WRITE | ENR_DB_CREATE, &error);
  g_autoptr (GPtrArray) roster = NULL;
  g_autoptr (GPtrArray) classes = NULL;
  g_autoptr (EnrFamilyLetters) letters = NULL;
  g_autoptr (EnrDocument) document = NULL;
  guint n_released, n_of_classes = 0;
  const char *class_name = "";
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_no_error (error);
  g_assert_true (enr_sample_make (db, &options, &error));
  roster = enr_roster_load (db, DAY, ENR_ROSTER_ENROLLED, &error);
  classes = enr_class_list (db, 2026, &error);
  g_assert_no_error (error);
  mark_at_random (db, &actor, roster);
  n_released = release (db, &actor, "全員へのお便り", NULL);
  n_released += release (db, &actor, "ひとクラスのお便り",
                         &((const EnrClass *) g_ptr_array_index (classes, 2))->id);

  letters = load (db, NULL);
  g_assert_cmpuint (letters->copies->len, ==, n_released);
  g_assert_cmpuint (letters->waiting->len, ==, n_released);
  document = paper (letters);
  check_names (document, letters, roster);

  /* By class; and a class alone has its part, so that all classes together are all. */
  for (guint i = 0; i < letters->copies->len; i++)
    {
      const EnrFamilyLetterCopy *copy = g_ptr_array_index (letters->copies, i);

      if (!g_str_equal (copy->class_name, class_name))
        g_assert_true (g_hash_table_add (seen, copy->class_name));
      class_name = copy->class_name;
    }
  for (guint i = 0; i < classes->len; i++)
    {
      g_autoptr (EnrFamilyLetters) one
          = load (db, &((const EnrClass *) g_ptr_array_index (classes, i))->id);

      n_of_classes += one->copies->len;
    }
  g_assert_cmpuint (n_of_classes, ==, n_released);
  g_clear_pointer (&db, enr_db_close);
  enr_test_folder_free (g_steal_pointer (&folder));
}

/* What was printed is not waiting any more, and can be printed again; who is blocked by now gets
 * nothing. */
static void
test_printed (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (6);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrFamilyLetters) before = NULL;
  g_autoptr (EnrFamilyLetters) after = NULL;
  g_autoptr (EnrFamilyLetters) other_day = NULL;
  g_autoptr (EnrChild) child = enr_child_load (nursery->db, &nursery->children[0], &error);
  EnrContact mother
      = { .name = (char *) "青木 春", .relation = (char *) "母", .is_guardian = TRUE };

  g_assert_no_error (error);
  mother.family_id = child->family_id;
  enr_contact_save (nursery->db, &nursery->actor, &mother, &error);
  g_assert_no_error (error);
  release (nursery->db, &nursery->actor, "お便り", NULL);
  before = load (nursery->db, NULL);
  g_assert_cmpuint (before->copies->len, ==, 6);
  g_assert_cmpuint (before->waiting->len, ==, 6);
  enr_delivery_mark_printed (nursery->db, &nursery->actor,
                             &g_array_index (before->waiting, EnrUuid, 0), 5, &error);
  g_assert_no_error (error);
  enr_contact_way_set_marks (nursery->db, &nursery->actor, &mother.id, TRUE, FALSE, &error);
  g_assert_no_error (error);

  after = load (nursery->db, NULL);
  g_assert_cmpuint (after->copies->len, ==, 5);
  g_assert_cmpuint (after->left_out->len, ==, 1);
  g_assert_cmpuint (after->waiting->len, <=, 1);
  other_day = enr_family_letters_load (nursery->db, DAY + 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (other_day->copies->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reports/letter-paper/households", test_households);
  g_test_add_func ("/reports/letter-paper/printed", test_printed);
  g_test_add_func ("/reports/letter-paper/letter", test_letter);
  g_test_add_func ("/reports/letter-paper/answers", test_answers);
  g_test_add_func ("/reports/letter-paper/hundred-pages", test_hundred_pages);
  g_test_add_func ("/reports/letter-paper/hundred-pages-released", test_hundred_pages_released);
  g_test_add_func ("/reports/letter-paper/slip-stays-whole", test_slip_stays_whole);
  g_test_add_func ("/reports/letter-paper/odd-texts", test_odd_texts);
  g_test_add_func ("/reports/letter-paper/long-list", test_long_list);
  g_test_add_func ("/reports/letter-paper/none", test_none);
  g_test_add_func ("/reports/letter-paper/same-bytes", test_same_bytes);
  g_test_add_func ("/reports/letter-paper/two-sided", test_two_sided);
  return g_test_run ();
}
