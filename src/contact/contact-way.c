/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "contact/contact-way.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "contact/recipient-private.h"
#include "mail/address.h"
#include "nursery/error.h"
#include "nursery/facility.h"

#define SECONDS_PER_DAY (24 * 60 * 60)
#define COLUMNS                                                                                    \
  "SELECT c.id, c.family_id, c.name, c.relation, c.is_guardian, ifnull (w.mail, ''), "             \
  "ifnull (w.code, ''), w.code_at, w.verified_at, ifnull (w.is_blocked, 0), "                      \
  "ifnull (w.is_apart, 0) FROM contact c LEFT JOIN contact_way w ON w.contact_id = c.id "          \
  "WHERE c.removed_at IS NULL AND "

ENR_SQL (SQL_LOAD, COLUMNS "c.id = :id");
ENR_SQL (SQL_LIST, COLUMNS "c.family_id = :family ORDER BY c.position, c.id");
ENR_SQL (SQL_EXCEPT,
         "SELECT child_id FROM contact_except WHERE contact_id = :id ORDER BY child_id");
ENR_SQL (SQL_SAVE,
         "INSERT INTO contact_way (contact_id, mail, code, code_at, verified_at, is_blocked, "
         "is_apart) VALUES (:id, :mail, :code, :code_at, :verified_at, :blocked, :apart) "
         "ON CONFLICT (contact_id) DO UPDATE SET mail = excluded.mail, code = excluded.code, "
         "code_at = excluded.code_at, verified_at = excluded.verified_at, "
         "is_blocked = excluded.is_blocked, is_apart = excluded.is_apart");
ENR_SQL (SQL_ADD_EXCEPT,
         "INSERT INTO contact_except (contact_id, child_id, since) VALUES (:id, :child, :now) "
         "ON CONFLICT (contact_id, child_id) DO NOTHING");
ENR_SQL (SQL_REMOVE_EXCEPT,
         "DELETE FROM contact_except WHERE contact_id = :id AND child_id = :child");
ENR_SQL (SQL_IN_FAMILY,
         "SELECT 1 FROM child WHERE id = :child AND family_id = :family AND removed_at IS NULL");
ENR_SQL (
    SQL_CANCEL_CHECKS,
    "UPDATE delivery SET state = 'cancelled', next_at = NULL WHERE state = 'waiting' "
    "AND recipient_id IN (SELECT id FROM recipient WHERE kind = 'check' AND contact_id = :id)");

const char *
enr_way_key (EnrWay way)
{
  return way == ENR_WAY_MAIL ? "mail" : "paper";
}

EnrWay
enr_way_from_key (const char *key)
{
  return strcmp (key, "mail") == 0 ? ENR_WAY_MAIL : ENR_WAY_PAPER;
}

const char *
enr_way_label (EnrWay way)
{
  return way == ENR_WAY_MAIL ? C_ ("channel", "mail") : C_ ("channel", "paper");
}

void
enr_contact_way_free (EnrContactWay *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->relation);
  g_free (self->mail);
  g_free (self->code);
  g_clear_pointer (&self->except, g_array_unref);
  g_free (self);
}

gboolean
enr_contact_way_has_mail (const EnrContactWay *self)
{
  return *self->mail != '\0' && self->verified_at != ENR_INSTANT_NONE && !self->is_blocked;
}

gboolean
enr_contact_way_is_except (const EnrContactWay *self, const EnrUuid *child_id)
{
  for (guint i = 0; i < self->except->len; i++)
    if (enr_uuid_equal (&g_array_index (self->except, EnrUuid, i), child_id))
      return TRUE;
  return FALSE;
}

gboolean
enr_contact_way_shares_mail (const EnrContactWay *self, const EnrContactWay *other)
{
  return *self->mail != '\0' && !enr_uuid_equal (&self->contact_id, &other->contact_id)
         && enr_uuid_equal (&self->family_id, &other->family_id)
         && g_ascii_strcasecmp (self->mail, other->mail) == 0;
}

