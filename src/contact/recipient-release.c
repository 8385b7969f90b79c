/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The release: recipients and their deliveries are written in the transaction in which the door is
 * asked.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "contact/letter-template.h"
#include "contact/recipient-private.h"
#include "nursery/error.h"

ENR_SQL (SQL_INSERT,
         "INSERT INTO recipient (id, kind, announcement_id, child_id, day, family_id, contact_id, "
         "addressee, children, subject, body, created_at, read_how, answer, answered_by) "
         "VALUES (:id, :kind, :announcement, :child, :day, :family, :contact, :addressee, "
         ":children, :subject, CAST (:body AS BLOB), :now, '', '', '')");
ENR_SQL (SQL_INSERT_CHILD,
         "INSERT INTO recipient_child (recipient_id, child_id) VALUES (:id, :child)");
ENR_SQL (SQL_RELEASE, "UPDATE announcement SET sent_at = :now, sent_by = :by WHERE id = :id");
ENR_SQL (SQL_LAST_PAGE,
         "SELECT subject, CAST (body AS TEXT) FROM recipient WHERE child_id = :child "
         "AND day = :day AND kind = 'notebook' ORDER BY created_at DESC, id DESC LIMIT 1");
ENR_SQL (SQL_CANCEL_PAGES,
         "UPDATE delivery SET state = 'cancelled', next_at = NULL WHERE state = 'waiting' "
         "AND recipient_id IN (SELECT id FROM recipient WHERE child_id = :child AND day = :day "
         "AND kind = 'notebook')");
/* Of what is about one child, that child counts also where its row of recipient_child is missing.
 */
ENR_SQL (SQL_MAY_DELIVER,
         "WITH about (child_id) AS (SELECT k.child_id FROM recipient_child k "
         "  WHERE k.recipient_id = :id "
         "  UNION SELECT ifnull (r.child_id, a.about_child) FROM recipient r "
         "  LEFT JOIN announcement a ON a.id = r.announcement_id WHERE r.id = :id) "
         "SELECT r.kind, c.id IS NOT NULL, ifnull (w.is_blocked, 0), ifnull (w.mail, ''), "
         "w.verified_at, EXISTS (SELECT 1 FROM about k JOIN contact_except e "
         "  ON e.child_id = k.child_id AND e.contact_id = r.contact_id), "
         "EXISTS (SELECT 1 FROM about k JOIN child b ON b.id = k.child_id "
         "  WHERE b.family_id <> r.family_id), r.contact_id, "
         "EXISTS (SELECT 1 FROM contact o JOIN contact_way v ON v.contact_id = o.id "
         "  WHERE o.family_id = r.family_id AND o.id <> r.contact_id AND o.removed_at IS NULL "
         "  AND w.mail <> '' AND lower (v.mail) = lower (w.mail) "
         "  AND (v.is_blocked = 1 OR EXISTS (SELECT 1 FROM about k JOIN contact_except e "
         "    ON e.child_id = k.child_id AND e.contact_id = o.id))) "
         "FROM recipient r LEFT JOIN contact c ON c.id = r.contact_id "
         "  AND c.family_id = r.family_id AND c.is_guardian = 1 AND c.removed_at IS NULL "
         "LEFT JOIN contact_way w ON w.contact_id = c.id WHERE r.id = :id");

static gboolean
insert_row (EnrDb *db,
            const EnrUuid *id,
            EnrRecipientKind kind,
            const EnrUuid *announcement_id,
            const EnrUuid *child_id,
            EnrDate day,
            const char *subject,
            const char *body,
            const EnrRecipientPlanned *planned,
            GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_INSERT);

  enr_bind_uuid (&st, ":id", id);
  enr_bind_text (&st, ":kind", enr_recipient_kind_key (kind));
  enr_bind_uuid (&st, ":announcement", announcement_id);
  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_date (&st, ":day", day);
  enr_bind_uuid (&st, ":family", &planned->family_id);
  enr_bind_uuid (&st, ":contact", &planned->contact_id);
  enr_bind_text (&st, ":addressee", planned->addressee);
  enr_bind_text (&st, ":children", planned->children);
  enr_bind_text (&st, ":subject", subject);
  enr_bind_text (&st, ":body", body);
  enr_bind_instant (&st, ":now", enr_clock_now ());
  return enr_stmt_run (&st, error);
}

