/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Keys and signatures (Ed25519, libsodium). A site signs what it sends, the hub signs its verdicts.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ENR_KEY_PUBLIC_LENGTH 32
#define ENR_KEY_SECRET_LENGTH 64
#define ENR_SIGNATURE_LENGTH 64

typedef struct
{
  guint8 open[ENR_KEY_PUBLIC_LENGTH];
  guint8 secret[ENR_KEY_SECRET_LENGTH];
} EnrKeyPair;

/** Wipes the secret half. */
void enr_key_pair_clear (EnrKeyPair *self);

void enr_key_pair_new (EnrKeyPair *self);

/** Keeps it in a file of mode 0600, written whole or not at all. */
gboolean enr_key_pair_save (const EnrKeyPair *self,
                            const char *path,
                            GError **error);

/** G_FILE_ERROR_NOENT where there is none; refused where others may read the file. */
gboolean enr_key_pair_load (EnrKeyPair *self,
                            const char *path,
                            GError **error);

void enr_sign (const EnrKeyPair *self,
               gconstpointer bytes,
               gsize length,
               guint8 signature[ENR_SIGNATURE_LENGTH]);
gboolean enr_verify (const guint8 open[ENR_KEY_PUBLIC_LENGTH],
                     gconstpointer bytes,
                     gsize length,
                     const guint8 signature[ENR_SIGNATURE_LENGTH]);

/** Base64 (RFC 4648, padded) of keys and signatures; parse refuses another length. */
char *enr_key_format (const guint8 *bytes,
                      gsize length) G_GNUC_WARN_UNUSED_RESULT;
gboolean enr_key_parse (const char *text,
                        guint8 *bytes,
                        gsize length);

/**
 * What a request's signature is over: method, path with query, source, the sender's clock in milliseconds
 * and the sum of the body's bytes as sent, each on its line. An answer's signature is over the
 * answer in its one form, less its "sig".
 */
char *enr_request_text (const char *method,
                        const char *path,
                        const char *source,
                        gint64 time_ms,
                        const guint8 body_sum[32]) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
