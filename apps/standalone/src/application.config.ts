/** What the application's process is told by its launcher. */
export interface ApplicationConfig {
  host: string;
  port: number;
  databaseUrl: string;
}

/** Reads HOST, PORT and DATABASE_URL. */
export function readApplicationConfig(environment: NodeJS.ProcessEnv = process.env): ApplicationConfig {
  const { HOST = '127.0.0.1', PORT = '3000', DATABASE_URL = '' } = environment;
  return { host: HOST, port: Number(PORT), databaseUrl: DATABASE_URL };
}
