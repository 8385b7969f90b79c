/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/notebook-sheet-private.h"

G_DEFINE_FINAL_TYPE (EnrNotebookSheet, enr_notebook_sheet, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CAN_UNDO,
  N_PROPS
};

enum
{
  OPENED,
  CHANGED,
  SAVED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* A page before and after it was filled. */
typedef struct
{
  EnrNotebookPage *before;
  EnrNotebookPage *after;
  EnrNotebookPart part;
} Filled;

static void
filled_free (gpointer data)
{
  Filled *filled = data;

  enr_notebook_page_free (filled->before);
  enr_notebook_page_free (filled->after);
  g_free (filled);
}

EnrNotebookLine *
enr_notebook_sheet_line (EnrNotebookSheet *self, guint line)
{
  return g_ptr_array_index (self->lines, line);
}

int
enr_notebook_sheet_find (EnrNotebookSheet *self, const EnrUuid *child_id)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (enr_uuid_equal (&enr_notebook_sheet_line (self, i)->child_id, child_id))
      return (int) i;
  return -1;
}

void
enr_notebook_sheet_changed (EnrNotebookSheet *self, int line)
{
  g_signal_emit (self, signals[CHANGED], 0, line);
}

void
enr_notebook_sheet_opened (EnrNotebookSheet *self)
{
  g_signal_emit (self, signals[OPENED], 0);
}

void
enr_notebook_sheet_saved (EnrNotebookSheet *self, guint n_pages)
{
  g_signal_emit (self, signals[SAVED], 0, n_pages);
}

void
enr_notebook_sheet_drop_undo (EnrNotebookSheet *self)
{
  g_ptr_array_set_size (self->undo, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
}

/*
 * The class
 */

static void
enr_notebook_sheet_dispose (GObject *object)
{
  EnrNotebookSheet *self = ENR_NOTEBOOK_SHEET (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_handle_id (&self->save_source, g_source_remove);

  G_OBJECT_CLASS (enr_notebook_sheet_parent_class)->dispose (object);
}

static void
enr_notebook_sheet_finalize (GObject *object)
{
  EnrNotebookSheet *self = ENR_NOTEBOOK_SHEET (object);

  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->undo);
  g_clear_pointer (&self->classes, g_ptr_array_unref);
  g_clear_pointer (&self->tasks, g_ptr_array_unref);
  g_strfreev (self->staff);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (enr_notebook_sheet_parent_class)->finalize (object);
}

static void
enr_notebook_sheet_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, ENR_NOTEBOOK_SHEET (object)->undo->len > 0);
}

