/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "writing/phrase.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/text.h"
#include "nursery/error.h"
#include "writing/writing-private.h"

#define MAX_LENGTH 1000

ENR_SQL (SQL_LIST,
         "SELECT id, text, section, domain, age_first, age_last, months, is_own, uses FROM phrase "
         "WHERE (removed_at IS NOT NULL) = :removed ORDER BY section, uses DESC, text");
ENR_SQL (
    SQL_INSERT,
    "INSERT INTO phrase (id, text, section, domain, age_first, age_last, months, is_own, uses) "
    "VALUES (:id, :text, :section, :domain, :age_first, :age_last, :months, :own, 0)");
ENR_SQL (
    SQL_UPDATE,
    "UPDATE phrase SET text = :text, section = :section, domain = :domain, age_first = :age_first, "
    "age_last = :age_last, months = :months, is_own = :own WHERE id = :id AND removed_at IS NULL");
ENR_SQL (SQL_USE, "UPDATE phrase SET uses = uses + 1 WHERE id = :id AND removed_at IS NULL");
ENR_SQL (SQL_SAME,
         "SELECT 1 FROM phrase WHERE text = :text AND section = :section AND removed_at IS NULL "
         "AND id IS NOT :id");

EnrPhrase *
enr_phrase_new (void)
{
  EnrPhrase *self = g_new0 (EnrPhrase, 1);

  self->text = g_strdup ("");
  self->section = g_strdup ("");
  self->domain = g_strdup ("");
  self->age_first = self->age_last = -1;
  self->months = ENR_ALL_MONTHS;
  self->is_own = TRUE;
  return self;
}

EnrPhrase *
enr_phrase_copy (const EnrPhrase *self)
{
  EnrPhrase *copy = g_memdup2 (self, sizeof *self);

  copy->text = g_strdup (self->text);
  copy->section = g_strdup (self->section);
  copy->domain = g_strdup (self->domain);
  return copy;
}

void
enr_phrase_free (EnrPhrase *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self->section);
  g_free (self->domain);
  g_free (self);
}

gboolean
enr_phrase_has_words (const char *text, const char *words)
{
  g_autofree char *key = enr_text_search_key (text);
  g_autofree char *tidy = enr_text_tidy (words);
  g_auto (GStrv) parts = g_strsplit (tidy, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *part = enr_text_search_key (parts[i]);

      if (strstr (key, part) == NULL)
        return FALSE;
    }
  return TRUE;
}

guint
enr_phrase_score (const EnrPhrase *self, const EnrPhraseQuery *query)
{
  gboolean has_query = !enr_text_is_blank (query->words);
  gboolean any_section = *self->section == '\0' || *query->section == '\0';
  gboolean any_age = self->age_first < 0 || query->age < 0;
  gboolean fits_section = any_section || strcmp (self->section, query->section) == 0;
  gboolean fits_age = any_age || (query->age >= self->age_first && query->age <= self->age_last);
  gboolean fits_month = query->month == 0 || (self->months & 1u << (query->month - 1)) != 0;

  if (has_query && !enr_phrase_has_words (self->text, query->words))
    return 0;
  if (!has_query && !(fits_section && fits_age && fits_month))
    return 0;
  /* The section counts most, then age, then month; saying nothing is less than saying the right
   * thing. */
  return 1 + 16 * fits_section + 8 * (fits_section && !any_section) + 4 * fits_age
         + 2 * (fits_age && !any_age) + 2 * fits_month
         + (fits_month && query->month > 0 && self->months != ENR_ALL_MONTHS);
}

GPtrArray *
enr_phrase_load_all (EnrDb *db, gboolean is_removed, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_phrase_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);
  int rc;

  enr_bind_int (&st, ":removed", is_removed != 0);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrPhrase *phrase = g_new0 (EnrPhrase, 1);

      phrase->id = enr_column_uuid (&st, 0);
      phrase->text = enr_column_dup_text (&st, 1);
      phrase->section = enr_column_dup_text (&st, 2);
      phrase->domain = enr_column_dup_text (&st, 3);
      phrase->age_first = enr_column_is_null (&st, 4) ? -1 : (int) enr_column_int (&st, 4);
      phrase->age_last = enr_column_is_null (&st, 5) ? -1 : (int) enr_column_int (&st, 5);
      phrase->months = (guint) enr_column_int (&st, 6);
      phrase->is_own = enr_column_int (&st, 7) != 0;
      phrase->uses = (guint) enr_column_int (&st, 8);
      g_ptr_array_add (list, phrase);
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

