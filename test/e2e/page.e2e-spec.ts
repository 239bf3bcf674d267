import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { newId } from '@libs/kernel';
import { eventually } from '@libs/testing';
import { openBrowser } from '../../tools/screenshot/browser';
import { findChromium } from '../../tools/screenshot/chromium';
import { capOf, type SampleWarning } from '../../tools/screenshot/sample-warnings';
import { ConsoleInTest } from '../picture/console-in-test';
import { lineTo } from '../picture/cuttable-line';
import { startProduct, type ProductInTest } from '../picture/product-in-test';

let product: ProductInTest;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

const RAIN_IN_HUACHI = {
  office: '华池县气象台',
  event: '暴雨',
  eventCode: '11B03',
  severity: 'Severe',
  description: '预计未来3小时降雨量将达50毫米以上。',
  area: '华池县',
  divisions: ['621023'],
} satisfies Partial<SampleWarning>;

/** Posts a warning of heavy rain in Huachi county; the headline is one of its own. */
async function postWarning(
  change: Partial<SampleWarning> = {},
  damaged = (document: string): string => document,
): Promise<string> {
  const identifier = newId();
  const warning: SampleWarning = {
    ...RAIN_IN_HUACHI,
    identifier,
    headline: `华池县气象台发布暴雨橙色预警信号 ${identifier.slice(-6)}`,
    ...change,
  };
  const response = await product.post(damaged(capOf(warning, new Date())));
  expect([response.status, await response.text()]).toEqual([202, expect.any(String)]);
  return warning.headline;
}

/** Posts one of which nobody knows whether it is real, which waits for an officer. */
const postHeld = (): Promise<string> =>
  postWarning({}, (document) => document.replace('<status>Actual', '<status>Perhaps'));

