/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/board/notice-list-window.h"

#include <string.h>
#include <glib/gi18n.h>

#include "app/board/notice-dialog.h"
#include "app/children/record-row.h"
#include "app/compat.h"
#include "attendance/absence-kind.h"
#include "contact/disease.h"
#include "contact/notice.h"

struct _EnrNoticeListWindow
{
  AdwWindow parent_instance;

  /* template */
  GtkLabel *error_label;
  AdwPreferencesGroup *group;

  /* owned */
  EnrSession *session;
  GPtrArray *notices; /* (element-type EnrNotice) as they are shown; NULL before */
  EnrDay *day;        /* as it is shown; NULL before */
  GPtrArray *rows;
  GCancellable *cancellable;
  EnrUuid asked; /* the notice that is asked about */
};

G_DEFINE_FINAL_TYPE (EnrNoticeListWindow, enr_notice_list_window, ADW_TYPE_WINDOW)

typedef struct
{
  EnrDate date;
  GStringChunk *strings;
  EnrDay *day;
  GPtrArray *notices;
  GArray *kinds;
  GPtrArray *diseases;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->day, enr_day_unref);
  g_clear_pointer (&reading->notices, g_ptr_array_unref);
  g_clear_pointer (&reading->kinds, g_array_unref);
  g_clear_pointer (&reading->diseases, g_ptr_array_unref);
  g_string_chunk_free (reading->strings);
  g_free (reading);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->date = GPOINTER_TO_INT (data);
  reading->strings = g_string_chunk_new (256);
  reading->day = enr_day_load (db, reading->date, NULL, error);
  if (reading->day != NULL)
    reading->notices = enr_notice_list_day (db, reading->date, error);
  if (reading->notices != NULL)
    reading->kinds = enr_absence_kind_list (db, reading->strings, error);
  if (reading->kinds != NULL)
    reading->diseases = enr_disease_list (db, error);
  if (reading->diseases != NULL)
    return reading;
  reading_free (reading);
  return NULL;
}

