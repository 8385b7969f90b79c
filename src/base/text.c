/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Tidying goes in three steps: widths are folded character by character, what is left is brought to
 * NFC in the stretches between compatibility ideographs, and blanks are joined on the way. The
 * stretches are what keeps a name's own kanji: NFC would turn U+FA19 into U+795E for good.
 */
#include "config.h"
#include "base/text.h"

#include <string.h>

#include "base/text-variants.h"

/* Full-width forms of U+FF61 to U+FF9F. */
static const guint16 full_kana[] = {
  0x3002, 0x300c, 0x300d, 0x3001, 0x30fb, 0x30f2, 0x30a1, 0x30a3, 0x30a5, 0x30a7, 0x30a9, 0x30e3,
  0x30e5, 0x30e7, 0x30c3, 0x30fc, 0x30a2, 0x30a4, 0x30a6, 0x30a8, 0x30aa, 0x30ab, 0x30ad, 0x30af,
  0x30b1, 0x30b3, 0x30b5, 0x30b7, 0x30b9, 0x30bb, 0x30bd, 0x30bf, 0x30c1, 0x30c4, 0x30c6, 0x30c8,
  0x30ca, 0x30cb, 0x30cc, 0x30cd, 0x30ce, 0x30cf, 0x30d2, 0x30d5, 0x30d8, 0x30db, 0x30de, 0x30df,
  0x30e0, 0x30e1, 0x30e2, 0x30e4, 0x30e6, 0x30e8, 0x30e9, 0x30ea, 0x30eb, 0x30ec, 0x30ed, 0x30ef,
  0x30f3, 0x309b, 0x309c,
};

#define HALF_KANA_FIRST 0xff61
#define HALF_KANA_LAST 0xff9f

static gboolean
is_compatibility_ideograph (gunichar c)
{
  return (c >= 0xf900 && c <= 0xfaff) || (c >= 0x2f800 && c <= 0x2fa1f);
}

/* ASCII, kana, kanji, 、。 and brackets that every normalisation leaves alone and that are no marks:
 * next to one another they stay what they are. Nearly every name and sentence is made of these only,
 * and is spared the work. */
static gboolean
is_plain (gunichar c)
{
  return c < 0x80 || (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3041 && c <= 0x3096)
         || (c >= 0x30a1 && c <= 0x30fe) || (c >= 0x3001 && c <= 0x301f) || c == 0x309d
         || c == 0x309e || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x20000 && c <= 0x2a6df);
}

static gboolean
is_all_plain (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!is_plain (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static gboolean
is_variation_selector (gunichar c)
{
  return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef)
         || (c >= 0x180b && c <= 0x180d);
}

static gboolean
is_line_break (gunichar c)
{
  return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

/* Vertical tab and "next line" are controls, but part words as a blank does. */
static gboolean
is_blank_char (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x0b || c == 0x85;
}

/* Controls, and the invisible signs that come along when text is copied from a web page. The
 * joiners U+200C and U+200D stay: emoji are made with them. */
static gboolean
is_dropped (gunichar c)
{
  return g_unichar_iscntrl (c)
         || c == 0xad || c == 0x200b || c == 0x200e || c == 0x200f || c == 0xfeff
         || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2064)
         || (c >= 0x2066 && c <= 0x2069);
}

/* Joins a voiced mark of any form to the kana before it. */
static gboolean
join_voiced_mark (GString *out,
                  gunichar mark)
{
  gunichar combining, base, joined;
  const char *last;

  if (mark == 0xff9e || mark == 0x309b || mark == 0x3099)
    combining = 0x3099;
  else if (mark == 0xff9f || mark == 0x309c || mark == 0x309a)
    combining = 0x309a;
  else
    return FALSE;

  if (out->len == 0)
    return FALSE;

  last = g_utf8_prev_char (out->str + out->len);
  base = g_utf8_get_char (last);
  if (!g_unichar_compose (base, combining, &joined))
    return FALSE;

  g_string_truncate (out, (gsize) (last - out->str));
  g_string_append_unichar (out, joined);

  return TRUE;
}

static gunichar
fold_width (gunichar c)
{
  if (c >= HALF_KANA_FIRST && c <= HALF_KANA_LAST)
    return full_kana[c - HALF_KANA_FIRST];

  if ((c >= 0xff10 && c <= 0xff19) || (c >= 0xff21 && c <= 0xff3a) || (c >= 0xff41 && c <= 0xff5a))
    return c - 0xff01 + '!';

  return c;
}

static void
append_nfc (GString *out,
            const char *from,
            const char *to)
{
  g_autofree char *normal = NULL;

  if (to == from)
    return;

  normal = g_utf8_normalize (from, to - from, G_NORMALIZE_DEFAULT_COMPOSE);
  g_string_append (out, normal);
}

/* NFC, except for the compatibility ideographs. */
static char *
dup_nfc (const GString *text)
{
  g_autoptr (GString) out = NULL;
  const char *from = text->str;
  const char *end = text->str + text->len;

  if (is_all_plain (text->str))
    return g_strndup (text->str, text->len);

  out = g_string_sized_new (text->len + 1);
  for (const char *p = text->str; p < end; p = g_utf8_next_char (p))
    if (is_compatibility_ideograph (g_utf8_get_char (p)))
      {
        append_nfc (out, from, p);
        from = g_utf8_next_char (p);
        g_string_append_len (out, p, from - p);
      }
  append_nfc (out, from, end);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
tidy (const char *text,
      gboolean keep_lines)
{
  g_autoptr (GString) out = NULL;
  g_autofree char *valid = NULL;
  guint breaks = 0;
  gboolean blank = FALSE;

  if (text == NULL)
    return g_strdup ("");
  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);

  out = g_string_sized_new (strlen (text) + 1);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (keep_lines && is_line_break (c))
        {
          if (!(c == '\n' && p > text && p[-1] == '\r'))
            breaks++;
          continue;
        }
      if (is_blank_char (c))
        {
          blank = TRUE;
          continue;
        }
      if (is_dropped (c))
        continue;

      /* Blanks and breaks are written only where text follows: so the ends are trimmed. */
      if (out->len > 0)
        {
          if (breaks == 0 && blank)
            g_string_append_c (out, ' ');
          for (; breaks > 0; breaks--)
            g_string_append_c (out, '\n');
        }
      breaks = 0;
      blank = FALSE;

      if (!join_voiced_mark (out, c))
        g_string_append_unichar (out, fold_width (c));
    }

  return dup_nfc (out);
}

