/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The sender and the city's own receiver: a nursery's database at one end, the hub's at the other.
 */
#include "config.h"

#include <signal.h>
#include <string.h>

#include <glib/gstdio.h>

#include "hub-support.h"
#include "outbox/blob.h"
#include "outbox/ledger.h"
#include "outbox/outbox-fixture.h"
#include "outbox/question.h"
#include "store/journal.h"
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
  g_autofree char *url = g_strdup_printf ("http"
                                          "://127.0.0.1:%u",
                                          self->hub->port);

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
  link.url = g_strdup_printf ("http"
                              "://127.0.0.1:%u",
                              self->hub->port);
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
copy_hub (Fixture *self, const char *from, const char *to)
{
  const char *const parts[] = { "", "-wal", "-shm" };

  hub_stop (self->hub, SIGTERM);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *source = g_strconcat (from, parts[i], NULL);
      g_autofree char *target = g_strconcat (to, parts[i], NULL);
      g_autofree char *text = NULL;
      gsize length;

      g_unlink (target);
      if (g_file_get_contents (source, &text, &length, NULL))
        g_assert_true (g_file_set_contents (target, text, (gssize) length, NULL));
    }
  hub_start (self->hub, NULL);
  {
    g_auto (EnrLink) link = { 0 };

    g_assert_true (enr_link_load (self->box.db, &link, NULL));
    g_free (link.url);
    link.url = g_strdup_printf ("http"
                                "://127.0.0.1:%u",
                                self->hub->port);
    g_assert_true (enr_link_save (self->box.db, &link, NULL));
  }
}

/* The city has put its receiver back to last night and told nobody: its next answer shows that it
 * lacks what it had taken, and that goes again at once, not with tomorrow's comparison. */
static void
test_gap (Fixture *self, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (self->box.nursery->folder, "hub-copy.db", NULL);

  owe (self, "before", 5);
  assert_run (self);
  copy_hub (self, self->hub->database, copy);
  owe (self, "lost", 30);
  assert_run (self);
  g_assert_cmpuint (self->result.settled, ==, 30);
  copy_hub (self, copy, self->hub->database);
  owe (self, "after", 1);
  assert_run (self);
  g_assert_cmpuint (self->result.settled, ==, 31);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==, 0);
  g_assert_cmpint (missing (self), ==, 0);
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
import_at_hub (Fixture *self, const char *file, const char *receipt, gboolean is_taken)
{
  int status = hub_run (self->hub, NULL, "--key", self->hub->key_path, "import", file, "--receipt",
                        receipt, NULL);

  g_assert_cmpint (status == 0, ==, is_taken);
}

