/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Between the files that find out what a roster would do. A row is compared with the records, and
 * brings them to what it says, so that the next row (a brother, the same guardian) is compared with
 * the outcome. Nothing here writes.
 */
#pragma once

#include "nursery/import-private.h"

G_BEGIN_DECLS

typedef struct
{
  EnrDb *db;
  const EnrChildSheet *sheet;
  EnrRecords *records;
  EnrImportPlan *plan;
  GHashTable *classes;      /* name as the file has it to EnrClass; borrowed */
  GPtrArray *new_classes;   /* (element-type EnrClass): borrowed from the records */
  GHashTable *families;     /* word of the family column to EnrFamilyRecord */
  GHashTable *number_lines; /* external id to the first line that has it */
  GHashTable *new_names;    /* name key to the first line of a child to be added */
  GError **error;
  gboolean failed;
} EnrResolver;

/* The row at hand. */
typedef struct
{
  EnrResolver *resolver;
  const EnrChildCells *cells;
  EnrImportRow *row;
  EnrChildStep *step;
  EnrChildRecord *record;
  gboolean is_new;
} EnrResolverRow;

/* What is set, or changes from what to what: a sentence for the row. */
void enr_resolver_note (EnrResolverRow *self,
                        guint field,
                        const char *before,
                        const char *after);
/* Brings a text to what the cell says; FALSE where the cell is blank or says the same. */
gboolean enr_resolver_set_text (EnrResolverRow *self,
                                guint field,
                                char **target);
/* Refuses the row because of one cell. */
void enr_resolver_refuse_cell (EnrResolverRow *self,
                               guint field,
                               const char *sentence);

/* import-match.c: the record of a row; NULL for a new child, or with the row refused. */
EnrChildRecord *enr_resolver_find_record (EnrResolver *self,
                                          const EnrChildCells *cells,
                                          EnrImportRow *row);
void enr_resolver_check_repeats (EnrResolver *self,
                                 const EnrChildCells *cells,
                                 EnrChildRecord *record,
                                 EnrImportRow *row);

/* import-family.c */
void enr_resolver_choose_family (EnrResolver *self,
                                 const char *word,
                                 EnrChildRecord *record);
void enr_resolver_family (EnrResolverRow *self);
void enr_resolver_guardian (EnrResolverRow *self);
void enr_resolver_address (EnrResolverRow *self);

/* import-periods.c */
EnrEnrolment *enr_resolver_enrolment (EnrResolverRow *self);
void enr_resolver_class (EnrResolverRow *self,
                         EnrEnrolment *enrolment);
void enr_resolver_certification (EnrResolverRow *self,
                                 EnrEnrolment *enrolment);

/* The age of a new class until its first child is seen. */
#define ENR_CLASS_AGE_UNSET (-2)

G_END_DECLS
