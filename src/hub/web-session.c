/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Signing in and out. The cookie has a secret, the table its sum: who reads the database cannot
 * sign in by it. The token of the forms is another sum of the same secret; before signing in, of
 * the secret of a cookie for the sign-in form alone.
 */
#include "config.h"

#include "hub/web.h"

#include <sodium.h>
#include <string.h>

#include "hub/audit.h"

#define SECRET_LENGTH 32
#define IDLE_MS (G_GINT64_CONSTANT (30) * 60 * 1000)
#define LONGEST_MS (G_GINT64_CONSTANT (12) * 60 * 60 * 1000)
#define TOUCH_MS (G_GINT64_CONSTANT (60) * 1000)

ENR_HUB_SQL (
    SQL_SESSION,
    "SELECT s.officer, s.seen_ms, s.expires_ms FROM session s JOIN officer o ON o.name = s.officer"
    " WHERE s.sha256 = $1 AND o.disabled_ms IS NULL");
ENR_HUB_SQL (SQL_SESSION_ADD,
             "INSERT INTO session (sha256, officer, made_ms, seen_ms, expires_ms) VALUES ($1, $2, "
             "$3, $3, $4)");
ENR_HUB_SQL (SQL_SESSION_SEEN, "UPDATE session SET seen_ms = $1 WHERE sha256 = $2");
ENR_HUB_SQL (SQL_SESSION_END, "DELETE FROM session WHERE sha256 = $1");
ENR_HUB_SQL (SQL_SESSION_TIDY, "DELETE FROM session WHERE expires_ms < $1 OR seen_ms < $2");

typedef struct
{
  guint8 sum[ENR_SUM_LENGTH];
  const char *officer; /* %NULL: it is over */
  gint64 now_ms;
  gboolean is_new;
} Session;

static gboolean
is_secure (const EnrWeb *web)
{
  const EnrHubOptions *options = enr_hub_server_get_options (web->worker->server);

  return options->certificate != NULL || options->is_behind_proxy;
}

/* Browsers take a cookie with this prefix from the same host and over TLS alone. */
static char *
dup_cookie_name (const EnrWeb *web, const char *name)
{
  return g_strconcat (is_secure (web) ? "__Host-" : "", name, NULL);
}

static void
set_cookie (EnrWeb *web, const char *name, const char *value)
{
  g_autofree char *full = dup_cookie_name (web, name);
  g_autofree char *cookie
      = g_strdup_printf ("%s=%s; Path=/; HttpOnly; SameSite=Strict%s%s", full, value,
                         is_secure (web) ? "; Secure" : "", *value == '\0' ? "; Max-Age=0" : "");

  enr_hub_answer_header (web->request, "Set-Cookie", cookie);
}

/* The value of a cookie, where it has the form of a secret. */
static char *
dup_cookie (const EnrWeb *web, const char *name)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (web->request->message);
  const char *all = soup_message_headers_get_list (headers, "Cookie");
  g_autofree char *full = dup_cookie_name (web, name);
  g_auto (GStrv) cookies = g_strsplit_set (all != NULL ? all : "", ";,", -1);

  for (char **at = cookies; *at != NULL; at++)
    {
      const char *cookie = g_strstrip (*at);
      gsize length = strlen (full);

      if (strncmp (cookie, full, length) == 0 && cookie[length] == '='
          && strlen (cookie + length + 1) == 2 * SECRET_LENGTH)
        return g_strdup (cookie + length + 1);
    }
  return NULL;
}

static void
make_secret (char secret[2 * SECRET_LENGTH + 1])
{
  guint8 bytes[SECRET_LENGTH];

  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2hex (secret, 2 * SECRET_LENGTH + 1, bytes, sizeof bytes);
}

static void
make_token (const char *purpose, const char *secret, char token[2 * ENR_SUM_LENGTH + 1])
{
  g_autofree char *text = g_strconcat (purpose, ":", secret, NULL);
  guint8 sum[ENR_SUM_LENGTH];

  enr_sum (text, strlen (text), sum);
  enr_sum_format (sum, token);
}

