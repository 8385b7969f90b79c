/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "fault-hub.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "wire/batch.h"
#include "wire/reply.h"

typedef struct
{
  gint64 sequence;
  guint8 sum[ENR_SUM_LENGTH];
  char *id;
  char *source;
} Kept;

struct _FaultHub
{
  GSocketService *service;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  char *url;
  EnrKeyPair key;
  GMutex lock;
  gboolean is_ending;
  int n_active; /* connections that a thread has, or will have */
  /* Under the lock: */
  char *path;
  char *fault;
  int times;
  gint64 second_from; /* the number with which the batch after the first begins; 0: none has come */
  gboolean is_third_out;
  GPtrArray *kept;
  char *source;
  guint8 site_open[ENR_KEY_PUBLIC_LENGTH];
  char *forked;
  char *changes;
  GByteArray *blob;
  guint n_requests;
  guint n_bad;
  guint n_connections;
};

typedef struct
{
  FaultHub *hub;
  char *method;
  char *path;
  GHashTable *headers;
  GBytes *body;
  char *fault;
  guint turn; /* of "turn:", the how many-th batch by its events' numbers; 3 and later is 3 */
  GOutputStream *out;
} Request;

static void
kept_free (gpointer data)
{
  Kept *self = data;

  g_free (self->id);
  g_free (self->source);
  g_free (self);
}

static gboolean
write_text (Request *request, const char *text)
{
  return g_output_stream_write_all (request->out, text, strlen (text), NULL, NULL, NULL);
}

static void
answer (Request *request, const char *status, const char *headers, GBytes *body)
{
  gsize length = (body != NULL) ? g_bytes_get_size (body) : 0;
  g_autofree char *head = g_strdup_printf (
      "HTTP/1.1 %s\r\n%sContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n", status, headers, length);

  if (write_text (request, head) && length > 0)
    g_output_stream_write_all (request->out, g_bytes_get_data (body, NULL), length, NULL, NULL,
                               NULL);
}

static void
answer_json (Request *request, json_t *root)
{
  g_autoptr (GBytes) body = enr_json_write (root);

  answer (request, "200 OK", "Content-Type: application/json\r\n", body);
  json_decref (root);
}

static void
answer_problem (Request *request, const char *status, const char *headers, const char *name)
{
  g_autofree char *text
      = g_strdup_printf ("{\"title\":\"%s\",\"type\":\"" ENR_PROBLEM_BASE "%s\"}", name, name);
  g_autofree char *all = g_strconcat ("Content-Type: application/problem+json\r\n", headers, NULL);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  answer (request, status, all, body);
}

static Kept *
find (FaultHub *self, const char *id, const char *source)
{
  for (guint i = 0; i < self->kept->len; i++)
    {
      Kept *kept = self->kept->pdata[i];

      if (strcmp (kept->id, id) == 0 && strcmp (kept->source, source) == 0)
        return kept;
    }
  return NULL;
}

static EnrProblem *
make_problem (const char *name)
{
  EnrProblem *problem = g_new0 (EnrProblem, 1);

  problem->type = g_strconcat (ENR_PROBLEM_BASE, name, NULL);
  problem->title = g_strdup ("だめです");
  return problem;
}

static EnrVerdict *
judge (Request *request, const EnrEvent *event, const guint8 sum[ENR_SUM_LENGTH])
{
  FaultHub *self = request->hub;
  EnrVerdict *verdict = g_new0 (EnrVerdict, 1);

  verdict->id = g_strdup (event->id);
  memcpy (verdict->sum, sum, ENR_SUM_LENGTH);
  if (g_strcmp0 (request->fault, "fork") == 0 && self->forked == NULL)
    self->forked = g_strdup (event->source);
  if (g_strcmp0 (self->forked, event->source) == 0)
    {
      verdict->status = ENR_VERDICT_REJECTED;
      verdict->problem = make_problem ("source-forked");
    }
  else if (g_strcmp0 (request->fault, "reject") == 0)
    {
      verdict->status = ENR_VERDICT_REJECTED;
      verdict->problem = make_problem ("schema-invalid");
    }
  else if (g_strcmp0 (request->fault, "defer") == 0)
    {
      verdict->status = ENR_VERDICT_DEFERRED;
      verdict->retry_after = 120;
    }
  else if (find (self, event->id, event->source) != NULL)
    verdict->status = ENR_VERDICT_DUPLICATE;
  else
    {
      Kept *kept = g_new0 (Kept, 1);

      kept->sequence = event->sequence;
      kept->id = g_strdup (event->id);
      kept->source = g_strdup (event->source);
      memcpy (kept->sum, sum, ENR_SUM_LENGTH);
      g_ptr_array_add (self->kept, kept);
      verdict->recv_seq = self->kept->len;
    }
  if (g_strcmp0 (request->fault, "wrong-sum") == 0)
    verdict->sum[0] ^= 1;
  if (g_strcmp0 (request->fault, "wrong-id") == 0)
    verdict->id[35] = (verdict->id[35] == '0') ? '1' : '0';
  return verdict;
}

