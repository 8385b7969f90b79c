/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "hub-support.h"

#include <signal.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>
#include <glib/gstdio.h>

#include "base/uuid.h"

#define PG_BIN "/usr/lib/postgresql/15/bin"

static struct
{
  char *folder;
  GSubprocess *server;
  guint n_databases;
  gboolean waits_for_disk;
} pg;

static const char *
get_hub_program (void)
{
  const char *program = g_getenv ("ENROKU_HUB");

  g_assert_nonnull (program);
  return program;
}

static void
remove_folder (const char *folder)
{
  const char *argv[] = { "rm", "-rf", folder, NULL };

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                NULL);
}

gboolean
hub_can (HubStore store)
{
  return store == HUB_SQLITE || g_file_test (PG_BIN "/initdb", G_FILE_TEST_IS_EXECUTABLE);
}

/* PostgreSQL does not run as root; who is somebody else runs it as such. Ends with the test. */
static GSubprocess *
spawn_pg (GSubprocessFlags flags, const char *const *command)
{
  static const char *const as_postgres[]
      = { "setpriv",        "--reuid=postgres", "--regid=postgres",
          "--clear-groups", "--pdeathsig=KILL", NULL };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) argv = NULL;
  GSubprocess *process;

  if (geteuid () == 0)
    g_strv_builder_addv (builder, (const char **) as_postgres);
  g_strv_builder_addv (builder, (const char **) command);
  argv = g_strv_builder_end (builder);
  process = g_subprocess_newv ((const char *const *) argv, flags, &error);
  g_assert_no_error (error);
  return process;
}

static void
run_pg (const char *const *command)
{
  g_autoptr (GSubprocess) process
      = spawn_pg (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, command);
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

static void
spawn_server (void)
{
  g_autofree char *data = g_build_filename (pg.folder, "data", NULL);

  pg.server
      = spawn_pg (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                  (const char *[]){ PG_BIN "/postgres", "-D", data, "-k", pg.folder, "-h", "", "-c",
                                    pg.waits_for_disk ? "fsync=on" : "fsync=off", NULL });
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (GSubprocess) ready
          = spawn_pg (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                      (const char *[]){ PG_BIN "/pg_isready", "-h", pg.folder, "-q", NULL });

      if (g_subprocess_wait_check (ready, NULL, NULL))
        return;
      g_usleep (100 * 1000);
    }
  g_error ("PostgreSQL does not start");
}

void
hub_wait_for_disk (void)
{
  g_return_if_fail (pg.server == NULL);

  pg.waits_for_disk = TRUE;
}

void
hub_restart_postgresql (void (*meanwhile) (gpointer data), gpointer data)
{
  g_subprocess_send_signal (pg.server, SIGINT);
  g_subprocess_wait (pg.server, NULL, NULL);
  g_clear_object (&pg.server);
  meanwhile (data);
  spawn_server ();
}

static void
start_pg (void)
{
  g_autofree char *data = NULL;

  if (pg.server != NULL)
    return;
  pg.folder = g_dir_make_tmp ("enroku-pg-XXXXXX", NULL);
  g_assert_nonnull (pg.folder);
  g_chmod (pg.folder, 0777);
  data = g_build_filename (pg.folder, "data", NULL);
  run_pg ((const char *[]){ PG_BIN "/initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E",
                            "UTF8", "--locale=C", "--no-sync", NULL });
  spawn_server ();
}

static void
stop_pg (void)
{
  if (pg.server == NULL)
    return;
  g_subprocess_send_signal (pg.server, SIGINT);
  g_subprocess_wait (pg.server, NULL, NULL);
  g_clear_object (&pg.server);
  remove_folder (pg.folder);
  g_clear_pointer (&pg.folder, g_free);
}

Hub *
hub_new (HubStore store)
{
  Hub *self = g_new0 (Hub, 1);
  g_autoptr (EnrHubDb) db = NULL;
  g_auto (EnrHubMeta) meta = { 0 };
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("enroku-hub-XXXXXX", &error);
  g_assert_no_error (error);
  self->key_path = g_build_filename (self->folder, "hub.key", NULL);
  if (store == HUB_SQLITE)
    self->database = g_build_filename (self->folder, "hub.db", NULL);
  else
    {
      g_autofree char *name = g_strdup_printf ("hub%u", ++pg.n_databases);

      start_pg ();
      run_pg (
          (const char *[]){ PG_BIN "/createdb", "-h", pg.folder, "-U", "postgres", name, NULL });
      self->database = g_strdup_printf ("postgresql:///%s?host=%s&user=postgres", name, pg.folder);
    }
  enr_key_pair_new (&self->key);
  enr_key_pair_save (&self->key, self->key_path, &error);
  g_assert_no_error (error);
  db = enr_hub_db_open (self->database, TRUE, &error);
  g_assert_no_error (error);
  enr_hub_init (db, "桜市", self->key.open, &error);
  g_assert_no_error (error);
  enr_hub_meta_load (db, &meta, &error);
  g_assert_no_error (error);
  self->id = g_steal_pointer (&meta.id);
  return self;
}

