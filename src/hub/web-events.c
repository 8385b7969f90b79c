/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What has been received: the list, one report in words, and the file that one names.
 */
#include "config.h"

#include "hub/web.h"

#include <string.h>

#include "hub/audit.h"

#define PAGE 100
#define MOST_PAGES 10000

ENR_HUB_SQL (
    SQL_LATEST,
    "SELECT i.recv_seq, i.recv_ms, s.nursery, n.name, i.type, i.subject, i.rev FROM inbox i"
    " JOIN site s ON s.no = i.site JOIN nursery n ON n.nursery = s.nursery"
    " WHERE i.recv_seq < $1 ORDER BY i.recv_seq DESC LIMIT 101");
ENR_HUB_SQL (
    SQL_OF_PERIOD,
    "SELECT c.recv_seq, i.recv_ms, c.nursery, n.name, c.type, c.subject, c.rev FROM current c"
    " JOIN inbox i ON i.recv_seq = c.recv_seq JOIN nursery n ON n.nursery = c.nursery"
    " WHERE c.type >= $1 AND c.type < $2 AND c.day BETWEEN $3 AND $4 AND (c.nursery = $5 OR $5 = "
    "'')"
    " ORDER BY c.day DESC, c.nursery, c.subject LIMIT 101 OFFSET $6");
ENR_HUB_SQL (
    SQL_EVENT,
    "SELECT i.body, i.recv_ms, s.nursery, n.name, s.name, s.source, coalesce (c.recv_seq, 0),"
    "  coalesce (c.rev, 0), (SELECT count (*) FROM superseded p"
    "                        WHERE p.nursery = s.nursery AND p.subject = i.subject)"
    " FROM inbox i JOIN site s ON s.no = i.site JOIN nursery n ON n.nursery = s.nursery"
    " LEFT JOIN current c ON c.nursery = s.nursery AND c.subject = i.subject WHERE i.recv_seq = "
    "$1");
ENR_HUB_SQL (SQL_NURSERY_NAMES, "SELECT nursery, name FROM nursery ORDER BY nursery");
ENR_HUB_SQL (SQL_EVENT_REVIEWS,
             "SELECT title, detail, state FROM review WHERE recv_seq = $1 ORDER BY no");

static gboolean
add_filter (EnrWeb *web, const char *month, GError **error)
{
  const char *nursery = enr_web_query (web, "nursery");
  g_autoptr (EnrHubRows) rows
      = enr_hub_db_query_values (web->worker->db, SQL_NURSERY_NAMES, NULL, 0, error);

  if (rows == NULL)
    return FALSE;
  enr_web_add (web, "<form method=\"get\" action=\"/city/events\" class=\"bar\">\n<label "
                    "for=\"nursery\">施設</label> "
                    "<select id=\"nursery\" name=\"nursery\">\n");
  enr_web_add_option (web, "", "すべて", *nursery == '\0');
  for (guint i = 0; i < enr_hub_rows_count (rows); i++)
    enr_web_add_option (web, enr_hub_rows_text (rows, i, 0), enr_hub_rows_text (rows, i, 1),
                        strcmp (enr_hub_rows_text (rows, i, 0), nursery) == 0);
  enr_web_add (web,
               "</select>\n<label for=\"kind\">種類</label> <select id=\"kind\" name=\"kind\">\n");
  enr_web_add_kinds (web, enr_web_query (web, "kind"), "すべて");
  enr_web_add (web,
               "</select>\n<label for=\"month\">月</label> <input id=\"month\" name=\"month\" "
               "value=\"%s\" size=\"7\""
               " pattern=\"[0-9]{4}-[0-9]{2}\" title=\"2026-11 "
               "のように\">\n<button>表示</button>\n</form>\n",
               month);
  return TRUE;
}

static void
add_rows (EnrWeb *web, EnrHubRows *rows)
{
  enr_web_add (web, "<table>\n<thead><tr><th>届いた時刻</th><th>施設</th><th>種類</th><th>内容</"
                    "th><th>版</th></tr>"
                    "</thead>\n<tbody>\n");
  for (guint i = 0; i < MIN (enr_hub_rows_count (rows), PAGE); i++)
    {
      g_autofree char *received = enr_web_dup_time (enr_hub_rows_int (rows, i, 1));
      g_autofree char *subject = enr_web_dup_subject (enr_hub_rows_text (rows, i, 5));

      enr_web_add (
          web,
          "<tr><td class=\"t\">%s</td><td>%s</td><td><a href=\"/city/event?seq=%" G_GINT64_FORMAT
          "\">%s</a></td>"
          "<td>%s</td><td class=\"n\">%" G_GINT64_FORMAT "</td></tr>\n",
          received, enr_hub_rows_text (rows, i, 3), enr_hub_rows_int (rows, i, 0),
          enr_web_type_label (enr_hub_rows_text (rows, i, 4)), subject,
          enr_hub_rows_int (rows, i, 6));
    }
  enr_web_add (web, "</tbody>\n</table>\n");
  if (enr_hub_rows_count (rows) == 0)
    enr_web_add (web, "<p>該当する報告はありません。</p>\n");
}

