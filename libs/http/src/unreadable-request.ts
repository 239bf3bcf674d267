import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { newId } from '@libs/kernel';
import { HttpProblem, problemOf } from './problem';

/**
 * Answers what never became a request: bytes that are not HTTP, headers that are too large, a sender that is too slow.
 * There is no request object here, so the answer is written to the socket by hand.
 */
export function answerUnreadable(requestTimeoutMs: number) {
  return (error: NodeJS.ErrnoException, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return;
    if (socket.writable) {
      const correlationId = newId();
      const { body } = problemOf(problemFor(error, requestTimeoutMs), { language: 'en', path: '', correlationId });
      const text = JSON.stringify(body);
      socket.write(
        `HTTP/1.1 ${body.status} ${STATUS_CODES[body.status]}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
          `Content-Length: ${Buffer.byteLength(text)}\r\nX-Correlation-Id: ${correlationId}\r\nConnection: close\r\n\r\n${text}`,
      );
    }
    socket.destroy(error);
  };
}

function problemFor(error: NodeJS.ErrnoException, requestTimeoutMs: number): HttpProblem {
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new HttpProblem('request.timeout', { facts: { seconds: requestTimeoutMs / 1000 } });
  }
  if (error.code === 'HPE_HEADER_OVERFLOW') return new HttpProblem('request.headers-too-large');
  return new HttpProblem('request.malformed');
}
