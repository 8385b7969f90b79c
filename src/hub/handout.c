/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "hub/handout.h"

#include <glib/gi18n.h>

#include "wire/hub-file.h"

#define DAY_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

ENR_HUB_SQL (SQL_NAME, "SELECT name FROM nursery WHERE nursery = $1");

GBytes *
enr_hub_handout (EnrHubDb *db,
                 const EnrHubMeta *meta,
                 const EnrKeyPair *key,
                 const char *nursery,
                 const char *code,
                 int valid_days,
                 GError **error)
{
  g_autoptr (EnrHubRows) rows = enr_hub_db_query (db, SQL_NAME, error, ENR_TEXT (nursery));
  EnrHubFile file = { .hub = meta->id, .city = meta->name };

  if (rows == NULL)
    return NULL;
  if (enr_hub_rows_count (rows) == 0)
    {
      g_set_error (error, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_FOUND,
                   _ ("The nursery %s is not known yet: give its name with --name."), nursery);
      return NULL;
    }
  file.nursery = (char *) nursery;
  file.name = (char *) enr_hub_rows_text (rows, 0, 0);
  file.code = (char *) code;
  file.expires_ms = enr_hub_now_ms () + valid_days * DAY_MS;
  return enr_hub_file_write (&file, key);
}
