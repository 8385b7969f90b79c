/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The file: 8 bytes "ENBATCH1", 32 bytes of the file's own X25519 key, then ChaCha20-Poly1305 over
 * { 4 bytes length, little-endian; that many bytes of JSON {"source","time"}; 64 bytes of
 * signature; the papers one after the other; the batch packed by gzip }. The JSON of a PC that
 * introduces itself has "code", "key", "name" and "sig" besides, or "known"; where papers go along
 * it has "files", their lengths in bytes. The first 40 bytes are authenticated with it. The key is
 * the hash of what Diffie and Hellman agree on and both open keys; it serves for one message, so
 * the nonce is nought.
 */
#include "config.h"
#include "wire/seal.h"

#include <sodium.h>
#include <string.h>

#define MAGIC "ENBATCH1"
#define MAGIC_LENGTH 8
#define OPEN_LENGTH (MAGIC_LENGTH + crypto_scalarmult_BYTES)
#define MAX_HEADER 8192

void
enr_sealed_clear (EnrSealed *self)
{
  g_clear_pointer (&self->source, g_free);
  g_clear_pointer (&self->batch, g_bytes_unref);
  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->known, g_free);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  memset (self, 0, sizeof *self);
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIGNATURE, message);
  return FALSE;
}

/* The key both ends agree on: of @secret here and @other there. */
static gboolean
agree (guint8 key[crypto_aead_chacha20poly1305_IETF_KEYBYTES],
       const guint8 secret[crypto_scalarmult_SCALARBYTES],
       const guint8 other[crypto_scalarmult_BYTES],
       const guint8 file_open[crypto_scalarmult_BYTES],
       const guint8 hub_open[crypto_scalarmult_BYTES])
{
  guint8 shared[crypto_scalarmult_BYTES];
  crypto_generichash_state state;

  if (crypto_scalarmult (shared, secret, other) != 0)
    return FALSE;
  crypto_generichash_init (&state, (const guint8 *) MAGIC, MAGIC_LENGTH,
                           crypto_aead_chacha20poly1305_IETF_KEYBYTES);
  crypto_generichash_update (&state, shared, sizeof shared);
  crypto_generichash_update (&state, file_open, crypto_scalarmult_BYTES);
  crypto_generichash_update (&state, hub_open, crypto_scalarmult_BYTES);
  crypto_generichash_final (&state, key, crypto_aead_chacha20poly1305_IETF_KEYBYTES);
  sodium_memzero (shared, sizeof shared);
  sodium_memzero (&state, sizeof state);
  return TRUE;
}

/* What the site signs. The hub's key stands where a request has its path, so that the hub cannot
 * pass the batch on to another as if it had been sent there. */
static char *
signed_text (const char *source,
             gint64 time_ms,
             GBytes *batch,
             const guint8 hub_open[ENR_KEY_PUBLIC_LENGTH])
{
  g_autofree char *hub = enr_key_format (hub_open, ENR_KEY_PUBLIC_LENGTH);
  guint8 sum[ENR_SUM_LENGTH];

  enr_sum (g_bytes_get_data (batch, NULL), g_bytes_get_size (batch), sum);
  return enr_request_text ("FILE", hub, source, time_ms, sum);
}

/* What a PC signs that is to be registered: the code with its key and name, for this hub alone. */
static char *
introduction_text (const char *source,
                   gint64 time_ms,
                   const char *code,
                   const char *name,
                   const guint8 open[ENR_KEY_PUBLIC_LENGTH],
                   const guint8 hub_open[ENR_KEY_PUBLIC_LENGTH])
{
  g_autofree char *hub = enr_key_format (hub_open, ENR_KEY_PUBLIC_LENGTH);
  g_autofree char *key = enr_key_format (open, ENR_KEY_PUBLIC_LENGTH);
  g_autoptr (json_t) root = json_pack ("{s:s, s:s, s:s}", "code", code, "key", key, "name", name);
  g_autoptr (GBytes) bytes = root != NULL ? enr_json_write (root) : NULL;
  guint8 sum[ENR_SUM_LENGTH];

  if (bytes == NULL)
    return NULL;
  enr_sum (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), sum);
  return enr_request_text ("ENROLL", hub, source, time_ms, sum);
}

