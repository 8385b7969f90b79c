/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A page of the window: what the window asks of each of them.
 */
#pragma once

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_PAGE (enr_page_get_type ())
G_DECLARE_INTERFACE (EnrPage, enr_page, ENR, PAGE, GtkWidget)

struct _EnrPageInterface
{
  GTypeInterface parent_iface;

  /** Gives the page its session, once, before it is shown. */
  void (*set_session) (EnrPage *self,
                       EnrSession *session);

  /** Puts the keyboard into the page's search entry (Ctrl+F); may be %NULL. */
  void (*focus_search) (EnrPage *self);
};

void enr_page_set_session (EnrPage *self,
                           EnrSession *session);

/** %FALSE where the page has nothing to search in. */
gboolean enr_page_focus_search (EnrPage *self);

G_END_DECLS
