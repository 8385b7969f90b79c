/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/letters-item.h"

#include "base/text.h"

struct _EnrLettersItem
{
  GObject parent_instance;

  /* Owned */
  EnrAnnouncementLine *line;
  char *search_key;
};

G_DEFINE_FINAL_TYPE (EnrLettersItem, enr_letters_item, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
take_line (EnrLettersItem *self, EnrAnnouncementLine *line)
{
  g_autofree char *all = g_strjoin (" ", line->title, line->audience, line->written_by, NULL);

  g_clear_pointer (&self->line, enr_announcement_line_free);
  g_free (self->search_key);
  self->line = line;
  self->search_key = enr_text_search_key (all);
}

static void
enr_letters_item_finalize (GObject *object)
{
  EnrLettersItem *self = ENR_LETTERS_ITEM (object);

  g_clear_pointer (&self->line, enr_announcement_line_free);
  g_free (self->search_key);

  G_OBJECT_CLASS (enr_letters_item_parent_class)->finalize (object);
}

static void
enr_letters_item_class_init (EnrLettersItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = enr_letters_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", ENR_TYPE_LETTERS_ITEM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
enr_letters_item_init (EnrLettersItem *self)
{
}

const EnrUuid *
enr_letters_item_get_id (EnrLettersItem *self)
{
  g_return_val_if_fail (ENR_IS_LETTERS_ITEM (self), NULL);

  return &self->line->id;
}

const EnrAnnouncementLine *
enr_letters_item_get_line (EnrLettersItem *self)
{
  g_return_val_if_fail (ENR_IS_LETTERS_ITEM (self), NULL);

  return self->line;
}

gboolean
enr_letters_item_is_sent (EnrLettersItem *self)
{
  g_return_val_if_fail (ENR_IS_LETTERS_ITEM (self), FALSE);

  return self->line->sent_at != ENR_INSTANT_NONE;
}

gboolean
enr_letters_item_is_open (EnrLettersItem *self)
{
  g_return_val_if_fail (ENR_IS_LETTERS_ITEM (self), FALSE);

  return enr_letters_item_is_sent (self) && self->line->n_delivered < self->line->n_recipients;
}

const char *
enr_letters_item_get_search_key (EnrLettersItem *self)
{
  g_return_val_if_fail (ENR_IS_LETTERS_ITEM (self), NULL);

  return self->search_key;
}

GPtrArray *
enr_letters_item_load_all (EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) lines = enr_announcement_list (db, ENR_DATE_NONE, error);
  GPtrArray *items;

  if (lines == NULL)
    return NULL;
  items = g_ptr_array_new_with_free_func (g_object_unref);
  /* The items take the lines over. */
  g_ptr_array_set_free_func (lines, NULL);
  for (guint i = 0; i < lines->len; i++)
    {
      EnrLettersItem *item = g_object_new (ENR_TYPE_LETTERS_ITEM, NULL);

      take_line (item, g_ptr_array_index (lines, i));
      g_ptr_array_add (items, item);
    }
  return items;
}

/* The place of a letter in the model from @from on, or G_MAXUINT. */
static guint
find (GListModel *model, guint from, const EnrUuid *id)
{
  for (guint i = from; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (EnrLettersItem) item = g_list_model_get_item (model, i);

      if (enr_uuid_equal (&item->line->id, id))
        return i;
    }
  return G_MAXUINT;
}

void
enr_letters_item_bring (GListStore *model, const GPtrArray *items)
{
  guint n;

  g_return_if_fail (G_IS_LIST_STORE (model));

  for (guint i = 0; i < items->len; i++)
    {
      EnrLettersItem *item = g_ptr_array_index (items, i);
      guint at = find (G_LIST_MODEL (model), i, &item->line->id);
      g_autoptr (EnrLettersItem) kept = NULL;

      if (at == G_MAXUINT)
        {
          g_list_store_insert (model, i, item);
          continue;
        }
      kept = g_list_model_get_item (G_LIST_MODEL (model), at);
      take_line (kept, g_steal_pointer (&item->line));
      if (at != i)
        {
          g_list_store_remove (model, at);
          g_list_store_insert (model, i, kept);
        }
      g_signal_emit (kept, signals[CHANGED], 0);
    }
  n = g_list_model_get_n_items (G_LIST_MODEL (model));
  if (n > items->len)
    g_list_store_splice (model, items->len, n - items->len, NULL, 0);
}
