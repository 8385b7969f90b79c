/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "outbox/link.h"

#include <string.h>

#include "outbox/outbox-private.h"
#include "store/journal.h"

ENR_SQL (SQL_LOAD,
         "SELECT url, hub, nursery, source, known_source, last_error, min_client, city, ca, code, "
         "ledger_source, hub_key, state, fails, next_at, batch_max, clock_off_ms, last_ok, "
         "last_error_at, changes_after, ledger_at, ledger_bad, rev_floor, ledger_fails, "
         "ledger_next_at, ledger_block, ledger_sum FROM sync_link");
ENR_SQL (SQL_SAVE,
         "INSERT INTO sync_link (id, url, hub, hub_key, nursery, source, known_source, "
         "rev_floor, state, fails, next_at, batch_max, clock_off_ms, last_ok, last_error, "
         "last_error_at, min_client, changes_after, ledger_at, ledger_bad, city, ca, code, "
         "ledger_fails, ledger_next_at, ledger_source, ledger_block, ledger_sum) VALUES (1, :url, "
         ":hub, :key, :nursery, :source, :known, :floor, :state, :fails, :next, :batch, "
         ":clock, :ok, :error, :error_at, :client, :after, :ledger, :bad, :city, :ca, :code, "
         ":ledger_fails, :ledger_next, :ledger_source, :ledger_block, :ledger_sum) ON CONFLICT "
         "(id) DO UPDATE SET url = excluded.url, hub = excluded.hub, hub_key = excluded.hub_key, "
         "nursery = excluded.nursery, source = excluded.source, known_source = "
         "excluded.known_source, rev_floor = excluded.rev_floor, state = excluded.state, "
         "fails = excluded.fails, next_at = excluded.next_at, batch_max = "
         "excluded.batch_max, clock_off_ms = excluded.clock_off_ms, last_ok = "
         "excluded.last_ok, last_error = excluded.last_error, last_error_at = "
         "excluded.last_error_at, min_client = excluded.min_client, changes_after = "
         "excluded.changes_after, ledger_at = excluded.ledger_at, ledger_bad = "
         "excluded.ledger_bad, city = excluded.city, ca = excluded.ca, code = excluded.code, "
         "ledger_fails = excluded.ledger_fails, ledger_next_at = excluded.ledger_next_at, "
         "ledger_source = excluded.ledger_source, ledger_block = excluded.ledger_block, "
         "ledger_sum = excluded.ledger_sum");

static const char *const state_keys[] = { "none", "file", "ok", "revoked", "gone", "forked" };

const char *
enr_link_state_key (EnrLinkState state)
{
  return state_keys[state];
}

static EnrLinkState
state_from_key (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_keys); i++)
    if (g_strcmp0 (key, state_keys[i]) == 0)
      return i;
  return ENR_LINK_NONE;
}

void
enr_link_clear (EnrLink *self)
{
  g_free (self->url);
  g_free (self->hub);
  g_free (self->nursery);
  g_free (self->source);
  g_free (self->known_source);
  g_free (self->last_error);
  g_free (self->min_client);
  g_free (self->city);
  g_free (self->ca);
  g_free (self->code);
  g_free (self->ledger_source);
  memset (self, 0, sizeof *self);
}

static char *
text_or_empty (EnrStmt *st, int column, gboolean is_there)
{
  return is_there ? enr_column_dup_text (st, column) : g_strdup ("");
}

