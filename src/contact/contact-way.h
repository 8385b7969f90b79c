/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How a person of a family is reached in writing: a mail address that was verified once, or paper; who
 * lives apart (別居) and gets a copy of its own; who is never written to (連絡しない); and who is told nothing
 * about one of the family's children.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

/** A number that was sent to verify an address holds for so many days: a family that answers only after its
 * holidays still can, and one found in an old mail does not verify years later. */
#define ENR_CONTACT_CODE_DAYS 30

/** How something is delivered: the channel of a row of "delivery". */
typedef enum
{
  ENR_WAY_PAPER,
  ENR_WAY_MAIL,
} EnrWay;

/** "paper", "mail". Static. */
const char *enr_way_key (EnrWay way);
/** ENR_WAY_PAPER for any other word. */
EnrWay enr_way_from_key (const char *key);
/** What it is called, translated. Static. */
const char *enr_way_label (EnrWay way);

/** Strings are never %NULL. */
typedef struct
{
  EnrUuid contact_id;
  EnrUuid family_id;      /* of the person */
  char *name;             /* and how it is listed in the family */
  char *relation;
  gboolean is_guardian;
  char *mail;             /* as enr_mail_address_check() keeps it; "" for none */
  char *code;             /* what was sent to it; "" before, and after it was verified */
  EnrInstant code_at;     /* when, or ENR_INSTANT_NONE */
  EnrInstant verified_at; /* ENR_INSTANT_NONE while the address is not verified */
  gboolean is_blocked;    /* never written to */
  gboolean is_apart;      /* lives apart: a copy of its own */
  GArray *except;         /* (element-type EnrUuid) children of which this person is told nothing */
} EnrContactWay;

void enr_contact_way_free (EnrContactWay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrContactWay, enr_contact_way_free)

/** Whether mail may go to this person: a verified address, and not blocked. */
gboolean enr_contact_way_has_mail (const EnrContactWay *self);

/** Whether this person is told nothing about the child. */
gboolean enr_contact_way_is_except (const EnrContactWay *self,
                                    const EnrUuid *child_id);

/** Whether @other, a person of the same family, reads the same mail address: what is sent there, it gets
 * too. Large and small letters are the same. */
gboolean enr_contact_way_shares_mail (const EnrContactWay *self,
                                      const EnrContactWay *other);

/** One person's; with nothing entered yet it is paper, with the family, and no exception. UNKNOWN for a
 * person who is not there or was taken off the list. */
EnrContactWay *enr_contact_way_load (EnrDb *db,
                                     const EnrUuid *contact_id,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** All people of a family, in calling order. (element-type EnrContactWay) */
GPtrArray *enr_contact_way_list (EnrDb *db,
                                 const EnrUuid *family_id,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * Sets the mail address, as an office types it; blank takes it away. Another address than before is not
 * verified, and a number sent to the one before holds no more; the same one again changes nothing.
 * ENR_MAIL_ERROR_ADDRESS for what is no one address (a line break, a list); UNKNOWN for no such person.
 */
gboolean enr_contact_way_set_mail (EnrDb *db,
                                   const EnrActor *actor,
                                   const EnrUuid *contact_id,
                                   const char *mail,
                                   GError **error);

/** Says whether the person is never written to, and whether it lives apart. */
gboolean enr_contact_way_set_marks (EnrDb *db,
                                    const EnrActor *actor,
                                    const EnrUuid *contact_id,
                                    gboolean is_blocked,
                                    gboolean is_apart,
                                    GError **error);

/** Says whether the person is told nothing about the child. UNKNOWN where it is no child of that family. */
gboolean enr_contact_way_set_except (EnrDb *db,
                                     const EnrActor *actor,
                                     const EnrUuid *contact_id,
                                     const EnrUuid *child_id,
                                     gboolean is_except,
                                     GError **error);

/**
 * Makes a number of six digits and queues one mail with it to the person's address (a recipient of kind
 * 'check' and its delivery, in the same transaction). A number that was sent before and is still waiting is
 * not sent any more. INVALID where there is no address, the person is blocked or no guardian, or a blocked
 * person of the family has the same address; ALREADY where the address is verified.
 */
gboolean enr_contact_way_send_code (EnrDb *db,
                                    const EnrActor *actor,
                                    const EnrUuid *contact_id,
                                    GError **error);

/**
 * The number that the family told back: the address is verified from now on. INVALID for another number
 * (also full-width, with blanks: these are tidied), one that is older than ENR_CONTACT_CODE_DAYS, or where
 * none was sent; ALREADY where the address is verified.
 */
gboolean enr_contact_way_verify (EnrDb *db,
                                 const EnrActor *actor,
                                 const EnrUuid *contact_id,
                                 const char *code,
                                 GError **error);

G_END_DECLS
