/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * bank-client, bank-account: the details that transfers are made with.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "month/bank.h"
#include "nursery/error.h"

static const struct
{
  const char *word;
  int kind;
} account_kinds[] = {
  { "ordinary", 1 },
  { "current", 2 },
  { "other", 9 },
};

static const char *
kind_word (int kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (account_kinds); i++)
    if (account_kinds[i].kind == kind)
      return account_kinds[i].word;
  return "";
}

static void
take_text (EnrCtl *self, const char *name, char **value)
{
  const char *text = enr_options_get (self, name);

  if (text == NULL)
    return;
  g_free (*value);
  *value = g_strdup (text);
}

static gboolean
take_account (EnrCtl *self, EnrZenginAccount *account, GError **error)
{
  const char *kind = enr_options_get (self, "kind");

  take_text (self, "bank", &account->bank_code);
  take_text (self, "bank-name", &account->bank_name);
  take_text (self, "branch", &account->branch_code);
  take_text (self, "branch-name", &account->branch_name);
  take_text (self, "number", &account->number);
  if (kind == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (account_kinds); i++)
    if (g_str_equal (account_kinds[i].word, kind))
      {
        account->kind = account_kinds[i].kind;
        return TRUE;
      }
  return enr_options_fail (error, _ ("--kind is ordinary, current or other."));
}

static void
add_json_account (JsonBuilder *builder, const EnrZenginAccount *account)
{
  enr_json_text (builder, "bank", account->bank_code);
  enr_json_text (builder, "bank_name", account->bank_name);
  enr_json_text (builder, "branch", account->branch_code);
  enr_json_text (builder, "branch_name", account->branch_name);
  enr_json_text (builder, "kind", kind_word (account->kind));
  enr_json_text (builder, "number", account->number);
}

static gboolean
run_client_set (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (EnrDb) db = enr_ctl_open (self, TRUE, error);
  g_autoptr (EnrBankClient) client = db != NULL ? enr_bank_client_load (db, &local_error) : NULL;

  if (db == NULL)
    return FALSE;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (client == NULL)
    client = enr_bank_client_new ();
  take_text (self, "code", &client->code);
  take_text (self, "name", &client->name);
  return take_account (self, &client->account, error)
         && enr_bank_client_save (db, &actor, client, error);
}

static gboolean
run_client_show (EnrCtl *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (EnrDb) db = enr_ctl_open (self, FALSE, error);
  g_autoptr (EnrBankClient) client = db != NULL ? enr_bank_client_load (db, &local_error) : NULL;

  if (db == NULL)
    return FALSE;
  if (client == NULL)
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                             _ ("The nursery's own bank details (委託者) are missing."));
      return FALSE;
    }
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_text (builder, "code", client->code);
      enr_json_text (builder, "name", client->name);
      add_json_account (builder, &client->account);
      enr_json_print (builder);
    }
  else
    enr_output_print ("%s  %s\n%s %s  %s %s  %s %s\n", client->code, client->name,
                      client->account.bank_code, client->account.bank_name,
                      client->account.branch_code, client->account.branch_name,
                      kind_word (client->account.kind), client->account.number);
  return TRUE;
}

static gboolean
run_account_set (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (EnrDb) db = enr_ctl_open (self, TRUE, error);
  g_autoptr (EnrChild) child = db != NULL ? enr_ctl_find_child (self, db, error) : NULL;
  g_autoptr (EnrBankAccount) account
      = child != NULL ? enr_bank_account_load (db, &child->family_id, &local_error) : NULL;

  if (child == NULL)
    return FALSE;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (account == NULL)
    account = enr_bank_account_new ();
  account->family_id = child->family_id;
  take_text (self, "holder", &account->holder);
  take_text (self, "customer-code", &account->customer_code);
  if (enr_options_has (self, "drawn-before"))
    account->is_new = FALSE;
  if (!take_account (self, &account->account, error)
      || !enr_bank_account_save (db, &actor, account, error))
    return FALSE;
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_text (builder, "customer_code", account->customer_code);
      add_json_account (builder, &account->account);
      enr_json_text (builder, "holder", account->holder);
      enr_json_print (builder);
    }
  return TRUE;
}

static gboolean
run_account_remove (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autoptr (EnrDb) db = enr_ctl_open (self, TRUE, error);
  g_autoptr (EnrChild) child = db != NULL ? enr_ctl_find_child (self, db, error) : NULL;

  return child != NULL && enr_bank_account_remove (db, &actor, &child->family_id, error);
}