/* ァ to ヶ, and the repeat marks; ヷ to ヺ have no hiragana. */
static gunichar
to_hiragana (gunichar c)
{
  if ((c >= 0x30a1 && c <= 0x30f6) || c == 0x30fd || c == 0x30fe)
    return c - 0x60;

  return c;
}

static gboolean
is_middle_dot (gunichar c)
{
  return c == 0x30fb || c == 0xff65 || c == 0xb7 || c == 0x2022 || c == 0x2027 || c == 0x22c5;
}

static gunichar
fold_variant (gunichar c)
{
  gsize low = 0, high = G_N_ELEMENTS (enr_text_variants);

  if (c < enr_text_variants[0].from)
    return c;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (enr_text_variants[middle].from == c)
        return enr_text_variants[middle].to;
      if (enr_text_variants[middle].from < c)
        low = middle + 1;
      else
        high = middle;
    }

  return c;
}

char *
enr_text_tidy (const char *text)
{
  return tidy (text, FALSE);
}

char *
enr_text_tidy_lines (const char *text)
{
  return tidy (text, TRUE);
}

char *
enr_text_to_hiragana (const char *text)
{
  g_autofree char *tidied = tidy (text, FALSE);
  GString *out = g_string_sized_new (strlen (tidied) + 1);

  for (const char *p = tidied; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (out, to_hiragana (g_utf8_get_char (p)));

  return g_string_free (out, FALSE);
}

char *
enr_text_search_key (const char *text)
{
  g_autofree char *normal = tidy (text, FALSE);
  g_autoptr (GString) out = NULL;
  gboolean plain = is_all_plain (normal);

  if (!plain)
    {
      /* Folding case may leave NFKC and the other way round (Å of three code points): fold first. */
      g_autofree char *folded = g_utf8_casefold (normal, -1);

      g_free (normal);
      normal = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL_COMPOSE);
    }

  out = g_string_sized_new (strlen (normal) + 1);
  for (const char *p = normal; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_blank_char (c) || is_dropped (c) || is_middle_dot (c) || is_variation_selector (c))
        continue;

      /* NFKC makes ASCII of full-width letters and squares (㍿, ㏂): fold their case as well. */
      g_string_append_unichar (out, fold_variant (to_hiragana (g_unichar_tolower (c))));
    }

  if (plain)
    return g_string_free (g_steal_pointer (&out), FALSE);
  /* What is left may meet what it composes with, now that blanks between are gone. */
  return g_utf8_normalize (out->str, (gssize) out->len, G_NORMALIZE_ALL_COMPOSE);
}

char *
enr_text_tidy_phone (const char *text)
{
  g_autofree char *tidied = tidy (text, FALSE);
  GString *out = g_string_sized_new (strlen (tidied) + 1);
  gboolean gap = FALSE;

  for (const char *p = tidied; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= '0' && c <= '9')
        {
          if (gap && out->len > 0 && out->str[out->len - 1] != '+')
            g_string_append_c (out, '-');
          g_string_append_c (out, (char) c);
          gap = FALSE;
        }
      else if ((c == '+' || c == 0xff0b) && out->len == 0)
        {
          g_string_append_c (out, '+');
        }
      else
        {
          gap = TRUE;
        }
    }

  /* A plus with nothing behind it is no number. */
  if (out->len == 1 && out->str[0] == '+')
    g_string_truncate (out, 0);

  return g_string_free (out, FALSE);
}

gboolean
enr_text_is_blank (const char *text)
{
  if (text == NULL)
    return TRUE;

  while (*text != '\0')
    {
      gunichar c = g_utf8_get_char_validated (text, -1);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        return FALSE;
      if (!is_blank_char (c) && !is_dropped (c))
        return FALSE;
      text = g_utf8_next_char (text);
    }

  return TRUE;
}

int
enr_text_columns (const char *text)
{
  int columns = 0;

  if (text == NULL)
    return 0;

  while (*text != '\0')
    {
      gunichar c = g_utf8_get_char_validated (text, -1);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          /* A terminal shows one replacement sign for the byte. */
          columns++;
          text++;
          continue;
        }
      /* The combining voiced mark is of both kinds: marks come first. */
      if (!g_unichar_iszerowidth (c) && !g_unichar_iscntrl (c))
        columns += g_unichar_iswide (c) ? 2 : 1;
      text = g_utf8_next_char (text);
    }

  return columns;
}
