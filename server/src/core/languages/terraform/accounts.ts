import type { CustomRole, ServiceAccount } from "../../model/facts.ts";
import { leading, trailing } from "../../model/value.ts";
import { optional } from "./bindings.ts";
import { instancesOf } from "./iteration.ts";
import type { Declaration } from "./module.ts";
import { type Reader, statementOf } from "./reading.ts";

/** Facts of a `google_service_account` resource, one for each instance. */
export function readAccounts(declaration: Declaration, outer: Reader): readonly ServiceAccount[] {
  return instancesOf(declaration.block, outer.env).map(({ env, key }) => {
    const reader = outer.of(declaration.block, env);
    return {
      kind: "service-account",
      ...statementOf(declaration, env, key),
      ...optional("accountId", reader.value("account_id", "text")),
      ...optional("project", reader.value("project", "resource")),
    };
  });
}

/** Fact of a `data "google_service_account"`, whose `account_id` may also be an e-mail address or a full name. */
export function readLookedUpAccount(declaration: Declaration, reader: Reader): ServiceAccount {
  const id = reader.value("account_id", "account");
  const isName = id !== undefined && leading(id).includes("/");
  const isEmail = id !== undefined && !isName && (leading(id) + trailing(id)).includes("@");
  return {
    kind: "service-account",
    ...statementOf(declaration, reader.env),
    ...(isName ? {} : optional(isEmail ? "email" : "accountId", id)),
    ...optional("project", reader.value("project", "resource")),
  };
}

/** Fact of a data source that gives a default service account of the project. */
export function readDefaultAccount(declaration: Declaration, reader: Reader, isCompute: boolean): ServiceAccount {
  return {
    kind: "service-account",
    ...statementOf(declaration, reader.env),
    ...optional("project", reader.value("project", "resource")),
    ...(isCompute ? { isDefault: true } : {}),
  };
}

/** Facts of a custom role resource. */
export function readCustomRole(declaration: Declaration, reader: Reader, level: CustomRole["level"]): CustomRole {
  const { values, complete } = reader.list("permissions", "permission");
  return {
    kind: "custom-role",
    ...statementOf(declaration, reader.env),
    level,
    ...optional("parent", reader.value(level === "project" ? "project" : "org_id", "resource")),
    ...optional("id", reader.value("role_id", "text")),
    ...optional("title", reader.value("title", "text")),
    ...optional("description", reader.value("description", "text")),
    ...optional("stage", reader.value("stage", "text")),
    permissions: values,
    complete,
  };
}
