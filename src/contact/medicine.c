/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Requests for medicine: reading, taking, changing, removing.
 */
#include "config.h"

#include "contact/medicine.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "contact/contact-private.h"
#include "contact/medicine-private.h"
#include "nursery/enrolment.h"
#include "nursery/error.h"

ENR_SQL (SQL_LOAD,
         "SELECT " ENR_MEDICINE_COLUMNS " FROM medicine m JOIN child c ON c.id = m.child_id "
         "WHERE m.id = :id");
ENR_SQL (SQL_LIST_CHILD,
         "SELECT " ENR_MEDICINE_COLUMNS " FROM medicine m JOIN child c ON c.id = m.child_id "
         "WHERE m.child_id = :child AND m.removed_at IS NULL "
         "ORDER BY m.first_day DESC, m.id DESC");
ENR_SQL (
    SQL_INSERT,
    "INSERT INTO medicine (id, child_id, asked_day, first_day, last_day, asked_by, clinic, "
    "illness, name, form, amount, storage, at, when_words, prescribed, home_dose, note, "
    "received_by) VALUES (:id, :child, :asked_day, :first, :last, :asked_by, :clinic, :illness, "
    ":name, :form, :amount, :storage, :at, :when, :prescribed, :home_dose, :note, :received_by)");
ENR_SQL (SQL_UPDATE,
         "UPDATE medicine SET asked_day = :asked_day, first_day = :first, last_day = :last, "
         "asked_by = :asked_by, clinic = :clinic, illness = :illness, name = :name, form = :form, "
         "amount = :amount, storage = :storage, at = :at, when_words = :when, "
         "prescribed = :prescribed, home_dose = :home_dose, note = :note, "
         "received_by = :received_by WHERE id = :id");
ENR_SQL (SQL_REMOVE, "UPDATE medicine SET removed_at = :at WHERE id = :id");
ENR_SQL (SQL_SETTLED, "SELECT min (day), max (day) FROM medicine_given WHERE medicine_id = :id");

EnrMedicine *
enr_medicine_new (void)
{
  EnrMedicine *self = g_new0 (EnrMedicine, 1);
  char **const texts[] = { &self->child_name, &self->asked_by,   &self->clinic, &self->illness,
                           &self->name,       &self->amount,     &self->note,   &self->when_words,
                           &self->home_dose,  &self->received_by };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = g_strdup ("");
  self->asked_day = self->first_day = self->last_day = self->prescribed = ENR_DATE_NONE;
  self->at = ENR_MINUTES_NONE;
  self->removed_at = ENR_INSTANT_NONE;
  return self;
}

EnrMedicine *
enr_medicine_copy (const EnrMedicine *self)
{
  EnrMedicine *copy = g_memdup2 (self, sizeof *self);

  copy->child_name = g_strdup (self->child_name);
  copy->asked_by = g_strdup (self->asked_by);
  copy->clinic = g_strdup (self->clinic);
  copy->illness = g_strdup (self->illness);
  copy->name = g_strdup (self->name);
  copy->amount = g_strdup (self->amount);
  copy->when_words = g_strdup (self->when_words);
  copy->home_dose = g_strdup (self->home_dose);
  copy->note = g_strdup (self->note);
  copy->received_by = g_strdup (self->received_by);
  return copy;
}

void
enr_medicine_free (EnrMedicine *self)
{
  if (self == NULL)
    return;

  g_free (self->child_name);
  g_free (self->asked_by);
  g_free (self->clinic);
  g_free (self->illness);
  g_free (self->name);
  g_free (self->amount);
  g_free (self->when_words);
  g_free (self->home_dose);
  g_free (self->note);
  g_free (self->received_by);
  g_free (self);
}

EnrMedicine *
enr_medicine_read (EnrStmt *st)
{
  EnrMedicine *self = g_new0 (EnrMedicine, 1);

  self->id = enr_column_uuid (st, 0);
  self->child_id = enr_column_uuid (st, 1);
  self->child_name
      = g_strchomp (g_strdup_printf ("%s %s", enr_column_text (st, 2), enr_column_text (st, 3)));
  self->asked_day = enr_column_date (st, 4);
  self->first_day = enr_column_date (st, 5);
  self->last_day = enr_column_date (st, 6);
  self->asked_by = enr_column_dup_text (st, 7);
  self->clinic = enr_column_dup_text (st, 8);
  self->illness = enr_column_dup_text (st, 9);
  self->name = enr_column_dup_text (st, 10);
  while (self->form < ENR_MEDICINE_OTHER
         && strcmp (enr_medicine_form_key (self->form), enr_column_text (st, 11)) != 0)
    self->form++;
  self->amount = enr_column_dup_text (st, 12);
  while (self->storage < ENR_STORAGE_COLD
         && strcmp (enr_medicine_storage_key (self->storage), enr_column_text (st, 13)) != 0)
    self->storage++;
  self->at = enr_column_minutes (st, 14);
  self->when_words = enr_column_dup_text (st, 15);
  self->prescribed = enr_column_date (st, 16);
  self->home_dose = enr_column_dup_text (st, 17);
  self->note = enr_column_dup_text (st, 18);
  self->received_by = enr_column_dup_text (st, 19);
  self->removed_at = enr_column_instant (st, 20);
  return self;
}

