/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/board/notice-dialog.h"

#include <glib/gi18n.h>

#include "app/board/notice-dialog-private.h"
#include "base/clock.h"
#include "nursery/family.h"

#define PREVIEW_MS 250

G_DEFINE_FINAL_TYPE (EnrNoticeDialog, enr_notice_dialog, ENR_TYPE_EDIT_DIALOG)

/*
 * The words beside the form: the family, the diseases
 */

typedef struct
{
  EnrUuid family_id;
  GPtrArray *people;
  GPtrArray *diseases;
} Words;

static void
words_free (gpointer data)
{
  Words *words = data;

  g_clear_pointer (&words->people, g_ptr_array_unref);
  g_clear_pointer (&words->diseases, g_ptr_array_unref);
  g_free (words);
}

static gpointer
load_words (EnrDb *db, gpointer data, GError **error)
{
  const EnrUuid *family_id = data;
  Words *words = g_new0 (Words, 1);

  words->people = enr_family_contacts (db, family_id, error);
  words->diseases = words->people != NULL ? enr_disease_list (db, error) : NULL;
  if (words->diseases != NULL)
    return words;
  words_free (words);
  return NULL;
}

static void
add_person (EnrNoticeDialog *self, const EnrContact *contact)
{
  const char *word = *contact->relation != '\0' ? contact->relation : contact->name;
  GtkWidget *button = gtk_button_new_with_label (word);

  gtk_widget_set_tooltip_text (button, contact->name);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", word);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "notice.by");
  gtk_flow_box_insert (self->people, button, -1);
  /* The button is what the keyboard goes to, not its place. */
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
}

static void
show_diseases (EnrNoticeDialog *self, GPtrArray *diseases)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, C_ ("disease", "None"));
  for (guint i = 0; i < diseases->len; i++)
    {
      const EnrDisease *disease = g_ptr_array_index (diseases, i);

      gboolean is_seen = self->seen != NULL && g_strcmp0 (disease->key, self->seen->disease) == 0;

      if (!disease->is_active && !is_seen)
        continue;
      gtk_string_list_append (names, disease->name);
      g_ptr_array_add (self->diseases, enr_disease_copy (disease));
      if (is_seen)
        selected = self->diseases->len;
    }
  adw_combo_row_set_model (self->disease, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->disease, selected);
  self->has_diseases = TRUE;
}

static void
words_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrNoticeDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  Words *words = enr_store_finish (ENR_STORE (source), result, &error);

  if (words == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_autofree char *text = enr_error_describe (error);

          enr_edit_dialog_refuse (ENR_EDIT_DIALOG (self), NULL, text);
        }
      return;
    }
  for (guint i = 0; i < words->people->len; i++)
    add_person (self, g_ptr_array_index (words->people, i));
  gtk_widget_set_visible (self->people_row, words->people->len > 0);
  show_diseases (self, words->diseases);
  words_free (words);
}

/*
 * What it would do
 */

static char *
dup_effect (const EnrNotice *notice, const EnrNoticeEffect *effect)
{
  g_autofree char *first = enr_date_dup_era_weekday (notice->first_day);
  g_autofree char *last = enr_date_dup_era_weekday (notice->last_day);
  g_autofree char *days = NULL;
  g_autofree char *more = enr_notice_effect_dup_text (effect);

  if (notice->first_day == notice->last_day)
    /* Translators: a date */
    days = g_strdup_printf (_ ("Will be written into %s."), first);
  else
    days = g_strdup_printf (ngettext ("Will be written into %u day, from %s to %s.",
                                      "Will be written into %u days, from %s to %s.",
                                      effect->n_days),
                            effect->n_days, first, last);
  return *more != '\0' ? g_strjoin ("\n", days, more, NULL) : g_steal_pointer (&days);
}

