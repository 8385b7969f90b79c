/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What waits: notices, pages from home, inquiries, promises, calls, papers, medicine. Letters are
 * in inbox-letters.c.
 */
#include "config.h"

#include "contact/inbox.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "contact/inbox-private.h"
#include "contact/medicine.h"

ENR_SQL (SQL_NOTICES,
         "SELECT n.id, s.version FROM notice n LEFT JOIN contact_seen s ON s.kind = 'notice' "
         "AND s.subject = n.id AND s.day = n.first_day "
         "WHERE n.first_day >= :earliest AND n.last_day >= :day AND n.withdrawn_at IS NULL");
ENR_SQL (SQL_PAGES,
         "SELECT b.child_id, b.day, b.version, b.temperature, b.leave, b.collector, "
         "CAST (b.body AS TEXT), "
         "c.family_name, c.given_name "
         "FROM notebook b JOIN child c ON c.id = b.child_id LEFT JOIN contact_seen s "
         "ON s.kind = 'notebook' AND s.subject = b.child_id AND s.day = b.day "
         "WHERE b.day BETWEEN :first AND :day AND b.side = 'home' "
         "AND coalesce (s.version, 0) < b.version");
ENR_SQL (SQL_INQUIRIES,
         "SELECT i.id FROM inquiry i WHERE i.at >= :since AND i.wants_answer = 0 "
         "AND i.removed_at IS NULL AND NOT EXISTS (SELECT 1 FROM contact_seen s "
         "WHERE s.kind = 'inquiry' AND s.subject = i.id)");

void
enr_inbox_item_free (EnrInboxItem *self)
{
  if (self == NULL)
    return;

  g_free (self->child_name);
  g_array_unref (self->class_ids);
  g_free (self->class_name);
  g_free (self->text);
  g_free (self);
}

EnrInboxGroup
enr_inbox_kind_group (EnrInboxKind kind)
{
  if (kind <= ENR_INBOX_INQUIRY)
    return ENR_INBOX_CAME_IN;
  if (kind == ENR_INBOX_MEDICINE)
    return ENR_INBOX_TO_GIVE;
  return kind <= ENR_INBOX_DELIVERY ? ENR_INBOX_TO_ANSWER : ENR_INBOX_TO_CALL;
}

const char *
enr_inbox_kind_label (EnrInboxKind kind)
{
  static const char *const labels[] = { N_ ("notice"),
                                        N_ ("notebook from home"),
                                        N_ ("answer to a letter"),
                                        N_ ("message"),
                                        N_ ("question"),
                                        N_ ("answers missing"),
                                        N_ ("not delivered"),
                                        N_ ("no word"),
                                        N_ ("promise"),
                                        N_ ("paper is missing"),
                                        N_ ("medicine") };

  return _ (labels[kind]);
}

gboolean
enr_inbox_item_is_of_class (const EnrInboxItem *self, const EnrUuid *class_id)
{
  if (class_id == NULL)
    return TRUE;
  for (guint i = 0; i < self->class_ids->len; i++)
    if (enr_uuid_equal (&g_array_index (self->class_ids, EnrUuid, i), class_id))
      return TRUE;
  return FALSE;
}

EnrInboxMark
enr_inbox_item_mark (const EnrInboxItem *self)
{
  return (EnrInboxMark){ .kind = self->kind,
                         .child_id = self->child_id,
                         .subject = self->id,
                         .day = self->day,
                         .version = self->version };
}

EnrInboxItem *
enr_inbox_reading_add (EnrInboxReading *self,
                       EnrInboxKind kind,
                       const EnrUuid *id,
                       const EnrUuid *child_id,
                       const char *name,
                       char *text)
{
  const EnrDayChild *child = child_id != NULL ? enr_day_find (self->day, child_id) : NULL;
  EnrInboxItem *item = g_new0 (EnrInboxItem, 1);

  item->kind = kind;
  item->id = *id;
  item->child_id = child_id != NULL ? *child_id : enr_uuid_none;
  item->child_name = g_strdup (child != NULL ? child->name : name);
  item->class_ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  if (child != NULL && child->class_index != G_MAXUINT)
    {
      g_array_append_val (item->class_ids, child->class_id);
      item->class_name
          = g_strdup (g_array_index (self->day->classes, EnrDayClass, child->class_index).name);
    }
  else
    item->class_name = g_strdup ("");
  item->day = self->day->date;
  item->at = ENR_INSTANT_NONE;
  item->due_at = ENR_MINUTES_NONE;
  item->text = text;
  item->version = 1;
  g_ptr_array_add (self->items, item);
  return item;
}

