import type { Flaw } from "../../../model/facts.ts";
import { known } from "../../../model/value.ts";
import { attributeOf, type Declaration } from "../module.ts";
import type { Reader } from "../reading.ts";
import { blocksAt } from "../running/places.ts";
import { edit, flawOf } from "./flaw.ts";

const LOG_TYPES = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"];
const SERVICE = /^(?:allServices|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.googleapis\.com)$/;
const RESOURCE = /^google_(?:project|folder|organization)_iam_audit_config$/;

/** What an audit configuration says that the API does not know. */
export function readAuditFlaws(declaration: Declaration, reader: Reader): readonly Flaw[] {
  if (declaration.isData || !RESOURCE.test(declaration.type)) return [];
  const logs = blocksAt(reader, "audit_log_config").flatMap((log) => logFlaw(declaration, log));
  return [...serviceFlaw(declaration, reader), ...logs];
}

function logFlaw(declaration: Declaration, reader: Reader): readonly Flaw[] {
  const attribute = attributeOf(reader.block, "log_type");
  const text = known(reader.value("log_type", "text"));
  if (attribute?.value.kind !== "template" || text === undefined || LOG_TYPES.includes(text)) return [];
  const meant = LOG_TYPES.find((type) => type === text.toUpperCase());
  const { inner } = attribute.value;
  const repairs =
    meant === undefined ? [] : [{ title: `Replace with \`${meant}\``, edits: [edit(reader, inner, meant)] }];
  return [
    flawOf(declaration, reader, { flaw: "tf-audit-config", at: inner, words: { field: "log_type", text }, repairs }),
  ];
}

function serviceFlaw(declaration: Declaration, reader: Reader): readonly Flaw[] {
  const attribute = attributeOf(reader.block, "service");
  const text = known(reader.value("service", "text"));
  if (attribute?.value.kind !== "template" || text === undefined || SERVICE.test(text)) return [];
  const { inner } = attribute.value;
  const meant = /^all_?services$/i.test(text)
    ? "allServices"
    : /^[a-z0-9]+$/.test(text)
      ? `${text}.googleapis.com`
      : undefined;
  const repairs =
    meant === undefined ? [] : [{ title: `Replace with \`${meant}\``, edits: [edit(reader, inner, meant)] }];
  return [
    flawOf(declaration, reader, { flaw: "tf-audit-config", at: inner, words: { field: "service", text }, repairs }),
  ];
}
