/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Who is shut out when there is no room: the one that has waited longest without a whole request.
 * Whoever means it has sent its headers in no time and is never among these.
 */
#include "config.h"

#include "hub/gate-private.h"

#include <string.h>
#include <sys/socket.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#define ADDRESS_KEY "enr-gate-connection"
#define ACCEPTED_AT_ONCE 64
#define BACKLOG 1024
#define RATE_AFTER_SECONDS 5
#define LINGER_SECONDS 2
#define ANSWER_SECONDS 60
/* What libsoup reads ahead of the headers' end. */
#define READ_AHEAD (8 * 1024)

const EnrHubLimits enr_hub_limits_default = {
  .connections = 1024,
  .per_address = 64,
  .header_seconds = 10,
  .request_seconds = 30,
  .idle_seconds = 75,
  .header_bytes = 16 * 1024,
  .body_bytes = 2 * 1024 * 1024,
  .all_bytes = 48 * 1024 * 1024,
  .least_rate = 1024,
};

struct _EnrHubGate
{
  SoupServer *server;
  EnrHubLimits limits;
  GTlsCertificate *certificate;
  GSocket *listener;
  GSource *accepting;
  guint port;
  guint sweep;
  GQueue connections;  /* of EnrGateConnection.link, the oldest first */
  GHashTable *buckets; /* address to how many */
  EnrHubGateCounts counts;
};

