/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A month of extended care: the charge of every child and day, as the rules say now and as people have
 * decided. Computed charges are not stored anywhere: they follow the punches. Only decisions are.
 */
#pragma once

#include "attendance/month.h"
#include "fees/charge.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_CHARGE_COMPUTED,  /* follows the punches */
  ENR_CHARGE_CONFIRMED, /* 確認済み: stays as it was when confirmed */
  ENR_CHARGE_ADJUSTED,  /* 調整: another amount, with a reason */
  ENR_CHARGE_EXCLUDED,  /* 請求しない */
} EnrChargeState;

typedef enum
{
  ENR_CHARGE_DAY,
  ENR_CHARGE_MONTH, /* the month's price (月極); its day is the month's first */
} EnrChargeKind;

/** A charge. Strings are borrowed from the month. */
typedef struct
{
  EnrUuid child_id;
  EnrUuid family_id;
  guint child;          /* into EnrMonth.children */
  EnrDate day;
  EnrChargeKind kind;
  EnrChargeState state;
  int minutes;          /* as decided, else as computed */
  int units;
  int computed;         /* yen by the rules, then or now */
  int amount;           /* yen that are charged */
  const char *parts;    /* the working, encoded */
  const char *reason;   /* of an adjustment or exclusion, "" */
  gboolean differs;     /* decided, and the rules would say something else now: */
  int now_minutes;
  int now_units;
  int now_amount;
  const char *now_parts;
} EnrCharge;

/** What the rules are for a child on a day. */
typedef struct
{
  gint16 rule;    /* into EnrCareMonth.rules, or -1 */
  gint16 percent;
  gint32 before;  /* yen computed for the month's days before */
} EnrCareContext;

/** A child's certification and terms on each day of the month. */
typedef struct
{
  guint8 certification[31]; /* EnrCertificationKind */
  guint8 care_hours[31];    /* EnrCareHours */
  guint8 contract[31];      /* EnrCareContract; ANY is spot */
  guint8 birth_order[31];   /* 0: counted */
  guint8 is_exempt[31];
  guint8 counted_order;     /* among the family's children of the month, 1 the eldest */
} EnrCareStanding;

#define ENR_CARE_DIGEST_LENGTH 32

typedef struct
{
  /*< private >*/
  GStringChunk *strings;
  EnrCareContext (*contexts)[31];
  EnrCareStanding *standings;
  /*< public >*/
  EnrMonth *attendance;
  GPtrArray *rules;   /* (element-type EnrCareRule) that hold on some day of the month */
  GArray *charges;    /* (element-type EnrCharge) by class and child, then day */
  gint64 total;       /* yen that are charged */
  guint n_computed;   /* charges nobody has decided on */
  guint n_differing;
  guint n_unruled;    /* days on which a child came and no rule holds, though there are rules */
} EnrCareMonth;

/** Reads a month in one snapshot. @first is any day of it; @class_id limits it to a class. */
EnrCareMonth *enr_care_month_load (EnrDb *db,
                                   EnrDate first,
                                   const EnrUuid *class_id,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_care_month_free (EnrCareMonth *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrCareMonth, enr_care_month_free)

/** The charge of a child's day, or %NULL. Borrowed. */
const EnrCharge *enr_care_month_find (const EnrCareMonth *self,
                                      const EnrUuid *child_id,
                                      EnrDate day,
                                      EnrChargeKind kind);

/** Whether a rule holds for a child (index into the attendance's children) on a day. */
gboolean enr_care_month_has_rule (const EnrCareMonth *self,
                                  guint child,
                                  EnrDate day);

/** What leaving at @minutes of a day would cost a child (index into the attendance's children), and
 * *@next the first minute at which it would cost more (or ENR_MINUTES_NONE; may be %NULL). FALSE
 * where the child has not come or no rule holds. */
gboolean enr_care_month_estimate (const EnrCareMonth *self,
                                  guint child,
                                  EnrDate day,
                                  int minutes,
                                  EnrCareResult *result,
                                  int *next);

/** enr_care_early_until() for a child (index into the attendance's children) that has not come on a
 * day; ENR_MINUTES_NONE where it has, or no rule holds. */
int enr_care_month_early_until (const EnrCareMonth *self,
                                guint child,
                                EnrDate day,
                                int minutes);

/** SHA-256 of everything that the month's charges are made from: times, plans, absences and classes of
 * each child, certifications, terms, rules, decisions, and the days the nursery was open. Names and
 * the order of children are not in it. The month must have been loaded with all classes. */
void enr_care_month_digest (const EnrCareMonth *self,
                            guint8 digest[ENR_CARE_DIGEST_LENGTH]);

/** "computed", "confirmed", "adjusted", "excluded": the words of the database and of JSON. Static. */
const char *enr_charge_state_key (EnrChargeState state);
gboolean enr_charge_state_from_key (const char *key,
                                    EnrChargeState *state);
const char *enr_charge_kind_key (EnrChargeKind kind);

/** The working of a charge as a line: translated, or the Japanese of papers. */
char *enr_charge_dup_working (const EnrCharge *self) G_GNUC_WARN_UNUSED_RESULT;
char *enr_charge_dup_working_japanese (const EnrCharge *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
