/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "nursery/error.h"

G_DEFINE_QUARK (enr-nursery-error-quark, enr_nursery_error)

gboolean
enr_refuse (GError **error, EnrNurseryError code, const char *message)
{
  g_set_error_literal (error, ENR_NURSERY_ERROR, code, message);
  return FALSE;
}
