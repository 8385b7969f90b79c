/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "month/fee-month.h"

#include <string.h>

#include "base/text.h"
#include "month/bank.h"
#include "month/month-private.h"

ENR_SQL (SQL_CHILD,
         "SELECT family_name, given_name, family_kana, given_kana, birth_date "
         "FROM child WHERE id = :id");
ENR_SQL (SQL_CHILDREN,
         "SELECT family_name, given_name FROM child WHERE family_id = :id "
         "AND removed_at IS NULL ORDER BY birth_date, id");
ENR_SQL (SQL_FAMILY,
         "SELECT f.postal_code, f.address, coalesce((SELECT p.name FROM contact p "
         "  WHERE p.family_id = f.id AND p.is_guardian AND p.removed_at IS NULL "
         "  ORDER BY p.position, p.id LIMIT 1), '') FROM family f WHERE f.id = :id");

static void
family_clear (gpointer data)
{
  g_array_unref (((EnrFeeFamily *) data)->children);
}

void
enr_fee_month_free (EnrFeeMonth *self)
{
  if (self == NULL)
    return;

  g_string_chunk_free (self->strings);
  g_clear_pointer (&self->state, enr_month_state_free);
  g_clear_pointer (&self->facility, enr_facility_free);
  g_clear_pointer (&self->bills, enr_bill_list_free);
  g_clear_pointer (&self->charges, g_array_unref);
  g_array_unref (self->children);
  g_array_unref (self->families);
  g_free (self);
}

/* The month's charges and that it is closed; the checklist and the figures are much more work, and
 * no paper of fees has them. */
static EnrMonthState *
load_state (EnrDb *db, EnrDate first, GError **error)
{
  g_autoptr (EnrMonthState) state = g_new0 (EnrMonthState, 1);

  state->strings = g_string_chunk_new (4096);
  state->items = g_array_new (FALSE, FALSE, sizeof (EnrMonthItem));
  state->differences = g_array_new (FALSE, FALSE, sizeof (EnrMonthDifference));
  state->care = enr_care_month_load (db, first, NULL, error);
  if (state->care == NULL
      || !enr_month_closing_read (db, state->care->attendance->first, &state->closing, error))
    return NULL;
  return g_steal_pointer (&state);
}

static const char *
keep (EnrFeeMonth *self, const char *text)
{
  return g_string_chunk_insert_const (self->strings, text);
}

static const EnrMonthChild *
get_row (const EnrFeeMonth *self, guint row)
{
  return &g_array_index (self->state->care->attendance->children, EnrMonthChild, row);
}

static int
compare_charges (gconstpointer a, gconstpointer b)
{
  const EnrCharge *one = a;
  const EnrCharge *other = b;
  int order;

  if (one->child != other->child)
    return one->child > other->child ? 1 : -1;
  order = memcmp (&one->child_id, &other->child_id, sizeof (EnrUuid));
  if (order != 0)
    return order;
  if (one->kind != other->kind)
    return one->kind == ENR_CHARGE_MONTH ? -1 : 1;
  return one->day - other->day;
}

static gboolean
load_charges (EnrFeeMonth *self, EnrDb *db, GError **error)
{
  const GArray *present = self->state->care->charges;

  self->is_draft = self->state->closing.revision == 0;
  if (self->is_draft)
    {
      self->charges = g_array_new (FALSE, FALSE, sizeof (EnrCharge));
      g_array_append_vals (self->charges, present->data, present->len);
    }
  else
    self->charges = enr_month_state_load_closed (self->state, db, error);
  if (self->charges == NULL)
    return FALSE;
  g_array_sort (self->charges, compare_charges);
  return TRUE;
}

