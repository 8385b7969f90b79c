/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/history-words.h"

#include <stdlib.h>
#include <glib/gi18n.h>

#include "app/children/history-json.h"
#include "app/children/words.h"
#include "attendance/absence-kind.h"
#include "base/clock.h"
#include "base/yen.h"
#include "fees/care-month.h"
#include "nursery/class.h"

/* A child can have been in a class of so many fiscal years. */
#define YEARS_BACK 8

typedef enum
{
  VALUE_TEXT,
  VALUE_DATE,
  VALUE_MINUTES,
  VALUE_YES_NO,
  VALUE_SEX,
  VALUE_CARE,
  VALUE_CERTIFICATION,
  VALUE_KIND,
  VALUE_CLASS,
  VALUE_SIGHT,
  VALUE_TEMPERATURE,
  VALUE_CONTRACT,
  VALUE_ORDER,
  VALUE_CHARGE_STATE,
  VALUE_YEN,
  VALUE_SPAN,
} ValueType;

static const struct
{
  const char *table;
  const char *title;
} tables[] = {
  { "child", N_ ("Child's data") },
  { "child_photo", N_ ("Photo") },
  { "family", N_ ("Address") },
  { "contact", N_ ("Family and people who collect") },
  { "enrolment", N_ ("Enrolment") },
  { "membership", N_ ("Class") },
  { "certification", N_ ("Certification") },
  { "card", N_ ("Card") },
  { "stamp", N_ ("Arrival and departure") },
  { "attendance", N_ ("Attendance") },
  { "care_terms", N_ ("How extended care is charged") },
  { "care_decision", N_ ("Charge of extended care") },
};

/* Columns that are not here (ids, the order, instants of bookkeeping) are not told. */
static const struct
{
  const char *table;
  const char *column;
  const char *label;
  ValueType type;
} columns[] = {
  { "child", "family_name", N_ ("Family name"), VALUE_TEXT },
  { "child", "given_name", N_ ("Given name"), VALUE_TEXT },
  { "child", "family_kana", N_ ("Family name in kana"), VALUE_TEXT },
  { "child", "given_kana", N_ ("Given name in kana"), VALUE_TEXT },
  { "child", "sex", N_ ("Sex"), VALUE_SEX },
  { "child", "birth_date", N_ ("Birth date"), VALUE_DATE },
  { "child", "external_id", N_ ("Child number"), VALUE_TEXT },
  { "child", "has_allergy", N_ ("Allergy"), VALUE_YES_NO },
  { "child", "allergy_note", N_ ("What the child must not have"), VALUE_TEXT },
  { "child", "note", N_ ("Note"), VALUE_TEXT },
  { "family", "postal_code", N_ ("Postal code"), VALUE_TEXT },
  { "family", "address", N_ ("Address"), VALUE_TEXT },
  { "contact", "name", N_ ("Name"), VALUE_TEXT },
  { "contact", "kana", N_ ("Name in kana"), VALUE_TEXT },
  { "contact", "relation", N_ ("Relation"), VALUE_TEXT },
  { "contact", "phone", N_ ("Telephone"), VALUE_TEXT },
  { "contact", "phone2", N_ ("Second telephone"), VALUE_TEXT },
  { "contact", "is_guardian", N_ ("Guardian"), VALUE_YES_NO },
  { "contact", "may_collect", N_ ("May collect the child"), VALUE_YES_NO },
  { "contact", "note", N_ ("Note"), VALUE_TEXT },
  { "enrolment", "first_day", N_ ("First day"), VALUE_DATE },
  { "enrolment", "last_day", N_ ("Last day"), VALUE_DATE },
  { "enrolment", "reason", N_ ("Reason"), VALUE_TEXT },
  { "membership", "class_id", N_ ("Class"), VALUE_CLASS },
  { "membership", "first_day", N_ ("First day"), VALUE_DATE },
  { "membership", "last_day", N_ ("Last day"), VALUE_DATE },
  { "certification", "kind", N_ ("Type"), VALUE_CERTIFICATION },
  { "certification", "care_hours", N_ ("Care hours"), VALUE_CARE },
  { "certification", "number", N_ ("Certification number"), VALUE_TEXT },
  { "certification", "first_day", N_ ("Valid from"), VALUE_DATE },
  { "certification", "last_day", N_ ("Valid until"), VALUE_DATE },
  { "card", "token", N_ ("Card number"), VALUE_TEXT },
  { "attendance", "planned_arrive", N_ ("Planned arrival"), VALUE_MINUTES },
  { "attendance", "planned_leave", N_ ("Planned departure"), VALUE_MINUTES },
  { "attendance", "planned_collector", N_ ("Planned to collect"), VALUE_TEXT },
  { "attendance", "absence_kind", N_ ("Absence"), VALUE_KIND },
  { "attendance", "absence_reason", N_ ("Reason of absence"), VALUE_TEXT },
  { "attendance", "notified_by", N_ ("Word from"), VALUE_TEXT },
  { "attendance", "sight", N_ ("Seen by a teacher"), VALUE_SIGHT },
  { "attendance", "temperature", N_ ("Temperature"), VALUE_TEMPERATURE },
  { "attendance", "note", N_ ("Note"), VALUE_TEXT },
  { "care_terms", "first_day", N_ ("First day"), VALUE_DATE },
  { "care_terms", "last_day", N_ ("Last day"), VALUE_DATE },
  { "care_terms", "contract", N_ ("Contract"), VALUE_CONTRACT },
  { "care_terms", "birth_order", N_ ("Which child of the family"), VALUE_ORDER },
  { "care_terms", "is_exempt", N_ ("Exempt"), VALUE_YES_NO },
  { "care_terms", "note", N_ ("Note"), VALUE_TEXT },
  { "care_decision", "state", N_ ("Decision"), VALUE_CHARGE_STATE },
  { "care_decision", "minutes", N_ ("Minutes"), VALUE_SPAN },
  { "care_decision", "computed", N_ ("By the rules"), VALUE_YEN },
  { "care_decision", "amount", N_ ("Charged"), VALUE_YEN },
  { "care_decision", "reason", N_ ("Reason"), VALUE_TEXT },
};

