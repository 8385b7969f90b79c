/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "outbox/outbox-private.h"
#include "outbox/owed-txn.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "wire/schema.h"

ENR_SQL (SQL_IS_ON,
         "SELECT EXISTS (SELECT 1 FROM submission_kind WHERE mode <> 'off') "
         "AND EXISTS (SELECT 1 FROM sync_link WHERE state <> 'none')");
ENR_SQL (SQL_MODE, "SELECT mode FROM submission_kind WHERE key = :key");
ENR_SQL (SQL_SET_MODE,
         "INSERT INTO submission_kind (key, mode) VALUES (:key, :mode) "
         "ON CONFLICT (key) DO UPDATE SET mode = excluded.mode");
ENR_SQL (SQL_SOURCE, "SELECT source, rev_floor FROM sync_link WHERE state <> 'none'");
ENR_SQL (SQL_LAST,
         "SELECT rev, data_sha256 FROM sync_event WHERE subject = :subject ORDER BY rev DESC, no "
         "DESC LIMIT 1");
/* What the hub has judged already may be known to it; the new revision follows it there. By the
 * subject: the index by state (which + keeps from being used) would be the whole queue. */
ENR_SQL (SQL_REPLACED,
         "SELECT d.no FROM sync_event e CROSS JOIN sync_delivery d ON d.no = e.no "
         "WHERE e.subject = :subject AND (+d.state IN (3, 6) OR (+d.state = 0 AND d.evals = 0))");
ENR_SQL (SQL_SUPERSEDE, "UPDATE sync_delivery SET state = 4, settled_at = :now WHERE no = :no");

static const char *const lane_keys[ENR_N_LANES] = { "urgent", "daily", "documents", "bulk" };
static const char *const sending_keys[ENR_N_SENDINGS]
    = { "owed", "accepted", "review", "quarantined", "superseded", "withdrawn", "held" };
static const char *const mode_keys[] = { "off", "confirm", "auto" };

const char *
enr_lane_key (EnrLane lane)
{
  return lane_keys[lane];
}

const char *
enr_sending_key (EnrSending sending)
{
  return sending_keys[sending];
}

const char *
enr_sending_mode_key (EnrSendingMode mode)
{
  return mode_keys[mode];
}

gboolean
enr_sending_mode_from_key (const char *key, EnrSendingMode *mode)
{
  for (guint i = 0; i < G_N_ELEMENTS (mode_keys); i++)
    if (g_strcmp0 (key, mode_keys[i]) == 0)
      {
        *mode = i;
        return TRUE;
      }
  return FALSE;
}

int
enr_outbox_is_on (EnrDb *db, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_IS_ON);
  int rc = enr_stmt_step (&st, error);

  return rc > 0 ? enr_column_int (&st, 0) != 0 : rc;
}

gboolean
enr_outbox_get_mode (EnrDb *db, const char *kind, EnrSendingMode *mode, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_MODE);
  int rc;

  *mode = ENR_SENDING_MODE_OFF;
  enr_bind_text (&st, ":key", kind);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    enr_sending_mode_from_key (enr_column_text (&st, 0), mode);
  return rc >= 0;
}

gboolean
enr_outbox_set_mode (EnrDb *db,
                     const EnrActor *actor,
                     const char *kind,
                     EnrSendingMode mode,
                     GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_SET_MODE);

    enr_bind_text (&st, ":key", kind);
    enr_bind_text (&st, ":mode", mode_keys[mode]);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

/* 1 with the source, 0 where there is no link. */
static int
load_source (EnrDb *db, EnrOutboxDraft *draft, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_SOURCE);
  int rc = enr_stmt_step (&st, error);

  if (rc > 0)
    {
      draft->event.source = enr_column_dup_text (&st, 0);
      draft->event.rev = MAX (1, enr_column_int (&st, 1));
    }
  return rc;
}

/* 1 where the subject has a revision, with whether it says the same. */
static int
load_last (EnrDb *db, const char *subject, EnrOutboxDraft *draft, gboolean *is_same, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LAST);
  guint8 sum[ENR_SUM_LENGTH];
  int rc;

  enr_bind_text (&st, ":subject", subject);
  rc = enr_stmt_step (&st, error);
  *is_same = FALSE;
  if (rc > 0)
    {
      draft->event.rev = MAX (draft->event.rev, enr_column_int (&st, 0) + 1);
      enr_column_sum (&st, 1, sum);
      *is_same = memcmp (sum, draft->data_sum, sizeof sum) == 0;
    }
  return rc;
}

static GArray *
list_replaced (EnrDb *db, const char *subject, GError **error)
{
  g_autoptr (GArray) nos = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (EnrStmt) st = enr_stmt (db, SQL_REPLACED);
  int rc;

  enr_bind_text (&st, ":subject", subject);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      gint64 no = enr_column_int (&st, 0);

      g_array_append_val (nos, no);
    }
  return rc == 0 ? g_steal_pointer (&nos) : NULL;
}

