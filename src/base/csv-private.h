/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Encodings of CSV files, between csv.c, csv-writer.c and csv-encoding.c.
 */
#pragma once

#include "base/csv.h"

G_BEGIN_DECLS

/*
 * Turns a file's bytes into UTF-8 without BOM and without NUL. Takes @data, which has a writable
 * byte behind @length; returns a buffer of the same kind (free with g_free()) whose last byte is
 * NUL. @encoding says what is wanted and receives what was found.
 */
char *enr_csv_decode (const char *name,
                      char *data,
                      gsize *length,
                      EnrEncoding *encoding,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Valid UTF-8 as CP932; NULL where the system has no table for it. */
GBytes *enr_csv_encode_cp932 (const char *text,
                              gsize length,
                              guint *replaced) G_GNUC_WARN_UNUSED_RESULT;


G_END_DECLS
