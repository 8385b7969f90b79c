/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The engine of extended care: worked cases, and what must hold for any rule and any day.
 */
#include "config.h"

#include "fees/charge.h"

#include <string.h>

#define AT(hour, minute) ((hour) *60 + (minute))
#define NO ENR_MINUTES_NONE

static EnrCareRule *
make_rule (guint n_bands, const EnrCareBand *bands)
{
  EnrCareRule *rule = enr_care_rule_new ();

  rule->name = (g_free (rule->name), g_strdup ("延長保育"));
  rule->first = enr_date_new (2026, 4, 1);
  rule->n_bands = n_bands;
  for (guint i = 0; i < n_bands; i++)
    rule->bands[i] = bands[i];
  return rule;
}

typedef struct
{
  const char *name;
  EnrCareBand band;
  gboolean is_rounded_down;
  int arrived;
  int left;
  int minutes;
  int units;
  int amount;
  const char *working;
} Case;

static const Case cases[] = {
  { "18:04 within the grace",
    { ENR_BAND_AFTER, AT (18, 0), AT (27, 0), 0, 5, 15, 100 },
    FALSE,
    AT (9, 0),
    AT (18, 4),
    0,
    0,
    0,
    "" },
  { "18:05, the last minute of grace",
    { ENR_BAND_AFTER, AT (18, 0), AT (27, 0), 0, 5, 15, 100 },
    FALSE,
    AT (9, 0),
    AT (18, 5),
    0,
    0,
    0,
    "" },
  { "18:06",
    { ENR_BAND_AFTER, AT (18, 0), AT (27, 0), 0, 5, 15, 100 },
    FALSE,
    AT (9, 0),
    AT (18, 6),
    1,
    1,
    100,
    "18:06 - (18:00 + 5 min grace) = 1 min, 1 unit of 15 min, 100円" },
  { "18:20",
    { ENR_BAND_AFTER, AT (18, 0), AT (27, 0), 0, 5, 15, 100 },
    FALSE,
    AT (9, 0),
    AT (18, 20),
    15,
    1,
    100,
    "18:20 - (18:00 + 5 min grace) = 15 min, 1 unit of 15 min, 100円" },
  { "18:21",
    { ENR_BAND_AFTER, AT (18, 0), AT (27, 0), 0, 5, 15, 100 },
    FALSE,
    AT (9, 0),
    AT (18, 21),
    16,
    2,
    200,
    "18:21 - (18:00 + 5 min grace) = 16 min, 2 units of 15 min, 200円" },
  { "18:00 sharp without grace",
    { ENR_BAND_AFTER, AT (18, 0), AT (27, 0), 0, 0, 30, 100 },
    FALSE,
    AT (9, 0),
    AT (18, 0),
    0,
    0,
    0,
    "" },
  { "25 minutes late, 15 of grace, 2 yen a minute",
    { ENR_BAND_AFTER, AT (18, 0), AT (27, 0), 0, 15, 1, 2 },
    FALSE,
    AT (9, 0),
    AT (18, 25),
    10,
    10,
    20,
    "18:25 - (18:00 + 15 min grace) = 10 min, 10 units of 1 min, 20円" },
  { "more than 8 hours inside 7:00 to 19:00",
    { ENR_BAND_STAY, AT (7, 0), AT (19, 0), 480, 0, 30, 50 },
    FALSE,
    AT (7, 30),
    AT (16, 0),
    30,
    1,
    50,
    "16:00 - 7:30 - 8:00 = 30 min, 1 unit of 30 min, 50円" },
  { "less than 8 hours, however late",
    { ENR_BAND_STAY, AT (7, 0), AT (19, 0), 480, 0, 30, 50 },
    FALSE,
    AT (11, 30),
    AT (19, 0),
    0,
    0,
    0,
    "" },
  { "what is outside of the window is not its business",
    { ENR_BAND_STAY, AT (7, 0), AT (19, 0), 480, 0, 30, 50 },
    FALSE,
    AT (6, 30),
    AT (15, 0),
    0,
    0,
    0,
    "" },
  { "8:59 against 9:00",
    { ENR_BAND_BEFORE, 0, AT (9, 0), 0, 0, 30, 50 },
    FALSE,
    AT (8, 59),
    AT (15, 0),
    1,
    1,
    50,
    "9:00 - 8:59 = 1 min, 1 unit of 30 min, 50円" },
  { "9:00 against 9:00",
    { ENR_BAND_BEFORE, 0, AT (9, 0), 0, 0, 30, 50 },
    FALSE,
    AT (9, 0),
    AT (15, 0),
    0,
    0,
    0,
    "" },
  { "before opening, with grace",
    { ENR_BAND_BEFORE, 0, AT (8, 30), 0, 5, 15, 100 },
    FALSE,
    AT (8, 10),
    AT (15, 0),
    15,
    1,
    100,
    "(8:30 - 5 min grace) - 8:10 = 15 min, 1 unit of 15 min, 100円" },
  { "fetched at 00:30",
    { ENR_BAND_AFTER, AT (20, 0), AT (27, 0), 0, 0, 60, 500 },
    FALSE,
    AT (13, 0),
    AT (24, 30),
    270,
    5,
    2500,
    "24:30 - 20:00 = 270 min, 5 units of 60 min, 2,500円" },
  { "came after the bound",
    { ENR_BAND_AFTER, AT (18, 0), AT (27, 0), 0, 5, 15, 100 },
    FALSE,
    AT (19, 0),
    AT (19, 20),
    20,
    2,
    200,
    "19:20 - 19:00 = 20 min, 2 units of 15 min, 200円" },
  { "rounded down",
    { ENR_BAND_AFTER, AT (18, 0), AT (27, 0), 0, 0, 30, 100 },
    TRUE,
    AT (9, 0),
    AT (18, 59),
    59,
    1,
    100,
    "18:59 - 18:00 = 59 min, 1 unit of 30 min, 100円" },
  { "once for the evening",
    { ENR_BAND_AFTER, AT (18, 0), AT (20, 0), 0, 0, 0, 300 },
    FALSE,
    AT (9, 0),
    AT (21, 0),
    120,
    1,
    300,
    "20:00 - 18:00 = 120 min, once, 300円" },
  { "still here",
    { ENR_BAND_AFTER, AT (18, 0), AT (27, 0), 0, 0, 30, 100 },
    FALSE,
    AT (9, 0),
    NO,
    0,
    0,
    0,
    "" },
  { "did not come",
    { ENR_BAND_AFTER, AT (18, 0), AT (27, 0), 0, 0, 30, 100 },
    FALSE,
    NO,
    NO,
    0,
    0,
    0,
    "" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autoptr (EnrCareRule) rule = make_rule (1, &c->band);
      const EnrCareTimes times = { c->arrived, c->left, NO, NO };
      g_autofree char *text = NULL;
      EnrCareResult result;

      g_test_message ("%s", c->name);
      rule->is_rounded_down = c->is_rounded_down;
      enr_care_compute (rule, &times, 100, &result);
      g_assert_cmpint (result.minutes, ==, c->minutes);
      g_assert_cmpint (result.units, ==, c->units);
      g_assert_cmpint (result.amount, ==, c->amount);
      text = enr_working_dup_text (result.parts, result.n_parts);
      g_assert_cmpstr (text, ==, c->working);
    }
}

