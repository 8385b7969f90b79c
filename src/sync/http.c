/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A main context of its own, run until the answer is there: so the times for connecting and for all
 * of it are sources beside libsoup's, and no other thread is needed. It runs only while somebody
 * waits, and so only that time counts.
 */
#include "config.h"
#include "sync/http.h"

#include <libsoup/soup.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "wire/batch.h"
#include "wire/reply.h"

#define CONNECT_MS (10 * 1000)
#define TOTAL_MS (30 * 1000)
#define PIECE (64 * 1024)
#define TURNS 16 /* of the other exchange, before its answer is waited for */

struct _EnrSyncHttp
{
  GMainContext *context;
  SoupSession *session;
  char *base;
  char *ca_path; /* what the session trusts; removed with it; NULL none */
  guint connect_ms;
  guint total_ms;
};

struct _EnrSyncExchange
{
  EnrSyncHttp *http;
  SoupMessage *message;
  GCancellable *cancellable;
  GInputStream *stream;
  GByteArray *body;
  GError *failure;
  gboolean is_connected;
  gboolean is_late;
  gboolean is_cancelled;
  gboolean is_cut;
  gboolean is_done;
};

gboolean
enr_sync_url_check (const char *url, char **tidy, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = (uri != NULL) ? g_uri_get_host (uri) : NULL;
  gboolean is_here = g_strcmp0 (host, "127.0.0.1") == 0 || g_strcmp0 (host, "::1") == 0
                     || g_strcmp0 (host, "localhost") == 0;
  g_autofree char *plain = NULL;

  if (host == NULL || host[0] == '\0' || g_uri_get_userinfo (uri) != NULL
      || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL
      || !(g_strcmp0 (g_uri_get_scheme (uri), "https") == 0
           || (is_here && g_strcmp0 (g_uri_get_scheme (uri), "http") == 0)))
    {
      g_set_error_literal (error, ENR_SYNC_ERROR, ENR_SYNC_ERROR_ADDRESS,
                           _ ("The address of the city's receiver begins with https://, as in "
                              "https://hub.city.example.jp/."));
      return FALSE;
    }
  plain = g_uri_to_string (uri);
  while (g_str_has_suffix (plain, "/"))
    plain[strlen (plain) - 1] = '\0';
  *tidy = g_steal_pointer (&plain);
  return TRUE;
}

EnrSyncHttp *
enr_sync_http_new (const char *url,
                   const char *ca,
                   guint connect_ms,
                   guint total_ms,
                   GError **error)
{
  g_autoptr (EnrSyncHttp) self = g_new0 (EnrSyncHttp, 1);

  if (!enr_sync_url_check (url, &self->base, error))
    return NULL;
  self->connect_ms = connect_ms > 0 ? connect_ms : CONNECT_MS;
  self->total_ms = total_ms > 0 ? total_ms : TOTAL_MS;
  self->context = g_main_context_new ();
  g_main_context_push_thread_default (self->context);
  self->session = soup_session_new_with_options ("user-agent", "enroku/" ENR_VERSION, "max-conns",
                                                 2, "timeout", self->total_ms / 1000 + 1, NULL);
  g_main_context_pop_thread_default (self->context);
  if (*ca != '\0')
    {
      g_autoptr (GTlsDatabase) database = enr_sync_authority_load (ca, &self->ca_path, error);

      if (database == NULL)
        return NULL;
      soup_session_set_tls_database (self->session, database);
    }
  return g_steal_pointer (&self);
}

void
enr_sync_http_free (EnrSyncHttp *self)
{
  if (self->context != NULL)
    g_main_context_push_thread_default (self->context);
  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  if (self->context != NULL)
    {
      while (g_main_context_iteration (self->context, FALSE))
        ;
      g_main_context_pop_thread_default (self->context);
      g_main_context_unref (self->context);
    }
  if (self->ca_path != NULL)
    g_unlink (self->ca_path);
  g_free (self->ca_path);
  g_free (self->base);
  g_free (self);
}

void
enr_sync_response_clear (EnrSyncResponse *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_error (&self->failure);
  g_clear_pointer (&self->content_type, g_free);
  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->retry_after, g_free);
  g_clear_pointer (&self->hub_clock, g_free);
  memset (self, 0, sizeof *self);
}

