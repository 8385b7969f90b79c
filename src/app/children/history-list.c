/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/history-list.h"

#include "app/children/history-item.h"

#define MAX_SHOWN 200

struct _EnrHistoryList
{
  AdwBin parent_instance;

  /* template */
  GtkStack *stack;
  GListStore *items;

  /* owned */
  EnrSession *session;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (EnrHistoryList, enr_history_list, ADW_TYPE_BIN)

typedef struct
{
  EnrUuid child_id;
  EnrDate day;
} Wanted;

static gpointer
load_history (EnrDb *db, gpointer data, GError **error)
{
  const Wanted *wanted = data;

  return enr_history_load (db, &wanted->child_id, wanted->day, MAX_SHOWN, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrHistoryList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = enr_store_finish (ENR_STORE (source), result, &error);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  if (changes == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        enr_session_fail (self->session, error);
      return;
    }
  for (guint i = 0; i < changes->len; i++)
    g_ptr_array_add (items, enr_history_item_new (g_ptr_array_index (changes, i)));
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       items->pdata, items->len);
  gtk_stack_set_visible_child_name (self->stack, changes->len > 0 ? "list" : "empty");
}

static void
enr_history_list_dispose (GObject *object)
{
  EnrHistoryList *self = ENR_HISTORY_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  /* The child is bound too: the bin must not unparent it a second time. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ENR_TYPE_HISTORY_LIST);

  G_OBJECT_CLASS (enr_history_list_parent_class)->dispose (object);
}

static void
enr_history_list_class_init (EnrHistoryListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_history_list_dispose;

  g_type_ensure (ENR_TYPE_HISTORY_ITEM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/children/history-list.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrHistoryList, stack);
  gtk_widget_class_bind_template_child (widget_class, EnrHistoryList, items);
}

static void
enr_history_list_init (EnrHistoryList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_history_list_show (EnrHistoryList *self,
                       EnrSession *session,
                       const EnrUuid *child_id,
                       EnrDate day)
{
  Wanted wanted = { *child_id, day };

  g_return_if_fail (ENR_IS_HISTORY_LIST (self));

  g_set_object (&self->session, session);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  enr_store_read_async (
      enr_session_get_store (session), load_history, g_memdup2 (&wanted, sizeof wanted), g_free,
      (GDestroyNotify) g_ptr_array_unref, self->cancellable, loaded_cb, g_object_ref (self));
}
