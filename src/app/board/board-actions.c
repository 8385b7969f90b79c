/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the board does for the selected children: each action is one message to the writer, with the
 * message that takes it back.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/board/absence-dialog.h"
#include "app/board/board-item.h"
#include "app/board/board-page-private.h"
#include "app/board/board-write.h"
#include "app/board/close-dialog.h"
#include "app/board/entry-dialog.h"
#include "app/board/notice-dialog.h"
#include "app/board/reason-dialog.h"
#include "app/children/history-dialog.h"
#include "base/clock.h"

/* The selected children, as indexes into the day's. */
static GArray *
get_selected (EnrBoardPage *self)
{
  GArray *indexes = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GtkBitsetIter iter;
  guint position;

  if (!gtk_bitset_iter_init_first (&iter, selected, &position))
    return indexes;
  do
    {
      g_autoptr (EnrBoardItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);
      const EnrDayChild *child = item != NULL ? enr_board_item_get_child (item) : NULL;

      if (child != NULL && enr_board_item_get_day (item) == self->day)
        {
          guint index = child - &g_array_index (self->day->children, EnrDayChild, 0);

          g_array_append_val (indexes, index);
        }
    }
  while (gtk_bitset_iter_next (&iter, &position));
  return indexes;
}

static GtkWindow *
get_window (EnrBoardPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

typedef struct
{
  EnrBoardPage *page;
  EnrBoardWrite *undo; /* filled with the stamp's id where it is one */
  char *text;
} Done;

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Done *done = user_data;
  g_autoptr (EnrBoardPage) self = done->page;
  g_autoptr (EnrBoardWrite) undo = done->undo;
  g_autofree char *text = done->text;
  g_autoptr (GError) error = NULL;
  g_autofree EnrPunch *punch = enr_store_finish (ENR_STORE (source), result, &error);

  g_free (done);
  if (punch == NULL)
    {
      enr_session_fail (self->session, error);
      return;
    }
  if (undo != NULL && undo->op == ENR_BOARD_RETRACT)
    {
      if (punch->is_repeat)
        g_clear_pointer (&undo, enr_board_write_free);
      else
        enr_board_write_add (undo, &punch->id);
    }
  if (undo != NULL)
    enr_session_offer_undo (self->session, text, enr_board_write_undo, g_steal_pointer (&undo),
                            (GDestroyNotify) enr_board_write_free);
  else if (text != NULL)
    enr_session_tell (self->session, text);
}

static void
run_write (EnrBoardPage *self, EnrBoardWrite *write, EnrBoardWrite *undo, const char *text)
{
  Done *done = g_new0 (Done, 1);

  done->page = g_object_ref (self);
  done->undo = undo;
  done->text = g_strdup (text);
  enr_store_write_async (enr_session_get_store (self->session), enr_board_write_run, write,
                         (GDestroyNotify) enr_board_write_free, g_free, written_cb, done);
}

static EnrBoardWrite *
new_write (EnrBoardPage *self, EnrBoardOp op)
{
  return enr_board_write_new (op, enr_session_get_actor (self->session), self->day->date);
}

/* One child: a punch, as at the door. Many: the same time for those whom it fits. */
static void
punch_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBoardPage *self = ENR_BOARD_PAGE (widget);
  gboolean is_arrival = g_str_equal (name, "board.arrive");
  g_autoptr (GArray) selected = get_selected (self);
  g_autofree char *text = NULL;
  EnrBoardWrite *write;
  EnrBoardWrite *undo;
  guint n = 0;
  int now = enr_instant_minutes (enr_clock_now (), self->day->date);

  if (selected->len == 0)
    return;
  if (selected->len == 1)
    {
      const EnrDayChild *child
          = &g_array_index (self->day->children, EnrDayChild, g_array_index (selected, guint, 0));

      write = new_write (self, is_arrival ? ENR_BOARD_ARRIVE : ENR_BOARD_LEAVE);
      enr_board_write_add (write, &child->child_id);
      undo = new_write (self, ENR_BOARD_RETRACT);
      undo->reason = "入力の取り消し";
      /* Translators: %s is a child's name */
      text = is_arrival ? g_strdup_printf (_ ("Arrival of %s"), child->name)
                        : g_strdup_printf (_ ("Departure of %s"), child->name);
      run_write (self, write, undo, text);
      return;
    }

  write = new_write (self, ENR_BOARD_TIMES);
  undo = new_write (self, ENR_BOARD_TIMES);
  undo->reason = "入力の取り消し";
  for (guint i = 0; i < selected->len; i++)
    {
      const EnrDayChild *child
          = &g_array_index (self->day->children, EnrDayChild, g_array_index (selected, guint, i));

      if (is_arrival ? child->arrived != ENR_INSTANT_NONE : child->status != ENR_STATUS_PRESENT)
        continue;
      enr_board_write_add (write, &child->child_id);
      enr_board_write_add (undo, &child->child_id);
      n++;
    }
  if (n == 0)
    {
      enr_board_write_free (write);
      enr_board_write_free (undo);
      enr_session_tell (self->session, _ ("Nothing to enter for these children"));
      return;
    }
  if (is_arrival)
    {
      write->form.times.arrived = now;
      undo->form.times.arrived = ENR_MINUTES_NONE;
      text = g_strdup_printf (ngettext ("Arrival of %u child", "Arrival of %u children", n), n);
    }
  else
    {
      write->form.times.left = now;
      undo->form.times.left = ENR_MINUTES_NONE;
      text = g_strdup_printf (ngettext ("Departure of %u child", "Departure of %u children", n), n);
    }
  run_write (self, write, undo, text);
}

