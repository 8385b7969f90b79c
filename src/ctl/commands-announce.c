/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * announce: a letter to families, with a question and files.
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "contact/letter-send.h"
#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "nursery/class.h"

/*
 * What is in it
 */

/* The text of --body-file, "-" for standard input. */
static char *
read_body (EnrCtl *self, GError **error)
{
  const char *path = enr_options_get (self, "body-file");
  g_autofree char *text = NULL;
  gsize length;

  if (strcmp (path, "-") == 0)
    path = "/dev/stdin";
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  if (strlen (text) != length || !g_utf8_validate (text, -1, NULL))
    {
      g_autofree char *shown = g_filename_display_name (path);

      g_set_error (error, ENR_CTL_ERROR, ENR_CTL_ERROR_REFUSED,
                   /* Translators: a file's name */
                   _ ("“%s” is no text in UTF-8."), shown);
      return NULL;
    }
  return g_steal_pointer (&text);
}

/* "yes-no", "choice", "text", "date". */
static gboolean
read_answer_kind (EnrCtl *self, EnrAnswerKind *kind, GError **error)
{
  const char *word = enr_options_get (self, "answer");

  *kind = word != NULL ? enr_answer_kind_from_key (word) : ENR_ANSWER_NONE;
  if (word != NULL && *kind == ENR_ANSWER_NONE)
    return enr_options_fail (error, _ ("--answer is yes-no, choice, text or date, not “%s”."),
                             word);
  if ((word != NULL) != enr_options_has (self, "question"))
    return enr_options_fail (error, _ ("--question and --answer are given together."));
  if (enr_options_has (self, "choice") && *kind != ENR_ANSWER_CHOICE)
    return enr_options_fail (error, _ ("--choice is for --answer choice."));
  if (enr_options_has (self, "until") && *kind == ENR_ANSWER_NONE)
    return enr_options_fail (error,
                             _ ("--until is the last day for answers; it needs --question."));
  return TRUE;
}

static gboolean
read_question (EnrCtl *self, EnrAnnouncement *draft, GError **error)
{
  const char *const *choices = enr_options_list (self, "choice");

  if (!read_answer_kind (self, &draft->answer_kind, error)
      || !enr_options_date (self, "until", &draft->answer_until, error))
    return FALSE;
  if (draft->answer_kind == ENR_ANSWER_NONE)
    return TRUE;
  g_free (draft->question);
  draft->question = g_strdup (enr_options_get (self, "question"));
  if (choices != NULL)
    {
      g_free (draft->choices);
      draft->choices = g_strjoinv ("\n", (char **) choices);
    }
  return TRUE;
}

/* One byte more than can be attached is enough to be refused: a film is not read into memory. */
static GBytes *
read_file (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char *content = NULL;
  gsize size;

  if (stream == NULL)
    return NULL;
  content = g_malloc (ENR_ANNOUNCEMENT_MAX_FILE_BYTES + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), content,
                                ENR_ANNOUNCEMENT_MAX_FILE_BYTES + 1, &size, NULL, error))
    return NULL;
  return g_bytes_new (content, size);
}

/* (element-type EnrLetterFile) */
static GPtrArray *
read_files (EnrCtl *self, GError **error)
{
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_letter_file_free);
  const char *const *paths = enr_options_list (self, "attach");

  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      g_autoptr (GBytes) content = read_file (paths[i], error);

      if (content == NULL)
        return NULL;
      g_ptr_array_add (files, enr_letter_file_new (paths[i], content));
    }
  return enr_letter_check_files (files, error) ? g_steal_pointer (&files) : NULL;
}

/* The draft but for whom it is for. */
static EnrAnnouncement *
read_draft (EnrCtl *self, GError **error)
{
  g_autoptr (EnrAnnouncement) draft = enr_announcement_new ();
  char *body;

  if (!enr_options_date (self, "date", &draft->day, error) || !read_question (self, draft, error))
    return NULL;
  body = read_body (self, error);
  if (body == NULL)
    return NULL;
  g_free (draft->body);
  draft->body = body;
  g_free (draft->title);
  draft->title = g_strdup (enr_options_get (self, "title"));
  draft->is_urgent = enr_options_has (self, "urgent");
  return g_steal_pointer (&draft);
}

