/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "reports/letter-paper.h"

#include <glib/gi18n-lib.h>

#include "reports/letter-private.h"

#define WIDTH (ENR_LETTER_RIGHT - ENR_LETTER_LEFT)
#define BODY_SIZE 11.0
#define FILE_SIZE 10.0
#define FIRST_BODY MM (68)
#define NEXT_BODY MM (27)
/* A difference that nobody sees. */
#define HAIR 0.01

EnrFamilyLetter *
enr_family_letter_new (void)
{
  EnrFamilyLetter *self = g_new0 (EnrFamilyLetter, 1);

  self->title = g_strdup ("");
  self->body = g_strdup ("");
  self->question = g_strdup ("");
  self->choices = g_new0 (char *, 1);
  self->answer_until = ENR_DATE_NONE;
  self->files = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
enr_family_letter_free (EnrFamilyLetter *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->body);
  g_free (self->question);
  g_strfreev (self->choices);
  g_ptr_array_unref (self->files);
  g_free (self);
}

EnrFamilyLetterCopy *
enr_family_letter_copy_new (guint letter,
                            const char *addressee,
                            const char *children,
                            const char *class_name)
{
  EnrFamilyLetterCopy *self = g_new0 (EnrFamilyLetterCopy, 1);

  g_return_val_if_fail (addressee != NULL && children != NULL && class_name != NULL, NULL);

  self->letter = letter;
  self->addressee = g_strdup (addressee);
  self->children = g_strdup (children);
  self->class_name = g_strdup (class_name);
  return self;
}

void
enr_family_letter_copy_free (EnrFamilyLetterCopy *self)
{
  if (self == NULL)
    return;
  g_free (self->addressee);
  g_free (self->children);
  g_free (self->class_name);
  g_free (self);
}

EnrFamilyLetters *
enr_family_letters_new (EnrFacility *facility, EnrDate day)
{
  EnrFamilyLetters *self = g_new0 (EnrFamilyLetters, 1);

  g_return_val_if_fail (facility != NULL, NULL);

  self->facility = facility;
  self->day = day;
  self->letters = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_family_letter_free);
  self->copies = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_family_letter_copy_free);
  self->waiting = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  self->left_out = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
enr_family_letters_free (EnrFamilyLetters *self)
{
  if (self == NULL)
    return;
  enr_facility_free (self->facility);
  g_ptr_array_unref (self->letters);
  g_ptr_array_unref (self->copies);
  g_array_unref (self->waiting);
  g_ptr_array_unref (self->left_out);
  g_free (self);
}

static void
flows_free (gpointer data)
{
  EnrFamilyLetterFlows *self = data;

  enr_flow_free (self->body);
  enr_flow_free (self->question);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->choices);
  g_free (self);
}

static EnrFamilyLetterFlows *
flows_new (const EnrFamilyLetter *letter, EnrTypeset *typeset)
{
  EnrFamilyLetterFlows *self = g_new0 (EnrFamilyLetterFlows, 1);

  self->letter = letter;
  self->body = enr_flow_new (typeset, letter->body, BODY_SIZE, WIDTH);
  self->question = enr_flow_new (typeset, letter->question, ENR_LETTER_QUESTION_SIZE,
                                 ENR_LETTER_QUESTION_WIDTH);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_flow_free);
  for (guint i = 0; i < letter->files->len; i++)
    {
      g_autofree char *line
          = g_strdup_printf ("・%s", (char *) g_ptr_array_index (letter->files, i));

      g_ptr_array_add (self->files, enr_flow_new (typeset, line, FILE_SIZE, WIDTH - MM (4)));
    }
  self->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_flow_free);
  for (guint i = 0; letter->choices[i] != NULL; i++)
    g_ptr_array_add (self->choices,
                     enr_flow_new (typeset, letter->choices[i], ENR_LETTER_QUESTION_SIZE,
                                   ENR_LETTER_QUESTION_WIDTH - ENR_LETTER_CHOICE_INDENT));
  return self;
}

