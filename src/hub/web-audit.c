/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The audit trail, and who may sign in. Letting somebody in or shutting somebody out is the
 * administrator's, by the command.
 */
#include "config.h"

#include "hub/web.h"

#include <string.h>

#include "hub/audit.h"

#define PAGE 100

ENR_HUB_SQL (SQL_NURSERY_NAMES, "SELECT nursery, name FROM nursery");

static const struct
{
  const char *action;
  const char *label;
} labels[] = {
  { ENR_AUDIT_SIGN_IN, "サインイン" },
  { ENR_AUDIT_SIGN_IN_FAILED, "サインインの失敗" },
  { ENR_AUDIT_SIGN_OUT, "サインアウト" },
  { ENR_AUDIT_CODE, "登録コードの発行" },
  { ENR_AUDIT_ENROLLED, "パソコンの登録" },
  { ENR_AUDIT_REVOKED, "送信の停止" },
  { ENR_AUDIT_ASKED, "園への質問" },
  { ENR_AUDIT_CLOSED, "確認済みにした" },
  { ENR_AUDIT_NOTICE, "お知らせ" },
  { ENR_AUDIT_RESEND, "再送のお願い" },
  { ENR_AUDIT_EXPORTED, "CSV の保存" },
  { ENR_AUDIT_FILE, "書類の保存" },
  { ENR_AUDIT_IMPORTED, "ファイルの受け取り" },
  { ENR_AUDIT_OFFICER_ADDED, "職員の追加" },
  { ENR_AUDIT_OFFICER_PASSWORD, "パスワードの変更" },
  { ENR_AUDIT_OFFICER_DISABLED, "職員の停止" },
  { ENR_AUDIT_PRUNED, "古い版の消去" },
};

static const char *
find_label (const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (strcmp (labels[i].action, action) == 0)
      return labels[i].label;
  return action;
}

static gboolean
is_action (const EnrHubAudit *row, const char *action)
{
  return strcmp (row->action, action) == 0;
}

/* A nursery by its name, a PC by its nursery's. */
static void
add_about (EnrWeb *web, const EnrHubAudit *row, GHashTable *nurseries)
{
  const EnrWebKind *kind
      = is_action (row, ENR_AUDIT_EXPORTED) ? enr_web_find_kind (row->about) : NULL;
  g_autofree char *of_source = NULL;
  const char *name;

  enr_source_parse (row->about, &of_source, NULL);
  name = g_hash_table_lookup (nurseries, of_source != NULL ? of_source : row->about);
  if (kind != NULL)
    enr_web_add (web, "%s", kind->label);
  else if (is_action (row, ENR_AUDIT_NOTICE) && strcmp (row->about, "*") == 0)
    enr_web_add (web, "すべての施設");
  else if (name != NULL)
    enr_web_add (web, "%s<br><small>%s</small>", name, row->about);
  else
    enr_web_add (web, "%s", row->about);
}

static void
add_detail (EnrWeb *web, const EnrHubAudit *row)
{
  g_auto (GStrv) parts = g_strsplit (row->detail, "/", 3);

  if (is_action (row, ENR_AUDIT_SIGN_IN_FAILED) && *row->detail != '\0')
    enr_web_add (web, "登録のない名前");
  else if (is_action (row, ENR_AUDIT_CODE))
    enr_web_add (web, "%s 日間有効", row->detail);
  else if (is_action (row, ENR_AUDIT_RESEND))
    enr_web_add (web, "パソコン %s 台", row->detail);
  else if (is_action (row, ENR_AUDIT_PRUNED))
    enr_web_add (web, "%s より前", row->detail);
  else if (is_action (row, ENR_AUDIT_IMPORTED) && g_strv_length (parts) == 3)
    enr_web_add (web, "受け取り %s 件、重複 %s 件、受け取れないもの %s 件", parts[0], parts[1],
                 parts[2]);
  else if (is_action (row, ENR_AUDIT_EXPORTED) && g_strv_length (parts) == 2
           && strchr (parts[1], ' ') != NULL)
    {
      char *n = strchr (parts[1], ' ');

      *n++ = '\0';
      enr_web_add (web, "%s から %s まで　%s 件", parts[0], parts[1], n);
    }
  else
    enr_web_add (web, "%s", row->detail);
}

static void
add_who (EnrWeb *web, const EnrHubAudit *row)
{
  if (strcmp (row->via, "nursery") == 0)
    enr_web_add (web, "園");
  else if (strcmp (row->via, "command") == 0)
    enr_web_add (web, "%s<br><small>管理者のコマンド</small>", row->officer);
  else
    enr_web_add (web, "%s<br><small>%s</small>", *row->officer != '\0' ? row->officer : "―",
                 row->address);
}