/*
 * Whom it is for
 */

static gboolean
add_classes (EnrCtl *self, EnrDb *db, EnrAnnouncement *draft, GError **error)
{
  const char *const *names = enr_options_list (self, "class");

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autoptr (EnrClass) class = enr_class_find (db, enr_fiscal_year (draft->day), names[i],
                                                   error);

      if (class == NULL)
        return FALSE;
      enr_audience_add_class (draft->audience, &class->id);
    }
  return TRUE;
}

/* Whoever names one child and nothing else writes about that child. */
static gboolean
set_audience (EnrCtl *self, EnrDb *db, EnrAnnouncement *draft, GError **error)
{
  const char *const *words = enr_options_list (self, "child");

  if (!add_classes (self, db, draft, error))
    return FALSE;
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      g_autoptr (EnrChild) child = enr_child_find (db, words[i], error);

      if (child == NULL)
        return FALSE;
      enr_audience_add_child (draft->audience, &child->id);
    }
  if (draft->audience->len == 0)
    enr_audience_add_all (draft->audience);
  else if (draft->audience->len == 1)
    draft->about_child = g_array_index (draft->audience, EnrAudienceItem, 0).child_id;
  return TRUE;
}

/*
 * What is shown
 */

static void
add_json_recipient (JsonBuilder *builder, const EnrRecipientPlanned *planned)
{
  json_builder_begin_object (builder);
  enr_json_uuid (builder, "family_id", &planned->family_id);
  enr_json_text (builder, "addressee", planned->addressee);
  enr_json_word (builder, "relation", planned->relation);
  enr_json_text (builder, "children", planned->children);
  enr_json_text (builder, "channel", enr_way_key (planned->way));
  enr_json_word (builder, "address", planned->address);
  enr_json_bool (builder, "lives_apart", planned->is_apart);
  json_builder_end_object (builder);
}

static void
print_json (const EnrAnnouncement *draft, const EnrRecipientPlan *plan, gboolean is_released)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();

  enr_json_bool (builder, "released", is_released);
  enr_json_uuid (builder, "id", &draft->id);
  enr_json_text (builder, "title", draft->title);
  enr_json_date (builder, "date", draft->day);
  enr_json_bool (builder, "about_one_child", !enr_uuid_is_none (&draft->about_child));
  enr_json_int (builder, "families", plan->n_families);
  enr_json_int (builder, "mail", plan->n_mail);
  enr_json_int (builder, "paper", plan->n_paper);
  enr_json_begin_array (builder, "recipients");
  for (guint i = 0; i < plan->recipients->len; i++)
    add_json_recipient (builder, g_ptr_array_index (plan->recipients, i));
  json_builder_end_array (builder);
  enr_json_begin_array (builder, "unreached");
  for (guint i = 0; i < plan->unreached->len; i++)
    {
      const EnrUnreached *unreached = g_ptr_array_index (plan->unreached, i);

      json_builder_begin_object (builder);
      enr_json_text (builder, "name", unreached->child_name);
      enr_json_text (builder, "reason",
                     unreached->reason == ENR_UNREACHED_AWAY ? "not-enrolled" : "blocked");
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  enr_json_print (builder);
}

static void
print_text (const EnrRecipientPlan *plan, gboolean is_released)
{
  const char *const headings[]
      = { _ ("Recipient"), C_ ("letter", "About"), _ ("Channel"), _ ("Address") };
  g_autoptr (EnrTextTable) table = enr_text_table_new (G_N_ELEMENTS (headings));

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    enr_text_table_add (table, headings[i]);
  for (guint i = 0; i < plan->recipients->len; i++)
    {
      const EnrRecipientPlanned *planned = g_ptr_array_index (plan->recipients, i);

      enr_text_table_add (table, planned->addressee);
      enr_text_table_add (table, planned->children);
      enr_text_table_add (table, enr_way_label (planned->way));
      enr_text_table_add (table, planned->address);
    }
  enr_text_table_print (table);
  enr_output_print (is_released
                        /* Translators: letters, families, mails, papers */
                        ? _ ("%u letters to %u families are released: %u by mail, %u on paper.\n")
                        : _ ("%u letters would go to %u families: %u by mail, %u on paper. Nothing "
                             "was written.\n"),
                    plan->recipients->len, plan->n_families, plan->n_mail, plan->n_paper);
}

