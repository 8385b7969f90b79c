/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "contact/mailer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "mail/message.h"

typedef struct
{
  EnrCarrier parent;

  /* owned */
  EnrMailSetting *setting;
  EnrSmtp *smtp;

  /* of the mail under way; borrowed */
  const char *message_id;
  const EnrHandOver *calls;
} EnrMailer;

static const char *
or_null (const char *text)
{
  return *text != '\0' ? text : NULL;
}

static EnrMail *
make_mail (const EnrMailSetting *setting, const char *message_id, EnrInstant date)
{
  EnrMail *mail = enr_mail_new ();

  mail->message_id = g_strdup (message_id);
  mail->date = date;
  mail->from_name = g_strdup (or_null (setting->from_name));
  mail->from_address = g_strdup (setting->from_address);
  mail->bounce_address = g_strdup (or_null (setting->bounce_address));
  mail->reply_to = g_strdup (or_null (setting->reply_to));
  return mail;
}

static GBytes *
make_bytes (EnrMailer *self, const EnrDeliveryLetter *letter, EnrMail **mail, GError **error)
{
  *mail = make_mail (self->setting, self->message_id, letter->written_at);
  (*mail)->to_name = g_strdup (or_null (letter->delivery->addressee));
  (*mail)->to_address = g_strdup (letter->delivery->address);
  (*mail)->subject = g_strdup (letter->subject);
  (*mail)->body = g_strdup (letter->body);
  (*mail)->is_automatic = letter->is_automatic;
  for (guint i = 0; i < letter->files->len; i++)
    {
      const EnrDeliveryFile *file = g_ptr_array_index (letter->files, i);

      enr_mail_attach (*mail, file->name, file->type, file->bytes);
    }
  return enr_mail_to_bytes (*mail, error);
}

static gboolean
end_cb (gpointer data)
{
  EnrMailer *self = data;

  return self->calls->claim (self->message_id, self->calls->data);
}

static void
wait_cb (gpointer data)
{
  EnrMailer *self = data;

  self->calls->wait (self->calls->data);
}

/* Of several mails a day Gmail says so only in words; the next one fares no better. */
static gboolean
is_limit (const EnrSmtpReply *reply)
{
  return reply->code == 421 || (reply->text != NULL && strncmp (reply->text, "5.4.5", 5) == 0);
}

static EnrHanded
judge (EnrMailer *self, EnrSmtpResult result, const EnrSmtpReply *reply, const GError *error)
{
  switch (result)
    {
    case ENR_SMTP_ACCEPTED:
      return ENR_HANDED_ACCEPTED;
    case ENR_SMTP_REFUSED:
      return ENR_HANDED_REFUSED;
    case ENR_SMTP_UNCERTAIN:
      return ENR_HANDED_UNCERTAIN;
    case ENR_SMTP_SETTINGS:
      return ENR_HANDED_SETTINGS;
    case ENR_SMTP_LATER:
    default:
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return ENR_HANDED_STOPPED;
      return is_limit (reply) || !enr_smtp_came_to_mail (self->smtp) ? ENR_HANDED_OFFLINE
                                                                     : ENR_HANDED_LATER;
    }
}

static char *
dup_words (EnrHanded handed, const EnrSmtpReply *reply, const GError *error)
{
  if (handed == ENR_HANDED_ACCEPTED)
    return g_strdup (reply->text != NULL ? reply->text : "");
  if (handed == ENR_HANDED_UNCERTAIN)
    return g_strdup_printf (
        /* Translators: %s is the sentence that says what happened. */
        _ ("%s If it is sent again it keeps its number (Message-ID), by which the mail server can "
           "drop "
           "the second."),
        error->message);
  return g_strdup (error->message);
}

static char *
dup_id (EnrCarrier *carrier, const EnrUuid *delivery_id)
{
  return enr_mail_make_id (delivery_id, ((EnrMailer *) carrier)->setting->from_address);
}

