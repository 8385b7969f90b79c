/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What is entered is a rule at every moment: the same check and the same engine that decide on the
 * bill say at once what is wrong with it, or what it comes to.
 */
#include "config.h"

#include "app/settings/care-rule-dialog.h"

#include <glib/gi18n.h>

#include "app/children/date-row.h"
#include "app/compat.h"
#include "app/settings/care-band-row.h"
#include "app/settings/care-end-dialog.h"
#include "base/clock.h"
#include "base/text.h"
#include "fees/rule-text.h"

#define N_CERTIFICATIONS 4
#define N_WEEKDAYS 7

struct _EnrCareRuleDialog
{
  EnrEditDialog parent_instance;

  /* template */
  GtkEditable *name;
  EnrDateRow *first;
  EnrDateRow *last;
  GtkToggleButton *certifications[N_CERTIFICATIONS];
  GtkWidget *certification_row;
  AdwComboRow *hours;
  GtkToggleButton *weekdays[N_WEEKDAYS]; /* from Monday */
  GtkWidget *weekday_row;
  AdwComboRow *contract;
  AdwPreferencesGroup *bands_group;
  AdwActionRow *example;
  AdwComboRow *rounding;
  AdwComboRow *basis;
  GtkSwitch *is_summed;
  GtkEditable *daily_cap;
  GtkEditable *monthly_cap;
  GtkEditable *monthly_price;
  GtkSpinButton *second;
  GtkSpinButton *third;
  GtkSpinButton *exempt;
  GtkWidget *remove_group;

  /* owned */
  EnrUuid id;
  EnrHours weekday_hours;
  EnrHours saturday_hours;
  GPtrArray *bands; /* (element-type EnrCareBandRow): those in the group */
  gboolean is_filling;
};

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
 * What is entered
 */

/* "1,000" or "１，０００円". */
static gboolean
parse_yen (GtkEditable *field, int blank, int *yen)
{
  g_autofree char *narrow
      = g_utf8_normalize (gtk_editable_get_text (field), -1, G_NORMALIZE_ALL_COMPOSE);
  g_autoptr (GString) digits = g_string_new (narrow);
  guint64 value;

  g_string_replace (digits, ",", "", 0);
  g_string_replace (digits, " ", "", 0);
  g_string_replace (digits, "円", "", 1);
  *yen = blank;
  if (digits->len == 0)
    return TRUE;
  if (!g_ascii_string_to_unsigned (digits->str, 10, 0, G_MAXINT, &value, NULL))
    return FALSE;
  *yen = (int) value;
  return TRUE;
}

static gboolean
parse_date (EnrDateRow *row, gboolean is_needed, EnrDate *date)
{
  *date = enr_date_row_get_date (row);
  return *date != ENR_DATE_NONE || (!is_needed && enr_date_row_is_blank (row));
}

static void
read_who (EnrCareRuleDialog *self, EnrCareRule *rule)
{
  rule->certifications = rule->weekdays = 0;
  for (guint i = 0; i < N_CERTIFICATIONS; i++)
    if (gtk_toggle_button_get_active (self->certifications[i]))
      rule->certifications |= 1u << i;
  for (guint i = 0; i < N_WEEKDAYS; i++)
    if (gtk_toggle_button_get_active (self->weekdays[i]))
      rule->weekdays |= 1u << ((i + ENR_MONDAY) % N_WEEKDAYS);
  rule->care_hours = adw_combo_row_get_selected (self->hours);
  rule->contract = adw_combo_row_get_selected (self->contract);
}

