/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The working of a charge: each step from the clock to the yen, so that whoever asks can be shown it in
 * one line.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ENR_PART_BEFORE,      /* (bound - grace) - from */
  ENR_PART_AFTER,       /* to - (bound + grace) */
  ENR_PART_STAY,        /* (to - from) - stay - grace */
  ENR_PART_SUM,         /* the minutes of all, rounded together */
  ENR_PART_DAILY_CAP,   /* amount is what is left */
  ENR_PART_RATE,        /* price is the percentage */
  ENR_PART_MONTHLY_CAP, /* likewise */
  ENR_PART_MONTHLY,     /* the month's price (月極) */
  ENR_PART_N,
} EnrPartKind;

/** One step. What a kind does not use is 0. */
typedef struct
{
  EnrPartKind kind;
  int from;
  int to;
  int bound;
  int grace;
  int stay;
  int minutes;
  int unit;    /* 0: once */
  int units;
  int price;   /* of a unit; a cap; a percentage */
  int amount;  /* yen after this step */
} EnrWorkingPart;

/** A working is an array of EnrWorkingPart. As text for the database: a letter and ten numbers a step,
 * "B:470,0,480,…;". */
char *enr_working_encode (const EnrWorkingPart *parts,
                          guint n_parts) G_GNUC_WARN_UNUSED_RESULT;

/** The steps of such a text; empty where it is not one. (element-type EnrWorkingPart) */
GArray *enr_working_decode (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/** The line for people, translated: "18:21 - (18:00 + 5 min grace) = 16 min, 2 units of 15 min,
 * 200円". */
char *enr_working_dup_text (const EnrWorkingPart *parts,
                            guint n_parts) G_GNUC_WARN_UNUSED_RESULT;

/** The same in Japanese, for papers, whatever the language of the program. */
char *enr_working_dup_japanese (const EnrWorkingPart *parts,
                                guint n_parts) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
