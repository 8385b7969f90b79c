/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The way of approval: what was submitted never changes, whatever is done in whatever order.
 */
#include "config.h"

#include "approval-fixture.h"

#include "store/raw.h"

static void
write_plan (Approval *fixture, const EnrWritingKind *kind, const EnrUuid *id, const char *text)
{
  g_autoptr (GError) error = NULL;

  try_write (fixture, kind, id, "aims", text, &error);
  g_assert_no_error (error);
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
  for (int step = 0; step < ENR_STEP_UNARCHIVE; step++)
    no_step (fixture, DIRECTOR, (EnrStep) step, kind, &id, 3, "x", ENR_NURSERY_ERROR_CHANGED);
}

/* What was archived by mistake comes back as it was approved, and both are in its history. */
static void
test_unarchive (Approval *fixture, gconstpointer data)
{
  static const EnrStep expected[]
      = { ENR_STEP_SUBMIT,    ENR_STEP_WITHDRAW, ENR_STEP_SUBMIT,    ENR_STEP_CHIEF,
          ENR_STEP_DIRECTOR,  ENR_STEP_ARCHIVE,  ENR_STEP_UNARCHIVE, ENR_STEP_ARCHIVE,
          ENR_STEP_UNARCHIVE, ENR_STEP_EVALUATE, ENR_STEP_SUBMIT,    ENR_STEP_WITHDRAW };
  const EnrWritingKind *kind = fixture->kinds[1];
  EnrUuid id = make_plan (fixture, kind, "遠足");
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GError) error = NULL;

  write_plan (fixture, kind, &id, "ねらい");
  must_step (fixture, TEACHER, ENR_STEP_SUBMIT, kind, &id, 0, "");
  must_step (fixture, TEACHER, ENR_STEP_WITHDRAW, kind, &id, 0, "");
  approve (fixture, kind, &id, 2);
  no_step (fixture, CHIEF, ENR_STEP_UNARCHIVE, kind, &id, 2, "", ENR_NURSERY_ERROR_CHANGED);
  for (int i = 0; i < 2; i++)
    {
      must_step (fixture, CHIEF, ENR_STEP_ARCHIVE, kind, &id, 2, "");
      no_step (fixture, CHIEF, ENR_STEP_EVALUATE, kind, &id, 2, "", ENR_NURSERY_ERROR_CHANGED);
      must_step (fixture, TEACHER, ENR_STEP_UNARCHIVE, kind, &id, 2, "");
      assert_state (fixture, &id, ENR_WRITING_APPROVED, 1, 2, 2);
    }
  assert_frozen (fixture, &id, 2, 1, "ねらい");
  must_step (fixture, TEACHER, ENR_STEP_EVALUATE, kind, &id, 2, "");
  must_step (fixture, TEACHER, ENR_STEP_SUBMIT, kind, &id, 0, "");
  must_step (fixture, TEACHER, ENR_STEP_WITHDRAW, kind, &id, 0, "");

  steps = enr_step_list (fixture->base.db, &id, &error);
  g_assert_cmpuint (steps->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < steps->len; i++)
    g_assert_cmpint (((EnrStepDone *) g_ptr_array_index (steps, i))->step, ==, expected[i]);
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
  /* What it is called and who wrote it was approved too. */
  g_assert_false (enr_writing_set_head (fixture->base.db, fixture->base.actor, &id, "夏の遠足", "",
                                        &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_false (enr_writing_set_head (fixture->base.db, fixture->base.actor, &id, "遠足", "他の人",
                                        &error));
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
  g_assert_true (enr_writing_set_head (fixture->base.db, fixture->base.actor, &id, "夏の遠足", "他の人",
                                       &error));
  /* A kind without such a section has no such step. */
  id = make_plan (fixture, fixture->kinds[0], "運動会");
  write_plan (fixture, fixture->kinds[0], &id, "一");
  approve (fixture, fixture->kinds[0], &id, 1);
  no_step (fixture, TEACHER, ENR_STEP_EVALUATE, fixture->kinds[0], &id, 1, "",
           ENR_NURSERY_ERROR_INVALID);
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
  /* She is the same with her name typed another way. */
  named.name = "佐　藤";
  g_assert_false (enr_step_do (fixture->base.db, &named, ENR_STEP_CHIEF, &on, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  named.name = "田中";
  g_assert_true (enr_step_do (fixture->base.db, &named, ENR_STEP_CHIEF, &on, &error));
  g_assert_no_error (error);
  must_step (fixture, DIRECTOR, ENR_STEP_RETURN, kind, &id, 4, "もう一度");

  /* Whoever typed her name to submit it is not somebody else when she is chosen from the staff; nor
   * the other way round. */
  named.name = "担任　佐藤";
  g_assert_true (enr_step_do (fixture->base.db, &named, ENR_STEP_SUBMIT, &on, &error));
  no_step (fixture, TEACHER, ENR_STEP_CHIEF, kind, &id, 5, "", ENR_NURSERY_ERROR_INVALID);
  must_step (fixture, DIRECTOR, ENR_STEP_RETURN, kind, &id, 5, "もう一度");
  must_step (fixture, TEACHER, ENR_STEP_SUBMIT, kind, &id, 0, "");
  on.seen_version = 6;
  g_assert_false (enr_step_do (fixture->base.db, &named, ENR_STEP_CHIEF, &on, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
}

static gboolean
submits_and_approves (Approval *fixture, const EnrActor *submitter, const EnrActor *approver)
{
  static int n;
  const EnrWritingKind *kind = fixture->kinds[0];
  g_autofree char *title = g_strdup_printf ("遠足 %d", n++);
  EnrUuid id = make_plan (fixture, kind, title);
  EnrStepOn on = { kind, id, 1, "" };
  g_autoptr (GError) error = NULL;
  gboolean is_done;

  write_plan (fixture, kind, &id, "一");
  g_assert_true (enr_step_do (fixture->base.db, submitter, ENR_STEP_SUBMIT, &on, &error));
  is_done = enr_step_do (fixture->base.db, approver, ENR_STEP_DIRECTOR, &on, &error);
  if (!is_done)
    g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  return is_done;
}

static void
hire (Approval *fixture, const char *name, const char *kana, EnrActor *actor)
{
  g_autoptr (EnrStaff) staff = enr_staff_new ();
  g_autoptr (GError) error = NULL;

  g_free (staff->name);
  g_free (staff->kana);
  staff->name = g_strdup (name);
  staff->kana = g_strdup (kana);
  staff->first = enr_date_new (2020, 4, 1);
  enr_staff_save (fixture->base.db, fixture->base.actor, staff, &error);
  g_assert_no_error (error);
  *actor = (EnrActor){ ENR_ACTOR_STAFF, staff->id, name, "test" };
}

/* Her name typed in every way that an office types it is still her: chosen from the staff and
 * typed, both ways round, and typed twice. */
static void
test_spellings (Approval *fixture, gconstpointer data)
{
  static const char *const spellings[]
      = { "髙橋 渚",         "髙橋渚",         "髙橋　渚",  " 高橋 渚 ",        "高橋渚",
          "たかはし なぎさ", "タカハシナギサ", "ﾀｶﾊｼ ﾅｷﾞｻ", "たかはし　なぎさ", "高橋",
          "たかはし" };
  static const char *const others[] = { "高橋 港", "たかはし みなと", "佐藤", "渚子", "橋" };
  EnrActor person, other;
  EnrActor typed = enr_actor (ENR_ACTOR_OFFICE, "test");
  EnrActor again = typed;

  hire (fixture, "髙橋 渚", "たかはし なぎさ", &person);
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      typed.name = spellings[i];
      g_assert_false (submits_and_approves (fixture, &typed, &person));
      g_assert_false (submits_and_approves (fixture, &person, &typed));
      again.name = spellings[(i + 5) % G_N_ELEMENTS (spellings)];
      g_assert_false (submits_and_approves (fixture, &typed, &again));
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      typed.name = others[i];
      g_assert_true (submits_and_approves (fixture, &typed, &person));
      g_assert_true (submits_and_approves (fixture, &person, &typed));
    }
  /* Of two of that family name nobody knows who is meant; a whole name stays hers. */
  hire (fixture, "高橋 港", "たかはし みなと", &other);
  typed.name = "たかはし みなと";
  g_assert_true (submits_and_approves (fixture, &typed, &person));
  g_assert_false (submits_and_approves (fixture, &typed, &other));
  g_assert_true (submits_and_approves (fixture, &person, &other));
  typed.name = "高橋";
  g_assert_true (submits_and_approves (fixture, &typed, &person));
}

/* The setting is about whoever submitted, in both approvals alike. */
static void
test_own_director (Approval *fixture, gconstpointer data)
{
  const EnrWritingKind *kind = fixture->kinds[1];
  EnrUuid id = make_plan (fixture, kind, "遠足");

  write_plan (fixture, kind, &id, "一");
  must_step (fixture, CHIEF, ENR_STEP_SUBMIT, kind, &id, 0, "");
  must_step (fixture, TEACHER, ENR_STEP_CHIEF, kind, &id, 1, "");
  no_step (fixture, CHIEF, ENR_STEP_DIRECTOR, kind, &id, 1, "", ENR_NURSERY_ERROR_INVALID);
  allow_own (fixture, TRUE);
  must_step (fixture, CHIEF, ENR_STEP_DIRECTOR, kind, &id, 1, "");
  allow_own (fixture, FALSE);
  /* Who approved as the chief has submitted nothing: she may stand in for the director. */
  id = make_plan (fixture, kind, "運動会");
  write_plan (fixture, kind, &id, "一");
  must_step (fixture, TEACHER, ENR_STEP_SUBMIT, kind, &id, 0, "");
  must_step (fixture, CHIEF, ENR_STEP_CHIEF, kind, &id, 1, "");
  must_step (fixture, CHIEF, ENR_STEP_DIRECTOR, kind, &id, 1, "");
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
    { ENR_STEP_UNARCHIVE, "archived ", "archived " },
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
    { "/writing/approval/unarchive", test_unarchive },
    { "/writing/approval/evaluate", test_evaluate },
    { "/writing/approval/own", test_own },
    { "/writing/approval/spellings", test_spellings },
    { "/writing/approval/own-director", test_own_director },
    { "/writing/approval/all-or-none", test_all_or_none },
    { "/writing/approval/frozen-rows", test_frozen_rows },
    { "/writing/approval/notes", test_notes },
  };

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/writing/approval/possible", test_possible);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Approval, NULL, set_up_people, tests[i].func, tear_down_people);

  return g_test_run ();
}
