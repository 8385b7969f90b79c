/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "hub/writer.h"

#include "hub/store.h"

#define MOST_EVENTS 5000 /* of one transaction, so that nobody waits for long */
#define TIDY_US (G_GINT64_CONSTANT (60) * 60 * G_USEC_PER_SEC)
#define TIDY_AFTER_US (10 * G_USEC_PER_SEC)

typedef struct
{
  EnrHubBatch *batch; /* or NULL */
  EnrHubWrittenFunc written;

  EnrHubWriteFunc func; /* or NULL; with neither it is the end */
  gboolean is_good;
  gboolean is_done;
  GError **error;

  gpointer data;
} Job;

struct _EnrHubWriter
{
  EnrHubDb *db;
  GAsyncQueue *jobs;
  GThread *thread;
  GMutex mutex;
  GCond done;
  EnrHubWriterCounts counts;
  gsize waiting;
};

static gsize
size_of (const EnrHubBatch *batch)
{
  return g_bytes_get_size (batch->unpacked) + g_bytes_get_size (batch->packed);
}

static void
count (EnrHubWriter *self, const EnrHubBatch *batch)
{
  g_mutex_lock (&self->mutex);
  self->counts.batches++;
  for (guint i = 0; i < batch->n_events && !batch->is_revoked; i++)
    switch (batch->events[i].verdict->status)
      {
      case ENR_VERDICT_ACCEPTED:
        self->counts.accepted++;
        break;
      case ENR_VERDICT_DUPLICATE:
        self->counts.duplicate++;
        break;
      default:
        self->counts.rejected++;
      }
  g_mutex_unlock (&self->mutex);
}

/* @jobs become NULL as they are done. */
static void
finish_batches (EnrHubWriter *self, Job **jobs, guint n, const GError *error)
{
  for (guint i = 0; i < n; i++)
    {
      Job *job = jobs[i];

      g_mutex_lock (&self->mutex);
      self->waiting -= size_of (job->batch);
      g_mutex_unlock (&self->mutex);
      if (error == NULL)
        count (self, job->batch);
      job->written (job->batch, error, job->data);
      g_free (job);
    }
}

static gboolean
ingest (EnrHubWriter *self, Job **jobs, guint n, GError **error)
{
  g_autoptr (GPtrArray) batches = g_ptr_array_sized_new (n);
  gboolean is_good;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (batches, jobs[i]->batch);
  is_good = enr_hub_ingest (self->db, batches, error);
  g_mutex_lock (&self->mutex);
  if (is_good)
    self->counts.transactions++;
  else
    self->counts.failed++;
  g_mutex_unlock (&self->mutex);
  return is_good;
}

static void
take_group (EnrHubWriter *self, GPtrArray *group)
{
  g_autoptr (GError) error = NULL;
  Job **jobs = (Job **) group->pdata;

  if (group->len == 0)
    return;
  if (ingest (self, jobs, group->len, &error))
    finish_batches (self, jobs, group->len, NULL);
  else if (group->len == 1 || g_error_matches (error, ENR_HUB_ERROR, ENR_HUB_ERROR_BUSY))
    finish_batches (self, jobs, group->len, error);
  else
    /* What one of them breaks must not be the others' affair. */
    for (guint i = 0; i < group->len; i++)
      {
        g_autoptr (GError) local = NULL;

        ingest (self, &jobs[i], 1, &local);
        finish_batches (self, &jobs[i], 1, local);
      }
  g_ptr_array_set_size (group, 0);
}

static void
run_job (EnrHubWriter *self, Job *job)
{
  gboolean is_good = job->func (self->db, job->data, job->error);

  g_mutex_lock (&self->mutex);
  job->is_good = is_good;
  job->is_done = TRUE;
  g_cond_broadcast (&self->done);
  g_mutex_unlock (&self->mutex);
}

static gpointer
writer_thread (gpointer data)
{
  EnrHubWriter *self = data;
  g_autoptr (GPtrArray) group = g_ptr_array_new ();
  gint64 tidy_at = g_get_monotonic_time () + TIDY_AFTER_US;
  gboolean is_over = FALSE;

  while (!is_over)
    {
      Job *job = g_async_queue_timeout_pop (self->jobs, 60 * G_USEC_PER_SEC);
      guint n_events = 0;

      for (; job != NULL; job = g_async_queue_try_pop (self->jobs))
        {
          if (job->batch != NULL)
            {
              g_ptr_array_add (group, job);
              n_events += job->batch->n_events;
              if (n_events < MOST_EVENTS)
                continue;
              break;
            }
          take_group (self, group);
          is_over = job->func == NULL;
          if (!is_over)
            run_job (self, job);
          break;
        }
      take_group (self, group);
      if (!is_over && g_get_monotonic_time () > tidy_at)
        {
          g_autoptr (GError) error = NULL;

          tidy_at = g_get_monotonic_time () + TIDY_US;
          if (!enr_hub_tidy (self->db, &error))
            g_message ("tidying: %s", error->message);
        }
    }
  return NULL;
}

EnrHubWriter *
enr_hub_writer_new (EnrHubDb *db)
{
  EnrHubWriter *self = g_new0 (EnrHubWriter, 1);

  self->db = db;
  self->jobs = g_async_queue_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->done);
  self->thread = g_thread_new ("hub-writer", writer_thread, self);
  return self;
}

void
enr_hub_writer_free (EnrHubWriter *self)
{
  Job end = { 0 };

  g_async_queue_push (self->jobs, &end);
  g_thread_join (self->thread);
  g_async_queue_unref (self->jobs);
  enr_hub_db_close (self->db);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->done);
  g_free (self);
}

void
enr_hub_writer_push (EnrHubWriter *self, EnrHubBatch *batch, EnrHubWrittenFunc func, gpointer data)
{
  Job *job = g_new0 (Job, 1);

  job->batch = batch;
  job->written = func;
  job->data = data;
  g_mutex_lock (&self->mutex);
  self->waiting += size_of (batch);
  g_mutex_unlock (&self->mutex);
  g_async_queue_push (self->jobs, job);
}

gsize
enr_hub_writer_waiting (EnrHubWriter *self)
{
  gsize waiting;

  g_mutex_lock (&self->mutex);
  waiting = self->waiting;
  g_mutex_unlock (&self->mutex);
  return waiting;
}

gboolean
enr_hub_writer_run (EnrHubWriter *self, EnrHubWriteFunc func, gpointer data, GError **error)
{
  Job job = { .func = func, .error = error, .data = data };

  g_async_queue_push (self->jobs, &job);
  g_mutex_lock (&self->mutex);
  while (!job.is_done)
    g_cond_wait (&self->done, &self->mutex);
  g_mutex_unlock (&self->mutex);
  return job.is_good;
}

EnrHubWriterCounts
enr_hub_writer_count (EnrHubWriter *self)
{
  EnrHubWriterCounts counts;

  g_mutex_lock (&self->mutex);
  counts = self->counts;
  g_mutex_unlock (&self->mutex);
  return counts;
}
