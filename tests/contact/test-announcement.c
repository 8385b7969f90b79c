/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "letters-fixture.h"

static void
assert_refused (Fixture *fixture, EnrAnnouncement *announcement, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (enr_announcement_save (fixture->db, fixture->actor, announcement, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, code);
}

static void
test_saved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) draft = letter ("  夏まつりの　お知らせ ");
  g_autoptr (EnrAnnouncement) stored = NULL;
  g_autoptr (GError) error = NULL;

  set_text (&draft->body, "一行目\r\n\r\n三行目");
  set_text (&draft->question, "何で来ますか。");
  draft->answer_kind = ENR_ANSWER_CHOICE;
  set_text (&draft->choices, " 徒歩\n\n自転車 \n");
  draft->answer_until = DAY (6, 20);
  enr_audience_add_class (draft->audience, &fixture->nursery->classes[2]);
  enr_audience_add_age (draft->audience, 5);
  enr_audience_add_age (draft->audience, 5);
  enr_audience_add_child (draft->audience, &fixture->children[0]);
  save (fixture, draft);
  g_assert_cmpint (draft->version, ==, 1);
  stored = enr_announcement_load (fixture->db, &draft->id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (stored->title, ==, "夏まつりの お知らせ");
  g_assert_cmpstr (stored->body, ==, "一行目\n\n三行目");
  g_assert_cmpstr (stored->choices, ==, "徒歩\n自転車");
  g_assert_cmpint (stored->answer_until, ==, DAY (6, 20));
  g_assert_cmpstr (stored->written_by, ==, fixture->actor->name);
  g_assert_cmpuint (stored->audience->len, ==, 4);
  /* The same again is no change, and what is not to be chosen from has no choices. */
  save (fixture, stored);
  g_assert_cmpint (stored->version, ==, 1);
  stored->answer_kind = ENR_ANSWER_TEXT;
  save (fixture, stored);
  g_assert_cmpint (stored->version, ==, 2);
  g_clear_pointer (&stored, enr_announcement_free);
  stored = enr_announcement_load (fixture->db, &draft->id, &error);
  g_assert_cmpstr (stored->choices, ==, "");
  g_assert_cmpint (
      count_sql (fixture, "SELECT count(*) FROM journal WHERE changes LIKE '%三行目%'"), ==, 0);
}

