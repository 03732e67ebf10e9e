import { attachMissingActas } from "./attach-missing-actas.ts";
import { callerMissingInvoker } from "./caller-missing-invoker.ts";
import { callerOauthToRun } from "./caller-oauth-to-run.ts";
import { cloudbuildSaLogging } from "./cloudbuild-sa-logging.ts";
import { condAccessLevels } from "./cond-access-levels.ts";
import { condAttributeNeverGrants } from "./cond-attribute-never-grants.ts";
import { condBasicRole } from "./cond-basic-role.ts";
import { condDateRange } from "./cond-date-range.ts";
import { condDrgDefault } from "./cond-drg-default.ts";
import { condExpired } from "./cond-expired.ts";
import { condHasonly } from "./cond-hasonly.ts";
import { condMissingTitle } from "./cond-missing-title.ts";
import { condNameWithoutType } from "./cond-name-without-type.ts";
import { condPolicyVersion } from "./cond-policy-version.ts";
import { condPublicMember } from "./cond-public-member.ts";
import { condResourceNameFormat } from "./cond-resource-name-format.ts";
import { condResourceServiceUnknown } from "./cond-resource-service-unknown.ts";
import { condResourceTypeUnknown } from "./cond-resource-type-unknown.ts";
import { condShadowed } from "./cond-shadowed.ts";
import { condStorageListPrefix } from "./cond-storage-list-prefix.ts";
import { condSyntax } from "./cond-syntax.ts";
import { condTooComplex } from "./cond-too-complex.ts";
import { configInvalid } from "./config-invalid.ts";
import { crIncludedPermissions } from "./cr-included-permissions.ts";
import { customRoleDisabledBound } from "./custom-role-disabled-bound.ts";
import { customRoleIdInvalid } from "./custom-role-id-invalid.ts";
import { customRoleLimits } from "./custom-role-limits.ts";
import { customRoleMissingCompanion } from "./custom-role-missing-companion.ts";
import { customRoleOrgPermission } from "./custom-role-org-permission.ts";
import { customRolePermissionUnknown } from "./custom-role-permission-unknown.ts";
import { customRolePermissionUnsupported } from "./custom-role-permission-unsupported.ts";
import { eventarcTriggerRoles } from "./eventarc-trigger-roles.ts";
import { functionV2Invoker } from "./function-v2-invoker.ts";
import { ghaIdTokenPermission } from "./gha-id-token-permission.ts";
import { ghaSaKey } from "./gha-sa-key.ts";
import { ghaWifProviderFormat } from "./gha-wif-provider-format.ts";
import { gkeWiHalfConfigured } from "./gke-wi-half-configured.ts";
import { ignoreExpired } from "./ignore-expired.ts";
import { ignoreMalformed } from "./ignore-malformed.ts";
import { ignoreUnknownRule } from "./ignore-unknown-rule.ts";
import { ignoreUnused } from "./ignore-unused.ts";
import { kccIampolicyAuthoritative } from "./kcc-iampolicy-authoritative.ts";
import { kccMemberXor } from "./kcc-member-xor.ts";
import { kccMembersShape } from "./kcc-members-shape.ts";
import { kccPolicyConflict } from "./kcc-policy-conflict.ts";
import { kccResourceref } from "./kcc-resourceref.ts";
import { kccRolePattern } from "./kcc-role-pattern.ts";
import { knAnnotationTypo } from "./kn-annotation-typo.ts";
import { limitGroups } from "./limit-groups.ts";
import { limitPrincipals } from "./limit-principals.ts";
import { limitSaDescription } from "./limit-sa-description.ts";
import { limitSaDisplayName } from "./limit-sa-display-name.ts";
import { limitSaId } from "./limit-sa-id.ts";
import { limitSameGrantConditions } from "./limit-same-grant-conditions.ts";
import { lpAdminToServiceAccount } from "./lp-admin-to-service-account.ts";
import { lpBasicRole } from "./lp-basic-role.ts";
import { lpBroadResource } from "./lp-broad-resource.ts";
import { lpDefaultSa } from "./lp-default-sa.ts";
import { lpDomainGrant } from "./lp-domain-grant.ts";
import { lpImpersonationScope } from "./lp-impersonation-scope.ts";
import { lpPersonalAccount } from "./lp-personal-account.ts";
import { lpPrivilegeEscalation } from "./lp-privilege-escalation.ts";
import { lpPublic } from "./lp-public.ts";
import { lpRedundantRole } from "./lp-redundant-role.ts";
import { lpUserDirect } from "./lp-user-direct.ts";
import { lpWifWholePool } from "./lp-wif-whole-pool.ts";
import { memberAllowGrammar } from "./member-allow-grammar.ts";
import { memberConvenienceNotAllowedHere } from "./member-convenience-not-allowed-here.ts";
import { memberDeleted } from "./member-deleted.ts";
import { memberDenyGrammar } from "./member-deny-grammar.ts";
import { memberDoublePrefix } from "./member-double-prefix.ts";
import { memberDuplicate } from "./member-duplicate.ts";
import { memberDuplicatePrefixModule } from "./member-duplicate-prefix-module.ts";
import { memberEmailUppercase } from "./member-email-uppercase.ts";
import { memberGkeWiMalformed } from "./member-gke-wi-malformed.ts";
import { memberGkeWiRole } from "./member-gke-wi-role.ts";
import { memberMissingPrefix } from "./member-missing-prefix.ts";
import { memberPrefixMismatch } from "./member-prefix-mismatch.ts";
import { memberPublicCase } from "./member-public-case.ts";
import { memberPublicNotAllowedHere } from "./member-public-not-allowed-here.ts";
import { memberSaEmailTypo } from "./member-sa-email-typo.ts";
import { memberServiceAgentMalformed } from "./member-service-agent-malformed.ts";
import { memberUnknownPrefix } from "./member-unknown-prefix.ts";
import { memberWhitespace } from "./member-whitespace.ts";
import { memberWifMalformed } from "./member-wif-malformed.ts";
import { memberWifProjectId } from "./member-wif-project-id.ts";
import { memberWifUnmappedAttribute } from "./member-wif-unmapped-attribute.ts";
import { polDuplicateBinding } from "./pol-duplicate-binding.ts";
import { polEmptyBinding } from "./pol-empty-binding.ts";
import { roleBigqueryLegacy } from "./role-bigquery-legacy.ts";
import { roleCustomUnqualified } from "./role-custom-unqualified.ts";
import { roleCustomWrongScope } from "./role-custom-wrong-scope.ts";
import { roleDeprecated } from "./role-deprecated.ts";
import { roleIsPermission } from "./role-is-permission.ts";
import { roleMissingPrefix } from "./role-missing-prefix.ts";
import { roleNotGrantableHere } from "./role-not-grantable-here.ts";
import { roleOwnerExternalUser } from "./role-owner-external-user.ts";
import { rolePrerelease } from "./role-prerelease.ts";
import { roleRemoved } from "./role-removed.ts";
import { roleServiceAgentToUser } from "./role-service-agent-to-user.ts";
import { roleTitleInsteadOfId } from "./role-title-instead-of-id.ts";
import { roleUnknown } from "./role-unknown.ts";
import { roleWithcond } from "./role-withcond.ts";
import { roleWrongCase } from "./role-wrong-case.ts";
import type { AnyRule } from "./rule.ts";
import { runActasWrongDirection } from "./run-actas-wrong-direction.ts";
import { runCrossProjectIdentity } from "./run-cross-project-identity.ts";
import { runCrossProjectImage } from "./run-cross-project-image.ts";
import { runCustomRoleDeploy } from "./run-custom-role-deploy.ts";
import { runDefaultServiceIdentity } from "./run-default-service-identity.ts";
import { runDeployerCannotSetIam } from "./run-deployer-cannot-set-iam.ts";
import { runDeployerMissingActas } from "./run-deployer-missing-actas.ts";
import { runDeployerMissingImageReader } from "./run-deployer-missing-image-reader.ts";
import { runDeployerMissingRunRole } from "./run-deployer-missing-run-role.ts";
import { runIapMissingInvoker } from "./run-iap-missing-invoker.ts";
import { runIdentityMissingCloudsql } from "./run-identity-missing-cloudsql.ts";
import { runIdentityMissingSecretAccess } from "./run-identity-missing-secret-access.ts";
import { runInvokerCheckDisabledWithBindings } from "./run-invoker-check-disabled-with-bindings.ts";
import { runInvokerOnWorkerPool } from "./run-invoker-on-worker-pool.ts";
import { runJobExecutorMissingRole } from "./run-job-executor-missing-role.ts";
import { runObservabilityRoles } from "./run-observability-roles.ts";
import { runPublicService } from "./run-public-service.ts";
import { runServiceAgentRemoved } from "./run-service-agent-removed.ts";
import { runSourceDeployRoles } from "./run-source-deploy-roles.ts";
import { schedulerServiceAgentAsSa } from "./scheduler-service-agent-as-sa.ts";
import { serviceIdentityRoleMissing } from "./service-identity-role-missing.ts";
import { shAuthFlagConflict } from "./sh-auth-flag-conflict.ts";
import { shBq } from "./sh-bq.ts";
import { shConditionMalformed } from "./sh-condition-malformed.ts";
import { shConditionNone } from "./sh-condition-none.ts";
import { shDeployInteractive } from "./sh-deploy-interactive.ts";
import { shDeprecatedGsutil } from "./sh-deprecated-gsutil.ts";
import { shMissingFlag } from "./sh-missing-flag.ts";
import { shMissingLocation } from "./sh-missing-location.ts";
import { shQuoteExpansion } from "./sh-quote-expansion.ts";
import { shRolesParent } from "./sh-roles-parent.ts";
import { shSaTarget } from "./sh-sa-target.ts";
import { shTrack } from "./sh-track.ts";
import { shUnknownCommand } from "./sh-unknown-command.ts";
import { shUnknownFlag } from "./sh-unknown-flag.ts";
import { shWrongOrder } from "./sh-wrong-order.ts";
import { tfAuditConfig } from "./tf-audit-config.ts";
import { tfAuthoritativeServiceAgent } from "./tf-authoritative-service-agent.ts";
import { tfBindingMemberConflict } from "./tf-binding-member-conflict.ts";
import { tfBqAccessConflict } from "./tf-bq-access-conflict.ts";
import { tfConditionUnsupported } from "./tf-condition-unsupported.ts";
import { tfDuplicateMapKey } from "./tf-duplicate-map-key.ts";
import { tfDuplicateMember } from "./tf-duplicate-member.ts";
import { tfEmptyMembers } from "./tf-empty-members.ts";
import { tfForEachUnknown } from "./tf-for-each-unknown.ts";
import { tfModuleShape } from "./tf-module-shape.ts";
import { tfOrgBinding } from "./tf-org-binding.ts";
import { tfPolicyConflict } from "./tf-policy-conflict.ts";
import { tfPolicyData } from "./tf-policy-data.ts";
import { tfPolicyNoOwner } from "./tf-policy-no-owner.ts";
import { tfProjectIamPolicy } from "./tf-project-iam-policy.ts";
import { tfProjectRequired } from "./tf-project-required.ts";
import { tfRemovedResource } from "./tf-removed-resource.ts";
import { tfSaIdNotQualified } from "./tf-sa-id-not-qualified.ts";
import { tfSaResourceVsIdentity } from "./tf-sa-resource-vs-identity.ts";
import { tfUnknownIamResource } from "./tf-unknown-iam-resource.ts";
import { tfWrongAttribute } from "./tf-wrong-attribute.ts";
import { wifProviderNoCondition } from "./wif-provider-no-condition.ts";

