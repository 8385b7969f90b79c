/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "statistics/monthly.h"

#include <string.h>

#include "attendance/entry.h"
#include "attendance/sample.h"
#include "attendance/stamp.h"
#include "nursery/enrolment.h"
#include "statistics/meal.h"
#include "support/fixture.h"

static void
present (EnrTestNursery *nursery, guint child, int day, int arrived, int left)
{
  g_autoptr (GError) error = NULL;
  EnrEntryTimes times = { arrived, left, NULL };

  enr_entry_set_times (nursery->db, &nursery->actor, &nursery->children[child],
                       enr_date_new (2026, 6, day), &times, "x", &error);
  g_assert_no_error (error);
}

static void
absent (EnrTestNursery *nursery, guint child, int day, const char *kind)
{
  g_autoptr (GError) error = NULL;
  EnrEntryAbsence absence = { kind, "", "" };

  enr_entry_set_absence (nursery->db, &nursery->actor, &nursery->children[child],
                         enr_date_new (2026, 6, day), &absence, &error);
  g_assert_no_error (error);
}

static void
certify (EnrTestNursery *nursery,
         guint child,
         EnrCertificationKind kind,
         EnrCareHours hours,
         EnrDate first)
{
  g_autoptr (GError) error = NULL;
  EnrCertification certification
      = { enr_uuid_none, kind, hours, (char *) "", first, ENR_DATE_NONE };

  enr_child_certify (nursery->db, &nursery->actor, &nursery->children[child], &certification,
                     &error);
  g_assert_no_error (error);
}

static void
add_meal (EnrTestNursery *nursery, const char *name, int at)
{
  EnrMeal meal = { enr_uuid_none, (char *) name, at };
  g_autoptr (GError) error = NULL;

  g_assert_true (enr_meal_save (nursery->db, &nursery->actor, &meal, &error));
  g_assert_no_error (error);
}

/* A nursery of four (ages 0, 1, 2, 3) with a few days of June, to the 9th. */
static EnrTestNursery *
make_month (void)
{
  EnrTestNursery *nursery = enr_test_nursery_new (4);
  g_autoptr (GError) error = NULL;
  EnrInstant at = enr_instant_from_local (enr_date_new (2026, 6, 3), 0);

  certify (nursery, 0, ENR_CERTIFICATION_3, ENR_CARE_STANDARD, enr_date_new (2026, 4, 1));
  certify (nursery, 1, ENR_CERTIFICATION_3, ENR_CARE_SHORT, enr_date_new (2026, 4, 1));
  certify (nursery, 1, ENR_CERTIFICATION_3, ENR_CARE_STANDARD, enr_date_new (2026, 6, 3));
  certify (nursery, 3, ENR_CERTIFICATION_2, ENR_CARE_STANDARD, enr_date_new (2026, 4, 1));
  add_meal (nursery, "給食", 11 * 60 + 30);
  add_meal (nursery, "おやつ", 15 * 60);
  present (nursery, 0, 1, 8 * 60, 17 * 60);
  present (nursery, 0, 2, 8 * 60, 11 * 60 + 30); /* fetched as lunch begins: did not eat */
  present (nursery, 1, 2, 8 * 60, 12 * 60);
  present (nursery, 1, 3, 8 * 60, 17 * 60);
  present (nursery, 2, 9, 8 * 60, 17 * 60);
  absent (nursery, 0, 4, "sick");
  absent (nursery, 1, 4, "sick");
  absent (nursery, 1, 5, "suspension");
  /* away over lunch, back for the snack */
  for (guint i = 0; i < 4; i++)
    {
      static const int minutes[] = { 480, 660, 780, 1020 };

      if (i % 2 == 0)
        enr_stamp_arrive (nursery->db, &nursery->actor, &nursery->children[3], at + minutes[i] * 60,
                          ENR_SOURCE_OFFICE, NULL, &error);
      else
        enr_stamp_leave (nursery->db, &nursery->actor, &nursery->children[3], at + minutes[i] * 60,
                         ENR_SOURCE_OFFICE, "", NULL, &error);
      g_assert_no_error (error);
    }
  g_assert_true (enr_child_leave (nursery->db, &nursery->actor, &nursery->children[3],
                                  enr_date_new (2026, 6, 5), "", &error));
  g_assert_no_error (error);
  return nursery;
}

