/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Each action of the program with its first statement failing, its second, and so on: it says so, and
 * nothing of it is in the database.
 */
#include "config.h"

#include <string.h>

#include "attendance/absence-kind.h"
#include "attendance/closing.h"
#include "attendance/entry.h"
#include "attendance/stamp.h"
#include "base/clock.h"
#include "nursery/card.h"
#include "nursery/child.h"
#include "nursery/class.h"
#include "nursery/enrolment.h"
#include "nursery/facility.h"
#include "nursery/family.h"
#include "store/journal.h"
#include "support/fixture.h"

typedef struct
{
  EnrTestNursery *nursery;
  EnrUuid id;        /* what the preparation made */
  EnrChild *child;   /* what a dialogue holds, over every try */
  EnrClass *class;
  EnrContact *contact;
} Fixture;

typedef gboolean (*Action) (Fixture *fixture,
                            GError **error);

static gboolean
arrive (Fixture *fixture, GError **error)
{
  return enr_stamp_arrive (fixture->nursery->db, &fixture->nursery->actor,
                           &fixture->nursery->children[0], enr_test_at (8, 2), ENR_SOURCE_OFFICE,
                           NULL, error);
}

static gboolean
arrive_noted (Fixture *fixture, GError **error)
{
  EnrPunch punch = { 0 };

  if (!enr_stamp_arrive (fixture->nursery->db, &fixture->nursery->actor,
                         &fixture->nursery->children[0], enr_test_at (8, 2), ENR_SOURCE_DOOR, &punch,
                         error))
    return FALSE;
  fixture->id = punch.id;
  return TRUE;
}

static gboolean
leave (Fixture *fixture, GError **error)
{
  return enr_stamp_leave (fixture->nursery->db, &fixture->nursery->actor,
                          &fixture->nursery->children[0], enr_test_at (9, 30), ENR_SOURCE_OFFICE, "母",
                          NULL, error);
}

static gboolean
punch (Fixture *fixture, GError **error)
{
  return enr_stamp_punch (fixture->nursery->db, &fixture->nursery->actor,
                          &fixture->nursery->children[1], enr_test_at (9, 0), ENR_SOURCE_CARD, NULL,
                          NULL, error);
}

static gboolean
retract (Fixture *fixture, GError **error)
{
  return enr_stamp_retract (fixture->nursery->db, &fixture->nursery->actor, &fixture->id, "誤り",
                            error);
}

static gboolean
leave_noted (Fixture *fixture, GError **error)
{
  EnrPunch made = { 0 };

  if (!arrive (fixture, error)
      || !enr_stamp_leave (fixture->nursery->db, &fixture->nursery->actor,
                           &fixture->nursery->children[0], enr_test_at (9, 30), ENR_SOURCE_DOOR, NULL,
                           &made, error))
    return FALSE;
  fixture->id = made.id;
  return TRUE;
}

static gboolean
set_collector (Fixture *fixture, GError **error)
{
  return enr_stamp_set_collector (fixture->nursery->db, &fixture->nursery->actor, &fixture->id,
                                  "祖母", NULL, error);
}

static gboolean
set_times (Fixture *fixture, GError **error)
{
  EnrEntryTimes times = { 8 * 60 + 10, 9 * 60 + 40, "父" };

  return enr_entry_set_times (fixture->nursery->db, &fixture->nursery->actor,
                              &fixture->nursery->children[0], enr_test_day (), &times, "聞き取り",
                              error);
}

static gboolean
set_times_many (Fixture *fixture, GError **error)
{
  EnrEntryTimes times = { 8 * 60 + 10, ENR_MINUTES_KEEP, NULL };

  return enr_entry_set_times_many (fixture->nursery->db, &fixture->nursery->actor,
                                   fixture->nursery->children, fixture->nursery->n_children,
                                   enr_test_day (), &times, "", error);
}

static gboolean
set_absence (Fixture *fixture, GError **error)
{
  EnrEntryAbsence absence = { "sick", "発熱", "母" };

  return enr_entry_set_absence (fixture->nursery->db, &fixture->nursery->actor,
                                &fixture->nursery->children[1], enr_test_day (), &absence, error);
}

static gboolean
set_plan (Fixture *fixture, GError **error)
{
  EnrEntryPlan plan = { 8 * 60, 17 * 60, "母" };

  return enr_entry_set_plan (fixture->nursery->db, &fixture->nursery->actor,
                             &fixture->nursery->children[1], enr_test_day (), &plan, error);
}

