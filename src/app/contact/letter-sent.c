/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/children/words.h"
#include "app/contact/letter-family-row.h"
#include "app/contact/letter-sent-private.h"
#include "contact/reminder-letter.h"

G_DEFINE_FINAL_TYPE (EnrLetterSent, enr_letter_sent, GTK_TYPE_BOX)

enum
{
  PROP_0,
  PROP_FILTER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/*
 * Filters
 */

static gboolean
is_in_filter (EnrLetterFamilyItem *item, const char *filter)
{
  const EnrRecipient *recipient = enr_letter_family_item_get_recipient (item);
  const EnrRecipientDelivery *delivery = enr_letter_family_item_get_delivery (item);
  EnrDeliveryState state = enr_letter_family_item_get_state (item);
  gboolean is_paper = delivery != NULL && delivery->way == ENR_WAY_PAPER;

  if (g_str_equal (filter, "waiting"))
    return !is_paper && (state == ENR_DELIVERY_WAITING || state == ENR_DELIVERY_HANDING);
  if (g_str_equal (filter, "trouble"))
    return state == ENR_DELIVERY_REFUSED || state == ENR_DELIVERY_UNCERTAIN
           || state == ENR_DELIVERY_CANCELLED;
  if (g_str_equal (filter, "paper"))
    return is_paper && state == ENR_DELIVERY_WAITING;
  if (g_str_equal (filter, "unread"))
    return recipient->read_at == ENR_INSTANT_NONE;
  if (g_str_equal (filter, "unanswered"))
    return recipient->answered_at == ENR_INSTANT_NONE;
  return TRUE;
}

static gboolean
is_shown (gpointer item, gpointer user_data)
{
  return is_in_filter (item, ENR_LETTER_SENT (user_data)->filter);
}

static void
show_filter (EnrLetterSent *self, GtkToggleButton *button, const char *filter, const char *label)
{
  g_autofree char *text = NULL;
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->model)); i++)
    {
      g_autoptr (EnrLetterFamilyItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), i);

      n += is_in_filter (item, filter);
    }
  text = g_strdup_printf ("%s %u", label, n);
  gtk_button_set_label (GTK_BUTTON (button), text);
}

/* Whether a household gets it on paper, printed or not. */
static gboolean
has_paper (EnrLetterSent *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->model)); i++)
    {
      g_autoptr (EnrLetterFamilyItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), i);
      const EnrRecipientDelivery *delivery = enr_letter_family_item_get_delivery (item);

      if (delivery != NULL && delivery->way == ENR_WAY_PAPER)
        return TRUE;
    }
  return FALSE;
}

static void
show_filters (EnrLetterSent *self)
{
  gtk_widget_set_visible (self->print_button, has_paper (self));
  show_filter (self, self->filter_all, "all", C_ ("households", "All"));
  show_filter (self, self->filter_waiting, "waiting", _ ("Mail waits"));
  show_filter (self, self->filter_trouble, "trouble", _ ("Not delivered"));
  show_filter (self, self->filter_paper, "paper", _ ("To print"));
  show_filter (self, self->filter_unread, "unread", C_ ("letter", "Unread"));
  show_filter (self, self->filter_unanswered, "unanswered", _ ("Not answered"));
  gtk_stack_set_visible_child_name (
      self->lists, g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0 ? "some" : "none");
}

/*
 * Reading
 */

typedef struct
{
  EnrAnnouncement *letter;
  GPtrArray *recipients;
  GPtrArray *files; /* (element-type EnrAnnouncementFile) */
  int n_left;       /* families of whom nothing has come */
} Sent;

static void
sent_free (gpointer data)
{
  Sent *sent = data;

  g_clear_pointer (&sent->letter, enr_announcement_free);
  g_clear_pointer (&sent->recipients, g_ptr_array_unref);
  g_clear_pointer (&sent->files, g_ptr_array_unref);
  g_free (sent);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  const EnrUuid *id = data;
  Sent *sent = g_new0 (Sent, 1);

  sent->letter = enr_announcement_load (db, id, error);
  if (sent->letter != NULL)
    sent->recipients = enr_recipient_list (db, id, error);
  if (sent->recipients != NULL)
    sent->files = enr_announcement_files (db, id, error);
  sent->n_left = sent->files != NULL ? enr_reminder_letter_count (db, id, error) : -1;
  if (sent->n_left >= 0)
    return sent;
  sent_free (sent);
  return NULL;
}

