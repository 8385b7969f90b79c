/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The page of the children (園児): the list at the left, one child at the right.
 */
#pragma once

#include <adwaita.h>

#include "app/page.h"
#include "base/uuid.h"

G_BEGIN_DECLS

#define ENR_TYPE_CHILDREN_PAGE (enr_children_page_get_type ())
G_DECLARE_FINAL_TYPE (EnrChildrenPage, enr_children_page, ENR, CHILDREN_PAGE, AdwBin)

/** Selects a child, as soon as the list has it. */
void enr_children_page_show_child (EnrChildrenPage *self,
                                   const EnrUuid *child_id);

/** Goes to a part of the child's page: "person", "family", "enrolment", "attendance", "history". */
void enr_children_page_show_part (EnrChildrenPage *self,
                                  const char *name);

G_END_DECLS