void
hub_free (Hub *self)
{
  if (self == NULL)
    return;
  if (self->process != NULL)
    hub_stop (self, SIGKILL);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->database);
  g_free (self->key_path);
  g_free (self->id);
  g_free (self);
}

EnrHubDb *
hub_open (Hub *self)
{
  g_autoptr (GError) error = NULL;
  EnrHubDb *db = enr_hub_db_open (self->database, FALSE, &error);

  g_assert_no_error (error);
  return db;
}

static GSubprocess *
spawn_hub (Hub *self, const char *const *options, guint *port)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GDataInputStream) input = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) argv = NULL;
  g_autofree char *line = NULL;
  GSubprocess *process;

  /* Ends with the test, however that ends. */
  g_strv_builder_add_many (builder, "setpriv", "--pdeathsig=KILL", get_hub_program (), "serve",
                           "--database", self->database, "--key", self->key_path, "--listen",
                           "127.0.0.1:0", NULL);
  if (options != NULL)
    g_strv_builder_addv (builder, (const char **) options);
  argv = g_strv_builder_end (builder);
  process = g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  input = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = g_data_input_stream_read_line (input, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_nonnull (strrchr (line, ':'));
  *port = (guint) g_ascii_strtoull (strrchr (line, ':') + 1, NULL, 10);
  g_assert_cmpuint (*port, >, 0);
  return process;
}

void
hub_start (Hub *self, const char *const *options)
{
  g_assert_null (self->process);
  self->process = spawn_hub (self, options, &self->port);
}

GSubprocess *
hub_start_another (Hub *self, guint *port)
{
  return spawn_hub (self, NULL, port);
}

void
hub_end_process (GSubprocess *process, int signal)
{
  g_subprocess_send_signal (process, signal);
  g_subprocess_wait (process, NULL, NULL);
  if (signal == SIGTERM)
    {
      g_assert_true (g_subprocess_get_if_exited (process));
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
    }
  g_object_unref (process);
}

void
hub_stop (Hub *self, int signal)
{
  hub_end_process (g_steal_pointer (&self->process), signal);
}

int
hub_run (Hub *self, char **output, ...)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  const char *word;
  int status;
  va_list args;

  g_strv_builder_add_many (builder, get_hub_program (), "--database", self->database, NULL);
  va_start (args, output);
  while ((word = va_arg (args, const char *)) != NULL)
    g_strv_builder_add (builder, word);
  va_end (args);
  argv = g_strv_builder_end (builder);
  g_spawn_sync (NULL, argv, NULL,
                G_SPAWN_STDERR_TO_DEV_NULL | (output == NULL ? G_SPAWN_STDOUT_TO_DEV_NULL : 0),
                NULL, NULL, output, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

void
hub_add_test (const char *path, GTestDataFunc func)
{
  g_autofree char *sqlite = g_strconcat (path, "/sqlite", NULL);
  g_autofree char *postgresql = g_strconcat (path, "/postgresql", NULL);

  g_test_add_data_func (sqlite, GINT_TO_POINTER (HUB_SQLITE), func);
  if (hub_can (HUB_POSTGRESQL))
    g_test_add_data_func (postgresql, GINT_TO_POINTER (HUB_POSTGRESQL), func);
}

int
hub_run_tests (void)
{
  int result;

  g_assert_cmpint (sodium_init (), >=, 0);
  result = g_test_run ();
  stop_pg ();
  return result;
}

Pc *
pc_new (Hub *hub, const char *nursery)
{
  Pc *self = g_new0 (Pc, 1);
  guint8 site[16];

  randombytes_buf (site, sizeof site);
  self->hub = hub;
  self->port = hub->port;
  self->nursery = g_strdup (nursery);
  self->source = enr_source_format (nursery, site);
  enr_key_pair_new (&self->key);
  return self;
}

void
pc_free (Pc *self)
{
  g_free (self->nursery);
  g_free (self->source);
  g_free (self);
}

void
pc_register (Pc *self)
{
  g_autoptr (EnrHubDb) db = hub_open (self->hub);
  g_autoptr (GError) error = NULL;
  g_autofree char *code = enr_hub_code_new (db, self->nursery, "ひばり保育園", 1, &error);

  g_assert_no_error (error);
  enr_hub_enroll (db, code, self->nursery, self->source, self->key.open, "事務室", &error);
  g_assert_no_error (error);
}

void
answer_free (Answer *self)
{
  g_free (self->head);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->json, json_decref);
  g_clear_pointer (&self->reply, enr_reply_free);
  g_free (self);
}

