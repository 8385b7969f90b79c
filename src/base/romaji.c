/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "base/romaji.h"

#include <string.h>

#include "base/text.h"

/* A consonant's kana with a, i, u, e, o; "" where there is none. */
typedef struct
{
  const char *consonant;
  const char *kana[5];
} Row;

static const Row rows[] = {
  { "", { "あ", "い", "う", "え", "お" } },
  { "k", { "か", "き", "く", "け", "こ" } },
  { "s", { "さ", "し", "す", "せ", "そ" } },
  { "t", { "た", "ち", "つ", "て", "と" } },
  { "n", { "な", "に", "ぬ", "ね", "の" } },
  { "h", { "は", "ひ", "ふ", "へ", "ほ" } },
  { "m", { "ま", "み", "む", "め", "も" } },
  { "y", { "や", "", "ゆ", "", "よ" } },
  { "r", { "ら", "り", "る", "れ", "ろ" } },
  { "w", { "わ", "うぃ", "", "うぇ", "を" } },
  { "g", { "が", "ぎ", "ぐ", "げ", "ご" } },
  { "z", { "ざ", "じ", "ず", "ぜ", "ぞ" } },
  { "d", { "だ", "ぢ", "づ", "で", "ど" } },
  { "b", { "ば", "び", "ぶ", "べ", "ぼ" } },
  { "p", { "ぱ", "ぴ", "ぷ", "ぺ", "ぽ" } },
  { "f", { "ふぁ", "ふぃ", "ふ", "ふぇ", "ふぉ" } },
  { "j", { "じゃ", "じ", "じゅ", "じぇ", "じょ" } },
  { "v", { "ゔぁ", "ゔぃ", "ゔ", "ゔぇ", "ゔぉ" } },
  { "sh", { "しゃ", "し", "しゅ", "しぇ", "しょ" } },
  { "ch", { "ちゃ", "ち", "ちゅ", "ちぇ", "ちょ" } },
  { "ts", { "つぁ", "", "つ", "", "つぉ" } },
  { "ky", { "きゃ", "", "きゅ", "", "きょ" } },
  { "sy", { "しゃ", "", "しゅ", "", "しょ" } },
  { "ty", { "ちゃ", "", "ちゅ", "", "ちょ" } },
  { "cy", { "ちゃ", "", "ちゅ", "", "ちょ" } },
  { "ny", { "にゃ", "", "にゅ", "", "にょ" } },
  { "hy", { "ひゃ", "", "ひゅ", "", "ひょ" } },
  { "my", { "みゃ", "", "みゅ", "", "みょ" } },
  { "ry", { "りゃ", "", "りゅ", "", "りょ" } },
  { "gy", { "ぎゃ", "", "ぎゅ", "", "ぎょ" } },
  { "zy", { "じゃ", "", "じゅ", "", "じょ" } },
  { "jy", { "じゃ", "", "じゅ", "", "じょ" } },
  { "dy", { "ぢゃ", "", "ぢゅ", "", "ぢょ" } },
  { "by", { "びゃ", "", "びゅ", "", "びょ" } },
  { "py", { "ぴゃ", "", "ぴゅ", "", "ぴょ" } },
};

static const char *
find_kana (const char *consonant, gsize length, char vowel)
{
  static const char vowels[] = "aiueo";

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (strlen (rows[i].consonant) == length && strncmp (rows[i].consonant, consonant, length) == 0)
      return rows[i].kana[strchr (vowels, vowel) - vowels];
  return "";
}

/* Takes one kana's letters off @text: how many, and what they are in @kana. 0: not romaji. */
static gsize
take (const char *text, const char **kana)
{
  gsize n = strspn (text, "bcdfghjklmnpqrstvwxyz");

  if (n > 0 && text[0] == 'n' && (text[1] == '\'' || text[1] == 'n' || n > 1) && text[1] != 'y')
    {
      *kana = "ん";
      /* "nn" before a consonant or the end is one ん; "onna" is おんな. */
      return text[1] == '\'' || (text[1] == 'n' && strchr ("aiueoy", text[2]) == NULL) ? 2 : 1;
    }
  if (n > 1 && (text[0] == text[1] || (text[0] == 't' && text[1] == 'c')))
    {
      *kana = "っ";
      return 1;
    }
  if (text[n] == '\0')
    {
      /* Not a kana yet; a last n may be ん, and may be the beginning of another. */
      *kana = "";
      return n;
    }
  *kana = strchr ("aiueo", text[n]) != NULL ? find_kana (text, n, text[n]) : "";
  return **kana != '\0' ? n + 1 : 0;
}

/* Whether these consonants are how a kana begins. */
static gboolean
begins_kana (const char *consonants)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_has_prefix (rows[i].consonant, consonants))
      return TRUE;
  return FALSE;
}

/* The kana of a key, "" where there is none yet, and the consonants at its end that are none yet.
 * %NULL: not romaji. */
static char *
read_romaji (const char *key, const char **tail)
{
  g_autoptr (GString) hiragana = g_string_new (NULL);

  *tail = "";
  while (*key != '\0')
    {
      const char *kana = "";
      gsize n;

      if (!g_ascii_islower (*key))
        return NULL;
      n = take (key, &kana);
      if (n == 0)
        return NULL;
      if (*kana == '\0')
        *tail = key;
      g_string_append (hiragana, kana);
      key += n;
    }
  return g_string_free (g_steal_pointer (&hiragana), FALSE);
}

char *
enr_romaji_to_hiragana (const char *key)
{
  const char *tail;
  g_autofree char *hiragana = read_romaji (key, &tail);

  return hiragana != NULL && *hiragana != '\0' ? g_steal_pointer (&hiragana) : NULL;
}

/* Whether the consonants can be how @text goes on: "n" is な to の, にゃ, or ん; "k" is か to こ,
 * きゃ, or the first of two, っ. */
static gboolean
goes_on (const char *text, const char *tail)
{
  if (*tail == '\0' || (*tail == 'n' && tail[1] == '\0' && g_str_has_prefix (text, "ん"))
      || (*tail != 'n' && tail[1] == '\0' && g_str_has_prefix (text, "っ")))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint k = 0; g_str_has_prefix (rows[i].consonant, tail) && k < G_N_ELEMENTS (rows[i].kana);
         k++)
      if (*rows[i].kana[k] != '\0' && g_str_has_prefix (text, rows[i].kana[k]))
        return TRUE;
  return FALSE;
}

static gboolean
has_kana (const char *key, const char *kana, const char *tail)
{
  for (; *key != '\0'; key = g_utf8_next_char (key))
    if (g_str_has_prefix (key, kana) && goes_on (key + strlen (kana), tail))
      return TRUE;
  return FALSE;
}

void
enr_name_query_set (EnrNameQuery *self, const char *text)
{
  const char *tail;

  enr_name_query_clear (self);
  self->key = enr_text_search_key (text);
  self->kana = read_romaji (self->key, &tail);
  self->tail = g_strdup (tail);
  /* What no kana begins with (a number's "x") is no name, and neither is nothing. */
  if (*self->key == '\0' || !begins_kana (tail))
    g_clear_pointer (&self->kana, g_free);
}

void
enr_name_query_clear (EnrNameQuery *self)
{
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->kana, g_free);
  g_clear_pointer (&self->tail, g_free);
}

gboolean
enr_name_query_fits (const EnrNameQuery *self, const char *key)
{
  return self->key == NULL || strstr (key, self->key) != NULL
         || (self->kana != NULL && has_kana (key, self->kana, self->tail));
}
