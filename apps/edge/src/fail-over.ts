import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { Replicas } from './replicas';

/** What says that the request has not reached anybody. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** A connection that broke: what only reads may be asked again elsewhere, as long as nothing was answered. */
const READS = new Set(['GET', 'HEAD']);

type Handler = Dispatcher.DispatchHandler;

/**
 * Sends a request for the origin `http://<service>` to one of the service's replicas, and to the next one while it is
 * certain that it had no effect: nobody took it, or it only reads. A body that has begun to travel is never sent twice.
 */
export function failOver(replicasOf: (service: string) => Replicas): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const replicas = replicasOf(new URL(options.origin!).hostname);
    return new Attempt(dispatch, options, handler, replicas).begin();
  };
}

class Attempt implements Handler {
  private readonly rest: string[];
  private origin = '';
  private hasAnswered = false;

  constructor(
    private readonly dispatch: Dispatcher.Dispatch,
    private readonly options: Dispatcher.DispatchOptions,
    private readonly handler: Handler,
    private readonly replicas: Replicas,
  ) {
    this.rest = replicas.inTurn(Date.now());
  }

  begin(): boolean {
    this.origin = this.rest.shift()!;
    return this.dispatch({ ...this.options, origin: this.origin }, this);
  }

  onRequestStart(controller: Dispatcher.DispatchController, context: unknown): void {
    this.handler.onRequestStart?.(controller, context);
  }

  onResponseStart(...head: Parameters<NonNullable<Handler['onResponseStart']>>): void {
    this.hasAnswered = true;
    this.replicas.answered(this.origin);
    this.handler.onResponseStart?.(...head);
  }

  onResponseData(...data: Parameters<NonNullable<Handler['onResponseData']>>): void {
    this.handler.onResponseData?.(...data);
  }

  onResponseEnd(...end: Parameters<NonNullable<Handler['onResponseEnd']>>): void {
    this.handler.onResponseEnd?.(...end);
  }

  onResponseError(controller: Dispatcher.DispatchController, error: Error): void {
    const isUnconnected = NOT_CONNECTED.has((error as NodeJS.ErrnoException).code ?? '');
    if (isUnconnected) this.replicas.silent(this.origin, Date.now());
    if (this.rest.length > 0 && this.mayBeSentAgain(isUnconnected, controller)) {
      this.begin();
      return;
    }
    this.handler.onResponseError?.(controller, error);
  }

  private mayBeSentAgain(isUnconnected: boolean, controller: Dispatcher.DispatchController | undefined): boolean {
    if (this.hasAnswered || controller?.aborted) return false;
    const { body } = this.options;
    if (body instanceof Readable && Readable.isDisturbed(body)) return false;
    return isUnconnected || READS.has(this.options.method);
  }
}
