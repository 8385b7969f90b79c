/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/found-view.h"

#include <glib/gi18n.h>

#include "app/writing/found-row.h"

#define MOST 100

struct _EnrFoundView
{
  GtkBox parent_instance;

  /* Template */
  GtkLabel *summary;
  GtkListView *list;

  /* Owned */
  EnrSession *session;
  EnrWritingKinds *kinds;
  GCancellable *searching;
  GListStore *model; /* (element-type EnrFoundItem) */
  char *text;
};

G_DEFINE_FINAL_TYPE (EnrFoundView, enr_found_view, GTK_TYPE_BOX)

enum
{
  OPEN_WRITING,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gpointer
search (EnrDb *db, gpointer data, GError **error)
{
  return enr_search (db, data, MOST, error);
}

static char *
dup_summary (EnrFoundView *self, guint n)
{
  if (n == 0)
    return g_strdup_printf (_ ("“%s” is in no plan or record."), self->text);
  if (n == MOST)
    return g_strdup_printf (
        _ ("The newest %u that have “%s”. Write more words to find older ones."), n, self->text);
  return g_strdup_printf (ngettext ("%u has “%s”.", "%u have “%s”.", n), n, self->text);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrFoundView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = enr_store_finish (ENR_STORE (source), result, &error);
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *summary = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  g_clear_object (&self->searching);
  if (found == NULL)
    {
      enr_session_fail (self->session, error);
      return;
    }
  items = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_set_free_func (found, NULL);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (items,
                     enr_found_item_new (g_ptr_array_index (found, i), self->kinds, self->text));
  g_list_store_splice (self->model, 0, g_list_model_get_n_items (G_LIST_MODEL (self->model)),
                       items->pdata, items->len);
  summary = dup_summary (self, items->len);
  gtk_label_set_text (self->summary, summary);
}

static void
activated_cb (EnrFoundView *self, guint position)
{
  g_autoptr (EnrFoundItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  g_signal_emit (self, signals[OPEN_WRITING], 0, enr_found_item_get_id (item));
}

static void
enr_found_view_dispose (GObject *object)
{
  EnrFoundView *self = ENR_FOUND_VIEW (object);

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_FOUND_VIEW);
  g_clear_object (&self->model);
  g_clear_pointer (&self->kinds, enr_writing_kinds_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (enr_found_view_parent_class)->dispose (object);
}

static void
enr_found_view_finalize (GObject *object)
{
  g_free (ENR_FOUND_VIEW (object)->text);

  G_OBJECT_CLASS (enr_found_view_parent_class)->finalize (object);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, g_object_new (ENR_TYPE_FOUND_ROW, NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  enr_found_row_set_item (ENR_FOUND_ROW (gtk_list_item_get_child (item)),
                          gtk_list_item_get_item (item));
}

static void
enr_found_view_class_init (EnrFoundViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_found_view_dispose;
  object_class->finalize = enr_found_view_finalize;

  signals[OPEN_WRITING] = g_signal_new ("open-writing", ENR_TYPE_FOUND_VIEW, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/writing/found-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrFoundView, summary);
  gtk_widget_class_bind_template_child (widget_class, EnrFoundView, list);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
enr_found_view_init (EnrFoundView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->text = g_strdup ("");
  self->model = g_list_store_new (ENR_TYPE_FOUND_ITEM);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

void
enr_found_view_set_session (EnrFoundView *self, EnrSession *session, EnrWritingKinds *kinds)
{
  g_return_if_fail (ENR_IS_FOUND_VIEW (self));

  g_set_object (&self->session, session);
  self->kinds = enr_writing_kinds_ref (kinds);
}

void
enr_found_view_search (EnrFoundView *self, const char *text)
{
  g_return_if_fail (ENR_IS_FOUND_VIEW (self));

  g_free (self->text);
  self->text = g_strdup (text);
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  self->searching = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), search, g_strdup (text), g_free,
                        (GDestroyNotify) g_ptr_array_unref, self->searching, found_cb,
                        g_object_ref (self));
}

void
enr_found_view_focus_first (EnrFoundView *self)
{
  g_return_if_fail (ENR_IS_FOUND_VIEW (self));

  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}
