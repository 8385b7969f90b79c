/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A month takes longer to read than a day: it is read while the page is to be seen, not for every
 * arrival at once, and again when the page comes up after something has changed.
 */
#include "config.h"

#include "app/month/month-page.h"

#include <string.h>
#include <glib/gi18n.h>

#include "app/month/charge-row.h"
#include "app/month/check-row.h"
#include "app/month/month-page-private.h"
#include "base/text.h"

/* Arrivals come in one after the other. */
#define REFRESH_MS 700

static void enr_month_page_page_init (EnrPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrMonthPage,
                               enr_month_page,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (ENR_TYPE_PAGE, enr_month_page_page_init))

enum
{
  PROP_0,
  PROP_FILTER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
fits_filter (EnrMonthPage *self, const EnrCharge *charge)
{
  if (g_str_equal (self->filter, "open"))
    return charge->state == ENR_CHARGE_COMPUTED;
  return g_str_equal (self->filter, "differing") ? charge->differs : TRUE;
}

static gboolean
is_shown (EnrMonthPage *self, const EnrCharge *charge)
{
  const char *key = g_ptr_array_index (self->reading->keys, charge->child);

  return fits_filter (self, charge) && enr_name_query_fits (&self->query, key);
}

/* Why the list is empty, and what to do about it. */
static const char *
get_nothing_text (EnrMonthPage *self)
{
  const EnrCareMonth *care = self->reading->state->care;

  if (care->charges->len > 0)
    return g_str_equal (self->filter, "open")
                   && *gtk_editable_get_text (GTK_EDITABLE (self->search)) == '\0'
               ? _ ("Every charge is decided.")
               : _ ("No charge fits what is searched for.");
  return care->rules->len > 0 ? _ ("There are no charges for extended care in this month.")
                              : _ ("No rule for the charges of extended care holds in this month.");
}

static void
show_charges (EnrMonthPage *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  const GArray *charges;

  if (self->reading == NULL)
    return;
  charges = self->reading->state->care->charges;
  for (guint i = 0; i < charges->len; i++)
    if (is_shown (self, &g_array_index (charges, EnrCharge, i)))
      g_ptr_array_add (lines, enr_charge_item_new (self->reading, i));
  enr_lines_bring (self->model, lines, &enr_charge_item_funcs);
  if (lines->len == 0)
    gtk_label_set_text (self->nothing, get_nothing_text (self));
  gtk_stack_set_visible_child_name (self->stack, lines->len > 0 ? "list" : "nothing");
  enr_month_page_update_actions (self);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  return enr_month_reading_load (db, GPOINTER_TO_INT (data), error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrMonthPage) self = user_data;
  g_autoptr (GError) error = NULL;
  EnrMonthReading *reading = enr_store_finish (ENR_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  g_clear_object (&self->loading);
  if (reading == NULL)
    {
      enr_session_fail (self->session, error);
      return;
    }
  g_clear_pointer (&self->reading, enr_month_reading_unref);
  self->reading = reading;
  enr_month_page_show_summary (self);
  show_charges (self);
  gtk_stack_set_visible_child_name (self->content, "month");
}

static void
reload (EnrMonthPage *self)
{
  self->is_stale = FALSE;
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), load,
                        GINT_TO_POINTER (enr_session_get_date (self->session)), NULL,
                        (GDestroyNotify) enr_month_reading_unref, self->loading, loaded_cb,
                        g_object_ref (self));
}

static gboolean
refresh_cb (gpointer data)
{
  EnrMonthPage *self = data;

  self->refresh_source = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    reload (self);
  else
    self->is_stale = TRUE;
  return G_SOURCE_REMOVE;
}

