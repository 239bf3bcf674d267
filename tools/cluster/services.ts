/** The services, in the order in which they are listed and started; each is a folder of `apps`. */
export const SERVICES = ['registry', 'alerting', 'response', 'dispatch', 'resettlement', 'picture'] as const;

export type ServiceName = (typeof SERVICES)[number];
