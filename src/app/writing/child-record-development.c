/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * 発達の記録 in the window of a child's record: what was first seen when.
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/writing/child-item-dialog.h"
#include "app/writing/child-record-window-private.h"
#include "app/writing/child-seen-dialog.h"
#include "app/writing/child-seen-item.h"

/* The choice of ages: all, then 0 to 5. */
#define ALL_AGES 0

static EnrDevelopmentSeen *
seen_copy (const EnrDevelopmentSeen *seen)
{
  EnrDevelopmentSeen *copy = g_memdup2 (seen, sizeof *seen);

  copy->domain = g_strdup (seen->domain);
  copy->text = g_strdup (seen->text);
  copy->note = g_strdup (seen->note);
  return copy;
}

void
enr_child_record_show_seen (EnrChildRecordWindow *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint selected = gtk_drop_down_get_selected (self->age);
  const EnrDevelopmentSeen *before = NULL;

  for (guint i = 0; i < self->story->seen->len; i++)
    {
      const EnrDevelopmentSeen *seen = g_ptr_array_index (self->story->seen, i);
      gboolean is_new_age = before == NULL || before->age != seen->age;
      gboolean is_new_domain = is_new_age || strcmp (before->domain, seen->domain) != 0;
      g_autofree char *heading = NULL;

      if (selected != ALL_AGES && seen->age != (int) selected - 1)
        continue;
      /* Translators: the class age under which things are listed */
      heading = is_new_age ? g_strdup_printf (_ ("Class age %d"), seen->age) : g_strdup ("");
      g_ptr_array_add (items, enr_child_seen_item_new (seen_copy (seen), heading,
                                                       is_new_domain ? seen->domain : ""));
      before = seen;
    }
  g_list_store_splice (self->seen_items, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->seen_items)), items->pdata,
                       items->len);
}

void
enr_child_record_show_development (EnrChildRecordWindow *self, EnrDocument *chart)
{
  const char *state = gtk_stack_get_visible_child_name (self->development_state);

  /* At first the child's own age. */
  if (g_strcmp0 (state, "list") != 0)
    gtk_drop_down_set_selected (
        self->age,
        (guint) MIN (
            enr_class_age (enr_fiscal_year (self->story->printed), self->story->birth_date), 5)
            + 1);
  enr_child_record_show_seen (self);
  gtk_stack_set_visible_child_name (self->development_state,
                                    self->story->seen->len > 0 ? "list" : "empty");
  if (chart != NULL)
    {
      g_autoptr (EnrRenderer) renderer = enr_renderer_new (chart);

      enr_paper_sheet_set_page (self->chart, renderer, 0);
    }
}

static const EnrDevelopmentSeen *
find_seen (EnrChildRecordWindow *self, GVariant *parameter)
{
  EnrUuid id;

  if (self->story == NULL || !enr_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    return NULL;
  for (guint i = 0; i < self->story->seen->len; i++)
    {
      const EnrDevelopmentSeen *seen = g_ptr_array_index (self->story->seen, i);

      if (enr_uuid_equal (&seen->item_id, &id))
        return seen;
    }
  return NULL;
}

static void
set_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrChildRecordWindow *self = ENR_CHILD_RECORD_WINDOW (widget);
  const EnrDevelopmentSeen *seen = find_seen (self, parameter);

  if (seen != NULL)
    enr_edit_dialog_show (
        ENR_EDIT_DIALOG (enr_child_seen_dialog_new (self->session, &self->child_id, seen)), widget);
}

static void
change_item_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrChildRecordWindow *self = ENR_CHILD_RECORD_WINDOW (widget);
  const EnrDevelopmentSeen *seen = find_seen (self, parameter);

  if (seen != NULL)
    enr_edit_dialog_show (ENR_EDIT_DIALOG (enr_child_item_dialog_new (self->session, seen, 0)),
                          widget);
}

static void
add_item_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrChildRecordWindow *self = ENR_CHILD_RECORD_WINDOW (widget);
  int age = (int) gtk_drop_down_get_selected (self->age) - 1;

  enr_edit_dialog_show (
      ENR_EDIT_DIALOG (enr_child_item_dialog_new (self->session, NULL, MAX (age, 0))), widget);
}

static gpointer
start (EnrDb *db, gpointer data, GError **error)
{
  return enr_development_start (db, data, NULL, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrSession) session = user_data;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    enr_session_fail (session, error);
}

static void
start_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrChildRecordWindow *self = ENR_CHILD_RECORD_WINDOW (widget);

  enr_store_write_async (enr_session_get_store (self->session), start,
                         (gpointer) enr_session_get_actor (self->session), NULL, NULL, started_cb,
                         g_object_ref (self->session));
}

void
enr_child_record_install_development (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "child-record.set", "s", set_action);
  gtk_widget_class_install_action (widget_class, "child-record.change-item", "s",
                                   change_item_action);
  gtk_widget_class_install_action (widget_class, "child-record.add-item", NULL, add_item_action);
  gtk_widget_class_install_action (widget_class, "child-record.start", NULL, start_action);
}
