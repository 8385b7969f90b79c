/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A workbook: its parts by their relations, its sheets, and the setting that has its formulas
 * calculated when it is opened.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "sheets/xlsx-private.h"

/* Below so many bytes of sheets, starting a thread takes longer than it saves. */
#define WORTH_A_THREAD (512u << 10)
#define MOST_THREADS 4

typedef struct
{
  char *type;   /* the last word of the relation's address */
  char *target; /* a member of the zip */
} Relation;

static void
relation_free (gpointer data)
{
  Relation *relation = data;

  g_free (relation->type);
  g_free (relation->target);
  g_free (relation);
}

typedef struct
{
  const char *folder;
  GHashTable *relations; /* id -> Relation */
} RelationReader;

/* "../tables/table1.xml" seen from a folder; "/xl/..." from the zip's root. */
static char *
resolve (const char *folder, const char *target)
{
  g_auto (GStrv) words = NULL;
  g_autofree char *path
      = (*target == '/') ? g_strdup (target + 1) : g_strconcat (folder, target, NULL);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  words = g_strsplit (path, "/", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (strcmp (words[i], "..") == 0 && kept->len > 0)
        g_ptr_array_set_size (kept, (int) kept->len - 1);
      else if (*words[i] != '\0' && strcmp (words[i], ".") != 0 && strcmp (words[i], "..") != 0)
        g_ptr_array_add (kept, words[i]);
    }
  g_ptr_array_add (kept, NULL);

  return g_strjoinv ("/", (char **) kept->pdata);
}

static gboolean
relation_start (gpointer user, const EnrElement *element, GError **error)
{
  RelationReader *reader = user;
  g_autofree char *type = NULL;
  g_autofree char *target = NULL;
  char *id;
  Relation *relation;

  if (!enr_element_is (element, ENR_NS_PACKAGE_REL, "Relationship")
      || enr_element_equals (element, ENR_NS_NONE, "TargetMode", "External"))
    return TRUE;
  id = enr_element_dup (element, ENR_NS_NONE, "Id");
  type = enr_element_dup (element, ENR_NS_NONE, "Type");
  target = enr_element_dup (element, ENR_NS_NONE, "Target");
  if (id == NULL || type == NULL || target == NULL)
    {
      g_free (id);
      return TRUE;
    }
  relation = g_new0 (Relation, 1);
  relation->type = g_path_get_basename (type);
  relation->target = resolve (reader->folder, target);
  g_hash_table_replace (reader->relations, id, relation);

  return TRUE;
}

/* The relations of a part, none where it has no such file. */
static GHashTable *
read_relations (EnrPackage *package, const char *part, GError **error)
{
  static const EnrMarkupHandler handler = { .start = relation_start };
  g_autoptr (GHashTable) relations
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, relation_free);
  const char *slash = strrchr (part, '/');
  g_autofree char *folder
      = (slash != NULL) ? g_strndup (part, (gsize) (slash + 1 - part)) : g_strdup ("");
  g_autofree char *name = g_strconcat (folder, "_rels/", part + strlen (folder), ".rels", NULL);
  RelationReader reader = { .folder = folder, .relations = relations };
  GBytes *bytes;

  if (enr_package_has (package, name))
    {
      bytes = enr_package_read (package, name, error);
      if (bytes == NULL || !enr_markup_read (bytes, name, &handler, &reader, error))
        return NULL;
    }

  return g_steal_pointer (&relations);
}

static const char *
find_relation (GHashTable *relations, const char *type)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, relations);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (strcmp (((Relation *) value)->type, type) == 0)
      return ((Relation *) value)->target;

  return NULL;
}

typedef struct
{
  char *name;
  char *id;
} Sheet;

static void
sheet_clear (gpointer data)
{
  g_free (((Sheet *) data)->name);
  g_free (((Sheet *) data)->id);
}

typedef struct
{
  EnrBook *book;
  EnrPart *part;
  const char *data;
  GArray *sheets;
  char *prefix;
  gsize calc_goes; /* where calcPr would stand */
  gboolean has_calc;
} WorkbookReader;

