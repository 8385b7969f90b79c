/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A thread a connection; each request goes to the hub on a connection of its own. Only what a
 * sender of this project and the hub say is understood: heads, and bodies with a Content-Length.
 */
#include "config.h"
#include "proxy.h"

#include <string.h>
#include <sys/socket.h>

#define MOST_BYTES (16 * 1024 * 1024)
#define WAIT_MS 20
#define LONGEST_MS 5000
#define DELAY_MS 60

struct _Proxy
{
  GSocketService *service;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  guint port;
  gint is_ending;

  GMutex lock;
  GRand *chance;
  guint upstream;
  double rate;
  const char *path;
  GQueue script;    /* GINT_TO_POINTER (Fault) */
  GByteArray *held; /* a request that arrives later */
  GByteArray *old;  /* an answer to POST /v1/events */
  ProxyLiar liar;
  gpointer liar_data;
  guint counts[N_FAULTS];
};

static const struct
{
  const char *name;
  guint weight; /* by chance; what takes long is rare */
} faults[N_FAULTS] = {
  [FAULT_NONE] = { "none", 0 },
  [FAULT_TORN_REQUEST] = { "torn-request", 4 },
  [FAULT_TORN_ANSWER] = { "torn-answer", 6 },
  [FAULT_LOST_ANSWER] = { "lost-answer", 8 },
  [FAULT_DELAY] = { "delay", 2 },
  [FAULT_DRIP] = { "drip", 1 },
  [FAULT_DUPLICATE] = { "duplicate", 8 },
  [FAULT_REORDER] = { "reorder", 6 },
  [FAULT_RESET] = { "reset", 4 },
  [FAULT_HALF_OPEN] = { "half-open", 1 },
  [FAULT_502] = { "502", 3 },
  [FAULT_503] = { "503", 3 },
  [FAULT_429] = { "429", 3 },
  [FAULT_LOGIN] = { "login", 3 },
  [FAULT_REDIRECT] = { "redirect", 3 },
  [FAULT_GARBAGE] = { "garbage", 3 },
  [FAULT_ALTERED_REQUEST] = { "altered-request", 6 },
  [FAULT_ALTERED_ANSWER] = { "altered-answer", 6 },
  [FAULT_OLD_ANSWER] = { "old-answer", 6 },
  [FAULT_LIE] = { "lie", 4 },
};

typedef struct
{
  Proxy *proxy;
  GSocket *client;
  GByteArray *request;
  gsize head_length; /* with the blank line */
} Exchange;

const char *
fault_name (Fault fault)
{
  return faults[fault].name;
}

static gboolean
is_ending (Proxy *self)
{
  return g_atomic_int_get (&self->is_ending) != 0;
}

static guint
draw (Proxy *self, guint below)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = (guint) g_rand_int_range (self->chance, 0, (gint32) MAX (below, 1));
  g_mutex_unlock (&self->lock);
  return n;
}

/* What is there: > 0; 0 at the end; -1 on failure or when nobody waits any more. */
static gssize
receive (Proxy *self, GSocket *socket, char *piece, gsize length)
{
  for (int waited = 0; waited < LONGEST_MS && !is_ending (self); waited += WAIT_MS)
    if (g_socket_condition_timed_wait (socket, G_IO_IN, WAIT_MS * 1000, NULL, NULL))
      return g_socket_receive (socket, piece, length, NULL, NULL);
  return -1;
}

static gboolean
deliver (GSocket *socket, const guint8 *bytes, gsize length)
{
  while (length > 0)
    {
      gssize n = g_socket_send (socket, (const char *) bytes, length, NULL, NULL);

      if (n <= 0)
        return FALSE;
      bytes += n;
      length -= (gsize) n;
    }
  return TRUE;
}

static gboolean
deliver_text (GSocket *socket, const char *text)
{
  return deliver (socket, (const guint8 *) text, strlen (text));
}

static gsize
find_length (const char *head)
{
  g_autofree char *lower = g_ascii_strdown (head, -1);
  const char *line = strstr (lower, "\r\ncontent-length:");

  return line != NULL ? (gsize) g_ascii_strtoull (line + strlen ("\r\ncontent-length:"), NULL, 10)
                      : 0;
}

/* A head and its body. @head_length 0: the other side has ended, or sends something else. */
static GByteArray *
read_message (Proxy *self, GSocket *socket, gboolean has_body, gsize *head_length)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize expected = 0;
  char piece[16384];

  *head_length = 0;
  while (*head_length == 0 || bytes->len < expected)
    {
      gssize n = receive (self, socket, piece, sizeof piece);
      const char *end;

      if (n <= 0 || bytes->len + n > MOST_BYTES)
        {
          *head_length = 0;
          return g_steal_pointer (&bytes);
        }
      g_byte_array_append (bytes, (const guint8 *) piece, (guint) n);
      end = *head_length == 0 ? g_strstr_len ((const char *) bytes->data, bytes->len, "\r\n\r\n")
                              : NULL;
      if (end != NULL)
        {
          g_autofree char *head
              = g_strndup ((const char *) bytes->data, (gsize) (end - (const char *) bytes->data));

          *head_length = strlen (head) + 4;
          expected = *head_length + (has_body ? find_length (head) : 0);
        }
    }
  return g_steal_pointer (&bytes);
}

