/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Rules for extended care (延長保育): for whom and when they hold, and how minutes become money. What
 * differs by municipality and nursery is data here, with dates (FACTS 2.3).
 */
#pragma once

#include "base/date.h"
#include "nursery/enrolment.h"
#include "store/db.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_BAND_BEFORE, /* time before the end of the band: 早朝 */
  ENR_BAND_AFTER,  /* time after the beginning of the band: 延長, 夜間 */
  ENR_BAND_STAY,   /* a stay inside the band that is longer than so many minutes */
} EnrBandKind;

/** A stretch of the clock that is charged, and how. */
typedef struct
{
  EnrBandKind kind;
  int first; /* minutes of the nursery day */
  int last;
  int stay;  /* STAY: minutes that are free; else 0 */
  int grace; /* minutes (猶予) off the side at which the free time ends */
  int unit;  /* minutes of a unit (単位); 0: once for the whole band */
  int price; /* yen for a unit */
} EnrCareBand;

#define ENR_CARE_BANDS_MAX 10

/** Which times count. */
typedef enum
{
  ENR_BASIS_ACTUAL,  /* arrival and departure */
  ENR_BASIS_PLANNED, /* the plan; where there is none, what happened */
  ENR_BASIS_LATER,   /* the wider of the two: the earlier arrival and the later departure */
} EnrCareBasis;

typedef enum
{
  ENR_CONTRACT_ANY,
  ENR_CONTRACT_SPOT,    /* スポット */
  ENR_CONTRACT_MONTHLY, /* 月極 */
} EnrCareContract;

#define ENR_CARE_NO_CAP (-1)

typedef struct
{
  EnrUuid id;
  char *name;
  EnrDate first;
  EnrDate last;             /* ENR_DATE_NONE: open */
  guint certifications;     /* bit 1 << EnrCertificationKind */
  EnrCareHours care_hours;  /* ENR_CARE_NONE: all */
  guint weekdays;           /* bit 1 << EnrWeekday */
  EnrCareContract contract;
  EnrCareBasis basis;
  gboolean is_rounded_down; /* units that are not full are free */
  gboolean is_summed;       /* the minutes of all bands are added before they are rounded */
  int daily_cap;            /* yen a day, or ENR_CARE_NO_CAP */
  int monthly_cap;          /* yen a month, likewise */
  int monthly_price;        /* 月極の月額: charged for each month with a day of such a contract */
  int second_percent;       /* what a second child (第2子) pays of the price */
  int third_percent;        /* 第3子以降 */
  int exempt_percent;       /* 減免 */
  guint n_bands;
  EnrCareBand bands[ENR_CARE_BANDS_MAX];
} EnrCareRule;

/** A rule for everybody and every day, without bands, dates and caps, that reduces nothing but 減免
 * (which is free). */
EnrCareRule *enr_care_rule_new (void) G_GNUC_WARN_UNUSED_RESULT;
EnrCareRule *enr_care_rule_copy (const EnrCareRule *self) G_GNUC_WARN_UNUSED_RESULT;
void enr_care_rule_free (EnrCareRule *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrCareRule, enr_care_rule_free)

/** The words of the database, of CSV and of JSON. Static. */
const char *enr_band_kind_key (EnrBandKind kind);
const char *enr_care_basis_key (EnrCareBasis basis);
const char *enr_care_contract_key (EnrCareContract contract);

/** FALSE where the word is not one. */
gboolean enr_care_basis_from_key (const char *key,
                                  EnrCareBasis *basis);
gboolean enr_care_contract_from_key (const char *key,
                                     EnrCareContract *contract);

/** What is wrong with a rule by itself: no name, no band and no monthly price, a window that ends
 * before it begins, a price below 0, bands that overlap, added bands of different prices.
 * ENR_NURSERY_ERROR_INVALID with a sentence. */
gboolean enr_care_rule_check (const EnrCareRule *self,
                              GError **error);

/** Whether two rules could both hold for one child on one day. */
gboolean enr_care_rules_meet (const EnrCareRule *a,
                              const EnrCareRule *b);

/** Whether a rule holds for such a child on a day. @contract is SPOT or MONTHLY. */
gboolean enr_care_rule_holds (const EnrCareRule *self,
                              EnrDate day,
                              EnrCertificationKind certification,
                              EnrCareHours care_hours,
                              EnrCareContract contract);

/** Makes (@id none) or changes a rule. INVALID as enr_care_rule_check(), and where it meets another
 * rule, which the sentence names. */
gboolean enr_care_rule_save (EnrDb *db,
                             const EnrActor *actor,
                             EnrCareRule *self,
                             GError **error);

/** Ends a rule that has held (its last day becomes @last), or removes one (ENR_DATE_NONE). */
gboolean enr_care_rule_end (EnrDb *db,
                            const EnrActor *actor,
                            const EnrUuid *id,
                            EnrDate last,
                            GError **error);

/** The rules that hold on some day of a period, by first day and name; all rules with
 * ENR_DATE_NONE for both. (element-type EnrCareRule) */
GPtrArray *enr_care_rule_list (EnrDb *db,
                               EnrDate first,
                               EnrDate last,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
