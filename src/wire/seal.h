/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A batch on a USB stick or by mail (.enbatch): sealed to the hub's key, so that whoever finds the stick
 * reads nothing; signed by the site. Its receipt (.enreceipt) is the hub's signed reply.
 *
 * X25519 with a key for this file alone, ChaCha20-Poly1305 (RFC 8439) over the packed batch.
 */
#pragma once

#include "wire/batch.h"
#include "wire/sign.h"

G_BEGIN_DECLS

/** What one file holds at most, unpacked: a nursery's months without a network. */
#define ENR_SEAL_LIMIT (64 * 1024 * 1024)
#define ENR_SEAL_MAX_EVENTS 100000

/**
 * How a PC that has no network makes itself known: its files bear that beside the batch, until a receipt
 * shows that the hub knows it. Either a one-time code with the key to be registered, or, after the database
 * was put back from a copy, the source that the hub knows already and that has the same key.
 */
typedef struct
{
  const char *code;  /* %NULL: @known */
  const char *name;  /* of the PC, with @code */
  const char *known;
} EnrIntroduction;

/** How many papers go along with one file at most. */
#define ENR_SEAL_MAX_FILES 200

/** The same as enr_seal(), with an introduction (nullable), and the papers that events name by their sums:
 * @files (nullable) (element-type GBytes). These are not signed: an event that is names each by its sum. */
GBytes *enr_seal_introducing (GBytes *batch,
                              GPtrArray *files,
                              const char *source,
                              gint64 time_ms,
                              const EnrKeyPair *site_key,
                              const guint8 hub_open[ENR_KEY_PUBLIC_LENGTH],
                              const EnrIntroduction *introduction,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Seals @batch (the bytes of enr_batch_join()) of @source. */
GBytes *enr_seal (GBytes *batch,
                  const char *source,
                  gint64 time_ms,
                  const EnrKeyPair *site_key,
                  const guint8 hub_open[ENR_KEY_PUBLIC_LENGTH],
                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct
{
  char *source;
  gint64 time_ms;
  GBytes *batch;
  guint8 hub_open[ENR_KEY_PUBLIC_LENGTH]; /* of the hub that has opened it */
  guint8 signature[ENR_SIGNATURE_LENGTH]; /* of the site, over enr_request_text ("FILE", HUB'S KEY, …) */
  char *code;                             /* of an introduction; %NULL: none by code */
  char *name;                             /* with @code: of the PC */
  guint8 open[ENR_KEY_PUBLIC_LENGTH];     /* with @code: the key to be registered */
  guint8 introduction[ENR_SIGNATURE_LENGTH]; /* with @code: over enr_request_text ("ENROLL", HUB'S KEY, …) */
  char *known;                            /* the source that introduces this one; %NULL: none */
  GPtrArray *files;                       /* (element-type GBytes): papers that came along */
} EnrSealed;

void enr_sealed_clear (EnrSealed *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrSealed, enr_sealed_clear)

/** Opens it with the hub's key. Whose signature it must bear, the caller knows by @source: see
 * enr_sealed_verify(). A file that was altered or cut, or is sealed to another hub, is an error. */
gboolean enr_seal_open (EnrSealed *self,
                        GBytes *file,
                        const EnrKeyPair *hub_key,
                        GError **error);
gboolean enr_sealed_verify (const EnrSealed *self,
                            const guint8 site_open[ENR_KEY_PUBLIC_LENGTH]);

/** Whether the code of an introduction comes from whoever has the key that is to be registered, and the whole
 * file too. */
gboolean enr_sealed_verify_introduction (const EnrSealed *self);

G_END_DECLS
