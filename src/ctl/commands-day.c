/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * board, close-day, reopen-day: a day as a whole.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "attendance/closing.h"
#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "nursery/enrolment.h"

static const char *
mismatch_key (EnrMismatch mismatch)
{
  switch (mismatch)
    {
    case ENR_MISMATCH_PUNCHED_BUT_ABSENT:
      return "punched-but-absent";
    case ENR_MISMATCH_NOTICE_BUT_PRESENT:
      return "notice-but-present";
    case ENR_MISMATCH_ABSENT_WITHOUT_NOTICE:
      return "absent-without-notice";
    case ENR_MISMATCH_NONE:
    default:
      return NULL;
    }
}

static const EnrDayClass *
class_of (const EnrDay *day, const EnrDayChild *child)
{
  return child->class_index < day->classes->len
             ? &g_array_index (day->classes, EnrDayClass, child->class_index)
             : NULL;
}

static void
add_json_child (JsonBuilder *builder, const EnrDay *day, const EnrDayChild *child)
{
  static const char *const sights[] = { NULL, "present", "absent" };
  const EnrDayClass *class = class_of (day, child);
  const EnrAbsenceKind *kind = enr_day_absence (day, child);

  json_builder_begin_object (builder);
  enr_json_uuid (builder, "id", &child->child_id);
  enr_json_word (builder, "external_id", child->external_id);
  enr_json_text (builder, "name", child->name);
  enr_json_text (builder, "kana", child->kana);
  enr_json_word (builder, "class", class != NULL ? class->name : NULL);
  enr_json_int (builder, "number", child->number);
  enr_json_int (builder, "class_age", child->class_age);
  enr_json_date (builder, "birth_date", child->birth_date);
  enr_json_word (builder, "care_hours", enr_care_hours_key (child->care_hours));
  enr_json_text (builder, "status", enr_status_key (child->status));
  enr_json_instant (builder, "arrived", child->arrived);
  enr_json_instant (builder, "left", child->left);
  enr_json_word (builder, "collected_by", child->collected_by);
  enr_json_minutes (builder, "planned_arrive", day->date, child->planned_arrive);
  enr_json_minutes (builder, "planned_leave", day->date, child->planned_leave);
  enr_json_word (builder, "planned_collector", child->planned_collector);
  enr_json_word (builder, "absence_kind", kind != NULL ? kind->key : NULL);
  enr_json_word (builder, "absence_label", kind != NULL ? kind->label : NULL);
  enr_json_word (builder, "absence_reason", child->absence_reason);
  enr_json_word (builder, "notified_by", child->notified_by);
  enr_json_instant (builder, "notified_at", child->notified_at);
  enr_json_word (builder, "sight", sights[child->sight]);
  enr_json_word (builder, "mismatch", mismatch_key (child->mismatch));
  enr_json_bool (builder, "late", child->is_late);
  enr_json_bool (builder, "early", child->is_early);
  enr_json_bool (builder, "corrected", child->was_corrected);
  json_builder_set_member_name (builder, "temperature");
  if (child->temperature > 0)
    json_builder_add_double_value (builder, child->temperature / 10.0);
  else
    json_builder_add_null_value (builder);
  enr_json_text (builder, "note", child->note);
  json_builder_end_object (builder);
}

static void
add_json_counts (JsonBuilder *builder, const EnrDay *day)
{
  EnrDayCounts counts = enr_day_count (day, G_MAXUINT);

  json_builder_set_member_name (builder, "counts");
  json_builder_begin_object (builder);
  enr_json_int (builder, "enrolled", counts.enrolled);
  enr_json_int (builder, "arrived", counts.arrived);
  enr_json_int (builder, "present", counts.present);
  enr_json_int (builder, "left", counts.left);
  enr_json_int (builder, "absent", counts.absent);
  enr_json_int (builder, "unknown", counts.unknown);
  enr_json_int (builder, "unasked", counts.unasked);
  enr_json_int (builder, "mismatches", counts.mismatches);
  json_builder_end_object (builder);
}

