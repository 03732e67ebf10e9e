import packed from "../../../data/catalog.txt";
import type { Catalog } from "./catalog.ts";
import { createCatalog } from "./create.ts";
import { lazy } from "./lazy.ts";

/** The catalog that is bundled with the program; nothing is unpacked before the first question. */
export const openCatalog: () => Catalog = lazy(() => createCatalog(() => packed));
