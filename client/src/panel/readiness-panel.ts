import { Uri, ViewColumn, type WebviewPanel, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { ACCESS_CHANGED, type PlaceData, READINESS, type ReadinessResult } from "../../../server/src/lsp/messages.ts";
import { openPlace } from "../places.ts";
import { bodyOf, shell } from "./page.ts";

const VIEW = "iamLint.readiness";

/** A panel that shows who can deploy what, and keeps up with the workspace. */
export class ReadinessPanel {
  readonly #client: BaseLanguageClient;
  readonly #extension: Uri;
  #panel: WebviewPanel | undefined;
  #places: readonly PlaceData[] = [];
  #asked = 0;

  constructor(client: BaseLanguageClient, extension: Uri) {
    this.#client = client;
    this.#extension = extension;
    client.onNotification(ACCESS_CHANGED, () => this.#refresh());
  }

  /** Opens it beside the editor, or brings the open one to the front. */
  show(): void {
    if (this.#panel === undefined) this.#panel = this.#open();
    else this.#panel.reveal();
  }

  #open(): WebviewPanel {
    const dist = Uri.joinPath(this.#extension, "dist");
    const panel = window.createWebviewPanel(VIEW, "IAM: Deploy Readiness", ViewColumn.Beside, {
      enableScripts: true,
      localResourceRoots: [dist],
    });
    const { webview } = panel;
    const addressOf = (name: string): string => webview.asWebviewUri(Uri.joinPath(dist, name)).toString();
    panel.onDidDispose(() => {
      this.#panel = undefined;
    });
    webview.onDidReceiveMessage((message: unknown) => this.#take(message));
    webview.html = shell({
      script: addressOf("panel.js"),
      style: addressOf("panel.css"),
      own: webview.cspSource,
      nonce: nonce(),
    });
    return panel;
  }

  /** What the page says: that it is there, or which of its places to open. */
  #take(message: unknown): void {
    if (message === "ready") this.#refresh();
    const place = typeof message === "number" ? this.#places[message] : undefined;
    if (place !== undefined) void openPlace(place, ViewColumn.One);
  }

  #refresh(): void {
    if (this.#panel?.visible) void this.#fill(this.#panel, ++this.#asked);
  }

  /** An answer that came behind a later one is of no use. */
  async #fill({ webview }: WebviewPanel, asked: number): Promise<void> {
    const result = await this.#client.sendRequest<ReadinessResult>(READINESS, {});
    if (asked !== this.#asked) return;
    const { html, places } = bodyOf(result);
    this.#places = places;
    await webview.postMessage(html);
  }
}

/** A word that nobody can guess, so that no script but the page's own runs in it. */
const nonce = (): string => crypto.randomUUID().replaceAll("-", "");