static GSocket *
connect_upstream (Proxy *self)
{
  g_autoptr (GInetAddress) here = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GSocket) socket = NULL;
  guint port;

  g_mutex_lock (&self->lock);
  port = self->upstream;
  g_mutex_unlock (&self->lock);
  if (port == 0)
    return NULL;
  socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  address = g_inet_socket_address_new (here, (guint16) port);
  if (!g_socket_connect (socket, address, NULL, NULL))
    return NULL;
  return g_steal_pointer (&socket);
}

static gboolean
is_method (const Exchange *self, const char *method)
{
  return self->request->len > strlen (method)
         && memcmp (self->request->data, method, strlen (method)) == 0;
}

static gboolean
is_path (const Exchange *self, const char *path)
{
  const char *blank = memchr (self->request->data, ' ', self->head_length);

  return blank != NULL && g_str_has_prefix (blank + 1, path);
}

/* The hub's whole answer; %NULL where none comes. */
static GByteArray *
ask_hub (Exchange *self, const guint8 *bytes, gsize length)
{
  g_autoptr (GSocket) hub = connect_upstream (self->proxy);
  g_autoptr (GByteArray) answer = NULL;
  gsize head_length;

  if (hub == NULL || !deliver (hub, bytes, length))
    return NULL;
  answer = read_message (self->proxy, hub, !is_method (self, "HEAD"), &head_length);
  g_socket_close (hub, NULL);
  return head_length > 0 ? g_steal_pointer (&answer) : NULL;
}

static GByteArray *
ask (Exchange *self)
{
  return ask_hub (self, self->request->data, self->request->len);
}

static void
keep_old (Exchange *self, const GByteArray *answer)
{
  Proxy *proxy = self->proxy;

  if (answer == NULL || !is_method (self, "POST /v1/events"))
    return;
  g_mutex_lock (&proxy->lock);
  /* Not always, so that what is old is sometimes very old. */
  if (proxy->old == NULL || g_rand_int_range (proxy->chance, 0, 4) == 0)
    {
      g_clear_pointer (&proxy->old, g_byte_array_unref);
      proxy->old = g_byte_array_append (g_byte_array_new (), answer->data, answer->len);
    }
  g_mutex_unlock (&proxy->lock);
}

/* What was held arrives now, and nobody hears the answer. */
static void
release_held (Exchange *self)
{
  g_autoptr (GByteArray) held = NULL;
  g_autoptr (GByteArray) answer = NULL;

  g_mutex_lock (&self->proxy->lock);
  held = g_steal_pointer (&self->proxy->held);
  g_mutex_unlock (&self->proxy->lock);
  if (held != NULL)
    answer = ask_hub (self, held->data, held->len);
}

static gboolean
pass_on (Exchange *self, const GByteArray *answer)
{
  keep_old (self, answer);
  release_held (self);
  return answer != NULL && deliver (self->client, answer->data, answer->len);
}

static void
wait_for_client (Exchange *self)
{
  char piece[256];

  (void) receive (self->proxy, self->client, piece, sizeof piece);
}

