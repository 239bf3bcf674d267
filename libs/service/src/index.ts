export { endInOrder } from './end-in-order';
export { runService, type Service } from './run-service';
export { IntervalJob, type Rounds } from './interval-job';