static void
show_error (EnrNoticeListWindow *self, const GError *error)
{
  g_autofree char *text = error != NULL ? enr_error_describe (error) : NULL;

  gtk_label_set_text (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
}

/* "病欠", "遅刻 10:30". */
static char *
dup_what (const Reading *reading, const EnrNotice *notice)
{
  int minutes = notice->kind == ENR_NOTICE_LATE ? notice->arrive : notice->leave;
  char time[6];

  for (guint i = 0; notice->kind == ENR_NOTICE_ABSENT && i < reading->kinds->len; i++)
    {
      const EnrAbsenceKind *kind = &g_array_index (reading->kinds, EnrAbsenceKind, i);

      if (strcmp (kind->key, notice->absence_kind) == 0)
        return g_strdup (kind->label);
    }
  if (notice->kind == ENR_NOTICE_ABSENT || minutes == ENR_MINUTES_NONE)
    return g_strdup (enr_notice_kind_label (notice->kind));
  return g_strdup_printf ("%s %s", enr_notice_kind_label (notice->kind),
                          enr_minutes_format (minutes, time));
}

static char *
dup_title (const Reading *reading, const EnrNotice *notice)
{
  g_autofree char *what = dup_what (reading, notice);
  g_autofree char *days = enr_notice_dup_days (notice);

  /* The day alone is the list's. */
  if (notice->first_day == notice->last_day)
    return g_strdup_printf ("%s · %s", notice->child_name, what);
  return g_strdup_printf ("%s · %s · %s", notice->child_name, what, days);
}

/* "インフルエンザ 38.2℃ · 母 · 電話 · 2026/06/10 07:55" */
static char *
dup_subtitle (const Reading *reading, const EnrNotice *notice)
{
  const char *disease_name = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *received = enr_instant_dup_local (notice->received_at);
  const char *words[4];
  GString *text = g_string_new (NULL);

  for (guint i = 0; notice->disease != NULL && i < reading->diseases->len; i++)
    {
      const EnrDisease *disease = g_ptr_array_index (reading->diseases, i);

      if (strcmp (disease->key, notice->disease) == 0)
        disease_name = disease->name;
    }
  reason = enr_notice_dup_reason (notice, disease_name);
  g_strdelimit (received, "T", ' ');
  g_strdelimit (received, "-", '/');
  /* of the day itself the hour is enough */
  if (enr_instant_civil_date (notice->received_at) == reading->date)
    memmove (received, received + ENR_DATE_ISO_LENGTH,
             strlen (received + ENR_DATE_ISO_LENGTH) + 1);
  words[0] = reason;
  words[1] = notice->by_name;
  words[2] = enr_channel_label (notice->channel);
  words[3] = received;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (*words[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words[i]);
  return g_string_free (text, FALSE);
}

static gboolean
has_another (const Reading *reading, const EnrNotice *notice)
{
  for (guint i = 0; i < reading->notices->len; i++)
    {
      const EnrNotice *other = g_ptr_array_index (reading->notices, i);

      if (other != notice && other->withdrawn_at == ENR_INSTANT_NONE
          && enr_uuid_equal (&other->child_id, &notice->child_id))
        return TRUE;
    }
  return FALSE;
}

static EnrRecordRow *
new_row (const Reading *reading, const EnrNotice *notice)
{
  g_autofree char *title = dup_title (reading, notice);
  g_autofree char *subtitle = dup_subtitle (reading, notice);
  EnrRecordRow *row = enr_record_row_new (title, subtitle);
  char id[ENR_UUID_STRING_LENGTH];

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (notice->withdrawn_at != ENR_INSTANT_NONE)
    enr_record_row_set_state (row, _ ("withdrawn"), "dim-label");
  else if (!notice->counts)
    enr_record_row_set_state (row, _ ("does not count"), "dim-label");
  else if (has_another (reading, notice))
    enr_record_row_set_state (row, _ ("counts"), "enr-chip");
  if (notice->withdrawn_at != ENR_INSTANT_NONE)
    return row;
  if (enr_day_find (reading->day, &notice->child_id) != NULL)
    enr_record_row_set_edit (row, _ ("Change…"), "notices.change",
                             enr_uuid_format (&notice->id, id));
  enr_record_row_set_button (row, _ ("Withdraw…"), "notices.withdraw",
                             enr_uuid_format (&notice->id, id));
  return row;
}

static void
show (EnrNoticeListWindow *self, Reading *reading)
{
  g_autofree char *date = enr_date_dup_era_weekday (reading->date);

  enr_record_rows_clear (self->group, self->rows);
  for (guint i = 0; i < reading->notices->len; i++)
    enr_record_rows_add (self->group, self->rows,
                         new_row (reading, g_ptr_array_index (reading->notices, i)));
  adw_preferences_group_set_title (self->group, date);
  adw_preferences_group_set_description (
      self->group, reading->notices->len > 0
                       ? _ ("In the order in which they came. Where there are several about a "
                            "child, the board and the registers go by those that count.")
                       : _ ("There is no notice about this day."));
  g_clear_pointer (&self->notices, g_ptr_array_unref);
  self->notices = g_steal_pointer (&reading->notices);
  g_clear_pointer (&self->day, enr_day_unref);
  self->day = g_steal_pointer (&reading->day);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrNoticeListWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  Reading *reading = enr_store_finish (ENR_STORE (source), result, &error);

  if (reading == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_error (self, error);
      return;
    }
  if (self->session != NULL && reading->date == enr_session_get_date (self->session))
    show (self, reading);
  reading_free (reading);
}

static void
reload (EnrNoticeListWindow *self)
{
  enr_store_read_async (enr_session_get_store (self->session), load,
                        GINT_TO_POINTER (enr_session_get_date (self->session)), NULL, reading_free,
                        self->cancellable, loaded_cb, g_object_ref (self));
}

/*
 * Withdrawing
 */

typedef struct
{
  const EnrActor *actor; /* lives as long as the program */
  EnrUuid id;
} Withdrawal;

/* What the user should know of it, "" for nothing. */
static gpointer
withdraw (EnrDb *db, gpointer data, GError **error)
{
  const Withdrawal *withdrawal = data;
  g_auto (EnrNoticeEffect) effect = { 0 };

  if (!enr_notice_withdraw (db, withdrawal->actor, &withdrawal->id, "連絡の取り消し", &effect,
                            error))
    return NULL;
  return enr_notice_effect_dup_text (&effect);
}

static void
withdrawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrNoticeListWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = enr_store_finish (ENR_STORE (source), result, &error);

  show_error (self, text == NULL ? error : NULL);
  if (text != NULL && self->session != NULL)
    enr_session_tell (self->session, *text != '\0' ? text : _ ("The notice is withdrawn."));
}

static void
answer_cb (gboolean is_yes, gpointer user_data)
{
  g_autoptr (EnrNoticeListWindow) self = user_data;
  Withdrawal *withdrawal;

  if (!is_yes || self->session == NULL)
    return;
  withdrawal = g_new0 (Withdrawal, 1);
  withdrawal->actor = enr_session_get_actor (self->session);
  withdrawal->id = self->asked;
  enr_store_write_async (enr_session_get_store (self->session), withdraw, withdrawal, g_free,
                         g_free, withdrawn_cb, g_object_ref (self));
}

static const EnrNotice *
find_notice (EnrNoticeListWindow *self, const EnrUuid *id)
{
  for (guint i = 0; self->notices != NULL && i < self->notices->len; i++)
    {
      const EnrNotice *notice = g_ptr_array_index (self->notices, i);

      if (enr_uuid_equal (&notice->id, id))
        return notice;
    }
  return NULL;
}

/* What was heard or typed wrong is put right in one action, with the rest as it stands. */
static void
change_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrNoticeListWindow *self = ENR_NOTICE_LIST_WINDOW (widget);
  const EnrNotice *notice = NULL;
  EnrUuid id;

  if (enr_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    notice = find_notice (self, &id);
  if (notice != NULL && enr_day_find (self->day, &notice->child_id) != NULL)
    enr_edit_dialog_show (
        ENR_EDIT_DIALOG (enr_notice_dialog_new_change (self->session, self->day, notice)), widget);
}

static void
withdraw_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrNoticeListWindow *self = ENR_NOTICE_LIST_WINDOW (widget);
  const EnrNotice *notice = NULL;
  g_autofree char *days = NULL;
  g_autofree char *heading = NULL;

  if (enr_uuid_parse (g_variant_get_string (parameter, NULL), &self->asked))
    notice = find_notice (self, &self->asked);
  if (notice == NULL)
    return;
  days = enr_notice_dup_days (notice);
  /* Translators: a child's name, a kind of notice (欠席), and its days */
  heading = g_strdup_printf (_ ("Withdraw the notice about %s (%s, %s)?"), notice->child_name,
                             enr_notice_kind_label (notice->kind), days);
  enr_compat_ask (GTK_WINDOW (self), heading,
                  _ ("All its days become what they were before. An illness that it told of is no "
                     "longer watched, unless something was entered there. The notice itself stays "
                     "in the record."),
                  _ ("_Withdraw"), TRUE, answer_cb, g_object_ref (self));
}

