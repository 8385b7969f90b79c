/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "base/data.h"

char *
enr_data_path (const char *relative)
{
  const char *variable = g_getenv ("ENROKU_DATA_DIR");
  g_autofree char *installed = NULL;

  g_return_val_if_fail (relative != NULL, NULL);

  if (variable != NULL)
    {
      g_auto (GStrv) folders = g_strsplit (variable, ":", -1);

      for (guint i = 0; folders[i] != NULL; i++)
        {
          g_autofree char *path = g_build_filename (folders[i], relative, NULL);

          if (folders[i][0] != '\0' && g_file_test (path, G_FILE_TEST_EXISTS))
            return g_steal_pointer (&path);
        }
    }
  installed = g_build_filename (ENR_PKGDATA_DIR, relative, NULL);
  if (g_file_test (installed, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&installed);
  for (const char *const *folder = g_get_system_data_dirs (); *folder != NULL; folder++)
    {
      g_autofree char *path = g_build_filename (*folder, "enroku", relative, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
  return NULL;
}

char *
enr_data_own_path (const char *relative)
{
  g_return_val_if_fail (relative != NULL, NULL);

  return g_build_filename (g_get_user_data_dir (), "enroku", relative, NULL);
}
