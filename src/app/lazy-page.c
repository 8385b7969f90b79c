/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/lazy-page.h"

GtkWidget *
enr_lazy_page_show (GtkStack *stack, const char *name)
{
  GtkWidget *page;

  g_return_val_if_fail (GTK_IS_STACK (stack), NULL);

  page = gtk_stack_get_child_by_name (stack, name);
  if (page == NULL)
    {
      g_autofree char *path = g_strdup_printf ("/io/github/enroku/Enroku/ui/pages/%s.ui", name);
      g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (path);

      page = GTK_WIDGET (gtk_builder_get_object (builder, "page"));
      gtk_stack_add_named (stack, page, name);
    }
  gtk_stack_set_visible_child (stack, page);
  return page;
}
