/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "base/yen.h"

#include <inttypes.h>
#include <string.h>

char *
enr_yen_dup_digits (gint64 yen)
{
  guint64 size = yen < 0 ? -(guint64) yen : (guint64) yen;
  g_autofree char *digits = g_strdup_printf ("%" PRIu64, size);
  GString *text = g_string_new (yen < 0 ? "-" : "");
  gsize length = strlen (digits);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (text, ',');
      g_string_append_c (text, digits[i]);
    }
  return g_string_free (text, FALSE);
}

char *
enr_yen_dup (gint64 yen)
{
  g_autofree char *digits = enr_yen_dup_digits (yen);

  return g_strconcat (digits, "円", NULL);
}
