/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The nurseries: who was heard when, and one nursery's PCs, codes, and being shut out.
 */
#include "config.h"

#include "hub/web.h"

#include <string.h>

#include "hub/handout.h"

#define ALERTS 200
#define CODE_DAYS 14
#define MOST_DAYS 366
#define MOST_NAME 100

ENR_HUB_SQL (SQL_NURSERIES,
             "SELECT n.nursery, n.name,"
             "  (SELECT count (*) FROM review r WHERE r.nursery = n.nursery AND r.state = 'open')"
             " FROM nursery n ORDER BY n.nursery");
ENR_HUB_SQL (SQL_NURSERY, "SELECT name FROM nursery WHERE nursery = $1");
ENR_HUB_SQL (SQL_CODES,
             "SELECT made_ms, expires_ms, coalesce (used_ms, 0) FROM code WHERE nursery = $1"
             " ORDER BY made_ms DESC LIMIT 20");

/* What one nursery's PCs come to. */
typedef struct
{
  guint n; /* that may send */
  guint n_revoked;
  gint64 heard_ms;
  gint64 queued; /* reports that wait at the nursery, as it said itself; -1 it did not say */
  gboolean has_gap;
} Summary;

static gint64
read_queue (const EnrHubSite *site)
{
  g_autoptr (json_t) json = enr_json_read (site->heartbeat, strlen (site->heartbeat), NULL);
  const json_t *queue = json_object_get (json, "queue");
  gint64 n = 0;

  if (!json_is_array (queue))
    return -1;
  for (gsize i = 0; i < json_array_size (queue); i++)
    n += json_integer_value (json_array_get (queue, i));
  return n;
}

static Summary
sum_up (GPtrArray *sites, const char *nursery)
{
  Summary self = { .queued = -1 };

  for (guint i = 0; i < sites->len; i++)
    {
      const EnrHubSite *site = sites->pdata[i];
      gint64 queued;

      if (strcmp (site->nursery, nursery) != 0)
        continue;
      if (site->revoked_ms != 0)
        {
          self.n_revoked++;
          continue;
        }
      self.n++;
      self.heard_ms = MAX (self.heard_ms, site->heard_ms);
      self.has_gap |= site->highest >= site->expect;
      queued = read_queue (site);
      if (queued >= 0)
        self.queued = MAX (self.queued, 0) + queued;
    }
  return self;
}

static void
add_state (EnrWeb *web, const Summary *self)
{
  if (self->n == 0)
    enr_web_add (web, "<span class=\"mark\">%s</span>",
                 self->n_revoked > 0 ? "停止中" : "パソコン未登録");
  else if (enr_web_is_silent (self->heard_ms, enr_hub_now_ms ()))
    enr_web_add (web, "<strong class=\"bad\">連絡なし</strong>");
  else
    enr_web_add (web, "受信中");
  if (self->has_gap)
    enr_web_add (web, " <strong class=\"bad\">抜けあり</strong>");
}

static void
add_nursery (EnrWeb *web, EnrHubRows *rows, guint i, GPtrArray *sites)
{
  const char *nursery = enr_hub_rows_text (rows, i, 0);
  g_autofree char *escaped = g_uri_escape_string (nursery, NULL, FALSE);
  Summary sum = sum_up (sites, nursery);
  g_autofree char *heard = enr_web_dup_time (sum.heard_ms);

  enr_web_add (web,
               "<tr><td>%s</td><td><a href=\"/city/nursery?number=%s\">%s</a></td><td "
               "class=\"t\">%s</td><td>",
               nursery, escaped, enr_hub_rows_text (rows, i, 1), heard);
  add_state (web, &sum);
  enr_web_add (web, "</td><td class=\"n\">");
  if (sum.queued >= 0)
    enr_web_add (web, "%" G_GINT64_FORMAT, sum.queued);
  enr_web_add (web, "</td><td class=\"n\">");
  if (enr_hub_rows_int (rows, i, 2) > 0)
    enr_web_add (web, "<a href=\"/city/reviews\">%" G_GINT64_FORMAT "</a>",
                 enr_hub_rows_int (rows, i, 2));
  enr_web_add (web, "</td></tr>\n");
}

