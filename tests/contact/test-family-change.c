/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Who is told nothing about a child stays so when it comes into another family, or is asked about.
 */
#include "letters-fixture.h"

#include "contact/family-change.h"

/* Child 0 leaves a family with a blocked father and an excepted grandmother for that of child 1. */
typedef struct
{
  EnrUuid father;
  EnrUuid grandmother;
  EnrUuid other; /* of the other family, in which the father is written otherwise */
  EnrUuid aunt;
} People;

static People
make_people (Fixture *fixture)
{
  People people;

  person (fixture, 0, "青木 春", "母", TRUE);
  people.father = person (fixture, 0, "髙橋 一郎", "父", TRUE);
  people.grandmother = person (fixture, 0, "青木 梅", "祖母", FALSE);
  people.other = person (fixture, 1, "高橋一郎", "父", TRUE);
  people.aunt = person (fixture, 1, "高橋 夏", "おば", FALSE);
  set_marks (fixture, &people.father, TRUE, FALSE);
  set_except (fixture, &people.grandmother, 0, TRUE);
  return people;
}

static EnrFamilyChange *
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  EnrFamilyChange *change
      = enr_family_change_load (fixture->db, &fixture->children[0], &fixture->children[1], &error);

  g_assert_no_error (error);
  return change;
}

static gboolean
is_except (Fixture *fixture, const EnrUuid *contact)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrContactWay) way = enr_contact_way_load (fixture->db, contact, &error);

  g_assert_no_error (error);
  return enr_contact_way_is_except (way, &fixture->children[0]);
}

static void
test_asked (Fixture *fixture, gconstpointer data)
{
  People people = make_people (fixture);
  g_autoptr (EnrFamilyChange) change = load (fixture);
  const EnrBarredPerson *first, *second;

  g_assert_cmpuint (change->barred->len, ==, 2);
  g_assert_cmpuint (change->people->len, ==, 2);
  first = g_ptr_array_index (change->barred, 0);
  second = g_ptr_array_index (change->barred, 1);
  g_assert_cmpstr (first->name, ==, "髙橋 一郎");
  g_assert_true (enr_uuid_equal (&first->likely, &people.other));
  g_assert_cmpstr (second->relation, ==, "祖母");
  g_assert_true (enr_uuid_is_none (&second->likely));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  People people = make_people (fixture);
  EnrUuid family = family_of (fixture, 0);
  /* Nobody answered, one of two answered, and an answer that is nobody of that family. */
  const EnrBarredAnswer some[] = { { people.father, people.other } };
  const EnrBarredAnswer wrong[]
      = { { people.father, people.father }, { people.grandmother, enr_uuid_none } };
  const struct
  {
    const EnrBarredAnswer *answers;
    guint n;
  } cases[] = { { NULL, 0 }, { some, 1 }, { wrong, 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      EnrUuid now;

      g_assert_false (enr_family_change_join (fixture->db, fixture->actor, &fixture->children[0],
                                              &fixture->children[1], cases[i].answers, cases[i].n,
                                              &error));
      g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
      now = family_of (fixture, 0);
      g_assert_true (enr_uuid_equal (&now, &family));
      g_assert_false (is_except (fixture, &people.other));
    }
}

static void
test_kept (Fixture *fixture, gconstpointer data)
{
  People people = make_people (fixture);
  const EnrBarredAnswer answers[]
      = { { people.father, people.other }, { people.grandmother, enr_uuid_none } };
  EnrUuid family = family_of (fixture, 1);
  EnrUuid now;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrFamilyChange) after = NULL;

  g_assert_true (enr_family_change_join (fixture->db, fixture->actor, &fixture->children[0],
                                         &fixture->children[1], answers, 2, &error));
  g_assert_no_error (error);
  now = family_of (fixture, 0);
  g_assert_true (enr_uuid_equal (&now, &family));
  g_assert_true (is_except (fixture, &people.other));
  g_assert_false (is_except (fixture, &people.aunt));
  after = load (fixture);
  g_assert_cmpuint (after->barred->len, ==, 0);
}

/* The very name is found by itself, an empty family has nobody to ask about, and one's own no
 * change. */
static void
test_nothing_to_ask (Fixture *fixture, gconstpointer data)
{
  EnrUuid father = person (fixture, 0, "髙橋 一郎", "父", TRUE);
  EnrUuid same;
  g_autoptr (GError) error = NULL;

  set_marks (fixture, &father, TRUE, FALSE);
  {
    g_autoptr (EnrFamilyChange) empty = load (fixture);

    g_assert_cmpuint (empty->barred->len, ==, 0);
  }
  same = person (fixture, 1, "髙橋 一郎", "父", TRUE);
  {
    g_autoptr (EnrFamilyChange) found = load (fixture);

    g_assert_cmpuint (found->barred->len, ==, 0);
  }
  g_assert_true (enr_family_change_join (fixture->db, fixture->actor, &fixture->children[0],
                                         &fixture->children[1], NULL, 0, &error));
  g_assert_no_error (error);
  g_assert_true (is_except (fixture, &same));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/contact/family-change/asked", Fixture, GUINT_TO_POINTER (3), set_up, test_asked,
              tear_down);
  g_test_add ("/contact/family-change/refused", Fixture, GUINT_TO_POINTER (3), set_up, test_refused,
              tear_down);
  g_test_add ("/contact/family-change/kept", Fixture, GUINT_TO_POINTER (3), set_up, test_kept,
              tear_down);
  g_test_add ("/contact/family-change/nothing-to-ask", Fixture, GUINT_TO_POINTER (3), set_up,
              test_nothing_to_ask, tear_down);
  return g_test_run ();
}
