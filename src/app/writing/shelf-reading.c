/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/shelf-reading.h"

#include <glib/gi18n.h>

#include "nursery/class.h"
#include "nursery/facility.h"
#include "nursery/roster.h"

static void
column_free (gpointer data)
{
  EnrShelfColumn *column = data;

  g_free (column->label);
  g_free (column->below);
  g_free (column);
}

static void
line_free (gpointer data)
{
  EnrShelfLine *line = data;

  g_free (line->label);
  g_clear_pointer (&line->cells, g_array_unref);
  g_free (line);
}

static void
diary_free (gpointer data)
{
  EnrShelfDiary *diary = data;

  g_free (diary->name);
  g_free (diary);
}

static void
clear (gpointer data)
{
  EnrShelfReading *self = data;

  g_clear_pointer (&self->kinds, enr_writing_kinds_unref);
  g_clear_pointer (&self->shelf, enr_shelf_free);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->diaries, g_ptr_array_unref);
  g_clear_pointer (&self->time, g_free);
}

EnrShelfReading *
enr_shelf_reading_ref (EnrShelfReading *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
enr_shelf_reading_unref (EnrShelfReading *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/*
 * Columns
 */

static void
label_column (const EnrWritingKind *kind, EnrShelfColumn *column)
{
  int month, day, last_month;

  enr_date_split (column->first, NULL, &month, &day);
  enr_date_split (column->last, NULL, &last_month, NULL);
  switch (kind->period)
    {
    case ENR_PERIOD_YEAR:
      column->label = enr_fiscal_year_dup_era (enr_fiscal_year (column->first));
      break;
    case ENR_PERIOD_TERM:
      /* Translators: the first and the last month of a quarter */
      column->label = g_strdup_printf (_ ("Months %d–%d"), month, last_month);
      break;
    case ENR_PERIOD_MONTH:
      /* Translators: the number of a month at the head of a column: 4月 */
      column->label = g_strdup_printf (_ ("%d/"), month);
      break;
    case ENR_PERIOD_WEEK:
      column->label = g_strdup_printf ("%d/%d～", month, day);
      break;
    case ENR_PERIOD_DAY:
      column->label = g_strdup_printf ("%d", day);
      column->below = g_strdup (enr_weekday_kanji (enr_date_weekday (column->first)));
      break;
    case ENR_PERIOD_STAY:
    case ENR_PERIOD_EVENT:
    default:
      column->label = g_strdup (kind->label);
      break;
    }
  if (column->below == NULL)
    column->below = g_strdup ("");
}

static gboolean
make_columns (EnrShelfReading *self, EnrDb *db, GError **error)
{
  g_autoptr (EnrCalendar) calendar = enr_calendar_load (db, self->from, self->until, error);
  gboolean is_stay = self->kind->period == ENR_PERIOD_STAY;

  if (calendar == NULL)
    return FALSE;
  for (EnrDate day = self->from; day <= self->until;)
    {
      EnrShelfColumn *column = g_new0 (EnrShelfColumn, 1);

      enr_writing_period_of (is_stay ? ENR_PERIOD_YEAR : self->kind->period, day, &column->first,
                             &column->last);
      day = column->last + 1;
      label_column (self->kind, column);
      column->has_today = !is_stay && column->first <= self->today && column->last >= self->today;
      column->is_closed = self->kind->period == ENR_PERIOD_DAY
                          && enr_calendar_closed_name (calendar, column->first) != NULL;
      /* A week that began in the quarter before is shown there. */
      if (column->first >= self->from)
        g_ptr_array_add (self->columns, column);
      else
        column_free (column);
    }
  return TRUE;
}

static int
find_column (const EnrShelfReading *self, const EnrShelfPlace *place)
{
  if (self->kind->period == ENR_PERIOD_STAY)
    return 0;
  for (guint i = 0; i < self->columns->len; i++)
    if (((EnrShelfColumn *) g_ptr_array_index (self->columns, i))->first == place->first)
      return (int) i;
  return -1;
}

/*
 * Lines
 */

static EnrShelfLine *
add_line (EnrShelfReading *self,
          const char *label,
          const EnrUuid *class_id,
          const EnrUuid *child_id)
{
  EnrShelfLine *line = g_new0 (EnrShelfLine, 1);
  int none = -1;

  line->label = g_strdup (label);
  line->class_id = *class_id;
  line->child_id = *child_id;
  line->enrolled_on = ENR_DATE_NONE;
  line->cells = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = 0; i < self->columns->len; i++)
    g_array_append_val (line->cells, none);
  g_ptr_array_add (self->lines, line);
  return line;
}

static void
add_heading (EnrShelfReading *self, const char *label)
{
  EnrShelfLine *line = g_new0 (EnrShelfLine, 1);

  line->label = g_strdup (label);
  line->is_heading = TRUE;
  g_ptr_array_add (self->lines, line);
}

static void
add_classes (EnrShelfReading *self, const GPtrArray *classes)
{
  for (guint i = 0; i < classes->len; i++)
    {
      const EnrClass *class = g_ptr_array_index (classes, i);

      add_line (self, class->name, &class->id, &enr_uuid_none);
    }
}

/* Whether a child of that age has a line: of others there is one where something is written. */
static gboolean
has_line (const EnrShelfReading *self, const EnrChild *child)
{
  int age = enr_class_age (enr_fiscal_year (self->from), child->birth_date);

  if (!enr_shelf_is_for_ages (self->kind)
      || (age >= self->kind->age_first && age <= self->kind->age_last))
    return TRUE;
  for (guint i = 0; i < self->shelf->places->len; i++)
    if (enr_uuid_equal (&g_array_index (self->shelf->places, EnrShelfPlace, i).child_id,
                        &child->id))
      return TRUE;
  return FALSE;
}

/* The children of the day, by class. */
static gboolean
add_children (EnrShelfReading *self, EnrDb *db, EnrDate day, GError **error)
{
  g_autoptr (GPtrArray) rows = enr_roster_load (db, day, ENR_ROSTER_ENROLLED, error);
  const EnrUuid *class_id = NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const EnrRosterRow *row = g_ptr_array_index (rows, i);
      g_autofree char *name = NULL;

      if (!has_line (self, row->child))
        continue;
      name = enr_shelf_dup_child_label (rows, i);
      if (class_id == NULL || !enr_uuid_equal (class_id, &row->class_id))
        add_heading (self, *row->class_name != '\0' ? row->class_name : _ ("In no class"));
      class_id = &row->class_id;
      add_line (self, name, &row->class_id, &row->child->id)->enrolled_on = row->enrolled_on;
    }
  return rows != NULL;
}