EnrGateConnection *
enr_gate_connection_ref (EnrGateConnection *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
enr_gate_connection_unref (EnrGateConnection *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_assert (self->gate == NULL);
  g_clear_object (&self->base);
  g_clear_object (&self->socket);
  g_clear_object (&self->cancellable);
  g_free (self->address);
  g_free (self->bucket);
  g_free (self);
}

static void
release_bytes (EnrGateConnection *self)
{
  if (self->gate != NULL)
    self->gate->counts.bytes -= self->counted;
  self->counted = 0;
  self->bytes = 0;
}

static void
set_state (EnrGateConnection *self, EnrGateState state)
{
  self->state = state;
  self->since = g_get_monotonic_time ();
}

/* Takes it out of the gate. What libsoup still reads of it is an end of file. */
static void
drop (EnrGateConnection *self)
{
  EnrHubGate *gate = self->gate;
  guint n;

  if (gate == NULL)
    return;
  release_bytes (self);
  n = GPOINTER_TO_UINT (g_hash_table_lookup (gate->buckets, self->bucket));
  if (n > 1)
    g_hash_table_insert (gate->buckets, g_strdup (self->bucket), GUINT_TO_POINTER (n - 1));
  else
    g_hash_table_remove (gate->buckets, self->bucket);
  g_queue_unlink (&gate->connections, &self->link);
  gate->counts.connections--;
  self->gate = NULL;
  if (self->drain != NULL)
    g_source_destroy (self->drain);
  g_clear_pointer (&self->drain, g_source_unref);
  g_cancellable_cancel (self->cancellable);
  g_socket_shutdown (g_socket_connection_get_socket (self->socket), TRUE, TRUE, NULL);
  enr_gate_connection_unref (self);
}

static gboolean
drain_cb (GSocket *socket, GIOCondition condition, gpointer data)
{
  EnrGateConnection *self = data;
  char waste[16 * 1024];
  gssize n = g_socket_receive_with_blocking (socket, waste, sizeof waste, FALSE, NULL, NULL);

  if (n > 0 && self->bytes < 4 * 1024 * 1024)
    {
      self->bytes += (gsize) n;
      return G_SOURCE_CONTINUE;
    }
  drop (self);
  return G_SOURCE_REMOVE;
}

void
enr_gate_connection_closed (EnrGateConnection *self)
{
  if (self->gate == NULL)
    {
      g_io_stream_close_async (self->base, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
      return;
    }
  if (self->state != ENR_GATE_REFUSED)
    {
      /* All of the answer is in the kernel's hands; of TLS its last word is missing. */
      g_io_stream_close_async (self->base, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
      drop (self);
      return;
    }
  /* Closing with something unread would take the answer from the sender before it is read. */
  g_socket_shutdown (g_socket_connection_get_socket (self->socket), FALSE, TRUE, NULL);
  release_bytes (self);
  if (self->drain != NULL)
    return;
  self->drain
      = g_socket_create_source (g_socket_connection_get_socket (self->socket), G_IO_IN, NULL);
  g_source_set_callback (self->drain, G_SOURCE_FUNC (drain_cb), self, NULL);
  g_source_attach (self->drain, g_main_context_get_thread_default ());
}

/* Says why, without libsoup, which would first read all of the body. */
static void
refuse (EnrGateConnection *self,
        int status,
        const char *phrase,
        const char *problem,
        int retry_after)
{
  GOutputStream *output = g_io_stream_get_output_stream (self->base);
  g_autofree char *body = g_strdup_printf ("{\"status\":%d,\"title\":\"%s\","
                                           "\"type\":\"https://enroku.github.io/problems/%s\"}",
                                           status, phrase, problem);
  g_autofree char *retry
      = retry_after > 0 ? g_strdup_printf ("Retry-After: %d\r\n", retry_after) : g_strdup ("");
  g_autofree char *answer = g_strdup_printf ("HTTP/1.1 %d %s\r\n"
                                             "Content-Type: application/problem+json\r\n"
                                             "Content-Length: %" G_GSIZE_FORMAT "\r\n"
                                             "%sConnection: close\r\n\r\n%s",
                                             status, phrase, strlen (body), retry, body);

  if (self->state == ENR_GATE_REFUSED)
    return;
  set_state (self, ENR_GATE_REFUSED);
  g_pollable_output_stream_write_nonblocking (G_POLLABLE_OUTPUT_STREAM (output), answer,
                                              strlen (answer), NULL, NULL);
}

gboolean
enr_gate_connection_count (EnrGateConnection *self, gssize n)
{
  EnrHubGate *gate = self->gate;

  if (gate == NULL || self->state == ENR_GATE_REFUSED)
    return FALSE;
  if (self->state == ENR_GATE_NEW || self->state == ENR_GATE_IDLE)
    set_state (self, ENR_GATE_HEADERS);
  self->bytes += (gsize) n;
  if (self->state == ENR_GATE_HEADERS && self->bytes > gate->limits.header_bytes + READ_AHEAD)
    {
      gate->counts.too_large++;
      refuse (self, 431, "Request Header Fields Too Large", "too-large", 0);
      return FALSE;
    }
  if (self->state != ENR_GATE_BODY)
    return TRUE;
  self->counted += (gsize) n;
  gate->counts.bytes += (gsize) n;
  if (self->bytes > gate->limits.body_bytes + READ_AHEAD)
    {
      gate->counts.too_large++;
      refuse (self, 413, "Content Too Large", "too-large", 0);
      return FALSE;
    }
  if (gate->counts.bytes > gate->limits.all_bytes)
    {
      gate->counts.turned_away++;
      refuse (self, 503, "Service Unavailable", "overloaded", 5);
      return FALSE;
    }
  return TRUE;
}

static EnrGateConnection *
connection_of (SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);

  return address != NULL ? g_object_get_data (G_OBJECT (address), ADDRESS_KEY) : NULL;
}

const char *
enr_hub_gate_address_of (SoupServerMessage *message)
{
  EnrGateConnection *self = connection_of (message);

  return self != NULL ? self->address : "";
}

static void
got_headers_cb (SoupServerMessage *message, gpointer data)
{
  EnrGateConnection *self = connection_of (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  GUri *uri = soup_server_message_get_uri (message);
  goffset length = soup_message_headers_get_content_length (headers);

  if (self == NULL || self->gate == NULL || self->state == ENR_GATE_REFUSED)
    return;
  self->state = ENR_GATE_BODY; /* since the request's first byte, still */
  self->bytes = 0;
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
      && length > (goffset) self->gate->limits.body_bytes)
    {
      self->gate->counts.too_large++;
      refuse (self, 413, "Content Too Large", "too-large", 0);
    }
  else if (uri != NULL && strlen (g_uri_get_path (uri)) > 2048)
    refuse (self, 414, "URI Too Long", "too-large", 0);
  else if (soup_message_headers_get_expectations (headers) != 0
           && soup_message_headers_get_expectations (headers) != SOUP_EXPECTATION_CONTINUE)
    refuse (self, 417, "Expectation Failed", "bad-request", 0);
}

static void
got_body_cb (SoupServerMessage *message, gpointer data)
{
  EnrGateConnection *self = connection_of (message);

  if (self != NULL && self->state == ENR_GATE_BODY)
    set_state (self, ENR_GATE_WORKING);
}

static void
request_started_cb (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  g_signal_connect (message, "got-headers", G_CALLBACK (got_headers_cb), NULL);
  g_signal_connect (message, "got-body", G_CALLBACK (got_body_cb), NULL);
}

static void
request_ended_cb (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  EnrGateConnection *self = connection_of (message);

  if (self == NULL || self->state == ENR_GATE_REFUSED)
    return;
  release_bytes (self);
  set_state (self, ENR_GATE_IDLE);
}

static gboolean
is_waiting (const EnrGateConnection *self)
{
  return self->state <= ENR_GATE_HEADERS || self->state == ENR_GATE_REFUSED;
}

/* Shuts the oldest that has no whole request, of one address or of all. */
static gboolean
make_room (EnrHubGate *self, const char *bucket)
{
  for (GList *l = self->connections.head; l != NULL; l = l->next)
    {
      EnrGateConnection *connection = l->data;

      if (is_waiting (connection) && (bucket == NULL || strcmp (bucket, connection->bucket) == 0))
        {
          self->counts.turned_away++;
          drop (connection);
          return TRUE;
        }
    }
  return FALSE;
}

/* Of an IPv6 address a household has 2^64: what is counted is the network. */
static char *
dup_bucket (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV6
      || g_inet_address_get_is_loopback (address))
    return g_inet_address_to_string (address);
  return g_strdup_printf ("%02x%02x:%02x%02x:%02x%02x:%02x%02x", bytes[0], bytes[1], bytes[2],
                          bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]);
}

