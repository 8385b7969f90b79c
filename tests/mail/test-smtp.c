/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Mails are handed to a real server on 127.0.0.1 in which everything goes wrong that can: what is
 * certain afterwards must be what the server knows. A mail that the server has not taken is never
 * ACCEPTED, and one that it may have taken is never LATER.
 */
#include "config.h"

#include <string.h>

#include "mail-support.h"
#include "mail/error.h"
#include "mail/smtp.h"

#define FROM "office@hoiku.example.jp"
#define TO "parent@example.jp"
/* More than the network between the two holds */
#define MANY_LINES 200000

static EnrTestServer *server;

static GBytes *
make_mail (guint n_lines)
{
  GString *text = g_string_new ("From: <" FROM ">\r\nTo: <" TO ">\r\nSubject: test\r\n\r\n");

  for (guint i = 0; i < n_lines; i++)
    g_string_append_printf (text, "%068u\r\n", i);
  return g_string_free_to_bytes (text);
}

/* Seconds are short where the server will hang, and long where a busy machine may be slow. */
static EnrSmtpServer
make_settings (guint port, EnrSmtpSecurity security, guint seconds)
{
  static char *ca_file = NULL;

  g_free (ca_file);
  ca_file = g_strdup (enr_test_server_path (server, "ca.pem"));
  return (EnrSmtpServer){
    .host = "localhost",
    .port = port,
    .security = security,
    .user = ENR_TEST_USER,
    .password = ENR_TEST_PASSWORD,
    .ca_file = ca_file,
    .connect_seconds = seconds,
    .answer_seconds = seconds,
    .end_seconds = seconds,
  };
}

static void
assert_error (EnrSmtpResult result, const GError *error)
{
  static const int codes[] = {
    [ENR_SMTP_LATER] = ENR_MAIL_ERROR_LATER,
    [ENR_SMTP_REFUSED] = ENR_MAIL_ERROR_REFUSED,
    [ENR_SMTP_UNCERTAIN] = ENR_MAIL_ERROR_UNCERTAIN,
    [ENR_SMTP_SETTINGS] = ENR_MAIL_ERROR_SETTINGS,
  };

  if (result == ENR_SMTP_ACCEPTED)
    {
      g_assert_no_error (error);
      return;
    }
  g_assert_error (error, ENR_MAIL_ERROR, codes[result]);
  g_assert_null (strstr (error->message, ENR_TEST_PASSWORD));
}

static EnrSmtpResult
send_one (const EnrSmtpServer *settings, guint n_lines, int *code)
{
  g_auto (EnrSmtpReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrSmtp) smtp = enr_smtp_new (settings, &error);
  g_autoptr (GBytes) mail = make_mail (n_lines);
  EnrSmtpResult result;

  g_assert_no_error (error);
  result = enr_smtp_send (smtp, mail, FROM, TO, NULL, &reply, &error);
  g_test_message ("%d, %d %s: %s", result, reply.code, reply.text != NULL ? reply.text : "-",
                  error != NULL ? error->message : "accepted");
  assert_error (result, error);
  *code = reply.code;
  return result;
}

typedef struct
{
  const char *fault;
  EnrSmtpResult result;
  int code; /* 0: no answer */
  guint n_taken;
  guint n_lines; /* of the mail; 0: 10 */
} Case;

static void
try_cases (const Case *cases, gsize n_cases, const char *security, EnrSmtpSecurity wanted)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      gboolean hangs = strstr (cases[i].fault, "hang") != NULL
                       || strstr (cases[i].fault, "end=garbage") != NULL;
      guint port = enr_test_server_start (
          server, security, g_str_equal (security, "none") ? "-" : "good", cases[i].fault);
      EnrSmtpServer settings = make_settings (port, wanted, hangs ? 1 : 30);
      gint64 start = g_get_monotonic_time ();
      guint n_taken;
      int code;

      g_test_message ("%s %s", security, cases[i].fault);
      g_assert_cmpint (send_one (&settings, cases[i].n_lines != 0 ? cases[i].n_lines : 10, &code),
                       ==, cases[i].result);
      g_assert_cmpint (code, ==, cases[i].code);
      enr_test_server_report (server, &n_taken, NULL, NULL);
      g_assert_cmpuint (n_taken, ==, cases[i].n_taken);
      if (hangs)
        g_assert_cmpint (g_get_monotonic_time () - start, <, 15 * G_USEC_PER_SEC);
    }
}

