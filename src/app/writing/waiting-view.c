/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/waiting-view-private.h"

#include <glib/gi18n.h>

#include "app/writing/waiting-row.h"

G_DEFINE_FINAL_TYPE (EnrWaitingView, enr_waiting_view, GTK_TYPE_BOX)

enum
{
  PROP_0,
  PROP_FILTER,
  N_PROPS
};

enum
{
  OPEN_WRITING,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static guint
count_checked (EnrWaitingView *self)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->model)); i++)
    {
      g_autoptr (EnrWaitingItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), i);

      n += enr_waiting_item_is_checked (item);
    }
  return n;
}

static void
update_actions (EnrWaitingView *self)
{
  guint n = count_checked (self);
  EnrWaitingItem *selected = enr_waiting_view_get_selected (self);
  g_autofree char *label
      = n > 0 ? g_strdup_printf (
            ngettext ("Approve the one looked at", "Approve the %u looked at", n), n)
              : g_strdup (_ ("Approve those looked at"));

  gtk_button_set_label (self->approve, label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "waiting.approve", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "waiting.open", selected != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "waiting.return",
                                 selected != NULL && enr_waiting_item_is_looked_at (selected));
}

/*
 * Reading
 */

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  return enr_waiting_item_load_all (db, data, error);
}

static void
show_filter (EnrWaitingView *self, GtkToggleButton *button, const char *label, guint n)
{
  g_autofree char *text = g_strdup_printf ("%s %u", label, n);

  gtk_button_set_label (GTK_BUTTON (button), text);
}

static void
choose_filter (EnrWaitingView *self, const char *filter)
{
  if (g_str_equal (self->filter, filter))
    return;
  g_free (self->filter);
  self->filter = g_strdup (filter);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
}

static void
show_items (EnrWaitingView *self, const GPtrArray *items)
{
  guint n_chief = 0;

  for (guint i = 0; i < items->len; i++)
    n_chief += enr_waiting_item_get_step (g_ptr_array_index (items, i)) == ENR_STEP_CHIEF;
  show_filter (self, self->filter_chief, _ ("Chief"), n_chief);
  show_filter (self, self->filter_director, _ ("Director"), items->len - n_chief);
  if (!self->is_read && items->len == n_chief && n_chief > 0)
    choose_filter (self, "chief");
  self->is_read = TRUE;
  enr_waiting_item_bring (self->model, items, enr_waiting_view_get_step (self));
  gtk_stack_set_visible_child_name (
      self->lists, g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0 ? "list" : "nothing");
  update_actions (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrWaitingView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = enr_store_finish (ENR_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  g_clear_object (&self->loading);
  if (items == NULL)
    enr_session_fail (self->session, error);
  else
    show_items (self, items);
}

void
enr_waiting_view_reload (EnrWaitingView *self)
{
  g_return_if_fail (ENR_IS_WAITING_VIEW (self));

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  enr_store_read_async (
      enr_session_get_store (self->session), load, enr_writing_kinds_ref (self->kinds),
      (GDestroyNotify) enr_writing_kinds_unref, (GDestroyNotify) g_ptr_array_unref, self->loading,
      loaded_cb, g_object_ref (self));
}

/* What is shown beside is what was looked at. */
static void
selected_cb (EnrWaitingView *self)
{
  enr_waiting_paper_show (self->paper, enr_waiting_view_get_selected (self));
  update_actions (self);
}

static void
row_activated_cb (EnrWaitingView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "waiting.open", NULL);
}

static void
item_changed_cb (EnrWaitingView *self)
{
  update_actions (self);
}

static void
items_changed_cb (EnrWaitingView *self, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (EnrWaitingItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), i);

      g_signal_connect_object (item, "notify::checked", G_CALLBACK (item_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (item, "changed", G_CALLBACK (item_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWaitingView *self = ENR_WAITING_VIEW (widget);
  EnrWaitingItem *item = enr_waiting_view_get_selected (self);

  if (item != NULL)
    g_signal_emit (self, signals[OPEN_WRITING], 0, &enr_waiting_item_get_writing (item)->id);
}

/*
 * The class
 */

static void
enr_waiting_view_dispose (GObject *object)
{
  EnrWaitingView *self = ENR_WAITING_VIEW (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_WAITING_VIEW);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_pointer (&self->kinds, enr_writing_kinds_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (enr_waiting_view_parent_class)->dispose (object);
}

static void
enr_waiting_view_finalize (GObject *object)
{
  g_free (ENR_WAITING_VIEW (object)->filter);

  G_OBJECT_CLASS (enr_waiting_view_parent_class)->finalize (object);
}

static void
enr_waiting_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, ENR_WAITING_VIEW (object)->filter);
}

static void
enr_waiting_view_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  EnrWaitingView *self = ENR_WAITING_VIEW (object);

  choose_filter (self, g_value_get_string (value));
  if (self->session != NULL)
    enr_waiting_view_reload (self);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, g_object_new (ENR_TYPE_WAITING_ROW, NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  enr_waiting_row_set_item (ENR_WAITING_ROW (gtk_list_item_get_child (item)),
                            gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  enr_waiting_row_set_item (ENR_WAITING_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
enr_waiting_view_class_init (EnrWaitingViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_waiting_view_dispose;
  object_class->finalize = enr_waiting_view_finalize;
  object_class->get_property = enr_waiting_view_get_property;
  object_class->set_property = enr_waiting_view_set_property;

  properties[PROP_FILTER]
      = g_param_spec_string ("filter", NULL, NULL, "director",
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[OPEN_WRITING] = g_signal_new ("open-writing", ENR_TYPE_WAITING_VIEW, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/waiting-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrWaitingView, filter_chief);
  gtk_widget_class_bind_template_child (widget_class, EnrWaitingView, filter_director);
  gtk_widget_class_bind_template_child (widget_class, EnrWaitingView, approve);
  gtk_widget_class_bind_template_child (widget_class, EnrWaitingView, lists);
  gtk_widget_class_bind_template_child (widget_class, EnrWaitingView, list);
  gtk_widget_class_bind_template_child (widget_class, EnrWaitingView, paper);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_property_action (widget_class, "waiting.filter", "filter");
  enr_waiting_view_install_steps (widget_class);
  gtk_widget_class_install_action (widget_class, "waiting.open", NULL, open_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "waiting.approve", NULL);
}

static void
enr_waiting_view_init (EnrWaitingView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_type_ensure (ENR_TYPE_WAITING_PAPER);
  self->filter = g_strdup ("director");
  gtk_widget_init_template (GTK_WIDGET (self));
  self->model = g_list_store_new (ENR_TYPE_WAITING_ITEM);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
}

void
enr_waiting_view_set_session (EnrWaitingView *self, EnrSession *session, EnrWritingKinds *kinds)
{
  g_return_if_fail (ENR_IS_WAITING_VIEW (self));

  g_set_object (&self->session, session);
  self->kinds = enr_writing_kinds_ref (kinds);
  enr_waiting_paper_set_session (self->paper, session);
  update_actions (self);
}
