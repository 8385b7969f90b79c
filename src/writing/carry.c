/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "writing/carry.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/text.h"
#include "writing/writing-private.h"

/* The same kind, for the same class's name or age, child or facility; the latest before a day. */
ENR_SQL (SQL_BEFORE,
         "SELECT w.id FROM writing w LEFT JOIN class c ON c.id = w.class_id "
         "WHERE w.kind = :kind AND w.id IS NOT :id AND w.removed_at IS NULL AND w.first_day < :day "
         "AND w.child_id IS :child "
         "AND (:class IS NULL OR w.class_id = :class "
         "     OR (c.name = (SELECT name FROM class WHERE id = :class) "
         "         AND c.age IS (SELECT age FROM class WHERE id = :class))) "
         "ORDER BY w.first_day DESC LIMIT 1");
/* A year ago: the class of that age, of the same name where there are several. */
ENR_SQL (
    SQL_YEAR_AGO,
    "SELECT w.id FROM writing w LEFT JOIN class c ON c.id = w.class_id "
    "WHERE w.kind = :kind AND w.removed_at IS NULL AND w.first_day <= :day AND w.last_day >= :day "
    "AND w.child_id IS :child "
    "AND (:class IS NULL OR c.age IS (SELECT age FROM class WHERE id = :class)) "
    "ORDER BY c.name = (SELECT name FROM class WHERE id = :class) DESC, w.first_day DESC LIMIT 1");
ENR_SQL (SQL_OTHERS,
         "SELECT w.id FROM writing w JOIN class c ON c.id = w.class_id "
         "WHERE w.kind = :kind AND w.id <> :id AND w.removed_at IS NULL AND w.first_day = :day "
         "AND c.age IS (SELECT age FROM class WHERE id = :class) ORDER BY c.position LIMIT 5");
/* Children who are in a class of the child's in that time. */
ENR_SQL (SQL_OTHER_CHILDREN,
         "SELECT DISTINCT w.id, c.family_kana, c.given_kana FROM membership own "
         "JOIN membership m ON m.class_id = own.class_id AND m.removed_at IS NULL "
         "  AND m.first_day <= :last AND (m.last_day IS NULL OR m.last_day >= :day) "
         "JOIN child c ON c.id = m.child_id AND c.removed_at IS NULL "
         "JOIN writing w ON w.child_id = m.child_id AND w.kind = :kind AND w.first_day = :day "
         "  AND w.removed_at IS NULL "
         "WHERE own.child_id = :child AND own.removed_at IS NULL AND own.first_day <= :last "
         "AND (own.last_day IS NULL OR own.last_day >= :day) AND m.child_id <> :child "
         "ORDER BY c.family_kana, c.given_kana, w.id");

#define MOST_OTHER_CHILDREN 5

void
enr_source_free (EnrSource *self)
{
  if (self == NULL)
    return;

  enr_writing_free (self->writing);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_free (self);
}

const char *
enr_source_type_label (EnrSourceType type)
{
  switch (type)
    {
    case ENR_SOURCE_ABOVE:
      return _ ("The plan above");
    case ENR_SOURCE_BEFORE:
      return _ ("That of the time before");
    case ENR_SOURCE_LAST_YEAR:
      return _ ("Last year’s");
    case ENR_SOURCE_RECORDS:
      return _ ("The child’s records");
    case ENR_SOURCE_OTHER:
    default:
      return _ ("Another class’s");
    }
}

/* The same day a year ago, so that the same month, week or term is met. */
static EnrDate
year_before (EnrDate day)
{
  int year, month, number;
  EnrDate before;

  enr_date_split (day, &year, &month, &number);
  before = enr_date_new (year - 1, month, number);
  return before != ENR_DATE_NONE ? before : enr_date_new (year - 1, month, number - 1);
}

static gboolean
has_texts (const EnrWriting *writing)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, writing->texts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (*((EnrWritingText *) value)->text != '\0')
      return TRUE;
  return FALSE;
}

