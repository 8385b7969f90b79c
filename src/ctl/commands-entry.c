/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * absence, correct, sight: what the office enters about a child's day.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n.h>

#include "attendance/entry.h"
#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"

/* Says what was entered: the name, the day and what now stands for the child that day. */
static gboolean
print_entry (EnrCtl *self, EnrDb *db, const EnrChild *found, EnrDate date, GError **error)
{
  g_autoptr (EnrDay) day = enr_day_load (db, date, NULL, error);
  const EnrDayChild *child = day != NULL ? enr_day_find (day, &found->id) : NULL;
  const EnrAbsenceKind *kind = child != NULL ? enr_day_absence (day, child) : NULL;
  static const char *const sights[] = { "", "present", "absent" };

  if (day == NULL)
    return FALSE;
  g_return_val_if_fail (child != NULL, FALSE);

  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();
      g_autofree char *word = enr_ctl_dup_child_word (found);

      enr_json_text (builder, "child", word);
      enr_json_uuid (builder, "child_id", &found->id);
      enr_json_text (builder, "name", child->name);
      enr_json_date (builder, "date", date);
      enr_json_text (builder, "status", enr_status_key (child->status));
      enr_json_instant (builder, "arrived", child->arrived);
      enr_json_instant (builder, "left", child->left);
      enr_json_word (builder, "collected_by", child->collected_by);
      enr_json_word (builder, "absence_kind", kind != NULL ? kind->key : NULL);
      enr_json_word (builder, "absence_reason", child->absence_reason);
      enr_json_word (builder, "notified_by", child->notified_by);
      enr_json_word (builder, "sight", sights[child->sight]);
      enr_json_print (builder);
      return TRUE;
    }
  {
    g_autofree char *arrived
        = child->arrived != ENR_INSTANT_NONE ? enr_instant_dup_local (child->arrived) : NULL;
    g_autofree char *left
        = child->left != ENR_INSTANT_NONE ? enr_instant_dup_local (child->left) : NULL;
    char iso[ENR_DATE_ISO_LENGTH];

    /* Translators: a child's name, a date, a kind of absence, two times, and what a teacher saw;
     * "-" where there is nothing */
    enr_output_print (_ ("%s, %s: absence %s, arrived %s, left %s, sight check %s.\n"), child->name,
                      enr_date_iso (date, iso), kind != NULL ? kind->label : "-",
                      arrived != NULL ? arrived : "-", left != NULL ? left : "-",
                      child->sight != ENR_SIGHT_NONE ? sights[child->sight] : "-");
  }
  return TRUE;
}

static gboolean
run_absence (EnrCtl *self, GError **error)
{
  const char *kind = enr_options_get (self, "kind");
  const char *reason = enr_options_get (self, "reason");
  const char *notified_by = enr_options_get (self, "notified-by");
  EnrEntryAbsence absence
      = { strcmp (kind, "none") != 0 ? kind : NULL, reason != NULL ? reason : "",
          notified_by != NULL ? notified_by : "" };
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  EnrDate date = ENR_DATE_NONE;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrChild) child = NULL;

  if (!enr_options_date (self, "date", &date, error))
    return FALSE;
  db = enr_ctl_open (self, TRUE, error);
  child = db != NULL ? enr_ctl_find_child (self, db, error) : NULL;
  return child != NULL && enr_entry_set_absence (db, &actor, &child->id, date, &absence, error)
         && print_entry (self, db, child, date, error);
}

static gboolean
run_correct (EnrCtl *self, GError **error)
{
  EnrEntryTimes times
      = { ENR_MINUTES_KEEP, ENR_MINUTES_KEEP, enr_options_get (self, "collected-by") };
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  EnrDate date = ENR_DATE_NONE;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrChild) child = NULL;

  if (!enr_options_date (self, "date", &date, error)
      || !enr_options_minutes (self, "arrived", date, &times.arrived, error)
      || !enr_options_minutes (self, "left", date, &times.left, error))
    return FALSE;
  if (times.arrived == ENR_MINUTES_KEEP && times.left == ENR_MINUTES_KEEP
      && times.collected_by == NULL)
    return enr_options_fail (error,
                             _ ("There is nothing to correct: --arrived, --left or --collected-by "
                                "is missing."));
  db = enr_ctl_open (self, TRUE, error);
  child = db != NULL ? enr_ctl_find_child (self, db, error) : NULL;
  return child != NULL
         && enr_entry_set_times (db, &actor, &child->id, date, &times,
                                 enr_options_get (self, "reason"), error)
         && print_entry (self, db, child, date, error);
}

static gboolean
run_sight (EnrCtl *self, GError **error)
{
  static const char *const words[] = { "none", "present", "absent" };
  const char *word = g_ptr_array_index (self->arguments, 1);
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  EnrDate date = ENR_DATE_NONE;
  EnrSight sight = ENR_SIGHT_NONE;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrChild) child = NULL;

  while (sight < G_N_ELEMENTS (words) && strcmp (words[sight], word) != 0)
    sight++;
  if (sight == G_N_ELEMENTS (words))
    return enr_options_fail (error, _ ("“%s” is none of present, absent, none."), word);
  if (!enr_options_date (self, "date", &date, error))
    return FALSE;
  db = enr_ctl_open (self, TRUE, error);
  child = db != NULL ? enr_ctl_find_child (self, db, error) : NULL;
  return child != NULL && enr_entry_set_sight (db, &actor, &child->id, date, sight, error)
         && print_entry (self, db, child, date, error);
}

static const EnrCtlOption absence_options[] = {
  ENR_OPTION_DATE,
  { "kind", ENR_OPTION_TEXT, TRUE, N_ ("KIND"),
    N_ ("sick, personal, suspension, bereavement, accident, unannounced, or a kind of the "
        "nursery's "
        "own; none: not absent") },
  { "reason", ENR_OPTION_TEXT, FALSE, N_ ("TEXT"), N_ ("what the family said") },
  { "notified-by", ENR_OPTION_TEXT, FALSE, N_ ("NAME"), N_ ("who called in") },
  ENR_OPTION_END,
};

static const EnrCtlOption correct_options[] = {
  ENR_OPTION_DATE,
  { "arrived", ENR_OPTION_TEXT, FALSE, N_ ("TIME"),
    N_ ("the first arrival; none: there was none") },
  { "left", ENR_OPTION_TEXT, FALSE, N_ ("TIME"), N_ ("the last departure; none: there was none") },
  { "collected-by", ENR_OPTION_TEXT, FALSE, N_ ("NAME"), N_ ("who fetched the child") },
  ENR_OPTION_REASON,
  ENR_OPTION_END,
};

static const EnrCtlOption sight_options[] = { ENR_OPTION_DATE, ENR_OPTION_END };

const EnrCtlCommand enr_ctl_entry_commands[] = {
  { "correct", N_ ("CHILD"), N_ ("Correct a day's times; the old ones stay in the record."),
    correct_options, run_correct, NULL },
  { "absence", N_ ("CHILD"), N_ ("Record that a child is absent, or is not after all."),
    absence_options, run_absence, NULL },
  { "sight", N_ ("CHILD present|absent|none"), N_ ("Record what a teacher saw (目視)."),
    sight_options, run_sight, NULL },
  { NULL },
};
