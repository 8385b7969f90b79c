/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#pragma once

#include "outbox/outbox.h"
#include "sync/http.h"
#include "sync/sync.h"

G_BEGIN_DECLS

/* One run: the link as it is now, and what has become of it. */
typedef struct
{
  EnrDb *db;
  const EnrSyncOptions *options;
  GCancellable *cancellable;
  EnrSyncResult *result;
  EnrLink link;
  EnrKeyPair key;
  EnrSyncHttp *http;
  gint64 saved_ms;     /* when the link was */
  gboolean is_unsaved; /* something is new in it since: enr_sync_save() */
  GHashTable *expected; /* source to the number (gint64 *) that the hub lacks first, by its last answer;
                         * nullable */
} EnrSyncRun;

void enr_sync_run_clear (EnrSyncRun *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrSyncRun, enr_sync_run_clear)

/** Loads the link and the key. A key or an address that cannot be used is a trouble of the link: then http is
 * %NULL. */
gboolean enr_sync_run_init (EnrSyncRun *self,
                            EnrDb *db,
                            const EnrSyncOptions *options,
                            GCancellable *cancellable,
                            EnrSyncResult *result,
                            GError **error);

gint64 enr_sync_now_ms (void);

/** The PC's clock, corrected by what is known of the hub's. */
gint64 enr_sync_hub_now_ms (const EnrSyncRun *self);

/** Signs and begins to send. @request must stay until it was heard. */
gboolean enr_sync_begin (EnrSyncRun *self,
                         EnrSyncRequest *request,
                         EnrSyncExchange **exchange,
                         GError **error);

/** Waits for the answer, and takes over @exchange; a clock that is off is learned and the request signed
 * anew, the same bytes are sent again where the hub is still busy with them. @judgement is never RESIGN or
 * AGAIN. */
gboolean enr_sync_hear (EnrSyncRun *self,
                        EnrSyncRequest *request,
                        EnrSyncExchange *exchange,
                        EnrSyncResponse *response,
                        EnrSyncJudgement *judgement,
                        GError **error);

/** Both in one. */
gboolean enr_sync_ask (EnrSyncRun *self,
                       EnrSyncRequest *request,
                       EnrSyncResponse *response,
                       EnrSyncJudgement *judgement,
                       GError **error);

/** Saves a failure of the link, and when to try again. */
gboolean enr_sync_fail (EnrSyncRun *self,
                        const EnrSyncJudgement *judgement,
                        GError **error);
/** The link works. Where it did before, that is saved only from time to time: enr_sync_save() is due. */
gboolean enr_sync_succeed (EnrSyncRun *self,
                           GError **error);
gboolean enr_sync_save (EnrSyncRun *self,
                        GError **error);

/* Each goes on only while the result has no trouble, and says so there. */
gboolean enr_sync_send_events (EnrSyncRun *self, GError **error);
gboolean enr_sync_send_blobs (EnrSyncRun *self, GError **error);
gboolean enr_sync_read_changes (EnrSyncRun *self, GError **error);
gboolean enr_sync_compare (EnrSyncRun *self, gint64 *n_missing, GError **error);

/** Keeps what the hub says that it expects next, for enr_sync_close_gaps(). */
void enr_sync_note_expected (EnrSyncRun *self, const EnrReply *reply);

/** Where the hub lacks a number that it had taken, what is missing from there on is owed again at once, and
 * not with the next day's comparison. Once a run: what it lacks for another reason stays so. */
gboolean enr_sync_close_gaps (EnrSyncRun *self, guint *n_owed, GError **error);
/** %TRUE also where it failed; @is_heard: (out): whether the hub has taken it. */
gboolean enr_sync_beat (EnrSyncRun *self, gboolean *is_heard, GError **error);

/** The text of a file with certificates; ENR_SYNC_ERROR_FILE where there is none in it. */
char *enr_sync_authority_read (const char *path,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
