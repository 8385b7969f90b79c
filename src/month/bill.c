/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "month/bill.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "month/closing.h"

ENR_SQL (SQL_REVISION, "SELECT coalesce(max(revision), 0) FROM month_closing WHERE month = :month");
/* The latest bill of each family. One of an earlier revision stands where the family owed nothing
 * in the later ones, and it was paid or is under way. */
ENR_SQL (
    SQL_LIST,
    "SELECT b.id, b.family_id, b.revision, b.amount, b.asked, b.method, b.drawn_on, b.result, "
    "b.paid_on, b.receipt_no, b.receipt_to, "
    "(SELECT coalesce(sum(e.asked), 0) FROM bill e WHERE e.month = b.month "
    "  AND e.family_id = b.family_id AND e.revision < b.revision AND e.paid_on IS NOT NULL), "
    "coalesce((SELECT p.name FROM contact p WHERE p.family_id = b.family_id AND p.is_guardian "
    "  AND p.removed_at IS NULL ORDER BY p.position, p.id LIMIT 1), ''), "
    "coalesce(a.customer_code, ''), coalesce(a.is_new, 0) "
    "FROM bill b LEFT JOIN bank_account a ON a.family_id = b.family_id AND a.removed_at IS NULL "
    "WHERE b.month = :month AND b.revision = (SELECT max(l.revision) FROM bill l "
    "  WHERE l.month = b.month AND l.family_id = b.family_id) "
    "AND (b.revision = :revision OR b.paid_on IS NOT NULL OR (b.drawn_on IS NOT NULL "
    "  AND b.result = ''))");
/* The children who were charged; where a revision charges nobody, those who are in the family. */
ENR_SQL (SQL_CHILDREN,
         "SELECT c.family_name, c.given_name, c.family_kana, c.given_kana FROM child c "
         "WHERE c.id IN (SELECT m.child_id FROM month_charge m WHERE m.month = :month "
         "  AND m.revision = :revision AND m.family_id = :family) "
         "OR (c.family_id = :family AND c.removed_at IS NULL AND NOT EXISTS (SELECT 1 "
         "  FROM month_charge m WHERE m.month = :month AND m.revision = :revision "
         "  AND m.family_id = :family)) ORDER BY c.birth_date, c.id");

static const struct
{
  const char *key;
  const char *label;
} methods[] = {
  [ENR_BILL_TRANSFER] = { "transfer", N_ ("bank transfer") },
  [ENR_BILL_CASH] = { "cash", N_ ("cash") },
  [ENR_BILL_OTHER] = { "other", N_ ("another way") },
};

static const struct
{
  const char *key;
  const char *label;
} states[] = {
  [ENR_BILL_OPEN] = { "open", N_ ("Not paid yet") },
  [ENR_BILL_DRAWN] = { "drawn", N_ ("waiting for the bank") },
  [ENR_BILL_FAILED] = { "failed", N_ ("not drawn") },
  [ENR_BILL_PAID] = { "paid", N_ ("paid") },
  [ENR_BILL_NOTHING] = { "nothing", N_ ("nothing to pay") },
};

const char *
enr_bill_method_key (EnrBillMethod method)
{
  g_return_val_if_fail (method < G_N_ELEMENTS (methods), "");

  return methods[method].key;
}

gboolean
enr_bill_method_from_key (const char *key, EnrBillMethod *method)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (methods[i].key, key))
      {
        *method = i;
        return TRUE;
      }
  return FALSE;
}

const char *
enr_bill_method_label (EnrBillMethod method)
{
  g_return_val_if_fail (method < G_N_ELEMENTS (methods), "");

  return _ (methods[method].label);
}

const char *
enr_bill_state_key (EnrBillState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), "");

  return states[state].key;
}

const char *
enr_bill_state_label (EnrBillState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), "");

  return _ (states[state].label);
}

EnrBillState
enr_bill_state (const EnrBill *self)
{
  if (self->paid_on != ENR_DATE_NONE)
    return ENR_BILL_PAID;
  if (self->asked == 0)
    return ENR_BILL_NOTHING;
  if (self->drawn_on == ENR_DATE_NONE)
    return ENR_BILL_OPEN;
  return self->result == '\0' ? ENR_BILL_DRAWN : ENR_BILL_FAILED;
}

char *
enr_bill_dup_names (const char *const *names)
{
  GString *text = g_string_new (NULL);
  g_autofree char *family = NULL;

  for (; *names != NULL; names++)
    {
      const char *blank = strchr (*names, ' ');

      if (blank != NULL && blank[1] != '\0' && family != NULL
          && strlen (family) == (gsize) (blank - *names) && g_str_has_prefix (*names, family))
        g_string_append_printf (text, "・%s", blank + 1);
      else
        g_string_append_printf (text, "%s%s", text->len > 0 ? "、" : "", *names);
      g_free (family);
      family = blank != NULL ? g_strndup (*names, blank - *names) : NULL;
    }
  return g_string_free (text, FALSE);
}

