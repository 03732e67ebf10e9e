import { explainError } from "../../service/access/explain-error.ts";
import { principalsIn } from "../../service/access/named.ts";
import { readiness } from "../../service/access/readiness.ts";
import { isPermission, why } from "../../service/access/why.ts";
import { explainedData, readinessData, whyData } from "../access-data.ts";
import { settledAll } from "../handle.ts";
import {
  EXPLAIN_ERROR,
  type ExplainErrorParams,
  type ExplainErrorResult,
  PRINCIPALS,
  type PrincipalsResult,
  READINESS,
  type ReadinessResult,
  WHY,
  type WhyParams,
  type WhyResult,
} from "../messages.ts";
import type { Session } from "../session/session.ts";

/** `iamLint/readiness`, `iamLint/why`, `iamLint/principals` and `iamLint/explainError` */
export function onAccess(session: Session): void {
  const { connection, workspace, configuration } = session;
  connection.onRequest(READINESS, async (_params: unknown, token): Promise<ReadinessResult> => {
    await settledAll(session, token);
    return readinessData(readiness(workspace, configuration.settings.config.assume), session);
  });
  connection.onRequest(PRINCIPALS, async (_params: unknown, token): Promise<PrincipalsResult> => {
    await settledAll(session, token);
    return [...new Set(principalsIn(workspace.graph()).map(({ name }) => name))].sort();
  });
  connection.onRequest(WHY, async (params: WhyParams, token): Promise<WhyResult> => {
    await settledAll(session, token);
    return answerWhy(params, session);
  });
  connection.onRequest(
    EXPLAIN_ERROR,
    async ({ text }: ExplainErrorParams, token): Promise<ExplainErrorResult | null> => {
      await settledAll(session, token);
      const explained = explainError(String(text), workspace, configuration.settings);
      return explained === undefined ? null : explainedData(explained, session);
    },
  );
}

function answerWhy({ principal, permission, resource }: WhyParams, session: Session): WhyResult {
  if (!isPermission(permission)) return { problem: `Unknown permission "${permission}"`, answers: [] };
  const { assume } = session.configuration.settings.config;
  const answers = why({ principal, permission, resource }, session.workspace, assume);
  return answers.length === 0
    ? { problem: `Nothing is granted to "${principal}" here`, answers: [] }
    : { answers: answers.map((answer) => whyData(answer, session)) };
}