static gboolean
workbook_start (gpointer user, const EnrElement *element, GError **error)
{
  WorkbookReader *reader = user;

  if (element->ns != ENR_NS_MAIN)
    return TRUE;
  if (element->depth == 0)
    reader->prefix = enr_raw_dup_prefix (reader->data + element->start);
  else if (element->depth == 1 && strcmp (element->name, "workbookPr") == 0)
    reader->book->is_from_1904 = enr_element_is_true (element, "date1904");
  else if (element->depth == 2 && strcmp (element->name, "sheet") == 0)
    {
      Sheet sheet = {
        .name = enr_element_dup (element, ENR_NS_NONE, "name"),
        .id = enr_element_dup (element, ENR_NS_REL, "id"),
      };

      g_array_append_val (reader->sheets, sheet);
    }
  else if (element->depth == 1 && strcmp (element->name, "calcPr") == 0)
    {
      gsize start, end;
      gsize length = element->end - element->start;
      const char *setting = " fullCalcOnLoad=\"1\"";

      reader->has_calc = TRUE;
      if (enr_raw_find_attribute (reader->data + element->start, length, "fullCalcOnLoad", &start,
                                  &end))
        enr_edits_add (reader->part->edits, element->start + start, element->start + end, setting,
                       -1);
      else
        enr_edits_add (reader->part->edits, element->end - (element->is_empty ? 2 : 1),
                       element->end - (element->is_empty ? 2 : 1), setting, -1);
    }

  return TRUE;
}

static gboolean
workbook_end (gpointer user, const EnrElement *element, GError **error)
{
  static const char *const before[]
      = { "sheets", "functionGroups", "externalReferences", "definedNames" };
  WorkbookReader *reader = user;

  if (element->depth == 1 && element->ns == ENR_NS_MAIN)
    for (gsize i = 0; i < G_N_ELEMENTS (before); i++)
      if (strcmp (element->name, before[i]) == 0)
        reader->calc_goes = element->end;

  return TRUE;
}

static gboolean
read_workbook (EnrBook *book, EnrPackage *package, const char *name, GArray *sheets, GError **error)
{
  static const EnrMarkupHandler handler = { .start = workbook_start, .end = workbook_end };
  WorkbookReader reader = { .book = book, .sheets = sheets };
  GBytes *bytes = enr_package_read (package, name, error);
  g_autofree char *prefix = NULL;
  g_autofree char *setting = NULL;

  if (bytes == NULL)
    return FALSE;
  reader.data = g_bytes_get_data (bytes, NULL);
  reader.part = enr_book_add_part (book, name, bytes);
  if (!enr_markup_read (bytes, name, &handler, &reader, error))
    {
      g_free (reader.prefix);
      return FALSE;
    }
  prefix = reader.prefix;
  if (!reader.has_calc && reader.calc_goes > 0)
    {
      setting = g_strdup_printf ("<%scalcPr fullCalcOnLoad=\"1\"/>", prefix);
      enr_edits_add (reader.part->edits, reader.calc_goes, reader.calc_goes, setting, -1);
    }

  return TRUE;
}

static gboolean
table_start (gpointer user, const EnrElement *element, GError **error)
{
  EnrGrid *grid = user;
  EnrArea area;
  gsize length;
  const char *place;

  if (element->depth != 0 || enr_element_number (element, ENR_NS_NONE, "headerRowCount", 1) == 0)
    return TRUE;
  place = enr_element_get (element, ENR_NS_NONE, "ref", &length);
  if (place != NULL && enr_area_parse (place, length, &area))
    {
      area.n_rows = 1;
      g_array_append_val (grid->headings, area);
    }

  return TRUE;
}

/* A table's columns are named in a part of their own too, and Excel takes a file in which the two
 * differ for a damaged one. */
static gboolean
read_headings (EnrGrid *grid, EnrPackage *package, GPtrArray *ids, GError **error)
{
  static const EnrMarkupHandler handler = { .start = table_start };
  g_autoptr (GHashTable) relations = NULL;

  if (ids->len == 0)
    return TRUE;
  relations = read_relations (package, grid->part->name, error);
  if (relations == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      Relation *relation = (id != NULL) ? g_hash_table_lookup (relations, id) : NULL;
      GBytes *bytes;

      if (relation == NULL)
        continue;
      bytes = enr_package_read (package, relation->target, error);
      if (bytes == NULL || !enr_markup_read (bytes, relation->target, &handler, grid, error))
        return FALSE;
    }

  return TRUE;
}

/* Sheets are read side by side, each as soon as it is unpacked: each has its own part, grid and
 * edits, and what they share is only read. The zip is one thread's alone. */
