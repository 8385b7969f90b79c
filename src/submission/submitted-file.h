/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Papers that are handed in to the municipality: an approved plan or record, or a filled form, as a file that
 * its event names by the sum.
 */
#pragma once

#include "base/date.h"
#include "outbox/outbox.h"
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

/** The kind of a form of the city's own, or whatever is no plan or record. */
#define ENR_SUBMITTED_FORM "form"

/** The media type by the end of a file's name, of those that can be handed in; %NULL for any other.
 * Static. */
const char *enr_submitted_file_guess_type (const char *name);

/** Whether papers are handed in from here at all: there is a city, and the kind is not off. 1, 0, -1 on
 * error. */
int enr_submitted_file_is_on (EnrDb *db,
                              GError **error);

/** Hands it in: keeps the file and what it is. INVALID for an empty, too large or unknown file, for a blank
 * title, and where enr_submitted_file_is_on() says no. */
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

/** One that was handed in. */
typedef struct
{
  EnrUuid id;
  char *kind;
  char *title;
  gint64 size; /* bytes */
  EnrInstant submitted_at;
  char *submitted_by;
  gboolean is_removed;
  EnrSending sending; /* of what was told last; ENR_N_SENDINGS: nothing */
} EnrSubmittedPaper;

void enr_submitted_paper_free (EnrSubmittedPaper *self);

/** All, the newest first. (element-type EnrSubmittedPaper) */
GPtrArray *enr_submitted_file_list (EnrDb *db,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The subject of its event: "document/…". */
char *enr_submitted_file_dup_subject (const EnrUuid *id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
