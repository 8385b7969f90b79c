/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/letters-view.h"

#include <string.h>
#include <glib/gi18n.h>

#include "app/contact/letter-compose.h"
#include "app/contact/letter-preview.h"
#include "app/contact/letter-sent.h"
#include "app/contact/letters-item.h"
#include "app/contact/letters-keys.h"
#include "app/contact/letters-row.h"
#include "base/text.h"

/* Deliveries go out one by one, and others write. */
#define REFRESH_MS 400

struct _EnrLettersView
{
  AdwBin parent_instance;

  /* Template */
  GtkStack *pages;
  GtkToggleButton *filter_all;
  GtkToggleButton *filter_drafts;
  GtkToggleButton *filter_open;
  GtkEditable *search;
  GtkStack *lists;
  GtkListView *list;
  GtkLabel *nothing;

  /* Borrowed: pages of the stack, made when they are first needed */
  EnrLetterCompose *compose;
  EnrLetterPreview *preview;
  EnrLetterSent *sent;

  /* Borrowed: of the window */
  GtkEventController *keys;

  /* Owned */
  EnrSession *session;
  GCancellable *loading;
  GListStore *model; /* (element-type EnrLettersItem) */
  GtkCustomFilter *shown;
  GtkSingleSelection *selection;
  char *filter;     /* "all", "drafts" or "open" */
  char *search_key; /* folded; "" for all */
  guint refresh_source;
  gboolean is_stale;
};

G_DEFINE_FINAL_TYPE (EnrLettersView, enr_letters_view, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_FILTER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* What a letter and its way to the families are made of. */
static const char *const tables[]
    = { "announcement", "announcement_to", "announcement_file", "recipient",   "delivery",
        "contact_way",  "contact_except",  "letter_template",   "class",       "child",
        "contact",      "membership",      "enrolment",         "mail_setting" };

/*
 * The list
 */

static gboolean
is_in_filter (EnrLettersView *self, EnrLettersItem *item)
{
  if (g_str_equal (self->filter, "drafts"))
    return !enr_letters_item_is_sent (item);
  if (g_str_equal (self->filter, "open"))
    return enr_letters_item_is_open (item);
  return TRUE;
}

static gboolean
is_shown (gpointer item, gpointer user_data)
{
  EnrLettersView *self = user_data;

  return is_in_filter (self, item)
         && (*self->search_key == '\0'
             || strstr (enr_letters_item_get_search_key (item), self->search_key) != NULL);
}

static void
show_count (GtkToggleButton *button, const char *label, guint n)
{
  g_autofree char *text = g_strdup_printf ("%s %u", label, n);

  gtk_button_set_label (GTK_BUTTON (button), text);
}

static void
show_counts (EnrLettersView *self)
{
  guint n_drafts = 0;
  guint n_open = 0;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EnrLettersItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), i);

      n_drafts += !enr_letters_item_is_sent (item);
      n_open += enr_letters_item_is_open (item);
    }
  show_count (self->filter_all, C_ ("letters", "All"), n);
  show_count (self->filter_drafts, C_ ("letters", "Drafts"), n_drafts);
  show_count (self->filter_open, C_ ("letters", "On the way"), n_open);
  gtk_label_set_label (self->nothing,
                       n > 0 ? _ ("No letter here.")
                             : _ ("No letter was written yet.\nBegin with “New Letter” (Ctrl+N)."));
  gtk_stack_set_visible_child_name (
      self->lists, g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0 ? "some" : "none");
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  return enr_letters_item_load_all (db, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrLettersView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = enr_store_finish (ENR_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  g_clear_object (&self->loading);
  if (items == NULL)
    {
      enr_session_fail (self->session, error);
      return;
    }
  enr_letters_item_bring (self->model, items);
  gtk_filter_changed (GTK_FILTER (self->shown), GTK_FILTER_CHANGE_DIFFERENT);
  show_counts (self);
}

static void
reload (EnrLettersView *self)
{
  self->is_stale = FALSE;
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), load, NULL, NULL,
                        (GDestroyNotify) g_ptr_array_unref, self->loading, loaded_cb,
                        g_object_ref (self));
}

