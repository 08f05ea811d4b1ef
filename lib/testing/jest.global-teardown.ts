declare global {
  var stopTestServer: (() => Promise<void>) | undefined;
}

export default async function teardown(): Promise<void> {
  await globalThis.stopTestServer?.();
}