/* What was decided here is shown at once: the next decision is about what is seen. */
static void
store_changed_cb (EnrMonthPage *self, const char *const *tables, EnrStore *store)
{
  gboolean is_decision
      = tables != NULL
        && (g_strv_contains (tables, "care_decision") || g_strv_contains (tables, "month_closing"));

  if (is_decision)
    {
      g_clear_handle_id (&self->refresh_source, g_source_remove);
      refresh_cb (self);
    }
  else if (self->refresh_source == 0)
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static void
date_changed_cb (EnrMonthPage *self)
{
  EnrDate first = enr_date_month_start (enr_session_get_date (self->session), 0);

  if (self->loading == NULL && self->reading != NULL && self->reading->first == first)
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    reload (self);
  else
    self->is_stale = TRUE;
}

static void
enr_month_page_map (GtkWidget *widget)
{
  EnrMonthPage *self = ENR_MONTH_PAGE (widget);

  GTK_WIDGET_CLASS (enr_month_page_parent_class)->map (widget);

  if (self->is_stale && self->session != NULL)
    reload (self);
}

/*
 * Lists
 */

static GListModel *
get_children (gpointer item, gpointer user_data)
{
  GListModel *children = enr_check_item_get_children (ENR_CHECK_ITEM (item));

  return children != NULL ? g_object_ref (children) : NULL;
}

static void
setup_check_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, g_object_new (ENR_TYPE_CHECK_ROW, NULL));
}

static void
bind_check_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  enr_check_row_set_row (ENR_CHECK_ROW (gtk_list_item_get_child (item)),
                         gtk_list_item_get_item (item));
}

static void
unbind_check_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  enr_check_row_set_row (ENR_CHECK_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
check_activated_cb (EnrMonthPage *self, guint position)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->checklist));
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (model, position);
  g_autoptr (EnrCheckItem) item = ENR_CHECK_ITEM (gtk_tree_list_row_get_item (row));

  if (enr_check_item_get_children (item) == NULL)
    enr_month_page_settle (self, item);
  else if (enr_check_item_get_count (item) > 0)
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
}

static void
setup_charge_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, g_object_new (ENR_TYPE_CHARGE_ROW, NULL));
}

static void
bind_charge_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  enr_charge_row_set_item (ENR_CHARGE_ROW (gtk_list_item_get_child (item)),
                           gtk_list_item_get_item (item));
}

static void
unbind_charge_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  enr_charge_row_set_item (ENR_CHARGE_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
charge_activated_cb (EnrMonthPage *self, guint position)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "month.adjust", NULL);
}

static void
search_changed_cb (EnrMonthPage *self)
{
  enr_name_query_set (&self->query, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  show_charges (self);
}

/* The keyboard has to be on the row, not on the list. */
static void
focus_charge (EnrMonthPage *self, EnrChargeItem *item)
{
  for (GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->list)); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    {
      GtkWidget *row = gtk_widget_get_first_child (line);

      if (ENR_IS_CHARGE_ROW (row) && enr_charge_row_get_item (ENR_CHARGE_ROW (row)) == item)
        gtk_widget_grab_focus (line);
    }
}

static void
select_only (EnrMonthPage *self, guint position)
{
  g_autoptr (EnrChargeItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  focus_charge (self, item);
}

/* Enter in the search goes to the first charge found. */
static void
search_activated_cb (EnrMonthPage *self)
{
  search_changed_cb (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    select_only (self, 0);
}

void
enr_month_page_select_charges (EnrMonthPage *self, const EnrUuid *child_id, EnrDate day)
{
  gboolean is_first = TRUE;

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  enr_name_query_clear (&self->query);
  enr_month_page_show_filter (self, "all");
  show_charges (self);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->model)); i++)
    {
      g_autoptr (EnrChargeItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), i);
      const EnrCharge *charge = enr_charge_item_get_charge (item);

      if (charge->day != day || !enr_uuid_equal (&charge->child_id, child_id))
        continue;
      if (is_first)
        select_only (self, i);
      else
        gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), i, FALSE);
      is_first = FALSE;
    }
}

/*
 * The class
 */

