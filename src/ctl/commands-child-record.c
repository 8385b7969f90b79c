/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * report child-story and export child-record: everything written about one child, as one paper and
 * as files.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "ctl/write.h"
#include "nursery/child.h"
#include "reports/child-story.h"
#include "reports/error.h"

static EnrChildStory *
load (EnrCtl *self, GError **error)
{
  g_autoptr (EnrDb) db = enr_ctl_open (self, FALSE, error);
  g_autoptr (EnrChild) child
      = db != NULL ? enr_child_find (db, g_ptr_array_index (self->arguments, 0), error) : NULL;

  return child != NULL
             ? enr_child_story_load (db, &child->id, !enr_options_has (self, "all"), error)
             : NULL;
}

/* Hands the error on. Without --all, "nothing is written" would not be true of a child who has
 * drafts. */
static gboolean
explain (EnrCtl *self, const EnrChildStory *story, GError **reason, GError **error)
{
  if (!enr_options_has (self, "all")
      && g_error_matches (*reason, ENR_REPORT_ERROR, ENR_REPORT_ERROR_EMPTY))
    g_set_error (error, ENR_CTL_ERROR, ENR_CTL_ERROR_REFUSED,
                 /* Translators: a child's name */
                 _ ("Nothing that is written about %s has been approved yet. --all also takes what "
                    "is not."),
                 story->name);
  else
    g_propagate_error (error, g_steal_pointer (reason));
  return FALSE;
}

static gboolean
run_story (EnrCtl *self, GError **error)
{
  g_autoptr (EnrChildStory) story = load (self, error);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (EnrDocument) document
      = story != NULL ? enr_child_story_paper (story, &local_error) : NULL;

  if (document != NULL)
    return enr_ctl_write_document (self, document, error);
  return story != NULL && explain (self, story, &local_error, error);
}

static gboolean
run_record (EnrCtl *self, GError **error)
{
  const char *folder = enr_options_get (self, "output");
  g_autofree char *shown = g_filename_display_name (folder);
  g_autoptr (EnrChildStory) story = load (self, error);
  g_autoptr (GError) local_error = NULL;
  guint n_files = 0;

  if (story == NULL)
    return FALSE;
  if (!enr_child_story_write_files (story, folder, &n_files, &local_error))
    return explain (self, story, &local_error, error);
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_path (builder, "output", folder);
      enr_json_int (builder, "files", n_files);
      enr_json_print (builder);
    }
  else
    /* Translators: a number of files, and a folder */
    enr_output_print (
        ngettext ("%u file was written into %s.\n", "%u files were written into %s.\n", n_files),
        n_files, shown);
  return TRUE;
}

#define OPTION_ALL                                                                                 \
  {                                                                                                \
    "all", ENR_OPTION_FLAG, FALSE, NULL, N_ ("also what is not approved yet")                      \
  }

static const EnrCtlOption story_options[] = {
  OPTION_ALL,
  ENR_OPTION_OUTPUT (N_ ("FILE.pdf")),
  ENR_OPTION_END,
};

static const EnrCtlOption record_options[] = {
  OPTION_ALL,
  { "output", ENR_OPTION_PATH, TRUE, N_ ("FOLDER"), N_ ("a folder that is new or empty") },
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_child_record_commands[] = {
  { "report child-story", N_ ("CHILD"),
    N_ ("Write everything written about a child (〇〇さんの記録) as one paper."), story_options,
    run_story, NULL },
  { "export child-record", N_ ("CHILD"),
    N_ ("Write everything written about a child as text files."), record_options, run_record,
    NULL },
  { NULL },
};
