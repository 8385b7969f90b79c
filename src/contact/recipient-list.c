/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What became of what was released: delivered, read, answered.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "contact/recipient-private.h"
#include "nursery/error.h"

#define COLUMNS                                                                                    \
  "SELECT r.id, r.kind, r.announcement_id, r.child_id, r.day, r.family_id, r.contact_id, "         \
  "r.addressee, r.children, ifnull (a.title, r.subject), "                                         \
  "CAST (ifnull (a.body, r.body) AS TEXT), ifnull (a.is_urgent, 0), ifnull (a.answer_kind, ''), "  \
  "a.answer_until, r.created_at, r.read_at, r.read_how, r.answer, r.answered_at, r.answered_by "   \
  "FROM recipient r LEFT JOIN announcement a ON a.id = r.announcement_id "

ENR_SQL (SQL_LIST, COLUMNS "WHERE r.announcement_id = :id ORDER BY r.id");
ENR_SQL (SQL_LIST_CHILD,
         COLUMNS "WHERE r.id IN (SELECT recipient_id FROM recipient_child WHERE child_id = :id) "
                 "ORDER BY r.created_at DESC, r.id");
ENR_SQL (SQL_LOAD, COLUMNS "WHERE r.id = :id");
ENR_SQL (SQL_CHILDREN,
         "SELECT child_id FROM recipient_child WHERE recipient_id = :id ORDER BY child_id");
ENR_SQL (SQL_DELIVERIES,
         "SELECT id, channel, address, state, done_at, answer FROM delivery "
         "WHERE recipient_id = :id ORDER BY created_at, id");

static const char *const state_keys[ENR_N_RECIPIENT_STATES]
    = { "answered", "overdue", "read", "delivered", "undelivered" };

const char *
enr_recipient_state_key (EnrRecipientState state)
{
  return state_keys[state];
}

const char *
enr_recipient_state_label (EnrRecipientState state)
{
  static const char *const labels[ENR_N_RECIPIENT_STATES]
      = { NC_ ("letter", "answered"), NC_ ("letter", "answer overdue"), NC_ ("letter", "read"),
          NC_ ("letter", "delivered"), NC_ ("letter", "not delivered") };

  return g_dpgettext2 (GETTEXT_PACKAGE, "letter", labels[state]);
}

static void
delivery_free (EnrRecipientDelivery *self)
{
  g_free (self->address);
  g_free (self->answer);
  g_free (self);
}

void
enr_recipient_free (EnrRecipient *self)
{
  if (self == NULL)
    return;

  g_free (self->addressee);
  g_free (self->children);
  g_clear_pointer (&self->child_ids, g_array_unref);
  g_free (self->subject);
  g_free (self->body);
  g_free (self->answer);
  g_free (self->answered_by);
  g_clear_pointer (&self->deliveries, g_ptr_array_unref);
  g_free (self);
}

static EnrRecipientKind
kind_from_key (const char *key)
{
  for (guint i = ENR_RECIPIENT_ANNOUNCEMENT; i < ENR_RECIPIENT_CHECK; i++)
    if (strcmp (enr_recipient_kind_key ((EnrRecipientKind) i), key) == 0)
      return (EnrRecipientKind) i;
  return ENR_RECIPIENT_CHECK;
}

static EnrRecipient *
read_recipient (EnrStmt *st)
{
  EnrRecipient *self = g_new0 (EnrRecipient, 1);

  self->id = enr_column_uuid (st, 0);
  self->kind = kind_from_key (enr_column_text (st, 1));
  self->announcement_id = enr_column_uuid (st, 2);
  self->child_id = enr_column_uuid (st, 3);
  self->day = enr_column_date (st, 4);
  self->family_id = enr_column_uuid (st, 5);
  self->contact_id = enr_column_uuid (st, 6);
  self->addressee = enr_column_dup_text (st, 7);
  self->children = enr_column_dup_text (st, 8);
  self->subject = enr_column_dup_text (st, 9);
  self->body = enr_column_dup_text (st, 10);
  self->is_urgent = enr_column_int (st, 11) != 0;
  self->answer_kind = enr_answer_kind_from_key (enr_column_text (st, 12));
  self->answer_until = enr_column_date (st, 13);
  self->created_at = enr_column_instant (st, 14);
  self->read_at = enr_column_instant (st, 15);
  self->is_ticked = strcmp (enr_column_text (st, 16), "ticked") == 0;
  self->answer = enr_column_dup_text (st, 17);
  self->answered_at = enr_column_instant (st, 18);
  self->answered_by = enr_column_dup_text (st, 19);
  self->child_ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  self->deliveries = g_ptr_array_new_with_free_func ((GDestroyNotify) delivery_free);
  return self;
}

static gboolean
load_children (EnrDb *db, EnrRecipient *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CHILDREN);
  int rc;

  enr_bind_uuid (&st, ":id", &self->id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid child = enr_column_uuid (&st, 0);

      g_array_append_val (self->child_ids, child);
    }
  return rc == 0;
}

static gboolean
load_deliveries (EnrDb *db, EnrRecipient *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_DELIVERIES);
  int rc;

  enr_bind_uuid (&st, ":id", &self->id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrRecipientDelivery *delivery = g_new0 (EnrRecipientDelivery, 1);

      delivery->id = enr_column_uuid (&st, 0);
      delivery->way = enr_way_from_key (enr_column_text (&st, 1));
      delivery->address = enr_column_dup_text (&st, 2);
      delivery->state = (EnrDeliveryState) enr_delivery_state_from_key (enr_column_text (&st, 3));
      delivery->done_at = enr_column_instant (&st, 4);
      delivery->answer = enr_column_dup_text (&st, 5);
      g_ptr_array_add (self->deliveries, delivery);
    }
  return rc == 0;
}