void
enr_family_letter_text (EnrDrawnPage *page,
                        double size,
                        gboolean bold,
                        EnrAlign align,
                        double x,
                        double y,
                        double width,
                        double height,
                        const char *text)
{
  EnrTextStyle style = { size, MAX (size * 0.5, 5), bold, align, ENR_INK };
  EnrRect box = { x, y, width, height };

  enr_drawn_page_text (page, &style, &box, text);
}

static void
draw_facility (const EnrFamilyLetterDrawing *self)
{
  const EnrFacility *facility = self->letters->facility;
  const double x = MM (132);
  const double width = ENR_LETTER_RIGHT - x;
  g_autofree char *director = g_strdup_printf ("施設長　%s", facility->director);
  g_autofree char *phone = g_strdup_printf ("電話 %s", facility->phone);

  enr_family_letter_text (self->page, 11, TRUE, ENR_ALIGN_RIGHT, x, MM (25), width, MM (9),
                          facility->name);
  if (*facility->director != '\0')
    enr_family_letter_text (self->page, 9.5, FALSE, ENR_ALIGN_RIGHT, x, MM (34.5), width, MM (5),
                            director);
  if (*facility->phone != '\0')
    enr_family_letter_text (self->page, 9, FALSE, ENR_ALIGN_RIGHT, x, MM (40), width, MM (5),
                            phone);
}

static void
begin_copy (EnrFamilyLetterDrawing *self)
{
  const EnrFamilyLetter *letter = self->flows->letter;
  const double left = ENR_LETTER_LEFT;
  g_autofree char *day = enr_date_dup_era_weekday (letter->day);
  g_autofree char *entry
      = g_strjoin ("　", *self->copy->class_name != '\0' ? self->copy->class_name : "クラスなし",
                   self->copy->addressee, NULL);

  self->page = enr_document_add_page (self->document);
  enr_document_begin_sheet (self->document);
  enr_document_add_outline (self->document, entry);
  enr_family_letter_text (self->page, 10, FALSE, ENR_ALIGN_RIGHT, MM (120), MM (16),
                          ENR_LETTER_RIGHT - MM (120), MM (6), day);
  if (letter->is_urgent)
    {
      EnrRect box = { left, MM (14), MM (24), MM (8.5) };
      EnrTextStyle style = { 14, 8, TRUE, ENR_ALIGN_CENTER, ENR_INK_RED };

      enr_drawn_page_frame (self->page, &box, 1.2, ENR_INK_RED);
      enr_drawn_page_text (self->page, &style, &box, "至　急");
    }
  enr_family_letter_text (self->page, 14, FALSE, ENR_ALIGN_LEFT, left, MM (26), MM (104), MM (9),
                          self->to);
  enr_drawn_page_line (self->page, left, MM (35.5), left + MM (104), MM (35.5), ENR_LINE_FINE,
                       ENR_INK_SOFT);
  enr_family_letter_text (self->page, 9.5, FALSE, ENR_ALIGN_LEFT, left, MM (36.5), MM (104), MM (9),
                          self->copy->children);
  draw_facility (self);
  enr_family_letter_text (self->page, 16, TRUE, ENR_ALIGN_CENTER, left, MM (50), WIDTH, MM (14),
                          letter->title);
  self->y = FIRST_BODY;
}

static void
go_on (EnrFamilyLetterDrawing *self)
{
  const double left = ENR_LETTER_LEFT;
  g_autofree char *title = g_strdup_printf ("%s（つづき）", self->flows->letter->title);

  self->page = enr_document_add_page (self->document);
  enr_family_letter_text (self->page, 10, TRUE, ENR_ALIGN_LEFT, left, MM (14), MM (106), MM (8),
                          title);
  enr_family_letter_text (self->page, 9.5, FALSE, ENR_ALIGN_RIGHT, left + MM (108), MM (14),
                          WIDTH - MM (108), MM (8), self->to);
  enr_drawn_page_line (self->page, left, MM (23), ENR_LETTER_RIGHT, MM (23), ENR_LINE_FINE,
                       ENR_INK_SOFT);
  self->y = NEXT_BODY;
}

void
enr_family_letter_need (EnrFamilyLetterDrawing *self, double height)
{
  if (self->y + height > ENR_LETTER_BOTTOM + HAIR && self->y > NEXT_BODY)
    go_on (self);
}

