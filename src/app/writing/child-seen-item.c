/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/child-seen-item.h"

struct _EnrChildSeenItem
{
  GObject parent_instance;

  /* Owned */
  EnrDevelopmentSeen *seen;
  char *heading;
  char *domain;
};

G_DEFINE_FINAL_TYPE (EnrChildSeenItem, enr_child_seen_item, G_TYPE_OBJECT)

static void
enr_child_seen_item_finalize (GObject *object)
{
  EnrChildSeenItem *self = ENR_CHILD_SEEN_ITEM (object);

  enr_development_seen_free (self->seen);
  g_free (self->heading);
  g_free (self->domain);

  G_OBJECT_CLASS (enr_child_seen_item_parent_class)->finalize (object);
}

static void
enr_child_seen_item_class_init (EnrChildSeenItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = enr_child_seen_item_finalize;
}

static void
enr_child_seen_item_init (EnrChildSeenItem *self)
{
}

EnrChildSeenItem *
enr_child_seen_item_new (EnrDevelopmentSeen *seen, const char *heading, const char *domain)
{
  EnrChildSeenItem *self = g_object_new (ENR_TYPE_CHILD_SEEN_ITEM, NULL);

  self->seen = seen;
  self->heading = g_strdup (heading);
  self->domain = g_strdup (domain);
  return self;
}

const EnrDevelopmentSeen *
enr_child_seen_item_get (EnrChildSeenItem *self)
{
  return self->seen;
}

const char *
enr_child_seen_item_get_heading (EnrChildSeenItem *self)
{
  return self->heading;
}

const char *
enr_child_seen_item_get_domain (EnrChildSeenItem *self)
{
  return self->domain;
}