/* "Answers   takes part 12   does not take part 3" */
static void
show_answers (EnrLetterSent *self, GPtrArray *recipients)
{
  g_autoptr (GPtrArray) counts = enr_recipient_count_answers (self->letter, recipients);
  GString *text = g_string_new (self->letter->question);
  g_autofree char *until = NULL;

  for (guint i = 0; i < counts->len; i++)
    {
      const EnrAnswerCount *count = g_ptr_array_index (counts, i);

      g_string_append_printf (text, "   %s %u", count->answer, count->n);
    }
  if (self->letter->answer_until != ENR_DATE_NONE)
    {
      until = enr_date_dup_era_weekday (self->letter->answer_until);
      g_string_append (text, "   ");
      /* Translators: a date */
      g_string_append_printf (text, _ ("(until %s)"), until);
    }
  gtk_label_set_text (self->answers, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->answers), self->letter->answer_kind != ENR_ANSWER_NONE);
  gtk_widget_set_visible (GTK_WIDGET (self->filter_unanswered),
                          self->letter->answer_kind != ENR_ANSWER_NONE);
  gtk_widget_set_visible (self->answer_button, self->letter->answer_kind != ENR_ANSWER_NONE);
  g_string_free (text, TRUE);
}

static void
show_letter (EnrLetterSent *self)
{
  g_autofree char *day = enr_date_dup_era_weekday (self->letter->day);
  g_autofree char *sent_at = enr_words_dup_instant (self->letter->sent_at);
  /* Translators: when, and by whom */
  g_autofree char *sent
      = *self->letter->sent_by != '\0'
            ? g_strdup_printf (_ ("Sent %s (%s)"), sent_at, self->letter->sent_by)
            : g_strdup_printf (_ ("Sent %s"), sent_at);
  g_autofree char *title = g_strjoin ("  ", self->letter->title, day, NULL);
  g_autofree char *text
      = g_strjoin ("\n\n", self->letter->title, sent, self->letter->body,
                   *self->letter->question != '\0' ? self->letter->question : NULL, NULL);

  gtk_label_set_text (self->title, title);
  /* A label lays out a hundred pages at once, for more than a second. */
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrLetterSent) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;
  Sent *sent = enr_store_finish (ENR_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    {
      g_clear_pointer (&sent, sent_free);
      return;
    }
  if (sent == NULL)
    {
      enr_session_fail (self->session, error);
      return;
    }
  g_clear_pointer (&self->letter, enr_announcement_free);
  self->letter = g_steal_pointer (&sent->letter);
  show_letter (self);
  show_answers (self, sent->recipients);
  enr_letter_sent_show_files (self, sent->files);
  gtk_widget_set_visible (self->remind_button, sent->n_left > 0);
  /* Empty, it keeps the button at the end of the line. */
  if (sent->n_left > 0)
    gtk_widget_set_visible (GTK_WIDGET (self->answers), TRUE);
  items = g_ptr_array_new_with_free_func (g_object_unref);
  /* The items take the recipients over. */
  g_ptr_array_set_free_func (sent->recipients, NULL);
  for (guint i = 0; i < sent->recipients->len; i++)
    g_ptr_array_add (items,
                     enr_letter_family_item_new_sent (g_ptr_array_index (sent->recipients, i)));
  sent_free (sent);
  enr_letter_family_item_bring (self->model, items);
  gtk_filter_changed (GTK_FILTER (self->shown), GTK_FILTER_CHANGE_DIFFERENT);
  show_filters (self);
  enr_letter_sent_update_actions (self);
}

void
enr_letter_sent_reload (EnrLetterSent *self)
{
  g_return_if_fail (ENR_IS_LETTER_SENT (self));

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), load,
                        g_memdup2 (&self->id, sizeof self->id), g_free, sent_free,
                        self->cancellable, loaded_cb, g_object_ref (self));
}

/*
 * What is chosen
 */

GPtrArray *
enr_letter_sent_dup_selected (EnrLetterSent *self)
{
  GPtrArray *selected = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkBitset) bits
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GtkBitsetIter iter;
  guint position;

  if (gtk_bitset_iter_init_first (&iter, bits, &position))
    do
      g_ptr_array_add (selected, g_list_model_get_item (G_LIST_MODEL (self->selection), position));
    while (gtk_bitset_iter_next (&iter, &position));
  return selected;
}

static void
selection_changed_cb (EnrLetterSent *self)
{
  enr_letter_sent_update_actions (self);
}

static void
row_activated_cb (EnrLetterSent *self, guint position)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  gtk_widget_activate_action (
      GTK_WIDGET (self), gtk_widget_get_visible (self->answer_button) ? "sent.answer" : "sent.read",
      NULL);
}

