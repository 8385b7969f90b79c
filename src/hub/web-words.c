/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * An event in words: the headings are the titles of its schema, of which the Japanese stands before
 * " / ".
 */
#include "config.h"

#include "hub/web-words.h"

#include <string.h>

#define DEPTH 5

const EnrWebKind enr_web_kinds[] = {
  { "attendance", "jp.enroku.attendance.", "jp.enroku.attendance.~", "登降園" },
  { "month", "jp.enroku.month.", "jp.enroku.month.~", "月の統計" },
  { "enrolment", "jp.enroku.enrolment.", "jp.enroku.enrolment.~", "在籍" },
  { "accident", "jp.enroku.accident.", "jp.enroku.accident.~", "事故報告" },
  { "illness", "jp.enroku.illness.", "jp.enroku.illness.~", "感染症の発生" },
  { "vacancy", "jp.enroku.facility.vacancy", "jp.enroku.facility.vacancy~", "空き状況" },
  { "facility", "jp.enroku.facility.state", "jp.enroku.facility.state~", "施設の情報" },
  { "document", "jp.enroku.document.", "jp.enroku.document.~", "提出書類" },
  { NULL },
};

static const struct
{
  const char *type;
  const char *label;
} types[] = {
  { "jp.enroku.attendance.day-closed.v1", "登降園" },
  { "jp.enroku.attendance.day-corrected.v1", "登降園（訂正）" },
  { "jp.enroku.month.closed.v1", "月の統計" },
  { "jp.enroku.enrolment.started.v1", "入園" },
  { "jp.enroku.enrolment.changed.v1", "在籍の変更" },
  { "jp.enroku.enrolment.ended.v1", "退園" },
  { "jp.enroku.accident.reported.v1", "事故報告" },
  { "jp.enroku.illness.outbreak-reported.v1", "感染症の発生" },
  { "jp.enroku.facility.vacancy.v1", "空き状況" },
  { "jp.enroku.facility.state.v1", "施設の情報" },
  { "jp.enroku.document.submitted.v1", "提出書類" },
};

/* Members whose schemas have no title of their own, or one that is too long for a table. */
static const struct
{
  const char *key;
  const char *label;
} headings[] = {
  { "absences", "欠席の内訳" },
  { "ages", "年齢別" },
  { "certification", "認定区分" },
  { "children", "園児" },
  { "extension", "延長保育（分）" },
  { "heading", "見出し" },
  { "id", "園内の番号" },
  { "key", "項目" },
  { "meals", "食事" },
  { "open", "開所" },
  { "close", "閉所" },
  { "rate", "出席率" },
  { "short_start", "短時間の始まり" },
  { "short_end", "短時間の終わり" },
  { "standard_start", "標準時間の始まり" },
  { "standard_end", "標準時間の終わり" },
  { "text", "文章" },
  { "texts", "本文" },
  { "weekdays", "開所する曜日" },
};

static const struct
{
  const char *key; /* NULL: of any member */
  const char *value;
  const char *label;
} values[] = {
  { "stage", "first", "第1報" },
  { "stage", "second", "第2報" },
  { "sex", "male", "男" },
  { "sex", "female", "女" },
  { "sex", "unknown", "記録なし" },
  { "hours", "", "記録なし" },
  { "hours", "standard", "保育標準時間" },
  { "hours", "short", "保育短時間" },
  { "hours", "education", "教育標準時間" },
  { "absence", "sick", "病気" },
  { "absence", "other", "都合" },
  { "absence", "suspension", "出席停止" },
  { "absence", "bereavement", "忌引" },
  { "absence", "unannounced", "連絡なし" },
  { "weekdays", "sun", "日" },
  { "weekdays", "mon", "月" },
  { "weekdays", "tue", "火" },
  { "weekdays", "wed", "水" },
  { "weekdays", "thu", "木" },
  { "weekdays", "fri", "金" },
  { "weekdays", "sat", "土" },
  { "media_type", "application/pdf", "PDF" },
  { "media_type", "text/csv", "CSV" },
  { "media_type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel" },
};

static const char *const clock_keys[]
    = { "arrive",       "leave",       "open",      "close", "standard_start",
        "standard_end", "short_start", "short_end", NULL };

const EnrWebKind *
enr_web_find_kind (const char *key)
{
  for (const EnrWebKind *kind = enr_web_kinds; kind->key != NULL; kind++)
    if (strcmp (kind->key, key) == 0)
      return kind;
  return NULL;
}

const EnrWebKind *
enr_web_kind_of_type (const char *type)
{
  for (const EnrWebKind *kind = enr_web_kinds; kind->key != NULL; kind++)
    if (strcmp (kind->first, type) <= 0 && strcmp (type, kind->last) < 0)
      return kind;
  return NULL;
}

