import { fabricModules } from "./fabric.ts";
import { googleModules } from "./google-modules.ts";
import { iamModules } from "./iam-module.ts";
import type { Shape } from "./shape.ts";
import { type ModuleSource, readModuleSource } from "./source.ts";

const FABRIC = /^(?:googlecloudplatform|terraform-google-modules)\/cloud-foundation-fabric$/;
const IAM = "terraform-google-modules/iam";

export interface Found {
  readonly shape: Shape;
  /** False when only the folder's name tells: the arguments have to look the part too. */
  readonly isSure: boolean;
}

/** The known module that a `source` names; `folder` is that of the calling module. */
export function findShape(source: string, folder: string): Found | undefined {
  const from = readModuleSource(source, folder);
  if (from === undefined) return undefined;
  if (from.isLocal) return findLocal(from);
  const shape = findPublished(from);
  return shape && { shape, isSure: true };
}

function findPublished({ from, folder }: ModuleSource): Shape | undefined {
  const name = /^modules\/([\w-]+)$/.exec(folder)?.[1];
  if (FABRIC.test(from)) return name === undefined ? undefined : own(fabricModules, name);
  if (from === IAM) return name === undefined ? undefined : own(iamModules, name);
  const modules = own(googleModules, from);
  return modules && own(modules, folder);
}

/** A checkout of Cloud Foundation Fabric, or of the module that has nothing but bindings, at any place. */
function findLocal({ from }: ModuleSource): Found | undefined {
  const name = /\/modules\/([\w-]+)$/.exec(from)?.[1];
  if (name === undefined) return undefined;
  const shape = own(fabricModules, name) ?? (name.endsWith("_iam") ? own(iamModules, name) : undefined);
  return shape && { shape, isSure: /fabric|terraform-google-iam/i.test(from) };
}

const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
