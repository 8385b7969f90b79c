/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the files of this room share: values, the zip, XML by place, text with tags. The grid of cells
 * is in grid-private.h.
 */
#pragma once

#include "sheets/data.h"
#include "sheets/error.h"
#include "sheets/fill.h"

G_BEGIN_DECLS

/* Above any form of a city; below what harms. */
#define ENR_SHEET_MAX_FILE (64u << 20)
#define ENR_SHEET_MAX_PART (96u << 20)
#define ENR_SHEET_MAX_TOTAL (384u << 20)
#define ENR_SHEET_MAX_MEMBERS 10000
#define ENR_SHEET_MAX_CELLS 250000 /* that tags may stand for */
#define ENR_SHEET_MAX_RANGE 1000   /* of one {{x.1..n}} */

/* data.c */
const EnrSheetValue *enr_sheet_data_lookup (const EnrSheetData *data,
                                            const char *name);
/* The list whose name and a dot @name begins with, and the field behind. */
const EnrSheetList *enr_sheet_data_find_list (const EnrSheetData *data,
                                              const char *name,
                                              const char **field);
int enr_sheet_list_column (const EnrSheetList *list,
                           const char *field);
EnrSheetValue enr_sheet_list_get (const EnrSheetList *list,
                                  guint row,
                                  int column);
const char *enr_sheet_list_name (const EnrSheetList *list);
char *enr_sheet_value_dup_text (EnrSheetValue value);
const char *enr_sheet_number_format (double number,
                                     char buffer[G_ASCII_DTOSTR_BUF_SIZE]);

/*
 * package.c: the zip.
 */
typedef enum
{
  ENR_PACKAGE_XLSX,
  ENR_PACKAGE_ODS,
  ENR_PACKAGE_ODT,
} EnrPackageKind;

typedef struct _EnrPackage EnrPackage;

/* Looks at what the file is and that it is safe to read. */
EnrPackage *enr_package_open (GBytes *file,
                              GError **error);
void enr_package_free (EnrPackage *package);
EnrPackageKind enr_package_kind (const EnrPackage *package);
gboolean enr_package_has (const EnrPackage *package,
                          const char *name);
/* The unpacked member, checked by its CRC. The package keeps it. */
GBytes *enr_package_read (EnrPackage *package,
                          const char *name,
                          GError **error);
/* From now on @name has these bytes; written by enr_package_finish(). */
void enr_package_replace (EnrPackage *package,
                          const char *name,
                          GBytes *bytes);
/* Members in their order. */
guint enr_package_n_members (const EnrPackage *package);
const char *enr_package_member (const EnrPackage *package,
                                guint index);
/* The file with the replaced members. The package must not be used any more. */
GBytes *enr_package_finish (EnrPackage *package,
                            GError **error);

/* clang-format off */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrPackage, enr_package_free)
/* clang-format on */

/*
 * markup.c: libxml2 reads, and says where in the bytes each tag is.
 */
typedef enum
{
  ENR_NS_OTHER,
  ENR_NS_NONE,
  ENR_NS_MAIN, /* SpreadsheetML, transitional or strict */
  ENR_NS_REL,  /* r:id and the like */
  ENR_NS_PACKAGE_REL,
  ENR_NS_OFFICE,
  ENR_NS_TABLE,
  ENR_NS_TEXT,
  ENR_NS_STYLE,
  ENR_NS_FO,
  ENR_NS_MANIFEST,
  ENR_NS_XML,
} EnrNs;

typedef struct
{
  const char *name;  /* without prefix */
  const char *value; /* not terminated */
  guint32 length;
  EnrNs ns;
} EnrAttribute;

typedef struct
{
  const char *name; /* without prefix */
  EnrNs ns;
  guint depth; /* of the root 0 */
  gsize start; /* of its '<' */
  gsize end;   /* behind its '>' */
  gboolean is_empty;
  guint n_attributes;
  const EnrAttribute *attributes;
} EnrElement;

typedef struct
{
  /* FALSE stops reading, and then error is set. */
  gboolean (*start) (gpointer user,
                     const EnrElement *element,
                     GError **error);
  /* @start and @end of the closing tag; the same as the opening one's for <x/>. */
  gboolean (*end) (gpointer user,
                   const EnrElement *element,
                   GError **error);
} EnrMarkupHandler;

/* @part names the member for the message. An end's element has no attributes. */
gboolean enr_markup_read (GBytes *bytes,
                          const char *part,
                          const EnrMarkupHandler *handler,
                          gpointer user,
                          GError **error);

gboolean enr_element_is (const EnrElement *element,
                         EnrNs ns,
                         const char *name);
/* The value, not terminated; %NULL where there is none. Of SpreadsheetML use ENR_NS_NONE. */
const char *enr_element_get (const EnrElement *element,
                             EnrNs ns,
                             const char *name,
                             gsize *length);