static void
print_json_board (const EnrDay *day)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();

  enr_json_date (builder, "date", day->date);
  enr_json_text (builder, "facility", day->facility_name);
  enr_json_word (builder, "closed_name", day->closed_name);
  enr_json_instant (builder, "closed_at", day->closed_at);
  enr_json_begin_array (builder, "children");
  for (guint i = 0; i < day->children->len; i++)
    add_json_child (builder, day, &g_array_index (day->children, EnrDayChild, i));
  json_builder_end_array (builder);
  add_json_counts (builder, day);
  enr_json_print (builder);
}

static void
add_minutes (EnrTextTable *table, const EnrDay *day, EnrInstant instant)
{
  char buffer[6];
  int minutes = instant != ENR_INSTANT_NONE ? enr_instant_minutes (instant, day->date) : -1;

  enr_text_table_add (table, minutes >= 0 && minutes <= ENR_MINUTES_MAX
                            ? enr_minutes_format (minutes, buffer)
                            : NULL);
}

static const char *
status_label (const EnrDay *day, const EnrDayChild *child)
{
  switch (child->status)
    {
    case ENR_STATUS_PRESENT:
      return _ ("present");
    case ENR_STATUS_LEFT:
      return _ ("left");
    case ENR_STATUS_ABSENT:
      return _ ("absent");
    case ENR_STATUS_UNKNOWN:
    default:
      return enr_day_child_expects_word (day, child) ? _ ("unknown") : "—";
    }
}

static const char *
mismatch_label (EnrMismatch mismatch)
{
  switch (mismatch)
    {
    case ENR_MISMATCH_PUNCHED_BUT_ABSENT:
      return _ ("punched in, but marked absent");
    case ENR_MISMATCH_NOTICE_BUT_PRESENT:
      return _ ("absence notice, but here");
    case ENR_MISMATCH_ABSENT_WITHOUT_NOTICE:
      return _ ("marked absent, without a notice");
    case ENR_MISMATCH_NONE:
    default:
      return NULL;
    }
}

static void
print_table (const EnrDay *day)
{
  const char *headings[]
      = { _ ("Class"), _ ("Number"),     _ ("Name"),    _ ("Status"),   _ ("Arrived"),
          _ ("Left"),  _ ("Fetched by"), _ ("Absence"), _ ("Attention") };
  g_autoptr (EnrTextTable) table = enr_text_table_new (G_N_ELEMENTS (headings));

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    enr_text_table_add (table, headings[i]);
  for (guint i = 0; i < day->children->len; i++)
    {
      const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, i);
      const EnrDayClass *class = class_of (day, child);
      const EnrAbsenceKind *kind = enr_day_absence (day, child);

      enr_text_table_add (table, class != NULL ? class->name : NULL);
      enr_text_table_add (table, child->external_id);
      enr_text_table_add (table, child->name);
      enr_text_table_add (table, status_label (day, child));
      add_minutes (table, day, child->arrived);
      add_minutes (table, day, child->left);
      enr_text_table_add (table, child->collected_by);
      enr_text_table_add (table, kind != NULL ? kind->label : NULL);
      enr_text_table_add (table, mismatch_label (child->mismatch));
    }
  enr_text_table_print (table);
}

static void
print_board (const EnrDay *day)
{
  EnrDayCounts counts = enr_day_count (day, G_MAXUINT);
  g_autofree char *date = enr_date_dup_era_weekday (day->date);

  enr_output_print ("%s  %s", day->facility_name, date);
  if (day->closed_name != NULL)
    /* Translators: %s is why the nursery is not open: a holiday's name */
    enr_output_print (_ ("  (not open: %s)"), day->closed_name);
  if (day->closed_at != ENR_INSTANT_NONE)
    enr_output_print ("  %s", _ ("(the day is closed)"));
  enr_output_print ("\n");
  if (day->children->len > 0)
    print_table (day);
  /* Translators: numbers of children */
  enr_output_print (_ ("Enrolled %u: present %u, left %u, absent %u, unknown %u; to look at: %u\n"),
                    counts.enrolled, counts.present, counts.left, counts.absent, counts.unknown,
                    counts.mismatches);
}

