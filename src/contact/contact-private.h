/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the files of this room share.
 */
#pragma once

#include "contact/call.h"
#include "contact/illness.h"
#include "contact/notice.h"

G_BEGIN_DECLS

/** INVALID for a text of more than 1,000 characters. */
gboolean enr_notice_check_text (const char *text,
                                GError **error);

/** UNKNOWN for no child, or one whose record was removed. */
gboolean enr_notice_check_child (EnrDb *db,
                                 const EnrUuid *child_id,
                                 GError **error);

/** INVALID for what is no temperature, with the likely value; 0 is none. */
gboolean enr_temperature_check (int tenths,
                                GError **error);

/** The standing notices of the child, but @notice itself, that touch its days; newest first.
 * (element-type EnrNotice) */
GPtrArray *enr_notice_load_others (EnrDb *db,
                                   const EnrNotice *notice,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The days that a notice means (element-type EnrDate), and what it finds there. NOT_ENROLLED or INVALID
 * where there is none. */
GArray *enr_notice_survey (EnrDb *db,
                           const EnrNotice *notice,
                           EnrNoticeEffect *effect,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Brings what the notice has written to these days: takes back what is not meant any more, and writes
 * what is not there yet. With no @days (%NULL), takes back all. */
gboolean enr_notice_settle_in_txn (EnrDb *db,
                                   const EnrNotice *notice,
                                   const GArray *days,
                                   const char *reason,
                                   EnrNoticeEffect *effect,
                                   GError **error);

/** enr_notice_add() within a transaction; @notice is as it is to be stored, its id set. */
gboolean enr_notice_add_in_txn (EnrDb *db,
                                const EnrNotice *notice,
                                EnrNoticeEffect *effect,
                                GError **error);

/** Opens an illness, unless the child has that one already and is not back. */
gboolean enr_illness_open_in_txn (EnrDb *db,
                                  const EnrUuid *child_id,
                                  const char *disease,
                                  const EnrUuid *notice_id,
                                  EnrDate known_day,
                                  GError **error);

/** Removes what a notice opened and nobody has touched since, but for an illness of @disease (may be
 * %NULL). */
gboolean enr_illness_take_back_in_txn (EnrDb *db,
                                       const EnrUuid *notice_id,
                                       const char *disease,
                                       GError **error);

gboolean enr_call_add_in_txn (EnrDb *db,
                              const EnrActor *actor,
                              const EnrUuid *child_ids,
                              guint n_children,
                              const EnrCall *call,
                              GError **error);

G_END_DECLS
