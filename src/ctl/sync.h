/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the commands of sync show of the outbox, in plain structs: the headers of the outbox bring
 * jansson, which does
 * not go together in one file with json-glib.
 */
#pragma once

#include "outbox/link.h"

G_BEGIN_DECLS

#define ENR_CTL_N_STATES 7

typedef struct
{
  char *text;        /* the one line of truth, translated */
  const char *kind;  /* its word for JSON */
  gint64 n[ENR_CTL_N_STATES];
  gint64 oldest_ms;
  gint64 questions;
} EnrCtlSyncStatus;

void enr_ctl_sync_status_clear (EnrCtlSyncStatus *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrCtlSyncStatus, enr_ctl_sync_status_clear)

gboolean enr_ctl_sync_status_load (EnrDb *db,
                                   gint64 now_ms,
                                   EnrCtlSyncStatus *status,
                                   GError **error);

/** "owed", "accepted" …: the words of JSON. Static. */
const char *enr_ctl_sync_state_key (guint state);

typedef struct
{
  char *event_id;
  char *type;
  char *subject;
  gint64 rev;
  gint64 made_ms;
  char *title;   /* of the problem; nullable, and so are those below */
  char *detail;
  char *pointer;
  char *problem; /* its type */
} EnrCtlSyncRow;

void enr_ctl_sync_row_free (EnrCtlSyncRow *self);

/** What was set aside, the newest first. (element-type EnrCtlSyncRow) */
GPtrArray *enr_ctl_sync_list_quarantined (EnrDb *db,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean enr_ctl_sync_resend (EnrDb *db,
                              const EnrActor *actor,
                              const char *event_id,
                              GError **error);
gboolean enr_ctl_sync_withdraw (EnrDb *db,
                                const EnrActor *actor,
                                const char *event_id,
                                const char *reason,
                                GError **error);

typedef struct
{
  const char *key;         /* "attendance"; static, and so are the others */
  const char *label;       /* translated */
  const char *explanation; /* translated */
  const char *mode;        /* "on", "off", "ask" */
} EnrCtlSyncKind;

gboolean enr_ctl_sync_kind_is_known (const char *key);
gboolean enr_ctl_sync_mode_is_known (const char *mode);

/** The kind @key, or all (%NULL). (element-type EnrCtlSyncKind) */
GPtrArray *enr_ctl_sync_list_kinds (EnrDb *db,
                                    const char *key,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean enr_ctl_sync_set_kind (EnrDb *db,
                                const EnrActor *actor,
                                const char *key,
                                const char *mode,
                                GError **error);

G_END_DECLS
