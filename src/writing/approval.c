/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Steps of approval.
 */
#include "config.h"

#include "writing/approval.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "nursery/error.h"
#include "people/staff.h"
#include "writing/writing-private.h"

ENR_SQL (SQL_STEPS,
         "SELECT step, version, at, staff_id, name, reason FROM writing_step "
         "WHERE writing_id = :id ORDER BY at, id");
ENR_SQL (SQL_STEP_INSERT,
         "INSERT INTO writing_step (id, writing_id, version, step, at, staff_id, name, reason) "
         "VALUES (:id, :writing, :version, :step, :at, :staff, :name, :reason)");
ENR_SQL (SQL_SUBMITTER,
         "SELECT staff_id, name FROM writing_step WHERE writing_id = :id AND version = :version "
         "AND step = 'submit' ORDER BY at DESC LIMIT 1");
ENR_SQL (SQL_FREEZE,
         "INSERT INTO writing_version (writing_id, version, revision, body, hash) "
         "VALUES (:id, :version, :revision, :body, :hash)");
ENR_SQL (SQL_STATE,
         "UPDATE writing SET state = :state, revision = :revision, version = :version, "
         "approved = :approved WHERE id = :id");
ENR_SQL (SQL_RULE, "SELECT own_allowed FROM approval_setting WHERE id = 1");
ENR_SQL (SQL_RULE_SAVE,
         "INSERT INTO approval_setting (id, own_allowed) VALUES (1, :own) "
         "ON CONFLICT DO UPDATE SET own_allowed = excluded.own_allowed");

/* What a step leads from, and to. */
static const struct
{
  const char *key;
  const char *label;
  guint from; /* bits of states */
  EnrWritingState to;
} steps[ENR_N_STEPS] = {
  [ENR_STEP_SUBMIT] = { "submit", NC_ ("step of approval", "Submit"),
                        1 << ENR_WRITING_DRAFT | 1 << ENR_WRITING_RETURNED, ENR_WRITING_SUBMITTED },
  [ENR_STEP_WITHDRAW] = { "withdraw", NC_ ("step of approval", "Take back"),
                          1 << ENR_WRITING_SUBMITTED, ENR_WRITING_DRAFT },
  [ENR_STEP_CHIEF] = { "chief", NC_ ("step of approval", "Approve as the chief"),
                       1 << ENR_WRITING_SUBMITTED, ENR_WRITING_CHIEF },
  [ENR_STEP_DIRECTOR]
  = { "director", NC_ ("step of approval", "Approve as the director"),
      1 << ENR_WRITING_SUBMITTED | 1 << ENR_WRITING_CHIEF, ENR_WRITING_APPROVED },
  [ENR_STEP_RETURN] = { "return", NC_ ("step of approval", "Return"),
                        1 << ENR_WRITING_SUBMITTED | 1 << ENR_WRITING_CHIEF, ENR_WRITING_RETURNED },
  [ENR_STEP_REVISE]
  = { "revise", NC_ ("step of approval", "Revise"), 1 << ENR_WRITING_APPROVED, ENR_WRITING_DRAFT },
  [ENR_STEP_ARCHIVE] = { "archive", NC_ ("step of approval", "Archive"), 1 << ENR_WRITING_APPROVED,
                         ENR_WRITING_ARCHIVED },
  [ENR_STEP_EVALUATE] = { "evaluate", NC_ ("step of approval", "Evaluate"),
                          1 << ENR_WRITING_APPROVED, ENR_WRITING_DRAFT },
  [ENR_STEP_UNARCHIVE] = { "unarchive", NC_ ("step of approval", "Take out of the archive"),
                           1 << ENR_WRITING_ARCHIVED, ENR_WRITING_APPROVED },
};

/* The table of steps has no word of its own for taking out of the archive: the archiving is
 * withdrawn. It is told apart from a submission that was withdrawn by what was done before it. */
static const char *
stored_word (EnrStep step)
{
  return steps[step == ENR_STEP_UNARCHIVE ? ENR_STEP_WITHDRAW : step].key;
}

static EnrStep
parse_stored (const char *word, gboolean is_archived)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (strcmp (stored_word ((EnrStep) i), word) == 0)
      return i == ENR_STEP_WITHDRAW && is_archived ? ENR_STEP_UNARCHIVE : (EnrStep) i;
  return ENR_STEP_SUBMIT;
}

