import { startBridge, type BridgeOptions, type Measuring } from './bridge-application';

/** What a test asks of the process. */
export type Request =
  { id: number; do: 'measure'; measuring: Measuring } | { id: number; do: 'name'; span: string; name: string | null };

/** What the process answers. */
export type Answer = { ready: true } | { id: number; error?: string };

async function main(): Promise<void> {
  const bridge = await startBridge(JSON.parse(process.env.BRIDGE_OPTIONS ?? '{}') as BridgeOptions);
  process.on('message', (request: Request) => {
    const done = request.do === 'measure' ? bridge.measure(request.measuring) : bridge.name(request.span, request.name);
    done.then(
      () => process.send?.({ id: request.id }),
      (error: unknown) => process.send?.({ id: request.id, error: String(error) }),
    );
  });
  let ending: Promise<void> | undefined;
  process.on('SIGTERM', () => {
    ending ??= bridge.stop().then(() => process.exit(0));
  });
  // Nobody outlives its test.
  process.on('disconnect', () => process.exit(1));
  process.send?.({ ready: true });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
