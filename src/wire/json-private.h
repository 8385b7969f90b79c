/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#pragma once

#include "wire/json.h"

G_BEGIN_DECLS

/** From now on what a thread gives back of a JSON tree is kept for its next one. */
void enr_json_memory_use (void);

G_END_DECLS
