/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Closing a month (月締め): a checklist, then the figures and charges as they stood, kept with the hash
 * of what they were made from. A later change of an input shows against the closing, and leads to
 * another revision with a reason; what was closed is never changed.
 */
#pragma once

#include "fees/care-month.h"
#include "statistics/monthly.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_MONTH_DAY_NOT_CLOSED,  /* an open day that nobody has closed */
  ENR_MONTH_NO_DEPARTURE,    /* a child came, and did not leave */
  ENR_MONTH_NO_WORD,         /* an open day without anything recorded for an enrolled child */
  ENR_MONTH_MISMATCH,        /* the sight check does not fit */
  ENR_MONTH_NO_RULE,         /* a child came, and no rule for extended care holds */
  ENR_MONTH_DRAFT_CHARGE,    /* a charge that nobody has decided on */
  ENR_MONTH_OTHER_CHARGE,    /* a decision that the rules would not make now */
  ENR_MONTH_N_ITEMS,
} EnrMonthItemKind;

typedef struct
{
  EnrMonthItemKind kind;
  EnrDate day;       /* the first one, for what is of the whole month */
  EnrUuid child_id;  /* none for a day */
  const char *name;  /* the child's, or "" */
} EnrMonthItem;

/** A charge or figure that is not as it was closed. */
typedef struct
{
  const char *name;  /* the child's, or the figure's */
  EnrDate day;       /* ENR_DATE_NONE for a figure */
  gint64 closed;     /* yen, or the figure */
  gint64 now;
} EnrMonthDifference;

typedef struct
{
  int revision;      /* 0: not closed yet */
  EnrInstant closed_at;
  char *closed_by;
  char *reason;
  guint unresolved;
  gint64 total;
  guint8 inputs[ENR_CARE_DIGEST_LENGTH];
} EnrMonthClosing;

/** A month on the way to its closing, or after it. */
typedef struct
{
  /*< private >*/
  GStringChunk *strings;
  /*< public >*/
  EnrCareMonth *care;
  EnrMonthlyStatistics *statistics;
  GArray *items;          /* (element-type EnrMonthItem) by kind, then day, then child */
  guint counts[ENR_MONTH_N_ITEMS];
  guint n_days;           /* open or attended days that have come */
  EnrMonthClosing closing; /* the latest */
  gboolean has_changed;   /* something it was made from is another now */
  GArray *differences;    /* (element-type EnrMonthDifference) since the latest closing */
} EnrMonthState;

/** Reads a month in one snapshot: what is unresolved, its charges and figures, and its closing. */
EnrMonthState *enr_month_state_load (EnrDb *db,
                                     EnrDate first,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_month_state_free (EnrMonthState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrMonthState, enr_month_state_free)

/** Which figures of a month are wanted. */
typedef enum
{
  ENR_FIGURES_OF_CLOSING, /* those of its newest closing; while there is none, of the records */
  ENR_FIGURES_OF_RECORDS, /* what the records say now, closed or not */
} EnrMonthFigures;

/**
 * The month's figures with its extended care by band, without the checklist; their "closing" says what
 * they are. Figures of a closing come without the times of meals, which it does not keep, and where the
 * records have changed since without the working of the staff required.
 */
EnrMonthlyStatistics *enr_month_statistics_load (EnrDb *db,
                                                 EnrDate first,
                                                 EnrMonthFigures figures,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The heading of a kind of item, translated: "Days that are not closed". Static. */
const char *enr_month_item_label (EnrMonthItemKind kind);

/**
 * Closes the month, or makes its next revision: freezes its charges and figures, and makes a bill for
 * each family that has to pay. INVALID for a month that is not over; ALREADY where it is closed and
 * nothing has changed; REASON where it has, and @reason is blank. @revision may be %NULL.
 */
gboolean enr_month_close (EnrDb *db,
                          const EnrActor *actor,
                          EnrDate first,
                          const char *reason,
                          int *revision,
                          GError **error);

/** The charges of the latest closing, as the month's own, for papers and bills: the children are those
 * of @self->care. (element-type EnrCharge) Strings are borrowed from @self. %NULL where the month is
 * not closed, without an error. */
GArray *enr_month_state_load_closed (EnrMonthState *self,
                                     EnrDb *db,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** "2026-06". */
char *enr_month_dup_key (EnrDate first) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
