/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What can go wrong with mail. Messages are translated, complete sentences for the user; they never
 * have a password in them.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* clang-format off */
#define ENR_MAIL_ERROR (enr_mail_error_quark ())
/* clang-format on */
GQuark enr_mail_error_quark (void);

typedef enum
{
  ENR_MAIL_ERROR_ADDRESS,   /* not one mail address */
  ENR_MAIL_ERROR_MESSAGE,   /* a message that cannot be made of what was given */
  ENR_MAIL_ERROR_SETTINGS,  /* the server's settings; the code of ENR_SMTP_SETTINGS too */
  ENR_MAIL_ERROR_LATER,     /* of ENR_SMTP_LATER; where the caller cancelled, %G_IO_ERROR_CANCELLED */
  ENR_MAIL_ERROR_REFUSED,   /* of ENR_SMTP_REFUSED */
  ENR_MAIL_ERROR_UNCERTAIN, /* of ENR_SMTP_UNCERTAIN */
  ENR_MAIL_ERROR_NO_SAFE,   /* no place where passwords are kept runs on this PC */
  ENR_MAIL_ERROR_SAFE,      /* it runs, and did not do what was asked */
} EnrMailError;

G_END_DECLS
