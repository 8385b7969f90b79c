/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Fills the form of `uno-fill.py make`: 30 sheets, 120 children, 4,020 cells. A whole process, as
 * the command that fills a form is one.
 *
 *   sheet-fill FORM OUTPUT [ROUNDS]    with ROUNDS, fills in memory and prints the milliseconds of
 * each
 */
#include <stdlib.h>

#include "sheets/fill.h"

#define N_SHEETS 30
#define N_CHILDREN 120
#define N_HEADS 14

static EnrSheetData *
make_data (void)
{
  EnrSheetData *data = enr_sheet_data_new ();
  EnrSheetList *children = enr_sheet_data_add_list (data, "children");

  for (int i = 1; i <= N_HEADS; i++)
    {
      g_autofree char *text = g_strdup_printf ("項目%d", i);

      enr_sheet_data_set_at (data, "head", i,
                             (i % 2 == 0) ? enr_sheet_number (i) : enr_sheet_text (text));
    }
  for (int i = 0; i < N_CHILDREN; i++)
    {
      guint row = enr_sheet_list_add_row (children);

      for (int day = 1; day <= N_SHEETS; day++)
        enr_sheet_list_set_at (children, row, "mark", day,
                               enr_sheet_text (((i + day) % 7 == 0) ? "欠" : "○"));
    }

  return data;
}

int
main (int argc, char *argv[])
{
  g_autoptr (EnrSheetData) data = make_data ();
  g_auto (EnrSheetReport) report = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) form = NULL;

  if (argc < 3)
    {
      g_printerr ("usage: sheet-fill FORM OUTPUT [ROUNDS]\n");
      return 2;
    }
  if (argc == 3)
    {
      if (!enr_sheet_fill_file (argv[1], argv[2], data, ENR_SHEET_FILL_STRICT, &report, &error))
        g_error ("%s", error->message);
      if (report.n_filled != N_SHEETS * (N_CHILDREN + N_HEADS))
        g_error ("%u cells were filled", report.n_filled);
      return 0;
    }

  form = enr_sheet_load (argv[1], &error);
  g_assert_no_error (error);
  for (int i = 0; i < atoi (argv[3]); i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GBytes) output
          = enr_sheet_fill (form, data, ENR_SHEET_FILL_STRICT, &report, &error);

      g_assert_no_error (error);
      g_print ("%.1f ms\n", (double) (g_get_monotonic_time () - start) / 1000.0);
    }
  return 0;
}
