/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Whom something goes to. The random families are judged by rules that are written here anew, over
 * all people and children, and not by what the door does.
 */
#include "letters-fixture.h"

static void
test_siblings_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) announcement = letter ("遠足のお知らせ");
  EnrUuid mother = person (fixture, 0, "青木 春", "母", TRUE);

  siblings (fixture, 0, 1);
  person (fixture, 0, "青木 秋", "父", TRUE);
  person (fixture, 2, "𠮷野 花", "母", TRUE);
  person (fixture, 2, "𠮷野 梅", "祖母", FALSE);
  verify (fixture, &mother, "haru@example.com");
  save (fixture, announcement);
  assert_plan (fixture, announcement,
               "青木 春 mail haru@example.com: 青木 第1子（ひよこ）、石橋 第2子（りす）\n"
               "𠮷野 花 paper: 𠮷野 第3子（うさぎ）\n"
               "髙橋 第4子の保護者 paper: 髙橋 第4子（ぱんだ）\n");
}

static void
test_apart_and_blocked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) announcement = letter ("遠足のお知らせ");
  g_autoptr (EnrRecipientPlan) plan = NULL;
  g_autofree char *warnings = NULL;
  EnrUuid father = person (fixture, 0, "青木 秋", "父", TRUE);
  EnrUuid blocked;

  person (fixture, 0, "青木 春", "母", TRUE);
  blocked = person (fixture, 1, "石橋 冬", "父", TRUE);
  set_marks (fixture, &father, FALSE, TRUE);
  set_marks (fixture, &blocked, TRUE, FALSE);
  g_array_set_size (announcement->audience, 0);
  enr_audience_add_child (announcement->audience, &fixture->children[0]);
  enr_audience_add_child (announcement->audience, &fixture->children[1]);
  save (fixture, announcement);
  /* Who lives apart gets a copy; a family whose only guardian is blocked gets nothing, and that is
   * told. */
  assert_plan (fixture, announcement,
               "青木 春 paper: 青木 第1子（ひよこ）\n青木 秋 paper: 青木 第1子（ひよこ）\n");
  plan = plan_of (fixture, announcement);
  g_assert_cmpuint (plan->unreached->len, ==, 1);
  g_assert_cmpuint (plan->n_children, ==, 1);
  g_assert_cmpuint (plan->n_families, ==, 1);
  warnings = enr_recipient_plan_dup_warnings (plan);
  g_assert_nonnull (strstr (warnings, "石橋 第2子"));
}

/* The father of the second child is told nothing of the first. */
static void
test_excepted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) announcement = letter ("遠足のお知らせ");
  EnrUuid father = person (fixture, 0, "石橋 秋", "父", TRUE);

  siblings (fixture, 0, 1);
  set_except (fixture, &father, 0, TRUE);
  g_array_set_size (announcement->audience, 0);
  enr_audience_add_child (announcement->audience, &fixture->children[0]);
  enr_audience_add_child (announcement->audience, &fixture->children[1]);
  save (fixture, announcement);
  /* First in order, but the mother may know of both. */
  person (fixture, 0, "青木 春", "母", TRUE);
  assert_plan (fixture, announcement, "青木 春 paper: 青木 第1子（ひよこ）、石橋 第2子（りす）\n");
  set_marks (fixture, &father, FALSE, TRUE);
  assert_plan (fixture, announcement,
               "青木 春 paper: 青木 第1子（ひよこ）、石橋 第2子（りす）\n"
               "石橋 秋 paper: 石橋 第2子（りす）\n");
}

static void
test_nobody_knows_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) announcement = letter ("遠足のお知らせ");
  EnrUuid father = person (fixture, 0, "石橋 秋", "父", TRUE);
  EnrUuid mother = person (fixture, 0, "青木 春", "母", TRUE);

  siblings (fixture, 0, 1);
  set_except (fixture, &father, 0, TRUE);
  set_except (fixture, &mother, 1, TRUE);
  g_array_set_size (announcement->audience, 0);
  enr_audience_add_child (announcement->audience, &fixture->children[0]);
  enr_audience_add_child (announcement->audience, &fixture->children[1]);
  save (fixture, announcement);
  assert_plan (fixture, announcement,
               "石橋 秋 paper: 石橋 第2子（りす）\n青木 春 paper: 青木 第1子（ひよこ）\n");
}