static gboolean
session_func (EnrHubDb *db, gpointer data, GError **error)
{
  const Session *self = data;
  gboolean is_good;

  if (!enr_hub_db_begin (db, error))
    return FALSE;
  if (self->officer == NULL)
    is_good
        = enr_hub_db_run (db, SQL_SESSION_END, NULL, error, ENR_BLOB (self->sum, sizeof self->sum))
          && enr_hub_audit_in_txn (db, ENR_AUDIT_SIGN_OUT, NULL, NULL, error);
  else if (self->is_new)
    is_good = enr_hub_db_run (db, SQL_SESSION_TIDY, NULL, error, ENR_INT (self->now_ms),
                              ENR_INT (self->now_ms - IDLE_MS))
              && enr_hub_db_run (db, SQL_SESSION_ADD, NULL, error,
                                 ENR_BLOB (self->sum, sizeof self->sum), ENR_TEXT (self->officer),
                                 ENR_INT (self->now_ms), ENR_INT (self->now_ms + LONGEST_MS))
              && enr_hub_audit_in_txn (db, ENR_AUDIT_SIGN_IN, NULL, NULL, error);
  else
    is_good = enr_hub_db_run (db, SQL_SESSION_SEEN, NULL, error, ENR_INT (self->now_ms),
                              ENR_BLOB (self->sum, sizeof self->sum));
  if (is_good)
    return enr_hub_db_commit (db, error);
  enr_hub_db_rollback (db);
  return FALSE;
}

static gboolean
find_officer (EnrWeb *web, const char *secret, GError **error)
{
  Session self = { .now_ms = enr_hub_now_ms () };
  g_autoptr (EnrHubRows) rows = NULL;
  gint64 seen;

  enr_sum (secret, strlen (secret), self.sum);
  rows = enr_hub_db_query (web->worker->db, SQL_SESSION, error,
                           ENR_BLOB (self.sum, sizeof self.sum));
  if (rows == NULL)
    return FALSE;
  if (enr_hub_rows_count (rows) == 0)
    return TRUE;
  seen = enr_hub_rows_int (rows, 0, 1);
  if (self.now_ms > seen + IDLE_MS || self.now_ms > enr_hub_rows_int (rows, 0, 2))
    return TRUE;
  self.officer = enr_hub_rows_text (rows, 0, 0);
  if (self.now_ms > seen + TOUCH_MS && !enr_web_write (web, session_func, &self, error))
    return FALSE;
  web->officer = g_strdup (self.officer);
  make_token ("form", secret, web->token);
  return TRUE;
}

gboolean
enr_web_find_session (EnrWeb *web)
{
  g_autofree char *secret = dup_cookie (web, "enroku-hub");
  g_autofree char *before = dup_cookie (web, "enroku-hub-sign-in");
  g_autoptr (GError) error = NULL;

  if (secret != NULL && !find_officer (web, secret, &error))
    {
      enr_web_say_error (web, error);
      return FALSE;
    }
  if (web->officer == NULL && before != NULL)
    make_token ("sign-in", before, web->token);
  return TRUE;
}

gboolean
enr_web_check_token (EnrWeb *web)
{
  const char *given = enr_web_posted (web, "token");
  const char *from = enr_hub_request_header (web->request, "Sec-Fetch-Site");

  /* Browsers that say where a form stood. */
  if (from != NULL && strcmp (from, "same-origin") != 0)
    return FALSE;
  return *web->token != '\0' && strlen (given) == strlen (web->token)
         && sodium_memcmp (given, web->token, strlen (given)) == 0;
}