static void
enr_notebook_sheet_class_init (EnrNotebookSheetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = enr_notebook_sheet_dispose;
  object_class->finalize = enr_notebook_sheet_finalize;
  object_class->get_property = enr_notebook_sheet_get_property;

  properties[PROP_CAN_UNDO]
      = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE,
                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[OPENED] = g_signal_new ("opened", ENR_TYPE_NOTEBOOK_SHEET, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", ENR_TYPE_NOTEBOOK_SHEET, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SAVED] = g_signal_new ("saved", ENR_TYPE_NOTEBOOK_SHEET, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
enr_notebook_sheet_init (EnrNotebookSheet *self)
{
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_line_free);
  self->undo = g_ptr_array_new_with_free_func (filled_free);
  self->day = self->wanted_day = ENR_DATE_NONE;
}

EnrNotebookSheet *
enr_notebook_sheet_new (EnrSession *session)
{
  EnrNotebookSheet *self = g_object_new (ENR_TYPE_NOTEBOOK_SHEET, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (enr_notebook_sheet_store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
enr_notebook_sheet_open (EnrNotebookSheet *self, EnrDate day, const EnrUuid *class_id)
{
  g_return_if_fail (ENR_IS_NOTEBOOK_SHEET (self));

  self->wanted_day = day;
  if (class_id != NULL)
    self->wanted_class = *class_id;
  if (enr_notebook_sheet_is_elsewhere (self))
    enr_notebook_sheet_save (self);
  else
    enr_notebook_sheet_reload (self);
}

void
enr_notebook_sheet_set_seen (EnrNotebookSheet *self, gboolean is_seen)
{
  g_return_if_fail (ENR_IS_NOTEBOOK_SHEET (self));

  self->is_seen = is_seen;
  enr_notebook_sheet_refresh (self);
}

EnrDate
enr_notebook_sheet_get_day (EnrNotebookSheet *self)
{
  g_return_val_if_fail (ENR_IS_NOTEBOOK_SHEET (self), ENR_DATE_NONE);

  return self->day;
}

const EnrUuid *
enr_notebook_sheet_get_class (EnrNotebookSheet *self)
{
  g_return_val_if_fail (ENR_IS_NOTEBOOK_SHEET (self), NULL);

  return &self->class_id;
}

const GPtrArray *
enr_notebook_sheet_get_classes (EnrNotebookSheet *self)
{
  g_return_val_if_fail (ENR_IS_NOTEBOOK_SHEET (self), NULL);

  return self->classes;
}

const GPtrArray *
enr_notebook_sheet_get_tasks (EnrNotebookSheet *self)
{
  g_return_val_if_fail (ENR_IS_NOTEBOOK_SHEET (self), NULL);

  return self->tasks;
}

gboolean
enr_notebook_sheet_asks_medicine (EnrNotebookSheet *self, guint line)
{
  const EnrNotebookLine *of;

  g_return_val_if_fail (ENR_IS_NOTEBOOK_SHEET (self), FALSE);
  g_return_val_if_fail (line < self->lines->len, FALSE);

  of = enr_notebook_sheet_line (self, line);
  for (guint i = 0; self->tasks != NULL && i < self->tasks->len; i++)
    if (enr_uuid_equal (
            &((const EnrMedicineTask *) g_ptr_array_index (self->tasks, i))->medicine->child_id,
            &of->child_id))
      return FALSE;
  return !of->is_absent
         && enr_notebook_page_find_event (of->now[ENR_SIDE_HOME], ENR_EVENT_MEDICINE) != NULL;
}

const char *const *
enr_notebook_sheet_get_staff (EnrNotebookSheet *self)
{
  static const char *const nobody[] = { NULL };

  g_return_val_if_fail (ENR_IS_NOTEBOOK_SHEET (self), NULL);

  return self->staff != NULL ? (const char *const *) self->staff : nobody;
}

guint
enr_notebook_sheet_get_n_lines (EnrNotebookSheet *self)
{
  g_return_val_if_fail (ENR_IS_NOTEBOOK_SHEET (self), 0);

  return self->lines->len;
}

const EnrNotebookLine *
enr_notebook_sheet_get_line (EnrNotebookSheet *self, guint line)
{
  g_return_val_if_fail (ENR_IS_NOTEBOOK_SHEET (self), NULL);
  g_return_val_if_fail (line < self->lines->len, NULL);

  return enr_notebook_sheet_line (self, line);
}

void
enr_notebook_sheet_set_text (EnrNotebookSheet *self,
                             guint line,
                             EnrNotebookSide side,
                             EnrNotebookPart part,
                             const char *text)
{
  g_return_if_fail (ENR_IS_NOTEBOOK_SHEET (self));
  g_return_if_fail (line < self->lines->len);

  enr_notebook_line_set_text (enr_notebook_sheet_line (self, line), side, part, text);
  enr_notebook_line_set_refused (enr_notebook_sheet_line (self, line), side, "");
  enr_notebook_sheet_touch (self);
  enr_notebook_sheet_changed (self, (int) line);
}

static void
set_now (EnrNotebookSheet *self, guint line, const EnrNotebookPage *page)
{
  EnrNotebookPage *copy = enr_notebook_page_copy (page);

  enr_notebook_page_free (enr_notebook_sheet_line (self, line)->now[page->side]);
  enr_notebook_sheet_line (self, line)->now[page->side] = copy;
  enr_notebook_line_set_refused (enr_notebook_sheet_line (self, line), page->side, "");
}

void
enr_notebook_sheet_set_page (EnrNotebookSheet *self, guint line, const EnrNotebookPage *page)
{
  g_return_if_fail (ENR_IS_NOTEBOOK_SHEET (self));
  g_return_if_fail (line < self->lines->len);

  set_now (self, line, page);
  enr_notebook_sheet_touch (self);
  enr_notebook_sheet_changed (self, (int) line);
}

void
enr_notebook_sheet_set_wrong (EnrNotebookSheet *self,
                              guint line,
                              EnrNotebookSide side,
                              EnrNotebookEventKind kind,
                              const char *text,
                              const char *message)
{
  g_return_if_fail (ENR_IS_NOTEBOOK_SHEET (self));
  g_return_if_fail (line < self->lines->len);

  for (int part = 0; part < ENR_N_PARTS; part++)
    if (enr_notebook_part_event ((EnrNotebookPart) part) == (int) kind)
      enr_notebook_line_set_wrong (enr_notebook_sheet_line (self, line), side,
                                   (EnrNotebookPart) part, text, message);
  enr_notebook_sheet_changed (self, (int) line);
}

guint
enr_notebook_sheet_fill (EnrNotebookSheet *self,
                         EnrNotebookSide side,
                         EnrNotebookPart part,
                         const char *text,
                         gboolean overwrite,
                         GError **error)
{
  g_autoptr (EnrNotebookPage) model = NULL;

  g_return_val_if_fail (ENR_IS_NOTEBOOK_SHEET (self), 0);

  if (text != NULL)
    {
      model = enr_notebook_page_new (&enr_uuid_none, self->day, side);
      if (!enr_notebook_part_set_text (model, part, text, error))
        return 0;
    }
  g_ptr_array_set_size (self->undo, 0);
  for (guint i = 0; i < self->lines->len; i++)
    {
      EnrNotebookLine *line = enr_notebook_sheet_line (self, i);
      const EnrNotebookPage *from = model != NULL ? model : line->before[side];
      g_autoptr (EnrNotebookPage) filled = enr_notebook_page_copy (line->now[side]);
      Filled *step;

      if (line->is_absent || from == NULL || enr_notebook_line_get_wrong (line, side, part) != NULL
          || !enr_notebook_page_fill (filled, from, enr_notebook_part_fields (part), overwrite))
        continue;
      step = g_new0 (Filled, 1);
      step->before = enr_notebook_page_copy (line->now[side]);
      step->after = enr_notebook_page_copy (filled);
      step->part = part;
      g_ptr_array_add (self->undo, step);
      set_now (self, i, filled);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
  enr_notebook_sheet_touch (self);
  enr_notebook_sheet_changed (self, -1);
  return self->undo->len;
}

void
enr_notebook_sheet_undo (EnrNotebookSheet *self)
{
  g_return_if_fail (ENR_IS_NOTEBOOK_SHEET (self));

  for (guint i = 0; i < self->undo->len; i++)
    {
      const Filled *step = g_ptr_array_index (self->undo, i);
      int at = enr_notebook_sheet_find (self, &step->before->child_id);
      EnrNotebookPage *now
          = at >= 0 ? enr_notebook_sheet_line (self, (guint) at)->now[step->before->side] : NULL;

      if (now != NULL && enr_notebook_part_equal (now, step->after, step->part))
        enr_notebook_part_copy (now, step->before, step->part);
    }
  enr_notebook_sheet_drop_undo (self);
  enr_notebook_sheet_touch (self);
  enr_notebook_sheet_changed (self, -1);
}

void
enr_notebook_sheet_resolve (EnrNotebookSheet *self, guint line, EnrNotebookSide side)
{
  g_return_if_fail (ENR_IS_NOTEBOOK_SHEET (self));
  g_return_if_fail (line < self->lines->len);

  if (enr_notebook_sheet_line (self, line)->theirs[side] != NULL)
    enr_notebook_line_settle (enr_notebook_sheet_line (self, line), side);
  enr_notebook_sheet_changed (self, (int) line);
}

void
enr_notebook_sheet_discard (EnrNotebookSheet *self)
{
  g_return_if_fail (ENR_IS_NOTEBOOK_SHEET (self));

  g_clear_handle_id (&self->save_source, g_source_remove);
  g_ptr_array_set_size (self->lines, 0);
  enr_notebook_sheet_drop_undo (self);
  enr_notebook_sheet_reload (self);
}

EnrNotebookState
enr_notebook_sheet_get_state (EnrNotebookSheet *self)
{
  EnrNotebookState state = { 0 };

  g_return_val_if_fail (ENR_IS_NOTEBOOK_SHEET (self), state);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const EnrNotebookLine *line = enr_notebook_sheet_line (self, i);

      state.n_wrong += g_hash_table_size (line->wrong);
      for (int side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
        {
          state.n_dirty += enr_notebook_line_is_dirty (line, (EnrNotebookSide) side);
          state.n_disputed += line->theirs[side] != NULL;
          state.n_refused += *line->refused[side] != '\0';
        }
    }
  state.is_saving = self->is_saving;
  state.is_moving = enr_notebook_sheet_is_elsewhere (self) && self->day != ENR_DATE_NONE;
  return state;
}

static void
add_remark (GString *text, const char *name, const char *remark)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append_printf (text, "%s: %s", name, remark);
}

char *
enr_notebook_sheet_dup_remarks (EnrNotebookSheet *self, int typed, EnrNotebookSide typed_side)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (ENR_IS_NOTEBOOK_SHEET (self), NULL);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const EnrNotebookLine *line = enr_notebook_sheet_line (self, i);

      for (int side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
        {
          g_autofree char *doubts = NULL;
          gboolean is_typed = (int) i == typed && side == (int) typed_side;

          for (int part = 0; part < ENR_N_PARTS && !is_typed; part++)
            {
              const EnrNotebookWrong *wrong = enr_notebook_line_get_wrong (
                  line, (EnrNotebookSide) side, (EnrNotebookPart) part);

              if (wrong != NULL)
                add_remark (text, line->name, wrong->message);
            }
          if (*line->refused[side] != '\0')
            add_remark (text, line->name, line->refused[side]);
          if (is_typed || !enr_notebook_line_is_dirty (line, (EnrNotebookSide) side))
            continue;
          doubts = enr_notebook_page_dup_doubts (line->now[side]);
          if (*doubts != '\0')
            add_remark (text, line->name, doubts);
        }
    }
  return g_string_free (text, FALSE);
}
