/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The file that a nursery without a network brings (wire/seal.h), by the command line or by the
 * officer's page.
 */
#pragma once

#include "hub/batch.h"
#include "wire/seal.h"

G_BEGIN_DECLS

/**
 * A file may introduce the PC that made it: by a one-time code, as POST /v1/enroll does, or by the source
 * that is known already, as POST /v1/source does. For the writer; nothing happens where it introduces
 * nobody, or one who is known with that key. ENR_HUB_ERROR_CODE, REFUSED. @sealed: an EnrSealed.
 */
gboolean enr_hub_sealed_introduce (EnrHubDb *db,
                                   gpointer sealed,
                                   GError **error);

/**
 * Checks the signature of the PC that has made what enr_seal_open() has opened; judging and taking in are the
 * caller's. NOT_FOUND where the PC is not enrolled, REFUSED where it is shut out or the signature is
 * another's.
 */
EnrHubBatch *enr_hub_sealed_batch (EnrHubDb *db,
                                   const EnrSealed *sealed,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Keeps the papers that came with a batch which was taken in, for its nursery and by their sums; the receipt
 * names them. One that is here already stays. For the writer. */
gboolean enr_hub_sealed_keep_files (EnrHubDb *db,
                                    EnrHubBatch *batch,
                                    GError **error);

G_END_DECLS
