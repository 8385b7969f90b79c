/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How many children have which illness on a day, and whether that has to be reported.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "contact/contact-private.h"
#include "nursery/error.h"

#define DEFAULT_CHILDREN 10
#define DEFAULT_PERCENT 50

ENR_SQL (
    SQL_ILLNESSES,
    "SELECT i.child_id, d.position, d.key, ifnull (i.onset, i.known_day), i.back_day, i.onset, "
    "i.fever, i.relief, i.swelling, i.medicine FROM illness i JOIN disease d ON d.key = i.disease "
    "WHERE i.removed_at IS NULL AND ifnull (i.onset, i.known_day) <= :last "
    "AND (i.back_day IS NULL OR i.back_day > :first) ORDER BY i.id");
ENR_SQL (SQL_ARRIVALS,
         "SELECT DISTINCT s.day FROM stamp s WHERE s.child_id = :child AND s.day >= :from "
         "AND s.day <= :last AND s.kind = 'arrive' AND s.at IS NOT NULL "
         "AND NOT EXISTS (SELECT 1 FROM stamp n WHERE n.supersedes = s.id) ORDER BY s.day");
ENR_SQL (SQL_CLASS,
         "SELECT m.class_id FROM enrolment e LEFT JOIN membership m ON m.child_id = e.child_id "
         "AND m.removed_at IS NULL AND m.first_day <= :day AND m.last_day >= :day "
         "WHERE e.child_id = :child AND e.removed_at IS NULL AND e.first_day <= :day "
         "AND (e.last_day IS NULL OR e.last_day >= :day)");
ENR_SQL (SQL_SETTING, "SELECT children, percent FROM outbreak_setting WHERE id = 1");
ENR_SQL (SQL_SAVE_SETTING,
         "INSERT INTO outbreak_setting (id, children, percent) VALUES (1, :children, :percent) "
         "ON CONFLICT (id) DO UPDATE SET children = excluded.children, percent = excluded.percent");

/* An illness within the days that are counted. */
typedef struct
{
  EnrUuid child_id;
  guint disease; /* into the table */
  EnrDate from;
  EnrDate back; /* the first day on which it does not count any more, or ENR_DATE_NONE */
  EnrDate earliest;
  EnrReturnKind kind;
} Spell;

static int
find_disease (GPtrArray *diseases, const char *key)
{
  for (guint i = 0; i < diseases->len; i++)
    if (strcmp (((const EnrDisease *) g_ptr_array_index (diseases, i))->key, key) == 0)
      return (int) i;
  return -1;
}

static GArray *
load_spells (EnrDb *db, GPtrArray *diseases, EnrDate first, EnrDate last, GError **error)
{
  g_autoptr (GArray) spells = g_array_new (FALSE, FALSE, sizeof (Spell));
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ILLNESSES);
  int rc;

  enr_bind_date (&st, ":first", first);
  enr_bind_date (&st, ":last", last);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      int disease = find_disease (diseases, enr_column_text (&st, 2));
      EnrDate anchors[ENR_N_ANCHORS] = { ENR_DATE_NONE };
      EnrReturn earliest;
      Spell spell;

      g_return_val_if_fail (disease >= 0, NULL);

      for (int i = ENR_ANCHOR_ONSET; i < ENR_N_ANCHORS; i++)
        anchors[i] = enr_column_date (&st, 5 + i - ENR_ANCHOR_ONSET);
      earliest = enr_disease_return_day (g_ptr_array_index (diseases, disease), anchors);
      spell = (Spell){ enr_column_uuid (&st, 0), (guint) disease, enr_column_date (&st, 3),
                       enr_column_date (&st, 4), earliest.day,    earliest.kind };
      g_array_append_val (spells, spell);
    }
  return rc == 0 ? g_steal_pointer (&spells) : NULL;
}

/* The days of the spell's child with an arrival. (element-type EnrDate) */
static GArray *
load_arrivals (EnrDb *db, const Spell *spell, EnrDate last, GError **error)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (EnrDate));
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ARRIVALS);
  int rc;

  enr_bind_uuid (&st, ":child", &spell->child_id);
  /* One who fell ill here had come on that day, and counts. */
  enr_bind_date (&st, ":from", spell->from + 1);
  enr_bind_date (&st, ":last", last);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrDate day = enr_column_date (&st, 0);

      g_array_append_val (days, day);
    }
  return rc == 0 ? g_steal_pointer (&days) : NULL;
}

