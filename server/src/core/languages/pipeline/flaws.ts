import { placeholdersIn } from "../../model/placeholders.ts";
import type { Edit } from "../../text/edit.ts";
import type { Extraction, Source } from "../language.ts";
import { addEntry } from "../manifest/add-entry.ts";
import { eolOf, lineStart } from "../manifest/layout.ts";
import { entrySpan, Reading } from "../manifest/reading.ts";
import { at, type Entry, entryOf, isEmpty, type Mapping, type Node, textAt } from "../manifest/tree.ts";
import { AUTH, actionOf, type Job, jobsOf } from "./github-jobs.ts";

/** What Cloud Build and the actions of GitHub refuse, before any command runs. */
export function buildFlaws(root: Mapping, source: Source): Extraction {
  const reading = new Reading(source);
  findLogging(root, reading);
  findAccount(root, reading);
  return reading;
}

const OWN_BUCKET = "REGIONAL_USER_OWNED_BUCKET";
const WITHOUT_BUCKET: ReadonlySet<string> = new Set(["CLOUD_LOGGING_ONLY", "NONE"]);
/** The account that Cloud Build itself brings. */
const LEGACY = /^\d+@cloudbuild\.gserviceaccount\.com$/;

/** A build with an account of its own says where its logs go. */
function findLogging(root: Mapping, reading: Reading): void {
  const account = entryOf(root, "serviceAccount");
  const options = entryOf(root, "options");
  if (account?.value?.kind !== "scalar" || isEmpty(account.value) || root.templated) return;
  if (LEGACY.test(textAt(account.value)?.split("/").at(-1) ?? "")) return;
  if (entryOf(root, "logsBucket") !== undefined || (options !== undefined && !isClear(options.value))) return;
  const logging = at(options?.value, "logging");
  const bucket = textAt(options?.value, "defaultLogsBucketBehavior");
  if (bucket === OWN_BUCKET || (logging !== undefined && WITHOUT_BUCKET.has(textAt(logging) ?? ""))) return;
  if (logging !== undefined && textAt(logging) === undefined) return;
  const edit = loggingEdit(root, options?.value, logging, reading);
  const repair = { title: "Log to Cloud Logging only", edits: edit === undefined ? [] : [edit] };
  const place = entrySpan(account);
  const statement = { span: root.span, head: account.keySpan, source: "build" };
  reading.flaw("build-without-logs", place, statement, {}, edit === undefined ? [] : [repair]);
}

/** Whether all options are seen. */
const isClear = (options: Node | undefined): boolean =>
  options?.kind === "mapping" && !options.templated && entryOf(options, "<<") === undefined;

function loggingEdit(
  root: Mapping,
  options: Node | undefined,
  logging: Node | undefined,
  { text }: Reading,
): Edit | undefined {
  const wanted = "CLOUD_LOGGING_ONLY";
  if (logging?.kind === "scalar") return logging.uses.length > 0 ? undefined : { span: logging.content, text: wanted };
  if (options?.kind === "mapping") return addEntry(text, options, "logging", wanted);
  return addEntry(text, root, "options", { logging: wanted });
}

/** An e-mail address that is all of the account's name, with the project that it tells. */
const ADDRESS = /^[\w.-]+@(?:([a-z][a-z0-9-]*)\.iam\.gserviceaccount\.com|[\w-]+(?:\.[\w-]+)+)$/;

/** A build names its account by the resource name. */
function findAccount(root: Mapping, reading: Reading): void {
  const account = entryOf(root, "serviceAccount");
  const value = account?.value;
  const text = textAt(value);
  const [address, project] = ADDRESS.exec(text ?? "") ?? [];
  if (account === undefined || value?.kind !== "scalar" || address === undefined) return;
  const prefix = `projects/${project ?? "$PROJECT_ID"}/serviceAccounts/`;
  const isWritten = value.uses.length === 0 && reading.text.slice(value.content.start, value.content.end) === text;
  const edits = [{ span: { ...value.content, end: value.content.start }, text: prefix }];
  const statement = { span: root.span, head: account.keySpan, source: "build" };
  const repairs = isWritten ? [{ title: `Write \`${prefix}\` in front`, edits }] : [];
  reading.flaw("build-account-format", value.content, statement, {}, repairs);
}

/** What the step that signs in to Google Cloud asks for. */
export function workflowFlaws(root: Mapping, source: Source): Extraction {
  const reading = new Reading(source);
  const isCalled = isCalledByOthers(root);
  for (const job of jobsOf(root)) {
    for (const step of job.steps) {
      if (actionOf(step) !== AUTH || step.kind !== "mapping") continue;
      findProvider(step, reading);
      findKey(step, reading);
      if (!isCalled && at(step, "with", "workload_identity_provider") !== undefined) findPermission(job, step, reading);
    }
  }
  return reading;
}

