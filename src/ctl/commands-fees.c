/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * extended-care ...: rules, the month's charges, and what is decided about them.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n.h>

#include "base/yen.h"
#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "fees/care-month.h"
#include "fees/decision.h"
#include "fees/terms.h"
#include "month/closing.h"
#include "nursery/error.h"

/* Wide, so that it is the domain that refuses -1 and says why. */
#define INT_FIRST (-99999999)
#define INT_LAST 99999999

static gboolean
get_int (EnrCtl *self, const char *name, int *value, GError **error)
{
  gint64 wide = *value;

  if (!enr_options_int (self, name, INT_FIRST, INT_LAST, &wide, error))
    return FALSE;
  *value = (int) wide;
  return TRUE;
}

static gboolean
get_care_hours (EnrCtl *self, EnrCareHours *hours, GError **error)
{
  const char *word = enr_options_get (self, "care-hours");

  if (word == NULL)
    return TRUE;
  *hours = enr_care_hours_from_key (word);
  return *hours != ENR_CARE_NONE
         || enr_options_fail (error, _ ("--care-hours is standard, short or education."));
}

static gboolean
get_words (EnrCtl *self, EnrCareRule *rule, GError **error)
{
  const char *basis = enr_options_get (self, "basis");
  const char *rounding = enr_options_get (self, "rounding");
  const char *contract = enr_options_get (self, "contract");

  if (basis != NULL && !enr_care_basis_from_key (basis, &rule->basis))
    return enr_options_fail (error, _ ("--basis is actual, planned or later."));
  if (contract != NULL && !enr_care_contract_from_key (contract, &rule->contract))
    return enr_options_fail (error, _ ("--contract is spot or monthly."));
  if (rounding != NULL && !g_str_equal (rounding, "up") && !g_str_equal (rounding, "down"))
    return enr_options_fail (error, _ ("--rounding is up or down."));
  rule->is_rounded_down = g_strcmp0 (rounding, "down") == 0;
  rule->is_summed = enr_options_has (self, "sum");
  return get_care_hours (self, &rule->care_hours, error);
}

/* "after,20:00,27:00,0,30,300": kind, first, last, grace, unit, price, and for a stay the free
 * minutes. */
static gboolean
parse_band (const char *text, EnrCareBand *band, GError **error)
{
  g_auto (GStrv) cells = g_strsplit (text, ",", -1);
  guint n = g_strv_length (cells);
  int *values[] = { &band->grace, &band->unit, &band->price, &band->stay };

  for (int kind = ENR_BAND_BEFORE; n > 0 && kind <= ENR_BAND_STAY; kind++)
    if (g_str_equal (cells[0], enr_band_kind_key (kind)))
      {
        band->kind = kind;
        n = kind == ENR_BAND_STAY ? n : n + 1;
        break;
      }
  if (n != 7)
    return enr_options_fail (error,
                             _ ("--band: “%s” is not before|after,FIRST,LAST,GRACE,UNIT,PRICE or "
                                "stay,FIRST,LAST,GRACE,UNIT,PRICE,FREE."),
                             text);
  band->first = enr_minutes_parse (cells[1]);
  band->last = enr_minutes_parse (cells[2]);
  if (band->first == ENR_MINUTES_NONE || band->last == ENR_MINUTES_NONE)
    return enr_options_fail (error, _ ("--band: “%s” has a time that is none."), text);
  for (guint i = 0; cells[3 + i] != NULL; i++)
    {
      gint64 value;

      if (!enr_options_parse_int (cells[3 + i], "--band", INT_FIRST, INT_LAST, &value, error))
        return FALSE;
      *values[i] = (int) value;
    }
  return TRUE;
}

