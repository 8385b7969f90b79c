/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * plan list, new, write, step: plans and records.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n.h>

#include "base/clock.h"
#include "ctl/commands.h"
#include "ctl/missing.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "ctl/writings.h"
#include "writing/approval.h"

#define WIDTH_OF_WORDS 26 /* as the names of options in the help */

static void
print_list (EnrCtl *self, EnrWritingKinds *kinds, GPtrArray *list)
{
  g_autoptr (JsonBuilder) builder = self->json ? enr_json_new () : NULL;
  g_autoptr (EnrTextTable) table = enr_text_table_new (3);

  if (builder != NULL)
    enr_json_begin_array (builder, "writings");
  enr_text_table_add (table, _ ("Id"));
  enr_text_table_add (table, _ ("Plan or record"));
  enr_text_table_add (table, _ ("State"));
  for (guint i = 0; i < list->len; i++)
    {
      const EnrWriting *writing = g_ptr_array_index (list, i);
      const EnrWritingKind *kind = enr_writing_kinds_find (kinds, writing->kind, NULL);
      g_autofree char *name = NULL;
      char id[ENR_UUID_STRING_LENGTH];

      if (builder != NULL)
        {
          json_builder_begin_object (builder);
          enr_ctl_add_writing (builder, writing);
          json_builder_end_object (builder);
          continue;
        }
      name = kind != NULL ? enr_writing_dup_name (writing, kind) : g_strdup (writing->kind);
      enr_text_table_add (table, enr_uuid_format (&writing->id, id));
      enr_text_table_add (table, name);
      enr_text_table_add (table, enr_writing_get_state_label (writing));
    }
  if (builder != NULL)
    {
      json_builder_end_array (builder);
      enr_json_print (builder);
    }
  else if (list->len > 0)
    enr_text_table_print (table);
}

static gboolean
run_list (EnrCtl *self, GError **error)
{
  EnrWritingFilter filter = { .from = ENR_DATE_NONE, .until = ENR_DATE_NONE };
  const char *word = enr_options_get (self, "kind");
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  const EnrWritingKind *kind = NULL;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (GPtrArray) list = NULL;
  EnrDate day = enr_clock_today ();

  if (!enr_options_date (self, "from", &filter.from, error)
      || !enr_options_date (self, "until", &filter.until, error))
    return FALSE;
  if (word != NULL)
    {
      kind = enr_writing_kinds_find (kinds, word, error);
      if (kind == NULL)
        return FALSE;
      filter.kind = kind->key;
    }
  if (filter.from != ENR_DATE_NONE)
    day = filter.from;
  else if (filter.until != ENR_DATE_NONE)
    day = filter.until;
  filter.only_waiting = enr_options_has (self, "waiting");
  db = enr_ctl_open (self, FALSE, error);
  if (db == NULL || !enr_ctl_child_option (self, db, &filter.child_id, error))
    return FALSE;
  if (enr_options_has (self, "missing"))
    return enr_ctl_list_missing (self, db, kinds, kind, &filter, error);
  list = enr_writing_list (db, &filter, error);
  if (list == NULL || !enr_ctl_take_class (self, db, day, list, error))
    return FALSE;
  print_list (self, kinds, list);
  return TRUE;
}

static gboolean
run_new (EnrCtl *self, GError **error)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  EnrWritingNew new_writing
      = { .kind = enr_writing_kinds_find (kinds, g_ptr_array_index (self->arguments, 0), error),
          .day = ENR_DATE_NONE,
          .title = enr_options_get (self, "title"),
          .writer = enr_options_get (self, "writer") };
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autoptr (EnrDb) db = NULL;
  char id_text[ENR_UUID_STRING_LENGTH];
  gboolean has_class;
  EnrUuid id;

  if (new_writing.kind == NULL || !enr_options_date (self, "date", &new_writing.day, error))
    return FALSE;
  db = enr_ctl_open (self, TRUE, error);
  if (db == NULL
      || !enr_ctl_find_class (self, db, new_writing.day, &new_writing.class_id, &has_class, error)
      || !enr_ctl_child_option (self, db, &new_writing.child_id, error)
      || !enr_writing_create (db, &actor, &new_writing, &id, error))
    return FALSE;
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_uuid (builder, "id", &id);
      enr_json_print (builder);
    }
  else
    enr_output_print ("%s\n", enr_uuid_format (&id, id_text));
  return TRUE;
}

/* The text of --file, "-" for standard input. */
static char *
read_text (EnrCtl *self, GError **error)
{
  const char *path = enr_options_get (self, "file");
  g_autofree char *text = NULL;
  gsize length;

  if (strcmp (path, "-") == 0)
    path = "/dev/stdin";
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  if (strlen (text) != length || !g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, ENR_CTL_ERROR, ENR_CTL_ERROR_REFUSED,
                   /* Translators: a file's name */
                   _ ("“%s” is no text in UTF-8."), path);
      return NULL;
    }
  return g_steal_pointer (&text);
}

