/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What stands between: connections that are kept, TLS of the hub's own, and nginx with the
 * configuration that is installed.
 */
#include "hub-support.h"

#include <signal.h>
#include <string.h>
#include <glib/gstdio.h>

#define NGINX "/usr/sbin/nginx"

static void
test_keep_alive (gconstpointer store)
{
  static const char request[] = "GET /v1/health HTTP/1.1\r\nHost: hub\r\n\r\n";
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  hub_start (hub, NULL);
  g_socket_client_set_timeout (client, 10);
  connection
      = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) hub->port, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 5; i++)
    {
      char answer[4096] = "";
      gsize length = 0;

      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                                 strlen (request), NULL, NULL, &error);
      g_assert_no_error (error);
      /* Headers and body may come in two pieces. */
      while (strstr (answer, "\"ok\"}") == NULL)
        {
          gssize n
              = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                                     answer + length, sizeof answer - 1 - length, NULL, &error);

          g_assert_no_error (error);
          g_assert_cmpint (n, >, 0);
          length += (gsize) n;
          answer[length] = '\0';
        }
      g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200"));
    }
}

/* Runs it with @input and returns what it says. */
static char *
run (const char *input, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  char *word;
  va_list args;

  va_start (args, input);
  while ((word = va_arg (args, char *)) != NULL)
    g_ptr_array_add (argv, word);
  va_end (args);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *) argv->pdata,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                   | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  return output;
}

static void
make_certificate (Hub *hub, char **certificate, char **key)
{
  g_autofree char *output = NULL;

  *certificate = g_build_filename (hub->folder, "cert.pem", NULL);
  *key = g_build_filename (hub->folder, "key.pem", NULL);
  output = run ("", "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                "-out", *certificate, "-keyout", *key, NULL);
  g_assert_true (g_file_test (*key, G_FILE_TEST_EXISTS));
}

static void
test_tls (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autofree char *certificate = NULL;
  g_autofree char *key = NULL;
  g_autofree char *where = NULL;
  g_autofree char *said = NULL;
  g_autoptr (Answer) plain = NULL;

  make_certificate (hub, &certificate, &key);
  hub_start (hub, (const char *[]){ "--tls-cert", certificate, "--tls-key", key, NULL });
  where = g_strdup_printf ("127.0.0.1:%u", hub->port);
  said = run ("GET /v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "openssl",
              "s_client", "-quiet", "-verify_return_error", "-CAfile", certificate, "-connect",
              where, NULL);
  g_assert_true (g_str_has_prefix (said, "HTTP/1.1 200"));
  g_assert_nonnull (strstr (said, hub->id));
  /* Who speaks without it gets nothing, and harms nothing. */
  plain = pc_raw (hub->port, NULL, "GET / HTTP/1.1\r\n\r\n", 18);
  g_assert_cmpuint (plain->status, ==, 0);
  hub_stop (hub, SIGTERM);
}

static gboolean
accept_cb (GTlsConnection *connection, GTlsCertificate *certificate, GTlsCertificateFlags errors)
{
  return TRUE;
}

static void
event_cb (GSocketClient *client,
          GSocketClientEvent event,
          GSocketConnectable *connectable,
          GIOStream *stream)
{
  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING)
    g_signal_connect (stream, "accept-certificate", G_CALLBACK (accept_cb), NULL);
}

static GSocketConnection *
connect_tls (guint port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;

  g_socket_client_set_tls (client, TRUE);
  g_socket_client_set_timeout (client, 10);
  g_socket_client_set_enable_proxy (client, FALSE);
  g_signal_connect (client, "event", G_CALLBACK (event_cb), NULL);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) port, NULL, &error);
  g_assert_no_error (error);
  return connection;
}

/* The certificate that was shown, as PEM. */
static char *
dup_shown (GSocketConnection *connection)
{
  GIOStream *tls
      = g_tcp_wrapper_connection_get_base_io_stream (G_TCP_WRAPPER_CONNECTION (connection));
  char *pem = NULL;

  g_object_get (g_tls_connection_get_peer_certificate (G_TLS_CONNECTION (tls)), "certificate-pem",
                &pem, NULL);
  g_assert_nonnull (pem);
  return pem;
}

static void
ask_health (GSocketConnection *connection)
{
  static const char request[] = "GET /v1/health HTTP/1.1\r\nHost: hub\r\n\r\n";
  GIOStream *stream = G_IO_STREAM (connection);
  g_autoptr (GError) error = NULL;
  char answer[4096] = "";
  gsize length = 0;

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), request, strlen (request),
                             NULL, NULL, &error);
  g_assert_no_error (error);
  while (strstr (answer, "\"ok\"}") == NULL)
    {
      gssize n = g_input_stream_read (g_io_stream_get_input_stream (stream), answer + length,
                                      sizeof answer - 1 - length, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (n, >, 0);
      length += (gsize) n;
      answer[length] = '\0';
    }
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200"));
}

