/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What is entered is a rule at every moment: the same check and the same engine that decide on the
 * bill say at once what is wrong with it, or what it comes to.
 */
#include "config.h"

#include "app/settings/care-rule-dialog.h"

#include <glib/gi18n.h>

#include "app/compat.h"
#include "app/settings/care-band-row.h"
#include "app/settings/care-rule-dialog-private.h"
#include "base/clock.h"
#include "fees/rule-text.h"

G_DEFINE_FINAL_TYPE (EnrCareRuleDialog, enr_care_rule_dialog, ENR_TYPE_EDIT_DIALOG)

typedef struct
{
  const EnrActor *actor;
  EnrCareRule *rule;
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  enr_care_rule_free (write->rule);
  g_free (write);
}

static gpointer
save (EnrDb *db, gpointer data, GError **error)
{
  Write *write = data;

  return enr_care_rule_save (db, write->actor, write->rule, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static gpointer
remove_rule (EnrDb *db, gpointer data, GError **error)
{
  Write *write = data;

  return enr_care_rule_end (db, write->actor, &write->rule->id, ENR_DATE_NONE, error)
             ? GINT_TO_POINTER (TRUE)
             : NULL;
}

/*
 * The example
 */

static char *
dup_examples (const EnrCareRule *rule)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rule->n_bands; i++)
    {
      g_autofree char *line = enr_care_rule_dup_example (rule, i);

      if (line != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
    }
  return g_string_free (text, FALSE);
}

static void
show_example (EnrCareRuleDialog *self)
{
  g_autoptr (EnrCareRule) rule = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *text = NULL;
  GtkWidget *field;

  if (self->is_filling)
    return;
  rule = enr_care_rule_dialog_read_rule (self, &field, &text);
  if (rule != NULL)
    {
      summary = enr_care_rule_dup_summary (rule);
      text = dup_examples (rule);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->example),
                                 summary != NULL ? summary : _ ("This cannot be charged yet"));
  adw_action_row_set_subtitle (self->example, text);
}

/* Times that nobody has written follow the hours and the kind. */
static void
who_cb (EnrCareRuleDialog *self)
{
  if (self->is_filling)
    return;
  enr_care_rule_dialog_update_hours (self);
  if (enr_uuid_is_none (&self->id))
    enr_care_bands_follow (self->bands);
  show_example (self);
}

/*
 * Saving
 */

/* Below a window that is open there is much else: what is wrong with one stands at the head. */
static void
refuse (EnrCareRuleDialog *self, GtkWidget *field, const char *text)
{
  gboolean is_band = field != NULL && ENR_IS_CARE_BAND_ROW (field);

  enr_edit_dialog_refuse (ENR_EDIT_DIALOG (self), is_band ? NULL : field, text);
  if (!is_band)
    return;
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (field), TRUE);
  gtk_widget_grab_focus (field);
}

/* A price that nobody has written is 0: months later there is nothing to bill. */
static gboolean
is_free (const EnrCareRule *rule)
{
  for (guint i = 0; i < rule->n_bands; i++)
    if (rule->bands[i].price > 0)
      return FALSE;
  return rule->monthly_price == 0;
}

static void
free_cb (gboolean is_yes, gpointer user_data)
{
  g_autoptr (EnrCareRuleDialog) self = user_data;

  if (!is_yes || enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self)) == NULL)
    return;
  self->is_free_agreed = TRUE;
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.save", NULL);
}

static void
enr_care_rule_dialog_save (EnrEditDialog *dialog)
{
  EnrCareRuleDialog *self = ENR_CARE_RULE_DIALOG (dialog);
  g_autoptr (EnrCareRule) rule = NULL;
  g_autofree char *text = NULL;
  g_autofree char *done = NULL;
  GtkWidget *field;
  Write *write;

  rule = enr_care_rule_dialog_read_rule (self, &field, &text);
  if (rule == NULL)
    {
      refuse (self, field, text);
      return;
    }
  if (enr_uuid_is_none (&self->id) && is_free (rule) && !self->is_free_agreed)
    {
      enr_compat_ask (GTK_WINDOW (self), _ ("The Price Is 0円"),
                      _ ("With this rule nobody is charged anything. Save it all the same?"),
                      _ ("_Save With 0円"), TRUE, free_cb, g_object_ref (self));
      return;
    }
  /* Translators: the name of a rule */
  done = g_strdup_printf (_ ("Saved: %s"), rule->name);
  write = g_new0 (Write, 1);
  write->actor = enr_session_get_actor (enr_edit_dialog_get_session (dialog));
  write->rule = g_steal_pointer (&rule);
  enr_edit_dialog_write (dialog, save, write, write_free, NULL, done);
}

