/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A text with tags in it, in XML that may cut it to pieces: {{fac in one font, ility}} in another.
 */
#include "config.h"

#include <string.h>

#include "sheets/sheets-private.h"

/* Takes the RAW pieces apart until each is either byte for byte or one indivisible thing. */
static GArray *
split_pieces (const char *data, const GArray *pieces, GString *text)
{
  GArray *split = g_array_new (FALSE, FALSE, sizeof (EnrPiece));

  for (guint i = 0; i < pieces->len; i++)
    {
      EnrPiece piece = g_array_index (pieces, EnrPiece, i);

      if (piece.kind == ENR_PIECE_ATOM)
        {
          piece.at = text->len;
          for (gsize n = 0; n < piece.length; n++)
            g_string_append_c (text, piece.fill);
          g_array_append_val (split, piece);
          continue;
        }
      for (gsize at = piece.start; at < piece.end;)
        {
          EnrPiece part = { .start = at, .at = text->len };

          at += enr_raw_next (data + at, piece.end - at, &part.kind, text);
          part.end = at;
          part.length = text->len - part.at;
          if (part.kind == ENR_PIECE_CDATA)
            {
              part.start += strlen ("<![CDATA[");
              part.end = part.start + part.length;
            }
          g_array_append_val (split, part);
        }
    }

  return split;
}

EnrRich *
enr_rich_new (const char *data, gsize start, gsize end, const GArray *pieces)
{
  g_autoptr (GString) text = NULL;
  g_autoptr (GArray) split = NULL;
  GArray *tags;
  EnrRich *rich;

  /* Most texts have no tags, and nothing is to be done for them. */
  if (!enr_raw_may_have_tag (data + start, end - start))
    return NULL;
  text = g_string_new (NULL);
  split = split_pieces (data, pieces, text);
  tags = enr_tags_find (text->str);
  if (tags == NULL)
    return NULL;

  rich = g_new0 (EnrRich, 1);
  rich->fragment = g_strndup (data + start, end - start);
  rich->fragment_length = end - start;
  rich->offset = start;
  for (guint i = 0; i < split->len; i++)
    {
      g_array_index (split, EnrPiece, i).start -= start;
      g_array_index (split, EnrPiece, i).end -= start;
    }
  rich->pieces = g_steal_pointer (&split);
  rich->text = g_string_free (g_steal_pointer (&text), FALSE);
  rich->tags = tags;

  return rich;
}

void
enr_rich_free (EnrRich *rich)
{
  if (rich == NULL)
    return;
  g_free (rich->fragment);
  g_array_unref (rich->pieces);
  g_free (rich->text);
  g_array_unref (rich->tags);
  g_free (rich->prefix);
  g_free (rich);
}

gboolean
enr_rich_is_alone (const EnrRich *rich)
{
  const EnrTag *tag = &g_array_index (rich->tags, EnrTag, 0);

  if (rich->tags->len != 1)
    return FALSE;
  for (const char *at = rich->text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gsize offset = (gsize) (at - rich->text);

      if ((offset < tag->start || offset >= tag->end) && !g_unichar_isspace (g_utf8_get_char (at)))
        return FALSE;
    }

  return TRUE;
}

char *
enr_rich_dup_text (const EnrRich *rich, const EnrTagValue *values)
{
  GString *out = g_string_new (NULL);
  gsize at = 0;

  for (guint i = 0; i < rich->tags->len; i++)
    {
      const EnrTag *tag = &g_array_index (rich->tags, EnrTag, i);
      g_autofree char *text = NULL;

      if (values[i].keep)
        continue;
      text = enr_sheet_value_dup_text (values[i].value);
      g_string_append_len (out, rich->text + at, (gssize) (tag->start - at));
      g_string_append (out, text);
      at = tag->end;
    }
  g_string_append (out, rich->text + at);

  return g_string_free (out, FALSE);
}

/* The first piece that has a letter of the tag takes the value, what the others have of it goes. */
static void
edit_tag (const EnrRich *rich,
          const EnrTag *tag,
          const char *text,
          EnrEscapeFunc escape,
          EnrEdits *edits,
          gsize move)
{
  gboolean is_placed = FALSE;

  for (guint i = 0; i < rich->pieces->len; i++)
    {
      const EnrPiece *piece = &g_array_index (rich->pieces, EnrPiece, i);
      gsize from = MAX (piece->at, tag->start);
      gsize to = MIN (piece->at + piece->length, tag->end);
      gsize start = piece->start, end = piece->end;
      g_autoptr (GString) value = NULL;

      if (from >= to)
        continue;
      if (piece->kind != ENR_PIECE_ATOM)
        {
          start = piece->start + (from - piece->at);
          end = piece->start + (to - piece->at);
        }
      value = g_string_new (NULL);
      if (!is_placed)
        {
          if (piece->kind == ENR_PIECE_CDATA)
            g_string_append (value, "]]>");
          escape (value, text, (rich->prefix != NULL) ? rich->prefix : "");
          if (piece->kind == ENR_PIECE_CDATA)
            g_string_append (value, "<![CDATA[");
          is_placed = TRUE;
        }
      enr_edits_add (edits, start + move, end + move, value->str, (gssize) value->len);
    }
}

void
enr_rich_edit (const EnrRich *rich,
               const EnrTagValue *values,
               EnrEscapeFunc escape,
               EnrEdits *edits,
               gsize move)
{
  for (guint i = 0; i < rich->tags->len; i++)
    if (!values[i].keep)
      {
        g_autofree char *text = enr_sheet_value_dup_text (values[i].value);

        edit_tag (rich, &g_array_index (rich->tags, EnrTag, i), text, escape, edits, move);
      }
}

void
enr_rich_append (const EnrRich *rich, const EnrTagValue *values, EnrEscapeFunc escape, GString *out)
{
  g_autoptr (EnrEdits) edits = enr_edits_new ();

  enr_rich_edit (rich, values, escape, edits, 0);
  if (!enr_edits_apply (edits, rich->fragment, 0, rich->fragment_length, out))
    g_return_if_reached ();
}
