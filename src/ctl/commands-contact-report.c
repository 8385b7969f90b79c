/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * report notebook-slips, letters: what goes to families on paper.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "contact/delivery.h"
#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "ctl/write.h"
#include "reports/letter-paper-load.h"
#include "reports/notebook-slips-load.h"

#define OPTION_PRINTED                                                                             \
  {                                                                                                \
    "printed", ENR_OPTION_FLAG, FALSE, NULL,                                                       \
        N_ ("note that they are printed, once the file is written")                                \
  }

#define OPTION_TWO_SIDED                                                                           \
  {                                                                                                \
    "two-sided", ENR_OPTION_FLAG, FALSE, NULL,                                                     \
        N_ ("for printing on both sides: nothing comes out on the back of another family's sheet") \
  }

/* With --two-sided: with empty backs. */
static gboolean
write_document (EnrCtl *self, EnrDocument *document, GError **error)
{
  g_autoptr (EnrDocument) written = enr_options_has (self, "two-sided")
                                        ? enr_document_new_two_sided (document)
                                        : enr_document_ref (document);

  return enr_ctl_write_document (self, written, error);
}

/* With --printed: what waited for the printer does so no more. */
static gboolean
mark_printed (EnrCtl *self, EnrDb *db, const GArray *waiting, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);

  return !enr_options_has (self, "printed") || waiting->len == 0
         || enr_delivery_mark_printed (db, &actor, (const EnrUuid *) (gconstpointer) waiting->data,
                                       waiting->len, error);
}

static gboolean
run_notebook_slips (EnrCtl *self, GError **error)
{
  gboolean with_blanks = enr_options_has (self, "blank");
  EnrDate date = ENR_DATE_NONE;
  EnrUuid class_id;
  gboolean has_class;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrSlips) slips = NULL;
  g_autoptr (EnrDocument) document = NULL;

  if (!enr_options_date (self, "date", &date, error))
    return FALSE;
  db = enr_ctl_open (self, enr_options_has (self, "printed"), error);
  if (db == NULL || !enr_ctl_find_class (self, db, date, &class_id, &has_class, error))
    return FALSE;
  slips = enr_slips_load (db, date, has_class ? &class_id : NULL, with_blanks, error);
  document = slips != NULL ? enr_slips_paper (slips, error) : NULL;
  if (document == NULL)
    return FALSE;
  if (slips->n_unwritten > 0 && !with_blanks)
    enr_ctl_warn (ngettext ("%u child is in a class in which nothing is written yet; --blank "
                            "prints a slip to be filled in by hand.",
                            "%u children are in classes in which nothing is written yet; --blank "
                            "prints slips to be filled in by hand.",
                            slips->n_unwritten),
                  slips->n_unwritten);
  return write_document (self, document, error) && mark_printed (self, db, slips->waiting, error);
}

static gboolean
run_letters (EnrCtl *self, GError **error)
{
  EnrDate date = ENR_DATE_NONE;
  EnrUuid class_id;
  gboolean has_class;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrFamilyLetters) letters = NULL;
  g_autoptr (EnrDocument) document = NULL;

  if (!enr_options_date (self, "date", &date, error))
    return FALSE;
  db = enr_ctl_open (self, enr_options_has (self, "printed"), error);
  if (db == NULL || !enr_ctl_find_class (self, db, date, &class_id, &has_class, error))
    return FALSE;
  letters = enr_family_letters_load (db, date, has_class ? &class_id : NULL, error);
  if (letters == NULL)
    return FALSE;
  for (guint i = 0; i < letters->left_out->len; i++)
    enr_ctl_warn ("%s", (const char *) g_ptr_array_index (letters->left_out, i));
  document = enr_family_letters_paper (letters, error);
  return document != NULL && write_document (self, document, error)
         && mark_printed (self, db, letters->waiting, error);
}

static const EnrCtlOption slips_options[] = {
  ENR_OPTION_DATE,
  ENR_OPTION_CLASS,
  { "blank", ENR_OPTION_FLAG, FALSE, NULL,
    N_ ("also slips to be filled in by hand, for classes in which nothing is written yet") },
  OPTION_TWO_SIDED,
  OPTION_PRINTED,
  ENR_OPTION_OUTPUT (N_ ("FILE.pdf")),
  ENR_OPTION_END,
};

static const EnrCtlOption letters_options[] = {
  ENR_OPTION_DATE,
  { "class", ENR_OPTION_TEXT, FALSE, N_ ("NAME"),
    N_ ("only what is handed out in this class (that of a family's first child)") },
  OPTION_TWO_SIDED,
  OPTION_PRINTED,
  ENR_OPTION_OUTPUT (N_ ("FILE.pdf")),
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_contact_report_commands[] = {
  { "report notebook-slips", NULL,
    N_ ("Write a day's pages of the contact notebook (連絡帳), four on a sheet to cut."),
    slips_options, run_notebook_slips, NULL },
  { "report letters", NULL,
    N_ ("Write a day's letters (お便り) that go out on paper, with the list for handing them out."),
    letters_options, run_letters, NULL },
  { NULL },
};
