/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The databases themselves: all statements, the steps of the schema, what must not be changed, and
 * the commands that work on them without a hub that serves.
 */
#include "hub-support.h"

#include <string.h>
#include <sys/stat.h>
#include <glib/gstdio.h>

#include "wire/seal.h"

extern const char *const __start_enr_hub_sql[];
extern const char *const __stop_enr_hub_sql[];

/* Every statement of src/hub runs on both, here with nothing but NULLs. */
static void
test_statements (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (EnrHubDb) db = hub_open (hub);
  guint n = 0;

  for (const char *const *sql = __start_enr_hub_sql; sql < __stop_enr_hub_sql; sql++)
    {
      static const EnrHubValue nothing[16];
      g_autoptr (GError) error = NULL;
      g_autoptr (EnrHubRows) rows = NULL;
      guint n_values = 0;

      for (const char *at = *sql; (at = strchr (at, '$')) != NULL; at++)
        n_values = MAX (n_values, (guint) g_ascii_strtoull (at + 1, NULL, 10));
      g_assert_true (enr_hub_db_begin (db, NULL));
      rows = enr_hub_db_query_values (db, *sql, nothing, n_values, &error);
      enr_hub_db_rollback (db);
      /* That a NULL is refused is as good an answer as any; what must not be is a statement that is
       * none. */
      if (error != NULL && strstr (error->message, "datatype mismatch (20)") == NULL
          && strstr (error->message, "NOT NULL") == NULL
          && strstr (error->message, "not-null") == NULL
          && strstr (error->message, "23502") == NULL)
        g_error ("%s: %s", *sql, error->message);
      n++;
    }
  g_assert_cmpuint (n, >, 40);
}

static void
test_steps (gconstpointer store)
{
  static const char newer[] = "INSERT INTO schema_step (step, taken_ms) VALUES (9999, 0)";
  static const char change[] = "UPDATE inbox SET rev = 2";
  static const char removal[] = "DELETE FROM inbox";
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (EnrHubDb) db = hub_open (hub);
  g_autoptr (EnrHubDb) again = hub_open (hub);
  g_autoptr (EnrHubDb) too_new = NULL;
  g_autoptr (Pc) pc = pc_new (hub, "13101014");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) batches
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_hub_batch_free);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  EnrHubBatch *batch = enr_hub_batch_new ();

  pc_register (pc);
  g_ptr_array_add (events, pc_day (pc, "2026-11-20", 1, TRUE, 1));
  batch->source = g_strdup (pc->source);
  batch->path = g_strdup ("/v1/events");
  batch->unpacked = enr_batch_join (events);
  batch->packed = enr_gzip (batch->unpacked);
  g_ptr_array_add (batches, batch);
  g_assert_true (enr_hub_batch_judge (batch, &error));
  g_assert_true (enr_hub_ingest (db, batches, &error));
  g_assert_no_error (error);

  g_assert_false (enr_hub_db_run_values (db, change, NULL, 0, NULL, NULL));
  g_assert_false (enr_hub_db_run_values (db, removal, NULL, 0, NULL, NULL));
  g_assert_true (enr_hub_db_run_values (db, newer, NULL, 0, NULL, &error));
  g_assert_no_error (error);
  too_new = enr_hub_db_open (hub->database, FALSE, &error);
  g_assert_error (error, ENR_HUB_ERROR, ENR_HUB_ERROR_TOO_NEW);
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("enroku-hub-XXXXXX", NULL);
  g_autofree char *missing = g_build_filename (folder, "none.db", NULL);
  g_autofree char *other = g_build_filename (folder, "other.db", NULL);
  g_autofree char *made = g_build_filename (folder, "hub.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrHubDb) db = NULL;
  GStatBuf stat_buf;

  g_assert_null (enr_hub_db_open (missing, FALSE, &error));
  g_assert_error (error, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_READY);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (
      other, "no database at all, but long enough to be read as one", -1, NULL));
  g_assert_null (enr_hub_db_open (other, FALSE, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  db = enr_hub_db_open (made, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (made, &stat_buf), ==, 0);
  g_assert_cmpint (stat_buf.st_mode & 0777, ==, 0600);
  g_clear_pointer (&db, enr_hub_db_close);
  g_unlink (made);
  g_unlink (other);
  g_rmdir (folder);
}

/* A nursery without a network: its file, and the receipt that goes back. */
static void
test_import (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (Pc) pc = pc_new (hub, "13101014");
  g_autoptr (Pc) stranger = pc_new (hub, "13101014");
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GBytes) batch = NULL;
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GBytes) forged = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (hub->folder, "a.enbatch", NULL);
  g_autofree char *receipt_path = g_build_filename (hub->folder, "a.enreceipt", NULL);
  g_autofree char *said = NULL;

  pc_register (pc);
  for (int i = 0; i < 700; i++) /* more than a request holds */
    g_ptr_array_add (events, pc_day (pc, "2026-11-20", i + 1, TRUE, 1));
  batch = enr_batch_join (events);
  sealed = enr_seal (batch, pc->source, enr_hub_now_ms (), &pc->key, hub->key.open, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (sealed, NULL),
                                      (gssize) g_bytes_get_size (sealed), NULL));
  for (guint round = 0; round < 2; round++)
    {
      g_autofree char *bytes = NULL;
      gsize length;
      g_autoptr (GBytes) receipt = NULL;
      g_autoptr (EnrReply) reply = NULL;

      g_clear_pointer (&said, g_free);
      g_assert_cmpint (hub_run (hub, &said, "import", path, "--receipt", receipt_path, "--key",
                                hub->key_path, NULL),
                       ==, 0);
      g_assert_cmpstr (said, ==,
                       round == 0 ? "700 accepted, 0 there already, 0 refused.\n"
                                  : "0 accepted, 700 there already, 0 refused.\n");
      g_assert_true (g_file_get_contents (receipt_path, &bytes, &length, NULL));
      receipt = g_bytes_new (bytes, length);
      reply = enr_reply_read (receipt, hub->id, hub->key.open, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (reply->verdicts->len, ==, 700);
    }
  forged = enr_seal (batch, pc->source, enr_hub_now_ms (), &stranger->key, hub->key.open, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (forged, NULL),
                                      (gssize) g_bytes_get_size (forged), NULL));
  g_assert_cmpint (
      hub_run (hub, NULL, "import", path, "--receipt", receipt_path, "--key", hub->key_path, NULL),
      ==, 3);
}