gboolean
enr_link_load (EnrDb *db, EnrLink *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  g_autoptr (GBytes) key = NULL;
  int rc = enr_stmt_step (&st, error);
  char **texts[] = { &self->url,          &self->hub,        &self->nursery,      &self->source,
                     &self->known_source, &self->last_error, &self->min_client,   &self->city,
                     &self->ca,           &self->code,       &self->ledger_source };

  if (rc < 0)
    return FALSE;
  memset (self, 0, sizeof *self);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = text_or_empty (&st, i, rc > 0);
  if (rc == 0)
    return TRUE;

  key = enr_column_bytes (&st, 11);
  if (key != NULL && g_bytes_get_size (key) == sizeof self->hub_open)
    memcpy (self->hub_open, g_bytes_get_data (key, NULL), sizeof self->hub_open);
  self->state = state_from_key (enr_column_text (&st, 12));
  self->fails = enr_column_int (&st, 13);
  self->next_ms = enr_column_int (&st, 14);
  self->batch_max = enr_column_int (&st, 15);
  self->knows_clock = !enr_column_is_null (&st, 16);
  self->clock_off_ms = enr_column_int (&st, 16);
  self->last_ok_ms = enr_column_int (&st, 17);
  self->last_error_ms = enr_column_int (&st, 18);
  self->changes_after = enr_column_int (&st, 19);
  self->ledger_ms = enr_column_int (&st, 20);
  self->ledger_bad = enr_column_int (&st, 21);
  self->rev_floor = enr_column_int (&st, 22);
  self->ledger_fails = enr_column_int (&st, 23);
  self->ledger_next_ms = enr_column_int (&st, 24);
  self->ledger_block = enr_column_int (&st, 25);
  self->ledger_sum = enr_column_int (&st, 26);
  return TRUE;
}

static void
bind_unless_zero (EnrStmt *st, const char *name, gint64 value)
{
  if (value != 0)
    enr_bind_int (st, name, value);
}

static const char *
text (const char *value)
{
  return value != NULL ? value : "";
}

static gboolean
save (EnrDb *db, const EnrLink *self, GError **error)
{
  static const guint8 none[ENR_KEY_PUBLIC_LENGTH];
  gboolean has_key = memcmp (self->hub_open, none, sizeof none) != 0;
  g_autoptr (GBytes) key = g_bytes_new (self->hub_open, has_key ? sizeof self->hub_open : 0);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_SAVE);

  enr_bind_text (&st, ":url", text (self->url));
  enr_bind_text (&st, ":hub", text (self->hub));
  enr_bind_bytes (&st, ":key", key);
  enr_bind_text (&st, ":nursery", text (self->nursery));
  enr_bind_text (&st, ":source", text (self->source));
  enr_bind_text (&st, ":known", text (self->known_source));
  enr_bind_int (&st, ":floor", self->rev_floor);
  enr_bind_text (&st, ":state", state_keys[self->state]);
  enr_bind_int (&st, ":fails", self->fails);
  enr_bind_int (&st, ":next", self->next_ms);
  enr_bind_int (&st, ":batch", self->batch_max);
  if (self->knows_clock)
    enr_bind_int (&st, ":clock", self->clock_off_ms);
  bind_unless_zero (&st, ":ok", self->last_ok_ms);
  enr_bind_text (&st, ":error", text (self->last_error));
  bind_unless_zero (&st, ":error_at", self->last_error_ms);
  enr_bind_text (&st, ":client", text (self->min_client));
  enr_bind_int (&st, ":after", self->changes_after);
  bind_unless_zero (&st, ":ledger", self->ledger_ms);
  enr_bind_int (&st, ":bad", self->ledger_bad);
  enr_bind_text (&st, ":city", text (self->city));
  enr_bind_text (&st, ":ca", text (self->ca));
  enr_bind_text (&st, ":code", text (self->code));
  enr_bind_int (&st, ":ledger_fails", self->ledger_fails);
  enr_bind_int (&st, ":ledger_next", self->ledger_next_ms);
  enr_bind_text (&st, ":ledger_source", text (self->ledger_source));
  enr_bind_int (&st, ":ledger_block", self->ledger_block);
  enr_bind_int (&st, ":ledger_sum", self->ledger_sum);
  return enr_stmt_run (&st, error);
}

gboolean
enr_link_save (EnrDb *db, const EnrLink *self, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_outbox_begin (&txn, db, error) && save (db, self, error)
         && enr_txn_commit (&txn, error);
}

char *
enr_link_dup_source (EnrDb *db, const char *nursery)
{
  EnrUuid site = enr_journal_get_site (db);
  g_autofree char *source = enr_source_format (nursery, site.bytes);

  return enr_source_parse (source, NULL, NULL) ? g_steal_pointer (&source) : NULL;
}

char *
enr_link_key_path (EnrDb *db)
{
  return g_strconcat (enr_db_get_path (db), ".site-key", NULL);
}
