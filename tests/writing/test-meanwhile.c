/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What others do between reading and saving: a child changes class or leaves, a teacher's record is
 * removed, a class's list is corrected, somebody saves the same text. What was typed is saved, or
 * nothing at all is.
 */
#include "config.h"

#include <string.h>

#include "nursery/child.h"
#include "nursery/enrolment.h"
#include "people/staff.h"
#include "writing-fixture.h"
#include "writing/timeline.h"

static EnrDate
date (const char *text)
{
  return enr_date_parse_iso (text);
}

static char *
dup_note_key (const EnrUuid *child_id)
{
  char id[ENR_UUID_STRING_LENGTH];

  return g_strconcat ("notes/", enr_uuid_format (child_id, id), NULL);
}

/*
 * The head and the texts are one
 */

static gboolean
try_save_whole (Fixture *fixture,
                const EnrUuid *id,
                const char *title,
                const char *writer,
                const char *text,
                int seen,
                GError **error)
{
  const EnrHeadChange head = { title, writer };
  EnrTextChange change = { "scene", text, seen, enr_uuid_none, enr_uuid_none, NULL };
  gboolean is_saved = enr_writing_save_whole (
      fixture->db, fixture->actor, kind_of (fixture, "drill"), id, &head, &change, 1, error);

  g_assert_cmpint (change.seen, ==, seen + is_saved);
  return is_saved;
}

