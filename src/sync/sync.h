/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The sender: empties the outbox over the network, or by a file. All functions wait for the network;
 * call them on a
 * worker's thread with a connection of its own, never within a transaction. What they are interrupted in is
 * still owed, and what is sent twice is taken once.
 *
 * A failure of the link is no error but EnrSyncResult.trouble; errors are those of the database, and
 * G_IO_ERROR_CANCELLED.
 */
#pragma once

#include "outbox/link.h"
#include "sync/error.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean is_forced;        /* a person asks for it: do not wait for the link's time, and try what is
                              * stopped */
  const char *ca_file;       /* (nullable) certificates of a city's own authority, for this time in place of
                              * those that the link remembers */
  gint64 heartbeat_ms;       /* when the last heartbeat went out (EnrSyncResult.heartbeat_ms); 0 never */
  const char *last_backup;   /* (nullable) RFC 3339, for the heartbeat */
  /* For tests; 0: as it is in use */
  guint connect_ms;
  guint total_ms;
  guint conflict_ms;         /* between two tries of the same bytes (5 s) */
  double jitter;             /* in place of chance, 0.5 to 1.5 */
} EnrSyncOptions;

typedef struct
{
  EnrLinkState state;
  EnrTrouble trouble;   /* what stopped the sending; NONE where nothing did */
  guint settled;
  guint quarantined;
  guint deferred;
  guint blobs;
  guint questions;      /* new ones of the city */
  guint requests;
  gboolean is_known;    /* by a receipt: the city knows this PC now, and did not before */
  gboolean is_renewed;  /* this copy has got another source, because of a fork */
  gint64 next_ms;       /* when to call again at the latest, ms since the epoch; 0: nothing to wait for.
                         * Earlier when something is owed anew, the network comes back, or a person asks */
  gint64 heartbeat_ms;  /* for the next call's options */
} EnrSyncResult;

/** Sends until nothing is due or the link fails: events, then files, then reads what the city tells;
 * once a day the
 * ledger; every 15 minutes the heartbeat. Nothing is done before the link's own time, unless forced. */
gboolean enr_sync_run (EnrDb *db,
                       const EnrSyncOptions *options,
                       GCancellable *cancellable,
                       EnrSyncResult *result,
                       GError **error);

/**
 * Makes this copy of the database known to the hub at @url with a paper @code of the city for the nursery
 * @nursery (施設番号). The site's key is made where there is none. Certificates in the options are remembered
 * with the link. @city: (out) (optional): the city's name. ENR_SYNC_ERROR, with the link as it was.
 */
gboolean enr_sync_enroll (EnrDb *db,
                          const char *url,
                          const char *nursery,
                          const char *code,
                          const EnrSyncOptions *options,
                          char **city,
                          GCancellable *cancellable,
                          GError **error);

/** Compares all that was accepted with what the hub has. @n_missing: (out): events that it has lost,
 * and that are owed
 * again; -1 where it could not be asked (the result has the trouble). */
gboolean enr_sync_ledger (EnrDb *db,
                          const EnrSyncOptions *options,
                          GCancellable *cancellable,
                          gint64 *n_missing,
                          EnrSyncResult *result,
                          GError **error);

/**
 * The same without a network: with the file (.enhub) that the city has made for the nursery @nursery (the
 * number that this database has, "" where it has none yet). The hub hears of it by the first file that is
 * carried there. ENR_SYNC_ERROR_FILE, _STATE.
 */
gboolean enr_sync_enroll_file (EnrDb *db,
                               const char *path,
                               const char *nursery,
                               char **city,
                               GError **error);

/** The certificates in a PEM file are the hub's authority from now on; %NULL: the system's hold again.
 * ENR_SYNC_ERROR_FILE where there is none in it. */
gboolean enr_sync_set_authority (EnrDb *db,
                                 const char *path,
                                 GError **error);

/** Whose certificates these are and until when, for people; %NULL for "". */
char *enr_sync_authority_describe (const char *pem) G_GNUC_WARN_UNUSED_RESULT;

typedef struct
{
  guint n_events;
  guint n_files;          /* papers that go along */
  gboolean is_written;    /* there is a file: it has events or papers, or makes this PC known */
  gboolean is_introduced; /* it makes this PC known to the hub */
} EnrSyncExport;

/** Writes all that is due into a sealed file for the hub. Where nothing is, and the hub knows this PC,
 * there is no file. What it holds stays owed until the receipt is here. ENR_SYNC_ERROR_STATE without a
 * hub's key. */
gboolean enr_sync_export (EnrDb *db,
                          const char *path,
                          EnrSyncExport *exported,
                          GError **error);

/** Reads a hub's receipt for such a file. ENR_SYNC_ERROR_FILE where it is none, was altered, or is another
 * hub's or another PC's; then nothing is changed. */
gboolean enr_sync_import (EnrDb *db,
                          const char *path,
                          EnrSyncResult *result,
                          GError **error);

G_END_DECLS
