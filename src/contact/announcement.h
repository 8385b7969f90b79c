/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Announcements and letters (お知らせ・お便り): written as drafts, with attachments and a question, until they
 * are released (contact/recipient.h). What was released never changes any more; the database refuses it.
 */
#pragma once

#include "base/date.h"
#include "contact/audience.h"
#include "store/db.h"

G_BEGIN_DECLS

/*
 * Limits, so that a mail arrives and a letter is read. Attachments grow by a third in a mail (base64), and
 * many mailboxes refuse mails of more than 10 MB: 7 MiB are 9.8 MB then. A page of A4 has about 1,200
 * signs, and 1,800 where it is full: 200,000 are more than a hundred pages, and 0.8 MB of a mail. What is
 * longer is a file to attach.
 */
#define ENR_ANNOUNCEMENT_MAX_TITLE 100
#define ENR_ANNOUNCEMENT_MAX_BODY 200000
#define ENR_ANNOUNCEMENT_MAX_CHOICES 20
#define ENR_ANNOUNCEMENT_MAX_FILES 5
#define ENR_ANNOUNCEMENT_MAX_FILE_BYTES (7 * 1024 * 1024) /* of all files together */
/** A letter is dated at most so many days ahead, and answered within as many: more is a slip of the year. */
#define ENR_ANNOUNCEMENT_MAX_DAYS 366

/** What is to be answered. */
typedef enum
{
  ENR_ANSWER_NONE,
  ENR_ANSWER_YES_NO,
  ENR_ANSWER_CHOICE,
  ENR_ANSWER_TEXT,
  ENR_ANSWER_DATE,
  ENR_N_ANSWERS,
} EnrAnswerKind;

/** The word of the database: "", "yes-no", "choice", "text", "date". Static. */
const char *enr_answer_kind_key (EnrAnswerKind kind);
/** ENR_ANSWER_NONE for any other word. */
EnrAnswerKind enr_answer_kind_from_key (const char *key);
/** What it is called, translated. Static. */
const char *enr_answer_kind_label (EnrAnswerKind kind);

/** Strings are never %NULL. */
typedef struct
{
  EnrUuid id;             /* none in a new one */
  EnrDate day;            /* the date on the letter, and the day whose families it goes to */
  char *title;
  char *body;             /* several lines */
  gboolean is_urgent;
  EnrUuid about_child;    /* about this child alone, or none: it can go to that child's guardians only */
  char *question;         /* "" where nothing is to be answered */
  EnrAnswerKind answer_kind;
  char *choices;          /* of ENR_ANSWER_CHOICE, one a line */
  EnrDate answer_until;   /* or ENR_DATE_NONE */
  char *written_by;       /* "" in a new one: the actor */
  GArray *audience;       /* (element-type EnrAudienceItem); with about_child it is that child, whatever
                             was chosen before */
  EnrInstant created_at;
  int version;            /* as it was read; 0 in a new one */
  EnrInstant sent_at;     /* when it was released, or ENR_INSTANT_NONE */
  char *sent_by;
  EnrInstant removed_at;  /* ENR_INSTANT_NONE while it stands */
} EnrAnnouncement;

/** A letter of today without a title, for nobody yet. */
EnrAnnouncement *enr_announcement_new (void) G_GNUC_WARN_UNUSED_RESULT;
EnrAnnouncement *enr_announcement_copy (const EnrAnnouncement *self) G_GNUC_WARN_UNUSED_RESULT;
void enr_announcement_free (EnrAnnouncement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrAnnouncement, enr_announcement_free)

/** The choices, tidied, blank lines left out. (transfer full) */
char **enr_announcement_dup_choices (const EnrAnnouncement *self) G_GNUC_WARN_UNUSED_RESULT;

/** "Takes part", "Does not take part" of a yes-no answer as it is stored ("yes", "no"), a date in the
 * reader's form, others as they are; translated, "" for none. */
char *enr_answer_dup_text (EnrAnswerKind kind,
                           const char *answer) G_GNUC_WARN_UNUSED_RESULT;