/* What became of it, for programs; people see nothing where all went well. */
static gboolean
print_result (EnrCtl *self, EnrDb *db, const EnrUuid *id, GError **error)
{
  g_autoptr (EnrWriting) writing = NULL;
  g_autoptr (JsonBuilder) builder = NULL;

  if (!self->json)
    return TRUE;
  writing = enr_writing_load (db, id, error);
  if (writing == NULL)
    return FALSE;
  builder = enr_json_new ();
  enr_ctl_add_writing (builder, writing);
  enr_json_print (builder);
  return TRUE;
}

/* The key of the text: of a section that has one for each child, that of the child. */
static char *
dup_key (EnrCtl *self, const EnrWritingKind *kind, const EnrUuid *child_id, GError **error)
{
  const char *word = g_ptr_array_index (self->arguments, 1);
  const EnrSection *section = enr_writing_kind_find_section (kind, word);
  gboolean is_of_children = section != NULL && section->type == ENR_SECTION_CHILDREN;
  char id[ENR_UUID_STRING_LENGTH];

  if (section == NULL)
    {
      g_set_error (
          error, ENR_CTL_ERROR, ENR_CTL_ERROR_REFUSED,
          /* Translators: the name of a kind (週案), and what was given as a section of it */
          _ ("“%s” has no section “%s” to write in: “plan show ID --all” has them all."),
          kind->label, word);
      return NULL;
    }
  if (is_of_children == enr_uuid_is_none (child_id))
    {
      g_set_error (error, ENR_CTL_ERROR, ENR_CTL_ERROR_REFUSED,
                   is_of_children
                       /* Translators: a section's heading */
                       ? _ ("“%s” has a text for each child: please say with --child which.")
                       : _ ("“%s” is one text and not a child's: it is written without --child."),
                   section->heading);
      return NULL;
    }
  return is_of_children ? g_strconcat (section->key, "/", enr_uuid_format (child_id, id), NULL)
                        : g_strdup (word);
}

static gboolean
run_write (EnrCtl *self, GError **error)
{
  g_autofree char *text = read_text (self, error);
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autoptr (EnrDb) db = text != NULL ? enr_ctl_open (self, TRUE, error) : NULL;
  const EnrWritingKind *kind = NULL;
  g_autoptr (EnrWriting) writing
      = db != NULL ? enr_ctl_load_writing (self, db, kinds, &kind, error) : NULL;
  EnrTextChange change = { .text = text };
  g_autofree char *key = NULL;
  const EnrWritingText *present;

  if (writing == NULL || !enr_ctl_child_option (self, db, &change.child_id, error))
    return FALSE;
  key = dup_key (self, kind, &change.child_id, error);
  if (key == NULL)
    return FALSE;
  change.key = key;
  present = g_hash_table_lookup (writing->texts, key);
  if (present != NULL)
    change.seen = present->version;
  if (text[0] != '\0' && g_str_has_suffix (text, "\n"))
    text[strlen (text) - 1] = '\0';
  return enr_writing_save (db, &actor, kind, &writing->id, &change, 1, error)
         && print_result (self, db, &writing->id, error);
}

static gboolean
parse_step (const char *word, EnrStep *step, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < ENR_N_STEPS; i++)
    {
      if (strcmp (word, enr_step_key ((EnrStep) i)) == 0)
        {
          *step = (EnrStep) i;
          return TRUE;
        }
      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", enr_step_key ((EnrStep) i));
    }
  /* Translators: what was given, and the words that may be given */
  return enr_options_fail (error, _ ("“%s” is no step of approval: there are %s."), word,
                           list->str);
}

/* Whoever types a step has not looked at the buttons that there are: say which steps there are now.
 */
static gboolean
check_step (EnrStep step, const EnrWriting *writing, const EnrWritingKind *kind, GError **error)
{
  gboolean has_chief = enr_writing_kind_has_chief (kind);
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *name = NULL;

  if (enr_step_is_possible (step, writing->state, has_chief))
    return TRUE;
  for (guint i = 0; i < ENR_N_STEPS; i++)
    if (enr_step_is_possible ((EnrStep) i, writing->state, has_chief)
        && ((EnrStep) i != ENR_STEP_EVALUATE || enr_writing_kind_has_after (kind)))
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", enr_step_key ((EnrStep) i));
  name = enr_writing_dup_name (writing, kind);
  g_set_error (error, ENR_CTL_ERROR, ENR_CTL_ERROR_REFUSED,
               /* Translators: the name of a plan or record, its state, and words for steps */
               _ ("“%s” is “%s”. What can be done with it now: %s."), name,
               enr_writing_get_state_label (writing), list->str);
  return FALSE;
}

