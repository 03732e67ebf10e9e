import { DidChangeWatchedFilesNotification, FileChangeType } from "vscode-languageserver";
import { languageOf } from "../../core/languages/registry.ts";
import { isConfigFile } from "../../service/load-config.ts";
import { readInto, readJoined } from "../session/disk.ts";
import { isSkipped } from "../session/folder-index.ts";
import { readFile, readListing } from "../session/further.ts";
import type { Session } from "../session/session.ts";
import { canonical } from "../uris.ts";

/** The last kinds of files hold no IAM by themselves, but Terraform may read them. */
const PATTERNS = [
  "**/*.{tf,tofu,tfvars,yaml,yml,json,jsonc,jsonl,ndjson,sh,bash,zsh,ksh,md,mdx,markdown,rst,adoc,asciidoc,tftpl,tpl,tmpl,txt,csv}",
  "**/*.{ps1,psm1,bat,cmd,mk,mak,just,ipynb,jinja,dockerfile,containerfile}",
  "**/{Dockerfile,Containerfile,Makefile,makefile,GNUmakefile,justfile,Justfile}*",
  "**/.iamlint.{json,yaml}",
];

/** Asks the editor to tell about files that change on disk. */
export function watchFiles(session: Session): void {
  const { client, connection } = session;
  if (!client.watchesFiles) return;
  const watchers = PATTERNS.map((globPattern) => ({ globPattern }));
  session.inBackground(connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
}

/** `workspace/didChangeWatchedFiles` */
export function onWatchedFiles(session: Session): void {
  session.connection.onDidChangeWatchedFiles(({ changes }) => {
    const files = changes.map(({ uri, type }) => ({ uri: canonical(uri), isGone: type === FileChangeType.Deleted }));
    if (files.some(({ uri }) => isConfigFile(uri))) session.inBackground(session.configuration.load());
    const concerned = files.filter(({ uri }) => session.document(uri) === undefined && !isSkipped(uri));
    if (concerned.length > 0) session.inBackground(session.inTurn(() => rereadAll(session, concerned)));
  });
}

interface ChangedFile {
  readonly uri: string;
  readonly isGone: boolean;
}

/** One file at a time: a change of branch may touch more of them than can be open at once. */
async function rereadAll(session: Session, files: readonly ChangedFile[]): Promise<void> {
  for (const file of files) await reread(session, file);
  const lists = new Set(files.flatMap(({ uri }) => session.workspace.listedAround(uri)));
  for (const folder of lists) await readListing(session, folder);
  session.changed();
}

/** Reads a changed file if it is in the workspace or could now hold something. */
async function reread(session: Session, { uri, isGone }: ChangedFile): Promise<void> {
  if (session.workspace.isBuiltUpon(uri)) await readFile(session, uri);
  if (isGone) return session.workspace.delete(uri);
  const language = languageOf(uri, "");
  if (language === undefined) return;
  await readInto(session, uri);
  const text = session.workspace.source(uri)?.text;
  if (text === undefined) return;
  if (language.mayHold(text)) await readJoined(session, uri);
  else if (session.workspace.joined(uri).length === 1) session.workspace.delete(uri);
}
