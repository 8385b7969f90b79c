/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * keep: only what is over is destroyed, only by somebody with a name and a reason, and what is left
 * of it is a certificate.
 */
#include "config.h"

#include <string.h>

#include "ctl-run.h"

/* A nursery of long ago: what is kept five years is over, what goes with a child's stay is not. */
static Ctl *
new_old_nursery (void)
{
  Ctl *ctl = ctl_new ();

  RUN (ctl, 0, "sample", "--children", "12", "--days", "10", "--until", "2015-06-10");
  return ctl;
}

static guint
count (Ctl *ctl, const char *array)
{
  return json_array_get_length (json_object_get_array_member (ctl_json (ctl), array));
}

static void
test_list (void)
{
  g_autoptr (Ctl) ctl = new_old_nursery ();
  g_autoptr (Ctl) young = ctl_new ();
  JsonObject *json;
  guint n_all;

  RUN (ctl, 0, "keep", "list", "--json");
  n_all = count (ctl, "writings");
  g_assert_cmpuint (n_all, >, 10);
  json = json_array_get_object_element (json_object_get_array_member (ctl_json (ctl), "writings"),
                                        0);
  /* Five years from the end of the fiscal year 2015. */
  g_assert_cmpstr (json_object_get_string_member (json, "kept_until"), ==, "2021-03-31");
  RUN (ctl, 0, "keep", "list", "--kind", "保育日誌", "--json");
  g_assert_cmpuint (count (ctl, "writings"), <, n_all);
  ctl_find (ctl_json (ctl), "writings", "kind", "diary");
  RUN (ctl, 0, "keep", "list", "--year", "2014");
  g_assert_cmpstr (ctl->out, ==, "");
  RUN (ctl, 0, "keep", "list", "--year", "2015");
  assert_contains (ctl->out, "2021-03-31");
  RUN (ctl, 3, "keep", "list", "--kind", "poem");
  RUN (ctl, 2, "keep", "list", "--year", "x");

  RUN (young, 0, "sample", "--children", "6", "--days", "5");
  RUN (young, 0, "keep", "list");
  g_assert_cmpstr (young->out, ==, "");
  RUN (young, 3, "keep", "destroy", "--year", "2015", "--by", "園長", "--reason", "満了");
}

