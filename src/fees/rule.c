/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "fees/rule.h"

#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "base/text.h"
#include "nursery/error.h"

#define COLUMNS                                                                                    \
  "id, name, first_day, last_day, certifications, care_hours, weekdays, contract, basis, "         \
  "rounding, is_summed, daily_cap, monthly_cap, monthly_price, second_percent, third_percent, "    \
  "exempt_percent"

ENR_SQL (SQL_INSERT,
         "INSERT INTO care_rule (" COLUMNS ") VALUES (:id, :name, :first, :last, :certifications, "
         ":care_hours, :weekdays, :contract, :basis, :rounding, :is_summed, :daily_cap, "
         ":monthly_cap, :monthly_price, :second, :third, :exempt)");
ENR_SQL (SQL_UPDATE,
         "UPDATE care_rule SET name = :name, first_day = :first, last_day = :last, "
         "certifications = :certifications, care_hours = :care_hours, weekdays = :weekdays, "
         "contract = :contract, basis = :basis, rounding = :rounding, is_summed = :is_summed, "
         "daily_cap = :daily_cap, monthly_cap = :monthly_cap, monthly_price = :monthly_price, "
         "second_percent = :second, third_percent = :third, exempt_percent = :exempt "
         "WHERE id = :id AND removed_at IS NULL");
ENR_SQL (SQL_LIST,
         "SELECT " COLUMNS " FROM care_rule WHERE removed_at IS NULL "
         "AND (:last IS NULL OR first_day <= :last) "
         "AND (:first IS NULL OR last_day IS NULL OR last_day >= :first) "
         "ORDER BY first_day, name, id");
ENR_SQL (SQL_BANDS,
         "SELECT kind, first, last, stay, grace, unit, price FROM care_band WHERE rule_id = :rule "
         "ORDER BY position");
ENR_SQL (SQL_ADD_BAND,
         "INSERT INTO care_band (rule_id, position, kind, first, last, stay, grace, unit, price) "
         "VALUES (:rule, :position, :kind, :first, :last, :stay, :grace, :unit, :price)");
ENR_SQL (SQL_DROP_BANDS, "DELETE FROM care_band WHERE rule_id = :rule");
ENR_SQL (SQL_REMOVE,
         "UPDATE care_rule SET removed_at = :now WHERE id = :id AND removed_at IS NULL");
ENR_SQL (SQL_END,
         "UPDATE care_rule SET last_day = :last WHERE id = :id AND removed_at IS NULL "
         "AND first_day <= :last");

static const char *const band_keys[] = { "before", "after", "stay" };
static const char *const basis_keys[] = { "actual", "planned", "later" };
static const char *const contract_keys[] = { "", "spot", "monthly" };

static int
find_key (const char *const *keys, gsize n_keys, const char *key)
{
  for (gsize i = 0; i < n_keys; i++)
    if (g_strcmp0 (keys[i], key) == 0)
      return (int) i;
  return -1;
}

const char *
enr_band_kind_key (EnrBandKind kind)
{
  return band_keys[kind];
}

const char *
enr_care_basis_key (EnrCareBasis basis)
{
  return basis_keys[basis];
}

const char *
enr_care_contract_key (EnrCareContract contract)
{
  return contract_keys[contract];
}

gboolean
enr_care_basis_from_key (const char *key, EnrCareBasis *basis)
{
  int found = find_key (basis_keys, G_N_ELEMENTS (basis_keys), key);

  *basis = MAX (0, found);
  return found >= 0;
}

gboolean
enr_care_contract_from_key (const char *key, EnrCareContract *contract)
{
  int found = find_key (contract_keys, G_N_ELEMENTS (contract_keys), key);

  *contract = MAX (0, found);
  return found >= 0;
}

EnrCareRule *
enr_care_rule_new (void)
{
  EnrCareRule *self = g_new0 (EnrCareRule, 1);

  self->name = g_strdup ("");
  self->first = self->last = ENR_DATE_NONE;
  self->certifications = 0xf;
  self->weekdays = 0x7f;
  self->daily_cap = self->monthly_cap = ENR_CARE_NO_CAP;
  self->second_percent = self->third_percent = 100;
  return self;
}

EnrCareRule *
enr_care_rule_copy (const EnrCareRule *self)
{
  EnrCareRule *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  return copy;
}

