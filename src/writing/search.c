/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The words of a Japanese text are not apart, and SQLite's trigrams find nothing of two signs. So
 * the index has pairs: 園庭で is "園庭", "庭で", "で", and 園庭 is found as the first of them, 園
 * by its beginning.
 */
#include "config.h"

#include "writing/search.h"

#include <string.h>

#include "base/text.h"
#include "writing/writing-private.h"

/* Rows of a day, so that the newest come first without sorting all that is found. */
#define ROWS_OF_DAY (1 << 20)
#define EXCERPT_LENGTH 60
#define FULL_STOP "。"
#define FULL_STOP_LENGTH ((int) sizeof FULL_STOP - 1)

ENR_SQL (SQL_LAST_ROW,
         "SELECT max(search_row) FROM writing WHERE search_row >= :first AND search_row < :end");
ENR_SQL (SQL_ADD,
         "INSERT INTO search_writing (rowid, pairs) SELECT search_row, :pairs FROM writing WHERE "
         "id = :id");
ENR_SQL (SQL_TAKE,
         "INSERT INTO search_writing (search_writing, rowid, pairs) "
         "SELECT 'delete', search_row, :pairs FROM writing WHERE id = :id");
ENR_SQL (SQL_FIND,
         "SELECT w.id FROM search_writing s JOIN writing w ON w.search_row = s.rowid "
         "WHERE s.pairs MATCH :query ORDER BY s.rowid DESC LIMIT :limit");
ENR_SQL (SQL_EMPTY, "INSERT INTO search_writing (search_writing) VALUES ('delete-all')");
ENR_SQL (SQL_ALL, "SELECT id FROM writing WHERE removed_at IS NULL");

/* What the excerpt shows. */
typedef struct
{
  char *typed;
  char *folded; /* in the form that is compared */
} Word;

static void
word_clear (Word *self)
{
  g_free (self->typed);
  g_free (self->folded);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Word, word_clear)

void
enr_found_free (EnrFound *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->title);
  g_free (self->class_name);
  g_free (self->child_name);
  g_free (self->key);
  g_free (self->excerpt);
  g_free (self);
}

gboolean
enr_writing_search_row (EnrDb *db, EnrDate day, gint64 *row, GError **error)
{
  /* Days before 1970 have rows below zero, which is in order too. */
  gint64 first = (gint64) day * ROWS_OF_DAY;
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LAST_ROW);

  enr_bind_int (&st, ":first", first);
  enr_bind_int (&st, ":end", first + ROWS_OF_DAY);
  if (enr_stmt_step (&st, error) < 0)
    return FALSE;
  *row = enr_column_is_null (&st, 0) ? first : enr_column_int (&st, 0) + 1;
  return TRUE;
}

static gboolean
is_word_sign (gunichar c)
{
  return !g_unichar_isspace (c) && !g_unichar_iscntrl (c) && !g_unichar_ispunct (c);
}

/* The pairs of a run of signs; of the last sign alone too where @with_last. */
static void
append_run (GString *pairs, const char *run, const char *end, gboolean with_last)
{
  for (const char *p = run; p < end;)
    {
      const char *next = g_utf8_next_char (p);

      if (next < end)
        {
          const char *after = g_utf8_next_char (next);

          g_string_append_len (pairs, p, after - p);
          g_string_append_c (pairs, ' ');
        }
      else if (with_last)
        {
          g_string_append_len (pairs, p, next - p);
          g_string_append_c (pairs, ' ');
        }
      p = next;
    }
}

typedef void (*RunFunc) (const char *run, const char *end, gpointer data);

/* Calls @func for each run of signs of a text in the form that is compared. */
static void
for_each_run (const char *text, RunFunc func, gpointer data)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *key = enr_text_search_key (lines[i]);
      const char *start = key;

      for (const char *p = key;; p = g_utf8_next_char (p))
        {
          if (*p != '\0' && is_word_sign (g_utf8_get_char (p)))
            continue;
          if (p > start)
            func (start, p, data);
          if (*p == '\0')
            break;
          start = g_utf8_next_char (p);
        }
    }
}

static void
index_run (const char *run, const char *end, gpointer data)
{
  append_run (data, run, end, TRUE);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
enr_writing_search_pairs (const EnrWriting *writing)
{
  GString *pairs = g_string_new (NULL);
  guint n_keys;
  g_autofree const char **keys
      = (const char **) g_hash_table_get_keys_as_array (writing->texts, &n_keys);

  /* What is taken out of the index must be what was put in, in any order of the table. */
  qsort (keys, n_keys, sizeof *keys, compare_keys);
  for_each_run (writing->title, index_run, pairs);
  for (guint i = 0; i < n_keys; i++)
    for_each_run (enr_writing_get_text (writing, keys[i]), index_run, pairs);
  return g_string_free (pairs, FALSE);
}

static gboolean
run_index (EnrDb *db, const char *sql, const EnrUuid *id, const char *pairs, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, sql);

  enr_bind_uuid (&st, ":id", id);
  enr_bind_text (&st, ":pairs", pairs);
  return enr_stmt_run (&st, error);
}

