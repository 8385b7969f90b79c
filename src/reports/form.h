/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a paper looks like: a description in XML that a nursery can copy and change. The built-in ones
 * (data/forms/) explain every element in comments.
 */
#pragma once

#include "reports/error.h"
#include "reports/typeset.h"

G_BEGIN_DECLS

#define ENR_FORM_DAILY_REGISTER "daily-register"
#define ENR_FORM_ATTENDANCE_BOOK "attendance-book"

typedef enum
{
  ENR_FORM_SIZE_TITLE,
  ENR_FORM_SIZE_HEADER,
  ENR_FORM_SIZE_HEADING, /* the table's heading */
  ENR_FORM_SIZE_CELL,
  ENR_FORM_SIZE_SMALL,   /* kana, legend, footer */
  ENR_FORM_N_SIZES,
} EnrFormSize;

/** A line of the header, legend or footer. */
typedef struct
{
  char *text;        /* with {fields} */
  EnrAlign at;
  EnrFormSize size;
  gboolean bold;
} EnrFormLine;

typedef struct
{
  const char *field; /* static, one of the form's fields */
  char *heading;
  char *group;       /* neighbours of one group share a heading above theirs; NULL for none */
  double width;      /* points; 0 where @weight is set */
  double weight;     /* share of the width that is left over */
  EnrAlign align;
  int age_first;     /* printed only for classes of these ages; -1 for all */
  int age_last;
  gboolean wrap;     /* a row grows so that the text is never smaller than the minimum */
} EnrFormColumn;

/** A row of sums below the children. */
typedef struct
{
  const char *field; /* static */
  char *heading;
} EnrFormSum;

/** A form description. All lengths are points, whatever the file says. Read-only. */
typedef struct
{
  const char *id;    /* static: ENR_FORM_... */
  char *path;        /* the file, for messages */
  char *title;
  gboolean class_pages; /* every class begins on a new page */
  double width;
  double height;
  double top;        /* margins */
  double bottom;
  double left;
  double right;
  char *font;        /* a family of the system, or NULL for the program's own */
  char *font_where;  /* FILE:LINE:COLUMN of it, or NULL */
  double sizes[ENR_FORM_N_SIZES];
  double minimum;    /* the smallest size that text is shrunk to */
  double box_width;  /* approval boxes */
  double box_height;
  GPtrArray *boxes;  /* (element-type utf8) their labels */
  GArray *header;    /* (element-type EnrFormLine) */
  GArray *legend;    /* (element-type EnrFormLine) */
  GArray *footer;    /* (element-type EnrFormLine) */
  double row_height;
  double row_minimum; /* rows may be as low as this where a class then goes on one page */
  double heading_height;
  guint rows_per_page; /* 0: as many as there is room for */
  GArray *columns;   /* (element-type EnrFormColumn) */
  GArray *sums;      /* (element-type EnrFormSum) */
  GHashTable *symbols; /* "present" or "absence:KEY" -> text */
} EnrForm;

/**
 * Reads the form @id ("daily-register", "attendance-book"): the nursery's own copy
 * $XDG_DATA_HOME/enroku/forms/ID.form.xml where there is one, else the built-in form. A broken own copy
 * is an error and never silently passed over. ENR_REPORT_ERROR_FORM with
 * "FILE:LINE:COLUMN: what is wrong and what is allowed".
 */
EnrForm *enr_form_load (const char *id,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Reads a form from a file. @id is the form that is expected, or %NULL for any. */
EnrForm *enr_form_load_file (const char *path,
                             const char *id,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The same from memory; @path stands for the file in messages. */
EnrForm *enr_form_load_data (const char *path,
                             const char *data,
                             gsize length,
                             const char *id,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

void enr_form_free (EnrForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrForm, enr_form_free)

/** The font of a form; see enr_fonts_find(). */
const EnrFont *enr_form_find_font (const EnrForm *self,
                                   GError **error);

/** The sign for a state ("present", "late"), as the form or else the program has it. Never %NULL. */
const char *enr_form_symbol (const EnrForm *self,
                             const char *state);

/** The sign that the form gives an absence kind by its key, or @otherwise. */
const char *enr_form_absence_symbol (const EnrForm *self,
                                     const char *kind,
                                     const char *otherwise);

/** The text style of a size. */
EnrTextStyle enr_form_style (const EnrForm *self,
                             EnrFormSize size,
                             gboolean bold,
                             EnrAlign align);

/** Puts values (utf8 to utf8) into the {fields} of a text. %NULL where the text has fields and all of
 * them are empty: such a line is not printed. Newly allocated. */
char *enr_form_expand (const char *text,
                       GHashTable *values) G_GNUC_WARN_UNUSED_RESULT;

/** The height of the header block, the legend and the footer, and of what is left between header and
 * legend for the table with its headings. */
double enr_form_header_height (const EnrForm *self);
double enr_form_legend_height (const EnrForm *self);
double enr_form_footer_height (const EnrForm *self);
double enr_form_body_height (const EnrForm *self);

G_END_DECLS