static const Case refusals[] = {
  { "-", ENR_SMTP_ACCEPTED, 250, 1 },
  { "end=slow", ENR_SMTP_ACCEPTED, 250, 1 },
  { "rcpt=slow", ENR_SMTP_ACCEPTED, 250, 1 },
  { "greeting=421+4.3.2+Not+now", ENR_SMTP_LATER, 421, 0 },
  { "greeting=554+No+service", ENR_SMTP_SETTINGS, 554, 0 },
  { "greeting=garbage", ENR_SMTP_LATER, 0, 0 },
  { "auth=454+4.7.0+Not+now", ENR_SMTP_LATER, 454, 0 },
  { "auth=535+5.7.8+Wrong", ENR_SMTP_SETTINGS, 535, 0 },
  { "mail=450+4.2.0+Wait", ENR_SMTP_LATER, 450, 0 },
  { "mail=421+4.4.2+Tired", ENR_SMTP_LATER, 421, 0 },
  { "mail=553+5.7.1+Not+your+address", ENR_SMTP_SETTINGS, 553, 0 },
  { "mail=552+5.3.4+Too+large", ENR_SMTP_REFUSED, 552, 0 },
  { "rcpt=450+4.2.1+Greylisted", ENR_SMTP_LATER, 450, 0 },
  { "rcpt=550+5.1.1+No+such+user", ENR_SMTP_REFUSED, 550, 0 },
  { "rcpt=530+5.7.0+Log+in+first", ENR_SMTP_SETTINGS, 530, 0 },
  { "rcpt=550+5.4.5+Daily+limit", ENR_SMTP_LATER, 550, 0 },
  { "data=451+4.3.0+Wait", ENR_SMTP_LATER, 451, 0 },
  { "data=554+5.5.1+No", ENR_SMTP_REFUSED, 554, 0 },
  { "end=451+4.3.0+Wait", ENR_SMTP_LATER, 451, 0 },
  { "end=452+4.3.1+Full", ENR_SMTP_LATER, 452, 0 },
  { "end=552+5.3.4+Too+large", ENR_SMTP_REFUSED, 552, 0 },
  { "end=554+5.7.1+Spam", ENR_SMTP_REFUSED, 554, 0 },
};

static void
test_refusals_encrypted (void)
{
  /* Without encryption, libcurl tries HELO after these. */
  static const Case more[] = {
    { "ehlo=421+4.3.2+Not+now", ENR_SMTP_LATER, 421, 0 },
    { "ehlo=550+Who+are+you", ENR_SMTP_SETTINGS, 550, 0 },
    { "starttls=454+Not+now", ENR_SMTP_LATER, 454, 0 },
    { "starttls=502+Never", ENR_SMTP_SETTINGS, 502, 0 },
  };

  try_cases (refusals, G_N_ELEMENTS (refusals), "starttls", ENR_SMTP_STARTTLS);
  try_cases (more, G_N_ELEMENTS (more), "starttls", ENR_SMTP_STARTTLS);
}

static void
test_refusals_plain (void)
{
  try_cases (refusals, G_N_ELEMENTS (refusals), "none", ENR_SMTP_NONE);
}

