/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/promotion-window.h"

#include <glib/gi18n.h>

#include "app/children/promotion-item.h"
#include "app/compat.h"
#include "nursery/class.h"

struct _EnrPromotionWindow
{
  AdwWindow parent_instance;

  /* template */
  GtkStack *steps;
  GtkDropDown *year;
  GtkStringList *year_names;
  GtkWidget *apply_button;
  GtkWidget *error_box;
  GtkLabel *error_label;
  GtkLabel *counts_label;
  GtkListView *list;
  GListStore *items;
  AdwStatusPage *done_page;
  GtkWidget *undo_button;

  /* owned */
  EnrSession *session;
  GCancellable *cancellable;
  EnrPromotion *plan;
  GtkStringList *choices;
  guint n_classes; /* how many of the choices are classes */
  int first_year;
  gboolean is_setting_up;
};

G_DEFINE_FINAL_TYPE (EnrPromotionWindow, enr_promotion_window, ADW_TYPE_WINDOW)

typedef struct
{
  int fiscal_year;
  gboolean is_done;
  gboolean can_undo;
  EnrPromotion *plan;
  GPtrArray *classes; /* (element-type EnrClass): those that the new year has already */
} Loaded;

typedef struct
{
  const EnrActor *actor;
  int fiscal_year;
  EnrPromotion *plan;
} Write;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  g_clear_pointer (&loaded->plan, enr_promotion_free);
  g_clear_pointer (&loaded->classes, g_ptr_array_unref);
  g_free (loaded);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  Loaded *loaded = g_new0 (Loaded, 1);
  int state;

  loaded->fiscal_year = GPOINTER_TO_INT (data);
  state = enr_promotion_state (db, loaded->fiscal_year, &loaded->can_undo, error);
  loaded->is_done = state > 0;
  if (state >= 0)
    loaded->classes = enr_class_list (db, loaded->fiscal_year, error);
  if (state == 0 && loaded->classes != NULL)
    loaded->plan = enr_promotion_plan (db, loaded->fiscal_year, error);
  if (loaded->classes == NULL || (state == 0 && loaded->plan == NULL))
    {
      loaded_free (loaded);
      return NULL;
    }
  return loaded;
}

static void
write_free (gpointer data)
{
  Write *write = data;

  g_clear_pointer (&write->plan, enr_promotion_free);
  g_free (write);
}