/**
 * Writes a draft: a new one (@self->id none), or one that was read with @self->version. @self gets its id and
 * its new version. A save over another person's is refused with CHANGED, and *@other (may be %NULL;
 * transfer full) is the draft as it stands then, so that both are at hand. Saving what is there already is
 * no change.
 *
 * Errors: INVALID (no title, one of several lines or too long, a body that is too long, a question without
 * a kind of answer or the other way round, fewer than two choices, an end of answers before the letter, a
 * date that is far away), UNKNOWN (no such draft, child or class), ALREADY (it was released or removed).
 */
gboolean enr_announcement_save (EnrDb *db,
                                const EnrActor *actor,
                                EnrAnnouncement *self,
                                EnrAnnouncement **other,
                                GError **error);

/** Whether enr_announcement_save() would refuse what is in it, without writing it; not CHANGED or ALREADY. */
gboolean enr_announcement_check (EnrDb *db,
                                 const EnrActor *actor,
                                 const EnrAnnouncement *self,
                                 GError **error);

/** One of them, drafts and released ones alike; UNKNOWN for none, or a removed draft. */
EnrAnnouncement *enr_announcement_load (EnrDb *db,
                                        const EnrUuid *id,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Removes a draft. CHANGED where it has another version than @version by now, ALREADY where it was
 * released. */
gboolean enr_announcement_remove (EnrDb *db,
                                  const EnrActor *actor,
                                  const EnrUuid *id,
                                  int version,
                                  GError **error);

/** A line of the list. */
typedef struct
{
  EnrUuid id;
  EnrDate day;
  char *title;
  char *audience;       /* in words */
  gboolean is_urgent;
  gboolean is_about_child;
  EnrAnswerKind answer_kind;
  EnrDate answer_until;
  char *written_by;
  EnrInstant sent_at;   /* ENR_INSTANT_NONE: a draft */
  guint n_files;
  guint n_recipients;   /* from here on 0 for a draft */
  guint n_delivered;    /* accepted by a server, or printed */
  guint n_trouble;      /* refused, or not known whether it arrived */
  guint n_read;         /* those who answered too */
  guint n_answered;
} EnrAnnouncementLine;

void enr_announcement_line_free (EnrAnnouncementLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrAnnouncementLine, enr_announcement_line_free)

/** The letters dated from @first (ENR_DATE_NONE: all) on and every draft, the newest first, drafts before
 * all. (element-type EnrAnnouncementLine) */
GPtrArray *enr_announcement_list (EnrDb *db,
                                  EnrDate first,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Attachments: a part of the draft, each change an action of its own that does not touch the version, so
 * that adding a file does not make another person's text stale. The release looks at them (by digest).
 */

typedef struct
{
  int position;
  char *name;  /* the file's name without folders */
  char *type;  /* "application/pdf" */
  gsize size;  /* in bytes */
} EnrAnnouncementFile;

void enr_announcement_file_free (EnrAnnouncementFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrAnnouncementFile, enr_announcement_file_free)

/** By position. (element-type EnrAnnouncementFile) */
GPtrArray *enr_announcement_files (EnrDb *db,
                                   const EnrUuid *id,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** What is in a file; UNKNOWN. */
GBytes *enr_announcement_file_load (EnrDb *db,
                                    const EnrUuid *id,
                                    int position,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Attaches a file to a draft; @name may be a path, of which the last part is kept. The type is guessed from
 * name and content. INVALID for an empty file, one too many or too large, a name that is there already;
 * ALREADY, UNKNOWN as in enr_announcement_save(). */
gboolean enr_announcement_file_add (EnrDb *db,
                                    const EnrActor *actor,
                                    const EnrUuid *id,
                                    const char *name,
                                    GBytes *content,
                                    GError **error);

gboolean enr_announcement_file_remove (EnrDb *db,
                                       const EnrActor *actor,
                                       const EnrUuid *id,
                                       int position,
                                       GError **error);

G_END_DECLS
