import { Global, Module } from '@nestjs/common';
import { HealthController } from './health.http';
import { HttpMetrics } from './http-metrics';
import { MetricsController } from './metrics.http';
import { Metrics } from './metrics';
import { Readiness } from './readiness';

/** Metrics, health and their routes for the whole process; imported once, by the composition root. */
@Global()
@Module({
  controllers: [HealthController, MetricsController],
  providers: [Metrics, Readiness, HttpMetrics],
  exports: [Metrics, Readiness],
})
export class ObservabilityModule {}
