/** What the server and its own client say to each other beside the protocol. The client imports only types and names. */
import type { Range, WorkspaceEdit } from "vscode-languageserver";

/** Reads a text file; the answer has no text when there is none, or it is larger than `limit` bytes. */
export const READ_FILE = "iamLint/readFile";

export interface ReadFileParams {
  readonly uri: string;
  readonly limit: number;
}

export interface ReadFileResult {
  readonly text?: string;
}

/** Lists a folder; empty when it cannot be read. */
export const LIST_FOLDER = "iamLint/listFolder";

export interface ListFolderParams {
  readonly uri: string;
}

/** An entry of a folder, by its plain name. */
export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/**
 * What an editor that knows this extension's own messages says of itself, in `experimental` of its capabilities: it has the command
 * {@link SHOW_PLACES}, and takes {@link ACCESS_CHANGED}.
 */
export interface ExperimentalCapabilities {
  readonly iamLint?: boolean;
}

/** A stretch of a document, as the editor spells its URI. */
export interface PlaceData {
  readonly uri: string;
  readonly range: Range;
}

/** A command of the client: shows places, all of what a lens speaks of. Its arguments are {@link ShowPlacesArguments}. */
export const SHOW_PLACES = "iamLint.showPlaces";

export type ShowPlacesArguments = readonly [from: PlaceData, places: readonly PlaceData[]];

/** A notification to the client: who can do what may be another than before. */
export const ACCESS_CHANGED = "iamLint/accessChanged";

/** Asks who can deploy what; without parameters. */
export const READINESS = "iamLint/readiness";

export interface ReadinessResult {
  /** False while files of the workspace have not been read: what is missing may be granted there. */
  readonly complete: boolean;
  /** What a deploy takes, in the order of the cells. */
  readonly needs: readonly string[];
  readonly rows: readonly ReadinessRowData[];
  /** Workloads that nobody is known to deploy. */
  readonly undeployed: readonly WorkloadData[];
}

export interface ReadinessRowData {
  readonly principal: string;
  readonly place: PlaceData;
  readonly workload: WorkloadData;
  readonly cells: readonly CellData[];
}

export interface WorkloadData {
  readonly kind: string;
  readonly name: string;
  readonly identity?: string;
  readonly place: PlaceData;
}

export interface CellData {
  readonly need: string;
  readonly state: "granted" | "missing" | "unknown" | "denied" | "none";
  /** Why it is so, and what would give it. */
  readonly told: string;
  /** The grants behind it; where there are none, the principal's own place. */
  readonly places: readonly PlaceData[];
}

/** Asks whether somebody holds a permission. */
export const WHY = "iamLint/why";

export interface WhyParams {
  /** A member, an e-mail address, or the name of a declared account. */
  readonly principal: string;
  readonly permission: string;
  readonly resource?: string;
}

export interface WhyResult {
  /** What is wrong with the question. */
  readonly problem?: string;
  readonly answers: readonly WhyData[];
}

/** One principal that the question may mean. */
export interface WhyData {
  /** The verdict, a sentence. */
  readonly verdict: string;
  readonly state: "granted" | "missing" | "unknown" | "denied";
  /** Why it is so, and what would give it. */
  readonly reasons: readonly string[];
  readonly grants: readonly GrantData[];
}

export interface GrantData {
  readonly source: string;
  readonly role: string;
  readonly on: string;
  readonly place: PlaceData;
}

/** Asks for the names of all principals of the workspace; without parameters. */
export const PRINCIPALS = "iamLint/principals";

export type PrincipalsResult = readonly string[];

/** Asks what an error of gcloud, Terraform or the API means here; the answer is `null` when it is none that is known. */
export const EXPLAIN_ERROR = "iamLint/explainError";

export interface ExplainErrorParams {
  readonly text: string;
}

export interface ExplainErrorResult {
  readonly meaning: string;
  readonly advice: string;
  /** What the error names, by `permission`, `resource` and `principal`. */
  readonly named: Readonly<Record<string, string>>;
  /** The smallest roles that hold the permission. */
  readonly roles: readonly string[];
  readonly causes: readonly CauseData[];
  readonly answers: readonly WhyData[];
}

/** A finding that is the likely cause of an error. */
export interface CauseData {
  readonly message: string;
  readonly rule: string;
  readonly place: PlaceData;
  readonly fixes: readonly { readonly title: string; readonly edit: WorkspaceEdit }[];
}