static void
hand_over (EnrGateConnection *self, GSocketAddress *remote)
{
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (self->socket, NULL);
  /* A copy: the socket keeps its own, and what hangs on this one keeps the socket. */
  g_autoptr (GSocketAddress) own = g_inet_socket_address_new (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)),
      g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (remote)));
  g_autoptr (GIOStream) stream = enr_gate_stream_new (self);
  g_autoptr (GError) error = NULL;

  set_state (self, ENR_GATE_NEW);
  g_object_set_data_full (G_OBJECT (own), ADDRESS_KEY, enr_gate_connection_ref (self),
                          (GDestroyNotify) enr_gate_connection_unref);
  if (!soup_server_accept_iostream (self->gate->server, stream, local, own, &error))
    drop (self);
}

static void
handshake_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  EnrGateConnection *self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = g_tls_connection_handshake_finish (G_TLS_CONNECTION (object), result, &error);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (self->socket, NULL);

  if (self->gate != NULL && is_done && remote != NULL)
    hand_over (self, remote);
  else
    drop (self);
  enr_gate_connection_unref (self);
}

static void
add_connection (EnrHubGate *self, GSocket *socket)
{
  g_autoptr (GSocketConnection) connection = g_socket_connection_factory_create_connection (socket);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  g_autofree char *bucket = NULL;
  EnrGateConnection *made;
  GInetAddress *address;
  guint n;

  if (!G_IS_INET_SOCKET_ADDRESS (remote)) /* gone already */
    return;
  address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote));
  bucket = dup_bucket (address);
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->buckets, bucket));
  if ((self->limits.per_address > 0 && n >= self->limits.per_address && !make_room (self, bucket))
      || (self->counts.connections >= self->limits.connections && !make_room (self, NULL)))
    {
      self->counts.turned_away++;
      return;
    }
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->buckets, bucket));
  g_hash_table_insert (self->buckets, g_strdup (bucket), GUINT_TO_POINTER (n + 1));

  made = g_new0 (EnrGateConnection, 1);
  g_atomic_ref_count_init (&made->refs);
  made->gate = self;
  made->socket = g_steal_pointer (&connection);
  made->cancellable = g_cancellable_new ();
  made->address = g_inet_address_to_string (address);
  made->bucket = g_steal_pointer (&bucket);
  made->link.data = made;
  g_queue_push_tail_link (&self->connections, &made->link);
  self->counts.connections++;
  self->counts.accepted++;
  g_socket_set_option (socket, 6 /* IPPROTO_TCP */, 1 /* TCP_NODELAY */, 1, NULL);
  if (self->certificate == NULL)
    {
      made->base = G_IO_STREAM (g_object_ref (made->socket));
      hand_over (made, remote);
      return;
    }
  made->base = g_tls_server_connection_new (G_IO_STREAM (made->socket), self->certificate, NULL);
  set_state (made, ENR_GATE_HANDSHAKE);
  if (made->base == NULL)
    {
      made->base = G_IO_STREAM (g_object_ref (made->socket));
      drop (made);
      return;
    }
  /* HTTP says where its messages end; a last word of TLS that is missing says nothing more. */
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (made->base), FALSE);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (made->base), G_PRIORITY_DEFAULT,
                                    made->cancellable, handshake_cb,
                                    enr_gate_connection_ref (made));
}