static void
enr_month_page_dispose (GObject *object)
{
  EnrMonthPage *self = ENR_MONTH_PAGE (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_MONTH_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->checks);
  g_clear_pointer (&self->reading, enr_month_reading_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (enr_month_page_parent_class)->dispose (object);
}

static void
enr_month_page_finalize (GObject *object)
{
  EnrMonthPage *self = ENR_MONTH_PAGE (object);

  g_free (self->filter);
  enr_name_query_clear (&self->query);

  G_OBJECT_CLASS (enr_month_page_parent_class)->finalize (object);
}

static void
enr_month_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, ENR_MONTH_PAGE (object)->filter);
}

static void
enr_month_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  enr_month_page_show_filter (ENR_MONTH_PAGE (object), g_value_get_string (value));
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/month/month-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrMonthPage, month_label);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthPage, status_label);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthPage, close_button);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthPage, changed);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthPage, changes);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthPage, content);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthPage, checklist);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthPage, open_days);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthPage, enrolled);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthPage, present);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthPage, rate);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthPage, care_children);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthPage, care_minutes);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthPage, care_amount);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthPage, search);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthPage, filter_all);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthPage, filter_open);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthPage, filter_differing);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, EnrMonthPage, list);
  gtk_widget_class_bind_template_callback (widget_class, check_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, charge_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
}

static void
enr_month_page_class_init (EnrMonthPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_month_page_dispose;
  object_class->finalize = enr_month_page_finalize;
  object_class->get_property = enr_month_page_get_property;
  object_class->set_property = enr_month_page_set_property;
  widget_class->map = enr_month_page_map;

  properties[PROP_FILTER]
      = g_param_spec_string ("filter", NULL, NULL, "all",
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  bind_template (widget_class);
  enr_month_page_install_actions (widget_class);
  gtk_widget_class_install_property_action (widget_class, "month.filter", "filter");
}

static void
set_up_checklist (EnrMonthPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkTreeListModel *tree;

  self->checks = g_list_store_new (ENR_TYPE_CHECK_ITEM);
  for (int kind = 0; kind < ENR_MONTH_N_ITEMS; kind++)
    {
      g_autoptr (EnrCheckItem) item = enr_check_item_new_kind (kind);

      g_list_store_append (self->checks, item);
    }
  tree = gtk_tree_list_model_new (g_object_ref (G_LIST_MODEL (self->checks)), FALSE, FALSE,
                                  get_children, NULL, NULL);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_check_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_check_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_check_cb), NULL);
  gtk_list_view_set_factory (self->checklist, factory);
  {
    g_autoptr (GtkNoSelection) none = gtk_no_selection_new (G_LIST_MODEL (tree));

    gtk_list_view_set_model (self->checklist, GTK_SELECTION_MODEL (none));
  }
}

static void
set_up_charges (EnrMonthPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->model = g_list_store_new (ENR_TYPE_CHARGE_ITEM);
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  g_signal_connect_object (self->selection, "selection-changed",
                           G_CALLBACK (enr_month_page_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_charge_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_charge_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_charge_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
}

static void
enr_month_page_init (EnrMonthPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filter = g_strdup ("all");
  set_up_checklist (self);
  set_up_charges (self);
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self));
  enr_month_page_update_actions (self);
}

static void
enr_month_page_set_session (EnrPage *page, EnrSession *session)
{
  EnrMonthPage *self = ENR_MONTH_PAGE (page);

  g_set_object (&self->session, session);
  g_signal_connect_object (session, "notify::date", G_CALLBACK (date_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
}

static void
enr_month_page_focus_search (EnrPage *page)
{
  EnrMonthPage *self = ENR_MONTH_PAGE (page);

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

static void
enr_month_page_page_init (EnrPageInterface *iface)
{
  iface->set_session = enr_month_page_set_session;
  iface->focus_search = enr_month_page_focus_search;
}

void
enr_month_page_show_filter (EnrMonthPage *self, const char *filter)
{
  g_return_if_fail (ENR_IS_MONTH_PAGE (self));

  if (g_str_equal (self->filter, filter))
    return;
  g_free (self->filter);
  self->filter = g_strdup (filter);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
  show_charges (self);
}
