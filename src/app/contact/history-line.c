/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/history-line.h"

struct _EnrHistoryLine
{
  GObject parent_instance;

  char *day;
  const char *kind;
  char *head;
  char *text;
  char *people;
  EnrUuid inquiry; /* or none */
  EnrUuid promise; /* or none */
  gboolean is_open;
  gboolean is_void;
};

G_DEFINE_FINAL_TYPE (EnrHistoryLine, enr_history_line, G_TYPE_OBJECT)

static void
enr_history_line_finalize (GObject *object)
{
  EnrHistoryLine *self = ENR_HISTORY_LINE (object);

  g_free (self->day);
  g_free (self->head);
  g_free (self->text);
  g_free (self->people);

  G_OBJECT_CLASS (enr_history_line_parent_class)->finalize (object);
}

static void
enr_history_line_class_init (EnrHistoryLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = enr_history_line_finalize;
}

static void
enr_history_line_init (EnrHistoryLine *self)
{
}

static char *
dup_day (const EnrContactEntry *entry)
{
  g_autofree char *day = enr_date_dup_era_weekday (entry->day);
  char at[6];

  if (entry->at == ENR_INSTANT_NONE)
    return g_steal_pointer (&day);
  return g_strdup_printf ("%s %s", day,
                          enr_minutes_format (enr_instant_minutes (entry->at, entry->day), at));
}

EnrHistoryLine *
enr_history_line_new (const EnrContactEntry *entry)
{
  EnrHistoryLine *self = g_object_new (ENR_TYPE_HISTORY_LINE, NULL);

  self->day = dup_day (entry);
  self->kind = enr_contact_kind_label (entry->kind, FALSE);
  self->head = enr_contact_entry_dup_head (entry, FALSE);
  self->text = enr_contact_entry_dup_text (entry, FALSE);
  self->people = enr_contact_entry_dup_people (entry, FALSE);
  self->is_open = entry->is_open;
  self->is_void = entry->is_void;
  if (entry->inquiry != NULL)
    self->inquiry = entry->inquiry->id;
  if (entry->promise != NULL)
    self->promise = entry->promise->id;
  return self;
}

const char *
enr_history_line_get_day (EnrHistoryLine *self)
{
  return self->day;
}

const char *
enr_history_line_get_kind (EnrHistoryLine *self)
{
  return self->kind;
}

const char *
enr_history_line_get_head (EnrHistoryLine *self)
{
  return self->head;
}

const char *
enr_history_line_get_text (EnrHistoryLine *self)
{
  return self->text;
}

const char *
enr_history_line_get_people (EnrHistoryLine *self)
{
  return self->people;
}

const EnrUuid *
enr_history_line_get_inquiry (EnrHistoryLine *self)
{
  return enr_uuid_is_none (&self->inquiry) ? NULL : &self->inquiry;
}

const EnrUuid *
enr_history_line_get_promise (EnrHistoryLine *self)
{
  return enr_uuid_is_none (&self->promise) ? NULL : &self->promise;
}

gboolean
enr_history_line_is_open (EnrHistoryLine *self)
{
  return self->is_open;
}

gboolean
enr_history_line_is_void (EnrHistoryLine *self)
{
  return self->is_void;
}