/* Puts the places into the lines' cells; who is not here on the day comes last. */
static void
fill_lines (EnrShelfReading *self)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (enr_uuid_hash, enr_uuid_equal);
  gboolean is_of_child = self->kind->subject == ENR_WRITING_OF_CHILD;
  gboolean has_gone = FALSE;

  for (guint i = 0; i < self->lines->len; i++)
    {
      EnrShelfLine *line = g_ptr_array_index (self->lines, i);

      if (!line->is_heading)
        g_hash_table_insert (by_id, is_of_child ? &line->child_id : &line->class_id, line);
    }
  for (guint i = 0; i < self->shelf->places->len; i++)
    {
      const EnrShelfPlace *place = &g_array_index (self->shelf->places, EnrShelfPlace, i);
      EnrShelfLine *line
          = g_hash_table_lookup (by_id, is_of_child ? &place->child_id : &place->class_id);
      int column = find_column (self, place);

      if (column < 0 || (line == NULL && !is_of_child))
        continue;
      if (line == NULL)
        {
          if (!has_gone)
            add_heading (self, _ ("Not here on this day"));
          has_gone = TRUE;
          line = add_line (self, place->child_name, &place->class_id, &place->child_id);
          g_hash_table_insert (by_id, &line->child_id, line);
        }
      g_array_index (line->cells, int, column) = (int) i;
    }
}

static void
count (EnrShelfReading *self)
{
  for (guint i = 0; i < self->shelf->places->len; i++)
    {
      EnrShelfState state = g_array_index (self->shelf->places, EnrShelfPlace, i).state;

      self->n_late += state == ENR_SHELF_MISSING || state == ENR_SHELF_LATE;
      self->n_waiting += state == ENR_SHELF_WAITING;
      self->n_returned += state == ENR_SHELF_RETURNED;
      self->n_to_evaluate += state == ENR_SHELF_TO_EVALUATE;
    }
}