/* The rule as entered; what cannot be read is in @field and @text. */
static EnrCareRule *
read_rule (EnrCareRuleDialog *self, GtkWidget **field, const char **text)
{
  g_autoptr (EnrCareRule) rule = enr_care_rule_new ();
  struct
  {
    GtkEditable *field;
    int blank;
    int *yen;
  } amounts[] = {
    { self->daily_cap, ENR_CARE_NO_CAP, &rule->daily_cap },
    { self->monthly_cap, ENR_CARE_NO_CAP, &rule->monthly_cap },
    { self->monthly_price, 0, &rule->monthly_price },
  };

  rule->id = self->id;
  g_free (rule->name);
  rule->name = g_strdup (gtk_editable_get_text (self->name));
  *text = _ ("This is not a date. Write it as 2026/4/1 or R8.4.1.");
  *field = GTK_WIDGET (self->first);
  if (!parse_date (self->first, TRUE, &rule->first))
    return NULL;
  *field = GTK_WIDGET (self->last);
  if (!parse_date (self->last, FALSE, &rule->last))
    return NULL;
  read_who (self, rule);
  *text = _ ("This is not a time. Write it as 7:30 or 19:00.");
  for (; rule->n_bands < self->bands->len; rule->n_bands++)
    {
      *field = g_ptr_array_index (self->bands, rule->n_bands);
      if (!enr_care_band_row_get (ENR_CARE_BAND_ROW (*field), &rule->bands[rule->n_bands]))
        return NULL;
    }
  *text = _ ("This is not an amount. Write it as 500.");
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      *field = GTK_WIDGET (amounts[i].field);
      if (!parse_yen (amounts[i].field, amounts[i].blank, amounts[i].yen))
        return NULL;
    }
  rule->is_rounded_down = adw_combo_row_get_selected (self->rounding) == 1;
  rule->basis = adw_combo_row_get_selected (self->basis);
  rule->is_summed = gtk_switch_get_active (self->is_summed);
  rule->second_percent = gtk_spin_button_get_value_as_int (self->second);
  rule->third_percent = gtk_spin_button_get_value_as_int (self->third);
  rule->exempt_percent = gtk_spin_button_get_value_as_int (self->exempt);
  return g_steal_pointer (&rule);
}

/* The window that would be refused alone; with no such, the last, which overlaps another. */
static GtkWidget *
find_wrong_band (EnrCareRuleDialog *self, const EnrCareRule *rule)
{
  for (guint i = 0; i < rule->n_bands; i++)
    {
      g_autoptr (EnrCareRule) alone = enr_care_rule_copy (rule);

      alone->bands[0] = rule->bands[i];
      alone->n_bands = 1;
      if (!enr_care_rule_check (alone, NULL))
        return g_ptr_array_index (self->bands, i);
    }
  return rule->n_bands > 1 ? g_ptr_array_index (self->bands, rule->n_bands - 1) : NULL;
}

/* The field that a refusal is about; NULL for the head of the dialog. */
static GtkWidget *
find_refused (EnrCareRuleDialog *self, const EnrCareRule *rule)
{
  g_autoptr (EnrCareRule) plain = enr_care_rule_copy (rule);

  if (enr_text_is_blank (rule->name))
    return GTK_WIDGET (self->name);
  if (rule->last != ENR_DATE_NONE && rule->last < rule->first)
    return GTK_WIDGET (self->last);
  if (rule->certifications == 0)
    return self->certification_row;
  if (rule->weekdays == 0)
    return self->weekday_row;
  if (rule->monthly_price > 0 && rule->contract != ENR_CONTRACT_MONTHLY)
    return GTK_WIDGET (self->contract);
  plain->daily_cap = plain->monthly_cap = ENR_CARE_NO_CAP;
  if (!enr_care_rule_check (plain, NULL))
    return find_wrong_band (self, rule);
  plain->daily_cap = rule->daily_cap;
  return enr_care_rule_check (plain, NULL) ? GTK_WIDGET (self->monthly_cap)
                                           : GTK_WIDGET (self->daily_cap);
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
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrCareRule) rule = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *examples = NULL;
  GtkWidget *field;
  const char *text;

  if (self->is_filling)
    return;
  rule = read_rule (self, &field, &text);
  if (rule != NULL && !enr_care_rule_check (rule, &error))
    text = error->message;
  if (rule != NULL && error == NULL)
    {
      summary = enr_care_rule_dup_summary (rule);
      examples = dup_examples (rule);
      text = examples;
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->example),
                                 summary != NULL ? summary : _ ("This cannot be charged yet"));
  adw_action_row_set_subtitle (self->example, text);
}

/*
 * Windows
 */

