/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "hub/request.h"

#include <string.h>

#include "hub/batch.h"

void
enr_hub_request_free (EnrHubRequest *self)
{
  g_free (self->target);
  g_free (self->path);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->address);
  g_clear_pointer (&self->site, enr_hub_site_free);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_clear_object (&self->message);
  g_clear_pointer (&self->headers, g_ptr_array_unref);
  g_free (self);
}

const char *
enr_hub_request_header (const EnrHubRequest *self, const char *name)
{
  return soup_message_headers_get_one (soup_server_message_get_request_headers (self->message),
                                       name);
}

gboolean
enr_hub_request_int (EnrHubRequest *self,
                     const char *name,
                     gint64 first,
                     gint64 last,
                     gint64 fallback,
                     gint64 *value)
{
  const char *text = self->query != NULL ? g_hash_table_lookup (self->query, name) : NULL;

  *value = fallback;
  if (text == NULL || g_ascii_string_to_signed (text, 10, first, last, value, NULL))
    return TRUE;
  enr_hub_answer_problem (self, 400, "bad-request", name);
  return FALSE;
}

json_t *
enr_hub_request_json (EnrHubRequest *self)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  gconstpointer bytes = g_bytes_get_data (self->body, &length);
  g_autoptr (json_t) json = enr_json_read (bytes != NULL ? bytes : "", length, &error);

  if (json_is_object (json))
    return g_steal_pointer (&json);
  enr_hub_answer_problem (self, 400, "bad-request", error != NULL ? error->message : "no object");
  return NULL;
}

void
enr_hub_answer (EnrHubRequest *self, guint status, const char *type, GBytes *bytes)
{
  self->status = status;
  self->type = type;
  g_clear_pointer (&self->answer, g_bytes_unref);
  self->answer = bytes != NULL ? g_bytes_ref (bytes) : NULL;
}

void
enr_hub_answer_text (EnrHubRequest *self, guint status, const char *type, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  enr_hub_answer (self, status, type, bytes);
}

void
enr_hub_answer_json (EnrHubRequest *self, guint status, json_t *json)
{
  g_autoptr (json_t) owned = json;
  g_autoptr (GBytes) bytes = enr_json_write (owned);

  enr_hub_answer (self, status, "application/json", bytes);
}

void
enr_hub_answer_problem (EnrHubRequest *self, guint status, const char *problem, const char *detail)
{
  g_autoptr (EnrProblem) made = enr_hub_problem (problem, detail, NULL);

  enr_hub_answer_json (self, status, enr_problem_to_json (made, (int) status));
  self->type = "application/problem+json";
}

void
enr_hub_answer_error (EnrHubRequest *self, const GError *error)
{
  gboolean passes = g_error_matches (error, ENR_HUB_ERROR, ENR_HUB_ERROR_BUSY);

  g_message ("%s %s: %s", self->method, self->path, error->message);
  enr_hub_answer_problem (self, passes ? 503 : 500, passes ? "overloaded" : "failed", NULL);
  if (passes)
    enr_hub_answer_header (self, "Retry-After", "10");
}

void
enr_hub_answer_header (EnrHubRequest *self, const char *name, const char *value)
{
  if (self->headers == NULL)
    self->headers = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}
