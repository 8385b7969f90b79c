/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a row of a roster says that goes by date: enrolment, class, certification.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "nursery/import-resolve.h"

ENR_SQL (SQL_HAS_STAMPS,
         "SELECT 1 FROM stamp WHERE child_id = :child AND day >= :first "
         "AND (:last IS NULL OR day <= :last) LIMIT 1");

static gboolean
has_stamps (EnrResolverRow *self, EnrDate first, EnrDate last)
{
  g_auto (EnrStmt) st = enr_stmt (self->resolver->db, SQL_HAS_STAMPS);
  int rc;

  enr_bind_uuid (&st, ":child", &self->record->child->id);
  enr_bind_date (&st, ":first", first);
  enr_bind_date (&st, ":last", last);
  rc = enr_stmt_step (&st, self->resolver->failed ? NULL : self->resolver->error);
  if (rc < 0)
    self->resolver->failed = TRUE;
  return rc > 0;
}

/* The enrolment that the row speaks of: the one that begins on its day, else the one of today. */
static EnrEnrolment *
enrolment_of_row (EnrResolverRow *self)
{
  EnrChildRecord *record = self->record;

  for (guint i = 0; i < record->enrolments->len; i++)
    {
      EnrEnrolment *enrolment = g_ptr_array_index (record->enrolments, i);

      if (enrolment->first == self->cells->enrolled_on)
        return enrolment;
    }
  return enr_child_record_enrolment (record, self->resolver->records->today);
}

static EnrEnrolment *
add_enrolment (EnrResolverRow *self, EnrDate first)
{
  EnrEnrolment *enrolment = g_new0 (EnrEnrolment, 1);
  char buffer[ENR_DATE_ISO_LENGTH];

  enrolment->first = first;
  enrolment->last = ENR_DATE_NONE;
  g_ptr_array_add (self->record->enrolments, enrolment);
  enr_import_row_detail (self->row, _ ("Enrolled from %s."), enr_date_iso (first, buffer));
  self->step->enrol = TRUE;
  return enrolment;
}

/* Whether [first, last] meets another enrolment of the child. */
static gboolean
overlaps (EnrResolverRow *self, const EnrEnrolment *except, EnrDate first, EnrDate last)
{
  for (guint i = 0; i < self->record->enrolments->len; i++)
    {
      const EnrEnrolment *other = g_ptr_array_index (self->record->enrolments, i);

      if (other != except && (last == ENR_DATE_NONE || other->first <= last)
          && (other->last == ENR_DATE_NONE || other->last >= first))
        return TRUE;
    }
  return FALSE;
}

/* The enrolment's first day is corrected; a class that began with it follows. */
static void
set_first_day (EnrResolverRow *self, EnrEnrolment *enrolment, EnrDate first)
{
  EnrRecords *records = self->resolver->records;
  char before[ENR_DATE_ISO_LENGTH], after[ENR_DATE_ISO_LENGTH];
  EnrDate old = MAX (enrolment->first, records->first);

  if (first > enrolment->first && has_stamps (self, enrolment->first, first - 1))
    {
      enr_resolver_refuse_cell (self, ENR_FIELD_ENROLLED_ON,
                                _ ("Attendance was recorded before that day."));
      return;
    }
  enr_resolver_note (self, ENR_FIELD_ENROLLED_ON, enr_date_iso (enrolment->first, before),
                     enr_date_iso (first, after));
  for (guint i = 0; i < self->record->memberships->len; i++)
    {
      EnrMembership *membership = g_ptr_array_index (self->record->memberships, i);

      if (membership->first == old && MAX (first, records->first) <= membership->last
          && MAX (first, records->first) != old)
        {
          membership->first = MAX (first, records->first);
          self->step->shift = membership;
        }
    }
  enrolment->first = first;
  self->step->set_period = TRUE;
}

static void
set_last_day (EnrResolverRow *self, EnrEnrolment *enrolment, EnrDate last)
{
  char before[ENR_DATE_ISO_LENGTH], after[ENR_DATE_ISO_LENGTH];

  if (!self->step->enrol && (enrolment->last == ENR_DATE_NONE || last < enrolment->last)
      && has_stamps (self, last + 1, enrolment->last))
    {
      enr_resolver_refuse_cell (self, ENR_FIELD_LEFT_ON,
                                _ ("Attendance was recorded after that day."));
      return;
    }
  enr_resolver_note (self, ENR_FIELD_LEFT_ON, enr_date_iso (enrolment->last, before),
                     enr_date_iso (last, after));
  enrolment->last = last;
  if (!self->step->enrol)
    self->step->set_period = TRUE;
}

EnrEnrolment *
enr_resolver_enrolment (EnrResolverRow *self)
{
  EnrEnrolment *enrolment = enrolment_of_row (self);
  EnrDate birth = self->record->child->birth_date;
  EnrDate first = self->cells->enrolled_on;
  EnrDate last = self->cells->left_on;

  if (enrolment == NULL)
    enrolment = add_enrolment (
        self, first != ENR_DATE_NONE ? first : MAX (self->resolver->records->first, birth));
  else if (first != ENR_DATE_NONE && first != enrolment->first)
    {
      if (enrolment->last != ENR_DATE_NONE && first > enrolment->last)
        enrolment = add_enrolment (self, first);
      else
        set_first_day (self, enrolment, first);
    }
  if (last != ENR_DATE_NONE && last != enrolment->last)
    set_last_day (self, enrolment, last);

  if (enrolment->first < birth)
    enr_resolver_refuse_cell (self, ENR_FIELD_ENROLLED_ON,
                              _ ("The day of enrolment is before the birth date."));
  if (enrolment->last != ENR_DATE_NONE && enrolment->last < enrolment->first)
    enr_resolver_refuse_cell (self, ENR_FIELD_LEFT_ON,
                              _ ("The day of leaving is before the day of enrolment."));
  else if ((self->step->enrol || self->step->set_period)
           && overlaps (self, enrolment, enrolment->first, enrolment->last))
    enr_resolver_refuse_cell (self, ENR_FIELD_ENROLLED_ON,
                              _ ("The child has another enrolment in that time."));
  self->step->enrolment = enrolment;
  return enrolment;
}