static gboolean
refresh_cb (gpointer data)
{
  EnrLettersView *self = data;
  const char *page = gtk_stack_get_visible_child_name (self->pages);

  self->refresh_source = 0;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->is_stale = TRUE;
  else
    {
      reload (self);
      if (g_str_equal (page, "sent"))
        enr_letter_sent_reload (self->sent);
    }
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (EnrLettersView *self, const char *const *changed, EnrStore *store)
{
  gboolean is_ours = changed == NULL;

  for (guint i = 0; i < G_N_ELEMENTS (tables) && !is_ours; i++)
    is_ours = g_strv_contains (changed, tables[i]);
  if (is_ours && self->refresh_source == 0)
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static void
enr_letters_view_map (GtkWidget *widget)
{
  EnrLettersView *self = ENR_LETTERS_VIEW (widget);

  GTK_WIDGET_CLASS (enr_letters_view_parent_class)->map (widget);

  if (self->session == NULL || !self->is_stale)
    return;
  reload (self);
  if (g_str_equal (gtk_stack_get_visible_child_name (self->pages), "sent"))
    enr_letter_sent_reload (self->sent);
}

static void
enr_letters_view_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (enr_letters_view_parent_class)->root (widget);

  ENR_LETTERS_VIEW (widget)->keys = enr_letters_keys_add (ENR_LETTERS_VIEW (widget));
}

static void
enr_letters_view_unroot (GtkWidget *widget)
{
  EnrLettersView *self = ENR_LETTERS_VIEW (widget);

  enr_letters_keys_remove (self, g_steal_pointer (&self->keys));

  GTK_WIDGET_CLASS (enr_letters_view_parent_class)->unroot (widget);
}

static void
filter_changed_cb (EnrLettersView *self)
{
  g_free (self->search_key);
  self->search_key = enr_text_search_key (gtk_editable_get_text (self->search));
  gtk_filter_changed (GTK_FILTER (self->shown), GTK_FILTER_CHANGE_DIFFERENT);
  show_counts (self);
}

/*
 * From page to page
 */

/* Made when the first letter is written: most starts of the program need none. */
static EnrLetterCompose *
get_compose (EnrLettersView *self)
{
  if (self->compose == NULL)
    {
      self->compose = g_object_new (ENR_TYPE_LETTER_COMPOSE, NULL);
      enr_letter_compose_set_session (self->compose, self->session);
      gtk_stack_add_named (self->pages, GTK_WIDGET (self->compose), "compose");
    }
  return self->compose;
}

static EnrLetterPreview *
get_preview (EnrLettersView *self)
{
  if (self->preview == NULL)
    {
      self->preview = g_object_new (ENR_TYPE_LETTER_PREVIEW, NULL);
      enr_letter_preview_set_session (self->preview, self->session);
      gtk_stack_add_named (self->pages, GTK_WIDGET (self->preview), "preview");
    }
  return self->preview;
}

static EnrLetterSent *
get_sent (EnrLettersView *self)
{
  if (self->sent == NULL)
    {
      self->sent = g_object_new (ENR_TYPE_LETTER_SENT, NULL);
      enr_letter_sent_set_session (self->sent, self->session);
      gtk_stack_add_named (self->pages, GTK_WIDGET (self->sent), "sent");
    }
  return self->sent;
}

static gboolean
parse_id (GVariant *parameter, EnrUuid *id)
{
  return enr_uuid_parse (g_variant_get_string (parameter, NULL), id);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrLettersView *self = ENR_LETTERS_VIEW (widget);
  EnrUuid id;

  if (!parse_id (parameter, &id))
    return;
  enr_letter_compose_open (get_compose (self), &id);
  gtk_stack_set_visible_child_name (self->pages, "compose");
  enr_letter_compose_take_keyboard (self->compose);
}

static void
preview_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrLettersView *self = ENR_LETTERS_VIEW (widget);
  EnrUuid id;

  if (!parse_id (parameter, &id))
    return;
  enr_letter_preview_open (get_preview (self), &id);
  gtk_stack_set_visible_child_name (self->pages, "preview");
  gtk_widget_child_focus (GTK_WIDGET (self->preview), GTK_DIR_TAB_FORWARD);
}

