import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser } from './browser';
import { capOf, SAMPLES } from './sample-warnings';

const IMAGES = 'docs/images';

/** The file that the demonstration's first start writes. */
type Credentials = { username: string; password: string }[];

/**
 * Takes the pictures of the README from a running product with demonstration accounts (`npm start` in an empty
 * `.data`): posts the sample warnings, signs in as the duty officer and photographs the page in both languages.
 * Arguments: the product's address and the file of its demonstration credentials. `npm run screenshot`.
 */
async function main(address = 'http://127.0.0.1:3000', credentialsFile = '.data/demo-credentials.json'): Promise<void> {
  const credentials = JSON.parse(readFileSync(credentialsFile, 'utf8')) as Credentials;
  const passwordOf = (name: string): string => credentials.find(({ username }) => username === name)!.password;
  mkdirSync(IMAGES, { recursive: true });
  await postSamples(address, passwordOf('feed'));

  const browser = await openBrowser();
  try {
    await photograph(browser, address, passwordOf('duty-officer'), 'zh-CN', 'board-zh.png');
    await photograph(browser, address, passwordOf('duty-officer'), 'en-GB', 'board-en.png');
  } finally {
    await browser.close();
  }
}

async function postSamples(address: string, password: string): Promise<void> {
  const token = await bearer(address, 'feed', password);
  for (const [i, sample] of SAMPLES.entries()) {
    const body = capOf(sample, new Date(Date.now() - (SAMPLES.length - i) * 9 * 60_000));
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/cap+xml' };
    const response = await fetch(`${address}/api/alerting/cap`, { method: 'POST', headers, body });
    if (response.status >= 400) throw new Error(`${sample.identifier}: ${response.status} ${await response.text()}`);
  }
}

async function bearer(address: string, username: string, password: string): Promise<string> {
  const response = await fetch(`${address}/api/registry/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  if (!response.ok) throw new Error(`${username} cannot sign in: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { access_token: string }).access_token;
}

async function photograph(
  browser: Browser,
  address: string,
  password: string,
  locale: string,
  file: string,
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1600, height: 900 }, locale });
  const page = await context.newPage();
  await page.goto(address);
  await page.fill('#username', 'duty-officer');
  await page.fill('#password', password);
  await page.click('#submit');
  await page.waitForSelector('.timeline .fact');
  await page.waitForSelector('.county-name');
  // Cards arrive with a short glow.
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: join(IMAGES, file) });
  await context.close();
}

main(...process.argv.slice(2)).catch((error: unknown) => {
  console.error(String(error));
  process.exitCode = 1;
});
