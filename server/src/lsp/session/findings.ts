import type { Diagnostic } from "vscode-languageserver";
import type { Report } from "../../core/lint/lint.ts";
import { diagnoseUnit } from "../../service/diagnose.ts";
import { diagnosticOf } from "../convert.ts";
import { readFurther } from "./further.ts";
import type { OpenDocument, Session } from "./session.ts";

/** What an editor was last told about a document. */
interface Told {
  readonly resultId: string;
  readonly version: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly text: string;
}

/** The workspace rules' tier: their findings rest on files that may not have been read yet. */
const WORKSPACE_TIER = 3;

/** Findings of the present revision, and what the editor knows of them. */
export class Findings {
  readonly #session: Session;
  readonly #told = new Map<string, Told>();
  #units = new Map<string, readonly Report[]>();
  #revision = -1;
  #results = 0;
  #isSettling = false;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Findings in a document. Those of documents that are read together are computed together, once for a revision. */
  reports(key: string): readonly Report[] {
    const { workspace, configuration, unread, revision } = this.#session;
    if (!configuration.isEnabled(key)) return [];
    if (this.#revision !== revision) {
      this.#units = new Map();
      this.#revision = revision;
    }
    const unit = workspace.joined(key)[0] ?? key;
    const reports = this.#units.get(unit) ?? diagnoseUnit(workspace, key, configuration.settingsFor(key));
    this.#units.set(unit, reports);
    return reports.filter(({ span, rule }) => span.uri === key && (unread.size === 0 || rule.tier < WORKSPACE_TIER));
  }

  /** What to tell about a document; the same result id as before when nothing is new. */
  tell(key: string): Told {
    const before = this.#told.get(key);
    const version = this.#session.document(key)?.version ?? -1;
    const diagnostics = this.reports(key).map((report) => diagnosticOf(report, this.#session));
    const text = JSON.stringify(diagnostics);
    const resultId = before?.text === text ? before.resultId : String(++this.#results);
    const told = { resultId, version, diagnostics, text };
    this.#told.set(key, told);
    return told;
  }

  forget(key: string): void {
    this.#told.delete(key);
  }

  /** Brings the editor's diagnostics up to date once the messages that have come are handled. */
  settleSoon(): void {
    if (this.#isSettling) return;
    this.#isSettling = true;
    this.#session.inBackground(this.#settle());
  }

  async #settle(): Promise<void> {
    const { host, client, connection } = this.#session;
    const revision = await this.#quiet();
    this.#isSettling = false;
    let isStale = false;
    for (const document of this.#session.openDocuments) {
      await this.#session.ready(document.key);
      if (this.#session.revision !== revision) return this.settleSoon();
      if (client.pullsDiagnostics) isStale ||= this.#isStale(document);
      else this.#publish(document);
      await host.turn();
    }
    if (isStale && client.refreshesDiagnostics) await connection.languages.diagnostics.refresh();
    this.#session.lenses.settleSoon();
    if (await readFurther(this.#session)) this.#session.changed();
  }

  /** Waits for the end of a row of changes that came together; the revision behind them. */
  async #quiet(): Promise<number> {
    let { revision } = this.#session;
    for (;;) {
      await this.#session.host.turn();
      await this.#session.host.turn();
      if (this.#session.revision === revision) return revision;
      revision = this.#session.revision;
    }
  }

  /** Whether the editor shows something else for a document that it has no reason of its own to ask about again. */
  #isStale({ key, version }: OpenDocument): boolean {
    const told = this.#told.get(key);
    if (told === undefined || told.version !== version) return false;
    const diagnostics = this.reports(key).map((report) => diagnosticOf(report, this.#session));
    return JSON.stringify(diagnostics) !== told.text;
  }

  #publish({ key, uri, version }: OpenDocument): void {
    const before = this.#told.get(key);
    const { diagnostics, resultId } = this.tell(key);
    if (before?.resultId === resultId && before.version === version) return;
    this.#session.inBackground(
      this.#session.connection.sendDiagnostics({ uri, version, diagnostics: [...diagnostics] }),
    );
  }
}
