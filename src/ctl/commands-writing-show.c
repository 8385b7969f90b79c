/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * plan show, export: one plan or record as text, JSON or its paper.
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "ctl/write.h"
#include "ctl/writings.h"
#include "reports/writing-print.h"
#include "writing/approval.h"
#include "writing/label.h"

static void
print_content_json (const EnrWriting *writing,
                    const EnrWritingKind *kind,
                    const EnrContent *content,
                    GPtrArray *steps)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();

  enr_ctl_add_writing (builder, writing);
  enr_json_begin_array (builder, "sections");
  for (guint i = 0; i < content->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (content->items, i);
      g_autofree char *label = enr_writing_dup_label (kind, content, item);

      json_builder_begin_object (builder);
      enr_json_text (builder, "key", item->key);
      enr_json_text (builder, "heading", item->heading);
      enr_json_text (builder, "label", label);
      enr_json_text (builder, "text", item->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  enr_json_begin_array (builder, "steps");
  for (guint i = 0; i < steps->len; i++)
    {
      const EnrStepDone *step = g_ptr_array_index (steps, i);

      json_builder_begin_object (builder);
      enr_json_text (builder, "step", enr_step_key (step->step));
      enr_json_instant (builder, "at", step->at);
      enr_json_text (builder, "by", step->name);
      enr_json_word (builder, "reason", step->reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  enr_json_print (builder);
}

typedef enum
{
  SHOW_WRITTEN, /* what is written, as a file has it */
  SHOW_KEYS,    /* with the keys that plan write takes */
  SHOW_ALL,     /* and what is empty */
} Showing;

static char *
dup_content_text (const EnrWriting *writing,
                  const EnrWritingKind *kind,
                  const EnrContent *content,
                  GPtrArray *steps,
                  const char *state,
                  Showing showing)
{
  g_autofree char *name = enr_writing_dup_name (writing, kind);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n%s\n", name, state);
  for (guint i = 0; i < steps->len; i++)
    {
      const EnrStepDone *step = g_ptr_array_index (steps, i);
      g_autofree char *at = enr_instant_dup_local (step->at);

      g_string_append_printf (text, "%s %s %s%s%s\n", at, enr_step_label (step->step), step->name,
                              *step->reason != '\0' ? ": " : "", step->reason);
    }
  for (guint i = 0; i < content->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (content->items, i);
      g_autofree char *heading = enr_writing_dup_label (kind, content, item);

      if (*item->text == '\0' && showing != SHOW_ALL)
        continue;
      g_string_append_printf (
          text, "\n【%s】%s%s\n%s%s", heading, showing != SHOW_WRITTEN ? " " : "",
          showing != SHOW_WRITTEN ? item->key : "", item->text, *item->text != '\0' ? "\n" : "");
    }
  for (guint i = 0; showing == SHOW_ALL && i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);

      if (section->type == ENR_SECTION_CHILDREN)
        g_string_append_printf (text, "\n【%s】 %s --child %s\n", section->heading, section->key,
                                _ ("CHILD"));
    }
  return g_string_free (text, FALSE);
}

/* One with all that is shown of it. */
typedef struct
{
  EnrWriting *writing;
  const EnrWritingKind *kind; /* borrowed from the kinds */
  EnrContent *content;
  GPtrArray *steps;
  char *state; /* how the text that is shown stands */
} Shown;

static void
shown_clear (Shown *self)
{
  enr_writing_free (self->writing);
  enr_content_free (self->content);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_free (self->state);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shown, shown_clear)

/* A version is shown with what was done about it, and not with how the writing stands by now. */
static gboolean
load_version (EnrDb *db, Shown *shown, int version, GError **error)
{
  const EnrWriting *writing = shown->writing;
  g_autoptr (GPtrArray) steps = enr_step_list (db, &writing->id, error);

  shown->content
      = steps != NULL ? enr_writing_load_version (db, &writing->id, version, error) : NULL;
  if (shown->content == NULL)
    return FALSE;
  for (guint i = steps->len; i > 0; i--)
    if (((const EnrStepDone *) g_ptr_array_index (steps, i - 1))->version != version)
      g_ptr_array_remove_index (steps, i - 1);
  shown->steps = g_steal_pointer (&steps);
  shown->state = version == writing->approved
                     ? g_strdup (enr_writing_state_label (ENR_WRITING_APPROVED))
                     /* Translators: a number */
                     : g_strdup_printf (_ ("Version %d"), version);
  return TRUE;
}

static gboolean
load (EnrCtl *self,
      EnrDb *db,
      const EnrWritingKinds *kinds,
      int version,
      Shown *shown,
      GError **error)
{
  shown->writing = enr_ctl_load_writing (self, db, kinds, &shown->kind, error);
  if (shown->writing == NULL)
    return FALSE;
  if (version == ENR_PRINT_APPROVED && shown->writing->state != ENR_WRITING_ARCHIVED)
    version = shown->writing->approved; /* 0 where none is in force: the present text */
  if (version > 0)
    return load_version (db, shown, version, error);
  shown->state = g_strdup (enr_writing_get_state_label (shown->writing));
  /* What was submitted is shown as it was submitted, with the facts of that time. */
  shown->content
      = enr_writing_state_is_open (shown->writing->state)
            ? enr_writing_content (db, shown->kind, &shown->writing->id, error)
            : enr_writing_load_version (db, &shown->writing->id, shown->writing->version, error);
  shown->steps = shown->content != NULL ? enr_step_list (db, &shown->writing->id, error) : NULL;
  return shown->steps != NULL;
}

static gboolean
run_show (EnrCtl *self, GError **error)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  g_autoptr (EnrDb) db = enr_ctl_open (self, FALSE, error);
  g_auto (Shown) shown = { NULL };
  g_autofree char *text = NULL;

  if (db == NULL || !load (self, db, kinds, ENR_PRINT_PRESENT, &shown, error))
    return FALSE;
  if (self->json)
    {
      print_content_json (shown.writing, shown.kind, shown.content, shown.steps);
      return TRUE;
    }
  text = dup_content_text (shown.writing, shown.kind, shown.content, shown.steps, shown.state,
                           enr_options_has (self, "all") ? SHOW_ALL : SHOW_KEYS);
  enr_output_write (text);
  return TRUE;
}

static gboolean
export_paper (EnrCtl *self, EnrDb *db, const EnrWritingKinds *kinds, int version, GError **error)
{
  const EnrWritingKind *kind = NULL;
  g_autoptr (EnrWriting) writing = enr_ctl_load_writing (self, db, kinds, &kind, error);
  g_autoptr (EnrDocument) document
      = writing != NULL ? enr_writing_print (db, kind, &writing->id, 1, version, error) : NULL;

  return document != NULL && enr_ctl_write_document (self, document, error);
}

static gboolean
run_export (EnrCtl *self, GError **error)
{
  const char *path = enr_options_get (self, "output");
  gsize length = strlen (path);
  const char *ending = length > 4 ? path + length - 4 : "";
  gboolean is_paper = g_ascii_strcasecmp (ending, ".pdf") == 0;
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  g_autoptr (EnrDb) db = NULL;
  g_auto (Shown) shown = { NULL };
  g_autofree char *text = NULL;
  int version;

  if (!is_paper && g_ascii_strcasecmp (ending, ".txt") != 0)
    return enr_options_fail (error, _ ("--output: the file's name ends in .txt or .pdf."));
  if (!enr_ctl_version_option (self, 1, &version, error))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  if (db == NULL)
    return FALSE;
  if (is_paper)
    return export_paper (self, db, kinds, version, error);
  if (!load (self, db, kinds, version, &shown, error))
    return FALSE;
  text = dup_content_text (shown.writing, shown.kind, shown.content, shown.steps, shown.state,
                           SHOW_WRITTEN);
  return enr_ctl_write_text (self, path, text, error);
}

static const EnrCtlOption show_options[] = {
  { "all", ENR_OPTION_FLAG, FALSE, NULL, N_ ("also the sections that are empty") },
  ENR_OPTION_END,
};

static const EnrCtlOption export_options[] = {
  ENR_OPTION_OF_VERSION,
  ENR_OPTION_OUTPUT (N_ ("FILE.txt|FILE.pdf")),
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_writing_show_commands[] = {
  { "plan show", N_ ("ID"),
    N_ ("Show a plan or record with its texts, the keys of its sections, and its approvals."),
    show_options, run_show, NULL },
  { "plan export", N_ ("ID"), N_ ("Write one plan or record as a text file or as its paper."),
    export_options, run_export, NULL },
  { NULL },
};
