/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Where a line may end is what Unicode says (UAX 14, by pango) and our own table of 禁則 does not
 * forbid: the two differ in a few signs, such as the wide tilde. Characters are measured one by one
 * and only the finished lines are shaped, so the cost grows with the text and not with its square.
 */
#include "config.h"
#include "reports/flow.h"

#include <string.h>

/* 行頭禁則 and 行末禁則 (JIS X 4051): what must not begin, and what must not end a line. */
/* clang-format off */
#define NOT_FIRST \
  "、。，．,.・：；:;？！?!‼⁇⁈⁉ー―ゝゞヽヾ々〻‐–〜～゠…‥" \
  ")）]］}｝〕〉》」』】〙〗〟’”»" \
  "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ" \
  "ｧｨｩｪｫｬｭｮｯｰ｡｣､･ﾞﾟ゛゜%％℃°′″"
#define NOT_LAST "(（[［{｛〔〈《「『【〘〖〝‘“«｢￥¥＄$£〒№"
/* clang-format on */

/* A difference that nobody sees. */
#define HAIR 0.01

typedef struct
{
  guint start; /* bytes */
  guint length;
} Line;

/* A letter with its marks, which is never taken apart. */
typedef struct
{
  guint start; /* bytes from the start of the text */
  double width;
  gboolean is_blank;
  gboolean may_break;  /* before it */
  gboolean is_allowed; /* before it, by 禁則 alone */
} Cluster;

struct _EnrFlow
{
  char *text;
  double size;
  double width;
  GArray *lines;       /* (element-type Line) */
  EnrTypeset *typeset; /* borrowed; while lines are broken */
};

static gboolean
is_one_of (const char *signs, gunichar c)
{
  return c != 0 && g_utf8_strchr (signs, -1, c) != NULL;
}

gboolean
enr_flow_may_begin_line (gunichar c)
{
  return !is_one_of (NOT_FIRST, c);
}

gboolean
enr_flow_may_end_line (gunichar c)
{
  return !is_one_of (NOT_LAST, c);
}

/* Signs that turn the direction of what stands behind them: nothing to see, and they would mix up a
 * line. */
static gboolean
is_turning (gunichar c)
{
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e)
         || (c >= 0x2066 && c <= 0x2069);
}

/* Takes away blanks and line breaks at the end, the wide blank too. */
static void
trim_end (char *text)
{
  gsize length = strlen (text);

  while (length > 0)
    {
      const char *last = g_utf8_prev_char (text + length);

      if (!g_unichar_isspace (g_utf8_get_char (last)))
        break;
      length = (gsize) (last - text);
    }
  text[length] = '\0';
}

static char *
clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *result = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n' || c == 0x2028 || c == 0x2029 || (c == '\r' && p[1] != '\n'))
        g_string_append_c (result, '\n');
      else if (c == '\t')
        g_string_append_c (result, ' ');
      else if (!g_unichar_iscntrl (c) && !is_turning (c))
        g_string_append_unichar (result, c);
    }
  trim_end (result->str);
  return g_string_free (result, FALSE);
}

static void
add_line (EnrFlow *self, guint start, guint end)
{
  Line line = { start, end - start };

  g_array_append_val (self->lines, line);
}

/* The paragraph's clusters, with what is known about the place before each, and one behind them
 * all. */
static GArray *
find_clusters (EnrFlow *self, guint start, guint end)
{
  const char *text = self->text + start;
  int length = (int) (end - start);
  int n = (int) g_utf8_strlen (text, length);
  g_autofree PangoLogAttr *attrs = g_new0 (PangoLogAttr, n + 1);
  GArray *clusters = g_array_sized_new (FALSE, FALSE, sizeof (Cluster), (guint) n + 1);
  const char *p = text;
  gunichar before = 0;

  pango_get_log_attrs (text, length, -1, pango_language_from_string ("ja-jp"), attrs, n + 1);
  for (int i = 0; i < n;)
    {
      gunichar c = g_utf8_get_char (p);
      Cluster cluster = { (guint) (p - self->text), 0, g_unichar_isspace (c), FALSE, FALSE };
      const char *next = p;
      int first = i;

      do
        {
          next = g_utf8_next_char (next);
          i++;
        }
      while (i < n && !attrs[i].is_cursor_position);
      cluster.is_allowed
          = before != 0 && enr_flow_may_begin_line (c) && enr_flow_may_end_line (before);
      cluster.may_break = cluster.is_allowed && attrs[first].is_line_break;
      cluster.width = enr_typeset_advance (self->typeset, p, (gsize) (next - p), self->size, FALSE);
      g_array_append_val (clusters, cluster);
      before = c;
      p = next;
    }
  {
    Cluster behind = { end, 0, FALSE, TRUE, TRUE };

    g_array_append_val (clusters, behind);
  }
  return clusters;
}

