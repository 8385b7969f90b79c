/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A hub that does what is wrong on purpose: a small HTTP server on this PC that takes events,
 * remembers and signs like
 * a hub, unless it is told a fault.
 */
#pragma once

#include "wire/sign.h"

G_BEGIN_DECLS

#define FAULT_HUB_ID "019b0000-0000-7000-8000-00000000000b"
#define FAULT_CODE "ABCD-EFGH"
#define FAULT_NURSERY "13101014"

typedef struct _FaultHub FaultHub;

FaultHub *fault_hub_new (void) G_GNUC_WARN_UNUSED_RESULT;
void fault_hub_free (FaultHub *self);

/** Its address on this PC. Borrowed. */
const char *fault_hub_url (FaultHub *self);
const EnrKeyPair *fault_hub_key (FaultHub *self);

/**
 * The next @times requests (-1: all) whose path begins with @path are answered by @fault:
 * "raw:…" as it stands, "drop" after taking, "huge", "bomb", "slow", "silent", "wrong-sum",
 * "wrong-id", "wrong-sig",
 * "wrong-hub", "first-only", "reject", "defer", "poison" (422 for whatever has the subject "poison"),
 * "most:N" (413 for more
 * events), "skew:MS" (a clock so far ahead of ours), "fork" (all of the first source that sends),
 * "turn:FAULT" (the second request waits until the third has its answer, and then gets FAULT, which may be
 * empty).
 */
void fault_hub_set (FaultHub *self,
                    const char *path,
                    const char *fault,
                    int times);

guint fault_hub_requests (FaultHub *self);   /* since the last call */
guint fault_hub_events (FaultHub *self);     /* different ones that it has */
guint fault_hub_bad (FaultHub *self);        /* requests that were not signed right, or whose digest was
                                              * wrong */
guint fault_hub_connections (FaultHub *self);
void fault_hub_forget (FaultHub *self, guint n); /* loses the last @n events, as after a restore */
/** What the next GET /v1/changes has: JSON. */
void fault_hub_tell (FaultHub *self, const char *changes);
/** The source that was registered last. */
char *fault_hub_source (FaultHub *self) G_GNUC_WARN_UNUSED_RESULT;
GBytes *fault_hub_blob (FaultHub *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
