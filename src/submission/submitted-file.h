/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Papers that are handed in to the municipality: an approved plan or record, or a filled form, as a file that
 * its event names by the sum.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

typedef struct
{
  EnrUuid id;             /* set by the making */
  const char *kind;       /* of the writing or form: "week-plan" */
  EnrDate first;          /* what it is about, or ENR_DATE_NONE */
  EnrDate last;
  int age;                /* of its class, -1 none */
  EnrUuid child_id;       /* of a paper about one child, or none */
  const char *title;      /* 週案 ひよこ組: for people here, never sent */
  const char *media_type; /* "application/pdf" */
} EnrSubmittedFile;

/** Hands it in: keeps the file and what it is. INVALID for an empty, too large or unknown file. */
gboolean enr_submitted_file_add (EnrDb *db,
                                 const EnrActor *actor,
                                 EnrSubmittedFile *self,
                                 GBytes *content,
                                 GError **error);

/** Takes it back; REASON, UNKNOWN. What has left already is told to be taken back. */
gboolean enr_submitted_file_withdraw (EnrDb *db,
                                      const EnrActor *actor,
                                      const EnrUuid *id,
                                      const char *reason,
                                      GError **error);

/** The subject of its event: "document/…". */
char *enr_submitted_file_dup_subject (const EnrUuid *id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
