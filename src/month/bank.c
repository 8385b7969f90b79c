/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "month/bank.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "base/text.h"
#include "nursery/error.h"

#define ACCOUNT                                                                                    \
  "bank_code, bank_name, branch_code, branch_name, kind, number, holder, customer_code, is_new, "  \
  "family_id"

ENR_SQL (SQL_SAVE,
         "INSERT INTO bank_account (" ACCOUNT ") VALUES (:bank_code, :bank_name, :branch_code, "
         ":branch_name, :kind, :number, :holder, :customer_code, :is_new, :family) "
         "ON CONFLICT (family_id) DO UPDATE SET bank_code = excluded.bank_code, "
         "bank_name = excluded.bank_name, branch_code = excluded.branch_code, "
         "branch_name = excluded.branch_name, kind = excluded.kind, number = excluded.number, "
         "holder = excluded.holder, customer_code = excluded.customer_code, "
         "is_new = excluded.is_new, removed_at = NULL");
ENR_SQL (SQL_LOAD,
         "SELECT " ACCOUNT " FROM bank_account WHERE family_id = :family AND removed_at IS NULL");
ENR_SQL (
    SQL_LIST,
    "SELECT " ACCOUNT ", (SELECT group_concat(c.family_name || ' ' || c.given_name, '、') "
    "  FROM child c WHERE c.family_id = bank_account.family_id AND c.removed_at IS NULL) "
    "FROM bank_account WHERE removed_at IS NULL ORDER BY length(customer_code), customer_code");
ENR_SQL (
    SQL_LIST_FAMILIES,
    "SELECT coalesce(a.bank_code, ''), coalesce(a.bank_name, ''), coalesce(a.branch_code, ''), "
    "coalesce(a.branch_name, ''), coalesce(a.kind, 1), coalesce(a.number, ''), "
    "coalesce(a.holder, ''), coalesce(a.customer_code, ''), coalesce(a.is_new, 1), f.id, "
    "coalesce((SELECT group_concat(n, '、') FROM (SELECT c.family_name || ' ' || c.given_name AS n "
    "  FROM child c WHERE c.family_id = f.id AND c.removed_at IS NULL "
    "  ORDER BY c.birth_date, c.id)), ''), "
    "coalesce((SELECT group_concat(n, '、') FROM (SELECT c.family_kana || ' ' || c.given_kana AS n "
    "  FROM child c WHERE c.family_id = f.id AND c.removed_at IS NULL "
    "  ORDER BY c.birth_date, c.id)), '') AS kana "
    "FROM family f LEFT JOIN bank_account a ON a.family_id = f.id AND a.removed_at IS NULL "
    "WHERE a.family_id IS NOT NULL OR EXISTS (SELECT 1 FROM child c "
    "  JOIN enrolment e ON e.child_id = c.id AND e.removed_at IS NULL "
    "  WHERE c.family_id = f.id AND c.removed_at IS NULL "
    "  AND (e.last_day IS NULL OR e.last_day >= :today)) ORDER BY kana, f.id");
ENR_SQL (SQL_REMOVE,
         "UPDATE bank_account SET removed_at = :now WHERE family_id = :family "
         "AND removed_at IS NULL");
ENR_SQL (SQL_FAMILY, "SELECT 1 FROM family WHERE id = :family");
ENR_SQL (SQL_TAKEN,
         "SELECT 1 FROM bank_account WHERE customer_code = :customer_code "
         "AND removed_at IS NULL AND family_id <> :family");
/* Of accounts that were removed, too: a code that comes back would be another family's. */
ENR_SQL (SQL_NEXT_CODE,
         "SELECT coalesce(max(CAST (customer_code AS INTEGER)), 0) + 1 FROM bank_account "
         "WHERE length(customer_code) <= 9");
ENR_SQL (SQL_UNDER_WAY,
         "SELECT 1 FROM bill WHERE family_id = :family AND drawn_on IS NOT NULL AND result = '' "
         "AND paid_on IS NULL");
ENR_SQL (SQL_BILLS_TO_TRANSFER,
         "UPDATE bill SET method = 'transfer' WHERE family_id = :family AND method = 'cash' "
         "AND paid_on IS NULL AND drawn_on IS NULL");
ENR_SQL (SQL_BILLS_TO_CASH,
         "UPDATE bill SET method = 'cash' WHERE family_id = :family AND method = 'transfer' "
         "AND paid_on IS NULL");
ENR_SQL (SQL_SAVE_CLIENT,
         "INSERT INTO bank_client (id, code, name, bank_code, bank_name, branch_code, branch_name, "
         "kind, number) VALUES (1, :code, :name, :bank_code, :bank_name, :branch_code, "
         ":branch_name, :kind, :number) ON CONFLICT (id) DO UPDATE SET code = excluded.code, "
         "name = excluded.name, bank_code = excluded.bank_code, bank_name = excluded.bank_name, "
         "branch_code = excluded.branch_code, branch_name = excluded.branch_name, "
         "kind = excluded.kind, number = excluded.number");
