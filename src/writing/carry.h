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
  ENR_SOURCE_OTHER,     /* the same kind and period, another class of that age, a child of the class */
  ENR_SOURCE_RECORDS,   /* what was recorded of the child in a fiscal year, as it was approved */
} EnrSourceType;

/** A paragraph of what was recorded of a child. */
typedef struct
{
  EnrUuid writing_id; /* where it stands; none of what was seen of its development */
  char *key;          /* its text's there; "" for none */
  EnrDate first;
  EnrDate last;
  char *heading;      /* "6月10日 個別記録: 子どもの姿"; "" where it goes on from the paragraph before */
  char *text;
} EnrSourceRecord;

/** A writing that texts can be taken from. */
typedef struct
{
  EnrSourceType type;
  EnrWriting *writing;  /* with its texts; %NULL of records */
  int year;             /* of records: the fiscal year */
  GPtrArray *records;   /* (element-type EnrSourceRecord) of records, by date; %NULL otherwise */
} EnrSource;

void enr_source_free (EnrSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrSource, enr_source_free)

/** "The plan above", translated. Static. */
const char *enr_source_type_label (EnrSourceType type);

/** The writings that texts of one can be taken from, the nearest first; at most one of each type but of
 * other classes and children, and of the plans above a period that goes on in the next one's (a week across
 * two months). Empty ones are left out, and of other children those that have nothing but what is theirs
 * alone. (element-type EnrSource) */
GPtrArray *enr_source_list (EnrDb *db,
                            const EnrWritingKind *kind,
                            const EnrWriting *writing,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Puts in front of a list of sources what was recorded of the child, a source for each fiscal year, the
 * latest first: for a record about a year (保育要録) all until its end, for one about a term (児童票の経過記録) that
 * of the term. That are the approved records, as they were approved, what was noted of the child in
 * approved diaries, the evaluations of approved plans, and what was seen of its development. Of other
 * kinds nothing. */
gboolean enr_source_add_records (EnrDb *db,
                                 EnrWritingKinds *kinds,
                                 const EnrWritingKind *kind,
                                 const EnrWriting *writing,
                                 GPtrArray *list,
                                 GError **error);

/** Whether a text of a source may go into @key of a section at all; with @is_all whether it goes there
 * together
 * with all others. What was seen or done (enr_section_is_observed()) is not taken over with all others, and
 * never from another child. Pure; whether the section is open is another question. */
gboolean enr_source_may_take (const EnrSource *self,
                              const EnrSection *section,
                              const char *key,
                              gboolean is_all);

/** The key of the text in a source that belongs into a section: of the plan above what the kind says
 * ("from"), else the same. "" where there is none. Borrowed. */
const char *enr_source_key_for (const EnrSource *self,
                                const EnrSection *section,
                                const char *key);

/**
 * Takes over all texts of a source for which the writing has none yet, with their origin, in one transaction;
 * what is written already stays, and so does what was seen or done then (enr_source_may_take()). Of a grid
 * all
 * cells. @n_taken may be %NULL. Errors of enr_writing_save().
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
