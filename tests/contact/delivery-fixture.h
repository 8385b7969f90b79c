/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The fixture nursery with families that have mail, letters that were released to them by the door that
 * users go through, and a mail server. It is Wednesday, 2026-06-10, 10:00.
 */
#pragma once

#include <string.h>

#include "base/clock.h"
#include "contact/announcement.h"
#include "contact/delivery-private.h"
#include "contact/mailer.h"
#include "contact/recipient.h"
#include "mail-support.h"
#include "nursery/child.h"
#include "nursery/error.h"
#include "nursery/family.h"
#include "support/fixture.h"

ENR_SQL (TEST_SQL_VERIFY, "UPDATE contact_way SET verified_at = 1 WHERE contact_id = :id");
ENR_SQL (TEST_SQL_STATES,
         "SELECT group_concat(state || CASE tries WHEN 0 THEN '' ELSE ' ' || tries END, ', ') FROM "
         "(SELECT state, tries FROM delivery ORDER BY created_at, id)");

typedef struct
{
  EnrTestNursery *nursery;
  EnrDb *db;             /* the nursery's */
  const EnrActor *actor; /* the nursery's */
  EnrUuid *contacts;     /* the mother of the i-th child */
} Desk;

static inline void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

static inline void
desk_set_mail (Desk *desk, guint i, const char *mail)
{
  g_autoptr (GError) error = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  enr_contact_way_set_mail (desk->db, desk->actor, &desk->contacts[i], mail, &error);
  g_assert_no_error (error);
  enr_txn_begin (&txn, desk->db, desk->actor, NULL, &error);
  g_assert_no_error (error);
  {
    g_auto (EnrStmt) st = enr_stmt (desk->db, TEST_SQL_VERIFY);

    enr_bind_uuid (&st, ":id", &desk->contacts[i]);
    enr_stmt_run (&st, &error);
    g_assert_no_error (error);
  }
  enr_txn_commit (&txn, &error);
  g_assert_no_error (error);
}

static inline void
desk_add_mother (Desk *desk, guint i, const char *mail)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrChild) child = enr_child_load (desk->db, &desk->nursery->children[i], &error);
  EnrContact *mother = g_new0 (EnrContact, 1);

  g_assert_no_error (error);
  mother->family_id = child->family_id;
  mother->name = g_strdup_printf ("母 %u", i);
  mother->kana = g_strdup ("");
  mother->relation = g_strdup ("母");
  mother->phone = g_strdup ("");
  mother->phone2 = g_strdup ("");
  mother->note = g_strdup ("");
  mother->is_guardian = TRUE;
  enr_contact_save (desk->db, desk->actor, mother, &error);
  g_assert_no_error (error);
  desk->contacts[i] = mother->id;
  enr_contact_free (mother);
  if (mail != NULL)
    desk_set_mail (desk, i, mail);
}

/* @n children of families of their own, each with a mother who has mail. */
static inline void
desk_begin (Desk *desk, guint n)
{
  desk->nursery = enr_test_nursery_new (n);
  desk->db = desk->nursery->db;
  desk->actor = &desk->nursery->actor;
  desk->contacts = g_new0 (EnrUuid, n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *mail = g_strdup_printf ("family-%u@example.jp", i);

      desk_add_mother (desk, i, mail);
    }
}

static inline void
desk_end (Desk *desk)
{
  enr_test_nursery_free (desk->nursery);
  g_free (desk->contacts);
}

/* Releases a letter to everybody. */
static inline EnrUuid
desk_release_letter (Desk *desk, const char *title, const char *body, gboolean is_urgent)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrAnnouncement) letter = enr_announcement_new ();
  g_autoptr (EnrRecipientPlan) plan = NULL;

  set_text (&letter->title, title);
  set_text (&letter->body, body);
  letter->is_urgent = is_urgent;
  enr_audience_add_all (letter->audience);
  enr_announcement_save (desk->db, desk->actor, letter, NULL, &error);
  g_assert_no_error (error);
  plan = enr_recipient_plan_announcement (desk->db, &letter->id, &error);
  g_assert_no_error (error);
  enr_recipient_release (desk->db, desk->actor, &letter->id, plan->digest, &error);
  g_assert_no_error (error);
  return letter->id;
}

static inline EnrUuid
desk_release (Desk *desk, const char *title, gboolean is_urgent)
{
  return desk_release_letter (desk, title, "6月20日は遠足です。\n\nお弁当をお持ちください。", is_urgent);
}

/* Writes the settings for the server on this PC, and makes a mailer with them. */
static inline EnrMailSetting *
desk_setting (Desk *desk, guint port)
{
  g_autoptr (GError) error = NULL;
  EnrMailSetting *setting = enr_mail_setting_new ();

  setting->is_on = TRUE;
  setting->security = ENR_SMTP_NONE;
  setting->port = port;
  set_text (&setting->host, "127.0.0.1");
  set_text (&setting->user, ENR_TEST_USER);
  set_text (&setting->from_name, "さくら保育園");
  set_text (&setting->from_address, "office@hoiku.example.jp");
  enr_mail_setting_save (desk->db, desk->actor, setting, &error);
  g_assert_no_error (error);
  return setting;
}

static inline EnrCarrier *
desk_mailer (Desk *desk, guint port)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrMailSetting) setting = desk_setting (desk, port);
  EnrCarrier *mailer = enr_mailer_new (setting, ENR_TEST_PASSWORD, NULL, &error);

  g_assert_no_error (error);
  return mailer;
}

/* "accepted 1, waiting": the states and tries of all, in the order in which they were made. */
static inline char *
desk_states (Desk *desk)
{
  g_auto (EnrStmt) st = enr_stmt (desk->db, TEST_SQL_STATES);

  g_assert_cmpint (enr_stmt_step (&st, NULL), ==, 1);
  return g_strdup (enr_column_text (&st, 0) != NULL ? enr_column_text (&st, 0) : "");
}

#define assert_states(desk, expected)                                                              \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *states_ = desk_states (desk);                                                 \
    g_assert_cmpstr (states_, ==, expected);                                                       \
  }                                                                                                \
  G_STMT_END

static inline GPtrArray *
desk_list (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *list = enr_delivery_list (desk->db, NULL, ENR_DELIVERY_LIST_ALL, &error);

  g_assert_no_error (error);
  return list;
}

/* The one in this state; there is exactly one. */
static inline EnrUuid
desk_find (Desk *desk, EnrDeliveryState state)
{
  g_autoptr (GPtrArray) list = desk_list (desk);
  EnrUuid id = enr_uuid_none;
  guint n = 0;

  for (guint i = 0; i < list->len; i++)
    {
      const EnrDelivery *delivery = g_ptr_array_index (list, i);

      if (delivery->state == state)
        {
          id = delivery->id;
          n++;
        }
    }
  g_assert_cmpuint (n, ==, 1);
  return id;
}

static inline void
desk_run (Desk *desk, EnrCarrier *carrier, EnrDeliveryReport *report)
{
  g_autoptr (GError) error = NULL;

  enr_delivery_report_clear (report);
  enr_delivery_run (desk->db, desk->actor, carrier, FALSE, NULL, NULL, NULL, report, &error);
  g_assert_no_error (error);
}

static inline guint
server_taken (EnrTestServer *server)
{
  guint n;

  enr_test_server_report (server, &n, NULL, NULL);
  return n;
}
