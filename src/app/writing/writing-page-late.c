/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What is late of all kinds: how many in all, and a way to those of each.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/writing/writing-page-private.h"
#include "base/clock.h"

static void
late_free (gpointer data)
{
  EnrWritingLate *late = data;

  g_array_unref (late->days);
  g_free (late);
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  const EnrDate *one = a, *other = b;

  return *one - *other;
}

/* Places stand side by side by their kind. */
static GPtrArray *
list_late (const EnrShelf *shelf)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (late_free);
  EnrWritingLate *last = NULL;

  for (guint i = 0; i < shelf->places->len; i++)
    {
      const EnrShelfPlace *place = &g_array_index (shelf->places, EnrShelfPlace, i);

      if (place->state != ENR_SHELF_MISSING && place->state != ENR_SHELF_LATE)
        continue;
      if (last == NULL || last->kind != place->kind)
        {
          last = g_new (EnrWritingLate, 1);
          *last = (EnrWritingLate){ place->kind, g_array_new (FALSE, FALSE, sizeof (EnrDate)) };
          g_ptr_array_add (list, last);
        }
      g_array_append_val (last->days, place->first);
    }
  for (guint i = 0; i < list->len; i++)
    g_array_sort (((EnrWritingLate *) g_ptr_array_index (list, i))->days, compare_days);
  return list;
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  EnrDate today = enr_clock_today ();
  g_autoptr (EnrShelf) shelf = enr_shelf_load (
      db, data, NULL, enr_fiscal_year_first (enr_fiscal_year (today)), today, today, error);

  return shelf != NULL ? list_late (shelf) : NULL;
}

static void
show_late (EnrWritingPage *self)
{
  g_autofree char *text = NULL;
  guint n = 0;

  g_menu_remove_all (self->late_menu);
  for (guint i = 0; i < self->late->len; i++)
    {
      const EnrWritingLate *late = g_ptr_array_index (self->late, i);
      /* Translators: a kind of plan or record, and how many of them are late */
      g_autofree char *label
          = g_strdup_printf (C_ ("late", "%s: %u"), late->kind->label, late->days->len);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "writing.late", "s", late->kind->key);
      g_menu_append_item (self->late_menu, item);
      n += late->days->len;
    }
  text = g_strdup_printf (_ ("Late in all: %u"), n);
  gtk_menu_button_set_label (self->late_button, text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->late_button), n > 0);
  if (n > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->late_button), "enroku-error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->late_button), "enroku-error");
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrWritingPage) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *late = enr_store_finish (ENR_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    {
      g_clear_pointer (&late, g_ptr_array_unref);
      return;
    }
  g_clear_object (&self->late_loading);
  if (late == NULL)
    {
      enr_session_fail (self->session, error);
      return;
    }
  g_clear_pointer (&self->late, g_ptr_array_unref);
  self->late = late;
  show_late (self);
}

void
enr_writing_page_reload_late (EnrWritingPage *self)
{
  g_cancellable_cancel (self->late_loading);
  g_clear_object (&self->late_loading);
  self->late_loading = g_cancellable_new ();
  enr_store_read_async (
      enr_session_get_store (self->session), load, enr_writing_kinds_ref (self->kinds),
      (GDestroyNotify) enr_writing_kinds_unref, (GDestroyNotify) g_ptr_array_unref,
      self->late_loading, loaded_cb, g_object_ref (self));
}

static const EnrWritingLate *
find_late (EnrWritingPage *self, const char *key)
{
  for (guint i = 0; self->late != NULL && i < self->late->len; i++)
    {
      const EnrWritingLate *late = g_ptr_array_index (self->late, i);

      if (g_str_equal (late->kind->key, key))
        return late;
    }
  return NULL;
}

/* Stays at the day where what is shown of it has a late one; otherwise to the one that is late for
 * longest. */
static void
go_to_late (EnrWritingPage *self, const EnrWritingLate *late)
{
  EnrDate from, until;

  if (late->kind->period == ENR_PERIOD_STAY)
    return;
  enr_shelf_time_of (late->kind, enr_session_get_date (self->session), &from, &until);
  for (guint i = 0; i < late->days->len; i++)
    if (g_array_index (late->days, EnrDate, i) >= from
        && g_array_index (late->days, EnrDate, i) <= until)
      return;
  enr_session_set_date (self->session, g_array_index (late->days, EnrDate, 0));
}

static void
late_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWritingPage *self = ENR_WRITING_PAGE (widget);
  const EnrWritingLate *late = find_late (self, g_variant_get_string (parameter, NULL));

  if (late == NULL || !enr_writing_page_choose_kind (self, late->kind->key))
    return;
  go_to_late (self, late);
  gtk_widget_activate_action (widget, "writing.overview", NULL);
}

void
enr_writing_page_install_late_action (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "writing.late", "s", late_action);
}
