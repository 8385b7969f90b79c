/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/keep-entry.h"

struct _EnrKeepEntry
{
  GObject parent_instance;

  EnrUuid id;
  EnrContactKeepItem contact; /* where id is none */
  char *name;
  char *until;
  gboolean is_checked;
};

G_DEFINE_FINAL_TYPE (EnrKeepEntry, enr_keep_entry, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CHECKED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
enr_keep_entry_finalize (GObject *object)
{
  g_free (ENR_KEEP_ENTRY (object)->name);
  g_free (ENR_KEEP_ENTRY (object)->until);

  G_OBJECT_CLASS (enr_keep_entry_parent_class)->finalize (object);
}

static void
enr_keep_entry_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, ENR_KEEP_ENTRY (object)->is_checked);
}

static void
enr_keep_entry_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  enr_keep_entry_set_checked (ENR_KEEP_ENTRY (object), g_value_get_boolean (value));
}

static void
enr_keep_entry_class_init (EnrKeepEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = enr_keep_entry_finalize;
  object_class->get_property = enr_keep_entry_get_property;
  object_class->set_property = enr_keep_entry_set_property;

  properties[PROP_CHECKED]
      = g_param_spec_boolean ("checked", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
enr_keep_entry_init (EnrKeepEntry *self)
{
}

EnrKeepEntry *
enr_keep_entry_new (const EnrKeepItem *item)
{
  EnrKeepEntry *self = g_object_new (ENR_TYPE_KEEP_ENTRY, NULL);

  self->id = item->writing->id;
  self->name = enr_writing_dup_name (item->writing, item->kind);
  self->until = enr_date_dup_era (item->kept_until);
  return self;
}

EnrKeepEntry *
enr_keep_entry_new_contact (const EnrContactKeepItem *item)
{
  EnrKeepEntry *self = g_object_new (ENR_TYPE_KEEP_ENTRY, NULL);

  self->id = enr_uuid_none;
  self->contact = *item;
  self->name = enr_contact_keep_item_dup_name (item);
  self->until = enr_date_dup_era (item->kept_until);
  return self;
}

const EnrContactKeepItem *
enr_keep_entry_get_contact (EnrKeepEntry *self)
{
  return enr_uuid_is_none (&self->id) ? &self->contact : NULL;
}

const EnrUuid *
enr_keep_entry_get_id (EnrKeepEntry *self)
{
  return &self->id;
}

const char *
enr_keep_entry_get_name (EnrKeepEntry *self)
{
  return self->name;
}

const char *
enr_keep_entry_get_until (EnrKeepEntry *self)
{
  return self->until;
}

gboolean
enr_keep_entry_is_checked (EnrKeepEntry *self)
{
  return self->is_checked;
}

void
enr_keep_entry_set_checked (EnrKeepEntry *self, gboolean is_checked)
{
  if (self->is_checked == is_checked)
    return;
  self->is_checked = is_checked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHECKED]);
}