typedef struct
{
  EnrBook *book;
  const EnrXlsxStrings *strings;
  GPtrArray **ids; /* of each grid's tables */
  GError **errors;
  GMutex lock; /* of what follows */
  GCond more;
  guint n_ready;
  guint next;
  gboolean is_all;
} Jobs;

static gpointer
read_sheets_thread (gpointer data)
{
  Jobs *jobs = data;

  for (;;)
    {
      guint i;

      g_mutex_lock (&jobs->lock);
      while (jobs->next == jobs->n_ready && !jobs->is_all)
        g_cond_wait (&jobs->more, &jobs->lock);
      i = (jobs->next < jobs->n_ready) ? jobs->next++ : G_MAXUINT;
      g_mutex_unlock (&jobs->lock);
      if (i == G_MAXUINT)
        return NULL;
      enr_xlsx_read_sheet (jobs->book, g_ptr_array_index (jobs->book->grids, i), jobs->strings,
                           jobs->ids[i], &jobs->errors[i]);
    }
}

/* Unpacks the sheets, and has them read meanwhile where they are worth a thread. */
static void
unpack_grids (Jobs *jobs, EnrPackage *package)
{
  const guint n = jobs->book->grids->len;
  const guint n_most = MIN (MIN (MOST_THREADS, g_get_num_processors ()), MAX (n, 1)) - 1;
  GThread *threads[MOST_THREADS - 1];
  guint n_threads = 0;
  gsize n_bytes = 0;

  for (guint i = 0; i < n; i++)
    {
      EnrGrid *grid = g_ptr_array_index (jobs->book->grids, i);
      GBytes *bytes = enr_package_read (package, grid->part->name, &jobs->errors[i]);

      /* The sheets behind it are not read: this one's trouble is what is told. */
      if (bytes == NULL)
        break;
      enr_part_set_bytes (grid->part, bytes);
      n_bytes += g_bytes_get_size (bytes);
      g_mutex_lock (&jobs->lock);
      jobs->n_ready++;
      g_cond_signal (&jobs->more);
      g_mutex_unlock (&jobs->lock);
      while (n_bytes >= WORTH_A_THREAD && n_threads < n_most)
        threads[n_threads++] = g_thread_new ("sheets", read_sheets_thread, jobs);
    }
  g_mutex_lock (&jobs->lock);
  jobs->is_all = TRUE;
  g_cond_broadcast (&jobs->more);
  g_mutex_unlock (&jobs->lock);
  read_sheets_thread (jobs);
  for (guint i = 0; i < n_threads; i++)
    g_thread_join (threads[i]);
}

static gboolean
read_grids (EnrBook *book, EnrPackage *package, const EnrXlsxStrings *strings, GError **error)
{
  const guint n = book->grids->len;
  g_autofree GPtrArray **ids = g_new0 (GPtrArray *, n);
  g_autofree GError **errors = g_new0 (GError *, n);
  Jobs jobs = { .book = book, .strings = strings, .ids = ids, .errors = errors };
  gboolean is_good = TRUE;

  for (guint i = 0; i < n; i++)
    ids[i] = g_ptr_array_new_with_free_func (g_free);
  g_mutex_init (&jobs.lock);
  g_cond_init (&jobs.more);
  unpack_grids (&jobs, package);
  g_cond_clear (&jobs.more);
  g_mutex_clear (&jobs.lock);

  /* The first sheet's trouble is told, whichever thread was first. */
  for (guint i = 0; i < n; i++)
    {
      if (is_good && errors[i] != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&errors[i]));
          is_good = FALSE;
        }
      is_good
          = is_good && read_headings (g_ptr_array_index (book->grids, i), package, ids[i], error);
      g_clear_error (&errors[i]);
      g_ptr_array_unref (ids[i]);
    }

  return is_good;
}

static gboolean
read_sheets (EnrBook *book,
             EnrPackage *package,
             const GArray *sheets,
             GHashTable *relations,
             const EnrXlsxStrings *strings,
             GError **error)
{
  g_autoptr (GBytes) later = g_bytes_new_static ("", 0);

  for (guint i = 0; i < sheets->len; i++)
    {
      const Sheet *sheet = &g_array_index (sheets, Sheet, i);
      Relation *relation = (sheet->id != NULL) ? g_hash_table_lookup (relations, sheet->id) : NULL;

      /* A sheet of its own for a chart has no cells. */
      if (relation == NULL || strcmp (relation->type, "worksheet") != 0)
        continue;
      enr_book_add_grid (book, enr_book_add_part (book, relation->target, later), sheet->name);
    }

  return read_grids (book, package, strings, error);
}

