/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Contact with parents (連絡): the inbox, the notebook of a class, the letters.
 */
#pragma once

#include <adwaita.h>

#include "app/page.h"

G_BEGIN_DECLS

#define ENR_TYPE_CONTACT_PAGE (enr_contact_page_get_type ())
G_DECLARE_FINAL_TYPE (EnrContactPage, enr_contact_page, ENR, CONTACT_PAGE, AdwBin)

/** Shows a part: "inbox", "notebook" or "letters". */
void enr_contact_page_show_part (EnrContactPage *self,
                                 const char *name);

G_END_DECLS
