/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * stamp arrive, stamp leave: what happens at the door.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n.h>

#include "attendance/stamp.h"
#include "base/clock.h"
#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"

#define OPTION_AT                                                                                  \
  {                                                                                                \
    "at", ENR_OPTION_TEXT, FALSE, N_ ("TIME"),                                                     \
        N_ ("8:05 (today, to 27:00) or 2026-06-10T08:05; now where it is not given")               \
  }

static void
print_punch (const EnrCtl *self, const EnrChild *child, const EnrPunch *punch)
{
  g_autofree char *name = enr_child_dup_name (child);
  g_autofree char *at = enr_instant_dup_local (punch->at);
  gboolean is_arrival = punch->kind == ENR_STAMP_ARRIVE;

  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();
      g_autofree char *word = enr_ctl_dup_child_word (child);

      enr_json_uuid (builder, "id", &punch->id);
      enr_json_text (builder, "child", word);
      enr_json_uuid (builder, "child_id", &child->id);
      enr_json_text (builder, "name", name);
      enr_json_text (builder, "kind", is_arrival ? "arrive" : "leave");
      enr_json_instant (builder, "at", punch->at);
      enr_json_date (builder, "day", punch->day);
      enr_json_bool (builder, "repeat", punch->is_repeat);
      enr_json_print (builder);
      return;
    }
  if (punch->is_repeat)
    /* Translators: a child's name, and a time */
    enr_output_print (is_arrival ? _ ("%s: arrived at %s already; nothing new was recorded.\n")
                                 : _ ("%s: left at %s already; nothing new was recorded.\n"),
                      name, at);
  else
    /* Translators: a child's name, and a time */
    enr_output_print (is_arrival ? _ ("%s: arrived at %s.\n") : _ ("%s: left at %s.\n"), name, at);
}

static gboolean
run_stamp (EnrCtl *self, GError **error)
{
  gboolean is_arrival = strcmp (self->command->name, "stamp arrive") == 0;
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  EnrInstant at = enr_clock_now ();
  EnrPunch punch = { 0 };
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrChild) child = NULL;

  if (!enr_options_instant (self, "at", &at, error))
    return FALSE;
  db = enr_ctl_open (self, TRUE, error);
  child = db != NULL ? enr_ctl_find_child (self, db, error) : NULL;
  if (child == NULL)
    return FALSE;
  if (is_arrival ? !enr_stamp_arrive (db, &actor, &child->id, at, ENR_SOURCE_COMMAND, &punch, error)
                 : !enr_stamp_leave (db, &actor, &child->id, at, ENR_SOURCE_COMMAND,
                                     enr_options_get (self, "collected-by"), &punch, error))
    return FALSE;
  print_punch (self, child, &punch);
  enr_output_set_done (_ ("The stamp is recorded all the same."));
  return TRUE;
}

static const EnrCtlOption arrive_options[] = { OPTION_AT, ENR_OPTION_END };

static const EnrCtlOption leave_options[] = {
  OPTION_AT,
  { "collected-by", ENR_OPTION_TEXT, FALSE, N_ ("NAME"), N_ ("who fetches the child") },
  ENR_OPTION_END,
};

static char *
dup_child_help (void)
{
  return g_strdup (
      _ ("CHILD is an external id, a card's token, an id, or a full name that only one "
         "child has."));
}

const EnrCtlCommand enr_ctl_stamp_commands[] = {
  { "stamp arrive", N_ ("CHILD"), N_ ("Record that a child came."), arrive_options, run_stamp,
    dup_child_help },
  { "stamp leave", N_ ("CHILD"), N_ ("Record that a child was fetched."), leave_options, run_stamp,
    dup_child_help },
  { NULL },
};
