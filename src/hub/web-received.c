/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What has come and what has not: nurseries by days of a month; and free places by age.
 */
#include "config.h"

#include "hub/web.h"

#include <string.h>

#include "base/holiday.h"

#define ALL_DAYS 0x7f
#define AGES 6

ENR_HUB_SQL (
    SQL_DAYS,
    "SELECT nursery, day, type, recv_seq, (SELECT count (*) FROM superseded p"
    "  WHERE p.nursery = current.nursery AND p.subject = current.subject) FROM current"
    " WHERE type IN ('jp.enroku.attendance.day-closed.v1', 'jp.enroku.attendance.day-corrected.v1')"
    "  AND day BETWEEN $1 AND $2 AND (nursery = $3 OR $3 = '')");
ENR_HUB_SQL (
    SQL_MONTHS,
    "SELECT nursery, recv_seq, (SELECT count (*) FROM superseded p"
    "  WHERE p.nursery = current.nursery AND p.subject = current.subject) FROM current"
    " WHERE type = 'jp.enroku.month.closed.v1' AND day = $1 AND (nursery = $2 OR $2 = '')");
ENR_HUB_SQL (SQL_LATEST_OF_TYPE,
             "SELECT c.nursery, n.name, i.body, c.recv_seq FROM current c JOIN inbox i ON "
             "i.recv_seq = c.recv_seq"
             " JOIN nursery n ON n.nursery = c.nursery WHERE c.type = $1 ORDER BY c.nursery");

typedef struct
{
  const char *nursery;
  const char *name;
  EnrDate from;    /* since when it sends; ENR_DATE_NONE not yet */
  guint weekdays;  /* a bit for each day that it is open, as it says itself */
  gint64 days[31]; /* recv_seq of what came; 0 nothing */
  gboolean is_corrected[31];
  gint64 n_older[31]; /* revisions that came before it */
  gint64 month;
  gint64 n_older_month;
  guint n_missing;
} Row;

typedef struct
{
  EnrDate first;
  EnrDate last;
  EnrDate today;
  GPtrArray *sites;
  GPtrArray *rows;     /* (element-type Row) */
  GHashTable *by_name; /* nursery to Row */
} Matrix;

static void
matrix_clear (Matrix *self)
{
  g_clear_pointer (&self->sites, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->by_name, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Matrix, matrix_clear)

/* Monday to Saturday, until the nursery has said what it has. */
static guint
read_weekdays (const json_t *data)
{
  static const char *const names[] = { "sun", "mon", "tue", "wed", "thu", "fri", "sat" };
  const json_t *list = json_object_get (data, "weekdays");
  guint bits = 0;

  if (!json_is_array (list))
    return ALL_DAYS & ~1u;
  for (gsize i = 0; i < json_array_size (list); i++)
    for (guint j = 0; j < G_N_ELEMENTS (names); j++)
      if (g_strcmp0 (json_string_value (json_array_get (list, i)), names[j]) == 0)
        bits |= 1u << j;
  return bits;
}

static Row *
find_row (Matrix *self, const char *nursery)
{
  return g_hash_table_lookup (self->by_name, nursery);
}

/* Those with a PC: others cannot send yet. */
static gboolean
load_rows (Matrix *self, EnrHubDb *db, const char *nursery, GError **error)
{
  self->sites = enr_hub_site_list (db, error);
  if (self->sites == NULL)
    return FALSE;
  self->rows = g_ptr_array_new_with_free_func (g_free);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->sites->len; i++)
    {
      const EnrHubSite *site = self->sites->pdata[i];
      EnrDate since = enr_instant_civil_date (site->enrolled_ms / 1000);
      Row *row = find_row (self, site->nursery);

      if (*nursery != '\0' && strcmp (nursery, site->nursery) != 0)
        continue;
      if (row == NULL)
        {
          row = g_new0 (Row, 1);
          row->nursery = site->nursery;
          row->name = site->nursery_name;
          row->from = since;
          row->weekdays = read_weekdays (NULL);
          g_ptr_array_add (self->rows, row);
          g_hash_table_insert (self->by_name, (char *) row->nursery, row);
        }
      row->from = MIN (row->from, since);
    }
  return TRUE;
}

static gboolean
load_weekdays (Matrix *self, EnrHubDb *db, GError **error)
{
  g_autoptr (EnrHubRows) rows
      = enr_hub_db_query (db, SQL_LATEST_OF_TYPE, error, ENR_TEXT ("jp.enroku.facility.state.v1"));

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < enr_hub_rows_count (rows); i++)
    {
      Row *row = find_row (self, enr_hub_rows_text (rows, i, 0));
      gsize length;
      const guint8 *body = enr_hub_rows_blob (rows, i, 2, &length);
      g_auto (EnrEvent) event = { 0 };

      if (row == NULL)
        continue;
      if (!enr_event_read (&event, body, length, error))
        return FALSE;
      row->weekdays = read_weekdays (event.data);
    }
  return TRUE;
}