static void
test_carry (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_build_filename (self->box.nursery->folder, "x.enbatch", NULL);
  g_autofree char *receipt = g_build_filename (self->box.nursery->folder, "x.enreceipt", NULL);
  EnrSyncExport exported;

  owe (self, "vacancy", 900);
  g_assert_true (enr_sync_export (self->box.db, file, &exported, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (exported.n_events, ==, 900);
  import_at_hub (self, file, receipt, TRUE);
  g_assert_true (enr_sync_import (self->box.db, receipt, &self->result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (self->result.settled, ==, 900);
  g_assert_false (self->result.is_known);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==, 0);
  g_assert_cmpint (missing (self), ==, 0);
}

static void
put_paper (Fixture *self, const char *subject, GBytes *content, guint8 sum[ENR_SUM_LENGTH])
{
  g_autoptr (GError) error = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  g_assert_true (enr_txn_begin (&txn, self->box.db, &self->box.nursery->actor, NULL, NULL));
  g_assert_true (enr_blob_put_in_txn (self->box.db, subject, "週案.pdf", content, sum, &error));
  g_assert_true (enr_txn_commit (&txn, NULL));
}

/* Papers go along in the file, also where a part of one had come over the network before; the
 * receipt says that they are there, and the next file is without them. */
static void
test_carry_papers (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strnfill (2500000, 'x');
  g_autoptr (GBytes) large = g_bytes_new (text, 2500000);
  g_autoptr (GBytes) small = g_bytes_new_static ("%PDF-1.7", 8);
  GBytes *contents[2] = { large, small };
  g_autoptr (GBytes) wrong = g_bytes_new_static ("another", 7);
  g_autofree char *file = g_build_filename (self->box.nursery->folder, "x.enbatch", NULL);
  g_autofree char *receipt = g_build_filename (self->box.nursery->folder, "x.enreceipt", NULL);
  guint8 sums[2][ENR_SUM_LENGTH];
  guint8 left[ENR_SUM_LENGTH];
  EnrSyncExport exported;
  gboolean is_complete;

  for (guint i = 0; i < 2; i++)
    put_paper (self, "vacancy/0", contents[i], sums[i]);
  owe (self, "vacancy", 1);
  g_assert_true (enr_sync_export (self->box.db, file, &exported, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (exported.n_events, ==, 1);
  g_assert_cmpuint (exported.n_files, ==, 2);
  {
    g_autoptr (EnrHubDb) db = hub_open (self->hub);

    g_assert_true (
        enr_hub_blob_append (db, NURSERY, sums[0], 0, wrong, FALSE, &is_complete, &error));
  }
  import_at_hub (self, file, receipt, TRUE);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (EnrHubDb) db = hub_open (self->hub);
      g_autoptr (GBytes) there = enr_hub_blob_load (db, NURSERY, sums[i], &error);

      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (there, contents[i]));
    }
  g_assert_true (enr_sync_import (self->box.db, receipt, &self->result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (self->result.settled, ==, 1);
  g_assert_cmpuint (self->result.blobs, ==, 2);
  g_assert_cmpint (enr_blob_next (self->box.db, NULL, left, &error), ==, 0);
  g_assert_true (enr_sync_export (self->box.db, file, &exported, &error));
  g_assert_false (exported.is_written);
}

/* A nursery that never has a network: files alone, from the first day on. */

typedef struct
{
  Box box;
  char *hub_file;
  char *batch;
  char *receipt;
  EnrSyncResult result;
} Island;

static char *
in_folder (Island *self, const char *name)
{
  return g_build_filename (self->box.nursery->folder, name, NULL);
}

static void
island_init (Island *self)
{
  memset (self, 0, sizeof *self);
  self->box.nursery = enr_test_nursery_new (2);
  self->box.db = self->box.nursery->db;
  enr_clock_set_source (NULL, NULL);
  self->hub_file = in_folder (self, "city.enhub");
  self->batch = in_folder (self, "x.enbatch");
  self->receipt = in_folder (self, "x.enreceipt");
  box_mode (&self->box, "vacancy", ENR_SENDING_MODE_AUTO);
}

static void
island_clear (Island *self)
{
  g_free (self->hub_file);
  g_free (self->batch);
  g_free (self->receipt);
  enr_test_nursery_free (self->box.nursery);
}

static void
make_hub_file (Fixture *self, Island *island, const char *nursery)
{
  g_assert_cmpint (hub_run (self->hub, NULL, "--key", self->hub->key_path, "code", nursery,
                            "--name", "離島保育園", "--file", island->hub_file, NULL),
                   ==, 0);
}

static EnrLink
link_of (Island *island)
{
  EnrLink link;

  g_assert_true (enr_link_load (island->box.db, &link, NULL));
  return link;
}

static void
assert_refused (Island *island, gboolean is_done, GError **error, const char *text)
{
  g_assert_false (is_done);
  g_assert_error (*error, ENR_SYNC_ERROR, ENR_SYNC_ERROR_FILE);
  g_assert_nonnull (strstr ((*error)->message, text));
  g_clear_error (error);
}

#define ISLAND "13109999"

static void
test_island (Fixture *self, gconstpointer data)
{
  Island island;
  g_autoptr (GError) error = NULL;
  g_autofree char *city = NULL;
  g_autofree char *again = NULL;
  EnrSyncExport exported;

  island_init (&island);
  make_hub_file (self, &island, ISLAND);
  assert_refused (&island,
                  enr_sync_enroll_file (island.box.db, island.hub_file, NURSERY, NULL, &error),
                  &error, ISLAND);
  g_assert_true (enr_sync_enroll_file (island.box.db, island.hub_file, "", &city, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (city, !=, "");
  {
    g_auto (EnrLink) link = link_of (&island);

    g_assert_cmpint (link.state, ==, ENR_LINK_FILE);
    g_assert_cmpstr (link.nursery, ==, ISLAND);
    g_assert_cmpstr (link.known_source, ==, "");
    g_assert_cmpstr (link.code, !=, "");
  }
  /* nothing is owed, and yet there is a file: it makes the PC known */
  g_assert_true (enr_sync_export (island.box.db, island.batch, &exported, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (exported.n_events, ==, 0);
  g_assert_true (exported.is_written && exported.is_introduced);
  import_at_hub (self, island.batch, island.receipt, TRUE);
  /* a second file before the receipt is back, and the first once more */
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *subject = g_strdup_printf ("vacancy/%u", i);

      g_assert_true (box_put (&island.box, subject, 1));
    }
  again = g_strconcat (island.batch, "-2", NULL);
  g_assert_true (enr_sync_export (island.box.db, again, &exported, &error));
  g_assert_cmpuint (exported.n_events, ==, 30);
  g_assert_true (exported.is_introduced);
  import_at_hub (self, island.batch, island.receipt, TRUE);
  g_assert_true (enr_sync_import (island.box.db, island.receipt, &island.result, &error));
  g_assert_no_error (error);
  g_assert_true (island.result.is_known);
  g_assert_cmpint (box_in (&island.box, ENR_SENDING_OWED), ==, 30);
  {
    g_auto (EnrLink) link = link_of (&island);

    g_assert_cmpstr (link.known_source, ==, link.source);
    g_assert_cmpstr (link.code, ==, "");
    g_assert_cmpint (link.state, ==, ENR_LINK_FILE);
  }
  import_at_hub (self, again, island.receipt, TRUE);
  g_assert_true (enr_sync_import (island.box.db, island.receipt, &island.result, &error));
  g_assert_no_error (error);
  g_assert_false (island.result.is_known);
  g_assert_cmpuint (island.result.settled, ==, 30);
  g_assert_cmpint (box_in (&island.box, ENR_SENDING_OWED), ==, 0);
  g_assert_true (enr_sync_export (island.box.db, island.batch, &exported, &error));
  g_assert_false (exported.is_written);
  /* the city shuts it out as any other */
  {
    g_auto (EnrLink) link = link_of (&island);

    g_assert_true (box_put (&island.box, "vacancy/0", 2));
    g_assert_cmpint (hub_run (self->hub, NULL, "revoke", link.source, NULL), ==, 0);
  }
  g_assert_true (enr_sync_export (island.box.db, island.batch, &exported, &error));
  g_assert_true (exported.is_written);
  import_at_hub (self, island.batch, island.receipt, FALSE);
  import_at_hub (self, again, island.receipt, FALSE);
  island_clear (&island);
}

/* One code makes one PC known, and a copy of the database that was put back introduces itself by
 * the name that it had. */
static void
test_island_again (Fixture *self, gconstpointer data)
{
  Island first;
  Island second;
  g_autoptr (GError) error = NULL;
  EnrSyncExport exported;
  gboolean was_changed = FALSE;

  island_init (&first);
  island_init (&second);
  make_hub_file (self, &first, ISLAND);
  g_assert_true (enr_sync_enroll_file (first.box.db, first.hub_file, "", NULL, &error));
  g_assert_true (enr_sync_enroll_file (second.box.db, first.hub_file, "", NULL, &error));
  g_assert_true (enr_sync_export (first.box.db, first.batch, &exported, &error));
  g_assert_true (enr_sync_export (second.box.db, second.batch, &exported, &error));
  import_at_hub (self, first.batch, first.receipt, TRUE);
  import_at_hub (self, second.batch, second.receipt, FALSE);
  g_assert_false (g_file_test (second.receipt, G_FILE_TEST_EXISTS));
  /* the receipt of the one is none of the other */
  assert_refused (&second, enr_sync_import (second.box.db, first.receipt, &second.result, &error),
                  &error, "another PC");
  g_assert_true (enr_sync_import (first.box.db, first.receipt, &first.result, &error));
  g_assert_no_error (error);

  g_assert_true (enr_journal_renew_site (first.box.db, &error));
  g_assert_true (enr_outbox_follow_site (first.box.db, &was_changed, &error));
  g_assert_true (was_changed);
  g_assert_true (box_put (&first.box, "vacancy/0", 1));
  g_assert_true (enr_sync_export (first.box.db, first.batch, &exported, &error));
  g_assert_true (exported.is_introduced);
  import_at_hub (self, first.batch, first.receipt, TRUE);
  g_assert_true (enr_sync_import (first.box.db, first.receipt, &first.result, &error));
  g_assert_no_error (error);
  g_assert_true (first.result.is_known);
  g_assert_cmpint (box_in (&first.box, ENR_SENDING_OWED), ==, 0);
  island_clear (&first);
  island_clear (&second);
}

static void
spoil (const char *path, const char *from, const char *to)
{
  g_autofree char *text = NULL;
  g_autoptr (GString) changed = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, from, to, 1), ==, 1);
  g_assert_true (g_file_set_contents (path, changed->str, -1, NULL));
}

/* Files that are not what they should be change nothing, and each says why. */
static void
test_wrong_files (Fixture *self, gconstpointer data)
{
  Island island;
  g_autoptr (GError) error = NULL;
  g_autofree char *own = g_build_filename (self->box.nursery->folder, "own.enbatch", NULL);
  g_autofree char *own_receipt
      = g_build_filename (self->box.nursery->folder, "own.enreceipt", NULL);
  EnrSyncExport exported;
  Hub *other = hub_new (HUB_SQLITE);
  Fixture at_other = { .hub = other };

  island_init (&island);
  make_hub_file (self, &island, ISLAND);
  spoil (island.hub_file, "離島保育園", "離島保健園");
  assert_refused (&island, enr_sync_enroll_file (island.box.db, island.hub_file, "", NULL, &error),
                  &error, "altered");
  g_assert_true (g_file_set_contents (island.hub_file, "{}", -1, NULL));
  assert_refused (&island, enr_sync_enroll_file (island.box.db, island.hub_file, "", NULL, &error),
                  &error, ".enhub");
  {
    g_auto (EnrLink) link = link_of (&island);

    g_assert_cmpint (link.state, ==, ENR_LINK_NONE);
  }
  make_hub_file (&at_other, &island, ISLAND);
  g_assert_true (enr_sync_enroll_file (island.box.db, island.hub_file, "", NULL, &error));
  g_assert_true (enr_sync_export (island.box.db, island.batch, &exported, &error));
  import_at_hub (self, island.batch, island.receipt, FALSE);
  import_at_hub (&at_other, island.batch, island.receipt, TRUE);
  assert_refused (&island, enr_sync_import (self->box.db, island.receipt, &self->result, &error),
                  &error, "another city");
  assert_refused (&island, enr_sync_import (island.box.db, island.batch, &island.result, &error),
                  &error, "no receipt");
  owe (self, "vacancy", 3);
  g_assert_true (enr_sync_export (self->box.db, own, &exported, &error));
  import_at_hub (self, own, own_receipt, TRUE);
  spoil (own_receipt, "\"status\":\"accepted\"", "\"status\":\"rejected\"");
  assert_refused (&island, enr_sync_import (self->box.db, own_receipt, &self->result, &error),
                  &error, "altered");
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==, 3);
  island_clear (&island);
  hub_free (other);
}

/* Another nursery's receipt, of the same city. */
static void
test_other_nursery (Fixture *self, gconstpointer data)
{
  Island island;
  g_autoptr (GError) error = NULL;
  EnrSyncExport exported;

  island_init (&island);
  make_hub_file (self, &island, ISLAND);
  g_assert_true (enr_sync_enroll_file (island.box.db, island.hub_file, ISLAND, NULL, &error));
  g_assert_true (enr_sync_export (island.box.db, island.batch, &exported, &error));
  import_at_hub (self, island.batch, island.receipt, TRUE);
  assert_refused (&island, enr_sync_import (self->box.db, island.receipt, &self->result, &error),
                  &error, ISLAND);
  island_clear (&island);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/sync/hub/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("send", test_send);
  ADD ("blob", test_blob);
  ADD ("carry-papers", test_carry_papers);
  ADD ("away", test_away);
  ADD ("revoked", test_revoked);
  ADD ("clock", test_clock);
  ADD ("fork", test_fork);
  ADD ("gap", test_gap);
  ADD ("notice", test_notice);
  ADD ("carry", test_carry);
  ADD ("island", test_island);
  ADD ("island-again", test_island_again);
  ADD ("wrong-files", test_wrong_files);
  ADD ("other-nursery", test_other_nursery);
#undef ADD
  return g_test_run ();
}
