/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "base/description.h"

enum
{
  MENU,
  WISHES,
  WIDE,
  DAY,
  MEAL,
  DISH,
  N_ELEMENTS,
};

/* clang-format off */
static const EnrElementRule rules[N_ELEMENTS] = {
  [MENU] = { "menu", ENR_DESCRIPTION_NOWHERE, FALSE, TRUE, { { "title", ENR_ATTRIBUTE_TEXT, TRUE } } },
  [WISHES] = { "wishes", MENU, FALSE, FALSE, { { NULL } } },
  /* As many attributes as an element may have. */
  [WIDE] = { "wide", MENU, FALSE, FALSE,
    { { "a", ENR_ATTRIBUTE_TEXT }, { "b", ENR_ATTRIBUTE_TEXT }, { "c", ENR_ATTRIBUTE_TEXT },
      { "d", ENR_ATTRIBUTE_TEXT }, { "e", ENR_ATTRIBUTE_TEXT }, { "f", ENR_ATTRIBUTE_TEXT },
      { "g", ENR_ATTRIBUTE_TEXT }, { "h", ENR_ATTRIBUTE_TEXT }, { "i", ENR_ATTRIBUTE_TEXT },
      { "j", ENR_ATTRIBUTE_TEXT }, { "k", ENR_ATTRIBUTE_TEXT }, { "l", ENR_ATTRIBUTE_TEXT } } },
  [DAY] = { "day", MENU, TRUE, TRUE,
    { { "date", ENR_ATTRIBUTE_TEXT, TRUE }, { "ages", ENR_ATTRIBUTE_AGES },
      { "kind", ENR_ATTRIBUTE_CHOICE, FALSE, 0, 0, "whole|half|closed" } } },
  [MEAL] = { "meal", DAY, FALSE, TRUE,
    { { "plates", ENR_ATTRIBUTE_INTEGER, TRUE, 1, 50 }, { "rice", ENR_ATTRIBUTE_NUMBER, FALSE, 0.5, 9 } } },
  [DISH] = { "dish", MEAL, TRUE, FALSE, { { "name", ENR_ATTRIBUTE_TEXT, TRUE } } },
};
/* clang-format on */

/* The cases below put something else in the place of one of its parts. */
static const char good[] = "<?xml version=\"1.0\"?>\n"                                  /* 1 */
                           "<menu title=\"献立\">\n"                                    /* 2 */
                           "  <wishes/> <!-- 覚え -->\n"                                /* 3 */
                           "  <day date=\"月\" ages=\"1-2\" kind=\"half\">\n"           /* 4 */
                           "    <meal plates=\"20\" rice=\"1.5\">\n"                    /* 5 */
                           "      <dish name=\"焼き魚\"/><dish name=\"みそ汁\"/>\n"     /* 6 */
                           "    </meal>\n"                                              /* 7 */
                           "  </day>\n"                                                 /* 8 */
                           "  <day ages=\"3\" date=\"火\"><meal plates=\"8\"/></day>\n" /* 9 */
                           "</menu>\n";                                                 /* 10 */