/* Prices change with a month: its last day is offered, to be saved with all else. */
static void
end_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrCareRuleDialog *self = ENR_CARE_RULE_DIALOG (widget);
  EnrDate from = MAX (enr_clock_today (), enr_date_row_get_date (self->first));

  if (enr_date_row_is_blank (self->last))
    enr_date_row_set_date (self->last, enr_date_month_start (from, 1) - 1);
  gtk_widget_grab_focus (GTK_WIDGET (self->last));
}

static void
remove_cb (gboolean is_yes, gpointer user_data)
{
  g_autoptr (EnrCareRuleDialog) self = user_data;
  EnrSession *session = enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self));
  g_autofree char *done = NULL;
  Write *write;

  if (!is_yes || session == NULL)
    return;
  /* Translators: the name of a rule */
  done = g_strdup_printf (_ ("Removed: %s"), gtk_editable_get_text (self->name));
  write = g_new0 (Write, 1);
  write->actor = enr_session_get_actor (session);
  write->rule = enr_care_rule_new ();
  write->rule->id = self->id;
  enr_edit_dialog_write (ENR_EDIT_DIALOG (self), remove_rule, write, write_free, NULL, done);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_compat_ask (GTK_WINDOW (widget), _ ("Remove the Rule?"),
                  _ ("Then it is as if it had never been: charges of months that are not closed go "
                     "too. A rule that has held until now is ended instead."),
                  _ ("_Remove"), TRUE, remove_cb, g_object_ref (widget));
}

static void
bind_array (GtkWidgetClass *widget_class, const char *const *names, guint n_names, gssize offset)
{
  for (guint i = 0; i < n_names; i++)
    gtk_widget_class_bind_template_child_full (widget_class, names[i], FALSE,
                                               offset + i * (gssize) sizeof (gpointer));
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  static const char *const certifications[ENR_CARE_RULE_N_CERTIFICATIONS]
      = { "certification0", "certification1", "certification2", "certification3" };
  static const char *const weekdays[ENR_CARE_RULE_N_WEEKDAYS]
      = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };

  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, name);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, first);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, last);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, certification_row);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, hours);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, weekday_row);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, contract);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, bands);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, example);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, rounding);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, basis);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, is_summed);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, daily_cap);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, monthly_cap);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, monthly_price);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, second);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, third);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, exempt);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, remove_group);
  bind_array (widget_class, certifications, ENR_CARE_RULE_N_CERTIFICATIONS,
              G_STRUCT_OFFSET (EnrCareRuleDialog, certifications));
  bind_array (widget_class, weekdays, ENR_CARE_RULE_N_WEEKDAYS,
              G_STRUCT_OFFSET (EnrCareRuleDialog, weekdays));
}

static void
enr_care_rule_dialog_class_init (EnrCareRuleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_care_rule_dialog_save;

  g_type_ensure (ENR_TYPE_CARE_BANDS);
  g_type_ensure (ENR_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/settings/care-rule-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, show_example);
  gtk_widget_class_bind_template_callback (widget_class, who_cb);
  gtk_widget_class_install_action (widget_class, "rule.end", NULL, end_action);
  gtk_widget_class_install_action (widget_class, "rule.remove", NULL, remove_action);
}

static void
enr_care_rule_dialog_init (EnrCareRuleDialog *self)
{
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < ENR_CARE_RULE_N_WEEKDAYS; i++)
    gtk_button_set_label (GTK_BUTTON (self->weekdays[i]),
                          enr_weekday_kanji ((i + ENR_MONDAY) % ENR_CARE_RULE_N_WEEKDAYS));
}

/* Prices change with a month or a fiscal year: this month is offered. */
static EnrCareRule *
make_new_rule (void)
{
  EnrCareRule *rule = enr_care_rule_new ();

  g_free (rule->name);
  rule->name = g_strdup (_ ("Extended care"));
  rule->first = enr_date_month_start (enr_clock_today (), 0);
  rule->care_hours = ENR_CARE_STANDARD;
  return rule;
}

EnrCareRuleDialog *
enr_care_rule_dialog_new (EnrSession *session, const EnrFacility *facility, const EnrCareRule *rule)
{
  EnrCareRuleDialog *self = g_object_new (ENR_TYPE_CARE_RULE_DIALOG, NULL);
  g_autoptr (EnrCareRule) new_rule = rule == NULL ? make_new_rule () : NULL;

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  gtk_window_set_title (GTK_WINDOW (self), rule != NULL ? _ ("Rule for Extended Care")
                                                        : _ ("New Rule for Extended Care"));
  self->weekday_hours = facility->weekday;
  self->saturday_hours = facility->saturday;
  if (rule != NULL)
    self->id = rule->id;
  gtk_widget_set_visible (self->remove_group, rule != NULL);
  enr_care_rule_dialog_show_rule (self, rule != NULL ? rule : new_rule);
  enr_care_rule_dialog_update_hours (self);
  self->is_filling = FALSE;
  if (rule == NULL)
    enr_care_bands_add (self->bands);
  show_example (self);
  return self;
}
