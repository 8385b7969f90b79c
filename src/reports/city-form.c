/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Each tag is a row of a table with the function that reads it, so that the help cannot say
 * something else than what is filled.
 */
#include "config.h"

#include "reports/city-form.h"

#include <string.h>

#include "reports/city-private.h"

EnrSheetValue
enr_city_own_text (EnrCityFiller *self, char *text)
{
  g_ptr_array_add (self->owned, text);
  return enr_sheet_text (text);
}

const EnrMonthChild *
enr_city_child (const EnrCityFiller *self, guint child)
{
  return &g_array_index (self->month->children, EnrMonthChild, child);
}

const EnrDayChild *
enr_city_day_child (const EnrCityFiller *self, guint child)
{
  return self->day != NULL ? enr_day_find (self->day, &enr_city_child (self, child)->child_id)
                           : NULL;
}

const EnrCityTag *
enr_city_tags (void)
{
  static EnrCityTag tags[ENR_CITY_N_ONES + ENR_CITY_N_FIELDS + 1];
  static gsize is_made = 0;

  if (g_once_init_enter (&is_made))
    {
      for (guint i = 0; i < ENR_CITY_N_ONES; i++)
        tags[i] = enr_city_ones[i].tag;
      for (guint i = 0; i < ENR_CITY_N_FIELDS; i++)
        tags[ENR_CITY_N_ONES + i] = enr_city_fields[i].tag;
      g_once_init_leave (&is_made, 1);
    }
  return tags;
}

/* "weekday.1..31" is "weekday". */
static char *
dup_bare_name (const char *name, int last)
{
  const char *dot = last > 0 ? g_strrstr (name, ".1..") : NULL;

  return dot != NULL ? g_strndup (name, dot - name) : g_strdup (name);
}

/* Names as they stand in the form, with and without an index at the end. */
static gboolean
find_wanted (EnrCityFiller *self, GBytes *form, GError **error)
{
  g_autoptr (GPtrArray) tags = enr_sheet_tags (form, NULL, error);

  if (tags == NULL)
    return FALSE;
  for (guint i = 0; i < tags->len; i++)
    {
      const EnrSheetTag *tag = g_ptr_array_index (tags, i);
      const char *dot = strrchr (tag->name, '.');

      g_hash_table_add (self->wanted, g_strdup (tag->name));
      /* In a row of children, {{attendance}} is {{children.attendance}}. */
      g_hash_table_add (self->wanted, g_strconcat (ENR_CITY_CHILDREN, tag->name, NULL));
      if (dot != NULL && g_ascii_isdigit (dot[1]))
        {
          char *bare = g_strndup (tag->name, dot - tag->name);

          g_hash_table_add (self->wanted, bare);
          g_hash_table_add (self->wanted, g_strconcat (ENR_CITY_CHILDREN, bare, NULL));
        }
    }
  return TRUE;
}

static gboolean
is_wanted (EnrCityFiller *self, const char *name)
{
  return g_hash_table_contains (self->wanted, name);
}

static gboolean
load_month (EnrCityFiller *self, GError **error)
{
  self->facility = enr_facility_load (self->db, error);
  self->symbols = self->facility != NULL ? enr_form_load (ENR_FORM_ATTENDANCE_BOOK, error) : NULL;
  if (self->symbols == NULL)
    return FALSE;
  /* The charges come with the month; a class's children have the numbers of their class. */
  self->care = enr_care_month_load (self->db, self->scope->month, NULL, error);
  if (self->care == NULL)
    return FALSE;
  self->month = self->care->attendance;
  self->class_index = self->scope->class_id != NULL
                          ? enr_month_class_index (self->month, self->scope->class_id)
                          : G_MAXUINT;
  self->roster = enr_roster_load (self->db, self->month->first + self->month->n_days - 1,
                                  ENR_ROSTER_ALL, error);
  if (self->roster == NULL)
    return FALSE;
  for (guint i = 0; i < self->roster->len; i++)
    {
      EnrRosterRow *row = g_ptr_array_index (self->roster, i);

      g_hash_table_insert (self->roster_rows, &row->child->id, row);
    }
  return TRUE;
}

static gboolean
load_day (EnrCityFiller *self, GError **error)
{
  static const char *const names[] = {
    "count.present",         "count.absent",     "count.sick",
    "children.mark",         "children.arrived", "children.left",
    "children.collected-by", "children.absence", "children.reason",
    "children.temperature",  "children.note",
  };
  gboolean is_needed = self->scope->date != ENR_DATE_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    is_needed = is_needed || is_wanted (self, names[i]);
  if (!is_needed)
    return TRUE;
  self->day = enr_day_load (self->db, self->date, NULL, error);
  return self->day != NULL;
}

