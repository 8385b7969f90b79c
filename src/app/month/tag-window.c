/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/month/tag-window.h"

#include <glib/gi18n.h>

#include "app/compat.h"
#include "app/month/tag-row.h"

struct _EnrTagWindow
{
  AdwWindow parent_instance;

  /* Template */
  AdwToastOverlay *toasts;
  GtkSearchEntry *search;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (EnrTagWindow, enr_tag_window, ADW_TYPE_WINDOW)

static gboolean
is_shown (GtkListBoxRow *row, gpointer user_data)
{
  EnrTagWindow *self = user_data;

  return enr_tag_row_fits (ENR_TAG_ROW (row), gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

/* Single values first, then those of a list. */
static void
add_heading (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  gboolean is_list = enr_tag_row_get_tag (ENR_TAG_ROW (row))->is_list;
  GtkWidget *heading;

  if (before != NULL && enr_tag_row_get_tag (ENR_TAG_ROW (before))->is_list == is_list)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  heading = gtk_label_new (is_list ? _ ("A row for each child or family, downwards from the tag")
                                   : _ ("One value"));
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (heading, "enr-list-heading");
  gtk_list_box_row_set_header (row, heading);
}

static void
search_changed_cb (EnrTagWindow *self)
{
  gtk_list_box_invalidate_filter (self->list);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrTagWindow *self = ENR_TAG_WINDOW (widget);
  const char *text = g_variant_get_string (parameter, NULL);
  g_autofree char *said = NULL;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  /* Translators: a tag of a form */
  said = g_strdup_printf (_ ("Copied: %s"), text);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (said));
}

static void
enr_tag_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_TAG_WINDOW);

  G_OBJECT_CLASS (enr_tag_window_parent_class)->dispose (object);
}

static void
enr_tag_window_class_init (EnrTagWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_tag_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/month/tag-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrTagWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, EnrTagWindow, search);
  gtk_widget_class_bind_template_child (widget_class, EnrTagWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  /* The entry, which has the keyboard at first, keeps Escape for itself. */
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_install_action (widget_class, "tags.copy", "s", copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
enr_tag_window_init (EnrTagWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  enr_compat_leave_parent (GTK_WINDOW (self));
  for (const EnrCityTag *tag = enr_city_tags (); tag->name != NULL; tag++)
    gtk_list_box_append (self->list, GTK_WIDGET (enr_tag_row_new (tag)));
  gtk_list_box_set_filter_func (self->list, is_shown, self, NULL);
  gtk_list_box_set_header_func (self->list, add_heading, NULL, NULL);
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self));
}

void
enr_tag_window_show (GtkWindow *parent)
{
  GtkWidget *self = g_object_new (ENR_TYPE_TAG_WINDOW, "transient-for", parent, NULL);

  gtk_window_present (GTK_WINDOW (self));
}
