/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How long what parents and nursery told each other is kept (保存年限), and destroying a fiscal year of it when
 * that is over; writing/keep.h does the same for plans and records. Nothing is ever destroyed by the program
 * itself.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_CONTACT_KEEP_NOTICE,   /* notices of absence and the like, and illnesses */
  ENR_CONTACT_KEEP_NOTEBOOK, /* pages of the contact notebook, and what was sent of them */
  ENR_CONTACT_KEEP_LETTER,   /* letters, whom they went to, how they were delivered and answered */
  ENR_CONTACT_KEEP_INQUIRY,  /* what parents said and asked, and what was promised */
  ENR_CONTACT_KEEP_CALL,     /* calls that the nursery made */
  ENR_CONTACT_KEEP_MEDICINE, /* requests to give medicine, and each time that it was given */
  ENR_N_CONTACT_KEEPS,
} EnrContactKeep;

/** The word of the database and of commands: "notice", "notebook", "letter", "inquiry", "call", "medicine".
 * Static. */
const char *enr_contact_keep_key (EnrContactKeep kind);
/** -1 for any other word; the label is understood, too. */
int enr_contact_keep_from_key (const char *key);
/** What it is called on a certificate, which is Japanese, as the labels of plans and records are:
 * "連絡帳". Static. */
const char *enr_contact_keep_label (EnrContactKeep kind);

/** FACTS 3.5 has no period for these: as many years as are usual for the records of care, until the nursery
 * sets it otherwise. */
#define ENR_CONTACT_KEEP_YEARS 5

/** For how many fiscal years each kind is kept from the end of its own on; 0: without end. @years has
 * ENR_N_CONTACT_KEEPS. */
gboolean enr_contact_keep_get_years (EnrDb *db,
                                     int *years,
                                     GError **error);

/** INVALID for less than 0 or more than 99. */
gboolean enr_contact_keep_set_years (EnrDb *db,
                                     const EnrActor *actor,
                                     EnrContactKeep kind,
                                     int years,
                                     GError **error);

/** All of a kind that is of one fiscal year. A letter counts in the year of its date, what has two days in
 * that of the last. */
typedef struct
{
  EnrContactKeep kind;
  int fiscal_year;
  EnrDate kept_until;
  guint count; /* notices, pages, letters, … */
} EnrContactKeepItem;

/** "連絡帳 令和2年度 4812件". */
char *enr_contact_keep_item_dup_name (const EnrContactKeepItem *self) G_GNUC_WARN_UNUSED_RESULT;

/** What may be destroyed on a day, the oldest first. (element-type EnrContactKeepItem) */
GPtrArray *enr_contact_keep_list (EnrDb *db,
                                  EnrDate today,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * Destroys years of kinds for ever, all or none, and writes the certificate (enr_destruction_list()); @id is
 * its id. What attendance has of it (absences, times) stays. The journal has the keys of what was destroyed;
 * what it noted when those were written it still has, but for the texts of notebook, letters and inquiries,
 * of which it only ever has the sums. What backups have is not reached.
 *
 * @items: kind and fiscal year are looked at
 * Errors: REASON without one; INVALID where a person's name is missing, the time of one of them is not over,
 * there is nothing of it, or a letter of it still waits to be delivered.
 */
gboolean enr_contact_keep_destroy (EnrDb *db,
                                   const EnrActor *actor,
                                   const EnrContactKeepItem *items,
                                   guint n_items,
                                   EnrDate today,
                                   const char *reason,
                                   EnrUuid *id,
                                   GError **error);

G_END_DECLS
