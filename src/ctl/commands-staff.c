/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * staff, duty, staffing, meal: what staffing is counted with, and meals.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n.h>

#include "base/clock.h"
#include "base/text.h"
#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "people/duty.h"
#include "reports/writing-paper.h"
#include "statistics/meal.h"
#include "statistics/staffing.h"

static gboolean
read_yes_no (EnrCtl *self, const char *name, gboolean *value, GError **error)
{
  const char *word = enr_options_get (self, name);

  if (word == NULL)
    return TRUE;
  if (strcmp (word, "yes") != 0 && strcmp (word, "no") != 0)
    /* Translators: an option, and what was given */
    return enr_options_fail (error, _ ("--%s: “%s” is neither yes nor no."), name, word);
  *value = strcmp (word, "yes") == 0;
  return TRUE;
}

/* Hours and minutes of a week: "40:00", "38:45", "40". */
static gboolean
read_week (EnrCtl *self, const char *name, int *minutes, GError **error)
{
  const char *text = enr_options_get (self, name);
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, ":", 3) : NULL;
  gint64 hours = 0, rest = 0;

  if (text == NULL)
    return TRUE;
  if (g_strv_length (parts) > 2 || parts[0] == NULL
      || !g_ascii_string_to_signed (parts[0], 10, 0, 168, &hours, NULL)
      || (parts[1] != NULL && !g_ascii_string_to_signed (parts[1], 10, 0, 59, &rest, NULL)))
    /* Translators: an option, and what was given */
    return enr_options_fail (error, _ ("--%s: “%s” are no hours of a week. Examples: 40, 38:45."),
                             name, text);
  *minutes = (int) (hours * 60 + rest);
  return TRUE;
}

/*
 * Staff
 */

static void
add_staff (JsonBuilder *builder, const EnrStaff *staff)
{
  enr_json_uuid (builder, "id", &staff->id);
  enr_json_text (builder, "name", staff->name);
  enr_json_text (builder, "kana", staff->kana);
  enr_json_text (builder, "job", staff->job);
  enr_json_bool (builder, "is_counted", staff->is_counted);
  enr_json_bool (builder, "is_full_time", staff->is_full_time);
  enr_json_int (builder, "week_minutes", staff->week_minutes);
  enr_json_date (builder, "first_day", staff->first);
  enr_json_date (builder, "last_day", staff->last);
}

static gboolean
print_staff (const EnrCtl *self, const EnrStaff *staff)
{
  char first[ENR_DATE_ISO_LENGTH];
  char last[ENR_DATE_ISO_LENGTH];

  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      add_staff (builder, staff);
      enr_json_print (builder);
    }
  else
    /* Translators: a name, a job, the first and the last day of work (empty: none) */
    enr_output_print (_ ("%s (%s), from %s to %s.\n"), staff->name,
                      enr_staff_job_label (staff->job), enr_date_iso (staff->first, first),
                      enr_date_iso (staff->last, last));
  return TRUE;
}

