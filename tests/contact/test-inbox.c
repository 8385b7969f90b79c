/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The inbox against hand-made cases, at the ends of days; inquiries, promises and marks.
 */
#include "config.h"

#include "contact/inbox.h"

#include <string.h>

#include "contact-fixture.h"
#include "contact/medicine.h"
#include "contact/notebook.h"
#include "contact/recipient.h"
#include "nursery/child.h"

/* The number of the child in the fixture, or -1. */
static int
child_number (Fixture *fixture, const EnrUuid *child_id)
{
  for (int i = 0; i < 5; i++)
    if (enr_uuid_equal (&fixture->children[i], child_id))
      return i;
  return -1;
}

static GPtrArray *
load (Fixture *fixture, EnrInstant now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = enr_day_load (fixture->db, enr_instant_nursery_day (now), NULL, &error);
  GPtrArray *items;

  g_assert_no_error (error);
  items = enr_inbox_load (fixture->db, day, now, &error);
  g_assert_no_error (error);
  return items;
}

/* "notice 0|promise! 1|": kinds with the child, and ! where it is due. Absences are left out. */
static char *
show_inbox (Fixture *fixture, EnrInstant now)
{
  g_autoptr (GPtrArray) items = load (fixture, now);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      const EnrInboxItem *item = g_ptr_array_index (items, i);

      if (item->kind != ENR_INBOX_ABSENCE)
        g_string_append_printf (text, "%s%s %d|", enr_inbox_kind_label (item->kind),
                                item->is_due ? "!" : "", child_number (fixture, &item->child_id));
    }
  return g_string_free (text, FALSE);
}

#define assert_inbox(fixture, now, expected)                                                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *inbox_ = show_inbox (fixture, now);                                           \
    g_assert_cmpstr (inbox_, ==, expected);                                                        \
  }                                                                                                \
  G_STMT_END

static EnrInstant
at (EnrDate day, int minutes)
{
  return enr_instant_from_local (day, minutes);
}

static const EnrInboxItem *
find (GPtrArray *items, EnrInboxKind kind)
{
  for (guint i = 0; i < items->len; i++)
    if (((const EnrInboxItem *) g_ptr_array_index (items, i))->kind == kind)
      return g_ptr_array_index (items, i);
  return NULL;
}

static void
mark_first (Fixture *fixture, EnrInstant now, EnrInboxKind kind)
{
  g_autoptr (GPtrArray) items = load (fixture, now);
  g_autoptr (GError) error = NULL;
  EnrInboxMark mark = enr_inbox_item_mark (find (items, kind));

  enr_inbox_mark_seen (fixture->db, fixture->actor, &mark, 1, &error);
  g_assert_no_error (error);
}

/* From the word to the end of its last day; seen once; new again where it is changed; not when
 * withdrawn. */
static void
test_notice (Fixture *fixture, gconstpointer data)
{
  EnrInstant now = at (DAY (6, 10), 600);
  g_autoptr (EnrNotice) notice = absence (fixture, 0, DAY (6, 9), DAY (6, 11), "sick");
  g_autoptr (EnrNotice) coming = absence (fixture, 1, DAY (6, 22), DAY (6, 22), "sick");
  g_autoptr (EnrNotice) changed = NULL;
  g_autoptr (EnrNotice) seen = NULL;
  g_autoptr (GError) error = NULL;
  EnrUuid id;

  enr_clock_set_fixed (at (DAY (6, 9), 480));
  id = add (fixture, notice);
  enr_clock_set_fixed (now);
  assert_inbox (fixture, now, "notice 0|");
  assert_inbox (fixture, at (DAY (6, 11), 26 * 60 + 59), "notice 0|");
  assert_inbox (fixture, at (DAY (6, 11), 27 * 60), "");
  add (fixture, coming);
  assert_inbox (fixture, now, "notice 1|notice 0|");

  seen = enr_notice_load (fixture->db, &id, &error);
  mark_first (fixture, now, ENR_INBOX_NOTICE);
  assert_inbox (fixture, now, "notice 0|");
  mark_first (fixture, now, ENR_INBOX_NOTICE);
  assert_inbox (fixture, now, "");
  changed = enr_notice_copy (seen);
  set_text (&changed->symptoms, "発熱");
  enr_notice_change (fixture->db, fixture->actor, changed, seen, NULL, &error);
  g_assert_no_error (error);
  assert_inbox (fixture, now, "notice 0|");
  withdraw (fixture, &id);
  assert_inbox (fixture, now, "");
}