static const struct
{
  const char *from;
  const char *to;
  const char *message; /* behind "menu.xml:" */
} broken[] = {
  /* Elements. */
  { "<menu title=\"献立\">", "<list>", "2:1: The file must begin with <menu>, not <list>." },
  { "<wishes/>", "<wish/>",
    "3:3: There is no <wish> in <menu>. Allowed: <wishes>, <wide>, <day>." },
  { "<wishes/>", "<dish name=\"x\"/>",
    "3:3: There is no <dish> in <menu>. Allowed: <wishes>, <wide>, <day>." },
  { "<wishes/>", "<wishes><dish name=\"x\"/></wishes>",
    "3:11: Nothing may stand inside <wishes>." },
  { "<wishes/>", "<wishes/><wishes/>", "3:12: <wishes> stands here twice." },
  { "<dish name=\"焼き魚\"/>", "<meal plates=\"1\"/>",
    "6:7: There is no <meal> in <meal>. Allowed: <dish>." },
  { "</meal>", "</meal>\n<meal plates=\"1\"/>", "8:1: <meal> stands here twice." },
  { "</menu>\n", "</menu>\n<menu title=\"x\"/>", "11:1: <menu> stands here twice." },
  /* The first day's meal is none of the second's. */
  { "<meal plates=\"8\"/>", "", "9:3: <day> needs <meal> inside it." },
  { "  <day ages", "  <day date=\"水\"/>\n  <day ages", "9:3: <day> needs <meal> inside it." },
  /* Attributes. */
  { " title=\"献立\"", "", "2:1: <menu> needs the attribute “title”." },
  { " date=\"火\"", "", "9:3: <day> needs the attribute “date”." },
  { "<wishes/>", "<wishes of=\"all\"/>",
    "3:11: There is no attribute “of” in <wishes>. Allowed: none." },
  { "name=\"みそ汁\"", "name=\"みそ汁\" warm=\"yes\"",
    "6:42: There is no attribute “warm” in <dish>. Allowed: name." },
  { "plates=\"20\"", "plates=\"20\"\n\trise = '1'",
    "6:2: There is no attribute “rise” in <meal>. Allowed: plates, rice." },
  { "<wishes/>", "<wide l=\"1\" m=\"2\"/>",
    "3:15: There is no attribute “m” in <wide>. Allowed: a, b, c, d, e, f, g, h, i, j, k, l." },
  { "plates=\"20\"", "plates=\"51\"", "5:11: plates=\"51\" must be a whole number from 1 to 50." },
  { "plates=\"20\"", "plates=\"0\"", "5:11: plates=\"0\" must be a whole number from 1 to 50." },
  { "plates=\"20\"", "plates=\"2.5\"",
    "5:11: plates=\"2.5\" must be a whole number from 1 to 50." },
  { "plates=\"20\"", "plates=\"\"", "5:11: plates=\"\" must be a whole number from 1 to 50." },
  { "rice=\"1.5\"", "rice=\"1,5\"", "5:23: rice=\"1,5\" must be a number from 0.5 to 9." },
  { "rice=\"1.5\"", "rice=\"+1\"", "5:23: rice=\"+1\" must be a number from 0.5 to 9." },
  { "rice=\"1.5\"", "rice=\"0x1\"", "5:23: rice=\"0x1\" must be a number from 0.5 to 9." },
  { "rice=\"1.5\"", "rice=\"1e999\"", "5:23: rice=\"1e999\" must be a number from 0.5 to 9." },
  { "rice=\"1.5\"", "rice=\"9.1\"", "5:23: rice=\"9.1\" must be a number from 0.5 to 9." },
  { "kind=\"half\"", "kind=\"Half\"",
    "4:28: kind=\"Half\" is not known. Allowed: whole, half, closed." },
  { "kind=\"half\"", "kind=\"whole|half\"",
    "4:28: kind=\"whole|half\" is not known. Allowed: whole, half, closed." },
  { "ages=\"1-2\"", "ages=\"2-1\"",
    "4:17: ages=\"2-1\" must be an age such as 0, or two such as 0-2 (0 to 6)." },
  { "ages=\"1-2\"", "ages=\"7\"",
    "4:17: ages=\"7\" must be an age such as 0, or two such as 0-2 (0 to 6)." },
  { "ages=\"1-2\"", "ages=\"1-\"",
    "4:17: ages=\"1-\" must be an age such as 0, or two such as 0-2 (0 to 6)." },
  /* A name in the text before it is not the attribute. */
  { "date=\"月\" ages=\"1-2\"", "date=\"a ages=1\" ages=\"9\"",
    "4:24: ages=\"9\" must be an age such as 0, or two such as 0-2 (0 to 6)." },
  { "date=\"月\" ages=\"1-2\"", "date=\"a>b\" ages=\"9\"",
    "4:19: ages=\"9\" must be an age such as 0, or two such as 0-2 (0 to 6)." },
  /* Text. */
  { "</day>", "</day> おやつ ",
    "8:10: Text outside of elements: “おやつ”. Put notes between <!-- and -->." },
  { "<wishes/>", "<wishes>早め</wishes>",
    "3:11: Text outside of elements: “早め”. Put notes between <!-- and -->." },
  { "<wishes/>", "<wishes><![CDATA[x]]></wishes>",
    "3:20: Text outside of elements: “x”. Put notes between <!-- and -->." },
  /* Bytes. */
  { "献立", "\xe3\x81", "2:1: The file must be saved as UTF-8: this line has bytes that are not." },
  { "焼き魚", "\x8f\xc4",
    "6:1: The file must be saved as UTF-8: this line has bytes that are not." },
  /* What take() and finish() refuse: at an attribute, at an element, at the root. */
  { "みそ汁", "毒", "6:31: “毒” is not eaten." },
  { "date=\"火\"", "date=\"日\"", "9:3: Nobody eats on Sundays." },
  { "献立", "なし", "2:1: There is nothing." },
};

