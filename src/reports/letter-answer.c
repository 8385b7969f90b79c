/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The answer slip at the foot of a letter.
 */
#include "config.h"

#include "reports/letter-private.h"

#define LEFT ENR_LETTER_LEFT
#define RIGHT ENR_LETTER_RIGHT
#define WIDTH (RIGHT - LEFT)
#define LINE (ENR_LETTER_QUESTION_SIZE * ENR_FLOW_PITCH)
#define CUT_HEIGHT MM (9)
#define HEAD_HEIGHT MM (9)
#define SPACE MM (3)
#define YES_NO_HEIGHT MM (9)
#define DATE_HEIGHT MM (10)
#define WRITING_PITCH MM (9)
#define WRITING_LINES 4
#define BOX MM (4)
#define ROW_HEIGHT MM (10)
#define LABEL_WIDTH MM (34)
#define END_HEIGHT (2 * ROW_HEIGHT)

static double
choice_height (const EnrFlow *flow)
{
  return MAX (enr_flow_count_lines (flow) * LINE, BOX) + MM (1);
}

static double
answer_height (const EnrFamilyLetterDrawing *self)
{
  double height = 0;

  switch (self->flows->letter->answer_kind)
    {
    case ENR_ANSWER_YES_NO:
      return YES_NO_HEIGHT;
    case ENR_ANSWER_CHOICE:
      for (guint i = 0; i < self->flows->choices->len; i++)
        height += choice_height (g_ptr_array_index (self->flows->choices, i));
      return height;
    case ENR_ANSWER_DATE:
      return DATE_HEIGHT;
    case ENR_ANSWER_TEXT:
    case ENR_ANSWER_NONE:
    case ENR_N_ANSWERS:
    default:
      return WRITING_LINES * WRITING_PITCH;
    }
}

static void
draw_cut (EnrFamilyLetterDrawing *self)
{
  double y = self->y + CUT_HEIGHT / 2;
  double gap = MM (16);
  double middle = (LEFT + RIGHT) / 2;
  EnrTextStyle style = { 8, 6, FALSE, ENR_ALIGN_CENTER, ENR_INK_SOFT };
  EnrRect box = { middle - gap, self->y, 2 * gap, CUT_HEIGHT };

  for (double x = MM (8); x < ENR_LETTER_WIDTH - MM (9); x += MM (4))
    if (x + MM (2) < middle - gap || x > middle + gap)
      enr_drawn_page_line (self->page, x, y, x + MM (2), y, ENR_LINE_HAIR, ENR_INK_SOFT);
  enr_drawn_page_text (self->page, &style, &box, "き り と り 線");
  self->y += CUT_HEIGHT;
}

static void
draw_head (EnrFamilyLetterDrawing *self)
{
  const EnrFamilyLetter *letter = self->flows->letter;
  g_autofree char *day = enr_date_dup_era (letter->day);
  g_autofree char *about = g_strdup_printf ("%s　%s", day, letter->title);

  enr_family_letter_text (self->page, 13, TRUE, ENR_ALIGN_LEFT, LEFT, self->y, MM (24), MM (8),
                          "お返事");
  enr_family_letter_text (self->page, 9.5, FALSE, ENR_ALIGN_LEFT, LEFT + MM (26), self->y, MM (84),
                          MM (8), about);
  if (letter->answer_until != ENR_DATE_NONE)
    {
      g_autofree char *until = enr_date_dup_era_weekday (letter->answer_until);
      g_autofree char *words = g_strdup_printf ("%sまで", until);

      enr_family_letter_text (self->page, 10.5, TRUE, ENR_ALIGN_RIGHT, RIGHT - MM (54), self->y,
                              MM (54), MM (8), words);
    }
  self->y += HEAD_HEIGHT;
}

static void
draw_box (EnrFamilyLetterDrawing *self, double x, double y)
{
  EnrRect box = { x, y, BOX, BOX };

  enr_drawn_page_frame (self->page, &box, ENR_LINE_FRAME, ENR_INK);
}

