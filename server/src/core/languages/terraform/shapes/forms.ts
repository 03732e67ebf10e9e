import { literal, type Value } from "../../../model/value.ts";
import { type Entry, type Folded, knownText, optionsOf, type Text } from "../folded.ts";
import { attributeOf } from "../module.ts";
import { makeValue, memberOf } from "./call.ts";
import { conditionIn } from "./conditions.ts";
import { impliedMember, membersOf, oneMember, textsOf, withoutAgents } from "./members.ts";
import { type Context, listPlace, mapPlace, placeOf, type ReadForm, type Row } from "./row.ts";
import type { Form } from "./shape.ts";

/** What each form makes of an argument. */
export const forms: Readonly<Record<Form, ReadForm>> = {
  "members-by-role": (folded, context) =>
    entriesOf(folded).map((entry) => ({
      role: roleOf(entry.key, context),
      ...(context.grants.agents === true
        ? withoutAgents(entry.value, context.call)
        : membersOf(entry.value, context.call)),
      ...placeOf(entry.key, context),
    })),

  "roles-by-member": (folded, context) => entriesOf(folded).flatMap((entry) => rolesOfMember(entry, context)),

  objects: (folded, context) =>
    optionsOf(folded).flatMap((one) =>
      one.kind === "sequence"
        ? one.items.flatMap((item, index) => objectRow(item, undefined, String(index), context))
        : entriesOf(one).flatMap(({ key, value }) => objectRow(value, key, undefined, context)),
    ),

  roles: (folded, context) => {
    const implied = impliedMember(context);
    return textsOf(folded).map((text) => ({ role: roleOf(text, context), ...implied, ...listPlace(text) }));
  },

  "roles-by-resource": (folded, context) => {
    const implied = impliedMember(context);
    return entriesOf(folded).flatMap(({ key, value }) =>
      textsOf(value).map((text) => ({
        role: roleOf(text, context),
        ...implied,
        ...listPlace(text),
        resource: key,
      })),
    );
  },

  "project-roles": (folded, context) => {
    const implied = impliedMember(context);
    return textsOf(folded).flatMap((text) => {
      const pair = splitPair(text, context);
      return pair === undefined ? [] : [{ ...pair, ...implied, ...listPlace(text) }];
    });
  },

  "entitled-roles": (folded, context) =>
    optionsOf(folded)
      .flatMap((one) => (one.kind === "sequence" ? one.items : []))
      .flatMap((item): readonly Row[] => {
        const role = memberOf(item, "role");
        const expression = memberOf(item, "condition");
        if (role?.kind !== "text") return [];
        const condition = expression?.kind === "text" ? makeValue(context.call, expression, "condition") : undefined;
        return [
          {
            role: roleOf(role, context),
            members: [],
            complete: false,
            ...(condition === undefined ? {} : { condition: { span: condition.span, expression: condition } }),
            ...listPlace(role),
            isDoubtful: true,
          },
        ];
      }),

  members: (folded, context) => {
    const { call, grants } = context;
    const attribute = attributeOf(call.reader.block, grants.at.split(".", 1)[0] ?? "");
    if (attribute === undefined || textsOf(folded).length === 0) return [];
    const head = call.reader.span({ start: attribute.start, end: attribute.nameEnd });
    const role: Value = {
      slot: "text",
      span: head,
      parts: [literal(grants.role ?? "")],
      ...(context.resourceType === undefined ? {} : { resourceType: context.resourceType }),
    };
    return [{ role, ...membersOf(folded, call), span: call.reader.span(attribute), head, label: "" }];
  },
};

const entriesOf = (folded: Folded): readonly Entry[] =>
  optionsOf(folded).flatMap((option) => (option.kind === "mapping" ? option.entries : []));

function roleOf(text: Text, { call, grants, resourceType }: Context): Value {
  const { byRole = {} } = grants.on;
  const name = knownText(text);
  const isElsewhere = name !== undefined && Object.hasOwn(byRole, name);
  return makeValue(call, text, "role", isElsewhere ? undefined : resourceType);
}

/** A principal and its roles, or an object of its roles and a condition. */
function rolesOfMember({ key, value }: Entry, context: Context): readonly Row[] {
  const { call } = context;
  const roles = value.kind === "mapping" ? memberOf(value, "roles") : value;
  if (roles === undefined) return [];
  const condition = value.kind === "mapping" ? conditionIn(value, context) : {};
  const members = [makeValue(call, key, "member")];
  return textsOf(roles).map((text) => ({
    role: roleOf(text, context),
    members,
    complete: !key.isDefault,
    ...condition,
    ...placeOf(key, context),
    head: text.span,
  }));
}

function objectRow(value: Folded, key: Text | undefined, index: string | undefined, context: Context): readonly Row[] {
  if (value.kind !== "mapping") return [];
  const role = memberOf(value, "role");
  const member = memberOf(value, "member");
  const members = memberOf(value, "members");
  if (role?.kind !== "text" && member === undefined && members === undefined) return [];
  const inner = value.entries.find((entry) => knownText(entry.key) === "role")?.key;
  const first = inner ?? value.entries[0]?.key;
  const place = key === undefined ? first && mapPlace(first, context) : placeOf(key, context);
  if (place === undefined) return [];
  const whole =
    member === undefined ? membersOf(members ?? { kind: "null" }, context.call) : oneMember(member, context);
  return [
    {
      role: role?.kind === "text" ? roleOf(role, context) : undefined,
      ...whole,
      ...conditionIn(value, context),
      ...place,
      ...(index === undefined ? {} : { label: `[${index}]` }),
    },
  ];
}

/** `project=>role`, of which the role has its own place where the text reads as it is written. */
function splitPair(text: Text, { call, resourceType }: Context): Pick<Row, "role" | "project"> | undefined {
  const at = text.parts.findIndex((part) => part.kind === "literal" && part.text.includes("=>"));
  const part = text.parts[at];
  if (part?.kind !== "literal") return undefined;
  const [before = "", after = ""] = part.text.split("=>", 2);
  const behind = text.parts.slice(at + 1);
  const isPlain = behind.length === 0;
  const start = isPlain ? text.span.end - after.length : text.span.start;
  const project = [...text.parts.slice(0, at), ...(before === "" ? [] : [literal(before)])];
  const role: Text = { ...text, parts: [literal(after), ...behind], span: { ...text.span, start } };
  return {
    role: call.reader.make(role, "role", resourceType),
    project: { slot: "resource", span: { ...text.span, end: isPlain ? start - 2 : text.span.end }, parts: project },
  };
}
