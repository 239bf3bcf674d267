/** Gives the present instant. Passed in, so that rules and tests own the time. */
export type Clock = () => Date;

/** What a service is given its clock by. */
export const CLOCK = Symbol('CLOCK');

export const systemClock: Clock = () => new Date();
