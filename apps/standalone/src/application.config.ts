/** What the application's process is told by its launcher. */
export interface ApplicationConfig {
  host: string;
  port: number;
  databaseUrl: string;
  /** Folder of the product's data; the demonstration's credentials are kept there. */
  dataDir: string;
}

/** Reads HOST, PORT, DATABASE_URL and FENGHUO_DATA_DIR. */
export function readApplicationConfig(environment: NodeJS.ProcessEnv = process.env): ApplicationConfig {
  const { HOST = '127.0.0.1', PORT = '3000', DATABASE_URL = '', FENGHUO_DATA_DIR = '.data' } = environment;
  return { host: HOST, port: Number(PORT), databaseUrl: DATABASE_URL, dataDir: FENGHUO_DATA_DIR };
}
