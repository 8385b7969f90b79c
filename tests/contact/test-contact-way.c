/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "letters-fixture.h"

static void
assert_way (Fixture *fixture, const EnrUuid *contact, const char *mail, gboolean is_verified)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrContactWay) way = enr_contact_way_load (fixture->db, contact, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (way->mail, ==, mail);
  g_assert_cmpint (way->verified_at != ENR_INSTANT_NONE, ==, is_verified);
  g_assert_cmpint (enr_contact_way_has_mail (way), ==, is_verified);
}

static void
test_nothing_entered (Fixture *fixture, gconstpointer data)
{
  EnrUuid mother = person (fixture, 0, "青木 春", "母", TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrContactWay) way = enr_contact_way_load (fixture->db, &mother, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (way->name, ==, "青木 春");
  g_assert_cmpstr (way->mail, ==, "");
  g_assert_false (way->is_blocked);
  g_assert_false (way->is_apart);
  g_assert_cmpuint (way->except->len, ==, 0);
  g_assert_false (enr_contact_way_has_mail (way));
}

static void
test_verified_once (Fixture *fixture, gconstpointer data)
{
  EnrUuid mother = person (fixture, 0, "青木 春", "母", TRUE);

  verify (fixture, &mother, "haru@example.com");
  assert_way (fixture, &mother, "haru@example.com", TRUE);
  /* The same address, typed with other widths, stays verified; another one is not. */
  set_mail (fixture, &mother, " ｈａｒｕ＠EXAMPLE.com ");
  assert_way (fixture, &mother, "haru@example.com", TRUE);
  set_mail (fixture, &mother, "haru2@example.com");
  assert_way (fixture, &mother, "haru2@example.com", FALSE);
  set_mail (fixture, &mother, "");
  assert_way (fixture, &mother, "", FALSE);
}

static void
test_bad_addresses (Fixture *fixture, gconstpointer data)
{
  static const char *const bad[]
      = { "haru@example.com\nBcc: all@example.com", "haru@example.com, aki@example.com", "haru",
          "haru@", "青木 <haru@example.com>" };
  EnrUuid mother = person (fixture, 0, "青木 春", "母", TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (
          enr_contact_way_set_mail (fixture->db, fixture->actor, &mother, bad[i], &error));
      g_assert_error (error, ENR_MAIL_ERROR, ENR_MAIL_ERROR_ADDRESS);
      assert_way (fixture, &mother, "", FALSE);
    }
}

static char *
dup_code (Fixture *fixture, const EnrUuid *contact)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrContactWay) way = enr_contact_way_load (fixture->db, contact, &error);

  g_assert_no_error (error);
  return g_strdup (way->code);
}

static void
assert_verify (Fixture *fixture, const EnrUuid *contact, const char *code, int expected)
{
  g_autoptr (GError) error = NULL;
  gboolean is_done = enr_contact_way_verify (fixture->db, fixture->actor, contact, code, &error);

  if (expected < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, ENR_NURSERY_ERROR, expected);
  g_assert_cmpint (is_done, ==, expected < 0);
}

static void
test_codes (Fixture *fixture, gconstpointer data)
{
  EnrUuid mother = person (fixture, 0, "青木 春", "母", TRUE);
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *typed = NULL;

  set_mail (fixture, &mother, "haru@example.com");
  assert_verify (fixture, &mother, "123456", ENR_NURSERY_ERROR_INVALID);
  enr_contact_way_send_code (fixture->db, fixture->actor, &mother, &error);
  g_assert_no_error (error);
  first = dup_code (fixture, &mother);
  g_assert_cmpuint (strlen (first), ==, 6);
  /* A second number: the first holds no more, and its mail, which still waits, need not go out. */
  do
    {
      g_free (second);
      enr_contact_way_send_code (fixture->db, fixture->actor, &mother, &error);
      g_assert_no_error (error);
      second = dup_code (fixture, &mother);
    }
  while (strcmp (first, second) == 0);
  g_assert_cmpint (count_sql (fixture, "SELECT count(*) FROM delivery WHERE state = 'waiting'"), ==,
                   1);
  assert_verify (fixture, &mother, first, ENR_NURSERY_ERROR_INVALID);
  assert_verify (fixture, &mother, "", ENR_NURSERY_ERROR_INVALID);
  assert_way (fixture, &mother, "haru@example.com", FALSE);
  typed = g_strdup_printf (" %.3s－%s　", second, second + 3);
  assert_verify (fixture, &mother, typed, -1);
  assert_way (fixture, &mother, "haru@example.com", TRUE);
  assert_verify (fixture, &mother, second, ENR_NURSERY_ERROR_ALREADY);
  g_assert_cmpint (count_sql (fixture, "SELECT count(*) FROM delivery WHERE state = 'waiting'"), ==,
                   0);
}

