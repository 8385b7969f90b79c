/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "hub/server.h"

#include <string.h>

#include "hub/routes.h"

#define MOST_REQUESTS 512 /* that may wait for a worker */
#define TRY_WINDOW_US (G_GINT64_CONSTANT (600) * G_USEC_PER_SEC)
#define MOST_TRIES 10
#define MOST_TRIERS 10000
#define GONE_KEY "enr-hub-gone"

struct _EnrHubServer
{
  EnrHubOptions options;
  EnrHubMeta meta;
  GMainContext *context;
  SoupServer *soup;
  EnrHubGate *gate;
  EnrHubWriter *writer;
  GAsyncQueue *work;
  GThread **threads;
  GMutex mutex; /* of what is below */
  EnrHubServerCounts counts;
  GHashTable *tries; /* address to Tries */
  guint in_flight;   /* requests not answered yet; of the main thread */
};

/* What a worker is given: a request, or the batch of one that was taken in. With neither it ends.
 */
typedef struct
{
  EnrHubServer *server;
  EnrHubRequest *request;
  EnrHubBatch *batch;
  GError *error;
  gint64 began;
} Work;

typedef struct
{
  gint64 since;
  guint n;
} Tries;

static void
fill_answer (EnrHubRequest *request)
{
  SoupServerMessage *message = request->message;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  char clock[24];

  soup_server_message_set_status (message, request->status, NULL);
  g_snprintf (clock, sizeof clock, "%" G_GINT64_FORMAT, enr_hub_now_ms ());
  soup_message_headers_replace (headers, "Hub-Clock", clock);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  for (guint i = 0; request->headers != NULL && i < request->headers->len; i += 2)
    soup_message_headers_append (headers, request->headers->pdata[i],
                                 request->headers->pdata[i + 1]);
  if (request->type != NULL)
    soup_message_headers_set_content_type (headers, request->type, NULL);
  if (request->answer != NULL)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message),
                                    request->answer);
  else if (request->status != 204)
    soup_message_headers_set_content_length (headers, 0);
}

static gboolean
send_cb (gpointer data)
{
  Work *work = data;
  EnrHubServer *self = work->server;
  EnrHubRequest *request = work->request;

  self->in_flight--;
  g_mutex_lock (&self->mutex);
  self->counts.by_class[MIN (request->status / 100, 5)]++;
  self->counts.seconds += (double) (g_get_monotonic_time () - work->began) / G_USEC_PER_SEC;
  g_mutex_unlock (&self->mutex);
  if (g_object_get_data (G_OBJECT (request->message), GONE_KEY) == NULL)
    {
      fill_answer (request);
      soup_server_message_unpause (request->message);
    }
  enr_hub_request_free (request);
  g_clear_error (&work->error);
  g_free (work);
  return G_SOURCE_REMOVE;
}

static void
send (Work *work)
{
  g_main_context_invoke (work->server->context, send_cb, work);
}

static void
finish_batch (Work *work)
{
  g_autoptr (EnrHubBatch) batch = g_steal_pointer (&work->batch);
  g_autoptr (GBytes) reply = NULL;

  if (work->error != NULL)
    enr_hub_answer_error (work->request, work->error);
  else if (batch->is_revoked)
    enr_hub_answer_problem (work->request, 401, "site-revoked", NULL);
  else
    {
      reply = enr_hub_batch_reply (batch, work->server->meta.id, &work->server->options.key);
      enr_hub_answer (work->request, 200, "application/json", reply);
    }
}

static void
handle (EnrHubWorker *worker, EnrHubRequest *request)
{
  gboolean is_known;
  const EnrHubRoute *route = enr_hub_find_route (request->method, request->path, &is_known);

  if (route == NULL)
    enr_hub_answer_problem (request, is_known ? 405 : 404,
                            is_known ? "method-not-allowed" : "not-found", NULL);
  else if ((route->flags & ENR_HUB_ROUTE_SIGNED) == 0 || enr_hub_check_signature (worker, request))
    route->handler (worker, request);
}

static gpointer
worker_thread (gpointer data)
{
  EnrHubWorker *worker = data;

  for (;;)
    {
      Work *work = g_async_queue_pop (worker->server->work);

      if (work->request == NULL)
        break;
      if (work->batch != NULL)
        finish_batch (work);
      else
        {
          gboolean is_deferred = FALSE;

          /* Not in the request: whoever answers may have freed it by the time this is looked at. */
          work->request->is_deferred = &is_deferred;
          handle (worker, work->request);
          if (is_deferred)
            {
              g_free (work);
              continue;
            }
        }
      send (work);
    }
  enr_hub_db_close (worker->db);
  g_free (worker);
  return NULL;
}

static void
written_cb (EnrHubBatch *batch, const GError *error, gpointer data)
{
  Work *work = data;

  work->batch = batch;
  work->error = error != NULL ? g_error_copy (error) : NULL;
  /* What is done goes before what is to be begun. */
  g_async_queue_push_front (work->server->work, work);
}

