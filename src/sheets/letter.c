/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Letters: an ODT whose text is there once for every row of a list, each on a new page.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "sheets/letter-private.h"

/* No office program names a style so. */
#define BREAK_STYLE "EnrokuNewLetter"

struct _EnrLetter
{
  GPtrArray *expected; /* the texts that were filled, in their order */
  GPtrArray *headings;
};

typedef struct
{
  const EnrRich *rich;
  EnrTarget *targets;
  gboolean is_any; /* a tag of it is filled */
} Place;

static void
place_clear (gpointer data)
{
  Place *place = data;

  for (guint i = 0; i < place->rich->tags->len; i++)
    enr_target_clear (&place->targets[i]);
  g_free (place->targets);
}

void
enr_letter_free (EnrLetter *letter)
{
  if (letter == NULL)
    return;
  g_ptr_array_unref (letter->expected);
  g_ptr_array_unref (letter->headings);
  g_free (letter);
}

static gboolean
resolve (EnrFill *fill,
         const EnrLetterText *text,
         GArray *places,
         const EnrSheetList **list,
         GError **error)
{
  for (guint i = 0; i < text->riches->len; i++)
    {
      Place place = { .rich = g_ptr_array_index (text->riches, i) };

      place.targets = g_new0 (EnrTarget, place.rich->tags->len);
      for (guint t = 0; t < place.rich->tags->len; t++)
        {
          const EnrTag *tag = &g_array_index (place.rich->tags, EnrTag, t);
          EnrTarget *target = &place.targets[t];

          enr_target_find (target, fill->data, tag, NULL);
          /* Ranges and rows are for cells. */
          if (tag->first >= 0 || tag->from != 0)
            enr_target_clear (target);
          g_ptr_array_add (fill->tags,
                           enr_sheet_tag_new (place.rich, tag, NULL, NULL, target->is_known));
          place.is_any |= target->is_known;
          if (target->list == NULL || target->list == *list)
            continue;
          if (*list != NULL)
            {
              g_set_error_literal (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_TAG,
                                   _ ("The letter has tags of two lists. A letter is made for each "
                                      "row of one list."));
              place_clear (&place);
              return FALSE;
            }
          *list = target->list;
        }
      g_array_append_val (places, place);
    }

  return TRUE;
}

/* The style of the first paragraph or table, and that it begins a page. */
static void
append_break_style (GString *out, const EnrLetterText *text)
{
  const char *properties = text->first_is_table ? "table-properties" : "paragraph-properties";
  const EnrLetterStyle *own = NULL;
  g_autoptr (GString) style = NULL;
  gsize start, end, at;

  for (guint i = 0; i < text->styles->len; i++)
    {
      const EnrLetterStyle *found = g_ptr_array_index (text->styles, i);

      if (found->name != NULL && g_strcmp0 (found->name, text->first_style) == 0
          && found->is_of_table == text->first_is_table)
        own = found;
    }

  if (own == NULL)
    {
      g_autofree char *parent
          = g_markup_escape_text ((text->first_style != NULL) ? text->first_style : "Standard", -1);

      g_string_append_printf (
          out,
          "<style:style style:name=\"" BREAK_STYLE "\" style:family=\"%s\" "
          "style:parent-style-name=\"%s\"><style:%s fo:break-before=\"page\"/></style:style>",
          text->first_is_table ? "table" : "paragraph", parent, properties);
      return;
    }

  /* A style of the letter's own cannot be another's parent, so it is copied. From its end to its
   * start, so that places stay right. */
  style = g_string_new_len (text->data + own->start, (gssize) (own->end - own->start));
  if (own->properties_end != 0)
    {
      at = own->properties_end - own->start;
      at -= (style->str[at - 2] == '/') ? 2 : 1;
      g_string_insert (style, (gssize) at, " fo:break-before=\"page\"");
      at = own->properties - own->start;
      if (enr_raw_find_attribute (text->data + own->properties,
                                  own->properties_end - own->properties, "break-before", &start,
                                  &end))
        g_string_erase (style, (gssize) (at + start), (gssize) (end - start));
    }
  else
    {
      g_autofree char *added = g_strdup_printf ("<style:%s fo:break-before=\"page\"/>", properties);

      at = own->tag_end - own->start;
      if (own->tag_end == own->end)
        {
          g_string_truncate (style, at - 2);
          g_string_append_printf (style, ">%s</style:style>", added);
        }
      else
        g_string_insert (style, (gssize) at, added);
    }
  if (enr_raw_find_attribute (style->str, own->tag_end - own->start, "name", &start, &end))
    {
      g_string_erase (style, (gssize) start, (gssize) (end - start));
      g_string_insert (style, (gssize) start, " style:name=\"" BREAK_STYLE "\"");
    }
  g_string_append_len (out, style->str, (gssize) style->len);
}

static void
add_break (EnrEdits *edits, const EnrLetterText *text)
{
  const char *ns = text->first_is_table ? "table" : "text";
  g_autofree char *attribute = g_strdup_printf (" %s:style-name=\"" BREAK_STYLE "\"", ns);
  const char *tag = text->data + text->first_start;
  gsize length = text->first_end - text->first_start;
  gsize start, end;

  if (text->first_end == 0)
    return;
  if (enr_raw_find_attribute (tag, length, "style-name", &start, &end))
    enr_edits_add (edits, text->first_start + start, text->first_start + end, attribute, -1);
  else
    {
      end = text->first_end - ((tag[length - 2] == '/') ? 2 : 1);
      enr_edits_add (edits, end, end, attribute, -1);
    }
}

