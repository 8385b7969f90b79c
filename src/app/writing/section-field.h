/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One text of a plan or record as it is written: the text, how long it is, and whether it differs from what
 * the database has. It never throws away what was typed: a text that another person saved meanwhile is kept
 * beside it until somebody has chosen.
 */
#pragma once

#include <gtk/gtk.h>

#include "writing/writing.h"

G_BEGIN_DECLS

#define ENR_TYPE_SECTION_FIELD (enr_section_field_get_type ())
G_DECLARE_FINAL_TYPE (EnrSectionField, enr_section_field, ENR, SECTION_FIELD, GtkBox)

/** A field of a text's key. @name says what it is ("今週のねらい", "月 主な活動"), for messages and screen readers.
 * @child_id may be %NULL. A cell of a grid (@is_cell) is lower, and counts only what is too long.
 * Signal "edited" (): the person changed the text. Signal "look" (): she wants to see both texts. */
EnrSectionField *enr_section_field_new (const char *key,
                                        const char *name,
                                        const EnrUuid *child_id,
                                        gboolean is_cell);

const char *enr_section_field_get_key (EnrSectionField *self);
const char *enr_section_field_get_name (EnrSectionField *self);
GtkTextView *enr_section_field_get_view (EnrSectionField *self);

/** What is written now. */
char *enr_section_field_dup_text (EnrSectionField *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean enr_section_field_is_blank (EnrSectionField *self);

/** Two lines high while little is written, as its box on paper is. */
void enr_section_field_set_low (EnrSectionField *self);

/** Whether it may be written in. */
void enr_section_field_set_editable (EnrSectionField *self,
                                     gboolean is_editable);

/** How the text fills its box on paper: lines of @room that it takes, characters @beyond the last of them.
 * @room 0 where that is not known. */
void enr_section_field_set_fill (EnrSectionField *self,
                                 guint room,
                                 guint lines,
                                 guint beyond);

typedef enum
{
  ENR_FIELD_TAKEN,     /* shown, or known already */
  ENR_FIELD_LATER,     /* an input method is at work in it: try again */
  ENR_FIELD_CONFLICTS, /* something else was typed here: both are kept */
} EnrFieldTaking;

/** Brings the field to a text as it was read; %NULL: there is none yet. Of two the newer counts, so a late
 * answer does no harm. */
EnrFieldTaking enr_section_field_take (EnrSectionField *self,
                                       const EnrWritingText *text);

/** Something typed is not saved. */
gboolean enr_section_field_is_dirty (EnrSectionField *self);

/** It is longer than a section can be. */
gboolean enr_section_field_is_too_long (EnrSectionField *self);

/** Two texts are waiting for somebody to choose. */
gboolean enr_section_field_has_conflict (EnrSectionField *self);

/** The other one. Borrowed; %NULL where there is none. */
const char *enr_section_field_get_theirs (EnrSectionField *self);

typedef enum
{
  ENR_FIELD_KEEP_MINE,
  ENR_FIELD_TAKE_THEIRS,
  ENR_FIELD_JOIN, /* theirs, and mine below it */
} EnrFieldChoice;

/** Ends the conflict. What was typed here can be brought back with undo. */
void enr_section_field_resolve (EnrSectionField *self,
                                EnrFieldChoice choice);

/** Fills @change with what has to be saved, if anything; its strings are to be freed. %FALSE where there is
 * nothing, or where it cannot be saved now. @serial says to enr_section_field_saved() what was sent. */
gboolean enr_section_field_get_change (EnrSectionField *self,
                                       EnrTextChange *change,
                                       guint *serial);

/** @change was saved. What was typed since then is still to be saved. */
void enr_section_field_saved (EnrSectionField *self,
                              const EnrTextChange *change,
                              guint serial);

/** Puts a text of another writing below what is there, as one step that undo takes back, and remembers
 * where it came from. */
void enr_section_field_insert (EnrSectionField *self,
                               const char *text,
                               const EnrUuid *origin_id,
                               const char *origin_key);

/** Gives up what was typed and not saved. */
void enr_section_field_discard (EnrSectionField *self);

/** Where what is written was taken from, or none. */
const EnrUuid *enr_section_field_get_origin (EnrSectionField *self);

/** What that is called ("月案 ひよこ 令和8年6月"); %NULL where it is not there any more. */
void enr_section_field_set_origin_name (EnrSectionField *self,
                                        const char *name);

G_END_DECLS
