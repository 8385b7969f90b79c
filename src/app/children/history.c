/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/history.h"

#include <string.h>
#include <glib/gi18n.h>

#include "app/children/words.h"
#include "attendance/absence-kind.h"
#include "base/clock.h"
#include "base/yen.h"
#include "fees/care-month.h"
#include "nursery/class.h"
#include "store/journal.h"

#define MAX_LINES 12

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
  VALUE_CARD,
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
  { "card", "token", N_ ("Card number"), VALUE_CARD },
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

typedef struct
{
  EnrDate day;
  GPtrArray *changes;  /* (element-type EnrPastChange), oldest first */
  gint64 txn;          /* of the last one */
  GHashTable *stamps;  /* id in hexadecimal -> its time, as text */
  GHashTable *classes; /* id in hexadecimal -> name */
  GArray *kinds;       /* (element-type EnrAbsenceKind) */
} Walk;

void
enr_past_change_free (gpointer data)
{
  EnrPastChange *self = data;

  g_free (self->who);
  g_free (self->title);
  g_free (self->reason);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

/*
 * The journal's JSON: {"column":[old,new],...}; values are null, whole numbers, texts, and objects
 * without nesting for bytes.
 */

static char *
read_string (const char **p)
{
  GString *text = g_string_new (NULL);

  for ((*p)++; **p != '"' && **p != '\0'; (*p)++)
    {
      if (**p != '\\')
        {
          g_string_append_c (text, **p);
          continue;
        }
      (*p)++;
      if (**p == 'u')
        {
          char hex[5] = { 0 };

          for (int i = 0; i < 4 && (*p)[1] != '\0'; i++)
            hex[i] = *++*p;
          g_string_append_unichar (text, strtoul (hex, NULL, 16));
        }
      else if (**p != '\0')
        g_string_append_c (text, **p);
      else
        break;
    }
  if (**p == '"')
    (*p)++;
  return g_string_free (text, FALSE);
}

/* NULL for null. */
static char *
read_value (const char **p)
{
  const char *start = *p;

  if (**p == '"')
    return read_string (p);
  if (**p == '{')
    {
      while (**p != '}' && **p != '\0')
        (*p)++;
      if (**p == '}')
        (*p)++;
      return g_strndup (start, *p - start);
    }
  while (**p != '\0' && strchr (",]}", **p) == NULL)
    (*p)++;
  return strncmp (start, "null", 4) == 0 ? NULL : g_strndup (start, *p - start);
}

static void
skip (const char **p, const char *characters)
{
  while (**p != '\0' && strchr (characters, **p) != NULL)
    (*p)++;
}

/* Column -> char*[2]: old, new. */
static void
pair_free (gpointer data)
{
  char **pair = data;

  g_free (pair[0]);
  g_free (pair[1]);
  g_free (pair);
}

static GHashTable *
parse_changes (const char *json)
{
  GHashTable *pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, pair_free);
  const char *p = json;

  for (skip (&p, "{"); *p == '"'; skip (&p, ",]"))
    {
      char *column = read_string (&p);
      char **pair = g_new0 (char *, 2);

      skip (&p, ":[");
      pair[0] = read_value (&p);
      skip (&p, ",");
      pair[1] = read_value (&p);
      g_hash_table_insert (pairs, column, pair);
    }
  return pairs;
}

static const char *
get_value (GHashTable *pairs, const char *column, int which)
{
  char **pair = g_hash_table_lookup (pairs, column);

  return pair != NULL ? pair[which] : NULL;
}

static const char *
who (const EnrJournalRow *row)
{
  if (*row->actor_name != '\0')
    return row->actor_name;
  if (g_str_equal (row->actor_kind, "door"))
    return _ ("At the door");
  if (g_str_equal (row->actor_kind, "import"))
    return _ ("From a file");
  if (g_str_equal (row->actor_kind, "program"))
    return _ ("The program");
  return _ ("Office");
}

static char *
dup_kind (const Walk *walk, const char *key)
{
  for (guint i = 0; i < walk->kinds->len; i++)
    {
      const EnrAbsenceKind *kind = &g_array_index (walk->kinds, EnrAbsenceKind, i);

      if (g_str_equal (kind->key, key))
        return g_strdup (kind->label);
    }
  return g_strdup (key);
}

