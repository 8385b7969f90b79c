/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The nursery's pages of the notebook on their way to the guardians: what would go to whom, looked at by a
 * person, and then released as it was looked at. A page goes to that child's guardians only
 * (contact/recipient.h).
 */
#pragma once

#include "contact/notebook.h"
#include "contact/recipient.h"

G_BEGIN_DECLS

/**
 * The nursery's page as a mail's text, Japanese whatever the interface's language is: what is written on it,
 * a line each, and the note as it is. Neither greeting nor signature. "" for an empty page.
 */
char *enr_notebook_page_dup_mail (const EnrNotebookPage *page,
                                  const char *child_name) G_GNUC_WARN_UNUSED_RESULT;

/** A mail's subject: the day, and no child's name, because subjects are seen on locked screens. */
char *enr_notebook_dup_subject (EnrDate day) G_GNUC_WARN_UNUSED_RESULT;

/** What stands in the way of sending a child's page, or nothing. */
typedef enum
{
  ENR_OUTGOING_READY,
  ENR_OUTGOING_SENT,      /* the same text went out before */
  ENR_OUTGOING_UNWRITTEN, /* nothing is written on the nursery's side */
  ENR_OUTGOING_NOBODY,    /* its guardians are all blocked, or told nothing about it */
} EnrOutgoingState;

/** A child's page as it would go out. */
typedef struct
{
  EnrUuid child_id;
  char *name;
  char *class_name;
  EnrOutgoingState state;
  int version;            /* of the page that was read */
  char *text;             /* of the mail */
  EnrRecipientPlan *plan; /* who would get it; NULL for UNWRITTEN */
} EnrOutgoingPage;

void enr_outgoing_page_free (EnrOutgoingPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrOutgoingPage, enr_outgoing_page_free)

/** The pages of the children who are enrolled on @day and not absent, in the class's order; of all classes
 * with no @class_id (%NULL). (element-type EnrOutgoingPage) */
GPtrArray *enr_outgoing_load (EnrDb *db,
                              EnrDate day,
                              const EnrUuid *class_id,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** What became of a sending. */
typedef struct
{
  guint n_pages;      /* children whose page was released */
  guint n_recipients; /* and to how many persons */
  GPtrArray *changed; /* (element-type utf8) names of children whose page or guardians are not as they were
                       * looked at any more; nothing of theirs was released */
} EnrOutgoingResult;

void enr_outgoing_result_free (EnrOutgoingResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrOutgoingResult, enr_outgoing_result_free)

/**
 * Releases the pages that are READY among @pages, in one action, each as it was looked at: a page that was
 * written on since, or whose recipients are others by now, stays behind and is named. %NULL with @error
 * where nothing at all was released (the database's errors).
 */
EnrOutgoingResult *enr_outgoing_release (EnrDb *db,
                                         const EnrActor *actor,
                                         EnrDate day,
                                         const GPtrArray *pages,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
