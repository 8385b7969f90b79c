/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How long records are kept (保存年限), what may be destroyed when that is over, and whom a 保育要録 was sent to.
 * Nothing is ever destroyed by the program itself.
 */
#pragma once

#include "writing/writing.h"

G_BEGIN_DECLS

/**
 * The last day that a writing is kept (FACTS 3.5, 5.3). From the year: that many years after the
 * fiscal year's end. From leaving: after the child's last day, or as from the year where there is no
 * child; ENR_DATE_NONE while the child is still here. School: 31 March of the year in which the child
 * finishes primary school, six years after it enters in the April behind the writing's fiscal year.
 * Pure.
 */
EnrDate enr_keep_until (const EnrWritingKind *kind,
                        EnrDate last_day,
                        gboolean has_child,
                        EnrDate left);

/** A writing whose time is over. */
typedef struct
{
  EnrWriting *writing;        /* without texts */
  const EnrWritingKind *kind; /* borrowed from the kinds */
  EnrDate kept_until;
} EnrKeepItem;

void enr_keep_item_free (EnrKeepItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrKeepItem, enr_keep_item_free)

/** What may be destroyed on a day, the oldest first. Kinds that are not described any more are left out.
 * (element-type EnrKeepItem) */
GPtrArray *enr_keep_list (EnrDb *db,
                          EnrWritingKinds *kinds,
                          EnrDate today,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** A line of a certificate. */
typedef struct
{
  char *label;
  int fiscal_year;
  EnrDate kept_until;
  guint count;
} EnrDestroyedLine;

/** A certificate of destruction (廃棄証明). */
typedef struct
{
  EnrUuid id;
  EnrInstant at;
  char *name;
  char *reason;
  GPtrArray *lines; /* (element-type EnrDestroyedLine) by kind and year */
} EnrDestruction;

void enr_destruction_free (EnrDestruction *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrDestruction, enr_destruction_free)

/**
 * Destroys texts, frozen versions and notes of writings whose time is over on @today, for ever, all or
 * none, and writes the certificate; @id is its id. REASON without one; INVALID where a person's name
 * is missing, or the time of one of them is not over. What backups have is not reached: the words of
 * the window say so.
 */
gboolean enr_keep_destroy (EnrDb *db,
                           const EnrActor *actor,
                           EnrWritingKinds *kinds,
                           const EnrUuid *ids,
                           guint n_ids,
                           EnrDate today,
                           const char *reason,
                           EnrUuid *id,
                           GError **error);

/** All certificates, the newest first. (element-type EnrDestruction) */
GPtrArray *enr_destruction_list (EnrDb *db,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** A sending. */
typedef struct
{
  EnrUuid id;
  EnrUuid writing_id;
  char *child_name;
  int fiscal_year;
  int version;
  EnrDate sent_on;
  char *sent_to;
  char *how;
  char *name;       /* who sent it */
} EnrSent;

void enr_sent_free (EnrSent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrSent, enr_sent_free)

/** Records that the approved version of a writing was sent. INVALID where none is approved, or without an
 * addressee. */
gboolean enr_sent_add (EnrDb *db,
                       const EnrActor *actor,
                       const EnrUuid *writing_id,
                       EnrDate sent_on,
                       const char *sent_to,
                       const char *how,
                       GError **error);
gboolean enr_sent_remove (EnrDb *db,
                          const EnrActor *actor,
                          const EnrUuid *id,
                          GError **error);

/** What was sent of the writings of a fiscal year (0: all), by day. (element-type EnrSent) */
GPtrArray *enr_sent_list (EnrDb *db,
                          int fiscal_year,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
