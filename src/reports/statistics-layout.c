/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/statistics-private.h"

#include "reports/table-draw.h"

#define MM(x) ((x) *ENR_POINTS_PER_MM)
#define PAPER_WIDTH MM (210)
#define PAPER_HEIGHT MM (297)
#define LEFT MM (15)
#define TOP MM (12)
#define BOTTOM MM (12)
#define WIDTH (PAPER_WIDTH - 2 * LEFT)
#define TITLE_HEIGHT MM (6.5)
#define ROW_HEIGHT MM (5.1)
#define GAP MM (1.5)
#define NOTE_HEIGHT MM (4)
#define WARNING_HEIGHT MM (6)
#define BOX MM (17)

typedef struct
{
  EnrDocument *document;
  EnrDrawnPage *page;
  const char *heading;
  const char *period;
  const char *facility_name;
  const char *warning;
  const char *facts;
  double y;
} Layout;

static void
draw_approval (EnrDrawnPage *page)
{
  EnrTextStyle style = { 7, 5, FALSE, ENR_ALIGN_CENTER, ENR_INK_SOFT };
  EnrRect box = { LEFT + WIDTH - BOX, TOP, BOX, MM (4.5) + BOX };
  EnrRect label = { box.x, box.y, BOX, MM (4.5) };

  enr_drawn_page_frame (page, &box, ENR_LINE_FINE, ENR_INK);
  enr_drawn_page_line (page, box.x, box.y + label.height, box.x + BOX, box.y + label.height,
                       ENR_LINE_HAIR, ENR_INK_SOFT);
  enr_drawn_page_text (page, &style, &label, "施設長");
}

static void
add_page (Layout *self)
{
  EnrTextStyle title = { 17, 10, TRUE, ENR_ALIGN_LEFT, ENR_INK };
  EnrTextStyle header = { 10.5, 6, FALSE, ENR_ALIGN_LEFT, ENR_INK };
  EnrTextStyle number = { 7, 5, FALSE, ENR_ALIGN_CENTER, ENR_INK_SOFT };
  EnrRect title_box = { LEFT, TOP, MM (85), MM (9) };
  EnrRect period_box = { LEFT, TOP + MM (10), MM (85), MM (5) };
  EnrRect facility_box = { LEFT + MM (87), TOP + MM (1), WIDTH - MM (87) - BOX - MM (3), MM (14) };
  EnrRect facts_box = { LEFT, TOP + MM (16), WIDTH - BOX - MM (3), MM (6) };
  EnrRect foot = { LEFT, PAPER_HEIGHT - BOTTOM + MM (3), WIDTH, MM (4) };
  g_autofree char *text = NULL;

  self->page = enr_document_add_page (self->document);
  enr_drawn_page_text (self->page, &title, &title_box, self->heading);
  enr_drawn_page_text (self->page, &header, &period_box, self->period);
  enr_drawn_page_text (self->page, &header, &facts_box, self->facts);
  header.align = ENR_ALIGN_RIGHT;
  enr_drawn_page_text (self->page, &header, &facility_box, self->facility_name);
  draw_approval (self->page);
  text = g_strdup_printf ("%u", enr_document_get_n_pages (self->document));
  enr_drawn_page_text (self->page, &number, &foot, text);
  self->y = TOP + MM (4.5) + BOX + GAP;
  if (self->warning == NULL)
    return;
  header.align = ENR_ALIGN_LEFT;
  header.bold = TRUE;
  enr_drawn_page_text (self->page, &header, &(EnrRect){ LEFT, self->y, WIDTH, WARNING_HEIGHT },
                       self->warning);
  self->y += WARNING_HEIGHT;
}

static double
room (const Layout *self)
{
  return PAPER_HEIGHT - BOTTOM - self->y;
}

/* A list that does not fit goes on with its headings on the next page. */
static void
draw_part (Layout *self, const EnrStatisticsPart *part)
{
  EnrTextStyle title = { 9, 6, TRUE, ENR_ALIGN_LEFT, ENR_INK };
  EnrTableStyle style = { 8, ROW_HEIGHT, ROW_HEIGHT, part->weights };
  guint n = enr_table_get_n_rows (part->table);
  guint done = 0;

  do
    {
      double space;
      guint fits;

      if (room (self) < TITLE_HEIGHT + ROW_HEIGHT * (1 + MIN (3, n - done)))
        add_page (self);
      space = room (self) - TITLE_HEIGHT - ROW_HEIGHT;
      fits = MIN (n - done, (guint) (space / ROW_HEIGHT));
      enr_drawn_page_text (self->page, &title, &(EnrRect){ LEFT, self->y, WIDTH, TITLE_HEIGHT },
                           enr_table_get_title (part->table));
      self->y = enr_table_draw (part->table, self->page, &style, LEFT, self->y + TITLE_HEIGHT,
                                WIDTH, done, fits)
                + GAP;
      done += fits;
    }
  while (done < n);
}

static void
draw_notes (Layout *self, const char *const *notes)
{
  EnrTextStyle style = { 7, 5, FALSE, ENR_ALIGN_LEFT, ENR_INK_SOFT };

  for (guint i = 0; notes[i] != NULL; i++)
    {
      if (room (self) < NOTE_HEIGHT)
        add_page (self);
      enr_drawn_page_text (self->page, &style, &(EnrRect){ LEFT, self->y, WIDTH, NOTE_HEIGHT },
                           notes[i]);
      self->y += NOTE_HEIGHT;
    }
}

EnrDocument *
enr_statistics_layout (const char *heading,
                       const char *period,
                       const char *facility_name,
                       const char *warning,
                       const char *facts,
                       const EnrStatisticsPart *parts,
                       guint n_parts,
                       const char *const *notes,
                       GError **error)
{
  const EnrFont *font = enr_fonts_find (NULL, NULL, error);
  Layout self = { NULL, NULL, heading, period, facility_name, warning, facts, 0 };
  g_autofree char *title = NULL;

  if (font == NULL)
    return NULL;
  enr_fonts_lock ();
  title = g_strdup_printf ("%s %s", heading, period);
  self.document = enr_document_new (title, facility_name, PAPER_WIDTH, PAPER_HEIGHT, font);
  add_page (&self);
  for (guint i = 0; i < n_parts; i++)
    draw_part (&self, &parts[i]);
  draw_notes (&self, notes);
  enr_fonts_unlock ();
  return self.document;
}
