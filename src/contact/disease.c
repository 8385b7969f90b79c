/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "contact/disease.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/text.h"
#include "contact/contact-private.h"
#include "nursery/error.h"

#define MAX_DAYS 60
#define COLUMNS                                                                                    \
  "key, name, paper, criteria, infectious, anchor, days, anchor2, days2, note, is_active"

ENR_SQL (SQL_LIST, "SELECT " COLUMNS " FROM disease ORDER BY position, key");
ENR_SQL (SQL_LOAD, "SELECT " COLUMNS " FROM disease WHERE key = :key");
ENR_SQL (SQL_INSERT,
         "INSERT INTO disease (key, name, paper, criteria, infectious, anchor, days, anchor2, "
         "days2, note, position, is_active) VALUES (:key, :name, :paper, :criteria, :infectious, "
         ":anchor, :days, :anchor2, :days2, :note, "
         "(SELECT min (ifnull (max (position), -1) + 1, 999) FROM disease), :active)");
ENR_SQL (SQL_UPDATE,
         "UPDATE disease SET name = :name, paper = :paper, criteria = :criteria, "
         "infectious = :infectious, anchor = :anchor, days = :days, anchor2 = :anchor2, "
         "days2 = :days2, note = :note, is_active = :active WHERE key = :key");
ENR_SQL (SQL_ORDER, "UPDATE disease SET position = :position WHERE key = :key");

static const char *const anchor_keys[ENR_N_ANCHORS]
    = { "", "onset", "fever", "relief", "swelling", "medicine" };
static const char *const paper_keys[] = { "", "opinion", "return-form" };

const char *
enr_anchor_key (EnrAnchor anchor)
{
  return anchor_keys[anchor];
}

EnrAnchor
enr_anchor_from_key (const char *key)
{
  for (guint i = 0; i < ENR_N_ANCHORS; i++)
    if (strcmp (anchor_keys[i], key) == 0)
      return (EnrAnchor) i;
  return ENR_ANCHOR_NONE;
}

const char *
enr_anchor_label (EnrAnchor anchor)
{
  static const char *const labels[ENR_N_ANCHORS] = {
    "",
    N_ ("day of onset"),
    N_ ("day without fever"),
    N_ ("day of relief"),
    N_ ("day of swelling"),
    N_ ("first day of medicine"),
  };

  return anchor == ENR_ANCHOR_NONE ? "" : _ (labels[anchor]);
}

const char *
enr_return_paper_key (EnrReturnPaper paper)
{
  return paper_keys[paper];
}

EnrReturnPaper
enr_return_paper_from_key (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (paper_keys); i++)
    if (strcmp (paper_keys[i], key) == 0)
      return (EnrReturnPaper) i;
  return ENR_RETURN_PAPER_NONE;
}

const char *
enr_return_paper_label (EnrReturnPaper paper)
{
  static const char *const labels[]
      = { N_ ("no paper"), N_ ("doctor's opinion"), N_ ("return form") };

  return _ (labels[paper]);
}

EnrDisease *
enr_disease_new (void)
{
  EnrDisease *self = g_new0 (EnrDisease, 1);

  self->key = g_strdup ("");
  self->name = g_strdup ("");
  self->criteria = g_strdup ("");
  self->infectious = g_strdup ("");
  self->note = g_strdup ("");
  self->days[0] = self->days[1] = -1;
  self->is_active = TRUE;
  return self;
}

EnrDisease *
enr_disease_copy (const EnrDisease *self)
{
  EnrDisease *copy = g_memdup2 (self, sizeof *self);

  copy->key = g_strdup (self->key);
  copy->name = g_strdup (self->name);
  copy->criteria = g_strdup (self->criteria);
  copy->infectious = g_strdup (self->infectious);
  copy->note = g_strdup (self->note);
  return copy;
}

void
enr_disease_free (EnrDisease *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->name);
  g_free (self->criteria);
  g_free (self->infectious);
  g_free (self->note);
  g_free (self);
}

static EnrDisease *
read_disease (EnrStmt *st)
{
  EnrDisease *self = g_new0 (EnrDisease, 1);

  self->key = enr_column_dup_text (st, 0);
  self->name = enr_column_dup_text (st, 1);
  self->paper = enr_return_paper_from_key (enr_column_text (st, 2));
  self->criteria = enr_column_dup_text (st, 3);
  self->infectious = enr_column_dup_text (st, 4);
  for (int i = 0; i < 2; i++)
    {
      self->anchor[i] = enr_anchor_from_key (enr_column_text (st, 5 + 2 * i));
      self->days[i]
          = enr_column_is_null (st, 6 + 2 * i) ? -1 : (int) enr_column_int (st, 6 + 2 * i);
    }
  self->note = enr_column_dup_text (st, 9);
  self->is_active = enr_column_int (st, 10) != 0;
  return self;
}

