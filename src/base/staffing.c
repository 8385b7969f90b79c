/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "base/staffing.h"

/* Two at all times: 保育所一につき二人を下ることはできない (FACTS 1.1). */
#define LEAST 2

/* Children to one member of staff (FACTS 1.1, with its sources S1, S2 and S6). */
static const struct
{
  guint infants;
  guint ones;          /* where 5:1 is chosen */
  guint ones_and_twos; /* and 2歳児 alone */
  guint threes;
  guint fours; /* 4歳以上児 */
} ratios[ENR_N_RATIOS] = {
  [ENR_RATIOS_FORMER] = { 3, 5, 6, 20, 30 },
  [ENR_RATIOS_PRESENT] = { 3, 5, 6, 15, 25 },
};

static void
add_group (EnrStaffingNeed *need,
           const char *label,
           guint children,
           guint ratio,
           EnrSecondDigit second_digit)
{
  EnrStaffingGroup *group = &need->groups[need->n_groups++];

  group->label = label;
  group->children = children;
  group->ratio = ratio;
  group->tenths = second_digit == ENR_SECOND_DIGIT_ROUND ? (children * 20 + ratio) / (ratio * 2)
                                                         : children * 10 / ratio;
  need->tenths += group->tenths;
}

EnrStaffingNeed
enr_staffing_need (const guint children[ENR_STAFFING_AGES], const EnrStaffingRule *rule)
{
  EnrStaffingNeed need = { 0 };
  EnrSecondDigit digit = rule->second_digit;
  guint total = 0;

  g_return_val_if_fail (rule->ratios < ENR_N_RATIOS, need);

  for (guint age = 0; age < ENR_STAFFING_AGES; age++)
    total += children[age];
  add_group (&need, "0歳児", children[0], ratios[rule->ratios].infants, digit);
  if (rule->one_to_five)
    {
      add_group (&need, "1歳児", children[1], ratios[rule->ratios].ones, digit);
      add_group (&need, "2歳児", children[2], ratios[rule->ratios].ones_and_twos, digit);
    }
  else
    {
      add_group (&need, "1・2歳児", children[1] + children[2], ratios[rule->ratios].ones_and_twos,
                 digit);
    }
  add_group (&need, "3歳児", children[3], ratios[rule->ratios].threes, digit);
  add_group (&need, "4歳以上児", children[4] + children[5] + children[6],
             ratios[rule->ratios].fours, digit);
  need.rounded = (need.tenths + 5) / 10;
  if (total > 0)
    {
      need.least = MAX (need.rounded, LEAST);
      need.required = need.least + rule->extra;
    }
  return need;
}

EnrRatios
enr_staffing_ratios_on (EnrDate day)
{
  return day < enr_date_new (2024, 4, 1) ? ENR_RATIOS_FORMER : ENR_RATIOS_PRESENT;
}
