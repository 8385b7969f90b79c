/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "reports/nursery-record-load.h"

#include <string.h>

#include "nursery/enrolment.h"
#include "nursery/facility.h"
#include "nursery/family.h"
#include "nursery/roster.h"
#include "writing/keep.h"

#define SCHOOL_ENTRY_AGE 5 /* the class age in the year before primary school */

struct _EnrNurseryRecordSource
{
  EnrNurseryRecord record;
  EnrChild *child;
  EnrFacility *facility;
  EnrContent *content;
  char *name;
  char *kana;
  char *postal_code;
  char *address;
  char *guardian;
  char *school;
  char *facility_address;
  int fiscal_year;
};

void
enr_nursery_record_row_free (EnrNurseryRecordRow *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->kana);
  g_free (self->class_name);
  g_ptr_array_unref (self->sent);
  g_free (self);
}

static EnrNurseryRecordRow *
row_new (const EnrUuid *child_id, const char *name, const char *kana, const char *class_name)
{
  EnrNurseryRecordRow *row = g_new0 (EnrNurseryRecordRow, 1);

  row->child_id = *child_id;
  row->name = g_strdup (name);
  row->kana = g_strdup (kana);
  row->class_name = g_strdup (class_name);
  row->sent = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_sent_free);
  return row;
}

static char *
dup_kana (const EnrChild *child)
{
  return g_strstrip (g_strjoin (" ", child->family_kana, child->given_kana, NULL));
}

static GPtrArray *
list_children (EnrDb *db, int fiscal_year, EnrDate day, GError **error)
{
  g_autoptr (GPtrArray) roster = enr_roster_load (db, day, ENR_ROSTER_ENROLLED, error);
  GPtrArray *rows;

  if (roster == NULL)
    return NULL;
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_nursery_record_row_free);
  for (guint i = 0; i < roster->len; i++)
    {
      const EnrRosterRow *row = g_ptr_array_index (roster, i);
      g_autofree char *name = NULL;
      g_autofree char *kana = NULL;

      if (enr_class_age (fiscal_year, row->child->birth_date) != SCHOOL_ENTRY_AGE)
        continue;
      name = enr_child_dup_name (row->child);
      kana = dup_kana (row->child);
      g_ptr_array_add (rows, row_new (&row->child->id, name, kana, row->class_name));
    }
  return rows;
}

static EnrNurseryRecordRow *
find_row (GPtrArray *rows, const EnrUuid *child_id)
{
  for (guint i = 0; i < rows->len; i++)
    {
      EnrNurseryRecordRow *row = g_ptr_array_index (rows, i);

      if (enr_uuid_equal (&row->child_id, child_id))
        return row;
    }
  return NULL;
}

static gboolean
take_writings (EnrDb *db, int fiscal_year, GPtrArray *rows, GError **error)
{
  const EnrWritingFilter filter = { .kind = ENR_NURSERY_RECORD_KIND,
                                    .from = enr_fiscal_year_first (fiscal_year),
                                    .until = enr_fiscal_year_last (fiscal_year) };
  g_autoptr (GPtrArray) list = enr_writing_list (db, &filter, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const EnrWriting *writing = g_ptr_array_index (list, i);
      EnrNurseryRecordRow *row = find_row (rows, &writing->child_id);

      if (row == NULL)
        {
          g_autoptr (EnrChild) child = enr_child_load (db, &writing->child_id, error);
          g_autofree char *kana = child != NULL ? dup_kana (child) : NULL;

          if (child == NULL)
            return FALSE;
          row = row_new (&writing->child_id, writing->child_name, kana, writing->class_name);
          g_ptr_array_add (rows, row);
        }
      row->writing_id = writing->id;
      row->state = writing->state;
      row->approved = writing->approved;
    }
  return list != NULL;
}

static gboolean
take_sendings (EnrDb *db, int fiscal_year, GPtrArray *rows, GError **error)
{
  g_autoptr (GPtrArray) sent = enr_sent_list (db, fiscal_year, error);

  for (guint i = 0; sent != NULL && i < sent->len; i++)
    {
      const EnrSent *one = g_ptr_array_index (sent, i);

      for (guint k = 0; k < rows->len; k++)
        {
          EnrNurseryRecordRow *row = g_ptr_array_index (rows, k);

          if (!enr_uuid_equal (&row->writing_id, &one->writing_id))
            continue;
          g_ptr_array_add (row->sent, g_steal_pointer (&g_ptr_array_index (sent, i)));
          break;
        }
    }
  return sent != NULL;
}

GPtrArray *
enr_nursery_record_list (EnrDb *db, int fiscal_year, EnrDate today, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  EnrDate day = MIN (today, enr_fiscal_year_last (fiscal_year));
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  /* Of a year that has not begun: who is to be there when it begins. */
  day = MAX (day, enr_fiscal_year_first (fiscal_year));
  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  rows = list_children (db, fiscal_year, day, error);
  if (rows == NULL || !take_writings (db, fiscal_year, rows, error)
      || !take_sendings (db, fiscal_year, rows, error))
    return NULL;
  return g_steal_pointer (&rows);
}

