/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The server that mails are handed to (設定 › メール), and how it is with it. The password is not here: see
 * mail/secret.h.
 */
#pragma once

#include "base/date.h"
#include "mail/smtp.h"
#include "store/db.h"

G_BEGIN_DECLS

/** Strings are never %NULL. */
typedef struct
{
  gboolean is_on; /* mails are sent at all */
  char *host;
  guint port;
  EnrSmtpSecurity security;
  char *user; /* "": no login */
  char *from_name;
  char *from_address;
  char *bounce_address; /* "": from_address */
  char *reply_to;       /* "": from_address */
} EnrMailSetting;

/** Off, port 587 and STARTTLS. */
EnrMailSetting *enr_mail_setting_new (void) G_GNUC_WARN_UNUSED_RESULT;
EnrMailSetting *enr_mail_setting_copy (const EnrMailSetting *self) G_GNUC_WARN_UNUSED_RESULT;
void enr_mail_setting_free (EnrMailSetting *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrMailSetting, enr_mail_setting_free)

/** "starttls", "tls", "none". Static. */
const char *enr_mail_security_key (EnrSmtpSecurity security);
/** -1 for another word. */
int enr_mail_security_from_key (const char *key);
/** 587, 465, 25. */
guint enr_mail_security_port (EnrSmtpSecurity security);

/** What is set, or what is there before anything is. */
EnrMailSetting *enr_mail_setting_load (EnrDb *db,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Tidies the fields, and checks them: %ENR_MAIL_ERROR_SETTINGS or %ENR_MAIL_ERROR_ADDRESS. */
gboolean enr_mail_setting_check (EnrMailSetting *self,
                                 GError **error);

/** Checks and saves them, and ends the rest after a failure: it is tried anew. */
gboolean enr_mail_setting_save (EnrDb *db,
                                const EnrActor *actor,
                                const EnrMailSetting *self,
                                GError **error);

/** What keeps all mails from being handed over. */
typedef struct
{
  char *words;        /* a sentence; "": nothing */
  guint tries;        /* how often in a row */
  EnrInstant next_at; /* when it is tried again, or ENR_INSTANT_NONE */
} EnrMailTrouble;

void enr_mail_trouble_clear (EnrMailTrouble *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrMailTrouble, enr_mail_trouble_clear)

gboolean enr_mail_trouble_load (EnrDb *db,
                                EnrMailTrouble *trouble,
                                GError **error);

/** Notes a failure and the one back-off for all mails; %NULL @words: it works again. Part of a run's
 * transaction. */
gboolean enr_mail_trouble_set_in_txn (EnrDb *db,
                                      const char *words,
                                      guint tries,
                                      EnrInstant next_at,
                                      GError **error);

G_END_DECLS