static void
get_nurseries (EnrWeb *web)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrHubRows) rows
      = enr_hub_db_query_values (web->worker->db, SQL_NURSERIES, NULL, 0, &error);
  g_autoptr (GPtrArray) sites = rows != NULL ? enr_hub_site_list (web->worker->db, &error) : NULL;

  if (sites == NULL)
    {
      enr_web_say_error (web, error);
      return;
    }
  enr_web_begin (web, "施設");
  enr_web_add (
      web, "<table>\n<thead><tr><th>施設番号</th><th>施設名</th><th>最後の連絡</th><th>状態</th>"
           "<th>園で送信待ち</th><th>確認事項</th></tr></thead>\n<tbody>\n");
  for (guint i = 0; i < enr_hub_rows_count (rows); i++)
    add_nursery (web, rows, i, sites);
  enr_web_add (web, "</tbody>\n</table>\n<p class=\"note\">「連絡なし」は、最後の連絡から 1 "
                    "営業日（土日・祝日を除く）を過ぎた施設です。"
                    "「抜けあり」は、途中の報告がまだ届いていない施設です。</p>\n<section "
                    "class=\"act\">\n<h2>新しい施設を加える</h2>\n");
  enr_web_begin_form (web, "/code");
  enr_web_add (
      web,
      "\n<p><label for=\"nursery\">施設番号</label> <input id=\"nursery\" name=\"nursery\" required"
      " maxlength=\"40\"></p>\n"
      "<p><label for=\"name\">施設名</label> <input id=\"name\" name=\"name\" required "
      "maxlength=\"%d\"></p>\n"
      "<p><button>登録コードを発行する</button></p>\n</form>\n</section>\n",
      MOST_NAME);
  enr_web_end (web, 200);
}

static void
add_site (EnrWeb *web, const EnrHubSite *site)
{
  g_autofree char *enrolled = enr_web_dup_time (site->enrolled_ms);
  g_autofree char *heard = enr_web_dup_time (site->heard_ms);
  g_autofree char *revoked = enr_web_dup_time (site->revoked_ms);
  g_autofree char *escaped = g_uri_escape_string (site->source, NULL, FALSE);

  enr_web_add (web, "<tr><td>%s<br><small>%s</small></td><td>%s</td><td>%s</td>", site->name,
               site->source, enrolled, heard);
  enr_web_add (web, "<td class=\"n\">%" G_GINT64_FORMAT "</td><td>", site->expect - 1);
  if (site->revoked_ms != 0)
    enr_web_add (web, "<strong class=\"bad\">停止中</strong> %s から", revoked);
  else
    enr_web_add (web, "<a class=\"act\" href=\"/city/revoke?source=%s\">停止する…</a>", escaped);
  if (site->highest >= site->expect)
    enr_web_add (web, " <strong class=\"bad\">抜けあり</strong>");
  enr_web_add (web, "</td></tr>\n");
}

static void
add_codes (EnrWeb *web, EnrHubRows *codes)
{
  gint64 now = enr_hub_now_ms ();

  if (enr_hub_rows_count (codes) == 0)
    return;
  enr_web_add (web, "<h2>発行した登録コード</h2>\n<table>\n<thead><tr><th>発行</th><th>期限</"
                    "th><th>状態</th></tr></thead>\n"
                    "<tbody>\n");
  for (guint i = 0; i < enr_hub_rows_count (codes); i++)
    {
      g_autofree char *made = enr_web_dup_time (enr_hub_rows_int (codes, i, 0));
      g_autofree char *expires = enr_web_dup_time (enr_hub_rows_int (codes, i, 1));

      enr_web_add (web, "<tr><td>%s</td><td>%s</td><td>%s</td></tr>\n", made, expires,
                   enr_hub_rows_int (codes, i, 2) != 0    ? "使用済み"
                   : enr_hub_rows_int (codes, i, 1) < now ? "期限切れ"
                                                          : "未使用");
    }
  enr_web_add (web, "</tbody>\n</table>\n");
}

static void
show_nursery (EnrWeb *web,
              const char *nursery,
              const char *name,
              GPtrArray *sites,
              EnrHubRows *codes)
{
  g_autofree char *title = g_strdup_printf ("%s（%s）", name, nursery);
  g_autofree char *escaped = g_uri_escape_string (nursery, NULL, FALSE);

  enr_web_begin (web, title);
  enr_web_add (web,
               "<p><a href=\"/city/received?nursery=%s\">受信状況</a>　<a "
               "href=\"/city/events?nursery=%s\">届いた報告</a>　"
               "<a href=\"/city/notices?nursery=%s\">お知らせを送る</a></p>\n<h2>パソコン</h2>\n",
               escaped, escaped, escaped);
  enr_web_add (web, "<table>\n<thead><tr><th>パソコン</th><th>登録</th><th>最後の連絡</"
                    "th><th>続けて届いた報告</th>"
                    "<th>送信</th></tr></thead>\n<tbody>\n");
  for (guint i = 0; i < sites->len; i++)
    if (strcmp (((const EnrHubSite *) sites->pdata[i])->nursery, nursery) == 0)
      add_site (web, sites->pdata[i]);
  enr_web_add (web, "</tbody>\n</table>\n");
  add_codes (web, codes);
  enr_web_add (web, "<section class=\"act\">\n<h2>パソコンを登録する</h2>\n");
  enr_web_begin_form (web, "/code");
  enr_web_add (
      web,
      "<input type=\"hidden\" name=\"nursery\" value=\"%s\">\n"
      "<p><label for=\"name\">施設名</label> <input id=\"name\" name=\"name\" value=\"%s\" required"
      " maxlength=\"%d\"></p>\n"
      "<p><label for=\"days\">有効な日数</label> <input id=\"days\" name=\"days\" type=\"number\" "
      "min=\"1\""
      " max=\"%d\" "
      "value=\"%d\"></p>\n<p><button>登録コードを発行する</button></p>\n</form>\n</section>\n",
      nursery, name, MOST_NAME, MOST_DAYS, CODE_DAYS);
  enr_web_end (web, 200);
}

