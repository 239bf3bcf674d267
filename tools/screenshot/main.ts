import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { accountsFile } from '../accounts/accounts-file';
import { openBrowser } from './browser';

const IMAGES = 'docs/images';

/** The file that the demonstration's first start writes. */
type Credentials = { username: string; password: string }[];

/** How long the flood may take until it can be photographed; ms. */
const FLOOD_MS = 240_000;

/**
 * Takes the pictures of the README from a running product with demonstration accounts (`npm start` in an empty
 * `.data`): plays the flood of 2021 as an exercise, signs in as the duty officer, and photographs the page in both
 * languages when people have been evacuated and level II waits for a decision or is active. Then the exercise goes on
 * to its end. Arguments: the product's address and the file of its demonstration credentials. `npm run screenshot`.
 */
async function main(address = 'http://127.0.0.1:3000', credentialsFile = accountsFile(address)): Promise<void> {
  const credentials = JSON.parse(readFileSync(credentialsFile, 'utf8')) as Credentials;
  const { password } = credentials.find(({ username }) => username === 'duty-officer')!;
  mkdirSync(IMAGES, { recursive: true });

  const browser = await openBrowser();
  try {
    const pages = [
      { page: await signIn(browser, address, password, 'zh-CN'), file: 'board-zh.png' },
      { page: await signIn(browser, address, password, 'en-GB'), file: 'board-en.png' },
    ];
    const photographs = pages.map(({ page, file }) => photograph(page, file));
    await Promise.all([playFlood(address, credentialsFile), ...photographs]);
  } finally {
    await browser.close();
  }
}

/** The story in a process of its own, as `npm run replay` plays it. */
function playFlood(address: string, credentialsFile: string): Promise<void> {
  const replay = spawn(process.execPath, ['dist/tools/replay/main.js', 'qingyang-2021-flood'], {
    env: { ...process.env, FENGHUO_URL: address, FENGHUO_CREDENTIALS: credentialsFile },
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    replay.once('error', reject);
    replay.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`The replay ended with ${code}.`))));
  });
}

async function signIn(browser: Browser, address: string, password: string, locale: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale });
  const page = await context.newPage();
  await page.goto(address);
  await page.fill('#username', 'duty-officer');
  await page.fill('#password', password);
  await page.click('#submit');
  await page.waitForSelector('.county-name');
  return page;
}

/** Waits for the middle of the flood: the emergency that the page shows is followed by whoever looks at it. */
async function photograph(page: Page, file: string): Promise<void> {
  const options = { timeout: FLOOD_MS };
  await page.locator('#emergency-list .card[data-state="open"] .pick').first().click(options);
  await page.locator('[data-figure="evacuated"] strong', { hasText: /[1-9]/ }).waitFor(options);
  await page.locator('.level-badge.level-II:not([data-state="ended"])').first().waitFor(options);
  // Cards arrive with a short glow, and the layers of the map are at most some seconds old.
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: join(IMAGES, file) });
}

main(...process.argv.slice(2)).catch((error: unknown) => {
  console.error(String(error));
  process.exitCode = 1;
});