static void
append (GString *text, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

/*
 * Notices
 */

/* FNV-1a of all that a notice says, in 62 bits: it goes into a file, so its order is a format. */
gint64
enr_inbox_sum_notice (const EnrNotice *notice)
{
  g_autofree char *numbers
      = g_strdup_printf ("%d %d %d %d %d %d %d", notice->first_day, notice->last_day, notice->kind,
                         notice->arrive, notice->leave, notice->temperature, notice->return_day);
  const char *const parts[] = {
    numbers,          notice->absence_kind != NULL ? notice->absence_kind : "", notice->by_name,
    notice->symptoms, notice->disease != NULL ? notice->disease : "",           notice->diagnosis,
    notice->note
  };
  guint64 sum = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    for (const char *at = parts[i];; at++)
      {
        sum = (sum ^ (guint8) *at) * G_GUINT64_CONSTANT (0x100000001b3);
        if (*at == '\0')
          break;
      }
  return (gint64) (sum >> 2) | 1;
}

static char *
dup_days (EnrDate first, EnrDate last)
{
  int month, day, last_month, last_day;

  enr_date_split (first, NULL, &month, &day);
  enr_date_split (last, NULL, &last_month, &last_day);
  return first == last ? g_strdup_printf ("%d/%d", month, day)
                       : g_strdup_printf ("%d/%d–%d/%d", month, day, last_month, last_day);
}

static const char *
find_kind_label (const EnrDay *day, const EnrNotice *notice)
{
  for (guint i = 0; notice->absence_kind != NULL && i < day->kinds->len; i++)
    {
      const EnrAbsenceKind *kind = &g_array_index (day->kinds, EnrAbsenceKind, i);

      if (strcmp (kind->key, notice->absence_kind) == 0)
        return kind->label;
    }
  return enr_notice_kind_label (notice->kind);
}

static char *
dup_notice (const EnrDay *day, EnrDb *db, const EnrNotice *notice, GError **error)
{
  g_autoptr (EnrDisease) disease = NULL;
  g_autoptr (GString) text = g_string_new (find_kind_label (day, notice));
  g_autofree char *days = dup_days (notice->first_day, notice->last_day);
  g_autofree char *reason = NULL;
  int minutes = notice->kind == ENR_NOTICE_LATE ? notice->arrive : notice->leave;
  char at[6];

  if (notice->disease != NULL)
    {
      disease = enr_disease_load (db, notice->disease, error);
      if (disease == NULL)
        return NULL;
    }
  reason = enr_notice_dup_reason (notice, disease != NULL ? disease->name : NULL);
  g_string_append_printf (text, " %s", days);
  if (notice->kind != ENR_NOTICE_ABSENT && minutes != ENR_MINUTES_NONE)
    g_string_append_printf (text, " %s", enr_minutes_format (minutes, at));
  append (text, reason);
  append (text, notice->note);
  append (text, notice->by_name);
  return g_strdup (text->str);
}

static gboolean
read_notices (EnrInboxReading *self, EnrDb *db, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_NOTICES);
  int rc;

  /* No range is longer: years of notices are not looked through. */
  enr_bind_date (&st, ":earliest", self->day->date - ENR_NOTICE_MAX_DAYS);
  enr_bind_date (&st, ":day", self->day->date);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid id = enr_column_uuid (&st, 0);
      g_autoptr (EnrNotice) notice = enr_notice_load (db, &id, error);
      EnrInboxItem *item;
      char *text;

      if (notice == NULL)
        return FALSE;
      if (enr_column_int (&st, 1) == enr_inbox_sum_notice (notice))
        continue;
      text = dup_notice (self->day, db, notice, error);
      if (text == NULL)
        return FALSE;
      item = enr_inbox_reading_add (self, ENR_INBOX_NOTICE, &id, &notice->child_id,
                                    notice->child_name, text);
      item->day = notice->first_day;
      item->at = notice->received_at;
      item->version = enr_inbox_sum_notice (notice);
    }
  return rc == 0;
}

/*
 * Pages of the notebook
 */

static char *
dup_page (EnrStmt *st, EnrDate today)
{
  g_autoptr (GString) text = g_string_new (NULL);
  EnrDate day = enr_column_date (st, 1);
  int leave = enr_column_minutes (st, 4);
  char at[6];

  if (day != today)
    {
      g_autofree char *days = dup_days (day, day);

      append (text, days);
    }
  if (!enr_column_is_null (st, 3))
    {
      g_autofree char *temperature = g_strdup_printf ("%d.%d℃", (int) enr_column_int (st, 3) / 10,
                                                      (int) enr_column_int (st, 3) % 10);

      append (text, temperature);
    }
  if (leave != ENR_MINUTES_NONE || *enr_column_text (st, 5) != '\0')
    {
      /* Translators: who fetches the child, a time and a person: "17:30 grandmother" */
      g_autofree char *collect = g_strdup_printf (
          _ ("collects: %s %s"), leave != ENR_MINUTES_NONE ? enr_minutes_format (leave, at) : "",
          enr_column_text (st, 5));

      append (text, collect);
    }
  append (text, enr_column_text (st, 6));
  return g_strdup (text->str);
}