/* Whether what stands between @from and the next place to break goes into a line of its own. */
static gboolean
fits_alone (const EnrFlow *self, const Cluster *clusters, guint from)
{
  double width = 0;

  for (guint i = from;; i++)
    {
      if (i > from && clusters[i].may_break)
        return TRUE;
      if (!clusters[i].is_blank && width + clusters[i].width > self->width + HAIR)
        return FALSE;
      width += clusters[i].width;
    }
}

/* Where the line that begins with @first ends: before which cluster. @n is the one behind the last.
 */
static guint
find_end (const EnrFlow *self, const Cluster *clusters, guint first, guint n)
{
  double width = 0;
  guint last = 0;
  guint i = first;
  guint end;

  for (; i < n && (clusters[i].is_blank || width + clusters[i].width <= self->width + HAIR); i++)
    {
      if (i > first && clusters[i].may_break)
        last = i;
      width += clusters[i].width;
    }
  if (i == n)
    return n;
  if (i > first && clusters[i].may_break)
    return i;
  if (last > first && fits_alone (self, clusters, last))
    return last;
  /* Nowhere to break: anywhere, but for 禁則 as long as that is possible. */
  for (end = i; end > first + 1 && !clusters[end].is_allowed;)
    end--;
  if (end > first + 1 || (end > first && clusters[end].is_allowed))
    return end;
  return MAX (i, first + 1);
}

static void
break_paragraph (EnrFlow *self, guint start, guint end)
{
  g_autoptr (GArray) found = NULL;
  const Cluster *clusters;
  guint n;

  if (start == end)
    {
      add_line (self, start, end);
      return;
    }
  found = find_clusters (self, start, end);
  clusters = (const Cluster *) (gconstpointer) found->data;
  n = found->len - 1;
  for (guint i = 0; i < n;)
    {
      guint behind = find_end (self, clusters, i, n);

      add_line (self, clusters[i].start, clusters[behind].start);
      i = behind;
    }
}

EnrFlow *
enr_flow_new (EnrTypeset *typeset, const char *text, double size, double width)
{
  EnrFlow *self = g_new0 (EnrFlow, 1);
  guint start = 0;
  guint length;

  g_return_val_if_fail (typeset != NULL && text != NULL && size > 0, NULL);

  self->text = clean (text);
  self->size = size;
  self->width = MAX (width, size);
  self->typeset = typeset;
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  length = (guint) strlen (self->text);
  while (start < length)
    {
      const char *line_end = strchr (self->text + start, '\n');
      guint end = line_end != NULL ? (guint) (line_end - self->text) : length;

      break_paragraph (self, start, end);
      start = end + 1;
    }
  return self;
}

void
enr_flow_free (EnrFlow *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->lines);
  g_free (self->text);
  g_free (self);
}

guint
enr_flow_count_lines (const EnrFlow *self)
{
  return self->lines->len;
}

char *
enr_flow_dup_line (const EnrFlow *self, guint line)
{
  const Line *found = &g_array_index (self->lines, Line, line);

  g_return_val_if_fail (line < self->lines->len, NULL);

  return g_strndup (self->text + found->start, found->length);
}

guint
enr_flow_count_characters (const EnrFlow *self, guint n_lines)
{
  guint n = 0;

  for (guint i = 0; i < MIN (n_lines, self->lines->len); i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      n += (guint) g_utf8_strlen (self->text + line->start, (gssize) line->length);
    }
  return n;
}

void
enr_flow_draw (const EnrFlow *self,
               EnrDrawnPage *page,
               double x,
               double y,
               guint first,
               guint n_lines)
{
  EnrTextStyle style = { self->size, 0, FALSE, ENR_ALIGN_LEFT, ENR_INK };
  double pitch = self->size * ENR_FLOW_PITCH;

  for (guint i = first; i < MIN (first + n_lines, self->lines->len); i++)
    {
      g_autofree char *text = enr_flow_dup_line (self, i);
      EnrRect box = { x, y + pitch * (i - first), self->width, pitch };

      trim_end (text);
      enr_drawn_page_set_line (page, &style, &box, text);
    }
}
