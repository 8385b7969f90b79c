/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "upgrade.h"

#include <string.h>
#include <glib/gstdio.h>

#include "raw.h"
#include "store/db-private.h"

const char *const upgrade_two_steps[] = {
  "CREATE TABLE visit (id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16), note TEXT NOT NULL) "
  "STRICT, WITHOUT ROWID;\n"
  "INSERT INTO visit (id, note) SELECT id, family_name FROM child;\n"
  "ALTER TABLE family ADD COLUMN country TEXT NOT NULL DEFAULT '';\n"
  "UPDATE family SET country = '日本';",
  "CREATE TABLE family_new (id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16), address TEXT NOT "
  "NULL) STRICT, WITHOUT ROWID;\n"
  "INSERT INTO family_new (id, address) SELECT id, address || country FROM family;\n"
  "DROP TABLE family;\n"
  "ALTER TABLE family_new RENAME TO family;\n"
  "CREATE INDEX family_address ON family (address);",
  NULL,
};

void
upgrade_set_up (Upgrade *upgrade, gconstpointer data)
{
  upgrade->nursery = enr_test_nursery_new (2);
  upgrade->backups = g_build_filename (upgrade->nursery->folder, "backups", NULL);
  g_clear_pointer (&upgrade->nursery->db, enr_db_close);
}

void
upgrade_tear_down (Upgrade *upgrade, gconstpointer data)
{
  enr_schema_set_extra_steps (NULL);
  enr_test_nursery_free (upgrade->nursery);
  g_free (upgrade->backups);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
upgrade_list_folder (const char *folder, const char *suffix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, suffix))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

void
upgrade_restore (Upgrade *upgrade, GBytes *bytes)
{
  raw_save_bytes (upgrade->nursery->path, bytes);
}

void
upgrade_clear_backups (Upgrade *upgrade)
{
  g_autoptr (GPtrArray) names = upgrade_list_folder (upgrade->backups, "");

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (upgrade->backups, g_ptr_array_index (names, i), NULL);

      g_unlink (path);
    }
}
