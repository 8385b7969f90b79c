/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Words to look at again.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/text.h"
#include "nursery/error.h"
#include "writing/phrase.h"
#include "writing/writing-private.h"

#define MAX_LENGTH 100

ENR_SQL (SQL_LIST, "SELECT word, better, is_label FROM style_word ORDER BY is_label, word");
ENR_SQL (SQL_LOAD, "SELECT word, better, is_label FROM style_word WHERE word = :word");
ENR_SQL (SQL_SAVE,
         "INSERT INTO style_word (word, better, is_label) VALUES (:word, :better, :label) "
         "ON CONFLICT DO UPDATE SET better = excluded.better, is_label = excluded.is_label");
ENR_SQL (SQL_REMOVE, "DELETE FROM style_word WHERE word = :word");

EnrStyleWord *
enr_style_word_copy (const EnrStyleWord *self)
{
  EnrStyleWord *copy = g_new0 (EnrStyleWord, 1);

  copy->word = g_strdup (self->word);
  copy->better = g_strdup (self->better);
  copy->is_label = self->is_label;
  return copy;
}

void
enr_style_word_free (EnrStyleWord *self)
{
  if (self == NULL)
    return;

  g_free (self->word);
  g_free (self->better);
  g_free (self);
}

static EnrStyleWord *
read_word (EnrStmt *st)
{
  EnrStyleWord *word = g_new0 (EnrStyleWord, 1);

  word->word = enr_column_dup_text (st, 0);
  word->better = enr_column_dup_text (st, 1);
  word->is_label = enr_column_int (st, 2) != 0;
  return word;
}

GPtrArray *
enr_style_word_list (EnrDb *db, GError **error)
{
  return enr_style_word_find (db, "", error);
}

GPtrArray *
enr_style_word_find (EnrDb *db, const char *words, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_style_word_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);
  gboolean is_all = enr_text_is_blank (words);
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      g_autoptr (EnrStyleWord) word = read_word (&st);
      g_autofree char *text = g_strdup_printf ("%s\n%s", word->word, word->better);

      if (is_all || enr_phrase_has_words (text, words))
        g_ptr_array_add (list, g_steal_pointer (&word));
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

EnrStyleWord *
enr_style_word_load (EnrDb *db, const char *word, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  int rc;

  enr_bind_text (&st, ":word", word);
  rc = enr_stmt_step (&st, error);
  if (rc == 0)
    enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such word (any more)."));
  return rc > 0 ? read_word (&st) : NULL;
}

gboolean
enr_style_word_save_in_txn (EnrDb *db, const EnrStyleWord *self, GError **error)
{
  g_autofree char *word = enr_text_tidy (self->word);
  g_autofree char *better = enr_text_tidy (self->better);
  g_auto (EnrStmt) st = { NULL, NULL };

  if (*word == '\0')
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The word is empty."));
  if (strcmp (word, better) == 0)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("The word and what is better are the same."));
  if (g_utf8_strlen (word, -1) > MAX_LENGTH || g_utf8_strlen (better, -1) > MAX_LENGTH)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("That is too long: 100 characters at most."));
  st = enr_stmt (db, SQL_SAVE);
  enr_bind_text (&st, ":word", word);
  enr_bind_text (&st, ":better", better);
  enr_bind_int (&st, ":label", self->is_label != 0);
  return enr_stmt_run (&st, error);
}

gboolean
enr_style_word_add_in_txn (EnrDb *db, const EnrStyleWord *self, GError **error)
{
  g_autofree char *word = enr_text_tidy (self->word);
  g_autofree char *message = NULL;
  int rc;

  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);

    enr_bind_text (&st, ":word", word);
    rc = enr_stmt_step (&st, error);
  }
  if (rc == 0)
    return enr_style_word_save_in_txn (db, self, error);
  if (rc < 0)
    return FALSE;
  /* Translators: a word */
  message = g_strdup_printf (_ ("“%s” is on the list already."), word);
  return enr_refuse (error, ENR_NURSERY_ERROR_ALREADY, message);
}

