/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "fees/care-month.h"

#include "fees/terms.h"

ENR_SQL (SQL_CERTIFICATIONS,
         "SELECT child_id, kind, care_hours, first_day, last_day FROM certification "
         "WHERE removed_at IS NULL AND first_day <= :last "
         "AND (last_day IS NULL OR last_day >= :first) ORDER BY child_id, first_day");
ENR_SQL (SQL_DECISIONS,
         "SELECT child_id, day, kind, state, minutes, units, computed, amount, parts, reason "
         "FROM care_decision WHERE day BETWEEN :first AND :last AND state <> 'computed'");

static const char *const state_keys[] = { "computed", "confirmed", "adjusted", "excluded" };

typedef struct
{
  EnrCareMonth *self;
  EnrDate first;
  EnrDate last;
  EnrCareStanding *standings; /* a child each */
  GHashTable *by_id;          /* EnrUuid -> index + 1 */
  GHashTable *decisions;      /* EnrCharge key -> EnrCharge */
} Loader;

const char *
enr_charge_state_key (EnrChargeState state)
{
  return state_keys[state];
}

gboolean
enr_charge_state_from_key (const char *key, EnrChargeState *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_keys); i++)
    if (g_strcmp0 (state_keys[i], key) == 0)
      {
        *state = i;
        return TRUE;
      }
  return FALSE;
}

const char *
enr_charge_kind_key (EnrChargeKind kind)
{
  return kind == ENR_CHARGE_MONTH ? "month" : "day";
}

char *
enr_charge_dup_working (const EnrCharge *self)
{
  g_autoptr (GArray) parts = enr_working_decode (self->parts);

  return enr_working_dup_text ((const EnrWorkingPart *) parts->data, parts->len);
}

char *
enr_charge_dup_working_japanese (const EnrCharge *self)
{
  g_autoptr (GArray) parts = enr_working_decode (self->parts);

  return enr_working_dup_japanese ((const EnrWorkingPart *) parts->data, parts->len);
}

void
enr_care_month_free (EnrCareMonth *self)
{
  if (self == NULL)
    return;

  g_string_chunk_free (self->strings);
  g_free (self->contexts);
  g_free (self->standings);
  g_clear_pointer (&self->attendance, enr_month_free);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_array_unref (self->charges);
  g_free (self);
}

static guint
key_hash (gconstpointer data)
{
  const EnrCharge *key = data;

  return enr_uuid_hash (&key->child_id) ^ (guint) key->day ^ (guint) key->kind;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const EnrCharge *one = a;
  const EnrCharge *other = b;

  return one->day == other->day && one->kind == other->kind
         && enr_uuid_equal (&one->child_id, &other->child_id);
}

static EnrMonthChild *
child_at (const EnrCareMonth *self, guint index)
{
  return &g_array_index (self->attendance->children, EnrMonthChild, index);
}

static EnrCareStanding *
find_standing (const Loader *loader, const EnrUuid *child_id)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (loader->by_id, child_id));

  return index > 0 ? &loader->standings[index - 1] : NULL;
}

static gboolean
load_certifications (Loader *loader, EnrDb *db, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CERTIFICATIONS);
  int rc;

  enr_bind_date (&st, ":first", loader->first);
  enr_bind_date (&st, ":last", loader->last);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid id = enr_column_uuid (&st, 0);
      EnrCareStanding *standing = find_standing (loader, &id);
      EnrDate from = MAX (loader->first, enr_column_date (&st, 3));
      EnrDate to = enr_column_is_null (&st, 4) ? loader->last
                                               : MIN (loader->last, enr_column_date (&st, 4));

      if (standing == NULL)
        continue;
      for (EnrDate day = from; day <= to; day++)
        {
          standing->certification[day - loader->first] = enr_column_int (&st, 1);
          standing->care_hours[day - loader->first]
              = enr_care_hours_from_key (enr_column_text (&st, 2));
        }
    }
  return rc == 0;
}