static gboolean
load_days (Matrix *self, EnrHubDb *db, const char *nursery, GError **error)
{
  char first[11];
  char last[11];
  g_autoptr (EnrHubRows) days = NULL;
  g_autoptr (EnrHubRows) months = NULL;

  enr_date_iso (self->first, first);
  enr_date_iso (self->last, last);
  days = enr_hub_db_query (db, SQL_DAYS, error, ENR_TEXT (first), ENR_TEXT (last),
                           ENR_TEXT (nursery));
  months = days != NULL
               ? enr_hub_db_query (db, SQL_MONTHS, error, ENR_TEXT (first), ENR_TEXT (nursery))
               : NULL;
  if (months == NULL)
    return FALSE;
  for (guint i = 0; i < enr_hub_rows_count (days); i++)
    {
      Row *row = find_row (self, enr_hub_rows_text (days, i, 0));
      EnrDate day = enr_date_parse_iso (enr_hub_rows_text (days, i, 1));

      if (row == NULL || day < self->first || day > self->last)
        continue;
      row->days[day - self->first] = enr_hub_rows_int (days, i, 3);
      row->is_corrected[day - self->first]
          = strstr (enr_hub_rows_text (days, i, 2), "corrected") != NULL;
      row->n_older[day - self->first] = enr_hub_rows_int (days, i, 4);
    }
  for (guint i = 0; i < enr_hub_rows_count (months); i++)
    {
      Row *row = find_row (self, enr_hub_rows_text (months, i, 0));

      if (row == NULL)
        continue;
      row->month = enr_hub_rows_int (months, i, 1);
      row->n_older_month = enr_hub_rows_int (months, i, 2);
    }
  return TRUE;
}

/* A day that should have come by now. */
static gboolean
is_owed (const Matrix *self, const Row *row, EnrDate day)
{
  return day < self->today && day >= row->from
         && (row->weekdays & 1u << enr_date_weekday (day)) != 0 && enr_holiday_name (day) == NULL;
}

static gboolean
is_month_owed (const Matrix *self, const Row *row)
{
  return row->month == 0 && self->last < self->today && row->from <= self->last;
}

static void
count_missing (Matrix *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = self->rows->pdata[i];

      for (EnrDate day = self->first; day <= self->last; day++)
        row->n_missing += row->days[day - self->first] == 0 && is_owed (self, row, day) ? 1 : 0;
      row->n_missing += is_month_owed (self, row) ? 1 : 0;
    }
}

/* What came, and where it came more than once, how often. */
static void
add_arrived (EnrWeb *web, gint64 seq, const char *sign, gint64 n_older)
{
  enr_web_add (web, "<td class=\"in\"><a href=\"/city/event?seq=%" G_GINT64_FORMAT "\">%s</a>", seq,
               sign);
  if (n_older > 0)
    enr_web_add (web,
                 "<a class=\"older\" href=\"/city/versions?seq=%" G_GINT64_FORMAT
                 "\" title=\"これまでの版\" aria-label=\"これまでの版 %" G_GINT64_FORMAT
                 " 件\">%" G_GINT64_FORMAT "版</a>",
                 seq, n_older + 1, n_older + 1);
  enr_web_add (web, "</td>");
}

static void
add_row (EnrWeb *web, const Matrix *self, const Row *row)
{
  g_autofree char *escaped = g_uri_escape_string (row->nursery, NULL, FALSE);

  enr_web_add (web, "<tr><th scope=\"row\"><a href=\"/city/nursery?number=%s\">%s</a></th>",
               escaped, row->name);
  for (EnrDate day = self->first; day <= self->last; day++)
    {
      gint64 seq = row->days[day - self->first];

      if (seq != 0)
        add_arrived (web, seq, row->is_corrected[day - self->first] ? "訂" : "○",
                     row->n_older[day - self->first]);
      else if (is_owed (self, row, day))
        enr_web_add (web, "<td class=\"miss\">未</td>");
      else
        enr_web_add (web, day < self->today ? "<td class=\"off\">・</td>" : "<td></td>");
    }
  if (row->month != 0)
    add_arrived (web, row->month, "○", row->n_older_month);
  else
    enr_web_add (web, is_month_owed (self, row) ? "<td class=\"miss\">未</td>" : "<td></td>");
  enr_web_add (web,
               row->n_missing > 0 ? "<td class=\"n\"><strong class=\"bad\">%u</strong></td></tr>\n"
                                  : "<td class=\"n\">%u</td></tr>\n",
               row->n_missing);
}

