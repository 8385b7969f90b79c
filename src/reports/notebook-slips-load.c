/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "reports/notebook-slips-load.h"

#include "contact/delivery.h"
#include "contact/notebook.h"
#include "contact/recipient.h"

/* The row of an event in words, and its mark in the strip; -1 for none. */
static const struct
{
  EnrSlipRow row;
  int mark;
} of_events[ENR_NOTEBOOK_N_EVENTS] = {
  [ENR_EVENT_SLEEP] = { ENR_SLIP_SLEEP, ENR_SLIP_MARK_SLEEP },
  [ENR_EVENT_MEAL] = { ENR_SLIP_MEALS, ENR_SLIP_MARK_MEAL },
  [ENR_EVENT_MILK] = { ENR_SLIP_MILK, ENR_SLIP_MARK_MILK },
  [ENR_EVENT_BOWEL] = { ENR_SLIP_BOWEL, ENR_SLIP_MARK_BOWEL },
  [ENR_EVENT_TEMPERATURE] = { ENR_SLIP_TEMPERATURE, ENR_SLIP_MARK_TEMPERATURE },
  [ENR_EVENT_MEDICINE] = { ENR_SLIP_MEDICINE, -1 },
};

static void
set (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

/* Adds words to a row, behind what is there. */
static void
append (char **field, const char *words)
{
  g_autofree char *before = *field;

  *field = g_strconcat (before, *before != '\0' && *words != '\0' ? "、" : "", words, NULL);
}

static void
add_mark (EnrSlip *slip, int kind, int at, int until, const char *label)
{
  EnrSlipMark mark = { (EnrSlipMarkKind) kind, at, MAX (at, until), "" };

  g_strlcpy (mark.label, label, sizeof mark.label);
  g_array_append_val (slip->marks, mark);
}

static void
format_degrees (int tenths, char label[16])
{
  g_snprintf (label, 16, "%d.%d", tenths / 10, tenths % 10);
}

static void
add_temperature (EnrSlip *slip, const EnrNotebookPage *page)
{
  gboolean has_time = page->taken_at != ENR_MINUTES_NONE;
  g_autofree char *words = NULL;
  char label[16];
  char time[6];

  if (page->temperature == 0)
    return;
  format_degrees (page->temperature, label);
  words = has_time ? g_strdup_printf ("%s %s℃", enr_minutes_format (page->taken_at, time), label)
                   : g_strdup_printf ("%s℃", label);
  append (&slip->rows[page->side][ENR_SLIP_TEMPERATURE], words);
  if (has_time)
    add_mark (slip, ENR_SLIP_MARK_TEMPERATURE, page->taken_at, page->taken_at, label);
}

static void
add_event (EnrSlip *slip, const EnrNotebookPage *page, const EnrNotebookEvent *event)
{
  g_autofree char *words = enr_notebook_event_dup_paper (event);
  int mark = of_events[event->kind].mark;
  char label[16] = "";

  append (&slip->rows[page->side][of_events[event->kind].row], words);
  if (event->at == ENR_NOTEBOOK_NO_TIME || mark < 0)
    return;
  if (event->kind == ENR_EVENT_TEMPERATURE && event->amount != ENR_NOTEBOOK_NO_AMOUNT)
    format_degrees (event->amount, label);
  else if (event->kind == ENR_EVENT_MILK && event->amount != ENR_NOTEBOOK_NO_AMOUNT)
    g_snprintf (label, sizeof label, "%d", event->amount);
  add_mark (slip, mark, event->at, event->until != ENR_NOTEBOOK_NO_TIME ? event->until : event->at,
            label);
}

static void
add_page (EnrSlip *slip, const EnrNotebookPage *page)
{
  char **rows = slip->rows[page->side];
  char time[6];

  add_temperature (slip, page);
  for (guint i = 0; i < page->events->len; i++)
    add_event (slip, page, g_ptr_array_index (page->events, i));
  set (&rows[ENR_SLIP_MOOD], enr_mood_paper (page->mood));
  if (page->cough != ENR_DEGREE_UNSAID)
    {
      g_autofree char *words = g_strdup_printf ("咳 %s", enr_degree_paper (page->cough));

      append (&rows[ENR_SLIP_COLD], words);
    }
  if (page->nose != ENR_DEGREE_UNSAID)
    {
      g_autofree char *words = g_strdup_printf ("鼻水 %s", enr_degree_paper (page->nose));

      append (&rows[ENR_SLIP_COLD], words);
    }
  set (&rows[ENR_SLIP_BATH], enr_bath_paper (page->bath));
  enr_minutes_format (page->leave, time);
  g_free (rows[ENR_SLIP_LEAVE]);
  rows[ENR_SLIP_LEAVE] = g_strconcat (time, *time != '\0' && *page->collector != '\0' ? "　" : "",
                                      page->collector, NULL);
  append (&slip->did, page->did);
  set (&slip->notes[page->side], page->body);
  set (&slip->by[page->side], page->written_by);
}

/* Medicine that was asked for, with who gave it and who saw that (FACTS 6.6). */
static void
add_task (EnrSlip *slip, const EnrMedicineTask *task)
{
  const EnrMedicine *medicine = task->medicine;
  g_autofree char *what
      = g_strjoin (" ", medicine->name, *medicine->amount != '\0' ? medicine->amount : NULL, NULL);
  g_autofree char *words = NULL;
  char time[6];

  if (task->state == ENR_DOSE_GIVEN)
    words = g_strdup_printf (
        "%s %s（与薬 %s、確認 %s）%s%s",
        enr_minutes_format (enr_instant_minutes (task->given_at, task->day), time), what,
        task->given_by, task->checked_by, *task->note != '\0' ? " " : "", task->note);
  else if (task->state == ENR_DOSE_NOT_GIVEN)
    words = g_strdup_printf ("%s は飲ませていません（%s）", what, task->note);
  else
    return;
  append (&slip->rows[ENR_SIDE_NURSERY][ENR_SLIP_MEDICINE], words);
}

static EnrSlip *
slip_new (const EnrNotebookDay *notebook, const EnrNotebookRow *row)
{
  const EnrDay *day = notebook->day;
  const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, row->child);
  EnrSlip *slip = enr_slip_new ();

  set (&slip->name, child->name);
  set (&slip->kana, child->kana);
  if (child->class_index < day->classes->len)
    set (&slip->class_name, g_array_index (day->classes, EnrDayClass, child->class_index).name);
  slip->class_age = child->class_age;
  slip->has_strip = child->class_age == 0;
  for (guint side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
    add_page (slip, row->pages[side]);
  for (guint i = 0; i < row->tasks->len; i++)
    add_task (slip, g_ptr_array_index (row->tasks, i));
  return slip;
}

static gboolean
is_written (const EnrNotebookRow *row)
{
  return !row->is_absent
         && !(enr_notebook_page_is_empty (row->pages[ENR_SIDE_HOME])
              && enr_notebook_page_is_empty (row->pages[ENR_SIDE_NURSERY]));
}

static const EnrDayChild *
get_child (const EnrNotebookDay *notebook, guint row)
{
  const EnrNotebookRow *found = g_ptr_array_index (notebook->rows, row);

  return &g_array_index (notebook->day->children, EnrDayChild, found->child);
}

/** A page that was sent to somebody on paper, and is to be printed. */
typedef struct
{
  EnrUuid delivery_id;
  EnrUuid child_id;
  char *addressee;
  gboolean is_apart; /* does not live with the child */
} Waiting;

typedef struct
{
  const EnrNotebookDay *notebook;
  EnrSlips *slips;
  GArray *waiting; /* (element-type Waiting) */
  gboolean with_blanks;
} Loading;

static void
waiting_clear (gpointer data)
{
  g_free (((Waiting *) data)->addressee);
}

/* Whether a recipient lives apart from the child. -1: error. */
static int
is_apart (EnrDb *db, const EnrRecipient *recipient, GError **error)
{
  g_autoptr (EnrContactWay) way = NULL;

  if (enr_uuid_is_none (&recipient->contact_id))
    return FALSE;
  way = enr_contact_way_load (db, &recipient->contact_id, error);
  return way != NULL ? way->is_apart : -1;
}

/* What waits of that day's pages, and may still go. */
static gboolean
find_waiting (EnrDb *db, EnrDate day, GArray *waiting, GError **error)
{
  g_autoptr (GPtrArray) list = enr_delivery_list (db, NULL, ENR_DELIVERY_LIST_OPEN, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const EnrDelivery *delivery = g_ptr_array_index (list, i);
      g_autoptr (EnrRecipient) recipient = NULL;
      Waiting found = { delivery->id };
      int may;

      if (delivery->way != ENR_WAY_PAPER || delivery->state != ENR_DELIVERY_WAITING
          || !enr_uuid_is_none (&delivery->announcement_id))
        continue;
      recipient = enr_recipient_load (db, &delivery->recipient_id, error);
      if (recipient == NULL)
        return FALSE;
      if (recipient->kind != ENR_RECIPIENT_NOTEBOOK || recipient->day != day)
        continue;
      may = enr_recipient_may_deliver (db, &recipient->id, ENR_WAY_PAPER, "", NULL, error);
      if (may < 0)
        return FALSE;
      if (may == 0)
        continue;
      may = is_apart (db, recipient, error);
      if (may < 0)
        return FALSE;
      found.is_apart = may;
      found.child_id = recipient->child_id;
      found.addressee = g_strdup (recipient->addressee);
      g_array_append_val (waiting, found);
    }
  return list != NULL;
}

/* Of the nursery's page alone: what the home wrote (its note, who collects and when) is no business
 * of one who lives apart. */
static EnrSlip *
slip_new_apart (const EnrNotebookDay *notebook, const EnrNotebookRow *row)
{
  const EnrNotebookPage *page = row->pages[ENR_SIDE_NURSERY];
  g_autoptr (EnrNotebookPage) home
      = enr_notebook_page_new (&page->child_id, page->day, ENR_SIDE_HOME);
  EnrNotebookRow nursery = *row;

  nursery.pages[ENR_SIDE_HOME] = home;
  return slip_new (notebook, &nursery);
}

/* A slip for the child's bag; where its page was sent to several people at home on paper, one for
 * each, and always one of its own for who lives apart. */
static void
add_slips (const Loading *self, const EnrNotebookRow *row, gboolean is_blank)
{
  const EnrUuid *child_id = &row->pages[ENR_SIDE_NURSERY]->child_id;
  EnrSlip *bag = slip_new (self->notebook, row);
  const char *first = NULL; /* of those at home */
  gboolean is_shared = FALSE;

  bag->is_blank = is_blank;
  g_ptr_array_add (self->slips->slips, bag);
  for (guint i = 0; i < self->waiting->len; i++)
    {
      const Waiting *waiting = &g_array_index (self->waiting, Waiting, i);
      EnrSlip *slip;

      if (!enr_uuid_equal (&waiting->child_id, child_id))
        continue;
      g_array_append_val (self->slips->waiting, waiting->delivery_id);
      if (!waiting->is_apart && first == NULL)
        {
          first = waiting->addressee;
          continue;
        }
      slip = waiting->is_apart ? slip_new_apart (self->notebook, row)
                               : slip_new (self->notebook, row);
      set (&slip->addressee, waiting->addressee);
      g_ptr_array_add (self->slips->slips, slip);
      is_shared = TRUE;
    }
  if (is_shared && first != NULL)
    set (&bag->addressee, first);
}

/* The rows of a class, from @first up to before @end. */
static void
add_class (const Loading *self, guint first, guint end)
{
  const EnrNotebookDay *notebook = self->notebook;
  gboolean is_any = FALSE;

  for (guint i = first; i < end; i++)
    is_any |= is_written (g_ptr_array_index (notebook->rows, i));
  for (guint i = first; i < end; i++)
    {
      const EnrNotebookRow *row = g_ptr_array_index (notebook->rows, i);
      gboolean is_blank = !is_any && !row->is_absent && notebook->day->closed_name == NULL
                          && !get_child (notebook, i)->is_unasked;

      if (is_blank)
        self->slips->n_unwritten++;
      if (is_written (row) || (is_blank && self->with_blanks))
        add_slips (self, row, is_blank);
    }
}

EnrSlips *
enr_slips_load (EnrDb *db,
                EnrDate day,
                const EnrUuid *class_id,
                gboolean with_blanks,
                GError **error)
{
  g_auto (EnrTxn) txn = { 0 };
  g_autoptr (EnrNotebookDay) notebook = NULL;
  g_autoptr (GArray) waiting = g_array_new (FALSE, TRUE, sizeof (Waiting));
  Loading loading = { .waiting = waiting, .with_blanks = with_blanks };

  g_return_val_if_fail (db != NULL, NULL);

  g_array_set_clear_func (waiting, waiting_clear);
  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  notebook = enr_notebook_load_day (db, day, class_id, error);
  if (notebook == NULL || !find_waiting (db, day, waiting, error))
    return NULL;
  loading.notebook = notebook;
  loading.slips = enr_slips_new (notebook->day->facility_name, day);
  for (guint first = 0, end; first < notebook->rows->len; first = end)
    {
      for (end = first + 1;
           end < notebook->rows->len
           && get_child (notebook, end)->class_index == get_child (notebook, first)->class_index;)
        end++;
      add_class (&loading, first, end);
    }
  return loading.slips;
}