/* Chosen children who are not there on the day are told, and nothing is released to nobody. */
static void
test_not_enrolled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) announcement = letter ("遠足のお知らせ");
  g_autoptr (EnrRecipientPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *warnings = NULL;

  enr_child_leave (fixture->db, fixture->actor, &fixture->children[0], DAY (6, 9), "転居", &error);
  g_assert_no_error (error);
  g_array_set_size (announcement->audience, 0);
  enr_audience_add_child (announcement->audience, &fixture->children[0]);
  save (fixture, announcement);
  plan = plan_of (fixture, announcement);
  g_assert_cmpuint (plan->recipients->len, ==, 0);
  warnings = enr_recipient_plan_dup_warnings (plan);
  g_assert_nonnull (strstr (warnings, "青木 第1子"));
  g_assert_false (
      enr_recipient_release (fixture->db, fixture->actor, &announcement->id, plan->digest, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  /* The day before it was. */
  announcement->day = DAY (6, 9);
  save (fixture, announcement);
  assert_plan (fixture, announcement, "青木 第1子の保護者 paper: 青木 第1子（ひよこ）\n");
}

static void
test_about_one_child (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) announcement = letter ("お子さんについて");
  g_autoptr (EnrAnnouncement) stored = NULL;
  g_autoptr (GError) error = NULL;
  EnrUuid mother = person (fixture, 0, "青木 春", "母", TRUE);

  siblings (fixture, 0, 1);
  person (fixture, 2, "𠮷野 花", "母", TRUE);
  verify (fixture, &mother, "haru@example.com");
  /* Everybody was chosen before. */
  announcement->about_child = fixture->children[1];
  save (fixture, announcement);
  assert_plan (fixture, announcement, "青木 春 mail haru@example.com: 石橋 第2子（りす）\n");
  stored = enr_announcement_load (fixture->db, &announcement->id, &error);
  g_assert_cmpuint (stored->audience->len, ==, 1);
  /* Nor does a draft that is not stored go further, nor one whose choices were changed in the file.
   */
  {
    g_autoptr (EnrRecipientPlan) plan
        = enr_recipient_plan_draft (fixture->db, announcement, &error);

    g_assert_cmpuint (plan->recipients->len, ==, 1);
  }
  g_assert_true (
      run_sql (fixture, "UPDATE announcement_to SET kind = 'all', child_id = NULL", &error));
  assert_plan (fixture, announcement, "青木 春 mail haru@example.com: 石橋 第2子（りす）\n");
}

/* Neither text nor question nor file. */
static void
test_nothing_said (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) announcement = letter ("お知らせ");
  g_autoptr (EnrRecipientPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  set_text (&announcement->body, " \n　\n");
  save (fixture, announcement);
  plan = plan_of (fixture, announcement);
  g_assert_false (
      enr_recipient_release (fixture->db, fixture->actor, &announcement->id, plan->digest, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "no text yet"));
  set_text (&announcement->question, "参加しますか。");
  announcement->answer_kind = ENR_ANSWER_YES_NO;
  save (fixture, announcement);
  release (fixture, announcement);
}

/* The database refuses what the door would never write. */
static void
test_database_refuses (Fixture *fixture, gconstpointer data)
{
#define RECIPIENT(family, contact)                                                                 \
  "INSERT INTO recipient (id, kind, announcement_id, day, family_id, contact_id, addressee, "      \
  "children, subject, body, created_at, read_how, answer, answered_by) SELECT "                    \
  "x'00000000000000000000000000000001', 'announcement', a.id, '2026-06-10', f.id, (" contact       \
  "), '', '', '', x'', 1, '', '', '' FROM announcement a JOIN family f ON f.id = (" family ")"
#define FAMILY_OF(external_id) "SELECT family_id FROM child WHERE external_id = '" external_id "'"
#define PERSON(name) "SELECT id FROM contact WHERE name = '" name "'"
  static const char *const refused[] = {
    /* about another family's child, a person of another family, no guardian, blocked, taken off the
       list */
    RECIPIENT (FAMILY_OF ("T0003"), PERSON ("𠮷野 花")),
    RECIPIENT (FAMILY_OF ("T0001"), PERSON ("𠮷野 花")),
    RECIPIENT (FAMILY_OF ("T0001"), PERSON ("青木 梅")),
    RECIPIENT (FAMILY_OF ("T0001"), PERSON ("青木 冬")),
    RECIPIENT (FAMILY_OF ("T0001"), PERSON ("青木 夏")),
    "UPDATE announcement SET sent_at = 5",
  };
  static const char *const refused_after[] = {
    "UPDATE announcement SET title = 'x'",
    "UPDATE announcement SET sent_at = NULL",
    "UPDATE announcement SET removed_at = 5",
    "DELETE FROM announcement",
    "DELETE FROM announcement_to",
    "UPDATE announcement_to SET kind = 'all', child_id = NULL",
    "INSERT INTO announcement_to (announcement_id, position, kind) SELECT id, 1, 'all' FROM "
    "announcement",
    "INSERT INTO announcement_file (announcement_id, position, name, type, content) "
    "SELECT id, 0, 'a', '', x'00' FROM announcement",
    "UPDATE recipient SET addressee = 'x'",
    "UPDATE recipient SET contact_id = NULL",
    "UPDATE recipient SET body = x'41'",
    "DELETE FROM recipient",
    "DELETE FROM recipient_child",
    "UPDATE recipient_child SET child_id = (SELECT id FROM child WHERE external_id = 'T0003')",
    "INSERT INTO recipient_child (recipient_id, child_id) SELECT r.id, c.id FROM recipient r, "
    "child c "
    "WHERE c.external_id = 'T0002'",
    "UPDATE delivery SET address = 'other@example.com', channel = 'mail'",
    "INSERT INTO delivery (id, recipient_id, channel, address, state, created_at, tries, answer) "
    "SELECT x'00000000000000000000000000000002', id, 'mail', 'other@example.com', 'waiting', 1, 0, "
    "'' "
    "FROM recipient",
    RECIPIENT (FAMILY_OF ("T0001"), PERSON ("青木 春")),
  };
  g_autoptr (EnrAnnouncement) announcement = letter ("お子さんについて");
  g_autoptr (GError) none = NULL;
  EnrUuid blocked, gone;

  siblings (fixture, 0, 1);
  person (fixture, 0, "青木 春", "母", TRUE);
  person (fixture, 0, "青木 梅", "祖母", FALSE);
  blocked = person (fixture, 0, "青木 冬", "父", TRUE);
  gone = person (fixture, 0, "青木 夏", "父", TRUE);
  person (fixture, 2, "𠮷野 花", "母", TRUE);
  set_marks (fixture, &blocked, TRUE, FALSE);
  enr_contact_remove (fixture->db, fixture->actor, &gone, &none);
  g_assert_no_error (none);
  announcement->about_child = fixture->children[0];
  save (fixture, announcement);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", refused[i]);
      g_assert_false (run_sql (fixture, refused[i], &error));
      g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_CONSTRAINT);
    }
  release (fixture, announcement);
  for (guint i = 0; i < G_N_ELEMENTS (refused_after); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", refused_after[i]);
      g_assert_false (run_sql (fixture, refused_after[i], &error));
      g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_CONSTRAINT);
    }
  /* What became of it may be written. */
  g_assert_true (run_sql (fixture, "UPDATE recipient SET read_at = 5, read_how = 'ticked'", &none));
  g_assert_true (run_sql (fixture, "UPDATE delivery SET state = 'printed', done_at = 6", &none));
