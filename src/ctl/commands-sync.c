/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * sync …: what the municipality is owed.
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/clock.h"
#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "ctl/sync.h"
#include "sync/sync.h"

/* A clock that is off by more than that is worth a word. */
#define CLOCK_OFF_MS (2 * 60 * 1000)

static gint64
now_ms (void)
{
  return enr_clock_now_us () / 1000;
}

static EnrInstant
instant (gint64 ms)
{
  return ms > 0 ? ms / 1000 : ENR_INSTANT_NONE;
}

static EnrSyncOptions
sync_options (EnrCtl *self)
{
  return (EnrSyncOptions){ .is_forced = TRUE, .ca_file = enr_options_get (self, "ca") };
}

/* What a run has done; its trouble is the error. */
static gboolean
finish (EnrCtl *self, const EnrSyncResult *result, GError **error)
{
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_int (builder, "taken", result->settled);
      enr_json_int (builder, "set_aside", result->quarantined);
      enr_json_int (builder, "deferred", result->deferred);
      enr_json_int (builder, "files", result->blobs);
      enr_json_int (builder, "questions", result->questions);
      enr_json_bool (builder, "newly_known", result->is_known);
      enr_json_text (builder, "trouble", enr_trouble_key (result->trouble));
      enr_json_instant (builder, "next_at", instant (result->next_ms));
      enr_json_print (builder);
    }
  else
    {
      if (result->is_known)
        enr_output_print ("%s\n", _ ("The city knows this PC now."));
      enr_output_print (ngettext ("The city has taken %u report.\n",
                                  "The city has taken %u reports.\n", result->settled),
                        result->settled);
      if (result->quarantined > 0)
        enr_output_print (ngettext ("%u report was refused: enrokuctl sync quarantine list.\n",
                                    "%u reports were refused: enrokuctl sync quarantine list.\n",
                                    result->quarantined),
                          result->quarantined);
      if (result->deferred > 0)
        enr_output_print (
            ngettext ("%u report is put off by the city and goes later by itself.\n",
                      "%u reports are put off by the city and go later by themselves.\n",
                      result->deferred),
            result->deferred);
      if (result->questions > 0)
        enr_output_print (ngettext ("The city asks or tells %u new thing.\n",
                                    "The city asks or tells %u new things.\n", result->questions),
                          result->questions);
    }
  if (result->trouble == ENR_TROUBLE_NONE)
    return TRUE;
  g_set_error_literal (error, ENR_CTL_ERROR, ENR_CTL_ERROR_FAILED,
                       enr_trouble_describe (result->trouble));
  return FALSE;
}

/* Only a link over the network can be used now. */
static gboolean
check_link (const EnrSyncResult *result, GError **error)
{
  if (result->state != ENR_LINK_NONE && result->state != ENR_LINK_FILE)
    return TRUE;
  g_set_error_literal (
      error, ENR_CTL_ERROR, ENR_CTL_ERROR_FAILED,
      result->state == ENR_LINK_NONE
          ? _ ("There is no connection to a city's receiver yet: enrokuctl sync enroll.")
          : _ ("Reports go by file only: enrokuctl sync export-batch."));
  return FALSE;
}

static gboolean
run_now (EnrCtl *self, GError **error)
{
  EnrSyncOptions options = sync_options (self);
  g_autoptr (EnrDb) db = enr_ctl_open (self, TRUE, error);
  EnrSyncResult result;

  return db != NULL && enr_sync_run (db, &options, NULL, &result, error)
         && check_link (&result, error) && finish (self, &result, error);
}

static gboolean
run_ledger (EnrCtl *self, GError **error)
{
  EnrSyncOptions options = sync_options (self);
  g_autoptr (EnrDb) db = enr_ctl_open (self, TRUE, error);
  EnrSyncResult result;
  gint64 n_missing;

  if (db == NULL || !enr_sync_ledger (db, &options, NULL, &n_missing, &result, error)
      || !check_link (&result, error))
    return FALSE;
  if (result.trouble != ENR_TROUBLE_NONE)
    {
      g_set_error_literal (error, ENR_CTL_ERROR, ENR_CTL_ERROR_FAILED,
                           enr_trouble_describe (result.trouble));
      return FALSE;
    }
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_int (builder, "missing", n_missing);
      enr_json_print (builder);
    }
  else if (n_missing == 0)
    enr_output_print ("%s\n", _ ("The city has all that it has taken."));
  else
    enr_output_print (ngettext ("The city has lost %u report; it goes again.\n",
                                "The city has lost %u reports; they go again.\n",
                                (gulong) n_missing),
                      (guint) n_missing);
  return TRUE;
}