gboolean
enr_recipient_add_in_txn (EnrDb *db,
                          EnrRecipientKind kind,
                          const EnrUuid *announcement_id,
                          const EnrUuid *child_id,
                          EnrDate day,
                          const char *subject,
                          const char *body,
                          const EnrRecipientPlanned *planned,
                          GError **error)
{
  EnrUuid id = enr_uuid_new ();

  g_assert (enr_db_in_write (db));

  if (!insert_row (db, &id, kind, announcement_id, child_id, day, subject, body, planned, error))
    return FALSE;
  for (guint i = 0; planned->child_ids != NULL && i < planned->child_ids->len; i++)
    {
      g_auto (EnrStmt) st = enr_stmt (db, SQL_INSERT_CHILD);

      enr_bind_uuid (&st, ":id", &id);
      enr_bind_uuid (&st, ":child", &g_array_index (planned->child_ids, EnrUuid, i));
      if (!enr_stmt_run (&st, error))
        return FALSE;
    }
  return enr_delivery_add_in_txn (db, &id, planned->way, planned->address, enr_clock_now (), NULL,
                                  error);
}

/* A letter that says nothing is a letter that was forgotten half-way. */
static gboolean
check_says_something (EnrDb *db, const EnrAnnouncement *draft, GError **error)
{
  g_autoptr (GPtrArray) files = NULL;

  if (!enr_text_is_blank (draft->body) || draft->answer_kind != ENR_ANSWER_NONE)
    return TRUE;
  files = enr_announcement_files (db, &draft->id, error);
  return files != NULL
         && (files->len > 0
             || enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                            _ ("The letter has no text yet, and no file is attached.")));
}

static gboolean
check_release (const EnrAnnouncement *draft,
               const EnrRecipientPlan *plan,
               const char *digest,
               GError **error)
{
  if (strcmp (plan->digest, digest) != 0)
    return enr_refuse (
        error, ENR_NURSERY_ERROR_CHANGED,
        _ ("The letter, a family or an address was changed since you looked at the recipients. "
           "Nothing was sent; please look at them again."));
  if (plan->recipients->len == 0)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("Nobody would get this letter. Choose whom it is for."));
  if (enr_letter_has_placeholder (draft->title) || enr_letter_has_placeholder (draft->body)
      || enr_letter_has_placeholder (draft->question))
    return enr_refuse (
        error, ENR_NURSERY_ERROR_INVALID,
        _ ("A placeholder in curly brackets is still in the letter. Write there what is meant."));
  return TRUE;
}

static gboolean
set_released (EnrDb *db, const EnrActor *actor, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_RELEASE);

  enr_bind_uuid (&st, ":id", id);
  enr_bind_instant (&st, ":now", enr_clock_now ());
  enr_bind_text (&st, ":by", actor->name);
  return enr_stmt_run (&st, error);
}

gboolean
enr_recipient_release_in_txn (EnrDb *db,
                              const EnrActor *actor,
                              const EnrUuid *announcement_id,
                              const char *digest,
                              GError **error)
{
  g_autoptr (EnrAnnouncement) draft = enr_announcement_load_draft (db, announcement_id, error);
  g_autoptr (EnrRecipientPlan) plan = NULL;

  if (draft == NULL)
    return FALSE;
  plan = enr_recipient_plan_draft (db, draft, error);
  if (plan == NULL || !check_release (draft, plan, digest, error)
      || !check_says_something (db, draft, error))
    return FALSE;
  for (guint i = 0; i < plan->recipients->len; i++)
    if (!enr_recipient_add_in_txn (db, ENR_RECIPIENT_ANNOUNCEMENT, announcement_id, NULL,
                                   draft->day, "", "", g_ptr_array_index (plan->recipients, i),
                                   error))
      return FALSE;
  return set_released (db, actor, announcement_id, error);
}

gboolean
enr_recipient_release (EnrDb *db,
                       const EnrActor *actor,
                       const EnrUuid *announcement_id,
                       const char *digest,
                       GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error)
         && enr_recipient_release_in_txn (db, actor, announcement_id, digest, error)
         && enr_txn_commit (&txn, error);
}

gboolean
enr_recipient_send (EnrDb *db,
                    const EnrActor *actor,
                    EnrAnnouncement *draft,
                    EnrRecipientPlan **plan,
                    GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrRecipientPlan) found = NULL;

  if (!enr_txn_begin (&txn, db, actor, NULL, error)
      || !enr_announcement_save_in_txn (db, actor, draft, NULL, error)
      || (found = enr_recipient_plan_announcement (db, &draft->id, error)) == NULL
      || !enr_recipient_release_in_txn (db, actor, &draft->id, found->digest, error)
      || !enr_txn_commit (&txn, error))
    return FALSE;
  if (plan != NULL)
    *plan = g_steal_pointer (&found);
  return TRUE;
}

