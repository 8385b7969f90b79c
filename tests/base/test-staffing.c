/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "base/staffing.h"

/* Worked by hand from the rule of the 公定価格FAQ (Ver.20, 2021-09-14) and the ratios of 昭和23年厚生省令第63号
 * art. 33: each group to one decimal, what is below dropped; summed; rounded half up; two at least. */
static const struct
{
  guint n0, n1, n2, n3, n45;
  gboolean is_former;
  gboolean one_to_five;
  guint tenths;
  guint rounded;
  guint least;
} vectors[] = {
  { 6, 11, 12, 17, 37, 0, 0, 83, 8, 8 },
  { 6, 11, 12, 17, 37, 0, 1, 87, 9, 9 },
  { 6, 11, 12, 17, 37, 1, 0, 78, 8, 8 },
  { 6, 11, 12, 17, 37, 1, 1, 82, 8, 8 },
  { 3, 6, 6, 15, 25, 0, 0, 50, 5, 5 },
  { 3, 6, 6, 15, 25, 0, 1, 52, 5, 5 },
  { 3, 6, 6, 15, 25, 1, 0, 45, 5, 5 },
  { 3, 6, 6, 15, 25, 1, 1, 47, 5, 5 },
  { 0, 0, 0, 0, 10, 0, 0, 4, 0, 2 },
  { 0, 0, 0, 0, 10, 0, 1, 4, 0, 2 },
  { 0, 0, 0, 0, 10, 1, 0, 3, 0, 2 },
  { 0, 0, 0, 0, 10, 1, 1, 3, 0, 2 },
  { 9, 12, 15, 20, 44, 0, 0, 105, 11, 11 },
  { 9, 12, 15, 20, 44, 0, 1, 109, 11, 11 },
  { 9, 12, 15, 20, 44, 1, 0, 99, 10, 10 },
  { 9, 12, 15, 20, 44, 1, 1, 103, 10, 10 },
  { 1, 1, 1, 1, 1, 0, 0, 6, 1, 2 },
  { 1, 1, 1, 1, 1, 0, 1, 6, 1, 2 },
  { 1, 1, 1, 1, 1, 1, 0, 6, 1, 2 },
  { 1, 1, 1, 1, 1, 1, 1, 6, 1, 2 },
  { 12, 18, 18, 24, 50, 0, 0, 136, 14, 14 },
  { 12, 18, 18, 24, 50, 0, 1, 142, 14, 14 },
  { 12, 18, 18, 24, 50, 1, 0, 128, 13, 13 },
  { 12, 18, 18, 24, 50, 1, 1, 134, 13, 13 },
  { 0, 5, 6, 0, 0, 0, 0, 18, 2, 2 },
  { 0, 5, 6, 0, 0, 0, 1, 20, 2, 2 },
  { 0, 5, 6, 0, 0, 1, 0, 18, 2, 2 },
  { 0, 5, 6, 0, 0, 1, 1, 20, 2, 2 },
  { 0, 19, 0, 0, 0, 0, 0, 31, 3, 3 },
  { 0, 19, 0, 0, 0, 0, 1, 38, 4, 4 },
  { 0, 19, 0, 0, 0, 1, 0, 31, 3, 3 },
  { 0, 19, 0, 0, 0, 1, 1, 38, 4, 4 },
  { 6, 10, 12, 19, 39, 0, 0, 83, 8, 8 },
  { 6, 10, 12, 19, 39, 0, 1, 87, 9, 9 },
  { 6, 10, 12, 19, 39, 1, 0, 78, 8, 8 },
  { 6, 10, 12, 19, 39, 1, 1, 82, 8, 8 },
};

static EnrStaffingNeed
need_of (guint i, EnrSecondDigit digit, guint extra)
{
  EnrStaffingRule rule = { vectors[i].is_former ? ENR_RATIOS_FORMER : ENR_RATIOS_PRESENT,
                           vectors[i].one_to_five, digit, extra };
  /* 4 and 5 year olds are one group: in two halves. */
  guint children[ENR_STAFFING_AGES]
      = { vectors[i].n0, vectors[i].n1,      vectors[i].n2,
          vectors[i].n3, vectors[i].n45 / 2, vectors[i].n45 - vectors[i].n45 / 2,
          0 };

  return enr_staffing_need (children, &rule);
}