static gboolean
get_bands (EnrCtl *self, EnrCareRule *rule, GError **error)
{
  const char *const *bands = enr_options_list (self, "band");
  EnrCareBand band = { .unit = 30 };
  int start = ENR_MINUTES_NONE;
  int end = ENR_MINUTES_NONE;
  int stay = -1;

  if (!enr_options_minutes (self, "window-start", rule->first, &start, error)
      || !enr_options_minutes (self, "window-end", rule->first, &end, error)
      || !get_int (self, "grace", &band.grace, error) || !get_int (self, "unit", &band.unit, error)
      || !get_int (self, "price", &band.price, error) || !get_int (self, "stay", &stay, error))
    return FALSE;

  /* Forgotten, it would be care for nothing on every bill. */
  if ((start != ENR_MINUTES_NONE || end != ENR_MINUTES_NONE || enr_options_has (self, "stay"))
      && !enr_options_has (self, "price"))
    return enr_options_fail (error, _ ("--price is missing; 0 charges nothing."));
  if (enr_options_has (self, "stay")
      || (start != ENR_MINUTES_NONE && end != ENR_MINUTES_NONE && start >= end))
    {
      /* The window itself; the domain says what is wrong with one that ends before it begins. */
      band.kind = ENR_BAND_STAY;
      band.first = MAX (0, start);
      band.last = end != ENR_MINUTES_NONE ? end : ENR_MINUTES_MAX;
      band.stay = stay;
      rule->bands[rule->n_bands++] = band;
    }
  else
    {
      if (start != ENR_MINUTES_NONE)
        {
          band.kind = ENR_BAND_BEFORE;
          band.first = 0;
          band.last = start;
          rule->bands[rule->n_bands++] = band;
        }
      if (end != ENR_MINUTES_NONE)
        {
          band.kind = ENR_BAND_AFTER;
          band.first = end;
          band.last = ENR_MINUTES_MAX;
          rule->bands[rule->n_bands++] = band;
        }
    }
  for (; bands != NULL && *bands != NULL; bands++)
    {
      band = (EnrCareBand){ 0 };
      if (rule->n_bands == ENR_CARE_BANDS_MAX)
        return enr_options_fail (error, _ ("A rule has at most %d windows."), ENR_CARE_BANDS_MAX);
      if (!parse_band (*bands, &band, error))
        return FALSE;
      rule->bands[rule->n_bands++] = band;
    }
  return TRUE;
}

static gboolean
run_rule_add (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autoptr (EnrCareRule) rule = enr_care_rule_new ();
  g_autoptr (EnrDb) db = NULL;
  const char *name = enr_options_get (self, "name");

  g_free (rule->name);
  rule->name = g_strdup (name != NULL ? name : "延長保育");
  if (!enr_options_date (self, "from", &rule->first, error)
      || !enr_options_date (self, "until", &rule->last, error) || !get_words (self, rule, error)
      || !get_int (self, "daily-cap", &rule->daily_cap, error)
      || !get_int (self, "monthly-cap", &rule->monthly_cap, error)
      || !get_int (self, "monthly-price", &rule->monthly_price, error)
      || !get_int (self, "second-child", &rule->second_percent, error)
      || !get_int (self, "third-child", &rule->third_percent, error)
      || !get_int (self, "exempt-percent", &rule->exempt_percent, error)
      || !get_bands (self, rule, error))
    return FALSE;
  /* -1 stands for "none" inside the program only. */
  if ((enr_options_has (self, "daily-cap") && rule->daily_cap < 0)
      || (enr_options_has (self, "monthly-cap") && rule->monthly_cap < 0))
    rule->daily_cap = INT_FIRST;
  db = enr_ctl_open (self, TRUE, error);
  if (db == NULL || !enr_care_rule_save (db, &actor, rule, error))
    return FALSE;
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_uuid (builder, "id", &rule->id);
      enr_json_text (builder, "name", rule->name);
      enr_json_print (builder);
    }
  else
    {
      char id[ENR_UUID_STRING_LENGTH];

      enr_output_print ("%s  %s\n", enr_uuid_format (&rule->id, id), rule->name);
    }
  return TRUE;
}