/* In the order of arrival, where nothing was chosen. */
static gboolean
show_latest (EnrWeb *web, GError **error)
{
  gint64 before = enr_web_number (enr_web_query (web, "before"));
  g_autoptr (EnrHubRows) rows = enr_hub_db_query (web->worker->db, SQL_LATEST, error,
                                                  ENR_INT (before > 0 ? before : G_MAXINT64));

  if (rows == NULL || !add_filter (web, "", error))
    return FALSE;
  add_rows (web, rows);
  if (enr_hub_rows_count (rows) > PAGE)
    enr_web_add (web,
                 "<p><a href=\"/city/events?before=%" G_GINT64_FORMAT "\">これより前</a></p>\n",
                 enr_hub_rows_int (rows, PAGE - 1, 0));
  return TRUE;
}

static gboolean
show_period (EnrWeb *web, EnrDate first, GError **error)
{
  const EnrWebKind *kind = enr_web_find_kind (enr_web_query (web, "kind"));
  const char *nursery = enr_web_query (web, "nursery");
  gint64 page = CLAMP (enr_web_number (enr_web_query (web, "page")), 0, MOST_PAGES);
  char from[11];
  char to[11];
  g_autofree char *escaped = g_uri_escape_string (nursery, NULL, FALSE);
  g_autoptr (EnrHubRows) rows = NULL;

  enr_date_iso (first, from);
  enr_date_iso (enr_date_month_start (first, 1) - 1, to);
  rows = enr_hub_db_query (web->worker->db, SQL_OF_PERIOD, error,
                           ENR_TEXT (kind != NULL ? kind->first : ""),
                           ENR_TEXT (kind != NULL ? kind->last : "~"), ENR_TEXT (from),
                           ENR_TEXT (to), ENR_TEXT (nursery), ENR_INT (page * PAGE));
  from[7] = '\0';
  if (rows == NULL || !add_filter (web, from, error))
    return FALSE;
  add_rows (web, rows);
  if (enr_hub_rows_count (rows) > PAGE)
    enr_web_add (
        web,
        "<p><a href=\"/city/events?nursery=%s&amp;kind=%s&amp;month=%s&amp;page=%" G_GINT64_FORMAT
        "\">次の 100 件</a></p>\n",
        escaped, kind != NULL ? kind->key : "", from, page + 1);
  return TRUE;
}

static void
get_events (EnrWeb *web)
{
  const char *month = enr_web_query (web, "month");
  gboolean is_chosen = *month != '\0' || *enr_web_query (web, "nursery") != '\0'
                       || *enr_web_query (web, "kind") != '\0';
  EnrDate first
      = *month != '\0' ? enr_web_parse_month (month) : enr_date_month_start (enr_web_today (), 0);
  g_autoptr (GError) error = NULL;

  if (first == ENR_DATE_NONE)
    {
      enr_web_say (web, 400, "月を読み取れません", "月は 2026-11 のように入力してください。");
      return;
    }
  enr_web_begin (web, "届いた報告");
  if (is_chosen ? show_period (web, first, &error) : show_latest (web, &error))
    enr_web_end (web, 200);
  else
    enr_web_say_error (web, error);
}

/* The event of ?seq=; answers where there is none. */
static EnrHubRows *
find_event (EnrWeb *web, EnrEvent *event)
{
  gint64 seq = enr_web_number (enr_web_query (web, "seq"));
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrHubRows) rows
      = enr_hub_db_query (web->worker->db, SQL_EVENT, &error, ENR_INT (seq));
  const guint8 *body;
  gsize length;

  if (rows != NULL && enr_hub_rows_count (rows) == 0)
    {
      enr_web_say (web, 404, "見つかりません", "この番号の報告はありません。");
      return NULL;
    }
  if (rows != NULL)
    {
      body = enr_hub_rows_blob (rows, 0, 0, &length);
      if (length == 0)
        {
          enr_web_say (web, 410, "内容は残っていません",
                       "この報告は古い版で、内容は保存期間が過ぎたため消してあります。");
          return NULL;
        }
      if (enr_event_read (event, body, length, &error))
        return g_steal_pointer (&rows);
    }
  enr_web_say_error (web, error);
  return NULL;
}

static gboolean
add_reviews (EnrWeb *web, gint64 seq, GError **error)
{
  g_autoptr (EnrHubRows) rows
      = enr_hub_db_query (web->worker->db, SQL_EVENT_REVIEWS, error, ENR_INT (seq));

  for (guint i = 0; rows != NULL && i < enr_hub_rows_count (rows); i++)
    enr_web_add (web, "<p class=\"trouble\">%s（%s） %s</p>\n", enr_hub_rows_text (rows, i, 0),
                 strcmp (enr_hub_rows_text (rows, i, 2), "open") == 0    ? "未確認"
                 : strcmp (enr_hub_rows_text (rows, i, 2), "asked") == 0 ? "園に確認中"
                                                                         : "確認済み",
                 enr_hub_rows_text (rows, i, 1));
  return rows != NULL;
}

