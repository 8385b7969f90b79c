/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The dialog of a rule is two files: what it does (care-rule-dialog.c), and how its fields are a rule
 * (care-rule-form.c). Its windows are an EnrCareBands.
 */
#pragma once

#include "app/children/date-row.h"
#include "app/settings/care-bands.h"
#include "app/settings/care-rule-dialog.h"

G_BEGIN_DECLS

#define ENR_CARE_RULE_N_CERTIFICATIONS 4
#define ENR_CARE_RULE_N_WEEKDAYS 7

struct _EnrCareRuleDialog
{
  EnrEditDialog parent_instance;

  /* template */
  GtkEditable *name;
  EnrDateRow *first;
  EnrDateRow *last;
  GtkToggleButton *certifications[ENR_CARE_RULE_N_CERTIFICATIONS];
  GtkWidget *certification_row;
  AdwComboRow *hours;
  GtkToggleButton *weekdays[ENR_CARE_RULE_N_WEEKDAYS]; /* from Monday */
  GtkWidget *weekday_row;
  AdwComboRow *contract;
  EnrCareBands *bands;
  AdwActionRow *example;
  AdwComboRow *rounding;
  AdwComboRow *basis;
  GtkSwitch *is_summed;
  GtkEditable *daily_cap;
  GtkEditable *monthly_cap;
  GtkEditable *monthly_price;
  GtkSpinButton *second;
  GtkSpinButton *third;
  GtkSpinButton *exempt;
  GtkWidget *remove_group;

  /* owned */
  EnrUuid id;
  EnrHours weekday_hours;
  EnrHours saturday_hours;
  gboolean is_filling;
  gboolean is_free_agreed; /* to a new rule that charges nothing */
};

/** Fills the fields. */
void enr_care_rule_dialog_show_rule (EnrCareRuleDialog *self,
                                     const EnrCareRule *rule);

/** The rule as it is entered. %NULL where it is none, with the reason in @text (g_free()) and what it
 * is about in @field (borrowed; %NULL: the head of the dialog). */
EnrCareRule *enr_care_rule_dialog_read_rule (EnrCareRuleDialog *self,
                                             GtkWidget **field,
                                             char **text) G_GNUC_WARN_UNUSED_RESULT;

/** Tells the windows the hours of the days and children that are chosen. */
void enr_care_rule_dialog_update_hours (EnrCareRuleDialog *self);

G_END_DECLS