static void
add_json_band (JsonBuilder *builder, const EnrCareBand *band)
{
  char buffer[6];

  json_builder_begin_object (builder);
  enr_json_text (builder, "kind", enr_band_kind_key (band->kind));
  enr_json_text (builder, "first", enr_minutes_format (band->first, buffer));
  enr_json_text (builder, "last", enr_minutes_format (band->last, buffer));
  if (band->kind == ENR_BAND_STAY)
    enr_json_int (builder, "stay", band->stay);
  enr_json_int (builder, "grace", band->grace);
  enr_json_int (builder, "unit", band->unit);
  enr_json_int (builder, "price", band->price);
  json_builder_end_object (builder);
}

static void
add_json_rule (JsonBuilder *builder, const EnrCareRule *rule)
{
  json_builder_begin_object (builder);
  enr_json_uuid (builder, "id", &rule->id);
  enr_json_text (builder, "name", rule->name);
  enr_json_date (builder, "from", rule->first);
  enr_json_date (builder, "until", rule->last);
  enr_json_word (builder, "care_hours", enr_care_hours_key (rule->care_hours));
  enr_json_word (builder, "contract", enr_care_contract_key (rule->contract));
  enr_json_text (builder, "basis", enr_care_basis_key (rule->basis));
  enr_json_text (builder, "rounding", rule->is_rounded_down ? "down" : "up");
  enr_json_bool (builder, "sum", rule->is_summed);
  if (rule->daily_cap != ENR_CARE_NO_CAP)
    enr_json_int (builder, "daily_cap", rule->daily_cap);
  if (rule->monthly_cap != ENR_CARE_NO_CAP)
    enr_json_int (builder, "monthly_cap", rule->monthly_cap);
  enr_json_int (builder, "monthly_price", rule->monthly_price);
  enr_json_begin_array (builder, "bands");
  for (guint i = 0; i < rule->n_bands; i++)
    add_json_band (builder, &rule->bands[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static gboolean
run_rule_list (EnrCtl *self, GError **error)
{
  g_autoptr (EnrDb) db = enr_ctl_open (self, FALSE, error);
  g_autoptr (GPtrArray) rules
      = db != NULL ? enr_care_rule_list (db, ENR_DATE_NONE, ENR_DATE_NONE, error) : NULL;
  g_autoptr (JsonBuilder) builder = enr_json_new ();

  if (rules == NULL)
    return FALSE;
  enr_json_begin_array (builder, "rules");
  for (guint i = 0; i < rules->len; i++)
    {
      const EnrCareRule *rule = g_ptr_array_index (rules, i);
      char id[ENR_UUID_STRING_LENGTH], from[ENR_DATE_ISO_LENGTH], to[ENR_DATE_ISO_LENGTH];

      add_json_rule (builder, rule);
      if (!self->json)
        enr_output_print ("%s  %s - %s  %s\n", enr_uuid_format (&rule->id, id),
                          enr_date_iso (rule->first, from), enr_date_iso (rule->last, to),
                          rule->name);
    }
  json_builder_end_array (builder);
  if (self->json)
    enr_json_print (builder);
  return TRUE;
}

static gboolean
run_rule_end (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  const char *word = g_ptr_array_index (self->arguments, 0);
  EnrDate until = ENR_DATE_NONE;
  EnrUuid id;
  g_autoptr (EnrDb) db = NULL;

  if (!enr_uuid_parse (word, &id))
    return enr_options_fail (
        error, _ ("“%s” is not the id of a rule: see extended-care rule list."), word);
  if (!enr_options_date (self, "until", &until, error))
    return FALSE;
  db = enr_ctl_open (self, TRUE, error);
  return db != NULL && enr_care_rule_end (db, &actor, &id, until, error);
}

static gboolean
run_terms (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  EnrCareTerms terms = { .first = ENR_DATE_NONE, .last = ENR_DATE_NONE };
  const char *contract = enr_options_get (self, "contract");
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrChild) child = NULL;

  terms.contract = ENR_CONTRACT_SPOT;
  if (contract != NULL && !enr_care_contract_from_key (contract, &terms.contract))
    return enr_options_fail (error, _ ("--contract is spot or monthly."));
  terms.is_exempt = enr_options_has (self, "exempt");
  terms.note = (char *) enr_options_get (self, "note");
  if (!enr_options_date (self, "from", &terms.first, error)
      || !enr_options_date (self, "until", &terms.last, error)
      || !get_int (self, "birth-order", &terms.birth_order, error))
    return FALSE;
  db = enr_ctl_open (self, TRUE, error);
  child = db != NULL ? enr_ctl_find_child (self, db, error) : NULL;
  if (child == NULL)
    return FALSE;
  terms.child_id = child->id;
  return enr_care_terms_set (db, &actor, &terms, error);
}

static gboolean
run_terms_remove (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  EnrDate on = ENR_DATE_NONE;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrChild) child = NULL;
  g_autoptr (GPtrArray) terms = NULL;
  char buffer[ENR_DATE_ISO_LENGTH];

  if (!enr_options_date (self, "date", &on, error))
    return FALSE;
  db = enr_ctl_open (self, TRUE, error);
  child = db != NULL ? enr_ctl_find_child (self, db, error) : NULL;
  terms = child != NULL ? enr_care_terms_list (db, &child->id, on, on, error) : NULL;
  if (terms == NULL)
    return FALSE;
  if (terms->len == 0)
    {
      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                   _ ("The child has no terms on %s."), enr_date_iso (on, buffer));
      return FALSE;
    }
  return enr_care_terms_remove (db, &actor, &((EnrCareTerms *) g_ptr_array_index (terms, 0))->id,
                                error);
}