ENR_SQL (SQL_LOAD_CLIENT,
         "SELECT bank_code, bank_name, branch_code, branch_name, kind, number, code, name "
         "FROM bank_client");

EnrBankAccount *
enr_bank_account_new (void)
{
  EnrBankAccount *self = g_new0 (EnrBankAccount, 1);

  self->account.kind = 1;
  self->is_new = TRUE;
  return self;
}

void
enr_bank_account_free (EnrBankAccount *self)
{
  if (self == NULL)
    return;

  enr_zengin_account_clear (&self->account);
  g_free (self->holder);
  g_free (self->customer_code);
  g_free (self->children);
  g_free (self->kana);
  g_free (self);
}

EnrBankClient *
enr_bank_client_new (void)
{
  EnrBankClient *self = g_new0 (EnrBankClient, 1);

  self->account.kind = 1;
  return self;
}

void
enr_bank_client_free (EnrBankClient *self)
{
  if (self == NULL)
    return;

  enr_zengin_account_clear (&self->account);
  g_free (self->code);
  g_free (self->name);
  g_free (self);
}

static gboolean G_GNUC_PRINTF (2, 3) refuse (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID, message);
  return FALSE;
}

/* Blanks and widths tidied away, in place. */
static void
tidy (char **value)
{
  g_autofree char *old = *value;

  *value = enr_text_tidy (old != NULL ? old : "");
}

static gboolean
refuse_digits (EnrBankDigits kind, const char *value, GError **error)
{
  const gboolean is_blank = *value == '\0';

  switch (kind)
    {
    case ENR_BANK_DIGITS_BANK:
      if (is_blank)
        return refuse (error, _ ("Please enter the bank's number, 4 digits."));
      return refuse (error, _ ("A bank's number has 4 digits; this is “%s”."), value);
    case ENR_BANK_DIGITS_BRANCH:
      if (is_blank)
        return refuse (error, _ ("Please enter the branch's number, 3 digits."));
      return refuse (error, _ ("A branch's number has 3 digits; this is “%s”."), value);
    case ENR_BANK_DIGITS_ACCOUNT:
      if (is_blank)
        return refuse (error, _ ("Please enter the account's number, 7 digits."));
      return refuse (error,
                     _ ("An account's number has 7 digits, with 0 before a shorter one; this is "
                        "“%s”."),
                     value);
    case ENR_BANK_DIGITS_CLIENT:
    default:
      if (is_blank)
        return refuse (error, _ ("Please enter the client's number, 10 digits."));
      return refuse (error,
                     _ ("A client's number has 10 digits, with 0 before a shorter one; this is "
                        "“%s”."),
                     value);
    }
}

gboolean
enr_bank_check_digits (EnrBankDigits kind, char **value, GError **error)
{
  static const gsize lengths[] = {
    [ENR_BANK_DIGITS_BANK] = ENR_ZENGIN_BANK_CODE,
    [ENR_BANK_DIGITS_BRANCH] = ENR_ZENGIN_BRANCH_CODE,
    [ENR_BANK_DIGITS_ACCOUNT] = ENR_ZENGIN_NUMBER,
    [ENR_BANK_DIGITS_CLIENT] = ENR_ZENGIN_CLIENT_CODE,
  };

  g_return_val_if_fail (kind < G_N_ELEMENTS (lengths), FALSE);

  tidy (value);
  if (strlen (*value) == lengths[kind] && strspn (*value, "0123456789") == lengths[kind])
    return TRUE;
  return refuse_digits (kind, *value, error);
}

/* Brings a name into the file's letters, in place. */
static gboolean
check_name (char **value, EnrZenginLetters letters, glong longest, const char *what, GError **error)
{
  g_autofree char *written = NULL;

  tidy (value);
  if (**value == '\0')
    /* Translators: a field, such as "The bank's name" */
    return refuse (error, _ ("%s is missing."), what);
  written = enr_zengin_dup_kana (*value, letters, error);
  if (written == NULL)
    {
      g_prefix_error (error, "%s: ", what);
      return FALSE;
    }
  if (g_utf8_strlen (written, -1) > longest)
    return refuse (error,
                   /* Translators: a field, what is in it, how many letters it has, and may have */
                   _ ("%s: “%s” has %d letters, and the bank's file has room for %d (゛ and ゜ are "
                      "letters of their own)."),
                   what, written, (int) g_utf8_strlen (written, -1), (int) longest);
  g_free (*value);
  *value = g_steal_pointer (&written);
  return TRUE;
}