gboolean
enr_writing_search_change (EnrDb *db,
                           const EnrUuid *id,
                           const char *before,
                           const char *after,
                           GError **error)
{
  if (strcmp (before, after) == 0)
    return TRUE;
  return (*before == '\0' || run_index (db, SQL_TAKE, id, before, error))
         && (*after == '\0' || run_index (db, SQL_ADD, id, after, error));
}

static void
query_run (const char *run, const char *end, gpointer data)
{
  GString *query = data;
  gboolean is_single = g_utf8_next_char (run) >= end;

  if (query->len > 0)
    g_string_append (query, " AND ");
  g_string_append_c (query, '"');
  append_run (query, run, end, is_single);
  g_string_append_c (query, '"');
  if (is_single)
    g_string_append (query, " *");
}

/* The words as the index is asked for them; "" where there is nothing to ask. */
static char *
dup_query (const char *text)
{
  GString *query = g_string_new (NULL);
  g_autofree char *tidy = enr_text_tidy_lines (text);
  g_auto (GStrv) words = g_strsplit_set (tidy, " \n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    for_each_run (words[i], query_run, query);
  return g_string_free (query, FALSE);
}

/* The sentences of a text. */
static GStrv
split_sentences (const char *text)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  const char *start = text;
  GStrv sentences;

  for (const char *p = text;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c != '\0' && c != '\n' && c != 0x3002 /* 。 */)
        continue;
      {
        const char *end = c == 0x3002 ? g_utf8_next_char (p) : p;
        g_autofree char *sentence = g_strndup (start, (gsize) (end - start));

        if (!enr_text_is_blank (sentence))
          g_strv_builder_add (builder, g_strstrip (sentence));
      }
      if (c == '\0')
        break;
      start = g_utf8_next_char (p);
    }
  sentences = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return sentences;
}

/* At most so many signs of a text, in the form that is compared. */
static char *
fold_part (const char *text, glong n_signs)
{
  const char *end = text;
  g_autofree char *part = NULL;

  while (n_signs-- > 0 && *end != '\0')
    end = g_utf8_next_char (end);
  part = g_strndup (text, (gsize) (end - text));
  return enr_text_search_key (part);
}

/* The sign with which the word begins in a sentence, or 0. Folding changes how many signs there
 * are, so it is folded from each sign on, but no more of it than the word may take: a sentence can
 * have 100,000. */
static glong
find_word (const char *sentence, const char *word)
{
  const glong step = 200;
  glong reach = 2 * g_utf8_strlen (word, -1) + 8;
  const char *p = sentence;
  glong at = 0;

  while (*p != '\0')
    {
      g_autofree char *folded = fold_part (p, step + reach);
      gboolean is_here = strstr (folded, word) != NULL;

      for (glong i = 0; i < step && *p != '\0'; i++, at++, p = g_utf8_next_char (p))
        {
          g_autofree char *rest = is_here ? fold_part (p, reach) : NULL;

          if (rest != NULL && g_str_has_prefix (rest, word))
            return at;
        }
    }
  return 0;
}

/* The sentence, from a little before the word where it is long. */
static char *
shorten (const char *sentence, glong at)
{
  glong length = g_utf8_strlen (sentence, -1);
  g_autofree char *part = NULL;
  glong start;

  if (length <= EXCERPT_LENGTH)
    return g_strdup (sentence);
  start = MAX (0, MIN (at - 15, length - EXCERPT_LENGTH));
  part = g_utf8_substring (sentence, start, MIN (length, start + EXCERPT_LENGTH));
  return g_strconcat (start > 0 ? "…" : "", part, start + EXCERPT_LENGTH < length ? "…" : "", NULL);
}

static void
set_excerpt (EnrFound *found, const char *key, const char *sentence, glong at)
{
  g_free (found->key);
  g_free (found->excerpt);
  found->key = g_strdup (key);
  found->excerpt = shorten (sentence, at);
}

