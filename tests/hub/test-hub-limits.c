/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Nobody can make the hub wait or fill its memory, with no proxy before it: RELIABILITY T15 in a
 * short form. The attackers come from other addresses of the loopback than the nursery.
 */
#include "hub-support.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#define ATTACKERS 12

/* Begins a connection and says so much of a request. */
static GSocketConnection *
open_half (guint port, const char *from, const char *text)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) local = g_inet_socket_address_new_from_string (from, 0);
  GSocketConnection *connection;

  g_socket_client_set_local_address (client, local);
  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) port, NULL, NULL);
  if (connection != NULL)
    g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text,
                               strlen (text), NULL, NULL, NULL);
  return connection;
}

/* Whether the hub has shut it within so many seconds. */
static gboolean
is_shut_within (GSocketConnection *connection, guint seconds)
{
  GSocket *socket = g_socket_connection_get_socket (connection);
  char piece[4096];
  gssize n;

  g_socket_set_timeout (socket, seconds);
  do
    n = g_socket_receive (socket, piece, sizeof piece, NULL, NULL);
  while (n > 0);
  g_socket_set_timeout (socket, 0);
  return n == 0 || !g_socket_is_connected (socket);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Sends @n batches; returns the time, in seconds, that the slowest but one in a hundred took. */
static double
measure (Pc *pc, int n)
{
  g_autofree double *times = g_new (double, n);

  for (int i = 0; i < n; i++)
    {
      gint64 began = g_get_monotonic_time ();
      g_autoptr (Answer) answer
          = pc_send (pc, pc_day (pc, "2026-11-20", pc->sequence + 1, TRUE, 20), NULL);

      g_assert_cmpuint (answer->status, ==, 200);
      times[i] = (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC;
    }
  qsort (times, n, sizeof *times, compare_doubles);
  return times[n - 1 - n / 100];
}

static gint64
get_metric (guint port, const char *name)
{
  static const char request[] = "GET /metrics HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n";
  g_autoptr (Answer) answer = pc_raw (port, NULL, request, strlen (request));
  g_autofree char *text = NULL;
  g_autofree char *line = g_strdup_printf ("\n%s ", name);
  const char *at;

  g_assert_cmpuint (answer->status, ==, 200);
  text = g_strndup (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body));
  at = strstr (text, line);
  g_assert_nonnull (at);
  return g_ascii_strtoll (at + strlen (line), NULL, 10);
}

static void
test_slow_loris (gconstpointer store)
{
  guint n = g_test_slow () ? 5000 : 2000;
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (GPtrArray) half = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (Pc) pc = NULL;
  double slowest;

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  pc_register (pc);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *from = g_strdup_printf ("127.0.%u.%u", i / 50, 2 + i % 50);
      GSocketConnection *connection
          = open_half (hub->port, from, "POST /v1/events HTTP/1.1\r\nHost: hub\r\nX-Slow: ");

      if (connection != NULL)
        g_ptr_array_add (half, connection);
    }
  g_assert_cmpint (get_metric (hub->port, "enroku_hub_connections"), <=, 1024);
  slowest = measure (pc, 100);
  g_test_message ("p99 with %u half requests open: %.0f ms", half->len, slowest * 1000);
  g_assert_cmpfloat (slowest, <, 0.5);
  /* The last of them is shut by the clock. */
  g_assert_true (is_shut_within (half->pdata[half->len - 1], 13));
}

/* A connection that says nothing at all, and one that never ends its body. */
static void
test_silent (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (GSocketConnection) silent = NULL;
  g_autoptr (GSocketConnection) slow = NULL;
  g_autoptr (GSocketConnection) dribbling = NULL;
  gint64 began = g_get_monotonic_time ();

  hub_start (hub, NULL);
  silent = open_half (hub->port, "127.0.0.2", "");
  slow = open_half (hub->port, "127.0.0.3",
                    "POST /v1/events HTTP/1.1\r\nHost: hub\r\nContent-Length: 100000\r\n\r\n[");
  dribbling
      = open_half (hub->port, "127.0.0.4",
                   "POST /v1/events HTTP/1.1\r\nHost: hub\r\nContent-Length: 100000\r\n\r\n[");
  for (guint i = 0; i < 5; i++)
    {
      g_usleep (G_USEC_PER_SEC);
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (dribbling)), "1,", 2,
                                 NULL, NULL, NULL);
    }
  g_assert_true (is_shut_within (slow, 4));
  g_assert_true (is_shut_within (dribbling, 4));
  g_assert_true (is_shut_within (silent, 8));
  g_assert_cmpint (g_get_monotonic_time () - began, >, 9 * G_USEC_PER_SEC);
  g_assert_cmpint (get_metric (hub->port, "enroku_hub_too_slow_total"), ==, 3);
}

/* One address does not get more than its share, and does not keep out others. */
static void
test_one_address (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (GPtrArray) half = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (Pc) pc = NULL;

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  pc_register (pc);
  for (guint i = 0; i < 300; i++)
    g_ptr_array_add (half, open_half (hub->port, "127.0.0.9", "GET "));
  g_assert_cmpint (get_metric (hub->port, "enroku_hub_connections"), <=, 65);
  g_assert_cmpint (get_metric (hub->port, "enroku_hub_turned_away_total"), >=, 300 - 64);
  g_assert_cmpfloat (measure (pc, 10), <, 0.5);
}

