/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Taking batches in. The write lock is taken first, and everything that is read is read under it:
 * nobody else writes between, in this process or another, so that what is found is what holds, and
 * numbers are in the order of commits. It costs little, because all that has waited goes into one
 * transaction.
 */
#include "config.h"

#include "hub/batch.h"

#include <string.h>

#include "hub/review.h"

#define SEQUENCES_A_PAGE 1000

ENR_HUB_SQL (
    SQL_SITE,
    "SELECT no, nursery, expect, highest, coalesce (revoked_ms, 0) FROM site WHERE source = $1");
ENR_HUB_SQL (SQL_SITE_UPDATE,
             "UPDATE site SET expect = $1, highest = $2, heard_ms = $3 WHERE no = $4");
ENR_HUB_SQL (SQL_BY_ID, "SELECT recv_seq, sha256 FROM inbox WHERE site = $1 AND id = $2");
ENR_HUB_SQL (SQL_SEQUENCES,
             "SELECT seq FROM inbox WHERE site = $1 AND seq >= $2 ORDER BY seq LIMIT 1000");
ENR_HUB_SQL (SQL_CURRENT,
             "SELECT c.rev, c.site, i.body FROM current c JOIN inbox i ON i.recv_seq = c.recv_seq"
             " WHERE c.nursery = $1 AND c.subject = $2");
ENR_HUB_SQL (SQL_RAW,
             "INSERT INTO raw_batch (digest, site, via, path, sent_ms, recv_ms, signature, body)"
             " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (digest) DO NOTHING");
ENR_HUB_SQL (
    SQL_REVIEW,
    "INSERT INTO review (recv_seq, nursery, kind, title, detail, state, made_ms, changed_ms)"
    " VALUES ($1, $2, $3, $4, $5, 'open', $6, $6) ON CONFLICT (recv_seq, kind) DO NOTHING");
ENR_HUB_SQL (
    SQL_ALERT,
    "INSERT INTO alert (kind, source, detail, made_ms, last_ms) VALUES ($1, $2, $3, $4, $4)"
    " ON CONFLICT (kind, source, detail) DO UPDATE SET n = alert.n + 1, last_ms = "
    "excluded.last_ms");

ENR_HUB_SQL (SQL_SUPERSEDED,
             "INSERT INTO superseded (nursery, subject, recv_seq) VALUES ($1, $2, $3)"
             " ON CONFLICT DO NOTHING");

typedef struct
{
  char *source;
  gboolean is_known;
  gint64 no;
  char *nursery;
  gint64 expect;
  gint64 highest;
  gint64 old_highest;
  gint64 revoked_ms;
  gboolean is_heard;
  GArray *fresh; /* sequence numbers that were written */
} Site;

typedef struct
{
  EnrHubDb *db;
  GHashTable *sites;     /* source to Site */
  GPtrArray *candidates; /* (element-type EnrHubEvent) */
  GPtrArray *rows;       /* their EnrHubEventRow */
  gint64 now_ms;
} Ingest;

static void
site_free (Site *self)
{
  g_free (self->source);
  g_free (self->nursery);
  g_array_unref (self->fresh);
  g_free (self);
}

static Site *
find_site (Ingest *self, const char *source, GError **error)
{
  Site *site = g_hash_table_lookup (self->sites, source);
  g_autoptr (EnrHubRows) rows = NULL;

  if (site != NULL)
    return site;
  rows = enr_hub_db_query (self->db, SQL_SITE, error, ENR_TEXT (source));
  if (rows == NULL)
    return NULL;
  site = g_new0 (Site, 1);
  site->source = g_strdup (source);
  site->fresh = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (enr_hub_rows_count (rows) > 0)
    {
      site->is_known = TRUE;
      site->no = enr_hub_rows_int (rows, 0, 0);
      site->nursery = g_strdup (enr_hub_rows_text (rows, 0, 1));
      site->expect = enr_hub_rows_int (rows, 0, 2);
      site->highest = enr_hub_rows_int (rows, 0, 3);
      site->old_highest = site->highest;
      site->revoked_ms = enr_hub_rows_int (rows, 0, 4);
    }
  g_hash_table_insert (self->sites, site->source, site);
  return site;
}

