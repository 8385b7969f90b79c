/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * plan, diary: plans and records, and which of them are missing.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "base/clock.h"
#include "base/file.h"
#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "nursery/child.h"
#include "writing/approval.h"
#include "writing/shelf.h"

static gboolean
find_child (EnrCtl *self, EnrDb *db, EnrUuid *id, GError **error)
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

/* The writing that the command's first argument names. */
static gboolean
get_id (EnrCtl *self, EnrUuid *id, GError **error)
{
  const char *word = g_ptr_array_index (self->arguments, 0);

  return enr_uuid_parse (word, id)
         || enr_options_fail (error, _ ("“%s” is no id of a plan or record: see plan list."), word);
}

/* The writing and its kind; both or neither. */
static EnrWriting *
load (EnrCtl *self, EnrDb *db, EnrWritingKinds *kinds, const EnrWritingKind **kind, GError **error)
{
  g_autoptr (EnrWriting) writing = NULL;
  EnrUuid id;

  if (!get_id (self, &id, error))
    return NULL;
  writing = enr_writing_load (db, &id, error);
  if (writing == NULL)
    return NULL;
  *kind = enr_writing_kinds_find (kinds, writing->kind, error);
  return *kind != NULL ? g_steal_pointer (&writing) : NULL;
}

static void
add_writing (JsonBuilder *builder, const EnrWriting *writing)
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
          add_writing (builder, writing);
          json_builder_end_object (builder);
          continue;
        }
      name = kind != NULL ? enr_writing_dup_name (writing, kind) : g_strdup (writing->kind);
      enr_text_table_add (table, enr_uuid_format (&writing->id, id));
      enr_text_table_add (table, name);
      enr_text_table_add (table, enr_writing_state_label (writing->state));
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
  gboolean has_class;

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
  filter.only_waiting = enr_options_has (self, "waiting");
  db = enr_ctl_open (self, FALSE, error);
  if (db == NULL
      || !enr_ctl_find_class (self, db,
                              filter.from != ENR_DATE_NONE ? filter.from : enr_clock_today (),
                              &filter.class_id, &has_class, error)
      || !find_child (self, db, &filter.child_id, error))
    return FALSE;
  list = enr_writing_list (db, &filter, error);
  if (list == NULL)
    return FALSE;
  print_list (self, kinds, list);
  return TRUE;
}

static void
print_content_json (const EnrWriting *writing, const EnrContent *content, GPtrArray *steps)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();

  add_writing (builder, writing);
  enr_json_begin_array (builder, "sections");
  for (guint i = 0; i < content->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (content->items, i);

      json_builder_begin_object (builder);
      enr_json_text (builder, "key", item->key);
      enr_json_text (builder, "heading", item->heading);
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

/* As readable text, for the terminal and for --output. */
static char *
dup_content_text (const EnrWriting *writing,
                  const EnrWritingKind *kind,
                  const EnrContent *content,
                  GPtrArray *steps)
{
  g_autofree char *name = enr_writing_dup_name (writing, kind);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n%s\n", name, enr_writing_state_label (writing->state));
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

      if (*item->text != '\0')
        g_string_append_printf (text, "\n【%s】 %s\n%s\n", item->heading, item->key, item->text);
    }
  return g_string_free (text, FALSE);
}

