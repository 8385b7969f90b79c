/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The table of eras, which date.c writes with and date-parse.c reads with.
 */
#pragma once

#include "base/date.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;            /* 令和 */
  gunichar    first_kanji;     /* 令: also short for the era */
  gunichar    second_kanji;    /* 和 */
  gunichar    square;          /* ㋿ */
  char        letter;          /* R */
  int         first_year;      /* Gregorian year of its first year */
  int         last_number;     /* number of its last year */
  int         start_month;
  int         start_day;
} EnrEra;

#define ENR_N_ERAS 5

/* The newest first. */
extern const EnrEra enr_eras[ENR_N_ERAS];

G_END_DECLS