static void
set_verdict (EnrHubEvent *event, EnrVerdictStatus status, gint64 recv_seq)
{
  g_clear_pointer (&event->verdict, enr_verdict_free);
  event->verdict = g_new0 (EnrVerdict, 1);
  event->verdict->id = g_strdup (event->event.id);
  /* The sum of what was sent: by it the sender knows which bytes are judged. */
  memcpy (event->verdict->sum, event->sum, sizeof event->sum);
  event->verdict->status = status;
  event->verdict->recv_seq = recv_seq;
}

static void
reject (EnrHubEvent *event, const char *problem, const char *detail)
{
  set_verdict (event, ENR_VERDICT_REJECTED, 0);
  event->verdict->problem = enr_hub_problem (problem, detail, NULL);
}

static gboolean
raise_alert (Ingest *self, const char *kind, const char *source, const char *detail, GError **error)
{
  return enr_hub_db_run (self->db, SQL_ALERT, NULL, error, ENR_TEXT (kind), ENR_TEXT (source),
                         ENR_TEXT (detail), ENR_INT (self->now_ms));
}

/* Who may say what: an event of a nursery's PC, delivered by any PC of the same nursery. */
static gboolean
admit (Ingest *self, const Site *signer, EnrHubEvent *event, GError **error)
{
  Site *site = find_site (self, event->event.source, error);
  g_autofree char *nursery = NULL;

  if (site == NULL)
    return FALSE;
  enr_source_parse (event->event.source, &nursery, NULL);
  if (g_strcmp0 (nursery, signer->nursery) != 0)
    {
      reject (event, "not-yours", event->event.source);
      return raise_alert (self, "not-yours", signer->source, event->event.source, error);
    }
  if (!site->is_known)
    {
      reject (event, "unknown-source", event->event.source);
      return TRUE;
    }
  event->row.site = site->no;
  event->row.nursery = site->nursery;
  g_ptr_array_add (self->candidates, event);
  g_ptr_array_add (self->rows, &event->row);
  return TRUE;
}

static gboolean
admit_batch (Ingest *self, EnrHubBatch *batch, GError **error)
{
  Site *signer = find_site (self, batch->source, error);

  if (signer == NULL)
    return FALSE;
  batch->is_revoked = !signer->is_known || signer->revoked_ms != 0;
  if (batch->is_revoked)
    return TRUE;
  signer->is_heard = TRUE;
  for (guint i = 0; i < batch->n_events; i++)
    if (!batch->events[i].is_bad && !admit (self, signer, &batch->events[i], error))
      return FALSE;
  return TRUE;
}

/* It was not written: because it is here already, or because another has its id or its number. */
static gboolean
judge_known (Ingest *self, EnrHubEvent *event, GError **error)
{
  const EnrHubEventRow *row = &event->row;
  g_autoptr (EnrHubRows) rows
      = enr_hub_db_query (self->db, SQL_BY_ID, error, ENR_INT (row->site), ENR_BLOB (row->id, 16));
  g_autofree char *detail = NULL;
  const char *kind;
  gsize length;

  if (rows == NULL)
    return FALSE;
  if (enr_hub_rows_count (rows) > 0
      && memcmp (enr_hub_rows_blob (rows, 0, 1, &length), row->sum, ENR_SUM_LENGTH) == 0)
    {
      set_verdict (event, ENR_VERDICT_DUPLICATE, enr_hub_rows_int (rows, 0, 0));
      return TRUE;
    }
  kind = enr_hub_rows_count (rows) > 0 ? "id-reused" : "source-forked";
  detail = g_strdup_printf ("%s, id %s, sequence %" G_GINT64_FORMAT, event->event.source,
                            event->event.id, row->sequence);
  reject (event, kind, detail);
  return raise_alert (self, kind, event->event.source, detail, error);
}

static gboolean
ask_review (Ingest *self, EnrHubEvent *event, const char *kind, const char *detail, GError **error)
{
  if (event->verdict->review == NULL)
    event->verdict->review = enr_hub_problem (kind, detail, NULL);
  return enr_hub_db_run (self->db, SQL_REVIEW, NULL, error, ENR_INT (event->row.recv_seq),
                         ENR_TEXT (event->row.nursery), ENR_TEXT (kind),
                         ENR_TEXT (enr_hub_review_title (kind)),
                         ENR_TEXT (detail != NULL ? detail : ""), ENR_INT (self->now_ms));
}

