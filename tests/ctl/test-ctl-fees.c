/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * extended-care: the worked cases as a script sees them, decisions, and what is refused.
 */
#include "config.h"

#include <string.h>

#include "ctl-run.h"

#define DAY "2026-06-11" /* the sample ends the day before */

static void
add_rule (Ctl *ctl)
{
  RUN (ctl, 0, "extended-care", "rule", "add", "--from", "2026-04-01", "--window-end", "18:00",
       "--grace", "5", "--unit", "15", "--price", "100");
}

static JsonObject *
charge_of (Ctl *ctl, const char *external_id)
{
  JsonArray *charges;

  RUN (ctl, 0, "extended-care", "list", "--month", "2026-06", "--json");
  charges = json_object_get_array_member (ctl_json (ctl), "charges");
  for (guint i = 0; i < json_array_get_length (charges); i++)
    {
      JsonObject *charge = json_array_get_object_element (charges, i);

      if (g_str_equal (json_object_get_string_member (charge, "external_id"), external_id)
          && g_str_equal (json_object_get_string_member (charge, "date"), DAY))
        return charge;
    }
  return NULL;
}

static void
assert_sum (Ctl *ctl)
{
  JsonArray *charges;
  gint64 sum = 0;

  RUN (ctl, 0, "extended-care", "list", "--month", "2026-06", "--json");
  g_assert_cmpstr (json_object_get_string_member (ctl_json (ctl), "month"), ==, "2026-06");
  charges = json_object_get_array_member (ctl_json (ctl), "charges");
  for (guint i = 0; i < json_array_get_length (charges); i++)
    sum += json_object_get_int_member (json_array_get_object_element (charges, i), "amount");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "total"), ==, sum);
}

static void
test_worked_cases (void)
{
  static const struct
  {
    const char *id;
    const char *left;
    int amount;
  } cases[] = {
    { "S00001", DAY "T18:04", 0 },
    { "S00002", DAY "T18:06", 100 },
    { "S00003", DAY "T18:20:59", 100 }, /* seconds are dropped first */
    { "S00004", DAY "T18:21", 200 },
  };
  g_autoptr (Ctl) ctl = ctl_new_sample ();

  add_rule (ctl);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      JsonObject *charge;

      RUN (ctl, 0, "stamp", "arrive", cases[i].id, "--at", DAY "T09:00");
      RUN (ctl, 0, "stamp", "leave", cases[i].id, "--at", cases[i].left);
      charge = charge_of (ctl, cases[i].id);
      g_assert_cmpint (charge != NULL, ==, cases[i].amount > 0);
      if (charge != NULL)
        g_assert_cmpint (json_object_get_int_member (charge, "amount"), ==, cases[i].amount);
    }
  {
    JsonObject *charge = charge_of (ctl, "S00004");

    g_assert_cmpint (json_object_get_int_member (charge, "minutes"), ==, 16);
    g_assert_cmpint (json_object_get_int_member (charge, "units"), ==, 2);
    g_assert_cmpstr (json_object_get_string_member (charge, "state"), ==, "computed");
    g_assert_cmpstr (json_object_get_string_member (charge, "working"), ==,
                     "18:21 - (18:00 + 5 min grace) = 16 min, 2 units of 15 min, 200円");
  }
  assert_sum (ctl);
  RUN (ctl, 0, "extended-care", "list", "--month", "2026-06");
  assert_contains (ctl->out, "18:21 - (18:00 + 5 min grace) = 16 min");
}

static void
test_decisions (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  JsonObject *charge;

  add_rule (ctl);
  RUN (ctl, 0, "stamp", "arrive", "S00001", "--at", DAY "T09:00");
  RUN (ctl, 0, "stamp", "leave", "S00001", "--at", DAY "T18:21");
  RUN (ctl, 3, "extended-care", "decide", "S00001", "--date", DAY, "--state", "adjusted",
       "--amount", "0");
  assert_contains (ctl->err, "reason");
  RUN (ctl, 2, "extended-care", "decide", "S00001", "--date", DAY, "--state", "adjusted");
  RUN (ctl, 2, "extended-care", "decide", "S00001", "--date", DAY, "--state", "paid");
  RUN (ctl, 0, "extended-care", "decide", "S00001", "--date", DAY, "--state", "adjusted",
       "--amount", "50", "--reason", "電車の遅れ");
  charge = charge_of (ctl, "S00001");
  g_assert_cmpint (json_object_get_int_member (charge, "amount"), ==, 50);
  g_assert_cmpint (json_object_get_int_member (charge, "computed"), ==, 200);
  g_assert_cmpstr (json_object_get_string_member (charge, "reason"), ==, "電車の遅れ");

  RUN (ctl, 0, "correct", "S00001", "--date", DAY, "--left", "18:50", "--reason", "打刻忘れ");
  charge = charge_of (ctl, "S00001");
  g_assert_cmpint (json_object_get_int_member (charge, "amount"), ==, 50);
  g_assert_true (json_object_get_boolean_member (charge, "differs"));
  g_assert_cmpint (json_object_get_int_member (charge, "now"), ==, 300);

  RUN (ctl, 0, "extended-care", "confirm", "--month", "2026-06");
  charge = charge_of (ctl, "S00001");
  g_assert_cmpstr (json_object_get_string_member (charge, "state"), ==, "adjusted");
  RUN (ctl, 0, "extended-care", "decide", "S00001", "--date", DAY, "--state", "computed");
  charge = charge_of (ctl, "S00001");
  g_assert_cmpint (json_object_get_int_member (charge, "amount"), ==, 300);
  assert_sum (ctl);
}

