/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The month as it stands: the checklist, and what has changed since it was closed.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "attendance/closing.h"
#include "base/clock.h"
#include "month/closing.h"
#include "month/month-private.h"

ENR_SQL (
    SQL_CHARGES,
    "SELECT child_id, day, kind, family_id, state, minutes, units, computed, amount, parts, reason "
    "FROM month_charge WHERE month = :month AND revision = :revision "
    "ORDER BY child_id, day, kind DESC");
ENR_SQL (SQL_CHILD_NAME, "SELECT family_name, given_name FROM child WHERE id = :id");

char *
enr_month_dup_key (EnrDate first)
{
  int year, month;

  enr_date_split (first, &year, &month, NULL);
  return g_strdup_printf ("%04d-%02d", year, month);
}

void
enr_month_state_free (EnrMonthState *self)
{
  if (self == NULL)
    return;

  g_string_chunk_free (self->strings);
  g_clear_pointer (&self->care, enr_care_month_free);
  g_clear_pointer (&self->statistics, enr_monthly_statistics_free);
  g_array_unref (self->items);
  g_array_unref (self->differences);
  enr_month_closing_clear (&self->closing);
  g_free (self);
}

const char *
enr_month_item_label (EnrMonthItemKind kind)
{
  switch (kind)
    {
    case ENR_MONTH_DAY_NOT_CLOSED:
      return _ ("Days that are not closed");
    case ENR_MONTH_NO_DEPARTURE:
      return _ ("Departures that are missing");
    case ENR_MONTH_NO_WORD:
      return _ ("Children with nothing recorded");
    case ENR_MONTH_MISMATCH:
      return _ ("Sight checks that do not fit");
    case ENR_MONTH_NO_RULE:
      return _ ("Attendance for which no rule holds");
    case ENR_MONTH_DRAFT_CHARGE:
      return _ ("Charges nobody has confirmed");
    case ENR_MONTH_OTHER_CHARGE:
      return _ ("Decisions that would be others now");
    case ENR_MONTH_N_ITEMS:
    default:
      g_return_val_if_reached ("");
    }
}

static void
add_item (EnrMonthState *self,
          EnrMonthItemKind kind,
          EnrDate day,
          const EnrUuid *child,
          const char *name)
{
  EnrMonthItem item = { kind, day, child != NULL ? *child : enr_uuid_none,
                        g_string_chunk_insert_const (self->strings, name) };

  g_array_append_val (self->items, item);
  self->counts[kind]++;
}

static gboolean
check_day (EnrMonthState *self, EnrDb *db, EnrDate date, GError **error)
{
  g_autoptr (EnrDay) day = enr_day_load (db, date, NULL, error);
  g_autoptr (GArray) unresolved = NULL;
  EnrDayCounts counts;

  if (day == NULL)
    return FALSE;
  counts = enr_day_count (day, G_MAXUINT);
  if (day->closed_name != NULL && counts.arrived == 0)
    return TRUE;

  self->n_days++;
  if (day->closed_at == ENR_INSTANT_NONE)
    add_item (self, ENR_MONTH_DAY_NOT_CLOSED, date, NULL, "");
  unresolved = enr_day_unresolved (day);
  for (guint i = 0; i < unresolved->len; i++)
    {
      static const EnrMonthItemKind kinds[] = {
        [ENR_UNRESOLVED_NO_WORD] = ENR_MONTH_NO_WORD,
        [ENR_UNRESOLVED_NO_DEPARTURE] = ENR_MONTH_NO_DEPARTURE,
        [ENR_UNRESOLVED_MISMATCH] = ENR_MONTH_MISMATCH,
      };
      const EnrUnresolved *item = &g_array_index (unresolved, EnrUnresolved, i);
      const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, item->child);

      add_item (self, kinds[item->kind], date, &child->child_id, child->name);
    }
  return TRUE;
}

