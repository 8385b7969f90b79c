/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The bank of phrases as its keepers see it: all of it, what was removed too, and several at once.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "nursery/error.h"
#include "writing/phrase.h"
#include "writing/writing-private.h"

ENR_SQL (SQL_LOAD,
         "SELECT text, section, domain, age_first, age_last, months, is_own, uses FROM phrase "
         "WHERE id = :id AND removed_at IS NULL");
ENR_SQL (SQL_REMOVE, "UPDATE phrase SET removed_at = :now WHERE id = :id AND removed_at IS NULL");
ENR_SQL (SQL_RESTORE,
         "UPDATE phrase SET removed_at = NULL WHERE id = :id AND removed_at IS NOT NULL");
ENR_SQL (SQL_DOMAINS, "SELECT DISTINCT domain FROM phrase WHERE domain <> '' ORDER BY domain");
ENR_SQL (SQL_SECTIONS, "SELECT DISTINCT section FROM phrase WHERE section <> '' ORDER BY section");

gboolean
enr_phrase_fits (const EnrPhrase *self, const EnrPhraseFilter *filter)
{
  if ((filter->which == ENR_PHRASES_OWN && !self->is_own)
      || (filter->which == ENR_PHRASES_GIVEN && self->is_own))
    return FALSE;
  if (*filter->section != '\0' && *self->section != '\0'
      && strcmp (self->section, filter->section) != 0)
    return FALSE;
  if (*filter->domain != '\0' && strcmp (self->domain, filter->domain) != 0)
    return FALSE;
  if (filter->age >= 0 && self->age_first >= 0
      && (filter->age < self->age_first || filter->age > self->age_last))
    return FALSE;
  if (filter->month > 0 && (self->months & 1u << (filter->month - 1)) == 0)
    return FALSE;
  return enr_text_is_blank (filter->words) || enr_phrase_has_words (self->text, filter->words);
}

static guint
rank (const EnrPhrase *phrase, GHashTable *ranks)
{
  gpointer found;

  return g_hash_table_lookup_extended (ranks, phrase->section, NULL, &found)
             ? GPOINTER_TO_UINT (found)
             : G_MAXUINT;
}

/* Those for all sections come first, those of sections that no kind has last. */
static int
compare (gconstpointer a, gconstpointer b, gpointer ranks)
{
  const EnrPhrase *left = *(EnrPhrase *const *) a, *right = *(EnrPhrase *const *) b;
  guint of_left = rank (left, ranks), of_right = rank (right, ranks);
  int order = of_left < of_right ? -1 : of_left > of_right;

  if (order == 0)
    order = strcmp (left->section, right->section);
  if (order == 0)
    order = left->uses > right->uses ? -1 : left->uses < right->uses;
  if (order == 0)
    order = strcmp (left->text, right->text);
  return order != 0 ? order : memcmp (&left->id, &right->id, sizeof left->id);
}

GPtrArray *
enr_phrase_list (EnrDb *db, const EnrPhraseFilter *filter, GPtrArray *sections, GError **error)
{
  g_autoptr (GPtrArray) all = enr_phrase_load_all (db, filter->which == ENR_PHRASES_REMOVED, error);
  g_autoptr (GHashTable) ranks = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *list;

  if (all == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_phrase_free);
  for (guint i = 0; i < all->len; i++)
    if (enr_phrase_fits (g_ptr_array_index (all, i), filter))
      g_ptr_array_add (list, g_steal_pointer (&g_ptr_array_index (all, i)));
  g_hash_table_insert (ranks, (gpointer) "", GUINT_TO_POINTER (0));
  for (guint i = 0; i < sections->len; i++)
    g_hash_table_insert (ranks, ((EnrPhraseSection *) g_ptr_array_index (sections, i))->key,
                         GUINT_TO_POINTER (i + 1));
  g_ptr_array_sort_with_data (list, compare, ranks);
  return list;
}

static GStrv
list_texts (EnrDb *db, const char *sql, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (EnrStmt) st = enr_stmt (db, sql);
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      g_autofree char *text = enr_column_dup_text (&st, 0);

      g_strv_builder_add (builder, text);
    }
  return rc == 0 ? g_strv_builder_end (builder) : NULL;
}

GStrv
enr_phrase_domains (EnrDb *db, GError **error)
{
  return list_texts (db, SQL_DOMAINS, error);
}

GStrv
enr_phrase_section_keys (EnrDb *db, GError **error)
{
  return list_texts (db, SQL_SECTIONS, error);
}

