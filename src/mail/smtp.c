/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * libcurl speaks SMTP; here it is watched. What it sends and what the server answers pass through
 * the callbacks below, because libcurl's own result does not say how far a mail has come.
 */
#include "config.h"
#include "mail/smtp.h"

#include <curl/curl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/socket.h>

#include "mail/address.h"
#include "mail/error.h"
#include "mail/smtp-private.h"

#define MOST_REPLY 500 /* letters */
#define AFTER_CANCEL (10 * G_USEC_PER_SEC)
#define AT_LEAVING (2 * G_USEC_PER_SEC)
/* What this PC calls itself: its own name is nobody's business, and RFC 5321 4.1.3 has an address
 * in brackets for who has no name in the DNS. */
#define HELLO "%%5B127.0.0.1%%5D"

struct _EnrSmtp
{
  /* owned */
  char *host;
  char *user;
  char *password;
  char *ca_file;
  CURL *curl;
  gint64 connect_us, answer_us, end_us;
  EnrSmtpEndFunc end_func; /* nullable; its data is borrowed */
  gpointer end_data;
  EnrSmtpWaitFunc wait_func; /* the same */
  gpointer wait_data;

  /* of the attempt under way; borrowed */
  GCancellable *cancellable;
  const guint8 *data;
  gsize length;
  gsize n_read; /* of data, by libcurl */
  EnrSmtpStage stage;
  gint64 since;     /* when the stage began, or something of the mail was last taken */
  gint64 cancelled; /* when cancelling was seen; 0: not */
  gboolean is_logged_in;
  gboolean is_leaving; /* QUIT has been said: what comes now answers nothing */
  EnrSmtpStop stop;
  EnrSmtpReply reply;
  GString *lines; /* of an answer that has more to come */
};

void
enr_smtp_reply_clear (EnrSmtpReply *reply)
{
  g_clear_pointer (&reply->text, g_free);
  reply->code = 0;
}

/* Settings */

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, ENR_MAIL_ERROR, ENR_MAIL_ERROR_SETTINGS, message);
  return FALSE;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  /* libcurl asks nobody who localhost is */
  return g_ascii_strcasecmp (host, "localhost") == 0
         || (address != NULL && g_inet_address_get_is_loopback (address));
}

static gboolean
is_host (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return TRUE;
  for (const char *p = host; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '.' && *p != '-' && *p != '_')
      return FALSE;
  return host[0] != '\0' && host[0] != '.' && host[0] != '-' && strlen (host) <= 253;
}

static gboolean
check_server (const EnrSmtpServer *server, GError **error)
{
  if (server->host == NULL || server->host[0] == '\0')
    return refuse (error, _ ("The name of the mail server is missing."));
  if (!is_host (server->host))
    return refuse (error, _ ("The name of the mail server has a mistake."));
  if (server->port > 65535)
    return refuse (error, _ ("The port of the mail server is a number up to 65535."));
  if (server->security == ENR_SMTP_NONE && !is_loopback (server->host))
    return refuse (error, _ ("Mail is sent without encryption only to a mail server on this PC."));
  if (server->user != NULL && (server->password == NULL || server->password[0] == '\0'))
    return refuse (error, _ ("The password for the mail server is missing."));
  return TRUE;
}

static guint
port_of (const EnrSmtpServer *server)
{
  if (server->port != 0)
    return server->port;
  switch (server->security)
    {
    case ENR_SMTP_TLS:
      return 465;
    case ENR_SMTP_NONE:
      return 25;
    case ENR_SMTP_STARTTLS:
    default:
      return 587;
    }
}

static gint64
seconds_or (guint seconds, guint otherwise)
{
  return seconds != 0 ? seconds : otherwise;
}

/* Watching */

static void
enter (EnrSmtp *self, EnrSmtpStage stage)
{
  self->stage = stage;
  self->is_leaving = FALSE;
  self->since = g_get_monotonic_time ();
  enr_smtp_reply_clear (&self->reply);
  g_string_truncate (self->lines, 0);
}

static gboolean
begins (const char *data, gsize length, const char *word)
{
  return length >= strlen (word) && g_ascii_strncasecmp (data, word, strlen (word)) == 0;
}

