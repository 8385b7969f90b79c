/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * plan archive: a fiscal year's approved plans and records at once (保管).
 */
#include "config.h"

#include <glib/gi18n.h>

#include "base/text.h"
#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "ctl/writings.h"
#include "writing/archive.h"

/* By its name, because a class is another one in each fiscal year. */
static gboolean
is_of_class (const EnrArchiveGroup *group, const char *word)
{
  g_autofree char *one = enr_text_search_key (group->class_name);
  g_autofree char *other = enr_text_search_key (word);

  return g_str_equal (one, other);
}

/* What could be archived, as far as the options name it. (element-type EnrArchiveGroup) */
static GPtrArray *
load_groups (EnrCtl *self, EnrDb *db, EnrWritingKinds *kinds, GError **error)
{
  const char *word = enr_options_get (self, "kind");
  const char *class_name = enr_options_get (self, "class");
  const EnrWritingKind *kind = NULL;
  GPtrArray *groups;
  gint64 year = 0;

  if (!enr_options_int (self, "year", 1900, 9998, &year, error))
    return NULL;
  if (word != NULL)
    {
      kind = enr_writing_kinds_find (kinds, word, error);
      if (kind == NULL)
        return NULL;
    }
  groups = enr_archive_list (db, kinds, error);
  for (guint i = groups != NULL ? groups->len : 0; i > 0; i--)
    {
      const EnrArchiveGroup *group = g_ptr_array_index (groups, i - 1);

      if (group->fiscal_year != year || (kind != NULL && group->kind != kind)
          || (class_name != NULL && !is_of_class (group, class_name)))
        g_ptr_array_remove_index (groups, i - 1);
    }
  return groups;
}

static void
print_groups (EnrCtl *self, const GPtrArray *groups)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();
  g_autoptr (EnrTextTable) table = enr_text_table_new (3);

  enr_json_begin_array (builder, "archived");
  enr_text_table_add (table, _ ("Plan or record"));
  enr_text_table_add (table, _ ("Class"));
  enr_text_table_add (table, _ ("Number"));
  for (guint i = 0; i < groups->len; i++)
    {
      const EnrArchiveGroup *group = g_ptr_array_index (groups, i);
      g_autofree char *count = g_strdup_printf ("%u", group->count);

      json_builder_begin_object (builder);
      enr_json_text (builder, "kind", group->kind->key);
      enr_json_word (builder, "class", group->class_name);
      enr_json_int (builder, "year", group->fiscal_year);
      enr_json_int (builder, "count", group->count);
      json_builder_end_object (builder);
      enr_text_table_add (table, group->kind->label);
      enr_text_table_add (table, group->class_name);
      enr_text_table_add (table, count);
    }
  json_builder_end_array (builder);
  if (self->json)
    enr_json_print (builder);
  else
    enr_text_table_print (table);
}

static gboolean
run_archive (EnrCtl *self, GError **error)
{
  gboolean is_dry = enr_options_has (self, "dry-run");
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  g_autoptr (EnrDb) db = enr_ctl_open (self, !is_dry, error);
  g_autoptr (GPtrArray) groups = db != NULL ? load_groups (self, db, kinds, error) : NULL;
  g_autoptr (EnrStaff) staff = NULL;
  EnrActor actor;

  if (groups == NULL || !enr_ctl_actor_by (self, db, &actor, &staff, error))
    return FALSE;
  if (groups->len == 0)
    {
      g_set_error (error, ENR_CTL_ERROR, ENR_CTL_ERROR_REFUSED,
                   /* Translators: a fiscal year */
                   _ ("Of fiscal year %s there is nothing approved that may be archived."),
                   enr_options_get (self, "year"));
      return FALSE;
    }
  if (!is_dry
      && !enr_archive_groups (db, &actor, (const EnrArchiveGroup *const *) groups->pdata,
                              groups->len, NULL, error))
    return FALSE;
  print_groups (self, groups);
  return TRUE;
}

static const EnrCtlOption archive_options[] = {
  { "year", ENR_OPTION_TEXT, TRUE, N_ ("YYYY"), N_ ("a fiscal year, April to March") },
  { "kind", ENR_OPTION_TEXT, FALSE, N_ ("KIND"), N_ ("only this kind: week-plan, 週案, ...") },
  ENR_OPTION_OF_CLASS,
  { "by", ENR_OPTION_TEXT, FALSE, N_ ("NAME"), N_ ("who does it; the login name otherwise") },
  ENR_OPTION_DRY_RUN,
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_archive_commands[] = {
  { "plan archive", NULL,
    N_ ("Archive (保管) what is approved of a fiscal year. “plan step ID unarchive” takes one out "
        "again."),
    archive_options, run_archive, NULL },
  { NULL },
};