/* A refusal is what is to be shown, too. */
static gpointer
preview (EnrDb *db, gpointer data, GError **error)
{
  g_auto (EnrNoticeEffect) effect = { 0 };
  g_autoptr (GError) refusal = NULL;

  if (enr_notice_preview (db, data, &effect, &refusal))
    return dup_effect (data, &effect);
  return enr_error_describe (refusal);
}

static void
previewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrNoticeDialog) self = user_data;
  g_autofree char *text = enr_store_finish (ENR_STORE (source), result, NULL);

  if (text == NULL)
    return;
  gtk_label_set_text (self->preview, text);
  gtk_widget_set_visible (self->preview_group, TRUE);
}

static gboolean
preview_cb (gpointer data)
{
  EnrNoticeDialog *self = data;
  EnrSession *session = enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self));
  GtkWidget *wrong = NULL;
  const char *why = NULL;
  EnrNotice *notice = enr_notice_dialog_read_days (self, &wrong, &why);

  self->preview_source = 0;
  if (notice == NULL)
    {
      gtk_label_set_text (self->preview, why);
      return G_SOURCE_REMOVE;
    }
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (session), preview, notice,
                        (GDestroyNotify) enr_notice_free, g_free, self->cancellable, previewed_cb,
                        g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* One day, until another last day is written: then only its digits have to change. */
static void
first_day_cb (EnrNoticeDialog *self)
{
  const char *last = gtk_editable_get_text (GTK_EDITABLE (self->last_day));
  const char *first = gtk_editable_get_text (GTK_EDITABLE (self->first_day));

  if (g_strcmp0 (last, self->followed) == 0
      && enr_date_row_get_date (self->first_day) != ENR_DATE_NONE)
    {
      g_free (self->followed);
      self->followed = g_strdup (first);
      gtk_editable_set_text (GTK_EDITABLE (self->last_day), self->followed);
    }
}

static void
changed_cb (EnrNoticeDialog *self)
{
  gboolean is_absence = enr_notice_dialog_get_kind (self) == ENR_NOTICE_ABSENT;

  gtk_widget_set_visible (GTK_WIDGET (self->absence_kind), is_absence);
  gtk_widget_set_visible (GTK_WIDGET (self->last_day), is_absence);
  gtk_widget_set_visible (GTK_WIDGET (self->time_row), !is_absence);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->first_day),
                                 is_absence ? C_ ("notice", "From") : _ ("Day"));
  /* Before there is a child nothing can be asked. */
  if (enr_uuid_is_none (&self->child_id))
    return;
  if (self->preview_source != 0)
    g_source_remove (self->preview_source);
  self->preview_source = g_timeout_add (PREVIEW_MS, preview_cb, self);
}

static void
disease_cb (EnrNoticeDialog *self)
{
  const EnrDisease *disease = enr_notice_dialog_get_disease (self);
  g_autofree char *text = NULL;

  if (disease != NULL && disease->paper != ENR_RETURN_PAPER_NONE)
    /* Translators: when a child may come again (解熱した後2日を経過するまで), and the paper that is
     * then needed (登園届) */
    text = g_strdup_printf (_ ("%s (%s is needed)"), disease->criteria,
                            enr_return_paper_label (disease->paper));
  else if (disease != NULL)
    text = g_strdup (disease->criteria);
  if (text != NULL)
    {
      g_autofree char *plain = g_steal_pointer (&text);

      text = g_markup_escape_text (plain, -1);
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->disease), text != NULL ? text : "");
}

/*
 * Saving
 */

typedef struct
{
  const EnrActor *actor; /* lives as long as the program */
  EnrNotice *notice;
  EnrNotice *seen; /* of a change */
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  enr_notice_free (write->notice);
  enr_notice_free (write->seen);
  g_free (write);
}

static gpointer
add (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;
  g_autofree EnrUuid *id = g_new0 (EnrUuid, 1);

  return enr_notice_add (db, write->actor, write->notice, id, NULL, error) ? g_steal_pointer (&id)
                                                                           : NULL;
}