static void
write_page (Fixture *fixture, guint child, EnrDate day, const char *body)
{
  g_autoptr (GPtrArray) pages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_page_free);
  g_autoptr (GError) error = NULL;
  EnrNotebookPage *page
      = enr_notebook_load_page (fixture->db, &fixture->children[child], day, ENR_SIDE_HOME, &error);
  g_autoptr (GPtrArray) results = NULL;

  set_text (&page->body, body);
  g_ptr_array_add (pages, page);
  results = enr_notebook_save (fixture->db, fixture->actor, pages, NULL, &error);
  g_assert_no_error (error);
}

/* New on its day and three days more; what is written on it afterwards is new again. */
static void
test_page (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;
  EnrInboxMark mark;

  write_page (fixture, 0, DAY (6, 5), "元気です");
  assert_inbox (fixture, at (DAY (6, 8), 480), "notebook from home 0|");
  assert_inbox (fixture, at (DAY (6, 8), 26 * 60 + 59), "notebook from home 0|");
  assert_inbox (fixture, at (DAY (6, 8), 27 * 60), "");
  assert_inbox (fixture, at (DAY (6, 4), 480), "");

  items = load (fixture, at (DAY (6, 5), 480));
  g_assert_cmpuint (enr_inbox_count_office (items), ==, 0);
  mark = enr_inbox_item_mark (g_ptr_array_index (items, 0));
  mark_first (fixture, at (DAY (6, 5), 480), ENR_INBOX_NOTEBOOK);
  assert_inbox (fixture, at (DAY (6, 5), 480), "");
  write_page (fixture, 0, DAY (6, 5), "元気です。38度でした");
  assert_inbox (fixture, at (DAY (6, 5), 480), "notebook from home 0|");
  /* Who marks what she has read does not mark what came afterwards. */
  enr_inbox_mark_seen (fixture->db, fixture->actor, &mark, 1, &error);
  g_assert_no_error (error);
  assert_inbox (fixture, at (DAY (6, 5), 480), "notebook from home 0|");
  mark_first (fixture, at (DAY (6, 5), 480), ENR_INBOX_NOTEBOOK);
  /* Nor does an old mark take a newer one back. */
  enr_inbox_mark_seen (fixture->db, fixture->actor, &mark, 1, &error);
  g_assert_no_error (error);
  assert_inbox (fixture, at (DAY (6, 5), 480), "");
  enr_inbox_mark_new (fixture->db, fixture->actor, &mark, 1, &error);
  g_assert_no_error (error);
  assert_inbox (fixture, at (DAY (6, 5), 480), "notebook from home 0|");
}

static EnrUuid
ask (Fixture *fixture, guint child, const char *body, gboolean wants_answer)
{
  g_autoptr (EnrInquiry) inquiry = enr_inquiry_new ();
  g_autoptr (GError) error = NULL;
  EnrUuid id = enr_uuid_none;

  inquiry->child_id = fixture->children[child];
  set_text (&inquiry->body, body);
  inquiry->wants_answer = wants_answer;
  enr_inquiry_add (fixture->db, fixture->actor, inquiry, &id, &error);
  g_assert_no_error (error);
  return id;
}