static EnrHanded
hand (EnrCarrier *carrier,
      const EnrDeliveryLetter *letter,
      const EnrHandOver *calls,
      GCancellable *cancellable,
      char **words)
{
  EnrMailer *self = (EnrMailer *) carrier;
  g_autofree char *id = dup_id (carrier, &letter->delivery->id);
  g_autoptr (EnrMail) mail = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (EnrSmtpReply) reply = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  EnrSmtpResult result;
  EnrHanded handed;

  self->message_id = *letter->delivery->message_id != '\0' ? letter->delivery->message_id : id;
  self->calls = calls;
  bytes = make_bytes (self, letter, &mail, &error);
  if (bytes == NULL)
    {
      *words = g_strdup (error->message);
      return ENR_HANDED_REFUSED;
    }
  result = enr_smtp_send (self->smtp, bytes, enr_mail_envelope_from (mail), mail->to_address,
                          cancellable, &reply, &error);
  handed = judge (self, result, &reply, error);
  *words = dup_words (handed, &reply, error);
  return handed;
}

static void
mailer_free (EnrCarrier *carrier)
{
  EnrMailer *self = (EnrMailer *) carrier;

  enr_smtp_free (self->smtp);
  enr_mail_setting_free (self->setting);
  g_free (self);
}

static EnrSmtp *
connect_smtp (const EnrMailSetting *setting,
              const char *password,
              const char *ca_file,
              GError **error)
{
  EnrSmtpServer server = {
    .host = setting->host,
    .port = setting->port,
    .security = setting->security,
    .user = or_null (setting->user),
    .password = password,
    .ca_file = ca_file,
  };

  return enr_smtp_new (&server, error);
}

EnrCarrier *
enr_mailer_new (const EnrMailSetting *setting,
                const char *password,
                const char *ca_file,
                GError **error)
{
  EnrSmtp *smtp = connect_smtp (setting, password, ca_file, error);
  EnrMailer *self;

  if (smtp == NULL)
    return NULL;
  self = g_new0 (EnrMailer, 1);
  self->parent = (EnrCarrier){ ENR_WAY_MAIL, hand, dup_id, mailer_free };
  self->setting = enr_mail_setting_copy (setting);
  self->smtp = smtp;
  enr_smtp_set_end_func (smtp, end_cb, self);
  enr_smtp_set_wait_func (smtp, wait_cb, self);
  return &self->parent;
}

gboolean
enr_mailer_try (const EnrMailSetting *setting,
                const char *password,
                const char *ca_file,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (EnrSmtp) smtp = connect_smtp (setting, password, ca_file, error);

  return smtp != NULL && enr_smtp_try (smtp, cancellable, NULL, error) == ENR_SMTP_ACCEPTED;
}

gboolean
enr_mailer_send_to_self (const EnrMailSetting *setting,
                         const char *password,
                         const char *ca_file,
                         GCancellable *cancellable,
                         GError **error)
{
  EnrUuid id = enr_uuid_new ();
  g_autofree char *message_id = enr_mail_make_id (&id, setting->from_address);
  g_autoptr (EnrMail) mail = make_mail (setting, message_id, enr_clock_now ());
  g_autoptr (EnrSmtp) smtp = NULL;
  g_autoptr (GBytes) bytes = NULL;

  mail->to_name = g_strdup (mail->from_name);
  mail->to_address = g_strdup (setting->from_address);
  mail->subject = g_strdup ("メールの確認");
  mail->body = g_strdup ("これは、メールの設定を確かめるために園の事務室から送ったメールです。\n"
                         "届いていれば、保護者へのメールも送れます。\n");
  bytes = enr_mail_to_bytes (mail, error);
  smtp = bytes != NULL ? connect_smtp (setting, password, ca_file, error) : NULL;
  return smtp != NULL
         && enr_smtp_send (smtp, bytes, enr_mail_envelope_from (mail), mail->to_address,
                           cancellable, NULL, error)
                == ENR_SMTP_ACCEPTED;
}