static void
test_destroy (void)
{
  g_autoptr (Ctl) ctl = new_old_nursery ();
  g_autofree char *pdf = ctl_path (ctl, "certificate.pdf");
  g_autofree char *before = ctl_dump (ctl);
  g_autofree char *after = NULL;
  g_autofree char *id = NULL;
  g_autofree char *certificate = NULL;
  g_autofree char *text = NULL;
  JsonObject *json;
  guint n_diaries;

  RUN (ctl, 2, "keep", "destroy", "--by", "園長", "--reason", "満了");
  RUN (ctl, 2, "keep", "destroy", "--year", "2015", "--reason", "満了");
  RUN (ctl, 2, "keep", "destroy", "--year", "2015", "--by", "園長");
  RUN (ctl, 3, "keep", "destroy", "--year", "2015", "--by", "園長", "--reason", " ");
  RUN (ctl, 2, "keep", "destroy", "--year", "2015", "--by", " ", "--reason", "満了");
  RUN (ctl, 3, "keep", "destroy", "--year", "2014", "--by", "園長", "--reason", "満了");
  assert_contains (ctl->err, "2014");
  RUN (ctl, 0, "keep", "destroy", "--year", "2015", "--kind", "diary", "--by", "園長", "--reason",
       "満了", "--dry-run", "--json");
  n_diaries = count (ctl, "writings");
  id = g_strdup (json_object_get_string_member (
      json_array_get_object_element (json_object_get_array_member (ctl_json (ctl), "writings"), 0),
      "id"));
  after = ctl_dump (ctl);
  g_assert_cmpstr (after, ==, before);

  RUN (ctl, 0, "plan", "show", id);
  RUN (ctl, 0, "keep", "destroy", "--year", "2015", "--kind", "diary", "--by", "見本 園子",
       "--reason", "保存年限の満了", "--json");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "destroyed"), ==, n_diaries);
  certificate = g_strdup (json_object_get_string_member (ctl_json (ctl), "certificate"));
  RUN (ctl, 3, "plan", "show", id);
  RUN (ctl, 0, "keep", "list", "--kind", "diary");
  g_assert_cmpstr (ctl->out, ==, "");
  RUN (ctl, 0, "keep", "list", "--kind", "week-plan");
  g_assert_cmpstr (ctl->out, !=, "");
  RUN (ctl, 0, "check");

  RUN (ctl, 0, "keep", "certificates", "--json");
  json = ctl_find (ctl_json (ctl), "certificates", "id", certificate);
  g_assert_cmpstr (json_object_get_string_member (json, "by"), ==, "見本 園子");
  g_assert_cmpstr (json_object_get_string_member (json, "reason"), ==, "保存年限の満了");
  json = ctl_find (json, "lines", "label", "保育日誌");
  g_assert_cmpint (json_object_get_int_member (json, "count"), ==, n_diaries);
  g_assert_cmpint (json_object_get_int_member (json, "year"), ==, 2015);
  RUN (ctl, 0, "keep", "certificates");
  assert_contains (ctl->out, certificate);
  RUN (ctl, 0, "report", "destruction", certificate, "--output", pdf);
  text = ctl_pdf_text (pdf);
  if (text != NULL)
    {
      assert_contains (text, "保育日誌");
      assert_contains (text, "見本 園子");
      assert_contains (text, "保存年限の満了");
    }
  RUN (ctl, 2, "report", "destruction", "x", "--output", pdf);
  RUN (ctl, 3, "report", "destruction", id, "--output", pdf);
  RUN (ctl, 1, "report", "destruction", certificate, "--output", "/nowhere/x.pdf");
}

/* Contact with parents: a kind of a year at a time, and only by its name. */
static void
test_contact (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  JsonObject *json;

  RUN (ctl, 0, "sample", "--children", "12", "--days", "10", "--until", "2015-06-10");
  RUN (ctl, 0, "keep", "list", "--kind", "notebook", "--json");
  g_assert_cmpuint (count (ctl, "writings"), ==, 0);
  g_assert_cmpuint (count (ctl, "contact"), ==, 1);
  json = ctl_find (ctl_json (ctl), "contact", "kind", "notebook");
  g_assert_cmpstr (json_object_get_string_member (json, "kept_until"), ==, "2021-03-31");

  RUN (ctl, 0, "keep", "period", "--kind", "notebook", "--years", "99");
  RUN (ctl, 0, "keep", "list", "--kind", "notebook", "--json");
  g_assert_cmpuint (count (ctl, "contact"), ==, 0);
  RUN (ctl, 0, "keep", "period", "--kind", "notebook", "--years", "5", "--json");
  RUN (ctl, 2, "keep", "period", "--kind", "poem", "--years", "5");
  RUN (ctl, 2, "keep", "period", "--years", "5");

  RUN (ctl, 0, "keep", "destroy", "--year", "2015", "--kind", "notebook", "--by", "園長",
       "--reason", "満了", "--dry-run");
  assert_contains (ctl->out, "連絡帳");
  RUN (ctl, 0, "keep", "destroy", "--year", "2015", "--kind", "call", "--by", "園長", "--reason",
       "満了");
  RUN (ctl, 0, "keep", "list", "--kind", "call", "--json");
  g_assert_cmpuint (count (ctl, "contact"), ==, 0);
  RUN (ctl, 0, "keep", "certificates", "--json");
  assert_contains (ctl->out, "架電記録");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/keep/list", test_list);
  g_test_add_func ("/ctl/keep/contact", test_contact);
  g_test_add_func ("/ctl/keep/destroy", test_destroy);

  return g_test_run ();
}