static gboolean
set_sight (Fixture *fixture, GError **error)
{
  return enr_entry_set_sight (fixture->nursery->db, &fixture->nursery->actor,
                              &fixture->nursery->children[1], enr_test_day (), ENR_SIGHT_PRESENT,
                              error);
}

static gboolean
set_note (Fixture *fixture, GError **error)
{
  return enr_entry_set_note (fixture->nursery->db, &fixture->nursery->actor,
                             &fixture->nursery->children[1], enr_test_day (), "メモ", error);
}

static gboolean
set_temperature (Fixture *fixture, GError **error)
{
  return enr_entry_set_temperature (fixture->nursery->db, &fixture->nursery->actor,
                                    &fixture->nursery->children[1], enr_test_day (), 368, error);
}

static gboolean
day_close (Fixture *fixture, GError **error)
{
  guint n_unresolved = 0;

  return enr_day_close (fixture->nursery->db, &fixture->nursery->actor, enr_test_day (),
                        &n_unresolved, error);
}

static gboolean
day_reopen (Fixture *fixture, GError **error)
{
  return enr_day_reopen (fixture->nursery->db, &fixture->nursery->actor, enr_test_day (), "訂正",
                         error);
}

static gboolean
new_child (Fixture *fixture, GError **error)
{
  fixture->child = enr_child_new ();
  g_free (fixture->child->family_name);
  fixture->child->family_name = g_strdup ("新井");
  fixture->child->birth_date = enr_date_new (2024, 5, 1);
  return TRUE;
}

static gboolean
child_save (Fixture *fixture, GError **error)
{
  return enr_child_save (fixture->nursery->db, &fixture->nursery->actor, fixture->child, error);
}

static gboolean
load_child (Fixture *fixture, GError **error)
{
  fixture->child = enr_child_load (fixture->nursery->db, &fixture->nursery->children[0], error);
  g_free (fixture->child->note);
  fixture->child->note = g_strdup ("変更");
  return fixture->child != NULL;
}

static gboolean
new_child_saved (Fixture *fixture, GError **error)
{
  return new_child (fixture, error) && child_save (fixture, error);
}

static gboolean
child_enrol (Fixture *fixture, GError **error)
{
  return enr_child_enrol (fixture->nursery->db, &fixture->nursery->actor, &fixture->child->id,
                          enr_date_new (2026, 6, 1), &fixture->nursery->classes[1], error);
}

static gboolean
child_admit (Fixture *fixture, GError **error)
{
  return enr_child_admit (fixture->nursery->db, &fixture->nursery->actor, fixture->child,
                          enr_date_new (2026, 6, 1), &fixture->nursery->classes[1], error);
}

static gboolean
child_leave (Fixture *fixture, GError **error)
{
  return enr_child_leave (fixture->nursery->db, &fixture->nursery->actor,
                          &fixture->nursery->children[0], enr_date_new (2026, 6, 30), "転居", error);
}

static gboolean
child_move (Fixture *fixture, GError **error)
{
  return enr_child_move (fixture->nursery->db, &fixture->nursery->actor,
                         &fixture->nursery->children[0], &fixture->nursery->classes[3],
                         enr_date_new (2026, 6, 1), error);
}

static gboolean
child_certify (Fixture *fixture, GError **error)
{
  EnrCertification certification = { 0 };

  certification.kind = ENR_CERTIFICATION_3;
  certification.care_hours = ENR_CARE_SHORT;
  certification.number = (char *) "123";
  certification.first = enr_date_new (2026, 5, 1);
  certification.last = ENR_DATE_NONE;
  return enr_child_certify (fixture->nursery->db, &fixture->nursery->actor,
                            &fixture->nursery->children[0], &certification, error);
}

static gboolean
child_join (Fixture *fixture, GError **error)
{
  return enr_child_join_family (fixture->nursery->db, &fixture->nursery->actor,
                                &fixture->nursery->children[0], &fixture->nursery->children[1], error);
}

static gboolean
child_remove (Fixture *fixture, GError **error)
{
  return enr_child_remove (fixture->nursery->db, &fixture->nursery->actor,
                           &fixture->nursery->children[2], "二重登録", error);
}

static gboolean
child_photo (Fixture *fixture, GError **error)
{
  g_autoptr (GBytes) photo = g_bytes_new_static ("\xff\xd8\xff\xe0\0\x10JFIF", 10);

  return enr_child_set_photo (fixture->nursery->db, &fixture->nursery->actor,
                              &fixture->nursery->children[0], photo, error);
}

