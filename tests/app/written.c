/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "written.h"

#include "writing/writing.h"

static gboolean
save (EnrDb *db, const EnrWritingKind *kind, const EnrUuid *id, const char *text, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "office");
  g_autoptr (EnrWriting) writing = enr_writing_load (db, id, error);

  for (guint i = 0; writing != NULL && i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);
      const EnrGridColumn *column
          = section->type == ENR_SECTION_GRID ? g_ptr_array_index (section->columns, 0) : NULL;
      g_auto (GStrv) rows = enr_grid_row_keys (section->rows, 1);
      g_autofree char *key = column != NULL
                                 ? g_strdup_printf ("%s/%s/%s", section->key, rows[0], column->key)
                                 : g_strdup (section->key);
      const EnrWritingText *present = g_hash_table_lookup (writing->texts, key);
      EnrTextChange change
          = { .key = key, .text = text, .seen = present != NULL ? present->version : 0 };

      if ((section->type == ENR_SECTION_TEXT || column != NULL)
          && enr_section_fits_age (section, writing->age)
          && !enr_writing_save (db, &actor, kind, id, &change, 1, error))
        return FALSE;
    }
  return writing != NULL;
}

static gboolean
step (EnrDb *db,
      const EnrWritingKind *kind,
      const EnrUuid *id,
      EnrStep of,
      const char *name,
      int seen,
      GError **error)
{
  EnrStepOn on = { kind, *id, seen, "雨のため" };
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "office");

  actor.name = name;
  return enr_step_do (db, &actor, of, &on, error);
}

static gboolean
write_one (EnrDb *db, Written *wanted, EnrDate day, GError **error)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "office");
  EnrWritingNew what = { .day = day, .title = "", .writer = "保科 花" };

  what.kind = enr_writing_kinds_find (kinds, wanted->kind, error);
  g_assert_nonnull (what.kind);
  if (what.kind->subject == ENR_WRITING_OF_CLASS)
    what.class_id = wanted->small->classes[wanted->whose];
  else
    what.child_id = wanted->small->children[wanted->whose];
  if (!enr_writing_create (db, &actor, &what, &wanted->id, error)
      || !save (db, what.kind, &wanted->id, "初めの文です。", error))
    return FALSE;
  if (wanted->far >= SUBMITTED
      && !step (db, what.kind, &wanted->id, ENR_STEP_SUBMIT, "保科 花", 0, error))
    return FALSE;
  if (wanted->far >= APPROVED
      && ((enr_writing_kind_has_chief (what.kind)
           && !step (db, what.kind, &wanted->id, ENR_STEP_CHIEF, "桜井 主", 1, error))
          || !step (db, what.kind, &wanted->id, ENR_STEP_DIRECTOR, "梅田 園子", 1, error)))
    return FALSE;
  if (wanted->far == EVALUATED)
    return step (db, what.kind, &wanted->id, ENR_STEP_EVALUATE, "保科 花", 1, error);
  return wanted->far < REVISED
         || (step (db, what.kind, &wanted->id, ENR_STEP_REVISE, "保科 花", 1, error)
             && save (db, what.kind, &wanted->id, "直した文です。", error));
}

gpointer
written_make (EnrDb *db, gpointer data, GError **error)
{
  Written *wanted = data;

  for (guint i = 0; i < wanted->n_days; i++)
    if (!write_one (db, wanted, wanted->first + (int) i, error))
      return NULL;
  return GINT_TO_POINTER (TRUE);
}
