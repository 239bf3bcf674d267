import { provideKafka, providePostgres } from './servers';

// jest demands default exports here.
export default async function setUp(): Promise<void> {
  await Promise.all([providePostgres(), provideKafka()]);
}
