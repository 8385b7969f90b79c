/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Files out and in: what was received as a table, and the file that a nursery without a network
 * brings.
 */
#include "config.h"

#include "hub/web.h"

#include <string.h>

#include "hub/audit.h"
#include "hub/export.h"
#include "hub/sealed.h"

#define MOST_SHOWN 100

static void
get_files (EnrWeb *web)
{
  EnrDate today = enr_web_today ();
  char first[11];
  char last[11];

  enr_date_iso (enr_date_month_start (today, 0), first);
  enr_date_iso (today, last);
  enr_web_begin (web, "ファイル");
  enr_web_add (
      web, "<section class=\"act\">\n<h2>届いた報告を表計算のファイルにする</h2>\n"
           "<form method=\"get\" action=\"/city/export.csv\">\n<p><label for=\"kind\">種類</label> "
           "<select id=\"kind\" name=\"kind\">\n");
  enr_web_add_kinds (web, "attendance", NULL);
  enr_web_add (
      web,
      "</select></p>\n<p><label for=\"from\">期間</label> <input id=\"from\" name=\"from\" "
      "type=\"date\""
      " value=\"%s\" required> から <input id=\"to\" name=\"to\" type=\"date\" value=\"%s\" "
      "required"
      " aria-label=\"期間の終わり\"> まで</p>\n<p><button>CSV を保存する</button></p>\n</form>\n"
      "<p class=\"note\">それぞれの日や月の、いまの版だけが入ります。</p>\n</section>\n",
      first, last);
  enr_web_add (web,
               "<section class=\"act\">\n<h2>園が持ってきたファイルを受け取る</h2>\n"
               "<form method=\"post\" action=\"/city/files\" enctype=\"multipart/form-data\">"
               "<input type=\"hidden\" name=\"token\" value=\"%s\">\n"
               "<p><label for=\"file\">ファイル（.enbatch）</label> <input id=\"file\" "
               "name=\"file\" type=\"file\""
               " accept=\".enbatch\" required></p>\n<p><button>受け取る</button></p>\n</form>\n"
               "<p class=\"note\">2 MB までです。それより大きいファイルは、管理者が enroku-hub "
               "import で受け取れます。</p>\n"
               "</section>\n",
               web->token);
  enr_web_end (web, 200);
}

static void
get_export (EnrWeb *web)
{
  const EnrWebKind *kind = enr_web_find_kind (enr_web_query (web, "kind"));
  const char *from = enr_web_query (web, "from");
  const char *to = enr_web_query (web, "to");
  g_autofree char *name = NULL;
  g_autofree char *detail = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  if (kind == NULL || enr_date_parse_iso (from) == ENR_DATE_NONE
      || enr_date_parse_iso (to) == ENR_DATE_NONE)
    {
      enr_web_say (web, 400, "保存できません", "種類と期間を選んでください。");
      return;
    }
  bytes = enr_hub_export (web->worker->db, kind->first, from, to, &n, &error);
  if (bytes == NULL)
    {
      enr_web_say_error (web, error);
      return;
    }
  detail = g_strdup_printf ("%s/%s %u", from, to, n);
  if (!enr_web_audit (web, ENR_AUDIT_EXPORTED, kind->key, detail))
    return;
  name = g_strdup_printf ("%s-%s-%s.csv", kind->key, from, to);
  enr_web_answer_file (web, "text/csv; charset=utf-8", name, bytes);
}

static gboolean
ingest_func (EnrHubDb *db, gpointer data, GError **error)
{
  EnrHubBatch *batch = data;
  g_autoptr (GPtrArray) batches = g_ptr_array_new ();
  g_autofree char *detail = NULL;
  guint n[ENR_VERDICT_DEFERRED + 1] = { 0 };

  g_ptr_array_add (batches, data);
  if (!enr_hub_ingest (db, batches, error) || !enr_hub_sealed_keep_files (db, batch, error))
    return FALSE;
  for (guint i = 0; !batch->is_revoked && i < batch->n_events; i++)
    n[batch->events[i].verdict->status]++;
  detail = g_strdup_printf ("%u/%u/%u", n[ENR_VERDICT_ACCEPTED], n[ENR_VERDICT_DUPLICATE],
                            n[ENR_VERDICT_REJECTED]);
  return enr_hub_audit (db, ENR_AUDIT_IMPORTED, batch->source, detail, error);
}

