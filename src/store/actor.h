/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Who does a thing. Every writing function takes one: the journal needs it now, and roles will be
 * enforced through it in one place.
 */
#pragma once

#include "base/uuid.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_ACTOR_PROGRAM, /* the program itself: migrations, first start */
  ENR_ACTOR_OFFICE,  /* the office window, before staff have names of their own */
  ENR_ACTOR_STAFF,   /* a member of staff, by id */
  ENR_ACTOR_DOOR,    /* the kiosk at the door: a parent's tap or card */
  ENR_ACTOR_IMPORT,  /* a file that a person imported */
  ENR_ACTOR_COMMAND, /* enrokuctl */
} EnrActorKind;

typedef struct
{
  EnrActorKind kind;
  EnrUuid id;         /* the member of staff, or none */
  const char *name;   /* as the journal shows it; borrowed, never NULL */
  const char *device; /* the PC's name; borrowed, never NULL */
} EnrActor;

/** An actor of a kind, on this PC, without a person's name. @device is borrowed. */
EnrActor enr_actor (EnrActorKind kind,
                    const char *device);

/** The word that the journal stores for a kind ("office"). Static. */
const char *enr_actor_kind_key (EnrActorKind kind);

/** This PC's name, as the system knows it. Static. */
const char *enr_actor_this_device (void);

G_END_DECLS
