/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Three people of the staff, and a kind that they approve: in two shapes, without a chief and with one.
 */
#pragma once

#include "writing-fixture.h"

#include <string.h>

#include "people/staff.h"

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

static inline EnrWritingKind *
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

static inline void
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

static inline void
tear_down_people (Approval *fixture, gconstpointer data)
{
  enr_writing_kind_free (fixture->kinds[0]);
  enr_writing_kind_free (fixture->kinds[1]);
  tear_down (&fixture->base, NULL);
}

static inline EnrUuid
make_plan (Approval *fixture, const EnrWritingKind *kind, const char *title)
{
  EnrWritingNew new_plan = { kind, enr_uuid_none, enr_uuid_none, enr_test_day (), title, "佐藤" };
  g_autoptr (GError) error = NULL;
  EnrUuid id;

  enr_writing_create (fixture->base.db, fixture->base.actor, &new_plan, &id, &error);
  g_assert_no_error (error);
  return id;
}

static inline gboolean
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

static inline gboolean
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

static inline void
allow_own (Approval *fixture, gboolean allowed)
{
  EnrApprovalRule rule = { allowed };
  g_autoptr (GError) error = NULL;

  enr_approval_rule_save (fixture->base.db, fixture->base.actor, &rule, &error);
  g_assert_no_error (error);
}
