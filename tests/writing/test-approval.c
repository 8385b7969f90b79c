/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The way of approval: what was submitted never changes, whatever is done in whatever order.
 */
#include "config.h"

#include "writing-fixture.h"

#include <string.h>

#include "people/staff.h"
#include "store/raw.h"

#define PLAN                                                                                       \
  "<writing id=\"plan\" label=\"計画\" sort=\"plan\" of=\"facility\" period=\"event\">"          \
  "<paper size=\"A4\" orientation=\"portrait\"/><keep from=\"year\"/>"                             \
  "<approval>%s<box step=\"director\" label=\"園長\"/></approval>"                               \
  "<section key=\"aims\" heading=\"ねらい\" required=\"yes\"/>"                                 \
  "<section key=\"review\" heading=\"反省\"%s/></writing>"

typedef enum
{
  TEACHER,
  CHIEF,
  DIRECTOR,
  N_PEOPLE,
} Person;

typedef struct
{
  Fixture base;
  EnrActor people[N_PEOPLE];
  EnrWritingKind *kinds[2]; /* without a chief; with one, and a review that is written afterwards */
} Approval;

static EnrWritingKind *
read_plan (gboolean has_chief)
{
  g_autofree char *text
      = g_strdup_printf (PLAN, has_chief ? "<box step=\"chief\" label=\"主任\"/>" : "",
                         has_chief ? " after=\"yes\"" : "");
  g_autoptr (GError) error = NULL;
  EnrWritingKind *kind = enr_writing_kind_read ("plan.writing.xml", text, strlen (text), &error);

  g_assert_no_error (error);
  return kind;
}

static void
set_up_people (Approval *fixture, gconstpointer data)
{
  static const char *const names[N_PEOPLE] = { "担任 佐藤", "主任 田中", "園長 鈴木" };

  set_up (&fixture->base, NULL);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autoptr (EnrStaff) staff = enr_staff_new ();
      g_autoptr (GError) error = NULL;

      g_free (staff->name);
      staff->name = g_strdup (names[i]);
      staff->first = enr_date_new (2020, 4, 1);
      enr_staff_save (fixture->base.db, fixture->base.actor, staff, &error);
      g_assert_no_error (error);
      fixture->people[i] = (EnrActor){ ENR_ACTOR_STAFF, staff->id, names[i], "test" };
    }
  fixture->kinds[0] = read_plan (FALSE);
  fixture->kinds[1] = read_plan (TRUE);
}

static void
tear_down_people (Approval *fixture, gconstpointer data)
{
  enr_writing_kind_free (fixture->kinds[0]);
  enr_writing_kind_free (fixture->kinds[1]);
  tear_down (&fixture->base, NULL);
}

static EnrUuid
make_plan (Approval *fixture, const EnrWritingKind *kind, const char *title)
{
  EnrWritingNew new_plan = { kind, enr_uuid_none, enr_uuid_none, enr_test_day (), title, "佐藤" };
  g_autoptr (GError) error = NULL;
  EnrUuid id;

  enr_writing_create (fixture->base.db, fixture->base.actor, &new_plan, &id, &error);
  g_assert_no_error (error);
  return id;
}

static gboolean
try_write (Approval *fixture,
           const EnrWritingKind *kind,
           const EnrUuid *id,
           const char *key,
           const char *text,
           GError **error)
{
  g_autoptr (EnrWriting) writing = load (&fixture->base, id);
  const EnrWritingText *present = g_hash_table_lookup (writing->texts, key);
  EnrTextChange change
      = { key, text, present != NULL ? present->version : 0, enr_uuid_none, enr_uuid_none, NULL };

  return enr_writing_save (fixture->base.db, &fixture->people[TEACHER], kind, id, &change, 1,
                           error);
}

static void
write_plan (Approval *fixture, const EnrWritingKind *kind, const EnrUuid *id, const char *text)
{
  g_autoptr (GError) error = NULL;

  try_write (fixture, kind, id, "aims", text, &error);
  g_assert_no_error (error);
}

static gboolean
try_step (Approval *fixture,
          Person who,
          EnrStep step,
          const EnrWritingKind *kind,
          const EnrUuid *id,
          int seen,
          const char *reason,
          GError **error)
{
  EnrStepOn on = { kind, *id, seen, reason };

  return enr_step_do (fixture->base.db, &fixture->people[who], step, &on, error);
}

static void
must_step (Approval *fixture,
           Person who,
           EnrStep step,
           const EnrWritingKind *kind,
           const EnrUuid *id,
           int seen,
           const char *reason)
{
  g_autoptr (GError) error = NULL;

  try_step (fixture, who, step, kind, id, seen, reason, &error);
  g_assert_no_error (error);
}

