/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A letter with its files written and released at once, where nobody stands before a list (enrokuctl).
 */
#pragma once

#include "contact/recipient.h"

G_BEGIN_DECLS

/** A file that is to be attached. */
typedef struct
{
  char *name; /* or a path, of which the last part is kept */
  GBytes *content;
} EnrLetterFile;

EnrLetterFile *enr_letter_file_new (const char *name,
                                    GBytes *content) G_GNUC_WARN_UNUSED_RESULT;
void enr_letter_file_free (EnrLetterFile *self);

/** Whether enr_letter_send() would refuse these files (element-type EnrLetterFile); writes nothing. Errors as
 * of enr_announcement_file_add(). */
gboolean enr_letter_check_files (GPtrArray *files,
                                 GError **error);

/** As enr_recipient_send(), with files; all of it is one transaction. */
gboolean enr_letter_send (EnrDb *db,
                          const EnrActor *actor,
                          EnrAnnouncement *draft,
                          GPtrArray *files,
                          EnrRecipientPlan **plan,
                          GError **error);

G_END_DECLS
