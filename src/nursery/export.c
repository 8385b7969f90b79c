/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "nursery/export.h"

#include <glib/gi18n-lib.h>

#include "nursery/error.h"
#include "nursery/import-private.h"

static gboolean
is_in_scope (const EnrEnrolment *enrolment, EnrDate day, EnrRosterScope scope)
{
  if (scope == ENR_ROSTER_ALL)
    return TRUE;
  if (enrolment == NULL || enrolment->first > day)
    return scope == ENR_ROSTER_FUTURE;
  if (enrolment->last != ENR_DATE_NONE && enrolment->last < day)
    return scope == ENR_ROSTER_FORMER;
  return scope == ENR_ROSTER_ENROLLED;
}

static void
write_headings (EnrCsvWriter *writer)
{
  for (guint i = 0; i < ENR_N_CHILD_FIELDS; i++)
    if (enr_child_fields[i].heading != NULL)
      enr_csv_writer_field (writer, enr_child_fields[i].heading);
  enr_csv_writer_end_row (writer);
}

/* A number for a family of several children of this list; only children need none. */
static char *
family_word (GHashTable *families, const EnrFamilyRecord *family)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (families, family));

  if (family->n_children < 2)
    return NULL;
  if (number == 0)
    {
      number = g_hash_table_size (families) + 1;
      g_hash_table_insert (families, (gpointer) family, GUINT_TO_POINTER (number));
    }
  return g_strdup_printf ("%u", number);
}

static void
write_date (EnrCsvWriter *writer, EnrDate date)
{
  char buffer[ENR_DATE_ISO_LENGTH];

  enr_csv_writer_field (writer, enr_date_iso (date, buffer));
}

static void
write_guardian (EnrCsvWriter *writer, const EnrFamilyRecord *family)
{
  const EnrContact *guardian
      = family->guardians->len > 0 ? g_ptr_array_index (family->guardians, 0) : NULL;

  enr_csv_writer_field (writer, guardian != NULL ? guardian->name : "");
  enr_csv_writer_field (writer, guardian != NULL ? guardian->relation : "");
  enr_csv_writer_field (writer, guardian != NULL ? guardian->phone : "");
  enr_csv_writer_field (writer, family->postal_code);
  enr_csv_writer_field (writer, family->address);
}

static void
write_child (EnrCsvWriter *writer,
             const EnrRecords *records,
             const EnrChildRecord *record,
             const EnrEnrolment *enrolment,
             GHashTable *families)
{
  static const char *const sexes[] = { "", "男", "女" };
  static const char *const kinds[] = { "", "1号", "2号", "3号" };
  static const char *const hours[] = { "", "保育標準時間", "保育短時間", "教育標準時間" };
  const EnrChild *child = record->child;
  EnrDate day = enr_child_record_day (records, enrolment);
  const EnrMembership *membership = enr_child_record_membership (record, day);
  const EnrClass *class = membership != NULL
                              ? enr_records_get_class (records, &membership->class_id)
                              : NULL;
  const EnrCertification *certification = NULL;
  g_autofree char *family = family_word (families, record->family);

  if (enrolment != NULL)
    {
      EnrDate last = enrolment->last != ENR_DATE_NONE ? enrolment->last : G_MAXINT32;

      certification
          = enr_child_record_certification (record, CLAMP (records->today, enrolment->first, last));
    }
  enr_csv_writer_field (writer, child->external_id);
  enr_csv_writer_field (writer, child->family_name);
  enr_csv_writer_field (writer, child->given_name);
  enr_csv_writer_field (writer, child->family_kana);
  enr_csv_writer_field (writer, child->given_kana);
  enr_csv_writer_field (writer, sexes[child->sex]);
  write_date (writer, child->birth_date);
  enr_csv_writer_field (writer, class != NULL ? class->name : "");
  write_date (writer, enrolment != NULL ? enrolment->first : ENR_DATE_NONE);
  write_date (writer, enrolment != NULL ? enrolment->last : ENR_DATE_NONE);
  enr_csv_writer_field (writer, family);
  enr_csv_writer_field (writer, certification != NULL ? kinds[certification->kind] : "");
  enr_csv_writer_field (writer, certification != NULL ? hours[certification->care_hours] : "");
  enr_csv_writer_field (writer, certification != NULL ? certification->number : "");
  write_guardian (writer, record->family);
  enr_csv_writer_field (writer, !child->has_allergy            ? ""
                                : *child->allergy_note == '\0' ? "あり"
                                                               : child->allergy_note);
  enr_csv_writer_field (writer, child->note);
  enr_csv_writer_end_row (writer);
}

GBytes *
enr_export_finish (EnrCsvWriter *writer, guint *replaced, GError **error)
{
  GBytes *bytes = enr_csv_writer_finish (writer, replaced);

  if (bytes == NULL)
    g_set_error_literal (error, ENR_CSV_ERROR, ENR_CSV_ERROR_ENCODING,
                         _ ("This system cannot write CP932 (Shift_JIS). Please choose UTF-8."));
  return bytes;
}

typedef gboolean (*WantedFunc) (const EnrEnrolment *enrolment,
                                EnrDate day,
                                int with);

static gboolean
is_wanted_by_scope (const EnrEnrolment *enrolment, EnrDate day, int scope)
{
  return is_in_scope (enrolment, day, scope);
}

/* @first is the period's first day, @day its last. */
static gboolean
is_wanted_by_period (const EnrEnrolment *enrolment, EnrDate day, int first)
{
  return enrolment != NULL && enrolment->first <= day
         && (enrolment->last == ENR_DATE_NONE || enrolment->last >= first);
}

static GBytes *
export_wanted (EnrDb *db,
               EnrDate day,
               WantedFunc is_wanted,
               int with,
               EnrEncoding encoding,
               guint *replaced,
               GError **error)
{
  g_autoptr (EnrCsvWriter) writer = enr_csv_writer_new (encoding);
  g_autoptr (EnrRecords) records = enr_records_load (db, enr_fiscal_year (day), day, error);
  g_autoptr (GHashTable) families = g_hash_table_new (NULL, NULL);

  if (records == NULL)
    return NULL;
  enr_records_sort (records);
  write_headings (writer);
  for (guint i = 0; i < records->children->len; i++)
    {
      const EnrChildRecord *record = g_ptr_array_index (records->children, i);
      const EnrEnrolment *enrolment = enr_child_record_enrolment (record, day);

      if (is_wanted (enrolment, day, with))
        write_child (writer, records, record, enrolment, families);
    }
  return enr_export_finish (writer, replaced, error);
}

GBytes *
enr_export_children (EnrDb *db,
                     EnrDate day,
                     EnrRosterScope scope,
                     EnrEncoding encoding,
                     guint *replaced,
                     GError **error)
{
  return export_wanted (db, day, is_wanted_by_scope, scope, encoding, replaced, error);
}

GBytes *
enr_export_children_of_period (EnrDb *db,
                               EnrDate first,
                               EnrDate last,
                               EnrEncoding encoding,
                               guint *replaced,
                               GError **error)
{
  return export_wanted (db, last, is_wanted_by_period, first, encoding, replaced, error);
}