const char *
answer_problem (const Answer *self)
{
  const char *type = json_is_object (self->json) ? enr_json_get_text (self->json, "type", "") : "";

  return g_str_has_prefix (type, ENR_PROBLEM_BASE) ? type + strlen (ENR_PROBLEM_BASE) : "";
}

char *
answer_header (const Answer *self, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (self->head != NULL ? self->head : "", "\r\n", -1);

  for (char **line = lines; *line != NULL; line++)
    if (g_ascii_strncasecmp (*line, name, strlen (name)) == 0 && (*line)[strlen (name)] == ':')
      return g_strstrip (g_strdup (*line + strlen (name) + 1));
  return NULL;
}

static void
read_answer (Answer *self, GByteArray *bytes)
{
  const char *text;
  const char *end;

  g_byte_array_append (bytes, (const guint8 *) "", 1);
  text = (const char *) bytes->data;
  while (g_str_has_prefix (text, "HTTP/1.1 100"))
    text = strstr (text, "\r\n\r\n") + 4;
  end = strstr (text, "\r\n\r\n");
  if (end == NULL || !g_str_has_prefix (text, "HTTP/1.1 "))
    return;
  self->status = (guint) g_ascii_strtoull (text + 9, NULL, 10);
  self->head = g_strndup (text, (gsize) (end - text));
  end += 4;
  self->body = g_bytes_new (end, (gsize) ((const char *) bytes->data + bytes->len - 1 - end));
  self->json
      = enr_json_read (g_bytes_get_data (self->body, NULL), g_bytes_get_size (self->body), NULL);
}

Answer *
pc_raw (guint port, const char *from_address, const char *bytes, gsize length)
{
  Answer *self = g_new0 (Answer, 1);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GByteArray) array = g_byte_array_new ();
  char piece[16384];
  gssize n;

  if (from_address != NULL)
    {
      g_autoptr (GSocketAddress) local = g_inet_socket_address_new_from_string (from_address, 0);

      g_socket_client_set_local_address (client, local);
    }
  g_socket_client_set_timeout (client, 60);
  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) port, NULL, NULL);
  if (connection == NULL)
    return self;
  /* A hub that refuses shuts the connection with some of this unread. */
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), bytes,
                             length, NULL, NULL, NULL);
  while ((n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), piece,
                                   sizeof piece, NULL, NULL))
         > 0)
    g_byte_array_append (array, (const guint8 *) piece, (guint) n);
  read_answer (self, array);
  return self;
}

Answer *
pc_request (Pc *self, const char *method, const char *path, const char *headers, GBytes *body)
{
  gint64 now = enr_hub_now_ms () + self->clock_ms;
  gsize length = body != NULL ? g_bytes_get_size (body) : 0;
  const void *bytes = length > 0 ? g_bytes_get_data (body, NULL) : "";
  guint8 sum[ENR_SUM_LENGTH];
  guint8 signature[ENR_SIGNATURE_LENGTH];
  g_autofree char *text = NULL;
  g_autofree char *signed_by = NULL;
  g_autoptr (GByteArray) request = g_byte_array_new ();
  g_autofree char *head = NULL;

  enr_sum (bytes, length, sum);
  text = enr_request_text (method, path, self->source, now, sum);
  enr_sign (&self->key, text, strlen (text), signature);
  signed_by = enr_key_format (signature, sizeof signature);
  head = g_strdup_printf ("%s %s HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nHub-Site: %s\r\n"
                          "Hub-Time: %" G_GINT64_FORMAT "\r\nHub-Signature: %s\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\n%s\r\n",
                          method, path, self->source, now, signed_by, length,
                          headers != NULL ? headers : "");
  g_byte_array_append (request, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (request, bytes, (guint) length);
  return pc_raw (self->port, NULL, (const char *) request->data, request->len);
}

GBytes *
pc_event (Pc *self,
          const char *id,
          gint64 sequence,
          const char *type,
          const char *subject,
          gint64 rev,
          const char *schema,
          json_t *data)
{
  EnrUuid uuid = enr_uuid_new ();
  char id_text[ENR_UUID_STRING_LENGTH];
  EnrEvent event = { 0 };
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  event.id = (char *) (id != NULL ? id : enr_uuid_format (&uuid, id_text));
  event.source = self->source;
  event.sequence = sequence > 0 ? sequence : ++self->sequence;
  event.type = (char *) type;
  event.subject = (char *) subject;
  event.rev = rev;
  event.time = (char *) "2026-11-21T18:00:00+09:00";
  event.dataschema = (char *) schema;
  memcpy (event.prev, self->prev, sizeof event.prev);
  event.data = data;
  bytes = enr_event_freeze (&event, &error);
  g_assert_no_error (error);
  enr_sum (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), self->prev);
  json_decref (data);
  return bytes;
}