static void
get_event (EnrWeb *web)
{
  g_auto (EnrEvent) event = { 0 };
  g_autoptr (EnrHubRows) rows = find_event (web, &event);
  gint64 seq = enr_web_number (enr_web_query (web, "seq"));
  g_autofree char *about = NULL;
  g_autofree char *title = NULL;
  g_autofree char *received = NULL;
  g_autofree char *happened = NULL;
  g_autoptr (GDateTime) at = NULL;
  g_autoptr (GError) error = NULL;

  if (rows == NULL)
    return;
  about = enr_web_dup_subject (event.subject);
  title = g_strdup_printf ("%s%s%s　%s", enr_web_type_label (event.type),
                           *about != '\0' ? "　" : "", about, enr_hub_rows_text (rows, 0, 3));
  at = g_date_time_new_from_iso8601 (event.time, NULL);
  happened = enr_web_dup_time (at != NULL ? g_date_time_to_unix (at) * 1000 : 0);
  received = enr_web_dup_time (enr_hub_rows_int (rows, 0, 1));
  enr_web_begin (web, title);
  if (!add_reviews (web, seq, &error))
    {
      enr_web_say_error (web, error);
      return;
    }
  if (enr_hub_rows_int (rows, 0, 6) != seq)
    enr_web_add (web,
                 "<p class=\"trouble\">この報告は古い版です。"
                 "<a href=\"/city/event?seq=%" G_GINT64_FORMAT "\">いまの版（第 %" G_GINT64_FORMAT
                 " 版）</a></p>\n",
                 enr_hub_rows_int (rows, 0, 6), enr_hub_rows_int (rows, 0, 7));
  if (enr_hub_rows_int (rows, 0, 8) > 0)
    enr_web_add (web,
                 "<p class=\"act\"><a href=\"/city/versions?seq=%" G_GINT64_FORMAT
                 "\">これまでの版（%" G_GINT64_FORMAT " 件）と変わったところ</a></p>\n",
                 seq, enr_hub_rows_int (rows, 0, 8) + 1);
  enr_web_add_data (web, &event);
  if (json_object_get (event.data, "sha256") != NULL)
    enr_web_add (web,
                 "<p class=\"act\"><a href=\"/city/file?seq=%" G_GINT64_FORMAT
                 "\">ファイルを保存する</a></p>\n",
                 seq);
  enr_web_add (web,
               "<h2>届いた記録</h2>\n<dl>\n<dt>受信</dt><dd>%s（受信番号 %" G_GINT64_FORMAT
               "）</dd>\n<dt>版</dt>"
               "<dd>第 %" G_GINT64_FORMAT
               " 版</dd>\n<dt>園での時刻</dt><dd>%s</dd>\n<dt>パソコン</dt><dd>%s<br>"
               "<small>%s</small></dd>\n<dt>報告の番号</dt><dd><small>%s</small></dd>\n</dl>\n",
               received, seq, event.rev, happened, enr_hub_rows_text (rows, 0, 4),
               enr_hub_rows_text (rows, 0, 5), event.id);
  enr_web_end (web, 200);
}

static void
get_file (EnrWeb *web)
{
  g_auto (EnrEvent) event = { 0 };
  g_autoptr (EnrHubRows) rows = find_event (web, &event);
  const char *type;
  guint8 sum[ENR_SUM_LENGTH];
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (rows == NULL)
    return;
  if (!enr_sum_parse (enr_json_get_text (event.data, "sha256", ""), sum))
    {
      enr_web_say (web, 404, "見つかりません", "この報告にファイルはありません。");
      return;
    }
  bytes = enr_hub_blob_load (web->worker->db, enr_hub_rows_text (rows, 0, 2), sum, &error);
  if (g_error_matches (error, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_FOUND))
    enr_web_say (web, 404, "まだ届いていません",
                 "報告は届きましたが、ファイルはまだ園から送られている途中です。");
  else if (bytes == NULL)
    enr_web_say_error (web, error);
  else
    {
      type = enr_json_get_text (event.data, "media_type", "");
      name = g_strdup_printf ("%s-%" G_GINT64_FORMAT "%s", enr_hub_rows_text (rows, 0, 2),
                              enr_web_number (enr_web_query (web, "seq")),
                              strcmp (type, "application/pdf") == 0 ? ".pdf"
                              : strcmp (type, "text/csv") == 0      ? ".csv"
                                                                    : ".xlsx");
      if (!enr_web_audit (web, ENR_AUDIT_FILE, enr_hub_rows_text (rows, 0, 2), name))
        return;
      /* Never shown within these pages, whatever it is. */
      enr_web_answer_file (web, "application/octet-stream", name, bytes);
    }
}

const EnrWebPage enr_web_pages_events[] = {
  { "GET", "/events", 0, get_events },
  { "GET", "/event", 0, get_event },
  { "GET", "/file", 0, get_file },
  { NULL },
};
