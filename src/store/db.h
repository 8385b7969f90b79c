/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One connection to the nursery's database: opening, statements, transactions. The only way to the
 * database for every room above; sqlite3.h is not included outside store/.
 *
 * A connection belongs to the thread that opened it, and every function asserts that.
 */
#pragma once

#include <gio/gio.h>

#include "base/date.h"
#include "base/uuid.h"
#include "store/actor.h"

G_BEGIN_DECLS

#define ENR_DB_ERROR (enr_db_error_quark ())
GQuark enr_db_error_quark (void);

typedef enum
{
  ENR_DB_ERROR_FAILED,
  ENR_DB_ERROR_BUSY,       /* another program holds the write lock for longer than five seconds */
  ENR_DB_ERROR_CONSTRAINT, /* a CHECK, UNIQUE or FOREIGN KEY of the schema refused the row */
  ENR_DB_ERROR_NOT_FOUND,  /* the file, or a row that the caller named */
  ENR_DB_ERROR_TOO_NEW,    /* made by a newer version of the program */
  ENR_DB_ERROR_NOT_ENROKU, /* a database of another program, or no database */
  ENR_DB_ERROR_CORRUPT,    /* damaged */
  ENR_DB_ERROR_FULL,       /* the disk is full */
  ENR_DB_ERROR_READ_ONLY,  /* the file or its folder cannot be written */
  ENR_DB_ERROR_IO,         /* the disk failed; nothing was saved */
  ENR_DB_ERROR_UNCERTAIN,  /* the disk failed while saving, and it could not be found out whether the
                            * change is in the file */
} EnrDbError;

/**
 * A sentence for the user, in her language: made from the code for errors of the store, and the
 * message itself for the others (domain rooms, CSV, files), which are written for her already.
 * The store's own messages name the action and SQLite's text, and never a value.
 */