EnrMedicine *
enr_medicine_load (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  int rc;

  enr_bind_uuid (&st, ":id", id);
  rc = enr_stmt_step (&st, error);
  if (rc == 0)
    g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                         _ ("There is no such request for medicine."));
  return rc > 0 ? enr_medicine_read (&st) : NULL;
}

GPtrArray *
enr_medicine_list_child (EnrDb *db, const EnrUuid *child_id, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_medicine_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST_CHILD);
  int rc;

  enr_bind_uuid (&st, ":child", child_id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    g_ptr_array_add (list, enr_medicine_read (&st));
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

static void
tidy_text (char **field)
{
  char *tidy = enr_text_tidy (*field);

  g_free (*field);
  *field = tidy;
}

/* As it is stored: texts tidied, the day of the request filled in. */
static EnrMedicine *
dup_tidy (const EnrMedicine *medicine)
{
  EnrMedicine *self = enr_medicine_copy (medicine);
  char **const lines[]
      = { &self->asked_by, &self->clinic,     &self->illness,   &self->name,
          &self->amount,   &self->when_words, &self->home_dose, &self->received_by };
  char *note = enr_text_tidy_lines (self->note);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    tidy_text (lines[i]);
  g_free (self->note);
  self->note = note;
  if (self->asked_day == ENR_DATE_NONE)
    self->asked_day = MIN (enr_clock_today (), self->first_day);
  return self;
}

static gboolean
check_days (const EnrMedicine *self, GError **error)
{
  if (self->first_day == ENR_DATE_NONE || self->last_day == ENR_DATE_NONE)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The day is missing."));
  if (self->last_day < self->first_day)
    return enr_refuse (error, ENR_NURSERY_ERROR_ORDER, _ ("The last day is before the first."));
  if (self->last_day - self->first_day >= ENR_MEDICINE_MAX_DAYS)
    {
      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                   _ ("A request for medicine is for %d days at most. Is the year right?"),
                   ENR_MEDICINE_MAX_DAYS);
      return FALSE;
    }
  if (self->prescribed != ENR_DATE_NONE && self->prescribed > self->last_day)
    return enr_refuse (
        error, ENR_NURSERY_ERROR_INVALID,
        _ ("The medicine was prescribed after the last day on which it is to be given. "
           "Please look at the dates."));
  if (self->at != ENR_MINUTES_NONE && (self->at < 0 || self->at > ENR_MINUTES_MAX))
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("A time is between 0:00 and 27:00."));
  return TRUE;
}

static gboolean
check (const EnrMedicine *self, GError **error)
{
  const char *const texts[]
      = { self->asked_by, self->clinic,     self->illness,   self->name,       self->amount,
          self->note,     self->when_words, self->home_dose, self->received_by };

  if (*self->name == '\0')
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("The name of the medicine is missing."));
  if (*self->asked_by == '\0')
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("It is missing which guardian asks for it."));
  if (*self->received_by == '\0')
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("It is missing who received the slip and the medicine."));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!enr_notice_check_text (texts[i], error))
      return FALSE;
  return check_days (self, error);
}

/* NOT_ENROLLED where the child is enrolled on none of the days. */
static gboolean
check_enrolled (EnrDb *db, const EnrMedicine *self, GError **error)
{
  for (EnrDate day = self->first_day; day <= self->last_day; day++)
    {
      int rc = enr_child_is_enrolled (db, &self->child_id, day, error);

      if (rc != 0)
        return rc > 0;
    }
  return enr_refuse (error, ENR_NURSERY_ERROR_NOT_ENROLLED,
                     _ ("The child is not enrolled on any of these days."));
}

static gboolean
write_row (EnrDb *db, const char *sql, const EnrMedicine *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, sql);

  enr_bind_uuid (&st, ":id", &self->id);
  if (sql == SQL_INSERT)
    enr_bind_uuid (&st, ":child", &self->child_id);
  enr_bind_date (&st, ":asked_day", self->asked_day);
  enr_bind_date (&st, ":first", self->first_day);
  enr_bind_date (&st, ":last", self->last_day);
  enr_bind_text (&st, ":asked_by", self->asked_by);
  enr_bind_text (&st, ":clinic", self->clinic);
  enr_bind_text (&st, ":illness", self->illness);
  enr_bind_text (&st, ":name", self->name);
  enr_bind_text (&st, ":form", enr_medicine_form_key (self->form));
  enr_bind_text (&st, ":amount", self->amount);
  enr_bind_text (&st, ":storage", enr_medicine_storage_key (self->storage));
  enr_bind_minutes (&st, ":at", self->at);
  enr_bind_text (&st, ":when", self->when_words);
  enr_bind_date (&st, ":prescribed", self->prescribed);
  enr_bind_text (&st, ":home_dose", self->home_dose);
  enr_bind_text (&st, ":note", self->note);
  enr_bind_text (&st, ":received_by", self->received_by);
  return enr_stmt_run (&st, error);
}