static GBytes *
unpack (const Request *request)
{
  const char *encoding = g_hash_table_lookup (request->headers, "content-encoding");

  return g_strcmp0 (encoding, "gzip") == 0
             ? enr_gunzip (request->body, ENR_BATCH_INFLATE_LIMIT, NULL)
             : g_bytes_ref (request->body);
}

/* Two requests that are on their way at once may come in either order: the batch says which it is.
 * Called with the lock. */
static guint
find_turn (Request *request)
{
  FaultHub *self = request->hub;
  g_autoptr (GBytes) plain = unpack (request);
  g_autoptr (GArray) slices
      = enr_batch_split (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), 500, NULL);
  const EnrSlice *first = &g_array_index (slices, EnrSlice, 0);
  g_auto (EnrEvent) event = { 0 };

  if (!enr_event_read (&event, first->bytes, first->length, NULL))
    g_error ("the sender has sent what is no event");
  if (self->second_from == 0)
    {
      self->second_from = event.sequence + slices->len;
      return 1;
    }
  return event.sequence == self->second_from ? 2 : 3;
}

/* Called with the lock; the answer goes out without it. */
static GBytes *
take (Request *request, gboolean *is_poisoned, guint *n)
{
  FaultHub *self = request->hub;
  g_autoptr (GBytes) plain = unpack (request);
  g_autoptr (GArray) slices
      = enr_batch_split (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), 500, NULL);
  g_autoptr (EnrReply) reply
      = enr_reply_new (g_strcmp0 (request->fault, "wrong-hub") == 0 ? "another" : FAULT_HUB_ID);
  EnrKeyPair key = self->key;

  *is_poisoned = FALSE;
  *n = slices->len;
  if (g_strcmp0 (request->fault, "poison") == 0)
    for (guint i = 0; i < slices->len; i++)
      {
        const EnrSlice *slice = &g_array_index (slices, EnrSlice, i);

        if (memmem (slice->bytes, slice->length, "\"poison\"", 8) != NULL)
          *is_poisoned = TRUE;
      }
  if (request->fault != NULL && g_str_has_prefix (request->fault, "most:")
      && slices->len > (guint) atoi (request->fault + 5))
    *is_poisoned = TRUE;
  if (*is_poisoned)
    return NULL;
  for (guint i = 0; i < slices->len; i++)
    {
      const EnrSlice *slice = &g_array_index (slices, EnrSlice, i);
      g_auto (EnrEvent) event = { 0 };
      guint8 sum[ENR_SUM_LENGTH];

      if (!enr_event_read (&event, slice->bytes, slice->length, NULL))
        g_error ("the sender has sent what is no event");
      enr_sum (slice->bytes, slice->length, sum);
      g_ptr_array_add (reply->verdicts, judge (request, &event, sum));
      if (g_strcmp0 (request->fault, "first-only") == 0)
        break;
    }
  if (g_strcmp0 (request->fault, "wrong-sig") == 0)
    enr_key_pair_new (&key);
  return enr_reply_write (reply, &key);
}

static void
serve_events (Request *request)
{
  gboolean is_poisoned;
  g_autoptr (GBytes) reply = NULL;
  guint n;

  g_mutex_lock (&request->hub->lock);
  reply = take (request, &is_poisoned, &n);
  g_mutex_unlock (&request->hub->lock);
  if (is_poisoned && request->fault[0] == 'm')
    answer_problem (request, "413 Too Large", "", "too-large");
  else if (is_poisoned)
    answer_problem (request, "422 Unprocessable", "", "batch-malformed");
  else
    answer (request, "200 OK", "Content-Type: application/json\r\n", reply);
}