/* The letter for one row. */
static gboolean
append_copy (EnrFill *fill,
             EnrLetter *letter,
             const EnrLetterText *text,
             const GArray *places,
             guint row,
             GString *out)
{
  g_autoptr (EnrEdits) edits = enr_edits_new ();
  gsize start, end;

  if (row > 0)
    {
      add_break (edits, text);
      /* What is there once in a file cannot be there twice. */
      for (guint i = 0; i < text->ids->len; i++)
        {
          const EnrPiece *tag = &g_array_index (text->ids, EnrPiece, i);

          if (enr_raw_find_attribute (text->data + tag->start, tag->end - tag->start, "id", &start,
                                      &end))
            enr_edits_add (edits, tag->start + start, tag->start + end, "", 0);
        }
    }
  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);
      g_autofree EnrTagValue *values = g_new0 (EnrTagValue, place->rich->tags->len);

      if (!place->is_any)
        continue;
      for (guint t = 0; t < place->rich->tags->len; t++)
        {
          values[t].keep = !place->targets[t].is_known;
          if (!values[t].keep)
            values[t].value
                = enr_target_get (&place->targets[t], fill->data,
                                  &g_array_index (place->rich->tags, EnrTag, t), row, 0);
        }
      enr_rich_edit (place->rich, values, enr_odf_escape, edits, place->rich->offset);
      g_ptr_array_add (letter->expected, enr_rich_dup_text (place->rich, values));
      fill->n_meant++;
    }

  return enr_edits_apply (edits, text->data, text->body_start, text->body_end, out);
}

static gboolean
check_copies (const EnrLetterText *text, const EnrSheetList *list, guint n, GError **error)
{
  if (n == 0)
    g_set_error (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_NO_TAGS,
                 /* Translators: the name of a list as it stands in tags, "children". */
                 _ ("The list “%s” is empty: there is no letter to be made."),
                 enr_sheet_list_name (list));
  else if (n > 1 && text->has_page_anchor)
    g_set_error_literal (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_TAG,
                         _ ("The letter has a picture or a frame that is fixed to a page, which "
                            "would be on the first "
                            "letter only. Please anchor it to a paragraph."));
  else if (text->body_end - text->body_start > ENR_SHEET_MAX_PART / n)
    g_set_error_literal (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_TOO_LARGE,
                         _ ("There would be too many letters for one file."));
  else
    return TRUE;

  return FALSE;
}

static gboolean
write_copies (EnrFill *fill,
              EnrLetter *letter,
              const EnrLetterText *text,
              const GArray *places,
              guint n)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GBytes) changed = NULL;
  gboolean is_good = TRUE;
  gsize at = 0;

  if (n > 1 && text->first_end != 0)
    {
      g_string_append_len (out, text->data, (gssize) text->styles_at);
      if (!text->has_styles)
        g_string_append (out, "<office:automatic-styles>");
      append_break_style (out, text);
      at = text->styles_at;
      if (!text->has_styles)
        {
          g_string_append (out, "</office:automatic-styles>");
          /* In place of an empty element, if there is one. */
          if (g_str_has_prefix (text->data + at, "<office:automatic-styles"))
            at += strcspn (text->data + at, ">") + 1;
        }
    }
  g_string_append_len (out, text->data + at, (gssize) (text->body_start - at));
  for (guint row = 0; row < n && is_good; row++)
    is_good = append_copy (fill, letter, text, places, row, out);
  g_string_append_len (out, text->data + text->body_end,
                       (gssize) (g_bytes_get_size (text->bytes) - text->body_end));
  changed = g_string_free_to_bytes (out);
  enr_package_replace (fill->package, "content.xml", changed);

  return is_good;
}

EnrLetter *
enr_letter_fill (EnrFill *fill, GError **error)
{
  g_autoptr (EnrLetter) letter = g_new0 (EnrLetter, 1);
  g_autoptr (EnrLetterText) text = NULL;
  g_autoptr (GArray) places = g_array_new (FALSE, TRUE, sizeof (Place));
  const EnrSheetList *list = NULL;
  guint n = 1;

  g_array_set_clear_func (places, place_clear);
  letter->expected = g_ptr_array_new_with_free_func (g_free);
  letter->headings = g_ptr_array_new_with_free_func (g_free);

  text = enr_letter_text_read (fill->package, error);
  if (text == NULL || !resolve (fill, text, places, &list, error)
      || !enr_odf_fill_headings (fill, letter->headings, error))
    return NULL;
  if (fill->is_list_only || places->len == 0)
    return g_steal_pointer (&letter);

  if (list != NULL)
    {
      n = enr_sheet_list_n_rows (list);
      if (!check_copies (text, list, n, error))
        return NULL;
    }
  fill->n_rows = (list != NULL) ? n : 0;
  if (!write_copies (fill, letter, text, places, n))
    g_return_val_if_reached (NULL);

  return g_steal_pointer (&letter);
}

gboolean
enr_letter_verify (EnrFill *fill, EnrLetter *letter, GBytes *output, GError **error)
{
  g_autoptr (EnrPackage) package = enr_package_open (output, error);
  guint n_texts, n_headings;

  if (package == NULL || !enr_odf_count (package, "content.xml", letter->expected, &n_texts, error)
      || !enr_odf_count (package, "styles.xml", letter->headings, &n_headings, error))
    return FALSE;
  fill->n_filled = n_texts + n_headings;

  return TRUE;
}