void
enr_web_add_kinds (EnrWeb *web, const char *chosen, const char *all)
{
  if (all != NULL)
    enr_web_add_option (web, "", all, *chosen == '\0');
  for (const EnrWebKind *kind = enr_web_kinds; kind->key != NULL; kind++)
    enr_web_add_option (web, kind->key, kind->label, strcmp (kind->key, chosen) == 0);
}

const char *
enr_web_type_label (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].type, type) == 0)
      return types[i].label;
  return type;
}

char *
enr_web_dup_day (const char *iso)
{
  EnrDate day = enr_date_parse_iso (iso);
  EnrDate month = enr_web_parse_month (iso);

  if (day != ENR_DATE_NONE)
    return enr_date_dup_era_weekday (day);
  return month != ENR_DATE_NONE ? enr_date_dup_era_month (month) : NULL;
}

char *
enr_web_dup_subject (const char *subject)
{
  const char *about = strchr (subject, '/');
  char *day = about != NULL ? enr_web_dup_day (about + 1) : NULL;

  return day != NULL ? day : g_strdup ("");
}

json_t *
enr_web_words_load_schema (const char *name)
{
  const char *slash = strchr (name, '/');
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  const char *text;

  if (slash == NULL)
    return NULL;
  path = g_strdup_printf ("/io/github/enroku/Enroku/schemas/%.*s-%ld.schema.json",
                          (int) (slash - name), name, strtol (slash + 1, NULL, 10));
  bytes = g_resources_lookup_data (path, 0, NULL);
  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);
  return enr_json_read (text, length, NULL);
}

const json_t *
enr_web_words_member (const EnrWebWords *self, const json_t *schema, const char *key)
{
  const json_t *found = key != NULL ? json_object_get (json_object_get (schema, "properties"), key)
                                    : json_object_get (schema, "items");
  const char *ref = enr_json_get_text (found, "$ref", "");

  if (g_str_has_prefix (ref, "#/$defs/"))
    return json_object_get (json_object_get (self->schema, "$defs"), ref + strlen ("#/$defs/"));
  return found;
}

void
enr_web_words_add_heading (const EnrWebWords *self, const json_t *schema, const char *key)
{
  const char *title = enr_json_get_text (schema, "title", key);
  const char *end = strstr (title, " / ");
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    if (strcmp (headings[i].key, key) == 0)
      title = headings[i].label;
  end = strstr (title, " / ");
  text = end != NULL ? g_strndup (title, (gsize) (end - title)) : g_strdup (title);
  if (strstr (text, "、") != NULL)
    *strstr (text, "、") = '\0';
  enr_web_add (self->web, "%s", text);
}

static void
add_number (const EnrWebWords *self, const char *key, gint64 number)
{
  char clock[6];

  if (g_strv_contains (clock_keys, key) && number >= 0 && number <= ENR_MINUTES_MAX)
    enr_web_add (self->web, "%s", enr_minutes_format ((int) number, clock));
  else if (strcmp (key, "rate") == 0)
    enr_web_add (self->web, "%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT " %%", number / 10,
                 number % 10);
  else if (strcmp (key, "certification") == 0 || (strcmp (key, "kind") == 0 && number <= 3))
    enr_web_add (self->web, number > 0 ? "%" G_GINT64_FORMAT "号" : "記録なし", number);
  else if (strcmp (key, "age") == 0)
    enr_web_add (self->web, number > 5 ? "就学" : "%" G_GINT64_FORMAT "歳", number);
  else
    enr_web_add (self->web, "%" G_GINT64_FORMAT, number);
}

static const char *
find_value (const char *key, const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (strcmp (values[i].key, key) == 0 && strcmp (values[i].value, value) == 0)
      return values[i].label;
  return value;
}

static void
add_scalar (const EnrWebWords *self, const char *key, const json_t *value)
{
  if (json_is_string (value))
    {
      g_autofree char *day = enr_web_dup_day (json_string_value (value));

      enr_web_add (self->web, "%s",
                   day != NULL ? day : find_value (key, json_string_value (value)));
    }
  else if (json_is_integer (value))
    add_number (self, key, json_integer_value (value));
  else if (json_is_boolean (value))
    enr_web_add (self->web, json_is_true (value) ? "はい" : "いいえ");
}

static gboolean
is_plain_list (const json_t *value)
{
  return json_is_array (value) && !json_is_object (json_array_get (value, 0));
}

static void add_object (const EnrWebWords *self, const json_t *schema, json_t *object, int depth);

