/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The fixture nursery with its kinds of plans and records, for the tests of this room.
 */
#pragma once

#include "nursery/error.h"
#include "support/fixture.h"
#include "writing/approval.h"

typedef struct
{
  EnrTestNursery *nursery;
  EnrWritingKinds *kinds;
  EnrDb *db;             /* the nursery's */
  const EnrActor *actor; /* the nursery's */
} Fixture;

static inline void
set_up (Fixture *fixture, gconstpointer n_children)
{
  fixture->nursery = enr_test_nursery_new (GPOINTER_TO_UINT (n_children));
  fixture->kinds = enr_writing_kinds_load ();
  fixture->db = fixture->nursery->db;
  fixture->actor = &fixture->nursery->actor;
}

static inline void
tear_down (Fixture *fixture, gconstpointer n_children)
{
  enr_writing_kinds_unref (fixture->kinds);
  enr_test_nursery_free (fixture->nursery);
}

static inline const EnrWritingKind *
kind_of (Fixture *fixture, const char *key)
{
  g_autoptr (GError) error = NULL;
  const EnrWritingKind *kind = enr_writing_kinds_find (fixture->kinds, key, &error);

  g_assert_no_error (error);
  return kind;
}

/* @whose is a class or a child, by the kind; NULL for the facility. */
static inline gboolean
try_make (Fixture *fixture,
          const char *key,
          const EnrUuid *whose,
          EnrDate day,
          const char *title,
          EnrUuid *id,
          GError **error)
{
  EnrWritingNew new_writing
      = { kind_of (fixture, key), enr_uuid_none, enr_uuid_none, day, title, "" };

  if (whose != NULL && new_writing.kind->subject == ENR_WRITING_OF_CHILD)
    new_writing.child_id = *whose;
  else if (whose != NULL)
    new_writing.class_id = *whose;
  return enr_writing_create (fixture->db, fixture->actor, &new_writing, id, error);
}

static inline EnrUuid
make (Fixture *fixture, const char *key, const EnrUuid *whose, EnrDate day, const char *title)
{
  g_autoptr (GError) error = NULL;
  EnrUuid id;

  try_make (fixture, key, whose, day, title, &id, &error);
  g_assert_no_error (error);
  return id;
}

static inline EnrWriting *
load (Fixture *fixture, const EnrUuid *id)
{
  g_autoptr (GError) error = NULL;
  EnrWriting *writing = enr_writing_load (fixture->db, id, &error);

  g_assert_no_error (error);
  return writing;
}

static inline gboolean
try_save (Fixture *fixture,
          const EnrUuid *id,
          const char *kind,
          const char *key,
          const char *text,
          int seen,
          GError **error)
{
  EnrTextChange change = { key, text, seen, enr_uuid_none, enr_uuid_none, NULL };

  return enr_writing_save (fixture->db, fixture->actor, kind_of (fixture, kind), id, &change, 1,
                           error);
}

/* Saves over whatever is there. */
static inline void
save (Fixture *fixture, const EnrUuid *id, const char *key, const char *text)
{
  g_autoptr (EnrWriting) writing = load (fixture, id);
  const EnrWritingText *present = g_hash_table_lookup (writing->texts, key);
  g_autoptr (GError) error = NULL;

  try_save (fixture, id, writing->kind, key, text, present != NULL ? present->version : 0, &error);
  g_assert_no_error (error);
}

static inline void
assert_text (Fixture *fixture, const EnrUuid *id, const char *key, const char *expected)
{
  g_autoptr (EnrWriting) writing = load (fixture, id);

  g_assert_cmpstr (enr_writing_get_text (writing, key), ==, expected);
}

static inline void
do_step (Fixture *fixture, const EnrUuid *id, EnrStep step, const char *who)
{
  g_autoptr (EnrWriting) writing = load (fixture, id);
  EnrStepOn on = { kind_of (fixture, writing->kind), *id, writing->version, "日付をなおす" };
  EnrActor actor = *fixture->actor;
  g_autoptr (GError) error = NULL;

  actor.name = who;
  enr_step_do (fixture->db, &actor, step, &on, &error);
  g_assert_no_error (error);
}

/* What must be written, for whoever submits it. */
static inline void
write_required (Fixture *fixture, const EnrUuid *id)
{
  g_autoptr (EnrWriting) writing = load (fixture, id);
  const EnrWritingKind *kind = kind_of (fixture, writing->kind);

  for (guint i = 0; i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);

      const EnrGridColumn *column
          = section->type == ENR_SECTION_GRID ? g_ptr_array_index (section->columns, 0) : NULL;
      g_auto (GStrv) rows = enr_grid_row_keys (section->rows, 1);
      g_autofree char *key = column != NULL
                                 ? g_strjoin ("/", section->key, rows[0], column->key, NULL)
                                 : g_strdup (section->key);

      if (section->is_required && (section->type == ENR_SECTION_TEXT || column != NULL))
        save (fixture, id, key, "園庭で遊ぶ。");
    }
}

/* Submitted by a teacher, approved by the chief, where one has a box, and the director. */
static inline void
approve_it (Fixture *fixture, const EnrUuid *id)
{
  g_autoptr (EnrWriting) writing = load (fixture, id);

  do_step (fixture, id, ENR_STEP_SUBMIT, "田中");
  if (enr_writing_kind_has_chief (kind_of (fixture, writing->kind)))
    do_step (fixture, id, ENR_STEP_CHIEF, "高橋");
  do_step (fixture, id, ENR_STEP_DIRECTOR, "見本");
}

static inline void
write_and_approve (Fixture *fixture, const EnrUuid *id)
{
  write_required (fixture, id);
  approve_it (fixture, id);
}
