/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Where the program's own data files are.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * The path of a data file or folder that comes with the program ("forms/daily-register.form.xml",
 * "fonts"), newly allocated, or %NULL where there is none. The folders of $ENROKU_DATA_DIR (separated
 * by colons, the first that has it wins: a run from the source tree names the source's data and the
 * build's) come before the installed one, and $XDG_DATA_DIRS after it, for a program that was installed
 * with DESTDIR or moved. Ask for a file, not its folder, where the source tree has
 * the folder and only the build tree has the file.
 */
char *enr_data_path (const char *relative) G_GNUC_WARN_UNUSED_RESULT;

/** The path of the nursery's own copy of a data file, below $XDG_DATA_HOME/enroku, newly allocated;
 * the file need not be there. */
char *enr_data_own_path (const char *relative) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