/* The kind that every class writes every day. */
static const EnrWritingKind *
find_diary_kind (EnrWritingKinds *kinds)
{
  for (guint i = 0; i < enr_writing_kinds_get_n (kinds); i++)
    {
      const EnrWritingKind *kind = enr_writing_kinds_get (kinds, i);

      if (!kind->is_plan && kind->subject == ENR_WRITING_OF_CLASS && kind->period == ENR_PERIOD_DAY
          && kind->expected == ENR_EXPECTED_ONE)
        return kind;
    }
  return NULL;
}

static gboolean
load_diaries (EnrShelfReading *self, EnrDb *db, GError **error)
{
  g_autoptr (EnrShelf) shelf = NULL;

  self->diary_kind = find_diary_kind (self->kinds);
  if (self->diary_kind == NULL)
    return TRUE;
  shelf = enr_shelf_load (db, self->kinds, self->diary_kind, self->today, self->today, self->today,
                          error);
  for (guint i = 0; shelf != NULL && i < shelf->places->len; i++)
    {
      const EnrShelfPlace *place = &g_array_index (shelf->places, EnrShelfPlace, i);
      EnrShelfDiary *diary = g_new0 (EnrShelfDiary, 1);

      diary->class_id = place->class_id;
      diary->name = g_strdup (place->class_name);
      diary->state = place->state;
      g_ptr_array_add (self->diaries, diary);
    }
  return shelf != NULL;
}

static gboolean
load_lines (EnrShelfReading *self, EnrDb *db, EnrDate day, GError **error)
{
  g_autoptr (GPtrArray) classes = NULL;

  if (self->form == ENR_SHELF_FORM_LIST)
    return TRUE;
  if (!make_columns (self, db, error))
    return FALSE;
  if (self->kind->subject == ENR_WRITING_OF_CHILD)
    return add_children (self, db, CLAMP (day, self->from, self->until), error);
  if (self->kind->subject == ENR_WRITING_OF_FACILITY)
    {
      add_line (self, _ ("The whole nursery"), &enr_uuid_none, &enr_uuid_none);
      return TRUE;
    }
  classes = enr_class_list (db, enr_fiscal_year (self->from), error);
  if (classes != NULL)
    add_classes (self, classes);
  return classes != NULL;
}

static char *
dup_time (const EnrShelfReading *self)
{
  if (self->kind->period == ENR_PERIOD_WEEK)
    return enr_writing_period_dup_text (ENR_PERIOD_TERM, self->from, self->until);
  return enr_writing_period_dup_text (
      self->until - self->from < 31 ? ENR_PERIOD_MONTH : ENR_PERIOD_YEAR, self->from, self->until);
}

EnrShelfReading *
enr_shelf_reading_load (EnrDb *db,
                        EnrWritingKinds *kinds,
                        const EnrWritingKind *kind,
                        EnrDate day,
                        EnrDate today,
                        GError **error)
{
  g_autoptr (EnrShelfReading) self = g_atomic_rc_box_new0 (EnrShelfReading);
  g_autoptr (GPtrArray) waiting = NULL;
  EnrWritingFilter filter = { .from = ENR_DATE_NONE, .until = ENR_DATE_NONE, .only_waiting = TRUE };
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  self->kinds = enr_writing_kinds_ref (kinds);
  self->kind = kind;
  self->form = enr_shelf_form_of (kind);
  self->today = today;
  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->diaries = g_ptr_array_new_with_free_func (diary_free);
  enr_shelf_time_of (kind, day, &self->from, &self->until);
  self->time = dup_time (self);
  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  self->shelf = enr_shelf_load (db, kinds, kind, self->from, self->until, today, error);
  waiting = self->shelf != NULL ? enr_writing_list (db, &filter, error) : NULL;
  if (waiting == NULL || !load_lines (self, db, day, error) || !load_diaries (self, db, error))
    return NULL;
  self->n_waiting_all = waiting->len;
  fill_lines (self);
  count (self);
  return g_steal_pointer (&self);
}

const EnrShelfPlace *
enr_shelf_reading_place (const EnrShelfReading *self, guint line, guint column)
{
  const EnrShelfLine *of = line < self->lines->len ? g_ptr_array_index (self->lines, line) : NULL;
  int index = of != NULL && !of->is_heading && column < of->cells->len
                  ? g_array_index (of->cells, int, column)
                  : -1;

  return index >= 0 ? &g_array_index (self->shelf->places, EnrShelfPlace, index) : NULL;
}