/* The facility's hours of the rule's days. */
static const EnrHours *
get_hours (EnrCareRuleDialog *self)
{
  g_autoptr (EnrCareRule) rule = enr_care_rule_new ();

  read_who (self, rule);
  return rule->weekdays == 1u << ENR_SATURDAY ? &self->saturday_hours : &self->weekday_hours;
}

static void
suggest (EnrCareRuleDialog *self, EnrCareBandRow *row)
{
  EnrCareBand band;

  enr_care_band_row_get (row, &band);
  if (enr_care_band_suggest (&band, get_hours (self), adw_combo_row_get_selected (self->hours)))
    enr_care_band_row_set (row, &band);
}

/* Times that nobody has written follow the hours and the kind. */
static void
who_cb (EnrCareRuleDialog *self)
{
  if (self->is_filling)
    return;
  for (guint i = 0; enr_uuid_is_none (&self->id) && i < self->bands->len; i++)
    if (!enr_care_band_row_is_touched (g_ptr_array_index (self->bands, i)))
      suggest (self, g_ptr_array_index (self->bands, i));
  show_example (self);
}

static void
band_kind_cb (EnrCareRuleDialog *self, EnrCareBandRow *row)
{
  suggest (self, row);
  show_example (self);
}

static void
band_remove_cb (EnrCareRuleDialog *self, EnrCareBandRow *row)
{
  g_ptr_array_remove (self->bands, row);
  adw_preferences_group_remove (self->bands_group, GTK_WIDGET (row));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rule.add-band", TRUE);
  show_example (self);
}

static EnrCareBandRow *
add_band (EnrCareRuleDialog *self, const EnrCareBand *band)
{
  EnrCareBandRow *row = enr_care_band_row_new (band);

  g_signal_connect_object (row, "changed", G_CALLBACK (show_example), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "kind-changed", G_CALLBACK (band_kind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (band_remove_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->bands_group, GTK_WIDGET (row));
  g_ptr_array_add (self->bands, row);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rule.add-band",
                                 self->bands->len < ENR_CARE_BANDS_MAX);
  return row;
}

/* The first is the evening, the next the morning; a unit and a price as the one before. */
static void
add_band_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrCareRuleDialog *self = ENR_CARE_RULE_DIALOG (widget);
  EnrCareBand band = { ENR_BAND_AFTER, 18 * 60, ENR_MINUTES_MAX, 0, 0, 30, 0 };
  EnrCareBandRow *row;

  if (self->bands->len > 0)
    {
      enr_care_band_row_get (g_ptr_array_index (self->bands, self->bands->len - 1), &band);
      band.kind = ENR_BAND_BEFORE;
      band.first = 0;
      band.last = 7 * 60 + 30;
      band.stay = 0;
    }
  enr_care_band_suggest (&band, get_hours (self), adw_combo_row_get_selected (self->hours));
  row = add_band (self, &band);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
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

static void
enr_care_rule_dialog_save (EnrEditDialog *dialog)
{
  EnrCareRuleDialog *self = ENR_CARE_RULE_DIALOG (dialog);
  g_autoptr (EnrCareRule) rule = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *done = NULL;
  GtkWidget *field;
  const char *text;
  Write *write;

  rule = read_rule (self, &field, &text);
  if (rule == NULL)
    {
      refuse (self, field, text);
      return;
    }
  if (!enr_care_rule_check (rule, &error))
    {
      refuse (self, find_refused (self, rule), error->message);
      return;
    }
  /* Translators: the name of a rule */
  done = g_strdup_printf (_ ("Saved: %s"), rule->name);
  write = g_new0 (Write, 1);
  write->actor = enr_session_get_actor (enr_edit_dialog_get_session (dialog));
  write->rule = g_steal_pointer (&rule);
  enr_edit_dialog_write (dialog, save, write, write_free, NULL, done);
}

static void
close_cb (gpointer data)
{
  g_autoptr (EnrCareRuleDialog) self = data;

  gtk_window_close (GTK_WINDOW (self));
}

/* The dialog on top of this one is closing: it goes first. */
static void
ended_cb (EnrCareRuleDialog *self)
{
  g_idle_add_once (close_cb, g_object_ref (self));
}

static void
end_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrCareRuleDialog *self = ENR_CARE_RULE_DIALOG (widget);
  EnrCareEndDialog *dialog
      = enr_care_end_dialog_new (enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self)), &self->id,
                                 gtk_editable_get_text (self->name));

  g_signal_connect_object (dialog, "saved", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  enr_edit_dialog_show (ENR_EDIT_DIALOG (dialog), widget);
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
enr_care_rule_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (ENR_CARE_RULE_DIALOG (object)->bands);

  G_OBJECT_CLASS (enr_care_rule_dialog_parent_class)->finalize (object);
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
  static const char *const certifications[N_CERTIFICATIONS]
      = { "certification0", "certification1", "certification2", "certification3" };
  static const char *const weekdays[N_WEEKDAYS]
      = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };

  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, name);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, first);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, last);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, certification_row);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, hours);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, weekday_row);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, contract);
  gtk_widget_class_bind_template_child (widget_class, EnrCareRuleDialog, bands_group);
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
  bind_array (widget_class, certifications, N_CERTIFICATIONS,
              G_STRUCT_OFFSET (EnrCareRuleDialog, certifications));
  bind_array (widget_class, weekdays, N_WEEKDAYS, G_STRUCT_OFFSET (EnrCareRuleDialog, weekdays));
}