static void
check_charges (EnrMonthState *self)
{
  const EnrCareMonth *care = self->care;

  for (guint i = 0; i < care->charges->len; i++)
    {
      const EnrCharge *charge = &g_array_index (care->charges, EnrCharge, i);
      const char *name
          = g_array_index (care->attendance->children, EnrMonthChild, charge->child).name;

      if (charge->state == ENR_CHARGE_COMPUTED)
        add_item (self, ENR_MONTH_DRAFT_CHARGE, charge->day, &charge->child_id, name);
      if (charge->differs)
        add_item (self, ENR_MONTH_OTHER_CHARGE, charge->day, &charge->child_id, name);
    }
}

static void
check_rules (EnrMonthState *self)
{
  const EnrMonth *month = self->care->attendance;

  if (self->care->rules->len == 0)
    return;
  for (guint i = 0; i < month->children->len; i++)
    {
      const EnrMonthChild *child = &g_array_index (month->children, EnrMonthChild, i);

      for (int day = 0; day < month->n_days; day++)
        if (child->cells[day].state == ENR_CELL_PRESENT
            && !enr_care_month_has_rule (self->care, i, month->first + day))
          {
            add_item (self, ENR_MONTH_NO_RULE, month->first + day, &child->child_id, child->name);
            break; /* once for the child: it is the certification that is missing */
          }
    }
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const EnrMonthItem *one = a;
  const EnrMonthItem *other = b;

  if (one->kind != other->kind)
    return (int) one->kind - (int) other->kind;
  return one->day != other->day ? (one->day > other->day) - (one->day < other->day)
                                : strcmp (one->name, other->name);
}

static gboolean
load_checklist (EnrMonthState *self, EnrDb *db, GError **error)
{
  const EnrMonth *month = self->care->attendance;
  EnrDate today = enr_clock_today ();

  for (int day = 0; day < month->n_days && month->first + day <= today; day++)
    if (!check_day (self, db, month->first + day, error))
      return FALSE;
  check_charges (self);
  check_rules (self);
  g_array_sort (self->items, compare_items);
  return TRUE;
}

static guint
find_child (const EnrMonthState *self, const EnrUuid *id)
{
  const GArray *children = self->care->attendance->children;

  for (guint i = 0; i < children->len; i++)
    if (enr_uuid_equal (&g_array_index (children, EnrMonthChild, i).child_id, id))
      return i;
  return G_MAXUINT;
}

GArray *
enr_month_state_load_closed (EnrMonthState *self, EnrDb *db, GError **error)
{
  g_autofree char *month = enr_month_dup_key (self->care->attendance->first);
  g_autoptr (GArray) charges = NULL;
  g_auto (EnrStmt) st = { 0 };
  int rc;

  if (self->closing.revision == 0)
    return NULL;

  charges = g_array_new (FALSE, TRUE, sizeof (EnrCharge));
  st = enr_stmt (db, SQL_CHARGES);
  enr_bind_text (&st, ":month", month);
  enr_bind_int (&st, ":revision", self->closing.revision);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrCharge charge = { 0 };

      charge.child_id = enr_column_uuid (&st, 0);
      charge.child = find_child (self, &charge.child_id);
      charge.day = enr_column_date (&st, 1);
      charge.kind
          = g_str_equal (enr_column_text (&st, 2), "month") ? ENR_CHARGE_MONTH : ENR_CHARGE_DAY;
      charge.family_id = enr_column_uuid (&st, 3);
      enr_charge_state_from_key (enr_column_text (&st, 4), &charge.state);
      charge.minutes = charge.now_minutes = enr_column_int (&st, 5);
      charge.units = charge.now_units = enr_column_int (&st, 6);
      charge.computed = enr_column_int (&st, 7);
      charge.amount = charge.now_amount = enr_column_int (&st, 8);
      charge.parts = charge.now_parts
          = g_string_chunk_insert_const (self->strings, enr_column_text (&st, 9));
      charge.reason = g_string_chunk_insert_const (self->strings, enr_column_text (&st, 10));
      g_array_append_val (charges, charge);
    }
  return rc == 0 ? g_steal_pointer (&charges) : NULL;
}

