import { MessageType, ShowMessageNotification, type ShowMessageParams } from "vscode-languageserver";
import { type Config, DEFAULT_CONFIG, isRuleSetting, mergeConfig, type RuleSetting } from "../../core/lint/config.ts";
import { SECTIONS } from "../../core/lint/sections.ts";
import type { ConfigMistake } from "../../core/model/suppression.ts";
import type { Settings } from "../../service/diagnose.ts";
import { ignoredIn } from "../../service/ignored.ts";
import { CONFIG_FILES, loadConfig } from "../../service/load-config.ts";
import { childOf, nameOf } from "../uris.ts";
import type { Session } from "./session.ts";

const SECTION = "iamLint";
const MAX_CONFIG = 1_000_000;
/** How a configuration file is called that is not there yet. */
const CONFIG_FILE = ".iamlint.yaml";

interface Editor {
  readonly enable: boolean;
  readonly codeLens: boolean;
  readonly config: Partial<Config>;
}

const DEFAULTS: Editor = { enable: true, codeLens: true, config: {} };

/** Settings of the editor and of the configuration files at the roots of the workspace's folders. */
export class Configuration {
  readonly #session: Session;
  /** By folder; the empty key is for documents outside of all folders. */
  readonly #editor = new Map<string, Editor>();
  readonly #files = new Map<string, Partial<Config>>();
  #loaded: Promise<void> = Promise.resolve();

  constructor(session: Session) {
    this.#session = session;
  }

  /** Resolves when the newest settings were read. */
  get loaded(): Promise<void> {
    return this.#loaded;
  }

  isEnabled(key: string): boolean {
    return this.#editorFor(this.#session.folderOf(key)).enable;
  }

  /** Whether a document has lenses. */
  hasLenses(key: string): boolean {
    const { enable, codeLens } = this.#editorFor(this.#session.folderOf(key));
    return enable && codeLens;
  }

  /** How the workspace is read as a whole: by the settings of its first folder, and what is assumed in any. */
  get settings(): Settings {
    const [first = "", ...others] = this.#session.folders;
    const settings = this.settingsFor(childOf(first, CONFIG_FILE));
    const assume = others.flatMap((folder) => this.#files.get(folder)?.assume ?? []);
    return { ...settings, config: mergeConfig(settings.config, { assume }) };
  }

  /** The configuration file that holds for a document, or where one would be; `undefined` outside of all folders. */
  async fileFor(key: string): Promise<{ readonly uri: string; readonly text: string | undefined } | undefined> {
    const folder = this.#session.folderOf(key);
    if (folder === undefined) return undefined;
    return (await this.#read(folder)) ?? { uri: childOf(folder, CONFIG_FILE), text: undefined };
  }

  /** How a document is linted: the project's own file weighs more than the editor. */
  settingsFor(key: string): Settings {
    const folder = this.#session.folderOf(key);
    const file = folder === undefined ? undefined : this.#files.get(folder);
    const config = mergeConfig(mergeConfig(DEFAULT_CONFIG, this.#editorFor(folder).config), file ?? {});
    return {
      config,
      ...(folder !== undefined && { isIgnored: ignoredIn(folder, config.ignore) }),
      today: this.#session.host.today(),
      onCrash: (rule, error) => this.#session.sayOnce(`rule ${rule.id} failed: ${String(error)}`),
    };
  }

  /** Takes settings that the editor sent by itself, for all folders. */
  take(raw: unknown): void {
    this.#editor.clear();
    this.#editor.set("", readEditor(raw));
    this.#session.changed();
  }

  /** Takes the present text of a configuration file. */
  reread(key: string): Promise<void> {
    const folder = this.#session.folders.find((one) => CONFIG_FILES.some((name) => childOf(one, name) === key));
    if (folder === undefined) return Promise.resolve();
    this.#loaded = this.#loaded.then(() => this.#loadFile(folder)).then(() => this.#session.changed());
    return this.#loaded;
  }

  /** Reads all settings again. */
  load(): Promise<void> {
    this.#loaded = Promise.all([
      this.#loadEditor(),
      ...this.#session.folders.map((folder) => this.#loadFile(folder)),
    ]).then(() => this.#session.changed());
    return this.#loaded;
  }

  #editorFor(folder: string | undefined): Editor {
    return this.#editor.get(folder ?? "") ?? this.#editor.get("") ?? DEFAULTS;
  }

  async #loadEditor(): Promise<void> {
    const { client, connection, folders } = this.#session;
    if (!client.configuration) return;
    const scopes = [undefined, ...folders];
    const items = scopes.map((scopeUri) => ({ section: SECTION, ...(scopeUri !== undefined && { scopeUri }) }));
    try {
      const answers: readonly unknown[] = await connection.workspace.getConfiguration(items);
      this.#editor.clear();
      for (const [i, scope] of scopes.entries()) this.#editor.set(scope ?? "", readEditor(answers[i]));
    } catch (error) {
      this.#session.sayOnce(`the editor's settings cannot be read: ${String(error)}`);
    }
  }

  async #loadFile(folder: string): Promise<void> {
    const found = await this.#read(folder);
    if (found === undefined) {
      this.#files.delete(folder);
      return;
    }
    const { config, mistakes } = loadConfig(found);
    this.#files.set(folder, config);
    if (this.#session.document(found.uri) === undefined) this.#report(nameOf(found.uri), mistakes);
  }

  /** The first configuration file of a folder that is there. */
  async #read(folder: string): Promise<{ readonly uri: string; readonly text: string } | undefined> {
    for (const name of CONFIG_FILES) {
      const uri = childOf(folder, name);
      const text = this.#session.document(uri)?.text ?? (await this.#session.host.readFile(uri, MAX_CONFIG));
      if (text !== undefined) return { uri, text };
    }
    return undefined;
  }

  /** Says what is wrong with a file that nobody has open. */
  #report(name: string, mistakes: readonly ConfigMistake[]): void {
    if (mistakes.length === 0) return;
    const text = `IAM Lint: ${name}: ${mistakes.map(({ message }) => message).join("; ")}`;
    const { connection } = this.#session;
    if (!this.#session.isNews(text)) return;
    const message: ShowMessageParams = { type: MessageType.Warning, message: text };
    this.#session.inBackground(connection.sendNotification(ShowMessageNotification.method, message));
  }
}

/** Reads the editor's settings; what has the wrong form counts as not set. */
function readEditor(raw: unknown): Editor {
  const { enable, codeLens, preset, rules, knownRoles } = isRecord(raw) ? raw : {};
  const severities: Record<string, RuleSetting> = {};
  for (const [id, setting] of Object.entries(isRecord(rules) ? rules : {})) {
    if (isRuleSetting(setting)) severities[id] = setting;
  }
  const listed = Array.isArray(knownRoles) ? knownRoles.filter((role) => typeof role === "string") : [];
  return {
    enable: enable !== false,
    codeLens: codeLens !== false,
    config: { ...(SECTIONS.preset.accepts(preset) && { preset }), severities, knownRoles: listed },
  };
}

const isRecord = (raw: unknown): raw is Record<string, unknown> =>
  typeof raw === "object" && raw !== null && !Array.isArray(raw);
