/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/children-page.h"

#include <string.h>
#include <glib/gi18n.h>

#include "app/children/child-dialog.h"
#include "app/children/child-item.h"
#include "app/children/child-row.h"
#include "app/children/child-view.h"
#include "app/children/export-dialog.h"
#include "app/children/import-window.h"
#include "app/children/promotion-window.h"
#include "base/romaji.h"
#include "base/text.h"
#include "nursery/class.h"
#include "nursery/roster.h"

struct _EnrChildrenPage
{
  AdwBin parent_instance;

  /* template */
  GtkStack *root;
  GtkSearchEntry *search;
  GtkToggleButton *scope_enrolled;
  GtkToggleButton *scope_future;
  GtkToggleButton *scope_former;
  GtkStack *list_stack;
  GtkListView *list;
  GtkSingleSelection *selection;
  GListStore *items;
  EnrChildView *view;

  /* owned */
  EnrSession *session;
  GCancellable *cancellable;
  GPtrArray *roster;  /* (element-type EnrRosterRow) of the scope */
  GPtrArray *keys;    /* (element-type utf8): the search keys of the roster */
  GPtrArray *classes; /* (element-type EnrClass) */
  EnrUuid wanted;     /* the child that is selected, or is to be */
  gboolean is_filling;
  guint scroll_source;
  gboolean is_stale;         /* changed since it was read */
  gboolean scroll_to_wanted; /* it was asked for from elsewhere */
};

static void page_init (EnrPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrChildrenPage,
                               enr_children_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (ENR_TYPE_PAGE, page_init))

typedef struct
{
  EnrDate day;
  EnrRosterScope scope;
} Wanted;

typedef struct
{
  GPtrArray *roster;
  GPtrArray *keys;
  GPtrArray *classes;
  gboolean has_children; /* in any scope */
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  g_clear_pointer (&loaded->roster, g_ptr_array_unref);
  g_clear_pointer (&loaded->keys, g_ptr_array_unref);
  g_clear_pointer (&loaded->classes, g_ptr_array_unref);
  g_free (loaded);
}

static char *
dup_search_key (const EnrRosterRow *row)
{
  const EnrChild *child = row->child;
  g_autofree char *text = g_strjoin ("\n", child->family_kana, child->given_kana, NULL);
  g_autofree char *kana = enr_text_search_key (text);
  g_autofree char *name = enr_child_dup_name (child);
  g_autofree char *name_key = enr_text_search_key (name);
  g_autofree char *class_key = enr_text_search_key (row->class_name);
  g_autofree char *number
      = enr_text_search_key (child->external_id != NULL ? child->external_id : "");

  return g_strjoin ("\n", kana, name_key, class_key, number, NULL);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  const Wanted *wanted = data;
  Loaded *loaded = g_new0 (Loaded, 1);

  loaded->keys = g_ptr_array_new_with_free_func (g_free);
  loaded->roster = enr_roster_load (db, wanted->day, wanted->scope, error);
  if (loaded->roster != NULL)
    loaded->classes = enr_class_list (db, enr_fiscal_year (wanted->day), error);
  if (loaded->classes == NULL)
    {
      loaded_free (loaded);
      return NULL;
    }
  for (guint i = 0; i < loaded->roster->len; i++)
    g_ptr_array_add (loaded->keys, dup_search_key (g_ptr_array_index (loaded->roster, i)));
  loaded->has_children = loaded->roster->len > 0;
  if (!loaded->has_children)
    {
      g_autoptr (GPtrArray) all = enr_roster_load (db, wanted->day, ENR_ROSTER_ALL, NULL);

      loaded->has_children = all == NULL || all->len > 0;
    }
  return loaded;
}

static EnrRosterScope
get_scope (EnrChildrenPage *self)
{
  if (gtk_toggle_button_get_active (self->scope_future))
    return ENR_ROSTER_FUTURE;
  if (gtk_toggle_button_get_active (self->scope_former))
    return ENR_ROSTER_FORMER;
  return ENR_ROSTER_ENROLLED;
}

