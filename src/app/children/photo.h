/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A photo as cameras make them, made small enough for the records.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** Reads a picture file, turns it upright and scales it to at most 480 pixels, as JPEG, on another
 * thread. Errors: GDK_PIXBUF_ERROR and G_FILE_ERROR, with a translated sentence. */
void enr_photo_read_async (GFile *file,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
GBytes *enr_photo_read_finish (GAsyncResult *result,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