static const char *
words_of_jobs (GString *words)
{
  guint n;
  const EnrStaffJob *jobs = enr_staff_jobs (&n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (words, "%s%s (%s)", i > 0 ? ", " : "", jobs[i].key, jobs[i].label);
  return words->str;
}

static gboolean
read_staff (EnrCtl *self, EnrStaff *staff, GError **error)
{
  const EnrStaffJob *job = enr_staff_job_find (enr_options_get (self, "job"));
  g_autoptr (GString) words = g_string_new (NULL);

  if (job == NULL)
    /* Translators: what was given, and a list of words */
    return enr_options_fail (error, _ ("--job: “%s” is none of %s."), enr_options_get (self, "job"),
                             words_of_jobs (words));
  g_free (staff->job);
  staff->job = g_strdup (job->key);
  staff->is_counted = job->is_counted;
  staff->is_full_time = !enr_options_has (self, "part-time");
  g_free (staff->name);
  staff->name = g_strdup (g_ptr_array_index (self->arguments, 0));
  g_free (staff->kana);
  staff->kana = g_strdup (enr_options_has (self, "kana") ? enr_options_get (self, "kana") : "");
  staff->first = enr_clock_today ();
  return read_yes_no (self, "counted", &staff->is_counted, error)
         && read_week (self, "week", &staff->week_minutes, error)
         && enr_options_date (self, "from", &staff->first, error)
         && enr_options_date (self, "to", &staff->last, error);
}

static gboolean
run_staff_add (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autoptr (EnrStaff) staff = enr_staff_new ();
  g_autoptr (EnrDb) db = NULL;

  if (!read_staff (self, staff, error))
    return FALSE;
  db = enr_ctl_open (self, TRUE, error);
  return db != NULL && enr_staff_save (db, &actor, staff, error) && print_staff (self, staff);
}

static void
print_staff_list (const GPtrArray *list)
{
  const char *headings[]
      = { _ ("Name"), _ ("Job"), _ ("Counted"), _ ("Hours"), _ ("From"), _ ("To") };
  g_autoptr (EnrTextTable) table = enr_text_table_new (G_N_ELEMENTS (headings));

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    enr_text_table_add (table, headings[i]);
  for (guint i = 0; i < list->len; i++)
    {
      const EnrStaff *staff = g_ptr_array_index (list, i);
      g_autofree char *hours = g_strdup_printf (
          "%d:%02d%s%s", staff->week_minutes / 60, staff->week_minutes % 60,
          staff->is_full_time ? "" : " ", staff->is_full_time ? "" : _ ("part-time"));
      char first[ENR_DATE_ISO_LENGTH];
      char last[ENR_DATE_ISO_LENGTH];

      enr_text_table_add (table, staff->name);
      enr_text_table_add (table, enr_staff_job_label (staff->job));
      enr_text_table_add (table, staff->is_counted ? _ ("yes") : "");
      enr_text_table_add (table, hours);
      enr_text_table_add (table, enr_date_iso (staff->first, first));
      enr_text_table_add (table, enr_date_iso (staff->last, last));
    }
  if (list->len > 0)
    enr_text_table_print (table);
  else
    enr_output_print (_ ("No staff have been entered.\n"));
}

static gboolean
run_staff_list (EnrCtl *self, GError **error)
{
  EnrDate day = ENR_DATE_NONE;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (GPtrArray) list = NULL;

  if (!enr_options_date (self, "date", &day, error))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  list = db != NULL ? enr_staff_list (db, day, error) : NULL;
  if (list == NULL)
    return FALSE;
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_begin_array (builder, "staff");
      for (guint i = 0; i < list->len; i++)
        {
          json_builder_begin_object (builder);
          add_staff (builder, g_ptr_array_index (list, i));
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
      enr_json_print (builder);
    }
  else
    {
      print_staff_list (list);
    }
  return TRUE;
}

static EnrStaff *
find_staff (EnrCtl *self, EnrDb *db, GError **error)
{
  return enr_staff_find (db, g_ptr_array_index (self->arguments, 0), error);
}

static gboolean
run_staff_leave (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  EnrDate last = ENR_DATE_NONE;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrStaff) staff = NULL;

  if (!enr_options_date (self, "date", &last, error))
    return FALSE;
  db = enr_ctl_open (self, TRUE, error);
  staff = db != NULL ? find_staff (self, db, error) : NULL;
  if (staff == NULL || !enr_staff_leave (db, &actor, &staff->id, last, error))
    return FALSE;
  staff->last = last;
  return print_staff (self, staff);
}

static GBytes *
read_seal (const char *path, GError **error)
{
  g_autoptr (GBytes) picture = NULL;
  g_autoptr (GError) local_error = NULL;
  char *content;
  gsize length;

  if (!g_file_get_contents (path, &content, &length, error))
    return NULL;
  picture = g_bytes_new_take (content, length);
  if (!enr_writing_seal_check (picture, &local_error))
    {
      g_set_error_literal (error, ENR_CTL_ERROR, ENR_CTL_ERROR_REFUSED, local_error->message);
      return NULL;
    }
  return g_steal_pointer (&picture);
}