static const Case cuts[] = {
  { "greeting=drop", ENR_SMTP_LATER, 0, 0 },
  { "ehlo=drop", ENR_SMTP_LATER, 0, 0 },
  { "auth=drop", ENR_SMTP_LATER, 0, 0 },
  { "mail=drop", ENR_SMTP_LATER, 0, 0 },
  { "rcpt=drop", ENR_SMTP_LATER, 0, 0 },
  { "data=drop", ENR_SMTP_LATER, 0, 0 },
  { "body=drop", ENR_SMTP_LATER, 0, 0, MANY_LINES },
  { "end=drop", ENR_SMTP_UNCERTAIN, 0, 1 },
  { "end=garbage", ENR_SMTP_UNCERTAIN, 0, 1 },
};

static void
test_cuts_encrypted (void)
{
  static const Case more[] = { { "starttls=drop", ENR_SMTP_LATER, 0, 0 } };

  try_cases (cuts, G_N_ELEMENTS (cuts), "starttls", ENR_SMTP_STARTTLS);
  try_cases (more, G_N_ELEMENTS (more), "starttls", ENR_SMTP_STARTTLS);
  try_cases (cuts, G_N_ELEMENTS (cuts), "tls", ENR_SMTP_TLS);
}

static void
test_cuts_plain (void)
{
  try_cases (cuts, G_N_ELEMENTS (cuts), "none", ENR_SMTP_NONE);
}

static const Case hangs[] = {
  { "greeting=hang", ENR_SMTP_LATER, 0, 0 },
  { "ehlo=hang", ENR_SMTP_LATER, 0, 0 },
  { "auth=hang", ENR_SMTP_LATER, 0, 0 },
  { "mail=hang", ENR_SMTP_LATER, 0, 0 },
  { "rcpt=hang", ENR_SMTP_LATER, 0, 0 },
  { "data=hang", ENR_SMTP_LATER, 0, 0 },
  { "body=hang", ENR_SMTP_LATER, 0, 0, MANY_LINES },
  { "end=hang", ENR_SMTP_UNCERTAIN, 0, 1 },
  { "quit=hang", ENR_SMTP_ACCEPTED, 250, 1 },
};

static void
test_hangs (void)
{
  static const Case encrypted[] = {
    { "starttls=hang", ENR_SMTP_LATER, 0, 0 },
    { "body=hang", ENR_SMTP_LATER, 0, 0, MANY_LINES },
    { "end=hang", ENR_SMTP_UNCERTAIN, 0, 1 },
    { "quit=hang", ENR_SMTP_ACCEPTED, 250, 1 },
  };

  try_cases (hangs, G_N_ELEMENTS (hangs), "none", ENR_SMTP_NONE);
  try_cases (encrypted, G_N_ELEMENTS (encrypted), "starttls", ENR_SMTP_STARTTLS);
}

/* The time for one mail as a whole, where those for its steps are longer */
static void
test_whole (void)
{
  static const Case cases[] = {
    { "rcpt=hang", ENR_SMTP_LATER, 0, 0 },
    { "end=hang", ENR_SMTP_UNCERTAIN, 0, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint port = enr_test_server_start (server, "none", "-", cases[i].fault);
      EnrSmtpServer settings = make_settings (port, ENR_SMTP_NONE, 60);
      gint64 start = g_get_monotonic_time ();
      guint n_taken;
      int code;

      settings.whole_seconds = 2;
      g_assert_cmpint (send_one (&settings, 10, &code), ==, cases[i].result);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 15 * G_USEC_PER_SEC);
      enr_test_server_report (server, &n_taken, NULL, NULL);
      g_assert_cmpuint (n_taken, ==, cases[i].n_taken);
    }
}