static void
add_matrix (EnrWeb *web, const Matrix *self, gboolean is_missing_only)
{
  guint n = 0;

  enr_web_add (web, "<div class=\"wide\">\n<table class=\"matrix\">\n<thead><tr><th>施設</th>");
  for (EnrDate day = self->first; day <= self->last; day++)
    {
      EnrWeekday weekday = enr_date_weekday (day);

      enr_web_add (web,
                   weekday == ENR_SUNDAY || enr_holiday_name (day) != NULL
                       ? "<th class=\"sun\">%d<br>%s</th>"
                   : weekday == ENR_SATURDAY ? "<th class=\"sat\">%d<br>%s</th>"
                                             : "<th>%d<br>%s</th>",
                   (int) (day - self->first) + 1, enr_weekday_kanji (weekday));
    }
  enr_web_add (web, "<th>月の<br>統計</th><th>未着</th></tr></thead>\n<tbody>\n");
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = self->rows->pdata[i];

      if (is_missing_only && row->n_missing == 0)
        continue;
      add_row (web, self, row);
      n++;
    }
  enr_web_add (web, "</tbody>\n</table>\n</div>\n");
  if (n == 0)
    enr_web_add (web, "<p>%s</p>\n",
                 is_missing_only && self->rows->len > 0 ? "未着のある施設はありません。"
                                                        : "まだどの施設も登録されていません。");
}

static void
show_matrix (EnrWeb *web, const Matrix *self, const char *nursery, gboolean is_missing_only)
{
  EnrDate before = enr_date_month_start (self->first - 1, 0);
  g_autofree char *era = enr_date_dup_era_month (self->first);
  g_autofree char *title = g_strconcat ("受信状況　", era, NULL);
  g_autofree char *escaped = g_uri_escape_string (nursery, NULL, FALSE);
  char iso[11];
  char iso_before[11];
  char iso_after[11];

  enr_date_iso (self->first, iso);
  enr_date_iso (before, iso_before);
  enr_date_iso (self->last + 1, iso_after);
  iso[7] = iso_before[7] = iso_after[7] = '\0';
  enr_web_begin (web, title);
  enr_web_add (
      web,
      "<form method=\"get\" action=\"/city/received\" class=\"bar\">"
      "<a href=\"/city/received?month=%s&amp;nursery=%s\">前の月</a>　"
      "<a href=\"/city/received?month=%s&amp;nursery=%s\">次の月</a>　"
      "<label for=\"month\">月</label> <input id=\"month\" name=\"month\" value=\"%s\" size=\"7\""
      " pattern=\"[0-9]{4}-[0-9]{2}\" title=\"2026-11 のように\"> "
      "<label><input type=\"checkbox\" name=\"missing\" value=\"1\"",
      iso_before, escaped, iso_after, escaped, iso);
  enr_web_add (web, is_missing_only ? " checked>" : ">");
  enr_web_add (web, "未着のある施設だけ</label> <button>表示</button></form>\n");
  add_matrix (web, self, is_missing_only);
  enr_web_add (
      web, "<p class=\"note\">○ 届いた　訂 訂正が届いた　2版 "
           "届いた回数（押すとこれまでの版）　<span class=\"miss\">未</span> "
           "開所日なのに届いていない　"
           "・ 休みの日、または登録前の日。開所日は、施設の情報に届いた曜日から祝日を除いた日です"
           "（施設の情報がまだない園は月曜から土曜）。</p>\n");
  enr_web_end (web, 200);
}

static void
get_received (EnrWeb *web)
{
  const char *nursery = enr_web_query (web, "nursery");
  const char *month = enr_web_query (web, "month");
  g_auto (Matrix) self = { 0 };
  g_autoptr (GError) error = NULL;

  self.today = enr_web_today ();
  self.first = *month != '\0' ? enr_web_parse_month (month) : enr_date_month_start (self.today, 0);
  if (self.first == ENR_DATE_NONE || enr_date_year (self.first) < 2000)
    {
      enr_web_say (web, 400, "月を読み取れません", "月は 2026-11 のように入力してください。");
      return;
    }
  self.last = enr_date_month_start (self.first, 1) - 1;
  if (!load_rows (&self, web->worker->db, nursery, &error)
      || !load_weekdays (&self, web->worker->db, &error)
      || !load_days (&self, web->worker->db, nursery, &error))
    {
      enr_web_say_error (web, error);
      return;
    }
  count_missing (&self);
  show_matrix (web, &self, nursery, strcmp (enr_web_query (web, "missing"), "1") == 0);
}