/* The first day with an arrival that was allowed. */
static EnrDate
first_return (const Spell *spell, const GArray *arrivals)
{
  for (guint i = 0; i < arrivals->len; i++)
    {
      EnrDate day = g_array_index (arrivals, EnrDate, i);

      if (spell->kind == ENR_RETURN_WORDS
          || (spell->kind == ENR_RETURN_ON && day >= spell->earliest))
        return day;
    }
  return ENR_DATE_NONE;
}

static gboolean
has_day (const GArray *days, EnrDate day)
{
  for (guint i = 0; i < days->len; i++)
    if (g_array_index (days, EnrDate, i) == day)
      return TRUE;
  return FALSE;
}

/* 1: enrolled, with the class in @class_id; 0: not; -1: failed. */
static int
find_class (EnrDb *db, const EnrUuid *child_id, EnrDate day, EnrUuid *class_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CLASS);
  int rc;

  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_date (&st, ":day", day);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    *class_id = enr_column_uuid (&st, 0);
  return rc;
}

static void
add_one (GPtrArray *counts, EnrDate day, const EnrDisease *disease, const EnrUuid *class_id)
{
  EnrIllnessCount *count;

  for (guint i = 0; i < counts->len; i++)
    {
      count = g_ptr_array_index (counts, i);
      if (count->day == day && strcmp (count->disease, disease->key) == 0
          && enr_uuid_equal (&count->class_id, class_id))
        {
          count->n++;
          return;
        }
    }
  count = g_new0 (EnrIllnessCount, 1);
  count->day = day;
  count->disease = g_strdup (disease->key);
  count->name = g_strdup (disease->name);
  count->class_id = *class_id;
  count->n = 1;
  g_ptr_array_add (counts, count);
}

static gboolean
count_spell (EnrDb *db,
             const Spell *spell,
             const EnrDisease *disease,
             EnrDate first,
             EnrDate last,
             GPtrArray *counts,
             GError **error)
{
  g_autoptr (GArray) arrivals = load_arrivals (db, spell, last, error);
  EnrDate back;

  if (arrivals == NULL)
    return FALSE;
  back = spell->back != ENR_DATE_NONE ? spell->back : first_return (spell, arrivals);
  for (EnrDate day = MAX (first, spell->from); day <= last && (back == ENR_DATE_NONE || day < back);
       day++)
    {
      EnrUuid class_id;
      int rc;

      if (has_day (arrivals, day))
        continue;
      rc = find_class (db, &spell->child_id, day, &class_id, error);
      if (rc < 0)
        return FALSE;
      if (rc > 0)
        add_one (counts, day, disease, &class_id);
    }
  return TRUE;
}

static void
count_free (gpointer data)
{
  EnrIllnessCount *self = data;

  g_free (self->disease);
  g_free (self->name);
  g_free (self);
}

static int
compare_counts (gconstpointer a, gconstpointer b, gpointer diseases)
{
  const EnrIllnessCount *left = *(const EnrIllnessCount *const *) a;
  const EnrIllnessCount *right = *(const EnrIllnessCount *const *) b;
  int difference;

  if (left->day != right->day)
    return left->day < right->day ? -1 : 1;
  difference = find_disease (diseases, left->disease) - find_disease (diseases, right->disease);
  return difference != 0 ? difference : enr_uuid_compare (&left->class_id, &right->class_id);
}

GPtrArray *
enr_illness_count (EnrDb *db, EnrDate first, EnrDate last, GError **error)
{
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func (count_free);
  g_autoptr (GPtrArray) diseases = NULL;
  g_autoptr (GArray) spells = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  g_return_val_if_fail (first <= last && last - first < ENR_ILLNESS_COUNT_DAYS, NULL);

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  diseases = enr_disease_list (db, error);
  spells = diseases != NULL ? load_spells (db, diseases, first, last, error) : NULL;
  if (spells == NULL)
    return NULL;
  for (guint i = 0; i < spells->len; i++)
    {
      const Spell *spell = &g_array_index (spells, Spell, i);

      if (!count_spell (db, spell, g_ptr_array_index (diseases, spell->disease), first, last,
                        counts, error))
        return NULL;
    }
  g_ptr_array_sort_with_data (counts, compare_counts, diseases);
  return g_steal_pointer (&counts);
}