static gboolean
add_source (EnrDb *db, GPtrArray *list, EnrSourceType type, const EnrUuid *id, GError **error)
{
  g_autoptr (EnrWriting) writing = NULL;
  EnrSource *source;

  for (guint i = 0; i < list->len; i++)
    if (enr_uuid_equal (&((EnrSource *) g_ptr_array_index (list, i))->writing->id, id))
      return TRUE;
  writing = enr_writing_load (db, id, error);
  if (writing == NULL)
    return FALSE;
  if (!has_texts (writing))
    return TRUE;
  source = g_new0 (EnrSource, 1);
  source->type = type;
  source->writing = g_steal_pointer (&writing);
  g_ptr_array_add (list, source);
  return TRUE;
}

/* Whom it is about binds alike in each of the statements. */
static gboolean
find_sources (EnrDb *db,
              const char *sql,
              const EnrWriting *writing,
              EnrDate day,
              EnrSourceType type,
              GPtrArray *list,
              GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));

  {
    g_auto (EnrStmt) st = enr_stmt (db, sql);
    int rc;

    enr_bind_text (&st, ":kind", writing->kind);
    enr_bind_uuid (&st, ":class", &writing->class_id);
    if (type != ENR_SOURCE_OTHER)
      enr_bind_uuid (&st, ":child", &writing->child_id);
    if (type != ENR_SOURCE_LAST_YEAR)
      enr_bind_uuid (&st, ":id", &writing->id);
    enr_bind_date (&st, ":day", day);
    while ((rc = enr_stmt_step (&st, error)) > 0)
      {
        EnrUuid id = enr_column_uuid (&st, 0);

        g_array_append_val (ids, id);
      }
    if (rc < 0)
      return FALSE;
  }
  for (guint i = 0; i < ids->len; i++)
    if (!add_source (db, list, type, &g_array_index (ids, EnrUuid, i), error))
      return FALSE;
  return TRUE;
}

/* A week is of two months where one ends in it. */
static gboolean
find_above (EnrDb *db,
            const EnrWritingKind *kind,
            const EnrWriting *writing,
            GPtrArray *list,
            GError **error)
{
  EnrUuid above;

  if (!enr_writing_find_above (db, kind, writing, &above, error)
      || (!enr_uuid_is_none (&above) && !add_source (db, list, ENR_SOURCE_ABOVE, &above, error)))
    return FALSE;
  return enr_writing_find_above_on (db, kind, writing, writing->last, &above, error)
         && (enr_uuid_is_none (&above) || add_source (db, list, ENR_SOURCE_ABOVE, &above, error));
}

/* Whether there is anything that is not of that child alone. */
static gboolean
has_shared (const EnrWritingKind *kind, const EnrWriting *writing)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, writing->texts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const EnrWritingText *text = value;
      const EnrSection *section = enr_writing_kind_find_section (kind, text->key);

      if (section != NULL && !enr_text_is_blank (text->text)
          && !enr_section_is_observed (section, text->key))
        return TRUE;
    }
  return FALSE;
}

/* Of a kind that tells nothing but what is the child's own there are none to be read. */
static gboolean
kind_has_shared (const EnrWritingKind *kind)
{
  for (guint i = 0; i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);

      if (section->type != ENR_SECTION_FACTS && !enr_section_is_observed (section, section->key))
        return TRUE;
    }
  return FALSE;
}

static GArray *
find_other_children (EnrDb *db, const EnrWriting *writing, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  g_auto (EnrStmt) st = enr_stmt (db, SQL_OTHER_CHILDREN);
  int rc;

  enr_bind_text (&st, ":kind", writing->kind);
  enr_bind_uuid (&st, ":child", &writing->child_id);
  enr_bind_date (&st, ":day", writing->first);
  enr_bind_date (&st, ":last", writing->last);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid id = enr_column_uuid (&st, 0);

      g_array_append_val (ids, id);
    }
  return rc == 0 ? g_steal_pointer (&ids) : NULL;
}

static gboolean
add_other_children (EnrDb *db,
                    const EnrWritingKind *kind,
                    const EnrWriting *writing,
                    GPtrArray *list,
                    GError **error)
{
  g_autoptr (GArray) ids = NULL;
  guint n_before = list->len;

  /* A stay begins on each child's own day. */
  if (!kind_has_shared (kind) || kind->period == ENR_PERIOD_STAY)
    return TRUE;
  ids = find_other_children (db, writing, error);
  for (guint i = 0; ids != NULL && i < ids->len && list->len - n_before < MOST_OTHER_CHILDREN; i++)
    {
      const EnrSource *source;

      if (!add_source (db, list, ENR_SOURCE_OTHER, &g_array_index (ids, EnrUuid, i), error))
        return FALSE;
      source = list->len > n_before ? g_ptr_array_index (list, list->len - 1) : NULL;
      if (source != NULL && source->type == ENR_SOURCE_OTHER && !has_shared (kind, source->writing))
        g_ptr_array_remove_index (list, list->len - 1);
    }
  return ids != NULL;
}

