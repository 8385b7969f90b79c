/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the database knows of all children, read once.
 */
#include "config.h"

#include <string.h>

#include "base/text.h"
#include "nursery/import-private.h"

ENR_SQL (SQL_FAMILIES, "SELECT id, postal_code, address FROM family");
ENR_SQL (
    SQL_CONTACTS,
    "SELECT id, family_id, position, name, kana, relation, phone, phone2, is_guardian, "
    "may_collect, note FROM contact WHERE removed_at IS NULL ORDER BY family_id, position, id");
ENR_SQL (
    SQL_CHILDREN,
    "SELECT id, external_id, family_id, family_name, given_name, family_kana, given_kana, sex, "
    "birth_date, has_allergy, allergy_note, note FROM child WHERE removed_at IS NULL "
    "ORDER BY family_kana, given_kana, family_name, given_name, id");
ENR_SQL (SQL_ENROLMENTS,
         "SELECT child_id, id, first_day, last_day FROM enrolment WHERE removed_at IS NULL "
         "ORDER BY first_day, id");
ENR_SQL (SQL_MEMBERSHIPS,
         "SELECT child_id, id, class_id, first_day, last_day FROM membership "
         "WHERE removed_at IS NULL AND first_day <= :last AND last_day >= :first "
         "ORDER BY first_day, id");
ENR_SQL (SQL_CERTIFICATIONS,
         "SELECT child_id, id, kind, care_hours, number, first_day, last_day FROM certification "
         "WHERE removed_at IS NULL ORDER BY first_day, id");

static void
family_free (gpointer data)
{
  EnrFamilyRecord *self = data;

  g_free (self->postal_code);
  g_free (self->address);
  g_ptr_array_unref (self->guardians);
  g_clear_pointer (&self->phone_lines, g_hash_table_unref);
  g_free (self);
}

static void
child_free (gpointer data)
{
  EnrChildRecord *self = data;

  enr_child_free (self->child);
  g_free (self->name_key);
  g_ptr_array_unref (self->enrolments);
  g_ptr_array_unref (self->memberships);
  g_ptr_array_unref (self->certifications);
  g_free (self);
}

void
enr_records_free (EnrRecords *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->by_external_id, g_hash_table_unref);
  g_clear_pointer (&self->by_name, g_hash_table_unref);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_pointer (&self->families, g_ptr_array_unref);
  g_clear_pointer (&self->classes, g_ptr_array_unref);
  g_free (self);
}

EnrFamilyRecord *
enr_records_add_family (EnrRecords *self)
{
  EnrFamilyRecord *family = g_new0 (EnrFamilyRecord, 1);

  family->postal_code = g_strdup ("");
  family->address = g_strdup ("");
  family->guardians = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_contact_free);
  family->last_position = -1;
  g_ptr_array_add (self->families, family);
  return family;
}

static EnrChildRecord *
add_record (EnrRecords *self, EnrChild *child)
{
  EnrChildRecord *record = g_new0 (EnrChildRecord, 1);

  record->child = child;
  record->enrolments = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_enrolment_free);
  record->memberships = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_membership_free);
  record->certifications = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_certification_free);
  g_ptr_array_add (self->children, record);
  return record;
}

EnrChildRecord *
enr_records_add_child (EnrRecords *self)
{
  return add_record (self, enr_child_new ());
}

char *
enr_child_name_key (const char *family_name, const char *given_name, EnrDate birth_date)
{
  g_autofree char *name = g_strconcat (family_name, given_name, NULL);
  g_autofree char *key = enr_text_search_key (name);
  char buffer[ENR_DATE_ISO_LENGTH];

  return g_strconcat (key, " ", enr_date_iso (birth_date, buffer), NULL);
}

static gboolean
load_families (EnrDb *db, EnrRecords *self, GHashTable *families, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_FAMILIES);
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrFamilyRecord *family = enr_records_add_family (self);

      family->id = enr_column_uuid (&st, 0);
      g_free (family->postal_code);
      g_free (family->address);
      family->postal_code = enr_column_dup_text (&st, 1);
      family->address = enr_column_dup_text (&st, 2);
      g_hash_table_insert (families, &family->id, family);
    }
  return rc == 0;
}

static gboolean
load_contacts (EnrDb *db, GHashTable *families, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CONTACTS);
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      g_autoptr (EnrContact) contact = g_new0 (EnrContact, 1);
      EnrFamilyRecord *family;

      contact->id = enr_column_uuid (&st, 0);
      contact->family_id = enr_column_uuid (&st, 1);
      contact->position = enr_column_int (&st, 2);
      contact->name = enr_column_dup_text (&st, 3);
      contact->kana = enr_column_dup_text (&st, 4);
      contact->relation = enr_column_dup_text (&st, 5);
      contact->phone = enr_column_dup_text (&st, 6);
      contact->phone2 = enr_column_dup_text (&st, 7);
      contact->is_guardian = enr_column_int (&st, 8);
      contact->may_collect = enr_column_int (&st, 9);
      contact->note = enr_column_dup_text (&st, 10);
      family = g_hash_table_lookup (families, &contact->family_id);
      if (family == NULL)
        continue;
      family->last_position = MAX (family->last_position, contact->position);
      if (contact->is_guardian)
        g_ptr_array_add (family->guardians, g_steal_pointer (&contact));
    }
  return rc == 0;
}

