/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Bank details: what is kept, and what is refused in which words.
 */
#include "config.h"

#include <string.h>

#include "closed-may.h"
#include "nursery/enrolment.h"

static EnrBankAccount *
make_account (ClosedMay *fixture, guint child)
{
  EnrBankAccount *account = enr_bank_account_new ();

  account->family_id = closed_may_family (fixture, child);
  account->account.bank_code = g_strdup ("0184");
  account->account.bank_name = g_strdup ("ミヤザキ");
  account->account.branch_code = g_strdup ("012");
  account->account.branch_name = g_strdup ("みなみ");
  account->account.number = g_strdup ("0001234");
  account->holder = g_strdup ("あおき　きょうこ");
  return account;
}

static gboolean
save (ClosedMay *fixture, EnrBankAccount *account, GError **error)
{
  return enr_bank_account_save (fixture->nursery->db, &fixture->nursery->actor, account, error);
}

static void
test_save (ClosedMay *fixture, gconstpointer data)
{
  g_autoptr (EnrBankAccount) account = make_account (fixture, 0);
  g_autoptr (EnrBankAccount) other = make_account (fixture, 1);
  g_autoptr (EnrBankAccount) loaded = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (enr_bank_account_load (fixture->nursery->db, &account->family_id, &error));
  g_assert_no_error (error);
  /* full-width digits are tidied */
  g_free (account->account.bank_code);
  account->account.bank_code = g_strdup ("０１８４");
  g_assert_true (save (fixture, account, &error));
  g_assert_no_error (error);
  loaded = enr_bank_account_load (fixture->nursery->db, &account->family_id, &error);
  g_assert_cmpstr (loaded->account.bank_code, ==, "0184");
  g_assert_cmpstr (loaded->account.bank_name, ==, "ﾐﾔｻﾞｷ");
  g_assert_cmpstr (loaded->account.branch_name, ==, "ﾐﾅﾐ");
  g_assert_cmpstr (loaded->account.number, ==, "0001234");
  g_assert_cmpstr (loaded->holder, ==, "ｱｵｷ ｷﾖｳｺ");
  g_assert_cmpstr (loaded->customer_code, ==, "1"); /* the first free number */
  g_assert_true (loaded->is_new);

  other->customer_code = g_strdup ("007");
  g_assert_true (save (fixture, other, &error));
  g_assert_cmpstr (other->customer_code, ==, "7");
  list = enr_bank_account_list (fixture->nursery->db, &error);
  g_assert_cmpuint (list->len, ==, 2);
}

