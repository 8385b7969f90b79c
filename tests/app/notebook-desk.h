/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The notebook of a class on a desk, for the tests of it: short ways to write and to look.
 */
#pragma once

#include "desk.h"

#include "app/contact/notebook-grid.h"
#include "app/contact/notebook-view.h"
#include "contact/notebook.h"

typedef struct
{
  Desk desk;
  EnrTestSmall small;
  EnrNotebookGrid *grid;
} Fixture;

static const EnrActor other = { .kind = ENR_ACTOR_OFFICE, .name = "もう一台", .device = "other" };

static inline void
find_grid (Fixture *fixture)
{
  fixture->grid = ENR_NOTEBOOK_GRID (enr_test_find_id (fixture->desk.page, "grid"));
  enr_test_wait_until (enr_notebook_grid_get_n_rows (fixture->grid) > 0
                           && gtk_widget_get_mapped (GTK_WIDGET (fixture->grid)),
                       LONG);
  enr_test_pass (100);
}

/* A Wednesday, on the small nursery: ひよこ has 青木 朝陽 and 𠮷田 さくら. */
static inline void
begin (Fixture *fixture, EnrStoreFunc before)
{
  EnrStore *store;
  g_autoptr (GError) error = NULL;

  enr_test_set_now ("2026-06-10T15:30");
  store = enr_test_store_new_small (&fixture->small);
  if (before != NULL)
    {
      enr_test_write (store, before, fixture, &error);
      g_assert_no_error (error);
    }
  desk_begin (&fixture->desk, store, ENR_TYPE_NOTEBOOK_VIEW);
  find_grid (fixture);
}

static inline gint64
count (Fixture *fixture, const char *sql)
{
  return enr_test_query_int (fixture->desk.store, sql);
}
#define COUNT(sql) count (fixture, sql)

static inline char *
text_of (Fixture *fixture, guint row, guint column)
{
  return enr_notebook_cell_dup_text (enr_notebook_grid_get_cell (fixture->grid, row, column));
}

static inline gboolean
has_text (Fixture *fixture, guint row, guint column, const char *text)
{
  g_autofree char *now = text_of (fixture, row, column);

  return g_str_equal (now, text);
}

static inline void
focus (Fixture *fixture, guint row, guint column)
{
  g_assert_true (enr_notebook_grid_focus_cell (fixture->grid, row, column));
  enr_test_pass (50);
}

/* As a person types: the field's text is hers. */
static inline void
put (Fixture *fixture, guint row, guint column, const char *text)
{
  enr_notebook_cell_set_text (enr_notebook_grid_get_cell (fixture->grid, row, column), text);
  g_signal_emit_by_name (enr_notebook_grid_get_cell (fixture->grid, row, column), "edited");
  enr_test_settle ();
}

static inline void
save (Fixture *fixture)
{
  desk_click (fixture->desk.page, "notebook.save");
  enr_test_wait_until (enr_test_shows (fixture->desk.page, "Saved*")
                           || enr_test_shows (fixture->desk.page, "*保存しました*"),
                       LONG);
}
