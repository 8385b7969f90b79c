/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/letter-family-row.h"

#include <glib/gi18n.h>

#include "app/children/words.h"

struct _EnrLetterFamilyRow
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *body;
  GtkLabel *name;
  GtkLabel *children;
  GtkLabel *answer;
  GtkLabel *detail;
  GtkLabel *state;
  GtkLabel *read;

  /* Owned */
  EnrLetterFamilyItem *item;
};

G_DEFINE_FINAL_TYPE (EnrLetterFamilyRow, enr_letter_family_row, GTK_TYPE_WIDGET)

static const char *const chips[] = { "present", "left", "mismatch", "absent", "unknown" };

static void
show_chip (GtkLabel *label, const char *text, const char *css)
{
  for (guint i = 0; i < G_N_ELEMENTS (chips); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (label), chips[i]);
  gtk_widget_add_css_class (GTK_WIDGET (label), css);
  gtk_label_set_text (label, text);
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), *text != '\0' ? text : NULL);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

/*
 * Before it is sent
 */

static void
show_planned (EnrLetterFamilyRow *self, const EnrRecipientPlanned *planned)
{
  g_autofree char *name
      = *planned->relation != '\0'
            /* Translators: a person and the relation to the child: 青木 春（母） */
            ? g_strdup_printf (_ ("%s (%s)"), planned->addressee, planned->relation)
            : g_strdup (planned->addressee);

  show_text (self->name, name);
  show_text (self->children, planned->children);
  show_text (self->answer, "");
  show_text (self->detail, planned->is_nameless ? _ ("no guardian is entered") : planned->address);
  show_chip (self->state, enr_way_label (planned->way),
             planned->way == ENR_WAY_MAIL ? "absent" : "left");
  show_chip (self->read, planned->is_apart ? _ ("Copy: lives apart") : "", "mismatch");
  gtk_widget_set_visible (GTK_WIDGET (self->read), planned->is_apart);
}

/*
 * After it
 */

static const char *
get_state_css (EnrDeliveryState state)
{
  switch (state)
    {
    case ENR_DELIVERY_ACCEPTED:
    case ENR_DELIVERY_PRINTED:
      return "present";
    case ENR_DELIVERY_UNCERTAIN:
      return "mismatch";
    case ENR_DELIVERY_REFUSED:
      return "unknown";
    case ENR_DELIVERY_CANCELLED:
      return "left";
    default:
      return "absent";
    }
}

/* Paper that waits is to be printed by somebody, a mail goes by itself. */
static const char *
get_state_label (const EnrRecipientDelivery *delivery, EnrDeliveryState state)
{
  if (delivery != NULL && delivery->way == ENR_WAY_PAPER && state == ENR_DELIVERY_WAITING)
    return _ ("To print");
  return enr_delivery_state_label (state);
}

/* What the server said where it did not take it; otherwise when it was done, and where to. */
static char *
dup_detail (const EnrRecipientDelivery *delivery, EnrDeliveryState state)
{
  g_autofree char *when = NULL;

  if (delivery == NULL)
    return g_strdup ("");
  if (state != ENR_DELIVERY_ACCEPTED && state != ENR_DELIVERY_PRINTED && *delivery->answer != '\0')
    return g_strdup (delivery->answer);
  if (delivery->done_at == ENR_INSTANT_NONE)
    return g_strdup (delivery->address);
  when = enr_words_dup_instant (delivery->done_at);
  /* what is too long for the line is the address */
  return *delivery->address != '\0' ? g_strjoin ("  ", when, delivery->address, NULL)
                                    : g_steal_pointer (&when);
}

static void
show_sent (EnrLetterFamilyRow *self, const EnrRecipient *recipient)
{
  const EnrRecipientDelivery *delivery = enr_letter_family_item_get_delivery (self->item);
  EnrDeliveryState state = enr_letter_family_item_get_state (self->item);
  g_autofree char *detail = dup_detail (delivery, state);
  g_autofree char *answer = enr_answer_dup_text (recipient->answer_kind, recipient->answer);
  gboolean is_overdue = recipient->state == ENR_RECIPIENT_OVERDUE;

  show_text (self->name, recipient->addressee);
  show_text (self->children, recipient->children);
  show_text (self->answer, answer);
  show_text (self->detail, detail);
  show_chip (self->state, get_state_label (delivery, state), get_state_css (state));
  if (recipient->answered_at != ENR_INSTANT_NONE)
    show_chip (self->read, C_ ("letter", "Answered"), "present");
  else if (is_overdue)
    show_chip (self->read, enr_recipient_state_label (recipient->state), "mismatch");
  else if (recipient->read_at != ENR_INSTANT_NONE)
    show_chip (self->read, C_ ("letter", "Read"), "present");
  else
    show_chip (self->read, C_ ("letter", "Unread"), "left");
  gtk_widget_set_visible (GTK_WIDGET (self->read), TRUE);
}

static void
show_item (EnrLetterFamilyRow *self)
{
  const EnrRecipientPlanned *planned = enr_letter_family_item_get_planned (self->item);

  if (planned != NULL)
    show_planned (self, planned);
  else
    show_sent (self, enr_letter_family_item_get_recipient (self->item));
}

static void
enr_letter_family_row_dispose (GObject *object)
{
  EnrLetterFamilyRow *self = ENR_LETTER_FAMILY_ROW (object);

  enr_letter_family_row_set_item (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_LETTER_FAMILY_ROW);

  G_OBJECT_CLASS (enr_letter_family_row_parent_class)->dispose (object);
}

static void
enr_letter_family_row_class_init (EnrLetterFamilyRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_letter_family_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/letter-family-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrLetterFamilyRow, body);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterFamilyRow, name);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterFamilyRow, children);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterFamilyRow, answer);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterFamilyRow, detail);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterFamilyRow, state);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterFamilyRow, read);
}

static void
enr_letter_family_row_init (EnrLetterFamilyRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_letter_family_row_set_item (EnrLetterFamilyRow *self, EnrLetterFamilyItem *item)
{
  g_return_if_fail (ENR_IS_LETTER_FAMILY_ROW (self));

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, show_item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_object (item, "changed", G_CALLBACK (show_item), self, G_CONNECT_SWAPPED);
  show_item (self);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, g_object_new (ENR_TYPE_LETTER_FAMILY_ROW, NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  enr_letter_family_row_set_item (ENR_LETTER_FAMILY_ROW (gtk_list_item_get_child (item)),
                                  gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  enr_letter_family_row_set_item (ENR_LETTER_FAMILY_ROW (gtk_list_item_get_child (item)), NULL);
}

GtkListItemFactory *
enr_letter_family_row_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}