static void
test_commands (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autofree char *status = NULL;
  g_autofree char *key = NULL;
  g_autofree char *other_key = g_build_filename (hub->folder, "other.key", NULL);

  g_assert_cmpint (hub_run (hub, &status, "status", "--json", NULL), ==, 0);
  g_assert_nonnull (strstr (status, "\"events\":0"));
  g_assert_nonnull (strstr (status, "桜市"));
  g_assert_cmpint (hub_run (hub, &key, "key", NULL), ==, 0);
  g_assert_true (g_str_has_prefix (key, hub->id));
  g_assert_cmpint (hub_run (hub, NULL, "init", "--name", "梅市", "--key", other_key, NULL), ==, 3);
  g_assert_false (g_file_test (other_key, G_FILE_TEST_EXISTS));
  g_assert_cmpint (hub_run (hub, NULL, "code", "13101014", NULL), ==,
                   3); /* not known, and no name */
  g_assert_cmpint (hub_run (hub, NULL, "code", "so wrong", "--name", "x", NULL), ==, 2);
  g_assert_cmpint (hub_run (hub, NULL, "code", NULL), ==, 2);
  g_assert_cmpint (hub_run (hub, NULL, "status", "--receipt", "x", NULL), ==, 2);
  g_assert_cmpint (hub_run (hub, NULL, "status", "extra", NULL), ==, 2);
  g_assert_cmpint (hub_run (hub, NULL, "export", "--type", "attendance", "--from", "x", "--to",
                            "2026-11-30", "--output", other_key, NULL),
                   ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hub_add_test ("/hub/store/statements", test_statements);
  hub_add_test ("/hub/store/steps", test_steps);
  g_test_add_func ("/hub/store/files", test_files);
  hub_add_test ("/hub/store/import", test_import);
  hub_add_test ("/hub/store/commands", test_commands);
  return hub_run_tests ();
}
