/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * report plan, diary, child-record: plans and records on paper.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "base/clock.h"
#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/write.h"
#include "ctl/writings.h"
#include "reports/child-diary.h"
#include "reports/writing-print.h"

/* --date or --month, one of them; of one child all of its time, too. */
static gboolean
get_time (EnrCtl *self, EnrDate *from, EnrDate *until, GError **error)
{
  EnrDate date = ENR_DATE_NONE, month = ENR_DATE_NONE;

  if (!enr_options_date (self, "date", &date, error)
      || !enr_options_month (self, "month", &month, error))
    return FALSE;
  *from = *until = ENR_DATE_NONE;
  if (date == ENR_DATE_NONE && month == ENR_DATE_NONE && enr_options_has (self, "child"))
    return TRUE;
  if ((date == ENR_DATE_NONE) == (month == ENR_DATE_NONE))
    return enr_options_fail (error, _ ("Please give either --date or --month."));
  *from = date != ENR_DATE_NONE ? date : month;
  *until = date != ENR_DATE_NONE ? date : enr_date_month_start (month, 1) - 1;
  return TRUE;
}

/* Whoever carries the papers to an audit is to know what is among them. */
static void
warn_of_approval (const EnrWritingPrint *print, int version)
{
  guint n_changing = enr_writing_print_get_n_changing (print);
  guint n_unapproved = enr_writing_print_get_n_unapproved (print);

  if (n_changing > 0 && version == ENR_PRINT_APPROVED)
    enr_ctl_warn (ngettext ("%u is being changed: the approved version in force was printed "
                            "(--which current prints the new text).",
                            "%u are being changed: the approved versions in force were printed "
                            "(--which current prints the new texts).",
                            n_changing),
                  n_changing);
  if (n_unapproved > 0)
    enr_ctl_warn (ngettext ("%u is not approved; that is stamped on it.",
                            "%u are not approved; that is stamped on them.", n_unapproved),
                  n_unapproved);
}

static gboolean
refuse_none (const EnrWritingKind *kind, GError **error)
{
  g_set_error (error, ENR_CTL_ERROR, ENR_CTL_ERROR_REFUSED,
               /* Translators: a kind of plan or record (週案) */
               _ ("There is no “%s” of that time, class and child: “plan list” has what there "
                  "is."),
               kind->label);
  return FALSE;
}

static gboolean
write_papers (EnrCtl *self, const char *kind_key, EnrDate from, EnrDate until, GError **error)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  const EnrWritingKind *kind = enr_writing_kinds_find (kinds, kind_key, error);
  EnrWritingFilter filter = { .from = from, .until = until };
  EnrDate day = from != ENR_DATE_NONE ? from : enr_clock_today ();
  g_autoptr (EnrDb) db = kind != NULL ? enr_ctl_open (self, FALSE, error) : NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  g_autoptr (EnrWritingPrint) print = NULL;
  g_autoptr (EnrDocument) document = NULL;
  int version;

  if (db == NULL || !enr_ctl_child_option (self, db, &filter.child_id, error))
    return FALSE;
  filter.kind = kind->key;
  list = enr_writing_list (db, &filter, error);
  if (list == NULL || !enr_ctl_take_class (self, db, day, list, error))
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    g_array_append_val (ids, ((const EnrWriting *) g_ptr_array_index (list, i))->id);
  if (ids->len == 0)
    return refuse_none (kind, error);
  if (!enr_ctl_version_option (self, ids->len, &version, error))
    return FALSE;
  print = enr_writing_print_load (db, kinds, kind, (const EnrUuid *) (gconstpointer) ids->data,
                                  ids->len, version, error);
  document = print != NULL ? enr_writing_print_make (print, NULL, error) : NULL;
  if (document == NULL)
    return FALSE;
  warn_of_approval (print, version);
  return enr_ctl_write_document (self, document, error);
}