/* What goes out. The password is among it, so nothing of it is kept or told. */
static int
debug_cb (CURL *curl, curl_infotype type, char *data, size_t length, void *user_data)
{
  static const struct
  {
    const char *word;
    EnrSmtpStage stage;
  } commands[] = {
    { "EHLO ", ENR_SMTP_STAGE_HELLO },          { "HELO ", ENR_SMTP_STAGE_HELLO },
    { "STARTTLS\r\n", ENR_SMTP_STAGE_ENCRYPT }, { "AUTH ", ENR_SMTP_STAGE_LOGIN },
    { "MAIL FROM:", ENR_SMTP_STAGE_FROM },      { "RCPT TO:", ENR_SMTP_STAGE_TO },
    { "DATA\r\n", ENR_SMTP_STAGE_DATA },        { "NOOP\r\n", ENR_SMTP_STAGE_FROM },
  };
  EnrSmtp *self = user_data;

  if (type != CURLINFO_HEADER_OUT)
    return 0;
  if (begins (data, length, "QUIT\r\n"))
    {
      self->is_leaving = TRUE;
      self->since = g_get_monotonic_time ();
    }
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (begins (data, length, commands[i].word))
      {
        if (commands[i].stage == ENR_SMTP_STAGE_HELLO)
          self->is_logged_in = FALSE; /* a new connection */
        if (commands[i].stage == ENR_SMTP_STAGE_LOGIN)
          self->is_logged_in = TRUE;
        if (commands[i].stage == ENR_SMTP_STAGE_FROM && self->user != NULL && !self->is_logged_in)
          self->stop = ENR_SMTP_STOP_NO_LOGIN;
        enter (self, commands[i].stage);
        return 0;
      }
  return 0;
}

/* What comes in: a line of an answer, "250-…" where more follow and "250 …" for the last. */
static size_t
header_cb (char *data, size_t size, size_t n, void *user_data)
{
  EnrSmtp *self = user_data;
  gsize length = size * n;
  gboolean is_last = length < 4 || data[3] != '-';

  if (self->is_leaving || length < 3 || !g_ascii_isdigit (data[0]) || !g_ascii_isdigit (data[1])
      || !g_ascii_isdigit (data[2]))
    return length;
  if (length > 4 && self->lines->len < MOST_REPLY * 4)
    {
      if (self->lines->len > 0)
        g_string_append_c (self->lines, ' ');
      g_string_append_len (self->lines, data + 4, length - 4);
      while (self->lines->len > 0 && g_ascii_isspace (self->lines->str[self->lines->len - 1]))
        g_string_truncate (self->lines, self->lines->len - 1);
    }
  if (is_last)
    {
      g_autofree char *text = g_utf8_make_valid (self->lines->str, self->lines->len);

      for (char *p = text; *p != '\0'; p++)
        if (g_ascii_iscntrl (*p))
          *p = ' ';
      g_free (self->reply.text);
      self->reply.text = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MOST_REPLY));
      self->reply.code = (data[0] - '0') * 100 + (data[1] - '0') * 10 + (data[2] - '0');
      g_string_truncate (self->lines, 0);
    }
  return length;
}

static size_t
read_cb (char *buffer, size_t size, size_t n, void *user_data)
{
  EnrSmtp *self = user_data;
  gsize length = MIN (size * n, self->length - self->n_read);

  if (self->stop == ENR_SMTP_STOP_NONE && length > 0 && self->n_read + length == self->length
      && self->end_func != NULL && !self->end_func (self->end_data))
    self->stop = ENR_SMTP_STOP_CANCELLED;
  if (self->stop != ENR_SMTP_STOP_NONE)
    return CURL_READFUNC_ABORT;
  if (length > 0)
    {
      memcpy (buffer, self->data + self->n_read, length);
      self->n_read += length;
      enter (self, self->n_read == self->length ? ENR_SMTP_STAGE_END : ENR_SMTP_STAGE_BODY);
    }
  return length;
}

static gboolean
is_too_slow (EnrSmtp *self, gint64 now)
{
  gint64 most = self->answer_us;

  if (self->is_leaving)
    most = AT_LEAVING;
  else if (self->stage == ENR_SMTP_STAGE_CONNECT)
    {
      curl_off_t reached = 0;

      curl_easy_getinfo (self->curl, CURLINFO_CONNECT_TIME_T, &reached);
      most = self->connect_us + (reached > 0 ? self->answer_us : 0);
    }
  else if (self->stage == ENR_SMTP_STAGE_END)
    most = self->end_us;
  return now - self->since > most;
}

