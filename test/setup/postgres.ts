import { providePostgres, provideRedis } from './servers';

// jest demands default exports here.
export default async function setUp(): Promise<void> {
  provideRedis();
  await providePostgres();
}
