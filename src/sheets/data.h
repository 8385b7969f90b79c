/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The values that a form is filled with. This room knows nothing of a nursery: whoever fills a form
 * makes such a table first.
 *
 *     g_autoptr (EnrSheetData) data = enr_sheet_data_new ();
 *     EnrSheetList *children = enr_sheet_data_add_list (data, "children");
 *
 *     enr_sheet_data_set (data, "facility.name", enr_sheet_text (facility->name));
 *     enr_sheet_data_set (data, "month.number", enr_sheet_number (6));
 *     enr_sheet_list_add_fields (children, "name|birth-date|arrived");
 *     enr_sheet_list_add_indexed_field (children, "attendance", 1, 31);
 *     for (guint i = 0; i < register->len; i++)           // in the register's order
 *       {
 *         guint row = enr_sheet_list_add_row (children);
 *
 *         enr_sheet_list_set (children, row, "name", enr_sheet_text (child->name));
 *         enr_sheet_list_set (children, row, "birth-date", enr_sheet_date (child->birth_date));
 *         enr_sheet_list_set_at (children, row, "attendance", 5, enr_sheet_text ("○"));
 *       }
 *     output = enr_sheet_fill (form, data, ENR_SHEET_FILL_DEFAULT, &report, &error);
 *
 * A field that was added is known even where no row has a value: its tag leaves the cell blank. A
 * tag of a name that was never added is unknown and is reported. One value may be there under
 * several names, for instance a Japanese one: names may be of any script.
 *
 * Names that the examples in data/forms/examples use:
 *
 *     facility.number .name .director      the facility as the city knows it
 *     date                                 the day of a daily form (a date)
 *     month                                令和8年6月 (text)
 *     fiscal-year                          令和8年度 (text)
 *     weekday.1..31                        日 to 土; blank where the month has no such day
 *     days.open                            open days of the month
 *     days.1..12                           open days of each month of the fiscal year, April being 1
 *     children.number .name .kana .class .birth-date .care-hours
 *     children.mark .arrived .left .reason            of the day: ○ or what the city writes, times, text
 *     children.attendance.1..31                       the mark of each day; blank: not open, not enrolled
 *     children.present.1..12                          days attended in each month, April being 1
 */
#pragma once

#include "base/date.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_SHEET_BLANK,  /* known to be nothing: the cell is left empty */
  ENR_SHEET_TEXT,
  ENR_SHEET_NUMBER, /* stays a number that formulas can count with */
  ENR_SHEET_DATE,   /* a date where the cell's format shows dates, else 令和8年4月1日 as text */
  ENR_SHEET_TIME,   /* minutes from midnight, a time of day where the format shows one, else 8:05 */
} EnrSheetType;

/** A value. Plain and passed by copy; the text is only borrowed. */
typedef struct
{
  EnrSheetType type;
  gboolean is_amount; /* a number that a text has with commas: 1,000 */
  union
  {
    const char *text;
    double number;
    EnrDate date;
    int minutes;
  };
} EnrSheetValue;

static inline EnrSheetValue
enr_sheet_blank (void)
{
  return (EnrSheetValue) { .type = ENR_SHEET_BLANK };
}

/** %NULL and "" are blank. */
static inline EnrSheetValue
enr_sheet_text (const char *text)
{
  if (text == NULL || *text == '\0')
    return enr_sheet_blank ();
  return (EnrSheetValue) { .type = ENR_SHEET_TEXT, .text = text };
}

/** A finite number. */
static inline EnrSheetValue
enr_sheet_number (double number)
{
  return (EnrSheetValue) { .type = ENR_SHEET_NUMBER, .number = number };
}

/** An amount of yen: a number in a cell of its own, "1,000" within a text and in letters. */
static inline EnrSheetValue
enr_sheet_amount (gint64 yen)
{
  return (EnrSheetValue) { .type = ENR_SHEET_NUMBER, .is_amount = TRUE, .number = (double) yen };
}

/** %ENR_DATE_NONE is blank. */
static inline EnrSheetValue
enr_sheet_date (EnrDate date)
{
  if (date == ENR_DATE_NONE)
    return enr_sheet_blank ();
  return (EnrSheetValue) { .type = ENR_SHEET_DATE, .date = date };
}

/** Minutes from midnight, also a length of time; %ENR_MINUTES_NONE is blank. */
static inline EnrSheetValue
enr_sheet_time (int minutes)
{
  if (minutes < 0)
    return enr_sheet_blank ();
  return (EnrSheetValue) { .type = ENR_SHEET_TIME, .minutes = minutes };
}

typedef struct _EnrSheetData EnrSheetData;
typedef struct _EnrSheetList EnrSheetList;

/** An empty table. To be used by one thread at a time. */
EnrSheetData *enr_sheet_data_new (void) G_GNUC_WARN_UNUSED_RESULT;
void enr_sheet_data_free (EnrSheetData *data);

/* clang-format off */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrSheetData, enr_sheet_data_free)
/* clang-format on */

/** Sets the value of a name such as "facility.name"; text is copied. Letters, digits, '-', '_' and
 * '.', ASCII letters in lower case. A second call replaces the first. */
void enr_sheet_data_set (EnrSheetData *data,
                         const char *name,
                         EnrSheetValue value);

/** The same for NAME.INDEX, as `{{NAME.1..31}}` asks for. */
void enr_sheet_data_set_at (EnrSheetData *data,
                            const char *name,
                            int index,
                            EnrSheetValue value);

/** Adds a list, whose rows go down a column. @name may have dots. Borrowed from @data. */
EnrSheetList *enr_sheet_data_add_list (EnrSheetData *data,
                                       const char *name);

/** Makes fields known, names separated by '|'. One that is known already stays. */
void enr_sheet_list_add_fields (EnrSheetList *list,
                                const char *names);

/** Makes NAME.FIRST to NAME.LAST known. */
void enr_sheet_list_add_indexed_field (EnrSheetList *list,
                                       const char *name,
                                       int first,
                                       int last);

/** Appends a row without values and returns its index. */
guint enr_sheet_list_add_row (EnrSheetList *list);

/** The number of rows. */
guint enr_sheet_list_n_rows (const EnrSheetList *list);

/** Sets a value of a row; text is copied, an unknown field becomes known. */
void enr_sheet_list_set (EnrSheetList *list,
                         guint row,
                         const char *field,
                         EnrSheetValue value);

/** The same for FIELD.INDEX. */
void enr_sheet_list_set_at (EnrSheetList *list,
                            guint row,
                            const char *field,
                            int index,
                            EnrSheetValue value);

G_END_DECLS