/* Who was charged, and is not in the month's attendance any more. */
static gboolean
load_stranger (EnrFeeMonth *self, EnrDb *db, EnrFeeChild *child, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CHILD);
  g_autofree char *name = NULL;
  g_autofree char *kana = NULL;
  int rc;

  enr_bind_uuid (&st, ":id", &child->child_id);
  rc = enr_stmt_step (&st, error);
  if (rc < 0)
    return FALSE;
  child->name = child->kana = child->class_name = "";
  if (rc == 0)
    return TRUE;
  name = g_strdup_printf ("%s %s", enr_column_text (&st, 0), enr_column_text (&st, 1));
  kana = g_strdup_printf ("%s %s", enr_column_text (&st, 2), enr_column_text (&st, 3));
  child->name = keep (self, name);
  child->kana = keep (self, kana);
  child->birth_date = enr_column_date (&st, 4);
  return TRUE;
}

static void
fill_child (EnrFeeMonth *self, EnrFeeChild *child)
{
  const EnrMonth *month = self->state->care->attendance;
  const EnrMonthChild *row = get_row (self, child->row);

  child->name = row->name;
  child->kana = row->kana;
  child->birth_date = row->birth_date;
  child->class_name = row->class_index < month->classes->len
                          ? g_array_index (month->classes, EnrDayClass, row->class_index).name
                          : "";
}

static void
count_charge (EnrFeeChild *child, const EnrCharge *charge)
{
  if (charge->kind == ENR_CHARGE_MONTH)
    child->monthly += charge->amount;
  else
    {
      child->daily += charge->amount;
      child->n_days++;
      child->minutes += (guint) charge->minutes;
    }
  child->n_adjusted += charge->state == ENR_CHARGE_ADJUSTED;
  child->n_excluded += charge->state == ENR_CHARGE_EXCLUDED;
}

static gboolean
load_children (EnrFeeMonth *self, EnrDb *db, GError **error)
{
  for (guint i = 0; i < self->charges->len;)
    {
      const EnrCharge *first = &g_array_index (self->charges, EnrCharge, i);
      EnrFeeChild child = { .child_id = first->child_id,
                            .family_id = first->family_id,
                            .row = first->child,
                            .first_charge = i };

      if (child.row != G_MAXUINT)
        fill_child (self, &child);
      else if (!load_stranger (self, db, &child, error))
        return FALSE;
      for (; i < self->charges->len; i++)
        {
          const EnrCharge *charge = &g_array_index (self->charges, EnrCharge, i);

          if (!enr_uuid_equal (&charge->child_id, &child.child_id))
            break;
          count_charge (&child, charge);
          child.n_charges++;
        }
      g_array_append_val (self->children, child);
    }
  return TRUE;
}

static EnrFeeFamily *
find_family (EnrFeeMonth *self, const EnrUuid *id)
{
  EnrFeeFamily family = { .family_id = *id };

  for (guint i = 0; i < self->families->len; i++)
    {
      EnrFeeFamily *known = &g_array_index (self->families, EnrFeeFamily, i);

      if (enr_uuid_equal (&known->family_id, id))
        return known;
    }
  family.children = g_array_new (FALSE, FALSE, sizeof (guint));
  family.bill = enr_bill_list_find (self->bills, id);
  g_array_append_val (self->families, family);
  return &g_array_index (self->families, EnrFeeFamily, self->families->len - 1);
}

static void
join_families (EnrFeeMonth *self, const EnrUuid *only)
{
  for (guint i = 0; i < self->children->len; i++)
    {
      const EnrFeeChild *child = &g_array_index (self->children, EnrFeeChild, i);
      EnrFeeFamily *family;

      if (only != NULL && !enr_uuid_equal (only, &child->family_id))
        continue;
      family = find_family (self, &child->family_id);
      g_array_append_val (family->children, i);
      family->total += child->monthly + child->daily;
    }
  for (guint i = 0; i < self->bills->bills->len; i++)
    {
      const EnrBill *bill = &g_array_index (self->bills->bills, EnrBill, i);

      if (only == NULL || enr_uuid_equal (only, &bill->family_id))
        find_family (self, &bill->family_id);
    }
  if (only != NULL)
    find_family (self, only);
}