void
enr_hub_server_take_batch (EnrHubServer *self, EnrHubBatch *batch, EnrHubRequest *request)
{
  Work *work = g_new0 (Work, 1);

  work->server = self;
  work->request = request;
  work->began = g_get_monotonic_time ();
  *request->is_deferred = TRUE;
  enr_hub_writer_push (self->writer, batch, written_cb, work);
}

gsize
enr_hub_server_waiting (EnrHubServer *self)
{
  return enr_hub_writer_waiting (self->writer);
}

static const char *
find_method (const char *name)
{
  static const char *const methods[] = { "GET", "HEAD", "POST", "PUT", "DELETE" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (strcmp (methods[i], name) == 0)
      return methods[i];
  return NULL;
}

static void
finished_cb (SoupServerMessage *message, gpointer data)
{
  g_object_set_data (G_OBJECT (message), GONE_KEY, GINT_TO_POINTER (1));
}

static void
answer_at_once (SoupServerMessage *message, guint status, const char *problem)
{
  EnrHubRequest request = { .message = message };

  enr_hub_answer_problem (&request, status, problem, NULL);
  if (status == 503)
    enr_hub_answer_header (&request, "Retry-After", "5");
  fill_answer (&request);
  g_clear_pointer (&request.answer, g_bytes_unref);
  g_clear_pointer (&request.headers, g_ptr_array_unref);
}

static char *
dup_address (EnrHubServer *self, SoupServerMessage *message)
{
  const char *given = self->options.is_behind_proxy ? soup_message_headers_get_one (
                          soup_server_message_get_request_headers (message), "X-Real-IP")
                                                    : NULL;

  return g_strdup (given != NULL ? given : enr_hub_gate_address_of (message));
}

static void
message_cb (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  EnrHubServer *self = data;
  GUri *uri = soup_server_message_get_uri (message);
  const char *method = find_method (soup_server_message_get_method (message));
  const char *raw_query = g_uri_get_query (uri);
  EnrHubRequest *request;
  Work *work;

  g_mutex_lock (&self->mutex);
  self->counts.requests++;
  g_mutex_unlock (&self->mutex);
  if (method == NULL)
    {
      answer_at_once (message, 405, "method-not-allowed");
      return;
    }
  if (g_async_queue_length (self->work) > MOST_REQUESTS)
    {
      answer_at_once (message, 503, "overloaded");
      return;
    }
  request = g_new0 (EnrHubRequest, 1);
  request->method = method;
  request->target = raw_query != NULL ? g_strconcat (g_uri_get_path (uri), "?", raw_query, NULL)
                                      : g_strdup (g_uri_get_path (uri));
  request->path = g_strdup (path);
  request->query
      = query != NULL ? g_hash_table_ref (query) : g_hash_table_new (g_str_hash, g_str_equal);
  request->body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  request->address = dup_address (self, message);
  request->message = g_object_ref (message);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), NULL);
  soup_server_message_pause (message);

  work = g_new0 (Work, 1);
  work->server = self;
  work->request = request;
  work->began = g_get_monotonic_time ();
  self->in_flight++;
  g_async_queue_push (self->work, work);
}

static GTlsCertificate *
load_certificate (const EnrHubOptions *options, GError **error)
{
  return g_tls_certificate_new_from_files (options->certificate, options->certificate_key, error);
}

static gboolean
check_key (EnrHubServer *self, GError **error)
{
  if (memcmp (self->meta.open, self->options.key.open, sizeof self->meta.open) == 0)
    return TRUE;
  g_set_error_literal (error, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_READY,
                       "the key file is not that of this database's hub");
  return FALSE;
}

static gboolean
start_threads (EnrHubServer *self, GError **error)
{
  EnrHubDb *writing = enr_hub_db_open (self->options.database, FALSE, error);

  if (writing == NULL)
    return FALSE;
  self->writer = enr_hub_writer_new (writing);
  self->threads = g_new0 (GThread *, self->options.n_workers);
  for (guint i = 0; i < self->options.n_workers; i++)
    {
      EnrHubDb *db = enr_hub_db_open (self->options.database, FALSE, error);
      EnrHubWorker *worker;

      if (db == NULL)
        return FALSE;
      worker = g_new0 (EnrHubWorker, 1);
      worker->server = self;
      worker->db = db;
      self->threads[i] = g_thread_new ("hub-worker", worker_thread, worker);
    }
  return TRUE;
}

static gboolean
start (EnrHubServer *self, GError **error)
{
  g_autoptr (EnrHubDb) db = enr_hub_db_open (self->options.database, FALSE, error);
  g_autoptr (GTlsCertificate) certificate = NULL;

  if (db == NULL || !enr_hub_meta_load (db, &self->meta, error) || !check_key (self, error))
    return FALSE;
  if (self->options.certificate != NULL)
    {
      certificate = load_certificate (&self->options, error);
      if (certificate == NULL)
        return FALSE;
    }
  if (!start_threads (self, error))
    return FALSE;
  self->soup = soup_server_new ("server-header", "enroku-hub", NULL);
  soup_server_add_handler (self->soup, NULL, message_cb, self, NULL);
  self->gate = enr_hub_gate_new (self->soup, &self->options.limits, certificate);
  return enr_hub_gate_listen (self->gate, self->options.listen, error);
}