GPtrArray *
enr_source_list (EnrDb *db, const EnrWritingKind *kind, const EnrWriting *writing, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_source_free);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin_read (&txn, db, error) || !find_above (db, kind, writing, list, error)
      || !find_sources (db, SQL_BEFORE, writing, writing->first, ENR_SOURCE_BEFORE, list, error)
      || !find_sources (db, SQL_YEAR_AGO, writing, year_before (writing->first),
                        ENR_SOURCE_LAST_YEAR, list, error)
      || (!enr_uuid_is_none (&writing->child_id)
          && !add_other_children (db, kind, writing, list, error))
      || (!enr_uuid_is_none (&writing->class_id)
          && !find_sources (db, SQL_OTHERS, writing, writing->first, ENR_SOURCE_OTHER, list,
                            error)))
    return NULL;
  return g_steal_pointer (&list);
}

const char *
enr_source_key_for (const EnrSource *self, const EnrSection *section, const char *key)
{
  return self->type == ENR_SOURCE_ABOVE ? section->from : key;
}

gboolean
enr_source_may_take (const EnrSource *self,
                     const EnrSection *section,
                     const char *key,
                     gboolean is_all)
{
  gboolean is_of_other_child = self->type == ENR_SOURCE_OTHER && self->writing != NULL
                               && !enr_uuid_is_none (&self->writing->child_id);

  /* What was noted about a child belongs to that day, and a plan above has other rows. */
  if (section->type != ENR_SECTION_TEXT
      && (section->type != ENR_SECTION_GRID || self->type == ENR_SOURCE_ABOVE))
    return FALSE;
  return (!is_all && !is_of_other_child) || !enr_section_is_observed (section, key);
}

/* The changes that take over a section; keys and texts belong to @strings. */
static void
take_section (const EnrSource *source,
              const EnrWriting *writing,
              const EnrSection *section,
              GArray *changes)
{
  GHashTableIter iter;
  gpointer value;
  gsize length = strlen (section->key);

  g_hash_table_iter_init (&iter, source->writing->texts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const EnrWritingText *text = value;
      const char *key = source->type == ENR_SOURCE_ABOVE ? section->key : text->key;
      const EnrWritingText *present;
      EnrTextChange change
          = { .text = text->text, .origin_id = source->writing->id, .origin_key = text->key };

      if (source->type == ENR_SOURCE_ABOVE ? strcmp (text->key, section->from) != 0
                                           : strncmp (key, section->key, length) != 0
                                                 || (key[length] != '\0' && key[length] != '/'))
        continue;
      present = g_hash_table_lookup (writing->texts, key);
      if (!enr_source_may_take (source, section, key, TRUE))
        continue;
      if (*text->text == '\0' || (present != NULL && *present->text != '\0'))
        continue;
      change.key = key;
      change.seen = present != NULL ? present->version : 0;
      g_array_append_val (changes, change);
    }
}

gboolean
enr_writing_carry (EnrDb *db,
                   const EnrActor *actor,
                   const EnrWritingKind *kind,
                   const EnrUuid *id,
                   EnrSourceType type,
                   const EnrUuid *source_id,
                   guint *n_taken,
                   GError **error)
{
  g_autoptr (EnrWriting) writing = enr_writing_load (db, id, error);
  g_autoptr (EnrWriting) from = writing != NULL ? enr_writing_load (db, source_id, error) : NULL;
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (EnrTextChange));
  EnrSource source = { .type = type, .writing = from };

  if (from == NULL)
    return FALSE;
  for (guint i = 0; i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);

      if (enr_section_fits_age (section, writing->age))
        take_section (&source, writing, section, changes);
    }
  if (n_taken != NULL)
    *n_taken = changes->len;
  return changes->len == 0
         || enr_writing_save (db, actor, kind, id, (EnrTextChange *) (gpointer) changes->data,
                              changes->len, error);
}
