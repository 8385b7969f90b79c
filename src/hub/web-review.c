/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the city says to nurseries: questions about what they sent, and notices. They go out by
 * /v1/changes.
 */
#include "config.h"

#include "hub/web.h"

#include <string.h>

#define PAGE 50
#define MOST_TITLE 100
#define MOST_TEXT 2000

ENR_HUB_SQL (SQL_NURSERY_NAMES, "SELECT nursery, name FROM nursery ORDER BY nursery");
/* A notice to all is a row for each nursery; here it is one. */
ENR_HUB_SQL (
    SQL_SENT,
    "SELECT max (c.cursor), min (c.made_ms), c.kind, c.title, c.text, count (*), min (n.name)"
    " FROM (SELECT * FROM change WHERE kind <> 'resend' ORDER BY cursor DESC LIMIT 2000) c"
    " JOIN nursery n ON n.nursery = c.nursery"
    " GROUP BY c.kind, c.title, c.text, c.made_ms / 60000 ORDER BY 1 DESC LIMIT 50");

typedef struct
{
  gint64 no;
  const char *text;
  const char *by;
} Settling;

static gboolean
ask_func (EnrHubDb *db, gpointer data, GError **error)
{
  const Settling *self = data;

  return enr_hub_review_ask (db, self->no, self->text, self->by, error);
}

static gboolean
close_func (EnrHubDb *db, gpointer data, GError **error)
{
  const Settling *self = data;

  return enr_hub_review_close (db, self->no, self->by, error);
}

static void
add_review (EnrWeb *web, const EnrHubReview *review)
{
  g_autofree char *made = enr_web_dup_time (review->made_ms);
  g_autofree char *changed = enr_web_dup_time (review->changed_ms);
  g_autofree char *subject = enr_web_dup_subject (review->subject);
  gboolean is_open = strcmp (review->state, "open") == 0;
  g_autofree char *day = enr_web_dup_day (review->detail);

  enr_web_add (
      web,
      "<article>\n<h2>%s　%s　%s</h2>\n<p>%s　<a href=\"/city/event?seq=%" G_GINT64_FORMAT
      "\">報告を見る</a>　<a href=\"/city/versions?seq=%" G_GINT64_FORMAT
      "\">これまでの版</a></p>\n<p class=\"text\">%s</p>\n<p class=\"note\">%s に届きました。",
      review->nursery_name, subject, review->title, review->nursery, review->recv_seq,
      review->recv_seq, day != NULL ? day : review->detail, made);
  if (strcmp (review->state, "asked") == 0)
    enr_web_add (web, "%s に %s が園に確認しました。", changed, review->changed_by);
  else if (strcmp (review->state, "closed") == 0)
    enr_web_add (web, "%s に %s が確認済みにしました。", changed, review->changed_by);
  enr_web_add (web, "</p>\n");
  if (strcmp (review->state, "closed") != 0)
    {
      enr_web_begin_form (web, "/reviews/ask");
      enr_web_add (web,
                   "<input type=\"hidden\" name=\"no\" value=\"%" G_GINT64_FORMAT "\">\n"
                   "<p><label for=\"text-%" G_GINT64_FORMAT "\">%s</label><br>"
                   "<textarea id=\"text-%" G_GINT64_FORMAT
                   "\" name=\"text\" rows=\"2\" cols=\"60\" maxlength=\"%d\""
                   " required></textarea> <button>送る</button></p>\n</form>\n",
                   review->no, review->no, is_open ? "園への質問" : "園への追加の質問", review->no,
                   MOST_TEXT);
      enr_web_begin_form (web, "/reviews/close");
      enr_web_add (web,
                   "<input type=\"hidden\" name=\"no\" value=\"%" G_GINT64_FORMAT "\">"
                   "<p><button>確認済みにする</button></p>\n</form>\n",
                   review->no);
    }
  enr_web_add (web, "</article>\n");
}

static void
get_reviews (EnrWeb *web)
{
  gboolean with_closed = strcmp (enr_web_query (web, "closed"), "1") == 0;
  gint64 after = MAX (enr_web_number (enr_web_query (web, "after")), 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reviews
      = enr_hub_review_list (web->worker->db, with_closed, after, PAGE + 1, &error);

  if (reviews == NULL)
    {
      enr_web_say_error (web, error);
      return;
    }
  enr_web_begin (web, "確認事項");
  enr_web_add (
      web, with_closed
               ? "<p class=\"bar\"><a href=\"/city/reviews\">残っているものだけ</a></p>\n"
               : "<p class=\"bar\"><a href=\"/city/reviews?closed=1\">確認済みも含める</a></p>\n");
  if (reviews->len == 0)
    enr_web_add (web, "<p>確認することはありません。</p>\n");
  for (guint i = 0; i < MIN (reviews->len, PAGE); i++)
    add_review (web, reviews->pdata[i]);
  if (reviews->len > PAGE)
    enr_web_add (web,
                 "<p><a href=\"/city/reviews?after=%" G_GINT64_FORMAT
                 "&amp;closed=%d\">次の 50 件</a></p>\n",
                 ((const EnrHubReview *) reviews->pdata[PAGE - 1])->no, with_closed ? 1 : 0);
  enr_web_end (web, 200);
}

static gboolean
is_good_text (const char *text, glong most)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return *stripped != '\0' && g_utf8_strlen (text, -1) <= most;
}

static void
settle (EnrWeb *web, EnrHubWriteFunc func)
{
  Settling self
      = { enr_web_number (enr_web_posted (web, "no")), enr_web_posted (web, "text"), web->officer };
  g_autoptr (GError) error = NULL;

  if (enr_web_write (web, func, &self, &error))
    enr_web_redirect (web, "/reviews");
  else
    enr_web_say_error (web, error);
}