static gboolean
accept_cb (GSocket *listener, GIOCondition condition, gpointer data)
{
  EnrHubGate *self = data;

  for (guint i = 0; i < ACCEPTED_AT_ONCE; i++)
    {
      g_autoptr (GSocket) socket = g_socket_accept (listener, NULL, NULL);

      if (socket == NULL)
        {
          /* None left; or no more files may be open, which whoever waits longest has to make good.
           */
          if (i == 0)
            make_room (self, NULL);
          break;
        }
      add_connection (self, socket);
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
is_overdue (const EnrHubGate *self, const EnrGateConnection *connection, gint64 now)
{
  gint64 seconds = (now - connection->since) / G_USEC_PER_SEC;

  switch (connection->state)
    {
    case ENR_GATE_HANDSHAKE:
    case ENR_GATE_NEW:
    case ENR_GATE_HEADERS:
      return seconds >= self->limits.header_seconds;
    case ENR_GATE_IDLE:
      return seconds >= self->limits.idle_seconds;
    case ENR_GATE_BODY:
      return seconds >= self->limits.request_seconds
             || (seconds >= RATE_AFTER_SECONDS
                 && connection->bytes < (gsize) seconds * self->limits.least_rate);
    case ENR_GATE_WORKING:
      return seconds >= ANSWER_SECONDS;
    case ENR_GATE_REFUSED:
      return seconds >= LINGER_SECONDS;
    }
  return FALSE;
}

/* Between two requests libsoup does not read, and does not see that the other side has gone. Before
 * the end of the headers nothing can be answered any more. */
static gboolean
is_gone (const EnrGateConnection *connection)
{
  char byte;

  return connection->state <= ENR_GATE_HEADERS
         && recv (g_socket_get_fd (g_socket_connection_get_socket (connection->socket)), &byte, 1,
                  MSG_PEEK | MSG_DONTWAIT)
                == 0;
}

static gboolean
sweep_cb (gpointer data)
{
  EnrHubGate *self = data;
  gint64 now = g_get_monotonic_time ();
  GList *next;

  for (GList *l = self->connections.head; l != NULL; l = next)
    {
      EnrGateConnection *connection = l->data;

      next = l->next;
      if (is_gone (connection))
        {
          drop (connection);
          continue;
        }
      if (!is_overdue (self, connection, now))
        continue;
      if (connection->state != ENR_GATE_IDLE && connection->state != ENR_GATE_REFUSED)
        self->counts.too_slow++;
      if (connection->state == ENR_GATE_BODY || connection->state == ENR_GATE_HEADERS)
        refuse (connection, 408, "Request Timeout", "too-many-requests", 0);
      drop (connection);
    }
  return G_SOURCE_CONTINUE;
}

/* libsoup ends every connection after one answer where its server listens to nothing itself. So it
 * listens to a socket that nobody can reach: its name is gone before anybody can have used it. */
static gboolean
listen_to_nobody (SoupServer *server, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("enroku-hub-XXXXXX", error);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, "none", NULL) : NULL;
  g_autoptr (GSocketAddress) address = path != NULL ? g_unix_socket_address_new (path) : NULL;
  g_autoptr (GSocket) socket = NULL;
  gboolean is_good;

  if (folder == NULL)
    return FALSE;
  socket
      = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, error);
  is_good = socket != NULL && g_socket_bind (socket, address, FALSE, error)
            && g_socket_listen (socket, error)
            && soup_server_listen_socket (server, socket, 0, error);
  g_unlink (path);
  g_rmdir (folder);
  return is_good;
}

