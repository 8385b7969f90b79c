/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The sender and the city's own receiver: a nursery's database at one end, the hub's at the other.
 */
#include "config.h"

#include <signal.h>

#include "hub-support.h"
#include "outbox/blob.h"
#include "outbox/ledger.h"
#include "outbox/outbox-fixture.h"
#include "outbox/question.h"
#include "sync/sync.h"

#define NURSERY "13101014"

typedef struct
{
  Box box;
  Hub *hub;
  EnrSyncOptions options;
  EnrSyncResult result;
} Fixture;

static char *
dup_code (Fixture *self)
{
  g_autofree char *output = NULL;
  g_autoptr (GRegex) regex = g_regex_new ("[0-9A-Z]{4}(-[0-9A-Z]{4})+", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_cmpint (hub_run (self->hub, &output, "code", NURSERY, "--name", "みどり保育園", NULL),
                   ==, 0);
  g_assert_true (g_regex_match (regex, output, 0, &match));
  return g_match_info_fetch (match, 0);
}

static gboolean
enroll (Fixture *self, const char *code, GError **error)
{
  g_autofree char *url = g_strdup_printf ("http" "://127.0.0.1:%u", self->hub->port);

  return enr_sync_enroll (self->box.db, url, NURSERY, code, &self->options, NULL, NULL, error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;

  self->box.nursery = enr_test_nursery_new (2);
  self->box.db = self->box.nursery->db;
  enr_clock_set_source (NULL, NULL);
  self->hub = hub_new (HUB_SQLITE);
  hub_start (self->hub, NULL);
  self->options = (EnrSyncOptions){ .is_forced = TRUE, .jitter = 1.0 };
  box_mode (&self->box, "vacancy", ENR_SENDING_MODE_AUTO);
  code = dup_code (self);
  enroll (self, code, &error);
  g_assert_no_error (error);
  /* the same again is taken (the answer may have been lost), another code is not */
  enroll (self, code, &error);
  g_assert_no_error (error);
  g_assert_false (enroll (self, "AAAA-AAAA-AAAA", &error));
  g_assert_error (error, ENR_SYNC_ERROR, ENR_SYNC_ERROR_CODE);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->hub->process != NULL)
    hub_stop (self->hub, SIGTERM);
  hub_free (self->hub);
  enr_test_nursery_free (self->box.nursery);
}

static void
owe (Fixture *self, const char *prefix, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *subject = g_strdup_printf ("%s/%u", prefix, i);

      g_assert_true (box_put (&self->box, subject, 1));
    }
}

static EnrTrouble
run (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (enr_sync_run (self->box.db, &self->options, NULL, &self->result, &error));
  g_assert_no_error (error);
  return self->result.trouble;
}

static void
assert_run (Fixture *self)
{
  g_assert_cmpstr (enr_trouble_key (run (self)), ==, "");
}

static gint64
missing (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  g_assert_true (enr_sync_ledger (self->box.db, &self->options, NULL, &n, &self->result, &error));
  g_assert_no_error (error);
  return n;
}

static void
test_send (Fixture *self, gconstpointer data)
{
  owe (self, "vacancy", 1203);
  assert_run (self);
  g_assert_cmpuint (self->result.settled, ==, 1203);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==, 0);
  g_assert_cmpint (self->result.heartbeat_ms, >, 0);
  g_assert_cmpint (missing (self), ==, 0);
}

static void
test_blob (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strnfill (2500000, 'x');
  g_autoptr (GBytes) content = g_bytes_new (text, 2500000);
  guint8 sum[ENR_SUM_LENGTH];

  {
    g_auto (EnrTxn) txn = ENR_TXN_INIT;

    g_assert_true (enr_txn_begin (&txn, self->box.db, &self->box.nursery->actor, NULL, NULL));
    g_assert_true (
        enr_blob_put_in_txn (self->box.db, "vacancy/0", "週案.pdf", content, sum, &error));
    g_assert_true (enr_txn_commit (&txn, NULL));
  }
  owe (self, "vacancy", 1);
  assert_run (self);
  g_assert_cmpuint (self->result.blobs, ==, 1);
}

