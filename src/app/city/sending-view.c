/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/city/sending-view.h"

#include <glib/gi18n.h>

#include "app/city/carry.h"
#include "app/city/report-pane.h"
#include "app/city/report-row.h"
#include "app/compat.h"
#include "base/clock.h"
#include "outbox/question.h"
#include "outbox/truth.h"
#include "sync/error.h"

/* So many at first, and so many more each time. */
#define SHOWN 100
#define QUESTIONS_SHOWN 50
/* A clock that is off by less is nobody's trouble (PROTOCOL 5). */
#define CLOCK_TOLD_MS (2 * 60 * 1000)

struct _EnrSendingView
{
  AdwBin parent_instance;

  /* template */
  GtkImage *truth_icon;
  GtkLabel *truth;
  GtkLabel *link;
  GtkWidget *send_button;
  GtkWidget *file_buttons;
  GtkWidget *file_menu;
  GtkToggleButton *filter_person;
  GtkToggleButton *filter_owed;
  GtkToggleButton *filter_all;
  GtkListBox *list;
  GtkStack *lists;
  GtkLabel *nothing;
  GtkWidget *more;
  GtkWidget *release_all;
  EnrReportPane *pane;

  /* owned */
  EnrSession *session;
  GCancellable *loading;
  char *selected; /* the event or question that is looked at; NULL for none */
  GStrv held;     /* ids of those in the list that wait for the director's word */
  GStrv asked;    /* those that she is asked about */
  guint n_shown;
};

G_DEFINE_FINAL_TYPE (EnrSendingView, enr_sending_view, ADW_TYPE_BIN)

typedef enum
{
  FILTER_PERSON, /* what needs a person */
  FILTER_OWED,
  FILTER_ALL,
} Filter;

typedef struct
{
  Filter filter;
  guint limit;
} Request;

typedef struct
{
  EnrTruth truth;
  EnrOutboxCounts counts;
  EnrLink link;
  GPtrArray *questions; /* (element-type EnrQuestion) */
  GPtrArray *rows;      /* (element-type EnrOutboxRow) */
  gboolean has_more;
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  if (loaded == NULL)
    return;
  enr_link_clear (&loaded->link);
  g_clear_pointer (&loaded->questions, g_ptr_array_unref);
  g_clear_pointer (&loaded->rows, g_ptr_array_unref);
  g_free (loaded);
}

static gboolean
add_rows (EnrDb *db, Loaded *loaded, EnrSending sending, guint limit, GError **error)
{
  GPtrArray *rows = enr_outbox_list (db, sending, 0, limit + 1, error);

  if (rows == NULL)
    return FALSE;
  if (rows->len > limit)
    {
      loaded->has_more = TRUE;
      g_ptr_array_set_size (rows, (int) limit);
    }
  g_ptr_array_extend_and_steal (loaded->rows, rows);
  return TRUE;
}

static gboolean
load_rows (EnrDb *db, const Request *request, Loaded *loaded, GError **error)
{
  switch (request->filter)
    {
    case FILTER_PERSON:
      return add_rows (db, loaded, ENR_SENDING_QUARANTINED, request->limit, error)
             && add_rows (db, loaded, ENR_SENDING_HELD, request->limit, error);
    case FILTER_OWED:
      return add_rows (db, loaded, ENR_SENDING_OWED, request->limit, error);
    case FILTER_ALL:
    default:
      return add_rows (db, loaded, ENR_N_SENDINGS, request->limit, error);
    }
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  const Request *request = data;
  Loaded *loaded = g_new0 (Loaded, 1);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  loaded->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_outbox_row_free);
  if (enr_txn_begin_read (&txn, db, error)
      && enr_truth_load (db, enr_clock_now_us () / 1000, &loaded->truth, error)
      && enr_outbox_count (db, &loaded->counts, error) && enr_link_load (db, &loaded->link, error)
      && (loaded->questions = enr_question_list (db, NULL, QUESTIONS_SHOWN, error)) != NULL
      && load_rows (db, request, loaded, error))
    return loaded;
  loaded_free (loaded);
  return NULL;
}

/*
 * Showing
 */