/* Called about once a second, also while nothing happens; anything but 0 gives up. */
static int
progress_cb (void *user_data, curl_off_t down, curl_off_t d, curl_off_t up, curl_off_t u)
{
  EnrSmtp *self = user_data;
  gint64 now = g_get_monotonic_time ();

  if (self->wait_func != NULL && self->data != NULL)
    self->wait_func (self->wait_data);
  if (self->cancelled == 0 && g_cancellable_is_cancelled (self->cancellable))
    self->cancelled = now;
  if (self->stop == ENR_SMTP_STOP_NONE && self->cancelled != 0
      && (self->stage != ENR_SMTP_STAGE_END || now - self->cancelled > AFTER_CANCEL))
    self->stop = ENR_SMTP_STOP_CANCELLED;
  if (self->stop == ENR_SMTP_STOP_NONE && is_too_slow (self, now))
    self->stop = ENR_SMTP_STOP_SLOW;
  return self->stop != ENR_SMTP_STOP_NONE;
}

/* Sending */

static CURLcode
set_up (EnrSmtp *self, const EnrSmtpServer *server)
{
  gboolean is_ipv6 = strchr (server->host, ':') != NULL;
  g_autofree char *url = g_strdup_printf (
      "%s://%s%s%s:%u/" HELLO, server->security == ENR_SMTP_TLS ? "smtps" : "smtp",
      is_ipv6 ? "[" : "", server->host, is_ipv6 ? "]" : "", port_of (server));
  gint64 whole = seconds_or (server->whole_seconds, ENR_SMTP_WHOLE_SECONDS);
  CURLcode code = CURLE_OK;

#define SET(option, value)                                                                         \
  if (code == CURLE_OK)                                                                            \
  code = curl_easy_setopt (self->curl, option, value)
  SET (CURLOPT_URL, url);
  SET (CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  SET (CURLOPT_PROXY, ""); /* nor one that the PC's environment names */
  SET (CURLOPT_NOSIGNAL, 1L);
  SET (CURLOPT_USE_SSL,
       server->security == ENR_SMTP_NONE ? (long) CURLUSESSL_NONE : (long) CURLUSESSL_ALL);
  SET (CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
  SET (CURLOPT_SSL_VERIFYPEER, 1L);
  SET (CURLOPT_SSL_VERIFYHOST, 2L);
  if (self->ca_file != NULL)
    {
      SET (CURLOPT_CAINFO, self->ca_file);
      SET (CURLOPT_CAPATH, NULL);
    }
  if (self->user != NULL)
    {
      SET (CURLOPT_USERNAME, self->user);
      SET (CURLOPT_PASSWORD, self->password);
      /* The line is encrypted, and these two are what every server has. Left to itself, libcurl
       * would try Kerberos for a user that has an "@". */
      SET (CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN");
    }
  /* The times proper are watched in progress_cb(); these are for where it is not called. */
  SET (CURLOPT_CONNECTTIMEOUT, (long) whole);
  SET (CURLOPT_SERVER_RESPONSE_TIMEOUT, (long) whole);
  SET (CURLOPT_TIMEOUT, (long) whole);
  SET (CURLOPT_NOPROGRESS, 0L);
  SET (CURLOPT_XFERINFOFUNCTION, progress_cb);
  SET (CURLOPT_XFERINFODATA, self);
  SET (CURLOPT_VERBOSE, 1L); /* calls debug_cb(); nothing is written */
  SET (CURLOPT_DEBUGFUNCTION, debug_cb);
  SET (CURLOPT_DEBUGDATA, self);
  SET (CURLOPT_HEADERFUNCTION, header_cb);
  SET (CURLOPT_HEADERDATA, self);
  SET (CURLOPT_READFUNCTION, read_cb);
  SET (CURLOPT_READDATA, self);
#undef SET

  return code;
}

/* The next command sends no mail. */
static void
ask_for_nothing (EnrSmtp *self)
{
  curl_easy_setopt (self->curl, CURLOPT_UPLOAD, 0L);
  curl_easy_setopt (self->curl, CURLOPT_NOBODY, 1L);
  curl_easy_setopt (self->curl, CURLOPT_CUSTOMREQUEST, "NOOP");
}

EnrSmtp *
enr_smtp_new (const EnrSmtpServer *server, GError **error)
{
  static gsize is_ready = 0;
  g_autoptr (EnrSmtp) self = NULL;

  g_return_val_if_fail (server != NULL, NULL);

  if (!check_server (server, error))
    return NULL;
  if (g_once_init_enter (&is_ready))
    {
      curl_global_init (CURL_GLOBAL_DEFAULT);
      g_once_init_leave (&is_ready, 1);
    }
  self = g_new0 (EnrSmtp, 1);
  self->host = g_strdup (server->host);
  self->user = g_strdup (server->user);
  self->password = g_strdup (server->password);
  self->ca_file = g_strdup (server->ca_file);
  self->lines = g_string_new (NULL);
  self->connect_us
      = seconds_or (server->connect_seconds, ENR_SMTP_CONNECT_SECONDS) * G_USEC_PER_SEC;
  self->answer_us = seconds_or (server->answer_seconds, ENR_SMTP_ANSWER_SECONDS) * G_USEC_PER_SEC;
  self->end_us = seconds_or (server->end_seconds, ENR_SMTP_END_SECONDS) * G_USEC_PER_SEC;
  self->curl = curl_easy_init ();
  if (self->curl == NULL || set_up (self, server) != CURLE_OK)
    {
      refuse (error, _ ("The library that sends mail cannot do what is needed for it."));
      return NULL;
    }
  return g_steal_pointer (&self);
}

static curl_socket_t
get_socket (EnrSmtp *self)
{
  curl_socket_t fd = CURL_SOCKET_BAD;

  curl_easy_getinfo (self->curl, CURLINFO_ACTIVESOCKET, &fd);
  return fd;
}

static curl_socket_t
refuse_socket_cb (void *user_data, curlsocktype purpose, struct curl_sockaddr *address)
{
  return CURL_SOCKET_BAD;
}

/* Says QUIT. libcurl does so where a connection is not to be used again, and waits for the answer:
 * under the eyes of progress_cb() after a last command, which is why there is one, and for two
 * minutes if it is just closed. */
static void
leave (EnrSmtp *self)
{
  curl_socket_t fd;

  if (get_socket (self) == CURL_SOCKET_BAD)
    return;
  self->stop = ENR_SMTP_STOP_NONE;
  self->cancelled = 0;
  self->answer_us = AT_LEAVING;
  curl_easy_setopt (self->curl, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt (self->curl, CURLOPT_FRESH_CONNECT, 0L);
  curl_easy_setopt (self->curl, CURLOPT_OPENSOCKETFUNCTION, refuse_socket_cb);
  ask_for_nothing (self);
  enter (self, ENR_SMTP_STAGE_FROM);
  curl_easy_perform (self->curl);
  /* Of a socket that gives nothing more to read, libcurl waits for nothing. */
  fd = get_socket (self);
  if (fd != CURL_SOCKET_BAD)
    shutdown (fd, SHUT_RD);
}

void
enr_smtp_free (EnrSmtp *self)
{
  if (self == NULL)
    return;
  if (self->curl != NULL)
    {
      leave (self);
      curl_easy_cleanup (self->curl);
    }
  if (self->password != NULL)
    explicit_bzero (self->password, strlen (self->password));
  g_free (self->password);
  g_free (self->host);
  g_free (self->user);
  g_free (self->ca_file);
  enr_smtp_reply_clear (&self->reply);
  g_string_free (self->lines, TRUE);
  g_free (self);
}

/* One attempt. A kept connection may be found cut, or closed by a server that was tired of waiting,
 * before it has taken anything: @is_stale. */
static CURLcode
perform (EnrSmtp *self, gboolean is_fresh, gboolean *is_stale)
{
  curl_off_t n_sent = 0;
  long n_connects = 0;
  CURLcode code;

  self->n_read = 0;
  self->stop = ENR_SMTP_STOP_NONE;
  enter (self, ENR_SMTP_STAGE_CONNECT);
  curl_easy_setopt (self->curl, CURLOPT_FRESH_CONNECT, is_fresh ? 1L : 0L);
  code = curl_easy_perform (self->curl);
  curl_easy_getinfo (self->curl, CURLINFO_SIZE_UPLOAD_T, &n_sent);
  curl_easy_getinfo (self->curl, CURLINFO_NUM_CONNECTS, &n_connects);
  /* Handed to libcurl, but not to the network: the end of the mail has not gone out. */
  if (self->stage == ENR_SMTP_STAGE_END && (guint64) n_sent < self->length && self->reply.code == 0)
    self->stage = ENR_SMTP_STAGE_BODY;
  *is_stale = code != CURLE_OK && n_connects == 0 && self->stop == ENR_SMTP_STOP_NONE
              && self->stage <= ENR_SMTP_STAGE_FROM
              && (self->reply.code == 0 || self->reply.code == 421);
  return code;
}

static EnrSmtpResult
run (EnrSmtp *self,
     const char *from,
     GCancellable *cancellable,
     EnrSmtpReply *reply,
     GError **error)
{
  EnrSmtpOutcome outcome = { .host = self->host, .ca_file = self->ca_file, .from = from };
  EnrSmtpResult result;
  gboolean is_stale;

  self->cancellable = cancellable;
  self->cancelled = 0;
  outcome.curl_code = perform (self, FALSE, &is_stale);
  if (is_stale)
    outcome.curl_code = perform (self, TRUE, &is_stale);
  outcome.stage = self->stage;
  outcome.stop = self->stop;
  outcome.reply = &self->reply;
  result = enr_smtp_judge (&outcome, error);
  if (reply != NULL)
    {
      *reply = self->reply;
      self->reply = (EnrSmtpReply){ 0 };
    }
  self->cancellable = NULL;
  return result;
}

static EnrSmtpResult
refuse_address (GError **error)
{
  g_set_error_literal (error, ENR_MAIL_ERROR, ENR_MAIL_ERROR_REFUSED,
                       _ ("The mail address has a mistake, so nothing was sent."));
  return ENR_SMTP_REFUSED;
}

void
enr_smtp_set_end_func (EnrSmtp *self, EnrSmtpEndFunc func, gpointer data)
{
  g_return_if_fail (self != NULL);

  self->end_func = func;
  self->end_data = data;
}

void
enr_smtp_set_wait_func (EnrSmtp *self, EnrSmtpWaitFunc func, gpointer data)
{
  g_return_if_fail (self != NULL);

  self->wait_func = func;
  self->wait_data = data;
}

gboolean
enr_smtp_came_to_mail (EnrSmtp *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->stage > ENR_SMTP_STAGE_FROM;
}

EnrSmtpResult
enr_smtp_send (EnrSmtp *self,
               GBytes *mail,
               const char *from,
               const char *to,
               GCancellable *cancellable,
               EnrSmtpReply *reply,
               GError **error)
{
  g_autofree char *sender = enr_mail_address_check (from, NULL);
  g_autofree char *recipient = enr_mail_address_check (to, NULL);
  g_autofree char *quoted_sender = NULL;
  g_autofree char *quoted_recipient = NULL;
  struct curl_slist *recipients;
  EnrSmtpResult result;

  g_return_val_if_fail (self != NULL && mail != NULL, ENR_SMTP_LATER);

  if (reply != NULL)
    *reply = (EnrSmtpReply){ 0 };
  if (sender == NULL || recipient == NULL || g_bytes_get_size (mail) == 0)
    return refuse_address (error);
  quoted_sender = enr_mail_address_quote (sender);
  quoted_recipient = enr_mail_address_quote (recipient);
  recipients = curl_slist_append (NULL, quoted_recipient);
  self->data = g_bytes_get_data (mail, &self->length);
  curl_easy_setopt (self->curl, CURLOPT_MAIL_FROM, quoted_sender);
  curl_easy_setopt (self->curl, CURLOPT_MAIL_RCPT, recipients);
  curl_easy_setopt (self->curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt (self->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t) self->length);
  result = run (self, sender, cancellable, reply, error);
  curl_easy_setopt (self->curl, CURLOPT_MAIL_RCPT, NULL);
  curl_slist_free_all (recipients);
  self->data = NULL;
  self->length = 0;
  return result;
}

EnrSmtpResult
enr_smtp_try (EnrSmtp *self, GCancellable *cancellable, EnrSmtpReply *reply, GError **error)
{
  EnrSmtpResult result;

  g_return_val_if_fail (self != NULL, ENR_SMTP_LATER);

  if (reply != NULL)
    *reply = (EnrSmtpReply){ 0 };
  ask_for_nothing (self);
  result = run (self, NULL, cancellable, reply, error);
  curl_easy_setopt (self->curl, CURLOPT_CUSTOMREQUEST, NULL);
  curl_easy_setopt (self->curl, CURLOPT_NOBODY, 0L);
  return result;
}