static gboolean
is_same_class (const EnrRosterRow *a, const EnrRosterRow *b)
{
  return enr_uuid_equal (&a->class_id, &b->class_id);
}

/* The heading over a child, where its class begins with it, and the class's count. */
static const char *
find_heading (GPtrArray *rows, guint index, guint *count)
{
  const EnrRosterRow *row = g_ptr_array_index (rows, index);

  if (index > 0 && is_same_class (row, g_ptr_array_index (rows, index - 1)))
    return NULL;
  *count = 1;
  while (index + *count < rows->len
         && is_same_class (row, g_ptr_array_index (rows, index + *count)))
    (*count)++;
  return *row->class_name != '\0' ? row->class_name : _ ("No class");
}

/* The children that what is typed fits. */
static GPtrArray *
filter_rows (EnrChildrenPage *self)
{
  GPtrArray *rows = g_ptr_array_new ();
  EnrNameQuery query = { NULL, NULL, NULL };

  enr_name_query_set (&query, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  for (guint i = 0; self->roster != NULL && i < self->roster->len; i++)
    if (enr_name_query_fits (&query, g_ptr_array_index (self->keys, i)))
      g_ptr_array_add (rows, g_ptr_array_index (self->roster, i));
  enr_name_query_clear (&query);
  return rows;
}

static gboolean
has_same_children (EnrChildrenPage *self, GPtrArray *rows)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) != rows->len)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (EnrChildItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      const EnrRosterRow *row = g_ptr_array_index (rows, i);

      if (!enr_uuid_equal (enr_child_item_get_id (item), &row->child->id))
        return FALSE;
    }
  return TRUE;
}

static void
replace_items (EnrChildrenPage *self, GPtrArray *rows, EnrDate day)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < rows->len; i++)
    {
      guint count = 0;
      const char *heading = find_heading (rows, i, &count);

      g_ptr_array_add (items,
                       enr_child_item_new (g_ptr_array_index (rows, i), day, heading, count));
    }
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       items->pdata, items->len);
}

/* When the list has its new rows in place. */
static gboolean
scroll_cb (gpointer data)
{
  EnrChildrenPage *self = data;
  guint selected = gtk_single_selection_get_selected (self->selection);

  self->scroll_source = 0;
  if (selected != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", selected);
  return G_SOURCE_REMOVE;
}

/* The place of the selected child, else nobody's. */
static void
select_wanted (EnrChildrenPage *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (EnrChildItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (enr_uuid_equal (enr_child_item_get_id (item), &self->wanted))
        {
          gtk_single_selection_set_selected (self->selection, i);
          if (self->scroll_to_wanted && self->scroll_source == 0)
            self->scroll_source = g_idle_add_full (G_PRIORITY_LOW, scroll_cb, self, NULL);
          self->scroll_to_wanted = FALSE;
          return;
        }
    }
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

static void
fill (EnrChildrenPage *self)
{
  g_autoptr (GPtrArray) rows = filter_rows (self);
  EnrDate day = enr_session_get_date (self->session);

  self->is_filling = TRUE;
  if (has_same_children (self, rows))
    for (guint i = 0; i < rows->len; i++)
      {
        g_autoptr (EnrChildItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
        guint count = 0;
        const char *heading = find_heading (rows, i, &count);

        enr_child_item_update (item, g_ptr_array_index (rows, i), day, heading, count);
      }
  else
    replace_items (self, rows, day);
  select_wanted (self);
  self->is_filling = FALSE;
  gtk_stack_set_visible_child_name (self->list_stack, rows->len > 0 ? "list" : "nobody");
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrChildrenPage) self = user_data;
  g_autoptr (GError) error = NULL;
  Loaded *loaded = enr_store_finish (ENR_STORE (source), result, &error);

  if (loaded == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        enr_session_fail (self->session, error);
      return;
    }
  g_clear_pointer (&self->roster, g_ptr_array_unref);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_pointer (&self->classes, g_ptr_array_unref);
  self->roster = g_steal_pointer (&loaded->roster);
  self->keys = g_steal_pointer (&loaded->keys);
  self->classes = g_steal_pointer (&loaded->classes);
  gtk_stack_set_visible_child_name (self->root, loaded->has_children ? "children" : "none");
  loaded_free (loaded);
  fill (self);
}

static void
reload (EnrChildrenPage *self)
{
  Wanted wanted = { enr_session_get_date (self->session), get_scope (self) };

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), load,
                        g_memdup2 (&wanted, sizeof wanted), g_free, loaded_free, self->cancellable,
                        loaded_cb, g_object_ref (self));
}

