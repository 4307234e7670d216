export default async function teardown() {
  await globalThis.owncourseTestCluster?.stop();
}
