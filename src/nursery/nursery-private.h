/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * For actions of this room that are made of several steps (an import, the move up in April): the
 * public functions' work, within the caller's write transaction.
 */
#pragma once

#include "nursery/child.h"
#include "nursery/class.h"
#include "nursery/enrolment.h"
#include "nursery/family.h"

G_BEGIN_DECLS

gboolean enr_class_save_in_txn (EnrDb *db, EnrClass *self, GError **error);
gboolean enr_child_save_in_txn (EnrDb *db, EnrChild *self, GError **error);
gboolean enr_child_enrol_in_txn (EnrDb *db,
                                 const EnrUuid *child_id,
                                 EnrDate first,
                                 const EnrUuid *class_id,
                                 GError **error);
gboolean enr_child_leave_in_txn (EnrDb *db,
                                 const EnrUuid *child_id,
                                 EnrDate last,
                                 const char *reason,
                                 const EnrUuid *promotion_id,
                                 GError **error);
gboolean enr_child_move_in_txn (EnrDb *db,
                                const EnrUuid *child_id,
                                const EnrUuid *class_id,
                                EnrDate first,
                                const EnrUuid *promotion_id,
                                GError **error);
gboolean enr_child_certify_in_txn (EnrDb *db,
                                   const EnrUuid *child_id,
                                   const EnrCertification *certification,
                                   GError **error);
gboolean enr_contact_save_in_txn (EnrDb *db, EnrContact *self, GError **error);

G_END_DECLS
