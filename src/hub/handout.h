/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The file that a nursery without a network gets instead of a code on paper (wire/hub-file.h).
 */
#pragma once

#include "hub/store.h"

G_BEGIN_DECLS

/** @code: just made for @nursery, to be used within @valid_days. NOT_FOUND where the nursery is not known. */
GBytes *enr_hub_handout (EnrHubDb *db,
                         const EnrHubMeta *meta,
                         const EnrKeyPair *key,
                         const char *nursery,
                         const char *code,
                         int valid_days,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
