/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * All revisions that came of one report, and what each changed, in words.
 */
#include "config.h"

#include "hub/web-words.h"

#include <string.h>

#define MOST_VERSIONS 50
#define MOST_CHANGES 200 /* of one revision */
#define DEPTH 5

ENR_HUB_SQL (SQL_VERSION_OF,
             "SELECT s.nursery, i.subject, n.name, i.type FROM inbox i JOIN site s ON s.no = i.site"
             " JOIN nursery n ON n.nursery = s.nursery WHERE i.recv_seq = $1");
/* One more than is shown: the first that is shown is compared with it. */
ENR_HUB_SQL (
    SQL_VERSIONS,
    "SELECT v.recv_seq, v.holds, i.recv_ms, i.rev, i.body, s.name, i.type FROM"
    " (SELECT recv_seq, CAST (0 AS BIGINT) AS holds FROM superseded WHERE nursery = $1 AND subject "
    "= $2"
    "  UNION ALL SELECT recv_seq, CAST (1 AS BIGINT) FROM current WHERE nursery = $1 AND subject = "
    "$2) v"
    " JOIN inbox i ON i.recv_seq = v.recv_seq JOIN site s ON s.no = i.site"
    " ORDER BY i.rev DESC, i.recv_seq DESC LIMIT 51");

/* What leads to a value: members, and elements of lists. */
typedef struct
{
  const json_t *schema;
  const char *key; /* or, of an element, NULL */
  json_t *element;
} Part;

typedef struct
{
  EnrWebWords words;
  GArray *parts; /* (element-type Part) */
  guint n;
} Changes;

static void diff_objects (Changes *self, const json_t *schema, json_t *old, json_t *new);

/* The members by which an element of a list is the same in two revisions. */
static GPtrArray *
find_identity (const json_t *element)
{
  static const char *const single[] = { "number", "id", "key", "name" };
  static const char *const together[] = { "label", "kind", "certification", "hours", "age" };
  GPtrArray *keys = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (single); i++)
    if (json_object_get (element, single[i]) != NULL)
      {
        g_ptr_array_add (keys, (char *) single[i]);
        return keys;
      }
  for (guint i = 0; i < G_N_ELEMENTS (together); i++)
    if (json_object_get (element, together[i]) != NULL)
      g_ptr_array_add (keys, (char *) together[i]);
  return keys;
}

static json_t *
find_same (const json_t *list, const json_t *element)
{
  g_autoptr (GPtrArray) keys = find_identity (element);

  for (gsize i = 0; i < json_array_size (list); i++)
    {
      json_t *other = json_array_get (list, i);
      gboolean is_same = json_is_object (other);

      for (guint k = 0; is_same && k < keys->len; k++)
        {
          const json_t *value = json_object_get (other, keys->pdata[k]);

          is_same = value != NULL && json_equal (value, json_object_get (element, keys->pdata[k]));
        }
      if (is_same)
        return other;
    }
  return NULL;
}

static void
add_element (Changes *self, const Part *part)
{
  g_autoptr (GPtrArray) keys = find_identity (part->element);
  /* A text's heading says more than its key. */
  json_t *heading = json_object_get (part->element, "heading");
  guint n = 0;

  if (heading != NULL)
    {
      enr_web_words_add_value (&self->words, NULL, "heading", heading, 0);
      return;
    }
  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = keys->pdata[i];

      if (enr_web_words_is_hidden (part->element, key))
        continue;
      enr_web_add (self->words.web, n++ > 0 ? " " : "");
      enr_web_words_add_value (&self->words, enr_web_words_member (&self->words, part->schema, key),
                               key, json_object_get (part->element, key), 0);
    }
}

static void
add_value (Changes *self, const json_t *schema, const char *key, json_t *value, const char *none)
{
  if (value == NULL || key == NULL)
    enr_web_add (self->words.web, "<td class=\"note\">%s</td>", none);
  else
    {
      enr_web_add (self->words.web, "<td class=\"text\">");
      enr_web_words_add_value (&self->words, schema, key, value, 0);
      enr_web_add (self->words.web, "</td>");
    }
}

/* One row: where, what it was, what it is. Of an element that came or went there is no value to
 * show. */