static void
serve_enroll (Request *request)
{
  FaultHub *self = request->hub;
  g_autoptr (json_t) root = enr_json_read (g_bytes_get_data (request->body, NULL),
                                           g_bytes_get_size (request->body), NULL);
  g_autofree char *key = enr_key_format (self->key.open, sizeof self->key.open);

  if (strcmp (enr_json_get_text (root, "code", ""), FAULT_CODE) != 0)
    {
      answer_problem (request, "403 Forbidden", "", "code-invalid");
      return;
    }
  g_mutex_lock (&self->lock);
  enr_key_parse (enr_json_get_text (root, "key", ""), self->site_open, sizeof self->site_open);
  g_free (self->source);
  self->source = g_strdup (enr_json_get_text (root, "source", ""));
  g_mutex_unlock (&self->lock);
  answer_json (request,
               json_pack ("{s:s, s:s, s:s, s:s}", "hub", FAULT_HUB_ID, "key", key, "nursery",
                          enr_json_get_text (root, "nursery", ""), "name", "みどり市"));
}

static int
compare_kept (gconstpointer a, gconstpointer b)
{
  const Kept *left = *(const Kept *const *) a;
  const Kept *right = *(const Kept *const *) b;

  return (left->sequence > right->sequence) - (left->sequence < right->sequence);
}

static void
serve_ledger (Request *request)
{
  FaultHub *self = request->hub;
  g_autoptr (GHashTable) query
      = g_uri_parse_params (strchr (request->path, '?') + 1, -1, "&", 0, NULL);
  const char *source = g_hash_table_lookup (query, "source");
  gint64 block = g_ascii_strtoll (g_hash_table_lookup (query, "block"), NULL, 10);
  g_autoptr (GPtrArray) sorted = NULL;
  crypto_hash_sha256_state state;
  guint8 sum[ENR_SUM_LENGTH];
  char text[2 * ENR_SUM_LENGTH + 1];
  json_t *sums = json_object ();
  int count = 0;

  g_mutex_lock (&self->lock);
  sorted = g_ptr_array_copy (self->kept, NULL, NULL);
  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, compare_kept);
  crypto_hash_sha256_init (&state);
  for (guint i = 0; i < sorted->len; i++)
    {
      const Kept *kept = sorted->pdata[i];
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, kept->sequence);

      if (strcmp (kept->source, source) != 0 || (kept->sequence - 1) / 1000 != block)
        continue;
      crypto_hash_sha256_update (&state, kept->sum, ENR_SUM_LENGTH);
      enr_sum_format (kept->sum, text);
      json_object_set_new (sums, key, json_string (text));
      count++;
    }
  g_mutex_unlock (&self->lock);
  crypto_hash_sha256_final (&state, sum);
  enr_sum_format (sum, text);
  answer_json (request,
               json_pack ("{s:s, s:I, s:i, s:s, s:o}", "source", source, "block",
                          (json_int_t) block, "count", count, "sha256", text, "sums", sums));
}

static void
serve_blob (Request *request)
{
  FaultHub *self = request->hub;
  g_autofree char *offset = NULL;

  g_mutex_lock (&self->lock);
  if (strcmp (request->method, "PUT") == 0)
    g_byte_array_append (self->blob, g_bytes_get_data (request->body, NULL),
                         (guint) g_bytes_get_size (request->body));
  offset = g_strdup_printf ("Upload-Offset: %u\r\n", self->blob->len);
  g_mutex_unlock (&self->lock);
  if (strcmp (request->method, "PUT") == 0)
    answer (request, "204 No Content", offset, NULL);
  else if (self->blob->len == 0)
    answer (request, "404 Not Found", "", NULL);
  else
    answer (request, "200 OK", offset, NULL);
}

