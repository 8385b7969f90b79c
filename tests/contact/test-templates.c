/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "letters-fixture.h"

static GPtrArray *
list_all (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *list = enr_letter_template_list (fixture->db, &error);

  g_assert_no_error (error);
  return list;
}

/* Every letter that comes with the program can be stored as it is, filled, and shows what is to be
 * written. */
static void
test_starting_set (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) list = list_all (fixture);

  g_assert_cmpuint (list->len, ==, 6);
  for (guint i = 0; i < list->len; i++)
    {
      EnrLetterTemplate *template = g_ptr_array_index (list, i);
      g_autoptr (EnrLetterTemplate) seen = enr_letter_template_copy (template);
      g_autoptr (EnrAnnouncement) draft = enr_announcement_new ();
      g_autoptr (GError) error = NULL;

      enr_letter_template_save (fixture->db, fixture->actor, template, seen, &error);
      g_assert_no_error (error);
      enr_letter_template_fill (fixture->db, template, draft, &error);
      g_assert_no_error (error);
      g_assert_nonnull (strstr (draft->body, "こもれび保育園"));
      g_assert_true (enr_letter_has_blanks (draft->body));
      enr_audience_add_all (draft->audience);
      enr_announcement_save (fixture->db, fixture->actor, draft, NULL, &error);
      g_assert_no_error (error);
    }
}

static void
test_fill (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrLetterTemplate) template = enr_letter_template_new ();
  g_autoptr (EnrAnnouncement) draft = enr_announcement_new ();
  g_autoptr (GError) error = NULL;

  set_text (&template->title, "{日付}のお知らせ");
  set_text (&template->body, "{園名}　電話 {電話}");
  set_text (&template->question, "来ますか。");
  template->answer_kind = ENR_ANSWER_YES_NO;
  draft->day = DAY (7, 1);
  enr_letter_template_fill (fixture->db, template, draft, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (draft->title, ==, "令和8年7月1日のお知らせ");
  /* What the nursery has not entered is not made up. */
  g_assert_cmpstr (draft->body, ==, "こもれび保育園　電話 {電話}");
  g_assert_true (enr_letter_has_placeholder (draft->body));
  g_assert_cmpint (draft->answer_kind, ==, ENR_ANSWER_YES_NO);
  g_assert_false (enr_letter_has_blanks ("6月10日に遠足があります。{大切}"));
  g_assert_true (enr_letter_has_blanks ("○月○日に遠足があります。"));
}

static void
test_changed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) draft = letter ("遠足のお知らせ");
  g_autoptr (EnrLetterTemplate) mine = enr_letter_template_new_from (draft, "遠足");
  g_autoptr (EnrLetterTemplate) seen = NULL;
  g_autoptr (EnrLetterTemplate) stored = NULL;
  g_autoptr (EnrLetterTemplate) twice = NULL;
  g_autoptr (GError) error = NULL;

  enr_letter_template_save (fixture->db, fixture->actor, mine, NULL, &error);
  g_assert_no_error (error);
  seen = enr_letter_template_load (fixture->db, &mine->id, &error);
  g_assert_cmpstr (seen->body, ==, "本文です。");
  set_text (&mine->body, "新しい本文です。");
  enr_letter_template_save (fixture->db, fixture->actor, mine, seen, &error);
  g_assert_no_error (error);
  set_text (&mine->body, "古いのを見た人の本文です。");
  g_assert_false (enr_letter_template_save (fixture->db, fixture->actor, mine, seen, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_clear_error (&error);
  stored = enr_letter_template_load (fixture->db, &mine->id, &error);
  g_assert_cmpstr (stored->body, ==, "新しい本文です。");
  twice = enr_letter_template_new_from (draft, " 遠足 ");
  g_assert_false (enr_letter_template_save (fixture->db, fixture->actor, twice, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
}

static void
test_order_and_remove (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) list = list_all (fixture);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;
  EnrUuid ids[6];

  for (guint i = 0; i < 6; i++)
    ids[5 - i] = ((const EnrLetterTemplate *) g_ptr_array_index (list, i))->id;
  enr_letter_template_order (fixture->db, fixture->actor, ids, 6, &error);
  g_assert_no_error (error);
  enr_letter_template_remove (fixture->db, fixture->actor, &ids[0], &error);
  g_assert_no_error (error);
  after = list_all (fixture);
  g_assert_cmpuint (after->len, ==, 5);
  for (guint i = 0; i < 5; i++)
    g_assert_true (enr_uuid_equal (&((const EnrLetterTemplate *) g_ptr_array_index (after, i))->id,
                                   &ids[i + 1]));
  g_assert_false (enr_letter_template_remove (fixture->db, fixture->actor, &ids[0], &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/contact/templates/starting-set", test_starting_set },
    { "/contact/templates/fill", test_fill },
    { "/contact/templates/changed", test_changed },
    { "/contact/templates/order-and-remove", test_order_and_remove },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GUINT_TO_POINTER (4), set_up, tests[i].func, tear_down);
  return g_test_run ();
}