static int
sex_from_key (const char *key)
{
  if (g_strcmp0 (key, "male") == 0)
    return ENR_SEX_MALE;
  return g_strcmp0 (key, "female") == 0 ? ENR_SEX_FEMALE : ENR_SEX_UNKNOWN;
}

static void
index_child (EnrRecords *self, EnrChildRecord *record)
{
  const EnrChild *child = record->child;
  GPtrArray *same;

  if (child->external_id != NULL)
    g_hash_table_insert (self->by_external_id, child->external_id, record);
  record->name_key = enr_child_name_key (child->family_name, child->given_name, child->birth_date);
  same = g_hash_table_lookup (self->by_name, record->name_key);
  if (same == NULL)
    {
      same = g_ptr_array_new ();
      g_hash_table_insert (self->by_name, g_strdup (record->name_key), same);
    }
  g_ptr_array_add (same, record);
}

static gboolean
load_children (EnrDb *db, EnrRecords *self, GHashTable *families, GHashTable *by_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CHILDREN);
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrChild *child = g_new0 (EnrChild, 1);
      EnrChildRecord *record = add_record (self, child);

      child->id = enr_column_uuid (&st, 0);
      child->external_id = enr_column_dup_text (&st, 1);
      child->family_id = enr_column_uuid (&st, 2);
      child->family_name = enr_column_dup_text (&st, 3);
      child->given_name = enr_column_dup_text (&st, 4);
      child->family_kana = enr_column_dup_text (&st, 5);
      child->given_kana = enr_column_dup_text (&st, 6);
      child->sex = sex_from_key (enr_column_text (&st, 7));
      child->birth_date = enr_column_date (&st, 8);
      child->has_allergy = enr_column_int (&st, 9);
      child->allergy_note = enr_column_dup_text (&st, 10);
      child->note = enr_column_dup_text (&st, 11);
      child->removed_at = ENR_INSTANT_NONE;
      record->family = g_hash_table_lookup (families, &child->family_id);
      record->family->n_children++;
      index_child (self, record);
      g_hash_table_insert (by_id, &child->id, record);
    }
  return rc == 0;
}

static EnrChildRecord *
record_of_row (EnrStmt *st, GHashTable *by_id)
{
  EnrUuid id = enr_column_uuid (st, 0);

  return g_hash_table_lookup (by_id, &id);
}

static gboolean
load_enrolments (EnrDb *db, GHashTable *by_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ENROLMENTS);
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrChildRecord *record = record_of_row (&st, by_id);
      EnrEnrolment *enrolment;

      if (record == NULL)
        continue;
      enrolment = g_new0 (EnrEnrolment, 1);
      enrolment->id = enr_column_uuid (&st, 1);
      enrolment->first = enr_column_date (&st, 2);
      enrolment->last = enr_column_date (&st, 3);
      g_ptr_array_add (record->enrolments, enrolment);
    }
  return rc == 0;
}

static gboolean
load_memberships (EnrDb *db, EnrRecords *self, GHashTable *by_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_MEMBERSHIPS);
  int rc;

  enr_bind_date (&st, ":first", self->first);
  enr_bind_date (&st, ":last", self->last);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrChildRecord *record = record_of_row (&st, by_id);
      EnrMembership *membership;

      if (record == NULL)
        continue;
      membership = g_new0 (EnrMembership, 1);
      membership->id = enr_column_uuid (&st, 1);
      membership->class_id = enr_column_uuid (&st, 2);
      membership->fiscal_year = self->fiscal_year;
      membership->first = enr_column_date (&st, 3);
      membership->last = enr_column_date (&st, 4);
      g_ptr_array_add (record->memberships, membership);
    }
  return rc == 0;
}

static gboolean
load_certifications (EnrDb *db, GHashTable *by_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CERTIFICATIONS);
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrChildRecord *record = record_of_row (&st, by_id);
      EnrCertification *certification;

      if (record == NULL)
        continue;
      certification = g_new0 (EnrCertification, 1);
      certification->id = enr_column_uuid (&st, 1);
      certification->kind = enr_column_int (&st, 2);
      certification->care_hours = enr_care_hours_from_key (enr_column_text (&st, 3));
      certification->number = enr_column_dup_text (&st, 4);
      certification->first = enr_column_date (&st, 5);
      certification->last = enr_column_date (&st, 6);
      g_ptr_array_add (record->certifications, certification);
    }
  return rc == 0;
}