static void
serve (Request *request)
{
  FaultHub *self = request->hub;
  g_autofree char *changes = NULL;

  if (g_str_has_prefix (request->path, "/v1/events"))
    serve_events (request);
  else if (g_str_has_prefix (request->path, "/v1/enroll"))
    serve_enroll (request);
  else if (g_str_has_prefix (request->path, "/v1/ledger"))
    serve_ledger (request);
  else if (g_str_has_prefix (request->path, "/v1/blobs/"))
    serve_blob (request);
  else if (g_str_has_prefix (request->path, "/v1/changes"))
    {
      g_mutex_lock (&self->lock);
      changes = g_steal_pointer (&self->changes);
      g_mutex_unlock (&self->lock);
      answer_json (request,
                   json_loads (changes != NULL ? changes : "{\"changes\":[],\"next\":0}", 0, NULL));
    }
  else if (g_str_has_prefix (request->path, "/v1/source"))
    {
      g_autoptr (json_t) root = enr_json_read (g_bytes_get_data (request->body, NULL),
                                               g_bytes_get_size (request->body), NULL);

      g_mutex_lock (&self->lock);
      g_free (self->source);
      self->source = g_strdup (enr_json_get_text (root, "source", ""));
      g_mutex_unlock (&self->lock);
      answer_json (request, json_object ());
    }
  else
    answer (request, "204 No Content", "", NULL);
}

/* Bytes until nobody takes them. */
static void
pour (Request *request)
{
  g_autofree char *piece = g_strnfill (1024 * 1024, ' ');

  write_text (
      request,
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10737418240\r\n\r\n");
  for (int i = 0; i < 10240 && write_text (request, piece); i++)
    ;
}

static void
drip (Request *request)
{
  static const char text[]
      = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";

  for (gsize i = 0; text[i] != '\0' && !request->hub->is_ending; i++)
    {
      char one[2] = { text[i], '\0' };

      if (!write_text (request, one))
        return;
      g_usleep (100 * 1000);
    }
}

static gboolean
is_third_out (FaultHub *self)
{
  gboolean is_out;

  g_mutex_lock (&self->lock);
  is_out = self->is_third_out;
  g_mutex_unlock (&self->lock);
  return is_out;
}

/* The second waits until the third has its answer. %TRUE: it is answered as any other. */
static gboolean
take_turn (Request *request)
{
  FaultHub *self = request->hub;

  if (request->turn != 2)
    return TRUE;
  for (int i = 0; i < 100 && !self->is_ending && !is_third_out (self); i++)
    g_usleep (10 * 1000);
  return FALSE;
}

/* %FALSE: the connection ends. */
static gboolean
answer_fault (Request *request)
{
  FaultHub *self = request->hub;
  const char *fault = request->fault;

  if (fault != NULL && g_str_has_prefix (fault, "turn:"))
    fault = take_turn (request) ? NULL : fault + strlen ("turn:");
  if (fault != NULL && g_str_has_prefix (fault, "raw:"))
    {
      write_text (request, fault + 4);
      return FALSE;
    }
  if (g_strcmp0 (fault, "drop") == 0)
    {
      g_autoptr (GOutputStream) nowhere = g_memory_output_stream_new_resizable ();

      request->out = nowhere;
      serve (request);
      return FALSE;
    }
  if (g_strcmp0 (fault, "huge") == 0)
    pour (request);
  else if (g_strcmp0 (fault, "slow") == 0)
    drip (request);
  else if (g_strcmp0 (fault, "silent") == 0)
    for (int i = 0; i < 100 && !self->is_ending; i++)
      g_usleep (50 * 1000);
  else if (g_strcmp0 (fault, "bomb") == 0)
    {
      gsize size = 128 * 1024 * 1024;
      g_autoptr (GBytes) zeros = g_bytes_new_take (g_strnfill (size, ' '), size);
      g_autoptr (GBytes) packed = enr_gzip (zeros);

      answer (request, "200 OK", "Content-Type: application/json\r\nContent-Encoding: gzip\r\n",
              packed);
    }
  else
    {
      serve (request);
      g_mutex_lock (&self->lock);
      self->is_third_out = self->is_third_out || request->turn == 3;
      g_mutex_unlock (&self->lock);
      return TRUE;
    }
  return FALSE;
}

static gboolean
is_signed (Request *request, gint64 ahead_ms)
{
  FaultHub *self = request->hub;
  const char *source = g_hash_table_lookup (request->headers, "hub-site");
  const char *time = g_hash_table_lookup (request->headers, "hub-time");
  const char *digest = g_hash_table_lookup (request->headers, "content-digest");
  gint64 time_ms = (time != NULL) ? g_ascii_strtoll (time, NULL, 10) : 0;
  guint8 sum[ENR_SUM_LENGTH], signature[ENR_SIGNATURE_LENGTH];
  g_autofree char *text = NULL;

  if (ABS (time_ms - (g_get_real_time () / 1000 + ahead_ms)) > 15 * 60 * 1000)
    {
      g_autofree char *header = g_strdup_printf ("Hub-Clock: %" G_GINT64_FORMAT "\r\n",
                                                 g_get_real_time () / 1000 + ahead_ms);

      answer_problem (request, "401 Unauthorized", header, "clock-skew");
      return FALSE;
    }
  enr_sum (g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body), sum);
  if (g_bytes_get_size (request->body) > 0 && !enr_content_digest_matches (digest, request->body))
    self->n_bad++;
  if (source == NULL
      || !enr_key_parse (g_hash_table_lookup (request->headers, "hub-signature"), signature, 64))
    {
      self->n_bad++;
      return TRUE;
    }
  text = enr_request_text (request->method, request->path, source, time_ms, sum);
  if (!g_str_has_prefix (request->path, "/v1/enroll")
      && !enr_verify (self->site_open, text, strlen (text), signature))
    self->n_bad++;
  return TRUE;
}

