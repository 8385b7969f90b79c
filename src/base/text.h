/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Japanese text as offices type it: widths, kana, blanks, and keys to compare and find names by.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Tidies one line of typed text: NFC only where that changes no kanji (compatibility ideographs such
 * as 﨑 U+FA11 are kept as they are), half-width kana to full-width (with their voiced marks joined:
 * ｶﾞ to ガ), full-width ASCII letters and digits to ASCII, blanks (U+3000, tabs, runs) to one ASCII
 * blank, control characters dropped, ends trimmed. Newly allocated.
 */
char *enr_text_tidy (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/** The same for text of several lines: line breaks (CRLF, CR, LF) become LF and are kept. */
char *enr_text_tidy_lines (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/** Katakana of every width to hiragana; the rest tidied. For 氏名(かな) columns. */
char *enr_text_to_hiragana (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/**
 * A key for comparing and finding: tidied, NFKC, case-folded, katakana as hiragana, all blanks and
 * middle dots removed, and the variant kanji that offices mix folded to one (髙 to 高, 﨑 to 崎, 𠮷 to 吉,
 * 濵/濱 to 浜, 邉/邊 to 辺, 齋/齊/斎 to 斉, 廣 to 広, 澤 to 沢, 黒/黑, 德/徳, 惠/恵, 眞/真, 櫻/桜, 嶋 to 島,
 * 渕/淵, 條/条, variation selectors dropped). Only for finding, never for showing.
 */
char *enr_text_search_key (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/** Digits, '+' and '-' of a telephone number, tidied ("０９０−１２３４" to "090-1234"); other
 * characters (blanks, brackets) become '-' or are dropped so that no two '-' meet. */
char *enr_text_tidy_phone (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/** %TRUE for %NULL, "", and text of blanks (U+3000 too) only. */
gboolean enr_text_is_blank (const char *text);

/** The columns that a text takes on a terminal with wide kanji: 2 for wide, 1 for narrow. */
int enr_text_columns (const char *text);

G_END_DECLS