#undef RECIPIENT
#undef FAMILY_OF
#undef PERSON
}

/* Before it is handed over, it is looked at again. */
static void
test_may_deliver (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) announcement = letter ("お子さんについて");
  g_autoptr (GPtrArray) list = NULL;
  const EnrRecipient *recipient;
  g_autoptr (GError) error = NULL;
  EnrUuid mother = person (fixture, 0, "青木 春", "母", TRUE);

  verify (fixture, &mother, "haru@example.com");
  announcement->about_child = fixture->children[0];
  save (fixture, announcement);
  release (fixture, announcement);
  list = recipients_of (fixture, announcement);
  recipient = g_ptr_array_index (list, 0);
#define assert_may(way, address, expected)                                                         \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *why_ = NULL;                                                                  \
    g_assert_cmpint (                                                                              \
        enr_recipient_may_deliver (fixture->db, &recipient->id, way, address, &why_, &error), ==,  \
        expected);                                                                                 \
    g_assert_no_error (error);                                                                     \
    g_assert_cmpint (why_ == NULL, ==, expected);                                                  \
  }                                                                                                \
  G_STMT_END
  assert_may (ENR_WAY_MAIL, "haru@example.com", 1);
  assert_may (ENR_WAY_PAPER, "", 1);
  assert_may (ENR_WAY_MAIL, "other@example.com", 0);
  set_except (fixture, &mother, 0, TRUE);
  assert_may (ENR_WAY_PAPER, "", 0);
  set_except (fixture, &mother, 0, FALSE);
  set_marks (fixture, &mother, TRUE, FALSE);
  assert_may (ENR_WAY_MAIL, "haru@example.com", 0);
  assert_may (ENR_WAY_PAPER, "", 0);
  set_marks (fixture, &mother, FALSE, FALSE);
  set_mail (fixture, &mother, "new@example.com");
  assert_may (ENR_WAY_MAIL, "haru@example.com", 0);
  assert_may (ENR_WAY_MAIL, "new@example.com", 0);
  assert_may (ENR_WAY_PAPER, "", 1);
  siblings (fixture, 2, 0);
  assert_may (ENR_WAY_PAPER, "", 0);
  siblings (fixture, 1, 0);
  enr_contact_remove (fixture->db, fixture->actor, &mother, &error);
  g_assert_no_error (error);
  assert_may (ENR_WAY_PAPER, "", 0);
#undef assert_may
}

/* A recipient that somebody wrote into the file past the door, and without its children, gets
 * nothing that the person may not know. */
