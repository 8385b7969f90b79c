/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How many members of staff the children need (配置基準), by the ratios of the ministry's standards and
 * the rounding of 公定価格. Pure: numbers in, numbers out.
 */
#pragma once

#include "base/date.h"

G_BEGIN_DECLS

/** Class ages 0 to 5, and what is older. */
#define ENR_STAFFING_AGES 7

/** The ratios of 児童福祉施設の設備及び運営に関する基準 art. 33 (FACTS 1.1). */
typedef enum
{
  ENR_RATIOS_FORMER,  /* 3歳児 20:1, 4歳以上児 30:1: to 2024-03-31, and 経過措置 after it */
  ENR_RATIOS_PRESENT, /* 3歳児 15:1, 4歳以上児 25:1: from 2024-04-01 */
  ENR_N_RATIOS,
} EnrRatios;

/** What becomes of a group's second decimal (FACTS 1.2: municipalities differ). */
typedef enum
{
  ENR_SECOND_DIGIT_DROP,  /* 小数点第2位以下切捨て */
  ENR_SECOND_DIGIT_ROUND, /* 小数点第2位を四捨五入 */
} EnrSecondDigit;

typedef struct
{
  EnrRatios ratios;
  gboolean one_to_five; /* 1歳児 5:1 (1歳児配置改善加算) */
  EnrSecondDigit second_digit;
  guint extra;          /* 加配: so many more, whenever there are children */
} EnrStaffingRule;

/** A group of children that share a ratio. */
typedef struct
{
  const char *label; /* 0歳児, 1・2歳児; static */
  guint children;
  guint ratio;       /* children to one member of staff */
  guint tenths;      /* what the group needs, in tenths of a person */
} EnrStaffingGroup;

/** The working, so that whoever asks can follow it. */
typedef struct
{
  EnrStaffingGroup groups[5];
  guint n_groups;
  guint tenths;      /* summed over the groups */
  guint rounded;     /* 四捨五入 */
  guint least;       /* @rounded, but no fewer than two */
  guint required;    /* @least and the extra */
} EnrStaffingNeed;

/**
 * What @children (by class age; older ones count as 4歳以上児) need (FACTS 1.2): each group's number by
 * its ratio to one decimal, summed, rounded half up, and no fewer than two (FACTS 1.1). 1 and 2 year
 * olds are added before they are divided, unless 1 year olds are counted 5:1. Where there is no child,
 * nobody is needed, and nobody extra.
 */
EnrStaffingNeed enr_staffing_need (const guint children[ENR_STAFFING_AGES],
                                   const EnrStaffingRule *rule);

/** The ratios that the standards had on a day. */
EnrRatios enr_staffing_ratios_on (EnrDate day);

G_END_DECLS