static gboolean
read_request (Request *request, GDataInputStream *in)
{
  g_autofree char *line = g_data_input_stream_read_line (in, NULL, NULL, NULL);
  g_auto (GStrv) words = line != NULL ? g_strsplit (line, " ", 3) : NULL;
  gsize length = 0;
  const char *length_text;
  guint8 *body;

  if (words == NULL || g_strv_length (words) != 3)
    return FALSE;
  request->method = g_strdup (words[0]);
  request->path = g_strdup (words[1]);
  request->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (;;)
    {
      g_autofree char *header = g_data_input_stream_read_line (in, NULL, NULL, NULL);
      char *colon;

      if (header == NULL)
        return FALSE;
      g_strchomp (header);
      if (header[0] == '\0')
        break;
      colon = strchr (header, ':');
      *colon = '\0';
      g_hash_table_insert (request->headers, g_ascii_strdown (header, -1),
                           g_strdup (g_strstrip (colon + 1)));
    }
  length_text = g_hash_table_lookup (request->headers, "content-length");
  if (length_text != NULL)
    length = (gsize) g_ascii_strtoull (length_text, NULL, 10);
  body = g_malloc (length + 1);
  request->body = g_bytes_new_take (body, length);
  return g_input_stream_read_all (G_INPUT_STREAM (in), body, length, NULL, NULL, NULL)
         && g_bytes_get_size (request->body) == length;
}

static gboolean
serve_one (FaultHub *self, GDataInputStream *in, GOutputStream *out)
{
  Request request = { .hub = self, .out = out };
  gboolean goes_on = FALSE;

  if (read_request (&request, in))
    {
      gint64 ahead = 0;
      gboolean is_right;

      g_mutex_lock (&self->lock);
      self->n_requests++;
      if (self->times != 0 && self->path != NULL && g_str_has_prefix (request.path, self->path))
        {
          request.fault = g_strdup (self->fault);
          if (request.fault != NULL && g_str_has_prefix (request.fault, "turn:"))
            request.turn = find_turn (&request);
          if (self->times > 0)
            self->times--;
        }
      if (request.fault != NULL && g_str_has_prefix (request.fault, "skew:"))
        ahead = g_ascii_strtoll (request.fault + 5, NULL, 10);
      is_right = is_signed (&request, ahead);
      g_mutex_unlock (&self->lock);
      goes_on = !is_right || answer_fault (&request);
    }
  g_free (request.method);
  g_free (request.path);
  g_free (request.fault);
  g_clear_pointer (&request.headers, g_hash_table_unref);
  g_clear_pointer (&request.body, g_bytes_unref);
  return goes_on && !self->is_ending;
}

static gboolean
incoming_cb (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  FaultHub *self = data;

  g_atomic_int_inc (&self->n_active);
  return FALSE;
}

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        gpointer data)
{
  FaultHub *self = data;
  g_autoptr (GDataInputStream) in
      = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));

  g_socket_set_timeout (g_socket_connection_get_socket (connection), 5);
  g_data_input_stream_set_newline_type (in, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  g_mutex_lock (&self->lock);
  self->n_connections++;
  g_mutex_unlock (&self->lock);
  while (serve_one (self, in, g_io_stream_get_output_stream (G_IO_STREAM (connection))))
    ;
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  g_atomic_int_add (&self->n_active, -1);
  return TRUE;
}