static gboolean
run_step (EnrCtl *self, GError **error)
{
  const char *reason = enr_options_get (self, "reason");
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrWriting) writing = NULL;
  g_autoptr (EnrStaff) staff = NULL;
  EnrStepOn on = { .reason = reason != NULL ? reason : "" };
  EnrStep step = ENR_N_STEPS;
  EnrActor actor;

  if (!parse_step (g_ptr_array_index (self->arguments, 1), &step, error))
    return FALSE;
  db = enr_ctl_open (self, TRUE, error);
  writing = db != NULL ? enr_ctl_load_writing (self, db, kinds, &on.kind, error) : NULL;
  if (writing == NULL || !check_step (step, writing, on.kind, error)
      || !enr_ctl_actor_by (self, db, &actor, &staff, error))
    return FALSE;
  on.id = writing->id;
  on.seen_version = writing->version;
  return enr_step_do (db, &actor, step, &on, error) && print_result (self, db, &writing->id, error);
}

/* The kinds as they are, the nursery's own too. */
static char *
dup_kinds_help (void)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  GString *text = g_string_new (_ ("Kinds (KIND):"));

  for (guint i = 0; i < enr_writing_kinds_get_n (kinds); i++)
    {
      const EnrWritingKind *kind = enr_writing_kinds_get (kinds, i);
      g_autofree char *padded = enr_output_dup_padded (kind->key, WIDTH_OF_WORDS);

      g_string_append_printf (text, "\n  %s  %s", padded, kind->label);
    }
  return g_string_free (text, FALSE);
}

static char *
dup_steps_help (void)
{
  GString *text = g_string_new (_ ("Steps (STEP):"));

  for (guint i = 0; i < ENR_N_STEPS; i++)
    {
      g_autofree char *padded = enr_output_dup_padded (enr_step_key ((EnrStep) i), WIDTH_OF_WORDS);

      g_string_append_printf (text, "\n  %s  %s", padded, enr_step_label ((EnrStep) i));
    }
  return g_string_free (text, FALSE);
}

static const EnrCtlOption list_options[] = {
  { "kind", ENR_OPTION_TEXT, FALSE, N_ ("KIND"), N_ ("only this kind: week-plan, 週案, ...") },
  ENR_OPTION_OF_CLASS,
  ENR_OPTION_OF_CHILD,
  { "from", ENR_OPTION_TEXT, FALSE, N_ ("DATE"), N_ ("that ends on this day or later") },
  { "until", ENR_OPTION_TEXT, FALSE, N_ ("DATE"), N_ ("that begins on this day or earlier") },
  { "waiting", ENR_OPTION_FLAG, FALSE, NULL, N_ ("only what waits for approval") },
  { "missing", ENR_OPTION_FLAG, FALSE, NULL,
    N_ ("what should be there and is not, or is not submitted in time") },
  ENR_OPTION_END,
};

static const EnrCtlOption new_options[] = {
  ENR_OPTION_DATE,
  ENR_OPTION_OF_CLASS,
  ENR_OPTION_OF_CHILD,
  { "title", ENR_OPTION_TEXT, FALSE, N_ ("TEXT"), N_ ("the title of an event") },
  { "writer", ENR_OPTION_TEXT, FALSE, N_ ("NAME"), N_ ("who writes it (記入者)") },
  ENR_OPTION_END,
};

static const EnrCtlOption write_options[] = {
  { "file", ENR_OPTION_PATH, TRUE, N_ ("FILE"),
    N_ ("the text, in UTF-8; - is the standard input") },
  { "child", ENR_OPTION_TEXT, FALSE, N_ ("CHILD"),
    N_ ("whom it is about, in a section with a text for each child") },
  ENR_OPTION_END,
};

static const EnrCtlOption step_options[] = {
  { "by", ENR_OPTION_TEXT, FALSE, N_ ("NAME"), N_ ("who does it; the login name otherwise") },
  { "reason", ENR_OPTION_TEXT, FALSE, N_ ("TEXT"), N_ ("why; needed to return and to revise") },
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_writing_commands[] = {
  { "plan list", NULL, N_ ("List plans and records (計画と記録)."), list_options, run_list,
    dup_kinds_help },
  { "plan new", N_ ("KIND"), N_ ("Begin a plan or record; prints its id."), new_options, run_new,
    dup_kinds_help },
  { "plan write", N_ ("ID SECTION"), N_ ("Write a section of a plan or record."), write_options,
    run_write, NULL },
  { "plan step", N_ ("ID STEP"),
    N_ ("Take one a step on its way of approval: submit, approve, return, ..."), step_options,
    run_step, dup_steps_help },
  { NULL },
};
