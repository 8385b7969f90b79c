/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * notice: what parents tell about a child's days.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n.h>

#include "attendance/absence-kind.h"
#include "contact/disease.h"
#include "contact/notice.h"
#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"

static void
set_text (EnrCtl *self, const char *option, char **field)
{
  const char *value = enr_options_get (self, option);

  if (value == NULL)
    return;
  g_free (*field);
  *field = g_strdup (value);
}

/* "late", "early", or a kind of absence. */
static void
set_kind (EnrCtl *self, EnrNotice *notice)
{
  const char *kind = enr_options_get (self, "kind");

  if (strcmp (kind, "late") == 0)
    notice->kind = ENR_NOTICE_LATE;
  else if (strcmp (kind, "early") == 0)
    notice->kind = ENR_NOTICE_EARLY;
  else
    notice->absence_kind = g_strdup (kind);
}

static gboolean
set_channel (EnrCtl *self, EnrNotice *notice, GError **error)
{
  const char *word = enr_options_get (self, "channel");
  int channel = word != NULL ? enr_channel_from_key (word) : ENR_CHANNEL_PHONE;

  if (channel < 0)
    return enr_options_fail (error, _ ("“%s” is none of phone, mail, paper, door, page."), word);
  notice->channel = (EnrChannel) channel;
  return TRUE;
}

static gboolean
check_times (EnrCtl *self, const EnrNotice *notice, GError **error)
{
  if (enr_options_has (self, "arrive") && notice->kind != ENR_NOTICE_LATE)
    return enr_options_fail (error, _ ("--arrive goes with --kind late only."));
  if (enr_options_has (self, "leave") && notice->kind != ENR_NOTICE_EARLY)
    return enr_options_fail (error, _ ("--leave goes with --kind early only."));
  return TRUE;
}

static EnrNotice *
read_notice (EnrCtl *self, GError **error)
{
  g_autoptr (EnrNotice) notice = enr_notice_new ();
  const char *temperature = enr_options_get (self, "temperature");

  set_kind (self, notice);
  if (!enr_options_date (self, "date", &notice->first_day, error))
    return NULL;
  notice->last_day = notice->first_day;
  if (!enr_options_date (self, "until", &notice->last_day, error)
      || !enr_options_date (self, "return", &notice->return_day, error)
      || !enr_options_minutes (self, "arrive", notice->first_day, &notice->arrive, error)
      || !enr_options_minutes (self, "leave", notice->first_day, &notice->leave, error)
      || !check_times (self, notice, error) || !set_channel (self, notice, error)
      || (temperature != NULL && !enr_temperature_parse (temperature, &notice->temperature, error)))
    return NULL;
  set_text (self, "symptoms", &notice->symptoms);
  set_text (self, "diagnosis", &notice->diagnosis);
  set_text (self, "by", &notice->by_name);
  set_text (self, "note", &notice->note);
  return g_steal_pointer (&notice);
}

static gboolean
set_disease (EnrCtl *self, EnrDb *db, EnrNotice *notice, GError **error)
{
  const char *word = enr_options_get (self, "disease");
  g_autoptr (EnrDisease) disease = NULL;

  if (word == NULL)
    return TRUE;
  disease = enr_disease_find (db, word, error);
  if (disease == NULL)
    return FALSE;
  notice->disease = g_strdup (disease->key);
  return TRUE;
}

/* As the nursery calls it; NULL for none. Borrowed. */
static const char *
disease_name (const EnrNotice *notice, const GPtrArray *diseases)
{
  for (guint i = 0; notice->disease != NULL && i < diseases->len; i++)
    {
      const EnrDisease *disease = g_ptr_array_index (diseases, i);

      if (strcmp (disease->key, notice->disease) == 0)
        return disease->name;
    }
  return NULL;
}

