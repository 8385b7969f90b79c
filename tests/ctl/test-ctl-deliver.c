/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * deliver and deliveries, on a real file and against a real mail server.
 */
#include "config.h"

#include <string.h>

#include "contact/announcement.h"
#include "contact/delivery.h"
#include "contact/mail-setting.h"
#include "contact/recipient.h"
#include "ctl-run.h"
#include "mail-support.h"
#include "nursery/family.h"

ENR_SQL (SQL_GUARDIANS,
         "SELECT id FROM contact WHERE is_guardian = 1 AND removed_at IS NULL "
         "ORDER BY family_id, position, id");
ENR_SQL (SQL_VERIFY, "UPDATE contact_way SET verified_at = 1");

static EnrTestServer *server;

static EnrDb *
open_db (Ctl *ctl)
{
  g_autoptr (GError) error = NULL;
  EnrDb *db = enr_db_open (ctl->db, ENR_DB_READ_WRITE, &error);

  g_assert_no_error (error);
  return db;
}

/* Of the sample's families the first @n guardians have mail. */
static void
give_mail (EnrDb *db, const EnrActor *actor, guint n)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  g_autoptr (GError) error = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_GUARDIANS);

    while (ids->len < n && enr_stmt_step (&st, &error) > 0)
      {
        EnrUuid id = enr_column_uuid (&st, 0);

        g_array_append_val (ids, id);
      }
  }
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *mail = g_strdup_printf ("guardian-%u@example.jp", i);

      enr_contact_way_set_mail (db, actor, &g_array_index (ids, EnrUuid, i), mail, &error);
      g_assert_no_error (error);
    }
  enr_txn_begin (&txn, db, actor, NULL, &error);
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_VERIFY);

    enr_stmt_run (&st, &error);
  }
  enr_txn_commit (&txn, &error);
  g_assert_no_error (error);
}

static void
release (EnrDb *db, const EnrActor *actor)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrAnnouncement) letter = enr_announcement_new ();
  g_autoptr (EnrRecipientPlan) plan = NULL;

  letter->day = enr_date_new (2026, 6, 10);
  g_free (letter->title);
  letter->title = g_strdup ("遠足");
  g_free (letter->body);
  letter->body = g_strdup ("お弁当をお持ちください。");
  enr_audience_add_all (letter->audience);
  enr_announcement_save (db, actor, letter, NULL, &error);
  g_assert_no_error (error);
  plan = enr_recipient_plan_announcement (db, &letter->id, &error);
  g_assert_no_error (error);
  enr_recipient_release (db, actor, &letter->id, plan->digest, &error);
  g_assert_no_error (error);
}

static void
set_up_mail (EnrDb *db, const EnrActor *actor, guint port)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrMailSetting) setting = enr_mail_setting_new ();

  setting->is_on = TRUE;
  setting->security = ENR_SMTP_NONE;
  setting->port = port;
  g_free (setting->host);
  setting->host = g_strdup ("127.0.0.1");
  g_free (setting->user);
  setting->user = g_strdup (ENR_TEST_USER);
  g_free (setting->from_address);
  setting->from_address = g_strdup ("office@hoiku.example.jp");
  enr_mail_setting_save (db, actor, setting, &error);
  g_assert_no_error (error);
}

/* Releases one letter to the sample's families, of whom some have mail. */
static Ctl *
ctl_new_released (guint port)
{
  Ctl *ctl = ctl_new_sample ();
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_autoptr (EnrDb) db = open_db (ctl);

  give_mail (db, &actor, 6);
  release (db, &actor);
  if (port > 0)
    set_up_mail (db, &actor, port);
  return ctl;
}

static guint
count_states (Ctl *ctl, const char *channel, const char *state)
{
  JsonArray *all;
  guint n = 0;

  RUN (ctl, 0, "deliveries", "--json");
  all = json_object_get_array_member (ctl_json (ctl), "deliveries");
  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *one = json_array_get_object_element (all, i);

      n += strcmp (json_object_get_string_member (one, "channel"), channel) == 0
           && strcmp (json_object_get_string_member (one, "state"), state) == 0;
    }
  return n;
}

