/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What is written is read again by Python's email package (read-mail.py), which also measures the
 * lines.
 */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "mail/error.h"
#include "mail/message.h"

static EnrMail *
make_mail (void)
{
  EnrMail *mail = enr_mail_new ();
  EnrUuid id;

  g_assert_true (enr_uuid_parse ("01975f3a-0000-7000-8000-0123456789ab", &id));
  mail->date = 1781053200; /* 2026-06-10 10:00 in Japan */
  mail->from_name = g_strdup ("さくら保育園");
  mail->from_address = g_strdup ("office@hoiku.example.jp");
  mail->message_id = enr_mail_make_id (&id, mail->from_address);
  mail->to_address = g_strdup ("parent@example.jp");
  mail->subject = g_strdup ("6月の園だより");
  mail->body = g_strdup ("おはようございます。\n");
  return mail;
}

static GKeyFile *
read_mail (GBytes *bytes)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "mail", "read-mail.py", NULL);
  g_autofree char *path = NULL;
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;
  char *command[] = { (char *) "/usr/bin/python3", (char *) "-B", script, NULL, NULL };
  GKeyFile *file = g_key_file_new ();
  GError *error = NULL;
  int status;
  int fd = g_file_open_tmp ("enroku-mail-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  command[3] = path;
  g_spawn_sync (NULL, command, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, &errors, &status,
                &error);
  g_remove (path);
  g_assert_no_error (error);
  if (status != 0)
    g_error ("%s\n%s", errors, (const char *) g_bytes_get_data (bytes, NULL));
  g_key_file_load_from_data (file, output, -1, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  return file;
}

static GBytes *
get_bytes (GKeyFile *file, const char *key)
{
  g_autofree char *value = g_key_file_get_value (file, "mail", key, NULL);
  gsize length = 0;
  guchar *data;

  if (value == NULL)
    return NULL;
  if (value[0] == '\0')
    return g_bytes_new_static ("", 0);
  data = g_base64_decode (value, &length);
  return g_bytes_new_take (data, length);
}

static void
assert_value (GKeyFile *file, const char *key, const char *expected)
{
  g_autoptr (GBytes) bytes = get_bytes (file, key);
  g_autofree char *text = bytes != NULL
                              ? g_strdup_printf ("%.*s", (int) g_bytes_get_size (bytes),
                                                 (const char *) g_bytes_get_data (bytes, NULL))
                              : NULL;

  g_test_message ("%s", key);
  g_assert_cmpstr (text, ==, expected);
}

static GKeyFile *
write_and_read (const EnrMail *mail)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = enr_mail_to_bytes (mail, &error);
  g_autoptr (GBytes) again = enr_mail_to_bytes (mail, NULL);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bytes, again));
  return read_mail (bytes);
}

static void
test_plain (void)
{
  g_autoptr (EnrMail) mail = make_mail ();
  g_autoptr (GKeyFile) file = NULL;

  mail->bounce_address = g_strdup ("bounce@hoiku.example.jp");
  file = write_and_read (mail);
  assert_value (
      file, "headers",
      "Date From To Subject Message-ID MIME-Version Content-Type Content-Transfer-Encoding");
  assert_value (file, "From-name", "さくら保育園");
  assert_value (file, "From-address", "office@hoiku.example.jp");
  assert_value (file, "To-name", "");
  assert_value (file, "To-address", "parent@example.jp");
  assert_value (file, "Subject", "6月の園だより");
  assert_value (file, "Date", "Wed, 10 Jun 2026 10:00:00 +0900");
  assert_value (file, "Message-ID", "<01975f3a-0000-7000-8000-0123456789ab@hoiku.example.jp>");
  assert_value (file, "text", "おはようございます。\r\n");
  g_assert_cmpstr (enr_mail_envelope_from (mail), ==, "bounce@hoiku.example.jp");
  g_clear_pointer (&mail->bounce_address, g_free);
  g_assert_cmpstr (enr_mail_envelope_from (mail), ==, "office@hoiku.example.jp");
}

