/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/bills/kana-row.h"

#include <glib/gi18n.h>

#include "base/text.h"
#include "month/zengin.h"

struct _EnrKanaRow
{
  AdwEntryRow parent_instance;

  /* Template */
  GtkLabel *written;

  gboolean is_bank;
};

G_DEFINE_FINAL_TYPE (EnrKanaRow, enr_kana_row, ADW_TYPE_ENTRY_ROW)

enum
{
  PROP_0,
  PROP_IS_BANK,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static char *
dup_written (EnrKanaRow *self, GError **error)
{
  g_autofree char *tidy = enr_text_tidy (gtk_editable_get_text (GTK_EDITABLE (self)));

  return enr_zengin_dup_kana (tidy, self->is_bank ? ENR_ZENGIN_BANK : ENR_ZENGIN_PERSON, error);
}

static void
changed_cb (EnrKanaRow *self)
{
  g_autofree char *written = dup_written (self, NULL);
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self));

  /* What is in the bank's letters already need not be said twice. */
  gtk_label_set_text (self->written,
                      written != NULL && g_strcmp0 (written, typed) != 0 ? written : "");
}

static void
enr_kana_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, ENR_KANA_ROW (object)->is_bank);
}

static void
enr_kana_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EnrKanaRow *self = ENR_KANA_ROW (object);
  gboolean is_bank = g_value_get_boolean (value);

  if (self->is_bank == is_bank)
    return;
  self->is_bank = is_bank;
  changed_cb (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
enr_kana_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_KANA_ROW);

  G_OBJECT_CLASS (enr_kana_row_parent_class)->dispose (object);
}

static void
enr_kana_row_class_init (EnrKanaRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_kana_row_dispose;
  object_class->get_property = enr_kana_row_get_property;
  object_class->set_property = enr_kana_row_set_property;

  properties[PROP_IS_BANK]
      = g_param_spec_boolean ("is-bank", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/bills/kana-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrKanaRow, written);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
enr_kana_row_init (EnrKanaRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

gboolean
enr_kana_row_check (EnrKanaRow *self, EnrEditDialog *form)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *written = dup_written (self, &error);

  g_return_val_if_fail (ENR_IS_KANA_ROW (self), FALSE);

  if (written == NULL)
    enr_edit_dialog_refuse (form, GTK_WIDGET (self), error->message);
  else if (*written == '\0')
    {
      /* Translators: a field, such as "Bank's name in kana" */
      g_autofree char *text = g_strdup_printf (
          _ ("Please enter this: %s."), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));

      enr_edit_dialog_refuse (form, GTK_WIDGET (self), text);
    }
  return written != NULL && *written != '\0';
}
