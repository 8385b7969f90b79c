/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a family reads in its mail. Always Japanese, like the papers, and always the same for one
 * delivery: it is made of what was released, and of the nursery's name.
 */
#include "config.h"

#include <string.h>

#include "contact/announcement.h"
#include "contact/delivery-private.h"
#include "contact/recipient.h"
#include "nursery/facility.h"

static void
file_free (EnrDeliveryFile *self)
{
  g_free (self->name);
  g_free (self->type);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

void
enr_delivery_letter_free (EnrDeliveryLetter *self)
{
  if (self == NULL)
    return;

  enr_delivery_free (self->delivery);
  g_free (self->subject);
  g_free (self->body);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_free (self);
}

static void
append_block (GString *text, const char *block)
{
  if (*block == '\0')
    return;
  g_string_append (text, block);
  if (text->str[text->len - 1] != '\n')
    g_string_append_c (text, '\n');
}

static void
append_question (GString *text, const EnrAnnouncement *announcement)
{
  g_auto (GStrv) choices = NULL;

  if (announcement->answer_kind == ENR_ANSWER_NONE)
    return;
  g_string_append (text, "\n【お返事のお願い】\n");
  append_block (text, announcement->question);
  if (announcement->answer_kind == ENR_ANSWER_YES_NO)
    g_string_append (text, "・はい\n・いいえ\n");
  choices = enr_announcement_dup_choices (announcement);
  for (guint i = 0; announcement->answer_kind == ENR_ANSWER_CHOICE && choices[i] != NULL; i++)
    g_string_append_printf (text, "・%s\n", choices[i]);
  if (announcement->answer_until != ENR_DATE_NONE)
    {
      g_autofree char *until = enr_date_dup_era_weekday (announcement->answer_until);

      g_string_append_printf (text, "%sまでに、園へお知らせください。\n", until);
    }
  else
    g_string_append (text, "園へお知らせください。\n");
}

static void
append_signature (GString *text, const EnrFacility *facility)
{
  g_string_append_printf (text, "\n%s\n", facility->name);
  if (*facility->phone != '\0')
    g_string_append_printf (text, "電話 %s\n", facility->phone);
}

static gboolean
load_files (EnrDb *db, EnrDeliveryDesk *self, GError **error)
{
  const EnrUuid *id = &self->announcement->id;
  g_autoptr (GPtrArray) files = enr_announcement_files (db, id, error);

  if (files == NULL)
    return FALSE;
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) file_free);
  for (guint i = 0; i < files->len; i++)
    {
      const EnrAnnouncementFile *from = g_ptr_array_index (files, i);
      GBytes *bytes = enr_announcement_file_load (db, id, from->position, error);
      EnrDeliveryFile *file;

      if (bytes == NULL)
        return FALSE;
      file = g_new0 (EnrDeliveryFile, 1);
      file->name = g_strdup (from->name);
      file->type = g_strdup (from->type);
      file->bytes = bytes;
      g_ptr_array_add (self->files, file);
    }
  return TRUE;
}

static void
put_away (EnrDeliveryDesk *self)
{
  g_clear_pointer (&self->announcement, enr_announcement_free);
  g_clear_pointer (&self->files, g_ptr_array_unref);
}

void
enr_delivery_desk_clear (EnrDeliveryDesk *self)
{
  put_away (self);
  g_clear_pointer (&self->facility, enr_facility_free);
}

/* Puts an announcement on the desk, where it is not there yet. */
static gboolean
take_out (EnrDb *db, EnrDeliveryDesk *self, const EnrUuid *id, GError **error)
{
  if (self->announcement != NULL && enr_uuid_equal (&self->announcement->id, id))
    return TRUE;
  put_away (self);
  self->announcement = enr_announcement_load (db, id, error);
  if (self->announcement != NULL && load_files (db, self, error))
    return TRUE;
  put_away (self);
  return FALSE;
}

static gboolean
write_letter (EnrDb *db,
              EnrDeliveryDesk *desk,
              EnrDeliveryLetter *self,
              const EnrRecipient *recipient,
              GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (desk->facility == NULL)
    desk->facility = enr_facility_load (db, error);
  if (desk->facility == NULL)
    return FALSE;
  self->is_automatic = recipient->kind == ENR_RECIPIENT_CHECK;
  self->written_at = recipient->created_at;
  if (recipient->kind != ENR_RECIPIENT_ANNOUNCEMENT)
    {
      self->files = g_ptr_array_new ();
      self->subject = g_strdup (recipient->subject);
      g_string_append_printf (text, "%s 様\n\n", recipient->addressee);
      append_block (text, recipient->body);
    }
  else
    {
      const EnrAnnouncement *announcement;

      if (!take_out (db, desk, &recipient->announcement_id, error))
        return FALSE;
      announcement = desk->announcement;
      self->files = g_ptr_array_ref (desk->files);
      self->subject
          = g_strconcat (announcement->is_urgent ? "【至急】" : "", announcement->title, NULL);
      g_string_append_printf (text, "%s 様\n\n", recipient->addressee);
      append_block (text, announcement->body);
      append_question (text, announcement);
    }
  append_signature (text, desk->facility);
  self->body = g_strdup (text->str);
  return TRUE;
}

EnrDeliveryLetter *
enr_delivery_letter_load_at (EnrDb *db, EnrDeliveryDesk *desk, const EnrUuid *id, GError **error)
{
  g_autoptr (EnrDeliveryLetter) self = g_new0 (EnrDeliveryLetter, 1);
  g_autoptr (EnrRecipient) recipient = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  self->delivery = enr_delivery_load (db, id, error);
  recipient = self->delivery != NULL ? enr_recipient_load (db, &self->delivery->recipient_id, error)
                                     : NULL;
  if (recipient == NULL || !write_letter (db, desk, self, recipient, error))
    return NULL;
  return g_steal_pointer (&self);
}

EnrDeliveryLetter *
enr_delivery_letter_load (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrDeliveryDesk) desk = { 0 };

  return enr_delivery_letter_load_at (db, &desk, id, error);
}
