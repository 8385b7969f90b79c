/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Writing a file so that it is there whole or not at all.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * Writes @bytes to @path by way of a temporary file beside it: write, fsync, rename, fsync of the
 * folder. On any failure the temporary file is removed and an older file of that name is untouched.
 * Errors are those of G_FILE_ERROR with a translated sentence naming the path (folder missing, no
 * permission, disk full, a folder in place of a file). An older file keeps its mode, a new one gets
 * 0644 less the umask; a symbolic link stays, and the file it leads to is replaced; a read-only
 * file, a folder or a device is refused. One exception: where the disk breaks (EIO) only as the
 * folder is synced, the new file is in place already and %FALSE is returned all the same.
 */
gboolean enr_file_replace (const char *path,
                           GBytes *bytes,
                           GError **error);

G_END_DECLS
