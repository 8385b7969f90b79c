/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "contact/history.h"

#include <string.h>

#include "attendance/absence-kind.h"
#include "base/clock.h"
#include "contact/disease.h"
#include "nursery/child.h"

void
enr_contact_entry_free (EnrContactEntry *self)
{
  if (self == NULL)
    return;

  g_free (self->disease);
  g_free (self->absence);
  enr_notice_free (self->notice);
  enr_call_free (self->call);
  enr_notebook_page_free (self->page);
  enr_recipient_free (self->letter);
  enr_inquiry_free (self->inquiry);
  enr_promise_free (self->promise);
  enr_medicine_free (self->medicine);
  enr_medicine_task_free (self->dose);
  g_free (self);
}

void
enr_contact_history_free (EnrContactHistory *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->kana);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

/* The entry, where its day is asked for; else NULL. */
static EnrContactEntry *
add (EnrContactHistory *self, EnrContactKind kind, EnrDate day, EnrInstant at)
{
  EnrContactEntry *entry;

  if ((self->first != ENR_DATE_NONE && day < self->first)
      || (self->last != ENR_DATE_NONE && day > self->last))
    return NULL;
  entry = g_new0 (EnrContactEntry, 1);
  entry->kind = kind;
  entry->day = day;
  entry->at = at;
  g_ptr_array_add (self->entries, entry);
  return entry;
}

static EnrContactEntry *
add_at (EnrContactHistory *self, EnrContactKind kind, EnrInstant at)
{
  return add (self, kind, enr_instant_nursery_day (at), at);
}

/* The words for a notice's keys, as the nursery has them. */
typedef struct
{
  GPtrArray *diseases;
  GStringChunk *strings;
  GArray *kinds;
} Words;

static void
words_clear (Words *words)
{
  g_clear_pointer (&words->diseases, g_ptr_array_unref);
  g_clear_pointer (&words->kinds, g_array_unref);
  g_clear_pointer (&words->strings, g_string_chunk_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static void
name_notice (EnrContactEntry *entry, const Words *words)
{
  const EnrNotice *notice = entry->notice;

  for (guint i = 0; notice->disease != NULL && i < words->diseases->len; i++)
    {
      const EnrDisease *disease = g_ptr_array_index (words->diseases, i);

      if (strcmp (disease->key, notice->disease) == 0)
        entry->disease = g_strdup (disease->name);
    }
  for (guint i = 0; notice->absence_kind != NULL && i < words->kinds->len; i++)
    {
      const EnrAbsenceKind *kind = &g_array_index (words->kinds, EnrAbsenceKind, i);

      if (strcmp (kind->key, notice->absence_kind) == 0)
        entry->absence = g_strdup (kind->label);
    }
}

static gboolean
add_notices (EnrContactHistory *self, EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) list = enr_notice_list_child (db, &self->child_id, error);
  g_auto (Words) words = { NULL, NULL, NULL };

  if (list == NULL)
    return FALSE;
  words.strings = g_string_chunk_new (256);
  words.diseases = enr_disease_list (db, error);
  words.kinds = words.diseases != NULL ? enr_absence_kind_list (db, words.strings, error) : NULL;
  if (words.kinds == NULL)
    return FALSE;
  for (guint i = list->len; i > 0; i--)
    {
      const EnrNotice *notice = g_ptr_array_index (list, i - 1);
      EnrContactEntry *entry = add_at (self, ENR_CONTACT_NOTICE, notice->received_at);

      if (entry == NULL)
        continue;
      entry->notice = enr_notice_copy (notice);
      entry->is_void = notice->withdrawn_at != ENR_INSTANT_NONE;
      name_notice (entry, &words);
    }
  return TRUE;
}

static gboolean
add_calls (EnrContactHistory *self, EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) list = enr_call_list_child (db, &self->child_id, error);

  for (guint i = list != NULL ? list->len : 0; i > 0; i--)
    {
      const EnrCall *call = g_ptr_array_index (list, i - 1);
      EnrContactEntry *entry = add_at (self, ENR_CONTACT_CALL, call->at);

      if (entry != NULL)
        entry->call = g_ptr_array_steal_index (list, i - 1);
    }
  return list != NULL;
}

static gboolean
add_pages (EnrContactHistory *self, EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) list
      = enr_notebook_list_child (db, &self->child_id, self->first, self->last, error);

  for (guint i = list != NULL ? list->len : 0; i > 0; i--)
    {
      const EnrNotebookPage *page = g_ptr_array_index (list, i - 1);
      EnrContactEntry *entry
          = add (self, page->side == ENR_SIDE_HOME ? ENR_CONTACT_HOME : ENR_CONTACT_NURSERY,
                 page->day, ENR_INSTANT_NONE);

      if (entry != NULL)
        entry->page = g_ptr_array_steal_index (list, i - 1);
    }
  return list != NULL;
}

/* Pages of the notebook that were sent are in it as pages. */
static gboolean
add_letters (EnrContactHistory *self, EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) list = enr_recipient_list_child (db, &self->child_id, error);

  for (guint i = list != NULL ? list->len : 0; i > 0; i--)
    {
      const EnrRecipient *letter = g_ptr_array_index (list, i - 1);
      EnrContactEntry *entry = letter->kind == ENR_RECIPIENT_ANNOUNCEMENT
                                   ? add_at (self, ENR_CONTACT_LETTER, letter->created_at)
                                   : NULL;

      if (entry == NULL)
        continue;
      entry->is_open
          = letter->answer_kind != ENR_ANSWER_NONE && letter->answered_at == ENR_INSTANT_NONE;
      entry->letter = g_ptr_array_steal_index (list, i - 1);
    }
  return list != NULL;
}

