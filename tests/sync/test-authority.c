/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A receiver whose certificate is of the city's own making.
 */
#include "config.h"

#include <signal.h>

#include <glib/gstdio.h>

#include "hub-support.h"
#include "outbox/outbox-fixture.h"
#include "sync/sync.h"

#define NURSERY "13101014"

static void
make_certificate (const char *certificate, const char *key)
{
  g_autofree char *command = g_strdup_printf (
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "
      "/CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -out '%s' -keyout '%s'",
      certificate, key);

  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
}

static EnrTrouble
run (EnrDb *db, const char *ca_file)
{
  EnrSyncOptions options = { .is_forced = TRUE, .jitter = 1.0, .ca_file = ca_file };
  EnrSyncResult result;
  g_autoptr (GError) error = NULL;

  g_assert_true (enr_sync_run (db, &options, NULL, &result, &error));
  g_assert_no_error (error);
  return result.trouble;
}

/* Given once at the enrolment, it holds for whoever sends later, though the file is gone. */
static void
test_remembered (void)
{
  Box box = { .nursery = enr_test_nursery_new (2) };
  g_autofree char *certificate = g_build_filename (box.nursery->folder, "city.pem", NULL);
  g_autofree char *key = g_build_filename (box.nursery->folder, "city.key", NULL);
  g_autofree char *kept = g_build_filename (box.nursery->folder, "kept.pem", NULL);
  g_autofree char *text = NULL;
  g_autofree char *url = NULL;
  g_autofree char *code = NULL;
  g_autofree char *described = NULL;
  g_auto (EnrLink) link = { 0 };
  g_autoptr (GError) error = NULL;
  EnrSyncOptions options = { .is_forced = TRUE, .jitter = 1.0 };
  Hub *hub = hub_new (HUB_SQLITE);

  box.db = box.nursery->db;
  enr_clock_set_source (NULL, NULL);
  make_certificate (certificate, key);
  hub_start (hub, (const char *[]){ "--tls-cert", certificate, "--tls-key", key, NULL });
  url = g_strdup_printf ("https"
                         "://localhost:%u",
                         hub->port);
  g_assert_cmpint (hub_run (hub, &code, "code", NURSERY, "--name", "みどり保育園", NULL), ==, 0);
  g_strchomp (code);
  g_assert_false (enr_sync_enroll (box.db, url, NURSERY, code, &options, NULL, NULL, &error));
  g_assert_error (error, ENR_SYNC_ERROR, ENR_SYNC_ERROR_LINK);
  g_clear_error (&error);
  options.ca_file = key;
  g_assert_false (enr_sync_enroll (box.db, url, NURSERY, code, &options, NULL, NULL, &error));
  g_assert_error (error, ENR_SYNC_ERROR, ENR_SYNC_ERROR_FILE);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (certificate, &text, NULL, NULL));
  g_assert_true (g_file_set_contents (kept, text, -1, NULL));
  options.ca_file = kept;
  g_assert_true (enr_sync_enroll (box.db, url, NURSERY, code, &options, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (kept), ==, 0);
  box_mode (&box, "vacancy", ENR_SENDING_MODE_AUTO);
  g_assert_true (box_put (&box, "vacancy/0", 1));
  g_assert_cmpstr (enr_trouble_key (run (box.db, NULL)), ==, "");
  g_assert_cmpint (box_in (&box, ENR_SENDING_OWED), ==, 0);
  g_assert_true (enr_link_load (box.db, &link, NULL));
  described = enr_sync_authority_describe (link.ca);
  g_assert_true (g_str_has_prefix (described, "localhost (until "));
  /* without it nobody is believed, and for once it can be given by hand */
  g_assert_true (enr_sync_set_authority (box.db, NULL, &error));
  g_assert_cmpstr (enr_trouble_key (run (box.db, NULL)), ==, "tls");
  g_assert_cmpstr (enr_trouble_key (run (box.db, certificate)), ==, "");
  g_assert_cmpstr (enr_trouble_key (run (box.db, NULL)), ==, "tls");
  g_assert_true (enr_sync_set_authority (box.db, certificate, &error));
  g_assert_cmpstr (enr_trouble_key (run (box.db, NULL)), ==, "");
  hub_stop (hub, SIGTERM);
  hub_free (hub);
  enr_test_nursery_free (box.nursery);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* TLS is one of GIO's modules. */
  g_unsetenv ("GIO_MODULE_DIR");
  g_test_add_func ("/sync/authority/remembered", test_remembered);
  return g_test_run ();
}
