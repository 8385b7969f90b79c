/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * illness: infectious diseases of children, and when they may come again.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n.h>

#include "base/clock.h"
#include "contact/illness.h"
#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"

static const char *
return_key (EnrReturnKind kind)
{
  return kind == ENR_RETURN_ON ? "date" : kind == ENR_RETURN_MISSING ? "missing" : "words";
}

static void
add_json_illness (JsonBuilder *builder,
                  const EnrIllness *illness,
                  const EnrDisease *disease,
                  const EnrReturn *earliest)
{
  g_autofree char *text = enr_return_dup_text (earliest, disease);

  enr_json_uuid (builder, "id", &illness->id);
  enr_json_uuid (builder, "child_id", &illness->child_id);
  enr_json_text (builder, "disease", disease->key);
  enr_json_text (builder, "disease_name", disease->name);
  enr_json_date (builder, "known_day", illness->known_day);
  for (EnrAnchor i = ENR_ANCHOR_ONSET; i < ENR_N_ANCHORS; i++)
    enr_json_date (builder, enr_anchor_key (i), illness->anchors[i]);
  enr_json_text (builder, "return", return_key (earliest->kind));
  enr_json_date (builder, "return_day", earliest->day);
  enr_json_word (builder, "return_missing", enr_anchor_key (earliest->missing));
  enr_json_text (builder, "return_text", text);
  enr_json_word (builder, "paper", enr_return_paper_key (disease->paper));
  enr_json_date (builder, "paper_day", illness->paper_day);
  enr_json_date (builder, "back_day", illness->back_day);
  enr_json_text (builder, "note", illness->note);
}

static void
add_json_watch (JsonBuilder *builder, const EnrWatch *watch, const EnrDay *day)
{
  const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, watch->child);

  json_builder_begin_object (builder);
  enr_json_word (builder, "child", child->external_id);
  enr_json_text (builder, "name", child->name);
  add_json_illness (builder, watch->illness, watch->disease, &watch->earliest);
  enr_json_bool (builder, "here", (watch->flags & ENR_WATCH_HERE) != 0);
  enr_json_bool (builder, "early", (watch->flags & ENR_WATCH_EARLY) != 0);
  enr_json_bool (builder, "paper_missing", (watch->flags & ENR_WATCH_PAPER) != 0);
  json_builder_end_object (builder);
}

static void
print_json (const EnrDay *day, GPtrArray *watches, GPtrArray *outbreaks)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();

  enr_json_date (builder, "date", day->date);
  enr_json_begin_array (builder, "illnesses");
  for (guint i = 0; i < watches->len; i++)
    add_json_watch (builder, g_ptr_array_index (watches, i), day);
  json_builder_end_array (builder);
  enr_json_begin_array (builder, "counts");
  for (guint i = 0; i < outbreaks->len; i++)
    {
      const EnrOutbreak *outbreak = g_ptr_array_index (outbreaks, i);

      json_builder_begin_object (builder);
      enr_json_word (builder, "disease", outbreak->disease);
      enr_json_text (builder, "name", outbreak->name);
      enr_json_int (builder, "children", outbreak->n);
      enr_json_bool (builder, "report", outbreak->is_reached);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  enr_json_print (builder);
}

static void
print_text (const EnrDay *day, GPtrArray *watches, GPtrArray *outbreaks)
{
  for (guint i = 0; i < watches->len; i++)
    {
      g_autofree char *text = enr_watch_dup_text (g_ptr_array_index (watches, i), day);

      enr_output_print ("%s\n", text);
    }
  for (guint i = 0; i < outbreaks->len; i++)
    {
      const EnrOutbreak *outbreak = g_ptr_array_index (outbreaks, i);

      if (outbreak->n > 0)
        /* Translators: a disease, and a number of children */
        enr_output_print (ngettext ("%s: %u child%s\n", "%s: %u children%s\n", outbreak->n),
                          outbreak->name, outbreak->n,
                          outbreak->is_reached ? _ (" (has to be reported)") : "");
    }
}

static gboolean
run_list (EnrCtl *self, GError **error)
{
  EnrDate date = enr_clock_today ();
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrDay) day = NULL;
  g_autoptr (GPtrArray) watches = NULL;
  g_autoptr (GPtrArray) outbreaks = NULL;

  if (!enr_options_date (self, "date", &date, error))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  day = db != NULL ? enr_day_load (db, date, NULL, error) : NULL;
  watches = day != NULL ? enr_illness_watch (db, day, error) : NULL;
  outbreaks = watches != NULL ? enr_outbreak_load (db, day, error) : NULL;
  if (outbreaks == NULL)
    return FALSE;
  if (self->json)
    print_json (day, watches, outbreaks);
  else
    print_text (day, watches, outbreaks);
  return TRUE;
}

