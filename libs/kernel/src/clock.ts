/** Gives the present instant. Passed in, so that rules and tests own the time. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
