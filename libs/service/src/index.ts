export { endInOrder } from './end-in-order';
export { CANNOT_RUN, endUnable } from './end-unable';
export { runService, type Service } from './run-service';
export { IntervalJob, type Rounds } from './interval-job';
export { readRuleFile, RULE_HEAD, RULE_TEXT } from './rule-file';