static void
test_all (void)
{
  g_autoptr (EnrMail) mail = make_mail ();
  g_autoptr (GKeyFile) file = NULL;
  g_autoptr (GBytes) text = g_bytes_new_static ("hello", 5);
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);

  mail->to_name = g_strdup ("髙﨑　𠮷子");
  mail->reply_to = g_strdup ("reply@hoiku.example.jp");
  mail->is_automatic = TRUE;
  g_free (mail->to_address);
  mail->to_address = g_strdup ("foo..bar.@docomo.ne.jp");
  g_free (mail->body);
  mail->body = g_strdup ("一\r\n.\r\r\n..\n二🌸\n\nFrom 三");
  enr_mail_attach (mail, "園だより6月号（髙﨑・𠮷田・🌸）とてもとても長い名前のおたよりです.pdf",
                   "application/pdf", text);
  enr_mail_attach (mail, "a \"b\", c; d.txt", "text/plain", nothing);
  enr_mail_attach (mail, "あ.png", "image/png", text);
  file = write_and_read (mail);
  assert_value (
      file, "headers",
      "Date From Reply-To To Subject Message-ID Auto-Submitted MIME-Version Content-Type");
  assert_value (file, "To-name", "髙﨑　𠮷子");
  assert_value (file, "To-address", "foo..bar.@docomo.ne.jp");
  assert_value (file, "To", "髙﨑　𠮷子 <\"foo..bar.\"@docomo.ne.jp>");
  assert_value (file, "Reply-To-address", "reply@hoiku.example.jp");
  assert_value (file, "Auto-Submitted", "auto-generated");
  assert_value (file, "text", "一\r\n.\r\n\r\n..\r\n二🌸\r\n\r\nFrom 三\r\n");
  assert_value (file, "file-1-name",
                "園だより6月号（髙﨑・𠮷田・🌸）とてもとても長い名前のおたよりです.pdf");
  assert_value (file, "file-1-old-name",
                "園だより6月号（髙﨑・𠮷田・🌸）とてもとても長い名前のおたよりです.pdf");
  assert_value (file, "file-1-type", "application/pdf");
  assert_value (file, "file-1-bytes", "hello");
  assert_value (file, "file-2-name", "a \"b\", c; d.txt");
  assert_value (file, "file-2-type", "text/plain");
  assert_value (file, "file-2-bytes", "");
  assert_value (file, "file-3-name", "あ.png");
  assert_value (file, "file-3-old-name", "あ.png");
  assert_value (file, "file-4-name", NULL);
}

static void
test_subjects (void)
{
  static const char *const subjects[] = {
    "a",
    "Re: 園だより",
    "  前後に空白  ",
    "=?UTF-8?B?44GC?= に見える件名",
    "=?UTF-8?B?44GC?=",
    "髙﨑𠮷濵邉の件",
    "🌸👨‍👩‍👧運動会🏃",
    "ASCII only, but much longer than what a line of a mail should have, so it is encoded",
    "か\u3099き\u3099（結合文字）",
    "　",
  };
  static const char *const letters[] = { "あ", "髙", "﨑", "𠮷", "🌸", "a", " ", "\"", ",", "é" };

  for (gsize i = 0; i < G_N_ELEMENTS (subjects) + 30; i++)
    {
      g_autoptr (EnrMail) mail = make_mail ();
      g_autoptr (GKeyFile) file = NULL;

      g_free (mail->subject);
      if (i < G_N_ELEMENTS (subjects))
        mail->subject = g_strdup (subjects[i]);
      else
        {
          GString *text = g_string_new ("件");
          guint n = (i == G_N_ELEMENTS (subjects)) ? 199 : (guint) g_test_rand_int_range (1, 400);

          for (guint k = 0; k < n; k++)
            g_string_append (text, letters[g_test_rand_int_range (0, G_N_ELEMENTS (letters))]);
          mail->subject = g_string_free (text, FALSE);
        }
      file = write_and_read (mail);
      assert_value (file, "Subject", mail->subject);
    }
}

static void
test_names (void)
{
  static const char *const names[] = {
    "Sakura \"Main\" Nursery, Ltd.",
    "さくら保育園, \"本園\" <x@example.jp>",
    "a\\b",
    "a@b",
    "\"",
    "(園)",
    "=?UTF-8?B?44GC?=",
    "髙﨑　𠮷子様",
    "社会福祉法人 あいうえおかきくけこさしすせそたちつてとなにぬねの会 幼保連携型認定こども園 "
    "さくら",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (EnrMail) mail = make_mail ();
      g_autoptr (GKeyFile) file = NULL;

      g_free (mail->from_name);
      mail->from_name = g_strdup (names[i]);
      mail->to_name = g_strdup (names[i]);
      g_free (mail->from_address);
      mail->from_address = g_strdup (
          "a-rather-long-name-of-an-office-0123456789@hoiku.hukushi.city.example.lg.jp");
      file = write_and_read (mail);
      assert_value (file, "From-name", names[i]);
      assert_value (file, "From-address", mail->from_address);
      assert_value (file, "To-name", names[i]);
      assert_value (file, "To-address", mail->to_address);
    }
}

static void
test_large (void)
{
  const gsize length = 2 * 1024 * 1024 + 1;
  g_autoptr (EnrMail) mail = make_mail ();
  g_autoptr (GKeyFile) file = NULL;
  g_autofree guint8 *data = g_malloc (length);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) found = NULL;
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *crlf = NULL;

  for (gsize i = 0; i < length; i++)
    data[i] = g_test_rand_int_range (0, 256);
  bytes = g_bytes_new (data, length);
  enr_mail_attach (mail, "大きな写真.jpg", "image/jpeg", bytes);
  /* one line of 300,000 letters, which a mail's line could not have */
  for (guint i = 0; i < 100000; i++)
    g_string_append (body, "行が長");
  g_free (mail->body);
  mail->body = g_strdup (body->str);
  file = write_and_read (mail);
  found = get_bytes (file, "file-1-bytes");
  g_assert_true (g_bytes_equal (found, bytes));
  crlf = g_strconcat (body->str, "\r\n", NULL);
  assert_value (file, "text", crlf);
}