EnrPhrase *
enr_phrase_load (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  EnrPhrase *phrase;
  int rc;

  enr_bind_uuid (&st, ":id", id);
  rc = enr_stmt_step (&st, error);
  if (rc == 0)
    enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such phrase (any more)."));
  if (rc <= 0)
    return NULL;
  phrase = g_new0 (EnrPhrase, 1);
  phrase->id = *id;
  phrase->text = enr_column_dup_text (&st, 0);
  phrase->section = enr_column_dup_text (&st, 1);
  phrase->domain = enr_column_dup_text (&st, 2);
  phrase->age_first = enr_column_is_null (&st, 3) ? -1 : (int) enr_column_int (&st, 3);
  phrase->age_last = enr_column_is_null (&st, 4) ? -1 : (int) enr_column_int (&st, 4);
  phrase->months = (guint) enr_column_int (&st, 5);
  phrase->is_own = enr_column_int (&st, 6) != 0;
  phrase->uses = (guint) enr_column_int (&st, 7);
  return phrase;
}

static gboolean
is_same (const EnrPhrase *a, const EnrPhrase *b)
{
  return strcmp (a->text, b->text) == 0 && strcmp (a->section, b->section) == 0
         && strcmp (a->domain, b->domain) == 0 && a->age_first == b->age_first
         && a->age_last == b->age_last && a->months == b->months;
}

static gboolean
check_seen (EnrDb *db, const EnrPhrase *seen, GError **error)
{
  g_autoptr (EnrPhrase) now = enr_phrase_load (db, &seen->id, error);

  if (now == NULL)
    return FALSE;
  return is_same (now, seen)
         || enr_refuse (error, ENR_NURSERY_ERROR_CHANGED,
                        _ ("The phrase was changed elsewhere meanwhile. Nothing was saved."));
}

gboolean
enr_phrase_save_seen (EnrDb *db,
                      const EnrActor *actor,
                      EnrPhrase *self,
                      const EnrPhrase *seen,
                      GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  g_return_val_if_fail (enr_uuid_equal (&self->id, &seen->id), FALSE);

  self->is_own = seen->is_own || !is_same (self, seen);
  return enr_txn_begin (&txn, db, actor, NULL, error) && check_seen (db, seen, error)
         && enr_phrase_save_in_txn (db, self, error) && enr_txn_commit (&txn, error);
}

static gboolean
remove_in_txn (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_REMOVE);

  enr_bind_uuid (&st, ":id", id);
  enr_bind_instant (&st, ":now", enr_clock_now ());
  if (!enr_stmt_run (&st, error))
    return FALSE;
  return enr_stmt_changes (&st) > 0
         || enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN,
                        _ ("There is no such phrase (any more)."));
}

static gboolean
remove_seen_in_txn (EnrDb *db, const EnrPhrase *seen, GError **error)
{
  return check_seen (db, seen, error) && remove_in_txn (db, &seen->id, error);
}

/* Of several phrases it has to be told which one it is that is there again. */
static gboolean
name_phrase (const EnrPhrase *phrase, GError **error)
{
  glong length = g_utf8_strlen (phrase->text, -1);
  g_autofree char *start = g_utf8_substring (phrase->text, 0, MIN (length, 20));
  g_autofree char *named = g_strdup_printf ("%s%s", start, length > 20 ? "…" : "");
  g_autofree char *message = NULL;

  if (error == NULL || !g_error_matches (*error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY))
    return FALSE;
  /* Translators: the beginning of a phrase */
  message = g_strdup_printf (_ ("“%s” is there again already. Nothing was brought back."), named);
  g_clear_error (error);
  return enr_refuse (error, ENR_NURSERY_ERROR_ALREADY, message);
}

static gboolean
restore_in_txn (EnrDb *db, const EnrPhrase *phrase, GError **error)
{
  g_auto (EnrStmt) st = { NULL, NULL };

  if (!enr_phrase_check_same (db, phrase, phrase->text, error))
    return name_phrase (phrase, error);
  st = enr_stmt (db, SQL_RESTORE);
  enr_bind_uuid (&st, ":id", &phrase->id);
  if (!enr_stmt_run (&st, error))
    return FALSE;
  return enr_stmt_changes (&st) > 0
         || enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN,
                        _ ("That phrase is not among the removed ones (any more)."));
}

typedef gboolean (*PhraseFunc) (EnrDb *db, const EnrPhrase *phrase, GError **error);

static gboolean
do_all (EnrDb *db, const EnrActor *actor, GPtrArray *phrases, PhraseFunc func, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  for (guint i = 0; i < phrases->len; i++)
    if (!func (db, g_ptr_array_index (phrases, i), error))
      return FALSE;
  return enr_txn_commit (&txn, error);
}

gboolean
enr_phrase_remove (EnrDb *db, const EnrActor *actor, const EnrUuid *id, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error) && remove_in_txn (db, id, error)
         && enr_txn_commit (&txn, error);
}

gboolean
enr_phrase_remove_seen (EnrDb *db, const EnrActor *actor, GPtrArray *seen, GError **error)
{
  return do_all (db, actor, seen, remove_seen_in_txn, error);
}

gboolean
enr_phrase_restore (EnrDb *db, const EnrActor *actor, GPtrArray *phrases, GError **error)
{
  return do_all (db, actor, phrases, restore_in_txn, error);
}
