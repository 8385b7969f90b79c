/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/papers/papers-page-private.h"
#include "nursery/class.h"

static gpointer
load_classes (EnrDb *db, gpointer data, GError **error)
{
  return enr_class_list (db, GPOINTER_TO_INT (data), error);
}

/* The class that was chosen: by id, or in another year by name; else all. */
static guint
find_class (EnrPapersPage *self)
{
  for (guint i = 0; i < self->classes->len; i++)
    if (enr_uuid_equal (&((EnrClass *) g_ptr_array_index (self->classes, i))->id, &self->class_id))
      return i + 1;
  for (guint i = 0; i < self->classes->len; i++)
    if (g_strcmp0 (((EnrClass *) g_ptr_array_index (self->classes, i))->name, self->class_name)
        == 0)
      return i + 1;
  return 0;
}

static void
choose_class (EnrPapersPage *self, guint position)
{
  const EnrClass *chosen = position > 0 && position <= self->classes->len
                               ? g_ptr_array_index (self->classes, position - 1)
                               : NULL;

  self->class_id = chosen != NULL ? chosen->id : enr_uuid_none;
  g_free (self->class_name);
  self->class_name = chosen != NULL ? g_strdup (chosen->name) : NULL;
}

static void
classes_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrPapersPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) classes = enr_store_finish (ENR_STORE (source), result, &error);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  EnrUuid old_id = self->class_id;
  guint position;

  if (classes == NULL)
    {
      if (self->session != NULL)
        enr_session_fail (self->session, error);
      return;
    }
  for (guint i = 0; i < classes->len; i++)
    g_ptr_array_add (names, ((EnrClass *) g_ptr_array_index (classes, i))->name);
  g_ptr_array_add (names, NULL);

  g_clear_pointer (&self->classes, g_ptr_array_unref);
  self->classes = g_steal_pointer (&classes);
  position = find_class (self);
  self->is_filling = TRUE;
  gtk_string_list_splice (self->class_names, 1,
                          g_list_model_get_n_items (G_LIST_MODEL (self->class_names)) - 1,
                          (const char *const *) names->pdata);
  gtk_drop_down_set_selected (self->class_drop, position);
  self->is_filling = FALSE;
  choose_class (self, position);
  if (!enr_uuid_equal (&old_id, &self->class_id) && enr_papers_page_is_open (self))
    enr_papers_page_load_paper (self, FALSE);
}

static EnrDate
get_period (EnrPapersPage *self)
{
  EnrPaperPeriod period = enr_paper_period (self->kind);

  return period == ENR_PAPER_OF_MONTH || period == ENR_PAPER_OF_SPAN
             ? self->month
             : enr_session_get_date (self->session);
}

void
enr_papers_page_refresh_classes (EnrPapersPage *self)
{
  enr_store_read_async (enr_session_get_store (self->session), load_classes,
                        GINT_TO_POINTER (enr_fiscal_year (get_period (self))), NULL,
                        (GDestroyNotify) g_ptr_array_unref, self->cancellable, classes_loaded_cb,
                        g_object_ref (self));
}

void
enr_papers_page_class_selected (EnrPapersPage *self)
{
  guint position = gtk_drop_down_get_selected (self->class_drop);

  if (self->is_filling || self->session == NULL || position == GTK_INVALID_LIST_POSITION)
    return;
  choose_class (self, position);
  if (enr_papers_page_is_open (self))
    enr_papers_page_load_paper (self, FALSE);
}
