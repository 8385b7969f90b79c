/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Accounts for bank transfers (口座振替): the one that each family pays from, and who draws (委託者). Names
 * are kept as the bank's file has them (enr_zengin_dup_kana()).
 */
#pragma once

#include "month/zengin.h"
#include "store/db.h"

G_BEGIN_DECLS

typedef struct
{
  EnrUuid family_id;
  EnrZenginAccount account;
  char *holder;
  char *customer_code; /* 顧客番号: 1 to 20 digits, without noughts before them */
  gboolean is_new;     /* nothing has been drawn from it yet (新規コード 1) */
  char *children;      /* "青木 朝陽、青木 凛"; from the lists only */
  char *kana;          /* of the children; from enr_bank_account_list_families() only */
} EnrBankAccount;

EnrBankAccount *enr_bank_account_new (void) G_GNUC_WARN_UNUSED_RESULT;
void enr_bank_account_free (EnrBankAccount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrBankAccount, enr_bank_account_free)

/**
 * Sets a family's account. Names are brought into the bank's letters and digits tidied, in @self; a
 * blank customer code gets the next free number. An account that is not the one before is new. Open
 * bills of the family that were to be paid in cash are drawn from it.
 *
 * INVALID with a sentence for a bank's number of other than 4 digits, a branch's of other than 3, an
 * account's of other than 7 (a shorter one is to be entered with the noughts before it), a name that
 * is missing, too long or cannot be written, a kind that is none, or a customer code that another
 * family has. CHANGED while a transfer is under way and the customer code would be another.
 */
gboolean enr_bank_account_save (EnrDb *db,
                                const EnrActor *actor,
                                EnrBankAccount *self,
                                GError **error);

/** A family's account, or %NULL without an error where it has none. */
EnrBankAccount *enr_bank_account_load (EnrDb *db,
                                       const EnrUuid *family_id,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Removes a family's account; its open bills are to be paid in cash. UNKNOWN where it has none,
 * CHANGED while a transfer is under way. */
gboolean enr_bank_account_remove (EnrDb *db,
                                  const EnrActor *actor,
                                  const EnrUuid *family_id,
                                  GError **error);

/** What consists of digits only. */
typedef enum
{
  ENR_BANK_DIGITS_BANK,    /* 4 */
  ENR_BANK_DIGITS_BRANCH,  /* 3 */
  ENR_BANK_DIGITS_ACCOUNT, /* 7 */
  ENR_BANK_DIGITS_CLIENT,  /* 10 */
} EnrBankDigits;

/** Tidies digits in place and checks that they are as many as @kind has; INVALID with a sentence where
 * they are not, and another one where there are none. */
gboolean enr_bank_check_digits (EnrBankDigits kind,
                                char **value,
                                GError **error);

/** All accounts, by customer code. (element-type EnrBankAccount) */
GPtrArray *enr_bank_account_list (EnrDb *db,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The families with a child who is enrolled or is to come, and those with an account, by kana. Those
 * without an account have no customer code (""). (element-type EnrBankAccount) */
GPtrArray *enr_bank_account_list_families (EnrDb *db,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Who draws. */
typedef struct
{
  char *code; /* 委託者コード, 10 digits */
  char *name; /* at most 40 letters */
  EnrZenginAccount account;
} EnrBankClient;

EnrBankClient *enr_bank_client_new (void) G_GNUC_WARN_UNUSED_RESULT;
void enr_bank_client_free (EnrBankClient *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrBankClient, enr_bank_client_free)

/** Sets who draws; INVALID as above, and for a code of other than 10 digits. */
gboolean enr_bank_client_save (EnrDb *db,
                               const EnrActor *actor,
                               EnrBankClient *self,
                               GError **error);

/** %NULL without an error where it is not set. */
EnrBankClient *enr_bank_client_load (EnrDb *db,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
