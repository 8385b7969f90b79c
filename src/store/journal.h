/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The journal: who changed what, when, from what to what. It is written by the connection itself: a
 * hook sees every changed row of every domain table, so no function can forget it, and a change
 * outside of a transaction with an actor is refused. Each row carries the SHA-256 of the row before
 * and of itself, so that a removed or altered row shows.
 *
 * Its columns are those a replication log needs (PROTOCOL 5): site, sequence, transaction, clock,
 * actor, table, row, changed columns with old and new value.
 */
#pragma once

#include "store/db.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 seq;
  gint64 txn;           /* the sequence number of the transaction's first row */
  gint64 at_ms;         /* milliseconds since the epoch, UTC */
  const char *actor_kind;
  const char *actor_name;
  const char *device;
  const char *table;
  const char *row;      /* the primary key: hexadecimal for an id, parts joined with '/' */
  char op;              /* 'I' added, 'U' changed, 'D' removed, 'M' the schema was brought up to date */
  const char *changes;  /* JSON object: column to [old, new]; ids as hexadecimal text; of words their sum */
  const char *reason;   /* "" where none was given */
  EnrUuid subject;      /* the child concerned, or none */
  const char *hash;     /* hexadecimal */
} EnrJournalRow;

/** Called for each row; the row and its strings are valid during the call. %FALSE ends the walk. */
typedef gboolean (*EnrJournalFunc) (const EnrJournalRow *row,
                                    gpointer data);

/** Walks the journal in its order: of a child (and of that child's family), or all with %NULL. */
gboolean enr_journal_walk (EnrDb *db,
                           const EnrUuid *child_id,
                           EnrJournalFunc func,
                           gpointer data,
                           GError **error);

/** The same for the rows after a sequence number (0: all). */
gboolean enr_journal_walk_after (EnrDb *db,
                                 gint64 seq,
                                 EnrJournalFunc func,
                                 gpointer data,
                                 GError **error);

/** The last row's sequence number, 0 where there is none; -1 with an error. */
gint64 enr_journal_get_last (EnrDb *db,
                             GError **error);

/**
 * Checks the chain from the first row. On a break, *@bad_seq is the first bad row's number and
 * *@problem says what is wrong with it (untranslated word: "missing", "altered", "order"); with a
 * whole chain *@bad_seq is 0. *@length is the number of rows. FALSE only where reading failed.
 */
gboolean enr_journal_verify (EnrDb *db,
                             gint64 *length,
                             gint64 *bad_seq,
                             const char **problem,
                             GError **error);

/** The id of this copy of the database. */
EnrUuid enr_journal_get_site (EnrDb *db);

/** Gives this copy of the database another id: where it was put back, or was found to be in use at two
 * places. */
gboolean enr_journal_renew_site (EnrDb *db,
                                 GError **error);

/**
 * Whether a column is what a person said or wrote and is to be destroyed when its time is over: one named
 * body, and those of the list in journal-words.c. The journal has its length and sum only,
 * {"bytes":N,"sha256":"…"}, and "" where it is blank. What older versions have written stays as it is: the
 * chain is of the bytes that stand in it.
 */
gboolean enr_journal_is_words (const char *table,
                               const char *column);

/** The tables that are journalled: all but the store's own and those called sync_…. (element-type utf8) */
GPtrArray *enr_journal_tables (EnrDb *db) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
