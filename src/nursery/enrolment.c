/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "nursery/enrolment.h"

#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "base/text.h"
#include "nursery/child.h"
#include "nursery/error.h"
#include "nursery/nursery-private.h"

ENR_SQL (SQL_ENROLMENTS,
         "SELECT id, first_day, last_day, reason FROM enrolment "
         "WHERE child_id = :child AND removed_at IS NULL ORDER BY first_day");
ENR_SQL (SQL_MEMBERSHIPS,
         "SELECT m.id, m.class_id, c.name, c.fiscal_year, m.first_day, m.last_day "
         "FROM membership m JOIN class c ON c.id = m.class_id "
         "WHERE m.child_id = :child AND m.removed_at IS NULL ORDER BY m.first_day");
ENR_SQL (SQL_CERTIFICATIONS,
         "SELECT id, kind, care_hours, number, first_day, last_day FROM certification "
         "WHERE child_id = :child AND removed_at IS NULL ORDER BY first_day");
ENR_SQL (SQL_OVERLAP,
         "SELECT 1 FROM enrolment WHERE child_id = :child AND removed_at IS NULL "
         "AND (last_day IS NULL OR last_day >= :first) LIMIT 1");
ENR_SQL (SQL_ENROL,
         "INSERT INTO enrolment (id, child_id, first_day, last_day, reason) "
         "VALUES (:id, :child, :first, NULL, '')");
ENR_SQL (SQL_IS_ENROLLED,
         "SELECT 1 FROM enrolment WHERE child_id = :child AND removed_at IS NULL "
         "AND first_day <= :day AND (last_day IS NULL OR last_day >= :day) LIMIT 1");
ENR_SQL (SQL_FACTS_AFTER, "SELECT 1 FROM stamp WHERE child_id = :child AND day > :day LIMIT 1");
ENR_SQL (SQL_LEAVE,
         "UPDATE enrolment SET last_day = :last, reason = :reason, promotion_id = :promotion "
         "WHERE child_id = :child AND removed_at IS NULL AND first_day <= :last "
         "AND (last_day IS NULL OR last_day >= :last)");
ENR_SQL (SQL_CLASS_YEAR, "SELECT fiscal_year FROM class WHERE id = :class");
/* Those that begin later are replaced by the new one; those that run are cut. */
ENR_SQL (SQL_DROP_MEMBERSHIPS,
         "UPDATE membership SET removed_at = :now WHERE child_id = :child "
         "AND removed_at IS NULL AND first_day >= :first AND first_day <= :last");
ENR_SQL (SQL_CUT_MEMBERSHIP,
         "UPDATE membership SET last_day = :before WHERE child_id = :child AND removed_at IS NULL "
         "AND first_day < :first AND last_day >= :first");
ENR_SQL (SQL_JOIN_CLASS,
         "INSERT INTO membership (id, child_id, class_id, first_day, last_day, promotion_id) "
         "VALUES (:id, :child, :class, :first, :last, :promotion)");
ENR_SQL (
    SQL_CUT_CERTIFICATION,
    "UPDATE certification SET last_day = :before WHERE child_id = :child "
    "AND removed_at IS NULL AND first_day < :first AND (last_day IS NULL OR last_day >= :first)");
ENR_SQL (SQL_DROP_CERTIFICATIONS,
         "UPDATE certification SET removed_at = :now WHERE child_id = :child "
         "AND removed_at IS NULL AND first_day >= :first");
ENR_SQL (SQL_CERTIFY,
         "INSERT INTO certification (id, child_id, kind, care_hours, number, first_day, last_day) "
         "VALUES (:id, :child, :kind, :care_hours, :number, :first, :last)");

static const char *const care_keys[] = { "", "standard", "short", "education" };

void
enr_enrolment_free (EnrEnrolment *self)
{
  if (self == NULL)
    return;

  g_free (self->reason);
  g_free (self);
}

void
enr_membership_free (EnrMembership *self)
{
  if (self == NULL)
    return;

  g_free (self->class_name);
  g_free (self);
}

void
enr_certification_free (EnrCertification *self)
{
  if (self == NULL)
    return;

  g_free (self->number);
  g_free (self);
}

const char *
enr_care_hours_key (EnrCareHours hours)
{
  return care_keys[hours];
}

EnrCareHours
enr_care_hours_from_key (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (care_keys); i++)
    if (g_strcmp0 (key, care_keys[i]) == 0)
      return i;
  return ENR_CARE_NONE;
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID, message);
  return FALSE;
}

/* 1 where the statement, with these two bound, has a row. */
static int
has_row (EnrDb *db,
         const char *sql,
         const EnrUuid *child_id,
         const char *name,
         EnrDate day,
         GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, sql);

  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_date (&st, name, day);
  return enr_stmt_step (&st, error);
}