static void
post_ask (EnrWeb *web)
{
  if (is_good_text (enr_web_posted (web, "text"), MOST_TEXT))
    settle (web, ask_func);
  else
    enr_web_say (web, 400, "送れません", "質問を 2000 字までで入力してください。");
}

static void
post_close (EnrWeb *web)
{
  settle (web, close_func);
}

static void
add_sent (EnrWeb *web, EnrHubRows *rows)
{
  if (enr_hub_rows_count (rows) == 0)
    {
      enr_web_add (web, "<h2>送ったもの</h2>\n<p>まだありません。</p>\n");
      return;
    }
  enr_web_add (web, "<h2>送ったもの</h2>\n<table>\n<thead><tr><th>日時</th><th>宛先</th><th>種類</"
                    "th><th>件名</th><th>本文</th>"
                    "</tr></thead>\n<tbody>\n");
  for (guint i = 0; i < enr_hub_rows_count (rows); i++)
    {
      g_autofree char *made = enr_web_dup_time (enr_hub_rows_int (rows, i, 1));
      gint64 n = enr_hub_rows_int (rows, i, 5);

      enr_web_add (web, "<tr><td class=\"t\">%s</td><td>", made);
      if (n == 1)
        enr_web_add (web, "%s", enr_hub_rows_text (rows, i, 6));
      else
        enr_web_add (web, "%" G_GINT64_FORMAT " 施設", n);
      enr_web_add (web, "</td><td class=\"t\">%s</td><td>%s</td><td class=\"text\">%s</td></tr>\n",
                   strcmp (enr_hub_rows_text (rows, i, 2), "question") == 0 ? "質問" : "お知らせ",
                   enr_hub_rows_text (rows, i, 3), enr_hub_rows_text (rows, i, 4));
    }
  enr_web_add (web, "</tbody>\n</table>\n");
}

static void
show_notices (EnrWeb *web, EnrHubRows *nurseries, EnrHubRows *sent)
{
  const char *chosen = enr_web_query (web, "nursery");

  enr_web_begin (web, "お知らせ");
  enr_web_add (web, "<section class=\"act\">\n");
  enr_web_begin_form (web, "/notices");
  enr_web_add (
      web,
      "\n<p><label for=\"nursery\">宛先</label> <select id=\"nursery\" name=\"nursery\" required>\n"
      "<option value=\"\">選んでください</option>\n");
  for (guint i = 0; i < enr_hub_rows_count (nurseries); i++)
    enr_web_add_option (web, enr_hub_rows_text (nurseries, i, 0),
                        enr_hub_rows_text (nurseries, i, 1),
                        strcmp (chosen, enr_hub_rows_text (nurseries, i, 0)) == 0);
  enr_web_add (
      web,
      "<option value=\"*\">すべての施設</option>\n</select></p>\n"
      "<p><label for=\"title\">件名</label> <input id=\"title\" name=\"title\" required "
      "maxlength=\"%d\""
      " size=\"50\"></p>\n<p><label for=\"text\">本文</label><br><textarea id=\"text\" "
      "name=\"text\" rows=\"5\""
      " cols=\"70\" required "
      "maxlength=\"%d\"></textarea></p>\n<p><button>送る</button></p>\n</form>\n"
      "<p "
      "class=\"note\">園のパソコンが次に連絡してきたときに届きます。取り消しはできません。</p>\n</"
      "section>\n",
      MOST_TITLE, MOST_TEXT);
  add_sent (web, sent);
  enr_web_end (web, 200);
}

static void
get_notices (EnrWeb *web)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrHubRows) nurseries
      = enr_hub_db_query_values (web->worker->db, SQL_NURSERY_NAMES, NULL, 0, &error);
  g_autoptr (EnrHubRows) sent
      = nurseries != NULL ? enr_hub_db_query_values (web->worker->db, SQL_SENT, NULL, 0, &error)
                          : NULL;

  if (sent != NULL)
    show_notices (web, nurseries, sent);
  else
    enr_web_say_error (web, error);
}

typedef struct
{
  const char *nursery; /* %NULL all */
  const char *title;
  const char *text;
} Telling;

static gboolean
notice_func (EnrHubDb *db, gpointer data, GError **error)
{
  const Telling *self = data;

  return enr_hub_notice (db, self->nursery, self->title, self->text, error);
}

static void
post_notice (EnrWeb *web)
{
  Telling self = { enr_web_posted (web, "nursery"), enr_web_posted (web, "title"),
                   enr_web_posted (web, "text") };
  g_autoptr (GError) error = NULL;

  if (*self.nursery == '\0' || !is_good_text (self.title, MOST_TITLE)
      || !is_good_text (self.text, MOST_TEXT))
    {
      enr_web_say (web, 400, "送れません",
                   "宛先を選び、件名を 100 字まで、本文を 2000 字までで入力してください。");
      return;
    }
  if (strcmp (self.nursery, "*") == 0)
    self.nursery = NULL;
  if (enr_web_write (web, notice_func, &self, &error))
    enr_web_redirect (web, "/notices");
  else
    enr_web_say_error (web, error);
}

const EnrWebPage enr_web_pages_review[] = {
  { "GET", "/reviews", 0, get_reviews },       { "POST", "/reviews/ask", 0, post_ask },
  { "POST", "/reviews/close", 0, post_close }, { "GET", "/notices", 0, get_notices },
  { "POST", "/notices", 0, post_notice },      { NULL },
};