static void
test_past_the_door (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) announcement = letter ("お子さんについて");
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *why = NULL;
  g_autoptr (GError) error = NULL;
  const EnrRecipient *recipient;
  EnrUuid father = person (fixture, 0, "青木 秋", "父", TRUE);

  siblings (fixture, 0, 1);
  set_except (fixture, &father, 0, TRUE);
  announcement->about_child = fixture->children[0];
  save (fixture, announcement);
  g_assert_true (run_sql (
      fixture,
      "INSERT INTO recipient (id, kind, announcement_id, day, family_id, contact_id, addressee, "
      "children, subject, body, created_at, read_how, answer, answered_by) SELECT "
      "x'00000000000000000000000000000001', 'announcement', a.id, a.day, c.family_id, c.id, "
      "c.name, '', '', x'', 1, '', '', '' FROM announcement a, contact c",
      &error));
  list = recipients_of (fixture, announcement);
  recipient = g_ptr_array_index (list, 0);
  g_assert_cmpint (
      enr_recipient_may_deliver (fixture->db, &recipient->id, ENR_WAY_PAPER, "", &why, &error), ==,
      0);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (why, "may not be told about this child"));
}

/* What goes to an address is read by everybody who has it. */
static void
test_shared_address (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrAnnouncement) announcement = letter ("お知らせ");
  g_autoptr (EnrRecipientPlan) plan = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *warnings = NULL;
  g_autofree char *why = NULL;
  g_autoptr (GError) error = NULL;
  const EnrRecipient *recipient;
  EnrUuid mother = person (fixture, 0, "青木 春", "母", TRUE);
  EnrUuid father = person (fixture, 0, "青木 秋", "父", FALSE);
  EnrUuid other = person (fixture, 2, "青木 秋", "父", TRUE);

  siblings (fixture, 0, 1);
  verify (fixture, &mother, "aoki@example.com");
  verify (fixture, &other, "aoki@example.com");
  set_mail (fixture, &father, "Aoki@example.com");
  g_array_set_size (announcement->audience, 0);
  for (guint i = 0; i < 3; i++)
    enr_audience_add_child (announcement->audience, &fixture->children[i]);
  save (fixture, announcement);
  assert_plan (fixture, announcement,
               "青木 春 mail aoki@example.com: 青木 第1子（ひよこ）、石橋 第2子（りす）\n"
               "青木 秋 mail aoki@example.com: 𠮷野 第3子（うさぎ）\n");
  set_except (fixture, &father, 1, TRUE);
  plan = plan_of (fixture, announcement);
  warnings = enr_recipient_plan_dup_warnings (plan);
  g_assert_nonnull (strstr (warnings, "1 letter goes on paper"));
  assert_plan (fixture, announcement,
               "青木 春 paper: 青木 第1子（ひよこ）、石橋 第2子（りす）\n"
               "青木 秋 mail aoki@example.com: 𠮷野 第3子（うさぎ）\n");
  announcement->about_child = fixture->children[0];
  save (fixture, announcement);
  release (fixture, announcement);
  list = recipients_of (fixture, announcement);
  recipient = g_ptr_array_index (list, 0);
  g_assert_cmpint (enr_recipient_may_deliver (fixture->db, &recipient->id, ENR_WAY_MAIL,
                                              "aoki@example.com", NULL, &error),
                   ==, 1);
  /* Blocked after the release, in this family and not in the other. */
  set_marks (fixture, &father, TRUE, FALSE);
  g_assert_cmpint (enr_recipient_may_deliver (fixture->db, &recipient->id, ENR_WAY_MAIL,
                                              "aoki@example.com", &why, &error),
                   ==, 0);
  g_assert_nonnull (strstr (why, "same mail address"));
  g_assert_cmpint (
      enr_recipient_may_deliver (fixture->db, &recipient->id, ENR_WAY_PAPER, "", NULL, &error), ==,
      1);
  g_assert_no_error (error);
  /* Nor is the number of a check sent there. */
  set_mail (fixture, &mother, "");
  set_mail (fixture, &mother, "aoki@example.com");
  g_assert_false (enr_contact_way_send_code (fixture->db, fixture->actor, &mother, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
}

static guint
send_page (Fixture *fixture, guint child, const char *body, int expected)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  if (enr_recipient_release_notebook (fixture->db, fixture->actor, &fixture->children[child],
                                      DAY (6, 10), "連絡帳 6月10日", body, &n, &error))
    g_assert_cmpint (expected, ==, -1);
  else
    g_assert_error (error, ENR_NURSERY_ERROR, expected);
  return n;
}