/* Refused with that code, and nothing in the file is another. */
static void
no_step (Approval *fixture,
         Person who,
         EnrStep step,
         const EnrWritingKind *kind,
         const EnrUuid *id,
         int seen,
         const char *reason,
         EnrNurseryError code)
{
  g_autofree char *before = enr_test_dump (fixture->base.nursery->path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (try_step (fixture, who, step, kind, id, seen, reason, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, (int) code);
  after = enr_test_dump (fixture->base.nursery->path);
  enr_test_assert_same (after, before);
}

static void
assert_state (Approval *fixture,
              const EnrUuid *id,
              EnrWritingState state,
              int revision,
              int version,
              int approved)
{
  g_autoptr (EnrWriting) writing = load (&fixture->base, id);

  g_assert_cmpint (writing->state, ==, state);
  g_assert_cmpint (writing->revision, ==, revision);
  g_assert_cmpint (writing->version, ==, version);
  g_assert_cmpint (writing->approved, ==, approved);
}

static void
assert_frozen (Approval *fixture, const EnrUuid *id, int version, int revision, const char *aims)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrContent) content = enr_writing_load_version (fixture->base.db, id, version, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (enr_content_get_text (content, "aims"), ==, aims);
  g_assert_cmpint (content->revision, ==, revision);
  g_assert_cmpstr (content->facility, ==, "こもれび保育園");
}

static void
test_whole_way (Approval *fixture, gconstpointer data)
{
  const EnrWritingKind *kind = fixture->kinds[1];
  EnrUuid id = make_plan (fixture, kind, "夏祭り");
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GError) error = NULL;
  static const struct
  {
    EnrStep step;
    Person who;
    int version;
  } expected[] = { { ENR_STEP_SUBMIT, TEACHER, 1 },   { ENR_STEP_RETURN, CHIEF, 1 },
                   { ENR_STEP_SUBMIT, TEACHER, 2 },   { ENR_STEP_WITHDRAW, TEACHER, 2 },
                   { ENR_STEP_SUBMIT, TEACHER, 3 },   { ENR_STEP_CHIEF, CHIEF, 3 },
                   { ENR_STEP_DIRECTOR, DIRECTOR, 3 } };

  no_step (fixture, TEACHER, ENR_STEP_SUBMIT, kind, &id, 0, "", ENR_NURSERY_ERROR_INVALID);
  write_plan (fixture, kind, &id, "　");
  no_step (fixture, TEACHER, ENR_STEP_SUBMIT, kind, &id, 0, "", ENR_NURSERY_ERROR_INVALID);
  write_plan (fixture, kind, &id, "一");
  must_step (fixture, TEACHER, ENR_STEP_SUBMIT, kind, &id, 0, "");
  assert_state (fixture, &id, ENR_WRITING_SUBMITTED, 1, 1, 0);
  g_assert_false (try_write (fixture, kind, &id, "aims", "後から", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_false (
      enr_writing_set_head (fixture->base.db, fixture->base.actor, &id, "題", "", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_false (enr_writing_remove (fixture->base.db, fixture->base.actor, &id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);

  /* To return needs a reason, and the version that was looked at. */
  no_step (fixture, CHIEF, ENR_STEP_RETURN, kind, &id, 1, NULL, ENR_NURSERY_ERROR_REASON);
  no_step (fixture, CHIEF, ENR_STEP_RETURN, kind, &id, 1, "　\n", ENR_NURSERY_ERROR_REASON);
  no_step (fixture, CHIEF, ENR_STEP_RETURN, kind, &id, 0, "短い", ENR_NURSERY_ERROR_CHANGED);
  must_step (fixture, CHIEF, ENR_STEP_RETURN, kind, &id, 1, "ねらいを\r\nくわしく");
  assert_state (fixture, &id, ENR_WRITING_RETURNED, 1, 1, 0);
  write_plan (fixture, kind, &id, "二");
  must_step (fixture, TEACHER, ENR_STEP_SUBMIT, kind, &id, 0, "");
  must_step (fixture, TEACHER, ENR_STEP_WITHDRAW, kind, &id, 0, "");
  assert_state (fixture, &id, ENR_WRITING_DRAFT, 1, 2, 0);
  /* What was submitted once is a record. */
  g_assert_false (enr_writing_remove (fixture->base.db, fixture->base.actor, &id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  write_plan (fixture, kind, &id, "三");
  must_step (fixture, TEACHER, ENR_STEP_SUBMIT, kind, &id, 0, "");

  /* Not looked at, or not the newest: not approved. The director comes after the chief. */
  no_step (fixture, CHIEF, ENR_STEP_CHIEF, kind, &id, 0, "", ENR_NURSERY_ERROR_CHANGED);
  no_step (fixture, CHIEF, ENR_STEP_CHIEF, kind, &id, 2, "", ENR_NURSERY_ERROR_CHANGED);
  no_step (fixture, CHIEF, ENR_STEP_CHIEF, kind, &id, 4, "", ENR_NURSERY_ERROR_CHANGED);
  no_step (fixture, DIRECTOR, ENR_STEP_DIRECTOR, kind, &id, 3, "", ENR_NURSERY_ERROR_CHANGED);
  must_step (fixture, CHIEF, ENR_STEP_CHIEF, kind, &id, 3, "");
  assert_state (fixture, &id, ENR_WRITING_CHIEF, 1, 3, 0);
  no_step (fixture, TEACHER, ENR_STEP_WITHDRAW, kind, &id, 3, "", ENR_NURSERY_ERROR_CHANGED);
  no_step (fixture, DIRECTOR, ENR_STEP_DIRECTOR, kind, &id, 2, "", ENR_NURSERY_ERROR_CHANGED);
  must_step (fixture, DIRECTOR, ENR_STEP_DIRECTOR, kind, &id, 3, "");
  assert_state (fixture, &id, ENR_WRITING_APPROVED, 1, 3, 3);
  no_step (fixture, DIRECTOR, ENR_STEP_DIRECTOR, kind, &id, 3, "", ENR_NURSERY_ERROR_CHANGED);
  assert_frozen (fixture, &id, 1, 1, "一");
  assert_frozen (fixture, &id, 2, 1, "二");
  assert_frozen (fixture, &id, 3, 1, "三");

  steps = enr_step_list (fixture->base.db, &id, &error);
  g_assert_cmpuint (steps->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < steps->len; i++)
    {
      const EnrStepDone *done = g_ptr_array_index (steps, i);

      g_assert_cmpint (done->step, ==, expected[i].step);
      g_assert_cmpint (done->version, ==, expected[i].version);
      g_assert_true (enr_uuid_equal (&done->staff_id, &fixture->people[expected[i].who].id));
      g_assert_cmpstr (done->name, ==, fixture->people[expected[i].who].name);
      g_assert_cmpint (done->at, ==, enr_test_at (10, 0));
      g_assert_cmpstr (done->reason, ==, i == 1 ? "ねらいを\nくわしく" : "");
    }
}

static void
approve (Approval *fixture, const EnrWritingKind *kind, const EnrUuid *id, int version)
{
  must_step (fixture, TEACHER, ENR_STEP_SUBMIT, kind, id, 0, "");
  if (enr_writing_kind_has_chief (kind))
    must_step (fixture, CHIEF, ENR_STEP_CHIEF, kind, id, version, "");
  must_step (fixture, DIRECTOR, ENR_STEP_DIRECTOR, kind, id, version, "");
}

/* A revision is written while what was approved stays in force. */
static void
test_revise (Approval *fixture, gconstpointer data)
{
  const EnrWritingKind *kind = fixture->kinds[0];
  EnrUuid id = make_plan (fixture, kind, "遠足");
  g_autoptr (GError) error = NULL;

  write_plan (fixture, kind, &id, "はじめ");
  approve (fixture, kind, &id, 1);
  assert_state (fixture, &id, ENR_WRITING_APPROVED, 1, 1, 1);
  g_assert_false (try_write (fixture, kind, &id, "aims", "こっそり", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CLOSED);
  no_step (fixture, TEACHER, ENR_STEP_REVISE, kind, &id, 1, "", ENR_NURSERY_ERROR_REASON);
  must_step (fixture, TEACHER, ENR_STEP_REVISE, kind, &id, 1, "雨の日のため");
  assert_state (fixture, &id, ENR_WRITING_DRAFT, 2, 1, 1);
  write_plan (fixture, kind, &id, "あと");
  assert_frozen (fixture, &id, 1, 1, "はじめ");
  must_step (fixture, TEACHER, ENR_STEP_SUBMIT, kind, &id, 0, "");
  assert_state (fixture, &id, ENR_WRITING_SUBMITTED, 2, 2, 1);
  must_step (fixture, DIRECTOR, ENR_STEP_RETURN, kind, &id, 2, "もう少し");
  assert_state (fixture, &id, ENR_WRITING_RETURNED, 2, 2, 1);
  must_step (fixture, TEACHER, ENR_STEP_SUBMIT, kind, &id, 0, "");
  must_step (fixture, DIRECTOR, ENR_STEP_DIRECTOR, kind, &id, 3, "");
  assert_state (fixture, &id, ENR_WRITING_APPROVED, 2, 3, 3);
  assert_frozen (fixture, &id, 1, 1, "はじめ");
  assert_frozen (fixture, &id, 3, 2, "あと");
  must_step (fixture, DIRECTOR, ENR_STEP_ARCHIVE, kind, &id, 3, "");
  assert_state (fixture, &id, ENR_WRITING_ARCHIVED, 2, 3, 3);
  for (int step = 0; step < ENR_N_STEPS; step++)
    no_step (fixture, DIRECTOR, (EnrStep) step, kind, &id, 3, "x", ENR_NURSERY_ERROR_CHANGED);
}

/* The review of an approved plan: that alone is open, and the plan keeps its revision. */
static void
test_evaluate (Approval *fixture, gconstpointer data)
{
  const EnrWritingKind *kind = fixture->kinds[1];
  EnrUuid id = make_plan (fixture, kind, "遠足");
  g_autoptr (GError) error = NULL;

  write_plan (fixture, kind, &id, "ねらい");
  must_step (fixture, TEACHER, ENR_STEP_SUBMIT, kind, &id, 0, "");
  must_step (fixture, CHIEF, ENR_STEP_CHIEF, kind, &id, 1, "");
  must_step (fixture, DIRECTOR, ENR_STEP_DIRECTOR, kind, &id, 1, "");
  must_step (fixture, TEACHER, ENR_STEP_EVALUATE, kind, &id, 1, "");
  assert_state (fixture, &id, ENR_WRITING_DRAFT, 1, 1, 1);
  g_assert_false (try_write (fixture, kind, &id, "aims", "こっそり", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_true (try_write (fixture, kind, &id, "review", "よく遊んだ", &error));
  must_step (fixture, TEACHER, ENR_STEP_SUBMIT, kind, &id, 0, "");
  must_step (fixture, CHIEF, ENR_STEP_CHIEF, kind, &id, 2, "");
  must_step (fixture, DIRECTOR, ENR_STEP_DIRECTOR, kind, &id, 2, "");
  assert_state (fixture, &id, ENR_WRITING_APPROVED, 1, 2, 2);
  /* A revision opens all of it. */
  must_step (fixture, TEACHER, ENR_STEP_REVISE, kind, &id, 2, "訂正");
  g_assert_true (try_write (fixture, kind, &id, "aims", "新しいねらい", &error));
  /* A kind without such a section has no such step. */
  id = make_plan (fixture, fixture->kinds[0], "運動会");
  write_plan (fixture, fixture->kinds[0], &id, "一");
  approve (fixture, fixture->kinds[0], &id, 1);
  no_step (fixture, TEACHER, ENR_STEP_EVALUATE, fixture->kinds[0], &id, 1, "",
           ENR_NURSERY_ERROR_INVALID);
}

static void
allow_own (Approval *fixture, gboolean allowed)
{
  EnrApprovalRule rule = { allowed };
  g_autoptr (GError) error = NULL;

  enr_approval_rule_save (fixture->base.db, fixture->base.actor, &rule, &error);
  g_assert_no_error (error);
}

static void
test_own (Approval *fixture, gconstpointer data)
{
  const EnrWritingKind *kind = fixture->kinds[1];
  EnrUuid id = make_plan (fixture, kind, "遠足");
  EnrActor office = enr_actor (ENR_ACTOR_OFFICE, "test");
  EnrActor named = office;
  EnrStepOn on = { kind, id, 1, "" };
  EnrApprovalRule rule;
  g_autoptr (GError) error = NULL;

  g_assert_true (enr_approval_rule_load (fixture->base.db, &rule, &error));
  g_assert_false (rule.own_allowed);
  write_plan (fixture, kind, &id, "一");
  must_step (fixture, CHIEF, ENR_STEP_SUBMIT, kind, &id, 0, "");
  no_step (fixture, CHIEF, ENR_STEP_CHIEF, kind, &id, 1, "", ENR_NURSERY_ERROR_INVALID);
  /* To send back or take back one's own is no approval. */
  must_step (fixture, CHIEF, ENR_STEP_RETURN, kind, &id, 1, "書きかけ");
  must_step (fixture, CHIEF, ENR_STEP_SUBMIT, kind, &id, 0, "");
  allow_own (fixture, TRUE);
  must_step (fixture, CHIEF, ENR_STEP_CHIEF, kind, &id, 2, "");
  allow_own (fixture, FALSE);
  must_step (fixture, DIRECTOR, ENR_STEP_RETURN, kind, &id, 2, "別の人で");
  /* It is who submitted this version that counts. */
  must_step (fixture, TEACHER, ENR_STEP_SUBMIT, kind, &id, 0, "");
  must_step (fixture, CHIEF, ENR_STEP_CHIEF, kind, &id, 3, "");
  no_step (fixture, TEACHER, ENR_STEP_DIRECTOR, kind, &id, 3, "", ENR_NURSERY_ERROR_INVALID);
  must_step (fixture, DIRECTOR, ENR_STEP_RETURN, kind, &id, 3, "もう一度");

  /* Where nobody signs in, it is the name. */
  named.name = "佐藤";
  g_assert_true (enr_step_do (fixture->base.db, &named, ENR_STEP_SUBMIT, &on, &error));
  on.seen_version = 4;
  g_assert_false (enr_step_do (fixture->base.db, &named, ENR_STEP_CHIEF, &on, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  named.name = "田中";
  g_assert_true (enr_step_do (fixture->base.db, &named, ENR_STEP_CHIEF, &on, &error));
  g_assert_no_error (error);
}

static void
test_possible (void)
{
  static const struct
  {
    EnrStep step;
    const char *without_chief; /* the states that it leads from */
    const char *with_chief;
  } cases[] = {
    { ENR_STEP_SUBMIT, "draft returned ", "draft returned " },
    { ENR_STEP_WITHDRAW, "submitted ", "submitted " },
    { ENR_STEP_CHIEF, "", "submitted " },
    { ENR_STEP_DIRECTOR, "submitted chief ", "chief " },
    { ENR_STEP_RETURN, "submitted chief ", "submitted chief " },
    { ENR_STEP_REVISE, "approved ", "approved " },
    { ENR_STEP_ARCHIVE, "approved ", "approved " },
    { ENR_STEP_EVALUATE, "approved ", "approved " },
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (cases) == ENR_N_STEPS);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int has_chief = 0; has_chief < 2; has_chief++)
      {
        g_autoptr (GString) from = g_string_new (NULL);

        for (int state = 0; state < ENR_N_WRITING_STATES; state++)
          if (enr_step_is_possible (cases[i].step, (EnrWritingState) state, has_chief))
            g_string_append_printf (from, "%s ", enr_writing_state_key ((EnrWritingState) state));
        g_assert_cmpstr (from->str, ==, has_chief ? cases[i].with_chief : cases[i].without_chief);
      }
}

static void
test_all_or_none (Approval *fixture, gconstpointer data)
{
  const EnrWritingKind *kind = fixture->kinds[0];
  EnrStepOn on[3];
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (on); i++)
    {
      g_autofree char *title = g_strdup_printf ("行事%u", i + 1);

      on[i] = (EnrStepOn){ kind, make_plan (fixture, kind, title), 1, "" };
      if (i < 2)
        write_plan (fixture, kind, &on[i].id, "ねらい");
    }
  before = enr_test_dump (fixture->base.nursery->path);
  g_assert_false (enr_step_do_all (fixture->base.db, &fixture->people[TEACHER], ENR_STEP_SUBMIT, on,
                                   3, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  /* Which of them it was. */
  g_assert_nonnull (strstr (error->message, "行事3"));
  g_assert_nonnull (strstr (error->message, "ねらい"));
  g_clear_error (&error);
  after = enr_test_dump (fixture->base.nursery->path);
  enr_test_assert_same (after, before);

  write_plan (fixture, kind, &on[2].id, "ねらい");
  g_assert_true (enr_step_do_all (fixture->base.db, &fixture->people[TEACHER], ENR_STEP_SUBMIT, on,
                                  3, &error));
  /* While the director looks at them, the last is taken back and submitted anew. */
  must_step (fixture, TEACHER, ENR_STEP_WITHDRAW, kind, &on[2].id, 0, "");
  must_step (fixture, TEACHER, ENR_STEP_SUBMIT, kind, &on[2].id, 0, "");
  g_assert_false (enr_step_do_all (fixture->base.db, &fixture->people[DIRECTOR], ENR_STEP_DIRECTOR,
                                   on, 3, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_assert_nonnull (strstr (error->message, "行事3"));
  g_clear_error (&error);
  for (guint i = 0; i < G_N_ELEMENTS (on); i++)
    assert_state (fixture, &on[i].id, ENR_WRITING_SUBMITTED, 1, i == 2 ? 2 : 1, 0);
  on[2].seen_version = 2;
  g_assert_true (enr_step_do_all (fixture->base.db, &fixture->people[DIRECTOR], ENR_STEP_DIRECTOR,
                                  on, 3, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (on); i++)
    assert_state (fixture, &on[i].id, ENR_WRITING_APPROVED, 1, i == 2 ? 2 : 1, i == 2 ? 2 : 1);
}

/* Past the program too, a frozen text cannot be changed unseen. */
static void
test_frozen_rows (Approval *fixture, gconstpointer data)
{
  static const char *const refused[] = {
    "UPDATE writing_version SET body = CAST ('x' AS BLOB)",
    "UPDATE writing_version SET hash = zeroblob (32)",
    "UPDATE writing_version SET revision = 9",
    "UPDATE writing_version SET version = 9",
    "UPDATE writing_version SET writing_id = zeroblob (16)",
    "UPDATE writing_version SET body = NULL, hash = zeroblob (32)",
    "DELETE FROM writing_version",
    "UPDATE writing_step SET name = 'x'",
    "UPDATE writing_step SET at = at",
    "DELETE FROM writing_step",
  };
  const EnrWritingKind *kind = fixture->kinds[0];
  const char *path = fixture->base.nursery->path;
  EnrUuid id = make_plan (fixture, kind, "遠足");
  g_autoptr (GError) error = NULL;

  write_plan (fixture, kind, &id, "一");
  approve (fixture, kind, &id, 1);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      sqlite3 *handle = raw_open (path);

      g_test_message ("%s", refused[i]);
      g_assert_cmpint (sqlite3_exec (handle, refused[i], NULL, NULL, NULL), ==, SQLITE_CONSTRAINT);
      g_assert_nonnull (strstr (sqlite3_errmsg (handle), "is never"));
      sqlite3_close (handle);
    }
  assert_frozen (fixture, &id, 1, 1, "一");
  g_assert_null (enr_writing_load_version (fixture->base.db, &id, 2, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_clear_error (&error);

  raw_drop_triggers (path);
  raw_run (path,
           "DROP TRIGGER IF EXISTS writing_version_no_update; "
           "UPDATE writing_version SET body = CAST (replace (CAST (body AS TEXT), '一', '二') "
           "AS BLOB)");
  g_assert_null (enr_writing_load_version (fixture->base.db, &id, 1, &error));
  g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_CORRUPT);
  g_clear_error (&error);
  raw_run (path, "UPDATE writing_version SET body = NULL");
  g_assert_null (enr_writing_load_version (fixture->base.db, &id, 1, &error));
  g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_NOT_FOUND);
}

static void
test_notes (Approval *fixture, gconstpointer data)
{
  const EnrWritingKind *kind = fixture->kinds[0];
  EnrUuid id = make_plan (fixture, kind, "遠足");
  EnrDb *db = fixture->base.db;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GError) error = NULL;
  const EnrWritingNote *note;

  write_plan (fixture, kind, &id, "一");
  g_assert_false (
      enr_writing_note_add (db, &fixture->people[TEACHER], &id, enr_test_day (), "雨", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  approve (fixture, kind, &id, 1);
  g_assert_false (
      enr_writing_note_add (db, &fixture->people[TEACHER], &id, enr_test_day (), "　\n", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (enr_writing_note_add (db, &fixture->people[TEACHER], &id, enr_test_day () + 1,
                                       "雨でホールに", &error));
  g_assert_true (enr_writing_note_add (db, &fixture->people[CHIEF], &id, enr_test_day (),
                                       "一日\n早めた", &error));
  notes = enr_writing_note_list (db, &id, &error);
  g_assert_cmpuint (notes->len, ==, 2);
  note = g_ptr_array_index (notes, 0);
  g_assert_cmpstr (note->text, ==, "一日\n早めた");
  g_assert_cmpstr (note->name, ==, "主任 田中");
  g_assert_true (enr_writing_note_remove (db, &fixture->people[CHIEF], &note->id, &error));
  g_assert_false (enr_writing_note_remove (db, &fixture->people[CHIEF], &note->id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_ptr_array_unref (g_steal_pointer (&notes));
  notes = enr_writing_note_list (db, &id, NULL);
  g_assert_cmpuint (notes->len, ==, 1);
  assert_frozen (fixture, &id, 1, 1, "一");
}

/* What a writing should be after what was done to it: written down apart from the program's own
 * tables. */
typedef struct
{
  EnrUuid id;
  const EnrWritingKind *kind;
  gboolean has_chief;
  gboolean has_after; /* the review is written afterwards */
  gboolean is_evaluating;
  const char *state;
  int revision;
  int version;
  int approved;
  Person submitter;
  char *texts[2];    /* aims, review */
  GPtrArray *frozen; /* (element-type utf8) the hash and bytes of each version, as hexadecimals */
} Model;

static const char *const keys[] = { "aims", "review" };

static gboolean
model_save (Model *model, guint key, const char *text)
{
  if (strcmp (model->state, "draft") != 0 && strcmp (model->state, "returned") != 0)
    return FALSE;
  /* An approved plan that is evaluated is open for its review alone. */
  if (model->is_evaluating && key == 0)
    return FALSE;
  g_free (model->texts[key]);
  model->texts[key] = g_strdup (text);
  return TRUE;
}

static gboolean
model_approve (Model *model, Person who, int seen, gboolean own_allowed)
{
  return seen == model->version && (own_allowed || who != model->submitter);
}

static gboolean
model_step (Model *model,
            Person who,
            EnrStep step,
            int seen,
            const char *reason,
            gboolean own_allowed)
{
  gboolean is_submitted = strcmp (model->state, "submitted") == 0;
  gboolean is_chief = strcmp (model->state, "chief") == 0;
  gboolean is_approved = strcmp (model->state, "approved") == 0;

  switch (step)
    {
    case ENR_STEP_SUBMIT:
      if (is_submitted || is_chief || is_approved || strcmp (model->state, "archived") == 0
          || *model->texts[0] == '\0')
        return FALSE;
      model->state = "submitted";
      model->version++;
      model->submitter = who;
      return TRUE;
    case ENR_STEP_WITHDRAW:
      if (!is_submitted)
        return FALSE;
      model->state = "draft";
      return TRUE;
    case ENR_STEP_CHIEF:
      if (!is_submitted || !model->has_chief || !model_approve (model, who, seen, own_allowed))
        return FALSE;
      model->state = "chief";
      return TRUE;
    case ENR_STEP_DIRECTOR:
      if (!(model->has_chief ? is_chief : is_submitted)
          || !model_approve (model, who, seen, own_allowed))
        return FALSE;
      model->state = "approved";
      model->approved = model->version;
      model->is_evaluating = FALSE;
      return TRUE;
    case ENR_STEP_RETURN:
      if ((!is_submitted && !is_chief) || seen != model->version || *reason == '\0')
        return FALSE;
      model->state = "returned";
      return TRUE;
    case ENR_STEP_REVISE:
      if (!is_approved || *reason == '\0')
        return FALSE;
      model->state = "draft";
      model->revision++;
      return TRUE;
    case ENR_STEP_ARCHIVE:
      if (!is_approved)
        return FALSE;
      model->state = "archived";
      return TRUE;
    case ENR_STEP_EVALUATE:
      if (!is_approved || !model->has_after)
        return FALSE;
      model->state = "draft";
      model->is_evaluating = TRUE;
      return TRUE;
    case ENR_N_STEPS:
    default:
      g_assert_not_reached ();
    }
}

/* The versions as the file has them, read past the program, are those that were seen before. */
static void
check_frozen (Approval *fixture, sqlite3_stmt *stmt, Model *model)
{
  int n = 0;
  int rc;

  sqlite3_bind_blob (stmt, 1, model->id.bytes, sizeof model->id.bytes, SQLITE_STATIC);
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      const char *bytes = (const char *) sqlite3_column_text (stmt, 0);

      if (n == (int) model->frozen->len)
        {
          g_autoptr (EnrContent) content
              = enr_writing_load_version (fixture->base.db, &model->id, n + 1, NULL);

          g_assert_nonnull (content);
          for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
            g_assert_cmpstr (enr_content_get_text (content, keys[i]), ==, model->texts[i]);
          g_assert_cmpint (content->revision, ==, model->revision);
          g_ptr_array_add (model->frozen, g_strdup (bytes));
        }
      g_assert_cmpstr (g_ptr_array_index (model->frozen, n), ==, bytes);
      n++;
    }
  g_assert_cmpint (rc, ==, SQLITE_DONE);
  sqlite3_reset (stmt);
  g_assert_cmpint (n, ==, model->version);
}

static void
check_model (Approval *fixture, sqlite3_stmt *stmt, Model *model)
{
  g_autoptr (EnrWriting) writing = load (&fixture->base, &model->id);

  g_assert_cmpstr (enr_writing_state_key (writing->state), ==, model->state);
  g_assert_cmpint (writing->revision, ==, model->revision);
  g_assert_cmpint (writing->version, ==, model->version);
  g_assert_cmpint (writing->approved, ==, model->approved);
  g_assert_cmpint (writing->is_evaluating, ==, model->is_evaluating);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_cmpstr (enr_writing_get_text (writing, keys[i]), ==, model->texts[i]);
  check_frozen (fixture, stmt, model);
}

/* Mostly what leads on, so that many sequences come to an approval and a revision. */
static EnrStep
choose_step (const Model *model)
{
  if (g_test_rand_int_range (0, 3) == 0)
    return (EnrStep) g_test_rand_int_range (0, ENR_N_STEPS);
  if (strcmp (model->state, "submitted") == 0)
    return model->has_chief ? ENR_STEP_CHIEF : ENR_STEP_DIRECTOR;
  if (strcmp (model->state, "chief") == 0)
    return ENR_STEP_DIRECTOR;
  if (strcmp (model->state, "approved") == 0)
    return g_test_rand_bit () ? ENR_STEP_REVISE : ENR_STEP_EVALUATE;
  return ENR_STEP_SUBMIT;
}

static void
do_random (Approval *fixture, Model *model, gboolean own_allowed)
{
  g_autoptr (GError) error = NULL;
  gboolean is_done, is_expected;

  if (g_test_rand_int_range (0, 3) == 0)
    {
      guint key = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (keys));
      g_autofree char *text = g_test_rand_int_range (0, 6) == 0
                                  ? g_strdup ("")
                                  : g_strdup_printf ("文%d", g_test_rand_int_range (0, 1000));

      is_done = try_write (fixture, model->kind, &model->id, keys[key], text, &error);
      is_expected = model_save (model, key, text);
    }
  else
    {
      EnrStep step = choose_step (model);
      Person who = (Person) g_test_rand_int_range (0, N_PEOPLE);
      int seen = model->version - (g_test_rand_int_range (0, 8) == 0);
      const char *reason = g_test_rand_int_range (0, 5) == 0 ? "" : "理由";

      is_done = try_step (fixture, who, step, model->kind, &model->id, seen, reason, &error);
      is_expected = model_step (model, who, step, seen, reason, own_allowed);
    }
  g_assert_cmpint (is_done, ==, is_expected);
  g_assert_cmpint (error == NULL, ==, is_done);
  if (error != NULL)
    g_assert_true (error->domain == ENR_NURSERY_ERROR);
}

/* What is looked at is what the file says, not how soon the disk has it. */
static void
wait_for_no_disk (EnrDb *db)
{
  g_auto (EnrStmt) st = enr_stmt (db, "PRAGMA synchronous = OFF");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (enr_stmt_step (&st, &error), ==, 0);
  g_assert_no_error (error);
}

static void
test_random (Approval *fixture, gconstpointer data)
{
  sqlite3 *handle = raw_open (fixture->base.nursery->path);
  sqlite3_stmt *stmt = NULL;
  guint n_approved = 0;
  guint n_revised = 0;

  wait_for_no_disk (fixture->base.db);
  g_assert_cmpint (sqlite3_prepare_v2 (handle,
                                       "SELECT hex (hash) || hex (body) FROM writing_version "
                                       "WHERE writing_id = ? ORDER BY version",
                                       -1, &stmt, NULL),
                   ==, SQLITE_OK);
  for (guint sequence = 0; sequence < 2000; sequence++)
    {
      g_autofree char *title = g_strdup_printf ("行事%u", sequence);
      gboolean has_chief = sequence % 2;
      Model model = { .kind = fixture->kinds[has_chief],
                      .has_chief = has_chief,
                      .has_after = has_chief,
                      .state = "draft",
                      .revision = 1,
                      .texts = { g_strdup (""), g_strdup ("") },
                      .frozen = g_ptr_array_new_with_free_func (g_free) };
      guint n_steps = (guint) g_test_rand_int_range (4, 16);

      if (sequence % 500 == 0)
        allow_own (fixture, sequence % 1000 == 500);
      model.id = make_plan (fixture, model.kind, title);
      for (guint i = 0; i < n_steps; i++)
        {
          do_random (fixture, &model, sequence / 500 % 2);
          check_model (fixture, stmt, &model);
        }
      n_approved += model.approved > 0;
      n_revised += model.revision > 1 && model.approved > 1;
      g_free (model.texts[0]);
      g_free (model.texts[1]);
      g_ptr_array_unref (model.frozen);
    }
  sqlite3_finalize (stmt);
  sqlite3_close (handle);
  g_test_message ("%u approved, %u of them anew", n_approved, n_revised);
  g_assert_cmpuint (n_approved, >, 200);
  g_assert_cmpuint (n_revised, >, 20);
}

static char *
random_text (void)
{
  static const char *const pieces[]
      = { "あ", "園庭",  "\n",         " ",        "0",
          "12", "@kind", "aims 3 4\n", "👧🏻", "enroku-writing 1\n",
          "︵", "a" };
  GString *text = g_string_new (NULL);
  int n = g_test_rand_int_range (0, 12);

  for (int i = 0; i < n; i++)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

static EnrContent *
random_content (void)
{
  EnrContent *content = enr_content_new ();
  int n = g_test_rand_int_range (0, 8);

  content->kind = (g_free (content->kind), random_text ());
  content->title = (g_free (content->title), random_text ());
  content->writer = (g_free (content->writer), random_text ());
  content->child_name = (g_free (content->child_name), random_text ());
  content->age = g_test_rand_int_range (-1, 6);
  content->revision = g_test_rand_int_range (1, 1000);
  content->first = enr_test_day () + g_test_rand_int_range (-20000, 20000);
  content->last = content->first + g_test_rand_int_range (0, 400);
  for (int i = 0; i < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("days/mon/c%d", i);
      g_autofree char *heading = random_text ();
      g_autofree char *text = random_text ();

      enr_content_add (content, key, heading, text);
    }
  return content;
}

static void
test_bytes (void)
{
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (EnrContent) content = random_content ();
      g_autoptr (GBytes) bytes = enr_content_to_bytes (content);
      g_autoptr (GError) error = NULL;
      g_autoptr (EnrContent) parsed = enr_content_parse (bytes, &error);
      g_autoptr (GBytes) again = NULL;
      guint8 hash[ENR_CONTENT_HASH_LENGTH];
      g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
      g_autoptr (GString) hex = g_string_new (NULL);

      g_assert_no_error (error);
      again = enr_content_to_bytes (parsed);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                       g_bytes_get_data (again, NULL), g_bytes_get_size (again));
      g_assert_cmpstr (parsed->title, ==, content->title);
      g_assert_cmpint (parsed->age, ==, content->age);
      g_assert_cmpint (parsed->last, ==, content->last);
      g_assert_cmpuint (parsed->items->len, ==, content->items->len);
      for (guint i = 0; i < parsed->items->len; i++)
        {
          const EnrContentItem *a = g_ptr_array_index (content->items, i);
          const EnrContentItem *b = g_ptr_array_index (parsed->items, i);

          g_assert_cmpstr (b->key, ==, a->key);
          g_assert_cmpstr (b->heading, ==, a->heading);
          g_assert_cmpstr (b->text, ==, a->text);
        }
      enr_content_hash (bytes, hash);
      for (guint i = 0; i < sizeof hash; i++)
        g_string_append_printf (hex, "%02x", hash[i]);
      g_assert_cmpstr (hex->str, ==, sum);
      g_hash_table_add (seen, g_steal_pointer (&bytes));
    }
  /* What differs has other bytes: dates alone make that two are hardly ever the same. */
  g_assert_cmpuint (g_hash_table_size (seen), >, 1990);
}

/* Damaged bytes are refused, or are another writing's, which their hash tells; the reader outlives
 * all of them. */
static void
test_damaged_bytes (void)
{
  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (EnrContent) content = random_content ();
      g_autoptr (GBytes) bytes = enr_content_to_bytes (content);
      gsize length;
      const char *data = g_bytes_get_data (bytes, &length);
      gsize cut = (gsize) g_test_rand_int_range (0, (gint32) length);
      g_autofree char *damaged = g_memdup2 (data, length);
      g_autoptr (GBytes) shorter = g_bytes_new (data, cut);
      g_autoptr (GBytes) other = NULL;
      g_autoptr (EnrContent) of_shorter = enr_content_parse (shorter, NULL);
      g_autoptr (EnrContent) of_other = NULL;
      g_autoptr (GError) error = NULL;

      damaged[g_test_rand_int_range (0, (gint32) length)] ^= (char) g_test_rand_int_range (1, 256);
      other = g_bytes_new (damaged, length);
      of_other = enr_content_parse (other, &error);
      if (of_other == NULL)
        g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_CORRUPT);
      if (of_shorter != NULL)
        g_assert_cmpuint (of_shorter->items->len, <=, content->items->len);
    }
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Approval *, gconstpointer);
  } tests[] = {
    { "/writing/approval/whole-way", test_whole_way },
    { "/writing/approval/revise", test_revise },
    { "/writing/approval/evaluate", test_evaluate },
    { "/writing/approval/own", test_own },
    { "/writing/approval/all-or-none", test_all_or_none },
    { "/writing/approval/frozen-rows", test_frozen_rows },
    { "/writing/approval/notes", test_notes },
    { "/writing/approval/random", test_random },
  };

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/writing/approval/possible", test_possible);
  g_test_add_func ("/writing/approval/bytes", test_bytes);
  g_test_add_func ("/writing/approval/damaged-bytes", test_damaged_bytes);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Approval, NULL, set_up_people, tests[i].func, tear_down_people);

  return g_test_run ();
}