/* A question waits for ever; a message is new for thirty days. */
static void
test_inquiry (Fixture *fixture, gconstpointer data)
{
  EnrInstant now = at (DAY (6, 10), 600);
  g_autoptr (GError) error = NULL;
  EnrUuid question, message;

  enr_clock_set_fixed (now);
  question = ask (fixture, 0, "遠足は何時ですか", TRUE);
  message = ask (fixture, 1, "祖母が入院しました", FALSE);
  assert_inbox (fixture, now, "question 0|message 1|");
  assert_inbox (fixture, at (DAY (7, 10), 600), "question 0|message 1|");
  assert_inbox (fixture, at (DAY (7, 11), 600), "question 0|");

  mark_first (fixture, now, ENR_INBOX_INQUIRY);
  g_assert_false (enr_inquiry_answer (fixture->db, fixture->actor, &message, "はい", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_clear_error (&error);
  enr_inquiry_answer (fixture->db, fixture->actor, &question, " 9時です ", &error);
  g_assert_no_error (error);
  assert_inbox (fixture, now, "");
  {
    g_autoptr (EnrInquiry) stored = enr_inquiry_load (fixture->db, &question, &error);

    g_assert_cmpstr (stored->answer, ==, "9時です");
    g_assert_cmpint (stored->answered_at, ==, now);
  }
  g_assert_false (enr_inquiry_answer (fixture->db, fixture->actor, &question, "", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_clear_error (&error);
  enr_inquiry_reopen (fixture->db, fixture->actor, &question, &error);
  g_assert_no_error (error);
  assert_inbox (fixture, now, "question 0|");
  enr_inquiry_remove (fixture->db, fixture->actor, &question, "入力の誤り", &error);
  g_assert_no_error (error);
  assert_inbox (fixture, now, "");
  g_assert_false (enr_inquiry_remove (fixture->db, fixture->actor, &question, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_clear_error (&error);
  enr_inquiry_restore (fixture->db, fixture->actor, &question, &error);
  g_assert_no_error (error);
  assert_inbox (fixture, now, "question 0|");
  g_assert_false (enr_inquiry_restore (fixture->db, fixture->actor, &question, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
}

static EnrUuid
promise (Fixture *fixture, guint child, EnrDate day, int due_at)
{
  g_autoptr (EnrPromise) item = enr_promise_new ();
  g_autoptr (GError) error = NULL;
  EnrUuid id = enr_uuid_none;

  item->child_id = fixture->children[child];
  item->due_day = day;
  item->due_at = due_at;
  enr_promise_add (fixture->db, fixture->actor, item, &id, &error);
  g_assert_no_error (error);
  return id;
}

/* Listed from 3:00 of the day, due from the hour, and until it is kept. */
static void
test_promise (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  EnrUuid id;

  enr_clock_set_fixed (at (DAY (6, 9), 600));
  id = promise (fixture, 0, DAY (6, 10), 16 * 60);
  promise (fixture, 1, DAY (6, 10), ENR_MINUTES_NONE);
  assert_inbox (fixture, at (DAY (6, 9), 26 * 60 + 59), "");
  assert_inbox (fixture, at (DAY (6, 9), 27 * 60), "promise! 1|promise 0|");
  assert_inbox (fixture, at (DAY (6, 10), 16 * 60 - 1), "promise! 1|promise 0|");
  assert_inbox (fixture, at (DAY (6, 10), 16 * 60), "promise! 1|promise! 0|");
  assert_inbox (fixture, at (DAY (8, 10), 600), "promise! 1|promise! 0|");
  enr_promise_keep (fixture->db, fixture->actor, &id, &error);
  g_assert_no_error (error);
  assert_inbox (fixture, at (DAY (6, 10), 16 * 60), "promise! 1|");
  g_assert_false (enr_promise_keep (fixture->db, fixture->actor, &id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_clear_error (&error);
  enr_promise_reopen (fixture->db, fixture->actor, &id, &error);
  g_assert_no_error (error);
  enr_promise_remove (fixture->db, fixture->actor, &id, NULL, &error);
  g_assert_no_error (error);
  assert_inbox (fixture, at (DAY (6, 10), 16 * 60), "promise! 1|");
  enr_promise_restore (fixture->db, fixture->actor, &id, &error);
  g_assert_no_error (error);
  assert_inbox (fixture, at (DAY (6, 10), 16 * 60), "promise! 1|promise! 0|");
  g_assert_false (enr_promise_restore (fixture->db, fixture->actor, &id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
}

/* Nobody is called twice who was reached; what is tried stays. */
static void
test_calls (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) before = load (fixture, enr_test_at (9, 29));
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) called = NULL;
  EnrCall call = { .day = DAY (6, 10),
                   .called = (char *) "母 090",
                   .by_name = (char *) "",
                   .note = (char *) "",
                   .outcome = ENR_CALL_MESSAGE };

  g_assert_cmpuint (before->len, ==, 0);
  after = load (fixture, enr_test_at (9, 30));
  g_assert_cmpuint (after->len, ==, 5);
  enr_call_add (fixture->db, fixture->actor, &fixture->children[0], 1, &call, &error);
  call.outcome = ENR_CALL_REACHED;
  enr_call_add (fixture->db, fixture->actor, &fixture->children[1], 1, &call, &error);
  g_assert_no_error (error);
  called = load (fixture, enr_test_at (10, 5));
  g_assert_cmpuint (called->len, ==, 4);
  g_assert_cmpuint (enr_inbox_count_office (called), ==, 4);
}

/* The paper of an illness: not while the child is away as agreed, but from the day on which it may
 * come. */
static void
test_paper (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrIllness) illness = enr_illness_new ();
  g_autoptr (EnrIllness) seen = NULL;
  g_autoptr (GError) error = NULL;

  enr_clock_set_fixed (at (DAY (6, 10), 600));
  illness->child_id = fixture->children[0];
  set_text (&illness->disease, "covid-19");
  illness->known_day = DAY (6, 8);
  illness->anchors[ENR_ANCHOR_ONSET] = DAY (6, 8);
  illness->anchors[ENR_ANCHOR_RELIEF] = DAY (6, 9);
  enr_illness_save (fixture->db, fixture->actor, illness, NULL, &error);
  g_assert_no_error (error);
  /* Five days have passed with the 13th, so that the 14th is the first. */
  assert_inbox (fixture, at (DAY (6, 13), 26 * 60 + 59), "");
  assert_inbox (fixture, at (DAY (6, 13), 27 * 60), "paper is missing 0|");
  seen = enr_illness_copy (illness);
  illness->paper_day = DAY (6, 10);
  enr_illness_save (fixture->db, fixture->actor, illness, seen, &error);
  g_assert_no_error (error);
  assert_inbox (fixture, at (DAY (6, 15), 600), "");
}

/* A letter with a question to all; what is answered is new, what is not by its last day waits. */
static void
assert_unanswered (Fixture *fixture, EnrInstant now, gboolean is_due, const char *text)
{
  g_autoptr (GPtrArray) items = load (fixture, now);
  const EnrInboxItem *item = find (items, ENR_INBOX_UNANSWERED);

  g_assert_nonnull (item);
  g_assert_cmpstr (item->text, ==, text);
  g_assert_cmpint (item->is_due, ==, is_due);
}

static void
test_letter (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) letter = enr_announcement_new ();
  g_autoptr (EnrRecipientPlan) plan = NULL;
  g_autoptr (GPtrArray) recipients = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  const EnrRecipient *first;
  const EnrInboxItem *item;

  enr_clock_set_fixed (at (DAY (6, 1), 600));
  letter->day = DAY (6, 1);
  set_text (&letter->title, "遠足");
  set_text (&letter->body, "遠足に行きます。");
  set_text (&letter->question, "参加しますか。");
  letter->answer_kind = ENR_ANSWER_YES_NO;
  letter->answer_until = DAY (6, 9);
  enr_audience_add_all (letter->audience);
  enr_announcement_save (fixture->db, fixture->actor, letter, NULL, &error);
  g_assert_no_error (error);
  plan = enr_recipient_plan_announcement (fixture->db, &letter->id, &error);
  g_assert_no_error (error);
  enr_recipient_release (fixture->db, fixture->actor, &letter->id, plan->digest, &error);
  g_assert_no_error (error);

  assert_inbox (fixture, at (DAY (6, 7), 26 * 60 + 59), "");
  assert_unanswered (fixture, at (DAY (6, 7), 27 * 60), FALSE,
                     "5 families have not answered; tomorrow is the last day");
  assert_unanswered (fixture, at (DAY (6, 9), 26 * 60 + 59), FALSE,
                     "5 families have not answered; today is the last day");
  assert_unanswered (fixture, at (DAY (6, 9), 27 * 60), TRUE,
                     "5 families have not answered in time");
  items = load (fixture, at (DAY (6, 9), 27 * 60));
  item = find (items, ENR_INBOX_UNANSWERED);
  g_assert_nonnull (item);
  g_assert_cmpstr (item->child_name, ==, "遠足");
  g_assert_cmpstr (item->text, ==, "5 families have not answered in time");
  g_assert_true (enr_uuid_equal (&item->letter_id, &letter->id));
  g_assert_cmpuint (item->class_ids->len, ==, 5);

  enr_clock_set_fixed (at (DAY (6, 10), 600));
  recipients = enr_recipient_list (fixture->db, &letter->id, &error);
  first = g_ptr_array_index (recipients, 0);
  enr_recipient_set_answer (fixture->db, fixture->actor, &first->id, "yes", "", "佐藤", &error);
  g_assert_no_error (error);
  g_clear_pointer (&items, g_ptr_array_unref);
  items = load (fixture, at (DAY (6, 10), 600));
  item = find (items, ENR_INBOX_ANSWER);
  g_assert_nonnull (item);
  g_assert_cmpstr (find (items, ENR_INBOX_UNANSWERED)->text, ==,
                   "4 families have not answered in time");
  mark_first (fixture, at (DAY (6, 10), 600), ENR_INBOX_ANSWER);
  /* Another answer is new again. */
  assert_inbox (fixture, at (DAY (6, 10), 600), "answers missing! -1|");
  enr_clock_set_fixed (at (DAY (6, 10), 601));
  enr_recipient_set_answer (fixture->db, fixture->actor, &first->id, "no", "yes", "佐藤", &error);
  g_assert_no_error (error);
  g_clear_pointer (&items, g_ptr_array_unref);
  items = load (fixture, at (DAY (6, 10), 601));
  g_assert_nonnull (find (items, ENR_INBOX_ANSWER));
  /* The letter is no longer asked after. */
  g_clear_pointer (&items, g_ptr_array_unref);
  items = load (fixture, at (DAY (6, 9) + ENR_INBOX_LATE_DAYS + 1, 600));
  g_assert_null (find (items, ENR_INBOX_UNANSWERED));
}

/* A dose of today waits until it is settled; the office is asked for it when its time has passed.
 */
static void
test_medicine (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrMedicine) medicine = enr_medicine_new ();
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  const EnrInboxItem *item;
  EnrUuid id;

  enr_clock_set_fixed (at (DAY (6, 10), 480));
  medicine->child_id = fixture->children[2];
  medicine->first_day = DAY (6, 10);
  medicine->last_day = DAY (6, 11);
  set_text (&medicine->name, "シロップ");
  set_text (&medicine->amount, "5ml");
  set_text (&medicine->asked_by, "母");
  set_text (&medicine->received_by, "佐藤");
  set_text (&medicine->when_words, "昼食後");
  medicine->storage = ENR_STORAGE_COLD;
  medicine->at = 750;
  enr_medicine_add (fixture->db, fixture->actor, medicine, &id, &error);
  g_assert_no_error (error);
  assert_inbox (fixture, at (DAY (6, 10), 480), "medicine 2|");
  items = load (fixture, at (DAY (6, 10), 480));
  item = find (items, ENR_INBOX_MEDICINE);
  g_assert_cmpstr (item->text, ==, "シロップ 5ml · 12:30 · 昼食後 · refrigerator");
  g_assert_true (enr_uuid_equal (&item->id, &id));
  g_assert_cmpuint (item->class_ids->len, ==, 1);
  g_assert_cmpuint (enr_inbox_count_office (items), ==, 0);

  enr_clock_set_fixed (at (DAY (6, 10), 751));
  assert_inbox (fixture, at (DAY (6, 10), 751), "medicine! 2|");
  g_clear_pointer (&items, g_ptr_array_unref);
  items = load (fixture, at (DAY (6, 10), 751));
  item = g_ptr_array_index (items, 0);
  g_assert_cmpint (item->kind, ==, ENR_INBOX_MEDICINE); /* before all else */
  {
    guint n = enr_inbox_count_office (items);

    enr_medicine_give (fixture->db, fixture->actor, &id, DAY (6, 10), ENR_INSTANT_NONE, "佐藤",
                       "鈴木", "", &error);
    g_assert_no_error (error);
    assert_inbox (fixture, at (DAY (6, 10), 751), "");
    g_clear_pointer (&items, g_ptr_array_unref);
    items = load (fixture, at (DAY (6, 10), 751));
    g_assert_cmpuint (enr_inbox_count_office (items), ==, n - 1);
  }
  enr_clock_set_fixed (at (DAY (6, 11), 480));
  assert_inbox (fixture, at (DAY (6, 11), 480), "medicine 2|");
  enr_medicine_withhold (fixture->db, fixture->actor, &id, DAY (6, 11), "佐藤", "熱が出た", &error);
  g_assert_no_error (error);
  assert_inbox (fixture, at (DAY (6, 11), 480), "");
}

static void
test_bad (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrInquiry) inquiry = enr_inquiry_new ();
  g_autoptr (EnrPromise) item = enr_promise_new ();
  g_autofree char *before = enr_test_dump (fixture->nursery->path);
  g_autofree char *after = NULL;
  g_autofree char *long_text = g_strnfill (1001, 'x');
  g_autoptr (GError) error = NULL;
  EnrInboxMark mark
      = { ENR_INBOX_NOTEBOOK, fixture->children[0], fixture->children[1], DAY (6, 10), 1 };

#define REFUSED(call, code)                                                                        \
  g_assert_false (call);                                                                           \
  g_assert_error (error, ENR_NURSERY_ERROR, code);                                                 \
  g_clear_error (&error)
#define ASK() enr_inquiry_add (fixture->db, fixture->actor, inquiry, NULL, &error)
#define PROMISE() enr_promise_add (fixture->db, fixture->actor, item, NULL, &error)
  inquiry->child_id = fixture->children[0];
  REFUSED (ASK (), ENR_NURSERY_ERROR_INVALID);
  set_text (&inquiry->body, long_text);
  REFUSED (ASK (), ENR_NURSERY_ERROR_INVALID);
  set_text (&inquiry->body, "質問");
  inquiry->at = enr_test_at (10, 2);
  REFUSED (ASK (), ENR_NURSERY_ERROR_INVALID);
  inquiry->at = 0;
  inquiry->child_id = enr_uuid_new ();
  REFUSED (ASK (), ENR_NURSERY_ERROR_UNKNOWN);

  item->child_id = fixture->children[0];
  item->due_day = DAY (6, 9);
  REFUSED (PROMISE (), ENR_NURSERY_ERROR_INVALID);
  item->due_day = DAY (6, 10) + ENR_PROMISE_MAX_DAYS + 1;
  REFUSED (PROMISE (), ENR_NURSERY_ERROR_INVALID);
  item->due_day = DAY (6, 10);
  item->due_at = 27 * 60 + 1;
  REFUSED (PROMISE (), ENR_NURSERY_ERROR_INVALID);
  item->due_at = 600;
  item->kind = ENR_PROMISE_OTHER;
  REFUSED (PROMISE (), ENR_NURSERY_ERROR_INVALID);
  item->kind = ENR_PROMISE_CALL_BACK;
  item->child_id = enr_uuid_new ();
  REFUSED (PROMISE (), ENR_NURSERY_ERROR_UNKNOWN);
  REFUSED (enr_inbox_mark_seen (fixture->db, fixture->actor, &mark, 1, &error),
           ENR_NURSERY_ERROR_UNKNOWN);
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);
}

static gboolean
act (Fixture *fixture, gpointer data, GError **error)
{
  g_autoptr (EnrInquiry) inquiry = enr_inquiry_new ();

  inquiry->child_id = fixture->children[0];
  set_text (&inquiry->body, "質問");
  return enr_inquiry_add (fixture->db, fixture->actor, inquiry, NULL, error);
}

static gboolean
act_promise (Fixture *fixture, gpointer data, GError **error)
{
  g_autoptr (EnrPromise) item = enr_promise_new ();

  item->child_id = fixture->children[0];
  return enr_promise_add (fixture->db, fixture->actor, item, NULL, error);
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  fail_each_statement (fixture, act, NULL);
  fail_each_statement (fixture, act_promise, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, GUINT_TO_POINTER (5), set_up, func, tear_down)
  ADD ("/inbox/notice", test_notice);
  ADD ("/inbox/page", test_page);
  ADD ("/inbox/inquiry", test_inquiry);
  ADD ("/inbox/promise", test_promise);
  ADD ("/inbox/calls", test_calls);
  ADD ("/inbox/paper", test_paper);
  ADD ("/inbox/letter", test_letter);
  ADD ("/inbox/medicine", test_medicine);
  ADD ("/inbox/bad", test_bad);
  ADD ("/inbox/faults", test_faults);
  return g_test_run ();
}