static void
test_notebook (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  const EnrRecipient *newest;
  EnrUuid mother = person (fixture, 0, "青木 春", "母", TRUE);
  EnrUuid father = person (fixture, 0, "青木 秋", "父", TRUE);

  siblings (fixture, 0, 1);
  set_marks (fixture, &father, FALSE, TRUE);
  verify (fixture, &mother, "haru@example.com");
  g_assert_cmpuint (send_page (fixture, 0, "", ENR_NURSERY_ERROR_INVALID), ==, 0);
  g_assert_cmpuint (send_page (fixture, 0, "完食しました。\nよく眠りました。", -1), ==, 2);
  send_page (fixture, 0, "完食しました。\nよく眠りました。", ENR_NURSERY_ERROR_ALREADY);
  /* The corrected page goes out anew, and the old one, where it still waits, not any more. */
  g_assert_cmpuint (send_page (fixture, 0, "半分食べました。\nよく眠りました。", -1), ==, 2);
  g_assert_cmpint (count_sql (fixture, "SELECT count(*) FROM delivery d JOIN recipient r "
                                       "ON r.id = d.recipient_id WHERE r.kind = 'notebook' "
                                       "AND d.state = 'waiting'"),
                   ==, 2);
  list = enr_recipient_list_child (fixture->db, &fixture->children[0], &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 4);
  newest = g_ptr_array_index (list, 0);
  g_assert_cmpint (newest->kind, ==, ENR_RECIPIENT_NOTEBOOK);
  g_assert_cmpstr (newest->children, ==, "青木 第1子（ひよこ）");
  g_clear_pointer (&list, g_ptr_array_unref);
  list = enr_recipient_list_child (fixture->db, &fixture->children[1], &error);
  g_assert_cmpuint (list->len, ==, 0);
  set_marks (fixture, &mother, TRUE, FALSE);
  set_marks (fixture, &father, TRUE, FALSE);
  send_page (fixture, 0, "別の文", ENR_NURSERY_ERROR_INVALID);
  /* Not a word of a page is in the journal. */
  g_assert_cmpint (
      count_sql (fixture, "SELECT count(*) FROM journal WHERE changes LIKE '%眠りました%'"), ==, 0);
}

/*
 * Random families.
 */

#define N_CHILDREN 9
#define N_PEOPLE 10
#define N_ROUNDS 15
#define N_WORLDS 20

typedef struct
{
  EnrUuid id;
  EnrUuid family;
  char *name;
  char *mail;    /* verified, or "" */
  char *entered; /* verified or not */
  gboolean is_guardian, is_blocked, is_apart, is_removed, is_except[N_CHILDREN];
  int position;
} Person;

typedef struct
{
  EnrUuid family;
  gboolean is_enrolled, is_concerned;
  guint class;
} Child;

typedef struct
{
  Fixture *fixture;
  GRand *rand;
  Person people[N_PEOPLE];
  Child children[N_CHILDREN];
} World;

static gboolean
chance (World *world, int percent)
{
  return g_rand_int_range (world->rand, 0, 100) < percent;
}

static void
make_families (World *world)
{
  for (guint i = 1; i < N_CHILDREN; i++)
    if (chance (world, 65))
      siblings (world->fixture, (guint) g_rand_int_range (world->rand, 0, (gint32) i), i);
  for (guint i = 0; i < N_CHILDREN; i++)
    {
      Child *child = &world->children[i];
      g_autoptr (GError) error = NULL;

      child->family = family_of (world->fixture, i);
      child->is_enrolled = !chance (world, 15);
      child->class = i % 6;
      if (!child->is_enrolled)
        enr_child_leave (world->fixture->db, world->fixture->actor, &world->fixture->children[i],
                         DAY (6, 9), "転居", &error);
      else if (chance (world, 25))
        {
          child->class = (guint) g_rand_int_range (world->rand, 0, 6);
          if (child->class != i % 6)
            enr_child_move (world->fixture->db, world->fixture->actor, &world->fixture->children[i],
                            &world->fixture->nursery->classes[child->class], DAY (6, 1), &error);
        }
      g_assert_no_error (error);
    }
}

static gboolean
share (const World *world, guint a, guint b)
{
  const Person *first = &world->people[a];
  const Person *second = &world->people[b];

  return a != b && !second->is_removed && enr_uuid_equal (&first->family, &second->family)
         && *first->entered != '\0' && strcmp (first->entered, second->entered) == 0;
}

static gboolean
is_read_by_blocked (const World *world, guint index)
{
  for (guint i = 0; i < index; i++)
    if (world->people[i].is_blocked && share (world, index, i))
      return TRUE;
  return FALSE;
}

static void
make_person (World *world, guint index)
{
  Fixture *fixture = world->fixture;
  Person *self = &world->people[index];
  guint child = (guint) g_rand_int_range (world->rand, 0, N_CHILDREN);

  self->family = world->children[child].family;
  self->name = g_strdup_printf ("保護者 %u番", index);
  self->is_guardian = !chance (world, 15);
  self->id = person (fixture, child, self->name, "母", self->is_guardian);
  self->position = (int) index;
  self->mail = g_strdup ("");
  self->entered = g_strdup ("");
  if (chance (world, 75))
    {
      g_free (self->entered);
      /* Some have one together. */
      self->entered = g_strdup_printf ("p%u@example.com", index % 3);
      set_mail (fixture, &self->id, self->entered);
    }
  if (self->is_guardian && *self->entered != '\0' && chance (world, 70)
      && !is_read_by_blocked (world, index))
    {
      set_text (&self->mail, self->entered);
      verify (fixture, &self->id, self->mail);
    }
  self->is_blocked = chance (world, 20);
  self->is_apart = chance (world, 25);
  if (self->is_blocked || self->is_apart)
    set_marks (fixture, &self->id, self->is_blocked, self->is_apart);
  for (guint i = 0; i < N_CHILDREN; i++)
    if (enr_uuid_equal (&world->children[i].family, &self->family) && chance (world, 25))
      {
        self->is_except[i] = TRUE;
        set_except (fixture, &self->id, i, TRUE);
      }
}