static void
test_refused (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *id = NULL;

  RUN (ctl, 3, "extended-care", "rule", "add", "--from", "2026-04-01", "--window-end", "18:00",
       "--price", "-1");
  assert_contains (ctl->err, "-1");
  RUN (ctl, 3, "extended-care", "rule", "add", "--from", "2026-04-01", "--window-start", "18:00",
       "--window-end", "9:00", "--price", "100");
  assert_contains (ctl->err, "ends before it begins");
  RUN (ctl, 3, "extended-care", "rule", "add", "--from", "2026-04-01", "--until", "2026-03-31",
       "--window-end", "18:00", "--price", "100");
  RUN (ctl, 3, "extended-care", "rule", "add", "--from", "2026-04-01", "--price", "100");
  RUN (ctl, 2, "extended-care", "rule", "add", "--window-end", "18:00", "--price", "100");
  RUN (ctl, 2, "extended-care", "rule", "add", "--from", "2026-04-01", "--window-end", "18:00");
  assert_contains (ctl->err, "--price");
  RUN (ctl, 2, "extended-care", "rule", "add", "--from", "2026-04-01", "--window-end",
       "quarter past", "--price", "100");
  RUN (ctl, 2, "extended-care", "rule", "add", "--from", "2026-04-01", "--window-end", "18:00",
       "--price", "100", "--care-hours", "long");
  RUN (ctl, 2, "extended-care", "rule", "add", "--from", "2026-04-01", "--band", "after,20:00");
  RUN (ctl, 2, "extended-care", "list");
  RUN (ctl, 2, "extended-care");
  assert_contains (ctl->err, "rule add");
  RUN (ctl, 0, "extended-care", "rule", "list");
  g_assert_cmpstr (ctl->out, ==, "");

  add_rule (ctl);
  RUN (ctl, 3, "extended-care", "rule", "add", "--from", "2027-04-01", "--window-end", "19:00",
       "--price", "100");
  assert_contains (ctl->err, "延長保育");
  RUN (ctl, 0, "extended-care", "rule", "list", "--json");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (ctl_json (ctl), "rules")),
                    ==, 1);
  id = g_strdup (json_object_get_string_member (
      json_array_get_object_element (json_object_get_array_member (ctl_json (ctl), "rules"), 0),
      "id"));
  RUN (ctl, 0, "extended-care", "rule", "end", id, "--until", "2027-03-31");
  RUN (ctl, 0, "extended-care", "rule", "add", "--from", "2027-04-01", "--window-start", "7:30",
       "--window-end", "19:00", "--price", "100", "--band", "before,0:00,7:30,0,30,100", "--stay", "480");
}

static void
test_terms (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();

  add_rule (ctl);
  RUN (ctl, 0, "stamp", "arrive", "S00001", "--at", DAY "T09:00");
  RUN (ctl, 0, "stamp", "leave", "S00001", "--at", DAY "T18:21");
  g_assert_cmpint (json_object_get_int_member (charge_of (ctl, "S00001"), "amount"), ==, 200);
  RUN (ctl, 0, "extended-care", "terms", "S00001", "--from", "2026-06-01", "--exempt");
  g_assert_cmpint (json_object_get_int_member (charge_of (ctl, "S00001"), "amount"), ==, 0);
  RUN (ctl, 2, "extended-care", "terms-remove", "S00001");
  RUN (ctl, 3, "extended-care", "terms-remove", "S00001", "--date", "2026-05-31");
  RUN (ctl, 0, "extended-care", "terms-remove", "S00001", "--date", DAY);
  g_assert_cmpint (json_object_get_int_member (charge_of (ctl, "S00001"), "amount"), ==, 200);
  RUN (ctl, 3, "extended-care", "terms-remove", "S00001", "--date", DAY);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/fees/worked-cases", test_worked_cases);
  g_test_add_func ("/ctl/fees/decisions", test_decisions);
  g_test_add_func ("/ctl/fees/refused", test_refused);
  g_test_add_func ("/ctl/fees/terms", test_terms);
  return g_test_run ();
}