int
enr_child_is_enrolled (EnrDb *db, const EnrUuid *child_id, EnrDate day, GError **error)
{
  return has_row (db, SQL_IS_ENROLLED, child_id, ":day", day, error);
}

gboolean
enr_child_enrol_in_txn (EnrDb *db,
                        const EnrUuid *child_id,
                        EnrDate first,
                        const EnrUuid *class_id,
                        GError **error)
{
  g_autoptr (EnrChild) child = enr_child_load (db, child_id, error);
  EnrUuid id = enr_uuid_new ();
  int rc;

  if (child == NULL)
    return FALSE;
  if (first == ENR_DATE_NONE || first < child->birth_date)
    return refuse (error, _ ("The day of enrolment is before the birth date."));
  rc = has_row (db, SQL_OVERLAP, child_id, ":first", first, error);
  if (rc < 0)
    return FALSE;
  if (rc > 0)
    return refuse (error, _ ("The child is enrolled then already."));
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_ENROL);

    enr_bind_uuid (&st, ":id", &id);
    enr_bind_uuid (&st, ":child", child_id);
    enr_bind_date (&st, ":first", first);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return class_id == NULL || enr_uuid_is_none (class_id)
         || enr_child_move_in_txn (db, child_id, class_id, first, NULL, error);
}

gboolean
enr_child_enrol (EnrDb *db,
                 const EnrActor *actor,
                 const EnrUuid *child_id,
                 EnrDate first,
                 const EnrUuid *class_id,
                 GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error)
         && enr_child_enrol_in_txn (db, child_id, first, class_id, error)
         && enr_txn_commit (&txn, error);
}

gboolean
enr_child_admit (EnrDb *db,
                 const EnrActor *actor,
                 EnrChild *child,
                 EnrDate first,
                 const EnrUuid *class_id,
                 GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrUuid family_id = child->family_id;

  g_return_val_if_fail (enr_uuid_is_none (&child->id), FALSE);

  if (enr_txn_begin (&txn, db, actor, NULL, error) && enr_child_save_in_txn (db, child, error)
      && enr_child_enrol_in_txn (db, &child->id, first, class_id, error)
      && enr_txn_commit (&txn, error))
    return TRUE;

  child->id = enr_uuid_none;
  child->family_id = family_id;
  return FALSE;
}

gboolean
enr_child_leave_in_txn (EnrDb *db,
                        const EnrUuid *child_id,
                        EnrDate last,
                        const char *reason,
                        const EnrUuid *promotion_id,
                        GError **error)
{
  int rc = has_row (db, SQL_FACTS_AFTER, child_id, ":day", last, error);

  if (rc < 0)
    return FALSE;
  if (rc > 0)
    return refuse (error, _ ("Attendance was recorded after that day."));
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_LEAVE);

    enr_bind_uuid (&st, ":child", child_id);
    enr_bind_date (&st, ":last", last);
    enr_bind_text (&st, ":reason", reason != NULL ? reason : "");
    if (promotion_id != NULL)
      enr_bind_uuid (&st, ":promotion", promotion_id);
    if (!enr_stmt_run (&st, error))
      return FALSE;
    if (enr_stmt_changes (&st) == 0)
      return refuse (error, _ ("The child is not enrolled on that day."));
  }
  return TRUE;
}

gboolean
enr_child_leave (EnrDb *db,
                 const EnrActor *actor,
                 const EnrUuid *child_id,
                 EnrDate last,
                 const char *reason,
                 GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, reason, error)
         && enr_child_leave_in_txn (db, child_id, last, reason, NULL, error)
         && enr_txn_commit (&txn, error);
}

gboolean
enr_child_move_in_txn (EnrDb *db,
                       const EnrUuid *child_id,
                       const EnrUuid *class_id,
                       EnrDate first,
                       const EnrUuid *promotion_id,
                       GError **error)
{
  int fiscal_year = enr_fiscal_year (first);
  EnrDate last = enr_fiscal_year_last (fiscal_year);
  EnrUuid id = enr_uuid_new ();

  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_CLASS_YEAR);
    int rc;

    enr_bind_uuid (&st, ":class", class_id);
    rc = enr_stmt_step (&st, error);
    if (rc < 0)
      return FALSE;
    if (rc == 0 || enr_column_int (&st, 0) != fiscal_year)
      return refuse (error, _ ("The class belongs to another fiscal year than the day."));
  }
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_DROP_MEMBERSHIPS);

    enr_bind_uuid (&st, ":child", child_id);
    enr_bind_date (&st, ":first", first);
    enr_bind_date (&st, ":last", last);
    enr_bind_instant (&st, ":now", enr_clock_now ());
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_CUT_MEMBERSHIP);

    enr_bind_uuid (&st, ":child", child_id);
    enr_bind_date (&st, ":first", first);
    enr_bind_date (&st, ":before", first - 1);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_JOIN_CLASS);

    enr_bind_uuid (&st, ":id", &id);
    enr_bind_uuid (&st, ":child", child_id);
    enr_bind_uuid (&st, ":class", class_id);
    enr_bind_date (&st, ":first", first);
    enr_bind_date (&st, ":last", last);
    if (promotion_id != NULL)
      enr_bind_uuid (&st, ":promotion", promotion_id);
    return enr_stmt_run (&st, error);
  }
}

