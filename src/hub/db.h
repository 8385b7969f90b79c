/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The hub's connection to its database: SQLite (a file, WAL, synchronous FULL) or PostgreSQL (libpq). Both
 * are given the same statements with $1, $2 …; the few things that are done otherwise (writing many rows at
 * once, the write lock) are functions here.
 *
 * A connection belongs to one thread. Whoever writes takes the one write lock of the database first
 * (enr_hub_db_begin()), so that what is numbered under it is in the order of commits whatever the
 * number of processes.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ENR_HUB_ERROR (enr_hub_error_quark ())
GQuark enr_hub_error_quark (void);

typedef enum
{
  ENR_HUB_ERROR_FAILED,    /* the database said no; the message has its words */
  ENR_HUB_ERROR_BUSY,      /* the lock was not to be had in time, or the server is away: try again */
  ENR_HUB_ERROR_TOO_NEW,   /* the database is of a later version of this program */
  ENR_HUB_ERROR_NOT_READY, /* the database is not there, or was never initialised */
  ENR_HUB_ERROR_NOT_FOUND, /* what was named is not there */
  ENR_HUB_ERROR_REFUSED,   /* it is there, but this cannot be done with it */
  ENR_HUB_ERROR_USAGE,     /* the command line */
  ENR_HUB_ERROR_CODE,      /* an enrolment code that is used, expired, mistyped or another nursery's */
} EnrHubError;

typedef struct _EnrHubDb EnrHubDb;

/**
 * Opens @where: postgresql://… (or postgres://…), or else the path of a SQLite file. The tables are brought
 * up to date. @may_create: whether a SQLite file may be made.
 *
 * Returns: (transfer full): or %NULL with ENR_HUB_ERROR
 */
EnrHubDb *enr_hub_db_open (const char *where,
                           gboolean may_create,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_hub_db_close (EnrHubDb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrHubDb, enr_hub_db_close)

gboolean enr_hub_db_is_url (const char *where);

/**
 * ENR_HUB_SQL:
 *
 * One statement for both databases, with $1, $2 … All are kept in a linker section, from which a test
 * prepares
 * each on both (tests/hub/test-hub-sql.c).
 */
#define ENR_HUB_SQL(name, text)                                                                    \
  static const char name[] = text;                                                                 \
  static const char *const name##_entry __attribute__ ((used, section ("enr_hub_sql"))) = name

typedef enum
{
  ENR_HUB_NULL,
  ENR_HUB_INT,
  ENR_HUB_TEXT,
  ENR_HUB_BLOB,
} EnrHubType;

/** A value to bind; text and bytes are borrowed during the call. */
typedef struct
{
  EnrHubType type;
  gint64 number;
  const void *bytes;
  gsize length;
} EnrHubValue;

#define ENR_INT(n) ((EnrHubValue) { .type = ENR_HUB_INT, .number = (n) })
#define ENR_BLOB(b, l) ((EnrHubValue) { .type = ENR_HUB_BLOB, .bytes = (b), .length = (l) })
EnrHubValue enr_hub_text (const char *text); /* %NULL is NULL */
#define ENR_TEXT(t) enr_hub_text (t)
/** 0 is NULL. */
#define ENR_INT_OR_NULL(n) ((EnrHubValue) { .type = (n) != 0 ? ENR_HUB_INT : ENR_HUB_NULL, .number = (n) })

/** The whole result of a statement. */
typedef struct _EnrHubRows EnrHubRows;

void enr_hub_rows_free (EnrHubRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrHubRows, enr_hub_rows_free)
guint enr_hub_rows_count (const EnrHubRows *self);
gboolean enr_hub_rows_is_null (const EnrHubRows *self, guint row, guint column);
/** NULL is 0. */
gint64 enr_hub_rows_int (const EnrHubRows *self, guint row, guint column);
/** NULL is "". Borrowed from the rows. */
const char *enr_hub_rows_text (const EnrHubRows *self, guint row, guint column);
const guint8 *enr_hub_rows_blob (const EnrHubRows *self, guint row, guint column, gsize *length);

/** Runs a statement of ENR_HUB_SQL and fetches all its rows; a caller of large tables asks in pages. */
EnrHubRows *enr_hub_db_query_values (EnrHubDb *self,
                                     const char *sql,
                                     const EnrHubValue *values,
                                     guint n_values,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
#define enr_hub_db_query(self, sql, error, ...)                                                    \
  enr_hub_db_query_values ((self), (sql), (EnrHubValue[]) { __VA_ARGS__ },                         \
                           sizeof ((EnrHubValue[]) { __VA_ARGS__ }) / sizeof (EnrHubValue), (error))

/** The same where the rows do not matter; @changed: (out) (optional): how many were written. */
gboolean enr_hub_db_run_values (EnrHubDb *self,
                                const char *sql,
                                const EnrHubValue *values,
                                guint n_values,
                                gint64 *changed,
                                GError **error);
#define enr_hub_db_run(self, sql, changed, error, ...)                                             \
  enr_hub_db_run_values ((self), (sql), (EnrHubValue[]) { __VA_ARGS__ },                           \
                         sizeof ((EnrHubValue[]) { __VA_ARGS__ }) / sizeof (EnrHubValue), (changed), \
                         (error))

/** Begins a transaction that writes, and waits for the write lock (at most 10 s: ENR_HUB_ERROR_BUSY). */
gboolean enr_hub_db_begin (EnrHubDb *self,
                           GError **error);
/** %TRUE means: on the disk. On failure the transaction is gone. */
gboolean enr_hub_db_commit (EnrHubDb *self,
                            GError **error);
void enr_hub_db_rollback (EnrHubDb *self);

/** Takes @n numbers of "recv" or "change" and returns the first of them, or 0 with an error. Within a
 * transaction. */
gint64 enr_hub_db_take_numbers (EnrHubDb *self,
                                const char *sequencer,
                                guint n,
                                GError **error);

/** An event's row. Everything is borrowed. */
typedef struct
{
  gint64 recv_seq;
  gint64 site;
  const char *nursery;
  guint8 id[16];
  gint64 sequence;
  const char *type;
  const char *subject;
  gint64 rev;
  const guint8 *sum;   /* 32 bytes */
  const guint8 *prev;
  const guint8 *batch;
  gint64 recv_ms;
  const char *body;
  gsize length;
  char day[11];
  gboolean is_new;     /* set by enr_hub_db_insert_events() */
  gboolean is_current; /* set by enr_hub_db_raise_current() */
} EnrHubEventRow;

/** Writes many events at once. One whose id or sequence number its site has already is not written. */
gboolean enr_hub_db_insert_events (EnrHubDb *self,
                                   EnrHubEventRow *const *rows,
                                   guint n,
                                   GError **error);

/** Makes those of a higher revision than before the current ones of their subjects, in the order given. */
gboolean enr_hub_db_raise_current (EnrHubDb *self,
                                   EnrHubEventRow *const *rows,
                                   guint n,
                                   GError **error);

/** Who acts, for the audit trail. Texts are borrowed for as long as it is set. */
typedef struct
{
  const char *via;     /* web, command, nursery */
  const char *officer; /* "" nobody that is known */
  const char *address; /* "" not by way of the web */
} EnrHubActor;

/** In whose name what follows on this connection is done; %NULL: in a nursery's, as at first. */
void enr_hub_db_set_actor (EnrHubDb *self,
                           const EnrHubActor *actor);
const EnrHubActor *enr_hub_db_get_actor (const EnrHubDb *self);

/** Milliseconds since the epoch, by enr_clock_now_us(). */
gint64 enr_hub_now_ms (void);

G_END_DECLS