static gboolean
facility_save (Fixture *fixture, GError **error)
{
  g_autoptr (EnrFacility) facility = enr_facility_new_default ();

  g_free (facility->name);
  facility->name = g_strdup ("あたらしい名前");
  return enr_facility_save (fixture->nursery->db, &fixture->nursery->actor, facility, error);
}

static gboolean
closure_add (Fixture *fixture, GError **error)
{
  EnrClosure closure = { 0 };

  closure.first = enr_date_new (2026, 8, 13);
  closure.last = enr_date_new (2026, 8, 15);
  closure.name = (char *) "お盆";
  return enr_closure_add (fixture->nursery->db, &fixture->nursery->actor, &closure, &fixture->id,
                          error);
}

static gboolean
closure_remove (Fixture *fixture, GError **error)
{
  return enr_closure_remove (fixture->nursery->db, &fixture->nursery->actor, &fixture->id, error);
}

static gboolean
card_issue (Fixture *fixture, GError **error)
{
  g_autoptr (EnrCard) card = enr_card_issue (fixture->nursery->db, &fixture->nursery->actor,
                                             &fixture->nursery->children[0], error);

  if (card != NULL)
    fixture->id = card->id;
  return card != NULL;
}

static gboolean
card_register (Fixture *fixture, GError **error)
{
  g_autoptr (EnrCard) card = enr_card_register (fixture->nursery->db, &fixture->nursery->actor,
                                                &fixture->nursery->children[0], "0123456789", error);

  return card != NULL;
}

static gboolean
card_revoke (Fixture *fixture, GError **error)
{
  return enr_card_revoke (fixture->nursery->db, &fixture->nursery->actor, &fixture->id, error);
}

static gboolean
new_class (Fixture *fixture, GError **error)
{
  fixture->class = g_new0 (EnrClass, 1);
  fixture->class->fiscal_year = 2026;
  fixture->class->name = g_strdup ("ほし");
  fixture->class->age = -1;
  fixture->class->colour = g_strdup ("#336699");
  fixture->class->position = 6;
  return TRUE;
}

static gboolean
class_save (Fixture *fixture, GError **error)
{
  return enr_class_save (fixture->nursery->db, &fixture->nursery->actor, fixture->class, error);
}

static gboolean
new_class_saved (Fixture *fixture, GError **error)
{
  return new_class (fixture, error) && class_save (fixture, error);
}

static gboolean
class_remove (Fixture *fixture, GError **error)
{
  return enr_class_remove (fixture->nursery->db, &fixture->nursery->actor, &fixture->class->id, error);
}

static gboolean
new_contact (Fixture *fixture, GError **error)
{
  g_autoptr (EnrChild) child
      = enr_child_load (fixture->nursery->db, &fixture->nursery->children[0], error);

  fixture->contact = g_new0 (EnrContact, 1);
  fixture->contact->family_id = child->family_id;
  fixture->contact->name = g_strdup ("母の名");
  fixture->contact->kana = g_strdup ("");
  fixture->contact->relation = g_strdup ("母");
  fixture->contact->phone = g_strdup ("090");
  fixture->contact->phone2 = g_strdup ("");
  fixture->contact->note = g_strdup ("");
  return TRUE;
}

static gboolean
contact_save (Fixture *fixture, GError **error)
{
  return enr_contact_save (fixture->nursery->db, &fixture->nursery->actor, fixture->contact, error);
}

static gboolean
new_contact_saved (Fixture *fixture, GError **error)
{
  return new_contact (fixture, error) && contact_save (fixture, error);
}

static gboolean
contact_remove (Fixture *fixture, GError **error)
{
  return enr_contact_remove (fixture->nursery->db, &fixture->nursery->actor, &fixture->contact->id,
                             error);
}

static gboolean
set_address (Fixture *fixture, GError **error)
{
  return enr_family_set_address (fixture->nursery->db, &fixture->nursery->actor,
                                 &fixture->contact->family_id, "100-0001", "東京都", error);
}

static gboolean
kind_save (Fixture *fixture, GError **error)
{
  EnrAbsenceKind kind = { "travel", "旅行", "旅", "other", TRUE };

  return enr_absence_kind_save (fixture->nursery->db, &fixture->nursery->actor, &kind, -1, error);
}

