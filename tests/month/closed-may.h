/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A nursery with charges in May 2026 for every child, by left at 18:21 plus 15 minutes a child
 * before it: 200, 300, 400 yen and so on. Each child is a family.
 */
#pragma once

#include "attendance/entry.h"
#include "month/bank.h"
#include "month/closing.h"
#include "month/transfer.h"
#include "nursery/child.h"
#include "nursery/error.h"
#include "support/fixture.h"

typedef struct
{
  EnrTestNursery *nursery;
  EnrDate may;
} ClosedMay;

static inline void
closed_may_was_here (ClosedMay *self, guint child, int day, int left)
{
  g_autoptr (GError) error = NULL;
  EnrEntryTimes times = { 9 * 60, left, NULL };

  enr_entry_set_times (self->nursery->db, &self->nursery->actor, &self->nursery->children[child],
                       self->may + day - 1, &times, "打刻忘れ", &error);
  g_assert_no_error (error);
}

static inline EnrUuid
closed_may_family (ClosedMay *self, guint child)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrChild) loaded
      = enr_child_load (self->nursery->db, &self->nursery->children[child], &error);

  g_assert_no_error (error);
  return loaded->family_id;
}

static inline void
closed_may_close (ClosedMay *self, const char *reason)
{
  g_autoptr (GError) error = NULL;

  enr_month_close (self->nursery->db, &self->nursery->actor, self->may, reason, NULL, &error);
  g_assert_no_error (error);
}

/* Accounts of all children's families, with customer codes 101 and so on. */
static inline void
closed_may_add_account (ClosedMay *self, guint child)
{
  g_autoptr (EnrBankAccount) account = enr_bank_account_new ();
  g_autoptr (GError) error = NULL;

  account->family_id = closed_may_family (self, child);
  account->account.bank_code = g_strdup ("0184");
  account->account.bank_name = g_strdup ("ミヤザキ");
  account->account.branch_code = g_strdup ("001");
  account->account.branch_name = g_strdup ("ホンテン");
  account->account.number = g_strdup_printf ("%07u", 1234567 + child);
  account->holder = g_strdup ("アオキ アサヒ");
  account->customer_code = g_strdup_printf ("%u", 101 + child);
  enr_bank_account_save (self->nursery->db, &self->nursery->actor, account, &error);
  g_assert_no_error (error);
}

static inline void
closed_may_add_client (ClosedMay *self)
{
  g_autoptr (EnrBankClient) client = enr_bank_client_new ();
  g_autoptr (GError) error = NULL;

  client->code = g_strdup ("0000012345");
  client->name = g_strdup ("コモレビホイクエン");
  client->account.bank_code = g_strdup ("0184");
  client->account.bank_name = g_strdup ("ミヤザキ");
  client->account.branch_code = g_strdup ("002");
  client->account.branch_name = g_strdup ("ミナミ");
  client->account.number = g_strdup ("7654321");
  enr_bank_client_save (self->nursery->db, &self->nursery->actor, client, &error);
  g_assert_no_error (error);
}

static inline void
closed_may_set_up_open (ClosedMay *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrCareRule) rule = enr_care_rule_new ();
  guint n = data != NULL ? GPOINTER_TO_UINT (data) : 3;

  self->nursery = enr_test_nursery_new (n);
  self->may = enr_date_new (2026, 5, 1);
  g_free (rule->name);
  rule->name = g_strdup ("延長保育");
  rule->first = enr_date_new (2026, 4, 1);
  rule->n_bands = 1;
  rule->bands[0] = (EnrCareBand){ ENR_BAND_AFTER, 18 * 60, 27 * 60, 0, 5, 15, 100 };
  enr_care_rule_save (self->nursery->db, &self->nursery->actor, rule, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    closed_may_was_here (self, i, 1, 18 * 60 + 21 + 15 * (int) i);
}

/* Closed, with accounts for all. */
static inline void
closed_may_set_up (ClosedMay *self, gconstpointer data)
{
  closed_may_set_up_open (self, data);
  for (guint i = 0; i < self->nursery->n_children; i++)
    closed_may_add_account (self, i);
  closed_may_add_client (self);
  closed_may_close (self, NULL);
}

static inline void
closed_may_tear_down (ClosedMay *self, gconstpointer data)
{
  enr_test_nursery_free (self->nursery);
}

static inline EnrBillList *
closed_may_bills (ClosedMay *self)
{
  g_autoptr (GError) error = NULL;
  EnrBillList *bills = enr_bill_list_load (self->nursery->db, self->may, &error);

  g_assert_no_error (error);
  return bills;
}

/* A child's bill, which must be there; strings are not kept. */
static inline EnrBill
closed_may_bill (ClosedMay *self, guint child)
{
  g_autoptr (EnrBillList) bills = closed_may_bills (self);
  EnrUuid family = closed_may_family (self, child);
  const EnrBill *bill = enr_bill_list_find (bills, &family);

  g_assert_nonnull (bill);
  return *bill;
}