static gpointer
apply (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;

  return enr_promotion_apply (db, write->actor, write->plan, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static gpointer
undo (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;

  return enr_promotion_undo (db, write->actor, write->fiscal_year, error) ? GINT_TO_POINTER (TRUE)
                                                                          : NULL;
}

static void
show_error (EnrPromotionWindow *self, const GError *error)
{
  g_autofree char *text = error != NULL ? enr_error_describe (error) : NULL;

  gtk_label_set_label (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->error_box, text != NULL);
}

static int
get_year (EnrPromotionWindow *self)
{
  return self->first_year + (int) gtk_drop_down_get_selected (self->year);
}

static void
go_to (EnrPromotionWindow *self, const char *step)
{
  gboolean is_plan = g_str_equal (step, "plan");

  gtk_stack_set_visible_child_name (self->steps, step);
  gtk_widget_set_visible (self->apply_button, is_plan);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "promotion.apply", is_plan);
}

static void
show_counts (EnrPromotionWindow *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  guint moved = 0, graduates = 0, left_out = 0;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (EnrPromotionItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      guint selected = enr_promotion_item_get_selected (item);

      moved += selected < self->n_classes;
      graduates += selected == self->n_classes;
      left_out += selected > self->n_classes;
    }
  /* Translators: numbers of children */
  g_string_append_printf (text, _ ("Moving up %u   Graduating %u   No class yet %u"), moved,
                          graduates, left_out);
  if (self->plan->new_classes->len > 0)
    {
      g_string_append (text, "\n");
      /* Translators: a number of classes */
      g_string_append_printf (
          text,
          ngettext ("%u class of the new year is made as it is this year.",
                    "%u classes of the new year are made as they are this year.",
                    self->plan->new_classes->len),
          self->plan->new_classes->len);
    }
  gtk_label_set_label (self->counts_label, text->str);
}

static guint
find_choice (EnrPromotionWindow *self, const EnrPromotionRow *row)
{
  if (row->action == ENR_PROMOTION_GRADUATE)
    return self->n_classes;
  for (guint i = 0; row->action == ENR_PROMOTION_MOVE && i < self->n_classes; i++)
    if (g_strcmp0 (gtk_string_list_get_string (self->choices, i), row->to_class) == 0)
      return i;
  return self->n_classes + 1;
}

static void
show_plan (EnrPromotionWindow *self, GPtrArray *classes)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_clear_object (&self->choices);
  self->choices = gtk_string_list_new (NULL);
  for (guint i = 0; i < classes->len; i++)
    gtk_string_list_append (self->choices, ((EnrClass *) g_ptr_array_index (classes, i))->name);
  for (guint i = 0; i < self->plan->new_classes->len; i++)
    gtk_string_list_append (self->choices,
                            ((EnrClass *) g_ptr_array_index (self->plan->new_classes, i))->name);
  self->n_classes = g_list_model_get_n_items (G_LIST_MODEL (self->choices));
  gtk_string_list_append (self->choices, _ ("Graduates"));
  gtk_string_list_append (self->choices, _ ("No class yet"));
  for (guint i = 0; i < self->plan->rows->len; i++)
    {
      const EnrPromotionRow *row = g_ptr_array_index (self->plan->rows, i);
      EnrPromotionItem *item
          = enr_promotion_item_new (row, G_LIST_MODEL (self->choices), find_choice (self, row));

      g_signal_connect_object (item, "notify::selected", G_CALLBACK (show_counts), self,
                               G_CONNECT_SWAPPED);
      g_ptr_array_add (items, item);
    }
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       items->pdata, items->len);
  show_counts (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrPromotionWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  Loaded *loaded = enr_store_finish (ENR_STORE (source), result, &error);
  g_autofree char *year = NULL;

  if (loaded == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_error (self, error);
      return;
    }
  year = enr_fiscal_year_dup_era (loaded->fiscal_year);
  g_clear_pointer (&self->plan, enr_promotion_free);
  self->plan = g_steal_pointer (&loaded->plan);
  if (loaded->is_done)
    {
      /* Translators: a fiscal year */
      g_autofree char *title = g_strdup_printf (_ ("The move into %s is done"), year);

      adw_status_page_set_title (self->done_page, title);
      adw_status_page_set_description (self->done_page,
                                       loaded->can_undo
                                           ? _ ("It can be taken back as a whole until the first "
                                                "arrival of the new year is recorded.")
                                           : _ ("Arrivals of the new year are recorded already, so "
                                                "it stays. Single children can still change their "
                                                "class."));
      gtk_widget_set_visible (self->undo_button, loaded->can_undo);
      go_to (self, "done");
    }
  else if (self->plan->rows->len == 0)
    go_to (self, "nobody");
  else
    {
      show_plan (self, loaded->classes);
      go_to (self, "plan");
    }
  loaded_free (loaded);
}

static void
reload (EnrPromotionWindow *self)
{
  if (self->is_setting_up)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), load,
                        GINT_TO_POINTER (get_year (self)), NULL, loaded_free, self->cancellable,
                        loaded_cb, g_object_ref (self));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrPromotionWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gpointer done = enr_store_finish (ENR_STORE (source), result, &error);

  gtk_widget_set_sensitive (GTK_WIDGET (self->steps), TRUE);
  show_error (self, done == NULL ? error : NULL);
  reload (self);
}

static void
run (EnrPromotionWindow *self, EnrStoreFunc func, EnrPromotion *plan)
{
  Write *write = g_new0 (Write, 1);

  write->actor = enr_session_get_actor (self->session);
  write->fiscal_year = get_year (self);
  write->plan = plan;
  gtk_widget_set_sensitive (GTK_WIDGET (self->steps), FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "promotion.apply", FALSE);
  enr_store_write_async (enr_session_get_store (self->session), func, write, write_free, NULL,
                         written_cb, g_object_ref (self));
}

