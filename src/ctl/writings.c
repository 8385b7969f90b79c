/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "ctl/writings.h"

#include <glib/gi18n.h>

#include "base/clock.h"
#include "base/text.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "nursery/error.h"
#include "reports/writing-print.h"

gboolean
enr_ctl_child_option (EnrCtl *self, EnrDb *db, EnrUuid *id, GError **error)
{
  const char *word = enr_options_get (self, "child");
  g_autoptr (EnrChild) child = NULL;

  *id = enr_uuid_none;
  if (word == NULL)
    return TRUE;
  child = enr_child_find (db, word, error);
  if (child == NULL)
    return FALSE;
  *id = child->id;
  return TRUE;
}

gboolean
enr_ctl_version_option (EnrCtl *self, guint n, int *version, GError **error)
{
  const char *word = enr_options_get (self, "which");
  gint64 number;

  *version = ENR_PRINT_APPROVED;
  if (word == NULL || g_str_equal (word, "approved"))
    return TRUE;
  *version = ENR_PRINT_PRESENT;
  if (g_str_equal (word, "current"))
    return TRUE;
  if (n == 0)
    return enr_options_fail (error, _ ("--which is “approved” or “current” with a child's diary."));
  if (!g_ascii_string_to_signed (word, 10, 1, G_MAXINT, &number, NULL))
    return enr_options_fail (error, _ ("--which is “approved”, “current” or a number."));
  if (n != 1)
    return enr_options_fail (error,
                             _ ("A version's number is of one document, and there are %u of "
                                "that time: please choose one."),
                             n);
  *version = (int) number;
  return TRUE;
}

gboolean
enr_ctl_take_class (EnrCtl *self, EnrDb *db, EnrDate day, GPtrArray *list, GError **error)
{
  const char *name = enr_options_get (self, "class");
  g_autofree char *wanted = name != NULL ? enr_text_search_key (name) : NULL;
  gboolean has_class;
  EnrUuid id;

  if (name == NULL)
    return TRUE;
  for (guint i = list->len; i > 0; i--)
    {
      const EnrWriting *writing = g_ptr_array_index (list, i - 1);
      g_autofree char *key = enr_text_search_key (writing->class_name);

      if (*key == '\0' || !g_str_equal (key, wanted))
        g_ptr_array_remove_index (list, i - 1);
    }
  return list->len > 0 || enr_ctl_find_class (self, db, day, &id, &has_class, error);
}

EnrWriting *
enr_ctl_load_writing (EnrCtl *self,
                      EnrDb *db,
                      const EnrWritingKinds *kinds,
                      const EnrWritingKind **kind,
                      GError **error)
{
  const char *word = g_ptr_array_index (self->arguments, 0);
  g_autoptr (EnrWriting) writing = NULL;
  EnrUuid id;

  if (!enr_uuid_parse (word, &id))
    {
      enr_options_fail (error, _ ("“%s” is no id of a plan or record: see plan list."), word);
      return NULL;
    }
  writing = enr_writing_load (db, &id, error);
  if (writing == NULL)
    return NULL;
  *kind = enr_writing_kinds_find (kinds, writing->kind, error);
  return *kind != NULL ? g_steal_pointer (&writing) : NULL;
}

void
enr_ctl_add_writing (JsonBuilder *builder, const EnrWriting *writing)
{
  enr_json_uuid (builder, "id", &writing->id);
  enr_json_text (builder, "kind", writing->kind);
  enr_json_word (builder, "title", writing->title);
  enr_json_word (builder, "class", writing->class_name);
  enr_json_word (builder, "child", writing->child_name);
  enr_json_date (builder, "from", writing->first);
  enr_json_date (builder, "until", writing->last);
  enr_json_word (builder, "writer", writing->writer);
  enr_json_text (builder, "state", enr_writing_state_key (writing->state));
  enr_json_int (builder, "revision", writing->revision);
}

gboolean
enr_ctl_actor_by (EnrCtl *self, EnrDb *db, EnrActor *actor, EnrStaff **staff, GError **error)
{
  const char *name = enr_options_get (self, "by");
  g_autoptr (GError) local_error = NULL;

  *actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  if (name == NULL)
    return TRUE;
  /* The name is printed in a box of approval. */
  if (enr_text_is_blank (name))
    return enr_options_fail (error, _ ("--by: please give the name of the person who does it."));
  actor->name = name;
  *staff = enr_staff_find (db, name, &local_error);
  if (*staff != NULL)
    actor->name = (*staff)->name; /* an id or kana is no name to be kept */
  if (*staff != NULL && enr_staff_is_employed (*staff, enr_clock_today ()))
    {
      actor->kind = ENR_ACTOR_STAFF;
      actor->id = (*staff)->id;
      return TRUE;
    }
  /* Who is not, or not any more, of the staff acts by name. */
  if (local_error == NULL
      || g_error_matches (local_error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
