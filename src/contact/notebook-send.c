/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "contact/notebook-send.h"

#include <string.h>

#include "contact/recipient-private.h"
#include "nursery/error.h"

ENR_SQL (SQL_LAST,
         "SELECT CAST (body AS TEXT) FROM recipient WHERE kind = 'notebook' AND "
         "child_id = :child AND day = :day "
         "ORDER BY created_at DESC, id DESC LIMIT 1");

void
enr_outgoing_page_free (EnrOutgoingPage *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->class_name);
  g_free (self->text);
  g_clear_pointer (&self->plan, enr_recipient_plan_free);
  g_free (self);
}

void
enr_outgoing_result_free (EnrOutgoingResult *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->changed);
  g_free (self);
}

static void
append_line (GString *text, const char *label, const char *value)
{
  if (*value != '\0')
    g_string_append_printf (text, "%s　%s\n", label, value);
}

static void
append_events (GString *text, const EnrNotebookPage *page, EnrNotebookEventKind kind)
{
  g_autoptr (GString) values = g_string_new (NULL);

  for (guint i = 0; i < page->events->len; i++)
    {
      const EnrNotebookEvent *event = g_ptr_array_index (page->events, i);
      g_autofree char *value = NULL;

      if (event->kind != kind)
        continue;
      value = enr_notebook_event_dup_paper (event);
      if (values->len > 0)
        g_string_append (values, "、");
      g_string_append (values, value);
    }
  append_line (text, enr_notebook_event_paper (kind), values->str);
}

static void
append_part (GString *text, const char *heading, const char *body)
{
  if (*body != '\0')
    g_string_append_printf (text, "\n%s\n%s\n", heading, body);
}

char *
enr_notebook_page_dup_mail (const EnrNotebookPage *page, const char *child_name)
{
  static const EnrNotebookEventKind kinds[]
      = { ENR_EVENT_SLEEP, ENR_EVENT_MEAL, ENR_EVENT_MILK, ENR_EVENT_BOWEL, ENR_EVENT_MEDICINE };
  g_autoptr (GString) text = NULL;
  g_autofree char *day = NULL;

  g_return_val_if_fail (page != NULL && child_name != NULL, NULL);

  if (enr_notebook_page_is_empty (page))
    return g_strdup ("");

  day = enr_date_dup_era_weekday (page->day);
  text = g_string_new (NULL);
  g_string_append_printf (text, "%sさんの、%sの園でのようすです。\n\n", child_name, day);
  if (page->temperature > 0)
    {
      g_autofree char *at = enr_notebook_time_dup_paper (
          page->taken_at == ENR_MINUTES_NONE ? ENR_NOTEBOOK_NO_TIME : page->taken_at);

      g_string_append_printf (text, "体温　%d.%d℃%s%s%s\n", page->temperature / 10,
                              page->temperature % 10, *at != '\0' ? "（" : "", at,
                              *at != '\0' ? "）" : "");
    }
  append_events (text, page, ENR_EVENT_TEMPERATURE);
  append_line (text, "機嫌", enr_mood_paper (page->mood));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    append_events (text, page, kinds[i]);
  append_line (text, "咳", enr_degree_paper (page->cough));
  append_line (text, "鼻水", enr_degree_paper (page->nose));
  append_part (text, "今日したこと", page->did);
  append_part (text, "様子・連絡", page->body);
  if (*page->written_by != '\0')
    g_string_append_printf (text, "\n記入　%s\n", page->written_by);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
enr_notebook_dup_subject (EnrDate day)
{
  int month;
  int number;

  enr_date_split (day, NULL, &month, &number);
  return g_strdup_printf ("%d月%d日(%s)の連絡帳", month, number,
                          enr_weekday_kanji (enr_date_weekday (day)));
}

/* 1: what went out last is the very same text; -1: error. */
static int
was_sent (EnrDb *db, const EnrUuid *child_id, EnrDate day, const char *text, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LAST);
  int rc;

  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_date (&st, ":day", day);
  rc = enr_stmt_step (&st, error);
  return rc > 0 ? strcmp (enr_column_text (&st, 0), text) == 0 : rc;
}