/* XML's own errors, as far as GLib says the same everywhere. */
static const struct
{
  const char *from;
  const char *to;
  const char *place;
} malformed[] = {
  { "</menu>\n", "", "menu.xml:10:1: " },
  { "</meal>", "</mael>", "menu.xml:7:" },
  { "</meal>", "<meal", "menu.xml:8:" },
  { "献立", "A & B", "menu.xml:2:" },
};

static GQuark
domain (void)
{
  return g_quark_from_static_string ("menu-error");
}

static gboolean
take (EnrDescription *description,
      guint element,
      const EnrAttributeValue *values,
      gpointer data,
      GError **error)
{
  GString *taken = data;
  g_autofree char *place
      = enr_description_dup_place (description, enr_description_get_place (description));

  g_string_append_printf (taken, "%s %s", place, rules[element].name);
  for (guint i = 0; i < ENR_DESCRIPTION_MAX_ATTRIBUTES && rules[element].attributes[i].name != NULL;
       i++)
    {
      g_autofree char *where = NULL;

      if (values[i].value == NULL)
        continue;
      where = enr_description_dup_place (description, values[i].place);
      g_string_append_printf (taken, " %s@%s", values[i].value, strchr (where, ':') + 1);
      switch (rules[element].attributes[i].type)
        {
        case ENR_ATTRIBUTE_NUMBER:
        case ENR_ATTRIBUTE_INTEGER:
        case ENR_ATTRIBUTE_CHOICE:
          g_string_append_printf (taken, "=%g", values[i].number);
          break;
        case ENR_ATTRIBUTE_AGES:
          g_string_append_printf (taken, "=%d..%d", values[i].age_first, values[i].age_last);
          break;
        case ENR_ATTRIBUTE_TEXT:
        default:
          break;
        }
    }
  g_string_append_c (taken, '\n');

  if (element == DISH && strcmp (values[0].value, "毒") == 0)
    return enr_description_refuse (description, values[0].place, error, "“%s” is not eaten.",
                                   values[0].value);
  if (element == DAY && strcmp (values[0].value, "日") == 0)
    return enr_description_refuse (description, enr_description_get_place (description), error,
                                   "Nobody eats on Sundays.");
  if (element == DAY && strcmp (values[0].value, "土") == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY, "The kitchen is busy.");
      return FALSE;
    }
  return TRUE;
}

static gboolean
finish (EnrDescription *description, gpointer data, GError **error)
{
  GString *taken = data;

  if (strstr (taken->str, "なし") != NULL)
    return enr_description_refuse (description, enr_description_get_place (description), error,
                                   "There is nothing.");
  g_string_append (taken, "finished\n");
  return TRUE;
}

static gboolean
read_menu (const char *content, gsize length, GString *taken, GError **error)
{
  const EnrDescriptionFormat format = {
    .rules = rules,
    .n_rules = N_ELEMENTS,
    .domain = domain (),
    .code = 7,
    .take = take,
    .finish = finish,
  };

  return enr_description_read (&format, "menu.xml", content, length, taken, error);
}