gboolean
enr_child_move (EnrDb *db,
                const EnrActor *actor,
                const EnrUuid *child_id,
                const EnrUuid *class_id,
                EnrDate first,
                GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error)
         && enr_child_move_in_txn (db, child_id, class_id, first, NULL, error)
         && enr_txn_commit (&txn, error);
}

gboolean
enr_child_certify_in_txn (EnrDb *db,
                          const EnrUuid *child_id,
                          const EnrCertification *certification,
                          GError **error)
{
  g_autofree char *number
      = enr_text_tidy (certification->number != NULL ? certification->number : "");
  EnrUuid id = enr_uuid_new ();

  if (certification->first == ENR_DATE_NONE
      || (certification->last != ENR_DATE_NONE && certification->last < certification->first))
    return refuse (error, _ ("The certification's period ends before it begins."));
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_DROP_CERTIFICATIONS);

    enr_bind_uuid (&st, ":child", child_id);
    enr_bind_instant (&st, ":now", enr_clock_now ());
    enr_bind_date (&st, ":first", certification->first);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_CUT_CERTIFICATION);

    enr_bind_uuid (&st, ":child", child_id);
    enr_bind_date (&st, ":first", certification->first);
    enr_bind_date (&st, ":before", certification->first - 1);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_CERTIFY);

    enr_bind_uuid (&st, ":id", &id);
    enr_bind_uuid (&st, ":child", child_id);
    enr_bind_int (&st, ":kind", certification->kind);
    enr_bind_text (&st, ":care_hours", care_keys[certification->care_hours]);
    enr_bind_text (&st, ":number", number);
    enr_bind_date (&st, ":first", certification->first);
    enr_bind_date (&st, ":last", certification->last);
    return enr_stmt_run (&st, error);
  }
}

gboolean
enr_child_certify (EnrDb *db,
                   const EnrActor *actor,
                   const EnrUuid *child_id,
                   const EnrCertification *certification,
                   GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error)
         && enr_child_certify_in_txn (db, child_id, certification, error)
         && enr_txn_commit (&txn, error);
}

GPtrArray *
enr_child_enrolments (EnrDb *db, const EnrUuid *child_id, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_enrolment_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ENROLMENTS);
  int rc;

  enr_bind_uuid (&st, ":child", child_id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrEnrolment *row = g_new0 (EnrEnrolment, 1);

      row->id = enr_column_uuid (&st, 0);
      row->first = enr_column_date (&st, 1);
      row->last = enr_column_date (&st, 2);
      row->reason = enr_column_dup_text (&st, 3);
      g_ptr_array_add (list, row);
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

GPtrArray *
enr_child_memberships (EnrDb *db, const EnrUuid *child_id, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_membership_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_MEMBERSHIPS);
  int rc;

  enr_bind_uuid (&st, ":child", child_id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrMembership *row = g_new0 (EnrMembership, 1);

      row->id = enr_column_uuid (&st, 0);
      row->class_id = enr_column_uuid (&st, 1);
      row->class_name = enr_column_dup_text (&st, 2);
      row->fiscal_year = enr_column_int (&st, 3);
      row->first = enr_column_date (&st, 4);
      row->last = enr_column_date (&st, 5);
      g_ptr_array_add (list, row);
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

GPtrArray *
enr_child_certifications (EnrDb *db, const EnrUuid *child_id, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_certification_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CERTIFICATIONS);
  int rc;

  enr_bind_uuid (&st, ":child", child_id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrCertification *row = g_new0 (EnrCertification, 1);

      row->id = enr_column_uuid (&st, 0);
      row->kind = enr_column_int (&st, 1);
      row->care_hours = enr_care_hours_from_key (enr_column_text (&st, 2));
      row->number = enr_column_dup_text (&st, 3);
      row->first = enr_column_date (&st, 4);
      row->last = enr_column_date (&st, 5);
      g_ptr_array_add (list, row);
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}
