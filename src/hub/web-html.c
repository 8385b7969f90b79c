/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "hub/web.h"

#include <string.h>

#include "base/holiday.h"

#define BACK_DAYS 60 /* who was silent longer is silent */

static const struct
{
  const char *path;
  const char *label;
} places[] = {
  { "/city/", "施設" },
  { "/city/received", "受信状況" },
  { "/city/reviews", "確認事項" },
  { "/city/vacancies", "空き状況" },
  { "/city/events", "届いた報告" },
  { "/city/notices", "お知らせ" },
  { "/city/files", "ファイル" },
  { "/city/alerts", "警告" },
  { "/city/audit", "操作の記録" },
};

/* Text from anywhere, into an element or an attribute in double quotes. Signs that HTML does not
 * know (control characters) are shown as such. */
static void
add_escaped (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar sign = g_utf8_get_char (at);

      if (sign == '&')
        g_string_append (out, "&amp;");
      else if (sign == '<')
        g_string_append (out, "&lt;");
      else if (sign == '>')
        g_string_append (out, "&gt;");
      else if (sign == '"')
        g_string_append (out, "&quot;");
      else if (sign == '\'')
        g_string_append (out, "&#39;");
      else if ((sign < 0x20 && sign != '\n' && sign != '\t') || (sign >= 0x7f && sign < 0xa0)
               || (sign & 0xfffe) == 0xfffe || (sign >= 0xfdd0 && sign <= 0xfdef))
        g_string_append_unichar (out, 0xfffd);
      else
        g_string_append_unichar (out, sign);
    }
}

void
enr_web_add (EnrWeb *web, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  for (const char *at = format; *at != '\0'; at++)
    {
      gboolean is_long;

      if (*at != '%')
        {
          g_string_append_c (web->out, *at);
          continue;
        }
      is_long = *++at == 'l';
      while (*at == 'l')
        at++;
      if (*at == 's')
        add_escaped (web->out, va_arg (args, const char *));
      else if (is_long && (*at == 'd' || *at == 'i'))
        g_string_append_printf (web->out, "%" G_GINT64_FORMAT, va_arg (args, gint64));
      else if (*at == 'd')
        g_string_append_printf (web->out, "%d", va_arg (args, int));
      else if (*at == 'u')
        g_string_append_printf (web->out, "%u", va_arg (args, guint));
      else
        {
          g_assert (*at == '%');
          g_string_append_c (web->out, '%');
        }
    }
  va_end (args);
}

void
enr_web_begin (EnrWeb *web, const char *title)
{
  const EnrHubMeta *meta = enr_hub_server_get_meta (web->worker->server);
  g_autofree char *now = enr_web_dup_time (enr_hub_now_ms ());

  g_string_truncate (web->out, 0);
  enr_web_add (web,
               "<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta name=\"viewport\" content=\"width=device-width\">\n<title>%s － %s</title>\n"
               "<link rel=\"stylesheet\" href=\"/city/style.css\">\n</head>\n<body>\n<a "
               "class=\"skip\" href=\"#main\">本文へ</a>\n<header>\n"
               "<p class=\"city\">園録 %s <small>%s 現在</small></p>\n",
               title, meta->name, meta->name, now);
  if (web->officer != NULL)
    {
      enr_web_begin_form (web, "/sign-out");
      enr_web_add (web,
                   "<span>%s</span> <a href=\"/city/password\">パスワードの変更</a> "
                   "<button>サインアウト</button></form>\n<nav aria-label=\"画面\">\n<ul>\n",
                   web->officer);
      for (guint i = 0; i < G_N_ELEMENTS (places); i++)
        enr_web_add (web,
                     strcmp (places[i].path, web->request->path) == 0
                         ? "<li><a href=\"%s\" aria-current=\"page\">%s</a></li>\n"
                         : "<li><a href=\"%s\">%s</a></li>\n",
                     places[i].path, places[i].label);
      enr_web_add (web, "</ul>\n</nav>\n");
    }
  enr_web_add (web, "</header>\n<main id=\"main\" tabindex=\"-1\">\n<h1>%s</h1>\n", title);
}

/* What every answer of these pages says to the browser. */
static void
add_headers (EnrHubRequest *request)
{
  enr_hub_answer_header (
      request, "Content-Security-Policy",
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';"
      " frame-ancestors 'none'");
  enr_hub_answer_header (request, "X-Frame-Options", "DENY");
  enr_hub_answer_header (request, "Referrer-Policy", "same-origin");
  enr_hub_answer_header (request, "Cross-Origin-Opener-Policy", "same-origin");
  enr_hub_answer_header (request, "Cross-Origin-Resource-Policy", "same-origin");
}

void
enr_web_end (EnrWeb *web, guint status)
{
  enr_web_add (web, "</main>\n</body>\n</html>\n");
  enr_hub_answer_text (web->request, status, "text/html; charset=utf-8", web->out->str);
  add_headers (web->request);
}

void
enr_web_begin_form (EnrWeb *web, const char *action)
{
  enr_web_add (web,
               "<form method=\"post\" action=\"/city%s\">"
               "<input type=\"hidden\" name=\"token\" value=\"%s\">",
               action, web->token);
}

