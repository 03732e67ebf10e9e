import data from "../../../../data/conditions.json";

/** Values of `resource.service` in conditions: API hosts. Source: see `meta` in the data file. */
export const conditionServices: readonly string[] = data.services;

/** Values of `resource.type` in conditions: `storage.googleapis.com/Bucket`. */
export const conditionTypes: readonly string[] = data.types;

/** Formats of `resource.name` in conditions, each with what it names. */
export const conditionNames: readonly { readonly what: string; readonly format: string }[] = data.names;

/** Services whose permissions deny policies write with another host than `SERVICE.googleapis.com`. */
export const denyHosts: Readonly<Record<string, string>> = data.denyServices;