const char *
enr_step_key (EnrStep step)
{
  return steps[step].key;
}

const char *
enr_step_label (EnrStep step)
{
  return g_dpgettext2 (NULL, "step of approval", steps[step].label);
}

void
enr_step_done_free (EnrStepDone *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->reason);
  g_free (self);
}

GPtrArray *
enr_step_list (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_step_done_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_STEPS);
  gboolean is_archived = FALSE;
  int rc;

  enr_bind_uuid (&st, ":id", id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrStepDone *done = g_new0 (EnrStepDone, 1);

      done->step = parse_stored (enr_column_text (&st, 0), is_archived);
      is_archived = done->step == ENR_STEP_ARCHIVE;
      done->version = (int) enr_column_int (&st, 1);
      done->at = enr_column_instant (&st, 2);
      done->staff_id = enr_column_uuid (&st, 3);
      done->name = enr_column_dup_text (&st, 4);
      done->reason = enr_column_dup_text (&st, 5);
      g_ptr_array_add (list, done);
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

gboolean
enr_step_is_possible (EnrStep step, EnrWritingState state, gboolean has_chief)
{
  if ((steps[step].from & 1u << state) == 0)
    return FALSE;
  if (step == ENR_STEP_CHIEF)
    return has_chief;
  /* The director comes after the chief, where there is one. */
  return step != ENR_STEP_DIRECTOR || !has_chief || state == ENR_WRITING_CHIEF;
}

/* A person of a step: of the staff, or a name that was typed. */
typedef struct
{
  const EnrUuid *id;
  const char *key; /* of the name, to compare it by */
} Person;

static gboolean
has_key (const char *text, const char *key)
{
  g_autofree char *other = enr_text_search_key (text);

  return *key != '\0' && strcmp (other, key) == 0;
}

/* Family or given name alone. */
static gboolean
has_part (const char *text, const char *key)
{
  g_autofree char *tidied = enr_text_tidy (text);
  g_auto (GStrv) parts = g_strsplit (tidied, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (has_key (parts[i], key))
      return TRUE;
  return FALSE;
}

/* The only one who works here by whose family or given name somebody can be meant; or NULL. */
static const EnrStaff *
find_by_part (const GPtrArray *staff, const char *key)
{
  EnrDate today = enr_clock_today ();
  const EnrStaff *found = NULL;

  for (guint i = 0; i < staff->len; i++)
    {
      const EnrStaff *one = g_ptr_array_index (staff, i);

      if (!enr_staff_is_employed (one, today)
          || (!has_part (one->name, key) && !has_part (one->kana, key)))
        continue;
      if (found != NULL)
        return NULL;
      found = one;
    }
  return found;
}

static gboolean
can_be (const Person *person, const EnrStaff *one, const EnrStaff *by_part)
{
  if (!enr_uuid_is_none (person->id))
    return enr_uuid_equal (person->id, &one->id);
  return one == by_part || has_key (one->name, person->key) || has_key (one->kana, person->key);
}

/* Whoever typed her name may have typed it in kana, or without the given name: it is asked whom of
 * the staff both can be. */
static gboolean
is_same_person (const Person *a, const Person *b, const GPtrArray *staff)
{
  const EnrStaff *part_a, *part_b;

  if (!enr_uuid_is_none (a->id) && !enr_uuid_is_none (b->id))
    return enr_uuid_equal (a->id, b->id);
  if (*a->key != '\0' && strcmp (a->key, b->key) == 0)
    return TRUE;
  part_a = find_by_part (staff, a->key);
  part_b = find_by_part (staff, b->key);
  for (guint i = 0; i < staff->len; i++)
    {
      const EnrStaff *one = g_ptr_array_index (staff, i);

      if (can_be (a, one, part_a) && can_be (b, one, part_b))
        return TRUE;
    }
  return FALSE;
}

gboolean
enr_step_check_actor (EnrStep step,
                      const EnrActor *actor,
                      const EnrUuid *submitter,
                      const char *submitter_name,
                      const GPtrArray *staff,
                      const EnrApprovalRule *rule,
                      GError **error)
{
  gboolean is_approval = step == ENR_STEP_CHIEF || step == ENR_STEP_DIRECTOR;
  g_autofree char *key = enr_text_search_key (actor->name);
  g_autofree char *other = enr_text_search_key (submitter_name);
  const Person person = { &actor->id, key };
  const Person submitting = { submitter, other };

  if (!is_approval || rule->own_allowed || !is_same_person (&person, &submitting, staff))
    return TRUE;
  g_set_error_literal (
      error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
      _ ("Whoever submitted it cannot approve it as well. Where one person does both, it can be "
         "allowed in the menu of the plans and records."));
  return FALSE;
}

gboolean
enr_approval_rule_load (EnrDb *db, EnrApprovalRule *rule, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_RULE);
  int rc = enr_stmt_step (&st, error);

  rule->own_allowed = rc > 0 && enr_column_int (&st, 0) != 0;
  return rc >= 0;
}

gboolean
enr_approval_rule_save (EnrDb *db,
                        const EnrActor *actor,
                        const EnrApprovalRule *rule,
                        GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_RULE_SAVE);

    enr_bind_int (&st, ":own", rule->own_allowed != 0);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

static gboolean
has_text (const EnrWriting *self, const EnrSection *section)
{
  GHashTableIter iter;
  gpointer key, value;
  gsize length = strlen (section->key);

  if (section->type == ENR_SECTION_TEXT)
    return !enr_text_is_blank (enr_writing_get_text (self, section->key));
  g_hash_table_iter_init (&iter, self->texts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (strncmp (key, section->key, length) == 0 && ((const char *) key)[length] == '/'
        && !enr_text_is_blank (((EnrWritingText *) value)->text))
      return TRUE;
  return FALSE;
}

char *
enr_writing_dup_missing (const EnrWriting *self, const EnrWritingKind *kind)
{
  GString *missing = g_string_new (NULL);

  for (guint i = 0; i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);

      if (section->is_required && section->type != ENR_SECTION_FACTS
          && enr_section_fits_age (section, self->age) && !has_text (self, section))
        g_string_append_printf (missing, "%s%s", missing->len > 0 ? "、" : "", section->heading);
    }
  return g_string_free (missing, FALSE);
}

static gboolean
freeze (EnrDb *db,
        const EnrWritingKind *kind,
        const EnrWriting *writing,
        int version,
        GError **error)
{
  g_autofree char *missing = enr_writing_dup_missing (writing, kind);
  g_autoptr (EnrContent) content = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) hash = NULL;
  guint8 sum[ENR_CONTENT_HASH_LENGTH];
  g_auto (EnrStmt) st = { NULL, NULL };

  if (*missing != '\0')
    {
      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                   /* Translators: headings of sections */
                   _ ("Before it is submitted, please write: %s."), missing);
      return FALSE;
    }
  content = enr_writing_build_content (db, kind, writing, error);
  if (content == NULL)
    return FALSE;
  body = enr_content_to_bytes (content);
  enr_content_hash (body, sum);
  hash = g_bytes_new (sum, sizeof sum);
  st = enr_stmt (db, SQL_FREEZE);
  enr_bind_uuid (&st, ":id", &writing->id);
  enr_bind_int (&st, ":version", version);
  enr_bind_int (&st, ":revision", writing->revision);
  enr_bind_bytes (&st, ":body", body);
  enr_bind_bytes (&st, ":hash", hash);
  return enr_stmt_run (&st, error);
}

