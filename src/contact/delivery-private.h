/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the files of the queue share.
 */
#pragma once

#include "contact/announcement.h"
#include "contact/delivery-run.h"
#include "nursery/facility.h"

G_BEGIN_DECLS

/** The furthest ahead that a rest can end, of a mail or of the channel. One that ends later was made while
 * the PC's clock was ahead, and is over: otherwise nothing would go out until the day of that clock. */
EnrInstant enr_delivery_farthest (void);

/** What waits for its first or next try up to @until, in the order in which it is handed over.
 * (element-type EnrDelivery) */
GPtrArray *enr_delivery_list_due_at (EnrDb *db,
                                     EnrWay way,
                                     EnrInstant until,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** When the first of what waits is due (0: at once); ENR_INSTANT_NONE where nothing waits. What a killed run
 * left counts as due. */
gboolean enr_delivery_next_at (EnrDb *db,
                               EnrWay way,
                               EnrInstant *at,
                               GError **error);

/** The announcement whose letters are being written, with its files, and the nursery that signs them, so that
 * they are read once and not once a family. What was released never changes; whether a letter may still go
 * out is asked anew for each, in its claim. Zeroed before; clear with enr_delivery_desk_clear(). */
typedef struct
{
  EnrFacility *facility;         /* or NULL */
  EnrAnnouncement *announcement; /* or NULL */
  GPtrArray *files;              /* (element-type EnrDeliveryFile) */
} EnrDeliveryDesk;

void enr_delivery_desk_clear (EnrDeliveryDesk *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrDeliveryDesk, enr_delivery_desk_clear)

/** enr_delivery_letter_load() of one of several: what the next may need too stays on @desk. */
EnrDeliveryLetter *enr_delivery_letter_load_at (EnrDb *db,
                                                EnrDeliveryDesk *desk,
                                                const EnrUuid *id,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** What becomes of a delivery. */
typedef struct
{
  EnrDeliveryState state;
  const char *words;
  EnrInstant next_at;     /* or ENR_INSTANT_NONE */
  gboolean is_try;        /* a try that did not get as far as the claim: counts as one */
  EnrInstant at;          /* when it was known; 0: now */
} EnrDeliveryVerdict;

/** Takes it for the last moment before its end goes out: from WAITING, where it may still be delivered, to
 * HANDING, with one more try and the id under which it is known outside. 1: it is taken; 0: it is not, and
 * *@why (transfer full) has the words where the person may not have it any more, or is %NULL where it is no
 * longer WAITING; -1: error. */
int enr_delivery_claim_in_txn (EnrDb *db,
                               const EnrUuid *id,
                               const char *message_id,
                               char **why,
                               GError **error);

/** Writes what became of one that is WAITING or HANDING; one that a person has decided about meanwhile stays
 * as it is. */
gboolean enr_delivery_conclude_in_txn (EnrDb *db,
                                       const EnrUuid *id,
                                       const EnrDeliveryVerdict *verdict,
                                       GError **error);

/** Gives back what was claimed and has not begun: WAITING again, without the try. */
gboolean enr_delivery_release_in_txn (EnrDb *db,
                                      const EnrUuid *id,
                                      GError **error);

/** What is known of a delivery that a killed run had claimed. */
typedef enum
{
  ENR_TALLY_UNKNOWN, /* it may have gone out */
  ENR_TALLY_CLAIMED, /* its end has not gone out */
  ENR_TALLY_BEGUN,   /* it may have gone out */
  ENR_TALLY_ACCEPTED,
} EnrTallyState;

typedef struct
{
  EnrTallyState state;
  EnrInstant at;
  char *words; /* the answer */
} EnrTallyEntry;

/**
 * The tally: lines in the file of the lock (@fd) that say how far each claimed delivery has come. They are
 * not synced: they outlive the process, and a computer that lost its power has another boot id, after which
 * they say nothing. So a run may claim several at once, and a kill still leaves one uncertain at most.
 *
 * Begins it anew. *@is_kept: %FALSE where it cannot be kept here, and only one may be claimed at a time.
 */
gboolean enr_tally_begin (int fd,
                          gboolean *is_kept,
                          GError **error);

/** Writes a line. %FALSE: it is not there. */
gboolean enr_tally_note (int fd,
                         EnrTallyState state,
                         const EnrUuid *id,
                         const char *words);

/** What the run before has left; empty where it says nothing (any more).
 * (element-type EnrUuid EnrTallyEntry) */
GHashTable *enr_tally_read (int fd);

/** Settles what a run that was killed left in HANDING, by @tally: what had not begun waits again, what was
 * accepted is so, and the rest becomes UNCERTAIN. @n: (out): how many of these */
gboolean enr_delivery_find_left (EnrDb *db,
                                 const EnrActor *actor,
                                 EnrWay way,
                                 GHashTable *tally,
                                 guint *n,
                                 GError **error);

G_END_DECLS
