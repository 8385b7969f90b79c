/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Texts of a workbook: shared strings, and the same elements within a cell. Readings (furigana)
 * that Excel keeps of each typed word are not part of the text, and are left out of a filled one,
 * because they count its letters.
 */
#include "config.h"

#include <string.h>

#include "sheets/xlsx-private.h"

void
enr_xlsx_text_init (EnrXlsxText *text)
{
  *text = (EnrXlsxText){
    .pieces = g_array_new (FALSE, TRUE, sizeof (EnrPiece)),
    .cuts = g_array_new (FALSE, TRUE, sizeof (EnrPiece)),
  };
}

void
enr_xlsx_text_clear (EnrXlsxText *text)
{
  g_array_unref (text->pieces);
  g_array_unref (text->cuts);
}

void
enr_xlsx_text_open (EnrXlsxText *text, const EnrElement *element)
{
  g_array_set_size (text->pieces, 0);
  g_array_set_size (text->cuts, 0);
  text->inner = element->end;
  text->letters = 0;
  text->is_in_reading = FALSE;
}

void
enr_xlsx_text_start (EnrXlsxText *text, const EnrElement *element)
{
  if (element->ns != ENR_NS_MAIN)
    return;
  if (strcmp (element->name, "rPh") == 0 || strcmp (element->name, "phoneticPr") == 0)
    {
      text->is_in_reading = TRUE;
      text->from = element->start;
    }
  else if (strcmp (element->name, "t") == 0 && !text->is_in_reading)
    {
      text->from = element->end;
    }
}

void
enr_xlsx_text_end (EnrXlsxText *text, const EnrElement *element)
{
  EnrPiece piece = { .kind = ENR_PIECE_RAW, .start = text->from, .end = element->start };

  if (element->ns != ENR_NS_MAIN)
    return;
  if (strcmp (element->name, "rPh") == 0 || strcmp (element->name, "phoneticPr") == 0)
    {
      text->is_in_reading = FALSE;
      piece.end = element->end;
      g_array_append_val (text->cuts, piece);
    }
  else if (strcmp (element->name, "t") == 0 && !text->is_in_reading && !element->is_empty)
    {
      text->letters += piece.end - piece.start;
      g_array_append_val (text->pieces, piece);
    }
}

/* The places in @inner of what is at @at in the part. */
static gsize
moved (const EnrXlsxText *text, gsize at)
{
  gsize less = text->inner;

  for (guint i = 0; i < text->cuts->len; i++)
    {
      const EnrPiece *cut = &g_array_index (text->cuts, EnrPiece, i);

      if (cut->end <= at)
        less += cut->end - cut->start;
    }

  return at - less;
}

EnrRich *
enr_xlsx_text_finish (EnrXlsxText *text, const char *data, const EnrElement *element)
{
  gsize end = element->is_empty ? text->inner : element->start;
  g_autoptr (GString) inner = NULL;
  gsize at = text->inner;
  EnrRich *rich;

  if (text->letters < 4 || !enr_raw_may_have_tag (data + at, end - at))
    return NULL;

  inner = g_string_sized_new (end - at);
  for (guint i = 0; i < text->cuts->len; i++)
    {
      const EnrPiece *cut = &g_array_index (text->cuts, EnrPiece, i);

      g_string_append_len (inner, data + at, (gssize) (cut->start - at));
      at = cut->end;
    }
  g_string_append_len (inner, data + at, (gssize) (end - at));
  for (guint i = 0; i < text->pieces->len; i++)
    {
      EnrPiece *piece = &g_array_index (text->pieces, EnrPiece, i);

      piece->start = moved (text, piece->start);
      piece->end = moved (text, piece->end);
    }
  rich = enr_rich_new (inner->str, 0, inner->len, text->pieces);
  if (rich != NULL)
    rich->prefix = enr_raw_dup_prefix (data + element->start + (element->is_empty ? 0 : 1));

  return rich;
}

typedef struct
{
  EnrBook *book;
  EnrXlsxStrings *strings;
  EnrXlsxText text;
  const char *data;
} Reader;

static gboolean
strings_start (gpointer user, const EnrElement *element, GError **error)
{
  Reader *reader = user;

  if (element->depth == 1)
    enr_xlsx_text_open (&reader->text, element);
  else if (element->depth > 1)
    enr_xlsx_text_start (&reader->text, element);

  return TRUE;
}

static gboolean
strings_end (gpointer user, const EnrElement *element, GError **error)
{
  Reader *reader = user;
  EnrXlsxString string = { 0 };

  if (element->depth > 1)
    enr_xlsx_text_end (&reader->text, element);
  else if (element->depth == 1 && enr_element_is (element, ENR_NS_MAIN, "si"))
    {
      string.is_blank = reader->text.letters == 0;
      string.rich = enr_book_keep (reader->book,
                                   enr_xlsx_text_finish (&reader->text, reader->data, element));
      g_array_append_val (reader->strings, string);
    }

  return TRUE;
}

gboolean
enr_xlsx_read_strings (EnrBook *book,
                       EnrPackage *package,
                       const char *part,
                       EnrXlsxStrings *strings,
                       GError **error)
{
  static const EnrMarkupHandler handler = { .start = strings_start, .end = strings_end };
  Reader reader = { .book = book, .strings = strings };
  GBytes *bytes = enr_package_read (package, part, error);
  gboolean is_read;

  if (bytes == NULL)
    return FALSE;
  reader.data = g_bytes_get_data (bytes, NULL);
  enr_xlsx_text_init (&reader.text);
  is_read = enr_markup_read (bytes, part, &handler, &reader, error);
  enr_xlsx_text_clear (&reader.text);

  return is_read;
}
