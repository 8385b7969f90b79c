/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/phrases-change.h"

#include <glib/gi18n.h>

typedef struct
{
  EnrSession *session; /* NULL in what the session itself keeps, to take it back */
  const EnrActor *actor;
  gboolean is_words;
  GPtrArray *list; /* (element-type EnrPhrase) or (element-type EnrStyleWord) */
} Change;

static Change *
change_new (EnrSession *session, gboolean is_kept, gboolean is_words, GPtrArray *list)
{
  Change *change = g_new0 (Change, 1);

  change->session = is_kept ? NULL : g_object_ref (session);
  change->actor = enr_session_get_actor (session);
  change->is_words = is_words;
  change->list = g_ptr_array_ref (list);
  return change;
}

static void
change_free (gpointer data)
{
  Change *change = data;

  g_clear_object (&change->session);
  g_ptr_array_unref (change->list);
  g_free (change);
}

static gpointer
run_remove (EnrDb *db, gpointer data, GError **error)
{
  const Change *change = data;

  return GINT_TO_POINTER (change->is_words
                              ? enr_style_word_remove_seen (db, change->actor, change->list, error)
                              : enr_phrase_remove_seen (db, change->actor, change->list, error));
}

static gpointer
run_restore (EnrDb *db, gpointer data, GError **error)
{
  const Change *change = data;

  return GINT_TO_POINTER (change->is_words
                              ? enr_style_word_restore (db, change->actor, change->list, error)
                              : enr_phrase_restore (db, change->actor, change->list, error));
}

/* Deep copies: the lines are the main thread's. */
static GPtrArray *
dup_things (GPtrArray *items)
{
  EnrPhrasesItem *first = g_ptr_array_index (items, 0);
  gboolean is_words = enr_phrases_item_get_word (first) != NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func (is_words ? (GDestroyNotify) enr_style_word_free
                                                             : (GDestroyNotify) enr_phrase_free);

  for (guint i = 0; i < items->len; i++)
    {
      EnrPhrasesItem *item = g_ptr_array_index (items, i);

      if (is_words)
        g_ptr_array_add (list, enr_style_word_copy (enr_phrases_item_get_word (item)));
      else
        g_ptr_array_add (list, enr_phrase_copy (enr_phrases_item_get_phrase (item)));
    }
  return list;
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Change *change = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n = change->list->len;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    {
      enr_session_fail (change->session, error);
      change_free (change);
      return;
    }
  text = change->is_words
             ? g_strdup_printf (
                 ngettext ("%u word is no longer marked.", "%u words are no longer marked.", n), n)
             : g_strdup_printf (ngettext ("%u phrase was removed. What was written with it stays.",
                                          "%u phrases were removed. What was written with them "
                                          "stays.",
                                          n),
                                n);
  enr_session_offer_undo (change->session, text, run_restore,
                          change_new (change->session, TRUE, change->is_words, change->list),
                          change_free);
  change_free (change);
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Change *change = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n = change->list->len;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    enr_session_fail (change->session, error);
  else
    {
      text = g_strdup_printf (
          ngettext ("%u phrase is offered again.", "%u phrases are offered again.", n), n);
      enr_session_tell (change->session, text);
    }
  change_free (change);
}

static void
run (EnrSession *session, GPtrArray *items, EnrStoreFunc func, GAsyncReadyCallback done)
{
  gboolean is_words;
  g_autoptr (GPtrArray) list = NULL;

  if (items->len == 0)
    return;
  is_words = enr_phrases_item_get_word (g_ptr_array_index (items, 0)) != NULL;
  list = dup_things (items);
  enr_store_write_async (enr_session_get_store (session), func,
                         change_new (session, FALSE, is_words, list), change_free, NULL, done,
                         change_new (session, FALSE, is_words, list));
}

void
enr_phrases_change_remove (EnrSession *session, GPtrArray *items)
{
  g_return_if_fail (ENR_IS_SESSION (session));

  run (session, items, run_remove, removed_cb);
}

void
enr_phrases_change_restore (EnrSession *session, GPtrArray *items)
{
  g_return_if_fail (ENR_IS_SESSION (session));

  run (session, items, run_restore, restored_cb);
}

void
enr_phrases_change_offer_removal (EnrSession *session,
                                  const char *text,
                                  gboolean is_words,
                                  GPtrArray *added)
{
  g_return_if_fail (ENR_IS_SESSION (session));

  enr_session_offer_undo (session, text, run_remove, change_new (session, TRUE, is_words, added),
                          change_free);
}

/* The result is the number of phrases and one. */
static gpointer
run_start (EnrDb *db, gpointer data, GError **error)
{
  guint n = 0;

  return enr_phrase_start (db, data, &n, error) ? GUINT_TO_POINTER (n + 1) : NULL;
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrSession) session = user_data;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    enr_session_fail (session, error);
}

static void
bank_started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrSession) session = user_data;
  g_autoptr (GError) error = NULL;
  guint value = GPOINTER_TO_UINT (enr_store_finish (ENR_STORE (source), result, &error));

  if (value == 0)
    enr_session_fail (session, error);
  else if (value == 1)
    enr_session_tell (session, _ ("The starting set was put in before: look among the removed."));
}

void
enr_phrases_change_start (EnrSession *session, gboolean is_words)
{
  g_return_if_fail (ENR_IS_SESSION (session));

  enr_store_write_async (enr_session_get_store (session), run_start,
                         (gpointer) enr_session_get_actor (session), NULL, NULL,
                         is_words ? started_cb : bank_started_cb, g_object_ref (session));
}
