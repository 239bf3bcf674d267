import { DomainRefusal } from '@libs/kernel';

/** How a rule answers: the code of its refusal, or `ok`. */
export function codeOf(act: () => unknown): string {
  try {
    act();
    return 'ok';
  } catch (error) {
    if (error instanceof DomainRefusal) return error.code;
    throw error;
  }
}
