/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Hands mails to a real server on 127.0.0.1: makes each from its fields and sends it through the
 * room mail; takes as many from the queue, with their claims and verdicts on the disk; and, in turn,
 * sends ready-made ones with nothing but libcurl.
 *
 *   bench-mail SERVER.PY-FOLDER MAILS ROUNDS
 */
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"
#include "delivery-fixture.h"
#include "mail/message.h"

#define LIMIT 0.5

static EnrMail *
make_mail (guint number)
{
  EnrMail *mail = enr_mail_new ();
  EnrUuid id = enr_uuid_new ();

  mail->date = 1781053200 + number;
  mail->from_name = g_strdup ("さくら保育園");
  mail->from_address = g_strdup ("office@hoiku.example.jp");
  mail->message_id = enr_mail_make_id (&id, mail->from_address);
  mail->to_name = g_strdup_printf ("第%u家庭　髙﨑様", number);
  mail->to_address = g_strdup_printf ("family-%u@example.jp", number);
  mail->subject = g_strdup ("6月の園だより（お返事をお願いします）");
  mail->body = g_strdup ("保護者の皆さま\n\nいつもお世話になっております。遠足のお知らせです。\n");
  return mail;
}

static GBytes *
make_bytes (guint number)
{
  g_autoptr (EnrMail) mail = make_mail (number);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = enr_mail_to_bytes (mail, &error);

  bench_check (bytes != NULL, "make a mail", error);
  return bytes;
}

static double
time_ours (guint port, guint n_mails)
{
  EnrSmtpServer server = { .host = "127.0.0.1", .port = port, .security = ENR_SMTP_NONE };
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrSmtp) smtp = NULL;
  double start = bench_now ();

  smtp = enr_smtp_new (&server, &error);
  bench_check (smtp != NULL, "the settings", error);
  for (guint i = 0; i < n_mails; i++)
    {
      g_autoptr (GBytes) mail = make_bytes (i);
      g_autofree char *to = g_strdup_printf ("family-%u@example.jp", i);

      bench_check (enr_smtp_send (smtp, mail, "office@hoiku.example.jp", to, NULL, NULL, &error)
                       == ENR_SMTP_ACCEPTED,
                   "send a mail", error);
    }
  g_clear_pointer (&smtp, enr_smtp_free);
  return bench_now () - start;
}

typedef struct
{
  const char *data;
  gsize length;
} Rest;

static size_t
read_cb (char *buffer, size_t size, size_t n, void *user_data)
{
  Rest *rest = user_data;
  gsize length = MIN (size * n, rest->length);

  memcpy (buffer, rest->data, length);
  rest->data += length;
  rest->length -= length;
  return length;
}

static double
time_bare (guint port, GPtrArray *mails)
{
  g_autofree char *url = g_strdup_printf ("smtp://127.0.0.1:%u", port);
  double start = bench_now ();
  CURL *curl = curl_easy_init ();

  curl_easy_setopt (curl, CURLOPT_URL, url);
  curl_easy_setopt (curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt (curl, CURLOPT_READFUNCTION, read_cb);
  curl_easy_setopt (curl, CURLOPT_MAIL_FROM, "office@hoiku.example.jp");
  for (guint i = 0; i < mails->len; i++)
    {
      Rest rest;
      g_autofree char *to = g_strdup_printf ("family-%u@example.jp", i);
      struct curl_slist *recipients = curl_slist_append (NULL, to);

      rest.data = g_bytes_get_data (g_ptr_array_index (mails, i), &rest.length);
      curl_easy_setopt (curl, CURLOPT_READDATA, &rest);
      curl_easy_setopt (curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t) rest.length);
      curl_easy_setopt (curl, CURLOPT_MAIL_RCPT, recipients);
      if (curl_easy_perform (curl) != CURLE_OK)
        bench_fail ("libcurl could not send a mail");
      curl_slist_free_all (recipients);
    }
  curl_easy_cleanup (curl);
  return bench_now () - start;
}

static double
time_queue (Desk *desk, guint port)
{
  g_autoptr (GError) error = NULL;
  g_auto (EnrDeliveryReport) report = { 0 };
  g_autoptr (EnrMailSetting) setting = NULL;
  g_autoptr (EnrCarrier) mailer = NULL;
  double start;

  desk_release (desk, "6月の園だより（お返事をお願いします）", FALSE);
  setting = desk_setting (desk, port);
  g_clear_pointer (&setting->user, g_free);
  setting->user = g_strdup ("");
  start = bench_now ();
  mailer = enr_mailer_new (setting, NULL, NULL, &error);
  bench_check (mailer != NULL, "the settings", error);
  bench_check (enr_delivery_run (desk->db, desk->actor, mailer, FALSE, NULL, NULL, NULL, &report,
                                 &error),
               "hand over the queue", error);
  g_clear_pointer (&mailer, enr_carrier_free);
  return bench_now () - start;
}

static void
check_taken (EnrTestServer *server, guint n_mails)
{
  guint n_taken, n_connections;

  enr_test_server_report (server, &n_taken, &n_connections, NULL);
  if (n_taken != n_mails || n_connections != 1)
    bench_fail ("%u of %u mails arrived, by %u connections", n_taken, n_mails, n_connections);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) mails = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GArray) ours = bench_list_new ();
  g_autoptr (GArray) bare = bench_list_new ();
  g_autofree char *measure = NULL;
  g_autoptr (GArray) queue = bench_list_new ();
  g_autofree char *queue_measure = NULL;
  g_autofree char *queue_text = NULL;
  g_autofree char *ours_text = NULL;
  g_autofree char *bare_text = NULL;
  EnrTestServer *server;
  Desk desk;
  guint n_mails = argc == 4 ? atoi (argv[2]) : 0;
  int n_rounds = argc == 4 ? atoi (argv[3]) : 0;

  if (n_mails < 1 || n_rounds < 1)
    bench_fail ("usage: bench-mail FOLDER MAILS ROUNDS");
  curl_global_init (CURL_GLOBAL_DEFAULT);
  for (guint i = 0; i < n_mails; i++)
    g_ptr_array_add (mails, make_bytes (i));
  server = enr_test_server_new (argv[1]);
  desk_begin (&desk, n_mails);
  for (int i = 0; i < n_rounds; i++)
    {
      bench_list_add (
          ours, n_mails / time_ours (enr_test_server_start (server, "none", "-", "-"), n_mails));
      check_taken (server, n_mails);
      bench_list_add (
          bare, n_mails / time_bare (enr_test_server_start (server, "none", "-", "-"), mails));
      check_taken (server, n_mails);
      bench_list_add (
          queue, n_mails / time_queue (&desk, enr_test_server_start (server, "none", "-", "-")));
      check_taken (server, n_mails);
    }
  desk_end (&desk);
  enr_test_server_free (server);

  measure = g_strdup_printf ("%u mails handed to a server on this PC", n_mails);
  ours_text = g_strdup_printf ("%.0f mails/s", bench_median (ours));
  bare_text = g_strdup_printf ("%.0f mails/s (bare libcurl)", bench_median (bare));
  bench_row (measure, ours_text, bare_text, bench_median_ratio (ours, bare), BENCH_AT_LEAST, LIMIT);
  queue_measure = g_strdup_printf ("%u mails from the queue, claims and verdicts on the disk", n_mails);
  queue_text = g_strdup_printf ("%.0f mails/s", bench_median (queue));
  bench_row (queue_measure, queue_text, bare_text, bench_median_ratio (queue, bare), BENCH_AT_LEAST,
             LIMIT);
  return 0;
}
