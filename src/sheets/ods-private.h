/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the readers of an ODS share.
 */
#pragma once

#include "sheets/grid-private.h"

G_BEGIN_DECLS

typedef struct _EnrOdsStyles EnrOdsStyles;

EnrOdsStyles *enr_ods_styles_new (EnrBook *book);
void enr_ods_styles_free (EnrOdsStyles *self);
/* For each element of styles.xml and content.xml. */
void enr_ods_styles_start (EnrOdsStyles *self,
                           const EnrElement *element);
void enr_ods_styles_end (EnrOdsStyles *self,
                         const EnrElement *element);
/* The style's number, or %ENR_NO_STYLE. */
guint enr_ods_styles_find (EnrOdsStyles *self,
                           const char *name,
                           gsize length);
/* When both parts are read: what the styles are into the book. */
void enr_ods_styles_finish (EnrOdsStyles *self);

/* clang-format off */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrOdsStyles, enr_ods_styles_free)
/* clang-format on */

G_END_DECLS