static EnrContactWay *
read_way (EnrStmt *st)
{
  EnrContactWay *self = g_new0 (EnrContactWay, 1);

  self->contact_id = enr_column_uuid (st, 0);
  self->family_id = enr_column_uuid (st, 1);
  self->name = enr_column_dup_text (st, 2);
  self->relation = enr_column_dup_text (st, 3);
  self->is_guardian = enr_column_int (st, 4) != 0;
  self->mail = enr_column_dup_text (st, 5);
  self->code = enr_column_dup_text (st, 6);
  self->code_at = enr_column_instant (st, 7);
  self->verified_at = enr_column_instant (st, 8);
  self->is_blocked = enr_column_int (st, 9) != 0;
  self->is_apart = enr_column_int (st, 10) != 0;
  self->except = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  return self;
}

static gboolean
load_except (EnrDb *db, EnrContactWay *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_EXCEPT);
  int rc;

  enr_bind_uuid (&st, ":id", &self->contact_id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid child = enr_column_uuid (&st, 0);

      g_array_append_val (self->except, child);
    }
  return rc == 0;
}

EnrContactWay *
enr_contact_way_load (EnrDb *db, const EnrUuid *contact_id, GError **error)
{
  g_autoptr (EnrContactWay) self = NULL;
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  int rc;

  enr_bind_uuid (&st, ":id", contact_id);
  rc = enr_stmt_step (&st, error);
  if (rc == 0)
    enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such person."));
  if (rc <= 0)
    return NULL;
  self = read_way (&st);
  return load_except (db, self, error) ? g_steal_pointer (&self) : NULL;
}

GPtrArray *
enr_contact_way_list (EnrDb *db, const EnrUuid *family_id, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_contact_way_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);
  int rc;

  enr_bind_uuid (&st, ":family", family_id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    g_ptr_array_add (list, read_way (&st));
  for (guint i = 0; rc == 0 && i < list->len; i++)
    if (!load_except (db, g_ptr_array_index (list, i), error))
      rc = -1;
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

GPtrArray *
enr_contact_way_guardians (EnrDb *db, const EnrUuid *family_id, GError **error)
{
  GPtrArray *list = enr_contact_way_list (db, family_id, error);

  for (guint i = list != NULL ? list->len : 0; i > 0; i--)
    if (!((const EnrContactWay *) g_ptr_array_index (list, i - 1))->is_guardian)
      g_ptr_array_remove_index (list, i - 1);
  return list;
}

static gboolean
save (EnrDb *db, const EnrContactWay *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_SAVE);

  enr_bind_uuid (&st, ":id", &self->contact_id);
  enr_bind_text (&st, ":mail", self->mail);
  enr_bind_text (&st, ":code", self->code);
  enr_bind_instant (&st, ":code_at", self->code_at);
  enr_bind_instant (&st, ":verified_at", self->verified_at);
  enr_bind_int (&st, ":blocked", self->is_blocked);
  enr_bind_int (&st, ":apart", self->is_apart);
  return enr_stmt_run (&st, error);
}

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

/* The numbers sent before hold no more: their mails need not go out. */
static gboolean
cancel_checks (EnrDb *db, const EnrUuid *contact_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CANCEL_CHECKS);

  enr_bind_uuid (&st, ":id", contact_id);
  return enr_stmt_run (&st, error);
}

static gboolean
set_mail (EnrDb *db, const EnrUuid *contact_id, const char *mail, GError **error)
{
  g_autoptr (EnrContactWay) way = enr_contact_way_load (db, contact_id, error);

  if (way == NULL)
    return FALSE;
  if (strcmp (way->mail, mail) == 0)
    return TRUE;
  set_text (&way->mail, mail);
  set_text (&way->code, "");
  way->code_at = ENR_INSTANT_NONE;
  way->verified_at = ENR_INSTANT_NONE;
  return save (db, way, error) && cancel_checks (db, contact_id, error);
}

