/** What a process says of itself on `GET /metrics`. */
export interface ProcessFigures {
  /** Since it was last asked, ms. */
  delayP99: number;
  residentMegabytes: number;
  heapMegabytes: number;
}

/** @param url of a page of the process */
export async function processFigures(url: string): Promise<ProcessFigures> {
  const text = await (await fetch(new URL('/metrics', url))).text();
  const value = (name: string): number => Number(new RegExp(`^fenghuo_${name} (\\S+)$`, 'm').exec(text)?.[1] ?? NaN);
  return {
    delayP99: value('nodejs_eventloop_lag_p99_seconds') * 1000,
    residentMegabytes: value('process_resident_memory_bytes') / 2 ** 20,
    heapMegabytes: value('nodejs_heap_size_used_bytes') / 2 ** 20,
  };
}
