/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the hub knows beside the events: nurseries and their PCs, codes, what nurseries are told,
 * reviews, files,
 * officers. One function is one action; those that write are one transaction each.
 */
#pragma once

#include <jansson.h>

#include "hub/db.h"
#include "wire/sign.h"

G_BEGIN_DECLS

/*
 * The hub itself (store-meta.c)
 */

/** Makes a hub of an empty database: its id and the open half of its key. REFUSED where there is one. */
gboolean enr_hub_init (EnrHubDb *db,
                       const char *name,
                       const guint8 open[ENR_KEY_PUBLIC_LENGTH],
                       GError **error);

typedef struct
{
  char *id;   /* UUID */
  char *name; /* the municipality's */
  guint8 open[ENR_KEY_PUBLIC_LENGTH];
} EnrHubMeta;

void enr_hub_meta_clear (EnrHubMeta *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrHubMeta, enr_hub_meta_clear)

/** NOT_READY where the database was never initialised. */
gboolean enr_hub_meta_load (EnrHubDb *db,
                            EnrHubMeta *self,
                            GError **error);

/*
 * Nurseries and their PCs (store-site.c)
 */

typedef struct
{
  gint64 no;
  char *source;
  char *nursery;
  char *nursery_name;
  char *name;
  guint8 open[ENR_KEY_PUBLIC_LENGTH];
  gint64 enrolled_ms;
  gint64 revoked_ms; /* 0 not */
  gint64 heard_ms;
  gint64 expect;
  gint64 highest;
  char *heartbeat;   /* JSON, "" none */
  gint64 heartbeat_ms;
} EnrHubSite;

void enr_hub_site_free (EnrHubSite *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrHubSite, enr_hub_site_free)