EnrRecords *
enr_records_load (EnrDb *db, int fiscal_year, EnrDate today, GError **error)
{
  g_autoptr (EnrRecords) self = g_new0 (EnrRecords, 1);
  g_autoptr (GHashTable) families = g_hash_table_new (enr_uuid_hash, enr_uuid_equal);
  g_autoptr (GHashTable) by_id = g_hash_table_new (enr_uuid_hash, enr_uuid_equal);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  self->fiscal_year = fiscal_year;
  self->first = enr_fiscal_year_first (fiscal_year);
  self->last = enr_fiscal_year_last (fiscal_year);
  self->today = CLAMP (today, self->first, self->last);
  self->children = g_ptr_array_new_with_free_func (child_free);
  self->families = g_ptr_array_new_with_free_func (family_free);
  self->by_external_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_name
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  self->classes = enr_class_list (db, fiscal_year, error);
  if (self->classes == NULL || !load_families (db, self, families, error)
      || !load_contacts (db, families, error) || !load_children (db, self, families, by_id, error)
      || !load_enrolments (db, by_id, error) || !load_memberships (db, self, by_id, error)
      || !load_certifications (db, by_id, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* "ひよこ", "ひよこ組" and "ひよこクラス" are one class, unless the nursery has both. */
static char *
class_key (const char *name, gboolean is_exact)
{
  static const char *const endings[] = { "組", "ぐみ", "くみ", "くらす" };
  char *key = enr_text_search_key (name);

  for (guint i = 0; !is_exact && i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (key, endings[i]) && strlen (key) > strlen (endings[i]))
      {
        key[strlen (key) - strlen (endings[i])] = '\0';
        break;
      }
  return key;
}

EnrClass *
enr_records_find_class (const EnrRecords *self, const char *name)
{
  for (int is_exact = 1; is_exact >= 0; is_exact--)
    {
      g_autofree char *wanted = class_key (name, is_exact);

      for (guint i = 0; i < self->classes->len; i++)
        {
          EnrClass *class = g_ptr_array_index (self->classes, i);
          g_autofree char *key = class_key (class->name, is_exact);

          if (g_str_equal (key, wanted))
            return class;
        }
    }
  return NULL;
}

EnrClass *
enr_records_get_class (const EnrRecords *self, const EnrUuid *id)
{
  for (guint i = 0; i < self->classes->len; i++)
    {
      EnrClass *class = g_ptr_array_index (self->classes, i);

      if (enr_uuid_equal (&class->id, id))
        return class;
    }
  return NULL;
}

EnrEnrolment *
enr_child_record_enrolment (const EnrChildRecord *self, EnrDate day)
{
  EnrEnrolment *found = NULL;

  for (guint i = 0; i < self->enrolments->len; i++)
    {
      EnrEnrolment *enrolment = g_ptr_array_index (self->enrolments, i);

      if (found == NULL || enrolment->first <= day)
        found = enrolment;
    }
  return found;
}

EnrDate
enr_child_record_day (const EnrRecords *records, const EnrEnrolment *enrolment)
{
  EnrDate first, last;

  if (enrolment == NULL)
    return ENR_DATE_NONE;
  first = MAX (enrolment->first, records->first);
  last = enrolment->last != ENR_DATE_NONE ? MIN (enrolment->last, records->last) : records->last;
  return first <= last ? CLAMP (records->today, first, last) : ENR_DATE_NONE;
}

EnrMembership *
enr_child_record_membership (const EnrChildRecord *self, EnrDate day)
{
  for (guint i = 0; day != ENR_DATE_NONE && i < self->memberships->len; i++)
    {
      EnrMembership *membership = g_ptr_array_index (self->memberships, i);

      if (membership->first <= day && membership->last >= day)
        return membership;
    }
  return NULL;
}

EnrCertification *
enr_child_record_certification (const EnrChildRecord *self, EnrDate day)
{
  for (guint i = 0; i < self->certifications->len; i++)
    {
      EnrCertification *certification = g_ptr_array_index (self->certifications, i);

      if (certification->first <= day
          && (certification->last == ENR_DATE_NONE || certification->last >= day))
        return certification;
    }
  return NULL;
}

/* The position of the class that a list shows the child in. */
static int
position_of (const EnrRecords *self, const EnrChildRecord *record)
{
  const EnrEnrolment *enrolment = enr_child_record_enrolment (record, self->today);
  EnrDate day = enr_child_record_day (self, enrolment);
  const EnrMembership *membership = enr_child_record_membership (record, day);
  const EnrClass *class = membership != NULL ? enr_records_get_class (self, &membership->class_id)
                                             : NULL;

  return class != NULL ? class->position : G_MAXINT;
}

static int
compare_positions (gconstpointer a, gconstpointer b, gpointer data)
{
  const EnrChildRecord *const *x = a;
  const EnrChildRecord *const *y = b;
  int left = position_of (data, *x), right = position_of (data, *y);

  return left < right ? -1 : left > right;
}

/* g_ptr_array_sort_with_data() is stable, so that the order by kana stays within a class. */
void
enr_records_sort (EnrRecords *self)
{
  g_ptr_array_sort_with_data (self->children, compare_positions, self);
}
