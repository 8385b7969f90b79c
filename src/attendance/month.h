/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A month of attendance: a row a child, a cell a day, and the totals of the attendance book (出席簿,
 * FACTS 3.3).
 */
#pragma once

#include "attendance/day.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_CELL_NOT_ENROLLED,
  ENR_CELL_CLOSED,   /* not open, and nothing recorded */
  ENR_CELL_PRESENT,
  ENR_CELL_ABSENT,
  ENR_CELL_BLANK,    /* an open day with nothing recorded */
} EnrCellState;

typedef struct
{
  EnrCellState state;
  int kind;          /* index into EnrMonth.kinds for ABSENT, else -1 */
  gboolean is_late;
  gboolean is_early;
  gint16 arrived;    /* minutes, or ENR_MINUTES_NONE */
  gint16 left;
  gint16 planned_arrive; /* likewise */
  gint16 planned_leave;
} EnrMonthCell;

typedef struct
{
  guint enrolled_days;  /* open days on which the child was enrolled */
  guint present;        /* 出席日数 */
  guint sick;           /* 病欠 */
  guint other;          /* 事故欠 (都合欠) */
  guint suspension;     /* 出席停止 */
  guint bereavement;    /* 忌引 */
  guint unannounced;    /* 連絡なし */
  guint late;
  guint early;
} EnrMonthTotals;

typedef struct
{
  EnrUuid child_id;
  EnrUuid family_id;
  guint class_index;    /* into EnrMonth.classes: the class on the month's last enrolled day */
  int number;
  const char *name;
  const char *kana;
  const char *external_id;
  int sex;
  EnrDate birth_date;
  int class_age;
  EnrMonthCell cells[31];
  EnrMonthTotals totals;
} EnrMonthChild;

typedef struct
{
  /*< private >*/
  GStringChunk *strings;
  /*< public >*/
  EnrDate first;              /* the month's first day */
  int n_days;
  const char *facility_name;
  const char *closed_names[31]; /* why the facility is closed that day, or NULL */
  guint open_days;            /* 開所日数: open by the calendar, or attended all the same */
  GArray *classes;            /* (element-type EnrDayClass) */
  GArray *kinds;              /* (element-type EnrAbsenceKind) */
  GArray *children;           /* (element-type EnrMonthChild) by class, then kana */
} EnrMonth;

/** Reads a month in one snapshot. @first is any day of it; @class_id limits it to a class. Days after
 * @today are left blank (ENR_CELL_BLANK or CLOSED), whatever was planned. */
EnrMonth *enr_month_load (EnrDb *db,
                          EnrDate first,
                          const EnrUuid *class_id,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_month_free (EnrMonth *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrMonth, enr_month_free)

/** A class's index, or G_MAXUINT. */
guint enr_month_class_index (const EnrMonth *self,
                             const EnrUuid *class_id);

/** The children present on a day of the month (1..31), in a class (index) or in all (G_MAXUINT). */
guint enr_month_present_on (const EnrMonth *self,
                            int day,
                            guint class_index);

/** 出席率 in tenths of a per cent: present child-days over enrolled child-days on open days up to the
 * last recorded one; -1 where there is nothing to divide by. */
int enr_month_rate (const EnrMonth *self,
                    guint class_index);

G_END_DECLS