static void
draw_answer (EnrFamilyLetterDrawing *self)
{
  switch (self->flows->letter->answer_kind)
    {
    case ENR_ANSWER_YES_NO:
      enr_family_letter_need (self, YES_NO_HEIGHT);
      for (guint i = 0; i < 2; i++)
        {
          double x = LEFT + MM (4) + i * MM (40);

          draw_box (self, x, self->y + (YES_NO_HEIGHT - BOX) / 2);
          enr_family_letter_text (self->page, 12, FALSE, ENR_ALIGN_LEFT, x + BOX + MM (2), self->y,
                                  MM (30), YES_NO_HEIGHT, i == 0 ? "はい" : "いいえ");
        }
      self->y += YES_NO_HEIGHT;
      break;
    case ENR_ANSWER_CHOICE:
      for (guint i = 0; i < self->flows->choices->len; i++)
        {
          const EnrFlow *flow = g_ptr_array_index (self->flows->choices, i);

          enr_family_letter_need (self, LINE);
          draw_box (self, LEFT + MM (2), self->y + (LINE - BOX) / 2);
          enr_family_letter_draw_flow (self, flow, ENR_LETTER_QUESTION_SIZE,
                                       LEFT + ENR_LETTER_CHOICE_INDENT);
          self->y += choice_height (flow) - enr_flow_count_lines (flow) * LINE;
        }
      break;
    case ENR_ANSWER_DATE:
      enr_family_letter_need (self, DATE_HEIGHT);
      enr_family_letter_text (self->page, 13, FALSE, ENR_ALIGN_LEFT, LEFT + MM (4), self->y,
                              MM (90), DATE_HEIGHT, "　　　　月　　　　日（　　　）");
      self->y += DATE_HEIGHT;
      break;
    case ENR_ANSWER_TEXT:
    case ENR_ANSWER_NONE:
    case ENR_N_ANSWERS:
    default:
      enr_family_letter_need (self, WRITING_LINES * WRITING_PITCH);
      for (guint i = 0; i < WRITING_LINES; i++)
        {
          self->y += WRITING_PITCH;
          enr_drawn_page_line (self->page, LEFT, self->y, RIGHT, self->y, ENR_LINE_HAIR,
                               ENR_INK_SOFT);
        }
      break;
    }
}

static void
draw_row (EnrFamilyLetterDrawing *self, const char *label, const char *text)
{
  EnrRect heading = { LEFT, self->y, LABEL_WIDTH, ROW_HEIGHT };
  EnrRect cell = { LEFT + LABEL_WIDTH, self->y, WIDTH - LABEL_WIDTH, ROW_HEIGHT };
  EnrTextStyle style = { 9, 6, FALSE, ENR_ALIGN_CENTER, ENR_INK };
  EnrTextStyle value = { 11, 6, FALSE, ENR_ALIGN_LEFT, ENR_INK };

  enr_drawn_page_fill (self->page, &heading, ENR_TINT_HEADING);
  enr_drawn_page_frame (self->page, &heading, ENR_LINE_FINE, ENR_INK_SOFT);
  enr_drawn_page_frame (self->page, &cell, ENR_LINE_FINE, ENR_INK_SOFT);
  enr_drawn_page_cell (self->page, &style, &heading, MM (1), label);
  enr_drawn_page_cell (self->page, &value, &cell, MM (2), text);
  self->y += ROW_HEIGHT;
}

void
enr_family_letter_draw_answer (EnrFamilyLetterDrawing *self)
{
  double question = enr_flow_count_lines (self->flows->question) * LINE;
  double height
      = CUT_HEIGHT + HEAD_HEIGHT + question + SPACE + answer_height (self) + SPACE + END_HEIGHT;
  const EnrDrawnPage *page = self->page;

  self->y += SPACE;
  enr_family_letter_need (self, height);
  /* At the foot, where the text stands above it. */
  if (self->page == page && self->y + height <= ENR_LETTER_BOTTOM)
    self->y = ENR_LETTER_BOTTOM - height;
  draw_cut (self);
  draw_head (self);
  enr_family_letter_draw_flow (self, self->flows->question, ENR_LETTER_QUESTION_SIZE, LEFT);
  self->y += SPACE;
  draw_answer (self);
  self->y += SPACE;
  enr_family_letter_need (self, END_HEIGHT);
  draw_row (self, "お子さん", self->copy->children);
  draw_row (self, "保護者のお名前", "");
}