static gboolean
run_staff_seal (EnrCtl *self, GError **error)
{
  const char *path = enr_options_get (self, "picture");
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autoptr (GBytes) picture = path != NULL ? read_seal (path, error) : NULL;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrStaff) staff = NULL;

  if (path != NULL && picture == NULL)
    return FALSE;
  db = enr_ctl_open (self, TRUE, error);
  staff = db != NULL ? find_staff (self, db, error) : NULL;
  return staff != NULL && enr_staff_set_seal (db, &actor, &staff->id, picture, error)
         && print_staff (self, staff);
}

/*
 * Duties
 */

static gboolean
print_duties (const EnrCtl *self, EnrDb *db, EnrDate day, GError **error)
{
  g_autoptr (GPtrArray) list = enr_duty_list (db, day, error);
  const char *headings[] = { _ ("From"), _ ("To"), _ ("Name"), _ ("Job"), _ ("Counted") };
  g_autoptr (EnrTextTable) table = enr_text_table_new (G_N_ELEMENTS (headings));
  g_autoptr (JsonBuilder) builder = enr_json_new ();

  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    enr_text_table_add (table, headings[i]);
  enr_json_date (builder, "date", day);
  enr_json_begin_array (builder, "duties");
  for (guint i = 0; i < list->len; i++)
    {
      const EnrDuty *duty = g_ptr_array_index (list, i);
      char first[6], last[6];

      json_builder_begin_object (builder);
      enr_json_text (builder, "name", duty->name);
      enr_json_uuid (builder, "staff_id", &duty->staff_id);
      enr_json_text (builder, "job", duty->job);
      enr_json_bool (builder, "is_counted", duty->is_counted);
      enr_json_text (builder, "first", enr_minutes_format (duty->span.first, first));
      enr_json_text (builder, "last", enr_minutes_format (duty->span.last, last));
      json_builder_end_object (builder);
      enr_text_table_add (table, first);
      enr_text_table_add (table, last);
      enr_text_table_add (table, duty->name);
      enr_text_table_add (table, enr_staff_job_label (duty->job));
      enr_text_table_add (table, duty->is_counted ? _ ("yes") : "");
    }
  json_builder_end_array (builder);
  if (self->json)
    enr_json_print (builder);
  else if (list->len > 0)
    enr_text_table_print (table);
  else
    enr_output_print (_ ("No duties have been entered for that day.\n"));
  return TRUE;
}

/* "8:30-17:15" */
static gboolean
read_span (const char *text, EnrDutySpan *span, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "-", 3);

  if (g_strv_length (parts) == 2)
    {
      span->first = enr_minutes_parse (parts[0]);
      span->last = enr_minutes_parse (parts[1]);
      if (span->first != ENR_MINUTES_NONE && span->last != ENR_MINUTES_NONE)
        return TRUE;
    }
  return enr_options_fail (error, _ ("--time: “%s” are no two times. Example: 8:30-17:15."), text);
}

static gboolean
run_duty_set (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  const char *const *times = enr_options_list (self, "time");
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (EnrDutySpan));
  EnrDate day = ENR_DATE_NONE;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrStaff) staff = NULL;

  if (!enr_options_date (self, "date", &day, error))
    return FALSE;
  for (guint i = 0; times != NULL && times[i] != NULL; i++)
    {
      EnrDutySpan span;

      if (!read_span (times[i], &span, error))
        return FALSE;
      g_array_append_val (spans, span);
    }
  db = enr_ctl_open (self, TRUE, error);
  staff = db != NULL ? find_staff (self, db, error) : NULL;
  return staff != NULL
         && enr_duty_set (db, &actor, &staff->id, day, (const EnrDutySpan *) spans->data,
                          spans->len, error)
         && print_duties (self, db, day, error);
}

