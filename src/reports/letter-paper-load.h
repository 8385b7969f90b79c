/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Letters on paper from the database.
 */
#pragma once

#include "reports/letter-paper.h"
#include "store/db.h"

G_BEGIN_DECLS

/**
 * Reads, in one snapshot, what goes out on paper of the letters that are dated @day and were released: each
 * household's copy as it was released, printed ones too. They are in the order of the class and kana of the
 * first child, the letters of one household behind each other. @class_id limits them to those whose first
 * child is in that class (%NULL: all), so that every copy is handed out in one class. Who may not have a
 * letter any more (enr_recipient_may_deliver()) is left out and told. No copy is no error here. Errors of
 * reading.
 */
EnrFamilyLetters *enr_family_letters_load (EnrDb *db,
                                           EnrDate day,
                                           const EnrUuid *class_id,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The same of one letter alone (%NULL: all of the day): its copies, and its deliveries that wait. */
EnrFamilyLetters *enr_family_letters_load_one (EnrDb *db,
                                               EnrDate day,
                                               const EnrUuid *letter_id,
                                               const EnrUuid *class_id,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
