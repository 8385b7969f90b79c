/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Between the files of the import of children, and the export: what a file's rows say (cells), what
 * the database says (records), and what is to be written (steps).
 */
#pragma once

#include "nursery/child.h"
#include "nursery/class.h"
#include "nursery/enrolment.h"
#include "nursery/family.h"
#include "nursery/import.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_FIELD_EXTERNAL_ID,
  ENR_FIELD_NAME,
  ENR_FIELD_FAMILY_NAME,
  ENR_FIELD_GIVEN_NAME,
  ENR_FIELD_KANA,
  ENR_FIELD_FAMILY_KANA,
  ENR_FIELD_GIVEN_KANA,
  ENR_FIELD_SEX,
  ENR_FIELD_BIRTH_DATE,
  ENR_FIELD_CLASS,
  ENR_FIELD_ENROLLED_ON,
  ENR_FIELD_LEFT_ON,
  ENR_FIELD_FAMILY,
  ENR_FIELD_CERTIFICATION,
  ENR_FIELD_CARE_HOURS,
  ENR_FIELD_CERTIFICATION_NUMBER,
  ENR_FIELD_GUARDIAN_NAME,
  ENR_FIELD_GUARDIAN_RELATION,
  ENR_FIELD_GUARDIAN_PHONE,
  ENR_FIELD_POSTAL_CODE,
  ENR_FIELD_ADDRESS,
  ENR_FIELD_ALLERGY,
  ENR_FIELD_NOTE,
  ENR_N_CHILD_FIELDS,
} EnrChildField;

extern const EnrImportField enr_child_fields[ENR_N_CHILD_FIELDS];

/* One row of a roster. */
typedef struct
{
  guint line;
  char *title;
  char *text[ENR_N_CHILD_FIELDS]; /* tidied; NULL where the cell is blank */
  gboolean is_unsplit;            /* a whole name without a blank in it */
  int sex;                        /* EnrSex, where text[SEX] is set; and so on */
  EnrDate birth_date;
  EnrDate enrolled_on;
  EnrDate left_on;
  int certification;
  int care_hours;
  GPtrArray *problems;            /* (element-type utf8): cells that cannot be read; or NULL */
} EnrChildCells;

/* What the file and the options say; the plan's source. */
typedef struct
{
  GPtrArray *cells; /* (element-type EnrChildCells) */
  char *headings[ENR_N_CHILD_FIELDS]; /* as the file calls them */
  gboolean no_new_classes;
  int fiscal_year;
  EnrDate today;
} EnrChildSheet;

/* Reads the rows; INVALID where a needed column is missing. The columns go into the plan. */
EnrChildSheet *enr_child_sheet_read (const EnrCsv *csv,
                                     const EnrImportOptions *options,
                                     EnrImportPlan *plan,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_child_sheet_free (gpointer data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrChildSheet, enr_child_sheet_free)

/* A household, with what a file has said of it so far. */
typedef struct
{
  EnrUuid id;             /* none until it is made */
  char *postal_code;
  char *address;
  GPtrArray *guardians;   /* (element-type EnrContact) in calling order */
  int last_position;      /* of all its people */
  guint n_children;
  guint guardian_line;    /* the file's line that named the first guardian, 0 for none */
  guint address_line;
  guint postal_line;
  GHashTable *phone_lines; /* EnrContact to line; or NULL */
} EnrFamilyRecord;

/* A child, with all that goes by date, in order. */
typedef struct
{
  EnrChild *child;
  EnrFamilyRecord *family;    /* borrowed */
  char *name_key;             /* name and birth date */
  GPtrArray *enrolments;      /* (element-type EnrEnrolment) */
  GPtrArray *memberships;     /* (element-type EnrMembership), of the fiscal year */
  GPtrArray *certifications;  /* (element-type EnrCertification) */
  guint line;                 /* the file's line that is this child, 0 for none */
} EnrChildRecord;

/* All children of the database, read once: a file of two thousand rows asks no row by itself. */
typedef struct
{
  int fiscal_year;
  EnrDate first;              /* of the fiscal year */
  EnrDate last;
  EnrDate today;              /* or the nearest day in the fiscal year */
  GPtrArray *children;        /* (element-type EnrChildRecord) by kana */
  GPtrArray *families;        /* (element-type EnrFamilyRecord) */
  GPtrArray *classes;         /* (element-type EnrClass) by position */
  GHashTable *by_external_id; /* char * to EnrChildRecord */
  GHashTable *by_name;        /* name key to GPtrArray of EnrChildRecord */
} EnrRecords;

EnrRecords *enr_records_load (EnrDb *db,
                              int fiscal_year,
                              EnrDate today,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_records_free (EnrRecords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrRecords, enr_records_free)

/* A record of a child that is not in the database yet. Borrowed. */
EnrChildRecord *enr_records_add_child (EnrRecords *self);
EnrFamilyRecord *enr_records_add_family (EnrRecords *self);

/* By class position, then kana: the order of a list of the children. */
void enr_records_sort (EnrRecords *self);

/* The key that a name and a birth date are found by. */
char *enr_child_name_key (const char *family_name,
                          const char *given_name,
                          EnrDate birth_date) G_GNUC_WARN_UNUSED_RESULT;

/* The class of that name, with or without 組 at its end; NULL where there is none. Borrowed. */
EnrClass *enr_records_find_class (const EnrRecords *self,
                                  const char *name);
EnrClass *enr_records_get_class (const EnrRecords *self,
                                 const EnrUuid *id);

/* The enrolment that matters on a day: the one that runs, else the last one ended, else the
 * next. */
EnrEnrolment *enr_child_record_enrolment (const EnrChildRecord *self,
                                          EnrDate day);
/* The day nearest to "today" that lies in that enrolment and the fiscal year; NONE where they
 * do not meet. What the lists show of a child is as of this day. */
EnrDate enr_child_record_day (const EnrRecords *records,
                              const EnrEnrolment *enrolment);
EnrMembership *enr_child_record_membership (const EnrChildRecord *self,
                                            EnrDate day);
EnrCertification *enr_child_record_certification (const EnrChildRecord *self,
                                                  EnrDate day);

/* What a row does. Objects are the records' own, as they will be. */
typedef struct
{
  EnrChildRecord *record;     /* NULL: nothing */
  gboolean save_child;
  gboolean enrol;             /* a new enrolment: `enrolment` */
  gboolean set_period;        /* another first or last day of `enrolment` */
  EnrEnrolment *enrolment;
  EnrMembership *shift;       /* its first day follows the enrolment's */
  EnrClass *class;            /* to move into from class_from; NULL: stays */
  EnrDate class_from;
  gboolean certify;
  EnrCertification certification;
  EnrContact *contact;        /* to save, or NULL */
  EnrFamilyRecord *address;   /* to save, or NULL */
} EnrChildStep;

/* Fills the plan's rows and new classes, and the steps (one for each row of the plan). */
gboolean enr_import_children_resolve (EnrDb *db,
                                      const EnrChildSheet *sheet,
                                      EnrRecords *records,
                                      EnrImportPlan *plan,
                                      GArray *steps,
                                      GError **error);

G_END_DECLS
