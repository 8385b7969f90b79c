/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Paragraphs of OpenDocument: their text, and putting text into them.
 */
#include "config.h"

#include <string.h>

#include "sheets/sheets-private.h"

static void
add_raw (GArray *pieces, gsize from, gsize to)
{
  EnrPiece piece = { .kind = ENR_PIECE_RAW, .start = from, .end = to };

  if (to > from)
    g_array_append_val (pieces, piece);
}

void
enr_odf_pieces_start (GArray *pieces, gsize *from, const EnrElement *element)
{
  EnrPiece atom
      = { .kind = ENR_PIECE_ATOM, .start = element->start, .end = element->end, .length = 1 };

  add_raw (pieces, *from, element->start);
  *from = element->end;
  /* With an element of its own at the end it could not be taken out; no program writes it so. */
  if (element->ns != ENR_NS_TEXT || !element->is_empty)
    return;

  if (strcmp (element->name, "s") == 0)
    {
      atom.fill = ' ';
      atom.length = MIN (enr_element_number (element, ENR_NS_TEXT, "c", 1), 1000);
    }
  else if (strcmp (element->name, "tab") == 0)
    atom.fill = '\t';
  else if (strcmp (element->name, "line-break") == 0)
    atom.fill = '\n';
  if (atom.fill != '\0')
    g_array_append_val (pieces, atom);
}

void
enr_odf_pieces_end (GArray *pieces, gsize *from, const EnrElement *element)
{
  if (!element->is_empty)
    add_raw (pieces, *from, element->start);
  *from = element->end;
}

void
enr_odf_append_pieces (GString *out, const char *data, const GArray *pieces)
{
  for (guint i = 0; i < pieces->len; i++)
    {
      const EnrPiece *piece = &g_array_index (pieces, EnrPiece, i);

      if (piece->kind == ENR_PIECE_RAW)
        enr_raw_append_text (out, data + piece->start, piece->end - piece->start);
      else
        for (gsize n = 0; n < piece->length; n++)
          g_string_append_c (out, piece->fill);
    }
}

void
enr_odf_escape (GString *out, const char *text, const char *prefix)
{
  const char *at = text;

  while (*at != '\0')
    {
      gsize plain = strcspn (at, " \n\t");
      g_autofree char *part = g_strndup (at, plain);
      gsize blanks;

      enr_raw_append_escaped (out, part);
      at += plain;
      blanks = strspn (at, " ");
      /* One blank between letters is a blank, others would be lost. */
      if (blanks == 1 && at > text && at[1] != '\0' && strchr ("\n\t", at[1]) == NULL)
        g_string_append_c (out, ' ');
      else if (blanks > 0)
        g_string_append_printf (out, "<%ss %sc=\"%" G_GSIZE_FORMAT "\"/>", prefix, prefix, blanks);
      at += blanks;
      if (*at == '\n')
        g_string_append_printf (out, "<%sline-break/>", prefix);
      else if (*at == '\t')
        g_string_append_printf (out, "<%stab/>", prefix);
      else
        continue;
      at++;
    }
}

gboolean
enr_odf_is_paragraph (const EnrElement *element)
{
  return element->ns == ENR_NS_TEXT
         && (strcmp (element->name, "p") == 0 || strcmp (element->name, "h") == 0);
}

typedef struct
{
  GArray *pieces;
  gsize inner;
  gsize from;
  guint depth;
  char *prefix;
} Paragraph;

struct _EnrParagraphs
{
  const char *data;
  GPtrArray *open; /* Paragraph, the innermost last */
};

static void
paragraph_free (gpointer data)
{
  Paragraph *paragraph = data;

  g_array_unref (paragraph->pieces);
  g_free (paragraph->prefix);
  g_free (paragraph);
}

EnrParagraphs *
enr_paragraphs_new (const char *data)
{
  EnrParagraphs *self = g_new0 (EnrParagraphs, 1);

  self->data = data;
  self->open = g_ptr_array_new_with_free_func (paragraph_free);

  return self;
}

void
enr_paragraphs_free (EnrParagraphs *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->open);
  g_free (self);
}

static Paragraph *
innermost (EnrParagraphs *self)
{
  return (self->open->len > 0) ? g_ptr_array_index (self->open, self->open->len - 1) : NULL;
}

void
enr_paragraphs_start (EnrParagraphs *self, const EnrElement *element)
{
  Paragraph *around = innermost (self);
  Paragraph *paragraph;

  if (around != NULL)
    enr_odf_pieces_start (around->pieces, &around->from, element);
  if (!enr_odf_is_paragraph (element))
    return;
  paragraph = g_new0 (Paragraph, 1);
  paragraph->pieces = g_array_new (FALSE, TRUE, sizeof (EnrPiece));
  paragraph->inner = paragraph->from = element->end;
  paragraph->depth = element->depth;
  paragraph->prefix = enr_raw_dup_prefix (self->data + element->start);
  g_ptr_array_add (self->open, paragraph);
}

