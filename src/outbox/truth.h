/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The one line of truth about what the municipality is owed: saved here, sent, or waiting for a person.
 * Window, notification and command say the same.
 */
#pragma once

#include "outbox/link.h"
#include "outbox/outbox.h"

G_BEGIN_DECLS

/** After so long without anything having left, a person is told (PROTOCOL 3.5). */
#define ENR_TRUTH_SILENCE_MS ((gint64) 24 * 60 * 60 * 1000)

/** From the quiet to the urgent. */
typedef enum
{
  ENR_TRUTH_OFF,      /* nothing is sent: there is no hub, or no kind of report is on */
  ENR_TRUTH_DONE,     /* all that is owed was accepted */
  ENR_TRUTH_WAITING,  /* some is owed and goes by itself */
  ENR_TRUTH_BY_FILE,  /* some is owed, and only a file can carry it */
  ENR_TRUTH_SILENT,   /* some is owed, and nothing has left for 24 hours */
  ENR_TRUTH_PERSON,   /* something was set aside, waits for the director's word, or is asked about */
  ENR_TRUTH_SHUT_OUT, /* the city does not let this PC in, or is not at this address any more */
} EnrTruthKind;

typedef struct
{
  EnrTruthKind kind;
  gint64 owed;
  gint64 held;
  gint64 quarantined;
  gint64 questions;  /* of the city, unseen */
  gint64 oldest_ms;  /* when the oldest that is owed was made; 0 none */
  gint64 last_ok_ms; /* when the hub last took something; 0 never */
} EnrTruth;

/** Works it out. @has_kinds: whether any kind of report is on. Pure. */
EnrTruth enr_truth_of (const EnrOutboxCounts *counts,
                       const EnrLink *link,
                       gboolean has_kinds,
                       gint64 questions,
                       gint64 now_ms);

/** Reads what it needs, at once however long the queue is. */
gboolean enr_truth_load (EnrDb *db,
                         gint64 now_ms,
                         EnrTruth *truth,
                         GError **error);

/** The line, translated. */
char *enr_truth_dup_text (const EnrTruth *self,
                          gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;

/** "off", "done", "waiting", "by-file", "silent", "person", "shut-out": the words of JSON. Static. */
const char *enr_truth_kind_key (EnrTruthKind kind);

G_END_DECLS