static void
add_json_notice (JsonBuilder *builder,
                 const EnrNotice *notice,
                 const char *child,
                 const GPtrArray *diseases)
{
  enr_json_uuid (builder, "id", &notice->id);
  enr_json_text (builder, "child", child);
  enr_json_uuid (builder, "child_id", &notice->child_id);
  enr_json_text (builder, "name", notice->child_name);
  enr_json_text (builder, "kind", enr_notice_kind_key (notice->kind));
  enr_json_word (builder, "absence_kind", notice->absence_kind);
  enr_json_date (builder, "first_day", notice->first_day);
  enr_json_date (builder, "last_day", notice->last_day);
  enr_json_minutes (builder, "arrive", notice->first_day, notice->arrive);
  enr_json_minutes (builder, "leave", notice->first_day, notice->leave);
  enr_json_text (builder, "channel", enr_channel_key (notice->channel));
  enr_json_word (builder, "by", notice->by_name);
  enr_json_instant (builder, "received_at", notice->received_at);
  enr_json_word (builder, "symptoms", notice->symptoms);
  json_builder_set_member_name (builder, "temperature");
  if (notice->temperature > 0)
    json_builder_add_double_value (builder, notice->temperature / 10.0);
  else
    json_builder_add_null_value (builder);
  enr_json_word (builder, "disease", notice->disease);
  enr_json_word (builder, "disease_name", disease_name (notice, diseases));
  enr_json_word (builder, "diagnosis", notice->diagnosis);
  enr_json_date (builder, "return_day", notice->return_day);
  enr_json_text (builder, "note", notice->note);
  enr_json_instant (builder, "withdrawn_at", notice->withdrawn_at);
  enr_json_bool (builder, "counts", notice->counts);
}

static void
add_json_effect (JsonBuilder *builder, const EnrNoticeEffect *effect)
{
  enr_json_int (builder, "days", effect->n_days);
  enr_json_int (builder, "days_not_open", effect->n_shut);
  enr_json_int (builder, "days_not_enrolled", effect->n_away);
  enr_json_int (builder, "days_not_asked", effect->n_unasked);
  enr_json_int (builder, "days_past", effect->n_past);
  enr_json_int (builder, "days_arrived", effect->n_arrived);
  enr_json_int (builder, "other_notices", effect->others != NULL ? effect->others->len : 0);
}

static gboolean
print_added (EnrCtl *self,
             EnrDb *db,
             const EnrChild *child,
             const EnrUuid *id,
             const EnrNoticeEffect *effect,
             GError **error)
{
  g_autoptr (EnrNotice) notice = enr_notice_load (db, id, error);
  g_autoptr (GPtrArray) diseases = notice != NULL ? enr_disease_list (db, error) : NULL;
  g_autofree char *word = enr_ctl_dup_child_word (child);
  g_autofree char *warnings = enr_notice_effect_dup_text (effect);
  g_autofree char *days = NULL;

  if (diseases == NULL)
    return FALSE;
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      add_json_notice (builder, notice, word, diseases);
      add_json_effect (builder, effect);
      enr_json_print (builder);
      return TRUE;
    }
  days = enr_notice_dup_days (notice);
  /* Translators: a child's name, a kind of notice (欠席), and its days */
  enr_output_print (_ ("%s: %s, %s, is recorded.\n"), notice->child_name,
                    enr_notice_kind_label (notice->kind), days);
  if (*warnings != '\0')
    enr_output_print ("%s\n", warnings);
  return TRUE;
}

static gboolean
run_add (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_auto (EnrNoticeEffect) effect = { 0 };
  g_autoptr (EnrNotice) notice = read_notice (self, error);
  g_autoptr (EnrDb) db = notice != NULL ? enr_ctl_open (self, TRUE, error) : NULL;
  g_autoptr (EnrChild) child = db != NULL ? enr_ctl_find_child (self, db, error) : NULL;
  EnrUuid id;

  if (child == NULL || !set_disease (self, db, notice, error))
    return FALSE;
  notice->child_id = child->id;
  return enr_notice_add (db, &actor, notice, &id, &effect, error)
         && print_added (self, db, child, &id, &effect, error);
}

