/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * 保育所児童保育要録 from the database: whose there are in a fiscal year, and what is printed of each.
 */
#pragma once

#include "reports/nursery-record.h"
#include "reports/table.h"
#include "store/db.h"
#include "writing/writing.h"

G_BEGIN_DECLS

/** The key of the kind. */
#define ENR_NURSERY_RECORD_KIND "nursery-record"

/** A child that needs a record, or has one. */
typedef struct
{
  EnrUuid child_id;
  char *name;
  char *kana;
  char *class_name;      /* on the last day that counts, "" for none */
  EnrUuid writing_id;    /* none where nothing was begun */
  EnrWritingState state; /* of the writing */
  int approved;          /* the version in force, 0 for none */
  GPtrArray *sent;       /* (element-type EnrSent) by day */
} EnrNurseryRecordRow;

void enr_nursery_record_row_free (EnrNurseryRecordRow *self);

/** Every child whose class age is 5 in that fiscal year and who was enrolled on its last day, or is on @today
 * where that is earlier, and everybody who has a record of that year. By class, then kana.
 * (element-type EnrNurseryRecordRow) */
GPtrArray *enr_nursery_record_list (EnrDb *db,
                                    int fiscal_year,
                                    EnrDate today,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Whom each was sent to, for a spreadsheet: a row a sending, and one for each child without. */
EnrTable *enr_nursery_record_table_new (GPtrArray *rows,
                                        int fiscal_year) G_GNUC_WARN_UNUSED_RESULT;

/** A record with what it borrows. */
typedef struct _EnrNurseryRecordSource EnrNurseryRecordSource;

/**
 * Reads one: what stands on the form of the child, its first guardian, the enrolment that holds the
 * year's last day (otherwise the last one before it), the facility, and the school that it was sent to last
 * (就学先). The text is the approved version; where none is approved it is the text as it stands, and a
 * draft (案). Errors of reading.
 */
EnrNurseryRecordSource *enr_nursery_record_load (EnrDb *db,
                                                 const EnrWritingKind *kind,
                                                 const EnrUuid *writing_id,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_nursery_record_source_free (EnrNurseryRecordSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrNurseryRecordSource, enr_nursery_record_source_free)

/** What is printed. Borrowed. */
const EnrNurseryRecord *enr_nursery_record_source_get (const EnrNurseryRecordSource *self);

/** The papers of several, in that order. (element-type EnrNurseryRecordSource). ENR_REPORT_ERROR_EMPTY. */
EnrDocument *enr_nursery_record_print (GPtrArray *sources,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** "保育要録_2026年度_青木 朝陽.pdf": the year and the name, without what a file's name must not have. With
 * @number from 2 on behind it, for children of one name. */
char *enr_nursery_record_dup_file_name (const EnrNurseryRecordSource *self,
                                        guint number) G_GNUC_WARN_UNUSED_RESULT;

/** Writes one PDF a child into a folder, those of @fiscal_year that are approved; what stands there by that
 * name is replaced. Returns how many were written, or -1; @n_left_out is how many children have no approved
 * record. */
int enr_nursery_record_write_all (EnrDb *db,
                                  const EnrWritingKind *kind,
                                  int fiscal_year,
                                  EnrDate today,
                                  const char *folder,
                                  guint *n_left_out,
                                  GError **error);

G_END_DECLS
