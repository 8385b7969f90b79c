/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * report statistics, as-of, facility-row, staffing: figures as papers and lists.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "ctl/commands.h"
#include "ctl/encoding.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "month/closing.h"
#include "ctl/write.h"
#include "reports/staffing.h"
#include "reports/statistics.h"
#include "statistics/facility-row.h"

static gboolean
run_statistics (EnrCtl *self, GError **error)
{
  EnrDate first = ENR_DATE_NONE;
  EnrCtlFile kind;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrMonthlyStatistics) statistics = NULL;
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (EnrTable) table = NULL;

  if (!enr_options_month (self, "month", &first, error) || !enr_ctl_file_kind (self, &kind, error))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  statistics
      = db != NULL ? enr_month_statistics_load (
            db, first,
            enr_options_has (self, "live") ? ENR_FIGURES_OF_RECORDS : ENR_FIGURES_OF_CLOSING, error)
                   : NULL;
  if (statistics == NULL)
    return FALSE;
  if (statistics->closing.has_changed)
    enr_ctl_warn (
        statistics->closing.is_frozen
            ? _ ("Something has changed since the month was closed; these are the figures "
                 "as closed. --live gives those of the records now.")
            : _ ("Something has changed since the month was closed; these are not the "
                 "figures as closed."));
  if (kind == ENR_CTL_FILE_PDF)
    {
      document = enr_statistics_paper_new (statistics, error);
      return document != NULL && enr_ctl_write_document (self, document, error);
    }
  table = enr_statistics_table_new (statistics);
  return enr_ctl_write_table (self, table, kind, error);
}

static gboolean
run_as_of (EnrCtl *self, GError **error)
{
  EnrDate date = ENR_DATE_NONE;
  EnrCtlFile kind;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrAsOf) as_of = NULL;
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (EnrTable) table = NULL;

  if (!enr_options_date (self, "date", &date, error) || !enr_ctl_file_kind (self, &kind, error))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  as_of = db != NULL ? enr_as_of_load (db, date, error) : NULL;
  if (as_of == NULL)
    return FALSE;
  if (kind == ENR_CTL_FILE_PDF)
    {
      document = enr_as_of_paper_new (as_of, error);
      return document != NULL && enr_ctl_write_document (self, document, error);
    }
  table = enr_as_of_table_new (as_of);
  return enr_ctl_write_table (self, table, kind, error);
}

static gboolean
run_facility_row (EnrCtl *self, GError **error)
{
  EnrEncoding encoding = ENR_ENCODING_UTF8;
  guint replaced = 0;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrFacility) facility = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (!enr_encoding_option (self, FALSE, &encoding, error))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  facility = db != NULL ? enr_facility_load (db, error) : NULL;
  if (facility == NULL)
    return FALSE;
  bytes = enr_facility_row_to_csv (facility, encoding, &replaced);
  g_return_val_if_fail (bytes != NULL, FALSE);
  return enr_ctl_write_csv (self, enr_options_get (self, "output"), bytes, encoding, replaced,
                            error);
}

static const char *
ratios_key (EnrRatios ratios)
{
  return ratios == ENR_RATIOS_FORMER ? "former" : "present";
}

static void
add_children (JsonBuilder *builder, const char *name, const guint children[ENR_STAFFING_AGES])
{
  enr_json_begin_array (builder, name);
  for (guint age = 0; age < ENR_STAFFING_AGES; age++)
    json_builder_add_int_value (builder, children[age]);
  json_builder_end_array (builder);
}

static void
add_need (JsonBuilder *builder, const char *name, const EnrStaffingNeed *need)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  enr_json_begin_array (builder, "groups");
  for (guint i = 0; i < need->n_groups; i++)
    {
      json_builder_begin_object (builder);
      enr_json_text (builder, "label", need->groups[i].label);
      enr_json_int (builder, "children", need->groups[i].children);
      enr_json_int (builder, "ratio", need->groups[i].ratio);
      enr_json_int (builder, "tenths", need->groups[i].tenths);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  enr_json_int (builder, "tenths", need->tenths);
  enr_json_int (builder, "rounded", need->rounded);
  enr_json_int (builder, "required", need->required);
  json_builder_end_object (builder);
}