static void read_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
read_more (EnrSyncExchange *exchange)
{
  g_input_stream_read_bytes_async (exchange->stream, PIECE, G_PRIORITY_DEFAULT,
                                   exchange->cancellable, read_cb, exchange);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  EnrSyncExchange *exchange = data;
  g_autoptr (GBytes) bytes
      = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &exchange->failure);
  gsize length = (bytes != NULL) ? g_bytes_get_size (bytes) : 0;

  if (length == 0)
    exchange->is_done = TRUE;
  else if (length > ENR_SYNC_ANSWER_LIMIT - exchange->body->len)
    exchange->is_cut = exchange->is_done = TRUE;
  else
    {
      g_byte_array_append (exchange->body, g_bytes_get_data (bytes, NULL), (guint) length);
      read_more (exchange);
    }
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  EnrSyncExchange *exchange = data;

  exchange->stream = soup_session_send_finish (SOUP_SESSION (source), result, &exchange->failure);
  if (exchange->stream == NULL)
    exchange->is_done = TRUE;
  else
    read_more (exchange);
}

static void
wrote_headers_cb (SoupMessage *message, EnrSyncExchange *exchange)
{
  exchange->is_connected = TRUE;
}

static gboolean
connect_late_cb (gpointer data)
{
  EnrSyncExchange *exchange = data;

  if (!exchange->is_connected)
    {
      exchange->is_late = TRUE;
      g_cancellable_cancel (exchange->cancellable);
    }
  return G_SOURCE_REMOVE;
}

static gboolean
late_cb (gpointer data)
{
  EnrSyncExchange *exchange = data;

  exchange->is_late = TRUE;
  g_cancellable_cancel (exchange->cancellable);
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  EnrSyncExchange *exchange = data;

  exchange->is_cancelled = TRUE;
  g_cancellable_cancel (exchange->cancellable);
  return G_SOURCE_REMOVE;
}

static GSource *
add_timer (EnrSyncHttp *self, guint ms, GSourceFunc func, EnrSyncExchange *exchange)
{
  GSource *source = g_timeout_source_new (ms);

  g_source_set_callback (source, func, exchange, NULL);
  g_source_attach (source, self->context);
  return source;
}