EnrHubGate *
enr_hub_gate_new (SoupServer *server, const EnrHubLimits *limits, GTlsCertificate *certificate)
{
  EnrHubGate *self = g_new0 (EnrHubGate, 1);

  self->server = g_object_ref (server);
  self->limits = *limits;
  g_set_object (&self->certificate, certificate);
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&self->connections);
  g_signal_connect (server, "request-started", G_CALLBACK (request_started_cb), self);
  g_signal_connect (server, "request-finished", G_CALLBACK (request_ended_cb), self);
  g_signal_connect (server, "request-aborted", G_CALLBACK (request_ended_cb), self);
  self->sweep = g_timeout_add_seconds (1, sweep_cb, self);
  return self;
}

void
enr_hub_gate_free (EnrHubGate *self)
{
  if (self == NULL)
    return;
  enr_hub_gate_stop_listening (self);
  g_source_remove (self->sweep);
  g_signal_handlers_disconnect_by_data (self->server, self);
  while (self->connections.head != NULL)
    drop (self->connections.head->data);
  g_hash_table_unref (self->buckets);
  g_clear_object (&self->certificate);
  g_object_unref (self->server);
  g_free (self);
}

static GSocketAddress *
parse_address (const char *where, GError **error)
{
  g_autoptr (GSocketConnectable) place = g_network_address_parse (where, 8470, error);
  g_autoptr (GSocketAddressEnumerator) enumerator = NULL;

  if (place == NULL)
    return NULL;
  enumerator = g_socket_connectable_enumerate (place);
  return g_socket_address_enumerator_next (enumerator, NULL, error);
}

gboolean
enr_hub_gate_listen (EnrHubGate *self, const char *where, GError **error)
{
  g_autoptr (GSocketAddress) address = parse_address (where, error);
  g_autoptr (GSocketAddress) bound = NULL;

  if (address == NULL || !listen_to_nobody (self->server, error))
    return FALSE;
  self->listener = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, error);
  if (self->listener == NULL)
    return FALSE;
  g_socket_set_blocking (self->listener, FALSE);
  g_socket_set_listen_backlog (self->listener, BACKLOG);
  if (!g_socket_bind (self->listener, address, TRUE, error)
      || !g_socket_listen (self->listener, error))
    return FALSE;
  bound = g_socket_get_local_address (self->listener, error);
  if (bound == NULL)
    return FALSE;
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->accepting = g_socket_create_source (self->listener, G_IO_IN, NULL);
  g_source_set_callback (self->accepting, G_SOURCE_FUNC (accept_cb), self, NULL);
  g_source_attach (self->accepting, g_main_context_get_thread_default ());
  return TRUE;
}

guint
enr_hub_gate_get_port (const EnrHubGate *self)
{
  return self->port;
}

void
enr_hub_gate_stop_listening (EnrHubGate *self)
{
  if (self->accepting != NULL)
    g_source_destroy (self->accepting);
  g_clear_pointer (&self->accepting, g_source_unref);
  if (self->listener != NULL)
    g_socket_close (self->listener, NULL);
  g_clear_object (&self->listener);
}

void
enr_hub_gate_set_certificate (EnrHubGate *self, GTlsCertificate *certificate)
{
  g_set_object (&self->certificate, certificate);
}

EnrHubGateCounts
enr_hub_gate_count (const EnrHubGate *self)
{
  return self->counts;
}
