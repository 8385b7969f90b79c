/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "mail/address.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/text.h"
#include "mail/error.h"

/* RFC 5321 4.5.3.1; the longest path is 256 with its angle brackets. */
#define MOST_LOCAL 64
#define MOST_ALL 254
#define MOST_LABEL 63

/* What RFC 5322 calls atext, and the dot. */
static gboolean
is_local_character (char c)
{
  return g_ascii_isalnum (c) || strchr ("!#$%&'*+-/=?^_`{|}~.", c) != NULL;
}

static gboolean
has_line_break (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n' || c == '\r' || c == 0x0b || c == 0x0c || c == 0x85 || c == 0x2028
          || c == 0x2029)
        return TRUE;
    }
  return FALSE;
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, ENR_MAIL_ERROR, ENR_MAIL_ERROR_ADDRESS, message);
  return FALSE;
}

/* Full-width signs as half-width ones: enr_text_tidy() does so for letters and digits only. */
static char *
dup_narrow (const char *text)
{
  GString *narrow = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (narrow, (c >= 0xff01 && c <= 0xff5e) ? c - 0xff01 + '!' : c);
    }
  return g_string_free (narrow, FALSE);
}

/* Takes the quotes off that people put around the part before the "@" of an old telephone's
 * address. */
static void
strip_quotes (char *address)
{
  char *end = (address[0] == '"') ? strstr (address + 1, "\"@") : NULL;

  if (end == NULL)
    return;
  memmove (end, end + 1, strlen (end));
  memmove (address, address + 1, strlen (address));
}

static gboolean
check_local (const char *address, gsize length, GError **error)
{
  if (length == 0)
    return refuse (error, _ ("The part of the mail address before the “@” is missing."));
  if (length > MOST_LOCAL)
    return refuse (error,
                   _ ("The part of the mail address before the “@” is longer than 64 letters."));
  for (gsize i = 0; i < length; i++)
    if (!is_local_character (address[i]))
      {
        g_set_error (error, ENR_MAIL_ERROR, ENR_MAIL_ERROR_ADDRESS,
                     /* TRANSLATORS: a single letter that was typed */
                     _ ("“%c” cannot be part of a mail address."), address[i]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_domain (const char *domain, GError **error)
{
  g_auto (GStrv) labels = g_strsplit (domain, ".", -1);
  guint n = g_strv_length (labels);

  if (domain[0] == '\0')
    return refuse (error, _ ("The part of the mail address after the “@” is missing."));
  if (n < 2)
    return refuse (error, _ ("The part of the mail address after the “@” is not complete."));
  for (guint i = 0; i < n; i++)
    {
      gsize length = strlen (labels[i]);
      gboolean is_good = length > 0 && length <= MOST_LABEL && labels[i][0] != '-'
                         && labels[i][length - 1] != '-';

      for (gsize k = 0; k < length; k++)
        is_good = is_good && (g_ascii_isalnum (labels[i][k]) || labels[i][k] == '-');
      if (!is_good)
        return refuse (error, _ ("The part of the mail address after the “@” has a mistake."));
    }
  /* "@192.168.1.1", or a number typed behind the last dot */
  if (strspn (labels[n - 1], "0123456789") == strlen (labels[n - 1]) || strlen (labels[n - 1]) < 2)
    return refuse (error, _ ("The part of the mail address after the “@” has a mistake."));
  return TRUE;
}

static gboolean
check_whole (const char *address, GError **error)
{
  const char *at = strrchr (address, '@');

  if (address[0] == '\0')
    return refuse (error, _ ("The mail address is missing."));
  for (const char *p = address; *p != '\0'; p++)
    if (!g_ascii_isprint (*p))
      return refuse (
          error, _ ("A mail address has letters of the English alphabet, digits and signs only."));
  if (strpbrk (address, ",;") != NULL || (at != NULL && strchr (address, '@') != at))
    return refuse (error, _ ("This is more than one mail address. Please enter one."));
  if (strpbrk (address, "<>()") != NULL)
    return refuse (error, _ ("Please enter the mail address alone, without a name or brackets."));
  if (strchr (address, ' ') != NULL)
    return refuse (error, _ ("There is a blank in the mail address."));
  if (at == NULL)
    return refuse (error, _ ("There is no “@” in the mail address."));
  if (strlen (address) > MOST_ALL)
    return refuse (error, _ ("The mail address is too long."));
  return check_local (address, at - address, error) && check_domain (at + 1, error);
}

char *
enr_mail_address_check (const char *text, GError **error)
{
  g_autofree char *narrow = NULL;
  g_autofree char *address = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (!g_utf8_validate (text, -1, NULL))
    {
      refuse (error,
              _ ("A mail address has letters of the English alphabet, digits and signs only."));
      return NULL;
    }
  /* Looked for before tidying, which drops them: what is behind a line break was never meant. */
  if (has_line_break (text))
    {
      refuse (error, _ ("There is a line break in the mail address."));
      return NULL;
    }
  narrow = dup_narrow (text);
  address = enr_text_tidy (narrow);
  strip_quotes (address);
  if (!check_whole (address, error))
    return NULL;
  for (char *p = strchr (address, '@'); *p != '\0'; p++)
    *p = g_ascii_tolower (*p);
  return g_steal_pointer (&address);
}

char *
enr_mail_address_quote (const char *address)
{
  const char *at;

  g_return_val_if_fail (address != NULL, NULL);

  at = strrchr (address, '@');
  g_return_val_if_fail (at != NULL && at != address, NULL);
  if (address[0] != '.' && at[-1] != '.' && strstr (address, "..") == NULL)
    return g_strdup (address);
  return g_strdup_printf ("\"%.*s\"%s", (int) (at - address), address, at);
}

const char *
enr_mail_address_domain (const char *address)
{
  const char *at;

  g_return_val_if_fail (address != NULL, NULL);

  at = strrchr (address, '@');
  g_return_val_if_fail (at != NULL, NULL);
  return at + 1;
}
