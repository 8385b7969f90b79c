/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the city hands to a nursery that has no network (.enhub): who the hub is, its open key, and a one-time
 * code. JSON, signed by the hub, so that a file that was altered or cut on its way is found at the nursery
 * and not months later. Whose it is, the hand that gave it vouches for; it is as secret as the code in it.
 */
#pragma once

#include "wire/sign.h"

G_BEGIN_DECLS

typedef struct
{
  char *hub;     /* its id */
  guint8 open[ENR_KEY_PUBLIC_LENGTH];
  char *city;
  char *nursery; /* 施設番号 */
  char *name;    /* of the nursery, as the city has it */
  char *code;
  gint64 expires_ms;
} EnrHubFile;

void enr_hub_file_clear (EnrHubFile *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrHubFile, enr_hub_file_clear)

/** The file's bytes, signed with the hub's key; @self.open is not read. */
GBytes *enr_hub_file_write (const EnrHubFile *self,
                            const EnrKeyPair *hub_key) G_GNUC_WARN_UNUSED_RESULT;

/** ENR_WIRE_ERROR_REPLY where it is no such file, ENR_WIRE_ERROR_SIGNATURE where it was altered. */
gboolean enr_hub_file_read (EnrHubFile *self,
                            GBytes *bytes,
                            GError **error);

G_END_DECLS