/* Two people write in the same draft. */
static void
test_stale (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) mine = letter ("遠足");
  g_autoptr (EnrAnnouncement) theirs = NULL;
  g_autoptr (EnrAnnouncement) other = NULL;
  g_autoptr (GError) error = NULL;

  save (fixture, mine);
  theirs = enr_announcement_copy (mine);
  set_text (&theirs->body, "ほかの人の文");
  save (fixture, theirs);
  set_text (&mine->body, "私の文");
  g_assert_false (enr_announcement_save (fixture->db, fixture->actor, mine, &other, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_assert_cmpstr (other->body, ==, "ほかの人の文");
  g_assert_cmpstr (mine->body, ==, "私の文");
  g_assert_cmpint (mine->version, ==, 1);
  /* Having seen it, she writes hers over it. */
  mine->version = other->version;
  save (fixture, mine);
  g_assert_cmpint (mine->version, ==, 3);
}

static void
test_bad (Fixture *fixture, gconstpointer data)
{
  g_autofree char *long_title = g_strnfill (ENR_ANNOUNCEMENT_MAX_TITLE + 1, 'a');
  g_autofree char *pages = g_strnfill (ENR_ANNOUNCEMENT_MAX_BODY + 1, 'a');
  g_autoptr (EnrAnnouncement) draft = letter (" 　");
  EnrUuid nobody = enr_uuid_new ();

  assert_refused (fixture, draft, ENR_NURSERY_ERROR_INVALID);
  set_text (&draft->title, long_title);
  assert_refused (fixture, draft, ENR_NURSERY_ERROR_INVALID);
  set_text (&draft->title, "遠足");
  /* Longer than a hundred pages. */
  set_text (&draft->body, pages);
  assert_refused (fixture, draft, ENR_NURSERY_ERROR_INVALID);
  set_text (&draft->body, "本文");
  set_text (&draft->question, "来ますか。");
  assert_refused (fixture, draft, ENR_NURSERY_ERROR_INVALID);
  draft->answer_kind = ENR_ANSWER_CHOICE;
  assert_refused (fixture, draft, ENR_NURSERY_ERROR_INVALID);
  set_text (&draft->choices, "はい\nはい");
  assert_refused (fixture, draft, ENR_NURSERY_ERROR_INVALID);
  set_text (&draft->question, "");
  draft->answer_kind = ENR_ANSWER_DATE;
  assert_refused (fixture, draft, ENR_NURSERY_ERROR_INVALID);
  set_text (&draft->question, "いつですか。");
  draft->answer_until = DAY (6, 9);
  assert_refused (fixture, draft, ENR_NURSERY_ERROR_INVALID);
  draft->answer_until = ENR_DATE_NONE;
  draft->day = enr_date_new (2028, 6, 10);
  assert_refused (fixture, draft, ENR_NURSERY_ERROR_INVALID);
  draft->day = DAY (6, 10);
  enr_audience_add_class (draft->audience, &nobody);
  assert_refused (fixture, draft, ENR_NURSERY_ERROR_UNKNOWN);
  g_array_set_size (draft->audience, 0);
  enr_audience_add_child (draft->audience, &nobody);
  assert_refused (fixture, draft, ENR_NURSERY_ERROR_UNKNOWN);
  g_array_set_size (draft->audience, 0);
  draft->about_child = nobody;
  assert_refused (fixture, draft, ENR_NURSERY_ERROR_UNKNOWN);
  draft->about_child = enr_uuid_none;
  draft->id = nobody;
  assert_refused (fixture, draft, ENR_NURSERY_ERROR_UNKNOWN);
  g_assert_cmpint (count_sql (fixture, "SELECT count(*) FROM announcement"), ==, 0);
}

static void
test_removed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) draft = letter ("遠足");
  g_autoptr (EnrAnnouncement) gone = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  save (fixture, draft);
  g_assert_false (enr_announcement_remove (fixture->db, fixture->actor, &draft->id, 2, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_clear_error (&error);
  g_assert_true (enr_announcement_remove (fixture->db, fixture->actor, &draft->id, 1, &error));
  g_assert_no_error (error);
  gone = enr_announcement_load (fixture->db, &draft->id, &error);
  g_assert_null (gone);
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_clear_error (&error);
  set_text (&draft->body, "別の文");
  assert_refused (fixture, draft, ENR_NURSERY_ERROR_ALREADY);
  list = enr_announcement_list (fixture->db, ENR_DATE_NONE, &error);
  g_assert_cmpuint (list->len, ==, 0);
}

static gboolean
attach (Fixture *fixture, const EnrAnnouncement *draft, const char *name, gsize size, int code)
{
  g_autofree guint8 *content = g_malloc0 (MAX (size, 1));
  g_autoptr (GBytes) bytes = g_bytes_new (content, size);
  g_autoptr (GError) error = NULL;

  if (enr_announcement_file_add (fixture->db, fixture->actor, &draft->id, name, bytes, &error))
    return code < 0;
  g_assert_cmpint (code, >=, 0);
  return g_error_matches (error, ENR_NURSERY_ERROR, code);
}

static void
test_files (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) draft = letter ("遠足");
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GError) error = NULL;
  const EnrAnnouncementFile *file;

  save (fixture, draft);
  g_assert_true (attach (fixture, draft, "/home/en/地図.PDF", 1000, -1));
  g_assert_true (attach (fixture, draft, "C:\\en\\しおり.docx", 2000, -1));
  g_assert_true (attach (fixture, draft, "地図.PDF", 10, ENR_NURSERY_ERROR_INVALID));
  g_assert_true (attach (fixture, draft, "空.txt", 0, ENR_NURSERY_ERROR_INVALID));
  g_assert_true (attach (fixture, draft, "/", 1, ENR_NURSERY_ERROR_INVALID));
  g_assert_true (attach (fixture, draft, "動画.mp4", ENR_ANNOUNCEMENT_MAX_FILE_BYTES - 2999,
                         ENR_NURSERY_ERROR_INVALID));
  g_assert_true (attach (fixture, draft, "写真.jpg", ENR_ANNOUNCEMENT_MAX_FILE_BYTES - 3000, -1));
  g_assert_true (enr_announcement_file_remove (fixture->db, fixture->actor, &draft->id, 0, &error));
  files = enr_announcement_files (fixture->db, &draft->id, &error);
  g_assert_cmpuint (files->len, ==, 2);
  file = g_ptr_array_index (files, 0);
  g_assert_cmpstr (file->name, ==, "しおり.docx");
  g_assert_cmpint (file->position, ==, 0);
  file = g_ptr_array_index (files, 1);
  g_assert_cmpstr (file->type, ==, "image/jpeg");
  content = enr_announcement_file_load (fixture->db, &draft->id, 0, &error);
  g_assert_cmpuint (g_bytes_get_size (content), ==, 2000);
  for (guint i = 2; i < ENR_ANNOUNCEMENT_MAX_FILES; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.pdf", i);

      g_assert_true (attach (fixture, draft, name, 1, -1));
    }
  g_assert_true (attach (fixture, draft, "もう一つ.pdf", 1, ENR_NURSERY_ERROR_INVALID));
  g_assert_false (
      enr_announcement_file_remove (fixture->db, fixture->actor, &draft->id, 9, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
}

/* A file that was changed since the look is a change of what goes out. */
static void
test_release_sees_files (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) draft = letter ("遠足");
  g_autoptr (EnrRecipientPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  save (fixture, draft);
  plan = plan_of (fixture, draft);
  g_assert_true (attach (fixture, draft, "地図.pdf", 10, -1));
  g_assert_false (
      enr_recipient_release (fixture->db, fixture->actor, &draft->id, plan->digest, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  release (fixture, draft);
  g_assert_true (attach (fixture, draft, "後から.pdf", 10, ENR_NURSERY_ERROR_ALREADY));
  assert_refused (fixture, draft, ENR_NURSERY_ERROR_ALREADY);
}

static gboolean
release_digest (Fixture *fixture, gpointer data, GError **error)
{
  const EnrAnnouncement *draft = data;
  g_autoptr (EnrRecipientPlan) plan
      = enr_recipient_plan_announcement (fixture->db, &draft->id, error);

  return plan != NULL
         && enr_recipient_release (fixture->db, fixture->actor, &draft->id, plan->digest, error);
}

static void
test_release_faults (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) draft = letter ("遠足");

  save (fixture, draft);
  fail_each_statement (fixture, release_digest, draft);
}

static void
test_placeholder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) draft = letter ("遠足");
  g_autoptr (EnrRecipientPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  set_text (&draft->body, "{園名}より");
  save (fixture, draft);
  plan = plan_of (fixture, draft);
  g_assert_false (
      enr_recipient_release (fixture->db, fixture->actor, &draft->id, plan->digest, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
}

static EnrRecipientState
state_of (Fixture *fixture, const EnrAnnouncement *letter_, guint index)
{
  g_autoptr (GPtrArray) list = recipients_of (fixture, letter_);

  return ((const EnrRecipient *) g_ptr_array_index (list, index))->state;
}

static EnrUuid
recipient_id (Fixture *fixture, const EnrAnnouncement *letter_, guint index)
{
  g_autoptr (GPtrArray) list = recipients_of (fixture, letter_);

  return ((const EnrRecipient *) g_ptr_array_index (list, index))->id;
}

static void
answer (Fixture *fixture, const EnrUuid *id, const char *words, const char *seen, int code)
{
  g_autoptr (GError) error = NULL;

  if (enr_recipient_set_answer (fixture->db, fixture->actor, id, words, seen, NULL, &error))
    g_assert_cmpint (code, ==, -1);
  else
    g_assert_error (error, ENR_NURSERY_ERROR, code);
}

static void
test_states (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) draft = letter ("参観の出欠");
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) counted = NULL;
  g_autoptr (GError) error = NULL;
  guint counts[ENR_N_RECIPIENT_STATES];
  EnrUuid id;

  set_text (&draft->question, "参加しますか。");
  draft->answer_kind = ENR_ANSWER_YES_NO;
  draft->answer_until = DAY (6, 12);
  save (fixture, draft);
  release (fixture, draft);
  id = recipient_id (fixture, draft, 0);
  g_assert_cmpint (state_of (fixture, draft, 0), ==, ENR_RECIPIENT_UNDELIVERED);
  g_assert_true (run_sql (fixture, "UPDATE delivery SET state = 'printed', done_at = 5", &error));
  g_assert_cmpint (state_of (fixture, draft, 0), ==, ENR_RECIPIENT_DELIVERED);
  g_assert_true (enr_recipient_set_read (fixture->db, fixture->actor, &id, 1, TRUE, &error));
  g_assert_cmpint (state_of (fixture, draft, 0), ==, ENR_RECIPIENT_READ);
  g_assert_true (enr_recipient_set_read (fixture->db, fixture->actor, &id, 1, FALSE, &error));
  g_assert_cmpint (state_of (fixture, draft, 0), ==, ENR_RECIPIENT_DELIVERED);
  /* The last day for answers is one on which they are in time. */
  enr_clock_set_fixed (enr_test_at (10, 0) + 2 * 86400);
  g_assert_cmpint (state_of (fixture, draft, 0), ==, ENR_RECIPIENT_DELIVERED);
  enr_clock_set_fixed (enr_test_at (10, 0) + 3 * 86400);
  g_assert_cmpint (state_of (fixture, draft, 0), ==, ENR_RECIPIENT_OVERDUE);
  answer (fixture, &id, "maybe", "", ENR_NURSERY_ERROR_INVALID);
  answer (fixture, &id, "yes", "", -1);
  g_assert_cmpint (state_of (fixture, draft, 0), ==, ENR_RECIPIENT_ANSWERED);
  /* Whoever looked before that does not write over it, and who answered has read it. */
  answer (fixture, &id, "no", "", ENR_NURSERY_ERROR_CHANGED);
  g_assert_false (enr_recipient_set_read (fixture->db, fixture->actor, &id, 1, FALSE, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  answer (fixture, &id, "no", "yes", -1);
  list = recipients_of (fixture, draft);
  enr_recipient_count (list, counts);
  g_assert_cmpuint (counts[ENR_RECIPIENT_ANSWERED], ==, 1);
  g_assert_cmpuint (counts[ENR_RECIPIENT_OVERDUE], ==, 3);
  counted = enr_recipient_count_answers (draft, list);
  g_assert_cmpuint (counted->len, ==, 2);
  g_assert_cmpuint (((const EnrAnswerCount *) g_ptr_array_index (counted, 0))->n, ==, 0);
  g_assert_cmpuint (((const EnrAnswerCount *) g_ptr_array_index (counted, 1))->n, ==, 1);
  answer (fixture, &id, " ", "no", -1);
  g_assert_cmpint (state_of (fixture, draft, 0), ==, ENR_RECIPIENT_OVERDUE);
}

static void
assert_answer (Fixture *fixture, const EnrAnnouncement *letter_, const char *expected)
{
  g_autoptr (GPtrArray) list = recipients_of (fixture, letter_);

  g_assert_cmpstr (((const EnrRecipient *) g_ptr_array_index (list, 0))->answer, ==, expected);
}

static void
test_answers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) date = letter ("面談の日");
  g_autoptr (EnrAnnouncement) choice = letter ("お弁当");
  g_autoptr (EnrAnnouncement) none = letter ("お知らせ");
  EnrUuid id;

  set_text (&date->question, "いつがよいですか。");
  date->answer_kind = ENR_ANSWER_DATE;
  set_text (&choice->question, "どちらにしますか。");
  choice->answer_kind = ENR_ANSWER_CHOICE;
  set_text (&choice->choices, "持っていきます\n園の給食にします");
  save (fixture, date);
  save (fixture, choice);
  save (fixture, none);
  release (fixture, date);
  release (fixture, choice);
  release (fixture, none);
  id = recipient_id (fixture, date, 0);
  answer (fixture, &id, "令和8年6月31日", "", ENR_NURSERY_ERROR_INVALID);
  answer (fixture, &id, "令和8年6月30日", "", -1);
  assert_answer (fixture, date, "2026-06-30");
  id = recipient_id (fixture, choice, 0);
  answer (fixture, &id, "yes", "", ENR_NURSERY_ERROR_INVALID);
  answer (fixture, &id, "園の給食にします ", "", -1);
  assert_answer (fixture, choice, "園の給食にします");
  id = recipient_id (fixture, none, 0);
  answer (fixture, &id, "yes", "", ENR_NURSERY_ERROR_INVALID);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) sent = letter ("送ったもの");
  g_autoptr (EnrAnnouncement) draft = letter ("下書き");
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  const EnrAnnouncementLine *line;

  g_array_set_size (sent->audience, 0);
  enr_audience_add_class (sent->audience, &fixture->nursery->classes[0]);
  enr_audience_add_child (sent->audience, &fixture->children[1]);
  save (fixture, draft);
  save (fixture, sent);
  release (fixture, sent);
  g_assert_true (run_sql (fixture, "UPDATE delivery SET state = 'printed', done_at = 5", &error));
  list = enr_announcement_list (fixture->db, ENR_DATE_NONE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  line = g_ptr_array_index (list, 0);
  g_assert_cmpstr (line->title, ==, "下書き");
  g_assert_cmpint (line->sent_at, ==, ENR_INSTANT_NONE);
  line = g_ptr_array_index (list, 1);
  g_assert_cmpstr (line->audience, ==, "ひよこ, 石橋 第2子");
  g_assert_cmpuint (line->n_recipients, ==, 2);
  g_assert_cmpuint (line->n_delivered, ==, 2);
  g_assert_cmpuint (line->n_trouble, ==, 0);
  g_clear_pointer (&list, g_ptr_array_unref);
  /* A draft is in the list whatever its day is. */
  list = enr_announcement_list (fixture->db, DAY (6, 11), &error);
  g_assert_cmpuint (list->len, ==, 1);
}

/* Whatever is done in whatever order: what was released is as it was then. */
static void
test_random_sequences (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) draft = letter ("遠足");
  g_autofree char *frozen = NULL;

  save (fixture, draft);
  for (guint step = 0; step < 200; step++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EnrAnnouncement) stored = enr_announcement_load (fixture->db, &draft->id, &error);
      g_autoptr (GPtrArray) list = recipients_of (fixture, stored);
      g_autoptr (GPtrArray) files = enr_announcement_files (fixture->db, &draft->id, &error);
      g_autofree char *now = g_strdup_printf ("%s|%s|%d|%u|%u", stored->title, stored->body,
                                              stored->version, list->len, files->len);

      g_assert_no_error (error);
      if (frozen != NULL)
        g_assert_cmpstr (now, ==, frozen);
      else if (stored->sent_at != ENR_INSTANT_NONE)
        frozen = g_steal_pointer (&now);
      g_assert_cmpint (list->len > 0, ==, stored->sent_at != ENR_INSTANT_NONE);
      switch (g_test_rand_int_range (0, step < 20 ? 3 : 5))
        {
        case 0:
          g_free (stored->body);
          stored->body = g_strdup_printf ("文 %u", step);
          stored->version -= g_test_rand_int_range (0, 3) == 0;
          enr_announcement_save (fixture->db, fixture->actor, stored, NULL, NULL);
          break;
        case 1:
          {
            g_autofree char *name = g_strdup_printf ("%u.pdf", step);
            g_autoptr (GBytes) bytes = g_bytes_new ("a", 1);

            enr_announcement_file_add (fixture->db, fixture->actor, &draft->id, name, bytes, NULL);
            break;
          }
        case 2:
          enr_announcement_file_remove (fixture->db, fixture->actor, &draft->id, 0, NULL);
          break;
        case 3:
          release_digest (fixture, stored, NULL);
          break;
        default:
          if (frozen != NULL)
            g_assert_false (enr_announcement_remove (fixture->db, fixture->actor, &draft->id,
                                                     stored->version, NULL));
        }
    }
  g_assert_nonnull (frozen);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/contact/announcement/saved", test_saved },
    { "/contact/announcement/stale", test_stale },
    { "/contact/announcement/bad", test_bad },
    { "/contact/announcement/removed", test_removed },
    { "/contact/announcement/files", test_files },
    { "/contact/announcement/release-sees-files", test_release_sees_files },
    { "/contact/announcement/release-faults", test_release_faults },
    { "/contact/announcement/placeholder", test_placeholder },
    { "/contact/announcement/states", test_states },
    { "/contact/announcement/answers", test_answers },
    { "/contact/announcement/list", test_list },
    { "/contact/announcement/random-sequences", test_random_sequences },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GUINT_TO_POINTER (4), set_up, tests[i].func, tear_down);
  return g_test_run ();
}
