/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * sync …, on a real file and against a hub on this PC.
 */
#include "config.h"

#include <string.h>

#include "ctl-run.h"
#include "fault-hub.h"
#include "owe.h"
#include "wire/hub-file.h"

static void
enroll (Ctl *ctl, FaultHub *hub)
{
  RUN (ctl, 0, "sync", "enroll", FAULT_CODE, "--hub", fault_hub_url (hub), "--nursery",
       FAULT_NURSERY);
  assert_contains (ctl->out, "みどり市");
  assert_contains (ctl->out, FAULT_NURSERY);
}

static gint64
status_of (Ctl *ctl, const char *member)
{
  RUN (ctl, 0, "sync", "status", "--json");
  return json_object_get_int_member (ctl_json (ctl), member);
}

static void
test_send (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  FaultHub *hub = fault_hub_new ();

  RUN (ctl, 0, "sync", "status");
  RUN (ctl, 0, "sync", "status", "--json");
  g_assert_cmpstr (json_object_get_string_member (ctl_json (ctl), "truth"), ==, "off");
  RUN (ctl, 1, "sync", "now");
  assert_contains (ctl->err, "sync enroll");
  RUN (ctl, 2, "sync", "enroll", FAULT_CODE);
  RUN (ctl, 1, "sync", "enroll", "WRONG", "--hub", fault_hub_url (hub), "--nursery", FAULT_NURSERY);
  assert_contains (ctl->err, "code");
  RUN (ctl, 1, "sync", "enroll", FAULT_CODE, "--hub",
       "http"
       "://hub.city.example.jp",
       "--nursery", FAULT_NURSERY);
  assert_contains (ctl->err, "https://");
  enroll (ctl, hub);

  owe_reports (ctl->db, 12);
  g_assert_cmpint (status_of (ctl, "owed"), ==, 12);
  RUN (ctl, 0, "sync", "status");
  assert_contains (ctl->out, fault_hub_url (hub));
  RUN (ctl, 0, "sync", "now");
  assert_contains (ctl->out, "12 reports");
  g_assert_cmpuint (fault_hub_events (hub), ==, 12);
  g_assert_cmpint (status_of (ctl, "owed"), ==, 0);
  g_assert_cmpint (status_of (ctl, "accepted"), ==, 12);
  RUN (ctl, 0, "sync", "now", "--json");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "taken"), ==, 0);

  RUN (ctl, 0, "sync", "ledger");
  fault_hub_forget (hub, 5);
  RUN (ctl, 0, "sync", "ledger", "--json");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "missing"), ==, 5);
  RUN (ctl, 0, "sync", "now");
  g_assert_cmpuint (fault_hub_events (hub), ==, 12);
  fault_hub_free (hub);
}

static void
test_trouble (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  FaultHub *hub = fault_hub_new ();

  enroll (ctl, hub);
  owe_reports (ctl->db, 3);
  fault_hub_set (hub, "/v1/events",
                 "raw:HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n", -1);
  RUN (ctl, 1, "sync", "now");
  assert_contains (ctl->err, "login page");
  g_assert_cmpint (status_of (ctl, "owed"), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (ctl_json (ctl), "trouble"), ==, "portal");
  RUN (ctl, 0, "sync", "status");
  assert_contains (ctl->out, "login page");
  fault_hub_set (hub, "/v1/events", "", 0);
  RUN (ctl, 0, "sync", "now");
  g_assert_cmpint (status_of (ctl, "owed"), ==, 0);
  fault_hub_free (hub);
}

static void
test_quarantine (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  FaultHub *hub = fault_hub_new ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  JsonArray *reports;

  enroll (ctl, hub);
  RUN (ctl, 0, "sync", "quarantine", "list");
  owe_reports (ctl->db, 2);
  fault_hub_set (hub, "/v1/events", "reject", 1);
  RUN (ctl, 0, "sync", "now");
  assert_contains (ctl->out, "quarantine list");
  RUN (ctl, 0, "sync", "quarantine", "list");
  assert_contains (ctl->out, "だめです");
  RUN (ctl, 0, "sync", "quarantine", "list", "--json");
  reports = json_object_get_array_member (ctl_json (ctl), "reports");
  g_assert_cmpuint (json_array_get_length (reports), ==, 2);
  first
      = g_strdup (json_object_get_string_member (json_array_get_object_element (reports, 0), "id"));
  second
      = g_strdup (json_object_get_string_member (json_array_get_object_element (reports, 1), "id"));

  RUN (ctl, 0, "sync", "quarantine", "resend", first);
  RUN (ctl, 2, "sync", "quarantine", "withdraw", second);
  RUN (ctl, 0, "sync", "quarantine", "withdraw", second, "--reason", "二重に作られた");
  g_assert_cmpint (status_of (ctl, "owed"), ==, 1);
  g_assert_cmpint (status_of (ctl, "withdrawn"), ==, 1);
  RUN (ctl, 0, "sync", "now");
  g_assert_cmpuint (fault_hub_events (hub), ==, 1);
  fault_hub_free (hub);
}