static gboolean
run_show (EnrCtl *self, GError **error)
{
  const char *output = enr_options_get (self, "output");
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  g_autoptr (EnrDb) db = enr_ctl_open (self, FALSE, error);
  const EnrWritingKind *kind = NULL;
  g_autoptr (EnrWriting) writing = db != NULL ? load (self, db, kinds, &kind, error) : NULL;
  g_autoptr (EnrContent) content = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  g_autofree char *text = NULL;

  if (writing == NULL)
    return FALSE;
  content = enr_writing_content (db, kind, &writing->id, error);
  steps = content != NULL ? enr_step_list (db, &writing->id, error) : NULL;
  if (steps == NULL)
    return FALSE;
  if (self->json && output == NULL)
    {
      print_content_json (writing, content, steps);
      return TRUE;
    }
  text = dup_content_text (writing, kind, content, steps);
  if (output != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

      return enr_file_replace (output, bytes, error);
    }
  enr_output_write (text);
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
      || !find_child (self, db, &new_writing.child_id, error)
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

static gboolean
run_write (EnrCtl *self, GError **error)
{
  g_autofree char *text = read_text (self, error);
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autoptr (EnrDb) db = text != NULL ? enr_ctl_open (self, TRUE, error) : NULL;
  const EnrWritingKind *kind = NULL;
  g_autoptr (EnrWriting) writing = db != NULL ? load (self, db, kinds, &kind, error) : NULL;
  EnrTextChange change = { .key = g_ptr_array_index (self->arguments, 1), .text = text };
  const EnrWritingText *present;

  if (writing == NULL)
    return FALSE;
  present = g_hash_table_lookup (writing->texts, change.key);
  if (present != NULL)
    change.seen = present->version;
  if (text[0] != '\0' && g_str_has_suffix (text, "\n"))
    text[strlen (text) - 1] = '\0';
  return enr_writing_save (db, &actor, kind, &writing->id, &change, 1, error);
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

static gboolean
run_step (EnrCtl *self, GError **error)
{
  const char *by = enr_options_get (self, "by");
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrWriting) writing = NULL;
  EnrStepOn on = { .reason = enr_options_get (self, "reason") };
  EnrStep step = ENR_N_STEPS;

  if (!parse_step (g_ptr_array_index (self->arguments, 1), &step, error))
    return FALSE;
  db = enr_ctl_open (self, TRUE, error);
  writing = db != NULL ? load (self, db, kinds, &on.kind, error) : NULL;
  if (writing == NULL)
    return FALSE;
  if (by != NULL)
    actor.name = by;
  if (on.reason == NULL)
    on.reason = "";
  on.id = writing->id;
  on.seen_version = writing->version;
  return enr_step_do (db, &actor, step, &on, error);
}

static void
add_place (JsonBuilder *builder, const EnrShelfPlace *place)
{
  json_builder_begin_object (builder);
  enr_json_text (builder, "kind", place->kind->key);
  enr_json_date (builder, "date", place->first);
  enr_json_word (builder, "class", place->class_name);
  enr_json_word (builder, "child", place->child_name);
  enr_json_text (builder, "state", enr_shelf_state_key (place->state));
  enr_json_date (builder, "due", place->due);
  enr_json_uuid (builder, "id", &place->id);
  json_builder_end_object (builder);
}

static gboolean
is_missing (const EnrShelfPlace *place)
{
  return place->state == ENR_SHELF_MISSING || place->state == ENR_SHELF_LATE;
}

static void
print_places (EnrCtl *self, const EnrShelf *shelf, gboolean only_missing)
{
  g_autoptr (JsonBuilder) builder = self->json ? enr_json_new () : NULL;
  g_autoptr (EnrTextTable) table = enr_text_table_new (4);
  guint n = 0;

  if (builder != NULL)
    enr_json_begin_array (builder, "diaries");
  enr_text_table_add (table, _ ("Day"));
  enr_text_table_add (table, _ ("Class"));
  enr_text_table_add (table, _ ("State"));
  enr_text_table_add (table, _ ("Id"));
  for (guint i = 0; i < shelf->places->len; i++)
    {
      const EnrShelfPlace *place = &g_array_index (shelf->places, EnrShelfPlace, i);
      char day[ENR_DATE_ISO_LENGTH], id[ENR_UUID_STRING_LENGTH];

      if (only_missing && !is_missing (place))
        continue;
      n++;
      if (builder != NULL)
        {
          add_place (builder, place);
          continue;
        }
      enr_text_table_add (table, enr_date_iso (place->first, day));
      enr_text_table_add (table, place->class_name);
      enr_text_table_add (table, enr_shelf_state_label (place->state));
      enr_text_table_add (table,
                          enr_uuid_is_none (&place->id) ? "" : enr_uuid_format (&place->id, id));
    }
  if (builder != NULL)
    {
      json_builder_end_array (builder);
      enr_json_print (builder);
    }
  else if (n > 0)
    enr_text_table_print (table);
}

static gboolean
run_diary_list (EnrCtl *self, GError **error)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  const EnrWritingKind *kind = enr_writing_kinds_find (kinds, "diary", error);
  EnrDate month = ENR_DATE_NONE;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrShelf) shelf = NULL;

  if (kind == NULL || !enr_options_month (self, "month", &month, error))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  shelf = db != NULL ? enr_shelf_load (db, kinds, kind, month, enr_date_month_start (month, 1) - 1,
                                       enr_clock_today (), error)
                     : NULL;
  if (shelf == NULL)
    return FALSE;
  print_places (self, shelf, enr_options_has (self, "missing"));
  return TRUE;
}

