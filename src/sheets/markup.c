/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * XML by libxml2's SAX2, with the place of every tag in the bytes, so that what changes is cut out
 * and put in while everything else stays as some other program has written it. No entity is ever
 * declared, nothing is fetched, and libxml2's own limits of depth and size stay on.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "sheets/sheets-private.h"

#define N_KNOWN 32

typedef struct
{
  xmlParserCtxtPtr context;
  const char *data;
  gsize length;
  const EnrMarkupHandler *handler;
  gpointer user;
  GError *error;
  gboolean has_entities;
  guint depth;
  gsize last_end; /* of the last start tag */
  /* libxml2 interns names, so pointers tell namespaces apart; a few are enough for most files. */
  const xmlChar *known[N_KNOWN];
  EnrNs known_ns[N_KNOWN];
  guint n_known;
  GArray *attributes; /* EnrAttribute, of the tag at hand */
} Reader;

static const struct
{
  const char *uri;
  EnrNs ns;
} names[] = {
  { "http://schemas.openxmlformats.org/spreadsheetml/2006/main", ENR_NS_MAIN },
  { "http://purl.oclc.org/ooxml/spreadsheetml/main", ENR_NS_MAIN },
  { "http://schemas.openxmlformats.org/officeDocument/2006/relationships", ENR_NS_REL },
  { "http://purl.oclc.org/ooxml/officeDocument/relationships", ENR_NS_REL },
  { "http://schemas.openxmlformats.org/package/2006/relationships", ENR_NS_PACKAGE_REL },
  { "urn:oasis:names:tc:opendocument:xmlns:office:1.0", ENR_NS_OFFICE },
  { "urn:oasis:names:tc:opendocument:xmlns:table:1.0", ENR_NS_TABLE },
  { "urn:oasis:names:tc:opendocument:xmlns:text:1.0", ENR_NS_TEXT },
  { "urn:oasis:names:tc:opendocument:xmlns:style:1.0", ENR_NS_STYLE },
  { "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", ENR_NS_FO },
  { "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", ENR_NS_MANIFEST },
  { "http://www.w3.org/XML/1998/namespace", ENR_NS_XML },
};

static EnrNs
name_of_uri (const xmlChar *uri)
{
  if (uri == NULL)
    return ENR_NS_NONE;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i].uri, (const char *) uri) == 0)
      return names[i].ns;

  return ENR_NS_OTHER;
}

static EnrNs
find_ns (Reader *reader, const xmlChar *uri)
{
  EnrNs ns;

  for (guint i = 0; i < reader->n_known; i++)
    if (reader->known[i] == uri)
      return reader->known_ns[i];
  ns = name_of_uri (uri);
  if (reader->n_known < N_KNOWN)
    {
      reader->known[reader->n_known] = uri;
      reader->known_ns[reader->n_known++] = ns;
    }

  return ns;
}

static void
stop (Reader *reader)
{
  xmlStopParser (reader->context);
}

static gsize
position (Reader *reader)
{
  long at = xmlByteConsumed (reader->context);

  return (at < 0) ? 0 : MIN ((gsize) at, reader->length);
}

/* The '<' before @at; a quoted '<' cannot be in a tag. */
static gsize
open_before (Reader *reader, gsize at)
{
  const char *found = memrchr (reader->data, '<', at);

  return (found != NULL) ? (gsize) (found - reader->data) : 0;
}

static void
lose_place (Reader *reader)
{
  g_set_error_literal (
      &reader->error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_READ,
      _ ("The form is written in a way that Enroku cannot read. Please open it in a spreadsheet "
         "program and save it anew."));
  stop (reader);
}

static void
start_element (void *context,
               const xmlChar *local_name,
               const xmlChar *prefix,
               const xmlChar *uri,
               int n_namespaces,
               const xmlChar **namespaces,
               int n_attributes,
               int n_defaulted,
               const xmlChar **attributes)
{
  Reader *reader = context;
  gsize at = position (reader);
  EnrElement element = {
    .name = (const char *) local_name,
    .ns = find_ns (reader, uri),
    .depth = reader->depth,
    .start = open_before (reader, at),
  };

  if (reader->error != NULL)
    return;
  g_array_set_size (reader->attributes, 0);
  for (int i = 0; i < n_attributes; i++)
    {
      const xmlChar **found = attributes + 5 * i;
      EnrAttribute attribute = {
        .name = (const char *) found[0],
        .value = (const char *) found[3],
        .length = (guint32) (found[4] - found[3]),
        .ns = find_ns (reader, found[2]),
      };

      g_array_append_val (reader->attributes, attribute);
    }
  element.n_attributes = reader->attributes->len;
  element.attributes = (const EnrAttribute *) reader->attributes->data;
  /* libxml2 stands before the '>' or "/>" here. */
  element.is_empty = at + 1 < reader->length && reader->data[at] == '/';
  element.end = at + (element.is_empty ? 2 : 1);
  if (element.end > reader->length || reader->data[element.end - 1] != '>'
      || reader->data[element.start] != '<')
    {
      lose_place (reader);
      return;
    }
  reader->depth++;
  reader->last_end = element.end;
  if (reader->handler->start != NULL
      && !reader->handler->start (reader->user, &element, &reader->error))
    stop (reader);
}

