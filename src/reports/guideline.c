/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/guideline.h"

#include <glib/gi18n-lib.h>

#include "base/data.h"
#include "base/description.h"
#include "reports/error.h"

#define RELATIVE "forms/nursery-record.guideline.xml"

typedef enum
{
  GUIDELINE,
  DOMAIN,
  AIM,
  ASPECT,
  N_ELEMENTS,
} Element;

/* clang-format off */
static const EnrElementRule rules[N_ELEMENTS] = {
  [GUIDELINE] = { "guideline", ENR_DESCRIPTION_NOWHERE, FALSE, TRUE,
    { { "source", ENR_ATTRIBUTE_TEXT, TRUE }, { "aims", ENR_ATTRIBUTE_TEXT, TRUE },
      { "aspects", ENR_ATTRIBUTE_TEXT, TRUE } } },
  [DOMAIN] = { "domain", GUIDELINE, TRUE, TRUE, { { "name", ENR_ATTRIBUTE_TEXT, TRUE } } },
  [AIM] = { "aim", DOMAIN, TRUE, TRUE, { { "text", ENR_ATTRIBUTE_TEXT, TRUE } } },
  [ASPECT] = { "aspect", GUIDELINE, TRUE, TRUE,
    { { "name", ENR_ATTRIBUTE_TEXT, TRUE }, { "text", ENR_ATTRIBUTE_TEXT, TRUE } } },
};
/* clang-format on */

static void
item_free (EnrGuidelineItem *self)
{
  g_free (self->name);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

static EnrGuidelineItem *
add_item (GPtrArray *items, const char *name)
{
  EnrGuidelineItem *item = g_new0 (EnrGuidelineItem, 1);

  item->name = g_strdup (name);
  item->texts = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (items, item);
  return item;
}

void
enr_guideline_free (EnrGuideline *self)
{
  if (self == NULL)
    return;

  g_free (self->source);
  g_free (self->aims_where);
  g_free (self->aspects_where);
  g_ptr_array_unref (self->domains);
  g_ptr_array_unref (self->aspects);
  g_free (self);
}

static gboolean
take_cb (EnrDescription *description G_GNUC_UNUSED,
         guint element,
         const EnrAttributeValue *values,
         gpointer data,
         GError **error G_GNUC_UNUSED)
{
  EnrGuideline *self = data;
  EnrGuidelineItem *item;

  switch ((Element) element)
    {
    case GUIDELINE:
      self->source = g_strdup (values[0].value);
      self->aims_where = g_strdup (values[1].value);
      self->aspects_where = g_strdup (values[2].value);
      return TRUE;
    case DOMAIN:
      add_item (self->domains, values[0].value);
      return TRUE;
    case AIM:
      item = g_ptr_array_index (self->domains, self->domains->len - 1);
      g_ptr_array_add (item->texts, g_strdup (values[0].value));
      return TRUE;
    case ASPECT:
      item = add_item (self->aspects, values[0].value);
      g_ptr_array_add (item->texts, g_strdup (values[1].value));
      return TRUE;
    case N_ELEMENTS:
    default:
      return TRUE;
    }
}

EnrGuideline *
enr_guideline_read (const char *path, const char *content, gsize length, GError **error)
{
  EnrDescriptionFormat format
      = { rules, G_N_ELEMENTS (rules), ENR_REPORT_ERROR, ENR_REPORT_ERROR_FORM, take_cb, NULL };
  g_autoptr (EnrGuideline) self = g_new0 (EnrGuideline, 1);

  g_return_val_if_fail (path != NULL && content != NULL, NULL);

  self->domains = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  self->aspects = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  if (!enr_description_read (&format, path, content, length, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

EnrGuideline *
enr_guideline_load (GError **error)
{
  g_autofree char *own = enr_data_own_path (RELATIVE);
  g_autofree char *built_in = enr_data_path (RELATIVE);
  const char *path = g_file_test (own, G_FILE_TEST_EXISTS) ? own : built_in;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *content = NULL;
  gsize length = 0;

  if (path == NULL)
    {
      g_set_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_FORM,
                   /* Translators: the name of a file. */
                   _ ("The form “%s” is missing. Install Enroku again."), RELATIVE);
      return NULL;
    }
  if (!g_file_get_contents (path, &content, &length, &local_error))
    {
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_FORM,
                   /* Translators: the name of a file, then why it cannot be read. */
                   _ ("%s: The form cannot be read: %s"), name, local_error->message);
      return NULL;
    }
  return enr_guideline_read (path, content, length, error);
}