GPtrArray *
enr_disease_list (EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_disease_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    g_ptr_array_add (list, read_disease (&st));
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

EnrDisease *
enr_disease_load (EnrDb *db, const char *key, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  int rc;

  enr_bind_text (&st, ":key", key);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    return read_disease (&st);
  if (rc == 0)
    g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                 _ ("There is no disease “%s” in the table."), key);
  return NULL;
}

/* 2: the key or the whole name; 1: the name begins with it, or a part of it in brackets; 0. */
static int
fits (const EnrDisease *disease, const char *word, const char *word_key)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *name_key = enr_text_search_key (disease->name);

  if (strcmp (disease->key, word) == 0 || strcmp (name_key, word_key) == 0)
    return 2;
  parts = g_strsplit (name_key, "(", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (g_str_has_prefix (parts[i], word_key))
      return 1;
  return 0;
}

static EnrDisease *
fail_find (GPtrArray *list, GPtrArray *found, const char *word, GError **error)
{
  GPtrArray *named = found->len > 1 ? found : list;
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < named->len; i++)
    {
      const EnrDisease *disease = g_ptr_array_index (named, i);

      /* Translators: between the items of a list */
      g_string_append_printf (names, "%s%s (%s)", i > 0 ? C_ ("list", ", ") : "", disease->key,
                              disease->name);
    }
  if (found->len > 1)
    /* Translators: what was typed, and the diseases whose names begin with it */
    g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_AMBIGUOUS,
                 _ ("“%s” fits several diseases: %s"), word, names->str);
  else
    g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                 /* Translators: what was typed, and all diseases */
                 _ ("There is no disease “%s”. The diseases are: %s"), word, names->str);
  return NULL;
}

EnrDisease *
enr_disease_find (EnrDb *db, const char *word, GError **error)
{
  g_autoptr (GPtrArray) list = enr_disease_list (db, error);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autofree char *tidy = enr_text_tidy (word);
  g_autofree char *key = enr_text_search_key (word);

  if (list == NULL)
    return NULL;
  for (guint i = 0; *key != '\0' && i < list->len; i++)
    {
      EnrDisease *disease = g_ptr_array_index (list, i);
      int fit = fits (disease, tidy, key);

      if (fit == 2)
        return enr_disease_copy (disease);
      if (fit == 1)
        g_ptr_array_add (found, disease);
    }
  return found->len == 1 ? enr_disease_copy (g_ptr_array_index (found, 0))
                         : fail_find (list, found, tidy, error);
}

static gboolean
is_same (const EnrDisease *a, const EnrDisease *b)
{
  return strcmp (a->key, b->key) == 0 && strcmp (a->name, b->name) == 0 && a->paper == b->paper
         && strcmp (a->criteria, b->criteria) == 0 && strcmp (a->infectious, b->infectious) == 0
         && memcmp (a->anchor, b->anchor, sizeof a->anchor) == 0
         && memcmp (a->days, b->days, sizeof a->days) == 0 && strcmp (a->note, b->note) == 0
         && a->is_active == b->is_active;
}

static gboolean
check_rule (const EnrDisease *self, GError **error)
{
  if (self->anchor[0] == ENR_ANCHOR_NONE ? self->anchor[1] != ENR_ANCHOR_NONE
                                         : self->anchor[0] == self->anchor[1])
    return enr_refuse (
        error, ENR_NURSERY_ERROR_INVALID,
        _ ("The return is counted from one day, from two different ones, or from none."));
  for (guint i = 0; i < 2; i++)
    if (self->anchor[i] != ENR_ANCHOR_NONE && (self->days[i] < 0 || self->days[i] > MAX_DAYS))
      return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                         _ ("The days until the return are a number from 0 to 60."));
  return TRUE;
}

static gboolean
check (EnrDb *db, const EnrDisease *self, const char *name, const EnrDisease *seen, GError **error)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *name_key = enr_text_search_key (name);

  if (*name == '\0')
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The name of the disease is blank."));
  if (!check_rule (self, error) || !enr_notice_check_text (self->criteria, error)
      || !enr_notice_check_text (self->infectious, error)
      || !enr_notice_check_text (self->note, error) || !enr_notice_check_text (name, error))
    return FALSE;
  list = enr_disease_list (db, error);
  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      const EnrDisease *other = g_ptr_array_index (list, i);
      g_autofree char *other_key = enr_text_search_key (other->name);

      if (strcmp (other->key, self->key) == 0)
        {
          if (seen == NULL || !is_same (other, seen))
            return enr_refuse (error, ENR_NURSERY_ERROR_CHANGED,
                               _ ("Somebody else changed this disease in the meantime."));
        }
      else if (strcmp (other_key, name_key) == 0)
        return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                           _ ("Another disease has this name already."));
    }
  return TRUE;
}