static gboolean
check_actor (EnrDb *db,
             const EnrActor *actor,
             EnrStep step,
             const EnrWriting *writing,
             GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_SUBMITTER);
  EnrApprovalRule rule;
  EnrUuid submitter = enr_uuid_none;
  g_autoptr (GPtrArray) staff = enr_staff_list (db, ENR_DATE_NONE, error);
  const char *name = "";
  int rc;

  if (staff == NULL)
    return FALSE;
  enr_bind_uuid (&st, ":id", &writing->id);
  enr_bind_int (&st, ":version", writing->version);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    {
      submitter = enr_column_uuid (&st, 0);
      name = enr_column_text (&st, 1);
    }
  return rc >= 0 && enr_approval_rule_load (db, &rule, error)
         && enr_step_check_actor (step, actor, &submitter, name, staff, &rule, error);
}

static gboolean
check_step (EnrDb *db,
            const EnrActor *actor,
            EnrStep step,
            const EnrStepOn *on,
            const EnrWriting *writing,
            GError **error)
{
  gboolean needs_reason = step == ENR_STEP_RETURN || step == ENR_STEP_REVISE;
  gboolean needs_version
      = step == ENR_STEP_CHIEF || step == ENR_STEP_DIRECTOR || step == ENR_STEP_RETURN;

  if (!enr_step_is_possible (step, writing->state, enr_writing_kind_has_chief (on->kind))
      || (needs_version && on->seen_version != writing->version))
    {
      g_autofree char *name = enr_writing_dup_name (writing, on->kind);

      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED,
                   /* Translators: the name of a plan or record, and its state */
                   _ ("“%s” is not as it was looked at any more: it is “%s” now. Please look at it "
                      "again."),
                   name, enr_writing_get_state_label (writing));
      return FALSE;
    }
  if (step == ENR_STEP_EVALUATE && !enr_writing_kind_has_after (on->kind))
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("It has no section that is written afterwards."));
      return FALSE;
    }
  if (needs_reason && enr_text_is_blank (on->reason))
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_REASON,
                           _ ("Please say why."));
      return FALSE;
    }
  return check_actor (db, actor, step, writing, error);
}