/* What a nursery says of each age; -1 nothing. */
typedef struct
{
  gint64 enrolled[AGES];
  gint64 places[AGES];
  gint64 waiting[AGES];
} Vacancy;

static void
read_vacancy (Vacancy *self, const json_t *data)
{
  const json_t *ages = json_object_get (data, "ages");

  memset (self, 0xff, sizeof *self);
  for (gsize i = 0; i < json_array_size (ages); i++)
    {
      const json_t *one = json_array_get (ages, i);
      gint64 age = enr_json_get_int (one, "age", -1);

      if (age < 0 || age >= AGES)
        continue;
      self->enrolled[age] = enr_json_get_int (one, "enrolled", -1);
      self->places[age] = enr_json_get_int (one, "places", -1);
      self->waiting[age] = enr_json_get_int (one, "waiting", -1);
    }
}

static void
add_figures (EnrWeb *web, const gint64 *figures, const char *class)
{
  gint64 sum = 0;

  for (guint age = 0; age < AGES; age++)
    {
      enr_web_add (web, "<td class=\"n %s\">", class);
      if (figures[age] >= 0)
        enr_web_add (web, "%" G_GINT64_FORMAT, figures[age]);
      enr_web_add (web, "</td>");
      sum += MAX (figures[age], 0);
    }
  enr_web_add (web, "<td class=\"n %s\">%" G_GINT64_FORMAT "</td>", class, sum);
}

static gboolean
add_vacancy (EnrWeb *web, EnrHubRows *rows, guint i, gint64 sums[AGES], GError **error)
{
  gsize length;
  const guint8 *body = enr_hub_rows_blob (rows, i, 2, &length);
  g_auto (EnrEvent) event = { 0 };
  g_autofree char *as_of = NULL;
  Vacancy vacancy;

  if (!enr_event_read (&event, body, length, error))
    return FALSE;
  read_vacancy (&vacancy, event.data);
  as_of = enr_web_dup_short_day (enr_date_parse_iso (enr_json_get_text (event.data, "as_of", "")));
  enr_web_add (web,
               "<tr><th scope=\"row\"><a href=\"/city/event?seq=%" G_GINT64_FORMAT
               "\">%s</a></th><td class=\"t\">%s</td>",
               enr_hub_rows_int (rows, i, 3), enr_hub_rows_text (rows, i, 1), as_of);
  add_figures (web, vacancy.places, "places");
  add_figures (web, vacancy.enrolled, "");
  add_figures (web, vacancy.waiting, "");
  enr_web_add (web, "</tr>\n");
  for (guint age = 0; age < AGES; age++)
    sums[age] += MAX (vacancy.places[age], 0);
  return TRUE;
}

static void
get_vacancies (EnrWeb *web)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrHubRows) rows = enr_hub_db_query (web->worker->db, SQL_LATEST_OF_TYPE, &error,
                                                  ENR_TEXT ("jp.enroku.facility.vacancy.v1"));
  gint64 sums[AGES] = { 0 };

  if (rows == NULL)
    {
      enr_web_say_error (web, error);
      return;
    }
  enr_web_begin (web, "空き状況");
  enr_web_add (web, "<div class=\"wide\">\n<table>\n<thead><tr><th rowspan=\"2\">施設</th><th "
                    "rowspan=\"2\">時点</th>"
                    "<th colspan=\"7\">受け入れられる人数</th><th colspan=\"7\">在籍</th>"
                    "<th colspan=\"7\">希望者</th></tr>\n<tr>");
  for (guint i = 0; i < 3; i++)
    enr_web_add (
        web, "<th>0歳</th><th>1歳</th><th>2歳</th><th>3歳</th><th>4歳</th><th>5歳</th><th>計</th>");
  enr_web_add (web, "</tr></thead>\n<tbody>\n");
  for (guint i = 0; i < enr_hub_rows_count (rows); i++)
    if (!add_vacancy (web, rows, i, sums, &error))
      {
        enr_web_say_error (web, error);
        return;
      }
  enr_web_add (web, "</tbody>\n<tfoot><tr><th scope=\"row\">計</th><td></td>");
  add_figures (web, sums, "places");
  enr_web_add (web, "<td colspan=\"14\"></td></tr></tfoot>\n</table>\n</div>\n"
                    "<p "
                    "class=\"note\">"
                    "各園が最後に届けた人数です。空欄は、園からの記載がないことを表します。</p>\n");
  enr_web_end (web, 200);
}

const EnrWebPage enr_web_pages_received[] = {
  { "GET", "/received", 0, get_received },
  { "GET", "/vacancies", 0, get_vacancies },
  { NULL },
};