static guint
absence_days (const EnrMonthlyStatistics *self, const char *key, guint age)
{
  for (guint i = 0; i < self->absences->len; i++)
    {
      const EnrAbsenceLine *line = &g_array_index (self->absences, EnrAbsenceLine, i);

      if (strcmp (line->key, key) == 0)
        return line->days[age];
    }
  g_error ("no kind %s", key);
}

static void
test_counts (void)
{
  g_autoptr (EnrTestNursery) nursery = make_month ();
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrMonthlyStatistics) self
      = enr_monthly_statistics_load (nursery->db, enr_test_day (), &error);
  EnrAgeLine total;

  g_assert_no_error (error);
  g_assert_cmpint (self->first, ==, enr_date_new (2026, 6, 1));
  g_assert_cmpuint (self->open_days, ==, 26);
  total = enr_monthly_statistics_total (self);
  g_assert_cmpuint (total.enrolled_first, ==, 4);
  g_assert_cmpuint (total.enrolled_all, ==, 4);
  g_assert_cmpuint (total.present, ==, 6);
  g_assert_cmpuint (self->ages[0].present, ==, 2);
  g_assert_cmpuint (self->ages[3].present, ==, 1);
  g_assert_cmpuint (self->ages[3].enrolled_days, ==, 5);
  /* to the 9th: 6 of 8 + 8 + 8 + 5 child-days */
  g_assert_cmpint (self->rate, ==, 207);
  g_assert_cmpuint (absence_days (self, "sick", 0), ==, 1);
  g_assert_cmpuint (absence_days (self, "sick", 1), ==, 1);
  g_assert_cmpuint (absence_days (self, "suspension", 1), ==, 1);
  g_assert_cmpuint (absence_days (self, "bereavement", 1), ==, 0);
  /* by certification: of the first, and of each day */
  g_assert_cmpuint (self->on_first[ENR_CERTIFICATION_3][ENR_CARE_STANDARD][0], ==, 1);
  g_assert_cmpuint (self->on_first[ENR_CERTIFICATION_3][ENR_CARE_SHORT][1], ==, 1);
  g_assert_cmpuint (self->on_first[ENR_CERTIFICATION_3][ENR_CARE_STANDARD][1], ==, 0);
  g_assert_cmpuint (self->on_first[ENR_CERTIFICATION_NONE][ENR_CARE_NONE][2], ==, 1);
  g_assert_cmpuint (self->on_first[ENR_CERTIFICATION_2][ENR_CARE_STANDARD][3], ==, 1);
  g_assert_cmpuint (self->days[ENR_CERTIFICATION_3][ENR_CARE_SHORT][1], ==, 1);
  g_assert_cmpuint (self->days[ENR_CERTIFICATION_3][ENR_CARE_STANDARD][1], ==, 1);
  g_assert_cmpuint (self->days[ENR_CERTIFICATION_NONE][ENR_CARE_NONE][2], ==, 1);
  /* the staff that the enrolled need: 0.3 + 0.3 + 0.0, and no fewer than two */
  g_assert_cmpuint (self->need[ENR_RATIOS_PRESENT].tenths, ==, 6);
  g_assert_cmpuint (self->need[ENR_RATIOS_PRESENT].required, ==, 2);
}

static void
test_meals (void)
{
  g_autoptr (EnrTestNursery) nursery = make_month ();
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrMonthlyStatistics) self
      = enr_monthly_statistics_load (nursery->db, enr_test_day (), &error);
  const EnrMealLine *lunch, *snack;

  g_assert_no_error (error);
  lunch = &g_array_index (self->meals, EnrMealLine, 0);
  snack = &g_array_index (self->meals, EnrMealLine, 1);
  g_assert_cmpstr (lunch->name, ==, "給食");
  g_assert_cmpuint (lunch->children[0], ==, 1);
  g_assert_cmpuint (lunch->children[1], ==, 2);
  g_assert_cmpuint (lunch->children[2], ==, 1);
  g_assert_cmpuint (lunch->children[3], ==, 0);
  g_assert_cmpuint (enr_statistics_sum (snack->children), ==, 4);
  g_assert_cmpuint (snack->children[3], ==, 1);
}

static gint64
figure (const GArray *figures, const char *name)
{
  for (guint i = 0; i < figures->len; i++)
    {
      const EnrFigure *one = &g_array_index (figures, EnrFigure, i);

      if (strcmp (one->name, name) == 0)
        return one->value;
    }
  return -1;
}

