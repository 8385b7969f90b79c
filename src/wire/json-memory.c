/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The memory of JSON trees. A tree is hundreds of small pieces of a few sizes, made and given back
 * at once, again and again; what a thread gives back it keeps for its next tree. The pieces are
 * malloc()'s own, so it does not matter who frees them, or whether they were here before.
 */
#include "config.h"
#include "wire/json-private.h"

#include <malloc.h>
#include <stdlib.h>

/* The sanitizer finds what is used after it was freed, which this would hide. */
#ifndef __SANITIZE_ADDRESS__

#define STEP 16
#define N_SIZES 16     /* pieces up to 256 bytes; longer ones are malloc()'s affair */
#define MOST_KEPT 2048 /* of each size */

typedef struct _Piece Piece;
struct _Piece
{
  Piece *next;
};

typedef struct
{
  Piece *kept[N_SIZES];
  guint n_kept[N_SIZES];
} Store;

/* At hand; GLib frees it at the thread's end. */
static __thread Store *own_store;

static void
store_free (gpointer data)
{
  Store *self = data;

  own_store = NULL;
  for (guint i = 0; i < N_SIZES; i++)
    while (self->kept[i] != NULL)
      {
        Piece *piece = self->kept[i];

        self->kept[i] = piece->next;
        free (piece);
      }
  g_free (self);
}

static GPrivate private_store = G_PRIVATE_INIT (store_free);

static Store *
get_store (void)
{
  if (G_UNLIKELY (own_store == NULL))
    {
      own_store = g_new0 (Store, 1);
      g_private_set (&private_store, own_store);
    }
  return own_store;
}

static void *
take (size_t size)
{
  gsize i = (size + STEP - 1) / STEP;
  Store *store;
  Piece *piece;

  if (i > N_SIZES || i == 0)
    return malloc (size);
  store = get_store ();
  piece = store->kept[i - 1];
  if (piece == NULL)
    return malloc (i * STEP);
  store->kept[i - 1] = piece->next;
  store->n_kept[i - 1]--;
  return piece;
}

static void
give_back (void *memory)
{
  gsize i = memory != NULL ? malloc_usable_size (memory) / STEP : 0;
  Store *store;
  Piece *piece = memory;

  if (i > N_SIZES || i == 0)
    {
      free (memory);
      return;
    }
  store = get_store ();
  if (store->n_kept[i - 1] == MOST_KEPT)
    {
      free (memory);
      return;
    }
  piece->next = store->kept[i - 1];
  store->kept[i - 1] = piece;
  store->n_kept[i - 1]++;
}

#endif

void
enr_json_memory_use (void)
{
#ifndef __SANITIZE_ADDRESS__
  json_set_alloc_funcs (take, give_back);
#endif
}