static void
add_sending (EnrTable *table, const EnrNurseryRecordRow *row, const EnrSent *sent)
{
  static const char *const states[ENR_N_WRITING_STATES] = {
    "作成中", "提出済み", "主任承認済み", "承認済み", "差戻し", "保管",
  };

  enr_table_add_text (table, row->class_name);
  enr_table_add_text (table, row->name);
  enr_table_add_text (table, enr_uuid_is_none (&row->writing_id) ? "未作成" : states[row->state]);
  enr_table_add_text (table, sent != NULL ? sent->sent_to : "");
  enr_table_add_date (table, sent != NULL ? sent->sent_on : ENR_DATE_NONE);
  enr_table_add_text (table, sent != NULL ? sent->how : "");
  enr_table_add_text (table, sent != NULL ? sent->name : "");
  enr_table_end_row (table);
}

EnrTable *
enr_nursery_record_table_new (GPtrArray *rows, int fiscal_year)
{
  static const char *const headings[]
      = { "クラス", "氏名", "状態", "送付先", NULL, "方法", "送付した人" };
  g_autofree char *year = enr_fiscal_year_dup_era (fiscal_year);
  g_autofree char *title = g_strdup_printf ("保育要録の送付 %s", year);
  EnrTable *table = enr_table_new (title);

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    if (headings[i] != NULL)
      enr_table_add_column (table, headings[i], ENR_TABLE_TEXT);
    else
      enr_table_add_column (table, "送付日", ENR_TABLE_DATE);
  for (guint i = 0; i < rows->len; i++)
    {
      const EnrNurseryRecordRow *row = g_ptr_array_index (rows, i);

      if (row->sent->len == 0)
        add_sending (table, row, NULL);
      for (guint k = 0; k < row->sent->len; k++)
        add_sending (table, row, g_ptr_array_index (row->sent, k));
    }
  return table;
}

/*
 * One
 */

void
enr_nursery_record_source_free (EnrNurseryRecordSource *self)
{
  if (self == NULL)
    return;

  enr_child_free (self->child);
  enr_facility_free (self->facility);
  enr_content_free (self->content);
  g_free (self->name);
  g_free (self->kana);
  g_free (self->postal_code);
  g_free (self->address);
  g_free (self->guardian);
  g_free (self->school);
  g_free (self->facility_address);
  g_free (self);
}

static char *
dup_address (const char *postal_code, const char *address)
{
  if (postal_code == NULL || *postal_code == '\0')
    return g_strdup (address != NULL ? address : "");
  return g_strdup_printf ("〒%s　%s", postal_code, address != NULL ? address : "");
}

static gboolean
load_child (EnrDb *db, const EnrUuid *child_id, EnrNurseryRecordSource *self, GError **error)
{
  g_autofree char *address = NULL;

  self->child = enr_child_load (db, child_id, error);
  if (self->child == NULL
      || !enr_family_get_address (db, &self->child->family_id, &self->postal_code, &address, error))
    return FALSE;
  self->name = enr_child_dup_name (self->child);
  self->kana = dup_kana (self->child);
  self->address = dup_address (self->postal_code, address);
  return TRUE;
}

static gboolean
load_guardian (EnrDb *db, EnrNurseryRecordSource *self, GError **error)
{
  g_autoptr (GPtrArray) contacts = enr_family_contacts (db, &self->child->family_id, error);

  for (guint i = 0; contacts != NULL && i < contacts->len && self->guardian == NULL; i++)
    {
      const EnrContact *contact = g_ptr_array_index (contacts, i);

      if (contact->is_guardian)
        self->guardian = g_strdup (contact->name);
    }
  if (self->guardian == NULL)
    self->guardian = g_strdup ("");
  return contacts != NULL;
}

static gboolean
load_stay (EnrDb *db, EnrNurseryRecordSource *self, GError **error)
{
  g_autoptr (GPtrArray) stays = enr_child_enrolments (db, &self->child->id, error);
  EnrDate last = enr_fiscal_year_last (self->fiscal_year);

  self->record.enrolled = self->record.left = ENR_DATE_NONE;
  for (guint i = 0; stays != NULL && i < stays->len; i++)
    {
      const EnrEnrolment *stay = g_ptr_array_index (stays, i);

      if (stay->first > last)
        break;
      self->record.enrolled = stay->first;
      self->record.left = stay->last;
    }
  return stays != NULL;
}

static gboolean
load_school (EnrDb *db, const EnrUuid *writing_id, EnrNurseryRecordSource *self, GError **error)
{
  g_autoptr (GPtrArray) sent = enr_sent_list (db, self->fiscal_year, error);

  for (guint i = 0; sent != NULL && i < sent->len; i++)
    {
      const EnrSent *one = g_ptr_array_index (sent, i);

      if (!enr_uuid_equal (&one->writing_id, writing_id))
        continue;
      g_free (self->school);
      self->school = g_strdup (one->sent_to);
    }
  if (self->school == NULL)
    self->school = g_strdup ("");
  return sent != NULL;
}

