/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Cards for the door: an opaque token, read from a QR code or a card reader that types. It holds no
 * name, so that a lost card tells nobody anything, and it can be revoked.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

typedef struct
{
  EnrUuid id;
  EnrUuid child_id;
  char *token;
  EnrInstant issued_at;
  EnrInstant revoked_at; /* ENR_INSTANT_NONE while it is good */
} EnrCard;

void enr_card_free (EnrCard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrCard, enr_card_free)

/** Issues a card with a new random token ("E" and 24 letters and digits). */
EnrCard *enr_card_issue (EnrDb *db,
                         const EnrActor *actor,
                         const EnrUuid *child_id,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Issues a card to each of these children who has none that is good, all or nothing; how many is in
 * *@n_issued (may be %NULL). */
gboolean enr_card_issue_missing (EnrDb *db,
                                 const EnrActor *actor,
                                 const EnrUuid *child_ids,
                                 guint n_children,
                                 guint *n_issued,
                                 GError **error);

/** Takes a card that the nursery already has (its number, as a reader types it) into use for a child.
 * INVALID where it is in use, or shorter than 4 characters. */
EnrCard *enr_card_register (EnrDb *db,
                            const EnrActor *actor,
                            const EnrUuid *child_id,
                            const char *token,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean enr_card_revoke (EnrDb *db,
                          const EnrActor *actor,
                          const EnrUuid *id,
                          GError **error);

/** The child's cards, newest first. (element-type EnrCard) */
GPtrArray *enr_card_list (EnrDb *db,
                          const EnrUuid *child_id,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** How many cards are good; -1 on error. The door shows its hint about cards where there are any. */
int enr_card_count_good (EnrDb *db,
                         GError **error);

/** The child of a token that is good; UNKNOWN with a message that says whether it was revoked. */
gboolean enr_card_lookup (EnrDb *db,
                          const char *token,
                          EnrUuid *child_id,
                          GError **error);

G_END_DECLS