/* "absent (病欠)", "late 10:30". */
static char *
dup_kind (const EnrNotice *notice, const GArray *kinds)
{
  int minutes = notice->kind == ENR_NOTICE_LATE ? notice->arrive : notice->leave;
  char time[6];

  for (guint i = 0; notice->kind == ENR_NOTICE_ABSENT && i < kinds->len; i++)
    {
      const EnrAbsenceKind *kind = &g_array_index (kinds, EnrAbsenceKind, i);

      if (strcmp (kind->key, notice->absence_kind) == 0)
        return g_strdup_printf ("%s (%s)", enr_notice_kind_label (notice->kind), kind->label);
    }
  return g_strdup_printf ("%s %s", enr_notice_kind_label (notice->kind),
                          enr_minutes_format (minutes, time));
}

/* Which of several about a child the day goes by. */
static const char *
state_of (const EnrNotice *notice, const GPtrArray *list)
{
  if (notice->withdrawn_at != ENR_INSTANT_NONE)
    return _ ("withdrawn");
  if (!notice->counts)
    return _ ("does not count");
  for (guint i = 0; i < list->len; i++)
    {
      const EnrNotice *other = g_ptr_array_index (list, i);

      if (other != notice && enr_uuid_equal (&other->child_id, &notice->child_id))
        return _ ("counts");
    }
  return "";
}

static void
add_row (EnrTextTable *table,
         const EnrNotice *notice,
         const GPtrArray *list,
         const GArray *kinds,
         const GPtrArray *diseases)
{
  g_autofree char *kind = dup_kind (notice, kinds);
  g_autofree char *words = enr_notice_dup_reason (notice, disease_name (notice, diseases));
  g_autofree char *received = enr_instant_dup_local (notice->received_at);
  g_autofree char *days = enr_notice_dup_days (notice);
  char id[ENR_UUID_STRING_LENGTH];

  enr_text_table_add (table, received);
  enr_text_table_add (table, notice->child_name);
  enr_text_table_add (table, kind);
  enr_text_table_add (table, days);
  enr_text_table_add (table, words);
  enr_text_table_add (table, notice->by_name);
  enr_text_table_add (table, state_of (notice, list));
  enr_text_table_add (table, enr_uuid_format (&notice->id, id));
}

static void
print_table (GPtrArray *list, const GArray *kinds, const GPtrArray *diseases)
{
  const char *const headings[]
      = { _ ("Received"), _ ("Name"),    _ ("Kind"),  C_ ("notice", "Days"),
          _ ("Words"),    _ ("Told by"), _ ("State"), _ ("Id") };
  g_autoptr (EnrTextTable) table = enr_text_table_new (G_N_ELEMENTS (headings));

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    enr_text_table_add (table, headings[i]);
  for (guint i = 0; i < list->len; i++)
    add_row (table, g_ptr_array_index (list, i), list, kinds, diseases);
  if (list->len > 0)
    enr_text_table_print (table);
}

static gboolean
print_json (EnrDb *db, EnrDate date, GPtrArray *list, const GPtrArray *diseases, GError **error)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();

  enr_json_date (builder, "date", date);
  enr_json_begin_array (builder, "notices");
  for (guint i = 0; i < list->len; i++)
    {
      const EnrNotice *notice = g_ptr_array_index (list, i);
      g_autoptr (EnrChild) child = enr_child_load (db, &notice->child_id, error);
      g_autofree char *word = child != NULL ? enr_ctl_dup_child_word (child) : NULL;

      if (child == NULL)
        return FALSE;
      json_builder_begin_object (builder);
      add_json_notice (builder, notice, word, diseases);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  enr_json_print (builder);
  return TRUE;
}