/** NOT_FOUND where there is no such source. */
EnrHubSite *enr_hub_site_find (EnrHubDb *db,
                               const char *source,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** All, by nursery. (element-type EnrHubSite) */
GPtrArray *enr_hub_site_list (EnrHubDb *db,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** A one-time code for a PC of @nursery, which is made known under @name (%NULL: it is already). Its
 * text is nowhere but in
 * what is returned: 16 signs in groups of four. */
char *enr_hub_code_new (EnrHubDb *db,
                        const char *nursery,
                        const char *name,
                        int valid_days,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * Enrolls a PC by its code, which is used up by it. The same PC may say the same again (its answer was
 * lost). NOT_FOUND
 * where the code is unknown, used, expired or another nursery's. A PC that was shut out, or has a new
 * key, is let in again: the code is the municipality's word.
 */
gboolean enr_hub_enroll (EnrHubDb *db,
                         const char *code,
                         const char *nursery,
                         const char *source,
                         const guint8 open[ENR_KEY_PUBLIC_LENGTH],
                         const char *name,
                         GError **error);

/** A further source of a PC, under the same key, after its database was put back or copied. REFUSED
 * where it is
 * another nursery's or has another key. */
gboolean enr_hub_add_source (EnrHubDb *db,
                             const EnrHubSite *old,
                             const char *source,
                             GError **error);

/** Shuts a PC out, at once. */
gboolean enr_hub_revoke (EnrHubDb *db,
                         const char *source,
                         GError **error);

gboolean enr_hub_heartbeat (EnrHubDb *db,
                            const char *source,
                            const char *json,
                            GError **error);

/*
 * What is here, and what nurseries are told (store-change.c)
 */

/** The sums of the events K*1000+1 to K*1000+1000 of a source, as GET /v1/ledger says them. */
json_t *enr_hub_ledger (EnrHubDb *db,
                        const EnrHubSite *site,
                        gint64 block,
                        gboolean with_sums,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** What @site has not been told after the cursor @after, as GET /v1/changes says it. */
json_t *enr_hub_changes (EnrHubDb *db,
                         const EnrHubSite *site,
                         gint64 after,
                         int limit,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** A notice to a nursery (%NULL: to all). */
gboolean enr_hub_notice (EnrHubDb *db,
                         const char *nursery,
                         const char *title,
                         const char *text,
                         GError **error);

/**
 * After the database was put back to an older state: all PCs are asked for what came after what is
 * here, and numbers
 * jump, so that none is given out twice. @n_sites: (out): how many were asked.
 */
gboolean enr_hub_ask_resend (EnrHubDb *db,
                             guint *n_sites,
                             GError **error);

typedef struct
{
  gint64 no;
  gint64 recv_seq;
  char *nursery;
  char *nursery_name;
  char *kind;
  char *title;
  char *detail;
  char *state;      /* open, asked, closed */
  char *changed_by; /* "" nobody yet */
  char *subject;
  gint64 made_ms;
  gint64 changed_ms;
} EnrHubReview;

void enr_hub_review_free (EnrHubReview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrHubReview, enr_hub_review_free)

/** Those that are not closed, or all; the oldest first, at most @limit after the number @after.
 * (element-type EnrHubReview) */
GPtrArray *enr_hub_review_list (EnrHubDb *db,
                                gboolean with_closed,
                                gint64 after,
                                guint limit,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Asks the nursery about it. @by: who. */
gboolean enr_hub_review_ask (EnrHubDb *db,
                             gint64 no,
                             const char *text,
                             const char *by,
                             GError **error);
gboolean enr_hub_review_close (EnrHubDb *db,
                               gint64 no,
                               const char *by,
                               GError **error);

/*
 * Files (store-blob.c)
 */

#define ENR_HUB_BLOB_PIECE (1024 * 1024)
#define ENR_HUB_BLOB_LIMIT (64 * 1024 * 1024)

/** How much of a nursery's file is here. @size is -1 where nothing is. */
gboolean enr_hub_blob_find (EnrHubDb *db,
                            const char *nursery,
                            const guint8 sum[32],
                            gint64 *size,
                            gboolean *is_complete,
                            GError **error);

/**
 * Adds a piece at @offset, which must be where the file ends so far (REFUSED; a piece that is here
 * already is taken as
 * said). @is_last: the sum is checked, and where it is another the file is dropped (NOT_FOUND).
 */
gboolean enr_hub_blob_append (EnrHubDb *db,
                              const char *nursery,
                              const guint8 sum[32],
                              gint64 offset,
                              GBytes *piece,
                              gboolean is_last,
                              gboolean *is_complete,
                              GError **error);

/** A complete file. */
GBytes *enr_hub_blob_load (EnrHubDb *db,
                           const char *nursery,
                           const guint8 sum[32],
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Figures (store-status.c)
 */

typedef struct
{
  gint64 nurseries;
  gint64 sites;
  gint64 revoked;
  gint64 silent;       /* PCs not heard of for three days */
  gint64 events;
  gint64 last_recv_ms; /* 0 never */
  gint64 with_gaps;    /* PCs of whose events some are missing between */
  gint64 reviews_open;
  gint64 reviews_asked;
  gint64 alerts;
} EnrHubCounts;

gboolean enr_hub_count (EnrHubDb *db,
                        EnrHubCounts *counts,
                        GError **error);

typedef struct
{
  char *kind;
  char *source;
  char *detail;
  gint64 n;
  gint64 made_ms;
  gint64 last_ms;
} EnrHubAlert;

void enr_hub_alert_free (EnrHubAlert *self);

/** The latest @limit, the newest first. (element-type EnrHubAlert) */
GPtrArray *enr_hub_alert_list (EnrHubDb *db,
                               guint limit,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Officers (store-officer.c)
 */

#define ENR_HUB_LEAST_PASSWORD 10

/** Lets an officer sign in, for the first time or again. The password (of fewer signs than the least:
 * REFUSED) is kept as Argon2id alone, which takes a moment. REFUSED where the officer may sign in already. */
gboolean enr_hub_officer_add (EnrHubDb *db,
                              const char *name,
                              const char *password,
                              GError **error);

/** A new password; whoever is signed in with the old one is not any more. NOT_FOUND where there is no such
 * officer, REFUSED where she may not sign in any more. */
gboolean enr_hub_officer_set_password (EnrHubDb *db,
                                       const char *name,
                                       const char *password,
                                       GError **error);

/** The officer may not sign in any more, and what she has begun is over at once. The name stays, because the
 * trail bears it. NOT_FOUND where nobody of that name may sign in. */
gboolean enr_hub_officer_disable (EnrHubDb *db,
                                  const char *name,
                                  GError **error);

typedef struct
{
  char *name;
  gint64 made_ms;
  gint64 disabled_ms;  /* 0 may sign in */
  gint64 signed_in_ms; /* the last time; 0 never */
} EnrHubOfficer;

void enr_hub_officer_free (EnrHubOfficer *self);

/** All, by name. (element-type EnrHubOfficer) */
GPtrArray *enr_hub_officer_list (EnrHubDb *db,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Whether it is the password of an officer who may sign in; takes as long for one who does not exist.
 * @is_known: (out): whether there is such an officer at all. */
gboolean enr_hub_officer_check (EnrHubDb *db,
                                const char *name,
                                const char *password,
                                gboolean *is_right,
                                gboolean *is_known,
                                GError **error);

/*
 * Age (store-prune.c, store-meta.c)
 */

/**
 * Empties the contents of revisions that were received before @before_ms and do not hold any more, but for
 * those which somebody still has to review. What holds stays, and so do the sums, numbers and names of all,
 * by which repetitions are known and the ledger is told. A little at a time, so that nurseries do not wait.
 * @detail: what the audit trail says of it. @n: (out): how many were emptied.
 */
gboolean enr_hub_prune (EnrHubDb *db,
                        gint64 before_ms,
                        const char *detail,
                        guint *n,
                        GError **error);

/** Removes evidence that is older than 400 days, a little at a time. */
gboolean enr_hub_tidy (EnrHubDb *db,
                       GError **error);

G_END_DECLS
