import { existsSync, readFileSync } from 'node:fs';

export interface Session {
  token: string;
}

interface Credentials {
  username: string;
  password: string;
}

/** Signs in with FENGHUO_USER and FENGHUO_PASSWORD, or with the feed's account of a demonstration. */
export async function signIn(url: string, environment: NodeJS.ProcessEnv, demonstration: string): Promise<Session> {
  const credentials = credentialsFrom(environment) ?? demonstrationFeed(demonstration);
  if (!credentials) {
    throw new Error(
      `No account: set FENGHUO_USER and FENGHUO_PASSWORD, or start the product once so that it writes ${demonstration}.`,
    );
  }
  const response = await fetch(new URL('/api/registry/tokens', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(credentials),
  }).catch(() => {
    throw new Error(`Nothing answers at ${url}: start the product, or set FENGHUO_URL.`);
  });
  if (!response.ok) throw new Error(`${credentials.username} cannot sign in at ${url}: ${response.status}`);
  const { access_token: token } = (await response.json()) as { access_token: string };
  return { token };
}

function credentialsFrom({
  FENGHUO_USER: username,
  FENGHUO_PASSWORD: password,
}: NodeJS.ProcessEnv): Credentials | undefined {
  return username && password ? { username, password } : undefined;
}

/** The account whose roles name `feed`, wherever in the file it stands. */
function demonstrationFeed(path: string): Credentials | undefined {
  if (!existsSync(path)) return undefined;
  return findFeed(JSON.parse(readFileSync(path, 'utf8')) as unknown);
}

function findFeed(value: unknown): Credentials | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { username, password, roles } = value as { username?: unknown; password?: unknown; roles?: unknown };
  if (typeof username === 'string' && typeof password === 'string' && Array.isArray(roles) && roles.includes('feed')) {
    return { username, password };
  }
  for (const inner of Object.values(value)) {
    const found = findFeed(inner);
    if (found) return found;
  }
  return undefined;
}
