/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Which cells of a workbook have lines and which show dates, by its styles part.
 */
#include "config.h"

#include <string.h>

#include "sheets/grid-private.h"

typedef struct
{
  EnrBook *book;
  GHashTable *formats; /* id -> code */
  GArray *borders;     /* EnrCellStyle, of which only the lines */
  gboolean is_in_xfs;
  gboolean is_in_borders;
} Styles;

/* The numbers that have no code in the file; 27 to 36 and 50 to 58 are Japan's (ECMA-376 18.8.30).
 */
static void
read_builtin (guint id, EnrCellStyle *style)
{
  style->shows_date = (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31)
                      || (id >= 34 && id <= 36) || (id >= 50 && id <= 58);
  style->shows_time = (id >= 18 && id <= 22) || id == 32 || id == 33 || (id >= 45 && id <= 47);
}

static void
read_code (const char *code, EnrCellStyle *style)
{
  gboolean has_month = FALSE;

  for (const char *at = code; *at != '\0' && *at != ';'; at++)
    {
      switch (g_ascii_tolower (*at))
        {
        case '"':
          at = strchr (at + 1, '"');
          if (at == NULL)
            return;
          break;
        case '\\':
        case '_':
        case '*':
          if (at[1] == '\0')
            return;
          at++;
          break;
        case '[':
          /* [h]:mm goes beyond a day; [$-411] and [Red] are no fields. */
          if (at[1] != '\0' && strchr ("hHmMsS", at[1]) != NULL && (at[2] == ']' || at[2] == at[1]))
            style->shows_time = TRUE;
          at = strchr (at + 1, ']');
          if (at == NULL)
            return;
          break;
        case 'g':
          if (g_ascii_strncasecmp (at, "General", 7) == 0)
            {
              at += 6;
              break;
            }
          style->shows_date = TRUE;
          break;
        case 'e':
          if (at[1] != '+' && at[1] != '-')
            style->shows_date = TRUE;
          break;
        case 'y':
        case 'd':
          style->shows_date = TRUE;
          break;
        case 'h':
        case 's':
          style->shows_time = TRUE;
          break;
        case 'm':
          has_month = TRUE;
          break;
        default:
          break;
        }
    }
  /* Months, unless hours say that they are minutes. */
  if (has_month && !style->shows_time)
    style->shows_date = TRUE;
}

static gboolean
has_line (const EnrElement *element)
{
  gsize length;
  const char *style = enr_element_get (element, ENR_NS_NONE, "style", &length);

  return style != NULL && !(length == 4 && memcmp (style, "none", 4) == 0);
}

static gboolean
styles_start (gpointer user, const EnrElement *element, GError **error)
{
  Styles *styles = user;
  EnrCellStyle *border;

  if (element->ns != ENR_NS_MAIN)
    return TRUE;
  if (element->depth == 1)
    {
      styles->is_in_xfs = strcmp (element->name, "cellXfs") == 0;
      styles->is_in_borders = strcmp (element->name, "borders") == 0;
    }
  else if (element->depth == 2 && strcmp (element->name, "numFmt") == 0)
    g_hash_table_insert (
        styles->formats,
        GUINT_TO_POINTER (enr_element_number (element, ENR_NS_NONE, "numFmtId", 0)),
        enr_element_dup (element, ENR_NS_NONE, "formatCode"));
  else if (element->depth == 2 && styles->is_in_borders)
    g_array_set_size (styles->borders, styles->borders->len + 1);
  else if (element->depth == 3 && styles->is_in_borders && styles->borders->len > 0
           && has_line (element))
    {
      border = &g_array_index (styles->borders, EnrCellStyle, styles->borders->len - 1);
      if (strcmp (element->name, "left") == 0 || strcmp (element->name, "right") == 0
          || strcmp (element->name, "start") == 0 || strcmp (element->name, "end") == 0)
        border->has_sides = TRUE;
      else if (strcmp (element->name, "bottom") == 0)
        border->has_below = TRUE;
    }
  else if (element->depth == 2 && styles->is_in_xfs && strcmp (element->name, "xf") == 0)
    {
      EnrCellStyle style = { 0 };
      guint line = enr_element_number (element, ENR_NS_NONE, "borderId", 0);
      guint id = enr_element_number (element, ENR_NS_NONE, "numFmtId", 0);
      const char *code = g_hash_table_lookup (styles->formats, GUINT_TO_POINTER (id));

      if (line < styles->borders->len)
        style = g_array_index (styles->borders, EnrCellStyle, line);
      if (code != NULL)
        read_code (code, &style);
      else
        read_builtin (id, &style);
      g_array_append_val (styles->book->styles, style);
    }

  return TRUE;
}

gboolean
enr_xlsx_read_styles (EnrBook *book, EnrPackage *package, const char *part, GError **error)
{
  static const EnrMarkupHandler handler = { .start = styles_start };
  g_autoptr (GHashTable) formats
      = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free);
  g_autoptr (GArray) borders = g_array_new (FALSE, TRUE, sizeof (EnrCellStyle));
  Styles styles = { .book = book, .formats = formats, .borders = borders };
  GBytes *bytes = enr_package_read (package, part, error);

  return bytes != NULL && enr_markup_read (bytes, part, &handler, &styles, error);
}
