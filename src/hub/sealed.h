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
 * Opens @file with the hub's key and checks the signature of the PC that made it; judging and taking in
 * are the caller's. NOT_FOUND where the PC is not enrolled, REFUSED where it is shut out or the signature
 * is another's, ENR_WIRE_ERROR where the file is none of this hub's.
 */
EnrHubBatch *enr_hub_sealed_open (EnrHubDb *db,
                                  GBytes *file,
                                  const EnrKeyPair *key,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
