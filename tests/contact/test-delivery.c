/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The queue of mails against a real server on 127.0.0.1, in which everything goes wrong that can.
 */
#include "config.h"

#include "delivery-fixture.h"

static EnrTestServer *server;

/* The n-th mail that the server took, as it came. */
static char *
taken (guint n)
{
  g_autofree char *name = g_strdup_printf ("%u.eml", n);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (enr_test_server_path (server, name), &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static char *
message_id_of (guint n)
{
  g_autofree char *text = taken (n);
  char *start = strstr (text, "Message-ID: ");

  g_assert_nonnull (start);
  start += strlen ("Message-ID: ");
  return g_strndup (start, strcspn (start, "\r\n"));
}

static void
test_sent (void)
{
  Desk desk;
  g_auto (EnrDeliveryReport) report = { 0 };
  guint port = enr_test_server_start (server, "none", "-", "-");
  g_autoptr (EnrCarrier) mailer = NULL;

  desk_begin (&desk, 3);
  mailer = desk_mailer (&desk, port);
  desk_release (&desk, "遠足のお知らせ", FALSE);
  desk_run (&desk, mailer, &report);
  g_assert_cmpuint (report.n_accepted, ==, 3);
  g_assert_null (report.trouble);
  assert_states (&desk, "accepted 1, accepted 1, accepted 1");
  g_assert_cmpuint (server_taken (server), ==, 3);

  /* One family a mail, under the id that is kept. */
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *text = taken (i);
      g_autofree char *id = message_id_of (i);
      g_autoptr (GPtrArray) list = desk_list (&desk);
      guint n_known = 0;

      for (guint j = 0; j < list->len; j++)
        {
          const EnrDelivery *delivery = g_ptr_array_index (list, j);
          gboolean is_this = g_str_equal (delivery->message_id, id);

          n_known += is_this;
          g_assert_true ((strstr (text, delivery->address) != NULL) == is_this);
          g_assert_cmpint (delivery->done_at, ==, enr_clock_now ());
        }
      g_assert_cmpuint (n_known, ==, 1);
    }

  /* Nothing is left to be done. */
  desk_run (&desk, mailer, &report);
  g_assert_cmpuint (report.n_accepted, ==, 0);
  g_assert_cmpuint (server_taken (server), ==, 3);
  desk_end (&desk);
}

/* A letter of a hundred pages arrives with its last word. */
static void
test_hundred_pages (void)
{
  Desk desk;
  g_auto (EnrDeliveryReport) report = { 0 };
  guint port = enr_test_server_start (server, "none", "-", "-");
  g_autoptr (EnrCarrier) mailer = NULL;
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GString) decoded = NULL;
  g_autofree char *mail = NULL;
  g_autofree guchar *part = NULL;
  gsize length = 0;

  for (guint i = 1; g_utf8_strlen (body->str, (gssize) body->len) < 120000; i++)
    g_string_append_printf (body, "第%u項。持ち物には、すべて名前を書いてください。\n", i);
  g_string_append (body, "おわりの一行です。");
  desk_begin (&desk, 2);
  mailer = desk_mailer (&desk, port);
  desk_release_letter (&desk, "園のしおり", body->str, FALSE);
  desk_run (&desk, mailer, &report);
  g_assert_cmpuint (report.n_accepted, ==, 2);
  mail = taken (2);
  part = g_base64_decode (strstr (mail, "\r\n\r\n"), &length);
  decoded = g_string_new_len ((const char *) part, (gssize) length);
  g_string_replace (decoded, "\r\n", "\n", 0);
  g_assert_nonnull (strstr (decoded->str, body->str));
  desk_end (&desk);
}

