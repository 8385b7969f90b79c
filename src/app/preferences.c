/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/preferences.h"

GSettings *
enr_preferences_get (void)
{
  static GSettings *settings;
  static gboolean is_looked_for;
  g_autoptr (GSettingsSchema) schema = NULL;

  if (is_looked_for)
    return settings;
  is_looked_for = TRUE;
  if (g_settings_schema_source_get_default () != NULL)
    schema = g_settings_schema_source_lookup (g_settings_schema_source_get_default (), ENR_APP_ID,
                                              TRUE);
  if (schema != NULL)
    settings = g_settings_new (ENR_APP_ID);
  return settings;
}
