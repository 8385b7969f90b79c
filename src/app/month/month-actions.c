/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the month's page does: decisions about charges, each with what takes it back, the closing,
 * the form, and the ways to where things are settled.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/bills/bills-window.h"
#include "app/board/board-page.h"
#include "app/month/city-form-window.h"
#include "app/month/decide.h"
#include "app/month/decision-dialog.h"
#include "app/month/meals-dialog.h"
#include "app/month/month-close-dialog.h"
#include "app/month/month-page-private.h"
#include "app/window.h"
#include "base/clock.h"

/* Confirming leaves alone what a person has set to another amount, or confirmed as it is now. */
static gboolean
can_confirm (const EnrCharge *charge)
{
  return charge->state == ENR_CHARGE_COMPUTED
         || (charge->state == ENR_CHARGE_CONFIRMED && charge->differs);
}

static gboolean
is_decided (const EnrCharge *charge)
{
  return charge->state != ENR_CHARGE_COMPUTED;
}

static gboolean
is_open (const EnrCharge *charge)
{
  return charge->state == ENR_CHARGE_COMPUTED;
}

static gboolean
is_any (const EnrCharge *charge)
{
  return TRUE;
}

typedef gboolean (*Fits) (const EnrCharge *charge);

static void
add_if_fits (EnrMonthPage *self, guint position, Fits fits, GArray *indexes)
{
  g_autoptr (EnrChargeItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (item != NULL && enr_charge_item_get_reading (item) == self->reading
      && fits (enr_charge_item_get_charge (item)))
    {
      guint index = enr_charge_item_get_index (item);

      g_array_append_val (indexes, index);
    }
}

/* The charges in the list that fit, as indexes into the reading's: what the search and the filter
 * hide is not meant by who looks at the list. */
static GArray *
get_shown (EnrMonthPage *self, Fits fits)
{
  GArray *indexes = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  for (guint i = 0; self->reading != NULL && i < n; i++)
    add_if_fits (self, i, fits, indexes);
  return indexes;
}

/* The selected charges that fit, likewise. */
static GArray *
get_selected (EnrMonthPage *self, Fits fits)
{
  GArray *indexes = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GtkBitsetIter iter;
  guint position;

  if (self->reading == NULL || !gtk_bitset_iter_init_first (&iter, selected, &position))
    return indexes;
  do
    add_if_fits (self, position, fits, indexes);
  while (gtk_bitset_iter_next (&iter, &position));
  return indexes;
}

void
enr_month_page_update_actions (EnrMonthPage *self)
{
  g_autoptr (GArray) shown = get_shown (self, is_open);
  g_autoptr (GArray) any = get_selected (self, is_any);
  g_autoptr (GArray) open = get_selected (self, can_confirm);
  g_autoptr (GArray) decided = get_selected (self, is_decided);
  const EnrMonthState *state = self->reading != NULL ? self->reading->state : NULL;
  gboolean is_over = state != NULL && enr_month_reading_last (self->reading) <= enr_clock_today ();
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "month.confirm-all", shown->len > 0);
  gtk_widget_action_set_enabled (widget, "month.confirm", open->len > 0);
  gtk_widget_action_set_enabled (widget, "month.restore", decided->len > 0);
  gtk_widget_action_set_enabled (widget, "month.adjust", any->len > 0);
  gtk_widget_action_set_enabled (widget, "month.exclude", any->len > 0);
  gtk_widget_action_set_enabled (widget, "month.close",
                                 is_over && (state->closing.revision == 0 || state->has_changed));
  gtk_widget_action_set_enabled (widget, "month.fill-form", state != NULL);
}

static GtkWindow *
get_window (EnrMonthPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/*
 * Decisions
 */

typedef struct
{
  EnrSession *session;
  EnrDecide *undo;
  char *text;
} Done;

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Done *done = user_data;
  g_autoptr (EnrSession) session = done->session;
  g_autoptr (EnrDecide) undo = done->undo;
  g_autofree char *text = done->text;
  g_autoptr (GError) error = NULL;

  g_free (done);
  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    enr_session_fail (session, error);
  else if (undo != NULL)
    enr_session_offer_undo (session, text, enr_decide_run, g_steal_pointer (&undo),
                            (GDestroyNotify) enr_decide_free);
  else
    enr_session_tell (session, text);
}

static void
decide (EnrMonthPage *self, const GArray *indexes, EnrChargeState state)
{
  const EnrActor *actor = enr_session_get_actor (self->session);
  Done *done;

  if (indexes->len == 0)
    return;
  done = g_new0 (Done, 1);
  done->session = g_object_ref (self->session);
  done->undo = enr_decide_new_undo (actor, self->reading, indexes, state, 0);
  done->text = enr_decide_dup_text (self->reading, indexes, state);
  enr_store_write_async (enr_session_get_store (self->session), enr_decide_run,
                         enr_decide_new (actor, self->reading, indexes, state, 0, NULL),
                         (GDestroyNotify) enr_decide_free, NULL, decided_cb, done);
}

static void
confirm_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrMonthPage *self = ENR_MONTH_PAGE (widget);
  g_autoptr (GArray) indexes = get_shown (self, is_open);

  decide (self, indexes, ENR_CHARGE_CONFIRMED);
}

