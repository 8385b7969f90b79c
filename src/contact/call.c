/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "contact/call.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "attendance/reminder.h"
#include "base/clock.h"
#include "base/text.h"
#include "contact/contact-private.h"
#include "contact/contact-way.h"
#include "nursery/child.h"
#include "nursery/error.h"
#include "nursery/family.h"

#define COLUMNS                                                                                    \
  "l.id, l.child_id, c.family_name, c.given_name, l.day, l.contact_id, l.called, l.at, "           \
  "l.by_name, "                                                                                    \
  "l.outcome, l.note FROM call_log l JOIN child c ON c.id = l.child_id "

ENR_SQL (SQL_LIST_DAY, "SELECT " COLUMNS "WHERE l.day = :day ORDER BY l.at, l.id");
ENR_SQL (SQL_LIST_CHILD,
         "SELECT " COLUMNS "WHERE l.child_id = :child ORDER BY l.at DESC, l.id DESC");
ENR_SQL (SQL_INSERT,
         "INSERT INTO call_log (id, child_id, day, contact_id, called, at, by_name, outcome, note) "
         "VALUES (:id, :child, :day, :contact, :called, :at, :by, :outcome, :note)");

static const char *const outcome_keys[] = { "no-answer", "message", "reached" };

const char *
enr_call_outcome_key (EnrCallOutcome outcome)
{
  return outcome_keys[outcome];
}

const char *
enr_call_outcome_label (EnrCallOutcome outcome)
{
  static const char *const labels[] = { N_ ("no answer"), N_ ("message left"), N_ ("reached") };

  return _ (labels[outcome]);
}

void
enr_call_free (EnrCall *self)
{
  if (self == NULL)
    return;

  g_free (self->child_name);
  g_free (self->called);
  g_free (self->by_name);
  g_free (self->note);
  g_free (self);
}

static EnrCall *
read_call (EnrStmt *st)
{
  EnrCall *self = g_new0 (EnrCall, 1);

  self->id = enr_column_uuid (st, 0);
  self->child_id = enr_column_uuid (st, 1);
  self->child_name = g_strdup_printf ("%s %s", enr_column_text (st, 2), enr_column_text (st, 3));
  g_strchomp (self->child_name);
  self->day = enr_column_date (st, 4);
  self->contact_id = enr_column_uuid (st, 5);
  self->called = enr_column_dup_text (st, 6);
  self->at = enr_column_instant (st, 7);
  self->by_name = enr_column_dup_text (st, 8);
  while (self->outcome < ENR_CALL_REACHED
         && strcmp (outcome_keys[self->outcome], enr_column_text (st, 9)) != 0)
    self->outcome++;
  self->note = enr_column_dup_text (st, 10);
  return self;
}

static GPtrArray *
read_all (EnrStmt *st, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_call_free);
  int rc;

  while ((rc = enr_stmt_step (st, error)) > 0)
    g_ptr_array_add (list, read_call (st));
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

GPtrArray *
enr_call_list_day (EnrDb *db, EnrDate day, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST_DAY);

  enr_bind_date (&st, ":day", day);
  return read_all (&st, error);
}

GPtrArray *
enr_call_list_child (EnrDb *db, const EnrUuid *child_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST_CHILD);

  enr_bind_uuid (&st, ":child", child_id);
  return read_all (&st, error);
}

/* "青木 春（母） 090-0000-0001" of one of the family's people; UNKNOWN for another's. */
static char *
dup_contact_words (EnrDb *db, const EnrUuid *child_id, const EnrUuid *contact_id, GError **error)
{
  g_autoptr (EnrChild) child = enr_child_load (db, child_id, error);
  g_autoptr (EnrContact) contact = child != NULL ? enr_contact_load (db, contact_id, error) : NULL;
  GString *words;

  if (contact == NULL)
    return NULL;
  if (!enr_uuid_equal (&contact->family_id, &child->family_id))
    {
      enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN,
                  _ ("That person is not one of this child's family."));
      return NULL;
    }
  words = g_string_new (contact->name);
  if (*contact->relation != '\0')
    g_string_append_printf (words, "（%s）", contact->relation);
  if (*contact->phone != '\0' || *contact->phone2 != '\0')
    g_string_append_printf (words, " %s",
                            *contact->phone != '\0' ? contact->phone : contact->phone2);
  return g_string_free (words, FALSE);
}

