/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What of the letters waits in the inbox. Reading goes by the days on which letters were sent and
 * by the queue's index, never through all families' letters of ten years.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "contact/announcement.h"
#include "contact/inbox-private.h"

/* Where parents live apart, the answer of one of them is the family's about the child. From whom
 * the letter was withdrawn, none is waited for. */
#define IS_LEFT                                                                                    \
  "EXISTS (SELECT 1 FROM delivery d WHERE d.recipient_id = r.id AND d.state <> 'cancelled') AND "  \
  "EXISTS (SELECT 1 FROM recipient_child k WHERE k.recipient_id = r.id AND NOT EXISTS "            \
  "(SELECT 1 FROM recipient_child k2 JOIN recipient r2 ON r2.id = k2.recipient_id "                \
  "WHERE k2.child_id = k.child_id AND r2.announcement_id = r.announcement_id "                     \
  "AND r2.answered_at IS NOT NULL)) "

ENR_SQL (SQL_ANSWERS,
         "SELECT r.id, r.answered_at, r.answer, r.addressee, a.title, "
         "(SELECT min (k.child_id) FROM recipient_child k WHERE k.recipient_id = r.id), a.id, "
         "a.answer_kind FROM announcement a JOIN recipient r ON r.announcement_id = a.id "
         "WHERE a.sent_at >= :sent AND r.announcement_id IS NOT NULL AND r.answered_at >= :since "
         "AND NOT EXISTS (SELECT 1 FROM contact_seen s WHERE s.kind = 'answer' "
         "AND s.subject = r.id AND s.version = r.answered_at)");
ENR_SQL (SQL_UNANSWERED,
         "SELECT a.id, a.title, a.answer_until, count (DISTINCT r.family_id) "
         "FROM announcement a JOIN recipient r ON r.announcement_id = a.id "
         "WHERE a.sent_at >= :sent AND a.answer_kind <> '' "
         "AND a.answer_until BETWEEN :first AND :last "
         "AND r.announcement_id IS NOT NULL AND r.answered_at IS NULL "
         "AND " IS_LEFT "GROUP BY a.id");
ENR_SQL (SQL_CLASSES,
         "SELECT DISTINCT k.child_id FROM recipient r JOIN recipient_child k "
         "ON k.recipient_id = r.id WHERE r.announcement_id = :id AND r.answered_at IS NULL");
/* The index's condition word for word; otherwise the whole queue is read. */
ENR_SQL (SQL_DELIVERIES,
         "SELECT d.id, d.state, d.answer, coalesce (d.last_at, d.created_at), r.addressee, "
         "coalesce (a.title, r.subject), r.day, coalesce (r.child_id, (SELECT min (k.child_id) "
         "FROM recipient_child k WHERE k.recipient_id = r.id)), a.id FROM delivery d "
         "JOIN recipient r ON r.id = d.recipient_id "
         "LEFT JOIN announcement a ON a.id = r.announcement_id "
         "WHERE d.state IN ('waiting', 'handing', 'uncertain', 'refused') "
         "AND d.state IN ('uncertain', 'refused')");

/* A letter whose answers are asked for may have gone out so long before the last day for them. */
#define SENT_DAYS 180

static void
bind_sent (EnrInboxReading *self, EnrStmt *st)
{
  enr_bind_instant (st, ":sent", enr_instant_from_local (self->day->date - SENT_DAYS, 0));
}

static gboolean
read_answers (EnrInboxReading *self, EnrDb *db, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ANSWERS);
  int rc;

  bind_sent (self, &st);
  enr_bind_instant (&st, ":since",
                    enr_instant_from_local (self->day->date - ENR_INBOX_NEW_DAYS, 0));
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid id = enr_column_uuid (&st, 0);
      EnrUuid child_id = enr_column_uuid (&st, 5);
      g_autofree char *answer = NULL;
      EnrInboxItem *item;

      if (enr_uuid_is_none (&child_id))
        continue;
      answer = enr_answer_dup_text (enr_answer_kind_from_key (enr_column_text (&st, 7)),
                                    enr_column_text (&st, 2));
      item
          = enr_inbox_reading_add (self, ENR_INBOX_ANSWER, &id, &child_id, enr_column_text (&st, 3),
                                   g_strdup_printf ("%s: %s · %s", enr_column_text (&st, 4), answer,
                                                    enr_column_text (&st, 3)));
      item->letter_id = enr_column_uuid (&st, 6);
      item->at = enr_column_instant (&st, 1);
      item->day = enr_instant_nursery_day (item->at);
      item->version = item->at;
    }
  return rc == 0;
}

