/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The fields of a rule's dialog and the rule: each made from the other.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/settings/care-rule-dialog-private.h"
#include "base/text.h"

#define N_CERTIFICATIONS ENR_CARE_RULE_N_CERTIFICATIONS
#define N_WEEKDAYS ENR_CARE_RULE_N_WEEKDAYS

/* "1,000" or "１，０００円". */
static gboolean
parse_yen (GtkEditable *field, int blank, int *yen)
{
  g_autofree char *narrow
      = g_utf8_normalize (gtk_editable_get_text (field), -1, G_NORMALIZE_ALL_COMPOSE);
  g_autoptr (GString) digits = g_string_new (narrow);
  guint64 value;

  g_string_replace (digits, ",", "", 0);
  g_string_replace (digits, " ", "", 0);
  g_string_replace (digits, "円", "", 1);
  *yen = blank;
  if (digits->len == 0)
    return TRUE;
  if (!g_ascii_string_to_unsigned (digits->str, 10, 0, G_MAXINT, &value, NULL))
    return FALSE;
  *yen = (int) value;
  return TRUE;
}

static gboolean
parse_date (EnrDateRow *row, gboolean is_needed, EnrDate *date)
{
  *date = enr_date_row_get_date (row);
  return *date != ENR_DATE_NONE || (!is_needed && enr_date_row_is_blank (row));
}

static void
read_who (EnrCareRuleDialog *self, EnrCareRule *rule)
{
  rule->certifications = rule->weekdays = 0;
  for (guint i = 0; i < N_CERTIFICATIONS; i++)
    if (gtk_toggle_button_get_active (self->certifications[i]))
      rule->certifications |= 1u << i;
  for (guint i = 0; i < N_WEEKDAYS; i++)
    if (gtk_toggle_button_get_active (self->weekdays[i]))
      rule->weekdays |= 1u << ((i + ENR_MONDAY) % N_WEEKDAYS);
  rule->care_hours = adw_combo_row_get_selected (self->hours);
  rule->contract = adw_combo_row_get_selected (self->contract);
}

/* Reads what is written; FALSE where something cannot be, with the field and why. */
static gboolean
read_fields (EnrCareRuleDialog *self, EnrCareRule *rule, GtkWidget **field, const char **text)
{
  struct
  {
    GtkEditable *field;
    int blank;
    int *yen;
  } amounts[] = {
    { self->daily_cap, ENR_CARE_NO_CAP, &rule->daily_cap },
    { self->monthly_cap, ENR_CARE_NO_CAP, &rule->monthly_cap },
    { self->monthly_price, 0, &rule->monthly_price },
  };

  rule->id = self->id;
  g_free (rule->name);
  rule->name = g_strdup (gtk_editable_get_text (self->name));
  read_who (self, rule);
  rule->is_rounded_down = adw_combo_row_get_selected (self->rounding) == 1;
  rule->basis = adw_combo_row_get_selected (self->basis);
  rule->is_summed = gtk_switch_get_active (self->is_summed);
  rule->second_percent = gtk_spin_button_get_value_as_int (self->second);
  rule->third_percent = gtk_spin_button_get_value_as_int (self->third);
  rule->exempt_percent = gtk_spin_button_get_value_as_int (self->exempt);

  *text = _ ("This is not a date. Write it as 2026/4/1 or R8.4.1.");
  *field = GTK_WIDGET (self->first);
  if (!parse_date (self->first, TRUE, &rule->first))
    return FALSE;
  *field = GTK_WIDGET (self->last);
  if (!parse_date (self->last, FALSE, &rule->last))
    return FALSE;
  *text = _ ("This is not a time. Write it as 7:30 or 19:00.");
  *field = enr_care_bands_read (self->bands, rule);
  if (*field != NULL)
    return FALSE;
  *text = _ ("This is not an amount. Write it as 500.");
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      *field = GTK_WIDGET (amounts[i].field);
      if (!parse_yen (amounts[i].field, amounts[i].blank, amounts[i].yen))
        return FALSE;
    }
  return TRUE;
}