static gboolean
add_introduction (json_t *header,
                  const char *source,
                  gint64 time_ms,
                  const EnrIntroduction *introduction,
                  const EnrKeyPair *site_key,
                  const guint8 hub_open[ENR_KEY_PUBLIC_LENGTH],
                  GError **error)
{
  g_autofree char *key = enr_key_format (site_key->open, sizeof site_key->open);
  g_autofree char *text = NULL;
  g_autofree char *signature_text = NULL;
  guint8 signature[ENR_SIGNATURE_LENGTH];

  if (introduction->code == NULL)
    {
      json_object_set_new (header, "known", json_string (introduction->known));
      return TRUE;
    }
  text = introduction_text (source, time_ms, introduction->code, introduction->name, site_key->open,
                            hub_open);
  if (text == NULL)
    return refuse (error, "a code or name that is no UTF-8");
  enr_sign (site_key, text, strlen (text), signature);
  signature_text = enr_key_format (signature, sizeof signature);
  json_object_set_new (header, "code", json_string (introduction->code));
  json_object_set_new (header, "key", json_string (key));
  json_object_set_new (header, "name", json_string (introduction->name));
  json_object_set_new (header, "sig", json_string (signature_text));
  return TRUE;
}

/* FALSE where they are too many or too large beside the batch. */
static gboolean
add_lengths (json_t *header, GBytes *batch, GPtrArray *files, GError **error)
{
  json_t *lengths = json_array ();
  gsize total = g_bytes_get_size (batch);

  json_object_set_new (header, "files", lengths);
  for (guint i = 0; i < files->len; i++)
    {
      gsize length = g_bytes_get_size (files->pdata[i]);

      total += length;
      json_array_append_new (lengths, json_integer ((json_int_t) length));
    }
  if (files->len <= ENR_SEAL_MAX_FILES && total <= ENR_SEAL_LIMIT)
    return TRUE;
  g_set_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIZE, "more than %d bytes in one file",
               ENR_SEAL_LIMIT);
  return FALSE;
}

static GByteArray *
make_plain (GBytes *batch,
            GPtrArray *files,
            const char *source,
            gint64 time_ms,
            const EnrKeyPair *site_key,
            const guint8 hub_open[ENR_KEY_PUBLIC_LENGTH],
            json_t *header)
{
  g_autoptr (GBytes) header_bytes = enr_json_write (header);
  g_autoptr (GBytes) packed = enr_gzip (batch);
  g_autofree char *text = signed_text (source, time_ms, batch, hub_open);
  GByteArray *plain = g_byte_array_new ();
  guint8 signature[ENR_SIGNATURE_LENGTH];
  guint32 length = GUINT32_TO_LE ((guint32) g_bytes_get_size (header_bytes));

  enr_sign (site_key, text, strlen (text), signature);
  g_byte_array_append (plain, (const guint8 *) &length, sizeof length);
  g_byte_array_append (plain, g_bytes_get_data (header_bytes, NULL),
                       (guint) g_bytes_get_size (header_bytes));
  g_byte_array_append (plain, signature, sizeof signature);
  for (guint i = 0; files != NULL && i < files->len; i++)
    g_byte_array_append (plain, g_bytes_get_data (files->pdata[i], NULL),
                         (guint) g_bytes_get_size (files->pdata[i]));
  g_byte_array_append (plain, g_bytes_get_data (packed, NULL), (guint) g_bytes_get_size (packed));
  return plain;
}

GBytes *
enr_seal (GBytes *batch,
          const char *source,
          gint64 time_ms,
          const EnrKeyPair *site_key,
          const guint8 hub_open[ENR_KEY_PUBLIC_LENGTH],
          GError **error)
{
  return enr_seal_introducing (batch, NULL, source, time_ms, site_key, hub_open, NULL, error);
}