/* The notice as it is now, so that the change can be taken back. */
static gpointer
change (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;

  return enr_notice_change (db, write->actor, write->notice, write->seen, NULL, error)
             ? enr_notice_load (db, &write->notice->id, error)
             : NULL;
}

static gpointer
change_back (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;

  return GINT_TO_POINTER (
      enr_notice_change (db, write->actor, write->notice, write->seen, NULL, error));
}

typedef struct
{
  const EnrActor *actor;
  EnrUuid id;
} Undo;

static gpointer
withdraw (EnrDb *db, gpointer data, GError **error)
{
  const Undo *undo = data;

  return GINT_TO_POINTER (
      enr_notice_withdraw (db, undo->actor, &undo->id, "入力の取り消し", NULL, error));
}

static void
saved_cb (EnrNoticeDialog *self, gconstpointer result)
{
  EnrSession *session = enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self));
  const EnrDayChild *child = enr_day_find (self->day, &self->child_id);
  const EnrUuid *id = result;
  Undo *undo;
  /* Translators: a child's name, and a kind of notice (欠席) */
  g_autofree char *text
      = g_strdup_printf (_ ("Notice about %s: %s"), child->name,
                         enr_notice_kind_label (enr_notice_dialog_get_kind (self)));

  if (self->seen != NULL)
    {
      Write *back = g_new0 (Write, 1);

      back->actor = enr_session_get_actor (session);
      back->notice = g_steal_pointer (&self->seen);
      back->seen = enr_notice_copy (result);
      enr_session_offer_undo (session, text, change_back, back, write_free);
      return;
    }
  undo = g_new0 (Undo, 1);
  undo->actor = enr_session_get_actor (session);
  undo->id = *id;
  enr_session_offer_undo (session, text, withdraw, undo, g_free);
}

static void
enr_notice_dialog_save (EnrEditDialog *dialog)
{
  EnrNoticeDialog *self = ENR_NOTICE_DIALOG (dialog);
  GtkWidget *wrong = NULL;
  const char *why = NULL;
  g_autoptr (EnrNotice) notice = enr_notice_dialog_read_days (self, &wrong, &why);
  Write *write;

  if (notice == NULL)
    {
      enr_edit_dialog_refuse (dialog, wrong, why);
      return;
    }
  if (!enr_notice_dialog_read_rest (self, notice))
    return;
  write = g_new0 (Write, 1);
  write->actor = enr_session_get_actor (enr_edit_dialog_get_session (dialog));
  write->notice = g_steal_pointer (&notice);
  if (self->seen == NULL)
    {
      enr_edit_dialog_write (dialog, add, write, write_free, g_free, NULL);
      return;
    }
  write->seen = enr_notice_copy (self->seen);
  enr_edit_dialog_write (dialog, change, write, write_free, (GDestroyNotify) enr_notice_free, NULL);
}

static void
by_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_editable_set_text (ENR_NOTICE_DIALOG (widget)->by_row,
                         g_variant_get_string (parameter, NULL));
}

static void
enr_notice_dialog_dispose (GObject *object)
{
  EnrNoticeDialog *self = ENR_NOTICE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->preview_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_NOTICE_DIALOG);
  g_clear_pointer (&self->day, enr_day_unref);

  G_OBJECT_CLASS (enr_notice_dialog_parent_class)->dispose (object);
}

