/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * An import from the file to the records, without a window: what was chosen, what the file has, and
 * the plan that comes of it. It goes from thread to thread, but is used by one at a time.
 */
#pragma once

#include "app/session.h"
#include "nursery/import.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_IMPORT_CHILDREN,
  ENR_IMPORT_ATTENDANCE,
} EnrImportSubject;

typedef struct
{
  /*< private >*/
  gatomicrefcount ref_count;
  EnrCsv *csv;
  /*< public >*/
  EnrImportSubject subject;
  char *path;
  GPtrArray *mappings;    /* (element-type utf8) NULL-terminated: FIELD=COLUMN, chosen by hand */
  const char *preset;     /* of attendance; NULL: none. Static */
  gboolean no_new_classes;
  int fiscal_year;
  EnrDate today;
  const EnrActor *actor;

  /* After enr_import_job_plan(). */
  GPtrArray *headings;    /* (element-type utf8): the file's columns */
  GPtrArray *samples;     /* (element-type utf8): what the first rows have in each */
  int *columns;           /* by field: the column that is read, or -1 */
  const EnrImportField *fields; /* static */
  guint n_fields;
  EnrImportPlan *plan;    /* NULL where a needed column is missing */
  GError *problem;        /* why there is no plan */
} EnrImportJob;

EnrImportJob *enr_import_job_new (EnrSession *session,
                                  EnrImportSubject subject,
                                  const char *path) G_GNUC_WARN_UNUSED_RESULT;
EnrImportJob *enr_import_job_ref (EnrImportJob *self);
void enr_import_job_unref (gpointer data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrImportJob, enr_import_job_unref)

/** Reads the column by hand: @column is an index, or -1 for none. Takes effect with the next plan. */
void enr_import_job_map (EnrImportJob *self,
                         guint field,
                         int column);

/** EnrStoreFunc for the reader: reads the file (once) and plans. An error where the file cannot be
 * read; where a needed column is missing the columns are known, and @problem says what. */
gpointer enr_import_job_plan (EnrDb *db,
                              gpointer data,
                              GError **error);

/** EnrStoreFunc for the writer: does what the plan says, all or nothing. */
gpointer enr_import_job_apply (EnrDb *db,
                               gpointer data,
                               GError **error);

G_END_DECLS
