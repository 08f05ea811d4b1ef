declare const proven: unique symbol;

/**
 * The id of a household that somebody was proven to belong to. Everything that touches a household's rows
 * takes one, and only this file makes one: a query without a proven scope does not compile.
 */
export type HouseholdId = string & { readonly [proven]: 'HouseholdId' };

/**
 * For the session look-up, which has just joined the membership, and for maintenance that walks all
 * households.
 */
export function proveHousehold(id: string): HouseholdId {
  return id as HouseholdId;
}