static void
enr_notice_dialog_finalize (GObject *object)
{
  EnrNoticeDialog *self = ENR_NOTICE_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->kinds);
  g_ptr_array_unref (self->diseases);
  enr_notice_free (self->seen);
  g_free (self->told_at);
  g_free (self->followed);

  G_OBJECT_CLASS (enr_notice_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/board/notice-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrNoticeDialog, kind_absent);
  gtk_widget_class_bind_template_child (widget_class, EnrNoticeDialog, kind_late);
  gtk_widget_class_bind_template_child (widget_class, EnrNoticeDialog, kind_early);
  gtk_widget_class_bind_template_child (widget_class, EnrNoticeDialog, absence_kind);
  gtk_widget_class_bind_template_child (widget_class, EnrNoticeDialog, first_day);
  gtk_widget_class_bind_template_child (widget_class, EnrNoticeDialog, last_day);
  gtk_widget_class_bind_template_child (widget_class, EnrNoticeDialog, time_row);
  gtk_widget_class_bind_template_child (widget_class, EnrNoticeDialog, preview_group);
  gtk_widget_class_bind_template_child (widget_class, EnrNoticeDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, EnrNoticeDialog, by_row);
  gtk_widget_class_bind_template_child (widget_class, EnrNoticeDialog, people_row);
  gtk_widget_class_bind_template_child (widget_class, EnrNoticeDialog, people);
  gtk_widget_class_bind_template_child (widget_class, EnrNoticeDialog, channel);
  gtk_widget_class_bind_template_child (widget_class, EnrNoticeDialog, received);
  gtk_widget_class_bind_template_child (widget_class, EnrNoticeDialog, temperature);
  gtk_widget_class_bind_template_child (widget_class, EnrNoticeDialog, symptoms);
  gtk_widget_class_bind_template_child (widget_class, EnrNoticeDialog, disease);
  gtk_widget_class_bind_template_child (widget_class, EnrNoticeDialog, diagnosis);
  gtk_widget_class_bind_template_child (widget_class, EnrNoticeDialog, return_day);
  gtk_widget_class_bind_template_child (widget_class, EnrNoticeDialog, note);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, first_day_cb);
  gtk_widget_class_bind_template_callback (widget_class, disease_cb);
}

static void
enr_notice_dialog_class_init (EnrNoticeDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_notice_dialog_dispose;
  object_class->finalize = enr_notice_dialog_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_notice_dialog_save;

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "notice.by", "s", by_action);
}

static void
enr_notice_dialog_init (EnrNoticeDialog *self)
{
  g_autoptr (GtkStringList) channels = gtk_string_list_new (NULL);

  self->kinds = g_ptr_array_new_with_free_func (g_free);
  self->diseases = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_disease_free);
  self->cancellable = g_cancellable_new ();
  self->followed = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_CHANNELS; i++)
    gtk_string_list_append (channels, enr_channel_label ((EnrChannel) i));
  adw_combo_row_set_model (self->channel, G_LIST_MODEL (channels));
  g_signal_connect (self, "saved", G_CALLBACK (saved_cb), NULL);
  changed_cb (self);
}

/* A kind that counts as unannounced is nothing that anybody tells. */
static void
show_kinds (EnrNoticeDialog *self, const EnrDayChild *child)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < self->day->kinds->len; i++)
    {
      const EnrAbsenceKind *kind = &g_array_index (self->day->kinds, EnrAbsenceKind, i);

      gboolean is_seen = self->seen != NULL && g_strcmp0 (kind->key, self->seen->absence_kind) == 0;

      if (!is_seen && (!kind->is_active || g_str_equal (kind->total, "unannounced")))
        continue;
      if (is_seen || child->absence_kind == (int) i)
        selected = self->kinds->len;
      gtk_string_list_append (labels, kind->label);
      g_ptr_array_add (self->kinds, g_strdup (kind->key));
    }
  adw_combo_row_set_model (self->absence_kind, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->absence_kind, selected);
}

/* The moment in which it was told, as the form shows it. */
static void
show_moment (EnrNoticeDialog *self, EnrInstant moment)
{
  self->told_at = enr_instant_dup_local (moment);
  g_strdelimit (self->told_at, "T", ' ');
  g_strdelimit (self->told_at, "-", '/');
  gtk_editable_set_text (self->received, self->told_at);
}

static void
set_time (GtkEditable *row, int minutes)
{
  char time[6];

  if (minutes != ENR_MINUTES_NONE)
    gtk_editable_set_text (row, enr_minutes_format (minutes, time));
}

