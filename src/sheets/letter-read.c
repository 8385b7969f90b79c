/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reading a letter (ODT): its texts with tags, and what is needed to have it several times in one
 * file.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "sheets/letter-private.h"

/* document-content > body > text > what is in it */
#define TEXT_DEPTH 2

typedef struct
{
  EnrLetterText *text;
  EnrParagraphs *paragraphs;
  gboolean is_in_styles;
  gboolean is_in_text;
  gboolean is_in_body; /* behind what stands before the first paragraph */
  guint skip;          /* depth of what was deleted and is only kept to be restored */
  EnrLetterStyle *open;
} Reader;

static void
style_free (gpointer data)
{
  g_free (((EnrLetterStyle *) data)->name);
  g_free (data);
}

void
enr_letter_text_free (EnrLetterText *text)
{
  if (text == NULL)
    return;
  g_ptr_array_unref (text->riches);
  g_ptr_array_unref (text->styles);
  g_array_unref (text->ids);
  g_free (text->first_style);
  g_free (text);
}

static void
start_style (Reader *reader, const EnrElement *element)
{
  if (element->depth == 2 && enr_element_is (element, ENR_NS_STYLE, "style"))
    {
      EnrLetterStyle *style = g_new0 (EnrLetterStyle, 1);

      style->name = enr_element_dup (element, ENR_NS_STYLE, "name");
      style->is_of_table = enr_element_equals (element, ENR_NS_STYLE, "family", "table");
      if (!style->is_of_table && !enr_element_equals (element, ENR_NS_STYLE, "family", "paragraph"))
        g_clear_pointer (&style->name, g_free);
      style->start = element->start;
      style->tag_end = element->end;
      g_ptr_array_add (reader->text->styles, style);
      reader->open = style;
    }
  else if (element->depth == 3 && reader->open != NULL
           && (enr_element_is (element, ENR_NS_STYLE, "paragraph-properties")
               || enr_element_is (element, ENR_NS_STYLE, "table-properties")))
    {
      reader->open->properties = element->start;
      reader->open->properties_end = element->end;
    }
}

/* Declarations come before the text and are needed once. */
static gboolean
is_prologue (const EnrElement *element)
{
  if (element->ns == ENR_NS_OFFICE)
    return strcmp (element->name, "forms") == 0;
  if (element->ns == ENR_NS_TEXT)
    return g_str_has_suffix (element->name, "-decls")
           || strcmp (element->name, "tracked-changes") == 0
           || strcmp (element->name, "alphabetical-index-auto-mark-file") == 0;

  return element->ns == ENR_NS_TABLE && strcmp (element->name, "table") != 0;
}

static void
start_in_body (Reader *reader, const EnrElement *element)
{
  EnrLetterText *text = reader->text;
  EnrPiece tag = { .start = element->start, .end = element->end };
  gboolean is_table = enr_element_is (element, ENR_NS_TABLE, "table");
  gsize length;

  if (enr_element_get (element, ENR_NS_XML, "id", &length) != NULL)
    g_array_append_val (text->ids, tag);
  text->has_page_anchor |= enr_element_equals (element, ENR_NS_TEXT, "anchor-type", "page");
  if (text->first_end == 0 && (is_table || enr_odf_is_paragraph (element)))
    {
      text->first_start = element->start;
      text->first_end = element->end;
      text->first_is_table = is_table;
      text->first_style
          = enr_element_dup (element, is_table ? ENR_NS_TABLE : ENR_NS_TEXT, "style-name");
    }
}

static gboolean
letter_start (gpointer user, const EnrElement *element, GError **error)
{
  Reader *reader = user;

  if (element->depth == 1)
    {
      reader->is_in_styles = enr_element_is (element, ENR_NS_OFFICE, "automatic-styles");
      /* Without any styles there are none before the body either. */
      if (enr_element_is (element, ENR_NS_OFFICE, "body") && !reader->text->has_styles)
        reader->text->styles_at = element->start;
    }
  else if (reader->is_in_styles)
    {
      start_style (reader, element);
    }
  else if (element->depth == TEXT_DEPTH)
    {
      reader->is_in_text = enr_element_is (element, ENR_NS_OFFICE, "text");
    }
  else if (reader->is_in_text && reader->skip == 0)
    {
      if (element->depth == TEXT_DEPTH + 1 && !reader->is_in_body && !is_prologue (element))
        {
          reader->is_in_body = TRUE;
          reader->text->body_start = element->start;
        }
      if (!reader->is_in_body)
        {
          reader->skip = element->depth;
          return TRUE;
        }
      start_in_body (reader, element);
      enr_paragraphs_start (reader->paragraphs, element);
    }

  return TRUE;
}

static gboolean
letter_end (gpointer user, const EnrElement *element, GError **error)
{
  Reader *reader = user;
  EnrRich *rich;

  if (reader->skip != 0)
    {
      if (element->depth == reader->skip)
        reader->skip = 0;
    }
  else if (reader->is_in_styles && element->depth == 2 && reader->open != NULL)
    {
      reader->open->end = element->end;
      reader->open = NULL;
    }
  else if (reader->is_in_styles && element->depth == 1)
    {
      reader->text->has_styles = !element->is_empty;
      reader->text->styles_at = element->start;
      reader->is_in_styles = FALSE;
    }
  else if (reader->is_in_text && element->depth == TEXT_DEPTH)
    {
      reader->text->body_end = element->start;
      reader->is_in_text = FALSE;
    }
  else if (reader->is_in_body && reader->is_in_text)
    {
      rich = enr_paragraphs_end (reader->paragraphs, element, NULL);
      if (rich != NULL)
        g_ptr_array_add (reader->text->riches, rich);
    }

  return TRUE;
}

EnrLetterText *
enr_letter_text_read (EnrPackage *package, GError **error)
{
  static const EnrMarkupHandler handler = { .start = letter_start, .end = letter_end };
  g_autoptr (EnrLetterText) text = g_new0 (EnrLetterText, 1);
  Reader reader = { .text = text };
  gboolean is_read;

  text->riches = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_rich_free);
  text->styles = g_ptr_array_new_with_free_func (style_free);
  text->ids = g_array_new (FALSE, TRUE, sizeof (EnrPiece));
  text->bytes = enr_package_read (package, "content.xml", error);
  if (text->bytes == NULL)
    return NULL;
  text->data = g_bytes_get_data (text->bytes, NULL);
  reader.paragraphs = enr_paragraphs_new (text->data);
  is_read = enr_markup_read (text->bytes, "content.xml", &handler, &reader, error);
  enr_paragraphs_free (reader.paragraphs);
  if (!is_read)
    return NULL;
  if (text->body_end == 0)
    {
      g_set_error (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_READ,
                   _ ("The form is damaged: its part %s cannot be read."), "content.xml");
      return NULL;
    }

  return g_steal_pointer (&text);
}
