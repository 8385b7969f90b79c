/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "store/actor.h"

EnrActor
enr_actor (EnrActorKind kind, const char *device)
{
  g_return_val_if_fail (device != NULL, ((EnrActor){ ENR_ACTOR_PROGRAM, { { 0 } }, "", "" }));

  return (EnrActor){ kind, enr_uuid_none, "", device };
}

const char *
enr_actor_kind_key (EnrActorKind kind)
{
  switch (kind)
    {
    case ENR_ACTOR_PROGRAM:
      return "program";
    case ENR_ACTOR_OFFICE:
      return "office";
    case ENR_ACTOR_STAFF:
      return "staff";
    case ENR_ACTOR_DOOR:
      return "door";
    case ENR_ACTOR_IMPORT:
      return "import";
    case ENR_ACTOR_COMMAND:
      return "command";
    default:
      g_assert_not_reached ();
    }
}

const char *
enr_actor_this_device (void)
{
  return g_get_host_name ();
}
