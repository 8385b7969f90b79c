/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Removing an inquiry or a promise that was entered by mistake; a toast offers to bring it back.
 */
#pragma once

#include "app/session.h"
#include "base/uuid.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_MISTAKE_INQUIRY,
  ENR_MISTAKE_PROMISE,
} EnrMistakeKind;

/** Removes it at once. @child_name is for the toast. */
void enr_mistake_remove (EnrSession *session,
                         EnrMistakeKind kind,
                         const EnrUuid *id,
                         const char *child_name);

G_END_DECLS