static gboolean
load_terms (Loader *loader, EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) list = enr_care_terms_list (db, NULL, loader->first, loader->last, error);

  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      const EnrCareTerms *terms = g_ptr_array_index (list, i);
      EnrCareStanding *standing = find_standing (loader, &terms->child_id);
      EnrDate from = MAX (loader->first, terms->first);
      EnrDate to = terms->last == ENR_DATE_NONE ? loader->last : MIN (loader->last, terms->last);

      if (standing == NULL)
        continue;
      for (EnrDate day = from; day <= to; day++)
        {
          standing->contract[day - loader->first] = terms->contract;
          standing->birth_order[day - loader->first] = terms->birth_order;
          standing->is_exempt[day - loader->first] = terms->is_exempt;
        }
    }
  return TRUE;
}

/* The eldest of a family's children of the month is the first (第1子); twins go by their ids, so
 * that it is the same on every PC. */
static void
count_siblings (Loader *loader)
{
  GArray *children = loader->self->attendance->children;

  for (guint i = 0; i < children->len; i++)
    loader->standings[i].counted_order = 1;
  for (guint i = 0; i < children->len; i++)
    for (guint k = 0; k < i; k++)
      {
        const EnrMonthChild *one = child_at (loader->self, i);
        const EnrMonthChild *other = child_at (loader->self, k);
        gboolean is_older;

        if (!enr_uuid_equal (&one->family_id, &other->family_id))
          continue;
        is_older = one->birth_date != other->birth_date
                       ? one->birth_date < other->birth_date
                       : memcmp (&one->child_id, &other->child_id, sizeof (EnrUuid)) < 0;
        loader->standings[is_older ? k : i].counted_order++;
      }
}

static gboolean
load_decisions (Loader *loader, EnrDb *db, GError **error)
{
  GStringChunk *strings = loader->self->strings;
  g_auto (EnrStmt) st = enr_stmt (db, SQL_DECISIONS);
  int rc;

  enr_bind_date (&st, ":first", loader->first);
  enr_bind_date (&st, ":last", loader->last);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrCharge *charge = g_new0 (EnrCharge, 1);

      charge->child_id = enr_column_uuid (&st, 0);
      charge->day = enr_column_date (&st, 1);
      charge->kind
          = g_str_equal (enr_column_text (&st, 2), "month") ? ENR_CHARGE_MONTH : ENR_CHARGE_DAY;
      enr_charge_state_from_key (enr_column_text (&st, 3), &charge->state);
      charge->minutes = enr_column_int (&st, 4);
      charge->units = enr_column_int (&st, 5);
      charge->computed = enr_column_int (&st, 6);
      charge->amount = enr_column_int (&st, 7);
      charge->parts = g_string_chunk_insert (strings, enr_column_text (&st, 8));
      charge->reason = g_string_chunk_insert (strings, enr_column_text (&st, 9));
      g_hash_table_add (loader->decisions, charge);
    }
  return rc == 0;
}

static int
find_rule (const EnrCareMonth *self, const EnrCareStanding *standing, EnrDate day, int index)
{
  EnrCareContract contract = standing->contract[index] == ENR_CONTRACT_MONTHLY
                                 ? ENR_CONTRACT_MONTHLY
                                 : ENR_CONTRACT_SPOT;

  for (guint i = 0; i < self->rules->len; i++)
    if (enr_care_rule_holds (g_ptr_array_index (self->rules, i), day,
                             standing->certification[index], standing->care_hours[index], contract))
      return (int) i;
  return -1;
}

