/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reading the form of a notice.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/board/notice-dialog-private.h"
#include "base/text.h"

const EnrDisease *
enr_notice_dialog_get_disease (EnrNoticeDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->disease);

  return selected == 0 || selected > self->diseases->len
             ? NULL
             : g_ptr_array_index (self->diseases, selected - 1);
}

EnrNoticeKind
enr_notice_dialog_get_kind (EnrNoticeDialog *self)
{
  return gtk_toggle_button_get_active (self->kind_late)    ? ENR_NOTICE_LATE
         : gtk_toggle_button_get_active (self->kind_early) ? ENR_NOTICE_EARLY
                                                           : ENR_NOTICE_ABSENT;
}

static void
take_text (char **field, GtkEditable *row)
{
  g_free (*field);
  *field = g_strdup (gtk_editable_get_text (row));
}

EnrNotice *
enr_notice_dialog_read_days (EnrNoticeDialog *self, GtkWidget **wrong, const char **why)
{
  g_autoptr (EnrNotice) notice = enr_notice_new ();
  guint kind = adw_combo_row_get_selected (self->absence_kind);
  int minutes = ENR_MINUTES_NONE;

  notice->child_id = self->child_id;
  if (self->seen != NULL)
    notice->id = self->seen->id;
  notice->kind = enr_notice_dialog_get_kind (self);
  notice->first_day = enr_date_row_get_date (self->first_day);
  notice->last_day = notice->first_day;
  notice->return_day = enr_date_row_get_date (self->return_day);
  *why = _ ("This is not a date.");
  if (notice->first_day == ENR_DATE_NONE)
    {
      *wrong = GTK_WIDGET (self->first_day);
      return NULL;
    }
  if (notice->return_day == ENR_DATE_NONE && !enr_date_row_is_blank (self->return_day))
    {
      *wrong = GTK_WIDGET (self->return_day);
      return NULL;
    }
  if (notice->kind == ENR_NOTICE_ABSENT)
    {
      if (kind < self->kinds->len)
        notice->absence_kind = g_strdup (g_ptr_array_index (self->kinds, kind));
      if (enr_date_row_is_blank (self->last_day))
        return g_steal_pointer (&notice);
      notice->last_day = enr_date_row_get_date (self->last_day);
      *wrong = GTK_WIDGET (self->last_day);
      return notice->last_day != ENR_DATE_NONE ? g_steal_pointer (&notice) : NULL;
    }
  if (!enr_text_is_blank (gtk_editable_get_text (self->time_row)))
    {
      minutes = enr_minutes_parse (gtk_editable_get_text (self->time_row));
      *wrong = GTK_WIDGET (self->time_row);
      *why = _ ("A time is written as 8:05, 0805 or 805, up to 27:00.");
      if (minutes == ENR_MINUTES_NONE)
        return NULL;
    }
  if (notice->kind == ENR_NOTICE_LATE)
    notice->arrive = minutes;
  else
    notice->leave = minutes;
  return g_steal_pointer (&notice);
}

/* The form is longer than the window: of a field further down, the sentence is at the top. */
static void
refuse_below (EnrNoticeDialog *self, GtkEditable *field, const char *text)
{
  enr_edit_dialog_refuse (ENR_EDIT_DIALOG (self), NULL, text);
  gtk_widget_grab_focus (GTK_WIDGET (field));
}

static gboolean
read_moment (EnrNoticeDialog *self, EnrNotice *notice)
{
  const char *text = gtk_editable_get_text (self->received);

  if (self->seen != NULL)
    notice->received_at = self->seen->received_at;
  if (enr_text_is_blank (text) || g_str_equal (text, self->told_at))
    return TRUE;
  notice->received_at = enr_instant_parse_local (text);
  if (notice->received_at != ENR_INSTANT_NONE)
    return TRUE;
  refuse_below (self, self->received, _ ("A day and a time are written as 2026/06/10 8:05."));
  return FALSE;
}

gboolean
enr_notice_dialog_read_rest (EnrNoticeDialog *self, EnrNotice *notice)
{
  g_autoptr (GError) error = NULL;
  const EnrDisease *disease = enr_notice_dialog_get_disease (self);

  notice->channel = (EnrChannel) MIN (adw_combo_row_get_selected (self->channel), ENR_CHANNEL_PAGE);
  take_text (&notice->by_name, self->by_row);
  take_text (&notice->symptoms, self->symptoms);
  take_text (&notice->diagnosis, self->diagnosis);
  take_text (&notice->note, self->note);
  if (self->seen != NULL && !self->has_diseases)
    notice->disease = g_strdup (self->seen->disease);
  else
    notice->disease = disease != NULL ? g_strdup (disease->key) : NULL;
  if (!enr_temperature_parse (gtk_editable_get_text (self->temperature), &notice->temperature,
                              &error))
    {
      refuse_below (self, self->temperature, error->message);
      return FALSE;
    }
  return read_moment (self, notice);
}