/* The hub is away for a while, and comes back as it was. */
static void
test_away (Fixture *self, gconstpointer data)
{
  g_auto (EnrLink) link = { 0 };

  owe (self, "before", 10);
  assert_run (self);
  hub_stop (self->hub, SIGKILL);
  owe (self, "while", 10);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_OFFLINE);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==, 10);
  hub_start (self->hub, NULL);
  g_assert_true (enr_link_load (self->box.db, &link, NULL));
  g_free (link.url);
  link.url = g_strdup_printf ("http" "://127.0.0.1:%u", self->hub->port);
  g_assert_true (enr_link_save (self->box.db, &link, NULL));
  assert_run (self);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==, 0);
  g_assert_cmpint (missing (self), ==, 0);
}

static void
test_revoked (Fixture *self, gconstpointer data)
{
  g_auto (EnrLink) link = { 0 };

  g_assert_true (enr_link_load (self->box.db, &link, NULL));
  g_assert_cmpint (hub_run (self->hub, NULL, "revoke", link.source, NULL), ==, 0);
  owe (self, "vacancy", 3);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_REVOKED);
  g_assert_cmpint (self->result.state, ==, ENR_LINK_REVOKED);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_REVOKED);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==, 3);
}

static gint64
wrong_clock (gpointer data)
{
  return g_get_real_time () + G_GINT64_CONSTANT (86400000000);
}

static void
test_clock (Fixture *self, gconstpointer data)
{
  g_auto (EnrLink) link = { 0 };

  owe (self, "vacancy", 3);
  enr_clock_set_source (wrong_clock, NULL);
  assert_run (self);
  g_assert_true (enr_link_load (self->box.db, &link, NULL));
  g_assert_cmpint (ABS (link.clock_off_ms + 86400000), <, 10000);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==, 0);
  enr_clock_set_source (NULL, NULL);
}

/* Two PCs work on copies of one database. */
static void
test_fork (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = g_build_filename (self->box.nursery->folder, "copy.db", NULL);
  g_autofree char *key = g_strconcat (copy, ".site-key", NULL);
  g_autofree char *own_key = enr_link_key_path (self->box.db);
  Box other = { .nursery = self->box.nursery };
  EnrSyncResult result;
  EnrKeyPair pair;

  owe (self, "shared", 5);
  assert_run (self);
  g_assert_true (enr_db_backup (self->box.db, copy, &error));
  g_assert_true (enr_key_pair_load (&pair, own_key, NULL));
  g_assert_true (enr_key_pair_save (&pair, key, NULL));
  owe (self, "here", 4);
  assert_run (self);
  other.db = enr_db_open (copy, ENR_DB_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (box_put (&other, "there/0", 7));
  g_assert_true (box_put (&other, "there/1", 7));
  g_assert_true (enr_sync_run (other.db, &self->options, NULL, &result, &error));
  g_assert_cmpstr (enr_trouble_key (result.trouble), ==, "");
  g_assert_true (result.is_renewed);
  g_assert_cmpint (box_in (&other, ENR_SENDING_OWED), ==, 0);
  owe (self, "here-again", 4);
  assert_run (self);
  g_assert_false (self->result.is_renewed);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==, 0);
  enr_db_close (other.db);
}

static void
test_notice (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) questions = NULL;

  g_assert_cmpint (
      hub_run (self->hub, NULL, "notice", NURSERY, "お知らせ", "説明会があります", NULL), ==, 0);
  assert_run (self);
  g_assert_cmpuint (self->result.questions, ==, 1);
  questions = enr_question_list (self->box.db, NULL, 10, NULL);
  g_assert_cmpstr (((EnrQuestion *) questions->pdata[0])->title, ==, "お知らせ");
  assert_run (self);
  g_assert_cmpuint (self->result.questions, ==, 0);
}

static void
test_carry (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_build_filename (self->box.nursery->folder, "x.enbatch", NULL);
  g_autofree char *receipt = g_build_filename (self->box.nursery->folder, "x.enreceipt", NULL);
  guint n = 0;

  owe (self, "vacancy", 900);
  g_assert_true (enr_sync_export (self->box.db, file, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 900);
  g_assert_cmpint (hub_run (self->hub, NULL, "--key", self->hub->key_path, "import", file,
                            "--receipt", receipt, NULL),
                   ==, 0);
  g_assert_true (enr_sync_import (self->box.db, receipt, &self->result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (self->result.settled, ==, 900);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==, 0);
  g_assert_cmpint (missing (self), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/sync/hub/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("send", test_send);
  ADD ("blob", test_blob);
  ADD ("away", test_away);
  ADD ("revoked", test_revoked);
  ADD ("clock", test_clock);
  ADD ("fork", test_fork);
  ADD ("notice", test_notice);
  ADD ("carry", test_carry);
#undef ADD
  return g_test_run ();
}
