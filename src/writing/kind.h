/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Kinds of plans and records (週案, 保育日誌, 児童票, …), each a description in XML that a nursery can copy
 * and change: its sections, who approves it, how long it is kept, and how it is printed.
 */
#pragma once

#include "base/date.h"

G_BEGIN_DECLS

/* clang-format off */
#define ENR_WRITING_ERROR (enr_writing_error_quark ())
/* clang-format on */
GQuark enr_writing_error_quark (void);

typedef enum
{
  ENR_WRITING_ERROR_KIND, /* a description is missing or broken; "FILE:LINE:COLUMN: …" */
} EnrWritingError;

/** Whose a writing is. */
typedef enum
{
  ENR_WRITING_OF_FACILITY,
  ENR_WRITING_OF_CLASS,
  ENR_WRITING_OF_CHILD,
} EnrWritingSubject;

/** What time one writing is about. */
typedef enum
{
  ENR_PERIOD_YEAR,  /* a fiscal year */
  ENR_PERIOD_TERM,  /* 期: April to June, July to September, October to December, January to March */
  ENR_PERIOD_MONTH,
  ENR_PERIOD_WEEK,  /* Monday to Sunday, cut where a fiscal year ends */
  ENR_PERIOD_DAY,
  ENR_PERIOD_EVENT, /* a day, and several of a day apart by their title */
  ENR_PERIOD_STAY,  /* a child's whole time at the nursery: one writing, dated with its first day */
} EnrWritingPeriod;

typedef enum
{
  ENR_SECTION_TEXT,
  ENR_SECTION_GRID,     /* rows and columns of texts */
  ENR_SECTION_CHILDREN, /* a text for each child of the class who has one */
  ENR_SECTION_FACTS,    /* filled from attendance, not written */
} EnrSectionType;

typedef enum
{
  ENR_ROWS_WEEKDAYS, /* Monday to Saturday: "mon" … "sat" */
  ENR_ROWS_TERMS,    /* "term1" … "term4" */
  ENR_ROWS_TIMES,    /* as many as are written: "01" … "40" */
} EnrGridRows;

typedef struct
{
  char *key;
  char *heading;
  char *hint;       /* "" for none */
  double weight;    /* share of the width on paper */
  gboolean is_observed; /* as of a section */
} EnrGridColumn;

/** A section. A text's key is the section's; of a grid "SECTION/ROW/COLUMN"; of a child "SECTION/ID". */
typedef struct
{
  char *key;        /* stable: a nursery renames headings, not keys */
  EnrSectionType type;
  char *heading;
  char *group;      /* neighbours of one group stand under one heading (養護, 教育); "" for none */
  char *hint;       /* "" for none */
  gboolean is_required;
  int age_first;    /* only for classes of these ages; -1 for all */
  int age_last;
  double height;    /* of the box on paper, in mm, as it is printed when empty; it grows */
  gboolean is_after; /* 評価・反省: written when the plan's time is over, also where it is approved */
  gboolean is_observed; /* what was seen or done at that time, or of that child: never another's */
  char *from;       /* the section of the plan above that is carried down into it, "" for none */
  EnrGridRows rows; /* of a grid */
  GPtrArray *columns; /* (element-type EnrGridColumn) of a grid; empty otherwise */
} EnrSection;

typedef enum
{
  ENR_BOX_WRITER,
  ENR_BOX_CHIEF,
  ENR_BOX_DIRECTOR,
} EnrBoxStep;

typedef struct
{
  EnrBoxStep step;
  char *label; /* 園長 */
} EnrApprovalBox;

typedef enum
{
  ENR_KEEP_FROM_YEAR,   /* from the end of the fiscal year that it is about */
  ENR_KEEP_FROM_LEAVING, /* from the child's leaving, or the year's end where there is no child */
  ENR_KEEP_SCHOOL,      /* to the end of the child's primary school (FACTS 5.3) */
} EnrKeepFrom;

typedef enum
{
  ENR_EXPECTED_NO,    /* nobody misses it */
  ENR_EXPECTED_ONE,   /* one for each period and class (child, facility) */
} EnrExpected;

