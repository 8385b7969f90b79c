/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/waiting-row.h"

#include <glib/gi18n.h>

#include "app/children/words.h"

struct _EnrWaitingRow
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *body;
  GtkCheckButton *check;
  GtkLabel *name;
  GtkLabel *period;
  GtkLabel *whose;
  GtkLabel *submitted;

  /* Owned */
  EnrWaitingItem *item;
  GBinding *binding;
};

G_DEFINE_FINAL_TYPE (EnrWaitingRow, enr_waiting_row, GTK_TYPE_WIDGET)

static char *
dup_submitted (EnrWaitingItem *item)
{
  EnrInstant at = enr_waiting_item_get_submitted_at (item);
  g_autofree char *when = at != ENR_INSTANT_NONE ? enr_words_dup_instant (at) : g_strdup ("");

  /* Translators: when, and by whom: 令和8年6月9日 17:02 提出（田中 花子） */
  return g_strdup_printf (_ ("Submitted %s (%s)"), when, enr_waiting_item_get_submitter (item));
}

/* What was approved before is known in the list already. */
static char *
dup_period (EnrWaitingItem *item)
{
  const EnrWriting *writing = enr_waiting_item_get_writing (item);
  const EnrWritingKind *kind = enr_waiting_item_get_kind (item);
  const EnrStepDone *again = enr_waiting_item_get_again (item);
  g_autofree char *period
      = kind != NULL ? enr_writing_period_dup_text (kind->period, writing->first, writing->last)
                     : enr_date_dup_era (writing->first);
  g_autofree char *revision = NULL;

  if (again != NULL && again->step == ENR_STEP_EVALUATE)
    return g_strjoin ("  ", period, _ ("Evaluation"), NULL);
  if (writing->revision <= 1)
    return g_steal_pointer (&period);
  revision = g_strdup_printf (_ ("Revision %d"), writing->revision);
  return g_strjoin ("  ", period, revision, NULL);
}

static void
show_item (EnrWaitingRow *self)
{
  const EnrWriting *writing = enr_waiting_item_get_writing (self->item);
  const EnrWritingKind *kind = enr_waiting_item_get_kind (self->item);
  gboolean is_looked_at = enr_waiting_item_is_looked_at (self->item);
  g_autofree char *submitted = dup_submitted (self->item);
  g_autofree char *period = dup_period (self->item);
  const char *whose = *writing->child_name != '\0' ? writing->child_name : writing->class_name;
  g_autofree char *about = g_strdup_printf (
      "%s%s%s", whose, *whose != '\0' && *writing->title != '\0' ? "  " : "", writing->title);

  gtk_label_set_text (self->name, kind != NULL ? kind->label : writing->kind);
  gtk_label_set_text (self->period, period);
  gtk_label_set_text (self->whose, about);
  gtk_widget_set_visible (GTK_WIDGET (self->whose), *about != '\0');
  gtk_label_set_text (self->submitted, submitted);
  gtk_widget_set_sensitive (GTK_WIDGET (self->check), is_looked_at);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->check),
                               is_looked_at ? _ ("Approve it with the others")
                                            : _ ("Look at it first: click on the line"));
}

static void
enr_waiting_row_dispose (GObject *object)
{
  EnrWaitingRow *self = ENR_WAITING_ROW (object);

  enr_waiting_row_set_item (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_WAITING_ROW);

  G_OBJECT_CLASS (enr_waiting_row_parent_class)->dispose (object);
}

static void
enr_waiting_row_class_init (EnrWaitingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_waiting_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/waiting-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrWaitingRow, body);
  gtk_widget_class_bind_template_child (widget_class, EnrWaitingRow, check);
  gtk_widget_class_bind_template_child (widget_class, EnrWaitingRow, name);
  gtk_widget_class_bind_template_child (widget_class, EnrWaitingRow, period);
  gtk_widget_class_bind_template_child (widget_class, EnrWaitingRow, whose);
  gtk_widget_class_bind_template_child (widget_class, EnrWaitingRow, submitted);
}

static void
enr_waiting_row_init (EnrWaitingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_waiting_row_set_item (EnrWaitingRow *self, EnrWaitingItem *item)
{
  g_return_if_fail (ENR_IS_WAITING_ROW (self));

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, show_item, self);
  g_clear_pointer (&self->binding, g_binding_unbind);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  self->binding = g_object_bind_property (item, "checked", self->check, "active",
                                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (item, "changed", G_CALLBACK (show_item), self, G_CONNECT_SWAPPED);
  show_item (self);
}
