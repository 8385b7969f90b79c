/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The list for handing out letters (配付一覧): who gets what in which class, with boxes to tick.
 */
#include "config.h"

#include "reports/letter-private.h"

#define LEFT MM (15)
#define RIGHT MM (195)
#define TOP MM (36)
#define ROW MM (7.5)
#define HEADING MM (7)
#define PADDING MM (1.2)
#define BOX MM (3.6)

typedef enum
{
  CLASS,
  CHILDREN,
  ADDRESSEE,
  TITLE,
  HANDED,
  ANSWERED,
  N_COLUMNS,
} Column;

static const struct
{
  const char *heading;
  double width; /* mm */
} columns[N_COLUMNS] = {
  [CLASS] = { "クラス", 26 }, [CHILDREN] = { "お子さん", 56 }, [ADDRESSEE] = { "あて名", 36 },
  [TITLE] = { "お便り", 38 }, [HANDED] = { "配付", 12 },       [ANSWERED] = { "返事", 12 },
};

typedef struct
{
  EnrDocument *document;
  const EnrFamilyLetters *letters;
  EnrDrawnPage *page;
  double y;
} List;

static double
column_x (Column column)
{
  double x = LEFT;

  for (Column i = 0; i < column; i++)
    x += MM (columns[i].width);
  return x;
}

static void
begin_page (List *self)
{
  g_autofree char *day = enr_date_dup_era_weekday (self->letters->day);
  g_autofree char *count = g_strdup_printf ("%u通", self->letters->copies->len);
  gboolean is_first = self->page == NULL;

  self->page = enr_document_add_page (self->document);
  if (is_first)
    {
      enr_document_begin_sheet (self->document);
      enr_document_add_outline (self->document, "配付一覧");
    }
  enr_family_letter_text (self->page, 15, TRUE, ENR_ALIGN_LEFT, LEFT, MM (14), MM (90), MM (9),
                          is_first ? "お便り　配付一覧" : "お便り　配付一覧（つづき）");
  enr_family_letter_text (self->page, 10, FALSE, ENR_ALIGN_RIGHT, MM (110), MM (14),
                          RIGHT - MM (110), MM (6), day);
  enr_family_letter_text (self->page, 10, FALSE, ENR_ALIGN_RIGHT, MM (110), MM (20),
                          RIGHT - MM (110), MM (6), count);
  self->y = TOP;
  for (Column i = 0; i < N_COLUMNS; i++)
    {
      EnrRect box = { column_x (i), self->y - HEADING, MM (columns[i].width), HEADING };
      EnrTextStyle style = { 8.5, 6, FALSE, ENR_ALIGN_CENTER, ENR_INK };

      enr_drawn_page_fill (self->page, &box, ENR_TINT_HEADING);
      enr_drawn_page_frame (self->page, &box, ENR_LINE_FINE, ENR_INK_SOFT);
      enr_drawn_page_text (self->page, &style, &box, columns[i].heading);
    }
}

static void
draw_cell (const List *self, Column column, const char *text)
{
  EnrRect box = { column_x (column), self->y, MM (columns[column].width), ROW };
  EnrTextStyle style = { 9, 5, FALSE, ENR_ALIGN_LEFT, ENR_INK };

  enr_drawn_page_frame (self->page, &box, ENR_LINE_FINE, ENR_INK_SOFT);
  enr_drawn_page_cell (self->page, &style, &box, PADDING, text);
}

static void
draw_tick (const List *self, Column column)
{
  double x = column_x (column) + (MM (columns[column].width) - BOX) / 2;
  EnrRect box = { x, self->y + (ROW - BOX) / 2, BOX, BOX };

  enr_drawn_page_frame (self->page, &box, ENR_LINE_FINE, ENR_INK);
}

static void
draw_row (List *self, const EnrFamilyLetterCopy *copy)
{
  const EnrFamilyLetter *letter = g_ptr_array_index (self->letters->letters, copy->letter);
  g_autofree char *title = g_strconcat (letter->is_urgent ? "【至急】" : "", letter->title, NULL);

  draw_cell (self, CLASS, copy->class_name);
  draw_cell (self, CHILDREN, copy->children);
  draw_cell (self, ADDRESSEE, copy->addressee);
  draw_cell (self, TITLE, title);
  draw_cell (self, HANDED, "");
  draw_tick (self, HANDED);
  draw_cell (self, ANSWERED, "");
  if (letter->answer_kind != ENR_ANSWER_NONE)
    draw_tick (self, ANSWERED);
  self->y += ROW;
}

/* What is attached does not come out of the printer with the letters. */
static void
draw_files (List *self)
{
  for (guint i = 0; i < self->letters->letters->len; i++)
    {
      const EnrFamilyLetter *letter = g_ptr_array_index (self->letters->letters, i);

      for (guint k = 0; k < letter->files->len; k++)
        {
          g_autofree char *text
              = g_strdup_printf ("「%s」の添付を別に印刷してください：%s", letter->title,
                                 (char *) g_ptr_array_index (letter->files, k));

          if (self->y + ROW > ENR_LETTER_BOTTOM)
            begin_page (self);
          enr_family_letter_text (self->page, 9, FALSE, ENR_ALIGN_LEFT, LEFT, self->y + MM (1),
                                  RIGHT - LEFT, ROW - MM (1), text);
          self->y += ROW;
        }
    }
}

void
enr_family_letters_add_list (EnrDocument *document, const EnrFamilyLetters *letters)
{
  List self = { document, letters, NULL, 0 };
  const char *class_name = NULL;

  begin_page (&self);
  for (guint i = 0; i < letters->copies->len; i++)
    {
      const EnrFamilyLetterCopy *copy = g_ptr_array_index (letters->copies, i);

      if (self.y + ROW > ENR_LETTER_BOTTOM)
        begin_page (&self);
      if (class_name != NULL && !g_str_equal (class_name, copy->class_name))
        enr_drawn_page_line (self.page, LEFT, self.y, RIGHT, self.y, 1.2, ENR_INK);
      class_name = copy->class_name;
      draw_row (&self, copy);
    }
  draw_files (&self);
}