EnrHubServer *
enr_hub_server_new (const EnrHubOptions *options, GError **error)
{
  g_autoptr (EnrHubServer) self = g_new0 (EnrHubServer, 1);

  self->options = *options;
  self->options.database = g_strdup (options->database);
  self->options.listen = g_strdup (options->listen);
  self->options.certificate = g_strdup (options->certificate);
  self->options.certificate_key = g_strdup (options->certificate_key);
  self->options.metrics_token = g_strdup (options->metrics_token);
  if (self->options.is_behind_proxy)
    self->options.limits.per_address = 0;
  self->context = g_main_context_ref_thread_default ();
  self->work = g_async_queue_new ();
  self->tries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_mutex_init (&self->mutex);
  return start (self, error) ? g_steal_pointer (&self) : NULL;
}

void
enr_hub_server_free (EnrHubServer *self)
{
  Work end = { 0 };

  if (self == NULL)
    return;
  if (self->gate != NULL)
    enr_hub_gate_stop_listening (self->gate);
  while (self->in_flight > 0)
    g_main_context_iteration (self->context, TRUE);
  for (guint i = 0;
       self->threads != NULL && i < self->options.n_workers && self->threads[i] != NULL; i++)
    g_async_queue_push (self->work, &end);
  for (guint i = 0;
       self->threads != NULL && i < self->options.n_workers && self->threads[i] != NULL; i++)
    g_thread_join (self->threads[i]);
  g_clear_pointer (&self->writer, enr_hub_writer_free);
  /* The last answers go out before the connections are shut. */
  for (guint i = 0; i < 100 && g_main_context_iteration (self->context, FALSE); i++)
    ;
  g_clear_pointer (&self->gate, enr_hub_gate_free);
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  g_free (self->threads);
  g_async_queue_unref (self->work);
  g_hash_table_unref (self->tries);
  g_mutex_clear (&self->mutex);
  g_main_context_unref (self->context);
  enr_hub_meta_clear (&self->meta);
  enr_key_pair_clear (&self->options.key);
  g_free ((char *) self->options.database);
  g_free ((char *) self->options.listen);
  g_free ((char *) self->options.certificate);
  g_free ((char *) self->options.certificate_key);
  g_free ((char *) self->options.metrics_token);
  g_free (self);
}

guint
enr_hub_server_get_port (const EnrHubServer *self)
{
  return enr_hub_gate_get_port (self->gate);
}

gboolean
enr_hub_server_reload (EnrHubServer *self, GError **error)
{
  g_autoptr (GTlsCertificate) certificate = NULL;

  if (self->options.certificate == NULL)
    return TRUE;
  certificate = load_certificate (&self->options, error);
  if (certificate == NULL)
    return FALSE;
  enr_hub_gate_set_certificate (self->gate, certificate);
  return TRUE;
}

gboolean
enr_hub_server_write (EnrHubServer *self, EnrHubWriteFunc func, gpointer data, GError **error)
{
  return enr_hub_writer_run (self->writer, func, data, error);
}

const EnrHubMeta *
enr_hub_server_get_meta (const EnrHubServer *self)
{
  return &self->meta;
}

const EnrHubOptions *
enr_hub_server_get_options (const EnrHubServer *self)
{
  return &self->options;
}

gboolean
enr_hub_server_may_try (EnrHubServer *self, const char *address, gboolean has_failed)
{
  gint64 now = g_get_monotonic_time ();
  Tries *tries;
  gboolean may;

  g_mutex_lock (&self->mutex);
  if (g_hash_table_size (self->tries) > MOST_TRIERS)
    g_hash_table_remove_all (self->tries);
  tries = g_hash_table_lookup (self->tries, address);
  if (tries == NULL || now - tries->since > TRY_WINDOW_US)
    {
      tries = g_new0 (Tries, 1);
      tries->since = now;
      g_hash_table_insert (self->tries, g_strdup (address), tries);
    }
  tries->n += has_failed ? 1 : 0;
  may = tries->n < MOST_TRIES;
  g_mutex_unlock (&self->mutex);
  return may;
}

EnrHubServerCounts
enr_hub_server_count (EnrHubServer *self)
{
  EnrHubServerCounts counts;

  g_mutex_lock (&self->mutex);
  counts = self->counts;
  g_mutex_unlock (&self->mutex);
  /* Numbers of the main thread, read as they are. */
  counts.gate = enr_hub_gate_count (self->gate);
  counts.writer = enr_hub_writer_count (self->writer);
  counts.waiting = (guint) MAX (g_async_queue_length (self->work), 0);
  return counts;
}
