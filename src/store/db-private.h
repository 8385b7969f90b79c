/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The connection's inside, for the files of store/ only.
 */
#pragma once

#include <sqlite3.h>

#include "store/db.h"

G_BEGIN_DECLS

#define ENR_DB_APPLICATION_ID 0x656e726b /* "enrk" */
#define ENR_DB_BUSY_TIMEOUT 5000 /* milliseconds */
#define ENR_HASH_LENGTH 32

struct _EnrCachedStmt
{
  sqlite3_stmt *stmt; /* NULL until prepared, and after the connection was reopened */
  const char *sql;
  gboolean is_taken;
  gboolean failed;    /* a binding failed; reported by the next step */
};

/* What the journal needs to know of a table. */
typedef struct
{
  const char *name;      /* interned */
  GPtrArray *columns;    /* (element-type utf8) */
  GArray *are_words;     /* (element-type gboolean): of each, enr_journal_is_words() */
  GArray *key_columns;   /* (element-type int): the primary key, in order */
  int subject_column;    /* the column that holds the child's id, or -1 */
} EnrTableInfo;

/* One changed row of the running transaction, as the journal will have it. */
typedef struct
{
  const EnrTableInfo *table;
  char op;               /* 'I', 'U', 'D' */
  char *row;             /* the primary key as text */
  char *changes;         /* JSON */
  gboolean has_subject;
  EnrUuid subject;
} EnrChange;

struct _EnrDb
{
  char *path;
  EnrDbFlags flags;
  GThread *thread;
  sqlite3 *handle;
  GHashTable *stmts;     /* const char *sql (by address) -> EnrCachedStmt */
  GHashTable *tables;    /* interned name -> EnrTableInfo; domain tables only */
  EnrUuid site;
  gboolean is_ready;     /* it was opened as a whole: the file is ours */
  gboolean is_unsettled; /* a commit failed, and it is not known what is on the disk (txn.c) */
  gboolean is_log_unsure; /* ... and the connection was opened anew since */

  /* the running write transaction */
  gboolean in_txn;       /* any, also a snapshot */
  gboolean in_write;
  gboolean is_committing; /* by enr_txn_commit(), with its journal rows written */
  gboolean is_destroying; /* what is deleted is journalled by its key alone */
  gboolean is_stray;     /* a domain table was written outside of one */
  EnrActorKind actor_kind;
  EnrUuid actor_id;
  char *actor_name;
  char *device;
  char *reason;
  GPtrArray *changes;    /* (element-type EnrChange) */
  gconstpointer kept_key;  /* what the action has read, for owed_func() */
  gpointer kept;
  GDestroyNotify free_kept;
  EnrOwedFunc owed_func;
  gpointer owed_data;
  GDestroyNotify free_owed_data;
  gint64 head_seq;       /* the journal's last row after this transaction's rows */
  guint8 head_hash[ENR_HASH_LENGTH];

  GHashTable *changed;   /* set of interned table names since the last take */
  int fault_at;
  int fault_count;
};

/* db.c */
void enr_db_set_error (EnrDb *self, int rc, const char *action, GError **error);
gboolean enr_db_exec (EnrDb *self, const char *sql, const char *action, GError **error);
gboolean enr_db_reopen (EnrDb *self, GError **error);
gboolean enr_db_fault (EnrDb *self, const char *action, GError **error);
void enr_db_assert_thread (const EnrDb *self);

/* txn.c */
/** A log was left behind, by a program that was killed or whose disk failed: whether it is on the disk
 * is not known, so it is written again before anything is written behind it. */
void enr_db_settle_found_log (EnrDb *self);

/* stmt.c */
void enr_db_finalize_statements (EnrDb *self);
void enr_cached_stmt_free (EnrCachedStmt *cached);

/* journal.c */
gboolean enr_journal_attach (EnrDb *self, GError **error);
void enr_table_info_free (EnrTableInfo *info);
void enr_change_free (EnrChange *change);
gboolean enr_journal_append_changes (EnrDb *self, GError **error);
gboolean enr_journal_append_migration (EnrDb *self, int from, int to, GError **error);
int enr_journal_has (EnrDb *self, gint64 seq, const guint8 hash[ENR_HASH_LENGTH], GError **error);

/* migrate.c */
/** For tests: steps behind the program's own (%NULL-terminated, borrowed); %NULL takes them away. */
void enr_schema_set_extra_steps (const char *const *sql);
gboolean enr_db_check_version (EnrDb *self, int *version, GError **error);
gboolean enr_db_quick_check (EnrDb *self, GError **error);
gboolean enr_db_migrate (EnrDb *self, int version, GError **error);

G_END_DECLS
