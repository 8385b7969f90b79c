/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The threads hold a plain struct with their queue and connection, and no reference on the store, so
 * that the store's end never waits on a thread that waits on the store.
 */
#include "config.h"

#include "store/store.h"

typedef struct
{
  EnrStoreFunc func;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
  gboolean is_write;
} Work;

typedef struct
{
  GThread *thread;
  GAsyncQueue *queue; /* (element-type GTask); the quit mark ends the thread */
  EnrDb *db;          /* the thread's own */
  char *path;
  EnrDbFlags flags;
  EnrStoreOpenedFunc opened; /* nullable */
  gint64 data_version; /* when last looked at; the thread's own */
} Worker;

struct _EnrStore
{
  GObject parent_instance;

  char *path;
  EnrStoreOpenedFunc opened;
  Worker *writer;
  Worker *reader;
  GMainContext *context; /* owned: where "changed" is emitted */

  GMutex lock;           /* guards the two below, which the writer's thread fills */
  GHashTable *changed;   /* set of interned table names */
  guint changed_source;
};

G_DEFINE_FINAL_TYPE (EnrStore, enr_store, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];
static char quit_mark;

static void
work_free (Work *work)
{
  if (work->free_data != NULL)
    work->free_data (work->data);
  g_free (work);
}

static gboolean
emit_changed_cb (gpointer data)
{
  EnrStore *self = data;
  g_autoptr (GHashTable) changed = NULL;
  g_autofree const char **tables = NULL;

  g_mutex_lock (&self->lock);
  changed = g_steal_pointer (&self->changed);
  self->changed = g_hash_table_new (NULL, NULL);
  self->changed_source = 0;
  g_mutex_unlock (&self->lock);

  tables = (const char **) g_hash_table_get_keys_as_array (changed, NULL);
  g_signal_emit (self, signals[CHANGED], 0, tables);
  return G_SOURCE_REMOVE;
}

/* Called on the writer's thread, after a commit and before the task returns. */
static void
note_changed (EnrStore *self, EnrDb *db)
{
  g_autofree const char **tables = enr_db_take_changed (db);

  if (tables == NULL)
    return;

  g_mutex_lock (&self->lock);
  for (guint i = 0; tables[i] != NULL; i++)
    g_hash_table_add (self->changed, (gpointer) tables[i]);
  if (self->changed_source == 0)
    {
      g_autoptr (GSource) source = g_idle_source_new ();

      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_source_set_callback (source, emit_changed_cb, g_object_ref (self), g_object_unref);
      self->changed_source = g_source_attach (source, self->context);
    }
  g_mutex_unlock (&self->lock);
}

static void
run_task (Worker *worker, GTask *task)
{
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer result;

  if (!work->is_write && g_task_return_error_if_cancelled (task))
    return;
  if (worker->db == NULL)
    {
      g_task_return_new_error (task, ENR_DB_ERROR, ENR_DB_ERROR_FAILED, "the database is not open");
      return;
    }

  result = work->func (worker->db, work->data, &error);
  if (work->is_write)
    note_changed (g_task_get_source_object (task), worker->db);
  if (result == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, work->free_result);
}

static gpointer
worker_thread (gpointer data)
{
  Worker *worker = data;
  gpointer item;

  while ((item = g_async_queue_pop (worker->queue)) != &quit_mark)
    {
      g_autoptr (GTask) task = item;

      if (g_task_get_source_tag (task) == enr_store_open_async)
        {
          GError *error = NULL;

          if (worker->db == NULL)
            worker->db = enr_db_open (worker->path, worker->flags, &error);
          if (worker->db != NULL && worker->opened != NULL && !worker->opened (worker->db, &error))
            g_clear_pointer (&worker->db, enr_db_close);
          if (worker->db != NULL)
            worker->data_version = enr_db_data_version (worker->db);
          if (error != NULL)
            g_task_return_error (task, error);
          else
            g_task_return_boolean (task, TRUE);
        }
      else
        run_task (worker, task);
    }
  g_clear_pointer (&worker->db, enr_db_close);

  return NULL;
}

static Worker *
worker_new (const char *name, const char *path, EnrDbFlags flags, EnrStoreOpenedFunc opened)
{
  Worker *worker = g_new0 (Worker, 1);

  worker->queue = g_async_queue_new ();
  worker->path = g_strdup (path);
  worker->flags = flags;
  worker->opened = opened;
  worker->thread = g_thread_new (name, worker_thread, worker);
  return worker;
}

static void
worker_close (Worker *worker)
{
  g_async_queue_push (worker->queue, &quit_mark);
  g_thread_join (worker->thread);
  g_async_queue_unref (worker->queue);
  g_free (worker->path);
  g_free (worker);
}

static void
enr_store_dispose (GObject *object)
{
  EnrStore *self = ENR_STORE (object);

  /* A thread that still runs would use the freed store. */
  g_assert (self->writer == NULL && self->reader == NULL);

  G_OBJECT_CLASS (enr_store_parent_class)->dispose (object);
}

static void
enr_store_finalize (GObject *object)
{
  EnrStore *self = ENR_STORE (object);

  g_hash_table_unref (self->changed);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self->path);

  G_OBJECT_CLASS (enr_store_parent_class)->finalize (object);
}

