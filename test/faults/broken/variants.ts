import { join } from 'node:path';

/** Ways in which delivery is broken on purpose: the run has to fail by each of them. */
export const VARIANTS = ['inbox-off', 'relay-deletes-first', 'acknowledge-first'] as const;
export type Variant = (typeof VARIANTS)[number];

/** Their names in test/messaging/bridge/broken-variants.ts, which does the breaking. */
export const BREAKS: Record<Variant, string> = {
  'inbox-off': 'inbox',
  'relay-deletes-first': 'relay',
  'acknowledge-first': 'acknowledge',
};

/** The environment in which every process of the cluster breaks itself before it starts. */
export const variantEnvironment = (variant: Variant): Record<string, string> => ({
  NODE_OPTIONS: `--require ${join(__dirname, 'preload.js')}`,
  FENGHUO_BREAK: BREAKS[variant],
});
