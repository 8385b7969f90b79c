/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Writing nothing twice: taking texts over from the plan above, from last year's, last month's, another
 * class's. Where a text came from is kept.
 */
#pragma once

#include "writing/writing.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_SOURCE_ABOVE,     /* the plan above */
  ENR_SOURCE_BEFORE,    /* the same kind, the period before: last month's */
  ENR_SOURCE_LAST_YEAR, /* the same kind, a year ago: the class of that age, or the child's own */
  ENR_SOURCE_OTHER,     /* the same kind and period, another class of that age, or another child */
} EnrSourceType;

/** A writing that texts can be taken from. */
typedef struct
{
  EnrSourceType type;
  EnrWriting *writing;  /* with its texts */
} EnrSource;

void enr_source_free (EnrSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrSource, enr_source_free)

/** "The plan above", translated. Static. */
const char *enr_source_type_label (EnrSourceType type);

/** The writings that texts of one can be taken from, the nearest first; at most one of each type but of
 * other classes. Empty ones are left out. (element-type EnrSource) */
GPtrArray *enr_source_list (EnrDb *db,
                            const EnrWriting *writing,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The key of the text in a source that belongs into a section: of the plan above what the kind says
 * ("from"), else the same. "" where there is none. Borrowed. */
const char *enr_source_key_for (const EnrSource *self,
                                const EnrSection *section,
                                const char *key);

/**
 * Takes over all texts of a source for which the writing has none yet, with their origin, in one transaction;
 * what is written already stays. Of a grid all cells. @n_taken may be %NULL. Errors of enr_writing_save().
 */
gboolean enr_writing_carry (EnrDb *db,
                            const EnrActor *actor,
                            const EnrWritingKind *kind,
                            const EnrUuid *id,
                            EnrSourceType type,
                            const EnrUuid *source_id,
                            guint *n_taken,
                            GError **error);

G_END_DECLS
