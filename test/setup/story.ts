import { findChromium } from '../../tools/screenshot/chromium';
import { buildProduct } from './build';
import { provideKafka, providePostgres } from './servers';

// jest demands default exports here.
export default async function setUp(): Promise<void> {
  buildProduct();
  if (!findChromium()) process.env.FENGHUO_TEST_BROWSER_MISSING = 'there is no Chromium (Debian package chromium)';
  await Promise.all([providePostgres(), provideKafka()]);
}
