/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The queue of what goes to families: one delivery a household and channel, its state, and what a person
 * decides about it. What hands mails over is delivery-run.h.
 *
 * A mail waits until it is accepted or a person decides; it is never lost and never given up by itself. Its
 * state becomes HANDING, durably, at the last moment at which the server cannot have it yet; so what is
 * found in that state after a crash may have arrived, and everything else has not.
 */
#pragma once

#include "contact/contact-way.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_DELIVERY_WAITING,
  ENR_DELIVERY_HANDING,   /* its end is going out, or its answer is waited for */
  ENR_DELIVERY_ACCEPTED,  /* the server has it, or a person said that it arrived */
  ENR_DELIVERY_UNCERTAIN, /* handed over, and the answer was lost: a person decides */
  ENR_DELIVERY_REFUSED,   /* not taken, and never: a person must act */
  ENR_DELIVERY_PRINTED,   /* paper */
  ENR_DELIVERY_CANCELLED, /* by a person, or because the family may not have it any more */
} EnrDeliveryState;

/** "waiting", "handing", ... as in the database. Static. */
const char *enr_delivery_state_key (EnrDeliveryState state);
/** What it is called, translated. Static. */
const char *enr_delivery_state_label (EnrDeliveryState state);
/** -1 for another word. */
int enr_delivery_state_from_key (const char *key);

/** Strings are never %NULL. */
typedef struct
{
  EnrUuid id;
  EnrUuid recipient_id;
  EnrUuid announcement_id; /* or none */
  EnrUuid family_id;
  EnrWay way;
  EnrDeliveryState state;
  char *address;      /* "" for paper */
  char *addressee;    /* as the recipient has it */
  char *children;
  char *subject;      /* of the announcement, or of what else it is */
  gboolean is_urgent;
  EnrInstant created_at;
  guint tries;        /* how often it was handed over, or could not be */
  EnrInstant next_at; /* not before; ENR_INSTANT_NONE: at once */
  EnrInstant last_at; /* of the last try, or ENR_INSTANT_NONE */
  EnrInstant done_at; /* accepted or printed, or ENR_INSTANT_NONE */
  char *answer;       /* what was said last, in words */
  char *message_id;   /* "" before the first try */
} EnrDelivery;

void enr_delivery_free (EnrDelivery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrDelivery, enr_delivery_free)

typedef enum
{
  ENR_DELIVERY_LIST_ALL,
  ENR_DELIVERY_LIST_OPEN, /* what is not done: waiting, handing, uncertain, refused */
} EnrDeliveryWhich;

/** All of an announcement (%NULL: of everything), what is wrong first, then by time.
 * (element-type EnrDelivery) */
GPtrArray *enr_delivery_list (EnrDb *db,
                              const EnrUuid *announcement_id,
                              EnrDeliveryWhich which,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** UNKNOWN where there is none. */
EnrDelivery *enr_delivery_load (EnrDb *db,
                                const EnrUuid *id,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** How many there are of a channel, by state. */
typedef struct
{
  guint n[ENR_DELIVERY_CANCELLED + 1];
} EnrDeliveryCount;

gboolean enr_delivery_count (EnrDb *db,
                             EnrWay way,
                             EnrDeliveryCount *count,
                             GError **error);

/** Puts one into the queue, as part of the action that releases it. @address: "" for paper. */
gboolean enr_delivery_add_in_txn (EnrDb *db,
                                  const EnrUuid *recipient_id,
                                  EnrWay way,
                                  const char *address,
                                  EnrInstant created_at,
                                  EnrUuid *id,
                                  GError **error);

/*
 * What a person decides: about several at once, all or nothing. ALREADY, with a sentence that says how one of
 * them stands, where its state does not allow it any more.
 */

/** Not to be sent or printed: what waits, or was refused. */
gboolean enr_delivery_cancel (EnrDb *db,
                              const EnrActor *actor,
                              const EnrUuid *ids,
                              guint n_ids,
                              GError **error);

/** Send mails again, to the address that the person has now: those that are refused, cancelled or uncertain
 * (an uncertain one may then arrive twice; it keeps its Message-ID, by which a server can drop the second).
 * Those that wait are tried at once. INVALID where the person may not have it. */
gboolean enr_delivery_resend (EnrDb *db,
                              const EnrActor *actor,
                              const EnrUuid *ids,
                              guint n_ids,
                              GError **error);

/** Uncertain mails are known to have arrived (the family said so). */
gboolean enr_delivery_arrived (EnrDb *db,
                               const EnrActor *actor,
                               const EnrUuid *ids,
                               guint n_ids,
                               GError **error);

/** Mails that have not arrived for certain go on paper instead: the mail is cancelled, and a paper waits.
 * INVALID where the person may not have it. */
gboolean enr_delivery_switch_to_paper (EnrDb *db,
                                       const EnrActor *actor,
                                       const EnrUuid *ids,
                                       guint n_ids,
                                       GError **error);

/** Papers that were printed; those that are already, and what is no paper, are passed over. */
gboolean enr_delivery_mark_printed (EnrDb *db,
                                    const EnrActor *actor,
                                    const EnrUuid *ids,
                                    guint n_ids,
                                    GError **error);

G_END_DECLS
