/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Nothing here depends on the moment, the PC's language or its time zone: the bytes come from the
 * fields alone, so that a mail sent again is the same mail.
 */
#include "config.h"
#include "mail/message.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mail/address.h"
#include "mail/error.h"
#include "mail/mime.h"

#define JAPAN (9 * 60 * 60) /* seconds ahead of UTC */
#define MOST_NAME 200       /* letters of a person's or a nursery's name, and of a file's */
#define MOST_SUBJECT 500    /* letters */

static void
attachment_free (EnrMailAttachment *attachment)
{
  g_free (attachment->name);
  g_free (attachment->type);
  g_clear_pointer (&attachment->bytes, g_bytes_unref);
  g_free (attachment);
}

EnrMail *
enr_mail_new (void)
{
  EnrMail *self = g_new0 (EnrMail, 1);

  self->attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) attachment_free);
  return self;
}

void
enr_mail_free (EnrMail *self)
{
  if (self == NULL)
    return;
  g_free (self->message_id);
  g_free (self->from_name);
  g_free (self->from_address);
  g_free (self->bounce_address);
  g_free (self->reply_to);
  g_free (self->to_name);
  g_free (self->to_address);
  g_free (self->subject);
  g_free (self->body);
  g_ptr_array_unref (self->attachments);
  g_free (self);
}

void
enr_mail_attach (EnrMail *self, const char *name, const char *type, GBytes *bytes)
{
  EnrMailAttachment *attachment;

  g_return_if_fail (self != NULL && name != NULL && type != NULL && bytes != NULL);

  attachment = g_new0 (EnrMailAttachment, 1);
  attachment->name = g_strdup (name);
  attachment->type = g_strdup (type);
  attachment->bytes = g_bytes_ref (bytes);
  g_ptr_array_add (self->attachments, attachment);
}

char *
enr_mail_make_id (const EnrUuid *id, const char *from_address)
{
  char buffer[ENR_UUID_STRING_LENGTH];

  g_return_val_if_fail (id != NULL && from_address != NULL, NULL);

  return g_strdup_printf ("<%s@%s>", enr_uuid_format (id, buffer),
                          enr_mail_address_domain (from_address));
}

const char *
enr_mail_envelope_from (const EnrMail *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->bounce_address != NULL ? self->bounce_address : self->from_address;
}

/* Checks */

/* One line that a header can have: UTF-8 without line breaks and control characters. */
static gboolean
is_line (const char *text, glong most)
{
  if (!g_utf8_validate (text, -1, NULL) || g_utf8_strlen (text, -1) > most)
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029)
        return FALSE;
    }
  return TRUE;
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, ENR_MAIL_ERROR, ENR_MAIL_ERROR_MESSAGE, message);
  return FALSE;
}

static gboolean
check_name (const char *name, GError **error)
{
  if (name == NULL || is_line (name, MOST_NAME))
    return TRUE;
  return refuse (error, _ ("A name in the mail has a line break, or is too long."));
}

/* "<id@domain>" of letters that need no quotes */
static gboolean
check_message_id (const char *id, GError **error)
{
  static const char signs[] = "!#$%&'*+-/=?^_`{|}~.";
  gsize length = (id != NULL) ? strlen (id) : 0;
  guint n_at = 0;

  if (length < 5 || length > 250 || id[0] != '<' || id[length - 1] != '>')
    return refuse (error, _ ("The mail's number is not as it should be."));
  for (gsize i = 1; i + 1 < length; i++)
    {
      n_at += id[i] == '@';
      if (id[i] != '@' && !g_ascii_isalnum (id[i]) && strchr (signs, id[i]) == NULL)
        return refuse (error, _ ("The mail's number is not as it should be."));
    }
  if (n_at != 1 || id[1] == '@' || id[length - 2] == '@')
    return refuse (error, _ ("The mail's number is not as it should be."));
  return TRUE;
}

static gboolean
is_token (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && strchr ("!#$&-^_.+", text[i]) == NULL)
      return FALSE;
  return length > 0 && length <= 100;
}

