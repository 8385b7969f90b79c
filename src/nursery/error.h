/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the domain rooms refuse. The messages are translated, complete sentences for the user.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ENR_NURSERY_ERROR (enr_nursery_error_quark ())
GQuark enr_nursery_error_quark (void);

typedef enum
{
  ENR_NURSERY_ERROR_INVALID,      /* a value that cannot be: a birth date in the future, ... */
  ENR_NURSERY_ERROR_UNKNOWN,      /* no such child, class, kind, ... */
  ENR_NURSERY_ERROR_AMBIGUOUS,    /* a name that fits two children */
  ENR_NURSERY_ERROR_NOT_ENROLLED, /* a fact for a child who is not enrolled that day */
  ENR_NURSERY_ERROR_ORDER,        /* a departure before the arrival, or without one */
  ENR_NURSERY_ERROR_ALREADY,      /* already here, already gone, already done */
  ENR_NURSERY_ERROR_CLOSED,       /* the day is closed (締め) */
  ENR_NURSERY_ERROR_REASON,       /* a reason is needed */
  ENR_NURSERY_ERROR_CHANGED,      /* somebody else changed it since it was read */
} EnrNurseryError;

/** Sets @error to @message, translated, and returns %FALSE: return enr_refuse (error, …). */
gboolean enr_refuse (GError **error,
                     EnrNurseryError code,
                     const char *message);

G_END_DECLS