gboolean
enr_contact_way_set_mail (EnrDb *db,
                          const EnrActor *actor,
                          const EnrUuid *contact_id,
                          const char *mail,
                          GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autofree char *checked = NULL;

  checked = enr_text_is_blank (mail) ? g_strdup ("") : enr_mail_address_check (mail, error);
  return checked != NULL && enr_txn_begin (&txn, db, actor, NULL, error)
         && set_mail (db, contact_id, checked, error) && enr_txn_commit (&txn, error);
}

static gboolean
set_marks (EnrDb *db,
           const EnrUuid *contact_id,
           gboolean is_blocked,
           gboolean is_apart,
           GError **error)
{
  g_autoptr (EnrContactWay) way = enr_contact_way_load (db, contact_id, error);

  if (way == NULL)
    return FALSE;
  way->is_blocked = is_blocked != 0;
  way->is_apart = is_apart != 0;
  return save (db, way, error);
}

gboolean
enr_contact_way_set_marks (EnrDb *db,
                           const EnrActor *actor,
                           const EnrUuid *contact_id,
                           gboolean is_blocked,
                           gboolean is_apart,
                           GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error)
         && set_marks (db, contact_id, is_blocked, is_apart, error) && enr_txn_commit (&txn, error);
}

static gboolean
check_in_family (EnrDb *db, const EnrUuid *child_id, const EnrUuid *family_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_IN_FAMILY);
  int rc;

  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_uuid (&st, ":family", family_id);
  rc = enr_stmt_step (&st, error);
  if (rc == 0)
    enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN,
                _ ("That child is not one of this person's family."));
  return rc > 0;
}

static gboolean
set_except (EnrDb *db,
            const EnrUuid *contact_id,
            const EnrUuid *child_id,
            gboolean is_except,
            GError **error)
{
  g_autoptr (EnrContactWay) way = enr_contact_way_load (db, contact_id, error);
  g_auto (EnrStmt) st = { NULL, NULL };

  if (way == NULL || !check_in_family (db, child_id, &way->family_id, error))
    return FALSE;
  st = enr_stmt (db, is_except ? SQL_ADD_EXCEPT : SQL_REMOVE_EXCEPT);
  enr_bind_uuid (&st, ":id", contact_id);
  enr_bind_uuid (&st, ":child", child_id);
  if (is_except)
    enr_bind_instant (&st, ":now", enr_clock_now ());
  return enr_stmt_run (&st, error);
}

gboolean
enr_contact_way_set_except (EnrDb *db,
                            const EnrActor *actor,
                            const EnrUuid *contact_id,
                            const EnrUuid *child_id,
                            gboolean is_except,
                            GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error)
         && set_except (db, contact_id, child_id, is_except, error) && enr_txn_commit (&txn, error);
}

/* Six digits out of the random bits of an id, so that nobody can guess the number of another. */
static char *
make_code (void)
{
  EnrUuid random = enr_uuid_new ();
  guint64 bits = 0;

  for (guint i = 9; i < sizeof random.bytes; i++)
    bits = bits << 8 | random.bytes[i];
  return g_strdup_printf ("%06u", (guint) (bits % 1000000));
}

/* The number would be read by a person who is never written to. */
static gboolean
check_nobody_blocked_reads (EnrDb *db, const EnrContactWay *way, GError **error)
{
  g_autoptr (GPtrArray) people = enr_contact_way_list (db, &way->family_id, error);

  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const EnrContactWay *other = g_ptr_array_index (people, i);

      if (other->is_blocked && enr_contact_way_shares_mail (way, other))
        return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                           _ ("A person who is never written to has this mail address too."));
    }
  return people != NULL;
}

static gboolean
check_can_send (const EnrContactWay *way, GError **error)
{
  if (*way->mail == '\0')
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("No mail address is entered for this person."));
  if (way->verified_at != ENR_INSTANT_NONE)
    return enr_refuse (error, ENR_NURSERY_ERROR_ALREADY, _ ("This address is verified already."));
  if (way->is_blocked)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("This person is marked as one who is never written to."));
  if (!way->is_guardian)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("Only guardians are written to by mail."));
  return TRUE;
}

