/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * An event in words: made of its bytes alone, so that what is read is what leaves.
 */
#include "config.h"

#include "submission/submission-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  const char *type;
  const char *label;
} types[] = {
  { "jp.enroku.attendance.day-closed.v1", N_ ("Attendance") },
  { "jp.enroku.attendance.day-corrected.v1", N_ ("Attendance, corrected") },
  { "jp.enroku.month.closed.v1", N_ ("Figures of the month") },
  { "jp.enroku.enrolment.started.v1", N_ ("Enrolment") },
  { "jp.enroku.enrolment.changed.v1", N_ ("Enrolment, changed") },
  { "jp.enroku.enrolment.ended.v1", N_ ("Enrolment, ended") },
  { "jp.enroku.facility.state.v1", N_ ("The facility") },
  { "jp.enroku.facility.vacancy.v1", N_ ("Free places") },
  { "jp.enroku.illness.outbreak-reported.v1", N_ ("Outbreak of an illness") },
  { "jp.enroku.accident.reported.v1", N_ ("Accident") },
  { "jp.enroku.document.submitted.v1", N_ ("A paper") },
};

/* The day or month that a subject is about, in words; %NULL for others. */
static char *
dup_when (const char *subject)
{
  const char *slash = strchr (subject, '/');
  g_autofree char *month = NULL;
  EnrDate date;

  if (slash == NULL)
    return NULL;
  date = enr_date_parse_iso (slash + 1);
  if (date != ENR_DATE_NONE)
    return enr_date_dup_era_weekday (date);
  month = g_strconcat (slash + 1, "-01", NULL);
  date = enr_date_parse_iso (month);
  return date != ENR_DATE_NONE ? enr_date_dup_era_month (date) : NULL;
}

char *
enr_submission_dup_title (const char *type, const char *subject)
{
  g_autofree char *when = dup_when (subject);
  const char *label = type;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (type, types[i].type) == 0)
      label = _ (types[i].label);
  if (when == NULL)
    return g_strdup (label);
  /* Translators: a kind of report, and the day or month that it is about */
  return g_strdup_printf (_ ("%s, %s"), label, when);
}

char *
enr_submission_describe (GBytes *event, GError **error)
{
  g_auto (EnrEvent) read = { 0 };
  g_autoptr (GString) lines = NULL;
  g_autofree char *title = NULL;
  const EnrComposer *composer;
  const char *rest;

  if (!enr_event_read (&read, g_bytes_get_data (event, NULL), g_bytes_get_size (event), error))
    return NULL;
  title = enr_submission_dup_title (read.type, read.subject);
  lines = g_string_new (title);
  g_string_append_c (lines, '\n');
  composer = enr_composer_find (read.subject, &rest);
  if (composer != NULL)
    composer->say (read.data, lines);
  return g_string_free (g_steal_pointer (&lines), FALSE);
}
