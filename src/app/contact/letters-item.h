/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A letter in the list: a draft, or one that was sent, and how far it has come.
 */
#pragma once

#include <gio/gio.h>

#include "contact/announcement.h"

G_BEGIN_DECLS

#define ENR_TYPE_LETTERS_ITEM (enr_letters_item_get_type ())
G_DECLARE_FINAL_TYPE (EnrLettersItem, enr_letters_item, ENR, LETTERS_ITEM, GObject)

const EnrUuid *enr_letters_item_get_id (EnrLettersItem *self);

/** What the list knows of it. Borrowed, until the item changes. */
const EnrAnnouncementLine *enr_letters_item_get_line (EnrLettersItem *self);

gboolean enr_letters_item_is_sent (EnrLettersItem *self);

/** Sent, and not at every household yet. */
gboolean enr_letters_item_is_open (EnrLettersItem *self);

/** Title, audience and writer, folded as enr_text_search_key() does. Borrowed. */
const char *enr_letters_item_get_search_key (EnrLettersItem *self);

/** All letters, drafts before all, then the newest first. On the reader's thread.
 * (element-type EnrLettersItem) */
GPtrArray *enr_letters_item_load_all (EnrDb *db,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Makes @model hold @items; those that are there already stay, and say "changed". */
void enr_letters_item_bring (GListStore *model,
                             const GPtrArray *items);

/*
 * EnrLettersItem::changed: it has come further, or was written in.
 */

G_END_DECLS