static void
print_json (const EnrStaffingDay *day)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();

  enr_json_date (builder, "date", day->date);
  enr_json_text (builder, "ratios", ratios_key (day->ratios));
  enr_json_date (builder, "enrolled_on", day->enrolled_on);
  add_children (builder, "enrolled", day->enrolled);
  for (EnrRatios ratios = 0; ratios < ENR_N_RATIOS; ratios++)
    add_need (builder, ratios_key (ratios), &day->enrolled_need[ratios]);
  enr_json_bool (builder, "has_duties", day->duties->len > 0);
  enr_json_int (builder, "incomplete", day->n_incomplete);
  enr_json_int (builder, "short_half_hours", day->n_short);
  enr_json_begin_array (builder, "half_hours");
  for (guint i = 0; i < day->slots->len; i++)
    {
      const EnrStaffingSlot *slot = &g_array_index (day->slots, EnrStaffingSlot, i);
      char text[6];

      json_builder_begin_object (builder);
      enr_json_text (builder, "from", enr_minutes_format (slot->first, text));
      enr_json_bool (builder, "is_known", slot->is_known);
      add_children (builder, "children", slot->children);
      enr_json_int (builder, "required_former", slot->required[ENR_RATIOS_FORMER]);
      enr_json_int (builder, "required_present", slot->required[ENR_RATIOS_PRESENT]);
      enr_json_int (builder, "on_duty", slot->on_duty);
      enr_json_bool (builder, "is_short", slot->is_short);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  enr_json_print (builder);
}

static void
add_number (EnrTextTable *table, guint value, gboolean is_known)
{
  char text[12];

  g_snprintf (text, sizeof text, "%u", value);
  enr_text_table_add (table, is_known ? text : "-");
}

static void
print_text (const EnrStaffingDay *day)
{
  const char *headings[] = { _ ("From"),
                             "0",
                             "1",
                             "2",
                             "3",
                             "4",
                             "5",
                             "6+",
                             _ ("Children"),
                             _ ("Required"),
                             _ ("Former ratios"),
                             _ ("On duty"),
                             _ ("Short") };
  g_autoptr (EnrTextTable) table = enr_text_table_new (G_N_ELEMENTS (headings));
  EnrRatios other = day->ratios == ENR_RATIOS_FORMER ? ENR_RATIOS_PRESENT : ENR_RATIOS_FORMER;
  char iso[ENR_DATE_ISO_LENGTH];

  if (other == ENR_RATIOS_PRESENT)
    headings[10] = _ ("Present ratios");
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    enr_text_table_add (table, headings[i]);
  for (guint i = 0; i < day->slots->len; i++)
    {
      const EnrStaffingSlot *slot = &g_array_index (day->slots, EnrStaffingSlot, i);
      char text[6];

      enr_text_table_add (table, enr_minutes_format (slot->first, text));
      for (guint age = 0; age < ENR_STAFFING_AGES; age++)
        add_number (table, slot->children[age], slot->is_known);
      add_number (table, slot->n_children, slot->is_known);
      add_number (table, slot->required[day->ratios], slot->is_known);
      add_number (table, slot->required[other], slot->is_known);
      add_number (table, slot->on_duty, day->duties->len > 0);
      if (slot->is_short)
        add_number (table, slot->required[day->ratios] - slot->on_duty, TRUE);
      else
        enr_text_table_add (table, "");
    }
  enr_output_print (
      /* Translators: a day, a number of staff, and the same by the other set of ratios */
      _ ("Required by who is enrolled on %s: %u (with the other ratios %u).\n"),
      enr_date_iso (day->enrolled_on, iso), day->enrolled_need[day->ratios].required,
      day->enrolled_need[other].required);
  enr_text_table_print (table);
  if (day->duties->len == 0)
    enr_output_print (_ ("No duties have been entered for that day.\n"));
  if (day->n_incomplete > 0)
    enr_output_print (ngettext ("Of %u child the arrival or the departure is missing.\n",
                                "Of %u children the arrival or the departure is missing.\n",
                                day->n_incomplete),
                      day->n_incomplete);
}

