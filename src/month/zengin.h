/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The file of a bank transfer (預金口座振替) as all Japanese banks take it: records of 120 bytes, a header,
 * a record an account, totals, an end. Pure.
 *
 * Sources: 全国銀行協会「全銀協パーソナル・コンピュータ用標準通信プロトコル（ベーシック手順）適用業務および
 * レコード・フォーマット」(令和元年12月), 15 and 16 for the records and the results, 付録1 for the letters;
 * 宮崎銀行 (www.miyagin.co.jp/kfkdown-zengin-help) for line breaks: a request has none or CR LF, and the
 * answer CR LF.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ENR_ZENGIN_RECORD 120

/* Lengths of fields, in letters. */
#define ENR_ZENGIN_CLIENT_CODE 10
#define ENR_ZENGIN_CLIENT_NAME 40
#define ENR_ZENGIN_BANK_CODE 4
#define ENR_ZENGIN_BANK_NAME 15
#define ENR_ZENGIN_BRANCH_CODE 3
#define ENR_ZENGIN_NUMBER 7
#define ENR_ZENGIN_HOLDER 30
#define ENR_ZENGIN_CUSTOMER 20
#define ENR_ZENGIN_AMOUNT_MAX G_GINT64_CONSTANT (9999999999)

/** Which letters a name may have (付録1): kana but ヲ, capitals and digits, and for people "( ) - ." and
 * the blank, for banks and branches only "-". */
typedef enum
{
  ENR_ZENGIN_PERSON,
  ENR_ZENGIN_BANK,
} EnrZenginLetters;

/** Whose account, at which bank: of the client (委託者) or of who pays. Names are half-width kana. */
typedef struct
{
  char *bank_code;   /* 4 digits */
  char *bank_name;
  char *branch_code; /* 3 digits */
  char *branch_name;
  int kind;          /* 預金種目: 1 普通, 2 当座, 9 その他 */
  char *number;      /* 7 digits */
} EnrZenginAccount;

void enr_zengin_account_clear (EnrZenginAccount *self);

/** What is drawn from an account. */
typedef struct
{
  EnrZenginAccount account;
  char *holder;
  gint64 amount;  /* yen */
  int new_code;   /* 新規コード: 1 the first time, 2 changed, 0 otherwise */
  char *customer; /* 顧客番号: digits without noughts before them */
  char result;    /* 振替結果コード; '0' in a request */
} EnrZenginRecord;

typedef struct
{
  char *client_code; /* 10 digits */
  char *client_name;
  int month;         /* of the day on which it is drawn (引落日) */
  int day;
  EnrZenginAccount account;
  GArray *records;   /* (element-type EnrZenginRecord) */
} EnrZenginFile;

EnrZenginFile *enr_zengin_file_new (void) G_GNUC_WARN_UNUSED_RESULT;
void enr_zengin_file_free (EnrZenginFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrZenginFile, enr_zengin_file_free)

/** Adds a record, zeroed; borrowed until the next. */
EnrZenginRecord *enr_zengin_file_add (EnrZenginFile *self);

/**
 * A name in the letters of the file, as UTF-8 of half-width kana: hiragana and kana of any width, small
 * kana as large ones (キョ as ｷﾖ), ー as "-", letters as capitals. INVALID with a sentence that names the
 * letter which cannot be written (kanji, ヲ, ヰ, ヱ, commas).
 */
char *enr_zengin_dup_kana (const char *text,
                           EnrZenginLetters letters,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** A request as bytes (JIS X 0201, which is CP932 of these letters), with totals. INVALID where a field
 * does not fit, or there is nothing to draw. */
GBytes *enr_zengin_file_write (const EnrZenginFile *self,
                               gboolean with_line_breaks,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * Reads a bank's answer, with line breaks (CR LF or LF) or without. INVALID, with a sentence that names
 * the record, for a broken record, a count or total that its records do not come to (in all, drawn, not
 * drawn), or a customer that is there twice; a request that was never answered is told apart by its
 * totals.
 */
EnrZenginFile *enr_zengin_file_read (const char *data,
                                     gsize length,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** What a result code (振替結果コード) says, translated; %NULL where it is none. Static. */
const char *enr_zengin_result_label (char code);

/** The same in Japanese, for papers. */
const char *enr_zengin_result_label_japanese (char code);

G_END_DECLS
