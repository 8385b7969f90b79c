/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A record whose time is over, in the list of what may be destroyed.
 */
#pragma once

#include <glib-object.h>

#include "contact/keep.h"
#include "writing/keep.h"

G_BEGIN_DECLS

#define ENR_TYPE_KEEP_ENTRY (enr_keep_entry_get_type ())
G_DECLARE_FINAL_TYPE (EnrKeepEntry, enr_keep_entry, ENR, KEEP_ENTRY, GObject)

/** What the list shows of @item is copied. Property "checked". */
EnrKeepEntry *enr_keep_entry_new (const EnrKeepItem *item) G_GNUC_WARN_UNUSED_RESULT;

/** A year of a kind of contact with parents. */
EnrKeepEntry *enr_keep_entry_new_contact (const EnrContactKeepItem *item) G_GNUC_WARN_UNUSED_RESULT;

/** The writing's; none for contact with parents. */
const EnrUuid *enr_keep_entry_get_id (EnrKeepEntry *self);

/** %NULL for a writing. */
const EnrContactKeepItem *enr_keep_entry_get_contact (EnrKeepEntry *self);

/** "保育日誌 ひよこ 令和元年6月10日". Borrowed. */
const char *enr_keep_entry_get_name (EnrKeepEntry *self);

/** "令和7年3月31日". Borrowed. */
const char *enr_keep_entry_get_until (EnrKeepEntry *self);

gboolean enr_keep_entry_is_checked (EnrKeepEntry *self);
void enr_keep_entry_set_checked (EnrKeepEntry *self,
                                 gboolean is_checked);

G_END_DECLS