static gpointer
loop_thread (gpointer data)
{
  FaultHub *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

FaultHub *
fault_hub_new (void)
{
  FaultHub *self = g_new0 (FaultHub, 1);
  guint16 port;

  g_mutex_init (&self->lock);
  enr_key_pair_new (&self->key);
  self->kept = g_ptr_array_new_with_free_func (kept_free);
  self->blob = g_byte_array_new ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_main_context_push_thread_default (self->context);
  self->service = g_threaded_socket_service_new (16);
  {
    g_autoptr (GInetAddress) here = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
    g_autoptr (GSocketAddress) address = g_inet_socket_address_new (here, 0);
    g_autoptr (GSocketAddress) effective = NULL;

    if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address,
                                        G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                        &effective, NULL))
      g_error ("no port on this PC");
    port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  }
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  g_socket_service_start (self->service);
  g_main_context_pop_thread_default (self->context);
  self->url = g_strdup_printf ("http"
                               "://127.0.0.1:%u",
                               port);
  self->thread = g_thread_new ("fault-hub", loop_thread, self);
  return self;
}

void
fault_hub_free (FaultHub *self)
{
  self->is_ending = TRUE;
  g_main_loop_quit (self->loop);
  g_thread_join (self->thread);
  g_main_context_push_thread_default (self->context);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  while (g_main_context_iteration (self->context, FALSE))
    ; /* the accepting that was stopped */
  g_main_context_pop_thread_default (self->context);
  while (g_atomic_int_get (&self->n_active) > 0)
    g_usleep (1000);
  g_object_unref (self->service);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->kept);
  g_byte_array_unref (self->blob);
  g_free (self->url);
  g_free (self->path);
  g_free (self->fault);
  g_free (self->source);
  g_free (self->forked);
  g_free (self->changes);
  g_mutex_clear (&self->lock);
  g_free (self);
}

const char *
fault_hub_url (FaultHub *self)
{
  return self->url;
}

const EnrKeyPair *
fault_hub_key (FaultHub *self)
{
  return &self->key;
}

void
fault_hub_set (FaultHub *self, const char *path, const char *fault, int times)
{
  g_mutex_lock (&self->lock);
  g_free (self->path);
  g_free (self->fault);
  self->path = g_strdup (path);
  self->fault = g_strdup (fault);
  self->times = times;
  self->second_from = 0;
  self->is_third_out = FALSE;
  g_mutex_unlock (&self->lock);
}

static guint
read_count (FaultHub *self, guint *count, gboolean is_reset)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = *count;
  if (is_reset)
    *count = 0;
  g_mutex_unlock (&self->lock);
  return n;
}

guint
fault_hub_requests (FaultHub *self)
{
  return read_count (self, &self->n_requests, TRUE);
}

guint
fault_hub_events (FaultHub *self)
{
  return read_count (self, &self->kept->len, FALSE);
}

guint
fault_hub_bad (FaultHub *self)
{
  return read_count (self, &self->n_bad, FALSE);
}

guint
fault_hub_connections (FaultHub *self)
{
  return read_count (self, &self->n_connections, FALSE);
}

void
fault_hub_forget (FaultHub *self, guint n)
{
  g_mutex_lock (&self->lock);
  g_ptr_array_set_size (self->kept, (int) (self->kept->len - n));
  g_mutex_unlock (&self->lock);
}

void
fault_hub_tell (FaultHub *self, const char *changes)
{
  g_mutex_lock (&self->lock);
  g_free (self->changes);
  self->changes = g_strdup (changes);
  g_mutex_unlock (&self->lock);
}

char *
fault_hub_source (FaultHub *self)
{
  char *source;

  g_mutex_lock (&self->lock);
  source = g_strdup (self->source);
  g_mutex_unlock (&self->lock);
  return source;
}

GBytes *
fault_hub_blob (FaultHub *self)
{
  GBytes *bytes;

  g_mutex_lock (&self->lock);
  bytes = g_bytes_new (self->blob->data, self->blob->len);
  g_mutex_unlock (&self->lock);
  return bytes;
}
