/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * import, export, promote: rows in, rows out, and rows refused.
 */
#include "config.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <glib/gstdio.h>

#include "ctl-run.h"

#define ROSTER                                                                                     \
  "園児番号,氏名,ふりがな,性別,生年月日,クラス\n"                               \
  "101,青木 朝陽,あおき あさひ,男,2023/5/1,うさぎ\n"                                 \
  "102,石川 ひなた,いしかわ ひなた,女,令和5年6月2日,うさぎ\n"                 \
  "103,上田 湊,うえだ みなと,男,R7.7.3,ひよこ\n"

static gint64
count (Ctl *ctl, const char *name)
{
  return json_object_get_int_member (json_object_get_object_member (ctl_json (ctl), "counts"),
                                     name);
}

static Ctl *
new_nursery (void)
{
  Ctl *ctl = ctl_new ();

  RUN (ctl, 0, "init", "--name", "ひかり保育園");
  return ctl;
}

static void
test_children (void)
{
  g_autoptr (Ctl) ctl = new_nursery ();
  g_autofree char *file = ctl_write (ctl, "名簿.csv", ROSTER);
  g_autofree char *before = ctl_dump (ctl);
  g_autofree char *after = NULL;
  JsonObject *json;

  RUN (ctl, 0, "import", "children", file, "--fiscal-year", "2026", "--dry-run");
  assert_contains (ctl->out, "青木 朝陽");
  assert_contains (ctl->out, "New class: うさぎ (fiscal year 2026)");
  assert_contains (ctl->out, "名簿.csv: 3 to add, 0 to change, 0 to keep as they are, 0 refused");
  assert_contains (ctl->out, "--dry-run");
  after = ctl_dump (ctl);
  g_assert_cmpstr (before, ==, after);

  RUN (ctl, 0, "import", "children", file, "--fiscal-year=2026", "--encoding=auto", "--json");
  json = ctl_json (ctl);
  g_assert_true (json_object_get_boolean_member (json, "written"));
  g_assert_cmpstr (json_object_get_string_member (json, "encoding"), ==, "utf-8");
  g_assert_cmpint (count (ctl, "add"), ==, 3);
  g_assert_cmpint (json_object_get_int_member (ctl_find (json, "rows", "title", "上田 湊"), "line"),
                   ==, 4);
  ctl_find (json, "new_classes", "name", "ひよこ");
  RUN (ctl, 0, "board", "--date", "2026-06-10", "--class", "うさぎ", "--json");
  ctl_find (ctl_json (ctl), "children", "external_id", "102");
  /* Once more changes nothing. */
  RUN (ctl, 0, "import", "children", file, "--fiscal-year", "2026", "--json");
  g_assert_cmpint (count (ctl, "keep"), ==, 3);
}

static void
test_children_mapped (void)
{
  g_autoptr (Ctl) ctl = new_nursery ();
  g_autofree char *file = ctl_write (ctl, "x.csv",
                                     "No.,どなた,うまれ,くみ\n"
                                     "1,青木 朝陽,2023-05-01,うさぎ\n");

  RUN (ctl, 3, "import", "children", file);
  assert_contains (ctl->err, "どなた");
  RUN (ctl, 3, "import", "children", file, "--map", "birth-date=誕生", "--map", "name=どなた");
  assert_contains (ctl->err, "誕生");
  RUN (ctl, 3, "import", "children", file, "--map", "name=どなた", "--map=birth-date=C", "--map",
       "class=くみ", "--no-new-classes");
  assert_contains (ctl->err, "うさぎ");
  RUN (ctl, 0, "import", "children", file, "--map", "name=どなた", "--map=birth-date=C", "--map",
       "class=くみ");
  RUN (ctl, 0, "journal");
  assert_contains (ctl->out, "青木");
}

static void
test_children_advice (void)
{
  g_autoptr (Ctl) ctl = new_nursery ();
  g_autofree char *empty = ctl_write (ctl, "empty.csv", "氏名,生年月日\n");
  g_autofree char *future = ctl_write (ctl, "future.csv", "氏名,生年月日\n青木 空,2023/5/32\n");
  g_autofree char *other = ctl_write (ctl, "other.csv", "a,b\n1,2\n");

  RUN (ctl, 3, "import", "children", empty);
  assert_contains (ctl->err, "no row");
  RUN (ctl, 3, "import", "children", future);
  assert_contains (ctl->err, "future.csv:2: column “生年月日”");
  RUN (ctl, 3, "import", "children", other);
  assert_contains (ctl->err, "--map family-name=COLUMN");
}

