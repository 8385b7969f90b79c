/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/month/lines.h"

static guint
n_items (GListStore *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (model));
}

/* The lines that went, a run of neighbours at a time. */
static void
remove_gone (GListStore *model, GHashTable *wanted)
{
  guint end = n_items (model);

  while (end > 0)
    {
      guint first = end;

      for (; first > 0; first--)
        {
          g_autoptr (GObject) line = g_list_model_get_item (G_LIST_MODEL (model), first - 1);

          if (g_hash_table_contains (wanted, line))
            break;
        }
      if (first < end)
        g_list_store_splice (model, first, end - first, NULL, 0);
      end = first > 0 ? first - 1 : 0;
    }
}

/* Whether the line at @position is @line's. */
static gboolean
is_there (GListStore *model, guint position, gpointer line, const EnrLineFuncs *funcs)
{
  g_autoptr (GObject) old = g_list_model_get_item (G_LIST_MODEL (model), position);

  if (old == NULL || !funcs->is_same (old, line))
    return FALSE;
  funcs->take (old, line);
  return TRUE;
}

void
enr_lines_bring (GListStore *model, GPtrArray *lines, const EnrLineFuncs *funcs)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (funcs->hash, funcs->is_same);
  g_autoptr (GHashTable) there = g_hash_table_new (funcs->hash, funcs->is_same);
  guint i = 0;

  for (guint k = 0; k < lines->len; k++)
    g_hash_table_add (wanted, g_ptr_array_index (lines, k));
  remove_gone (model, wanted);
  for (guint k = 0; k < n_items (model); k++)
    {
      g_autoptr (GObject) line = g_list_model_get_item (G_LIST_MODEL (model), k);

      g_hash_table_add (there, line); /* the model keeps it */
    }
  while (i < lines->len)
    {
      guint n_new = 0;

      if (is_there (model, i, g_ptr_array_index (lines, i), funcs))
        {
          i++;
          continue;
        }
      while (i + n_new < lines->len
             && !g_hash_table_contains (there, g_ptr_array_index (lines, i + n_new)))
        n_new++;
      if (n_new == 0) /* in another order: the rest is made anew */
        break;
      g_list_store_splice (model, i, 0, &g_ptr_array_index (lines, i), n_new);
      i += n_new;
    }
  if (i < lines->len)
    g_list_store_splice (model, i, n_items (model) - i, &g_ptr_array_index (lines, i),
                         lines->len - i);
}
