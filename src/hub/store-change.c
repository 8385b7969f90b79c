/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "hub/store.h"

#include <sodium.h>
#include <string.h>
#include <glib/gi18n.h>

#include "base/uuid.h"
#include "hub/audit.h"
#include "wire/event.h"

#define BLOCK 1000
#define MOST_CHANGES 500
/* More than any hub gives out between two backups; a JSON number still holds the sum of thousands
 * of these. */
#define NUMBER_JUMP 1000000000

ENR_HUB_SQL (
    SQL_LEDGER,
    "SELECT seq, sha256 FROM inbox WHERE site = $1 AND seq BETWEEN $2 AND $3 ORDER BY seq");
ENR_HUB_SQL (SQL_CHANGES,
             "SELECT cursor, made_ms, kind, event_id, title, text, coalesce (after_sequence, -1)"
             " FROM change WHERE nursery = $1 AND cursor > $2 AND (source IS NULL OR source = $3)"
             " ORDER BY cursor LIMIT $4");
ENR_HUB_SQL (SQL_CHANGE_ADD,
             "INSERT INTO change (cursor, nursery, source, made_ms, kind, event_id, title, text, "
             "after_sequence)"
             " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
ENR_HUB_SQL (SQL_NURSERIES,
             "SELECT nursery FROM nursery WHERE nursery = $1 OR $1 = '' ORDER BY nursery");
ENR_HUB_SQL (SQL_REVIEW_LIST,
             "SELECT r.no, r.recv_seq, r.nursery, n.name, r.kind, r.title, r.detail, r.state,"
             "  coalesce (r.changed_by, ''), i.subject, r.made_ms, r.changed_ms"
             " FROM review r JOIN inbox i ON i.recv_seq = r.recv_seq"
             " JOIN nursery n ON n.nursery = r.nursery"
             " WHERE r.no > $1 AND (r.state <> 'closed' OR $2 = 1) ORDER BY r.no LIMIT $3");
ENR_HUB_SQL (
    SQL_REVIEW_EVENT,
    "SELECT r.nursery, i.id, r.title, r.state FROM review r JOIN inbox i ON i.recv_seq = r.recv_seq"
    " WHERE r.no = $1");
ENR_HUB_SQL (SQL_REVIEW_STATE,
             "UPDATE review SET state = $1, changed_by = $2, changed_ms = $3 WHERE no = $4");

json_t *
enr_hub_ledger (EnrHubDb *db,
                const EnrHubSite *site,
                gint64 block,
                gboolean with_sums,
                GError **error)
{
  gint64 from = block * BLOCK + 1;
  g_autoptr (EnrHubRows) rows = enr_hub_db_query (db, SQL_LEDGER, error, ENR_INT (site->no),
                                                  ENR_INT (from), ENR_INT (from + BLOCK - 1));
  crypto_hash_sha256_state state;
  guint8 sum[ENR_SUM_LENGTH];
  char hex[2 * ENR_SUM_LENGTH + 1];
  json_t *answer;
  json_t *sums = NULL;

  if (rows == NULL)
    return NULL;
  answer = json_object ();
  if (with_sums)
    sums = json_object ();
  crypto_hash_sha256_init (&state);
  for (guint i = 0; i < enr_hub_rows_count (rows); i++)
    {
      gsize length;
      const guint8 *one = enr_hub_rows_blob (rows, i, 1, &length);
      char sequence[24];

      crypto_hash_sha256_update (&state, one, length);
      if (sums == NULL)
        continue;
      g_snprintf (sequence, sizeof sequence, "%" G_GINT64_FORMAT, enr_hub_rows_int (rows, i, 0));
      enr_sum_format (one, hex);
      json_object_set_new (sums, sequence, json_string (hex));
    }
  crypto_hash_sha256_final (&state, sum);
  enr_sum_format (sum, hex);
  json_object_set_new (answer, "source", json_string (site->source));
  json_object_set_new (answer, "block", json_integer (block));
  json_object_set_new (answer, "from", json_integer (from));
  json_object_set_new (answer, "count", json_integer (enr_hub_rows_count (rows)));
  json_object_set_new (answer, "sha256", json_string (hex));
  json_object_set_new (answer, "last", json_integer (site->expect - 1));
  if (sums != NULL)
    json_object_set_new (answer, "sums", sums);
  return answer;
}

json_t *
enr_hub_changes (EnrHubDb *db, const EnrHubSite *site, gint64 after, int limit, GError **error)
{
  g_autoptr (EnrHubRows) rows
      = enr_hub_db_query (db, SQL_CHANGES, error, ENR_TEXT (site->nursery), ENR_INT (after),
                          ENR_TEXT (site->source), ENR_INT (CLAMP (limit, 1, MOST_CHANGES)));
  json_t *answer;
  json_t *list;

  if (rows == NULL)
    return NULL;
  answer = json_object ();
  list = json_array ();
  for (guint i = 0; i < enr_hub_rows_count (rows); i++)
    {
      g_autoptr (GDateTime) at
          = g_date_time_new_from_unix_utc (enr_hub_rows_int (rows, i, 1) / 1000);
      g_autofree char *at_text = g_date_time_format (at, "%Y-%m-%dT%H:%M:%SZ");
      json_t *change = json_object ();

      after = enr_hub_rows_int (rows, i, 0);
      json_object_set_new (change, "cursor", json_integer (after));
      json_object_set_new (change, "at", json_string (at_text));
      json_object_set_new (change, "kind", json_string (enr_hub_rows_text (rows, i, 2)));
      json_object_set_new (change, "event", json_string (enr_hub_rows_text (rows, i, 3)));
      json_object_set_new (change, "title", json_string (enr_hub_rows_text (rows, i, 4)));
      json_object_set_new (change, "text", json_string (enr_hub_rows_text (rows, i, 5)));
      if (enr_hub_rows_int (rows, i, 6) >= 0)
        json_object_set_new (change, "after_sequence",
                             json_integer (enr_hub_rows_int (rows, i, 6)));
      json_array_append_new (list, change);
    }
  json_object_set_new (answer, "changes", list);
  json_object_set_new (answer, "next", json_integer (after));
  return answer;
}

/* @after_sequence: -1 none. */
static gboolean
add_change_in_txn (EnrHubDb *db,
                   const char *nursery,
                   const char *source,
                   const char *kind,
                   const char *event_id,
                   const char *title,
                   const char *text,
                   gint64 after_sequence,
                   GError **error)
{
  gint64 cursor = enr_hub_db_take_numbers (db, "change", 1, error);
  EnrHubValue after
      = { .type = after_sequence >= 0 ? ENR_HUB_INT : ENR_HUB_NULL, .number = after_sequence };

  return cursor != 0
         && enr_hub_db_run (db, SQL_CHANGE_ADD, NULL, error, ENR_INT (cursor), ENR_TEXT (nursery),
                            ENR_TEXT (source), ENR_INT (enr_hub_now_ms ()), ENR_TEXT (kind),
                            ENR_TEXT (event_id), ENR_TEXT (title), ENR_TEXT (text), after);
}

static gboolean
notice_in_txn (EnrHubDb *db,
               const char *nursery,
               const char *title,
               const char *text,
               GError **error)
{
  g_autoptr (EnrHubRows) rows
      = enr_hub_db_query (db, SQL_NURSERIES, error, ENR_TEXT (nursery != NULL ? nursery : ""));

  if (rows == NULL)
    return FALSE;
  if (nursery != NULL && enr_hub_rows_count (rows) == 0)
    {
      g_set_error (error, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_FOUND,
                   _ ("The nursery %s is not known."), nursery);
      return FALSE;
    }
  for (guint i = 0; i < enr_hub_rows_count (rows); i++)
    if (!add_change_in_txn (db, enr_hub_rows_text (rows, i, 0), NULL, "notice", "", title, text, -1,
                            error))
      return FALSE;
  return enr_hub_audit_in_txn (db, ENR_AUDIT_NOTICE, nursery != NULL ? nursery : "*", title, error);
}

gboolean
enr_hub_notice (EnrHubDb *db,
                const char *nursery,
                const char *title,
                const char *text,
                GError **error)
{
  if (!enr_hub_db_begin (db, error))
    return FALSE;
  if (notice_in_txn (db, nursery, title, text, error))
    return enr_hub_db_commit (db, error);
  enr_hub_db_rollback (db);
  return FALSE;
}

static gboolean
ask_resend_in_txn (EnrHubDb *db, guint *n_sites, GError **error)
{
  g_autoptr (GPtrArray) sites = enr_hub_site_list (db, error);
  g_autofree char *count = NULL;

  if (sites == NULL || enr_hub_db_take_numbers (db, "recv", NUMBER_JUMP, error) == 0
      || enr_hub_db_take_numbers (db, "change", NUMBER_JUMP, error) == 0)
    return FALSE;
  *n_sites = 0;
  for (guint i = 0; i < sites->len; i++)
    {
      const EnrHubSite *site = sites->pdata[i];

      if (site->revoked_ms != 0)
        continue;
      if (!add_change_in_txn (db, site->nursery, site->source, "resend", "", "再送のお願い",
                              "受け取り側の記録を復元しました。自動で送り直されます。",
                              site->expect - 1, error))
        return FALSE;
      ++*n_sites;
    }
  count = g_strdup_printf ("%u", *n_sites);
  return enr_hub_audit_in_txn (db, ENR_AUDIT_RESEND, NULL, count, error);
}

gboolean
enr_hub_ask_resend (EnrHubDb *db, guint *n_sites, GError **error)
{
  if (!enr_hub_db_begin (db, error))
    return FALSE;
  if (ask_resend_in_txn (db, n_sites, error))
    return enr_hub_db_commit (db, error);
  enr_hub_db_rollback (db);
  return FALSE;
}

void
enr_hub_review_free (EnrHubReview *self)
{
  g_free (self->nursery);
  g_free (self->nursery_name);
  g_free (self->kind);
  g_free (self->title);
  g_free (self->detail);
  g_free (self->state);
  g_free (self->changed_by);
  g_free (self->subject);
  g_free (self);
}

GPtrArray *
enr_hub_review_list (EnrHubDb *db, gboolean with_closed, gint64 after, guint limit, GError **error)
{
  g_autoptr (EnrHubRows) rows = enr_hub_db_query (db, SQL_REVIEW_LIST, error, ENR_INT (after),
                                                  ENR_INT (with_closed ? 1 : 0), ENR_INT (limit));
  GPtrArray *list;

  if (rows == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_hub_review_free);
  for (guint i = 0; i < enr_hub_rows_count (rows); i++)
    {
      EnrHubReview *review = g_new0 (EnrHubReview, 1);

      review->no = enr_hub_rows_int (rows, i, 0);
      review->recv_seq = enr_hub_rows_int (rows, i, 1);
      review->nursery = g_strdup (enr_hub_rows_text (rows, i, 2));
      review->nursery_name = g_strdup (enr_hub_rows_text (rows, i, 3));
      review->kind = g_strdup (enr_hub_rows_text (rows, i, 4));
      review->title = g_strdup (enr_hub_rows_text (rows, i, 5));
      review->detail = g_strdup (enr_hub_rows_text (rows, i, 6));
      review->state = g_strdup (enr_hub_rows_text (rows, i, 7));
      review->changed_by = g_strdup (enr_hub_rows_text (rows, i, 8));
      review->subject = g_strdup (enr_hub_rows_text (rows, i, 9));
      review->made_ms = enr_hub_rows_int (rows, i, 10);
      review->changed_ms = enr_hub_rows_int (rows, i, 11);
      g_ptr_array_add (list, review);
    }
  return list;
}

static gboolean
settle_in_txn (EnrHubDb *db, gint64 no, const char *text, const char *by, GError **error)
{
  g_autoptr (EnrHubRows) rows = enr_hub_db_query (db, SQL_REVIEW_EVENT, error, ENR_INT (no));
  char id_text[ENR_UUID_STRING_LENGTH];
  g_autofree char *detail = NULL;
  EnrUuid id;
  gsize length;

  if (rows == NULL)
    return FALSE;
  if (enr_hub_rows_count (rows) == 0)
    {
      g_set_error (error, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_FOUND,
                   _ ("There is no item %d to review."), (int) no);
      return FALSE;
    }
  if (text != NULL && strcmp (enr_hub_rows_text (rows, 0, 3), "closed") == 0)
    {
      g_set_error (error, ENR_HUB_ERROR, ENR_HUB_ERROR_REFUSED, _ ("Item %d is closed already."),
                   (int) no);
      return FALSE;
    }
  memcpy (id.bytes, enr_hub_rows_blob (rows, 0, 1, &length), sizeof id.bytes);
  if (text != NULL
      && !add_change_in_txn (db, enr_hub_rows_text (rows, 0, 0), NULL, "question",
                             enr_uuid_format (&id, id_text), enr_hub_rows_text (rows, 0, 2), text,
                             -1, error))
    return FALSE;
  detail = g_strdup_printf ("%" G_GINT64_FORMAT " %s", no, enr_hub_rows_text (rows, 0, 2));
  return enr_hub_db_run (db, SQL_REVIEW_STATE, NULL, error,
                         ENR_TEXT (text != NULL ? "asked" : "closed"), ENR_TEXT (by),
                         ENR_INT (enr_hub_now_ms ()), ENR_INT (no))
         && enr_hub_audit_in_txn (db, text != NULL ? ENR_AUDIT_ASKED : ENR_AUDIT_CLOSED,
                                  enr_hub_rows_text (rows, 0, 0), detail, error);
}

static gboolean
settle (EnrHubDb *db, gint64 no, const char *text, const char *by, GError **error)
{
  if (!enr_hub_db_begin (db, error))
    return FALSE;
  if (settle_in_txn (db, no, text, by, error))
    return enr_hub_db_commit (db, error);
  enr_hub_db_rollback (db);
  return FALSE;
}

gboolean
enr_hub_review_ask (EnrHubDb *db, gint64 no, const char *text, const char *by, GError **error)
{
  return settle (db, no, text, by, error);
}

gboolean
enr_hub_review_close (EnrHubDb *db, gint64 no, const char *by, GError **error)
{
  return settle (db, no, NULL, by, error);
}