void
enr_care_rule_free (EnrCareRule *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
check_band (const EnrCareBand *band, GError **error)
{
  if (band->first < 0 || band->last > ENR_MINUTES_MAX)
    return refuse (error, _ ("Times of a rule are between 0:00 and 27:00."));
  if (band->first >= band->last)
    {
      char from[6], to[6];

      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                   /* Translators: two times of day */
                   _ ("The window %s to %s ends before it begins."),
                   enr_minutes_format (band->first, from), enr_minutes_format (band->last, to));
      return FALSE;
    }
  if (band->price < 0 || band->price > 999999)
    {
      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                   _ ("%d is not a price: it is 0 to 999,999 yen for a unit."), band->price);
      return FALSE;
    }
  if (band->unit < 0 || band->unit > ENR_MINUTES_MAX)
    return refuse (error, _ ("A unit has 1 minute or more; 0 charges once for the whole window."));
  if (band->grace < 0 || band->grace > 240)
    return refuse (error, _ ("The grace is 0 to 240 minutes."));
  if (band->kind == ENR_BAND_STAY && (band->stay < 0 || band->stay > ENR_MINUTES_MAX))
    return refuse (error, _ ("The length of stay that is free is 0 minutes to 27 hours."));
  return TRUE;
}

static gboolean
check_bands (const EnrCareRule *self, GError **error)
{
  for (guint i = 0; i < self->n_bands; i++)
    {
      const EnrCareBand *band = &self->bands[i];

      if (!check_band (band, error))
        return FALSE;
      for (guint k = 0; k < i; k++)
        {
          const EnrCareBand *other = &self->bands[k];

          if (band->first < other->last && other->first < band->last)
            return refuse (error,
                           _ ("Two windows of the rule overlap: the same minutes would be charged "
                              "twice."));
          if (self->is_summed && (band->unit != other->unit || band->price != other->price))
            return refuse (error,
                           _ ("Minutes can be added only where all windows have the same unit and "
                              "price."));
        }
    }
  return TRUE;
}

static gboolean
is_percent (int value)
{
  return value >= 0 && value <= 100;
}

static gboolean
is_yen (int value)
{
  return value >= 0 && value <= 9999999;
}

gboolean
enr_care_rule_check (const EnrCareRule *self, GError **error)
{
  if (enr_text_is_blank (self->name))
    return refuse (error, _ ("The rule needs a name."));
  if (self->first == ENR_DATE_NONE)
    return refuse (error, _ ("The rule needs a first day."));
  if (self->last != ENR_DATE_NONE && self->last < self->first)
    return refuse (error, _ ("The rule ends before it begins."));
  if ((self->certifications & 0xf) == 0 || (self->weekdays & 0x7f) == 0)
    return refuse (error, _ ("The rule holds for nobody: choose a certification and a weekday."));
  if (self->n_bands == 0 && self->monthly_price == 0)
    return refuse (error, _ ("The rule charges nothing: it needs a window."));
  if (!is_yen (self->monthly_price)
      || (self->daily_cap != ENR_CARE_NO_CAP && !is_yen (self->daily_cap))
      || (self->monthly_cap != ENR_CARE_NO_CAP && !is_yen (self->monthly_cap)))
    return refuse (error, _ ("Amounts are 0 to 9,999,999 yen."));
  if (self->monthly_price > 0 && self->contract != ENR_CONTRACT_MONTHLY)
    return refuse (error, _ ("A monthly price goes with rules for monthly contracts only."));
  if (!is_percent (self->second_percent) || !is_percent (self->third_percent)
      || !is_percent (self->exempt_percent))
    return refuse (error, _ ("Reduced prices are 0 to 100 per cent."));
  return check_bands (self, error);
}

gboolean
enr_care_rules_meet (const EnrCareRule *a, const EnrCareRule *b)
{
  return (a->last == ENR_DATE_NONE || a->last >= b->first)
         && (b->last == ENR_DATE_NONE || b->last >= a->first)
         && (a->certifications & b->certifications) != 0 && (a->weekdays & b->weekdays) != 0
         && (a->care_hours == ENR_CARE_NONE || b->care_hours == ENR_CARE_NONE
             || a->care_hours == b->care_hours)
         && (a->contract == ENR_CONTRACT_ANY || b->contract == ENR_CONTRACT_ANY
             || a->contract == b->contract);
}

