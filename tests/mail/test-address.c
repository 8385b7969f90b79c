/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <string.h>

#include "mail/address.h"
#include "mail/error.h"

static void
test_good (void)
{
  static const struct
  {
    const char *text;
    const char *address;
    const char *quoted; /* NULL: as the address */
  } cases[] = {
    { "a@example.jp", "a@example.jp", NULL },
    { "Yamada.Taro+hoiku@Example.CO.JP", "Yamada.Taro+hoiku@example.co.jp", NULL },
    { "  a@example.jp\t", "a@example.jp", NULL },
    { "　ａ＿ｂ－１＠ｅｘａｍｐｌｅ．ｊｐ　", "a_b-1@example.jp", NULL },
    { "-abc@ezweb.ne.jp", "-abc@ezweb.ne.jp", NULL },
    { "!#$%&'*+-/=?^_`{|}~@example.jp", "!#$%&'*+-/=?^_`{|}~@example.jp", NULL },
    { "a@xn--wgv71a119e.jp", "a@xn--wgv71a119e.jp", NULL },
    { "a@1.example.jp", "a@1.example.jp", NULL },
    /* of telephone companies, before 2009 */
    { "foo..bar@docomo.ne.jp", "foo..bar@docomo.ne.jp", "\"foo..bar\"@docomo.ne.jp" },
    { "foo.@ezweb.ne.jp", "foo.@ezweb.ne.jp", "\"foo.\"@ezweb.ne.jp" },
    { ".foo@docomo.ne.jp", ".foo@docomo.ne.jp", "\".foo\"@docomo.ne.jp" },
    { "\"foo..bar\"@docomo.ne.jp", "foo..bar@docomo.ne.jp", "\"foo..bar\"@docomo.ne.jp" },
    { "\"plain\"@example.jp", "plain@example.jp", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *address = enr_mail_address_check (cases[i].text, &error);
      g_autofree char *again = NULL;
      g_autofree char *quoted = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (address, ==, cases[i].address);
      again = enr_mail_address_check (address, &error);
      g_assert_cmpstr (again, ==, address);
      quoted = enr_mail_address_quote (address);
      g_assert_cmpstr (quoted, ==, cases[i].quoted != NULL ? cases[i].quoted : address);
      g_assert_true (g_str_has_suffix (address, enr_mail_address_domain (address)));
    }
}

static void
test_bad (void)
{
  static const struct
  {
    const char *text;
    const char *word; /* of the message */
  } cases[] = {
    { "", "missing" },
    { "　 ", "missing" },
    { "a@example.jp\nb@example.jp", "line break" },
    { "a@example.jp\r\nBcc: b@example.jp", "line break" },
    { "a@example.jp\r", "line break" },
    { "\na@example.jp", "line break" },
    { "a@example.jp\xe2\x80\xa8"
      "b@example.jp",
      "line break" },
    { "a@example.jp\xc2\x85", "line break" },
    { "a@example.jp,b@example.jp", "more than one" },
    { "a@example.jp; b@example.jp", "more than one" },
    { "a@example.jp、b@example.jp", "English alphabet" },
    { "a@example.jp b@example.jp", "more than one" },
    { "a@b@example.jp", "more than one" },
    { "山田 <a@example.jp>", "English alphabet" },
    { "Yamada <a@example.jp>", "alone" },
    { "<a@example.jp>", "alone" },
    { "a@example.jp (Yamada)", "alone" },
    { "a b@example.jp", "blank" },
    { "a@example .jp", "blank" },
    { "example.jp", "no “@”" },
    { "090-1234-5678", "no “@”" },
    { "@example.jp", "before" },
    { "\"\"@example.jp", "before" },
    { "a@", "after" },
    { "a@localhost", "not complete" },
    { "a@example.", "mistake" },
    { "a@.example.jp", "mistake" },
    { "a@example..jp", "mistake" },
    { "a@-example.jp", "mistake" },
    { "a@example-.jp", "mistake" },
    { "a@exam_ple.jp", "mistake" },
    { "a@example.j", "mistake" },
    { "a@192.168.1.1", "mistake" },
    { "a@[192.168.1.1]", "mistake" },
    { "a\\b@example.jp", "cannot be part" },
    { "\"a b\"@example.jp", "blank" },
    { "a\"b@example.jp", "cannot be part" },
    { "a:b@example.jp", "cannot be part" },
    { "園@example.jp", "English alphabet" },
    { "é@example.jp", "English alphabet" },
    { "a@保育園.jp", "English alphabet" },
    { "a@example.jp\xff", "English alphabet" },
    { "a234567890123456789012345678901234567890123456789012345678901234x@example.jp", "64" },
  };
  g_autofree char *label = g_strnfill (63, 'a');
  g_autofree char *all = g_strdup_printf ("a@%s.%s.%s.%s.jp", label, label, label, label);

  for (gsize i = 0; i <= G_N_ELEMENTS (cases); i++)
    {
      const char *text = i < G_N_ELEMENTS (cases) ? cases[i].text : all;
      const char *word = i < G_N_ELEMENTS (cases) ? cases[i].word : "too long";
      g_autoptr (GError) error = NULL;
      g_autofree char *escaped = NULL;

      g_assert_null (enr_mail_address_check (text, &error));
      g_assert_error (error, ENR_MAIL_ERROR, ENR_MAIL_ERROR_ADDRESS);
      escaped = g_strescape (text, NULL);
      g_test_message ("%s: %s", escaped, error->message);
      g_assert_nonnull (strstr (error->message, word));
    }
}

/* Whatever is typed, what is taken is one line of ASCII with one "@" and nothing to end it early.
 */
static void
test_random (void)
{
  static const char *const parts[]
      = { "a",           "b@", "@",  ".",  "\n", "\r", ",",           ";",
          "<",           ">",  " ",  "\"", "\\", "あ", "example",     ".jp",
          "@example.jp", "\t", "＠", "：", "(",  ")",  "\xe2\x80\xa8" };
  guint n_taken = 0;

  for (guint i = 0; i < 100000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *address = NULL;
      guint n = g_test_rand_int_range (1, 8);

      for (guint k = 0; k < n; k++)
        g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
      address = enr_mail_address_check (text->str, NULL);
      if (address == NULL)
        continue;
      n_taken++;
      g_assert_cmpuint (strcspn (address, "\r\n\t ,;<>()[]\"\\"), ==, strlen (address));
      g_assert_true (g_str_is_ascii (address));
      g_assert_true (strchr (address, '@') == strrchr (address, '@'));
    }
  g_assert_cmpuint (n_taken, >, 100);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail/address/good", test_good);
  g_test_add_func ("/mail/address/bad", test_bad);
  g_test_add_func ("/mail/address/random", test_random);
  return g_test_run ();
}
