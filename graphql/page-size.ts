import { badInput } from './errors';

/**
 * How many items a list is asked for. The generated types do not know that an argument with a default may
 * still be sent as null, so it is checked here along with its bounds.
 */
export function pageSize(first: number | null, max: number): number {
  if (first === null || first < 1 || first > max)
    throw badInput(`Give "first" a number between 1 and ${max}.`);
  return first;
}