static EnrClass *
class_of_row (EnrResolverRow *self, const char *name)
{
  EnrResolver *resolver = self->resolver;
  EnrClass *class = g_hash_table_lookup (resolver->classes, name);

  if (class == NULL)
    {
      class = enr_records_find_class (resolver->records, name);
      if (class == NULL)
        {
          class = g_new0 (EnrClass, 1);
          class->fiscal_year = resolver->records->fiscal_year;
          class->name = g_strdup (name);
          class->age = ENR_CLASS_AGE_UNSET;
          g_ptr_array_add (resolver->records->classes, class);
          g_ptr_array_add (resolver->new_classes, class);
        }
      g_hash_table_insert (resolver->classes, (gpointer) name, class);
    }
  return class;
}

static void
note_class (EnrResolverRow *self, const EnrClass *before, const EnrClass *after, EnrDate day)
{
  char buffer[ENR_DATE_ISO_LENGTH];

  enr_date_iso (day, buffer);
  if (before != NULL)
    /* Translators: the old class, the new class, and a day */
    enr_import_row_detail (self->row, _ ("Class: “%s” becomes “%s” from %s."), before->name,
                           after->name, buffer);
  else
    /* Translators: a class and a day */
    enr_import_row_detail (self->row, _ ("Class: “%s” from %s."), after->name, buffer);
}

void
enr_resolver_class (EnrResolverRow *self, EnrEnrolment *enrolment)
{
  EnrRecords *records = self->resolver->records;
  const char *name = self->cells->text[ENR_FIELD_CLASS];
  EnrDate day = enr_child_record_day (records, enrolment);
  EnrMembership *membership = enr_child_record_membership (self->record, day);
  EnrClass *before
      = membership != NULL ? enr_records_get_class (records, &membership->class_id) : NULL;
  EnrClass *class;
  int age;

  if (name == NULL || self->row->action == ENR_IMPORT_REFUSE)
    return;
  if (day == ENR_DATE_NONE)
    {
      enr_import_row_detail (
          self->row, _ ("The class is left out: the child is not enrolled in fiscal year %d."),
          records->fiscal_year);
      return;
    }
  class = class_of_row (self, name);
  if (class == before)
    return;
  if (enr_uuid_is_none (&class->id))
    {
      if (self->resolver->sheet->no_new_classes)
        {
          enr_import_row_refuse (self->row, _ ("There is no class “%s” in fiscal year %d."), name,
                                 records->fiscal_year);
          return;
        }
      age = MIN (enr_class_age (records->fiscal_year, self->record->child->birth_date), 6);
      class->age = class->age == ENR_CLASS_AGE_UNSET || class->age == age ? age : -1;
    }
  self->step->class = class;
  self->step->class_from = before != NULL ? day : MAX (enrolment->first, records->first);
  note_class (self, before, class, self->step->class_from);
}

void
enr_resolver_certification (EnrResolverRow *self, EnrEnrolment *enrolment)
{
  static const char *const kinds[] = { "", "1号", "2号", "3号" };
  static const char *const hours[] = { "", "保育標準時間", "保育短時間", "教育標準時間" };
  const EnrChildCells *cells = self->cells;
  EnrCertification *wanted = &self->step->certification;
  EnrDate day = MAX (self->resolver->records->today, enrolment->first);
  const EnrCertification *before;
  g_autofree char *number = NULL;

  if (enrolment->last != ENR_DATE_NONE)
    day = MIN (day, enrolment->last);
  before = enr_child_record_certification (self->record, day);
  if (before != NULL)
    *wanted = *before;
  number = g_strdup (before != NULL ? before->number : "");
  if (cells->text[ENR_FIELD_CERTIFICATION] != NULL
      && wanted->kind != (EnrCertificationKind) cells->certification)
    {
      enr_resolver_note (self, ENR_FIELD_CERTIFICATION, kinds[wanted->kind],
                         kinds[cells->certification]);
      wanted->kind = cells->certification;
      self->step->certify = TRUE;
    }
  if (cells->text[ENR_FIELD_CARE_HOURS] != NULL
      && wanted->care_hours != (EnrCareHours) cells->care_hours)
    {
      enr_resolver_note (self, ENR_FIELD_CARE_HOURS, hours[wanted->care_hours],
                         hours[cells->care_hours]);
      wanted->care_hours = cells->care_hours;
      self->step->certify = TRUE;
    }
  if (enr_resolver_set_text (self, ENR_FIELD_CERTIFICATION_NUMBER, &number))
    self->step->certify = TRUE;
  wanted->number = g_steal_pointer (&number);
  wanted->first = before != NULL ? day : enrolment->first;
  wanted->last = ENR_DATE_NONE;
}