static gboolean
read_pages (EnrInboxReading *self, EnrDb *db, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_PAGES);
  int rc;

  enr_bind_date (&st, ":first", self->day->date - ENR_INBOX_PAGE_DAYS);
  enr_bind_date (&st, ":day", self->day->date);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid child_id = enr_column_uuid (&st, 0);
      g_autofree char *name
          = g_strdup_printf ("%s %s", enr_column_text (&st, 7), enr_column_text (&st, 8));
      EnrInboxItem *item = enr_inbox_reading_add (self, ENR_INBOX_NOTEBOOK, &child_id, &child_id,
                                                  name, dup_page (&st, self->day->date));

      item->day = enr_column_date (&st, 1);
      item->version = enr_column_int (&st, 2);
    }
  return rc == 0;
}

/*
 * Inquiries and promises
 */

static void
add_inquiry (EnrInboxReading *self, EnrInboxKind kind, const EnrInquiry *inquiry)
{
  g_autoptr (GString) text = g_string_new (inquiry->body);
  EnrInboxItem *item;

  append (text, inquiry->by_name);
  item = enr_inbox_reading_add (self, kind, &inquiry->id, &inquiry->child_id, inquiry->child_name,
                                g_strdup (text->str));
  item->at = inquiry->at;
  item->day = enr_instant_nursery_day (inquiry->at);
}

static gboolean
read_inquiries (EnrInboxReading *self, EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) open = enr_inquiry_list_open (db, error);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_INQUIRIES);
  int rc;

  if (open == NULL)
    return FALSE;
  for (guint i = 0; i < open->len; i++)
    add_inquiry (self, ENR_INBOX_QUESTION, g_ptr_array_index (open, i));
  enr_bind_instant (&st, ":since",
                    enr_instant_from_local (self->day->date - ENR_INBOX_NEW_DAYS, 0));
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid id = enr_column_uuid (&st, 0);
      g_autoptr (EnrInquiry) inquiry = enr_inquiry_load (db, &id, error);

      if (inquiry == NULL)
        return FALSE;
      add_inquiry (self, ENR_INBOX_INQUIRY, inquiry);
    }
  return rc == 0;
}

static char *
dup_promise (const EnrPromise *promise)
{
  g_autoptr (GString) text = g_string_new (enr_promise_kind_label (promise->kind));
  g_autofree char *days = dup_days (promise->due_day, promise->due_day);
  char at[6];

  g_string_append_printf (text, " %s", days);
  if (promise->due_at != ENR_MINUTES_NONE)
    g_string_append_printf (text, " %s", enr_minutes_format (promise->due_at, at));
  append (text, promise->words);
  append (text, promise->is_ours ? NULL : _ ("promised by the family"));
  return g_strdup (text->str);
}

static gboolean
read_promises (EnrInboxReading *self, EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) open = enr_promise_list_open (db, self->day->date, error);

  for (guint i = 0; open != NULL && i < open->len; i++)
    {
      const EnrPromise *promise = g_ptr_array_index (open, i);
      EnrInboxItem *item
          = enr_inbox_reading_add (self, ENR_INBOX_PROMISE, &promise->id, &promise->child_id,
                                   promise->child_name, dup_promise (promise));

      item->day = promise->due_day;
      item->due_at = promise->due_at;
      item->is_due = enr_promise_is_due (promise, self->now);
    }
  return open != NULL;
}

/*
 * Calls and papers
 */

static gboolean
read_calls (EnrInboxReading *self, EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) due = enr_call_due_load (db, self->day, self->now, error);

  for (guint i = 0; due != NULL && i < due->len; i++)
    {
      const EnrCallDue *call = g_ptr_array_index (due, i);
      const EnrDayChild *child = &g_array_index (self->day->children, EnrDayChild, call->child);
      char *text;

      if (call->last != NULL && call->last->outcome == ENR_CALL_REACHED)
        continue;
      text = call->last == NULL
                 ? g_strdup (_ ("Not called yet"))
                 : g_strdup_printf (
                     /* Translators: number of calls, and what came of the last one */
                     ngettext ("%u call: %s", "%u calls, the last: %s", call->n_calls),
                     call->n_calls, enr_call_outcome_label (call->last->outcome));
      enr_inbox_reading_add (self, ENR_INBOX_ABSENCE, &child->child_id, &child->child_id,
                             child->name, text);
    }
  return due != NULL;
}

