/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How many children have what, and when it has to be reported.
 */
#include "config.h"

#include "contact-fixture.h"

static void
test_rule (void)
{
  static const struct
  {
    guint n_ill, n_users;
    gboolean is_reached;
  } vectors[] = {
    { 0, 0, FALSE },   { 0, 100, FALSE }, { 1, 1, TRUE },   { 1, 2, TRUE },  { 1, 3, FALSE },
    { 7, 15, FALSE },  { 8, 15, TRUE },   { 9, 19, FALSE }, { 9, 18, TRUE }, { 9, 300, FALSE },
    { 10, 300, TRUE }, { 11, 300, TRUE }, { 10, 0, TRUE },
  };
  const EnrOutbreakSetting setting = { 10, 50 };
  const EnrOutbreakSetting strict = { 5, 10 };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    g_assert_cmpint (enr_outbreak_is_reached (&setting, vectors[i].n_ill, vectors[i].n_users), ==,
                     vectors[i].is_reached);
  g_assert_true (enr_outbreak_is_reached (&strict, 3, 30));
  g_assert_false (enr_outbreak_is_reached (&strict, 2, 30));
  g_assert_true (enr_outbreak_is_reached (&strict, 5, 300));
}

static void
fall_ill (Fixture *fixture, guint child, const char *disease, EnrDate onset, EnrDate back)
{
  g_autoptr (EnrIllness) illness = enr_illness_new ();
  g_autoptr (GError) error = NULL;

  illness->child_id = fixture->children[child];
  set_text (&illness->disease, disease);
  illness->anchors[ENR_ANCHOR_ONSET] = onset;
  illness->back_day = back;
  enr_illness_save (fixture->db, fixture->actor, illness, NULL, &error);
  g_assert_no_error (error);
}

/* "09 influenza ひよこ 2|10 influenza ひよこ 1|" */
static char *
count (Fixture *fixture, EnrDate first, EnrDate last)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) counts = enr_illness_count (fixture->db, first, last, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < counts->len; i++)
    {
      const EnrIllnessCount *item = g_ptr_array_index (counts, i);
      guint class = 0;
      int day;

      while (class < 6 && !enr_uuid_equal (&fixture->nursery->classes[class], &item->class_id))
        class ++;
      enr_date_split (item->day, NULL, NULL, &day);
      g_string_append_printf (text, "%d %s %u:%u|", day, item->disease, class, item->n);
    }
  return g_string_free (text, FALSE);
}

static void
test_count (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *later = NULL;

  /* Children 0 and 6 are in the youngest class, 1 in the next. */
  fall_ill (fixture, 0, "influenza", DAY (6, 8), ENR_DATE_NONE);
  fall_ill (fixture, 6, "influenza", DAY (6, 8), DAY (6, 10));
  fall_ill (fixture, 1, "gastroenteritis", ENR_DATE_NONE, ENR_DATE_NONE);
  text = count (fixture, DAY (6, 7), DAY (6, 11));
  g_assert_cmpstr (text, ==,
                   "8 influenza 0:2|9 influenza 0:2|10 influenza 0:1|10 gastroenteritis 1:1|"
                   "11 influenza 0:1|11 gastroenteritis 1:1|");
  later = count (fixture, DAY (6, 1), DAY (6, 7));
  g_assert_cmpstr (later, ==, "");
}

/* Without a day of return, the first arrival that was allowed is it; one before that is only that
 * day. */
static void
test_returns (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrIllness) illness = enr_illness_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  enr_clock_set_fixed (enr_test_at (10, 0) + 10 * 86400);
  illness->child_id = fixture->children[0];
  set_text (&illness->disease, "influenza");
  illness->known_day = DAY (6, 10);
  illness->anchors[ENR_ANCHOR_ONSET] = DAY (6, 10);
  illness->anchors[ENR_ANCHOR_FEVER] = DAY (6, 12); /* may come from the 16th */
  g_assert_true (enr_illness_save (fixture->db, fixture->actor, illness, NULL, &error));
  arrive (fixture, 0, enr_test_at (8, 0));             /* the morning of the onset: counts */
  arrive (fixture, 0, enr_test_at (8, 0) + 3 * 86400); /* too early */
  arrive (fixture, 0, enr_test_at (8, 0) + 7 * 86400); /* rightly */
  fall_ill (fixture, 1, "roseola", DAY (6, 15), ENR_DATE_NONE);
  arrive (fixture, 1, enr_test_at (8, 0) + 8 * 86400);
  text = count (fixture, DAY (6, 10), DAY (6, 19));
  g_assert_cmpstr (text, ==,
                   "10 influenza 0:1|11 influenza 0:1|12 influenza 0:1|14 influenza 0:1|"
                   "15 influenza 0:1|15 roseola 1:1|16 influenza 0:1|16 roseola 1:1|"
                   "17 roseola 1:1|");
}

static void
test_day (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = NULL;
  g_autoptr (GPtrArray) list = NULL;
  const EnrOutbreakSetting strict = { 2, 100 };
  const EnrOutbreak *outbreak;

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (EnrNotice) notice
          = absence (fixture, i, DAY (6, 10), DAY (6, 10), i == 3 ? "personal" : "sick");

      if (i < 2)
        notice->disease = g_strdup ("gastroenteritis");
      add (fixture, notice);
    }
  day = enr_day_load (fixture->db, DAY (6, 10), NULL, &error);
  list = enr_outbreak_load (fixture->db, day, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  /* All who are absent because they are ill: three of eight. */
  outbreak = g_ptr_array_index (list, 0);
  g_assert_cmpstr (outbreak->disease, ==, "");
  g_assert_cmpuint (outbreak->n, ==, 3);
  g_assert_false (outbreak->is_reached);
  outbreak = g_ptr_array_index (list, 1);
  g_assert_cmpstr (outbreak->disease, ==, "gastroenteritis");
  g_assert_cmpuint (outbreak->n, ==, 2);
  g_assert_false (outbreak->is_reached);

  g_assert_true (enr_outbreak_setting_save (fixture->db, fixture->actor, &strict, &error));
  g_clear_pointer (&list, g_ptr_array_unref);
  list = enr_outbreak_load (fixture->db, day, &error);
  g_assert_true (((EnrOutbreak *) g_ptr_array_index (list, 1))->is_reached);
}

static void
test_setting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  EnrOutbreakSetting setting = { 0 };
  const EnrOutbreakSetting bad[] = { { 0, 50 }, { 1000, 50 }, { 10, 0 }, { 10, 101 } };

  g_assert_true (enr_outbreak_setting_load (fixture->db, &setting, &error));
  g_assert_cmpint (setting.children, ==, 10);
  g_assert_cmpint (setting.percent, ==, 50);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (enr_outbreak_setting_save (fixture->db, fixture->actor, &bad[i], &error));
      g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
      g_clear_error (&error);
    }
  setting.children = 5;
  g_assert_true (enr_outbreak_setting_save (fixture->db, fixture->actor, &setting, &error));
  setting.children = 0;
  g_assert_true (enr_outbreak_setting_load (fixture->db, &setting, &error));
  g_assert_cmpint (setting.children, ==, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outbreak/rule", test_rule);
#define ADD(path, func) g_test_add (path, Fixture, GUINT_TO_POINTER (8), set_up, func, tear_down)
  ADD ("/outbreak/count", test_count);
  ADD ("/outbreak/returns", test_returns);
  ADD ("/outbreak/day", test_day);
  ADD ("/outbreak/setting", test_setting);
  return g_test_run ();
}