static gboolean
write_staffing (EnrCtl *self, const EnrStaffingDay *day, EnrCtlFile kind, GError **error)
{
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (EnrTable) table = NULL;

  if (kind == ENR_CTL_FILE_PDF)
    {
      document = enr_staffing_paper_new (day, error);
      return document != NULL && enr_ctl_write_document (self, document, error);
    }
  table = enr_staffing_table_new (day);
  return enr_ctl_write_table (self, table, kind, error);
}

static gboolean
run_staffing (EnrCtl *self, GError **error)
{
  EnrDate date = ENR_DATE_NONE;
  gboolean is_file = enr_options_has (self, "output");
  EnrCtlFile kind = ENR_CTL_FILE_PDF;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrStaffingDay) day = NULL;

  if (!enr_options_date (self, "date", &date, error)
      || (is_file && !enr_ctl_file_kind (self, &kind, error)))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  day = db != NULL ? enr_staffing_day_load (db, date, error) : NULL;
  if (day == NULL)
    return FALSE;
  if (is_file)
    return write_staffing (self, day, kind, error);
  if (self->json)
    print_json (day);
  else
    print_text (day);
  return TRUE;
}

#define OPTION_ENCODING                                                                            \
  {                                                                                                \
    "encoding", ENR_OPTION_TEXT, FALSE, N_ ("utf-8|cp932"),                                        \
        N_ ("how a CSV file is written; utf-8")                                                    \
  }

static const EnrCtlOption statistics_options[] = {
  { "month", ENR_OPTION_TEXT, TRUE, N_ ("YYYY-MM"), N_ ("the month: 2026-06, 令和8年6月") },
  { "live", ENR_OPTION_FLAG, FALSE, NULL,
    N_ ("what the records say now, though the month is closed") },
  OPTION_ENCODING,
  ENR_OPTION_OUTPUT (N_ ("FILE.pdf|.csv|.xlsx")),
  ENR_OPTION_END,
};

static const EnrCtlOption as_of_options[] = {
  ENR_OPTION_DATE,
  OPTION_ENCODING,
  ENR_OPTION_OUTPUT (N_ ("FILE.pdf|.csv|.xlsx")),
  ENR_OPTION_END,
};

static const EnrCtlOption row_options[] = {
  OPTION_ENCODING,
  ENR_OPTION_OUTPUT (N_ ("FILE.csv")),
  ENR_OPTION_END,
};

static const EnrCtlOption staffing_options[] = {
  ENR_OPTION_DATE,
  { "output", ENR_OPTION_PATH, FALSE, N_ ("FILE.pdf|.csv|.xlsx"),
    N_ ("the file to write; without it, text or JSON") },
  OPTION_ENCODING,
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_statistics_commands[] = {
  { "report statistics", NULL, N_ ("Write a month's figures (月次統計)."), statistics_options,
    run_statistics, NULL },
  { "report as-of", NULL,
    N_ ("Write capacity, children by age and staff by job as of a day (現況表)."), as_of_options,
    run_as_of, NULL },
  { "report facility-row", NULL,
    N_ ("Write the nursery's row of 子育て施設一覧; what the program does not know is blank."),
    row_options, run_facility_row, NULL },
  { "report staffing", NULL, N_ ("Show a day's staff required and on duty by half hours."),
    staffing_options, run_staffing, NULL },
  { NULL },
};