/* Who is away as agreed has time to bring it. */
static gboolean
is_paper_due (const EnrWatch *watch, EnrDate day)
{
  if ((watch->flags & ENR_WATCH_PAPER) == 0)
    return FALSE;
  return (watch->flags & ENR_WATCH_HERE) != 0
         || (watch->earliest.kind == ENR_RETURN_ON && watch->earliest.day <= day)
         || watch->illness->back_day != ENR_DATE_NONE;
}

static gboolean
read_papers (EnrInboxReading *self, EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) watches = enr_illness_watch (db, self->day, error);

  for (guint i = 0; watches != NULL && i < watches->len; i++)
    {
      const EnrWatch *watch = g_ptr_array_index (watches, i);
      const EnrDayChild *child = &g_array_index (self->day->children, EnrDayChild, watch->child);

      if (is_paper_due (watch, self->day->date))
        enr_inbox_reading_add (self, ENR_INBOX_PAPER, &watch->illness->id, &child->child_id,
                               child->name,
                               g_strdup_printf ("%s · %s", watch->disease->name,
                                                enr_return_paper_label (watch->disease->paper)));
    }
  return watches != NULL;
}

/*
 * Medicine
 */

/* "散剤 1包 · after lunch · kept cold · 母" behind the name. */
static char *
dup_medicine (const EnrMedicineTask *task)
{
  const EnrMedicine *medicine = task->medicine;
  GString *text = g_string_new (medicine->name);
  char at[6];

  if (*medicine->amount != '\0')
    g_string_append_printf (text, " %s", medicine->amount);
  if (medicine->at != ENR_MINUTES_NONE)
    append (text, enr_minutes_format (medicine->at, at));
  append (text, medicine->when_words);
  append (text, enr_medicine_form_label (medicine->form));
  append (text, enr_medicine_storage_label (medicine->storage));
  append (text, medicine->note);
  return g_string_free (text, FALSE);
}

static gboolean
read_medicine (EnrInboxReading *self, EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) tasks = enr_medicine_tasks (db, self->day->date, NULL, NULL, error);

  for (guint i = 0; tasks != NULL && i < tasks->len; i++)
    {
      const EnrMedicineTask *task = g_ptr_array_index (tasks, i);
      EnrInboxItem *item;

      if (task->state != ENR_DOSE_OPEN)
        continue;
      item = enr_inbox_reading_add (self, ENR_INBOX_MEDICINE, &task->medicine->id,
                                    &task->medicine->child_id, task->medicine->child_name,
                                    dup_medicine (task));
      item->due_at = task->medicine->at;
      item->is_due = task->is_overdue;
    }
  return tasks != NULL;
}

/*
 * All of it
 */

/* Who is called because nobody said a word comes first: that cannot wait. */
static int
rank (const EnrInboxItem *item)
{
  return item->kind == ENR_INBOX_ABSENCE ? 0 : 1;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const EnrInboxItem *left = *(const EnrInboxItem *const *) a;
  const EnrInboxItem *right = *(const EnrInboxItem *const *) b;
  EnrInboxGroup group = enr_inbox_kind_group (left->kind);

  if (group != enr_inbox_kind_group (right->kind))
    return group < enr_inbox_kind_group (right->kind) ? -1 : 1;
  if (rank (left) != rank (right))
    return rank (left) - rank (right);
  if (group == ENR_INBOX_CAME_IN && left->at != right->at)
    return left->at > right->at ? -1 : 1;
  if (group != ENR_INBOX_CAME_IN && left->day != right->day)
    return left->day < right->day ? -1 : 1;
  if ((group == ENR_INBOX_TO_CALL || group == ENR_INBOX_TO_GIVE) && left->due_at != right->due_at)
    return left->due_at < right->due_at ? -1 : 1;
  if (left->at != right->at)
    return left->at < right->at ? -1 : 1;
  return 0;
}

GPtrArray *
enr_inbox_load (EnrDb *db, const EnrDay *day, EnrInstant now, GError **error)
{
  g_autoptr (GPtrArray) items
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_inbox_item_free);
  EnrInboxReading reading = { day, now, items };
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin_read (&txn, db, error) || !read_notices (&reading, db, error)
      || !read_pages (&reading, db, error) || !read_inquiries (&reading, db, error)
      || !enr_inbox_read_letters (&reading, db, error) || !read_calls (&reading, db, error)
      || !read_promises (&reading, db, error) || !read_papers (&reading, db, error)
      || !read_medicine (&reading, db, error))
    return NULL;
  g_ptr_array_sort (items, compare);
  return g_steal_pointer (&items);
}

guint
enr_inbox_count_office (const GPtrArray *items)
{
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    {
      const EnrInboxItem *item = g_ptr_array_index (items, i);

      n += item->kind != ENR_INBOX_NOTEBOOK && (item->kind != ENR_INBOX_MEDICINE || item->is_due);
    }
  return n;
}