static void
add_change (Changes *self, json_t *old, json_t *new)
{
  const Part *last = &g_array_index (self->parts, Part, self->parts->len - 1);

  if (self->n++ >= MOST_CHANGES)
    return;
  if (self->n == 1)
    enr_web_add (self->words.web, "<table>\n<thead><tr><th>変わったところ</th><th>前の版</th>"
                                  "<th>この版</th></tr></thead>\n<tbody>\n");
  enr_web_add (self->words.web, "<tr><td>");
  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = &g_array_index (self->parts, Part, i);

      enr_web_add (self->words.web, i > 0 ? "　" : "");
      if (part->key != NULL)
        enr_web_words_add_heading (&self->words, part->schema, part->key);
      else
        add_element (self, part);
    }
  enr_web_add (self->words.web, "</td>");
  add_value (self, last->schema, last->key, old,
             last->key == NULL && old != NULL ? "あり" : "（なし）");
  add_value (self, last->schema, last->key, new,
             last->key == NULL && new != NULL ? "あり" : "（なし）");
  enr_web_add (self->words.web, "</tr>\n");
}

static void
push (Changes *self, const json_t *schema, const char *key, json_t *element)
{
  Part part = { schema, key, element };

  g_array_append_val (self->parts, part);
}

static void
pop (Changes *self)
{
  g_array_set_size (self->parts, self->parts->len - 1);
}

static void
diff_lists (Changes *self, const json_t *schema, const json_t *old, const json_t *new)
{
  const json_t *of_element = enr_web_words_member (&self->words, schema, NULL);

  for (gsize i = 0; i < json_array_size (new); i++)
    {
      json_t *element = json_array_get (new, i);
      json_t *before = find_same (old, element);

      push (self, of_element, NULL, element);
      if (before == NULL)
        add_change (self, NULL, element);
      else
        diff_objects (self, of_element, before, element);
      pop (self);
    }
  for (gsize i = 0; i < json_array_size (old); i++)
    {
      json_t *element = json_array_get (old, i);

      if (find_same (new, element) != NULL)
        continue;
      push (self, of_element, NULL, element);
      add_change (self, element, NULL);
      pop (self);
    }
}

static gboolean
is_list_of_objects (const json_t *value)
{
  return json_is_array (value) && json_is_object (json_array_get (value, 0));
}

static void
diff_members (Changes *self, const json_t *schema, const char *key, json_t *old, json_t *new)
{
  if (old != NULL && new != NULL && json_equal (old, new))
    return;
  push (self, schema, key, NULL);
  if (is_list_of_objects (old) || is_list_of_objects (new))
    diff_lists (self, schema, old, new);
  else if (json_is_object (old) && json_is_object (new) && self->parts->len < DEPTH)
    diff_objects (self, schema, old, new);
  else
    add_change (self, old, new);
  pop (self);
}

/* In the order of the schema, then what the schema does not know. */
static void
diff_objects (Changes *self, const json_t *schema, json_t *old, json_t *new)
{
  json_t *properties = json_object_get (schema, "properties");
  const char *key;
  json_t *value;
  void *iter = NULL;

  while (properties != NULL && (iter = enr_json_next (properties, iter, &key, &value)) != NULL)
    if ((json_object_get (old, key) != NULL || json_object_get (new, key) != NULL)
        && !enr_web_words_is_hidden (new, key))
      diff_members (self, enr_web_words_member (&self->words, schema, key), key,
                    json_object_get (old, key), json_object_get (new, key));
  iter = NULL;
  while ((iter = enr_json_next (new, iter, &key, &value)) != NULL)
    if (json_object_get (properties, key) == NULL)
      diff_members (self, NULL, key, json_object_get (old, key), value);
  iter = NULL;
  while ((iter = enr_json_next (old, iter, &key, &value)) != NULL)
    if (json_object_get (properties, key) == NULL && json_object_get (new, key) == NULL)
      diff_members (self, NULL, key, value, NULL);
}

static void
add_changes (EnrWeb *web, const EnrEvent *old, const EnrEvent *new)
{
  g_autoptr (json_t) schema = enr_web_words_load_schema (new->dataschema);
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (Part));
  Changes self = { { web, schema }, parts, 0 };

  diff_objects (&self, schema, old->data, new->data);
  if (self.n == 0)
    enr_web_add (web, "<p class=\"note\">前の版から変わったところはありません。</p>\n");
  else
    enr_web_add (web, "</tbody>\n</table>\n");
  if (self.n > MOST_CHANGES)
    enr_web_add (web, "<p class=\"note\">ほかに %u か所が変わりました。</p>\n",
                 self.n - MOST_CHANGES);
}

