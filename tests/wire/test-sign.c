/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#include "wire/event.h"
#include "wire/sign.h"

static void
test_sign (void)
{
  EnrKeyPair key, other;
  guint8 signature[ENR_SIGNATURE_LENGTH];

  enr_key_pair_new (&key);
  enr_key_pair_new (&other);
  g_assert_true (memcmp (key.open, other.open, sizeof key.open) != 0);
  enr_sign (&key, "園", 3, signature);
  g_assert_true (enr_verify (key.open, "園", 3, signature));
  g_assert_false (enr_verify (other.open, "園", 3, signature));
  g_assert_false (enr_verify (key.open, "園", 2, signature));
  for (int i = 0; i < ENR_SIGNATURE_LENGTH; i++)
    {
      signature[i] ^= 1;
      g_assert_false (enr_verify (key.open, "園", 3, signature));
      signature[i] ^= 1;
    }
}

static void
test_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("enroku-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "site.key", NULL);
  g_autofree char *text = NULL;
  EnrKeyPair key, again;
  struct stat status;

  enr_key_pair_new (&key);
  g_assert_false (enr_key_pair_load (&again, path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);

  g_assert_true (enr_key_pair_save (&key, path, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_true (enr_key_pair_load (&again, path, &error));
  g_assert_cmpmem (&key, sizeof key, &again, sizeof again);

  /* others could read it */
  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  g_assert_false (enr_key_pair_load (&again, path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_PERM);
  g_clear_error (&error);
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);

  /* its open half is another's: it would sign what nobody can verify */
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  text[80] = (text[80] == 'A') ? 'B' : 'A';
  g_assert_true (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  g_assert_false (enr_key_pair_load (&again, path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents_full (path, "", -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  g_assert_false (enr_key_pair_load (&again, path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL);

  g_unlink (path);
  g_rmdir (folder);
}

static void
test_text (void)
{
  EnrKeyPair key;
  guint8 again[ENR_KEY_PUBLIC_LENGTH];
  g_autofree char *text = NULL;
  g_autofree char *longer = NULL;

  enr_key_pair_new (&key);
  text = enr_key_format (key.open, sizeof key.open);
  g_assert_true (enr_key_parse (text, again, sizeof again));
  g_assert_cmpmem (again, sizeof again, key.open, sizeof key.open);
  longer = g_strconcat (text, "A", NULL);
  g_assert_false (enr_key_parse (longer, again, sizeof again));
  g_assert_false (enr_key_parse (NULL, again, sizeof again));
  g_assert_false (enr_key_parse ("", again, sizeof again));
  text[3] = '!';
  g_assert_false (enr_key_parse (text, again, sizeof again));
}

static void
test_request (void)
{
  guint8 sum[ENR_SUM_LENGTH];
  g_autofree char *text = NULL;

  enr_sum ("", 0, sum);
  text = enr_request_text ("GET", "/v1/ledger?source=a&block=0", "urn:enroku:1:2", 1700000000123,
                           sum);
  /* a format: hubs verify it */
  g_assert_cmpstr (text, ==,
                   "GET\n/v1/ledger?source=a&block=0\nurn:enroku:1:2\n1700000000123\n"
                   "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/sign/sign", test_sign);
  g_test_add_func ("/wire/sign/file", test_file);
  g_test_add_func ("/wire/sign/text", test_text);
  g_test_add_func ("/wire/sign/request", test_request);
  return g_test_run ();
}