static void
test_vectors (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (vectors), ==, 36);
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      EnrStaffingNeed need = need_of (i, ENR_SECOND_DIGIT_DROP, 0);
      EnrStaffingNeed more = need_of (i, ENR_SECOND_DIGIT_DROP, 3);
      guint sum = 0;

      g_test_message ("vector %u", i);
      g_assert_cmpuint (need.tenths, ==, vectors[i].tenths);
      g_assert_cmpuint (need.rounded, ==, vectors[i].rounded);
      g_assert_cmpuint (need.least, ==, vectors[i].least);
      g_assert_cmpuint (need.required, ==, vectors[i].least);
      g_assert_cmpuint (more.required, ==, vectors[i].least + 3);
      g_assert_cmpuint (need.n_groups, ==, vectors[i].one_to_five ? 5 : 4);
      for (guint k = 0; k < need.n_groups; k++)
        sum += need.groups[k].tenths;
      g_assert_cmpuint (sum, ==, need.tenths);
    }
}

/* A city that rounds the second decimal: 11 + 12 by 6 is 3.83, 17 by 15 is 1.13, 37 by 25 is 1.48. */
static void
test_second_digit (void)
{
  EnrStaffingNeed need = need_of (0, ENR_SECOND_DIGIT_ROUND, 0);

  g_assert_cmpuint (vectors[0].n1, ==, 11);
  g_assert_cmpuint (need.groups[0].tenths, ==, 20);
  g_assert_cmpuint (need.groups[1].tenths, ==, 38);
  g_assert_cmpuint (need.groups[2].tenths, ==, 11);
  g_assert_cmpuint (need.groups[3].tenths, ==, 15);
  g_assert_cmpuint (need.tenths, ==, 84);
}

/* Exactly half of a tenth goes up: 3 by 20 is 0.15. */
static void
test_half_of_a_tenth (void)
{
  EnrStaffingRule rule = { ENR_RATIOS_FORMER, FALSE, ENR_SECOND_DIGIT_ROUND, 0 };
  guint children[ENR_STAFFING_AGES] = { 0, 0, 0, 3 };

  g_assert_cmpuint (enr_staffing_need (children, &rule).tenths, ==, 2);
  rule.second_digit = ENR_SECOND_DIGIT_DROP;
  g_assert_cmpuint (enr_staffing_need (children, &rule).tenths, ==, 1);
}

static void
test_edges (void)
{
  EnrStaffingRule rule = { ENR_RATIOS_PRESENT, FALSE, ENR_SECOND_DIGIT_DROP, 2 };
  guint nobody[ENR_STAFFING_AGES] = { 0 };
  guint infants[ENR_STAFFING_AGES] = { 5 };
  guint older[ENR_STAFFING_AGES] = { 0, 0, 0, 0, 20, 30, 25 };

  /* An empty house needs nobody, not two and the extra. */
  g_assert_cmpuint (enr_staffing_need (nobody, &rule).required, ==, 0);
  rule.extra = 0;
  /* "5人の0歳児には必ず2人" (FACTS 1.2) */
  g_assert_cmpuint (enr_staffing_need (infants, &rule).required, ==, 2);
  g_assert_cmpuint (enr_staffing_need (older, &rule).required, ==, 3);
  g_assert_cmpstr (enr_staffing_need (older, &rule).groups[3].label, ==, "4歳以上児");
  g_assert_cmpuint (enr_staffing_need (older, &rule).groups[3].children, ==, 75);
}

static void
test_ratios_on (void)
{
  g_assert_cmpint (enr_staffing_ratios_on (enr_date_new (2024, 3, 31)), ==, ENR_RATIOS_FORMER);
  g_assert_cmpint (enr_staffing_ratios_on (enr_date_new (2024, 4, 1)), ==, ENR_RATIOS_PRESENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/staffing/vectors", test_vectors);
  g_test_add_func ("/base/staffing/second-digit", test_second_digit);
  g_test_add_func ("/base/staffing/half-of-a-tenth", test_half_of_a_tenth);
  g_test_add_func ("/base/staffing/edges", test_edges);
  g_test_add_func ("/base/staffing/ratios-on", test_ratios_on);

  return g_test_run ();
}
