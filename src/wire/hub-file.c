/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "wire/hub-file.h"

#include <string.h>

#include "wire/event.h"

#define KIND "hub.v1"
#define LIMIT (64 * 1024)

void
enr_hub_file_clear (EnrHubFile *self)
{
  g_clear_pointer (&self->hub, g_free);
  g_clear_pointer (&self->city, g_free);
  g_clear_pointer (&self->nursery, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->code, g_free);
  memset (self, 0, sizeof *self);
}

GBytes *
enr_hub_file_write (const EnrHubFile *self, const EnrKeyPair *hub_key)
{
  g_autofree char *key = enr_key_format (hub_key->open, sizeof hub_key->open);
  g_autofree char *city = g_utf8_make_valid (self->city, -1);
  g_autofree char *name = g_utf8_make_valid (self->name, -1);
  g_autoptr (json_t) root
      = json_pack ("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:I}", "enroku", KIND, "hub", self->hub,
                   "key", key, "city", city, "nursery", self->nursery, "name", name, "code",
                   self->code, "expires", (json_int_t) self->expires_ms);
  g_autoptr (GBytes) plain = enr_json_write (root);
  guint8 signature[ENR_SIGNATURE_LENGTH];
  g_autofree char *text = NULL;

  enr_sign (hub_key, g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), signature);
  text = enr_key_format (signature, sizeof signature);
  json_object_set_new (root, "sig", json_string (text));
  return enr_json_write (root);
}

static gboolean
refuse (GError **error, EnrWireError code, const char *message)
{
  g_set_error_literal (error, ENR_WIRE_ERROR, code, message);
  return FALSE;
}

gboolean
enr_hub_file_read (EnrHubFile *self, GBytes *bytes, GError **error)
{
  g_autoptr (json_t) root = NULL;
  g_autoptr (GBytes) plain = NULL;
  g_auto (EnrHubFile) file = { 0 };
  guint8 signature[ENR_SIGNATURE_LENGTH];

  memset (self, 0, sizeof *self);
  if (g_bytes_get_size (bytes) <= LIMIT)
    root = enr_json_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL);
  if (root == NULL || strcmp (enr_json_get_text (root, "enroku", ""), KIND) != 0)
    return refuse (error, ENR_WIRE_ERROR_REPLY, "not a hub's file");
  file.hub = g_strdup (enr_json_get_text (root, "hub", ""));
  file.city = g_strdup (enr_json_get_text (root, "city", ""));
  file.nursery = g_strdup (enr_json_get_text (root, "nursery", ""));
  file.name = g_strdup (enr_json_get_text (root, "name", ""));
  file.code = g_strdup (enr_json_get_text (root, "code", ""));
  file.expires_ms = enr_json_get_int (root, "expires", 0);
  if (*file.hub == '\0' || *file.nursery == '\0' || *file.code == '\0'
      || !enr_key_parse (enr_json_get_text (root, "key", NULL), file.open, sizeof file.open)
      || !enr_key_parse (enr_json_get_text (root, "sig", NULL), signature, sizeof signature))
    return refuse (error, ENR_WIRE_ERROR_SIGNATURE, "something of it is missing");
  json_object_del (root, "sig");
  plain = enr_json_write (root);
  if (!enr_verify (file.open, g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), signature))
    return refuse (error, ENR_WIRE_ERROR_SIGNATURE, "not as the hub has signed it");
  *self = file;
  memset (&file, 0, sizeof file);
  return TRUE;
}