static void
confirm_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrMonthPage *self = ENR_MONTH_PAGE (widget);
  g_autoptr (GArray) indexes = get_selected (self, can_confirm);

  decide (self, indexes, ENR_CHARGE_CONFIRMED);
}

static void
restore_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrMonthPage *self = ENR_MONTH_PAGE (widget);
  g_autoptr (GArray) indexes = get_selected (self, is_decided);

  decide (self, indexes, ENR_CHARGE_COMPUTED);
}

static void
dialog_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrMonthPage *self = ENR_MONTH_PAGE (widget);
  g_autoptr (GArray) indexes = get_selected (self, is_any);

  if (indexes->len > 0)
    enr_decision_dialog_show (widget, self->session, self->reading, indexes,
                              g_str_equal (name, "month.adjust") ? ENR_CHARGE_ADJUSTED
                                                                 : ENR_CHARGE_EXCLUDED);
}

/*
 * The month
 */

/* Today, where it is in that month, so that the other pages show what is going on. */
static void
go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrMonthPage *self = ENR_MONTH_PAGE (widget);
  int step = g_str_equal (name, "month.after") ? 1 : -1;
  EnrDate today = enr_clock_today ();
  EnrDate first;

  if (self->session == NULL)
    return;
  first = enr_date_month_start (enr_session_get_date (self->session), step);
  enr_session_set_date (self->session, enr_date_month_start (today, 0) == first ? today : first);
}

static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrMonthPage *self = ENR_MONTH_PAGE (widget);

  if (self->reading != NULL)
    enr_month_close_dialog_show (get_window (self), self->session, self->reading);
}

static void
fill_form_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrMonthPage *self = ENR_MONTH_PAGE (widget);

  if (self->reading != NULL)
    gtk_window_present (
        GTK_WINDOW (enr_city_form_window_new (get_window (self), self->session, self->reading)));
}

/* The board's filter in which a thing of that kind is found. */
static const char *
get_filter (EnrMonthItemKind kind)
{
  switch (kind)
    {
    case ENR_MONTH_NO_DEPARTURE:
      return "present";
    case ENR_MONTH_NO_WORD:
      return "unknown";
    case ENR_MONTH_MISMATCH:
      return "mismatch";
    case ENR_MONTH_DAY_NOT_CLOSED:
    case ENR_MONTH_NO_RULE:
    case ENR_MONTH_DRAFT_CHARGE:
    case ENR_MONTH_OTHER_CHARGE:
    case ENR_MONTH_N_ITEMS:
    default:
      return "all";
    }
}

/* As if the name had been typed into the board's search. */
static void
find_on_board (GtkRoot *root, EnrPage *board, const char *name)
{
  GtkWidget *focus;

  if (*name == '\0' || !enr_page_focus_search (board))
    return;
  focus = gtk_root_get_focus (root);
  if (GTK_IS_EDITABLE (focus))
    gtk_editable_set_text (GTK_EDITABLE (focus), name);
}

void
enr_month_page_settle (EnrMonthPage *self, EnrCheckItem *item)
{
  EnrMonthItemKind kind = enr_check_item_get_kind (item);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  EnrPage *board;

  if (kind == ENR_MONTH_DRAFT_CHARGE || kind == ENR_MONTH_OTHER_CHARGE)
    {
      enr_month_page_select_charges (self, enr_check_item_get_child_id (item),
                                     enr_check_item_get_day (item));
      return;
    }
  enr_session_set_date (self->session, enr_check_item_get_day (item));
  if (!ENR_IS_WINDOW (root))
    return;
  board = enr_window_show_page (ENR_WINDOW (root), "board");
  gtk_widget_activate_action (GTK_WIDGET (board), "board.show-all", NULL);
  enr_board_page_show_filter (ENR_BOARD_PAGE (board), get_filter (kind));
  find_on_board (root, board, enr_check_item_get_name (item));
}

static void
bills_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrMonthPage *self = ENR_MONTH_PAGE (widget);

  enr_bills_window_show (get_window (self), self->session, enr_session_get_date (self->session));
}

static void
meals_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrMonthPage *self = ENR_MONTH_PAGE (widget);

  if (self->session != NULL)
    enr_meals_dialog_show (widget, self->session, enr_session_get_date (self->session));
}

void
enr_month_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "month.before", NULL, go_action);
  gtk_widget_class_install_action (widget_class, "month.after", NULL, go_action);
  gtk_widget_class_install_action (widget_class, "month.confirm-all", NULL, confirm_all_action);
  gtk_widget_class_install_action (widget_class, "month.confirm", NULL, confirm_action);
  gtk_widget_class_install_action (widget_class, "month.restore", NULL, restore_action);
  gtk_widget_class_install_action (widget_class, "month.adjust", NULL, dialog_action);
  gtk_widget_class_install_action (widget_class, "month.exclude", NULL, dialog_action);
  gtk_widget_class_install_action (widget_class, "month.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "month.fill-form", NULL, fill_form_action);
  gtk_widget_class_install_action (widget_class, "month.bills", NULL, bills_action);
  gtk_widget_class_install_action (widget_class, "month.meals", NULL, meals_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_ALT_MASK, "month.before",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_ALT_MASK, "month.after",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "month.close", NULL);
}