static void
enr_care_rule_dialog_class_init (EnrCareRuleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = enr_care_rule_dialog_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_care_rule_dialog_save;

  g_type_ensure (ENR_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/settings/care-rule-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, show_example);
  gtk_widget_class_bind_template_callback (widget_class, who_cb);
  gtk_widget_class_install_action (widget_class, "rule.add-band", NULL, add_band_action);
  gtk_widget_class_install_action (widget_class, "rule.end", NULL, end_action);
  gtk_widget_class_install_action (widget_class, "rule.remove", NULL, remove_action);
}

static void
enr_care_rule_dialog_init (EnrCareRuleDialog *self)
{
  self->bands = g_ptr_array_new ();
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_WEEKDAYS; i++)
    gtk_button_set_label (GTK_BUTTON (self->weekdays[i]),
                          enr_weekday_kanji ((i + ENR_MONDAY) % N_WEEKDAYS));
}

static void
set_yen (GtkEditable *field, int yen, int blank)
{
  g_autofree char *text = yen != blank ? g_strdup_printf ("%d", yen) : g_strdup ("");

  gtk_editable_set_text (field, text);
}

static void
show_rule (EnrCareRuleDialog *self, const EnrCareRule *rule)
{
  gtk_editable_set_text (self->name, rule->name);
  enr_date_row_set_date (self->first, rule->first);
  if (rule->last != ENR_DATE_NONE)
    enr_date_row_set_date (self->last, rule->last);
  for (guint i = 0; i < N_CERTIFICATIONS; i++)
    gtk_toggle_button_set_active (self->certifications[i], (rule->certifications & (1u << i)) != 0);
  for (guint i = 0; i < N_WEEKDAYS; i++)
    gtk_toggle_button_set_active (self->weekdays[i],
                                  (rule->weekdays & (1u << ((i + ENR_MONDAY) % N_WEEKDAYS))) != 0);
  adw_combo_row_set_selected (self->hours, rule->care_hours);
  adw_combo_row_set_selected (self->contract, rule->contract);
  for (guint i = 0; i < rule->n_bands; i++)
    add_band (self, &rule->bands[i]);
  adw_combo_row_set_selected (self->rounding, rule->is_rounded_down ? 1 : 0);
  adw_combo_row_set_selected (self->basis, rule->basis);
  gtk_switch_set_active (self->is_summed, rule->is_summed);
  set_yen (self->daily_cap, rule->daily_cap, ENR_CARE_NO_CAP);
  set_yen (self->monthly_cap, rule->monthly_cap, ENR_CARE_NO_CAP);
  set_yen (self->monthly_price, rule->monthly_price, 0);
  gtk_spin_button_set_value (self->second, rule->second_percent);
  gtk_spin_button_set_value (self->third, rule->third_percent);
  gtk_spin_button_set_value (self->exempt, rule->exempt_percent);
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
  show_rule (self, rule != NULL ? rule : new_rule);
  self->is_filling = FALSE;
  if (rule == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "rule.add-band", NULL);
  show_example (self);
  return self;
}
