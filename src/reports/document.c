/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/document.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "base/file.h"

#define TOKYO_SECONDS (9 * 60 * 60)

struct _EnrDocument
{
  gatomicrefcount ref_count;
  double width;
  double height;
  /* owned */
  char *title;
  char *author;
  EnrTypeset *typeset;
  GPtrArray *pages;    /* (element-type EnrDrawnPage) */
  GArray *sheets;      /* (element-type guint) the pages that begin a sheet of paper */
  GArray *outline;     /* (element-type EnrOutlineEntry) */
  EnrDrawnPage *empty; /* of a document for both sides; otherwise NULL */
  EnrDocument *origin; /* of one for both sides: whose typeset and other pages these are */
};

static void
outline_entry_clear (gpointer data)
{
  EnrOutlineEntry *entry = data;

  g_clear_pointer (&entry->title, g_free);
}

EnrDocument *
enr_document_new (const char *title,
                  const char *author,
                  double width,
                  double height,
                  const EnrFont *font)
{
  EnrDocument *self = g_new0 (EnrDocument, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->title = g_utf8_make_valid (title, -1);
  self->author = g_utf8_make_valid (author, -1);
  self->width = width;
  self->height = height;
  self->typeset = enr_typeset_new (font);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify)enr_drawn_page_free);
  self->sheets = g_array_new (FALSE, FALSE, sizeof (guint));
  self->outline = g_array_new (FALSE, FALSE, sizeof (EnrOutlineEntry));
  g_array_set_clear_func (self->outline, outline_entry_clear);
  return self;
}

EnrDocument *
enr_document_ref (EnrDocument *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
enr_document_unref (EnrDocument *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  /* Shaped text holds fonts, and fonts know their map, which is everybody's. */
  enr_fonts_lock ();
  g_ptr_array_unref (self->pages);
  enr_drawn_page_free (self->empty);
  if (self->origin == NULL)
    enr_typeset_free (self->typeset);
  enr_fonts_unlock ();
  enr_document_unref (self->origin);
  g_array_unref (self->sheets);
  g_array_unref (self->outline);
  g_free (self->title);
  g_free (self->author);
  g_free (self);
}

const char *
enr_document_get_title (const EnrDocument *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

guint
enr_document_get_n_pages (const EnrDocument *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->pages->len;
}

void
enr_document_get_page_size (const EnrDocument *self, double *width, double *height)
{
  g_return_if_fail (self != NULL);

  if (width != NULL)
    *width = self->width;
  if (height != NULL)
    *height = self->height;
}

const GArray *
enr_document_get_outline (const EnrDocument *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->outline;
}

const char *
enr_document_get_missing_characters (const EnrDocument *self)
{
  g_return_val_if_fail (self != NULL, "");

  return enr_typeset_get_missing (self->typeset);
}

EnrDrawnPage *
enr_document_add_page (EnrDocument *self)
{
  EnrDrawnPage *page = enr_drawn_page_new (self->typeset);

  g_ptr_array_add (self->pages, page);
  return page;
}

const EnrDrawnPage *
enr_document_get_page (const EnrDocument *self, guint page)
{
  g_return_val_if_fail (self != NULL && page < self->pages->len, NULL);

  return g_ptr_array_index (self->pages, page);
}

EnrDrawnPage *
enr_document_edit_page (EnrDocument *self, guint page)
{
  g_return_val_if_fail (self != NULL && page < self->pages->len, NULL);

  return g_ptr_array_index (self->pages, page);
}

EnrTypeset *
enr_document_get_typeset (EnrDocument *self)
{
  return self->typeset;
}

void
enr_document_add_outline (EnrDocument *self, const char *title)
{
  EnrOutlineEntry entry = { g_utf8_make_valid (title, -1), self->pages->len - 1 };

  g_return_if_fail (self->pages->len > 0);

  g_array_append_val (self->outline, entry);
}

void
enr_document_begin_sheet (EnrDocument *self)
{
  guint page = self->pages->len - 1;

  g_return_if_fail (self->pages->len > 0);

  g_array_append_val (self->sheets, page);
}

/* The pages of @origin with an empty one wherever a sheet would begin on a back; @moved (element-type
 * guint) is where each of them came to stand. */
static void
fill_backs (EnrDocument *self, const EnrDocument *origin, GArray *moved)
{
  guint sheet = 0;

  for (guint i = 0; i < origin->pages->len; i++)
    {
      guint place;

      if (sheet < origin->sheets->len && g_array_index (origin->sheets, guint, sheet) == i)
        {
          sheet++;
          if (self->pages->len % 2 == 1)
            g_ptr_array_add (self->pages, self->empty);
        }
      place = self->pages->len;
      g_array_append_val (moved, place);
      g_ptr_array_add (self->pages, g_ptr_array_index (origin->pages, i));
    }
}

EnrDocument *
enr_document_new_two_sided (EnrDocument *self)
{
  g_autoptr (EnrDocument) both = NULL;
  g_autoptr (GArray) moved = g_array_new (FALSE, FALSE, sizeof (guint));

  g_return_val_if_fail (self != NULL, NULL);

  both = g_new0 (EnrDocument, 1);
  g_atomic_ref_count_init (&both->ref_count);
  both->origin = enr_document_ref (self);
  both->title = g_strdup (self->title);
  both->author = g_strdup (self->author);
  both->width = self->width;
  both->height = self->height;
  both->typeset = self->typeset;
  both->empty = enr_drawn_page_new (self->typeset);
  both->pages = g_ptr_array_new ();
  both->sheets = g_array_new (FALSE, FALSE, sizeof (guint));
  both->outline = g_array_new (FALSE, FALSE, sizeof (EnrOutlineEntry));
  g_array_set_clear_func (both->outline, outline_entry_clear);
  fill_backs (both, self, moved);
  if (both->pages->len == self->pages->len)
    return enr_document_ref (self);
  for (guint i = 0; i < self->outline->len; i++)
    {
      const EnrOutlineEntry *entry = &g_array_index (self->outline, EnrOutlineEntry, i);
      EnrOutlineEntry copy
          = { g_strdup (entry->title), g_array_index (moved, guint, entry->page) };

      g_array_append_val (both->outline, copy);
    }
  return g_steal_pointer (&both);
}

void
enr_document_draw_page (EnrDocument *self, guint page, cairo_t *cr)
{
  g_return_if_fail (self != NULL && page < self->pages->len && cr != NULL);

  enr_fonts_lock ();
  cairo_save (cr);
  enr_drawn_page_draw (g_ptr_array_index (self->pages, page), cr);
  cairo_restore (cr);
  enr_fonts_unlock ();
}

char *
enr_document_dump (EnrDocument *self)
{
  GString *output = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  enr_fonts_lock ();
  for (guint i = 0; i < self->pages->len; i++)
    {
      char width[G_ASCII_DTOSTR_BUF_SIZE];
      char height[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (output, "P\t%s\t%s\n",
                              g_ascii_formatd (width, sizeof width, "%.3f", self->width),
                              g_ascii_formatd (height, sizeof height, "%.3f", self->height));
      enr_drawn_page_dump (g_ptr_array_index (self->pages, i), output);
    }
  enr_fonts_unlock ();
  return g_string_free (output, FALSE);
}

/* Collects what cairo writes; a stream cannot fail but for memory, which GLib does not survive. */
static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
set_metadata (EnrDocument *self, cairo_surface_t *surface, EnrInstant created)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (created + TOKYO_SECONDS);
  g_autofree char *date = NULL;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, self->author);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Enroku " ENR_VERSION);
  /* Always set: cairo itself would take the time of day, and the bytes would differ. */
  date = utc != NULL ? g_date_time_format (utc, "%Y-%m-%dT%H:%M:%S+09:00")
                     : g_strdup ("1970-01-01T09:00:00+09:00");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, date);
}