static int
compare_ages (gconstpointer a, gconstpointer b, gpointer data)
{
  const GArray *children = data;
  const EnrFeeChild *one = &g_array_index (children, EnrFeeChild, *(const guint *) a);
  const EnrFeeChild *other = &g_array_index (children, EnrFeeChild, *(const guint *) b);

  if (one->birth_date != other->birth_date)
    return one->birth_date > other->birth_date ? 1 : -1;
  return memcmp (&one->child_id, &other->child_id, sizeof (EnrUuid));
}

/* "青木 朝陽・凛": who was charged; a family without charges has all its children. */
static gboolean
name_family (EnrFeeMonth *self, EnrDb *db, EnrFeeFamily *family, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;

  for (guint i = 0; i < family->children->len; i++)
    {
      guint index = g_array_index (family->children, guint, i);

      g_ptr_array_add (names, g_strdup (g_array_index (self->children, EnrFeeChild, index).name));
    }
  if (names->len == 0)
    {
      g_auto (EnrStmt) st = enr_stmt (db, SQL_CHILDREN);
      int rc;

      enr_bind_uuid (&st, ":id", &family->family_id);
      while ((rc = enr_stmt_step (&st, error)) > 0)
        g_ptr_array_add (
            names, g_strdup_printf ("%s %s", enr_column_text (&st, 0), enr_column_text (&st, 1)));
      if (rc < 0)
        return FALSE;
    }
  g_ptr_array_add (names, NULL);
  joined = enr_bill_dup_names ((const char *const *) names->pdata);
  family->title = keep (self, joined);
  return TRUE;
}

static gboolean
load_address (EnrFeeMonth *self, EnrDb *db, EnrFeeFamily *family, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_FAMILY);
  int rc;

  family->postal_code = family->address = family->guardian = "";
  enr_bind_uuid (&st, ":id", &family->family_id);
  rc = enr_stmt_step (&st, error);
  if (rc <= 0)
    return rc == 0;
  family->postal_code = keep (self, enr_column_text (&st, 0));
  family->address = keep (self, enr_column_text (&st, 1));
  family->guardian = keep (self, enr_column_text (&st, 2));
  return TRUE;
}