/* All that the notice says, for its change. The disease is chosen when the diseases are there. */
static void
show_seen (EnrNoticeDialog *self)
{
  const EnrNotice *seen = self->seen;
  GtkToggleButton *kinds[] = { self->kind_absent, self->kind_late, self->kind_early };

  gtk_toggle_button_set_active (kinds[seen->kind], TRUE);
  enr_date_row_set_date (self->first_day, seen->first_day);
  enr_date_row_set_date (self->last_day, seen->last_day);
  set_time (self->time_row, seen->kind == ENR_NOTICE_LATE ? seen->arrive : seen->leave);
  if (seen->channel == ENR_CHANNEL_PAGE)
    gtk_string_list_append (GTK_STRING_LIST (adw_combo_row_get_model (self->channel)),
                            enr_channel_label (ENR_CHANNEL_PAGE));
  adw_combo_row_set_selected (self->channel, seen->channel);
  gtk_editable_set_text (self->by_row, seen->by_name);
  gtk_editable_set_text (self->symptoms, seen->symptoms);
  gtk_editable_set_text (self->diagnosis, seen->diagnosis);
  gtk_editable_set_text (self->note, seen->note);
  if (seen->temperature != 0)
    {
      g_autofree char *text
          = g_strdup_printf ("%d.%d", seen->temperature / 10, seen->temperature % 10);

      gtk_editable_set_text (self->temperature, text);
    }
  if (seen->return_day != ENR_DATE_NONE)
    enr_date_row_set_date (self->return_day, seen->return_day);
}

static EnrNoticeDialog *
new_dialog (EnrSession *session, EnrDay *day, const EnrDayChild *about, const EnrNotice *seen)
{
  EnrNoticeDialog *self = g_object_new (ENR_TYPE_NOTICE_DIALOG, NULL);
  g_autofree char *title = NULL;

  self->seen = seen != NULL ? enr_notice_copy (seen) : NULL;
  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->day = enr_day_ref (day);
  self->family_id = about->family_id;
  /* Translators: %s is a child's name */
  title = g_strdup_printf (seen != NULL ? _ ("Change the Notice about %s") : _ ("Notice about %s"),
                           about->name);
  gtk_window_set_title (GTK_WINDOW (self), title);
  show_kinds (self, about);
  if (seen != NULL)
    show_seen (self);
  else
    enr_date_row_set_date (self->first_day, day->date);
  show_moment (self, seen != NULL ? seen->received_at : enr_clock_now ());
  self->child_id = about->child_id;
  changed_cb (self);
  /* Not on the button that throws away what is to be told. */
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->kind_absent));
  enr_store_read_async (enr_session_get_store (session), load_words,
                        g_memdup2 (&self->family_id, sizeof (EnrUuid)), g_free, words_free, NULL,
                        words_cb, g_object_ref (self));
  return self;
}

EnrNoticeDialog *
enr_notice_dialog_new (EnrSession *session, EnrDay *day, guint child)
{
  return new_dialog (session, day, &g_array_index (day->children, EnrDayChild, child), NULL);
}

EnrNoticeDialog *
enr_notice_dialog_new_change (EnrSession *session, EnrDay *day, const EnrNotice *seen)
{
  return new_dialog (session, day, enr_day_find (day, &seen->child_id), seen);
}

void
enr_notice_dialog_take (EnrNoticeDialog *self,
                        const char *absence_kind,
                        const char *symptoms,
                        const char *by_name)
{
  g_return_if_fail (ENR_IS_NOTICE_DIALOG (self));

  for (guint i = 0; absence_kind != NULL && i < self->kinds->len; i++)
    if (g_str_equal (g_ptr_array_index (self->kinds, i), absence_kind))
      adw_combo_row_set_selected (self->absence_kind, i);
  if (symptoms != NULL)
    gtk_editable_set_text (self->symptoms, symptoms);
  if (by_name != NULL)
    gtk_editable_set_text (self->by_row, by_name);
}