/* The field that a refusal is about; NULL for the head of the dialog. */
static GtkWidget *
find_refused (EnrCareRuleDialog *self, const EnrCareRule *rule)
{
  g_autoptr (EnrCareRule) plain = enr_care_rule_copy (rule);

  if (enr_text_is_blank (rule->name))
    return GTK_WIDGET (self->name);
  if (rule->last != ENR_DATE_NONE && rule->last < rule->first)
    return GTK_WIDGET (self->last);
  if (rule->certifications == 0)
    return self->certification_row;
  if (rule->weekdays == 0)
    return self->weekday_row;
  if (rule->monthly_price > 0 && rule->contract != ENR_CONTRACT_MONTHLY)
    return GTK_WIDGET (self->contract);
  plain->daily_cap = plain->monthly_cap = ENR_CARE_NO_CAP;
  if (!enr_care_rule_check (plain, NULL))
    return enr_care_bands_find_wrong (self->bands, rule);
  plain->daily_cap = rule->daily_cap;
  return enr_care_rule_check (plain, NULL) ? GTK_WIDGET (self->monthly_cap)
                                           : GTK_WIDGET (self->daily_cap);
}

EnrCareRule *
enr_care_rule_dialog_read_rule (EnrCareRuleDialog *self, GtkWidget **field, char **text)
{
  g_autoptr (EnrCareRule) rule = enr_care_rule_new ();
  g_autoptr (GError) error = NULL;
  const char *unreadable;

  if (!read_fields (self, rule, field, &unreadable))
    {
      *text = g_strdup (unreadable);
      return NULL;
    }
  if (!enr_care_rule_check (rule, &error))
    {
      *field = find_refused (self, rule);
      *text = g_strdup (error->message);
      return NULL;
    }
  return g_steal_pointer (&rule);
}

void
enr_care_rule_dialog_update_hours (EnrCareRuleDialog *self)
{
  g_autoptr (EnrCareRule) rule = enr_care_rule_new ();

  read_who (self, rule);
  enr_care_bands_set_hours (self->bands,
                            rule->weekdays == 1u << ENR_SATURDAY ? &self->saturday_hours
                                                                 : &self->weekday_hours,
                            rule->care_hours);
}

static void
set_yen (GtkEditable *field, int yen, int blank)
{
  g_autofree char *text = yen != blank ? g_strdup_printf ("%d", yen) : g_strdup ("");

  gtk_editable_set_text (field, text);
}

void
enr_care_rule_dialog_show_rule (EnrCareRuleDialog *self, const EnrCareRule *rule)
{
  gtk_editable_set_text (self->name, rule->name);
  enr_date_row_set_date (self->first, rule->first);
  if (rule->last != ENR_DATE_NONE)
    enr_date_row_set_date (self->last, rule->last);
  for (guint i = 0; i < N_CERTIFICATIONS; i++)
    gtk_toggle_button_set_active (self->certifications[i], (rule->certifications & (1u << i)) != 0);
  for (guint i = 0; i < N_WEEKDAYS; i++)
    gtk_toggle_button_set_active (self->weekdays[i],
                                  (rule->weekdays & (1u << ((i + ENR_MONDAY) % N_WEEKDAYS))) != 0);
  adw_combo_row_set_selected (self->hours, rule->care_hours);
  adw_combo_row_set_selected (self->contract, rule->contract);
  enr_care_bands_show (self->bands, rule);
  adw_combo_row_set_selected (self->rounding, rule->is_rounded_down ? 1 : 0);
  adw_combo_row_set_selected (self->basis, rule->basis);
  gtk_switch_set_active (self->is_summed, rule->is_summed);
  set_yen (self->daily_cap, rule->daily_cap, ENR_CARE_NO_CAP);
  set_yen (self->monthly_cap, rule->monthly_cap, ENR_CARE_NO_CAP);
  set_yen (self->monthly_price, rule->monthly_price, 0);
  gtk_spin_button_set_value (self->second, rule->second_percent);
  gtk_spin_button_set_value (self->third, rule->third_percent);
  gtk_spin_button_set_value (self->exempt, rule->exempt_percent);
}
