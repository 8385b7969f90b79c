/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * announce.
 */
#include "config.h"

#include <string.h>

#include "ctl-run.h"

#define DAY "2026-06-10"

static guint
n_recipients (JsonObject *json)
{
  return json_array_get_length (json_object_get_array_member (json, "recipients"));
}

/* What is shown is what goes out, and showing writes nothing. */
static void
test_dry_run (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *body = ctl_write (ctl, "body.txt", "明日は水筒を持たせてください。\n");
  g_autofree char *before = ctl_dump (ctl);
  g_autofree char *after = NULL;
  g_autofree char *shown = NULL;
  JsonObject *json;
  guint n;

  RUN (ctl, 0, "announce", "--title", "持ち物のお願い", "--body-file", body, "--date", DAY,
       "--dry-run");
  assert_contains (ctl->out, "Nothing was written.");
  shown = g_strdup (ctl->out);
  after = ctl_dump (ctl);
  g_assert_cmpstr (after, ==, before);

  RUN (ctl, 0, "announce", "--title", "持ち物のお願い", "--body-file", body, "--date", DAY,
       "--dry-run", "--json");
  json = ctl_json (ctl);
  g_assert_false (json_object_get_boolean_member (json, "released"));
  g_assert_true (json_object_get_null_member (json, "id"));
  n = n_recipients (json);
  g_assert_cmpuint (n, >, 5);
  for (guint i = 0; i < n; i++)
    assert_contains (shown, json_object_get_string_member (
                                json_array_get_object_element (
                                    json_object_get_array_member (json, "recipients"), i),
                                "addressee"));

  RUN (ctl, 0, "announce", "--title", "持ち物のお願い", "--body-file", body, "--date", DAY,
       "--json");
  json = ctl_json (ctl);
  g_assert_true (json_object_get_boolean_member (json, "released"));
  g_assert_cmpuint (n_recipients (json), ==, n);
  RUN (ctl, 0, "check");
}

/* A question and files go out as they do from the window; what is wrong with them is told before
 * anything is written, with --dry-run too. */
static void
test_question (void)
{
  g_autofree char *choices = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "午前\n午後", -1);
  g_autofree char *file = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "map.pdf", -1);
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *body = ctl_write (ctl, "body.txt", "遠足に行きます。\n");
  g_autofree char *map = ctl_write (ctl, "map.pdf", "%PDF-1.4\n");
  g_autofree char *empty = ctl_write (ctl, "empty.pdf", "");
  g_autofree char *before = ctl_dump (ctl);
  g_autofree char *after = NULL;
  g_autofree char *stored = NULL;

#define ANNOUNCE(status, ...)                                                                      \
  RUN (ctl, status, "announce", "--title", "遠足", "--body-file", body, "--date", DAY, __VA_ARGS__)
  ANNOUNCE (2, "--question", "参加しますか");
  ANNOUNCE (2, "--answer", "yes-no");
  ANNOUNCE (2, "--question", "参加しますか", "--answer", "perhaps");
  ANNOUNCE (2, "--question", "参加しますか", "--answer", "yes-no", "--choice", "午前");
  ANNOUNCE (2, "--until", "2026-06-17");
  for (int i = 0; i < 2; i++)
    {
      const char *dry = i == 0 ? "--dry-run" : "--urgent";

      ANNOUNCE (3, "--question", "いつ", "--answer", "choice", "--choice", "午前", dry);
      ANNOUNCE (3, "--question", "いつ", "--answer", "yes-no", "--until", "2026-06-09", dry);
      ANNOUNCE (3, "--attach", empty, dry);
      ANNOUNCE (3, "--attach", map, "--attach", map, dry);
      ANNOUNCE (1, "--attach", "/nowhere/map.pdf", dry);
    }
  ANNOUNCE (0, "--question", "いつ", "--answer", "choice", "--choice", "午前", "--choice", "午後",
            "--until", "2026-06-17", "--attach", map, "--dry-run");
  after = ctl_dump (ctl);
  g_assert_cmpstr (after, ==, before);

  ANNOUNCE (0, "--question", "いつ", "--answer", "choice", "--choice", "午前", "--choice", "午後",
            "--until", "2026-06-17", "--attach", map);
  stored = ctl_dump (ctl);
  /* What the letter says is in the journal by its sum. */
  assert_contains (stored, choices);
  assert_contains (stored, file);
  assert_contains (stored, "2026-06-17");
  RUN (ctl, 0, "check");
#undef ANNOUNCE
}

/* A child that is fetched by name; its family has other children too. */
static char *
dup_child (Ctl *ctl, guint index)
{
  JsonArray *children;

  RUN (ctl, 0, "board", "--date", DAY, "--json");
  children = json_object_get_array_member (ctl_json (ctl), "children");
  return g_strdup (json_object_get_string_member (json_array_get_object_element (children, index),
                                                  "external_id"));
}