typedef struct
{
  EnrBook *book;
  const char *data;
  GArray *pieces;
  gsize from;
  gsize first;
} LooseReader;

/* <t> of a run; <text> of an answered note has its letters in itself. */
static gboolean
is_loose_text (const EnrElement *element)
{
  return strcmp (element->name, "t") == 0
         || (strcmp (element->name, "text") == 0 && element->ns == ENR_NS_OTHER);
}

static gboolean
loose_start (gpointer user, const EnrElement *element, GError **error)
{
  LooseReader *reader = user;

  if (is_loose_text (element))
    reader->from = element->end;

  return TRUE;
}

static gboolean
loose_end (gpointer user, const EnrElement *element, GError **error)
{
  LooseReader *reader = user;
  EnrPiece piece = { .kind = ENR_PIECE_RAW, .start = reader->from, .end = element->start };

  if (is_loose_text (element) && !element->is_empty)
    g_array_append_val (reader->pieces, piece);
  if (reader->pieces->len > 0
      && (strcmp (element->name, "p") == 0 || strcmp (element->name, "text") == 0))
    {
      gsize start = g_array_index (reader->pieces, EnrPiece, 0).start;
      const EnrRich *rich = enr_book_keep (
          reader->book, enr_rich_new (reader->data, start, element->start, reader->pieces));

      if (rich != NULL)
        {
          g_ptr_array_add (reader->book->loose, (gpointer) rich);
        }
      g_array_set_size (reader->pieces, 0);
    }

  return TRUE;
}

static gboolean
has_loose_texts (const char *name)
{
  static const char *const folders[]
      = { "xl/drawings/", "xl/charts/", "xl/comments", "xl/threadedComments/" };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    if (g_str_has_prefix (name, folders[i]))
      return g_str_has_suffix (name, ".xml");

  return FALSE;
}

/* Tags where they are not filled, to be told of: text boxes, charts and notes. */
static void
read_loose (EnrBook *book, EnrPackage *package)
{
  static const EnrMarkupHandler handler = { .start = loose_start, .end = loose_end };
  g_autoptr (GArray) pieces = g_array_new (FALSE, TRUE, sizeof (EnrPiece));
  LooseReader reader = { .book = book, .pieces = pieces };

  for (guint i = 0; i < enr_package_n_members (package); i++)
    {
      const char *name = enr_package_member (package, i);
      GBytes *bytes;

      if (!has_loose_texts (name))
        continue;
      /* What is damaged here is nothing that is to be filled. */
      bytes = enr_package_read (package, name, NULL);
      if (bytes == NULL)
        continue;
      reader.data = g_bytes_get_data (bytes, NULL);
      g_array_set_size (pieces, 0);
      enr_markup_read (bytes, name, &handler, &reader, NULL);
    }
}

EnrBook *
enr_xlsx_read (EnrPackage *package, gboolean is_output, GError **error)
{
  g_autoptr (EnrBook) book = enr_book_new (ENR_PACKAGE_XLSX);
  g_autoptr (GArray) strings = g_array_new (FALSE, TRUE, sizeof (EnrXlsxString));
  g_autoptr (GArray) sheets = g_array_new (FALSE, TRUE, sizeof (Sheet));
  g_autoptr (GHashTable) roots = read_relations (package, "", error);
  g_autoptr (GHashTable) relations = NULL;
  const char *workbook, *part;

  if (roots == NULL)
    return NULL;
  g_array_set_clear_func (sheets, sheet_clear);
  book->is_output = is_output;
  workbook = find_relation (roots, "officeDocument");
  if (workbook == NULL)
    {
      g_set_error_literal (
          error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_READ,
          _ ("The form is neither a spreadsheet (.xlsx, .ods) nor a letter (.odt)."));
      return NULL;
    }
  relations = read_relations (package, workbook, error);
  if (relations == NULL || !read_workbook (book, package, workbook, sheets, error))
    return NULL;

  part = find_relation (relations, "styles");
  if (part != NULL && !enr_xlsx_read_styles (book, package, part, error))
    return NULL;
  part = find_relation (relations, "sharedStrings");
  if (part != NULL && !enr_xlsx_read_strings (book, package, part, strings, error))
    return NULL;
  if (!read_sheets (book, package, sheets, relations, strings, error))
    return NULL;
  if (!is_output)
    read_loose (book, package);

  return g_steal_pointer (&book);
}