/* Whatever is wrong with the encryption, nothing is sent, and above all not without it. */
static void
test_encryption (void)
{
  static const struct
  {
    const char *security;
    const char *certificate;
    EnrSmtpSecurity wanted;
    const char *ca;
    EnrSmtpResult result;
  } cases[] = {
    { "starttls", "good", ENR_SMTP_STARTTLS, "ca.pem", ENR_SMTP_ACCEPTED },
    { "tls", "good", ENR_SMTP_TLS, "ca.pem", ENR_SMTP_ACCEPTED },
    { "starttls", "expired", ENR_SMTP_STARTTLS, "ca.pem", ENR_SMTP_SETTINGS },
    { "tls", "expired", ENR_SMTP_TLS, "ca.pem", ENR_SMTP_SETTINGS },
    { "starttls", "other", ENR_SMTP_STARTTLS, "ca.pem", ENR_SMTP_SETTINGS },
    { "tls", "other", ENR_SMTP_TLS, "ca.pem", ENR_SMTP_SETTINGS },
    { "starttls", "good", ENR_SMTP_STARTTLS, "stranger.pem", ENR_SMTP_SETTINGS },
    { "tls", "good", ENR_SMTP_TLS, "stranger.pem", ENR_SMTP_SETTINGS },
    { "tls", "good", ENR_SMTP_TLS, NULL, ENR_SMTP_SETTINGS },         /* the system's authorities */
    { "tls", "good", ENR_SMTP_TLS, "absent.pem", ENR_SMTP_SETTINGS }, /* no such file */
    { "none", "-", ENR_SMTP_STARTTLS, "ca.pem", ENR_SMTP_SETTINGS },  /* STARTTLS is not offered */
    { "none", "-", ENR_SMTP_TLS, "ca.pem", ENR_SMTP_LATER }, /* the wrong port, or a bad line */
    { "nologin", "-", ENR_SMTP_NONE, "ca.pem", ENR_SMTP_SETTINGS }, /* AUTH is not offered */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint port = enr_test_server_start (server, cases[i].security, cases[i].certificate, "-");
      EnrSmtpServer settings = make_settings (port, cases[i].wanted, 30);
      g_autofree char *ca
          = cases[i].ca != NULL ? g_strdup (enr_test_server_path (server, cases[i].ca)) : NULL;
      guint n_taken;
      int code;

      g_test_message ("%s %s %s", cases[i].security, cases[i].certificate,
                      cases[i].ca != NULL ? cases[i].ca : "-");
      settings.ca_file = ca;
      g_assert_cmpint (send_one (&settings, 10, &code), ==, cases[i].result);
      enr_test_server_report (server, &n_taken, NULL, NULL);
      g_assert_cmpuint (n_taken, ==, cases[i].result == ENR_SMTP_ACCEPTED ? 1 : 0);
    }
}

static void
test_login (void)
{
  guint port = enr_test_server_start (server, "starttls", "good", "-");
  EnrSmtpServer settings = make_settings (port, ENR_SMTP_STARTTLS, 30);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrSmtp) smtp = NULL;
  guint n_taken;
  int code;

  settings.password = "wrong";
  g_assert_cmpint (send_one (&settings, 10, &code), ==, ENR_SMTP_SETTINGS);
  g_assert_cmpint (code, ==, 535);
  settings.password = ENR_TEST_PASSWORD;
  smtp = enr_smtp_new (&settings, &error);
  g_assert_no_error (error);
  g_assert_cmpint (enr_smtp_try (smtp, NULL, NULL, &error), ==, ENR_SMTP_ACCEPTED);
  g_assert_no_error (error);
  enr_test_server_report (server, &n_taken, NULL, NULL);
  g_assert_cmpuint (n_taken, ==, 0);
  g_clear_pointer (&smtp, enr_smtp_free);

  settings.password = "wrong";
  smtp = enr_smtp_new (&settings, &error);
  g_assert_cmpint (enr_smtp_try (smtp, NULL, NULL, &error), ==, ENR_SMTP_SETTINGS);
  g_assert_error (error, ENR_MAIL_ERROR, ENR_MAIL_ERROR_SETTINGS);
  g_clear_error (&error);
  g_clear_pointer (&smtp, enr_smtp_free);

  settings = make_settings (enr_test_server_start (server, "nologin", "-", "-"), ENR_SMTP_NONE, 30);
  smtp = enr_smtp_new (&settings, &error);
  g_assert_cmpint (enr_smtp_try (smtp, NULL, NULL, &error), ==, ENR_SMTP_SETTINGS);
  g_assert_error (error, ENR_MAIL_ERROR, ENR_MAIL_ERROR_SETTINGS);
}

