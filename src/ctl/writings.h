/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the commands about plans and records share: which of them an option or argument names, and
 * who acts.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "ctl/ctl.h"
#include "people/staff.h"
#include "writing/writing.h"

G_BEGIN_DECLS

/** The child that --child names; none where it is not given. */
gboolean enr_ctl_child_option (EnrCtl *self,
                               EnrDb *db,
                               EnrUuid *id,
                               GError **error);

/** Which version --which asks for: ENR_PRINT_APPROVED (so it is where it is not given), ENR_PRINT_PRESENT or
 * the number of one, which is refused unless there is one document (@n); @n is 0 for a child's diary. */
#define ENR_OPTION_OF_VERSION                                                                      \
  {                                                                                                \
    "which", ENR_OPTION_TEXT, FALSE, N_ ("VERSION"),                                               \
        N_ ("approved (what is in force; so it is without this), current (the newest text), or "   \
            "the number of a version")                                                             \
  }
gboolean enr_ctl_version_option (EnrCtl *self,
                                 guint n,
                                 int *version,
                                 GError **error);

/**
 * Keeps of a list of writings those of the class that --class names, and of its children; all where it
 * is not given. By its name, because a class is another one in each fiscal year. UNKNOWN where there is
 * neither such a writing nor such a class in the fiscal year of @day. (element-type EnrWriting)
 */
gboolean enr_ctl_take_class (EnrCtl *self,
                             EnrDb *db,
                             EnrDate day,
                             GPtrArray *list,
                             GError **error);

/** The writing that the command's first argument names, and in @kind its kind, borrowed from @kinds. */
EnrWriting *enr_ctl_load_writing (EnrCtl *self,
                                  EnrDb *db,
                                  const EnrWritingKinds *kinds,
                                  const EnrWritingKind **kind,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The members that a writing has in JSON, into the object that is open. */
void enr_ctl_add_writing (JsonBuilder *builder,
                          const EnrWriting *writing);

/**
 * Who acts: the one whom --by names, or the login name. A name of the staff is that member of staff, so
 * that her seal is printed and nobody approves her own; @staff then is hers and owns what @actor
 * borrows. AMBIGUOUS where several have that name.
 */
gboolean enr_ctl_actor_by (EnrCtl *self,
                           EnrDb *db,
                           EnrActor *actor,
                           EnrStaff **staff,
                           GError **error);

G_END_DECLS