static gboolean
check (const EnrCall *call, GError **error)
{
  if (call->day == ENR_DATE_NONE)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The day is missing."));
  if (enr_uuid_is_none (&call->contact_id) && enr_text_is_blank (call->called))
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("It is missing who was called."));
  /* A minute of grace: the clock on the wall and the one in the PC are two. */
  if (call->at > enr_clock_now () + 60)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The time is in the future."));
  return enr_notice_check_text (call->called, error) && enr_notice_check_text (call->by_name, error)
         && enr_notice_check_text (call->note, error);
}

static gboolean
add_one (EnrDb *db,
         const EnrActor *actor,
         const EnrUuid *child_id,
         const EnrCall *call,
         GError **error)
{
  EnrUuid id = enr_uuid_new ();
  g_autofree char *typed = enr_text_tidy (call->called);
  g_autofree char *by = enr_text_tidy (call->by_name);
  g_autofree char *note = enr_text_tidy_lines (call->note);
  g_autofree char *words = NULL;

  if (!enr_notice_check_child (db, child_id, error))
    return FALSE;
  if (!enr_uuid_is_none (&call->contact_id))
    {
      words = dup_contact_words (db, child_id, &call->contact_id, error);
      if (words == NULL)
        return FALSE;
    }
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_INSERT);

    enr_bind_uuid (&st, ":id", &id);
    enr_bind_uuid (&st, ":child", child_id);
    enr_bind_date (&st, ":day", call->day);
    enr_bind_uuid (&st, ":contact", &call->contact_id);
    enr_bind_text (&st, ":called", *typed != '\0' ? typed : words);
    enr_bind_instant (&st, ":at", call->at != 0 ? call->at : enr_clock_now ());
    enr_bind_text (&st, ":by", *by != '\0' ? by : actor->name);
    enr_bind_text (&st, ":outcome", outcome_keys[call->outcome]);
    enr_bind_text (&st, ":note", note);
    return enr_stmt_run (&st, error);
  }
}

gboolean
enr_call_add_in_txn (EnrDb *db,
                     const EnrActor *actor,
                     const EnrUuid *child_ids,
                     guint n_children,
                     const EnrCall *call,
                     GError **error)
{
  for (guint i = 0; i < n_children; i++)
    if (!add_one (db, actor, &child_ids[i], call, error))
      return FALSE;
  return TRUE;
}

gboolean
enr_call_add (EnrDb *db,
              const EnrActor *actor,
              const EnrUuid *child_ids,
              guint n_children,
              const EnrCall *call,
              GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  g_return_val_if_fail (n_children > 0, FALSE);

  return check (call, error) && enr_txn_begin (&txn, db, actor, NULL, error)
         && enr_call_add_in_txn (db, actor, child_ids, n_children, call, error)
         && enr_txn_commit (&txn, error);
}

void
enr_call_due_free (EnrCallDue *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->contacts, g_ptr_array_unref);
  g_clear_pointer (&self->last, enr_call_free);
  g_free (self);
}

/* Takes the child's calls out of the day's. */
static void
take_calls (EnrCallDue *due, GPtrArray *calls, const EnrUuid *child_id)
{
  for (guint i = 0; i < calls->len;)
    {
      EnrCall *call = g_ptr_array_index (calls, i);

      if (!enr_uuid_equal (&call->child_id, child_id))
        {
          i++;
          continue;
        }
      due->n_calls++;
      g_clear_pointer (&due->last, enr_call_free);
      due->last = g_ptr_array_steal_index (calls, i);
    }
}