static void
test_basis (void)
{
  static const struct
  {
    EnrCareBasis basis;
    EnrCareTimes times;
    gboolean is_known;
    int from;
    int to;
  } spans[] = {
    { ENR_BASIS_LATER,
      { AT (9, 15), AT (15, 15), AT (9, 0), AT (15, 0) },
      TRUE,
      AT (9, 0),
      AT (15, 15) },
    { ENR_BASIS_ACTUAL,
      { AT (9, 15), AT (15, 15), AT (9, 0), AT (15, 0) },
      TRUE,
      AT (9, 15),
      AT (15, 15) },
    { ENR_BASIS_PLANNED,
      { AT (9, 15), AT (15, 15), AT (9, 0), AT (15, 0) },
      TRUE,
      AT (9, 0),
      AT (15, 0) },
    { ENR_BASIS_LATER,
      { AT (8, 45), AT (14, 0), AT (9, 0), AT (15, 0) },
      TRUE,
      AT (8, 45),
      AT (15, 0) },
    { ENR_BASIS_LATER, { AT (8, 45), AT (14, 0), NO, NO }, TRUE, AT (8, 45), AT (14, 0) },
    { ENR_BASIS_PLANNED, { AT (8, 45), AT (14, 0), NO, NO }, TRUE, AT (8, 45), AT (14, 0) },
    { ENR_BASIS_LATER, { AT (8, 45), NO, AT (9, 0), AT (15, 0) }, FALSE, 0, 0 },
    { ENR_BASIS_PLANNED, { AT (8, 45), NO, AT (9, 0), AT (15, 0) }, TRUE, AT (9, 0), AT (15, 0) },
    { ENR_BASIS_PLANNED, { NO, NO, AT (9, 0), AT (15, 0) }, FALSE, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      int from, to;

      g_assert_cmpint (enr_care_span (spans[i].basis, &spans[i].times, &from, &to), ==,
                       spans[i].is_known);
      if (!spans[i].is_known)
        continue;
      g_assert_cmpint (from, ==, spans[i].from);
      g_assert_cmpint (to, ==, spans[i].to);
    }
}

static void
test_bands (void)
{
  static const EnrCareBand bands[] = {
    { ENR_BAND_BEFORE, 0, AT (7, 30), 0, 0, 30, 100 },
    { ENR_BAND_AFTER, AT (18, 30), AT (20, 0), 0, 0, 30, 100 },
    { ENR_BAND_AFTER, AT (20, 0), AT (27, 0), 0, 0, 30, 300 },
  };
  g_autoptr (EnrCareRule) rule = make_rule (3, bands);
  const EnrCareTimes times = { AT (7, 10), AT (20, 40), NO, NO };
  g_autofree char *text = NULL;
  g_autofree char *japanese = NULL;
  g_autofree char *code = NULL;
  g_autoptr (GArray) parts = NULL;
  g_autofree char *again = NULL;
  EnrCareResult result;

  enr_care_compute (rule, &times, 100, &result);
  g_assert_cmpint (result.minutes, ==, 20 + 90 + 40);
  g_assert_cmpint (result.units, ==, 1 + 3 + 2);
  g_assert_cmpint (result.amount, ==, 100 + 300 + 600);
  text = enr_working_dup_text (result.parts, result.n_parts);
  g_assert_cmpstr (
      text, ==,
      "7:30 - 7:10 = 20 min, 1 unit of 30 min, 100円; 20:00 - 18:30 = 90 min, 3 units of "
      "30 min, 300円; 20:40 - 20:00 = 40 min, 2 units of 30 min, 600円");

  /* Through the database's text and back. */
  code = enr_working_encode (result.parts, result.n_parts);
  parts = enr_working_decode (code);
  again = enr_working_dup_text ((const EnrWorkingPart *) parts->data, parts->len);
  g_assert_cmpstr (again, ==, text);

  /* A day's cap, then half of it for the second child. */
  rule->daily_cap = 500;
  rule->second_percent = 50;
  enr_care_compute (rule, &times, enr_care_percent (rule, 2, FALSE), &result);
  g_assert_cmpint (result.amount, ==, 250);
  japanese = enr_working_dup_japanese (result.parts, result.n_parts);
  g_assert_nonnull (strstr (japanese, "7:30－7:10＝20分、30分×1単位、100円"));
  g_assert_nonnull (strstr (japanese, "30分×3単位、300円"));
  g_assert_nonnull (strstr (japanese, "日額上限500円により500円；50％で250円"));
}

static void
test_summed (void)
{
  static const EnrCareBand bands[] = {
    { ENR_BAND_BEFORE, 0, AT (8, 0), 0, 0, 60, 500 },
    { ENR_BAND_AFTER, AT (18, 0), AT (27, 0), 0, 0, 60, 500 },
  };
  g_autoptr (EnrCareRule) rule = make_rule (2, bands);
  const EnrCareTimes times = { AT (7, 40), AT (18, 35), NO, NO };
  g_autofree char *text = NULL;
  EnrCareResult result;

  enr_care_compute (rule, &times, 100, &result);
  g_assert_cmpint (result.amount, ==, 1000);
  rule->is_summed = TRUE;
  enr_care_compute (rule, &times, 100, &result);
  g_assert_cmpint (result.minutes, ==, 55);
  g_assert_cmpint (result.units, ==, 1);
  g_assert_cmpint (result.amount, ==, 500);
  text = enr_working_dup_text (result.parts, result.n_parts);
  g_assert_cmpstr (
      text, ==,
      "8:00 - 7:40 = 20 min; 18:35 - 18:00 = 35 min; 55 min in all, 1 unit of 60 min, 500円");
}

static void
test_monthly (void)
{
  static const EnrCareBand band = { ENR_BAND_AFTER, AT (18, 0), AT (27, 0), 0, 0, 30, 300 };
  g_autoptr (EnrCareRule) rule = make_rule (1, &band);
  const EnrCareTimes times = { AT (9, 0), AT (18, 50), NO, NO };
  g_autofree char *text = NULL;
  EnrCareResult result;

  rule->monthly_cap = 1000;
  enr_care_compute (rule, &times, 100, &result);
  enr_care_apply_monthly_cap (rule, 100, 300, &result);
  g_assert_cmpint (result.amount, ==, 600);
  enr_care_apply_monthly_cap (rule, 100, 900, &result);
  g_assert_cmpint (result.amount, ==, 100);
  text = enr_working_dup_text (result.parts, result.n_parts);
  g_assert_nonnull (strstr (text, "at most 1,000円 a month: 100円"));
  enr_care_compute (rule, &times, 100, &result);
  enr_care_apply_monthly_cap (rule, 100, 1000, &result);
  g_assert_cmpint (result.amount, ==, 0);

  rule->contract = ENR_CONTRACT_MONTHLY;
  rule->monthly_price = 3000;
  rule->third_percent = 33;
  rule->exempt_percent = 0;
  enr_care_compute_monthly (rule, enr_care_percent (rule, 3, FALSE), &result);
  g_assert_cmpint (result.amount, ==, 990);
  enr_care_compute_monthly (rule, enr_care_percent (rule, 1, TRUE), &result);
  g_assert_cmpint (result.amount, ==, 0);
}

static void
test_next_step (void)
{
  static const EnrCareBand band = { ENR_BAND_AFTER, AT (18, 0), AT (19, 0), 0, 5, 15, 100 };
  g_autoptr (EnrCareRule) rule = make_rule (1, &band);
  const EnrCareTimes times = { AT (9, 0), NO, NO, NO };

  g_assert_cmpint (enr_care_next_step (rule, &times, AT (17, 0)), ==, AT (18, 6));
  g_assert_cmpint (enr_care_next_step (rule, &times, AT (18, 5)), ==, AT (18, 6));
  g_assert_cmpint (enr_care_next_step (rule, &times, AT (18, 6)), ==, AT (18, 21));
  g_assert_cmpint (enr_care_next_step (rule, &times, AT (18, 55)), ==, ENR_MINUTES_NONE);
}

static EnrCareRule *
random_rule (void)
{
  EnrCareBand bands[3] = { 0 };
  int opens = g_test_rand_int_range (300, 600);
  int closes = g_test_rand_int_range (900, 1200);
  int night = closes + g_test_rand_int_range (30, 240);
  g_autoptr (EnrCareRule) rule = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 3;

  bands[0] = (EnrCareBand){ ENR_BAND_BEFORE, 0, opens, 0, 0, 0, 0 };
  bands[1] = (EnrCareBand){ ENR_BAND_AFTER, closes, night, 0, 0, 0, 0 };
  bands[2] = (EnrCareBand){ ENR_BAND_AFTER, night, 1620, 0, 0, 0, 0 };
  if (g_test_rand_bit ())
    {
      bands[0]
          = (EnrCareBand){ ENR_BAND_STAY, opens, closes, g_test_rand_int_range (0, 600), 0, 0, 0 };
    }
  for (guint i = 0; i < n; i++)
    {
      static const int units[] = { 0, 1, 10, 15, 30, 60 };

      bands[i].grace = g_test_rand_int_range (0, 20);
      bands[i].unit = units[g_test_rand_int_range (0, G_N_ELEMENTS (units))];
      bands[i].price = g_test_rand_int_range (0, 600);
    }
  rule = make_rule (n, bands);
  rule->is_rounded_down = g_test_rand_bit ();
  rule->is_summed = g_test_rand_bit ();
  for (guint i = 1; rule->is_summed && i < n; i++)
    {
      rule->bands[i].unit = rule->bands[0].unit;
      rule->bands[i].price = rule->bands[0].price;
    }
  rule->basis = g_test_rand_int_range (0, 3);
  if (g_test_rand_bit ())
    rule->daily_cap = g_test_rand_int_range (0, 2000);
  enr_care_rule_check (rule, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&rule);
}

/* Never negative; never less for coming earlier or leaving later; the last step is the amount. */
static void
test_properties (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (EnrCareRule) rule = random_rule ();
      int percent = g_test_rand_int_range (0, 101);
      int arrived = g_test_rand_int_range (0, 900);
      gboolean has_plan = g_test_rand_bit ();
      EnrCareTimes times = { arrived, arrived + 1, has_plan ? g_test_rand_int_range (300, 700) : NO,
                             has_plan ? g_test_rand_int_range (701, 1300) : NO };
      int before = 0;

      for (; times.left <= ENR_MINUTES_MAX; times.left += g_test_rand_int_range (1, 40))
        {
          EnrCareTimes earlier = times;
          EnrCareResult result, longer;

          enr_care_compute (rule, &times, percent, &result);
          g_assert_cmpint (result.minutes, >=, 0);
          g_assert_cmpint (result.units, >=, 0);
          g_assert_cmpint (result.amount, >=, before);
          if (rule->daily_cap != ENR_CARE_NO_CAP)
            g_assert_cmpint (result.amount, <=, rule->daily_cap);
          if (result.n_parts > 0 && (percent < 100 || rule->is_summed) && result.amount > 0)
            g_assert_cmpint (result.parts[result.n_parts - 1].amount, ==, result.amount);
          before = result.amount;
          earlier.arrived = g_test_rand_int_range (0, times.arrived + 1);
          enr_care_compute (rule, &earlier, percent, &longer);
          g_assert_cmpint (longer.amount, >=, result.amount);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/charge/cases", test_cases);
  g_test_add_func ("/charge/basis", test_basis);
  g_test_add_func ("/charge/bands", test_bands);
  g_test_add_func ("/charge/summed", test_summed);
  g_test_add_func ("/charge/monthly", test_monthly);
  g_test_add_func ("/charge/next-step", test_next_step);
  g_test_add_func ("/charge/properties", test_properties);
  return g_test_run ();
}