static gboolean
run_list (EnrCtl *self, GError **error)
{
  EnrDate date = ENR_DATE_NONE;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GStringChunk) strings = g_string_chunk_new (256);
  g_autoptr (GArray) kinds = NULL;
  g_autoptr (GPtrArray) diseases = NULL;

  if (!enr_options_date (self, "date", &date, error))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  list = db != NULL ? enr_notice_list_day (db, date, error) : NULL;
  kinds = list != NULL ? enr_absence_kind_list (db, strings, error) : NULL;
  diseases = kinds != NULL ? enr_disease_list (db, error) : NULL;
  if (diseases == NULL)
    return FALSE;
  if (self->json)
    return print_json (db, date, list, diseases, error);
  print_table (list, kinds, diseases);
  return TRUE;
}

static gboolean
run_withdraw (EnrCtl *self, GError **error)
{
  const char *word = g_ptr_array_index (self->arguments, 0);
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_auto (EnrNoticeEffect) effect = { 0 };
  g_autofree char *text = NULL;
  g_autoptr (EnrDb) db = NULL;
  EnrUuid id;

  if (!enr_uuid_parse (word, &id))
    return enr_options_fail (error, _ ("“%s” is not the id of a notice."), word);
  db = enr_ctl_open (self, TRUE, error);
  if (db == NULL
      || !enr_notice_withdraw (db, &actor, &id, enr_options_get (self, "reason"), &effect, error))
    return FALSE;
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_uuid (builder, "id", &id);
      enr_json_int (builder, "entries_left", effect.n_left);
      enr_json_print (builder);
      return TRUE;
    }
  text = enr_notice_effect_dup_text (&effect);
  enr_output_print ("%s\n", _ ("The notice is withdrawn."));
  if (*text != '\0')
    enr_output_print ("%s\n", text);
  return TRUE;
}

static const EnrCtlOption add_options[] = {
  ENR_OPTION_DATE,
  { "until", ENR_OPTION_TEXT, FALSE, N_ ("DATE"), N_ ("the last day of an absence") },
  { "kind", ENR_OPTION_TEXT, TRUE, N_ ("KIND"),
    N_ ("late, early (collected early), or a kind of absence: sick, personal, suspension, ...") },
  { "arrive", ENR_OPTION_TEXT, FALSE, N_ ("TIME"), N_ ("late: when the child comes") },
  { "leave", ENR_OPTION_TEXT, FALSE, N_ ("TIME"), N_ ("early: when the child is collected") },
  { "symptoms", ENR_OPTION_TEXT, FALSE, N_ ("TEXT"), N_ ("as they were told") },
  { "temperature", ENR_OPTION_TEXT, FALSE, N_ ("C"), N_ ("in degrees: 36.5") },
  { "disease", ENR_OPTION_TEXT, FALSE, N_ ("NAME"),
    N_ ("of the table of infectious diseases: influenza, おたふく, ...; its return is watched") },
  { "diagnosis", ENR_OPTION_TEXT, FALSE, N_ ("TEXT"), N_ ("as it was told") },
  { "return", ENR_OPTION_TEXT, FALSE, N_ ("DATE"), N_ ("when the child is expected again") },
  { "by", ENR_OPTION_TEXT, FALSE, N_ ("NAME"), N_ ("who told it") },
  { "channel", ENR_OPTION_TEXT, FALSE, "phone|mail|paper|door|page", N_ ("how; by telephone") },
  { "note", ENR_OPTION_TEXT, FALSE, N_ ("TEXT"), N_ ("a remark") },
  ENR_OPTION_END,
};

static const EnrCtlOption list_options[] = { ENR_OPTION_DATE, ENR_OPTION_END };

static const EnrCtlOption withdraw_options[] = {
  { "reason", ENR_OPTION_TEXT, FALSE, N_ ("TEXT"), N_ ("why; it stays in the record") },
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_notice_commands[] = {
  { "notice add", N_ ("CHILD"),
    N_ ("Record that a child is absent, comes late or is collected early, as a parent told it."),
    add_options, run_add, NULL },
  { "notice list", NULL, N_ ("List the notices about a day."), list_options, run_list, NULL },
  { "notice withdraw", N_ ("ID"), N_ ("Withdraw a notice; the days become what they were."),
    withdraw_options, run_withdraw, NULL },
  { NULL },
};