static gboolean
load_year (EnrCityFiller *self, GError **error)
{
  EnrDate first = enr_fiscal_year_first (enr_fiscal_year (self->month->first));

  if (!is_wanted (self, "days") && !is_wanted (self, "children.present"))
    return TRUE;
  self->year = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_month_free);
  for (int i = 0; i < 12; i++)
    {
      EnrMonth *month = enr_month_load (self->db, enr_date_month_start (first, i), NULL, error);

      if (month == NULL)
        return FALSE;
      g_ptr_array_add (self->year, month);
    }
  return TRUE;
}

static void
choose_children (EnrCityFiller *self)
{
  for (guint i = 0; i < self->month->children->len; i++)
    {
      if (self->class_index != G_MAXUINT
          && enr_city_child (self, i)->class_index != self->class_index)
        continue;
      if (self->scope->date != ENR_DATE_NONE && enr_city_day_child (self, i) == NULL)
        continue;
      g_array_append_val (self->rows, i);
    }
}

static void
set_ones (EnrCityFiller *self)
{
  for (guint i = 0; i < ENR_CITY_N_ONES; i++)
    {
      g_autofree char *name = dup_bare_name (enr_city_ones[i].tag.name, enr_city_ones[i].last);

      if (enr_city_ones[i].last == 0)
        enr_sheet_data_set (self->data, name, enr_city_ones[i].get (self, 0));
      else if (is_wanted (self, name))
        for (int index = 1; index <= enr_city_ones[i].last; index++)
          enr_sheet_data_set_at (self->data, name, index, enr_city_ones[i].get (self, index));
    }
}

static void
set_children (EnrCityFiller *self)
{
  EnrSheetList *list = enr_sheet_data_add_list (self->data, "children");

  for (guint i = 0; i < self->rows->len; i++)
    (void) enr_sheet_list_add_row (list);
  for (guint f = 0; f < ENR_CITY_N_FIELDS; f++)
    {
      g_autofree char *name = dup_bare_name (enr_city_fields[f].tag.name, enr_city_fields[f].last);
      const char *field = name + strlen (ENR_CITY_CHILDREN);

      if (!is_wanted (self, name))
        continue;
      if (enr_city_fields[f].last > 0)
        enr_sheet_list_add_indexed_field (list, field, 1, enr_city_fields[f].last);
      else
        enr_sheet_list_add_fields (list, field);
      for (guint i = 0; i < self->rows->len; i++)
        {
          guint child = g_array_index (self->rows, guint, i);

          if (enr_city_fields[f].last == 0)
            enr_sheet_list_set (list, i, field, enr_city_fields[f].get (self, child, 0));
          for (int index = 1; index <= enr_city_fields[f].last; index++)
            enr_sheet_list_set_at (list, i, field, index,
                                   enr_city_fields[f].get (self, child, index));
        }
    }
}

static void
filler_clear (EnrCityFiller *self)
{
  g_clear_pointer (&self->data, enr_sheet_data_free);
  g_clear_pointer (&self->wanted, g_hash_table_unref);
  g_clear_pointer (&self->facility, enr_facility_free);
  g_clear_pointer (&self->symbols, enr_form_free);
  g_clear_pointer (&self->care, enr_care_month_free);
  g_clear_pointer (&self->day, enr_day_unref);
  g_clear_pointer (&self->roster_rows, g_hash_table_unref);
  g_clear_pointer (&self->roster, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->year, g_ptr_array_unref);
  g_clear_pointer (&self->owned, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrCityFiller, filler_clear)

EnrSheetData *
enr_city_data_load (EnrDb *db, const EnrCityScope *scope, GBytes *form, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_auto (EnrCityFiller) self = { .db = db, .scope = scope };

  self.data = enr_sheet_data_new ();
  self.wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.roster_rows = g_hash_table_new (enr_uuid_hash, enr_uuid_equal);
  self.rows = g_array_new (FALSE, FALSE, sizeof (guint));
  self.owned = g_ptr_array_new_with_free_func (g_free);
  self.date = scope->date != ENR_DATE_NONE ? scope->date : enr_date_month_start (scope->month, 0);
  if (!find_wanted (&self, form, error) || !enr_txn_begin_read (&txn, db, error)
      || !load_month (&self, error) || !load_day (&self, error) || !load_year (&self, error))
    return NULL;
  choose_children (&self);
  set_ones (&self);
  set_children (&self);
  return g_steal_pointer (&self.data);
}