/* %FALSE where its contents were removed, or cannot be read. */
static gboolean
read_version (EnrHubRows *rows, guint i, EnrEvent *event)
{
  gsize length;
  const guint8 *body = enr_hub_rows_blob (rows, i, 4, &length);

  return length > 0 && enr_event_read (event, body, length, NULL);
}

static void
add_version (EnrWeb *web, EnrHubRows *rows, guint i)
{
  gboolean holds = enr_hub_rows_int (rows, i, 1) != 0;
  gboolean is_first = i + 1 == enr_hub_rows_count (rows);
  g_autofree char *received = enr_web_dup_time (enr_hub_rows_int (rows, i, 2));
  g_auto (EnrEvent) old = { 0 };
  g_auto (EnrEvent) new = { 0 };

  enr_web_add (web,
               "<article>\n<h2>第 %" G_GINT64_FORMAT
               " 版%s</h2>\n<p>%s　%s にパソコン「%s」から届きました。",
               enr_hub_rows_int (rows, i, 3), holds ? "（いまの版）" : "",
               enr_web_type_label (enr_hub_rows_text (rows, i, 6)), received,
               enr_hub_rows_text (rows, i, 5));
  if (!read_version (rows, i, &new))
    enr_web_add (
        web, "</p>\n<p class=\"note\">この版の内容は、保存期間が過ぎたため消してあります。</p>\n");
  else
    {
      enr_web_add (web, "　<a href=\"/city/event?seq=%" G_GINT64_FORMAT "\">この版を見る</a></p>\n",
                   enr_hub_rows_int (rows, i, 0));
      if (is_first)
        enr_web_add (web, "<p class=\"note\">最初に届いた報告です。</p>\n");
      else if (!read_version (rows, i + 1, &old))
        enr_web_add (web, "<p class=\"note\">前の版の内容が残っていないため、"
                          "変わったところは分かりません。</p>\n");
      else
        add_changes (web, &old, &new);
    }
  enr_web_add (web, "</article>\n");
}

static void
show_versions (EnrWeb *web, EnrHubRows *report, EnrHubRows *rows)
{
  guint n = enr_hub_rows_count (rows);
  const char *subject = enr_hub_rows_text (report, 0, 1);
  g_autofree char *about = enr_web_dup_subject (subject);
  const EnrWebKind *kind = enr_web_kind_of_type (enr_hub_rows_text (report, 0, 3));
  g_autofree char *title
      = g_strdup_printf ("%s　%s%s%s　これまでの版", enr_hub_rows_text (report, 0, 2),
                         kind != NULL ? kind->label : enr_hub_rows_text (report, 0, 3),
                         *about != '\0' ? "　" : "", about);

  enr_web_begin (web, title);
  for (guint i = 0; i < MIN (n, MOST_VERSIONS); i++)
    add_version (web, rows, i);
  if (n > MOST_VERSIONS)
    enr_web_add (web, "<p class=\"note\">新しいほうから %d 件を表示しています。</p>\n",
                 MOST_VERSIONS);
  enr_web_end (web, 200);
}

static void
get_versions (EnrWeb *web)
{
  gint64 seq = enr_web_number (enr_web_query (web, "seq"));
  EnrHubDb *db = web->worker->db;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrHubRows) report = enr_hub_db_query (db, SQL_VERSION_OF, &error, ENR_INT (seq));
  g_autoptr (EnrHubRows) rows = NULL;

  if (report != NULL && enr_hub_rows_count (report) == 0)
    {
      enr_web_say (web, 404, "見つかりません", "この番号の報告はありません。");
      return;
    }
  if (report != NULL)
    rows = enr_hub_db_query (db, SQL_VERSIONS, &error, ENR_TEXT (enr_hub_rows_text (report, 0, 0)),
                             ENR_TEXT (enr_hub_rows_text (report, 0, 1)));
  if (rows == NULL)
    enr_web_say_error (web, error);
  else
    show_versions (web, report, rows);
}

const EnrWebPage enr_web_pages_versions[] = {
  { "GET", "/versions", 0, get_versions },
  { NULL },
};
