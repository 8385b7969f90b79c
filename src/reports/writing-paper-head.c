/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The head of a plan or record: what it is, whose, of when, by whom, and who approved it.
 */
#include "config.h"
#include "reports/writing-paper-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "reports/sheet.h"

#define MM(x) ((x) *ENR_POINTS_PER_MM)
#define BOX_WIDTH MM (18)
#define BOX_LABEL MM (4.6)
#define BOX_HEIGHT MM (21)
#define STRIP_HEIGHT MM (7.5)
#define CONTINUED_HEIGHT MM (7)
#define MARK_SIZE MM (8)

/* Who did a step for the version that is printed. */
typedef struct
{
  const EnrStepDone *done[ENR_N_BOX_STEPS];
  gboolean is_returned;
} Approval;

static void
read_approval (const EnrWritingPaper *paper, Approval *approval)
{
  memset (approval, 0, sizeof *approval);
  for (guint i = 0; paper->version > 0 && paper->steps != NULL && i < paper->steps->len; i++)
    {
      const EnrStepDone *step = g_ptr_array_index (paper->steps, i);

      if (step->version != paper->version)
        continue;
      switch (step->step)
        {
        case ENR_STEP_SUBMIT:
          approval->done[ENR_BOX_WRITER] = step;
          break;
        case ENR_STEP_CHIEF:
          approval->done[ENR_BOX_CHIEF] = step;
          break;
        case ENR_STEP_DIRECTOR:
          approval->done[ENR_BOX_DIRECTOR] = step;
          break;
        case ENR_STEP_WITHDRAW:
          memset (approval, 0, sizeof *approval);
          break;
        case ENR_STEP_RETURN:
          memset (approval, 0, sizeof *approval);
          approval->is_returned = TRUE;
          break;
        /* What comes after its approval does not change a version. */
        case ENR_STEP_REVISE:
        case ENR_STEP_ARCHIVE:
        case ENR_N_STEPS:
        default:
          break;
        }
    }
}

/* "" for what is approved. A record (記録) is of what was, so nothing of it is proposed. */
static const char *
mark_of (const EnrWritingHead *self, const Approval *approval)
{
  if (approval->is_returned)
    return "差戻し";
  if (approval->done[ENR_BOX_DIRECTOR] != NULL)
    return "";
  if (self->kind->is_plan)
    return "案";
  return approval->done[ENR_BOX_WRITER] != NULL ? "未承認" : "下書き";
}

static void
draw (EnrDrawnPage *page,
      double size,
      gboolean bold,
      EnrAlign align,
      double x,
      double y,
      double width,
      double height,
      const char *text)
{
  EnrTextStyle style = { size, MIN (size, 6), bold, align, ENR_INK };
  EnrRect box = { x, y, width, height };

  enr_drawn_page_text (page, &style, &box, text);
}

static double
draw_mark (EnrDrawnPage *page, double x, double y, double size, const char *mark)
{
  EnrRect box = { x, y, size * MAX ((double) g_utf8_strlen (mark, -1) * 0.8, 1), size };
  EnrTextStyle style = { size * 0.6, 5, TRUE, ENR_ALIGN_CENTER, ENR_INK_RED };

  if (mark[0] == '\0')
    return 0;
  enr_drawn_page_frame (page, &box, 1.0, ENR_INK_RED);
  enr_drawn_page_text (page, &style, &box, mark);
  return box.width;
}

static void
draw_box (const EnrWritingHead *self,
          EnrDrawnPage *page,
          const EnrApprovalBox *box,
          const EnrStepDone *step,
          double x,
          double y)
{
  EnrRect frame = { x, y, BOX_WIDTH, BOX_HEIGHT };
  EnrRect label = { x, y, BOX_WIDTH, BOX_LABEL };
  cairo_surface_t *seal = self->seals[box->step];
  g_autofree char *date = NULL;

  enr_drawn_page_fill (page, &label, ENR_TINT_HEADING);
  enr_drawn_page_frame (page, &frame, ENR_LINE_FINE, ENR_INK);
  enr_drawn_page_line (page, x, y + BOX_LABEL, x + BOX_WIDTH, y + BOX_LABEL, ENR_LINE_HAIR,
                       ENR_INK_SOFT);
  draw (page, 8, FALSE, ENR_ALIGN_CENTER, x + MM (0.5), y, BOX_WIDTH - MM (1), BOX_LABEL,
        box->label);
  if (step == NULL)
    return;
  date = enr_date_dup_era (enr_instant_civil_date (step->at));
  draw (page, 6, FALSE, ENR_ALIGN_CENTER, x + MM (0.4), y + BOX_HEIGHT - MM (3.4),
        BOX_WIDTH - MM (0.8), MM (3), date);
  if (seal != NULL)
    {
      EnrRect place = { x + MM (3), y + BOX_LABEL + MM (0.4), BOX_WIDTH - MM (6), MM (9.8) };

      enr_drawn_page_picture (page, &place, seal);
      draw (page, 6, FALSE, ENR_ALIGN_CENTER, x + MM (0.4), y + BOX_LABEL + MM (10.2),
            BOX_WIDTH - MM (0.8), MM (2.8), step->name);
      return;
    }
  draw (page, 9, FALSE, ENR_ALIGN_CENTER, x + MM (0.8), y + BOX_LABEL + MM (1),
        BOX_WIDTH - MM (1.6), BOX_HEIGHT - BOX_LABEL - MM (5), step->name);
}