static void
print_status_json (const EnrCtlSyncStatus *status, const EnrLink *link)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();
  g_autofree char *authority = enr_sync_authority_describe (link->ca);

  enr_json_text (builder, "truth", status->kind);
  enr_json_text (builder, "text", status->text);
  enr_json_text (builder, "link", enr_link_state_key (link->state));
  enr_json_text (builder, "url", link->url);
  enr_json_text (builder, "city", link->city);
  enr_json_bool (builder, "awaits_receipt", *link->code != '\0');
  enr_json_word (builder, "authority", authority);
  enr_json_text (builder, "nursery", link->nursery);
  enr_json_text (builder, "source", link->source);
  for (guint i = 0; i < ENR_CTL_N_STATES; i++)
    enr_json_int (builder, enr_ctl_sync_state_key (i), status->n[i]);
  enr_json_int (builder, "questions", status->questions);
  enr_json_instant (builder, "oldest_at", instant (status->oldest_ms));
  enr_json_instant (builder, "last_ok_at", instant (link->last_ok_ms));
  enr_json_text (builder, "trouble", link->last_error);
  enr_json_int (builder, "fails", link->fails);
  enr_json_instant (builder, "next_at", instant (link->next_ms));
  enr_json_int (builder, "clock_off_s", link->knows_clock ? link->clock_off_ms / 1000 : 0);
  enr_json_instant (builder, "ledger_at", instant (link->ledger_ms));
  enr_json_int (builder, "ledger_missing", link->ledger_bad);
  enr_json_print (builder);
}

static void
print_status (const EnrCtlSyncStatus *status, const EnrLink *link)
{
  const char *trouble = enr_trouble_describe (enr_trouble_from_key (link->last_error));
  g_autofree char *last_ok = enr_instant_dup_local (instant (link->last_ok_ms));
  g_autofree char *authority = enr_sync_authority_describe (link->ca);

  enr_output_print ("%s\n", status->text);
  if (link->state == ENR_LINK_NONE)
    return;
  /* Translators: the address of the city's receiver */
  enr_output_print (_ ("Receiver: %s\n"), *link->url != '\0' ? link->url : "-");
  if (authority != NULL)
    /* Translators: the name of a certificate */
    enr_output_print (_ ("Its certificates are checked with: %s\n"), authority);
  if (*link->code != '\0')
    enr_output_print ("%s\n", _ ("The city does not know this PC yet: carry a file there "
                                 "(enrokuctl sync export-batch) and bring back its receipt."));
  if (link->last_ok_ms > 0)
    /* Translators: a date and time */
    enr_output_print (_ ("It last took something: %s\n"), last_ok);
  if (*trouble != '\0')
    enr_output_print ("%s\n", trouble);
  if (link->knows_clock && ABS (link->clock_off_ms) > CLOCK_OFF_MS)
    enr_output_print (ngettext ("The clock of this PC is off by %u minute.\n",
                                "The clock of this PC is off by %u minutes.\n",
                                (gulong) (ABS (link->clock_off_ms) / 60000)),
                      (guint) MIN (ABS (link->clock_off_ms) / 60000, G_MAXUINT));
}

static gboolean
run_status (EnrCtl *self, GError **error)
{
  g_autoptr (EnrDb) db = enr_ctl_open (self, FALSE, error);
  g_auto (EnrCtlSyncStatus) status = { 0 };
  g_auto (EnrLink) link = { 0 };

  if (db == NULL || !enr_link_load (db, &link, error)
      || !enr_ctl_sync_status_load (db, now_ms (), &status, error))
    return FALSE;
  if (self->json)
    print_status_json (&status, &link);
  else
    print_status (&status, &link);
  return TRUE;
}

static void
print_rows_json (GPtrArray *rows)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();

  enr_json_begin_array (builder, "reports");
  for (guint i = 0; i < rows->len; i++)
    {
      const EnrCtlSyncRow *row = rows->pdata[i];

      json_builder_begin_object (builder);
      enr_json_text (builder, "id", row->event_id);
      enr_json_text (builder, "type", row->type);
      enr_json_text (builder, "subject", row->subject);
      enr_json_int (builder, "rev", row->rev);
      enr_json_instant (builder, "made_at", instant (row->made_ms));
      enr_json_word (builder, "problem", row->problem);
      enr_json_word (builder, "title", row->title);
      enr_json_word (builder, "detail", row->detail);
      enr_json_word (builder, "pointer", row->pointer);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  enr_json_print (builder);
}

static void
print_rows (GPtrArray *rows)
{
  const char *const headings[]
      = { _ ("Made"), _ ("Report"), _ ("Reason"), _ ("Place"), _ ("Words"), _ ("Id") };
  g_autoptr (EnrTextTable) table = enr_text_table_new (G_N_ELEMENTS (headings));

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    enr_text_table_add (table, headings[i]);
  for (guint i = 0; i < rows->len; i++)
    {
      const EnrCtlSyncRow *row = rows->pdata[i];
      g_autofree char *made = enr_instant_dup_local (instant (row->made_ms));

      enr_text_table_add (table, made);
      enr_text_table_add (table, row->subject);
      enr_text_table_add (table, row->title);
      enr_text_table_add (table, row->pointer);
      enr_text_table_add (table, row->detail);
      enr_text_table_add (table, row->event_id);
    }
  if (rows->len > 0)
    enr_text_table_print (table);
  else
    enr_output_print ("%s\n", _ ("No report was refused."));
}

