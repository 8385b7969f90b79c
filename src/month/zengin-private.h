/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The byte of a letter in JIS X 0201, or -1: printable ASCII, and the half-width kana from 0xA1. */
static inline int
enr_zengin_byte (gunichar c)
{
  if (c >= 0x20 && c < 0x7f)
    return (int) c;
  return c >= 0xff61 && c <= 0xff9f ? (int) (c - 0xff61 + 0xa1) : -1;
}

/** The letter of such a byte, or 0. */
static inline gunichar
enr_zengin_letter (guint8 byte)
{
  if (byte >= 0x20 && byte < 0x7f)
    return byte;
  return byte >= 0xa1 && byte <= 0xdf ? byte - 0xa1 + 0xff61 : 0;
}

G_END_DECLS