void
enr_web_words_add_value (const EnrWebWords *self,
                         const json_t *schema,
                         const char *key,
                         json_t *value,
                         int depth)
{
  if (json_is_array (value) && json_array_size (value) == 0)
    enr_web_add (self->web, "なし");
  else if (is_plain_list (value))
    for (gsize i = 0; i < json_array_size (value); i++)
      {
        enr_web_add (self->web, i > 0 ? "・" : "");
        add_scalar (self, key, json_array_get (value, i));
      }
  else if (json_is_object (value) && depth < DEPTH)
    add_object (self, schema, value, depth + 1);
  else
    add_scalar (self, key, value);
}

gboolean
enr_web_words_is_hidden (const json_t *object, const char *key)
{
  return (strcmp (key, "key") == 0 && json_object_get (object, "heading") != NULL)
         || (strcmp (key, "kind") == 0 && json_object_get (object, "label") != NULL)
         || (strcmp (key, "disease") == 0 && json_object_get (object, "name") != NULL);
}

/* The members that any element has, in the order of the schema. */
static GPtrArray *
find_columns (const json_t *schema, const json_t *list)
{
  GPtrArray *columns = g_ptr_array_new ();
  json_t *properties = json_object_get (schema, "properties");
  const char *key;
  json_t *value;
  void *iter = NULL;

  while (properties != NULL && (iter = enr_json_next (properties, iter, &key, &value)) != NULL)
    for (gsize i = 0; i < json_array_size (list); i++)
      if (json_object_get (json_array_get (list, i), key) != NULL
          && !enr_web_words_is_hidden (json_array_get (list, i), key))
        {
          g_ptr_array_add (columns, (char *) key);
          break;
        }
  return columns;
}

static void
add_list (const EnrWebWords *self, const json_t *schema, json_t *list, int depth)
{
  g_autoptr (GPtrArray) columns = find_columns (schema, list);

  enr_web_add (self->web, "<div class=\"wide\">\n<table>\n<thead><tr>");
  for (guint i = 0; i < columns->len; i++)
    {
      enr_web_add (self->web, "<th>");
      enr_web_words_add_heading (self, enr_web_words_member (self, schema, columns->pdata[i]),
                                 columns->pdata[i]);
      enr_web_add (self->web, "</th>");
    }
  enr_web_add (self->web, "</tr></thead>\n<tbody>\n");
  for (gsize i = 0; i < json_array_size (list); i++)
    {
      enr_web_add (self->web, "<tr>");
      for (guint j = 0; j < columns->len; j++)
        {
          json_t *value = json_object_get (json_array_get (list, i), columns->pdata[j]);

          enr_web_add (self->web,
                       json_is_integer (value) ? "<td class=\"n\">" : "<td class=\"text\">");
          if (value != NULL)
            enr_web_words_add_value (self, enr_web_words_member (self, schema, columns->pdata[j]),
                                     columns->pdata[j], value, depth);
          enr_web_add (self->web, "</td>");
        }
      enr_web_add (self->web, "</tr>\n");
    }
  enr_web_add (self->web, "</tbody>\n</table>\n</div>\n");
}

static void
add_member (const EnrWebWords *self,
            const json_t *schema,
            const char *key,
            json_t *value,
            int depth)
{
  gboolean is_list = json_is_array (value) && !is_plain_list (value);

  enr_web_add (self->web, "<dt>");
  enr_web_words_add_heading (self, schema, key);
  enr_web_add (self->web,
               is_list || json_is_object (value) ? "</dt><dd>" : "</dt><dd class=\"text\">");
  if (is_list)
    add_list (self, enr_web_words_member (self, schema, NULL), value, depth);
  else
    enr_web_words_add_value (self, schema, key, value, depth);
  enr_web_add (self->web, "</dd>\n");
}

/* First what the schema names, in its order, then what a later version of it may have added. */
static void
add_object (const EnrWebWords *self, const json_t *schema, json_t *object, int depth)
{
  json_t *properties = json_object_get (schema, "properties");
  const char *key;
  json_t *value;
  void *iter = NULL;

  enr_web_add (self->web, "<dl>\n");
  while (properties != NULL && (iter = enr_json_next (properties, iter, &key, &value)) != NULL)
    if (json_object_get (object, key) != NULL && !enr_web_words_is_hidden (object, key))
      add_member (self, enr_web_words_member (self, schema, key), key,
                  json_object_get (object, key), depth);
  iter = NULL;
  while ((iter = enr_json_next (object, iter, &key, &value)) != NULL)
    if (json_object_get (properties, key) == NULL)
      add_member (self, NULL, key, value, depth);
  enr_web_add (self->web, "</dl>\n");
}

void
enr_web_add_data (EnrWeb *web, const EnrEvent *event)
{
  g_autoptr (json_t) schema = enr_web_words_load_schema (event->dataschema);
  EnrWebWords self = { web, schema };

  add_object (&self, schema, event->data, 0);
}
