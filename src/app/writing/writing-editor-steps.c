/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What is done with a plan or record besides writing: the steps of approval, notes beside it, its
 * history, removing it.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/writing/approver.h"
#include "app/writing/writing-editor-private.h"
#include "app/writing/writing-editor-reason.h"

/* A step, a note, or the removing, on its way to the writer's thread. */
typedef struct
{
  EnrWritingKinds *kinds; /* keep @kind alive */
  const EnrWritingKind *kind;
  EnrUuid id;
  EnrActor actor; /* with @name */
  char *name;
  EnrStep step;
  int seen_version;
  char *text;  /* the reason, or the note */
  EnrDate day; /* of the note */
  EnrUuid note_id;
} Deed;

static void
deed_free (gpointer data)
{
  Deed *deed = data;

  enr_writing_kinds_unref (deed->kinds);
  g_free (deed->name);
  g_free (deed->text);
  g_free (deed);
}

static Deed *
deed_new (EnrWritingEditor *self)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->kinds = enr_writing_kinds_ref (self->kinds);
  deed->kind = self->reading->kind;
  deed->id = self->id;
  deed->actor = *enr_session_get_actor (self->session);
  deed->seen_version = self->reading->writing->version;
  return deed;
}

static void
deed_set_person (Deed *deed, const EnrUuid *staff_id, const char *name)
{
  deed->name = g_strdup (name);
  deed->actor.name = deed->name;
  deed->actor.id = *staff_id;
  if (!enr_uuid_is_none (staff_id))
    deed->actor.kind = ENR_ACTOR_STAFF;
}

static gpointer
do_step (EnrDb *db, gpointer data, GError **error)
{
  const Deed *deed = data;
  EnrStepOn on = { deed->kind, deed->id, deed->seen_version, deed->text != NULL ? deed->text : "" };

  return GINT_TO_POINTER (enr_step_do (db, &deed->actor, deed->step, &on, error));
}

static gpointer
do_note_add (EnrDb *db, gpointer data, GError **error)
{
  const Deed *deed = data;

  return GINT_TO_POINTER (
      enr_writing_note_add (db, &deed->actor, &deed->id, deed->day, deed->text, error));
}

static gpointer
do_note_remove (EnrDb *db, gpointer data, GError **error)
{
  const Deed *deed = data;

  return GINT_TO_POINTER (enr_writing_note_remove (db, &deed->actor, &deed->note_id, error));
}

static gpointer
do_remove (EnrDb *db, gpointer data, GError **error)
{
  const Deed *deed = data;

  return GINT_TO_POINTER (enr_writing_remove (db, &deed->actor, &deed->id, error));
}

static void
set_doing (EnrWritingEditor *self, gboolean is_doing)
{
  self->is_doing = is_doing;
  enr_writing_editor_update_actions (self);
}

/* Whether it was done; otherwise it says why not. */
static gboolean
finish (EnrWritingEditor *self, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean is_done = enr_store_finish (ENR_STORE (source), result, &error) != NULL;

  if (self->session == NULL)
    return FALSE;
  set_doing (self, FALSE);
  if (!is_done)
    text = enr_error_describe (error);
  enr_writing_editor_say (self, text, FALSE);
  enr_writing_editor_reload (self);
  return is_done;
}

/*
 * Steps
 */

/* A step for which somebody is asked who does it. */
typedef struct
{
  EnrWritingEditor *self;
  Deed *deed; /* NULL once it is on its way */
} Asked;

/* A step that is being done. */
typedef struct
{
  EnrWritingEditor *self;
  char *text; /* said when it is done */
  Deed *undo; /* or NULL */
} Doing;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_clear_pointer (&asked->deed, deed_free);
  g_object_unref (asked->self);
  g_free (asked);
}

static const char *
get_done_text (EnrStep step)
{
  switch (step)
    {
    case ENR_STEP_SUBMIT:
      return _ ("Submitted");
    case ENR_STEP_WITHDRAW:
      return _ ("Taken back: it can be changed again");
    case ENR_STEP_RETURN:
      return _ ("Returned");
    case ENR_STEP_REVISE:
      return _ ("A new revision has begun");
    case ENR_STEP_EVALUATE:
      return _ ("What comes afterwards can be written now");
    case ENR_STEP_ARCHIVE:
      return _ ("Archived");
    case ENR_STEP_UNARCHIVE:
      return _ ("Taken out of the archive");
    case ENR_STEP_CHIEF:
    case ENR_STEP_DIRECTOR:
    case ENR_N_STEPS:
    default:
      return _ ("Approved");
    }
}