static void
add_rows (EnrWeb *web, GPtrArray *rows, GHashTable *nurseries)
{
  enr_web_add (web, "<table>\n<thead><tr><th>日時</th><th>だれが</th><th>操作</th><th>対象</th>"
                    "<th>詳細</th></tr></thead>\n<tbody>\n");
  for (guint i = 0; i < MIN (rows->len, PAGE); i++)
    {
      const EnrHubAudit *row = rows->pdata[i];
      g_autofree char *at = enr_web_dup_time (row->at_ms);

      enr_web_add (web, "<tr><td class=\"t\">%s</td><td>", at);
      add_who (web, row);
      enr_web_add (web,
                   is_action (row, ENR_AUDIT_SIGN_IN_FAILED)
                       ? "</td><td><strong class=\"bad\">%s</strong></td><td>"
                       : "</td><td>%s</td><td>",
                   find_label (row->action));
      add_about (web, row, nurseries);
      enr_web_add (web, "</td><td class=\"text\">");
      add_detail (web, row);
      enr_web_add (web, "</td></tr>\n");
    }
  enr_web_add (web, "</tbody>\n</table>\n");
  if (rows->len == 0)
    enr_web_add (web, "<p>記録はありません。</p>\n");
}

static void
add_filter (EnrWeb *web, GPtrArray *officers)
{
  const char *chosen = enr_web_query (web, "officer");

  enr_web_add (web,
               "<form method=\"get\" action=\"/city/audit\" class=\"bar\"><label for=\"officer\">"
               "職員</label> <select id=\"officer\" name=\"officer\">\n");
  enr_web_add_option (web, "", "すべて", *chosen == '\0');
  for (guint i = 0; i < officers->len; i++)
    {
      const char *name = ((const EnrHubOfficer *) officers->pdata[i])->name;

      enr_web_add_option (web, name, name, strcmp (name, chosen) == 0);
    }
  enr_web_add (web, "</select> <button>表示</button></form>\n");
}

static void
add_officers (EnrWeb *web, GPtrArray *officers)
{
  enr_web_add (web, "<h2>サインインできる職員</h2>\n<table>\n<thead><tr><th>名前</th><th>登録</th>"
                    "<th>最後のサインイン</th><th>状態</th></tr></thead>\n<tbody>\n");
  for (guint i = 0; i < officers->len; i++)
    {
      const EnrHubOfficer *officer = officers->pdata[i];
      g_autofree char *made = enr_web_dup_time (officer->made_ms);
      g_autofree char *signed_in = enr_web_dup_time (officer->signed_in_ms);
      g_autofree char *disabled = enr_web_dup_time (officer->disabled_ms);

      enr_web_add (web, "<tr><td>%s</td><td class=\"t\">%s</td><td class=\"t\">%s</td><td>",
                   officer->name, made, *signed_in != '\0' ? signed_in : "まだありません");
      enr_web_add (web, officer->disabled_ms != 0 ? "%s から停止" : "%s",
                   officer->disabled_ms != 0 ? disabled : "できます");
      enr_web_add (web, "</td></tr>\n");
    }
  enr_web_add (web, "</tbody>\n</table>\n<p class=\"note\">職員を加えたり止めたりするのは、"
                    "管理者が enroku-hub officer で行います。</p>\n");
}

static GHashTable *
load_nurseries (EnrHubDb *db, GError **error)
{
  g_autoptr (EnrHubRows) rows = enr_hub_db_query_values (db, SQL_NURSERY_NAMES, NULL, 0, error);
  GHashTable *names;

  if (rows == NULL)
    return NULL;
  names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < enr_hub_rows_count (rows); i++)
    g_hash_table_insert (names, g_strdup (enr_hub_rows_text (rows, i, 0)),
                         g_strdup (enr_hub_rows_text (rows, i, 1)));
  return names;
}

static void
show_trail (EnrWeb *web,
            GPtrArray *rows,
            GPtrArray *officers,
            GHashTable *nurseries,
            gboolean is_first)
{
  const char *officer = enr_web_query (web, "officer");
  g_autofree char *escaped = g_uri_escape_string (officer, NULL, FALSE);

  enr_web_begin (web, "操作の記録");
  if (is_first)
    add_officers (web, officers);
  enr_web_add (web, "<h2>記録</h2>\n");
  add_filter (web, officers);
  add_rows (web, rows, nurseries);
  if (rows->len > PAGE)
    enr_web_add (web,
                 "<p><a href=\"/city/audit?officer=%s&amp;before=%" G_GINT64_FORMAT
                 "\">これより前</a></p>\n",
                 escaped, ((const EnrHubAudit *) rows->pdata[PAGE - 1])->no);
  enr_web_add (web, "<p class=\"note\">この記録は、だれも書き換えたり消したりできません。</p>\n");
  enr_web_end (web, 200);
}

static void
get_audit (EnrWeb *web)
{
  EnrHubDb *db = web->worker->db;
  gint64 before = enr_web_number (enr_web_query (web, "before"));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows
      = enr_hub_audit_list (db, 0, G_MAXINT64, enr_web_query (web, "officer"),
                            before > 0 ? before : G_MAXINT64, PAGE + 1, &error);
  g_autoptr (GPtrArray) officers = rows != NULL ? enr_hub_officer_list (db, &error) : NULL;
  g_autoptr (GHashTable) nurseries = officers != NULL ? load_nurseries (db, &error) : NULL;

  if (nurseries == NULL)
    enr_web_say_error (web, error);
  else
    show_trail (web, rows, officers, nurseries,
                before <= 0 && *enr_web_query (web, "officer") == '\0');
}

const EnrWebPage enr_web_pages_audit[] = {
  { "GET", "/audit", 0, get_audit },
  { NULL },
};
