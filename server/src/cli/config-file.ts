import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Config, DEFAULT_CONFIG, isRuleSetting, mergeConfig, type RuleSetting } from "../core/lint/config.ts";
import { rules } from "../core/rules/index.ts";
import { CONFIG_FILES, loadConfig } from "../service/load-config.ts";
import { reasonOf } from "./files/failure.ts";
import { repositoryOf } from "./files/ignore-rules.ts";
import { shownPath } from "./files/paths.ts";
import { Misuse, orNearest } from "./misuse.ts";

/** The configuration of a folder: where it was read, and what it says. */
export interface FolderConfig {
  readonly config: Config;
  readonly file?: { readonly path: string; readonly text: string };
}

/**
 * The configuration that holds in `folder`: of the named file, else of the nearest one up to the root of the repository, with the
 * settings of the command line on top.
 * What the file says in a wrong way is left out.
 * @throws Misuse when the file cannot be read, or a setting of the command line is wrong
 */
export function configFor(folder: string, named: string | undefined, settings: readonly string[]): FolderConfig {
  const path = named === undefined ? findConfig(folder) : resolve(folder, named);
  const severities = Object.fromEntries(settings.map(readSetting));
  if (path === undefined) return { config: mergeConfig(DEFAULT_CONFIG, { severities }) };
  const text = contentOf(path, shownPath(path, folder));
  const { config } = loadConfig({ uri: path, text });
  return { config: mergeConfig(mergeConfig(DEFAULT_CONFIG, config), { severities }), file: { path, text } };
}

function findConfig(folder: string): string | undefined {
  const top = repositoryOf(folder) ?? folder;
  for (let at = folder; ; at = dirname(at)) {
    const found = CONFIG_FILES.map((name) => join(at, name)).find((path) => existsSync(path));
    if (found !== undefined || at === top) return found;
  }
}

function contentOf(path: string, shown: string): string {
  try {
    return readFileSync(path, "utf8").replace(/^\ufeff/, "");
  } catch (error) {
    throw new Misuse(`cannot read ${shown}: ${reasonOf(error)}`);
  }
}

/** `role-unknown=off` */
function readSetting(text: string): readonly [string, RuleSetting] {
  const equals = text.indexOf("=");
  const [id, setting] = [text.slice(0, equals), text.slice(equals + 1)];
  if (equals < 0 || !isRuleSetting(setting)) {
    throw new Misuse(`--rule takes ID=off, hint, info, warning or error, not "${text}"`);
  }
  const ids = rules.map((rule) => rule.id);
  if (!ids.includes(id)) throw new Misuse(`unknown rule "${id}"${orNearest(id, ids)}`);
  return [id, setting];
}