static void
remove_some (World *world)
{
  for (guint i = 0; i < N_PEOPLE; i++)
    if (chance (world, 12))
      {
        g_autoptr (GError) error = NULL;

        world->people[i].is_removed = TRUE;
        enr_contact_remove (world->fixture->db, world->fixture->actor, &world->people[i].id,
                            &error);
        g_assert_no_error (error);
      }
}

/* Chooses, and works out whom that concerns. */
static void
choose (World *world, EnrAnnouncement *announcement)
{
  const EnrUuid *ids = world->fixture->children;
  int all = chance (world, 25);
  int age = chance (world, 40) ? g_rand_int_range (world->rand, 0, 6) : -1;
  int class = chance (world, 40) ? g_rand_int_range (world->rand, 0, 6) : -1;

  g_array_set_size (announcement->audience, 0);
  if (all)
    enr_audience_add_all (announcement->audience);
  if (age >= 0)
    enr_audience_add_age (announcement->audience, age);
  if (class >= 0)
    enr_audience_add_class (announcement->audience, &world->fixture->nursery->classes[class]);
  for (guint i = 0; i < N_CHILDREN; i++)
    {
      gboolean is_chosen = chance (world, 20);

      if (is_chosen)
        enr_audience_add_child (announcement->audience, &ids[i]);
      world->children[i].is_concerned = world->children[i].is_enrolled
                                        && (all || is_chosen || (int) (i % 6) == age
                                            || (int) world->children[i].class == class);
    }
  if (!chance (world, 35))
    return;
  {
    guint about = (guint) g_rand_int_range (world->rand, 0, N_CHILDREN);

    announcement->about_child = ids[about];
    for (guint i = 0; i < N_CHILDREN; i++)
      world->children[i].is_concerned = i == about && world->children[i].is_enrolled;
  }
}

/* The rule in its simplest form: whether that person may be told about that child at all. */
static gboolean
may (const World *world, guint who, guint child)
{
  const Person *self = &world->people[who];

  return self->is_guardian && !self->is_removed && !self->is_blocked && !self->is_except[child]
         && world->children[child].is_concerned
         && enr_uuid_equal (&self->family, &world->children[child].family);
}

static int
find_person (const World *world, const EnrUuid *id)
{
  for (int i = 0; i < N_PEOPLE; i++)
    if (enr_uuid_equal (&world->people[i].id, id))
      return i;
  return -1;
}

static int
find_child (const World *world, const EnrUuid *id)
{
  for (int i = 0; i < N_CHILDREN; i++)
    if (enr_uuid_equal (&world->fixture->children[i], id))
      return i;
  g_assert_not_reached ();
}

static gboolean
has_guardian (const World *world, const EnrUuid *family)
{
  for (guint i = 0; i < N_PEOPLE; i++)
    if (world->people[i].is_guardian && !world->people[i].is_removed
        && enr_uuid_equal (&world->people[i].family, family))
      return TRUE;
  return FALSE;
}

/* Whether its mails are read by one who may not know of a child that is named. */
static gboolean
is_read_by_others (const World *world, guint who, const EnrRecipient *recipient)
{
  for (guint i = 0; i < N_PEOPLE; i++)
    for (guint k = 0; share (world, who, i) && k < recipient->child_ids->len; k++)
      {
        int child = find_child (world, &g_array_index (recipient->child_ids, EnrUuid, k));

        if (world->people[i].is_blocked || world->people[i].is_except[child])
          return TRUE;
      }
  return FALSE;
}

/* One recipient: only what it may have. Counts who was told of what. */
static void
check_recipient (World *world, const EnrRecipient *self, guint told[N_PEOPLE + 1][N_CHILDREN])
{
  int who
      = enr_uuid_is_none (&self->contact_id) ? N_PEOPLE : find_person (world, &self->contact_id);
  const EnrRecipientDelivery *delivery;

  g_assert_cmpint (who, >=, 0);
  g_assert_cmpuint (self->child_ids->len, >, 0);
  g_assert_cmpuint (self->deliveries->len, ==, 1);
  delivery = g_ptr_array_index (self->deliveries, 0);
  g_assert_cmpint (delivery->state, ==, ENR_DELIVERY_WAITING);
  if (who < N_PEOPLE)
    {
      g_assert_cmpstr (self->addressee, ==, world->people[who].name);
      g_assert_cmpstr (delivery->address, ==,
                       is_read_by_others (world, (guint) who, self) ? "" : world->people[who].mail);
    }
  g_assert_cmpint (delivery->way, ==, *delivery->address != '\0' ? ENR_WAY_MAIL : ENR_WAY_PAPER);
  for (guint i = 0; i < self->child_ids->len; i++)
    {
      int child = find_child (world, &g_array_index (self->child_ids, EnrUuid, i));

      g_assert_true (enr_uuid_equal (&self->family_id, &world->children[child].family));
      g_assert_true (world->children[child].is_concerned);
      if (who < N_PEOPLE)
        g_assert_true (may (world, (guint) who, (guint) child));
      else
        g_assert_false (has_guardian (world, &self->family_id));
      told[who][child]++;
    }
  for (guint i = 0; i < N_CHILDREN; i++)
    {
      g_autofree char *name = g_strdup_printf ("第%u子", i + 1);

      /* No other child is named to it, and each of its own is. */
      g_assert_cmpint (strstr (self->children, name) != NULL, ==, told[who][i] > 0);
      if (who < N_PEOPLE || told[who][i] == 0)
        g_assert_null (strstr (self->addressee, name));
    }
}