static EnrCareMonth *
load_month (EnrCtl *self, EnrDb *db, EnrDate first, GError **error)
{
  EnrUuid class_id;
  gboolean has_class;

  if (!enr_ctl_find_class (self, db, first, &class_id, &has_class, error))
    return NULL;
  return enr_care_month_load (db, first, has_class ? &class_id : NULL, error);
}

static void
add_json_charge (JsonBuilder *builder, const EnrCareMonth *month, const EnrCharge *charge)
{
  const EnrMonthChild *child
      = &g_array_index (month->attendance->children, EnrMonthChild, charge->child);
  g_autofree char *working = enr_charge_dup_working (charge);

  json_builder_begin_object (builder);
  enr_json_word (builder, "external_id", child->external_id);
  enr_json_uuid (builder, "id", &child->child_id);
  enr_json_text (builder, "name", child->name);
  enr_json_date (builder, "date", charge->day);
  enr_json_text (builder, "kind", enr_charge_kind_key (charge->kind));
  enr_json_int (builder, "minutes", charge->minutes);
  enr_json_int (builder, "units", charge->units);
  enr_json_int (builder, "amount", charge->amount);
  enr_json_text (builder, "working", working);
  enr_json_text (builder, "state", enr_charge_state_key (charge->state));
  enr_json_int (builder, "computed", charge->computed);
  enr_json_word (builder, "reason", charge->reason);
  enr_json_bool (builder, "differs", charge->differs);
  enr_json_int (builder, "now", charge->now_amount);
  json_builder_end_object (builder);
}

static void
print_json_month (const EnrCareMonth *month)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();
  g_autofree char *key = enr_month_dup_key (month->attendance->first);

  enr_json_text (builder, "month", key);
  enr_json_begin_array (builder, "charges");
  for (guint i = 0; i < month->charges->len; i++)
    add_json_charge (builder, month, &g_array_index (month->charges, EnrCharge, i));
  json_builder_end_array (builder);
  enr_json_int (builder, "total", month->total);
  enr_json_int (builder, "unruled", month->n_unruled);
  enr_json_print (builder);
}

