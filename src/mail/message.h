/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One mail to one address, and the bytes that go to the server.
 */
#pragma once

#include "base/date.h"
#include "base/uuid.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;    /* the file's name, Japanese too; one line, no folders */
  char *type;    /* "application/pdf" */
  GBytes *bytes; /* may be empty */
} EnrMailAttachment;

/**
 * EnrMail:
 *
 * All fields are UTF-8 and owned by the struct. Addresses are given in the form of
 * enr_mail_address_check(), which enr_mail_to_bytes() calls again. There is one recipient and no field
 * for another: a mail to two families cannot be made.
 */
typedef struct
{
  char *message_id;       /* "<id@domain>", the same for each attempt to send: see enr_mail_make_id() */
  EnrInstant date;        /* when it was written, not when it is sent */
  char *from_name;        /* nullable */
  char *from_address;     /* what the families see */
  char *bounce_address;   /* the envelope's sender: where a failure is told; nullable: from_address.
                             For enr_smtp_send(); not in the bytes. */
  char *reply_to;         /* nullable */
  char *to_name;          /* nullable */
  char *to_address;       /* the one recipient */
  char *subject;          /* one line */
  char *body;             /* text; line breaks of any kind */
  gboolean is_automatic;  /* no person wrote or released it (a reminder, the check of an address): marked
                             as RFC 3834 wants it, so that no vacation's answer comes back */
  GPtrArray *attachments; /* of EnrMailAttachment */
} EnrMail;

EnrMail *enr_mail_new (void) G_GNUC_WARN_UNUSED_RESULT;
void enr_mail_free (EnrMail *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrMail, enr_mail_free)

/** Adds a file. Strings are copied, and @bytes is referenced. */
void enr_mail_attach (EnrMail *self,
                      const char *name,
                      const char *type,
                      GBytes *bytes);

/** "<UUID@domain of @from_address>": a server that is offered the same mail twice can drop the second. */
char *enr_mail_make_id (const EnrUuid *id,
                        const char *from_address) G_GNUC_WARN_UNUSED_RESULT;

/** The envelope's sender: bounce_address, or else from_address. (transfer none) */
const char *enr_mail_envelope_from (const EnrMail *self);

/**
 * Makes the message (RFC 5322, MIME): ASCII only, CRLF, no line longer than 998; text and attachments in
 * base64. Names of files are written twice, as RFC 2231 wants it (filename*) and as older Outlook reads
 * it (an encoded word in name=). The same fields always give the same bytes.
 *
 * Refused with %ENR_MAIL_ERROR_ADDRESS or %ENR_MAIL_ERROR_MESSAGE: a line break or another control
 * character in any field but the body, an empty subject, text that is not UTF-8, a type that is none.
 */
GBytes *enr_mail_to_bytes (const EnrMail *self,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
