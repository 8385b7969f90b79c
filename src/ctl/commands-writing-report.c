/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * report plan, diary, child-record, nursery-record: plans and records on paper.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/write.h"
#include "nursery/child.h"
#include "reports/writing-print.h"
#include "writing/writing.h"

/* --date or --month, one of them. */
static gboolean
get_time (EnrCtl *self, EnrDate *from, EnrDate *until, GError **error)
{
  EnrDate date = ENR_DATE_NONE, month = ENR_DATE_NONE;

  if (!enr_options_date (self, "date", &date, error)
      || !enr_options_month (self, "month", &month, error))
    return FALSE;
  if ((date == ENR_DATE_NONE) == (month == ENR_DATE_NONE))
    return enr_options_fail (error, _ ("Please give either --date or --month."));
  *from = date != ENR_DATE_NONE ? date : month;
  *until = date != ENR_DATE_NONE ? date : enr_date_month_start (month, 1) - 1;
  return TRUE;
}

static gboolean
get_child (EnrCtl *self, EnrDb *db, EnrUuid *id, GError **error)
{
  const char *word = enr_options_get (self, "child");
  g_autoptr (EnrChild) child = NULL;

  *id = enr_uuid_none;
  if (word == NULL)
    return TRUE;
  child = enr_child_find (db, word, error);
  if (child == NULL)
    return FALSE;
  *id = child->id;
  return TRUE;
}

/* What a class's children wrote is theirs: of a class means of its children too. */
static gboolean
is_of_class (const EnrWriting *writing, const EnrUuid *class_id, const char *class_name)
{
  return enr_uuid_is_none (class_id) || enr_uuid_equal (&writing->class_id, class_id)
         || (enr_uuid_is_none (&writing->class_id)
             && g_str_equal (writing->class_name, class_name));
}

static gboolean
write_papers (EnrCtl *self, const char *kind_key, EnrDate from, EnrDate until, GError **error)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  const EnrWritingKind *kind = enr_writing_kinds_find (kinds, kind_key, error);
  EnrWritingFilter filter = { .from = from, .until = until };
  g_autoptr (EnrDb) db = kind != NULL ? enr_ctl_open (self, FALSE, error) : NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  g_autoptr (EnrDocument) document = NULL;
  const char *class_name = enr_options_get (self, "class");
  gboolean has_class;
  EnrUuid class_id;

  if (db == NULL || !enr_ctl_find_class (self, db, from, &class_id, &has_class, error)
      || !get_child (self, db, &filter.child_id, error))
    return FALSE;
  filter.kind = kind->key;
  list = enr_writing_list (db, &filter, error);
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const EnrWriting *writing = g_ptr_array_index (list, i);

      if (is_of_class (writing, &class_id, class_name))
        g_array_append_val (ids, writing->id);
    }
  document = list != NULL ? enr_writing_print (
                 db, kind, (const EnrUuid *) (gconstpointer) ids->data, ids->len, 0, error)
                          : NULL;
  return document != NULL && enr_ctl_write_document (self, document, error);
}

static gboolean
run_plan (EnrCtl *self, GError **error)
{
  const char *kind = enr_options_get (self, "kind");
  EnrDate from, until;

  if (!get_time (self, &from, &until, error))
    return FALSE;
  /* A day is of a week's plan, a month has one of its own. */
  if (kind == NULL)
    kind = enr_options_has (self, "month") ? "month-plan" : "week-plan";
  return write_papers (self, kind, from, until, error);
}

static gboolean
run_diary (EnrCtl *self, GError **error)
{
  EnrDate from, until;

  return get_time (self, &from, &until, error) && write_papers (self, "diary", from, until, error);
}

static gboolean
run_child_record (EnrCtl *self, GError **error)
{
  const char *kind = enr_options_get (self, "kind");
  EnrDate from, until;

  return get_time (self, &from, &until, error)
         && write_papers (self, kind != NULL ? kind : "child-record", from, until, error);
}

#define OPTION_DATE                                                                                \
  {                                                                                                \
    "date", ENR_OPTION_TEXT, FALSE, N_ ("DATE"), N_ ("a day: 2026-06-10, 令和8年6月10日, ...")     \
  }
#define OPTION_MONTH                                                                               \
  {                                                                                                \
    "month", ENR_OPTION_TEXT, FALSE, N_ ("YYYY-MM"), N_ ("or a month: 2026-06, 令和8年6月")        \
  }
#define OPTION_CHILD                                                                               \
  {                                                                                                \
    "child", ENR_OPTION_TEXT, FALSE, N_ ("CHILD"), N_ ("of this child")                            \
  }
#define OPTION_OF_CLASS                                                                            \
  {                                                                                                \
    "class", ENR_OPTION_TEXT, FALSE, N_ ("NAME"), N_ ("of this class")                             \
  }
#define OPTION_KIND(help)                                                                          \
  {                                                                                                \
    "kind", ENR_OPTION_TEXT, FALSE, N_ ("KIND"), help                                              \
  }

static const EnrCtlOption plan_options[] = {
  OPTION_KIND (N_ ("which kind of plan; 週案 for a day, 月案 for a month")),
  OPTION_DATE,
  OPTION_MONTH,
  OPTION_OF_CLASS,
  OPTION_CHILD,
  ENR_OPTION_OUTPUT (N_ ("FILE.pdf")),
  ENR_OPTION_END,
};

static const EnrCtlOption diary_options[] = {
  OPTION_DATE, OPTION_MONTH, OPTION_OF_CLASS, ENR_OPTION_OUTPUT (N_ ("FILE.pdf")), ENR_OPTION_END,
};

static const EnrCtlOption child_record_options[] = {
  OPTION_KIND (N_ ("which kind of record; 個別記録 otherwise")),
  OPTION_DATE,
  OPTION_MONTH,
  OPTION_OF_CLASS,
  OPTION_CHILD,
  ENR_OPTION_OUTPUT (N_ ("FILE.pdf")),
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_writing_report_commands[] = {
  { "report plan", NULL, N_ ("Write plans (計画) of a day or month."), plan_options, run_plan,
    NULL },
  { "report diary", NULL, N_ ("Write diaries (保育日誌) of a day or month."), diary_options,
    run_diary, NULL },
  { "report child-record", NULL,
    N_ ("Write children's records (個別記録, 児童票) of a day or month."), child_record_options,
    run_child_record, NULL },
  { NULL },
};
