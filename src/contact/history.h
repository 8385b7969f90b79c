/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * All contact with the family of one child (連絡の記録), in the order of days: notices, calls, both sides of the
 * notebook, letters with their answers, inquiries, promises, and medicine: what was asked for and what was
 * given, by whom, or not. What is about a brother or sister is in that
 * child's own history; the names of others to whom a letter went are not in it.
 */
#pragma once

#include "contact/announcement.h"
#include "contact/call.h"
#include "contact/inquiry.h"
#include "contact/medicine.h"
#include "contact/notebook.h"
#include "contact/notice.h"
#include "contact/promise.h"
#include "contact/recipient.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_CONTACT_NOTICE,
  ENR_CONTACT_CALL,
  ENR_CONTACT_HOME,    /* a page of the notebook */
  ENR_CONTACT_NURSERY,
  ENR_CONTACT_LETTER,
  ENR_CONTACT_INQUIRY,
  ENR_CONTACT_PROMISE,
  ENR_CONTACT_MEDICINE, /* a request */
  ENR_CONTACT_DOSE,     /* what was done about it on a day; today's also where it is still open */
  ENR_N_CONTACTS,
} EnrContactKind;

/** What it is called: translated for the screen, Japanese for papers. Static. */
const char *enr_contact_kind_label (EnrContactKind kind,
                                    gboolean is_paper);

/** One contact; of the pointers that of its kind is set. */
typedef struct
{
  EnrContactKind kind;
  EnrDate day;        /* on which it was; of a page or a dose its day */
  EnrInstant at;      /* ENR_INSTANT_NONE where only the day is known */
  gboolean is_open;   /* something is still waited for: an answer, a promise */
  gboolean is_void;   /* withdrawn */
  char *disease;      /* a notice's, its name; NULL for none */
  char *absence;      /* a notice's kind of absence; NULL for none */
  EnrNotice *notice;
  EnrCall *call;
  EnrNotebookPage *page;
  EnrRecipient *letter;
  EnrInquiry *inquiry;
  EnrPromise *promise;
  EnrMedicine *medicine;
  EnrMedicineTask *dose;
} EnrContactEntry;

void enr_contact_entry_free (EnrContactEntry *self);

/** Of a longer text the screen shows so many characters, because a label lays out all of it at once. */
#define ENR_CONTACT_TEXT_SHOWN 2000

/** What it was in a line, what was said in some, and who told whom; "" for nothing. Translated for the
 * screen, Japanese and whole for papers. */
char *enr_contact_entry_dup_head (const EnrContactEntry *self,
                                  gboolean is_paper) G_GNUC_WARN_UNUSED_RESULT;
char *enr_contact_entry_dup_text (const EnrContactEntry *self,
                                  gboolean is_paper) G_GNUC_WARN_UNUSED_RESULT;
char *enr_contact_entry_dup_people (const EnrContactEntry *self,
                                    gboolean is_paper) G_GNUC_WARN_UNUSED_RESULT;

typedef struct
{
  EnrUuid child_id;
  char *name;         /* "青木 朝陽" */
  char *kana;
  EnrDate birth_date;
  EnrDate first;      /* as asked for; ENR_DATE_NONE: open */
  EnrDate last;
  GPtrArray *entries; /* (element-type EnrContactEntry), the newest first */
} EnrContactHistory;

void enr_contact_history_free (EnrContactHistory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrContactHistory, enr_contact_history_free)

/** Reads a child's history of the days from @first to @last (ENR_DATE_NONE: open), in one snapshot. UNKNOWN
 * for the child. */
EnrContactHistory *enr_contact_history_load (EnrDb *db,
                              const EnrUuid *child_id,
                              EnrDate first,
                              EnrDate last,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