gboolean
enr_care_rule_holds (const EnrCareRule *self,
                     EnrDate day,
                     EnrCertificationKind certification,
                     EnrCareHours care_hours,
                     EnrCareContract contract)
{
  return day >= self->first && (self->last == ENR_DATE_NONE || day <= self->last)
         && (self->certifications & (1u << certification)) != 0
         && (self->weekdays & (1u << enr_date_weekday (day))) != 0
         && (self->care_hours == ENR_CARE_NONE || self->care_hours == care_hours)
         && (self->contract == ENR_CONTRACT_ANY || self->contract == contract);
}

static gboolean
load_bands (EnrDb *db, EnrCareRule *rule, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_BANDS);
  int rc;

  enr_bind_uuid (&st, ":rule", &rule->id);
  while ((rc = enr_stmt_step (&st, error)) > 0 && rule->n_bands < ENR_CARE_BANDS_MAX)
    {
      EnrCareBand *band = &rule->bands[rule->n_bands++];

      band->kind = find_key (band_keys, G_N_ELEMENTS (band_keys), enr_column_text (&st, 0));
      band->first = enr_column_int (&st, 1);
      band->last = enr_column_int (&st, 2);
      band->stay = enr_column_int (&st, 3);
      band->grace = enr_column_int (&st, 4);
      band->unit = enr_column_int (&st, 5);
      band->price = enr_column_int (&st, 6);
    }
  return rc >= 0;
}

static int
column_cap (EnrStmt *st, int column)
{
  return enr_column_is_null (st, column) ? ENR_CARE_NO_CAP : (int) enr_column_int (st, column);
}

GPtrArray *
enr_care_rule_list (EnrDb *db, EnrDate first, EnrDate last, GError **error)
{
  g_autoptr (GPtrArray) rules
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_care_rule_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);
  int rc;

  enr_bind_date (&st, ":first", first);
  enr_bind_date (&st, ":last", last);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrCareRule *rule = g_new0 (EnrCareRule, 1);

      g_ptr_array_add (rules, rule);
      rule->id = enr_column_uuid (&st, 0);
      rule->name = enr_column_dup_text (&st, 1);
      rule->first = enr_column_date (&st, 2);
      rule->last = enr_column_date (&st, 3);
      rule->certifications = enr_column_int (&st, 4);
      rule->care_hours = enr_care_hours_from_key (enr_column_text (&st, 5));
      rule->weekdays = enr_column_int (&st, 6);
      enr_care_contract_from_key (enr_column_text (&st, 7), &rule->contract);
      enr_care_basis_from_key (enr_column_text (&st, 8), &rule->basis);
      rule->is_rounded_down = g_str_equal (enr_column_text (&st, 9), "down");
      rule->is_summed = enr_column_int (&st, 10);
      rule->daily_cap = column_cap (&st, 11);
      rule->monthly_cap = column_cap (&st, 12);
      rule->monthly_price = enr_column_int (&st, 13);
      rule->second_percent = enr_column_int (&st, 14);
      rule->third_percent = enr_column_int (&st, 15);
      rule->exempt_percent = enr_column_int (&st, 16);
      if (!load_bands (db, rule, error))
        return NULL;
    }
  return rc == 0 ? g_steal_pointer (&rules) : NULL;
}

static gboolean
refuse_meeting (EnrDb *db, const EnrCareRule *self, GError **error)
{
  g_autoptr (GPtrArray) rules = enr_care_rule_list (db, self->first, self->last, error);

  if (rules == NULL)
    return FALSE;
  for (guint i = 0; i < rules->len; i++)
    {
      const EnrCareRule *other = g_ptr_array_index (rules, i);
      g_autofree char *from = NULL;
      g_autofree char *to = NULL;

      if (enr_uuid_equal (&other->id, &self->id) || !enr_care_rules_meet (self, other))
        continue;
      from = enr_date_dup_era (other->first);
      to = other->last != ENR_DATE_NONE ? enr_date_dup_era (other->last) : g_strdup ("");
      g_set_error (
          error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
          /* Translators: a rule's name, its first day, and its last day or nothing */
          _ ("The rule “%s” (%s – %s) holds for the same children on the same days. End it "
             "first, or choose other days, certifications or hours."),
          other->name, from, to);
      return FALSE;
    }
  return TRUE;
}

