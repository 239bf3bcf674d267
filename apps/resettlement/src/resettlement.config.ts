/** `RESETTLEMENT_DATABASE_URL`, or `DATABASE_URL`; needed only where resettlement runs as a process of its own. */
export function readResettlementDatabase(env: NodeJS.ProcessEnv = process.env): string {
  const url = env.RESETTLEMENT_DATABASE_URL ?? env.DATABASE_URL;
  if (!url) throw new Error('Set RESETTLEMENT_DATABASE_URL to the address of a PostgreSQL database.');
  return url;
}