static gboolean
store (EnrDb *db, const char *sql, const char *key, const EnrDisease *self, GError **error)
{
  static const char *const anchors[] = { ":anchor", ":anchor2" };
  static const char *const days[] = { ":days", ":days2" };
  g_autofree char *name = enr_text_tidy (self->name);
  g_autofree char *criteria = enr_text_tidy_lines (self->criteria);
  g_autofree char *infectious = enr_text_tidy_lines (self->infectious);
  g_autofree char *note = enr_text_tidy_lines (self->note);
  g_auto (EnrStmt) st = enr_stmt (db, sql);

  enr_bind_text (&st, ":key", key);
  enr_bind_text (&st, ":name", name);
  enr_bind_text (&st, ":paper", enr_return_paper_key (self->paper));
  enr_bind_text (&st, ":criteria", criteria);
  enr_bind_text (&st, ":infectious", infectious);
  for (guint i = 0; i < 2; i++)
    {
      enr_bind_text (&st, anchors[i], enr_anchor_key (self->anchor[i]));
      if (self->anchor[i] != ENR_ANCHOR_NONE)
        enr_bind_int (&st, days[i], self->days[i]);
    }
  enr_bind_text (&st, ":note", note);
  enr_bind_int (&st, ":active", self->is_active != 0);
  if (!enr_stmt_run (&st, error))
    return FALSE;
  return enr_stmt_changes (&st) > 0
             ? TRUE
             : enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such disease."));
}

gboolean
enr_disease_save (EnrDb *db,
                  const EnrActor *actor,
                  EnrDisease *self,
                  const EnrDisease *seen,
                  GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autofree char *name = enr_text_tidy (self->name);
  gboolean is_new = *self->key == '\0';
  g_autofree char *key = NULL;

  if (is_new)
    {
      EnrUuid id = enr_uuid_new ();
      char buffer[ENR_UUID_STRING_LENGTH];

      key = g_strconcat ("own-", enr_uuid_format (&id, buffer), NULL);
    }
  else
    key = g_strdup (self->key);
  if (!enr_txn_begin (&txn, db, actor, NULL, error) || !check (db, self, name, seen, error)
      || !store (db, is_new ? SQL_INSERT : SQL_UPDATE, key, self, error)
      || !enr_txn_commit (&txn, error))
    return FALSE;
  g_free (self->key);
  self->key = g_steal_pointer (&key);
  return TRUE;
}

gboolean
enr_disease_order (EnrDb *db, const EnrActor *actor, const char *const *keys, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_auto (EnrStmt) st = enr_stmt (db, SQL_ORDER);

      enr_bind_text (&st, ":key", keys[i]);
      enr_bind_int (&st, ":position", i);
      if (!enr_stmt_run (&st, error))
        return FALSE;
    }
  return enr_txn_commit (&txn, error);
}

EnrReturn
enr_disease_return_day (const EnrDisease *disease, const EnrDate *anchors)
{
  EnrReturn result = { ENR_RETURN_WORDS, ENR_DATE_NONE, ENR_ANCHOR_NONE };

  for (guint i = 0; i < 2 && disease->anchor[i] != ENR_ANCHOR_NONE; i++)
    {
      EnrDate anchor = anchors[disease->anchor[i]];

      if (result.kind == ENR_RETURN_WORDS)
        result.kind = ENR_RETURN_ON;
      if (anchor != ENR_DATE_NONE)
        /* ENR_DATE_NONE is less than every date. */
        result.day = MAX (result.day, anchor + disease->days[i]);
      else if (result.kind != ENR_RETURN_MISSING)
        {
          result.kind = ENR_RETURN_MISSING;
          result.missing = disease->anchor[i];
        }
    }
  return result;
}

char *
enr_return_dup_text (const EnrReturn *self, const EnrDisease *disease)
{
  g_autofree char *day
      = self->day != ENR_DATE_NONE ? enr_date_dup_era_weekday (self->day) : g_strdup ("");

  switch (self->kind)
    {
    case ENR_RETURN_ON:
      /* Translators: the first day on which a child who was ill may come again */
      return g_strdup_printf (_ ("may come from %s"), day);
    case ENR_RETURN_MISSING:
      if (self->day != ENR_DATE_NONE)
        /* Translators: a day that is not known yet (解熱日), and a date */
        return g_strdup_printf (_ ("not known yet, because the %s is missing; not before %s"),
                                enr_anchor_label (self->missing), day);
      /* Translators: a day that is not known yet (解熱日) */
      return g_strdup_printf (_ ("not known yet, because the %s is missing"),
                              enr_anchor_label (self->missing));
    case ENR_RETURN_WORDS:
    default:
      /* Translators: the guideline's words: 解熱し機嫌が良く全身状態が良いこと */
      return g_strdup_printf (_ ("by the criteria: %s"), disease->criteria);
    }
}
