import { containerName } from "../../core/evidence/hierarchy.ts";
import type { Binding } from "../../core/model/facts.ts";
import { display } from "../../core/model/value.ts";
import { nameOf } from "../../core/model/value-name.ts";
import type { Span } from "../../core/text/span.ts";

/** A grant as data: where it stands and what it says. */
export interface ToldGrant {
  readonly span: Span;
  /** What people call the statement. */
  readonly source: string;
  readonly role: string;
  /** Type and name of the resource, as far as it is told. */
  readonly on: string;
}

/** A project, folder or organization as people call it, anything else by its type. */
const nounOf = (type = "?"): string => containerName(type)?.replace(/^an? /, "") ?? type;

export const toldGrant = ({ head, source, role, resource }: Binding): ToldGrant => ({
  span: head,
  source,
  role: role === undefined ? "?" : display(role),
  on: [nounOf(resource.type), ...(resource.fields.name === undefined ? [] : [nameOf(resource.fields.name)])].join(" "),
});