EnrRich *
enr_paragraphs_end (EnrParagraphs *self, const EnrElement *element, GString *text)
{
  Paragraph *paragraph = innermost (self);
  Paragraph *around;
  EnrRich *rich = NULL;

  if (text != NULL)
    g_string_truncate (text, 0);
  if (paragraph == NULL)
    return NULL;
  enr_odf_pieces_end (paragraph->pieces, &paragraph->from, element);
  if (paragraph->depth != element->depth)
    return NULL;

  if (!element->is_empty)
    rich = enr_rich_new (self->data, paragraph->inner, element->start, paragraph->pieces);
  if (rich != NULL)
    rich->prefix = g_strdup (paragraph->prefix);
  if (text != NULL)
    enr_odf_append_pieces (text, self->data, paragraph->pieces);
  g_ptr_array_set_size (self->open, (int) self->open->len - 1);
  around = innermost (self);
  if (around != NULL)
    around->from = element->end;

  return rich;
}

typedef struct
{
  EnrParagraphs *paragraphs;
  GPtrArray *riches;   /* as they are filled; or else */
  GPtrArray *expected; /* as they are counted */
  GString *text;
  guint n_found;
} Reader;

static gboolean
part_start (gpointer user, const EnrElement *element, GError **error)
{
  enr_paragraphs_start (((Reader *) user)->paragraphs, element);

  return TRUE;
}

static gboolean
part_end (gpointer user, const EnrElement *element, GError **error)
{
  Reader *reader = user;
  EnrRich *rich = enr_paragraphs_end (reader->paragraphs, element, reader->text);

  if (reader->riches != NULL && rich != NULL)
    g_ptr_array_add (reader->riches, g_steal_pointer (&rich));
  else if (reader->expected != NULL && enr_odf_is_paragraph (element)
           && reader->n_found < reader->expected->len
           && strcmp (reader->text->str, g_ptr_array_index (reader->expected, reader->n_found))
                  == 0)
    reader->n_found++;
  enr_rich_free (rich);

  return TRUE;
}

static gboolean
read_part (Reader *reader, GBytes *bytes, const char *part, GError **error)
{
  static const EnrMarkupHandler handler = { .start = part_start, .end = part_end };
  gboolean is_read;

  reader->paragraphs = enr_paragraphs_new (g_bytes_get_data (bytes, NULL));
  is_read = enr_markup_read (bytes, part, &handler, reader, error);
  enr_paragraphs_free (reader->paragraphs);

  return is_read;
}

gboolean
enr_odf_count (EnrPackage *package,
               const char *part,
               GPtrArray *expected,
               guint *n_found,
               GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Reader reader = { .expected = expected, .text = text };
  GBytes *bytes;

  *n_found = 0;
  if (expected->len == 0)
    return TRUE;
  bytes = enr_package_read (package, part, error);
  if (bytes == NULL || !read_part (&reader, bytes, part, error))
    return FALSE;
  *n_found = reader.n_found;

  return TRUE;
}

static void
fill_heading (EnrFill *fill, const EnrRich *rich, EnrEdits *edits, GPtrArray *expected)
{
  g_autofree EnrTagValue *values = g_new0 (EnrTagValue, rich->tags->len);
  gboolean is_any = FALSE;

  for (guint t = 0; t < rich->tags->len; t++)
    {
      const EnrTag *tag = &g_array_index (rich->tags, EnrTag, t);
      EnrTarget target = { 0 };
      gboolean is_known;

      enr_target_find (&target, fill->data, tag, NULL);
      is_known = target.is_known && target.list == NULL && tag->first < 0;
      values[t].keep = !is_known;
      if (is_known)
        values[t].value = enr_target_get (&target, fill->data, tag, 0, 0);
      is_any |= is_known;
      g_ptr_array_add (fill->tags, enr_sheet_tag_new (rich, tag, NULL, NULL, is_known));
      enr_target_clear (&target);
    }
  if (!is_any)
    return;
  fill->n_meant++;
  enr_rich_edit (rich, values, enr_odf_escape, edits, rich->offset);
  g_ptr_array_add (expected, enr_rich_dup_text (rich, values));
}

gboolean
enr_odf_fill_headings (EnrFill *fill, GPtrArray *expected, GError **error)
{
  static const char part[] = "styles.xml";
  g_autoptr (GPtrArray) riches = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_rich_free);
  g_autoptr (EnrEdits) edits = enr_edits_new ();
  g_autoptr (GBytes) changed = NULL;
  Reader reader = { .riches = riches };
  GString *out;
  GBytes *bytes;
  gsize length;

  if (!enr_package_has (fill->package, part))
    return TRUE;
  bytes = enr_package_read (fill->package, part, error);
  if (bytes == NULL || !read_part (&reader, bytes, part, error))
    return FALSE;
  for (guint i = 0; i < riches->len; i++)
    fill_heading (fill, g_ptr_array_index (riches, i), edits, expected);
  if (edits->edits->len == 0)
    return TRUE;

  length = g_bytes_get_size (bytes);
  out = g_string_sized_new (length);
  if (!enr_edits_apply (edits, g_bytes_get_data (bytes, NULL), 0, length, out))
    g_return_val_if_reached (FALSE);
  changed = g_string_free_to_bytes (out);
  enr_package_replace (fill->package, part, changed);

  return TRUE;
}