/* No field can put a line of its own into the message. */
static void
test_injection (void)
{
  static const char *const breaks[]
      = { "\n", "\r\n", "\r", "\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9", "\x0b", "\x01" };
  enum
  {
    ID,
    FROM_NAME,
    FROM,
    BOUNCE,
    REPLY_TO,
    TO_NAME,
    TO,
    SUBJECT,
    FILE_NAME,
    FILE_TYPE,
    N_FIELDS
  };

  for (gsize i = 0; i < G_N_ELEMENTS (breaks); i++)
    for (int field = 0; field < N_FIELDS; field++)
      {
        g_autoptr (EnrMail) mail = make_mail ();
        g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
        g_autoptr (GError) error = NULL;
        g_autofree char *bad = g_strdup_printf ("a%sBcc: b@example.jp", breaks[i]);
        g_autofree char *bad_address
            = g_strdup_printf ("a@example.jp%sBcc: b@example.jp", breaks[i]);
        g_autofree char *bad_id
            = g_strdup_printf ("<a@example.jp>%sBcc: <b@example.jp>", breaks[i]);
        char **fields[]
            = { &mail->message_id, &mail->from_name, &mail->from_address, &mail->bounce_address,
                &mail->reply_to,   &mail->to_name,   &mail->to_address,   &mail->subject };

        if (field < FILE_NAME)
          {
            gboolean is_address
                = field == FROM || field == BOUNCE || field == REPLY_TO || field == TO;

            g_free (*fields[field]);
            *fields[field] = g_strdup (field == ID ? bad_id : is_address ? bad_address : bad);
          }
        else
          enr_mail_attach (mail, field == FILE_NAME ? bad : "a.txt",
                           field == FILE_TYPE ? bad : "text/plain", bytes);
        g_test_message ("%d %d", field, (int) i);
        g_assert_null (enr_mail_to_bytes (mail, &error));
        g_assert_nonnull (error);
        g_assert_true (error->domain == ENR_MAIL_ERROR);
      }
}

static void
test_refused (void)
{
  static const char *const ids[]
      = { "",        "a@example.jp",     "<a>",           "<@example.jp>",  "<a@>",
          "<a@b@c>", "<a b@example.jp>", "<a@example.jp", "<あ@example.jp>" };
  static const char *const types[]
      = { "pdf", "/pdf", "application/", "application/pdf; name=x", "a b/c", "" };
  static const char *const names[] = { "", "../a.txt", "a\\b.txt", "\xff.txt" };
  g_autoptr (EnrMail) mail = make_mail ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autofree char *good_id = g_strdup (mail->message_id);

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_free (mail->message_id);
      mail->message_id = g_strdup (ids[i]);
      g_assert_null (enr_mail_to_bytes (mail, NULL));
    }
  g_free (mail->message_id);
  mail->message_id = g_strdup (good_id);
  for (gsize i = 0; i < G_N_ELEMENTS (types) + G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      if (i < G_N_ELEMENTS (types))
        enr_mail_attach (mail, "a.txt", types[i], bytes);
      else
        enr_mail_attach (mail, names[i - G_N_ELEMENTS (types)], "text/plain", bytes);
      g_assert_null (enr_mail_to_bytes (mail, &error));
      g_assert_error (error, ENR_MAIL_ERROR, ENR_MAIL_ERROR_MESSAGE);
      g_ptr_array_set_size (mail->attachments, 0);
    }
  g_free (mail->body);
  mail->body = g_strdup ("\xff");
  g_assert_null (enr_mail_to_bytes (mail, NULL));
  g_free (mail->body);
  mail->body = g_strdup ("");
  g_clear_pointer (&mail->subject, g_free);
  g_assert_null (enr_mail_to_bytes (mail, NULL));
  mail->subject = g_strdup ("");
  g_assert_null (enr_mail_to_bytes (mail, NULL));
  g_free (mail->subject);
  mail->subject = g_strdup ("空の本文");
  g_clear_pointer (&mail->to_address, g_free);
  g_assert_null (enr_mail_to_bytes (mail, NULL));
  mail->to_address = g_strdup ("a@example.jp,b@example.jp");
  g_assert_null (enr_mail_to_bytes (mail, NULL));
  g_free (mail->to_address);
  mail->to_address = g_strdup ("a@example.jp");
  g_key_file_unref (write_and_read (mail));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail/message/plain", test_plain);
  g_test_add_func ("/mail/message/all", test_all);
  g_test_add_func ("/mail/message/subjects", test_subjects);
  g_test_add_func ("/mail/message/names", test_names);
  g_test_add_func ("/mail/message/large", test_large);
  g_test_add_func ("/mail/message/injection", test_injection);
  g_test_add_func ("/mail/message/refused", test_refused);
  return g_test_run ();
}
