/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The signature is over the whole answer in its one form, less the signature itself, so that nobody
 * between can change what the hub expects or allows either.
 */
#include "config.h"
#include "wire/reply.h"

#include <string.h>

#define MAX_RETRY_AFTER (4 * 60 * 60)

static const char *const status_words[] = {
  [ENR_VERDICT_ACCEPTED] = "accepted",
  [ENR_VERDICT_DUPLICATE] = "duplicate",
  [ENR_VERDICT_REJECTED] = "rejected",
  [ENR_VERDICT_DEFERRED] = "deferred",
};

void
enr_problem_free (EnrProblem *self)
{
  g_free (self->type);
  g_free (self->title);
  g_free (self->detail);
  g_free (self->pointer);
  g_free (self);
}

static void
set_text (json_t *object, const char *key, const char *text)
{
  if (text != NULL)
    {
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      json_object_set_new (object, key, json_string (valid));
    }
}

json_t *
enr_problem_to_json (const EnrProblem *self, int status)
{
  json_t *object = json_object ();

  set_text (object, "type", self->type);
  set_text (object, "title", self->title);
  set_text (object, "detail", self->detail);
  set_text (object, "pointer", self->pointer);
  if (status != 0)
    json_object_set_new (object, "status", json_integer (status));
  return object;
}

EnrProblem *
enr_problem_from_json (const json_t *object)
{
  EnrProblem *self;

  if (!json_is_object (object))
    return NULL;
  self = g_new0 (EnrProblem, 1);
  self->type = g_strdup (enr_json_get_text (object, "type", "about:blank"));
  self->title = g_strdup (enr_json_get_text (object, "title", ""));
  self->detail = g_strdup (enr_json_get_text (object, "detail", NULL));
  self->pointer = g_strdup (enr_json_get_text (object, "pointer", NULL));
  return self;
}

void
enr_verdict_free (EnrVerdict *self)
{
  g_free (self->id);
  g_clear_pointer (&self->problem, enr_problem_free);
  g_clear_pointer (&self->review, enr_problem_free);
  g_free (self);
}

EnrReply *
enr_reply_new (const char *hub)
{
  EnrReply *self = g_new0 (EnrReply, 1);

  self->hub = g_strdup (hub);
  self->verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_verdict_free);
  self->files = g_ptr_array_new_with_free_func (g_free);
  self->expect = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