void
enr_web_add_option (EnrWeb *web, const char *value, const char *label, gboolean is_chosen)
{
  enr_web_add (web,
               is_chosen ? "<option value=\"%s\" selected>%s</option>\n"
                         : "<option value=\"%s\">%s</option>\n",
               value, label);
}

void
enr_web_say (EnrWeb *web, guint status, const char *title, const char *text)
{
  enr_web_begin (web, title);
  enr_web_add (web, "<p class=\"say\">%s</p>\n<p><a href=\"/city/\">施設の一覧へ</a></p>\n", text);
  enr_web_end (web, status);
}

void
enr_web_say_error (EnrWeb *web, const GError *error)
{
  if (g_error_matches (error, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_FOUND))
    enr_web_say (web, 404, "見つかりません",
                 "指定されたものが見つかりません。一覧から選び直してください。");
  else if (g_error_matches (error, ENR_HUB_ERROR, ENR_HUB_ERROR_REFUSED)
           || g_error_matches (error, ENR_HUB_ERROR, ENR_HUB_ERROR_USAGE))
    enr_web_say (
        web, 409, "この操作はできません",
        "すでに別の職員が処理したか、入力に誤りがあります。一覧を開き直して確かめてください。");
  else
    {
      gboolean passes = g_error_matches (error, ENR_HUB_ERROR, ENR_HUB_ERROR_BUSY);

      g_message ("%s %s: %s", web->request->method, web->request->path, error->message);
      enr_web_say (web, passes ? 503 : 500,
                   passes ? "混み合っています" : "受け取り側で問題が起きました",
                   passes ? "少し待ってから、もう一度お試しください。"
                          : "この操作は行われませんでした。続くときは管理者に知らせてください。");
      if (passes)
        enr_hub_answer_header (web->request, "Retry-After", "10");
    }
}

void
enr_web_redirect (EnrWeb *web, const char *path)
{
  g_autofree char *target = g_strconcat ("/city", path, NULL);

  enr_hub_answer (web->request, 303, NULL, NULL);
  enr_hub_answer_header (web->request, "Location", target);
  add_headers (web->request);
}

void
enr_web_answer_file (EnrWeb *web, const char *type, const char *name, GBytes *bytes)
{
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *disposition = g_strconcat ("attachment; filename*=UTF-8''", escaped, NULL);

  enr_hub_answer (web->request, 200, type, bytes);
  enr_hub_answer_header (web->request, "Content-Disposition", disposition);
  add_headers (web->request);
}

const char *
enr_web_query (const EnrWeb *web, const char *name)
{
  const char *text = g_hash_table_lookup (web->request->query, name);

  return text != NULL && g_utf8_validate (text, -1, NULL) ? text : "";
}

const char *
enr_web_posted (const EnrWeb *web, const char *name)
{
  const char *text = g_hash_table_lookup (web->form, name);

  return text != NULL ? text : "";
}

gint64
enr_web_number (const char *text)
{
  gint64 number;

  return g_ascii_string_to_signed (text, 10, 0, G_MAXINT64 - 1, &number, NULL) ? number : -1;
}

char *
enr_web_dup_short_day (EnrDate day)
{
  int year;
  int month;
  int of_month;
  const char *weekday;

  if (day == ENR_DATE_NONE)
    return g_strdup ("");
  weekday = enr_weekday_kanji (enr_date_weekday (day));
  enr_date_split (day, &year, &month, &of_month);
  if (year == enr_date_year (enr_web_today ()))
    return g_strdup_printf ("%d月%d日(%s)", month, of_month, weekday);
  return g_strdup_printf ("%d年%d月%d日(%s)", year, month, of_month, weekday);
}

char *
enr_web_dup_time (gint64 ms)
{
  EnrDate day = enr_instant_civil_date (ms / 1000);
  g_autofree char *text = NULL;
  char clock[6];

  if (ms <= 0)
    return g_strdup ("");
  text = enr_web_dup_short_day (day);
  return g_strconcat (text, " ", enr_minutes_format (enr_instant_minutes (ms / 1000, day), clock),
                      NULL);
}

EnrDate
enr_web_today (void)
{
  return enr_instant_civil_date (enr_hub_now_ms () / 1000);
}

EnrDate
enr_web_parse_month (const char *text)
{
  g_autofree char *day = g_strconcat (text, "-01", NULL);

  return strlen (text) == 7 ? enr_date_parse_iso (day) : ENR_DATE_NONE;
}

static gboolean
is_business_day (EnrDate day)
{
  EnrWeekday weekday = enr_date_weekday (day);

  return weekday != ENR_SUNDAY && weekday != ENR_SATURDAY && enr_holiday_name (day) == NULL;
}

gboolean
enr_web_is_silent (gint64 heard_ms, gint64 now_ms)
{
  EnrDate heard = enr_instant_civil_date (heard_ms / 1000);
  EnrDate day = heard + 1;

  if (heard_ms <= 0 || enr_instant_civil_date (now_ms / 1000) - heard > BACK_DAYS)
    return TRUE;
  /* The same time of the next business day is still in time. */
  while (!is_business_day (day))
    day++;
  return now_ms > heard_ms + (gint64) (day - heard) * 24 * 60 * 60 * 1000;
}
