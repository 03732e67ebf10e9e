import type { Need } from "../../core/access/needs.ts";
import { display } from "../../core/model/value.ts";
import { nameOf } from "../../core/model/value-name.ts";

/** The resource of a need as people call it. */
export function needName({ place, identity }: Need): string {
  if (identity !== undefined)
    return identity.value === undefined ? "the default compute service account" : nameOf(identity.value);
  return place.name === undefined ? place.type : display(place.name);
}
