/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "reports/writing-print.h"

#include "people/staff.h"
#include "reports/writing-paper.h"

/* What a paper borrows. */
typedef struct
{
  EnrWritingPaper paper;
  EnrContent *content;
  GPtrArray *steps;
  GPtrArray *notes;
  EnrCalendar *calendar;  /* of a week's; NULL for all else */
  gboolean is_changing;   /* what is in force is not the newest text */
  gboolean is_evaluating; /* as in EnrWriting */
  gboolean is_approved;   /* what is printed */
} Loaded;

struct _EnrWritingPrint
{
  gatomicrefcount ref_count;
  EnrWritingKinds *kinds; /* owned, or NULL: keep @kind alive */
  const EnrWritingKind *kind;
  GPtrArray *loaded; /* (element-type Loaded) */
};

static void
loaded_free (Loaded *self)
{
  for (guint i = 0; i < ENR_N_BOX_STEPS; i++)
    g_clear_pointer (&self->paper.seals[i], g_bytes_unref);
  enr_content_free (self->content);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->calendar, enr_calendar_free);
  g_free (self);
}

/* A text that is open is printed as it stands: what was submitted before it is another version. For
 * an audit what is in force counts, and a newer text does not stand in its way. */
static int
choose_version (const EnrWriting *writing, int version)
{
  if (version == ENR_PRINT_APPROVED && writing->approved > 0)
    return writing->approved;
  if (version > 0)
    return version;
  return enr_writing_state_is_open (writing->state) ? 0 : writing->version;
}

static gboolean
load_content (EnrDb *db,
              const EnrWritingKind *kind,
              const EnrUuid *id,
              int version,
              Loaded *loaded,
              GError **error)
{
  g_autoptr (EnrWriting) writing = enr_writing_load (db, id, error);

  if (writing == NULL)
    return FALSE;
  version = choose_version (writing, version);
  loaded->paper.version = version;
  loaded->is_changing
      = writing->approved > 0
        && (enr_writing_state_is_open (writing->state) || writing->version != writing->approved);
  loaded->is_evaluating = writing->is_evaluating;
  loaded->content = version > 0 ? enr_writing_load_version (db, id, version, error)
                                : enr_writing_content (db, kind, id, error);
  return loaded->content != NULL;
}

/* The seals of those who did the steps of the version that is printed; the last of each counts. */
static gboolean
load_seals (EnrDb *db, Loaded *loaded, GError **error)
{
  static const EnrStep steps[ENR_N_BOX_STEPS] = { [ENR_BOX_WRITER] = ENR_STEP_SUBMIT,
                                                  [ENR_BOX_CHIEF] = ENR_STEP_CHIEF,
                                                  [ENR_BOX_DIRECTOR] = ENR_STEP_DIRECTOR };

  for (guint i = 0; i < loaded->steps->len; i++)
    {
      const EnrStepDone *done = g_ptr_array_index (loaded->steps, i);

      for (guint box = 0; box < ENR_N_BOX_STEPS; box++)
        {
          g_autoptr (GError) local_error = NULL;

          if (done->step != steps[box] || done->version != loaded->paper.version
              || enr_uuid_is_none (&done->staff_id))
            continue;
          g_clear_pointer (&loaded->paper.seals[box], g_bytes_unref);
          loaded->paper.seals[box] = enr_staff_load_seal (db, &done->staff_id, &local_error);
          if (local_error != NULL)
            {
              g_propagate_error (error, g_steal_pointer (&local_error));
              return FALSE;
            }
        }
    }
  return TRUE;
}

/* As on the paper: some step of the director's is of that version. */
static gboolean
is_approved (const Loaded *loaded)
{
  for (guint i = 0; i < loaded->steps->len && loaded->paper.version > 0; i++)
    {
      const EnrStepDone *done = g_ptr_array_index (loaded->steps, i);

      if (done->step == ENR_STEP_DIRECTOR && done->version == loaded->paper.version)
        return TRUE;
    }
  return FALSE;
}

