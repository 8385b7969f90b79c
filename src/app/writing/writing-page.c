/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/shelf-item.h"
#include "app/writing/shelf-row.h"
#include "app/writing/writing-page-private.h"
#include "base/clock.h"
#include "base/text.h"

/* Others may be writing all the time. */
#define REFRESH_MS 400

static void enr_writing_page_page_init (EnrPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrWritingPage,
                               enr_writing_page,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (ENR_TYPE_PAGE, enr_writing_page_page_init))

/* What the shelf is made of; what is typed into a text is not. */
static const char *const tables[]
    = { "writing", "child", "membership", "enrolment", "class", "closure", "facility" };

/*
 * Reading
 */

typedef struct
{
  EnrWritingKinds *kinds;
  const EnrWritingKind *kind;
  EnrDate day;
} Load;

static void
load_free (gpointer data)
{
  Load *of = data;

  enr_writing_kinds_unref (of->kinds);
  g_free (of);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  const Load *of = data;

  return enr_shelf_reading_load (db, of->kinds, of->kind, of->day, enr_clock_today (), error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrWritingPage) self = user_data;
  g_autoptr (GError) error = NULL;
  EnrShelfReading *reading = enr_store_finish (ENR_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  g_clear_object (&self->loading);
  if (reading == NULL)
    {
      enr_session_fail (self->session, error);
      return;
    }
  g_clear_pointer (&self->reading, enr_shelf_reading_unref);
  self->reading = reading;
  enr_writing_page_show_reading (self);
}

void
enr_writing_page_reload (EnrWritingPage *self)
{
  Load *of;

  self->is_stale = FALSE;
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (self->kind == NULL)
    return;
  of = g_new0 (Load, 1);
  of->kinds = enr_writing_kinds_ref (self->kinds);
  of->kind = self->kind;
  of->day = enr_session_get_date (self->session);
  self->loading = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), load, of, load_free,
                        (GDestroyNotify) enr_shelf_reading_unref, self->loading, loaded_cb,
                        g_object_ref (self));
  /* after what is looked at */
  if (self->late == NULL || self->is_late_stale)
    enr_writing_page_reload_late (self);
  self->is_late_stale = FALSE;
}

static void
reload_when_seen (EnrWritingPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    enr_writing_page_reload (self);
  else
    self->is_stale = TRUE;
}

static gboolean
refresh_cb (gpointer data)
{
  EnrWritingPage *self = data;

  self->refresh_source = 0;
  self->is_late_stale = TRUE;
  reload_when_seen (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->waiting)))
    enr_waiting_view_reload (self->waiting);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (EnrWritingPage *self, const char *const *changed, EnrStore *store)
{
  gboolean is_ours = changed == NULL;

  for (guint i = 0; i < G_N_ELEMENTS (tables) && !is_ours; i++)
    is_ours = g_strv_contains (changed, tables[i]);
  if (is_ours && self->refresh_source == 0)
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

/* What is late does not depend on the day that is looked at. */
static void
date_changed_cb (EnrWritingPage *self)
{
  reload_when_seen (self);
}

static void
enr_writing_page_map (GtkWidget *widget)
{
  EnrWritingPage *self = ENR_WRITING_PAGE (widget);

  GTK_WIDGET_CLASS (enr_writing_page_parent_class)->map (widget);

  if (self->is_stale && self->session != NULL)
    enr_writing_page_reload (self);
}

static void
enr_writing_page_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (enr_writing_page_parent_class)->root (widget);

  enr_writing_page_watch_keys (ENR_WRITING_PAGE (widget));
}

static void
enr_writing_page_unroot (GtkWidget *widget)
{
  enr_writing_page_leave_keys (ENR_WRITING_PAGE (widget));

  GTK_WIDGET_CLASS (enr_writing_page_parent_class)->unroot (widget);
}

/* Whoever comes to the page is on the grid, or in the text; the tools are before it. */
static gboolean
enr_writing_page_focus (GtkWidget *widget, GtkDirectionType direction)
{
  EnrWritingPage *self = ENR_WRITING_PAGE (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  gboolean is_coming = focus == NULL || !gtk_widget_is_ancestor (focus, widget);
  gboolean is_there
      = gtk_widget_get_mapped (GTK_WIDGET (self->grid))
        || (self->editor != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->editor)));

  if (direction == GTK_DIR_TAB_FORWARD && is_coming && is_there)
    return enr_writing_page_take_keyboard (self);
  return GTK_WIDGET_CLASS (enr_writing_page_parent_class)->focus (widget, direction);
}

/*
 * Callbacks
 */

static void
kind_chosen_cb (EnrWritingPage *self)
{
  guint index = gtk_drop_down_get_selected (self->kind_choice);

  if (self->kinds == NULL || index >= enr_writing_kinds_get_n (self->kinds))
    return;
  self->kind = enr_writing_kinds_get (self->kinds, index);
  if (self->session != NULL)
    enr_writing_page_reload (self);
}

static void
cell_activated_cb (EnrWritingPage *self, guint line, guint column)
{
  enr_writing_page_open_cell (self, line, column);
}