static char *
dup_date (const char *text)
{
  EnrDate date = enr_date_parse_iso (text);

  return date != ENR_DATE_NONE ? enr_date_dup_era (date) : g_strdup (text);
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
dup_value (const Walk *walk, ValueType type, const char *text)
{
  char time[6];
  int number;

  if (text == NULL || *text == '\0')
    return NULL;
  number = atoi (text);
  switch (type)
    {
    case VALUE_DATE:
      return dup_date (text);
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
      return dup_kind (walk, text);
    case VALUE_CLASS:
      {
        const char *name = g_hash_table_lookup (walk->classes, text);

        return name != NULL ? g_strdup (name) : NULL;
      }
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
    case VALUE_CARD:
      return g_strdup (text);
    case VALUE_TEXT:
    default:
      return g_strdup (text);
    }
}

static void
add_line (EnrPastChange *change, const char *label, const char *from, const char *to)
{
  if (from == NULL && to == NULL)
    return;
  if (from == NULL)
    /* Translators: a field and its first value */
    g_ptr_array_add (change->lines, g_strdup_printf (_ ("%s: %s"), label, to));
  else
    /* Translators: a field, its value before and after */
    g_ptr_array_add (change->lines, g_strdup_printf (_ ("%s: %s → %s"), label, from,
                                                     to != NULL ? to : _ ("(none)")));
}

static char *
dup_stamp_time (GHashTable *pairs, EnrDate day)
{
  const char *at = get_value (pairs, "at", 1);
  char time[6];

  if (at == NULL)
    return NULL;
  return g_strdup (
      enr_minutes_format (enr_instant_minutes (g_ascii_strtoll (at, NULL, 10), day), time));
}

/* Stamps are never changed: a row that supersedes another says what it was before. */
static void
tell_stamp (Walk *walk, EnrPastChange *change, const EnrJournalRow *row, GHashTable *pairs)
{
  const char *iso = get_value (pairs, "day", 1);
  EnrDate day = enr_date_parse_iso (iso != NULL ? iso : "");
  const char *before = get_value (pairs, "supersedes", 1);
  const char *old = before != NULL ? g_hash_table_lookup (walk->stamps, before) : NULL;
  gboolean is_arrival = g_strcmp0 (get_value (pairs, "kind", 1), "arrive") == 0;
  g_autofree char *date = day != ENR_DATE_NONE ? enr_date_dup_era (day) : g_strdup ("");
  g_autofree char *label = NULL;
  char *time = dup_stamp_time (pairs, day);
  const char *collector = get_value (pairs, "collected_by", 1);
  const char *source = get_value (pairs, "source", 1);

  g_hash_table_insert (walk->stamps, g_strdup (row->row), time);
  label = g_strconcat (date, " ", is_arrival ? _ ("Arrival") : _ ("Departure"), NULL);
  if (g_strcmp0 (old, time) != 0 || old == NULL)
    add_line (change, label, old, time);
  if (collector != NULL && *collector != '\0')
    add_line (change, _ ("Collected by"), NULL, collector);
  if (g_strcmp0 (source, "card") == 0)
    g_ptr_array_add (change->lines, g_strdup (_ ("With a card")));
  if (*change->reason == '\0')
    {
      const char *reason = get_value (pairs, "reason", 1);

      g_free (change->reason);
      change->reason = g_strdup (reason != NULL ? reason : "");
    }
}

/* Said before the copies of the address and of the people, which are the lesser part of it. */
static void
tell_family (EnrPastChange *change)
{
  if (change->lines->len == 0 || g_str_equal (change->title, _ ("Address")))
    {
      g_free (change->title);
      change->title = g_strdup (_ ("Brothers and sisters"));
    }
  g_ptr_array_insert (change->lines, 0, g_strdup (_ ("Joined to another family, or separated")));
}

static void
tell_columns (Walk *walk, EnrPastChange *change, const EnrJournalRow *row, GHashTable *pairs)
{
  if (row->op == 'U' && get_value (pairs, "removed_at", 1) != NULL)
    g_ptr_array_add (change->lines, g_strdup (_ ("Taken out")));
  if (row->op == 'U' && get_value (pairs, "revoked_at", 1) != NULL)
    g_ptr_array_add (change->lines, g_strdup (_ ("The card is no longer valid")));
  if (row->op == 'U' && g_str_equal (row->table, "child")
      && g_hash_table_contains (pairs, "family_id"))
    tell_family (change);
  if (g_str_equal (row->table, "child_photo"))
    g_ptr_array_add (change->lines,
                     g_strdup (row->op == 'D' ? _ ("Photo removed") : _ ("Photo set")));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *from = NULL;
      g_autofree char *to = NULL;

      if (!g_str_equal (columns[i].table, row->table)
          || g_hash_table_lookup (pairs, columns[i].column) == NULL)
        continue;
      from = dup_value (walk, columns[i].type, get_value (pairs, columns[i].column, 0));
      to = dup_value (walk, columns[i].type, get_value (pairs, columns[i].column, 1));
      if (g_strcmp0 (from, to) != 0)
        add_line (change, _ (columns[i].label), from, to);
    }
}

/* Tables whose rows are of a child and a day: the key begins with it. */
static gboolean
has_day (const EnrJournalRow *row)
{
  return g_str_equal (row->table, "attendance") || g_str_equal (row->table, "care_decision");
}