const statementOf = (step: Mapping) => {
  const uses = entryOf(step, "uses");
  return { span: step.span, head: uses === undefined ? step.span : entrySpan(uses), source: AUTH };
};

const PROVIDER = /^projects\/\d+\/locations\/global\/workloadIdentityPools\/[^/]+\/providers\/[^/]+$/;
const HOST = /^(?:https?:)?\/\/iam\.googleapis\.com\/(?:v1\/)?(?=projects\/)/;

function findProvider(step: Mapping, reading: Reading): void {
  const provider = at(step, "with", "workload_identity_provider");
  const value = reading.value(provider, "text");
  const written = textAt(provider)?.trim();
  const text = written && filledIn(written);
  if (provider?.kind !== "scalar" || value === undefined || text === undefined || PROVIDER.test(text)) return;
  const bare = text.replace(HOST, "");
  const isWritten = provider.uses.length === 0 && provider.style !== "block";
  const repairs =
    bare !== text && PROVIDER.test(bare) && isWritten
      ? [{ title: "Leave out the host", edits: [{ span: provider.content, text: bare }] }]
      : [];
  reading.flaw("wif-provider-format", provider.content, statementOf(step), { problem: problemOf(text) }, repairs);
}

/** With a number for what stands for one: `PROJECT_NUMBER`, `YOUR_PROJECT_NUMBER`. */
const filledIn = (text: string): string =>
  text.replace(/(?<=^projects\/|\/projects\/)[^/]*/, (project) => {
    const isOpen = placeholdersIn(project, "data").length > 0 && !/id\W*$/i.test(project);
    return isOpen ? "1" : project;
  });

/** What is wrong with the name of a provider, as words behind "it". */
function problemOf(text: string): string {
  if (HOST.test(text)) return "begins with a host";
  const [, project] = /^projects\/([^/]*)\//.exec(text) ?? [];
  if (project !== undefined && !/^\d+$/.test(project)) return "has the project's id where its number belongs";
  if (/\/workloadIdentityPools\/[^/]+\/?$/.test(text)) return "names the pool and no provider of it";
  return "is of another form";
}

function findKey(step: Mapping, reading: Reading): void {
  const key = entryOf(at(step, "with"), "credentials_json");
  if (key !== undefined) reading.flaw("service-account-key", key.keySpan, statementOf(step));
}

/** A workflow that others call, and an action, run with the permissions of the caller. */
function isCalledByOthers(root: Mapping): boolean {
  const on = at(root, "on") ?? at(root, '"on"') ?? at(root, "true");
  if (at(root, "jobs") === undefined || on === undefined) return true;
  if (on.kind === "scalar") return textAt(on) !== undefined && textAt(on) === "workflow_call";
  return on.kind === "list"
    ? on.items.some((item) => textAt(item) === "workflow_call")
    : entryOf(on, "workflow_call") !== undefined;
}

/** The nearest permissions of a job count alone. */
function findPermission({ levels }: Job, step: Mapping, reading: Reading): void {
  if (levels.some((level) => level.kind === "mapping" && (level.templated || entryOf(level, "<<") !== undefined)))
    return;
  const [permissions] = levels.flatMap((level) => entryOf(level, "permissions") ?? []);
  if (permissions !== undefined && !lacksToken(permissions)) return;
  const edits = permissionEdits(permissions, levels[0], reading.text);
  const repairs = edits === undefined ? [] : [{ title: "Let the job get an ID token", edits: [edits] }];
  reading.flaw("id-token-permission", statementOf(step).head, statementOf(step), {}, repairs);
}

function lacksToken({ value }: Entry): boolean {
  if (value?.kind === "scalar") return textAt(value) === "read-all";
  if (value?.kind !== "mapping" || value.templated || entryOf(value, "<<") !== undefined) return false;
  const token = entryOf(value, "id-token");
  return token === undefined || ["none", "read"].includes(textAt(token.value) ?? "");
}

function permissionEdits(permissions: Entry | undefined, job: Node | undefined, text: string): Edit | undefined {
  const value = permissions?.value;
  if (value?.kind === "mapping") {
    const token = at(value, "id-token");
    if (token?.kind === "scalar") return token.uses.length > 0 ? undefined : { span: token.content, text: "write" };
    return addEntry(text, value, "id-token", "write");
  }
  if (permissions !== undefined || job?.kind !== "mapping" || job.flow || job.uses.length > 0) return undefined;
  const steps = entryOf(job, "steps");
  if (steps === undefined) return undefined;
  const start = lineStart(text, steps.keySpan.start);
  const indent = text.slice(start, steps.keySpan.start);
  const lines = [`${indent}permissions:`, `${indent}  contents: read`, `${indent}  id-token: write`];
  if (indent.trim() !== "") return undefined;
  return { span: { ...steps.keySpan, start, end: start }, text: lines.map((line) => line + eolOf(text)).join("") };
}
