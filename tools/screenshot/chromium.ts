import { existsSync } from 'node:fs';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where a Chromium is: `FENGHUO_CHROMIUM`, or where Debian puts it; undefined when there is none. */
export function findChromium(): string | undefined {
  const named = process.env.FENGHUO_CHROMIUM;
  return (named ? [named] : PLACES).find((path) => existsSync(path));
}
