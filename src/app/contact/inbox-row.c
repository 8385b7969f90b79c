/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/inbox-row.h"

#include <glib/gi18n.h>

#include "base/clock.h"

struct _EnrInboxRow
{
  GtkListBoxRow parent_instance;

  /* template */
  GtkLabel *name;
  GtkLabel *kind;
  GtkLabel *when;
  GtkLabel *text;
  GtkButton *done;
  GtkButton *more;
  GtkWidget *remove;

  /* owned */
  EnrInboxItem *item;
};

G_DEFINE_FINAL_TYPE (EnrInboxRow, enr_inbox_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  DONE,
  MORE,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What pressing the button says. */
static const char *
done_label (EnrInboxKind kind)
{
  switch (kind)
    {
    case ENR_INBOX_QUESTION:
      return _ ("Answered");
    case ENR_INBOX_UNANSWERED:
    case ENR_INBOX_DELIVERY:
      return _ ("Open the Letter");
    case ENR_INBOX_ABSENCE:
      return _ ("Call…");
    case ENR_INBOX_PROMISE:
      return _ ("Done");
    case ENR_INBOX_PAPER:
      return _ ("It Came");
    case ENR_INBOX_MEDICINE:
      return _ ("Given…");
    case ENR_INBOX_NOTICE:
    case ENR_INBOX_NOTEBOOK:
    case ENR_INBOX_ANSWER:
    case ENR_INBOX_INQUIRY:
    default:
      return _ ("Seen");
    }
}

static char *
dup_when (const EnrInboxItem *item)
{
  EnrDate day;
  int month, day_of_month;
  char at[6];

  if (item->at == ENR_INSTANT_NONE)
    return g_strdup ("");
  day = enr_instant_nursery_day (item->at);
  enr_minutes_format (enr_instant_minutes (item->at, day), at);
  if (day == enr_clock_today ())
    return g_strdup (at);
  enr_date_split (day, NULL, &month, &day_of_month);
  return g_strdup_printf ("%d/%d %s", month, day_of_month, at);
}

static void
done_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[DONE], 0);
}

static void
more_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[MORE], 0);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[REMOVE], 0);
}

static void
enr_inbox_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_INBOX_ROW);

  G_OBJECT_CLASS (enr_inbox_row_parent_class)->dispose (object);
}

static void
enr_inbox_row_finalize (GObject *object)
{
  enr_inbox_item_free (ENR_INBOX_ROW (object)->item);

  G_OBJECT_CLASS (enr_inbox_row_parent_class)->finalize (object);
}

static void
enr_inbox_row_class_init (EnrInboxRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_inbox_row_dispose;
  object_class->finalize = enr_inbox_row_finalize;

  signals[DONE] = g_signal_new ("done", ENR_TYPE_INBOX_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[MORE] = g_signal_new ("more", ENR_TYPE_INBOX_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", ENR_TYPE_INBOX_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/contact/inbox-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrInboxRow, name);
  gtk_widget_class_bind_template_child (widget_class, EnrInboxRow, kind);
  gtk_widget_class_bind_template_child (widget_class, EnrInboxRow, when);
  gtk_widget_class_bind_template_child (widget_class, EnrInboxRow, text);
  gtk_widget_class_bind_template_child (widget_class, EnrInboxRow, done);
  gtk_widget_class_bind_template_child (widget_class, EnrInboxRow, more);
  gtk_widget_class_bind_template_child (widget_class, EnrInboxRow, remove);
  gtk_widget_class_install_action (widget_class, "inbox-row.done", NULL, done_action);
  gtk_widget_class_install_action (widget_class, "inbox-row.more", NULL, more_action);
  gtk_widget_class_install_action (widget_class, "inbox-row.remove", NULL, remove_action);
}

static void
enr_inbox_row_init (EnrInboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrInboxRow *
enr_inbox_row_new (void)
{
  return g_object_new (ENR_TYPE_INBOX_ROW, NULL);
}

/* The second button: of a question it is a pencil, of a medicine it says that it is not given. */
static void
show_more (EnrInboxRow *self, EnrInboxKind kind)
{
  const char *text
      = kind == ENR_INBOX_MEDICINE ? _ ("Not given, and why") : _ ("Write down what was answered");

  if (kind == ENR_INBOX_MEDICINE)
    gtk_button_set_label (self->more, _ ("Not Given…"));
  else
    gtk_button_set_icon_name (self->more, "document-edit-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->more), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
  gtk_widget_set_visible (GTK_WIDGET (self->more),
                          kind == ENR_INBOX_QUESTION || kind == ENR_INBOX_MEDICINE);
}

void
enr_inbox_row_take (EnrInboxRow *self, EnrInboxItem *item)
{
  g_autofree char *name = NULL;
  g_autofree char *when = dup_when (item);
  gboolean is_urgent = item->kind == ENR_INBOX_ABSENCE || item->is_due;

  g_return_if_fail (ENR_IS_INBOX_ROW (self));

  enr_inbox_item_free (self->item);
  self->item = item;
  name = *item->class_name != '\0' ? g_strdup_printf ("%s  %s", item->child_name, item->class_name)
                                   : g_strdup (item->child_name);
  gtk_label_set_text (self->name, name);
  /* Medicine has a heading of its own, and two buttons beside the name; where it is late, it is
   * red. */
  gtk_label_set_text (self->kind, item->kind != ENR_INBOX_MEDICINE
                                      ? enr_inbox_kind_label (item->kind)
                                  : item->is_due ? C_ ("medicine", "late")
                                                 : "");
  gtk_label_set_text (self->when, when);
  gtk_label_set_text (self->text, item->text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->text), item->text);
  gtk_widget_set_visible (GTK_WIDGET (self->text), *item->text != '\0');
  gtk_button_set_label (self->done, done_label (item->kind));
  show_more (self, item->kind);
  gtk_widget_set_visible (self->remove, item->kind == ENR_INBOX_QUESTION
                                            || item->kind == ENR_INBOX_INQUIRY
                                            || item->kind == ENR_INBOX_PROMISE);
  if (is_urgent)
    gtk_widget_add_css_class (GTK_WIDGET (self->kind), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->kind), "error");
}

const EnrInboxItem *
enr_inbox_row_get_item (EnrInboxRow *self)
{
  return self->item;
}