typedef struct
{
  EnrPhrase *phrase;
  guint score;
  guint position;
} Scored;

static int
compare_scores (gconstpointer a, gconstpointer b)
{
  const Scored *left = a, *right = b;

  if (left->score != right->score)
    return left->score > right->score ? -1 : 1;
  if (left->phrase->uses != right->phrase->uses)
    return left->phrase->uses > right->phrase->uses ? -1 : 1;
  return left->position < right->position ? -1 : left->position > right->position;
}

GPtrArray *
enr_phrase_find (EnrDb *db, const EnrPhraseQuery *query, guint limit, GError **error)
{
  g_autoptr (GPtrArray) all = enr_phrase_load_all (db, FALSE, error);
  g_autoptr (GArray) scored = g_array_new (FALSE, FALSE, sizeof (Scored));
  GPtrArray *found;

  if (all == NULL)
    return NULL;
  for (guint i = 0; i < all->len; i++)
    {
      Scored item = { g_ptr_array_index (all, i), 0, i };

      item.score = enr_phrase_score (item.phrase, query);
      if (item.score > 0)
        g_array_append_val (scored, item);
    }
  g_array_sort (scored, compare_scores);
  found = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_phrase_free);
  for (guint i = 0; i < scored->len && i < limit; i++)
    {
      const Scored *item = &g_array_index (scored, Scored, i);

      g_ptr_array_add (found, item->phrase);
      g_ptr_array_index (all, item->position) = NULL;
    }
  return found;
}

gboolean
enr_phrase_check_same (EnrDb *db, const EnrPhrase *self, const char *text, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_SAME);
  int rc;

  enr_bind_text (&st, ":text", text);
  enr_bind_text (&st, ":section", self->section);
  enr_bind_uuid (&st, ":id", &self->id);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    return enr_refuse (error, ENR_NURSERY_ERROR_ALREADY, _ ("That phrase is there already."));
  return rc == 0;
}

static gboolean
check (EnrDb *db, const EnrPhrase *self, const char *text, GError **error)
{
  if (*text == '\0')
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The phrase is empty."));
  if (g_utf8_strlen (text, -1) > MAX_LENGTH)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("The phrase is too long: 1,000 characters at most."));
  if ((self->age_first < 0) != (self->age_last < 0) || self->age_first > self->age_last
      || self->age_last > 5)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("The ages of the phrase are not in order."));
  if (self->months == 0 || self->months > ENR_ALL_MONTHS)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The phrase needs a month at least."));
  return enr_phrase_check_same (db, self, text, error);
}

gboolean
enr_phrase_save_in_txn (EnrDb *db, EnrPhrase *self, GError **error)
{
  gboolean is_new = enr_uuid_is_none (&self->id);
  g_autofree char *text = enr_text_tidy_lines (self->text);
  g_auto (EnrStmt) st = { NULL, NULL };

  if (!check (db, self, g_strstrip (text), error))
    return FALSE;
  st = enr_stmt (db, is_new ? SQL_INSERT : SQL_UPDATE);
  if (is_new)
    self->id = enr_uuid_new ();
  enr_bind_uuid (&st, ":id", &self->id);
  enr_bind_text (&st, ":text", text);
  enr_bind_text (&st, ":section", self->section);
  enr_bind_text (&st, ":domain", self->domain);
  if (self->age_first >= 0)
    {
      enr_bind_int (&st, ":age_first", self->age_first);
      enr_bind_int (&st, ":age_last", self->age_last);
    }
  enr_bind_int (&st, ":months", self->months);
  enr_bind_int (&st, ":own", self->is_own != 0);
  if (!enr_stmt_run (&st, error))
    return FALSE;
  return is_new || enr_stmt_changes (&st) > 0
             ? TRUE
             : enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN,
                           _ ("There is no such phrase (any more)."));
}

gboolean
enr_phrase_save (EnrDb *db, const EnrActor *actor, EnrPhrase *self, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrUuid id = self->id;

  if (enr_txn_begin (&txn, db, actor, NULL, error) && enr_phrase_save_in_txn (db, self, error)
      && enr_txn_commit (&txn, error))
    return TRUE;
  self->id = id;
  return FALSE;
}

gboolean
enr_phrase_use (EnrDb *db, const EnrActor *actor, const EnrUuid *id, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_USE);

    enr_bind_uuid (&st, ":id", id);
    if (!enr_stmt_run (&st, error))
      return FALSE;
    if (enr_stmt_changes (&st) == 0)
      return enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN,
                         _ ("There is no such phrase (any more)."));
  }
  return enr_txn_commit (&txn, error);
}