GBytes *
enr_seal_introducing (GBytes *batch,
                      GPtrArray *files,
                      const char *source,
                      gint64 time_ms,
                      const EnrKeyPair *site_key,
                      const guint8 hub_open[ENR_KEY_PUBLIC_LENGTH],
                      const EnrIntroduction *introduction,
                      GError **error)
{
  g_autoptr (json_t) header
      = json_pack ("{s:s, s:I}", "source", source, "time", (json_int_t) time_ms);
  static const guint8 nonce[crypto_aead_chacha20poly1305_IETF_NPUBBYTES];
  guint8 key[crypto_aead_chacha20poly1305_IETF_KEYBYTES];
  guint8 hub[crypto_scalarmult_BYTES], secret[crypto_scalarmult_SCALARBYTES];
  g_autoptr (GByteArray) plain = NULL;
  g_autofree guint8 *file = NULL;
  unsigned long long length = 0;
  gboolean is_agreed;

  if (g_bytes_get_size (batch) > ENR_SEAL_LIMIT)
    {
      g_set_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIZE, "more than %d bytes in one file",
                   ENR_SEAL_LIMIT);
      return NULL;
    }
  if (introduction != NULL
      && !add_introduction (header, source, time_ms, introduction, site_key, hub_open, error))
    return NULL;
  if (files != NULL && files->len > 0 && !add_lengths (header, batch, files, error))
    return NULL;
  plain = make_plain (batch, files, source, time_ms, site_key, hub_open, header);
  file = g_malloc (OPEN_LENGTH + plain->len + crypto_aead_chacha20poly1305_IETF_ABYTES);
  memcpy (file, MAGIC, MAGIC_LENGTH);
  randombytes_buf (secret, sizeof secret);
  crypto_scalarmult_base (file + MAGIC_LENGTH, secret);
  is_agreed = crypto_sign_ed25519_pk_to_curve25519 (hub, hub_open) == 0
              && agree (key, secret, hub, file + MAGIC_LENGTH, hub);
  sodium_memzero (secret, sizeof secret);
  if (!is_agreed)
    {
      refuse (error, "the hub's key is none");
      return NULL;
    }
  crypto_aead_chacha20poly1305_ietf_encrypt (file + OPEN_LENGTH, &length, plain->data, plain->len,
                                             file, OPEN_LENGTH, NULL, nonce, key);
  sodium_memzero (key, sizeof key);
  return g_bytes_new_take (g_steal_pointer (&file), OPEN_LENGTH + (gsize) length);
}

static gboolean
read_introduction (EnrSealed *self, const json_t *header, GError **error)
{
  self->known = g_strdup (enr_json_get_text (header, "known", NULL));
  self->code = g_strdup (enr_json_get_text (header, "code", NULL));
  self->name = g_strdup (enr_json_get_text (header, "name", ""));
  if (self->known != NULL && !enr_source_parse (self->known, NULL, NULL))
    return refuse (error, "no source");
  if (self->code == NULL)
    return TRUE;
  return (enr_key_parse (enr_json_get_text (header, "key", NULL), self->open, sizeof self->open)
          && enr_key_parse (enr_json_get_text (header, "sig", NULL), self->introduction,
                            sizeof self->introduction))
         || refuse (error, "an introduction without a key");
}

/* The papers; @plain and @length go on behind them. */
static gboolean
read_files (EnrSealed *self,
            const json_t *header,
            const guint8 **plain,
            gsize *length,
            GError **error)
{
  const json_t *lengths = json_object_get (header, "files");
  json_t *value;
  gsize i;

  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  if (json_array_size (lengths) > ENR_SEAL_MAX_FILES)
    return refuse (error, "too many files");
  json_array_foreach (lengths, i, value)
  {
    json_int_t size = json_integer_value (value);

    if (size <= 0 || (guint64) size > *length)
      return refuse (error, "too short");
    g_ptr_array_add (self->files, g_bytes_new (*plain, (gsize) size));
    *plain += size;
    *length -= (gsize) size;
  }
  return TRUE;
}

/* The parts of what was sealed; all of it came from one who knew the hub's key, and nothing more is
 * certain. */
