/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * sync enroll and sync kinds: to whom reports go, and which.
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "ctl/sync.h"
#include "nursery/facility.h"
#include "sync/sync.h"

/* By the network, or by file; not both. */
static gboolean
check_way (const char *code, const char *hub, const char *file, GError **error)
{
  if (file != NULL)
    return (code == NULL && hub == NULL)
           || enr_options_fail (error, _ ("With --file there is no code and no --hub: the file has "
                                          "both."));
  if (code == NULL)
    return enr_options_fail (error, _ ("%s is missing."), "CODE");
  return hub != NULL || enr_options_fail (error, _ ("The option --%s is missing."), "hub");
}

static gboolean
run_enroll (EnrCtl *self, GError **error)
{
  const char *code = self->arguments->len > 0 ? g_ptr_array_index (self->arguments, 0) : NULL;
  const char *file = enr_options_get (self, "file");
  const char *hub = enr_options_get (self, "hub");
  const char *nursery = enr_options_get (self, "nursery");
  EnrSyncOptions options = { .is_forced = TRUE, .ca_file = enr_options_get (self, "ca") };
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrFacility) facility = NULL;
  g_autofree char *city = NULL;
  g_auto (EnrLink) link = { 0 };

  if (!check_way (code, hub, file, error))
    return FALSE;
  db = enr_ctl_open (self, TRUE, error);
  facility = db != NULL ? enr_facility_load (db, error) : NULL;
  if (facility == NULL)
    return FALSE;
  if (nursery == NULL)
    nursery = facility->number;
  if (file == NULL && *nursery == '\0')
    return enr_options_fail (
        error, _ ("The nursery has no number (施設番号) yet: give it with --nursery."));
  if (file != NULL ? !enr_sync_enroll_file (db, file, nursery, &city, error)
                   : !enr_sync_enroll (db, hub, nursery, code, &options, &city, NULL, error))
    return FALSE;
  if (!enr_link_load (db, &link, error))
    return FALSE;
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_text (builder, "city", city);
      enr_json_text (builder, "nursery", link.nursery);
      enr_json_bool (builder, "by_file", file != NULL);
      enr_json_print (builder);
    }
  else if (file != NULL)
    /* Translators: a city's name */
    enr_output_print (_ ("Reports go to %s by file. The first one makes this PC known there: "
                         "enrokuctl sync export-batch.\n"),
                      city);
  else
    /* Translators: a city's name, a nursery's number */
    enr_output_print (_ ("This PC is known to the receiver of %s, as nursery %s.\n"), city,
                      link.nursery);
  return TRUE;
}

static void
print_kinds_json (GPtrArray *kinds)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();

  enr_json_begin_array (builder, "kinds");
  for (guint i = 0; i < kinds->len; i++)
    {
      const EnrCtlSyncKind *kind = kinds->pdata[i];

      json_builder_begin_object (builder);
      enr_json_text (builder, "kind", kind->key);
      enr_json_text (builder, "label", kind->label);
      enr_json_text (builder, "mode", kind->mode);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  enr_json_print (builder);
}

static void
print_kinds (GPtrArray *kinds)
{
  const char *const headings[] = { _ ("Kind"), _ ("Sent"), _ ("Report"), _ ("What leaves") };
  g_autoptr (EnrTextTable) table = enr_text_table_new (G_N_ELEMENTS (headings));

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    enr_text_table_add (table, headings[i]);
  for (guint i = 0; i < kinds->len; i++)
    {
      const EnrCtlSyncKind *kind = kinds->pdata[i];

      enr_text_table_add (table, kind->key);
      enr_text_table_add (table, kind->mode);
      enr_text_table_add (table, kind->label);
      enr_text_table_add (table, kind->explanation);
    }
  enr_text_table_print (table);
}

static gboolean
run_kinds (EnrCtl *self, GError **error)
{
  const char *key = self->arguments->len > 0 ? g_ptr_array_index (self->arguments, 0) : NULL;
  const char *mode = self->arguments->len > 1 ? g_ptr_array_index (self->arguments, 1) : NULL;
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (GPtrArray) kinds = NULL;

  if (key != NULL && !enr_ctl_sync_kind_is_known (key))
    return enr_options_fail (error, _ ("“%s” is no kind of report: enrokuctl sync kinds."), key);
  if (mode != NULL && !enr_ctl_sync_mode_is_known (mode))
    return enr_options_fail (error, _ ("“%s” is none of on, off and ask."), mode);
  db = enr_ctl_open (self, mode != NULL, error);
  if (db == NULL || (mode != NULL && !enr_ctl_sync_set_kind (db, &actor, key, mode, error)))
    return FALSE;
  kinds = enr_ctl_sync_list_kinds (db, key, error);
  if (kinds == NULL)
    return FALSE;
  if (self->json)
    print_kinds_json (kinds);
  else
    print_kinds (kinds);
  return TRUE;
}

static char *
dup_kinds_help (void)
{
  return g_strdup (_ ("on: sent by itself. ask: waits for the director's word in the window. off: "
                      "not sent."));
}

static const EnrCtlOption enroll_options[] = {
  { "hub", ENR_OPTION_TEXT, FALSE, N_ ("ADDRESS"), N_ ("of the city's receiver: https://...") },
  { "file", ENR_OPTION_PATH, FALSE, N_ ("FILE"),
    N_ ("the city's file (.enhub), for a PC without a network") },
  { "nursery", ENR_OPTION_TEXT, FALSE, N_ ("NUMBER"),
    N_ ("施設番号, if not that of the nursery's settings") },
  ENR_OPTION_CA,
  ENR_OPTION_END,
};

static const EnrCtlOption no_options[] = { ENR_OPTION_END };

const EnrCtlCommand enr_ctl_sync_setup_commands[] = {
  { "sync enroll", N_ ("[CODE]"),
    N_ ("Make this PC known to the city's receiver with the city's code."), enroll_options,
    run_enroll, NULL },
  { "sync kinds", N_ ("[KIND] [on|off|ask]"),
    N_ ("Show or set what is sent, and whether by itself or after the director's word."),
    no_options, run_kinds, dup_kinds_help },
  { NULL },
};