/* Who goes after an answer, as they may, is not counted for long. */
static void
test_left (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));

  hub_start (hub, NULL);
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (GSocketConnection) connection
          = open_half (hub->port, "127.0.0.5", "GET /v1/health HTTP/1.1\r\nHost: hub\r\n\r\n");
      char answer[4096];
      gssize length = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                                           answer, sizeof answer - 1, NULL, NULL);

      g_assert_cmpint (length, >, 0);
      answer[length] = '\0';
      g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200"));
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
    }
  for (guint i = 0; i < 50 && get_metric (hub->port, "enroku_hub_connections") > 3; i++)
    g_usleep (G_USEC_PER_SEC / 10);
  g_assert_cmpint (get_metric (hub->port, "enroku_hub_connections"), <=, 3);
}

static guint64
get_peak_kib (Hub *hub)
{
  g_autofree char *path
      = g_strdup_printf ("/proc/%s/status", g_subprocess_get_identifier (hub->process));
  g_autofree char *text = NULL;
  const char *at;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  at = strstr (text, "VmHWM:");
  g_assert_nonnull (at);
  return g_ascii_strtoull (at + 6, NULL, 10);
}

typedef struct
{
  guint port;
  guint n;
  gboolean is_chunked;
} Flood;

static gpointer
flood_thread (gpointer data)
{
  Flood *self = data;
  gsize size = 400 * 1024 * 1024;
  g_autofree char *from = g_strdup_printf ("127.0.1.%u", self->n);
  g_autofree char *head
      = self->is_chunked
            ? g_strdup ("POST /v1/events HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: "
                        "chunked\r\n\r\n10000000\r\n")
            : g_strdup_printf (
                "POST /v1/events HTTP/1.1\r\nHost: hub\r\nContent-Length: %" G_GSIZE_FORMAT
                "\r\n\r\n",
                size);
  g_autoptr (GSocketConnection) connection = open_half (self->port, from, head);
  char answer[64] = "";
  static char piece[64 * 1024];
  gsize sent = 0;

  while (sent < size
         && g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                                       piece, sizeof piece, NULL, NULL, NULL))
    sent += sizeof piece;
  /* It was stopped long before its end; the answer may have been lost with the rest. */
  g_assert_cmpuint (sent, <, 64 * 1024 * 1024);
  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), answer,
                       sizeof answer - 1, NULL, NULL);
  if (*answer != '\0')
    g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 413"));
  return NULL;
}

static void
test_huge_bodies (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (Pc) pc = NULL;
  GThread *threads[ATTACKERS];
  Flood floods[ATTACKERS];
  double slowest;

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  pc_register (pc);
  for (guint i = 0; i < ATTACKERS; i++)
    {
      floods[i] = (Flood){ hub->port, i + 1, i % 2 == 1 };
      threads[i] = g_thread_new ("flood", flood_thread, &floods[i]);
    }
  slowest = measure (pc, 50);
  for (guint i = 0; i < ATTACKERS; i++)
    g_thread_join (threads[i]);
  g_test_message ("p99 meanwhile: %.0f ms, peak memory %" G_GUINT64_FORMAT " KiB", slowest * 1000,
                  get_peak_kib (hub));
  g_assert_cmpfloat (slowest, <, 0.5);
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpuint (get_peak_kib (hub), <, 100 * 1024);
#endif
  g_assert_cmpint (get_metric (hub->port, "enroku_hub_too_large_total"), ==, ATTACKERS);
}

static void
test_headers (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autofree char *many = g_strnfill (200 * 1024, 'a');
  g_autofree char *long_header
      = g_strconcat ("GET /v1/health HTTP/1.1\r\nHost: hub\r\nX: ", many, "\r\n\r\n", NULL);
  g_autofree char *path = g_strnfill (4000, 'a');
  g_autofree char *long_path
      = g_strconcat ("GET /", path, " HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n", NULL);
  g_autoptr (Answer) header_answer = NULL;
  g_autoptr (Answer) path_answer = NULL;
  g_autoptr (Answer) rubbish = NULL;

  hub_start (hub, NULL);
  header_answer = pc_raw (hub->port, NULL, long_header, strlen (long_header));
  g_assert_cmpuint (header_answer->status, ==, 431);
  path_answer = pc_raw (hub->port, NULL, long_path, strlen (long_path));
  g_assert_cmpuint (path_answer->status, ==, 414);
  rubbish = pc_raw (hub->port, NULL, "\x16\x03\x01\x02rubbish\r\n\r\n", 15);
  g_assert_true (rubbish->status == 0 || rubbish->status == 400);
  g_assert_cmpint (get_metric (hub->port, "enroku_hub_nurseries"), ==, 0);
}

static void
add (const char *path, GTestDataFunc func)
{
  /* What is before the database is the same for both. */
  g_test_add_data_func (path, GINT_TO_POINTER (HUB_SQLITE), func);
}

int
main (int argc, char **argv)
{
  struct rlimit limit;

  g_test_init (&argc, &argv, NULL);
  getrlimit (RLIMIT_NOFILE, &limit);
  limit.rlim_cur = MIN (limit.rlim_max, 8192);
  setrlimit (RLIMIT_NOFILE, &limit);
  add ("/hub/limits/slow-loris", test_slow_loris);
  add ("/hub/limits/silent", test_silent);
  add ("/hub/limits/one-address", test_one_address);
  add ("/hub/limits/left", test_left);
  add ("/hub/limits/huge-bodies", test_huge_bodies);
  add ("/hub/limits/headers", test_headers);
  return hub_run_tests ();
}
