/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * notebook show, on the sample's notebooks.
 */
#include "config.h"

#include <string.h>

#include "ctl-run.h"

#define DAY "2026-06-10"
#define DAY_BEFORE "2026-06-09"

static Ctl *
new_sample (void)
{
  Ctl *ctl = ctl_new ();

  RUN (ctl, 0, "sample", "--children", "30", "--days", "20", "--until", DAY, "--no-staff",
       "--no-plans");
  return ctl;
}

/* A child of the age who was there on the day, as the board tells it. */
static JsonObject *
find_child (Ctl *ctl, const char *date, gint64 age)
{
  JsonArray *children;

  RUN (ctl, 0, "board", "--date", date, "--json");
  children = json_object_get_array_member (ctl_json (ctl), "children");
  for (guint i = 0; i < json_array_get_length (children); i++)
    {
      JsonObject *child = json_array_get_object_element (children, i);

      if (json_object_get_int_member (child, "class_age") == age
          && !json_object_get_null_member (child, "arrived"))
        return child;
    }
  g_assert_not_reached ();
}

static char *
dup_child (Ctl *ctl, const char *date, gint64 age)
{
  return g_strdup (json_object_get_string_member (find_child (ctl, date, age), "external_id"));
}

static void
test_show (void)
{
  g_autoptr (Ctl) ctl = new_sample ();
  g_autofree char *child = dup_child (ctl, DAY_BEFORE, 0);
  g_autofree char *older = dup_child (ctl, DAY_BEFORE, 4);
  g_autofree char *json = NULL;
  g_autofree char *leave = NULL;
  JsonObject *home;
  JsonObject *nursery;
  JsonObject *event;

  leave
      = g_strdup (json_object_get_string_member (find_child (ctl, DAY_BEFORE, 0), "planned_leave"));
  RUN (ctl, 0, "notebook", "show", child, "--date", DAY_BEFORE, "--json");
  json = g_strdup (ctl->out);
  g_assert_cmpstr (json_object_get_string_member (ctl_json (ctl), "child"), ==, child);
  home = json_object_get_object_member (ctl_json (ctl), "home");
  nursery = json_object_get_object_member (ctl_json (ctl), "nursery");
  g_assert_cmpint (json_object_get_int_member (home, "version"), ==, 1);
  g_assert_cmpfloat (json_object_get_double_member (home, "temperature"), >, 35);
  /* What home says of collection is what the board has. */
  if (!json_object_get_null_member (home, "leave"))
    g_assert_cmpstr (json_object_get_string_member (home, "leave"), ==, leave);
  g_assert_false (json_object_has_member (nursery, "leave"));
  g_assert_cmpstr (json_object_get_string_member (nursery, "did"), !=, "");
  /* The meal of the evening before is of the day before. */
  event = json_array_get_object_element (json_object_get_array_member (home, "events"), 0);
  g_assert_cmpstr (json_object_get_string_member (event, "kind"), ==, "meal");
  g_assert_true (g_str_has_prefix (json_object_get_string_member (event, "at"), "2026-06-08T18:"));

  RUN (ctl, 0, "notebook", "show", child, "--date", DAY_BEFORE);
  assert_contains (ctl->out, "〜6:");
  assert_contains (ctl->out, "Temperature");
  RUN (ctl, 0, "notebook", "show", older, "--date", DAY_BEFORE);
  assert_contains (ctl->out, "Nothing is written");
  RUN (ctl, 0, "notebook", "show", older, "--date", DAY_BEFORE, "--json");
  g_assert_true (json_object_get_null_member (ctl_json (ctl), "home"));

  /* The same sample is the same notebook. */
  {
    g_autoptr (Ctl) other = new_sample ();
    g_autofree char *again = NULL;
    char *id = strstr (json, "\"child_id\"");

    RUN (other, 0, "notebook", "show", child, "--date", DAY_BEFORE, "--json");
    again = g_strdup (other->out);
    g_assert_nonnull (id);
    g_assert_cmpstr (strstr (strstr (again, "\"child_id\""), "\n"), ==, strstr (id, "\n"));
  }
}

static void
test_medicine (void)
{
  g_autoptr (Ctl) ctl = new_sample ();
  JsonArray *children;
  guint n_given = 0;

  RUN (ctl, 0, "board", "--date", DAY_BEFORE, "--json");
  children = json_array_ref (json_object_get_array_member (ctl_json (ctl), "children"));
  for (guint i = 0; i < json_array_get_length (children); i++)
    {
      JsonObject *child = json_array_get_object_element (children, i);
      JsonArray *list;
      JsonObject *task;

      RUN (ctl, 0, "notebook", "show", json_object_get_string_member (child, "external_id"),
           "--date", DAY_BEFORE, "--json");
      list = json_object_get_array_member (ctl_json (ctl), "medicine");
      if (json_array_get_length (list) == 0)
        continue;
      task = json_array_get_object_element (list, 0);
      g_assert_cmpstr (json_object_get_string_member (task, "state"), ==, "given");
      g_assert_cmpstr (json_object_get_string_member (task, "given_by"), !=,
                       json_object_get_string_member (task, "checked_by"));
      n_given++;
    }
  json_array_unref (children);
  g_assert_cmpuint (n_given, ==, 1);
}

static void
test_bad (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();

  RUN (ctl, 2, "notebook", "show", "--date", DAY);
  RUN (ctl, 2, "notebook", "show", "x");
  RUN (ctl, 2, "notebook", "show", "x", "--date", "soon");
  RUN (ctl, 3, "notebook", "show", "nobody", "--date", DAY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/notebook/show", test_show);
  g_test_add_func ("/ctl/notebook/medicine", test_medicine);
  g_test_add_func ("/ctl/notebook/bad", test_bad);
  return g_test_run ();
}