static void
show_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrLettersView *self = ENR_LETTERS_VIEW (widget);
  EnrUuid id;

  if (!parse_id (parameter, &id))
    return;
  enr_letter_sent_open (get_sent (self), &id);
  gtk_stack_set_visible_child_name (self->pages, "sent");
  enr_letter_sent_take_keyboard (self->sent);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrLettersView *self = ENR_LETTERS_VIEW (widget);
  EnrUuid id;

  if (!parse_id (parameter, &id))
    return;
  enr_letter_compose_copy (get_compose (self), &id);
  gtk_stack_set_visible_child_name (self->pages, "compose");
}

static void
overview_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrLettersView *self = ENR_LETTERS_VIEW (widget);

  gtk_stack_set_visible_child_name (self->pages, "list");
  gtk_widget_grab_focus (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0
                             ? GTK_WIDGET (self->list)
                             : GTK_WIDGET (self->search));
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrLettersView *self = ENR_LETTERS_VIEW (widget);

  if (!g_str_equal (gtk_stack_get_visible_child_name (self->pages), "list"))
    return;
  enr_letter_compose_begin (get_compose (self), NULL);
  gtk_stack_set_visible_child_name (self->pages, "compose");
  enr_letter_compose_take_keyboard (self->compose);
}

static void
open_item (EnrLettersView *self, EnrLettersItem *item)
{
  char id[ENR_UUID_STRING_LENGTH];

  gtk_widget_activate_action (GTK_WIDGET (self),
                              enr_letters_item_is_sent (item) ? "letters.show" : "letters.edit",
                              "s", enr_uuid_format (enr_letters_item_get_id (item), id));
}

static void
row_activated_cb (EnrLettersView *self, guint position)
{
  g_autoptr (EnrLettersItem) item
      = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL)
    open_item (self, item);
}

/*
 * The class
 */

static void
enr_letters_view_dispose (GObject *object)
{
  EnrLettersView *self = ENR_LETTERS_VIEW (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_LETTERS_VIEW);
  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_object (&self->model);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (enr_letters_view_parent_class)->dispose (object);
}

static void
enr_letters_view_finalize (GObject *object)
{
  EnrLettersView *self = ENR_LETTERS_VIEW (object);

  g_free (self->filter);
  g_free (self->search_key);

  G_OBJECT_CLASS (enr_letters_view_parent_class)->finalize (object);
}

static void
enr_letters_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, ENR_LETTERS_VIEW (object)->filter);
}

