/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How texts of any language are written into the ASCII of a mail. Each function appends to @out, which
 * ends in an unfinished line, and breaks lines (CRLF and a blank) where they would get longer than RFC
 * 2047 2 allows. Texts are UTF-8 without line breaks; whoever calls has seen to that.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** An unstructured value, such as a subject: as it is where it is short and ASCII, or else as encoded
 * words (RFC 2047, base64). */
void enr_mime_append_text (GString *out,
                           const char *text);

/** "name <address>", or the address alone where @name is %NULL or "". */
void enr_mime_append_mailbox (GString *out,
                              const char *name,
                              const char *address);

/** ;name="…": encoded words in quotes, which no RFC allows and every Outlook reads. */
void enr_mime_append_old_parameter (GString *out,
                                    const char *name,
                                    const char *value);

/** ;name*=UTF-8''…, in parts where it is long (RFC 2231). */
void enr_mime_append_parameter (GString *out,
                                const char *name,
                                const char *value);

/** Lines of 76 letters, the last with its CRLF. */
void enr_mime_append_base64 (GString *out,
                             gconstpointer data,
                             gsize length);

G_END_DECLS