static gboolean
write_state (EnrDb *db, EnrStep step, const EnrWriting *writing, int version, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_STATE);

  enr_bind_uuid (&st, ":id", &writing->id);
  enr_bind_text (&st, ":state", enr_writing_state_key (steps[step].to));
  enr_bind_int (&st, ":revision", writing->revision + (step == ENR_STEP_REVISE));
  enr_bind_int (&st, ":version", version);
  enr_bind_int (&st, ":approved", step == ENR_STEP_DIRECTOR ? version : writing->approved);
  return enr_stmt_run (&st, error);
}

gboolean
enr_step_do_at_in_txn (EnrDb *db,
                       const EnrActor *actor,
                       EnrStep step,
                       const EnrStepOn *on,
                       EnrInstant at,
                       GError **error)
{
  g_autoptr (EnrWriting) writing = enr_writing_load (db, &on->id, error);
  g_autofree char *reason = enr_text_tidy_lines (on->reason != NULL ? on->reason : "");
  EnrUuid id = enr_uuid_new ();
  int version;

  if (writing == NULL || !check_step (db, actor, step, on, writing, error))
    return FALSE;
  version = writing->version + (step == ENR_STEP_SUBMIT);
  if (step == ENR_STEP_SUBMIT && !freeze (db, on->kind, writing, version, error))
    return FALSE;
  if (!write_state (db, step, writing, version, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_STEP_INSERT);

    enr_bind_uuid (&st, ":id", &id);
    enr_bind_uuid (&st, ":writing", &on->id);
    enr_bind_int (&st, ":version", version);
    enr_bind_text (&st, ":step", stored_word (step));
    enr_bind_instant (&st, ":at", at);
    enr_bind_uuid (&st, ":staff", &actor->id);
    enr_bind_text (&st, ":name", actor->name);
    enr_bind_text (&st, ":reason", reason);
    return enr_stmt_run (&st, error);
  }
}

gboolean
enr_step_do_in_txn (EnrDb *db,
                    const EnrActor *actor,
                    EnrStep step,
                    const EnrStepOn *on,
                    GError **error)
{
  return enr_step_do_at_in_txn (db, actor, step, on, enr_clock_now (), error);
}

/* Of many, which one it was; CHANGED has said so already. */
static void
name_failed (EnrDb *db, const EnrStepOn *on, GError **error)
{
  g_autoptr (EnrWriting) writing = enr_writing_load_header (db, &on->id, NULL);
  g_autofree char *name = writing != NULL ? enr_writing_dup_name (writing, on->kind) : NULL;

  if (error != NULL && name != NULL
      && !g_error_matches (*error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED))
    g_prefix_error (error, "%s: ", name);
}

gboolean
enr_step_do_all (EnrDb *db,
                 const EnrActor *actor,
                 EnrStep step,
                 const EnrStepOn *on,
                 guint n_on,
                 GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  for (guint i = 0; i < n_on; i++)
    if (!enr_step_do_in_txn (db, actor, step, &on[i], error))
      {
        if (n_on > 1)
          name_failed (db, &on[i], error);
        return FALSE;
      }
  return enr_txn_commit (&txn, error);
}

gboolean
enr_step_do (EnrDb *db, const EnrActor *actor, EnrStep step, const EnrStepOn *on, GError **error)
{
  return enr_step_do_all (db, actor, step, on, 1, error);
}