/* What a family reads. */
static void
test_letter (void)
{
  Desk desk;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrAnnouncement) letter = NULL;
  g_autoptr (EnrRecipientPlan) plan = NULL;
  g_autoptr (EnrDeliveryLetter) read = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("%PDF-1.4\n", 9);
  EnrUuid id;

  desk_begin (&desk, 1);
  letter = enr_announcement_new ();
  set_text (&letter->title, "遠足");
  set_text (&letter->body, "お弁当をお持ちください。");
  set_text (&letter->question, "参加しますか");
  letter->is_urgent = TRUE;
  letter->answer_kind = ENR_ANSWER_CHOICE;
  set_text (&letter->choices, "参加\n不参加");
  letter->answer_until = enr_date_new (2026, 6, 15);
  enr_audience_add_all (letter->audience);
  enr_announcement_save (desk.db, desk.actor, letter, NULL, &error);
  g_assert_no_error (error);
  enr_announcement_file_add (desk.db, desk.actor, &letter->id, "しおり.pdf", bytes, &error);
  g_assert_no_error (error);
  plan = enr_recipient_plan_announcement (desk.db, &letter->id, &error);
  enr_recipient_release (desk.db, desk.actor, &letter->id, plan->digest, &error);
  g_assert_no_error (error);
  id = desk_find (&desk, ENR_DELIVERY_WAITING);
  read = enr_delivery_letter_load (desk.db, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->subject, ==, "【至急】遠足");
  g_assert_true (g_str_has_prefix (read->body,
                                   "母 0 様\n\nお弁当をお持ちください。\n\n"
                                   "【お返事のお願い】\n参加しますか\n・参加\n・不参加\n"
                                   "令和8年6月15日(月)までに、園へお知らせください。\n\n"));
  g_assert_false (read->is_automatic);
  g_assert_cmpuint (read->files->len, ==, 1);
  g_assert_cmpstr (((EnrDeliveryFile *) g_ptr_array_index (read->files, 0))->name, ==,
                   "しおり.pdf");
  desk_end (&desk);
}

typedef struct
{
  const char *fault;
  const char *states;       /* after the first run, of three mails */
  guint n_taken;            /* by the server, then */
  const char *later_states; /* after the fault is gone and time has passed */
  guint n_taken_later;
} Case;

/* Answers that are about one mail do not keep the others; each is taken once, but for what may have
 * been. */