static void
assert_nothing_saved (Fixture *fixture,
                      const EnrUuid *id,
                      const char *title,
                      const char *text,
                      int seen,
                      EnrNurseryError code)
{
  g_autofree char *before = enr_test_dump (fixture->nursery->path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (try_save_whole (fixture, id, title, "保科 花", text, seen, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, (int) code);
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);
}

static void
test_whole (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = make (fixture, "drill", NULL, enr_test_day (), "火災");
  g_autoptr (EnrWriting) writing = NULL;
  g_autoptr (GError) error = NULL;

  make (fixture, "drill", NULL, enr_test_day (), "地震");
  assert_nothing_saved (fixture, &id, "", "厨房から出火", 0, ENR_NURSERY_ERROR_INVALID);
  assert_nothing_saved (fixture, &id, "地震", "厨房から出火", 0, ENR_NURSERY_ERROR_ALREADY);
  assert_nothing_saved (fixture, &id, "火災 2回目", "厨房から出火", 3, ENR_NURSERY_ERROR_CHANGED);
  g_assert_true (
      try_save_whole (fixture, &id, "火災 2回目", "保科　花", "厨房から出火", 0, &error));
  g_assert_no_error (error);
  writing = load (fixture, &id);
  g_assert_cmpstr (writing->title, ==, "火災 2回目");
  g_assert_cmpstr (writing->writer, ==, "保科 花");
  g_assert_cmpstr (enr_writing_get_text (writing, "scene"), ==, "厨房から出火");

  /* Only one of both, and neither. */
  g_assert_true (enr_writing_save_whole (fixture->db, fixture->actor, kind_of (fixture, "drill"),
                                         &id, NULL, NULL, 0, &error));
  write_required (fixture, &id);
  do_step (fixture, &id, ENR_STEP_SUBMIT, "田中");
  assert_nothing_saved (fixture, &id, "火災 2回目", "園庭から出火", 1, ENR_NURSERY_ERROR_CLOSED);
}

/*
 * Children
 */

static void
save_note (Fixture *fixture, const EnrUuid *diary, const EnrUuid *child_id, const char *text)
{
  g_autofree char *key = dup_note_key (child_id);
  EnrTextChange change = { key, text, 0, *child_id, enr_uuid_none, NULL };
  g_autoptr (GError) error = NULL;

  enr_writing_save (fixture->db, fixture->actor, kind_of (fixture, "diary"), diary, &change, 1,
                    &error);
  g_assert_no_error (error);
}

/* In the content under the child's name, and in the child's record. */
static void
assert_note (Fixture *fixture, const EnrUuid *diary, const EnrUuid *child_id, const char *text)
{
  g_autofree char *key = dup_note_key (child_id);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrContent) content
      = enr_writing_content (fixture->db, kind_of (fixture, "diary"), diary, &error);
  g_autoptr (GPtrArray) items
      = enr_timeline_load (fixture->db, child_id, ENR_DATE_NONE, ENR_DATE_NONE, FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (enr_content_get_text (content, key), ==, text);
  g_assert_cmpuint (items->len, ==, 1);
  g_assert_cmpstr (((EnrTimelineItem *) g_ptr_array_index (items, 0))->text, ==, text);
}

/* A teacher has the diary open and writes about three children of her class: one is moved away with
 * effect from before, one leaves, one was entered by mistake and is removed. */
static void
test_children (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *moved = &fixture->nursery->children[0];
  const EnrUuid *left = &fixture->nursery->children[6];
  const EnrUuid *removed = &fixture->nursery->children[12];
  EnrUuid diary = make (fixture, "diary", &fixture->nursery->classes[0], enr_test_day (), "");
  g_autoptr (EnrWriting) read = load (fixture, &diary);
  g_autoptr (GError) error = NULL;

  enr_child_move (fixture->db, fixture->actor, moved, &fixture->nursery->classes[1],
                  date ("2026-04-01"), &error);
  g_assert_no_error (error);
  enr_child_leave (fixture->db, fixture->actor, left, date ("2026-06-09"), "転居", &error);
  g_assert_no_error (error);
  enr_child_remove (fixture->db, fixture->actor, removed, "二重の登録", &error);
  g_assert_no_error (error);
  save_note (fixture, &diary, moved, "りす組で遊んだ");
  save_note (fixture, &diary, left, "お別れの会");
  save_note (fixture, &diary, removed, "だれのことか確かめる");
  assert_note (fixture, &diary, moved, "りす組で遊んだ");
  assert_note (fixture, &diary, left, "お別れの会");
  assert_note (fixture, &diary, removed, "だれのことか確かめる");
  /* It can be submitted as it is. */
  write_and_approve (fixture, &diary);
  {
    g_autofree char *key = dup_note_key (removed);
    g_autoptr (EnrContent) frozen = enr_writing_load_version (fixture->db, &diary, 1, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (enr_content_get_text (frozen, key), ==, "だれのことか確かめる");
  }
}

/* Of a child's plan the class is that of the membership that stands, on paper too; what is typed
 * stays. */
static void
test_corrected (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *child_id = &fixture->nursery->children[0];
  EnrUuid plan = make (fixture, "child-month-plan", child_id, enr_test_day (), "");
  g_autoptr (EnrWriting) writing = load (fixture, &plan);
  g_autoptr (EnrContent) content = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (writing->class_name, ==, "ひよこ");
  enr_child_move (fixture->db, fixture->actor, child_id, &fixture->nursery->classes[1],
                  date ("2026-04-01"), &error);
  g_assert_no_error (error);
  try_save (fixture, &plan, "child-month-plan", "before", "つかまり立ち", 0, &error);
  g_assert_no_error (error);
  enr_writing_free (g_steal_pointer (&writing));
  writing = load (fixture, &plan);
  g_assert_cmpstr (writing->class_name, ==, "りす");
  content = enr_writing_content (fixture->db, kind_of (fixture, "child-month-plan"), &plan, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (content->class_name, ==, "りす");
  g_assert_cmpstr (enr_content_get_text (content, "before"), ==, "つかまり立ち");
}

/* Nothing new is begun about a child whose record was removed; what was begun before is still
 * written. */
static void
test_child_removed (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *child_id = &fixture->nursery->children[0];
  EnrUuid plan = make (fixture, "child-month-plan", child_id, enr_test_day (), "");
  g_autoptr (GError) error = NULL;
  EnrUuid id;

  enr_child_remove (fixture->db, fixture->actor, child_id, "二重の登録", &error);
  g_assert_no_error (error);
  g_assert_false (
      try_make (fixture, "child-month-plan", child_id, date ("2026-07-01"), "", &id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_NOT_ENROLLED);
  g_clear_error (&error);
  g_assert_true (
      try_save (fixture, &plan, "child-month-plan", "before", "つかまり立ち", 0, &error));
  g_assert_no_error (error);
  assert_text (fixture, &plan, "before", "つかまり立ち");
}

/*
 * Teachers
 */

static EnrStaff *
employ (Fixture *fixture, const char *name)
{
  EnrStaff *staff = enr_staff_new ();
  g_autoptr (GError) error = NULL;

  g_free (staff->name);
  g_free (staff->kana);
  g_free (staff->job);
  staff->name = g_strdup (name);
  staff->kana = g_strdup ("ほしな はな");
  staff->job = g_strdup ("teacher");
  staff->first = date ("2026-04-01");
  enr_staff_save (fixture->db, fixture->actor, staff, &error);
  g_assert_no_error (error);
  return staff;
}

/* Her record is removed while she writes: what she typed is saved and submitted under her name, and
 * whoever opens it later still sees who it was. */
static void
test_teacher_removed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrStaff) staff = employ (fixture, "保科 花");
  EnrUuid id = make (fixture, "diary", &fixture->nursery->classes[0], enr_test_day (), "");
  const EnrHeadChange head = { "", staff->name };
  EnrTextChange change = { "activity", "散歩", 0, enr_uuid_none, enr_uuid_none, NULL };
  EnrActor actor = *fixture->actor;
  EnrStepOn on = { kind_of (fixture, "diary"), id, 0, "" };
  g_autoptr (EnrWriting) writing = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GError) error = NULL;

  actor.id = staff->id;
  actor.name = staff->name;
  enr_staff_remove (fixture->db, fixture->actor, &staff->id, &error);
  g_assert_no_error (error);
  enr_writing_save_whole (fixture->db, &actor, on.kind, &id, &head, &change, 1, &error);
  g_assert_no_error (error);
  write_required (fixture, &id);
  enr_step_do (fixture->db, &actor, ENR_STEP_SUBMIT, &on, &error);
  g_assert_no_error (error);
  writing = load (fixture, &id);
  g_assert_cmpstr (writing->writer, ==, "保科 花");
  g_assert_cmpint (writing->state, ==, ENR_WRITING_SUBMITTED);
  steps = enr_step_list (fixture->db, &id, &error);
  g_assert_cmpuint (steps->len, ==, 1);
  g_assert_cmpstr (((EnrStepDone *) g_ptr_array_index (steps, 0))->name, ==, "保科 花");
  /* It is still hers: she is no approver of it. */
  on.seen_version = 1;
  g_assert_false (enr_step_do (fixture->db, &actor, ENR_STEP_CHIEF, &on, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  /* No forms of the user's. */
  g_setenv ("XDG_DATA_HOME", "/nowhere", TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                        \
  g_test_add ("/meanwhile/" path, Fixture, GUINT_TO_POINTER (18), set_up, function, tear_down)
  ADD ("whole", test_whole);
  ADD ("children", test_children);
  ADD ("corrected", test_corrected);
  ADD ("child-removed", test_child_removed);
  ADD ("teacher-removed", test_teacher_removed);

  return g_test_run ();
}