static char *
replace (const char *from, const char *to)
{
  const char *place = strstr (good, from);

  g_assert_nonnull (place);
  return g_strdup_printf ("%.*s%s%s", (int) (place - good), good, to, place + strlen (from));
}

static void
test_good (void)
{
  static const char expected[] = "menu.xml:2:1 menu 献立@2:7\n"
                                 "menu.xml:3:3 wishes\n"
                                 "menu.xml:4:3 day 月@4:8 1-2@4:17=1..2 half@4:28=1\n"
                                 "menu.xml:5:5 meal 20@5:11=20 1.5@5:23=1.5\n"
                                 "menu.xml:6:7 dish 焼き魚@6:13\n"
                                 "menu.xml:6:25 dish みそ汁@6:31\n"
                                 "menu.xml:9:3 day 火@9:17 3@9:8=3..3\n"
                                 "menu.xml:9:26 meal 8@9:32=8\n"
                                 "finished\n";
  g_autoptr (GString) taken = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gboolean ok = read_menu (good, strlen (good), taken, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
  g_assert_cmpstr (taken->str, ==, expected);
}

/* As Windows editors save it: the mark moves no column. */
static void
test_byte_order_mark (void)
{
  static const char bad[] = "\xef\xbb\xbf<menu titel=\"x\"/>";
  g_autofree char *marked = g_strconcat ("\xef\xbb\xbf", good, NULL);
  g_autoptr (GString) taken = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gboolean ok = read_menu (marked, strlen (marked), taken, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
  g_assert_true (g_str_has_suffix (taken->str, "finished\n"));

  g_assert_false (read_menu (bad, strlen (bad), taken, &error));
  g_assert_cmpstr (error->message, ==,
                   "menu.xml:1:7: There is no attribute “titel” in <menu>. Allowed: title.");
  g_clear_error (&error);

  /* Nothing but the mark. */
  g_assert_false (read_menu (bad, 3, taken, &error));
  g_assert_error (error, domain (), 7);
  g_assert_true (
      g_str_has_prefix (error->message, "menu.xml:1:1: The file is not well-formed XML"));
}

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *text = replace (broken[i].from, broken[i].to);
      g_autofree char *message = g_strconcat ("menu.xml:", broken[i].message, NULL);
      g_autoptr (GString) taken = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (read_menu (text, strlen (text), taken, &error));
      g_assert_error (error, domain (), 7);
      g_assert_cmpstr (error->message, ==, message);
      g_assert_null (strstr (taken->str, "finished"));
    }
}

static void
test_malformed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (malformed); i++)
    {
      g_autofree char *text = replace (malformed[i].from, malformed[i].to);
      g_autoptr (GString) taken = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (read_menu (text, strlen (text), taken, &error));
      g_assert_error (error, domain (), 7);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, malformed[i].place));
      g_assert_nonnull (strstr (error->message, ": The file is not well-formed XML: "));
      /* GMarkup's own place is not said again. */
      g_assert_null (strstr (error->message, "Error on line"));
    }
}

/* An error that is not a refusal stays what it is. */
static void
test_other_error (void)
{
  g_autofree char *text = replace ("火", "土");
  g_autoptr (GString) taken = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (read_menu (text, strlen (text), taken, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_cmpstr (error->message, ==, "The kitchen is busy.");
}

/* Half a file, at every byte: refused with its place, never a crash. */
static void
test_cut_off (void)
{
  for (gsize length = 0; length < strlen (good) - 1; length++)
    {
      g_autofree char *part = g_memdup2 (good, MAX (length, 1)); /* nothing behind it may be read */
      g_autoptr (GString) taken = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (read_menu (part, length, taken, &error));
      g_assert_error (error, domain (), 7);
      g_assert_true (g_str_has_prefix (error->message, "menu.xml:"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/description/good", test_good);
  g_test_add_func ("/description/byte-order-mark", test_byte_order_mark);
  g_test_add_func ("/description/refused", test_refused);
  g_test_add_func ("/description/malformed", test_malformed);
  g_test_add_func ("/description/other-error", test_other_error);
  g_test_add_func ("/description/cut-off", test_cut_off);
  return g_test_run ();
}