static void
test_children_cp932 (void)
{
  g_autoptr (Ctl) ctl = new_nursery ();
  g_autofree char *bytes = NULL;
  g_autofree char *file = ctl_path (ctl, "excel.csv");
  gsize length;

  bytes = g_convert (ROSTER, -1, "CP932", "UTF-8", NULL, &length, NULL);
  if (bytes == NULL)
    {
      g_test_skip ("this system has no CP932");
      return;
    }
  g_assert_true (g_file_set_contents (file, bytes, (gssize) length, NULL));
  RUN (ctl, 3, "import", "children", file, "--encoding", "utf-8");
  assert_contains (ctl->err, "excel.csv:1");
  RUN (ctl, 0, "import", "children", file, "--json");
  g_assert_cmpstr (json_object_get_string_member (ctl_json (ctl), "encoding"), ==, "cp932");
  RUN (ctl, 0, "import", "children", file, "--encoding", "CP932", "--json");
  g_assert_cmpint (count (ctl, "keep"), ==, 3);
}

/* One bad row, and none is written. */
static void
test_children_refused (void)
{
  static const struct
  {
    const char *rows;
    const char *place;
  } cases[] = {
    { "201,未来 太郎,みらい たろう,男,2099/5/1,うさぎ\n", ":5: " },
    { "201,青木 空,あおき そら,男,2023/5/32,うさぎ\n", ":5: " },
    { "101,別人 二郎,べつじん じろう,男,2022/1/1,うさぎ\n", ":5: " },
    { "201,青木 空,あおき そら,男,,うさぎ\n", ":5: " },
    { "201,,,男,2023/5/1,うさぎ\n", ":5: " },
    { "103,上田 岬,うえだ みさき,男,2024/5/1,うさぎ\n", ":5: " }, /* two children, one number */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Ctl) ctl = new_nursery ();
      g_autofree char *text = g_strconcat (ROSTER, cases[i].rows, NULL);
      g_autofree char *file = ctl_write (ctl, "bad.csv", text);
      g_autofree char *place = g_strconcat (file, cases[i].place, NULL);
      g_autofree char *before = ctl_dump (ctl);
      g_autofree char *after = NULL;

      RUN (ctl, 3, "import", "children", file);
      assert_contains (ctl->err, place);
      assert_contains (ctl->err, "nothing was imported");
      RUN (ctl, 3, "import", "children", file, "--json");
      g_assert_false (json_object_get_boolean_member (ctl_json (ctl), "written"));
      g_assert_cmpint (count (ctl, "refuse"), >=, 1);
      after = ctl_dump (ctl);
      g_assert_cmpstr (before, ==, after);
    }
}

static void
test_not_a_roster (void)
{
  g_autoptr (Ctl) ctl = new_nursery ();
  g_autofree char *before = ctl_dump (ctl);
  g_autofree char *after = NULL;
  g_autofree char *lost = ctl_path (ctl, "lost.csv");
  g_autofree char *empty = ctl_write (ctl, "empty.csv", "");
  g_autofree char *other = ctl_write (ctl, "other.csv", "商品,値段\nりんご,100\n");
  g_autofree char *quote = ctl_write (ctl, "quote.csv", "氏名,生年月日\n\"青木,2023/5/1\n");
  g_autofree char *sheet = ctl_path (ctl, "sheet.xlsx");
  g_autofree char *latin = ctl_write (ctl, "latin.csv", "name,birth date\nAndr\xe9,2023-05-01\n");

  g_assert_true (g_file_set_contents (sheet, "PK\3\4\0\0\0\0\0\0", 10, NULL));
  RUN (ctl, 1, "import", "children", lost);
  assert_contains (ctl->err, "lost.csv");
  RUN (ctl, 1, "import", "children", ctl->folder);
  RUN (ctl, 3, "import", "children", empty);
  RUN (ctl, 3, "import", "children", other);
  assert_contains (ctl->err, "商品");
  RUN (ctl, 3, "import", "children", quote);
  assert_contains (ctl->err, "quote.csv:2:1: ");
  RUN (ctl, 3, "import", "children", sheet);
  RUN (ctl, 3, "import", "children", latin);
  assert_contains (ctl->err, "latin.csv:2");
  after = ctl_dump (ctl);
  g_assert_cmpstr (before, ==, after);
}