static gboolean
run_duty_list (EnrCtl *self, GError **error)
{
  EnrDate day = ENR_DATE_NONE;
  g_autoptr (EnrDb) db = NULL;

  if (!enr_options_date (self, "date", &day, error))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  return db != NULL && print_duties (self, db, day, error);
}

static gboolean
run_duty_copy (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  EnrDate from = ENR_DATE_NONE;
  EnrDate to = ENR_DATE_NONE;
  guint n_left_out = 0;
  g_autoptr (EnrDb) db = NULL;

  if (!enr_options_date (self, "from", &from, error) || !enr_options_date (self, "to", &to, error))
    return FALSE;
  db = enr_ctl_open (self, TRUE, error);
  if (db == NULL
      || !enr_duty_copy (db, &actor, from, to, enr_options_has (self, "replace"), &n_left_out,
                         error))
    return FALSE;
  if (n_left_out > 0)
    enr_ctl_warn (ngettext ("%u member of staff is not employed then, and was left out.",
                            "%u members of staff are not employed then, and were left out.",
                            n_left_out),
                  n_left_out);
  return print_duties (self, db, to, error);
}

/*
 * How staffing is counted
 */

static const char *const ratio_words[] = { "date", "former", "present" };
static const char *const digit_words[] = { "drop", "round" };

static gboolean
read_word (EnrCtl *self,
           const char *name,
           const char *const *words,
           guint n,
           guint *value,
           GError **error)
{
  const char *word = enr_options_get (self, name);

  for (guint i = 0; word != NULL && i < n; i++)
    if (strcmp (words[i], word) == 0)
      {
        *value = i;
        return TRUE;
      }
  if (word == NULL)
    return TRUE;
  /* Translators: an option, and what was given */
  return enr_options_fail (error, _ ("--%s: there is no “%s”."), name, word);
}

static gboolean
read_setting (EnrCtl *self, EnrStaffingSetting *setting, GError **error)
{
  guint ratios = setting->ratios;
  guint digit = setting->second_digit;
  gint64 extra = setting->extra;

  if (!read_word (self, "ratios", ratio_words, G_N_ELEMENTS (ratio_words), &ratios, error)
      || !read_word (self, "second-digit", digit_words, G_N_ELEMENTS (digit_words), &digit, error)
      || !read_yes_no (self, "one-to-five", &setting->one_to_five, error)
      || !enr_options_int (self, "extra", 0, 99, &extra, error)
      || !read_week (self, "full-week", &setting->full_week, error))
    return FALSE;
  setting->ratios = ratios;
  setting->second_digit = digit;
  setting->extra = (guint) extra;
  return TRUE;
}

static gboolean
run_setting (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  gboolean is_writer = enr_options_has (self, "ratios") || enr_options_has (self, "one-to-five")
                       || enr_options_has (self, "second-digit") || enr_options_has (self, "extra")
                       || enr_options_has (self, "full-week");
  EnrStaffingSetting setting;
  g_autoptr (EnrDb) db = enr_ctl_open (self, is_writer, error);

  if (db == NULL || !enr_staffing_setting_load (db, &setting, error)
      || !read_setting (self, &setting, error)
      || (is_writer && !enr_staffing_setting_save (db, &actor, &setting, error)))
    return FALSE;
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_text (builder, "ratios", ratio_words[setting.ratios]);
      enr_json_bool (builder, "one_to_five", setting.one_to_five);
      enr_json_text (builder, "second_digit", digit_words[setting.second_digit]);
      enr_json_int (builder, "extra", setting.extra);
      enr_json_int (builder, "full_week", setting.full_week);
      enr_json_print (builder);
    }
  else
    /* Translators: words of the command line, a number, and hours and minutes */
    enr_output_print (_ ("Ratios: %s; one year olds 5:1: %s; second decimal: %s; extra: %u; a full "
                         "week: %d:%02d.\n"),
                      ratio_words[setting.ratios], setting.one_to_five ? _ ("yes") : _ ("no"),
                      digit_words[setting.second_digit], setting.extra, setting.full_week / 60,
                      setting.full_week % 60);
  return TRUE;
}