static gboolean
check_account (EnrZenginAccount *account, GError **error)
{
  if (!enr_bank_check_digits (ENR_BANK_DIGITS_BANK, &account->bank_code, error)
      || !check_name (&account->bank_name, ENR_ZENGIN_BANK, ENR_ZENGIN_BANK_NAME,
                      _ ("The bank's name"), error)
      || !enr_bank_check_digits (ENR_BANK_DIGITS_BRANCH, &account->branch_code, error)
      || !check_name (&account->branch_name, ENR_ZENGIN_BANK, ENR_ZENGIN_BANK_NAME,
                      _ ("The branch's name"), error)
      || !enr_bank_check_digits (ENR_BANK_DIGITS_ACCOUNT, &account->number, error))
    return FALSE;
  if (account->kind != 1 && account->kind != 2 && account->kind != 9)
    return refuse (error, _ ("An account is ordinary (1), current (2) or another one (9)."));
  return TRUE;
}

static gboolean
check_customer_code (EnrBankAccount *self, GError **error)
{
  gsize length;

  tidy (&self->customer_code);
  length = strlen (self->customer_code);
  if (length > ENR_ZENGIN_CUSTOMER || strspn (self->customer_code, "0123456789") != length
      || (length > 0 && strspn (self->customer_code, "0") == length))
    return refuse (error, _ ("A customer's number has 1 to %d digits, and is not 0; this is “%s”."),
                   ENR_ZENGIN_CUSTOMER, self->customer_code);
  /* The file fills it up with noughts, so they are no part of it. */
  memmove (self->customer_code, self->customer_code + strspn (self->customer_code, "0"),
           length + 1 - strspn (self->customer_code, "0"));
  return TRUE;
}

/* 1: there is a row. 0: none. -1: failed. */
static int
has_row (EnrDb *db, const char *sql, const EnrUuid *family_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, sql);

  enr_bind_uuid (&st, ":family", family_id);
  return enr_stmt_step (&st, error);
}

static gboolean
settle_customer_code (EnrDb *db, EnrBankAccount *self, GError **error)
{
  g_auto (EnrStmt) st = { 0 };
  int rc;

  if (self->customer_code[0] == '\0')
    {
      st = enr_stmt (db, SQL_NEXT_CODE);
      if (enr_stmt_step (&st, error) <= 0)
        return FALSE;
      g_free (self->customer_code);
      self->customer_code = g_strdup_printf ("%d", (int) enr_column_int (&st, 0));
      return TRUE;
    }
  st = enr_stmt (db, SQL_TAKEN);
  enr_bind_text (&st, ":customer_code", self->customer_code);
  enr_bind_uuid (&st, ":family", &self->family_id);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    refuse (error, _ ("Another family has the customer's number %s already."), self->customer_code);
  return rc == 0;
}

static gboolean
set_under_way (GError **error)
{
  g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED,
                       _ ("A transfer of this family is under way. Its result has to be read in "
                          "before the customer's number can change."));
  return FALSE;
}

static gboolean
is_same_account (const EnrZenginAccount *a, const EnrZenginAccount *b)
{
  return g_str_equal (a->bank_code, b->bank_code) && g_str_equal (a->branch_code, b->branch_code)
         && a->kind == b->kind && g_str_equal (a->number, b->number);
}

/* What the account before says about this one. */
static gboolean
compare_with_stored (EnrDb *db, EnrBankAccount *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (EnrBankAccount) stored = enr_bank_account_load (db, &self->family_id, &local_error);
  int rc;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (stored == NULL)
    return TRUE;
  if (self->customer_code[0] == '\0')
    {
      g_free (self->customer_code);
      self->customer_code = g_strdup (stored->customer_code);
    }
  if (!is_same_account (&stored->account, &self->account))
    self->is_new = TRUE;
  if (g_str_equal (stored->customer_code, self->customer_code))
    return TRUE;
  rc = has_row (db, SQL_UNDER_WAY, &self->family_id, error);
  return rc == 0 || (rc > 0 && set_under_way (error));
}

static void
bind_account (EnrStmt *st, const EnrZenginAccount *account)
{
  enr_bind_text (st, ":bank_code", account->bank_code);
  enr_bind_text (st, ":bank_name", account->bank_name);
  enr_bind_text (st, ":branch_code", account->branch_code);
  enr_bind_text (st, ":branch_name", account->branch_name);
  enr_bind_int (st, ":kind", account->kind);
  enr_bind_text (st, ":number", account->number);
}

static gboolean
run_for_family (EnrDb *db, const char *sql, const EnrUuid *family_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, sql);

  enr_bind_uuid (&st, ":family", family_id);
  return enr_stmt_run (&st, error);
}