/* The sentence around the word, where the text has it as it stands. */
static gboolean
take_verbatim (EnrFound *found, const char *key, const char *text, const char *word)
{
  const char *at = strstr (text, word);
  const char *start, *end;
  g_autofree char *sentence = NULL;

  if (at == NULL)
    return FALSE;
  for (start = at; start > text && start[-1] != '\n'; start--)
    if (start - text >= FULL_STOP_LENGTH
        && memcmp (start - FULL_STOP_LENGTH, FULL_STOP, FULL_STOP_LENGTH) == 0)
      break;
  while (start < at && g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  for (end = at; *end != '\0' && *end != '\n'; end++)
    if (strncmp (end, FULL_STOP, FULL_STOP_LENGTH) == 0)
      {
        end += FULL_STOP_LENGTH;
        break;
      }
  sentence = g_strndup (start, (gsize) (end - start));
  set_excerpt (found, key, g_strchomp (sentence), g_utf8_pointer_to_offset (start, at));
  return TRUE;
}

static gboolean
take_folded (EnrFound *found, const char *key, const char *text, const char *word)
{
  g_auto (GStrv) sentences = split_sentences (text);

  for (guint i = 0; sentences[i] != NULL; i++)
    {
      g_autofree char *folded = enr_text_search_key (sentences[i]);

      if (strstr (folded, word) == NULL)
        continue;
      set_excerpt (
          found, key, sentences[i],
          g_utf8_strlen (sentences[i], -1) > EXCERPT_LENGTH ? find_word (sentences[i], word) : 0);
      return TRUE;
    }
  return FALSE;
}

/* Folding what 50 writings say takes longer than finding them, and hardly any needs it: most have
 * the word as it was typed, or as it is compared. */
static void
find_excerpt (EnrFound *found, const EnrWriting *writing, const Word *word)
{
  guint n_keys;
  g_autofree const char **keys
      = (const char **) g_hash_table_get_keys_as_array (writing->texts, &n_keys);

  qsort (keys, n_keys, sizeof *keys, compare_keys);
  for (guint i = 0; i < n_keys; i++)
    {
      const char *text = enr_writing_get_text (writing, keys[i]);

      if (take_verbatim (found, keys[i], text, word->typed)
          || take_verbatim (found, keys[i], text, word->folded))
        return;
    }
  for (guint i = 0; i < n_keys; i++)
    if (take_folded (found, keys[i], enr_writing_get_text (writing, keys[i]), word->folded))
      return;
}

static EnrFound *
make_found (const EnrWriting *writing, const Word *word)
{
  EnrFound *found = g_new0 (EnrFound, 1);

  found->id = writing->id;
  found->kind = g_strdup (writing->kind);
  found->first = writing->first;
  found->title = g_strdup (writing->title);
  found->class_name = g_strdup (writing->class_name);
  found->child_name = g_strdup (writing->child_name);
  found->key = g_strdup ("");
  found->excerpt = g_strdup (writing->title);
  find_excerpt (found, writing, word);
  return found;
}

static GArray *
find_ids (EnrDb *db, const char *query, guint limit, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  g_auto (EnrStmt) st = enr_stmt (db, SQL_FIND);
  int rc;

  enr_bind_text (&st, ":query", query);
  enr_bind_int (&st, ":limit", limit);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid id = enr_column_uuid (&st, 0);

      g_array_append_val (ids, id);
    }
  return rc == 0 ? g_steal_pointer (&ids) : NULL;
}

static void
take_first_run (const char *run, const char *end, gpointer data)
{
  char **word = data;

  if (*word == NULL)
    *word = g_strndup (run, (gsize) (end - run));
}

/* The first word; without punctuation, as the index has it. */
static void
word_init (Word *self, const char *text)
{
  g_autofree char *tidy = enr_text_tidy_lines (text);
  g_auto (GStrv) words = g_strsplit_set (tidy, " \n", -1);

  *self = (Word){ NULL, NULL };
  for (guint i = 0; words[i] != NULL && self->folded == NULL; i++)
    {
      g_autofree char *key = enr_text_search_key (words[i]);

      for_each_run (words[i], take_first_run, &self->folded);
      /* With punctuation in it, it is not what the index was asked for. */
      if (g_strcmp0 (key, self->folded) == 0)
        self->typed = g_strdup (words[i]);
    }
  if (self->folded == NULL)
    self->folded = g_strdup ("");
  if (self->typed == NULL)
    self->typed = g_strdup (self->folded);
}

GPtrArray *
enr_search (EnrDb *db, const char *text, guint limit, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_found_free);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autofree char *query = dup_query (text);
  g_autoptr (GArray) ids = NULL;
  g_auto (Word) word = { NULL, NULL };

  if (*query == '\0')
    return g_steal_pointer (&list);
  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  ids = find_ids (db, query, limit, error);
  word_init (&word, text);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr (EnrWriting) writing
          = enr_writing_load (db, &g_array_index (ids, EnrUuid, i), error);

      if (writing == NULL)
        return NULL;
      g_ptr_array_add (list, make_found (writing, &word));
    }
  return ids != NULL ? g_steal_pointer (&list) : NULL;
}

gboolean
enr_search_rebuild (EnrDb *db, const EnrActor *actor, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  int rc;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_EMPTY);

    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_ALL);

    while ((rc = enr_stmt_step (&st, error)) > 0)
      {
        EnrUuid id = enr_column_uuid (&st, 0);

        g_array_append_val (ids, id);
      }
    if (rc < 0)
      return FALSE;
  }
  for (guint i = 0; i < ids->len; i++)
    {
      const EnrUuid *id = &g_array_index (ids, EnrUuid, i);
      g_autoptr (EnrWriting) writing = enr_writing_load (db, id, error);
      g_autofree char *pairs = writing != NULL ? enr_writing_search_pairs (writing) : NULL;

      if (pairs == NULL || !enr_writing_search_change (db, id, "", pairs, error))
        return FALSE;
    }
  return enr_txn_commit (&txn, error);
}