char *enr_element_dup (const EnrElement *element,
                       EnrNs ns,
                       const char *name);
/* A number of digits only, else @other. */
guint enr_element_number (const EnrElement *element,
                          EnrNs ns,
                          const char *name,
                          guint other);
gboolean enr_element_equals (const EnrElement *element,
                             EnrNs ns,
                             const char *name,
                             const char *value);
gboolean enr_element_is_true (const EnrElement *element,
                              const char *name);

/*
 * raw.c: bytes of XML that libxml2 has found well-formed.
 */
typedef enum
{
  ENR_PIECE_RAW,   /* as a reader gives it: text, entities, comments */
  ENR_PIECE_PLAIN, /* a byte of the part is a byte of the text */
  ENR_PIECE_CDATA, /* the same, in a CDATA section */
  ENR_PIECE_ATOM,  /* an entity, or an element that stands for blanks */
} EnrPieceKind;

/* The next indivisible or plain piece of text between tags: its bytes, and its text appended. */
gsize enr_raw_next (const char *data,
                    gsize length,
                    EnrPieceKind *kind,
                    GString *text);

/* FALSE where there is no brace, be it written as a letter's code: most texts need no further look. */
gboolean enr_raw_may_have_tag (const char *data,
                               gsize length);
/* The text of [data, data + length) with markup left out and entities and CDATA resolved. */
void enr_raw_append_text (GString *out,
                          const char *data,
                          gsize length);
/* "table:" of "<table:table-cell ...>", "" without a prefix. */
char *enr_raw_dup_prefix (const char *tag);
/* The place of an attribute in a tag, its leading blank included, by its local name; or FALSE. */
gboolean enr_raw_find_attribute (const char *tag,
                                 gsize length,
                                 const char *local_name,
                                 gsize *start,
                                 gsize *end);
/* Text for an element or an attribute, escaped. */
void enr_raw_append_escaped (GString *out,
                             const char *text);

/* Changes of some bytes, made all at once. */
typedef struct
{
  gsize start;
  gsize end;
  gsize at;     /* of the new text in the pool */
  gsize length;
} EnrEdit;

typedef struct
{
  GArray *edits; /* EnrEdit */
  GString *pool;
} EnrEdits;

EnrEdits *enr_edits_new (void);
void enr_edits_free (EnrEdits *edits);
void enr_edits_add (EnrEdits *edits,
                    gsize start,
                    gsize end,
                    const char *text,
                    gssize length);
/* Writes data[from..to) with the edits within it. What is put in at one place stays in its order. FALSE
 * where two edits change the same byte, a fault that must not reach a file. */
gboolean enr_edits_apply (EnrEdits *edits,
                          const char *data,
                          gsize from,
                          gsize to,
                          GString *out) G_GNUC_WARN_UNUSED_RESULT;

/* clang-format off */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrEdits, enr_edits_free)
/* clang-format on */

/*
 * tag.c: what is written between the braces.
 */
typedef struct
{
  gsize start; /* in the text, of "{{" */
  gsize end;   /* behind "}}" */
  char *name;  /* %NULL where it is not a tag's grammar */
  int first;   /* of x.1..31; first is -1 without a range */
  int last;
  gboolean is_down; /* of x.1..31↓ */
  guint from; /* of @from..to, from 1; 0 where not said */
  guint to;
} EnrTag;

/* The tags of a text, or %NULL where it has none. */
GArray *enr_tags_find (const char *text);

/*
 * rich.c: a text whose tags may be cut to pieces by the markup of fonts.
 */
typedef struct
{
  EnrPieceKind kind;
  gsize start; /* in the part's bytes; of an EnrRich: in its fragment */
  gsize end;
  gsize at; /* in the text */
  gsize length;
  char fill; /* what a reader's atom stands for, ->length times; 0 of others */
} EnrPiece;

/* The values of a text's tags; keep leaves the tag as it is. */
typedef struct
{
  EnrSheetValue value;
  gboolean keep;
} EnrTagValue;

typedef struct
{
  char *fragment; /* XML with the text in it */
  gsize fragment_length;
  gsize offset;   /* of the fragment in its part, where it is edited in place */
  GArray *pieces; /* EnrPiece */
  char *text;
  GArray *tags; /* EnrTag */
  char *prefix; /* that the fragment's elements have */
} EnrRich;

/* @pieces (RAW and ATOM) say where in [start, end) of @data there is text, markup left out. %NULL where
 * there is no tag in it. */
EnrRich *enr_rich_new (const char *data,
                       gsize start,
                       gsize end,
                       const GArray *pieces);
void enr_rich_free (EnrRich *rich);
/* Nothing but one tag. */
gboolean enr_rich_is_alone (const EnrRich *rich);
/* The text with its tags filled. */
char *enr_rich_dup_text (const EnrRich *rich,
                         const EnrTagValue *values);
