/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The audit trail: who signed in or tried to, and what people at the city did. A row is written in the
 * transaction of what it tells of, under the name that the connection bears, and never changed.
 */
#pragma once

#include "hub/db.h"

G_BEGIN_DECLS

/* What a row may say was done; its "about" and "detail" in brackets. */
#define ENR_AUDIT_SIGN_IN "sign-in"
#define ENR_AUDIT_SIGN_IN_FAILED "sign-in-failed"
#define ENR_AUDIT_SIGN_OUT "sign-out"
#define ENR_AUDIT_CODE "code-made"           /* (nursery, days) */
#define ENR_AUDIT_ENROLLED "enrolled"        /* (source, the PC's name) */
#define ENR_AUDIT_REVOKED "revoked"          /* (source, the PC's name) */
#define ENR_AUDIT_ASKED "review-asked"       /* (nursery, number and title) */
#define ENR_AUDIT_CLOSED "review-closed"     /* (nursery, number and title) */
#define ENR_AUDIT_NOTICE "notice"            /* (nursery or *, title) */
#define ENR_AUDIT_RESEND "resend"            /* (, number of PCs) */
#define ENR_AUDIT_EXPORTED "exported"        /* (kind, period and number) */
#define ENR_AUDIT_FILE "file-saved"          /* (nursery, name of the file) */
#define ENR_AUDIT_IMPORTED "imported"        /* (source, accepted/duplicate/rejected) */
#define ENR_AUDIT_OFFICER_ADDED "officer-added"       /* (officer) */
#define ENR_AUDIT_OFFICER_PASSWORD "officer-password" /* (officer) */
#define ENR_AUDIT_OFFICER_DISABLED "officer-disabled" /* (officer) */
#define ENR_AUDIT_PRUNED "pruned"            /* (, date and number) */

/** Adds a row, within the caller's transaction. %NULL is "". */
gboolean enr_hub_audit_in_txn (EnrHubDb *db,
                               const char *action,
                               const char *about,
                               const char *detail,
                               GError **error);

/** The same in a transaction of its own, for what changes nothing else. */
gboolean enr_hub_audit (EnrHubDb *db,
                        const char *action,
                        const char *about,
                        const char *detail,
                        GError **error);

typedef struct
{
  gint64 no;
  gint64 at_ms;
  char *via;     /* web, command, nursery */
  char *officer; /* "" nobody that is known */
  char *address; /* "" not by way of the web */
  char *action;
  char *about;
  char *detail;
} EnrHubAudit;

void enr_hub_audit_free (EnrHubAudit *self);

/**
 * The trail from @from_ms to before @to_ms, the newest first, at most @limit rows before the number @before
 * (%G_MAXINT64: from the end on). @officer: of this one alone; "" of all. (element-type EnrHubAudit)
 */
GPtrArray *enr_hub_audit_list (EnrHubDb *db,
                               gint64 from_ms,
                               gint64 to_ms,
                               const char *officer,
                               gint64 before,
                               guint limit,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
