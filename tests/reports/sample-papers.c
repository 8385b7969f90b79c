/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Writes a paper of the made-up nursery, to be looked at and to be timed:
 *   sample-papers day|follow|month|cards OUTPUT.pdf [CLASSES [CHILDREN-A-CLASS [REPEATS]]]
 * With a name ending in .txt it writes what is drawn, for bench/bare-pdf.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "reports/attendance-book.h"
#include "reports/cards.h"
#include "reports/daily-register.h"
#include "sample.h"

static EnrDocument *
make_cards (guint n_classes, guint per_class, GError **error)
{
  g_autoptr (EnrDay) day = sample_day_new (n_classes, per_class);
  guint n = day->children->len;
  g_autofree EnrCardFace *faces = g_new0 (EnrCardFace, n);

  for (guint i = 0; i < n; i++)
    {
      const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, i);
      const EnrDayClass *class = &g_array_index (day->classes, EnrDayClass, child->class_index);
      g_autofree char *token
          = g_strdup_printf ("EQ7K3M9X2TW8R4H5N1P%05u", 10000 + i * 7919 % 90000);

      faces[i] = (EnrCardFace){ child->name, child->kana, class->name, class->colour,
                                sample_day_string (day, token) };
    }
  return enr_cards_new (faces, n, day->facility_name, error);
}

static EnrDocument *
make (const char *kind, guint n_classes, guint per_class, GError **error)
{
  g_autoptr (EnrForm) form = NULL;

  if (strcmp (kind, "cards") == 0)
    return make_cards (n_classes, per_class, error);
  if (strcmp (kind, "month") == 0)
    {
      g_autoptr (EnrMonth) month = sample_month_new (n_classes, per_class);

      form = enr_form_load (ENR_FORM_ATTENDANCE_BOOK, error);
      return form != NULL ? enr_attendance_book_new (month, NULL, form, error) : NULL;
    }
  else
    {
      g_autoptr (EnrDay) day = sample_day_new (n_classes, per_class);

      form = enr_form_load (ENR_FORM_DAILY_REGISTER, error);
      if (form != NULL && strcmp (kind, "follow") == 0)
        form->class_pages = FALSE;
      return form != NULL ? enr_daily_register_new (day, NULL, form, error) : NULL;
    }
}

int
main (int argc, char **argv)
{
  guint n_classes = argc > 3 ? (guint)atoi (argv[3]) : 6;
  guint per_class = argc > 4 ? (guint)atoi (argv[4]) : 20;
  int repeats = argc > 5 ? atoi (argv[5]) : 1;

  if (argc < 3)
    return 2;
  for (int i = 0; i < repeats; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 start = g_get_monotonic_time ();
      gint64 middle;
      g_autoptr (EnrDocument) document = make (argv[1], n_classes, per_class, &error);

      middle = g_get_monotonic_time ();
      if (document != NULL && g_str_has_suffix (argv[2], ".txt"))
        {
          g_autofree char *dump = enr_document_dump (document);

          g_file_set_contents (argv[2], dump, -1, &error);
        }
      else if (document != NULL)
        {
          enr_document_write_pdf (document, argv[2], enr_document_creation_time (), &error);
        }
      if (error != NULL)
        {
          g_printerr ("%s\n", error->message);
          return 1;
        }
      if (repeats > 1)
        g_print ("layout %.1f ms, pdf %.1f ms\n", (middle - start) / 1000.0,
                 (g_get_monotonic_time () - middle) / 1000.0);
    }
  return 0;
}
