import { chromium, type Browser } from 'playwright-core';
import { findChromium } from './chromium';

/** Throws when no browser is found. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium: install the Debian package chromium, or set FENGHUO_CHROMIUM.');
  // Containers run as root and have a small /dev/shm; the pages that are opened are our own.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}
