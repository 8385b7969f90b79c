/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * JSON as the wire knows it: UTF-8, keys in the order of their bytes, no blank outside of text, whole
 * numbers alone (no fraction, no exponent), no key twice, at most ENR_WIRE_DEPTH deep. One value has
 * exactly one form, so that a sum over the bytes is a sum over the meaning. Reading is
 * jansson's; the limits and the writing are ours.
 */
#pragma once

#include <gio/gio.h>
#include <jansson.h>

G_BEGIN_DECLS

#define ENR_WIRE_DEPTH 16
#define ENR_EVENT_MAX_BYTES (64 * 1024)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)

#define ENR_WIRE_ERROR (enr_wire_error_quark ())
GQuark enr_wire_error_quark (void);

typedef enum
{
  ENR_WIRE_ERROR_SYNTAX,    /* not JSON, not UTF-8, or something after its end */
  ENR_WIRE_ERROR_DEPTH,     /* nested deeper than ENR_WIRE_DEPTH */
  ENR_WIRE_ERROR_NUMBER,    /* a fraction, an exponent, or beyond 64 bits */
  ENR_WIRE_ERROR_CANONICAL, /* JSON, but not in the one form: order, blanks, escapes, a key twice */
  ENR_WIRE_ERROR_ENVELOPE,  /* an attribute of the envelope is missing or wrong */
  ENR_WIRE_ERROR_SCHEMA,    /* the data break their schema */
  ENR_WIRE_ERROR_SIZE,      /* larger than the limit, packed or unpacked */
  ENR_WIRE_ERROR_DIGEST,    /* the sum over the bytes is another */
  ENR_WIRE_ERROR_SIGNATURE, /* not signed by the key that was expected */
  ENR_WIRE_ERROR_REPLY,     /* an answer that is none of a hub (a login page, a proxy's) */
  ENR_WIRE_ERROR_OTHER_HUB, /* an answer of another hub than ours */
} EnrWireError;

/**
 * Reads one JSON value. Strict about depth, numbers, keys that come twice and what comes after the end,
 * but not about order and blanks (answers of hubs may be written by others).
 *
 * Returns: (transfer full): the value, or %NULL with ENR_WIRE_ERROR
 */
json_t *enr_json_read (gconstpointer bytes,
                       gsize length,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The one form of @value. Real numbers in it are a bug of the caller. */
GBytes *enr_json_write (const json_t *value) G_GNUC_WARN_UNUSED_RESULT;

/** The same where the value is not known to be readable on the other side: ENR_WIRE_ERROR_NUMBER for a
 * fraction, _DEPTH where it is nested deeper than @depth, _SYNTAX for text that is not UTF-8 or holds
 * a NUL. What this has written, enr_json_read_canonical() reads. */
GBytes *enr_json_write_readable (const json_t *value,
                                 int depth,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Reads what must be in the one form already. */
json_t *enr_json_read_canonical (gconstpointer bytes,
                                 gsize length,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * The members of @object one after the other; begin with @iter %NULL, it is %NULL again behind the last.
 * json_object_foreach() must not be used: it calls json_object_iter_next(), and json-glib, which enrokuctl
 * knows too, has a function of that name.
 */
void *enr_json_next (json_t *object,
                     void *iter,
                     const char **key,
                     json_t **value);

/** A member of @object, or the fallback where it is missing or of another type. Text is borrowed. */
const char *enr_json_get_text (const json_t *object,
                           const char *key,
                           const char *fallback);
gint64 enr_json_get_int (const json_t *object,
                     const char *key,
                     gint64 fallback);

G_END_DECLS