static const struct
{
  const char *path;
  Action prepare; /* may be NULL */
  Action act;
} actions[] = {
  { "/store/fault/stamp-arrive", NULL, arrive },
  { "/store/fault/stamp-leave", arrive, leave },
  { "/store/fault/stamp-punch", NULL, punch },
  { "/store/fault/stamp-retract", arrive_noted, retract },
  { "/store/fault/stamp-set-collector", leave_noted, set_collector },
  { "/store/fault/entry-set-times", arrive, set_times },
  { "/store/fault/entry-set-times-many", NULL, set_times_many },
  { "/store/fault/entry-set-absence", NULL, set_absence },
  { "/store/fault/entry-set-plan", NULL, set_plan },
  { "/store/fault/entry-set-sight", NULL, set_sight },
  { "/store/fault/entry-set-note", NULL, set_note },
  { "/store/fault/entry-set-temperature", NULL, set_temperature },
  { "/store/fault/day-close", arrive, day_close },
  { "/store/fault/day-reopen", day_close, day_reopen },
  { "/store/fault/child-save-new", new_child, child_save },
  { "/store/fault/child-save", load_child, child_save },
  { "/store/fault/child-enrol", new_child_saved, child_enrol },
  { "/store/fault/child-admit", new_child, child_admit },
  { "/store/fault/child-leave", NULL, child_leave },
  { "/store/fault/child-move", NULL, child_move },
  { "/store/fault/child-certify", NULL, child_certify },
  { "/store/fault/child-join-family", NULL, child_join },
  { "/store/fault/child-remove", NULL, child_remove },
  { "/store/fault/child-set-photo", NULL, child_photo },
  { "/store/fault/facility-save", NULL, facility_save },
  { "/store/fault/closure-add", NULL, closure_add },
  { "/store/fault/closure-remove", closure_add, closure_remove },
  { "/store/fault/card-issue", NULL, card_issue },
  { "/store/fault/card-register", NULL, card_register },
  { "/store/fault/card-revoke", card_issue, card_revoke },
  { "/store/fault/class-save", new_class, class_save },
  { "/store/fault/class-remove", new_class_saved, class_remove },
  { "/store/fault/contact-save", new_contact, contact_save },
  { "/store/fault/contact-remove", new_contact_saved, contact_remove },
  { "/store/fault/family-set-address", new_contact, set_address },
  { "/store/fault/absence-kind-save", NULL, kind_save },
};

static void
set_up (Fixture *fixture, gconstpointer data)
{
  memset (fixture, 0, sizeof *fixture);
  fixture->nursery = enr_test_nursery_new (3);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->child, enr_child_free);
  g_clear_pointer (&fixture->class, enr_class_free);
  g_clear_pointer (&fixture->contact, enr_contact_free);
  enr_test_nursery_free (fixture->nursery);
}

static void
test_action (Fixture *fixture, gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  EnrDb *db = fixture->nursery->db;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *done = NULL;
  const char *problem;
  gint64 length;
  gint64 bad_seq;
  int n = 1;

  if (actions[index].prepare != NULL)
    {
      g_assert_true (actions[index].prepare (fixture, &error));
      g_assert_no_error (error);
    }
  before = enr_test_dump (fixture->nursery->path);

  for (;; n++)
    {
      gboolean is_done;

      enr_db_set_fault (db, n);
      is_done = actions[index].act (fixture, &error);
      if (is_done)
        break;
      g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_IO);
      g_clear_error (&error);
      g_assert_cmpint (enr_db_get_fault_count (db), >=, n);
      g_assert_false (enr_db_in_write (db));
      {
        g_autofree char *after = enr_test_dump (fixture->nursery->path);

        enr_test_assert_same (after, before);
      }
    }
  g_assert_no_error (error);
  /* It succeeded because no statement was left to fail, not because one was not listened to. */
  g_assert_cmpint (enr_db_get_fault_count (db), <, n);
  g_test_message ("%d statements", n - 1);
  g_assert_cmpint (n, >, 4);

  enr_db_set_fault (db, 0);
  done = enr_test_dump (fixture->nursery->path);
  g_assert_false (g_str_equal (done, before));
  g_assert_true (enr_journal_verify (db, &length, &bad_seq, &problem, NULL));
  g_assert_cmpint (bad_seq, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    g_test_add (actions[i].path, Fixture, GUINT_TO_POINTER (i), set_up, test_action, tear_down);

  return g_test_run ();
}
