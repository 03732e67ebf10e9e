import { CodeLensRefreshRequest } from "vscode-languageserver";
import { type Lens, lensesIn, type ToldLens, tellLens } from "../../service/access/lens.ts";
import { ACCESS_CHANGED } from "../messages.ts";
import type { Session } from "./session.ts";

/** As long as a person types, who may do what is not worked out again. */
const IDLE_MS = 300;

/** The lenses that an editor was told of in one version of a document, with the texts of those that it asked for. */
interface Told {
  readonly version: number;
  readonly shape: string;
  readonly texts: Map<string, { readonly lens: Lens; readonly text: string }>;
}

/** What an editor knows of the lenses of its documents. */
export class Lenses {
  readonly #session: Session;
  readonly #told = new Map<string, Told>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  /** The lenses of a document, without what they say. */
  list(key: string): readonly Lens[] {
    const lenses = this.#present(key);
    const version = this.#session.document(key)?.version ?? -1;
    this.#told.set(key, { version, shape: JSON.stringify(lenses), texts: new Map() });
    return lenses;
  }

  /** What a lens says now; `undefined` when its statement is no longer there. */
  tell(lens: Lens): ToldLens | undefined {
    const told = this.#tell(lens);
    const text = JSON.stringify(told) ?? "";
    this.#told.get(lens.span.uri)?.texts.set(`${lens.aspect} ${lens.span.start}`, { lens, text });
    return told;
  }

  forget(key: string): void {
    this.#told.delete(key);
  }

  /** Brings what the editor shows of the workspace up to date once nothing has changed for a while. */
  settleSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#session.inBackground(this.#settle()), IDLE_MS);
  }

  /** Lets the editor ask again where it shows something else than what holds now. */
  async #settle(): Promise<void> {
    const { client, connection } = this.#session;
    if (client.isOwn) await connection.sendNotification(ACCESS_CHANGED);
    if (!client.refreshesLenses) return;
    const isStale = [...this.#told].some(([key, told]) => this.#isStale(key, told));
    if (isStale) await connection.sendRequest(CodeLensRefreshRequest.type);
  }

  /** Documents of another version are asked about anyway. */
  #isStale(key: string, { version, shape, texts }: Told): boolean {
    if (this.#session.document(key)?.version !== version) return false;
    if (JSON.stringify(this.#present(key)) !== shape) return true;
    return [...texts.values()].some(({ lens, text }) => (JSON.stringify(this.#tell(lens)) ?? "") !== text);
  }

  /** None while files are unread, which may grant what a lens would call missing. */
  #present(key: string): readonly Lens[] {
    const { configuration, workspace, unread } = this.#session;
    return configuration.hasLenses(key) && unread.size === 0 ? lensesIn(workspace, key) : [];
  }

  #tell(lens: Lens): ToldLens | undefined {
    const { workspace, configuration } = this.#session;
    return tellLens(lens, workspace, configuration.settingsFor(lens.span.uri).config.assume);
  }
}