/*
 * Meals
 */

static gboolean
print_meals (const EnrCtl *self, EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) list = enr_meal_list (db, error);
  g_autoptr (JsonBuilder) builder = enr_json_new ();

  if (list == NULL)
    return FALSE;
  enr_json_begin_array (builder, "meals");
  for (guint i = 0; i < list->len; i++)
    {
      const EnrMeal *meal = g_ptr_array_index (list, i);
      char at[6];

      enr_minutes_format (meal->at, at);
      json_builder_begin_object (builder);
      enr_json_text (builder, "name", meal->name);
      enr_json_text (builder, "at", at);
      json_builder_end_object (builder);
      if (!self->json)
        enr_output_print ("%5s  %s\n", at, meal->name);
    }
  json_builder_end_array (builder);
  if (self->json)
    enr_json_print (builder);
  else if (list->len == 0)
    enr_output_print (_ ("No meals have been entered.\n"));
  return TRUE;
}

/* The meal that the argument names: a new one where there is none. */
static EnrMeal *
find_meal (EnrCtl *self, EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) list = enr_meal_list (db, error);
  g_autofree char *name = enr_text_tidy (g_ptr_array_index (self->arguments, 0));
  EnrMeal *meal;

  if (list == NULL)
    return NULL;
  for (guint i = 0; i < list->len; i++)
    if (strcmp (((EnrMeal *) g_ptr_array_index (list, i))->name, name) == 0)
      return g_ptr_array_steal_index (list, i);
  meal = g_new0 (EnrMeal, 1);
  meal->name = g_steal_pointer (&name);
  return meal;
}

static gboolean
run_meal_set (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  int at = ENR_MINUTES_NONE;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrMeal) meal = NULL;

  if (!enr_options_minutes (self, "at", enr_clock_today (), &at, error))
    return FALSE;
  db = enr_ctl_open (self, TRUE, error);
  meal = db != NULL ? find_meal (self, db, error) : NULL;
  if (meal == NULL)
    return FALSE;
  if (at == ENR_MINUTES_NONE && !enr_uuid_is_none (&meal->id))
    return enr_meal_remove (db, &actor, &meal->id, error) && print_meals (self, db, error);
  meal->at = at;
  return enr_meal_save (db, &actor, meal, error) && print_meals (self, db, error);
}

static gboolean
run_meal_list (EnrCtl *self, GError **error)
{
  g_autoptr (EnrDb) db = enr_ctl_open (self, FALSE, error);

  return db != NULL && print_meals (self, db, error);
}

static const EnrCtlOption add_options[] = {
  { "job", ENR_OPTION_TEXT, TRUE, N_ ("JOB"), N_ ("what the person works as; see below") },
  { "kana", ENR_OPTION_TEXT, FALSE, N_ ("TEXT"), N_ ("how the name is read") },
  { "part-time", ENR_OPTION_FLAG, FALSE, NULL, N_ ("not full-time (非常勤)") },
  { "week", ENR_OPTION_TEXT, FALSE, N_ ("H:MM"), N_ ("hours of work a week; 40:00") },
  { "counted", ENR_OPTION_TEXT, FALSE, "yes|no",
    N_ ("counts as 保育士 for the ratio; yes for a teacher, no for others") },
  { "from", ENR_OPTION_TEXT, FALSE, N_ ("DATE"), N_ ("the first day of work; today") },
  { "to", ENR_OPTION_TEXT, FALSE, N_ ("DATE"), N_ ("the last day of work; open") },
  ENR_OPTION_END,
};

static const EnrCtlOption list_options[] = {
  { "date", ENR_OPTION_TEXT, FALSE, N_ ("DATE"), N_ ("only who is employed on this day") },
  ENR_OPTION_END,
};