static gboolean
supersede (EnrDb *db, const char *subject, gint64 now_ms, GError **error)
{
  g_autoptr (GArray) nos = list_replaced (db, subject, error);

  for (guint i = 0; nos != NULL && i < nos->len; i++)
    {
      g_auto (EnrStmt) st = enr_stmt (db, SQL_SUPERSEDE);

      enr_bind_int (&st, ":no", g_array_index (nos, gint64, i));
      enr_bind_int (&st, ":now", now_ms);
      if (!enr_stmt_run (&st, error))
        return FALSE;
    }
  return nos != NULL;
}

static char *
format_time (EnrInstant instant)
{
  g_autofree char *local = enr_instant_dup_local (instant);

  return g_strdup_printf ("%s:%02d+09:00", local, (int) (((instant % 60) + 60) % 60));
}

static char *
make_problem (const char *type, const char *title, const char *detail, const char *pointer)
{
  g_autofree char *uri = g_strconcat (ENR_PROBLEM_BASE, type, NULL);
  EnrProblem problem = { uri, (char *) title, (char *) detail, (char *) pointer };

  return enr_outbox_problem_text (&problem);
}

/* What the receiver would refuse is known here already, from the same schema. */
static char *
check_data (const EnrSchema *schema, const json_t *data)
{
  g_autoptr (GPtrArray) problems = enr_schema_check (schema, data, TRUE);
  g_autofree char *detail = NULL;
  g_autofree char *pointer = NULL;
  const EnrSchemaProblem *first;

  if (problems->len == 0)
    return NULL;
  first = g_ptr_array_index (problems, 0);
  pointer = g_strconcat ("/data", first->pointer, NULL);
  detail = g_strdup_printf ("%s: %s", first->rule, first->detail);
  return make_problem ("schema-invalid", "報告の内容が決まりに合いません", detail, pointer);
}

/* Appends. An event that has grown too large cannot be frozen; the fact stands all the same, and
 * the event says nothing but that. */
static gboolean
append (EnrDb *db, EnrOutboxDraft *draft, char **problem, gint64 now_ms, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (enr_outbox_append (db, draft, now_ms, &local_error))
    return TRUE;
  if (!g_error_matches (local_error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIZE))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_free (*problem);
  *problem = make_problem ("too-large", "報告が大きすぎます", local_error->message, NULL);
  json_decref (draft->event.data);
  draft->event.data = json_object ();
  draft->data = NULL;
  draft->sending = ENR_SENDING_QUARANTINED;
  draft->problem = *problem;
  return enr_outbox_append (db, draft, now_ms, error);
}

static gboolean
make (EnrDb *db,
      const EnrOwed *owed,
      EnrOutboxDraft *draft,
      gboolean is_later,
      EnrSendingMode mode,
      GError **error)
{
  gint64 now_ms = enr_outbox_now_ms ();
  EnrUuid id = enr_uuid_new ();
  char buffer[ENR_UUID_STRING_LENGTH];
  g_autofree char *problem = NULL;
  const EnrSchema *schema;
  EnrEvent *event = &draft->event;

  event->type = g_strdup (is_later && owed->later_type != NULL ? owed->later_type : owed->type);
  schema = enr_schema_for_type (event->type);
  g_return_val_if_fail (schema != NULL, FALSE);
  event->id = g_strdup (enr_uuid_format (&id, buffer));
  event->subject = g_strdup (owed->subject);
  event->time = format_time (owed->happened);
  event->dataschema = g_strdup (enr_schema_name (schema));
  event->data = json_incref (owed->data);
  problem = check_data (schema, owed->data);
  draft->lane = owed->lane;
  draft->kind = owed->kind;
  draft->problem = problem;
  draft->sending = problem != NULL                    ? ENR_SENDING_QUARANTINED
                   : mode == ENR_SENDING_MODE_CONFIRM ? ENR_SENDING_HELD
                                                      : ENR_SENDING_OWED;
  return (!is_later || supersede (db, owed->subject, now_ms, error))
         && append (db, draft, &problem, now_ms, error);
}

gboolean
enr_outbox_put_in_txn (EnrDb *db, const EnrOwed *owed, gboolean *made, GError **error)
{
  EnrOutboxDraft draft = { 0 };
  g_autoptr (GBytes) data = NULL;
  EnrSendingMode mode;
  gboolean is_same;
  gboolean is_done;
  int rc;

  g_return_val_if_fail (enr_db_in_write (db), FALSE);

  if (made != NULL)
    *made = FALSE;
  if (!enr_outbox_get_mode (db, owed->kind, &mode, error))
    return FALSE;
  if (mode == ENR_SENDING_MODE_OFF)
    return TRUE;
  rc = load_source (db, &draft, error);
  if (rc <= 0)
    return rc == 0;

  /* written once: for the sum, and into the event */
  data = enr_json_write_readable (owed->data, ENR_DATA_DEPTH, error);
  if (data == NULL)
    {
      enr_event_clear (&draft.event);
      return FALSE;
    }
  draft.data = data;
  enr_sum (g_bytes_get_data (data, NULL), g_bytes_get_size (data), draft.data_sum);
  rc = load_last (db, owed->subject, &draft, &is_same, error);
  is_same = is_same || (rc == 0 && owed->type == NULL);
  is_done = rc >= 0 && (is_same || make (db, owed, &draft, rc > 0, mode, error));
  enr_event_clear (&draft.event);
  if (made != NULL)
    *made = is_done && !is_same;
  return is_done;
}