/* Adds what the rules say (nothing: no minutes) and what was decided to the list, as one charge. */
static void
add_charge (Loader *loader,
            guint child,
            EnrDate day,
            EnrChargeKind kind,
            const EnrCareResult *result)
{
  EnrCareMonth *self = loader->self;
  EnrCharge charge = { .child_id = child_at (self, child)->child_id, .day = day, .kind = kind };
  const EnrCharge *decided = g_hash_table_lookup (loader->decisions, &charge);
  gboolean is_due = result->minutes > 0 || (kind == ENR_CHARGE_MONTH && result->n_parts > 0);
  g_autofree char *parts = NULL;

  if (decided == NULL && !is_due)
    return;

  parts = enr_working_encode (result->parts, result->n_parts);
  if (decided != NULL)
    charge = *decided;
  else
    {
      charge.minutes = result->minutes;
      charge.units = result->units;
      charge.computed = charge.amount = result->amount;
      charge.parts = g_string_chunk_insert (self->strings, parts);
      charge.reason = "";
    }
  charge.family_id = child_at (self, child)->family_id;
  charge.child = child;
  charge.now_minutes = result->minutes;
  charge.now_units = result->units;
  charge.now_amount = result->amount;
  charge.differs = decided != NULL && !g_str_equal (parts, charge.parts);
  charge.now_parts = charge.differs ? g_string_chunk_insert (self->strings, parts) : charge.parts;
  g_array_append_val (self->charges, charge);
  self->total += charge.amount;
  self->n_computed += charge.state == ENR_CHARGE_COMPUTED;
  self->n_differing += charge.differs;
}

static void
charge_child (Loader *loader, guint child)
{
  EnrCareMonth *self = loader->self;
  const EnrMonthChild *row = child_at (self, child);
  const EnrCareStanding *standing = &loader->standings[child];
  EnrCareResult monthly = { 0 };
  gint64 before = 0;
  guint at = self->charges->len;

  for (int i = 0; i < self->attendance->n_days; i++)
    {
      const EnrMonthCell *cell = &row->cells[i];
      EnrCareContext *context = &self->contexts[child][i];
      const EnrCareTimes times
          = { cell->arrived, cell->left, cell->planned_arrive, cell->planned_leave };
      EnrCareResult result = { 0 };
      const EnrCareRule *rule = NULL;

      context->rule = -1;
      if (cell->state != ENR_CELL_NOT_ENROLLED)
        context->rule = find_rule (self, standing, loader->first + i, i);
      if (context->rule >= 0)
        {
          int order
              = standing->birth_order[i] > 0 ? standing->birth_order[i] : standing->counted_order;

          rule = g_ptr_array_index (self->rules, context->rule);
          context->percent = enr_care_percent (rule, order, standing->is_exempt[i]);
          context->before = (gint32) before;
          enr_care_compute (rule, &times, context->percent, &result);
          enr_care_apply_monthly_cap (rule, context->percent, before, &result);
          before += result.amount;
          if (monthly.n_parts == 0)
            enr_care_compute_monthly (rule, context->percent, &monthly);
        }
      else if (cell->state == ENR_CELL_PRESENT && self->rules->len > 0)
        self->n_unruled++;
      add_charge (loader, child, loader->first + i, ENR_CHARGE_DAY, &result);
    }
  /* The month's price stands before the days. */
  add_charge (loader, child, loader->first, ENR_CHARGE_MONTH, &monthly);
  if (self->charges->len > at + 1
      && g_array_index (self->charges, EnrCharge, self->charges->len - 1).kind == ENR_CHARGE_MONTH)
    {
      EnrCharge last = g_array_index (self->charges, EnrCharge, self->charges->len - 1);

      g_array_remove_index (self->charges, self->charges->len - 1);
      g_array_insert_val (self->charges, at, last);
    }
}

static gboolean
load_month (Loader *loader, EnrDb *db, GError **error)
{
  EnrCareMonth *self = loader->self;
  guint n_children = self->attendance->children->len;

  for (guint i = 0; i < n_children; i++)
    g_hash_table_insert (loader->by_id, &child_at (self, i)->child_id, GUINT_TO_POINTER (i + 1));
  self->contexts = g_malloc0 (sizeof *self->contexts * MAX (1, n_children));
  self->rules = enr_care_rule_list (db, loader->first, loader->last, error);
  if (self->rules == NULL || !load_certifications (loader, db, error)
      || !load_terms (loader, db, error) || !load_decisions (loader, db, error))
    return FALSE;

  count_siblings (loader);
  for (guint i = 0; i < n_children; i++)
    charge_child (loader, i);
  return TRUE;
}

/* Brothers and sisters in other classes count too, so the whole nursery is read, and what is not of
 * the class is dropped afterwards. */