/* Two PCs have told different things of one subject without knowing of each other. The same fact
 * that went again under a new source (after a restore) is none. */
static gboolean
check_concurrent (Ingest *self, EnrHubEvent *event, GError **error)
{
  const EnrHubEventRow *row = &event->row;
  g_autoptr (EnrHubRows) current = enr_hub_db_query (
      self->db, SQL_CURRENT, error, ENR_TEXT (row->nursery), ENR_TEXT (row->subject));
  g_autoptr (EnrHubRows) same = NULL;
  g_auto (EnrEvent) there = { 0 };
  g_auto (EnrEvent) here = { 0 };
  const guint8 *body;
  gsize length;
  gint64 site;

  if (current == NULL)
    return FALSE;
  g_return_val_if_fail (enr_hub_rows_count (current) == 1, TRUE);
  site = enr_hub_rows_int (current, 0, 1);
  if (site == row->site)
    return TRUE;
  same = enr_hub_db_query (self->db, SQL_BY_ID, error, ENR_INT (site), ENR_BLOB (row->id, 16));
  if (same == NULL)
    return FALSE;
  body = enr_hub_rows_blob (current, 0, 2, &length);
  if (enr_hub_rows_int (current, 0, 0) == row->rev && enr_event_read (&there, body, length, NULL)
      && enr_event_read (&here, row->body, row->length, NULL) && json_equal (there.data, here.data))
    return TRUE;
  if (enr_hub_rows_count (same) > 0 && enr_hub_rows_int (current, 0, 0) != row->rev)
    return TRUE;
  return ask_review (self, event, "concurrent-rev", row->subject, error);
}