/* Who submitted and approved is said: several people use the office's PC. */
static char *
dup_done_text (EnrStep step, const char *name)
{
  const char *text = get_done_text (step);

  if (step != ENR_STEP_SUBMIT && step != ENR_STEP_CHIEF && step != ENR_STEP_DIRECTOR)
    return g_strdup (text);
  /* Translators: what was done, and by whom: 承認しました（梅田 園子） */
  return g_strdup_printf (C_ ("done by", "%s (%s)"), text, name);
}

static void
stepped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Doing *doing = user_data;
  g_autoptr (EnrWritingEditor) self = doing->self;

  if (!finish (self, source, result))
    g_clear_pointer (&doing->undo, deed_free);
  else if (doing->undo != NULL)
    enr_session_offer_undo (self->session, doing->text, do_step, doing->undo, deed_free);
  else
    enr_session_tell (self->session, doing->text);
  g_free (doing->text);
  g_free (doing);
}

/* What was submitted or archived can be taken back at once, by whoever did it. */
static Deed *
new_undo (const Deed *deed)
{
  Deed *undo;

  if (deed->step != ENR_STEP_SUBMIT && deed->step != ENR_STEP_ARCHIVE)
    return NULL;
  undo = g_new0 (Deed, 1);
  undo->kinds = enr_writing_kinds_ref (deed->kinds);
  undo->kind = deed->kind;
  undo->id = deed->id;
  undo->actor = deed->actor;
  undo->step = deed->step == ENR_STEP_SUBMIT ? ENR_STEP_WITHDRAW : ENR_STEP_UNARCHIVE;
  deed_set_person (undo, &deed->actor.id, deed->name);
  return undo;
}

/* Takes @deed. */
static void
do_by (EnrWritingEditor *self, Deed *deed, const EnrUuid *staff_id, const char *name)
{
  Doing *doing;

  deed_set_person (deed, staff_id, name);
  doing = g_new (Doing, 1);
  *doing = (Doing){ g_object_ref (self), dup_done_text (deed->step, name), new_undo (deed) };
  set_doing (self, TRUE);
  enr_store_write_async (enr_session_get_store (self->session), do_step, deed, deed_free, NULL,
                         stepped_cb, doing);
}

static void
person_cb (const EnrUuid *staff_id, const char *name, gpointer user_data)
{
  Asked *asked = user_data;
  Deed *deed = g_steal_pointer (&asked->deed);

  if (deed != NULL && asked->self->session != NULL)
    do_by (asked->self, deed, staff_id, name);
  else
    g_clear_pointer (&deed, deed_free);
}

/* Whoever wrote it hands it in. What is written afterwards may be another's than the name on the
 * plan. */
static const EnrStaff *
find_submitter (EnrWritingEditor *self)
{
  return enr_writing_is_head_open (self->reading->writing)
             ? enr_editor_reading_find_staff (self->reading, self->saved_writer)
             : NULL;
}

static void
submit_by (EnrWritingEditor *self, const EnrStaff *person)
{
  Deed *deed = deed_new (self);

  deed->step = ENR_STEP_SUBMIT;
  deed->text = g_strdup ("");
  do_by (self, deed, &person->id, person->name);
}

static void
ask_person (EnrWritingEditor *self, EnrStep step, const char *reason)
{
  Asked *asked = g_new (Asked, 1);
  g_autofree char *what = enr_writing_dup_name (self->reading->writing, self->reading->kind);

  *asked = (Asked){ g_object_ref (self), deed_new (self) };
  asked->deed->step = step;
  asked->deed->text = g_strdup (reason);
  enr_approver_ask (GTK_WIDGET (self), self->session, step, what, person_cb, asked, asked_free);
}

static void
return_said_cb (EnrWritingEditor *self, const char *reason)
{
  if (self->reading != NULL && self->session != NULL)
    ask_person (self, ENR_STEP_RETURN, reason);
}

static void
revise_said_cb (EnrWritingEditor *self, const char *reason)
{
  if (self->reading != NULL && self->session != NULL)
    ask_person (self, ENR_STEP_REVISE, reason);
}