static gboolean
run_plan (EnrCtl *self, GError **error)
{
  const char *kind = enr_options_get (self, "kind");
  EnrDate from, until;

  if (!get_time (self, &from, &until, error))
    return FALSE;
  /* A child's plan is of a month; of a class, a day is of a week's plan and a month has its own. */
  if (kind == NULL && enr_options_has (self, "child"))
    kind = "child-month-plan";
  else if (kind == NULL)
    kind = enr_options_has (self, "month") ? "month-plan" : "week-plan";
  return write_papers (self, kind, from, until, error);
}

/* A class's diary is about everybody: of a child there is a paper with what is about it alone. */
static gboolean
write_child_diary (EnrCtl *self, EnrDate from, EnrDate until, GError **error)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  const EnrWritingKind *kind = enr_writing_kinds_find (kinds, "diary", error);
  EnrWritingFilter filter = { .from = from, .until = until };
  EnrDate day = from != ENR_DATE_NONE ? from : enr_clock_today ();
  g_autoptr (EnrDb) db = kind != NULL ? enr_ctl_open (self, FALSE, error) : NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (EnrChildDiary) diary = NULL;
  g_autoptr (EnrDocument) document = NULL;
  EnrUuid child_id;
  int version;

  /* A version's number is never of several, and this is of as many as there are days. */
  if (db == NULL || !enr_ctl_version_option (self, 0, &version, error)
      || !enr_ctl_child_option (self, db, &child_id, error))
    return FALSE;
  filter.kind = kind->key;
  list = enr_writing_list (db, &filter, error);
  if (list == NULL || !enr_ctl_take_class (self, db, day, list, error))
    return FALSE;
  diary = enr_child_diary_load (db, kind, list, &child_id, version == ENR_PRINT_PRESENT, error);
  if (diary == NULL)
    return FALSE;
  if (diary->days->len == 0)
    return refuse_none (kind, error);
  document = enr_child_diary_paper (diary, error);
  return document != NULL && enr_ctl_write_document (self, document, error);
}

static gboolean
run_diary (EnrCtl *self, GError **error)
{
  EnrDate from, until;

  if (!get_time (self, &from, &until, error))
    return FALSE;
  return enr_options_has (self, "child") ? write_child_diary (self, from, until, error)
                                         : write_papers (self, "diary", from, until, error);
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
#define OPTION_KIND(help)                                                                          \
  {                                                                                                \
    "kind", ENR_OPTION_TEXT, FALSE, N_ ("KIND"), help                                              \
  }

static const EnrCtlOption plan_options[] = {
  OPTION_KIND (N_ ("which kind of plan; 週案 for a day, 月案 for a month, 個別月案 for a child")),
  OPTION_DATE,
  OPTION_MONTH,
  ENR_OPTION_OF_CLASS,
  ENR_OPTION_OF_CHILD,
  ENR_OPTION_OF_VERSION,
  ENR_OPTION_OUTPUT (N_ ("FILE.pdf")),
  ENR_OPTION_END,
};

static const EnrCtlOption diary_options[] = {
  OPTION_DATE,         OPTION_MONTH,          ENR_OPTION_OF_CLASS,
  ENR_OPTION_OF_CHILD, ENR_OPTION_OF_VERSION, ENR_OPTION_OUTPUT (N_ ("FILE.pdf")),
  ENR_OPTION_END,
};

static const EnrCtlOption child_record_options[] = {
  OPTION_KIND (N_ ("which kind of record; 個別記録 otherwise")),
  OPTION_DATE,
  OPTION_MONTH,
  ENR_OPTION_OF_CLASS,
  ENR_OPTION_OF_CHILD,
  ENR_OPTION_OF_VERSION,
  ENR_OPTION_OUTPUT (N_ ("FILE.pdf")),
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_writing_report_commands[] = {
  { "report plan", NULL, N_ ("Write plans (計画) of a day or month."), plan_options, run_plan,
    NULL },
  { "report diary", NULL,
    N_ ("Write diaries (保育日誌) of a day or month, or what they say of one child."),
    diary_options, run_diary, NULL },
  { "report child-record", NULL,
    N_ ("Write children's records (個別記録, 児童票) of a day, a month, or all of a child's."),
    child_record_options, run_child_record, NULL },
  { NULL },
};
