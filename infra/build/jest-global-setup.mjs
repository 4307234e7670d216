import './register-typescript.mjs';
import { existsSync } from 'node:fs';

const services = new URL('../../services/', import.meta.url);

async function migrate(ownerUrl) {
  const source = new URL('app/src/migrate.ts', services);
  if (existsSync(source)) await (await import(source.href)).migrate(ownerUrl);
}

export default async function setup() {
  const { startTestCluster } = await import(new URL('kernel/src/testing/test-cluster.ts', services).href);
  const cluster = await startTestCluster(migrate);
  process.env.OWNCOURSE_TEST_CLUSTER = JSON.stringify(cluster.note);
  globalThis.owncourseTestCluster = cluster;
}
