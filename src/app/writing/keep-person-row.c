/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/keep-person-row.h"

#include <glib/gi18n.h>

#include "app/children/edit-dialog.h"
#include "app/writing/approver.h"

struct _EnrKeepPersonRow
{
  AdwActionRow parent_instance;

  /* Owned */
  EnrSession *session;
  EnrUuid id;
  char *name;
};

G_DEFINE_FINAL_TYPE (EnrKeepPersonRow, enr_keep_person_row, ADW_TYPE_ACTION_ROW)

static void
chosen_cb (const EnrUuid *staff_id, const char *name, gpointer user_data)
{
  EnrKeepPersonRow *self = user_data;

  g_free (self->name);
  self->id = *staff_id;
  self->name = g_strdup (name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), name);
  enr_field_set_error (GTK_WIDGET (self), NULL);
}

static void
enr_keep_person_row_activate (AdwActionRow *row)
{
  EnrKeepPersonRow *self = ENR_KEEP_PERSON_ROW (row);

  if (self->session != NULL)
    enr_approver_choose (GTK_WIDGET (self), self->session, ENR_STEP_ARCHIVE, NULL, chosen_cb,
                         g_object_ref (self), g_object_unref);
}

static void
enr_keep_person_row_dispose (GObject *object)
{
  g_clear_object (&ENR_KEEP_PERSON_ROW (object)->session);

  G_OBJECT_CLASS (enr_keep_person_row_parent_class)->dispose (object);
}

static void
enr_keep_person_row_finalize (GObject *object)
{
  g_free (ENR_KEEP_PERSON_ROW (object)->name);

  G_OBJECT_CLASS (enr_keep_person_row_parent_class)->finalize (object);
}

static void
enr_keep_person_row_class_init (EnrKeepPersonRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = enr_keep_person_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_keep_person_row_finalize;
  ADW_ACTION_ROW_CLASS (klass)->activate = enr_keep_person_row_activate;

  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (klass), "/io/github/enroku/Enroku/ui/writing/keep-person-row.ui");
}

static void
enr_keep_person_row_init (EnrKeepPersonRow *self)
{
  self->name = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_keep_person_row_set_session (EnrKeepPersonRow *self, EnrSession *session)
{
  g_set_object (&self->session, session);
}

const char *
enr_keep_person_row_get_name (EnrKeepPersonRow *self)
{
  return self->name;
}

const EnrUuid *
enr_keep_person_row_get_id (EnrKeepPersonRow *self)
{
  return &self->id;
}

EnrActor
enr_keep_person_actor (EnrSession *session, const EnrUuid *id, const char *name)
{
  EnrActor actor = *enr_session_get_actor (session);

  if (!enr_uuid_is_none (id))
    {
      actor.kind = ENR_ACTOR_STAFF;
      actor.id = *id;
    }
  actor.name = name;
  return actor;
}