char *enr_error_describe (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct _EnrDb EnrDb;

typedef enum
{
  ENR_DB_READ_ONLY = 0,
  ENR_DB_READ_WRITE = 1 << 0,
  ENR_DB_CREATE = 1 << 1, /* make the file and its folder (modes 0600, 0700) where missing */
} EnrDbFlags;

/** Opens a database. With READ_WRITE it is brought up to this program's schema first, after a copy
 * was put aside (store/migrate.h). Read-only connections see committed data only and refuse writes. */
EnrDb *enr_db_open (const char *path,
                    EnrDbFlags flags,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Closes. Every statement must have been released. */
void enr_db_close (EnrDb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrDb, enr_db_close)

/** The file's path. Borrowed. */
const char *enr_db_get_path (const EnrDb *self);

/** The number that changes whenever another connection has committed; 0 on error. */
gint64 enr_db_data_version (EnrDb *self);

/** Copies the whole database, as it stands, into a new file (SQLite's backup API), and syncs it. */
gboolean enr_db_backup (EnrDb *self,
                        const char *path,
                        GError **error);

/**
 * Puts a copy in the place of the database @path, which nobody has open. The copy is taken over beside
 * it first and must open, be whole (quick_check) and be a nursery's (with an older schema it is brought
 * up to date); only then the file that was there goes to @path.damaged-DATETIME, with its log, and the
 * copy takes its place in one step, with a site id of its own: what was sent in the old one's name since the
 * copy was made is not in it. The copy itself stays as it is. *@kept_as (owned) is where the old
 * file is now, or %NULL where there was none. Errors: NOT_ENROKU, CORRUPT, TOO_NEW for the copy; those of
 * files. On any error all is as it was.
 */
gboolean enr_db_restore (const char *copy,
                         const char *path,
                         char **kept_as,
                         GError **error);

/*
 * Statements
 */

/**
 * ENR_SQL:
 * @name: the constant's name
 * @text: one SQL statement with named :parameters
 *
 * Defines a statement of this file. All of them are kept in one linker section, from which a test
 * prepares each against the final schema (tests/store/test-sql.c).
 */
#define ENR_SQL(name, text)                                                                        \
  static const char name[] = text;                                                                 \
  static const char *const name##_entry __attribute__ ((used, section ("enr_sql"))) = name

typedef struct _EnrCachedStmt EnrCachedStmt;

typedef struct
{
  EnrDb *db;
  EnrCachedStmt *cached;
} EnrStmt;

/** Takes a statement from the cache, preparing it the first time. It cannot be taken twice at once.
 * A failure to prepare is reported by the first step. Use as: g_auto (EnrStmt) st = enr_stmt (…). */
EnrStmt enr_stmt (EnrDb *db,
                  const char *sql);

/** Resets the statement and clears its bindings, so that it holds no snapshot and no data. */
void enr_stmt_release (EnrStmt *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrStmt, enr_stmt_release)

/** 1: a row is there. 0: done. -1: failed, @error is set. */
int enr_stmt_step (EnrStmt *self,
                   GError **error);

/** Steps a statement that returns no row, and resets it for new bindings. */
gboolean enr_stmt_run (EnrStmt *self,
                       GError **error);

/** Back to the start with bindings cleared, for use again in a loop. */
void enr_stmt_reset (EnrStmt *self);

/** Rows changed by the last run. */
int enr_stmt_changes (EnrStmt *self);

/* Binding. A name that the statement does not have is a bug. "none" values and %NULL bind NULL. */
void enr_bind_int (EnrStmt *self, const char *name, gint64 value);
void enr_bind_text (EnrStmt *self, const char *name, const char *value);
void enr_bind_uuid (EnrStmt *self, const char *name, const EnrUuid *value);
void enr_bind_date (EnrStmt *self, const char *name, EnrDate value);
void enr_bind_minutes (EnrStmt *self, const char *name, int value);
void enr_bind_instant (EnrStmt *self, const char *name, EnrInstant value);
void enr_bind_bytes (EnrStmt *self, const char *name, GBytes *value);

/* Columns of the row, from 0. NULL reads as 0, NULL, "none". Text is valid until the next step. */
gboolean enr_column_is_null (EnrStmt *self, int column);
gint64 enr_column_int (EnrStmt *self, int column);
const char *enr_column_text (EnrStmt *self, int column);
char *enr_column_dup_text (EnrStmt *self, int column) G_GNUC_WARN_UNUSED_RESULT;
EnrUuid enr_column_uuid (EnrStmt *self, int column);
EnrDate enr_column_date (EnrStmt *self, int column);
int enr_column_minutes (EnrStmt *self, int column);
EnrInstant enr_column_instant (EnrStmt *self, int column);
GBytes *enr_column_bytes (EnrStmt *self, int column) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Transactions
 */

typedef struct
{
  EnrDb *db;
  gboolean is_write;
} EnrTxn;

#define ENR_TXN_INIT { NULL, FALSE }

/**
 * Begins the one transaction of a user's action (BEGIN IMMEDIATE). Everything written to a domain
 * table until the commit is journalled with @actor and @reason (%NULL: none). A write outside of
 * such a transaction is refused by the connection. Beginning within another one is a bug.
 */
gboolean enr_txn_begin (EnrTxn *self,
                        EnrDb *db,
                        const EnrActor *actor,
                        const char *reason,
                        GError **error);

/** From here on to its end the transaction destroys what it deletes: the journal has the key of each row, and
 * nothing of what was in it. */
void enr_db_destroys (EnrDb *self);

/** Begins a snapshot, so that several statements see the same state; within another transaction, that
 * one is it. End it soon: an open one keeps the write-ahead log from being folded back. */
gboolean enr_txn_begin_read (EnrTxn *self,
                             EnrDb *db,
                             GError **error);

/**
 * Writes the journal rows and commits. The result is the truth, also after a power cut: after an I/O
 * error what the commit left in the log is written over, and the journal asked whether the change is
 * there. Where that fails too it is UNCERTAIN, and nothing is written before it is made certain.
 */
gboolean enr_txn_commit (EnrTxn *self,
                         GError **error);

/** Rolls back what was not committed. */
void enr_txn_end (EnrTxn *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrTxn, enr_txn_end)

/** A row that the running transaction changes, as the journal will have it (store/journal.h). */
typedef struct
{
  const char *table;
  char op;
  const char *row;
  const char *changes;
  EnrUuid subject;
} EnrDbChange;

/**
 * EnrOwedFunc:
 * @changes: (array length=n_changes): what was changed so far, in order; valid during the call
 * @data: what was given
 *
 * Adds what is owed for the changes to the transaction that makes them. It may read and write, and neither
 * begins nor commits. Where it fails, the transaction does.
 */
typedef gboolean (*EnrOwedFunc) (EnrDb *db,
                                 const EnrDbChange *changes,
                                 guint n_changes,
                                 gpointer data,
                                 GError **error);

/** Has @func called by every enr_txn_commit() that changes a journalled table, before the journal's rows
 * are written, so that a fact and what follows from it are saved together or not at all. @data is freed with
 * @free_data when the connection is closed or another function is set; %NULL takes it away. */
void enr_db_set_owed_func (EnrDb *self,
                           EnrOwedFunc func,
                           gpointer data,
                           GDestroyNotify free_data);

/** Keeps something that was read in the running write transaction and still holds, for the function above,
 * which may need the same; freed at the transaction's end. @key: static, compared by address. */
void enr_txn_keep (EnrTxn *self,
                   gconstpointer key,
                   gpointer data,
                   GDestroyNotify free_data);

/** What was kept under that key in the running transaction, or %NULL. Borrowed. */
gpointer enr_db_kept (EnrDb *self,
                      gconstpointer key);

/** Whether a write transaction is open: what functions that are part of a larger action assert. */
gboolean enr_db_in_write (const EnrDb *self);

/** The domain tables that the last commits changed, since the last call; %NULL for none.
 * (transfer container: free with g_free(); the names are interned) */
const char **enr_db_take_changed (EnrDb *self) G_GNUC_WARN_UNUSED_RESULT;

/** For tests: the @n-th statement from now fails as if the disk had (0: never). */
void enr_db_set_fault (EnrDb *self,
                       int n);

/** For tests: how many statements have been stepped since enr_db_set_fault(). */
int enr_db_get_fault_count (const EnrDb *self);

G_END_DECLS