static void
line_activated_cb (EnrWritingPage *self, guint position)
{
  g_autoptr (EnrShelfItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  enr_writing_page_open_place (self, enr_shelf_item_get_place (item));
}

static void
open_writing_cb (EnrWritingPage *self, const EnrUuid *id)
{
  enr_writing_page_open (self, id);
}

static void
search_changed_cb (EnrWritingPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (!enr_text_is_blank (text))
    {
      gtk_stack_set_visible_child_name (self->views, "found");
      enr_found_view_search (self->found, text);
    }
  else if (g_strcmp0 (gtk_stack_get_visible_child_name (self->views), "found") == 0)
    gtk_stack_set_visible_child_name (self->views, "overview");
}

static void
search_activated_cb (EnrWritingPage *self)
{
  enr_found_view_focus_first (self->found);
}

static void
search_stopped_cb (EnrWritingPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "writing.overview", NULL);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, g_object_new (ENR_TYPE_SHELF_ROW, NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  enr_shelf_row_set_item (ENR_SHELF_ROW (gtk_list_item_get_child (item)),
                          gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  enr_shelf_row_set_item (ENR_SHELF_ROW (gtk_list_item_get_child (item)), NULL);
}

/*
 * The class
 */

static void
enr_writing_page_dispose (GObject *object)
{
  EnrWritingPage *self = ENR_WRITING_PAGE (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_cancellable_cancel (self->late_loading);
  g_clear_object (&self->late_loading);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_WRITING_PAGE);
  g_clear_object (&self->model);
  g_clear_pointer (&self->reading, enr_shelf_reading_unref);
  g_clear_pointer (&self->late, g_ptr_array_unref);
  g_clear_pointer (&self->kinds, enr_writing_kinds_unref);

  G_OBJECT_CLASS (enr_writing_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/writing-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPage, pages);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPage, views);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPage, problems);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPage, problems_label);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPage, search);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPage, late_button);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPage, late_menu);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPage, waiting_button);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPage, diary_row);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPage, diaries);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPage, kind_choice);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPage, time_label);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPage, summary);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPage, new_button);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPage, forms);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPage, grid);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPage, list);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPage, legend);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingPage, found);
  gtk_widget_class_bind_template_callback (widget_class, kind_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, cell_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, line_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_writing_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
}

static void
enr_writing_page_class_init (EnrWritingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_writing_page_dispose;
  widget_class->root = enr_writing_page_root;
  widget_class->unroot = enr_writing_page_unroot;
  widget_class->map = enr_writing_page_map;
  widget_class->focus = enr_writing_page_focus;

  g_type_ensure (ENR_TYPE_SHELF_GRID);
  g_type_ensure (ENR_TYPE_WAITING_VIEW);
  g_type_ensure (ENR_TYPE_FOUND_VIEW);
  bind_template (widget_class);
  enr_writing_page_install_actions (widget_class);
  enr_writing_page_install_print_actions (widget_class);
  enr_writing_page_install_late_action (widget_class);
}

static void
enr_writing_page_init (EnrWritingPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->model = g_list_store_new (ENR_TYPE_SHELF_ITEM);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

gboolean
enr_writing_page_choose_kind (EnrWritingPage *self, const char *key)
{
  for (guint i = 0; i < enr_writing_kinds_get_n (self->kinds); i++)
    if (g_str_equal (enr_writing_kinds_get (self->kinds, i)->key, key))
      {
        gtk_drop_down_set_selected (self->kind_choice, i);
        return TRUE;
      }
  return FALSE;
}

/* The plan of the week is what is written most; where there is none, the first of the shelf. */
static void
choose_first_kind (EnrWritingPage *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint chosen = 0;

  for (guint i = 0; i < enr_writing_kinds_get_n (self->kinds); i++)
    {
      const EnrWritingKind *kind = enr_writing_kinds_get (self->kinds, i);

      gtk_string_list_append (labels, kind->label);
      if (kind->is_plan && kind->period == ENR_PERIOD_WEEK)
        chosen = i;
    }
  gtk_drop_down_set_model (self->kind_choice, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->kind_choice, chosen);
  kind_chosen_cb (self);
}

static void
enr_writing_page_set_session (EnrPage *page, EnrSession *session)
{
  EnrWritingPage *self = ENR_WRITING_PAGE (page);
  const char *problems;

  self->kinds = enr_writing_kinds_load ();
  problems = enr_writing_kinds_get_problems (self->kinds);
  if (problems != NULL)
    gtk_label_set_text (self->problems_label, problems);
  gtk_revealer_set_reveal_child (self->problems, problems != NULL);
  enr_waiting_view_set_session (self->waiting, session, self->kinds);
  enr_found_view_set_session (self->found, session, self->kinds);
  g_set_object (&self->session, session);
  g_signal_connect_object (session, "notify::date", G_CALLBACK (date_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  choose_first_kind (self);
}

/* From the editor too: what is typed there is kept. */
static void
enr_writing_page_focus_search (EnrPage *page)
{
  EnrWritingPage *self = ENR_WRITING_PAGE (page);

  if (g_str_equal (gtk_stack_get_visible_child_name (self->pages), "editor"))
    {
      enr_writing_editor_close (self->editor);
      if (g_str_equal (gtk_stack_get_visible_child_name (self->pages), "editor"))
        return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

static void
enr_writing_page_page_init (EnrPageInterface *iface)
{
  iface->set_session = enr_writing_page_set_session;
  iface->focus_search = enr_writing_page_focus_search;
}