/* Of each child: nobody twice, who lives apart always, of those at home exactly one where there is
 * one. */
static void
check_child (World *world, guint child, guint told[N_PEOPLE + 1][N_CHILDREN], gboolean is_unreached)
{
  guint n_home = 0, n_home_may = 0, n_all = told[N_PEOPLE][child];

  for (guint who = 0; who < N_PEOPLE; who++)
    {
      g_assert_cmpuint (told[who][child], <=, 1);
      n_all += told[who][child];
      if (world->people[who].is_apart)
        g_assert_cmpint (told[who][child], ==, may (world, who, child));
      else
        {
          n_home += told[who][child];
          n_home_may += may (world, who, child);
        }
    }
  g_assert_cmpuint (n_home, ==, MIN (n_home_may, 1));
  /* A family without a guardian is not dropped. */
  g_assert_cmpint (told[N_PEOPLE][child], ==,
                   world->children[child].is_concerned
                       && !has_guardian (world, &world->children[child].family));
  if (!world->children[child].is_concerned)
    g_assert_cmpuint (n_all, ==, 0);
  else
    g_assert_cmpint (n_all == 0, ==, is_unreached);
}

/* Where one at home may know of all, the first such gets it, and nobody else at home. */
static void
check_family (World *world, guint child, guint told[N_PEOPLE + 1][N_CHILDREN])
{
  const EnrUuid *family = &world->children[child].family;
  guint wanted[N_CHILDREN] = { 0 };
  int first = -1;

  for (guint i = 0; i < N_CHILDREN; i++)
    for (guint who = 0; who < N_PEOPLE; who++)
      wanted[i] |= enr_uuid_equal (family, &world->children[i].family)
                   && !world->people[who].is_apart && may (world, who, i);
  for (int who = 0; who < N_PEOPLE && first < 0; who++)
    {
      gboolean knows_all = !world->people[who].is_apart;

      for (guint i = 0; i < N_CHILDREN; i++)
        knows_all = knows_all && (!wanted[i] || may (world, (guint) who, i));
      if (knows_all && enr_uuid_equal (&world->people[who].family, family))
        first = who;
    }
  for (guint i = 0; first >= 0 && i < N_CHILDREN; i++)
    if (wanted[i])
      g_assert_cmpuint (told[first][i], ==, 1);
}

