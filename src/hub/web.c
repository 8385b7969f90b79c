/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * From a request to the page that answers it.
 */
#include "config.h"

#include "hub/web.h"

#include <string.h>

#include "hub/audit.h"
#include "hub/routes.h"

#define BASE "/city"
#define STYLE "/io/github/enroku/Hub/web/style.css"

static const EnrWebPage *const tables[] = {
  enr_web_pages_session, enr_web_pages_nurseries, enr_web_pages_received, enr_web_pages_events,
  enr_web_pages_review,  enr_web_pages_files,     enr_web_pages_versions, enr_web_pages_audit,
};

typedef struct
{
  EnrHubActor actor;
  EnrHubWriteFunc func;
  gpointer data;
} Writing;

/* The writer's connection is everybody's: it bears a name for this one function. */
static gboolean
write_func (EnrHubDb *db, gpointer data, GError **error)
{
  const Writing *self = data;
  gboolean is_good;

  enr_hub_db_set_actor (db, &self->actor);
  is_good = self->func (db, self->data, error);
  enr_hub_db_set_actor (db, NULL);
  return is_good;
}

gboolean
enr_web_write_as (EnrWeb *web,
                  const char *officer,
                  EnrHubWriteFunc func,
                  gpointer data,
                  GError **error)
{
  Writing self = { { "web", officer, web->request->address }, func, data };

  return enr_hub_server_write (web->worker->server, write_func, &self, error);
}

gboolean
enr_web_write (EnrWeb *web, EnrHubWriteFunc func, gpointer data, GError **error)
{
  return enr_web_write_as (web, web->officer != NULL ? web->officer : "", func, data, error);
}

typedef struct
{
  const char *action;
  const char *about;
  const char *detail;
} Trace;

static gboolean
audit_func (EnrHubDb *db, gpointer data, GError **error)
{
  const Trace *self = data;

  return enr_hub_audit (db, self->action, self->about, self->detail, error);
}

gboolean
enr_web_audit (EnrWeb *web, const char *action, const char *about, const char *detail)
{
  Trace self = { action, about, detail };
  g_autoptr (GError) error = NULL;

  if (enr_web_write (web, audit_func, &self, &error))
    return TRUE;
  enr_web_say_error (web, error);
  return FALSE;
}

static const EnrWebPage *
find_page (const EnrHubRequest *request, gboolean *is_known)
{
  *is_known = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const EnrWebPage *page = tables[i]; page->method != NULL; page++)
      {
        if (strcmp (request->path + strlen (BASE), page->path) != 0)
          continue;
        *is_known = TRUE;
        if (strcmp (request->method, page->method) == 0)
          return page;
      }
  return NULL;
}

static gboolean
is_text (GHashTable *form)
{
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_iter_init (&iter, form);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!g_utf8_validate (value, -1, NULL))
      return FALSE;
  return TRUE;
}

/* One file and some texts. */
static void
read_multipart (EnrWeb *web, SoupMessageHeaders *headers)
{
  SoupMultipart *multipart = soup_multipart_new_from_message (headers, web->request->body);

  if (multipart == NULL)
    return;
  for (int i = 0; i < soup_multipart_get_length (multipart); i++)
    {
      SoupMessageHeaders *part_headers;
      GBytes *body;
      char *disposition = NULL;
      g_autoptr (GHashTable) params = NULL;
      const char *name;
      gsize length;
      const char *bytes;

      if (!soup_multipart_get_part (multipart, i, &part_headers, &body)
          || !soup_message_headers_get_content_disposition (part_headers, &disposition, &params))
        continue;
      g_free (disposition);
      name = g_hash_table_lookup (params, "name");
      bytes = g_bytes_get_data (body, &length);
      if (name == NULL)
        continue;
      if (strcmp (name, "file") != 0)
        g_hash_table_insert (web->form, g_strdup (name),
                             g_strndup (bytes != NULL ? bytes : "", length));
      else if (web->file == NULL)
        web->file = g_bytes_ref (body);
    }
  soup_multipart_free (multipart);
}

static gboolean
read_form (EnrWeb *web, const EnrWebPage *page)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (web->request->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  g_autofree char *text = NULL;
  gsize length;
  const char *bytes = g_bytes_get_data (web->request->body, &length);

  if ((page->flags & ENR_WEB_FILE) != 0)
    read_multipart (web, headers);
  else if (g_strcmp0 (type, "application/x-www-form-urlencoded") == 0)
    {
      text = g_strndup (bytes != NULL ? bytes : "", length);
      g_hash_table_unref (web->form);
      web->form = soup_form_decode (text);
    }
  return is_text (web->form);
}

static void
answer (EnrWeb *web, const EnrWebPage *page)
{
  gboolean is_post = strcmp (page->method, "POST") == 0;

  if (is_post && !read_form (web, page))
    {
      enr_web_say (web, 400, "入力を読み取れません", "送られた内容を読み取れませんでした。");
      return;
    }
  if (!enr_web_find_session (web))
    return;
  if ((page->flags & ENR_WEB_OPEN) == 0 && web->officer == NULL)
    {
      if (is_post)
        enr_web_say (web, 403, "サインインが切れています",
                     "この操作は行われませんでした。ブラウザーの「戻る」で前の画面に戻ると、入力し"
                     "た文章を写し取れます。"
                     "そのあとサインインし直してください。");
      else
        enr_web_redirect (web, "/sign-in");
      return;
    }
  if (is_post && !enr_web_check_token (web))
    {
      enr_web_say (web, 403, "この画面は古くなっています",
                   "この操作は行われませんでした。画面を開き直して、もう一度お試しください。");
      return;
    }
  page->handler (web);
}

static void
serve (EnrHubWorker *worker, EnrHubRequest *request)
{
  EnrWeb web = { worker, request, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };
  gboolean is_known;
  const EnrWebPage *page = find_page (request, &is_known);

  web.out = g_string_new (NULL);
  if (page != NULL)
    answer (&web, page);
  else
    {
      enr_web_say (&web, is_known ? 405 : 404, "見つかりません", "この画面はありません。");
      if (is_known)
        enr_hub_answer_header (request, "Allow",
                               strcmp (request->method, "GET") == 0 ? "POST" : "GET");
    }
  g_hash_table_unref (web.form);
  g_clear_pointer (&web.file, g_bytes_unref);
  g_free (web.officer);
  g_string_free (web.out, TRUE);
}

/* What an officer types is the hub's bare address. */
static void
get_root (EnrHubWorker *worker, EnrHubRequest *request)
{
  enr_hub_answer (request, 303, NULL, NULL);
  enr_hub_answer_header (request, "Location", BASE "/");
}

static void
get_style (EnrHubWorker *worker, EnrHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) style = g_resources_lookup_data (STYLE, 0, &error);

  g_assert_no_error (error);
  enr_hub_answer (request, 200, "text/css; charset=utf-8", style);
}

const EnrHubRoute enr_hub_routes_web[] = {
  { "GET", "/", ENR_HUB_ROUTE_OPEN, get_root },
  { "GET", BASE "/style.css", ENR_HUB_ROUTE_OPEN, get_style },
  { "GET", BASE, ENR_HUB_ROUTE_OPEN, get_root },
  { "GET", BASE "/", ENR_HUB_ROUTE_PREFIX, serve },
  { "POST", BASE "/", ENR_HUB_ROUTE_PREFIX, serve },
  { NULL },
};
