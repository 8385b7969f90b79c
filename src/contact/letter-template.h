/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The library of letters that come again (ひな形). A new file has a few; the nursery changes them.
 */
#pragma once

#include "contact/announcement.h"

G_BEGIN_DECLS

/** Strings are never %NULL. */
typedef struct
{
  EnrUuid id;      /* none in a new one */
  char *name;      /* how it is found: 運動会 */
  char *title;
  char *body;
  char *question;
  EnrAnswerKind answer_kind;
  char *choices;
} EnrLetterTemplate;

EnrLetterTemplate *enr_letter_template_new (void) G_GNUC_WARN_UNUSED_RESULT;
EnrLetterTemplate *enr_letter_template_copy (const EnrLetterTemplate *self) G_GNUC_WARN_UNUSED_RESULT;
void enr_letter_template_free (EnrLetterTemplate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrLetterTemplate, enr_letter_template_free)

/** By position. (element-type EnrLetterTemplate) */
GPtrArray *enr_letter_template_list (EnrDb *db,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** UNKNOWN for none, or one that was removed. */
EnrLetterTemplate *enr_letter_template_load (EnrDb *db,
                                             const EnrUuid *id,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Makes (@id none: a new one at the end; @seen %NULL) or changes one that was read as @seen: CHANGED where
 * it is no longer so. INVALID for a blank name, one that another has, and what enr_announcement_save()
 * refuses of body and question; a title may be missing. */
gboolean enr_letter_template_save (EnrDb *db,
                                   const EnrActor *actor,
                                   EnrLetterTemplate *self,
                                   const EnrLetterTemplate *seen,
                                   GError **error);

gboolean enr_letter_template_remove (EnrDb *db,
                                     const EnrActor *actor,
                                     const EnrUuid *id,
                                     GError **error);

/** Sets the order: @ids[0] first. */
gboolean enr_letter_template_order (EnrDb *db,
                                    const EnrActor *actor,
                                    const EnrUuid *ids,
                                    guint n_ids,
                                    GError **error);

/**
 * Puts a template's title, text and question into a draft, which is not saved. {園名}, {園長名}, {電話} and
 * {日付} (the letter's) become what they are; one that the nursery has not entered stays, so that it is seen.
 */
gboolean enr_letter_template_fill (EnrDb *db,
                                   const EnrLetterTemplate *self,
                                   EnrAnnouncement *announcement,
                                   GError **error);

/** Makes a template of a letter's title, text and question, under a name; not yet stored. */
EnrLetterTemplate *enr_letter_template_new_from (const EnrAnnouncement *announcement,
                                                 const char *name) G_GNUC_WARN_UNUSED_RESULT;

/** Whether one of the placeholders that the library replaces stands in a text, which cannot go out so. */
gboolean enr_letter_has_placeholder (const char *text);

/** Whether something is still to be filled in: "○月○日", "○○", "{園名}". A person may mean it, so this is told
 * before the release, no more. */
gboolean enr_letter_has_blanks (const char *text);

G_END_DECLS