static gboolean
is_unreached (const EnrRecipientPlan *plan, guint child)
{
  g_autofree char *name = g_strdup_printf ("第%u子", child + 1);

  for (guint i = 0; i < plan->unreached->len; i++)
    {
      const EnrUnreached *unreached = g_ptr_array_index (plan->unreached, i);

      if (unreached->reason == ENR_UNREACHED_BLOCKED
          && strstr (unreached->child_name, name) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* What happens to the families between the look and the release, sometimes. */
static void
disturb (World *world)
{
  guint who = (guint) g_rand_int_range (world->rand, 0, N_PEOPLE);
  Person *self = &world->people[who];
  g_autoptr (GError) error = NULL;

  if (self->is_removed || chance (world, 50))
    return;
  switch (g_rand_int_range (world->rand, 0, 4))
    {
    case 0:
      self->is_blocked = !self->is_blocked;
      set_marks (world->fixture, &self->id, self->is_blocked, self->is_apart);
      break;
    case 1:
      self->is_apart = !self->is_apart;
      set_marks (world->fixture, &self->id, self->is_blocked, self->is_apart);
      break;
    case 2:
      set_mail (world->fixture, &self->id, "changed@example.com");
      set_text (&self->entered, "changed@example.com");
      set_text (&self->mail, "");
      break;
    default:
      self->is_removed = TRUE;
      enr_contact_remove (world->fixture->db, world->fixture->actor, &self->id, &error);
      g_assert_no_error (error);
    }
}

/* Releases as it was looked at, where nothing that matters has changed; else it must be refused. */
static gboolean
release_looked_at (World *world,
                   const EnrAnnouncement *announcement,
                   const EnrRecipientPlan *looked)
{
  Fixture *fixture = world->fixture;
  g_autoptr (EnrRecipientPlan) now = plan_of (fixture, announcement);
  g_autofree char *then_words = show_plan (looked);
  g_autofree char *now_words = show_plan (now);
  g_autoptr (GError) error = NULL;
  gint64 before = count_sql (fixture, "SELECT count(*) FROM recipient");

  if (enr_recipient_release (fixture->db, fixture->actor, &announcement->id, looked->digest,
                             &error))
    {
      g_assert_cmpstr (then_words, ==, now_words);
      return TRUE;
    }
  g_assert_cmpint (count_sql (fixture, "SELECT count(*) FROM recipient"), ==, before);
  if (looked->recipients->len == 0 && now->recipients->len == 0)
    {
      g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
      return FALSE;
    }
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_assert_cmpstr (then_words, !=, now_words);
  g_clear_error (&error);
  if (now->recipients->len == 0)
    return FALSE;
  enr_recipient_release (fixture->db, fixture->actor, &announcement->id, now->digest, &error);
  g_assert_no_error (error);
  return TRUE;
}

static void
check_released (World *world, const EnrAnnouncement *announcement, const EnrRecipientPlan *plan)
{
  g_autoptr (GPtrArray) list = recipients_of (world->fixture, announcement);
  guint told[N_PEOPLE + 1][N_CHILDREN] = { { 0 } };
  g_autoptr (GHashTable) households = g_hash_table_new (enr_uuid_hash, enr_uuid_equal);

  g_assert_cmpuint (list->len, ==, plan->recipients->len);
  for (guint i = 0; i < list->len; i++)
    {
      guint one[N_PEOPLE + 1][N_CHILDREN] = { { 0 } };

      EnrRecipient *recipient = g_ptr_array_index (list, i);

      check_recipient (world, recipient, one);
      /* Nobody gets it twice, however many children there are; nor does a family without a
       * guardian. */
      g_assert_true (g_hash_table_add (households, enr_uuid_is_none (&recipient->contact_id)
                                                       ? &recipient->family_id
                                                       : &recipient->contact_id));
      for (guint who = 0; who <= N_PEOPLE; who++)
        for (guint k = 0; k < N_CHILDREN; k++)
          told[who][k] += one[who][k];
    }
  for (guint i = 0; i < N_CHILDREN; i++)
    {
      check_child (world, i, told, is_unreached (plan, i));
      check_family (world, i, told);
    }
}

/* A letter, looked at as a draft and as it is stored, and released. */
static void
play_round (World *world)
{
  g_autoptr (EnrAnnouncement) announcement = letter ("お知らせ");
  g_autoptr (EnrRecipientPlan) looked = NULL;
  g_autoptr (EnrRecipientPlan) plan = NULL;
  g_autoptr (EnrRecipientPlan) draft = NULL;
  g_autofree char *draft_words = NULL;
  g_autofree char *looked_words = NULL;
  g_autoptr (GError) error = NULL;

  choose (world, announcement);
  draft = enr_recipient_plan_draft (world->fixture->db, announcement, &error);
  g_assert_no_error (error);
  save (world->fixture, announcement);
  looked = plan_of (world->fixture, announcement);
  draft_words = show_plan (draft);
  looked_words = show_plan (looked);
  g_assert_cmpstr (draft_words, ==, looked_words);
  disturb (world);
  plan = plan_of (world->fixture, announcement);
  if (release_looked_at (world, announcement, looked))
    check_released (world, announcement, plan);
}

static void
test_random_families (Fixture *fixture, gconstpointer data)
{
  /* GTest begins the same numbers anew for each test. */
  static guint32 n_worlds = 0;
  World world = { .fixture = fixture,
                  .rand = g_rand_new_with_seed ((guint32) g_test_rand_int () + n_worlds++) };

  make_families (&world);
  for (guint i = 0; i < N_PEOPLE; i++)
    make_person (&world, i);
  remove_some (&world);
  for (guint i = 0; i < N_ROUNDS; i++)
    play_round (&world);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_free (world.people[i].name);
      g_free (world.people[i].mail);
      g_free (world.people[i].entered);
    }
  g_rand_free (world.rand);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/contact/recipients/siblings-once", test_siblings_once },
    { "/contact/recipients/apart-and-blocked", test_apart_and_blocked },
    { "/contact/recipients/excepted", test_excepted },
    { "/contact/recipients/nobody-knows-all", test_nobody_knows_all },
    { "/contact/recipients/not-enrolled", test_not_enrolled },
    { "/contact/recipients/about-one-child", test_about_one_child },
    { "/contact/recipients/database-refuses", test_database_refuses },
    { "/contact/recipients/may-deliver", test_may_deliver },
    { "/contact/recipients/nothing-said", test_nothing_said },
    { "/contact/recipients/past-the-door", test_past_the_door },
    { "/contact/recipients/shared-address", test_shared_address },
    { "/contact/recipients/notebook", test_notebook },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GUINT_TO_POINTER (4), set_up, tests[i].func, tear_down);
  for (guint i = 0; i < N_WORLDS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/contact/recipients/random-families/%u", i);

      g_test_add (path, Fixture, GUINT_TO_POINTER (N_CHILDREN), set_up, test_random_families,
                  tear_down);
    }
  return g_test_run ();
}