#define OPTION_CHILD                                                                               \
  {                                                                                                \
    "child", ENR_OPTION_TEXT, FALSE, N_ ("CHILD"), N_ ("of this child")                            \
  }
#define OPTION_OF_CLASS                                                                            \
  {                                                                                                \
    "class", ENR_OPTION_TEXT, FALSE, N_ ("NAME"), N_ ("of this class")                             \
  }

static const EnrCtlOption list_options[] = {
  { "kind", ENR_OPTION_TEXT, FALSE, N_ ("KIND"), N_ ("only this kind: week-plan, 週案, ...") },
  OPTION_OF_CLASS,
  OPTION_CHILD,
  { "from", ENR_OPTION_TEXT, FALSE, N_ ("DATE"), N_ ("that ends on this day or later") },
  { "until", ENR_OPTION_TEXT, FALSE, N_ ("DATE"), N_ ("that begins on this day or earlier") },
  { "waiting", ENR_OPTION_FLAG, FALSE, NULL, N_ ("only what waits for approval") },
  ENR_OPTION_END,
};

static const EnrCtlOption show_options[] = {
  { "output", ENR_OPTION_PATH, FALSE, N_ ("FILE.txt"),
    N_ ("the file to write; without it, to the screen") },
  ENR_OPTION_END,
};

static const EnrCtlOption export_options[] = {
  ENR_OPTION_OUTPUT (N_ ("FILE.txt")),
  ENR_OPTION_END,
};

static const EnrCtlOption new_options[] = {
  ENR_OPTION_DATE,
  OPTION_OF_CLASS,
  OPTION_CHILD,
  { "title", ENR_OPTION_TEXT, FALSE, N_ ("TEXT"), N_ ("the title of an event") },
  { "writer", ENR_OPTION_TEXT, FALSE, N_ ("NAME"), N_ ("who writes it (記入者)") },
  ENR_OPTION_END,
};

static const EnrCtlOption write_options[] = {
  { "file", ENR_OPTION_PATH, TRUE, N_ ("FILE"),
    N_ ("the text, in UTF-8; - is the standard input") },
  ENR_OPTION_END,
};

static const EnrCtlOption step_options[] = {
  { "by", ENR_OPTION_TEXT, FALSE, N_ ("NAME"), N_ ("who does it; the login name otherwise") },
  { "reason", ENR_OPTION_TEXT, FALSE, N_ ("TEXT"), N_ ("why; needed to return and to revise") },
  ENR_OPTION_END,
};

static const EnrCtlOption diary_options[] = {
  { "month", ENR_OPTION_TEXT, TRUE, N_ ("YYYY-MM"), N_ ("the month: 2026-06, 令和8年6月") },
  { "missing", ENR_OPTION_FLAG, FALSE, NULL, N_ ("only what is overdue") },
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_writing_commands[] = {
  { "plan list", NULL, N_ ("List plans and records (計画と記録)."), list_options, run_list, NULL },
  { "plan show", N_ ("ID"), N_ ("Show a plan or record with its texts and approvals."),
    show_options, run_show, NULL },
  { "plan new", N_ ("KIND"), N_ ("Begin a plan or record; prints its id."), new_options, run_new,
    NULL },
  { "plan write", N_ ("ID SECTION"), N_ ("Write a section of a plan or record."), write_options,
    run_write, NULL },
  { "plan step", N_ ("ID STEP"),
    N_ ("Submit, withdraw, approve (chief, director), return, revise or archive one."),
    step_options, run_step, NULL },
  { "plan export", N_ ("ID"), N_ ("Write a plan or record as a text file."), export_options,
    run_show, NULL },
  { "diary list", NULL, N_ ("List a month's diaries (保育日誌), and which are missing."),
    diary_options, run_diary_list, NULL },
  { NULL },
};