static void
test_file (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  FaultHub *hub = fault_hub_new ();
  g_autofree char *path = ctl_path (ctl, "june.enbatch");
  g_autofree char *junk = ctl_write (ctl, "junk.enreceipt", "{}");

  RUN (ctl, 1, "sync", "export-batch", path);
  enroll (ctl, hub);
  RUN (ctl, 0, "sync", "export-batch", path);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  owe_reports (ctl->db, 4);
  RUN (ctl, 0, "sync", "export-batch", path, "--json");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "reports"), ==, 4);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  RUN (ctl, 1, "sync", "import-receipts", junk);
  g_assert_cmpint (status_of (ctl, "owed"), ==, 4);
  fault_hub_free (hub);
}

/* What is sent, and how. */
static void
test_kinds (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  JsonObject *kind;

  RUN (ctl, 0, "sync", "kinds");
  assert_contains (ctl->out, "attendance");
  RUN (ctl, 0, "sync", "kinds", "vacancy", "ask", "--json");
  kind = json_array_get_object_element (json_object_get_array_member (ctl_json (ctl), "kinds"), 0);
  g_assert_cmpstr (json_object_get_string_member (kind, "kind"), ==, "vacancy");
  g_assert_cmpstr (json_object_get_string_member (kind, "mode"), ==, "ask");
  RUN (ctl, 0, "sync", "kinds", "vacancy", "on");
  RUN (ctl, 0, "sync", "kinds", "vacancy", "--json");
  kind = json_array_get_object_element (json_object_get_array_member (ctl_json (ctl), "kinds"), 0);
  g_assert_cmpstr (json_object_get_string_member (kind, "mode"), ==, "on");
  RUN (ctl, 2, "sync", "kinds", "lunch");
  RUN (ctl, 2, "sync", "kinds", "vacancy", "maybe");
  RUN (ctl, 2, "sync", "kinds", "vacancy", "on", "off");
}

/* A PC without a network gets a file in place of a code. */
static void
test_enroll_file (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *hub_file = ctl_path (ctl, "city.enhub");
  g_autofree char *batch = ctl_path (ctl, "first.enbatch");
  g_autoptr (GBytes) bytes = NULL;
  EnrHubFile file = { .hub = (char *) "hub-of-the-test",
                      .city = (char *) "見本市",
                      .nursery = (char *) FAULT_NURSERY,
                      .name = (char *) "離島保育園",
                      .code = (char *) "AAAA-BBBB-CCCC-DDDD",
                      .expires_ms = G_MAXINT64 / 2 };
  EnrKeyPair key;

  enr_key_pair_new (&key);
  bytes = enr_hub_file_write (&file, &key);
  g_assert_true (g_file_set_contents (hub_file, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
  RUN (ctl, 2, "sync", "enroll");
  RUN (ctl, 2, "sync", "enroll", "CODE", "--file", hub_file);
  RUN (ctl, 1, "sync", "enroll", "--file", hub_file, "--nursery", "999");
  RUN (ctl, 0, "sync", "enroll", "--file", hub_file, "--nursery", FAULT_NURSERY);
  assert_contains (ctl->out, "見本市");
  RUN (ctl, 0, "sync", "status", "--json");
  g_assert_cmpstr (json_object_get_string_member (ctl_json (ctl), "link"), ==, "file");
  g_assert_true (json_object_get_boolean_member (ctl_json (ctl), "awaits_receipt"));
  RUN (ctl, 1, "sync", "now");
  assert_contains (ctl->err, "by file only");
  RUN (ctl, 0, "sync", "export-batch", batch, "--json");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "reports"), ==, 0);
  g_assert_true (json_object_get_boolean_member (ctl_json (ctl), "enrolment"));
  g_assert_true (g_file_test (batch, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/sync/send", test_send);
  g_test_add_func ("/ctl/sync/trouble", test_trouble);
  g_test_add_func ("/ctl/sync/quarantine", test_quarantine);
  g_test_add_func ("/ctl/sync/file", test_file);
  g_test_add_func ("/ctl/sync/kinds", test_kinds);
  g_test_add_func ("/ctl/sync/enroll-file", test_enroll_file);
  return g_test_run ();
}