/* The number's last digits tell the family which account it is, and a stranger nothing. */
static gboolean
load_account (EnrFeeMonth *self, EnrDb *db, EnrFeeFamily *family, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (EnrBankAccount) account = enr_bank_account_load (db, &family->family_id, &local_error);
  g_autofree char *text = NULL;
  g_autofree char *wide = NULL;

  family->account = "";
  if (account == NULL && local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (account == NULL)
    return TRUE;
  text = g_strdup_printf ("%s %s %s ****%s", account->account.bank_name,
                          account->account.branch_name,
                          account->account.kind == 1   ? "普通"
                          : account->account.kind == 2 ? "当座"
                                                       : "",
                          account->account.number + ENR_ZENGIN_NUMBER - 3);
  wide = enr_text_tidy (text); /* half-width kana are for the bank */
  family->account = keep (self, wide);
  return TRUE;
}

static const char *
family_kana (const EnrFeeMonth *self, const EnrFeeFamily *family)
{
  if (family->children->len > 0)
    return g_array_index (self->children, EnrFeeChild, g_array_index (family->children, guint, 0))
        .kana;
  return family->bill != NULL ? family->bill->kana : "";
}

static int
compare_families (gconstpointer a, gconstpointer b, gpointer data)
{
  const EnrFeeFamily *one = a;
  const EnrFeeFamily *other = b;
  int order = strcmp (family_kana (data, one), family_kana (data, other));

  return order != 0 ? order : memcmp (&one->family_id, &other->family_id, sizeof (EnrUuid));
}

static gboolean
load_families (EnrFeeMonth *self, EnrDb *db, const EnrUuid *only, GError **error)
{
  join_families (self, only);
  for (guint i = 0; i < self->families->len; i++)
    {
      EnrFeeFamily *family = &g_array_index (self->families, EnrFeeFamily, i);

      g_array_sort_with_data (family->children, compare_ages, self->children);
      if (!name_family (self, db, family, error) || !load_address (self, db, family, error)
          || !load_account (self, db, family, error))
        return FALSE;
    }
  g_array_sort_with_data (self->families, compare_families, self);
  return TRUE;
}

static void
note_change (EnrFeeMonth *self, const EnrUuid *family_id)
{
  self->has_changed = TRUE;
  for (guint i = 0; i < self->families->len; i++)
    {
      EnrFeeFamily *family = &g_array_index (self->families, EnrFeeFamily, i);

      if (enr_uuid_equal (&family->family_id, family_id))
        family->has_changed = TRUE;
    }
}

static const EnrCharge *
find_closed (const EnrFeeMonth *self, const EnrCharge *charge)
{
  for (guint i = 0; i < self->charges->len; i++)
    {
      const EnrCharge *closed = &g_array_index (self->charges, EnrCharge, i);

      if (closed->day == charge->day && closed->kind == charge->kind
          && enr_uuid_equal (&closed->child_id, &charge->child_id))
        return closed;
    }
  return NULL;
}

/* Only what a family would see: a charge that was confirmed after the closing is the same charge.
 */
static void
compare_with_records (EnrFeeMonth *self)
{
  const EnrCareMonth *care = self->state->care;

  if (self->is_draft)
    return;
  for (guint i = 0; i < self->charges->len; i++)
    {
      const EnrCharge *closed = &g_array_index (self->charges, EnrCharge, i);
      const EnrCharge *now
          = enr_care_month_find (care, &closed->child_id, closed->day, closed->kind);

      if (now == NULL || now->amount != closed->amount || now->minutes != closed->minutes)
        note_change (self, &closed->family_id);
    }
  for (guint i = 0; i < care->charges->len; i++)
    {
      const EnrCharge *now = &g_array_index (care->charges, EnrCharge, i);

      if (find_closed (self, now) == NULL)
        note_change (self, &now->family_id);
    }
}

EnrFeeMonth *
enr_fee_month_load (EnrDb *db, EnrDate first, const EnrUuid *family_id, GError **error)
{
  g_autoptr (EnrFeeMonth) self = g_new0 (EnrFeeMonth, 1);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  self->strings = g_string_chunk_new (1024);
  self->children = g_array_new (FALSE, TRUE, sizeof (EnrFeeChild));
  self->families = g_array_new (FALSE, TRUE, sizeof (EnrFeeFamily));
  g_array_set_clear_func (self->families, family_clear);
  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  self->state = load_state (db, first, error);
  self->facility = self->state != NULL ? enr_facility_load (db, error) : NULL;
  self->bills = self->facility != NULL ? enr_bill_list_load (db, first, error) : NULL;
  if (self->bills == NULL || !load_charges (self, db, error) || !load_children (self, db, error)
      || !load_families (self, db, family_id, error))
    return NULL;
  compare_with_records (self);
  return g_steal_pointer (&self);
}

/* What the working itself says. */
static void
read_working (const EnrCharge *charge, int *arrived, int *left)
{
  g_autoptr (GArray) parts = enr_working_decode (charge->parts);

  *arrived = *left = ENR_MINUTES_NONE;
  for (guint i = 0; i < parts->len; i++)
    {
      const EnrWorkingPart *part = &g_array_index (parts, EnrWorkingPart, i);

      if (part->kind == ENR_PART_BEFORE || part->kind == ENR_PART_STAY)
        *arrived = part->from;
      if (part->kind == ENR_PART_AFTER || part->kind == ENR_PART_STAY)
        *left = part->to;
    }
}

void
enr_fee_month_times (const EnrFeeMonth *self, const EnrCharge *charge, int *arrived, int *left)
{
  const EnrCharge *now
      = enr_care_month_find (self->state->care, &charge->child_id, charge->day, charge->kind);
  const EnrMonthCell *cell;

  if (charge->child == G_MAXUINT || now == NULL || !g_str_equal (now->now_parts, charge->parts))
    {
      read_working (charge, arrived, left);
      return;
    }
  cell = &get_row (self, charge->child)->cells[charge->day - self->state->care->attendance->first];
  *arrived = cell->arrived;
  *left = cell->left;
}
