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
} Loaded;

static void
loaded_free (Loaded *self)
{
  for (guint i = 0; i < ENR_N_BOX_STEPS; i++)
    g_clear_pointer (&self->paper.seals[i], g_bytes_unref);
  enr_content_free (self->content);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_free (self);
}

/* A text that is open is printed as it stands: what was submitted before it is another version. */
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
  if (version == 0 && !enr_writing_state_is_open (writing->state))
    version = writing->version;
  loaded->paper.version = version;
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

static Loaded *
load (EnrDb *db, const EnrWritingKind *kind, const EnrUuid *id, int version, GError **error)
{
  Loaded *loaded = g_new0 (Loaded, 1);

  if (load_content (db, kind, id, version, loaded, error)
      && (loaded->steps = enr_step_list (db, id, error)) != NULL
      && (loaded->notes = enr_writing_note_list (db, id, error)) != NULL
      && load_seals (db, loaded, error))
    {
      loaded->paper.content = loaded->content;
      loaded->paper.steps = loaded->steps;
      loaded->paper.notes = loaded->notes;
      return loaded;
    }
  loaded_free (loaded);
  return NULL;
}

EnrDocument *
enr_writing_print (EnrDb *db,
                   const EnrWritingKind *kind,
                   const EnrUuid *ids,
                   guint n_ids,
                   int version,
                   GError **error)
{
  g_autoptr (GPtrArray) loaded = g_ptr_array_new_with_free_func ((GDestroyNotify) loaded_free);
  g_autoptr (GPtrArray) papers = g_ptr_array_new ();
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  g_return_val_if_fail (version == 0 || n_ids == 1, NULL);

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  for (guint i = 0; i < n_ids; i++)
    {
      Loaded *one = load (db, kind, &ids[i], version, error);

      if (one == NULL)
        return NULL;
      g_ptr_array_add (loaded, one);
      g_ptr_array_add (papers, &one->paper);
    }
  return enr_writing_paper (kind, papers, error);
}