static void
test_code_mail (Fixture *fixture, gconstpointer data)
{
  EnrUuid mother = person (fixture, 0, "青木 春", "母", TRUE);
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  g_auto (EnrStmt) st = { NULL, NULL };

  set_mail (fixture, &mother, "haru@example.com");
  enr_contact_way_send_code (fixture->db, fixture->actor, &mother, &error);
  g_assert_no_error (error);
  code = dup_code (fixture, &mother);
  st = enr_stmt (
      fixture->db,
      "SELECT r.kind, r.contact_id, CAST (r.body AS TEXT), d.channel, d.address, d.state "
      "FROM recipient r JOIN delivery d ON d.recipient_id = r.id");
  g_assert_cmpint (enr_stmt_step (&st, &error), ==, 1);
  g_assert_cmpstr (enr_column_text (&st, 0), ==, "check");
  g_assert_nonnull (strstr (enr_column_text (&st, 2), code));
  g_assert_nonnull (strstr (enr_column_text (&st, 2), "こもれび保育園"));
  g_assert_cmpstr (enr_column_text (&st, 3), ==, "mail");
  g_assert_cmpstr (enr_column_text (&st, 4), ==, "haru@example.com");
  g_assert_cmpstr (enr_column_text (&st, 5), ==, "waiting");
  g_assert_cmpint (enr_stmt_step (&st, &error), ==, 0);
}

static void
test_code_too_old (Fixture *fixture, gconstpointer data)
{
  EnrUuid mother = person (fixture, 0, "青木 春", "母", TRUE);
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;

  set_mail (fixture, &mother, "haru@example.com");
  enr_contact_way_send_code (fixture->db, fixture->actor, &mother, &error);
  g_assert_no_error (error);
  code = dup_code (fixture, &mother);
  enr_clock_set_fixed (enr_test_at (10, 1) + ENR_CONTACT_CODE_DAYS * 86400);
  assert_verify (fixture, &mother, code, ENR_NURSERY_ERROR_INVALID);
  enr_clock_set_fixed (enr_test_at (9, 59) + ENR_CONTACT_CODE_DAYS * 86400);
  assert_verify (fixture, &mother, code, -1);
}