describe('the live stream of the whole product', () => {
  it('tells of a warning, its emergency and a rejected file', async () => {
    const { headers } = await fetch(`${product.url}/api/registry/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'duty-officer', password: product.passwordOf('duty-officer') }),
    });
    const console = await ConsoleInTest.connect(`${product.url}/api/picture/stream`, {
      cookie: headers.get('set-cookie')!.split(';')[0]!,
    });
    await console.hears(1);
    await product.token('feed');

    const headline = await postWarning();
    const heard = (event: string, name: string, value: string) =>
      console.changes.some((change) => change.event === event && change.data[name] === value);
    await eventually(() => heard('warning', 'headline', headline) && heard('emergency', 'state', 'open'));
    await product.post('this is no CAP');
    await eventually(() => heard('message', 'outcome', 'rejected'));
    console.leave();
  });
});

const duty: BrowserContextOptions = { locale: 'zh-CN', viewport: { width: 1600, height: 900 } };

// A text, because the browser's own types are not known here.
const BORDER_OF_AN_EXERCISE = `getComputedStyle(document.querySelector('.card.warning.mode-exercise')).borderImageSource`;

function inTheBrowser() {
  let browser: Browser;
  const troubles: string[] = [];
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(() => troubles.splice(0));

  /** The page of the duty officer, signed in by hand. */
  async function signIn(options: BrowserContextOptions = {}, url = product.url): Promise<Page> {
    const page = await (await browser.newContext({ ...duty, ...options })).newPage();
    page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
    page.on('pageerror', (error) => troubles.push(String(error)));
    await page.goto(url);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await page.fill('#username', 'duty-officer');
    await page.fill('#password', product.passwordOf('duty-officer'));
    await page.click('#submit');
    await page.waitForSelector('#connection[data-state="live"]');
    return page;
  }

  const warningCard = (page: Page, headline: string) => page.locator('#warning-list .card', { hasText: headline });

  it('shows a warning as soon as it is posted: in the list, on the map, in its emergency’s timeline', async () => {
    const page = await signIn();
    const headline = await postWarning();

    await warningCard(page, headline).waitFor();
    await page.locator('.timeline .fact', { hasText: headline }).first().waitFor();
    await page.locator('#emergency-list .card', { hasText: '华池' }).first().waitFor();
    expect(await page.locator('.warned[data-colour="orange"] .area').count()).toBeGreaterThan(0);
    expect(await page.locator('#announcer').textContent()).toContain(headline);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it('marks an exercise by banner, border and word, and never lists it with duty', async () => {
    const page = await signIn();
    const headline = await postWarning({ status: 'Exercise', headline: `演练预警 ${newId().slice(-6)}` });

    const card = warningCard(page, headline);
    await card.waitFor();
    expect(await card.locator('.mode-word').textContent()).toBe('演练 EXERCISE');
    expect(await page.evaluate(BORDER_OF_AN_EXERCISE)).toContain('repeating-linear');
    expect(await page.locator('#mode-banners .mode-exercise').innerText()).toContain('演练 EXERCISE');
    expect(await page.locator('.mode-section.mode-actual', { hasText: headline }).count()).toBe(0);
    expect(await page.locator('.mode-section.mode-actual .mode-word').count()).toBe(0);
    await page.context().close();
  });

  it('shows what was rejected, and why, as text that is never run', async () => {
    const page = await signIn();
    const word = `粗${newId().slice(-6)}`;
    const markup = `<img src=x onerror="document.title=1"><b>${word}</b>`;
    await postWarning({ headline: markup, office: markup, area: markup, event: markup, description: markup });
    await product.post(`<alert>${newId()}`);

    await page.locator('#message-list .card[data-outcome="rejected"] .findings li').first().waitFor();
    await warningCard(page, word).locator('summary').click();
    await warningCard(page, word).locator('.more dd').first().waitFor();
    expect(await page.locator('main img, main b, main script').count()).toBe(0);
    expect(await page.title()).toBe('烽火 Fenghuo');
    await page.context().close();
  });

  /** The form of a message that waits, opened. */
  async function openForm(page: Page, headline: string) {
    const card = page.locator('#message-list .card', { hasText: headline });
    await card.locator('.decide > summary').click();
    await card.locator('select[name="status"]').waitFor();
    return card;
  }

  it('shows a held message by its headline; an officer supplies what it lacks, and it becomes a warning', async () => {
    const page = await signIn();
    const headline = await postHeld();
    const card = await openForm(page, headline);
    expect(await card.getAttribute('data-outcome')).toBe('held');
    expect(await card.locator('.findings').innerText()).toContain('缺少状态');
    expect(await warningCard(page, headline).count()).toBe(0);

    await card.locator('select[name="status"]').selectOption('Actual');
    await card.locator('textarea[name="reason"]').fill('已向气象台电话核实');
    await card.locator('button.release').click();
    await warningCard(page, headline).waitFor();
    await card.getByText('放行：已向气象台电话核实').waitFor();
    expect(await card.locator('.decide').count()).toBe(0);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it('lets an officer reject a held message, never without a reason, and it becomes nothing', async () => {
    const page = await signIn();
    const headline = await postHeld();
    const card = await openForm(page, headline);

    await card.locator('button.reject').click();
    await page.waitForSelector('textarea[name="reason"]:focus:invalid');
    expect(await card.getAttribute('data-outcome')).toBe('held');
    await card.locator('textarea[name="reason"]').fill('气象台未发布过');
    await card.locator('button.reject').click();
    await page.locator('#message-list .card[data-outcome="rejected"]', { hasText: headline }).waitFor();
    await card.getByText('拒绝：气象台未发布过').waitFor();
    expect(await card.locator('.decide').count()).toBe(0);
    expect(await warningCard(page, headline).count()).toBe(0);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it('tells of every alarm, and however many there are the board stays in view', async () => {
    const identifier = newId();
    await postWarning({ identifier });
    for (let i = 1; i <= 15; i++) {
      const other = await product.post(
        capOf({ ...RAIN_IN_HUACHI, identifier, headline: `同一标识的第${i}份其他内容` }, new Date()),
      );
      expect(other.status).toBe(409);
    }
    const page = await signIn();

    await eventually(async () => (await page.locator('#alarms .alarm[data-kind="conflict"]').count()) >= 15);
    expect(await page.locator('#alarms').innerText()).toContain('同一标识出现了不同内容');
    const { y } = (await page.locator('#emergencies').boundingBox())!;
    expect(y).toBeLessThan(duty.viewport!.height / 3);
    await page.context().close();
  });

  it('speaks Chinese or English, and remembers which', async () => {
    const page = await signIn();
    expect(await page.locator('#emergencies-title').innerText()).toBe('灾害过程');
    await page.click('#language');
    expect(await page.locator('#emergencies-title').innerText()).toBe('Emergencies');
    await page.reload();
    await page.waitForSelector('#connection[data-state="live"]');

    expect(await page.locator('#emergencies-title').innerText()).toBe('Emergencies');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it('says that it has lost the connection, comes back by itself, and has missed nothing', async () => {
    const line = await lineTo(product.url);
    const page = await signIn({}, line.url);
    await page.locator('#warning-list .card').first().waitFor();
    line.cut();
    await page.waitForSelector('#connection[data-state="reconnecting"]');
    const missed = [await postWarning(), await postWarning()];
    line.mend();

    await page.waitForSelector('#connection[data-state="live"]', { timeout: 60_000 });
    for (const headline of missed) await warningCard(page, headline).waitFor();
    await page.context().close();
    line.close();
  });

  it('fits a phone', async () => {
    const page = await signIn({ viewport: { width: 390, height: 844 } });
    await page.locator('#warning-list .card').first().waitFor();

    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await page.context().close();
  });

  it('can be used by keyboard: an emergency is chosen and stays focused', async () => {
    const page = await signIn();
    const first = page.locator('#emergency-list .pick').first();
    await first.focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('#emergency-list .pick[aria-current="true"]');

    expect(await page.evaluate('document.activeElement?.className')).toBe('pick');
    await page.context().close();
  });

  it('ends with signing out', async () => {
    const page = await signIn();
    await page.click('#sign-out');
    await page.waitForURL('**/sign-in*');
    await page.goto(product.url);

    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await page.context().close();
  });
}

if (findChromium()) describe('the page in a browser', inTheBrowser);
else if (process.env.FENGHUO_CHROMIUM)
  it('is tried in the browser that FENGHUO_CHROMIUM names', () => {
    expect(findChromium()).toBe(process.env.FENGHUO_CHROMIUM);
  });