static void
show_form (EnrWeb *web, guint status, const char *name, const char *trouble)
{
  char secret[2 * SECRET_LENGTH + 1];
  gboolean is_new = *web->token == '\0' || web->officer != NULL;

  g_clear_pointer (&web->officer, g_free);
  if (is_new)
    {
      make_secret (secret);
      make_token ("sign-in", secret, web->token);
    }
  enr_web_begin (web, "サインイン");
  if (trouble != NULL)
    enr_web_add (web, "<p class=\"trouble\" role=\"alert\">%s</p>\n", trouble);
  enr_web_begin_form (web, "/sign-in");
  enr_web_add (
      web,
      "\n<p><label for=\"name\">名前</label> <input id=\"name\" name=\"name\" value=\"%s\" required"
      " autocomplete=\"username\" maxlength=\"100\"></p>\n"
      "<p><label for=\"password\">パスワード</label> <input id=\"password\" name=\"password\""
      " type=\"password\" required autocomplete=\"current-password\" maxlength=\"1000\"></p>\n"
      "<p><button>サインイン</button></p>\n</form>\n"
      "<p class=\"note\">30 分間操作がないと、自動でサインアウトします。</p>\n",
      name);
  enr_web_end (web, status);
  if (is_new)
    set_cookie (web, "enroku-hub-sign-in", secret);
}

static void
get_sign_in (EnrWeb *web)
{
  if (web->officer != NULL)
    enr_web_redirect (web, "/");
  else
    show_form (web, 200, "", NULL);
}

/* One at a time: Argon2id takes 64 MiB, and what nurseries send comes first. */
static GMutex check_mutex;

static gboolean
failed_func (EnrHubDb *db, gpointer data, GError **error)
{
  return enr_hub_audit (db, ENR_AUDIT_SIGN_IN_FAILED, NULL, data, error);
}

/* What was typed as a name that nobody has may be a password, and is not written down. */
static void
note_failure (EnrWeb *web, const char *name, gboolean is_known)
{
  g_autoptr (GError) error = NULL;

  if (!enr_web_write_as (web, is_known ? name : "", failed_func,
                         is_known ? NULL : (gpointer) "unknown name", &error))
    g_message ("audit: %s", error->message);
}

/* Shows the form that was sent again, with what was wrong. */
typedef void (*ShowFunc) (EnrWeb *web, guint status, const char *name, const char *trouble);

/* Answers where it says no. */
static gboolean
check_password (EnrWeb *web, const char *name, const char *password, ShowFunc show)
{
  EnrHubServer *server = web->worker->server;
  g_autofree char *of_name = g_strconcat ("officer ", name, NULL);
  g_autoptr (GError) error = NULL;
  gboolean is_right;
  gboolean is_known;
  gboolean is_checked;

  if (!enr_hub_server_may_try (server, web->request->address, FALSE)
      || !enr_hub_server_may_try (server, of_name, FALSE))
    {
      show (web, 429, name,
            "続けて失敗したため、受け付けを止めています。10 分ほど待ってからお試しください。");
      enr_hub_answer_header (web->request, "Retry-After", "600");
      return FALSE;
    }
  if (!g_mutex_trylock (&check_mutex))
    {
      show (web, 503, name, "混み合っています。もう一度お試しください。");
      enr_hub_answer_header (web->request, "Retry-After", "1");
      return FALSE;
    }
  is_checked
      = enr_hub_officer_check (web->worker->db, name, password, &is_right, &is_known, &error);
  g_mutex_unlock (&check_mutex);
  if (!is_checked)
    {
      enr_web_say_error (web, error);
      return FALSE;
    }
  if (is_right)
    return TRUE;
  enr_hub_server_may_try (server, web->request->address, TRUE);
  enr_hub_server_may_try (server, of_name, TRUE);
  note_failure (web, name, is_known);
  g_message ("sign-in refused, from %s", web->request->address);
  show (web, 403, name,
        show == show_form ? "名前かパスワードが違います。" : "いまのパスワードが違います。");
  return FALSE;
}

static void
post_sign_in (EnrWeb *web)
{
  const char *name = enr_web_posted (web, "name");
  char secret[2 * SECRET_LENGTH + 1];
  Session self = { .officer = name, .now_ms = enr_hub_now_ms (), .is_new = TRUE };
  g_autoptr (GError) error = NULL;

  if (!check_password (web, name, enr_web_posted (web, "password"), show_form))
    return;
  /* Never the secret that the browser came with. */
  make_secret (secret);
  enr_sum (secret, strlen (secret), self.sum);
  if (!enr_web_write_as (web, name, session_func, &self, &error))
    {
      enr_web_say_error (web, error);
      return;
    }
  enr_web_redirect (web, "/");
  set_cookie (web, "enroku-hub", secret);
  set_cookie (web, "enroku-hub-sign-in", "");
}

