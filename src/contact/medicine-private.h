/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What medicine.c, medicine-dose.c and the notebook share.
 */
#pragma once

#include "attendance/day.h"
#include "contact/medicine.h"

G_BEGIN_DECLS

/** The columns that enr_medicine_read() reads; "m" is medicine and "c" child. */
#define ENR_MEDICINE_COLUMNS                                                                       \
  "m.id, m.child_id, c.family_name, c.given_name, m.asked_day, m.first_day, m.last_day, "          \
  "m.asked_by, m.clinic, m.illness, m.name, m.form, m.amount, m.storage, m.at, m.when_words, "     \
  "m.prescribed, m.home_dose, m.note, m.received_by, m.removed_at"
/** The column behind them. */
#define ENR_MEDICINE_N_COLUMNS 21

EnrMedicine *enr_medicine_read (EnrStmt *st) G_GNUC_WARN_UNUSED_RESULT;

/** enr_medicine_add() within a transaction; @medicine is as it is to be stored, its id set. */
gboolean enr_medicine_add_in_txn (EnrDb *db,
                                  const EnrMedicine *medicine,
                                  GError **error);

/** enr_medicine_give() within a transaction. */
gboolean enr_medicine_give_in_txn (EnrDb *db,
                                   const EnrUuid *id,
                                   EnrDate day,
                                   EnrInstant at,
                                   const char *given_by,
                                   const char *checked_by,
                                   const char *note,
                                   GError **error);

/** enr_medicine_tasks() for a day that was read. (element-type EnrMedicineTask) */
GPtrArray *enr_medicine_load_tasks (EnrDb *db,
                                    const EnrDay *day,
                                    const EnrUuid *child_id,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