static void
test_faults (void)
{
  static const Case cases[] = {
    { "rcpt=450+4.2.1+Greylisted*1", "waiting 1, accepted 1, accepted 1", 2,
      "accepted 2, accepted 1, accepted 1", 3 },
    { "rcpt=450+4.2.1+Greylisted", "waiting 1, waiting 1, waiting 1", 0,
      "accepted 2, accepted 2, accepted 2", 3 },
    { "end=451+4.3.0+Wait*1", "waiting 1, accepted 1, accepted 1", 2,
      "accepted 2, accepted 1, accepted 1", 3 },
    { "rcpt=550+5.1.1+No+such+user*1", "refused 1, accepted 1, accepted 1", 2,
      "refused 1, accepted 1, accepted 1", 2 },
    { "end=554+5.7.1+Spam*1", "refused 1, accepted 1, accepted 1", 2,
      "refused 1, accepted 1, accepted 1", 2 },
    { "data=drop*1", "waiting 1, accepted 1, accepted 1", 2, "accepted 2, accepted 1, accepted 1",
      3 },
    { "end=drop*1", "uncertain 1, accepted 1, accepted 1", 3, "uncertain 1, accepted 1, accepted 1",
      3 },
    { "end=drop", "uncertain 1, uncertain 1, uncertain 1", 3,
      "uncertain 1, uncertain 1, uncertain 1", 3 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Desk desk;
      g_auto (EnrDeliveryReport) report = { 0 };
      guint port = enr_test_server_start (server, "none", "-", cases[i].fault);
      g_autoptr (EnrCarrier) mailer = NULL;
      g_autofree char *ok = NULL;

      g_test_message ("%s", cases[i].fault);
      desk_begin (&desk, 3);
      mailer = desk_mailer (&desk, port);
      desk_release (&desk, "お知らせ", FALSE);
      desk_run (&desk, mailer, &report);
      assert_states (&desk, cases[i].states);
      g_assert_cmpuint (server_taken (server), ==, cases[i].n_taken);
      g_assert_null (report.trouble);

      /* Not before its time, and then by itself. */
      ok = enr_test_server_ask (server, "fault -");
      desk_run (&desk, mailer, &report);
      g_assert_cmpuint (server_taken (server), ==, cases[i].n_taken);
      enr_clock_set_fixed (enr_test_at (10, 10));
      desk_run (&desk, mailer, &report);
      assert_states (&desk, cases[i].later_states);
      g_assert_cmpuint (server_taken (server), ==, cases[i].n_taken_later);
      desk_end (&desk);
    }
}

/* What is about the line and not about a mail ends the run, makes one rest, and is news once. */
static void
test_channel (void)
{
  static const struct
  {
    const char *security;
    const char *fault;
    EnrSmtpSecurity wanted;
    int minutes; /* of the first rest */
  } cases[] = {
    { "none", "greeting=421+4.3.2+Not+now", ENR_SMTP_NONE, 1 },
    { "none", "greeting=drop", ENR_SMTP_NONE, 1 },
    { "none", "mail=421+4.4.2+Tired", ENR_SMTP_NONE, 1 },
    { "none", "mail=451+4.4.2+Slow+down", ENR_SMTP_NONE, 1 },
    { "none", "rcpt=550+5.4.5+Daily+limit", ENR_SMTP_NONE, 1 },
    { "none", "auth=535+5.7.8+Wrong", ENR_SMTP_NONE, 30 },
    { "none", "mail=553+5.7.1+Not+your+address", ENR_SMTP_NONE, 30 },
    { "tls", "-", ENR_SMTP_TLS, 30 }, /* a certificate of nobody */
    { NULL, "-", ENR_SMTP_NONE, 1 },  /* nobody listens */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Desk desk;
      g_autoptr (GError) error = NULL;
      g_auto (EnrDeliveryReport) report = { 0 };
      g_auto (EnrMailTrouble) trouble = { 0 };
      gboolean is_offline = cases[i].security == NULL;
      guint port = is_offline
                       ? 1
                       : enr_test_server_start (server, cases[i].security,
                                                cases[i].wanted == ENR_SMTP_TLS ? "good" : "-",
                                                cases[i].fault);
      g_autoptr (EnrMailSetting) setting = NULL;
      g_autoptr (EnrCarrier) mailer = NULL;
      EnrInstant next;

      g_test_message ("%s %s", cases[i].security, cases[i].fault);
      desk_begin (&desk, 3);
      setting = desk_setting (&desk, port);
      setting->security = cases[i].wanted;
      enr_mail_setting_save (desk.db, desk.actor, setting, &error);
      mailer = enr_mailer_new (setting, ENR_TEST_PASSWORD, NULL, &error);
      g_assert_no_error (error);
      desk_release (&desk, "お知らせ", FALSE);
      desk_run (&desk, mailer, &report);
      assert_states (&desk, "waiting, waiting, waiting");
      g_assert_true (report.is_news);
      g_assert_nonnull (report.trouble);
      g_assert_cmpint (report.rest_to, ==, enr_clock_now () + cases[i].minutes * 60);
      g_assert_true (enr_mail_trouble_load (desk.db, &trouble, &error));
      g_assert_cmpstr (trouble.words, ==, report.trouble);
      g_assert_true (enr_delivery_next_run (desk.db, ENR_WAY_MAIL, &next, &error));
      g_assert_cmpint (next, ==, report.rest_to);

      /* It rests, and then is no news any more. */
      desk_run (&desk, mailer, &report);
      g_assert_false (report.is_news);
      g_assert_nonnull (report.trouble);
      enr_clock_set_fixed (enr_test_at (10, 45));
      desk_run (&desk, mailer, &report);
      g_assert_false (report.is_news);
      g_assert_cmpint (report.rest_to, ==, enr_clock_now () + cases[i].minutes * 120);
      assert_states (&desk, "waiting, waiting, waiting");

      /* Saved settings are tried at once, and all is well. */
      if (cases[i].wanted == ENR_SMTP_NONE)
        {
          g_autoptr (EnrCarrier) better
              = desk_mailer (&desk, enr_test_server_start (server, "none", "-", "-"));

          desk_run (&desk, better, &report);
          assert_states (&desk, "accepted 1, accepted 1, accepted 1");
          g_assert_cmpuint (server_taken (server), ==, 3);
          enr_mail_trouble_clear (&trouble);
          g_assert_true (enr_mail_trouble_load (desk.db, &trouble, &error));
          g_assert_cmpstr (trouble.words, ==, "");
        }
      desk_end (&desk);
    }
}

static gpointer
cancel_later (gpointer data)
{
  g_usleep (G_USEC_PER_SEC);
  g_cancellable_cancel (data);
  return NULL;
}

/* A server that takes a mail and hangs: whoever stops the program meanwhile knows of it afterwards.
 */
static void
test_hang (void)
{
  Desk desk;
  g_auto (EnrDeliveryReport) report = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint port = enr_test_server_start (server, "none", "-", "end=hang");
  g_autoptr (EnrCarrier) mailer = NULL;
  GThread *thread;

  desk_begin (&desk, 2);
  mailer = desk_mailer (&desk, port);
  desk_release (&desk, "お知らせ", FALSE);
  thread = g_thread_new ("cancel", cancel_later, cancellable);
  enr_delivery_run (desk.db, desk.actor, mailer, FALSE, cancellable, NULL, NULL, &report, &error);
  g_assert_no_error (error);
  g_thread_join (thread);
  assert_states (&desk, "uncertain 1, waiting");
  desk_end (&desk);
}

/* A person decides about what may have arrived: sent again, it has the same number. */
static void
test_uncertain (void)
{
  Desk desk;
  g_auto (EnrDeliveryReport) report = { 0 };
  g_autoptr (GError) error = NULL;
  guint port = enr_test_server_start (server, "none", "-", "end=drop*2");
  g_autoptr (EnrCarrier) mailer = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  EnrUuid ids[2];

  desk_begin (&desk, 2);
  mailer = desk_mailer (&desk, port);
  desk_release (&desk, "お知らせ", FALSE);
  desk_run (&desk, mailer, &report);
  assert_states (&desk, "uncertain 1, uncertain 1");
  list = enr_delivery_list_due_at (desk.db, ENR_WAY_MAIL, G_MAXINT64, &error);
  g_assert_cmpuint (list->len, ==, 0);
  g_clear_pointer (&list, g_ptr_array_unref);
  list = desk_list (&desk);
  for (guint i = 0; i < 2; i++)
    ids[i] = ((EnrDelivery *) g_ptr_array_index (list, i))->id;
  g_assert_nonnull (strstr (((EnrDelivery *) g_ptr_array_index (list, 0))->answer, "Message-ID"));

  g_assert_true (enr_delivery_resend (desk.db, desk.actor, &ids[0], 1, &error));
  g_assert_true (enr_delivery_arrived (desk.db, desk.actor, &ids[1], 1, &error));
  desk_run (&desk, mailer, &report);
  assert_states (&desk, "accepted 2, accepted 1");
  g_assert_cmpuint (server_taken (server), ==, 3);
  first = message_id_of (1);
  second = message_id_of (3);
  g_assert_cmpstr (first, ==, second);
  {
    g_autofree char *one = taken (1);
    g_autofree char *other = taken (3);

    g_assert_cmpstr (one, ==, other);
  }
  g_assert_false (enr_delivery_arrived (desk.db, desk.actor, &ids[1], 1, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  desk_end (&desk);
}

int
main (int argc, char **argv)
{
  g_autofree char *sources = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  sources = g_test_build_filename (G_TEST_DIST, "mail", NULL);
  server = enr_test_server_new (sources);
  g_test_add_func ("/contact/delivery/sent", test_sent);
  g_test_add_func ("/contact/delivery/hundred-pages", test_hundred_pages);
  g_test_add_func ("/contact/delivery/letter", test_letter);
  g_test_add_func ("/contact/delivery/faults", test_faults);
  g_test_add_func ("/contact/delivery/channel", test_channel);
  g_test_add_func ("/contact/delivery/hang", test_hang);
  g_test_add_func ("/contact/delivery/uncertain", test_uncertain);
  result = g_test_run ();
  enr_test_server_free (server);
  return result;
}