static gboolean
is_delivered (const EnrRecipient *self)
{
  for (guint i = 0; i < self->deliveries->len; i++)
    {
      const EnrRecipientDelivery *delivery = g_ptr_array_index (self->deliveries, i);

      if (delivery->state == ENR_DELIVERY_ACCEPTED || delivery->state == ENR_DELIVERY_PRINTED)
        return TRUE;
    }
  return FALSE;
}

static EnrRecipientState
find_state (const EnrRecipient *self, EnrDate today)
{
  if (self->answered_at != ENR_INSTANT_NONE)
    return ENR_RECIPIENT_ANSWERED;
  if (self->answer_kind != ENR_ANSWER_NONE && self->answer_until != ENR_DATE_NONE
      && self->answer_until < today)
    return ENR_RECIPIENT_OVERDUE;
  if (self->read_at != ENR_INSTANT_NONE)
    return ENR_RECIPIENT_READ;
  return is_delivered (self) ? ENR_RECIPIENT_DELIVERED : ENR_RECIPIENT_UNDELIVERED;
}

static GPtrArray *
read_all (EnrDb *db, const char *sql, const EnrUuid *id, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_recipient_free);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrDate today = enr_clock_today ();

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  {
    g_auto (EnrStmt) st = enr_stmt (db, sql);
    int rc;

    enr_bind_uuid (&st, ":id", id);
    while ((rc = enr_stmt_step (&st, error)) > 0)
      g_ptr_array_add (list, read_recipient (&st));
    if (rc < 0)
      return NULL;
  }
  for (guint i = 0; i < list->len; i++)
    {
      EnrRecipient *recipient = g_ptr_array_index (list, i);

      if (!load_children (db, recipient, error) || !load_deliveries (db, recipient, error))
        return NULL;
      recipient->state = find_state (recipient, today);
    }
  return g_steal_pointer (&list);
}

GPtrArray *
enr_recipient_list (EnrDb *db, const EnrUuid *announcement_id, GError **error)
{
  return read_all (db, SQL_LIST, announcement_id, error);
}

GPtrArray *
enr_recipient_list_child (EnrDb *db, const EnrUuid *child_id, GError **error)
{
  return read_all (db, SQL_LIST_CHILD, child_id, error);
}

EnrRecipient *
enr_recipient_load (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_autoptr (GPtrArray) list = read_all (db, SQL_LOAD, id, error);

  if (list == NULL)
    return NULL;
  if (list->len == 1)
    return g_ptr_array_steal_index (list, 0);
  enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such recipient."));
  return NULL;
}

void
enr_recipient_count (GPtrArray *recipients, guint *counts)
{
  memset (counts, 0, ENR_N_RECIPIENT_STATES * sizeof *counts);
  for (guint i = 0; i < recipients->len; i++)
    counts[((const EnrRecipient *) g_ptr_array_index (recipients, i))->state]++;
}

void
enr_answer_count_free (EnrAnswerCount *self)
{
  if (self == NULL)
    return;

  g_free (self->answer);
  g_free (self);
}

static void
add_count (GPtrArray *list, GPtrArray *recipients, EnrAnswerKind kind, const char *answer)
{
  EnrAnswerCount *count = g_new0 (EnrAnswerCount, 1);

  count->answer = enr_answer_dup_text (kind, answer);
  for (guint i = 0; i < recipients->len; i++)
    {
      const EnrRecipient *recipient = g_ptr_array_index (recipients, i);

      count->n
          += recipient->answered_at != ENR_INSTANT_NONE && strcmp (recipient->answer, answer) == 0;
    }
  g_ptr_array_add (list, count);
}

static int
compare_text (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Dates as they are stored sort as days. */
static void
add_dates (GPtrArray *list, GPtrArray *recipients)
{
  g_autoptr (GPtrArray) dates = g_ptr_array_new ();

  for (guint i = 0; i < recipients->len; i++)
    {
      const EnrRecipient *recipient = g_ptr_array_index (recipients, i);

      if (*recipient->answer != '\0'
          && !g_ptr_array_find_with_equal_func (dates, recipient->answer, g_str_equal, NULL))
        g_ptr_array_add (dates, recipient->answer);
    }
  g_ptr_array_sort (dates, compare_text);
  for (guint i = 0; i < dates->len; i++)
    add_count (list, recipients, ENR_ANSWER_DATE, g_ptr_array_index (dates, i));
}

GPtrArray *
enr_recipient_count_answers (const EnrAnnouncement *announcement, GPtrArray *recipients)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_answer_count_free);
  g_auto (GStrv) choices = NULL;

  switch (announcement->answer_kind)
    {
    case ENR_ANSWER_YES_NO:
      add_count (list, recipients, ENR_ANSWER_YES_NO, "yes");
      add_count (list, recipients, ENR_ANSWER_YES_NO, "no");
      break;
    case ENR_ANSWER_CHOICE:
      choices = enr_announcement_dup_choices (announcement);
      for (guint i = 0; choices[i] != NULL; i++)
        add_count (list, recipients, ENR_ANSWER_CHOICE, choices[i]);
      break;
    case ENR_ANSWER_DATE:
      add_dates (list, recipients);
      break;
    case ENR_ANSWER_NONE:
    case ENR_ANSWER_TEXT:
    case ENR_N_ANSWERS:
    default:
      break;
    }
  return list;
}
