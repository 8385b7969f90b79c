/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/papers/paper-writings.h"

#include <glib/gi18n.h>

#include "nursery/class.h"
#include "nursery/roster.h"
#include "reports/writing-print.h"
#include "writing/writing.h"

/* Who was in which class on the day that papers of a child's whole time are asked for. */
typedef struct
{
  GPtrArray *classes; /* (element-type EnrClass) of the fiscal year, as an office has them */
  const char *name;   /* of the class that is asked for; NULL for all */
  GHashTable
      *children; /* (element-type EnrUuid EnrRosterRow), or NULL where nobody has to be here */
  GPtrArray *roster;
} Who;

static void
who_clear (Who *self)
{
  g_clear_pointer (&self->children, g_hash_table_unref);
  g_clear_pointer (&self->roster, g_ptr_array_unref);
  g_clear_pointer (&self->classes, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Who, who_clear)

EnrWritingPeriod
enr_paper_writings_span (const EnrWritingKind *kind)
{
  g_return_val_if_fail (kind != NULL, ENR_PERIOD_MONTH);

  switch (kind->period)
    {
    case ENR_PERIOD_YEAR:
    case ENR_PERIOD_TERM:
    case ENR_PERIOD_STAY:
      return kind->period;
    case ENR_PERIOD_MONTH:
    case ENR_PERIOD_WEEK:
    case ENR_PERIOD_DAY:
    case ENR_PERIOD_EVENT:
    default:
      return ENR_PERIOD_MONTH;
    }
}

static gboolean
load_who (EnrDb *db,
          const EnrPaperRequest *request,
          const EnrWritingKind *kind,
          Who *who,
          GError **error)
{
  who->classes = enr_class_list (db, enr_fiscal_year (request->date), error);
  if (who->classes == NULL)
    return FALSE;
  for (guint i = 0; i < who->classes->len; i++)
    {
      const EnrClass *class = g_ptr_array_index (who->classes, i);

      if (enr_uuid_equal (&class->id, &request->class_id))
        who->name = class->name;
    }
  if (kind->period != ENR_PERIOD_STAY)
    return TRUE;
  who->roster = enr_roster_load (db, request->date, ENR_ROSTER_ENROLLED, error);
  if (who->roster == NULL)
    return FALSE;
  who->children = g_hash_table_new (enr_uuid_hash, enr_uuid_equal);
  for (guint i = 0; i < who->roster->len; i++)
    {
      EnrRosterRow *row = g_ptr_array_index (who->roster, i);

      g_hash_table_insert (who->children, &row->child->id, row);
    }
  return TRUE;
}

/* The class that a writing is filed under: of a child's whole time the one that it is in now. */
static const char *
class_of (const Who *who, const EnrWriting *writing)
{
  const EnrRosterRow *row;

  if (who->children == NULL)
    return writing->class_name;
  row = g_hash_table_lookup (who->children, &writing->child_id);
  return row != NULL && row->class_name != NULL ? row->class_name : "";
}

static gboolean
is_asked_for (const Who *who, const EnrPaperRequest *request, const EnrWriting *writing)
{
  if (who->children != NULL && !g_hash_table_contains (who->children, &writing->child_id))
    return FALSE;
  return enr_uuid_is_none (&request->class_id)
         || (who->name != NULL && g_str_equal (class_of (who, writing), who->name));
}

/* An office's binders are by class, and in each by day. */
static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const EnrWriting *writings[] = { *(const EnrWriting *const *) a, *(const EnrWriting *const *) b };
  const Who *who = data;
  guint places[2];

  for (guint k = 0; k < 2; k++)
    for (places[k] = 0; places[k] < who->classes->len; places[k]++)
      if (g_str_equal (((EnrClass *) g_ptr_array_index (who->classes, places[k]))->name,
                       class_of (who, writings[k])))
        break;
  return places[0] < places[1] ? -1 : places[0] > places[1];
}

static GArray *
list (EnrDb *db, const EnrPaperRequest *request, const EnrWritingKind *kind, GError **error)
{
  gboolean is_stay = kind->period == ENR_PERIOD_STAY;
  EnrWritingFilter filter = { .kind = kind->key,
                              .from = is_stay ? ENR_DATE_NONE : request->date,
                              .until = is_stay ? ENR_DATE_NONE : request->until };
  g_auto (Who) who = { NULL };
  g_autoptr (GPtrArray) writings = NULL;
  GArray *ids;

  if (!load_who (db, request, kind, &who, error))
    return NULL;
  writings = enr_writing_list (db, &filter, error);
  if (writings == NULL)
    return NULL;
  for (guint i = writings->len; i > 0; i--)
    if (!is_asked_for (&who, request, g_ptr_array_index (writings, i - 1)))
      g_ptr_array_remove_index (writings, i - 1);
  g_ptr_array_sort_with_data (writings, compare, &who);
  ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  for (guint i = 0; i < writings->len && (request->most == 0 || i < request->most); i++)
    g_array_append_val (ids, ((const EnrWriting *) g_ptr_array_index (writings, i))->id);
  return ids;
}

gboolean
enr_paper_load_writings (EnrDb *db, EnrPaper *self, GError **error)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  const EnrWritingKind *kind = enr_writing_kinds_find (kinds, self->request.writing, error);
  g_autoptr (GArray) ids = kind != NULL ? list (db, &self->request, kind, error) : NULL;

  if (ids == NULL)
    return FALSE;
  self->print = enr_writing_print_load (
      db, kinds, kind, (const EnrUuid *) (gconstpointer) ids->data, ids->len,
      self->request.is_live ? ENR_PRINT_PRESENT : ENR_PRINT_APPROVED, error);
  return self->print != NULL;
}

char *
enr_paper_writings_dup_notice (const EnrPaper *self)
{
  guint n_changing, n_unapproved, n_evaluating;
  GString *text;

  g_return_val_if_fail (self != NULL && self->print != NULL, NULL);

  n_changing = enr_writing_print_get_n_changing (self->print);
  n_unapproved = enr_writing_print_get_n_unapproved (self->print);
  if (n_changing == 0 && n_unapproved == 0)
    return NULL;
  n_evaluating = enr_writing_print_get_n_evaluating (self->print);
  text = g_string_new (NULL);
  /* The plan itself is what was approved; only what is written after its time is not on it yet. */
  if (n_evaluating > 0 && n_evaluating == n_changing && !self->request.is_live)
    g_string_append_printf (
        text,
        ngettext ("%u is being evaluated: it is printed as it was approved, without the "
                  "evaluation.",
                  "%u are being evaluated: they are printed as they were approved, without the "
                  "evaluation.",
                  n_evaluating),
        n_evaluating);
  else if (n_changing > 0 && self->request.is_live)
    g_string_append_printf (
        text,
        ngettext ("%u is being changed: this is its new text, not the approved version in force.",
                  "%u are being changed: these are their new texts, not the approved versions in "
                  "force.",
                  n_changing),
        n_changing);
  else if (n_changing > 0)
    g_string_append_printf (
        text,
        ngettext ("%u is being changed: the approved version in force is printed.",
                  "%u are being changed: the approved versions in force are printed.", n_changing),
        n_changing);
  if (n_changing > 0 && n_unapproved > 0)
    g_string_append_c (text, '\n');
  if (n_unapproved > 0)
    g_string_append_printf (text,
                            ngettext ("%u is not approved; that is stamped on it.",
                                      "%u are not approved; that is stamped on them.",
                                      n_unapproved),
                            n_unapproved);
  return g_string_free (text, FALSE);
}
