/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * plan archive, and plan step ID archive and unarchive.
 */
#include "config.h"

#include <string.h>

#include "ctl-run.h"

/* An approved diary of a day; its id. */
static char *
make_diary (Ctl *ctl, const char *class_name, const char *day)
{
  static const char *const sections[] = { "aims", "activity", "review-children", "review-teacher" };
  g_autofree char *file = ctl_write (ctl, "text.txt", "書いた");
  char *id;

  RUN (ctl, 0, "plan", "new", "diary", "--date", day, "--class", class_name, "--json");
  id = g_strdup (json_object_get_string_member (ctl_json (ctl), "id"));
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    RUN (ctl, 0, "plan", "write", id, sections[i], "--file", file);
  RUN (ctl, 0, "plan", "step", id, "submit", "--by", "担任");
  RUN (ctl, 0, "plan", "step", id, "chief", "--by", "主任");
  RUN (ctl, 0, "plan", "step", id, "director", "--by", "園長");
  return id;
}

static void
assert_state (Ctl *ctl, const char *id, const char *state)
{
  RUN (ctl, 0, "plan", "show", id, "--json");
  g_assert_cmpstr (json_object_get_string_member (ctl_json (ctl), "state"), ==, state);
}

static void
test_archive (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *rabbit = make_diary (ctl, "うさぎ", "2026-06-08");
  g_autofree char *squirrel = make_diary (ctl, "りす", "2026-06-08");
  g_autofree char *pdf = ctl_path (ctl, "diary.pdf");
  g_autofree char *text = NULL;
  JsonObject *json;

  RUN (ctl, 2, "plan", "archive");
  RUN (ctl, 3, "plan", "archive", "--year", "2025");
  assert_contains (ctl->err, "2025");
  RUN (ctl, 3, "plan", "archive", "--year", "2026", "--kind", "week-plan");
  RUN (ctl, 3, "plan", "archive", "--year", "2026", "--kind", "poem");
  RUN (ctl, 0, "plan", "archive", "--year", "2026", "--dry-run", "--json");
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (ctl_json (ctl), "archived")), ==, 2);
  assert_state (ctl, rabbit, "approved");

  RUN (ctl, 0, "plan", "archive", "--year", "2026", "--class", "うさぎ", "--kind", "保育日誌",
       "--by", "園長", "--json");
  json = ctl_find (ctl_json (ctl), "archived", "class", "うさぎ");
  g_assert_cmpint (json_object_get_int_member (json, "count"), ==, 1);
  assert_state (ctl, rabbit, "archived");
  assert_state (ctl, squirrel, "approved");
  RUN (ctl, 3, "plan", "step", rabbit, "revise", "--reason", "訂正");

  RUN (ctl, 0, "plan", "step", rabbit, "unarchive", "--by", "主任");
  assert_state (ctl, rabbit, "approved");
  json = ctl_find (ctl_json (ctl), "steps", "step", "unarchive");
  g_assert_cmpstr (json_object_get_string_member (json, "by"), ==, "主任");
  RUN (ctl, 3, "plan", "step", rabbit, "unarchive");
  /* The paper is of what is approved, and no draft's (案). */
  RUN (ctl, 0, "plan", "export", rabbit, "--output", pdf);
  text = ctl_pdf_text (pdf);
  if (text != NULL)
    g_assert_null (strstr (text, "案"));
  RUN (ctl, 0, "plan", "step", rabbit, "archive");
  RUN (ctl, 0, "plan", "archive", "--year", "2026");
  assert_contains (ctl->out, "りす");
  RUN (ctl, 3, "plan", "archive", "--year", "2026");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/archive", test_archive);
  return g_test_run ();
}