static const char *
truth_icon (EnrTruthKind kind)
{
  switch (kind)
    {
    case ENR_TRUTH_DONE:
      return "emblem-ok-symbolic";
    case ENR_TRUTH_WAITING:
    case ENR_TRUTH_BY_FILE:
      return "document-send-symbolic";
    case ENR_TRUTH_SILENT:
    case ENR_TRUTH_PERSON:
    case ENR_TRUTH_SHUT_OUT:
      return "dialog-warning-symbolic";
    case ENR_TRUTH_OFF:
    default:
      return "network-offline-symbolic";
    }
}

static char *
dup_time (gint64 ms)
{
  EnrInstant at = ms / 1000;
  EnrDate day = enr_instant_civil_date (at);
  int month, day_of_month;
  char time[6];

  enr_date_split (day, NULL, &month, &day_of_month);
  enr_minutes_format (enr_instant_minutes (at, day), time);
  return g_strdup_printf ("%d/%d %s", month, day_of_month, time);
}

/* Where to, the queue by lane, when the city last had something from here, and the clock. */
static void
show_link (EnrSendingView *self, const Loaded *loaded)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *lanes[ENR_N_LANES] = { C_ ("lane", "urgent"), C_ ("lane", "daily"),
                                     C_ ("lane", "documents"), C_ ("lane", "large") };

  if (loaded->link.state != ENR_LINK_NONE)
    {
      if (*loaded->link.url != '\0')
        g_string_append (text, loaded->link.url);
      else if (*loaded->link.city != '\0')
        g_string_append (text, loaded->link.city);
      if (loaded->link.last_ok_ms > 0)
        {
          g_autofree char *at = dup_time (loaded->link.last_ok_ms);

          g_string_append (text, text->len > 0 ? "　" : "");
          g_string_append_printf (text, _ ("Last taken by the city: %s"), at);
        }
      g_string_append (text, text->len > 0 ? "\n" : "");
      g_string_append (text, _ ("Waiting:"));
      for (guint lane = 0; lane < ENR_N_LANES; lane++)
        g_string_append_printf (text, "　%s %" G_GINT64_FORMAT, lanes[lane],
                                loaded->counts.n[lane][ENR_SENDING_OWED]);
      if (loaded->link.knows_clock && ABS (loaded->link.clock_off_ms) > CLOCK_TOLD_MS)
        {
          int minutes = (int) MIN (ABS (loaded->link.clock_off_ms) / 60000, G_MAXINT);

          g_string_append (text, "\n");
          if (minutes < 24 * 60)
            g_string_append_printf (
                text, _ ("This PC's clock is off by %d minutes; please set it."), minutes);
          else
            g_string_append_printf (text, _ ("This PC's clock is off by %d days; please set it."),
                                    minutes / (24 * 60));
        }
      if (*loaded->link.code != '\0')
        {
          g_string_append (text, "\n");
          g_string_append (text, _ ("The city does not know this PC yet: write a file, bring it to "
                                    "the city, and read in its receipt."));
        }
      if (*loaded->link.last_error != '\0')
        {
          g_string_append (text, "\n");
          g_string_append (text,
                           enr_trouble_describe (enr_trouble_from_key (loaded->link.last_error)));
        }
    }
  gtk_label_set_text (self->link, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->link), text->len > 0);
}

static void
show_truth (EnrSendingView *self, const Loaded *loaded)
{
  EnrTruthKind kind = loaded->truth.kind;
  g_autofree char *text = enr_truth_dup_text (&loaded->truth, enr_clock_now_us () / 1000);

  gtk_image_set_from_icon_name (self->truth_icon, truth_icon (kind));
  gtk_label_set_text (self->truth, text);
  gtk_widget_set_visible (self->send_button, loaded->link.state == ENR_LINK_OK);
  gtk_widget_set_visible (self->file_buttons, loaded->link.state == ENR_LINK_FILE);
  gtk_widget_set_visible (self->file_menu, loaded->link.state != ENR_LINK_NONE
                                               && loaded->link.state != ENR_LINK_FILE);
}

static void
keep_held (EnrSendingView *self, const Loaded *loaded)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < loaded->rows->len; i++)
    {
      const EnrOutboxRow *row = g_ptr_array_index (loaded->rows, i);

      if (row->sending == ENR_SENDING_HELD)
        g_strv_builder_add (ids, row->event_id);
    }
  g_strfreev (self->held);
  self->held = g_strv_builder_end (ids);
  gtk_widget_set_visible (self->release_all, g_strv_length (self->held) > 1);
}

static gboolean
is_selected (EnrSendingView *self, GtkWidget *row)
{
  return g_strcmp0 (enr_report_row_get_id (ENR_REPORT_ROW (row)), self->selected) == 0;
}