static void
leave_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "letters.overview", NULL);
}

static void
again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  char id[ENR_UUID_STRING_LENGTH];

  gtk_widget_activate_action (widget, "letters.copy", "s",
                              enr_uuid_format (&ENR_LETTER_SENT (widget)->id, id));
}

/* The page of papers has them, with the list for handing out, and notes what was printed. */
static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrLetterSent *self = ENR_LETTER_SENT (widget);
  char id[ENR_UUID_STRING_LENGTH];

  if (self->letter != NULL)
    gtk_widget_activate_action (widget, "win.letter-paper", "(si)",
                                enr_uuid_format (&self->letter->id, id),
                                (gint32) self->letter->day);
}

/*
 * The class
 */

static void
enr_letter_sent_dispose (GObject *object)
{
  EnrLetterSent *self = ENR_LETTER_SENT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_LETTER_SENT);
  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (enr_letter_sent_parent_class)->dispose (object);
}

static void
enr_letter_sent_finalize (GObject *object)
{
  EnrLetterSent *self = ENR_LETTER_SENT (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->letter, enr_announcement_free);
  g_free (self->filter);

  G_OBJECT_CLASS (enr_letter_sent_parent_class)->finalize (object);
}

static void
enr_letter_sent_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, ENR_LETTER_SENT (object)->filter);
}

static void
choose_filter (EnrLetterSent *self, const char *filter)
{
  if (g_strcmp0 (self->filter, filter) == 0)
    return;
  g_free (self->filter);
  self->filter = g_strdup (filter);
  gtk_filter_changed (GTK_FILTER (self->shown), GTK_FILTER_CHANGE_DIFFERENT);
  show_filters (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
}

static void
enr_letter_sent_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  EnrLetterSent *self = ENR_LETTER_SENT (object);

  choose_filter (self, g_value_get_string (value));
  /* Nothing is done to who is not shown. */
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/letter-sent.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrLetterSent, title);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterSent, text);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterSent, print_button);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterSent, filter_all);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterSent, filter_waiting);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterSent, filter_trouble);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterSent, filter_paper);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterSent, filter_unread);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterSent, filter_unanswered);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterSent, answers);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterSent, files_button);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterSent, files);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterSent, remind_button);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterSent, lists);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterSent, list);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterSent, selected_label);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterSent, arrived_button);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterSent, resend_button);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterSent, paper_button);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterSent, answer_button);
  gtk_widget_class_bind_template_child (widget_class, EnrLetterSent, withdraw_button);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
enr_letter_sent_class_init (EnrLetterSentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_letter_sent_dispose;
  object_class->finalize = enr_letter_sent_finalize;
  object_class->get_property = enr_letter_sent_get_property;
  object_class->set_property = enr_letter_sent_set_property;

  properties[PROP_FILTER]
      = g_param_spec_string ("filter", NULL, NULL, "all",
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  bind_template (widget_class);
  gtk_widget_class_install_property_action (widget_class, "sent.filter", "filter");
  gtk_widget_class_install_action (widget_class, "sent.leave", NULL, leave_action);
  gtk_widget_class_install_action (widget_class, "sent.again", NULL, again_action);
  gtk_widget_class_install_action (widget_class, "sent.print", NULL, print_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "sent.leave", NULL);
  enr_letter_sent_install_actions (widget_class);
  enr_letter_sent_install_files (widget_class);
}

static void
enr_letter_sent_init (EnrLetterSent *self)
{
  g_autoptr (GtkListItemFactory) factory = enr_letter_family_row_factory_new ();
  GtkFilterListModel *filtered;

  self->filter = g_strdup ("all");
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->model = g_list_store_new (ENR_TYPE_LETTER_FAMILY_ITEM);
  self->shown = gtk_custom_filter_new (is_shown, self, NULL);
  filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->model)),
                                        g_object_ref (GTK_FILTER (self->shown)));
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (filtered));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb),
                           self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  enr_letter_sent_update_actions (self);
}

void
enr_letter_sent_set_session (EnrLetterSent *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_LETTER_SENT (self));

  g_set_object (&self->session, session);
}

void
enr_letter_sent_open (EnrLetterSent *self, const EnrUuid *announcement_id)
{
  g_return_if_fail (ENR_IS_LETTER_SENT (self));

  self->id = *announcement_id;
  g_list_store_remove_all (self->model);
  choose_filter (self, "all");
  enr_letter_sent_reload (self);
}

void
enr_letter_sent_take_keyboard (EnrLetterSent *self)
{
  g_return_if_fail (ENR_IS_LETTER_SENT (self));

  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