static gboolean
look_at (Ingest *self, EnrHubEvent *event, GError **error)
{
  g_autofree char *detail = NULL;
  g_autoptr (GError) local = NULL;

  /* What replaces another is noted by a trigger; this is what came and never held. */
  if (!event->row.is_current
      && (!enr_hub_db_run (self->db, SQL_SUPERSEDED, NULL, error, ENR_TEXT (event->row.nursery),
                           ENR_TEXT (event->row.subject), ENR_INT (event->row.recv_seq))
          || !check_concurrent (self, event, error)))
    return FALSE;
  if (event->is_closed_day
      && !ask_review (self, event, "closed-day-attendance", event->row.day, error))
    return FALSE;
  if (event->row.is_current && enr_hub_review_needs_data (event->event.type))
    {
      if (enr_hub_review_month (self->db, event->row.nursery, &event->event, &detail, &local))
        return ask_review (self, event, "month-differs", detail, error);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* Up to where a site's numbers are all here. Without a hole before, what was written now is all
 * there is to look at. */
static gboolean
advance (Ingest *self, Site *site, GError **error)
{
  gboolean had_hole = site->old_highest >= site->expect;

  g_array_sort (site->fresh, compare_numbers);
  for (guint i = 0; i < site->fresh->len; i++)
    {
      gint64 sequence = g_array_index (site->fresh, gint64, i);

      site->highest = MAX (site->highest, sequence);
      if (sequence == site->expect)
        site->expect++;
    }
  while (had_hole)
    {
      g_autoptr (EnrHubRows) rows = enr_hub_db_query (self->db, SQL_SEQUENCES, error,
                                                      ENR_INT (site->no), ENR_INT (site->expect));
      guint i = 0;

      if (rows == NULL)
        return FALSE;
      for (; i < enr_hub_rows_count (rows) && enr_hub_rows_int (rows, i, 0) == site->expect; i++)
        site->expect++;
      had_hole = i == SEQUENCES_A_PAGE;
    }
  return enr_hub_db_run (self->db, SQL_SITE_UPDATE, NULL, error, ENR_INT (site->expect),
                         ENR_INT (site->highest), ENR_INT (self->now_ms), ENR_INT (site->no));
}

static gboolean
write_events (Ingest *self, GError **error)
{
  guint n = self->candidates->len;
  g_autoptr (GPtrArray) fresh = g_ptr_array_sized_new (n);
  gint64 first;

  if (n == 0)
    return TRUE;
  first = enr_hub_db_take_numbers (self->db, "recv", n, error);
  if (first == 0)
    return FALSE;
  for (guint i = 0; i < n; i++)
    ((EnrHubEventRow *) self->rows->pdata[i])->recv_seq = first + i;
  if (!enr_hub_db_insert_events (self->db, (EnrHubEventRow *const *) self->rows->pdata, n, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      EnrHubEvent *event = self->candidates->pdata[i];

      if (event->row.is_new)
        {
          Site *site = find_site (self, event->event.source, error);

          g_array_append_val (site->fresh, event->row.sequence);
          g_ptr_array_add (fresh, &event->row);
          set_verdict (event, ENR_VERDICT_ACCEPTED, event->row.recv_seq);
        }
      else if (!judge_known (self, event, error))
        return FALSE;
    }
  if (!enr_hub_db_raise_current (self->db, (EnrHubEventRow *const *) fresh->pdata, fresh->len,
                                 error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      EnrHubEvent *event = self->candidates->pdata[i];

      if (event->row.is_new && !look_at (self, event, error))
        return FALSE;
    }
  return TRUE;
}

/* The bytes as they came, where anything of them is new: the proof of who has sent it. */
static gboolean
keep_evidence (Ingest *self, EnrHubBatch *batch, GError **error)
{
  const Site *signer = find_site (self, batch->source, error);
  gboolean has_news = FALSE;
  gsize length;
  const void *bytes = g_bytes_get_data (batch->packed, &length);

  for (guint i = 0; i < batch->n_events; i++)
    has_news = has_news || (!batch->events[i].is_bad && batch->events[i].row.is_new);
  if (batch->is_revoked || !has_news)
    return TRUE;
  return enr_hub_db_run (self->db, SQL_RAW, NULL, error, ENR_BLOB (batch->digest, ENR_SUM_LENGTH),
                         ENR_INT (signer->no), ENR_TEXT (batch->is_file ? "file" : "http"),
                         ENR_TEXT (batch->path), ENR_INT (batch->sent_ms), ENR_INT (batch->recv_ms),
                         ENR_BLOB (batch->signature, ENR_SIGNATURE_LENGTH),
                         ENR_BLOB (bytes, length));
}

static void
tell_expected (Ingest *self, EnrHubBatch *batch)
{
  g_hash_table_remove_all (batch->expect);
  for (guint i = 0; i <= batch->n_events; i++)
    {
      const char *source = i < batch->n_events ? batch->events[i].event.source : batch->source;
      const Site *site = source != NULL ? g_hash_table_lookup (self->sites, source) : NULL;

      if (site != NULL && site->is_known && !g_hash_table_contains (batch->expect, source))
        g_hash_table_insert (batch->expect, g_strdup (source),
                             g_memdup2 (&site->expect, sizeof site->expect));
    }
}

static gboolean
ingest_in_txn (Ingest *self, GPtrArray *batches, GError **error)
{
  GHashTableIter iter;
  Site *site;

  for (guint i = 0; i < batches->len; i++)
    if (!admit_batch (self, batches->pdata[i], error))
      return FALSE;
  if (!write_events (self, error))
    return FALSE;
  for (guint i = 0; i < batches->len; i++)
    if (!keep_evidence (self, batches->pdata[i], error))
      return FALSE;
  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &site))
    if ((site->fresh->len > 0 || site->is_heard) && !advance (self, site, error))
      return FALSE;
  return TRUE;
}

gboolean
enr_hub_ingest (EnrHubDb *db, GPtrArray *batches, GError **error)
{
  g_autoptr (GHashTable) sites
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) site_free);
  g_autoptr (GPtrArray) candidates = g_ptr_array_new ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  Ingest self = { db, sites, candidates, rows, enr_hub_now_ms () };

  if (!enr_hub_db_begin (db, error))
    return FALSE;
  if (!ingest_in_txn (&self, batches, error))
    {
      enr_hub_db_rollback (db);
      return FALSE;
    }
  if (!enr_hub_db_commit (db, error))
    return FALSE;
  for (guint i = 0; i < batches->len; i++)
    tell_expected (&self, batches->pdata[i]);
  return TRUE;
}