static const char *
child_name (EnrMonthState *self, EnrDb *db, const EnrCharge *charge)
{
  g_auto (EnrStmt) st = { 0 };
  g_autofree char *name = NULL;

  if (charge->child != G_MAXUINT)
    return g_array_index (self->care->attendance->children, EnrMonthChild, charge->child).name;

  /* No longer enrolled in that month. */
  st = enr_stmt (db, SQL_CHILD_NAME);
  enr_bind_uuid (&st, ":id", &charge->child_id);
  if (enr_stmt_step (&st, NULL) > 0)
    name = g_strdup_printf ("%s %s", enr_column_text (&st, 0), enr_column_text (&st, 1));
  return g_string_chunk_insert_const (self->strings, name != NULL ? name : "");
}

static void
add_difference (EnrMonthState *self, const char *name, EnrDate day, gint64 closed, gint64 now)
{
  EnrMonthDifference difference = { name, day, closed, now };

  g_array_append_val (self->differences, difference);
}

static gboolean
compare_charges (EnrMonthState *self, EnrDb *db, GError **error)
{
  g_autoptr (GArray) closed = enr_month_state_load_closed (self, db, error);
  const GArray *charges = self->care->charges;

  if (closed == NULL)
    return FALSE;
  for (guint i = 0; i < closed->len; i++)
    {
      const EnrCharge *then = &g_array_index (closed, EnrCharge, i);
      const EnrCharge *now
          = enr_care_month_find (self->care, &then->child_id, then->day, then->kind);

      if (now == NULL || now->amount != then->amount || now->minutes != then->minutes
          || now->state != then->state)
        add_difference (self, child_name (self, db, then), then->day, then->amount,
                        now != NULL ? now->amount : 0);
    }
  for (guint i = 0; i < charges->len; i++)
    {
      const EnrCharge *now = &g_array_index (charges, EnrCharge, i);
      gboolean is_new = TRUE;

      for (guint k = 0; k < closed->len && is_new; k++)
        {
          const EnrCharge *then = &g_array_index (closed, EnrCharge, k);

          is_new = then->day != now->day || then->kind != now->kind
                   || !enr_uuid_equal (&then->child_id, &now->child_id);
        }
      if (is_new)
        add_difference (self, child_name (self, db, now), now->day, 0, now->amount);
    }
  return TRUE;
}

static void
add_figure (const char *name, gint64 closed, gint64 now, gpointer data)
{
  EnrMonthState *self = data;

  add_difference (self, g_string_chunk_insert_const (self->strings, name), ENR_DATE_NONE, closed,
                  now);
}

static gboolean
compare_figures (EnrMonthState *self, EnrDb *db, GError **error)
{
  g_autoptr (GArray) closed
      = enr_month_figures_read (db, self->care->attendance->first, self->closing.revision, error);

  if (closed != NULL)
    enr_month_figures_compare (closed, self->statistics, add_figure, self);
  return closed != NULL;
}

static gboolean
load_closing (EnrMonthState *self, EnrDb *db, GError **error)
{
  guint8 digest[ENR_CARE_DIGEST_LENGTH];

  if (!enr_month_closing_read (db, self->care->attendance->first, &self->closing, error))
    return FALSE;
  if (self->closing.revision == 0)
    return TRUE;
  if (!compare_charges (self, db, error) || !compare_figures (self, db, error))
    return FALSE;
  enr_care_month_digest (self->care, digest);
  self->has_changed
      = self->differences->len > 0 || memcmp (digest, self->closing.inputs, sizeof digest) != 0;
  return TRUE;
}

EnrMonthState *
enr_month_state_load (EnrDb *db, EnrDate first, GError **error)
{
  g_autoptr (EnrMonthState) self = g_new0 (EnrMonthState, 1);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  self->strings = g_string_chunk_new (4096);
  self->items = g_array_new (FALSE, FALSE, sizeof (EnrMonthItem));
  self->differences = g_array_new (FALSE, FALSE, sizeof (EnrMonthDifference));
  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  self->care = enr_care_month_load (db, first, NULL, error);
  self->statistics
      = self->care != NULL ? enr_monthly_statistics_new (db, self->care->attendance, error) : NULL;
  if (self->statistics == NULL)
    return NULL;
  enr_month_add_bands (self->statistics, self->care);
  if (!load_checklist (self, db, error) || !load_closing (self, db, error))
    return NULL;
  return g_steal_pointer (&self);
}
