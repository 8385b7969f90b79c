/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One thing in the inbox, with the button by which it is done.
 */
#pragma once

#include <gtk/gtk.h>

#include "contact/inbox.h"

G_BEGIN_DECLS

#define ENR_TYPE_INBOX_ROW (enr_inbox_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrInboxRow, enr_inbox_row, ENR, INBOX_ROW, GtkListBoxRow)

EnrInboxRow *enr_inbox_row_new (void);

/** Shows an item, which it takes over. */
void enr_inbox_row_take (EnrInboxRow *self,
                         EnrInboxItem *item);

/** What it shows. Borrowed. */
const EnrInboxItem *enr_inbox_row_get_item (EnrInboxRow *self);

/*
 * EnrInboxRow::done (row): the button was pressed;
 * ::more (row): the second one; ::remove (row): entered by mistake.
 */

G_END_DECLS
