/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "writing/content.h"

#include <string.h>

#include "store/db.h"

#define HEAD "enroku-writing 1\n"

static void
item_free (EnrContentItem *self)
{
  g_free (self->key);
  g_free (self->heading);
  g_free (self->text);
  g_free (self);
}

/* The fields beside the texts, by the names that they are frozen under. */
static const struct
{
  const char *name;
  gsize offset;
} texts[] = {
  { "@kind", G_STRUCT_OFFSET (EnrContent, kind) },
  { "@label", G_STRUCT_OFFSET (EnrContent, label) },
  { "@title", G_STRUCT_OFFSET (EnrContent, title) },
  { "@facility", G_STRUCT_OFFSET (EnrContent, facility) },
  { "@class", G_STRUCT_OFFSET (EnrContent, class_name) },
  { "@child", G_STRUCT_OFFSET (EnrContent, child_name) },
  { "@writer", G_STRUCT_OFFSET (EnrContent, writer) },
};

static char **
text_field (EnrContent *self, guint i)
{
  return G_STRUCT_MEMBER_P (self, texts[i].offset);
}

EnrContent *
enr_content_new (void)
{
  EnrContent *self = g_new0 (EnrContent, 1);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *text_field (self, i) = g_strdup ("");
  self->age = -1;
  self->first = self->last = ENR_DATE_NONE;
  self->revision = 1;
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  return self;
}

void
enr_content_free (EnrContent *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*text_field (self, i));
  g_ptr_array_unref (self->items);
  g_free (self);
}

void
enr_content_add (EnrContent *self, const char *key, const char *heading, const char *text)
{
  EnrContentItem *item = g_new (EnrContentItem, 1);

  item->key = g_strdup (key);
  item->heading = g_strdup (heading);
  item->text = g_strdup (text);
  g_ptr_array_add (self->items, item);
}

const char *
enr_content_get_text (const EnrContent *self, const char *key)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (self->items, i);

      if (strcmp (item->key, key) == 0)
        return item->text;
    }
  return "";
}

static void
append_field (GString *string, const char *name, const char *heading, const char *text)
{
  g_string_append_printf (string, "%s %" G_GSIZE_FORMAT " %" G_GSIZE_FORMAT "\n", name,
                          strlen (heading), strlen (text));
  g_string_append (string, heading);
  g_string_append_c (string, '\n');
  g_string_append (string, text);
  g_string_append_c (string, '\n');
}

GBytes *
enr_content_to_bytes (const EnrContent *self)
{
  GString *string = g_string_new (HEAD);
  char number[12];
  char day[ENR_DATE_ISO_LENGTH];

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    append_field (string, texts[i].name, "", *text_field ((EnrContent *) self, i));
  append_field (string, "@first", "", enr_date_iso (self->first, day));
  append_field (string, "@last", "", enr_date_iso (self->last, day));
  g_snprintf (number, sizeof number, "%d", self->age);
  append_field (string, "@age", "", number);
  g_snprintf (number, sizeof number, "%d", self->revision);
  append_field (string, "@revision", "", number);
  for (guint i = 0; i < self->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (self->items, i);

      append_field (string, item->key, item->heading, item->text);
    }
  return g_string_free_to_bytes (string);
}

static gboolean
take_field (EnrContent *self, const char *name, const char *heading, const char *text)
{
  if (name[0] != '@')
    {
      enr_content_add (self, name, heading, text);
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (name, texts[i].name) == 0)
      {
        g_free (*text_field (self, i));
        *text_field (self, i) = g_strdup (text);
        return TRUE;
      }
  if (strcmp (name, "@first") == 0)
    self->first = enr_date_parse_iso (text);
  else if (strcmp (name, "@last") == 0)
    self->last = enr_date_parse_iso (text);
  else if (strcmp (name, "@age") == 0)
    self->age = (int) g_ascii_strtoll (text, NULL, 10);
  else if (strcmp (name, "@revision") == 0)
    self->revision = (int) g_ascii_strtoll (text, NULL, 10);
  else
    return FALSE;
  return TRUE;
}

/* Takes @length bytes and the line break behind them; NULL where they are not there. */
static char *
take_bytes (const char **p, const char *end, guint64 length)
{
  char *text;

  if (length >= (guint64) (end - *p) || (*p)[length] != '\n'
      || !g_utf8_validate (*p, (gssize) length, NULL))
    return NULL;
  text = g_strndup (*p, length);
  *p += length + 1;
  return text;
}

static gboolean
parse_field (EnrContent *self, const char **p, const char *end)
{
  const char *line_end = memchr (*p, '\n', (gsize) (end - *p));
  g_autofree char *line = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  guint64 heading_length, text_length;

  if (line_end == NULL)
    return FALSE;
  line = g_strndup (*p, (gsize) (line_end - *p));
  parts = g_strsplit (line, " ", 4);
  if (g_strv_length (parts) != 3
      || !g_ascii_string_to_unsigned (parts[1], 10, 0, G_MAXINT, &heading_length, NULL)
      || !g_ascii_string_to_unsigned (parts[2], 10, 0, G_MAXINT, &text_length, NULL))
    return FALSE;
  *p = line_end + 1;
  heading = take_bytes (p, end, heading_length);
  text = heading != NULL ? take_bytes (p, end, text_length) : NULL;
  return text != NULL && take_field (self, parts[0], heading, text);
}

EnrContent *
enr_content_parse (GBytes *bytes, GError **error)
{
  g_autoptr (EnrContent) self = enr_content_new ();
  gsize length;
  const char *p = g_bytes_get_data (bytes, &length);
  const char *end = p + length;
  gboolean ok = length >= strlen (HEAD) && memcmp (p, HEAD, strlen (HEAD)) == 0;

  if (ok)
    p += strlen (HEAD);
  while (ok && p < end)
    ok = parse_field (self, &p, end);
  if (ok)
    return g_steal_pointer (&self);
  g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_CORRUPT, "content: no frozen writing");
  return NULL;
}

void
enr_content_hash (GBytes *bytes, guint8 hash[ENR_CONTENT_HASH_LENGTH])
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);
  gsize hash_length = ENR_CONTENT_HASH_LENGTH;

  g_checksum_update (sum, data, (gssize) length);
  g_checksum_get_digest (sum, hash, &hash_length);
}