enr_reply_free (EnrReply *self)
{
  g_free (self->hub);
  g_free (self->hub_time);
  g_clear_pointer (&self->verdicts, g_ptr_array_unref);
  g_clear_pointer (&self->expect, g_hash_table_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_free (self->min_client);
  g_free (self);
}

static json_t *
verdict_to_json (const EnrVerdict *self)
{
  static const guint8 none[ENR_SUM_LENGTH];
  json_t *object = json_object ();

  set_text (object, "id", self->id);
  if (memcmp (self->sum, none, sizeof none) != 0)
    {
      char sum[2 * ENR_SUM_LENGTH + 1];

      enr_sum_format (self->sum, sum);
      set_text (object, "sha256", sum);
    }
  set_text (object, "status", status_words[self->status]);
  if (self->recv_seq > 0)
    json_object_set_new (object, "recv_seq", json_integer (self->recv_seq));
  if (self->status == ENR_VERDICT_DEFERRED)
    json_object_set_new (object, "retry_after", json_integer (self->retry_after));
  if (self->problem != NULL)
    json_object_set_new (object, "problem", enr_problem_to_json (self->problem, 0));
  if (self->review != NULL)
    json_object_set_new (object, "review", enr_problem_to_json (self->review, 0));
  return object;
}

static json_t *
files_to_json (const GPtrArray *files)
{
  json_t *list = json_array ();

  for (guint i = 0; i < files->len; i++)
    json_array_append_new (list, json_string (files->pdata[i]));
  return list;
}

GBytes *
enr_reply_write (const EnrReply *self, const EnrKeyPair *hub_key)
{
  g_autoptr (json_t) root = json_object ();
  g_autoptr (GBytes) unsigned_bytes = NULL;
  g_autofree char *text = NULL;
  json_t *results = json_array ();
  json_t *expect = json_object ();
  guint8 signature[ENR_SIGNATURE_LENGTH];
  GHashTableIter iter;
  gpointer source, next;

  for (guint i = 0; i < self->verdicts->len; i++)
    json_array_append_new (results, verdict_to_json (self->verdicts->pdata[i]));
  g_hash_table_iter_init (&iter, self->expect);
  while (g_hash_table_iter_next (&iter, &source, &next))
    json_object_set_new (expect, source, json_integer (*(gint64 *) next));
  set_text (root, "hub", self->hub);
  set_text (root, "hub_time", self->hub_time);
  set_text (root, "min_client", self->min_client);
  json_object_set_new (root, "results", results);
  json_object_set_new (root, "expect", expect);
  if (self->files->len > 0)
    json_object_set_new (root, "files", files_to_json (self->files));
  if (self->max_events > 0 || self->max_bytes > 0)
    json_object_set_new (
        root, "limits",
        json_pack ("{s:i, s:i}", "events", self->max_events, "bytes", self->max_bytes));

  unsigned_bytes = enr_json_write (root);
  enr_sign (hub_key, g_bytes_get_data (unsigned_bytes, NULL), g_bytes_get_size (unsigned_bytes),
            signature);
  text = enr_key_format (signature, sizeof signature);
  set_text (root, "sig", text);
  return enr_json_write (root);
}

static EnrVerdict *
verdict_from_json (const json_t *object)
{
  g_autoptr (EnrVerdict) self = g_new0 (EnrVerdict, 1);
  const char *status = enr_json_get_text (object, "status", NULL);
  const char *sum = enr_json_get_text (object, "sha256", NULL);
  gboolean is_known = FALSE;

  self->id = g_strdup (enr_json_get_text (object, "id", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (status_words); i++)
    if (g_strcmp0 (status, status_words[i]) == 0)
      {
        self->status = (EnrVerdictStatus) i;
        is_known = TRUE;
      }
  if (self->id == NULL || !is_known || (sum != NULL && !enr_sum_parse (sum, self->sum)))
    return NULL;
  self->recv_seq = MAX (enr_json_get_int (object, "recv_seq", 0), 0);
  self->retry_after = (int) CLAMP (enr_json_get_int (object, "retry_after", 0), 0, MAX_RETRY_AFTER);
  self->problem = enr_problem_from_json (json_object_get (object, "problem"));
  self->review = enr_problem_from_json (json_object_get (object, "review"));
  return g_steal_pointer (&self);
}

static EnrReply *
refuse (GError **error, EnrWireError code, const char *message)
{
  g_set_error_literal (error, ENR_WIRE_ERROR, code, message);
  return NULL;
}

/* Whether @root less its "sig" was signed by @hub_open. Takes the signature out of @root. */
static gboolean
is_signed (json_t *root, const guint8 hub_open[ENR_KEY_PUBLIC_LENGTH])
{
  guint8 signature[ENR_SIGNATURE_LENGTH];
  g_autoptr (GBytes) bytes = NULL;

  if (!enr_key_parse (enr_json_get_text (root, "sig", NULL), signature, sizeof signature))
    return FALSE;
  json_object_del (root, "sig");
  bytes = enr_json_write (root);
  return enr_verify (hub_open, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), signature);
}

EnrReply *
enr_reply_read (GBytes *bytes,
                const char *hub,
                const guint8 hub_open[ENR_KEY_PUBLIC_LENGTH],
                GError **error)
{
  g_autoptr (EnrReply) self = NULL;
  g_autoptr (json_t) root = NULL;
  const json_t *results, *limits;
  json_t *expect, *value;
  const char *key;
  void *iter = NULL;
  gsize i;

  root = enr_json_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL);
  results = json_object_get (root, "results");
  if (!json_is_object (root) || !json_is_array (results)
      || enr_json_get_text (root, "hub", NULL) == NULL)
    return refuse (error, ENR_WIRE_ERROR_REPLY, "not a hub's answer");
  if (strcmp (enr_json_get_text (root, "hub", ""), hub) != 0)
    return refuse (error, ENR_WIRE_ERROR_OTHER_HUB, "another hub's answer");
  if (!is_signed (root, hub_open))
    return refuse (error, ENR_WIRE_ERROR_SIGNATURE, "not signed by the hub");

  self = enr_reply_new (hub);
  self->hub_time = g_strdup (enr_json_get_text (root, "hub_time", NULL));
  self->min_client = g_strdup (enr_json_get_text (root, "min_client", NULL));
  limits = json_object_get (root, "limits");
  self->max_events = (int) CLAMP (enr_json_get_int (limits, "events", 0), 0, G_MAXINT32);
  self->max_bytes = (int) CLAMP (enr_json_get_int (limits, "bytes", 0), 0, G_MAXINT32);
  json_array_foreach (results, i, value)
  {
    EnrVerdict *verdict = verdict_from_json (value);

    if (verdict == NULL)
      return refuse (error, ENR_WIRE_ERROR_REPLY, "a verdict that cannot be read");
    g_ptr_array_add (self->verdicts, verdict);
  }
  json_array_foreach (json_object_get (root, "files"), i, value)
  {
    if (json_is_string (value))
      g_ptr_array_add (self->files, g_strdup (json_string_value (value)));
  }
  expect = json_object_get (root, "expect");
  while ((iter = enr_json_next (expect, iter, &key, &value)) != NULL)
    {
      if (json_is_integer (value) && json_integer_value (value) >= 1)
        {
          gint64 next = json_integer_value (value);

          g_hash_table_insert (self->expect, g_strdup (key), g_memdup2 (&next, sizeof next));
        }
    }
  return g_steal_pointer (&self);
}