static void
keep_class (EnrCareMonth *self, const EnrUuid *class_id)
{
  guint class_index = enr_month_class_index (self->attendance, class_id);

  for (guint i = self->charges->len; i > 0; i--)
    {
      const EnrCharge *charge = &g_array_index (self->charges, EnrCharge, i - 1);

      if (child_at (self, charge->child)->class_index == class_index)
        continue;
      self->total -= charge->amount;
      self->n_computed -= charge->state == ENR_CHARGE_COMPUTED;
      self->n_differing -= charge->differs;
      g_array_remove_index (self->charges, i - 1);
    }
}

EnrCareMonth *
enr_care_month_load (EnrDb *db, EnrDate first, const EnrUuid *class_id, GError **error)
{
  g_autoptr (EnrCareMonth) self = g_new0 (EnrCareMonth, 1);
  g_autoptr (GHashTable) by_id = g_hash_table_new (enr_uuid_hash, enr_uuid_equal);
  g_autoptr (GHashTable) decisions = g_hash_table_new_full (key_hash, key_equal, g_free, NULL);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  Loader loader;

  self->strings = g_string_chunk_new (16 * 1024);
  self->charges = g_array_new (FALSE, FALSE, sizeof (EnrCharge));
  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  self->attendance = enr_month_load (db, first, NULL, error);
  if (self->attendance == NULL)
    return NULL;
  self->standings = g_new0 (EnrCareStanding, MAX (1, self->attendance->children->len));
  loader = (Loader){ self,
                     self->attendance->first,
                     self->attendance->first + self->attendance->n_days - 1,
                     self->standings,
                     by_id,
                     decisions };
  if (!load_month (&loader, db, error))
    return NULL;
  if (class_id != NULL)
    keep_class (self, class_id);
  return g_steal_pointer (&self);
}

const EnrCharge *
enr_care_month_find (const EnrCareMonth *self,
                     const EnrUuid *child_id,
                     EnrDate day,
                     EnrChargeKind kind)
{
  for (guint i = 0; i < self->charges->len; i++)
    {
      const EnrCharge *charge = &g_array_index (self->charges, EnrCharge, i);

      if (charge->day == day && charge->kind == kind
          && enr_uuid_equal (&charge->child_id, child_id))
        return charge;
    }
  return NULL;
}

gboolean
enr_care_month_has_rule (const EnrCareMonth *self, guint child, EnrDate day)
{
  return self->contexts[child][day - self->attendance->first].rule >= 0;
}

gboolean
enr_care_month_estimate (const EnrCareMonth *self,
                         guint child,
                         EnrDate day,
                         int minutes,
                         EnrCareResult *result,
                         int *next)
{
  const EnrMonthCell *cell = &child_at (self, child)->cells[day - self->attendance->first];
  const EnrCareContext *context = &self->contexts[child][day - self->attendance->first];
  const EnrCareTimes times = { cell->arrived, minutes, cell->planned_arrive, cell->planned_leave };
  const EnrCareRule *rule;

  if (context->rule < 0 || cell->arrived == ENR_MINUTES_NONE)
    return FALSE;

  rule = g_ptr_array_index (self->rules, context->rule);
  enr_care_compute (rule, &times, context->percent, result);
  enr_care_apply_monthly_cap (rule, context->percent, context->before, result);
  if (next != NULL)
    *next = enr_care_next_step (rule, &times, minutes);
  return TRUE;
}

int
enr_care_month_early_until (const EnrCareMonth *self, guint child, EnrDate day, int minutes)
{
  const EnrMonthCell *cell = &child_at (self, child)->cells[day - self->attendance->first];
  const EnrCareContext *context = &self->contexts[child][day - self->attendance->first];
  const EnrCareTimes times
      = { ENR_MINUTES_NONE, ENR_MINUTES_NONE, cell->planned_arrive, cell->planned_leave };

  if (context->rule < 0 || cell->arrived != ENR_MINUTES_NONE)
    return ENR_MINUTES_NONE;
  return enr_care_early_until (g_ptr_array_index (self->rules, context->rule), &times, minutes);
}