GBytes *
pc_day (Pc *self, const char *date, gint64 rev, gboolean is_open, int present)
{
  g_autofree char *subject = g_strconcat ("attendance-day/", date, NULL);
  json_t *children = json_array ();
  json_t *data;

  for (int i = 0; i < present; i++)
    {
      g_autofree char *number = g_strdup_printf ("A%03d", i);

      json_array_append_new (children, json_pack ("{s:s, s:i, s:i, s:i}", "number", number, "age",
                                                  3, "arrive", 480 + i, "leave", 1020));
    }
  data = json_pack ("{s:s, s:b, s:i, s:i, s:i, s:o}", "date", date, "open", is_open, "enrolled",
                    present, "present", present, "absent", 0, "children", children);
  return pc_event (self, NULL, 0, "jp.enroku.attendance.day-closed.v1", subject, rev,
                   "attendance-day/1.0", data);
}

Answer *
pc_send_all (Pc *self, GPtrArray *events)
{
  g_autoptr (GBytes) batch = enr_batch_join (events);
  g_autoptr (GBytes) packed = enr_gzip (batch);
  g_autofree char *digest = enr_content_digest (packed);
  guint8 sum[ENR_SUM_LENGTH];
  char hex[2 * ENR_SUM_LENGTH + 1];
  g_autofree char *headers = NULL;
  Answer *answer;

  enr_sum (g_bytes_get_data (batch, NULL), g_bytes_get_size (batch), sum);
  enr_sum_format (sum, hex);
  headers = g_strdup_printf (
      "Content-Type: application/cloudevents-batch+json\r\nContent-Encoding: gzip\r\n"
      "Content-Digest: %s\r\nIdempotency-Key: \"%s\"\r\n",
      digest, hex);
  answer = pc_request (self, "POST", "/v1/events", headers, packed);
  /* A hub that is killed while it writes has not answered. */
  if (answer->status == 200)
    {
      g_autofree char *whole = answer_header (answer, "Content-Length");

      if (whole == NULL || g_ascii_strtoull (whole, NULL, 10) > g_bytes_get_size (answer->body))
        answer->status = 0;
    }
  if (answer->status == 200)
    {
      g_autoptr (GError) error = NULL;

      answer->reply = enr_reply_read (answer->body, self->hub->id, self->hub->key.open, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (answer->reply->verdicts->len, ==, events->len);
    }
  return answer;
}

Answer *
pc_send (Pc *self, ...)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  GBytes *event;
  va_list args;

  va_start (args, self);
  while ((event = va_arg (args, GBytes *)) != NULL)
    g_ptr_array_add (events, event);
  va_end (args);
  return pc_send_all (self, events);
}

const char *
answer_verdict (const Answer *self, guint i)
{
  const EnrVerdict *verdict;

  g_assert_nonnull (self->reply);
  g_assert_cmpuint (i, <, self->reply->verdicts->len);
  verdict = self->reply->verdicts->pdata[i];
  switch (verdict->status)
    {
    case ENR_VERDICT_ACCEPTED:
      return "accepted";
    case ENR_VERDICT_DUPLICATE:
      return "duplicate";
    case ENR_VERDICT_DEFERRED:
      return "deferred";
    case ENR_VERDICT_REJECTED:
      return verdict->problem->type + strlen (ENR_PROBLEM_BASE);
    }
  return "";
}
