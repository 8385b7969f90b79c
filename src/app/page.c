/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/page.h"

G_DEFINE_INTERFACE (EnrPage, enr_page, GTK_TYPE_WIDGET)

static void
enr_page_default_init (EnrPageInterface *iface)
{
}

void
enr_page_set_session (EnrPage *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_PAGE (self));

  ENR_PAGE_GET_IFACE (self)->set_session (self, session);
}

gboolean
enr_page_focus_search (EnrPage *self)
{
  g_return_val_if_fail (ENR_IS_PAGE (self), FALSE);

  if (ENR_PAGE_GET_IFACE (self)->focus_search == NULL)
    return FALSE;
  ENR_PAGE_GET_IFACE (self)->focus_search (self);
  return TRUE;
}