/* Looking at a question settles it; the one that is being read must not go from under her eyes. */
static gboolean
is_shown (EnrSendingView *self, const EnrQuestion *question, GtkWidget *row)
{
  return gtk_toggle_button_get_active (self->filter_all)
         || (gtk_toggle_button_get_active (self->filter_person)
             && (question->seen_ms == 0 || is_selected (self, row)));
}

static void
show_rows (EnrSendingView *self, const Loaded *loaded)
{
  GtkListBoxRow *again = NULL;
  GtkWidget *child;
  gboolean is_empty;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < loaded->questions->len; i++)
    {
      const EnrQuestion *question = g_ptr_array_index (loaded->questions, i);
      g_autoptr (GtkWidget) row = g_object_ref_sink (enr_report_row_new_question (question));

      if (is_shown (self, question, row))
        gtk_list_box_append (self->list, row);
    }
  for (guint i = 0; i < loaded->rows->len; i++)
    gtk_list_box_append (self->list,
                         enr_report_row_new_event (g_ptr_array_index (loaded->rows, i)));
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_selected (self, child))
      again = GTK_LIST_BOX_ROW (child);
  is_empty = gtk_widget_get_first_child (GTK_WIDGET (self->list)) == NULL;
  gtk_label_set_text (self->nothing, gtk_toggle_button_get_active (self->filter_person)
                                         ? _ ("Nothing needs you.")
                                     : gtk_toggle_button_get_active (self->filter_owed)
                                         ? _ ("Nothing is waiting to be sent.")
                                         : _ ("Nothing was reported yet."));
  gtk_stack_set_visible_child_name (self->lists, is_empty ? "nothing" : "list");
  gtk_widget_set_visible (self->more, loaded->has_more);
  if (again != NULL)
    gtk_list_box_select_row (self->list, again);
  else
    enr_report_pane_clear (self->pane);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrSendingView) self = user_data;
  g_autoptr (GError) error = NULL;
  Loaded *loaded = enr_store_finish (ENR_STORE (source), result, &error);

  if (loaded == NULL)
    {
      if (self->session != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        enr_session_fail (self->session, error);
      return;
    }
  if (self->session != NULL)
    {
      show_truth (self, loaded);
      show_link (self, loaded);
      keep_held (self, loaded);
      show_rows (self, loaded);
    }
  loaded_free (loaded);
}

static void
reload (EnrSendingView *self)
{
  Request *request;

  if (self->session == NULL)
    return;
  request = g_new0 (Request, 1);
  request->filter = gtk_toggle_button_get_active (self->filter_person) ? FILTER_PERSON
                    : gtk_toggle_button_get_active (self->filter_owed) ? FILTER_OWED
                                                                       : FILTER_ALL;
  request->limit = self->n_shown;
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), load, request, g_free, loaded_free,
                        self->loading, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (EnrSendingView *self, const char *const *tables)
{
  if (tables == NULL || g_strv_contains (tables, "sync_delivery")
      || g_strv_contains (tables, "sync_link") || g_strv_contains (tables, "sync_question")
      || g_strv_contains (tables, "submission_kind"))
    reload (self);
}

/*
 * What people do
 */

static void
filter_cb (EnrSendingView *self, GParamSpec *pspec, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  self->n_shown = SHOWN;
  g_clear_pointer (&self->selected, g_free);
  reload (self);
}

static void
row_selected_cb (EnrSendingView *self, GtkListBoxRow *row)
{
  if (row == NULL)
    return;
  g_free (self->selected);
  self->selected = g_strdup (enr_report_row_get_id (ENR_REPORT_ROW (row)));
  enr_report_row_show (ENR_REPORT_ROW (row), self->pane);
}

static void
more_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrSendingView *self = ENR_SENDING_VIEW (widget);

  self->n_shown += SHOWN;
  reload (self);
}

static void
send_now_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.send-now", NULL);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrSendingView *self = ENR_SENDING_VIEW (widget);

  if (self->session != NULL)
    enr_city_carry_ask_export (self->session, widget);
}

static void
receipt_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrSendingView *self = ENR_SENDING_VIEW (widget);

  if (self->session != NULL)
    enr_city_carry_ask_receipt (self->session, widget);
}

typedef struct
{
  const EnrActor *actor;
  GStrv ids;
} Release;

