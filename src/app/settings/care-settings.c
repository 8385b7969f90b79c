/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/settings/care-settings.h"

#include <glib/gi18n.h>

#include "app/children/record-row.h"
#include "app/children/words.h"
#include "app/settings/care-rule-dialog.h"
#include "base/clock.h"
#include "fees/rule-text.h"

struct _EnrCareSettings
{
  AdwBin parent_instance;

  /* template */
  AdwPreferencesGroup *group;

  /* owned */
  EnrSession *session;
  GCancellable *cancellable;
  EnrFacility *facility;
  GPtrArray *rules; /* (element-type EnrCareRule) */
  GPtrArray *rows;
};

G_DEFINE_FINAL_TYPE (EnrCareSettings, enr_care_settings, ADW_TYPE_BIN)

typedef struct
{
  EnrFacility *facility;
  GPtrArray *rules;
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  enr_facility_free (loaded->facility);
  g_clear_pointer (&loaded->rules, g_ptr_array_unref);
  g_free (loaded);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (EnrFacility) facility = enr_facility_load (db, error);
  GPtrArray *rules = NULL;
  Loaded *loaded;

  if (facility != NULL)
    rules = enr_care_rule_list (db, ENR_DATE_NONE, ENR_DATE_NONE, error);
  if (rules == NULL)
    return NULL;
  loaded = g_new0 (Loaded, 1);
  loaded->facility = g_steal_pointer (&facility);
  loaded->rules = rules;
  return loaded;
}

static EnrRecordRow *
rule_row (const EnrCareRule *rule)
{
  EnrDate today = enr_clock_today ();
  char id[ENR_UUID_STRING_LENGTH];
  g_autofree char *summary = enr_care_rule_dup_summary (rule);
  g_autofree char *period = enr_words_dup_period (rule->first, rule->last);
  g_autofree char *text = g_strconcat (summary, "\n", period, NULL);
  EnrRecordRow *row = enr_record_row_new (rule->name, text);

  enr_uuid_format (&rule->id, id);
  enr_record_row_set_open (row, "care.edit", id);
  if (rule->last != ENR_DATE_NONE && rule->last < today)
    enr_record_row_set_state (row, C_ ("rule", "Ended"), "dim-label");
  else if (rule->first > today)
    enr_record_row_set_state (row, C_ ("rule", "To come"), "dim-label");
  else
    enr_record_row_set_state (row, _ ("Now"), "enr-chip");
  return row;
}

/* What holds now or will stands first; what has ended below it. */
static void
show_rules (EnrCareSettings *self)
{
  EnrDate today = enr_clock_today ();

  enr_record_rows_clear (self->group, self->rows);
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->rules->len; i++)
      {
        const EnrCareRule *rule = g_ptr_array_index (self->rules, i);
        gboolean has_ended = rule->last != ENR_DATE_NONE && rule->last < today;

        if (has_ended == (pass == 1))
          enr_record_rows_add (self->group, self->rows, rule_row (rule));
      }
  adw_preferences_group_set_description (
      self->group,
      self->rules->len > 0 ? _ (
          "When a price changes, end the rule and add another: what was charged before stays as "
          "it was. What the rules come to is on the board, at the door and on the bill alike.")
                           : _ ("No rules yet: nothing is charged for extended care. A rule says "
                                "from when on minutes "
                                "are counted, and for how much."));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrCareSettings) self = user_data;
  g_autoptr (GError) error = NULL;
  Loaded *loaded = enr_store_finish (ENR_STORE (source), result, &error);

  if (loaded == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        enr_session_fail (self->session, error);
      return;
    }
  enr_facility_free (self->facility);
  self->facility = g_steal_pointer (&loaded->facility);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  self->rules = g_steal_pointer (&loaded->rules);
  loaded_free (loaded);
  show_rules (self);
}

static void
reload (EnrCareSettings *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), load, NULL, NULL, loaded_free,
                        self->cancellable, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (EnrCareSettings *self, const char *const *tables)
{
  if (tables == NULL || g_strv_contains (tables, "care_rule")
      || g_strv_contains (tables, "care_band") || g_strv_contains (tables, "facility"))
    reload (self);
}

static const EnrCareRule *
find_rule (EnrCareSettings *self, GVariant *parameter)
{
  EnrUuid id;

  if (parameter == NULL || !enr_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    return NULL;
  for (guint i = 0; i < self->rules->len; i++)
    {
      const EnrCareRule *rule = g_ptr_array_index (self->rules, i);

      if (enr_uuid_equal (&rule->id, &id))
        return rule;
    }
  return NULL;
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrCareSettings *self = ENR_CARE_SETTINGS (widget);

  if (self->rules == NULL)
    return;
  enr_edit_dialog_show (ENR_EDIT_DIALOG (enr_care_rule_dialog_new (self->session, self->facility,
                                                                   find_rule (self, parameter))),
                        widget);
}

static void
enr_care_settings_dispose (GObject *object)
{
  EnrCareSettings *self = ENR_CARE_SETTINGS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->facility, enr_facility_free);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), ENR_TYPE_CARE_SETTINGS);

  G_OBJECT_CLASS (enr_care_settings_parent_class)->dispose (object);
}

static void
enr_care_settings_finalize (GObject *object)
{
  g_object_unref (ENR_CARE_SETTINGS (object)->cancellable);

  G_OBJECT_CLASS (enr_care_settings_parent_class)->finalize (object);
}

static void
enr_care_settings_class_init (EnrCareSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_care_settings_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_care_settings_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/settings/care-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrCareSettings, group);
  gtk_widget_class_install_action (widget_class, "care.add", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "care.edit", "s", edit_action);
}

static void
enr_care_settings_init (EnrCareSettings *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_care_settings_set_session (EnrCareSettings *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_CARE_SETTINGS (self));

  g_set_object (&self->session, session);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
}
