/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/edit-dialog.h"

#include <glib/gi18n.h>

#include "app/children/field-error.h"
#include "app/compat.h"
#include "nursery/error.h"

typedef struct
{
  /* template */
  GtkWidget *cancel_button;
  GtkWidget *save_button;
  GtkWidget *error_box;
  GtkLabel *error_label;
  AdwPreferencesPage *page;

  /* borrowed */
  GtkWidget *refused; /* the field with an error below it; weak */

  /* owned */
  EnrSession *session;
  char *done;
  GDestroyNotify free_result;
  GDestroyNotify free_read;
  char *save_label;
} EnrEditDialogPrivate;

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_TYPE_WITH_CODE (EnrEditDialog,
                         enr_edit_dialog,
                         ADW_TYPE_WINDOW,
                         G_ADD_PRIVATE (EnrEditDialog)
                             G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

enum
{
  PROP_0,
  PROP_SAVE_LABEL,
  N_PROPS
};

enum
{
  SAVED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];
static GtkBuildableIface *parent_buildable;

#define PRIV(self) ((EnrEditDialogPrivate *) enr_edit_dialog_get_instance_private (self))

static void
clear_error (EnrEditDialog *self)
{
  EnrEditDialogPrivate *priv = PRIV (self);

  gtk_widget_set_visible (priv->error_box, FALSE);
  if (priv->refused != NULL)
    enr_field_set_error (priv->refused, NULL);
  g_clear_weak_pointer (&priv->refused);
}

static void
set_busy (EnrEditDialog *self, gboolean is_busy)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save", !is_busy);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrEditDialog) self = user_data;
  EnrEditDialogPrivate *priv = PRIV (self);
  g_autoptr (GError) error = NULL;
  gpointer value = enr_store_finish (ENR_STORE (source), result, &error);

  if (value == NULL)
    {
      g_autofree char *text = enr_error_describe (error);

      enr_edit_dialog_refuse (self, NULL, text);
      return;
    }
  clear_error (self);
  ENR_EDIT_DIALOG_GET_CLASS (self)->show_anew (self, value);
  priv->free_read (value);
}

static void
read_answer_cb (gboolean is_yes, gpointer user_data)
{
  g_autoptr (EnrEditDialog) self = user_data;

  if (is_yes)
    ENR_EDIT_DIALOG_GET_CLASS (self)->read_anew (self);
}

/* What another has written is not written over, and what was typed here is not thrown away. */
static void
offer_to_read_anew (EnrEditDialog *self, const char *text)
{
  enr_edit_dialog_refuse (self, NULL, text);
  enr_compat_ask (GTK_WINDOW (self), text,
                  _ ("The fields that were changed elsewhere will show the new values; the others "
                     "stay as you typed them. Look them over and save again."),
                  _ ("_Show the New Values"), FALSE, read_answer_cb, g_object_ref (self));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrEditDialog) self = user_data;
  EnrEditDialogPrivate *priv = PRIV (self);
  g_autoptr (GError) error = NULL;
  gpointer value = enr_store_finish (ENR_STORE (source), result, &error);

  set_busy (self, FALSE);
  if (value == NULL)
    {
      EnrEditDialogClass *klass = ENR_EDIT_DIALOG_GET_CLASS (self);
      GtkWidget *field = klass->find_field != NULL ? klass->find_field (self, error) : NULL;
      g_autofree char *text = enr_error_describe (error);

      if (klass->read_anew != NULL
          && g_error_matches (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED))
        offer_to_read_anew (self, text);
      else
        enr_edit_dialog_refuse (self, field, text);
      return;
    }
  if (priv->done != NULL)
    enr_session_tell (priv->session, priv->done);
  g_signal_emit (self, signals[SAVED], 0, value);
  if (priv->free_result != NULL)
    priv->free_result (value);
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrEditDialog *self = ENR_EDIT_DIALOG (widget);

  clear_error (self);
  ENR_EDIT_DIALOG_GET_CLASS (self)->save (self);
}

static void
enr_edit_dialog_add_child (GtkBuildable *buildable,
                           GtkBuilder *builder,
                           GObject *child,
                           const char *type)
{
  EnrEditDialogPrivate *priv = PRIV (ENR_EDIT_DIALOG (buildable));

  if (ADW_IS_PREFERENCES_GROUP (child))
    adw_preferences_page_add (priv->page, ADW_PREFERENCES_GROUP (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = enr_edit_dialog_add_child;
}

static void
enr_edit_dialog_dispose (GObject *object)
{
  EnrEditDialogPrivate *priv = PRIV (ENR_EDIT_DIALOG (object));

  g_clear_weak_pointer (&priv->refused);
  g_clear_object (&priv->session);

  G_OBJECT_CLASS (enr_edit_dialog_parent_class)->dispose (object);
}

static void
enr_edit_dialog_finalize (GObject *object)
{
  EnrEditDialogPrivate *priv = PRIV (ENR_EDIT_DIALOG (object));

  g_free (priv->done);
  g_free (priv->save_label);

  G_OBJECT_CLASS (enr_edit_dialog_parent_class)->finalize (object);
}

static void
enr_edit_dialog_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, PRIV (ENR_EDIT_DIALOG (object))->save_label);
}