static guint
taken (void)
{
  guint n;

  enr_test_server_report (server, &n, NULL, NULL);
  return n;
}

static void
test_deliver (void)
{
  guint port = enr_test_server_start (server, "none", "-", "-");
  g_autoptr (Ctl) ctl = ctl_new_released (port);
  guint n_mail = count_states (ctl, "mail", "waiting");
  guint n_paper = count_states (ctl, "paper", "waiting");
  g_autofree char *before = ctl_dump (ctl);
  g_autofree char *after = NULL;

  g_assert_cmpuint (n_mail, >, 2);
  g_assert_cmpuint (n_paper, >, 2);
  RUN (ctl, 0, "deliver", "--dry-run");
  assert_contains (ctl->out, "guardian-0@example.jp");
  assert_contains (ctl->out, "would be sent now");
  RUN (ctl, 0, "deliver", "--channel", "paper");
  assert_contains (ctl->out, "enrokuctl report letters");
  g_assert_null (strstr (ctl->out, "@example.jp"));
  after = ctl_dump (ctl);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (taken (), ==, 0);

  RUN (ctl, 0, "deliver", "--json");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "accepted"), ==, n_mail);
  g_assert_cmpuint (taken (), ==, n_mail);
  g_assert_cmpuint (count_states (ctl, "mail", "accepted"), ==, n_mail);
  g_assert_cmpuint (count_states (ctl, "paper", "waiting"), ==, n_paper);
  RUN (ctl, 0, "deliver");
  assert_contains (ctl->out, "0 mails were sent.");
  g_assert_cmpuint (taken (), ==, n_mail);
}

/* A failure rests, and --now does not; a person decides about what may have arrived. */
static void
test_trouble (void)
{
  guint port = enr_test_server_start (server, "none", "-", "auth=535+5.7.8+Wrong");
  g_autoptr (Ctl) ctl = ctl_new_released (port);
  guint n_mail = count_states (ctl, "mail", "waiting");
  g_autofree char *ok = NULL;
  g_autofree char *id = NULL;
  JsonObject *one;

  RUN (ctl, 1, "deliver");
  assert_contains (ctl->err, "did not take the user name or the password");
  g_assert_null (strstr (ctl->err, ENR_TEST_PASSWORD));
  ok = enr_test_server_ask (server, "fault end=drop*1");
  RUN (ctl, 1, "deliver");
  g_assert_cmpuint (taken (), ==, 0);
  RUN (ctl, 0, "deliver", "--now");
  assert_contains (ctl->out, "Of 1 it is not known whether it arrived");
  g_assert_cmpuint (count_states (ctl, "mail", "accepted"), ==, n_mail - 1);
  one = ctl_find (ctl_json (ctl), "deliveries", "state", "uncertain");
  id = g_strdup (json_object_get_string_member (one, "id"));
  RUN (ctl, 3, "delivery", "cancel", id);
  RUN (ctl, 0, "delivery", "resend", id);
  RUN (ctl, 0, "deliver");
  assert_contains (ctl->out, "1 mail was sent.");
  g_assert_cmpuint (taken (), ==, n_mail + 1);
  RUN (ctl, 3, "delivery", "arrived", id);
  RUN (ctl, 2, "delivery", "paper", "nonsense");
}

static void
test_bad (void)
{
  g_autoptr (Ctl) ctl = ctl_new_released (0);

  RUN (ctl, 1, "deliver");
  assert_contains (ctl->err, "Mail is off");
  RUN (ctl, 2, "deliver", "--channel", "pigeon");
  RUN (ctl, 2, "deliver", "--dry-run", "--now");
}

int
main (int argc, char **argv)
{
  g_autofree char *sources = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  g_setenv ("ENROKU_SMTP_PASSWORD", ENR_TEST_PASSWORD, TRUE);
  sources = g_test_build_filename (G_TEST_DIST, "mail", NULL);
  server = enr_test_server_new (sources);
  g_test_add_func ("/ctl/deliver/deliver", test_deliver);
  g_test_add_func ("/ctl/deliver/trouble", test_trouble);
  g_test_add_func ("/ctl/deliver/bad", test_bad);
  result = g_test_run ();
  enr_test_server_free (server);
  return result;
}