static void
get_nursery (EnrWeb *web)
{
  const char *nursery = enr_web_query (web, "number");
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrHubRows) rows
      = enr_hub_db_query (web->worker->db, SQL_NURSERY, &error, ENR_TEXT (nursery));
  g_autoptr (GPtrArray) sites = NULL;
  g_autoptr (EnrHubRows) codes = NULL;

  if (rows != NULL && enr_hub_rows_count (rows) == 0)
    {
      enr_web_say (web, 404, "見つかりません", "この番号の施設はありません。");
      return;
    }
  sites = rows != NULL ? enr_hub_site_list (web->worker->db, &error) : NULL;
  codes = sites != NULL ? enr_hub_db_query (web->worker->db, SQL_CODES, &error, ENR_TEXT (nursery))
                        : NULL;
  if (codes == NULL)
    enr_web_say_error (web, error);
  else
    show_nursery (web, nursery, enr_hub_rows_text (rows, 0, 0), sites, codes);
}

typedef struct
{
  const char *nursery;
  const char *name;
  int days;
  char *code;
} Coding;

static gboolean
code_func (EnrHubDb *db, gpointer data, GError **error)
{
  Coding *self = data;

  self->code = enr_hub_code_new (db, self->nursery, self->name, self->days, error);
  return self->code != NULL;
}

/* For a nursery without a network: the code with the hub's key as a file. */
static void
add_handout (EnrWeb *web, const Coding *self)
{
  const EnrHubServer *server = web->worker->server;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = enr_hub_handout (web->worker->db, enr_hub_server_get_meta (server),
                                             &enr_hub_server_get_options (server)->key,
                                             self->nursery, self->code, self->days, &error);
  g_autofree char *text = NULL;

  if (file == NULL)
    {
      g_warning ("%s: %s", self->nursery, error->message);
      return;
    }
  text = g_base64_encode (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  enr_web_add (
      web,
      "<p>インターネットにつながない園には、コードのかわりにこのファイルを USB "
      "メモリーなどで渡します。</p>\n"
      "<p><a id=\"handout\" class=\"button\" download=\"%s.enhub\""
      " href=\"data:application/octet-stream;base64,%s\">登録のファイル（.enhub）を保存する"
      "</a></p>\n",
      self->nursery, text);
}

static void
show_code (EnrWeb *web, const Coding *self)
{
  g_autofree char *until
      = enr_web_dup_time (enr_hub_now_ms () + (gint64) self->days * 24 * 60 * 60 * 1000);
  g_autofree char *escaped = g_uri_escape_string (self->nursery, NULL, FALSE);

  enr_web_begin (web, "登録コード");
  enr_web_add (
      web,
      "<p>%s（%s）のパソコンを 1 台登録できるコードです。</p>\n<p "
      "class=\"code\"><output>%s</output></p>\n"
      "<p>%s "
      "まで使えます。このコードは二度と表示できません。印刷するか書き写して、園に渡してください。"
      "電子メールでは送らないでください。</p>\n"
      "<p>"
      "園では、園録の「市区町村への報告」の画面で、この受け取り口のアドレスとコードを入力します。</"
      "p>\n",
      self->name, self->nursery, self->code, until);
  add_handout (web, self);
  enr_web_add (web, "<p class=\"act\"><a href=\"/city/nursery?number=%s\">施設の画面へ</a></p>\n",
               escaped);
  enr_web_end (web, 200);
}

static void
post_code (EnrWeb *web)
{
  const char *days = enr_web_posted (web, "days");
  Coding self = { enr_web_posted (web, "nursery"), enr_web_posted (web, "name"), CODE_DAYS };
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  gboolean is_made;

  if (*days != '\0')
    self.days = (int) CLAMP (enr_web_number (days), 0, MOST_DAYS + 1);
  if (self.days < 1 || self.days > MOST_DAYS || *self.name == '\0'
      || g_utf8_strlen (self.name, -1) > MOST_NAME)
    {
      enr_web_say (web, 400, "発行できません",
                   "施設名を 100 字までで、有効な日数を 1 から 366 までで入力してください。");
      return;
    }
  is_made = enr_web_write (web, code_func, &self, &error);
  code = self.code;
  if (is_made)
    show_code (web, &self);
  else if (g_error_matches (error, ENR_HUB_ERROR, ENR_HUB_ERROR_USAGE))
    enr_web_say (web, 400, "発行できません", "施設番号は、半角の英数字と「-」で 40 字までです。");
  else
    enr_web_say_error (web, error);
}

static void
get_revoke (EnrWeb *web)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrHubSite) site
      = enr_hub_site_find (web->worker->db, enr_web_query (web, "source"), &error);
  g_autofree char *escaped = NULL;

  if (site == NULL)
    {
      enr_web_say_error (web, error);
      return;
    }
  escaped = g_uri_escape_string (site->nursery, NULL, FALSE);
  enr_web_begin (web, "送信の停止");
  enr_web_add (
      web,
      "<p>%s（%s）のパソコン「%s」からの送信を、いますぐ停止します。</p>\n"
      "<p>パソコンの盗難や廃棄のときに使います。届いた報告はそのまま残り、園の記録も消えません。"
      "ふたたび受け取るには、新しい登録コードで登録し直します。</p>\n",
      site->nursery_name, site->nursery, site->name);
  enr_web_begin_form (web, "/revoke");
  enr_web_add (web,
               "<input type=\"hidden\" name=\"source\" value=\"%s\">\n<p><button "
               "class=\"danger\">停止する</button>　"
               "<a href=\"/city/nursery?number=%s\">やめる</a></p>\n</form>\n",
               site->source, escaped);
  enr_web_end (web, 200);
}

