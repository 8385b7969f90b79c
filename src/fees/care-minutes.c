/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "fees/care-minutes.h"

#include "fees/charge.h"
#include "fees/terms.h"

/* Not in order: sorting takes as long as all the rest. */
ENR_SQL (SQL_CERTIFICATIONS,
         "SELECT child_id, kind, care_hours, first_day FROM certification WHERE removed_at IS NULL "
         "AND first_day <= :day AND (last_day IS NULL OR last_day >= :day)");
ENR_SQL (SQL_DECISIONS,
         "SELECT child_id, minutes FROM care_decision "
         "WHERE day = :day AND kind = 'day' AND state <> 'computed'");

/* Of a child that stayed. */
typedef struct
{
  const EnrDayChild *child;
  EnrDate certified; /* since when; the latest holds */
  EnrCertificationKind certification;
  EnrCareHours care_hours;
  EnrCareContract contract;
} Stay;

/* As the month without a certification or terms has it. */
static GArray *
list_stays (const EnrDay *day, GHashTable *by_id)
{
  GArray *stays = g_array_sized_new (FALSE, FALSE, sizeof (Stay), day->children->len);

  for (guint i = 0; i < day->children->len; i++)
    {
      Stay stay
          = { .child = &g_array_index (day->children, EnrDayChild, i), .certified = ENR_DATE_NONE };

      if (stay.child->arrived == ENR_INSTANT_NONE)
        continue;
      g_array_append_val (stays, stay);
      g_hash_table_insert (by_id, (gpointer) &stay.child->child_id, GUINT_TO_POINTER (stays->len));
    }
  return stays;
}

static Stay *
find_stay (GArray *stays, GHashTable *by_id, const EnrUuid *child_id)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (by_id, child_id));

  return index > 0 ? &g_array_index (stays, Stay, index - 1) : NULL;
}

static gboolean
load_certifications (EnrDb *db, EnrDate date, GArray *stays, GHashTable *by_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CERTIFICATIONS);
  int rc;

  enr_bind_date (&st, ":day", date);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid id = enr_column_uuid (&st, 0);
      Stay *stay = find_stay (stays, by_id, &id);
      EnrDate first_day = enr_column_date (&st, 3);

      if (stay == NULL || (stay->certified != ENR_DATE_NONE && first_day < stay->certified))
        continue;
      stay->certified = first_day;
      stay->certification = enr_column_int (&st, 1);
      stay->care_hours = enr_care_hours_from_key (enr_column_text (&st, 2));
    }
  return rc == 0;
}

static gboolean
load_terms (EnrDb *db, EnrDate date, GArray *stays, GHashTable *by_id, GError **error)
{
  g_autoptr (GPtrArray) list = enr_care_terms_list (db, NULL, date, date, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const EnrCareTerms *terms = g_ptr_array_index (list, i);
      Stay *stay = find_stay (stays, by_id, &terms->child_id);

      if (stay != NULL)
        stay->contract = terms->contract;
    }
  return list != NULL;
}

static int
count_minutes (const Stay *stay, GPtrArray *rules, EnrDate date)
{
  const EnrDayChild *child = stay->child;
  EnrCareContract contract
      = stay->contract == ENR_CONTRACT_MONTHLY ? ENR_CONTRACT_MONTHLY : ENR_CONTRACT_SPOT;
  const EnrCareTimes times
      = { enr_instant_minutes (child->arrived, date),
          child->left != ENR_INSTANT_NONE ? enr_instant_minutes (child->left, date)
                                          : ENR_MINUTES_NONE,
          child->planned_arrive, child->planned_leave };
  EnrCareResult result = { 0 };

  for (guint i = 0; i < rules->len; i++)
    {
      const EnrCareRule *rule = g_ptr_array_index (rules, i);

      if (!enr_care_rule_holds (rule, date, stay->certification, stay->care_hours, contract))
        continue;
      enr_care_compute (rule, &times, 100, &result); /* what is paid is not asked */
      break;
    }
  return result.minutes;
}

static gboolean
count_all (EnrDb *db, const EnrDay *day, GPtrArray *rules, GHashTable *minutes, GError **error)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (enr_uuid_hash, enr_uuid_equal);
  g_autoptr (GArray) stays = list_stays (day, by_id);

  if (!load_certifications (db, day->date, stays, by_id, error)
      || !load_terms (db, day->date, stays, by_id, error))
    return FALSE;
  for (guint i = 0; i < stays->len; i++)
    {
      const Stay *stay = &g_array_index (stays, Stay, i);
      int n = count_minutes (stay, rules, day->date);

      if (n > 0)
        g_hash_table_replace (minutes, enr_uuid_copy (&stay->child->child_id), GINT_TO_POINTER (n));
    }
  return TRUE;
}

/* What was decided stands, whatever the rules say by now. */
static gboolean
load_decisions (EnrDb *db, EnrDate date, GHashTable *minutes, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_DECISIONS);
  int rc;

  enr_bind_date (&st, ":day", date);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid id = enr_column_uuid (&st, 0);

      g_hash_table_replace (minutes, enr_uuid_copy (&id),
                            GINT_TO_POINTER (enr_column_int (&st, 1)));
    }
  return rc == 0;
}

GHashTable *
enr_care_minutes_load (EnrDb *db, const EnrDay *day, GError **error)
{
  g_autoptr (GPtrArray) rules = enr_care_rule_list (db, day->date, day->date, error);
  g_autoptr (GHashTable) minutes = NULL;

  if (rules == NULL)
    return NULL;
  minutes = g_hash_table_new_full (enr_uuid_hash, enr_uuid_equal, g_free, NULL);
  /* Where there is no rule, nothing is charged, also what was decided while there was one. */
  if (rules->len > 0
      && !(count_all (db, day, rules, minutes, error)
           && load_decisions (db, day->date, minutes, error)))
    return NULL;
  return g_steal_pointer (&minutes);
}
