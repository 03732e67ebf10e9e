import type { Catalog } from "../catalog/catalog.ts";

/** After so many days the catalog lacks enough new roles that an unknown name is no proof. */
const FRESH_DAYS = 90;
const DAY = 24 * 60 * 60 * 1000;

/** Whether the catalog is too old on an ISO date to prove that a name does not exist. */
export const isStale = (catalog: Catalog, today: string): boolean =>
  Date.parse(today) - Date.parse(catalog.date) > FRESH_DAYS * DAY;