static const char *
state_label (EnrChargeState state)
{
  switch (state)
    {
    case ENR_CHARGE_CONFIRMED:
      return _ ("confirmed");
    case ENR_CHARGE_ADJUSTED:
      return _ ("adjusted");
    case ENR_CHARGE_EXCLUDED:
      return _ ("excluded");
    case ENR_CHARGE_COMPUTED:
    default:
      return _ ("computed");
    }
}

static void
print_month (const EnrCareMonth *month)
{
  const char *headings[] = { _ ("Day"),    _ ("Number"), _ ("Name"),   _ ("Minutes"),
                             _ ("Amount"), _ ("State"),  _ ("Working") };
  g_autoptr (EnrTextTable) table = enr_text_table_new (G_N_ELEMENTS (headings));
  g_autofree char *total = enr_yen_dup (month->total);

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    enr_text_table_add (table, headings[i]);
  for (guint i = 0; i < month->charges->len; i++)
    {
      const EnrCharge *charge = &g_array_index (month->charges, EnrCharge, i);
      const EnrMonthChild *child
          = &g_array_index (month->attendance->children, EnrMonthChild, charge->child);
      g_autofree char *day = enr_date_dup_iso (charge->day);
      g_autofree char *minutes = g_strdup_printf ("%d", charge->minutes);
      g_autofree char *amount = enr_yen_dup (charge->amount);
      g_autofree char *working = enr_charge_dup_working (charge);

      enr_text_table_add (table, day);
      enr_text_table_add (table, child->external_id);
      enr_text_table_add (table, child->name);
      enr_text_table_add (table, minutes);
      enr_text_table_add (table, amount);
      enr_text_table_add (table, state_label (charge->state));
      enr_text_table_add (table, working);
    }
  enr_text_table_print (table);
  /* Translators: an amount of yen */
  enr_output_print (_ ("Total: %s\n"), total);
  if (month->n_unruled > 0)
    enr_ctl_warn (ngettext ("on %u day a child came for whom no rule holds",
                            "on %u days a child came for whom no rule holds", month->n_unruled),
                  month->n_unruled);
}

static gboolean
run_list (EnrCtl *self, GError **error)
{
  EnrDate first = ENR_DATE_NONE;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrCareMonth) month = NULL;

  if (!enr_options_month (self, "month", &first, error))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  month = db != NULL ? load_month (self, db, first, error) : NULL;
  if (month == NULL)
    return FALSE;
  if (self->json)
    print_json_month (month);
  else
    print_month (month);
  return TRUE;
}

/* Confirms every charge of a month that nobody has decided on. */
static gboolean
run_confirm (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (EnrChargeSeen));
  EnrDate first = ENR_DATE_NONE;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrCareMonth) month = NULL;

  if (!enr_options_month (self, "month", &first, error))
    return FALSE;
  db = enr_ctl_open (self, TRUE, error);
  month = db != NULL ? load_month (self, db, first, error) : NULL;
  if (month == NULL)
    return FALSE;
  for (guint i = 0; i < month->charges->len; i++)
    {
      const EnrCharge *charge = &g_array_index (month->charges, EnrCharge, i);
      EnrChargeSeen one = { charge->child_id, charge->day, charge->kind, charge->amount };

      if (charge->state == ENR_CHARGE_COMPUTED)
        g_array_append_val (seen, one);
    }
  if (seen->len > 0
      && !enr_care_decide (db, &actor, (EnrChargeSeen *) seen->data, seen->len,
                           ENR_CHARGE_CONFIRMED, 0, NULL, error))
    return FALSE;
  enr_output_print (
      ngettext ("%u charge is confirmed.\n", "%u charges are confirmed.\n", seen->len), seen->len);
  return TRUE;
}