static void
assert_no_code (Fixture *fixture, const EnrUuid *contact)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (enr_contact_way_send_code (fixture->db, fixture->actor, contact, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_assert_cmpint (count_sql (fixture, "SELECT count(*) FROM recipient"), ==, 0);
}

static void
test_nobody_to_ask (Fixture *fixture, gconstpointer data)
{
  EnrUuid mother = person (fixture, 0, "青木 春", "母", TRUE);
  EnrUuid grandmother = person (fixture, 0, "青木 梅", "祖母", FALSE);

  assert_no_code (fixture, &mother);
  set_mail (fixture, &mother, "haru@example.com");
  set_marks (fixture, &mother, TRUE, FALSE);
  assert_no_code (fixture, &mother);
  set_mail (fixture, &grandmother, "ume@example.com");
  assert_no_code (fixture, &grandmother);
}

static void
test_except (Fixture *fixture, gconstpointer data)
{
  EnrUuid father = person (fixture, 0, "青木 秋", "父", TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrContactWay) way = NULL;

  siblings (fixture, 0, 1);
  set_except (fixture, &father, 1, TRUE);
  set_except (fixture, &father, 1, TRUE);
  way = enr_contact_way_load (fixture->db, &father, &error);
  g_assert_true (enr_contact_way_is_except (way, &fixture->children[1]));
  g_assert_false (enr_contact_way_is_except (way, &fixture->children[0]));
  g_clear_pointer (&way, enr_contact_way_free);
  set_except (fixture, &father, 1, FALSE);
  way = enr_contact_way_load (fixture->db, &father, &error);
  g_assert_cmpuint (way->except->len, ==, 0);
  g_assert_false (enr_contact_way_set_except (fixture->db, fixture->actor, &father,
                                              &fixture->children[2], TRUE, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
}

/* Whoever is not to be written to is not in the new family either. */
static void
test_separated_family (Fixture *fixture, gconstpointer data)
{
  EnrUuid father = person (fixture, 0, "青木 秋", "父", TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ways = NULL;
  const EnrContactWay *copy;
  EnrUuid family;

  siblings (fixture, 0, 1);
  verify (fixture, &father, "aki@example.com");
  set_marks (fixture, &father, TRUE, TRUE);
  set_except (fixture, &father, 1, TRUE);
  enr_family_separate (fixture->db, fixture->actor, &fixture->children[1], &error);
  g_assert_no_error (error);
  family = family_of (fixture, 1);
  ways = enr_contact_way_list (fixture->db, &family, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ways->len, ==, 1);
  copy = g_ptr_array_index (ways, 0);
  g_assert_false (enr_uuid_equal (&copy->contact_id, &father));
  g_assert_true (copy->is_blocked);
  g_assert_true (copy->is_apart);
  g_assert_true (enr_contact_way_is_except (copy, &fixture->children[1]));
}

/* A child that comes into a family in which the same person is told nothing of it either. */
static void
test_joined_family (Fixture *fixture, gconstpointer data)
{
  EnrUuid blocked = person (fixture, 1, "青木 秋", "父", TRUE);
  EnrUuid father = person (fixture, 0, "青木 秋", "父", TRUE);
  EnrUuid mother = person (fixture, 0, "青木 春", "母", TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrContactWay) way = NULL;

  set_marks (fixture, &blocked, TRUE, FALSE);
  siblings (fixture, 0, 1);
  way = enr_contact_way_load (fixture->db, &father, &error);
  g_assert_true (enr_contact_way_is_except (way, &fixture->children[1]));
  g_assert_false (enr_contact_way_is_except (way, &fixture->children[0]));
  g_clear_pointer (&way, enr_contact_way_free);
  way = enr_contact_way_load (fixture->db, &mother, &error);
  g_assert_cmpuint (way->except->len, ==, 0);
}

static gboolean
send_code (Fixture *fixture, gpointer data, GError **error)
{
  return enr_contact_way_send_code (fixture->db, fixture->actor, data, error);
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  EnrUuid mother = person (fixture, 0, "青木 春", "母", TRUE);

  set_mail (fixture, &mother, "haru@example.com");
  fail_each_statement (fixture, send_code, &mother);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/contact/way/nothing-entered", test_nothing_entered },
    { "/contact/way/verified-once", test_verified_once },
    { "/contact/way/bad-addresses", test_bad_addresses },
    { "/contact/way/codes", test_codes },
    { "/contact/way/code-mail", test_code_mail },
    { "/contact/way/code-too-old", test_code_too_old },
    { "/contact/way/nobody-to-ask", test_nobody_to_ask },
    { "/contact/way/except", test_except },
    { "/contact/way/separated-family", test_separated_family },
    { "/contact/way/joined-family", test_joined_family },
    { "/contact/way/faults", test_faults },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GUINT_TO_POINTER (4), set_up, tests[i].func, tear_down);
  return g_test_run ();
}
