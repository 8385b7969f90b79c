/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the files about a writing's facts share.
 */
#pragma once

#include "writing/kind.h"
#include "writing/writing.h"

G_BEGIN_DECLS

/** Adds the fact "SECTION/@key". */
void enr_facts_add (EnrContent *content,
                    const EnrSection *section,
                    const char *key,
                    const char *heading,
                    const char *text);

/** Adds the days of a month, a term or a year, up to today: of a child its own, otherwise the class's or the
 * nursery's children together. Every day is counted once: 出席, 欠席, or that nothing is recorded; where nothing
 * is recorded of the whole time, there are words and no numbers. */
gboolean enr_facts_add_period (EnrDb *db,
                               const EnrWriting *writing,
                               const EnrSection *section,
                               EnrContent *content,
                               GError **error);

G_END_DECLS