gboolean
enr_medicine_add_in_txn (EnrDb *db, const EnrMedicine *medicine, GError **error)
{
  return check (medicine, error) && enr_notice_check_child (db, &medicine->child_id, error)
         && check_enrolled (db, medicine, error) && write_row (db, SQL_INSERT, medicine, error);
}

gboolean
enr_medicine_add (EnrDb *db,
                  const EnrActor *actor,
                  const EnrMedicine *medicine,
                  EnrUuid *id,
                  GError **error)
{
  g_autoptr (EnrMedicine) tidy = dup_tidy (medicine);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  tidy->id = enr_uuid_new ();
  if (!check (tidy, error) || !enr_txn_begin (&txn, db, actor, NULL, error)
      || !enr_medicine_add_in_txn (db, tidy, error) || !enr_txn_commit (&txn, error))
    return FALSE;
  if (id != NULL)
    *id = tidy->id;
  return TRUE;
}

/* What a dose that was given rests on. */
static gboolean
is_same_medicine (const EnrMedicine *a, const EnrMedicine *b)
{
  return strcmp (a->name, b->name) == 0 && strcmp (a->amount, b->amount) == 0 && a->form == b->form
         && a->at == b->at && strcmp (a->when_words, b->when_words) == 0
         && strcmp (a->clinic, b->clinic) == 0 && strcmp (a->illness, b->illness) == 0
         && strcmp (a->asked_by, b->asked_by) == 0 && strcmp (a->home_dose, b->home_dose) == 0
         && a->asked_day == b->asked_day && a->prescribed == b->prescribed;
}

static gboolean
is_same (const EnrMedicine *a, const EnrMedicine *b)
{
  return is_same_medicine (a, b) && a->first_day == b->first_day && a->last_day == b->last_day
         && a->storage == b->storage && strcmp (a->note, b->note) == 0
         && strcmp (a->received_by, b->received_by) == 0;
}

/* 1: there are settled doses, from @first to @last; 0: there are none; -1: failed. */
static int
load_settled (EnrDb *db, const EnrUuid *id, EnrDate *first, EnrDate *last, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_SETTLED);

  enr_bind_uuid (&st, ":id", id);
  if (enr_stmt_step (&st, error) <= 0)
    return -1;
  *first = enr_column_date (&st, 0);
  *last = enr_column_date (&st, 1);
  return *first != ENR_DATE_NONE;
}

static gboolean
check_change (EnrDb *db, const EnrMedicine *medicine, const EnrMedicine *present, GError **error)
{
  EnrDate first;
  EnrDate last;
  int rc = load_settled (db, &medicine->id, &first, &last, error);

  if (rc <= 0)
    return rc == 0;
  if (!is_same_medicine (medicine, present))
    return enr_refuse (
        error, ENR_NURSERY_ERROR_ALREADY,
        _ ("This medicine was given already. For another medicine or amount, end this "
           "request and take another one."));
  if (medicine->first_day > first || medicine->last_day < last)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("The days must keep those on which a dose was given or left out."));
  return TRUE;
}

/* The request as it is now; ALREADY for a removed one. */
static EnrMedicine *
load_standing (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_autoptr (EnrMedicine) present = enr_medicine_load (db, id, error);

  if (present == NULL || present->removed_at == ENR_INSTANT_NONE)
    return g_steal_pointer (&present);
  enr_refuse (error, ENR_NURSERY_ERROR_ALREADY, _ ("The request for medicine was removed."));
  return NULL;
}

gboolean
enr_medicine_change (EnrDb *db,
                     const EnrActor *actor,
                     const EnrMedicine *medicine,
                     const EnrMedicine *seen,
                     GError **error)
{
  g_autoptr (EnrMedicine) tidy = dup_tidy (medicine);
  g_autoptr (EnrMedicine) present = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!check (tidy, error) || !enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  present = load_standing (db, &tidy->id, error);
  if (present == NULL)
    return FALSE;
  if (!is_same (present, seen))
    return enr_refuse (
        error, ENR_NURSERY_ERROR_CHANGED,
        _ ("Somebody else has changed this request meanwhile. Please look at it again."));
  tidy->child_id = present->child_id;
  return check_change (db, tidy, present, error) && check_enrolled (db, tidy, error)
         && write_row (db, SQL_UPDATE, tidy, error) && enr_txn_commit (&txn, error);
}

gboolean
enr_medicine_remove (EnrDb *db, const EnrActor *actor, const EnrUuid *id, GError **error)
{
  g_autoptr (EnrMedicine) present = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrDate first;
  EnrDate last;
  int rc;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  present = load_standing (db, id, error);
  rc = present != NULL ? load_settled (db, id, &first, &last, error) : -1;
  if (rc > 0)
    return enr_refuse (
        error, ENR_NURSERY_ERROR_ALREADY,
        _ ("This medicine was given or left out already, and the request stays in the "
           "record. It can be ended by an earlier last day."));
  if (rc < 0)
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_REMOVE);

    enr_bind_uuid (&st, ":id", id);
    enr_bind_instant (&st, ":at", enr_clock_now ());
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}
