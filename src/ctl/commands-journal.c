/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * journal: who changed what. It may be long, so it is written row by row.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n.h>

#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "store/journal.h"

typedef struct
{
  gboolean json;
  guint n_rows;
} Walk;

static const char *
op_key (char op)
{
  switch (op)
    {
    case 'I':
      return "add";
    case 'U':
      return "change";
    case 'D':
      return "remove";
    case 'M':
    default:
      return "migrate";
    }
}

/* The row's own JSON text as it is: it was written by us, but a damaged file may hold anything. */
static void
add_changes (JsonBuilder *builder, const char *changes)
{
  g_autoptr (JsonNode) node = json_from_string (changes, NULL);

  json_builder_set_member_name (builder, "changes");
  if (node != NULL)
    json_builder_add_value (builder, g_steal_pointer (&node));
  else
    json_builder_add_null_value (builder);
}

static gboolean
print_json_row (const EnrJournalRow *row, Walk *walk)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();
  g_autofree char *line = NULL;

  enr_json_int (builder, "seq", row->seq);
  enr_json_int (builder, "txn", row->txn);
  enr_json_instant (builder, "at", row->at_ms / 1000);
  enr_json_int (builder, "at_ms", row->at_ms);
  enr_json_text (builder, "actor_kind", row->actor_kind);
  enr_json_text (builder, "actor_name", row->actor_name);
  enr_json_text (builder, "device", row->device);
  enr_json_text (builder, "table", row->table);
  enr_json_text (builder, "row", row->row);
  enr_json_text (builder, "op", op_key (row->op));
  add_changes (builder, row->changes);
  enr_json_text (builder, "reason", row->reason);
  enr_json_uuid (builder, "subject", &row->subject);
  enr_json_text (builder, "hash", row->hash);
  json_builder_end_object (builder);
  line = enr_json_dup_line (builder);
  return enr_output_write (walk->n_rows > 1 ? ",\n" : "\n") && enr_output_write (line);
}

static gboolean
print_row (const EnrJournalRow *row)
{
  g_autofree char *at = enr_instant_dup_local (row->at_ms / 1000);
  g_autofree char *who = *row->actor_name != '\0'
                             ? g_strdup_printf ("%s %s", row->actor_kind, row->actor_name)
                             : g_strdup (row->actor_kind);

  enr_output_print ("%" G_GINT64_FORMAT "  %s  %s@%s  %s %s %s  %s", row->seq, at, who, row->device,
                    op_key (row->op), row->table, row->row, row->changes);
  if (*row->reason != '\0')
    {
      g_autofree char *reason = g_strdelimit (g_strdup (row->reason), "\r\n", ' ');

      enr_output_print (_ ("  (reason: %s)"), reason);
    }
  return enr_output_write ("\n");
}

static gboolean
walk_cb (const EnrJournalRow *row, gpointer data)
{
  Walk *walk = data;

  walk->n_rows++;
  return walk->json ? print_json_row (row, walk) : print_row (row);
}

static gboolean
run_journal (EnrCtl *self, GError **error)
{
  const char *word = enr_options_get (self, "child");
  Walk walk = { self->json, 0 };
  g_autoptr (EnrDb) db = enr_ctl_open (self, FALSE, error);
  g_autoptr (EnrChild) child = NULL;

  if (db == NULL)
    return FALSE;
  if (word != NULL)
    {
      child = enr_child_find (db, word, error);
      if (child == NULL)
        return FALSE;
    }
  if (self->json)
    enr_output_write ("{\"entries\": [");
  if (!enr_journal_walk (db, child != NULL ? &child->id : NULL, walk_cb, &walk, error))
    return FALSE;
  if (self->json)
    enr_output_write ("\n]}\n");
  return TRUE;
}

static const EnrCtlOption journal_options[] = {
  { "child", ENR_OPTION_TEXT, FALSE, N_ ("CHILD"), N_ ("only what concerns this child") },
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_journal_commands[] = {
  { "journal", NULL, N_ ("Show who changed what, and when."), journal_options, run_journal, NULL },
  { NULL },
};