static void
set_outline (EnrDocument *self, cairo_surface_t *surface)
{
  for (guint i = 0; i < self->outline->len; i++)
    {
      const EnrOutlineEntry *entry = &g_array_index (self->outline, EnrOutlineEntry, i);
      g_autofree char *link = g_strdup_printf ("page=%u pos=[0 0]", entry->page + 1);

      cairo_pdf_surface_add_outline (surface, CAIRO_PDF_OUTLINE_ROOT, entry->title, link, 0);
    }
}

/* A page's label, "ひよこ 2" for the second page of that entry of the outline; NULL for the plain
 * number, which readers show by themselves (cairo writes nothing for it), and where entries share a
 * page. */
static char *
dup_label (EnrDocument *self, guint page)
{
  const EnrOutlineEntry *found = NULL;

  for (guint i = 0; i < self->outline->len; i++)
    {
      const EnrOutlineEntry *entry = &g_array_index (self->outline, EnrOutlineEntry, i);

      if (i > 0 && (entry - 1)->page == entry->page)
        return NULL;
      if (entry->page <= page)
        found = entry;
    }
  return found != NULL ? g_strdup_printf ("%s %u", found->title, page - found->page + 1) : NULL;
}

GBytes *
enr_document_to_pdf (EnrDocument *self, EnrInstant created, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  g_return_val_if_fail (self != NULL, NULL);

  enr_fonts_lock ();
  surface = cairo_pdf_surface_create_for_stream (write_cb, bytes, self->width, self->height);
  set_metadata (self, surface, created);
  set_outline (self, surface);
  cr = cairo_create (surface);
  status = cairo_status (cr);
  for (guint i = 0; i < self->pages->len && status == CAIRO_STATUS_SUCCESS; i++)
    {
      g_autofree char *label = dup_label (self, i);

      if (label != NULL)
        cairo_pdf_surface_set_page_label (surface, label);
      enr_document_draw_page (self, i, cr);
      cairo_show_page (cr);
      status = cairo_status (cr);
    }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  enr_fonts_unlock ();

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_WRITE,
                   /* Translators: the title of a paper, then what the drawing library says. */
                   _ ("“%s” could not be made into a PDF: %s"), self->title,
                   cairo_status_to_string (status));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

gboolean
enr_document_write_pdf (EnrDocument *self, const char *path, EnrInstant created, GError **error)
{
  g_autoptr (GBytes) bytes = enr_document_to_pdf (self, created, error);

  return bytes != NULL && enr_file_replace (path, bytes, error);
}

EnrInstant
enr_document_creation_time (void)
{
  const char *variable = g_getenv ("SOURCE_DATE_EPOCH");
  guint64 seconds;

  if (variable != NULL
      && g_ascii_string_to_unsigned (variable, 10, 0, 253402300799, &seconds, NULL))
    return (EnrInstant)seconds;
  return enr_clock_now ();
}