static gboolean
is_of_day (const Walk *walk, const EnrJournalRow *row, GHashTable *pairs)
{
  char iso[ENR_DATE_ISO_LENGTH];

  if (walk->day == ENR_DATE_NONE)
    return TRUE;
  enr_date_iso (walk->day, iso);
  if (g_str_equal (row->table, "stamp"))
    return g_strcmp0 (get_value (pairs, "day", 1), iso) == 0;
  return has_day (row) && g_str_has_prefix (row->row, iso);
}

static EnrPastChange *
begin_change (Walk *walk, const EnrJournalRow *row)
{
  EnrPastChange *change;

  if (walk->changes->len > 0 && walk->txn == row->txn)
    return g_ptr_array_index (walk->changes, walk->changes->len - 1);
  change = g_new0 (EnrPastChange, 1);
  change->at = row->at_ms / 1000;
  change->who = g_strdup (who (row));
  change->reason = g_strdup (row->reason);
  change->lines = g_ptr_array_new_with_free_func (g_free);
  change->title = g_strdup (row->table);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_str_equal (tables[i].table, row->table))
      {
        g_free (change->title);
        change->title = g_strdup (_ (tables[i].title));
      }
  walk->txn = row->txn;
  g_ptr_array_add (walk->changes, change);
  return change;
}

/* "出欠" of which day: said before the first of the row's lines. @key: "2026-06-10/…". */
static void
begin_with_day (EnrPastChange *change, guint index, const char *key)
{
  g_autofree char *iso = g_strndup (key, ENR_DATE_ISO_LENGTH - 1);
  g_autofree char *date = dup_date (iso);
  g_autofree char *line = NULL;

  if (index >= change->lines->len)
    return;
  line = g_ptr_array_steal_index (change->lines, index);
  g_ptr_array_insert (change->lines, index, g_strconcat (date, " ", line, NULL));
}

/* An import or the sample changes very much at once. */
static void
shorten (EnrPastChange *change)
{
  guint more = change->lines->len - MIN (change->lines->len, MAX_LINES);

  if (more == 0)
    return;
  g_ptr_array_set_size (change->lines, MAX_LINES);
  /* Translators: a number of further lines */
  g_ptr_array_add (change->lines,
                   g_strdup_printf (ngettext ("and %u more", "and %u more", more), more));
}

static gboolean
row_cb (const EnrJournalRow *row, gpointer data)
{
  Walk *walk = data;
  g_autoptr (GHashTable) pairs = NULL;
  EnrPastChange *change;
  guint n_lines;

  if (row->op == 'M')
    return TRUE;
  pairs = parse_changes (row->changes);
  if (!is_of_day (walk, row, pairs))
    return TRUE;
  change = begin_change (walk, row);
  n_lines = change->lines->len;
  if (g_str_equal (row->table, "stamp"))
    tell_stamp (walk, change, row, pairs);
  else
    tell_columns (walk, change, row, pairs);
  if (has_day (row) && walk->day == ENR_DATE_NONE)
    begin_with_day (change, n_lines, row->row);
  return TRUE;
}

/* The names of the classes of the years that a child can have been in. */
static gboolean
load_classes (Walk *walk, EnrDb *db, GError **error)
{
  int year = enr_fiscal_year (enr_clock_today ());

  for (int i = year - 8; i <= year + 1; i++)
    {
      g_autoptr (GPtrArray) classes = enr_class_list (db, i, error);

      if (classes == NULL)
        return FALSE;
      for (guint j = 0; j < classes->len; j++)
        {
          const EnrClass *of = g_ptr_array_index (classes, j);
          GString *hex = g_string_new (NULL);

          for (int k = 0; k < 16; k++)
            g_string_append_printf (hex, "%02x", of->id.bytes[k]);
          g_hash_table_insert (walk->classes, g_string_free (hex, FALSE), g_strdup (of->name));
        }
    }
  return TRUE;
}

GPtrArray *
enr_history_load (EnrDb *db, const EnrUuid *child_id, EnrDate day, guint max, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func (enr_past_change_free);
  g_autoptr (GPtrArray) newest = g_ptr_array_new_with_free_func (enr_past_change_free);
  g_autoptr (GHashTable) stamps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) classes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GStringChunk) strings = g_string_chunk_new (1024);
  g_autoptr (GArray) kinds = enr_absence_kind_list (db, strings, error);
  Walk walk = { day, changes, 0, stamps, classes, kinds };

  if (kinds == NULL || !load_classes (&walk, db, error)
      || !enr_journal_walk (db, child_id, row_cb, &walk, error))
    return NULL;
  while (changes->len > 0 && newest->len < max)
    {
      EnrPastChange *change = g_ptr_array_steal_index (changes, changes->len - 1);

      shorten (change);
      if (change->lines->len > 0)
        g_ptr_array_add (newest, change);
      else
        enr_past_change_free (change);
    }
  return g_steal_pointer (&newest);
}
