import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where a Chromium is: `FENGHUO_CHROMIUM`, or where Debian puts it; undefined when there is none. */
export function findChromium(): string | undefined {
  const named = process.env.FENGHUO_CHROMIUM;
  return (named ? [named] : PLACES).find((path) => existsSync(path));
}

/** Throws when no browser is found. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath)
    throw new Error('No Chromium found: install the Debian package chromium, or set FENGHUO_CHROMIUM.');
  // Containers run as root and have a small /dev/shm; the pages that are opened are our own.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}
