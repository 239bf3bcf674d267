import { accountsFile } from '../accounts/accounts-file';
import { handIn } from '../corpus/hand-in';
import { signIn } from '../corpus/sign-in';
import { capOf, SAMPLES } from '../screenshot/sample-warnings';

// npm run warn: sends one made-up orange rainstorm warning, dated now, to a running product. An exercise, unless
// `--actual` is given.
const url = process.env.FENGHUO_URL ?? 'http://127.0.0.1:3000';

async function main(actual: boolean): Promise<void> {
  const now = new Date();
  const [sample] = SAMPLES;
  const warning = {
    ...sample!,
    identifier: `TRY-${now.toISOString().replace(/\D/g, '')}`,
    status: actual ? ('Actual' as const) : ('Exercise' as const),
    headline: actual ? sample!.headline : `【演练】${sample!.headline}`,
  };
  const session = await signIn(url, process.env, accountsFile(url));
  const { status, verdict } = await handIn(url, session, Buffer.from(capOf(warning, now)));
  console.log(`${status} ${verdict}  ${warning.headline}  →  ${url}/`);
  if (status >= 400) process.exitCode = 1;
}

main(process.argv.includes('--actual')).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