static gboolean
check_attachment (const EnrMailAttachment *attachment, GError **error)
{
  const char *slash = strchr (attachment->type, '/');

  if (attachment->name[0] == '\0' || !is_line (attachment->name, MOST_NAME)
      || strpbrk (attachment->name, "/\\") != NULL)
    return refuse (error, _ ("The name of an attached file cannot be used in a mail."));
  if (slash == NULL || !is_token (attachment->type, slash - attachment->type)
      || !is_token (slash + 1, strlen (slash + 1)))
    {
      g_set_error (error, ENR_MAIL_ERROR, ENR_MAIL_ERROR_MESSAGE,
                   /* TRANSLATORS: %s is a file's name */
                   _ ("It is not known what kind of file “%s” is."), attachment->name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_mail (const EnrMail *self, GError **error)
{
  const char *addresses[]
      = { self->from_address, self->to_address, enr_mail_envelope_from (self), self->reply_to };

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *checked = NULL;

      if (addresses[i] == NULL && i == G_N_ELEMENTS (addresses) - 1)
        continue;
      checked = enr_mail_address_check (addresses[i] != NULL ? addresses[i] : "", error);
      if (checked == NULL)
        return FALSE;
    }
  if (!check_name (self->from_name, error) || !check_name (self->to_name, error)
      || !check_message_id (self->message_id, error))
    return FALSE;
  if (self->subject == NULL || self->subject[0] == '\0')
    return refuse (error, _ ("The mail's subject is missing."));
  if (!is_line (self->subject, MOST_SUBJECT))
    return refuse (error, _ ("The mail's subject has a line break, or is too long."));
  if (self->body == NULL || !g_utf8_validate (self->body, -1, NULL))
    return refuse (error, _ ("The mail's text cannot be read."));
  for (guint i = 0; i < self->attachments->len; i++)
    if (!check_attachment (g_ptr_array_index (self->attachments, i), error))
      return FALSE;
  return TRUE;
}

/* Making */

static void
append_date (GString *out, EnrInstant instant)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[]
      = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (instant + JAPAN);

  g_string_append_printf (
      out, "Date: %s, %d %s %04d %02d:%02d:%02d +0900\r\n",
      days[g_date_time_get_day_of_week (date) - 1], g_date_time_get_day_of_month (date),
      months[g_date_time_get_month (date) - 1], g_date_time_get_year (date),
      g_date_time_get_hour (date), g_date_time_get_minute (date), g_date_time_get_second (date));
}

static void
append_address (GString *out, const char *header, const char *name, const char *address)
{
  g_autofree char *checked = enr_mail_address_check (address, NULL);
  g_autofree char *quoted = enr_mail_address_quote (checked);

  g_string_append (out, header);
  enr_mime_append_mailbox (out, name, quoted);
  g_string_append (out, "\r\n");
}

static void
append_headers (GString *out, const EnrMail *self)
{
  append_date (out, self->date);
  append_address (out, "From: ", self->from_name, self->from_address);
  if (self->reply_to != NULL)
    append_address (out, "Reply-To: ", NULL, self->reply_to);
  append_address (out, "To: ", self->to_name, self->to_address);
  g_string_append (out, "Subject: ");
  enr_mime_append_text (out, self->subject);
  g_string_append_printf (out, "\r\nMessage-ID: %s\r\n", self->message_id);
  if (self->is_automatic)
    g_string_append (out, "Auto-Submitted: auto-generated\r\n");
  g_string_append (out, "MIME-Version: 1.0\r\n");
}

/* The body, with CRLF for every kind of line break, as text has it before it is encoded (RFC
 * 2046 4.1.1) */
static void
append_text (GString *out, const char *body)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (const char *p = body; *p != '\0'; p++)
    {
      if (*p == '\r' && p[1] == '\n')
        continue;
      if (*p == '\r' || *p == '\n')
        g_string_append (lines, "\r\n");
      else
        g_string_append_c (lines, *p);
    }
  if (lines->len > 0 && !g_str_has_suffix (lines->str, "\n"))
    g_string_append (lines, "\r\n");
  g_string_append (out, "Content-Type: text/plain; charset=UTF-8\r\n"
                        "Content-Transfer-Encoding: base64\r\n\r\n");
  enr_mime_append_base64 (out, lines->str, lines->len);
}

static void
append_attachment (GString *out, const EnrMailAttachment *attachment)
{
  gsize length;
  const void *data = g_bytes_get_data (attachment->bytes, &length);

  g_string_append_printf (out, "Content-Type: %s", attachment->type);
  enr_mime_append_old_parameter (out, "name", attachment->name);
  g_string_append (out, "\r\nContent-Disposition: attachment");
  enr_mime_append_parameter (out, "filename", attachment->name);
  g_string_append (out, "\r\nContent-Transfer-Encoding: base64\r\n\r\n");
  enr_mime_append_base64 (out, data, length);
}

GBytes *
enr_mail_to_bytes (const EnrMail *self, GError **error)
{
  g_autofree char *sum = NULL;
  g_autofree char *boundary = NULL;
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);

  if (!check_mail (self, error))
    return NULL;
  out = g_string_new (NULL);
  append_headers (out, self);
  if (self->attachments->len == 0)
    {
      append_text (out, self->body);
      return g_string_free_to_bytes (out);
    }
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->message_id, -1);
  /* "=_" is in no base64, which is all that the parts have. */
  boundary = g_strdup_printf ("=_%.40s", sum);
  g_string_append_printf (out, "Content-Type: multipart/mixed; boundary=\"%s\"\r\n\r\n--%s\r\n",
                          boundary, boundary);
  append_text (out, self->body);
  for (guint i = 0; i < self->attachments->len; i++)
    {
      g_string_append_printf (out, "\r\n--%s\r\n", boundary);
      append_attachment (out, g_ptr_array_index (self->attachments, i));
    }
  g_string_append_printf (out, "\r\n--%s--\r\n", boundary);
  return g_string_free_to_bytes (out);
}
