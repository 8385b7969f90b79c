/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A picture of a seal (印影) as scanners and telephones make it, made into what the records take.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * Reads a PNG or JPEG file on another thread, turns it upright and scales it to at most 480 dots either
 * way: twelve millimetres on paper are no sharper with more. The result is a PNG that the papers can print,
 * of less than ENR_STAFF_SEAL_MAX bytes. Errors, all GDK_PIXBUF_ERROR with a translated sentence: no
 * picture, a broken one, one of more than 16 million dots, one that is much wider than high (or the other
 * way), a tiny one, one on which nothing is to be seen.
 */
void enr_seal_picture_read_async (GFile *file,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GBytes *enr_seal_picture_read_finish (GAsyncResult *result,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