static void
test_settings (void)
{
  static const EnrSmtpServer bad[] = {
    { .host = NULL },
    { .host = "" },
    { .host = "mail example.jp" },
    { .host = "mail.example.jp/x" },
    { .host = "user@mail.example.jp" },
    { .host = "mail.example.jp\r\nQUIT" },
    { .host = "mail.example.jp", .port = 65536 },
    { .host = "mail.example.jp", .user = "x" },
    { .host = "mail.example.jp", .security = ENR_SMTP_NONE },
    { .host = "192.168.1.1", .security = ENR_SMTP_NONE },
    { .host = "localhost.example.jp", .security = ENR_SMTP_NONE },
  };
  static const EnrSmtpServer good[] = {
    { .host = "mail.example.jp" },
    { .host = "127.0.0.5", .security = ENR_SMTP_NONE },
    { .host = "::1", .security = ENR_SMTP_NONE },
    { .host = "LocalHost", .security = ENR_SMTP_NONE },
  };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_null (enr_smtp_new (&bad[i], &error));
      g_assert_error (error, ENR_MAIL_ERROR, ENR_MAIL_ERROR_SETTINGS);
      g_clear_error (&error);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (EnrSmtp) smtp = enr_smtp_new (&good[i], &error);

      g_assert_no_error (error);
      g_assert_nonnull (smtp);
    }
}

static void
test_unreachable (void)
{
  /* A port that was free a moment ago */
  guint port = enr_test_server_start (server, "none", "-", "-");
  EnrSmtpServer settings = make_settings (port, ENR_SMTP_NONE, 30);
  int code;

  enr_test_server_start (server, "none", "-", "-");
  g_assert_cmpint (send_one (&settings, 10, &code), ==, ENR_SMTP_LATER);
  g_assert_cmpint (code, ==, 0);
}

static void
assert_accepted (EnrSmtp *smtp, GBytes *mail, const char *to)
{
  g_auto (EnrSmtpReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (enr_smtp_send (smtp, mail, FROM, to, NULL, &reply, &error), ==,
                   ENR_SMTP_ACCEPTED);
  g_assert_no_error (error);
  g_assert_cmpint (reply.code, ==, 250);
  g_assert_cmpstr (reply.text, ==, "2.0.0 OK: queued");
}

static void
test_many (void)
{
  guint port = enr_test_server_start (server, "starttls", "good", "-");
  EnrSmtpServer settings = make_settings (port, ENR_SMTP_STARTTLS, 30);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) mail = make_mail (10);
  g_autoptr (EnrSmtp) smtp = enr_smtp_new (&settings, &error);
  g_autofree char *ignored = NULL;
  guint n_taken, n_connections, n_quits;

  g_assert_no_error (error);
  for (guint i = 0; i < 20; i++)
    assert_accepted (smtp, mail, TO);
  enr_test_server_report (server, &n_taken, &n_connections, NULL);
  g_assert_cmpuint (n_taken, ==, 20);
  g_assert_cmpuint (n_connections, ==, 1);

  /* The server has closed the line while there was nothing to send. */
  ignored = enr_test_server_ask (server, "break");
  assert_accepted (smtp, mail, TO);
  enr_test_server_report (server, &n_taken, &n_connections, NULL);
  g_assert_cmpuint (n_taken, ==, 21);
  g_assert_cmpuint (n_connections, ==, 2);

  /* It says so on the line itself. */
  g_free (ignored);
  ignored = enr_test_server_ask (server, "fault mail=421+4.4.2+Tired*1");
  assert_accepted (smtp, mail, TO);
  enr_test_server_report (server, &n_taken, &n_connections, NULL);
  g_assert_cmpuint (n_taken, ==, 22);
  g_assert_cmpuint (n_connections, ==, 3);

  /* One is refused, and the next is not. */
  g_free (ignored);
  ignored = enr_test_server_ask (server, "fault rcpt=550+5.1.1+Nobody*1");
  g_assert_cmpint (enr_smtp_send (smtp, mail, FROM, TO, NULL, NULL, &error), ==, ENR_SMTP_REFUSED);
  g_clear_error (&error);
  assert_accepted (smtp, mail, TO);

  enr_test_server_report (server, NULL, NULL, &n_quits);
  g_clear_pointer (&smtp, enr_smtp_free);
  for (guint i = 0, now = n_quits; now == n_quits; i++)
    {
      g_assert_cmpuint (i, <, 1000);
      g_usleep (10000);
      enr_test_server_report (server, NULL, NULL, &now);
    }
}