void
enr_family_letter_draw_flow (EnrFamilyLetterDrawing *self,
                             const EnrFlow *flow,
                             double size,
                             double x)
{
  const double line = size * ENR_FLOW_PITCH;
  guint n_lines = enr_flow_count_lines (flow);

  for (guint first = 0; first < n_lines;)
    {
      guint n;

      enr_family_letter_need (self, line);
      n = MIN (n_lines - first, (guint) ((ENR_LETTER_BOTTOM - self->y) / line + 0.001));
      n = MAX (n, 1);
      enr_flow_draw (flow, self->page, x, self->y, first, n);
      self->y += n * line;
      first += n;
    }
}

static void
draw_files (EnrFamilyLetterDrawing *self)
{
  const GPtrArray *files = self->flows->files;

  if (files->len == 0)
    return;
  self->y += MM (5);
  enr_family_letter_need (self, MM (6) + FILE_SIZE * ENR_FLOW_PITCH);
  enr_family_letter_text (self->page, FILE_SIZE, TRUE, ENR_ALIGN_LEFT, ENR_LETTER_LEFT, self->y,
                          MM (60), MM (6), "添付");
  self->y += MM (6);
  for (guint i = 0; i < files->len; i++)
    enr_family_letter_draw_flow (self, g_ptr_array_index (files, i), FILE_SIZE,
                                 ENR_LETTER_LEFT + MM (4));
}

static void
number_pages (EnrFamilyLetterDrawing *self, guint first)
{
  guint n = enr_document_get_n_pages (self->document) - first;

  for (guint i = 0; n > 1 && i < n; i++)
    {
      char text[32];

      g_snprintf (text, sizeof text, "%u / %u", i + 1, n);
      enr_family_letter_text (enr_document_edit_page (self->document, first + i), 9, FALSE,
                              ENR_ALIGN_CENTER, ENR_LETTER_LEFT, MM (281), WIDTH, MM (5), text);
    }
}

static void
draw_copy (EnrDocument *document,
           const EnrFamilyLetters *letters,
           const GPtrArray *flows,
           const EnrFamilyLetterCopy *copy)
{
  g_autofree char *to = g_strdup_printf ("%s 様", copy->addressee);
  EnrFamilyLetterDrawing self = { .document = document,
                                  .letters = letters,
                                  .flows = g_ptr_array_index (flows, copy->letter),
                                  .copy = copy,
                                  .to = to };
  guint first = enr_document_get_n_pages (document);

  begin_copy (&self);
  enr_family_letter_draw_flow (&self, self.flows->body, BODY_SIZE, ENR_LETTER_LEFT);
  draw_files (&self);
  if (self.flows->letter->answer_kind != ENR_ANSWER_NONE)
    enr_family_letter_draw_answer (&self);
  number_pages (&self, first);
}

EnrDocument *
enr_family_letters_paper (const EnrFamilyLetters *self, GError **error)
{
  g_autoptr (GPtrArray) flows = g_ptr_array_new_with_free_func (flows_free);
  g_autofree char *day = NULL;
  g_autofree char *title = NULL;
  const EnrFont *font;
  EnrDocument *document;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->copies->len == 0)
    {
      g_set_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_EMPTY,
                   _ ("No letter of that day goes out on paper."));
      return NULL;
    }
  font = enr_fonts_find (NULL, NULL, error);
  if (font == NULL)
    return NULL;
  day = enr_date_dup_era_weekday (self->day);
  title = g_strdup_printf ("お便り %s", day);

  enr_fonts_lock ();
  document
      = enr_document_new (title, self->facility->name, ENR_LETTER_WIDTH, ENR_LETTER_HEIGHT, font);
  for (guint i = 0; i < self->letters->len; i++)
    g_ptr_array_add (flows, flows_new (g_ptr_array_index (self->letters, i),
                                       enr_document_get_typeset (document)));
  for (guint i = 0; i < self->copies->len; i++)
    draw_copy (document, self, flows, g_ptr_array_index (self->copies, i));
  enr_family_letters_add_list (document, self);
  enr_fonts_unlock ();
  return document;
}
