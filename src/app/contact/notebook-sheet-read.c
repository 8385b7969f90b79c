/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/notebook-sheet-private.h"
#include "nursery/class.h"
#include "people/staff.h"

/* Others may be writing all the time. */
#define REFRESH_MS 300

static const char *const tables[] = { "notebook",       "notebook_event", "medicine",
                                      "medicine_given", "attendance",     "child",
                                      "membership",     "enrolment",      "class",
                                      "staff",          "stamp",          "absence_kind" };

typedef struct
{
  EnrDate day;
  EnrUuid class_id;
} Load;

typedef struct
{
  GPtrArray *classes;
  EnrNotebookDay *day; /* NULL where there is no class */
  GPtrArray *tasks;
  char **staff;
  EnrUuid class_id;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->classes, g_ptr_array_unref);
  g_clear_pointer (&reading->day, enr_notebook_day_free);
  g_clear_pointer (&reading->tasks, g_ptr_array_unref);
  g_strfreev (reading->staff);
  g_free (reading);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static char **
load_staff (EnrDb *db, EnrDate day, GError **error)
{
  g_autoptr (GPtrArray) staff = enr_staff_list (db, day, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (staff == NULL)
    return NULL;
  for (guint i = 0; i < staff->len; i++)
    g_ptr_array_add (names, g_strdup (((EnrStaff *) g_ptr_array_index (staff, i))->name));
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_steal (names, NULL);
}

/* Of a class that is not in this year, the first one. */
static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  const Load *of = data;
  g_autoptr (Reading) reading = g_new0 (Reading, 1);

  reading->classes = enr_class_list (db, enr_fiscal_year (of->day), error);
  if (reading->classes == NULL)
    return NULL;
  if (reading->classes->len == 0)
    return g_steal_pointer (&reading);
  reading->class_id = ((EnrClass *) g_ptr_array_index (reading->classes, 0))->id;
  for (guint i = 0; i < reading->classes->len; i++)
    if (enr_uuid_equal (&((EnrClass *) g_ptr_array_index (reading->classes, i))->id, &of->class_id))
      reading->class_id = of->class_id;
  reading->day = enr_notebook_load_day (db, of->day, &reading->class_id, error);
  if (reading->day != NULL)
    reading->tasks = enr_medicine_tasks (db, of->day, &reading->class_id, NULL, error);
  if (reading->tasks != NULL)
    reading->staff = load_staff (db, of->day, error);
  return reading->staff != NULL ? g_steal_pointer (&reading) : NULL;
}

/* What is typed stays with its child. */
static gboolean
bring_lines (EnrNotebookSheet *self, const EnrNotebookDay *day)
{
  g_autoptr (GPtrArray) old = self->lines;
  gboolean is_other = day == NULL || old->len != day->rows->len;

  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_line_free);
  for (guint i = 0; day != NULL && i < day->rows->len; i++)
    {
      const EnrNotebookRow *row = g_ptr_array_index (day->rows, i);
      EnrNotebookLine *line = enr_notebook_line_new (day, row);
      EnrNotebookLine *before = i < old->len ? g_ptr_array_index (old, i) : NULL;

      if (before == NULL || !enr_uuid_equal (&before->child_id, &line->child_id))
        is_other = TRUE;
      for (guint j = 0; j < old->len; j++)
        {
          EnrNotebookLine *typed = g_ptr_array_index (old, j);

          if (!enr_uuid_equal (&typed->child_id, &line->child_id))
            continue;
          for (int side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
            {
              enr_notebook_line_take (typed, (EnrNotebookSide) side, line->seen[side], NULL);
              /* the pages of the typed line, and all else of the one that was read */
              enr_notebook_page_free (line->seen[side]);
              enr_notebook_page_free (line->now[side]);
              line->seen[side] = g_steal_pointer (&typed->seen[side]);
              line->now[side] = g_steal_pointer (&typed->now[side]);
              line->theirs[side] = g_steal_pointer (&typed->theirs[side]);
              g_free (line->refused[side]);
              line->refused[side] = g_steal_pointer (&typed->refused[side]);
            }
          g_hash_table_unref (line->wrong);
          line->wrong = g_hash_table_ref (typed->wrong);
          g_hash_table_unref (line->accepted);
          line->accepted = g_hash_table_ref (typed->accepted);
        }
      g_ptr_array_add (self->lines, line);
    }
  return is_other;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrNotebookSheet) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Reading) reading = enr_store_finish (ENR_STORE (source), result, &error);
  EnrDate before = self->day;
  gboolean is_other;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->loading);
  if (reading == NULL)
    {
      enr_session_fail (self->session, error);
      return;
    }
  is_other = before != self->wanted_day || !enr_uuid_equal (&self->class_id, &reading->class_id);
  if (is_other)
    {
      g_ptr_array_set_size (self->lines, 0);
      enr_notebook_sheet_drop_undo (self);
    }
  self->day = self->wanted_day;
  self->class_id = self->wanted_class = reading->class_id;
  g_clear_pointer (&self->classes, g_ptr_array_unref);
  self->classes = g_steal_pointer (&reading->classes);
  g_clear_pointer (&self->tasks, g_ptr_array_unref);
  self->tasks = g_steal_pointer (&reading->tasks);
  g_strfreev (self->staff);
  self->staff = g_steal_pointer (&reading->staff);
  if (bring_lines (self, reading->day) || is_other)
    enr_notebook_sheet_opened (self);
  else
    enr_notebook_sheet_changed (self, -1);
}

void
enr_notebook_sheet_reload (EnrNotebookSheet *self)
{
  Load *of = g_new0 (Load, 1);

  self->is_stale = FALSE;
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  of->day = self->wanted_day;
  of->class_id = self->wanted_class;
  self->loading = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), load, of, g_free, reading_free,
                        self->loading, loaded_cb, g_object_ref (self));
}

gboolean
enr_notebook_sheet_is_elsewhere (EnrNotebookSheet *self)
{
  return self->day != self->wanted_day || !enr_uuid_equal (&self->class_id, &self->wanted_class);
}

void
enr_notebook_sheet_proceed (EnrNotebookSheet *self)
{
  EnrNotebookState state = enr_notebook_sheet_get_state (self);

  if (!enr_notebook_sheet_is_elsewhere (self) || state.is_saving)
    return;
  if (state.n_dirty == 0 && state.n_wrong == 0)
    enr_notebook_sheet_reload (self);
  else
    enr_notebook_sheet_changed (self, -1);
}

void
enr_notebook_sheet_refresh (EnrNotebookSheet *self)
{
  /* a save under way reads what it wrote */
  if (self->is_stale && self->is_seen && !self->is_saving && self->day != ENR_DATE_NONE
      && !enr_notebook_sheet_is_elsewhere (self))
    enr_notebook_sheet_reload (self);
}

static gboolean
refresh_cb (gpointer data)
{
  EnrNotebookSheet *self = data;

  self->refresh_source = 0;
  self->is_stale = TRUE;
  enr_notebook_sheet_refresh (self);
  return G_SOURCE_REMOVE;
}

void
enr_notebook_sheet_store_changed_cb (EnrNotebookSheet *self,
                                     const char *const *changed,
                                     EnrStore *store)
{
  gboolean is_ours = changed == NULL;

  for (guint i = 0; i < G_N_ELEMENTS (tables) && !is_ours; i++)
    is_ours = g_strv_contains (changed, tables[i]);
  if (is_ours && self->refresh_source == 0)
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}