static void
post_sign_out (EnrWeb *web)
{
  g_autofree char *secret = dup_cookie (web, "enroku-hub");
  Session self = { 0 };
  g_autoptr (GError) error = NULL;

  enr_sum (secret, strlen (secret), self.sum);
  if (!enr_web_write (web, session_func, &self, &error))
    {
      enr_web_say_error (web, error);
      return;
    }
  enr_web_redirect (web, "/sign-in");
  set_cookie (web, "enroku-hub", "");
}

static void
show_password_form (EnrWeb *web, guint status, const char *name, const char *trouble)
{
  enr_web_begin (web, "パスワードの変更");
  if (trouble != NULL)
    enr_web_add (web, "<p class=\"trouble\" role=\"alert\">%s</p>\n", trouble);
  enr_web_begin_form (web, "/password");
  /* The name is there for the browser's own store of passwords. */
  enr_web_add (
      web,
      "\n<p><label for=\"name\">名前</label> <input id=\"name\" name=\"name\" value=\"%s\" readonly"
      " autocomplete=\"username\"></p>\n"
      "<p><label for=\"old\">いまのパスワード</label> <input id=\"old\" name=\"old\" "
      "type=\"password\""
      " required autocomplete=\"current-password\" maxlength=\"1000\"></p>\n"
      "<p><label for=\"new\">新しいパスワード</label> <input id=\"new\" name=\"new\" "
      "type=\"password\""
      " required autocomplete=\"new-password\" minlength=\"%d\" maxlength=\"300\"></p>\n"
      "<p><label for=\"again\">もう一度</label> <input id=\"again\" name=\"again\" "
      "type=\"password\""
      " required autocomplete=\"new-password\" maxlength=\"300\"></p>\n"
      "<p><button>変更する</button></p>\n</form>\n"
      "<p class=\"note\">%d "
      "文字以上にしてください。変更すると、すべてのパソコンでサインアウトします。"
      "新しいパスワードでサインインし直してください。</p>\n",
      name, ENR_HUB_LEAST_PASSWORD, ENR_HUB_LEAST_PASSWORD);
  enr_web_end (web, status);
}

static void
get_password (EnrWeb *web)
{
  show_password_form (web, 200, web->officer, NULL);
}

static gboolean
password_func (EnrHubDb *db, gpointer data, GError **error)
{
  const EnrWeb *web = data;

  return enr_hub_officer_set_password (db, web->officer, enr_web_posted (web, "new"), error);
}

static void
post_password (EnrWeb *web)
{
  const char *new = enr_web_posted (web, "new");
  g_autoptr (GError) error = NULL;

  if (strcmp (new, enr_web_posted (web, "again")) != 0)
    show_password_form (web, 400, web->officer, "新しいパスワードが 2 つで違っています。");
  else if (g_utf8_strlen (new, -1) < ENR_HUB_LEAST_PASSWORD || strlen (new) > 1000)
    show_password_form (web, 400, web->officer, "新しいパスワードが短すぎるか、長すぎます。");
  else if (strcmp (new, enr_web_posted (web, "old")) == 0)
    show_password_form (web, 400, web->officer, "いまと同じパスワードです。");
  else if (!check_password (web, web->officer, enr_web_posted (web, "old"), show_password_form))
    return;
  else if (!enr_web_write (web, password_func, web, &error))
    enr_web_say_error (web, error);
  else
    {
      enr_web_redirect (web, "/sign-in");
      set_cookie (web, "enroku-hub", "");
    }
}

const EnrWebPage enr_web_pages_session[] = {
  { "GET", "/sign-in", ENR_WEB_OPEN, get_sign_in },
  { "POST", "/sign-in", ENR_WEB_OPEN, post_sign_in },
  { "POST", "/sign-out", 0, post_sign_out },
  { "GET", "/password", 0, get_password },
  { "POST", "/password", 0, post_password },
  { NULL },
};