static void
remove_source (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

static void
sign (SoupMessageHeaders *headers, const EnrSyncRequest *request)
{
  g_autoptr (GBytes) none = g_bytes_new (NULL, 0);
  GBytes *body = (request->body != NULL) ? request->body : none;
  g_autofree char *time = g_strdup_printf ("%" G_GINT64_FORMAT, request->time_ms);
  g_autofree char *text = NULL;
  g_autofree char *signature_text = NULL;
  guint8 sum[ENR_SUM_LENGTH], signature[ENR_SIGNATURE_LENGTH];

  enr_sum (g_bytes_get_data (body, NULL), g_bytes_get_size (body), sum);
  text = enr_request_text (request->method, request->path, request->source, request->time_ms, sum);
  enr_sign (request->key, text, strlen (text), signature);
  signature_text = enr_key_format (signature, sizeof signature);
  soup_message_headers_replace (headers, "Hub-Site", request->source);
  soup_message_headers_replace (headers, "Hub-Time", time);
  soup_message_headers_replace (headers, "Hub-Signature", signature_text);
}

static SoupMessage *
make_message (EnrSyncHttp *self, const EnrSyncRequest *request)
{
  g_autofree char *address = g_strconcat (self->base, request->path, NULL);
  SoupMessage *message = soup_message_new (request->method, address);
  SoupMessageHeaders *headers;

  if (message == NULL)
    return NULL;
  headers = soup_message_get_request_headers (message);
  /* without IDEMPOTENT each POST would open a new connection; what is sent twice is taken once */
  soup_message_set_flags (message, SOUP_MESSAGE_IDEMPOTENT | SOUP_MESSAGE_NO_REDIRECT
                                       | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  if (request->body != NULL)
    {
      g_autofree char *digest = enr_content_digest (request->body);

      soup_message_set_request_body_from_bytes (message, request->content_type, request->body);
      soup_message_headers_replace (headers, "Content-Digest", digest);
      if (request->is_packed)
        soup_message_headers_replace (headers, "Content-Encoding", "gzip");
    }
  for (guint i = 0; request->extra[i] != NULL; i += 2)
    soup_message_headers_replace (headers, request->extra[i], request->extra[i + 1]);
  sign (headers, request);
  return message;
}

/* The name of a hub's problem document, or NULL. */
static char *
dup_problem (const char *content_type, GBytes *body)
{
  g_autoptr (json_t) root = NULL;
  const char *type;

  if (content_type == NULL || !g_str_has_prefix (content_type, "application/problem+json"))
    return NULL;
  root = enr_json_read (g_bytes_get_data (body, NULL), g_bytes_get_size (body), NULL);
  type = enr_json_get_text (root, "type", "");
  return g_str_has_prefix (type, ENR_PROBLEM_BASE) ? g_strdup (type + strlen (ENR_PROBLEM_BASE))
                                                   : NULL;
}

static void
fill_response (EnrSyncResponse *response, SoupMessage *message, EnrSyncExchange *exchange)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *offset = soup_message_headers_get_one (headers, "Upload-Offset");
  EnrSyncOutcome *outcome = &response->outcome;

  response->body = g_bytes_new (exchange->body->data, exchange->body->len);
  response->content_type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  response->retry_after = g_strdup (soup_message_headers_get_one (headers, "Retry-After"));
  response->hub_clock = g_strdup (soup_message_headers_get_one (headers, "Hub-Clock"));
  response->problem = dup_problem (response->content_type, response->body);
  if (offset == NULL
      || !g_ascii_string_to_signed (offset, 10, 0, G_MAXINT64, &response->upload_offset, NULL))
    response->upload_offset = -1;
  response->is_complete
      = g_strcmp0 (soup_message_headers_get_one (headers, "Upload-Complete"), "?1") == 0;
  *outcome = (EnrSyncOutcome){
    .status = (int) soup_message_get_status (message),
    .is_cut = exchange->is_cut,
    .content_type = response->content_type,
    .problem = response->problem,
    .retry_after = response->retry_after,
    .hub_clock = response->hub_clock,
  };
}

EnrSyncExchange *
enr_sync_http_begin (EnrSyncHttp *self, const EnrSyncRequest *request)
{
  EnrSyncExchange *exchange = g_new0 (EnrSyncExchange, 1);

  exchange->http = self;
  exchange->message = make_message (self, request);
  g_assert (exchange->message != NULL); /* the base was checked, and paths are ours */
  exchange->cancellable = g_cancellable_new ();
  exchange->body = g_byte_array_new ();
  g_signal_connect (exchange->message, "wrote-headers", G_CALLBACK (wrote_headers_cb), exchange);
  g_main_context_push_thread_default (self->context);
  soup_session_send_async (self->session, exchange->message, G_PRIORITY_DEFAULT,
                           exchange->cancellable, sent_cb, exchange);
  g_main_context_pop_thread_default (self->context);
  return exchange;
}

static void
run_until_done (EnrSyncExchange *exchange)
{
  while (!exchange->is_done)
    g_main_context_iteration (exchange->http->context, TRUE);
}

/* The times for connecting and for all count from here. */
static void
wait_for (EnrSyncExchange *exchange, GCancellable *cancellable)
{
  EnrSyncHttp *http = exchange->http;
  GSource *connect_timer = add_timer (http, http->connect_ms, connect_late_cb, exchange);
  GSource *timer = add_timer (http, http->total_ms, late_cb, exchange);
  GSource *cancel_source = NULL;

  if (cancellable != NULL)
    {
      cancel_source = g_cancellable_source_new (cancellable);
      g_source_set_callback (cancel_source, G_SOURCE_FUNC (cancelled_cb), exchange, NULL);
      g_source_attach (cancel_source, http->context);
    }
  run_until_done (exchange);
  remove_source (connect_timer);
  remove_source (timer);
  g_clear_pointer (&cancel_source, remove_source);
}

void
enr_sync_exchange_free (EnrSyncExchange *self)
{
  EnrSyncHttp *http = self->http;

  g_main_context_push_thread_default (http->context);
  g_cancellable_cancel (self->cancellable);
  run_until_done (self);
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->stream);
  g_main_context_pop_thread_default (http->context);
  g_object_unref (self->message);
  g_clear_error (&self->failure);
  g_object_unref (self->cancellable);
  g_byte_array_unref (self->body);
  g_free (self);
}

gboolean
enr_sync_http_finish (EnrSyncExchange *exchange,
                      EnrSyncResponse *response,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (EnrSyncExchange) self = exchange;
  EnrSyncHttp *http = self->http;
  int turns = 0;

  memset (response, 0, sizeof *response);
  g_main_context_push_thread_default (http->context);
  wait_for (self, cancellable);
  if (self->failure == NULL && !self->is_late)
    fill_response (response, self->message, self);
  else
    {
      response->failure = g_steal_pointer (&self->failure);
      response->upload_offset = -1;
      response->outcome
          = (EnrSyncOutcome){ .failure = response->failure, .is_late = self->is_late };
    }
  if (self->is_cut || self->is_late || response->failure != NULL)
    soup_session_abort (http->session); /* what is left of it is not waited for */
  /* What else is under way gets going, so that the hub works while we do. */
  while (turns++ < TURNS && g_main_context_iteration (http->context, FALSE))
    ;
  g_main_context_pop_thread_default (http->context);
  if (self->is_cancelled)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  return !self->is_cancelled;
}