static gboolean
run_decide (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  EnrChargeState state;
  EnrChargeSeen seen
      = { .kind = enr_options_has (self, "monthly-fee") ? ENR_CHARGE_MONTH : ENR_CHARGE_DAY };
  int amount = 0;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrChild) child = NULL;
  g_autoptr (EnrCareMonth) month = NULL;
  const EnrCharge *charge;

  if (!enr_charge_state_from_key (enr_options_get (self, "state"), &state))
    return enr_options_fail (error, _ ("--state is confirmed, adjusted, excluded or computed."));
  if ((state == ENR_CHARGE_ADJUSTED) != enr_options_has (self, "amount"))
    return enr_options_fail (error, _ ("--amount goes with --state adjusted, and must be there."));
  if (!enr_options_date (self, "date", &seen.day, error)
      || !get_int (self, "amount", &amount, error))
    return FALSE;
  db = enr_ctl_open (self, TRUE, error);
  child = db != NULL ? enr_ctl_find_child (self, db, error) : NULL;
  month = child != NULL ? enr_care_month_load (db, seen.day, NULL, error) : NULL;
  if (month == NULL)
    return FALSE;
  seen.child_id = child->id;
  if (seen.kind == ENR_CHARGE_MONTH)
    seen.day = enr_date_month_start (seen.day, 0);
  charge = enr_care_month_find (month, &seen.child_id, seen.day, seen.kind);
  seen.seen_amount = charge != NULL ? charge->amount : 0;
  return enr_care_decide (db, &actor, &seen, 1, state, amount, enr_options_get (self, "reason"),
                          error);
}

static const EnrCtlOption rule_options[] = {
  { "from", ENR_OPTION_TEXT, TRUE, N_ ("DATE"), N_ ("the first day") },
  { "until", ENR_OPTION_TEXT, FALSE, N_ ("DATE"), N_ ("the last day") },
  { "name", ENR_OPTION_TEXT, FALSE, N_ ("NAME"), N_ ("what it is called") },
  { "window-start", ENR_OPTION_TEXT, FALSE, N_ ("TIME"), N_ ("time before it is charged") },
  { "window-end", ENR_OPTION_TEXT, FALSE, N_ ("TIME"), N_ ("time after it is charged") },
  { "stay", ENR_OPTION_TEXT, FALSE, N_ ("MINUTES"),
    N_ ("charge instead for a longer stay than this inside the window") },
  { "grace", ENR_OPTION_TEXT, FALSE, N_ ("MINUTES"), N_ ("off the charged time; 0") },
  { "unit", ENR_OPTION_TEXT, FALSE, N_ ("MINUTES"), N_ ("of a unit; 30; 0 charges once") },
  { "price", ENR_OPTION_TEXT, FALSE, N_ ("YEN"), N_ ("for a unit") },
  { "band", ENR_OPTION_LIST, FALSE, N_ ("BAND"),
    N_ ("one more window: after,20:00,27:00,0,30,300 (kind, first, last, grace, unit, price, for a "
        "stay the free minutes)") },
  { "care-hours", ENR_OPTION_TEXT, FALSE, N_ ("HOURS"),
    N_ ("for standard, short or education only") },
  { "contract", ENR_OPTION_TEXT, FALSE, N_ ("CONTRACT"), N_ ("for spot or monthly only") },
  { "daily-cap", ENR_OPTION_TEXT, FALSE, N_ ("YEN"), N_ ("at most this a day") },
  { "monthly-cap", ENR_OPTION_TEXT, FALSE, N_ ("YEN"), N_ ("at most this a month") },
  { "monthly-price", ENR_OPTION_TEXT, FALSE, N_ ("YEN"), N_ ("of a monthly contract") },
  { "second-child", ENR_OPTION_TEXT, FALSE, N_ ("PERCENT"), N_ ("what a second child pays; 100") },
  { "third-child", ENR_OPTION_TEXT, FALSE, N_ ("PERCENT"), N_ ("what later children pay; 100") },
  { "exempt-percent", ENR_OPTION_TEXT, FALSE, N_ ("PERCENT"), N_ ("what an exempt child pays; 0") },
  { "rounding", ENR_OPTION_TEXT, FALSE, N_ ("ROUNDING"), N_ ("up (default) or down") },
  { "basis", ENR_OPTION_TEXT, FALSE, N_ ("BASIS"),
    N_ ("actual (default), planned, or later: the wider of both") },
  { "sum", ENR_OPTION_FLAG, FALSE, NULL, N_ ("add the minutes of all windows before rounding") },
  ENR_OPTION_END,
};