/* A page that nobody sees is read again when it is shown: each punch at the door changes the store.
 */
static void
refresh (EnrChildrenPage *self)
{
  self->is_stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->is_stale)
    return;
  reload (self);
  enr_child_view_refresh (self->view);
}

/* The tables whose rows the page shows. */
static void
store_changed_cb (EnrChildrenPage *self, const char *const *tables)
{
  static const char *const ours[] = {
    "child",   "child_photo",   "family",    "contact",       "enrolment",  "membership",
    "class",   "certification", "card",      "stamp",         "attendance", "facility",
    "closure", "care_terms",    "care_rule", "care_decision", NULL,
  };

  for (guint i = 0; tables != NULL && tables[i] != NULL; i++)
    if (g_strv_contains (ours, tables[i]))
      {
        refresh (self);
        return;
      }
  if (tables == NULL)
    refresh (self);
}

static void
search_changed_cb (EnrChildrenPage *self)
{
  if (self->session == NULL)
    return;
  fill (self);
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0'
      && gtk_single_selection_get_selected_item (self->selection) == NULL
      && g_list_model_get_n_items (G_LIST_MODEL (self->items)) == 1)
    gtk_single_selection_set_selected (self->selection, 0);
}

/* Enter in the search entry goes to the first child that fits. */
static void
search_activated_cb (EnrChildrenPage *self)
{
  /* The entry tells of what is typed after a pause, and some people make none. */
  search_changed_cb (self);
  if (gtk_single_selection_get_selected_item (self->selection) == NULL)
    gtk_single_selection_set_selected (self->selection, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
search_stopped_cb (EnrChildrenPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

static void
scope_cb (EnrChildrenPage *self, GtkToggleButton *button)
{
  if (self->session != NULL && gtk_toggle_button_get_active (button))
    reload (self);
}

static void
selected_cb (EnrChildrenPage *self)
{
  EnrChildItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (self->is_filling || self->session == NULL || item == NULL)
    return;
  if (enr_uuid_equal (&self->wanted, enr_child_item_get_id (item)))
    return;
  self->wanted = *enr_child_item_get_id (item);
  enr_child_view_set_child (self->view, &self->wanted);
}

static void
go_to_cb (EnrChildrenPage *self, const EnrUuid *child_id)
{
  enr_children_page_show_child (self, child_id);
}

static void
saved_cb (EnrChildrenPage *self, const EnrUuid *child_id)
{
  enr_children_page_show_child (self, child_id);
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrChildrenPage *self = ENR_CHILDREN_PAGE (widget);
  EnrChildDialog *dialog = enr_child_dialog_new (self->session, NULL, self->classes);

  g_signal_connect_object (dialog, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  enr_edit_dialog_show (ENR_EDIT_DIALOG (dialog), widget);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrChildrenPage *self = ENR_CHILDREN_PAGE (widget);
  EnrImportSubject subject
      = g_str_equal (name, "children.import") ? ENR_IMPORT_CHILDREN : ENR_IMPORT_ATTENDANCE;

  enr_import_window_show (enr_import_window_new (self->session, subject), widget);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrChildrenPage *self = ENR_CHILDREN_PAGE (widget);

  enr_export_dialog_show (enr_export_dialog_new (self->session), widget);
}

static void
promotion_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrChildrenPage *self = ENR_CHILDREN_PAGE (widget);

  enr_promotion_window_show (enr_promotion_window_new (self->session), widget);
}

static void
enr_children_page_set_session (EnrPage *page, EnrSession *session)
{
  EnrChildrenPage *self = ENR_CHILDREN_PAGE (page);

  self->session = g_object_ref (session);
  enr_child_view_set_session (self->view, session);
  g_signal_connect_object (session, "notify::date", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
}

static void
enr_children_page_focus_search (EnrPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (ENR_CHILDREN_PAGE (page)->search));
}

static void
enr_children_page_map (GtkWidget *widget)
{
  EnrChildrenPage *self = ENR_CHILDREN_PAGE (widget);

  GTK_WIDGET_CLASS (enr_children_page_parent_class)->map (widget);
  if (self->is_stale && self->session != NULL)
    refresh (self);
}

static void
page_init (EnrPageInterface *iface)
{
  iface->set_session = enr_children_page_set_session;
  iface->focus_search = enr_children_page_focus_search;
}

static void
enr_children_page_dispose (GObject *object)
{
  EnrChildrenPage *self = ENR_CHILDREN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->scroll_source, g_source_remove);
  /* The child is bound too: the bin must not unparent it a second time. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ENR_TYPE_CHILDREN_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (enr_children_page_parent_class)->dispose (object);
}

static void
enr_children_page_finalize (GObject *object)
{
  EnrChildrenPage *self = ENR_CHILDREN_PAGE (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->roster, g_ptr_array_unref);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_pointer (&self->classes, g_ptr_array_unref);

  G_OBJECT_CLASS (enr_children_page_parent_class)->finalize (object);
}

static void
enr_children_page_class_init (EnrChildrenPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_children_page_dispose;
  object_class->finalize = enr_children_page_finalize;
  widget_class->map = enr_children_page_map;

  g_type_ensure (ENR_TYPE_CHILD_ITEM);
  g_type_ensure (ENR_TYPE_CHILD_ROW);
  g_type_ensure (ENR_TYPE_CHILD_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/children/children-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrChildrenPage, root);
  gtk_widget_class_bind_template_child (widget_class, EnrChildrenPage, search);
  gtk_widget_class_bind_template_child (widget_class, EnrChildrenPage, scope_enrolled);
  gtk_widget_class_bind_template_child (widget_class, EnrChildrenPage, scope_future);
  gtk_widget_class_bind_template_child (widget_class, EnrChildrenPage, scope_former);
  gtk_widget_class_bind_template_child (widget_class, EnrChildrenPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, EnrChildrenPage, list);
  gtk_widget_class_bind_template_child (widget_class, EnrChildrenPage, selection);
  gtk_widget_class_bind_template_child (widget_class, EnrChildrenPage, items);
  gtk_widget_class_bind_template_child (widget_class, EnrChildrenPage, view);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, scope_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_to_cb);

  gtk_widget_class_install_action (widget_class, "children.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "children.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "children.import-attendance", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "children.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "children.promotion", NULL, promotion_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "children.new",
                                       NULL);
}

static void
enr_children_page_init (EnrChildrenPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_children_page_show_child (EnrChildrenPage *self, const EnrUuid *child_id)
{
  g_return_if_fail (ENR_IS_CHILDREN_PAGE (self));

  self->wanted = *child_id;
  self->scroll_to_wanted = TRUE;
  self->is_filling = TRUE;
  select_wanted (self);
  self->is_filling = FALSE;
  enr_child_view_set_child (self->view, child_id);
}

void
enr_children_page_show_part (EnrChildrenPage *self, const char *name)
{
  g_return_if_fail (ENR_IS_CHILDREN_PAGE (self));

  enr_child_view_show_part (self->view, name);
}
