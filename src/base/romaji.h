/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Finding names, also those typed in Latin letters because the input method was off.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Hiragana of a search key (enr_text_search_key()) that is typed as romaji, Hepburn or Kunrei, "shi"
 * and "si" alike: "yoshida" is よしだ. Consonants at the end that are no kana yet are left out ("yos" is
 * よ). %NULL where it is not romaji, or no kana yet.
 */
char *enr_romaji_to_hiragana (const char *key) G_GNUC_WARN_UNUSED_RESULT;

/** What somebody types to find a name. A half-typed word finds already: "yos" is よさ to よそ, "n" is な to の
 * and ん. */
typedef struct
{
  char *key;  /* enr_text_search_key() of it; "" fits everything */
  char *kana; /* the same read as romaji, or %NULL; "" where there is no kana yet */
  char *tail; /* its consonants at the end that are no kana yet, or "" */
} EnrNameQuery;

/** Sets @self (zeroed at first) from what is typed. */
void enr_name_query_set (EnrNameQuery *self,
                         const char *text);
void enr_name_query_clear (EnrNameQuery *self);

/** Whether a search key has what is looked for. */
gboolean enr_name_query_fits (const EnrNameQuery *self,
                              const char *key);

G_END_DECLS