static gboolean
add_inquiries (EnrContactHistory *self, EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) list = enr_inquiry_list_child (db, &self->child_id, error);

  for (guint i = list != NULL ? list->len : 0; i > 0; i--)
    {
      const EnrInquiry *inquiry = g_ptr_array_index (list, i - 1);
      EnrContactEntry *entry = add_at (self, ENR_CONTACT_INQUIRY, inquiry->at);

      if (entry == NULL)
        continue;
      entry->is_open = inquiry->wants_answer && inquiry->answered_at == ENR_INSTANT_NONE;
      entry->inquiry = g_ptr_array_steal_index (list, i - 1);
    }
  return list != NULL;
}

static gboolean
add_promises (EnrContactHistory *self, EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) list = enr_promise_list_child (db, &self->child_id, error);

  for (guint i = list != NULL ? list->len : 0; i > 0; i--)
    {
      const EnrPromise *promise = g_ptr_array_index (list, i - 1);
      EnrContactEntry *entry = add_at (self, ENR_CONTACT_PROMISE, promise->made_at);

      if (entry == NULL)
        continue;
      entry->is_open = promise->kept_at == ENR_INSTANT_NONE;
      entry->promise = g_ptr_array_steal_index (list, i - 1);
    }
  return list != NULL;
}

static gboolean
add_medicines (EnrContactHistory *self, EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) list = enr_medicine_list_child (db, &self->child_id, error);

  for (guint i = list != NULL ? list->len : 0; i > 0; i--)
    {
      const EnrMedicine *medicine = g_ptr_array_index (list, i - 1);
      EnrContactEntry *entry
          = add (self, ENR_CONTACT_MEDICINE, medicine->asked_day, ENR_INSTANT_NONE);

      if (entry != NULL)
        entry->medicine = g_ptr_array_steal_index (list, i - 1);
    }
  return list != NULL;
}

static void
take_dose (EnrContactHistory *self, GPtrArray *tasks, guint index)
{
  const EnrMedicineTask *task = g_ptr_array_index (tasks, index);
  EnrContactEntry *entry = add (self, ENR_CONTACT_DOSE, task->day, task->given_at);

  if (entry == NULL)
    return;
  entry->is_open = task->state == ENR_DOSE_OPEN;
  entry->dose = g_ptr_array_steal_index (tasks, index);
}

/* The settled doses of all days, and those of today that wait. */
static gboolean
add_doses (EnrContactHistory *self, EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) settled = enr_medicine_history (db, &self->child_id, error);
  g_autoptr (GPtrArray) today
      = settled != NULL ? enr_medicine_tasks (db, enr_clock_today (), NULL, &self->child_id, error)
                        : NULL;

  if (today == NULL)
    return FALSE;
  for (guint i = settled->len; i > 0; i--)
    take_dose (self, settled, i - 1);
  for (guint i = today->len; i > 0; i--)
    if (((const EnrMedicineTask *) g_ptr_array_index (today, i - 1))->state == ENR_DOSE_OPEN)
      take_dose (self, today, i - 1);
  return TRUE;
}

/* Of a page only the day is known: home's stands before all else of the day, the nursery's behind
 * it. */
static EnrInstant
moment (const EnrContactEntry *entry)
{
  switch (entry->kind)
    {
    case ENR_CONTACT_HOME:
    case ENR_CONTACT_MEDICINE:
      return enr_instant_from_local (entry->day, 0);
    case ENR_CONTACT_DOSE:
      return entry->at != ENR_INSTANT_NONE ? entry->at
                                           : enr_instant_from_local (entry->day, ENR_MINUTES_MAX);
    case ENR_CONTACT_NURSERY:
      return enr_instant_from_local (entry->day, ENR_MINUTES_MAX);
    case ENR_CONTACT_NOTICE:
    case ENR_CONTACT_CALL:
    case ENR_CONTACT_LETTER:
    case ENR_CONTACT_INQUIRY:
    case ENR_CONTACT_PROMISE:
    case ENR_N_CONTACTS:
    default:
      return entry->at;
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const EnrContactEntry *left = *(const EnrContactEntry *const *) a;
  const EnrContactEntry *right = *(const EnrContactEntry *const *) b;

  if (left->day != right->day)
    return left->day > right->day ? -1 : 1;
  if (moment (left) != moment (right))
    return moment (left) > moment (right) ? -1 : 1;
  return (int) left->kind - (int) right->kind;
}

EnrContactHistory *
enr_contact_history_load (EnrDb *db,
                          const EnrUuid *child_id,
                          EnrDate first,
                          EnrDate last,
                          GError **error)
{
  g_autoptr (EnrContactHistory) self = g_new0 (EnrContactHistory, 1);
  g_autoptr (EnrChild) child = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_contact_entry_free);
  self->child_id = *child_id;
  self->first = first;
  self->last = last;
  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  child = enr_child_load (db, child_id, error);
  if (child == NULL)
    return NULL;
  self->name = g_strdup_printf ("%s %s", child->family_name, child->given_name);
  self->kana = g_strdup_printf ("%s %s", child->family_kana, child->given_kana);
  self->birth_date = child->birth_date;
  if (!add_notices (self, db, error) || !add_calls (self, db, error) || !add_pages (self, db, error)
      || !add_letters (self, db, error) || !add_inquiries (self, db, error)
      || !add_promises (self, db, error) || !add_medicines (self, db, error)
      || !add_doses (self, db, error))
    return NULL;
  g_ptr_array_sort (self->entries, compare);
  return g_steal_pointer (&self);
}
