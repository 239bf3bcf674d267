export * from './context';
export { type Logger, createLogger } from './logger';
export { Metrics } from './metrics';
export { NestPinoLogger } from './nest-pino-logger';
export { ObservabilityModule } from './observability.module';
export { type CheckResult, Readiness, type ReadinessReport } from './readiness';
export { within } from './within';