static gboolean
run_board (EnrCtl *self, GError **error)
{
  EnrDate date = ENR_DATE_NONE;
  EnrUuid class_id;
  gboolean has_class;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrDay) day = NULL;

  if (!enr_options_date (self, "date", &date, error))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  if (db == NULL || !enr_ctl_find_class (self, db, date, &class_id, &has_class, error))
    return FALSE;
  day = enr_day_load (db, date, has_class ? &class_id : NULL, error);
  if (day == NULL)
    return FALSE;
  if (self->json)
    print_json_board (day);
  else
    print_board (day);
  return TRUE;
}

static const char *
unresolved_key (EnrUnresolvedKind kind)
{
  switch (kind)
    {
    case ENR_UNRESOLVED_NO_WORD:
      return "no-word";
    case ENR_UNRESOLVED_NO_DEPARTURE:
      return "no-departure";
    case ENR_UNRESOLVED_MISMATCH:
    default:
      return "mismatch";
    }
}

static void
print_closed (const EnrCtl *self, const EnrDay *day, const GArray *unresolved)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();
  char iso[ENR_DATE_ISO_LENGTH];

  enr_json_date (builder, "date", day->date);
  enr_json_bool (builder, "closed", TRUE);
  enr_json_begin_array (builder, "unresolved");
  for (guint i = 0; i < unresolved->len; i++)
    {
      const EnrUnresolved *item = &g_array_index (unresolved, EnrUnresolved, i);
      const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, item->child);
      g_autofree char *text = enr_unresolved_dup_text (day, item);

      json_builder_begin_object (builder);
      enr_json_uuid (builder, "id", &child->child_id);
      enr_json_word (builder, "external_id", child->external_id);
      enr_json_text (builder, "name", child->name);
      enr_json_text (builder, "kind", unresolved_key (item->kind));
      enr_json_text (builder, "text", text);
      json_builder_end_object (builder);
      if (!self->json)
        enr_output_print (_ ("Unresolved: %s\n"), text);
    }
  json_builder_end_array (builder);
  if (self->json)
    enr_json_print (builder);
  else
    enr_output_print (ngettext ("%s is closed, with %u thing unresolved.\n",
                                "%s is closed, with %u things unresolved.\n", unresolved->len),
                      enr_date_iso (day->date, iso), unresolved->len);
}

static gboolean
run_close_day (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  EnrDate date;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrDay) day = NULL;
  g_autoptr (GArray) unresolved = NULL;

  if (!enr_options_parse_date (g_ptr_array_index (self->arguments, 0), _ ("DATE"), &date, error))
    return FALSE;
  db = enr_ctl_open (self, TRUE, error);
  if (db == NULL || !enr_day_close (db, &actor, date, NULL, error))
    return FALSE;
  /* The day is locked now, so this is what it was locked with. */
  day = enr_day_load (db, date, NULL, error);
  if (day == NULL)
    return FALSE;
  unresolved = enr_day_unresolved (day);
  print_closed (self, day, unresolved);
  return TRUE;
}

static gboolean
run_reopen_day (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  EnrDate date;
  char iso[ENR_DATE_ISO_LENGTH];
  g_autoptr (EnrDb) db = NULL;

  if (!enr_options_parse_date (g_ptr_array_index (self->arguments, 0), _ ("DATE"), &date, error))
    return FALSE;
  db = enr_ctl_open (self, TRUE, error);
  if (db == NULL || !enr_day_reopen (db, &actor, date, enr_options_get (self, "reason"), error))
    return FALSE;
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_date (builder, "date", date);
      enr_json_bool (builder, "closed", FALSE);
      enr_json_print (builder);
    }
  else
    enr_output_print (_ ("%s is open again.\n"), enr_date_iso (date, iso));
  return TRUE;
}

static const EnrCtlOption board_options[] = { ENR_OPTION_DATE, ENR_OPTION_CLASS, ENR_OPTION_END };
static const EnrCtlOption reopen_options[] = { ENR_OPTION_REASON, ENR_OPTION_END };

const EnrCtlCommand enr_ctl_day_commands[] = {
  { "board", NULL, N_ ("Show who is here on a day, who left, and who is absent."), board_options,
    run_board, NULL },
  { "close-day", N_ ("DATE"), N_ ("List what is unresolved on a day, and lock it (締め)."), NULL,
    run_close_day, NULL },
  { "reopen-day", N_ ("DATE"), N_ ("Open a closed day again."), reopen_options, run_reopen_day,
    NULL },
  { NULL },
};