static guint
count_late (GPtrArray *notices, const EnrUuid *child_id)
{
  guint n = 0;

  for (guint i = 0; i < notices->len; i++)
    {
      const EnrNotice *notice = g_ptr_array_index (notices, i);

      n += notice->kind == ENR_NOTICE_LATE && notice->withdrawn_at == ENR_INSTANT_NONE
           && enr_uuid_equal (&notice->child_id, child_id);
    }
  return n;
}

static gboolean
may_call (const EnrContact *contact, const GPtrArray *ways, const EnrUuid *child_id)
{
  if (*contact->phone == '\0' && *contact->phone2 == '\0')
    return FALSE;
  for (guint i = 0; i < ways->len; i++)
    {
      const EnrContactWay *way = g_ptr_array_index (ways, i);

      if (enr_uuid_equal (&way->contact_id, &contact->id))
        return !enr_contact_way_is_except (way, child_id);
    }
  return TRUE;
}

GPtrArray *
enr_call_contacts (EnrDb *db, const EnrUuid *child_id, const EnrUuid *family_id, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_contact_free);
  g_autoptr (GPtrArray) all = enr_family_contacts (db, family_id, error);
  g_autoptr (GPtrArray) ways = all != NULL ? enr_contact_way_list (db, family_id, error) : NULL;

  if (ways == NULL)
    return NULL;
  for (int is_guardian = TRUE; is_guardian >= FALSE; is_guardian--)
    for (guint i = 0; i < all->len;)
      {
        const EnrContact *contact = g_ptr_array_index (all, i);

        if (contact->is_guardian == is_guardian && may_call (contact, ways, child_id))
          g_ptr_array_add (list, g_ptr_array_steal_index (all, i));
        else
          i++;
      }
  return g_steal_pointer (&list);
}

static EnrCallDue *
load_due (EnrDb *db,
          const EnrDayChild *child,
          guint index,
          GPtrArray *calls,
          GPtrArray *notices,
          GError **error)
{
  g_autoptr (GPtrArray) contacts
      = enr_call_contacts (db, &child->child_id, &child->family_id, error);
  EnrCallDue *due;

  if (contacts == NULL)
    return NULL;
  due = g_new0 (EnrCallDue, 1);
  due->child = index;
  due->contacts = g_steal_pointer (&contacts);
  take_calls (due, calls, &child->child_id);
  due->n_late = count_late (notices, &child->child_id);
  return due;
}

static gboolean
can_wait (const EnrCallDue *due)
{
  return due->n_late > 0 || (due->last != NULL && due->last->outcome == ENR_CALL_REACHED);
}

static int
compare_due (gconstpointer a, gconstpointer b)
{
  const EnrCallDue *left = *(const EnrCallDue *const *) a;
  const EnrCallDue *right = *(const EnrCallDue *const *) b;

  if (can_wait (left) != can_wait (right))
    return can_wait (left) ? 1 : -1;
  return left->child < right->child ? -1 : left->child > right->child;
}

GPtrArray *
enr_call_due_load (EnrDb *db, const EnrDay *day, EnrInstant now, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_call_due_free);
  g_autoptr (GPtrArray) calls = NULL;
  g_autoptr (GPtrArray) notices = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  calls = enr_call_list_day (db, day->date, error);
  notices = calls != NULL ? enr_notice_list_day (db, day->date, error) : NULL;
  if (notices == NULL)
    return NULL;
  for (guint i = 0; i < day->children->len; i++)
    {
      const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, i);
      EnrCallDue *due;

      if (!enr_reminder_is_without_news (day, child, now))
        continue;
      due = load_due (db, child, i, calls, notices, error);
      if (due == NULL)
        return NULL;
      g_ptr_array_add (list, due);
    }
  g_ptr_array_sort (list, compare_due);
  return g_steal_pointer (&list);
}
