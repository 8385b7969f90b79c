/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A plan or record in which words were found.
 */
#pragma once

#include <gio/gio.h>

#include "writing/kind.h"
#include "writing/search.h"

G_BEGIN_DECLS

#define ENR_TYPE_FOUND_ITEM (enr_found_item_get_type ())
G_DECLARE_FINAL_TYPE (EnrFoundItem, enr_found_item, ENR, FOUND_ITEM, GObject)

/** @found is taken. @text is what was looked for. */
EnrFoundItem *enr_found_item_new (EnrFound *found,
                                  EnrWritingKinds *kinds,
                                  const char *text) G_GNUC_WARN_UNUSED_RESULT;

const EnrUuid *enr_found_item_get_id (EnrFoundItem *self);

/** The kind's name. Borrowed. */
const char *enr_found_item_get_label (EnrFoundItem *self);

/** Its period, and whose it is. */
char *enr_found_item_dup_period (EnrFoundItem *self) G_GNUC_WARN_UNUSED_RESULT;
char *enr_found_item_dup_whose (EnrFoundItem *self) G_GNUC_WARN_UNUSED_RESULT;

/** The section's heading, "" where it was found in the title. Borrowed. */
const char *enr_found_item_get_heading (EnrFoundItem *self);

/** The excerpt as markup, with the words that were looked for in bold. */
char *enr_found_item_dup_markup (EnrFoundItem *self) G_GNUC_WARN_UNUSED_RESULT;

/** The same of any text. Pure. */
char *enr_found_dup_markup (const char *excerpt,
                            const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