/* "none" takes a day away again. */
static gboolean
read_day (EnrCtl *self, const char *option, EnrDate *value, GError **error)
{
  if (g_strcmp0 (enr_options_get (self, option), "none") != 0)
    return enr_options_date (self, option, value, error);
  *value = ENR_DATE_NONE;
  return TRUE;
}

static gboolean
read_days (EnrCtl *self, EnrIllness *illness, GError **error)
{
  const char *note = enr_options_get (self, "note");

  for (EnrAnchor i = ENR_ANCHOR_ONSET; i < ENR_N_ANCHORS; i++)
    if (!read_day (self, enr_anchor_key (i), &illness->anchors[i], error))
      return FALSE;
  if (!enr_options_date (self, "known", &illness->known_day, error)
      || !read_day (self, "paper", &illness->paper_day, error)
      || !read_day (self, "back", &illness->back_day, error))
    return FALSE;
  if (note != NULL)
    {
      g_free (illness->note);
      illness->note = g_strdup (note);
    }
  return TRUE;
}

static void
print_illness (EnrCtl *self,
               const EnrChild *child,
               const EnrIllness *illness,
               const EnrDisease *disease)
{
  EnrReturn earliest = enr_disease_return_day (disease, illness->anchors);
  g_autofree char *text = enr_return_dup_text (&earliest, disease);
  g_autofree char *name = enr_child_dup_name (child);

  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();
      g_autofree char *word = enr_ctl_dup_child_word (child);

      enr_json_text (builder, "child", word);
      enr_json_text (builder, "name", name);
      add_json_illness (builder, illness, disease, &earliest);
      enr_json_print (builder);
      return;
    }
  /* Translators: a child's name, a disease, and when the child may come again */
  enr_output_print (_ ("%s: %s, %s"), name, disease->name, text);
  enr_output_print ("\n");
}

static gboolean
run_set (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autoptr (EnrDb) db = enr_ctl_open (self, TRUE, error);
  g_autoptr (EnrChild) child = db != NULL ? enr_ctl_find_child (self, db, error) : NULL;
  g_autoptr (EnrDisease) disease = NULL;
  g_autoptr (EnrIllness) seen = NULL;
  g_autoptr (EnrIllness) illness = NULL;
  g_autoptr (GError) local_error = NULL;

  if (child == NULL)
    return FALSE;
  disease = enr_disease_find (db, enr_options_get (self, "disease"), error);
  if (disease == NULL)
    return FALSE;
  seen = enr_illness_find_open (db, &child->id, disease->key, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  illness = seen != NULL ? enr_illness_copy (seen) : enr_illness_new ();
  illness->child_id = child->id;
  g_free (illness->disease);
  illness->disease = g_strdup (disease->key);
  if (!read_days (self, illness, error) || !enr_illness_save (db, &actor, illness, seen, error))
    return FALSE;
  print_illness (self, child, illness, disease);
  return TRUE;
}

#define OPTION_DAY(name, help)                                                                     \
  {                                                                                                \
    name, ENR_OPTION_TEXT, FALSE, N_ ("DATE"), help                                                \
  }

static const EnrCtlOption list_options[] = {
  OPTION_DAY ("date", N_ ("the day; today")),
  ENR_OPTION_END,
};

static const EnrCtlOption set_options[] = {
  { "disease", ENR_OPTION_TEXT, TRUE, N_ ("NAME"),
    N_ ("of the table of infectious diseases: influenza, おたふく, ...") },
  OPTION_DAY ("known", N_ ("when the nursery was told; today")),
  OPTION_DAY ("onset", N_ ("when it began (発症日); none: not known")),
  OPTION_DAY ("fever", N_ ("when the fever was gone (解熱日)")),
  OPTION_DAY ("relief", N_ ("when the symptoms became light or went away")),
  OPTION_DAY ("swelling", N_ ("when the swelling began")),
  OPTION_DAY ("medicine", N_ ("when the first medicine was taken")),
  OPTION_DAY ("paper", N_ ("when the paper that is asked for came in")),
  OPTION_DAY ("back", N_ ("when the child came again")),
  { "note", ENR_OPTION_TEXT, FALSE, N_ ("TEXT"), N_ ("a remark") },
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_illness_commands[] = {
  { "illness list", NULL,
    N_ ("List whose return is watched, and how many children have which disease."), list_options,
    run_list, NULL },
  { "illness set", N_ ("CHILD"),
    N_ ("Record an infectious disease of a child and its days; says when the child may come."),
    set_options, run_set, NULL },
  { NULL },
};
