/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A letter once more: to those of whom nothing has come, and to nobody else.
 */
#include "config.h"

#include "contact/reminder-letter.h"

#include <string.h>

#include "letters-fixture.h"

/* A letter to everybody that went out; with a question where @until is a day. */
static EnrAnnouncement *
sent_letter (Fixture *fixture, EnrDate until)
{
  EnrAnnouncement *self = letter ("遠足");

  if (until != ENR_DATE_NONE)
    {
      set_text (&self->question, "参加しますか。");
      self->answer_kind = ENR_ANSWER_YES_NO;
      self->answer_until = until;
    }
  save (fixture, self);
  return self;
}

static EnrAnnouncement *
remind (Fixture *fixture, const EnrAnnouncement *of)
{
  g_autoptr (GError) error = NULL;
  EnrUuid id;
  EnrAnnouncement *draft;

  enr_reminder_letter_write (fixture->db, fixture->actor, &of->id, &id, &error);
  g_assert_no_error (error);
  draft = enr_announcement_load (fixture->db, &id, &error);
  g_assert_no_error (error);
  return draft;
}

static void
answer (Fixture *fixture, const EnrAnnouncement *of, guint n)
{
  g_autoptr (GPtrArray) recipients = recipients_of (fixture, of);
  const EnrRecipient *recipient = g_ptr_array_index (recipients, n);
  g_autoptr (GError) error = NULL;

  enr_recipient_set_answer (fixture->db, fixture->actor, &recipient->id, "yes", "", "", &error);
  g_assert_no_error (error);
}

static void
assert_left (Fixture *fixture, const EnrAnnouncement *of, int expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (enr_reminder_letter_count (fixture->db, &of->id, &error), ==, expected);
  g_assert_no_error (error);
}

static void
assert_refused (Fixture *fixture, const EnrUuid *id, int code)
{
  g_autoptr (GError) error = NULL;
  gint64 before = count_sql (fixture, "SELECT count(*) FROM announcement");
  EnrUuid draft;

  g_assert_false (enr_reminder_letter_write (fixture->db, fixture->actor, id, &draft, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, code);
  g_assert_cmpint (count_sql (fixture, "SELECT count(*) FROM announcement"), ==, before);
}

/* Two families of three have not answered: they get it, with its text and files; the answers stay
 * with the letter that asks. */
static void
test_unanswered (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) of = sent_letter (fixture, enr_clock_today () + 7);
  g_autoptr (EnrAnnouncement) draft = NULL;
  g_autoptr (EnrAnnouncement) late = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GBytes) content = g_bytes_new_static ("%PDF-", 5);
  g_autoptr (GBytes) copied = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *plan = NULL;

  assert_refused (fixture, &of->id, ENR_NURSERY_ERROR_ALREADY); /* a draft */
  enr_announcement_file_add (fixture->db, fixture->actor, &of->id, "地図.pdf", content, &error);
  g_assert_no_error (error);
  release (fixture, of);
  assert_left (fixture, of, 3);
  answer (fixture, of, 0);
  assert_left (fixture, of, 2);

  draft = remind (fixture, of);
  g_assert_cmpint (draft->sent_at, ==, ENR_INSTANT_NONE);
  g_assert_cmpint (draft->day, ==, enr_clock_today ());
  g_assert_cmpstr (draft->title, ==, "【再送】遠足");
  g_assert_cmpint (draft->answer_kind, ==, ENR_ANSWER_NONE);
  g_assert_nonnull (strstr (draft->body, "参加しますか。（はい・いいえ）"));
  g_assert_nonnull (strstr (draft->body, "本文です。"));
  g_assert_nonnull (strstr (draft->body, "までに園まで"));
  {
    g_autoptr (EnrRecipientPlan) planned = plan_of (fixture, draft);
    g_autoptr (GPtrArray) recipients = recipients_of (fixture, of);

    g_assert_cmpuint (planned->recipients->len, ==, 2);
    g_assert_cmpuint (planned->unreached->len, ==, 0);
    for (guint i = 0; i < 2; i++)
      g_assert_true (enr_uuid_equal (
          &((EnrRecipientPlanned *) g_ptr_array_index (planned->recipients, i))->family_id,
          &((EnrRecipient *) g_ptr_array_index (recipients, i + 1))->family_id));
  }
  files = enr_announcement_files (fixture->db, &draft->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (files->len, ==, 1);
  copied = enr_announcement_file_load (fixture->db, &draft->id, 0, &error);
  g_assert_true (g_bytes_equal (copied, content));
  release (fixture, draft);

  /* Behind the last day there is none any more. */
  enr_clock_set_fixed (enr_clock_now () + 10 * 86400);
  late = remind (fixture, of);
  g_assert_nonnull (strstr (late->body, "できるだけ早く園まで"));
  answer (fixture, of, 1);
  answer (fixture, of, 2);
  assert_left (fixture, of, 0);
  assert_refused (fixture, &of->id, ENR_NURSERY_ERROR_ALREADY);
}