static void
print_result (EnrCtl *self,
              const EnrAnnouncement *draft,
              const EnrRecipientPlan *plan,
              gboolean is_released)
{
  g_autofree char *warnings = enr_recipient_plan_dup_warnings (plan);

  if (self->json)
    print_json (draft, plan, is_released);
  else
    print_text (plan, is_released);
  if (*warnings != '\0')
    enr_ctl_warn ("%s", warnings);
}

static gboolean
show (EnrCtl *self, EnrDb *db, const EnrActor *actor, const EnrAnnouncement *draft, GError **error)
{
  g_autoptr (EnrRecipientPlan) plan = NULL;

  if (!enr_announcement_check (db, actor, draft, error))
    return FALSE;
  plan = enr_recipient_plan_draft (db, draft, error);
  if (plan == NULL)
    return FALSE;
  print_result (self, draft, plan, FALSE);
  return TRUE;
}

static gboolean
run_announce (EnrCtl *self, GError **error)
{
  gboolean is_dry = enr_options_has (self, "dry-run");
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autoptr (EnrAnnouncement) draft = read_draft (self, error);
  g_autoptr (GPtrArray) files = draft != NULL ? read_files (self, error) : NULL;
  g_autoptr (EnrDb) db = files != NULL ? enr_ctl_open (self, !is_dry, error) : NULL;
  g_autoptr (EnrRecipientPlan) plan = NULL;

  if (db == NULL || !set_audience (self, db, draft, error))
    return FALSE;
  if (is_dry)
    return show (self, db, &actor, draft, error);
  if (!enr_letter_send (db, &actor, draft, files, &plan, error))
    return FALSE;
  enr_output_set_done (_ ("The letter is released already."));
  print_result (self, draft, plan, TRUE);
  return TRUE;
}

static const EnrCtlOption announce_options[] = {
  { "title", ENR_OPTION_TEXT, TRUE, N_ ("TEXT"), N_ ("one line; the mail's subject") },
  { "body-file", ENR_OPTION_PATH, TRUE, N_ ("FILE"), N_ ("the text in UTF-8; - reads it") },
  { "class", ENR_OPTION_LIST, FALSE, N_ ("NAME"), N_ ("to the families of this class") },
  { "child", ENR_OPTION_LIST, FALSE, N_ ("CHILD"),
    N_ ("to this child's family; one child alone: about that child, to its guardians only") },
  { "date", ENR_OPTION_TEXT, FALSE, N_ ("DATE"), N_ ("the letter's day; today") },
  { "question", ENR_OPTION_TEXT, FALSE, N_ ("TEXT"), N_ ("what the families are to answer") },
  { "answer", ENR_OPTION_TEXT, FALSE, N_ ("KIND"),
    N_ ("how they answer: yes-no, choice, text or date") },
  { "choice", ENR_OPTION_LIST, FALSE, N_ ("TEXT"), N_ ("one of the choices of --answer choice") },
  { "until", ENR_OPTION_TEXT, FALSE, N_ ("DATE"), N_ ("the last day for answers") },
  { "attach", ENR_OPTION_LIST, FALSE, N_ ("FILE"), N_ ("a file to attach") },
  { "urgent", ENR_OPTION_FLAG, FALSE, NULL, N_ ("mark it as urgent") },
  ENR_OPTION_DRY_RUN,
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_announce_commands[] = {
  { "announce", NULL,
    N_ ("Release a letter to families, to all of them where none is named. They get it once each, "
        "by mail where the address is verified, else on paper. With --dry-run, show who would."),
    announce_options, run_announce, NULL },
  { NULL },
};