void
enr_bill_list_free (EnrBillList *self)
{
  if (self == NULL)
    return;

  g_string_chunk_free (self->strings);
  g_array_unref (self->bills);
  g_free (self);
}

static gboolean
load_revision (EnrBillList *self, EnrDb *db, const char *month, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_REVISION);

  enr_bind_text (&st, ":month", month);
  if (enr_stmt_step (&st, error) <= 0)
    return FALSE;
  self->revision = (int) enr_column_int (&st, 0);
  return TRUE;
}

static const char *
keep (EnrBillList *self, const char *text)
{
  return g_string_chunk_insert_const (self->strings, text);
}

static gboolean
load_children (EnrBillList *self, EnrDb *db, const char *month, EnrBill *bill, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CHILDREN);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;
  int rc;

  bill->kana = "";
  enr_bind_text (&st, ":month", month);
  enr_bind_int (&st, ":revision", bill->revision);
  enr_bind_uuid (&st, ":family", &bill->family_id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      if (names->len == 0)
        {
          g_autofree char *kana
              = g_strdup_printf ("%s %s", enr_column_text (&st, 2), enr_column_text (&st, 3));

          bill->kana = keep (self, kana);
        }
      g_ptr_array_add (
          names, g_strdup_printf ("%s %s", enr_column_text (&st, 0), enr_column_text (&st, 1)));
    }
  g_ptr_array_add (names, NULL);
  joined = enr_bill_dup_names ((const char *const *) names->pdata);
  bill->children = keep (self, joined);
  return rc == 0;
}

static void
read_bill (EnrBillList *self, EnrStmt *st)
{
  EnrBill bill = { .month = self->first };

  bill.id = enr_column_uuid (st, 0);
  bill.family_id = enr_column_uuid (st, 1);
  bill.revision = (int) enr_column_int (st, 2);
  bill.amount = enr_column_int (st, 3);
  bill.asked = enr_column_int (st, 4);
  enr_bill_method_from_key (enr_column_text (st, 5), &bill.method);
  bill.drawn_on = enr_column_date (st, 6);
  bill.result = enr_column_text (st, 7)[0];
  bill.paid_on = enr_column_date (st, 8);
  bill.receipt_no = (int) enr_column_int (st, 9);
  bill.receipt_to = keep (self, enr_column_text (st, 10));
  bill.paid_before = enr_column_int (st, 11);
  bill.guardian = keep (self, enr_column_text (st, 12));
  bill.customer_code = keep (self, enr_column_text (st, 13));
  bill.is_account_new = enr_column_int (st, 14) != 0;
  /* The later revision asks for nothing. */
  if (bill.revision < self->revision)
    {
      bill.amount = 0;
      if (bill.paid_on != ENR_DATE_NONE)
        bill.paid_before += bill.asked;
    }
  g_array_append_val (self->bills, bill);
}

static int
compare_bills (gconstpointer a, gconstpointer b)
{
  const EnrBill *one = a;
  const EnrBill *other = b;
  int order = strcmp (one->kana, other->kana);

  return order != 0 ? order : memcmp (&one->family_id, &other->family_id, sizeof (EnrUuid));
}

static gboolean
load_bills (EnrBillList *self, EnrDb *db, const char *month, GError **error)
{
  int rc;

  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);

    enr_bind_text (&st, ":month", month);
    enr_bind_int (&st, ":revision", self->revision);
    while ((rc = enr_stmt_step (&st, error)) > 0)
      read_bill (self, &st);
  }
  for (guint i = 0; i < self->bills->len && rc == 0; i++)
    {
      EnrBill *bill = &g_array_index (self->bills, EnrBill, i);

      if (!load_children (self, db, month, bill, error))
        return FALSE;
      self->amount += bill->amount;
      self->asked += bill->asked;
      self->paid += bill->paid_on != ENR_DATE_NONE ? bill->asked : 0;
    }
  if (rc < 0)
    return FALSE;
  g_array_sort (self->bills, compare_bills);
  return TRUE;
}

EnrBillList *
enr_bill_list_load (EnrDb *db, EnrDate first, GError **error)
{
  g_autoptr (EnrBillList) self = g_new0 (EnrBillList, 1);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autofree char *month = NULL;

  self->strings = g_string_chunk_new (1024);
  self->bills = g_array_new (FALSE, TRUE, sizeof (EnrBill));
  self->first = enr_date_month_start (first, 0);
  month = enr_month_dup_key (self->first);
  if (!enr_txn_begin_read (&txn, db, error) || !load_revision (self, db, month, error)
      || !load_bills (self, db, month, error))
    return NULL;
  return g_steal_pointer (&self);
}

const EnrBill *
enr_bill_list_find (const EnrBillList *self, const EnrUuid *family_id)
{
  for (guint i = 0; i < self->bills->len; i++)
    {
      const EnrBill *bill = &g_array_index (self->bills, EnrBill, i);

      if (enr_uuid_equal (&bill->family_id, family_id))
        return bill;
    }
  return NULL;
}
