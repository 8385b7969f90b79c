/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "ctl/encoding.h"

#include <glib/gi18n.h>

#include "ctl/options.h"

gboolean
enr_encoding_option (const EnrCtl *self, gboolean may_be_auto, EnrEncoding *value, GError **error)
{
  const char *text = enr_options_get (self, "encoding");

  if (text == NULL)
    return TRUE;
  if (may_be_auto && g_ascii_strcasecmp (text, "auto") == 0)
    *value = ENR_ENCODING_AUTO;
  else if (g_ascii_strcasecmp (text, "utf-8") == 0 || g_ascii_strcasecmp (text, "utf8") == 0)
    *value = ENR_ENCODING_UTF8;
  else if (g_ascii_strcasecmp (text, "cp932") == 0)
    *value = ENR_ENCODING_CP932;
  else
    /* Translators: what was given, and the words that may be */
    return enr_options_fail (error, _ ("--encoding: “%s” is none of %s."), text,
                             may_be_auto ? "auto, utf-8, cp932" : "utf-8, cp932");
  return TRUE;
}