static void
test_huge (void)
{
  g_autoptr (Ctl) ctl = new_nursery ();
  g_autofree char *wide = ctl_path (ctl, "wide.csv");
  g_autofree char *big = ctl_path (ctl, "big.csv");
  g_autofree char *line = g_strnfill (1000 * 1000, ',');
  int fd;

  /* A million columns, a line of a megabyte, a gigabyte. */
  g_assert_true (g_file_set_contents (wide, line, -1, NULL));
  RUN (ctl, 3, "import", "children", wide);
  assert_contains (ctl->err, "wide.csv:1:");
  memset (line, 'x', strlen (line));
  g_assert_true (g_file_set_contents (wide, line, -1, NULL));
  RUN (ctl, 3, "import", "children", wide);
  assert_contains (ctl->err, "wide.csv:1:");
  fd = g_creat (big, 0600);
  g_assert_cmpint (ftruncate (fd, (off_t) 1 << 30), ==, 0);
  g_close (fd, NULL);
  RUN (ctl, 3, "import", "children", big);
  assert_contains (ctl->err, "big.csv");
}

static void
test_attendance (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *file = ctl_write (ctl, "past.csv",
                                     "園児番号,日付,登園,降園,お迎え,欠席区分\n"
                                     "S00001,2026/6/11,8:05,17:10,祖父,\n"
                                     "S00002,2026/6/11,,,,病欠\n");
  g_autofree char *odd = ctl_write (ctl, "odd.csv", "a,b,c\nS00001,2026/6/12,8:05\n");
  g_autofree char *bad = ctl_write (ctl, "bad.csv",
                                    "園児番号,日付,登園,降園\n"
                                    "S00003,2026/6/12,8:05,17:00\n"
                                    "S00004,2026/6/12,8:05,7:10\n"
                                    "S00005,2026/6/12,,17:10\n"
                                    "S99999,2026/6/12,8:05,17:10\n"
                                    "S00006,2019/6/12,8:05,17:10\n");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  RUN (ctl, 0, "import", "attendance", file, "--dry-run", "--json");
  g_assert_false (json_object_get_boolean_member (ctl_json (ctl), "written"));
  RUN (ctl, 0, "import", "attendance", file);
  RUN (ctl, 0, "board", "--date", "2026-06-11", "--json");
  g_assert_cmpstr (json_object_get_string_member (
                       ctl_find (ctl_json (ctl), "children", "external_id", "S00001"), "left"),
                   ==, "2026-06-11T17:10");
  g_assert_cmpstr (
      json_object_get_string_member (ctl_find (ctl_json (ctl), "children", "external_id", "S00002"),
                                     "absence_kind"),
      ==, "sick");

  before = ctl_dump (ctl);
  RUN (ctl, 3, "import", "attendance", bad);
  assert_contains (ctl->err, "bad.csv:3: ");
  assert_contains (ctl->err, "bad.csv:4: ");
  assert_contains (ctl->err, "bad.csv:5: ");
  assert_contains (ctl->err, "bad.csv:6: ");
  assert_contains (ctl->err, "4 rows are refused");
  RUN (ctl, 3, "import", "attendance", odd);
  RUN (ctl, 3, "import", "attendance", file, "--preset", "lookmee");
  after = ctl_dump (ctl);
  g_assert_cmpstr (before, ==, after);
  RUN (ctl, 0, "import", "attendance", odd, "--map", "child=A", "--map", "date=b", "--map",
       "arrived=3");
}

/* What is exported is imported again without a change. */
static void
test_round_trip (void)
{
  static const char *const encodings[] = { "utf-8", "cp932" };
  static const char *const kinds[] = { "children", "attendance" };
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *file = ctl_path (ctl, "out.csv");

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    for (guint j = 0; j < G_N_ELEMENTS (kinds); j++)
      {
        RUN (ctl, 0, "export", kinds[j], "--output", file, "--encoding", encodings[i], "--json");
        g_assert_cmpstr (json_object_get_string_member (ctl_json (ctl), "encoding"), ==,
                         encodings[i]);
        RUN (ctl, 0, "import", kinds[j], file, "--dry-run", "--json");
        g_assert_cmpint (count (ctl, "add"), ==, 0);
        g_assert_cmpint (count (ctl, "change"), ==, 0);
        g_assert_cmpint (count (ctl, "keep"), >=, 12);
      }
}