static void
enr_store_class_init (EnrStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = enr_store_dispose;
  object_class->finalize = enr_store_finalize;

  signals[CHANGED] = g_signal_new ("changed", ENR_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
enr_store_init (EnrStore *self)
{
  g_mutex_init (&self->lock);
  self->changed = g_hash_table_new (NULL, NULL);
  self->context = g_main_context_ref_thread_default ();
}

EnrStore *
enr_store_new (const char *path)
{
  EnrStore *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (ENR_TYPE_STORE, NULL);
  self->path = g_strdup (path);
  return self;
}

void
enr_store_set_opened_func (EnrStore *self, EnrStoreOpenedFunc func)
{
  g_return_if_fail (ENR_IS_STORE (self));
  g_return_if_fail (self->writer == NULL);

  self->opened = func;
}

static void
reader_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* The reader opens after the writer, which may have to make or upgrade the file first. */
static void
writer_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EnrStore *self = ENR_STORE (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GTask *reader_task;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->writer == NULL)
    {
      g_task_return_new_error (task, ENR_DB_ERROR, ENR_DB_ERROR_FAILED,
                               "the database was closed while it was being opened");
      return;
    }
  if (self->reader == NULL)
    self->reader = worker_new ("enroku-reader", self->path, ENR_DB_READ_ONLY, NULL);
  reader_task = g_task_new (self, NULL, reader_opened_cb, g_steal_pointer (&task));
  g_task_set_source_tag (reader_task, enr_store_open_async);
  g_async_queue_push (self->reader->queue, reader_task);
}

void
enr_store_open_async (EnrStore *self,
                      gboolean create,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  EnrDbFlags flags = ENR_DB_READ_WRITE | (create ? ENR_DB_CREATE : 0);
  GTask *task;
  GTask *writer_task;

  g_return_if_fail (ENR_IS_STORE (self));
  g_return_if_fail (self->writer == NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, enr_store_open_async);

  self->writer = worker_new ("enroku-writer", self->path, flags, self->opened);
  writer_task = g_task_new (self, NULL, writer_opened_cb, task);
  g_task_set_source_tag (writer_task, enr_store_open_async);
  g_async_queue_push (self->writer->queue, writer_task);
}

gboolean
enr_store_open_finish (EnrStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
push_work (EnrStore *self,
           Worker *worker,
           gboolean is_write,
           EnrStoreFunc func,
           gpointer data,
           GDestroyNotify free_data,
           GDestroyNotify free_result,
           GTask *task)
{
  Work *work = g_new0 (Work, 1);

  work->func = func;
  work->data = data;
  work->free_data = free_data;
  work->free_result = free_result;
  work->is_write = is_write;
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  if (worker == NULL)
    {
      g_task_return_new_error (task, ENR_DB_ERROR, ENR_DB_ERROR_FAILED, "the database is not open");
      g_object_unref (task);
      return;
    }
  g_async_queue_push (worker->queue, task);
}

void
enr_store_read_async (EnrStore *self,
                      EnrStoreFunc func,
                      gpointer data,
                      GDestroyNotify free_data,
                      GDestroyNotify free_result,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task;

  g_return_if_fail (ENR_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, enr_store_read_async);
  push_work (self, self->reader, FALSE, func, data, free_data, free_result, task);
}

void
enr_store_write_async (EnrStore *self,
                       EnrStoreFunc func,
                       gpointer data,
                       GDestroyNotify free_data,
                       GDestroyNotify free_result,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task;

  g_return_if_fail (ENR_IS_STORE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, enr_store_write_async);
  g_task_set_check_cancellable (task, FALSE);
  push_work (self, self->writer, TRUE, func, data, free_data, free_result, task);
}

gpointer
enr_store_finish (EnrStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* On the writer's connection, because to the reader's this program's own commits are another's. */
static gpointer
read_data_version (EnrDb *db, gpointer data, GError **error)
{
  Worker *writer = data;
  gint64 version = enr_db_data_version (db);
  gboolean has_changed = version != 0 && version != writer->data_version;

  if (version != 0)
    writer->data_version = version;
  return GINT_TO_POINTER (has_changed ? 2 : 1);
}

static void
polled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EnrStore *self = ENR_STORE (source);
  gpointer answer = enr_store_finish (self, result, NULL);

  if (GPOINTER_TO_INT (answer) == 2)
    g_signal_emit (self, signals[CHANGED], 0, NULL);
}

void
enr_store_poll (EnrStore *self)
{
  GTask *task;

  g_return_if_fail (ENR_IS_STORE (self));

  if (self->writer == NULL)
    return;
  task = g_task_new (self, NULL, polled_cb, NULL);
  g_task_set_source_tag (task, enr_store_poll);
  push_work (self, self->writer, FALSE, read_data_version, self->writer, NULL, NULL, task);
}

void
enr_store_close (EnrStore *self)
{
  g_return_if_fail (ENR_IS_STORE (self));

  g_clear_pointer (&self->writer, worker_close);
  g_clear_pointer (&self->reader, worker_close);
}

const char *
enr_store_get_path (EnrStore *self)
{
  g_return_val_if_fail (ENR_IS_STORE (self), NULL);

  return self->path;
}