static EnrOutgoingPage *
load_page (EnrDb *db, const EnrNotebookDay *day, const EnrNotebookRow *row, GError **error)
{
  const EnrDayChild *child = &g_array_index (day->day->children, EnrDayChild, row->child);
  const EnrNotebookPage *page = row->pages[ENR_SIDE_NURSERY];
  g_autoptr (EnrOutgoingPage) self = g_new0 (EnrOutgoingPage, 1);
  int sent;

  self->child_id = child->child_id;
  self->name = g_strdup (child->name);
  self->class_name
      = g_strdup (child->class_index < day->day->classes->len
                      ? g_array_index (day->day->classes, EnrDayClass, child->class_index).name
                      : "");
  self->version = page->version;
  self->text = enr_notebook_page_dup_mail (page, child->name);
  if (*self->text == '\0')
    {
      self->state = ENR_OUTGOING_UNWRITTEN;
      return g_steal_pointer (&self);
    }
  self->plan = enr_recipient_plan_notebook (db, &child->child_id, day->day->date, error);
  if (self->plan == NULL)
    return NULL;
  sent = was_sent (db, &child->child_id, day->day->date, self->text, error);
  if (sent < 0)
    return NULL;
  if (sent > 0)
    self->state = ENR_OUTGOING_SENT;
  else if (self->plan->recipients->len == 0)
    self->state = ENR_OUTGOING_NOBODY;
  return g_steal_pointer (&self);
}

GPtrArray *
enr_outgoing_load (EnrDb *db, EnrDate day, const EnrUuid *class_id, GError **error)
{
  g_autoptr (GPtrArray) pages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_outgoing_page_free);
  g_autoptr (EnrNotebookDay) read = enr_notebook_load_day (db, day, class_id, error);

  if (read == NULL)
    return NULL;
  for (guint i = 0; i < read->rows->len; i++)
    {
      const EnrNotebookRow *row = g_ptr_array_index (read->rows, i);
      EnrOutgoingPage *page;

      if (row->is_absent)
        continue;
      page = load_page (db, read, row, error);
      if (page == NULL)
        return NULL;
      g_ptr_array_add (pages, page);
    }
  return g_steal_pointer (&pages);
}

/* 1: the page and who gets it are still as they were looked at; 0: they are
 * not; -1: error. */
static int
is_as_seen (EnrDb *db, const EnrOutgoingPage *seen, EnrDate day, GError **error)
{
  g_autoptr (EnrNotebookPage) page
      = enr_notebook_load_page (db, &seen->child_id, day, ENR_SIDE_NURSERY, error);
  g_autoptr (EnrRecipientPlan) plan = NULL;
  g_autoptr (GError) local = NULL;

  if (page == NULL)
    return -1;
  if (page->version != seen->version)
    return 0;
  plan = enr_recipient_plan_notebook (db, &seen->child_id, day, &local);
  if (plan == NULL)
    {
      if (local->domain == ENR_NURSERY_ERROR)
        return 0;
      g_propagate_error (error, g_steal_pointer (&local));
      return -1;
    }
  return strcmp (plan->digest, seen->plan->digest) == 0;
}

EnrOutgoingResult *
enr_outgoing_release (EnrDb *db,
                      const EnrActor *actor,
                      EnrDate day,
                      const GPtrArray *pages,
                      GError **error)
{
  g_autoptr (EnrOutgoingResult) result = g_new0 (EnrOutgoingResult, 1);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autofree char *subject = enr_notebook_dup_subject (day);

  g_return_val_if_fail (pages != NULL, NULL);

  result->changed = g_ptr_array_new_with_free_func (g_free);
  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return NULL;
  for (guint i = 0; i < pages->len; i++)
    {
      const EnrOutgoingPage *page = g_ptr_array_index (pages, i);
      guint n = 0;
      int same;

      if (page->state != ENR_OUTGOING_READY)
        continue;
      same = is_as_seen (db, page, day, error);
      if (same < 0)
        return NULL;
      if (same == 0)
        {
          g_ptr_array_add (result->changed, g_strdup (page->name));
          continue;
        }
      if (!enr_recipient_release_page_in_txn (db, &page->child_id, day, subject, page->text, &n,
                                              error))
        return NULL;
      result->n_pages++;
      result->n_recipients += n;
    }
  return enr_txn_commit (&txn, error) ? g_steal_pointer (&result) : NULL;
}