static gboolean
revoke_func (EnrHubDb *db, gpointer data, GError **error)
{
  return enr_hub_revoke (db, data, error);
}

static void
post_revoke (EnrWeb *web)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *source = g_strdup (enr_web_posted (web, "source"));
  g_autofree char *nursery = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;

  if (!enr_web_write (web, revoke_func, source, &error))
    {
      enr_web_say_error (web, error);
      return;
    }
  g_message ("%s was shut out by %s", source, web->officer);
  enr_source_parse (source, &nursery, NULL);
  escaped = g_uri_escape_string (nursery, NULL, FALSE);
  path = g_strconcat ("/nursery?number=", escaped, NULL);
  enr_web_redirect (web, path);
}

static const char *
alert_label (const char *kind)
{
  if (strcmp (kind, "id-reused") == 0)
    return "同じ番号で内容の違う報告が届きました";
  if (strcmp (kind, "source-forked") == 0)
    return "パソコンの記録の写しから、別の報告が届きました";
  if (strcmp (kind, "not-yours") == 0)
    return "他の施設の名前で報告が届きました";
  return kind;
}

static void
get_alerts (EnrWeb *web)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) alerts = enr_hub_alert_list (web->worker->db, ALERTS, &error);

  if (alerts == NULL)
    {
      enr_web_say_error (web, error);
      return;
    }
  enr_web_begin (web, "警告");
  if (alerts->len == 0)
    enr_web_add (web, "<p>警告はありません。</p>\n");
  else
    enr_web_add (web, "<table>\n<thead><tr><th>最後</th><th>回数</th><th>内容</"
                      "th><th>送ったパソコン</th><th>詳細</th></tr>"
                      "</thead>\n<tbody>\n");
  for (guint i = 0; i < alerts->len; i++)
    {
      const EnrHubAlert *alert = alerts->pdata[i];
      g_autofree char *last = enr_web_dup_time (alert->last_ms);

      enr_web_add (web,
                   "<tr><td class=\"t\">%s</td><td class=\"n\">%" G_GINT64_FORMAT
                   "</td><td>%s</td><td><small>%s</small></td>"
                   "<td><small>%s</small></td></tr>\n",
                   last, alert->n, alert_label (alert->kind), alert->source, alert->detail);
    }
  if (alerts->len > 0)
    enr_web_add (web, "</tbody>\n</table>\n<p class=\"note\">"
                      "どの場合も、あとから届いたほうは受け取っていません。控えを戻したパソコンや、"
                      "複製したパソコンがないか、園に確かめてください。</p>\n");
  enr_web_end (web, 200);
}

const EnrWebPage enr_web_pages_nurseries[] = {
  { "GET", "/", 0, get_nurseries },
  { "GET", "/nursery", 0, get_nursery },
  { "POST", "/code", 0, post_code },
  { "GET", "/revoke", 0, get_revoke },
  { "POST", "/revoke", 0, post_revoke },
  { "GET", "/alerts", 0, get_alerts },
  { NULL },
};
