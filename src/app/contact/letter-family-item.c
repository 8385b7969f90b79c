/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/letter-family-item.h"

struct _EnrLetterFamilyItem
{
  GObject parent_instance;

  /* Owned: one of them */
  GPtrArray *plan; /* (element-type EnrRecipientPlanned): all of it, of which this is one */
  EnrRecipient *recipient;

  /* Borrowed of the plan */
  const EnrRecipientPlanned *planned;
};

G_DEFINE_FINAL_TYPE (EnrLetterFamilyItem, enr_letter_family_item, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
enr_letter_family_item_finalize (GObject *object)
{
  EnrLetterFamilyItem *self = ENR_LETTER_FAMILY_ITEM (object);

  g_clear_pointer (&self->plan, g_ptr_array_unref);
  g_clear_pointer (&self->recipient, enr_recipient_free);

  G_OBJECT_CLASS (enr_letter_family_item_parent_class)->finalize (object);
}

static void
enr_letter_family_item_class_init (EnrLetterFamilyItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = enr_letter_family_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", ENR_TYPE_LETTER_FAMILY_ITEM, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
enr_letter_family_item_init (EnrLetterFamilyItem *self)
{
}

EnrLetterFamilyItem *
enr_letter_family_item_new_planned (GPtrArray *recipients, guint i)
{
  EnrLetterFamilyItem *self = g_object_new (ENR_TYPE_LETTER_FAMILY_ITEM, NULL);

  self->plan = g_ptr_array_ref (recipients);
  self->planned = g_ptr_array_index (recipients, i);
  return self;
}

EnrLetterFamilyItem *
enr_letter_family_item_new_sent (EnrRecipient *recipient)
{
  EnrLetterFamilyItem *self = g_object_new (ENR_TYPE_LETTER_FAMILY_ITEM, NULL);

  self->recipient = recipient;
  return self;
}

const EnrRecipientPlanned *
enr_letter_family_item_get_planned (EnrLetterFamilyItem *self)
{
  g_return_val_if_fail (ENR_IS_LETTER_FAMILY_ITEM (self), NULL);

  return self->planned;
}

const EnrRecipient *
enr_letter_family_item_get_recipient (EnrLetterFamilyItem *self)
{
  g_return_val_if_fail (ENR_IS_LETTER_FAMILY_ITEM (self), NULL);

  return self->recipient;
}

const EnrRecipientDelivery *
enr_letter_family_item_get_delivery (EnrLetterFamilyItem *self)
{
  const EnrRecipientDelivery *cancelled = NULL;

  g_return_val_if_fail (ENR_IS_LETTER_FAMILY_ITEM (self), NULL);

  if (self->recipient == NULL)
    return NULL;
  for (guint i = 0; i < self->recipient->deliveries->len; i++)
    {
      const EnrRecipientDelivery *delivery = g_ptr_array_index (self->recipient->deliveries, i);

      if (delivery->state != ENR_DELIVERY_CANCELLED)
        return delivery;
      cancelled = delivery;
    }
  return cancelled;
}

EnrDeliveryState
enr_letter_family_item_get_state (EnrLetterFamilyItem *self)
{
  const EnrRecipientDelivery *delivery = enr_letter_family_item_get_delivery (self);

  return delivery != NULL ? delivery->state : ENR_DELIVERY_CANCELLED;
}

/* The place of a household in the model from @from on, or G_MAXUINT. */
static guint
find (GListModel *model, guint from, const EnrUuid *id)
{
  for (guint i = from; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (EnrLetterFamilyItem) item = g_list_model_get_item (model, i);

      if (enr_uuid_equal (&item->recipient->id, id))
        return i;
    }
  return G_MAXUINT;
}

void
enr_letter_family_item_bring (GListStore *model, const GPtrArray *items)
{
  guint n;

  g_return_if_fail (G_IS_LIST_STORE (model));

  for (guint i = 0; i < items->len; i++)
    {
      EnrLetterFamilyItem *item = g_ptr_array_index (items, i);
      guint at = find (G_LIST_MODEL (model), i, &item->recipient->id);
      g_autoptr (EnrLetterFamilyItem) kept = NULL;

      if (at == G_MAXUINT)
        {
          g_list_store_insert (model, i, item);
          continue;
        }
      /* The households of a sent letter and their order stand: one that is there is at its place.
       */
      if (at > i)
        g_list_store_splice (model, i, at - i, NULL, 0);
      kept = g_list_model_get_item (G_LIST_MODEL (model), i);
      enr_recipient_free (kept->recipient);
      kept->recipient = g_steal_pointer (&item->recipient);
      g_signal_emit (kept, signals[CHANGED], 0);
    }
  n = g_list_model_get_n_items (G_LIST_MODEL (model));
  if (n > items->len)
    g_list_store_splice (model, items->len, n - items->len, NULL, 0);
}
