/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One mail address, as an office types it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Checks that @text is exactly one mail address (RFC 5321's Mailbox in ASCII, with a domain of two
 * labels or more; no name beside it, no list, no line break) and gives it as it is to be kept: widths
 * tidied (ａ＠ｂ．ｊｐ), blanks around it dropped, the domain in small letters.
 *
 * Telephone companies gave out addresses with "..", or with "." before the "@", until 2009, and
 * families still have them; they are taken, and kept without quotes.
 *
 * Returns: (transfer full) (nullable): the address, or %NULL with %ENR_MAIL_ERROR_ADDRESS
 */
char *enr_mail_address_check (const char *text,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** How a checked address is written in a message and to a server: the same, but for the old addresses
 * with "..", whose part before the "@" is put in quotes, as RFC 5322 wants it. */
char *enr_mail_address_quote (const char *address) G_GNUC_WARN_UNUSED_RESULT;

/** The part behind the "@" of a checked address. (transfer none) */
const char *enr_mail_address_domain (const char *address);

G_END_DECLS