/* Mails are Japanese, as papers are. */
static char *
dup_check_body (const EnrFacility *facility, const char *code)
{
  return g_strdup_printf (
      "%sからのお知らせを、このメールアドレスで受け取っていただくための確認です。\n\n"
      "次の番号を、園にお伝えください（お電話でも、送り迎えのときでもかまいません）。\n\n"
      "　　%s\n\n"
      "お心当たりのない場合は、このメールを消してください。",
      facility->name, code);
}

static gboolean
send_code (EnrDb *db, const EnrUuid *contact_id, GError **error)
{
  g_autoptr (EnrContactWay) way = enr_contact_way_load (db, contact_id, error);
  g_autoptr (EnrFacility) facility = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *body = NULL;
  EnrRecipientPlanned planned = { .way = ENR_WAY_MAIL, .children = (char *) "" };

  if (way == NULL || !check_can_send (way, error) || !check_nobody_blocked_reads (db, way, error))
    return FALSE;
  facility = enr_facility_load (db, error);
  if (facility == NULL || !cancel_checks (db, contact_id, error))
    return FALSE;
  g_free (way->code);
  way->code = make_code ();
  way->code_at = enr_clock_now ();
  subject = g_strdup_printf ("メールアドレスの確認（%s）", facility->name);
  body = dup_check_body (facility, way->code);
  planned.family_id = way->family_id;
  planned.contact_id = way->contact_id;
  planned.addressee = way->name;
  planned.address = way->mail;
  return save (db, way, error)
         && enr_recipient_add_in_txn (db, ENR_RECIPIENT_CHECK, NULL, NULL, enr_clock_today (),
                                      subject, body, &planned, error);
}

gboolean
enr_contact_way_send_code (EnrDb *db,
                           const EnrActor *actor,
                           const EnrUuid *contact_id,
                           GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error) && send_code (db, contact_id, error)
         && enr_txn_commit (&txn, error);
}

static gboolean
check_code (const EnrContactWay *way, const char *code, GError **error)
{
  g_autofree char *tidy = enr_text_tidy (code);
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *p = tidy; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
  if (way->verified_at != ENR_INSTANT_NONE)
    return enr_refuse (error, ENR_NURSERY_ERROR_ALREADY, _ ("This address is verified already."));
  if (*way->code == '\0')
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("No number was sent to this address yet."));
  if (strcmp (digits->str, way->code) != 0)
    return enr_refuse (
        error, ENR_NURSERY_ERROR_INVALID,
        _ ("That is not the number that was sent to this address last. Where several mails "
           "came, the newest one has it."));
  if (enr_clock_now () > way->code_at + (EnrInstant) ENR_CONTACT_CODE_DAYS * SECONDS_PER_DAY)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("That number is too old. Send a new one."));
  return TRUE;
}

static gboolean
set_verified (EnrDb *db, EnrContactWay *way, GError **error)
{
  set_text (&way->code, "");
  way->code_at = ENR_INSTANT_NONE;
  way->verified_at = enr_clock_now ();
  return save (db, way, error) && cancel_checks (db, &way->contact_id, error);
}

gboolean
enr_contact_way_verify_in_txn (EnrDb *db, const EnrUuid *contact_id, GError **error)
{
  g_autoptr (EnrContactWay) way = enr_contact_way_load (db, contact_id, error);

  return way != NULL && set_verified (db, way, error);
}

gboolean
enr_contact_way_verify (EnrDb *db,
                        const EnrActor *actor,
                        const EnrUuid *contact_id,
                        const char *code,
                        GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrContactWay) way = NULL;

  return enr_txn_begin (&txn, db, actor, NULL, error)
         && (way = enr_contact_way_load (db, contact_id, error)) != NULL
         && check_code (way, code, error) && set_verified (db, way, error)
         && enr_txn_commit (&txn, error);
}