struct _EnrHistoryWords
{
  GHashTable *classes; /* EnrUuid -> name */
  GArray *kinds;       /* (element-type EnrAbsenceKind), their texts in @strings */
  GStringChunk *strings;
};

static gboolean
load_classes (EnrHistoryWords *self, EnrDb *db, GError **error)
{
  int year = enr_fiscal_year (enr_clock_today ());

  for (int i = year - YEARS_BACK; i <= year + 1; i++)
    {
      g_autoptr (GPtrArray) classes = enr_class_list (db, i, error);

      if (classes == NULL)
        return FALSE;
      for (guint j = 0; j < classes->len; j++)
        {
          const EnrClass *of = g_ptr_array_index (classes, j);

          g_hash_table_insert (self->classes, enr_uuid_copy (&of->id), g_strdup (of->name));
        }
    }
  return TRUE;
}

EnrHistoryWords *
enr_history_words_load (EnrDb *db, GError **error)
{
  g_autoptr (EnrHistoryWords) self = g_new0 (EnrHistoryWords, 1);

  self->classes = g_hash_table_new_full (enr_uuid_hash, enr_uuid_equal, g_free, g_free);
  self->strings = g_string_chunk_new (1024);
  self->kinds = enr_absence_kind_list (db, self->strings, error);
  if (self->kinds == NULL || !load_classes (self, db, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
enr_history_words_free (EnrHistoryWords *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->classes);
  g_clear_pointer (&self->kinds, g_array_unref);
  g_string_chunk_free (self->strings);
  g_free (self);
}

const char *
enr_history_words_title (const char *table)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_str_equal (tables[i].table, table))
      return _ (tables[i].title);
  return table;
}

char *
enr_history_words_dup_date (const char *iso)
{
  EnrDate date = enr_date_parse_iso (iso);

  return date != ENR_DATE_NONE ? enr_date_dup_era (date) : g_strdup (iso);
}

static char *
dup_kind (const EnrHistoryWords *self, const char *key)
{
  for (guint i = 0; i < self->kinds->len; i++)
    {
      const EnrAbsenceKind *kind = &g_array_index (self->kinds, EnrAbsenceKind, i);

      if (g_str_equal (kind->key, key))
        return g_strdup (kind->label);
    }
  return g_strdup (key);
}

