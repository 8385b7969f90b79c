/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/phrases-list.h"

#include "app/writing/phrases-row.h"

struct _EnrPhrasesList
{
  AdwBin parent_instance;

  /* Template */
  GtkListView *list;

  /* Owned */
  GListStore *model; /* (element-type EnrPhrasesItem) */
  GtkMultiSelection *selection;
};

G_DEFINE_FINAL_TYPE (EnrPhrasesList, enr_phrases_list, ADW_TYPE_BIN)

enum
{
  OPEN,
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
setup_cb (EnrPhrasesList *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, g_object_new (ENR_TYPE_PHRASES_ROW, NULL));
}

static void
bind_cb (EnrPhrasesList *self, GtkListItem *item)
{
  enr_phrases_row_set_item (ENR_PHRASES_ROW (gtk_list_item_get_child (item)),
                            gtk_list_item_get_item (item));
}

static void
activated_cb (EnrPhrasesList *self, guint position)
{
  g_autoptr (EnrPhrasesItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (item != NULL)
    g_signal_emit (self, signals[OPEN], 0, item);
}

static void
selection_cb (EnrPhrasesList *self)
{
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
enr_phrases_list_dispose (GObject *object)
{
  EnrPhrasesList *self = ENR_PHRASES_LIST (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_PHRASES_LIST);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (enr_phrases_list_parent_class)->dispose (object);
}

static void
enr_phrases_list_class_init (EnrPhrasesListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_phrases_list_dispose;

  signals[OPEN] = g_signal_new ("open", ENR_TYPE_PHRASES_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, ENR_TYPE_PHRASES_ITEM);
  signals[CHOSEN] = g_signal_new ("chosen", ENR_TYPE_PHRASES_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/phrases-list.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesList, list);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
enr_phrases_list_init (EnrPhrasesList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->model = g_list_store_new (ENR_TYPE_PHRASES_ITEM);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
}

static gboolean
is_same_at (EnrPhrasesList *self, guint position, EnrPhrasesItem *item)
{
  g_autoptr (EnrPhrasesItem) shown = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  return enr_phrases_item_is_same (shown, item);
}

/* Only what lies between the first and the last difference is put in anew: the place in the list
 * and what is chosen stay. */
void
enr_phrases_list_set_items (EnrPhrasesList *self, GPtrArray *items)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  guint before = 0, after = 0;

  g_return_if_fail (ENR_IS_PHRASES_LIST (self));

  while (before < MIN (n, items->len)
         && is_same_at (self, before, g_ptr_array_index (items, before)))
    before++;
  while (after < MIN (n, items->len) - before
         && is_same_at (self, n - 1 - after, g_ptr_array_index (items, items->len - 1 - after)))
    after++;
  g_list_store_splice (self->model, before, n - before - after, items->pdata + before,
                       items->len - before - after);
  g_signal_emit (self, signals[CHOSEN], 0);
}

guint
enr_phrases_list_get_n (EnrPhrasesList *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->model));
}

guint
enr_phrases_list_get_n_chosen (EnrPhrasesList *self)
{
  g_autoptr (GtkBitset) chosen
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  return (guint) gtk_bitset_get_size (chosen);
}

GPtrArray *
enr_phrases_list_dup_chosen (EnrPhrasesList *self)
{
  g_autoptr (GtkBitset) chosen
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  GtkBitsetIter iter;
  guint position;

  if (gtk_bitset_iter_init_first (&iter, chosen, &position))
    do
      g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->model), position));
    while (gtk_bitset_iter_next (&iter, &position));
  return items;
}