static void
test_about_child (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *body = ctl_write (ctl, "body.txt", "お子さんのことでお話があります。\n");
  g_autofree char *one = dup_child (ctl, 0);
  g_autofree char *other = dup_child (ctl, 5);
  g_autofree char *family = NULL;
  JsonArray *recipients;
  JsonObject *json;

  RUN (ctl, 0, "announce", "--title", "お話", "--body-file", body, "--date", DAY, "--child", one,
       "--json");
  json = ctl_json (ctl);
  g_assert_true (json_object_get_boolean_member (json, "about_one_child"));
  g_assert_cmpint (json_object_get_int_member (json, "families"), ==, 1);
  recipients = json_object_get_array_member (json, "recipients");
  g_assert_cmpuint (json_array_get_length (recipients), >=, 1);
  for (guint i = 0; i < json_array_get_length (recipients); i++)
    {
      const char *id = json_object_get_string_member (json_array_get_object_element (recipients, i),
                                                      "family_id");

      if (family == NULL)
        family = g_strdup (id);
      g_assert_cmpstr (id, ==, family);
    }
  /* Two children: it is about none of them alone. */
  RUN (ctl, 0, "announce", "--title", "お話", "--body-file", body, "--date", DAY, "--child", one,
       "--child", other, "--dry-run", "--json");
  json = ctl_json (ctl);
  g_assert_false (json_object_get_boolean_member (json, "about_one_child"));
  /* And of a class beside it too; several classes are several options. */
  RUN (ctl, 0, "announce", "--title", "お話", "--body-file", body, "--date", DAY, "--child", one,
       "--class", "ひよこ", "--class", "ぞう", "--dry-run", "--json");
  json = ctl_json (ctl);
  g_assert_false (json_object_get_boolean_member (json, "about_one_child"));
  g_assert_cmpuint (n_recipients (json), >, 1);
}

/* What the release refuses, showing refuses too; and the title is shown as it is stored. */
static void
test_dry_refused (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *body = ctl_write (ctl, "body.txt", "本文\n");
  g_autofree char *blank = ctl_write (ctl, "blank.txt", " \n\n");
  g_autofree char *open = ctl_write (ctl, "open.txt", "{園名}からのお知らせです。\n");
  g_autofree char *map = ctl_write (ctl, "map.pdf", "%PDF-1.4\n");
  g_autofree char *before = ctl_dump (ctl);
  g_autofree char *after = NULL;

  for (int i = 0; i < 2; i++)
    {
      const char *dry = i == 0 ? "--dry-run" : "--urgent";

#define REFUSED(title, file, day, words)                                                           \
  RUN (ctl, 3, "announce", "--title", title, "--body-file", file, "--date", day, dry);             \
  assert_contains (ctl->err, words)
      REFUSED ("題", body, "1999-06-10", "Nobody would get this letter");
      REFUSED ("題", blank, DAY, "no text yet");
      REFUSED ("題", open, DAY, "placeholder");
      REFUSED ("{園名}から", body, DAY, "placeholder");
#undef REFUSED
    }
  after = ctl_dump (ctl);
  g_assert_cmpstr (after, ==, before);

  for (int i = 0; i < 2; i++)
    {
      RUN (ctl, 0, "announce", "--title", " 題\nBcc: x@y.example ", "--body-file", blank,
           "--attach", map, "--date", DAY, "--json", i == 0 ? "--dry-run" : "--urgent");
      g_assert_cmpstr (json_object_get_string_member (ctl_json (ctl), "title"), ==,
                       "題 Bcc: x@y.example");
    }
}

static void
test_bad (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *body = ctl_write (ctl, "body.txt", "本文\n");
  g_autofree char *latin = ctl_write (ctl, "latin.txt", "\x82\xa0\n");
  g_autofree char *pages = g_strnfill (240000, 'a');
  g_autofree char *long_body = ctl_write (ctl, "long.txt", pages);
  g_autofree char *missing = ctl_path (ctl, "missing.txt");
  g_autofree char *before = ctl_dump (ctl);
  g_autofree char *after = NULL;

  RUN (ctl, 2, "announce", "--body-file", body);
  RUN (ctl, 2, "announce", "--title", "題");
  RUN (ctl, 2, "announce", "--title", "題", "--body-file", body, "--date", "soon");
  RUN (ctl, 1, "announce", "--title", "題", "--body-file", missing);
  RUN (ctl, 3, "announce", "--title", "題", "--body-file", latin, "--date", DAY);
  assert_contains (ctl->err, "UTF-8");
  RUN (ctl, 3, "announce", "--title", "題", "--body-file", long_body, "--date", DAY);
  assert_contains (ctl->err, "240000");
  RUN (ctl, 3, "announce", "--title", " ", "--body-file", body, "--date", DAY, "--dry-run");
  RUN (ctl, 3, "announce", "--title", "題", "--body-file", body, "--date", DAY, "--class", "ない");
  RUN (ctl, 3, "announce", "--title", "題", "--body-file", body, "--date", DAY, "--child",
       "nobody");
  /* Before the nursery had a child: nobody would get it. */
  RUN (ctl, 3, "announce", "--title", "題", "--body-file", body, "--date", "1999-06-10");
  after = ctl_dump (ctl);
  g_assert_cmpstr (after, ==, before);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/announce/dry-run", test_dry_run);
  g_test_add_func ("/ctl/announce/about-child", test_about_child);
  g_test_add_func ("/ctl/announce/question", test_question);
  g_test_add_func ("/ctl/announce/dry-refused", test_dry_refused);
  g_test_add_func ("/ctl/announce/bad", test_bad);
  return g_test_run ();
}