/* ALREADY where the last page that went out says the same. */
static gboolean
check_page (EnrDb *db,
            const EnrUuid *child_id,
            EnrDate day,
            const char *subject,
            const char *body,
            GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LAST_PAGE);
  int rc;

  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_date (&st, ":day", day);
  rc = enr_stmt_step (&st, error);
  if (rc <= 0)
    return rc == 0;
  if (strcmp (enr_column_text (&st, 0), subject) != 0
      || strcmp (enr_column_text (&st, 1), body) != 0)
    return TRUE;
  return enr_refuse (error, ENR_NURSERY_ERROR_ALREADY, _ ("This page went out already, as it is."));
}

static gboolean
cancel_pages (EnrDb *db, const EnrUuid *child_id, EnrDate day, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CANCEL_PAGES);

  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_date (&st, ":day", day);
  return enr_stmt_run (&st, error);
}

gboolean
enr_recipient_release_page_in_txn (EnrDb *db,
                                   const EnrUuid *child_id,
                                   EnrDate day,
                                   const char *subject,
                                   const char *body,
                                   guint *n,
                                   GError **error)
{
  g_autoptr (EnrRecipientPlan) plan = enr_recipient_plan_notebook (db, child_id, day, error);

  if (plan == NULL || !check_page (db, child_id, day, subject, body, error)
      || !cancel_pages (db, child_id, day, error))
    return FALSE;
  if (plan->recipients->len == 0)
    return enr_refuse (
        error, ENR_NURSERY_ERROR_INVALID,
        _ ("None of this child's guardians may be written to, so the page goes to nobody."));
  for (guint i = 0; i < plan->recipients->len; i++)
    if (!enr_recipient_add_in_txn (db, ENR_RECIPIENT_NOTEBOOK, NULL, child_id, day, subject, body,
                                   g_ptr_array_index (plan->recipients, i), error))
      return FALSE;
  if (n != NULL)
    *n = plan->recipients->len;
  return TRUE;
}

gboolean
enr_recipient_release_notebook (EnrDb *db,
                                const EnrActor *actor,
                                const EnrUuid *child_id,
                                EnrDate day,
                                const char *subject,
                                const char *body,
                                guint *n,
                                GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autofree char *line = enr_text_tidy (subject);

  if (*line == '\0' || enr_text_is_blank (body))
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The page has no text yet."));
  return enr_txn_begin (&txn, db, actor, NULL, error)
         && enr_recipient_release_page_in_txn (db, child_id, day, line, body, n, error)
         && enr_txn_commit (&txn, error);
}

/* Why it may not go any more, or NULL where it may. Static, untranslated. */
static const char *
find_obstacle (EnrStmt *st, EnrWay way, const char *address)
{
  gboolean is_check = strcmp (enr_column_text (st, 0), "check") == 0;

  if (enr_column_int (st, 6))
    return N_ ("The child is in another family now.");
  if (enr_column_is_null (st, 7))
    return way == ENR_WAY_MAIL ? N_ ("No person with a mail address is entered.") : NULL;
  if (!enr_column_int (st, 1))
    return N_ ("The person is no guardian of this family any more.");
  if (enr_column_int (st, 2))
    return N_ ("The person is marked as one who is never written to.");
  if (enr_column_int (st, 5))
    return N_ ("The person may not be told about this child.");
  if (way == ENR_WAY_PAPER)
    return is_check ? N_ ("An address is verified by mail only.") : NULL;
  if (strcmp (enr_column_text (st, 3), address) != 0)
    return N_ ("The person has another mail address now.");
  if (!is_check && enr_column_is_null (st, 4))
    return N_ ("The mail address is not verified.");
  if (enr_column_int (st, 8))
    return N_ ("A person who may not be told has the same mail address.");
  return NULL;
}

int
enr_recipient_may_deliver (EnrDb *db,
                           const EnrUuid *recipient_id,
                           EnrWay way,
                           const char *address,
                           char **why,
                           GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_MAY_DELIVER);
  const char *obstacle;
  int rc;

  enr_bind_uuid (&st, ":id", recipient_id);
  rc = enr_stmt_step (&st, error);
  if (rc < 0)
    return -1;
  if (rc == 0)
    {
      enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such recipient."));
      return -1;
    }
  obstacle = find_obstacle (&st, way, address);
  if (why != NULL)
    *why = obstacle != NULL ? g_strdup (_ (obstacle)) : NULL;
  return obstacle == NULL;
}