/* A new certificate is taken without a connection being lost; one that is none is not taken. */
static void
test_reload (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autofree char *certificate = NULL;
  g_autofree char *key = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autoptr (GSocketConnection) kept = NULL;
  g_autoptr (GSocketConnection) last = NULL;

  make_certificate (hub, &certificate, &key);
  hub_start (hub, (const char *[]){ "--tls-cert", certificate, "--tls-key", key, NULL });
  kept = connect_tls (hub->port);
  first = dup_shown (kept);
  ask_health (kept);

  g_free (certificate);
  g_free (key);
  make_certificate (hub, &certificate, &key);
  g_subprocess_send_signal (hub->process, SIGHUP);
  for (guint i = 0; i < 50 && (second == NULL || strcmp (second, first) == 0); i++)
    {
      g_autoptr (GSocketConnection) fresh = NULL;

      g_usleep (100 * 1000);
      ask_health (kept);
      fresh = connect_tls (hub->port);
      ask_health (fresh);
      g_free (second);
      second = dup_shown (fresh);
    }
  g_assert_cmpstr (second, !=, first);
  ask_health (kept);

  g_assert_true (g_file_set_contents (certificate, "no certificate\n", -1, NULL));
  g_subprocess_send_signal (hub->process, SIGHUP);
  g_usleep (500 * 1000);
  ask_health (kept);
  last = connect_tls (hub->port);
  ask_health (last);
  third = dup_shown (last);
  g_assert_cmpstr (third, ==, second);
  hub_stop (hub, SIGTERM);
}

static guint
find_free_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_socket_listener_close (listener);
  return port;
}

static void
replace (char **text, const char *old, const char *by)
{
  g_auto (GStrv) parts = g_strsplit (*text, old, -1);

  /* What is not there was changed without this test. */
  g_assert_cmpuint (g_strv_length (parts), >, 1);
  g_free (*text);
  *text = g_strjoinv (by, parts);
}

/* The installed example, with this test's ports and certificate. */
static char *
write_nginx_configuration (Hub *hub, guint port, const char *certificate, const char *key)
{
  g_autofree char *example
      = g_build_filename (g_getenv ("ENROKU_HUB_DATA"), "nginx.conf.example", NULL);
  g_autofree char *listen = g_strdup_printf ("listen 127.0.0.1:%u ssl", port);
  g_autofree char *upstream = g_strdup_printf ("127.0.0.1:%u", hub->port);
  g_autofree char *server = NULL;
  g_autofree char *whole = NULL;
  char *path = g_build_filename (hub->folder, "nginx.conf", NULL);

  g_assert_true (g_file_get_contents (example, &server, NULL, NULL));
  replace (&server, "listen 443 ssl", listen);
  replace (&server, "127.0.0.1:8470", upstream);
  replace (&server, "/etc/ssl/enroku-hub/fullchain.pem", certificate);
  replace (&server, "/etc/ssl/enroku-hub/privkey.pem", key);
  whole = g_strdup_printf (
      "daemon off; pid %s/pid; error_log %s/error.log;\nevents {}\n"
      "http {\nclient_body_temp_path %s/1; proxy_temp_path %s/2; fastcgi_temp_path %s/3;\n"
      "uwsgi_temp_path %s/4; scgi_temp_path %s/5;\n%s\n}\n",
      hub->folder, hub->folder, hub->folder, hub->folder, hub->folder, hub->folder, hub->folder,
      server);
  g_assert_true (g_file_set_contents (path, whole, -1, NULL));
  return path;
}

static char *
ask (const char *where, const char *certificate, const char *request)
{
  return run (request, "openssl", "s_client", "-quiet", "-CAfile", certificate, "-connect", where,
              NULL);
}

static void
test_nginx (void)
{
  g_autoptr (Hub) hub = NULL;
  g_autoptr (Pc) pc = NULL;
  g_autoptr (GSubprocess) nginx = NULL;
  g_autoptr (GError) error = NULL;
  guint port = find_free_port ();
  g_autofree char *where = g_strdup_printf ("127.0.0.1:%u", port);
  g_autofree char *certificate = NULL;
  g_autofree char *key = NULL;
  g_autofree char *path = NULL;
  g_autofree char *health = NULL;
  g_autofree char *metrics = NULL;
  g_autofree char *huge = NULL;

  if (!g_file_test (NGINX, G_FILE_TEST_IS_EXECUTABLE))
    {
      g_test_skip ("no nginx here");
      return;
    }
  hub = hub_new (HUB_SQLITE);
  make_certificate (hub, &certificate, &key);
  hub_start (hub, (const char *[]){ "--behind-proxy", NULL });
  path = write_nginx_configuration (hub, port, certificate, key);
  nginx = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, NGINX, "-p", hub->folder,
                            "-c", path, NULL);
  g_assert_no_error (error);
  for (guint i = 0; i < 50 && (health == NULL || *health == '\0'); i++)
    {
      g_free (health);
      g_usleep (100 * 1000);
      health = ask (where, certificate,
                    "GET /v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }
  g_assert_true (g_str_has_prefix (health, "HTTP/1.1 200"));
  metrics = ask (where, certificate,
                 "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  g_assert_true (g_str_has_prefix (metrics, "HTTP/1.1 404"));
  huge = ask (where, certificate,
              "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              "Content-Length: 3000000\r\n\r\n");
  g_assert_true (g_str_has_prefix (huge, "HTTP/1.1 413"));
  g_subprocess_send_signal (nginx, SIGTERM);
  g_subprocess_wait (nginx, NULL, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* TLS is one of GIO's modules. */
  g_unsetenv ("GIO_MODULE_DIR");
  g_test_add_data_func ("/hub/front/keep-alive", GINT_TO_POINTER (HUB_SQLITE), test_keep_alive);
  g_test_add_data_func ("/hub/front/tls", GINT_TO_POINTER (HUB_SQLITE), test_tls);
  g_test_add_data_func ("/hub/front/reload", GINT_TO_POINTER (HUB_SQLITE), test_reload);
  g_test_add_func ("/hub/front/nginx", test_nginx);
  return hub_run_tests ();
}