static void
add_verdicts (EnrWeb *web, const EnrHubBatch *batch)
{
  guint n[ENR_VERDICT_DEFERRED + 1] = { 0 };
  guint n_shown = 0;

  for (guint i = 0; i < batch->n_events; i++)
    n[batch->events[i].verdict->status]++;
  enr_web_add (
      web,
      "<p>受け取った報告 %u 件、すでに届いていた報告 %u 件、受け取れなかった報告 %u 件。</p>\n",
      n[ENR_VERDICT_ACCEPTED], n[ENR_VERDICT_DUPLICATE], n[ENR_VERDICT_REJECTED]);
  if (batch->kept->len > 0)
    enr_web_add (web, "<p>いっしょに届いた書類 %u 件。</p>\n", batch->kept->len);
  for (guint i = 0; i < batch->n_events; i++)
    {
      const EnrHubEvent *event = &batch->events[i];
      g_autofree char *about = NULL;

      if (event->verdict->status != ENR_VERDICT_REJECTED || n_shown++ >= MOST_SHOWN)
        continue;
      about = enr_web_dup_subject (event->event.subject != NULL ? event->event.subject : "");
      enr_web_add (web, "<p class=\"trouble\">%s　%s：%s</p>\n",
                   event->event.type != NULL ? enr_web_type_label (event->event.type)
                                             : event->verdict->id,
                   about, event->verdict->problem->title);
    }
}

static void
show_receipt (EnrWeb *web, const EnrHubBatch *batch)
{
  const EnrHubServer *server = web->worker->server;
  g_autoptr (GBytes) receipt = enr_hub_batch_reply (batch, enr_hub_server_get_meta (server)->id,
                                                    &enr_hub_server_get_options (server)->key);
  g_autofree char *text
      = g_base64_encode (g_bytes_get_data (receipt, NULL), g_bytes_get_size (receipt));
  g_autofree char *nursery = NULL;
  char day[11];

  enr_source_parse (batch->source, &nursery, NULL);
  enr_date_iso (enr_web_today (), day);
  enr_web_begin (web, "ファイルを受け取りました");
  add_verdicts (web, batch);
  enr_web_add (
      web,
      "<p><a id=\"receipt\" class=\"button\" download=\"%s-%s.enreceipt\""
      " href=\"data:application/octet-stream;base64,%s\">受領書（.enreceipt）を保存する</a></p>\n"
      "<p>受領書を園に渡してください。園が読み込むと、送信済みになります。</p>\n"
      "<p class=\"note\">受領書は、同じファイルをもう一度受け取れば作り直せます。</p>\n",
      nursery, day, text);
  enr_web_end (web, 200);
}

static void
say_refused (EnrWeb *web, const GError *error)
{
  if (g_error_matches (error, ENR_HUB_ERROR, ENR_HUB_ERROR_CODE))
    enr_web_say (
        web, 422, "受け取れません",
        "このファイルの登録コードは、使用済みか、期限切れか、ほかの園のものです。施設の画面で"
        "新しい登録のファイルを作り、園に渡してください。");
  else if (g_error_matches (error, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_FOUND))
    enr_web_say (web, 422, "受け取れません", "このファイルを作ったパソコンは登録されていません。");
  else if (g_error_matches (error, ENR_HUB_ERROR, ENR_HUB_ERROR_REFUSED))
    enr_web_say (web, 422, "受け取れません",
                 "送信を停止したパソコンのファイルか、署名が違うファイルです。");
  else if (error->domain == ENR_WIRE_ERROR)
    enr_web_say (web, 422, "受け取れません",
                 "この市区町村あてのファイルではないか、途中で壊れています。園でもう一度作ってもら"
                 "ってください。");
  else
    enr_web_say_error (web, error);
}

/* Opens the file, and makes the PC known that introduces itself by it. */
static EnrHubBatch *
open_file (EnrWeb *web, GError **error)
{
  EnrHubServer *server = web->worker->server;
  g_auto (EnrSealed) sealed = { 0 };

  if (!enr_seal_open (&sealed, web->file, &enr_hub_server_get_options (server)->key, error)
      || !enr_hub_server_write (server, enr_hub_sealed_introduce, &sealed, error))
    return NULL;
  return enr_hub_sealed_batch (web->worker->db, &sealed, error);
}

static void
post_file (EnrWeb *web)
{
  g_autoptr (EnrHubBatch) batch = NULL;
  g_autoptr (GError) error = NULL;

  if (web->file == NULL || g_bytes_get_size (web->file) == 0)
    {
      enr_web_say (web, 400, "ファイルがありません",
                   "園が作ったファイル（.enbatch）を選んでください。");
      return;
    }
  batch = open_file (web, &error);
  if (batch == NULL || !enr_hub_batch_judge (batch, &error)
      || !enr_web_write (web, ingest_func, batch, &error))
    say_refused (web, error);
  else if (batch->is_revoked)
    enr_web_say (web, 422, "受け取れません", "送信を停止したパソコンのファイルです。");
  else
    show_receipt (web, batch);
}

const EnrWebPage enr_web_pages_files[] = {
  { "GET", "/files", 0, get_files },
  { "POST", "/files", ENR_WEB_FILE, post_file },
  { "GET", "/export.csv", 0, get_export },
  { NULL },
};
