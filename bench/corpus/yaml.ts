import type { Random } from "./random.ts";
import { NAMES, ROLES, writtenRole } from "./words.ts";

/** Config Connector manifests in one file, a document for each grant, among documents that grant nothing. */
export function yamlFile(random: Random, bindings: number): string {
  const documents: string[] = [];
  for (let i = 0; i < bindings; i++) {
    if (i % 5 === 0) documents.push(deployment(random, i));
    documents.push(random.pick([policyMember, policyMember, partialPolicy])(random, i));
  }
  return documents.join("---\n");
}

const policyMember = (random: Random, i: number) => `apiVersion: iam.cnrm.cloud.google.com/v1beta1
kind: IAMPolicyMember
metadata:
  name: ${random.pick(NAMES)}-${i}
  namespace: config-connector
spec:
  member: serviceAccount:${random.pick(NAMES)}@shop-prod.iam.gserviceaccount.com
  role: ${writtenRole(random)}
  resourceRef:
    apiVersion: resourcemanager.cnrm.cloud.google.com/v1beta1
    kind: Project
    external: projects/shop-prod
`;

const partialPolicy = (random: Random, i: number) => `apiVersion: iam.cnrm.cloud.google.com/v1beta1
kind: IAMPartialPolicy
metadata:
  name: ${random.pick(NAMES)}-${i}
spec:
  resourceRef:
    kind: Project
    external: projects/shop-prod
  bindings:
    - role: ${random.pick(ROLES)}
      members:
        - member: group:${random.pick(NAMES)}@example.com
        - memberFrom:
            serviceAccountRef:
              name: ${random.pick(NAMES)}
`;

const deployment = (random: Random, i: number) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${random.pick(NAMES)}-${i}
  labels: { app: ${random.pick(NAMES)}, tier: backend }
spec:
  replicas: ${1 + random.below(9)}
  selector:
    matchLabels:
      app: ${random.pick(NAMES)}
  template:
    spec:
      serviceAccountName: ${random.pick(NAMES)}
      containers:
        - name: main
          image: europe-docker.pkg.dev/shop/images/${random.pick(NAMES)}:1.${random.below(90)}
          resources:
            requests: { cpu: 250m, memory: 256Mi }
          env:
            - { name: LOG_LEVEL, value: info }
`;