gboolean
enr_style_word_save (EnrDb *db, const EnrActor *actor, const EnrStyleWord *self, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error)
         && enr_style_word_save_in_txn (db, self, error) && enr_txn_commit (&txn, error);
}

/* Takes one off that is still as it was seen. */
static gboolean
remove_in_txn (EnrDb *db, const EnrStyleWord *seen, GError **error)
{
  g_autoptr (EnrStyleWord) now = enr_style_word_load (db, seen->word, error);
  g_auto (EnrStmt) st = { NULL, NULL };

  if (now == NULL)
    return FALSE;
  if (strcmp (now->better, seen->better) != 0 || !now->is_label != !seen->is_label)
    return enr_refuse (error, ENR_NURSERY_ERROR_CHANGED,
                       _ ("The word was changed elsewhere meanwhile. Nothing was saved."));
  st = enr_stmt (db, SQL_REMOVE);
  enr_bind_text (&st, ":word", seen->word);
  return enr_stmt_run (&st, error);
}

gboolean
enr_style_word_save_seen (EnrDb *db,
                          const EnrActor *actor,
                          const EnrStyleWord *self,
                          const EnrStyleWord *seen,
                          GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error)
         && (seen == NULL || remove_in_txn (db, seen, error))
         && enr_style_word_add_in_txn (db, self, error) && enr_txn_commit (&txn, error);
}

typedef gboolean (*WordFunc) (EnrDb *db, const EnrStyleWord *word, GError **error);

static gboolean
do_all (EnrDb *db, const EnrActor *actor, GPtrArray *words, WordFunc func, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  for (guint i = 0; i < words->len; i++)
    if (!func (db, g_ptr_array_index (words, i), error))
      return FALSE;
  return enr_txn_commit (&txn, error);
}

gboolean
enr_style_word_remove_seen (EnrDb *db, const EnrActor *actor, GPtrArray *seen, GError **error)
{
  return do_all (db, actor, seen, remove_in_txn, error);
}

gboolean
enr_style_word_restore (EnrDb *db, const EnrActor *actor, GPtrArray *words, GError **error)
{
  return do_all (db, actor, words, enr_style_word_add_in_txn, error);
}

/* Whether the word at @at is a part of what is better than it, written there. */
static gboolean
is_better_already (const EnrStyleWord *word, const char *text, const char *at)
{
  const char *inside = *word->better != '\0' ? strstr (word->better, word->word) : NULL;
  gsize before;

  if (inside == NULL)
    return FALSE;
  before = (gsize) (inside - word->better);
  return (gsize) (at - text) >= before && g_str_has_prefix (at - before, word->better);
}

static const EnrStyleWord *
find_longest (GPtrArray *words, const char *text, const char *at)
{
  const EnrStyleWord *longest = NULL;

  for (guint i = 0; i < words->len; i++)
    {
      const EnrStyleWord *word = g_ptr_array_index (words, i);

      if (g_str_has_prefix (at, word->word) && !is_better_already (word, text, at)
          && (longest == NULL || strlen (word->word) > strlen (longest->word)))
        longest = word;
    }
  return longest;
}

GArray *
enr_style_check (GPtrArray *words, const char *text)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (EnrStyleMark));
  gsize offset = 0;

  for (const char *p = text; *p != '\0';)
    {
      const EnrStyleWord *word = find_longest (words, text, p);
      EnrStyleMark mark = { offset, 0, word };

      if (word == NULL)
        {
          p = g_utf8_next_char (p);
          offset++;
          continue;
        }
      mark.length = (gsize) g_utf8_strlen (word->word, -1);
      g_array_append_val (marks, mark);
      offset += mark.length;
      p += strlen (word->word);
    }
  return marks;
}
