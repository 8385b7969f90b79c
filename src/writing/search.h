/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Finding words in plans and records: of any length, one kanji too, whatever width or kana they are typed
 * in. The index has every two signs that stand side by side; a word is found as their sequence.
 */
#pragma once

#include "store/db.h"

G_BEGIN_DECLS

typedef struct
{
  EnrUuid id;         /* of the writing */
  char *kind;         /* its key */
  EnrDate first;
  char *title;
  char *class_name;   /* "" for none */
  char *child_name;   /* "" for none */
  char *key;          /* of the text it was found in, "" where it is in the title */
  char *excerpt;      /* the sentence, shortened */
} EnrFound;

void enr_found_free (EnrFound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrFound, enr_found_free)

/** Plans and records that have all words of @text (words are apart by blanks), the newest first, at most
 * @limit; empty for blank text. (element-type EnrFound) */
GPtrArray *enr_search (EnrDb *db,
                       const char *text,
                       guint limit,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Makes the whole index anew from the texts. */
gboolean enr_search_rebuild (EnrDb *db,
                             const EnrActor *actor,
                             GError **error);

G_END_DECLS
