/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * month-status, close-month, fill-form: the month's end.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "base/yen.h"
#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "month/closing.h"
#include "month/words.h"
#include "reports/city-form.h"

/* The month that the first argument names. */
static gboolean
get_month (EnrCtl *self, EnrDate *first, GError **error)
{
  return enr_options_parse_month (g_ptr_array_index (self->arguments, 0), "MONTH", first, error);
}

static const char *
item_key (EnrMonthItemKind kind)
{
  static const char *const keys[ENR_MONTH_N_ITEMS] = {
    [ENR_MONTH_DAY_NOT_CLOSED] = "day-not-closed",
    [ENR_MONTH_NO_DEPARTURE] = "no-departure",
    [ENR_MONTH_NO_WORD] = "no-word",
    [ENR_MONTH_MISMATCH] = "mismatch",
    [ENR_MONTH_NO_RULE] = "no-rule",
    [ENR_MONTH_DRAFT_CHARGE] = "draft-charge",
    [ENR_MONTH_OTHER_CHARGE] = "other-charge",
  };

  return keys[kind];
}

static void
add_json_items (JsonBuilder *builder, const EnrMonthState *state)
{
  enr_json_begin_array (builder, "items");
  for (guint i = 0; i < state->items->len; i++)
    {
      const EnrMonthItem *item = &g_array_index (state->items, EnrMonthItem, i);

      json_builder_begin_object (builder);
      enr_json_text (builder, "kind", item_key (item->kind));
      enr_json_date (builder, "date", item->day);
      enr_json_word (builder, "name", item->name);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_json_differences (JsonBuilder *builder, const EnrMonthState *state)
{
  enr_json_begin_array (builder, "differences");
  for (guint i = 0; i < state->differences->len; i++)
    {
      const EnrMonthDifference *difference
          = &g_array_index (state->differences, EnrMonthDifference, i);

      json_builder_begin_object (builder);
      enr_json_text (builder, "name", difference->name);
      enr_json_date (builder, "date", difference->day);
      enr_json_int (builder, "closed", difference->closed);
      enr_json_int (builder, "now", difference->now);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json_state (const EnrMonthState *state)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();
  g_autofree char *month = enr_month_dup_key (state->care->attendance->first);

  enr_json_text (builder, "month", month);
  enr_json_int (builder, "revision", state->closing.revision);
  if (state->closing.revision > 0)
    {
      enr_json_instant (builder, "closed_at", state->closing.closed_at);
      enr_json_text (builder, "closed_by", state->closing.closed_by);
      enr_json_int (builder, "closed_total", state->closing.total);
    }
  enr_json_bool (builder, "changed", state->has_changed);
  enr_json_int (builder, "total", state->care->total);
  enr_json_int (builder, "days", state->n_days);
  add_json_items (builder, state);
  add_json_differences (builder, state);
  enr_json_print (builder);
}

static void
print_state (const EnrMonthState *state)
{
  g_autofree char *month = enr_date_dup_era_month (state->care->attendance->first);
  g_autofree char *total = enr_yen_dup (state->care->total);

  enr_output_print ("%s\n", month);
  for (int kind = 0; kind < ENR_MONTH_N_ITEMS; kind++)
    if (state->counts[kind] > 0)
      enr_output_print ("%s: %u\n", enr_month_item_label (kind), state->counts[kind]);
  if (state->items->len == 0)
    enr_output_print (_ ("Nothing is left to settle.\n"));
  /* Translators: an amount of yen */
  enr_output_print (_ ("Total: %s\n"), total);
  if (state->closing.revision > 0)
    {
      g_autofree char *at = enr_instant_dup_local (state->closing.closed_at);

      /* Translators: the number of the closing, a time, and a name */
      enr_output_print (_ ("Closing %d, %s, %s\n"), state->closing.revision, at,
                        state->closing.closed_by);
    }
  if (state->has_changed)
    {
      g_autofree char *changes = enr_month_words_dup_differences (state, G_MAXUINT);

      enr_output_print (_ ("Something has changed since the month was closed.\n"));
      enr_output_print ("%s\n", changes);
    }
}

static gboolean
run_status (EnrCtl *self, GError **error)
{
  EnrDate first = ENR_DATE_NONE;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrMonthState) state = NULL;

  if (!get_month (self, &first, error))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  state = db != NULL ? enr_month_state_load (db, first, error) : NULL;
  if (state == NULL)
    return FALSE;
  if (self->json)
    print_json_state (state);
  else
    print_state (state);
  return TRUE;
}

static gboolean
run_close (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  EnrDate first = ENR_DATE_NONE;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrMonthState) state = NULL;

  if (!get_month (self, &first, error))
    return FALSE;
  db = enr_ctl_open (self, TRUE, error);
  if (db == NULL
      || !enr_month_close (db, &actor, first, enr_options_get (self, "reason"), NULL, error))
    return FALSE;
  state = enr_month_state_load (db, first, error);
  if (state == NULL)
    return FALSE;
  if (self->json)
    print_json_state (state);
  else
    print_state (state);
  return TRUE;
}

/* A value that the form's own list does not have, and where it was filled all the same. */
static void
warn_misfit (const EnrSheetMisfit *misfit)
{
  g_autofree char *allowed = g_strjoinv ("、", misfit->allowed);
  g_autofree char *more
      = misfit->n_cells > 1
            /* Translators: how many more cells of a sheet; it follows the first one */
            ? g_strdup_printf (ngettext (" and %u more", " and %u more", misfit->n_cells - 1),
                               misfit->n_cells - 1)
            : g_strdup ("");

  /* Translators: a sheet, a cell with perhaps "and 3 more", a value, and what the list has */
  enr_ctl_warn (_ ("%s %s%s: “%s” was filled, but the form's list there has: %s"), misfit->sheet,
                misfit->cell, more, misfit->value, allowed);
}

static void
print_json_misfits (JsonBuilder *builder, const GPtrArray *misfits)
{
  enr_json_begin_array (builder, "misfits");
  for (guint i = 0; i < misfits->len; i++)
    {
      const EnrSheetMisfit *misfit = g_ptr_array_index (misfits, i);

      json_builder_begin_object (builder);
      enr_json_word (builder, "sheet", misfit->sheet);
      enr_json_word (builder, "cell", misfit->cell);
      enr_json_int (builder, "cells", misfit->n_cells);
      enr_json_text (builder, "value", misfit->value);
      enr_json_begin_array (builder, "allowed");
      for (guint n = 0; misfit->allowed[n] != NULL; n++)
        json_builder_add_string_value (builder, misfit->allowed[n]);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* A tag that was left, and where: only what is known of the place. */
static void
warn_unknown (const EnrSheetTag *tag)
{
  if (tag->sheet != NULL && tag->cell != NULL)
    /* Translators: a tag of a form, and the sheet and cell where it stands */
    enr_ctl_warn (_ ("%s (%s %s) is not known and was left as it is"), tag->text, tag->sheet,
                  tag->cell);
  else if (tag->sheet != NULL)
    /* Translators: a tag of a form, and the sheet where it stands */
    enr_ctl_warn (_ ("%s (%s) is not known and was left as it is"), tag->text, tag->sheet);
  else
    /* Translators: a tag of a letter */
    enr_ctl_warn (_ ("%s is not known and was left as it is"), tag->text);
}

static void
print_report (EnrCtl *self, const char *output, const EnrSheetReport *report)
{
  g_autofree char *shown = g_filename_display_name (output);

  for (guint i = 0; i < report->unknown->len; i++)
    warn_unknown (g_ptr_array_index (report->unknown, i));
  for (guint i = 0; i < report->misfits->len; i++)
    warn_misfit (g_ptr_array_index (report->misfits, i));
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_path (builder, "output", output);
      enr_json_int (builder, "tags", report->n_tags);
      enr_json_int (builder, "meant", report->n_meant);
      enr_json_int (builder, "filled", report->n_filled);
      enr_json_int (builder, "rows", report->n_rows);
      enr_json_begin_array (builder, "unknown");
      for (guint i = 0; i < report->unknown->len; i++)
        {
          const EnrSheetTag *tag = g_ptr_array_index (report->unknown, i);

          json_builder_begin_object (builder);
          enr_json_text (builder, "tag", tag->text);
          enr_json_word (builder, "sheet", tag->sheet);
          enr_json_word (builder, "cell", tag->cell);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
      print_json_misfits (builder, report->misfits);
      enr_json_print (builder);
    }
  else
    /* Translators: a file, and the number of cells */
    enr_output_print (ngettext ("%s was written: %u cell was filled.\n",
                                "%s was written: %u cells were filled.\n", report->n_filled),
                      shown, report->n_filled);
}

static gboolean
run_fill_form (EnrCtl *self, GError **error)
{
  const char *path = g_ptr_array_index (self->arguments, 0);
  const char *output = enr_options_get (self, "output");
  EnrCityScope scope = { ENR_DATE_NONE, NULL, ENR_DATE_NONE };
  EnrSheetFillFlags flags
      = enr_options_has (self, "strict") ? ENR_SHEET_FILL_STRICT : ENR_SHEET_FILL_DEFAULT;
  EnrUuid class_id;
  gboolean has_class;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (GBytes) form = NULL;
  g_autoptr (EnrSheetData) data = NULL;
  g_auto (EnrSheetReport) report = { 0 };

  if (!enr_options_month (self, "month", &scope.month, error)
      || !enr_options_date (self, "date", &scope.date, error))
    return FALSE;
  if (scope.date != ENR_DATE_NONE && enr_date_month_start (scope.date, 0) != scope.month)
    return enr_options_fail (error, _ ("--date is not a day of --month."));
  form = enr_sheet_load (path, error);
  db = form != NULL ? enr_ctl_open (self, FALSE, error) : NULL;
  if (db == NULL || !enr_ctl_find_class (self, db, scope.month, &class_id, &has_class, error))
    return FALSE;
  scope.class_id = has_class ? &class_id : NULL;
  data = enr_city_data_load (db, &scope, form, error);
  if (data == NULL || !enr_sheet_fill_file (path, output, data, flags, &report, error))
    return FALSE;
  print_report (self, output, &report);
  return TRUE;
}

static char *
dup_tags (void)
{
  GString *text = g_string_new (_ ("Tags that a form may have:"));

  for (const EnrCityTag *tag = enr_city_tags (); tag->name != NULL; tag++)
    {
      g_autofree char *braces = g_strdup_printf ("{{%s}}", tag->name);
      g_autofree char *padded = enr_output_dup_padded (braces, 34);

      g_string_append_printf (text, "\n  %s %s", padded, _ (tag->meaning));
    }
  return g_string_free (text, FALSE);
}

static const EnrCtlOption close_options[] = {
  { "reason", ENR_OPTION_TEXT, FALSE, N_ ("TEXT"), N_ ("why a closed month is closed again") },
  ENR_OPTION_END,
};

static const EnrCtlOption fill_options[] = {
  { "month", ENR_OPTION_TEXT, TRUE, N_ ("MONTH"), N_ ("the month: 2026-06, 令和8年6月, ...") },
  { "date", ENR_OPTION_TEXT, FALSE, N_ ("DATE"), N_ ("the day of a daily form") },
  ENR_OPTION_CLASS,
  { "strict", ENR_OPTION_FLAG, FALSE, NULL, N_ ("refuse tags that are not known") },
  ENR_OPTION_OUTPUT (N_ ("FILE")),
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_month_commands[] = {
  { "month-status", N_ ("MONTH"), N_ ("Show what is left to settle in a month."), NULL, run_status,
    NULL },
  { "close-month", N_ ("MONTH"),
    N_ ("Close a month: its figures and charges are kept as they are."), close_options, run_close,
    NULL },
  { "fill-form", N_ ("FILE"), N_ ("Fill a city's form (.xlsx, .xlsm, .ods) or a letter (.odt)."),
    fill_options, run_fill_form, dup_tags },
  { NULL },
};