static void
release_free (gpointer data)
{
  Release *release = data;

  g_strfreev (release->ids);
  g_free (release);
}

static gpointer
release_all (EnrDb *db, gpointer data, GError **error)
{
  const Release *release = data;

  return GINT_TO_POINTER (
      enr_outbox_release (db, release->actor, (const char *const *) release->ids, error));
}

static void
released_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrSendingView) self = user_data;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL && self->session != NULL)
    enr_session_fail (self->session, error);
}

static void
release_answer_cb (EnrSendingView *self, const char *response)
{
  Release *release;

  if (g_strcmp0 (response, "send") != 0 || self->session == NULL || self->asked == NULL)
    return;
  release = g_new0 (Release, 1);
  release->actor = enr_session_get_actor (self->session);
  release->ids = g_steal_pointer (&self->asked);
  enr_store_write_async (enr_session_get_store (self->session), release_all, release, release_free,
                         NULL, released_cb, g_object_ref (self));
}

/* Those that are in the list, and no others that came meanwhile: nobody has looked at these. */
static void
release_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrSendingView *self = ENR_SENDING_VIEW (widget);
  int n = self->held != NULL ? (int) g_strv_length (self->held) : 0;
  g_autofree char *title = NULL;
  GtkWidget *dialog;

  if (n == 0)
    return;
  title = g_strdup_printf (ngettext ("Send the %d report that waits for your word?",
                                     "Send the %d reports that wait for your word?", n),
                           n);
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), title,
                                   _ ("What each of them says can be read in the list before."));
  g_strfreev (self->asked);
  self->asked = g_strdupv (self->held);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "send",
                                    _ ("_Send"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "send",
                                              ADW_RESPONSE_SUGGESTED);
  g_signal_connect_object (dialog, "response", G_CALLBACK (release_answer_cb), self,
                           G_CONNECT_SWAPPED);
  enr_compat_leave_parent (GTK_WINDOW (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
enr_sending_view_dispose (GObject *object)
{
  EnrSendingView *self = ENR_SENDING_VIEW (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->session);
  g_clear_pointer (&self->selected, g_free);
  g_clear_pointer (&self->held, g_strfreev);
  g_clear_pointer (&self->asked, g_strfreev);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_SENDING_VIEW);

  G_OBJECT_CLASS (enr_sending_view_parent_class)->dispose (object);
}

static void
enr_sending_view_class_init (EnrSendingViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_sending_view_dispose;

  g_type_ensure (ENR_TYPE_REPORT_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/city/sending-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrSendingView, truth_icon);
  gtk_widget_class_bind_template_child (widget_class, EnrSendingView, truth);
  gtk_widget_class_bind_template_child (widget_class, EnrSendingView, link);
  gtk_widget_class_bind_template_child (widget_class, EnrSendingView, send_button);
  gtk_widget_class_bind_template_child (widget_class, EnrSendingView, file_buttons);
  gtk_widget_class_bind_template_child (widget_class, EnrSendingView, file_menu);
  gtk_widget_class_bind_template_child (widget_class, EnrSendingView, filter_person);
  gtk_widget_class_bind_template_child (widget_class, EnrSendingView, filter_owed);
  gtk_widget_class_bind_template_child (widget_class, EnrSendingView, filter_all);
  gtk_widget_class_bind_template_child (widget_class, EnrSendingView, list);
  gtk_widget_class_bind_template_child (widget_class, EnrSendingView, lists);
  gtk_widget_class_bind_template_child (widget_class, EnrSendingView, nothing);
  gtk_widget_class_bind_template_child (widget_class, EnrSendingView, more);
  gtk_widget_class_bind_template_child (widget_class, EnrSendingView, release_all);
  gtk_widget_class_bind_template_child (widget_class, EnrSendingView, pane);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_install_action (widget_class, "sending.more", NULL, more_action);
  gtk_widget_class_install_action (widget_class, "sending.send-now", NULL, send_now_action);
  gtk_widget_class_install_action (widget_class, "sending.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "sending.receipt", NULL, receipt_action);
  gtk_widget_class_install_action (widget_class, "sending.release-all", NULL, release_all_action);
}

static void
enr_sending_view_init (EnrSendingView *self)
{
  self->n_shown = SHOWN;
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_sending_view_set_session (EnrSendingView *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_SENDING_VIEW (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  enr_report_pane_set_session (self->pane, session);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
}
