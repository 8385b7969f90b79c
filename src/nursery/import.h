/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Import (取込): a file is read, looked at row by row against the database, shown, and only then
 * written, all or nothing. The plan is what is shown and what is done: it is made again within the
 * write, and where the two differ nothing is written.
 */
#pragma once

#include "base/csv.h"
#include "nursery/class.h"
#include "nursery/import-fields.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_IMPORT_ADD,
  ENR_IMPORT_CHANGE,
  ENR_IMPORT_KEEP,   /* the database says the same already */
  ENR_IMPORT_REFUSE,
} EnrImportAction;

#define ENR_IMPORT_N_ACTIONS 4

typedef struct
{
  guint line;         /* of the file, from 1 */
  EnrImportAction action;
  char *title;        /* the child's name as the file has it */
  GPtrArray *details; /* (element-type utf8): translated sentences: what is set, what changes from what
                       * to what, or why the row is refused, with line and column */
} EnrImportRow;

typedef struct
{
  guint index;        /* from 0 */
  char *heading;      /* as the file has it */
  const char *field;  /* key of the field, or NULL where the column is not read. Static */
} EnrImportColumn;

typedef struct
{
  char *file;             /* its name without folders */
  GPtrArray *columns;     /* (element-type EnrImportColumn): all of the file's */
  GPtrArray *rows;        /* (element-type EnrImportRow): those that are not blank */
  GPtrArray *new_classes; /* (element-type EnrClass): that will be made */
  GPtrArray *notes;       /* (element-type utf8): sentences on the file as a whole */
  guint counts[ENR_IMPORT_N_ACTIONS];
  /*< private >*/
  gpointer source;        /* what the file says, so that the plan can be made again */
  GDestroyNotify free_source;
} EnrImportPlan;

typedef struct
{
  const char *const *mappings; /* "FIELD=COLUMN", NULL-terminated, or NULL; see import-fields.h */
  gboolean no_new_classes;     /* a class that the nursery lacks refuses the row */
  int fiscal_year;             /* the year of the classes */
  EnrDate today;
} EnrImportOptions;

/** The year that a roster goes into when nobody says which: the one in which the nursery's records
 * begin (EnrFacility) while there are no classes yet, and today's from then on. -1 on error. */
int enr_import_fiscal_year (EnrDb *db,
                            EnrDate today,
                            GError **error);

/** No mappings, the clock's today and its fiscal year. */
EnrImportOptions enr_import_options_default (void);

/**
 * Reads a roster against the database; writes nothing. Nothing of @csv or @options is kept.
 *
 * A row's child is found by its number (external-id), else by name and birth date. A number
 * that the database has for a child of another name and another birth date refuses the row.
 * Blank cells keep what is there. A child that is new is enrolled from its enrolment date, else
 * from the first day of the fiscal year (not before its birth). A class begins with that day
 * too; a child who is in another class already moves today. The first certification begins with
 * the enrolment, another one today. "Today" is the nearest day to it in the fiscal year and in
 * the child's enrolment.
 *
 * Rows with the same word in the family column are brothers and sisters: they share the family
 * of the first of them that the database has (with a guardian, if one of them has), else a new
 * one. The word joins the rows of one file only, and a child whose word is on no other row
 * keeps the family it has. The guardian's columns name or rename the family's first guardian; a
 * second name on a brother's or sister's row adds another one, a second address or telephone
 * number of the same guardian refuses the row. A number without a name belongs to the first
 * guardian, else to one called 保護者.
 *
 * INVALID where no name or birth date column was recognised: the message names what is missing,
 * what was found, and how to map it.
 */
EnrImportPlan *enr_import_children_plan (EnrDb *db,
                                         const EnrCsv *csv,
                                         const EnrImportOptions *options,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Does it, in one transaction. INVALID where the plan has a refused row; CHANGED where the
 * database was changed since so that the plan is another one. A plan of KEEP only writes
 * nothing. */
gboolean enr_import_children_apply (EnrDb *db,
                                    const EnrActor *actor,
                                    const EnrImportPlan *plan,
                                    GError **error);

/** The fields of a child's row, for the mapping dialog. */
const EnrImportField *enr_import_children_fields (guint *n_fields);

void enr_import_plan_free (EnrImportPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrImportPlan, enr_import_plan_free)

/** "add", "change", "keep", "refuse": the word of enrokuctl. Static. */
const char *enr_import_action_key (EnrImportAction action);

/*
 * For those who make plans, here and in the rooms above.
 */

EnrImportPlan *enr_import_plan_new (const char *file) G_GNUC_WARN_UNUSED_RESULT;

/** Notes the file's columns, and those that are not read. */
void enr_import_plan_set_header (EnrImportPlan *self,
                                 const EnrImportHeader *header);

/** Moves the columns and notes of @head, which was made when the file was read, into this plan. */
void enr_import_plan_take_head (EnrImportPlan *self,
                                EnrImportPlan *head);

/** Adds a row, as yet KEEP. Borrowed. */
EnrImportRow *enr_import_plan_add_row (EnrImportPlan *self,
                                       guint line,
                                       const char *title);

void enr_import_row_detail (EnrImportRow *self,
                            const char *format,
                            ...) G_GNUC_PRINTF (2, 3);
/** Adds why, and makes the row REFUSE. */
void enr_import_row_refuse (EnrImportRow *self,
                            const char *format,
                            ...) G_GNUC_PRINTF (2, 3);

/** Sets the counts from the rows. */
void enr_import_plan_count (EnrImportPlan *self);

/** INVALID where a row is refused, naming the first. */
gboolean enr_import_plan_check (const EnrImportPlan *self,
                                GError **error);

/** CHANGED where @fresh, made just now, is not what @self says. */
gboolean enr_import_plan_compare (const EnrImportPlan *self,
                                  const EnrImportPlan *fresh,
                                  GError **error);

/** The reason that the journal gets: "import roster.csv". Not translated: the record outlives the
 * language of the day. */
char *enr_import_plan_dup_reason (const EnrImportPlan *self) G_GNUC_WARN_UNUSED_RESULT;

/** Whether a cell says what the database has: exactly, or as far as CP932 could write it (〓 for a
 * letter it lacks, ～ for 〜). */
gboolean enr_import_text_same (const char *stored,
                               const char *cell);

G_END_DECLS