static const char *
charge_state_word (const char *key)
{
  EnrChargeState state = ENR_CHARGE_COMPUTED;

  enr_charge_state_from_key (key, &state);
  switch (state)
    {
    case ENR_CHARGE_CONFIRMED:
      return C_ ("charge", "Confirmed");
    case ENR_CHARGE_ADJUSTED:
      return C_ ("charge", "Adjusted");
    case ENR_CHARGE_EXCLUDED:
      return C_ ("charge", "Not charged");
    case ENR_CHARGE_COMPUTED:
    default:
      return C_ ("charge", "By the rules");
    }
}

/* A value in words; NULL where there is nothing. */
static char *
dup_value (const EnrHistoryWords *self, ValueType type, const char *text)
{
  char time[6];
  EnrUuid id;
  int number;

  if (text == NULL || *text == '\0')
    return NULL;
  number = atoi (text);
  switch (type)
    {
    case VALUE_DATE:
      return enr_history_words_dup_date (text);
    case VALUE_MINUTES:
      return g_strdup (enr_minutes_format (number, time));
    case VALUE_YES_NO:
      return g_strdup (number != 0 ? _ ("yes") : _ ("no"));
    case VALUE_SEX:
      return g_str_equal (text, "unknown")
                 ? NULL
                 : g_strdup (g_str_equal (text, "male") ? _ ("Boy") : _ ("Girl"));
    case VALUE_CARE:
      return enr_words_dup_certification (ENR_CERTIFICATION_NONE, enr_care_hours_from_key (text));
    case VALUE_CERTIFICATION:
      return number > 0 ? enr_words_dup_certification (number, ENR_CARE_NONE) : NULL;
    case VALUE_KIND:
      return dup_kind (self, text);
    case VALUE_CLASS:
      return g_strdup (enr_uuid_parse (text, &id) ? g_hash_table_lookup (self->classes, &id)
                                                  : NULL);
    case VALUE_SIGHT:
      return g_strdup (g_str_equal (text, "present") ? _ ("here") : _ ("not here"));
    case VALUE_TEMPERATURE:
      return g_strdup_printf ("%d.%d ℃", number / 10, number % 10);
    case VALUE_CONTRACT:
      return g_strdup (enr_words_contract (g_str_equal (text, "monthly") ? ENR_CONTRACT_MONTHLY
                                                                         : ENR_CONTRACT_SPOT));
    case VALUE_ORDER:
      return enr_words_dup_birth_order (number);
    case VALUE_CHARGE_STATE:
      return g_strdup (charge_state_word (text));
    case VALUE_YEN:
      return enr_yen_dup (number);
    case VALUE_SPAN:
      /* Translators: minutes of extended care */
      return g_strdup_printf (_ ("%d min"), number);
    case VALUE_TEXT:
    default:
      return g_strdup (text);
    }
}

void
enr_history_words_add_line (GPtrArray *lines,
                            const char *label,
                            const char *before,
                            const char *after)
{
  if (before == NULL && after == NULL)
    return;
  if (before == NULL)
    /* Translators: a field and its first value */
    g_ptr_array_add (lines, g_strdup_printf (_ ("%s: %s"), label, after));
  else
    /* Translators: a field, its value before and after */
    g_ptr_array_add (lines, g_strdup_printf (_ ("%s: %s → %s"), label, before,
                                             after != NULL ? after : _ ("(none)")));
}

void
enr_history_words_add_columns (const EnrHistoryWords *self,
                               GPtrArray *lines,
                               const char *table,
                               GHashTable *pairs)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      if (!g_str_equal (columns[i].table, table)
          || !g_hash_table_contains (pairs, columns[i].column))
        continue;
      before
          = dup_value (self, columns[i].type, enr_history_json_before (pairs, columns[i].column));
      after = dup_value (self, columns[i].type, enr_history_json_after (pairs, columns[i].column));
      if (g_strcmp0 (before, after) != 0)
        enr_history_words_add_line (lines, _ (columns[i].label), before, after);
    }
}