static void
enr_letters_view_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  EnrLettersView *self = ENR_LETTERS_VIEW (object);

  if (g_strcmp0 (self->filter, g_value_get_string (value)) == 0)
    return;
  g_free (self->filter);
  self->filter = g_value_dup_string (value);
  filter_changed_cb (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, g_object_new (ENR_TYPE_LETTERS_ROW, NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  enr_letters_row_set_item (ENR_LETTERS_ROW (gtk_list_item_get_child (item)),
                            gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  enr_letters_row_set_item (ENR_LETTERS_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
enr_letters_view_class_init (EnrLettersViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_letters_view_dispose;
  object_class->finalize = enr_letters_view_finalize;
  object_class->get_property = enr_letters_view_get_property;
  object_class->set_property = enr_letters_view_set_property;
  widget_class->map = enr_letters_view_map;
  widget_class->root = enr_letters_view_root;
  widget_class->unroot = enr_letters_view_unroot;

  properties[PROP_FILTER]
      = g_param_spec_string ("filter", NULL, NULL, "all",
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/letters-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrLettersView, pages);
  gtk_widget_class_bind_template_child (widget_class, EnrLettersView, filter_all);
  gtk_widget_class_bind_template_child (widget_class, EnrLettersView, filter_drafts);
  gtk_widget_class_bind_template_child (widget_class, EnrLettersView, filter_open);
  gtk_widget_class_bind_template_child (widget_class, EnrLettersView, search);
  gtk_widget_class_bind_template_child (widget_class, EnrLettersView, lists);
  gtk_widget_class_bind_template_child (widget_class, EnrLettersView, list);
  gtk_widget_class_bind_template_child (widget_class, EnrLettersView, nothing);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_property_action (widget_class, "letters.filter", "filter");
  gtk_widget_class_install_action (widget_class, "letters.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "letters.edit", "s", edit_action);
  gtk_widget_class_install_action (widget_class, "letters.preview", "s", preview_action);
  gtk_widget_class_install_action (widget_class, "letters.show", "s", show_action);
  gtk_widget_class_install_action (widget_class, "letters.copy", "s", copy_action);
  gtk_widget_class_install_action (widget_class, "letters.overview", NULL, overview_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "letters.new",
                                       NULL);
}

static void
enr_letters_view_init (EnrLettersView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *filtered;

  self->filter = g_strdup ("all");
  self->search_key = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  self->model = g_list_store_new (ENR_TYPE_LETTERS_ITEM);
  self->shown = gtk_custom_filter_new (is_shown, self, NULL);
  filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->model)),
                                        g_object_ref (GTK_FILTER (self->shown)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (filtered));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  show_counts (self);
}

void
enr_letters_view_set_session (EnrLettersView *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_LETTERS_VIEW (self));

  g_set_object (&self->session, session);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    reload (self);
  else
    self->is_stale = TRUE;
}

static gpointer
load_one (EnrDb *db, gpointer data, GError **error)
{
  return enr_announcement_load (db, data, error);
}

static void
one_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrLettersView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrAnnouncement) letter = enr_store_finish (ENR_STORE (source), result, &error);
  char id[ENR_UUID_STRING_LENGTH];

  if (self->session == NULL)
    return;
  if (letter == NULL)
    {
      enr_session_fail (self->session, error);
      return;
    }
  gtk_widget_activate_action (GTK_WIDGET (self),
                              letter->sent_at != ENR_INSTANT_NONE ? "letters.show" : "letters.edit",
                              "s", enr_uuid_format (&letter->id, id));
}

void
enr_letters_view_open (EnrLettersView *self, const EnrUuid *announcement_id)
{
  g_return_if_fail (ENR_IS_LETTERS_VIEW (self));

  enr_store_read_async (enr_session_get_store (self->session), load_one,
                        g_memdup2 (announcement_id, sizeof *announcement_id), g_free,
                        (GDestroyNotify) enr_announcement_free, NULL, one_loaded_cb,
                        g_object_ref (self));
}

void
enr_letters_view_write_about (EnrLettersView *self, const EnrUuid *child_id)
{
  g_return_if_fail (ENR_IS_LETTERS_VIEW (self));

  enr_letter_compose_begin (get_compose (self), child_id);
  gtk_stack_set_visible_child_name (self->pages, "compose");
  enr_letter_compose_take_keyboard (self->compose);
}

gboolean
enr_letters_view_focus_search (EnrLettersView *self)
{
  g_return_val_if_fail (ENR_IS_LETTERS_VIEW (self), FALSE);

  if (!g_str_equal (gtk_stack_get_visible_child_name (self->pages), "list"))
    return FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (self->search, 0, -1);
  return TRUE;
}