static void
test_remove (ClosedMay *fixture, gconstpointer data)
{
  g_autoptr (EnrBankAccount) account = make_account (fixture, 0);
  g_autoptr (EnrBankAccount) again = make_account (fixture, 0);
  g_autoptr (EnrBankAccount) other = make_account (fixture, 1);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  EnrTestNursery *nursery = fixture->nursery;

  g_assert_false (
      enr_bank_account_remove (nursery->db, &nursery->actor, &account->family_id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_true (save (fixture, account, &error));
  g_assert_true (
      enr_bank_account_remove (nursery->db, &nursery->actor, &account->family_id, &error));
  list = enr_bank_account_list (nursery->db, &error);
  g_assert_cmpuint (list->len, ==, 0);
  /* The number of an account that was removed is not given to another family by itself. */
  g_assert_true (save (fixture, other, &error));
  g_assert_cmpstr (other->customer_code, ==, "2");
  g_assert_true (save (fixture, again, &error));
  g_assert_no_error (error);
}

static void
assert_refused (ClosedMay *fixture, EnrBankAccount *account, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = enr_test_dump (fixture->nursery->path);
  g_autofree char *after = NULL;

  g_assert_false (save (fixture, account, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  if (strstr (error->message, part) == NULL)
    g_error ("%s does not say %s", error->message, part);
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);
  enr_bank_account_free (account);
}

static void
test_refused (ClosedMay *fixture, gconstpointer data)
{
  g_autoptr (EnrBankAccount) taken = make_account (fixture, 1);
  g_autoptr (GError) error = NULL;

#define WITH(field, value, part)                                                                   \
  G_STMT_START                                                                                     \
  {                                                                                                \
    EnrBankAccount *account = make_account (fixture, 0);                                           \
    g_free (account->field);                                                                       \
    account->field = g_strdup (value);                                                             \
    assert_refused (fixture, account, part);                                                       \
  }                                                                                                \
  G_STMT_END
  WITH (account.bank_code, "184", "4 digits");
  WITH (account.bank_code, "01844", "“01844”");
  WITH (account.bank_code, "o184", "4 digits");
  WITH (account.branch_code, "12", "3 digits");
  WITH (account.branch_code, NULL, "3 digits");
  WITH (account.number, "123456", "7 digits");
  WITH (account.number, "12345678", "7 digits");
  WITH (account.bank_name, "", "bank's name is missing");
  WITH (account.branch_name, "南", "南");
  WITH (holder, " ", "holder is missing");
  WITH (holder, "青木", "青");
  WITH (holder, "がががががががががががががががが", "32 letters");
  WITH (customer_code, "0", "1 to 20 digits");
  WITH (customer_code, "A1", "1 to 20 digits");
  WITH (customer_code, "123456789012345678901", "1 to 20 digits");
  taken->customer_code = g_strdup ("77");
  g_assert_true (save (fixture, taken, &error));
  WITH (customer_code, "077", "Another family");
#undef WITH
  {
    EnrBankAccount *account = make_account (fixture, 0);

    account->account.kind = 3;
    assert_refused (fixture, account, "ordinary");
    account = make_account (fixture, 0);
    account->family_id = enr_uuid_new ();
    g_assert_false (save (fixture, account, &error));
    g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
    enr_bank_account_free (account);
  }
}

static void
test_client (ClosedMay *fixture, gconstpointer data)
{
  g_autoptr (EnrBankClient) client = enr_bank_client_new ();
  g_autoptr (EnrBankClient) loaded = NULL;
  g_autoptr (GError) error = NULL;
  EnrTestNursery *nursery = fixture->nursery;

  g_assert_null (enr_bank_client_load (nursery->db, &error));
  g_assert_no_error (error);
  client->code = g_strdup ("12345");
  g_assert_false (enr_bank_client_save (nursery->db, &nursery->actor, client, &error));
  g_assert_nonnull (strstr (error->message, "10 digits"));
  g_clear_error (&error);
  closed_may_add_client (fixture);
  closed_may_add_client (fixture); /* again: there is one */
  loaded = enr_bank_client_load (nursery->db, &error);
  g_assert_cmpstr (loaded->code, ==, "0000012345");
  g_assert_cmpstr (loaded->name, ==, "ｺﾓﾚﾋﾞﾎｲｸｴﾝ");
  g_assert_cmpstr (loaded->account.number, ==, "7654321");
}

/* A family that was to pay in cash, and now has an account; and the other way round. */
static void
test_bills_follow (ClosedMay *fixture, gconstpointer data)
{
  g_autoptr (EnrBankAccount) account = make_account (fixture, 0);
  g_autoptr (GError) error = NULL;
  EnrTestNursery *nursery = fixture->nursery;

  closed_may_close (fixture, NULL);
  g_assert_cmpint (closed_may_bill (fixture, 0).method, ==, ENR_BILL_CASH);
  g_assert_true (save (fixture, account, &error));
  g_assert_cmpint (closed_may_bill (fixture, 0).method, ==, ENR_BILL_TRANSFER);
  g_assert_cmpint (closed_may_bill (fixture, 1).method, ==, ENR_BILL_CASH);
  g_assert_true (
      enr_bank_account_remove (nursery->db, &nursery->actor, &account->family_id, &error));
  g_assert_cmpint (closed_may_bill (fixture, 0).method, ==, ENR_BILL_CASH);
}

static void
test_faults (ClosedMay *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  guint n = 0;

  closed_may_close (fixture, NULL);
  before = enr_test_dump (fixture->nursery->path);
  for (gboolean done = FALSE; !done;)
    {
      g_autoptr (EnrBankAccount) account = make_account (fixture, 0);
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;

      enr_db_set_fault (fixture->nursery->db, (int) ++n);
      done = save (fixture, account, &error);
      enr_db_set_fault (fixture->nursery->db, 0);
      after = enr_test_dump (fixture->nursery->path);
      if (!done)
        enr_test_assert_same (after, before);
      g_assert_cmpuint (n, <, 1000);
    }
  g_assert_cmpuint (n, >, 5);
}

/* Every family is there to be given an account, and one that left is while it has one. */
static void
test_families (ClosedMay *fixture, gconstpointer data)
{
  EnrTestNursery *nursery = fixture->nursery;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) later = NULL;
  g_autoptr (GError) error = NULL;
  const EnrBankAccount *account;

  closed_may_add_account (fixture, 1);
  list = enr_bank_account_list_families (nursery->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 3);
  account = g_ptr_array_index (list, 0);
  g_assert_cmpstr (account->children, ==, "青木 第1子");
  g_assert_cmpstr (account->customer_code, ==, "");
  account = g_ptr_array_index (list, 1);
  g_assert_cmpstr (account->children, ==, "石橋 第2子");
  g_assert_cmpstr (account->customer_code, ==, "102");
  g_assert_cmpstr (account->account.bank_name, ==, "ﾐﾔｻﾞｷ");

  for (guint i = 0; i < 2; i++)
    {
      enr_child_leave (nursery->db, &nursery->actor, &nursery->children[i], enr_test_day () - 5,
                       "転園", &error);
      g_assert_no_error (error);
    }
  later = enr_bank_account_list_families (nursery->db, &error);
  g_assert_cmpuint (later->len, ==, 2);
  account = g_ptr_array_index (later, 0);
  g_assert_cmpstr (account->children, ==, "石橋 第2子");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add (path, ClosedMay, NULL, closed_may_set_up_open, func, closed_may_tear_down)
  ADD ("/bank/save", test_save);
  ADD ("/bank/remove", test_remove);
  ADD ("/bank/refused", test_refused);
  ADD ("/bank/client", test_client);
  ADD ("/bank/bills-follow", test_bills_follow);
  ADD ("/bank/families", test_families);
  ADD ("/bank/faults", test_faults);
#undef ADD
  return g_test_run ();
}