typedef struct
{
  const char *label;
  char *text;
  double weight;
} Fact;

static void
draw_strip (const EnrWritingHead *self, const EnrWritingFrame *frame, EnrDrawnPage *page, double y)
{
  const EnrContent *content = self->paper->content;
  gboolean is_child = self->kind->subject == ENR_WRITING_OF_CHILD || content->child_name[0] != '\0';
  gboolean is_facility = self->kind->subject == ENR_WRITING_OF_FACILITY;
  g_autofree char *age = enr_sheet_dup_age (content->age);
  Fact facts[4];
  guint n = 0;
  double weights = 0;
  double label_width = MM (14);
  double x = frame->left;
  EnrRect whole = { frame->left, y, frame->right - frame->left, STRIP_HEIGHT };

  if (content->first != ENR_DATE_NONE && self->kind->period != ENR_PERIOD_STAY)
    facts[n++] = (Fact){
      self->kind->period == ENR_PERIOD_DAY || self->kind->period == ENR_PERIOD_EVENT ? "日付"
                                                                                     : "期間",
      enr_writing_period_dup_text (self->kind->period, content->first, content->last), 3
    };
  if (!is_facility)
    facts[n++] = (Fact){ "クラス",
                         content->class_name[0] != '\0'
                             ? g_strdup_printf ("%s（%s）", content->class_name, age)
                             : g_strdup (content->age >= 0 ? age : ""),
                         2.4 };
  if (is_child)
    facts[n++] = (Fact){ "氏名", g_strdup (content->child_name), 2.4 };
  facts[n++] = (Fact){ "記入者", g_strdup (content->writer), 2.2 };
  for (guint i = 0; i < n; i++)
    weights += facts[i].weight;
  for (guint i = 0; i < n; i++)
    {
      double width = (whole.width - n * label_width) * facts[i].weight / weights;
      EnrRect label = { x, y, label_width, STRIP_HEIGHT };

      enr_drawn_page_fill (page, &label, ENR_TINT_HEADING);
      if (i > 0)
        enr_drawn_page_line (page, x, y, x, y + STRIP_HEIGHT, ENR_LINE_HAIR, ENR_INK_SOFT);
      enr_drawn_page_line (page, x + label_width, y, x + label_width, y + STRIP_HEIGHT,
                           ENR_LINE_HAIR, ENR_INK_SOFT);
      draw (page, 8, FALSE, ENR_ALIGN_CENTER, x, y, label_width, STRIP_HEIGHT, facts[i].label);
      draw (page, 9.5, FALSE, ENR_ALIGN_LEFT, x + label_width + MM (1.2), y, width - MM (2),
            STRIP_HEIGHT, facts[i].text);
      x += label_width + width;
      g_free (facts[i].text);
    }
  enr_drawn_page_frame (page, &whole, ENR_LINE_FRAME, ENR_INK);
}

char *
enr_writing_paper_dup_name (const EnrWritingKind *kind, const EnrContent *content)
{
  const char *label = content->label[0] != '\0' ? content->label : kind->label;
  g_autofree char *period
      = content->first != ENR_DATE_NONE
            ? enr_writing_period_dup_text (kind->period, content->first, content->last)
            : g_strdup ("");
  const char *parts[] = { content->title, content->class_name, content->child_name, period };
  GString *name = g_string_new (label);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i][0] != '\0')
      g_string_append_printf (name, " %s", parts[i]);
  return g_string_free (name, FALSE);
}