typedef void (*EnrEscapeFunc) (GString *out,
                               const char *text,
                               const char *prefix);
/* Adds the edits that fill the tags, of the fragment's bytes moved by @move. */
void enr_rich_edit (const EnrRich *rich,
                    const EnrTagValue *values,
                    EnrEscapeFunc escape,
                    EnrEdits *edits,
                    gsize move);
/* The fragment, filled. */
void enr_rich_append (const EnrRich *rich,
                      const EnrTagValue *values,
                      EnrEscapeFunc escape,
                      GString *out);

/* clang-format off */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrRich, enr_rich_free)
/* clang-format on */

/*
 * What a tag stands for.
 */
typedef struct
{
  gboolean is_known;
  const EnrSheetList *list; /* %NULL for a single value */
  char *field;              /* of the list */
} EnrTarget;

void enr_target_clear (EnrTarget *target);
/* By name; @implied is the list of the tag's row, or %NULL. */
void enr_target_find (EnrTarget *target,
                      const EnrSheetData *data,
                      const EnrTag *tag,
                      const EnrSheetList *implied);
/* The value for a row of the list (from 0), and at @index of the range. */
EnrSheetValue enr_target_get (const EnrTarget *target,
                              const EnrSheetData *data,
                              const EnrTag *tag,
                              guint row,
                              int index);

EnrSheetTag *enr_sheet_tag_new (const EnrRich *rich,
                                const EnrTag *tag,
                                const char *sheet,
                                const char *cell,
                                gboolean is_known);

/* What a run of enr_sheet_fill() works on. */
typedef struct
{
  EnrPackage *package;
  const EnrSheetData *data; /* %NULL only to find the tags */
  gboolean is_list_only;
  GPtrArray *tags; /* EnrSheetTag, all that were found */
  GPtrArray *misfits; /* EnrSheetMisfit */
  guint n_meant;
  guint n_filled;
  guint n_rows;
} EnrFill;

/* book.c: both kinds of spreadsheets. Fills the package, or only finds the tags. */
typedef struct _EnrBook EnrBook;

EnrBook *enr_book_fill (EnrFill *fill,
                        GError **error);
void enr_book_free (EnrBook *book);
/* Reads the output again and counts the cells that have what was meant, into fill->n_filled. */
gboolean enr_book_verify (EnrFill *fill,
                          EnrBook *book,
                          GBytes *output,
                          GError **error);

/* clang-format off */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrBook, enr_book_free)
/* clang-format on */

/* letter.c: the same for a text. */
typedef struct _EnrLetter EnrLetter;

EnrLetter *enr_letter_fill (EnrFill *fill,
                            GError **error);
void enr_letter_free (EnrLetter *letter);
gboolean enr_letter_verify (EnrFill *fill,
                            EnrLetter *letter,
                            GBytes *output,
                            GError **error);

/* clang-format off */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrLetter, enr_letter_free)
/* clang-format on */

/*
 * odf.c: paragraphs of an OpenDocument part.
 */

/* The text of a paragraph, as its elements come by. */
void enr_odf_pieces_start (GArray *pieces,
                           gsize *from,
                           const EnrElement *element);
void enr_odf_pieces_end (GArray *pieces,
                         gsize *from,
                         const EnrElement *element);
void enr_odf_append_pieces (GString *out,
                            const char *data,
                            const GArray *pieces);
/* EnrEscapeFunc: blanks and line breaks are elements. */
void enr_odf_escape (GString *out,
                     const char *text,
                     const char *prefix);
gboolean enr_odf_is_paragraph (const EnrElement *element);

/* All paragraphs with tags of a part, in their order; a text box is apart from the paragraph around it. */
typedef struct _EnrParagraphs EnrParagraphs;

/* To be called for each start and end of an element; an end returns the text with tags that it ends. */
EnrParagraphs *enr_paragraphs_new (const char *data);
void enr_paragraphs_free (EnrParagraphs *paragraphs);
void enr_paragraphs_start (EnrParagraphs *paragraphs,
                           const EnrElement *element);
/* @text, where not %NULL, is given every paragraph's text. */
EnrRich *enr_paragraphs_end (EnrParagraphs *paragraphs,
                             const EnrElement *element,
                             GString *text);

/* Headings and footings of pages (styles.xml): single values go in. */
gboolean enr_odf_fill_headings (EnrFill *fill,
                                GPtrArray *expected,
                                GError **error);
/* Counts the texts of @expected (in their order) among the paragraphs of a part. */
gboolean enr_odf_count (EnrPackage *package,
                        const char *part,
                        GPtrArray *expected,
                        guint *n_found,
                        GError **error);

G_END_DECLS
