/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The minutes of a day that are told on are those of the month's extended care.
 */
#include "config.h"

#include "fees/care-minutes.h"

#include "attendance/sample.h"
#include "base/clock.h"
#include "fees/care-month.h"
#include "fees/decision.h"
#include "fees/sample.h"
#include "fees/terms.h"
#include "support/fixture.h"

#define N_DAYS 30

/* Every day of a month, of every child: by both ways the same. Returns how many have minutes. */
static guint
compare (EnrDb *db, EnrDate first)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrCareMonth) month = enr_care_month_load (db, first, NULL, &error);
  guint n_all = 0;

  g_assert_no_error (error);
  for (int i = 0; i < N_DAYS; i++)
    {
      g_autoptr (EnrDay) day = enr_day_load (db, first + i, NULL, &error);
      g_autoptr (GHashTable) minutes = NULL;
      guint n = 0;

      g_assert_no_error (error);
      minutes = enr_care_minutes_load (db, day, &error);
      g_assert_no_error (error);
      for (guint k = 0; k < month->charges->len; k++)
        {
          const EnrCharge *charge = &g_array_index (month->charges, EnrCharge, k);

          if (charge->kind != ENR_CHARGE_DAY || charge->day != first + i || charge->minutes == 0)
            continue;
          n++;
          g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (minutes, &charge->child_id)), ==,
                            (guint) charge->minutes);
        }
      g_assert_cmpuint (g_hash_table_size (minutes), ==, n);
      n_all += n;
    }
  return n_all;
}

/* Some have a contract by the month, some are exempt, some have no certification at all. */
static void
change_terms (EnrDb *db, const EnrActor *actor, const EnrCareMonth *month, EnrDate first)
{
  for (guint i = 0; i < month->attendance->children->len; i += 3)
    {
      const EnrMonthChild *child = &g_array_index (month->attendance->children, EnrMonthChild, i);
      const EnrCareTerms terms
          = { .child_id = child->child_id,
              .first = first + 10,
              .last = ENR_DATE_NONE,
              .contract = i % 2 == 0 ? ENR_CONTRACT_MONTHLY : ENR_CONTRACT_SPOT,
              .is_exempt = i % 4 == 0,
              .note = (char *) "" };
      g_autoptr (GError) error = NULL;

      enr_care_terms_set (db, actor, &terms, &error);
      g_assert_no_error (error);
    }
}

static void
decide (EnrDb *db, const EnrActor *actor, const EnrCareMonth *month)
{
  static const EnrChargeState states[]
      = { ENR_CHARGE_CONFIRMED, ENR_CHARGE_ADJUSTED, ENR_CHARGE_EXCLUDED };
  guint n = 0;

  for (guint i = 0; i < month->charges->len; i += 5)
    {
      const EnrCharge *charge = &g_array_index (month->charges, EnrCharge, i);
      const EnrChargeSeen seen = { charge->child_id, charge->day, charge->kind, charge->amount };
      g_autoptr (GError) error = NULL;

      enr_care_decide (db, actor, &seen, 1, states[n++ % 3], 50, "見本", &error);
      g_assert_no_error (error);
    }
  g_assert_cmpuint (n, >, 3);
}

static void
test_agree (void)
{
  EnrDate first = enr_date_new (2026, 6, 1);
  EnrSampleOptions options = { 60, first, enr_date_new (2026, 6, 30), 7 };
  g_autofree char *folder = enr_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "sample.db", NULL);
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_autoptr (GError) error = NULL;
  EnrDb *db = enr_db_open (path, ENR_DB_READ_WRITE | ENR_DB_CREATE, &error);

  g_assert_no_error (error);
  enr_clock_set_fixed (enr_test_at (20, 0) + (EnrInstant) 30 * 24 * 60 * 60);
  g_assert_true (enr_sample_make (db, &options, &error));
  g_assert_cmpuint (compare (db, first), ==, 0);
  g_assert_true (enr_care_sample (db, enr_date_new (2026, 4, 1), &error));
  g_assert_cmpuint (compare (db, first), >, 20);
  {
    g_autoptr (EnrCareMonth) month = enr_care_month_load (db, first, NULL, &error);

    change_terms (db, &actor, month, first);
  }
  g_assert_cmpuint (compare (db, first), >, 20);
  {
    g_autoptr (EnrCareMonth) month = enr_care_month_load (db, first, NULL, &error);

    decide (db, &actor, month);
  }
  g_assert_cmpuint (compare (db, first), >, 20);
  enr_clock_set_source (NULL, NULL);
  enr_db_close (db);
  enr_test_folder_free (g_steal_pointer (&folder));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/care-minutes/agree", test_agree);
  return g_test_run ();
}
