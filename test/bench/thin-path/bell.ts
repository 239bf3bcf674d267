/** Lets a loop sleep until somebody rings; a ring while it works is heard afterwards. */
export class Bell {
  private isRung = false;
  private hear: (() => void) | undefined;

  readonly ring = (): void => {
    this.isRung = true;
    this.hear?.();
  };

  /** At most `ms`. */
  async wait(ms: number): Promise<void> {
    if (!this.isRung)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.hear = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.hear = undefined;
    this.isRung = false;
  }
}

/** Works for as long as there is something; then waits for the bell, or the net. */
export async function whileThereIs(work: () => Promise<number>, bell: Bell): Promise<never> {
  for (;;) if ((await work()) === 0) await bell.wait(200);
}