static void
set_sight (EnrBoardPage *self, const EnrDayChild *const *children, guint n)
{
  EnrBoardWrite *write = new_write (self, ENR_BOARD_SIGHT);
  EnrBoardWrite *undo = new_write (self, ENR_BOARD_SIGHT);

  /* Round: not looked, seen, not seen. */
  write->sight = (children[0]->sight + 1) % 3;
  undo->sight = children[0]->sight;
  for (guint i = 0; i < n; i++)
    {
      enr_board_write_add (write, &children[i]->child_id);
      enr_board_write_add (undo, &children[i]->child_id);
    }
  run_write (self, write, undo, _ ("Sight check"));
}

static void
sight_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBoardPage *self = ENR_BOARD_PAGE (widget);
  g_autoptr (GArray) selected = get_selected (self);
  g_autofree const EnrDayChild **children = g_new (const EnrDayChild *, selected->len + 1);

  for (guint i = 0; i < selected->len; i++)
    children[i]
        = &g_array_index (self->day->children, EnrDayChild, g_array_index (selected, guint, i));
  if (selected->len > 0)
    set_sight (self, children, selected->len);
}

static void
sight_of_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBoardPage *self = ENR_BOARD_PAGE (widget);
  const EnrDayChild *child;
  EnrUuid id;

  if (self->day == NULL || !enr_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    return;
  child = enr_day_find (self->day, &id);
  if (child != NULL)
    set_sight (self, &child, 1);
}

static void
dialog_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBoardPage *self = ENR_BOARD_PAGE (widget);
  g_autoptr (GArray) selected = get_selected (self);
  const guint *children = (const guint *) (gpointer) selected->data;

  if (selected->len == 0)
    return;
  if (g_str_equal (name, "board.absent"))
    enr_absence_dialog_show (get_window (self), self->session, self->day, children, selected->len);
  else if (g_str_equal (name, "board.notice"))
    enr_edit_dialog_show (
        ENR_EDIT_DIALOG (enr_notice_dialog_new (self->session, self->day, children[0])), widget);
  else if (g_str_equal (name, "board.edit"))
    enr_entry_dialog_show (get_window (self), self->session, self->day, children, selected->len);
  else
    {
      const EnrDayChild *child = &g_array_index (self->day->children, EnrDayChild, children[0]);

      enr_history_dialog_show (self->session, widget, &child->child_id, child->name,
                               self->day->date);
    }
}

static void
close_day_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBoardPage *self = ENR_BOARD_PAGE (widget);

  if (self->day != NULL)
    enr_close_dialog_show (get_window (self), self->session, self->day);
}

static void
reopen_cb (const char *reason, gpointer user_data)
{
  EnrBoardPage *self = user_data;
  EnrBoardWrite *write = new_write (self, ENR_BOARD_REOPEN);

  write->reason = enr_board_write_keep (write, reason);
  run_write (self, write, NULL, _ ("The day is open again"));
}

static void
reopen_day_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBoardPage *self = ENR_BOARD_PAGE (widget);

  if (self->day != NULL)
    enr_reason_dialog_show (get_window (self), _ ("Reopen the day"),
                            _ ("The day was closed. Why is it opened again?"), reopen_cb,
                            g_object_ref (self), g_object_unref);
}

void
enr_board_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "board.arrive", NULL, punch_action);
  gtk_widget_class_install_action (widget_class, "board.leave", NULL, punch_action);
  gtk_widget_class_install_action (widget_class, "board.absent", NULL, dialog_action);
  gtk_widget_class_install_action (widget_class, "board.notice", NULL, dialog_action);
  gtk_widget_class_install_action (widget_class, "board.edit", NULL, dialog_action);
  gtk_widget_class_install_action (widget_class, "board.history", NULL, dialog_action);
  gtk_widget_class_install_action (widget_class, "board.sight", NULL, sight_action);
  gtk_widget_class_install_action (widget_class, "board.sight-of", "s", sight_of_action);
  gtk_widget_class_install_action (widget_class, "board.close-day", NULL, close_day_action);
  gtk_widget_class_install_action (widget_class, "board.reopen-day", NULL, reopen_day_action);
}