gboolean
enr_outbreak_setting_load (EnrDb *db, EnrOutbreakSetting *setting, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_SETTING);
  int rc = enr_stmt_step (&st, error);

  *setting = (EnrOutbreakSetting){ DEFAULT_CHILDREN, DEFAULT_PERCENT };
  if (rc > 0)
    *setting = (EnrOutbreakSetting){ (int) enr_column_int (&st, 0), (int) enr_column_int (&st, 1) };
  return rc >= 0;
}

gboolean
enr_outbreak_setting_save (EnrDb *db,
                           const EnrActor *actor,
                           const EnrOutbreakSetting *setting,
                           GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (setting->children < 1 || setting->children > 999 || setting->percent < 1
      || setting->percent > 100)
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("An outbreak is 1 to 999 children, or 1 to 100 per cent of all."));
      return FALSE;
    }
  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_SAVE_SETTING);

    enr_bind_int (&st, ":children", setting->children);
    enr_bind_int (&st, ":percent", setting->percent);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

gboolean
enr_outbreak_is_reached (const EnrOutbreakSetting *setting, guint n_ill, guint n_users)
{
  return n_ill > 0
         && (n_ill >= (guint) setting->children
             || (guint64) n_ill * 100 >= (guint64) n_users * (guint) setting->percent);
}

static void
outbreak_free (gpointer data)
{
  EnrOutbreak *self = data;

  g_free (self->disease);
  g_free (self->name);
  g_free (self);
}

static EnrOutbreak *
outbreak_new (const char *disease, const char *name)
{
  EnrOutbreak *self = g_new0 (EnrOutbreak, 1);

  self->disease = g_strdup (disease);
  self->name = g_strdup (name);
  return self;
}

static EnrOutbreak *
find_outbreak (GPtrArray *list, const EnrIllnessCount *count)
{
  for (guint i = 0; i < list->len; i++)
    {
      EnrOutbreak *outbreak = g_ptr_array_index (list, i);

      if (strcmp (outbreak->disease, count->disease) == 0)
        return outbreak;
    }
  g_ptr_array_add (list, outbreak_new (count->disease, count->name));
  return g_ptr_array_index (list, list->len - 1);
}

static guint
count_absent (const EnrDay *day)
{
  guint n = 0;

  for (guint i = 0; i < day->children->len; i++)
    {
      const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, i);
      const EnrAbsenceKind *kind = enr_day_absence (day, child);

      n += child->status == ENR_STATUS_ABSENT && kind != NULL
           && (strcmp (kind->total, "sick") == 0 || strcmp (kind->total, "suspension") == 0);
    }
  return n;
}

static int
compare_outbreaks (gconstpointer a, gconstpointer b)
{
  const EnrOutbreak *left = *(const EnrOutbreak *const *) a;
  const EnrOutbreak *right = *(const EnrOutbreak *const *) b;

  if ((*left->disease == '\0') != (*right->disease == '\0'))
    return *left->disease == '\0' ? -1 : 1;
  if (left->n != right->n)
    return left->n > right->n ? -1 : 1;
  return strcmp (left->disease, right->disease);
}

GPtrArray *
enr_outbreak_load (EnrDb *db, const EnrDay *day, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (outbreak_free);
  g_autoptr (GPtrArray) counts = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrOutbreakSetting setting;
  EnrOutbreak *all = outbreak_new ("", _ ("Absent because of illness"));

  all->n = count_absent (day);
  g_ptr_array_add (list, all);
  if (!enr_txn_begin_read (&txn, db, error) || !enr_outbreak_setting_load (db, &setting, error))
    return NULL;
  counts = enr_illness_count (db, day->date, day->date, error);
  if (counts == NULL)
    return NULL;
  for (guint i = 0; i < counts->len; i++)
    {
      const EnrIllnessCount *count = g_ptr_array_index (counts, i);

      find_outbreak (list, count)->n += count->n;
    }
  for (guint i = 0; i < list->len; i++)
    {
      EnrOutbreak *outbreak = g_ptr_array_index (list, i);

      outbreak->is_reached = enr_outbreak_is_reached (&setting, outbreak->n, day->children->len);
    }
  g_ptr_array_sort (list, compare_outbreaks);
  return g_steal_pointer (&list);
}