static void
add_class (EnrInboxReading *self, EnrInboxItem *item, const EnrUuid *child_id)
{
  const EnrDayChild *child = enr_day_find (self->day, child_id);

  if (child != NULL && child->class_index != G_MAXUINT
      && !enr_inbox_item_is_of_class (item, &child->class_id))
    g_array_append_val (item->class_ids, child->class_id);
}

static gboolean
read_classes (EnrInboxReading *self, EnrDb *db, EnrInboxItem *item, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CLASSES);
  int rc;

  enr_bind_uuid (&st, ":id", &item->id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid child_id = enr_column_uuid (&st, 0);

      add_class (self, item, &child_id);
    }
  return rc == 0;
}

/* Near the last day the families still have time. */
static char *
dup_unanswered (guint n, EnrDate until, EnrDate today)
{
  if (until < today)
    return g_strdup_printf (
        ngettext ("%u family has not answered in time", "%u families have not answered in time", n),
        n);
  if (until == today)
    return g_strdup_printf (ngettext ("%u family has not answered; today is the last day",
                                      "%u families have not answered; today is the last day", n),
                            n);
  return g_strdup_printf (ngettext ("%u family has not answered; tomorrow is the last day",
                                    "%u families have not answered; tomorrow is the last day", n),
                          n);
}

static gboolean
read_unanswered (EnrInboxReading *self, EnrDb *db, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_UNANSWERED);
  int rc;

  bind_sent (self, &st);
  enr_bind_date (&st, ":first", self->day->date - ENR_INBOX_LATE_DAYS);
  enr_bind_date (&st, ":last", self->day->date + ENR_INBOX_SOON_DAYS);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid id = enr_column_uuid (&st, 0);
      guint n = (guint) enr_column_int (&st, 3);
      EnrDate until = enr_column_date (&st, 2);
      EnrInboxItem *item
          = enr_inbox_reading_add (self, ENR_INBOX_UNANSWERED, &id, NULL, enr_column_text (&st, 1),
                                   dup_unanswered (n, until, self->day->date));

      item->letter_id = id;
      item->day = until;
      item->is_due = until < self->day->date;
      if (!read_classes (self, db, item, error))
        return FALSE;
    }
  return rc == 0;
}

static gboolean
read_deliveries (EnrInboxReading *self, EnrDb *db, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_DELIVERIES);
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid id = enr_column_uuid (&st, 0);
      EnrUuid child_id = enr_column_uuid (&st, 7);
      const char *said = enr_column_text (&st, 2);
      EnrInboxItem *item = enr_inbox_reading_add (
          self, ENR_INBOX_DELIVERY, &id, enr_uuid_is_none (&child_id) ? NULL : &child_id,
          enr_column_text (&st, 4),
          g_strdup_printf ("%s · %s%s%s", enr_column_text (&st, 5),
                           strcmp (enr_column_text (&st, 1), "refused") == 0
                               ? _ ("refused by the mail server")
                               : _ ("not certain whether it arrived"),
                           *said != '\0' ? ": " : "", said));

      item->letter_id = enr_column_uuid (&st, 8);
      item->at = enr_column_instant (&st, 3);
      item->day = enr_column_date (&st, 6);
    }
  return rc == 0;
}

gboolean
enr_inbox_read_letters (EnrInboxReading *self, EnrDb *db, GError **error)
{
  return read_answers (self, db, error) && read_unanswered (self, db, error)
         && read_deliveries (self, db, error);
}