static gboolean
read_plain (EnrSealed *self, const guint8 *plain, gsize length, GError **error)
{
  g_autoptr (json_t) header = NULL;
  g_autoptr (GBytes) packed = NULL;
  guint32 header_length;

  if (length < sizeof header_length)
    return refuse (error, "too short");
  memcpy (&header_length, plain, sizeof header_length);
  header_length = GUINT32_FROM_LE (header_length);
  plain += sizeof header_length;
  length -= sizeof header_length;
  if (header_length > MAX_HEADER || length < header_length + (gsize) ENR_SIGNATURE_LENGTH)
    return refuse (error, "too short");
  header = enr_json_read_canonical (plain, header_length, error);
  if (header == NULL)
    return FALSE;
  self->source = g_strdup (enr_json_get_text (header, "source", NULL));
  self->time_ms = enr_json_get_int (header, "time", 0);
  if (!enr_source_parse (self->source, NULL, NULL))
    return refuse (error, "no source");
  if (!read_introduction (self, header, error))
    return FALSE;
  plain += header_length;
  length -= header_length;
  memcpy (self->signature, plain, ENR_SIGNATURE_LENGTH);
  plain += ENR_SIGNATURE_LENGTH;
  length -= ENR_SIGNATURE_LENGTH;
  if (!read_files (self, header, &plain, &length, error))
    return FALSE;
  packed = g_bytes_new (plain, length);
  self->batch = enr_gunzip (packed, ENR_SEAL_LIMIT, error);
  return self->batch != NULL;
}

gboolean
enr_seal_open (EnrSealed *self, GBytes *file, const EnrKeyPair *hub_key, GError **error)
{
  static const guint8 nonce[crypto_aead_chacha20poly1305_IETF_NPUBBYTES];
  guint8 key[crypto_aead_chacha20poly1305_IETF_KEYBYTES];
  guint8 hub[crypto_scalarmult_BYTES], secret[crypto_scalarmult_SCALARBYTES];
  g_auto (EnrSealed) sealed = { 0 };
  g_autofree guint8 *plain = NULL;
  gsize file_length = 0;
  const guint8 *bytes = g_bytes_get_data (file, &file_length);
  unsigned long long length = 0;
  gboolean is_open;

  memset (self, 0, sizeof *self);
  if (file_length < OPEN_LENGTH + crypto_aead_chacha20poly1305_IETF_ABYTES
      || memcmp (bytes, MAGIC, MAGIC_LENGTH) != 0)
    return refuse (error, "not a sealed batch");
  if (file_length > ENR_SEAL_LIMIT + 64 * 1024)
    {
      g_set_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIZE, "more than %d bytes in one file",
                   ENR_SEAL_LIMIT);
      return FALSE;
    }
  crypto_sign_ed25519_sk_to_curve25519 (secret, hub_key->secret);
  crypto_scalarmult_base (hub, secret);
  is_open = agree (key, secret, bytes + MAGIC_LENGTH, bytes + MAGIC_LENGTH, hub);
  sodium_memzero (secret, sizeof secret);
  if (!is_open)
    return refuse (error, "not a sealed batch");
  plain = g_malloc (file_length);
  is_open = crypto_aead_chacha20poly1305_ietf_decrypt (plain, &length, NULL, bytes + OPEN_LENGTH,
                                                       file_length - OPEN_LENGTH, bytes,
                                                       OPEN_LENGTH, nonce, key)
            == 0;
  sodium_memzero (key, sizeof key);
  if (!is_open)
    return refuse (error, "damaged, or sealed to another hub");
  memcpy (sealed.hub_open, hub_key->open, ENR_KEY_PUBLIC_LENGTH);
  if (!read_plain (&sealed, plain, (gsize) length, error))
    return FALSE;
  *self = sealed;
  memset (&sealed, 0, sizeof sealed);
  return TRUE;
}

gboolean
enr_sealed_verify (const EnrSealed *self, const guint8 site_open[ENR_KEY_PUBLIC_LENGTH])
{
  g_autofree char *text = signed_text (self->source, self->time_ms, self->batch, self->hub_open);

  return enr_verify (site_open, text, strlen (text), self->signature);
}

gboolean
enr_sealed_verify_introduction (const EnrSealed *self)
{
  g_autofree char *text = self->code != NULL
                              ? introduction_text (self->source, self->time_ms, self->code,
                                                   self->name, self->open, self->hub_open)
                              : NULL;

  return text != NULL && enr_verify (self->open, text, strlen (text), self->introduction)
         && enr_sealed_verify (self, self->open);
}