/* Without a question those are left who are not known to have read it. */
static void
test_unread (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) of = sent_letter (fixture, ENR_DATE_NONE);
  g_autoptr (EnrAnnouncement) draft = NULL;
  g_autoptr (EnrAnnouncement) again = NULL;
  g_autoptr (GPtrArray) recipients = NULL;
  g_autoptr (GError) error = NULL;

  release (fixture, of);
  recipients = recipients_of (fixture, of);
  enr_recipient_set_read (fixture->db, fixture->actor,
                          &((EnrRecipient *) g_ptr_array_index (recipients, 1))->id, 1, TRUE,
                          &error);
  g_assert_no_error (error);
  assert_left (fixture, of, 2);
  draft = remind (fixture, of);
  g_assert_cmpuint (draft->audience->len, ==, 2);
  g_assert_nonnull (strstr (draft->body, "もう一度お届けします"));
  release (fixture, draft);
  /* A reminder of a reminder is marked once. */
  again = remind (fixture, draft);
  g_assert_cmpstr (again->title, ==, "【再送】遠足");
}

/* Of parents who live apart the answer of one is enough; of two letters of a family about two
 * children one answer is not; and what is about one child goes on being about it. */
static void
test_families (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) of = NULL;
  g_autoptr (EnrAnnouncement) about = letter ("お話");
  g_autoptr (EnrAnnouncement) draft = NULL;
  g_autoptr (EnrAnnouncement) about_draft = NULL;
  EnrUuid father;

  person (fixture, 0, "青木 春", "母", TRUE);
  father = person (fixture, 0, "青木 夏", "父", TRUE);
  set_marks (fixture, &father, FALSE, TRUE);
  of = sent_letter (fixture, enr_clock_today () + 7);
  release (fixture, of);
  g_assert_cmpint (count_sql (fixture, "SELECT count(*) FROM recipient"), ==, 4);
  assert_left (fixture, of, 3);
  {
    g_autoptr (GPtrArray) recipients = recipients_of (fixture, of);
    guint n = 0;

    for (guint i = 0; i < recipients->len; i++)
      if (g_str_equal (((EnrRecipient *) g_ptr_array_index (recipients, i))->addressee, "青木 夏"))
        n = i;
    answer (fixture, of, n);
  }
  assert_left (fixture, of, 2);
  draft = remind (fixture, of);
  g_assert_cmpuint (draft->audience->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_false (enr_uuid_equal (&g_array_index (draft->audience, EnrAudienceItem, i).child_id,
                                    &fixture->children[0]));

  /* From whom it was withdrawn, nothing is waited for. */
  {
    g_autoptr (GPtrArray) recipients = recipients_of (fixture, of);
    const EnrRecipient *last = g_ptr_array_index (recipients, recipients->len - 1);
    const EnrRecipientDelivery *delivery = g_ptr_array_index (last->deliveries, 0);
    g_autoptr (GError) error = NULL;

    enr_delivery_cancel (fixture->db, fixture->actor, &delivery->id, 1, &error);
    g_assert_no_error (error);
  }
  assert_left (fixture, of, 1);

  about->about_child = fixture->children[1];
  save (fixture, about);
  release (fixture, about);
  about_draft = remind (fixture, about);
  g_assert_true (enr_uuid_equal (&about_draft->about_child, &fixture->children[1]));
  g_assert_cmpuint (about_draft->audience->len, ==, 1);
}

/* A letter as long as can be: the reminder is still one. */
static void
test_long (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) of = letter ("遠足");
  g_autoptr (EnrAnnouncement) draft = NULL;
  g_autofree char *title = g_strnfill (ENR_ANNOUNCEMENT_MAX_TITLE, 'x');
  g_autofree char *body = g_strnfill (ENR_ANNOUNCEMENT_MAX_BODY, 'x');
  EnrUuid none = enr_uuid_new ();

  set_text (&of->title, title);
  set_text (&of->body, body);
  save (fixture, of);
  release (fixture, of);
  draft = remind (fixture, of);
  g_assert_cmpint (g_utf8_strlen (draft->title, -1), ==, ENR_ANNOUNCEMENT_MAX_TITLE);
  g_assert_null (strstr (draft->body, "先にお知らせした内容"));
  assert_refused (fixture, &none, ENR_NURSERY_ERROR_UNKNOWN);
}

static gboolean
act (Fixture *fixture, gpointer data, GError **error)
{
  EnrUuid draft;

  return enr_reminder_letter_write (fixture->db, fixture->actor, data, &draft, error);
}

/* All of it or nothing. */
static void
test_faults (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) of = sent_letter (fixture, enr_clock_today () + 7);

  release (fixture, of);
  fail_each_statement (fixture, act, &of->id);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, GUINT_TO_POINTER (3), set_up, func, tear_down)
  ADD ("/reminder-letter/unanswered", test_unanswered);
  ADD ("/reminder-letter/unread", test_unread);
  ADD ("/reminder-letter/families", test_families);
  ADD ("/reminder-letter/long", test_long);
  ADD ("/reminder-letter/faults", test_faults);
  return g_test_run ();
}