static void
print_accounts (const GPtrArray *accounts)
{
  const char *headings[] = { _ ("Customer"), _ ("Children"), _ ("Bank"),  _ ("Branch"),
                             _ ("Kind"),     _ ("Number"),   _ ("Holder") };
  g_autoptr (EnrTextTable) table = enr_text_table_new (G_N_ELEMENTS (headings));

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    enr_text_table_add (table, headings[i]);
  for (guint i = 0; i < accounts->len; i++)
    {
      const EnrBankAccount *account = g_ptr_array_index (accounts, i);
      g_autofree char *bank
          = g_strdup_printf ("%s %s", account->account.bank_code, account->account.bank_name);
      g_autofree char *branch
          = g_strdup_printf ("%s %s", account->account.branch_code, account->account.branch_name);

      enr_text_table_add (table, account->customer_code);
      enr_text_table_add (table, account->children);
      enr_text_table_add (table, bank);
      enr_text_table_add (table, branch);
      enr_text_table_add (table, kind_word (account->account.kind));
      enr_text_table_add (table, account->account.number);
      enr_text_table_add (table, account->holder);
    }
  enr_text_table_print (table);
}

static gboolean
run_account_list (EnrCtl *self, GError **error)
{
  g_autoptr (EnrDb) db = enr_ctl_open (self, FALSE, error);
  g_autoptr (GPtrArray) accounts = db != NULL ? enr_bank_account_list (db, error) : NULL;
  g_autoptr (JsonBuilder) builder = NULL;

  if (accounts == NULL)
    return FALSE;
  if (!self->json)
    {
      print_accounts (accounts);
      return TRUE;
    }
  builder = enr_json_new ();
  enr_json_begin_array (builder, "accounts");
  for (guint i = 0; i < accounts->len; i++)
    {
      const EnrBankAccount *account = g_ptr_array_index (accounts, i);

      json_builder_begin_object (builder);
      enr_json_uuid (builder, "family", &account->family_id);
      enr_json_text (builder, "customer_code", account->customer_code);
      enr_json_word (builder, "children", account->children);
      add_json_account (builder, &account->account);
      enr_json_text (builder, "holder", account->holder);
      enr_json_bool (builder, "is_new", account->is_new);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  enr_json_print (builder);
  return TRUE;
}

#define OPTIONS_ACCOUNT                                                                            \
  { "bank", ENR_OPTION_TEXT, FALSE, N_ ("DIGITS"), N_ ("the bank's number, 4 digits") },           \
      { "bank-name", ENR_OPTION_TEXT, FALSE, N_ ("KANA"), N_ ("the bank's name") },                \
      { "branch", ENR_OPTION_TEXT, FALSE, N_ ("DIGITS"), N_ ("the branch's number, 3 digits") },   \
      { "branch-name", ENR_OPTION_TEXT, FALSE, N_ ("KANA"), N_ ("the branch's name") },            \
      { "kind", ENR_OPTION_TEXT, FALSE, "ordinary|current|other",                                  \
        N_ ("the kind of account: 普通, 当座, その他") },                                          \
  {                                                                                                \
    "number", ENR_OPTION_TEXT, FALSE, N_ ("DIGITS"), N_ ("the account's number, 7 digits")         \
  }

static const EnrCtlOption client_options[] = {
  { "code", ENR_OPTION_TEXT, FALSE, N_ ("DIGITS"),
    N_ ("the client's number, 10 digits (委託者コード)") },
  { "name", ENR_OPTION_TEXT, FALSE, N_ ("KANA"), N_ ("the client's name (委託者名)") },
  OPTIONS_ACCOUNT,
  ENR_OPTION_END,
};

static const EnrCtlOption account_options[] = {
  OPTIONS_ACCOUNT,
  { "holder", ENR_OPTION_TEXT, FALSE, N_ ("KANA"),
    N_ ("the account's holder, at most 30 letters") },
  { "customer-code", ENR_OPTION_TEXT, FALSE, N_ ("DIGITS"),
    N_ ("the customer's number (顧客番号); the next free one") },
  { "drawn-before", ENR_OPTION_FLAG, FALSE, NULL,
    N_ ("it is not the first time that the bank draws from it") },
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_bank_commands[] = {
  { "bank-client set", NULL, N_ ("Set the nursery's own bank details (委託者)."), client_options,
    run_client_set, NULL },
  { "bank-client show", NULL, N_ ("Show the nursery's own bank details."), NULL, run_client_show,
    NULL },
  { "bank-account set", N_ ("CHILD"), N_ ("Set the account that a child's family pays from."),
    account_options, run_account_set, NULL },
  { "bank-account remove", N_ ("CHILD"), N_ ("Remove a family's account."), NULL,
    run_account_remove, NULL },
  { "bank-account list", NULL, N_ ("List the families' accounts."), NULL, run_account_list, NULL },
  { NULL },
};