static gboolean
save_bands (EnrDb *db, const EnrCareRule *self, GError **error)
{
  g_auto (EnrStmt) drop = enr_stmt (db, SQL_DROP_BANDS);

  enr_bind_uuid (&drop, ":rule", &self->id);
  if (!enr_stmt_run (&drop, error))
    return FALSE;
  for (guint i = 0; i < self->n_bands; i++)
    {
      const EnrCareBand *band = &self->bands[i];
      g_auto (EnrStmt) st = enr_stmt (db, SQL_ADD_BAND);

      enr_bind_uuid (&st, ":rule", &self->id);
      enr_bind_int (&st, ":position", i);
      enr_bind_text (&st, ":kind", band_keys[band->kind]);
      enr_bind_int (&st, ":first", band->first);
      enr_bind_int (&st, ":last", band->last);
      if (band->kind == ENR_BAND_STAY)
        enr_bind_int (&st, ":stay", band->stay);
      enr_bind_int (&st, ":grace", band->grace);
      enr_bind_int (&st, ":unit", band->unit);
      enr_bind_int (&st, ":price", band->price);
      if (!enr_stmt_run (&st, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save_rule (EnrDb *db, const EnrCareRule *self, gboolean is_new, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, is_new ? SQL_INSERT : SQL_UPDATE);
  g_autofree char *name = enr_text_tidy (self->name);

  enr_bind_uuid (&st, ":id", &self->id);
  enr_bind_text (&st, ":name", name);
  enr_bind_date (&st, ":first", self->first);
  enr_bind_date (&st, ":last", self->last);
  enr_bind_int (&st, ":certifications", self->certifications);
  enr_bind_text (&st, ":care_hours", enr_care_hours_key (self->care_hours));
  enr_bind_int (&st, ":weekdays", self->weekdays);
  enr_bind_text (&st, ":contract", contract_keys[self->contract]);
  enr_bind_text (&st, ":basis", basis_keys[self->basis]);
  enr_bind_text (&st, ":rounding", self->is_rounded_down ? "down" : "up");
  enr_bind_int (&st, ":is_summed", self->is_summed);
  if (self->daily_cap != ENR_CARE_NO_CAP)
    enr_bind_int (&st, ":daily_cap", self->daily_cap);
  if (self->monthly_cap != ENR_CARE_NO_CAP)
    enr_bind_int (&st, ":monthly_cap", self->monthly_cap);
  enr_bind_int (&st, ":monthly_price", self->monthly_price);
  enr_bind_int (&st, ":second", self->second_percent);
  enr_bind_int (&st, ":third", self->third_percent);
  enr_bind_int (&st, ":exempt", self->exempt_percent);
  if (!enr_stmt_run (&st, error))
    return FALSE;
  if (enr_stmt_changes (&st) == 0)
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                           _ ("There is no such rule."));
      return FALSE;
    }
  return save_bands (db, self, error);
}

gboolean
enr_care_rule_save (EnrDb *db, const EnrActor *actor, EnrCareRule *self, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrUuid id = self->id;
  gboolean is_new = enr_uuid_is_none (&id);

  if (!enr_care_rule_check (self, error))
    return FALSE;
  if (is_new)
    self->id = enr_uuid_new ();
  if (enr_txn_begin (&txn, db, actor, NULL, error) && refuse_meeting (db, self, error)
      && save_rule (db, self, is_new, error) && enr_txn_commit (&txn, error))
    return TRUE;

  self->id = id;
  return FALSE;
}

gboolean
enr_care_rule_end (EnrDb *db,
                   const EnrActor *actor,
                   const EnrUuid *id,
                   EnrDate last,
                   GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, last == ENR_DATE_NONE ? SQL_REMOVE : SQL_END);

    enr_bind_uuid (&st, ":id", id);
    if (last == ENR_DATE_NONE)
      enr_bind_instant (&st, ":now", enr_clock_now ());
    else
      enr_bind_date (&st, ":last", last);
    if (!enr_stmt_run (&st, error))
      return FALSE;
    if (enr_stmt_changes (&st) == 0)
      {
        g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                             _ ("There is no such rule, or it begins after that day."));
        return FALSE;
      }
  }
  return enr_txn_commit (&txn, error);
}