/** All rules. Written by scripts/generate.ts: a new file in this folder is enough. */
export const rules: readonly AnyRule[] = [
  attachMissingActas,
  callerMissingInvoker,
  callerOauthToRun,
  cloudbuildSaLogging,
  condAccessLevels,
  condAttributeNeverGrants,
  condBasicRole,
  condDateRange,
  condDrgDefault,
  condExpired,
  condHasonly,
  condMissingTitle,
  condNameWithoutType,
  condPolicyVersion,
  condPublicMember,
  condResourceNameFormat,
  condResourceServiceUnknown,
  condResourceTypeUnknown,
  condShadowed,
  condStorageListPrefix,
  condSyntax,
  condTooComplex,
  configInvalid,
  crIncludedPermissions,
  customRoleDisabledBound,
  customRoleIdInvalid,
  customRoleLimits,
  customRoleMissingCompanion,
  customRoleOrgPermission,
  customRolePermissionUnknown,
  customRolePermissionUnsupported,
  eventarcTriggerRoles,
  functionV2Invoker,
  ghaIdTokenPermission,
  ghaSaKey,
  ghaWifProviderFormat,
  gkeWiHalfConfigured,
  ignoreExpired,
  ignoreMalformed,
  ignoreUnknownRule,
  ignoreUnused,
  kccIampolicyAuthoritative,
  kccMemberXor,
  kccMembersShape,
  kccPolicyConflict,
  kccResourceref,
  kccRolePattern,
  knAnnotationTypo,
  limitGroups,
  limitPrincipals,
  limitSaDescription,
  limitSaDisplayName,
  limitSaId,
  limitSameGrantConditions,
  lpAdminToServiceAccount,
  lpBasicRole,
  lpBroadResource,
  lpDefaultSa,
  lpDomainGrant,
  lpImpersonationScope,
  lpPersonalAccount,
  lpPrivilegeEscalation,
  lpPublic,
  lpRedundantRole,
  lpUserDirect,
  lpWifWholePool,
  memberAllowGrammar,
  memberConvenienceNotAllowedHere,
  memberDeleted,
  memberDenyGrammar,
  memberDoublePrefix,
  memberDuplicate,
  memberDuplicatePrefixModule,
  memberEmailUppercase,
  memberGkeWiMalformed,
  memberGkeWiRole,
  memberMissingPrefix,
  memberPrefixMismatch,
  memberPublicCase,
  memberPublicNotAllowedHere,
  memberSaEmailTypo,
  memberServiceAgentMalformed,
  memberUnknownPrefix,
  memberWhitespace,
  memberWifMalformed,
  memberWifProjectId,
  memberWifUnmappedAttribute,
  polDuplicateBinding,
  polEmptyBinding,
  roleBigqueryLegacy,
  roleCustomUnqualified,
  roleCustomWrongScope,
  roleDeprecated,
  roleIsPermission,
  roleMissingPrefix,
  roleNotGrantableHere,
  roleOwnerExternalUser,
  rolePrerelease,
  roleRemoved,
  roleServiceAgentToUser,
  roleTitleInsteadOfId,
  roleUnknown,
  roleWithcond,
  roleWrongCase,
  runActasWrongDirection,
  runCrossProjectIdentity,
  runCrossProjectImage,
  runCustomRoleDeploy,
  runDefaultServiceIdentity,
  runDeployerCannotSetIam,
  runDeployerMissingActas,
  runDeployerMissingImageReader,
  runDeployerMissingRunRole,
  runIapMissingInvoker,
  runIdentityMissingCloudsql,
  runIdentityMissingSecretAccess,
  runInvokerCheckDisabledWithBindings,
  runInvokerOnWorkerPool,
  runJobExecutorMissingRole,
  runObservabilityRoles,
  runPublicService,
  runServiceAgentRemoved,
  runSourceDeployRoles,
  schedulerServiceAgentAsSa,
  serviceIdentityRoleMissing,
  shAuthFlagConflict,
  shBq,
  shConditionMalformed,
  shConditionNone,
  shDeployInteractive,
  shDeprecatedGsutil,
  shMissingFlag,
  shMissingLocation,
  shQuoteExpansion,
  shRolesParent,
  shSaTarget,
  shTrack,
  shUnknownCommand,
  shUnknownFlag,
  shWrongOrder,
  tfAuditConfig,
  tfAuthoritativeServiceAgent,
  tfBindingMemberConflict,
  tfBqAccessConflict,
  tfConditionUnsupported,
  tfDuplicateMapKey,
  tfDuplicateMember,
  tfEmptyMembers,
  tfForEachUnknown,
  tfModuleShape,
  tfOrgBinding,
  tfPolicyConflict,
  tfPolicyData,
  tfPolicyNoOwner,
  tfProjectIamPolicy,
  tfProjectRequired,
  tfRemovedResource,
  tfSaIdNotQualified,
  tfSaResourceVsIdentity,
  tfUnknownIamResource,
  tfWrongAttribute,
  wifProviderNoCondition,
];