static const EnrCtlOption seal_options[] = {
  { "picture", ENR_OPTION_PATH, FALSE, N_ ("FILE.png"), N_ ("the seal as a PNG picture") },
  ENR_OPTION_END,
};

static const EnrCtlOption leave_options[] = {
  { "date", ENR_OPTION_TEXT, TRUE, N_ ("DATE"), N_ ("the last day of work") },
  ENR_OPTION_END,
};

static const EnrCtlOption duty_set_options[] = {
  ENR_OPTION_DATE,
  { "time", ENR_OPTION_LIST, FALSE, N_ ("FROM-TO"),
    N_ ("on duty from when to when: 8:30-17:15; without it: not on duty") },
  ENR_OPTION_END,
};

static const EnrCtlOption day_options[] = { ENR_OPTION_DATE, ENR_OPTION_END };

static const EnrCtlOption copy_options[] = {
  { "from", ENR_OPTION_TEXT, TRUE, N_ ("DATE"), N_ ("the day whose duties are copied") },
  { "to", ENR_OPTION_TEXT, TRUE, N_ ("DATE"), N_ ("the day that gets them") },
  { "replace", ENR_OPTION_FLAG, FALSE, NULL, N_ ("in place of duties that are there") },
  ENR_OPTION_END,
};

static const EnrCtlOption setting_options[] = {
  { "ratios", ENR_OPTION_TEXT, FALSE, "date|former|present",
    N_ ("the ratios that count: the day's, those to March 2024 (経過措置), those since") },
  { "one-to-five", ENR_OPTION_TEXT, FALSE, "yes|no", N_ ("one year olds 5:1") },
  { "second-digit", ENR_OPTION_TEXT, FALSE, "drop|round",
    N_ ("what becomes of a group's second decimal") },
  { "extra", ENR_OPTION_TEXT, FALSE, N_ ("N"), N_ ("so many more (加配)") },
  { "full-week", ENR_OPTION_TEXT, FALSE, N_ ("H:MM"), N_ ("a full-time week, for 常勤換算") },
  ENR_OPTION_END,
};

static const EnrCtlOption meal_options[] = {
  { "at", ENR_OPTION_TEXT, TRUE, N_ ("TIME"),
    N_ ("when children are counted for it; none: removed") },
  ENR_OPTION_END,
};

static char *
dup_job_help (void)
{
  g_autoptr (GString) words = g_string_new (NULL);

  return g_strdup_printf (_ ("Jobs: %s."), words_of_jobs (words));
}

const EnrCtlCommand enr_ctl_staff_commands[] = {
  { "staff add", N_ ("NAME"), N_ ("Enter a member of staff."), add_options, run_staff_add,
    dup_job_help },
  { "staff list", NULL, N_ ("List the staff."), list_options, run_staff_list, NULL },
  { "staff leave", N_ ("NAME"), N_ ("Enter a member of staff's last day of work."), leave_options,
    run_staff_leave, NULL },
  { "staff seal", N_ ("NAME"),
    N_ ("Set the seal (印影) that is printed where a member of staff has approved; without --picture it "
        "is taken away."),
    seal_options, run_staff_seal, NULL },
  { "duty set", N_ ("NAME"), N_ ("Set when a member of staff is on duty on a day."),
    duty_set_options, run_duty_set, NULL },
  { "duty list", NULL, N_ ("List who is on duty on a day."), day_options, run_duty_list, NULL },
  { "duty copy", NULL, N_ ("Copy a day's duties to another day."), copy_options, run_duty_copy,
    NULL },
  { "staffing setting", NULL, N_ ("Show or set how the staff required is counted."),
    setting_options, run_setting, NULL },
  { "meal set", N_ ("NAME"), N_ ("Set a meal's time."), meal_options, run_meal_set, NULL },
  { "meal list", NULL, N_ ("List the meals."), NULL, run_meal_list, NULL },
  { NULL },
};
