/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/month/decision-dialog.h"

#include <string.h>
#include <glib/gi18n.h>

#include "app/month/decide.h"
#include "base/text.h"
#include "base/yen.h"
#include "nursery/error.h"

/* The longest amount that is told apart from nonsense; the domain's limit is lower. */
#define AMOUNT_MAX 999999999

struct _EnrDecisionDialog
{
  EnrEditDialog parent_instance;

  /* template */
  AdwPreferencesGroup *group;
  GtkWidget *amount;
  GtkWidget *reason;

  /* owned */
  EnrMonthReading *reading;
  GArray *indexes;
  EnrChargeState state;
  EnrDecide *undo; /* of what is written now */
};

G_DEFINE_FINAL_TYPE (EnrDecisionDialog, enr_decision_dialog, ENR_TYPE_EDIT_DIALOG)

/* "1,200円", full-width digits too; -1 where it is not an amount. */
static int
parse_amount (const char *text)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autoptr (GString) digits = g_string_new (NULL);
  guint64 value;

  for (const char *c = plain; c != NULL && *c != '\0'; c = g_utf8_next_char (c))
    if (g_ascii_isdigit (*c))
      g_string_append_c (digits, *c);
    else if (g_utf8_strchr (", \\¥円", -1, g_utf8_get_char (c)) == NULL)
      return -1;
  if (!g_ascii_string_to_unsigned (digits->str, 10, 0, AMOUNT_MAX, &value, NULL))
    return -1;
  return (int) value;
}

static void
saved_cb (EnrDecisionDialog *self, gpointer result)
{
  EnrSession *session = enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self));
  g_autofree char *text = enr_decide_dup_text (self->reading, self->indexes, self->state);

  if (self->undo != NULL)
    enr_session_offer_undo (session, text, enr_decide_run, g_steal_pointer (&self->undo),
                            (GDestroyNotify) enr_decide_free);
  else
    enr_session_tell (session, text);
}

static void
enr_decision_dialog_save (EnrEditDialog *form)
{
  EnrDecisionDialog *self = ENR_DECISION_DIALOG (form);
  const EnrActor *actor = enr_session_get_actor (enr_edit_dialog_get_session (form));
  const char *reason = gtk_editable_get_text (GTK_EDITABLE (self->reason));
  int amount = 0;

  if (self->state == ENR_CHARGE_ADJUSTED)
    amount = parse_amount (gtk_editable_get_text (GTK_EDITABLE (self->amount)));
  if (amount < 0)
    {
      enr_edit_dialog_refuse (form, self->amount, _ ("Please write an amount of yen: 300."));
      return;
    }
  g_clear_pointer (&self->undo, enr_decide_free);
  self->undo = enr_decide_new_undo (actor, self->reading, self->indexes, self->state, amount);
  enr_edit_dialog_write (
      form, enr_decide_run,
      enr_decide_new (actor, self->reading, self->indexes, self->state, amount, reason),
      (GDestroyNotify) enr_decide_free, NULL, NULL);
}

static GtkWidget *
enr_decision_dialog_find_field (EnrEditDialog *form, const GError *error)
{
  EnrDecisionDialog *self = ENR_DECISION_DIALOG (form);

  if (g_error_matches (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_REASON))
    return self->reason;
  if (g_error_matches (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID))
    return self->amount;
  return NULL;
}

/* Enter in the last field is as good as the button. */
static void
activated_cb (EnrDecisionDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.save", NULL);
}

static void
enr_decision_dialog_dispose (GObject *object)
{
  EnrDecisionDialog *self = ENR_DECISION_DIALOG (object);

  g_clear_pointer (&self->reading, enr_month_reading_unref);
  g_clear_pointer (&self->indexes, g_array_unref);
  g_clear_pointer (&self->undo, enr_decide_free);

  G_OBJECT_CLASS (enr_decision_dialog_parent_class)->dispose (object);
}

static void
enr_decision_dialog_class_init (EnrDecisionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_decision_dialog_dispose;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_decision_dialog_save;
  ENR_EDIT_DIALOG_CLASS (klass)->find_field = enr_decision_dialog_find_field;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/month/decision-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrDecisionDialog, group);
  gtk_widget_class_bind_template_child (widget_class, EnrDecisionDialog, amount);
  gtk_widget_class_bind_template_child (widget_class, EnrDecisionDialog, reason);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
enr_decision_dialog_init (EnrDecisionDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "saved", G_CALLBACK (saved_cb), NULL);
}

/* What it is about: one charge with its working, or how many. */
static char *
dup_description (EnrDecisionDialog *self)
{
  gint64 total = 0;
  g_autofree char *amount = NULL;

  for (guint i = 0; i < self->indexes->len; i++)
    total += enr_month_reading_charge (self->reading, g_array_index (self->indexes, guint, i))
                 ->now_amount;
  amount = enr_yen_dup (total);
  if (self->indexes->len == 1)
    {
      const EnrCharge *charge
          = enr_month_reading_charge (self->reading, g_array_index (self->indexes, guint, 0));
      g_autofree char *day = enr_date_dup_era_weekday (charge->day);

      /* Translators: a child's name, a day, and an amount of yen */
      return g_strdup_printf (_ ("%s, %s. Computed: %s"),
                              enr_month_reading_child (self->reading, charge)->name, day, amount);
    }
  /* Translators: a number of charges, and what they come to */
  return g_strdup_printf (ngettext ("%u charge. Computed: %s",
                                    "%u charges, each of them to this "
                                    "amount. Computed: %s together",
                                    self->indexes->len),
                          self->indexes->len, amount);
}

void
enr_decision_dialog_show (GtkWidget *parent,
                          EnrSession *session,
                          EnrMonthReading *reading,
                          GArray *indexes,
                          EnrChargeState state)
{
  EnrDecisionDialog *self = g_object_new (ENR_TYPE_DECISION_DIALOG, NULL);
  gboolean is_adjustment = state == ENR_CHARGE_ADJUSTED;
  g_autofree char *description = NULL;
  g_autofree char *escaped = NULL;

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->reading = enr_month_reading_ref (reading);
  self->indexes = g_array_ref (indexes);
  self->state = state;
  gtk_window_set_title (GTK_WINDOW (self),
                        is_adjustment ? _ ("Charge Another Amount") : _ ("Charge Nothing"));
  gtk_widget_set_visible (self->amount, is_adjustment);
  description = dup_description (self);
  escaped = g_markup_escape_text (description, -1);
  adw_preferences_group_set_description (self->group, escaped);
  if (is_adjustment && indexes->len == 1)
    {
      const EnrCharge *charge
          = enr_month_reading_charge (reading, g_array_index (indexes, guint, 0));
      g_autofree char *amount = g_strdup_printf ("%d", charge->amount);

      gtk_editable_set_text (GTK_EDITABLE (self->amount), amount);
      if (charge->state == ENR_CHARGE_ADJUSTED)
        gtk_editable_set_text (GTK_EDITABLE (self->reason), charge->reason);
    }
  enr_edit_dialog_show (ENR_EDIT_DIALOG (self), parent);
  gtk_widget_grab_focus (is_adjustment ? self->amount : self->reason);
}