static void
cut (Exchange *self)
{
  struct linger now = { 1, 0 };

  setsockopt (g_socket_get_fd (self->client), SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

static void
drip (Exchange *self, const GByteArray *answer)
{
  for (guint i = 0; answer != NULL && i < answer->len && !is_ending (self->proxy); i++)
    {
      if (!deliver (self->client, answer->data + i, 1))
        return;
      /* The client ends it; whatever can be read is its end. */
      if (g_socket_condition_timed_wait (self->client, G_IO_IN, WAIT_MS * 1000, NULL, NULL))
        return;
    }
}

/* One byte behind the head, or %FALSE where there is nothing. */
static gboolean
alter (Proxy *self, GByteArray *bytes)
{
  const char *end
      = bytes != NULL ? g_strstr_len ((const char *) bytes->data, bytes->len, "\r\n\r\n") : NULL;
  gsize from = end != NULL ? (gsize) (end + 4 - (const char *) bytes->data) : 0;

  if (end == NULL || from >= bytes->len)
    return FALSE;
  bytes->data[from + draw (self, (guint) (bytes->len - from))] ^= (guint8) (1 << draw (self, 7));
  return TRUE;
}

static gboolean
lie (Exchange *self)
{
  Proxy *proxy = self->proxy;
  g_autofree char *head = g_strndup ((const char *) self->request->data, self->head_length);
  g_autoptr (GBytes) body = g_bytes_new (self->request->data + self->head_length,
                                         self->request->len - self->head_length);
  g_autoptr (GBytes) answer
      = proxy->liar != NULL ? proxy->liar (head, body, proxy->liar_data) : NULL;
  g_autofree char *answer_head = NULL;
  gsize length;
  const guint8 *bytes;

  if (answer == NULL)
    {
      g_autoptr (GByteArray) honest = ask (self);

      return pass_on (self, honest);
    }
  bytes = g_bytes_get_data (answer, &length);
  answer_head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                 "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                                 length);
  return deliver_text (self->client, answer_head) && deliver (self->client, bytes, length);
}

static gboolean
answer_status (Exchange *self, const char *status, gboolean with_retry)
{
  g_autofree char *retry
      = with_retry ? g_strdup_printf ("Retry-After: %u\r\n", 1 + draw (self->proxy, 20)) : NULL;
  g_autofree char *text = g_strdup_printf (
      "HTTP/1.1 %s\r\n%sContent-Type: text/html\r\nContent-Length: 12\r\n\r\n<html></html", status,
      retry != NULL ? retry : "");

  return deliver_text (self->client, text);
}

static gboolean
give_old (Exchange *self)
{
  g_autoptr (GByteArray) old = NULL;

  g_mutex_lock (&self->proxy->lock);
  old = self->proxy->old != NULL ? g_byte_array_ref (self->proxy->old) : NULL;
  g_mutex_unlock (&self->proxy->lock);
  if (old == NULL)
    {
      g_autoptr (GByteArray) answer = ask (self);

      return pass_on (self, answer);
    }
  return deliver (self->client, old->data, old->len);
}

static void
hold (Exchange *self)
{
  Proxy *proxy = self->proxy;

  release_held (self);
  g_mutex_lock (&proxy->lock);
  g_clear_pointer (&proxy->held, g_byte_array_unref);
  proxy->held = g_byte_array_append (g_byte_array_new (), self->request->data, self->request->len);
  g_mutex_unlock (&proxy->lock);
}

/* What happens on the way to the hub and back. %FALSE: the connection ends. */
static gboolean
run_on_the_way (Exchange *self, Fault fault)
{
  g_autoptr (GByteArray) answer = NULL;

  switch (fault)
    {
    case FAULT_TORN_REQUEST:
      {
        g_autoptr (GSocket) hub = connect_upstream (self->proxy);

        if (hub != NULL)
          deliver (hub, self->request->data, draw (self->proxy, self->request->len));
        return FALSE;
      }

    case FAULT_DUPLICATE:
      {
        g_autoptr (GByteArray) first = ask (self);

        answer = ask (self);
        return pass_on (self, draw (self->proxy, 2) == 0 ? first : answer);
      }

    case FAULT_DELAY:
      g_usleep (draw (self->proxy, DELAY_MS) * 1000);
      answer = ask (self);
      return pass_on (self, answer);

    case FAULT_TORN_ANSWER:
      answer = ask (self);
      if (answer != NULL)
        deliver (self->client, answer->data, draw (self->proxy, answer->len));
      return FALSE;

    case FAULT_LOST_ANSWER:
      answer = ask (self);
      return FALSE;

    case FAULT_DRIP:
      answer = ask (self);
      drip (self, answer);
      return FALSE;

    case FAULT_ALTERED_REQUEST:
      alter (self->proxy, self->request);
      answer = ask (self);
      return pass_on (self, answer);

    case FAULT_ALTERED_ANSWER:
      answer = ask (self);
      return alter (self->proxy, answer) && pass_on (self, answer);

    default:
      answer = ask (self);
      return pass_on (self, answer);
    }
}

static gboolean
run_fault (Exchange *self, Fault fault)
{
  switch (fault)
    {
    case FAULT_REORDER:
      hold (self);
      cut (self);
      return FALSE;
    case FAULT_RESET:
      cut (self);
      return FALSE;
    case FAULT_HALF_OPEN:
      wait_for_client (self);
      return FALSE;
    case FAULT_502:
      return answer_status (self, "502 Bad Gateway", FALSE);
    case FAULT_503:
      return answer_status (self, "503 Service Unavailable", TRUE);
    case FAULT_429:
      return answer_status (self, "429 Too Many Requests", TRUE);
    case FAULT_LOGIN:
      return answer_status (self, "200 OK", FALSE);
    case FAULT_REDIRECT:
      return answer_status (self, "302 Found\r\nLocation: http://127.0.0.1:1/login", FALSE);
    case FAULT_GARBAGE:
      deliver_text (self->client, "\x16\x03\x01 SSH-2.0-x\r\n\r\n\xff\xfe");
      return FALSE;
    case FAULT_OLD_ANSWER:
      return is_method (self, "POST /v1/events") ? give_old (self)
                                                 : run_on_the_way (self, FAULT_NONE);
    case FAULT_LIE:
      return lie (self);
    default:
      return run_on_the_way (self, fault);
    }
}

static Fault
draw_by_weight (Proxy *self)
{
  guint sum = 0;
  guint at;

  for (guint i = 0; i < N_FAULTS; i++)
    sum += faults[i].weight;
  at = (guint) g_rand_int_range (self->chance, 0, (gint32) sum);
  for (guint i = 0; i < N_FAULTS; i++)
    {
      if (at < faults[i].weight)
        return (Fault) i;
      at -= faults[i].weight;
    }
  g_assert_not_reached ();
}

static Fault
decide (Exchange *self)
{
  Proxy *proxy = self->proxy;
  Fault fault = FAULT_NONE;

  g_mutex_lock (&proxy->lock);
  if (proxy->path == NULL || is_path (self, proxy->path))
    {
      if (!g_queue_is_empty (&proxy->script))
        fault = (Fault) GPOINTER_TO_INT (g_queue_pop_head (&proxy->script));
      else if (proxy->rate > 0 && g_rand_double (proxy->chance) < proxy->rate)
        fault = draw_by_weight (proxy);
    }
  proxy->counts[fault]++;
  g_mutex_unlock (&proxy->lock);
  return fault;
}

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        gpointer data)
{
  Exchange self = { .proxy = data, .client = g_socket_connection_get_socket (connection) };
  gboolean goes_on = TRUE;

  g_socket_set_timeout (self.client, 5);
  while (goes_on)
    {
      self.request = read_message (self.proxy, self.client, TRUE, &self.head_length);
      goes_on = self.head_length > 0 && run_fault (&self, decide (&self));
      g_byte_array_unref (self.request);
    }
  g_socket_close (self.client, NULL);
  return TRUE;
}

static gpointer
loop_thread (gpointer data)
{
  Proxy *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

Proxy *
proxy_new (guint32 seed)
{
  Proxy *self = g_new0 (Proxy, 1);
  g_autoptr (GInetAddress) here = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (here, 0);
  g_autoptr (GSocketAddress) effective = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->lock);
  g_queue_init (&self->script);
  self->chance = g_rand_new_with_seed (seed);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_main_context_push_thread_default (self->context);
  self->service = g_threaded_socket_service_new (64);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &effective, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  g_socket_service_start (self->service);
  g_main_context_pop_thread_default (self->context);
  self->thread = g_thread_new ("proxy", loop_thread, self);
  return self;
}

void
proxy_free (Proxy *self)
{
  if (self == NULL)
    return;
  g_atomic_int_set (&self->is_ending, 1);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_main_loop_quit (self->loop);
  g_thread_join (self->thread);
  g_object_unref (self->service); /* waits for its threads */
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_queue_clear (&self->script);
  g_clear_pointer (&self->held, g_byte_array_unref);
  g_clear_pointer (&self->old, g_byte_array_unref);
  g_rand_free (self->chance);
  g_mutex_clear (&self->lock);
  g_free (self);
}

guint
proxy_port (Proxy *self)
{
  return self->port;
}

void
proxy_set_upstream (Proxy *self, guint port)
{
  g_mutex_lock (&self->lock);
  self->upstream = port;
  g_mutex_unlock (&self->lock);
}

void
proxy_script (Proxy *self, const Fault *script, guint n)
{
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < n; i++)
    g_queue_push_tail (&self->script, GINT_TO_POINTER (script[i]));
  g_mutex_unlock (&self->lock);
}

void
proxy_set_rate (Proxy *self, double rate)
{
  g_mutex_lock (&self->lock);
  self->rate = rate;
  g_mutex_unlock (&self->lock);
}

void
proxy_set_path (Proxy *self, const char *path)
{
  g_mutex_lock (&self->lock);
  self->path = path;
  g_mutex_unlock (&self->lock);
}

void
proxy_set_liar (Proxy *self, ProxyLiar liar, gpointer data)
{
  g_mutex_lock (&self->lock);
  self->liar = liar;
  self->liar_data = data;
  g_mutex_unlock (&self->lock);
}

guint
proxy_count (Proxy *self, Fault fault)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->counts[fault];
  g_mutex_unlock (&self->lock);
  return n;
}

guint
proxy_requests (Proxy *self)
{
  guint n = 0;

  for (guint i = 0; i < N_FAULTS; i++)
    n += proxy_count (self, (Fault) i);
  return n;
}
