/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Families, people and letters in the fixture nursery, for the tests of what goes out to families.
 */
#pragma once

#include "contact-fixture.h"
#include "contact/letter-template.h"
#include "contact/recipient.h"
#include "mail/error.h"
#include "nursery/child.h"
#include "nursery/enrolment.h"

static inline EnrUuid
family_of (Fixture *fixture, guint child)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrChild) found = enr_child_load (fixture->db, &fixture->children[child], &error);

  g_assert_no_error (error);
  return found->family_id;
}

/* A person of the child's family, the last in the order. */
static inline EnrUuid
person (Fixture *fixture, guint child, const char *name, const char *relation, gboolean is_guardian)
{
  g_autoptr (GError) error = NULL;
  EnrUuid family = family_of (fixture, child);
  g_autoptr (GPtrArray) others = enr_family_contacts (fixture->db, &family, &error);
  EnrContact contact = { .family_id = family,
                         .position = (int) others->len,
                         .name = (char *) name,
                         .kana = (char *) "",
                         .relation = (char *) relation,
                         .phone = (char *) "",
                         .phone2 = (char *) "",
                         .is_guardian = is_guardian,
                         .note = (char *) "" };

  enr_contact_save (fixture->db, fixture->actor, &contact, &error);
  g_assert_no_error (error);
  return contact.id;
}

static inline void
set_mail (Fixture *fixture, const EnrUuid *contact, const char *mail)
{
  g_autoptr (GError) error = NULL;

  enr_contact_way_set_mail (fixture->db, fixture->actor, contact, mail, &error);
  g_assert_no_error (error);
}

static inline void
set_marks (Fixture *fixture, const EnrUuid *contact, gboolean is_blocked, gboolean is_apart)
{
  g_autoptr (GError) error = NULL;

  enr_contact_way_set_marks (fixture->db, fixture->actor, contact, is_blocked, is_apart, &error);
  g_assert_no_error (error);
}

static inline void
set_except (Fixture *fixture, const EnrUuid *contact, guint child, gboolean is_except)
{
  g_autoptr (GError) error = NULL;

  enr_contact_way_set_except (fixture->db, fixture->actor, contact, &fixture->children[child],
                              is_except, &error);
  g_assert_no_error (error);
}

/* The address, verified by the number that was sent to it. */
static inline void
verify (Fixture *fixture, const EnrUuid *contact, const char *mail)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrContactWay) way = NULL;

  set_mail (fixture, contact, mail);
  enr_contact_way_send_code (fixture->db, fixture->actor, contact, &error);
  g_assert_no_error (error);
  way = enr_contact_way_load (fixture->db, contact, &error);
  g_assert_no_error (error);
  enr_contact_way_verify (fixture->db, fixture->actor, contact, way->code, &error);
  g_assert_no_error (error);
}

static inline void
siblings (Fixture *fixture, guint child, guint other)
{
  g_autoptr (GError) error = NULL;

  enr_child_join_family (fixture->db, fixture->actor, &fixture->children[other],
                         &fixture->children[child], &error);
  g_assert_no_error (error);
}

/* A letter to everybody, not stored. */
static inline EnrAnnouncement *
letter (const char *title)
{
  EnrAnnouncement *announcement = enr_announcement_new ();

  set_text (&announcement->title, title);
  set_text (&announcement->body, "本文です。");
  enr_audience_add_all (announcement->audience);
  return announcement;
}

static inline void
save (Fixture *fixture, EnrAnnouncement *announcement)
{
  g_autoptr (GError) error = NULL;

  enr_announcement_save (fixture->db, fixture->actor, announcement, NULL, &error);
  g_assert_no_error (error);
}

static inline EnrRecipientPlan *
plan_of (Fixture *fixture, const EnrAnnouncement *announcement)
{
  g_autoptr (GError) error = NULL;
  EnrRecipientPlan *plan = enr_recipient_plan_announcement (fixture->db, &announcement->id, &error);

  g_assert_no_error (error);
  return plan;
}

static inline void
release (Fixture *fixture, const EnrAnnouncement *announcement)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrRecipientPlan) plan = plan_of (fixture, announcement);

  enr_recipient_release (fixture->db, fixture->actor, &announcement->id, plan->digest, &error);
  g_assert_no_error (error);
}

static inline GPtrArray *
recipients_of (Fixture *fixture, const EnrAnnouncement *announcement)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *list = enr_recipient_list (fixture->db, &announcement->id, &error);

  g_assert_no_error (error);
  return list;
}

/* "青木 春 mail haru@example.com: 青木 第1子（ひよこ）", a line each. */
static inline char *
show_plan (const EnrRecipientPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < plan->recipients->len; i++)
    {
      const EnrRecipientPlanned *planned = g_ptr_array_index (plan->recipients, i);

      g_string_append_printf (text, "%s %s%s%s: %s\n", planned->addressee,
                              enr_way_key (planned->way), *planned->address != '\0' ? " " : "",
                              planned->address, planned->children);
    }
  return g_string_free (text, FALSE);
}

#define assert_plan(fixture, announcement, expected)                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (EnrRecipientPlan) plan_ = plan_of (fixture, announcement);                          \
    g_autofree char *shown_ = show_plan (plan_);                                                   \
    g_assert_cmpstr (shown_, ==, expected);                                                        \
  }                                                                                                \
  G_STMT_END

/* Runs a statement as an action of its own; what the database says to it is in @error. */
static inline gboolean
run_sql (Fixture *fixture, const char *sql, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, fixture->db, fixture->actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (fixture->db, sql);

    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

static inline gint64
count_sql (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_auto (EnrStmt) st = enr_stmt (fixture->db, sql);
  gint64 n;

  g_assert_cmpint (enr_stmt_step (&st, &error), ==, 1);
  g_assert_no_error (error);
  n = enr_column_int (&st, 0);
  return n;
}
