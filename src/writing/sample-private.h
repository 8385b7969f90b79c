/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the files of the sample share.
 */
#pragma once

#include "nursery/facility.h"
#include "writing/shelf.h"
#include "writing/writing-private.h"

G_BEGIN_DECLS

/** What the teachers of the sample nursery write (data/sample/writings.csv): invented, and without names, so
 * that a text can stand in any child's record. */
typedef struct _EnrSampleTexts EnrSampleTexts;

/** Reads them. UNKNOWN where the file is missing. */
EnrSampleTexts *enr_sample_texts_load (GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_sample_texts_free (EnrSampleTexts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrSampleTexts, enr_sample_texts_free)

/** A text for a key of a kind ("aims", "days/record" for a column of a grid of days, "timeline/01/time"), of
 * those that fit the @turn-th; %NULL where there is none. @title is of an event, "" otherwise; @age is -1 for
 * any; @month is 1 to 12. */
const char *enr_sample_texts_find (const EnrSampleTexts *self,
                                   const char *kind,
                                   const char *title,
                                   const char *key,
                                   int age,
                                   int month,
                                   guint turn);

typedef struct
{
  EnrDb *db;
  const EnrActor *actor;
  EnrWritingKinds *kinds;
  const EnrSampleTexts *texts;
  const EnrCalendar *calendar; /* of all the time that is written about, with a month on both sides */
  GPtrArray *phrases;          /* (element-type EnrPhrase) */
  GPtrArray *staff;            /* (element-type EnrStaff) */
  GHashTable *members;         /* the children of each class (element-type EnrUuid GArray) */
  EnrDate from;
  EnrDate until;
  guint turn;                  /* moves on with each text, so that they are not all the same */
  guint n_places;
  guint n_written;
} EnrSampleMaker;

/** A teacher of a class of an age, or, with another job, the person who has it; "" for none. Borrowed. */
const char *enr_sample_person (const EnrSampleMaker *self,
                               const char *job,
                               guint number);

/** A day on which the office is there: from @day on, or before it. */
EnrDate enr_sample_office_day (const EnrSampleMaker *self,
                               EnrDate day,
                               int direction);

/** The texts that are written into a place: those of the plan's time, or (@after) what is written when it is
 * over. FALSE on errors of reading. */
gboolean enr_sample_fill (EnrSampleMaker *self,
                          const EnrShelfPlace *place,
                          const EnrUuid *id,
                          gboolean after,
                          GError **error);

/** Writes what is in a place as far as it has come by the sample's last day: not at all, a draft, waiting, or
 * approved, each step on its day. What is there already stays as it is. */
gboolean enr_sample_make_place (EnrSampleMaker *self,
                                const EnrShelfPlace *place,
                                GError **error);

G_END_DECLS
