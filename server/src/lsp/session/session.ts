import type { Connection } from "vscode-languageserver";
import { Workspace } from "../../service/workspace.ts";
import { type Client, clientOf } from "../client.ts";
import type { Host } from "../host.ts";
import { canonical, isBelow } from "../uris.ts";
import { Configuration } from "./configuration.ts";
import { Findings } from "./findings.ts";
import { Lenses } from "./lenses.ts";

/** A document that the editor has open. */
export interface OpenDocument {
  /** The URI as the editor spells it. */
  readonly uri: string;
  /** The URI under which the workspace holds it. */
  readonly key: string;
  readonly version: number;
  /** `undefined` while it is too large to be read. */
  readonly text: string | undefined;
}

/** All that changes while the server runs. */
export class Session {
  readonly connection: Connection;
  readonly host: Host;
  readonly workspace = new Workspace(([uri], error) => this.sayOnce(`${uri} cannot be read: ${String(error)}`));
  readonly configuration: Configuration;
  readonly findings: Findings;
  readonly lenses: Lenses;
  client: Client = clientOf({});
  /** Canonical URIs of the workspace's folders. */
  folders: readonly string[] = [];
  /** Lists of folders that were not wholly read: while there are any, nothing is said that a file in them may refute. */
  readonly unread = new Set<readonly string[]>();
  readonly #open = new Map<string, OpenDocument>();
  readonly #keys = new Map<string, string>();
  readonly #reads = new Map<string, Promise<void>>();
  readonly #said = new Set<string>();
  #last: Promise<void> = Promise.resolve();
  #revision = 0;

  constructor(connection: Connection, host: Host) {
    this.connection = connection;
    this.host = host;
    this.configuration = new Configuration(this);
    this.findings = new Findings(this);
    this.lenses = new Lenses(this);
  }

  /** Grows with every change on which a finding may depend. */
  get revision(): number {
    return this.#revision;
  }

  /** Tells that something changed on which findings may depend. */
  changed(): void {
    this.#revision++;
    this.findings.settleSoon();
  }

  get openDocuments(): readonly OpenDocument[] {
    return [...this.#open.values()];
  }

  /** Finds an open document by either of its URIs. */
  document(uri: string): OpenDocument | undefined {
    return this.#open.get(this.key(uri));
  }

  /** The URI under which the workspace holds what an editor calls `uri`. */
  key(uri: string): string {
    const plain = canonical(uri);
    return this.#keys.get(plain) ?? plain;
  }

  /** The URI by which the editor knows a document of the workspace. */
  spelling(key: string): string {
    return this.#open.get(key)?.uri ?? key;
  }

  keep(document: OpenDocument): void {
    this.#open.set(document.key, document);
    this.#keys.set(canonical(document.uri), document.key);
  }

  forget(document: OpenDocument): void {
    this.#open.delete(document.key);
    this.#keys.delete(canonical(document.uri));
    this.#reads.delete(document.key);
  }

  /** Remembers what has to be read before a document is judged. */
  awaitRead(key: string, read: Promise<void>): void {
    this.#reads.set(key, read);
  }

  /** Resolves when the configuration and the documents that are joined with this one were read. */
  async ready(key: string): Promise<void> {
    await this.configuration.loaded;
    await this.#reads.get(key);
  }

  /** The workspace folder that a document lies in, the innermost one. */
  folderOf(key: string): string | undefined {
    return this.folders.filter((folder) => isBelow(key, folder)).sort((a, b) => b.length - a.length)[0];
  }

  /** Does something that reads files once what came before it is done, so that older contents never win. */
  inTurn(work: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(work, work);
    return this.#last;
  }

  /** Lets something go on that nobody waits for; what goes wrong in it is logged. */
  inBackground(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.sayOnce(`failed in the background: ${String(error)}`));
  }

  /** Whether a text is told for the first time. */
  isNews(text: string): boolean {
    if (this.#said.has(text)) return false;
    this.#said.add(text);
    return true;
  }

  /** Writes a line to the editor's log, the same one only once. */
  sayOnce(text: string): void {
    if (this.isNews(text)) this.connection.console.warn(text);
  }
}
