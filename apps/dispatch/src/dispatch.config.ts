/** `DISPATCH_DATABASE_URL`, or `DATABASE_URL`; needed only where dispatch runs as a process of its own. */
export function readDispatchDatabase(env: NodeJS.ProcessEnv = process.env): string {
  const url = env.DISPATCH_DATABASE_URL ?? env.DATABASE_URL;
  if (!url) throw new Error('Set DISPATCH_DATABASE_URL to the address of a PostgreSQL database.');
  return url;
}
