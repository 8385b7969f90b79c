/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The file: 8 bytes "ENBATCH1", 32 bytes of the file's own X25519 key, then ChaCha20-Poly1305 over
 * { 4 bytes length, little-endian; that many bytes of JSON {"source","time"}; 64 bytes of
 * signature; the batch packed by gzip }. The first 40 bytes are authenticated with it. The key is
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
#define MAX_HEADER 1024

void
enr_sealed_clear (EnrSealed *self)
{
  g_clear_pointer (&self->source, g_free);
  g_clear_pointer (&self->batch, g_bytes_unref);
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

static GByteArray *
make_plain (GBytes *batch,
            const char *source,
            gint64 time_ms,
            const EnrKeyPair *site_key,
            const guint8 hub_open[ENR_KEY_PUBLIC_LENGTH])
{
  g_autoptr (json_t) header
      = json_pack ("{s:s, s:I}", "source", source, "time", (json_int_t) time_ms);
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
  plain = make_plain (batch, source, time_ms, site_key, hub_open);
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
  plain += header_length;
  length -= header_length;
  memcpy (self->signature, plain, ENR_SIGNATURE_LENGTH);
  packed = g_bytes_new (plain + ENR_SIGNATURE_LENGTH, length - ENR_SIGNATURE_LENGTH);
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