/** A kind. Read-only, and usable from any thread. */
typedef struct _EnrWritingKind EnrWritingKind;
struct _EnrWritingKind
{
  char *key;        /* "week-plan" */
  char *path;       /* its file, for messages */
  char *label;      /* 週案 */
  gboolean is_plan; /* 計画; otherwise a record (記録) */
  EnrWritingSubject subject;
  EnrWritingPeriod period;
  char *above;      /* the kind of the plan above, "" for none */
  EnrExpected expected;
  int age_first;    /* of the classes (children) that it is expected for; -1 for all */
  int age_last;
  EnrWritingPeriod each; /* the time that there should be one in: its period, or of events a longer one */
  int due_days;     /* when it should be submitted: days after the period's first day (records: last) */
  int keep_years;
  EnrKeepFrom keep_from;
  double width;     /* of the paper, portrait or landscape as it is used, in mm */
  double height;
  GPtrArray *boxes;    /* (element-type EnrApprovalBox) in the order of the paper */
  GPtrArray *sections; /* (element-type EnrSection) */
  EnrWritingKind *original; /* what the program has, where this is the nursery's own copy; or %NULL */
};

/** Reads a description. KIND with "FILE:LINE:COLUMN: what is wrong", also where two sections have one key. */
EnrWritingKind *enr_writing_kind_read (const char *path,
                                       const char *content,
                                       gsize length,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

void enr_writing_kind_free (EnrWritingKind *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrWritingKind, enr_writing_kind_free)

/** The section of a key, or of the key of one of its texts ("days/mon/activity"); %NULL. */
const EnrSection *enr_writing_kind_find_section (const EnrWritingKind *self,
                                                 const char *key);

/** Whether a section belongs to a writing about a class (or child) of an age; -1 for mixed ages, to which
 * all belong. */
gboolean enr_section_fits_age (const EnrSection *self,
                               int age);

/** The most rows that a grid of times can have. */
#define ENR_GRID_MAX_TIMES 40

/** Whether the key is one of a text in the section: of a grid that of a cell, of children any "SECTION/ID".
 * Of facts there are none. */
gboolean enr_section_has_key (const EnrSection *self,
                              const char *key);

/** Whether a text tells what was seen or done then: what is written afterwards, what the description calls
 * observed (a section, or a column of a grid), and notes about children. Taken over from elsewhere it
 * would be
 * a false record. Pure. */
gboolean enr_section_is_observed (const EnrSection *self,
                                  const char *key);

/** The rows of a grid, as keys; for times @n_times of them. (transfer full) */
GStrv enr_grid_row_keys (EnrGridRows rows,
                         guint n_times) G_GNUC_WARN_UNUSED_RESULT;

/** "月", "1期（4～6月）"; "" for times. Static. */
const char *enr_grid_row_label (EnrGridRows rows,
                                const char *row_key);

/** Whether some section is written after the plan's time (EnrSection.is_after). */
gboolean enr_writing_kind_has_after (const EnrWritingKind *self);

/** Whether a chief (主任) has a box, and so a step, in it. */
gboolean enr_writing_kind_has_chief (const EnrWritingKind *self);

/** The first and last day of the period that @day is in. A week does not go beyond its fiscal year, because
 * classes end there. ENR_PERIOD_STAY gives @day for both. */
void enr_writing_period_of (EnrWritingPeriod period,
                            EnrDate day,
                            EnrDate *first,
                            EnrDate *last);

/** "令和8年6月", "令和8年6月8日～14日", as headings and lists show it. */
char *enr_writing_period_dup_text (EnrWritingPeriod period,
                                   EnrDate first,
                                   EnrDate last) G_GNUC_WARN_UNUSED_RESULT;

/** All kinds: those that come with the program, in the order of an office's shelf, each replaced by the
 * nursery's own copy ($XDG_DATA_HOME/enroku/forms/KIND.writing.xml) where there is one, then the nursery's
 * own kinds. */
typedef struct _EnrWritingKinds EnrWritingKinds;

EnrWritingKinds *enr_writing_kinds_load (void) G_GNUC_WARN_UNUSED_RESULT;
EnrWritingKinds *enr_writing_kinds_ref (EnrWritingKinds *self);
void enr_writing_kinds_unref (EnrWritingKinds *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrWritingKinds, enr_writing_kinds_unref)

guint enr_writing_kinds_get_n (const EnrWritingKinds *self);
const EnrWritingKind *enr_writing_kinds_get (const EnrWritingKinds *self,
                                             guint position);

/** The kind of a key or label, or the only one whose label has @word in it (要録). UNKNOWN (ENR_NURSERY_ERROR)
 * naming the kinds there are, or KIND with what is wrong with its description: a broken own copy is never
 * silently passed over. */
const EnrWritingKind *enr_writing_kinds_find (const EnrWritingKinds *self,
                                              const char *word,
                                              GError **error);

/** What is wrong with descriptions that could not be read, a line each; %NULL where all is well. Borrowed. */
const char *enr_writing_kinds_get_problems (const EnrWritingKinds *self);

G_END_DECLS