static void
enr_notice_list_window_dispose (GObject *object)
{
  EnrNoticeListWindow *self = ENR_NOTICE_LIST_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_NOTICE_LIST_WINDOW);
  g_clear_pointer (&self->notices, g_ptr_array_unref);
  g_clear_pointer (&self->day, enr_day_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (enr_notice_list_window_parent_class)->dispose (object);
}

static void
enr_notice_list_window_finalize (GObject *object)
{
  EnrNoticeListWindow *self = ENR_NOTICE_LIST_WINDOW (object);

  g_ptr_array_unref (self->rows);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (enr_notice_list_window_parent_class)->finalize (object);
}

static void
enr_notice_list_window_class_init (EnrNoticeListWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_notice_list_window_dispose;
  object_class->finalize = enr_notice_list_window_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/board/notice-list-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrNoticeListWindow, error_label);
  gtk_widget_class_bind_template_child (widget_class, EnrNoticeListWindow, group);
  gtk_widget_class_install_action (widget_class, "notices.change", "s", change_action);
  gtk_widget_class_install_action (widget_class, "notices.withdraw", "s", withdraw_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
enr_notice_list_window_init (EnrNoticeListWindow *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  enr_compat_leave_parent (GTK_WINDOW (self));
}

void
enr_notice_list_window_show (GtkWindow *parent, EnrSession *session)
{
  EnrNoticeListWindow *self
      = g_object_new (ENR_TYPE_NOTICE_LIST_WINDOW, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (enr_session_get_store (session), "changed", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::date", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  reload (self);
  gtk_window_present (GTK_WINDOW (self));
}
