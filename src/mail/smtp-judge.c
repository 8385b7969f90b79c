/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The server's answer comes first; where there is none, what libcurl says; and where all of a mail
 * has gone out and no answer came, nothing that libcurl says can make it certain.
 */
#include "config.h"
#include "mail/smtp-private.h"

#include <curl/curl.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "mail/error.h"

static EnrSmtpResult conclude (EnrSmtpResult result, GError **error, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

static EnrSmtpResult
conclude (EnrSmtpResult result, GError **error, const char *format, ...)
{
  static const EnrMailError codes[] = {
    [ENR_SMTP_LATER] = ENR_MAIL_ERROR_LATER,
    [ENR_SMTP_REFUSED] = ENR_MAIL_ERROR_REFUSED,
    [ENR_SMTP_UNCERTAIN] = ENR_MAIL_ERROR_UNCERTAIN,
    [ENR_SMTP_SETTINGS] = ENR_MAIL_ERROR_SETTINGS,
  };
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, ENR_MAIL_ERROR, codes[result], message);
  return result;
}

/* "550 5.1.1 No such user" */
static char *
dup_answer (const EnrSmtpReply *reply)
{
  const char *text = (reply->text != NULL) ? reply->text : "";

  return g_strdup_printf ("%d%s%s", reply->code, text[0] != '\0' ? " " : "", text);
}

/* Whether the answer has this code of RFC 3463, or RFC 4954's code for a missing login. */
static gboolean
is_about (const EnrSmtpReply *reply, const char *code)
{
  gsize length = strlen (code);

  return reply->text != NULL && strncmp (reply->text, code, length) == 0
         && !g_ascii_isdigit (reply->text[length]);
}

static gboolean
wants_login (const EnrSmtpReply *reply)
{
  return reply->code == 530 || reply->code == 534 || reply->code == 535 || reply->code == 538;
}

static EnrSmtpResult
judge_refusal (const EnrSmtpOutcome *outcome, GError **error)
{
  const EnrSmtpReply *reply = outcome->reply;
  g_autofree char *answer = dup_answer (reply);

  /* Gmail's word for "enough for today", which the next day cures */
  if (is_about (reply, "5.4.5"))
    return conclude (ENR_SMTP_LATER, error, _ ("The mail server asks to try again later (%s)."),
                     answer);
  if (reply->code == 552 || is_about (reply, "5.3.4") || is_about (reply, "5.2.3"))
    return conclude (ENR_SMTP_REFUSED, error,
                     _ ("The mail is too large for the mail server, or the mailbox is full (%s)."),
                     answer);
  if (outcome->stage == ENR_SMTP_STAGE_ENCRYPT)
    return conclude (
        ENR_SMTP_SETTINGS, error,
        _ ("The mail server “%s” makes no encrypted connection, so nothing was sent (%s)."),
        outcome->host, answer);
  if (outcome->stage == ENR_SMTP_STAGE_LOGIN || wants_login (reply))
    return conclude (ENR_SMTP_SETTINGS, error,
                     _ ("The mail server did not take the user name or the password (%s)."),
                     answer);
  if (outcome->stage <= ENR_SMTP_STAGE_HELLO)
    return conclude (ENR_SMTP_SETTINGS, error,
                     _ ("The mail server “%s” does not take mail from this PC (%s)."),
                     outcome->host, answer);
  if (outcome->stage == ENR_SMTP_STAGE_FROM)
    return conclude (ENR_SMTP_SETTINGS, error,
                     /* TRANSLATORS: a mail address, and the server's answer */
                     _ ("The mail server does not take mail from the address “%s” (%s)."),
                     outcome->from != NULL ? outcome->from : "", answer);
  if (outcome->stage == ENR_SMTP_STAGE_TO)
    return conclude (ENR_SMTP_REFUSED, error,
                     _ ("The mail server does not take mail for this address (%s)."), answer);
  return conclude (ENR_SMTP_REFUSED, error, _ ("The mail server refused the mail (%s)."), answer);
}

static EnrSmtpResult
judge_silence (const EnrSmtpOutcome *outcome, GError **error)
{
  switch (outcome->curl_code)
    {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return conclude (
          ENR_SMTP_SETTINGS, error,
          _ ("The certificate of the mail server “%s” cannot be trusted, so nothing was sent. "
             "Please check the server's name, and the date of this PC."),
          outcome->host);
    case CURLE_SSL_CACERT_BADFILE:
      return conclude (ENR_SMTP_SETTINGS, error,
                       _ ("The file of certificates “%s” cannot be read."),
                       outcome->ca_file != NULL ? outcome->ca_file : "");
    case CURLE_USE_SSL_FAILED:
      return conclude (
          ENR_SMTP_SETTINGS, error,
          _ ("The mail server “%s” offers no encryption (STARTTLS), so nothing was sent."),
          outcome->host);
    case CURLE_LOGIN_DENIED:
      return conclude (ENR_SMTP_SETTINGS, error, "%s",
                       _ ("The mail server did not take the user name or the password."));
    case CURLE_SSL_CONNECT_ERROR:
      return conclude (
          ENR_SMTP_LATER, error,
          _ ("No encrypted connection to the mail server “%s” could be made. If this goes on, "
             "please check the port and the kind of encryption."),
          outcome->host);
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
      return conclude (ENR_SMTP_LATER, error, _ ("The mail server “%s” cannot be reached."),
                       outcome->host);
    case CURLE_OPERATION_TIMEDOUT:
      return conclude (ENR_SMTP_LATER, error, _ ("The mail server “%s” did not answer in time."),
                       outcome->host);
    case CURLE_WEIRD_SERVER_REPLY:
      return conclude (ENR_SMTP_LATER, error,
                       _ ("What answers at “%s” does not behave like a mail server."),
                       outcome->host);
    default:
      return conclude (ENR_SMTP_LATER, error,
                       _ ("The connection to the mail server “%s” broke off."), outcome->host);
    }
}

EnrSmtpResult
enr_smtp_judge (const EnrSmtpOutcome *outcome, GError **error)
{
  int class = outcome->reply->code / 100;

  /* Whatever was answered, not a byte of the mail was sent. */
  if (outcome->stop == ENR_SMTP_STOP_NO_LOGIN)
    return conclude (
        ENR_SMTP_SETTINGS, error,
        _ ("The mail server “%s” takes no user name and password here, so nothing was sent. "
           "Please check the port and the kind of encryption."),
        outcome->host);
  if (outcome->curl_code == CURLE_OK || (outcome->stage == ENR_SMTP_STAGE_END && class == 2))
    return ENR_SMTP_ACCEPTED;
  if (class == 4)
    {
      g_autofree char *answer = dup_answer (outcome->reply);

      return conclude (ENR_SMTP_LATER, error, _ ("The mail server asks to try again later (%s)."),
                       answer);
    }
  if (class == 5)
    return judge_refusal (outcome, error);
  if (outcome->stage == ENR_SMTP_STAGE_END)
    return conclude (
        ENR_SMTP_UNCERTAIN, error, "%s",
        _ ("The mail was handed over, but the mail server's answer was lost. It may have "
           "arrived."));
  if (outcome->stop == ENR_SMTP_STOP_CANCELLED)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The sending was stopped."));
      return ENR_SMTP_LATER;
    }
  if (outcome->stop == ENR_SMTP_STOP_SLOW)
    return conclude (ENR_SMTP_LATER, error, _ ("The mail server “%s” did not answer in time."),
                     outcome->host);
  return judge_silence (outcome, error);
}
