/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/child-file.h"

#include <glib/gi18n.h>

#include "base/clock.h"
#include "nursery/error.h"

void
enr_child_file_free (EnrChildFile *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->row, enr_roster_row_free);
  g_clear_pointer (&self->siblings, g_ptr_array_unref);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->contacts, g_ptr_array_unref);
  g_clear_pointer (&self->enrolments, g_ptr_array_unref);
  g_clear_pointer (&self->memberships, g_ptr_array_unref);
  g_clear_pointer (&self->certifications, g_ptr_array_unref);
  g_clear_pointer (&self->terms, g_ptr_array_unref);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_pointer (&self->classes, g_ptr_array_unref);
  g_clear_pointer (&self->photo, g_bytes_unref);
  g_free (self->postal_code);
  g_free (self->address);
  g_free (self);
}

/* The child's row of the roster, and those of its brothers and sisters. */
static gboolean
take_rows (EnrChildFile *self, EnrDb *db, const EnrUuid *child_id, GError **error)
{
  g_autoptr (GPtrArray) roster = enr_roster_load (db, self->day, ENR_ROSTER_ALL, error);

  if (roster == NULL)
    return FALSE;
  for (guint i = 0; i < roster->len; i++)
    {
      EnrRosterRow *row = g_ptr_array_index (roster, i);

      if (!enr_uuid_equal (&row->child->id, child_id))
        continue;
      self->row = g_ptr_array_steal_index (roster, i);
      break;
    }
  if (self->row == NULL)
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                           _ ("This child's record was removed."));
      return FALSE;
    }
  for (guint i = 0; i < roster->len;)
    {
      EnrRosterRow *row = g_ptr_array_index (roster, i);

      if (enr_uuid_equal (&row->child->family_id, &self->row->child->family_id))
        g_ptr_array_add (self->siblings, g_ptr_array_steal_index (roster, i));
      else
        i++;
    }
  self->others = g_steal_pointer (&roster);
  return TRUE;
}

static gboolean
find_rules (EnrChildFile *self, EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) rules = enr_care_rule_list (db, ENR_DATE_NONE, ENR_DATE_NONE, error);

  self->has_care_rules = rules != NULL && rules->len > 0;
  return rules != NULL;
}

EnrChildFile *
enr_child_file_load (EnrDb *db, const EnrUuid *child_id, EnrDate day, GError **error)
{
  g_autoptr (EnrChildFile) self = g_new0 (EnrChildFile, 1);
  g_autoptr (GError) photo_error = NULL;
  const EnrUuid *family_id;

  self->day = day;
  self->siblings = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_roster_row_free);
  if (!take_rows (self, db, child_id, error))
    return NULL;
  family_id = &self->row->child->family_id;
  self->photo = enr_child_load_photo (db, child_id, &photo_error);
  if (photo_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&photo_error));
      return NULL;
    }
  if ((self->contacts = enr_family_contacts (db, family_id, error)) == NULL
      || !enr_family_get_address (db, family_id, &self->postal_code, &self->address, error)
      || (self->enrolments = enr_child_enrolments (db, child_id, error)) == NULL
      || (self->memberships = enr_child_memberships (db, child_id, error)) == NULL
      || (self->certifications = enr_child_certifications (db, child_id, error)) == NULL
      || (self->terms = enr_care_terms_list (db, child_id, ENR_DATE_NONE, ENR_DATE_NONE, error))
             == NULL
      || !find_rules (self, db, error)
      || (self->cards = enr_card_list (db, child_id, error)) == NULL
      || (self->classes = enr_class_list (db, enr_fiscal_year (day), error)) == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
enr_child_year_free (EnrChildYear *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->months);
  g_free (self);
}

static void
add_totals (EnrMonthTotals *sum, const EnrMonthTotals *add)
{
  sum->enrolled_days += add->enrolled_days;
  sum->present += add->present;
  sum->sick += add->sick;
  sum->other += add->other;
  sum->suspension += add->suspension;
  sum->bereavement += add->bereavement;
  sum->unannounced += add->unannounced;
  sum->late += add->late;
  sum->early += add->early;
}

EnrChildYear *
enr_child_year_load (EnrDb *db, const EnrUuid *child_id, int fiscal_year, GError **error)
{
  g_autoptr (EnrChildYear) self = g_new0 (EnrChildYear, 1);

  self->fiscal_year = fiscal_year;
  self->today = enr_clock_today ();
  self->months = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_month_free);
  for (int i = 0; i < 12; i++)
    {
      EnrDate first = enr_date_month_start (enr_fiscal_year_first (fiscal_year), i);
      EnrMonth *month = enr_month_load (db, first, NULL, error);

      if (month == NULL)
        return NULL;
      g_ptr_array_add (self->months, month);
      for (guint j = 0; j < month->children->len && self->children[i] == NULL; j++)
        {
          const EnrMonthChild *child = &g_array_index (month->children, EnrMonthChild, j);

          if (enr_uuid_equal (&child->child_id, child_id))
            self->children[i] = child;
        }
      if (self->children[i] != NULL)
        add_totals (&self->totals, &self->children[i]->totals);
    }
  return g_steal_pointer (&self);
}

const EnrMonthCell *
enr_child_year_cell (const EnrChildYear *self, int month, int day)
{
  const EnrMonth *of = g_ptr_array_index (self->months, month);

  if (self->children[month] == NULL || day > of->n_days)
    return NULL;
  return &self->children[month]->cells[day - 1];
}
