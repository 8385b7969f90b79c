/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What is known when an attempt is over, and what follows from it.
 */
#pragma once

#include "mail/smtp.h"

G_BEGIN_DECLS

/* What the last answer, or its lack, is about; in the order of a session. */
typedef enum
{
  ENR_SMTP_STAGE_CONNECT, /* the server is looked for, or its greeting waited for */
  ENR_SMTP_STAGE_HELLO,
  ENR_SMTP_STAGE_ENCRYPT,
  ENR_SMTP_STAGE_LOGIN,
  ENR_SMTP_STAGE_FROM, /* or NOOP, where the settings are tried */
  ENR_SMTP_STAGE_TO,
  ENR_SMTP_STAGE_DATA, /* leave to send the mail was asked for */
  ENR_SMTP_STAGE_BODY, /* the mail is on its way */
  ENR_SMTP_STAGE_END,  /* all of it has gone out */
} EnrSmtpStage;

typedef enum
{
  ENR_SMTP_STOP_NONE,
  ENR_SMTP_STOP_CANCELLED,
  ENR_SMTP_STOP_SLOW,     /* a time of the server's settings has passed */
  ENR_SMTP_STOP_NO_LOGIN, /* a login is set, and the server takes none */
} EnrSmtpStop;

typedef struct
{
  const char *host;
  const char *ca_file; /* nullable */
  const char *from;    /* nullable */
  int curl_code;       /* a CURLcode */
  EnrSmtpStage stage;
  EnrSmtpStop stop; /* why it was given up */
  const EnrSmtpReply *reply;
} EnrSmtpOutcome;

/* What is certain after an attempt; sets @error but for ENR_SMTP_ACCEPTED. */
EnrSmtpResult enr_smtp_judge (const EnrSmtpOutcome *outcome,
                              GError **error);

G_END_DECLS