static void
assert_same (GBytes *mail)
{
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (
      g_file_get_contents (enr_test_server_path (server, "1.eml"), &data, &length, NULL));
  g_assert_cmpmem (data, length, g_bytes_get_data (mail, NULL), g_bytes_get_size (mail));
}

static void
test_bytes (void)
{
  static const char dots[] = "Subject: dots\r\n\r\n.\r\n..\r\n.a\r\n\r\n.\r\n";

  for (guint i = 0; i < 3; i++)
    {
      guint port = enr_test_server_start (server, "tls", "good", "-");
      EnrSmtpServer settings = make_settings (port, ENR_SMTP_TLS, 30);
      g_autoptr (EnrSmtp) smtp = enr_smtp_new (&settings, NULL);
      g_autoptr (GBytes) mail
          = (i == 0) ? g_bytes_new_static (dots, strlen (dots)) : make_mail (i == 1 ? 30000 : 0);

      assert_accepted (smtp, mail, TO);
      assert_same (mail);
    }
}

static void
test_recipient (void)
{
  static const char *const bad[] = {
    "a@example.jp\r\nRCPT TO:<b@example.jp>",
    "a@example.jp, b@example.jp",
    "a@example.jp> <b@example.jp",
    "",
  };
  guint port = enr_test_server_start (server, "none", "-", "-");
  EnrSmtpServer settings = make_settings (port, ENR_SMTP_NONE, 30);
  g_autoptr (GBytes) mail = make_mail (1);
  g_autoptr (EnrSmtp) smtp = enr_smtp_new (&settings, NULL);
  g_autofree char *report = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (enr_smtp_send (smtp, mail, FROM, bad[i], NULL, NULL, &error), ==,
                       ENR_SMTP_REFUSED);
      g_assert_error (error, ENR_MAIL_ERROR, ENR_MAIL_ERROR_REFUSED);
      g_clear_error (&error);
      g_assert_cmpint (enr_smtp_send (smtp, mail, bad[i], TO, NULL, NULL, &error), ==,
                       ENR_SMTP_REFUSED);
    }
  report = enr_test_server_ask (server, "report");
  g_assert_true (g_str_has_prefix (report, "taken 0 connections 0 "));
  g_free (report);

  assert_accepted (smtp, mail, "foo..bar.@docomo.ne.jp");
  report = enr_test_server_ask (server, "report");
  g_assert_true (g_str_has_suffix (report, " FROM:<" FROM "> TO:<\"foo..bar.\"@docomo.ne.jp>"));
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (500000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (void)
{
  static const struct
  {
    const char *fault;
    EnrSmtpResult result;
    guint n_taken;
  } cases[] = {
    { "greeting=hang", ENR_SMTP_LATER, 0 },
    { "rcpt=hang", ENR_SMTP_LATER, 0 },
    { "end=slow", ENR_SMTP_ACCEPTED, 1 }, /* it has gone out: better to know what became of it */
    { "end=hang", ENR_SMTP_UNCERTAIN, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint port = enr_test_server_start (server, "none", "-", cases[i].fault);
      EnrSmtpServer settings = make_settings (port, ENR_SMTP_NONE, 60);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) mail = make_mail (1);
      g_autoptr (EnrSmtp) smtp = enr_smtp_new (&settings, NULL);
      GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
      gint64 start = g_get_monotonic_time ();
      guint n_taken;

      g_assert_cmpint (enr_smtp_send (smtp, mail, FROM, TO, cancellable, NULL, &error), ==,
                       cases[i].result);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
      if (cases[i].result == ENR_SMTP_LATER)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      else
        assert_error (cases[i].result, error);
      enr_test_server_report (server, &n_taken, NULL, NULL);
      g_assert_cmpuint (n_taken, ==, cases[i].n_taken);
      g_thread_join (thread);
    }
}

typedef struct
{
  gboolean answer;
  guint n_calls;
  guint n_taken; /* by the server, when it was asked */
} End;

static gboolean
end_cb (gpointer data)
{
  End *end = data;

  end->n_calls++;
  enr_test_server_report (server, &end->n_taken, NULL, NULL);
  return end->answer;
}

/* Asked once a mail, while the server cannot have it yet; where it says no, the server never has it. */
static void
test_end (void)
{
  static const guint lengths[] = { 10, MANY_LINES };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths) * 2; i++)
    {
      guint port = enr_test_server_start (server, "none", "-", "-");
      EnrSmtpServer settings = make_settings (port, ENR_SMTP_NONE, 30);
      g_autoptr (GError) error = NULL;
      g_autoptr (EnrSmtp) smtp = enr_smtp_new (&settings, &error);
      g_autoptr (GBytes) mail = make_mail (lengths[i / 2]);
      End end = { .answer = i % 2 == 0, .n_taken = 99 };
      guint n_taken;

      enr_smtp_set_end_func (smtp, end_cb, &end);
      if (end.answer)
        {
          g_assert_cmpint (enr_smtp_send (smtp, mail, FROM, TO, NULL, NULL, &error), ==,
                           ENR_SMTP_ACCEPTED);
          g_assert_no_error (error);
        }
      else
        {
          g_assert_cmpint (enr_smtp_send (smtp, mail, FROM, TO, NULL, NULL, &error), ==, ENR_SMTP_LATER);
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
        }
      g_assert_true (enr_smtp_came_to_mail (smtp));
      g_assert_cmpuint (end.n_calls, ==, 1);
      g_assert_cmpuint (end.n_taken, ==, 0);
      g_usleep (100 * 1000);
      enr_test_server_report (server, &n_taken, NULL, NULL);
      g_assert_cmpuint (n_taken, ==, end.answer ? 1 : 0);
    }
}