static gboolean
run_list (EnrCtl *self, GError **error)
{
  g_autoptr (EnrDb) db = enr_ctl_open (self, FALSE, error);
  g_autoptr (GPtrArray) rows = db != NULL ? enr_ctl_sync_list_quarantined (db, error) : NULL;

  if (rows == NULL)
    return FALSE;
  if (self->json)
    print_rows_json (rows);
  else
    print_rows (rows);
  return TRUE;
}

static gboolean
print_decided (EnrCtl *self, const char *event_id, const char *sentence)
{
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_text (builder, "id", event_id);
      enr_json_print (builder);
    }
  else
    enr_output_print ("%s\n", sentence);
  return TRUE;
}

static gboolean
run_resend (EnrCtl *self, GError **error)
{
  const char *event_id = g_ptr_array_index (self->arguments, 0);
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autoptr (EnrDb) db = enr_ctl_open (self, TRUE, error);

  return db != NULL && enr_ctl_sync_resend (db, &actor, event_id, error)
         && print_decided (self, event_id, _ ("The report goes again as it is."));
}

static gboolean
run_withdraw (EnrCtl *self, GError **error)
{
  const char *event_id = g_ptr_array_index (self->arguments, 0);
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autoptr (EnrDb) db = enr_ctl_open (self, TRUE, error);

  return db != NULL
         && enr_ctl_sync_withdraw (db, &actor, event_id, enr_options_get (self, "reason"), error)
         && print_decided (self, event_id, _ ("The report was taken back and is not sent."));
}

static gboolean
run_export (EnrCtl *self, GError **error)
{
  const char *path = g_ptr_array_index (self->arguments, 0);
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (EnrDb) db = enr_ctl_open (self, FALSE, error);
  EnrSyncExport exported;

  if (db == NULL || !enr_sync_export (db, path, &exported, error))
    return FALSE;
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_int (builder, "reports", exported.n_events);
      enr_json_int (builder, "papers", exported.n_files);
      enr_json_bool (builder, "enrolment", exported.is_introduced);
      enr_json_path (builder, "output", exported.is_written ? path : NULL);
      enr_json_print (builder);
      return TRUE;
    }
  if (!exported.is_written)
    enr_output_print ("%s\n", _ ("Nothing is to be sent, so no file was written."));
  else if (exported.n_events == 0 && exported.n_files > 0)
    enr_output_print (ngettext ("%u paper was written to %s.\n", "%u papers were written to %s.\n",
                                exported.n_files),
                      exported.n_files, shown);
  else if (exported.n_events > 0)
    enr_output_print (
        ngettext ("%u report was written to %s. It counts as sent once the city's receipt is "
                  "read: enrokuctl sync import-receipts.\n",
                  "%u reports were written to %s. They count as sent once the city's receipt "
                  "is read: enrokuctl sync import-receipts.\n",
                  exported.n_events),
        exported.n_events, shown);
  else
    enr_output_print (_ ("No report is to be sent yet. %s makes this PC known to the city; please "
                         "bring back its receipt.\n"),
                      shown);
  return TRUE;
}

static gboolean
run_import (EnrCtl *self, GError **error)
{
  const char *path = g_ptr_array_index (self->arguments, 0);
  g_autoptr (EnrDb) db = enr_ctl_open (self, TRUE, error);
  EnrSyncResult result;

  return db != NULL && enr_sync_import (db, path, &result, error) && finish (self, &result, error);
}

static char *
dup_trouble_help (void)
{
  return g_strdup (_ ("The status is 1 where the receiver cannot be reached or stops us; nothing "
                      "is lost, and it is "
                      "tried again by itself."));
}

static const EnrCtlOption network_options[] = { ENR_OPTION_CA, ENR_OPTION_END };
static const EnrCtlOption withdraw_options[] = { ENR_OPTION_REASON, ENR_OPTION_END };
static const EnrCtlOption no_options[] = { ENR_OPTION_END };

const EnrCtlCommand enr_ctl_sync_commands[] = {
  { "sync now", NULL, N_ ("Send all that is due, and read what the city asks or tells."),
    network_options, run_now, dup_trouble_help },
  { "sync status", NULL, N_ ("What is sent, what waits, and how the connection is."), no_options,
    run_status, NULL },
  { "sync quarantine list", NULL, N_ ("List the reports that the city has refused."), no_options,
    run_list, NULL },
  { "sync quarantine resend", N_ ("ID"), N_ ("Send a refused report again as it is."), no_options,
    run_resend, NULL },
  { "sync quarantine withdraw", N_ ("ID"), N_ ("Take a report back that the city has not taken."),
    withdraw_options, run_withdraw, NULL },
  { "sync export-batch", N_ ("FILE"),
    N_ ("Write all that is due to a sealed file for the city (.enbatch)."), no_options, run_export,
    NULL },
  { "sync import-receipts", N_ ("FILE"),
    N_ ("Read the city's receipt for such a file (.enreceipt)."), no_options, run_import, NULL },
  { "sync ledger", NULL, N_ ("Compare what the city has taken with what it has."), network_options,
    run_ledger, dup_trouble_help },
  { NULL },
};