static void
test_figures (void)
{
  g_autoptr (EnrTestNursery) nursery = make_month ();
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrMonthlyStatistics) self
      = enr_monthly_statistics_load (nursery->db, enr_test_day (), &error);
  g_autoptr (GArray) figures = NULL;
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_no_error (error);
  enr_monthly_statistics_add_band (self, "18:00～19:00", 3, 75, 1500);
  figures = enr_monthly_statistics_figures (self);
  for (guint i = 0; i < figures->len; i++)
    g_assert_true (g_hash_table_add (names, g_array_index (figures, EnrFigure, i).name));
  g_assert_cmpint (figure (figures, "open_days"), ==, 26);
  g_assert_cmpint (figure (figures, "rate"), ==, 207);
  g_assert_cmpint (figure (figures, "present/all"), ==, 6);
  g_assert_cmpint (figure (figures, "present/0"), ==, 2);
  g_assert_cmpint (figure (figures, "present/4"), ==, -1);
  g_assert_cmpint (figure (figures, "absent/sick/1"), ==, 1);
  g_assert_cmpint (figure (figures, "absent/bereavement/all"), ==, 0);
  g_assert_cmpint (figure (figures, "first/3/short/1"), ==, 1);
  g_assert_cmpint (figure (figures, "days/0/none/2"), ==, 1);
  g_assert_cmpint (figure (figures, "meal/給食/all"), ==, 4);
  g_assert_cmpint (figure (figures, "band/18:00～19:00/minutes"), ==, 75);
  g_assert_cmpint (figure (figures, "band/18:00～19:00/amount"), ==, 1500);
  g_assert_cmpint (figure (figures, "required/former"), ==, 2);
}

/* On a large nursery the tables agree with each other. */
static void
test_agrees (void)
{
  g_autofree char *folder = enr_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "sample.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrMonth) month = NULL;
  g_autoptr (EnrMonthlyStatistics) self = NULL;
  EnrDb *db = enr_db_open (path, ENR_DB_READ_WRITE | ENR_DB_CREATE, &error);
  EnrSampleOptions options = { 60, enr_date_new (2026, 5, 1), enr_date_new (2026, 5, 31), 7 };
  guint first = 0, days = 0, absences = 0, expected = 0;
  EnrAgeLine total;

  g_assert_no_error (error);
  g_assert_true (enr_sample_make (db, &options, &error));
  g_assert_no_error (error);
  month = enr_month_load (db, options.first, NULL, &error);
  g_assert_no_error (error);
  self = enr_monthly_statistics_new (db, month, &error);
  g_assert_no_error (error);
  total = enr_monthly_statistics_total (self);
  for (guint kind = 0; kind < ENR_STATISTICS_CERTIFICATIONS; kind++)
    for (guint hours = 0; hours < ENR_STATISTICS_CARE_HOURS; hours++)
      {
        first += enr_statistics_sum (self->on_first[kind][hours]);
        days += enr_statistics_sum (self->days[kind][hours]);
      }
  g_assert_cmpuint (first, ==, total.enrolled_first);
  g_assert_cmpuint (days, ==, total.present);
  for (int day = 1; day <= 31; day++)
    expected += enr_month_present_on (month, day, G_MAXUINT);
  g_assert_cmpuint (total.present, ==, expected);
  g_assert_cmpuint (expected, >, 500);
  for (guint i = 0; i < self->absences->len; i++)
    absences += enr_statistics_sum (g_array_index (self->absences, EnrAbsenceLine, i).days);
  g_assert_cmpuint (total.enrolled_days, >=, total.present + absences);
  enr_db_close (db);
  enr_test_folder_free (g_steal_pointer (&folder));
}

static void
test_faults (void)
{
  g_autoptr (EnrTestNursery) nursery = make_month ();
  gboolean done = FALSE;
  int n;

  for (n = 1; !done; n++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EnrMonthlyStatistics) self = NULL;

      g_assert_cmpint (n, <, 100);
      enr_db_set_fault (nursery->db, n);
      self = enr_monthly_statistics_load (nursery->db, enr_test_day (), &error);
      enr_db_set_fault (nursery->db, 0);
      g_assert_true ((self != NULL) == (error == NULL));
      done = self != NULL;
    }
  g_assert_cmpint (n, >, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/statistics/monthly/counts", test_counts);
  g_test_add_func ("/statistics/monthly/meals", test_meals);
  g_test_add_func ("/statistics/monthly/figures", test_figures);
  g_test_add_func ("/statistics/monthly/agrees", test_agrees);
  g_test_add_func ("/statistics/monthly/faults", test_faults);

  return g_test_run ();
}