static void
enr_edit_dialog_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  EnrEditDialogPrivate *priv = PRIV (ENR_EDIT_DIALOG (object));

  g_free (priv->save_label);
  priv->save_label = g_value_dup_string (value);
  gtk_button_set_label (GTK_BUTTON (priv->save_button), priv->save_label);
  g_object_notify_by_pspec (object, pspec);
}

static void
enr_edit_dialog_class_init (EnrEditDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_edit_dialog_dispose;
  object_class->finalize = enr_edit_dialog_finalize;
  object_class->get_property = enr_edit_dialog_get_property;
  object_class->set_property = enr_edit_dialog_set_property;

  properties[PROP_SAVE_LABEL]
      = g_param_spec_string ("save-label", NULL, NULL, NULL,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SAVED] = g_signal_new ("saved", ENR_TYPE_EDIT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/children/edit-dialog.ui");
  gtk_widget_class_bind_template_child_private (widget_class, EnrEditDialog, cancel_button);
  gtk_widget_class_bind_template_child_private (widget_class, EnrEditDialog, save_button);
  gtk_widget_class_bind_template_child_private (widget_class, EnrEditDialog, error_box);
  gtk_widget_class_bind_template_child_private (widget_class, EnrEditDialog, error_label);
  gtk_widget_class_bind_template_child_private (widget_class, EnrEditDialog, page);
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "dialog.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "dialog.save", NULL);
}

static void
enr_edit_dialog_init (EnrEditDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  enr_compat_leave_parent (GTK_WINDOW (self));
}

void
enr_edit_dialog_set_session (EnrEditDialog *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_EDIT_DIALOG (self));

  g_set_object (&PRIV (self)->session, session);
}

EnrSession *
enr_edit_dialog_get_session (EnrEditDialog *self)
{
  g_return_val_if_fail (ENR_IS_EDIT_DIALOG (self), NULL);

  return PRIV (self)->session;
}

void
enr_edit_dialog_write (EnrEditDialog *self,
                       EnrStoreFunc func,
                       gpointer data,
                       GDestroyNotify free_data,
                       GDestroyNotify free_result,
                       const char *done)
{
  EnrEditDialogPrivate *priv = PRIV (self);

  g_return_if_fail (ENR_IS_EDIT_DIALOG (self));

  g_free (priv->done);
  priv->done = g_strdup (done);
  priv->free_result = free_result;
  set_busy (self, TRUE);
  enr_store_write_async (enr_session_get_store (priv->session), func, data, free_data, free_result,
                         written_cb, g_object_ref (self));
}

void
enr_edit_dialog_read (EnrEditDialog *self,
                      EnrStoreFunc func,
                      gpointer data,
                      GDestroyNotify free_data,
                      GDestroyNotify free_result)
{
  EnrEditDialogPrivate *priv = PRIV (self);

  g_return_if_fail (ENR_IS_EDIT_DIALOG (self));

  priv->free_read = free_result;
  enr_store_read_async (enr_session_get_store (priv->session), func, data, free_data, free_result,
                        NULL, read_cb, g_object_ref (self));
}

void
enr_edit_dialog_refuse (EnrEditDialog *self, GtkWidget *field, const char *text)
{
  EnrEditDialogPrivate *priv = PRIV (self);

  g_return_if_fail (ENR_IS_EDIT_DIALOG (self));

  clear_error (self);
  if (field != NULL && GTK_IS_LIST_BOX (gtk_widget_get_parent (field)))
    {
      g_set_weak_pointer (&priv->refused, field);
      enr_field_set_error (field, text);
      gtk_widget_grab_focus (field);
      return;
    }
  gtk_label_set_label (priv->error_label, text);
  gtk_widget_set_visible (priv->error_box, TRUE);
}

void
enr_edit_dialog_show (EnrEditDialog *self, GtkWidget *parent)
{
  GtkRoot *root = gtk_widget_get_root (parent);

  g_return_if_fail (ENR_IS_EDIT_DIALOG (self));

  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (self));
}

/* Whoever corrects the field is not told any longer that it is wrong. */
static void
field_changed_cb (GtkWidget *row)
{
  enr_field_set_error (row, NULL);
}

void
enr_field_set_error (GtkWidget *row, const char *text)
{
  GtkWidget *shown = g_object_get_data (G_OBJECT (row), "enr-field-error");
  GtkWidget *list = gtk_widget_get_parent (row);

  g_return_if_fail (GTK_IS_LIST_BOX_ROW (row));

  g_signal_handlers_disconnect_by_func (row, field_changed_cb, NULL);
  if (shown != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), shown);
  g_object_set_data (G_OBJECT (row), "enr-field-error", NULL);
  if (text == NULL)
    {
      gtk_widget_remove_css_class (row, "error");
      return;
    }
  shown = enr_field_error_new (text);
  gtk_list_box_insert (GTK_LIST_BOX (list), shown,
                       gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) + 1);
  g_object_set_data (G_OBJECT (row), "enr-field-error", shown);
  gtk_widget_add_css_class (row, "error");
  if (GTK_IS_EDITABLE (row))
    g_signal_connect (row, "changed", G_CALLBACK (field_changed_cb), NULL);
}