/* What was chosen in each row goes into the plan. */
static void
take_choices (EnrPromotionWindow *self)
{
  for (guint i = 0; i < self->plan->rows->len; i++)
    {
      EnrPromotionRow *row = g_ptr_array_index (self->plan->rows, i);
      g_autoptr (EnrPromotionItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      guint selected = enr_promotion_item_get_selected (item);

      g_clear_pointer (&row->to_class, g_free);
      if (selected < self->n_classes)
        {
          row->action = ENR_PROMOTION_MOVE;
          row->to_class = g_strdup (gtk_string_list_get_string (self->choices, selected));
        }
      else
        row->action
            = selected == self->n_classes ? ENR_PROMOTION_GRADUATE : ENR_PROMOTION_LEAVE_OUT;
    }
}

static void
apply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrPromotionWindow *self = ENR_PROMOTION_WINDOW (widget);

  if (self->plan == NULL)
    return;
  take_choices (self);
  run (self, apply, g_steal_pointer (&self->plan));
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  run (ENR_PROMOTION_WINDOW (widget), undo, NULL);
}

static void
enr_promotion_window_dispose (GObject *object)
{
  EnrPromotionWindow *self = ENR_PROMOTION_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->choices);
  g_clear_pointer (&self->plan, enr_promotion_free);

  G_OBJECT_CLASS (enr_promotion_window_parent_class)->dispose (object);
}

static void
enr_promotion_window_finalize (GObject *object)
{
  g_object_unref (ENR_PROMOTION_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (enr_promotion_window_parent_class)->finalize (object);
}

static void
enr_promotion_window_class_init (EnrPromotionWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_promotion_window_dispose;
  object_class->finalize = enr_promotion_window_finalize;

  g_type_ensure (ENR_TYPE_PROMOTION_ITEM);
  g_type_ensure (ENR_TYPE_PROMOTION_LINE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/children/promotion-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrPromotionWindow, steps);
  gtk_widget_class_bind_template_child (widget_class, EnrPromotionWindow, year);
  gtk_widget_class_bind_template_child (widget_class, EnrPromotionWindow, year_names);
  gtk_widget_class_bind_template_child (widget_class, EnrPromotionWindow, apply_button);
  gtk_widget_class_bind_template_child (widget_class, EnrPromotionWindow, error_box);
  gtk_widget_class_bind_template_child (widget_class, EnrPromotionWindow, error_label);
  gtk_widget_class_bind_template_child (widget_class, EnrPromotionWindow, counts_label);
  gtk_widget_class_bind_template_child (widget_class, EnrPromotionWindow, list);
  gtk_widget_class_bind_template_child (widget_class, EnrPromotionWindow, items);
  gtk_widget_class_bind_template_child (widget_class, EnrPromotionWindow, done_page);
  gtk_widget_class_bind_template_child (widget_class, EnrPromotionWindow, undo_button);
  gtk_widget_class_bind_template_callback (widget_class, reload);
  gtk_widget_class_install_action (widget_class, "promotion.apply", NULL, apply_action);
  gtk_widget_class_install_action (widget_class, "promotion.undo", NULL, undo_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
enr_promotion_window_init (EnrPromotionWindow *self)
{
  self->is_setting_up = TRUE;
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  enr_compat_leave_parent (GTK_WINDOW (self));
  go_to (self, "loading");
}

EnrPromotionWindow *
enr_promotion_window_new (EnrSession *session)
{
  EnrPromotionWindow *self = g_object_new (ENR_TYPE_PROMOTION_WINDOW, NULL);
  EnrDate day = enr_session_get_date (session);
  int month;

  self->session = g_object_ref (session);
  self->first_year = enr_fiscal_year (day);
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *name = enr_fiscal_year_dup_era (self->first_year + i);

      gtk_string_list_append (self->year_names, name);
    }
  /* In April and May the move that is meant is the one into this year. */
  enr_date_split (day, NULL, &month, NULL);
  gtk_drop_down_set_selected (self->year, month == 4 || month == 5 ? 0 : 1);
  self->is_setting_up = FALSE;
  reload (self);
  return self;
}

void
enr_promotion_window_show (EnrPromotionWindow *self, GtkWidget *parent)
{
  GtkRoot *root = gtk_widget_get_root (parent);

  g_return_if_fail (ENR_IS_PROMOTION_WINDOW (self));

  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (self));
}

const char *
enr_promotion_window_get_step (EnrPromotionWindow *self)
{
  g_return_val_if_fail (ENR_IS_PROMOTION_WINDOW (self), NULL);

  return gtk_stack_get_visible_child_name (self->steps);
}