int
main (int argc, char *argv[])
{
  g_autofree char *sources = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  sources = g_test_build_filename (G_TEST_DIST, "mail", NULL);
  server = enr_test_server_new (sources);
  g_test_add_func ("/mail/smtp/refusals/encrypted", test_refusals_encrypted);
  g_test_add_func ("/mail/smtp/refusals/plain", test_refusals_plain);
  g_test_add_func ("/mail/smtp/end", test_end);
  g_test_add_func ("/mail/smtp/cuts/encrypted", test_cuts_encrypted);
  g_test_add_func ("/mail/smtp/cuts/plain", test_cuts_plain);
  g_test_add_func ("/mail/smtp/hangs", test_hangs);
  g_test_add_func ("/mail/smtp/whole", test_whole);
  g_test_add_func ("/mail/smtp/encryption", test_encryption);
  g_test_add_func ("/mail/smtp/login", test_login);
  g_test_add_func ("/mail/smtp/settings", test_settings);
  g_test_add_func ("/mail/smtp/unreachable", test_unreachable);
  g_test_add_func ("/mail/smtp/many", test_many);
  g_test_add_func ("/mail/smtp/bytes", test_bytes);
  g_test_add_func ("/mail/smtp/recipient", test_recipient);
  g_test_add_func ("/mail/smtp/cancel", test_cancel);
  status = g_test_run ();
  enr_test_server_free (server);
  return status;
}
