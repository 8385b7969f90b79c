/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the editor reads of a plan or record, in one go on the reader's thread.
 */
#pragma once

#include "app/writing/section-list.h"
#include "nursery/facility.h"
#include "people/staff.h"
#include "writing/approval.h"
#include "writing/writing.h"

G_BEGIN_DECLS

typedef struct
{
  const EnrWritingKind *kind; /* borrowed from the kinds */
  EnrWriting *writing;
  EnrContent *content;        /* with the facts of attendance, where the kind has any; or %NULL */
  EnrContent *leftovers;      /* texts that the form has no place for any more; as enr_writing_leftovers() */
  GPtrArray *children;        /* (element-type EnrSectionChild) who were in the class at that time, by kana */
  GPtrArray *others;          /* (element-type EnrSectionChild) others of whom something is written */
  GPtrArray *staff;           /* (element-type EnrStaff) who is employed */
  char *likely_writer;        /* "" where nobody is known, or there is a writer */
  GPtrArray *steps;           /* (element-type EnrStepDone) */
  GHashTable *origins;        /* (element-type EnrUuid utf8) what the sources of texts are called */
  EnrCalendar *calendar;      /* of its time, where it has a grid of weekdays; or %NULL */
  GPtrArray *notes;           /* (element-type EnrWritingNote) */
} EnrEditorReading;

/** Reads it. UNKNOWN, or KIND where the kind's description is missing or broken. */
EnrEditorReading *enr_editor_reading_load (EnrDb *db,
                                           EnrWritingKinds *kinds,
                                           const EnrUuid *id,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_editor_reading_free (EnrEditorReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrEditorReading, enr_editor_reading_free)

/** The only member of staff of that name, or %NULL. Borrowed. */
const EnrStaff *enr_editor_reading_find_staff (const EnrEditorReading *self,
                                               const char *name);

/** The version that was in force before what is written or approved now; 0 for none. */
int enr_editor_reading_get_old_version (const EnrEditorReading *self);

/** The last step of a sort, or %NULL. */
const EnrStepDone *enr_editor_reading_find_step (const EnrEditorReading *self,
                                                 EnrStep step);

G_END_DECLS