static gboolean
load_content (EnrDb *db,
              const EnrWritingKind *kind,
              const EnrWriting *writing,
              EnrNurseryRecordSource *self,
              GError **error)
{
  self->record.kind = kind;
  self->record.is_draft = writing->approved == 0;
  self->content = writing->approved > 0
                      ? enr_writing_load_version (db, &writing->id, writing->approved, error)
                      : enr_writing_content (db, kind, &writing->id, error);
  return self->content != NULL;
}

static void
fill (EnrNurseryRecordSource *self)
{
  static const char *const sexes[]
      = { [ENR_SEX_UNKNOWN] = "", [ENR_SEX_MALE] = "男", [ENR_SEX_FEMALE] = "女" };
  EnrNurseryRecord *record = &self->record;

  self->facility_address = dup_address (self->facility->postal_code, self->facility->address);
  record->kana = self->kana;
  record->name = self->name;
  record->birth_date = self->child->birth_date;
  record->sex = sexes[self->child->sex];
  record->address = self->address;
  record->guardian = self->guardian;
  record->guardian_address = "";
  record->school = self->school;
  record->facility = self->facility->name;
  record->facility_address = self->facility_address;
  record->director = self->facility->director;
  record->teacher = self->content->writer;
  record->content = self->content;
}

EnrNurseryRecordSource *
enr_nursery_record_load (EnrDb *db,
                         const EnrWritingKind *kind,
                         const EnrUuid *writing_id,
                         GError **error)
{
  g_autoptr (EnrNurseryRecordSource) self = g_new0 (EnrNurseryRecordSource, 1);
  g_autoptr (EnrWriting) writing = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  writing = enr_writing_load (db, writing_id, error);
  if (writing == NULL)
    return NULL;
  self->fiscal_year = enr_fiscal_year (writing->first);
  self->facility = enr_facility_load (db, error);
  if (self->facility == NULL || !load_child (db, &writing->child_id, self, error)
      || !load_guardian (db, self, error) || !load_stay (db, self, error)
      || !load_school (db, writing_id, self, error)
      || !load_content (db, kind, writing, self, error))
    return NULL;
  fill (self);
  return g_steal_pointer (&self);
}

const EnrNurseryRecord *
enr_nursery_record_source_get (const EnrNurseryRecordSource *self)
{
  return &self->record;
}

EnrDocument *
enr_nursery_record_print (GPtrArray *sources, GError **error)
{
  g_autofree EnrNurseryRecord *records = g_new0 (EnrNurseryRecord, sources->len + 1);

  for (guint i = 0; i < sources->len; i++)
    records[i] = ((EnrNurseryRecordSource *) g_ptr_array_index (sources, i))->record;
  return enr_nursery_records_new (records, sources->len, error);
}

char *
enr_nursery_record_dup_file_name (const EnrNurseryRecordSource *self, guint number)
{
  g_autofree char *name = g_strdup (self->name);
  char behind[16] = "";

  /* Neither the system's nor those that a stick for Windows refuses. */
  g_strdelimit (name, "/\\:*?\"<>|", '_');
  for (char *p = name; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = '_';
  if (number > 1)
    g_snprintf (behind, sizeof behind, "_%u", number);
  return g_strdup_printf ("保育要録_%d年度_%s%s.pdf", self->fiscal_year, name, behind);
}

static gboolean
write_one (EnrNurseryRecordSource *source, const char *folder, GHashTable *names, GError **error)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (names, source->name)) + 1;
  g_autofree char *name = enr_nursery_record_dup_file_name (source, number);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (EnrDocument) document = enr_nursery_records_new (&source->record, 1, error);

  g_hash_table_insert (names, g_strdup (source->name), GUINT_TO_POINTER (number));
  return document != NULL
         && enr_document_write_pdf (document, path, enr_document_creation_time (), error);
}

int
enr_nursery_record_write_all (EnrDb *db,
                              const EnrWritingKind *kind,
                              int fiscal_year,
                              EnrDate today,
                              const char *folder,
                              guint *n_left_out,
                              GError **error)
{
  g_autoptr (GPtrArray) rows = enr_nursery_record_list (db, fiscal_year, today, error);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  int n = 0;

  *n_left_out = 0;
  if (rows == NULL)
    return -1;
  for (guint i = 0; i < rows->len; i++)
    {
      const EnrNurseryRecordRow *row = g_ptr_array_index (rows, i);
      g_autoptr (EnrNurseryRecordSource) source = NULL;

      if (row->approved == 0)
        {
          *n_left_out += 1;
          continue;
        }
      source = enr_nursery_record_load (db, kind, &row->writing_id, error);
      if (source == NULL || !write_one (source, folder, names, error))
        return -1;
      n++;
    }
  return n;
}