static gboolean
store_account (EnrDb *db, const EnrBankAccount *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_SAVE);

  enr_bind_uuid (&st, ":family", &self->family_id);
  bind_account (&st, &self->account);
  enr_bind_text (&st, ":holder", self->holder);
  enr_bind_text (&st, ":customer_code", self->customer_code);
  enr_bind_int (&st, ":is_new", self->is_new != 0);
  return enr_stmt_run (&st, error);
}

gboolean
enr_bank_account_save (EnrDb *db, const EnrActor *actor, EnrBankAccount *self, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  int rc;

  if (!check_account (&self->account, error)
      || !check_name (&self->holder, ENR_ZENGIN_PERSON, ENR_ZENGIN_HOLDER,
                      _ ("The account's holder"), error)
      || !check_customer_code (self, error) || !enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  rc = has_row (db, SQL_FAMILY, &self->family_id, error);
  if (rc == 0)
    g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                         _ ("There is no such family."));
  return rc > 0 && compare_with_stored (db, self, error) && settle_customer_code (db, self, error)
         && store_account (db, self, error)
         && run_for_family (db, SQL_BILLS_TO_TRANSFER, &self->family_id, error)
         && enr_txn_commit (&txn, error);
}

static void
read_account (EnrStmt *st, EnrZenginAccount *account)
{
  account->bank_code = enr_column_dup_text (st, 0);
  account->bank_name = enr_column_dup_text (st, 1);
  account->branch_code = enr_column_dup_text (st, 2);
  account->branch_name = enr_column_dup_text (st, 3);
  account->kind = (int) enr_column_int (st, 4);
  account->number = enr_column_dup_text (st, 5);
}

static EnrBankAccount *
read_row (EnrStmt *st)
{
  EnrBankAccount *self = enr_bank_account_new ();

  read_account (st, &self->account);
  self->holder = enr_column_dup_text (st, 6);
  self->customer_code = enr_column_dup_text (st, 7);
  self->is_new = enr_column_int (st, 8) != 0;
  self->family_id = enr_column_uuid (st, 9);
  return self;
}

EnrBankAccount *
enr_bank_account_load (EnrDb *db, const EnrUuid *family_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);

  enr_bind_uuid (&st, ":family", family_id);
  return enr_stmt_step (&st, error) > 0 ? read_row (&st) : NULL;
}

gboolean
enr_bank_account_remove (EnrDb *db, const EnrActor *actor, const EnrUuid *family_id, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  int rc;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  rc = has_row (db, SQL_UNDER_WAY, family_id, error);
  if (rc != 0)
    return rc > 0 && set_under_way (error);
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_REMOVE);

    enr_bind_uuid (&st, ":family", family_id);
    enr_bind_instant (&st, ":now", enr_clock_now ());
    if (!enr_stmt_run (&st, error))
      return FALSE;
    if (enr_stmt_changes (&st) == 0)
      {
        g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                             _ ("This family has no account."));
        return FALSE;
      }
  }
  return run_for_family (db, SQL_BILLS_TO_CASH, family_id, error) && enr_txn_commit (&txn, error);
}

GPtrArray *
enr_bank_account_list (EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_bank_account_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrBankAccount *account = read_row (&st);

      account->children = enr_column_dup_text (&st, 10);
      g_ptr_array_add (list, account);
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

GPtrArray *
enr_bank_account_list_families (EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_bank_account_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST_FAMILIES);
  int rc;

  enr_bind_date (&st, ":today", enr_clock_today ());
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrBankAccount *account = read_row (&st);

      account->children = enr_column_dup_text (&st, 10);
      account->kana = enr_column_dup_text (&st, 11);
      g_ptr_array_add (list, account);
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

gboolean
enr_bank_client_save (EnrDb *db, const EnrActor *actor, EnrBankClient *self, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_bank_check_digits (ENR_BANK_DIGITS_CLIENT, &self->code, error)
      || !check_name (&self->name, ENR_ZENGIN_PERSON, ENR_ZENGIN_CLIENT_NAME,
                      _ ("The client's name"), error)
      || !check_account (&self->account, error) || !enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_SAVE_CLIENT);

    enr_bind_text (&st, ":code", self->code);
    enr_bind_text (&st, ":name", self->name);
    bind_account (&st, &self->account);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

EnrBankClient *
enr_bank_client_load (EnrDb *db, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD_CLIENT);
  EnrBankClient *self;

  if (enr_stmt_step (&st, error) <= 0)
    return NULL;
  self = enr_bank_client_new ();
  read_account (&st, &self->account);
  self->code = enr_column_dup_text (&st, 6);
  self->name = enr_column_dup_text (&st, 7);
  return self;
}
