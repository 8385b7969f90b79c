/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "wire/sign.h"

#include <sodium.h>
#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

G_STATIC_ASSERT (ENR_KEY_PUBLIC_LENGTH == crypto_sign_PUBLICKEYBYTES);
G_STATIC_ASSERT (ENR_KEY_SECRET_LENGTH == crypto_sign_SECRETKEYBYTES);
G_STATIC_ASSERT (ENR_SIGNATURE_LENGTH == crypto_sign_BYTES);

/* libsodium finds the machine's best code and its source of random bytes. */
static void
ensure_ready (void)
{
  static gsize is_ready = 0;

  if (g_once_init_enter (&is_ready))
    {
      if (sodium_init () < 0)
        g_error ("libsodium cannot be used");
      g_once_init_leave (&is_ready, 1);
    }
}

void
enr_key_pair_clear (EnrKeyPair *self)
{
  sodium_memzero (self, sizeof *self);
}

void
enr_key_pair_new (EnrKeyPair *self)
{
  ensure_ready ();
  crypto_sign_keypair (self->open, self->secret);
}

gboolean
enr_key_pair_save (const EnrKeyPair *self, const char *path, GError **error)
{
  g_autofree char *text = enr_key_format (self->secret, sizeof self->secret);
  gboolean is_saved;

  is_saved = g_file_set_contents_full (
      path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
  sodium_memzero (text, strlen (text));
  return is_saved;
}

gboolean
enr_key_pair_load (EnrKeyPair *self, const char *path, GError **error)
{
  struct stat status;
  g_autofree char *text = NULL;
  gsize length = 0;
  gboolean is_right;

  if (g_stat (path, &status) == 0 && (status.st_mode & 077) != 0)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_PERM, "others may read the key in %s", path);
      return FALSE;
    }
  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  is_right = enr_key_parse (text, self->secret, sizeof self->secret);
  sodium_memzero (text, length);
  if (is_right)
    {
      guint8 seed[crypto_sign_SEEDBYTES];
      EnrKeyPair again;

      /* the file has seed and open half; a damaged one would sign what nobody can verify */
      ensure_ready ();
      crypto_sign_ed25519_sk_to_seed (seed, self->secret);
      crypto_sign_seed_keypair (again.open, again.secret, seed);
      is_right = sodium_memcmp (again.secret, self->secret, sizeof again.secret) == 0;
      memcpy (self->open, again.open, sizeof self->open);
      sodium_memzero (seed, sizeof seed);
      enr_key_pair_clear (&again);
    }
  if (!is_right)
    {
      enr_key_pair_clear (self);
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s has no key", path);
    }
  return is_right;
}

void
enr_sign (const EnrKeyPair *self,
          gconstpointer bytes,
          gsize length,
          guint8 signature[ENR_SIGNATURE_LENGTH])
{
  ensure_ready ();
  crypto_sign_detached (signature, NULL, bytes, length, self->secret);
}

gboolean
enr_verify (const guint8 open[ENR_KEY_PUBLIC_LENGTH],
            gconstpointer bytes,
            gsize length,
            const guint8 signature[ENR_SIGNATURE_LENGTH])
{
  ensure_ready ();
  return crypto_sign_verify_detached (signature, bytes, length, open) == 0;
}

char *
enr_key_format (const guint8 *bytes, gsize length)
{
  return g_base64_encode (bytes, length);
}

gboolean
enr_key_parse (const char *text, guint8 *bytes, gsize length)
{
  g_autofree guint8 *read = NULL;
  gsize read_length = 0;
  gboolean is_right;

  /* four signs for three bytes, the last group padded: any other length is another key's */
  if (text == NULL || strlen (text) != (length + 2) / 3 * 4)
    return FALSE;
  read = g_malloc (length + 3);
  is_right = sodium_base642bin (read, length + 3, text, strlen (text), NULL, &read_length, NULL,
                                sodium_base64_VARIANT_ORIGINAL)
                 == 0
             && read_length == length;
  if (is_right)
    memcpy (bytes, read, length);
  sodium_memzero (read, length + 3);
  return is_right;
}

char *
enr_request_text (const char *method,
                  const char *path,
                  const char *source,
                  gint64 time_ms,
                  const guint8 body_sum[32])
{
  char sum[65];

  sodium_bin2hex (sum, sizeof sum, body_sum, 32);
  return g_strdup_printf ("%s\n%s\n%s\n%" G_GINT64_FORMAT "\n%s\n", method, path, source, time_ms,
                          sum);
}
