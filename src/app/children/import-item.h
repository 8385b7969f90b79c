/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A row of a file in the preview of an import.
 */
#pragma once

#include <gio/gio.h>

#include "nursery/import.h"

G_BEGIN_DECLS

#define ENR_TYPE_IMPORT_ITEM (enr_import_item_get_type ())
G_DECLARE_FINAL_TYPE (EnrImportItem, enr_import_item, ENR, IMPORT_ITEM, GObject)

EnrImportItem *enr_import_item_new (const EnrImportRow *row) G_GNUC_WARN_UNUSED_RESULT;

/** What happens with a row, in a word: 追加, 変更, … Static. */
const char *enr_import_action_word (EnrImportAction action);

/* Properties, read-only: line, title, details, word (text); css-classes (GStrv) of the word. */

G_END_DECLS