/* The rows of a week's table are days. */
static gboolean
load_calendar (EnrDb *db, const EnrWritingKind *kind, Loaded *loaded, GError **error)
{
  if (kind->period != ENR_PERIOD_WEEK)
    return TRUE;
  loaded->calendar = enr_calendar_load (db, loaded->content->first, loaded->content->last, error);
  return loaded->calendar != NULL;
}

static Loaded *
load (EnrDb *db, const EnrWritingKind *kind, const EnrUuid *id, int version, GError **error)
{
  Loaded *loaded = g_new0 (Loaded, 1);

  if (load_content (db, kind, id, version, loaded, error)
      && (loaded->steps = enr_step_list (db, id, error)) != NULL
      && (loaded->notes = enr_writing_note_list (db, id, error)) != NULL
      && load_seals (db, loaded, error) && load_calendar (db, kind, loaded, error))
    {
      loaded->paper.content = loaded->content;
      loaded->paper.steps = loaded->steps;
      loaded->paper.notes = loaded->notes;
      loaded->paper.calendar = loaded->calendar;
      loaded->is_approved = is_approved (loaded);
      return loaded;
    }
  loaded_free (loaded);
  return NULL;
}

static EnrWritingPrint *
load_all (EnrDb *db,
          const EnrWritingKind *kind,
          const EnrUuid *ids,
          guint n_ids,
          int version,
          GError **error)
{
  g_autoptr (EnrWritingPrint) self = g_new0 (EnrWritingPrint, 1);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->loaded = g_ptr_array_new_with_free_func ((GDestroyNotify) loaded_free);
  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  for (guint i = 0; i < n_ids; i++)
    {
      Loaded *one = load (db, kind, &ids[i], version, error);

      if (one == NULL)
        return NULL;
      g_ptr_array_add (self->loaded, one);
    }
  return g_steal_pointer (&self);
}

EnrWritingPrint *
enr_writing_print_load (EnrDb *db,
                        EnrWritingKinds *kinds,
                        const EnrWritingKind *kind,
                        const EnrUuid *ids,
                        guint n_ids,
                        int version,
                        GError **error)
{
  EnrWritingPrint *self;

  g_return_val_if_fail (kinds != NULL && kind != NULL, NULL);
  g_return_val_if_fail (version <= 0 || n_ids == 1, NULL);

  self = load_all (db, kind, ids, n_ids, version, error);
  if (self != NULL)
    self->kinds = enr_writing_kinds_ref (kinds);
  return self;
}

EnrWritingPrint *
enr_writing_print_ref (EnrWritingPrint *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
enr_writing_print_unref (EnrWritingPrint *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->loaded);
  g_clear_pointer (&self->kinds, enr_writing_kinds_unref);
  g_free (self);
}

guint
enr_writing_print_get_n (const EnrWritingPrint *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->loaded->len;
}

guint
enr_writing_print_get_n_changing (const EnrWritingPrint *self)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->loaded->len; i++)
    n += ((const Loaded *) g_ptr_array_index (self->loaded, i))->is_changing;
  return n;
}

guint
enr_writing_print_get_n_evaluating (const EnrWritingPrint *self)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->loaded->len; i++)
    n += ((const Loaded *) g_ptr_array_index (self->loaded, i))->is_evaluating;
  return n;
}

guint
enr_writing_print_get_n_unapproved (const EnrWritingPrint *self)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->loaded->len; i++)
    n += !((const Loaded *) g_ptr_array_index (self->loaded, i))->is_approved;
  return n;
}

EnrDocument *
enr_writing_print_make (const EnrWritingPrint *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) papers = g_ptr_array_new ();

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->loaded->len; i++)
    g_ptr_array_add (papers, &((Loaded *) g_ptr_array_index (self->loaded, i))->paper);
  return enr_writing_paper_many (self->kind, papers, cancellable, error);
}

EnrDocument *
enr_writing_print (EnrDb *db,
                   const EnrWritingKind *kind,
                   const EnrUuid *ids,
                   guint n_ids,
                   int version,
                   GError **error)
{
  g_autoptr (EnrWritingPrint) print = NULL;

  g_return_val_if_fail (version <= 0 || n_ids == 1, NULL);

  print = load_all (db, kind, ids, n_ids, version, error);
  return print != NULL ? enr_writing_print_make (print, NULL, error) : NULL;
}