static void
test_export (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *file = ctl_path (ctl, "out.csv");
  g_autofree char *all = NULL;
  g_autofree char *day = NULL;
  g_autofree char *lost = ctl_path (ctl, "nowhere/out.csv");

  RUN (ctl, 0, "export", "attendance", "--output", file);
  g_assert_true (g_file_get_contents (file, &all, NULL, NULL));
  g_assert_true (g_str_has_prefix (all, "\xef\xbb\xbf"));
  RUN (ctl, 0, "export", "attendance", "--from", "2026-06-10", "--to", "2026/6/10", "--output",
       file);
  g_assert_true (g_file_get_contents (file, &day, NULL, NULL));
  g_assert_cmpuint (strlen (day), <, strlen (all));
  assert_contains (day, "S0000");
  RUN (ctl, 1, "export", "children", "--output", lost);
  assert_contains (ctl->err, "nowhere");
  RUN (ctl, 1, "export", "children", "--output", ctl->folder);
  RUN (ctl, 1, "export", "children", "--output", "/dev/full");
  RUN (ctl, 0, "export", "children", "--date", "2026-06-10", "--output", file);
  /* of a period before the sample's first day there is nobody: the headings only */
  RUN (ctl, 0, "export", "children", "--from", "2001-04-01", "--to", "2001-04-30", "--output", file);
  {
    g_autofree char *text = NULL;

    g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
    g_assert_null (strstr (strchr (text, '\n') + 1, "\n"));
  }
  RUN (ctl, 0, "export", "children", "--from", "2026-06-01", "--output", file);
}

static void
test_promote (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  JsonObject *json;
  g_autofree char *before = ctl_dump (ctl);
  g_autofree char *after = NULL;

  RUN (ctl, 0, "promote", "2027", "--dry-run");
  assert_contains (ctl->out, "New class: ひよこ");
  assert_contains (ctl->out, "(graduates)");
  after = ctl_dump (ctl);
  g_assert_cmpstr (before, ==, after);
  /* Before the sample's first year there is nobody to move, so nothing counts as done. */
  RUN (ctl, 3, "promote", "1990");

  RUN (ctl, 0, "promote", "2027", "--json");
  json = ctl_json (ctl);
  g_assert_true (json_object_get_boolean_member (json, "written"));
  g_assert_cmpstr (json_object_get_string_member (ctl_find (json, "rows", "from", "ひよこ"), "to"),
                   ==, "りす");
  g_assert_cmpstr (
      json_object_get_string_member (ctl_find (json, "rows", "from", "ぞう"), "action"), ==,
      "graduate");
  RUN (ctl, 3, "promote", "2027");
  RUN (ctl, 0, "board", "--date", "2027-04-01", "--class", "りす", "--json");
  RUN (ctl, 0, "promote", "2027", "--undo", "--json");
  g_assert_true (json_object_get_boolean_member (ctl_json (ctl), "undone"));
  RUN (ctl, 3, "promote", "2027", "--undo");
  RUN (ctl, 0, "promote", "2027");
  RUN (ctl, 0, "promote", "2027", "--undo");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/import/children", test_children);
  g_test_add_func ("/ctl/import/children-mapped", test_children_mapped);
  g_test_add_func ("/ctl/import/children-advice", test_children_advice);
  g_test_add_func ("/ctl/import/children-cp932", test_children_cp932);
  g_test_add_func ("/ctl/import/children-refused", test_children_refused);
  g_test_add_func ("/ctl/import/not-a-roster", test_not_a_roster);
  g_test_add_func ("/ctl/import/huge", test_huge);
  g_test_add_func ("/ctl/import/attendance", test_attendance);
  g_test_add_func ("/ctl/import/round-trip", test_round_trip);
  g_test_add_func ("/ctl/import/export", test_export);
  g_test_add_func ("/ctl/import/promote", test_promote);

  return g_test_run ();
}