static void
ask_reason (EnrWritingEditor *self, EnrStep step)
{
  gboolean is_return = step == ENR_STEP_RETURN;
  EnrWritingEditorReason *dialog = enr_writing_editor_reason_new (
      is_return ? _ ("Return It") : _ ("Begin a Revision"),
      is_return ? _ ("What is to be written otherwise? Whoever wrote it reads this.")
                : _ ("The approved text stays as it is until the new one is approved. Why is it "
                     "changed?"),
      is_return ? _ ("Return") : _ ("Begin"));

  g_signal_connect_object (dialog, "said",
                           is_return ? G_CALLBACK (return_said_cb) : G_CALLBACK (revise_said_cb),
                           self, G_CONNECT_SWAPPED);
  enr_edit_dialog_show (ENR_EDIT_DIALOG (dialog), GTK_WIDGET (self));
}

gboolean
enr_writing_editor_can_do (EnrWritingEditor *self, EnrStep step)
{
  return self->reading != NULL && !self->is_doing
         && enr_step_is_possible (step, self->reading->writing->state,
                                  enr_writing_kind_has_chief (self->reading->kind))
         && (step != ENR_STEP_EVALUATE || enr_writing_kind_has_after (self->reading->kind));
}

EnrStep
enr_writing_editor_get_approval (EnrWritingEditor *self)
{
  return enr_writing_editor_can_do (self, ENR_STEP_CHIEF) ? ENR_STEP_CHIEF : ENR_STEP_DIRECTOR;
}

/* All is saved by now. */
static void
step_then (EnrWritingEditor *self, gpointer data)
{
  EnrStep step = (EnrStep) GPOINTER_TO_INT (data);
  const EnrStaff *person;

  if (!enr_writing_editor_can_do (self, step))
    return;
  person = step == ENR_STEP_SUBMIT ? find_submitter (self) : NULL;
  if (person != NULL)
    submit_by (self, person);
  else if (step == ENR_STEP_RETURN || step == ENR_STEP_REVISE)
    ask_reason (self, step);
  else
    ask_person (self, step, "");
}

void
enr_writing_editor_do (EnrWritingEditor *self, EnrStep step)
{
  enr_writing_editor_flush (self, step_then, GINT_TO_POINTER (step), NULL);
}

/*
 * Notes
 */

static void
note_added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrWritingEditor) self = user_data;

  if (finish (self, source, result))
    enr_writing_editor_notes_begin (self->notes, enr_session_get_date (self->session));
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrWritingEditor) self = user_data;

  finish (self, source, result);
}

static void
note_person_cb (const EnrUuid *staff_id, const char *name, gpointer user_data)
{
  Asked *asked = user_data;
  Deed *deed = g_steal_pointer (&asked->deed);

  if (deed == NULL || asked->self->session == NULL)
    {
      g_clear_pointer (&deed, deed_free);
      return;
    }
  deed_set_person (deed, staff_id, name);
  enr_store_write_async (enr_session_get_store (asked->self->session), do_note_add, deed, deed_free,
                         NULL, note_added_cb, g_object_ref (asked->self));
}

/* Whoever writes today at this PC notes it as well. */
void
enr_writing_editor_note_add_cb (EnrWritingEditor *self, int day, const char *text)
{
  Asked *asked;

  if (self->reading == NULL)
    return;
  asked = g_new (Asked, 1);
  *asked = (Asked){ g_object_ref (self), deed_new (self) };
  asked->deed->day = day;
  asked->deed->text = g_strdup (text);
  enr_approver_ask (GTK_WIDGET (self), self->session, ENR_STEP_SUBMIT, NULL, note_person_cb, asked,
                    asked_free);
}

void
enr_writing_editor_note_remove_cb (EnrWritingEditor *self, const EnrUuid *id)
{
  Deed *deed;

  if (self->reading == NULL)
    return;
  deed = deed_new (self);
  deed->note_id = *id;
  enr_store_write_async (enr_session_get_store (self->session), do_note_remove, deed, deed_free,
                         NULL, noted_cb, g_object_ref (self));
}

/*
 * Removing
 */

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrWritingEditor) self = user_data;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    {
      g_autofree char *text = enr_error_describe (error);

      set_doing (self, FALSE);
      enr_writing_editor_say (self, text, FALSE);
      return;
    }
  self->is_doing = FALSE;
  enr_writing_editor_forget (self);
  enr_session_tell (self->session, _ ("Removed"));
  enr_writing_editor_close (self);
}

void
enr_writing_editor_remove (EnrWritingEditor *self)
{
  if (self->reading == NULL)
    return;
  set_doing (self, TRUE);
  enr_store_write_async (enr_session_get_store (self->session), do_remove, deed_new (self),
                         deed_free, NULL, removed_cb, g_object_ref (self));
}