static void
end_element (void *context, const xmlChar *local_name, const xmlChar *prefix, const xmlChar *uri)
{
  Reader *reader = context;
  EnrElement element = {
    .name = (const char *) local_name,
    .ns = find_ns (reader, uri),
    .end = position (reader),
  };

  if (reader->error != NULL)
    return;
  element.start = open_before (reader, element.end);
  element.depth = --reader->depth;
  element.is_empty = element.end == reader->last_end;
  if (element.end == 0 || reader->data[element.end - 1] != '>'
      || (!element.is_empty && reader->data[element.start + 1] != '/'))
    {
      lose_place (reader);
      return;
    }
  if (reader->handler->end != NULL
      && !reader->handler->end (reader->user, &element, &reader->error))
    stop (reader);
}

static void
declare_entity (void *context,
                const xmlChar *name,
                int type,
                const xmlChar *public_id,
                const xmlChar *system_id,
                xmlChar *content)
{
  Reader *reader = context;

  reader->has_entities = TRUE;
  stop (reader);
}

static void
ignore_problem (void *context, const char *format, ...)
{
}

static void
ignore_structured (void *context, xmlErrorPtr problem)
{
}

/* UTF-8 it is in all files of all office programs; places would be wrong in anything else. */
static gboolean
is_utf8 (const char *data, gsize length)
{
  const char *end, *encoding;

  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    data += 3, length -= 3;
  if (length < 6 || memcmp (data, "<?xml", 5) != 0)
    return length > 0 && data[0] == '<';
  end = memchr (data, '>', MIN (length, 200));
  if (end == NULL)
    return FALSE;
  encoding = memmem (data, (gsize) (end - data), "encoding", 8);
  if (encoding == NULL)
    return TRUE;
  encoding += 8;
  while (encoding < end && strchr (" \t\r\n=\"'", *encoding) != NULL)
    encoding++;

  return end - encoding > 5
         && (g_ascii_strncasecmp (encoding, "utf-8", 5) == 0
             || g_ascii_strncasecmp (encoding, "us-ascii", 8) == 0);
}

gboolean
enr_markup_read (GBytes *bytes,
                 const char *part,
                 const EnrMarkupHandler *handler,
                 gpointer user,
                 GError **error)
{
  static gsize is_set_up = 0;
  g_autoptr (GArray) attributes = g_array_new (FALSE, FALSE, sizeof (EnrAttribute));
  Reader reader = { .handler = handler, .user = user, .attributes = attributes };
  xmlSAXHandler sax = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = start_element,
    .endElementNs = end_element,
    .entityDecl = declare_entity,
    .warning = ignore_problem,
    .error = ignore_problem,
    .fatalError = ignore_problem,
    .serror = ignore_structured,
  };
  gboolean is_good;

  if (g_once_init_enter (&is_set_up))
    {
      xmlInitParser ();
      g_once_init_leave (&is_set_up, 1);
    }

  reader.data = g_bytes_get_data (bytes, &reader.length);
  if (reader.length == 0 || reader.length > ENR_SHEET_MAX_PART
      || !is_utf8 (reader.data, reader.length))
    {
      g_set_error (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_READ,
                   /* Translators: a file within the form, such as xl/workbook.xml. */
                   _ ("The form is damaged: its part %s cannot be read."), part);
      return FALSE;
    }

  reader.context = xmlCreateMemoryParserCtxt (reader.data, (int) reader.length);
  if (reader.context == NULL)
    g_error ("out of memory");
  *reader.context->sax = sax;
  reader.context->userData = &reader;
  /* Predefined entities resolved; there are no others, see declare_entity(). */
  xmlCtxtUseOptions (reader.context,
                     XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  xmlParseDocument (reader.context);
  is_good = reader.context->wellFormed && reader.error == NULL && !reader.has_entities;
  if (reader.context->myDoc != NULL)
    xmlFreeDoc (reader.context->myDoc);
  xmlFreeParserCtxt (reader.context);

  if (reader.error != NULL)
    g_propagate_error (error, g_steal_pointer (&reader.error));
  else if (!is_good)
    g_set_error (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_READ,
                 _ ("The form is damaged: its part %s cannot be read."), part);

  return is_good;
}

gboolean
enr_element_is (const EnrElement *element, EnrNs ns, const char *name)
{
  return element->ns == ns && strcmp (element->name, name) == 0;
}

const char *
enr_element_get (const EnrElement *element, EnrNs ns, const char *name, gsize *length)
{
  for (guint i = 0; i < element->n_attributes; i++)
    {
      const EnrAttribute *attribute = &element->attributes[i];

      /* Most attributes are told apart by their first letter. */
      if (attribute->name[0] == name[0] && attribute->ns == ns
          && strcmp (attribute->name, name) == 0)
        {
          *length = attribute->length;
          return attribute->value;
        }
    }

  return NULL;
}

char *
enr_element_dup (const EnrElement *element, EnrNs ns, const char *name)
{
  gsize length;
  const char *value = enr_element_get (element, ns, name, &length);

  return (value != NULL) ? g_strndup (value, length) : NULL;
}

guint
enr_element_number (const EnrElement *element, EnrNs ns, const char *name, guint other)
{
  gsize length;
  const char *value = enr_element_get (element, ns, name, &length);
  guint number = 0;

  if (value == NULL || length == 0 || length > 9)
    return other;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (value[i]))
        return other;
      number = number * 10 + (guint) (value[i] - '0');
    }

  return number;
}

gboolean
enr_element_equals (const EnrElement *element, EnrNs ns, const char *name, const char *value)
{
  gsize length;
  const char *found = enr_element_get (element, ns, name, &length);

  return found != NULL && length == strlen (value) && memcmp (found, value, length) == 0;
}

gboolean
enr_element_is_true (const EnrElement *element, const char *name)
{
  return enr_element_equals (element, ENR_NS_NONE, name, "1")
         || enr_element_equals (element, ENR_NS_NONE, name, "true");
}