double
enr_writing_head_draw (const EnrWritingHead *self, const EnrWritingFrame *frame, EnrDrawnPage *page)
{
  const EnrContent *content = self->paper->content;
  const char *label = content->label[0] != '\0' ? content->label : self->kind->label;
  g_autofree char *title
      = g_strconcat (label, content->title[0] != '\0' ? "　" : "", content->title, NULL);
  guint n = self->kind->boxes->len;
  double boxes = frame->right - n * BOX_WIDTH;
  double room = boxes - frame->left - MM (4);
  double x = frame->left;
  double y = frame->top;
  Approval approval;

  read_approval (self->paper, &approval);
  for (guint i = 0; i < n; i++)
    {
      const EnrApprovalBox *box = g_ptr_array_index (self->kind->boxes, i);

      draw_box (self, page, box, approval.done[box->step], boxes + i * BOX_WIDTH, y);
    }
  draw (page, 9, FALSE, ENR_ALIGN_LEFT, x, y, room, MM (5), content->facility);
  x += draw_mark (page, x, y + MM (9), MARK_SIZE, mark_of (self, &approval));
  if (x > frame->left)
    x += MM (3);
  room = boxes - MM (4) - x - (content->revision > 1 ? MM (16) : 0);
  draw (page, 17, TRUE, ENR_ALIGN_LEFT, x, y + MM (7.5), room, MM (11), title);
  if (content->revision > 1)
    {
      g_autofree char *revision = g_strdup_printf ("第%d版", content->revision);

      draw (page, 10, FALSE, ENR_ALIGN_RIGHT, x + room, y + MM (8.5), MM (16), MM (10), revision);
    }
  y += BOX_HEIGHT + MM (2.5);
  draw_strip (self, frame, page, y);
  return frame->top + ENR_WRITING_HEAD_HEIGHT;
}

double
enr_writing_head_draw_continued (const EnrWritingHead *self,
                                 const EnrWritingFrame *frame,
                                 EnrDrawnPage *page)
{
  g_autofree char *text = g_strdup_printf ("%s（続き）", self->name);
  double width = frame->right - frame->left;
  Approval approval;
  const char *mark;

  read_approval (self->paper, &approval);
  mark = mark_of (self, &approval);
  draw (page, 8.5, FALSE, ENR_ALIGN_LEFT, frame->left, frame->top, width * 0.7, MM (5), text);
  draw (page, 8.5, FALSE, ENR_ALIGN_RIGHT, frame->left + width * 0.7, frame->top,
        width * 0.3 - (mark[0] != '\0' ? MM (14) : 0), MM (5), self->paper->content->facility);
  draw_mark (page, frame->right - MM (5) * MAX ((double) g_utf8_strlen (mark, -1) * 0.8, 1),
             frame->top, MM (5), mark);
  return frame->top + CONTINUED_HEIGHT;
}

void
enr_writing_foot_draw (const EnrWritingFrame *frame,
                       EnrDrawnPage *page,
                       guint number,
                       guint n_pages)
{
  g_autofree char *text = g_strdup_printf ("%u / %u", number, n_pages);
  EnrTextStyle style = { 7.5, 6, FALSE, ENR_ALIGN_CENTER, ENR_INK_SOFT };
  EnrRect box = { frame->left, frame->bottom + MM (3), frame->right - frame->left, MM (4) };

  if (n_pages > 1)
    enr_drawn_page_text (page, &style, &box, text);
}

typedef struct
{
  const guint8 *data;
  gsize length;
} Bytes;

static cairo_status_t
read_cb (void *closure, unsigned char *data, unsigned int length)
{
  Bytes *left = closure;

  if (length > left->length)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, left->data, length);
  left->data += length;
  left->length -= length;
  return CAIRO_STATUS_SUCCESS;
}

/* The size stands in the first bytes: a picture that would fill the memory is not even begun. */
static gboolean
is_small_png (const guint8 *data, gsize length)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  guint32 size[2];

  if (length < 24 || memcmp (data, signature, sizeof signature) != 0)
    return FALSE;
  memcpy (size, data + 16, sizeof size);
  return GUINT32_FROM_BE (size[0]) > 0 && GUINT32_FROM_BE (size[0]) <= ENR_SEAL_MOST
         && GUINT32_FROM_BE (size[1]) > 0 && GUINT32_FROM_BE (size[1]) <= ENR_SEAL_MOST;
}

cairo_surface_t *
enr_writing_seal_load (GBytes *png)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (png, &length);
  Bytes left = { data, length };
  cairo_surface_t *surface;

  if (!is_small_png (data, length))
    return NULL;
  surface = cairo_image_surface_create_from_png_stream (read_cb, &left);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    return surface;
  cairo_surface_destroy (surface);
  return NULL;
}

gboolean
enr_writing_seal_check (GBytes *png, GError **error)
{
  cairo_surface_t *surface = enr_writing_seal_load (png);

  if (surface != NULL)
    {
      cairo_surface_destroy (surface);
      return TRUE;
    }
  g_set_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_SEAL,
               /* Translators: a number of dots */
               _ ("A seal is a PNG picture of at most %d dots in width and height."),
               ENR_SEAL_MOST);
  return FALSE;
}