static const EnrCtlOption end_options[] = {
  { "until", ENR_OPTION_TEXT, FALSE, N_ ("DATE"),
    N_ ("its last day; without it the rule is removed") },
  ENR_OPTION_END,
};

static const EnrCtlOption terms_options[] = {
  { "from", ENR_OPTION_TEXT, TRUE, N_ ("DATE"), N_ ("the first day") },
  { "until", ENR_OPTION_TEXT, FALSE, N_ ("DATE"), N_ ("the last day") },
  { "contract", ENR_OPTION_TEXT, FALSE, N_ ("CONTRACT"), N_ ("spot (default) or monthly") },
  { "birth-order", ENR_OPTION_TEXT, FALSE, N_ ("N"),
    N_ ("1 the eldest; without it, counted among the family's children here") },
  { "exempt", ENR_OPTION_FLAG, FALSE, NULL, N_ ("pays the reduced price") },
  { "note", ENR_OPTION_TEXT, FALSE, N_ ("TEXT"), N_ ("a remark") },
  ENR_OPTION_END,
};

static const EnrCtlOption terms_remove_options[] = { ENR_OPTION_DATE, ENR_OPTION_END };

#define OPTION_MONTH                                                                               \
  {                                                                                                \
    "month", ENR_OPTION_TEXT, TRUE, N_ ("MONTH"), N_ ("the month: 2026-06, 令和8年6月, ...")       \
  }

static const EnrCtlOption list_options[] = { OPTION_MONTH, ENR_OPTION_CLASS, ENR_OPTION_END };

static const EnrCtlOption decide_options[] = {
  ENR_OPTION_DATE,
  { "state", ENR_OPTION_TEXT, TRUE, N_ ("STATE"),
    N_ ("confirmed, adjusted, excluded, or computed to take it back") },
  { "amount", ENR_OPTION_TEXT, FALSE, N_ ("YEN"), N_ ("what is charged instead") },
  { "reason", ENR_OPTION_TEXT, FALSE, N_ ("TEXT"), N_ ("why; it stays in the record") },
  { "monthly-fee", ENR_OPTION_FLAG, FALSE, NULL, N_ ("the month's price, not the day's charge") },
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_fee_commands[] = {
  { "extended-care rule add", NULL, N_ ("Add a rule for extended care."), rule_options,
    run_rule_add, NULL },
  { "extended-care rule list", NULL, N_ ("List the rules."), NULL, run_rule_list, NULL },
  { "extended-care rule end", N_ ("RULE"), N_ ("End a rule, or remove it."), end_options,
    run_rule_end, NULL },
  { "extended-care terms", N_ ("CHILD"), N_ ("Set how a child is charged."), terms_options,
    run_terms, NULL },
  { "extended-care terms-remove", N_ ("CHILD"), N_ ("Take out how a child is charged."),
    terms_remove_options, run_terms_remove, NULL },
  { "extended-care list", NULL, N_ ("List a month's charges with their working."), list_options,
    run_list, NULL },
  { "extended-care confirm", NULL, N_ ("Confirm a month's charges that nobody has decided on."),
    list_options, run_confirm, NULL },
  { "extended-care decide", N_ ("CHILD"), N_ ("Confirm, adjust or exclude one charge."),
    decide_options, run_decide, NULL },
  { NULL },
};
